"""Closures: the days on which a program does not run as its week says, and why.

A closure cancels what *starts* on its days. Of several closures that hold one day the last one given decides, so
"closed on all federal holidays, but open on this one" is two closures in that order. A dated override of a single
session goes before any of them (see :mod:`iopmodel.overrides`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from typing import Any, TypeAlias, cast

import attrs

from iopmodel._days import day_of, plain_day
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.spans import DaySpan, TimeSpan, time_span
from iopmodel.vocabulary import Word

__all__ = ["Closure", "ClosurePolicy", "Closures", "closure_on", "closures_of"]


class ClosurePolicy(Word):
    """What happens on the days of a closure."""

    CLOSED = "closed"
    """Nothing that starts on them is held."""
    OPEN = "open"
    """The program runs as always, although another closure says otherwise."""
    REPLACED_HOURS = "replaced-hours"
    """Other hours: what lies outside them is not held, what they cut is shortened."""


@attrs.frozen
class ListedDays:
    """Days written out: spans of them, in order."""

    spans: tuple[DaySpan, ...]

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and any(day in span for span in self.spans)

    def __str__(self) -> str:
        return ", ".join(str(each.first) if len(each) == 1 else str(each) for each in self.spans)


#: What a closure takes as its days; an object of someone else's only has to answer ``day in days``.
DaysGiven: TypeAlias = str | dt.date | DaySpan | Iterable[str | dt.date | DaySpan] | Container[dt.date]


def _policy(value: str) -> ClosurePolicy:
    return ClosurePolicy.one_of(value)


def _days(value: DaysGiven) -> Container[Any]:
    if isinstance(value, str | dt.date | DaySpan):
        return ListedDays((_span(value),))
    if isinstance(value, list | tuple | set | frozenset):
        given = cast("Iterable[str | dt.date | DaySpan]", value)
        return ListedDays(tuple(sorted({_span(each) for each in given})))
    if not isinstance(value, Container):
        raise WrongKind("days of a closure", value, "a day, spans of days, a list of them, or anything that holds days")
    if isinstance(value, Mapping):
        # Text as a key would hold no day, and say nothing.
        for key in cast("Mapping[object, object]", value):
            if not isinstance(key, dt.date) or isinstance(key, dt.datetime):
                raise WrongKind("day of a closure", key, "a date as the key of each name, such as date(2026, 11, 26)")
    return cast("Container[Any]", value)


def _span(value: str | dt.date | DaySpan) -> DaySpan:
    if isinstance(value, DaySpan):
        return value
    day = plain_day(value)
    return DaySpan(day, day_of(day.toordinal() + 1))


@attrs.frozen
class Closure:
    """Days on which a program does not run as its week says.

    Args:
        days: a day, a :class:`DaySpan`, a list of either, or any object in which ``day in days`` works, such as those
            of the package ``holidays``.
        reason: why, in words. Of a mapping from days to names, as ``holidays`` has them, the name of the day is added.
        policy: closed unless said otherwise.
        hours: the hours of these days, such as ``"09:00-14:00"``, where the policy is ``replaced-hours``.

    >>> print(Closure(["2026-11-26", "2026-11-27"], "Thanksgiving"))
    2026-11-26, 2026-11-27: Thanksgiving, closed
    >>> print(Closure("2026-12-24", "Christmas Eve", policy="replaced-hours", hours="09:00-14:00"))
    2026-12-24: Christmas Eve, 09:00-14:00 instead

    Raises:
        NotAccepted: for hours without that policy, that policy without hours, or a closure of no day.
        WrongKind: for days that hold nothing.
    """

    # Days of someone else's may have no hash; equal closures still have equal hashes without it.
    days: Container[Any] = attrs.field(converter=_days, hash=False)
    reason: str = attrs.field(default="", converter=str)
    policy: ClosurePolicy = attrs.field(default=ClosurePolicy.CLOSED, converter=_policy, kw_only=True)
    hours: TimeSpan | None = attrs.field(default=None, converter=attrs.converters.optional(time_span), kw_only=True)

    def __attrs_post_init__(self) -> None:
        if (self.policy is ClosurePolicy.REPLACED_HOURS) != (self.hours is not None):
            allowed = "hours such as 09:00-14:00 with the policy replaced-hours, and with no other"
            raise NotAccepted("hours of a closure", str(self.hours or "no hours"), allowed)
        if isinstance(self.days, ListedDays) and not any(map(len, self.days.spans)):
            raise NotAccepted("days of a closure", (), "at least one day")

    def holds(self, day: dt.date) -> bool:
        """Whether it is about that day."""
        # Other people's objects know the plain date of the standard library, not pendulum's.
        return dt.date(day.year, day.month, day.day) in self.days

    def why(self, day: dt.date) -> str:
        """Why the program does not run as always on that day, in words; ``"closed"`` when nobody says."""
        named = cast("object", self.days)
        name: object = None
        if isinstance(named, Mapping):
            name = cast("Mapping[dt.date, object]", named).get(dt.date(day.year, day.month, day.day))
        return ": ".join(str(part) for part in (self.reason, name) if part) or str(self.policy)

    def __str__(self) -> str:
        days = str(self.days) if isinstance(self.days, ListedDays) else "the days of a calendar"
        policy = str(self.policy) if self.hours is None else f"{self.hours} instead"
        return f"{days}: {f'{self.reason}, ' if self.reason else ''}{policy}"


Closures: TypeAlias = Iterable[Closure]


def closures_of(value: Closures) -> tuple[Closure, ...]:
    """Closures in the order in which they were given.

    Raises:
        WrongKind: for anything else, such as a bare list of days.
    """
    given: object = value
    if isinstance(given, Closure) or not isinstance(given, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("closures", given, "several closures, such as [Closure('2026-11-26', 'Thanksgiving')]")
    closures = tuple(value)
    for each in closures:
        if not isinstance(each, Closure):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("closures", each, "closures, such as Closure('2026-11-26', 'Thanksgiving')")
    return closures


def closure_on(closures: tuple[Closure, ...], ordinal: int) -> Closure | None:
    """The closure that decides about a day: the last one given that holds it; ``None`` when none changes it."""
    day = dt.date.fromordinal(ordinal)
    for each in reversed(closures):
        if each.holds(day):
            return None if each.policy is ClosurePolicy.OPEN else each
    return None
