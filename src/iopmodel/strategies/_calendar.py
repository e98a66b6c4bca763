"""Strategies for days, spans of them, times of day and zones, biased to where calendars go wrong."""

from __future__ import annotations

import datetime as dt
import functools
from typing import NamedTuple

from hypothesis import strategies as st

from iopmodel._days import MINUTES_IN_DAY, Date, Time, day_of, plain_day, time_of_minute
from iopmodel.errors import EndsBeforeItStarts
from iopmodel.spans import DaySpan, TimeSpan
from iopmodel.strategies._wheels import Turns, turned, wheel

__all__ = [
    "Place",
    "clock_times",
    "day_spans",
    "days_within",
    "places",
    "plain_days",
    "time_spans",
    "zones",
]

FIRST_DAY = plain_day("1970-01-01")
LAST_DAY = plain_day("2099-12-31")
LAST_MINUTE = MINUTES_IN_DAY - 1


class Place(NamedTuple):
    """A zone, a day that is awkward there, and a minute of that day: in the gap or the fold where its clock changes."""

    zone: str
    day: Date
    minute: int


#: Changes of the clock: at night, at and over midnight, by minutes, by two hours, by a whole day that never was.
CHANGES = tuple(
    Place(zone, plain_day(day), minute)
    for zone, day, minute in (
        ("America/New_York", "2026-03-08", 150),
        ("America/New_York", "2026-11-01", 90),
        ("Europe/London", "2026-03-29", 90),
        ("Europe/London", "2026-10-25", 90),
        ("Australia/Lord_Howe", "2026-04-05", 105),
        ("Australia/Lord_Howe", "2026-10-04", 135),
        ("America/Sao_Paulo", "2018-02-17", 23 * 60 + 30),
        ("America/Sao_Paulo", "2018-11-04", 30),
        ("Antarctica/Troll", "2026-03-29", 150),
        ("Asia/Kathmandu", "1986-01-01", 5),
        ("Africa/Casablanca", "2026-02-15", 150),
        ("Pacific/Apia", "2011-12-30", 18 * 60),
    )
)
STEADY_ZONES = ("UTC", "America/Phoenix", "Asia/Kolkata")
ZONES = (*STEADY_ZONES, *sorted({place.zone for place in CHANGES}))
#: Leap days and the ends of months and years, of years with 53 ISO weeks among them.
AWKWARD_DAYS = tuple(
    map(plain_day, ("2026-01-31", "2026-12-31", "2020-12-31", "2024-02-29", "2028-02-29", "2000-02-29", "2027-02-28"))
)
#: The hours in which clocks change, in minutes of the day.
NIGHT_MINUTES = (0, 30, 60, 90, 120, 150, 180, 23 * 60, 23 * 60 + 30)
#: What evening programs are held at, so that sessions meet; then midnight and the minute before it.
CLOCK_MINUTES = (18 * 60, 18 * 60 + 30, 19 * 60, 23 * 60 + 30, 0, 30, LAST_MINUTE)

_BIASED_DAYS = tuple(sorted({*AWKWARD_DAYS, *(place.day for place in CHANGES)}))
#: The day towards which days shrink.
_PLAIN = plain_day("2000-01-01")
#: The bytes that one day takes at most.
DAY_TURNS = 3
EVERY_OTHER = wheel(*(False, True))
#: One in four, as a wheel.
NOW_AND_THEN = wheel(*(False, False, False, True))


def plain_days(min_value: dt.date = FIRST_DAY, max_value: dt.date = LAST_DAY) -> st.SearchStrategy[Date]:
    """Calendar days, never moments in time; they shrink towards 2000-01-01.

    One in two is a day on which calendars go wrong, where the bounds leave any: a change of offset in some zone, a leap
    day, the end of a month or of a year, of a year with 53 weeks among them.

    Args:
        min_value: the first day.
        max_value: the last day.

    >>> from iopmodel.strategies import plain_days
    >>> plain_days().example()  # doctest: +SKIP
    Date(2024, 2, 29)
    """
    return turned(DAY_TURNS, functools.partial(day_from, Calendar.between(min_value, max_value)))


