"""Laws of laying a week on dates: what falls on which day, at which clock time, and what a change of the clock does."""

from __future__ import annotations

import calendar
import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopmodel._days import DAYS_IN_WEEK, ClockStanding, Date, WeekDay, add_days
from iopmodel.components import GroupTherapy
from iopmodel.episodes import Episode
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.strategies._calendar import AWKWARD_DAYS, CHANGES, Place, days_within
from iopmodel.strategies._episodes import dated_schedules, episodes, weeks_around
from iopmodel.strategies._sessions import weekly_schedules
from tests.schedule_strategies import known_schedules

LEVEL = LevelOfCare.INTENSIVE_OUTPATIENT
#: Every strategy for weeks; of some it draws, nobody knows the dates of all sessions.
TEMPLATES = {
    "dated": dated_schedules(),
    "at the change": st.sampled_from(CHANGES).flatmap(weeks_around),
    "known": known_schedules(),
    "any": weekly_schedules(),
}
#: The two weeks of a year in which clocks change in New York, and changes of other sizes elsewhere.
SEASONS = {
    "spring": st.just(CHANGES[0]),
    "autumn": st.just(CHANGES[1]),
    "elsewhere": st.sampled_from(CHANGES[2:]),
}


def _falls(session: Session, stay: Stay, day: dt.date) -> bool:
    """Whether a session falls on a day, from the words of its fields and the calendar of the standard library."""
    if session.day is None or session.day != day.weekday() or session.total is not None:
        return False
    week = stay.first_week + (day - stay.weeks_from).days // 7
    if week < session.weeks.first or (session.weeks.last is not None and week > session.weeks.last):
        return False
    if session.nth is not None:
        weekdays = [row[session.day] for row in calendar.monthcalendar(day.year, day.month) if row[session.day]]
        place = session.nth if session.nth < 0 else session.nth - 1
        return place < len(weekdays) and weekdays[place] == day.day
    if session.every.count == 1:
        return True
    return session.first is not None and week >= session.first and (week - session.first) % session.every.count == 0


def _plain_loop(stay: Stay, until: dt.date) -> list[tuple[dt.date, Session]]:
    """Every session of a stay on every day up to another, by looking at each on each."""
    assert isinstance(stay.week, WeeklySchedule)
    end = until if stay.until is None else min(until, stay.until)
    days = [dt.date.fromordinal(ordinal) for ordinal in range(stay.first.toordinal(), end.toordinal())]
    is_open = {day: not stay.open_on or any(span.first <= day < span.until for span in stay.open_on) for day in days}
    return [(day, each) for day in days if is_open[day] for each in stay.week if _falls(each, stay, day)]


def _order(pair: tuple[dt.date, Session]) -> tuple[dt.date, str]:
    return pair[0], repr(pair[1])


def _laid(week: WeeklySchedule, first: Date, until: Date, zone: str | None, weeks_from: Date) -> tuple[Occurrence, ...]:
    stay = Stay(first=first, until=until, week=week, level=LEVEL, weeks_from=weeks_from)
    return Episode(stays=[stay], timezone=zone).occurrences()


def _plain(day: Date) -> dt.date:
    return dt.date(day.year, day.month, day.day)


@given(episodes(closed=False, overridden=False))
def test_an_episode_holds_what_a_plain_loop_over_its_days_finds(episode: Episode) -> None:
    assert episode.until is not None
    until = _plain(episode.until)
    expected = [pair for stay in episode.stays if not stay.on_leave for pair in _plain_loop(stay, until)]
    found = [(_plain(each.day), each.session) for each in episode.occurrences()]
    assert sorted(found, key=_order) == sorted(expected, key=_order)


@given(episodes(weeks=weekly_schedules(), ended=False, closed=False, overridden=False), st.integers(0, 70))
def test_of_a_week_with_gaps_only_what_has_a_date_is_laid_on_one(episode: Episode, days: int) -> None:
    until = add_days(episode.first, days)
    expected = [pair for stay in episode.stays if not stay.on_leave for pair in _plain_loop(stay, _plain(until))]
    found = [(_plain(each.day), each.session) for each in episode.between(episode.first, until)]
    assert sorted(found, key=_order) == sorted(expected, key=_order)


@given(episodes(closed=False, overridden=False))
def test_a_session_starts_at_the_clock_time_of_its_template(episode: Episode) -> None:
    for each in episode.occurrences():
        start, planned = each.start, each.session.start
        if each.standing is not ClockStanding.MISSING:
            assert start.date() == each.day
            assert start.time() == planned
        assert start.timestamp() == each.utc_start.timestamp()


