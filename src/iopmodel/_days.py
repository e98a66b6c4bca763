"""The fence around pendulum: days, times of day and weekdays, read from what people have.

No other module of iopmodel builds or moves a date, and none does zone arithmetic. Of pendulum only ``Date``,
``Time``, ``DateTime``, ``WeekDay``, zones and whole-day arithmetic are used; ``Duration``, ``Interval``, ``parse`` and
``now`` are not, because they move the clock over a change of offset, count months as 30 days, or read the clock.

Inside, a day is its ordinal and a clock time its minute of that day; an instant is whole seconds of UTC. A datetime is
made only for who asks for one, because two that lie an hour apart in a repeated hour compare equal.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re

import pendulum
from pendulum import Date, DateTime, Time, WeekDay

from iopmodel.errors import NotAccepted, WrongKind

__all__ = [
    "DAYS_IN_WEEK",
    "MINUTES_IN_DAY",
    "ClockStanding",
    "Date",
    "DateTime",
    "Time",
    "WeekDay",
    "add_days",
    "add_months",
    "clock_standing",
    "clock_time",
    "day_code",
    "day_of",
    "instant",
    "is_nth_of_month",
    "minute_of_day",
    "month_first",
    "month_span",
    "moved_on",
    "next_month",
    "plain_day",
    "short_day",
    "time_of_minute",
    "utc_time",
    "wall_time",
    "week_first",
    "weekday",
    "weekday_of",
    "weekdays",
    "zone_name",
]

DAYS_IN_WEEK = 7
MINUTES_IN_DAY = 24 * 60

_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAYS = tuple(WeekDay)
_BY_NAME: dict[str, WeekDay] = {
    name.casefold(): day
    for day, short, code in zip(WeekDay, _SHORT, _CODES, strict=True)
    for name in (short, code, day.name)
} | {"tues": WeekDay.TUESDAY, "weds": WeekDay.WEDNESDAY, "thur": WeekDay.THURSDAY, "thurs": WeekDay.THURSDAY}

_ZONE_ALLOWED = "an IANA name such as America/New_York"
# Files beside the IANA zones: the machine's own zone, and the same zones once more, with leap seconds.
_ZONES_OF_THE_MACHINE = ("localtime", "posix", "right/")

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


def plain_day(value: dt.date | str) -> Date:
    """A calendar day, from any date that is no moment in time, or from ISO text.

    >>> plain_day("2026-02-02")
    Date(2026, 2, 2)

    Raises:
        WrongKind: for a ``datetime``, which is a moment and not a day, and for anything else.
        NotAccepted: for text that is not a day written as 2026-02-02.
    """
    if type(value) is Date:
        return value
    if isinstance(value, str):
        try:
            if _ISO_DAY.fullmatch(value):
                return Date.fromisoformat(value)
        except ValueError:
            pass
        raise NotAccepted("day", value, "a day such as 2026-02-02")
    # Every datetime is a date, and a pendulum DateTime is a Date too; neither is a day.
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("day", value, "a date without a time of day")
    return Date(value.year, value.month, value.day)


def clock_time(value: dt.time | str) -> Time:
    """A time of day on the wall clock, to the minute, without a zone.

    >>> clock_time("9:30")
    Time(9, 30, 0)

    Raises:
        WrongKind: for anything that is no time of day and no text.
        NotAccepted: for text that is no time such as 18:00, and for seconds or a zone.
    """
    if isinstance(value, str):
        found = _CLOCK.fullmatch(value.strip())
        if found and int(found[1]) < 24 and int(found[2]) < 60:  # noqa: PLR2004 - hours in a day, minutes in an hour
            return Time(int(found[1]), int(found[2]))
        raise NotAccepted("time of day", value, "a time such as 18:00")
    if not isinstance(value, dt.time):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("time of day", value, "a time of day, or text such as 18:00")
    if value.second or value.microsecond or value.tzinfo is not None:
        raise NotAccepted("time of day", value, "a time to the minute, without seconds and without a zone")
    return Time(value.hour, value.minute)


def minute_of_day(time: Time) -> int:
    """Minutes since midnight on the wall clock: 0 to 1439."""
    return time.hour * 60 + time.minute


def time_of_minute(minute: int) -> Time:
    """The time of day so many minutes after midnight; a day's worth starts again at 00:00."""
    hour, rest = divmod(minute % MINUTES_IN_DAY, 60)
    return Time(hour, rest)


def weekday(value: WeekDay | str) -> WeekDay:
    """A day of the week, from ``"MO"``, ``"Mon"``, ``"Monday"`` or ``pendulum.WeekDay``.

    >>> weekday("Mon").name
    'MONDAY'

    Raises:
        WrongKind: for a bare integer, because Sunday is 0 in some systems and Monday in others.
        NotAccepted: for a name that is no weekday.
    """
    if isinstance(value, WeekDay):
        return value
    if isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        found = _BY_NAME.get(value.strip().casefold())
        if found is None:
            raise NotAccepted("weekday", value, "a weekday such as MO, Mon or Monday")
        return found
    raise WrongKind(
        "weekday",
        value,
        "a name such as MO or a pendulum.WeekDay; 0 is Sunday in some systems and Monday in others",
    )


