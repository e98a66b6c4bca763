"""Kansas: at least 9 hours of scheduled counseling in every week for adults, at least 6 for those under 18.

Only counseling counts. Whether a class or a block of unnamed treatment is counseling the standard does not say.
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
    LevelOfCare,
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
    Weeks,
    catalogue,
)
from iopmodel.components import Component
from iopmodel.levels import ASAM_3RD_EDITION
from iopmodel.standards import KANSAS
from tests.standards.answers import Week, a_program, answer, days_of

ADULT, UNDER_18 = "us_ks.iot.adult.hours_week", "us_ks.iot.under18.hours_week"
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
    said = [answer(rule, KANSAS, program) for rule in (ADULT, UNDER_18)]
    return [NOT_FOR_THEM if isinstance(each, str) else each for each in said]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "18:00-21:00")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-21:01")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:59")), NOT_MET),
        (hours("40 h"), MET),
        ([*hours("8 h"), Session(IndividualTherapy())], UNKNOWN),
        ([*hours("8 h"), Session(IndividualTherapy(), time="1 h", optional=True)], UNKNOWN),
        ([*hours("8 h"), Session(IndividualTherapy(), time="1 h", every=Weeks(2), first=1)], NOT_MET),
        ([*hours("8 h"), Session(FamilyTherapy(), time="1 h", attended_by="family")], NOT_MET),
        ([], NOT_MET),
    ],
)
def test_adults_have_at_least_9_hours_of_counseling_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(ADULT, KANSAS, a_program(serving("adult"), week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,WE,TH", "16:00-18:00")), MET),
        (days_of(("MO,WE", "16:00-18:00"), ("TH", "16:00-18:01")), MET),
        (days_of(("MO,WE", "16:00-18:00"), ("TH", "16:00-17:59")), NOT_MET),
        (hours("40 h"), MET),
        ([*hours("5 h"), Session(IndividualTherapy())], UNKNOWN),
    ],
)
def test_those_under_18_have_at_least_6_hours_of_counseling_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(UNDER_18, KANSAS, a_program(serving("adolescent"), week)) is expected


COUNTS = [
    (IndividualTherapy(), MET),
    (GroupTherapy(), MET),
    (FamilyTherapy(), MET),
    (Education(), UNKNOWN),
    (SkillsTraining(), UNKNOWN),
    (ProgramBlock(), UNKNOWN),
    (SupportService(), NOT_MET),
    (SupportService("case-management"), NOT_MET),
    (Activity(), NOT_MET),
    (Assessment(), NOT_MET),
    (MedicationManagement(), NOT_MET),
    (MedicationAssistedTreatment(), NOT_MET),
    (PeerSupport(), NOT_MET),
    (Break(), NOT_MET),
]


@pytest.mark.parametrize(("component", "expected"), COUNTS)
def test_the_last_hour_counts_if_it_is_counseling(component: Component, expected: Verdict) -> None:
    last = Session(component, time="1 h")
    assert answer(ADULT, KANSAS, a_program(serving("adult"), [*hours("8 h"), last])) is expected
    assert answer(UNDER_18, KANSAS, a_program(serving("adolescent"), [*hours("5 h"), last])) is expected


@pytest.mark.parametrize("component", [component for component, _ in COUNTS])
def test_hours_on_which_nothing_hangs_leave_nothing_open(component: Component) -> None:
    enough = [*hours("9 h"), Session(component, time="3 h")]
    too_few = [*hours("8 h"), Session(component, time="59 min")]
    assert answer(ADULT, KANSAS, a_program(serving("adult"), enough)) is MET
    assert answer(ADULT, KANSAS, a_program(serving("adult"), too_few)) is NOT_MET


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (Population("adult"), [NOT_MET, NOT_FOR_THEM]),
        (Population("adult", "at least 18"), [NOT_MET, NOT_FOR_THEM]),
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


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (hours("9 h"), [MET, MET]),
        (hours("8 h 59 min"), [UNKNOWN, MET]),
        (hours("6 h"), [UNKNOWN, MET]),
        (hours("5 h 59 min"), [NOT_MET, NOT_MET]),
        ([*hours("5 h"), Session(Education(), time="59 min")], [NOT_MET, NOT_MET]),
        ([*hours("5 h"), Session(Education(), time="1 h")], [UNKNOWN, UNKNOWN]),
        ([*hours("5 h"), Session(PeerSupport(), time="5 h")], [NOT_MET, NOT_MET]),
    ],
)
def test_a_program_that_does_not_say_whom_it_serves_misses_when_both_ages_would(
    week: list[Session], expected: list[Verdict | str]
) -> None:
    assert answers(serving("unspecified"), week) == expected


def test_the_reason_names_the_ages_of_kansas() -> None:
    adults, young = a_program(serving("adult"), hours("9 h")), a_program(catalogue.ADOLESCENT_IOP, hours("9 h"))
    assert answer(UNDER_18, KANSAS, adults) == "for adolescent (ages under 18), not for adult"
    assert answer(ADULT, KANSAS, young) == "for adult (ages at least 18), not for adolescent (ages 13 to 17)"


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
    assert answer(ADULT, KANSAS, a_program(type_, hours("9 h"))) == expected


def test_the_start_of_the_standard_is_not_known_so_it_holds_on_every_day() -> None:
    program = a_program(serving("adult"), hours("9 h"))
    for day in ("1980-01-01", "2050-01-01"):
        assert answer(ADULT, KANSAS, program, day) is MET
