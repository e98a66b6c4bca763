"""Moves of a stay: admission, a step up or down, a move at the same level, leave and return, discharge, readmission.

A move is judged by the ladder alone. Its standing says whether it is ordinary (allowed), ordinary only with a
reason on record (warned), or impossible (refused); whether it is right for a patient is decided elsewhere, by
people. Order exists within one ladder; levels of two systems are compared through the declared crosswalk.
"""

from __future__ import annotations

import itertools
from typing import TypeAlias

import attrs

from iopmodel.errors import WrongKind
from iopmodel.ladders import ladder_for, seen_on
from iopmodel.levels import Ladder, LevelOfCare
from iopmodel.programs import Pathway, ProgramType
from iopmodel.quantities import whole_number
from iopmodel.vocabulary import Word

__all__ = [
    "Standing",
    "State",
    "Transition",
    "TransitionKind",
    "paths",
    "transition",
    "transitions_of",
]


class TransitionKind(Word):
    """What kind of move a transition is."""

    ADMISSION = "admission"
    STEP_DOWN = "step-down"
    """To a less intensive level."""
    LATERAL = "lateral"
    """At the same level, or between levels that no ladder orders."""
    STEP_UP = "step-up"
    """To a more intensive level."""
    LEAVE = "leave-of-absence"
    """The stay goes on without attendance; leave from work is another matter."""
    RETURN = "return"
    """From a leave of absence to a level of care."""
    DISCHARGE = "discharge"
    READMISSION = "readmission"


class Standing(Word):
    """How a transition stands."""

    ALLOWED = "allowed"
    WARNED = "warned"
    """Possible, and its reason says what to look at first."""
    REFUSED = "refused"


class State(Word):
    """Where a stay is when it is at no level of care."""

    BEFORE_ADMISSION = "before-admission"
    ON_LEAVE = "on-leave"
    """The stay goes on and nobody attends."""
    DISCHARGED = "discharged"
    """The stay has ended, and a readmission can follow."""
    CLOSED = "closed"
    """The record is closed: nothing leads out of it."""


Stop: TypeAlias = LevelOfCare | ProgramType | State


def _rungs(value: int) -> int:
    return whole_number(value, "rungs")


def _kind(value: TransitionKind | str) -> TransitionKind:
    return TransitionKind.one_of(value)


def _standing(value: Standing | str) -> Standing:
    return Standing.one_of(value)


@attrs.frozen(kw_only=True)
class Transition:
    """One move of a stay, with how it stands and why.

    Args:
        start: the level that is left, or the place of a stay at no level.
        end: the level or place that is reached.
        kind: what kind of move it is.
        rungs: how many rungs lie between the two, whichever way; 0 where no ladder counts them.
        standing: allowed, warned or refused.
        reason: why, in a sentence that says what to do about it.
        ladder: the name of the ladder that orders the two levels; empty where none was needed.
        start_type: the program type that is left, if one was named.
        end_type: the program type that is reached, if one was named.

    >>> from iopmodel import catalogue, transition
    >>> print(transition(catalogue.INPATIENT, catalogue.STANDARD_IOP))
    Inpatient -> Standard IOP: step-down, 3 rungs, warned
    """

    start: LevelOfCare | State
    end: LevelOfCare | State
    kind: TransitionKind = attrs.field(converter=_kind)
    rungs: int = attrs.field(default=0, converter=_rungs)
    standing: Standing = attrs.field(converter=_standing)
    reason: str
    ladder: str = ""
    start_type: ProgramType | None = None
    end_type: ProgramType | None = None

    def __str__(self) -> str:
        rungs = f", {self.rungs} rung{'' if self.rungs == 1 else 's'}" if self.rungs else ""
        start, end = self.start_type or self.start, self.end_type or self.end
        return f"{start} -> {end}: {self.kind}{rungs}, {self.standing}"


_NO_STAY = "no stay has begun, so there is none to end: admit first"
_STILL_RUNS = "the stay still runs: discharge first, then close the record"
_CLOSED = "the record is closed and nothing leads out of it: open a new one"
_FIRST_ONCE = "a stay cannot become one that has not begun: discharge ends it"
_NOTHING = "nothing changes: leave the move out"

