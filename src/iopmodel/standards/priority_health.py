"""Priority Health, a payer in Michigan: hours a day of intensive outpatient care."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["PRIORITY_HEALTH"]


PRIORITY_HEALTH = Standard(
    "priority-health",
    "Priority Health",
    (
        Rule(
            id="payer.priority_health.iop.hours_day",
            measure=Measure.HOURS_PER_DAY,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}),
            history=History.of(
                Dated(
                    Range.at_most(Minutes.of_hours(4)),
                    Citation(
                        "Priority Health provider manual, behavioral health medical-necessity definitions",
                        "http://www.priorityhealth.com/provider/manual/auths/bh/medical-necessity/definitions",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                )
            ),
            note="undated; up to 5 days/week",
        ),
    ),
    jurisdiction="US-MI",
    counting=SILENT_COUNTING,
)
