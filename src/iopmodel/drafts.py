"""Drafts: a stay by its figures alone, what each measure is of it, and the program that has exactly these figures."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import TypeVar

import attrs

from iopmodel._days import DAYS_IN_WEEK, MINUTES_IN_DAY, WeekDay, time_of_minute
from iopmodel.components import Break, Component, Education, FamilyTherapy, GroupTherapy, SkillsTraining
from iopmodel.demands import Circumstances, Demand
from iopmodel.lengths import Days, Weeks
from iopmodel.measures import Measure
from iopmodel.populations import AttendedBy
from iopmodel.programs import Program, Track
from iopmodel.quantities import Minutes
from iopmodel.rules import Aggregation, Rule
from iopmodel.schedules import Session

__all__ = ["Draft", "WeekDraft", "figures_of", "is_met", "is_missed", "program_of"]

T = TypeVar("T")

_CLASSES = (Education, SkillsTraining)
#: The days of a month that has the fewest, and by how many more it may have.
_WEEKS_IN_MONTH, _MORE_DAYS = 4, 3


@attrs.frozen
class WeekDraft:
    """One week: the counted minutes of each session on each weekday, Monday first, and the family's sessions beside.

    Args:
        days: for each of the seven weekdays the minutes of its sessions; none on a day without treatment.
        family: how many sessions the family attends alone, which add no time.
    """

    days: tuple[tuple[int, ...], ...]
    family: int = 0

    @property
    def minutes(self) -> int:
        """The time of the week."""
        return sum(map(sum, self.days))

    @property
    def times(self) -> tuple[int, ...]:
        """The time of each day with treatment."""
        return tuple(sum(day) for day in self.days if day)


@attrs.frozen(kw_only=True)
class Draft:
    """A stay by its figures.

    Args:
        runs: how many weeks are of each kind, in their order.
        length: how long it lasts, in days.
        kind: the kind of component of its sessions.
        people: how many people are in a session.
        monthly: the minutes of a session that is held once a month; none without one.
        age: the one age that the program serves; ``None`` where it serves those of its population.
    """

    runs: tuple[tuple[int, WeekDraft], ...]
    length: int
    kind: type[Component] = GroupTherapy
    people: int = 8
    monthly: int = 0
    age: int | None = None

    @property
    def weeks(self) -> tuple[WeekDraft, ...]:
        """Every week."""
        return tuple(week for count, week in self.runs for _ in range(count))


def figures_of(demand: Demand, draft: Draft) -> tuple[tuple[int | Fraction, bool], ...]:
    """What the measure of a demand is at each place of a draft, and whether the demand certainly is about the place."""
    rule = demand.rule
    whole = _of_stay(demand, draft)
    if whole is not None:
        return tuple((figure, True) for figure in whole)
    return tuple(
        (figure, bool(lies))
        for week, lies in zip(draft.weeks, _in_part(rule, len(draft.weeks)), strict=True)
        for figure in _of_week(demand, week, draft)
        if lies is not False
    )


def _of_stay(demand: Demand, draft: Draft) -> tuple[int | Fraction, ...] | None:
    """What a measure of the whole stay is; ``None`` for one that is asked of every week."""
    total = sum(count * week.minutes for count, week in draft.runs)
    found: tuple[int | Fraction, ...] | None = None
    match demand.rule.measure:
        case Measure.HOURS_PER_WEEK if demand.rule.aggregation is Aggregation.AVERAGE:
            found = (Fraction(total, len(draft.weeks)),)
        case Measure.TOTAL_HOURS:
            found = (total,)
        case Measure.DURATION_DAYS | Measure.DURATION_WEEKS:
            found = (draft.length,)
        case Measure.WEEKS_BELOW_FLOOR:
            floor = min(demand.floors, default=0)
            found = (sum(week.minutes < floor for week in draft.weeks),) if demand.floors else ()
        case Measure.GROUP_SIZE:
            found = (draft.people,) if draft.kind is GroupTherapy else ()
        case Measure.CLASS_SIZE:
            found = (draft.people,) if draft.kind in _CLASSES else ()
        case Measure.AGE_YEARS:
            found = () if draft.age is None else (draft.age,)
        case Measure.DAYS_BETWEEN_SERVICE_DAYS:
            found = _gaps(draft.weeks)
        case Measure.MINUTES_PER_MONTH | Measure.FAMILY_SESSIONS_PER_MONTH:
            found = _of_months(demand.rule.measure, draft)
        case _:
            pass
    return found


def _in_part(rule: Rule, count: int) -> tuple[bool | None, ...]:
    """For each week whether a rule is about it; ``None`` where that hangs on the calendar or on a word."""
    part = rule.scope.during
    return tuple(True if part is None else part.holds_week(week) for week in range(1, count + 1))


def _of_week(demand: Demand, week: WeekDraft, draft: Draft) -> tuple[int, ...]:
    rule = demand.rule
    match rule.measure:
        case Measure.HOURS_PER_WEEK:
            return (week.minutes,)
        case Measure.DAYS_PER_WEEK | Measure.VISITS_PER_WEEK:
            least = 1 if rule.day_at_least is None else rule.day_at_least.count
            return (sum(time >= least for time in week.times),)
        case Measure.HOURS_PER_DAY | Measure.MINUTES_PER_VISIT:
            return week.times
        case Measure.SESSIONS_PER_WEEK:
            return (sum(map(len, week.days)),)
        case Measure.FAMILY_SESSIONS_PER_WEEK:
            return (week.family,)
        case _:
            asks = not rule.components or draft.kind.kind in rule.components
            return tuple(itertools.chain.from_iterable(week.days)) if asks else ()


def _gaps(weeks: tuple[WeekDraft, ...]) -> tuple[int, ...]:
    held = [
        number * DAYS_IN_WEEK + place for number, week in enumerate(weeks) for place, day in enumerate(week.days) if day
    ]
    return tuple(b - a - 1 for a, b in itertools.pairwise(held))


def _of_months(measure: Measure, draft: Draft) -> tuple[int, int]:
    """The least and the most that a whole month may hold: four weeks, and up to three more days in a row."""
    if measure is Measure.FAMILY_SESSIONS_PER_MONTH:
        found = [week.family for week in draft.weeks]
        return _WEEKS_IN_MONTH * min(found), (_WEEKS_IN_MONTH + 1) * max(found)
    minutes = [week.minutes for week in draft.weeks]
    around = max(
        sum(sum(week.days[(first + place) % DAYS_IN_WEEK]) for place in range(_MORE_DAYS))
        for week in draft.weeks
        for first in range(DAYS_IN_WEEK)
    )
    return draft.monthly + _WEEKS_IN_MONTH * min(minutes), draft.monthly + _WEEKS_IN_MONTH * max(minutes) + around


def is_met(demand: Demand, draft: Draft) -> bool:
    """Whether a draft meets a demand at every place that it may be about."""
    return all(_is_inside(demand, figure) for figure, _ in figures_of(demand, draft))


def is_missed(demand: Demand, draft: Draft) -> bool:
    """Whether a draft certainly misses a demand somewhere."""
    return any(is_certain and not _is_inside(demand, figure) for figure, is_certain in figures_of(demand, draft))


def _is_inside(demand: Demand, figure: int | Fraction) -> bool:
    return demand.least <= figure and (demand.most is None or figure <= demand.most)


def program_of(
    draft: Draft, circumstances: Circumstances, *, start: int | None = 9 * 60, pause: int = 0, name: str = ""
) -> Program:
    """The program that has exactly these figures.

    Args:
        draft: the figures.
        circumstances: what the program is and whom it serves.
        start: the minute of the day at which every day begins; no clock times without one.
        pause: the minutes of a break between two sessions.
        name: the name of the program and of its one track.
    """
    held = [*_sessions(draft, start, pause)]
    length = Days(draft.length) if draft.length % DAYS_IN_WEEK else Weeks(draft.length // DAYS_IN_WEEK)
    type_ = circumstances.program_type
    people = type_.population if draft.age is None else attrs.evolve(type_.population, ages=draft.age)
    return Program(type_, tracks=[Track("all", held, length=length)], name=name or type_.name, population=people)


def _sessions(draft: Draft, start: int | None, pause: int) -> Iterator[Session]:
    component = draft.kind()
    if draft.kind is GroupTherapy:
        component = GroupTherapy(group_size=draft.people)
    elif draft.kind in _CLASSES:
        component = draft.kind(class_size=draft.people)
    for day, pieces, first, last in _day_runs(draft):
        begins = (
            start if start is None else max(0, min(start, MINUTES_IN_DAY - sum(pieces) - pause * (len(pieces) - 1)))
        )
        for number, minutes in enumerate(pieces):
            at = None if begins is None else time_of_minute(begins)
            if number and pause and begins is not None:
                yield Session(Break(), day=day, start=at, time=Minutes(pause), weeks=(first, last))
                begins += pause
                at = time_of_minute(begins)
            yield Session(component, day=day, start=at, time=Minutes(minutes), weeks=(first, last))
            begins = None if begins is None else begins + minutes
    for first, last, count in _family_runs(draft):
        family = FamilyTherapy()
        for place in range(count):
            day = WeekDay(place % DAYS_IN_WEEK)
            yield Session(family, day=day, time=Minutes(60), weeks=(first, last), attended_by=AttendedBy.FAMILY)
    if draft.monthly:
        yield Session(component, day=WeekDay.MONDAY, time=Minutes(draft.monthly), nth=1)


def _day_runs(draft: Draft) -> Iterator[tuple[WeekDay, tuple[int, ...], int, int | None]]:
    """Each weekday with the sessions of its day, and from which week to which it stays so; to no week at the end."""
    for place in range(DAYS_IN_WEEK):
        for pieces, first, last in _equal_runs(draft, [week.days[place] for _, week in draft.runs]):
            if pieces:
                yield WeekDay(place), pieces, first, last


def _family_runs(draft: Draft) -> Iterator[tuple[int, int | None, int]]:
    for count, first, last in _equal_runs(draft, [week.family for _, week in draft.runs]):
        yield first, last, count


def _equal_runs(draft: Draft, values: list[T]) -> Iterator[tuple[T, int, int | None]]:
    """Runs of weeks with one value, as first and last week; the last run of a stay has no last week."""
    week = 1
    grouped = itertools.groupby(zip(values, (count for count, _ in draft.runs), strict=True), key=lambda pair: pair[0])
    runs = [(value, sum(count for _, count in pairs)) for value, pairs in grouped]
    for number, (value, count) in enumerate(runs, start=1):
        yield value, week, None if number == len(runs) else week + count - 1
        week += count
