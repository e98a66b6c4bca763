"""Montana: eating-disorder intensive outpatient care has at least 3 hours on each of at least 3 days a week."""

import pytest

from iopmodel import (
    ASAM_3RD_EDITION,
    Activity,
    Break,
    Education,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Meal,
    PeerSupport,
    ProgramType,
    Session,
    Verdict,
    WeeklyPattern,
    catalogue,
    check,
    sessions,
)
from iopmodel.components import Component
from iopmodel.findings import Finding
from iopmodel.standards import MONTANA
from tests.standards.answers import TODAY, Week, a_program, about, answer, days_of

RULE = "us_mt.edc_iop.days_week"
MET, NOT_MET, UNKNOWN = Verdict
EATING_DISORDER_IOP = ProgramType(
    "eating-disorder-iop", "Eating-disorder IOP", LevelOfCare.INTENSIVE_OUTPATIENT, focus="eating-disorder"
)
THREE_DAYS = days_of(("MO,WE,TH", "16:00-19:00"))
TWO_DAYS = days_of(("MO,WE", "16:00-19:00"))


def eating_disorder(level: LevelOfCare, *more: str) -> ProgramType:
    """A program for eating disorders, and whatever else it treats, at that level."""
    return ProgramType("clinic", "Clinic", level, focus=["eating-disorder", *more])


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (THREE_DAYS, MET),
        ([*TWO_DAYS, *days_of(("TH", "16:00-19:01"))], MET),
        ([*TWO_DAYS, *days_of(("TH", "16:00-18:59"))], NOT_MET),
        (TWO_DAYS, NOT_MET),
        (days_of(("MO,WE", "09:00-18:00")), NOT_MET),
        (days_of(("MO,TU,WE,TH", "16:00-19:00")), MET),
        ([*THREE_DAYS, *days_of(("SA", "10:00-11:00"))], MET),
        ([*TWO_DAYS, *days_of(("TH", "10:00-11:00"), ("TH", "16:00-18:00"))], MET),
        ([], NOT_MET),
        ([*TWO_DAYS, Session(GroupTherapy(), day="TH", start="16:00")], UNKNOWN),
        ([*TWO_DAYS, Session(IndividualTherapy(), time="3 h")], UNKNOWN),
        ([*TWO_DAYS, Session(IndividualTherapy(), time="179 min")], NOT_MET),
        ([Session(GroupTherapy(), time="3 h", per_week=3)], MET),
        (WeeklyPattern(days=3, time_per_day="3 h"), MET),
        (WeeklyPattern(days=3, time_per_day="179 min"), NOT_MET),
        (WeeklyPattern(days="2 to 4", time_per_day="3 h"), UNKNOWN),
        (WeeklyPattern(days=3, time_per_day="2 to 4 h"), UNKNOWN),
        (WeeklyPattern(time_per_week="9 h"), UNKNOWN),
    ],
)
def test_three_days_of_three_hours(week: Week, expected: Verdict) -> None:
    assert answer(RULE, MONTANA, a_program(EATING_DISORDER_IOP, week)) is expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (Education("nutrition"), MET),
        (Activity(), UNKNOWN),
        (Meal(), NOT_MET),
        (PeerSupport(), NOT_MET),
        (Break(), NOT_MET),
    ],
)
def test_the_third_hour_of_the_third_day_counts_if_it_is_treatment(component: Component, expected: Verdict) -> None:
    week = [*TWO_DAYS, *days_of(("TH", "16:00-18:00")), *sessions(component, "TH", "18:00-19:00")]
    assert answer(RULE, MONTANA, a_program(EATING_DISORDER_IOP, week)) is expected


FOR_EATING_DISORDERS = "for eating disorder programs"
NOT_OUTPATIENT = "for intensive outpatient, not for outpatient"
NOT_PHP = "for intensive outpatient, not for partial hospitalization"


@pytest.mark.parametrize(
    ("type_", "met", "missed"),
    [
        (EATING_DISORDER_IOP, MET, NOT_MET),
        (eating_disorder(LevelOfCare.INTENSIVE_OUTPATIENT, "mental-health"), MET, NOT_MET),
        (eating_disorder(ASAM_3RD_EDITION.level("2.1")), MET, NOT_MET),
        (catalogue.STANDARD_IOP, MET, UNKNOWN),
        (catalogue.EVENING_IOP, MET, UNKNOWN),
        (catalogue.ADOLESCENT_IOP, MET, UNKNOWN),
        (ProgramType("clinic", "Clinic", LevelOfCare.INTENSIVE_OUTPATIENT), MET, UNKNOWN),
        (catalogue.SUBSTANCE_USE_IOP, FOR_EATING_DISORDERS, FOR_EATING_DISORDERS),
        (catalogue.DUAL_DIAGNOSIS_IOP, FOR_EATING_DISORDERS, FOR_EATING_DISORDERS),
        (catalogue.MENTAL_HEALTH_IOP, FOR_EATING_DISORDERS, FOR_EATING_DISORDERS),
        (eating_disorder(LevelOfCare.OUTPATIENT), NOT_OUTPATIENT, NOT_OUTPATIENT),
        (catalogue.PARTIAL_HOSPITALIZATION, NOT_PHP, NOT_PHP),
        (eating_disorder(LevelOfCare.PARTIAL_HOSPITALIZATION), NOT_PHP, NOT_PHP),
    ],
)
def test_the_rule_is_for_intensive_outpatient_care_of_eating_disorders(
    type_: ProgramType, met: Verdict | str, missed: Verdict | str
) -> None:
    assert answer(RULE, MONTANA, a_program(type_, THREE_DAYS)) == met
    assert answer(RULE, MONTANA, a_program(type_, TWO_DAYS)) == missed


def test_where_a_program_is_not_narrowed_what_it_treats_is_the_cause() -> None:
    said = about(RULE, check(a_program(catalogue.STANDARD_IOP, TWO_DAYS), against=[MONTANA], on=TODAY))
    assert isinstance(said, Finding)
    assert [str(cause) for cause in said.causes] == [
        "what the program treats: the rule is for eating disorder programs"
    ]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2018-11-02", "not yet in force on 2018-11-02 (since 2018-11-03)"),
        ("2018-11-03", NOT_MET),
        ("2040-01-01", NOT_MET),
    ],
)
def test_the_rule_is_in_force_from_2018_11_03(on: str, expected: Verdict | str) -> None:
    assert answer(RULE, MONTANA, a_program(EATING_DISORDER_IOP, TWO_DAYS), on) == expected