#: The moves from or to a place that is no level; ``None`` stands for any level of care.
_PLACES: dict[tuple[State | None, State | None], tuple[TransitionKind, Standing, str]] = {
    (State.BEFORE_ADMISSION, None): (
        TransitionKind.ADMISSION,
        Standing.ALLOWED,
        "a stay may begin at any level; none has to come first",
    ),
    (None, State.ON_LEAVE): (
        TransitionKind.LEAVE,
        Standing.ALLOWED,
        "the place is kept, nothing is attended; the days count toward the stay and not toward treatment",
    ),
    (State.ON_LEAVE, None): (
        TransitionKind.RETURN,
        Standing.ALLOWED,
        "the stay goes on; a return to another level is a return and a move: record both, the return first",
    ),
    (None, State.DISCHARGED): (
        TransitionKind.DISCHARGE,
        Standing.ALLOWED,
        "a stay may end at any level; a step down first is a choice",
    ),
    (State.ON_LEAVE, State.DISCHARGED): (
        TransitionKind.DISCHARGE,
        Standing.ALLOWED,
        "a stay may end during a leave of absence; a return first is a choice",
    ),
    (State.DISCHARGED, None): (
        TransitionKind.READMISSION,
        Standing.ALLOWED,
        "a new stay may begin at any level, whatever the level of the last one",
    ),
    (State.DISCHARGED, State.CLOSED): (
        TransitionKind.DISCHARGE,
        Standing.ALLOWED,
        "the stay has ended, so its record can be closed; a readmission then needs a new one",
    ),
    (None, State.CLOSED): (TransitionKind.DISCHARGE, Standing.REFUSED, _STILL_RUNS),
    (State.ON_LEAVE, State.CLOSED): (TransitionKind.DISCHARGE, Standing.REFUSED, _STILL_RUNS),
    (None, State.BEFORE_ADMISSION): (TransitionKind.DISCHARGE, Standing.REFUSED, _FIRST_ONCE),
    (State.ON_LEAVE, State.BEFORE_ADMISSION): (TransitionKind.DISCHARGE, Standing.REFUSED, _FIRST_ONCE),
    (State.BEFORE_ADMISSION, State.ON_LEAVE): (
        TransitionKind.LEAVE,
        Standing.REFUSED,
        "no stay has begun, so there is none to be absent from: admit first",
    ),
    (State.BEFORE_ADMISSION, State.DISCHARGED): (TransitionKind.DISCHARGE, Standing.REFUSED, _NO_STAY),
    (State.BEFORE_ADMISSION, State.CLOSED): (TransitionKind.DISCHARGE, Standing.REFUSED, _NO_STAY),
    (State.BEFORE_ADMISSION, State.BEFORE_ADMISSION): (TransitionKind.LATERAL, Standing.WARNED, _NOTHING),
    (State.ON_LEAVE, State.ON_LEAVE): (TransitionKind.LATERAL, Standing.WARNED, _NOTHING),
    (State.DISCHARGED, State.DISCHARGED): (TransitionKind.LATERAL, Standing.WARNED, _NOTHING),
    (State.DISCHARGED, State.ON_LEAVE): (
        TransitionKind.LEAVE,
        Standing.REFUSED,
        "the stay has ended, so there is none to be absent from: readmit first",
    ),
    (State.DISCHARGED, State.BEFORE_ADMISSION): (
        TransitionKind.READMISSION,
        Standing.REFUSED,
        "a stay that ended is begun again by readmission to a level: name that level",
    ),
    (State.CLOSED, None): (TransitionKind.READMISSION, Standing.REFUSED, _CLOSED),
    (State.CLOSED, State.BEFORE_ADMISSION): (TransitionKind.READMISSION, Standing.REFUSED, _CLOSED),
    (State.CLOSED, State.ON_LEAVE): (TransitionKind.READMISSION, Standing.REFUSED, _CLOSED),
    (State.CLOSED, State.DISCHARGED): (TransitionKind.READMISSION, Standing.REFUSED, _CLOSED),
    (State.CLOSED, State.CLOSED): (TransitionKind.LATERAL, Standing.REFUSED, _CLOSED),
}


