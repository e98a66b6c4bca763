"""Whether a program agrees with itself: overlaps, stated figures that its week refutes, days that cannot be picked.

A stated figure is refuted only when no reading of the week gives it. What varies in how people count is read both
ways: breaks and meals out or in, and a session of 45 to 55 minutes as itself or as an hour. Optional sessions stay
out, mutual help is in, and the tolerance is zero.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

import attrs

from iopmodel._days import short_day
from iopmodel.components import Break, Meal
from iopmodel.counting import Counting
from iopmodel.measures import Measure
from iopmodel.programs import Program, Track
from iopmodel.quantities import Minutes, Quantity, Range, hull_of
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.stretches import Stretch, stretches
from iopmodel.tally import WeekClass, week_classes
from iopmodel.weeks import Week, week_of

__all__ = [
    "Contradiction",
    "overlaps",
    "stated_by_program",
    "stated_days_per_week",
    "stated_hours_per_day",
    "stated_hours_per_week",
    "stated_sessions",
    "subset_of_days",
]

T = TypeVar("T", bound=Quantity)


@attrs.frozen(kw_only=True)
class Contradiction:
    """One place at which a program contradicts itself, the sentence that says how, and what its sessions make."""

    where: str
    sentence: str
    made: str = ""
    sessions: tuple[Session, ...] = ()


_OUT = attrs.evolve(Counting.everything_but(Break, Meal), optional=False, family_only=True)
_IN = attrs.evolve(Counting.everything_but(), optional=False, family_only=True)
#: A session of so many minutes is also called an hour.
_HOUR_LIKE = Range(Minutes(45), Minutes(55))
_HOUR = Range.exactly(Minutes(60))


def _as_hours(stretch: Stretch) -> Stretch:
    """The stretch with every session of 45 to 55 minutes taken as an hour."""
    sessions = (
        attrs.evolve(each, start=None, end=None, time=_HOUR) if each.time.within(_HOUR_LIKE) else each
        for each in stretch.sessions
    )
    return attrs.evolve(stretch, week=WeeklySchedule(sessions))


def _readings(stretch: Stretch) -> list[list[WeekClass]]:
    """The weeks with a session in force, each in every way in which people count them."""
    ways = [(stretch, _OUT), (stretch, _IN), (_as_hours(stretch), _OUT), (_as_hours(stretch), _IN)]
    if not stretch.sessions:
        return []
    weeks = [week_classes(each, counting, alike=False) for each, counting in ways]
    return [list(same) for same in zip(*weeks, strict=True) if any(each.sessions for each in same)]


def _refutes(stated: Range[T], found: list[Range[T]]) -> bool:
    """Whether a figure is refuted by what is found at several places.

    "Up to" binds every place; a figure that is exact, from-to or at least needs one place that fits.
    """
    if stated.is_unknown or not found:
        return False
    misses = [not stated.overlaps(each) for each in found]
    return any(misses) if _is_ceiling(stated) else all(misses)


def _is_ceiling(stated: Range[Any]) -> bool:
    return stated.high is not None and stated.low == stated.low * 0 and not stated.is_exact


def week_hours(stretch: Stretch) -> list[Range[Minutes]]:
    """The time of each week with a session in force, over all ways of counting it."""
    return [hull_of(each.time for each in same) for same in _readings(stretch)]


def stated_hours_per_week(stretch: Stretch) -> tuple[Contradiction, ...]:
    """Stated hours a week that no reading of any week gives."""
    stated = stretch.stated.hours_per_week
    found = [] if stated.is_unknown else week_hours(stretch)
    if not _refutes(stated, found):
        return ()
    made = " or ".join(dict.fromkeys(str(each) for each in found))
    return (_contradiction(stretch, f"{stated} a week", "its sessions make", made),)


def stated_hours_per_day(stretch: Stretch) -> tuple[Contradiction, ...]:
    """Stated hours a day that no reading of a named weekday gives.

    A session without a weekday is no part of any day: the figure speaks of the program's day, and whether a session
    by arrangement falls on it, nobody says.
    """
    stated = stretch.stated.hours_per_day
    if stated.is_unknown:
        return ()
    by_day: dict[str, list[Range[Minutes]]] = {}
    for same in _readings(stretch):
        weeks = [each.week for each in same if each.week is not None]
        for day in (day.day for day in weeks[0].days if day.is_certain):
            times = (found.time for week in weeks for found in week.days if found.day == day)
            by_day.setdefault(short_day(day), []).append(hull_of(times))
    wrong = {day: times for day, times in by_day.items() if _refutes(stated, times)}
    if not wrong:
        return ()
    made = ", ".join(f"{day} {' or '.join(dict.fromkeys(map(str, times)))}" for day, times in wrong.items())
    return (_contradiction(stretch, f"{stated} a day", "its sessions make", made),)


def stated_days_per_week(stretch: Stretch) -> tuple[Contradiction, ...]:
    """Stated days a week that the sessions cannot make, or a range whose top they cannot reach."""
    stated = stretch.stated.days_per_week
    if stated.is_unknown:
        return ()
    found = [_possible_days(same[0].week) for same in _readings(stretch) if same[0].week is not None]
    if not found:
        return ()
    too_high = not stated.is_exact and stated.high is not None and all(stated.high > (days.high or 0) for days in found)
    if not too_high and not _refutes(stated, found):
        return ()
    made = " or ".join(dict.fromkeys(str(each) for each in found))
    return (_contradiction(stretch, f"{stated} days a week", "its sessions make", made),)


def _possible_days(week: Week) -> Range[int]:
    """The days that a week can have; its low end counts only sessions of known length or clock time."""
    known = tuple(each for each in week.entries if _is_known(each.session))
    days = (day._replace(entries=tuple(each for each in day.entries if each in known)) for day in week.days)
    certain = attrs.evolve(
        week,
        entries=known,
        days=tuple(day for day in days if day.entries),
        any_day=tuple(each for each in known if each.day is None),
    )
    return Range(certain.days_with().low, week.days_with().high)


def _is_known(session: Session) -> bool:
    return session.time.high is not None or session.start is not None or session.end is not None


def stated_sessions(stretch: Stretch) -> tuple[Contradiction, ...]:
    """A stated number of sessions that the weeks cannot hold; only where every session has a number."""
    stated = stretch.stated.sessions_in_all
    required = [each for each in stretch.sessions if not each.optional]
    if stated.is_unknown or not required or any(_number(each).high is None for each in required):
        return ()
    if not stretch.is_length_known and stretch.last_week is None:
        return ()
    fewest = sum(each.low for each in _by_week(stretch, stretch.first_week + stretch.weeks.low - 1))
    last = stretch.last_week
    found = Range(fewest, None if last is None else sum(each.high or 0 for each in _by_week(stretch, last)))
    if stated.overlaps(found):
        return ()
    return (_contradiction(stretch, f"{stated} sessions in all", "its weeks hold", str(found)),)


def _number(session: Session) -> Range[int]:
    if session.total is not None:
        return session.total
    return session.per_month or session.per_week


def _by_week(stretch: Stretch, last: int) -> Iterator[Range[int]]:
    """How many sessions the weeks up to program week *last* hold, one by one."""
    known: dict[int, Range[int]] = {}
    for number in range(stretch.first_week, last + 1):
        like = stretch.settled(number)
        if like not in known:
            known[like] = week_of(stretch, like, _OUT).session_count
        yield known[like]


def overlaps(stretch: Stretch) -> tuple[Contradiction, ...]:
    """Required sessions that a patient cannot both attend, because their clock times certainly overlap."""
    found: dict[tuple[Session, Session], Contradiction] = {}
    for each in week_classes(stretch, _OUT):
        required = [entry.session for entry in each.week.entries if entry.fewest] if each.week is not None else []
        attended = [session for session in required if session.attended_by != "family"]
        for one, other in itertools.combinations(attended, 2):
            if one.certainly_overlaps(other):
                sentence = f"A patient cannot attend both: {one}; {other}."
                found.setdefault(
                    (one, other), Contradiction(where=each.where, sentence=sentence, sessions=(one, other))
                )
    return tuple(found.values())


def subset_of_days(stretch: Stretch) -> tuple[Contradiction, ...]:
    """More days to attend than the track is open."""
    if stretch.attends is None:
        return ()
    for each in week_classes(stretch, _OUT):
        if each.week is not None and each.week.entries and stretch.attends.low > len(each.week.open_days):
            days = len(each.week.open_days)
            sentence = f"Asks a patient to attend {stretch.attends} days; it is open on {days}."
            return (Contradiction(where=each.where, sentence=sentence),)
    return ()


def stated_by_program(program: Program, measure: Measure) -> tuple[Contradiction, ...]:
    """A figure that a whole program states and its tracks refute; nothing for a measure of no stated figure.

    "Up to" binds every track; a figure that is exact, from-to or at least needs one track that fits.
    """
    if measure not in _STATED:
        return ()
    name, words, refute = _STATED[measure]
    stated: Range[Minutes] | Range[int] = getattr(program.stated, name)
    if stated.is_unknown:
        return ()
    parts = {each.name: attrs.evolve(_stretch(each, program), stated=program.stated) for each in program.tracks}
    found = {track: refute(part) for track, part in parts.items() if week_hours(part)}
    if not found or not (any(found.values()) if _is_ceiling(stated) else all(found.values())):
        return ()
    made = ", ".join(f'"{track}" {each.made}' for track, wrong in found.items() for each in wrong)
    return (Contradiction(where="", sentence=f"The program states {stated} {words}; its tracks make {made}."),)


_Refute: TypeAlias = Callable[[Stretch], tuple[Contradiction, ...]]
_STATED: Mapping[Measure, tuple[str, str, _Refute]] = MappingProxyType(
    {
        Measure.STATED_HOURS_PER_WEEK: ("hours_per_week", "a week", stated_hours_per_week),
        Measure.STATED_HOURS_PER_DAY: ("hours_per_day", "a day", stated_hours_per_day),
        Measure.STATED_DAYS_PER_WEEK: ("days_per_week", "days a week", stated_days_per_week),
        Measure.STATED_SESSIONS: ("sessions_in_all", "sessions in all", stated_sessions),
    }
)


def _stretch(track: Track, program: Program) -> Stretch:
    return stretches(attrs.evolve(track, length=program.length_of(track)))[0]


def _contradiction(stretch: Stretch, stated: str, makes: str, made: str) -> Contradiction:
    sentence = f"States {stated}; {makes} {made}."
    return Contradiction(where=stretch.title, sentence=sentence, made=made, sessions=stretch.sessions)
