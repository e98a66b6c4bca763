"""TRICARE: hours of intensive outpatient programs, and the payment bands of partial hospitalization.

The verdicts are written from the words of the rules: "between six and nine or more hours a week", so at least 6, with
at least 2 hours on each treatment day, from 2016-10-03. A full day of partial hospitalization has at least 6 hours, a
half day at least 3 and less than 6; both are unverified and pick a rate, and never judge a program.
"""

import pytest

from iopmodel import (
    ASAM_3RD_EDITION,
    Activity,
    Break,
    Education,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    PeerSupport,
    Program,
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
from iopmodel.standards import TRICARE
from tests.standards.answers import TODAY, Week, a_program, about, answer, days_of

HOURS_WEEK, HOURS_DAY = "tricare.iop.hours_week", "tricare.iop.hours_day"
FULL_DAY, HALF_DAY = "tricare.php.full_day_hours", "tricare.php.half_day_hours"
MET, NOT_MET, UNKNOWN = Verdict
NO_DAY = "there is nothing to ask it of: no counted session has a day"

SIX_HOURS = days_of(("MO,WE,TH", "18:00-20:00"))


def asked(rule: str, program: Program, on: str = TODAY) -> Verdict | str:
    """The verdict of one rule where unverified figures take part, or why it does not take part."""
    said = about(rule, check(program, against=[TRICARE], on=on, include_unverified=True))
    return said.verdict if isinstance(said, Finding) else said.reason


@pytest.mark.parametrize(
    ("week", "by_week", "by_day"),
    [
        (SIX_HOURS, MET, MET),
        (days_of(("MO,WE", "18:00-20:00"), ("TH", "18:00-20:01")), MET, MET),
        (days_of(("MO,WE", "18:00-20:00"), ("TH", "18:00-19:59")), NOT_MET, NOT_MET),
        (days_of(("MO", "18:00-20:02"), ("WE", "18:00-20:00"), ("TH", "18:00-19:59")), MET, NOT_MET),
        (days_of(("MO,WE", "18:00-21:00")), MET, MET),
        (days_of(("MO,WE", "18:00-20:00")), NOT_MET, MET),
        (days_of(("MO", "09:00-15:00")), MET, MET),
        (days_of(("MO,WE,TH", "18:00-20:00"), ("SA", "10:00-11:59")), MET, NOT_MET),
        (days_of(("MO,WE", "18:00-20:00"), ("TH", "09:00-10:00"), ("TH", "18:00-19:00")), MET, MET),
        (days_of(("MO,TU,WE,TH,FR", "09:00-17:00")), MET, MET),
        ([*SIX_HOURS, Session(IndividualTherapy(), time="2 h")], MET, MET),
        ([*SIX_HOURS, Session(IndividualTherapy(), time="119 min")], MET, UNKNOWN),
        ([*SIX_HOURS, Session(GroupTherapy(), day="SA", start="10:00")], MET, UNKNOWN),
        ([*SIX_HOURS, *sessions(GroupTherapy(), "SA", "10:00-11:00", optional=True)], MET, UNKNOWN),
        ([*days_of(("MO,WE", "18:00-20:00")), Session(GroupTherapy(), day="TH")], UNKNOWN, UNKNOWN),
        (WeeklyPattern(days=3, time_per_day="2 h"), MET, MET),
        (WeeklyPattern(days=3, time_per_day="119 min"), NOT_MET, NOT_MET),
        (WeeklyPattern(days=2, time_per_day="2 to 3 h"), UNKNOWN, MET),
        (WeeklyPattern(days=5, time_per_day="1 to 3 h"), UNKNOWN, UNKNOWN),
        (WeeklyPattern(time_per_week="6 to 9 h"), MET, UNKNOWN),
        (WeeklyPattern(time_per_week="under 6 h"), NOT_MET, UNKNOWN),
        ([], NOT_MET, NO_DAY),
    ],
)
def test_six_hours_a_week_and_two_on_each_treatment_day(week: Week, by_week: Verdict, by_day: Verdict | str) -> None:
    program = a_program(catalogue.STANDARD_IOP, week)
    assert (answer(HOURS_WEEK, TRICARE, program), answer(HOURS_DAY, TRICARE, program)) == (by_week, by_day)


@pytest.mark.parametrize(
    ("component", "by_week", "by_day"),
    [
        (Education(), MET, MET),
        (Activity(), UNKNOWN, UNKNOWN),
        (SupportService("case-management"), UNKNOWN, UNKNOWN),
        (PeerSupport(), NOT_MET, NOT_MET),
        (Break(), NOT_MET, NOT_MET),
    ],
)
def test_the_second_hour_of_the_third_day_counts_if_it_is_treatment(
    component: Component, by_week: Verdict, by_day: Verdict
) -> None:
    week = [*days_of(("MO,WE", "18:00-20:00"), ("TH", "18:00-19:00")), *sessions(component, "TH", "19:00-20:00")]
    program = a_program(catalogue.STANDARD_IOP, week)
    assert (answer(HOURS_WEEK, TRICARE, program), answer(HOURS_DAY, TRICARE, program)) == (by_week, by_day)


@pytest.mark.parametrize(
    ("component", "expected"), [(PeerSupport(), MET), (Break(), MET), (Activity(), UNKNOWN), (Education(), NOT_MET)]
)
def test_a_day_is_a_treatment_day_if_it_has_treatment(component: Component, expected: Verdict) -> None:
    week = [*SIX_HOURS, *sessions(component, "SA", "10:00-11:00")]
    assert answer(HOURS_DAY, TRICARE, a_program(catalogue.STANDARD_IOP, week)) is expected


@pytest.mark.parametrize("rule", [HOURS_WEEK, HOURS_DAY])
@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        *((each, NOT_MET) for each in catalogue.TYPES if "iop" in each.key),
        (ProgramType("clinic", "Clinic", ASAM_3RD_EDITION.level("2.1"), focus="eating-disorder"), NOT_MET),
        (catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
        (catalogue.PARTIAL_HOSPITALIZATION, "for intensive outpatient, not for partial hospitalization"),
    ],
)
def test_the_hours_are_for_intensive_outpatient_programs_of_every_kind(
    rule: str, type_: ProgramType, expected: Verdict | str
) -> None:
    assert answer(rule, TRICARE, a_program(type_, days_of(("MO,WE", "18:00-19:30")))) == expected


