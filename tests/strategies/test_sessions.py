"""Sessions, weekly schedules and patterns: every gap that a written program leaves is drawn, and shrinks away."""

import functools
from collections.abc import Callable

import pytest
from hypothesis import find, settings

from iopmodel import (
    AttendedBy,
    Break,
    Education,
    FamilyTherapy,
    GroupTherapy,
    Minutes,
    PartOfDay,
    Provider,
    Range,
    Session,
    WeeklyPattern,
    WeeklySchedule,
    Weeks,
)
from iopmodel._days import WeekDay
from iopmodel.components import COMPONENT_TYPES
from iopmodel.strategies import components, sessions, weekly_patterns, weekly_schedules
from iopmodel.strategies._sessions import (
    CLOCKS,
    cadences,
    clocks,
    known_clocks,
    known_sessions,
    spans,
    times_between,
    weekly_numbers,
)
from tests.strategies.drawing import drawn, simplest, with_this_hypothesis

QUIET = settings(database=None, deadline=None, derandomize=True, max_examples=2_000)
UNKNOWN = Range(Minutes(0))
EVERY_WEEK = (1, None)


@functools.cache
def _some_sessions() -> list[Session]:
    return drawn(sessions(), 600)


@functools.cache
def _some_schedules() -> list[WeeklySchedule]:
    return drawn(weekly_schedules(), 400)


def _is_past_midnight(each: Session) -> bool:
    return each.start is not None and each.end is not None and each.end <= each.start


SESSIONS: dict[str, Callable[[Session], bool]] = {
    "a break": lambda each: isinstance(each.component, Break),
    "a family session": lambda each: isinstance(each.component, FamilyTherapy),
    "by arrangement": lambda each: each.day is None,
    "a Sunday": lambda each: each.day is WeekDay.SUNDAY,
    "an unknown time": lambda each: each.time == UNKNOWN,
    "a time from-to": lambda each: each.time.high is not None and each.time.low < each.time.high,
    "a time of at least so much": lambda each: each.time.high is None and each.time.low > Minutes(0),
    "a time below so much": lambda each: each.time.high_excluded,
    "no time at all": lambda each: each.time == Range.exactly(Minutes(0)),
    "a start without an end": lambda each: each.start is not None and each.end is None,
    "an end without a start": lambda each: each.end is not None and each.start is None,
    "past midnight": _is_past_midnight,
    "midnight as its start": lambda each: each.start is not None and each.start.hour == each.start.minute == 0,
    "a start off the half hour": lambda each: each.start is not None and each.start.minute % 30 != 0,
    "alternate weeks": lambda each: each.every == Weeks(2),
    "alternate weeks with a first one": lambda each: each.every > Weeks(1) and each.first is not None,
    "alternate weeks from nobody knows which": lambda each: each.every > Weeks(1) and each.first is None,
    "the last such weekday of a month": lambda each: each.nth == -1,
    "a number a month": lambda each: each.per_month is not None,
    "a number in all": lambda each: each.total is not None and each.total.high is not None,
    "a number in all without an end": lambda each: each.total is not None and each.total.high is None,
    "more than seven a week": lambda each: each.per_week.low > 7,
    "so many a day": lambda each: each.per_day is not None and each.per_day > 1,
    "a number without an end": lambda each: each.per_week.high is None and each.total is None,
    "some weeks only": lambda each: each.weeks.last is not None,
    "from a later week on": lambda each: each.weeks.last is None and each.weeks.first > 1,
    "optional": lambda each: each.optional,
    "the family alone": lambda each: each.attended_by is AttendedBy.FAMILY,
    "a provider of the list": lambda each: each.provider in set(Provider),
    "another provider": lambda each: each.provider is not None and each.provider not in set(Provider),
    "a label": lambda each: bool(each.label),
}


@pytest.mark.parametrize("shape", SESSIONS.values(), ids=list(SESSIONS))
def test_sessions_reach(shape: Callable[[Session], bool]) -> None:
    assert 2 <= sum(map(shape, _some_sessions())) < 500


def test_sessions_are_of_every_kind() -> None:
    assert {type(each.component) for each in _some_sessions()} == set(COMPONENT_TYPES.values())
    assert {type(each.component) for each in drawn(sessions(of=components(Education, Break)))} == {Education, Break}


@pytest.mark.parametrize("shape", ["alternate weeks from nobody knows which", "so many a day", "the family alone"])
def test_what_a_session_need_not_be_shrinks_away(shape: str) -> None:
    found = find(sessions(), SESSIONS[shape], settings=QUIET)
    assert (found.component, found.optional, found.label, found.provider, found.time) == (
        GroupTherapy(),
        False,
        "",
        None,
        UNKNOWN,
    )


@with_this_hypothesis
def test_a_session_shrinks_to_what_a_person_would_write() -> None:
    assert simplest(sessions()) == Session(GroupTherapy())
    assert find(sessions(), SESSIONS["optional"], settings=QUIET) == Session(GroupTherapy(), optional=True)
    assert find(sessions(), _is_past_midnight, settings=QUIET) == Session(
        GroupTherapy(), start="23:00", time=Minutes(60)
    )
    long = find(sessions(), lambda each: each.time.low >= Minutes(137), settings=QUIET)
    assert repr(long) in {
        "Session(GroupTherapy(), time=Minutes(180))",
        "Session(GroupTherapy(), start='18:00', time=Minutes(137))",
    }


