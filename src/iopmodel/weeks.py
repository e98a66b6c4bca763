"""What one program week holds: which sessions fall in it, what they add to the time, and what is not known of them.

This is the order of design.md, section 6, item 1: sessions in force, their cadence at that week, the counted ones,
per weekday the union of the timed ones, the days that a patient picks, and then what has no place in the week.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

import attrs

from iopmodel._days import DAYS_IN_WEEK, WeekDay
from iopmodel.components import Component, ProgramBlock
from iopmodel.counting import Counted, Counting, Parallel, UnknownTime
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session
from iopmodel.spans import covered_minutes
from iopmodel.stretches import Stretch

__all__ = [
    "DayTime",
    "Entry",
    "Week",
    "as_counted",
    "by_day",
    "counts_unnamed",
    "entry_of",
    "pattern_days",
    "pattern_hours",
    "week_of",
]


class Entry(NamedTuple):
    """One session in one week: how often it falls there, how long it is, and whether it counts. Times in minutes."""

    session: Session
    counted: Counted
    fewest: int
    most: int | None
    shortest: int
    longest: int | None

    @property
    def day(self) -> WeekDay | None:
        """Its weekday, if it has one."""
        return self.session.day

    @property
    def is_required(self) -> bool:
        """Whether it certainly falls in the week and certainly counts."""
        return self.fewest > 0 and self.counted is Counted.YES

    @property
    def low(self) -> int:
        """The least that it adds to the week by itself."""
        return self.fewest * self.shortest if self.counted is Counted.YES else 0

    @property
    def high(self) -> int | None:
        """The most that it adds to the week by itself; ``None`` without a known end."""
        if self.most == 0 or self.longest == 0:
            return 0
        return None if self.most is None or self.longest is None else self.most * self.longest

    @property
    def time(self) -> Range[Minutes]:
        """What it adds to the week by itself."""
        return _range(self.low, self.high)

    @property
    def on_one_day(self) -> Range[Minutes]:
        """What it may put on one day on which it falls, when it has no weekday: one of it, or as many as go there."""
        low = self.shortest if self.counted is Counted.YES else 0
        if self.high in {0, None}:
            return _range(low, self.high)
        most = self.most or 0
        times = min(most, self.session.per_day or (1 if most <= DAYS_IN_WEEK else most))
        return _range(low, times * (self.longest or 0))


class DayTime(NamedTuple):
    """The counted time on one weekday, and the sessions that make it."""

    day: WeekDay
    low: int
    high: int | None
    entries: tuple[Entry, ...]

    @property
    def time(self) -> Range[Minutes]:
        """The time on that day."""
        return _range(self.low, self.high)

    @property
    def is_certain(self) -> bool:
        """Whether a counted session certainly falls on it."""
        return any(entry.is_required for entry in self.entries)


@attrs.frozen
class Week:
    """One program week of a stretch, under one counting.

    Args:
        number: the program week.
        entries: the counted sessions that may fall in it, the ones that may count included.
        days: the weekdays with counted sessions.
        any_day: the counted sessions without a weekday.
        open_days: the weekdays with a session that is not optional, of which a patient may attend some.
        attends: how many of the open days a patient attends, when not all.
        parallel: what sessions at the same time make together.
    """

    number: int
    entries: tuple[Entry, ...]
    days: tuple[DayTime, ...]
    any_day: tuple[Entry, ...]
    open_days: frozenset[WeekDay]
    attends: Range[int] | None
    parallel: Parallel

    @functools.cached_property
    def time(self) -> Range[Minutes]:
        """The counted time of the week."""
        low, high = self._picked(self.days)
        return _range(low + sum(each.low for each in self.any_day), _add(high, *(each.high for each in self.any_day)))

    def _picked(self, days: tuple[DayTime, ...]) -> tuple[int, int | None]:
        """The least and the most that the days make together which a patient attends."""
        if self.attends is None:
            return sum(day.low for day in days), _add(*(day.high for day in days))
        choice = [day for day in days if day.day in self.open_days]
        shortest = sorted(day.low for day in choice)[: max(0, self.attends.low - self._uncounted_open_days)]
        longest = sorted((day.high for day in choice), key=_height, reverse=True)[: self.attends.high]
        extra = [day.high for day in days if day.day not in self.open_days]
        return sum(shortest), _add(*longest, *extra)

    @property
    def _uncounted_open_days(self) -> int:
        """Open days on which nothing counts: a patient who picks them adds nothing."""
        return len(self.open_days - {day.day for day in self.days})

    def days_with(self, at_least: int = 0) -> Range[int]:
        """Days with a counted session and at least so many counted minutes.

        Sessions without a weekday may fall on any day: they never make the low end smaller, and they make the high
        end as large as the days that they can fill.
        """
        enough = [each for each in self.any_day if each.is_required and each.shortest >= at_least]
        low = max([self._fewest_days(at_least), *(_spread(each) for each in enough)])
        return Range(low, max(low, self._most_days(at_least)))

    def _fewest_days(self, at_least: int) -> int:
        """On how many of the weekdays with sessions there are so many minutes, at the least."""
        certain = [day.day for day in self.days if day.is_certain and day.low >= at_least]
        if self.attends is None:
            return len(certain)
        falling_short = len(self.open_days - set(certain))
        return max(0, min(self.attends.low, len(self.open_days)) - falling_short)

    def _most_days(self, at_least: int) -> int:
        """On how many days there are so many minutes, at the most: on some by themselves, the others are filled up."""
        heights = sorted((_height(day.high) for day in self.days if day.day in self.open_days), reverse=True)
        attended = heights if self.attends is None else heights[: self.attends.high]
        attended += [_height(day.high) for day in self.days if day.day not in self.open_days]
        missing = [at_least - height for height in attended if height < at_least]
        nobody_there = [at_least] * (DAYS_IN_WEEK - len(attended))
        return len(attended) - len(missing) + self._filled(sorted(missing) + nobody_there)

    def _filled(self, missing: list[int]) -> int:
        """How many days the sessions without a weekday can bring to their minutes, at the most; the shortest first."""
        supply = _add(*(each.high for each in self.any_day))
        one_each = _add(*(_most_of(each.on_one_day) for each in self.any_day))
        visits = sum(DAYS_IN_WEEK if each.most is None else each.most for each in self.any_day)
        filled = 0
        for short in missing:
            left = supply is None or supply >= short
            if not left or _height(one_each) < short or filled >= visits:
                break
            supply = None if supply is None else supply - short
            filled += 1
        return filled

    @functools.cached_property
    def session_count(self) -> Range[int]:
        """How many counted sessions it has."""
        return self.count_of(lambda _: True)

    def count_of(self, of: Callable[[Session], bool]) -> Range[int]:
        """How many counted sessions *of* a kind it has."""
        asked = ((day, tuple(entry for entry in day.entries if of(entry.session))) for day in self.days)
        by_day = (DayTime(day.day, *_how_many(entries), entries) for day, entries in asked)
        low, high = self._picked(tuple(by_day))
        fewest, most = _how_many(tuple(entry for entry in self.any_day if of(entry.session)))
        return Range(low + fewest, _add(high, most))

    def by_component(self) -> dict[type[Component], Range[Minutes]]:
        """The counted time of each component type, as if it stood alone in the week."""
        kinds = dict.fromkeys(type(each.session.component) for each in self.entries)
        return {kind: self._of_kind(kind).time for kind in kinds}

    def _of_kind(self, kind: type[Component]) -> Week:
        entries = tuple(each for each in self.entries if type(each.session.component) is kind)
        any_day = tuple(each for each in entries if each.day is None)
        return attrs.evolve(self, entries=entries, days=by_day(entries, self.parallel), any_day=any_day)


@functools.lru_cache(maxsize=256)
def week_of(stretch: Stretch, number: int, counting: Counting) -> Week:
    """The program week *number* of a stretch that has a schedule."""
    found = (entry_of(session, stretch, number, counting) for session in stretch.sessions)
    falling = [entry for entry in found if entry is not None]
    entries = tuple(entry for entry in falling if entry.counted is not Counted.NO)
    return Week(
        number=number,
        entries=entries,
        days=by_day(entries, counting.parallel),
        any_day=tuple(entry for entry in entries if entry.day is None),
        open_days=frozenset(entry.day for entry in falling if entry.day is not None and not entry.session.optional),
        attends=stretch.attends,
        parallel=counting.parallel,
    )


def by_day(entries: tuple[Entry, ...], parallel: Parallel) -> tuple[DayTime, ...]:
    """The weekdays with sessions among these, each with its time."""
    found: dict[WeekDay, list[Entry]] = {}
    for entry in entries:
        if entry.day is not None:
            found.setdefault(entry.day, []).append(entry)
    return tuple(DayTime(day, *_on_day(given, parallel), tuple(given)) for day, given in sorted(found.items()))


def entry_of(session: Session, stretch: Stretch, number: int, counting: Counting) -> Entry | None:
    """The session in that program week, or ``None`` when it cannot fall there."""
    if session.total is not None and not counting.unplaced_total:
        return None
    if session.optional and not counting.optional:
        return None
    fewest, most = falls(session, stretch, number)
    shortest = session.time.low.count
    longest = None if session.time.high is None else session.time.high.count - session.time.high_excluded
    if counting.unknown is UnknownTime.NOTHING:
        most = fewest if most is None else most
        longest = shortest if longest is None else longest
    if most == 0:
        return None
    return Entry(session, counting.of(session.component, session.attended_by), fewest, most, shortest, longest)


def falls(session: Session, stretch: Stretch, number: int) -> tuple[int, int | None]:
    """How often a session falls in a program week, at least and at most; ``None`` without a known end."""
    if number not in session.weeks or not stretch.reaches(number):
        return 0, 0
    fewest: int
    most: int | None
    if session.day is not None:
        fewest, most = 1, 1
    elif session.per_month is not None:
        fewest, most = 0, _top(session.per_month)
    else:
        fewest, most = session.per_week.low, _top(session.per_week)
    if session.every.count > 1 and session.first is not None:
        if number < session.first or (number - session.first) % session.every.count:
            return 0, 0
    elif session.every.count > 1 or session.nth is not None:
        fewest = 0
    if session.total is not None:
        fewest, most = _within_total(session, stretch, most)
    return (0 if session.optional else fewest), most


def _within_total(session: Session, stretch: Stretch, most: int | None) -> tuple[int, int | None]:
    """A week's share of a set number over the whole program: what the other weeks cannot hold must fall in it."""
    total = Range(0) if session.total is None else session.total
    top = _top(total)
    ceiling = top if most is None else most if top is None else min(most, top)
    lasts = [week for week in (session.weeks.last, stretch.last_week) if week is not None]
    others = max(0, min(lasts) - max(session.weeks.first, stretch.first_week)) if lasts else None
    elsewhere = 0 if others == 0 else total.low if most is None or others is None else others * most
    must = total.low - elsewhere
    return max(0, min(must, _height(ceiling))), ceiling


