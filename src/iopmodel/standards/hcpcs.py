"""HCPCS: what the descriptor of a billing code requires of the program that uses it."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.components import COMPONENT_TYPES
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["HCPCS"]

# The descriptor is silent on these, and bodies differ about them.
_CONTESTED = frozenset(
    {"medication-assisted-treatment", "medication-management", "support-service", "activity", "assessment"}
)
_COUNTING = Counting(
    (DEFAULT_COUNTING.components & frozenset(COMPONENT_TYPES)) - _CONTESTED,
    contested=_CONTESTED,
    name="treatment without breaks; medication-assisted treatment, medication management, support, activity and "
    "assessment may or may not count",
)

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
    counting=_COUNTING,
)
