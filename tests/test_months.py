"""What falls in a calendar month, whatever the day on which the stay begins."""

from typing import Any

import pytest

from iopmodel import (
    Activity,
    Break,
    Dated,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    Session,
    Track,
    Verdict,
    WeeklyPattern,
    Weeks,
    check,
    sessions,
)
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.months import minutes_in_month, sessions_in_month
from iopmodel.quantities import Minutes, Range
from iopmodel.stretches import Stretch, stretches
from tests.rule_strategies import COUNTING, SOURCE, a_body
from tests.standards.answers import TODAY
from tests.test_checks import a_rule, said

GROUP = GroupTherapy()
COUNTED_PERHAPS = Activity()
Week = WeeklyPattern | list[Session]


def on(days: str, **more: Any) -> list[Session]:  # noqa: ANN401 - whatever a session takes
    """An hour of group therapy on each of these days."""
    return list(sessions(GROUP, days, **{"time": "1 h", **more}))


def a_stretch(week: Week, **more: object) -> Stretch:
    """A track as a stretch."""
    return stretches(Track("one", week, **more))[0]  # type: ignore[arg-type]


def count(week: Week, **more: object) -> list[tuple[str, str]]:
    """How many sessions each month has, in words."""
    found = sessions_in_month(a_stretch(week, **more), DEFAULT_COUNTING, lambda _: True)
    return [(month.where, str(month.amount)) for month in found]


def minutes(week: Week, **more: object) -> list[tuple[int, int | None]]:
    """How many minutes each month has."""
    found = minutes_in_month(a_stretch(week, **more), DEFAULT_COUNTING)
    return [(month.amount.low, month.amount.high) for month in found]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        # 28 days hold each weekday four times, 31 days hold three of them five times.
        (on("MO"), "4 to 5"),
        (on("MO,SU"), "8 to 10"),
        # Four whole weeks and three days in a row, which a pair five days apart cannot fill.
        (on("MO,TU,WE"), "12 to 15"),
        (on("MO,TU,WE,TH"), "16 to 19"),
        (on("MO,FR"), "8 to 9"),
        (on("MO", every=Weeks(2), first=1), "2 to 3"),
        (on("MO", every=Weeks(2)), "2 to 3"),
        (on("MO", every=Weeks(4), first=2), "1 to 2"),
        (on("MO", every=Weeks(5), first=1), "at most 1"),
        (on("MO", nth=1), "1"),
        (on("MO", nth=-1), "1"),
        (on("MO", nth=5), "at most 1"),
        ([Session(GROUP, per_month=2)], "2"),
        ([Session(GROUP, per_month="1 to 3")], "1 to 3"),
        ([Session(GROUP, per_month="at least 1")], "at least 1"),
        ([Session(GROUP, per_month=1), *on("MO", nth=1)], "2"),
        # Three whole weeks lie in every month, and no month touches more than six.
        ([Session(GROUP)], "3 to 6"),
        ([Session(GROUP, per_week=2)], "6 to 12"),
        ([Session(GROUP, per_week="0 to 1")], "at most 6"),
        ([Session(GROUP, per_week="at least 1")], "at least 3"),
        # The week of it may lie half in the month before: one whole round at least, three touched at most.
        ([Session(GROUP, every=Weeks(2))], "1 to 3"),
        ([Session(GROUP, every=Weeks(2), per_week=2)], "2 to 6"),
        # From the Sunday of one week to the Monday of the fifth after it there are thirty days.
        ([Session(GROUP, every=Weeks(5))], "at most 2"),
        (on("MO", optional=True), "at most 5"),
        ([Session(GROUP, per_month=2, optional=True)], "at most 2"),
    ],
)
def test_sessions_fall_in_every_month_as_often_as_its_shortest_and_its_longest_days_allow(
    week: list[Session], expected: str
) -> None:
    assert count(week, length="26 weeks") == [("any month", expected)]
    assert count(week) == [("any month", expected)]


@pytest.mark.parametrize("twice", [Session(GROUP, per_month=1), Session(GROUP, day="MO", nth=2)])
def test_a_session_that_stands_in_the_week_twice_falls_twice(twice: Session) -> None:
    assert count([twice, twice]) == [("any month", "2")]


def test_sessions_of_some_weeks_fall_in_no_later_month() -> None:
    assert count(on("MO", weeks=(1, 4)), length="26 weeks")[1:] == [("month 2", "0"), ("month 3", "0")]
    # The first month may begin as late as day 31, when three days of week 5 are over.
    assert count(on("MO", weeks=(1, 9)), length="26 weeks")[0] == ("month 1", "4 to 5")
    # From the second of a January it begins on day 30, and of its four Mondays one is in week 9.
    assert count(on("MO", weeks=(1, 8)), length="26 weeks")[0] == ("month 1", "3 to 5")
    later = count([Session(GROUP, per_month=2, weeks=(1, 4))], length="26 weeks")
    assert later[-1][1] == "0"


