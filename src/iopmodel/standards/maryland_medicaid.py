"""Maryland Medicaid: hours a week of the residential levels 3.1, 3.3 and 3.5."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import ASAM_3RD_EDITION
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["MARYLAND_MEDICAID"]


MARYLAND_MEDICAID = Standard(
    "maryland-medicaid",
    "Maryland Medicaid",
    (
        Rule(
            id="us_md.medicaid.l3_1.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(levels={ASAM_3RD_EDITION.level("3.1")}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(
                    Range.at_least(Minutes.of_hours(5)),
                    Citation(
                        "COMAR 10.09.06.06A(1)",
                        "https://regulations.justia.com/states/maryland/title-10/part-2/subtitle-09/chapter-10-09-06/section-10-09-06-06",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                )
            ),
            note="ASAM 3.1; text current through 2024-09-20",
        ),
        Rule(
            id="us_md.medicaid.l3_3.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(levels={ASAM_3RD_EDITION.level("3.3")}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(
                    Range(Minutes.of_hours(20), Minutes.of_hours(35)),
                    Citation(
                        "COMAR 10.09.06.06B(1)",
                        "https://regulations.justia.com/states/maryland/title-10/part-2/subtitle-09/chapter-10-09-06/section-10-09-06-06",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                )
            ),
            note="ASAM 3.3; text current through 2024-09-20",
        ),
        Rule(
            id="us_md.medicaid.l3_5.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(levels={ASAM_3RD_EDITION.level("3.5")}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(
                    Range.at_least(Minutes.of_hours(36)),
                    Citation(
                        "COMAR 10.09.06.06C(1)",
                        "https://regulations.justia.com/states/maryland/title-10/part-2/subtitle-09/chapter-10-09-06/section-10-09-06-06",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                )
            ),
            note="ASAM 3.5; text current through 2024-09-20",
        ),
    ),
    jurisdiction="US-MD",
    counting=SILENT_COUNTING,
)
