"""What the rules say of one week of an episode, and which weeks a body lets pass at the end of a stay."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from iopmodel._days import Date
from iopmodel.answers import not_in_force
from iopmodel.counting import Counted
from iopmodel.findings import Cause, CauseKind, Fact, Finding, NotApplied, Verdict, concluded
from iopmodel.levels import GENERAL, LevelOfCare, same_level
from iopmodel.measures import Measure
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Rule, Standard
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.week_parts import WeekPart

__all__ = ["StayRun", "WeekResult", "allowances", "let_pass", "runs_at_levels"]

#: A visit is one day's attendance.
_DAYS = {Measure.DAYS_PER_WEEK, Measure.VISITS_PER_WEEK}


@attrs.frozen(kw_only=True)
class WeekResult:
    """What the rules say of one week at one level of care.

    Args:
        number: which week of the episode it is.
        week: its seven days.
        part: the days of it at that level, and what is held on them.
        findings: what the required and recommended rules say; they make the verdict.
        not_applied: the rules about a week that take no part, each with the reason.
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
        return self.part.level

    @property
    def is_partial(self) -> bool:
        """Whether the patient is at that level on some of its days only."""
        return not self.part.is_whole

    @property
    def verdict(self) -> Verdict:
        """Over the required and recommended rules that apply; UNKNOWN when none does."""
        return concluded(self.findings)

    @property
    def short_by(self) -> Range[Minutes]:
        """How much time a week is missing, by the rule that misses most; nothing where the hours are met."""
        low, high = self._lacks({Measure.HOURS_PER_WEEK})
        return Range(Minutes(low), Minutes(high))

    @property
    def days_short(self) -> Range[int]:
        """How many days are missing, by the rule that misses most; nothing where the days are met."""
        return Range(*self._lacks(_DAYS))

    def _lacks(self, measures: set[Measure]) -> tuple[int, int]:
        missed = [each for each in self.findings if each.measure in measures and each.verdict is not Verdict.MET]
        # A rule that only perhaps is for this week is certainly missed by nothing.
        certain = [_lacking(each)[0] for each in missed if each.verdict is Verdict.NOT_MET]
        return max([0, *certain]), max([0, *(_lacking(each)[1] for each in missed)])

    def made_of(self, body: Standard) -> tuple[Occurrence, ...]:
        """The occurrences that make the number for a body: those that count, and those that may."""
        counting = body.counting
        return tuple(
            each
            for each in self.part.occurrences
            if counting.of(each.component, each.session.attended_by) is not Counted.NO
        )

    def __str__(self) -> str:
        missed = (_missed(each) for each in self.findings if each.verdict is not Verdict.MET)
        return f"week of {self.part.span.first}, {self.level}: {'; '.join((str(self.verdict), *missed))}"


def _missed(finding: Finding) -> str:
    """By how much a rule is missed, in words."""
    said = f"{finding.body}: {finding.shown}"
    if finding.verdict is Verdict.NOT_MET and _lacking(finding)[0]:
        return f"{said}, {finding.distance or 'short'} of {finding.asks}"
    if finding.verdict is Verdict.UNKNOWN and _lacking(finding)[1]:
        return f"{said}, perhaps short of {finding.asks}"
    return f"{said}, {'perhaps ' if finding.verdict is Verdict.UNKNOWN else ''}not {finding.asks}"


def _lacking(finding: Finding) -> tuple[int, int]:
    """How much a figure certainly and possibly lacks to the low end of its bound."""
    measured = finding.measured
    least, low = _count(finding.required.low), _count(measured.low)
    most = least if measured.high is None else _count(measured.high) - measured.high_excluded
    return max(0, least - most), max(0, least - low)


def _count(value: object) -> int:
    return value.count if isinstance(value, Minutes) else value if isinstance(value, int) else 0


@attrs.frozen
class StayRun:
    """Stays at one level of care without a day between them; a leave of absence does not end them.

    Args:
        stays: the stays, in order.
    """

    stays: tuple[Stay, ...]

    @property
    def level(self) -> LevelOfCare:
        """The level of care."""
        return self.stays[0].level

    @property
    def first(self) -> Date:
        """The first day."""
        return self.stays[0].first

    @property
    def until(self) -> Date | None:
        """The first day after them; ``None`` when no end is planned."""
        ends = [stay.until for stay in self.stays if stay.until is not None]
        return max(ends) if len(ends) == len(self.stays) else None


def runs_at_levels(stays: tuple[Stay, ...]) -> tuple[StayRun, ...]:
    """The runs of stays at one level, in the order of their first days."""
    found: list[StayRun] = []
    for stay in stays:
        before = next((run for run in reversed(found) if run.level == stay.level), None)
        if before is not None and (before.until is None or stay.first <= before.until):
            found[found.index(before)] = StayRun((*before.stays, stay))
        else:
            found.append(StayRun((stay,)))
    return tuple(found)


