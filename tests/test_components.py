from typing import ClassVar

import attrs
import pytest

from iopmodel.components import (
    COMPONENT_TYPES,
    MOUD,
    Activity,
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
    _by_kind,
)
from iopmodel.errors import DuplicateKey, NotAccepted, WrongKind
from iopmodel.quantities import Range
from tests.refusal import refusal, wrong


@attrs.frozen
class ArtTherapy(Component):
    """A type of one's own."""

    kind: ClassVar[str] = "art-therapy"
    name: ClassVar[str] = "art therapy"


@attrs.frozen
class SecondActivity(Component):
    """A type that takes a kind which is in use."""

    kind: ClassVar[str] = "activity"


def test_every_component_stands_under_its_kind() -> None:
    assert list(COMPONENT_TYPES) == [
        "individual-therapy",
        "group-therapy",
        "family-therapy",
        "education",
        "medication-assisted-treatment",
        "medication-management",
        "support-service",
        "skills-training",
        "activity",
        "peer-support",
        "assessment",
        "program-block",
        "break",
        "meal",
        "school",
    ]
    assert all(kind == each.kind for kind, each in COMPONENT_TYPES.items())


@pytest.mark.parametrize("each", COMPONENT_TYPES.values())
def test_a_component_needs_nothing_said_of_it(each: type[Component]) -> None:
    component = each()
    assert component.detail == ""
    assert str(component) == each.name


@pytest.mark.parametrize(
    ("component", "text"),
    [
        (GroupTherapy(" relapse prevention "), "group therapy: relapse prevention"),
        (IndividualTherapy(modality="Mindfulness"), "individual therapy: mindfulness"),
        (GroupTherapy("anger", modality="somatic work"), "group therapy: anger, somatic work"),
        (FamilyTherapy("communication"), "family therapy: communication"),
        (FamilyTherapy(with_whom="Multi Family"), "family therapy: multi-family"),
        (Education("coping with cravings", class_size="8 to 12"), "education: coping with cravings"),
        (
            MedicationAssistedTreatment("Buprenorphine", "prescriber visit"),
            "medication-assisted treatment: buprenorphine, prescriber-visit",
        ),
        (SkillsTraining("budgeting", class_size="at most 35"), "skills training: budgeting"),
        (SupportService("case management"), "support service: case-management"),
        (SupportService("childcare"), "support service: childcare"),
    ],
)
def test_a_component_says_what_is_known_of_it(component: Component, text: str) -> None:
    assert str(component) == text


def test_known_words_become_words_and_others_stay_as_written() -> None:
    assert GroupTherapy(modality="Trauma Informed").modality is Modality.TRAUMA_INFORMED
    assert GroupTherapy(modality="EMDR").modality == "EMDR"
    assert FamilyTherapy(with_whom="COUPLE").with_whom is FamilyKind.COUPLE
    assert FamilyTherapy(with_whom="marriage").with_whom is FamilyKind.COUPLE
    treatment = MedicationAssistedTreatment("naltrexone oral", "INJECTION")
    assert treatment.medication is Medication.NALTREXONE_ORAL
    assert treatment.visit is MedicationVisit.INJECTION
    assert SupportService("Housing").service is SupportKind.HOUSING


def test_a_group_has_a_size_as_far_as_it_is_known() -> None:
    assert GroupTherapy().group_size.is_unknown
    assert GroupTherapy(group_size=8) == GroupTherapy(group_size=Range(8, 8))
    assert Education(class_size="at most 12").class_size == Range(0, 12)
    assert SkillsTraining().class_size.is_unknown
    assert SkillsTraining(class_size="8 to 12").class_size == Range(8, 12)
    assert SkillsTraining(class_size=8) != SkillsTraining(class_size=9)


@pytest.mark.parametrize("each", [Education, SkillsTraining])
def test_the_size_of_a_class_is_a_whole_number_given_by_name(each: type[Education | SkillsTraining]) -> None:
    assert refusal(WrongKind, lambda: each(class_size=wrong(None))) == (
        "number: expected a whole number, got None (NoneType)"
    )
    with pytest.raises(TypeError, match="positional argument"):
        wrong(each)("budgeting", 8)


@pytest.mark.parametrize("given", [None, 3])
def test_a_topic_is_words(given: object) -> None:
    message = refusal(WrongKind, lambda: GroupTherapy(wrong(given)))
    assert message == f"topic: expected words, got {given!r} ({type(given).__name__})"


def test_a_word_of_the_field_needs_a_letter() -> None:
    message = refusal(NotAccepted, lambda: FamilyTherapy(with_whom=" "))
    assert message == 'family kind: expected a name in words, got " "'


def test_components_of_two_types_are_two_things() -> None:
    assert wrong(Activity("yoga")) != Education("yoga")


def test_treatment_with_medication_has_two_names_in_the_field() -> None:
    assert MOUD is MedicationAssistedTreatment


def test_a_type_of_ones_own_is_a_component() -> None:
    assert (ArtTherapy().kind, str(ArtTherapy())) == ("art-therapy", "art therapy")


def test_a_kind_names_one_type() -> None:
    assert _by_kind(Activity, Activity, ArtTherapy) == {"activity": Activity, "art-therapy": ArtTherapy}
    assert refusal(DuplicateKey, lambda: _by_kind(Activity, SecondActivity)) == (
        "two component types have the key 'activity'; a key names one component type, so rename one of them"
    )


def test_a_component_without_a_type_is_a_session_of_which_nothing_more_is_known() -> None:
    assert (str(Component()), Component().detail) == ("session", "")
    assert Component() == Component()
