"""An episode through a life of moves, closures, overrides, corrections and attendance, beside a naive calendar."""

import attrs
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from iopmodel._days import Date, add_days, day_of, time_of_minute
from iopmodel.attendance import present
from iopmodel.attendance_sheets import Attendance
from iopmodel.closures import Closure, ClosurePolicy
from iopmodel.components import GroupTherapy
from iopmodel.episodes import Episode
from iopmodel.errors import DuplicateKey, IopModelError
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.overrides import Added, Cancelled, Moved, Override
from iopmodel.programs import Phase
from iopmodel.quantities import Minutes
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.strategies._calendar import places
from iopmodel.strategies._episodes import NIGHT_CLOCKS, closures, dated_sessions
from iopmodel.strategies._sessions import CLOCKS, LENGTHS
from iopmodel.transitions import State
from tests.naive_episodes import (
    RUNGS,
    Calendar,
    Change,
    Closed,
    Day,
    Held,
    Noted,
    judged,
    minutes_of,
    ordinal_of,
    start_of,
)

#: How many days after the first something may happen, and how many are looked at.
LAST, HORIZON = 100, 160
#: Mostly within the first weeks, where there is something to change.
OFFSETS = st.integers(0, 40) | st.integers(0, LAST)
WEEKS = st.integers(0, 4)
REASONS = st.sampled_from(("", "why"))
FIRST_DAYS = places().map(lambda place: place.day)
LEVELS = st.sampled_from(RUNGS)
WEEKLY = dated_sessions().map(
    lambda session: attrs.evolve(session, every=Weeks(1), first=None, nth=None, weeks=(1, None))
)
TEMPLATES = st.lists(WEEKLY | WEEKLY | dated_sessions(), min_size=2, max_size=4).map(
    lambda week: tuple(attrs.evolve(each, key=f"s{number}") for number, each in enumerate(week))
)
MINUTES = CLOCKS | NIGHT_CLOCKS
STATUSES = ("attended", "attended", "attended-not-billable", "absent-excused")
TIMES = st.none() | LENGTHS


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


