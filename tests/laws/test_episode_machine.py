"""An episode through a life of moves, closures, overrides, corrections and attendance, beside a naive calendar."""

from typing import NamedTuple

from iopmodel._days import Date, day_of, minute_of_day
from iopmodel.attendance import present
from iopmodel.attendance_sheets import Attendance
from iopmodel.closures import Closure, ClosurePolicy
from iopmodel.episodes import Episode
from iopmodel.errors import DuplicateKey, IopModelError
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence, OccurrenceKind
from iopmodel.overrides import Added, Cancelled, Moved, Override
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.strategies._machine import EpisodeMachine
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
)
from iopmodel.transitions import State
from tests.naive_episodes import Calendar, Change, Closed, Day, Held, Noted, judged, minutes_of, ordinal_of, start_of

#: How many days from the first are looked at.
HORIZON = 160


class Photograph(NamedTuple):
    """What was recorded of a session that was held: the day, when the patient came, how long, and whether they did."""

    day: int
    begin: int
    minutes: int
    is_present: bool


def _as_held(each: Occurrence) -> Held:
    assert each.shortest == each.longest
    return Held(each.ordinal, each.begin or 0, each.key, each.origin, each.shortest, str(each.kind))


def _seen(episode: Episode, first: int) -> Calendar:
    """An episode as the naive calendar has it, without what it knows of plans."""
    days: dict[int, Day] = {}
    for ordinal in range(first, first + HORIZON):
        stay = episode.stay_on(day_of(ordinal))
        if stay is not None:
            assert isinstance(stay.week, WeeklySchedule)
            days[ordinal] = Day(0, stay.level, (), stay.program_week(day_of(ordinal)), stay.on_leave, stay.authorized)
    record = tuple(
        Noted(ordinal_of(move.on), str(move.transition.kind), move.transition.end, move.planned, move.reason)
        for move in episode.moves
    )
    return Calendar(days, record, corrections=len(episode.corrections))