@pytest.mark.parametrize("season", SEASONS)
@pytest.mark.parametrize("name", TEMPLATES)
@given(data=st.data())
def test_the_week_of_a_change_of_the_clock_is_a_week_like_others(name: str, season: str, data: st.DataObject) -> None:
    place, week = data.draw(SEASONS[season]), data.draw(TEMPLATES[name])
    first = add_days(place.day, -data.draw(st.integers(0, 2 * DAYS_IN_WEEK)))
    until = add_days(place.day, DAYS_IN_WEEK)
    changed, steady = (_laid(week, first, until, zone, first) for zone in (place.zone, "UTC"))
    assert [each._replace(zone=None) for each in changed] == [each._replace(zone=None) for each in steady]
    for each, other in zip(changed, steady, strict=True):
        assert each.wall_minutes == other.wall_minutes
        assert each.identity == other.identity
        if each.begin is not None and each.standing is not ClockStanding.MISSING:
            assert each.start.naive() == other.start.naive()


@given(st.sampled_from(CHANGES), st.data())
def test_elapsed_and_wall_minutes_differ_only_for_a_session_over_the_change(place: Place, data: st.DataObject) -> None:
    first, until = add_days(place.day, -2 * DAYS_IN_WEEK), add_days(place.day, 2 * DAYS_IN_WEEK)
    for each in _laid(data.draw(weeks_around(place)), first, until, place.zone, first):
        begins, ends = each.utc_start.timestamp(), each.utc_end.timestamp()
        assert each.elapsed_minutes == Range.exactly(Minutes(int(ends - begins) // 60))
        if each.start.utcoffset() == each.end.utcoffset():
            assert each.elapsed_minutes == each.wall_minutes
        else:
            assert abs(each.day.toordinal() - place.day.toordinal()) <= 1


@given(episodes(max_stays=1, closed=False, overridden=False), st.data())
def test_any_occurrence_may_be_the_first_of_the_same_tail(episode: Episode, data: st.DataObject) -> None:
    (stay,) = episode.stays
    held = episode.occurrences()
    assert episode.until is not None
    days = [each.day for each in held] or [stay.first]
    start = data.draw(st.sampled_from(days))
    later = Episode(stays=[attrs.evolve(stay, first=start)], timezone=episode.timezone).occurrences()
    tail = [each for each in held if each.day >= start]
    assert [(each.identity, each.utc_start) for each in later] == [(each.identity, each.utc_start) for each in tail]


@given(episodes(max_stays=1, closed=False, overridden=False), st.integers(0, 5), st.data())
def test_weeks_counted_from_a_later_week_are_the_same_weeks(episode: Episode, weeks: int, data: st.DataObject) -> None:
    (stay,) = episode.stays
    assert stay.until is not None
    first = data.draw(days_within(DaySpan(stay.first, stay.until)))
    held = [each.identity for each in episode.between(first, stay.until)]
    weeks = min(weeks, (first.toordinal() - stay.weeks_from.toordinal()) // DAYS_IN_WEEK)
    renumbered = attrs.evolve(
        stay,
        first=first,
        weeks_from=add_days(stay.weeks_from, weeks * DAYS_IN_WEEK),
        first_week=stay.first_week + weeks,
    )
    assert [each.identity for each in Episode(stays=[renumbered]).occurrences()] == held


@given(episodes(overridden=False))
def test_what_comes_later_on_the_clock_comes_later_in_time(episode: Episode) -> None:
    real = [each for each in episode.occurrences() if each.standing is not ClockStanding.MISSING]
    instants = [each.utc_start.timestamp() for each in real]
    assert instants == sorted(instants)


@given(st.sampled_from(AWKWARD_DAYS), st.integers(0, 23 * 60 + 59), st.integers(1, 23 * 60))
def test_a_session_past_midnight_is_held_on_the_day_on_which_it_starts(day: Date, begin: int, length: int) -> None:
    session = Session(
        GroupTherapy(),
        day=tuple(WeekDay)[day.weekday()],
        start=dt.time(begin // 60, begin % 60),
        time=Minutes(length),
    )
    (held,) = _laid(WeeklySchedule([session]), day, add_days(day, 1), "UTC", day)
    assert held.day == day
    assert held.end.date() == add_days(day, (begin + length) // (24 * 60))
    assert held.end.hour * 60 + held.end.minute == (begin + length) % (24 * 60)
    assert held.elapsed_minutes == held.wall_minutes == Range.exactly(Minutes(length))
