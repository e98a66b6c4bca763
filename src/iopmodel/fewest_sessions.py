"""The fewest sessions that reach a minimum of time and of treatment days, exactly.

Sessions at one time of a day count once, so a set of them is worth less than its parts. On one day the best choice of
each size is found from session to session, by how far the day is covered already; then the days are put together.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from iopmodel._days import MINUTES_IN_DAY
from iopmodel.counted_days import counts_for_certain, interval_of
from iopmodel.counting import Counting, Parallel
from iopmodel.occurrences import Occurrence

__all__ = ["Goal", "fewest_sessions"]


class Goal(NamedTuple):
    """What is to be reached.

    Args:
        minutes: so much time.
        days: on so many days with a session.
        day_at_least: each of at least so many minutes.
    """

    minutes: int
    days: int = 0
    day_at_least: int = 0


class _Slot(NamedTuple):
    """A session of one day: where it lies on the clock, how long it is, and whether it was attended already."""

    begin: int | None
    length: int
    is_attended: bool


_Day: TypeAlias = tuple[_Slot, ...]
#: The most minutes by how many sessions are chosen, and by how many treatment days there are to be at least.
_Table: TypeAlias = Sequence[Sequence[int]]
_NEVER = -1


def fewest_sessions(
    attended: Iterable[Occurrence], left: Iterable[Occurrence], goal: Goal, counting: Counting
) -> tuple[Occurrence, ...] | None:
    """The fewest of the sessions that are left with which a goal is certainly reached; ``None`` if it is not with all.

    Of several such sets the one with the earliest sessions is given. Only what certainly counts is looked at, each with
    its shortest time.

    Args:
        attended: what was attended already.
        left: what can still be attended.
        goal: what is to be reached.
        counting: which sessions count.
    """
    certain = [(each, True) for each in attended if counts_for_certain(each.session, counting)]
    certain += [(each, False) for each in left if counts_for_certain(each.session, counting)]
    ordered = sorted(certain, key=_place)
    names = [tuple(group) for _, group in itertools.groupby(ordered, key=lambda pair: pair[0].ordinal)]
    days = [tuple(_slot(*pair, counting) for pair in day) for day in names]
    tables = _tables(days, goal)
    count = next((count for count, row in enumerate(tables[0]) if row[goal.days] >= goal.minutes), None)
    if count is None:
        return None
    chosen: list[Occurrence] = []
    for named, day, later in zip(names, days, tables[1:], strict=True):
        picked = _earliest(day, later, goal, count)
        chosen += [named[number][0] for number in picked]
        minutes = _covered(day, picked)
        goal = _less(goal, minutes, is_day=_is_day(day, len(picked), minutes, goal))
        count -= len(picked)
    return tuple(chosen)


def _place(pair: tuple[Occurrence, bool]) -> tuple[int, int, str]:
    interval = interval_of(pair[0], pair[0].shortest)
    return pair[0].ordinal, MINUTES_IN_DAY if interval is None else interval[0], pair[0].key


def _slot(occurrence: Occurrence, is_attended: bool, counting: Counting) -> _Slot:  # noqa: FBT001 - one pair at a time
    interval = None if counting.parallel is Parallel.SUM else interval_of(occurrence, occurrence.shortest)
    return _Slot(None if interval is None else interval[0], occurrence.shortest, is_attended)


def _gain(slot: _Slot, reach: int) -> tuple[int, int]:
    """What a session adds to a day that is covered up to a minute, and up to where it is covered then."""
    if slot.begin is None:
        return slot.length, reach
    end = slot.begin + slot.length
    return max(0, end - max(slot.begin, reach)), max(end, reach)


@functools.lru_cache(maxsize=4_096)
def _most(slots: _Day, reach: int) -> tuple[int, ...]:
    """The most further minutes by the number of sessions chosen, from none to all that are left of the day."""
    if not slots:
        return (0,)
    gain, covered = _gain(slots[0], reach)
    with_it = tuple(gain + each for each in _most(slots[1:], covered))
    if slots[0].is_attended:
        return with_it
    return tuple(map(max, (*_most(slots[1:], reach), 0), (0, *with_it)))


def _is_day(day: _Day, chosen: int, minutes: int, goal: Goal) -> bool:
    """Whether it is a treatment day of enough time with so many sessions chosen and so many minutes."""
    return minutes >= goal.day_at_least and (chosen > 0 or any(slot.is_attended for slot in day))


def _less(goal: Goal, minutes: int, *, is_day: bool) -> Goal:
    """What is left of a goal after a day."""
    return Goal(max(0, goal.minutes - minutes), max(0, goal.days - is_day), goal.day_at_least)


def _tables(days: Sequence[_Day], goal: Goal) -> list[_Table]:
    """For each day the table of it and all later ones; then that of no day."""
    tables: list[_Table] = [[[0] + [_NEVER] * goal.days]]
    for day in reversed(days):
        tables.append(_with_day(day, tables[-1], goal))
    return tables[::-1]


def _with_day(day: _Day, later: _Table, goal: Goal) -> _Table:
    alone = _most(day, 0)
    table = [[_NEVER] * (goal.days + 1) for _ in range(len(alone) + len(later) - 1)]
    for chosen, minutes in enumerate(alone):
        is_day = _is_day(day, chosen, minutes, goal)
        for further, row in enumerate(later):
            target = table[chosen + further]
            for wanted, most in enumerate(target):
                rest = row[max(0, wanted - is_day)]
                if rest != _NEVER and minutes + rest > most:
                    target[wanted] = minutes + rest
    return table


def _earliest(day: _Day, later: _Table, goal: Goal, count: int) -> list[int]:
    """The earliest sessions of a day that belong to a set of so many with which the goal is reached."""
    picked: list[int] = []
    minutes = reach = 0
    for number, slot in enumerate(day):
        gain, covered = _gain(slot, reach)
        if not slot.is_attended:
            left = (day, number + 1, covered)
            if not _suffices(left, len(picked) + 1, minutes + gain, later, goal, count):
                continue
            picked.append(number)
        minutes, reach = minutes + gain, covered
    return picked


def _suffices(left: tuple[_Day, int, int], chosen: int, minutes: int, later: _Table, goal: Goal, count: int) -> bool:
    """Whether the rest of a day and the later ones can still reach the goal with as many sessions as are left."""
    day, number, reach = left
    for further, more in enumerate(_most(day[number:], reach)):
        rest = count - chosen - further
        open_ = _less(goal, minutes + more, is_day=_is_day(day, chosen + further, minutes + more, goal))
        if 0 <= rest < len(later) and later[rest][open_.days] >= open_.minutes:
            return True
    return False


def _covered(day: _Day, picked: Sequence[int]) -> int:
    """The minutes of a day with the sessions attended and those picked."""
    minutes = reach = 0
    for number, slot in enumerate(day):
        if slot.is_attended or number in picked:
            gain, reach = _gain(slot, reach)
            minutes += gain
    return minutes
