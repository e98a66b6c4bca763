"""Leave from work that a track takes, and what it uses of the Family and Medical Leave Act, counted as its rule counts.

The count follows 29 CFR 825.200 and 825.205: the actual workweek is the basis, in exact fractions, nothing is rounded
up, and never more is counted than is taken. Whether an employee, an employer or a treatment qualifies is not asked
here. Travel time is not addressed in 825.205, so it is an input: whoever holds that it is no leave leaves it out.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import cast

import attrs

from iopmodel._days import WeekDay, plain_day, weekdays
from iopmodel.citations import Citation
from iopmodel.commitments import Commitment, CommitmentKind, Intervals, absence
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.lengths import Weeks, WithoutEnd, Written, planned_length
from iopmodel.presence import Attended, Claim, ends_of, presences, the_stretch, union
from iopmodel.quantities import Minutes, Range, hull_of, minutes, sum_of, time_range
from iopmodel.standards.fmla import FMLA
from iopmodel.stretches import Stretch

__all__ = [
    "LeaveOverStay",
    "entitlement_on",
    "fraction_words",
    "leave_for",
    "leave_needed",
    "leave_over",
    "weeks_covered",
    "work_left",
    "workweeks_used",
]

_RULE = "fmla.workweeks"
_FRACTIONS_ALLOWED = "a Fraction, or the Range of them that workweeks_used(...) gives"


def _shifts(work: Commitment, holidays: str | WeekDay) -> tuple[int, ...]:
    """The minutes of each shift: all work that begins on one weekday, those of holidays left out.

    Raises:
        WrongKind: for anything but a commitment.
        NotAccepted: for a commitment that is no work.
    """
    if not isinstance(work, Commitment):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("work", work, "one Commitment, because each employer counts its own workweek")
    if work.kind is not CommitmentKind.WORK:
        raise NotAccepted("work", work.kind.value, "a commitment of the kind work, because leave is taken from work")
    off = weekdays(holidays) if holidays != "" else ()
    days = [day for day in WeekDay if day not in off]
    return tuple(union(block.minutes for block in work.blocks if block.day == day) for day in days)


def work_left(work: Commitment, holidays: str | WeekDay = "") -> Minutes:
    """The work of a week that is scheduled beside its holidays.

    Raises:
        WrongKind: for anything but a commitment.
        NotAccepted: for a commitment that is no work.
    """
    return Minutes(union(_shifts(work, holidays)).bit_count())


def leave_for(
    intervals: Intervals,
    work: Commitment,
    *,
    travel: Range[Minutes] | Minutes | str = "0 min",
    holidays: str | WeekDay = "",
    whole_shift: bool = False,
) -> Range[Minutes]:
    """The work time that plain intervals of one week take; exact unless the travel time is a range.

    Args:
        intervals: weekday, start and end of each, in minutes since midnight of that weekday.
        work: the work that is scheduled, required overtime with it and voluntary overtime without.
        travel: the way there or back.
        holidays: the weekdays of this week that are not worked, such as ``"MO,TU"``: their work is not charged.
        whole_shift: whether a shift cannot be begun or left midway, so that one which is touched is taken as a whole
            (825.205(a)(2)). A shift is all the work that begins on one weekday.

    >>> from iopmodel.commitments import commitment
    >>> job = commitment("work", "MO,TU,WE,TH,FR", "09:00-17:00")
    >>> print(leave_for([("MO", 540, 720), ("TU", 540, 720)], job, holidays="TU"))
    3 h
    """
    claim, given = Claim(_shifts(work, holidays), whole_shift), tuple(intervals)
    low, high = (claim.taken(absence(given, way)) for way in ends_of(time_range(travel)))
    return Range(Minutes(low), Minutes(high))


def leave_needed(
    track: Attended,
    work: Commitment,
    *,
    travel: Range[Minutes] | Minutes | str = "0 min",
    week: int | None = None,
    holidays: str | WeekDay = "",
    whole_shift: bool = False,
) -> Range[Minutes]:
    """The work time that a track takes in a week; over all its weeks when *week* is not given.

    A choice of days, an unknown length and a session by arrangement each widen the range. A week known by its figures
    alone may take anything from nothing to the whole workweek.

    Args:
        track: a track, a phase or a week.
        work: the work that is scheduled, required overtime with it and voluntary overtime without.
        travel: the way there or back.
        week: a program week, counted from 1.
        holidays: the weekdays of this week that are not worked, such as ``"MO,TU"``: their work is not charged.
        whole_shift: whether a shift that is touched is taken as a whole; see :func:`leave_for`.

    >>> from iopmodel import GroupTherapy, WeeklySchedule, sessions
    >>> from iopmodel.commitments import commitment
    >>> morning = WeeklySchedule(sessions(GroupTherapy(), "MO,WE,TH", "09:00-12:00"))
    >>> print(leave_needed(morning, commitment("work", "MO,TU,WE,TH,FR", "09:00-17:00")))
    9 h

    Raises:
        NotAccepted: for a commitment that is no work.
    """
    claim = Claim(_shifts(work, holidays), whole_shift)
    return hull_of(each.time(claim) for each in presences(the_stretch(track), time_range(travel), week))


def workweeks_used(
    leave: Range[Minutes] | Minutes | str,
    workweek: Range[Minutes] | Minutes | str,
    *,
    scheduled: Minutes | str | None = None,
) -> Range[Fraction]:
    """The part of a workweek that the leave of one week uses (29 CFR 825.205(b)(1)), exactly and never more than one.

    Args:
        leave: the leave of that week.
        workweek: the hours of the actual workweek. Where the schedule varies so much that nobody can tell them, the
            weekly average of the 12 months before (825.205(b)(3)). Required overtime belongs to it, voluntary does
            not (825.205(c)).
        scheduled: the work that was left in that week after its holidays. Leave of all of it is a week of leave as a
            whole, in which holidays are ignored (825.200(h)).

    >>> print(workweeks_used("8 h", "40 h"), workweeks_used("10 h", "30 h"), workweeks_used("32 h", "40 h"))
    1/5 1/3 4/5
    >>> print(workweeks_used("32 h", "40 h", scheduled="32 h"))
    1

    Raises:
        NotAccepted: for a workweek without hours.
    """
    taken, basis = time_range(leave), time_range(workweek)
    if not basis.low.count:
        raise NotAccepted("workweek", str(basis), "the hours of the actual workweek, at least 1 min")
    left = None if scheduled is None else minutes(scheduled).count
    low = Fraction(0) if basis.high is None else _part(taken.low.count, basis.high.count, left)
    high = Fraction(1) if taken.high is None else _part(taken.high.count - taken.high_excluded, basis.low.count, left)
    return Range(low, high)


def _part(leave: int, workweek: int, left: int | None) -> Fraction:
    if left is not None and 0 < left <= leave:
        return Fraction(1)
    return min(Fraction(leave, workweek), Fraction(1))


def weeks_covered(used: Range[Fraction] | Fraction, *, on: dt.date | str) -> Range[Fraction] | WithoutEnd:
    """How many weeks that each use so much of a workweek the entitlement of 12 months covers.

    Weeks that use nothing are covered without end.

    Args:
        used: workweeks used in one week.
        on: the day on which the rule is read.

    >>> print(weeks_covered(Fraction(9, 40), on="2026-02-02"))
    160/3

    Raises:
        WrongKind: for anything but exact fractions.
        NotYetInForce: if no entitlement is recorded for that day.
    """
    rate, (entitled, _) = _fractions(used), entitlement_on(on)
    if rate.high == 0:
        return WithoutEnd()
    fewest = Fraction(0) if rate.high is None else entitled / rate.high
    return Range(fewest, entitled / rate.low if rate.low else None)


def _fractions(value: Range[Fraction] | Fraction) -> Range[Fraction]:
    if isinstance(value, Fraction):
        return Range.exactly(value)
    # Not in one condition: to a type checker, and to it alone, the second half says nothing new.
    if not isinstance(value, Range):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("workweeks used", value, _FRACTIONS_ALLOWED)
    if not isinstance(value.low, Fraction):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("workweeks used", value, _FRACTIONS_ALLOWED)
    return value


def entitlement_on(on: dt.date | str) -> tuple[int, Citation]:
    """The workweeks of a 12-month period that the rule grants on a day, and its source."""
    in_force = FMLA.rule(_RULE).history.on(plain_day(on))
    return cast("int", in_force.value.high), in_force.citation


@attrs.frozen(kw_only=True)
class LeaveOverStay:
    """The leave that a whole stay on a track takes.

    Args:
        weeks: how many weeks the stay has.
        leave: the work time that it takes in all.
        workweeks: the workweeks that it uses in all, in exact fractions.
        entitlement: the workweeks that the rule grants in a 12-month period.
        weeks_covered: how many weeks like the average week of the stay the entitlement covers.
        citation: the source of the entitlement.
    """

    weeks: Range[Weeks]
    leave: Range[Minutes]
    workweeks: Range[Fraction]
    entitlement: int
    weeks_covered: Range[Fraction] | WithoutEnd
    citation: Citation

    def __str__(self) -> str:
        lasts = self.weeks_covered
        covered = f"lasts {lasts}" if isinstance(lasts, WithoutEnd) else f"covers {fraction_words(lasts)} such weeks"
        used = f"{self.leave} of leave in {self.weeks}, {fraction_words(self.workweeks)} workweeks"
        return f"{used}; the entitlement of {self.entitlement} {covered} ({self.citation})"


def fraction_words(value: Range[Fraction]) -> str:
    """Workweeks as people write them: ``"1 4/5 to 2 1/4"``."""
    low = _mixed(value.low)
    if value.high is None:
        return f"at least {low}"
    return low if value.is_exact else f"{low} to {_mixed(value.high)}"


def _mixed(value: Fraction) -> str:
    """A fraction as people write it: ``53 1/3``."""
    whole, rest = divmod(value, 1)
    return f"{whole} {rest}" if whole and rest else str(rest or whole)


def leave_over(
    track: Attended,
    work: Commitment,
    *,
    on: dt.date | str,
    weeks: Written | None = None,
    travel: Range[Minutes] | Minutes | str = "0 min",
    workweek: Range[Minutes] | Minutes | str | None = None,
    holidays: Mapping[int, str | WeekDay] | None = None,
    whole_shift: bool = False,
) -> LeaveOverStay:
    """The leave that a stay takes, week by week by the sessions of that week, and the workweeks that it uses.

    Args:
        track: a track, a phase or a week.
        work: the work that is scheduled, required overtime with it and voluntary overtime without.
        on: the day on which the rule is read.
        weeks: the length of the stay, such as ``Weeks(8)`` or ``"8 to 16 weeks"``; the track's own unless given.
        travel: the way there or back.
        workweek: the hours by which leave is divided, where they are not those of *work*: see :func:`workweeks_used`.
        holidays: for a program week, its weekdays that are not worked: ``{3: "MO"}``.
        whole_shift: whether a shift that is touched is taken as a whole; see :func:`leave_for`.

    >>> from iopmodel import GroupTherapy, WeeklySchedule, sessions
    >>> from iopmodel.commitments import commitment
    >>> morning = WeeklySchedule(sessions(GroupTherapy(), "MO,WE,TH", "09:00-12:00"))
    >>> job = commitment("work", "MO,TU,WE,TH,FR", "09:00-17:00")
    >>> print(leave_over(morning, job, weeks="8 weeks", on="2026-02-02"))
    72 h of leave in 8 weeks, 1 4/5 workweeks; the entitlement of 12 covers 53 1/3 such weeks (29 CFR 825.200(a))

    Raises:
        NotAccepted: for a stay without a known end, and for holidays in a week that the stay does not have.
        NotYetInForce: if no entitlement is recorded for that day.
    """
    stretch = the_stretch(track)
    if weeks is not None:
        stretch = attrs.evolve(stretch, length=planned_length(weeks))
    count, days_off = stretch.weeks, dict(holidays or {})
    if count.high is None:
        raise NotAccepted("length of the stay", str(stretch.length), "weeks= with a known end, such as Weeks(8)")
    numbers = range(stretch.first_week, stretch.first_week + count.high)
    for number in days_off:
        if number not in numbers:
            raise NotAccepted("week with holidays", number, f"a program week from {numbers[0]} to {numbers[-1]}")
    leaves = list(_weekly_leave(stretch, numbers, work, time_range(travel), days_off, is_whole=whole_shift))
    basis = work.weekly_time if workweek is None else workweek
    used = [workweeks_used(leave, basis, scheduled=scheduled) for leave, scheduled in leaves]
    lows = list(itertools.accumulate(each.low for each in used))
    highs = list(itertools.accumulate(cast("Fraction", each.high) for each in used))
    ends = range(count.low, count.high + 1)
    average = Range(min(lows[end - 1] / end for end in ends), max(highs[end - 1] / end for end in ends))
    entitled, citation = entitlement_on(on)
    return LeaveOverStay(
        weeks=Range(Weeks(count.low), Weeks(count.high)),
        leave=Range(sum_of(leave for leave, _ in leaves[: count.low]).low, sum_of(leave for leave, _ in leaves).high),
        workweeks=Range(lows[count.low - 1], highs[-1]),
        entitlement=entitled,
        weeks_covered=weeks_covered(average, on=on),
        citation=citation,
    )


def _weekly_leave(
    stretch: Stretch,
    numbers: range,
    work: Commitment,
    travel: Range[Minutes],
    days_off: Mapping[int, str | WeekDay],
    *,
    is_whole: bool,
) -> Iterator[tuple[Range[Minutes], Minutes]]:
    """The leave of each program week, and the work that is scheduled in it; alike weeks are looked at once."""
    found: dict[tuple[int, str | WeekDay], tuple[Range[Minutes], Minutes]] = {}
    for number in numbers:
        alike = stretch.settled(number), days_off.get(number, "")
        if alike not in found:
            claim = Claim(_shifts(work, alike[1]), is_whole)
            leave = hull_of(each.time(claim) for each in presences(stretch, travel, alike[0]))
            found[alike] = leave, Minutes(claim.minutes.bit_count())
        yield found[alike]
