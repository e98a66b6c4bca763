"""What a check found: verdicts, causes, findings, and what stands behind a finding."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from fractions import Fraction
from typing import Protocol, TypeAlias

import attrs

from iopmodel.citations import Citation
from iopmodel.errors import NotABoolean, NotAccepted
from iopmodel.lengths import Months
from iopmodel.measures import Measure
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Bound, Force
from iopmodel.schedules import Session
from iopmodel.stretches import Subject
from iopmodel.vocabulary import Word

__all__ = [
    "Cause",
    "CauseKind",
    "Explanation",
    "Fact",
    "Finding",
    "Fix",
    "FixKind",
    "Measured",
    "NotApplied",
    "Place",
    "Term",
    "Verdict",
    "concluded",
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


def concluded(findings: Iterable[Finding]) -> Verdict:
    """The verdict over several findings: MET only if at least one of the rules certainly applies.

    Where every rule that is met only perhaps applies, perhaps none does: nothing known is not nothing required.
    """
    given = tuple(findings)
    verdict = overall(each.verdict for each in given)
    return verdict if verdict is not Verdict.MET or any(each.applies for each in given) else Verdict.UNKNOWN


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
    PEOPLE = "people"


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
class Term:
    """One session in the arithmetic of a finding.

    Args:
        session: the session.
        adds: what it adds by itself, in words; empty when it is left out.
        why: why it is left out, or may or may not count; empty when it simply counts.
    """

    session: Session
    adds: str = ""
    why: str = ""

    def __str__(self) -> str:
        words = f"{self.session.when} {self.session.label or self.session.component}".strip()
        parts = (self.adds, self.why)
        return f"{words}: {', '.join(part for part in parts if part)}"


class FixKind(Word):
    """What a fix changes; one kind at a time."""

    LENGTHEN_DAYS = "lengthen-days"
    """The same further time on each of several days."""
    ONE_SESSION = "one-session"
    """One further session."""
    LENGTHEN_SHORT_DAYS = "lengthen-short-days"
    """Each day that falls short gets what it lacks."""
    MORE_DAYS = "more-days"
    """Further days."""
    LENGTHEN_SESSIONS = "lengthen-sessions"
    """Each session that falls short is made longer."""
    RAISE_FIGURE = "raise-figure"
    """For a week known by its figures alone: a figure is raised."""


@attrs.frozen(kw_only=True)
class Fix:
    """The smallest change of one kind after which a rule is met.

    Args:
        kind: what it changes.
        words: what to do.
        added: how much time it adds to the week that gains most.
        subject: the subject with the fix applied.
        unmakes: the ids of rules and house rules that were met and are not after it.
    """

    kind: FixKind
    words: str
    added: Minutes
    subject: Subject
    unmakes: tuple[str, ...] = ()

    def __str__(self) -> str:
        unmade = ", ".join(self.unmakes)
        return f"{self.words}{f' (would break: {unmade})' if self.unmakes else ''}"


@attrs.frozen(kw_only=True)
class Explanation:
    """What stands behind a finding.

    Args:
        finding: the finding.
        terms: the sessions that add to the figure at the place that decided.
        left_out: the sessions there that do not count, each with the reason.
        fixes: for a missed minimum of time or of days, the smallest changes that meet it, the smallest first.
        counting: which sessions count for the body.
    """

    finding: Finding
    terms: tuple[Term, ...]
    left_out: tuple[Term, ...]
    fixes: tuple[Fix, ...]
    counting: str

    def __str__(self) -> str:
        finding = self.finding
        place = f"{finding.where}: " if finding.where else ""
        lines = [
            f"{finding.rule} ({finding.body}): {finding.verdict}",
            f"  asked        {finding.asks}",
            f"  source       {finding.citation} [{finding.citation.mark}]",
            *([f"  note         {finding.note}"] if finding.note else []),
            f"  measured     {place}{finding.shown}{f', {finding.distance}' if finding.distance else ''}",
            *([f"  so           {finding.sentence}"] if finding.sentence else []),
            *_titled("made of", self.terms),
            *_titled("left out", self.left_out),
            f"  counted      {self.counting}",
            *_titled("open", finding.causes),
            *_titled("nearest fix", self.fixes),
        ]
        return "\n".join(lines)


def _titled(title: str, rows: Iterable[object]) -> list[str]:
    return [f"  {title if not number else '':<13}{row}" for number, row in enumerate(rows)]


class Explains(Protocol):
    """What knows the subject and the rules of a finding, and can explain it."""

    def explain(self, finding: Finding) -> Explanation: ...


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
        note: what the source says beyond the figure.
        picks: for a billing band, what lies in it is.
        applies: whether the rule certainly is for the subject, or whether every case is one of its kind.
        case: what can explain it; findings that differ by it alone are equal.
    """

    rule: str
    body: str
    force: Force | None
    verdict: Verdict
    measure: Measure
    required: Bound
    asks: str
    unit: str
    places: tuple[Place, ...]
    citation: Citation
    sentence: str = ""
    note: str = ""
    picks: str = ""
    applies: bool = True
    case: Explains | None = attrs.field(default=None, eq=False, repr=False)

    def explain(self) -> Explanation:
        """Its arithmetic: what adds to the figure, what was left out and why, and the nearest fix.

        Raises:
            NotAccepted: for a finding that no check made.
        """
        if self.case is None:
            raise NotAccepted("finding", self.rule, "a finding of check(), which knows what it was made of")
        return self.case.explain(self)

    @property
    def distance(self) -> str:
        """By how much the figure that decided misses its bound: ``"2 h 30 min short"``; empty when it does not."""
        if self.verdict is Verdict.MET:
            return ""
        return distance(self.measured, self.required, self.unit)

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
        return tuple({str(cause): cause for place in self.places for cause in place.causes}.values())

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


def distance(measured: Measured, bound: Bound, unit: str) -> str:
    """By how much a figure misses a bound, in words; empty when it lies in it or may.

    >>> distance(Range.exactly(2), Range(3, 5), "days"), distance(Range.exactly(7), Range(3, 5), "days")
    ('1 day short', '2 days over')
    """
    low, high = plain_minutes(measured.low), None if measured.high is None else plain_minutes(measured.high)
    least, most = plain_minutes(bound.low), None if bound.high is None else plain_minutes(bound.high)
    if high is not None and high < least:
        return f"{_amount(least - high, bound, unit)} short"
    if most is not None and low > most:
        return f"{_amount(low - most, bound, unit)} over"
    return ""


def _amount(count: Fraction | int, bound: Bound, unit: str) -> str:
    whole = -(-count // 1)
    about = "" if whole == count else "about "
    if isinstance(bound.low, Minutes):
        return f"{about}{Minutes(int(whole))}"
    return f"{about}{whole} {unit.removesuffix('s') if whole == 1 else unit}"


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