class Calendar(NamedTuple):
    """The days to draw from, by their ordinals; the one towards which they shrink; and the awkward ones among them."""

    low: int
    high: int
    anchor: int
    awkward: tuple[Date, ...]

    @classmethod
    def between(cls, min_value: dt.date, max_value: dt.date) -> Calendar:
        """The calendar from a day to a day."""
        low, high = plain_day(min_value), plain_day(max_value)
        if low > high:
            raise EndsBeforeItStarts("days to draw", low, high)
        awkward = tuple(day for day in _BIASED_DAYS if low <= day <= high)
        return cls(low.toordinal(), high.toordinal(), min(max(low, _PLAIN), high).toordinal(), awkward)


def day_from(calendar: Calendar, turn: Turns) -> Date:
    """A day, first those after the anchor, then those before it; or as often one of the awkward ones."""
    low, high, anchor, awkward = calendar
    is_awkward, which, number = turn.pick(EVERY_OTHER), turn.number(0, 255), turn.number(0, high - low)
    if is_awkward and awkward:
        return awkward[which * len(awkward) // 256]
    return day_of(anchor + number if anchor + number <= high else high - number)


ALL_DAYS = Calendar.between(FIRST_DAY, LAST_DAY)


def days_within(span: DaySpan) -> st.SearchStrategy[Date]:
    """Days of a span that holds at least one; they shrink towards its first."""
    return st.integers(span.first.toordinal(), span.until.toordinal() - 1).map(day_of)


def day_spans(min_size: int = 0, max_size: int = 366) -> st.SearchStrategy[DaySpan]:
    """Half-open spans of *min_size* to *max_size* days."""
    return turned(SPAN_TURNS, functools.partial(day_span_from, min_size, max_size))


SPAN_TURNS = DAY_TURNS + 2


def day_span_from(min_size: int, max_size: int, turn: Turns) -> DaySpan:
    """A span of so many days."""
    first = day_from(ALL_DAYS, turn)
    return DaySpan(first, day_of(first.toordinal() + turn.number(min_size, max_size)))


def clock_times() -> st.SearchStrategy[Time]:
    """Times of day on the minute, more often in the evening, at midnight and in the hours in which clocks change."""
    return turned(4, lambda turn: time_of_minute(minute_from(_CLOCKS, turn)))


def minute_from(usual: tuple[int, ...], turn: Turns) -> int:
    """A minute of the day: one of the usual ones, a wheel, or any; four bytes."""
    is_any, often, hour, minute = turn.pick(EVERY_OTHER), turn.pick(usual), turn.number(0, 23), turn.number(0, 59)
    return 60 * hour + minute if is_any else often


_CLOCKS = wheel(*dict.fromkeys((*CLOCK_MINUTES, *NIGHT_MINUTES)))


def time_spans() -> st.SearchStrategy[TimeSpan]:
    """Spans of one day's clock, of at least a minute."""
    return turned(4, _time_span_from)


def _time_span_from(turn: Turns) -> TimeSpan:
    start, minutes = turn.number(0, LAST_MINUTE - 1), turn.number(1, LAST_MINUTE)
    return TimeSpan(time_of_minute(start), time_of_minute(min(start + minutes, LAST_MINUTE)))


def zones() -> st.SearchStrategy[str]:
    """Names of zones, most of them with changes of offset."""
    return st.sampled_from(ZONES)


PLACE_TURNS = 5
_CHANGES, _PLACE_ZONES = wheel(*CHANGES), wheel(*ZONES)
_PLACE_DAYS, _PLACE_MINUTES = wheel(*AWKWARD_DAYS), wheel(*NIGHT_MINUTES)


def place_from(turn: Turns) -> Place:
    """A change of a clock, or an awkward day in any zone."""
    is_change, change = turn.pick(EVERY_OTHER), turn.pick(_CHANGES)
    place = Place(turn.pick(_PLACE_ZONES), turn.pick(_PLACE_DAYS), turn.pick(_PLACE_MINUTES))
    return change if is_change else place


@functools.cache
def places() -> st.SearchStrategy[Place]:
    """A zone with a day on which its clock changes, or any zone with a day on which months, years or Februaries end."""
    return turned(PLACE_TURNS, place_from)
