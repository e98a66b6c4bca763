"""North Carolina Medicaid, from 2026: 9 to 19 hours a week for adults, 6 to 19 for adolescents; 20 at Level 2.5."""

import pytest

from iopmodel import (
    Activity,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    MedicationManagement,
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
from iopmodel.levels import ASAM_3RD_EDITION, LevelOfCare
from iopmodel.standards import NORTH_CAROLINA_MEDICAID
from tests.standards.answers import Week, a_program, answer, days_of

ADULT, YOUTH = "us_nc.medicaid.l2_1.adult.hours_week", "us_nc.medicaid.l2_1.youth.hours_week"
SACOT = "us_nc.medicaid.l2_5.adult.hours_week"
MET, NOT_MET, UNKNOWN = Verdict


def serving(population: Population | str, level: LevelOfCare = LevelOfCare.INTENSIVE_OUTPATIENT) -> ProgramType:
    """A program for substance use that serves these people."""
    return ProgramType("ours", "Ours", level, population=population, focus="substance-use")


def hours(time: str) -> list[Session]:
    """Group therapy of that time, once a week."""
    return [Session(GroupTherapy(), time=time)]


PHP = LevelOfCare.PARTIAL_HOSPITALIZATION


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "18:00-21:00")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:59")), NOT_MET),
        (hours("9 h 1 min"), MET),
        (hours("18 h 59 min"), MET),
        (hours("19 h"), MET),
        (hours("19 h 1 min"), NOT_MET),
        ([*hours("8 h"), Session(IndividualTherapy())], UNKNOWN),
        ([*hours("8 h"), Session(IndividualTherapy(), time="4 h", every=Weeks(2), first=1)], NOT_MET),
        (WeeklyPattern(days="3 to 5", time_per_day="3 h"), MET),
        (WeeklyPattern(days="3 to 5", time_per_day="4 h"), UNKNOWN),
        (WeeklyPattern(days=2, time_per_day="4 h"), NOT_MET),
    ],
)
def test_adults_have_9_to_19_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(ADULT, NORTH_CAROLINA_MEDICAID, a_program(serving("adult"), week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "16:00-18:00")), MET),
        (days_of(("MO,WE", "16:00-18:00"), ("TH", "16:00-17:59")), NOT_MET),
        (hours("6 h 1 min"), MET),
        (hours("19 h"), MET),
        (hours("19 h 1 min"), NOT_MET),
        (WeeklyPattern(days="2 to 3", time_per_day="2 h"), UNKNOWN),
    ],
)
def test_adolescents_have_6_to_19_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(YOUTH, NORTH_CAROLINA_MEDICAID, a_program(serving("adolescent"), week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,TU,WE,TH,FR", "09:00-13:00")), MET),
        (days_of(("MO,TU,WE,TH", "09:00-13:00"), ("FR", "09:00-13:01")), MET),
        (days_of(("MO,TU,WE,TH", "09:00-13:00"), ("FR", "09:00-12:59")), NOT_MET),
        (hours("45 h"), MET),
        (WeeklyPattern(days="4 to 5", time_per_day="4 to 5 h"), UNKNOWN),
    ],
)
def test_partial_hospitalization_of_adults_has_20_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(SACOT, NORTH_CAROLINA_MEDICAID, a_program(serving("adult", PHP), week)) is expected


@pytest.mark.parametrize(
    ("population", "time", "expected"),
    [
        (Population("adult", "at least 18"), "19 h", NOT_MET),
        (Population("adult", "18 to 25"), "19 h", NOT_MET),
        (Population("adult", "at least 17"), "19 h", UNKNOWN),
        (Population("adult", "at least 17"), "20 h", MET),
        (
            Population("adolescent", "13 to 17"),
            "20 h",
            "for adult (ages at least 18), not for adolescent (ages 13 to 17)",
        ),
        (Population("adolescent"), "20 h", "for adult (ages at least 18), not for adolescent"),
        (Population(), "20 h", MET),
        (Population(), "19 h", UNKNOWN),
    ],
)
def test_the_rule_of_partial_hospitalization_is_for_those_of_18_and_over(
    population: Population, time: str, expected: Verdict | str
) -> None:
    program = a_program(serving(population, PHP), hours(time))
    assert answer(SACOT, NORTH_CAROLINA_MEDICAID, program) == expected


