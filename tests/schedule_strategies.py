"""Strategies that only our own laws need: weeks of which just so much is known, or that meet in one evening.

Everything else they draw from is published as :mod:`iopmodel.strategies`.
"""

import attrs
from hypothesis import strategies as st

from iopmodel._days import WeekDay, time_of_minute
from iopmodel.lengths import Weeks
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.strategies._components import components
from iopmodel.strategies._programs import week_lengths
from iopmodel.strategies._sessions import (
    ATTENDED_BY,
    COMPONENTS,
    COUNTED,
    DAYS,
    LENGTHS,
    MAX_WEEK,
    SOMETIMES,
    Clock,
    Often,
    cadences,
    clocks,
    known_clocks,
    known_sessions,
    sessions,
    times_between,
    weekly_numbers,
    weekly_schedules,
)


@st.composite
def floating_sessions(draw: st.DrawFn) -> Session:
    """Sessions that count, of known length, of which no single week tells whether they fall in it."""
    clock, day = draw(known_clocks()), draw(st.none() | DAYS)
    cadence = draw(cadences(has_day=day is not None, kinds=("every", "total", "nth" if day is not None else "month")))
    return Session(draw(COUNTED), **clock._asdict(), **cadence._asdict(), day=day)


@st.composite
def crowded_sessions(draw: st.DrawFn) -> Session:
    """Sessions that count, of known length, all of them in one or two evenings and so mostly at the same time."""
    day = draw(st.sampled_from([WeekDay.MONDAY, WeekDay.MONDAY, WeekDay.TUESDAY]))
    start, minutes = draw(st.integers(17 * 6, 20 * 6)) * 10, draw(st.integers(1, 18)) * 10
    return Session(draw(COUNTED), day=day, start=time_of_minute(start), time=Minutes(minutes))


def sessions_on_weekdays() -> st.SearchStrategy[Session]:
    """Sessions of known length on any weekday, without a clock time; some do not count."""
    times = LENGTHS.map(Minutes)
    return st.builds(Session, COMPONENTS, day=st.sampled_from(WeekDay), time=times, attended_by=ATTENDED_BY)


@st.composite
def ending_sessions(draw: st.DrawFn) -> Session:
    """Sessions that fall in the weeks of a span alike, and in none after it."""
    first, last = sorted((draw(st.integers(1, MAX_WEEK)), draw(st.integers(1, MAX_WEEK))))
    return attrs.evolve(draw(steady_sessions()), weeks=(first, last))


@st.composite
def steady_sessions(
    draw: st.DrawFn, *, clock: st.SearchStrategy[Clock] | None = None, often: st.SearchStrategy[Often] | None = None
) -> Session:
    """Sessions that fall in every week alike, whatever else is not known of them."""
    day = draw(st.none() | DAYS)
    given = draw(clocks() if clock is None else clock)
    number = Often(Range.exactly(1), None) if day is not None else draw(weekly_numbers() if often is None else often)
    return Session(
        draw(COMPONENTS),
        **given._asdict(),
        **number._asdict(),
        day=day,
        optional=draw(SOMETIMES),
        attended_by=draw(ATTENDED_BY),
    )


def bounded_sessions(*, most: int | None = None) -> st.SearchStrategy[Session]:
    """Sessions that fall in every week alike, whose lengths and numbers have known ends."""
    bounded = clocks().map(
        lambda clock: (
            clock
            if (clock.end and clock.start) or clock.time.high is not None
            else clock._replace(time=Range.exactly(clock.time.low))
        )
    )
    return steady_sessions(clock=bounded, often=weekly_numbers(most=most, bounded=True))


def known_schedules(*, max_size: int = 5) -> st.SearchStrategy[WeeklySchedule]:
    """Weekly schedules of which every fact is known but the weekday of sessions by arrangement."""
    return weekly_schedules(max_size=max_size, of=known_sessions())


@st.composite
def schedules_without_overlaps(draw: st.DrawFn) -> WeeklySchedule:
    """Weekly schedules in which each session with a clock time has two hours of the day for itself."""
    drawn = draw(st.lists(sessions(), max_size=6))
    lengths = times_between(0, 120) | st.integers(0, 120).map(lambda count: Range.exactly(Minutes(count)))
    return WeeklySchedule(
        attrs.evolve(each, start=time_of_minute(120 * slot), end=None, time=draw(lengths))
        if each.day is not None and draw(st.booleans())
        else attrs.evolve(each, start=None, end=None)
        for slot, each in enumerate(drawn)
    )


def closed_week_lengths(most: int = 8) -> st.SearchStrategy[Range[Weeks]]:
    """Lengths in weeks with a known end."""
    return week_lengths(most).map(
        lambda length: length if length.high is not None else Range(length.low, length.low + Weeks(1))
    )


def all_sessions() -> st.SearchStrategy[Session]:
    """Sessions of every component, with all fields of it."""
    return sessions(of=components())
