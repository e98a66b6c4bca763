"""Occurrences: a week laid on dates. One occurrence is one session on one date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from iopmodel._days import (
    DAYS_IN_WEEK,
    MINUTES_IN_DAY,
    ClockStanding,
    Date,
    DateTime,
    WeekDay,
    clock_standing,
    day_of,
    instant,
    is_nth_of_month,
    moved_on,
    time_of_minute,
    utc_time,
    wall_time,
    weekday_of,
)
from iopmodel.components import Component
from iopmodel.errors import NoInstant
from iopmodel.levels import LevelOfCare
from iopmodel.overrides import Identity
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.stays import Stay
from iopmodel.templates import template_of
from iopmodel.vocabulary import Word

__all__ = ["Occurrence", "OccurrenceKind", "laid"]


class OccurrenceKind(Word):
    """How an occurrence came to be where it is."""

    PLANNED = "planned"
    """As its week says."""
    SHORTENED = "shortened"
    """Cut by the replaced hours of a closure."""
    MOVED = "moved"
    """At another time than its week says."""
    ADDED = "added"
    """A further one, or one by arrangement that was given its place."""
    MAKE_UP = "make-up"
    """In place of another one."""
    CANCELLED = "cancelled"
    """Not held."""


class Occurrence(NamedTuple):
    """One session on one date. Days inside are ordinals and times minutes; ask its properties.

    Args:
        ordinal: the day on which it is held.
        begin: its start, in minutes of that day's clock; ``None`` without one.
        key: the key of its session, the same when the template changes.
        session: the session of the template.
        stay: the stay in which it is held.
        zone: the IANA name of the zone; ``None`` when nobody gave one.
        origin: its day in the template.
        shortest: how long it is at least, in minutes.
        longest: how long it is at most; ``None`` without a known end.
        kind: how it came to be where it is.
        reason: why, where it is not as planned.
        replaces: the session that it makes up.
    """

    ordinal: int
    begin: int | None
    key: str
    session: Session
    stay: Stay
    zone: str | None
    origin: int
    shortest: int
    longest: int | None
    kind: OccurrenceKind = OccurrenceKind.PLANNED
    reason: str = ""
    replaces: Identity | None = None

    @property
    def day(self) -> Date:
        """The day on which it is held; past midnight, the day on which it starts."""
        return day_of(self.ordinal)

    @property
    def weekday(self) -> WeekDay:
        """The weekday on which it is held."""
        return weekday_of(self.ordinal)

    @property
    def identity(self) -> Identity:
        """Its name, which stays when it is moved: the key of its session, and its day in the template."""
        return self.key, day_of(self.origin)

    @property
    def component(self) -> Component:
        """What it is."""
        return self.session.component

    @property
    def level(self) -> LevelOfCare:
        """The level of care at which it is held."""
        return self.stay.level

    @property
    def phase(self) -> str:
        """The name of the track or phase in which it is held."""
        return self.stay.title

    @property
    def program_week(self) -> int:
        """The program week in which it is held."""
        return self.stay.program_week(self.day)

    @property
    def is_held(self) -> bool:
        """Whether it is held."""
        return self.kind is not OccurrenceKind.CANCELLED

    @property
    def wall_minutes(self) -> Range[Minutes]:
        """How long it is on the wall clock, which is what its week says."""
        return Range(Minutes(self.shortest), None if self.longest is None else Minutes(self.longest))

    @property
    def standing(self) -> ClockStanding:
        """Whether its start happens once, twice or never on its day; once without a zone or a clock time."""
        if self.zone is None or self.begin is None:
            return ClockStanding.ONCE
        return clock_standing(self.zone, self.ordinal, self.begin)

    @property
    def start(self) -> DateTime:
        """Its start in the program's zone.

        A start that happens twice is the first one; one that does not exist that day moves on as the clock does.

        Raises:
            NoInstant: without a time zone or a clock time.
        """
        return wall_time(*self._clock())

    @property
    def end(self) -> DateTime:
        """Its end in the program's zone: so many minutes on the wall clock after its start.

        Raises:
            NoInstant: without a time zone, a clock time or a known length.
        """
        return wall_time(*self._ends())

    @property
    def utc_start(self) -> DateTime:
        """Its start in UTC.

        Raises:
            NoInstant: without a time zone or a clock time.
        """
        return utc_time(instant(*self._begins()))

    @property
    def utc_end(self) -> DateTime:
        """Its end in UTC.

        Raises:
            NoInstant: without a time zone, a clock time or a known length.
        """
        return utc_time(instant(*self._ends()))

    @property
    def elapsed_minutes(self) -> Range[Minutes]:
        """How long it lasts by a stopwatch: the same as on the wall, but where the clock changes meanwhile.

        Raises:
            NoInstant: without a time zone or a clock time.
        """
        begins, shortest = self._begins(), self.shortest
        longest = shortest + MINUTES_IN_DAY if self.longest is None else self.longest
        low, high = _elapsed(*begins, shortest), _elapsed(*begins, longest)
        if high - low != longest - shortest:
            # An end inside the hour that the clock jumps over moves on, so a longer session may be over sooner.
            lasting = [_elapsed(*begins, length) for length in range(shortest, longest + 1)]
            low, high = min(lasting), max(lasting)
        return Range(Minutes(low), None if self.longest is None else Minutes(high))

    def _clock(self) -> tuple[str, int, int]:
        if self.zone is None:
            raise NoInstant(str(self), "a time zone: give the program one, such as timezone='America/New_York'")
        if self.begin is None:
            raise NoInstant(str(self), "a clock time: nobody said when on that day it starts")
        return self.zone, self.ordinal, self.begin

    def _begins(self) -> tuple[str, int, int]:
        # What begins later because its hour is missing also ends later: it is as long as its week says.
        zone, ordinal, begin = self._clock()
        ordinal, begin = moved_on(zone, ordinal, begin)
        return zone, ordinal, begin

    def _ends(self) -> tuple[str, int, int]:
        zone, ordinal, begin = self._begins()
        if self.longest != self.shortest:
            raise NoInstant(str(self), f"an exact length: it is known to last {self.wall_minutes}")
        return zone, ordinal, begin + self.shortest

    def __str__(self) -> str:
        clock = "" if self.begin is None else f" {time_of_minute(self.begin):%H:%M}"
        why = "" if self.kind is OccurrenceKind.PLANNED else f" ({', '.join(filter(None, (self.kind, self.reason)))})"
        words = self.session.label or str(self.component)
        return f"{self.day}{clock} {words}{why}"


def _elapsed(zone: str, ordinal: int, begin: int, length: int) -> int:
    """The minutes by a stopwatch of so many on the wall."""
    return (instant(zone, ordinal, begin + length) - instant(zone, ordinal, begin)) // 60


def laid(stay: Stay, first: int, until: int, zone: str | None) -> Iterator[Occurrence]:
    """The occurrences of a stay from one day up to another, as its week says, day by day. Days are ordinals."""
    if stay.on_leave or not isinstance(stay.week, WeeklySchedule):
        return
    first = max(first, stay.first.toordinal())
    until = until if stay.until is None else min(until, stay.until.toordinal())
    anchor = stay.weeks_from.toordinal()
    begins, is_always_open = weekday_of(anchor), not stay.open_on
    kind, template = OccurrenceKind.PLANNED, template_of(stay.week)
    for number in range((first - anchor) // DAYS_IN_WEEK, -((anchor - until) // DAYS_IN_WEEK)):
        week = template.rows_on(stay.first_week + number)
        for ordinal, rows in enumerate(week[begins:] + week[:begins], anchor + DAYS_IN_WEEK * number):
            if rows and first <= ordinal < until and (is_always_open or stay.is_open(ordinal)):
                for key, session, begin, shortest, longest in rows:
                    if session.nth is None or is_nth_of_month(day_of(ordinal), session.nth):
                        held = ordinal, begin, key, session, stay, zone, ordinal, shortest, longest, kind, "", None
                        # Its own constructor takes twice as long.
                        yield tuple.__new__(Occurrence, held)  # pyright: ignore[reportUnknownMemberType]