def level_of(x: LevelOfCare | ProgramType) -> LevelOfCare:
    """The level of care of a program type, or the level itself.

    Raises:
        WrongKind: for anything else.
    """
    if isinstance(x, ProgramType):
        return x.level
    if not isinstance(x, LevelOfCare):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("transition", x, "a LevelOfCare, a ProgramType or a State")
    return x


def transition(start: Stop, end: Stop, *, ladder: Ladder | None = None) -> Transition:
    """The move from one level, program type or place to another: its kind, its rungs, how it stands, and why.

    One rung and a move at the same level are allowed. Warned are: skipped rungs, each named; a level that is
    on no rung, with the ladder's reason; a move that changes nothing. Every level can be entered by admission
    or readmission and left by discharge, and a leave of absence leads from every level and back to every level;
    nothing leads out of a closed record.

    Args:
        start: what is left.
        end: what is reached.
        ladder: the ladder; that of the levels' own system unless given, the general one for two systems.

    >>> from iopmodel import LevelOfCare, transition
    >>> move = transition(LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.OUTPATIENT)
    >>> print(move)
    partial hospitalization -> outpatient: step-down, 2 rungs, warned
    >>> print(move.reason)
    2 rungs down the general ladder; skips intensive outpatient: plan a stay there or record why not

    Raises:
        UnknownName: if no ladder and no crosswalk orders the two levels.
        WrongKind: for anything that is no level, program type or place.
    """
    first, last = _stop(start), _stop(end)
    if isinstance(first, State) or isinstance(last, State):
        place = first if isinstance(first, State) else None, last if isinstance(last, State) else None
        kind, standing, reason = _PLACES[place]
        move = Transition(start=first, end=last, kind=kind, standing=standing, reason=reason)
    elif first == last:
        both = isinstance(start, ProgramType) and isinstance(end, ProgramType) and start != end
        move = _at_one_level(first, f"the program type, from {start} to {end}" if both else "")
    else:
        move = _between(first, last, ladder)
    return attrs.evolve(
        move,
        start_type=start if isinstance(start, ProgramType) else None,
        end_type=end if isinstance(end, ProgramType) else None,
    )


def _stop(x: Stop) -> LevelOfCare | State:
    return x if isinstance(x, State) else level_of(x)


def _at_one_level(level: LevelOfCare, change: str) -> Transition:
    """A move that leaves the level as it is; *change* says what is different after it, if anything is."""
    reason = f"the level stays {level}; " + (
        f"what changes is {change}" if change else "nothing else changes: name what does, or leave the move out"
    )
    standing = Standing.ALLOWED if change else Standing.WARNED
    return Transition(start=level, end=level, kind=TransitionKind.LATERAL, standing=standing, reason=reason)


def _between(start: LevelOfCare, end: LevelOfCare, ladder: Ladder | None) -> Transition:
    """The move between two levels, as one ladder sees it."""
    ladder = ladder_for((start.system, end.system), ladder)
    ends = (seen_on(ladder, start), seen_on(ladder, end))
    low, high = (ladder.height(each) for each in ends)
    climb = None if low is None or high is None else high - low
    skipped = [] if climb is None else _inner_rungs(ladder, *ends)
    asides = dict.fromkeys(aside.why for each in ends if (aside := ladder.aside(each)) is not None)
    reasons = [_order_in_words(ladder, climb)]
    if skipped:
        reasons.append(f"skips {', '.join(map(str, skipped))}: plan a stay there or record why not")
    reasons += [f"{why}: record why the move fits" for why in asides]
    reasons += [
        f"{each} ({each.system}) counts as {seen} by the crosswalk"
        for each, seen in zip((start, end), ends, strict=True)
        if each != seen
    ]
    return Transition(
        start=start,
        end=end,
        kind=_kind_of(climb or 0),
        rungs=abs(climb or 0),
        standing=Standing.WARNED if skipped or asides else Standing.ALLOWED,
        reason="; ".join(reasons),
        ladder=ladder.name,
    )


