"""Washington's deferred prosecution: 72 hours within 12 weeks, three days a week at first, groups of an hour.

The rules hold from 2021-07-01 to 2025-12-31. Attendance at self-help meetings is in addition to the 72 hours.
"""

import pytest

from iopmodel import (
    Activity,
    Assessment,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    MedicationManagement,
    PeerSupport,
    Program,
    ProgramType,
    Session,
    SupportService,
    Track,
    Verdict,
    WeeklyPattern,
    Weeks,
    catalogue,
)
from iopmodel.components import Component
from iopmodel.levels import ASAM_3RD_EDITION
from iopmodel.standards import WASHINGTON
from tests.standards.answers import TODAY, Week, a_program, answer, days_of

TOTAL, WEEKS, DAYS, GROUPS = (
    f"us_wa.deferred.{each}" for each in ("total_hours", "weeks", "sessions_week_first4", "group_minutes")
)
RULES = (TOTAL, WEEKS, DAYS, GROUPS)
MET, NOT_MET, UNKNOWN = Verdict
THEN = "2025-06-02"
DEFERRED = ProgramType(
    "deferred-prosecution", "Deferred prosecution", LevelOfCare.INTENSIVE_OUTPATIENT, focus="substance-use"
)
SIX_HOURS = days_of(("MO,WE,TH", "18:00-20:00"))


def said(rule: str, week: Week, length: str = "12 weeks") -> Verdict | str:
    """What a rule says of such a week while the rules hold."""
    return answer(rule, WASHINGTON, a_program(DEFERRED, week, length), THEN)


def group(day: str, **more: object) -> Session:
    """An hour of group therapy on that day."""
    return Session(GroupTherapy(), **{"day": day, "time": "1 h", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("week", "length", "expected"),
    [
        (SIX_HOURS, "12 weeks", MET),
        ([*SIX_HOURS, Session(IndividualTherapy(), time="1 min", total=1)], "12 weeks", MET),
        (
            [
                Session(GroupTherapy(), time="6 h", weeks=(1, 11)),
                Session(GroupTherapy(), time="5 h 59 min", weeks=(12, 12)),
            ],
            "12 weeks",
            NOT_MET,
        ),
        (
            [
                Session(GroupTherapy(), time="6 h", weeks=(1, 11)),
                Session(GroupTherapy(), time="6 h 1 min", weeks=(12, 12)),
            ],
            "12 weeks",
            MET,
        ),
        (SIX_HOURS, "11 weeks", NOT_MET),
        (days_of(("MO,WE,TH", "18:00-21:00")), "8 weeks", MET),
        (days_of(("MO,WE,TH", "18:00-21:00")), "7 weeks", NOT_MET),
        (days_of(("MO,WE,TH", "18:00-21:00")), "7 to 8 weeks", UNKNOWN),
        (days_of(("MO,WE,TH", "18:00-21:00")), "8 to 12 weeks", MET),
        (SIX_HOURS, "not stated", UNKNOWN),
        (SIX_HOURS, "until the hours are done", UNKNOWN),
        ([*days_of(("MO,WE", "18:00-20:00")), Session(GroupTherapy(), day="TH", start="18:00")], "12 weeks", UNKNOWN),
        ([Session(GroupTherapy(), time="12 h", every=Weeks(2))], "12 weeks", MET),
        ([Session(GroupTherapy(), time="12 h", every=Weeks(2), first=1)], "11 weeks", MET),
        ([Session(GroupTherapy(), time="12 h", every=Weeks(2), first=2)], "11 weeks", NOT_MET),
        ([Session(GroupTherapy(), time="12 h", every=Weeks(2))], "11 weeks", UNKNOWN),
        ([Session(GroupTherapy(), time="2 h", total=36)], "12 weeks", MET),
        ([Session(GroupTherapy(), time="2 h", total=35)], "12 weeks", NOT_MET),
        ([Session(GroupTherapy(), time="2 h", per_week=3, total=36)], "12 weeks", MET),
        ([Session(GroupTherapy(), time="2 h", per_week=3, total=35)], "12 weeks", NOT_MET),
        (WeeklyPattern(days=3, time_per_day="2 h"), "12 weeks", MET),
        (WeeklyPattern(days=3, time_per_day="2 to 3 h"), "8 to 12 weeks", UNKNOWN),
        (WeeklyPattern(days=2, time_per_day="120 to 179 min"), "12 weeks", NOT_MET),
    ],
)
def test_the_whole_stay_has_at_least_72_hours(week: Week, length: str, expected: Verdict) -> None:
    assert said(TOTAL, week, length) is expected


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("12 weeks", MET),
        ("11 weeks", MET),
        ("13 weeks", NOT_MET),
        ("84 days", MET),
        ("8 to 12 weeks", MET),
        ("10 to 13 weeks", UNKNOWN),
        ("13 to 16 weeks", NOT_MET),
        ("at least 12 weeks", UNKNOWN),
        ("at most 12 weeks", MET),
        ("2 months", MET),
        ("4 months", NOT_MET),
        ("until the hours are done", UNKNOWN),
        ("not stated", UNKNOWN),
    ],
)
def test_the_hours_are_done_within_12_weeks(length: str, expected: Verdict) -> None:
    assert said(WEEKS, SIX_HOURS, length) is expected


