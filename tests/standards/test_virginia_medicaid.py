"""Virginia Medicaid: an average of 9 to 19 hours a week for adults and of 6 to 19 for the young, days of 3 and 2 hours.

Level 2.5 has at least 20 hours in every week and at least 5 on every day with service. Only skilled, clinically
intensive treatment counts, so support services do not.
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
    MedicationAssistedTreatment,
    MedicationManagement,
    PeerSupport,
    Population,
    ProgramBlock,
    ProgramType,
    Session,
    SkillsTraining,
    SupportService,
    Verdict,
    WeeklyPattern,
    Weeks,
    catalogue,
    sessions,
)
from iopmodel.components import Component
from iopmodel.levels import ASAM_3RD_EDITION, LevelOfCare
from iopmodel.standards import VIRGINIA_LICENSING, VIRGINIA_MEDICAID
from tests.standards.answers import Week, a_program, answer, days_of

ADULT_DAY, ADULT_WEEK = "us_va.medicaid.l2_1.adult.hours_day", "us_va.medicaid.l2_1.adult.hours_week"
YOUTH_DAY, YOUTH_WEEK = "us_va.medicaid.l2_1.youth.hours_day", "us_va.medicaid.l2_1.youth.hours_week"
PHP_DAY, PHP_WEEK = "us_va.medicaid.l2_5.hours_day", "us_va.medicaid.l2_5.hours_week"
MET, NOT_MET, UNKNOWN = Verdict


def serving(population: Population | str) -> ProgramType:
    """An intensive outpatient program for substance use that serves these people."""
    level = LevelOfCare.INTENSIVE_OUTPATIENT
    return ProgramType("ours", "Ours", level, population=population, focus="substance-use")


ADULTS, ADOLESCENTS, ANYBODY = serving("adult"), serving("adolescent"), serving("unspecified")
PHP = catalogue.PARTIAL_HOSPITALIZATION


def hours(*weekly: str) -> list[Session]:
    """Group therapy of these times, each once a week."""
    return [Session(GroupTherapy(), time=each) for each in weekly]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "18:00-21:00")), MET),
        (days_of(("MO,WE,TH", "18:00-21:01")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:59")), NOT_MET),
        (days_of(("MO,WE,TH", "18:00-21:00"), ("SA", "10:00-11:00")), NOT_MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "17:00-18:30"), ("TH", "19:00-20:30")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:00"), ("TH", "19:00-20:59")), NOT_MET),
        ([*days_of(("MO,WE", "18:00-21:00")), Session(GroupTherapy(), day="TH", start="18:00")], UNKNOWN),
        ([*days_of(("MO,WE", "18:00-21:00")), Session(IndividualTherapy(), time="1 h")], UNKNOWN),
        ([*days_of(("MO,WE", "18:00-21:00")), Session(IndividualTherapy(), time="3 h")], MET),
        ([*days_of(("MO", "18:00-21:00")), Session(GroupTherapy(), day="SA", time="1 h", every=Weeks(2))], UNKNOWN),
        (
            [*days_of(("MO", "18:00-21:00")), Session(GroupTherapy(), day="SA", time="1 h", every=Weeks(2), first=2)],
            NOT_MET,
        ),
        (WeeklyPattern(days=3, time_per_day="3 h"), MET),
        (WeeklyPattern(days=3, time_per_day="2 h 59 min"), NOT_MET),
        (WeeklyPattern(days=3, time_per_day="2 to 4 h"), UNKNOWN),
        (WeeklyPattern(time_per_week="9 h"), UNKNOWN),
        ([], "there is nothing to ask it of: no counted session has a day"),
    ],
)
def test_adults_have_3_hours_on_every_day_with_service(week: Week, expected: Verdict | str) -> None:
    assert answer(ADULT_DAY, VIRGINIA_MEDICAID, a_program(ADULTS, week)) == expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "16:00-18:00")), MET),
        (days_of(("MO,WE", "16:00-18:00"), ("TH", "16:00-18:01")), MET),
        (days_of(("MO,WE", "16:00-18:00"), ("TH", "16:00-17:59")), NOT_MET),
        (WeeklyPattern(days=3, time_per_day="2 h"), MET),
        (WeeklyPattern(days=3, time_per_day="90 to 120 min"), UNKNOWN),
    ],
)
def test_adolescents_have_2_hours_on_every_day_with_service(week: Week, expected: Verdict) -> None:
    assert answer(YOUTH_DAY, VIRGINIA_MEDICAID, a_program(ADOLESCENTS, week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (hours("9 h"), MET),
        (hours("9 h 1 min"), MET),
        (hours("8 h 59 min"), NOT_MET),
        (hours("19 h"), MET),
        (hours("18 h 59 min"), MET),
        (hours("19 h 1 min"), NOT_MET),
        ([], NOT_MET),
        ([*hours("8 h"), Session(FamilyTherapy())], UNKNOWN),
        ([*hours("9 h"), Session(FamilyTherapy())], UNKNOWN),
        ([*hours("19 h 1 min"), Session(FamilyTherapy())], NOT_MET),
        (WeeklyPattern(days=3, time_per_day="3 h"), MET),
        (WeeklyPattern(days="3 to 5", time_per_day="3 h"), MET),
        (WeeklyPattern(days="2 to 5", time_per_day="3 h"), UNKNOWN),
        (WeeklyPattern(days=3), UNKNOWN),
        (WeeklyPattern(time_per_week="at most 8 h"), NOT_MET),
    ],
)
def test_adults_have_9_to_19_hours_in_an_average_week(week: Week, expected: Verdict) -> None:
    assert answer(ADULT_WEEK, VIRGINIA_MEDICAID, a_program(ADULTS, week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (hours("6 h"), MET),
        (hours("5 h 59 min"), NOT_MET),
        (hours("19 h"), MET),
        (hours("19 h 1 min"), NOT_MET),
        (WeeklyPattern(time_per_week="5 to 7 h"), UNKNOWN),
    ],
)
def test_adolescents_have_6_to_19_hours_in_an_average_week(week: Week, expected: Verdict) -> None:
    assert answer(YOUTH_WEEK, VIRGINIA_MEDICAID, a_program(ADOLESCENTS, week)) is expected


TWO_MORE_HOURS = [Session(IndividualTherapy(), time="2 h", every=Weeks(2))]
FEWER_AT_THE_END = [
    Session(GroupTherapy(), time="12 h", weeks=(1, 2)),
    Session(GroupTherapy(), time="6 h", weeks=(3, None)),
]


@pytest.mark.parametrize(
    ("week", "length", "expected"),
    [
        ([*hours("8 h"), *TWO_MORE_HOURS], "not stated", MET),
        ([*hours("7 h 59 min"), *TWO_MORE_HOURS], "not stated", NOT_MET),
        ([*hours("18 h"), *TWO_MORE_HOURS], "not stated", MET),
        ([*hours("18 h 1 min"), *TWO_MORE_HOURS], "not stated", NOT_MET),
        ([*hours("8 h"), *TWO_MORE_HOURS], "4 weeks", MET),
        # In three weeks it falls once or twice: 26 or 28 hours for 27.
        ([*hours("8 h"), *TWO_MORE_HOURS], "3 weeks", UNKNOWN),
        ([*hours("8 h"), Session(IndividualTherapy(), time="2 h", every=Weeks(2), first=1)], "3 weeks", MET),
        ([*hours("8 h"), Session(IndividualTherapy(), time="2 h", every=Weeks(2), first=2)], "3 weeks", NOT_MET),
        # Two weeks of 12 hours and two of 6 are 36 hours in four weeks; a fifth week makes them 42 in five.
        (FEWER_AT_THE_END, "4 weeks", MET),
        (FEWER_AT_THE_END, "5 weeks", NOT_MET),
        (FEWER_AT_THE_END, "4 to 5 weeks", UNKNOWN),
    ],
)
def test_the_weekly_hours_are_an_average_over_the_weeks_of_the_stay(
    week: list[Session], length: str, expected: Verdict
) -> None:
    assert answer(ADULT_WEEK, VIRGINIA_MEDICAID, a_program(ADULTS, week, length)) is expected


def test_weeks_that_are_well_on_average_may_still_miss_the_licensing_rule_of_every_week() -> None:
    program = a_program(ADULTS, FEWER_AT_THE_END, "4 weeks")
    assert answer(ADULT_WEEK, VIRGINIA_MEDICAID, program) is MET
    assert answer("us_va.license.l2_1.hours_week", VIRGINIA_LICENSING, program) is NOT_MET


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,TU,WE,TH", "09:00-14:00")), MET),
        (days_of(("MO,TU,WE", "09:00-14:00"), ("TH", "09:00-13:59")), NOT_MET),
        (days_of(("MO,TU,WE", "09:00-14:00"), ("TH", "09:00-14:01")), MET),
        (WeeklyPattern(days="4 to 5", time_per_day="5 to 6 h"), MET),
        (WeeklyPattern(days="3 to 5", time_per_day="5 to 6 h"), UNKNOWN),
        ([*hours("19 h"), Session(IndividualTherapy(), time="2 h", every=Weeks(2), first=1)], NOT_MET),
        ([*hours("19 h"), Session(IndividualTherapy())], UNKNOWN),
    ],
)
def test_partial_hospitalization_has_20_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(PHP_WEEK, VIRGINIA_MEDICAID, a_program(PHP, week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,TU,WE,TH", "09:00-14:00")), MET),
        (days_of(("MO,TU,WE", "09:00-14:00"), ("TH", "09:00-13:59")), NOT_MET),
        (days_of(("MO,TU,WE,TH,FR", "09:00-14:00"), ("SA", "09:00-13:00")), NOT_MET),
        (WeeklyPattern(days=5, time_per_day="5 h"), MET),
        (WeeklyPattern(days=5, time_per_day="4 to 6 h"), UNKNOWN),
    ],
)
def test_partial_hospitalization_has_5_hours_on_every_day_with_service(week: Week, expected: Verdict) -> None:
    assert answer(PHP_DAY, VIRGINIA_MEDICAID, a_program(PHP, week)) is expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (IndividualTherapy(), MET),
        (FamilyTherapy(), MET),
        (Education(), MET),
        (SkillsTraining(), MET),
        (ProgramBlock(), MET),
        (SupportService(), NOT_MET),
        (SupportService("case-management"), NOT_MET),
        (PeerSupport(), NOT_MET),
        (Break(), NOT_MET),
        (Activity(), UNKNOWN),
        (Assessment(), UNKNOWN),
        (MedicationManagement(), UNKNOWN),
        (MedicationAssistedTreatment(), UNKNOWN),
    ],
)
def test_the_last_hour_counts_if_it_is_skilled_treatment(component: Component, expected: Verdict) -> None:
    week = [*days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:00")), *sessions(component, "TH", "20:00-21:00")]
    for rule in (ADULT_DAY, ADULT_WEEK):
        assert answer(rule, VIRGINIA_MEDICAID, a_program(ADULTS, week)) is expected
    long = [*days_of(("MO,TU,WE", "09:00-14:00"), ("TH", "09:00-13:00")), *sessions(component, "TH", "13:00-14:00")]
    for rule in (PHP_DAY, PHP_WEEK):
        assert answer(rule, VIRGINIA_MEDICAID, a_program(PHP, long)) is expected


def test_a_day_of_support_alone_is_no_day_with_service() -> None:
    week = [*days_of(("MO,WE,TH", "18:00-21:00")), *sessions(SupportService(), "FR", "10:00-11:00")]
    assert answer(ADULT_DAY, VIRGINIA_MEDICAID, a_program(ADULTS, week)) is MET


@pytest.mark.parametrize(
    ("day", "adult_day", "youth_day", "adult_week", "youth_week"),
    [
        ("18:00-21:00", MET, MET, MET, MET),
        ("18:00-20:00", UNKNOWN, MET, UNKNOWN, MET),
        ("18:00-19:59", NOT_MET, NOT_MET, NOT_MET, NOT_MET),
        ("12:00-19:00", MET, MET, NOT_MET, NOT_MET),
    ],
)
def test_a_program_that_does_not_say_whom_it_serves_is_held_against_both_ages(
    day: str, adult_day: Verdict, youth_day: Verdict, adult_week: Verdict, youth_week: Verdict
) -> None:
    program = a_program(ANYBODY, days_of(("MO,WE,TH", day)))
    said = [answer(rule, VIRGINIA_MEDICAID, program) for rule in (ADULT_DAY, YOUTH_DAY, ADULT_WEEK, YOUTH_WEEK)]
    assert said == [adult_day, youth_day, adult_week, youth_week]


def test_each_age_has_its_own_rules_and_those_of_the_other_do_not_apply() -> None:
    week = days_of(("MO,WE,TH", "18:00-21:00"))
    for rule in (ADULT_DAY, ADULT_WEEK):
        assert answer(rule, VIRGINIA_MEDICAID, a_program(ADOLESCENTS, week)) == "for adult, not for adolescent"
    for rule in (YOUTH_DAY, YOUTH_WEEK):
        assert answer(rule, VIRGINIA_MEDICAID, a_program(ADULTS, week)) == "for adolescent, not for adult"
    guide = a_program(catalogue.ADOLESCENT_IOP, week)
    assert answer(YOUTH_WEEK, VIRGINIA_MEDICAID, guide) is MET
    assert answer(ADULT_WEEK, VIRGINIA_MEDICAID, guide) == "for adult, not for adolescent (ages 13 to 17)"


@pytest.mark.parametrize(
    ("rule", "type_", "expected"),
    [
        (ADULT_WEEK, PHP, "for intensive outpatient, not for partial hospitalization"),
        (YOUTH_DAY, catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
        (PHP_WEEK, ADULTS, "for partial hospitalization, not for intensive outpatient"),
        (PHP_DAY, ADOLESCENTS, "for partial hospitalization, not for intensive outpatient"),
        (ADULT_WEEK, catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
        (ADULT_DAY, catalogue.DUAL_DIAGNOSIS_IOP, MET),
        (ADULT_WEEK, ProgramType("ours", "Ours", ASAM_3RD_EDITION.level("2.1"), focus="any"), MET),
        (PHP_WEEK, ProgramType("ours", "Ours", ASAM_3RD_EDITION.level("2.5"), focus="substance-use"), NOT_MET),
        (PHP_WEEK, ProgramType("ours", "Ours", LevelOfCare.PARTIAL_HOSPITALIZATION), UNKNOWN),
    ],
)
def test_each_level_has_its_own_rules_for_treatment_of_substance_use(
    rule: str, type_: ProgramType, expected: Verdict | str
) -> None:
    program = a_program(type_, days_of(("MO,WE,TH", "18:00-21:00")))
    assert answer(rule, VIRGINIA_MEDICAID, program) == expected


def test_the_start_of_the_rules_is_not_known_so_they_hold_on_every_day() -> None:
    program = a_program(ADULTS, days_of(("MO,WE,TH", "18:00-21:00")))
    for day in ("1980-01-01", "2050-01-01"):
        assert answer(ADULT_WEEK, VIRGINIA_MEDICAID, program, day) is MET
