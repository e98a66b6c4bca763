"""SAMHSA: the hours of its advisory of 2021 and the length that TIP 47 advises.

The verdicts are written from the words of the rules: at least 9 hours a week for adults and 6 for adolescents, of
individual counseling, group therapy, family psychoeducation and case management; at least 90 days, unverified.
"""

import attrs
import pytest

from iopmodel import (
    ASAM_3RD_EDITION,
    Activity,
    Assessment,
    Break,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    MedicationManagement,
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
from iopmodel.standards import SAMHSA
from tests.standards.answers import TODAY, Week, a_program, about, answer, days_of

ADULT, ADOLESCENT = "samhsa.iop.adult.hours_week", "samhsa.iop.adolescent.hours_week"
DAYS = "samhsa.tip47.iop.duration_days"
MET, NOT_MET, UNKNOWN = Verdict

ADULTS = attrs.evolve(catalogue.SUBSTANCE_USE_IOP, population="adult")
ADOLESCENTS = attrs.evolve(catalogue.SUBSTANCE_USE_IOP, population="adolescent")
ANY_WEEK = WeeklyPattern(time_per_week="9 h")


def asked(rule: str, program: Program, on: str = TODAY) -> Verdict | str:
    """The verdict of one rule where unverified figures take part, or why it does not take part."""
    said = about(rule, check(program, against=[SAMHSA], on=on, include_unverified=True))
    return said.verdict if isinstance(said, Finding) else said.reason


@pytest.mark.parametrize(
    ("rule", "type_", "week", "expected"),
    [
        (ADULT, ADULTS, days_of(("MO,WE,TH", "18:00-21:00")), MET),
        (ADULT, ADULTS, days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-21:01")), MET),
        (ADULT, ADULTS, days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:59")), NOT_MET),
        (ADULT, ADULTS, WeeklyPattern(time_per_week="20 h"), MET),
        (ADULT, ADULTS, WeeklyPattern(time_per_week="8 to 10 h"), UNKNOWN),
        (ADULT, ADULTS, [*days_of(("MO,WE", "18:00-21:00")), Session(IndividualTherapy())], UNKNOWN),
        (ADULT, ADULTS, [], NOT_MET),
        (ADOLESCENT, ADOLESCENTS, days_of(("MO,WE", "18:00-21:00")), MET),
        (ADOLESCENT, ADOLESCENTS, days_of(("MO", "18:00-21:00"), ("WE", "18:00-21:01")), MET),
        (ADOLESCENT, ADOLESCENTS, days_of(("MO", "18:00-21:00"), ("WE", "18:00-20:59")), NOT_MET),
        (ADOLESCENT, ADOLESCENTS, WeeklyPattern(time_per_week="20 h"), MET),
        (ADOLESCENT, ADOLESCENTS, WeeklyPattern(time_per_week="5 to 6 h"), UNKNOWN),
    ],
)
def test_the_advisory_has_a_floor_for_each_age_group_and_no_ceiling(
    rule: str, type_: ProgramType, week: Week, expected: Verdict
) -> None:
    assert answer(rule, SAMHSA, a_program(type_, week)) is expected


@pytest.mark.parametrize(
    ("rule", "type_", "expected"),
    [
        (ADULT, ADOLESCENTS, "for adult, not for adolescent"),
        (ADULT, catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
        (ADULT, attrs.evolve(catalogue.DUAL_DIAGNOSIS_IOP, population="adult"), NOT_MET),
        (ADULT, attrs.evolve(catalogue.STANDARD_IOP, population="adult"), NOT_MET),
        (ADULT, attrs.evolve(ADULTS, level=ASAM_3RD_EDITION.level("2.1")), NOT_MET),
        (ADULT, catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
        (ADULT, catalogue.PARTIAL_HOSPITALIZATION, "for intensive outpatient, not for partial hospitalization"),
        (ADOLESCENT, ADULTS, "for adolescent, not for adult"),
        (ADOLESCENT, catalogue.ADOLESCENT_IOP, NOT_MET),
        (ADOLESCENT, attrs.evolve(ADOLESCENTS, focus="mental-health"), "for substance use programs"),
        (ADOLESCENT, catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
    ],
)
def test_the_hours_are_for_intensive_outpatient_treatment_of_substance_use(
    rule: str, type_: ProgramType, expected: Verdict | str
) -> None:
    assert answer(rule, SAMHSA, a_program(type_, WeeklyPattern(time_per_week="5 h"))) == expected


@pytest.mark.parametrize(
    ("time", "adult", "adolescent"),
    [
        ("9 h", MET, MET),
        ("8 h 59 min", UNKNOWN, MET),
        ("6 h", UNKNOWN, MET),
        ("5 to 6 h", UNKNOWN, UNKNOWN),
        ("5 h 59 min", NOT_MET, NOT_MET),
    ],
)
def test_where_nobody_says_for_whom_a_week_is_missed_if_adults_and_adolescents_miss_it(
    time: str, adult: Verdict, adolescent: Verdict
) -> None:
    program = a_program(catalogue.SUBSTANCE_USE_IOP, WeeklyPattern(time_per_week=time))
    assert (answer(ADULT, SAMHSA, program), answer(ADOLESCENT, SAMHSA, program)) == (adult, adolescent)


@pytest.mark.parametrize(("rule", "type_"), [(ADULT, ADULTS), (ADOLESCENT, ADOLESCENTS)])
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-12-31", "not yet in force on 2020-12-31 (since 2021)"),
        ("2021-06-30", UNKNOWN),
        ("2021-12-31", UNKNOWN),
        ("2022-01-01", NOT_MET),
    ],
)
def test_the_advisory_is_of_2021_and_nobody_says_from_which_day(
    rule: str, type_: ProgramType, on: str, expected: Verdict | str
) -> None:
    assert answer(rule, SAMHSA, a_program(type_, WeeklyPattern(time_per_week="5 h")), on) == expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (SupportService("case-management"), MET),
        (IndividualTherapy(), MET),
        (FamilyTherapy(), MET),
        (Education("family psychoeducation"), MET),
        (SupportService(), UNKNOWN),
        (SupportService("housing"), UNKNOWN),
        (MedicationManagement(), UNKNOWN),
        (Activity(), UNKNOWN),
        (Assessment(), UNKNOWN),
        (PeerSupport(), NOT_MET),
        (Break(), NOT_MET),
    ],
)
def test_the_ninth_hour_counts_where_the_advisory_names_the_service(component: Component, expected: Verdict) -> None:
    week = [*days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:00")), *sessions(component, "TH", "20:00-21:00")]
    assert answer(ADULT, SAMHSA, a_program(ADULTS, week)) is expected


@pytest.mark.parametrize(
    ("time", "expected"), [("1 h", MET), ("59 min", NOT_MET), ("50 to 70 min", UNKNOWN), ("not stated", UNKNOWN)]
)
def test_case_management_is_counted_by_its_time(time: str, expected: Verdict) -> None:
    manager = Session(SupportService("case-management"), time=time)
    week = [Session(GroupTherapy(), time="8 h"), manager]
    assert answer(ADULT, SAMHSA, a_program(ADULTS, week)) is expected


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("90 days", MET),
        ("91 days", MET),
        ("89 days", NOT_MET),
        ("13 weeks", MET),
        ("12 weeks", NOT_MET),
        ("4 months", MET),
        ("3 months", UNKNOWN),
        ("2 months", NOT_MET),
        ("at least 90 days", MET),
        ("at least 30 days", UNKNOWN),
        ("8 to 16 weeks", UNKNOWN),
        ("6 to 8 weeks", NOT_MET),
        ("until the goals of the plan are met", UNKNOWN),
        ("not stated", UNKNOWN),
    ],
)
def test_tip_47_advises_at_least_90_days(length: str, expected: Verdict) -> None:
    assert asked(DAYS, a_program(ADULTS, ANY_WEEK, length=length)) is expected


@pytest.mark.parametrize(
    ("type_", "on", "expected"),
    [
        (ADOLESCENTS, TODAY, NOT_MET),
        (catalogue.STANDARD_IOP, TODAY, NOT_MET),
        (catalogue.MENTAL_HEALTH_IOP, TODAY, "for substance use programs"),
        (catalogue.OUTPATIENT, TODAY, "for intensive outpatient, not for outpatient"),
        (ADULTS, "2005-12-31", "not yet in force on 2005-12-31 (since 2006)"),
        (ADULTS, "2006-07-01", UNKNOWN),
        (ADULTS, "2007-01-01", NOT_MET),
    ],
)
def test_the_length_is_for_intensive_outpatient_treatment_of_substance_use_from_2006(
    type_: ProgramType, on: str, expected: Verdict | str
) -> None:
    assert asked(DAYS, a_program(type_, ANY_WEEK, length="8 weeks"), on) == expected


def test_the_length_is_unverified_and_takes_part_only_when_asked_for() -> None:
    program = a_program(ADULTS, ANY_WEEK, length="8 weeks")
    assert answer(DAYS, SAMHSA, program) == "unverified, so it takes part only when asked for"
    assert check(program, against=[SAMHSA], on=TODAY).verdict is MET
    assert check(program, against=[SAMHSA], on=TODAY, include_unverified=True).verdict is NOT_MET
