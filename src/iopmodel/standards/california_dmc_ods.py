"""California's Drug Medi-Cal Organized Delivery System: hours a week of ASAM level 2.1. Its adolescents are under 21.

No figure was checked in a text, so all of them are off until they are asked for.
"""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["CALIFORNIA_DMC_ODS"]

_SOURCE = Citation("DHCS BHIN 24-001", mark=Mark.UNVERIFIED)

CALIFORNIA_DMC_ODS = Standard(
    "california-dmc-ods",
    "California DMC-ODS",
    (
        Rule(
            id="us_ca.dmc_ods.l2_1.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adult", "at least 21"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(Dated(Range(Minutes.of_hours(9), Minutes.of_hours(19)), _SOURCE, since="2022-01-01")),
            note="ASAM 2.1; 21 and over; maximum may be exceeded on individual medical necessity",
        ),
        Rule(
            id="us_ca.dmc_ods.l2_1.under21.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adolescent", "under 21"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(Dated(Range(Minutes.of_hours(6), Minutes.of_hours(19)), _SOURCE, since="2022-01-01")),
            note="ASAM 2.1; maximum may be exceeded on individual medical necessity",
        ),
    ),
    jurisdiction="US-CA",
    counting=SILENT_COUNTING,
    note="Every figure is unverified.",
)
