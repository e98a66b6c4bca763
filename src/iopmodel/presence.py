"""When a patient is away for treatment in a program week, and how much of a claimed time that takes.

A week here is a clock of seven days that starts again: what goes on after midnight on Sunday meets Monday morning.
Travel is one way and added on both sides of every session. Two sessions with less between them than the way home and
back then touch, so a run of sessions costs one way there and one way back, and the time between them is taken too.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

import attrs

from iopmodel._days import DAYS_IN_WEEK, MINUTES_IN_DAY, WeekDay, minute_of_day
from iopmodel.counting import Counting
from iopmodel.errors import WrongKind
from iopmodel.findings import Verdict
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Phase, Track
from iopmodel.quantities import Minutes, Range, whole_number
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.stretches import Stretch, stretches
from iopmodel.tally import WeekClass, week_classes
from iopmodel.weeks import Entry, Week

__all__ = [
    "Attended",
    "Away",
    "Claim",
    "Presence",
    "WeekMinutes",
    "minutes_between",
    "presences",
    "the_stretch",
    "union",
]

#: What one patient attends: a track, one phase, or a bare week.
Attended: TypeAlias = Track | Phase | WeeklySchedule | WeeklyPattern

#: A set of minutes of the week, one bit a minute, the lowest one Monday 00:00.
WeekMinutes: TypeAlias = int

_WEEK = DAYS_IN_WEEK * MINUTES_IN_DAY
_ALL: WeekMinutes = (1 << _WEEK) - 1
#: A session with a clock time is shorter than a day.
_LONGEST_TIMED = MINUTES_IN_DAY - 1


def minutes_between(day: WeekDay, start: int, end: int) -> WeekMinutes:
    """The minutes from *start* up to, not including, *end*, both counted from midnight of *day* and allowed beyond it.

    >>> minutes_between(WeekDay.SUNDAY, 1380, 1500).bit_count()
    120
    >>> minutes_between(WeekDay.SUNDAY, 1440, 1500) == minutes_between(WeekDay.MONDAY, 0, 60)
    True
    """
    length = min(end - start, _WEEK)
    minutes = ((1 << length) - 1) << ((day * MINUTES_IN_DAY + start) % _WEEK)
    return (minutes | minutes >> _WEEK) & _ALL


def union(parts: Iterable[WeekMinutes]) -> WeekMinutes:
    """The minutes that any of these holds."""
    found = 0
    for part in parts:
        found |= part
    return found


@attrs.frozen
class Claim:
    """Time of the week that something else claims, and how much of it an absence takes.

    Args:
        parts: the claimed minutes, in parts such as shifts.
        is_whole: whether a part of which any minute is taken is taken as a whole.

    >>> shift = minutes_between(WeekDay.MONDAY, 540, 1020)
    >>> late = minutes_between(WeekDay.MONDAY, 990, 1080)
    >>> Claim((shift,)).taken(late), Claim((shift,), is_whole=True).taken(late)
    (30, 480)
    """

    parts: tuple[WeekMinutes, ...]
    is_whole: bool = False

    @functools.cached_property
    def minutes(self) -> WeekMinutes:
        """All of its minutes."""
        return union(self.parts)

    def taken(self, away: WeekMinutes) -> int:
        """How many of its minutes an absence takes; more absence never takes less."""
        if self.is_whole:
            return union(part for part in self.parts if part & away).bit_count()
        return (self.minutes & away).bit_count()


class Away(NamedTuple):
    """One session of a week on the clock, with travel.

    Args:
        entry: the session in that week.
        certain: for each weekday on which it may fall, the minutes that it takes there whatever is not known of it.
        possible: for each weekday on which it may fall, the minutes that it may take there.
        fewest: on how many of these weekdays it falls, at the least.
        most: on how many of these weekdays it falls, at the most.
        longest: the most minutes that it takes in the week, where it has no clock time and may lie anywhere.
    """

    entry: Entry
    certain: tuple[WeekMinutes, ...]
    possible: tuple[WeekMinutes, ...]
    fewest: int
    most: int
    longest: int | None

    @property
    def session(self) -> Session:
        """The session."""
        return self.entry.session

    @property
    def is_placed(self) -> bool:
        """Whether its weekday and a clock time are known."""
        return self.session.day is not None and _has_clock(self.session)

    @property
    def is_by_arrangement(self) -> bool:
        """Whether it has neither a weekday nor a clock time, so that it is laid where it suits."""
        return self.session.day is None and not _has_clock(self.session)

    def time(self, claim: Claim) -> Range[Minutes]:
        """How much of a claim it takes by itself, over all weekdays and lengths that it can have."""
        low = min(claim.taken(union(days)) for days in itertools.combinations(self.certain, self.fewest))
        high = max(claim.taken(union(days)) for days in itertools.combinations(self.possible, self.most))
        if self.longest is not None and not claim.is_whole:
            high = min(high, self.longest)
        return Range(Minutes(low), Minutes(high))


def time_of(away: Iterable[Away], claim: Claim) -> Range[Minutes]:
    """How much of a claim several sessions of one week take.

    Sessions on their weekdays cover the clock together. One that may fall on several, or at any time, may coincide
    with them, or lie apart.
    """
    found = tuple(away)
    placed = [each for each in found if each.is_placed]
    loose = [each.time(claim) for each in found if not each.is_placed]
    low = claim.taken(union(each.certain[0] for each in placed if each.fewest))
    high = claim.taken(union(each.possible[0] for each in placed)) + sum(_top(time) for time in loose)
    ceiling = claim.taken(union(day for each in found for day in each.possible))
    return Range(Minutes(max([low, *(time.low.count for time in loose)])), Minutes(min(high, ceiling)))


@attrs.frozen
class Presence:
    """What one kind of program week takes of a patient's clock.

    Args:
        week_class: the program weeks that are alike.
        travel: the way there or back.
    """

    week_class: WeekClass
    travel: Range[Minutes]

    @functools.cached_property
    def away(self) -> tuple[Away, ...]:
        """Its sessions on the clock; none for a pattern, whose sessions nobody published."""
        week = self.week_class.week
        return () if week is None else tuple(_away(entry, week, self.travel) for entry in week.entries)

    @property
    def is_published(self) -> bool:
        """Whether its sessions are known at all."""
        return self.week_class.week is not None

    def time(self, claim: Claim) -> Range[Minutes]:
        """How much of a claim the week takes, over every choice of days that a patient has."""
        if not self.is_published:
            return Range(Minutes(0), Minutes(claim.taken(_ALL)))
        fewest, most = self._days_to_attend
        low = min(time_of(way, claim).low for way in self._ways(fewest))
        high = max(_top(time_of(way, claim)) for way in self._ways(most))
        return Range(low, Minutes(high))

    def leaves(self, claim: Claim) -> Verdict:
        """Whether there is a choice of days that takes nothing of a claim; appointments by arrangement are left out."""
        if not self.is_published:
            return Verdict.UNKNOWN if claim.minutes else Verdict.MET
        settled = [[each for each in way if not each.is_by_arrangement] for way in self._ways(self._days_to_attend[0])]
        times = [time_of(way, claim) for way in settled]
        if any(not _top(time) for time in times):
            return Verdict.MET
        misses = all(time.low.count for time in times) and self.week_class.is_certain
        return Verdict.NOT_MET if misses else Verdict.UNKNOWN

    @property
    def _open_days(self) -> list[WeekDay]:
        week = self.week_class.week
        return sorted(week.open_days) if week is not None else []

    @property
    def _days_to_attend(self) -> tuple[int, int]:
        """On how many of its open days a patient attends, at the least and at the most."""
        there, attends = len(self._open_days), self.week_class.stretch.attends
        if attends is None or attends.high is None:
            return there, there
        return min(attends.low, there), min(attends.high - attends.high_excluded, there)

    def _ways(self, count: int) -> Iterator[list[Away]]:
        """What a patient is away for, for every choice of so many open days."""
        closed = set(self._open_days)
        for chosen in itertools.combinations(self._open_days, count):
            left_out = closed.difference(chosen)
            yield [each for each in self.away if each.entry.day not in left_out]


def the_stretch(subject: Attended) -> Stretch:
    """The one stretch of what one patient attends.

    Raises:
        WrongKind: for anything that holds several weeks of which nobody says which one is meant.
    """
    if not isinstance(subject, Track | Phase | WeeklySchedule | WeeklyPattern):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("week to attend", subject, "a Track, a Phase, a WeeklySchedule or a WeeklyPattern")
    (stretch,) = stretches(subject)
    return stretch


def presences(stretch: Stretch, travel: Range[Minutes], week: int | None = None) -> tuple[Presence, ...]:
    """The different weeks of a stretch, each once; or the one program week *week*.

    Every session that a patient attends takes his presence: breaks, meals and mutual help too, and those of kinds that
    count nowhere. What only the family attends does not.
    """
    kinds = {type(session.component) for session in stretch.sessions}
    counting = Counting(frozenset(kind.kind for kind in kinds), visits_left_out=frozenset(), name="presence")
    among = None if week is None else (whole_number(week, "program week", at_least=1),)
    return tuple(Presence(each, travel) for each in week_classes(stretch, counting, among=among))


def ends_of(travel: Range[Minutes]) -> tuple[int, int]:
    """The least and the most minutes of a way of which no end need be known: the whole week at the most."""
    return travel.low.count, _WEEK if travel.high is None else _top(travel)


def _away(entry: Entry, week: Week, travel: Range[Minutes]) -> Away:
    session = entry.session
    days = tuple(WeekDay) if session.day is None else (session.day,)
    certain, possible = _certain(entry), _possible(entry)
    near, far = ends_of(travel)
    return Away(
        entry,
        tuple(0 if certain is None else minutes_between(day, certain[0] - near, certain[1] + near) for day in days),
        tuple(minutes_between(day, possible[0] - far, possible[1] + far) for day in days),
        fewest=_fewest_days(entry, week),
        most=min(len(days), len(days) if entry.most is None else entry.most),
        longest=None if _has_clock(session) else _in_all(entry, far),
    )


def _has_clock(session: Session) -> bool:
    return session.start is not None or session.end is not None


def _certain(entry: Entry) -> tuple[int, int] | None:
    """When it is on, however short it is; ``None`` when that hangs on what nobody knows."""
    session = entry.session
    if not _has_clock(session) or (session.start is None and session.time.is_unknown):
        return None
    return _interval(session, entry.shortest)


def _possible(entry: Entry) -> tuple[int, int]:
    """Between which minutes of its day's clock it is on, however long it is and wherever it lies."""
    session = entry.session
    if not _has_clock(session):
        return 0, MINUTES_IN_DAY + (MINUTES_IN_DAY if entry.longest is None else entry.longest)
    if session.end is not None and session.start is None and session.time.is_unknown:
        # It begins at some minute of its day, before or after the time at which it ends.
        return 0, minute_of_day(session.end) + MINUTES_IN_DAY
    return _interval(session, _LONGEST_TIMED if entry.longest is None else entry.longest)


def _interval(session: Session, minutes: int) -> tuple[int, int]:
    # What may last something and ends at midnight ends at the end of its day, also where it may last nothing at all.
    fewest = 0 if session.time.high == Minutes(0) else 1
    begins, ends = session.interval(max(fewest, minutes)) or (0, 0)
    return (begins, begins + minutes) if session.start is not None else (ends - minutes, ends)


def _fewest_days(entry: Entry, week: Week) -> int:
    """On how many weekdays it falls, at the least."""
    return attrs.evolve(week, days=(), any_day=(entry,)).days_with().low


def _in_all(entry: Entry, travel: int) -> int:
    """The most minutes that it takes in a week, each time with a way there and back of its own."""
    each = (MINUTES_IN_DAY if entry.longest is None else entry.longest) + 2 * travel
    return _WEEK if entry.most is None else min(_WEEK, entry.most * each)


def _top(time: Range[Minutes]) -> int:
    """The most minutes of a range that has a known end."""
    return time.low.count if time.high is None else time.high.count - time.high_excluded
