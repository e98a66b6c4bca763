"""Counted days: the counted time of occurrences, day by day, as far as it is certain and as far as it is possible.

Times at one time of the day count once (or each, as the counting says), on the clock of the day on which a session
starts. What has no clock time is held to lie outside the others.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import attrs

from iopmodel._days import Date, day_of
from iopmodel.counting import DEFAULT_COUNTING, Counted, Counting, Parallel, UnknownTime
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session
from iopmodel.spans import covered_minutes

__all__ = ["CountedDay", "counted_days", "counts_for_certain", "interval_of", "may_count"]


@attrs.frozen
class CountedDay:
    """One day with sessions that count or may count.

    Args:
        day: the day.
        time: their time.
        is_certain: whether one of them certainly counts.
    """

    day: Date
    time: Range[Minutes]
    is_certain: bool

    def reaches(self, at_least: Minutes) -> bool:
        """Whether it certainly is a day with a counted session and so much time."""
        return self.is_certain and self.time.low >= at_least

    def may_reach(self, at_least: Minutes) -> bool:
        """Whether it may be one."""
        return self.time.high is None or self.time.high >= at_least


def may_count(session: Session, counting: Counting) -> bool:
    """Whether a session counts or may count."""
    if session.optional and not counting.optional:
        return False
    return counting.of(session.component, session.attended_by) is not Counted.NO


def counts_for_certain(session: Session, counting: Counting) -> bool:
    """Whether a session certainly counts: a required one of a kind that counts."""
    return not session.optional and counting.of(session.component, session.attended_by) is Counted.YES


def interval_of(occurrence: Occurrence, minutes: int) -> tuple[int, int] | None:
    """The minutes of its day's clock that it covers if it is so long; ``None`` where no clock time tells."""
    if occurrence.begin is None:
        return occurrence.session.interval(minutes)
    return occurrence.begin, occurrence.begin + minutes


def counted_days(occurrences: Iterable[Occurrence], counting: Counting = DEFAULT_COUNTING) -> tuple[CountedDay, ...]:
    """The days with sessions that count or may count, in order, each with its time.

    >>> from iopmodel import Episode, GroupTherapy, LevelOfCare, Phase, sessions
    >>> groups = [*sessions(GroupTherapy(), "MO", "18:00-20:00"), *sessions(GroupTherapy(), "MO", "19:00-21:00")]
    >>> episode = Episode.of(Phase(LevelOfCare.OUTPATIENT, groups), first="2026-02-02", length="1 week")
    >>> for each in counted_days(episode.occurrences()):
    ...     print(each.day, each.time)
    2026-02-02 3 h
    """
    counted = sorted((each for each in occurrences if may_count(each.session, counting)), key=_ordinal)
    return tuple(_day(ordinal, tuple(group), counting) for ordinal, group in itertools.groupby(counted, key=_ordinal))


def _ordinal(occurrence: Occurrence) -> int:
    return occurrence.ordinal


def _day(ordinal: int, held: Sequence[Occurrence], counting: Counting) -> CountedDay:
    certain = [each for each in held if counts_for_certain(each.session, counting)]
    low = _together([(each, each.shortest) for each in certain], counting)
    possible = [(each, _longest(each, counting)) for each in held]
    known = [(each, longest) for each, longest in possible if longest is not None]
    high = Minutes(_together(known, counting)) if len(known) == len(possible) else None
    return CountedDay(day_of(ordinal), Range(Minutes(low), high), is_certain=bool(certain))


def _longest(occurrence: Occurrence, counting: Counting) -> int | None:
    if occurrence.longest is None and counting.unknown is UnknownTime.NOTHING:
        return occurrence.shortest
    return occurrence.longest


def _together(lengths: Sequence[tuple[Occurrence, int]], counting: Counting) -> int:
    """The minutes that sessions of one day make together, each of a known length."""
    if counting.parallel is Parallel.SUM:
        return sum(length for _, length in lengths)
    intervals = [(interval_of(each, length), length) for each, length in lengths]
    timed = [interval for interval, _ in intervals if interval is not None]
    return covered_minutes(timed) + sum(length for interval, length in intervals if interval is None)
