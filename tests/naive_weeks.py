"""A slow second opinion: weeks of which everything is settled, minute by minute, in sets.

It shares nothing with the library but the values that it reads. A *settled* week is one of the weeks that a written
schedule allows: every session in it falls or does not, is so many minutes long, and lies on a day.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from pendulum import WeekDay

from iopmodel.components import (
    Break,
    Component,
    Meal,
    MedicationAssistedTreatment,
    PeerSupport,
    School,
)
from iopmodel.counting import Parallel
from iopmodel.programs import Track
from iopmodel.quantities import Range
from iopmodel.schedules import Session, WeeklySchedule

T = TypeVar("T")

DAY = 24 * 60
#: How far beyond a low end a settled number goes where nobody says how high it may be.
BEYOND = 3


class Settled(NamedTuple):
    """One session on one day of one week: how long it is, and from which minute of that day if that is known."""

    session: Session
    day: WeekDay
    minutes: int
    since: int | None


def counts(session: Session) -> bool:
    """Whether a session counts when nobody says how to count."""
    component = session.component
    if isinstance(component, Break | Meal | School | PeerSupport) or session.attended_by == "family":
        return False
    return not (isinstance(component, MedicationAssistedTreatment) and component.visit in {"dosing", "toxicology"})


def values(given: Range[int]) -> range:
    """The numbers in a range, a few where it has no end."""
    if given.high is None:
        return range(given.low, given.low + BEYOND + 1)
    return range(given.low, given.high + (not given.high_excluded))


def lengths(session: Session) -> range:
    """The minutes that a session may take, in steps of one."""
    time = session.time
    if time.high is None:
        return range(time.low.count, time.low.count + 10 * BEYOND)
    return range(time.low.count, time.high.count + (not time.high_excluded))


def since(session: Session, minutes: int) -> int | None:
    """The minute of the day at which a session begins; before midnight if it would begin on another day."""
    if session.start is not None:
        return session.start.hour * 60 + session.start.minute
    if session.end is not None:
        return (session.end.hour * 60 + session.end.minute - minutes) % DAY
    return None


def settled(session: Session, day: WeekDay, minutes: int) -> Settled:
    """The session on that day; one without a weekday of its own has no place on the clock of that day."""
    return Settled(session, day, minutes, None if session.day is None else since(session, minutes))


def in_force(session: Session, track: Track, number: int, weeks: int) -> bool:
    """Whether a session is held at all in a program week of a stay of so many weeks."""
    if not track.first_week <= number < track.first_week + weeks:
        return False
    if number < session.weeks.first or (session.weeks.last is not None and number > session.weeks.last):
        return False
    if session.first is None:
        return True
    return number in range(session.first, number + 1, session.every.count)


def total(week: Iterable[Settled], parallel: Parallel = Parallel.UNION) -> int:
    """The minutes that a patient spends in the counted sessions of a week."""
    return sum(on_each_day(week, parallel).values())


def on_each_day(week: Iterable[Settled], parallel: Parallel = Parallel.UNION) -> dict[WeekDay, int]:
    """The counted minutes of each day with a counted session."""
    covered: dict[WeekDay, set[int]] = {}
    loose: dict[WeekDay, int] = {}
    for each in week:
        covered.setdefault(each.day, set())
        loose.setdefault(each.day, 0)
        if each.since is None or parallel is Parallel.SUM:
            loose[each.day] += each.minutes
        else:
            covered[each.day] |= set(range(each.since, each.since + each.minutes))
    return {day: len(minutes) + loose[day] for day, minutes in covered.items()}


def days_with(week: Iterable[Settled], at_least: int) -> int:
    """The days with a counted session and so many counted minutes."""
    return sum(minutes >= at_least for minutes in on_each_day(week).values())


def placements(session: Session, count: int) -> list[tuple[WeekDay, ...]]:
    """Every way to lay so many sessions of one kind on weekdays."""
    if session.day is not None:
        return [(session.day,) * count]
    most = session.per_day or (1 if count <= len(WeekDay) else count)
    return [
        days
        for days in itertools.combinations_with_replacement(WeekDay, count)
        if all(days.count(day) <= most for day in days)
    ]


def known_week(schedule: WeeklySchedule, number: int) -> list[list[list[Settled]]]:
    """A week of a fully known schedule: for each counted session that falls in it every way to lay it on days."""
    track = Track("bare", schedule)
    return [
        [[settled(session, day, lengths(session)[0]) for day in days] for days in ways]
        for session in schedule
        if counts(session) and in_force(session, track, number, number)
        for ways in (placements(session, values(session.per_week)[0]),)
    ]


def every_week(schedule: WeeklySchedule, number: int) -> Iterator[list[Settled]]:
    """Every settled week that a fully known schedule allows."""
    for chosen in itertools.product(*known_week(schedule, number)):
        yield list(itertools.chain.from_iterable(chosen))


def first_placement(session: Session, count: int) -> list[tuple[WeekDay, ...]]:
    """One way to lay so many sessions on weekdays, where it does not matter which."""
    return [(session.day or WeekDay.MONDAY,) * count]


def ends_of_week(
    schedule: WeeklySchedule, lay: Callable[[Session, int], list[tuple[WeekDay, ...]]]
) -> Iterator[list[Settled]]:
    """The weeks that the ends of all lengths and numbers make, for sessions that fall in every week alike."""
    ways: list[list[list[Settled]]] = []
    for session in filter(counts, schedule):
        numbers = values(session.per_week)
        ends = {numbers[0], numbers[-1], *([0] if session.optional else [])}
        times = {lengths(session)[0], lengths(session)[-1]}
        ways.append(
            [
                [settled(session, day, minutes) for day in days]
                for count in ends
                for minutes in times
                for days in lay(session, count)
            ]
        )
    for chosen in itertools.product(*ways):
        yield list(itertools.chain.from_iterable(chosen))


class Stay:
    """One stay on a track, with everything settled by *pick*, which chooses one of several values.

    Args:
        track: the track, with a schedule.
        weeks: how many weeks the stay lasts.
        pick: what settles a question.
    """

    def __init__(self, track: Track, weeks: int, pick: Callable[[list[int]], int]) -> None:
        self._track, self._weeks, self._pick = track, weeks, pick
        assert isinstance(track.week, WeeklySchedule)
        self._sessions = track.week.sessions
        self.numbers = range(track.first_week, track.first_week + weeks)
        self._phases = [pick(list(range(each.every.count))) for each in self._sessions]
        self._totals = [self._spread_total(each) for each in self._sessions]

    def _spread_total(self, session: Session) -> list[int]:
        """The week of each of the sessions of which only the number over the whole stay is known."""
        held = [number for number in self.numbers if in_force(session, self._track, number, self._weeks)]
        if session.total is None or not held:
            return []
        count = self._pick(list(values(session.total)))
        if session.day is None:
            return [self._pick(held) for _ in range(count)]
        while len(held) > count:
            held.remove(self._pick(held))
        return held

    def _falls(self, index: int, number: int) -> bool:
        """Whether the session falls in that week, as far as cadence and choice go."""
        session = self._sessions[index]
        in_turn = (
            session.first is not None or (number - session.weeks.first) % session.every.count == self._phases[index]
        )
        if not in_turn or not in_force(session, self._track, number, self._weeks):
            return False
        return not (session.optional and self._pick([0, 1]))

    def _count(self, index: int, number: int) -> int:
        session = self._sessions[index]
        if not self._falls(index, number):
            return 0
        if session.total is not None:
            return self._totals[index].count(number)
        if session.nth is not None:
            return self._pick([0, 1])
        if session.per_month is not None:
            return self._pick([0, *values(session.per_month)])
        return 1 if session.day is not None else self._pick(list(values(session.per_week)))

    def _days(self, session: Session, count: int) -> list[WeekDay]:
        """A weekday for each, so many a day as may fall there."""
        if session.day is not None:
            return [session.day] * count
        most = session.per_day or (1 if count <= len(WeekDay) else count)
        free = [day for day in WeekDay for _ in range(most)]
        return [free.pop(self._pick(list(range(len(free))))) for _ in range(min(count, len(free)))]

    def week(self, number: int) -> list[Settled]:
        """The sessions, counted and not, that the patient takes in one program week."""
        held = [
            settled(session, day, self._pick(list(lengths(session))))
            for index, session in enumerate(self._sessions)
            for day in self._days(session, self._count(index, number))
        ]
        if self._track.attends is None:
            return held
        days = sorted({each.day for each in held if each.session.day is not None and not each.session.optional})
        taken = list(days)
        for _ in range(len(days) - self._pick(list(values(self._track.attends)))):
            taken.remove(WeekDay(self._pick([int(day) for day in taken])))
        return [each for each in held if each.session.day is None or each.day in taken or each.day not in days]


def counted(week: Iterable[Settled], also: Callable[[Session], bool] = counts) -> list[Settled]:
    """The sessions of a week that count."""
    return [each for each in week if also(each.session)]


def of_kind(week: Iterable[Settled], kind: type[Component]) -> list[Settled]:
    """The sessions of one component type."""
    return [each for each in week if type(each.session.component) is kind]
