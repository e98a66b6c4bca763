"""Florida licensing: day or night treatment, a category of its own.

Fewer hours are allowed in latter stages, if described and justified; how many fewer is not said.
"""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.components import FamilyTherapy, GroupTherapy, IndividualTherapy
from iopmodel.counting import Counting
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["FLORIDA"]

# Counseling (individual, group, family) by clinical staff, 65D-30.009(2). What a block of unnamed treatment holds,
# nobody says.
_COUNTING = Counting(
    {IndividualTherapy, GroupTherapy, FamilyTherapy},
    contested={"program-block"},
    name="individual, group and family counseling; program blocks may or may not count",
)

_SOURCE = Citation(
    "F.A.C. 65D-30.009(2)",
    "https://regulations.justia.com/states/florida/65/65d/chapter-65d-30/section-65d-30-009",
    Mark.PRIMARY,
    "2026-11-21",
)

FLORIDA = Standard(
    "florida",
    "Florida licensing",
    (
        Rule(
            id="us_fl.daynight.hours_day",
            measure=Measure.HOURS_PER_DAY,
            force=Force.REQUIRED,
            scope=Scope(types={"day-or-night"}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(Range.at_least(Minutes.of_hours(3)), _SOURCE, since="2019-08-29", start_checked=True)
            ),
            note="Day or Night Treatment, a category of its own; fewer hours allowed in latter stages if described and"
            " justified",
        ),
        Rule(
            id="us_fl.daynight.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(types={"day-or-night"}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(Range.at_least(Minutes.of_hours(12)), _SOURCE, since="2019-08-29", start_checked=True)
            ),
            note="Day or Night Treatment, a category of its own; fewer hours allowed in latter stages if described and"
            " justified",
        ),
    ),
    jurisdiction="US-FL",
    counting=_COUNTING,
    note=(
        'For programs of the type "day-or-night". Fewer hours are allowed in latter stages if described and justified.'
    ),
)
