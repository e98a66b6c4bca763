"""SAMHSA: the advisory of 2021 on intensive outpatient treatment, and TIP 47 (2006).

The advisory's hours cite the third edition of ASAM, so they are no independent figure.
"""

from __future__ import annotations

import attrs

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Aggregation, Force, Rule, Scope, Standard

__all__ = ["SAMHSA"]

# The advisory names "individual counseling, group therapy, family psychoeducation, and case management", prearranged.
_COUNTING = attrs.evolve(
    SILENT_COUNTING,
    services={"case-management"},
    name="individual counseling, group therapy, family psychoeducation, case management and other treatment, without "
    "breaks; other support, medication, activity and assessment may or may not count",
)

_SOURCE = Citation(
    ("SAMHSA Advisory: Clinical Issues in Intensive Outpatient Treatment for Substance Use Disorders (2021), p. 1"),
    mark=Mark.PRIMARY,
    checked_on="2026-11-21",
)

SAMHSA = Standard(
    "samhsa",
    "SAMHSA",
    (
        Rule(
            id="samhsa.iop.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT}, population=Population("adult"), focus=Focus.SUBSTANCE_USE
            ),
            history=History.of(Dated(Range.at_least(Minutes.of_hours(9)), _SOURCE, since=2021, start_checked=True)),
        ),
        Rule(
            id="samhsa.iop.adolescent.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adolescent"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(Dated(Range.at_least(Minutes.of_hours(6)), _SOURCE, since=2021, start_checked=True)),
        ),
        Rule(
            id="samhsa.tip47.iop.duration_days",
            measure=Measure.DURATION_DAYS,
            force=Force.RECOMMENDED,
            scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}, focus=Focus.SUBSTANCE_USE),
            aggregation=Aggregation.TOTAL,
            history=History.of(
                Dated(
                    Range.at_least(90),
                    Citation("TIP 47, SMA 06-4182 (2006), exec. summary / ch. 4", mark=Mark.UNVERIFIED),
                    since=2006,
                )
            ),
            note="about 13 weeks; least certain kind of unverified figure",
        ),
    ),
    jurisdiction="US",
    counting=_COUNTING,
    note="The hours of the advisory cite The ASAM Criteria, 3rd edition.",
)
