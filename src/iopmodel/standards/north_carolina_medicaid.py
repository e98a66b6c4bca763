"""North Carolina Medicaid: hours a week of ASAM levels 2.1 (SAIOP) and 2.5 (SACOT), third edition, from 2026."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["NORTH_CAROLINA_MEDICAID"]

_SOURCE = Citation(
    "Clinical Coverage Policy 8A-12",
    "https://medicaid.ncdhhs.gov/blog/2026/01/07/behavioral-health-clinical-coverage-policy-updates",
    Mark.PRIMARY,
    "2026-11-21",
)

NORTH_CAROLINA_MEDICAID = Standard(
    "north-carolina-medicaid",
    "North Carolina Medicaid",
    (
        Rule(
            id="us_nc.medicaid.l2_1.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT}, population=Population("adult"), focus=Focus.SUBSTANCE_USE
            ),
            history=History.of(
                Dated(Range(Minutes.of_hours(9), Minutes.of_hours(19)), _SOURCE, since="2026-01-01", start_checked=True)
            ),
            note="ASAM 2.1 (3rd edition), SAIOP",
        ),
        Rule(
            id="us_nc.medicaid.l2_1.youth.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adolescent"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(
                Dated(Range(Minutes.of_hours(6), Minutes.of_hours(19)), _SOURCE, since="2026-01-01", start_checked=True)
            ),
            note="ASAM 2.1 (3rd edition), SAIOP",
        ),
        Rule(
            id="us_nc.medicaid.l2_5.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.PARTIAL_HOSPITALIZATION},
                population=Population("adult", "at least 18"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(
                Dated(
                    Range.at_least(Minutes.of_hours(20)),
                    Citation(
                        "Clinical Coverage Policy 8A-13",
                        "https://medicaid.ncdhhs.gov/blog/2026/01/07/behavioral-health-clinical-coverage-policy-updates",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                    since="2026-01-01",
                    start_checked=True,
                )
            ),
            note="ASAM 2.5 (3rd edition), SACOT; 18 and over",
        ),
    ),
    jurisdiction="US-NC",
    counting=SILENT_COUNTING,
)
