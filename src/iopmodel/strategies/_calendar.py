"""Strategies for days, spans of them, times of day and zones, biased to where calendars go wrong."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from hypothesis import strategies as st

from iopmodel._days import MINUTES_IN_DAY, Date, Time, add_days, day_of, plain_day, time_of_minute
from iopmodel.spans import DaySpan, TimeSpan

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
_ZONES = (*sorted({place.zone for place in CHANGES}), *STEADY_ZONES)
#: Leap days and the ends of months and years, of years with 53 ISO weeks among them.
AWKWARD_DAYS = tuple(
    map(plain_day, ("2026-01-31", "2026-12-31", "2020-12-31", "2024-02-29", "2028-02-29", "2000-02-29", "2027-02-28"))
)
#: The hours in which clocks change, in minutes of the day.
NIGHT_MINUTES = (0, 30, 60, 90, 120, 150, 180, 23 * 60, 23 * 60 + 30)
#: What evening programs are held at, so that sessions meet; then midnight and the minute before it.
CLOCK_MINUTES = (18 * 60, 18 * 60 + 30, 19 * 60, 23 * 60 + 30, 0, 30)

_BIASED_DAYS = tuple(sorted({*AWKWARD_DAYS, *(place.day for place in CHANGES)}))


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
    low, high = plain_day(min_value), plain_day(max_value)
    any_day = st.dates(dt.date.fromordinal(low.toordinal()), dt.date.fromordinal(high.toordinal())).map(plain_day)
    awkward = [day for day in _BIASED_DAYS if low <= day <= high]
    return any_day | st.sampled_from(awkward) if awkward else any_day


def days_within(span: DaySpan) -> st.SearchStrategy[Date]:
    """Days of a span that holds at least one; they shrink towards its first."""
    return st.integers(span.first.toordinal(), span.until.toordinal() - 1).map(day_of)


@st.composite
def day_spans(draw: st.DrawFn, min_size: int = 0, max_size: int = 366) -> DaySpan:
    """Half-open spans of *min_size* to *max_size* days."""
    first = draw(plain_days())
    return DaySpan(first, add_days(first, draw(st.integers(min_size, max_size))))


def clock_times() -> st.SearchStrategy[Time]:
    """Times of day on the minute, more often in the evening, at midnight and in the hours in which clocks change."""
    return (st.sampled_from((*CLOCK_MINUTES, *NIGHT_MINUTES)) | st.integers(0, LAST_MINUTE)).map(time_of_minute)


@st.composite
def time_spans(draw: st.DrawFn) -> TimeSpan:
    """Spans of one day's clock, of at least a minute."""
    start = draw(st.integers(0, LAST_MINUTE - 1))
    return TimeSpan(time_of_minute(start), time_of_minute(min(start + draw(st.integers(1, LAST_MINUTE)), LAST_MINUTE)))


def zones() -> st.SearchStrategy[str]:
    """Names of zones, most of them with changes of offset."""
    return st.sampled_from(_ZONES)


def places() -> st.SearchStrategy[Place]:
    """A zone with a day on which its clock changes, or any zone with a day on which months, years or Februaries end."""
    awkward = st.builds(Place, zones(), st.sampled_from(AWKWARD_DAYS), st.sampled_from(NIGHT_MINUTES))
    return st.sampled_from(CHANGES) | awkward
