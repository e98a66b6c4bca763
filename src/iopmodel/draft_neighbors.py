"""Drafts one minute, one day or one session away: the other side of the boundary of a rule."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.demands import Demand
from iopmodel.drafts import Draft, WeekDraft, figures_of, is_met
from iopmodel.measures import Measure

__all__ = ["neighbor_that_meets"]

_STEPS = (1, -1)
_OF_STAY = {
    Measure.DURATION_DAYS: "length",
    Measure.DURATION_WEEKS: "length",
    Measure.GROUP_SIZE: "people",
    Measure.CLASS_SIZE: "people",
    Measure.AGE_YEARS: "age",
}


def neighbor_that_meets(demand: Demand, draft: Draft) -> Draft | None:
    """The draft one step away from one that misses a demand, which meets it; ``None`` if no step does."""
    # Where nothing is left to ask, nothing is met.
    return next((each for each in _neighbors(demand, draft) if figures_of(demand, each) and is_met(demand, each)), None)


def _neighbors(demand: Demand, draft: Draft) -> Iterator[Draft]:
    measure = demand.rule.measure
    field = _OF_STAY.get(measure) or ("monthly" if measure is Measure.MINUTES_PER_MONTH and draft.monthly else None)
    if field is not None:
        for step in _STEPS:
            yield attrs.evolve(draft, **{field: getattr(draft, field) + step})
        return
    for place, (count, week) in enumerate(draft.runs):
        for other in _neighbors_of_week(demand, week):
            yield _with_run(draft, place, ((1, other), (count - 1, week)))
            yield _with_run(draft, place, ((count, other),))
    yield from _changes_of_all(demand, draft)


def _changes_of_all(demand: Demand, draft: Draft) -> Iterator[Draft]:
    """The same step in every week, for what is measured over the end of a week."""
    if demand.rule.measure in {Measure.DAYS_BETWEEN_SERVICE_DAYS, Measure.FAMILY_SESSIONS_PER_MONTH}:
        steps = [list(_neighbors_of_week(demand, week)) for _, week in draft.runs]
        for weeks in zip(*steps, strict=False):
            runs = tuple((count, week) for (count, _), week in zip(draft.runs, weeks, strict=True))
            yield attrs.evolve(draft, runs=runs)


def _with_run(draft: Draft, place: int, instead: tuple[tuple[int, WeekDraft], ...]) -> Draft:
    runs = (*draft.runs[:place], *instead, *draft.runs[place + 1 :])
    return attrs.evolve(draft, runs=tuple(run for run in runs if run[0]))


def _neighbors_of_week(demand: Demand, week: WeekDraft) -> Iterator[WeekDraft]:
    match demand.rule.measure:
        case Measure.FAMILY_SESSIONS_PER_WEEK | Measure.FAMILY_SESSIONS_PER_MONTH:
            yield from (attrs.evolve(week, family=week.family + step) for step in _STEPS if week.family + step >= 0)
        case Measure.SESSIONS_PER_WEEK:
            yield from _with_other_sessions(week)
        case Measure.DAYS_BETWEEN_SERVICE_DAYS:
            yield from _with_moved_day(week)
        case Measure.DAYS_PER_WEEK | Measure.VISITS_PER_WEEK if not demand.least_day:
            yield from _with_other_days(week)
        case _:
            yield from _with_other_minutes(week)


def _with_other_minutes(week: WeekDraft) -> Iterator[WeekDraft]:
    """One session a minute longer or shorter."""
    for place, day in enumerate(week.days):
        for number, minutes in enumerate(day):
            for step in _STEPS:
                if minutes + step > 0:
                    yield _with_day(week, place, (*day[:number], minutes + step, *day[number + 1 :]))


def _with_other_sessions(week: WeekDraft) -> Iterator[WeekDraft]:
    """One session more or less; a further one is cut off the longest, so that the time stays what it is."""
    for place, day in enumerate(week.days):
        if day and max(day) > 1:
            longest = max(day)
            rest = list(day)
            rest.remove(longest)
            yield _with_day(week, place, (longest - longest // 2, longest // 2, *rest))
        if len(day) > 1:
            yield _with_day(week, place, (day[0] + day[1], *day[2:]))
        yield _with_day(week, place, (*day, 60) if not day else day[1:])


def _with_other_days(week: WeekDraft) -> Iterator[WeekDraft]:
    """One day more, like the others, or one less."""
    like = next((day for day in week.days if day), (60,))
    for place, day in enumerate(week.days):
        yield _with_day(week, place, () if day else like)


def _with_moved_day(week: WeekDraft) -> Iterator[WeekDraft]:
    """One day moved to a weekday without treatment, or one day more."""
    for place, day in enumerate(week.days):
        for other in range(DAYS_IN_WEEK):
            if day and not week.days[other]:
                yield _with_day(_with_day(week, place, ()), other, day)
    yield from _with_other_days(week)


def _with_day(week: WeekDraft, place: int, day: tuple[int, ...]) -> WeekDraft:
    return attrs.evolve(week, days=(*week.days[:place], day, *week.days[place + 1 :]))
