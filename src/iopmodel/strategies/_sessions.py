"""Strategies for weeks: sessions, weekly schedules, weekly patterns, with every gap that a written program leaves.

The draws lean towards what is awkward: sessions at the same time, past midnight, with one end only, of unknown length
or number, every so many weeks from nobody knows which, now and then optional; and breaks and meals between them.
"""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

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
from iopmodel.strategies._calendar import CLOCK_MINUTES, LAST_MINUTE
from iopmodel.strategies._values import count_ranges, names, names_or_none, time_ranges

__all__ = ["sessions", "weekly_patterns", "weekly_schedules"]

#: The latest program week in which anything begins or ends here.
MAX_WEEK = 5
UNKNOWN_TIME: Range[Minutes] = Range(Minutes(0))

# Few of each, so that sessions meet: on one day, at one time, over midnight.
DAYS = st.sampled_from([WeekDay.MONDAY, WeekDay.TUESDAY, WeekDay.SUNDAY]) | st.sampled_from(WeekDay)
CLOCKS = st.sampled_from(CLOCK_MINUTES) | st.integers(0, LAST_MINUTE)
LENGTHS = st.sampled_from([60, 50, 90, 180, 1, 0, 600])
COUNTED: st.SearchStrategy[Component] = st.sampled_from([GroupTherapy(), IndividualTherapy(), Education()])
#: What mostly counts, and one of every kind.
COMPONENTS: st.SearchStrategy[Component] = COUNTED | st.sampled_from(
    [*(kind() for kind in COMPONENT_TYPES.values()), MedicationAssistedTreatment(visit="dosing")]
)
SOMETIMES = st.sampled_from((False, False, False, True))  # one in four; shrinks to no
ATTENDED_BY = st.sampled_from((AttendedBy.PATIENT, AttendedBy.BOTH, AttendedBy.PATIENT, AttendedBy.FAMILY))
EVERY_WEEK = WeekSpan()


class Clock(NamedTuple):
    """The clock and the length of a session, as its constructor takes them."""

    start: Time | None
    end: Time | None
    time: Range[Minutes]


@st.composite
def known_clocks(draw: st.DrawFn) -> Clock:
    """A known length, perhaps with a clock time at either end."""
    given = draw(st.sampled_from(("start", "end", "neither", "both")))
    time = Range.exactly(Minutes(draw(LENGTHS)))
    clock = time_of_minute(draw(CLOCKS))
    if given == "both":
        later = 1 + draw(st.integers(0, LAST_MINUTE - 1))
        end = time_of_minute(clock.hour * 60 + clock.minute + later)
        return Clock(clock, end, UNKNOWN_TIME)
    return Clock(clock if given == "start" else None, clock if given == "end" else None, time)


def times_between(low: int, high: int) -> st.SearchStrategy[Range[Minutes]]:
    """Times with both ends between two, which differ where they can."""
    ends = st.tuples(st.integers(low, high), st.integers(low, high)).map(sorted)
    return ends.map(lambda pair: Range(Minutes(pair[0]), Minutes(pair[1])))


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    """Every kind of knowledge about clock and length."""
    kind = draw(st.sampled_from(("known", "start", "end", "neither")))
    if kind == "known":
        return draw(known_clocks())
    clock = draw(CLOCKS)
    if kind == "end":
        # Whether it begins on its day or on the day before must not hang on its length.
        over = times_between(clock + 1, LAST_MINUTE) if clock < LAST_MINUTE else st.nothing()
        return Clock(None, time_of_minute(clock), draw(st.just(UNKNOWN_TIME) | times_between(0, clock) | over))
    time = draw(
        st.just(UNKNOWN_TIME)
        | times_between(0, 240)
        | LENGTHS.map(lambda count: Range.at_least(Minutes(count)))
        | LENGTHS.map(lambda count: Range(Minutes(0), Minutes(count + 1), high_excluded=True))
    )
    return Clock(time_of_minute(clock) if kind == "start" else None, None, time)


def values_of(count: Range[int]) -> range:
    """The numbers in a range with a known end."""
    return range(count.low, (count.low if count.high is None else count.high) + (not count.high_excluded))


class Often(NamedTuple):
    """How often a session without a weekday falls."""

    per_week: Range[int]
    per_day: int | None


@st.composite
def weekly_numbers(draw: st.DrawFn, *, most: int | None = None, bounded: bool = False) -> Often:
    """How many a week: usually some that fit on different days, else more than seven, or so many a day."""
    shape = draw(st.sampled_from(("few", "per day", "many")))
    per_day = draw(st.integers(1, 3)) if shape == "per day" else None
    top = {"few": 4, "per day": DAYS_IN_WEEK, "many": 10}[shape] if most is None else most
    low, high = sorted((draw(st.integers(0, top)), draw(st.integers(0, top))))
    end = draw(st.sampled_from(("closed", "excluded", "unbounded"))) if per_day is None else "closed"
    if bounded and end == "unbounded":
        return Often(Range.exactly(low), per_day)
    if end == "unbounded":
        return Often(Range(low), per_day)
    return Often(Range(low, high, high_excluded=end == "excluded" and low < high), per_day)


