"""The ASAM Criteria, third edition (2013): hours a week of clinical services at each level of care.

Between 19 and 20 hours a week neither Level 2.1 (up to 19) nor Level 2.5 (from 20) is described; the ceiling is kept as
published. A stay at Level 2.1 may run below its floor for one or two weeks when it steps down.
"""

from __future__ import annotations

import attrs

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import ASAM_3RD_EDITION, LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Aggregation, Force, Rule, Scope, Standard

__all__ = ["ASAM_3"]

# Level 2.1 is structured programming, "consisting primarily of counseling and education about addiction-related and
# mental health problems"; psychiatric and medical services come by consultation or referral.
_COUNTING = attrs.evolve(
    SILENT_COUNTING,
    name="structured programming, primarily counseling and education, without breaks and mutual help; medication, "
    "support, activity and assessment may or may not count",
)

_SOURCE_1 = Citation(
    "Mee-Lee D, ed. The ASAM Criteria, 3rd ed., 2013, pp. 184-196",
    "https://midshorebehavioralhealth.org/glossary/asam-criteria/",
    Mark.SECONDARY,
    "2026-11-21",
)
_SOURCE_2 = Citation(
    "Mee-Lee D, ed. The ASAM Criteria, 3rd ed., 2013, pp. 196-207",
    "https://www.aetna.com/individuals-families/member-rights-resources/rights/state-specific-information/asam-criteria-searchresults.html",
    Mark.SECONDARY,
    "2026-11-21",
)

ASAM_3 = Standard(
    "asam-3",
    "ASAM 3rd edition",
    (
        Rule(
            id="asam3.l1.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(levels={LevelOfCare.OUTPATIENT}, population=Population("adult"), focus=Focus.SUBSTANCE_USE),
            history=History.of(Dated(Range.below(Minutes.of_hours(9)), _SOURCE_1, since=2013, start_checked=True)),
            note="Level 1",
        ),
        Rule(
            id="asam3.l1.adolescent.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(
                levels={LevelOfCare.OUTPATIENT}, population=Population("adolescent"), focus=Focus.SUBSTANCE_USE
            ),
            history=History.of(Dated(Range.below(Minutes.of_hours(6)), _SOURCE_1, since=2013, start_checked=True)),
            note="Level 1",
        ),
        Rule(
            id="asam3.l2_1.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT}, population=Population("adult"), focus=Focus.SUBSTANCE_USE
            ),
            history=History.of(
                Dated(Range(Minutes.of_hours(9), Minutes.of_hours(19)), _SOURCE_2, since=2013, start_checked=True)
            ),
            note="Level 2.1",
        ),
        Rule(
            id="asam3.l2_1.adolescent.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adolescent"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(
                Dated(Range(Minutes.of_hours(6), Minutes.of_hours(19)), _SOURCE_2, since=2013, start_checked=True)
            ),
            note="Level 2.1",
        ),
        Rule(
            id="asam3.l2_1.stepdown_weeks",
            measure=Measure.WEEKS_BELOW_FLOOR,
            force=Force.RECOMMENDED,
            scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}, focus=Focus.SUBSTANCE_USE),
            aggregation=Aggregation.TOTAL,
            floors=("asam3.l2_1.adult.hours_week", "asam3.l2_1.adolescent.hours_week"),
            history=History.of(Dated(Range.at_most(2), _SOURCE_2, since=2013, start_checked=True)),
            note="Level 2.1; 'one or two weeks' at step-down to Level 1",
        ),
        Rule(
            id="asam3.l2_5.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(levels={LevelOfCare.PARTIAL_HOSPITALIZATION}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(
                    Range.at_least(Minutes.of_hours(20)),
                    Citation(
                        "Mee-Lee D, ed. The ASAM Criteria, 3rd ed., 2013, pp. 208-218",
                        "https://midshorebehavioralhealth.org/glossary/asam-criteria/",
                        Mark.SECONDARY,
                        "2026-11-21",
                    ),
                    since=2013,
                    start_checked=True,
                )
            ),
            note="Level 2.5; adults and adolescents",
        ),
        Rule(
            id="asam3.l3_1.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(levels={ASAM_3RD_EDITION.level("3.1")}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(
                    Range.at_least(Minutes.of_hours(5)),
                    Citation(
                        "Mee-Lee D, ed. The ASAM Criteria, 3rd ed., 2013",
                        "https://midshorebehavioralhealth.org/glossary/asam-criteria/",
                        Mark.SECONDARY,
                        "2026-11-21",
                    ),
                    since=2013,
                    start_checked=True,
                )
            ),
            note="Level 3.1; clinical hours in a 24-hour setting",
        ),
    ),
    jurisdiction="US",
    counting=_COUNTING,
    note="Levels are those of the third edition. Between 19 h and 20 h a week it describes no level; 19 h is "
    "its published ceiling of Level 2.1.",
)
