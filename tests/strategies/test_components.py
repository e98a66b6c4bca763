"""Components, people, what is treated, what counts, and levels: every field of each is drawn."""

import pytest

from iopmodel import (
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    MedicationAssistedTreatment,
    OffLadder,
    Population,
    SkillsTraining,
    SupportService,
)
from iopmodel.components import COMPONENT_TYPES, Component, FamilyKind, Medication, Modality
from iopmodel.counting import Parallel, UnknownTime
from iopmodel.levels import ASAM_3RD_EDITION, GENERAL
from iopmodel.populations import Focus
from iopmodel.strategies import components, countings, foci, ladders, levels, levels_beside, populations
from iopmodel.strategies._components import components_by_type, own_ladders
from tests.strategies.drawing import drawn, simplest


@pytest.mark.parametrize("kind", COMPONENT_TYPES.values())
def test_each_kind_is_drawn_alone_with_every_field(kind: type[Component]) -> None:
    found = drawn(components_by_type()[kind])
    assert {type(each) for each in found} == {kind}
    assert len({repr(each) for each in found}) > 20
    assert simplest(components(kind)) == kind()


def test_every_kind_is_drawn() -> None:
    assert {type(each) for each in drawn(components())} == set(COMPONENT_TYPES.values())
    assert {type(each) for each in drawn(components(Education, SupportService))} == {Education, SupportService}


def test_words_are_those_of_the_list_others_or_none() -> None:
    modalities = {each.modality for each in drawn(components(IndividualTherapy)) if isinstance(each, IndividualTherapy)}
    assert {None, *Modality} < modalities
    families = {each.with_whom for each in drawn(components(FamilyTherapy)) if isinstance(each, FamilyTherapy)}
    assert set(FamilyKind) < families
    treated = drawn(components(MedicationAssistedTreatment))
    medications = {each.medication for each in treated if isinstance(each, MedicationAssistedTreatment)}
    assert {None, *Medication} < medications
    assert any(isinstance(each, MedicationAssistedTreatment) and each.visit is None for each in treated)


def test_sizes_of_groups_and_classes_are_known_or_not() -> None:
    for kind, name in ((GroupTherapy, "group_size"), (Education, "class_size"), (SkillsTraining, "class_size")):
        sizes = [getattr(each, name) for each in drawn(components(kind))]
        assert any(size.is_unknown for size in sizes)
        assert any(size.is_exact for size in sizes)


def test_people_are_named_or_not_with_ages_or_without() -> None:
    found = drawn(populations())
    assert {(each.key == "unspecified", each.ages.is_unknown) for each in found} == {
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    }
    assert simplest(populations()) == Population()


def test_what_is_treated_is_none_to_three_words() -> None:
    found = drawn(foci())
    assert {len(each) for each in found} == {0, 1, 2, 3}
    words = frozenset[str]().union(*found)
    assert set(Focus) < words
    assert simplest(foci()) == frozenset()


def test_every_choice_of_a_counting_is_open() -> None:
    found = drawn(countings())
    assert frozenset[str]().union(*(each.components for each in found)) == set(COMPONENT_TYPES)
    assert frozenset[str]().union(*(each.contested for each in found)) == set(COMPONENT_TYPES)
    assert {each.parallel for each in found} == set(Parallel)
    assert {each.unknown for each in found} == set(UnknownTime)
    for name in ("family_only", "optional", "unplaced_total"):
        assert {getattr(each, name) for each in found} == {True, False}
    assert {len(each.services) for each in found} == {0, 1, 2, 3}
    assert any(each.visits_left_out for each in found)
    assert not simplest(countings()).components


def test_levels_are_those_of_the_ladders_given() -> None:
    assert set(drawn(levels(ASAM_3RD_EDITION))) == set(ASAM_3RD_EDITION.levels)
    assert {each.system for each in drawn(levels())} == {"general", "asam-3rd-edition", "asam-4th-edition"}
    assert simplest(levels()) == GENERAL.levels[0]


def test_levels_beside_a_ladder_go_with_a_rung_or_with_none() -> None:
    found = drawn(levels_beside())
    assert {each.beside for each in found} == {None, *GENERAL.rungs}
    assert simplest(levels_beside()) == OffLadder(LevelOfCare("a", "a", "a"), "a")


def test_ladders_of_ones_own_have_rungs_and_levels_beside_them() -> None:
    found = drawn(own_ladders(max_rungs=3, max_aside=2))
    assert {len(each.rungs) for each in found} == {1, 2, 3}
    assert {len(each.off_ladder) for each in found} == {0, 1, 2}
    assert any(aside.beside is not None for each in found for aside in each.off_ladder)
    assert any(aside.beside is None for each in found for aside in each.off_ladder)
    assert GENERAL in drawn(ladders())
    assert simplest(ladders()) == GENERAL