def weekdays(value: WeekDay | str) -> tuple[WeekDay, ...]:
    """One or several weekdays, from text such as ``"MO,WE,TH"``; in the order given.

    Raises:
        NotAccepted: for no day at all, for an unknown name, and for a day that stands twice.
    """
    if not isinstance(value, str):
        return (weekday(value),)
    days = tuple(weekday(part) for part in value.split(","))
    if len(set(days)) != len(days):
        raise NotAccepted("weekdays", value, "each day once, such as MO,WE,TH")
    return days


def short_day(day: WeekDay) -> str:
    """The weekday in three letters, for people: ``Mon``."""
    return _SHORT[day]


def day_code(day: WeekDay) -> str:
    """The weekday in the two letters of iCalendar: ``MO``."""
    return _CODES[day]


def add_days(day: Date, count: int) -> Date:
    """The day so many days later (or earlier, when negative).

    Raises:
        NotAccepted: if that day lies outside the calendar.
    """
    return _moved(day, days=count)


def add_months(day: Date, count: int) -> Date:
    """The same day so many months later; in a shorter month its last day, as 31 January gives 28 February.

    Raises:
        NotAccepted: if that day lies outside the calendar.
    """
    return _moved(day, months=count)


def _moved(day: Date, *, days: int = 0, months: int = 0) -> Date:
    try:
        return day.add(days=days, months=months)
    except (OverflowError, ValueError):
        move = f"{days} days" if days else f"{months} months"
        raise NotAccepted("day", f"{day} and {move} more", "a day of the years 1 to 9999") from None


def zone_name(value: str) -> str:
    """The name of a time zone, checked against the zones that exist.

    Raises:
        WrongKind: for anything that is no text; pendulum would take a number for an offset in seconds.
        NotAccepted: if there is no such zone, and for a name that means something else on each machine.
    """
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("time zone", value, _ZONE_ALLOWED)
    try:
        if not value.startswith(_ZONES_OF_THE_MACHINE):
            return pendulum.timezone(value).name
    except (ValueError, OSError):
        pass
    raise NotAccepted("time zone", value, _ZONE_ALLOWED)


@functools.lru_cache(maxsize=4_800)
def month_span(count: int) -> tuple[int, int]:
    """The fewest and the most days that so many calendar months can have, whichever day they start on.

    >>> month_span(1), month_span(2), month_span(12)
    ((28, 31), (59, 62), (365, 366))
    """
    years, rest = divmod(count, _MONTHS_IN_CENTURIES)
    # The calendar repeats after 400 years, so every possible run of months starts in one of 4,800 months. Firsts are
    # enough: from a last day to a last day it is as far as from the first after it to the first after that.
    spans = [_month_start(start + rest) - _month_start(start) for start in range(_MONTHS_IN_CENTURIES)]
    whole = years * _DAYS_IN_CENTURIES
    return whole + min(spans), whole + max(spans)


_MONTHS_IN_CENTURIES = 4_800
_DAYS_IN_CENTURIES = 146_097


def _month_start(number: int) -> int:
    year, month = divmod(number, 12)
    return dt.date(2000 + year, month + 1, 1).toordinal()


def day_of(ordinal: int) -> Date:
    """The day with that ordinal, counted from 1 January of year 1.

    Raises:
        NotAccepted: if there is no such day.
    """
    try:
        return Date.fromordinal(ordinal)
    except (OverflowError, ValueError):
        raise NotAccepted("day", ordinal, "a day of the years 1 to 9999") from None


def weekday_of(ordinal: int) -> WeekDay:
    """The weekday of a day, given by its ordinal: the first one, 0001-01-01, is a Monday."""
    return _WEEKDAYS[(ordinal - 1) % DAYS_IN_WEEK]


def week_first(ordinal: int, begins: WeekDay) -> int:
    """The ordinal of the first day of the week that holds a day, where weeks begin on that weekday."""
    return ordinal - (ordinal - 1 - begins) % DAYS_IN_WEEK


def is_nth_of_month(day: Date, nth: int) -> bool:
    """Whether a day is the nth of its weekday in its month: 1 to 5, or -1 for the last.

    >>> is_nth_of_month(Date(2026, 2, 22), 4), is_nth_of_month(Date(2026, 2, 22), -1)
    (True, True)
    """
    if nth > 0:
        return (day.day - 1) // DAYS_IN_WEEK + 1 == nth
    return day.day + DAYS_IN_WEEK > day.days_in_month


def month_first(day: Date) -> Date:
    """The first day of its month."""
    return Date(day.year, day.month, 1)


def next_month(day: Date) -> Date:
    """The first day of the month after its own.

    Raises:
        NotAccepted: if that day lies outside the calendar.
    """
    return add_months(month_first(day), 1)


