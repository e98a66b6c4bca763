"""SAMHSA's Treatment Episode Data Set (TEDS): what it records as intensive outpatient.

Two hours a day on three days make 6 hours a week, below the 9 hours that most bodies ask for.
"""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["TEDS"]


TEDS = Standard(
    "teds",
    "SAMHSA TEDS",
    (
        Rule(
            id="samhsa.teds.iop.days_week",
            measure=Measure.DAYS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}, focus=Focus.SUBSTANCE_USE),
            day_at_least=Minutes.of_hours(2),
            history=History.of(
                Dated(
                    Range.at_least(3),
                    Citation(
                        "SAMHSA Treatment Episode Data Set (TEDS), definition of intensive outpatient",
                        mark=Mark.SECONDARY,
                        checked_on="2026-11-21",
                    ),
                )
            ),
            note="data-set definition: at least 2 hours a day on 3 or more days a week (implies 6 h/week); a shorter "
            "extra day does not break it",
        ),
    ),
    jurisdiction="US",
    counting=SILENT_COUNTING,
)
