"""The days of a week at one level of care: a week of dates turned into a week like any other.

A week of seven dates has each weekday once, so what falls in it is counted by the same code as an undated week
(:mod:`iopmodel.weeks`), and held against rules by the same code too.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, WeekDay, day_of, time_of_minute
from iopmodel.arrangements import Unplaced
from iopmodel.components import Component
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.episodes import Episode
from iopmodel.occurrences import Occurrence
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.stretches import Stretch
from iopmodel.weeks import Week, entry_of, pattern_days, pattern_hours, week_of

__all__ = ["WeekPart", "as_session", "time_to_place", "week_parts"]

_NOTHING = Minutes(0)


@attrs.frozen(kw_only=True)
class WeekPart:
    """The days of a week that a patient spends at one level of care.

    Args:
        stay: the stay; where the week's template changes meanwhile, the first one.
        span: the days.
        occurrences: what is held on them, in order.
        unplaced: what is still to be placed in stretches of days that touch them.
    """

    stay: Stay
    span: DaySpan
    occurrences: tuple[Occurrence, ...]
    unplaced: tuple[Unplaced, ...]

    @functools.cached_property
    def stretch(self) -> Stretch:
        """The part as a week without dates: what figures and rules are about."""
        stay = self.stay
        return Stretch(
            week=self._week,
            attends=None if stay.attends is None else _attends(stay.attends, self._open_days, self.span),
            level=stay.level,
            types=stay.types,
            population=stay.population,
            focus=stay.focus,
        )

    @property
    def _open_days(self) -> int:
        return len({each.ordinal for each in self.occurrences if not each.session.optional})

    @property
    def _week(self) -> WeeklySchedule | WeeklyPattern:
        if isinstance(self.stay.week, WeeklyPattern) and not self.occurrences:
            return self.stay.week if len(self.span) == DAYS_IN_WEEK else _at_most(self.stay.week)
        held = tuple(as_session(each) for each in self.occurrences)
        return _schedule((*held, *self._to_be_placed()))

    def _to_be_placed(self) -> Iterator[Session]:
        """What is still to be placed, as sessions of this week."""
        for key, group in itertools.groupby(sorted(self.unplaced, key=_key_of), key=_key_of):
            waiting = tuple(group)
            if len(self.span) < DAYS_IN_WEEK or not _is_weekly(waiting[0].session):
                yield from (_in_span(each, self.span) for each in waiting)
            else:
                placed = sum(1 for each in self.occurrences if each.key == key)
                yield _in_a_week(waiting, placed)

    def hours(self, counting: Counting = DEFAULT_COUNTING) -> Range[Minutes]:
        """The counted time of these days."""
        week = self.stretch.week
        return pattern_hours(week) if isinstance(week, WeeklyPattern) else self._counted(counting).time

    def treatment_days(self, counting: Counting = DEFAULT_COUNTING) -> Range[int]:
        """The days with a counted session."""
        week = self.stretch.week
        return pattern_days(week, 0) if isinstance(week, WeeklyPattern) else self._counted(counting).days_with()

    def by_component(self, counting: Counting = DEFAULT_COUNTING) -> dict[type[Component], Range[Minutes]]:
        """The counted time of each component type; nothing for a week known by its figures alone."""
        return {} if isinstance(self.stretch.week, WeeklyPattern) else self._counted(counting).by_component()

    def on_each_day(self, counting: Counting = DEFAULT_COUNTING) -> dict[Date, Range[Minutes]]:
        """The counted time of each day that has some; what is still to be placed is on none of them."""
        if isinstance(self.stretch.week, WeeklyPattern):
            return {}
        dates = {day_of(ordinal).day_of_week: day_of(ordinal) for ordinal in _ordinals(self.span)}
        return {dates[each.day]: each.time for each in self._counted(counting).days}

    def _counted(self, counting: Counting) -> Week:
        return week_of(self.stretch, 1, counting)


def _attends(attends: Range[int], open_days: int, span: DaySpan) -> Range[int]:
    """How many of these open days are attended, where others of the week may lie outside them."""
    if len(span) == DAYS_IN_WEEK:
        return attends
    return Range(max(0, attends.low - (DAYS_IN_WEEK - len(span))), attends.high or open_days)


def _ordinals(span: DaySpan) -> range:
    return range(span.first.toordinal(), span.until.toordinal())


def _at_most(pattern: WeeklyPattern) -> WeeklyPattern:
    """What a pattern says of some days of its week: no more than of the whole week."""
    hours = pattern_hours(pattern)
    return WeeklyPattern(time_per_week=Range(_NOTHING, hours.high, high_excluded=hours.high_excluded))


def as_session(occurrence: Occurrence) -> Session:
    """An occurrence as a session of the week in which it is held."""
    return _session(occurrence.session, occurrence.weekday, occurrence.begin, occurrence.shortest, occurrence.longest)


@functools.lru_cache(maxsize=4_096)
def _session(session: Session, day: WeekDay, begin: int | None, shortest: int, longest: int | None) -> Session:
    time = Range(Minutes(shortest), None if longest is None else Minutes(longest))
    start = None if begin is None else time_of_minute(begin)
    return attrs.evolve(_once(session), day=day, start=start, end=session.end if start is None else None, time=time)


@functools.lru_cache(maxsize=1_024)
def _once(session: Session) -> Session:
    """A session without a word on how often it returns."""
    return Session(
        session.component,
        time=session.time,
        optional=session.optional,
        attended_by=session.attended_by,
        provider=session.provider,
        label=session.label,
    )


def _key_of(each: Unplaced) -> str:
    return each.key


def _is_weekly(session: Session) -> bool:
    """Whether it is asked for in every week, on no day in particular."""
    return session.every.count == 1 and session.total is None and session.per_month is None


def _in_a_week(waiting: tuple[Unplaced, ...], placed: int) -> Session:
    """What is asked for once a week is held to fall once in every week, whichever seven days make one.

    There are no more of them than are still to be placed in the program weeks that the week touches.
    """
    session = waiting[0].session
    asked = session.per_week
    highs = [each.number.high for each in waiting]
    left = None if None in highs else sum(high for high in highs if high is not None)
    high = None if asked.high is None else max(0, asked.high - asked.high_excluded - placed)
    low = 0 if session.optional else min(max(0, asked.low - placed), sum(each.number.low for each in waiting))
    most = left if high is None else high if left is None else min(high, left)
    number = Range(low, None if most is None else max(low, most))
    return attrs.evolve(_once(session), per_week=number, per_day=session.per_day)


def _in_span(each: Unplaced, span: DaySpan) -> Session:
    """What is still to be placed: for certain only where its whole stretch of days lies in the span."""
    inside = span.first <= each.span.first and each.span.until <= span.until
    number = each.number if inside else Range(0, each.number.high)
    return attrs.evolve(_once(each.session), per_week=number, per_day=each.session.per_day)


@functools.lru_cache(maxsize=1_024)
def _schedule(sessions: tuple[Session, ...]) -> WeeklySchedule:
    return WeeklySchedule(sessions)


def week_parts(episode: Episode, span: DaySpan, given: tuple[Occurrence, ...] | None = None) -> tuple[WeekPart, ...]:
    """The days of a span in care, level by level; days on leave are left out.

    Args:
        episode: the episode.
        span: the days, seven at the most.
        given: what is held, in order, where that is not what is planned; of that nothing is left to be placed.
    """
    held = given if given is not None else episode.between(span.first, span.until)
    waiting = () if given is not None else episode.unplaced(span.first, span.until)
    parts: list[WeekPart] = []
    touching = (stay for stay in episode.stays if _touches(stay, span) and not stay.on_leave)
    for _, group in itertools.groupby(touching, key=lambda stay: stay.level):
        stays = tuple(group)
        days = DaySpan(max(span.first, stays[0].first), min(span.until, stays[-1].until or span.until))
        ordinals = _ordinals(days)
        parts.append(
            WeekPart(
                stay=stays[0],
                span=days,
                occurrences=tuple(each for each in held if each.ordinal in ordinals and each.stay in stays),
                unplaced=tuple(each for each in waiting if each.stay in stays),
            )
        )
    return tuple(parts)


def _touches(stay: Stay, span: DaySpan) -> bool:
    return stay.first < span.until and (stay.until is None or stay.until > span.first)


def time_to_place(each: Unplaced, span: DaySpan, counting: Counting) -> Range[Minutes]:
    """The counted time of what is still to be placed, as far as it falls in a span."""
    if each.session.total is not None and not counting.unplaced_total:
        return Range.exactly(_NOTHING)
    entry = entry_of(_in_span(each, span), Stretch(week=_schedule(())), 1, counting)
    return Range.exactly(_NOTHING) if entry is None else entry.time
