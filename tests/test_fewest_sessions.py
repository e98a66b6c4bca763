"""The fewest sessions with which a goal is reached, by hand and against every set that there is."""

import itertools
from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopmodel import (
    DEFAULT_COUNTING,
    Activity,
    Break,
    Counting,
    Episode,
    GroupTherapy,
    LevelOfCare,
    Minutes,
    Occurrence,
    Parallel,
    Phase,
    Session,
)
from iopmodel.counted_days import counted_days
from iopmodel.fewest_sessions import Goal, fewest_sessions
from tests.schedule_strategies import crowded_sessions

SUM = attrs.evolve(DEFAULT_COUNTING, parallel=Parallel.SUM)


def _held(*given: Session) -> tuple[Occurrence, ...]:
    return Episode.of(Phase(LevelOfCare.OUTPATIENT, given), first="2026-02-02", length="1 week").occurrences()


def _group(day: str, clock: str, **more: str | bool) -> Session:
    start, _, end = clock.partition("-")
    return Session(GroupTherapy(), day=day, start=start, end=end or None, **more)  # type: ignore[arg-type]


def _keys(found: tuple[Occurrence, ...] | None) -> list[str] | None:
    return None if found is None else [f"{each.day.day} {each.begin}" for each in found]


LONG_MONDAY = _group("MO", "18:00-21:00")
SHORT_TUESDAY, TUESDAY = _group("TU", "17:00-18:00"), _group("TU", "18:00-20:00")
LONG_WEDNESDAY = _group("WE", "18:00-21:00")


@pytest.mark.parametrize(
    ("given_sessions", "goal", "expected"),
    [
        ([LONG_MONDAY, LONG_WEDNESDAY], Goal(180), ["2 1080"]),
        ([LONG_MONDAY, LONG_WEDNESDAY], Goal(181), ["2 1080", "4 1080"]),
        ([LONG_MONDAY, LONG_WEDNESDAY], Goal(361), None),
        ([LONG_MONDAY, LONG_WEDNESDAY], Goal(300, 1), ["2 1080", "4 1080"]),
        # A minute less on Wednesday is not enough, though it would be earlier.
        ([SHORT_TUESDAY, _group("WE", "15:00-17:59"), LONG_WEDNESDAY], Goal(240), ["3 1020", "4 1080"]),
        # More sessions on one day than on all later ones.
        (
            [*(_group("MO", f"{hour:02}:00-{hour + 1:02}:00") for hour in range(9, 14)), SHORT_TUESDAY],
            Goal(300),
            ["2 540", "2 600", "2 660", "2 720", "2 780"],
        ),
        ([SHORT_TUESDAY, TUESDAY, LONG_WEDNESDAY], Goal(180), ["4 1080"]),
        ([SHORT_TUESDAY, TUESDAY, LONG_WEDNESDAY], Goal(240), ["3 1020", "4 1080"]),
        ([SHORT_TUESDAY, TUESDAY, LONG_WEDNESDAY], Goal(241), ["3 1080", "4 1080"]),
        ([_group("MO", "18:00-20:00"), _group("MO", "19:00-21:00")], Goal(181), None),
        (
            [_group("MO", "18:00-20:00"), _group("MO", "18:30-19:30"), _group("MO", "20:00-21:00")],
            Goal(150),
            ["2 1080", "2 1200"],
        ),
        ([SHORT_TUESDAY, TUESDAY, LONG_WEDNESDAY], Goal(0, 2), ["3 1020", "4 1080"]),
        ([SHORT_TUESDAY, TUESDAY, LONG_WEDNESDAY], Goal(0, 2, 90), ["3 1080", "4 1080"]),
        ([SHORT_TUESDAY, TUESDAY, LONG_WEDNESDAY], Goal(0, 2, 180), ["3 1020", "3 1080", "4 1080"]),
        ([SHORT_TUESDAY, TUESDAY, LONG_WEDNESDAY], Goal(0, 2, 181), None),
        ([LONG_MONDAY, SHORT_TUESDAY, LONG_WEDNESDAY], Goal(360, 2), ["2 1080", "4 1080"]),
        ([LONG_MONDAY, SHORT_TUESDAY, LONG_WEDNESDAY], Goal(240, 2), ["2 1080", "3 1020"]),
        ([Session(GroupTherapy(), day="MO", time=Minutes(180)), LONG_MONDAY], Goal(180), ["2 1080"]),
        ([LONG_MONDAY], Goal(0), []),
        ([], Goal(1), None),
        ([], Goal(0, 1), None),
        ([], Goal(0), []),
    ],
)
def test_the_fewest_sessions_are_given_the_earliest_of_several_sets(
    given_sessions: list[Session], goal: Goal, expected: list[str] | None
) -> None:
    assert _keys(fewest_sessions((), _held(*given_sessions), goal, DEFAULT_COUNTING)) == expected


