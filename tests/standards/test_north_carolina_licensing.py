"""North Carolina licensing of SACOT: at least 4 hours a day, at least 5 days a week, no more than 2 days between."""

import pytest

from iopmodel import (
    Assessment,
    Break,
    GroupTherapy,
    IndividualTherapy,
    PeerSupport,
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
from iopmodel.standards import NORTH_CAROLINA_LICENSING
from tests.standards.answers import Week, a_program, answer, days_of

HOURS, DAYS, GAP = (f"us_nc.license.sacot.{each}" for each in ("hours_day", "days_week", "gap_days"))
MET, NOT_MET, UNKNOWN = Verdict
SACOT = ProgramType("sacot", "SACOT", LevelOfCare.PARTIAL_HOSPITALIZATION, focus="substance-use")
FIVE_DAYS = days_of(("MO,TU,WE,TH,FR", "09:00-13:00"))
FOUR_DAYS = days_of(("MO,TU,WE,TH", "09:00-13:00"))


def on_days(days: str) -> list[Session]:
    """Four hours of group therapy on each of these days."""
    return days_of((days, "09:00-13:00"))


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (FIVE_DAYS, MET),
        ([*FOUR_DAYS, *days_of(("FR", "09:00-13:01"))], MET),
        ([*FOUR_DAYS, *days_of(("FR", "09:00-12:59"))], NOT_MET),
        ([*FIVE_DAYS, *days_of(("SA", "09:00-12:00"))], NOT_MET),
        ([*FOUR_DAYS, *days_of(("FR", "09:00-11:00"), ("FR", "12:00-14:00"))], MET),
        ([*FOUR_DAYS, Session(GroupTherapy(), day="FR", start="09:00")], UNKNOWN),
        (WeeklyPattern(days=5, time_per_day="at least 4 h"), MET),
        (WeeklyPattern(days=5, time_per_day="3 to 5 h"), UNKNOWN),
        (WeeklyPattern(days=5, time_per_day="under 4 h"), NOT_MET),
    ],
)
def test_every_day_with_service_has_4_hours(week: Week, expected: Verdict) -> None:
    assert answer(HOURS, NORTH_CAROLINA_LICENSING, a_program(SACOT, week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (FIVE_DAYS, MET),
        ([*FIVE_DAYS, *on_days("SA")], MET),
        (FOUR_DAYS, NOT_MET),
        ([*FOUR_DAYS, Session(GroupTherapy(), day="MO", time="1 h")], NOT_MET),
        ([*FOUR_DAYS, Session(IndividualTherapy(), time="4 h")], UNKNOWN),
        ([*FOUR_DAYS, Session(GroupTherapy(), day="FR", time="4 h", every=Weeks(2), first=1)], NOT_MET),
        ([*FOUR_DAYS, Session(GroupTherapy(), day="FR", time="4 h", optional=True)], UNKNOWN),
        ([Session(GroupTherapy(), time="4 h", per_week=5)], MET),
        ([Session(GroupTherapy(), time="4 h", per_week=4)], NOT_MET),
        (WeeklyPattern(days=5), MET),
        (WeeklyPattern(days="5 to 7"), MET),
        (WeeklyPattern(days="4 to 5"), UNKNOWN),
        (WeeklyPattern(days="at most 4"), NOT_MET),
        (WeeklyPattern(time_per_week="20 h"), UNKNOWN),
        ([], NOT_MET),
    ],
)
def test_every_week_has_5_days_with_service(week: Week, expected: Verdict) -> None:
    assert answer(DAYS, NORTH_CAROLINA_LICENSING, a_program(SACOT, week)) is expected


# Four days from Tuesday on, with a Monday in odd weeks and a Saturday in even ones, or the other way round.
FROM_TUESDAY = on_days("TU,WE,TH,FR")


