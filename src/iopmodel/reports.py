"""The report: all that a check found, as values, as text for people, and as plain data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import attrs

from iopmodel._days import Date
from iopmodel.errors import NotMet
from iopmodel.findings import Finding, Measured, NotApplied, Verdict, concluded, overall, plain_minutes, shown
from iopmodel.lengths import Months
from iopmodel.quantities import Minutes
from iopmodel.rules import Bound, Force

__all__ = ["Report"]


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
        changed: for each body that extends another one, that body and what is changed against it.
        coverage: for each jurisdiction of the bodies and each level of the subject, what these bodies bound at all.
        to_recheck: the figures that were last checked too long ago, if that was asked.
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
    changed: tuple[tuple[str, str], ...]
    coverage: tuple[str, ...]
    to_recheck: tuple[str, ...]
    counting: tuple[tuple[str, str], ...]
    week: str
    version: str
    rules_version: str
    digest: str

    @property
    def verdict(self) -> Verdict:
        """Over the required and recommended rules that apply; UNKNOWN when none does."""
        return concluded(self.findings)

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
            "changed": dict(self.changed),
            "coverage": list(self.coverage),
            "to_recheck": list(self.to_recheck),
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
            changed = [f"  on the grounds of {words}" for name, words in self.changed if name == body]
            lines += [_heading(body, mine, practice, out), *changed, *_rows((*mine, *practice), alone), ""]
        wrong = [each for each in self.house if each.verdict is Verdict.NOT_MET]
        if wrong:
            lines += [
                _two_ends("the program against itself", "NOT MET: house rules"),
                *_rows(wrong, alone),
                "",
            ]
        lines += _reasons(self.not_applied)
        if self.to_recheck:
            lines += ["last checked too long ago:", *(f"  {each}" for each in self.to_recheck), ""]
        for each in self.coverage:
            lines += _wrapped(f"covered: {each}")
        if self.coverage:
            lines.append("what is not covered is not known here, which is not the same as not required")
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
        verdict = concluded(findings).value.upper()
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
    asks = f"{finding.asks}: {finding.picks}" if finding.picks else finding.asks
    return words[finding.verdict], asks, finding.shown + (f" ({place})" if place else ""), source


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
    plain = plain_minutes(value)
    return float(plain) if isinstance(plain, Fraction) else plain
