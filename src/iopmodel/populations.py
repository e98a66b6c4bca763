"""Whom a program serves, what it treats, where it happens, and who provides a session."""

from __future__ import annotations

import attrs

from iopmodel.errors import WrongKind
from iopmodel.quantities import Range, count_range
from iopmodel.vocabulary import Word, key_of

__all__ = ["AttendedBy", "Focus", "PartOfDay", "Population", "Provider", "Setting", "population_of"]

_UNKNOWN_AGES: Range[int] = Range(0)


def _key(value: str) -> str:
    return key_of(value, "population")


@attrs.frozen
class Population:
    """Whom a program serves: a name, and ages in whole years as far as they are stated.

    An age group is never worked out from a birth date, and each source has its own ages: an adolescent is under 18
    for one body and under 21 for another. A population of your own is the same constructor with another name.

    >>> print(Population("adolescent", ages="13 to 17"))
    adolescent (ages 13 to 17)
    """

    key: str = attrs.field(default="unspecified", converter=_key)
    ages: Range[int] = attrs.field(default=_UNKNOWN_AGES, converter=count_range)

    @property
    def is_unspecified(self) -> bool:
        """Whether nobody says whom it serves."""
        return self.key == "unspecified" and self.ages.is_unknown

    def holds(self, served: Population) -> bool | None:
        """Whether those *served* are among these people; ``None`` when it cannot be told.

        Ages decide where both have them, because each source draws the line between ages in its own place. Else the
        names do: each body has its own adults and its own adolescents.

        >>> Population("adolescent", "under 18").holds(Population("adolescent"))
        True
        >>> Population("adult", "at least 21").holds(Population("adult", "at least 18")) is None
        True
        """
        if not (self.ages.is_unknown or served.ages.is_unknown):
            if not served.ages.overlaps(self.ages):
                return False
            by_age = self.key == served.key or self.key in {"unspecified", *_AGE_GROUPS}
            return True if by_age and served.ages.within(self.ages) else None
        if self.is_unspecified:
            return True
        if self.key == "unspecified" or served.key == "unspecified":
            return None
        if self.key == served.key or (self.key, served.key) == ("adult", "older-adult"):
            return True
        groups = {self.key, served.key}
        return False if groups <= _AGE_GROUPS and groups != {"adult", "older-adult"} else None

    def __str__(self) -> str:
        words = self.key.replace("-", " ")
        return words if self.ages.is_unknown else f"{words} (ages {self.ages})"


_AGE_GROUPS = frozenset({"adult", "adolescent", "child", "older-adult"})


def population_of(value: Population | str) -> Population:
    """A population, from one or from its name.

    Raises:
        WrongKind: for anything else.
        NotAccepted: for text without a letter or a digit.
    """
    if isinstance(value, Population):
        return value
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("population", value, "a Population, or a name such as adult")
    return Population(value)


class Focus(Word):
    """What a program treats. Another focus is written by its name."""

    ANY = "any"
    """Every condition that the kind of program is for: the source does not narrow it."""
    SUBSTANCE_USE = "substance-use"
    MENTAL_HEALTH = "mental-health"
    CO_OCCURRING = "co-occurring"
    """A substance use and a mental health condition together; also called dual diagnosis."""
    EATING_DISORDER = "eating-disorder"
    TRAUMA = "trauma"
    GAMBLING = "gambling"


class Setting(Word):
    """Where a program happens."""

    OUTPATIENT_CLINIC = "outpatient-clinic"
    COMMUNITY_BASED = "community-based"
    HOSPITAL_BASED = "hospital-based"
    RESIDENTIAL = "residential"
    INPATIENT = "inpatient"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class Provider(Word):
    """Who provides a session. Another profession is written by its name."""

    THERAPIST = "therapist"
    COUNSELOR = "counselor"
    PSYCHIATRIST = "psychiatrist"
    NURSE = "nurse"
    SOCIAL_WORKER = "social-worker"
    PEER = "peer"


class AttendedBy(Word):
    """Who attends a session."""

    PATIENT = "patient"
    FAMILY = "family"
    BOTH = "both"


class PartOfDay(Word):
    """The part of the day in which a program runs."""

    DAY = "day"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    WEEKEND = "weekend"
