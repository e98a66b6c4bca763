"""Kansas licensing: hours a week of intensive outpatient treatment, in an older standard without a date.

Its adolescents are under 18. Only scheduled counseling counts.
"""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.components import FamilyTherapy, GroupTherapy, IndividualTherapy
from iopmodel.counting import Counting
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["KANSAS"]

# "Scheduled counseling services", R03-704(C). Whether a class or a block of unnamed treatment is one, it does not say.
_COUNTING = Counting(
    {IndividualTherapy, GroupTherapy, FamilyTherapy},
    contested={"education", "skills-training", "program-block"},
    name="scheduled counseling; education, skills training and program blocks may or may not count",
)


KANSAS = Standard(
    "kansas",
    "Kansas licensing",
    (
        Rule(
            id="us_ks.iot.adult.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adult", "at least 18"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(
                Dated(
                    Range.at_least(Minutes.of_hours(9)),
                    Citation(
                        "Standards R03-704(C)(1)",
                        "http://www.aging.ks.gov/WebCourses/StandardsTrainingTool/section_7/R03704.html",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                )
            ),
            note="18 and over; scheduled counseling hours only; undated older standard",
        ),
        Rule(
            id="us_ks.iot.under18.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(
                levels={LevelOfCare.INTENSIVE_OUTPATIENT},
                population=Population("adolescent", "under 18"),
                focus=Focus.SUBSTANCE_USE,
            ),
            history=History.of(
                Dated(
                    Range.at_least(Minutes.of_hours(6)),
                    Citation(
                        "Standards R03-704(C)(2)",
                        "http://www.aging.ks.gov/WebCourses/StandardsTrainingTool/section_7/R03704.html",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                )
            ),
            note="scheduled counseling hours only; undated older standard",
        ),
    ),
    jurisdiction="US-KS",
    counting=_COUNTING,
)
