"""What happens to a patient's care: one small value for each change of an episode and of its attendance.

Each says itself as a sentence. Closures and the dated overrides are the library's own values.
"""

from __future__ import annotations

from typing import Protocol, TypeAlias

import attrs

from iopmodel._days import Date, plain_day
from iopmodel.attendance_sheets import Attendance
from iopmodel.closures import Closure
from iopmodel.episodes import Episode
from iopmodel.lengths import Weeks, WithoutEnd
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.overrides import Added, Cancelled, Identity, Moved, identity
from iopmodel.programs import Phase
from iopmodel.quantities import Minutes
from iopmodel.schedules import Session
from iopmodel.transitions import State

__all__ = [
    "Admission",
    "AttendanceChange",
    "AttendanceTaken",
    "AuthorizedLevel",
    "CorrectedAttendance",
    "CorrectedDay",
    "CorrectedEpisode",
    "Ending",
    "EpisodeChange",
    "LeaveOfAbsence",
    "NewWeek",
    "Transfer",
]


class _Printer(Protocol):
    """What Hypothesis prints values with; an episode or an occurrence as code would fill the page."""

    def text(self, text: str, /) -> None: ...


def _phase(level: LevelOfCare, week: tuple[Session, ...], weeks: int | None) -> Phase:
    return Phase(level, week, length=WithoutEnd() if weeks is None else Weeks(weeks))


def _how_long(weeks: int | None) -> str:
    return "without a planned end" if weeks is None else str(Weeks(weeks))


def _how_many(week: tuple[Session, ...]) -> str:
    count = len(week)
    return f"{count} sessions in the week" if count > 1 else "1 session in the week" if count else "no session"


def _because(reason: str) -> str:
    return f" ({reason})" if reason else ""


@attrs.frozen(kw_only=True)
class Admission:
    """A patient is admitted.

    Args:
        on: the first day of care.
        level: the level of care.
        week: the sessions of the week.
        weeks: how long it is planned; ``None`` without a planned end.
        zone: the IANA name of the program's zone.

    >>> from iopmodel import GroupTherapy, sessions
    >>> evenings = tuple(sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> print(Admission(on="2026-02-02", level=LevelOfCare.INTENSIVE_OUTPATIENT, week=evenings, weeks=8, zone="UTC"))
    2026-02-02: admitted to intensive outpatient, 8 weeks, 3 sessions in the week
    """

    on: Date = attrs.field(converter=plain_day)
    level: LevelOfCare
    week: tuple[Session, ...]
    weeks: int | None
    zone: str

    @property
    def phase(self) -> Phase:
        """What is laid on dates."""
        return _phase(self.level, self.week, self.weeks)

    @property
    def episode(self) -> Episode:
        """The episode that begins with it."""
        return Episode.of(self.phase, first=self.on, timezone=self.zone)

    def __str__(self) -> str:
        return f"{self.on}: admitted to {self.level}, {_how_long(self.weeks)}, {_how_many(self.week)}"


@attrs.frozen(kw_only=True)
class Transfer:
    """The patient comes to another phase: a step, a return from a leave, a readmission.

    Args:
        on: the first day there.
        level: the level of care.
        week: the sessions of the week.
        weeks: how long it is planned; ``None`` without a planned end.
        reason: why.

    >>> print(Transfer(on="2026-03-02", level=LevelOfCare.OUTPATIENT, week=(), weeks=None, reason="goals met"))
    2026-03-02: to outpatient, without a planned end, no session (goals met)
    """

    on: Date = attrs.field(converter=plain_day)
    level: LevelOfCare
    week: tuple[Session, ...]
    weeks: int | None
    reason: str = ""

    @property
    def phase(self) -> Phase:
        """What is laid on dates."""
        return _phase(self.level, self.week, self.weeks)

    def __str__(self) -> str:
        return f"{self.on}: to {self.level}, {_how_long(self.weeks)}, {_how_many(self.week)}{_because(self.reason)}"


