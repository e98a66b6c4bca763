"""HCPCS: what the descriptor of a billing code requires of the program that uses it."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["HCPCS"]

HCPCS = Standard(
    "hcpcs",
    "HCPCS",
    (
        Rule(
            id="hcpcs.h0015.days_week",
            measure=Measure.DAYS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}, focus=Focus.SUBSTANCE_USE),
            day_at_least=Minutes.of_hours(3),
            history=History.of(
                Dated(
                    Range.at_least(3),
                    Citation("HCPCS H0015 descriptor", mark=Mark.SECONDARY, checked_on="2026-11-21"),
                )
            ),
            note="what the program operates: at least 3 hours a day on at least 3 days a week; a shorter extra day "
            "does not break it; any payer using H0015",
        ),
    ),
    jurisdiction="US",
    counting=SILENT_COUNTING,
)
