"""Virginia licensing: no fewer than 9 and no more than 19 hours in every week of Level 2.1, since 2023-02-17."""

import pytest

from iopmodel import (
    Activity,
    Assessment,
    Break,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    MedicationManagement,
    PeerSupport,
    ProgramType,
    Session,
    SupportService,
    Track,
    Verdict,
    WeeklyPattern,
    WeeklySchedule,
    Weeks,
    catalogue,
    check,
    sessions,
)
from iopmodel.components import Component
from iopmodel.findings import Finding
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, LevelOfCare
from iopmodel.standards import VIRGINIA_LICENSING
from tests.standards.answers import TODAY, Week, a_program, about, answer, days_of

HOURS = "us_va.license.l2_1.hours_week"
MET, NOT_MET, UNKNOWN = Verdict
NINE_HOURS = days_of(("MO,WE,TH", "18:00-21:00"))
EIGHT_HOURS = days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:00"))


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (NINE_HOURS, MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-21:01")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:59")), NOT_MET),
        ([Session(GroupTherapy(), time="19 h")], MET),
        ([Session(GroupTherapy(), time="18 h 59 min")], MET),
        ([Session(GroupTherapy(), time="19 h 1 min")], NOT_MET),
        ([*NINE_HOURS, Session(IndividualTherapy())], UNKNOWN),
        ([*NINE_HOURS, Session(IndividualTherapy(), time="at most 10 h")], MET),
        ([*NINE_HOURS, Session(IndividualTherapy(), time="at most 11 h")], UNKNOWN),
        ([*EIGHT_HOURS, Session(IndividualTherapy(), time="50 min")], NOT_MET),
        ([*EIGHT_HOURS, Session(IndividualTherapy(), time="1 h", optional=True)], UNKNOWN),
        ([*EIGHT_HOURS, Session(IndividualTherapy(), time="1 h", per_month=4)], UNKNOWN),
        (WeeklyPattern(days=3, time_per_day="3 h"), MET),
        (WeeklyPattern(days="3 to 5", time_per_day="3 to 4 h"), UNKNOWN),
        (WeeklyPattern(time_per_week="under 9 h"), NOT_MET),
        (WeeklyPattern(time_per_week="at least 9 h"), UNKNOWN),
        (WeeklyPattern(time_per_week="at least 20 h"), NOT_MET),
        ([], NOT_MET),
    ],
)
def test_every_week_has_9_to_19_hours(week: Week, expected: Verdict) -> None:
    assert answer(HOURS, VIRGINIA_LICENSING, a_program(catalogue.SUBSTANCE_USE_IOP, week)) is expected


@pytest.mark.parametrize("first", [1, 2])
def test_no_week_may_be_short_even_if_the_average_is_well(first: int) -> None:
    more = Session(IndividualTherapy(), time="4 h", every=Weeks(2), first=first)
    program = a_program(catalogue.SUBSTANCE_USE_IOP, [*EIGHT_HOURS, more])
    assert answer(HOURS, VIRGINIA_LICENSING, program) is NOT_MET


def test_a_short_week_at_the_end_of_the_stay_is_a_miss_and_one_after_it_is_none() -> None:
    week = [*EIGHT_HOURS, Session(IndividualTherapy(), time="1 h", weeks=(1, 8))]
    assert answer(HOURS, VIRGINIA_LICENSING, a_program(catalogue.SUBSTANCE_USE_IOP, week, "8 weeks")) is MET
    assert answer(HOURS, VIRGINIA_LICENSING, a_program(catalogue.SUBSTANCE_USE_IOP, week, "9 weeks")) is NOT_MET
    assert answer(HOURS, VIRGINIA_LICENSING, a_program(catalogue.SUBSTANCE_USE_IOP, week, "8 to 9 weeks")) is UNKNOWN


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (IndividualTherapy(), MET),
        (FamilyTherapy(), MET),
        (Education(), MET),
        (SupportService(), UNKNOWN),
        (Activity(), UNKNOWN),
        (Assessment(), UNKNOWN),
        (MedicationManagement(), UNKNOWN),
        (PeerSupport(), NOT_MET),
        (Break(), NOT_MET),
    ],
)
def test_the_ninth_hour_counts_if_it_is_treatment(component: Component, expected: Verdict) -> None:
    week = [*EIGHT_HOURS, *sessions(component, "TH", "20:00-21:00")]
    assert answer(HOURS, VIRGINIA_LICENSING, a_program(catalogue.SUBSTANCE_USE_IOP, week)) is expected


@pytest.mark.parametrize("component", [Activity(), SupportService(), MedicationManagement()])
def test_what_may_or_may_not_count_may_also_be_the_hour_too_many(component: Component) -> None:
    week = [Session(GroupTherapy(), time="19 h"), Session(component, time="1 h")]
    assert answer(HOURS, VIRGINIA_LICENSING, a_program(catalogue.SUBSTANCE_USE_IOP, week)) is UNKNOWN


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2023-02-17", MET),
        ("2023-02-16", "not yet in force on 2023-02-16 (since 2023-02-17)"),
        ("2050-01-01", MET),
    ],
)
def test_it_is_in_force_from_the_17th_of_february_2023(on: str, expected: Verdict | str) -> None:
    assert answer(HOURS, VIRGINIA_LICENSING, a_program(catalogue.SUBSTANCE_USE_IOP, NINE_HOURS), on) == expected


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (catalogue.SUBSTANCE_USE_IOP, NOT_MET),
        (catalogue.DUAL_DIAGNOSIS_IOP, NOT_MET),
        (catalogue.ADOLESCENT_IOP, NOT_MET),
        (catalogue.LGBTQ_IOP, NOT_MET),
        (catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
        (catalogue.PARTIAL_HOSPITALIZATION, "for intensive outpatient, not for partial hospitalization"),
        (catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
        (ProgramType("ours", "Ours", ASAM_3RD_EDITION.level("2.1"), focus="substance-use"), NOT_MET),
        (ProgramType("ours", "Ours", ASAM_4TH_EDITION.level("2.1"), focus="substance-use"), NOT_MET),
        (
            ProgramType("ours", "Ours", LevelOfCare.INTENSIVE_OUTPATIENT, focus="eating-disorder"),
            "for substance use programs",
        ),
        (ProgramType("ours", "Ours", LevelOfCare.INTENSIVE_OUTPATIENT), UNKNOWN),
    ],
)
def test_it_is_for_intensive_outpatient_treatment_of_substance_use_at_every_age(
    type_: ProgramType, expected: Verdict | str
) -> None:
    assert answer(HOURS, VIRGINIA_LICENSING, a_program(type_, EIGHT_HOURS)) == expected


@pytest.mark.parametrize(("week", "expected"), [(NINE_HOURS, MET), (EIGHT_HOURS, UNKNOWN)])
def test_a_bare_week_may_be_one_of_intensive_outpatient_treatment(week: list[Session], expected: Verdict) -> None:
    for subject in (WeeklySchedule(week), Track("one", week)):
        said = about(HOURS, check(subject, against=[VIRGINIA_LICENSING], on=TODAY))
        assert isinstance(said, Finding)
        assert said.verdict is expected