@attrs.frozen(kw_only=True)
class LeaveOfAbsence:
    """The place is kept and nothing is attended.

    Args:
        on: the first day of the leave.
        until: the planned day of return, on which the plan goes on as it stood; ``None`` without one.
        reason: why.

    >>> print(LeaveOfAbsence(on="2026-02-16", until="2026-02-23", reason="surgery"))
    2026-02-16: on leave until 2026-02-23 (surgery)
    """

    on: Date = attrs.field(converter=plain_day)
    until: Date | None = attrs.field(default=None, converter=attrs.converters.optional(plain_day))
    reason: str = ""

    def __str__(self) -> str:
        until = "without a day of return" if self.until is None else f"until {self.until}"
        return f"{self.on}: on leave {until}{_because(self.reason)}"


@attrs.frozen(kw_only=True)
class Ending:
    """A discharge, or the closing of the record after one.

    Args:
        on: the day: the last day of care lies before it.
        to: ``State.DISCHARGED`` or ``State.CLOSED``.
        reason: why.

    >>> print(Ending(on="2026-03-30", to=State.DISCHARGED))
    2026-03-30: discharged
    """

    on: Date = attrs.field(converter=plain_day)
    to: State
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.on}: {self.to}{_because(self.reason)}"


@attrs.frozen(kw_only=True)
class NewWeek:
    """The program's week is another one from a day on, up to where the plan has yet another one.

    Args:
        on: the first day of the new week.
        week: its sessions.

    >>> print(NewWeek(on="2026-03-02", week=()))
    2026-03-02: another week, no session
    """

    on: Date = attrs.field(converter=plain_day)
    week: tuple[Session, ...]

    def __str__(self) -> str:
        return f"{self.on}: another week, {_how_many(self.week)}"


@attrs.frozen(kw_only=True)
class AuthorizedLevel:
    """The payer authorizes a level for some days, beside the clinical one.

    Args:
        first: the first of the days.
        until: the first day after them.
        level: the authorized level.

    >>> print(AuthorizedLevel(first="2026-02-02", until="2026-02-16", level=LevelOfCare.OUTPATIENT))
    2026-02-02: outpatient is authorized until 2026-02-16
    """

    first: Date = attrs.field(converter=plain_day)
    until: Date = attrs.field(converter=plain_day)
    level: LevelOfCare

    def __str__(self) -> str:
        return f"{self.first}: {self.level} is authorized until {self.until}"


@attrs.frozen(kw_only=True)
class CorrectedDay:
    """A recorded move was on another day.

    Args:
        was: the day on which it is on record.
        on: the day on which it was.
        recorded: the day on which it is corrected.
        reason: what was wrong.

    >>> print(CorrectedDay(was="2026-02-02", on="2026-02-03", recorded="2026-02-09", reason="typo"))
    2026-02-09: the move on record on 2026-02-02 was on 2026-02-03 (typo)
    """

    was: Date = attrs.field(converter=plain_day)
    on: Date = attrs.field(converter=plain_day)
    recorded: Date = attrs.field(converter=plain_day)
    reason: str

    def __str__(self) -> str:
        return f"{self.recorded}: the move on record on {self.was} was on {self.on}{_because(self.reason)}"


@attrs.frozen(kw_only=True)
class CorrectedEpisode:
    """Another episode should have been on record.

    Args:
        instead: that episode, one that was on record before.
        recorded: the day on which it is corrected.
        reason: what was wrong.

    >>> episode = Episode.of(Phase(LevelOfCare.OUTPATIENT, [], length="1 week"), first="2026-02-02")
    >>> print(CorrectedEpisode(instead=episode, recorded="2026-02-09", reason="wrong chart"))
    2026-02-09: what should be on record is outpatient: outpatient, 2026-02-02 until 2026-02-09 (wrong chart)
    """

    instead: Episode
    recorded: Date = attrs.field(converter=plain_day)
    reason: str

    def __str__(self) -> str:
        stays = "; ".join(map(str, self.instead.stays))
        return f"{self.recorded}: what should be on record is {stays}{_because(self.reason)}"

    def _repr_pretty_(self, printer: _Printer, cycle: bool) -> None:  # noqa: ARG002, FBT001 - their protocol
        printer.text(f"<{self}>")


