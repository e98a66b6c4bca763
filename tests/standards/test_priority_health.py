"""Priority Health: intensive outpatient care is up to 4 hours a day."""

import pytest

from iopmodel import (
    ASAM_3RD_EDITION,
    Activity,
    Break,
    Education,
    GroupTherapy,
    IndividualTherapy,
    PeerSupport,
    ProgramType,
    Session,
    SupportService,
    Verdict,
    WeeklyPattern,
    catalogue,
    check,
    sessions,
)
from iopmodel.components import Component
from iopmodel.findings import Finding
from iopmodel.standards import PRIORITY_HEALTH
from tests.standards.answers import TODAY, Week, a_program, about, answer, days_of

RULE = "payer.priority_health.iop.hours_day"
MET, NOT_MET, UNKNOWN = Verdict
TOO_LONG = days_of(("MO,WE", "17:00-21:00"), ("TH", "17:00-21:01"))


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "17:00-21:00")), MET),
        (days_of(("MO,WE,TH", "17:00-20:59")), MET),
        (TOO_LONG, NOT_MET),
        (days_of(("MO", "17:00-17:15")), MET),
        (days_of(("MO,TU,WE,TH,FR,SA,SU", "17:00-21:00")), MET),
        (days_of(("MO", "09:00-11:00"), ("MO", "17:00-19:00")), MET),
        (days_of(("MO", "09:00-11:00"), ("MO", "17:00-19:01")), NOT_MET),
        (days_of(("MO", "17:00-20:00"), ("MO", "18:00-21:00")), MET),
        ([Session(GroupTherapy(), day="MO", start="17:00")], UNKNOWN),
        ([*days_of(("MO", "17:00-21:00")), Session(IndividualTherapy(), time="1 h")], UNKNOWN),
        ([*days_of(("MO", "17:00-20:00")), Session(IndividualTherapy(), time="1 h")], MET),
        ([*days_of(("MO", "17:00-20:00")), Session(IndividualTherapy(), time="4 h 1 min")], NOT_MET),
        ([*days_of(("MO", "17:00-21:00")), *sessions(Education(), "MO", "21:00-22:00", optional=True)], UNKNOWN),
        ([*days_of(("MO,WE", "17:00-21:00")), *sessions(GroupTherapy(), "TH", "16:00-21:00", weeks=(9, 9))], NOT_MET),
        (WeeklyPattern(days=5, time_per_day="4 h"), MET),
        (WeeklyPattern(time_per_day="at most 4 h"), MET),
        (WeeklyPattern(time_per_day="241 min"), NOT_MET),
        (WeeklyPattern(time_per_day="3 to 5 h"), UNKNOWN),
        (WeeklyPattern(time_per_day="at least 3 h"), UNKNOWN),
        (WeeklyPattern(days=3), UNKNOWN),
        ([], "there is nothing to ask it of: no counted session has a day"),
    ],
)
def test_a_day_has_at_most_four_hours(week: Week, expected: Verdict | str) -> None:
    assert answer(RULE, PRIORITY_HEALTH, a_program(catalogue.STANDARD_IOP, week)) == expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (IndividualTherapy(), NOT_MET),
        (Activity(), UNKNOWN),
        (SupportService("case-management"), UNKNOWN),
        (PeerSupport(), MET),
        (Break(), MET),
    ],
)
def test_a_fifth_hour_is_too_much_if_it_is_treatment(component: Component, expected: Verdict) -> None:
    week = [*days_of(("MO,WE,TH", "16:00-20:00")), *sessions(component, "TH", "20:00-21:00")]
    assert answer(RULE, PRIORITY_HEALTH, a_program(catalogue.STANDARD_IOP, week)) is expected


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        *((each, NOT_MET) for each in catalogue.TYPES if "iop" in each.key),
        (ProgramType("clinic", "Clinic", ASAM_3RD_EDITION.level("2.1"), focus="eating-disorder"), NOT_MET),
        (catalogue.PARTIAL_HOSPITALIZATION, "for intensive outpatient, not for partial hospitalization"),
        (catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
    ],
)
def test_the_limit_is_for_intensive_outpatient_programs_of_every_kind(
    type_: ProgramType, expected: Verdict | str
) -> None:
    assert answer(RULE, PRIORITY_HEALTH, a_program(type_, TOO_LONG)) == expected


@pytest.mark.parametrize("on", ["1980-01-01", "2050-01-01"])
def test_the_definition_is_undated_so_it_holds_on_every_day(on: str) -> None:
    program = a_program(catalogue.STANDARD_IOP, TOO_LONG)
    assert answer(RULE, PRIORITY_HEALTH, program, on) is NOT_MET


def test_only_the_day_that_is_too_long_is_named_as_missed() -> None:
    said = about(RULE, check(a_program(catalogue.STANDARD_IOP, TOO_LONG), against=[PRIORITY_HEALTH], on=TODAY))
    assert isinstance(said, Finding)
    assert {place.where: place.verdict for place in said.places} == {
        'track "one", Mon': MET,
        'track "one", Wed': MET,
        'track "one", Thu': NOT_MET,
    }
