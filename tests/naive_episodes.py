"""A second opinion on episodes: a dictionary from days to where the patient is, and a plain loop over the days.

It knows nothing of stays, layouts or half-open spans, and does only what the stateful test asks for. Every session has
a key, a clock time and a known length. Days are ordinals, times minutes.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from iopmodel._days import Date
from iopmodel.levels import LevelOfCare
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session
from iopmodel.transitions import State

Place = LevelOfCare | State
#: From the least to the most intensive, one rung apart.
RUNGS = (
    LevelOfCare.AFTERCARE,
    LevelOfCare.OUTPATIENT,
    LevelOfCare.INTENSIVE_OUTPATIENT,
    LevelOfCare.PARTIAL_HOSPITALIZATION,
)
EVERY_SESSION = ""


class Day(NamedTuple):
    """Where a patient is on one day: in which stay, counted up, at which level, and whether on leave."""

    stay: int
    level: LevelOfCare
    week: tuple[Session, ...]
    weeks_from: int
    away: bool = False
    authorized: LevelOfCare | None = None

    def program_week(self, ordinal: int) -> int:
        """The program week of a day."""
        return (ordinal - self.weeks_from) // 7 + 1


class Noted(NamedTuple):
    """A move on record or in the plan."""

    on: int
    kind: str
    end: Place
    planned: bool
    reason: str = ""


class Closed(NamedTuple):
    """The days of a closure: ``None`` for the hours of days on which nothing is held."""

    days: frozenset[int]
    is_open: bool
    hours: tuple[int, int] | None


class Change(NamedTuple):
    """One session of a day that is cancelled, moved or added."""

    kind: str
    day: int
    key: str
    to: int = 0
    start: int | None = None
    time: int | None = None
    session: Session | None = None
    """What is added; of what is moved, what it was before another plan began."""


class Held(NamedTuple):
    """One session on one day."""

    day: int
    begin: int
    key: str
    origin: int
    minutes: int
    kind: str


class Calendar(NamedTuple):
    """Everything that is known of one patient."""

    days: dict[int, Day]
    record: tuple[Noted, ...]
    closed: tuple[Closed, ...] = ()
    changes: tuple[Change, ...] = ()
    corrections: int = 0

    def place(self, day: int) -> Place:
        """Where the patient is before anything is noted for a day."""
        place: Place = State.BEFORE_ADMISSION
        for each in self.record:
            if each.on < day or (each.on == day and not each.planned):
                place = each.end
        return place

    def planned(self, ordinal: int) -> list[Session]:
        """The sessions that the week says for a day."""
        day = self.days.get(ordinal)
        if day is None or day.away:
            return []
        return [each for each in day.week if falls(each, dt.date.fromordinal(ordinal), day.program_week(ordinal))]

    def named(self, key: str, ordinal: int) -> Session | None:
        """The session of that key that the week says for a day."""
        for each in self.planned(ordinal):
            if each.key == key:
                return each
        return None

    def is_attended(self, ordinal: int) -> bool:
        """Whether anything can be held on a day."""
        return ordinal in self.days and not self.days[ordinal].away

    def held(self) -> list[Held]:
        """What is held, in order."""
        found = [each for each in self._laid() if each.kind != "cancelled"]
        for change in self.changes:
            session = change.session or self.named(change.key, change.day)
            if change.kind == "cancelled" or session is None or not self.is_attended(change.to):
                continue
            start = start_of(session) if change.start is None else change.start
            minutes = minutes_of(session.time) if change.time is None else change.time
            found.append(Held(change.to, start, change.key, change.day, minutes, change.kind))
        return sorted(found)

    def cancelled(self) -> list[Held]:
        """What is not held of what the weeks say, in order."""
        return sorted(each for each in self._laid() if each.kind == "cancelled")

    def _laid(self) -> Iterator[Held]:
        for ordinal in sorted(self.days):
            for session in self.planned(ordinal):
                held = Held(ordinal, start_of(session), session.key or "", ordinal, minutes_of(session.time), "planned")
                change = self._change(held.key, ordinal) or self._change(EVERY_SESSION, ordinal)
                if change is None:
                    yield self._on_closure(held)
                elif change.kind == "cancelled":
                    yield held._replace(kind="cancelled")

    def _change(self, key: str, ordinal: int) -> Change | None:
        for each in self.changes:
            if each.kind in {"cancelled", "moved"} and (each.key, each.day) == (key, ordinal):
                return each
        return None

    def _on_closure(self, held: Held) -> Held:
        decides = [each for each in self.closed if held.day in each.days][-1:]
        for each in decides:
            if not each.is_open:
                return _cut(held, each.hours)
        return held

    def record_from(self, day: int, until: int) -> list[Noted]:
        """The moves that the plan holds after a day."""
        found: list[Noted] = []
        for ordinal in range(day + 1, until):
            before, now = self.days.get(ordinal - 1), self.days.get(ordinal)
            if before is not None and now is None:
                found.append(Noted(ordinal, "discharge", State.DISCHARGED, planned=True))
            elif before is None and now is not None:
                found.append(Noted(ordinal, "readmission", now.level, planned=True))
            elif before is not None and now is not None and before.away and not now.away:
                found.append(Noted(ordinal, "return", now.level, planned=True))
            elif before is not None and now is not None and not now.away and before.stay != now.stay:
                found.append(Noted(ordinal, step(before.level, now.level), now.level, planned=True))
        return found


def step(start: LevelOfCare, end: LevelOfCare) -> str:
    """What kind of move leads from one level to another."""
    climb = RUNGS.index(end) - RUNGS.index(start)
    return "step-up" if climb > 0 else "step-down" if climb < 0 else "lateral"


#: What leads from one kind of place to another, and whether it takes a reason; what is not here cannot be.
JUDGED = {
    ("on-leave", "level"): ("return", "allowed"),
    ("discharged", "level"): ("readmission", "allowed"),
    ("level", "on-leave"): ("leave-of-absence", "allowed"),
    ("on-leave", "on-leave"): ("lateral", "warned"),
    ("level", "discharged"): ("discharge", "allowed"),
    ("on-leave", "discharged"): ("discharge", "allowed"),
    ("discharged", "discharged"): ("lateral", "warned"),
    ("discharged", "closed"): ("discharge", "allowed"),
}


def judged(start: Place, end: Place) -> tuple[str, str]:
    """The kind of a move to another phase or place, and whether it is allowed, takes a reason, or cannot be."""
    if isinstance(start, LevelOfCare) and isinstance(end, LevelOfCare):
        skips = abs(RUNGS.index(end) - RUNGS.index(start)) > 1
        return step(start, end), "warned" if skips else "allowed"
    first, last = (each.value if isinstance(each, State) else "level" for each in (start, end))
    return JUDGED.get((first, last), ("", "refused"))


def falls(session: Session, day: dt.date, week: int) -> bool:
    """Whether a session falls on a day of a program week."""
    if session.day is None or int(session.day) != day.weekday():
        return False
    if week < session.weeks.first or (session.weeks.last is not None and week > session.weeks.last):
        return False
    if session.first is not None and week not in range(session.first, week + 1, session.every.count):
        return False
    if session.nth is None:
        return True
    days = [number for number in range(1, calendar.monthrange(day.year, day.month)[1] + 1) if _same(day, number)]
    return days[-1] == day.day if session.nth == -1 else days[session.nth - 1 : session.nth] == [day.day]


def _same(day: dt.date, number: int) -> bool:
    return day.replace(day=number).weekday() == day.weekday()


def start_of(session: Session) -> int:
    """The minute of the day at which a session with a clock time starts."""
    assert session.start is not None
    return session.start.hour * 60 + session.start.minute


def minutes_of(time: Range[Minutes]) -> int:
    """The minutes of a known length."""
    return time.value.count


def _cut(held: Held, hours: tuple[int, int] | None) -> Held:
    """What is left of a session in the hours of a day, minute by minute; what takes no time is held or not."""
    if hours is None:
        return held._replace(kind="cancelled")
    left = [minute for minute in range(held.begin, held.begin + held.minutes) if hours[0] <= minute < hours[1]]
    if len(left) == held.minutes and hours[0] <= held.begin < hours[1]:
        return held
    return (
        held._replace(begin=left[0], minutes=len(left), kind="shortened") if left else held._replace(kind="cancelled")
    )


def ordinal_of(day: Date) -> int:
    """The number of a day."""
    return dt.date(day.year, day.month, day.day).toordinal()
