"""What falls in a calendar month: how many sessions, how many minutes, whatever the day on which the stay begins.

Before a stay has dates nobody knows where its months begin. A month has 28 to 31 days, so what certainly falls in each
of them is what falls in every 28 days of the stay, and what may fall there is what falls in some 31 days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.counting import Counted, Counting
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Range
from iopmodel.schedules import Session
from iopmodel.stretches import Stretch
from iopmodel.weeks import Entry, pattern_hours, week_of

__all__ = ["Month", "minutes_in_month", "sessions_in_month"]

_SHORTEST, _LONGEST = 28, 31
_WEEKS_TOUCHED = 6
#: Later months than these are not looked at one by one.
_MOST_MONTHS = 14
_FIFTH = 5

_Amount = tuple[int, int | None]
_NOTHING: _Amount = (0, 0)


class _Event(NamedTuple):
    """What may fall on some day from *first* to *last* of a stay, counted from 0: at least so much, at most so much."""

    first: int
    last: int
    amount: _Amount


class Month(NamedTuple):
    """A whole calendar month of a stay: which one, what falls in it, and whether the stay certainly has it."""

    where: str
    amount: Range[int]
    is_certain: bool


def minutes_in_month(stretch: Stretch, counting: Counting) -> tuple[Month, ...]:
    """Counted minutes in each whole calendar month of the stretch; none when it has no whole month."""
    if isinstance(stretch.week, WeeklyPattern):
        time = pattern_hours(stretch.week)
        # Three whole weeks lie in every month, and no month touches more than six.
        most = None if time.high is None else _WEEKS_TOUCHED * time.high.count
        return (Month("any month", Range(3 * time.low.count, most), is_certain=True),)
    return _months(stretch, counting, _minutes, lambda _: True)


def sessions_in_month(stretch: Stretch, counting: Counting, of: Callable[[Session], bool]) -> tuple[Month, ...]:
    """Counted sessions *of* a kind in each whole calendar month of the stretch; none when it has no whole month."""
    if isinstance(stretch.week, WeeklyPattern):
        return (Month("any month", Range(0), is_certain=True),)
    return _months(stretch, counting, _one, of)


def _minutes(entry: Entry) -> _Amount:
    return entry.shortest, entry.longest


def _one(_: Entry) -> _Amount:
    return 1, 1


def _months(
    stretch: Stretch, counting: Counting, measure: Callable[[Entry], _Amount], of: Callable[[Session], bool]
) -> tuple[Month, ...]:
    """The whole months of a stretch, alike ones once. The first begins within a month of the stay, on any day of it."""
    last = stretch.last_week
    days = None if last is None else (last - stretch.first_week + 1) * DAYS_IN_WEEK
    settled = len(stretch.program_weeks) * DAYS_IN_WEEK
    count = min(settled // _SHORTEST + 2, _MOST_MONTHS)
    weeks = (_LONGEST * (count + 2)) // DAYS_IN_WEEK + 1
    events, monthly = _events(stretch, counting, weeks, measure, of)
    found: list[Month] = []
    for number in range(count):
        starts = range(_SHORTEST * number, _LONGEST * (number + 1))
        inside = [start for start in starts if days is None or start + _SHORTEST <= days]
        if not inside:
            break
        low = min(_falling(events, start, _SHORTEST)[0] for start in inside)
        tops = [_falling(events, start, min(_LONGEST, (days or start + _LONGEST) - start))[1] for start in inside]
        high = None if any(top is None for top in tops) else max(top or 0 for top in tops)
        certain_days = None if not stretch.is_length_known else stretch.weeks.low * DAYS_IN_WEEK
        is_certain = certain_days is None or starts.stop - 1 + _LONGEST <= certain_days
        found.append(Month(f"month {number + 1}", _range(_added([(low, high), *monthly])), is_certain))
    return _alike(found)


def _alike(months: list[Month]) -> tuple[Month, ...]:
    """The months, as one when what falls in them is the same."""
    if len({month.amount for month in months}) == 1:
        return (Month("any month", months[0].amount, any(month.is_certain for month in months)),)
    return tuple(months)


def _events(
    stretch: Stretch,
    counting: Counting,
    count: int,
    measure: Callable[[Entry], _Amount],
    of: Callable[[Session], bool],
) -> tuple[list[_Event], list[_Amount]]:
    """What falls on the days of the first weeks, and what is placed by the month."""
    events: list[_Event] = []
    monthly: dict[Session, _Amount] = {}
    for index in range(count):
        number = stretch.settled(stretch.first_week + index)
        for entry in week_of(stretch, number, counting).entries:
            if not of(entry.session):
                continue
            if _is_monthly(entry.session):
                monthly[entry.session] = _of_month(entry, measure(entry))
            else:
                events.append(_event(entry, index, measure(entry)))
    return events, list(monthly.values())


def _is_monthly(session: Session) -> bool:
    """Whether a session is placed by the month, or floats over the weeks: no single week tells how often it falls."""
    floats = session.every.count > 1 and session.first is None
    return session.nth is not None or session.per_month is not None or floats


def _of_month(entry: Entry, amount: _Amount) -> _Amount:
    """What a session that is placed by the month puts in each."""
    session = entry.session
    if session.per_month is not None:
        times = (session.per_month.low, session.per_month.high)
    elif session.nth is not None:
        times = (0 if session.nth == _FIFTH else 1, 1)
    else:
        days = session.every.count * DAYS_IN_WEEK
        spread = 0 if session.day is not None else DAYS_IN_WEEK - 1
        each = session.per_week
        times = (
            (_SHORTEST - spread) // days * each.low,
            None if each.high is None else -(-(_LONGEST + spread) // days) * each.high,
        )
    lasting = session.weeks.first == 1 and session.weeks.last is None and not session.optional
    fewest = times[0] if lasting and entry.counted is Counted.YES else 0
    most = None if times[1] is None or amount[1] is None else times[1] * amount[1]
    return fewest * amount[0], most


def _event(entry: Entry, index: int, amount: _Amount) -> _Event:
    begins = index * DAYS_IN_WEEK
    low = entry.fewest * amount[0] if entry.counted is Counted.YES else 0
    high = None if entry.most is None or amount[1] is None else entry.most * amount[1]
    if entry.day is None:
        return _Event(begins, begins + DAYS_IN_WEEK - 1, (low, high))
    return _Event(begins + int(entry.day), begins + int(entry.day), (low, high))


def _falling(events: list[_Event], start: int, length: int) -> _Amount:
    """What certainly falls, and what may fall, in so many days."""
    until = start + length
    inside = (event.amount[0] for event in events if start <= event.first and event.last < until)
    touching = [(0, event.amount[1]) for event in events if event.first < until and event.last >= start]
    return sum(inside), _added(touching)[1]


def _added(amounts: list[_Amount] | Iterator[_Amount]) -> _Amount:
    low, high = 0, 0
    endless = False
    for least, most in amounts:
        low += least
        endless = endless or most is None
        high += most or 0
    return low, None if endless else high


def _range(amount: _Amount) -> Range[int]:
    return Range(*amount)
