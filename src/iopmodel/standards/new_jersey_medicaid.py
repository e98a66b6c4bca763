"""New Jersey Medicaid: counseling sessions in the first three months at a substance use disorder clinic."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.components import FamilyTherapy, GroupTherapy, IndividualTherapy
from iopmodel.counting import Counting
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Range
from iopmodel.rules import Force, Rule, Scope, Standard
from iopmodel.spans import PartOfStay

__all__ = ["NEW_JERSEY_MEDICAID"]

# The rule is about counseling sessions.
_COUNTING = Counting(
    {IndividualTherapy, GroupTherapy, FamilyTherapy},
    contested={"education", "skills-training", "program-block"},
    name="counseling sessions; education, skills training and program blocks may or may not count",
)


NEW_JERSEY_MEDICAID = Standard(
    "new-jersey-medicaid",
    "New Jersey Medicaid",
    (
        Rule(
            id="us_nj.medicaid.counseling_first3mo",
            measure=Measure.SESSIONS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(types={"sud-clinic"}, focus=Focus.SUBSTANCE_USE, during=PartOfStay("months", 1, 3)),
            history=History.of(
                Dated(Range.at_least(1), Citation("N.J.A.C. 10:66-2.3(b)", mark=Mark.PRIMARY, checked_on="2026-11-21"))
            ),
            note=(
                "phase: months 1-3; counseling sessions; then at least 1 every 2 weeks; text current through 2024-05-06"
            ),
        ),
    ),
    jurisdiction="US-NJ",
    counting=_COUNTING,
    note='For programs of the type "sud-clinic".',
)
