"""California's narcotic treatment programs: counseling a month, and how many people sit in a group."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.components import FamilyTherapy, GroupTherapy, IndividualTherapy
from iopmodel.counting import Counting
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["CALIFORNIA_NTP"]

# Contact at the dosing window and self-help meetings are no counseling, 9 CCR 10345(c)(1)-(2).
_COUNTING = Counting(
    {IndividualTherapy, GroupTherapy, FamilyTherapy},
    contested={"education", "skills-training", "program-block"},
    name="counseling, without contact at the dosing window and self-help; education, skills training and program "
    "blocks may or may not count",
)


CALIFORNIA_NTP = Standard(
    "california-ntp",
    "California NTP",
    (
        Rule(
            id="us_ca.ntp.counseling_minutes_month",
            measure=Measure.MINUTES_PER_MONTH,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(
                    Range.at_least(Minutes(50)),
                    Citation(
                        "9 CCR 10345(a)",
                        "https://regulations.justia.com/states/california/title-9/division-4/chapter-4/subchapter-5/article-3/section-10345",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                )
            ),
            note="maintenance counseling per calendar month; text current through 2024-09-20",
        ),
        Rule(
            id="us_ca.ntp.group_size",
            measure=Measure.GROUP_SIZE,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(
                    Range(2, 12),
                    Citation(
                        "9 CCR 10345(b)(3)(B)",
                        "https://regulations.justia.com/states/california/title-9/division-4/chapter-4/subchapter-5/article-3/section-10345",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                )
            ),
            note="patients; text current through 2024-09-20",
        ),
    ),
    jurisdiction="US-CA",
    counting=_COUNTING,
)
