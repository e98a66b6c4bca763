"""The days of a week at one level of care: a week of dates turned into a week like any other.

A week of seven dates has each weekday once, so what falls in it is counted by the same code as an undated week
(:mod:`iopmodel.weeks`), and held against rules by the same code too.
"""

from __future__ import annotations

import bisect
import functools
import itertools
from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, WeekDay, add_days, day_of, time_of_minute
from iopmodel.arrangements import Unplaced
from iopmodel.components import Component, ProgramBlock
from iopmodel.counting import DEFAULT_COUNTING, Counted, Counting
from iopmodel.episodes import Episode
from iopmodel.layouts import in_order
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import UNKNOWN_COUNT, UNKNOWN_TIME, Session, WeeklySchedule
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.stretches import Stretch
from iopmodel.templates import ends_of, row_named
from iopmodel.weeks import Week, entry_of, pattern_days, pattern_hours, week_of

__all__ = ["WeekPart", "apart", "as_session", "time_to_place", "week_parts"]

_NOTHING = Minutes(0)
_ONE_WEEK = Range.exactly(Weeks(1))


@attrs.frozen(kw_only=True)
class WeekPart:
    """The days of a week that a patient spends at one level of care.

    Args:
        stays: the stays to which they belong, in order; several where the template or the authorization changes.
        span: from the first of the days to the last; days on leave between them are not days in care.
        occurrences: what is held on them, in order.
        unplaced: what is still to be placed in stretches of days that touch them.
    """

    stays: tuple[Stay, ...]
    span: DaySpan
    occurrences: tuple[Occurrence, ...]
    unplaced: tuple[Unplaced, ...]

    @property
    def stay(self) -> Stay:
        """The first of its stays: its types and people are those of the part."""
        return self.stays[0]

    @property
    def level(self) -> LevelOfCare:
        """The level of care."""
        return self.stay.level

    @functools.cached_property
    def ordinals(self) -> frozenset[int]:
        """The days in care, as ordinals."""
        return frozenset(day for stay in self.stays for day in _ordinals_of(stay, self.span))

    @property
    def days(self) -> int:
        """How many days in care it has; seven make it whole."""
        return len(self.ordinals)

    @property
    def is_whole(self) -> bool:
        """Whether the patient is at the level on every day of the week."""
        return self.days == DAYS_IN_WEEK

    @functools.cached_property
    def stretch(self) -> Stretch:
        """The part as a week without dates: what figures and rules are about."""
        stay = self.stay
        return Stretch(
            week=self._week,
            length=_ONE_WEEK,
            attends=self._attends,
            level=stay.level,
            types=stay.types,
            population=stay.population,
            focus=stay.focus,
        )

    @functools.cached_property
    def _is_double(self) -> bool:
        """Whether the patient is in two of the stays on one day."""
        return sum(len(_ordinals_of(stay, self.span)) for stay in self.stays) > self.days

    @functools.cached_property
    def _attends_alike(self) -> bool:
        """Whether one number says on how many of all open days the patient attends."""
        return not self._is_double and len({stay.attends for stay in self.stays}) == 1

    @property
    def _attends(self) -> Range[int] | None:
        """On how many of the open days the patient attends: in a part of a week the others may lie outside it."""
        asked = self.stay.attends if self._attends_alike else None
        if asked is None:
            return None
        elsewhere = DAYS_IN_WEEK - self.days
        return Range(max(0, asked.low - elsewhere), asked.high, high_excluded=asked.high_excluded)

    @property
    def _week(self) -> WeeklySchedule | WeeklyPattern:
        pattern = self.stay.week
        is_one = not self._is_double and all(stay.week == pattern for stay in self.stays)
        if isinstance(pattern, WeeklyPattern) and is_one and not self.occurrences:
            return _on_days(pattern, sum(self._open_days(stay) for stay in self.stays))
        held = tuple(self._held(each) for each in self.occurrences)
        figures = (
            _as_sessions(_on_days(stay.week, self._open_days(stay)))
            for stay in self.stays
            if isinstance(stay.week, WeeklyPattern)
        )
        return _schedule((*held, *figures, *self._to_be_placed()))

    def _open_days(self, stay: Stay) -> int:
        return sum(1 for day in _ordinals_of(stay, self.span) if stay.is_open(day))

    def _held(self, each: Occurrence) -> Session:
        """An occurrence as a session; one on a day that the patient need not attend may or may not be."""
        held = as_session(each)
        need_not = each.stay.attends is not None and not self._attends_alike
        return attrs.evolve(held, optional=True) if need_not else held

    def _to_be_placed(self) -> Iterator[Session]:
        """What is still to be placed, as sessions of this week."""
        for key, group in itertools.groupby(sorted(self.unplaced, key=_key_of), key=_key_of):
            waiting = tuple(group)
            if self.is_whole and self._asks_weekly(waiting):
                yield _in_a_week(waiting, sum(1 for each in self.occurrences if each.key == key))
            else:
                yield from (_in_part(each, self.span) for each in waiting)

    def _asks_weekly(self, waiting: tuple[Unplaced, ...]) -> bool:
        """Whether it is one session, asked for in every week and on no day in particular, all through this week."""
        first = waiting[0]
        session = first.session
        is_weekly = session.every.count == 1 and session.total is None and session.per_month is None
        if not is_weekly or self._is_double or any(each.session != session for each in waiting):
            return False
        return all(_asks_for(stay, first.key, self.span) for stay in self.stays)

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


