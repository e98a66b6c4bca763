"""Strategies for components, who attends, what counts, and the levels and ladders of care."""

from __future__ import annotations

import functools
from collections.abc import Iterable

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
from iopmodel.strategies._values import count_ranges, names, names_or_none

__all__ = ["components", "countings", "foci", "ladders", "levels", "levels_beside", "populations"]

LADDERS = (GENERAL, ASAM_3RD_EDITION, ASAM_4TH_EDITION)


def _others(words: Iterable[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(list(words)) | names()


@functools.cache
def components_by_type() -> dict[type[Component], st.SearchStrategy[Component]]:
    """A strategy for each built-in component type, in the order of the glossary."""
    topics = names_or_none()
    modalities = st.none() | _others(Modality)
    medications = st.none() | _others(Medication)
    visits = st.none() | _others(MedicationVisit)
    with_more: dict[type[Component], st.SearchStrategy[Component]] = {
        IndividualTherapy: st.builds(IndividualTherapy, topics, modality=modalities),
        GroupTherapy: st.builds(GroupTherapy, topics, modality=modalities, group_size=count_ranges()),
        FamilyTherapy: st.builds(FamilyTherapy, topics, with_whom=_others(FamilyKind), modality=modalities),
        Education: st.builds(Education, topics, class_size=count_ranges()),
        MedicationAssistedTreatment: st.builds(MedicationAssistedTreatment, medications, visits),
        SupportService: st.builds(SupportService, st.none() | _others(SupportKind)),
        SkillsTraining: st.builds(SkillsTraining, topics, class_size=count_ranges()),
    }
    return {kind: with_more.get(kind, st.builds(kind, topics)) for kind in COMPONENT_TYPES.values()}


def components(*kinds: type[Component]) -> st.SearchStrategy[Component]:
    """Session components with all their fields.

    Args:
        kinds: the types of component to draw; every built-in one when none is given.

    >>> from iopmodel import Education
    >>> from iopmodel.strategies import components
    >>> components(Education).example()  # doctest: +SKIP
    Education('relapse prevention')
    """
    return st.one_of(*map(components_by_type().__getitem__, kinds or components_by_type()))


@functools.cache
def populations() -> st.SearchStrategy[Population]:
    """Populations, named and unspecified, with and without ages."""
    return st.builds(Population, st.just("unspecified") | names(), count_ranges())


@functools.cache
def foci() -> st.SearchStrategy[frozenset[str]]:
    """What a program treats, the built-in words and others."""
    return st.frozensets(st.sampled_from(Focus) | names(), max_size=3)


@functools.cache
def countings() -> st.SearchStrategy[Counting]:
    """Countings with every choice open."""
    kinds = st.frozensets(st.sampled_from(list(COMPONENT_TYPES)))
    return st.builds(
        Counting,
        kinds,
        contested=kinds,
        visits_left_out=st.frozensets(st.sampled_from(MedicationVisit)),
        services=st.frozensets(_others(SupportKind), max_size=3),
        family_only=st.booleans(),
        parallel=st.sampled_from(Parallel),
        optional=st.booleans(),
        unplaced_total=st.booleans(),
        unknown=st.sampled_from(UnknownTime),
        name=names(),
    )


def levels(*ladders_of: Ladder) -> st.SearchStrategy[LevelOfCare]:
    """Levels of care, each ladder from its foot up.

    Args:
        ladders_of: the ladders whose levels to draw; the built-in ones when none is given.
    """
    return st.sampled_from([level for ladder in ladders_of or LADDERS for level in ladder.levels])


@st.composite
def levels_beside(draw: st.DrawFn, rungs: Iterable[LevelOfCare] = GENERAL.rungs) -> OffLadder:
    """Levels that stand on no rung, each with the rung that it goes with, if any."""
    key = draw(names())
    return OffLadder(LevelOfCare(key, draw(names()), draw(names())), draw(names()), draw(_perhaps_on(list(rungs))))


def _perhaps_on(rungs: list[LevelOfCare]) -> st.SearchStrategy[LevelOfCare | None]:
    return st.none() | st.sampled_from(rungs)


@st.composite
def own_ladders(draw: st.DrawFn, *, max_rungs: int = 8, max_aside: int = 3) -> Ladder:
    """Ladders of one's own, with levels on the rungs and beside them."""
    system = draw(names())
    keys = draw(st.lists(names(), min_size=1, max_size=max_rungs + max_aside, unique=True))
    on = draw(st.integers(1, min(len(keys), max_rungs)))
    known = [LevelOfCare(key, draw(names()), system) for key in keys]
    aside = known[on : on + max_aside]
    return Ladder(
        draw(names()),
        known[:on],
        [OffLadder(level, draw(names()), draw(_perhaps_on(known[:on]))) for level in aside],
    )


def ladders() -> st.SearchStrategy[Ladder]:
    """The built-in ladders and ladders of one's own."""
    return st.sampled_from(LADDERS) | own_ladders()
