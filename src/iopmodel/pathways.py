"""A pathway laid out on program weeks: which phase a week belongs to, and its hours week by week."""

from __future__ import annotations

import attrs

from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.errors import NotAccepted
from iopmodel.programs import Pathway
from iopmodel.quantities import Minutes, Range, hull_of
from iopmodel.stretches import LONGEST_STAY, Stretch, stretches
from iopmodel.tally import weekly_hours

__all__ = ["PathwayWeek", "pathway_weeks"]


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
    parts = stretches(pathway)
    lengths = [_weeks(part) for part in parts]
    last = until
    if last is None:
        ends = [each.high for each in lengths]
        if any(end is None for end in ends):
            raise NotAccepted("last week", None, "until=..., because a phase of the pathway has no known length")
        last = sum(end or 0 for end in ends)
    starts = [Range.exactly(1)]
    for each in lengths[:-1]:
        starts.append(starts[-1] + each)
    return tuple(
        found
        for number in range(1, min(last, LONGEST_STAY) + 1)
        if (found := _week(number, parts, starts, lengths, counting)) is not None
    )


def _weeks(part: Stretch) -> Range[int]:
    if part.is_length_known:
        return part.weeks
    return Range(1, None if part.last_week is None else max(1, part.last_week))


def _week(
    number: int,
    parts: tuple[Stretch, ...],
    starts: list[Range[int]],
    lengths: list[Range[int]],
    counting: Counting,
) -> PathwayWeek | None:
    """The week, over every way in which the lengths of the phases can place it."""
    hours: dict[int, Range[Minutes]] = {}
    for index, (part, start, length) in enumerate(zip(parts, starts, lengths, strict=True), start=1):
        latest = number if start.high is None else min(start.high, number)
        for begun in range(start.low, latest + 1):
            local = number - begun + 1
            if length.high is None or local <= length.high:
                time = weekly_hours(part.week, local, counting=counting)
                hours[index] = hours[index].hull(time) if index in hours else time
    if not hours:
        return None
    return PathwayWeek(number, tuple(hours), hull_of(hours.values()))