@pytest.mark.parametrize("length", ["85 days", "3 months"])
def test_a_stay_of_more_than_84_days_is_longer_than_12_weeks(length: str) -> None:
    assert said(WEEKS, SIX_HOURS, length) is NOT_MET


def test_72_hours_in_24_weeks_are_enough_hours_and_too_many_weeks() -> None:
    week = days_of(("MO,WE,TH", "18:00-19:00"))
    assert said(TOTAL, week, "24 weeks") is MET
    assert said(WEEKS, week, "24 weeks") is NOT_MET


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (IndividualTherapy(), MET),
        (FamilyTherapy(), MET),
        (Education(), MET),
        (PeerSupport("12-step meeting"), NOT_MET),
        (Assessment(), UNKNOWN),
        (Activity(), UNKNOWN),
        (SupportService(), UNKNOWN),
        (MedicationManagement(), UNKNOWN),
    ],
)
def test_the_last_two_hours_of_each_week_count_if_they_are_treatment(component: Component, expected: Verdict) -> None:
    week = [*days_of(("MO,WE", "18:00-20:00")), *days_of(("TH", "18:00-20:00"), component=component)]
    assert said(TOTAL, week) is expected
    assert said(DAYS, week) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        ([group("MO"), group("WE"), group("TH")], MET),
        ([group("MO"), group("WE"), group("TH"), group("FR")], MET),
        ([group("MO"), group("WE")], NOT_MET),
        ([group("MO"), group("MO"), group("WE")], NOT_MET),
        ([group("MO"), group("WE"), group("TH", weeks=(1, 4))], MET),
        ([group("MO"), group("WE"), group("TH", weeks=(1, 3))], NOT_MET),
        ([group("MO"), group("WE"), group("TH", weeks=(2, None))], NOT_MET),
        ([group("MO"), group("WE", weeks=(1, 4)), group("TH", weeks=(1, 4))], MET),
        ([group("MO"), group("WE"), group("TH", weeks=(5, None))], NOT_MET),
        ([group("MO"), group("WE"), group("TH", every=Weeks(2), first=1)], NOT_MET),
        ([group("MO"), group("WE"), group("TH", every=Weeks(2), first=1), group("FR", every=Weeks(2), first=2)], MET),
        ([group("MO"), group("WE"), group("TH", optional=True)], UNKNOWN),
        ([group("MO"), group("WE"), Session(IndividualTherapy(), time="1 h")], UNKNOWN),
        ([group("MO"), Session(IndividualTherapy(), time="1 h")], NOT_MET),
        ([Session(GroupTherapy(), time="2 h", per_week=3)], MET),
        ([Session(GroupTherapy(), time="2 h", per_week=3, per_day=2)], UNKNOWN),
        ([Session(GroupTherapy(), time="2 h", per_week="2 to 3")], UNKNOWN),
        (WeeklyPattern(days=3), MET),
        (WeeklyPattern(visits="3 to 5"), MET),
        (WeeklyPattern(visits="2 to 3"), UNKNOWN),
        (WeeklyPattern(visits="1 to 2"), NOT_MET),
        (WeeklyPattern(time_per_week="6 h"), UNKNOWN),
    ],
)
def test_the_first_4_weeks_have_sessions_on_at_least_3_separate_days(week: Week, expected: Verdict) -> None:
    assert said(DAYS, week) is expected


@pytest.mark.parametrize(
    ("length", "expected"), [("2 weeks", MET), ("3 weeks", NOT_MET), ("4 weeks", NOT_MET), ("2 to 3 weeks", UNKNOWN)]
)
def test_a_stay_that_ends_within_the_first_4_weeks_is_held_against_the_weeks_that_it_has(
    length: str, expected: Verdict
) -> None:
    assert said(DAYS, [group("MO"), group("WE"), group("TH", weeks=(1, 2))], length) is expected


