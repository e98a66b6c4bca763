"""How long and how many hours sources say that a program takes, and where a given length lies among them."""

from __future__ import annotations

import attrs

from iopmodel.citations import Citation
from iopmodel.lengths import UNKNOWN_LENGTH, PlannedLength, Written, in_days, planned_length
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Description, ProgramType
from iopmodel.quantities import Minutes, Range
from iopmodel.vocabulary import Word
from iopmodel.weeks import pattern_hours

__all__ = [
    "Placement",
    "PublishedHours",
    "PublishedLength",
    "placed_length",
    "published_hours",
    "typical_durations",
]


@attrs.frozen
class PublishedHours:
    """What one published description says of a week, the hours that follow from it, and its source."""

    week: WeeklyPattern
    hours: Range[Minutes]
    citation: Citation
    inherited: bool

    def __str__(self) -> str:
        hours = "" if self.hours.is_unknown else f"{self.hours} a week: "
        return f"{hours}{self.week} ({_source(self.citation, inherited=self.inherited)})"


@attrs.frozen
class PublishedLength:
    """One published length of a program, as a length or, where the source has no figure, as its words."""

    length: PlannedLength
    words: str
    citation: Citation
    inherited: bool

    @property
    def said(self) -> str:
        """The length, or the words in which the source gives it."""
        return self.words if self.length == UNKNOWN_LENGTH else str(self.length)

    def __str__(self) -> str:
        return f"{self.said} ({_source(self.citation, inherited=self.inherited)})"


class Placement(Word):
    """Where a length lies against a published one."""

    WITHIN = "within"
    SHORTER = "shorter"
    LONGER = "longer"
    UNKNOWN = "unknown"
    """Partly inside, or one of the two is not known in days."""


def _source(citation: Citation, *, inherited: bool) -> str:
    return f"{citation}{', inherited' if inherited else ''}"


def published_hours(type_: ProgramType) -> tuple[PublishedHours, ...]:
    """What every published description of a program type makes of its weekly hours, the defining one first.

    Descriptions without figures about a week are left out; a type without any gives an empty tuple.

    >>> from iopmodel import catalogue
    >>> print(published_hours(catalogue.STANDARD_IOP)[0].hours)
    9 h to 20 h
    """
    return tuple(
        PublishedHours(each.week, pattern_hours(each.week), each.citation, each.inherited)
        for each in type_.descriptions
        if not each.week.is_unknown
    )


def typical_durations(type_: ProgramType) -> tuple[PublishedLength, ...]:
    """Every published length of a program type, with its source; words where a source has no figure.

    >>> from iopmodel import catalogue
    >>> for each in typical_durations(catalogue.STANDARD_IOP):
    ...     print(each.said)
    several weeks or months
    6 to 8 weeks
    8 to 16 weeks
    at least 30 days
    """
    return tuple(
        PublishedLength(each.length, each.words, each.citation, each.inherited)
        for each in type_.descriptions
        if _is_about_length(each)
    )


def _is_about_length(description: Description) -> bool:
    return description.length != UNKNOWN_LENGTH or (description.week.is_unknown and bool(description.words))


def placed_length(length: Written, type_: ProgramType) -> tuple[tuple[Placement, PublishedLength], ...]:
    """Where a length lies against each published length of a program type.

    >>> from iopmodel import catalogue
    >>> for placement, published in placed_length("7 weeks", catalogue.STANDARD_IOP):
    ...     print(placement, "-", published.said)
    unknown - several weeks or months
    within - 6 to 8 weeks
    shorter - 8 to 16 weeks
    within - at least 30 days
    """
    days = in_days(planned_length(length))
    return tuple((_placement(days, each), each) for each in typical_durations(type_))


def _placement(days: Range[int], published: PublishedLength) -> Placement:
    usual = in_days(published.length)
    if usual.is_unknown or days.is_unknown:
        return Placement.UNKNOWN
    if days.within(usual):
        return Placement.WITHIN
    if days.overlaps(usual):
        return Placement.UNKNOWN
    return Placement.SHORTER if days.low < usual.low else Placement.LONGER
