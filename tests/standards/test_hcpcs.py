"""HCPCS H0015: at least 3 hours a day on at least 3 days a week; a shorter extra day does not break it."""

import pytest

from iopmodel import (
    Activity,
    Assessment,
    Break,
    GroupTherapy,
    IndividualTherapy,
    MedicationManagement,
    Program,
    ProgramType,
    Session,
    Track,
    Verdict,
    WeeklyPattern,
    catalogue,
    check,
    sessions,
)
from iopmodel.components import Component
from iopmodel.findings import Finding
from iopmodel.standards import HCPCS
from tests.standards.answers import TODAY, Week, a_program, about, answer, days_of
from tests.standards.facts import COMPARED, published, written

H0015 = "hcpcs.h0015.days_week"
MET, NOT_MET, UNKNOWN = Verdict
THREE_DAYS = days_of(("MO,WE,TH", "18:00-21:00"))


def test_its_one_rule_is_the_row_of_the_facts() -> None:
    assert list(written(HCPCS)) == list(published("HCPCS")) == [H0015]


@pytest.mark.parametrize("column", COMPARED)
def test_the_rule_says_what_its_row_says(column: str) -> None:
    assert written(HCPCS)[H0015][column] == published("HCPCS")[H0015][column]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (THREE_DAYS, MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-21:01")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:59")), NOT_MET),
        (days_of(("MO,WE", "18:00-21:00")), NOT_MET),
        (days_of(("MO,WE", "09:00-18:00")), NOT_MET),
        (days_of(("MO,TU,WE,TH", "18:00-21:00")), MET),
        (days_of(("MO,WE,TH", "18:00-21:00"), ("SA", "10:00-11:00")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-19:30"), ("TH", "19:30-21:00")), MET),
        ([*days_of(("MO,WE", "18:00-21:00")), Session(GroupTherapy(), day="TH", start="18:00")], UNKNOWN),
        ([*days_of(("MO,WE", "18:00-21:00")), Session(IndividualTherapy(), time="3 h")], UNKNOWN),
        ([*days_of(("MO,WE", "18:00-21:00")), Session(IndividualTherapy(), time="2 h")], NOT_MET),
        ([Session(GroupTherapy(), time="3 h", per_week=3)], MET),
        ([Session(GroupTherapy(), time="2 h 59 min", per_week=3)], NOT_MET),
        ([Session(GroupTherapy(), time="3 h", per_week="2 to 3")], UNKNOWN),
        ([Session(GroupTherapy(), time="3 h", per_week=3, per_day=2)], UNKNOWN),
        (WeeklyPattern(days=3, time_per_day="3 h"), MET),
        (WeeklyPattern(days="3 to 5", time_per_day="at least 3 h"), MET),
        (WeeklyPattern(days=2, time_per_day="5 h"), NOT_MET),
        (WeeklyPattern(days=5, time_per_day="2 h"), NOT_MET),
        (WeeklyPattern(days=3, time_per_day="2 to 4 h"), UNKNOWN),
        (WeeklyPattern(time_per_week="9 h"), UNKNOWN),
    ],
)
def test_three_days_of_three_hours(week: Week, expected: Verdict) -> None:
    assert answer(H0015, HCPCS, a_program(catalogue.SUBSTANCE_USE_IOP, week)) is expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (GroupTherapy(), MET),
        (Break(), NOT_MET),
        (Activity(), UNKNOWN),
        (Assessment(), UNKNOWN),
        (MedicationManagement(), UNKNOWN),
    ],
)
def test_the_third_hour_of_the_third_day_counts_if_it_is_treatment(component: Component, expected: Verdict) -> None:
    week = [*days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:00")), *sessions(component, "TH", "20:00-21:00")]
    assert answer(H0015, HCPCS, a_program(catalogue.SUBSTANCE_USE_IOP, week)) is expected


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (catalogue.SUBSTANCE_USE_IOP, MET),
        (catalogue.DUAL_DIAGNOSIS_IOP, MET),
        (catalogue.STANDARD_IOP, MET),
        (catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
        (catalogue.PARTIAL_HOSPITALIZATION, "for intensive outpatient, not for partial hospitalization"),
        (catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
    ],
)
def test_the_code_is_for_intensive_outpatient_treatment_of_substance_use(
    type_: ProgramType, expected: Verdict | str
) -> None:
    assert answer(H0015, HCPCS, a_program(type_, THREE_DAYS)) == expected


def test_the_start_of_the_code_is_not_known_so_it_holds_on_every_day() -> None:
    program = a_program(catalogue.SUBSTANCE_USE_IOP, THREE_DAYS)
    assert answer(H0015, HCPCS, program, "1980-01-01") is MET
    assert answer(H0015, HCPCS, program, "2050-01-01") is MET


def test_a_patient_who_picks_two_of_the_open_days_has_no_three() -> None:
    week = days_of(("MO,TU,WE,TH", "18:00-21:00"))
    for attends, expected in ((2, NOT_MET), (3, MET), ("2 to 3", UNKNOWN)):
        track = Track("one", week, attends=attends)
        program = Program(catalogue.SUBSTANCE_USE_IOP, tracks=[track])
        assert answer(H0015, HCPCS, program) is expected


def test_the_sentence_names_the_days_and_what_each_lacks() -> None:
    program = a_program(catalogue.SUBSTANCE_USE_IOP, days_of(("MO,WE,TH", "18:00-20:40")))
    said = about(H0015, check(program, against=[HCPCS], on=TODAY))
    assert isinstance(said, Finding)
    assert said.sentence == 'Track "one": Mon, Wed and Thu are each 20 min short of 3 h.'
    assert said.shown == "0 days"
    assert [session.when for session in said.sessions] == ["Mon 18:00-20:40", "Wed 18:00-20:40", "Thu 18:00-20:40"]


def test_the_sentence_names_the_days_that_are_not_there() -> None:
    program = a_program(catalogue.SUBSTANCE_USE_IOP, days_of(("MO,WE", "18:00-21:00")))
    said = about(H0015, check(program, against=[HCPCS], on=TODAY))
    assert isinstance(said, Finding)
    assert said.sentence == 'Track "one": 2 days of at least 3 h, not at least 3 days.'
