"""The District of Columbia: 9 to 19 hours in every week, 6 to 19 for those under 21; a stay of 30 to 60 days."""

import pytest

from iopmodel import (
    Activity,
    Break,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Pathway,
    PeerSupport,
    Phase,
    Population,
    ProgramType,
    Session,
    SupportService,
    Verdict,
    WeeklyPattern,
    Weeks,
    catalogue,
    check,
    sessions,
)
from iopmodel.components import Component
from iopmodel.findings import Finding
from iopmodel.lengths import Cycle, PlannedLength
from iopmodel.levels import ASAM_3RD_EDITION
from iopmodel.standards import DC
from tests.standards.answers import TODAY, Week, a_program, about, answer, days_of

ADULT, UNDER_21, LENGTH = "us_dc.l2_1.adult.hours_week", "us_dc.l2_1.under21.hours_week", "us_dc.l2_1.duration_days"
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
    """What the rules of adults and of those under 21 say, a reason told from a verdict alone."""
    program = a_program(type_, week)
    said = [answer(rule, DC, program) for rule in (ADULT, UNDER_21)]
    return [NOT_FOR_THEM if isinstance(each, str) else each for each in said]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "18:00-21:00")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-21:01")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:59")), NOT_MET),
        (hours("18 h 59 min"), MET),
        (hours("19 h"), MET),
        (hours("19 h 1 min"), NOT_MET),
        ([*hours("8 h"), Session(IndividualTherapy())], UNKNOWN),
        ([*hours("8 h"), Session(IndividualTherapy(), time="2 h", every=Weeks(2), first=2)], NOT_MET),
        (WeeklyPattern(days=3, time_per_day="3 to 6 h"), MET),
        (WeeklyPattern(days=3, time_per_day="3 to 7 h"), UNKNOWN),
    ],
)
def test_adults_have_9_to_19_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(ADULT, DC, a_program(serving("adult"), week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "16:00-18:00")), MET),
        (days_of(("MO,WE", "16:00-18:00"), ("TH", "16:00-18:01")), MET),
        (days_of(("MO,WE", "16:00-18:00"), ("TH", "16:00-17:59")), NOT_MET),
        (hours("19 h"), MET),
        (hours("19 h 1 min"), NOT_MET),
        (WeeklyPattern(days=3, time_per_day="90 to 120 min"), UNKNOWN),
    ],
)
def test_those_under_21_have_6_to_19_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(UNDER_21, DC, a_program(serving("adolescent"), week)) is expected


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (Population("adult"), [NOT_MET, NOT_FOR_THEM]),
        (Population("adult", "at least 21"), [NOT_MET, NOT_FOR_THEM]),
        (Population("adult", "at least 20"), [UNKNOWN, MET]),
        (Population("adult", "at least 18"), [UNKNOWN, MET]),
        (Population("adolescent"), [NOT_FOR_THEM, MET]),
        (Population("adolescent", "13 to 17"), [NOT_FOR_THEM, MET]),
        (Population("adolescent", "13 to 20"), [NOT_FOR_THEM, MET]),
        (Population("adolescent", "13 to 21"), [UNKNOWN, MET]),
        (Population("young-adult", "18 to 20"), [NOT_FOR_THEM, MET]),
        (Population("young-adult"), [UNKNOWN, MET]),
        (Population("LGBTQ+"), [UNKNOWN, MET]),
        (Population(), [UNKNOWN, MET]),
    ],
)
def test_8_hours_are_enough_for_those_under_21_alone(population: Population, expected: list[Verdict | str]) -> None:
    assert answers(serving(population), hours("8 h")) == expected


@pytest.mark.parametrize(
    "population",
    [Population(), Population("LGBTQ+"), Population("adult", "at least 18"), Population("adult", "18 to 25")],
)
@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("9 h", [MET, MET]),
        ("8 h 59 min", [UNKNOWN, MET]),
        ("6 h", [UNKNOWN, MET]),
        ("5 h 59 min", [NOT_MET, NOT_MET]),
        ("19 h", [MET, MET]),
        ("19 h 1 min", [NOT_MET, NOT_MET]),
        ("5 to 7 h", [UNKNOWN, UNKNOWN]),
        ("4 to 5 h", [NOT_MET, NOT_MET]),
    ],
)
def test_a_program_that_may_serve_either_age_misses_when_both_would(
    population: Population, time: str, expected: list[Verdict | str]
) -> None:
    assert answers(serving(population), hours(time)) == expected


