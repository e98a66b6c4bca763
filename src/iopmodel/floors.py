"""Weeks below a weekly floor: how many a stay has, and which of them a body lets pass at its end.

A body may let a stay run below its floor for a week or two when it steps down. Such weeks lie at the end of the stay at
the level, after at least one week that meets the floor.
"""

from __future__ import annotations

from collections.abc import Iterator

from iopmodel.counting import Counting
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Range, sum_of
from iopmodel.stretches import Stretch
from iopmodel.tally import WeekClass
from iopmodel.weeks import pattern_hours, week_of

__all__ = ["is_let_pass", "weeks_below"]


def weeks_below(stretch: Stretch, counting: Counting, floors: tuple[Minutes, ...]) -> Range[int]:
    """How many weeks of a stretch lie below a floor; of several floors, certainly below all and perhaps below any."""
    certain = sum(_is_below(time, min(floors)) for _, time in _times(stretch, counting, stretch.weeks.low))
    weeks = len(stretch.program_weeks) if stretch.last_week is None else stretch.last_week - stretch.first_week + 1
    perhaps = [number for number, time in _times(stretch, counting, weeks) if time.low < max(floors)]
    goes_on = stretch.last_week is None and stretch.period > 0
    if goes_on and any(number >= stretch.program_weeks.stop - stretch.period for number in perhaps):
        return Range(certain)
    return Range(certain, max(certain, len(perhaps)))


def _is_below(time: Range[Minutes], floor: Minutes) -> bool:
    return time.high is not None and (time.high < floor or (time.high == floor and time.high_excluded))


def _times(stretch: Stretch, counting: Counting, count: int) -> Iterator[tuple[int, Range[Minutes]]]:
    """The counted time of the first weeks of a stretch."""
    for number in range(stretch.first_week, stretch.first_week + count):
        if isinstance(stretch.week, WeeklyPattern):
            yield number, pattern_hours(stretch.week)
        else:
            yield number, week_of(stretch, stretch.settled(number), counting).time


def is_let_pass(
    week: WeekClass, run: tuple[Stretch, ...], counting: Counting, floor: Minutes, allowed: Range[int]
) -> bool | None:
    """Whether weeks below the floor are among the last ones that a body lets pass; ``None`` when that hangs on lengths.

    Args:
        week: the weeks that lie below the floor.
        run: the stretches at the level that a patient takes one after the other, the week's own among them.
        counting: which sessions count.
        floor: the weekly floor.
        allowed: how many weeks may lie below it.
    """
    at = run.index(week.stretch)
    stretch = week.stretch
    before = _met_before(week, run[:at], counting, floor)
    if allowed.high is None or before is False:
        return False
    place = (week.numbers[0] - stretch.first_week + 1) if week.numbers else 1
    lengths = stretch.weeks if stretch.is_length_known else Range(stretch.weeks.low)
    later = sum_of([Range.exactly(0), *(other.weeks for other in run[at + 1 :])])
    fewest = max(lengths.low, place) - place + 1 + later.low
    after = _all_below(_after(stretch, place, run[at + 1 :], counting), floor)
    if fewest > allowed.high or after is False:
        return False
    if lengths.high is None or later.high is None or before is None or after is None:
        return None
    return True if lengths.high - place + 1 + later.high <= allowed.high else None


_Times = Iterator[tuple[Range[Minutes], bool]]


def _after(stretch: Stretch, place: int, later: tuple[Stretch, ...], counting: Counting) -> _Times:
    """The counted time of each week after that place up to the end of the run, and whether it certainly comes."""
    most = stretch.last_week or stretch.program_weeks.stop + stretch.period
    parts = [(stretch, range(stretch.first_week + place, most + 1))]
    parts += [(each, range(each.first_week, (each.last_week or each.program_weeks.stop) + 1)) for each in later]
    for part, numbers in parts:
        times = dict(_times(part, counting, numbers.stop - part.first_week))
        yield from ((times[number], part.is_certain(number)) for number in numbers)


def _all_below(weeks: _Times, floor: Minutes) -> bool | None:
    """Whether all of these weeks lie below the floor; ``None`` when some may not, or may not come."""
    found: bool | None = True
    for time, is_certain in weeks:
        if time.low >= floor and is_certain:
            return False
        if not _is_below(time, floor):
            found = None
    return found


def _met_before(week: WeekClass, before: tuple[Stretch, ...], counting: Counting, floor: Minutes) -> bool | None:
    """Whether an earlier week of the run meets the floor; ``None`` when one may."""
    earlier = (week.numbers[0] - week.stretch.first_week) if week.numbers else 0
    parts = [*((each, each.weeks.low) for each in before), (week.stretch, earlier)]
    times = [time for part, count in parts for _, time in _times(part, counting, count)]
    if any(time.low >= floor for time in times):
        return True
    if week.stretch.first_week > 1 and not week.stretch.is_phase:
        return None
    return False if all(_is_below(time, floor) for time in times) else None