def allowances(bodies: tuple[Standard, ...]) -> Iterator[tuple[Standard, Rule]]:
    """The rules that let weeks below a floor pass, each with its body."""
    for body in bodies:
        yield from ((body, rule) for rule in body if isinstance(rule, Rule) and rule.floors)


def let_pass(
    results: tuple[WeekResult, ...], bodies: tuple[Standard, ...], stays: tuple[Stay, ...], *, include_unverified: bool
) -> tuple[WeekResult, ...]:
    """The results, with the weeks below a floor met that a body lets pass at the end of a stay.

    They are the last ones of the stay, after at least one week that met the floor, and no higher level follows. Where
    another week may or may not meet the floor, and they hang on it, they are unknown.

    Args:
        results: the results of all weeks of an episode, in order.
        bodies: the bodies that were asked.
        stays: the stays of the episode.
        include_unverified: whether figures that were checked in no text take part.
    """
    found = list(results)
    for body, rule in allowances(bodies):
        for run in runs_at_levels(stays):
            places = [place for place, result in enumerate(found) if result.part.stay in run.stays]
            if not places or run.until is None or _goes_up_after(run, stays):
                continue
            day = found[places[-1]].part.span.first
            dated = rule.history.nearest(day)
            allowed = dated.value.high
            if isinstance(allowed, int) and not not_in_force(dated, day, include_unverified):
                passing = _Passing(body.name, allowed, f"{rule.asks(dated.value)} ({rule.id})")
                for floor in rule.floors:
                    weeks = passing.judged([found[place] for place in places], floor)
                    for place, result in zip(places, weeks, strict=True):
                        found[place] = result
    return tuple(found)


def _goes_up_after(run: StayRun, stays: tuple[Stay, ...]) -> bool:
    """Whether the next stay after a run is at a higher level, so that the weeks before it are no step down."""
    after = [stay for stay in stays if run.until is not None and stay.first >= run.until]
    if not after:
        return False
    here, there = (GENERAL.height(same_level(level)) for level in (run.level, after[0].level))
    return here is not None and there is not None and there > here


@attrs.frozen
class _Passing:
    """What a body lets pass at the end of a run.

    Args:
        body: the name of the body.
        allowed: how many weeks.
        words: the rule in words.
    """

    body: str
    allowed: int
    words: str

    def judged(self, run: list[WeekResult], floor: str) -> list[WeekResult]:
        """The weeks of a run, with what one floor says of the last ones where these are let pass."""
        findings = [self._of_floor(result, floor) for result in run]
        judged = list(run)
        for place in range(max(0, len(run) - self.allowed), len(run)):
            finding = findings[place]
            before = [_reaches(each) for each in findings[:place] if each is not None]
            after = [_reaches(each) for each in findings[place + 1 :] if each is not None]
            hopeless = True in after or not {True, None} & set(before)
            if finding is None or hopeless or _reaches(finding) or not _keeps_ceiling(finding):
                continue
            said = self._said(finding, is_certain=True in before and None not in after)
            kept = tuple(said if each is finding else each for each in run[place].findings)
            judged[place] = attrs.evolve(run[place], findings=kept)
        return judged

    def _of_floor(self, result: WeekResult, floor: str) -> Finding | None:
        return next((each for each in result.findings if each.body == self.body and each.rule == floor), None)

    def _said(self, finding: Finding, *, is_certain: bool) -> Finding:
        """What a floor says of a week that lies, or may lie, below it among the last ones."""
        if is_certain:
            return _with_verdict(finding, Verdict.MET, f"Let pass at the end of the stay: {self.words}.")
        words = f"which other weeks meet the floor: {self.words} may end a stay"
        cause = Cause(CauseKind.CHOICE, Fact.NUMBER, words)
        return _with_verdict(finding, Verdict.UNKNOWN, f"Perhaps let pass at the end of the stay: {self.words}.", cause)


def _reaches(finding: Finding) -> bool | None:
    """Whether a figure reaches the floor; ``None`` when it may."""
    certainly, perhaps = _lacking(finding)
    return True if not perhaps else None if not certainly else False


def _keeps_ceiling(finding: Finding) -> bool:
    """Whether a figure certainly keeps the other end of the bound: what misses that is not let pass."""
    bound, measured = finding.required, finding.measured
    if bound.high is None:
        return True
    highest = _count(bound.high) - bound.high_excluded
    return measured.high is not None and _count(measured.high) - measured.high_excluded <= highest


def _with_verdict(finding: Finding, verdict: Verdict, sentence: str, *causes: Cause) -> Finding:
    """The finding with another verdict, and why; what is not known of its scope stays."""
    places = tuple(
        attrs.evolve(
            place,
            verdict=verdict,
            detail=sentence,
            causes=(*(each for each in place.causes if each.kind is CauseKind.SCOPE), *causes),
        )
        for place in finding.places
    )
    return attrs.evolve(finding, verdict=verdict, sentence=sentence, places=places)
