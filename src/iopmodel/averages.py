"""Totals over a stay and averages over its weeks, exactly, where single weeks leave something open.

A session every two weeks of which nobody knows the first week may or may not fall in any one week; over eight weeks
it falls four times. Such a session is *floating*: it is counted over the whole span instead of week by week.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from iopmodel.counting import Counted, Counting, Parallel
from iopmodel.errors import NotAccepted
from iopmodel.lengths import PlannedLength, WithoutEnd
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Program
from iopmodel.quantities import Minutes, Range, hull_of, sum_of
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import WeekSpan
from iopmodel.stretches import LONGEST_STAY, Stretch, Subject, stretches
from iopmodel.weeks import Entry, entry_of, pattern_hours, week_of

__all__ = ["average_of", "average_together", "stay_total", "total_of"]

# The calendar repeats after 400 years: 4,800 months in 20,871 weeks, in which each weekday comes 20,871 times,
# four times in every month and a fifth time in the rest.
_MONTHS = Fraction(4_800, 20_871)
_FIFTH_WEEKDAYS = Fraction(20_871 - 4 * 4_800, 20_871)
_FIFTH = 5

_Sum = tuple[Fraction, Fraction | None]
_NOTHING: _Sum = (Fraction(0), Fraction(0))


def total_of(subject: Subject, length: PlannedLength | None, counting: Counting) -> Range[Minutes]:
    """Counted time over a stay: the phases of a pathway added, tracks as alternatives.

    Raises:
        NotAccepted: for a length with a pathway, whose phases have their own.
    """
    if isinstance(subject, Program) and not subject.tracks and subject.pathway is not None:
        return total_of(subject.pathway, length, counting)
    if isinstance(subject, Program) and subject.tracks:
        subject = attrs.evolve(subject, pathway=None)
    parts = stretches(subject)
    if isinstance(subject, Pathway):
        if length is not None:
            raise NotAccepted("length of the stay", str(length), "no length for a pathway; its phases have their own")
        return sum_of(stay_total(part, counting) for part in parts)
    if length is not None:
        parts = tuple(attrs.evolve(part, length=length) for part in parts)
    return hull_of(stay_total(part, counting) for part in parts)


def stay_total(stretch: Stretch, counting: Counting) -> Range[Minutes]:
    """Counted time over the whole of one stretch."""
    weeks, last = stretch.weeks, stretch.last_week
    low, _ = _total(stretch, weeks.low, counting)
    if last is not None:
        _, high = _total(stretch, last - stretch.first_week + 1, counting)
    else:
        settled = len(stretch.program_weeks)
        _, so_far = _total(stretch, settled, counting)
        _, later = _total(stretch, settled + _round(stretch), counting)
        high = so_far if so_far == later else None
    return Range(Minutes(int(low)), None if high is None else Minutes(int(high)))


def average_of(stretch: Stretch, counting: Counting, week: int | None) -> Range[Fraction]:
    """Counted time in an average week of one stretch, in fractions of minutes."""
    if isinstance(stretch.week, WeeklyPattern):
        return _as_range(_time_sum(pattern_hours(stretch.week)))
    if week is not None:
        return _as_range(_cadence_average(_in_force(stretch, week), counting))
    lasting = attrs.evolve(stretch, length=WithoutEnd())
    settled = len(stretch.program_weeks) - stretch.period
    if stretch.is_length_known:
        ends = stretch.weeks
        counts = range(ends.low, (ends.high or max(ends.low, settled) + _round(stretch)) + 1)
        totals = zip(_totals(stretch, counts, counting), counts, strict=True)
        averages = [_divided(total, count) for total, count in totals]
        if ends.high is None:
            averages.append(_cadence_average(_in_force(lasting, stretch.first_week + settled), counting))
    elif not stretch.period:
        averages = [_divided(_total(stretch, settled, counting), settled)]
    else:
        averages = [_cadence_average(_in_force(lasting, stretch.first_week + settled), counting)]
        if settled:
            averages.append(_divided(_total(stretch, settled, counting), settled))
    return hull_of(map(_as_range, averages))


def _round(stretch: Stretch) -> int:
    """After how many weeks every cadence, known or floating, has come round again."""
    return min(math.lcm(*(each.every.count for each in stretch.sessions)), LONGEST_STAY)


def average_together(phases: tuple[Stretch, ...], counting: Counting) -> Range[Fraction]:
    """Counted time in an average week of phases one after the other, over every length that they can have.

    A phase without a known end can outweigh all others.
    """
    averages = [average_of(phase, counting, None) for phase in phases]
    ends = [(phase.weeks.low, phase.weeks.high or phase.weeks.low) for phase in phases]
    highs = [mean.high for mean in averages if mean.high is not None]
    # Without a highest average of each phase there is none of them all.
    high = -_least([-mean for mean in highs], ends) if len(highs) == len(phases) else None
    together = Range(_least([mean.low for mean in averages], ends), high)
    endless = [mean for mean, phase in zip(averages, phases, strict=True) if phase.weeks.high is None]
    return hull_of([together, *endless])


def _least(means: list[Fraction], ends: list[tuple[int, int]]) -> Fraction:
    """The smallest average over all lengths: what lies below it is at its longest, and the rest at its shortest."""
    total = sum((mean * shortest for mean, (shortest, _) in zip(means, ends, strict=True)), Fraction(0))
    weeks = sum(shortest for shortest, _ in ends)
    found = [total / weeks]
    for mean, (shortest, longest) in sorted(zip(means, ends, strict=True)):
        total, weeks = total + mean * (longest - shortest), weeks + longest - shortest
        found.append(total / weeks)
    return min(found)


def _in_force(stretch: Stretch, week: int) -> Stretch:
    """The stretch as if the sessions of one program week had no first and no last week."""
    lasting = (attrs.evolve(each, weeks=WeekSpan()) for each in stretch.sessions if week in each.weeks)
    return attrs.evolve(
        stretch, week=WeeklySchedule(lasting if stretch.reaches(week) else ()), length=WithoutEnd(), first_week=1
    )


def _cadence_average(stretch: Stretch, counting: Counting) -> _Sum:
    """The average over one round of the cadences of sessions that all last on."""
    shares = ((each, _share(each, stretch, counting)) for each in stretch.sessions)
    floating = [(each, share) for each, share in shares if share is not None]
    base = _without(stretch, (each for each, _ in floating))
    last = base.program_weeks.stop
    weeks = (week_of(base, number, counting) for number in range(last - base.period, last))
    total = _divided(_added(_time_sum(week.time) for week in weeks), base.period)
    return _added([total, *(_scaled(_entry_time(each, stretch, counting), share) for each, share in floating)])


def _share(session: Session, stretch: Stretch, counting: Counting) -> Fraction | None:
    """How many times its week a session falls in an average week, when no single week tells; else ``None``."""
    if session.total is not None or not _adds_up(session, stretch, counting):
        return None
    if session.nth is not None:
        return _FIFTH_WEEKDAYS if session.nth == _FIFTH else _MONTHS
    if session.per_month is not None:
        return _MONTHS
    if session.every.count > 1 and session.first is None:
        return Fraction(1, session.every.count)
    return None


def _total(stretch: Stretch, count: int, counting: Counting) -> _Sum:
    """Counted minutes over the first *count* weeks of a stretch."""
    (total,) = _totals(stretch, (count,), counting)
    return total


def _totals(stretch: Stretch, counts: Iterable[int], counting: Counting) -> Iterator[_Sum]:
    """Counted minutes over the first weeks of a stretch, for each number of weeks."""
    if isinstance(stretch.week, WeeklyPattern):
        yield from (_time_sum(pattern_hours(stretch.week) * count) for count in counts)
        return
    floating = [each for each in stretch.sessions if _is_floating(each, stretch, counting)]
    base = _without(stretch, floating)
    known: dict[int, _Sum] = {}
    for count in counts:
        parts = [_floating_total(each, stretch, count, counting) for each in floating]
        for number in range(stretch.first_week, stretch.first_week + count):
            like = base.settled(number)
            if like not in known:
                known[like] = _time_sum(week_of(base, like, counting).time)
            parts.append(known[like])
        yield _added(parts)


def _is_floating(session: Session, stretch: Stretch, counting: Counting) -> bool:
    unknown_first = session.every.count > 1 and session.first is None
    return (unknown_first or session.total is not None) and _adds_up(session, stretch, counting)


def _floating_total(session: Session, stretch: Stretch, count: int, counting: Counting) -> _Sum:
    """The minutes of a floating session over the first *count* weeks."""
    first = max(session.weeks.first, stretch.first_week)
    last = stretch.first_week + count - 1
    weeks = max(0, min(last, session.weeks.last or last) - first + 1)
    if not weeks:
        return _NOTHING
    rounds = Range(weeks // session.every.count, -(-weeks // session.every.count))
    if session.total is not None:
        held = (session.per_month or session.per_week).times(rounds)
        number = session.total.intersection(Range(0, held.high)) or session.total
        return _entry_time(attrs.evolve(session, total=number), stretch, counting)
    low, high = _entry_time(session, stretch, counting)
    return low * rounds.low, None if high is None or rounds.high is None else high * rounds.high


def _adds_up(session: Session, stretch: Stretch, counting: Counting) -> bool:
    """Whether a session adds its whole time to a week, whatever else falls there."""
    if session.day is None:
        return True
    if stretch.attends is not None:
        return False
    if counting.parallel is Parallel.SUM or (session.start is None and session.end is None):
        return True
    others = list(stretch.sessions)
    others.remove(session)
    return not any(session.may_overlap(other) for other in others)


def _entry_time(session: Session, stretch: Stretch, counting: Counting) -> _Sum:
    """The minutes of one round of a session, of a month or of all of its number; nothing when it does not count."""
    if session.total is not None and not counting.unplaced_total:
        return _NOTHING
    number = session.total or session.per_month or session.per_week
    lasting = attrs.evolve(stretch, week=WeeklySchedule(), length=WithoutEnd(), first_week=1)
    plain = attrs.evolve(
        session,
        day=None,
        nth=None,
        every=type(session.every)(1),
        weeks=WeekSpan(),
        total=None,
        per_month=None,
        per_week=number,
    )
    found = entry_of(plain, lasting, 1, counting)
    if found is None or found.counted is Counted.NO:
        return _NOTHING
    return _entry_sum(found)


def _entry_sum(entry: Entry) -> _Sum:
    return Fraction(entry.low), None if entry.high is None else Fraction(entry.high)


def _time_sum(time: Range[Minutes]) -> _Sum:
    return Fraction(time.low.count), None if time.high is None else Fraction(time.high.count)


def _without(stretch: Stretch, left_out: Iterable[Session]) -> Stretch:
    without = set(left_out)
    return attrs.evolve(stretch, week=WeeklySchedule(each for each in stretch.sessions if each not in without))


def _added(sums: Iterable[_Sum]) -> _Sum:
    low, high = Fraction(0), Fraction(0)
    unbounded = False
    for least, most in sums:
        low += least
        unbounded = unbounded or most is None
        high += most or 0
    return low, None if unbounded else high


def _scaled(given: _Sum, factor: Fraction) -> _Sum:
    return given[0] * factor, None if given[1] is None else given[1] * factor


def _divided(given: _Sum, count: int) -> _Sum:
    return _scaled(given, Fraction(1, count))


def _as_range(given: _Sum) -> Range[Fraction]:
    return Range(given[0], given[1])
