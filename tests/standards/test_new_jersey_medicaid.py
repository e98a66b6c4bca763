"""New Jersey Medicaid: a counseling session in every week of the first three months at a substance use clinic.

Three months are 89 to 92 days: twelve weeks certainly lie in them, a thirteenth may, and a fourteenth never does.
"""

import pytest

from iopmodel import (
    Activity,
    Assessment,
    Break,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    MedicationAssistedTreatment,
    MedicationManagement,
    PeerSupport,
    Program,
    ProgramBlock,
    ProgramType,
    Session,
    SkillsTraining,
    SupportService,
    Track,
    Verdict,
    WeeklyPattern,
    Weeks,
    catalogue,
)
from iopmodel.components import Component
from iopmodel.standards import NEW_JERSEY_MEDICAID
from tests.standards.answers import Week, a_program, answer

COUNSELING = "us_nj.medicaid.counseling_first3mo"
MET, NOT_MET, UNKNOWN = Verdict


def clinic(level: LevelOfCare = LevelOfCare.OUTPATIENT, focus: str = "substance-use") -> ProgramType:
    """A substance use disorder clinic."""
    return ProgramType("sud-clinic", "Clinic", level, focus=focus)


def counseling(**more: object) -> Session:
    """An individual session of 50 minutes."""
    return Session(IndividualTherapy(), **{"time": "50 min", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        ([counseling()], MET),
        ([counseling(per_week=2)], MET),
        ([counseling(day="TU")], MET),
        ([counseling(time="not stated")], MET),
        ([counseling(per_week="0 to 1")], UNKNOWN),
        ([counseling(per_week="not stated")], UNKNOWN),
        ([counseling(optional=True)], UNKNOWN),
        ([counseling(every=Weeks(2), first=1)], NOT_MET),
        ([counseling(every=Weeks(2), first=1), counseling(every=Weeks(2), first=2)], MET),
        ([counseling(per_month=4)], UNKNOWN),
        ([counseling(attended_by="family")], NOT_MET),
        ([], NOT_MET),
        (WeeklyPattern(days=3, time_per_day="3 h"), UNKNOWN),
    ],
)
def test_every_week_has_a_counseling_session(week: Week, expected: Verdict) -> None:
    assert answer(COUNSELING, NEW_JERSEY_MEDICAID, a_program(clinic(), week, "20 weeks")) is expected


@pytest.mark.parametrize(
    ("last", "expected"), [(20, MET), (14, MET), (13, MET), (12, UNKNOWN), (11, NOT_MET), (1, NOT_MET)]
)
def test_it_is_asked_of_the_weeks_that_lie_in_the_first_three_months(last: int, expected: Verdict) -> None:
    week = [counseling(weeks=(1, last))]
    assert answer(COUNSELING, NEW_JERSEY_MEDICAID, a_program(clinic(), week, "20 weeks")) is expected


def test_two_weeks_may_lie_between_two_sessions_after_three_months() -> None:
    week = [counseling(weeks=(1, 14)), counseling(weeks=(15, None), every=Weeks(2), first=16)]
    assert answer(COUNSELING, NEW_JERSEY_MEDICAID, a_program(clinic(), week)) is MET


@pytest.mark.parametrize(("length", "expected"), [("6 weeks", MET), ("7 weeks", NOT_MET), ("6 to 7 weeks", UNKNOWN)])
def test_a_shorter_stay_is_held_against_the_weeks_that_it_has(length: str, expected: Verdict) -> None:
    program = a_program(clinic(), [counseling(weeks=(1, 6))], length)
    assert answer(COUNSELING, NEW_JERSEY_MEDICAID, program) is expected


@pytest.mark.parametrize("first_week", [15, 27])
def test_a_track_that_begins_after_three_months_is_not_asked(first_week: int) -> None:
    program = Program(clinic(), tracks=[Track("later", [counseling()], first_week=first_week)])
    reason = answer(COUNSELING, NEW_JERSEY_MEDICAID, program)
    assert isinstance(reason, str)
    assert reason.startswith("for months 1 to 3 of the stay")


@pytest.mark.parametrize("first_week", [2, 12])
def test_a_track_that_begins_within_three_months_is_asked(first_week: int) -> None:
    for session, expected in ((counseling(), MET), (Session(MedicationManagement()), NOT_MET)):
        program = Program(clinic(), tracks=[Track("later", [session], first_week=first_week)])
        assert answer(COUNSELING, NEW_JERSEY_MEDICAID, program) is expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (IndividualTherapy(), MET),
        (GroupTherapy(), MET),
        (FamilyTherapy(), MET),
        (Education(), UNKNOWN),
        (SkillsTraining(), UNKNOWN),
        (ProgramBlock(), UNKNOWN),
        (MedicationAssistedTreatment(visit="dosing"), NOT_MET),
        (MedicationManagement(), NOT_MET),
        (SupportService(), NOT_MET),
        (Activity(), NOT_MET),
        (Assessment(), NOT_MET),
        (PeerSupport(), NOT_MET),
        (Break(), NOT_MET),
    ],
)
def test_a_session_counts_if_it_is_counseling(component: Component, expected: Verdict) -> None:
    program = a_program(clinic(), [Session(component, time="1 h")])
    assert answer(COUNSELING, NEW_JERSEY_MEDICAID, program) is expected


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (clinic(), MET),
        (clinic(LevelOfCare.INTENSIVE_OUTPATIENT), MET),
        (clinic(LevelOfCare.OPIOID_TREATMENT_PROGRAM), MET),
        (clinic(focus="co-occurring"), MET),
        (clinic(focus="mental-health"), "for substance use programs"),
        (catalogue.OUTPATIENT, "for programs of the type sud-clinic"),
        (catalogue.SUBSTANCE_USE_IOP, "for programs of the type sud-clinic"),
    ],
)
def test_it_is_for_substance_use_clinics_at_whatever_level(type_: ProgramType, expected: Verdict | str) -> None:
    assert answer(COUNSELING, NEW_JERSEY_MEDICAID, a_program(type_, [counseling()])) == expected


@pytest.mark.parametrize("day", ["1980-01-01", "2050-01-01"])
def test_the_start_of_the_rule_is_not_known_so_it_holds_on_every_day(day: str) -> None:
    assert answer(COUNSELING, NEW_JERSEY_MEDICAID, a_program(clinic(), [counseling()]), day) is MET
