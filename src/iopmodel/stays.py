"""The stay: a patient at one level of care, with one week, from a day up to a day.

Stays are half-open: the day on which one ends is the first day of the next, and belongs to the next. A planned length
becomes days here, and program weeks get their dates.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, day_of, plain_day
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, WrongKind
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Population
from iopmodel.programs import Program, ProgramType, Track
from iopmodel.quantities import Range, whole_number
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import DaySpan
from iopmodel.vocabulary import Word

__all__ = ["LevelMeant", "Stay", "stay_in", "stays_in_order", "type_keys"]

_UNSPECIFIED = Population()


class LevelMeant(Word):
    """Which level of care is meant where the payer authorized another one than the clinical one."""

    CLINICAL = "clinical"
    """The one at which the patient is treated."""
    AUTHORIZED = "authorized"
    """The one that the payer authorized; the clinical one where nobody said otherwise."""


def _first_week(value: int) -> int:
    return whole_number(value, "first week", at_least=1)


def _week(value: WeeklySchedule | WeeklyPattern | Iterable[Session]) -> WeeklySchedule | WeeklyPattern:
    return value if isinstance(value, WeeklySchedule | WeeklyPattern) else WeeklySchedule(value)


def _level(value: LevelOfCare) -> LevelOfCare:
    if not isinstance(value, LevelOfCare):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("level of a stay", value, "a LevelOfCare, such as LevelOfCare.INTENSIVE_OUTPATIENT")
    return value


def _in_order(value: frozenset[str]) -> str:
    # A set is written in another order in every process.
    return f"frozenset({sorted(value)!r})"


def _first_day(stay: Stay) -> Date:
    return stay.first


@attrs.frozen(kw_only=True, cache_hash=True)
class Stay:
    """A patient at one level of care, with one week, from *first* up to, not including, *until*.

    Args:
        first: its first day.
        until: the first day that is not in it; ``None`` when no end is planned.
        week: the week that is attended: a schedule, its sessions, or a pattern.
        level: the level of care at which the patient is treated: the clinical one.
        authorized: the level that the payer authorized, where it is another one.
        title: the name of the track or phase.
        weeks_from: the day on which program week *first_week* begins. A patient who joins a running program joins the
            program's weeks, so that day may lie before the first one.
        first_week: the program week that begins on that day.
        attends: how many of the open days of a week the patient attends, when not all.
        open_on: the spans of days in which the track is open; always when empty.
        on_leave: whether it is a leave of absence: the place is kept, and nothing is attended.
        types: the key of the program type, and of the type from which that takes its figures.
        population: whom the program serves.
        focus: what it treats.

    >>> level = LevelOfCare.INTENSIVE_OUTPATIENT
    >>> stay = Stay(level=level, first="2026-02-02", until="2026-03-30", week=WeeklySchedule(()), title="evening")
    >>> stay.days, stay.program_week(stay.first.add(days=7))
    (56, 2)

    Raises:
        EndsBeforeItStarts: if *until* lies before *first*.
        NotAccepted: for a stay without a day, and if the program's weeks begin after the stay does.
    """

    first: Date = attrs.field(converter=plain_day)
    until: Date | None = attrs.field(default=None, converter=attrs.converters.optional(plain_day))
    week: WeeklySchedule | WeeklyPattern = attrs.field(converter=_week)
    level: LevelOfCare = attrs.field(converter=_level)
    authorized: LevelOfCare | None = attrs.field(default=None, converter=attrs.converters.optional(_level))
    title: str = ""
    weeks_from: Date = attrs.field(default=attrs.Factory(_first_day, takes_self=True), converter=plain_day)
    first_week: int = attrs.field(default=1, converter=_first_week)
    attends: Range[int] | None = None
    open_on: tuple[DaySpan, ...] = ()
    on_leave: bool = False
    types: frozenset[str] = attrs.field(default=frozenset(), repr=_in_order)
    population: Population = _UNSPECIFIED
    focus: frozenset[str] = attrs.field(default=frozenset(), repr=_in_order)

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until < self.first:
            raise EndsBeforeItStarts("stay", self.first, self.until)
        if self.until == self.first:
            allowed = "at least one day: who comes and leaves on one day stays until the next"
            raise NotAccepted("stay", f"{self.first} until {self.until}", allowed)
        if self.weeks_from > self.first:
            allowed = f"a day up to {self.first}, on which the stay begins"
            raise NotAccepted("first day of the program's weeks", str(self.weeks_from), allowed)
        if self.authorized == self.level:
            object.__setattr__(self, "authorized", None)

    @property
    def days(self) -> int | None:
        """Its length in days; ``None`` when no end is planned."""
        return None if self.until is None else self.until.toordinal() - self.first.toordinal()

    @property
    def authorized_level(self) -> LevelOfCare:
        """The level that the payer authorized: the clinical one where nobody said otherwise."""
        return self.authorized or self.level

    def program_week(self, day: Date) -> int:
        """The program week in which a day lies."""
        return self.first_week + (day.toordinal() - self.weeks_from.toordinal()) // DAYS_IN_WEEK

    def holds(self, day: Date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day and (self.until is None or day < self.until)

    def is_open(self, ordinal: int) -> bool:
        """Whether its track is open on a day, given by its ordinal."""
        return not self.open_on or any(day_of(ordinal) in span for span in self.open_on)

    def goes_on_in(self, other: Stay) -> bool:
        """Whether the other is a part of the same stay: at its level, under its title, in the same program weeks."""
        mine = (self.level, self.title, self.weeks_from, self.first_week)
        return mine == (other.level, other.title, other.weeks_from, other.first_week)

    def within(self, first: Date, until: Date | None) -> Stay:
        """The part of it between two days, with the same program weeks.

        Raises:
            NotAccepted: if no day of it lies there.
        """
        begins = max(self.first, first)
        ends = self.until if until is None else until if self.until is None else min(self.until, until)
        return attrs.evolve(self, first=begins, until=ends)

    def __str__(self) -> str:
        until = "on, without a planned end" if self.until is None else f"until {self.until}"
        level = "leave of absence" if self.on_leave else str(self.level)
        payer = "" if self.authorized is None else f", authorized as {self.authorized}"
        title = f"{self.title}: " if self.title else ""
        return f"{title}{level}{payer}, {self.first} {until}"


def stay_in(program: Program, track: Track, first: Date, until: Date | None, weeks_from: Date | None = None) -> Stay:
    """A stay in one track of a program.

    The week in which the track starts begins on its first day, unless it is said when the program's first week began.
    """
    return Stay(
        first=first,
        until=until,
        week=track.week,
        level=program.level,
        title=track.name,
        weeks_from=weeks_from or first,
        first_week=track.first_week if weeks_from is None else 1,
        attends=track.attends,
        open_on=track.open_on,
        types=type_keys(program.type),
        population=program.population,
        focus=program.focus,
    )


def type_keys(type_: ProgramType) -> frozenset[str]:
    """The key of a program type, and of the type from which it takes its figures."""
    return frozenset(key for key in (type_.key, type_.inherits) if key)


def stays_in_order(value: Iterable[Stay]) -> tuple[Stay, ...]:
    """Stays in the order of their first days, at least one.

    Raises:
        WrongKind: for anything else.
        NotAccepted: for none.
    """
    given: object = value
    if isinstance(given, Stay) or not isinstance(given, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("stays", given, "several stays, such as [Stay(...)]")
    stays = tuple(value)
    for each in stays:
        if not isinstance(each, Stay):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("stays", each, "stays")
    if not stays:
        raise NotAccepted("episode", (), "at least one stay")
    return tuple(sorted(stays, key=lambda stay: stay.first))
