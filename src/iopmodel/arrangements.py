"""Sessions by arrangement: what a week asks for without saying when, listed as still to be placed.

What is asked a week is listed for each program week, what is asked a month for each calendar month, and a set number
for the whole stay. A session every n weeks of which nobody knows the first is listed for every n weeks of those in
which it may fall. Where a stay cuts such a stretch of days, nobody can say how many fall in what is left of it.
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


def unplaced(
    stay: Stay, first: Date, until: Date, placed: Iterable[tuple[str, Date]], *, goes_on: bool = False
) -> Iterator[Unplaced]:
    """What is still to be placed in the stretches of days of a stay that touch those from one day up to another.

    Args:
        stay: the stay.
        first: the first day asked about.
        until: the first day not asked about any more.
        placed: the keys of the sessions by arrangement that were placed, with the day of each, in any part of the stay.
        goes_on: whether this is a part of a stay that goes on in another one, such as after a leave of absence.
    """
    first, until = max(first, stay.first), _earlier(until, stay.until)
    if stay.on_leave or not isinstance(stay.week, WeeklySchedule) or first >= until:
        return
    given = tuple(placed)
    for row in template_rows(stay.week):
        if not has_dates(row.session):
            for span, number in _asked(row.session, stay, first, until, goes_on=goes_on):
                is_in_all = row.session.total is not None
                taken = sum(1 for key, day in given if key == row.key and (is_in_all or day in span))
                left = _less(number, taken)
                if left.high != 0:
                    yield Unplaced(key=row.key, session=row.session, stay=stay, span=span, number=left)


def _earlier(until: Date, end: Date | None) -> Date:
    return until if end is None else min(until, end)


def _less(number: Range[int], taken: int) -> Range[int]:
    """What is left of a number after some were taken; more than were asked leave nothing."""
    high = None if number.high is None else max(0, number.high - number.high_excluded - taken)
    return Range(max(0, number.low - taken), high)


def _at_most(number: Range[int]) -> Range[int]:
    return Range(0, number.high, high_excluded=number.high_excluded)


def _asked(
    session: Session, stay: Stay, first: Date, until: Date, *, goes_on: bool
) -> Iterator[tuple[DaySpan, Range[int]]]:
    """How many sessions a stay asks for in each stretch of days that touches those from one day up to another."""
    begins, ends = _in_force(session, stay)
    if session.total is not None:
        is_whole = ends is not None and _is_whole(session, stay, goes_on=goes_on)
        in_all = DaySpan(begins, max(begins, until if ends is None else ends))
        found = iter([(in_all, session.total if is_whole else _at_most(session.total))])
    elif session.per_month is not None:
        found = _monthly(session.per_month, first, until)
    else:
        found = _weekly(session, stay, first, until)
    for span, number in found:
        held_first, held_until = max(span.first, begins), _earlier(span.until, ends)
        if max(held_first, first) < min(held_until, until):
            held = DaySpan(held_first, held_until)
            open_days = sum(1 for day in range(held.first.toordinal(), held.until.toordinal()) if stay.is_open(day))
            if open_days:
                yield held, number if open_days == len(span) and not session.optional else _at_most(number)


def _in_force(session: Session, stay: Stay) -> tuple[Date, Date | None]:
    """The first day of a stay in whose program week a session may be, and the first one after; ``None`` without."""
    last = session.weeks.last
    begins = max(stay.first, _week_begins(stay, session.weeks.first))
    return begins, stay.until if last is None else _earlier(_week_begins(stay, last + 1), stay.until)


def _is_whole(session: Session, stay: Stay, *, goes_on: bool) -> bool:
    """Whether all of a set number falls in this stay, and none of it before or after."""
    last = session.weeks.last
    is_begun_before = max(stay.weeks_from, _week_begins(stay, session.weeks.first)) < stay.first
    is_ended_here = last is not None and (stay.until is None or _week_begins(stay, last + 1) <= stay.until)
    return not is_begun_before and (is_ended_here or not goes_on)


def _monthly(number: Range[int], first: Date, until: Date) -> Iterator[tuple[DaySpan, Range[int]]]:
    month = month_first(first)
    while month < until:
        yield DaySpan(month, next_month(month)), number
        month = next_month(month)


def _weekly(session: Session, stay: Stay, first: Date, until: Date) -> Iterator[tuple[DaySpan, Range[int]]]:
    """Program weeks, or as many of them together as lie between two sessions of which nobody knows the first."""
    every = session.every.count
    step = every if session.first is None else 1
    anchor = max(stay.first_week, session.weeks.first)
    begins = anchor + (stay.program_week(first) - anchor) // step * step
    for number in range(begins, stay.program_week(day_of(until.toordinal() - 1)) + 1, step):
        if session.first is None or (number >= session.first and (number - session.first) % every == 0):
            yield DaySpan(_week_begins(stay, number), _week_begins(stay, number + step)), session.per_week


def _week_begins(stay: Stay, number: int) -> Date:
    return day_of(stay.weeks_from.toordinal() + (number - stay.first_week) * DAYS_IN_WEEK)