@st.composite
def spans(draw: st.DrawFn) -> WeekSpan:
    """Program weeks, usually all of them."""
    kind = draw(st.sampled_from(("all", "all", "from", "from to")))
    if kind == "all":
        return EVERY_WEEK
    first, last = sorted((draw(st.integers(1, MAX_WEEK)), draw(st.integers(1, MAX_WEEK))))
    return WeekSpan(first, None if kind == "from" else last)


@st.composite
def known_sessions(draw: st.DrawFn, *, most: int | None = None) -> Session:
    """Sessions of which every fact is known but the weekday of those by arrangement, at most *most* a week."""
    clock, span = draw(known_clocks()), draw(spans())
    often = draw(weekly_numbers(most=most, bounded=True))
    every = draw(st.sampled_from((1, 1, 2, 3)))
    day = draw(st.none() | DAYS)
    return Session(
        draw(COMPONENTS),
        **clock._asdict(),
        day=day,
        per_week=Range.exactly(1 if day is not None else draw(st.sampled_from(values_of(often.per_week)))),
        per_day=None if day is not None else often.per_day,
        every=Weeks(every),
        first=draw(st.integers(span.first, span.last or span.first + MAX_WEEK)),
        weeks=span,
        attended_by=draw(ATTENDED_BY),
    )


class Cadence(NamedTuple):
    """When a session falls, as its constructor takes it."""

    weeks: WeekSpan
    every: Weeks
    first: int | None
    nth: int | None
    per_month: Range[int] | None
    total: Range[int] | None


@st.composite
def cadences(draw: st.DrawFn, *, has_day: bool, kinds: tuple[str, ...] = ()) -> Cadence:
    """Every kind of cadence; a total is never more than a stay of one week can hold."""
    plain = Cadence(draw(spans()), Weeks(1), None, None, None, None)
    usual = ("plain", "plain", "every", "from", "total", "nth" if has_day else "month")
    kind = draw(st.sampled_from(kinds or usual))
    if kind in {"every", "from"}:
        first = draw(st.integers(plain.weeks.first, plain.weeks.last or MAX_WEEK + 1))
        every = Weeks(draw(st.integers(2, 4)))
        return plain._replace(every=every, first=first if kind == "from" else None)
    if kind == "nth":
        return plain._replace(nth=draw(st.sampled_from((1, 2, 5, -1))))
    if kind == "month":
        return plain._replace(per_month=draw(count_ranges(4)))
    if kind == "total":
        low = draw(st.integers(0, 1 if has_day else 8))
        high = draw(st.none() | st.integers(low, 12))
        return plain._replace(weeks=EVERY_WEEK, total=Range(low, high))
    return plain


@st.composite
def sessions(draw: st.DrawFn, *, of: st.SearchStrategy[Component] = COMPONENTS) -> Session:
    """Sessions with every gap that a written program leaves.

    Args:
        draw: as Hypothesis gives it.
        of: their components; those that mostly count more often than others unless given.

    >>> from iopmodel import GroupTherapy
    >>> from iopmodel.strategies import components, sessions
    >>> sessions(of=components(GroupTherapy)).example()  # doctest: +SKIP
    Session(GroupTherapy(), 'MO', '18:00', time=Minutes(90))
    """
    day = draw(st.none() | DAYS)
    clock, cadence = draw(clocks()), draw(cadences(has_day=day is not None))
    often: dict[str, Any] = {}
    if day is None and cadence.per_month is None and cadence.total is None:
        often = draw(weekly_numbers())._asdict()
    return Session(
        draw(of),
        **clock._asdict(),
        **cadence._asdict(),
        **often,
        day=day,
        optional=draw(SOMETIMES),
        attended_by=draw(ATTENDED_BY),
        provider=draw(st.none() | st.sampled_from(Provider) | names()),
        label=draw(names_or_none()),
    )


@st.composite
def weekly_schedules(
    draw: st.DrawFn, min_size: int = 0, max_size: int = 5, *, of: st.SearchStrategy[Session] | None = None
) -> WeeklySchedule:
    """Weekly schedules; now and then a session stands in one twice, and some have keys.

    Args:
        draw: as Hypothesis gives it.
        min_size: how many sessions at least.
        max_size: how many different ones at most.
        of: the sessions; those of :func:`sessions` when not given.
    """
    drawn = draw(st.lists(sessions() if of is None else of, min_size=min_size, max_size=max_size))
    if draw(SOMETIMES) and drawn:
        drawn.append(drawn[0])
    keyed = draw(st.sets(st.integers(0, max_size)))
    return WeeklySchedule(
        attrs.evolve(each, key=f"key {number}") if number in keyed else each for number, each in enumerate(drawn)
    )


@functools.cache
def weekly_patterns() -> st.SearchStrategy[WeeklyPattern]:
    """Weekly patterns with any of their figures."""
    days = st.just(Range[int](0)) | count_ranges(DAYS_IN_WEEK)
    times = st.just(UNKNOWN_TIME) | time_ranges(Minutes(600))
    return st.builds(
        WeeklyPattern,
        days=days,
        visits=days,
        time_per_day=times,
        time_per_visit=times,
        time_per_week=times,
        part_of_day=st.none() | st.sampled_from(PartOfDay),
    )
