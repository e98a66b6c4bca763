"""Strategies for weeks: sessions, weekly schedules, weekly patterns, with every gap that a written program leaves.

The draws lean towards what is awkward: sessions at the same time, past midnight, with one end only, of unknown length
or number, every so many weeks from nobody knows which, now and then optional; and breaks and meals between them.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import attrs
from hypothesis import strategies as st

from iopmodel._days import DAYS_IN_WEEK, Time, WeekDay, time_of_minute
from iopmodel.components import (
    COMPONENT_TYPES,
    Component,
    Education,
    GroupTherapy,
    IndividualTherapy,
    MedicationAssistedTreatment,
)
from iopmodel.lengths import Weeks
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import AttendedBy, PartOfDay, Provider
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import WeekSpan
from iopmodel.strategies._calendar import CLOCK_MINUTES, EVERY_OTHER, LAST_MINUTE, NOW_AND_THEN, minute_from
from iopmodel.strategies._values import (
    OTHER,
    RANGE_TURNS,
    STATED_TURNS,
    UNKNOWN_COUNT,
    UNKNOWN_TIME,
    names,
    range_from,
    stated_from,
)
from iopmodel.strategies._wheels import Turns, turned, turns, wheel

__all__ = ["sessions", "weekly_patterns", "weekly_schedules"]

#: The latest program week in which anything begins or ends here.
MAX_WEEK = 5

# Few of each, so that sessions meet: on one day, at one time, over midnight.
_MEETING_DAYS = (WeekDay.MONDAY, WeekDay.TUESDAY, WeekDay.SUNDAY)
SESSION_LENGTHS = (60, 50, 90, 180, 1, 0, 600)
_COUNTED: tuple[Component, ...] = (GroupTherapy(), IndividualTherapy(), Education())
_OF_EVERY_KIND: tuple[Component, ...] = (
    *(kind() for kind in COMPONENT_TYPES.values()),
    MedicationAssistedTreatment(visit="dosing"),
)
_ATTENDED_BY = (AttendedBy.PATIENT, AttendedBy.BOTH, AttendedBy.PATIENT, AttendedBy.FAMILY)
EVERY_WEEK = WeekSpan()

_SOME_DAYS = (*(_MEETING_DAYS * 7), *(tuple(WeekDay) * 3))
DAY, _DAY_OR_NONE = wheel(*_SOME_DAYS), wheel(*((None,) * 21), *_SOME_DAYS)
CLOCK, _EXACT = wheel(*CLOCK_MINUTES), wheel(*(Range.exactly(Minutes(count)) for count in SESSION_LENGTHS))
COMPONENT, WHO = wheel(*(_COUNTED * 5), *_OF_EVERY_KIND), wheel(*_ATTENDED_BY)

DAYS = st.sampled_from(_SOME_DAYS)
CLOCKS = turned(4, functools.partial(minute_from, CLOCK))
LENGTHS = st.sampled_from(SESSION_LENGTHS)
COUNTED = st.sampled_from(_COUNTED)
#: What mostly counts, and one of every kind.
COMPONENTS = st.sampled_from((*(_COUNTED * 5), *_OF_EVERY_KIND))
SOMETIMES = st.sampled_from((False, False, False, True))  # one in four; shrinks to no
ATTENDED_BY = st.sampled_from(_ATTENDED_BY)


class Clock(NamedTuple):
    """The clock and the length of a session, as its constructor takes them."""

    start: Time | None
    end: Time | None
    time: Range[Minutes]


_CLOCK_TURNS = 10
_KNOWN = wheel("neither", "start", "end", "both")


def _known_clock(turn: Turns) -> Clock:
    given, time, minute = turn.pick(_KNOWN), turn.pick(_EXACT), minute_from(CLOCK, turn)
    if given == "neither":
        return Clock(None, None, time)
    clock = time_of_minute(minute)
    if given == "both":
        return Clock(clock, time_of_minute(minute + turn.number(1, LAST_MINUTE)), UNKNOWN_TIME)
    return Clock(clock, None, time) if given == "start" else Clock(None, clock, time)


def known_clocks() -> st.SearchStrategy[Clock]:
    """A known length, perhaps with a clock time at either end."""
    return turned(_CLOCK_TURNS, _known_clock)


def times_between(low: int, high: int) -> st.SearchStrategy[Range[Minutes]]:
    """Times with both ends between two, which differ where they can."""
    return turned(4, lambda turn: _time_between(low, high, turn))


def _time_between(low: int, high: int, turn: Turns) -> Range[Minutes]:
    least, most = turn.pair(low, high)
    return Range(Minutes(least), Minutes(most))


_KNOWLEDGE = wheel("neither", "known", "start", "end")
_AT_LEAST = tuple(map(Range.at_least, map(Minutes, SESSION_LENGTHS)))
_BELOW = tuple(Range(Minutes(0), Minutes(count + 1), high_excluded=True) for count in SESSION_LENGTHS)
_TIMES = wheel(*((UNKNOWN_TIME,) * len(SESSION_LENGTHS)), *((None,) * len(SESSION_LENGTHS)), *_AT_LEAST, *_BELOW)
_REACHES = wheel("unknown", "after midnight", "before midnight")
_LONGEST = 240


def clock_from(turn: Turns) -> Clock:
    """Every kind of knowledge about clock and length."""
    given = turn.pick(_KNOWLEDGE)
    if given == "known":
        return _known_clock(turn)
    minute = minute_from(CLOCK, turn)
    if given == "end":
        return Clock(None, time_of_minute(minute), _time_before(minute, turn))
    time = turn.pick(_TIMES) or _time_between(0, _LONGEST, turn)
    return Clock(time_of_minute(minute) if given == "start" else None, None, time)


def _time_before(minute: int, turn: Turns) -> Range[Minutes]:
    """A time before a known end: whether it begins on that day or on the day before must not hang on its length."""
    reach = turn.pick(_REACHES)
    if reach == "unknown":
        return UNKNOWN_TIME
    if reach == "before midnight" and minute < LAST_MINUTE:
        return _time_between(minute + 1, LAST_MINUTE, turn)
    return _time_between(0, minute, turn)


def clocks() -> st.SearchStrategy[Clock]:
    """Every kind of knowledge about clock and length."""
    return turned(_CLOCK_TURNS, clock_from)


def values_of(count: Range[int]) -> range:
    """The numbers in a range with a known end."""
    return range(count.low, (count.low if count.high is None else count.high) + (not count.high_excluded))


class Often(NamedTuple):
    """How often a session without a weekday falls."""

    per_week: Range[int]
    per_day: int | None


_OFTEN_TURNS = 5
_HOW_OFTEN = wheel("few", "per day", "many")
_NUMBERS = {"few": (0, 4), "per day": (0, DAYS_IN_WEEK), "many": (5, 10)}
_ENDS = wheel("closed", "excluded", "unbounded")


def _often(most: int | None, turn: Turns, *, bounded: bool = False) -> Often:
    shape, count = turn.pick(_HOW_OFTEN), turn.number(1, 3)
    per_day = count if shape == "per day" else None
    least, top = _NUMBERS[shape] if most is None else (0, most)
    low, high = sorted((_once_first(least, top, turn), _once_first(least, top, turn)))
    end = turn.pick(_ENDS) if per_day is None else "closed"
    if end == "unbounded":
        return Often(Range.exactly(low) if bounded else Range(low), per_day)
    return Often(Range(low, high, high_excluded=end == "excluded" and low < high), per_day)


def _once_first(least: int, most: int, turn: Turns) -> int:
    """So many times, of which once is the simplest."""
    number = turn.number(least, most)
    return 1 - number if most and number <= 1 else number


def weekly_numbers(*, most: int | None = None, bounded: bool = False) -> st.SearchStrategy[Often]:
    """How many a week: usually some that fit on different days, else more than seven, or so many a day."""
    return turned(_OFTEN_TURNS, functools.partial(_often, most, bounded=bounded))


_SPAN_TURNS = 3
_SPANS = wheel("all", "all", "from", "from to")


def _span(turn: Turns) -> WeekSpan:
    kind, one, other = turn.pick(_SPANS), turn.number(1, MAX_WEEK), turn.number(1, MAX_WEEK)
    if kind == "all":
        return EVERY_WEEK
    return WeekSpan(one) if kind == "from" else WeekSpan(min(one, other), max(one, other))


def spans() -> st.SearchStrategy[WeekSpan]:
    """Program weeks, usually all of them."""
    return turned(_SPAN_TURNS, _span)


_KNOWN_CADENCES = wheel(*map(Weeks, (1, 1, 2, 3)))


def known_sessions(*, most: int | None = None) -> st.SearchStrategy[Session]:
    """Sessions of which every fact is known but the weekday of those by arrangement, at most *most* a week."""

    def session(turn: Turns) -> Session:
        component, day, span = turn.pick(COMPONENT), turn.pick(_DAY_OR_NONE), _span(turn)
        clock = _known_clock(turn.part(_CLOCK_TURNS))
        often, which = _often(most, turn.part(_OFTEN_TURNS), bounded=True), turn.number(0, 255)
        numbers = values_of(often.per_week)
        number = 1 if day is not None else numbers[which * len(numbers) // 256]
        return Session(
            component,
            day=day,
            start=clock.start,
            end=clock.end,
            time=clock.time,
            per_week=Range.exactly(number),
            per_day=None if day is not None else often.per_day,
            every=turn.pick(_KNOWN_CADENCES),
            first=turn.number(span.first, span.last or span.first + MAX_WEEK),
            weeks=span,
            attended_by=turn.pick(WHO),
        )

    return turned(_CLOCK_TURNS + _OFTEN_TURNS + _SPAN_TURNS + 6, session)


class Cadence(NamedTuple):
    """When a session falls, as its constructor takes it."""

    weeks: WeekSpan
    every: Weeks
    first: int | None
    nth: int | None
    per_month: Range[int] | None
    total: Range[int] | None


CADENCE_TURNS = _SPAN_TURNS + 1 + RANGE_TURNS
_DAY_CADENCES = wheel("plain", "plain", "every", "from", "total", "nth")
_LOOSE_CADENCES = wheel("plain", "plain", "every", "from", "total", "month")
_EVERY_SO_MANY = wheel(*map(Weeks, (2, 3, 4)))
_NTH = wheel(1, 2, 5, -1)
_EVERY_WEEK = Weeks(1)


def cadence_from(turn: Turns, *, has_day: bool, kinds: tuple[str, ...] = ()) -> Cadence:
    """A cadence of one of the kinds, a wheel; of every kind when there are none."""
    span, kind = _span(turn), turn.pick(kinds or (_DAY_CADENCES if has_day else _LOOSE_CADENCES))
    if kind in {"every", "from"}:
        every, first = turn.pick(_EVERY_SO_MANY), turn.number(span.first, span.last or MAX_WEEK + 1)
        return Cadence(span, every, first if kind == "from" else None, None, None, None)
    if kind == "nth":
        return Cadence(span, _EVERY_WEEK, None, turn.pick(_NTH), None, None)
    if kind == "month":
        return Cadence(span, _EVERY_WEEK, None, None, range_from(int, 0, 4, turn), None)
    if kind == "total":
        low, is_closed = turn.number(0, 1 if has_day else 8), turn.pick(EVERY_OTHER)
        total = Range(low, turn.number(low, 12) if is_closed else None)
        return Cadence(EVERY_WEEK, _EVERY_WEEK, None, None, None, total)
    return Cadence(span, _EVERY_WEEK, None, None, None, None)


def cadences(*, has_day: bool, kinds: tuple[str, ...] = ()) -> st.SearchStrategy[Cadence]:
    """Every kind of cadence; a total is never more than a stay of one week can hold."""
    found = wheel(*kinds) if kinds else ()
    return turned(CADENCE_TURNS, functools.partial(cadence_from, has_day=has_day, kinds=found))


_PROVIDERS = wheel(*((None,) * (2 * len(Provider))), *Provider, *((OTHER,) * len(Provider)))
_SESSION_TURNS = _CLOCK_TURNS + CADENCE_TURNS + _OFTEN_TURNS + 6


@functools.lru_cache(maxsize=32)
def sessions(*, of: st.SearchStrategy[Component] | None = None) -> st.SearchStrategy[Session]:
    """Sessions with every gap that a written program leaves.

    Args:
        of: their components; those that mostly count more often than others unless given.

    >>> from iopmodel import GroupTherapy
    >>> from iopmodel.strategies import components, sessions
    >>> sessions(of=components(GroupTherapy)).example()  # doctest: +SKIP
    Session(GroupTherapy(), 'MO', '18:00', time=Minutes(90))
    """
    drawn = turns(_SESSION_TURNS)

    @st.composite
    def drawn_sessions(draw: st.DrawFn) -> Session:
        turn = Turns(draw, draw(drawn))
        component, day = turn.pick(COMPONENT), turn.pick(_DAY_OR_NONE)
        clock = clock_from(turn.part(_CLOCK_TURNS))
        cadence = cadence_from(turn.part(CADENCE_TURNS), has_day=day is not None)
        often, is_optional, who = turn.part(_OFTEN_TURNS), turn.pick(NOW_AND_THEN), turn.pick(WHO)
        provider, is_labeled = turn.pick(_PROVIDERS), turn.pick(NOW_AND_THEN)
        numbers = {}
        if day is None and cadence.per_month is None and cadence.total is None:
            numbers = _often(None, often)._asdict()
        return Session(
            component if of is None else draw(of),
            **clock._asdict(),
            **cadence._asdict(),
            **numbers,
            day=day,
            optional=is_optional,
            attended_by=who,
            provider=draw(names()) if provider == OTHER else provider,
            label=draw(names()) if is_labeled else "",
        )

    return drawn_sessions()


def weekly_schedules(
    min_size: int = 0, max_size: int = 5, *, of: st.SearchStrategy[Session] | None = None
) -> st.SearchStrategy[WeeklySchedule]:
    """Weekly schedules; now and then a session stands in one twice, and some have keys.

    Args:
        min_size: how many sessions at least.
        max_size: how many different ones at most.
        of: the sessions; those of :func:`sessions` when not given.
    """
    some = st.lists(sessions() if of is None else of, min_size=min_size, max_size=max_size)

    @st.composite
    def schedules(draw: st.DrawFn) -> WeeklySchedule:
        drawn = draw(some)
        turn = Turns(draw, draw(turns(3)))
        is_twice, keyed = turn.pick(NOW_AND_THEN), turn.number(0, 255) if turn.pick(NOW_AND_THEN) else 0
        if is_twice and drawn:
            drawn.append(drawn[0])
        return WeeklySchedule(
            attrs.evolve(each, key=f"key {number}") if keyed >> number % 8 & 1 else each
            for number, each in enumerate(drawn)
        )

    return schedules()


_PARTS_OF_DAY = wheel(*((None,) * len(PartOfDay)), *PartOfDay)
_LONGEST_STATED = 600
PATTERN_TURNS = 5 * STATED_TURNS + 1


def pattern_from(turn: Turns) -> WeeklyPattern:
    """A pattern with any of its figures."""
    return WeeklyPattern(
        days=stated_from(int, DAYS_IN_WEEK, UNKNOWN_COUNT, turn),
        visits=stated_from(int, DAYS_IN_WEEK, UNKNOWN_COUNT, turn),
        time_per_day=stated_from(Minutes, _LONGEST_STATED, UNKNOWN_TIME, turn),
        time_per_visit=stated_from(Minutes, _LONGEST_STATED, UNKNOWN_TIME, turn),
        time_per_week=stated_from(Minutes, _LONGEST_STATED, UNKNOWN_TIME, turn),
        part_of_day=turn.pick(_PARTS_OF_DAY),
    )


@functools.cache
def weekly_patterns() -> st.SearchStrategy[WeeklyPattern]:
    """Weekly patterns with any of their figures."""
    return turned(PATTERN_TURNS, pattern_from)
