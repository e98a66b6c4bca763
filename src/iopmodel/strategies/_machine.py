"""A stateful machine that leads an episode through a life: a base for the tests of other systems, and of ours.

It stands on the state machines of Hypothesis: https://hypothesis.readthedocs.io/en/latest/stateful.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import attrs
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from iopmodel._days import Date, add_days
from iopmodel.attendance_sheets import Attendance
from iopmodel.closures import Closure
from iopmodel.episodes import Episode
from iopmodel.errors import IopModelError
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.overrides import Added, Cancelled, Identity, Moved
from iopmodel.schedules import Session
from iopmodel.spans import DaySpan
from iopmodel.strategies import _machine_draws
from iopmodel.strategies._machine_changes import (
    Admission,
    AttendanceChange,
    AttendanceTaken,
    AuthorizedLevel,
    CorrectedAttendance,
    CorrectedDay,
    CorrectedEpisode,
    Ending,
    EpisodeChange,
    LeaveOfAbsence,
    NewWeek,
    Transfer,
    changed_attendance,
    changed_episode,
)
from iopmodel.strategies._machine_draws import drawn, known_weeks

__all__ = ["EpisodeMachine"]

F = TypeVar("F", bound=Callable[..., Any])

#: How many days from the first one are looked at.
_HORIZON = 160
#: How many changes lie behind an episode before all of it is found to be wrong.
_ENOUGH_PAST = 5
_LABEL = "A-17"


def _when(kind: type, ready: Callable[[EpisodeMachine], object] = bool) -> Callable[[F], F]:
    """That a rule runs where changes of that kind are made, and something is there for one."""

    def is_ready(machine: EpisodeMachine) -> bool:
        return kind in machine.kinds and bool(ready(machine))

    return precondition(is_ready)


class EpisodeMachine(RuleBasedStateMachine):
    """One patient's care through changes that Hypothesis draws, most of which can be and some of which cannot.

    A patient is admitted on an awkward day; then come moves, leaves, closures, changed sessions and weeks, corrections,
    and records of attendance. Mirror each change in another system: override :meth:`admitted`, :meth:`changed`,
    :meth:`refused` and :meth:`recorded`, and compare in :meth:`holds`, which is called after every step. What fails is
    made as small as it gets, and printed as the steps that lead there, each with its sentence. Under pytest write
    ``TestClinic = ClinicMachine.TestCase``.

    After every step the machine itself asks what holds of any episode: no change and no refusal touches an older value;
    parts of the calendar add up to the whole of it; stays are in order. An exception that is no
    :class:`~iopmodel.errors.IopModelError` fails.

    Attributes:
        kinds: the kinds of changes that are made; leave out what the other system does not know.
        levels: the levels of care between which a patient moves.
        weeks: what draws the sessions of a week, of which every date and time must be known.
        episode: the care as it stands.
        attendance: what is on record of it.
        first: the earliest first day that the episode has had.
        past: the episodes before the present one, the oldest first.
        held: what is held on the days that are looked at, in order.

    >>> from hypothesis import settings
    >>> from hypothesis.stateful import run_state_machine_as_test
    >>> class Diary(EpisodeMachine):  # counts the closures that another system would have to keep
    ...     kinds = frozenset({Closure, Transfer})
    ...     def admitted(self, change: Admission, episode: Episode) -> None:
    ...         self.closed = 0
    ...     def changed(self, change: EpisodeChange, before: Episode, after: Episode) -> None:
    ...         self.closed += isinstance(change, Closure)
    ...     def holds(self, episode: Episode, attendance: Attendance) -> None:
    ...         assert len(episode.closures) == self.closed
    >>> run_state_machine_as_test(Diary, settings=settings(max_examples=10, stateful_step_count=10))
    """

    kinds: ClassVar[frozenset[type]] = frozenset(
        {
            *(Transfer, LeaveOfAbsence, Ending, Closure, Cancelled, Moved, Added, NewWeek),
            *(AuthorizedLevel, CorrectedDay, CorrectedEpisode, AttendanceTaken, CorrectedAttendance),
        }
    )
    levels: ClassVar[tuple[LevelOfCare, ...]] = (
        LevelOfCare.INTENSIVE_OUTPATIENT,
        LevelOfCare.PARTIAL_HOSPITALIZATION,
        LevelOfCare.OUTPATIENT,
        LevelOfCare.AFTERCARE,
    )
    weeks: ClassVar[st.SearchStrategy[tuple[Session, ...]]] = known_weeks()

    episode: Episode
    attendance: Attendance
    first: Date
    past: list[Episode]
    held: tuple[Occurrence, ...]

    # What a test overrides

    def admitted(self, change: Admission, episode: Episode, /) -> None:
        """The patient was admitted; what follows is the life of this episode."""

    def changed(self, change: EpisodeChange, before: Episode, after: Episode, /) -> None:
        """A change was made, and *after* is the episode now."""

    def recorded(self, change: AttendanceChange, before: Attendance, after: Attendance, /) -> None:
        """Attendance was recorded or corrected, and *after* is what is on record now."""

    def refused(self, change: EpisodeChange | AttendanceChange, error: IopModelError, /) -> None:
        """The library refused a change, and nothing is different."""

    def holds(self, episode: Episode, attendance: Attendance, /) -> None:
        """What must hold after the admission and after every change, made or refused."""

    # What a test may ask

    @property
    def span(self) -> DaySpan:
        """The days that are looked at, from the earliest first day on."""
        return DaySpan(self.first, add_days(self.first, _HORIZON))

    def planned(self) -> tuple[Identity, ...]:
        """The names of the sessions that the weeks say for the days that are looked at, whatever became of them."""
        bare = attrs.evolve(self.episode, closures=(), overrides=())
        return tuple(each.identity for each in bare.between(self.span.first, self.span.until))

    # What happens

    @initialize(change=drawn(_machine_draws.admission))
    def admit(self, change: Admission) -> None:
        """The patient is admitted."""
        self.first, self.past, self.attendance = change.on, [], Attendance(_LABEL)
        _becomes(self, change.episode)
        note(f"  {change}")
        self.admitted(change, self.episode)

    @_when(Transfer)
    @rule(change=drawn(_machine_draws.transfer))
    def transfer(self, change: Transfer) -> None:
        """A step, a return or a readmission."""
        _change(self, change)

    @_when(LeaveOfAbsence)
    @rule(change=drawn(_machine_draws.leave_of_absence))
    def go_on_leave(self, change: LeaveOfAbsence) -> None:
        """A leave of absence, with or without a day of return."""
        _change(self, change)

    @_when(Ending)
    @rule(change=drawn(_machine_draws.ending))
    def end_care(self, change: Ending) -> None:
        """A discharge, or the closing of the record after one."""
        _change(self, change)

    @_when(Closure)
    @rule(change=drawn(_machine_draws.closure))
    def close_days(self, change: Closure) -> None:
        """A further closure, which decides over those before it."""
        _change(self, change)

    @_when(Cancelled)
    @rule(change=drawn(_machine_draws.cancelled))
    def cancel_session(self, change: Cancelled) -> None:
        """A session or a whole day is cancelled."""
        _change(self, change)

    @_when(Moved)
    @rule(change=drawn(_machine_draws.moved))
    def move_session(self, change: Moved) -> None:
        """A session is held at another time, on whichever day."""
        _change(self, change)

    @_when(Added)
    @rule(change=drawn(_machine_draws.added))
    def add_session(self, change: Added) -> None:
        """A further session, or one that makes up another."""
        _change(self, change)

    @_when(NewWeek)
    @rule(change=drawn(_machine_draws.new_week))
    def change_week(self, change: NewWeek) -> None:
        """The program's week is another one from a day on."""
        _change(self, change)

    @_when(AuthorizedLevel)
    @rule(change=drawn(_machine_draws.authorized_level))
    def authorize_level(self, change: AuthorizedLevel) -> None:
        """The payer authorizes a level for some days."""
        _change(self, change)

    @_when(CorrectedDay)
    @rule(change=drawn(_machine_draws.corrected_day))
    def correct_day(self, change: CorrectedDay) -> None:
        """A recorded move was on another day."""
        _change(self, change)

    @_when(CorrectedEpisode, lambda machine: len(machine.past) > _ENOUGH_PAST)
    @rule(change=drawn(_machine_draws.corrected_episode))
    def correct_episode(self, change: CorrectedEpisode) -> None:
        """What was on record before is what should have been on record."""
        _change(self, change)

    @_when(AttendanceTaken, lambda machine: machine.held)
    @rule(change=drawn(_machine_draws.attendance_taken))
    def take_attendance(self, change: AttendanceTaken) -> None:
        """A session on a date gets its record."""
        _record(self, change)

    @_when(CorrectedAttendance, lambda machine: machine.attendance.records)
    @rule(change=drawn(_machine_draws.corrected_attendance))
    def correct_attendance(self, change: CorrectedAttendance) -> None:
        """What is on record of a session was wrong."""
        _record(self, change)

    @invariant()
    def after_every_step(self) -> None:
        """What the test asks."""
        self.holds(self.episode, self.attendance)