def test_what_was_attended_covers_its_time_already() -> None:
    attended, *left = _held(_group("MO", "18:00-20:00"), _group("MO", "19:00-21:00"), _group("TU", "18:00-19:30"))
    assert _keys(fewest_sessions([attended], left, Goal(120), DEFAULT_COUNTING)) == []
    assert _keys(fewest_sessions([attended], left, Goal(180), DEFAULT_COUNTING)) == ["2 1140"]
    assert _keys(fewest_sessions([attended], left, Goal(181), DEFAULT_COUNTING)) == ["3 1080"]
    assert _keys(fewest_sessions([attended], left, Goal(181), SUM)) == ["2 1140"]
    assert _keys(fewest_sessions([attended], left, Goal(271), DEFAULT_COUNTING)) is None


def test_a_day_is_a_treatment_day_by_a_session_attended() -> None:
    attended, left = _held(_group("MO", "18:00-"), _group("TU", "18:00-"))
    assert _keys(fewest_sessions([attended], [left], Goal(0, 1), DEFAULT_COUNTING)) == []
    assert _keys(fewest_sessions([attended], [left], Goal(0, 2), DEFAULT_COUNTING)) == ["3 1080"]


def test_only_what_certainly_counts_is_needed_with_its_shortest_time() -> None:
    contested = attrs.evolve(DEFAULT_COUNTING, contested=frozenset({"activity"}))
    others = [
        Session(Activity(), day="MO", start="10:00", time=Minutes(300)),
        Session(Break(), day="MO", start="15:00", time=Minutes(300)),
        attrs.evolve(LONG_MONDAY, optional=True),
        Session(GroupTherapy(), day="TU", start="10:00", time="60 to 120 min"),
    ]
    assert _keys(fewest_sessions((), _held(*others), Goal(60), contested)) == ["3 600"]
    assert _keys(fewest_sessions((), _held(*others), Goal(61), contested)) is None


def _reaches(chosen: Sequence[Occurrence], goal: Goal, counting: Counting) -> bool:
    """Whether these sessions reach a goal, by the tally of days."""
    days = counted_days(chosen, counting)
    enough = [each for each in days if each.reaches(Minutes(goal.day_at_least))]
    return sum(each.time.low.count for each in days) >= goal.minutes and len(enough) >= goal.days


GOALS = st.builds(
    Goal, st.integers(0, 50).map(lambda tens: tens * 10), st.integers(0, 2), st.sampled_from((0, 60, 180))
)


@given(st.lists(crowded_sessions(), max_size=6), st.integers(0, 6), GOALS, st.sampled_from((DEFAULT_COUNTING, SUM)))
def test_no_smaller_set_reaches_the_goal_and_no_other_of_that_size_is_earlier(
    given_sessions: list[Session], count: int, goal: Goal, counting: Counting
) -> None:
    held = _held(*given_sessions)
    attended, left = held[:count], held[count:]
    sets = (chosen for size in range(len(left) + 1) for chosen in itertools.combinations(left, size))
    expected = next((chosen for chosen in sets if _reaches((*attended, *chosen), goal, counting)), None)
    assert fewest_sessions(attended, left, goal, counting) == expected
