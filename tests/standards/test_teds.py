"""TEDS: what SAMHSA's data set records as intensive outpatient: at least 2 hours a day on 3 or more days a week."""

import pytest

from iopmodel import (
    Activity,
    Break,
    Education,
    GroupTherapy,
    IndividualTherapy,
    PeerSupport,
    Program,
    ProgramType,
    Session,
    SupportService,
    Track,
    Verdict,
    WeeklyPattern,
    catalogue,
    sessions,
)
from iopmodel.components import Component
from iopmodel.standards import TEDS
from tests.standards.answers import Week, a_program, answer, days_of

RULE = "samhsa.teds.iop.days_week"
MET, NOT_MET, UNKNOWN = Verdict
THREE_DAYS = days_of(("MO,WE,TH", "18:00-20:00"))


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (THREE_DAYS, MET),
        (days_of(("MO,WE", "18:00-20:00"), ("TH", "18:00-20:01")), MET),
        (days_of(("MO,WE", "18:00-20:00"), ("TH", "18:00-19:59")), NOT_MET),
        (days_of(("MO,WE", "18:00-20:00")), NOT_MET),
        (days_of(("MO,WE", "09:00-18:00")), NOT_MET),
        (days_of(("MO,TU,WE,TH", "18:00-20:00")), MET),
        (days_of(("MO,WE,TH", "18:00-20:00"), ("SA", "10:00-11:00")), MET),
        (days_of(("MO,WE", "18:00-20:00"), ("TH,SA", "10:00-11:59")), NOT_MET),
        (days_of(("MO,WE", "18:00-20:00"), ("TH", "09:00-10:00"), ("TH", "18:00-19:00")), MET),
        (days_of(("MO,WE", "18:00-20:00"), ("TH", "18:00-19:00"), ("TH", "18:30-19:30")), NOT_MET),
        ([], NOT_MET),
        ([*days_of(("MO,WE", "18:00-20:00")), Session(GroupTherapy(), day="TH", start="18:00")], UNKNOWN),
        ([*days_of(("MO,WE", "18:00-20:00")), Session(IndividualTherapy(), time="2 h")], UNKNOWN),
        ([*days_of(("MO,WE", "18:00-20:00")), Session(IndividualTherapy(), time="119 min")], NOT_MET),
        (
            [*days_of(("MO,WE", "18:00-20:00"), ("TH", "18:00-19:00")), Session(IndividualTherapy(), time="1 h")],
            UNKNOWN,
        ),
        ([Session(GroupTherapy(), time="2 h", per_week=3)], MET),
        ([Session(GroupTherapy(), time="119 min", per_week=3)], NOT_MET),
        ([Session(GroupTherapy(), time="2 h", per_week="2 to 3")], UNKNOWN),
        (WeeklyPattern(days=3, time_per_day="2 h"), MET),
        (WeeklyPattern(days=2, time_per_day="4 h"), NOT_MET),
        (WeeklyPattern(days=5, time_per_day="1 h"), NOT_MET),
        (WeeklyPattern(days=3, time_per_day="1 to 3 h"), UNKNOWN),
        (WeeklyPattern(days="2 to 5", time_per_day="2 h"), UNKNOWN),
        (WeeklyPattern(time_per_week="9 h"), UNKNOWN),
    ],
)
def test_three_days_of_two_hours_are_intensive_outpatient(week: Week, expected: Verdict) -> None:
    assert answer(RULE, TEDS, a_program(catalogue.SUBSTANCE_USE_IOP, week)) is expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (IndividualTherapy(), MET),
        (Education(), MET),
        (Activity(), UNKNOWN),
        (SupportService("case-management"), UNKNOWN),
        (PeerSupport(), NOT_MET),
        (Break(), NOT_MET),
    ],
)
def test_the_second_hour_of_the_third_day_counts_if_it_is_treatment(component: Component, expected: Verdict) -> None:
    week = [*days_of(("MO,WE", "18:00-20:00"), ("TH", "18:00-19:00")), *sessions(component, "TH", "19:00-20:00")]
    assert answer(RULE, TEDS, a_program(catalogue.SUBSTANCE_USE_IOP, week)) is expected


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (catalogue.SUBSTANCE_USE_IOP, NOT_MET),
        (catalogue.DUAL_DIAGNOSIS_IOP, NOT_MET),
        (catalogue.STANDARD_IOP, NOT_MET),
        (catalogue.ADOLESCENT_IOP, NOT_MET),
        (catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
        (catalogue.PARTIAL_HOSPITALIZATION, "for intensive outpatient, not for partial hospitalization"),
        (catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
    ],
)
def test_the_data_set_is_about_treatment_of_substance_use_at_any_age(
    type_: ProgramType, expected: Verdict | str
) -> None:
    assert answer(RULE, TEDS, a_program(type_, days_of(("MO,WE", "18:00-20:00")))) == expected


@pytest.mark.parametrize("on", ["1980-01-01", "2050-01-01"])
@pytest.mark.parametrize(("days", "expected"), [("MO,WE,TH", MET), ("MO,WE", NOT_MET)])
def test_the_start_of_the_definition_is_not_known_so_it_holds_on_every_day(
    on: str, days: str, expected: Verdict
) -> None:
    program = a_program(catalogue.SUBSTANCE_USE_IOP, days_of((days, "18:00-20:00")))
    assert answer(RULE, TEDS, program, on) is expected


@pytest.mark.parametrize(("attends", "expected"), [(2, NOT_MET), ("2 to 3", UNKNOWN), (3, MET)])
def test_a_patient_has_the_days_that_are_attended(attends: int | str, expected: Verdict) -> None:
    track = Track("one", days_of(("MO,TU,WE,TH", "18:00-20:00")), attends=attends)
    assert answer(RULE, TEDS, Program(catalogue.SUBSTANCE_USE_IOP, tracks=[track])) is expected
