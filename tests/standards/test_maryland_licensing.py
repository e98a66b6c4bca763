"""Maryland licensing: 9 to 20 hours in every week of Level 2.1, and 6 to 20 for those under 18."""

import pytest

from iopmodel import (
    Activity,
    Break,
    Education,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    MedicationAssistedTreatment,
    PeerSupport,
    Population,
    ProgramType,
    Session,
    SupportService,
    Verdict,
    WeeklyPattern,
    Weeks,
    catalogue,
    sessions,
)
from iopmodel.components import Component
from iopmodel.levels import ASAM_3RD_EDITION
from iopmodel.standards import MARYLAND_LICENSING
from tests.standards.answers import Week, a_program, answer, days_of

ADULT, UNDER_18 = "us_md.license.l2_1.adult.hours_week", "us_md.license.l2_1.under18.hours_week"
MET, NOT_MET, UNKNOWN = Verdict
NOT_FOR_THEM = "does not apply"


def serving(population: Population | str) -> ProgramType:
    """An intensive outpatient program for substance use that serves these people."""
    level = LevelOfCare.INTENSIVE_OUTPATIENT
    return ProgramType("ours", "Ours", level, population=population, focus="substance-use")


def hours(time: str) -> list[Session]:
    """Group therapy of that time, once a week."""
    return [Session(GroupTherapy(), time=time)]


def answers(type_: ProgramType, week: Week) -> list[Verdict | str]:
    """What the rules of adults and of those under 18 say, a reason told from a verdict alone."""
    program = a_program(type_, week)
    said = [answer(rule, MARYLAND_LICENSING, program) for rule in (ADULT, UNDER_18)]
    return [NOT_FOR_THEM if isinstance(each, str) else each for each in said]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "18:00-21:00")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-21:01")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:59")), NOT_MET),
        (days_of(("MO,TU,WE,TH,FR", "09:00-13:00")), MET),
        (hours("19 h 59 min"), MET),
        (hours("20 h"), MET),
        (hours("20 h 1 min"), NOT_MET),
        ([*hours("8 h"), Session(IndividualTherapy())], UNKNOWN),
        ([*hours("19 h"), Session(IndividualTherapy(), time="2 h", every=Weeks(2), first=1)], NOT_MET),
        (WeeklyPattern(days="3 to 5", time_per_day="3 to 4 h"), MET),
        (WeeklyPattern(days="2 to 5", time_per_day="3 to 4 h"), UNKNOWN),
    ],
)
def test_adults_have_9_to_20_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(ADULT, MARYLAND_LICENSING, a_program(serving("adult"), week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "16:00-18:00")), MET),
        (days_of(("MO,WE", "16:00-18:00"), ("TH", "16:00-18:01")), MET),
        (days_of(("MO,WE", "16:00-18:00"), ("TH", "16:00-17:59")), NOT_MET),
        (hours("20 h"), MET),
        (hours("20 h 1 min"), NOT_MET),
        (WeeklyPattern(time_per_week="at least 6 h"), UNKNOWN),
    ],
)
def test_those_under_18_have_6_to_20_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(UNDER_18, MARYLAND_LICENSING, a_program(serving("adolescent"), week)) is expected


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (Population("adult"), [NOT_MET, NOT_FOR_THEM]),
        (Population("adult", "at least 18"), [NOT_MET, NOT_FOR_THEM]),
        (Population("young-adult", "18 to 20"), [NOT_MET, NOT_FOR_THEM]),
        (Population("adult", "at least 17"), [UNKNOWN, MET]),
        (Population("adolescent"), [NOT_FOR_THEM, MET]),
        (Population("adolescent", "13 to 17"), [NOT_FOR_THEM, MET]),
        (Population("adolescent", "13 to 18"), [UNKNOWN, MET]),
        (Population("adolescent", "18 to 20"), [NOT_MET, NOT_FOR_THEM]),
        (Population(), [UNKNOWN, MET]),
    ],
)
def test_8_hours_are_enough_for_those_under_18_alone(population: Population, expected: list[Verdict | str]) -> None:
    assert answers(serving(population), hours("8 h")) == expected


@pytest.mark.parametrize("population", [Population(), Population("adolescent", "16 to 20")])
@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("9 h", [MET, MET]),
        ("8 h 59 min", [UNKNOWN, MET]),
        ("6 h", [UNKNOWN, MET]),
        ("5 h 59 min", [NOT_MET, NOT_MET]),
        ("20 h", [MET, MET]),
        ("20 h 1 min", [NOT_MET, NOT_MET]),
        ("under 6 h", [NOT_MET, NOT_MET]),
        ("at most 6 h", [UNKNOWN, UNKNOWN]),
    ],
)
def test_a_program_that_may_serve_either_age_misses_when_both_would(
    population: Population, time: str, expected: list[Verdict | str]
) -> None:
    assert answers(serving(population), hours(time)) == expected


def test_the_reason_names_the_ages_of_maryland() -> None:
    adults, young = a_program(serving("adult"), hours("9 h")), a_program(catalogue.ADOLESCENT_IOP, hours("9 h"))
    assert answer(UNDER_18, MARYLAND_LICENSING, adults) == "for adolescent (ages under 18), not for adult"
    reason = "for adult (ages at least 18), not for adolescent (ages 13 to 17)"
    assert answer(ADULT, MARYLAND_LICENSING, young) == reason


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (Education(), MET),
        (SupportService(), UNKNOWN),
        (Activity(), UNKNOWN),
        (MedicationAssistedTreatment(), UNKNOWN),
        (MedicationAssistedTreatment(visit="dosing"), NOT_MET),
        (PeerSupport(), NOT_MET),
        (Break(), NOT_MET),
    ],
)
def test_the_ninth_hour_counts_if_it_is_treatment(component: Component, expected: Verdict) -> None:
    week = [*hours("8 h"), *sessions(component, "TH", "20:00-21:00")]
    assert answer(ADULT, MARYLAND_LICENSING, a_program(serving("adult"), week)) is expected


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (catalogue.SUBSTANCE_USE_IOP, MET),
        (catalogue.DUAL_DIAGNOSIS_IOP, MET),
        (catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
        (catalogue.PARTIAL_HOSPITALIZATION, "for intensive outpatient, not for partial hospitalization"),
        (catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
        (ProgramType("ours", "Ours", ASAM_3RD_EDITION.level("2.1"), focus="substance-use"), MET),
    ],
)
def test_it_is_for_intensive_outpatient_treatment_of_substance_use(type_: ProgramType, expected: Verdict | str) -> None:
    assert answer(ADULT, MARYLAND_LICENSING, a_program(type_, hours("20 h"))) == expected


def test_the_start_of_the_rules_is_not_known_so_they_hold_on_every_day() -> None:
    program = a_program(serving("adult"), hours("20 h"))
    for day in ("1980-01-01", "2050-01-01"):
        assert answer(ADULT, MARYLAND_LICENSING, program, day) is MET
