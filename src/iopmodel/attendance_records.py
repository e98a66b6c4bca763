"""Records of attendance: what became of one session on one date.

A record is a photograph of its occurrence. It keeps what was planned on the day on which it was made, so it stays true
when the schedule changes later. It holds no word about a person.
"""

from __future__ import annotations

from typing import TypeAlias

import attrs

from iopmodel._days import MINUTES_IN_DAY, Date, Time, clock_time, minute_of_day, plain_day, time_of_minute
from iopmodel.components import Component
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence, OccurrenceKind
from iopmodel.overrides import Identity, identity
from iopmodel.quantities import Minutes, Range, minutes, time_range
from iopmodel.schedules import Session
from iopmodel.vocabulary import Word

__all__ = ["AttendanceRecord", "AttendanceStatus", "GivenTime"]

#: Clinical time as a caller gives it: minutes, or text such as ``"50 min"``.
GivenTime: TypeAlias = Minutes | str

_NOTHING = Minutes(0)
_NO_TIME = Range.exactly(_NOTHING)


class AttendanceStatus(Word):
    """What became of a session that was on the calendar."""

    ATTENDED = "attended"
    ATTENDED_NOT_BILLABLE = "attended-not-billable"
    """Attended, and nothing of it can be billed."""
    ABSENT_EXCUSED = "absent-excused"
    ABSENT_UNEXCUSED = "absent-unexcused"
    ABSENT_UNKNOWN = "absent-unknown"
    """Absent, and nobody knows whether it was excused."""
    CANCELLED_BY_PROGRAM = "cancelled-by-program"
    """Not held, so nobody was expected."""
    MADE_UP = "made-up"
    """Attended in place of another session, which the record names."""

    @property
    def is_present(self) -> bool:
        """Whether the patient was there."""
        return self in {self.ATTENDED, self.ATTENDED_NOT_BILLABLE, self.MADE_UP}

    @property
    def is_expected(self) -> bool:
        """Whether the patient was expected: always, but where the program cancelled."""
        return self is not self.CANCELLED_BY_PROGRAM


def _status(value: str) -> AttendanceStatus:
    return AttendanceStatus.one_of(value)


def _session(value: Session) -> Session:
    if not isinstance(value, Session):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("attendance record", value, "a Session")
    return value


def _kind(value: str) -> OccurrenceKind:
    return OccurrenceKind.one_of(value)


def _optional_identity(value: Identity | None) -> Identity | None:
    return None if value is None else identity(value)


