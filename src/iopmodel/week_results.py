"""The weeks and stays of an episode held against published rules: met, or short by how much.

A week is held against the rules in force on the first of its days, as bodies look a rule up by the date of service. A
week of a move is two parts, each held against the rules for its own level. Weeks in which the patient is in care at
a level on some days only are left out unless something else is asked for.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TypeAlias

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, plain_day
from iopmodel.answers import Asking
from iopmodel.bodies import bodies_of
from iopmodel.citations import History
from iopmodel.dated_weeks import DatedWeek, WeekDefinition, dated_weeks
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
from iopmodel.weeks_judged import WeekResult, let_pass

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
        first: only weeks that touch the days from this one on.
        until: only weeks that touch the days before this one.
        occurrences: what was held, where that is not what is planned: what :func:`iopmodel.delivered` gives.
        include_unverified: whether figures that were checked in no text take part.

    >>> from iopmodel import Closure, GroupTherapy, LevelOfCare, Phase, sessions, standards
    >>> iop = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> episode = Episode.of(iop, first="2026-02-02", length="2 weeks").close(Closure("2026-02-09", "snow"))
    >>> for each in week_results(episode, against=[standards.MEDICARE], on="2026-02-02"):
    ...     print(each)
    week of 2026-02-02, intensive outpatient: met
    week of 2026-02-09, intensive outpatient: not met; Medicare: 6 h, 3 h short of at least 9 h a week

    Raises:
        NotAccepted: without a planned end and without days.
    """
    question = _WeekQuestion(bodies_of(against), PartialWeeks.one_of(partial), include_unverified)
    weeks = dated_weeks(episode, week=week, first=first, until=until, occurrences=occurrences)
    began = _beginnings(episode.stays)
    found = tuple(
        _result(each, part, question.of(part, began[part.stay]), plain_day(on))
        for each in weeks
        for part in each.parts
        if question.partial is not PartialWeeks.LEFT_OUT or len(part.span) == DAYS_IN_WEEK
    )
    return let_pass(found, question.bodies, episode.stays, include_unverified=include_unverified)


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
    """For each stay the day on which its run of stays at one level began; a leave of absence does not end a run."""
    found: dict[Stay, Date] = {}
    for before, stay in itertools.zip_longest((None, *stays), stays):
        goes_on = before is not None and stay is not None and before.level == stay.level and before.until == stay.first
        if stay is not None:
            found[stay] = found[before] if goes_on and before is not None else stay.first
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

    def _of(self, body: Standard, part: WeekPart, began: Date) -> tuple[Finding | NotApplied, ...]:
        day = part.span.first
        rules = tuple(self._asked(body, part, began))
        standing = tuple((rule.id, rule.history.nearest(day), rule.history.standing(day)) for rule in rules)
        key = body.key, part.stretch, standing, self._share(part)
        if key not in self._said:
            asked = attrs.evolve(body, rules=rules)
            self._said[key] = Asking(part.stretch, day, self.include_unverified).of(asked)
        return self._said[key]

    def _asked(self, body: Standard, part: WeekPart, began: Date) -> Iterator[Rule]:
        """The rules about a week, as they are asked of this one."""
        share = self._share(part)
        for rule in body:
            if isinstance(rule, Rule) and rule.measure in _OF_A_WEEK and rule.aggregation is Aggregation.EVERY:
                held = _held_on(rule, part.span, began)
                if held is not None:
                    yield held if share == 1 or rule.measure not in _BY_THE_WEEK else _prorated(held, share)

    def _share(self, part: WeekPart) -> Fraction:
        is_shared = self.partial is PartialWeeks.PRORATED
        return Fraction(len(part.span), DAYS_IN_WEEK) if is_shared else Fraction(1)


def _held_on(rule: Rule, span: DaySpan, began: Date) -> Rule | None:
    """The rule as it is asked of these days: where it is for a part of the stay, they must lie in it as a whole.

    ``None`` where they do not; where that hangs on what nobody dated, the part keeps its name and is in doubt.
    """
    during = rule.scope.during
    if during is None:
        return rule
    first = span.first.toordinal() - began.toordinal() + 1
    lies_in = during.holds_days(max(1, first), first + len(span) - 1)
    if lies_in is False:
        return None
    scope = attrs.evolve(rule.scope, during=None if lies_in else PartOfStay(name=str(during)))
    return attrs.evolve(rule, scope=scope)


def _prorated(rule: Rule, share: Fraction) -> Rule:
    entries = tuple(attrs.evolve(each, value=_share_of(each.value, share)) for each in rule.history.entries)
    return attrs.evolve(rule, history=History(entries))


def _share_of(bound: Bound, share: Fraction) -> Bound:
    """A share of a bound in whole units: at least so much rounds up, at most so much down."""
    low, high = int(plain_minutes(bound.low)), None if bound.high is None else int(plain_minutes(bound.high))
    least = math.ceil(low * share)
    most = None if high is None else math.ceil(high * share) if bound.high_excluded else math.floor(high * share)
    if isinstance(bound.low, Minutes):
        ends = Minutes(least), None if most is None else Minutes(max(least, most))
        return Range(*ends, high_excluded=bound.high_excluded)
    return Range(least, None if most is None else max(least, most), high_excluded=bound.high_excluded)