# These stand outside of the class, so that a test may give its own methods any name but those above.


def _change(machine: EpisodeMachine, change: EpisodeChange) -> None:
    before = machine.episode
    try:
        after = changed_episode(change, before)
    except IopModelError as error:
        _refuse(machine, change, error)
        return
    note(f"  {change}")
    _require(_is_untouched(machine), "a change touches no older episode")
    machine.past.append(before)
    _becomes(machine, after)
    machine.changed(change, before, after)


def _record(machine: EpisodeMachine, change: AttendanceChange) -> None:
    before = machine.attendance
    try:
        machine.attendance = changed_attendance(change, before)
    except IopModelError as error:
        _refuse(machine, change, error)
        return
    note(f"  {change}")
    machine.recorded(change, before, machine.attendance)


def _refuse(machine: EpisodeMachine, change: EpisodeChange | AttendanceChange, error: IopModelError) -> None:
    note(f"  refused: {change}")
    _require(_is_untouched(machine), "what is refused changes nothing")
    machine.refused(change, error)


def _becomes(machine: EpisodeMachine, episode: Episode) -> None:
    """The episode is another one, and what holds of any episode holds of it."""
    machine.episode, machine.first = episode, min(machine.first, episode.first)
    firsts = [stay.first for stay in episode.stays]
    _require(firsts == sorted(firsts), "stays are in order")
    first, until = machine.span.first, machine.span.until
    machine.held = episode.between(first, until)
    middle = add_days(first, _HORIZON // 3)
    parts = (*episode.between(first, middle), *episode.between(middle, until))
    _require(parts == machine.held, "the parts of a calendar add up to the whole of it")
    if episode.until is not None and episode.until <= until:
        _require(episode.occurrences() == machine.held, "occurrences() are what between() holds of all days")


def _is_untouched(machine: EpisodeMachine) -> bool:
    """Whether the episode still says what it said, when it is worked out anew."""
    return machine.episode.between(machine.span.first, machine.span.until) == machine.held


def _require(holds: bool, law: str) -> None:  # noqa: FBT001 - what it is about is the law beside it
    if not holds:
        raise AssertionError(law)
