"""New Jersey licensing: family counseling sessions in outpatient, intensive outpatient and partial care."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["NEW_JERSEY_LICENSING"]

_SOURCE = Citation(
    "N.J.A.C. 10:161B-10.1(d)",
    "https://regulations.justia.com/states/new-jersey/title-10/chapter-161b/subchapter-10/section-10-161b-10-1/",
    Mark.PRIMARY,
    "2026-11-21",
)

NEW_JERSEY_LICENSING = Standard(
    "new-jersey-licensing",
    "New Jersey licensing",
    (
        Rule(
            id="us_nj.iop.family_sessions_month",
            measure=Measure.FAMILY_SESSIONS_PER_MONTH,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}, focus=Focus.SUBSTANCE_USE),
            history=History.of(Dated(Range.at_least(1), _SOURCE)),
            note="text current through 2024-03-18",
        ),
        Rule(
            id="us_nj.op.family_sessions_month",
            measure=Measure.FAMILY_SESSIONS_PER_MONTH,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.OUTPATIENT}, focus=Focus.SUBSTANCE_USE),
            history=History.of(Dated(Range.at_least(1), _SOURCE)),
            note="text current through 2024-03-18",
        ),
        Rule(
            id="us_nj.partialcare.family_sessions_week",
            measure=Measure.FAMILY_SESSIONS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.PARTIAL_HOSPITALIZATION}, types={"partial-care"}, focus=Focus.SUBSTANCE_USE
            ),
            history=History.of(Dated(Range.at_least(1), _SOURCE)),
            note="text current through 2024-03-18",
        ),
    ),
    jurisdiction="US-NJ",
    counting=SILENT_COUNTING,
)