def _ordinals(span: DaySpan) -> range:
    return range(span.first.toordinal(), span.until.toordinal())


def _ordinals_of(stay: Stay, span: DaySpan) -> range:
    """The days of a stay in a span."""
    ends = span.until if stay.until is None else min(stay.until, span.until)
    return range(max(stay.first, span.first).toordinal(), ends.toordinal())


def _on_days(pattern: WeeklyPattern, days: int) -> WeeklyPattern:
    """What a pattern says of some days of its week: no more days than these, and no more time than the whole week."""
    if days == DAYS_IN_WEEK:
        return pattern
    hours, attended = pattern_hours(pattern), pattern.attendance.high or 0
    return attrs.evolve(
        pattern,
        days=Range(0, min(days, attended)),
        visits=UNKNOWN_COUNT,
        time_per_day=pattern.daily_time,
        time_per_visit=UNKNOWN_TIME,
        time_per_week=Range(_NOTHING, hours.high, high_excluded=hours.high_excluded)
        if days
        else Range.exactly(_NOTHING),
    )


def _as_sessions(pattern: WeeklyPattern) -> Session:
    """A pattern beside sessions, as treatment of which nobody says the kind: so often, and so long each time."""
    time = pattern.daily_time
    if time.is_unknown:
        hours = pattern_hours(pattern)
        time = Range(_NOTHING, hours.high, high_excluded=hours.high_excluded)
    return Session(ProgramBlock(), per_week=pattern.attendance, time=time)


def as_session(occurrence: Occurrence) -> Session:
    """An occurrence as a session of the week in which it is held."""
    return _session(occurrence.session, occurrence.weekday, occurrence.begin, occurrence.shortest, occurrence.longest)


@functools.lru_cache(maxsize=4_096)
def _session(session: Session, day: WeekDay, begin: int | None, shortest: int, longest: int | None) -> Session:
    time = Range(Minutes(shortest), None if longest is None else Minutes(longest))
    start = None if begin is None else time_of_minute(begin)
    # The end that its week gives is still its end only where it is as long as its week says.
    end = session.end if start is None and (shortest, longest) == ends_of(session.time) else None
    return attrs.evolve(_once(session), day=day, start=start, end=end, time=time)


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


def _asks_for(stay: Stay, key: str, span: DaySpan) -> bool:
    """Whether a stay asks for a session in every program week that its days in a span touch."""
    row = row_named(stay.week, key) if isinstance(stay.week, WeeklySchedule) else None
    days = _ordinals_of(stay, span)
    return row is not None and all(stay.program_week(day_of(day)) in row.session.weeks for day in (days[0], days[-1]))


