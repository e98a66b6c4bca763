"""The weeks and stays of an episode held against published rules: met, or short by how much.

A week is held against the rules in force on the first of its days, as bodies look a rule up by the date of service. A
week of a move is two parts, each held against the rules for its own level. Weeks in which the patient is in care at
a level on some days only are left out unless something else is asked for. Rules on a whole stay, such as an average,
are for :func:`iopmodel.stay_results.stay_results`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, plain_day
from iopmodel.answers import Asking, not_in_force
from iopmodel.bodies import bodies_of
from iopmodel.citations import History
from iopmodel.dated_weeks import DatedWeek, WeekDefinition, dated_weeks, week_spans
from iopmodel.episodes import Day, Episode
from iopmodel.findings import Finding, NotApplied, plain_minutes
from iopmodel.measures import Measure
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Aggregation, Bound, Force, Rule, Standard
from iopmodel.spans import DaySpan, PartOfStay
from iopmodel.stays import Stay
from iopmodel.vocabulary import Word
from iopmodel.week_parts import WeekPart
from iopmodel.weeks_judged import WeekResult, allowances, let_pass

__all__ = ["PartialWeeks", "week_results"]


class PartialWeeks(Word):
    """What is made of a week in which the patient is at a level on some days only."""

    LEFT_OUT = "left-out"
    COUNTED = "counted"
    """Held against the rules like a whole week."""
    PRORATED = "prorated"
    """Held against that share of what is asked a week that its days are of seven."""


_BY_THE_WEEK = {
    Measure.HOURS_PER_WEEK,
    Measure.DAYS_PER_WEEK,
    Measure.VISITS_PER_WEEK,
    Measure.SESSIONS_PER_WEEK,
    Measure.FAMILY_SESSIONS_PER_WEEK,
}
_OF_A_WEEK = _BY_THE_WEEK | {Measure.HOURS_PER_DAY, Measure.MINUTES_PER_VISIT, Measure.MINUTES_PER_SESSION}


def week_results(
    episode: Episode,
    *,
    against: Iterable[Standard],
    on: Day,
    week: str = WeekDefinition.MONDAY,
    partial: str = PartialWeeks.LEFT_OUT,
    first: Day | None = None,
    until: Day | None = None,
    occurrences: Iterable[Occurrence] | None = None,
    include_unverified: bool = False,
) -> tuple[WeekResult, ...]:
    """What the rules about a week say of each week of an episode, as they stood on the first of its days.

    Args:
        episode: the episode.
        against: the bodies whose rules to hold it against.
        on: the day that parts what is over from what lies ahead.
        week: which seven days make a week.
        partial: what is made of weeks that are at a level on some days only.
        first: only weeks that touch the days from this one on, as in :func:`iopmodel.dated_weeks`.
        until: only weeks that touch the days before this one.
        occurrences: what was held in the whole episode, where that is not what is planned: what
            :func:`iopmodel.attendance.delivered` gives.
        include_unverified: whether figures that were checked in no text take part.

    >>> from iopmodel import Closure, GroupTherapy, LevelOfCare, Phase, sessions, standards
    >>> iop = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> episode = Episode.of(iop, first="2026-02-02", length="2 weeks").close(Closure("2026-02-09", "snow"))
    >>> for each in week_results(episode, against=[standards.MEDICARE], on="2026-02-02"):
    ...     print(each)
    week of 2026-02-02, intensive outpatient: met
    week of 2026-02-09, intensive outpatient: not met; Medicare: 6 h, 3 h short of at least 9 h a week

    Raises:
        NotAccepted: without a planned end and without an *until*; for a week definition or a way with partial weeks
            that is none.
        EndsBeforeItStarts: if *until* lies before *first*.
    """
    question = _WeekQuestion(bodies_of(against), PartialWeeks.one_of(partial), include_unverified)
    asked, definition = episode.asked(first, until), WeekDefinition.one_of(week)
    days = asked
    if episode.until is not None and any(allowances(question.bodies)):
        # Whether a week is let pass at the end of a stay hangs on the weeks before and after it.
        days = DaySpan(min(asked.first, episode.first), max(asked.until, episode.until))
    began = _beginnings(episode.stays)
    found = tuple(
        _result(each, part, question.of(part, began.get(part.stay, part.span.first)), plain_day(on))
        for each in dated_weeks(episode, week=definition, first=days.first, until=days.until, occurrences=occurrences)
        for part in each.parts
        if part.is_whole or question.partial is not PartialWeeks.LEFT_OUT
    )
    judged = let_pass(found, question.bodies, episode.stays, include_unverified=include_unverified)
    numbers = {number for number, _ in week_spans(episode, definition, asked)}
    return tuple(each for each in judged if each.number in numbers)


def _result(week: DatedWeek, part: WeekPart, said: tuple[Finding | NotApplied, ...], on: Date) -> WeekResult:
    return WeekResult(
        number=week.number,
        week=week.span,
        part=part,
        findings=tuple(each for each in said if isinstance(each, Finding) and each.force in _JUDGING),
        not_applied=tuple(each for each in said if isinstance(each, NotApplied)),
        is_over=week.span.until <= on,
    )


_JUDGING = {Force.REQUIRED, Force.RECOMMENDED}


def _beginnings(stays: tuple[Stay, ...]) -> dict[Stay, Date]:
    """For each stay the day from which the weeks of "weeks 1 to 4 of the stay" are counted.

    It is the first day of the program that the stay is in, whatever its level: a leave of absence and a step from one
    phase of it to the next do not begin another stay.
    """
    found: dict[Stay, Date] = {}
    for stay in stays:
        before = (each for each in found if each.until == stay.first and each.types == stay.types)
        found[stay] = min((found[each] for each in before), default=stay.first)
    return found


_Said: TypeAlias = tuple[Finding | NotApplied, ...]


def _nothing_said() -> dict[object, _Said]:
    return {}


@attrs.frozen(eq=False)
class _WeekQuestion:
    """The rules of several bodies about a week, asked of one part of a dated week after the other.

    Args:
        bodies: the bodies.
        partial: what is made of partial weeks.
        include_unverified: whether figures that were checked in no text take part.
    """

    bodies: tuple[Standard, ...]
    partial: PartialWeeks
    include_unverified: bool
    # Weeks that are alike are asked once, as long as the same rules are in force.
    _said: dict[object, _Said] = attrs.field(factory=_nothing_said, init=False)

    def of(self, part: WeekPart, began: Date) -> tuple[Finding | NotApplied, ...]:
        """What the rules say of a part of a week, in a stay that began on a day."""
        return tuple(said for body in self.bodies for said in self._of(body, part, began))

    def _of(self, body: Standard, part: WeekPart, began: Date) -> _Said:
        """What each rule of a body about a week says, or why it takes no part, in the order of the body."""
        day, share = part.span.first, self._share(part)
        said: dict[str, Finding | NotApplied] = {}
        asked: list[Rule] = []
        for rule in body:
            if isinstance(rule, Rule) and rule.measure in _OF_A_WEEK and rule.aggregation is Aggregation.EVERY:
                held = _held_on(rule, part, began)
                reason = not_in_force(rule.history.nearest(day), day, self.include_unverified)
                if held is not None and not reason:
                    asked.append(held if share == 1 or rule.measure not in _BY_THE_WEEK else _prorated(held, share))
                else:
                    outside = f"for {rule.scope.during} of the stay, in which not all of these days lie"
                    said[rule.id] = NotApplied(rule.id, body.name, reason or outside)
        said.update((each.rule, each) for each in self._asked_once(body, part, tuple(asked)))
        return tuple(said[rule.id] for rule in body if rule.id in said)

    def _asked_once(self, body: Standard, part: WeekPart, rules: tuple[Rule, ...]) -> _Said:
        """What rules in force say of a part of a week; of weeks that are alike they are asked once."""
        day = part.span.first
        standing = tuple(
            (rule.id, rule.scope.during, rule.history.nearest(day), rule.history.standing(day)) for rule in rules
        )
        key = body.key, part.stretch, standing
        if key not in self._said:
            asked = attrs.evolve(body, rules=rules)
            self._said[key] = Asking(part.stretch.week, day, self.include_unverified, (part.stretch,)).of(asked)
        return self._said[key]

    def _share(self, part: WeekPart) -> Fraction:
        is_shared = self.partial is PartialWeeks.PRORATED
        return Fraction(part.days, DAYS_IN_WEEK) if is_shared else Fraction(1)


def _held_on(rule: Rule, part: WeekPart, began: Date) -> Rule | None:
    """The rule as it is asked of these days: where it is for a part of the stay, they must lie in it as a whole.

    ``None`` where they do not; where that hangs on what nobody dated, the part keeps its name and is in doubt.
    """
    during = rule.scope.during
    if during is None:
        return rule
    first = part.span.first.toordinal() - began.toordinal() + 1
    lies_in = during.holds_days(first, first + len(part.span) - 1)
    if lies_in is False:
        return None
    scope = attrs.evolve(rule.scope, during=None if lies_in else PartOfStay(name=str(during)))
    return attrs.evolve(rule, scope=scope)


def _prorated(rule: Rule, share: Fraction) -> Rule:
    entries = tuple(attrs.evolve(each, value=_share_of(each.value, share)) for each in rule.history.entries)
    return attrs.evolve(rule, history=History(entries))


def _share_of(bound: Bound, share: Fraction) -> Bound:
    """A share of a bound in whole units: at least so much rounds up, at most so much down.

    Where nothing whole lies between the two, what is asked at the least is asked.
    """
    low, high = plain_minutes(bound.low), None if bound.high is None else plain_minutes(bound.high)
    least = math.ceil(low * share)
    most = None
    if high is not None:
        most = max(least, math.ceil(high * share) - 1 if bound.high_excluded else math.floor(high * share))
    if isinstance(bound.low, Minutes):
        return Range(Minutes(least), None if most is None else Minutes(most))
    return Range(least, most)
