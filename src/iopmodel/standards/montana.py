"""Montana: intensive outpatient programs for eating disorders."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["MONTANA"]


MONTANA = Standard(
    "montana",
    "Montana",
    (
        Rule(
            id="us_mt.edc_iop.days_week",
            measure=Measure.DAYS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}, focus=Focus.EATING_DISORDER),
            day_at_least=Minutes.of_hours(3),
            history=History.of(
                Dated(
                    Range.at_least(3),
                    Citation(
                        "Montana Admin. Rules, eating-disorder intensive outpatient (NEW, 2018 MAR p. 2214)",
                        "https://rules.mt.gov/gateWay/Print_RV.Asp?RV=48190",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                    since="2018-11-03",
                    start_checked=True,
                )
            ),
            note="at least 3 hours on each of the 3 days",
        ),
    ),
    jurisdiction="US-MT",
    counting=SILENT_COUNTING,
)
