"""Drafts: a stay by its figures alone, what each measure is of it, and the program that has exactly these figures."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple, TypeVar

import attrs

from iopmodel._days import DAYS_IN_WEEK, MINUTES_IN_DAY, WeekDay, time_of_minute
from iopmodel.components import Break, Component, Education, FamilyTherapy, GroupTherapy, SkillsTraining
from iopmodel.demands import Circumstances, Demand
from iopmodel.lengths import Days, Weeks
from iopmodel.measures import Measure
from iopmodel.populations import AttendedBy
from iopmodel.programs import Program, Track
from iopmodel.quantities import Minutes
from iopmodel.rules import Aggregation
from iopmodel.schedules import Session

__all__ = [
    "CERTAIN_MONTH",
    "SIZED",
    "Draft",
    "Figure",
    "WeekDraft",
    "figures_of",
    "is_met",
    "is_missed",
    "program_of",
]

T = TypeVar("T")

_CLASSES = (Education, SkillsTraining)
#: The kinds of session whose people are counted.
SIZED: dict[Measure, tuple[type[Component], ...]] = {
    Measure.GROUP_SIZE: (GroupTherapy,),
    Measure.CLASS_SIZE: _CLASSES,
}
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
#: A stay of so many days has a whole month, on whatever day it begins.
CERTAIN_MONTH = 61


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

    @property
    def whole_weeks(self) -> int:
        """How many weeks the stay certainly has; the first one always."""
        return max(1, self.length // DAYS_IN_WEEK)


class Figure(NamedTuple):
    """What a measure is at one place, at least and at most, and whether a stay certainly has the place."""

    low: int | Fraction
    high: int | Fraction
    is_certain: bool = True


def figures_of(demand: Demand, draft: Draft) -> tuple[Figure, ...]:
    """What the measure of a demand is at each place of a draft; none where there is nothing to ask it of."""
    part = demand.rule.scope.during
    weeks = draft.weeks
    lies = [True if part is None else part.holds_week(number) for number in range(1, len(weeks) + 1)]
    whole = _of_stay(demand, draft)
    if whole is not None:
        is_reached = True in lies
        return tuple(each._replace(is_certain=each.is_certain and is_reached) for each in whole if set(lies) != {False})
    return tuple(
        # Of a session held once a month nobody knows in which weeks it falls.
        Figure(figure, figure, lies[number] is True and number < draft.whole_weeks and not draft.monthly)
        for number, week in enumerate(weeks)
        for figure in _of_week(demand, week, draft)
        if lies[number] is not False
    )


def _of_stay(demand: Demand, draft: Draft) -> tuple[Figure, ...] | None:
    """What a measure of the whole stay is; ``None`` for one that is asked of every week."""
    found: tuple[Figure, ...] | None = None
    match demand.rule.measure:
        case Measure.HOURS_PER_WEEK if demand.rule.aggregation is Aggregation.AVERAGE:
            found = (_between(*(Fraction(sum(week.minutes for week in few), len(few)) for few in _stays(draft))),)
        case Measure.TOTAL_HOURS:
            found = (_between(*(sum(week.minutes for week in few) for few in _stays(draft))),)
        case Measure.DURATION_DAYS | Measure.DURATION_WEEKS:
            found = (Figure(draft.length, draft.length),)
        case Measure.WEEKS_BELOW_FLOOR:
            found = _weeks_below(demand.floors, draft)
        case Measure.GROUP_SIZE | Measure.CLASS_SIZE:
            found = None if draft.kind in SIZED[demand.rule.measure] else ()
        case Measure.AGE_YEARS:
            found = () if draft.age is None else (Figure(draft.age, draft.age),)
        case Measure.DAYS_BETWEEN_SERVICE_DAYS:
            found = _gaps(draft)
        case Measure.MINUTES_PER_MONTH | Measure.FAMILY_SESSIONS_PER_MONTH:
            found = _of_months(demand.rule.measure, draft)
        case _:
            pass
    return found


def _stays(draft: Draft) -> tuple[tuple[WeekDraft, ...], ...]:
    """The weeks of the stay; where it ends within a week, without that week and with it."""
    return draft.weeks[: draft.whole_weeks], draft.weeks


def _between(*figures: int | Fraction) -> Figure:
    return Figure(min(figures), max(figures))


def _weeks_below(floors: tuple[int, ...], draft: Draft) -> tuple[Figure, ...]:
    if not floors:
        return ()
    certain, every = _stays(draft)
    below = sum(week.minutes < min(floors) for week in certain)
    return (Figure(below, max(below, sum(week.minutes < max(floors) for week in every))),)


def _of_week(demand: Demand, week: WeekDraft, draft: Draft) -> tuple[int, ...]:
    rule = demand.rule
    sessions = tuple(itertools.chain.from_iterable(week.days))
    found: tuple[int, ...]
    match rule.measure:
        case Measure.HOURS_PER_WEEK:
            found = (week.minutes,)
        case Measure.DAYS_PER_WEEK | Measure.VISITS_PER_WEEK:
            found = (sum(time >= demand.least_day for time in week.times),)
        case Measure.HOURS_PER_DAY | Measure.MINUTES_PER_VISIT:
            found = week.times
        case Measure.SESSIONS_PER_WEEK:
            found = (len(sessions),)
        case Measure.FAMILY_SESSIONS_PER_WEEK:
            found = (week.family,)
        case Measure.GROUP_SIZE | Measure.CLASS_SIZE:
            found = (draft.people,) if sessions or draft.monthly else ()
        case _:
            found = sessions if not rule.components or draft.kind.kind in rule.components else ()
    return found


def _gaps(draft: Draft) -> tuple[Figure, ...]:
    held = [
        number * DAYS_IN_WEEK + place
        for number, week in enumerate(draft.weeks)
        for place, day in enumerate(week.days)
        if day
    ]
    return tuple(
        Figure(b - a - 1, b - a - 1, b // DAYS_IN_WEEK < draft.whole_weeks) for a, b in itertools.pairwise(held)
    )


def _of_months(measure: Measure, draft: Draft) -> tuple[Figure, ...]:
    """What a whole month may hold: at least what 28 days in a row do, and at most what 31 do."""
    if draft.length < _SHORTEST_MONTH:
        return ()
    days = [amount for week in draft.weeks for amount in _by_day(measure, week)][: draft.length]
    until = (0, *itertools.accumulate(days))
    low = min(until[day + _SHORTEST_MONTH] - until[day] for day in range(len(days) - _SHORTEST_MONTH + 1))
    high = max(until[min(day + _LONGEST_MONTH, len(days))] - until[day] for day in range(len(days)))
    monthly = draft.monthly if measure is Measure.MINUTES_PER_MONTH else 0
    return (Figure(monthly + low, monthly + high, draft.length >= CERTAIN_MONTH),)


def _by_day(measure: Measure, week: WeekDraft) -> tuple[int, ...]:
    """What a week has of a measure on each of its days."""
    if measure is Measure.MINUTES_PER_MONTH:
        return tuple(map(sum, week.days))
    return tuple(len(range(place, week.family, DAYS_IN_WEEK)) for place in range(DAYS_IN_WEEK))


def is_met(demand: Demand, draft: Draft) -> bool:
    """Whether a draft meets a demand at every place that it may be about."""
    return all(
        demand.least <= each.low and (demand.most is None or each.high <= demand.most)
        for each in figures_of(demand, draft)
    )


def is_missed(demand: Demand, draft: Draft) -> bool:
    """Whether a draft certainly misses a demand somewhere."""
    return any(
        each.is_certain and (each.high < demand.least or (demand.most is not None and each.low > demand.most))
        for each in figures_of(demand, draft)
    )


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
        paused = sum(pieces) + pause * (len(pieces) - 1)
        # A day that is longer than the clock has no clock times.
        fits = start is not None and paused <= MINUTES_IN_DAY and max(pieces) < MINUTES_IN_DAY
        begins = min(start, MINUTES_IN_DAY - paused) if start is not None and fits else None
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
