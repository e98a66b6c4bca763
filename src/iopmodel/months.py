"""What falls in a calendar month: how many sessions, how many minutes, whatever the day on which the stay begins.

Before a stay has dates nobody knows where its months begin. A month has 28 to 31 days, so what certainly falls in each
of them is what falls in every 28 days of the stay, and what may fall there is what falls in some 31 days.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

import attrs

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.counting import Counted, Counting
from iopmodel.lengths import in_days
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Range
from iopmodel.schedules import Session
from iopmodel.stretches import Stretch
from iopmodel.weeks import Entry, Week, by_day, pattern_hours, week_of

__all__ = ["Month", "minutes_in_month", "sessions_in_month"]

_SHORTEST, _LONGEST = 28, 31
_WEEKS_TOUCHED = 6
#: Later months than these are not looked at one by one.
_MOST_MONTHS = 14
_FIFTH = 5
_LAST_DAY = DAYS_IN_WEEK - 1
#: A stay of so many days has a whole month, on whatever day it begins.
_CERTAIN_DAYS = 30 + _LONGEST

_Amount = tuple[int, int | None]


class _Event(NamedTuple):
    """What may fall on some day from *first* to *last*, counted from 0: at least so much, at most so much."""

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
        return _of_pattern(stretch, Range(3 * time.low.count, most))
    return _months(stretch, counting, _minutes_of_week)


def sessions_in_month(stretch: Stretch, counting: Counting, of: Callable[[Session], bool]) -> tuple[Month, ...]:
    """Counted sessions *of* a kind in each whole calendar month of the stretch; none when it has no whole month."""
    if isinstance(stretch.week, WeeklyPattern):
        return _of_pattern(stretch, Range(0))
    return _months(stretch, counting, functools.partial(_sessions_of_week, of))


class _WeekOfMonths(NamedTuple):
    """What one week holds: what falls on its days, and the sessions placed by the month, each with its amount."""

    events: list[_Event]
    monthly: list[tuple[Session, _Amount]]


def _minutes_of_week(week: Week) -> _WeekOfMonths:
    plain = tuple(entry for entry in week.entries if not _is_monthly(entry.session))
    loose = [_event(entry, (entry.shortest, entry.longest)) for entry in plain if entry.day is None]
    days = by_day(plain, week.parallel)
    events = [_Event(int(day.day), int(day.day), (day.low, day.high)) for day in days]
    if week.attends is not None:
        any_day = tuple(entry for entry in plain if entry.day is None)
        time = attrs.evolve(week, entries=plain, days=days, any_day=any_day).time
        amount = time.low.count, None if time.high is None else time.high.count
        events, loose = [_Event(0, _LAST_DAY, amount)], []
    monthly = [(each.session, _of_month(each, (each.shortest, each.longest), week.attends)) for each in _monthly(week)]
    return _WeekOfMonths([*events, *loose], monthly)


def _sessions_of_week(of: Callable[[Session], bool], week: Week) -> _WeekOfMonths:
    plain = [entry for entry in week.entries if of(entry.session) and not _is_monthly(entry.session)]
    events = [_event(entry, (1, 1)) for entry in plain]
    if week.attends is not None:
        count = week.count_of(lambda session: of(session) and not _is_monthly(session))
        events = [_Event(0, _LAST_DAY, (count.low, count.high))]
    monthly = [(each.session, _of_month(each, (1, 1), week.attends)) for each in _monthly(week) if of(each.session)]
    return _WeekOfMonths(events, monthly)


def _monthly(week: Week) -> list[Entry]:
    return [entry for entry in week.entries if _is_monthly(entry.session)]


def _of_pattern(stretch: Stretch, amount: Range[int]) -> tuple[Month, ...]:
    """A week known by its figures alone is in every month alike."""
    fewest, most = _days(stretch)
    if most is not None and most < _SHORTEST:
        return ()
    return (Month("any month", amount, fewest is None or fewest >= _CERTAIN_DAYS),)


def _days(stretch: Stretch) -> tuple[int | None, int | None]:
    """The fewest and the most days of a stretch; ``None`` where nobody says and it goes on."""
    last = stretch.last_week
    most = None if last is None else (last - stretch.first_week + 1) * DAYS_IN_WEEK
    if not stretch.is_length_known:
        return most, most
    days = in_days(stretch.length)
    top = None if days.high is None else days.high - days.high_excluded
    return days.low, top if most is None or top is None else min(most, top)


def _months(stretch: Stretch, counting: Counting, of_week: Callable[[Week], _WeekOfMonths]) -> tuple[Month, ...]:
    """The whole months of a stretch, alike ones once. The first begins within a month of the stay, on any day of it."""
    fewest, most = _days(stretch)
    settled = len(stretch.program_weeks) * DAYS_IN_WEEK
    count = min(settled // _SHORTEST + 2, _MOST_MONTHS)
    looked_at = (_LONGEST * (count + 2)) // DAYS_IN_WEEK + 1
    if most is not None:
        looked_at = min(looked_at, -(-most // DAYS_IN_WEEK))
    numbers = range(stretch.first_week, stretch.first_week + looked_at)
    weeks = [of_week(week_of(stretch, stretch.settled(number), counting)) for number in numbers]
    events = [
        _Event(index * DAYS_IN_WEEK + each.first, index * DAYS_IN_WEEK + each.last, each.amount)
        for index, week in enumerate(weeks)
        for each in week.events
    ]
    found: list[Month] = []
    for number in range(count):
        starts = range(_SHORTEST * number, _LONGEST * (number + 1))
        inside = [start for start in starts if most is None or start + _SHORTEST <= most]
        if not inside:
            break
        low = min(_falling(events, start, _SHORTEST)[0] for start in inside)
        tops = [_falling(events, start, min(_LONGEST, (most or start + _LONGEST) - start))[1] for start in inside]
        high = None if any(top is None for top in tops) else max(top or 0 for top in tops)
        touched = weeks[inside[0] // DAYS_IN_WEEK : (inside[-1] + _LONGEST - 1) // DAYS_IN_WEEK + 1]
        amount = _added([(low, high), *_placed_by_month(touched)])
        is_certain = fewest is None or starts.stop - 1 + _LONGEST <= fewest
        found.append(Month(f"month {number + 1}", _range(amount), is_certain))
    return _alike(found)


def _alike(months: list[Month]) -> tuple[Month, ...]:
    """The months, as one when what falls in them is the same."""
    if len({month.amount for month in months}) == 1:
        return (Month("any month", months[0].amount, any(month.is_certain for month in months)),)
    return tuple(months)


def _placed_by_month(weeks: list[_WeekOfMonths]) -> list[_Amount]:
    """What is placed by the month in a month that touches these weeks; certain where it is in force in all of them."""
    found: dict[Session, tuple[_Amount, int]] = {}
    for week in weeks:
        for session in dict.fromkeys(session for session, _ in week.monthly):
            times = [amount for other, amount in week.monthly if other == session]
            found.setdefault(session, (times[0], len(times)))
    lasting = {session for session in found if all(session in dict(week.monthly) for week in weeks)}
    return [
        amount if session in lasting else (0, amount[1])
        for session, (amount, times) in found.items()
        for _ in range(times)
    ]


def _is_monthly(session: Session) -> bool:
    """Whether a session is placed by the month, or floats over the weeks: no single week tells how often it falls."""
    floats = session.every.count > 1 and session.first is None
    return session.nth is not None or session.per_month is not None or floats


def _of_month(entry: Entry, amount: _Amount, attends: Range[int] | None) -> _Amount:
    """What a session that is placed by the month puts in each month in which it is in force.

    Where a patient picks days, the day of it need not be among them.
    """
    session = entry.session
    times: _Amount
    if session.per_month is not None:
        times = (session.per_month.low, session.per_month.high)
    elif session.nth is not None:
        times = (0 if session.nth == _FIFTH else 1, 1)
    else:
        days = session.every.count * DAYS_IN_WEEK
        spread = 0 if session.day is not None else _LAST_DAY
        each = session.per_week
        most = None if each.high is None else -(-(_LONGEST + spread) // days) * each.high
        times = ((_SHORTEST - spread) // days * each.low, most)
    is_certain = entry.counted is Counted.YES and not session.optional and (attends is None or session.day is None)
    fewest = times[0] if is_certain else 0
    return fewest * amount[0], None if times[1] is None or amount[1] is None else times[1] * amount[1]


def _event(entry: Entry, amount: _Amount) -> _Event:
    """A session of one week, on its day or on any."""
    low = entry.fewest * amount[0] if entry.counted is Counted.YES else 0
    high = None if entry.most is None or amount[1] is None else entry.most * amount[1]
    return (
        _Event(0, _LAST_DAY, (low, high)) if entry.day is None else _Event(int(entry.day), int(entry.day), (low, high))
    )


def _falling(events: list[_Event], start: int, length: int) -> _Amount:
    """What certainly falls, and what may fall, in so many days."""
    until = start + length
    inside = (event.amount[0] for event in events if start <= event.first and event.last < until)
    touching = [(0, event.amount[1]) for event in events if event.first < until and event.last >= start]
    return sum(inside), _added(touching)[1]


def _added(amounts: list[_Amount]) -> _Amount:
    low, high = 0, 0
    endless = False
    for least, most in amounts:
        low += least
        endless = endless or most is None
        high += most or 0
    return low, None if endless else high


def _range(amount: _Amount) -> Range[int]:
    return Range(*amount)
