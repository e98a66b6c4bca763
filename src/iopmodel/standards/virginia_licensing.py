"""Virginia licensing (DBHDS): hours a week of ASAM level 2.1, every week."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["VIRGINIA_LICENSING"]


VIRGINIA_LICENSING = Standard(
    "virginia-licensing",
    "Virginia licensing (DBHDS)",
    (
        Rule(
            id="us_va.license.l2_1.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(
                    Range(Minutes.of_hours(9), Minutes.of_hours(19)),
                    Citation(
                        "12VAC35-105-1740(1)",
                        "https://law.lis.virginia.gov/admincodefull/title12/agency35/chapter105/partVII/article7",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                    since="2023-02-17",
                    start_checked=True,
                )
            ),
            note="ASAM 2.1; also at least 3 h per service day",
        ),
    ),
    jurisdiction="US-VA",
    counting=SILENT_COUNTING,
)
