"""What the episode machine draws: mostly changes that can be made, now and then one that cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

import attrs
from hypothesis import strategies as st

from iopmodel._days import Date, add_days, plain_day
from iopmodel.attendance_sheets import Attendance
from iopmodel.closures import Closure
from iopmodel.components import GroupTherapy
from iopmodel.episodes import Episode
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.overrides import Added, Cancelled, Identity, Moved
from iopmodel.quantities import Minutes
from iopmodel.schedules import Session
from iopmodel.spans import DaySpan
from iopmodel.strategies._calendar import clock_times, places
from iopmodel.strategies._episodes import closures, dated_sessions
from iopmodel.strategies._machine_changes import (
    Admission,
    AttendanceTaken,
    AuthorizedLevel,
    CorrectedAttendance,
    CorrectedDay,
    CorrectedEpisode,
    Ending,
    LeaveOfAbsence,
    NewWeek,
    Transfer,
)
from iopmodel.transitions import State

__all__ = ["drawn", "known_weeks"]

D = TypeVar("D")

#: How many days after the first something may happen, mostly.
_LAST = 100
#: The first weeks, where there is something to change.
_SOON = 40
#: How many sessions are offered to a change: the first ones, so that changes meet.
_FEW, _SEVERAL = 8, 60
_RECORDED = plain_day("2030-01-01")

# One draw for one change: a string of bytes, each of which makes one choice and shrinks by itself. A draw for each
# choice would take longer than the change.
_BYTES = st.binary(min_size=24, max_size=24)
_PLACES = 256
# The first of what is chosen from is the simplest.
_EVERY_OTHER, _NOW_AND_THEN = (False, True), (False, False, False, True)
_AFTER = (*range(1, 21), 7, 14, 7, 14, 0, 0, 0, None, None, None)
_BY = (*(by for count in range(1, 21) for by in (count, -count)), 0)
_LASTING = range(31)
_LATE = range(201)
_WEEKS = (None, 1, 2, 3, 4)
_REASONS = ("", "why")
_ENDINGS = (State.DISCHARGED, State.DISCHARGED, State.DISCHARGED, State.CLOSED)
_MINUTES = tuple(map(Minutes, (60, 50, 90, 180, 1, 0, 600)))
_KEYS_NOT_THERE, _KEYS_ADDED = ("s0", "s1", "s9"), ("x0", "x1", "x2", "x3", "x4", "s0")
_PRESENT = ("attended", "attended", "attended-not-billable")
_ABSENT = ("absent-excused", "absent-unexcused", "absent-unknown")


def _every_week(session: Session) -> Session:
    return attrs.evolve(session, every=Weeks(1), first=None, nth=None, weeks=(1, None))


def _with_keys(week: list[Session]) -> tuple[Session, ...]:
    return tuple(attrs.evolve(each, key=f"s{number}") for number, each in enumerate(week))


def known_weeks() -> st.SearchStrategy[tuple[Session, ...]]:
    """Two to four sessions, most in every week, of which every date and time is known; each has a key."""
    weekly = dated_sessions().map(_every_week)
    return st.lists(weekly | weekly | dated_sessions(), min_size=2, max_size=4).map(_with_keys)


class _Life(Protocol):
    """What is asked of the machine for which something is drawn."""

    episode: Episode
    attendance: Attendance
    first: Date
    past: list[Episode]
    held: tuple[Occurrence, ...]

    @property
    def levels(self) -> tuple[LevelOfCare, ...]: ...

    @property
    def weeks(self) -> st.SearchStrategy[tuple[Session, ...]]: ...

    @property
    def span(self) -> DaySpan: ...

    def planned(self) -> tuple[Identity, ...]: ...


class Choice:
    """One draw for one machine: the choices that several changes share."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.life: _Life = draw(st.runner())
        self._bytes: Iterator[int] = iter(draw(_BYTES))

    def among(self, alternatives: Sequence[D]) -> D:
        """One of at most 256 alternatives."""
        return alternatives[next(self._bytes) * min(len(alternatives), _PLACES) // _PLACES]

    def level(self) -> LevelOfCare:
        """A level of care."""
        return self.among(self.life.levels)

    def week(self) -> tuple[Session, ...]:
        """A week."""
        return self.draw(self.life.weeks)

    def any_day(self) -> Date:
        """A day within the first weeks or months."""
        return add_days(self.life.first, self.among(range(_LAST if self.among(_EVERY_OTHER) else _SOON)))

    def day_of_care(self) -> Date:
        """A day for a session or a week: mostly one of a stay, and every other time one with a session."""
        if self.among(_EVERY_OTHER):
            return self.name()[1]
        stay = self.among([stay for stay in self.life.episode.stays if not stay.on_leave])
        return add_days(stay.first, self.among(range(min(stay.days or _SOON, _LAST))))

    def day_of_move(self) -> Date:
        """A day for a move: mostly after what is on record, where moves are made."""
        after = self.among(_AFTER)
        if after is None:
            return self.any_day()
        recorded = max(each.on for each in self.life.episode.moves if not each.planned)
        left = _LAST - (recorded.toordinal() - self.life.first.toordinal())
        return add_days(recorded, min(after, max(1, left)))

    def name(self) -> Identity:
        """The name of a planned session, now and then of one that is not there."""
        planned = self.life.planned()[: self.among((_FEW, _SEVERAL))]
        if self.among(_NOW_AND_THEN) or not planned:
            return self.among(_KEYS_NOT_THERE), self.any_day()
        return self.among(planned)


def drawn(read: Callable[[Choice], D]) -> st.SearchStrategy[D]:
    """What is chosen for the machine that runs."""

    @st.composite
    def changes(draw: st.DrawFn) -> D:
        return read(Choice(draw))

    return changes()


def admission(choice: Choice) -> Admission:
    """A patient who comes on an awkward day."""
    place, level, weeks = choice.draw(places()), choice.level(), choice.among(_WEEKS)
    return Admission(on=place.day, level=level, week=choice.week(), weeks=weeks, zone=place.zone)


def transfer(choice: Choice) -> Transfer:
    """A move to any level."""
    on, level, weeks = choice.day_of_move(), choice.level(), choice.among(_WEEKS)
    return Transfer(on=on, level=level, week=choice.week(), weeks=weeks, reason=choice.among(_REASONS))


def leave_of_absence(choice: Choice) -> LeaveOfAbsence:
    """A leave, every other one with a day of return."""
    on, is_planned, lasting = choice.day_of_move(), choice.among(_EVERY_OTHER), choice.among(_LASTING)
    until = add_days(on, lasting) if is_planned else None
    return LeaveOfAbsence(on=on, until=until, reason=choice.among(_REASONS))


def ending(choice: Choice) -> Ending:
    """A discharge, now and then the closing of the record."""
    return Ending(on=choice.day_of_move(), to=choice.among(_ENDINGS), reason=choice.among(_REASONS))


def closure(choice: Choice) -> Closure:
    """A closure, on days of which most have sessions."""
    days = (choice.name()[1], choice.name()[1], choice.any_day())
    return choice.draw(closures(st.sampled_from(days)))


def cancelled(choice: Choice) -> Cancelled:
    """A session or a whole day that is cancelled."""
    key, day = choice.name()
    return Cancelled(day, "" if choice.among(_NOW_AND_THEN) else key)


def moved(choice: Choice) -> Moved:
    """A session that is held at another time."""
    (key, day), to = choice.name(), choice.day_of_care()
    time = choice.among(_MINUTES) if choice.among(_EVERY_OTHER) else None
    return Moved(day, key, to=to, start=choice.draw(clock_times()), time=time)


def added(choice: Choice) -> Added:
    """A further session, or one that makes up another."""
    name, day = choice.name(), choice.day_of_care()
    session = Session(GroupTherapy(), start=choice.draw(clock_times()), time=choice.among(_MINUTES))
    return Added(day, session, replaces=name if choice.among(_EVERY_OTHER) else None, key=choice.among(_KEYS_ADDED))


def new_week(choice: Choice) -> NewWeek:
    """Another week from a day on."""
    return NewWeek(on=choice.day_of_care(), week=choice.week())


def authorized_level(choice: Choice) -> AuthorizedLevel:
    """A level for some days, or for none."""
    first, level = choice.day_of_care(), choice.level()
    return AuthorizedLevel(first=first, until=add_days(first, choice.among(_LASTING)), level=level)


def corrected_day(choice: Choice) -> CorrectedDay:
    """A recorded move on another day, within three weeks."""
    recorded = sorted({each.on for each in choice.life.episode.moves if not each.planned})
    was = choice.among(recorded)
    return CorrectedDay(was=was, on=add_days(was, choice.among(_BY)), recorded=_RECORDED, reason="typo")


def corrected_episode(choice: Choice) -> CorrectedEpisode:
    """One of the episodes that were on record before."""
    return CorrectedEpisode(instead=choice.among(choice.life.past), recorded=_RECORDED, reason="wrong")


def attendance_taken(choice: Choice) -> AttendanceTaken:
    """The record of a session that is held, now and then of one that is not."""
    life, is_cancelled = choice.life, choice.among(_NOW_AND_THEN)
    not_held = life.episode.cancelled(life.span.first, life.span.until) if is_cancelled else ()
    found = choice.among(not_held or life.held[:_SEVERAL])
    status, late = choice.among(_PRESENT + _ABSENT), choice.among(_LATE)
    if status in _ABSENT or not found.shortest:
        return AttendanceTaken(occurrence=found, status=status if status in _ABSENT else _ABSENT[0])
    return AttendanceTaken(occurrence=found, status=status, late=Minutes(min(late, found.shortest - 1)))


def corrected_attendance(choice: Choice) -> CorrectedAttendance:
    """Another record of a session that has one, now and then of one that may have none."""
    recorded = [each.identity for each in choice.life.attendance]
    name = choice.name() if choice.among(_NOW_AND_THEN) else choice.among(recorded)
    return CorrectedAttendance(name=name, status=choice.among(_ABSENT), recorded=_RECORDED)
