"""The nearest fix: the smallest change of one kind after which a missed minimum of time or of days is met.

A fix adds sessions or lengthens them; where a week is known by its figures alone, it raises a figure. What it is worth
is not decided here: whoever asks for it holds the changed subject against the same rules again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from iopmodel._days import WeekDay, short_day
from iopmodel.answers import judged, taken_together
from iopmodel.components import COMPONENT_TYPES, Component, GroupTherapy
from iopmodel.counting import Counted, Counting
from iopmodel.findings import FixKind, Verdict
from iopmodel.lengths import Weeks
from iopmodel.measures import Measure
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Phase, Program, ProgramType, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.readings import Reading, readings, readings_together
from iopmodel.rules import Bound, Rule
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.scopes import why_not
from iopmodel.stretches import Stretch, Subject, stretches
from iopmodel.tally import WeekClass

__all__ = ["Plan", "plans"]

_HOUR = 60
_LONGEST_CADENCE = 104


@attrs.frozen
class Plan:
    """A change of one kind: what to do, how much time it adds to a week, and the subject after it."""

    kind: FixKind
    words: str
    added: int
    subject: Subject


@attrs.frozen
class _Step:
    """A change to the week of one stretch."""

    kind: FixKind
    words: str
    added: int
    week: WeeklySchedule | WeeklyPattern


@attrs.frozen
class _Short:
    """A stretch that falls short, and where.

    Args:
        part: the stretch.
        low: the low end of the bound, as a number.
        missing: the readings that do not certainly reach it.
        rule: the rule.
        counting: which sessions count.
    """

    part: Stretch
    low: int
    missing: tuple[Reading, ...]
    rule: Rule
    counting: Counting

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
        found = [
            {day.day for day in each.week.days if day.is_certain} for each in self.weeks if each.week is not None
        ] or [{each.day for each in self.part.sessions if each.day is not None and self._certainly_counts(each)}]
        return tuple(sorted(set.intersection(*found)))

    def _certainly_counts(self, session: Session) -> bool:
        counted = self.counting.of(session.component, session.attended_by)
        return counted is Counted.YES and not session.optional

    @property
    def component(self) -> Component | None:
        """What a further session can be: group therapy, or else the first built-in component that counts."""
        kinds: list[type[Component]] = [GroupTherapy, *COMPONENT_TYPES.values()]
        return next((kind() for kind in kinds if kind.kind in self.counting.components), None)

    def session(self, minutes: int, day: WeekDay | None) -> Session | None:
        """A further session of so many minutes, in the weeks that fall short."""
        if self.component is None:
            return None
        return Session(self.component, time=Minutes(minutes), day=day, **_when(self.weeks, self.part))

    def with_sessions(self, kind: FixKind, words: str, added: Iterable[tuple[int, WeekDay | None]]) -> _Step | None:
        """The step that adds sessions of so many minutes, each on its day."""
        pairs = list(added)
        further = [self.session(minutes, day) for minutes, day in pairs]
        known = [each for each in further if each is not None]
        if len(known) < len(pairs) or not pairs:
            return None
        when = "".join(f" in {each.weeks}" for each in self.weeks[:1] if each.weeks and _when(self.weeks, self.part))
        total = sum(minutes for minutes, _ in pairs)
        return _Step(kind, f"{words}{when}", total, WeeklySchedule([*self.part.sessions, *known]))


def plans(rule: Rule, bound: Bound, subject: Subject, counting: Counting) -> Iterator[Plan]:
    """The changes that may bring the subject up to the low end of a bound; the smallest of each kind."""
    ways = _WAYS.get(rule.measure, ())
    parts = stretches(subject)
    short = list(_falling_short(rule, bound, parts, counting))
    for way in ways:
        steps = {parts.index(each.part): way(each) for each in short}
        found = {index: step for index, step in steps.items() if step is not None}
        if not found or len(found) < len(steps):
            continue
        titles = {index: f"{parts[index].title}: " if len(parts) > 1 else "" for index in found}
        yield Plan(
            next(iter(found.values())).kind,
            "; ".join(f"{titles[index]}{step.words}" for index, step in found.items()),
            max(step.added for step in found.values()),
            _with_weeks(subject, {index: step.week for index, step in found.items()}),
        )


def _falling_short(rule: Rule, bound: Bound, parts: tuple[Stretch, ...], counting: Counting) -> Iterator[_Short]:
    """The stretches at which the figure does not certainly reach the low end, each with the places."""
    concerned = tuple(part for part in parts if not why_not(rule.scope, part))
    low = int(_plain(bound.low))
    for together in taken_together(rule, concerned):
        found = (
            readings(rule, together[0], counting) if len(together) == 1 else readings_together(rule, together, counting)
        )
        missing = tuple(each for each in found if judged(each, bound) is not Verdict.MET and _number(each) < low)
        if missing:
            yield from (_Short(part, low, missing, rule, counting) for part in together)


def _number(reading: Reading) -> Any:  # noqa: ANN401 - a whole number, or a fraction of one
    return _plain(reading.measured.low)


def _plain(value: Any) -> Any:  # noqa: ANN401 - as _number
    return getattr(value, "count", value) if not isinstance(value, int) else value


def _when(weeks: tuple[WeekClass, ...], part: Stretch) -> dict[str, Any]:
    """How a session says that it falls in these weeks alone; empty when it is simpler in every week."""
    if len(weeks) != 1 or not weeks[0].weeks or not weeks[0].numbers:
        return {}
    numbers = weeks[0].numbers
    known = part.program_weeks
    goes_on = part.period > 0 and (part.last_week is None or part.last_week >= known.stop)
    returning = [number for number in numbers if goes_on and number >= known.stop - part.period]
    if not returning and numbers == tuple(range(numbers[0], numbers[-1] + 1)):
        return {"weeks": (numbers[0], numbers[-1])}
    if len(numbers) == len(returning) == 1 and 1 < part.period <= _LONGEST_CADENCE:
        return {"every": Weeks(part.period), "first": numbers[0]}
    return {}


def _spread(short: _Short, minutes: int) -> _Step | None:
    """The same further time on each day with service."""
    days = short.days
    attended = len(days) if short.part.attends is None else min(len(days), short.part.attends.low)
    if len(days) <= 1 or not attended or isinstance(short.part.week, WeeklyPattern):
        return None
    each = -(-minutes // attended)
    words = f"add {Minutes(each)} on {_each_of(days)}"
    return short.with_sessions(FixKind.LENGTHEN_DAYS, words, [(each, day) for day in days])


def _one_session(short: _Short, minutes: int) -> _Step | None:
    """One further session, on the day with service that has least, or by arrangement where no day is certain."""
    if isinstance(short.part.week, WeeklyPattern):
        return None
    day = None
    if short.days and short.part.attends is None:
        times = {each.day: each.low for week in short.weeks if week.week is not None for each in week.week.days}
        day = min(short.days, key=lambda each: (times.get(each, 0), each))
    words = (
        f"add one session of {Minutes(minutes)} a week, {'by arrangement' if day is None else f'on {short_day(day)}'}"
    )
    return short.with_sessions(FixKind.ONE_SESSION, words, [(minutes, day)])


def _raised(short: _Short, minutes: int) -> _Step | None:
    """For a week known by its figures: the time of the week, or of each of its days, that is enough."""
    pattern = short.part.week
    if not isinstance(pattern, WeeklyPattern):
        return None
    kind = FixKind.RAISE_FIGURE
    if pattern.daily_time.is_unknown:
        wanted = Minutes(pattern.time_per_week.low.count + minutes)
        words = f"make the week {wanted}, which is {Minutes(minutes)} more"
        return _Step(kind, words, minutes, attrs.evolve(pattern, time_per_week=Range.exactly(wanted)))
    days = pattern.attendance.low
    if not days:
        return None
    each = -(-minutes // days)
    wanted = Minutes(pattern.daily_time.low.count + each)
    words = f"make each of {days} days {wanted}, which is {Minutes(each)} more"
    return _Step(kind, words, each * days, _daily(pattern, wanted))


def _daily(pattern: WeeklyPattern, time: Minutes) -> WeeklyPattern:
    visit = pattern.time_per_visit if pattern.time_per_visit.is_unknown else Range.exactly(time)
    return attrs.evolve(pattern, time_per_day=time, time_per_visit=visit, time_per_week="not stated")


def _each_week(share: Callable[[_Short], int]) -> tuple[Callable[[_Short], _Step | None], ...]:
    """The ways to add time to every week: spread over its days, in one session, or as a raised figure."""
    return (
        lambda short: _spread(short, share(short)),
        lambda short: _one_session(short, share(short)),
        lambda short: _raised(short, share(short)),
    )


def _of_the_week(short: _Short) -> int:
    return short.lacks


def _of_the_stay(short: _Short) -> int:
    """What each week of the stay must gain, so that the weeks that it certainly has make up for what is missing."""
    return -(-short.lacks // max(1, short.part.weeks.low))


#: In every month there are four of each weekday, and three whole weeks.
_IN_MONTH = {True: 4, False: 3}


def _of_the_month(short: _Short) -> int:
    return -(-short.lacks // _IN_MONTH[bool(short.days) and short.part.attends is None])


def _longer_days(short: _Short) -> _Step | None:
    """Each day that falls short gets what it lacks."""
    if isinstance(short.part.week, WeeklyPattern):
        return _raised_to(short, short.low)
    needed: dict[WeekDay, int] = {}
    for week in short.weeks:
        for day in week.week.days if week.week is not None else ():
            if day.low < short.low:
                needed[day.day] = max(needed.get(day.day, 0), short.low - day.low)
    if not needed or any(entry.day is None for each in short.missing for entry in each.entries):
        return None
    words = _on_days((day, minutes) for day, minutes in sorted(needed.items()))
    plain = attrs.evolve(short, missing=tuple(attrs.evolve(each, week=None) for each in short.missing))
    pairs = [(minutes, day) for day, minutes in sorted(needed.items())]
    return plain.with_sessions(FixKind.LENGTHEN_SHORT_DAYS, words, pairs)


def _on_days(pairs: Iterable[tuple[WeekDay, int]]) -> str:
    """So many minutes on these days, days that get the same named together."""
    by_time: dict[int, list[WeekDay]] = {}
    for day, minutes in pairs:
        by_time.setdefault(minutes, []).append(day)
    return f"add {'; '.join(f'{Minutes(minutes)} on {_each_of(days)}' for minutes, days in by_time.items())}"


def _each_of(days: Iterable[WeekDay]) -> str:
    """``Mon``, or ``each of 3 days (Mon, Wed, Thu)``."""
    named = [short_day(day) for day in days]
    return named[0] if len(named) == 1 else f"each of {len(named)} days ({', '.join(named)})"


def _raised_to(short: _Short, minutes: int) -> _Step | None:
    pattern = short.part.week
    if not isinstance(pattern, WeeklyPattern):
        return None
    more = minutes - pattern.daily_time.low.count
    words = f"make each day {Minutes(minutes)}, which is {Minutes(max(0, more))} more"
    return _Step(FixKind.RAISE_FIGURE, words, max(0, more), _daily(pattern, Minutes(minutes)))


def _nearest_days(short: _Short) -> _Step | None:
    """The days that come nearest to the least time get what they lack."""
    least = 0 if short.rule.day_at_least is None else short.rule.day_at_least.count
    if not least or short.part.attends is not None or not short.weeks:
        return None
    lows = {
        day: min(each.low for week in short.weeks if week.week for each in week.week.days if each.day == day)
        for day in short.days
    }
    nearest = sorted((least - low, day) for day, low in lows.items() if low < least)[: short.lacks]
    if len(nearest) < short.lacks:
        return None
    pairs = sorted((day, minutes) for minutes, day in nearest)
    words = _on_days(pairs)
    return short.with_sessions(FixKind.LENGTHEN_SHORT_DAYS, words, [(minutes, day) for day, minutes in pairs])


def _more_days(short: _Short) -> _Step | None:
    """Further days, as long as the shortest one that there is, or as the rule asks."""
    if short.part.attends is not None:
        return None
    if isinstance(short.part.week, WeeklyPattern):
        return _further_days(short, short.part.week)
    taken = {session.day for session in short.part.sessions}
    free = [day for day in WeekDay if day not in taken][: short.lacks]
    if len(free) < short.lacks:
        return None
    lows = [day.low for week in short.weeks if week.week for day in week.week.days if day.is_certain and day.low]
    least = _HOUR if short.rule.day_at_least is None else short.rule.day_at_least.count
    minutes = max(least, min(lows, default=0)) if short.rule.day_at_least else min(lows, default=least)
    days = ", ".join(short_day(day) for day in free)
    words = f"add {len(free)} day{'s' if len(free) > 1 else ''} of {Minutes(minutes)} ({days})"
    return short.with_sessions(FixKind.MORE_DAYS, words, [(minutes, day) for day in free])


def _further_days(short: _Short, pattern: WeeklyPattern) -> _Step | None:
    least = short.rule.day_at_least
    if least is not None and pattern.daily_time.low < least:
        return None
    more = short.low - pattern.attendance.low
    visits = pattern.visits if pattern.visits.is_unknown else Range.exactly(short.low)
    week = attrs.evolve(pattern, days=short.low, visits=visits, time_per_week="not stated")
    words = f"make it {short.low} days a week, {more} more"
    return _Step(FixKind.RAISE_FIGURE, words, more * pattern.daily_time.low.count, week)


def _longer_sessions(short: _Short) -> _Step | None:
    """Each session that falls short is made as long as the rule asks."""
    wanted = Minutes(short.low)
    brief = [session for each in short.missing for session in each.sessions if session.time.low < wanted]
    if not brief or isinstance(short.part.week, WeeklyPattern):
        return None
    others = list(short.part.sessions)
    longer: list[Session] = []
    for session in brief:
        others.remove(session)
        longer.append(attrs.evolve(session, end=None if session.start else session.end, time=Range.exactly(wanted)))
    words = f"make {', '.join(session.name for session in brief)} {wanted} long"
    added = sum(wanted.count - session.time.low.count for session in brief)
    return _Step(FixKind.LENGTHEN_SESSIONS, words, added, WeeklySchedule([*others, *longer]))


_Way = Callable[[_Short], _Step | None]


_WAYS: Mapping[Measure, tuple[_Way, ...]] = MappingProxyType(
    {
        Measure.HOURS_PER_WEEK: _each_week(_of_the_week),
        Measure.TOTAL_HOURS: _each_week(_of_the_stay),
        Measure.MINUTES_PER_MONTH: _each_week(_of_the_month),
        Measure.HOURS_PER_DAY: (_longer_days,),
        Measure.MINUTES_PER_VISIT: (_longer_days,),
        Measure.DAYS_PER_WEEK: (_nearest_days, _more_days),
        Measure.VISITS_PER_WEEK: (_nearest_days, _more_days),
        Measure.MINUTES_PER_SESSION: (_longer_sessions,),
    }
)


def _with_weeks(subject: Subject, weeks: Mapping[int, WeeklySchedule | WeeklyPattern]) -> Subject:
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
        case Program():
            pathway = subject.pathway
            if pathway is not None:
                pathway = attrs.evolve(pathway, phases=_replaced(pathway.phases, weeks, len(subject.tracks)))
            return attrs.evolve(subject, tracks=_replaced(subject.tracks, weeks, 0), pathway=pathway)


def _replaced(parts: Iterable[Any], weeks: Mapping[int, WeeklySchedule | WeeklyPattern], offset: int) -> list[Any]:
    return [
        attrs.evolve(part, week=weeks[index]) if index in weeks else part
        for index, part in enumerate(parts, start=offset)
    ]
