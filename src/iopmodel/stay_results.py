"""Whole stays of an episode held against published rules: how long, how many hours in all, how many on average.

A stay here is a run of stays at one level of care without a day between them. It is held against the rules in force on
its first day. What single weeks must be is for :func:`iopmodel.week_results.week_results`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from iopmodel._days import Date, add_days, plain_day
from iopmodel.bodies import bodies_of
from iopmodel.counting import Counting
from iopmodel.dated_weeks import WeekDefinition, dated_weeks, hours_between
from iopmodel.episodes import Day, Episode
from iopmodel.figures import AskedFigure
from iopmodel.findings import Finding, NotApplied, Verdict, concluded
from iopmodel.lengths import Days, in_days, in_weeks
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range, sum_of
from iopmodel.readings import Reading
from iopmodel.rules import Aggregation, Force, Rule, Standard
from iopmodel.spans import DaySpan
from iopmodel.stretches import Stretch
from iopmodel.weeks_judged import StayRun, runs_at_levels

__all__ = ["StayResult", "stay_results"]


@attrs.frozen(kw_only=True)
class StayResult:
    """What the rules on a whole stay say of a run of stays at one level of care.

    Args:
        level: the level of care.
        first: the first day.
        until: the first day after it; ``None`` when no end is planned.
        findings: what the required and recommended rules say; they make the verdict.
        not_applied: the rules on a whole stay that take no part, each with the reason.
    """

    level: LevelOfCare
    first: Date
    until: Date | None
    findings: tuple[Finding, ...]
    not_applied: tuple[NotApplied, ...]

    @property
    def verdict(self) -> Verdict:
        """Over the required and recommended rules that apply; UNKNOWN when none does."""
        return concluded(self.findings)

    def __str__(self) -> str:
        until = "on" if self.until is None else f"until {self.until}"
        said = (f"{each.body}: {each.shown}, asked {each.asks}: {each.verdict}" for each in self.findings)
        return f"{self.level}, {self.first} {until}: {'; '.join((str(self.verdict), *said))}"


_JUDGING = {Force.REQUIRED, Force.RECOMMENDED}
_OF_A_STAY = (Measure.HOURS_PER_WEEK, Measure.TOTAL_HOURS, Measure.DURATION_DAYS, Measure.DURATION_WEEKS)


def stay_results(
    episode: Episode,
    *,
    against: Iterable[Standard],
    on: Day,
    occurrences: Iterable[Occurrence] | None = None,
    week: str = WeekDefinition.MONDAY,
    include_unverified: bool = False,
) -> tuple[StayResult, ...]:
    """What the rules on a whole stay say of each run of stays at one level, as they stood on its first day.

    Asked are average hours a week, over the whole weeks at the level; hours in all; and how long the stay is, in days
    and in weeks, which are judged by their days. A leave of absence is a part of the stay, and its weeks are no whole
    weeks. Of a run without a planned end its length and its hours in all are known from below alone, by the days before
    *on*, and an average is not known.

    Args:
        episode: the episode.
        against: the bodies whose rules to hold it against.
        on: the day that parts what is over from what lies ahead.
        occurrences: what was held in the whole episode, where that is not what is planned: what
            :func:`iopmodel.attendance.delivered` gives.
        week: which seven days make a week of an average.
        include_unverified: whether figures that were checked in no text take part.

    >>> from iopmodel import GroupTherapy, Pathway, Phase, sessions, standards
    >>> iop = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> pathway = Pathway([iop], focus="substance-use", population="adult")
    >>> episode = Episode.of(pathway, first="2026-02-02", length="10 weeks")
    >>> (result,) = stay_results(episode, against=[standards.DC], on="2026-02-02")
    >>> for each in result.findings:
    ...     print(each.shown, "-", each.asks, "-", each.verdict)
    70 days - 30 to 60 days in all - not met

    Raises:
        NotAccepted: for a week definition that is none.
    """
    given = None if occurrences is None else tuple(occurrences)
    bodies, definition, today = bodies_of(against), WeekDefinition.one_of(week), plain_day(on)
    runs = (_Run(episode, run, definition, today, given) for run in runs_at_levels(episode.stays))
    return tuple(_result(run, bodies, include_unverified=include_unverified) for run in runs)


def _result(run: _Run, bodies: tuple[Standard, ...], *, include_unverified: bool) -> StayResult:
    said = [each for body in bodies for each in run.said_by(body, include_unverified=include_unverified)]
    return StayResult(
        level=run.stays.level,
        first=run.stays.first,
        until=run.stays.until,
        findings=tuple(each for each in said if isinstance(each, Finding) and each.force in _JUDGING),
        not_applied=tuple(each for each in said if isinstance(each, NotApplied)),
    )


@attrs.frozen
class _Run:
    """A run of stays in its episode, and what was held in it.

    Args:
        episode: the episode.
        stays: the run.
        definition: which seven days make a week.
        ahead: the first day that lies ahead.
        given: what is held, where that is not what is planned.
    """

    episode: Episode
    stays: StayRun
    definition: WeekDefinition
    ahead: Date
    given: tuple[Occurrence, ...] | None

    def said_by(self, body: Standard, *, include_unverified: bool) -> tuple[Finding | NotApplied, ...]:
        """What the rules of a body on a whole stay say, in their order."""
        said: dict[str, Finding | NotApplied] = {}
        for measure in _OF_A_STAY:
            rules = [each for each in body if isinstance(each, Rule) and _asks(each, measure)]
            reading = self._reading(measure, body.counting) if rules else None
            if reading is None:
                said |= {rule.id: NotApplied(rule.id, body.name, "no week of it is a whole one") for rule in rules}
                continue
            asked = AskedFigure(reading, self._about, self.stays.first, None, include_unverified)
            said |= {each.rule: each for each in asked.of(body, rules)}
        return tuple(said[rule.id] for rule in body if rule.id in said)

    @property
    def _about(self) -> Stretch:
        stay = self.stays.stays[0]
        return Stretch(week=stay.week, level=stay.level, types=stay.types, population=stay.population, focus=stay.focus)

    @property
    def _span(self) -> DaySpan:
        """The days that certainly are in the stay: all of them, or its first one and those before today."""
        first, until = self.stays.first, self.stays.until
        return DaySpan(first, max(self.ahead, add_days(first, 1)) if until is None else until)

    def _reading(self, measure: Measure, counting: Counting) -> Reading | None:
        """The figure of the stay; ``None`` for an average over no week."""
        days = Days(len(self._span))
        length = Range(days) if self.stays.until is None else Range.exactly(days)
        match measure:
            case Measure.HOURS_PER_WEEK:
                average = self._average(counting)
                return None if average is None else Reading(where="", measured=average)
            case Measure.TOTAL_HOURS:
                return Reading(where="", measured=self._hours(counting))
            case Measure.DURATION_DAYS:
                return Reading(where="", measured=in_days(length))
            case _:
                return Reading(where="", measured=in_weeks(length), in_days=in_days(length))

    def _hours(self, counting: Counting) -> Range[Minutes]:
        """The hours in all; of a stay without a planned end, those that it has at the least."""
        days = self._span
        hours = hours_between(
            self.episode, days.first, days.until, counting=counting, occurrences=self.given, level=self.stays.level
        )
        return Range(hours.low) if self.stays.until is None else hours

    def _average(self, counting: Counting) -> Range[Fraction] | None:
        """The hours of an average whole week, in fractions of minutes; not known of a stay without a planned end."""
        if self.stays.until is None:
            return Range(Fraction(0))
        days = self._span
        weeks = dated_weeks(
            self.episode, week=self.definition, first=days.first, until=days.until, occurrences=self.given
        )
        parts = (part for week in weeks for part in week.parts if part.stay in self.stays.stays)
        hours = [part.hours(counting) for part in parts if part.is_whole]
        if not hours:
            return None
        total, count = sum_of(hours), len(hours)
        high = None if total.high is None else Fraction(total.high.count, count)
        return Range(Fraction(total.low.count, count), high, high_excluded=total.high_excluded)


def _asks(rule: Rule, measure: Measure) -> bool:
    """Whether a rule asks this figure of a whole stay; of the hours a week only an average is one."""
    return rule.measure is measure and (
        measure is not Measure.HOURS_PER_WEEK or rule.aggregation is Aggregation.AVERAGE
    )
