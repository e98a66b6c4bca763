"""The District of Columbia: hours and length of ASAM level 2.1. Its adolescents are under 21."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Aggregation, Force, Rule, Scope, Standard

__all__ = ["DC"]

_SOURCE = Citation("22-A DCMR 6329.1", "http://dcrules.elaws.us/dcmr/22-a6329", Mark.PRIMARY, "2026-11-21")

DC = Standard(
    "dc",
    "District of Columbia",
    (
        Rule(
            id="us_dc.l2_1.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adult", "at least 21"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(Dated(Range(Minutes.of_hours(9), Minutes.of_hours(19)), _SOURCE)),
            note="ASAM 2.1; in force by 2017-09-13",
        ),
        Rule(
            id="us_dc.l2_1.under21.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adolescent", "under 21"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(Dated(Range(Minutes.of_hours(6), Minutes.of_hours(19)), _SOURCE)),
            note="ASAM 2.1; in force by 2017-09-13",
        ),
        Rule(
            id="us_dc.l2_1.duration_days",
            measure=Measure.DURATION_DAYS,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}, focus=Focus.SUBSTANCE_USE),
            aggregation=Aggregation.TOTAL,
            history=History.of(
                Dated(
                    Range(30, 60),
                    Citation("22-A DCMR 6329.2", "http://dcrules.elaws.us/dcmr/22-a6329", Mark.PRIMARY, "2026-11-21"),
                )
            ),
            note="ASAM 2.1; in force by 2017-09-13",
        ),
    ),
    jurisdiction="US-DC",
    counting=SILENT_COUNTING,
)
