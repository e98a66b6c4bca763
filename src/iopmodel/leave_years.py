"""The 12-month period in which leave from work is counted (29 CFR 825.200(b))."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from iopmodel._days import Date, add_days, add_months, plain_day
from iopmodel.errors import NotAccepted
from iopmodel.spans import DaySpan
from iopmodel.vocabulary import Word

__all__ = ["LeaveYearMethod", "leave_year"]

_MONTHS_IN_YEAR = 12


class LeaveYearMethod(Word):
    """How an employer chooses the 12-month period in which the entitlement is counted (29 CFR 825.200(b))."""

    CALENDAR_YEAR = "calendar-year"
    """(b)(1): 1 January to 31 December."""
    FIXED_YEAR = "fixed-year"
    """(b)(2): any fixed 12 months, such as a fiscal year or the year that begins on an anniversary."""
    FORWARD = "forward"
    """(b)(3): 12 months forward from the first leave; the next period begins with the first leave after it."""
    BACKWARD = "backward"
    """(b)(4): a rolling period, the 12 months up to and with each day of leave."""


def leave_year(
    method: LeaveYearMethod | str,
    on: dt.date | str,
    *,
    starts: dt.date | str | None = None,
    leave_days: Iterable[dt.date | str] = (),
) -> DaySpan:
    """The 12-month period in which leave on a day is counted.

    Args:
        method: which of the four methods the employer has chosen.
        on: a day of leave.
        starts: for a fixed year, the first day of any one of its years.
        leave_days: for the forward method, the days of leave so far, in any order; a period begins on the first of
            them, or on the first after an earlier period. Days after *on* change nothing.

    >>> print(leave_year("calendar-year", "2026-02-02"))
    2026-01-01 until 2027-01-01
    >>> print(leave_year("backward", "2026-02-02"))
    2025-02-03 until 2026-02-03

    Raises:
        NotAccepted: if a fixed year has no start, or a method is given what it does not use.
    """
    way, day, days = LeaveYearMethod.one_of(method), plain_day(on), [plain_day(each) for each in leave_days]
    if (starts is not None) is not (way is LeaveYearMethod.FIXED_YEAR):
        raise NotAccepted("start of the leave year", starts, "starts= for the fixed-year method, and for no other")
    if days and way is not LeaveYearMethod.FORWARD:
        raise NotAccepted("days of leave", len(days), "leave_days= for the forward method, and for no other")
    if way is LeaveYearMethod.BACKWARD:
        return DaySpan(add_days(add_months(day, -_MONTHS_IN_YEAR), 1), add_days(day, 1))
    if way is LeaveYearMethod.FORWARD:
        return _forward(day, days)
    return _fixed_year(day, plain_day(f"{day.year:04d}-01-01" if starts is None else starts))


def _fixed_year(day: Date, anchor: Date) -> DaySpan:
    """The year that holds *day*; one that begins on 29 February begins on the 28th where there is none."""
    years = day.year - anchor.year
    if add_months(anchor, years * _MONTHS_IN_YEAR) > day:
        years -= 1
    return DaySpan(add_months(anchor, years * _MONTHS_IN_YEAR), add_months(anchor, (years + 1) * _MONTHS_IN_YEAR))


def _forward(day: Date, leave_days: list[Date]) -> DaySpan:
    """The period that holds *day*, which is a day of leave itself, so that one begins on it if none runs."""
    first, *later = sorted(each for each in (*leave_days, day) if each <= day)
    for each in later:
        if each >= add_months(first, _MONTHS_IN_YEAR):
            first = each
    return DaySpan(first, add_months(first, _MONTHS_IN_YEAR))
