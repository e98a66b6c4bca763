"""California's narcotic treatment programs: 50 minutes of counseling in every month, groups of 2 to 12 patients.

Contact at the dosing window and self-help meetings are no counseling. A month is any calendar month: a weekly session
falls four or five times in it, one of every second week two or three times.
"""

import pytest

from iopmodel import (
    Activity,
    Assessment,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    MedicationAssistedTreatment,
    MedicationManagement,
    PeerSupport,
    ProgramBlock,
    ProgramType,
    Session,
    SkillsTraining,
    SupportService,
    Verdict,
    Weeks,
    catalogue,
)
from iopmodel.components import Component
from iopmodel.levels import ASAM_3RD_EDITION
from iopmodel.standards import CALIFORNIA_NTP
from tests.standards.answers import a_program, answer

MONTH, GROUP = "us_ca.ntp.counseling_minutes_month", "us_ca.ntp.group_size"
MET, NOT_MET, UNKNOWN = Verdict
NTP = catalogue.OPIOID_TREATMENT_PROGRAM


def counseling(time: str, **more: object) -> Session:
    """An individual session of that time."""
    return Session(IndividualTherapy(), **{"time": time, **more})  # type: ignore[arg-type]


def of(*components: Component) -> list[Session]:
    """An hour a week of each of these."""
    return [Session(each, time="1 h") for each in components]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        ([counseling("50 min", per_month=1)], MET),
        ([counseling("51 min", per_month=1)], MET),
        ([counseling("49 min", per_month=1)], NOT_MET),
        ([counseling("25 min", per_month=2)], MET),
        ([counseling("24 min", per_month=2)], NOT_MET),
        ([counseling("25 min", per_month="1 to 2")], UNKNOWN),
        ([counseling("50 to 60 min", per_month=1)], MET),
        ([counseling("45 to 60 min", per_month=1)], UNKNOWN),
        ([counseling("not stated", per_month=1)], UNKNOWN),
        ([counseling("50 min", per_month=1, optional=True)], UNKNOWN),
        ([counseling("50 min", day="WE", nth=1)], MET),
        ([counseling("49 min", day="WE", nth=1)], NOT_MET),
        ([counseling("50 min", day="WE", nth=-1)], MET),
        ([counseling("30 min", day="WE", nth=1), counseling("20 min", day="WE", nth=3)], MET),
        ([counseling("30 min", day="WE", nth=1), counseling("19 min", day="WE", nth=3)], NOT_MET),
        # Four or five Wednesdays: 52 to 65 minutes, 48 to 60, 36 to 45.
        ([counseling("13 min", day="WE")], MET),
        ([counseling("12 min", day="WE")], UNKNOWN),
        ([counseling("9 min", day="WE")], NOT_MET),
        # Two or three of them: 50 to 75 minutes, 48 to 72, 32 to 48.
        ([counseling("25 min", day="WE", every=Weeks(2), first=1)], MET),
        ([counseling("24 min", day="WE", every=Weeks(2), first=1)], UNKNOWN),
        ([counseling("16 min", day="WE", every=Weeks(2), first=1)], NOT_MET),
        ([counseling("1 h")], MET),
        ([], NOT_MET),
    ],
)
def test_every_month_has_50_minutes_of_counseling(week: list[Session], expected: Verdict) -> None:
    assert answer(MONTH, CALIFORNIA_NTP, a_program(NTP, week)) is expected


def test_counseling_of_the_first_month_alone_is_missed_in_the_next_ones() -> None:
    program = a_program(NTP, [counseling("50 min", day="WE", weeks=(1, 4))], "24 weeks")
    assert answer(MONTH, CALIFORNIA_NTP, program) is NOT_MET


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (IndividualTherapy(), MET),
        (GroupTherapy(), MET),
        (FamilyTherapy(), MET),
        (Education(), UNKNOWN),
        (SkillsTraining(), UNKNOWN),
        (ProgramBlock(), UNKNOWN),
        (MedicationAssistedTreatment("methadone", "dosing"), NOT_MET),
        (MedicationAssistedTreatment(), NOT_MET),
        (MedicationManagement(), NOT_MET),
        (PeerSupport(), NOT_MET),
        (SupportService(), NOT_MET),
        (Activity(), NOT_MET),
        (Assessment(), NOT_MET),
    ],
)
def test_the_last_20_minutes_count_if_they_are_counseling(component: Component, expected: Verdict) -> None:
    week = [counseling("30 min", per_month=1), Session(component, time="20 min", per_month=1)]
    assert answer(MONTH, CALIFORNIA_NTP, a_program(NTP, week)) is expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (2, MET),
        (3, MET),
        (1, NOT_MET),
        (11, MET),
        (12, MET),
        (13, NOT_MET),
        ("8 to 12", MET),
        ("8 to 13", UNKNOWN),
        ("1 to 12", UNKNOWN),
        ("at most 12", UNKNOWN),
        ("2 to 13, the end excluded", MET),
        ("at least 13", NOT_MET),
        ("not stated", UNKNOWN),
    ],
)
def test_a_group_has_2_to_12_patients(size: int | str, expected: Verdict) -> None:
    group = GroupTherapy(group_size=size)
    assert answer(GROUP, CALIFORNIA_NTP, a_program(NTP, of(group))) is expected


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        ([GroupTherapy(group_size=8), GroupTherapy(group_size=13)], NOT_MET),
        ([GroupTherapy(group_size=8), GroupTherapy()], UNKNOWN),
        ([GroupTherapy(group_size=13), GroupTherapy()], NOT_MET),
        ([GroupTherapy(group_size=8), Education(class_size=30)], MET),
    ],
)
def test_every_group_is_held_against_the_bound_and_no_class(components: list[Component], expected: Verdict) -> None:
    assert answer(GROUP, CALIFORNIA_NTP, a_program(NTP, of(*components))) is expected


def test_where_there_is_no_group_there_is_nothing_to_ask_it_of() -> None:
    reason = answer(GROUP, CALIFORNIA_NTP, a_program(NTP, of(IndividualTherapy(), Education(class_size=30))))
    assert isinstance(reason, str)
    assert reason.startswith("there is nothing to ask it of")


@pytest.mark.parametrize("rule", [MONTH, GROUP])
@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (NTP, MET),
        (ProgramType("ours", "Ours", ASAM_3RD_EDITION.level("OTP"), focus="substance-use"), MET),
        (catalogue.SUBSTANCE_USE_IOP, "for opioid treatment program, not for intensive outpatient"),
        (catalogue.OUTPATIENT, "for opioid treatment program, not for outpatient"),
        (ProgramType("ours", "Ours", NTP.level, focus="mental-health"), "for substance use programs"),
    ],
)
def test_it_is_for_narcotic_treatment_programs(rule: str, type_: ProgramType, expected: Verdict | str) -> None:
    assert answer(rule, CALIFORNIA_NTP, a_program(type_, of(GroupTherapy(group_size=12)))) == expected


@pytest.mark.parametrize("rule", [MONTH, GROUP])
@pytest.mark.parametrize("day", ["1980-01-01", "2050-01-01"])
def test_the_start_of_the_rules_is_not_known_so_they_hold_on_every_day(rule: str, day: str) -> None:
    assert answer(rule, CALIFORNIA_NTP, a_program(NTP, of(GroupTherapy(group_size=12))), day) is MET
