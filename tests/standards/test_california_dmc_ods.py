"""California's Drug Medi-Cal system: 9 to 19 hours in every week, 6 to 19 for those under 21, since 2022.

No figure was checked in a text, so no rule takes part until it is asked for.
"""

import pytest

from iopmodel import (
    Activity,
    Break,
    Education,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    PeerSupport,
    Population,
    Program,
    ProgramType,
    Session,
    SupportService,
    Verdict,
    WeeklyPattern,
    Weeks,
    catalogue,
    check,
)
from iopmodel.components import Component
from iopmodel.findings import Finding
from iopmodel.levels import ASAM_3RD_EDITION
from iopmodel.standards import CALIFORNIA_DMC_ODS
from tests.standards.answers import TODAY, Week, a_program, about, answer, days_of

ADULT, UNDER_21 = "us_ca.dmc_ods.l2_1.adult.hours_week", "us_ca.dmc_ods.l2_1.under21.hours_week"
MET, NOT_MET, UNKNOWN = Verdict
OFF = "unverified, so it takes part only when asked for"
NOT_FOR_THEM = "does not apply"


def serving(population: Population | str) -> ProgramType:
    """An intensive outpatient program for substance use that serves these people."""
    level = LevelOfCare.INTENSIVE_OUTPATIENT
    return ProgramType("ours", "Ours", level, population=population, focus="substance-use")


def hours(time: str) -> list[Session]:
    """Group therapy of that time, once a week."""
    return [Session(GroupTherapy(), time=time)]


def asked(rule: str, program: Program, on: str = TODAY) -> Verdict | str:
    """The verdict of a rule when unverified figures are asked for, or the reason for which it takes no part."""
    said = about(rule, check(program, against=[CALIFORNIA_DMC_ODS], on=on, include_unverified=True))
    return said.verdict if isinstance(said, Finding) else said.reason


@pytest.mark.parametrize("time", ["9 h", "8 h", "30 h"])
def test_its_figures_are_off_until_they_are_asked_for(time: str) -> None:
    program = a_program(serving("unspecified"), hours(time))
    assert [answer(rule, CALIFORNIA_DMC_ODS, program) for rule in (ADULT, UNDER_21)] == [OFF, OFF]
    report = check(program, against=[CALIFORNIA_DMC_ODS], on=TODAY)
    assert report.findings == ()
    assert report.verdict is UNKNOWN


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "18:00-21:00")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-21:01")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:59")), NOT_MET),
        (hours("19 h"), MET),
        (hours("18 h 59 min"), MET),
        (hours("19 h 1 min"), NOT_MET),
        ([*hours("8 h"), Session(IndividualTherapy())], UNKNOWN),
        ([*hours("8 h"), Session(IndividualTherapy(), time="4 h", every=Weeks(2), first=1)], NOT_MET),
        (WeeklyPattern(days=3, time_per_day="2 to 4 h"), UNKNOWN),
    ],
)
def test_adults_have_9_to_19_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert asked(ADULT, a_program(serving("adult"), week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "16:00-18:00")), MET),
        (days_of(("MO,WE", "16:00-18:00"), ("TH", "16:00-18:01")), MET),
        (days_of(("MO,WE", "16:00-18:00"), ("TH", "16:00-17:59")), NOT_MET),
        (hours("19 h"), MET),
        (hours("19 h 1 min"), NOT_MET),
        (WeeklyPattern(time_per_week="5 to 7 h"), UNKNOWN),
    ],
)
def test_those_under_21_have_6_to_19_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert asked(UNDER_21, a_program(serving("adolescent"), week)) is expected


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (Population("adult"), [NOT_MET, NOT_FOR_THEM]),
        (Population("adult", "at least 21"), [NOT_MET, NOT_FOR_THEM]),
        (Population("adult", "at least 18"), [UNKNOWN, MET]),
        (Population("adolescent"), [NOT_FOR_THEM, MET]),
        (Population("adolescent", "13 to 20"), [NOT_FOR_THEM, MET]),
        (Population("adolescent", "13 to 21"), [UNKNOWN, MET]),
        (Population(), [UNKNOWN, MET]),
    ],
)
def test_8_hours_are_enough_for_those_under_21_alone(population: Population, expected: list[Verdict | str]) -> None:
    said = [asked(rule, a_program(serving(population), hours("8 h"))) for rule in (ADULT, UNDER_21)]
    assert [NOT_FOR_THEM if isinstance(each, str) else each for each in said] == expected


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("9 h", [MET, MET]),
        ("8 h 59 min", [UNKNOWN, MET]),
        ("5 h 59 min", [NOT_MET, NOT_MET]),
        ("19 h 1 min", [NOT_MET, NOT_MET]),
    ],
)
def test_a_program_that_does_not_say_whom_it_serves_misses_when_both_ages_would(
    time: str, expected: list[Verdict]
) -> None:
    program = a_program(serving("unspecified"), hours(time))
    assert [asked(rule, program) for rule in (ADULT, UNDER_21)] == expected


def test_the_reason_names_the_ages_of_california() -> None:
    adults, young = a_program(serving("adult"), hours("9 h")), a_program(catalogue.ADOLESCENT_IOP, hours("9 h"))
    assert asked(UNDER_21, adults) == "for adolescent (ages under 21), not for adult"
    assert asked(ADULT, young) == "for adult (ages at least 21), not for adolescent (ages 13 to 17)"


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (Education(), MET),
        (SupportService(), UNKNOWN),
        (Activity(), UNKNOWN),
        (PeerSupport(), NOT_MET),
        (Break(), NOT_MET),
    ],
)
def test_the_ninth_hour_counts_if_it_is_treatment(component: Component, expected: Verdict) -> None:
    assert asked(ADULT, a_program(serving("adult"), [*hours("8 h"), Session(component, time="1 h")])) is expected


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
    assert asked(ADULT, a_program(type_, hours("9 h"))) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2022-01-01", MET),
        ("2021-12-31", "not yet in force on 2021-12-31 (since 2022-01-01)"),
        ("2050-01-01", MET),
    ],
)
def test_it_is_in_force_from_2022(on: str, expected: Verdict | str) -> None:
    assert asked(ADULT, a_program(serving("adult"), hours("9 h")), on) == expected
    assert asked(UNDER_21, a_program(serving("adolescent"), hours("9 h")), on) == expected
