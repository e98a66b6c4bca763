"""The nearest fix: the smallest change of one kind after which a missed minimum of time or of days is met.

A fix adds sessions or lengthens them; where a week is known by its figures alone, it raises a figure. What it is worth
is not decided here: whoever asks for it holds the changed subject against the same rules again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

import attrs

from iopmodel._days import DAYS_IN_WEEK, WeekDay, short_day
from iopmodel.counting import Counting
from iopmodel.findings import FixKind, plain_minutes
from iopmodel.measures import Measure
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Range
from iopmodel.readings import Reading
from iopmodel.rules import Bound, Rule
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.shortfalls import Addition, Shortfall, Step, falling_short, gain, with_weeks
from iopmodel.stretches import Subject, stretches
from iopmodel.tally import week_classes

__all__ = ["Plan", "plans"]

_HOUR = 60


@attrs.frozen
class Plan:
    """A change of one kind: what to do, how much time it adds to a week, and the subject after it.

    A spare one is worth a word only where every other change would break something.
    """

    kind: FixKind
    words: str
    added: int
    subject: Subject
    is_spare: bool = False


def plans(rule: Rule, bound: Bound, subject: Subject, counting: Counting) -> Iterator[Plan]:
    """The changes that may bring the subject up to the low end of a bound; the smallest of each kind."""
    ways = _WAYS.get(rule.measure, ())
    parts = stretches(subject)
    short = list(falling_short(rule, bound, parts, counting))
    for way, is_spare in [*((way, False) for way in ways), *((way, True) for way in _SPARE.get(rule.measure, ()))]:
        steps = {parts.index(each.part): way(each) for each in short}
        found = {index: step for index, step in steps.items() if step is not None}
        if not found or len(found) < len(steps):
            continue
        titles = {index: f"{parts[index].title}: " if len(parts) > 1 else "" for index in found}
        yield Plan(
            next(iter(found.values())).kind,
            "; ".join(f"{titles[index]}{step.words}" for index, step in found.items()),
            max(gain(parts[index], step.week, counting) for index, step in found.items()),
            with_weeks(subject, {index: step.week for index, step in found.items()}),
            is_spare,
        )


def _spread(short: Shortfall, minutes: int) -> Step | None:
    """The same further time on each day with service."""
    days = short.days
    attended = len(days) if short.part.attends is None else min(len(days), short.part.attends.low)
    if len(days) <= 1 or not attended or isinstance(short.part.week, WeeklyPattern):
        return None
    each = -(-minutes // attended)
    words = f"add {Minutes(each)} on {_each_of(days)}"
    added = [Addition(each, day, short.weeks) for day in days]
    return short.with_sessions(FixKind.LENGTHEN_DAYS, words, added)


def _one_session(short: Shortfall, minutes: int) -> Step | None:
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
    return short.with_sessions(FixKind.ONE_SESSION, words, [Addition(minutes, day, short.weeks)])


def _raised(short: Shortfall, minutes: int) -> Step | None:
    """For a week known by its figures: the time of the week, or of each of its days, that is enough."""
    pattern = short.part.week
    if not isinstance(pattern, WeeklyPattern):
        return None
    kind = FixKind.RAISE_FIGURE
    if pattern.daily_time.is_unknown:
        wanted = Minutes(pattern.time_per_week.low.count + minutes)
        words = f"make the week {wanted}, which is {Minutes(minutes)} more"
        return Step(kind, words, attrs.evolve(pattern, time_per_week=Range.exactly(wanted)))
    days = pattern.attendance.low
    if not days:
        return None
    each = -(-minutes // days)
    wanted = Minutes(pattern.daily_time.low.count + each)
    words = f"make each of {days} days {wanted}, which is {Minutes(each)} more"
    return Step(kind, words, _daily(pattern, wanted))


def _daily(pattern: WeeklyPattern, time: Minutes) -> WeeklyPattern:
    visit = pattern.time_per_visit if pattern.time_per_visit.is_unknown else Range.exactly(time)
    return attrs.evolve(pattern, time_per_day=time, time_per_visit=visit, time_per_week="not stated")


def _each_week(share: Callable[[Shortfall], int]) -> tuple[Callable[[Shortfall], Step | None], ...]:
    """The ways to add time to every week: spread over its days, in one session, or as a raised figure."""
    return (
        lambda short: _spread(short, share(short)),
        lambda short: _one_session(short, share(short)),
        lambda short: _raised(short, share(short)),
    )


def _of_the_week(short: Shortfall) -> int:
    return short.lacks


def _of_the_stay(short: Shortfall) -> int:
    """What each week of the stay must gain, so that the weeks that it certainly has make up for what is missing."""
    return -(-short.lacks // short.weeks_of_the_stay)


#: In every month there are four of each weekday, and three whole weeks.
_IN_MONTH = {True: 4, False: 3}


def _of_the_month(short: Shortfall) -> int:
    return -(-short.lacks // _IN_MONTH[bool(short.days) and short.part.attends is None])


def _longer_days(short: Shortfall) -> Step | None:
    """Each day that falls short gets what it lacks, in the weeks in which it comes."""
    if isinstance(short.part.week, WeeklyPattern):
        return _raised_to(short.part.week, short.low)
    twins: dict[Session, int] = {}
    alone: dict[Session, Session] = {}
    places = [(short.low - int(plain_minutes(each.measured.low)), _certain_sessions(each)) for each in short.missing]
    # The place that lacks most first: what makes it long enough may be enough at the others.
    for lacks, certain in sorted(places, key=lambda place: -place[0]):
        if not certain:
            return None
        if certain[0].day is None:
            alone[certain[0]] = attrs.evolve(certain[0], time=Range.exactly(Minutes(short.low)))
        else:
            more = lacks - sum(twins.get(session, 0) for session in certain)
            twins[certain[0]] = twins.get(certain[0], 0) + max(0, more)
    needed: dict[WeekDay, int] = {}
    for day, certain in ((certain[0].day, certain) for _, certain in places):
        if day is not None:
            needed[day] = max(needed.get(day, 0), sum(twins.get(session, 0) for session in certain))
    words = [_on_days(sorted(needed.items()))] if needed else []
    words += [f"make {session.name} {Minutes(short.low)} long" for session in alone]
    # A further session of the same kind in the same weeks makes the day longer, whatever stands beside it.
    further = [
        attrs.evolve(each, start=None, end=None, time=Range.exactly(Minutes(minutes)), key=None, label="")
        for each, minutes in twins.items()
        if minutes
    ]
    week = WeeklySchedule([*(alone.get(each, each) for each in short.part.sessions), *further])
    return Step(FixKind.LENGTHEN_SHORT_DAYS, "; ".join(words), week)


def _certain_sessions(reading: Reading) -> list[Session]:
    """The sessions that certainly make a figure."""
    return [entry.session for entry in reading.entries if entry.is_required and entry.session in reading.sessions]


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


def _raised_to(pattern: WeeklyPattern, minutes: int) -> Step:
    more = minutes - pattern.daily_time.low.count
    words = f"make each day {Minutes(minutes)}, which is {Minutes(max(0, more))} more"
    return Step(FixKind.RAISE_FIGURE, words, _daily(pattern, Minutes(minutes)))


def _nearest_days(short: Shortfall) -> Step | None:
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
    added = [Addition(minutes, day, short.weeks) for day, minutes in pairs]
    return short.with_sessions(FixKind.LENGTHEN_SHORT_DAYS, words, added)


def _longer_visits(short: Shortfall) -> Step | None:
    """Sessions by arrangement, each a visit of its own, are made as long as a day must be to count."""
    least = short.rule.day_at_least
    loose = [
        session
        for session in short.part.sessions
        if session.day is None and least is not None and not session.time.is_unknown and session.time.low < least
    ]
    if not loose or least is None:
        return None
    week = [_made(session, least) if session in loose else session for session in short.part.sessions]
    words = f"make {', '.join(dict.fromkeys(session.name for session in loose))} {least} long"
    return Step(FixKind.LENGTHEN_SESSIONS, words, WeeklySchedule(week))


def _further_day(short: Shortfall) -> Step | None:
    """One further session on a day that has none, for where the days that have some may not become longer."""
    taken = {session.day for session in short.part.sessions}
    free = next((day for day in WeekDay if day not in taken), None)
    if free is None or short.part.attends is not None or not short.days:
        return None
    words = f"add one session of {Minutes(short.lacks)} a week, on a further day ({short_day(free)})"
    return short.with_sessions(FixKind.MORE_DAYS, words, [Addition(short.lacks, free, short.weeks)])


def _more_days(short: Shortfall) -> Step | None:
    """Further days, as long as the shortest one that there is, or as the rule asks."""
    if short.part.attends is not None:
        return None
    if isinstance(short.part.week, WeeklyPattern):
        return _further_days(short, short.part.week)
    least = 0 if short.rule.day_at_least is None else short.rule.day_at_least.count
    days = [day for week in short.weeks if week.week for day in week.week.days]
    taken = {day.day for week in week_classes(short.part, short.counting) if week.week for day in week.week.days}
    # Sessions by arrangement may fall on any day, so only days of the week that are named are certainly different ones.
    named = min(
        sum(each.day in short.days and each.low >= least for each in week.week.days)
        for week in short.weeks
        if week.week
    )
    needed = max(short.low - named, 0)
    free = [day for day in WeekDay if day not in taken][:needed]
    if len(free) < needed:
        return None
    lows = [day.low for day in days if day.is_certain and day.low]
    minutes = max(least, min(lows, default=0)) if least else min(lows, default=_HOUR)
    words = (
        f"add {len(free)} day{'s' if len(free) > 1 else ''} of {Minutes(minutes)} ({', '.join(map(short_day, free))})"
    )
    return short.with_sessions(FixKind.MORE_DAYS, words, [Addition(minutes, day, short.weeks) for day in free])


def _further_days(short: Shortfall, pattern: WeeklyPattern) -> Step | None:
    least = short.rule.day_at_least
    if least is not None and pattern.daily_time.low < least:
        return _raised_to(pattern, least.count) if pattern.attendance.low >= short.low else None
    more = short.low - pattern.attendance.low
    if short.low > DAYS_IN_WEEK:
        return None
    visits = pattern.visits if pattern.visits.is_unknown else Range.exactly(short.low)
    week = attrs.evolve(pattern, days=short.low, visits=visits, time_per_week="not stated")
    words = f"make it {short.low} days a week, {more} more"
    return Step(FixKind.RAISE_FIGURE, words, week)


def _longer_sessions(short: Shortfall) -> Step:
    """Each session that falls short is made as long as the rule asks."""
    wanted = Minutes(short.low)
    brief = dict.fromkeys(session for each in short.missing for session in each.sessions if session.time.low < wanted)
    week = [_made(session, wanted) if session in brief else session for session in short.part.sessions]
    words = f"make {', '.join(session.name for session in brief)} {wanted} long"
    return Step(FixKind.LENGTHEN_SESSIONS, words, WeeklySchedule(week))


def _made(session: Session, time: Minutes) -> Session:
    """The session with that length, from the same start."""
    return attrs.evolve(session, end=None if session.start else session.end, time=Range.exactly(time))


_Way = Callable[[Shortfall], Step | None]


_WAYS: Mapping[Measure, tuple[_Way, ...]] = MappingProxyType(
    {
        Measure.HOURS_PER_WEEK: _each_week(_of_the_week),
        Measure.TOTAL_HOURS: _each_week(_of_the_stay),
        Measure.MINUTES_PER_MONTH: _each_week(_of_the_month),
        Measure.HOURS_PER_DAY: (_longer_days,),
        Measure.MINUTES_PER_VISIT: (_longer_days,),
        Measure.DAYS_PER_WEEK: (_nearest_days, _longer_visits, _more_days),
        Measure.VISITS_PER_WEEK: (_nearest_days, _longer_visits, _more_days),
        Measure.MINUTES_PER_SESSION: (_longer_sessions,),
    }
)

_SPARE: Mapping[Measure, tuple[_Way, ...]] = MappingProxyType({Measure.HOURS_PER_WEEK: (_further_day,)})
