"""Strategies for the values that everything else is made of: names, quantities, planned lengths, spans, citations."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

from iopmodel._days import DAYS_IN_WEEK, MINUTES_IN_DAY, Date, day_of
from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.errors import EndsBeforeItStarts
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
from iopmodel.strategies._calendar import ALL_DAYS, DAY_TURNS, EVERY_OTHER, day_from, plain_days
from iopmodel.strategies._wheels import Turns, turned, turns, wheel

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
MOST_COUNTED = 100
_NOBODY = Citation("nobody")
_LONGEST_WORD = 8
_MOST_WORDS = 3
#: Plain letters and numbers, and such as fold, turn around, grow longer in capitals, or look like others.
_LETTERS = wheel(*"abcexyzAEXZ0179éüßñŁøİıſŉǰΣσςДяЖאבعمकषत中文日本한가ไทย१٣²½ⅣⅷªﬁＡ𝔘𝟙𐐷")  # noqa: RUF001 - as said
_ANY_WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=_MOST_WORDS * _LONGEST_WORD)
_ANY_LETTERS = 0xE0  # from here on a name is of any letters at all: one in eight
_ONE_OR_NO_NAME = 0x80
_NAME = st.binary(min_size=2, max_size=12)
_NAME_OR_NONE = st.binary(min_size=1, max_size=12)


def _words(letters: str, longest: int) -> str:
    """One to three words, broken after so many letters where that makes no more."""
    longest = max(longest, -(-len(letters) // _MOST_WORDS))
    return " ".join(letters[start : start + longest] for start in range(0, len(letters), longest))


def _name(draw: st.DrawFn, shape: int, letters: bytes) -> str:
    longest = _LONGEST_WORD - shape * _LONGEST_WORD // _ANY_LETTERS
    if shape >= _ANY_LETTERS:
        return _words(draw(_ANY_WORDS), _LONGEST_WORD)
    return _words("".join(map(_LETTERS.__getitem__, letters)), longest)


@functools.cache
def names() -> st.SearchStrategy[str]:
    """One to three words in any script, as people name things."""

    @st.composite
    def drawn_names(draw: st.DrawFn) -> str:
        shape, *letters = draw(_NAME)
        return _name(draw, shape, bytes(letters))

    return drawn_names()


@functools.cache
def names_or_none() -> st.SearchStrategy[str]:
    """A name, or no text at all."""

    @st.composite
    def drawn_names(draw: st.DrawFn) -> str:
        shape, *letters = draw(_NAME_OR_NONE)
        if shape < _ONE_OR_NO_NAME or not letters:
            return ""
        return _name(draw, 2 * (shape - _ONE_OR_NO_NAME), bytes(letters))

    return drawn_names()


#: Stands on a wheel of words for a name that is drawn.
OTHER = ""


def words_or_other(*words: str) -> tuple[str, ...]:
    """A wheel of words, and as often any other name."""
    return wheel(*words, *((OTHER,) * len(words)))


def word_from(draw: st.DrawFn, words: tuple[str, ...], turn: Turns) -> str:
    """A word of the wheel, or another name."""
    return turn.pick(words) or draw(names())


def some_from(items: Sequence[V], turn: Turns) -> list[V]:
    """Any of the items, none of them first; a byte for each eight."""
    found: list[V] = []
    for start in range(0, len(items), 8):
        mask = turn.number(0, 255)
        found += [item for place, item in enumerate(items[start : start + 8]) if mask >> place & 1]
    return found


@functools.cache
def minutes(min_value: Minutes = NOTHING, max_value: Minutes = A_WEEK) -> st.SearchStrategy[Minutes]:
    """Clinical time from *min_value* to *max_value*; at most a whole week unless given."""
    return st.integers(min_value.count, max_value.count).map(Minutes)


def counts(kind: Callable[[int], Q], min_value: int = 0, max_value: int = 999) -> st.SearchStrategy[Q]:
    """Whole numbers of one unit, such as ``counts(Weeks, 1, 52)``."""
    return st.integers(min_value, max_value).map(kind)


RANGE_TURNS = 3
_SHAPES = wheel("exact", "closed", "excluded", "unbounded")
_BOUNDED_SHAPES = wheel("exact", "closed", "excluded")


def range_from(of: Callable[[int], Q], least: int, most: int, turn: Turns, *, bounded: bool = False) -> Range[Q]:
    """A range in any shape."""
    shape = turn.pick(_BOUNDED_SHAPES if bounded else _SHAPES)
    if shape == "exact":
        return Range.exactly(of(turn.number(least, most)))
    if shape == "unbounded":
        return Range(of(turn.number(least, most)))
    low, high = turn.pair(least, most)
    return Range(of(low), of(high), high_excluded=shape == "excluded" and low < high)


UNKNOWN_TIME: Range[Minutes] = Range(Minutes(0))
UNKNOWN_COUNT: Range[int] = Range(0)
STATED_TURNS = 1 + RANGE_TURNS


def stated_from(of: Callable[[int], Q], most: int, unknown: Range[Q], turn: Turns) -> Range[Q]:
    """A range up to so many, or nothing known at all."""
    is_stated, figure = turn.pick(EVERY_OTHER), turn.part(RANGE_TURNS)
    return range_from(of, 0, most, figure) if is_stated else unknown


def ranges_of(of: Callable[[int], Q], least: int, most: int, *, bounded: bool = False) -> st.SearchStrategy[Range[Q]]:
    """Ranges in every shape; ends from *least* to *most*."""
    if least > most:
        raise EndsBeforeItStarts("ranges to draw", least, most)
    return turned(RANGE_TURNS, lambda turn: range_from(of, least, most, turn, bounded=bounded))


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
def count_ranges(max_value: int = MOST_COUNTED) -> st.SearchStrategy[Range[int]]:
    """Ranges of whole numbers."""
    return ranges_of(int, 0, max_value)


LENGTH_TURNS = 1 + RANGE_TURNS
_DATED: tuple[Any, ...] = wheel(Weeks, Days, Months)
_COUNTED: tuple[Any, ...] = wheel(Weeks, Days, Months, TreatmentDays, TreatmentSessions, TreatmentHours)

DatedLength = Range[Days] | Range[Weeks] | Range[Months]
CountedLength = DatedLength | Range[TreatmentDays] | Range[TreatmentSessions] | Range[TreatmentHours]


def dated_lengths(max_count: int = 120) -> st.SearchStrategy[DatedLength]:
    """Planned lengths in units that a calendar tells."""
    return turned(LENGTH_TURNS, lambda turn: range_from(turn.pick(_DATED), 0, max_count, turn))


def dated_cycles(max_count: int = 24, max_rounds: int = 5) -> st.SearchStrategy[Cycle]:
    """Rounds of a length that a calendar tells."""
    return turned(
        LENGTH_TURNS + RANGE_TURNS,
        lambda turn: Cycle(range_from(turn.pick(_DATED), 0, max_count, turn), range_from(int, 0, max_rounds, turn)),
    )


def _counted_length(max_count: int, turn: Turns) -> CountedLength:
    return range_from(turn.pick(_COUNTED), 0, max_count, turn)


def _cycle(max_count: int, turn: Turns) -> Cycle:
    return Cycle(_counted_length(max_count, turn), range_from(int, 0, MOST_COUNTED, turn))


def criteria() -> st.SearchStrategy[UntilCriterion]:
    """Lengths that end when a criterion is met, in words."""
    return names().map(UntilCriterion)


@functools.cache
def cycles(max_count: int = 999) -> st.SearchStrategy[Cycle]:
    """Rounds of a planned length."""
    return turned(LENGTH_TURNS + RANGE_TURNS, functools.partial(_cycle, max_count))


_LENGTHS = wheel("without end", "counted", "criterion", "cycle")


def length_from(draw: st.DrawFn, max_count: int, turn: Turns) -> PlannedLength:
    """A planned length of any kind; words of a criterion are drawn by themselves."""
    kind = turn.pick(_LENGTHS)
    if kind == "counted":
        return planned_length(_counted_length(max_count, turn))
    if kind == "criterion":
        return UntilCriterion(draw(names()))
    return _cycle(max_count, turn) if kind == "cycle" else WithoutEnd()


PLANNED_TURNS = 1 + LENGTH_TURNS + RANGE_TURNS


@functools.cache
def planned_lengths(max_count: int = 999) -> st.SearchStrategy[PlannedLength]:
    """Planned lengths of every kind, as :func:`iopmodel.lengths.planned_length` keeps them."""

    @st.composite
    def lengths(draw: st.DrawFn) -> PlannedLength:
        return length_from(draw, max_count, Turns(draw, draw(turns(PLANNED_TURNS))))

    return lengths()


WEEK_SPAN_TURNS = 5


def week_spans(max_week: int = 104) -> st.SearchStrategy[WeekSpan]:
    """Spans of program weeks, with and without an end."""
    return turned(WEEK_SPAN_TURNS, functools.partial(_week_span, max_week))


def _week_span(max_week: int, turn: Turns) -> WeekSpan:
    is_closed, (first, last) = turn.pick(EVERY_OTHER), turn.pair(1, max_week)
    return WeekSpan(first, last if is_closed else None)


def counted_parts_of_stay(units: Iterable[StayUnit] = StayUnit, most: int = 40) -> st.SearchStrategy[PartOfStay]:
    """Parts of a stay that are counted, with and without an end."""
    kinds = wheel(*units)

    def part(turn: Turns) -> PartOfStay:
        unit, is_open, (first, last) = turn.pick(kinds), turn.pick(EVERY_OTHER), turn.pair(1, most)
        return PartOfStay(unit, first, None if is_open else last)

    return turned(6, part)


def named_parts_of_stay() -> st.SearchStrategy[PartOfStay]:
    """Parts of a stay that are known by their name alone."""
    return names().map(_named_part)


def _named_part(name: str) -> PartOfStay:
    return PartOfStay(name=name)


def parts_of_stay() -> st.SearchStrategy[PartOfStay]:
    """Parts of a stay, counted or known by their name alone."""
    return counted_parts_of_stay() | named_parts_of_stay()


def _starts(day: Date) -> tuple[Date | int | str, ...]:
    return (day, f"{day.year:04d}-{day.month:02d}", day.year)


def starts(day: Date) -> st.SearchStrategy[Date | int | str]:
    """The day itself, its month and its year: what may be known of a start."""
    return st.sampled_from(_starts(day))


_URLS = wheel("", "https://example.org/rule")
_MARKS = wheel(Mark.UNVERIFIED, *Mark)


@functools.cache
def citations() -> st.SearchStrategy[Citation]:
    """Citations, known well and not so well."""

    @st.composite
    def drawn_citations(draw: st.DrawFn) -> Citation:
        turn = Turns(draw, draw(turns(3 + DAY_TURNS)))
        url, mark, is_dated = turn.pick(_URLS), turn.pick(_MARKS), turn.pick(EVERY_OTHER)
        return Citation(draw(names()), url, mark, day_from(ALL_DAYS, turn) if is_dated else None)

    return drawn_citations()


def dated_values(values: st.SearchStrategy[V]) -> st.SearchStrategy[Dated[V]]:
    """Values with a start, as far as it is known, perhaps an end, and a source of their own."""
    return histories(values, max_size=1).map(_only_entry)


def _only_entry(history: History[V]) -> Dated[V]:
    return history.entries[0]


_START_KINDS = wheel(0, 1, 2)
_LONGEST_IN_FORCE = 4_000


def histories(values: st.SearchStrategy[V], *, min_size: int = 1, max_size: int = 5) -> st.SearchStrategy[History[V]]:
    """Histories of *values*: starts on a day, in a month or year, or unknown; the last entry perhaps repealed.

    Args:
        values: the values.
        min_size: how many entries at least.
        max_size: how many at most.
    """
    some_days = st.lists(plain_days(), min_size=min_size, max_size=max_size, unique=True).map(sorted)

    @st.composite
    def drawn_histories(draw: st.DrawFn) -> History[V]:
        days = draw(some_days)
        entries: list[Dated[V]] = []
        for number, day in enumerate(days):
            turn = Turns(draw, draw(turns(6)))
            # Where only the month or the year is known: it must not begin before the entry before it.
            since = _starts(day)[turn.pick(_START_KINDS)]
            if number and Dated(None, _NOBODY, since=since).first_day <= days[number - 1]:
                since = day
            is_unknown, is_repealed, is_checked = (turn.pick(EVERY_OTHER) for _ in range(3))
            is_repealed = is_repealed and number == len(days) - 1
            until = day_of(day.toordinal() + turn.number(0, _LONGEST_IN_FORCE)) if is_repealed else None
            entries.append(
                Dated(
                    draw(values),
                    draw(citations()),
                    since=None if is_unknown and not number else since,
                    until=until,
                    start_checked=is_checked,
                )
            )
        return History(entries)

    return drawn_histories()
