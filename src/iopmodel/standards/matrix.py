"""The Matrix manual (SAMHSA, 2006): minutes a week of its intensive outpatient program, by weeks of the stay.

The figures are added up from the manual's weekly table. At its peak of 6 h 10 min the program lies below every 9-hour
floor of intensive outpatient care.
"""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.components import Education, FamilyTherapy, GroupTherapy, ProgramBlock, SkillsTraining
from iopmodel.counting import Counting
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard
from iopmodel.spans import PartOfStay

__all__ = ["MATRIX"]

# The weekly table holds the groups and the family education. The three individual sessions of the whole program stand
# outside it, and so do tests and the mutual-help meetings of the other days.
_COUNTING = Counting(
    {GroupTherapy, Education, FamilyTherapy, SkillsTraining, ProgramBlock},
    unplaced_total=False,
    name="the groups and the family education of the manual's weekly table, without individual sessions",
)

_MANUAL = (
    "CSAT, Counselor's Treatment Manual: Matrix Intensive Outpatient Treatment for People With Stimulant Use "
    "Disorders, SMA 06-4152 (2006), Part I"
)
_SOURCE = Citation(
    _MANUAL,
    "https://psychmed.com.au/alcohol-drug-programs/the-matrix-program/",
    Mark.SECONDARY,
    "2026-11-21",
)

MATRIX = Standard(
    "matrix",
    "Matrix",
    (
        Rule(
            id="matrix.w1_4.minutes_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                types={"matrix"},
                population=Population("adult"),
                focus=Focus.SUBSTANCE_USE,
                during=PartOfStay("weeks", 1, 4),
            ),
            history=History.of(Dated(Range.exactly(Minutes(370)), _SOURCE, since=2006, start_checked=True)),
            note="phase: weeks 1-4; derived; 6 h 10 min, below every 9 h IOP floor",
        ),
        Rule(
            id="matrix.w5_16.minutes_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                types={"matrix"},
                population=Population("adult"),
                focus=Focus.SUBSTANCE_USE,
                during=PartOfStay("weeks", 5, 16),
            ),
            history=History.of(Dated(Range.exactly(Minutes(270)), _SOURCE, since=2006, start_checked=True)),
            note="phase: weeks 5-16; derived; 4 h 30 min",
        ),
        Rule(
            id="matrix.w17_52.minutes_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.RECOMMENDED,
            scope=Scope(
                levels={LevelOfCare.OUTPATIENT},
                types={"matrix"},
                population=Population("adult"),
                focus=Focus.SUBSTANCE_USE,
                during=PartOfStay("weeks", 17, 52),
            ),
            history=History.of(
                Dated(
                    Range.exactly(Minutes(90)),
                    Citation(_MANUAL, mark=Mark.UNVERIFIED),
                    since=2006,
                )
            ),
            note="phase: weeks 17-52; continuing care; 1 h 30 min",
        ),
    ),
    jurisdiction="US",
    counting=_COUNTING,
    note='For programs of the type "matrix". The figures are the minutes of the manual\'s weekly table.',
)
