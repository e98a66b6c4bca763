"""The session components: what one session is, each its own type with its own fields.

:class:`Component` is the root. A component is told apart by its type; its ``kind`` is the same in lower-case words
with hyphens, as documents write it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

import attrs

from iopmodel.errors import DuplicateKey, WrongKind
from iopmodel.quantities import Range, count_range
from iopmodel.vocabulary import Word

__all__ = [
    "COMPONENT_TYPES",
    "MOUD",
    "Activity",
    "Assessment",
    "Break",
    "Component",
    "Education",
    "FamilyKind",
    "FamilyTherapy",
    "GroupTherapy",
    "IndividualTherapy",
    "Meal",
    "Medication",
    "MedicationAssistedTreatment",
    "MedicationManagement",
    "MedicationVisit",
    "Modality",
    "PeerSupport",
    "ProgramBlock",
    "School",
    "SkillsTraining",
    "SupportKind",
    "SupportService",
]


class Modality(Word):
    """A method of treatment. Any other is written by its name."""

    COGNITIVE_BEHAVIORAL = "cognitive-behavioral"
    DIALECTICAL_BEHAVIORAL = "dialectical-behavioral"
    RELAPSE_PREVENTION = "relapse-prevention"
    MOTIVATIONAL_INTERVIEWING = "motivational-interviewing"
    MINDFULNESS = "mindfulness"
    TRAUMA_INFORMED = "trauma-informed"


class FamilyKind(Word):
    """Who sits together in a family session."""

    FAMILY = "family"
    COUPLE = "couple"
    MARRIAGE = "couple"
    MULTI_FAMILY = "multi-family"


class Medication(Word):
    """A medication of medication-assisted treatment."""

    METHADONE = "methadone"
    BUPRENORPHINE = "buprenorphine"
    BUPRENORPHINE_NALOXONE = "buprenorphine-naloxone"
    NALTREXONE_ORAL = "naltrexone-oral"
    NALTREXONE_EXTENDED_RELEASE = "naltrexone-extended-release"
    ACAMPROSATE = "acamprosate"
    DISULFIRAM = "disulfiram"


class MedicationVisit(Word):
    """What a visit for medication-assisted treatment is for."""

    DOSING = "dosing"
    INDUCTION = "induction"
    INJECTION = "injection"
    PRESCRIBER_VISIT = "prescriber-visit"
    TOXICOLOGY = "toxicology"


class SupportKind(Word):
    """What a support service helps with."""

    CASE_MANAGEMENT = "case-management"
    VOCATIONAL = "vocational"
    EMPLOYMENT = "employment"
    HOUSING = "housing"
    COMMUNITY_SUPPORTS = "community-supports"


def _words(value: str) -> str:
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("topic", value, "words")
    return value.strip()


# Each converter is a function of its own: a type checker reads no argument's type from a method of another class.
def _method(value: str | None) -> str | None:
    return None if value is None else Modality.or_other(value)


def _family(value: str) -> str:
    return FamilyKind.or_other(value)


def _medication(value: str | None) -> str | None:
    return None if value is None else Medication.or_other(value)


def _visit(value: str | None) -> str | None:
    return None if value is None else MedicationVisit.or_other(value)


def _support(value: str | None) -> str | None:
    return None if value is None else SupportKind.or_other(value)


_topic: str = attrs.field(default="", converter=_words)
_modality: str | None = attrs.field(default=None, converter=_method, kw_only=True)
#: How many people a group has, when nobody says.
_UNKNOWN_SIZE: Range[int] = Range(0)


@attrs.frozen
class Component:
    """What one session is. Use one of its types; a type of your own is a subclass with a *kind* of its own."""

    kind: ClassVar[str] = "component"
    name: ClassVar[str] = "session"

    @property
    def detail(self) -> str:
        """What is known of it beyond its type, in words; empty when nothing is."""
        words = ((getattr(self, each.name), each.default) for each in attrs.fields(type(self)))
        return ", ".join(str(value) for value, default in words if isinstance(value, str) and value != default)

    def __str__(self) -> str:
        return f"{self.name}: {self.detail}" if self.detail else self.name


@attrs.frozen(str=False)
class IndividualTherapy(Component):
    """Therapy of one patient with one clinician.

    >>> print(IndividualTherapy(modality="motivational interviewing"))
    individual therapy: motivational-interviewing
    """

    kind: ClassVar[str] = "individual-therapy"
    name: ClassVar[str] = "individual therapy"
    topic: str = _topic
    modality: str | None = _modality


@attrs.frozen(str=False)
class GroupTherapy(Component):
    """Therapy of several patients together.

    Args:
        topic: what the group is about, in the program's words.
        modality: the method, one of :class:`Modality` or another by name.
        group_size: how many patients, as far as stated.
    """

    kind: ClassVar[str] = "group-therapy"
    name: ClassVar[str] = "group therapy"
    topic: str = _topic
    modality: str | None = _modality
    group_size: Range[int] = attrs.field(default=_UNKNOWN_SIZE, converter=count_range, kw_only=True)


@attrs.frozen(str=False)
class FamilyTherapy(Component):
    """Therapy with the family. Whether the patient is there too is said by the session, ``attended_by``."""

    kind: ClassVar[str] = "family-therapy"
    name: ClassVar[str] = "family therapy"
    topic: str = _topic
    with_whom: str = attrs.field(default=FamilyKind.FAMILY, converter=_family, kw_only=True)
    modality: str | None = _modality


@attrs.frozen(str=False)
class Education(Component):
    """Education and psychoeducation: a class, a lecture, a reading hour."""

    kind: ClassVar[str] = "education"
    name: ClassVar[str] = "education"
    topic: str = _topic
    class_size: Range[int] = attrs.field(default=_UNKNOWN_SIZE, converter=count_range, kw_only=True)


@attrs.frozen(str=False)
class MedicationAssistedTreatment(Component):
    """A visit for medication-assisted treatment (MAT), also called medication for opioid use disorder (MOUD).

    Args:
        medication: one of :class:`Medication`, or ``None`` when nobody says.
        visit: what the visit is for, one of :class:`MedicationVisit`, or ``None`` when nobody says.
    """

    kind: ClassVar[str] = "medication-assisted-treatment"
    name: ClassVar[str] = "medication-assisted treatment"
    medication: str | None = attrs.field(default=None, converter=_medication)
    visit: str | None = attrs.field(default=None, converter=_visit)


#: The other name of it in the field: medication for opioid use disorder.
MOUD = MedicationAssistedTreatment


@attrs.frozen(str=False)
class MedicationManagement(Component):
    """A visit about medication other than MAT: psychiatric review, adjustment, side effects."""

    kind: ClassVar[str] = "medication-management"
    name: ClassVar[str] = "medication management"
    topic: str = _topic


@attrs.frozen(str=False)
class SupportService(Component):
    """Help with life around treatment: case management, work, housing, community supports."""

    kind: ClassVar[str] = "support-service"
    name: ClassVar[str] = "support service"
    service: str | None = attrs.field(default=None, converter=_support)


@attrs.frozen(str=False)
class SkillsTraining(Component):
    """Training in life skills."""

    kind: ClassVar[str] = "skills-training"
    name: ClassVar[str] = "skills training"
    topic: str = _topic
    class_size: Range[int] = attrs.field(default=_UNKNOWN_SIZE, converter=count_range, kw_only=True)


@attrs.frozen(str=False)
class Activity(Component):
    """A recreational or expressive activity."""

    kind: ClassVar[str] = "activity"
    name: ClassVar[str] = "activity"
    topic: str = _topic


@attrs.frozen(str=False)
class PeerSupport(Component):
    """Mutual help, such as a 12-step meeting; not counseling, and by most bodies not counted."""

    kind: ClassVar[str] = "peer-support"
    name: ClassVar[str] = "peer support"
    topic: str = _topic


@attrs.frozen(str=False)
class Assessment(Component):
    """An evaluation, such as the initial one."""

    kind: ClassVar[str] = "assessment"
    name: ClassVar[str] = "assessment"
    topic: str = _topic


@attrs.frozen(str=False)
class ProgramBlock(Component):
    """Treatment whose kind nobody says: "the program runs from 9 to 12"."""

    kind: ClassVar[str] = "program-block"
    name: ClassVar[str] = "program block"
    topic: str = _topic


@attrs.frozen(str=False)
class Break(Component):
    """Time between sessions that is no treatment."""

    kind: ClassVar[str] = "break"
    name: ClassVar[str] = "break"
    topic: str = _topic


@attrs.frozen(str=False)
class Meal(Component):
    """A meal that is no treatment."""

    kind: ClassVar[str] = "meal"
    name: ClassVar[str] = "meal"
    topic: str = _topic


@attrs.frozen(str=False)
class School(Component):
    """School inside the program day."""

    kind: ClassVar[str] = "school"
    name: ClassVar[str] = "school"
    topic: str = _topic


def _by_kind(*types: type[Component]) -> Mapping[str, type[Component]]:
    """The component types under their kinds.

    Raises:
        DuplicateKey: if two share a kind.
    """
    known: dict[str, type[Component]] = {}
    for each in types:
        if known.setdefault(each.kind, each) is not each:
            raise DuplicateKey("component type", each.kind)
    return MappingProxyType(known)


#: The built-in component types by their kind, in the order of the glossary.
COMPONENT_TYPES: Mapping[str, type[Component]] = _by_kind(
    IndividualTherapy,
    GroupTherapy,
    FamilyTherapy,
    Education,
    MedicationAssistedTreatment,
    MedicationManagement,
    SupportService,
    SkillsTraining,
    Activity,
    PeerSupport,
    Assessment,
    ProgramBlock,
    Break,
    Meal,
    School,
)
