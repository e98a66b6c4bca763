"""The leave from work that an episode takes, week by week on the calendar, with the holidays of the job left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

import attrs

from iopmodel._days import day_of
from iopmodel.citations import Citation
from iopmodel.closures import Closure, DaysGiven
from iopmodel.commitments import Commitment
from iopmodel.dated_weeks import DatedWeek, dated_weeks
from iopmodel.episodes import Day, Episode
from iopmodel.leave import entitlement_on, fraction_words, leave_needed, work_left, workweeks_used
from iopmodel.programs import Track
from iopmodel.quantities import Minutes, Range, sum_of
from iopmodel.spans import DaySpan

__all__ = ["LeaveOfEpisode", "LeaveWeek", "leave_of"]


@attrs.frozen(kw_only=True)
class LeaveWeek:
    """The leave of one calendar week.

    Args:
        span: its days, Monday to Sunday.
        leave: the work time that is taken.
        workweeks: the part of the workweek that this is.
    """

    span: DaySpan
    leave: Range[Minutes]
    workweeks: Range[Fraction]

    def __str__(self) -> str:
        return f"week of {self.span.first}: {self.leave}, {fraction_words(self.workweeks)} of a workweek"


@attrs.frozen(kw_only=True)
class LeaveOfEpisode:
    """The leave that an episode takes.

    Args:
        weeks: its calendar weeks, those without care left out.
        entitlement: the workweeks that the rule grants in a 12-month period.
        citation: the source of the entitlement.
    """

    weeks: tuple[LeaveWeek, ...]
    entitlement: int
    citation: Citation

    @property
    def leave(self) -> Range[Minutes]:
        """The work time that it takes in all."""
        return sum_of([Range.exactly(Minutes(0)), *(each.leave for each in self.weeks)])

    @property
    def workweeks(self) -> Range[Fraction]:
        """The workweeks that it uses in all, in exact fractions."""
        return sum_of([Range.exactly(Fraction(0)), *(each.workweeks for each in self.weeks)])

    def within(self, year: DaySpan) -> Range[Fraction]:
        """The workweeks used in a 12-month period, such as one of :func:`iopmodel.leave_years.leave_year`.

        A week counts in the period in which its Monday lies.
        """
        return sum_of([Range.exactly(Fraction(0)), *(each.workweeks for each in self.weeks if each.span.first in year)])

    def __str__(self) -> str:
        used = f"{self.leave} of leave in {len(self.weeks)} weeks, {fraction_words(self.workweeks)} workweeks"
        return f"{used} of an entitlement of {self.entitlement} ({self.citation})"


def leave_of(
    episode: Episode,
    work: Commitment,
    *,
    on: Day,
    travel: Range[Minutes] | Minutes | str = "0 min",
    workweek: Range[Minutes] | Minutes | str | None = None,
    holidays: DaysGiven | None = None,
    whole_shift: bool = False,
    until: Day | None = None,
) -> LeaveOfEpisode:
    """The leave that an episode takes, by what is held on its dates: closures and changes are in it.

    Args:
        episode: the episode.
        work: the work that is scheduled, required overtime with it and voluntary overtime without.
        on: the day on which the rule is read.
        travel: the way there or back.
        workweek: the hours by which leave is divided, where they are not those of *work*.
        holidays: the days on which the job is not worked. In a week of some leave they are not charged; a week of
            leave as a whole counts as a whole week, whatever holiday falls in it.
        whole_shift: whether a shift that is touched is taken as a whole; see :func:`iopmodel.leave.leave_for`.
        until: only weeks that begin before this day; needed without a planned end.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, commitment, sessions
    >>> iop = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "09:00-12:00"))
    >>> job = commitment("work", "MO,TU,WE,TH,FR", "09:00-17:00")
    >>> episode = Episode.of(iop, first="2026-02-02", length="8 weeks")
    >>> print(leave_of(episode, job, on="2026-02-02", holidays="2026-02-16"))
    69 h of leave in 8 weeks, 1 29/40 workweeks of an entitlement of 12 (29 CFR 825.200(a))

    Raises:
        NotAccepted: for a commitment that is no work, and without a planned end and *until*.
        NotYetInForce: if no entitlement is recorded for that day.
    """
    closed = None if holidays is None else Closure(holidays)
    entitlement, citation = entitlement_on(on)
    found: list[LeaveWeek] = []
    for each in dated_weeks(episode, until=until):
        if each.parts:
            off = "" if closed is None else ",".join(_weekdays_off(each.span, closed))
            parts = (_track(each, number) for number in range(len(each.parts)))
            leave = sum_of(
                leave_needed(part, work, travel=travel, holidays=off, whole_shift=whole_shift) for part in parts
            )
            scheduled = work_left(work, off)
            used = workweeks_used(leave, work.weekly_time if workweek is None else workweek, scheduled=scheduled)
            found.append(LeaveWeek(span=each.span, leave=leave, workweeks=used))
    return LeaveOfEpisode(weeks=tuple(found), entitlement=entitlement, citation=citation)


def _track(week: DatedWeek, number: int) -> Track:
    """The part of a week as a track, so that a choice of its days is one."""
    stretch = week.parts[number].stretch
    return Track("week", stretch.week, attends=stretch.attends)


def _weekdays_off(span: DaySpan, closed: Closure) -> Iterator[str]:
    for ordinal in range(span.first.toordinal(), span.until.toordinal()):
        day = day_of(ordinal)
        if closed.holds(dt.date(day.year, day.month, day.day)):
            yield day.day_of_week.name
