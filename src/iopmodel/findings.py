"""What a check found: verdicts, causes, findings, and the report that holds them all."""

from __future__ import annotations

import enum
import textwrap
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, TypeAlias

import attrs

from iopmodel._days import Date
from iopmodel.citations import Citation
from iopmodel.errors import NotABoolean, NotMet
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
    "Report",
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
        causes: why the verdict is unknown, if it is.
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
    ends = [Fraction(_minutes(end)) for end in (measured.low, measured.high) if end is not None]
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


def _minutes(value: Minutes | Months | Fraction | int) -> Fraction | int:
    return value.count if isinstance(value, Minutes | Months) else value


@attrs.frozen(kw_only=True)
class Report:
    """All that a check found, the rules that did not apply included.

    Args:
        subject: what was checked, in words.
        summary: its hours, length and days, a line each.
        parts: the titles of its tracks and phases; empty text for a subject that is one stretch.
        on: the day for which the rules were read.
        findings: what the required and recommended rules said; they make the verdict.
        usual_practice: what descriptions of usual practice say; never part of the verdict.
        house: whether the subject agrees with itself; these have a total of their own.
        bands: billing bands, MET where the subject lies in the band.
        not_applied: the rules that did not take part, each with the reason.
        bodies: the names of the bodies that were asked, in the order given.
        counting: for each body, which sessions made up the time.
        week: which week is meant.
        version: the version of iopmodel.
        rules_version: the month of the rule data.
        digest: a short text that changes when any rule does.
    """

    subject: str
    summary: tuple[str, ...]
    parts: tuple[str, ...]
    on: Date
    findings: tuple[Finding, ...]
    usual_practice: tuple[Finding, ...]
    house: tuple[Finding, ...]
    bands: tuple[Finding, ...]
    not_applied: tuple[NotApplied, ...]
    bodies: tuple[str, ...]
    counting: tuple[tuple[str, str], ...]
    week: str
    version: str
    rules_version: str
    digest: str

    @property
    def verdict(self) -> Verdict:
        """Over the required and recommended rules that apply; UNKNOWN when none does."""
        return overall(finding.verdict for finding in self.findings)

    @property
    def house_verdict(self) -> Verdict:
        """Over the house rules: NOT_MET when the subject contradicts itself."""
        found = overall(finding.verdict for finding in self.house)
        return found if self.house else Verdict.MET

    def require(self, *, unknown_ok: bool = False) -> Report:
        """This report, if its verdict is MET; or UNKNOWN, if that will do.

        Raises:
            NotMet: otherwise; its message is the whole report.
        """
        allowed = {Verdict.MET, Verdict.UNKNOWN} if unknown_ok else {Verdict.MET}
        if self.verdict not in allowed:
            raise NotMet(self.verdict.value, str(self))
        return self

    def as_data(self) -> dict[str, Any]:
        """The report as dictionaries, lists, text and numbers alone, ready for JSON."""
        return {
            "subject": self.subject,
            "summary": list(self.summary),
            "parts": list(self.parts),
            "on": str(self.on),
            "verdict": self.verdict.value,
            "house_verdict": self.house_verdict.value,
            "findings": [_finding_data(each) for each in self.findings],
            "usual_practice": [_finding_data(each) for each in self.usual_practice],
            "house": [_finding_data(each) for each in self.house],
            "bands": [_finding_data(each) for each in self.bands],
            "not_applied": [attrs.asdict(each) for each in self.not_applied],
            "bodies": list(self.bodies),
            "counting": dict(self.counting),
            "week": self.week,
            "iopmodel": self.version,
            "rules": self.rules_version,
            "digest": self.digest,
        }

    def __str__(self) -> str:
        alone = self.parts[0] if len(self.parts) == 1 else ""
        lines = [_two_ends(self.subject, f"checked as of {self.on} · {self.week}"), *self.summary, ""]
        for body in self.bodies:
            mine = [each for each in self.findings if each.body == body]
            practice = [each for each in (*self.usual_practice, *self.bands) if each.body == body]
            out = sum(each.body == body for each in self.not_applied)
            lines += [_heading(body, mine, practice, out), *_rows((*mine, *practice), alone), ""]
        wrong = [each for each in self.house if each.verdict is Verdict.NOT_MET]
        if wrong:
            lines += [
                _two_ends("the program against itself", "NOT MET: house rules"),
                *_rows(wrong, alone),
                "",
            ]
        lines += _reasons(self.not_applied)
        lines.append(f"rules {self.rules_version} (digest {self.digest}) · iopmodel {self.version}")
        for body, words in self.counting:
            lines += _wrapped(f"counted for {body}: {words}")
        return "\n".join(lines)