def test_the_reason_names_the_ages_of_the_district() -> None:
    adults, young = a_program(serving("adult"), hours("9 h")), a_program(catalogue.ADOLESCENT_IOP, hours("9 h"))
    assert answer(UNDER_21, DC, adults) == "for adolescent (ages under 21), not for adult"
    assert answer(ADULT, DC, young) == "for adult (ages at least 21), not for adolescent (ages 13 to 17)"


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("30 days", MET),
        ("31 days", MET),
        ("29 days", NOT_MET),
        ("59 days", MET),
        ("60 days", MET),
        ("61 days", NOT_MET),
        ("4 weeks", NOT_MET),
        ("5 weeks", MET),
        ("8 weeks", MET),
        ("9 weeks", NOT_MET),
        ("5 to 8 weeks", MET),
        ("6 to 9 weeks", UNKNOWN),
        ("9 to 12 weeks", NOT_MET),
        ("1 month", UNKNOWN),
        ("2 months", UNKNOWN),
        ("3 months", NOT_MET),
        ("at least 30 days", UNKNOWN),
        ("at least 61 days", NOT_MET),
        ("at most 60 days", UNKNOWN),
        ("under 30 days", NOT_MET),
        ("30 to 61 days, the end excluded", MET),
        ("30 treatment days", UNKNOWN),
        ("until the goals are met", UNKNOWN),
        ("not stated", UNKNOWN),
        (Cycle("4 weeks", 2), MET),
        (Cycle("4 weeks"), UNKNOWN),
        (Cycle("5 weeks", 2), NOT_MET),
    ],
)
def test_a_stay_lasts_30_to_60_days(length: PlannedLength | str, expected: Verdict) -> None:
    assert answer(LENGTH, DC, a_program(serving("adult"), hours("9 h"), length)) is expected


@pytest.mark.parametrize("population", ["adult", "adolescent", "unspecified"])
def test_the_length_is_the_same_at_every_age(population: str) -> None:
    assert answer(LENGTH, DC, a_program(serving(population), hours("9 h"), "30 days")) is MET
    assert answer(LENGTH, DC, a_program(serving(population), hours("9 h"), "29 days")) is NOT_MET


@pytest.mark.parametrize(
    ("second", "expected"), [("14 days", NOT_MET), ("15 days", MET), ("45 days", MET), ("46 days", NOT_MET)]
)
def test_phases_at_the_level_make_the_length_together(second: str, expected: Verdict) -> None:
    phases = [
        Phase(LevelOfCare.RESIDENTIAL, hours("30 h"), length="4 weeks"),
        Phase(LevelOfCare.INTENSIVE_OUTPATIENT, hours("9 h"), length="15 days"),
        Phase(LevelOfCare.INTENSIVE_OUTPATIENT, hours("9 h"), length=second),
    ]
    said = about(LENGTH, check(Pathway(phases, focus="substance-use"), against=[DC], on=TODAY))
    assert isinstance(said, Finding)
    assert said.verdict is expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (FamilyTherapy(), MET),
        (Education(), MET),
        (SupportService(), UNKNOWN),
        (Activity(), UNKNOWN),
        (PeerSupport(), NOT_MET),
        (Break(), NOT_MET),
    ],
)
def test_the_ninth_hour_counts_if_it_is_treatment(component: Component, expected: Verdict) -> None:
    week = [*hours("8 h"), *sessions(component, "TH", "20:00-21:00")]
    assert answer(ADULT, DC, a_program(serving("adult"), week)) is expected


@pytest.mark.parametrize("rule", [ADULT, LENGTH])
@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (serving("adult"), MET),
        (catalogue.DUAL_DIAGNOSIS_IOP, MET),
        (catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
        (catalogue.PARTIAL_HOSPITALIZATION, "for intensive outpatient, not for partial hospitalization"),
        (catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
        (ProgramType("ours", "Ours", ASAM_3RD_EDITION.level("2.1"), focus="any"), MET),
        (
            ProgramType("ours", "Ours", ASAM_3RD_EDITION.level("1"), focus="any"),
            "for intensive outpatient, not for 1 Outpatient Services",
        ),
    ],
)
def test_it_is_for_intensive_outpatient_treatment_of_substance_use(
    rule: str, type_: ProgramType, expected: Verdict | str
) -> None:
    assert answer(rule, DC, a_program(type_, hours("9 h"), "30 days")) == expected


def test_the_start_of_the_rules_is_not_known_so_they_hold_on_every_day() -> None:
    program = a_program(serving("adult"), hours("9 h"), "30 days")
    for day in ("1980-01-01", "2050-01-01"):
        assert [answer(rule, DC, program, day) for rule in (ADULT, LENGTH)] == [MET, MET]
