"""What the rules say of one week of an episode, and which weeks a body lets pass at the end of a stay."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import attrs

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.answers import not_in_force
from iopmodel.counting import Counted
from iopmodel.findings import Finding, NotApplied, Verdict, concluded
from iopmodel.levels import GENERAL, LevelOfCare, same_level
from iopmodel.measures import Measure
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Rule, Standard
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.week_parts import WeekPart

__all__ = ["WeekResult", "let_pass"]


@attrs.frozen(kw_only=True)
class WeekResult:
    """What the rules say of one week at one level of care.

    Args:
        number: which week of the episode it is.
        week: its seven days.
        part: the days of it at that level, and what is held on them.
        findings: what the required and recommended rules say; they make the verdict.
        not_applied: the rules that take no part, each with the reason.
        is_over: whether all of its days lie before the day that was asked about.
    """

    number: int
    week: DaySpan
    part: WeekPart
    findings: tuple[Finding, ...]
    not_applied: tuple[NotApplied, ...]
    is_over: bool = False

    @property
    def level(self) -> LevelOfCare:
        """The level of care."""
        return self.part.stay.level

    @property
    def is_partial(self) -> bool:
        """Whether the patient is at that level on some of its days only."""
        return len(self.part.span) < DAYS_IN_WEEK

    @property
    def verdict(self) -> Verdict:
        """Over the required and recommended rules that apply; UNKNOWN when none does."""
        return concluded(self.findings)

    @property
    def short_by(self) -> Range[Minutes]:
        """How much time a week is missing, by the rule that misses most; nothing where the hours are met."""
        low, high = self._lacks(Measure.HOURS_PER_WEEK)
        return Range(Minutes(low), Minutes(high))

    @property
    def days_short(self) -> Range[int]:
        """How many days are missing, by the rule that misses most; nothing where the days are met."""
        return Range(*self._lacks(Measure.DAYS_PER_WEEK))

    def _lacks(self, measure: Measure) -> tuple[int, int]:
        missed = (each for each in self.findings if each.measure is measure and each.verdict is not Verdict.MET)
        lacking = [(0, 0), *(_lacking(each) for each in missed)]
        return max(low for low, _ in lacking), max(high for _, high in lacking)

    def made_of(self, body: Standard) -> tuple[Occurrence, ...]:
        """The occurrences that make the number for a body: those that count, and those that may."""
        counting = body.counting
        return tuple(
            each
            for each in self.part.occurrences
            if counting.of(each.component, each.session.attended_by) is not Counted.NO
        )

    def __str__(self) -> str:
        missed = (
            f"{each.body}: {each.shown}, {each.distance or 'perhaps short'} of {each.asks}"
            for each in self.findings
            if each.verdict is not Verdict.MET
        )
        return f"week of {self.part.span.first}, {self.level}: {'; '.join((str(self.verdict), *missed))}"


def _lacking(finding: Finding) -> tuple[int, int]:
    """How much a figure certainly and possibly lacks to the low end of its bound."""
    least, low, high = (_count(end) for end in (finding.required.low, finding.measured.low, finding.measured.high))
    return max(0, least - high if finding.measured.high is not None else 0), max(0, least - low)


def _count(value: object) -> int:
    return value.count if isinstance(value, Minutes) else value if isinstance(value, int) else 0


def let_pass(
    results: tuple[WeekResult, ...], bodies: tuple[Standard, ...], stays: tuple[Stay, ...], *, include_unverified: bool
) -> tuple[WeekResult, ...]:
    """The results, with the weeks below a floor met that a body lets pass at the end of a stay at a level.

    They are the last ones of the stay, after at least one week that met the floor, and no higher level follows.
    """
    found = list(results)
    for body, rule in _allowances(bodies):
        for run in _runs(found, stays):
            dated = rule.history.nearest(run[-1].part.span.first)
            allowed = dated.value.high
            if isinstance(allowed, int) and not not_in_force(dated, run[-1].part.span.first, include_unverified):
                words = f"Let pass at the end of the stay: {rule.asks(dated.value)} ({rule.id})."
                for result in _passing(run, body, rule, allowed):
                    found[found.index(result)] = _passed(result, body, rule, words)
    return tuple(found)


def _allowances(bodies: tuple[Standard, ...]) -> Iterator[tuple[Standard, Rule]]:
    """The rules that count weeks below a floor, each with its body."""
    for body in bodies:
        yield from ((body, rule) for rule in body if isinstance(rule, Rule) and rule.floors)


def _runs(results: list[WeekResult], stays: tuple[Stay, ...]) -> Iterator[list[WeekResult]]:
    """The weeks of each run of stays at one level that is planned to end, and is not followed by a higher level."""
    for _, group in itertools.groupby(results, key=lambda result: result.level):
        run = list(group)
        last = run[-1].part.stay
        after = [stay for stay in stays if stay.first > last.first and stay.level != last.level]
        ends = [stay for stay in stays if stay.level == last.level][-1].until
        if ends is not None and not (after and _is_higher(after[0].level, last.level)):
            yield run


def _is_higher(there: LevelOfCare, here: LevelOfCare) -> bool:
    heights = [GENERAL.height(same_level(level)) for level in (here, there)]
    return heights[0] is not None and heights[1] is not None and heights[1] > heights[0]


def _passing(run: list[WeekResult], body: Standard, rule: Rule, allowed: int) -> list[WeekResult]:
    """The last weeks of a run that lie below a floor, as many as are allowed."""
    verdicts = [_floor_verdict(result, body, rule) for result in run]
    if Verdict.MET not in verdicts:
        return []
    last_met = len(verdicts) - 1 - verdicts[::-1].index(Verdict.MET)
    return run[max(last_met + 1, len(run) - allowed) :]


def _floor_verdict(result: WeekResult, body: Standard, rule: Rule) -> Verdict | None:
    return next((each.verdict for each in result.findings if _is_floor(each, body, rule)), None)


def _is_floor(finding: Finding, body: Standard, rule: Rule) -> bool:
    return finding.body == body.name and finding.rule in rule.floors


def _passed(result: WeekResult, body: Standard, rule: Rule, words: str) -> WeekResult:
    """The result with what is below the floor met; what misses the rule's other end stays missed."""
    findings = tuple(
        attrs.evolve(
            each,
            verdict=Verdict.MET,
            sentence=words,
            places=tuple(attrs.evolve(place, verdict=Verdict.MET, detail=words) for place in each.places),
        )
        if _is_floor(each, body, rule) and _lacking(each)[1] > 0
        else each
        for each in result.findings
    )
    return attrs.evolve(result, findings=findings)
