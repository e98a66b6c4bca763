"""The running total of an episode, seen on a day: what was delivered and what lies ahead, and when a total is reached.

What is not on record, optional or still to be placed makes a total perhaps earlier; it never makes it certain.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, add_days, day_of, plain_day
from iopmodel.arrangements import Unplaced
from iopmodel.attendance import Attendance, perhaps, present, unnamed_stays, unrecorded
from iopmodel.counted_days import CountedDay, counted_days, may_count
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.episodes import Day, Episode
from iopmodel.errors import NotAccepted
from iopmodel.findings import Verdict
from iopmodel.lengths import Written, end_dates, planned_length
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range, minutes
from iopmodel.spans import DaySpan
from iopmodel.week_parts import time_to_place

__all__ = ["EarliestTotal", "SeenSessions", "care_days", "earliest_total", "seen_sessions", "to_be_placed"]

_NOTHING = Minutes(0)
_NO_TIME = Range.exactly(_NOTHING)
#: Days after which the search for a total is given up: twenty years.
_LONGEST_SEARCH = 1_040 * DAYS_IN_WEEK
_AT_A_TIME = 4 * DAYS_IN_WEEK


class SeenSessions(NamedTuple):
    """The sessions of some days that count or may count, seen on a day.

    Args:
        attended: what was attended, as it was recorded.
        unrecorded: what lies in the past and is not on record.
        left: what lies ahead, as planned.
    """

    attended: tuple[Occurrence, ...]
    unrecorded: tuple[Occurrence, ...]
    left: tuple[Occurrence, ...]

    def days_so_far(self, counting: Counting) -> tuple[CountedDay, ...]:
        """The days with what was attended, and what is not on record as possible."""
        return counted_days((*self.attended, *map(perhaps, self.unrecorded)), _with_optional(counting))

    def days_if_attended(self, counting: Counting) -> tuple[CountedDay, ...]:
        """The days with everything that is left attended too."""
        everything = (*self.attended, *map(perhaps, self.unrecorded), *self.left)
        return counted_days(everything, _with_optional(counting))


def _with_optional(counting: Counting) -> Counting:
    # What a counting leaves out as optional is not among seen sessions; what is optional there is not on record.
    return attrs.evolve(counting, optional=True)


def seen_sessions(
    episode: Episode, attendance: Attendance | None, span: DaySpan, on: Date, counting: Counting
) -> SeenSessions:
    """The sessions of some days, seen on a day; without attendance what lies before it is held to have been attended.

    A session of that day or a later one that is on record already is settled.
    """
    planned = (
        episode.between(span.first, span.until)
        if attendance is None
        else unrecorded(episode, attendance, span.first, span.until)
    )
    asked = [each for each in planned if may_count(each.session, counting)]
    past = tuple(each for each in asked if each.ordinal < on.toordinal())
    return SeenSessions(
        attended=past if attendance is None else tuple(present(episode, attendance.between(span.first, span.until))),
        unrecorded=() if attendance is None else past,
        left=tuple(each for each in asked if each.ordinal >= on.toordinal()),
    )


def to_be_placed(episode: Episode, first: Date, until: Date, counting: Counting) -> tuple[Unplaced, ...]:
    """The sessions by arrangement that may still be placed on some days, of those that count or may count."""
    found = () if first >= until else episode.unplaced(first, until)
    return tuple(
        each
        for each in found
        if may_count(each.session, counting) and time_to_place(each, each.span, counting).high != _NOTHING
    )


def care_days(episode: Episode, attendance: Attendance | None, until: Date) -> DaySpan:
    """The days of an episode up to a day, and those on record before and after them."""
    held = [each.held_on for each in attendance or ()]
    return DaySpan(min([episode.first, *held]), max([until, *(add_days(day, 1) for day in held)]))


@attrs.frozen(kw_only=True)
class EarliestTotal:
    """When a total of time is reached, seen on a day.

    Args:
        total: the time that is to be reached.
        on: the first day that still lies ahead.
        certain: the day on which it is reached if everything with a date is attended; ``None`` if it then never is.
        possible: the day on which it is reached at the earliest, with what is not on record, optional, still to be
            placed or of unknown length; ``None`` if even so it never is.
        unplaced: the sessions by arrangement that may make it earlier than *certain*.
        within: the days within which it was to be reached, if they were given.
        short_by: the time that lacks at the end of these days; nothing when they were not given.
    """

    total: Minutes
    on: Date
    certain: Date | None
    possible: Date | None
    unplaced: tuple[Unplaced, ...] = ()
    within: DaySpan | None = None
    short_by: Range[Minutes] = _NO_TIME

    @property
    def verdict(self) -> Verdict:
        """Whether it can be reached within the days given; within any when none were."""
        days = DaySpan("0001-01-01", "9999-12-31") if self.within is None else self.within
        if self.certain is not None and self.certain < days.until:
            return Verdict.MET
        if self.possible is None or self.possible >= days.until:
            return Verdict.NOT_MET
        return Verdict.UNKNOWN

    def __str__(self) -> str:
        when = "never with what has a date" if self.certain is None else f"on {self.certain}"
        perhaps_ = f", perhaps on {self.possible}" if self.possible not in {None, self.certain} else ""
        if self.within is None:
            return f"{self.total}: {when}{perhaps_}"
        short = "" if self.verdict is Verdict.MET else f", short by {self.short_by}"
        return f"{self.total} within {self.within}: {self.verdict}, {when}{perhaps_}{short}"


def earliest_total(
    episode: Episode,
    total: Minutes | str,
    *,
    on: Day,
    attendance: Attendance | None = None,
    counting: Counting = DEFAULT_COUNTING,
    within: Written | None = None,
) -> EarliestTotal:
    """The earliest day on which a total of time can be reached: what was delivered, and everything from a day on.

    Args:
        episode: the episode; one without a planned end is looked at for twenty years.
        total: the time that is to be reached.
        on: the first day that still lies ahead. Where a track asks for some of its open days, each one ahead is
            attended.
        attendance: what is on record. Without it everything planned before that day is held to have been attended; with
            it, what is not on record is not known.
        counting: which sessions count.
        within: a length from the first day of care within which it is to be reached, such as ``"12 weeks"``.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-20:00"))
    >>> episode = Episode.of(phase, first="2026-02-02", length="16 weeks")
    >>> print(earliest_total(episode, "72 h", on="2026-03-02", within="12 weeks"))
    72 h within 2026-02-02 until 2026-04-27: met, on 2026-04-23
    >>> print(earliest_total(episode, "80 h", on="2026-03-02", within="12 weeks"))
    80 h within 2026-02-02 until 2026-04-27: not met, on 2026-05-04, short by 8 h

    Raises:
        NotAccepted: for no time at all, and for a length that leaves a choice.
        CannotBeDated: for a length that no calendar tells.
        WrongKind: for a bare number.
    """
    wanted, today = minutes(total), plain_day(on)
    if wanted == _NOTHING:
        raise NotAccepted("total", str(wanted), "some time, such as '72 h'")
    days = None if within is None else _days_within(episode.first, within)
    search = _Search(episode, attendance, today, counting)
    running, short_by = _Running(wanted.count), None
    for step in search.steps():
        if days is not None and step.day >= days.until and short_by is None:
            short_by = running.lacks
        running = running.after(step)
        if running.certain is not None:
            break
    if short_by is None:
        short_by = _NO_TIME if days is None else running.lacks
    horizon = running.certain or running.possible or search.span.until
    return EarliestTotal(
        total=wanted,
        on=today,
        certain=running.certain,
        possible=running.possible,
        unplaced=to_be_placed(episode, max(today, search.span.first), horizon, counting),
        within=days,
        short_by=short_by,
    )


def _days_within(first: Date, within: Written) -> DaySpan:
    length = planned_length(within)
    ends = end_dates(first, length)
    if ends.latest is None or ends.latest != ends.earliest:
        raise NotAccepted("length within which a total is reached", str(length), "one length, such as '12 weeks'")
    return DaySpan(first, ends.latest)


class _Step(NamedTuple):
    """What a day adds to the running total, at least and at most; ``None`` without a known end."""

    day: Date
    low: int
    high: int | None


@attrs.frozen
class _Running:
    """A running total: how far it is, and when it certainly and possibly reached what is wanted."""

    wanted: int
    low: int = 0
    high: int | None = 0
    certain: Date | None = None
    possible: Date | None = None

    @property
    def lacks(self) -> Range[Minutes]:
        """What is still missing."""
        least = 0 if self.high is None else max(0, self.wanted - self.high)
        return Range(Minutes(least), Minutes(max(0, self.wanted - self.low)))

    def after(self, step: _Step) -> _Running:
        """The total after a further step."""
        low = self.low + step.low
        high = None if self.high is None or step.high is None else self.high + step.high
        return _Running(
            self.wanted,
            low,
            high,
            step.day if self.certain is None and low >= self.wanted else self.certain,
            step.day if self.possible is None and (high is None or high >= self.wanted) else self.possible,
        )


@attrs.frozen(eq=False)
class _Search:
    """The days of an episode seen on a day, some weeks at a time."""

    episode: Episode
    attendance: Attendance | None
    on: Date
    counting: Counting

    @property
    def span(self) -> DaySpan:
        """The days to be looked at: those of the episode and those on record."""
        return care_days(
            self.episode, self.attendance, self.episode.until or add_days(self.episode.first, _LONGEST_SEARCH)
        )

    def steps(self) -> Iterator[_Step]:
        """What each day adds to the total, in order."""
        first, until = self.span.first.toordinal(), self.span.until.toordinal()
        for begins in range(first, until, _AT_A_TIME):
            span = DaySpan(day_of(begins), day_of(min(begins + _AT_A_TIME, until)))
            found = (*self._with_dates(span), *self._to_be_placed(span), *self._without_sessions(span))
            yield from sorted(found, key=lambda step: step.day)

    def _with_dates(self, span: DaySpan) -> Iterator[_Step]:
        seen = seen_sessions(self.episode, self.attendance, span, self.on, self.counting)
        for each in seen.days_if_attended(self.counting):
            yield _Step(each.day, each.time.low.count, None if each.time.high is None else each.time.high.count)

    def _to_be_placed(self, span: DaySpan) -> Iterator[_Step]:
        """What is still to be placed, on the first day on which it can be."""
        for each in to_be_placed(self.episode, max(span.first, self.on), span.until, self.counting):
            day = max(each.span.first, self.on)
            if day in span:
                high = time_to_place(each, each.span, self.counting).high
                yield _Step(day, 0, None if high is None else high.count)

    def _without_sessions(self, span: DaySpan) -> Iterator[_Step]:
        """Where weeks are known by their figures alone: from there on anything is possible."""
        for stay in unnamed_stays(self.episode, span):
            yield _Step(max(stay.first, span.first), 0, None)