_WIDTH = 100
_WORDS = {Verdict.MET: "met", Verdict.NOT_MET: "missed", Verdict.UNKNOWN: "unknown"}
_PRACTICE_WORDS = {Verdict.MET: "within", Verdict.NOT_MET: "outside", Verdict.UNKNOWN: "perhaps"}
_JUDGING = {Force.REQUIRED, Force.RECOMMENDED, Force.HOUSE}


def _two_ends(left: str, right: str) -> str:
    return f"{left}{' ' * max(2, _WIDTH - len(left) - len(right))}{right}"


def _heading(body: str, findings: list[Finding], practice: list[Finding], out: int) -> str:
    others = f"{out} {'does' if out == 1 else 'do'} not"
    if findings:
        verdict = overall(each.verdict for each in findings).value.upper()
        applies = f"{len(findings)} rule{' applies' if len(findings) == 1 else 's apply'}"
        return _two_ends(body, f"{verdict}: {applies}, {others}")
    if practice:
        return _two_ends(body, "shown, never part of the verdict")
    return _two_ends(body, f"UNKNOWN: no rule applies, {others}")


def _rows(findings: Iterable[Finding], alone: str) -> list[str]:
    """One row for each finding, and below it what to do or what is missing."""
    table = [(each, _row(each, alone)) for each in findings]
    widths = [max((len(row[column]) for _, row in table), default=0) for column in range(3)]
    lines: list[str] = []
    for finding, row in table:
        padded = (text.ljust(width) for text, width in zip(row, widths, strict=False))
        lines.append("  ".join(("", *padded, row[3])).rstrip())
        if finding.force in _JUDGING:
            lines += [f"    {finding.sentence}"] * bool(finding.sentence)
            lines += [f"    {cause.kind}: {cause}" for cause in finding.causes]
    return lines


def _row(finding: Finding, alone: str) -> tuple[str, str, str, str]:
    words = _WORDS if finding.force in _JUDGING else _PRACTICE_WORDS
    place = finding.where.removeprefix(alone).removeprefix(", ")
    if finding.verdict is Verdict.MET and len({each.measured for each in finding.places}) == 1:
        place = ""  # it is so everywhere
    source = f"{finding.citation} [{finding.citation.mark}]"
    return words[finding.verdict], finding.asks, finding.shown + (f" ({place})" if place else ""), source


def _reasons(out: tuple[NotApplied, ...]) -> list[str]:
    """The rules that did not apply, counted by body and reason."""
    by_body: dict[str, dict[str, int]] = {}
    for each in out:
        counts = by_body.setdefault(each.body, {})
        counts[each.reason] = counts.get(each.reason, 0) + 1
    lines = ["not applied:"] * bool(by_body)
    for body, counts in by_body.items():
        total = sum(counts.values())
        reasons = "; ".join(f"{count} {why}" for why, count in counts.items())
        lines += _wrapped(f"  {body}: {total} rule{'' if total == 1 else 's'} ({reasons})")
    return [*lines, ""] if lines else []


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "body": finding.body,
        "force": None if finding.force is None else str(finding.force),
        "verdict": finding.verdict.value,
        "measured": _range_data(finding.measured),
        "unit": finding.unit,
        "required": _range_data(finding.required),
        "asks": finding.asks,
        "where": finding.where,
        "sessions": [each.name for each in finding.sessions],
        "places": [
            {
                "where": place.where,
                "measured": _range_data(place.measured),
                "verdict": place.verdict.value,
                "detail": place.detail,
            }
            for place in finding.places
        ],
        "causes": [
            {
                "kind": str(cause.kind),
                "fact": str(cause.fact),
                "words": cause.words,
                "threshold": cause.threshold,
            }
            for cause in finding.causes
        ],
        "citation": {
            "text": finding.citation.text,
            "url": finding.citation.url,
            "mark": str(finding.citation.mark),
            "checked_on": None if finding.citation.checked_on is None else str(finding.citation.checked_on),
        },
        "sentence": finding.sentence,
    }


def _range_data(value: Measured | Bound) -> dict[str, Any]:
    ends = (_plain(value.low), None if value.high is None else _plain(value.high))
    return {"low": ends[0], "high": ends[1], "high_excluded": value.high_excluded, "text": shown(value)}


def _plain(value: Minutes | Months | Fraction | int) -> int | float:
    plain = _minutes(value)
    return float(plain) if isinstance(plain, Fraction) else plain