class CalendarMachine(EpisodeMachine):
    """What the calendar forbids must be refused, what it allows must be made, and both must say the same after it."""

    def admitted(self, change: Admission, episode: Episode) -> None:
        self.start = ordinal_of(change.on)
        self.stays = 0
        self.calendar = Calendar({}, (Noted(self.start, "admission", change.level, planned=False),))
        self.earlier: list[tuple[Episode, Calendar]] = []
        self.attended: dict[tuple[str, Date], Photograph] = {}
        self._plan(self.start, self._phase_days(self.start, change.level, change.week, change.weeks))
        assert episode.timezone == change.zone

    def changed(self, change: EpisodeChange, before: Episode, after: Episode) -> None:
        self.earlier.append((before, self.calendar))
        assert self.earlier[-1][0] is self.past[-1]
        assert self._may(change, before)
        self._make(change)
        if isinstance(change, CorrectedDay | CorrectedEpisode):
            assert after.corrections[-1].was == before

    def recorded(self, change: AttendanceChange, before: Attendance, after: Attendance) -> None:
        if isinstance(change, AttendanceTaken):
            self._record(change)
            return
        day, *_ = self.attended[change.name]
        self.attended[change.name] = Photograph(day, 0, 0, is_present=False)
        new = after.of(change.name)
        assert new is not None
        assert new.corrects == before.of(change.name)

    def refused(self, change: EpisodeChange | AttendanceChange, error: IopModelError) -> None:
        if isinstance(change, AttendanceTaken):
            is_held = change.occurrence.kind is not OccurrenceKind.CANCELLED
            assert not is_held or change.occurrence.identity in self.attended
            assert not is_held or isinstance(error, DuplicateKey)
        elif isinstance(change, CorrectedAttendance):
            assert change.name not in self.attended
        else:
            assert not self._may(change, self.episode)

    # What may be done

    def _may(self, change: EpisodeChange, before: Episode) -> bool:
        match change:
            case Transfer():
                may = bool(self._may_move(ordinal_of(change.on), change.level, change.reason))
            case Ending():
                may = bool(self._may_move(ordinal_of(change.on), change.to, change.reason))
            case LeaveOfAbsence():
                may = self._may_leave(change)
            case NewWeek():
                may = self.calendar.is_attended(ordinal_of(change.on))
            case AuthorizedLevel():
                may = ordinal_of(change.first) in self.calendar.days
            case CorrectedDay():
                may = self._may_correct(ordinal_of(change.was), ordinal_of(change.on), before)
            case Closure() | CorrectedEpisode():
                may = True
            case _:
                may = self._may_override(change)
        return may

    def _may_move(self, on: int, end: LevelOfCare | State, reason: str) -> str:
        """The kind of a move that may be made; empty when it is refused."""
        may_follow = {"discharge"} if end is State.ON_LEAVE else {"discharge", "return"}
        for each in self.calendar.record:
            same_day = each.on == on and each.kind in may_follow
            if not each.planned and each.on >= on and not same_day:
                return ""
        kind, standing = judged(self.calendar.place(on), end)
        return "" if standing == "refused" or (standing == "warned" and not reason) else kind

    def _may_leave(self, change: LeaveOfAbsence) -> bool:
        """Whether a leave has a day, and ends where the patient would not be on leave anyway."""
        on = ordinal_of(change.on)
        then = self.calendar.days.get(on if change.until is None else ordinal_of(change.until))
        is_still_away = change.until is not None and then is not None and then.away
        kind = self._may_move(on, State.ON_LEAVE, change.reason)
        return bool(kind) and change.until != change.on and not is_still_away

    def _may_correct(self, old: int, new: int, before: Episode) -> bool:
        """Whether a recorded move can have been on another day: nothing else lies between the two."""
        recorded = {each.on for each in self.calendar.record if not each.planned}
        ends = {ordinal_of(day) for stay in before.stays for day in (stay.first, stay.until) if day is not None}
        between = {*range(min(old, new) + 1, max(old, new)), new}
        return old in recorded and new != old and not between & (recorded | ends)

    def _may_override(self, override: Override) -> bool:
        """Whether it names what is there, and nothing that is named already."""
        change, day = _as_change(override), ordinal_of(override.day)
        is_added = isinstance(override, Added)
        named = {(each.kind in {"added", "make-up"}, each.key, each.day) for each in self.calendar.changes}
        if (is_added, change.key, day) in named:
            return False
        if isinstance(override, Added):
            is_free = self.calendar.is_attended(day) and self.calendar.named(change.key, day) is None
            missed = override.replaces
            return is_free and (missed is None or self.calendar.named(missed[0], ordinal_of(missed[1])) is not None)
        if change.kind == "cancelled" and not change.key:
            return bool(self.calendar.planned(day))
        is_there = self.calendar.named(change.key, day) is not None
        return is_there and (change.kind == "cancelled" or self.calendar.is_attended(change.to))

    # What it does

    def _make(self, change: EpisodeChange) -> None:
        match change:
            case Transfer():
                self._move(ordinal_of(change.on), change.level, change.reason)
                on = ordinal_of(change.on)
                self._plan(on, self._phase_days(on, change.level, change.week, change.weeks))
            case Ending():
                self._move(ordinal_of(change.on), change.to, change.reason)
                self._plan(ordinal_of(change.on), {})
            case LeaveOfAbsence():
                self._leave(change)
            case Closure():
                self._close(change)
            case NewWeek():
                self._change_week(ordinal_of(change.on), change.week)
            case AuthorizedLevel():
                self._authorize(change)
            case CorrectedDay():
                self._correct_day(ordinal_of(change.was), ordinal_of(change.on))
            case CorrectedEpisode():
                (calendar, *_) = (old for episode, old in self.earlier if episode is change.instead)
                self.calendar = calendar._replace(corrections=self.calendar.corrections + 1)
            case _:
                self.calendar = self.calendar._replace(changes=(*self.calendar.changes, _as_change(change)))

    def _phase_days(self, on: int, level: LevelOfCare, week: tuple[Session, ...], weeks: int | None) -> dict[int, Day]:
        """The days of a phase; without a number of weeks as far as anybody looks."""
        self.stays += 1
        until = on + 7 * weeks if weeks else self.start + HORIZON
        return dict.fromkeys(range(on, until), Day(self.stays, level, week, on))

    def _plan(self, on: int, days: dict[int, Day]) -> None:
        """From a day on the patient is where these days say, and nowhere after them."""
        kept = {ordinal: day for ordinal, day in self.calendar.days.items() if ordinal < on}
        calendar = self.calendar._replace(days=kept | days, changes=self._kept_changes(on))
        noted = [each for each in calendar.record if not each.planned or each.on < on]
        planned = calendar.record_from(on, self.start + HORIZON)
        self.calendar = calendar._replace(record=(*noted, *planned))

    def _kept_changes(self, on: int) -> tuple[Change, ...]:
        """What was moved ahead of another plan is what it was."""
        return tuple(
            each._replace(session=self.calendar.named(each.key, each.day))
            if each.kind == "moved" and each.session is None and each.to < on <= each.day
            else each
            for each in self.calendar.changes
        )

    def _move(self, on: int, end: LevelOfCare | State, reason: str) -> None:
        """A move on record; what was planned from its day on is dropped."""
        noted = Noted(on, self._may_move(on, end, reason), end, planned=False, reason=reason)
        kept = [each for each in self.calendar.record if not each.planned or each.on < on]
        self.calendar = self.calendar._replace(record=(*kept, noted))

    def _leave(self, change: LeaveOfAbsence) -> None:
        on = ordinal_of(change.on)
        back = self.start + HORIZON if change.until is None else ordinal_of(change.until)
        away = self.calendar.days[on - 1]._replace(away=True, week=())
        days = dict.fromkeys(range(on, back), away)
        if change.until is not None:
            days |= {ordinal: day for ordinal, day in self.calendar.days.items() if ordinal >= back}
        self._move(on, State.ON_LEAVE, change.reason)
        self._plan(on, days)

    def _close(self, closure: Closure) -> None:
        days = frozenset(day for day in range(self.start, self.start + HORIZON) if closure.holds(day_of(day)))
        hours = None
        if closure.hours is not None:
            hours = minute_of_day(closure.hours.start), minute_of_day(closure.hours.end)
        closed = Closed(days, closure.policy is ClosurePolicy.OPEN, hours)
        self.calendar = self.calendar._replace(closed=(*self.calendar.closed, closed))

    def _change_week(self, on: int, week: tuple[Session, ...]) -> None:
        old, changes = self.calendar.days[on], self._kept_changes(on)
        days = dict(self.calendar.days)
        for ordinal in sorted(day for day in days if day >= on):
            now = days[ordinal]
            if not now.away:
                if (now.stay, now.week) != (old.stay, old.week):
                    break
                days[ordinal] = now._replace(week=week)
        self.calendar = self.calendar._replace(days=days, changes=changes)

    def _authorize(self, change: AuthorizedLevel) -> None:
        days = dict(self.calendar.days)
        for ordinal in range(ordinal_of(change.first), ordinal_of(change.until)):
            if ordinal in days:
                authorized = None if days[ordinal].level == change.level else change.level
                days[ordinal] = days[ordinal]._replace(authorized=authorized)
        self.calendar = self.calendar._replace(days=days)

    def _correct_day(self, old: int, new: int) -> None:
        days = dict(self.calendar.days)
        begins = days.get(old)
        for ordinal in range(min(old, new), max(old, new)):
            now = days.get(old - 1) if new > old else begins
            days.pop(ordinal, None)
            if now is not None:
                days[ordinal] = now
        if begins is not None and begins.weeks_from == old:
            days = {
                ordinal: day._replace(weeks_from=new) if day.stay == begins.stay else day
                for ordinal, day in days.items()
            }
        record = [_redated(each, old, new) for each in self.calendar.record]
        self.start = min(self.start, new)
        self.calendar = self.calendar._replace(
            days=days,
            record=tuple(sorted(record, key=lambda each: each.on)),
            corrections=self.calendar.corrections + 1,
        )

    def _record(self, change: AttendanceTaken) -> None:
        """The record of a session that is held, which has none yet."""
        held, name = _as_held(change.occurrence), change.occurrence.identity
        assert held in self.calendar.held()
        assert name not in self.attended
        is_present = change.late is not None
        assert is_present == change.status.startswith("attended")
        late = change.late.count if change.late is not None else 0
        minutes = held.minutes - late if is_present else 0
        self.attended[name] = Photograph(held.day, held.begin + late, minutes, is_present)

    # What always holds

    def holds(self, episode: Episode, attendance: Attendance) -> None:
        """Stays day by day, what is held, what is cancelled, the record of moves; so of the value before it."""
        assert ordinal_of(self.first) == self.start
        self._agree(episode, self.calendar)
        for earlier in self.earlier[-1:]:
            self._agree(*earlier)
        self._attendance_is_what_was_recorded(episode, attendance)

    def _attendance_is_what_was_recorded(self, episode: Episode, attendance: Attendance) -> None:
        """What was attended is delivered as it was recorded, whatever the schedule says by now."""
        assert {(each.key, each.day) for each in attendance} == set(self.attended)
        found = {
            each.identity: (each.ordinal, each.begin, each.shortest, each.longest)
            for each in present(episode, attendance)
        }
        assert found == {
            name: (day, begin, minutes, minutes)
            for name, (day, begin, minutes, is_present) in self.attended.items()
            if is_present
        }

    def _agree(self, episode: Episode, calendar: Calendar) -> None:
        last = self.start + HORIZON
        seen = _seen(episode, self.start)
        assert seen.days == {
            ordinal: Day(0, day.level, (), day.program_week(ordinal), day.away, day.authorized)
            for ordinal, day in calendar.days.items()
            if ordinal < last
        }
        assert [each for each in seen.record if each.on < last] == [each for each in calendar.record if each.on < last]
        assert seen.corrections == calendar.corrections
        span = day_of(self.start), day_of(last)
        held = episode.between(*span)
        assert sorted(map(_as_held, held)) == [each for each in calendar.held() if each.day < last]
        assert sorted(map(_as_held, episode.cancelled(*span))) == [
            each for each in calendar.cancelled() if each.day < last
        ]
        for each in held:
            assert each.level == calendar.days[each.ordinal].level


def _redated(noted: Noted, old: int, new: int) -> Noted:
    return noted._replace(on=new) if noted.on == old and not noted.planned else noted


def _as_change(override: Override) -> Change:
    """An override as the naive calendar has it."""
    day = ordinal_of(override.day)
    match override:
        case Cancelled():
            return Change("cancelled", day, override.session)
        case Moved():
            start = None if override.start is None else minute_of_day(override.start)
            time = None if override.time is None else minutes_of(override.time)
            return Change("moved", day, override.session, ordinal_of(override.to), start, time)
        case Added():
            session = override.session
            kind = "added" if override.replaces is None else "make-up"
            return Change(kind, day, override.key, day, start_of(session), minutes_of(session.time), session)


TestEpisodeMachine = CalendarMachine.TestCase