def test_sessions_that_begin_later_are_certain_from_then_on_alone() -> None:
    found = count(on("MO", weeks="5 on"), length="26 weeks")
    assert found[0] == ("month 1", "at most 5")
    assert found[-1][1] == "4 to 5"
    monthly = count([Session(GROUP, per_month=2, weeks="5 on")], length="26 weeks")
    assert (monthly[0], monthly[-1][1]) == (("month 1", "at most 2"), "2")


def test_a_monthly_session_on_a_day_that_a_patient_need_not_pick_is_not_certain() -> None:
    week = [*on("TU,WE,TH"), Session(FamilyTherapy(), day="MO", time="1 h", nth=1)]
    stretch = a_stretch(week, attends=2, length="26 weeks")
    (found,) = sessions_in_month(
        stretch, DEFAULT_COUNTING, lambda session: isinstance(session.component, FamilyTherapy)
    )
    assert str(found.amount) == "at most 1"


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("1 week", []),
        ("27 days", []),
        # Twenty-eight days are a month only if the first of them is the first of a February.
        ("4 weeks", [("any month", "4", False)]),
        ("8 weeks", [("month 1", "4 to 5", False), ("month 2", "4", False)]),
        # The first whole month begins on day 31 at the latest and is over on day 61 at the latest.
        ("9 weeks", [("any month", "4 to 5", True)]),
        ("4 to 9 weeks", [("any month", "4 to 5", False)]),
    ],
)
def test_a_stay_has_the_whole_months_that_fit_into_it(length: str, expected: list[tuple[str, str, bool]]) -> None:
    found = sessions_in_month(a_stretch(on("MO"), length=length), DEFAULT_COUNTING, lambda _: True)
    assert [(month.where, str(month.amount), month.is_certain) for month in found] == expected


@pytest.mark.parametrize(("weeks", "length"), [((1, 4), "4 weeks"), ((1, 8), "8 weeks")])
def test_a_stay_as_long_as_its_sessions_has_the_months_of_a_stay_of_that_length(
    weeks: tuple[int, int], length: str
) -> None:
    bare = sessions_in_month(a_stretch(on("MO", weeks=weeks)), DEFAULT_COUNTING, lambda _: True)
    assert bare == sessions_in_month(a_stretch(on("MO"), length=length), DEFAULT_COUNTING, lambda _: True)


@pytest.mark.parametrize(
    ("week", "low", "high"),
    [
        (on("MO"), 240, 300),
        (on("MO", time="30 to 90 min"), 120, 450),
        ([Session(GROUP, day="MO")], 0, None),
        ([Session(GROUP, per_month=2, time="50 min")], 100, 100),
        ([Session(GROUP, per_month="at least 2", time="50 min")], 100, None),
        ([Session(GROUP, time="1 h")], 180, 360),
        ([Session(GROUP, time="30 to 60 min")], 90, 360),
        ([Session(GROUP)], 0, None),
        ([Session(GROUP, per_month=2, time="30 to 60 min")], 60, 120),
        ([Session(GROUP, per_month=2)], 0, None),
        # At the same time: a patient is in one room, so it is three hours a Monday.
        ([*sessions(GROUP, "MO", "18:00-21:00"), *sessions(IndividualTherapy(), "MO", "18:00-21:00")], 720, 900),
    ],
)
def test_minutes_add_up_over_a_month(week: list[Session], low: int, high: int | None) -> None:
    assert minutes(week) == [(low, high)]


def test_a_patient_who_picks_two_of_five_days_has_the_time_of_two_days_a_week() -> None:
    (found,) = minutes(on("MO,TU,WE,TH,FR"), attends=2)
    # Two Mondays and Tuesdays in each of four weeks, and never more than two in any of six weeks.
    assert found[0] <= 8 * 60
    assert found[1] is not None
    assert 9 * 60 <= found[1] <= 12 * 60
    (sessions_a_month,) = sessions_in_month(
        a_stretch(on("MO,TU,WE,TH,FR"), attends=2), DEFAULT_COUNTING, lambda _: True
    )
    assert sessions_a_month.amount.low <= 8


def test_what_a_body_leaves_open_may_or_may_not_add() -> None:
    from_activity = a_stretch([*on("MO"), *sessions(COUNTED_PERHAPS, "MO", time="1 h")])
    (found,) = minutes_in_month(from_activity, COUNTING)
    assert (found.amount.low, found.amount.high) == (240, 600)
    (perhaps,) = sessions_in_month(
        a_stretch(list(sessions(COUNTED_PERHAPS, "MO", time="1 h"))), COUNTING, lambda _: True
    )
    assert (perhaps.amount.low, perhaps.amount.high) == (0, 5)


