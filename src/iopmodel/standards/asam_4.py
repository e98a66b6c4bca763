"""The ASAM Criteria, fourth edition, volume 1 (adults, 2023): hours a week at each level of care.

No figure of this edition was checked in a text, so all of them are off until they are asked for.
"""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import ASAM_4TH_EDITION, LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["ASAM_4"]

_SOURCE = Citation("The ASAM Criteria, 4th ed., vol. 1 (Adults)", mark=Mark.UNVERIFIED)

ASAM_4 = Standard(
    "asam-4",
    "ASAM 4th edition",
    (
        Rule(
            id="asam4.l2_1.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT}, population=Population("adult"), focus=Focus.SUBSTANCE_USE
            ),
            history=History.of(Dated(Range(Minutes.of_hours(9), Minutes.of_hours(19)), _SOURCE, since=2023)),
            note="Level 2.1",
        ),
        Rule(
            id="asam4.l2_5.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(
                levels={LevelOfCare.PARTIAL_HOSPITALIZATION}, population=Population("adult"), focus=Focus.SUBSTANCE_USE
            ),
            history=History.of(Dated(Range.at_least(Minutes.of_hours(20)), _SOURCE, since=2023)),
            note="Level 2.5, High-Intensity Outpatient",
        ),
        Rule(
            id="asam4.l3_1.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(
                levels={ASAM_4TH_EDITION.level("3.1")}, population=Population("adult"), focus=Focus.SUBSTANCE_USE
            ),
            history=History.of(Dated(Range(Minutes.of_hours(9), Minutes.of_hours(19)), _SOURCE, since=2023)),
            note="Level 3.1; clinical hours",
        ),
        Rule(
            id="asam4.l3_5.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(
                levels={ASAM_4TH_EDITION.level("3.5")}, population=Population("adult"), focus=Focus.SUBSTANCE_USE
            ),
            history=History.of(Dated(Range.at_least(Minutes.of_hours(20)), _SOURCE, since=2023)),
            note="Level 3.5; clinical hours",
        ),
    ),
    jurisdiction="US",
    counting=SILENT_COUNTING,
    note="For adults. Every figure is unverified; payers and states still adopt the third edition by name.",
)
