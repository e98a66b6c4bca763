"""Strategies for plain care: what every scheduling system can say, nothing unknown, optional or at one time."""

from __future__ import annotations

import functools
from typing import TypeAlias

from hypothesis import strategies as st

from iopmodel import catalogue
from iopmodel._days import DAYS_IN_WEEK, Date, WeekDay, add_days, day_of, instant, plain_day, time_of_minute, zone_name
from iopmodel.components import COMPONENT_TYPES, Component, GroupTherapy
from iopmodel.episodes import Episode
from iopmodel.errors import NotAccepted
from iopmodel.levels import LevelOfCare
from iopmodel.programs import Program, ProgramType, Track
from iopmodel.quantities import Minutes
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.stays import Stay

__all__ = ["plain_episodes", "plain_programs", "plain_weeks", "weeks_near"]

#: Where a session may lie: five stretches of three hours a day, in the evening first.
_LONGEST = 180
_STARTS = tuple(hour * 60 for hour in (18, 15, 12, 9, 6))
_PLACES = tuple((day, start) for start in _STARTS for day in WeekDay)
_LENGTHS = (60, 50, 90, 180, 45, 10) * 10 + tuple(range(1, _LONGEST + 1))
_MOST_PARTS = 12
_DAY = 86_400


def _session(component: Component, day: WeekDay, start: int, minutes: int) -> Session:
    return Session(component, day=day, start=time_of_minute(start), time=Minutes(minutes))


def _components(kinds: tuple[type[Component], ...]) -> st.SearchStrategy[Component]:
    """One component of each kind; group therapy first when none is named."""
    named = kinds or tuple(dict.fromkeys((GroupTherapy, *COMPONENT_TYPES.values())))
    return st.sampled_from([kind() for kind in named])


#: What a session is drawn from: its component, the stretch in which it lies, its minutes, and how much later it begins.
_Parts: TypeAlias = tuple[Component, tuple[WeekDay, int], int, int]


def _place(parts: _Parts) -> tuple[WeekDay, int]:
    return parts[1]


def _made(parts: _Parts) -> Session:
    component, (day, start), minutes, later = parts
    return _session(component, day, start + 5 * (later % ((_LONGEST - minutes) // 5 + 1)), minutes)


def plain_weeks(*kinds: type[Component], min_size: int = 0, max_size: int = 5) -> st.SearchStrategy[WeeklySchedule]:
    """Weekly schedules that every scheduling system can hold.

    Each session has a weekday, a start and a length, is held every week and attended by whoever attends its kind. They
    lie between 6:00 and 21:00, on the five minutes, and no two at the same time.

    Args:
        kinds: the component types to draw; every built-in one when none is given.
        min_size: how many sessions at least.
        max_size: how many at most.

    >>> from iopmodel import Break, GroupTherapy
    >>> from iopmodel.testing import plain_weeks
    >>> plain_weeks(GroupTherapy, Break).example()  # doctest: +SKIP
    WeeklySchedule([Session(GroupTherapy(), day='MO', start='18:00', time=Minutes(50))])
    """
    # One plain choice for each field, none of which hangs on another: so every week gets as small as it can.
    parts = st.tuples(
        _components(kinds), st.sampled_from(_PLACES), st.sampled_from(_LENGTHS), st.integers(0, _LONGEST // 5)
    )
    drawn = st.lists(parts, unique_by=_place, min_size=min_size, max_size=max_size)
    return drawn.map(lambda each: WeeklySchedule(map(_made, each)))


@st.composite
def weeks_near(draw: st.DrawFn, limit: Minutes, *kinds: type[Component]) -> WeeklySchedule:
    """Plain weeks of exactly so much time, or a minute less or more, in few sessions or many.

    Args:
        draw: as Hypothesis gives it.
        limit: the time, from 1 minute to 104 hours.
        kinds: the component types to draw, each of which counts; group therapy when none is given.

    Raises:
        NotAccepted: for a limit beyond that.
    """
    most = _LONGEST * len(_PLACES)
    if not 1 <= limit.count < most:
        raise NotAccepted("weekly hours", str(limit), f"from 1 min to less than {Minutes(most)}")
    left = limit.count + draw(st.sampled_from((0, 0, -1, 1)))
    fewest = -(-left // _LONGEST)
    count = fewest + draw(st.integers(0, min(_MOST_PARTS, left - fewest, len(_PLACES) - fewest)))
    components = _components(kinds or (GroupTherapy,))
    free = list(_PLACES)
    found: list[Session] = []
    for others in reversed(range(count)):
        day, start = free.pop(draw(st.integers(0, len(free) - 1)))
        minutes = draw(st.integers(max(1, left - others * _LONGEST), min(_LONGEST, left - others)))
        found.append(_session(draw(components), day, start, minutes))
        left -= minutes
    return WeeklySchedule(found)


@functools.cache
def _first_days(zone: str, year: int, days: int) -> tuple[Date, ...]:
    """The days of a year, and as often those from which so many days hold a change of the clock, which come first."""
    new_year = plain_day(f"{year:04d}-01-01").toordinal()
    all_year = range(new_year, new_year + 365)
    changes = [day for day in all_year if instant(zone, day + 1, 0) - instant(zone, day, 0) != _DAY]
    near = [day for change in changes for day in range(change, change - days, -1)]
    return tuple(map(day_of, (*near * (len(all_year) // len(near) if near else 0), *all_year)))


@st.composite
def plain_episodes(
    draw: st.DrawFn,
    *kinds: type[Component],
    timezone: str = "America/New_York",
    year: int = 2026,
    max_weeks: int = 4,
    weeks: st.SearchStrategy[WeeklySchedule] | None = None,
) -> Episode:
    """Episodes of one stay with a plain week, without closures and changes; half of them around a change of the clock.

    Args:
        draw: as Hypothesis gives it.
        kinds: the component types to draw, as in :func:`plain_weeks`.
        timezone: the zone.
        year: the year in which it begins, or, where the clock changes early in that year, shortly before it.
        max_weeks: how many weeks it lasts at most.
        weeks: the week that is attended, where :func:`plain_weeks` of one to three sessions is not it.
    """
    zone = zone_name(timezone)
    week = draw(plain_weeks(*kinds, min_size=1, max_size=3) if weeks is None else weeks)
    days = DAYS_IN_WEEK * draw(st.integers(1, max_weeks))
    first = draw(st.sampled_from(_first_days(zone, year, days)))
    stay = Stay(first=first, until=add_days(first, days), week=week, level=LevelOfCare.INTENSIVE_OUTPATIENT)
    return Episode(stays=[stay], timezone=zone)


def plain_programs(
    weeks: st.SearchStrategy[WeeklySchedule] | None = None, *, of: ProgramType = catalogue.STANDARD_IOP
) -> st.SearchStrategy[Program]:
    """Programs of one type with one track.

    Args:
        weeks: the week of the track; :func:`plain_weeks` when not given.
        of: the program type.
    """
    tracks = (plain_weeks() if weeks is None else weeks).map(lambda week: [Track("track", week)])
    return st.builds(Program, st.just(of), tracks=tracks)
