"""Strategies for components, who attends, what counts, and the levels and ladders of care."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from iopmodel.components import (
    COMPONENT_TYPES,
    Component,
    Education,
    FamilyKind,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    Medication,
    MedicationAssistedTreatment,
    MedicationVisit,
    Modality,
    SkillsTraining,
    SupportKind,
    SupportService,
)
from iopmodel.counting import Counting, Parallel, UnknownTime
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, GENERAL, Ladder, LevelOfCare, OffLadder
from iopmodel.populations import Focus, Population
from iopmodel.strategies._calendar import EVERY_OTHER
from iopmodel.strategies._values import (
    MOST_COUNTED,
    OTHER,
    STATED_TURNS,
    UNKNOWN_COUNT,
    names,
    some_from,
    stated_from,
    word_from,
    words_or_other,
)
from iopmodel.strategies._wheels import Turns, turns, wheel

__all__ = ["components", "countings", "foci", "ladders", "levels", "levels_beside", "populations"]

LADDERS = (GENERAL, ASAM_3RD_EDITION, ASAM_4TH_EDITION)


_METHODS, _FAMILIES = words_or_other(*Modality), words_or_other(*FamilyKind)
_MEDICATIONS, _VISITS = words_or_other(*Medication), words_or_other(*MedicationVisit)
_SERVICES = words_or_other(*SupportKind)
_COMPONENT_TURNS = 5 + STATED_TURNS


def _word_or_none(draw: st.DrawFn, words: tuple[str, ...], turn: Turns) -> str | None:
    is_known, word = turn.pick(EVERY_OTHER), turn.part(1)
    return word_from(draw, words, word) if is_known else None


def _component(draw: st.DrawFn, kind: type[Component], turn: Turns) -> Component:
    """A component with all its fields."""
    if kind is MedicationAssistedTreatment:
        medication = _word_or_none(draw, _MEDICATIONS, turn)
        return MedicationAssistedTreatment(medication, _word_or_none(draw, _VISITS, turn))
    if kind is SupportService:
        return SupportService(_word_or_none(draw, _SERVICES, turn))
    given: dict[str, Any] = {"topic": draw(names()) if turn.pick(EVERY_OTHER) else ""}
    if kind in {IndividualTherapy, GroupTherapy, FamilyTherapy}:
        given["modality"] = _word_or_none(draw, _METHODS, turn)
    if kind is FamilyTherapy:
        given["with_whom"] = word_from(draw, _FAMILIES, turn)
    if kind is GroupTherapy:
        given["group_size"] = stated_from(int, MOST_COUNTED, UNKNOWN_COUNT, turn)
    if kind in {Education, SkillsTraining}:
        given["class_size"] = stated_from(int, MOST_COUNTED, UNKNOWN_COUNT, turn)
    return kind(**given)


def components(*kinds: type[Component]) -> st.SearchStrategy[Component]:
    """Session components with all their fields.

    Args:
        kinds: the types of component to draw; every built-in one when none is given.

    >>> from iopmodel import Education
    >>> from iopmodel.strategies import components
    >>> components(Education).example()  # doctest: +SKIP
    Education('relapse prevention')
    """
    return _components(kinds or tuple(COMPONENT_TYPES.values()))


@functools.cache
def _components(kinds: tuple[type[Component], ...]) -> st.SearchStrategy[Component]:
    found, drawn = wheel(*kinds), turns(1 + _COMPONENT_TURNS)

    @st.composite
    def drawn_components(draw: st.DrawFn) -> Component:
        turn = Turns(draw, draw(drawn))
        return _component(draw, turn.pick(found), turn)

    return drawn_components()


def components_by_type() -> dict[type[Component], st.SearchStrategy[Component]]:
    """A strategy for each built-in component type, in the order of the glossary."""
    return {kind: components(kind) for kind in COMPONENT_TYPES.values()}


POPULATION_TURNS = 1 + STATED_TURNS


def population_from(draw: st.DrawFn, turn: Turns) -> Population:
    """A population, named or unspecified, with ages or without."""
    name = draw(names()) if turn.pick(EVERY_OTHER) else "unspecified"
    return Population(name, stated_from(int, MOST_COUNTED, UNKNOWN_COUNT, turn))


@functools.cache
def populations() -> st.SearchStrategy[Population]:
    """Populations, named and unspecified, with and without ages."""

    @st.composite
    def drawn_populations(draw: st.DrawFn) -> Population:
        return population_from(draw, Turns(draw, draw(turns(POPULATION_TURNS))))

    return drawn_populations()


_FOCI = wheel(*((None,) * (2 * len(Focus))), *Focus, *((OTHER,) * len(Focus)))
FOCI_TURNS = 3


def foci_from(draw: st.DrawFn, turn: Turns) -> frozenset[str]:
    """None to three words for what is treated."""
    picked = [turn.pick(_FOCI) for _ in range(FOCI_TURNS)]
    return frozenset(word or draw(names()) for word in picked if word is not None)


@functools.cache
def foci() -> st.SearchStrategy[frozenset[str]]:
    """What a program treats, the built-in words and others."""

    @st.composite
    def drawn_foci(draw: st.DrawFn) -> frozenset[str]:
        return foci_from(draw, Turns(draw, draw(turns(FOCI_TURNS))))

    return drawn_foci()


_KINDS, _MAT_VISITS = tuple(COMPONENT_TYPES), tuple(MedicationVisit)
_SOME_SERVICES = wheel(*((None,) * (2 * len(SupportKind))), *SupportKind, *((OTHER,) * len(SupportKind)))
_PARALLELS, _UNKNOWNS = wheel(*Parallel), wheel(*UnknownTime)
_COUNTING_TURNS = 2 * -(-len(_KINDS) // 8) + -(-len(_MAT_VISITS) // 8) + 8


@functools.cache
def countings() -> st.SearchStrategy[Counting]:
    """Countings with every choice open."""

    @st.composite
    def drawn_countings(draw: st.DrawFn) -> Counting:
        turn = Turns(draw, draw(turns(_COUNTING_TURNS)))
        services = [turn.pick(_SOME_SERVICES) for _ in range(3)]
        return Counting(
            some_from(_KINDS, turn),
            contested=some_from(_KINDS, turn),
            visits_left_out=some_from(_MAT_VISITS, turn),
            services=[word or draw(names()) for word in services if word is not None],
            family_only=turn.pick(EVERY_OTHER),
            parallel=turn.pick(_PARALLELS),
            optional=turn.pick(EVERY_OTHER),
            unplaced_total=turn.pick(EVERY_OTHER),
            unknown=turn.pick(_UNKNOWNS),
            name=draw(names()),
        )

    return drawn_countings()


def levels(*ladders_of: Ladder) -> st.SearchStrategy[LevelOfCare]:
    """Levels of care, each ladder from its foot up.

    Args:
        ladders_of: the ladders whose levels to draw; the built-in ones when none is given.
    """
    return st.sampled_from([level for ladder in ladders_of or LADDERS for level in ladder.levels])


def levels_beside(rungs: Iterable[LevelOfCare] = GENERAL.rungs) -> st.SearchStrategy[OffLadder]:
    """Levels that stand on no rung, each with the rung that it goes with, if any."""
    beside = st.none() | st.sampled_from(list(rungs))

    @st.composite
    def levels_aside(draw: st.DrawFn) -> OffLadder:
        key, name, system, why = (draw(names()) for _ in range(4))
        return OffLadder(LevelOfCare(key, name, system), why, draw(beside))

    return levels_aside()


def own_ladders(*, max_rungs: int = 8, max_aside: int = 3) -> st.SearchStrategy[Ladder]:
    """Ladders of one's own, with levels on the rungs and beside them."""
    some_keys = st.lists(names(), min_size=1, max_size=max_rungs + max_aside, unique=True)

    @st.composite
    def drawn_ladders(draw: st.DrawFn) -> Ladder:
        name, system, keys = draw(names()), draw(names()), draw(some_keys)
        turn = Turns(draw, draw(turns(1 + 2 * max_aside)))
        most = min(len(keys), max_rungs)
        on = most - turn.number(0, most - 1)
        known = [LevelOfCare(key, draw(names()), system) for key in keys]
        asides: list[OffLadder] = []
        for level in known[on : on + max_aside]:
            is_beside, rung = turn.pick(EVERY_OTHER), known[turn.number(0, on - 1)]
            asides.append(OffLadder(level, draw(names()), rung if is_beside else None))
        return Ladder(name, known[:on], asides)

    return drawn_ladders()


def ladders() -> st.SearchStrategy[Ladder]:
    """The built-in ladders and ladders of one's own."""
    return st.sampled_from(LADDERS) | own_ladders()