def test_a_week_known_by_its_figures_lies_in_a_month_three_times_whole_and_touches_it_six_times() -> None:
    week = WeeklyPattern(days=3, time_per_day="1 h")
    assert minutes(week) == [(3 * 180, 6 * 180)]
    assert minutes(WeeklyPattern(days=3)) == [(0, None)]
    assert count(week) == [("any month", "not stated")]


def test_a_stay_known_by_its_figures_that_is_too_short_has_no_month_either() -> None:
    week = WeeklyPattern(days=3, time_per_day="1 h")
    assert minutes(week, length="2 weeks") == []
    assert count(week, length="2 weeks") == []


def test_only_the_sessions_asked_about_are_counted() -> None:
    week = [*on("MO"), Session(FamilyTherapy(), day="TU", time="1 h", nth=1)]
    found = sessions_in_month(
        a_stretch(week), DEFAULT_COUNTING, lambda session: isinstance(session.component, FamilyTherapy)
    )
    assert [(month.where, str(month.amount)) for month in found] == [("any month", "1")]


def test_a_rule_about_months_says_so_where_the_stay_has_none() -> None:
    rule = a_rule(Dated(Range.at_least(Minutes(60)), SOURCE), measure="minutes_per_month")
    assert said(Track("one", on("MO"), length="3 weeks"), rule) == (
        "there is nothing to ask it of: no stretch of the stay has a whole month of its own"
    )


@pytest.mark.parametrize(
    ("least", "length", "expected"),
    [
        (240, "26 weeks", Verdict.MET),
        (241, "26 weeks", Verdict.UNKNOWN),
        (301, "26 weeks", Verdict.NOT_MET),
        # Whether such a stay has a whole month at all hangs on the day on which it begins.
        (301, "4 weeks", Verdict.UNKNOWN),
        (240, "4 weeks", Verdict.MET),
    ],
)
def test_a_month_is_judged_only_where_the_stay_certainly_has_it(least: int, length: str, expected: Verdict) -> None:
    rule = a_rule(Dated(Range.at_least(Minutes(least)), SOURCE), measure="minutes_per_month")
    report = check(Track("one", on("MO"), length=length), against=[a_body(rule)], on=TODAY)
    assert [each.verdict for each in report.findings] == [expected]


def test_a_patient_who_picks_days_picks_them_in_three_whole_weeks_and_in_six_at_the_most() -> None:
    week = on("MO,TU,WE,TH,FR")
    assert minutes(week, attends=2) == [(360, 720)]
    assert count(week, attends=2) == [("any month", "6 to 12")]


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("27 days", []),
        ("under 4 weeks", []),
        ("28 days", [False]),
        ("60 days", [False]),
        # From the 31st day on, at the latest, there are 31 days.
        ("61 days", [True]),
        ("62 days", [True]),
        ("1100 weeks", [True]),
    ],
)
def test_a_stay_of_sixty_one_days_certainly_has_a_whole_month(length: str, expected: list[bool]) -> None:
    for week in (WeeklyPattern(days=3, time_per_day="1 h"), on("MO,TH")):
        found = minutes_in_month(a_stretch(week, length=length), DEFAULT_COUNTING)
        assert [month.is_certain for month in found if month.where in {"any month", "month 1"}] == expected


def test_what_falls_after_the_last_day_of_a_stay_is_in_no_month() -> None:
    # Fridays are days 5, 12, 19, 26 and 33 of such a stay.
    assert count(on("FR"), length="32 days") == [("any month", "4")]


def test_the_first_month_may_begin_on_the_first_day() -> None:
    assert count(on("MO", weeks=(1, 4)), length="26 weeks")[0] == ("month 1", "at most 4")
    # A break that goes on without an end.
    endless = [*on("MO", weeks=(1, 4)), *sessions(Break(), "TU", time="1 h")]
    assert count(endless)[0] == ("month 1", "at most 4")


@pytest.mark.parametrize(
    ("last", "month", "expected"),
    [
        # Each month lies in the weeks that it touches at the earliest and at the latest: 1 to 9, 5 to 14, 13 to 22.
        (8, 1, "at most 2"),
        (9, 1, "2"),
        (13, 2, "at most 2"),
        (14, 2, "2"),
        (21, 4, "at most 2"),
        (22, 4, "2"),
    ],
)
def test_what_is_placed_by_the_month_is_certain_where_it_is_in_force_in_every_week_of_it(
    last: int, month: int, expected: str
) -> None:
    found = dict(count([Session(GROUP, per_month=2, weeks=(1, last))], length="52 weeks"))
    assert found[f"month {month}"] == expected


def test_no_more_than_fourteen_months_are_looked_at_one_by_one() -> None:
    assert [where for where, _ in count(on("MO", weeks="60 on"), length="200 weeks")][-1] == "month 14"