@pytest.mark.parametrize(
    ("time", "adult", "youth"),
    [
        ("9 h", MET, MET),
        ("8 h 59 min", UNKNOWN, MET),
        ("6 h", UNKNOWN, MET),
        ("5 h 59 min", NOT_MET, NOT_MET),
        ("19 h", MET, MET),
        ("19 h 1 min", NOT_MET, NOT_MET),
        ("5 to 7 h", UNKNOWN, UNKNOWN),
    ],
)
def test_a_program_that_does_not_say_whom_it_serves_is_held_against_both_ages(
    time: str, adult: Verdict, youth: Verdict
) -> None:
    program = a_program(serving("unspecified"), hours(time))
    assert [answer(rule, NORTH_CAROLINA_MEDICAID, program) for rule in (ADULT, YOUTH)] == [adult, youth]


def test_each_age_has_its_own_hours_and_those_of_the_other_do_not_apply() -> None:
    adults, young = a_program(serving("adult"), hours("9 h")), a_program(catalogue.ADOLESCENT_IOP, hours("9 h"))
    assert answer(YOUTH, NORTH_CAROLINA_MEDICAID, adults) == "for adolescent, not for adult"
    assert answer(ADULT, NORTH_CAROLINA_MEDICAID, young) == "for adult, not for adolescent (ages 13 to 17)"
    assert answer(YOUTH, NORTH_CAROLINA_MEDICAID, young) is MET


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (FamilyTherapy(), MET),
        (Education(), MET),
        (SupportService(), UNKNOWN),
        (Activity(), UNKNOWN),
        (MedicationManagement(), UNKNOWN),
        (PeerSupport(), NOT_MET),
    ],
)
def test_the_ninth_hour_counts_if_it_is_treatment(component: Component, expected: Verdict) -> None:
    week = [*hours("8 h"), *sessions(component, "TH", "20:00-21:00")]
    assert answer(ADULT, NORTH_CAROLINA_MEDICAID, a_program(serving("adult"), week)) is expected


@pytest.mark.parametrize(
    ("rule", "type_"),
    [(ADULT, serving("adult")), (YOUTH, serving("adolescent")), (SACOT, serving("adult", PHP))],
)
def test_its_rules_are_in_force_from_2026(rule: str, type_: ProgramType) -> None:
    program = a_program(type_, hours("1 h"))
    assert answer(rule, NORTH_CAROLINA_MEDICAID, program, "2026-01-01") is NOT_MET
    assert answer(rule, NORTH_CAROLINA_MEDICAID, program, "2050-01-01") is NOT_MET
    before = answer(rule, NORTH_CAROLINA_MEDICAID, program, "2025-12-31")
    assert before == "not yet in force on 2025-12-31 (since 2026-01-01)"


@pytest.mark.parametrize(
    ("rule", "type_", "expected"),
    [
        (ADULT, catalogue.PARTIAL_HOSPITALIZATION, "for intensive outpatient, not for partial hospitalization"),
        (YOUTH, catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
        (SACOT, catalogue.SUBSTANCE_USE_IOP, "for partial hospitalization, not for intensive outpatient"),
        (ADULT, catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
        (ADULT, catalogue.DUAL_DIAGNOSIS_IOP, MET),
        (ADULT, serving("adult", ASAM_3RD_EDITION.level("2.1")), MET),
        (SACOT, serving("adult", ASAM_3RD_EDITION.level("2.5")), NOT_MET),
    ],
)
def test_each_level_has_its_own_rules_for_treatment_of_substance_use(
    rule: str, type_: ProgramType, expected: Verdict | str
) -> None:
    assert answer(rule, NORTH_CAROLINA_MEDICAID, a_program(type_, hours("9 h"))) == expected
