"""What every body of rules says of the published programs: totals per body, and what they teach."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from iopmodel import standards
from iopmodel.comparisons import Comparison, compare
from iopmodel.findings import Fact, Verdict
from iopmodel.measures import Measure
from iopmodel.programs import Program
from iopmodel.rules import Force
from tests.published.comparing import CHECKED_ON

__all__ = ["against_bodies"]

_FACTS = {
    Fact.TIME: "how long a session is",
    Fact.PATTERN: "a figure of a week of which no sessions are published",
    Fact.SCOPE: "whether the rule is for such a program: whom it serves, of what type it is",
    Fact.PEOPLE: "how many people are in a group",
    Fact.WEEKDAY: "on which day a session falls",
    Fact.COUNTING: "whether the body counts a kind of session",
    Fact.LENGTH: "how long the stay is",
    Fact.NUMBER: "how many sessions there are",
    Fact.OPTIONAL: "whether an optional session is attended",
    Fact.CADENCE: "in which weeks a session falls",
    Fact.DAYS: "which of the open days a patient attends",
}
_ORDER = (Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN)


@attrs.frozen
class _Totals:
    """How many programs a body says what of."""

    body: str
    verdicts: Counter[Verdict]

    @property
    def applies(self) -> int:
        """To how many programs any of its rules applies."""
        return sum(self.verdicts.values())


def against_bodies(programs: Iterable[Program]) -> list[str]:
    """The section about all bodies, as lines of Markdown."""
    compared = [compare(program, on=CHECKED_ON) for program in programs]
    judging = [body.name for body in standards.all() if any(_judges(rule) for rule in body)]
    totals = [
        _Totals(name, Counter(each.verdicts[name] for each in compared if name in each.verdicts)) for name in judging
    ]
    rows = [
        f"| {each.body} | {each.applies} | {' | '.join(str(each.verdicts[verdict]) for verdict in _ORDER)} |"
        for each in totals
        if each.applies
    ]
    silent = ", ".join(each.body for each in totals if not each.applies)
    return [
        "## Every body",
        "",
        *_paragraph(
            "Every program against every body that comes with the library, wherever the program is and whoever pays: "
            "what comes out says how the figures of a program and of a body lie to each other, and nothing of any "
            "program's standing. A program counts where at least one required or recommended rule of the body applies "
            "to it or may. *Unknown* is mostly what the pages leave out: a length, a group's size, whom it serves."
        ),
        "| body | programs | met | not met | unknown |",
        "| --- | --- | --- | --- | --- |",
        *rows,
        "",
        *_paragraph(f"No rule that is verified and in force on {CHECKED_ON} applies to any of them: {silent}."),
        "### What they teach",
        "",
        *_teaching(compared),
    ]


def _judges(rule: object) -> bool:
    return getattr(rule, "force", None) in {Force.REQUIRED, Force.RECOMMENDED}


def _teaching(compared: Sequence[Comparison]) -> list[str]:
    split = [each for each in compared if {Verdict.MET, Verdict.NOT_MET} <= set(each.verdicts.values())]
    on_hours = [
        each
        for each in compared
        if any(contradiction.measure is Measure.HOURS_PER_WEEK for contradiction in each.contradictions)
    ]
    missed = Counter(
        finding.rule for each in compared for finding in each.report.findings if finding.verdict is Verdict.NOT_MET
    )
    causes = Counter(
        cause.fact
        for each in compared
        for finding in each.report.findings
        if finding.verdict is Verdict.UNKNOWN
        for cause in set(finding.causes)
    )
    ranked = sorted(missed.items(), key=lambda each: (-each[1], each[0]))[:5]
    open_facts = sorted(causes.items(), key=lambda each: (-each[1], each[0]))[:5]
    return [
        *_bullet(
            f"{len(split)} of {len(compared)} programs meet at least one body and miss another. For {len(on_hours)} of "
            "them it is the hours of a week: the same week is intensive outpatient care for one body and too little "
            "for the next."
        ),
        *_bullet(
            "The rules that most programs miss: " + ", ".join(f"`{rule}` ({count})" for rule, count in ranked) + "."
        ),
        *_bullet(
            "What unknown findings most often hang on, with the number of times: "
            + "; ".join(f"{_FACTS.get(fact, str(fact))} ({count})" for fact, count in open_facts)
            + "."
        ),
        "",
    ]


def _paragraph(text: str) -> list[str]:
    return [*textwrap.wrap(text, 110, break_long_words=False, break_on_hyphens=False), ""]


def _bullet(text: str) -> list[str]:
    return textwrap.wrap(f"- {text}", 110, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