@pytest.mark.parametrize("first_week", [1, 4])
def test_a_track_that_begins_within_the_first_4_weeks_is_asked(first_week: int) -> None:
    for days, expected in (("MO,WE,TH", MET), ("MO,WE", NOT_MET)):
        track = Track("later", days_of((days, "18:00-20:00")), first_week=first_week)
        assert answer(DAYS, WASHINGTON, Program(DEFERRED, tracks=[track]), THEN) is expected


def test_a_track_that_begins_after_them_is_not_asked() -> None:
    track = Track("later", [group("MO"), group("WE")], first_week=5)
    reason = answer(DAYS, WASHINGTON, Program(DEFERRED, tracks=[track]), THEN)
    assert isinstance(reason, str)
    assert reason.startswith("for weeks 1 to 4 of the stay")


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        ([group("MO", time="60 min")], MET),
        ([group("MO", time="61 min")], MET),
        ([group("MO", time="59 min")], NOT_MET),
        ([group("MO", time="60 to 90 min")], MET),
        ([group("MO", time="50 to 60 min")], UNKNOWN),
        ([group("MO", time="at most 59 min")], NOT_MET),
        ([group("MO", time="not stated")], UNKNOWN),
        ([group("MO"), group("WE", time="59 min")], NOT_MET),
        ([group("MO"), group("WE", time="not stated")], UNKNOWN),
        ([group("MO", time="59 min"), group("WE", time="not stated")], NOT_MET),
        ([group("MO"), group("WE", time="59 min", weeks=(9, 9))], NOT_MET),
        ([group("MO"), Session(GroupTherapy(), time="59 min", per_week=2)], NOT_MET),
        ([group("MO"), Session(IndividualTherapy(), time="50 min")], MET),
        ([group("MO"), Session(Education(), day="WE", time="30 min")], MET),
        ([group("MO"), Session(FamilyTherapy(), day="WE", time="45 min")], MET),
        ([Session(GroupTherapy(), day="MO", start="18:00", end="19:00")], MET),
        ([Session(GroupTherapy(), day="MO", start="18:00", end="18:59")], NOT_MET),
        (days_of(("MO", "18:00-18:50"), ("MO", "18:50-19:40")), NOT_MET),
    ],
)
def test_every_group_session_lasts_at_least_60_minutes(week: Week, expected: Verdict) -> None:
    assert said(GROUPS, week) is expected


def test_where_there_is_no_group_session_there_is_nothing_to_ask_it_of() -> None:
    reason = said(GROUPS, [Session(IndividualTherapy(), day="MO", time="50 min")])
    assert isinstance(reason, str)
    assert reason.startswith("there is nothing to ask it of")


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2021-07-01", MET),
        ("2021-06-30", "not yet in force on 2021-06-30 (since 2021-07-01 until 2026-01-01)"),
        ("2025-12-31", MET),
        ("2026-01-01", "no longer in force on 2026-01-01 (since 2021-07-01 until 2026-01-01)"),
        (TODAY, f"no longer in force on {TODAY} (since 2021-07-01 until 2026-01-01)"),
    ],
)
def test_its_rules_hold_from_july_2021_to_the_end_of_2025(rule: str, on: str, expected: Verdict | str) -> None:
    assert answer(rule, WASHINGTON, a_program(DEFERRED, SIX_HOURS, "12 weeks"), on) == expected


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (DEFERRED, MET),
        (ProgramType("deferred-prosecution", "Ours", ASAM_3RD_EDITION.level("2.1"), focus="substance-use"), MET),
        (catalogue.SUBSTANCE_USE_IOP, "for programs of the type deferred-prosecution"),
        (
            ProgramType("deferred-prosecution", "Ours", LevelOfCare.OUTPATIENT, focus="substance-use"),
            "for intensive outpatient, not for outpatient",
        ),
        (
            ProgramType("deferred-prosecution", "Ours", LevelOfCare.INTENSIVE_OUTPATIENT, focus="mental-health"),
            "for substance use programs",
        ),
    ],
)
def test_it_is_for_the_intensive_outpatient_part_of_a_deferred_prosecution(
    rule: str, type_: ProgramType, expected: Verdict | str
) -> None:
    assert answer(rule, WASHINGTON, a_program(type_, SIX_HOURS, "12 weeks"), THEN) == expected