@attrs.frozen(kw_only=True)
class AttendanceRecord:
    """What became of one session on one date, beside what was planned when it was recorded.

    Make one from an occurrence with :meth:`of`, or with :meth:`Attendance.record`.

    Args:
        key: the key of the session.
        day: its day in the template; with the key it is the name of the session on that date.
        held_on: the day on which it was held, or was to be held.
        start: its planned start on the wall clock; ``None`` without one.
        scheduled: how long it was to be.
        session: the session of the template, which says what it was and whether it counts.
        level: the level of care at which it was held.
        kind: how it came to be where it was.
        status: what became of it.
        attended: the time attended.
        billable: the time of it that can be billed.
        late: by how much the patient came late.
        left_early: by how much the patient left early.
        replaces: the session that it made up; of a make-up that was missed, the one that it was to make up.
        corrects: the record that it corrects; ``None`` for a first record.
        recorded: the day on which it was corrected; ``None`` for a first record.

    Raises:
        NotAccepted: where the times, the status and what it replaces contradict each other.
    """

    key: str
    day: Date = attrs.field(converter=plain_day)
    held_on: Date = attrs.field(converter=plain_day)
    start: Time | None = attrs.field(default=None, converter=attrs.converters.optional(clock_time))
    scheduled: Range[Minutes] = attrs.field(converter=time_range)
    session: Session = attrs.field(converter=_session)
    level: LevelOfCare
    kind: OccurrenceKind = attrs.field(default=OccurrenceKind.PLANNED, converter=_kind)
    status: AttendanceStatus = attrs.field(converter=_status)
    attended: Minutes = attrs.field(default=_NOTHING, converter=minutes)
    billable: Minutes = attrs.field(default=_NOTHING, converter=minutes)
    late: Minutes = attrs.field(default=_NOTHING, converter=minutes)
    left_early: Minutes = attrs.field(default=_NOTHING, converter=minutes)
    replaces: Identity | None = attrs.field(default=None, converter=_optional_identity)
    corrects: AttendanceRecord | None = attrs.field(default=None, repr=False)
    recorded: Date | None = attrs.field(default=None, converter=attrs.converters.optional(plain_day))

    def __attrs_post_init__(self) -> None:
        identity(self.identity)
        if self.kind is OccurrenceKind.CANCELLED and self.status.is_expected:
            allowed = "'cancelled-by-program', as scheduled; if it was held, change the schedule first"
            raise NotAccepted("status of a session that is not held", str(self.status), allowed)
        if self.status.is_present:
            self._refuse_wrong_times()
        else:
            self._refuse_times_of_who_was_not_there()
        self._refuse_wrong_replacement()
        self._refuse_wrong_correction()

    @classmethod
    def of(
        cls,
        occurrence: Occurrence,
        status: str = AttendanceStatus.ATTENDED,
        *,
        attended: GivenTime | None = None,
        billable: GivenTime | None = None,
        late: GivenTime | None = None,
        left_early: GivenTime | None = None,
        replaces: Identity | None = None,
    ) -> AttendanceRecord:
        """The record of an occurrence.

        The time attended, late and left early together make up the scheduled time. What is not given follows from the
        others: the time attended first, then the time left early, then the lateness. So who attended less than was
        scheduled, where nobody says when, left early.

        Args:
            occurrence: the session on its date.
            status: what became of it. An attended session that replaces another one is a made-up one.
            attended: the time attended; needed where nobody knows how long the session was to be.
            billable: the time that can be billed; all that was attended, unless the status says that nothing can.
            late: by how much the patient came late.
            left_early: by how much the patient left early.
            replaces: the session that it makes up, where the schedule does not say so.

        >>> from iopmodel import Episode, GroupTherapy, Phase, sessions
        >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
        >>> monday = Episode.of(phase, first="2026-02-02", length="8 weeks").occurrences()[0]
        >>> print(AttendanceRecord.of(monday, late="20 min"))
        2026-02-02 18:00 group therapy: attended, 2 h 40 min of 3 h, 20 min late

        Raises:
            NotAccepted: where the times contradict each other or the status, and for a session that is not held.
            WrongKind: for a bare number, and for anything but an occurrence.
        """
        if not isinstance(occurrence, Occurrence):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("attendance record", occurrence, "an occurrence, such as one of episode.occurrences()")
        photograph = cls(
            key=occurrence.key,
            day=occurrence.identity[1],
            held_on=occurrence.day,
            start=None if occurrence.begin is None else time_of_minute(occurrence.begin),
            scheduled=occurrence.wall_minutes,
            session=occurrence.session,
            level=occurrence.level,
            kind=occurrence.kind,
            status=AttendanceStatus.CANCELLED_BY_PROGRAM,
            replaces=occurrence.replaces,
        )
        return photograph.with_status(
            status, attended=attended, billable=billable, late=late, left_early=left_early, replaces=replaces
        )

    def with_status(
        self,
        status: str,
        *,
        attended: GivenTime | None = None,
        billable: GivenTime | None = None,
        late: GivenTime | None = None,
        left_early: GivenTime | None = None,
        replaces: Identity | None = None,
    ) -> AttendanceRecord:
        """The same photograph with another status, and with times that follow as in :meth:`of`.

        Raises:
            NotAccepted: where the times contradict each other or the status, and for a session that was not held.
            WrongKind: for a bare number.
        """
        became, replaced = _status(status), self._replaced(replaces)
        if became is AttendanceStatus.ATTENDED_NOT_BILLABLE:
            billable = _refuse_billing(_NOTHING if billable is None else minutes(billable))
        if became.is_present and replaced is not None:
            became = AttendanceStatus.MADE_UP
        there, came, left = self._times(became, attended, late, left_early)
        return attrs.evolve(
            self,
            status=became,
            attended=there,
            billable=there if billable is None else billable,
            late=came,
            left_early=left,
            replaces=replaced,
        )

    def _replaced(self, given: Identity | None) -> Identity | None:
        """What it makes up, as the schedule or the caller says."""
        planned = self.replaces if self.kind is OccurrenceKind.MAKE_UP else None
        asked = _optional_identity(given)
        if planned is not None and asked not in {None, planned}:
            raise NotAccepted("what a session replaces", str(given), f"{planned[0]} of {planned[1]}, as scheduled")
        return asked or planned

    def _times(
        self,
        status: AttendanceStatus,
        attended: GivenTime | None,
        late: GivenTime | None,
        left_early: GivenTime | None,
    ) -> tuple[Minutes, Minutes, Minutes]:
        """The time attended, late and left early, each as given or as it follows from the others."""
        there, came, left = (None if each is None else minutes(each).count for each in (attended, late, left_early))
        if status.is_present and self.scheduled.is_exact:
            whole = self.scheduled.value.count
            if there is None:
                there = max(0, whole - (came or 0) - (left or 0))
            elif left is None:
                left = max(0, whole - there - (came or 0))
            elif came is None:
                came = max(0, whole - there - left)
        elif status.is_present and there is None:
            allowed = f"how long, such as attended='50 min', for a session of which the time is {self.scheduled}"
            raise NotAccepted("time attended", "nothing", allowed)
        return Minutes(there or 0), Minutes(came or 0), Minutes(left or 0)

    @property
    def identity(self) -> Identity:
        """The name of the session on its date: its key and its day in the template."""
        return self.key, self.day

    @property
    def component(self) -> Component:
        """What the session was."""
        return self.session.component

    @property
    def stands_for(self) -> Identity:
        """The session of the template that it answers for: the one that it makes up, else its own."""
        return self.identity if self.replaces is None else self.replaces

    @property
    def begin(self) -> int | None:
        """When the patient came, in minutes of that day's clock; ``None`` where no clock time tells."""
        if self.start is not None:
            return minute_of_day(self.start) + self.late.count
        if self.session.end is None:
            return None
        return (minute_of_day(self.session.end) - self.left_early.count - self.attended.count) % MINUTES_IN_DAY

    def _refuse_wrong_times(self) -> None:
        there = Minutes(self.attended.count + self.late.count + self.left_early.count)
        if there not in self.scheduled:
            got = f"{self.attended} attended, {self.late} late, {self.left_early} left early: {there}"
            allowed = (
                f"{self.scheduled} together, as scheduled; if it was longer or shorter, change the schedule first, "
                "with Moved(..., time=...)"
            )
            raise NotAccepted("times of a record", got, allowed)
        if self.attended == _NOTHING and self.scheduled != _NO_TIME:
            raise NotAccepted("time attended", str(self.attended), "some time, or an absence such as 'absent-excused'")
        if self.attended < self.billable:
            raise NotAccepted("time that can be billed", str(self.billable), f"at most {self.attended}, as attended")
        if self.status is AttendanceStatus.ATTENDED_NOT_BILLABLE:
            _refuse_billing(self.billable)

    def _refuse_times_of_who_was_not_there(self) -> None:
        for each in (self.attended, self.billable, self.late, self.left_early):
            if each != _NOTHING:
                raise NotAccepted(f"times of a record {self.status}", str(each), "none, or the status 'attended'")

    def _refuse_wrong_replacement(self) -> None:
        if self.status is AttendanceStatus.MADE_UP and self.replaces is None:
            raise NotAccepted("made-up session", "nothing", "what it replaces, such as replaces=missed.identity")
        if self.replaces == self.identity:
            raise NotAccepted("made-up session", f"{self.key} on {self.day}", "another session than itself")
        is_make_up = self.status is AttendanceStatus.MADE_UP or self.kind is OccurrenceKind.MAKE_UP
        if self.replaces is not None and not is_make_up:
            raise NotAccepted("what a session replaces", str(self.replaces[0]), f"nothing, as it was {self.status}")

    def _refuse_wrong_correction(self) -> None:
        if (self.corrects is None) != (self.recorded is None):
            raise NotAccepted("correction", str(self.recorded), "the record that it corrects, and the day of it")
        if self.corrects is not None and self.corrects.identity != self.identity:
            raise NotAccepted("correction", str(self.corrects), f"a record of {self.key} on {self.day}")

    def __str__(self) -> str:
        clock = "" if self.start is None else f" {self.start:%H:%M}"
        parts = [f"{self.held_on}{clock} {self.session.label or self.component}: {self.status.replace('-', ' ')}"]
        if self.status.is_present:
            parts.append(f"{self.attended} of {self.scheduled}")
        parts += [f"{self.late} late"] * (self.late != _NOTHING)
        parts += [f"{self.left_early} left early"] * (self.left_early != _NOTHING)
        parts += [f"in place of {self.replaces[0]} of {self.replaces[1]}"] if self.replaces is not None else []
        parts += [f"corrected on {self.recorded}"] if self.recorded is not None else []
        return ", ".join(parts)


def _refuse_billing(billable: Minutes) -> Minutes:
    if billable != _NOTHING:
        raise NotAccepted("time that can be billed", str(billable), "none, or the status 'attended'")
    return billable