class ClockStanding(enum.Enum):
    """How often a wall-clock time happens on a day in a zone."""

    ONCE = "once"
    TWICE = "twice: the clock is set back over it, and the first one is meant"
    MISSING = "never: the clock jumps over it, and it moves on by as much as the clock does"


_EPOCH = dt.date(1970, 1, 1).toordinal()
_SECONDS_IN_DAY = 86_400


@functools.lru_cache(maxsize=64)
def _zone(name: str) -> pendulum.Timezone:
    return pendulum.timezone(name)


@functools.lru_cache(maxsize=20_000)
def _offset(zone: str, ordinal: int) -> int | None:
    """The offset from UTC in seconds that holds all day long; ``None`` where a change may touch the day."""
    # A change may repeat or skip the hours on both sides of midnight: then midnight itself has two offsets.
    begins = _offset_at(zone, dt.datetime.fromordinal(ordinal))
    ends = _offset_at(zone, dt.datetime.fromordinal(ordinal + 1).replace(fold=1))
    return begins if begins == ends else None


def _offset_at(zone: str, wall: dt.datetime) -> int:
    """The offset of the first such wall-clock time; of one that is missing, the offset before the change."""
    # A naive datetime has fold 0, which means just that (PEP 495, and RFC 5545 for its recurrences).
    found = _zone(zone).utcoffset(wall)
    return 0 if found is None else found.days * _SECONDS_IN_DAY + found.seconds


def instant(zone: str, ordinal: int, minute: int) -> int:
    """The seconds of UTC since 1970 at a wall-clock time, given by its day and its minute of that day.

    A time that happens twice is the first one. A time that is missing moves on by as much as the clock does, which is
    what RFC 5545 asks. A minute beyond 1440 lies on the next day.
    """
    ordinal, minute = ordinal + minute // MINUTES_IN_DAY, minute % MINUTES_IN_DAY
    offset = _offset(zone, ordinal)
    if offset is None:
        offset = _offset_at(zone, _naive(ordinal, minute))
    return (ordinal - _EPOCH) * _SECONDS_IN_DAY + minute * 60 - offset


def _naive(ordinal: int, minute: int) -> dt.datetime:
    day = dt.date.fromordinal(ordinal)
    return dt.datetime(day.year, day.month, day.day, *divmod(minute, 60))  # noqa: DTZ001 - the zone comes apart from it


def clock_standing(zone: str, ordinal: int, minute: int) -> ClockStanding:
    """Whether a wall-clock time happens once, twice or never on its day.

    >>> clock_standing("America/New_York", Date(2026, 3, 8).toordinal(), 150).name
    'MISSING'
    """
    change = _change_over(zone, ordinal, minute)
    if not change:
        return ClockStanding.ONCE
    return ClockStanding.MISSING if change > 0 else ClockStanding.TWICE


def _change_over(zone: str, ordinal: int, minute: int) -> int:
    """By how many seconds a wall-clock time is jumped over, or less than 0 where the clock is set back over it."""
    ordinal, minute = ordinal + minute // MINUTES_IN_DAY, minute % MINUTES_IN_DAY
    if _offset(zone, ordinal) is not None:
        return 0
    wall = _naive(ordinal, minute)
    return _offset_at(zone, wall.replace(fold=1)) - _offset_at(zone, wall)


def moved_on(zone: str, ordinal: int, minute: int) -> tuple[int, int]:
    """The day and the minute of a wall-clock time; of one that is missing, those to which it moves.

    >>> moved_on("America/New_York", Date(2026, 3, 8).toordinal(), 150) == (Date(2026, 3, 8).toordinal(), 210)
    True
    """
    ordinal, minute = ordinal + minute // MINUTES_IN_DAY, minute % MINUTES_IN_DAY
    if _offset(zone, ordinal) is not None:
        return ordinal, minute
    minute += max(0, _change_over(zone, ordinal, minute)) // 60
    return ordinal + minute // MINUTES_IN_DAY, minute % MINUTES_IN_DAY


def wall_time(zone: str, ordinal: int, minute: int) -> DateTime:
    """The datetime at a wall-clock time in its zone; one that is missing is the time to which it moves.

    >>> print(wall_time("America/New_York", Date(2026, 11, 1).toordinal(), 90))
    2026-11-01 01:30:00-04:00
    """
    ordinal, minute = moved_on(zone, ordinal, minute)
    day, (hour, rest) = dt.date.fromordinal(ordinal), divmod(minute, 60)
    return DateTime(day.year, day.month, day.day, hour, rest, tzinfo=_zone(zone))


_EPOCH_TIME = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - the zone comes apart from it


def utc_time(seconds: int) -> DateTime:
    """The datetime of an instant, in UTC."""
    wall = _EPOCH_TIME + dt.timedelta(seconds=seconds)
    return DateTime(wall.year, wall.month, wall.day, wall.hour, wall.minute, wall.second, tzinfo=pendulum.UTC)
