"""Half-open spans: of days, from *first* up to *until*, and of program weeks."""

from __future__ import annotations

import datetime as dt
import math
import re

import attrs

from iopmodel._days import Date, plain_day
from iopmodel.errors import EndsBeforeItStarts, NotAccepted
from iopmodel.quantities import whole_number

__all__ = ["DaySpan", "WeekSpan", "week_span"]


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
