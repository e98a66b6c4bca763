"""Moves on record: what kind, from where to where, on which day, and why."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import attrs

from iopmodel._days import Date, plain_day
from iopmodel.errors import MoveRefused, NotAccepted, UnknownName
from iopmodel.levels import Ladder, LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.stays import Stay
from iopmodel.transitions import Standing, State, Stop, Transition, TransitionKind, transition

__all__ = [
    "Move",
    "changed",
    "checked_move",
    "kept",
    "leave_stays",
    "moves_between",
    "place_on",
    "redated",
    "refuse_rewriting",
    "split",
]


@attrs.frozen(kw_only=True)
class Move:
    """One move of a patient, on a day.

    Args:
        on: the day: the last day of what is left lies before it, and it is the first day of what is reached.
        transition: what kind of move it is, between which levels or places, and how it stands.
        reason: why it was made, in words.
        planned: whether it only stands in the plan; a recorded move takes the place of those planned after it.
    """

    on: Date = attrs.field(converter=plain_day)
    transition: Transition
    reason: str = attrs.field(default="", converter=str)
    planned: bool = False

    def __str__(self) -> str:
        plan = " (planned)" if self.planned else ""
        return f"{self.on}: {self.transition}{f', {self.reason}' if self.reason else ''}{plan}"


def checked_move(
    start: Stop, end: Stop, on: Date, reason: str, *, ladder: Ladder | None = None, changes: bool = False
) -> Move:
    """A move that may be made: an allowed one, or a warned one with its reason on record.

    Args:
        start: what is left.
        end: what is reached.
        on: the day.
        reason: why.
        ladder: the ladder, unless that of the levels.
        changes: whether something else than the level changes, such as the week that is attended.

    Raises:
        MoveRefused: for a move that cannot be, and for a warned one without a reason.
    """
    move = _judged(start, end, ladder, changes=changes)
    if move.standing is Standing.REFUSED:
        raise MoveRefused(str(move), str(on), move.reason)
    if move.standing is Standing.WARNED and not reason.strip():
        raise MoveRefused(str(move), str(on), f"it takes a reason on record (reason=...): {move.reason}")
    return Move(on=on, transition=move, reason=reason)


def _judged(start: Stop, end: Stop, ladder: Ladder | None, *, changes: bool) -> Transition:
    """A move as the ladder judges it; at one level it is allowed where something else changes."""
    move = transition(start, end, ladder=ladder)
    if changes and move.start == move.end and not isinstance(move.start, State):
        reached = f"the level stays {move.start}; what changes is the week that is attended"
        return attrs.evolve(move, standing=Standing.ALLOWED, reason=reached)
    return move


def moves_between(stays: tuple[Stay, ...]) -> tuple[Move, ...]:
    """The moves that stays in a row make, as they are planned: admission, the moves between them, and discharge.

    Where days lie between two stays the patient was away, and the second one is a readmission. Where a stay only goes
    on, with another week or an authorized level, there is no move.
    """
    found = [_move(State.BEFORE_ADMISSION, _place(stays[0]), stays[0].first)]
    for before, after in itertools.pairwise(stays):
        if before.until is not None and before.until < after.first:
            found.append(_move(_place(before), State.DISCHARGED, before.until))
            found.append(_move(State.DISCHARGED, _place(after), after.first))
        elif before.on_leave or after.on_leave or not before.goes_on_in(after):
            found.append(_move(_place(before), _place(after), after.first))
    ends = stays[-1].until
    if ends is not None:
        found.append(_move(_place(stays[-1]), State.DISCHARGED, ends))
    return tuple(attrs.evolve(move, planned=number > 0) for number, move in enumerate(found))


def _move(start: LevelOfCare | State, end: LevelOfCare | State, on: Date) -> Move:
    """A move as the ladder that is known here sees it; of levels that none orders, it says so."""
    try:
        return Move(on=on, transition=_judged(start, end, None, changes=True))
    except UnknownName:
        reason = "no ladder known here orders the two levels: record the move with ladder="
        lateral = attrs.evolve(transition(start, start), end=end, standing=Standing.WARNED, reason=reason)
        return Move(on=on, transition=lateral)


def _place(stay: Stay) -> LevelOfCare | State:
    """Where a stay is: on leave, or at its level."""
    return State.ON_LEAVE if stay.on_leave else stay.level


def place_on(moves: tuple[Move, ...], day: Date) -> LevelOfCare | State:
    """Where the patient is before anything is recorded for a day: after all that came before, and what was recorded."""
    before = [move for move in moves if move.on < day or (move.on == day and not move.planned)]
    return before[-1].transition.end if before else State.BEFORE_ADMISSION


def refuse_rewriting(moves: tuple[Move, ...], what: str, day: Date, *, away: bool = False) -> None:
    """Refuse what would change the record: moves are added in the order of their days, one on a day.

    On the day of a discharge a readmission may follow, and on that of a return a step to another level or a discharge.

    Args:
        moves: the moves so far.
        what: what is to be recorded, in words.
        day: its day.
        away: whether it is a leave of absence; on the day of a return there is no day of care before it.

    Raises:
        MoveRefused: if a later move is on record, or one on that day.
    """
    may_follow = {TransitionKind.DISCHARGE} if away else {TransitionKind.DISCHARGE, TransitionKind.RETURN}
    for move in moves:
        may_go_on = move.on == day and move.transition.kind in may_follow
        if not move.planned and move.on >= day and not may_go_on:
            reason = (
                f'"{move}" is on record; what is on record is corrected by a new episode that says so: correct(...)'
            )
            raise MoveRefused(what, str(day), reason)


def kept(stays: tuple[Stay, ...], day: Date) -> tuple[Stay, ...]:
    """The stays as they were up to a day; what was planned from that day on is dropped."""
    return tuple(stay.within(stay.first, day) for stay in stays if stay.first < day)


def split(stays: tuple[Stay, ...], day: Date) -> tuple[Stay, ...]:
    """The stays, cut in two where one holds a day and begins before it."""
    found: list[Stay] = []
    for stay in stays:
        if stay.first < day and stay.holds(day):
            found += [stay.within(stay.first, day), stay.within(day, None)]
        else:
            found.append(stay)
    return tuple(found)


def changed(
    stays: tuple[Stay, ...], day: Date, week: WeeklySchedule | WeeklyPattern | Iterable[Session]
) -> tuple[Stay, ...]:
    """The stays with another week from a day of one of them on.

    It holds for all parts of that stay, also after a leave of absence, up to the first that has another week already.
    """
    found = list(split(stays, day))
    held = next(stay for stay in found if stay.holds(day))
    for number, stay in enumerate(found):
        if stay.first < day or stay.on_leave:
            continue
        if not held.goes_on_in(stay) or stay.week != held.week:
            break
        found[number] = attrs.evolve(stay, week=week)
    return tuple(found)


def leave_stays(stays: tuple[Stay, ...], before: Stay, day: Date, back: Date | None) -> tuple[Stay, ...]:
    """A leave of absence that begins on a day, and what was planned from the day of return on.

    Raises:
        MoveRefused: if the plan has the patient still on leave on the day of return.
    """
    away = attrs.evolve(before, first=day, until=back, week=WeeklySchedule(()), on_leave=True)
    if back is None:
        return (away,)
    for stay in stays:
        if stay.on_leave and stay.holds(back):
            reason = f'that day lies in "{stay}"; record the return as a move to a level, on the day of the return'
            raise MoveRefused(f"the leave of absence until {back}", str(day), reason)
    return (away, *(stay.within(back, None) for stay in stays if stay.until is None or stay.until > back))


def redated(stays: tuple[Stay, ...], old: Date, new: Date, moves: tuple[Move, ...] = ()) -> tuple[Stay, ...]:
    """The stays, with another day where one of them ends or begins.

    Raises:
        NotAccepted: if another stay begins or ends between the two days or on the new one, or a move stands there.
    """
    low, high = sorted((old, new))
    ends = {day for stay in stays for day in (stay.first, stay.until) if day is not None}
    ends |= {move.on for move in moves if not move.planned}
    if any(day == new or low < day < high for day in ends):
        raise NotAccepted("day of a move", str(new), "a day within the stays before and after it")
    found: list[Stay] = []
    # The program weeks of a stay that begins then begin with it, also in the parts of it that come later.
    moved_along = [stay for stay in stays if stay.first == stay.weeks_from == old]
    for stay in stays:
        first = new if stay.first == old else stay.first
        weeks_from = new if any(each.goes_on_in(stay) for each in moved_along) else stay.weeks_from
        until = new if stay.until == old else stay.until
        found.append(attrs.evolve(stay, first=first, until=until, weeks_from=weeks_from))
    return tuple(found)