class EpisodeMachine(RuleBasedStateMachine):
    """Every rule does one thing to the episode and to the calendar; what the calendar forbids must raise."""

    @initialize(level=LEVELS, week=TEMPLATES, weeks=WEEKS, first=FIRST_DAYS)
    def admit(self, level: LevelOfCare, week: tuple[Session, ...], weeks: int, first: Date) -> None:
        self.first = first.toordinal()
        self.stays = 0
        self.calendar = Calendar({}, (Noted(self.first, "admission", level, planned=False),))
        self.episode = Episode.of(_phase(level, week, weeks), first=first)
        self.past: list[tuple[Episode, Calendar]] = []
        self.sheet = Attendance("A-17")
        #: By name: the day on which it was held, when the patient came, how long it was, and whether they did.
        self.attended: dict[tuple[str, Date], tuple[int, int, int, bool]] = {}
        self._plan(self.first, self._phase_days(self.first, level, week, weeks))

    # What every rule shares

    def _day(self, offset: int) -> Date:
        return day_of(self.first + offset)

    def _phase_days(self, on: int, level: LevelOfCare, week: tuple[Session, ...], weeks: int) -> dict[int, Day]:
        """The days of a phase; without a number of weeks as far as anybody looks."""
        self.stays += 1
        until = on + 7 * weeks if weeks else self.first + HORIZON
        return dict.fromkeys(range(on, until), Day(self.stays, level, week, on))

    def _plan(self, on: int, days: dict[int, Day]) -> None:
        """From a day on the patient is where these days say, and nowhere after them."""
        kept = {ordinal: day for ordinal, day in self.calendar.days.items() if ordinal < on}
        calendar = self.calendar._replace(days=kept | days, changes=self._kept_changes(on))
        noted = [each for each in calendar.record if not each.planned or each.on < on]
        planned = calendar.record_from(on, self.first + HORIZON)
        self.calendar = calendar._replace(record=(*noted, *planned))

    def _kept_changes(self, on: int) -> tuple[Change, ...]:
        """What was moved ahead of another plan is what it was."""
        return tuple(
            each._replace(session=self.calendar.named(each.key, each.day))
            if each.kind == "moved" and each.session is None and each.to < on <= each.day
            else each
            for each in self.calendar.changes
        )

    def _note(self, noted: Noted) -> None:
        """A move on record; what was planned from its day on is dropped."""
        kept = [each for each in self.calendar.record if not each.planned or each.on < noted.on]
        self.calendar = self.calendar._replace(record=(*kept, noted))

    def _next(self, data: st.DataObject) -> int:
        """A day for a move: mostly after what is on record, where moves are made."""
        last = max(each.on for each in self.calendar.record if not each.planned)
        after = st.integers(last, min(last + 20, self.first + LAST)) if last < self.first + LAST else st.just(last)
        return data.draw(after | after | OFFSETS.map(lambda offset: self.first + offset))

    def _becomes(self, episode: Episode) -> None:
        """The episode is another one; the old one stays what it was."""
        self.past.append((self.episode, self._before))
        self.episode = episode

    def _may_move(self, on: int, end: LevelOfCare | State, reason: str) -> str:
        """The kind of a move that may be made; empty when it is refused."""
        may_follow = {"discharge"} if end is State.ON_LEAVE else {"discharge", "return"}
        for each in self.calendar.record:
            same_day = each.on == on and each.kind in may_follow
            if not each.planned and each.on >= on and not same_day:
                return ""
        kind, standing = judged(self.calendar.place(on), end)
        return "" if standing == "refused" or (standing == "warned" and not reason) else kind

    @property
    def _before(self) -> Calendar:
        return self._known

    def _remember(self) -> None:
        self._known = self.calendar

    # Moves

    @rule(data=st.data(), level=LEVELS, week=TEMPLATES, weeks=WEEKS, reason=REASONS)
    def move(self, data: st.DataObject, level: LevelOfCare, week: tuple[Session, ...], weeks: int, reason: str) -> None:
        """A step, a return or a readmission."""
        self._remember()
        on, phase = self._next(data), _phase(level, week, weeks)
        kind = self._may_move(on, level, reason)
        if not kind:
            with pytest.raises(IopModelError):
                self.episode.move(phase, on=day_of(on), reason=reason)
            return
        self._note(Noted(on, kind, level, planned=False, reason=reason))
        self._plan(on, self._phase_days(on, level, week, weeks))
        self._becomes(self.episode.move(phase, on=day_of(on), reason=reason))

    @rule(data=st.data(), lasting=st.none() | st.integers(0, 30), reason=REASONS)
    def leave(self, data: st.DataObject, lasting: int | None, reason: str) -> None:
        """A leave of absence, with or without a day of return."""
        self._remember()
        on = self._next(data)
        back = None if lasting is None else on + lasting
        until = None if back is None else day_of(back)
        kind = self._may_move(on, State.ON_LEAVE, reason)
        then = self.calendar.days.get(on if back is None else back)
        is_still_away = back is not None and then is not None and then.away
        if not kind or back == on or is_still_away:
            with pytest.raises(IopModelError):
                self.episode.move(State.ON_LEAVE, on=day_of(on), until=until, reason=reason)
            return
        away = self.calendar.days[on - 1]._replace(away=True, week=())
        days = dict.fromkeys(range(on, self.first + HORIZON if back is None else back), away)
        if back is not None:
            days |= {ordinal: day for ordinal, day in self.calendar.days.items() if ordinal >= back}
        self._note(Noted(on, kind, State.ON_LEAVE, planned=False, reason=reason))
        self._plan(on, days)
        self._becomes(self.episode.move(State.ON_LEAVE, on=day_of(on), until=until, reason=reason))

    @rule(data=st.data(), to=st.sampled_from((State.DISCHARGED, State.DISCHARGED, State.CLOSED)), reason=REASONS)
    def end(self, data: st.DataObject, to: State, reason: str) -> None:
        """A discharge, or the closing of the record after one."""
        self._remember()
        on = self._next(data)
        kind = self._may_move(on, to, reason)
        if not kind:
            with pytest.raises(IopModelError):
                self.episode.move(to, on=day_of(on), reason=reason)
            return
        self._note(Noted(on, kind, to, planned=False, reason=reason))
        self._plan(on, {})
        self._becomes(self.episode.move(to, on=day_of(on), reason=reason))

    # Days and sessions

    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        """A further closure, which decides over those before it."""
        self._remember()
        closure: Closure = data.draw(closures(OFFSETS.map(self._day) | st.sampled_from(self._planned_days())))
        days = frozenset(day for day in range(self.first, self.first + HORIZON) if closure.holds(day_of(day)))
        hours = None
        if closure.hours is not None:
            ends = (closure.hours.start, closure.hours.end)
            hours = (ends[0].hour * 60 + ends[0].minute, ends[1].hour * 60 + ends[1].minute)
        closed = Closed(days, closure.policy is ClosurePolicy.OPEN, hours)
        self.calendar = self.calendar._replace(closed=(*self.calendar.closed, closed))
        self._becomes(self.episode.close(closure))

    def _override(self, change: Change, override: Override, *, may: bool) -> None:
        """One more change, which is refused where it names what is not there or is named already."""
        self._remember()
        named = {(each.kind in {"added", "make-up"}, each.key, each.day) for each in self.calendar.changes}
        if not may or (change.kind in {"added", "make-up"}, change.key, change.day) in named:
            with pytest.raises(IopModelError):
                self.episode.override(override)
            return
        self.calendar = self.calendar._replace(changes=(*self.calendar.changes, change))
        self._becomes(self.episode.override(override))

    def _planned_days(self) -> list[Date]:
        """The days on which the week has sessions; the first day where there are none."""
        days = [day_of(day) for day in sorted(self.calendar.days) if self.calendar.planned(day)]
        return days[:30] or [day_of(self.first)]

    def _any_name(self, data: st.DataObject) -> tuple[str, int]:
        """The name of a planned session, now and then of one that is not there."""
        planned = [(each.key or "", day) for day in sorted(self.calendar.days) for each in self.calendar.planned(day)]
        elsewhere = st.tuples(st.sampled_from(("s0", "s1", "s9")), OFFSETS.map(lambda offset: self.first + offset))
        return data.draw(st.sampled_from(planned[:60]) | elsewhere if planned else elsewhere)

    @rule(data=st.data(), whole_day=st.booleans())
    def cancel(self, data: st.DataObject, *, whole_day: bool) -> None:
        """A session or a whole day is cancelled."""
        key, day = self._any_name(data)
        planned = self.calendar.planned(day)
        may = bool(planned) if whole_day else self.calendar.named(key, day) is not None
        key = "" if whole_day else key
        self._override(Change("cancelled", day, key), Cancelled(day_of(day), key), may=may)

    @rule(data=st.data(), offset=OFFSETS, start=MINUTES, time=TIMES)
    def put_off(self, data: st.DataObject, offset: int, start: int, time: int | None) -> None:
        """A session is held at another time, on whichever day."""
        key, day = self._any_name(data)
        to = self.first + offset
        moved = Moved(
            day_of(day),
            key,
            to=day_of(to),
            start=time_of_minute(start),
            time=None if time is None else Minutes(time),
        )
        may = self.calendar.named(key, day) is not None and self.calendar.is_attended(to)
        self._override(Change("moved", day, key, to, start, time), moved, may=may)

    @rule(data=st.data(), offset=OFFSETS, start=MINUTES, time=LENGTHS, makes_up=st.booleans())
    def add(self, data: st.DataObject, offset: int, start: int, time: int, *, makes_up: bool) -> None:
        """A further session, or one that makes up another."""
        name = self._any_name(data)
        key = data.draw(st.sampled_from(("x0", "x1", "s0")))
        day = self.first + offset
        session = Session(GroupTherapy(), start=time_of_minute(start), time=Minutes(time))
        replaces = (name[0], day_of(name[1])) if makes_up else None
        may = self.calendar.is_attended(day) and self.calendar.named(key, day) is None
        may = may and (not makes_up or self.calendar.named(*name) is not None)
        change = Change(
            "make-up" if makes_up else "added", day, key, day, start_of(session), minutes_of(session.time), session
        )
        self._override(change, Added(day_of(day), session, replaces=replaces, key=key), may=may)

    @rule(week=TEMPLATES, offset=OFFSETS)
    def change_week(self, week: tuple[Session, ...], offset: int) -> None:
        """The program's week is another one from a day on, up to where the plan has yet another one."""
        self._remember()
        on = self.first + offset
        if not self.calendar.is_attended(on):
            with pytest.raises(IopModelError):
                self.episode.change_week(week, on=day_of(on))
            return
        old, changes = self.calendar.days[on], self._kept_changes(on)
        days = dict(self.calendar.days)
        for ordinal in sorted(day for day in days if day >= on):
            now = days[ordinal]
            if not now.away:
                if (now.stay, now.week) != (old.stay, old.week):
                    break
                days[ordinal] = now._replace(week=week)
        self.calendar = self.calendar._replace(days=days, changes=changes)
        self._becomes(self.episode.change_week(week, on=day_of(on)))

    @rule(level=LEVELS, offset=OFFSETS, lasting=st.integers(0, 30))
    def authorize(self, level: LevelOfCare, offset: int, lasting: int) -> None:
        """The payer authorizes a level for some days."""
        self._remember()
        on = self.first + offset
        if on not in self.calendar.days:
            with pytest.raises(IopModelError):
                self.episode.authorize(level, first=day_of(on), until=day_of(on + lasting))
            return
        days = dict(self.calendar.days)
        for ordinal in (day for day in range(on, on + lasting) if day in days):
            days[ordinal] = days[ordinal]._replace(authorized=None if days[ordinal].level == level else level)
        self.calendar = self.calendar._replace(days=days)
        self._becomes(self.episode.authorize(level, first=day_of(on), until=day_of(on + lasting)))

    # Corrections

    @rule(data=st.data(), by=st.integers(-20, 20))
    def correct_day(self, data: st.DataObject, by: int) -> None:
        """A recorded move was on another day."""
        self._remember()
        recorded = sorted({each.on for each in self.calendar.record if not each.planned})
        old = data.draw(st.sampled_from(recorded))
        new = old + by
        between = {*range(min(old, new) + 1, max(old, new)), new}
        if not by or between & self._marks(recorded):
            with pytest.raises(IopModelError):
                self._corrected(old, new)
            return
        episode = self._corrected(old, new)
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
        self.first = min(self.first, new)
        self.calendar = self.calendar._replace(
            days=days,
            record=tuple(sorted(record, key=lambda each: each.on)),
            corrections=self.calendar.corrections + 1,
        )
        self._becomes(episode)
        assert self.episode.corrections[-1].was == self.past[-1][0]

    def _corrected(self, old: int, new: int) -> Episode:
        return self.episode.correct_day(day_of(old), on=day_of(new), recorded="2030-01-01", reason="typo")

    def _marks(self, recorded: list[int]) -> set[int]:
        """The days on which a stay begins or ends or another move is on record."""
        ends = {day for stay in self.episode.stays for day in (stay.first, stay.until) if day is not None}
        return {ordinal_of(day) for day in ends} | set(recorded)

    @precondition(lambda self: len(self.past) > 5)
    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        """What was on record before is what should have been on record."""
        self._remember()
        episode, calendar = data.draw(st.sampled_from(self.past))
        number = self.calendar.corrections
        corrected = self.episode.correct(episode, recorded="2030-01-01", reason="wrong")
        self.calendar = calendar._replace(corrections=number + 1)
        self._becomes(corrected)

    # Attendance, whose records stay what they were whatever becomes of the schedule

    @rule(data=st.data(), status=st.sampled_from(STATUSES), late=st.integers(0, 200))
    def attend(self, data: st.DataObject, status: str, late: int) -> None:
        """A session that is held gets its record, if it has none."""
        held = [each for each in self.calendar.held() if each.day < self.first + HORIZON][:60]
        if not held:
            return
        each = data.draw(st.sampled_from(held))
        name = (each.key, day_of(each.origin))
        (occurrence,) = (
            found
            for found in self.episode.between(day_of(each.day), day_of(each.day + 1))
            if found.identity == name and found.begin == each.begin
        )
        is_present = status.startswith("attended") and each.minutes > 0
        status = status if is_present else "absent-unexcused"
        minutes = min(late, each.minutes - 1) if is_present else 0
        if name in self.attended:
            with pytest.raises(DuplicateKey):
                self.sheet.record(occurrence, status)
            return
        self.sheet = self.sheet.record(occurrence, status, late=Minutes(minutes) if is_present else None)
        length = each.minutes - minutes if is_present else 0
        self.attended[name] = (each.day, each.begin + minutes, length, is_present)

    @precondition(lambda self: self.attended)
    @rule(data=st.data())
    def correct_attendance(self, data: st.DataObject) -> None:
        """What was on record as attended was missed; the old record is kept in the new one."""
        name = data.draw(st.sampled_from(sorted(self.attended)))
        old = self.sheet.of(name)
        self.sheet = self.sheet.correct(name, "absent-excused", recorded="2030-01-01")
        day, *_ = self.attended[name]
        self.attended[name] = (day, 0, 0, False)
        new = self.sheet.of(name)
        assert new is not None
        assert new.corrects == old

    @invariant()
    def attendance_is_what_was_recorded(self) -> None:
        """What was attended is delivered as it was recorded, whatever the schedule says by now."""
        assert {(each.key, each.day) for each in self.sheet} == set(self.attended)
        found = {
            each.identity: (each.ordinal, each.begin, each.shortest, each.longest)
            for each in present(self.episode, self.sheet)
        }
        assert found == {
            name: (day, begin, length, length)
            for name, (day, begin, length, is_present) in self.attended.items()
            if is_present
        }

    # What always holds

    @invariant()
    def the_episode_is_what_the_calendar_says(self) -> None:
        """Stays day by day, what is held, what is cancelled, and the record of moves."""
        self._agree(self.episode, self.calendar)

    @invariant()
    @precondition(lambda self: self.past)
    def the_old_value_is_untouched(self) -> None:
        """An earlier episode still is what it was."""
        self._agree(*self.past[-1])

    def _agree(self, episode: Episode, calendar: Calendar) -> None:
        last = self.first + HORIZON
        seen = _seen(episode, self.first)
        assert seen.days == {
            ordinal: Day(0, day.level, (), day.program_week(ordinal), day.away, day.authorized)
            for ordinal, day in calendar.days.items()
            if ordinal < last
        }
        assert [each for each in seen.record if each.on < last] == [each for each in calendar.record if each.on < last]
        assert seen.corrections == calendar.corrections
        span = (day_of(self.first), add_days(day_of(self.first), HORIZON))
        assert sorted(map(_as_held, episode.between(*span))) == [each for each in calendar.held() if each.day < last]
        assert sorted(map(_as_held, episode.cancelled(*span))) == [
            each for each in calendar.cancelled() if each.day < last
        ]
        for each in episode.between(*span):
            assert each.level == calendar.days[each.ordinal].level


def _redated(noted: Noted, old: int, new: int) -> Noted:
    return noted._replace(on=new) if noted.on == old and not noted.planned else noted


def _phase(level: LevelOfCare, week: tuple[Session, ...], weeks: int) -> Phase:
    return Phase(level, week, length=f"{weeks} weeks" if weeks else "without end")


TestEpisodeMachine = EpisodeMachine.TestCase