def _in_a_week(waiting: tuple[Unplaced, ...], placed: int) -> Session:
    """What is asked for once a week is held to fall once in every week, whichever seven days make one.

    There are no more of them than are still to be placed in the program weeks that the week touches; and where one of
    these may ask for none, perhaps none falls in the week.
    """
    session, numbers = waiting[0].session, [each.number for each in waiting]
    asked = session.per_week
    low = max(0, asked.low - placed)
    highs = [number.high for number in numbers if number.high is not None]
    # A number that a week asks for without an end is left without one, so both ends are known or neither is.
    high = None if asked.high is None else min(max(0, asked.high - asked.high_excluded - placed), sum(highs))
    number = Range(min([low, *(number.low for number in numbers)]), high)
    return attrs.evolve(_once(session), per_week=number, per_day=session.per_day)


def _in_part(each: Unplaced, span: DaySpan) -> Session:
    """What is still to be placed, in a part of a week; a set number over the stay is still known to be one."""
    found = _in_span(each, span)
    if each.session.total is None:
        return found
    return attrs.evolve(found, total=found.per_week, per_week=each.session.per_week)


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
        given: what is held, by its days, where that is not what is planned; of that nothing is left to be placed. What
            was held at a level on a day that lies in no stay there is a day of care at that level too.
    """
    stays = [stay for stay in episode.stays if not stay.on_leave and len(_ordinals_of(stay, span))]
    if given is None:
        held, waiting = episode.between(span.first, span.until), episode.unplaced(span.first, span.until)
    else:
        held, waiting = _within(given, span), ()
        stays = sorted([*stays, *_days_apart(held, stays)], key=lambda stay: stay.first)
    return tuple(
        _joined(
            (stay for stay in stays if stay.level == level),
            span,
            (each for each in held if each.level == level),
            (each for each in waiting if each.stay.level == level),
        )
        for level in dict.fromkeys(stay.level for stay in stays)
    )


def _within(given: tuple[Occurrence, ...], span: DaySpan) -> tuple[Occurrence, ...]:
    """Those of a span among occurrences in the order of their days."""
    ends = (
        bisect.bisect_left(given, day.toordinal(), key=lambda each: each.ordinal) for day in (span.first, span.until)
    )
    return given[slice(*ends)]


def _days_apart(held: Iterable[Occurrence], stays: list[Stay]) -> Iterator[Stay]:
    """A stay of one day for each day and level at which something was held, where there is no such stay."""
    for level, day in dict.fromkeys((each.level, each.day) for each in held):
        if not any(stay.level == level and stay.holds(day) for stay in stays):
            yield Stay(first=day, until=add_days(day, 1), week=WeeklySchedule(()), level=level)


def _joined(
    stays: Iterable[Stay], span: DaySpan, occurrences: Iterable[Occurrence], unplaced: Iterable[Unplaced]
) -> WeekPart:
    theirs = tuple(stays)
    ends = [span.until if stay.until is None else stay.until for stay in theirs]
    return WeekPart(
        stays=theirs,
        span=DaySpan(max(span.first, min(stay.first for stay in theirs)), min(span.until, max(ends))),
        occurrences=tuple(occurrences),
        unplaced=tuple(unplaced),
    )


def apart(parts: tuple[WeekPart, ...]) -> tuple[WeekPart, ...]:
    """Parts of a week whose figures add up: where two have a day in common, all of them as one.

    A patient in two stays on one day is in one room at a time, so what is at the same time counts once.
    """
    if len(frozenset[int]().union(*(part.ordinals for part in parts))) == sum(part.days for part in parts):
        return parts
    whole = DaySpan(min(part.span.first for part in parts), max(part.span.until for part in parts))
    held = sorted((each for part in parts for each in part.occurrences), key=in_order)
    waiting = (each for part in parts for each in part.unplaced)
    stays = sorted((stay for part in parts for stay in part.stays), key=lambda stay: stay.first)
    return (_joined(stays, whole, held, waiting),)


def time_to_place(each: Unplaced, span: DaySpan, counting: Counting) -> Range[Minutes]:
    """The counted time of what is still to be placed, as far as it falls in a span."""
    if each.session.total is not None and not counting.unplaced_total:
        return Range.exactly(_NOTHING)
    entry = entry_of(_in_span(each, span), Stretch(week=_schedule(())), 1, counting)
    return Range.exactly(_NOTHING) if entry is None or entry.counted is Counted.NO else entry.time
