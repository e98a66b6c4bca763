"""Sessions by arrangement: what a week asks for without saying when, listed as still to be placed.

What is asked a week is listed for each program week, what is asked a month for each calendar month, a session every
n weeks of which nobody knows the first for every n weeks, and a set number for the whole stay. Where a stay cuts such
a stretch of days, nobody can say how many fall in what is left of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, day_of, month_first, next_month
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.templates import has_dates, template_rows

__all__ = ["Unplaced", "unplaced"]


@attrs.frozen(kw_only=True)
class Unplaced:
    """Sessions that a week asks for without saying when: they are still to be placed.

    Args:
        key: the key of the session.
        session: the session of the template.
        stay: the stay that asks for it.
        span: the days within which they fall.
        number: how many of them fall there.
    """

    key: str
    session: Session
    stay: Stay
    span: DaySpan
    number: Range[int]

    @property
    def time(self) -> Range[Minutes]:
        """How long they are together."""
        return self.session.time.times(self.number)

    def __str__(self) -> str:
        words = self.session.label or str(self.session.component)
        return f"{self.span}: {words}, {self.number} to be placed"


def unplaced(stay: Stay, first: Date, until: Date, placed: Iterable[tuple[str, Date]]) -> Iterator[Unplaced]:
    """What is still to be placed in the stretches of days of a stay that touch those from one day up to another.

    Args:
        stay: the stay.
        first: the first day asked about.
        until: the first day not asked about any more.
        placed: the keys of the sessions by arrangement that were placed, with the day of each.
    """
    if stay.on_leave or not isinstance(stay.week, WeeklySchedule):
        return
    given = tuple(placed)
    for row in template_rows(stay.week):
        if not has_dates(row.session):
            for span, number in _asked(row.session, stay, max(first, stay.first), _earlier(until, stay.until)):
                taken = sum(1 for key, day in given if key == row.key and day in span)
                left = _less(number, taken)
                if left.high != 0:
                    yield Unplaced(key=row.key, session=row.session, stay=stay, span=span, number=left)


def _earlier(until: Date, end: Date | None) -> Date:
    return until if end is None else min(until, end)


def _less(number: Range[int], taken: int) -> Range[int]:
    """What is left of a number after some were taken; more than were asked leave nothing."""
    high = None if number.high is None else max(0, number.high - number.high_excluded - taken)
    return Range(max(0, number.low - taken), high)


def _asked(session: Session, stay: Stay, first: Date, until: Date) -> Iterator[tuple[DaySpan, Range[int]]]:
    """How many sessions a stay asks for in each stretch of days that touches those from one day up to another."""
    if first >= until:
        return
    for span, number in _stretches_of_days(session, stay, first, until):
        held = DaySpan(max(span.first, stay.first), _earlier(span.until, stay.until))
        open_days = sum(1 for day in range(held.first.toordinal(), held.until.toordinal()) if stay.is_open(day))
        if open_days:
            is_whole = open_days == len(span) and not session.optional
            yield held, number if is_whole else Range(0, number.high, high_excluded=number.high_excluded)


def _stretches_of_days(session: Session, stay: Stay, first: Date, until: Date) -> Iterator[tuple[DaySpan, Range[int]]]:
    if session.total is not None:
        weeks = session.weeks
        begins = max(stay.first, _week_begins(stay, weeks.first))
        ends = stay.until or until
        ends = ends if weeks.last is None else min(ends, _week_begins(stay, weeks.last + 1))
        if begins < until and first < ends:
            # Of a stay without a planned end nobody knows how many fall up to a day.
            known = session.total.low if stay.until is not None else 0
            yield DaySpan(begins, ends), Range(known, session.total.high, high_excluded=session.total.high_excluded)
    elif session.per_month is not None:
        month = month_first(first)
        while month < until:
            if all(stay.program_week(day) in session.weeks for day in (max(month, stay.first), _last_of(month, stay))):
                yield DaySpan(month, next_month(month)), session.per_month
            month = next_month(month)
    else:
        yield from _weekly(session, stay, first, until)


def _last_of(month: Date, stay: Stay) -> Date:
    return day_of(_earlier(next_month(month), stay.until).toordinal() - 1)


def _weekly(session: Session, stay: Stay, first: Date, until: Date) -> Iterator[tuple[DaySpan, Range[int]]]:
    """Program weeks, or as many of them together as lie between two sessions of which nobody knows the first."""
    is_floating = session.every.count > 1 and session.first is None
    step = session.every.count if is_floating else 1
    begins = stay.first_week + (stay.program_week(first) - stay.first_week) // step * step
    for number in range(begins, stay.program_week(day_of(until.toordinal() - 1)) + 1, step):
        inside = [week for week in range(number, number + step) if week in session.weeks]
        is_due = session.first is None or (
            number >= session.first and not (number - session.first) % session.every.count
        )
        if inside and is_due:
            span = DaySpan(_week_begins(stay, number), _week_begins(stay, number + step))
            yield span, session.per_week if len(inside) == step else Range(0, session.per_week.high)


def _week_begins(stay: Stay, number: int) -> Date:
    return day_of(stay.weeks_from.toordinal() + (number - stay.first_week) * DAYS_IN_WEEK)
