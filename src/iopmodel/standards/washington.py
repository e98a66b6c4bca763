"""Washington: the outpatient phase of a deferred prosecution, 72 hours within 12 weeks, up to the end of 2025.

The statute behind it was replaced from 2026; whether its figures survive is not known.
"""

from __future__ import annotations

import attrs

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Aggregation, Force, Rule, Scope, Standard
from iopmodel.spans import PartOfStay

__all__ = ["WASHINGTON"]

# Self-help attendance is "in addition to the seventy-two hours", WAC 246-341-0740(2)(a)(iii).
_COUNTING = attrs.evolve(
    SILENT_COUNTING,
    name="treatment without breaks; self-help attendance is in addition; medication, support, activity and assessment "
    "may or may not count",
)

_SOURCE = Citation(
    "WAC 246-341-0740(2)(a)", "https://app.leg.wa.gov/WAC/default.aspx?cite=246-341-0740", Mark.PRIMARY, "2026-11-21"
)

WASHINGTON = Standard(
    "washington",
    "Washington (deferred prosecution)",
    (
        Rule(
            id="us_wa.deferred.total_hours",
            measure=Measure.TOTAL_HOURS,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT}, types={"deferred-prosecution"}, focus=Focus.SUBSTANCE_USE
            ),
            aggregation=Aggregation.TOTAL,
            history=History.of(
                Dated(
                    Range.at_least(Minutes.of_hours(72)),
                    _SOURCE,
                    since="2021-07-01",
                    until="2026-01-01",
                    start_checked=True,
                )
            ),
            note="self-help attendance is in addition; implies an average of 6 h/week over 12 weeks; the statute "
            "behind it (RCW 10.05.150) was replaced from 2026-01-01; whether these figures survive is not known",
        ),
        Rule(
            id="us_wa.deferred.weeks",
            measure=Measure.DURATION_WEEKS,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT}, types={"deferred-prosecution"}, focus=Focus.SUBSTANCE_USE
            ),
            aggregation=Aggregation.TOTAL,
            history=History.of(
                Dated(Range.at_most(12), _SOURCE, since="2021-07-01", until="2026-01-01", start_checked=True)
            ),
            note="weeks to complete the 72 hours; the statute behind it (RCW 10.05.150) was replaced from 2026-01-01; "
            "whether these figures survive is not known",
        ),
        Rule(
            id="us_wa.deferred.sessions_week_first4",
            measure=Measure.VISITS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                types={"deferred-prosecution"},
                focus=Focus.SUBSTANCE_USE,
                during=PartOfStay("weeks", 1, 4),
            ),
            history=History.of(
                Dated(
                    Range.at_least(3),
                    Citation(
                        "WAC 246-341-0740(2)(a)(i)",
                        "https://app.leg.wa.gov/WAC/default.aspx?cite=246-341-0740",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                    since="2021-07-01",
                    until="2026-01-01",
                    start_checked=True,
                )
            ),
            note="phase: weeks 1-4; on separate days; the statute behind it (RCW 10.05.150) was replaced from "
            "2026-01-01; whether these figures survive is not known",
        ),
        Rule(
            id="us_wa.deferred.group_minutes",
            measure=Measure.MINUTES_PER_SESSION,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT}, types={"deferred-prosecution"}, focus=Focus.SUBSTANCE_USE
            ),
            components={"group-therapy"},
            history=History.of(
                Dated(
                    Range.at_least(Minutes(60)),
                    Citation(
                        "WAC 246-341-0740(2)(a)(ii)",
                        "https://app.leg.wa.gov/WAC/default.aspx?cite=246-341-0740",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                    since="2021-07-01",
                    until="2026-01-01",
                    start_checked=True,
                )
            ),
            note="group sessions; the statute behind it (RCW 10.05.150) was replaced from 2026-01-01; whether these "
            "figures survive is not known",
        ),
    ),
    jurisdiction="US-WA",
    counting=_COUNTING,
    note='For programs of the type "deferred-prosecution".',
)
