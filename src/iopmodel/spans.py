"""Spans: of days and of a day's clock, half-open; of program weeks; and the part of a stay in which a rule holds."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, Time, clock_time, minute_of_day, month_span, plain_day
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, WrongKind
from iopmodel.quantities import whole_number
from iopmodel.vocabulary import Word

__all__ = [
    "DaySpan",
    "PartOfStay",
    "StayUnit",
    "TimeSpan",
    "WeekSpan",
    "covered_minutes",
    "part_of_stay",
    "time_span",
    "week_span",
]


@attrs.frozen(order=True)
class DaySpan:
    """Days from *first* up to, not including, *until*.

    >>> from pendulum import Date
    >>> summer = DaySpan("2026-06-15", "2026-08-31")
    >>> len(summer), Date(2026, 8, 31) in summer
    (77, False)

    Raises:
        EndsBeforeItStarts: if *until* lies before *first*.
    """

    first: Date = attrs.field(converter=plain_day)
    until: Date = attrs.field(converter=plain_day)

    def __attrs_post_init__(self) -> None:
        if self.until < self.first:
            raise EndsBeforeItStarts("span of days", self.first, self.until)

    def __len__(self) -> int:
        return self.until.toordinal() - self.first.toordinal()

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= plain_day(day) < self.until

    def __str__(self) -> str:
        return f"{self.first} until {self.until}"


@attrs.frozen(order=True)
class TimeSpan:
    """Clock time of one day, from *start* up to, not including, *end*.

    >>> print(TimeSpan("09:00", "14:00"))
    09:00-14:00

    Raises:
        EndsBeforeItStarts: if *end* is not after *start*; a span of one day's clock does not pass midnight.
    """

    start: Time = attrs.field(converter=clock_time)
    end: Time = attrs.field(converter=clock_time)

    def __attrs_post_init__(self) -> None:
        if self.end <= self.start:
            raise EndsBeforeItStarts("span of a day's clock", self.start, self.end)

    @property
    def minutes(self) -> tuple[int, int]:
        """Its start and end in minutes since midnight."""
        return minute_of_day(self.start), minute_of_day(self.end)

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


def time_span(value: TimeSpan | tuple[dt.time | str, dt.time | str] | str) -> TimeSpan:
    """A span of a day's clock, from one, a pair of times, or text such as ``"09:00-14:00"``.

    Raises:
        NotAccepted: for anything else.
        EndsBeforeItStarts: if it ends before it starts.
    """
    if isinstance(value, TimeSpan):
        return value
    try:
        start, end = value.split("-") if isinstance(value, str) else value
    except (TypeError, ValueError):
        raise NotAccepted("clock times", value, "a TimeSpan, a pair of times, or text such as 09:00-14:00") from None
    return TimeSpan(start, end)


def covered_minutes(intervals: Iterable[tuple[int, int]]) -> int:
    """The minutes that any of the intervals covers, each from its first minute up to, not including, its second.

    >>> covered_minutes([(540, 720), (660, 780)])
    240
    """
    known = sorted(intervals)
    covered, reached = 0, known[0][0] if known else 0
    for start, end in known:
        if end > reached:
            covered += end - max(start, reached)
            reached = end
    return covered


def _week_number(value: int) -> int:
    return whole_number(value, "program week", at_least=1)


def _end_order(last: int | None) -> float:
    return math.inf if last is None else last


@attrs.frozen(order=True)
class WeekSpan:
    """Program weeks *first* to *last*, both included and counted from 1, as programs say it: "weeks 5 to 16".

    *last* is ``None`` when the span has no end.

    >>> 16 in WeekSpan(5, 16), 4 in WeekSpan(5), print(WeekSpan(1, 4))
    weeks 1 to 4
    (True, False, None)

    Raises:
        EndsBeforeItStarts: if *last* lies before *first*.
    """

    first: int = attrs.field(default=1, converter=_week_number)
    last: int | None = attrs.field(default=None, converter=attrs.converters.optional(_week_number), order=_end_order)

    def __attrs_post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise EndsBeforeItStarts("span of weeks", self.first, self.last)

    def __contains__(self, week: int) -> bool:
        return self.first <= week and (self.last is None or week <= self.last)

    def __str__(self) -> str:
        if self.last is None:
            return f"weeks {self.first} on"
        return f"week {self.first}" if self.last == self.first else f"weeks {self.first} to {self.last}"


_WEEKS = re.compile(r"(?:weeks? )?([0-9]{1,6})(?: to ([0-9]{1,6})|( on))?")


def week_span(value: WeekSpan | tuple[int, int | None] | str) -> WeekSpan:
    """A span of program weeks, from a span, a pair, or text such as ``"1 to 4"``, ``"5"`` or ``"9 on"``.

    >>> week_span("9 on")
    WeekSpan(first=9, last=None)

    Raises:
        NotAccepted: for anything else, and for week 0, as weeks are counted from 1.
        EndsBeforeItStarts: if the last week lies before the first.
    """
    if isinstance(value, WeekSpan):
        return value
    if isinstance(value, str):
        found = _WEEKS.fullmatch(value.strip())
        if not found:
            raise NotAccepted("program weeks", value, "weeks such as 1 to 4, 5, or 9 on")
        return WeekSpan(int(found[1]), None if found[3] else int(found[2] or found[1]))
    try:
        first_week, last_week = value
    except (TypeError, ValueError):
        raise NotAccepted("program weeks", value, "a WeekSpan, a pair such as (1, 4), or text such as 1 to 4") from None
    return WeekSpan(first_week, last_week)


class StayUnit(Word):
    """In what the part of a stay is counted."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


