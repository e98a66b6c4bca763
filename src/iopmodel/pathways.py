"""A pathway laid out on program weeks: which phase a week belongs to, and its hours week by week."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence
from typing import TypeAlias

import attrs

from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.errors import NotAccepted
from iopmodel.programs import Pathway
from iopmodel.quantities import Minutes, Range, hull_of, whole_number
from iopmodel.stretches import LONGEST_STAY, Stretch, stretches
from iopmodel.tally import weekly_hours

__all__ = ["PathwayWeek", "pathway_weeks"]

_Hours: TypeAlias = Callable[[int], Range[Minutes]]


@attrs.frozen
class PathwayWeek:
    """One week of a pathway.

    Args:
        number: the week, counted from 1 over the whole pathway.
        phases: the numbers of the phases to which it may belong, counted from 1: one, unless a length is a range.
        hours: its counted time, over all phases to which it may belong.
    """

    number: int
    phases: tuple[int, ...]
    hours: Range[Minutes]

    def __str__(self) -> str:
        named = " or ".join(str(each) for each in self.phases)
        return f"week {self.number} (phase {named}): {self.hours}"


def pathway_weeks(
    pathway: Pathway, *, until: int | None = None, counting: Counting = DEFAULT_COUNTING
) -> tuple[PathwayWeek, ...]:
    """The weeks of a pathway, one by one, with the phases that each may belong to and its hours.

    A phase of 3 to 4 weeks makes week 4 belong to it or to the next one; both are named, and the hours are those of
    either. A last phase without a known length needs *until*.

    Args:
        pathway: the pathway.
        until: the last week to lay out; the longest that the pathway can last when it is not given.
        counting: which sessions make up the time.

    >>> from iopmodel import LevelOfCare, Phase, WeeklyPattern
    >>> taper = Pathway([
    ...     Phase(LevelOfCare.PARTIAL_HOSPITALIZATION, WeeklyPattern(time_per_week="20 h"), length="2 weeks"),
    ...     Phase(LevelOfCare.INTENSIVE_OUTPATIENT, WeeklyPattern(time_per_week="9 h"), length="1 week"),
    ... ])
    >>> [str(week.hours) for week in pathway_weeks(taper)]
    ['20 h', '20 h', '9 h']

    Raises:
        NotAccepted: if the pathway has no known end and *until* is not given.
    """
    lengths = [_weeks(part) for part in stretches(pathway)]
    starts = list(itertools.accumulate(lengths, initial=Range.exactly(1)))  # the last one is the end
    last = starts[-1].high if until is None else whole_number(until, "last week", at_least=1) + 1
    if last is None:
        raise NotAccepted("last week", None, "until=..., because a phase of the pathway has no known length")
    ways = [
        (start, length, functools.cache(functools.partial(weekly_hours, phase, counting=counting)))
        for start, length, phase in zip(starts, lengths, pathway.phases, strict=False)
    ]
    found = (_week(number, ways) for number in range(1, min(last, LONGEST_STAY + 1)))
    return tuple(week for week in found if week is not None)


def _weeks(part: Stretch) -> Range[int]:
    if part.is_length_known:
        return part.weeks
    return Range(1, None if part.last_week is None else max(1, part.last_week))


def _week(number: int, ways: Sequence[tuple[Range[int], Range[int], _Hours]]) -> PathwayWeek | None:
    """The week, over every way in which the lengths of the phases can place it."""
    found: dict[int, Range[Minutes]] = {}
    for index, (start, length, hours) in enumerate(ways, start=1):
        first = 1 if start.high is None else max(1, number - start.high + 1)
        last = number - start.low + 1
        local = range(first, (last if length.high is None else min(last, length.high)) + 1)
        if local:
            found[index] = hull_of(map(hours, local))
    return PathwayWeek(number, tuple(found), hull_of(found.values())) if found else None
