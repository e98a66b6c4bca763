"""Days without service between two days with service, over the end of a week too."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from iopmodel._days import DAYS_IN_WEEK, WeekDay, short_day
from iopmodel.counting import Counting
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Range
from iopmodel.stretches import Stretch
from iopmodel.weeks import Entry, Week, week_of

__all__ = ["Gap", "gaps"]


class Gap(NamedTuple):
    """Days without service between two days on which there certainly is some: where, how many, and of what it is made.

    It is certain where a stay certainly has both of its days.
    """

    where: str
    days: Range[int]
    entries: tuple[Entry, ...] = ()
    is_certain: bool = True


def gaps(stretch: Stretch, counting: Counting) -> tuple[Gap, ...]:
    """Every different gap of a stretch; what may lie between two days can only make a gap shorter.

    They are about the days on which service is offered, also where a patient attends some of them alone. Where no
    weekday is certain, so many days a week leave a gap of at most twice the others, from the beginning of one week to
    the end of the next.
    """
    if isinstance(stretch.week, WeeklyPattern):
        return (Gap("", _anywhere(stretch.week.attendance, stretch)),)
    first = stretch.program_weeks.start
    numbers = range(first, stretch.program_weeks.stop + max(1, stretch.period))
    weeks = [week_of(stretch, stretch.settled(number), counting) for number in numbers if stretch.reaches(number)]
    certain = [
        (index * DAYS_IN_WEEK + int(day.day), day.entries)
        for index, week in enumerate(weeks)
        for day in week.days
        if day.is_certain
    ]
    if len(certain) < 2:  # noqa: PLR2004 - a gap lies between two days
        if certain and stretch.last_week == stretch.first_week and not _may_have_more(weeks):
            return ()
        fewest = min((week.days_with().low for week in weeks), default=0)
        entries = tuple(entry for week in weeks[:1] for entry in week.entries)
        return (Gap("", _anywhere(Range(fewest, DAYS_IN_WEEK), stretch), entries),)
    possible = {index * DAYS_IN_WEEK + int(day.day) for index, week in enumerate(weeks) for day in week.days}
    found: dict[Gap, bool] = {}
    for one, other in itertools.pairwise(certain):
        gap = _between(one, other, possible, weeks)
        is_reached = not stretch.is_length_known or stretch.is_certain(first + other[0] // DAYS_IN_WEEK)
        found[gap] = found.get(gap, False) or is_reached
    return tuple(gap._replace(is_certain=is_certain) for gap, is_certain in found.items())


def _may_have_more(weeks: list[Week]) -> bool:
    """Whether a single week may have service on further days."""
    return any(week.any_day or len(week.days) > 1 for week in weeks)


def _between(
    one: tuple[int, tuple[Entry, ...]], other: tuple[int, tuple[Entry, ...]], possible: set[int], weeks: list[Week]
) -> Gap:
    (begins, before), (ends, after) = one, other
    inside = [begins, *sorted(day for day in possible if begins < day < ends), ends]
    pieces = [b - a - 1 for a, b in itertools.pairwise(inside)]
    touched = weeks[begins // DAYS_IN_WEEK : ends // DAYS_IN_WEEK + 1]
    loose = [entry for week in touched for entry in week.any_day]
    free = sum(DAYS_IN_WEEK if entry.most is None else entry.most for entry in loose)
    # With so many further days anywhere, the longest piece can become as short as this.
    low = max(0, -(-(max(pieces) - free) // (free + 1)))
    where = f"from {_day(begins)} to {_day(ends)}"
    return Gap(where, Range(low, ends - begins - 1), tuple(dict.fromkeys((*before, *after, *loose))))


def _day(number: int) -> str:
    return short_day(WeekDay(number % DAYS_IN_WEEK))


def _anywhere(days: Range[int], stretch: Stretch) -> Range[int]:
    """The gaps that so many days a week leave, when nobody says which days they are."""
    if not days.low:
        return Range(0)
    most = DAYS_IN_WEEK if days.high is None else min(days.high, DAYS_IN_WEEK)
    is_one_week = stretch.last_week == stretch.first_week
    low = 0 if is_one_week else -(-(DAYS_IN_WEEK - most) // most)
    return Range(low, (1 if is_one_week else 2) * (DAYS_IN_WEEK - days.low))
