"""Maryland licensing: hours a week of ASAM level 2.1. Its adolescents are under 18."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["MARYLAND_LICENSING"]

_SOURCE = Citation(
    "COMAR 10.63.03.03A(2)",
    "http://www.dsd.state.md.us/comar/SubtitleSearch.aspx?search=10.63.03.*",
    Mark.PRIMARY,
    "2026-11-21",
)

MARYLAND_LICENSING = Standard(
    "maryland-licensing",
    "Maryland licensing",
    (
        Rule(
            id="us_md.license.l2_1.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adult", "at least 18"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(Dated(Range(Minutes.of_hours(9), Minutes.of_hours(20)), _SOURCE)),
            note="ASAM 2.1; undated abstract",
        ),
        Rule(
            id="us_md.license.l2_1.under18.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adolescent", "under 18"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(Dated(Range(Minutes.of_hours(6), Minutes.of_hours(20)), _SOURCE)),
            note="ASAM 2.1; undated abstract",
        ),
    ),
    jurisdiction="US-MD",
    counting=SILENT_COUNTING,
)
