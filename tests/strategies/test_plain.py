"""Plain care: everything is known, nothing lies at the same time, and every system can hold it."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopmodel import (
    Break,
    Episode,
    GroupTherapy,
    Minutes,
    Program,
    Range,
    School,
    WeeklySchedule,
    catalogue,
    clock_hours,
    sessions,
    weekly_hours,
)
from iopmodel._days import minute_of_day
from iopmodel.errors import NotAccepted
from iopmodel.strategies._plain import plain_episodes, plain_programs, plain_weeks, weeks_near
from iopmodel.testing import SETTINGS, agrees_with
from tests.refusal import refusal

NINE_HOURS = Minutes.of_hours(9)


@given(plain_weeks(max_size=10))
def test_the_clock_hours_of_a_plain_week_are_the_minutes_of_its_sessions(week: WeeklySchedule) -> None:
    assert clock_hours(week) == Range.exactly(Minutes(sum(each.time.value.count for each in week)))


@given(plain_weeks(max_size=10))
def test_a_plain_session_is_timed_and_held_every_week_in_the_daytime_or_evening(week: WeeklySchedule) -> None:
    for each in week:
        assert each.is_timed
        assert not each.optional
        assert (each.every.count, each.nth, str(each.weeks)) == (1, None, "weeks 1 on")
        assert each.start is not None
        assert minute_of_day(each.start) >= 6 * 60
        assert minute_of_day(each.start) + each.time.value.count <= 21 * 60
        assert minute_of_day(each.start) % 5 == 0


@given(plain_weeks(GroupTherapy, Break, min_size=2, max_size=3))
def test_a_plain_week_has_what_it_is_asked_for(week: WeeklySchedule) -> None:
    assert 2 <= len(week) <= 3
    assert {type(each.component) for each in week} <= {GroupTherapy, Break}


def test_every_kind_is_drawn_and_some_sessions_follow_another_on_their_day() -> None:
    drawn: list[WeeklySchedule] = []

    @settings(SETTINGS, max_examples=200)
    @given(plain_weeks())
    def draw(week: WeeklySchedule) -> None:
        drawn.append(week)

    draw()
    assert School in {type(each.component) for week in drawn for each in week}
    assert any(len(week) > len({each.day for each in week}) for week in drawn)
    assert any(each.time.value.count % 5 for week in drawn for each in week)


@given(weeks_near(NINE_HOURS))
def test_a_week_near_nine_hours_is_at_most_a_minute_off(week: WeeklySchedule) -> None:
    assert weekly_hours(week) in {Range.exactly(Minutes(count)) for count in (539, 540, 541)}
    assert 3 <= len(week) <= 16


@given(st.integers(1, 104 * 60).flatmap(lambda count: st.tuples(st.just(count), weeks_near(Minutes(count)))))
def test_a_week_can_be_near_any_limit(drawn: tuple[int, WeeklySchedule]) -> None:
    count, week = drawn
    assert abs(weekly_hours(week).value.count - count) <= 1


def test_weeks_near_a_limit_lie_on_it_and_on_either_side() -> None:
    found: Counter[int] = Counter()

    @settings(SETTINGS, max_examples=100)
    @given(weeks_near(NINE_HOURS, GroupTherapy))
    def draw(week: WeeklySchedule) -> None:
        found[weekly_hours(week).value.count] += 1

    draw()
    assert set(found) == {539, 540, 541}
    assert found[540] > 30


@pytest.mark.parametrize("count", [0, 105 * 60])
def test_no_plain_week_is_near_nothing_or_more_than_its_hours(count: int) -> None:
    said = refusal(NotAccepted, lambda: agrees_with(len, len, given=weeks_near(Minutes(count))))
    assert said.startswith("weekly hours: expected from 1 min to less than 105 h")


@given(plain_episodes(max_weeks=3))
def test_a_plain_episode_is_one_stay_of_whole_weeks(episode: Episode) -> None:
    (stay,) = episode.stays
    assert stay.days in {7, 14, 21}
    assert stay.first.year == 2026
    assert isinstance(stay.week, WeeklySchedule)
    assert len(episode.occurrences()) == len(stay.week) * (stay.days or 0) // 7
    assert (episode.timezone, episode.closures, episode.overrides) == ("America/New_York", (), ())


def _over_a_change(timezone: str) -> tuple[int, int]:
    """How many of a hundred episodes hold a change of the clock, and how many were drawn."""
    found: Counter[bool] = Counter()
    evening = st.just(WeeklySchedule(sessions(GroupTherapy(), "MO,TU,WE,TH,FR,SA,SU", "18:00-21:00")))

    @settings(SETTINGS, max_examples=100)
    @given(plain_episodes(timezone=timezone, weeks=evening))
    def draw(episode: Episode) -> None:
        starts = [each.start for each in episode.occurrences()]
        # The evening before the change has another offset than the evening of it.
        found[len({each.utcoffset() for each in starts}) > 1 or episode.first == _change_day(episode)] += 1

    draw()
    return found[True], sum(found.values())


def _change_day(episode: Episode) -> object:
    """The first day, if the clock changes in its night."""
    first = episode.occurrences()[0].start
    return episode.first if (first - timedelta(days=1)).utcoffset() != first.utcoffset() else None


def test_half_of_the_episodes_are_laid_over_a_change_of_the_clock() -> None:
    over, drawn = _over_a_change("America/New_York")
    assert drawn == 100
    assert 40 <= over <= 80


def test_where_no_clock_changes_any_day_of_the_year_is_drawn() -> None:
    assert _over_a_change("America/Phoenix") == (0, 100)


def test_the_days_of_a_year_and_its_zone_can_be_chosen() -> None:
    seen: set[tuple[int, str | None]] = set()

    @settings(SETTINGS, max_examples=30)
    @given(plain_episodes(GroupTherapy, timezone="Europe/London", year=2028))
    def draw(episode: Episode) -> None:
        seen.add((episode.first.year, episode.timezone))

    draw()
    assert seen == {(2028, "Europe/London")}


@given(plain_programs(), plain_programs(weeks_near(NINE_HOURS), of=catalogue.EVENING_IOP))
def test_a_plain_program_has_one_track_with_a_plain_week(first: Program, second: Program) -> None:
    assert (first.type, second.type) == (catalogue.STANDARD_IOP, catalogue.EVENING_IOP)
    assert [track.name for track in (*first.tracks, *second.tracks)] == ["track", "track"]
    assert 539 <= weekly_hours(second).value.count <= 541