def _kind_of(climb: int) -> TransitionKind:
    if not climb:
        return TransitionKind.LATERAL
    return TransitionKind.STEP_UP if climb > 0 else TransitionKind.STEP_DOWN


def _order_in_words(ladder: Ladder, climb: int | None) -> str:
    if climb is None:
        return f"the {ladder.name} ladder does not say which of the two is more intensive"
    if not climb:
        return f"the same rung of the {ladder.name} ladder"
    rungs = f"{abs(climb)} rung{'' if abs(climb) == 1 else 's'}"
    return f"{rungs} {'up' if climb > 0 else 'down'} the {ladder.name} ladder"


def _inner_rungs(ladder: Ladder, start: LevelOfCare, end: LevelOfCare) -> list[LevelOfCare]:
    """The rungs strictly between two levels that have a height, in the order in which a move passes them."""
    low, high = ladder.height(start) or 0, ladder.height(end) or 0
    inner = list(ladder.rungs[min(low, high) + 1 : max(low, high)])
    return inner if low < high else inner[::-1]


def paths(start: LevelOfCare, end: LevelOfCare, *, ladder: Ladder | None = None) -> tuple[tuple[Transition, ...], ...]:
    """Every way from one level to another that never turns back: by single rungs first, the direct one last.

    Over k rungs there are 2 to the power k - 1. From a level to itself there is one, without a move; where
    one of the two has no place in the order there is none.

    Args:
        start: the level that is left.
        end: the level that is reached.
        ladder: the ladder; chosen as in :func:`transition` unless given.

    >>> from iopmodel import LevelOfCare, paths
    >>> for path in paths(LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.OUTPATIENT):
    ...     print([str(move.end) for move in path])
    ['intensive outpatient', 'outpatient']
    ['outpatient']

    Raises:
        UnknownName: if no ladder and no crosswalk orders the two levels.
        WrongKind: for anything that is no level.
    """
    start, end = level_of(start), level_of(end)
    if start == end:
        return ((),)
    ladder = ladder_for((start.system, end.system), ladder)
    ends = (seen_on(ladder, start), seen_on(ladder, end))
    if None in map(ladder.height, ends):
        return ()
    inner = _inner_rungs(ladder, *ends)
    # Whether to stop at each rung, "yes" first: that is also the order of the step sizes, shortest first.
    choices = itertools.product((True, False), repeat=len(inner))
    routes = ([start, *itertools.compress(inner, chosen), end] for chosen in choices)
    return tuple(tuple(transition(a, b, ladder=ladder) for a, b in itertools.pairwise(route)) for route in routes)


def transitions_of(pathway: Pathway, *, ladder: Ladder | None = None) -> tuple[Transition, ...]:
    """The moves between the consecutive phases of a pathway, one fewer than its phases.

    A phase that keeps the level and changes its week or length is a lateral move, and allowed.

    Args:
        pathway: the phases, in order.
        ladder: the ladder; chosen as in :func:`transition` unless given.

    >>> from iopmodel import LevelOfCare, Pathway, Phase, transitions_of
    >>> plan = Pathway(
    ...     [Phase(LevelOfCare.PARTIAL_HOSPITALIZATION), Phase(LevelOfCare.INTENSIVE_OUTPATIENT)]
    ... )
    >>> print(*transitions_of(plan))
    partial hospitalization -> intensive outpatient: step-down, 1 rung, allowed

    Raises:
        UnknownName: if no ladder and no crosswalk orders two consecutive levels.
    """
    moves: list[Transition] = []
    for before, after in itertools.pairwise(pathway.phases):
        if before.level == after.level and before != after:
            names = f", from {before.title} to {after.title}" if before.title != after.title else ""
            moves.append(_at_one_level(before.level, f"the phase{names}"))
        else:
            moves.append(transition(before.level, after.level, ladder=ladder))
    return tuple(moves)
