"""The episode: one patient's care laid on dates, with closures, changes and moves.

An episode holds no person: its label is opaque. It is a value: every change gives a new episode, and the old one stays
what it was. What is on record is corrected by a new episode that says so, never rewritten.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from typing import TypeAlias

import attrs

from iopmodel._days import Date, plain_day, zone_name
from iopmodel.arrangements import Unplaced
from iopmodel.closures import Closure, Closures, closures_of
from iopmodel.errors import NotAccepted
from iopmodel.layouts import Layout
from iopmodel.levels import Ladder, LevelOfCare
from iopmodel.moves import (
    Move,
    changed,
    checked_move,
    kept,
    leave_stays,
    moves_between,
    place_on,
    redated,
    refuse_rewriting,
    split,
)
from iopmodel.occurrences import Occurrence
from iopmodel.overrides import Identity, Moved, Override, identity, overrides_of
from iopmodel.plans import Lengths, planned_stays
from iopmodel.programs import Pathway, Phase, Program
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay, stays_in_order
from iopmodel.transitions import State

__all__ = ["Correction", "Episode"]

Day: TypeAlias = dt.date | str


def _moves(value: Iterable[Move]) -> tuple[Move, ...]:
    return tuple(sorted(value, key=lambda move: move.on))


def _zone_and_name(subject: Program | Pathway) -> tuple[str | None, str]:
    return subject.timezone if isinstance(subject, Program) else None, subject.name


def _own_moves(episode: Episode) -> tuple[Move, ...]:
    return moves_between(episode.stays)


@attrs.frozen(kw_only=True)
class Correction:
    """That what was on record was wrong, and what it was.

    Args:
        recorded: the day on which it was corrected.
        reason: what was wrong, in words.
        was: the episode as it was on record before.
    """

    recorded: Date = attrs.field(converter=plain_day)
    reason: str
    was: Episode = attrs.field(repr=False)

    def __str__(self) -> str:
        return f"{self.recorded}: corrected, {self.reason}"


@attrs.frozen(kw_only=True, cache_hash=True)
class Episode:
    """One patient's care laid on dates.

    Lay a program or a pathway with :meth:`of`; the constructor takes stays that are known already.

    Args:
        stays: the stays, each at one level with one week.
        timezone: the IANA name of the zone; needed only where instants are asked for.
        closures: the days on which the program does not run as always; the last one given decides.
        overrides: what is cancelled, moved, placed or added. They go before closures, and those before the template.
        moves: the moves on record and in the plan; made from the stays when not given.
        corrections: what was corrected, and what was on record before.
        label: an opaque label; no name, record number or birth date belongs there.
        name: what program it is, for reports.

    >>> from iopmodel import GroupTherapy, Program, Track, catalogue, sessions
    >>> evening = Track("evening", sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> program = Program(catalogue.EVENING_IOP, tracks=[evening], timezone="America/New_York")
    >>> episode = Episode.of(program, first="2026-02-02", length="8 weeks", closures=[Closure("2026-02-16", "holiday")])
    >>> len(episode.occurrences()), str(episode.occurrences()[0].start)
    (23, '2026-02-02 18:00:00-05:00')

    Raises:
        NotAccepted: without a stay, and for a zone that does not exist.
    """

    stays: tuple[Stay, ...] = attrs.field(converter=stays_in_order)
    timezone: str | None = attrs.field(default=None, converter=attrs.converters.optional(zone_name))
    closures: tuple[Closure, ...] = attrs.field(default=(), converter=closures_of)
    overrides: tuple[Override, ...] = attrs.field(default=(), converter=overrides_of)
    moves: tuple[Move, ...] = attrs.field(default=attrs.Factory(_own_moves, takes_self=True), converter=_moves)
    corrections: tuple[Correction, ...] = ()
    label: str = ""
    name: str = ""

    @classmethod
    def of(
        cls,
        subject: Program | Pathway | Phase,
        *,
        first: Day,
        track: str | None = None,
        length: Lengths = None,
        closures: Closures = (),
        overrides: Iterable[Override] = (),
        timezone: str | None = None,
        weeks_from: Day | None = None,
        label: str = "",
    ) -> Episode:
        """Lay a program, a pathway or one phase on dates.

        Args:
            subject: what is laid on dates.
            first: the first day of care.
            track: the name of the track that is attended; needed only where the program has several.
            length: how long the stay is, where the program leaves a choice; of a pathway one for each phase, ``None``
                for a phase that says it itself. Treatment days, sessions and hours are counted on the calendar.
            closures: the days on which the program does not run as always.
            overrides: what is cancelled, moved, placed or added.
            timezone: the zone, where the program names none.
            weeks_from: the day on which the program's first week began, for a patient who joins running weeks; the
                first day of care when not given.
            label: an opaque label.

        Raises:
            NotAccepted: where a length leaves a choice and none was made, and for an override that names no session.
            CannotBeDated: for a length that no calendar tells, such as a criterion, before another phase.
            UnknownName: for a track that is not there, and where there are several and none was named.
        """
        given = closures_of(closures)
        stays = planned_stays(
            subject,
            plain_day(first),
            track=track,
            length=length,
            closures=given,
            weeks_from=None if weeks_from is None else plain_day(weeks_from),
        )
        own_zone, name = (None, subject.title) if isinstance(subject, Phase) else _zone_and_name(subject)
        episode = cls(stays=stays, timezone=timezone or own_zone, closures=given, label=label, name=name)
        return episode.override(*overrides)

    @property
    def first(self) -> Date:
        """The first day of care."""
        return self.stays[0].first

    @property
    def until(self) -> Date | None:
        """The first day after care; ``None`` when no end is planned."""
        ends = [stay.until for stay in self.stays]
        return None if None in ends else max(end for end in ends if end is not None)

    @functools.cached_property
    def layout(self) -> Layout:
        """Its stays with what changes them."""
        return Layout(stays=self.stays, zone=self.timezone, closures=self.closures, overrides=self.overrides)

    def stay_on(self, day: Day) -> Stay | None:
        """The stay in which a day lies, of several the one that began last; ``None`` if there is none."""
        asked = plain_day(day)
        return next((stay for stay in reversed(self.stays) if stay.holds(asked)), None)

    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every session that is held, in order.

        Raises:
            NotAccepted: without a planned end; ask :meth:`between`.
        """
        return self.between(self.first, self._end("occurrences"))

    def between(self, first: Day, until: Day) -> tuple[Occurrence, ...]:
        """What is held from one day up to another, in order; nothing else is looked at.

        Raises:
            EndsBeforeItStarts: if *until* lies before *first*.
        """
        span = DaySpan(first, until)
        return tuple(self.layout.between(span.first.toordinal(), span.until.toordinal()))

    def cancelled(self, first: Day | None = None, until: Day | None = None) -> tuple[Occurrence, ...]:
        """What is not held of what the weeks say, each with the reason; from the whole episode unless days are given.

        Raises:
            NotAccepted: without a planned end and without days.
        """
        span = self.asked(first, until)
        return tuple(self.layout.cancelled(span.first.toordinal(), span.until.toordinal()))

    def unplaced(self, first: Day | None = None, until: Day | None = None) -> tuple[Unplaced, ...]:
        """The sessions by arrangement that are still to be placed, by the stretches of days in which they fall.

        Raises:
            NotAccepted: without a planned end and without days.
        """
        span = self.asked(first, until)
        return tuple(self.layout.unplaced(span.first, span.until))

    def find(self, name: Identity) -> Occurrence | None:
        """The occurrence of that name wherever it is held; ``None`` if it is not held or not there."""
        wanted = identity(name)
        moved = {each.to for each in self.overrides if isinstance(each, Moved) and (each.session, each.day) == wanted}
        day = next(iter(moved), wanted[1]).toordinal()
        return next((each for each in self.layout.between(day, day + 1) if each.identity == wanted), None)

    def override(self, *overrides: Override) -> Episode:
        """The episode with further overrides.

        Raises:
            NotAccepted: for one that names a session or a day that is not there.
            DuplicateKey: for two about one session of a day.
        """
        found = attrs.evolve(self, overrides=(*self.overrides, *overrides))
        for each in overrides:
            fault = found.layout.fault_of(each)
            if fault:
                raise NotAccepted("override", str(each), f"a session or a day that is on the calendar ({fault})")
        return found

    def close(self, *closures: Closure) -> Episode:
        """The episode with further closures, which go before those that it has."""
        return attrs.evolve(self, closures=(*self.closures, *closures))

    def change_week(self, week: WeeklySchedule | Iterable[Session], *, on: Day) -> Episode:
        """The episode whose week is another one from a day on, up to where the plan has yet another one.

        The program weeks go on counting. A session that keeps its key is the same session.

        Raises:
            NotAccepted: if no stay holds that day, and on a day of a leave of absence.
        """
        day = plain_day(on)
        if self._held(day).on_leave:
            raise NotAccepted("change of the week", str(day), "a day on which the patient is not on leave")
        return attrs.evolve(self, stays=changed(self.stays, day, week), overrides=self.layout.overrides_kept(day))

    def authorize(self, level: LevelOfCare, *, first: Day, until: Day | None = None) -> Episode:
        """The episode with the level that the payer authorized between two days, beside the clinical one.

        Raises:
            NotAccepted: if no stay holds the first day.
        """
        span = DaySpan(first, self._end("authorized level") if until is None else until)
        self._held(span.first)
        stays = split(split(self.stays, span.first), span.until)
        return attrs.evolve(
            self,
            stays=[attrs.evolve(stay, authorized=level) if stay.first in span else stay for stay in stays],
        )

    def move(
        self,
        to: Program | Pathway | Phase | LevelOfCare | State,
        *,
        on: Day,
        reason: str = "",
        track: str | None = None,
        length: Lengths = None,
        until: Day | None = None,
        ladder: Ladder | None = None,
    ) -> Episode:
        """The episode in which the patient moves: a step, a leave, a discharge, a readmission.

        The day belongs to what is reached. What was planned from that day on is dropped; what was attended and recorded
        before it stays. A warned move takes a reason, a refused one raises.

        Args:
            to: what is reached: a phase with its week and length, a program, a pathway, a bare level of care whose week
                nobody knows yet, or a place such as ``State.DISCHARGED`` or ``State.ON_LEAVE``.
            on: the first day there.
            reason: why.
            track: as in :meth:`of`.
            length: as in :meth:`of`.
            until: of a leave of absence, the planned day of return, on which the plan goes on as it stood.
            ladder: the ladder that orders the two levels, unless their own.

        Raises:
            MoveRefused: for a refused move, a warned one without a reason, and one that would rewrite the record.
            NotAccepted: for *until* where the move is no leave of absence.
        """
        day = plain_day(on)
        refuse_rewriting(self.moves, f"the move to {_named(to)}", day, away=to is State.ON_LEAVE)
        start = place_on(self.moves, day)
        reached = self._reached(to, day, track, length, until)
        end = to if isinstance(to, State) else reached[0].level
        move = checked_move(start, end, day, reason, ladder=ladder, changes=not isinstance(to, LevelOfCare | State))
        recorded = [each for each in self.moves if not each.planned or each.on < day]
        return attrs.evolve(
            self,
            stays=(*kept(self.stays, day), *reached),
            overrides=self.layout.overrides_kept(day),
            moves=(*recorded, move, *(moves_between(reached)[1:] if reached else ())),
        )

    def _reached(
        self,
        to: Program | Pathway | Phase | LevelOfCare | State,
        day: Date,
        track: str | None,
        length: Lengths,
        until: Day | None,
    ) -> tuple[Stay, ...]:
        """The stays that a move leads to."""
        before = kept(self.stays, day)[-1:]
        if until is not None and to is not State.ON_LEAVE:
            raise NotAccepted("until", str(until), "the day of return from a leave of absence; a stay takes length=...")
        if isinstance(to, State):
            back = None if until is None else plain_day(until)
            return leave_stays(self.stays, before[0], day, back) if to is State.ON_LEAVE and before else ()
        subject = Phase(to) if isinstance(to, LevelOfCare) else to
        stays = planned_stays(subject, day, track=track, length=length, closures=self.closures, weeks_from=None)
        if isinstance(subject, Program) or not before:
            return stays
        # A bare phase says nothing of people: they stay who they were.
        return tuple(attrs.evolve(stay, population=before[0].population, focus=before[0].focus) for stay in stays)

    def correct(self, instead: Episode, *, recorded: Day, reason: str) -> Episode:
        """The episode that takes the place of this one, because what was on record was wrong.

        Args:
            instead: what should have been on record.
            recorded: the day on which it is corrected.
            reason: what was wrong.

        Raises:
            NotAccepted: without a reason.
        """
        if not reason.strip():
            raise NotAccepted("reason of a correction", reason, "words that say what was wrong")
        return attrs.evolve(
            instead, corrections=(*self.corrections, Correction(recorded=recorded, reason=reason, was=self))
        )

    def correct_day(self, move_on: Day, *, on: Day, recorded: Day, reason: str) -> Episode:
        """The episode in which a recorded move, and the stays it parts, are on another day.

        Args:
            move_on: the day on which the move is on record.
            on: the day on which it was.
            recorded: the day on which it is corrected.
            reason: what was wrong.

        Raises:
            NotAccepted: if no move is on record on that day, or the new one lies beyond the stays beside it.
        """
        old, new = plain_day(move_on), plain_day(on)
        if not any(each.on == old and not each.planned for each in self.moves):
            days = ", ".join(str(each.on) for each in self.moves if not each.planned)
            raise NotAccepted("day of a recorded move", str(old), f"one of {days}")
        stays = redated(self.stays, old, new, self.moves)
        moves = [attrs.evolve(each, on=new) if each.on == old and not each.planned else each for each in self.moves]
        return self.correct(attrs.evolve(self, stays=stays, moves=moves), recorded=recorded, reason=reason)

    def _held(self, day: Date) -> Stay:
        stay = self.stay_on(day)
        if stay is None:
            raise NotAccepted(
                "day of an episode", str(day), f"a day of one of its stays: {'; '.join(map(str, self.stays))}"
            )
        return stay

    def _end(self, what: str) -> Date:
        if self.until is None:
            raise NotAccepted(
                what, "an episode without a planned end", "days, such as between('2026-02-02', '2026-03-02')"
            )
        return self.until

    def asked(self, first: Day | None, until: Day | None) -> DaySpan:
        """The days from one up to another; those of the whole episode where one is not given.

        Raises:
            NotAccepted: without a planned end and without an *until*.
        """
        return DaySpan(self.first if first is None else first, self._end("episode") if until is None else until)

    def __str__(self) -> str:
        return "\n".join(map(str, self.stays))


def _named(to: Program | Pathway | Phase | LevelOfCare | State) -> str:
    return to.name if isinstance(to, Program | Pathway) else to.title if isinstance(to, Phase) else str(to)
