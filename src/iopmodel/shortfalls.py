"""Where a subject falls short of a minimum: the stretch, the places, and how a change is written into its week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs

from iopmodel._days import WeekDay
from iopmodel.answers import judged, taken_together
from iopmodel.components import COMPONENT_TYPES, Component, GroupTherapy
from iopmodel.counting import Counted, Counting
from iopmodel.findings import FixKind, Verdict, plain_minutes
from iopmodel.lengths import Weeks
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Phase, ProgramType, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.readings import Reading, readings, readings_together
from iopmodel.rules import Bound, Rule
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.scopes import why_not
from iopmodel.stretches import Stretch, Subject
from iopmodel.tally import WeekClass, week_classes
from iopmodel.weeks import week_of

__all__ = ["Addition", "Shortfall", "Step", "falling_short", "gain", "with_weeks"]

_LONGEST_CADENCE = 104


@attrs.frozen
class Step:
    """A change to the week of one stretch."""

    kind: FixKind
    words: str
    week: WeeklySchedule | WeeklyPattern


@attrs.frozen
class Shortfall:
    """A stretch that falls short, and where.

    Args:
        part: the stretch.
        low: the low end of the bound, as a number.
        missing: the readings that do not certainly reach it.
        rule: the rule.
        counting: which sessions count.
        together: the stretches that make one figure with it, itself among them.
    """

    part: Stretch
    low: int
    missing: tuple[Reading, ...]
    rule: Rule
    counting: Counting
    together: tuple[Stretch, ...]

    @property
    def lacks(self) -> int:
        """How much is certainly enough to reach the bound, at the place that lacks most."""
        return max(int(-(-(self.low - _number(each)) // 1)) for each in self.missing)

    @property
    def weeks(self) -> tuple[WeekClass, ...]:
        """The weeks of these readings."""
        return tuple(dict.fromkeys(each.week for each in self.missing if each.week is not None))

    @property
    def days(self) -> tuple[WeekDay, ...]:
        """The weekdays on which there certainly is service in every one of these weeks."""
        named = {each.day for each in self.part.sessions if each.day is not None and self._certainly_counts(each)}
        by_week = [
            {day.day for day in each.week.days if day.is_certain} for each in self.weeks if each.week is not None
        ]
        return tuple(sorted(day for day in named if all(day in days for days in by_week)))

    def _certainly_counts(self, session: Session) -> bool:
        counted = self.counting.of(session.component, session.attended_by)
        return counted is Counted.YES and not session.optional

    @property
    def component(self) -> Component | None:
        """What a further session can be: group therapy, or else the first built-in component that counts."""
        kinds: list[type[Component]] = [GroupTherapy, *COMPONENT_TYPES.values()]
        return next((kind() for kind in kinds if kind.kind in self.counting.components), None)

    @property
    def weeks_of_the_stay(self) -> int:
        """How many weeks the stay certainly has in all, those of the other phases of one figure included."""
        return sum(part.weeks.low for part in self.together)

    def with_sessions(self, kind: FixKind, words: str, added: Iterable[Addition]) -> Step | None:
        """The step that adds these sessions; ``None`` where there is nothing to add that counts."""
        additions, component = list(added), self.component
        if component is None or not additions:
            return None
        further = [
            Session(component, time=Minutes(each.minutes), day=each.day, **_when(each.weeks, self.part))
            for each in additions
        ]
        named = {each.weeks[0].weeks: None for each in additions if _when(each.weeks, self.part)}
        when = f" in {' and '.join(named)}" if named else ""
        return Step(kind, f"{words}{when}", WeeklySchedule([*self.part.sessions, *further]))


@attrs.frozen
class Addition:
    """So many minutes on a day, or by arrangement; in these weeks alone where a session can say so."""

    minutes: int
    day: WeekDay | None
    weeks: tuple[WeekClass, ...] = ()


def gain(part: Stretch, week: WeeklySchedule | WeeklyPattern, counting: Counting) -> int:
    """The minutes by which the week that gains most grows when a stretch gets another week."""
    after = attrs.evolve(part, week=week)
    if isinstance(part.week, WeeklyPattern) or isinstance(week, WeeklyPattern):
        return _growth(week_classes(part, counting)[0].time, week_classes(after, counting)[0].time)
    last = max(part.program_weeks.stop + part.period, after.program_weeks.stop + after.period)
    times = (
        [week_of(each, each.settled(number), counting).time for each in (part, after)]
        for number in range(part.first_week, last)
        if part.reaches(number)
    )
    return max(_growth(before, now) for before, now in times)


def _growth(before: Range[Minutes], after: Range[Minutes]) -> int:
    """By how much an end of a range rises, the one that rises more; an end that nobody knows does not."""
    low = after.low.count - before.low.count
    return low if before.high is None or after.high is None else max(low, after.high.count - before.high.count)


def falling_short(rule: Rule, bound: Bound, parts: tuple[Stretch, ...], counting: Counting) -> Iterator[Shortfall]:
    """The stretches at which the figure does not certainly reach the low end, each with the places."""
    concerned = tuple(part for part in parts if not why_not(rule.scope, part))
    low = int(plain_minutes(bound.low))
    for together in taken_together(rule, concerned, parts):
        found = (
            readings(rule, together[0], counting) if len(together) == 1 else readings_together(rule, together, counting)
        )
        missing = tuple(each for each in found if judged(each, bound) is not Verdict.MET and _number(each) < low)
        if missing:
            yield from (Shortfall(part, low, missing, rule, counting, together) for part in together)


def _number(reading: Reading) -> Fraction | int:
    return plain_minutes(reading.measured.low)


def _when(weeks: tuple[WeekClass, ...], part: Stretch) -> dict[str, Any]:
    """How a session says that it falls in these weeks alone; empty when it is simpler in every week."""
    if len(weeks) != 1 or not weeks[0].weeks or not weeks[0].numbers:
        return {}
    numbers = weeks[0].numbers
    known = part.program_weeks
    goes_on = part.period > 0 and (part.last_week is None or part.last_week >= known.stop)
    returning = [number for number in numbers if goes_on and number >= known.stop - part.period]
    in_a_row = numbers == tuple(range(numbers[0], numbers[-1] + 1))
    if in_a_row and (not returning or (len(returning) == part.period and numbers[-1] == known.stop - 1)):
        return {"weeks": (numbers[0], None if returning else numbers[-1])}
    if len(numbers) == len(returning) == 1 and 1 < part.period <= _LONGEST_CADENCE:
        return {"every": Weeks(part.period), "first": numbers[0]}
    return {}


def with_weeks(subject: Subject, weeks: Mapping[int, WeeklySchedule | WeeklyPattern]) -> Subject:
    """The subject with the weeks of some of its stretches replaced, by their place among its stretches."""
    match subject:
        case WeeklySchedule() | WeeklyPattern():
            return weeks[0]
        case Track() | Phase():
            return attrs.evolve(subject, week=weeks[0])
        case Pathway():
            return attrs.evolve(subject, phases=_replaced(subject.phases, weeks, 0))
        case ProgramType():
            first, *others = subject.descriptions
            week = weeks[0] if isinstance(weeks[0], WeeklyPattern) else first.week
            return attrs.evolve(subject, descriptions=[attrs.evolve(first, week=week), *others])
        case _:
            pathway = subject.pathway
            if pathway is not None:
                pathway = attrs.evolve(pathway, phases=_replaced(pathway.phases, weeks, len(subject.tracks)))
            return attrs.evolve(subject, tracks=_replaced(subject.tracks, weeks, 0), pathway=pathway)


def _replaced(parts: Iterable[Any], weeks: Mapping[int, WeeklySchedule | WeeklyPattern], offset: int) -> list[Any]:
    return [
        attrs.evolve(part, week=weeks[index]) if index in weeks else part
        for index, part in enumerate(parts, start=offset)
    ]
