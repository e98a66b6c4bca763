"""Strategies for the values that everything else is made of: names, quantities, planned lengths, spans, citations."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import TypeVar

from hypothesis import strategies as st

from iopmodel._days import DAYS_IN_WEEK, MINUTES_IN_DAY, Date, add_days
from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.lengths import (
    Cycle,
    Days,
    Months,
    PlannedLength,
    TreatmentDays,
    TreatmentHours,
    TreatmentSessions,
    UntilCriterion,
    Weeks,
    WithoutEnd,
    planned_length,
)
from iopmodel.quantities import Minutes, Quantity, Range
from iopmodel.spans import PartOfStay, StayUnit, WeekSpan
from iopmodel.strategies._calendar import plain_days

__all__ = [
    "citations",
    "count_ranges",
    "counts",
    "criteria",
    "cycles",
    "dated_values",
    "histories",
    "minutes",
    "names",
    "parts_of_stay",
    "planned_lengths",
    "ranges",
    "time_ranges",
    "week_spans",
]

Q = TypeVar("Q", bound=Quantity)
V = TypeVar("V")

NOTHING = Minutes(0)
A_WEEK = Minutes(DAYS_IN_WEEK * MINUTES_IN_DAY)
_NOBODY = Citation("nobody")
_WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
_NAMES = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)


def names() -> st.SearchStrategy[str]:
    """One to three words in any script, as people name things."""
    return _NAMES


def names_or_none() -> st.SearchStrategy[str]:
    """A name, or no text at all."""
    return st.just("") | _NAMES


@functools.cache
def minutes(min_value: Minutes = NOTHING, max_value: Minutes = A_WEEK) -> st.SearchStrategy[Minutes]:
    """Clinical time from *min_value* to *max_value*; at most a whole week unless given."""
    return st.integers(min_value.count, max_value.count).map(Minutes)


def counts(kind: Callable[[int], Q], min_value: int = 0, max_value: int = 999) -> st.SearchStrategy[Q]:
    """Whole numbers of one unit, such as ``counts(Weeks, 1, 52)``."""
    return st.integers(min_value, max_value).map(kind)


@st.composite
def ranges_of(draw: st.DrawFn, of: Callable[[int], Q], least: int, most: int, *, bounded: bool = False) -> Range[Q]:
    """Ranges in every shape: exact, closed, the high end excluded, unbounded; ends from *least* to *most*."""
    shape = draw(_BOUNDED_SHAPES if bounded else _SHAPES)
    low = draw(st.integers(least, most))
    if shape == "exact":
        return Range.exactly(of(low))
    if shape == "unbounded":
        return Range(of(low))
    low, high = sorted((low, draw(st.integers(least, most))))
    return Range(of(low), of(high), high_excluded=shape == "excluded" and low < high)


_BOUNDED_SHAPES = st.sampled_from(("exact", "closed", "excluded"))
_SHAPES = st.sampled_from(("exact", "closed", "excluded", "unbounded"))


def ranges(min_value: Q, max_value: Q, *, bounded: bool = False) -> st.SearchStrategy[Range[Q]]:
    """Ranges in every shape: exact, closed, the high end excluded, unbounded.

    Args:
        min_value: the least low end: minutes, a planned length, or a plain number.
        max_value: the greatest known end, of the same unit.
        bounded: whether every range has a known high end.

    >>> from iopmodel import Weeks
    >>> from iopmodel.strategies import ranges
    >>> ranges(Weeks(1), Weeks(16)).example()  # doctest: +SKIP
    Range(Weeks(6), Weeks(8))
    """
    return ranges_of(type(min_value), _number(min_value), _number(max_value), bounded=bounded)


def _number(value: Quantity) -> int:
    found: int = getattr(value, "count") if not isinstance(value, int) else value  # noqa: B009 - a protocol has no count
    return found


@functools.cache
def time_ranges(max_value: Minutes = A_WEEK) -> st.SearchStrategy[Range[Minutes]]:
    """Ranges of clinical time."""
    return ranges_of(Minutes, 0, max_value.count)


@functools.cache
def count_ranges(max_value: int = 100) -> st.SearchStrategy[Range[int]]:
    """Ranges of whole numbers."""
    return ranges_of(int, 0, max_value)


def dated_lengths(max_count: int = 120) -> st.SearchStrategy[Range[Days] | Range[Weeks] | Range[Months]]:
    """Planned lengths in units that a calendar tells."""
    return ranges_of(Days, 0, max_count) | ranges_of(Weeks, 0, max_count) | ranges_of(Months, 0, max_count)


def dated_cycles(max_count: int = 24, max_rounds: int = 5) -> st.SearchStrategy[Cycle]:
    """Rounds of a length that a calendar tells."""
    return st.builds(Cycle, dated_lengths(max_count), count_ranges(max_rounds))


@functools.cache
def _counted_lengths(
    max_count: int,
) -> st.SearchStrategy[
    Range[Days] | Range[Weeks] | Range[Months] | Range[TreatmentDays] | Range[TreatmentSessions] | Range[TreatmentHours]
]:
    return (
        dated_lengths(max_count)
        | ranges_of(TreatmentDays, 0, max_count)
        | ranges_of(TreatmentSessions, 0, max_count)
        | ranges_of(TreatmentHours, 0, max_count)
    )


def criteria() -> st.SearchStrategy[UntilCriterion]:
    """Lengths that end when a criterion is met, in words."""
    return names().map(UntilCriterion)


@functools.cache
def cycles(max_count: int = 999) -> st.SearchStrategy[Cycle]:
    """Rounds of a planned length."""
    return st.builds(Cycle, _counted_lengths(max_count), count_ranges())


@functools.cache
def planned_lengths(max_count: int = 999) -> st.SearchStrategy[PlannedLength]:
    """Planned lengths of every kind, as :func:`iopmodel.lengths.planned_length` keeps them."""
    return st.one_of(
        _counted_lengths(max_count).map(planned_length),
        st.just(WithoutEnd()),
        criteria(),
        cycles(max_count),
    )


@st.composite
def week_spans(draw: st.DrawFn, max_week: int = 104) -> WeekSpan:
    """Spans of program weeks, with and without an end."""
    first, last = sorted((draw(st.integers(1, max_week)), draw(st.integers(1, max_week))))
    return WeekSpan(first, last if draw(st.booleans()) else None)


@st.composite
def counted_parts_of_stay(draw: st.DrawFn, units: Iterable[StayUnit] = StayUnit, most: int = 40) -> PartOfStay:
    """Parts of a stay that are counted, with and without an end."""
    first, last = sorted((draw(st.integers(1, most)), draw(st.integers(1, most))))
    return PartOfStay(draw(st.sampled_from(list(units))), first, draw(st.sampled_from([last, None])))


def named_parts_of_stay() -> st.SearchStrategy[PartOfStay]:
    """Parts of a stay that are known by their name alone."""
    return st.builds(PartOfStay, name=names())


def parts_of_stay() -> st.SearchStrategy[PartOfStay]:
    """Parts of a stay, counted or known by their name alone."""
    return counted_parts_of_stay() | named_parts_of_stay()


def starts(day: Date) -> st.SearchStrategy[Date | int | str]:
    """The day itself, its month and its year: what may be known of a start."""
    return st.sampled_from((day, f"{day.year:04d}-{day.month:02d}", day.year))


def citations() -> st.SearchStrategy[Citation]:
    """Citations, known well and not so well."""
    return _CITATIONS


_CITATIONS = st.builds(
    Citation,
    _NAMES,
    st.sampled_from(("", "https://example.org/rule")),
    st.sampled_from(Mark),
    st.none() | plain_days(),
)


@st.composite
def dated_values(draw: st.DrawFn, values: st.SearchStrategy[V]) -> Dated[V]:
    """Values with a start, as far as it is known, perhaps an end, and a source of their own."""
    (entry,) = draw(histories(values, max_size=1)).entries
    return entry


@st.composite
def histories(draw: st.DrawFn, values: st.SearchStrategy[V], *, min_size: int = 1, max_size: int = 5) -> History[V]:
    """Histories of *values*: starts on a day, in a month or year, or unknown; the last entry perhaps repealed.

    Args:
        draw: as Hypothesis gives it.
        values: the values.
        min_size: how many entries at least.
        max_size: how many at most.
    """
    days = sorted(draw(st.lists(plain_days(), min_size=min_size, max_size=max_size, unique=True)))
    entries: list[Dated[V]] = []
    for number, day in enumerate(days):
        # Where only the month or the year is known: it must not begin before the entry before it.
        since = draw(starts(day))
        if number and Dated(None, _NOBODY, since=since).first_day <= days[number - 1]:
            since = day
        unknown = number == 0 and draw(st.booleans())
        repealed = day is days[-1] and draw(st.booleans())
        entries.append(
            Dated(
                draw(values),
                draw(citations()),
                since=None if unknown else since,
                until=add_days(day, draw(st.integers(0, 4_000))) if repealed else None,
                start_checked=draw(st.booleans()),
            )
        )
    return History(entries)
