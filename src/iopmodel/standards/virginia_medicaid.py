"""Virginia Medicaid, Addiction and Recovery Treatment Services: hours of ASAM levels 2.1 and 2.5.

The weekly hours of Level 2.1 are an average; those of Virginia's licensing rule hold every week.
"""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING, Counting
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Aggregation, Force, Rule, Scope, Standard

__all__ = ["VIRGINIA_MEDICAID"]

# "Time not spent in skilled, clinically intensive treatment is not billable", 12VAC30-130-5100(A)(2): support services
# are none.
_COUNTING = Counting(
    SILENT_COUNTING.components,
    contested=SILENT_COUNTING.contested - {"support-service"},
    name="skilled, clinically intensive treatment, without breaks and support services; medication, activity and "
    "assessment may or may not count",
)

_SOURCE_1 = Citation(
    "12VAC30-130-5090(A)",
    "https://law.lis.virginia.gov/admincode/title12/agency30/chapter130/section5090/",
    Mark.PRIMARY,
    "2026-11-21",
)
_SOURCE_2 = Citation(
    "12VAC30-130-5100(A)(2)",
    "https://law.lis.virginia.gov/admincode/title12/agency30/chapter130/section5100/",
    Mark.PRIMARY,
    "2026-11-21",
)

VIRGINIA_MEDICAID = Standard(
    "virginia-medicaid",
    "Virginia Medicaid (ARTS)",
    (
        Rule(
            id="us_va.medicaid.l2_1.adult.hours_day",
            measure=Measure.HOURS_PER_DAY,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT}, population=Population("adult"), focus=Focus.SUBSTANCE_USE
            ),
            history=History.of(Dated(Range.at_least(Minutes.of_hours(3)), _SOURCE_1)),
            note="ASAM 2.1; service hours per service day",
        ),
        Rule(
            id="us_va.medicaid.l2_1.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT}, population=Population("adult"), focus=Focus.SUBSTANCE_USE
            ),
            aggregation=Aggregation.AVERAGE,
            history=History.of(Dated(Range(Minutes.of_hours(9), Minutes.of_hours(19)), _SOURCE_1)),
            note="ASAM 2.1",
        ),
        Rule(
            id="us_va.medicaid.l2_1.youth.hours_day",
            measure=Measure.HOURS_PER_DAY,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adolescent"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(Dated(Range.at_least(Minutes.of_hours(2)), _SOURCE_1)),
            note="ASAM 2.1; children and adolescents; per service day",
        ),
        Rule(
            id="us_va.medicaid.l2_1.youth.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adolescent"),
                focus=Focus.SUBSTANCE_USE,
            ),
            aggregation=Aggregation.AVERAGE,
            history=History.of(Dated(Range(Minutes.of_hours(6), Minutes.of_hours(19)), _SOURCE_1)),
            note="ASAM 2.1; children and adolescents",
        ),
        Rule(
            id="us_va.medicaid.l2_5.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.PARTIAL_HOSPITALIZATION}, focus=Focus.SUBSTANCE_USE),
            history=History.of(Dated(Range.at_least(Minutes.of_hours(20)), _SOURCE_2)),
            note="ASAM 2.5",
        ),
        Rule(
            id="us_va.medicaid.l2_5.hours_day",
            measure=Measure.HOURS_PER_DAY,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.PARTIAL_HOSPITALIZATION}, focus=Focus.SUBSTANCE_USE),
            history=History.of(Dated(Range.at_least(Minutes.of_hours(5)), _SOURCE_2)),
            note="ASAM 2.5; service hours per service day",
        ),
    ),
    jurisdiction="US-VA",
    counting=_COUNTING,
)
