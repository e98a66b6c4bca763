"""Dated overrides: one session cancelled, moved, placed or added on one day. They go before closures and the template.

A session on a date is named by its key and by its date *in the template*, so it keeps its name when it is moved. Both
are local: a session of the evening is on its own date whatever the date in UTC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeAlias

import attrs

from iopmodel._days import Date, Time, clock_time, plain_day
from iopmodel.errors import DuplicateKey, NotAccepted, WrongKind
from iopmodel.quantities import Minutes, Range, time_range
from iopmodel.schedules import Session

__all__ = ["Added", "Cancelled", "Identity", "Moved", "Override", "identity", "overrides_of"]

#: What names a session on a date: its key, and its day in the template.
Identity: TypeAlias = tuple[str, Date]

EVERY_SESSION = ""


def _key(value: str) -> str:
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("session key", value, "the key of a session, such as MO 18:00 group-therapy")
    return value.strip()


def _session_key(value: str) -> str:
    if not _key(value):
        raise NotAccepted("session key", value, "the key of a session, such as MO 18:00 group-therapy")
    return _key(value)


def identity(value: tuple[str, dt.date | str]) -> Identity:
    """The name of a session on a date, from its key and its day in the template.

    Raises:
        NotAccepted: for anything but a pair.
    """
    try:
        key, day = value
    except (TypeError, ValueError):
        raise NotAccepted(
            "session on a date", value, "a pair such as ('MO 18:00 group-therapy', '2026-02-02')"
        ) from None
    return _session_key(key), plain_day(day)


def _session(value: Session) -> Session:
    if not isinstance(value, Session):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("session held on a day", value, "a Session")
    return value


@attrs.frozen
class Cancelled:
    """One session of a day that is not held, or all sessions of a day.

    Args:
        day: the day in the template.
        session: the key of the session; every session of that day when it is not given.
        reason: why, in words.

    >>> print(Cancelled("2026-02-04", reason="storm"))
    2026-02-04: every session cancelled (storm)
    """

    day: Date = attrs.field(converter=plain_day)
    session: str = attrs.field(default=EVERY_SESSION, converter=_key)
    reason: str = attrs.field(default="", converter=str, kw_only=True)

    def __str__(self) -> str:
        return f"{self.day}: {self.session or 'every session'} cancelled{_because(self.reason)}"


def _own_day(moved: Moved) -> Date:
    return moved.day


@attrs.frozen
class Moved:
    """One session that is held at another time: on another day, at another clock time, or of another length.

    Args:
        day: its day in the template.
        session: its key.
        to: the day on which it is held; its own day when it is not given.
        start: its start on the wall clock there; as in the template when it is not given.
        time: how long it is there; as in the template when it is not given.
        reason: why, in words.
        held: what is held, where the week that had it is no longer in the plan.

    >>> print(Moved("2026-02-16", "MO 18:00 group-therapy", to="2026-02-17", reason="holiday"))
    2026-02-16: MO 18:00 group-therapy moved to 2026-02-17 (holiday)

    Raises:
        NotAccepted: if nothing is moved.
    """

    day: Date = attrs.field(converter=plain_day)
    session: str = attrs.field(converter=_session_key)
    to: Date = attrs.field(default=attrs.Factory(_own_day, takes_self=True), converter=plain_day, kw_only=True)
    start: Time | None = attrs.field(default=None, converter=attrs.converters.optional(clock_time), kw_only=True)
    time: Range[Minutes] | None = attrs.field(
        default=None, converter=attrs.converters.optional(time_range), kw_only=True
    )
    reason: str = attrs.field(default="", converter=str, kw_only=True)
    held: Session | None = attrs.field(default=None, converter=attrs.converters.optional(_session), kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.to == self.day and self.start is None and self.time is None:
            raise NotAccepted("moved session", f"{self.session} on {self.day}", "another day, start or time")

    def __str__(self) -> str:
        changes = (
            str(self.to) if self.to != self.day else "",
            "" if self.start is None else f"{self.start:%H:%M}",
            "" if self.time is None else str(self.time),
        )
        return f"{self.day}: {self.session} moved to {', '.join(filter(None, changes))}{_because(self.reason)}"


def _on_one_day(value: Session) -> Session:
    """The session by itself: on its one date, its weekday and how often it would return say nothing."""
    once: dict[str, Any] = {name: attrs.fields_dict(Session)[name].default for name in ("every", "weeks")}
    nothing: dict[str, Any] = dict.fromkeys(("day", "total", "per_month", "per_day", "first", "nth"))
    return attrs.evolve(_session(value), per_week=1, **once, **nothing)


def _own_key(added: Added) -> str:
    start = "" if added.session.start is None else f"{added.session.start:%H:%M} "
    return added.places or added.session.key or f"added {start}{added.session.component.kind}"


@attrs.frozen
class Added:
    """One session that the template does not have on that day: a further one, a make-up, or one by arrangement, placed.

    Args:
        day: the day on which it is held. It counts in the week of that day.
        session: what is held; its weekday and how often it returns are left aside.
        replaces: the session that it makes up, as its key and its day; ``None`` for one that makes up nothing.
        places: the key of a session by arrangement that is placed here; one fewer is left to be placed.
        key: its own name on that day; it gets one from what it is otherwise.
        reason: why, in words.

    >>> from iopmodel import GroupTherapy
    >>> make_up = Session(GroupTherapy(), start="09:00", time=Minutes(180))
    >>> print(Added("2026-02-21", make_up, replaces=("MO 18:00 group-therapy", "2026-02-16")))
    2026-02-21: added 09:00-12:00: group therapy, 3 h, makes up MO 18:00 group-therapy of 2026-02-16

    Raises:
        NotAccepted: for a session that both makes up one and is one by arrangement.
    """

    day: Date = attrs.field(converter=plain_day)
    session: Session = attrs.field(converter=_on_one_day)
    replaces: Identity | None = attrs.field(default=None, converter=attrs.converters.optional(identity), kw_only=True)
    places: str = attrs.field(default="", converter=_key, kw_only=True)
    key: str = attrs.field(default=attrs.Factory(_own_key, takes_self=True), converter=_key, kw_only=True)
    reason: str = attrs.field(default="", converter=str, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.replaces is not None and self.places:
            raise NotAccepted("added session", self.key, "either replaces= or places=; it is one of the two")

    def __str__(self) -> str:
        makes_up = "" if self.replaces is None else f", makes up {self.replaces[0]} of {self.replaces[1]}"
        return f"{self.day}: added {self.session}{makes_up}{_because(self.reason)}"


def _because(reason: str) -> str:
    return f" ({reason})" if reason else ""


Override: TypeAlias = Cancelled | Moved | Added


def overrides_of(value: Iterable[Override]) -> tuple[Override, ...]:
    """Overrides in the order of their days, each session of a day in at most one of them.

    Raises:
        WrongKind: for anything else.
        DuplicateKey: if two are about one session of a day.
    """
    given: object = value
    if isinstance(given, Override) or not isinstance(given, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("overrides", given, "several overrides, such as [Cancelled('2026-02-04')]")
    overrides = tuple(value)
    seen: set[tuple[bool, str, Date]] = set()
    for each in overrides:
        if not isinstance(each, Override):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("overrides", each, "Cancelled, Moved or Added")
        key = each.key if isinstance(each, Added) else each.session
        name = (isinstance(each, Added), key, each.day)
        if name in seen:
            advice = "one session of a day has one override, so leave out one of them"
            raise DuplicateKey("override", f"{key or 'every session'} on {each.day}", advice)
        seen.add(name)
    return tuple(sorted(overrides, key=lambda each: (each.day, type(each).__name__, str(each))))
