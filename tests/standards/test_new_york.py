"""New York: at least 9 hours in every week of the intensive outpatient service.

The figure was checked in no text, so the rule takes no part until it is asked for.
"""

import pytest

from iopmodel import (
    Activity,
    Break,
    Education,
    GroupTherapy,
    IndividualTherapy,
    PeerSupport,
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
from iopmodel.levels import ASAM_3RD_EDITION, LevelOfCare
from iopmodel.standards import NEW_YORK
from tests.standards.answers import TODAY, Week, a_program, about, answer, days_of

HOURS = "us_ny.oasas.ios.hours_week"
MET, NOT_MET, UNKNOWN = Verdict
NINE_HOURS = days_of(("MO,WE,TH", "18:00-21:00"))
EIGHT_HOURS = days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:00"))


def asked(program: Program, on: str = TODAY) -> Verdict | str:
    """The verdict when unverified figures are asked for, or the reason for which the rule takes no part."""
    said = about(HOURS, check(program, against=[NEW_YORK], on=on, include_unverified=True))
    return said.verdict if isinstance(said, Finding) else said.reason


@pytest.mark.parametrize("week", [NINE_HOURS, EIGHT_HOURS])
def test_its_figure_is_off_until_it_is_asked_for(week: list[Session]) -> None:
    program = a_program(catalogue.SUBSTANCE_USE_IOP, week)
    assert answer(HOURS, NEW_YORK, program) == "unverified, so it takes part only when asked for"
    assert check(program, against=[NEW_YORK], on=TODAY).verdict is UNKNOWN


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (NINE_HOURS, MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-21:01")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:59")), NOT_MET),
        ([Session(GroupTherapy(), time="40 h")], MET),
        ([*EIGHT_HOURS, Session(IndividualTherapy())], UNKNOWN),
        ([*EIGHT_HOURS, Session(IndividualTherapy(), time="2 h", every=Weeks(2), first=1)], NOT_MET),
        (WeeklyPattern(days="3 to 5", time_per_day="3 to 4 h"), MET),
        (WeeklyPattern(days="2 to 3", time_per_day="3 h"), UNKNOWN),
        (WeeklyPattern(days="2 to 3", time_per_day="2 h"), NOT_MET),
    ],
)
def test_every_week_has_at_least_9_hours(week: Week, expected: Verdict) -> None:
    assert asked(a_program(catalogue.SUBSTANCE_USE_IOP, week)) is expected


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
    week = [*EIGHT_HOURS, Session(component, day="TH", start="20:00", end="21:00")]
    assert asked(a_program(catalogue.SUBSTANCE_USE_IOP, week)) is expected


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (catalogue.SUBSTANCE_USE_IOP, NOT_MET),
        (catalogue.DUAL_DIAGNOSIS_IOP, NOT_MET),
        (catalogue.ADOLESCENT_IOP, NOT_MET),
        (catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
        (catalogue.PARTIAL_HOSPITALIZATION, "for intensive outpatient, not for partial hospitalization"),
        (catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
        (ProgramType("ours", "Ours", ASAM_3RD_EDITION.level("2.1"), focus="substance-use"), NOT_MET),
        (ProgramType("ours", "Ours", LevelOfCare.INTENSIVE_OUTPATIENT), UNKNOWN),
    ],
)
def test_it_is_for_intensive_outpatient_treatment_of_substance_use_at_every_age(
    type_: ProgramType, expected: Verdict | str
) -> None:
    assert asked(a_program(type_, EIGHT_HOURS)) == expected


@pytest.mark.parametrize("day", ["1980-01-01", "2050-01-01"])
def test_the_start_of_the_rule_is_not_known_so_it_holds_on_every_day(day: str) -> None:
    assert asked(a_program(catalogue.SUBSTANCE_USE_IOP, NINE_HOURS), day) is MET
