"""Maryland, COMAR 10.47: how often the plan of an outpatient program is updated."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["MARYLAND_OUTPATIENT"]


MARYLAND_OUTPATIENT = Standard(
    "maryland-outpatient",
    "Maryland (COMAR 10.47)",
    (
        Rule(
            id="us_md.l1.plan_review_days",
            measure=Measure.REVIEW_INTERVAL_DAYS,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.OUTPATIENT}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(
                    Range.at_most(90),
                    Citation(
                        "COMAR 10.47.02.04D(2)",
                        "https://casetext.com/regulation/maryland-administrative-code/title-10-maryland-department-of-health/part-5/subtitle-47-alcohol-and-drug-abuse-administration/chapter-104702-specific-program-requirements/section-10470204-outpatient-services-level-i",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                )
            ),
            note="Level I treatment plan update; text current through 2024-11-01",
        ),
    ),
    jurisdiction="US-MD",
    counting=SILENT_COUNTING,
)
