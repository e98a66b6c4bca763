"""Florida's day or night treatment: counseling of at least 3 hours on each day with service and 12 in every week.

The rules hold from 2019-08-29, for programs of that category at whatever level. Fewer hours are allowed in latter
stages if they are described and justified; how many fewer is not said, so no answer here is about a latter stage.
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
    MedicationManagement,
    PeerSupport,
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
from iopmodel.standards import FLORIDA
from tests.standards.answers import Week, a_program, answer, days_of

DAY, WEEK = "us_fl.daynight.hours_day", "us_fl.daynight.hours_week"
MET, NOT_MET, UNKNOWN = Verdict
FOUR_DAYS = days_of(("MO,TU,WE,TH", "09:00-12:00"))
THREE_DAYS = days_of(("MO,TU,WE", "09:00-12:00"))


def day_or_night(level: LevelOfCare = LevelOfCare.DAY_TREATMENT, focus: str = "substance-use") -> ProgramType:
    """A program of day or night treatment."""
    return ProgramType("day-or-night", "Day or night treatment", level, focus=focus)


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (FOUR_DAYS, MET),
        ([*THREE_DAYS, *days_of(("TH", "09:00-12:01"))], MET),
        ([*THREE_DAYS, *days_of(("TH", "09:00-11:59"))], NOT_MET),
        ([*FOUR_DAYS, *days_of(("FR", "09:00-10:00"))], NOT_MET),
        ([*THREE_DAYS, *days_of(("TH", "09:00-10:30"), ("TH", "11:00-12:30"))], MET),
        ([*THREE_DAYS, *days_of(("TH", "22:00-01:00"))], MET),
        ([*THREE_DAYS, Session(GroupTherapy(), day="TH", start="09:00")], UNKNOWN),
        ([*FOUR_DAYS, Session(IndividualTherapy(), time="1 h")], UNKNOWN),
        ([*FOUR_DAYS, Session(IndividualTherapy(), day="FR", time="1 h", every=Weeks(2), first=1)], NOT_MET),
        ([*FOUR_DAYS, Session(IndividualTherapy(), day="FR", time="3 h", every=Weeks(2), first=1)], MET),
    ],
)
def test_every_day_with_service_has_3_hours_of_counseling(week: Week, expected: Verdict) -> None:
    assert answer(DAY, FLORIDA, a_program(day_or_night(), week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (FOUR_DAYS, MET),
        ([*THREE_DAYS, *days_of(("TH", "09:00-12:01"))], MET),
        ([*THREE_DAYS, *days_of(("TH", "09:00-11:59"))], NOT_MET),
        (THREE_DAYS, NOT_MET),
        ([*THREE_DAYS, Session(IndividualTherapy(), time="3 h")], MET),
        ([*THREE_DAYS, Session(IndividualTherapy())], UNKNOWN),
        ([*THREE_DAYS, Session(IndividualTherapy(), time="3 h", optional=True)], UNKNOWN),
        ([*THREE_DAYS, Session(IndividualTherapy(), time="6 h", every=Weeks(2), first=1)], NOT_MET),
        ([Session(GroupTherapy(), time="80 h")], MET),
        ([], NOT_MET),
    ],
)
def test_every_week_has_12_hours_of_counseling(week: Week, expected: Verdict) -> None:
    assert answer(WEEK, FLORIDA, a_program(day_or_night(), week)) is expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (IndividualTherapy(), MET),
        (GroupTherapy(), MET),
        (FamilyTherapy(), MET),
        (ProgramBlock(), UNKNOWN),
        (Education(), NOT_MET),
        (SkillsTraining(), NOT_MET),
        (SupportService(), NOT_MET),
        (Activity(), NOT_MET),
        (Assessment(), NOT_MET),
        (MedicationManagement(), NOT_MET),
        (PeerSupport(), NOT_MET),
        (Break(), NOT_MET),
    ],
)
def test_the_last_hour_counts_if_it_is_individual_group_or_family_counseling(
    component: Component, expected: Verdict
) -> None:
    last = [*days_of(("TH", "09:00-11:00")), *days_of(("TH", "11:00-12:00"), component=component)]
    for rule in (DAY, WEEK):
        assert answer(rule, FLORIDA, a_program(day_or_night(), [*THREE_DAYS, *last])) is expected


@pytest.mark.parametrize("rule", [DAY, WEEK])
@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (day_or_night(), MET),
        (day_or_night(LevelOfCare.INTENSIVE_OUTPATIENT), MET),
        (day_or_night(LevelOfCare.PARTIAL_HOSPITALIZATION), MET),
        (day_or_night(LevelOfCare.OUTPATIENT), MET),
        (day_or_night(focus="co-occurring"), MET),
        (day_or_night(focus="any"), MET),
        (day_or_night(focus="mental-health"), "for substance use programs"),
        (ProgramType("nights", "Nights", LevelOfCare.DAY_TREATMENT, focus="any", inherits="day-or-night"), MET),
        (catalogue.SUBSTANCE_USE_IOP, "for programs of the type day-or-night"),
        (catalogue.DAY_PROGRAM, "for programs of the type day-or-night"),
    ],
)
def test_it_is_a_category_of_its_own_at_whatever_level(rule: str, type_: ProgramType, expected: Verdict | str) -> None:
    assert answer(rule, FLORIDA, a_program(type_, FOUR_DAYS)) == expected


@pytest.mark.parametrize("rule", [DAY, WEEK])
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2019-08-29", MET),
        ("2019-08-28", "not yet in force on 2019-08-28 (since 2019-08-29)"),
        ("2050-01-01", MET),
    ],
)
def test_it_is_in_force_from_the_29th_of_august_2019(rule: str, on: str, expected: Verdict | str) -> None:
    assert answer(rule, FLORIDA, a_program(day_or_night(), FOUR_DAYS), on) == expected
