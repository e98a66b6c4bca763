"""Every measure, asked of a stretch at all of its places: one function a measure, no bound and no verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

import attrs

from iopmodel import contradictions
from iopmodel._days import short_day
from iopmodel.averages import average_of, average_together, stay_total
from iopmodel.counting import Counting
from iopmodel.findings import Measured
from iopmodel.lengths import in_days, in_weeks
from iopmodel.measures import Measure
from iopmodel.quantities import Minutes, Range, hull_of, sum_of
from iopmodel.rules import Aggregation, Bound, Rule
from iopmodel.schedules import Session
from iopmodel.stretches import Stretch
from iopmodel.tally import WeekClass, week_classes
from iopmodel.weeks import Entry

__all__ = ["Reading", "can_be_asked", "comparable", "is_of_the_stay", "readings", "readings_together"]


@attrs.frozen(kw_only=True)
class Reading:
    """One measured figure: where, how much, whether the place certainly exists, and the sessions that made it.

    What is not known of it hangs on its *entries*: its sessions, and those that may fall at its place.
    """

    where: str
    measured: Measured
    is_certain: bool = True
    sessions: tuple[Session, ...] = ()
    entries: tuple[Entry, ...] = ()
    week: WeekClass | None = None
    detail: str = ""


_Ask: TypeAlias = Callable[[Stretch, Counting, int], tuple[Reading, ...]]


def can_be_asked(measure: Measure) -> bool:
    """Whether the measure can be asked of a program, a track, a phase or a program type."""
    return measure in _ASKS


def readings(rule: Rule, stretch: Stretch, counting: Counting) -> tuple[Reading, ...]:
    """What the rule's measure is at each place of the stretch, by the rule's aggregation."""
    if rule.measure is Measure.HOURS_PER_WEEK and is_of_the_stay(rule):
        return _average(stretch, counting)
    at_least = 0 if rule.day_at_least is None else rule.day_at_least.count
    return _ASKS[rule.measure](stretch, counting, at_least)


def is_of_the_stay(rule: Rule) -> bool:
    """Whether a rule asks one figure of the whole stay, so that phases one after the other make it together."""
    if rule.measure is Measure.HOURS_PER_WEEK:
        return rule.aggregation is Aggregation.AVERAGE
    return rule.measure in {Measure.TOTAL_HOURS, Measure.DURATION_DAYS, Measure.DURATION_WEEKS}


def readings_together(rule: Rule, phases: tuple[Stretch, ...], counting: Counting) -> tuple[Reading, ...]:
    """What a measure of the whole stay is over phases that a patient takes one after the other: one reading."""
    each = [readings(rule, phase, counting)[0] for phase in phases]
    measured: Measured
    match rule.measure:
        case Measure.HOURS_PER_WEEK:
            measured = average_together(phases, counting)
        case Measure.TOTAL_HOURS:
            measured = sum_of(stay_total(phase, counting) for phase in phases)
        case Measure.DURATION_DAYS:
            measured = sum_of(in_days(phase.length) for phase in phases)
        case _:
            measured = sum_of(in_weeks(phase.length) for phase in phases)
    entries = tuple(dict.fromkeys(entry for reading in each for entry in reading.entries))
    where = " and ".join(phase.title.partition(' "')[0] for phase in phases)
    return (Reading(where=where, measured=measured, sessions=_sessions(entries), entries=entries),)


def comparable(bound: Bound, measured: Measured) -> Measured:
    """The bound in the unit of the figure: an average is in fractions of minutes."""
    if isinstance(measured.low, Fraction) and isinstance(bound.low, Minutes):
        high = bound.high.count if isinstance(bound.high, Minutes) else None
        end = None if high is None else Fraction(high)
        return Range(Fraction(bound.low.count), end, high_excluded=bound.high_excluded)
    return bound


def _each_week(stretch: Stretch, counting: Counting, ask: Callable[[WeekClass], Measured]) -> tuple[Reading, ...]:
    return tuple(
        Reading(
            where=each.where,
            measured=ask(each),
            is_certain=each.is_certain,
            sessions=each.sessions,
            entries=_entries(each),
            week=each,
        )
        for each in week_classes(stretch, counting)
    )


def _hours_per_week(stretch: Stretch, counting: Counting, _: int) -> tuple[Reading, ...]:
    return _each_week(stretch, counting, lambda each: each.time)


def _days_per_week(stretch: Stretch, counting: Counting, at_least: int) -> tuple[Reading, ...]:
    return _each_week(stretch, counting, lambda each: each.days_with(at_least))


def _sessions_per_week(stretch: Stretch, counting: Counting, _: int) -> tuple[Reading, ...]:
    return _each_week(stretch, counting, lambda each: each.session_count)


def _hours_per_day(stretch: Stretch, counting: Counting, _: int) -> tuple[Reading, ...]:
    """Each weekday with service; a session without a weekday may lengthen any of them, or make a day of its own."""
    return tuple(
        Reading(
            where=", ".join(part for part in (each.where, day) if part),
            measured=time,
            is_certain=is_certain and each.is_certain,
            sessions=_sessions(made_by),
            entries=(*made_by, *perhaps),
            week=each,
        )
        for each in week_classes(stretch, counting)
        for day, time, is_certain, made_by, perhaps in _days(each)
    )


def _entries(each: WeekClass) -> tuple[Entry, ...]:
    return () if each.week is None else each.week.entries


def _sessions(entries: Iterable[Entry]) -> tuple[Session, ...]:
    return tuple(dict.fromkeys(entry.session for entry in entries))


_Day = tuple[str, Range[Minutes], bool, tuple[Entry, ...], tuple[Entry, ...]]


def _days(each: WeekClass) -> list[_Day]:
    if each.week is None:
        return [("", each.pattern.daily_time, True, (), ())]
    week, any_day = each.week, each.week.any_day
    nothing = Range.exactly(Minutes(0))
    loose = sum_of([nothing, *(Range(Minutes(0), entry.on_one_day.high) for entry in any_day)])
    is_choice = week.attends is not None
    days = [(day, day.time + loose) for day in week.days]
    found: list[_Day] = [
        (short_day(day.day), time, day.is_certain and not is_choice, day.entries, any_day) for day, time in days
    ]
    longest = hull_of([loose, *(time for _, time in days)]).high
    for entry in any_day:
        on_its_day = Range(entry.on_one_day.low, longest)
        found.append((entry.session.name, on_its_day, entry.is_required and not is_choice, (entry,), ()))
    return found


def _duration_days(stretch: Stretch, _: Counting, __: int) -> tuple[Reading, ...]:
    return (Reading(where=stretch.title, measured=in_days(stretch.length)),)


def _duration_weeks(stretch: Stretch, _: Counting, __: int) -> tuple[Reading, ...]:
    return (Reading(where=stretch.title, measured=in_weeks(stretch.length)),)


def _total_hours(stretch: Stretch, counting: Counting, _: int) -> tuple[Reading, ...]:
    return _whole(stretch, counting, stay_total(stretch, counting))


def _average(stretch: Stretch, counting: Counting) -> tuple[Reading, ...]:
    return _whole(stretch, counting, average_of(stretch, counting, None))


def _whole(stretch: Stretch, counting: Counting, measured: Measured) -> tuple[Reading, ...]:
    entries = tuple(dict.fromkeys(entry for each in week_classes(stretch, counting) for entry in _entries(each)))
    return (Reading(where=stretch.title, measured=measured, sessions=_sessions(entries), entries=entries),)


def _ages(stretch: Stretch, _: Counting, __: int) -> tuple[Reading, ...]:
    return (Reading(where=stretch.title, measured=stretch.population.ages),)


def _house(ask: Callable[[Stretch], tuple[contradictions.Contradiction, ...]]) -> _Ask:
    """A house measure: how often the stretch contradicts itself, each time as a place of its own."""

    def asked(stretch: Stretch, _: Counting, __: int) -> tuple[Reading, ...]:
        found = ask(stretch)
        return tuple(
            Reading(where=each.where, measured=Range.exactly(1), sessions=each.sessions, detail=each.sentence)
            for each in found
        ) or (Reading(where=stretch.title, measured=Range.exactly(0)),)

    return asked


_ASKS: Mapping[Measure, _Ask] = MappingProxyType(
    {
        Measure.HOURS_PER_WEEK: _hours_per_week,
        Measure.HOURS_PER_DAY: _hours_per_day,
        Measure.MINUTES_PER_VISIT: _hours_per_day,
        Measure.DAYS_PER_WEEK: _days_per_week,
        Measure.VISITS_PER_WEEK: _days_per_week,
        Measure.SESSIONS_PER_WEEK: _sessions_per_week,
        Measure.DURATION_DAYS: _duration_days,
        Measure.DURATION_WEEKS: _duration_weeks,
        Measure.TOTAL_HOURS: _total_hours,
        Measure.AGE_YEARS: _ages,
        Measure.OVERLAPS: _house(contradictions.overlaps),
        Measure.STATED_HOURS_PER_WEEK: _house(contradictions.stated_hours_per_week),
        Measure.STATED_HOURS_PER_DAY: _house(contradictions.stated_hours_per_day),
        Measure.STATED_DAYS_PER_WEEK: _house(contradictions.stated_days_per_week),
        Measure.STATED_SESSIONS: _house(contradictions.stated_sessions),
        Measure.SUBSET_OF_DAYS: _house(contradictions.subset_of_days),
    }
)