def every_other(day: str, first: int) -> Session:
    """Four hours on a day of every second week."""
    return Session(GroupTherapy(), day=day, start="09:00", time="4 h", every=Weeks(2), first=first)


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (FIVE_DAYS, MET),
        (on_days("MO,TU,WE,TH,FR,SA,SU"), MET),
        (on_days("MO,TU,TH,FR,SA"), MET),
        (on_days("MO,WE,FR"), MET),
        (on_days("MO,TH,SA"), MET),
        (on_days("TU,WE,TH,FR,SA"), MET),
        (on_days("WE,TH,FR,SA,SU"), MET),
        (FOUR_DAYS, NOT_MET),
        (on_days("TU,WE,TH,FR"), NOT_MET),
        (on_days("MO,FR,SA,SU"), NOT_MET),
        (on_days("MO,TH"), NOT_MET),
        ([*FIVE_DAYS, every_other("SA", 1)], MET),
        ([*FOUR_DAYS, every_other("FR", 1)], NOT_MET),
        ([*FROM_TUESDAY, every_other("MO", 1), every_other("SA", 2)], NOT_MET),
        ([*FROM_TUESDAY, every_other("MO", 2), every_other("SA", 1)], NOT_MET),
        ([*FOUR_DAYS, every_other("FR", 1), every_other("SU", 2)], MET),
        ([*FOUR_DAYS, Session(GroupTherapy(), time="4 h")], UNKNOWN),
        (WeeklyPattern(days=3), UNKNOWN),
        (WeeklyPattern(time_per_week="20 h"), UNKNOWN),
    ],
)
def test_no_more_than_2_days_without_service_lie_between_two_with_it(week: Week, expected: Verdict) -> None:
    assert answer(GAP, NORTH_CAROLINA_LICENSING, a_program(SACOT, week)) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("MO,TU,WE,TH,FR", "MO,TU,WE,TH,FR", MET),
        ("TU,WE,TH,FR,SA", "MO,TU,WE,TH,FR", MET),
        ("MO,TU,WE,TH,FR", "TU,WE,TH,FR,SA", NOT_MET),
        ("MO,TU,WE,TH,FR", "WE,TH,FR,SA,SU", NOT_MET),
    ],
)
def test_days_without_service_run_on_from_the_last_week_of_one_plan_to_the_first_of_the_next(
    before: str, after: str, expected: Verdict
) -> None:
    week = [
        *sessions(GroupTherapy(), before, "09:00-13:00", weeks=(1, 2)),
        *sessions(GroupTherapy(), after, "09:00-13:00", weeks=(3, None)),
    ]
    assert answer(GAP, NORTH_CAROLINA_LICENSING, a_program(SACOT, week, "6 weeks")) is expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (IndividualTherapy(), MET),
        (Break(), NOT_MET),
        (PeerSupport(), NOT_MET),
        (SupportService(), UNKNOWN),
        (Assessment(), UNKNOWN),
    ],
)
def test_a_friday_is_a_day_with_service_if_it_has_treatment(component: Component, expected: Verdict) -> None:
    program = a_program(SACOT, [*FOUR_DAYS, *sessions(component, "FR", "09:00-13:00")])
    assert answer(DAYS, NORTH_CAROLINA_LICENSING, program) is expected
    assert answer(GAP, NORTH_CAROLINA_LICENSING, program) is expected


@pytest.mark.parametrize("rule", [HOURS, DAYS, GAP])
@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (catalogue.PARTIAL_HOSPITALIZATION, "for programs of the type sacot"),
        (catalogue.SUBSTANCE_USE_IOP, "for partial hospitalization, not for intensive outpatient"),
        (
            ProgramType("sacot", "SACOT", LevelOfCare.INTENSIVE_OUTPATIENT, focus="substance-use"),
            "for partial hospitalization, not for intensive outpatient",
        ),
        (
            ProgramType("sacot", "SACOT", LevelOfCare.PARTIAL_HOSPITALIZATION, focus="mental-health"),
            "for substance use programs",
        ),
        (ProgramType("SACOT", "SACOT", ASAM_3RD_EDITION.level("2.5"), focus="substance-use"), MET),
        (ProgramType("ours", "Ours", LevelOfCare.PARTIAL_HOSPITALIZATION, focus="any", inherits="sacot"), MET),
    ],
)
def test_it_is_for_comprehensive_outpatient_treatment_of_substance_use(
    rule: str, type_: ProgramType, expected: Verdict | str
) -> None:
    assert answer(rule, NORTH_CAROLINA_LICENSING, a_program(type_, FIVE_DAYS)) == expected


@pytest.mark.parametrize("rule", [HOURS, DAYS, GAP])
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2006-04-01", MET),
        ("2006-03-31", "not yet in force on 2006-03-31 (since 2006-04-01)"),
        ("2050-01-01", MET),
    ],
)
def test_it_is_in_force_from_april_2006(rule: str, on: str, expected: Verdict | str) -> None:
    assert answer(rule, NORTH_CAROLINA_LICENSING, a_program(SACOT, FIVE_DAYS), on) == expected