@pytest.mark.parametrize("rule", [HOURS_WEEK, HOURS_DAY])
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2016-10-02", "not yet in force on 2016-10-02 (since 2016-10-03)"),
        ("2016-10-03", NOT_MET),
        ("2040-01-01", NOT_MET),
    ],
)
def test_the_hours_are_in_force_from_2016_10_03(rule: str, on: str, expected: Verdict | str) -> None:
    program = a_program(catalogue.STANDARD_IOP, days_of(("MO,WE", "18:00-19:30")))
    assert answer(rule, TRICARE, program, on) == expected


@pytest.mark.parametrize(
    ("week", "full", "half"),
    [
        (days_of(("MO,TU", "09:00-14:59")), NOT_MET, MET),
        (days_of(("MO,TU", "09:00-15:00")), MET, NOT_MET),
        (days_of(("MO,TU", "09:00-15:01")), MET, NOT_MET),
        (days_of(("MO,TU", "09:00-12:00")), NOT_MET, MET),
        (days_of(("MO,TU", "09:00-12:01")), NOT_MET, MET),
        (days_of(("MO,TU", "09:00-11:59")), NOT_MET, NOT_MET),
        (days_of(("MO", "09:00-15:00"), ("TU", "09:00-12:00")), NOT_MET, NOT_MET),
        ([*days_of(("MO", "09:00-14:00")), *sessions(Activity(), "MO", "14:00-15:00")], UNKNOWN, UNKNOWN),
        ([*days_of(("MO", "09:00-12:00")), Session(IndividualTherapy(), day="MO")], UNKNOWN, UNKNOWN),
        ([*days_of(("MO", "09:00-15:00")), *sessions(Break(), "MO", "12:00-13:00")], MET, NOT_MET),
        ([*days_of(("MO", "09:00-14:59")), *sessions(Break(), "MO", "15:00-16:00")], NOT_MET, MET),
        (WeeklyPattern(time_per_day="at least 6 h"), MET, NOT_MET),
        (WeeklyPattern(time_per_day="3 to 5 h"), NOT_MET, MET),
        (WeeklyPattern(time_per_day="5 to 7 h"), UNKNOWN, UNKNOWN),
        (WeeklyPattern(days=5), UNKNOWN, UNKNOWN),
        ([], NO_DAY, NO_DAY),
    ],
)
def test_a_day_lies_in_the_band_of_a_full_day_or_of_a_half_day_or_in_none(
    week: Week, full: Verdict | str, half: Verdict | str
) -> None:
    program = a_program(catalogue.PARTIAL_HOSPITALIZATION, week)
    assert (asked(FULL_DAY, program), asked(HALF_DAY, program)) == (full, half)


