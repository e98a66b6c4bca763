"""Weekly commitments: work, school, caregiving, and what plain intervals of a week take of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import attrs

from iopmodel._days import MINUTES_IN_DAY, Time, WeekDay, clock_time, minute_of_day, short_day, weekday, weekdays
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, WrongKind
from iopmodel.presence import Claim, WeekMinutes, ends_of, minutes_between, union
from iopmodel.quantities import Minutes, Range, time_range, whole_number
from iopmodel.schedules import as_code, clock_times
from iopmodel.vocabulary import Word, key_of

__all__ = [
    "Block",
    "Commitment",
    "CommitmentKind",
    "Intervals",
    "blocks",
    "claim_of",
    "commitment",
    "commitments_of",
    "time_taken",
]


class CommitmentKind(Word):
    """What a commitment is for."""

    WORK = "work"
    SCHOOL = "school"
    CAREGIVING = "caregiving"
    OTHER = "other"


@attrs.frozen(order=True, repr=False)
class Block:
    """One stretch of a commitment on one weekday, such as Monday 09:00 to 17:00.

    Args:
        day: the weekday on which it begins.
        start: its start on the wall clock.
        end: its end on the wall clock; before the start is past midnight.

    >>> print(Block("FR", "22:00", "06:00"), Block("FR", "22:00", "06:00").time)
    Fri 22:00-06:00 8 h

    Raises:
        NotAccepted: if it ends when it starts.
    """

    day: WeekDay = attrs.field(converter=weekday)
    start: Time = attrs.field(converter=clock_time)
    end: Time = attrs.field(converter=clock_time)

    def __attrs_post_init__(self) -> None:
        if self.start == self.end:
            raise NotAccepted("block end", str(self.end), "an end that differs from the start; two blocks fill a day")

    @property
    def time(self) -> Minutes:
        """How long it is."""
        return Minutes((minute_of_day(self.end) - minute_of_day(self.start)) % MINUTES_IN_DAY)

    @property
    def minutes(self) -> WeekMinutes:
        """Its minutes of the week."""
        start = minute_of_day(self.start)
        return minutes_between(self.day, start, start + self.time.count)

    def __repr__(self) -> str:
        return as_code(self)

    def __str__(self) -> str:
        return f"{short_day(self.day)} {self.start:%H:%M}-{self.end:%H:%M}"


def blocks(days: str | WeekDay, clock: str) -> tuple[Block, ...]:
    """The same blocks on each of the *days*.

    Args:
        days: weekdays, such as ``"MO,TU"``.
        clock: the clock times of each, such as ``"09:00-17:00"``; with a break ``"09:00-12:00,13:00-17:00"``.

    >>> print(*blocks("MO,TU", "09:00-17:00"), sep=", ")
    Mon 09:00-17:00, Tue 09:00-17:00

    Raises:
        NotAccepted: for days or clock times that cannot be read, and for a block without start or end.
    """
    ends = [clock_times(part) for part in clock.split(",")]
    if any(len(each) != 2 for each in ends):  # noqa: PLR2004 - a start and an end
        raise NotAccepted("clock times", clock, "a start and an end for each block, such as 09:00-17:00")
    return tuple(Block(day, **each) for day in weekdays(days) for each in ends)


def _kind(value: str) -> CommitmentKind:
    return CommitmentKind.one_of(value)


def _name(value: str) -> str:
    key_of(value, "name of a commitment")
    return value.strip()


def _blocks(value: Iterable[Block]) -> tuple[Block, ...]:
    if not isinstance(value, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("commitment", value, 'several blocks, such as blocks("MO,TU", "09:00-17:00")')
    given = tuple(value)
    for each in given:
        if not isinstance(each, Block):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("commitment", each, "blocks; put * before blocks(...) inside a list")
    if not given:
        raise NotAccepted("commitment", (), "at least one block of time")
    return tuple(sorted(set(given)))


def _own_name(value: Commitment) -> str:
    return value.kind.value


@attrs.frozen(repr=False)
class Commitment:
    """Time that a patient has promised elsewhere, the same every week.

    A break inside it is time that no block covers: a lunch hour makes two blocks of a working day.

    Args:
        kind: what it is for.
        blocks: its blocks, in any order; where two overlap their time counts once.
        name: what to call it, such as ``"day job"``; its kind unless given.

    >>> job = Commitment("work", [*blocks("MO,TU", "09:00-12:00,13:00-17:00"), Block("SA", "10:00", "14:00")])
    >>> print(job, job.weekly_time)
    work 18 h
    """

    kind: CommitmentKind = attrs.field(converter=_kind)
    blocks: tuple[Block, ...] = attrs.field(converter=_blocks)
    name: str = attrs.field(default=attrs.Factory(_own_name, takes_self=True), converter=_name, kw_only=True)

    @property
    def minutes(self) -> WeekMinutes:
        """Its minutes of the week."""
        return union(each.minutes for each in self.blocks)

    @property
    def weekly_time(self) -> Minutes:
        """How long it is in a week."""
        return Minutes(self.minutes.bit_count())

    def __repr__(self) -> str:
        return as_code(self)

    def __str__(self) -> str:
        return self.name


def commitment(kind: str, days: str | WeekDay, clock: str, *, name: str | None = None) -> Commitment:
    """A commitment that is the same on each of the *days*.

    Args:
        kind: work, school, caregiving or other.
        days: weekdays, such as ``"MO,TU,WE,TH,FR"``.
        clock: the clock times of each, such as ``"09:00-17:00"``; with a break ``"09:00-12:00,13:00-17:00"``.
        name: what to call it; its kind unless given.

    >>> print(commitment("work", "MO,TU,WE,TH,FR", "09:00-17:00").weekly_time)
    40 h
    """
    words = CommitmentKind.one_of(kind)
    return Commitment(words, blocks(days, clock), name=words.value if name is None else name)


def commitments_of(value: Commitment | Iterable[Commitment]) -> tuple[Commitment, ...]:
    """One or several commitments, as a tuple.

    Raises:
        WrongKind: for anything else.
    """
    if isinstance(value, Commitment):
        return (value,)
    if not isinstance(value, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("commitments", value, "a Commitment or several")
    given = tuple(value)
    for each in given:
        if not isinstance(each, Commitment):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("commitments", each, "commitments, such as commitment('work', 'MO,TU', '09:00-17:00')")
    return given


def claim_of(value: Commitment | Iterable[Commitment]) -> Claim:
    """The time that commitments claim together."""
    return Claim(tuple(each.minutes for each in commitments_of(value)))


#: Plain intervals: a weekday, and two minutes since its midnight, which may lie beyond it.
Intervals: TypeAlias = Iterable[tuple[WeekDay | str, int, int]]


def absence(intervals: Intervals, travel: int) -> WeekMinutes:
    """The minutes of the week that plain intervals take, with so many minutes of travel on both sides of each.

    Raises:
        EndsBeforeItStarts: if an interval ends before it starts.
        NotAccepted: if a minute is less than nothing.
    """
    found: list[WeekMinutes] = []
    for day, start, end in intervals:
        if whole_number(end, "end of an interval") < whole_number(start, "start of an interval"):
            raise EndsBeforeItStarts("interval", start, end)
        found.append(minutes_between(weekday(day), start - travel, end + travel))
    return union(found)


def time_taken(
    intervals: Intervals,
    commitments: Commitment | Iterable[Commitment],
    *,
    travel: Range[Minutes] | Minutes | str = "0 min",
) -> Range[Minutes]:
    """How much of the commitments plain intervals of one week take; exact unless the travel time is a range.

    Args:
        intervals: weekday, start and end of each, in minutes since midnight of that weekday; an end beyond 1,440 is
            past midnight. One of no length is a visit that costs the way alone.
        commitments: one or several.
        travel: the way there or back.

    >>> job = commitment("work", "MO,TU,WE,TH,FR", "09:00-17:00")
    >>> print(time_taken([("MO", 16 * 60, 19 * 60)], job, travel="30 min"))
    1 h 30 min

    Raises:
        EndsBeforeItStarts: if an interval ends before it starts.
        NotAccepted: if a minute is less than nothing.
    """
    claim, given = claim_of(commitments), tuple(intervals)
    low, high = (claim.taken(absence(given, way)) for way in ends_of(time_range(travel)))
    return Range(Minutes(low), Minutes(high))