@attrs.frozen(kw_only=True)
class AttendanceTaken:
    """A session on a date gets its record.

    Args:
        occurrence: the session on its date.
        status: what became of it.
        late: by how much the patient came late; ``None`` for who was not there.

    >>> from iopmodel import GroupTherapy, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO", "18:00-21:00"))
    >>> monday, *_ = Episode.of(phase, first="2026-02-02", length="8 weeks").occurrences()
    >>> print(AttendanceTaken(occurrence=monday, status="attended", late=Minutes(20)))
    2026-02-02 18:00 group therapy: attended, 20 min late
    """

    occurrence: Occurrence
    status: str
    late: Minutes | None = None

    def __str__(self) -> str:
        late = f", {self.late} late" if self.late is not None and self.late.count else ""
        return f"{self.occurrence}: {self.status}{late}"

    def _repr_pretty_(self, printer: _Printer, cycle: bool) -> None:  # noqa: ARG002, FBT001 - their protocol
        printer.text(f"<{self}>")


@attrs.frozen(kw_only=True)
class CorrectedAttendance:
    """What is on record of a session was wrong.

    Args:
        name: the name of the session: its key, and its day in the template.
        status: what became of it.
        recorded: the day on which it is corrected.

    >>> name = ("MO 18:00 group-therapy", "2026-02-02")
    >>> print(CorrectedAttendance(name=name, status="absent-excused", recorded="2026-02-09"))
    2026-02-09: MO 18:00 group-therapy of 2026-02-02 was absent-excused
    """

    name: Identity = attrs.field(converter=identity)
    status: str
    recorded: Date = attrs.field(converter=plain_day)

    def __str__(self) -> str:
        key, day = self.name
        return f"{self.recorded}: {key} of {day} was {self.status}"


#: What changes an episode.
EpisodeChange: TypeAlias = (
    Transfer
    | LeaveOfAbsence
    | Ending
    | Closure
    | Cancelled
    | Moved
    | Added
    | NewWeek
    | AuthorizedLevel
    | CorrectedDay
    | CorrectedEpisode
)
#: What changes what is on record of its sessions.
AttendanceChange: TypeAlias = AttendanceTaken | CorrectedAttendance


def changed_episode(change: EpisodeChange, episode: Episode) -> Episode:
    """The episode after a change; the library refuses what cannot be."""
    match change:
        case Transfer():
            found = episode.move(change.phase, on=change.on, reason=change.reason)
        case LeaveOfAbsence():
            found = episode.move(State.ON_LEAVE, on=change.on, until=change.until, reason=change.reason)
        case Ending():
            found = episode.move(change.to, on=change.on, reason=change.reason)
        case Closure():
            found = episode.close(change)
        case NewWeek():
            found = episode.change_week(change.week, on=change.on)
        case AuthorizedLevel():
            found = episode.authorize(change.level, first=change.first, until=change.until)
        case CorrectedDay():
            found = episode.correct_day(change.was, on=change.on, recorded=change.recorded, reason=change.reason)
        case CorrectedEpisode():
            found = episode.correct(change.instead, recorded=change.recorded, reason=change.reason)
        case _:
            found = episode.override(change)
    return found


def changed_attendance(change: AttendanceChange, attendance: Attendance) -> Attendance:
    """The attendance after a change; the library refuses what cannot be."""
    if isinstance(change, AttendanceTaken):
        return attendance.record(change.occurrence, change.status, late=change.late)
    return attendance.correct(change.name, change.status, recorded=change.recorded)