def test_each_day_stands_in_its_own_band() -> None:
    program = a_program(
        catalogue.PARTIAL_HOSPITALIZATION, days_of(("MO", "09:00-15:00"), ("TU", "09:00-12:00"), ("WE", "09:00-11:00"))
    )
    report = check(program, against=[TRICARE], on=TODAY, include_unverified=True)
    found = {each.rule: {place.where: place.verdict for place in each.places} for each in report.bands}
    assert found == {
        FULL_DAY: {'track "one", Mon': MET, 'track "one", Tue': NOT_MET, 'track "one", Wed': NOT_MET},
        HALF_DAY: {'track "one", Mon': NOT_MET, 'track "one", Tue': MET, 'track "one", Wed': NOT_MET},
    }


@pytest.mark.parametrize("clock", ["09:00-11:00", "09:00-12:00", "09:00-15:00"])
def test_a_band_is_no_part_of_the_verdict(clock: str) -> None:
    program = a_program(catalogue.PARTIAL_HOSPITALIZATION, days_of(("MO,TU", clock)))
    report = check(program, against=[TRICARE], on=TODAY, include_unverified=True)
    assert [each.rule for each in report.bands] == [FULL_DAY, HALF_DAY]
    assert [each.force for each in report.bands] == [None, None]
    assert (report.findings, report.verdict) == ((), UNKNOWN)


@pytest.mark.parametrize(("rule", "picks"), [(FULL_DAY, "a full day"), (HALF_DAY, "a half day")])
def test_a_band_is_unverified_and_for_partial_hospitalization_on_any_day(rule: str, picks: str) -> None:
    band = TRICARE.rule(rule)
    assert getattr(band, "picks", "") == picks
    program = a_program(catalogue.PARTIAL_HOSPITALIZATION, days_of(("MO", "09:00-11:00")))
    assert answer(rule, TRICARE, program) == "unverified, so it takes part only when asked for"
    assert asked(rule, program, "1980-01-01") is asked(rule, program, "2050-01-01") is NOT_MET
    intensive = a_program(catalogue.STANDARD_IOP, SIX_HOURS)
    assert asked(rule, intensive) == "for partial hospitalization, not for intensive outpatient"
    high = ProgramType("clinic", "Clinic", ASAM_3RD_EDITION.level("2.5"), focus="mental-health")
    assert asked(rule, a_program(high, days_of(("MO", "09:00-11:00")))) is NOT_MET
    day_treatment = ProgramType("day", "Day treatment", LevelOfCare.DAY_TREATMENT)
    assert asked(rule, a_program(day_treatment, days_of(("MO", "09:00-11:00")))) is UNKNOWN
