"""Every measure, asked of a stretch at all of its places: one function a measure, no bound and no verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import attrs

from iopmodel import contradictions
from iopmodel.averages import average_of, average_together, stay_total
from iopmodel.components import Education, FamilyTherapy, GroupTherapy, ProgramBlock, SkillsTraining
from iopmodel.counting import Counting
from iopmodel.findings import Measured
from iopmodel.floors import weeks_below
from iopmodel.gaps import gaps
from iopmodel.lengths import in_days, in_weeks
from iopmodel.measures import Measure
from iopmodel.months import Month, minutes_in_month, sessions_in_month
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Range, sum_of
from iopmodel.rules import Aggregation, Rule
from iopmodel.schedules import Session
from iopmodel.stretches import Stretch
from iopmodel.tally import WeekClass, day_times, week_classes
from iopmodel.weeks import Entry

__all__ = ["Reading", "can_be_asked", "is_of_the_stay", "readings", "readings_of", "readings_together"]


@attrs.frozen(kw_only=True)
class Reading:
    """One measured figure: where, how much, whether the place certainly exists, and the sessions that made it.

    What is not known of it hangs on its *entries*: its sessions, and those that may fall at its place; a *doubt* says
    what else must be known to tell whether the rule is about this place at all. A length shown in weeks is judged
    *in_days*, for 85 days are more than 12 weeks.
    """

    where: str
    measured: Measured
    is_certain: bool = True
    sessions: tuple[Session, ...] = ()
    entries: tuple[Entry, ...] = ()
    week: WeekClass | None = None
    detail: str = ""
    doubt: str = ""
    in_days: Range[int] | None = None


@attrs.frozen(kw_only=True)
class _Question:
    """What is asked of one stretch.

    Args:
        stretch: the stretch.
        counting: which sessions count.
        at_least: the minutes from which a day counts.
        kinds: the kinds of component that are asked about; all that count when empty.
        among: the program weeks that are asked about; all when not given.
        floors: the weekly floors, where weeks below them are counted.
    """

    stretch: Stretch
    counting: Counting
    at_least: int = 0
    kinds: frozenset[str] = frozenset()
    among: tuple[int, ...] | None = None
    floors: tuple[Minutes, ...] = ()

    @property
    def weeks(self) -> tuple[WeekClass, ...]:
        """The different weeks that are asked about."""
        return week_classes(self.stretch, self.counting, among=self.among)


_Ask: TypeAlias = Callable[[_Question], tuple[Reading, ...]]


def can_be_asked(measure: Measure) -> bool:
    """Whether the measure can be asked of a program, a track, a phase or a program type."""
    return measure in _ASKS


def readings_of(
    measure: Measure, stretch: Stretch, counting: Counting, at_least: Minutes | None, kinds: frozenset[str]
) -> tuple[Reading, ...]:
    """What a measure is at each place of a stretch, without any rule."""
    least = at_least.count if at_least else 0
    return _ASKS[measure](_Question(stretch=stretch, counting=counting, at_least=least, kinds=kinds))


def readings(rule: Rule, stretch: Stretch, counting: Counting, floors: tuple[Minutes, ...] = ()) -> tuple[Reading, ...]:
    """What the rule's measure is at each place of the stretch, by the rule's aggregation; none when it has no place.

    Args:
        rule: the rule.
        stretch: the stretch of which it is asked.
        counting: which sessions count.
        floors: the weekly floors, where the rule counts weeks below them.
    """
    question = _Question(
        stretch=stretch,
        counting=counting,
        at_least=0 if rule.day_at_least is None else rule.day_at_least.count,
        kinds=rule.components,
        floors=floors,
    )
    ask = _average if rule.measure is Measure.HOURS_PER_WEEK and is_of_the_stay(rule) else _ASKS[rule.measure]
    part = rule.scope.during
    if part is None:
        return ask(question)
    certain, perhaps = stretch.weeks_in(part)
    doubt = f"which weeks of the stay are its {part}"
    found = ask(attrs.evolve(question, among=certain)) if certain else ()
    unsure = ask(attrs.evolve(question, among=perhaps)) if perhaps else ()
    return (*found, *(attrs.evolve(each, doubt=doubt) for each in unsure))


def is_of_the_stay(rule: Rule) -> bool:
    """Whether a rule asks one figure of the whole stay, so that phases one after the other make it together."""
    return rule.aggregation is Aggregation.AVERAGE or rule.measure in _OF_THE_STAY


_OF_THE_STAY = {
    Measure.TOTAL_HOURS,
    Measure.DURATION_DAYS,
    Measure.DURATION_WEEKS,
    Measure.WEEKS_BELOW_FLOOR,
}


def readings_together(
    rule: Rule, phases: tuple[Stretch, ...], counting: Counting, floors: tuple[Minutes, ...] = ()
) -> tuple[Reading, ...]:
    """What a measure of the whole stay is over phases that a patient takes one after the other: one reading."""
    each = [reading for phase in phases for reading in readings(rule, phase, counting, floors)]
    if not each:
        return ()
    measured: Measured
    match rule.measure:
        case Measure.HOURS_PER_WEEK:
            measured = average_together(phases, counting)
        case Measure.TOTAL_HOURS:
            measured = sum_of(stay_total(phase, counting) for phase in phases)
        case Measure.WEEKS_BELOW_FLOOR:
            measured = sum_of(weeks_below(phase, counting, floors) for phase in phases)
        case Measure.DURATION_DAYS:
            measured = sum_of(in_days(phase.length) for phase in phases)
        case _:
            measured = sum_of(in_weeks(phase.length) for phase in phases)
    entries = tuple(dict.fromkeys(entry for reading in each for entry in reading.entries))
    where = " and ".join(phase.title.partition(' "')[0] for phase in phases)
    days = sum_of(in_days(phase.length) for phase in phases) if rule.measure is Measure.DURATION_WEEKS else None
    return (Reading(where=where, measured=measured, sessions=_sessions(entries), entries=entries, in_days=days),)


def _each_week(question: _Question, ask: Callable[[WeekClass], Measured]) -> tuple[Reading, ...]:
    return tuple(
        Reading(
            where=each.where,
            measured=ask(each),
            is_certain=each.is_certain,
            sessions=each.sessions,
            entries=_entries(each),
            week=each,
        )
        for each in question.weeks
    )


def _hours_per_week(question: _Question) -> tuple[Reading, ...]:
    return _each_week(question, lambda each: each.time)


def _days_per_week(question: _Question) -> tuple[Reading, ...]:
    return _each_week(question, lambda each: each.days_with(question.at_least))


def _sessions_per_week(question: _Question) -> tuple[Reading, ...]:
    return _each_week(question, lambda each: each.session_count)


def _family_sessions_per_week(question: _Question) -> tuple[Reading, ...]:
    counted = _with_family(question)
    return tuple(
        attrs.evolve(
            each,
            entries=tuple(entry for entry in each.entries if _is_family(entry.session)),
            sessions=tuple(filter(_is_family, each.sessions)),
        )
        for each in _each_week(counted, lambda each: each.count_of(_is_family))
    )


def _family_sessions_per_month(question: _Question) -> tuple[Reading, ...]:
    counted = _with_family(question)
    months = sessions_in_month(counted.stretch, counted.counting, _is_family)
    family = tuple(entry for entry in _all_entries(counted) if _is_family(entry.session))
    return _in_month(counted, months, family, lambda each: each)


def _minutes_per_month(question: _Question) -> tuple[Reading, ...]:
    months = minutes_in_month(question.stretch, question.counting)
    return _in_month(question, months, _all_entries(question), _as_time)


def _as_time(count: Range[int]) -> Range[Minutes]:
    return Range(Minutes(count.low), None if count.high is None else Minutes(count.high))


def _in_month(
    question: _Question, months: tuple[Month, ...], entries: tuple[Entry, ...], of: Callable[[Range[int]], Measured]
) -> tuple[Reading, ...]:
    """Each whole month; which sessions fall in it hangs on the day on which the stay begins."""
    return tuple(
        Reading(
            where=_at(question, month.where),
            measured=of(month.amount),
            is_certain=month.is_certain,
            sessions=_sessions(entries),
            entries=entries,
        )
        for month in months
    )


def _is_family(session: Session) -> bool:
    return isinstance(session.component, FamilyTherapy)


def _with_family(question: _Question) -> _Question:
    """The question where a family session is one also when the family alone attends it."""
    return attrs.evolve(question, counting=attrs.evolve(question.counting, family_only=True))


def _minutes_per_session(question: _Question) -> tuple[Reading, ...]:
    return _each_session(question, lambda session: session.time, question.kinds, Range(Minutes(0)))


def _group_size(question: _Question) -> tuple[Reading, ...]:
    return _each_session(question, _people, frozenset({GroupTherapy.kind}), Range(0))


def _class_size(question: _Question) -> tuple[Reading, ...]:
    return _each_session(question, _people, frozenset({Education.kind, SkillsTraining.kind}), Range(0))


def _people(session: Session) -> Range[int]:
    component = session.component
    return component.group_size if isinstance(component, GroupTherapy) else getattr(component, "class_size", Range(0))


def _each_session(
    question: _Question, ask: Callable[[Session], Measured], kinds: frozenset[str], unknown: Measured
) -> tuple[Reading, ...]:
    """Each session of these kinds; a program block may hold some, and so may a week of which only figures are known."""
    if isinstance(question.stretch.week, WeeklyPattern):
        return (Reading(where=question.stretch.title, measured=unknown, is_certain=False),)
    found: dict[Entry, bool] = {}
    for week in question.weeks:
        for entry in _entries(week):
            found[entry] = found.get(entry, False) or (entry.is_required and week.is_certain)
    blocks = kinds | {ProgramBlock.kind}
    asked = {entry: not kinds or entry.session.component.kind in kinds for entry in found}
    return tuple(
        Reading(
            where=_at(question, entry.session.name),
            measured=ask(entry.session) if asked[entry] else unknown,
            is_certain=is_certain and asked[entry],
            sessions=(entry.session,),
            entries=(entry,),
        )
        for entry, is_certain in found.items()
        if asked[entry] or entry.session.component.kind in blocks
    )


def _at(question: _Question, place: str) -> str:
    return ", ".join(part for part in (question.stretch.title, place) if part)


def _days_between_service_days(question: _Question) -> tuple[Reading, ...]:
    return tuple(
        Reading(
            where=_at(question, gap.where),
            measured=gap.days,
            is_certain=gap.is_certain,
            sessions=_sessions(gap.entries),
            entries=gap.entries,
        )
        for gap in gaps(question.stretch, question.counting)
    )


def _weeks_below_floor(question: _Question) -> tuple[Reading, ...]:
    if not question.floors:
        return ()
    return _whole(question, weeks_below(question.stretch, question.counting, question.floors))


def _hours_per_day(question: _Question) -> tuple[Reading, ...]:
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
        for each in question.weeks
        for day, time, is_certain, made_by, perhaps in day_times(each)
    )


def _entries(each: WeekClass) -> tuple[Entry, ...]:
    return () if each.week is None else each.week.entries


def _sessions(entries: Iterable[Entry]) -> tuple[Session, ...]:
    return tuple(dict.fromkeys(entry.session for entry in entries))


def _duration_days(question: _Question) -> tuple[Reading, ...]:
    return (Reading(where=question.stretch.title, measured=in_days(question.stretch.length)),)


def _duration_weeks(question: _Question) -> tuple[Reading, ...]:
    (days,) = _duration_days(question)
    return (attrs.evolve(days, measured=in_weeks(question.stretch.length), in_days=in_days(question.stretch.length)),)


def _total_hours(question: _Question) -> tuple[Reading, ...]:
    return _whole(question, stay_total(question.stretch, question.counting))


def _average(question: _Question) -> tuple[Reading, ...]:
    return _whole(question, average_of(question.stretch, question.counting, None))


def _whole(question: _Question, measured: Measured) -> tuple[Reading, ...]:
    entries, where = _all_entries(question), question.stretch.title
    return (Reading(where=where, measured=measured, sessions=_sessions(entries), entries=entries),)


def _all_entries(question: _Question) -> tuple[Entry, ...]:
    return tuple(dict.fromkeys(entry for each in question.weeks for entry in _entries(each)))


def _ages(question: _Question) -> tuple[Reading, ...]:
    return (Reading(where=question.stretch.title, measured=question.stretch.population.ages),)


def _house(ask: Callable[[Stretch], tuple[contradictions.Contradiction, ...]]) -> _Ask:
    """A house measure: how often the stretch contradicts itself, each time as a place of its own."""

    def asked(question: _Question) -> tuple[Reading, ...]:
        found = ask(question.stretch)
        return tuple(
            Reading(where=each.where, measured=Range.exactly(1), sessions=each.sessions, detail=each.sentence)
            for each in found
        ) or (Reading(where=question.stretch.title, measured=Range.exactly(0)),)

    return asked


_ASKS: Mapping[Measure, _Ask] = MappingProxyType(
    {
        Measure.HOURS_PER_WEEK: _hours_per_week,
        Measure.HOURS_PER_DAY: _hours_per_day,
        Measure.MINUTES_PER_VISIT: _hours_per_day,
        Measure.DAYS_PER_WEEK: _days_per_week,
        Measure.VISITS_PER_WEEK: _days_per_week,
        Measure.SESSIONS_PER_WEEK: _sessions_per_week,
        Measure.FAMILY_SESSIONS_PER_WEEK: _family_sessions_per_week,
        Measure.FAMILY_SESSIONS_PER_MONTH: _family_sessions_per_month,
        Measure.MINUTES_PER_SESSION: _minutes_per_session,
        Measure.MINUTES_PER_MONTH: _minutes_per_month,
        Measure.DAYS_BETWEEN_SERVICE_DAYS: _days_between_service_days,
        Measure.GROUP_SIZE: _group_size,
        Measure.CLASS_SIZE: _class_size,
        Measure.WEEKS_BELOW_FLOOR: _weeks_below_floor,
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
