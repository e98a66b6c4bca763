"""TRICARE: intensive outpatient programs, and the payment bands of partial hospitalization."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Band, Force, Rule, Scope, Standard

__all__ = ["TRICARE"]

_SOURCE_1 = Citation(
    "TRICARE Policy Manual 6010.60-M ch. 7 sec. 3.16 para. 2.0; 32 CFR 199.4(b)(10)",
    "https://manuals.health.mil/pages/DisplayManualHtmlFile/2023-04-27/AsOf/TP15/C7S3_16.html",
    Mark.PRIMARY,
    "2026-11-21",
)
_SOURCE_2 = Citation("32 CFR 199.14(a)(2)(ix)", mark=Mark.UNVERIFIED)

TRICARE = Standard(
    "tricare",
    "TRICARE",
    (
        Rule(
            id="tricare.iop.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}),
            history=History.of(
                Dated(Range.at_least(Minutes.of_hours(6)), _SOURCE_1, since="2016-10-03", start_checked=True)
            ),
            note="'between six and nine or more hours a week'",
        ),
        Rule(
            id="tricare.iop.hours_day",
            measure=Measure.HOURS_PER_DAY,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}),
            history=History.of(
                Dated(Range.at_least(Minutes.of_hours(2)), _SOURCE_1, since="2016-10-03", start_checked=True)
            ),
            note="per treatment day",
        ),
        Band(
            id="tricare.php.full_day_hours",
            measure=Measure.HOURS_PER_DAY,
            scope=Scope(levels={LevelOfCare.PARTIAL_HOSPITALIZATION}),
            history=History.of(Dated(Range.at_least(Minutes.of_hours(6)), _SOURCE_2)),
            picks="a full day",
            note="payment band",
        ),
        Band(
            id="tricare.php.half_day_hours",
            measure=Measure.HOURS_PER_DAY,
            scope=Scope(levels={LevelOfCare.PARTIAL_HOSPITALIZATION}),
            history=History.of(Dated(Range(Minutes.of_hours(3), Minutes.of_hours(6), high_excluded=True), _SOURCE_2)),
            picks="a half day",
            note="payment band",
        ),
    ),
    jurisdiction="US",
    counting=SILENT_COUNTING,
)