def _on_day(entries: list[Entry], parallel: Parallel) -> tuple[int, int | None]:
    """The least and the most minutes of the sessions on one weekday."""
    timed = [entry for entry in entries if entry.session.start is not None or entry.session.end is not None]
    if parallel is Parallel.SUM or len(timed) <= 1:
        return _summed(entries)
    untimed_low, untimed_high = _summed(
        [entry for entry in entries if entry.session.start is None and entry.session.end is None]
    )
    low = _union([entry.session.interval(entry.shortest) for entry in timed if entry.is_required])
    if any(entry.longest is None for entry in timed):
        return low + untimed_low, None
    high = _union([entry.session.interval(entry.longest or 0) for entry in timed])
    return low + untimed_low, _add(high, untimed_high)


def _union(intervals: list[tuple[int, int] | None]) -> int:
    """The minutes that any of the intervals covers."""
    return covered_minutes(each for each in intervals if each is not None)


def _summed(entries: list[Entry]) -> tuple[int, int | None]:
    return sum(entry.low for entry in entries), _add(*(entry.high for entry in entries))


def _how_many(entries: tuple[Entry, ...]) -> tuple[int, int | None]:
    return sum(each.fewest for each in entries if each.counted is Counted.YES), _add(*(each.most for each in entries))


def _spread(entry: Entry) -> int:
    """On how many days, at the least, the required sessions of an entry without a weekday must fall."""
    count = entry.fewest
    if entry.session.per_day is not None:
        return min(DAYS_IN_WEEK, -(-count // entry.session.per_day))
    return count if _height(entry.most) <= DAYS_IN_WEEK else min(1, count)


def _top(count: Range[int]) -> int | None:
    """The largest whole number in a range."""
    return None if count.high is None else count.high - count.high_excluded


def _add(*parts: int | None) -> int | None:
    total = 0
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _height(minutes: int | None) -> int:
    """For comparisons: what has no known end is higher than anything."""
    return 1 << 62 if minutes is None else minutes


def _most_of(time: Range[Minutes]) -> int | None:
    return None if time.high is None else time.high.count


def _range(low: int, high: int | None) -> Range[Minutes]:
    return Range(Minutes(low), None if high is None else Minutes(high))


def counts_unnamed(counting: Counting) -> bool:
    """Whether treatment whose kind nobody says certainly counts."""
    return ProgramBlock.kind in counting.components and ProgramBlock.kind not in counting.contested


def as_counted(stretch: Stretch, counting: Counting) -> Stretch:
    """The stretch as a body sees it: a week known by its figures alone says no more of its kinds than a block does."""
    pattern = stretch.week
    if not isinstance(pattern, WeeklyPattern) or counts_unnamed(counting):
        return stretch
    nothing = Minutes(0)
    loose = attrs.evolve(
        pattern,
        days=Range(0, pattern.days.high, high_excluded=pattern.days.high_excluded),
        visits=Range(0, pattern.visits.high, high_excluded=pattern.visits.high_excluded),
        time_per_day=Range(nothing, pattern.time_per_day.high, high_excluded=pattern.time_per_day.high_excluded),
        time_per_visit=Range(nothing, pattern.time_per_visit.high, high_excluded=pattern.time_per_visit.high_excluded),
        time_per_week=Range(nothing, pattern.time_per_week.high, high_excluded=pattern.time_per_week.high_excluded),
    )
    return attrs.evolve(stretch, week=loose)


def pattern_hours(pattern: WeeklyPattern) -> Range[Minutes]:
    """Time a week of a pattern: its days times its time a day, within what it says of the week itself."""
    by_day = pattern.daily_time.times(pattern.attendance)
    if pattern.daily_time.is_unknown:
        return pattern.time_per_week
    return by_day.intersection(pattern.time_per_week) or by_day.hull(pattern.time_per_week)


def pattern_days(pattern: WeeklyPattern, at_least: int) -> Range[int]:
    """Days a week with at least so many minutes, of a pattern."""
    days, time = pattern.attendance, pattern.daily_time
    if time.low >= Minutes(at_least):
        return days
    return Range.exactly(0) if Minutes(at_least) not in Range(Minutes(0), time.high) else Range(0, days.high)
