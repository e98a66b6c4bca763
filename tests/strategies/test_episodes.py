"""Dated care: closures of each policy and container, stays of each kind, episodes around the days that go wrong."""

import datetime as dt
import functools
from collections.abc import Callable

import pytest
from pendulum import Date

from iopmodel import Added, Cancelled, Closure, DaySpan, Episode, Moved, Session, WeeklySchedule
from iopmodel.closures import ClosurePolicy
from iopmodel.components import Education, GroupTherapy
from iopmodel.strategies import closures, components, dated_schedules, dated_sessions, episodes, stays
from iopmodel.strategies._calendar import CHANGES, Place, days_within
from iopmodel.strategies._episodes import weekly_sessions, weeks_around
from iopmodel.templates import has_dates
from tests.strategies.drawing import drawn, simplest


@functools.cache
def _some_episodes() -> list[Episode]:
    return drawn(episodes(), 300)


def _has(kind: type[object]) -> Callable[[Episode], bool]:
    return lambda each: any(isinstance(change, kind) for change in each.overrides)


def _gaps(each: Episode) -> set[int]:
    return {
        one.until.toordinal() - other.first.toordinal()
        for one, other in zip(each.stays, each.stays[1:], strict=False)
        if one.until is not None
    }


EPISODES: dict[str, Callable[[Episode], bool]] = {
    "no override": lambda each: not each.overrides,
    "a cancelled session": lambda each: any(
        isinstance(change, Cancelled) and bool(change.session) for change in each.overrides
    ),
    "a cancelled day": lambda each: any(
        isinstance(change, Cancelled) and not change.session for change in each.overrides
    ),
    "a moved session": _has(Moved),
    "a session moved to another day": lambda each: any(
        isinstance(change, Moved) and change.to != change.day for change in each.overrides
    ),
    "an added session": _has(Added),
    "a make-up": lambda each: any(
        isinstance(change, Added) and change.replaces is not None for change in each.overrides
    ),
    "no closure": lambda each: not each.closures,
    "three closures": lambda each: len(each.closures) == 3,
    "days between stays": lambda each: -3 in _gaps(each),
    "three stays": lambda each: len(each.stays) == 3,
    "a leave of absence": lambda each: any(stay.on_leave for stay in each.stays),
    "a seasonal track": lambda each: any(stay.open_on for stay in each.stays),
    "weeks that began before": lambda each: any(stay.weeks_from < stay.first for stay in each.stays),
    "a zone without changes": lambda each: each.timezone == "UTC",
    "a zone with a lost day": lambda each: each.timezone == "Pacific/Apia",
    "a label": lambda each: bool(each.label),
}


@pytest.mark.parametrize("shape", EPISODES.values(), ids=list(EPISODES))
def test_episodes_reach(shape: Callable[[Episode], bool]) -> None:
    assert 2 <= sum(map(shape, _some_episodes())) < 299


@pytest.mark.parametrize("policy", ClosurePolicy)
def test_episodes_reach_closures_of_each_policy(policy: ClosurePolicy) -> None:
    assert any(closure.policy is policy for each in _some_episodes() for closure in each.closures)


def test_many_stays_hold_a_day_on_which_their_clock_changes() -> None:
    held = [
        change
        for each in _some_episodes()
        for change in CHANGES
        if each.timezone == change.zone and each.stay_on(change.day) is not None
    ]
    assert len(held) > 60
    assert len(set(held)) > 6


def test_episodes_are_only_what_is_asked_for() -> None:
    plain = drawn(episodes(max_stays=1, max_days=5, closed=False, overridden=False), 100)
    assert {(len(each.stays), len(each.closures), len(each.overrides)) for each in plain} == {(1, 0, 0)}
    assert all(1 <= (each.until or each.first).toordinal() - each.first.toordinal() <= 5 for each in plain)
    endless = drawn(episodes(ended=False), 100)
    assert all(each.until is None for each in endless)
    assert any(each.overrides for each in endless)
    empty = drawn(episodes(weeks=dated_schedules(0, 0)), 50)
    assert all(not list(stay.week) for each in empty for stay in each.stays if isinstance(stay.week, WeeklySchedule))


def test_the_simplest_episode_is_one_stay_of_a_day() -> None:
    found = simplest(episodes())
    assert (len(found.stays), found.closures, found.overrides, found.label) == (1, (), (), "")
    assert found.until == Date(2026, 2, 1)


def test_dated_sessions_have_dates() -> None:
    found = drawn(dated_sessions())
    assert all(has_dates(each) and each.start is not None and each.time.is_exact for each in found)
    assert {each.nth for each in found} == {None, 1, 2, 5, -1}
    assert any(each.every.count > 1 for each in found)
    assert simplest(dated_sessions()) == Session(GroupTherapy(), day="MO", start="18:00", time="60 min")
    assert {type(each.component) for each in drawn(dated_sessions(of=components(Education)), 20)} == {Education}


def test_weekly_sessions_fall_in_every_week() -> None:
    assert {(each.every.count, each.nth, each.weeks.first, each.weeks.last) for each in drawn(weekly_sessions())} == {
        (1, None, 1, None)
    }


def test_weeks_around_a_place_mostly_meet_its_minute() -> None:
    place = Place("America/New_York", Date(2026, 3, 8), 30)
    found = drawn(weeks_around(place))
    at_it = [each for each in found if any(one.day == 6 and one.start == dt.time(0, 30) for one in each)]
    before = [each for each in found if any(one.day == 6 and one.start == dt.time(0) for one in each)]
    assert len(at_it) > 60
    assert len(before) > 30


def test_closures_are_given_in_every_way() -> None:
    found = drawn(closures())
    assert {type(each.days).__name__ for each in found} == {"ListedDays", "dict"}
    assert {len(str(each).split(", ")) for each in found} >= {1, 2, 3}
    assert {each.policy for each in found} == set(ClosurePolicy)
    assert len({each.hours for each in found}) == 4
    assert {bool(each.reason) for each in found} == {True, False}
    assert simplest(closures()) == Closure("2026-01-31")
    week = DaySpan("2026-02-02", "2026-02-09")
    assert any("2026-02-02" in str(each) for each in drawn(closures(days_within(week)), 50))


def test_stays_have_a_title_a_season_and_an_end_or_none() -> None:
    found = drawn(stays(max_days=9))
    assert all(stay.until is not None and 1 <= (stay.until - stay.first).days <= 9 for stay in found)
    assert {bool(stay.title) for stay in found} == {bool(stay.open_on) for stay in found} == {True, False}
    assert {stay.first_week for stay in found} == {1, 2, 3}
    assert all(stay.until is None for stay in drawn(stays(ended=False), 50))
    given = drawn(stays(first=days_within(DaySpan("2026-02-02", "2026-02-03")), weeks=dated_schedules(0, 0)), 20)
    assert {stay.first for stay in given} == {Date(2026, 2, 2)}