def _pairs(week: WeeklySchedule) -> list[tuple[Session, Session]]:
    return [(one, other) for at, one in enumerate(week) for other in list(week)[at + 1 :]]


SCHEDULES: dict[str, Callable[[WeeklySchedule], bool]] = {
    "nothing": lambda week: not list(week),
    "five sessions": lambda week: len(list(week)) >= 5,
    "a session twice": lambda week: any(one == other for one, other in _pairs(week)),
    "keys": lambda week: any(each.key is not None for each in week),
    "sessions that meet for certain": lambda week: any(one.certainly_overlaps(other) for one, other in _pairs(week)),
    "sessions that may meet": lambda week: any(
        one.may_overlap(other) and not one.certainly_overlaps(other) for one, other in _pairs(week)
    ),
    "a break beside treatment": lambda week: {Break, GroupTherapy} <= {type(each.component) for each in week},
}


@pytest.mark.parametrize("shape", SCHEDULES.values(), ids=list(SCHEDULES))
def test_weekly_schedules_reach(shape: Callable[[WeeklySchedule], bool]) -> None:
    assert 2 <= sum(map(shape, _some_schedules())) < 300


def test_weekly_schedules_keep_their_size() -> None:
    sizes = {len(list(week)) for week in drawn(weekly_schedules(2, 3))}
    assert sizes == {2, 3, 4}  # one session may stand in it twice
    assert simplest(weekly_schedules()) == WeeklySchedule([])
    assert simplest(weekly_schedules(1)) == WeeklySchedule([Session(GroupTherapy())])


def test_a_failing_week_shrinks_to_the_sessions_that_matter() -> None:
    found = find(weekly_schedules(), SCHEDULES["sessions that meet for certain"], settings=QUIET)
    meeting = [Session(GroupTherapy(), day="MO", start="18:00", time=Minutes(count)) for count in (60, 1)]
    assert len(list(found)) == 2
    assert set(found) <= set(meeting)


def test_known_sessions_leave_nothing_open_but_a_weekday() -> None:
    found = drawn(known_sessions(most=3), 400)
    assert all(each.time.is_exact and each.per_week.is_exact and each.per_week.low <= 3 for each in found)
    assert all(each.first is not None for each in found if each.every > Weeks(1))
    assert {each.every.count for each in found} == {1, 2, 3}
    assert {each.per_week.low for each in found} == {0, 1, 2, 3}
    assert any(each.day is None for each in found)
    assert {each.per_week.low for each in drawn(known_sessions(most=0)) if each.day is None} == {0}


def test_clocks_are_known_in_every_way() -> None:
    known = drawn(known_clocks())
    assert {(each.start is None, each.end is None) for each in known} == {
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    }
    assert {(each.start is None, each.end is None, each.time.is_exact) for each in drawn(clocks())} >= {
        (True, True, False),
        (True, False, False),
        (False, True, False),
    }
    assert {0, 18 * 60, 19 * 60} < set(drawn(CLOCKS))


def test_an_end_alone_may_be_the_last_minute_of_the_day() -> None:
    found = find(clocks(), lambda each: str(each.end) == "23:59:00" and each.start is None, settings=QUIET)
    assert found.time == UNKNOWN
    timed = [each for each in drawn(clocks(), 2_000) if str(each.end) == "23:59:00" and each.time.high is not None]
    assert timed
    assert all(each.time.high is not None and each.time.high.count <= 23 * 60 + 59 for each in timed)


def test_numbers_a_week_are_bounded_where_they_must_be() -> None:
    assert all(each.per_week.high is not None for each in drawn(weekly_numbers(bounded=True)))
    assert any(each.per_week.high is None for each in drawn(weekly_numbers()))
    assert simplest(weekly_numbers()).per_week == Range.exactly(1)


def test_cadences_are_of_the_kinds_asked_for() -> None:
    assert {each.nth for each in drawn(cadences(has_day=True, kinds=("nth",)), 100)} == {1, 2, 5, -1}
    assert all(each.per_month is None for each in drawn(cadences(has_day=True)))
    assert all(each.nth is None for each in drawn(cadences(has_day=False)))
    assert any(each.per_month is not None for each in drawn(cadences(has_day=False)))


def test_spans_and_times_reach_both_ends() -> None:
    assert {(each.first, each.last) for each in drawn(spans(), 400)} >= {EVERY_WEEK, (5, None), (1, 5)}
    assert {time.low for time in drawn(times_between(3, 5))} == {Minutes(3), Minutes(4), Minutes(5)}
    assert {time.high for time in drawn(times_between(3, 5))} == {Minutes(3), Minutes(4), Minutes(5)}


def test_weekly_patterns_state_any_of_their_figures() -> None:
    found = drawn(weekly_patterns())
    for name in ("days", "visits", "time_per_day", "time_per_visit", "time_per_week"):
        figures = [getattr(each, name) for each in found]
        assert 60 < sum(figure.is_unknown for figure in figures) < 240
        assert any(figure.is_exact for figure in figures)
        assert any(figure.high_excluded for figure in figures)
    assert {each.part_of_day for each in found} == {None, *PartOfDay}
    assert simplest(weekly_patterns()) == WeeklyPattern()
