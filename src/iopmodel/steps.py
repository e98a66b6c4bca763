"""Where a stay can go next: the next rung down or up, the program types on it, and every option."""

from __future__ import annotations

from collections.abc import Iterable
from typing import overload

from iopmodel.catalogue import BUILT_IN
from iopmodel.errors import WrongKind
from iopmodel.ladders import find_on, ladder_for, seen_on
from iopmodel.levels import Ladder, LevelOfCare
from iopmodel.populations import Focus, Population
from iopmodel.programs import ProgramType
from iopmodel.transitions import Transition, TransitionKind, level_of, transition

__all__ = ["options", "step_down", "step_up"]

_IN_ORDER = (TransitionKind.STEP_DOWN, TransitionKind.LATERAL, TransitionKind.STEP_UP)
_BOTH = frozenset({Focus.CO_OCCURRING, Focus.SUBSTANCE_USE, Focus.MENTAL_HEALTH})


@overload
def step_down(x: LevelOfCare, *, ladder: Ladder | None = None) -> tuple[LevelOfCare, ...]: ...
@overload
def step_down(
    x: ProgramType, *, ladder: Ladder | None = None, among: Iterable[ProgramType] | None = None
) -> tuple[ProgramType, ...]: ...
def step_down(
    x: LevelOfCare | ProgramType,
    *,
    ladder: Ladder | None = None,
    among: Iterable[ProgramType] | None = None,
) -> tuple[LevelOfCare, ...] | tuple[ProgramType, ...]:
    """Where the next step down leads: from a level to a level, from a program type to program types.

    From a type it leads to those of the next rung down that has any. They are ranked by population first (the
    same one, then a type open to everyone, then others) and by focus second (the same one, then one that
    includes it, then others); types that match alike stay in the order of the catalogue.

    Args:
        x: the level, or the program type.
        ladder: the ladder; that of the level's own system unless given.
        among: the program types to choose from; the built-in ones unless given.

    >>> from iopmodel import LevelOfCare, catalogue, step_down
    >>> print(*step_down(LevelOfCare.PARTIAL_HOSPITALIZATION))
    intensive outpatient
    >>> step_down(LevelOfCare.AFTERCARE)
    ()
    >>> print(step_down(catalogue.PARTIAL_HOSPITALIZATION)[0])
    Standard IOP

    Raises:
        UnknownName: if the level is on no known ladder, or not on the one given.
        WrongKind: for anything that is no level and no program type, and for types to choose from beside a level.
    """
    return _step(x, ladder, among, up=False)


@overload
def step_up(x: LevelOfCare, *, ladder: Ladder | None = None) -> tuple[LevelOfCare, ...]: ...
@overload
def step_up(
    x: ProgramType, *, ladder: Ladder | None = None, among: Iterable[ProgramType] | None = None
) -> tuple[ProgramType, ...]: ...
def step_up(
    x: LevelOfCare | ProgramType,
    *,
    ladder: Ladder | None = None,
    among: Iterable[ProgramType] | None = None,
) -> tuple[LevelOfCare, ...] | tuple[ProgramType, ...]:
    """Where the next step up leads; all else is as in :func:`step_down`.

    >>> from iopmodel import LevelOfCare, catalogue, step_up
    >>> print(*step_up(LevelOfCare.INTENSIVE_OUTPATIENT))
    partial hospitalization
    >>> print(*step_up(catalogue.EVENING_IOP))
    Partial hospitalization

    Raises:
        UnknownName: if the level is on no known ladder, or not on the one given.
        WrongKind: for anything that is no level and no program type, and for types to choose from beside a level.
    """
    return _step(x, ladder, among, up=True)


def _step(
    x: LevelOfCare | ProgramType, ladder: Ladder | None, among: Iterable[ProgramType] | None, *, up: bool
) -> tuple[LevelOfCare, ...] | tuple[ProgramType, ...]:
    level = level_of(x)
    if not isinstance(x, ProgramType):
        _refuse_types(among)
        ladder = ladder_for([level.system], ladder)
        seen = seen_on(ladder, level)
        return ladder.above(seen) if up else ladder.below(seen)
    types = tuple(BUILT_IN if among is None else among)
    ladder = ladder_for((each.level.system for each in (x, *types)), ladder)
    height = ladder.height(seen_on(ladder, level))
    if height is None:
        return ()
    rungs = ladder.rungs[height + 1 :] if up else ladder.rungs[:height][::-1]
    for rung in rungs:
        found = [each for each in types if find_on(ladder, each.level) == rung]
        if found:
            return tuple(sorted(found, key=lambda each: _mismatch(x, each)))
    return ()


def _refuse_types(among: Iterable[ProgramType] | None) -> None:
    """Types to choose from say nothing where the step is between levels."""
    if among is not None:
        raise WrongKind("level whose next step is one among types", among, "a program type beside among=...")


def _mismatch(wanted: ProgramType, offered: ProgramType) -> tuple[int, int]:
    """How badly an offered type matches the wanted population, then the wanted focus: each 0, 1 or 2."""
    return _population_mismatch(wanted.population, offered.population), _focus_mismatch(wanted, offered)


def _population_mismatch(wanted: Population, offered: Population) -> int:
    if wanted.key == offered.key and wanted.ages.overlaps(offered.ages):
        return 0
    return 1 if offered.is_unspecified else 2


def _focus_mismatch(wanted: ProgramType, offered: ProgramType) -> int:
    # A focus that is not said is not narrowed; a co-occurring one includes both of its halves.
    foci = [each.focus or frozenset({Focus.ANY}) for each in (wanted, offered)]
    if foci[0] == foci[1]:
        return 0
    treated = foci[1] | _BOTH if Focus.CO_OCCURRING in foci[1] else foci[1]
    return 1 if Focus.ANY in treated or foci[0] <= treated else 2


def options(
    x: LevelOfCare | ProgramType, *, ladder: Ladder | None = None, among: Iterable[ProgramType] | None = None
) -> tuple[Transition, ...]:
    """Every move from a level or a program type to another one: steps down, lateral moves, steps up.

    The nearest come first within each kind; types at one distance are ranked as in :func:`step_down`.
    Discharge and a leave of absence are always possible and not listed.

    Args:
        x: the level, or the program type.
        ladder: the ladder; that of the level's own system unless given. A level's options are its levels.
        among: for a program type, the types that are the options; the built-in ones unless given.

    >>> from iopmodel import catalogue, options
    >>> some = [catalogue.INPATIENT, catalogue.STANDARD_IOP]
    >>> for move in options(catalogue.PARTIAL_HOSPITALIZATION, among=some):
    ...     print(move)
    Partial hospitalization -> Standard IOP: step-down, 1 rung, allowed
    Partial hospitalization -> Inpatient: step-up, 2 rungs, warned

    Raises:
        UnknownName: if no ladder and no crosswalk orders two of the levels.
        WrongKind: for anything that is no level and no program type, and for types to choose from beside a level.
    """
    level = level_of(x)
    if isinstance(x, ProgramType):
        types = BUILT_IN if among is None else among
        ranked = sorted((each for each in types if each != x), key=lambda each: _mismatch(x, each))
        moves = [transition(x, each, ladder=ladder) for each in ranked]
    else:
        _refuse_types(among)
        levels = ladder_for([level.system], ladder).levels
        moves = [transition(x, each, ladder=ladder) for each in levels if each != x]
    return tuple(sorted(moves, key=lambda move: (_IN_ORDER.index(move.kind), move.rungs)))
