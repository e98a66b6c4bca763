"""What a check found: verdicts, causes, and findings."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

import attrs

from iopmodel.citations import Citation
from iopmodel.errors import NotABoolean
from iopmodel.lengths import Months
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Bound, Force
from iopmodel.schedules import Session
from iopmodel.vocabulary import Word

__all__ = [
    "Cause",
    "CauseKind",
    "Fact",
    "Finding",
    "Measured",
    "NotApplied",
    "Place",
    "Verdict",
    "overall",
]

#: What was measured: clinical time, a count, months, or exact fractions of minutes for an average.
Measured: TypeAlias = Range[Minutes] | Range[int] | Range[Months] | Range[Fraction]


class Verdict(enum.Enum):
    """What a check concluded. It has three values and refuses to be a boolean."""

    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise NotABoolean(self.value)

    def __str__(self) -> str:
        return self.value


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict over several places: NOT_MET if any misses, else UNKNOWN if any is unknown, else MET.

    Over no place at all it is UNKNOWN: nothing known is not nothing required.
    """
    found = set(verdicts)
    if Verdict.NOT_MET in found:
        return Verdict.NOT_MET
    return Verdict.MET if found == {Verdict.MET} else Verdict.UNKNOWN


class CauseKind(Word):
    """Why a verdict is unknown."""

    MISSING = "missing"
    """A fact that nobody stated."""
    CHOICE = "choice"
    """Something that the patient or the plan may pick."""
    SCOPE = "scope"
    """Whether the rule applies: level, population, focus or date was not given."""


class Fact(Word):
    """Which fact a cause is about."""

    TIME = "time"
    NUMBER = "number"
    WEEKDAY = "weekday"
    CADENCE = "cadence"
    COUNTING = "counting"
    DAYS = "days"
    OPTIONAL = "optional"
    LENGTH = "length"
    PATTERN = "pattern"
    SCOPE = "scope"


@attrs.frozen
class Cause:
    """One reason for which a verdict is unknown.

    Args:
        kind: missing, choice or scope.
        fact: which fact it is about.
        words: what is missing or left open, in words.
        session: the session that it is about, if it is about one.
        threshold: the value that would settle it, when it is the only cause: ``"met from 60 min"``.
    """

    kind: CauseKind
    fact: Fact
    words: str
    session: Session | None = None
    threshold: str = ""

    def __str__(self) -> str:
        return f"{self.words}{f' ({self.threshold})' if self.threshold else ''}"


@attrs.frozen(kw_only=True)
class Place:
    """What a rule said at one place: one track or phase, one kind of week, one day.

    Args:
        where: the place, in words; empty for a subject that is one place.
        measured: the figure there.
        verdict: the verdict there.
        sessions: the sessions that made the figure.
        causes: why the verdict is unknown, if it is; what is not known of the scope, also where it is met.
        detail: what a person should know of this place, in a sentence.
    """

    where: str
    measured: Measured
    verdict: Verdict
    sessions: tuple[Session, ...] = ()
    causes: tuple[Cause, ...] = ()
    detail: str = ""


@attrs.frozen(kw_only=True)
class Finding:
    """What one rule said about one subject. It holds a photograph of the limit and its source, not the rule.

    Args:
        rule: the id of the rule.
        body: the name of the issuing body.
        force: how strongly the rule speaks; ``None`` for a billing band.
        verdict: what came out over all places.
        required: the bound that was in force.
        asks: the bound in words.
        unit: the unit of the measure, in the plural.
        places: what it said at each place, those that decided first.
        citation: the source of the bound.
        sentence: what a program director can act on; empty when there is nothing to do.
    """

    rule: str
    body: str
    force: Force | None
    verdict: Verdict
    required: Bound
    asks: str
    unit: str
    places: tuple[Place, ...]
    citation: Citation
    sentence: str = ""

    @property
    def measured(self) -> Measured:
        """The figure at the place that decided."""
        return self.places[0].measured

    @property
    def shown(self) -> str:
        """The figure at the place that decided, in words, with its unit."""
        return with_unit(self.measured, self.unit)

    @property
    def where(self) -> str:
        """The place that decided, in words."""
        return self.places[0].where

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions that made the figure at the place that decided."""
        return self.places[0].sessions

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why it is unknown, each cause once; empty when it is not."""
        if self.verdict is not Verdict.UNKNOWN:
            return ()
        return tuple(dict.fromkeys(cause for place in self.places for cause in place.causes))

    def __str__(self) -> str:
        where = f" in {self.where}" if self.where else ""
        return f"{self.rule}: {self.verdict}; {self.shown}{where}, asked {self.asks} ({self.citation})"


@attrs.frozen
class NotApplied:
    """A rule that did not take part, and why."""

    rule: str
    body: str
    reason: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


def shown(measured: Measured | Bound) -> str:
    """A figure as a report shows it; averages in hours, rounded to the minute."""
    if not isinstance(measured.low, Fraction):
        return str(measured)
    ends = [Fraction(plain_minutes(end)) for end in (measured.low, measured.high) if end is not None]
    about = "" if all(end.denominator == 1 for end in ends) else "about "
    low, high = Minutes(round(ends[0])), Minutes(round(ends[-1]))
    return f"{about}{Range(low) if measured.high is None else Range(low, high)}"


def with_unit(value: Measured | Bound, unit: str) -> str:
    """A figure with its unit: a bare count gets the unit of its measure, clinical time has its own.

    >>> with_unit(Range(8, 16), "weeks"), with_unit(Range.exactly(1), "days")
    ('8 to 16 weeks', '1 day')
    """
    if not isinstance(value.low, int) or str(value) == "not stated":
        return shown(value)
    last = value.low if value.high is None else value.high
    return f"{value} {unit.removesuffix('s') if last == 1 else unit}"


def plain_minutes(value: Minutes | Months | Fraction | int) -> Fraction | int:
    """The bare number of a figure: its minutes, its months, or itself."""
    return value.count if isinstance(value, Minutes | Months) else value