def _stay_unit(value: str) -> StayUnit:
    return StayUnit.one_of(value)


def _stay_name(value: str) -> str:
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("part of a stay", value, "a name in words")
    return value.strip()


def _stay_number(value: int) -> int:
    return whole_number(value, "part of a stay", at_least=1)


@attrs.frozen
class PartOfStay:
    """A part of a stay, counted from its first day: "weeks 1 to 4", "days 31 on", or one known by its name alone.

    Args:
        unit: in what it is counted.
        first: the first day, week or month of it, counted from 1.
        last: the last one, which belongs to it; ``None`` when it has no end.
        name: what it is called when no count is known, such as ``"maintenance"``; where it lies nobody can say then.

    >>> weeks = PartOfStay("weeks", 1, 4)
    >>> print(weeks, weeks.holds_week(4), weeks.holds_week(5), weeks.holds_day(29))
    weeks 1 to 4 True False False

    Raises:
        EndsBeforeItStarts: if *last* lies before *first*.
    """

    unit: StayUnit = attrs.field(default=StayUnit.DAYS, converter=_stay_unit)
    first: int = attrs.field(default=1, converter=_stay_number)
    last: int | None = attrs.field(default=None, converter=attrs.converters.optional(_stay_number))
    name: str = attrs.field(default="", converter=_stay_name, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise EndsBeforeItStarts("part of a stay", self.first, self.last)

    @property
    def last_week(self) -> int | None:
        """The last week of a stay that may touch it; ``None`` when it has no known end."""
        end = None if self.name else self._after(self.last)
        return None if end is None else -(-end[1] // DAYS_IN_WEEK)

    @property
    def first_week(self) -> int:
        """The first week of a stay that may touch it."""
        start = (0, 0) if self.name else self._after(self.first - 1) or (0, 0)
        return start[0] // DAYS_IN_WEEK + 1

    def holds_day(self, day: int) -> bool | None:
        """Whether the day of a stay, counted from 1, lies in it; ``None`` when it hangs on the calendar."""
        return self.holds_days(day, day)

    def holds_week(self, week: int) -> bool | None:
        """Whether a whole week of a stay lies in it, and none that it cuts; ``None`` when it hangs on the calendar."""
        return self.holds_days((week - 1) * DAYS_IN_WEEK + 1, week * DAYS_IN_WEEK)

    def holds_days(self, first: int, last: int) -> bool | None:
        """Whether all days of a stay from one to another lie in it; ``None`` when it hangs on the calendar."""
        if self.name:
            return None
        begins, ends = self._after(self.first - 1) or (0, 0), self._after(self.last)
        if first <= begins[0] or (ends is not None and last > ends[1]):
            return False
        return True if first > begins[1] and (ends is None or last <= ends[0]) else None

    def _after(self, count: int | None) -> tuple[int, int] | None:
        """The fewest and the most days that so many of its units are; a month has 28 to 31 days."""
        if count is None:
            return None
        if self.unit is StayUnit.MONTHS:
            return month_span(count)
        days = count * (DAYS_IN_WEEK if self.unit is StayUnit.WEEKS else 1)
        return days, days

    def __str__(self) -> str:
        if self.name:
            return self.name
        if self.last is None:
            return f"{self.unit} {self.first} on"
        return (
            f"{self.unit.removesuffix('s')} {self.first}"
            if self.last == self.first
            else f"{self.unit} {self.first} to {self.last}"
        )


_PART = re.compile(r"(days?|weeks?|months?) ([0-9]{1,6})(?: to ([0-9]{1,6})|( on))?")


def part_of_stay(value: PartOfStay | str) -> PartOfStay:
    """A part of a stay, from one, or from text such as ``"weeks 1 to 4"``, ``"days 31 on"`` or ``"maintenance"``.

    >>> part_of_stay("months 1 to 3")
    PartOfStay(unit=StayUnit.MONTHS, first=1, last=3, name='')

    Raises:
        WrongKind: for anything that is no text.
        NotAccepted: for text without words, and for text that begins like a count and is none.
        EndsBeforeItStarts: if the end lies before the beginning.
    """
    if isinstance(value, PartOfStay):
        return value
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("part of a stay", value, "a PartOfStay, or text such as weeks 1 to 4")
    text = value.strip()
    found = _PART.fullmatch(text.casefold())
    if found:
        last = None if found[4] else int(found[3] or found[2])
        return PartOfStay(f"{found[1].removesuffix('s')}s", int(found[2]), last)
    if not text or re.match(r"(days?|weeks?|months?)\b", text.casefold()):
        raise NotAccepted("part of a stay", value, "text such as weeks 1 to 4, days 31 on, or the name of a part")
    return PartOfStay(name=text)
