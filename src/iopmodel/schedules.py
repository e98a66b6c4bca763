"""The undated week: sessions, and the weekly schedule that holds them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from iopmodel._days import (
    DAYS_IN_WEEK,
    MINUTES_IN_DAY,
    Time,
    WeekDay,
    clock_time,
    day_code,
    minute_of_day,
    short_day,
    time_of_minute,
    weekday,
    weekdays,
)
from iopmodel.components import Component, FamilyTherapy
from iopmodel.errors import DuplicateKey, NotAccepted, WrongKind
from iopmodel.lengths import Weeks
from iopmodel.populations import AttendedBy, Provider
from iopmodel.quantities import Minutes, Range, count_range, time_range, whole_number
from iopmodel.spans import WeekSpan, week_span

__all__ = ["Session", "WeeklySchedule", "sessions"]

#: Nobody says how long, or how many.
UNKNOWN_TIME: Range[Minutes] = Range(Minutes(0))
UNKNOWN_COUNT: Range[int] = Range(0)
ONCE: Range[int] = Range.exactly(1)
_EVERY_WEEK = WeekSpan()
_LONGEST_CADENCE = 104
_LAST_OF_MONTH = -1


def _component(value: Component) -> Component:
    if not isinstance(value, Component):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("session", value, "a component such as GroupTherapy()")
    return value


def _every(value: Weeks) -> Weeks:
    if not isinstance(value, Weeks):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("cadence", value, "Weeks, such as Weeks(2) for every second week")
    if not 1 <= value.count <= _LONGEST_CADENCE:
        raise NotAccepted("cadence", str(value), f"every 1 to {_LONGEST_CADENCE} weeks")
    return value


def _first(value: int) -> int:
    return whole_number(value, "first week of the cadence", at_least=1)


def _per_day(value: int) -> int:
    return whole_number(value, "sessions on one day", at_least=1)


def _nth(value: int) -> int:
    if value != _LAST_OF_MONTH and not 1 <= whole_number(value, "weekday of the month", at_least=1) <= 5:  # noqa: PLR2004 - no month has a sixth
        raise NotAccepted("weekday of the month", value, "1 to 5, or -1 for the last")
    return value


def _who(value: str) -> AttendedBy:
    return AttendedBy.one_of(value)


def _provider(value: str) -> str:
    return Provider.or_other(value)


def _attended_by(session: Session) -> AttendedBy:
    return AttendedBy.BOTH if isinstance(session.component, FamilyTherapy) else AttendedBy.PATIENT


def _usual_number(session: Session) -> Range[int]:
    """Once a week (on its weekday, if it has one), unless the number is given in another way."""
    elsewhere = session.total is not None or session.per_month is not None
    return UNKNOWN_COUNT if elsewhere and session.day is None else ONCE


@attrs.frozen(kw_only=True, repr=False, cache_hash=True)
class Session:
    """One component in an undated week, with whatever is known of it; what nobody says may stay away.

    Args:
        component: what the session is.
        time: how long one session is: minutes, a range of them, or text such as ``"50 min"``; not stated if absent.
        day: its weekday. A session on several days is several sessions: see :func:`sessions`.
        start: its start on the wall clock.
        end: its end on the wall clock; at or before the start is past midnight, and counts for the day it starts.
        per_week: how many a week, when it has no weekday; once by default, ``"not stated"`` when nobody says.
        per_day: how many of them may fall on one day. Without it, up to seven a week fall on different days.
        every: the cadence: every so many weeks.
        first: the program week in which the cadence starts; unknown if absent.
        per_month: how many a month, instead of a week.
        nth: which of the month's weekdays it is (1 to 5, -1 the last); needs *day*.
        weeks: the program weeks in which it is held: ``(5, 16)``, ``(9, None)`` or text such as ``"5 to 16"``.
        total: a set number over the whole program.
        optional: whether it is optional or as needed.
        attended_by: patient, family or both; a family session is for both unless said otherwise.
        provider: who provides it, one of :class:`Provider` or another by name.
        label: what the program calls it.
        key: a name that stays the same when the template changes.

    >>> from iopmodel import GroupTherapy
    >>> group = Session(GroupTherapy(), day="MO", start="18:00", end="21:00")
    >>> group
    Session(GroupTherapy(), day='MO', start='18:00', time=Minutes(180))
    >>> print(group.end, group.time)
    21:00:00 3 h

    Raises:
        NotAccepted: if the clock times and the time contradict each other, or two ways to say how often are mixed.
    """

    component: Component = attrs.field(converter=_component, kw_only=False)
    day: WeekDay | None = attrs.field(default=None, converter=attrs.converters.optional(weekday))
    start: Time | None = attrs.field(default=None, converter=attrs.converters.optional(clock_time))
    end: Time | None = attrs.field(default=None, converter=attrs.converters.optional(clock_time))
    time: Range[Minutes] = attrs.field(default=UNKNOWN_TIME, converter=time_range)
    total: Range[int] | None = attrs.field(default=None, converter=attrs.converters.optional(count_range))
    per_month: Range[int] | None = attrs.field(default=None, converter=attrs.converters.optional(count_range))
    per_week: Range[int] = attrs.field(default=attrs.Factory(_usual_number, takes_self=True), converter=count_range)
    per_day: int | None = attrs.field(default=None, converter=attrs.converters.optional(_per_day))
    every: Weeks = attrs.field(default=Weeks(1), converter=_every)
    first: int | None = attrs.field(default=None, converter=attrs.converters.optional(_first))
    nth: int | None = attrs.field(default=None, converter=attrs.converters.optional(_nth))
    weeks: WeekSpan = attrs.field(default=_EVERY_WEEK, converter=week_span)
    optional: bool = attrs.field(default=False, converter=bool)
    attended_by: AttendedBy = attrs.field(default=attrs.Factory(_attended_by, takes_self=True), converter=_who)
    provider: str | None = attrs.field(default=None, converter=attrs.converters.optional(_provider))
    label: str = attrs.field(default="", converter=str)
    key: str | None = attrs.field(default=None, converter=attrs.converters.optional(str))

    def __attrs_post_init__(self) -> None:
        self._settle_clock()
        self._refuse_mixed_cadence()
        if self.every.count == 1:
            object.__setattr__(self, "first", None)

    def _settle_clock(self) -> None:
        """Fill in what two of start, end and time tell about the third, so that equal sessions are equal."""
        if self.start is not None and self.end is not None:
            between = (minute_of_day(self.end) - minute_of_day(self.start)) % MINUTES_IN_DAY
            if not between:
                raise NotAccepted("session end", str(self.end), "an end that differs from the start")
            if Minutes(between) not in self.time:
                raise NotAccepted("session time", str(self.time), f"{Minutes(between)}, as its clock times say")
            object.__setattr__(self, "time", Range.exactly(Minutes(between)))
        elif self.start is not None or self.end is not None:
            if (self.time.high or self.time.low) >= Minutes(MINUTES_IN_DAY):
                raise NotAccepted("session time", str(self.time), "less than 24 h for a session with a clock time")
            # Nothing long it has no other end: an end like the start would be a whole day.
            minutes = self.time.low.count if self.time.is_exact else 0
            if minutes and self.start is not None:
                object.__setattr__(self, "end", time_of_minute(minute_of_day(self.start) + minutes))
            elif minutes and self.end is not None:
                object.__setattr__(self, "start", time_of_minute(minute_of_day(self.end) - minutes))
            elif self.end is not None and not self.time.is_unknown:
                self._refuse_two_days(minute_of_day(self.end))

    def _refuse_two_days(self, end: int) -> None:
        """Refuse a time that lets a session of known end begin on either side of midnight: which day would it be?"""
        longest = MINUTES_IN_DAY if self.time.high is None else self.time.high.count - self.time.high_excluded
        if max(1, self.time.low.count) <= end < longest:
            allowed = f"at most {Minutes(end)} or more than that, so that it begins on one side of midnight"
            raise NotAccepted("session time", str(self.time), allowed)

    def _refuse_mixed_cadence(self) -> None:
        if self.day is not None and self.per_week != ONCE:
            raise NotAccepted("sessions a week", str(self.per_week), "one for each weekday named; repeat the session")
        if self.nth is not None and self.day is None:
            raise NotAccepted("weekday of the month", self.nth, "a weekday with it, such as day='SU', nth=2")
        ways = (self.every.count > 1, self.nth is not None, self.per_month is not None)
        if sum(ways) > 1:
            raise NotAccepted("cadence", "more than one", "one of every, nth and per_month")
        if self.per_month is not None and self.day is not None:
            raise NotAccepted("sessions a month", str(self.per_month), "no weekday with it; use nth for a weekday")
        if self.per_month is not None and not self.per_week.is_unknown:
            raise NotAccepted("sessions a week", str(self.per_week), "no number a week beside one a month")
        if self.first is not None and self.every.count > 1 and self.first not in self.weeks:
            raise NotAccepted("first week of the cadence", self.first, f"a week among {self.weeks}")

    @property
    def is_timed(self) -> bool:
        """Whether weekday and clock time are both known, and a length with them."""
        return self.day is not None and self.start is not None and self.end is not None

    def may_overlap(self, other: Session) -> bool:
        """Whether the clock times of two sessions on one weekday may cover the same minute.

        Times of unknown length reach as far as they can. Sessions past midnight are looked at on the day they start.
        """
        return self._on_one_day(other) and _meet(self._reach(), other._reach())

    def certainly_overlaps(self, other: Session) -> bool:
        """Whether the clock times of two sessions on one weekday cover the same minute, however short they are."""
        mine, theirs = self.interval(self.time.low.count), other.interval(other.time.low.count)
        return self._on_one_day(other) and _meet(mine, theirs)

    def _on_one_day(self, other: Session) -> bool:
        return self.day is not None and self.day == other.day

    def _reach(self) -> tuple[int, int] | None:
        """All minutes that it may cover, on its day's clock."""
        if self.time.high is not None:
            return self.interval(self.time.high.count - self.time.high_excluded)
        if self.start is not None or self.end is None:
            return self.interval(MINUTES_IN_DAY)
        # With only its end known it may begin at any minute of its day, and end on the next one.
        return (0, minute_of_day(self.end) + MINUTES_IN_DAY)

    def interval(self, minutes: int) -> tuple[int, int] | None:
        """The session on its day's clock if it is so many minutes long, in minutes since midnight.

        Past midnight it goes on beyond 1440, for it belongs to the day on which it begins. ``None`` without a clock
        time.
        """
        if self.start is not None:
            return minute_of_day(self.start), minute_of_day(self.start) + minutes
        if self.end is None:
            return None
        begins = (minute_of_day(self.end) - minutes) % MINUTES_IN_DAY
        return begins, begins + minutes

    @property
    def name(self) -> str:
        """What to call it in a report: its label, or what it is; with its weekday where it has one."""
        words = self.label or str(self.component)
        return words if self.day is None else f"{short_day(self.day)} {words}"

    @property
    def when(self) -> str:
        """When in the week it is, in words."""
        day = "" if self.day is None else short_day(self.day)
        start = "" if self.start is None else self.start.strftime("%H:%M")
        end = "" if self.end is None else self.end.strftime("%H:%M")
        clock = f"{start}-{end}" if start and end else (f"from {start}" if start else f"to {end}" if end else "")
        return " ".join(part for part in (day, clock) if part) or "by arrangement"

    def __repr__(self) -> str:
        return as_code(self)

    def __str__(self) -> str:
        words = f"{self.label} ({self.component})" if self.label else str(self.component)
        return f"{self.when}: {words}{'' if self.time.is_unknown else f', {self.time}'}"


def _meet(mine: tuple[int, int] | None, theirs: tuple[int, int] | None) -> bool:
    """Whether two intervals have a minute in common; one without minutes has none."""
    if mine is None or theirs is None:
        return False
    return max(mine[0], theirs[0]) < min(mine[1], theirs[1])


def _without_derived_end(session: Session) -> dict[str, Any]:
    """The fields that make the session again: the end follows from start and time."""
    return {"end": None} if session.start is not None and session.time.is_exact else {}


def as_code(value: attrs.AttrsInstance) -> str:
    """The value as the code that makes it, without what is as it would be anyway."""
    derived = _without_derived_end(value) if isinstance(value, Session) else {}
    parts: list[str] = []
    is_next = True  # whether nothing before it was left out
    for each in attrs.fields(type(value)):
        got = derived.get(each.name, getattr(value, each.name))
        if got == default_of(each, value):
            is_next = False
            continue
        parts.append(_code(got) if is_next and not each.kw_only else f"{each.name}={_code(got)}")
    return f"{type(value).__name__}({', '.join(parts)})"


def default_of(each: attrs.Attribute[Any], value: object) -> object:
    default = each.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        return default.factory(value) if default.takes_self else default.factory()  # type: ignore[union-attr]
    return default


def _code(value: object) -> str:
    match value:
        case WeekDay():
            return repr(day_code(value))
        case dt.time():
            return repr(value.strftime("%H:%M"))
        case Range() if value.is_exact and isinstance(value.value, Minutes | int):
            return repr(value.value)
        case Component():
            return as_code(value)
        case _:
            return repr(value)


def sessions(
    component: Component,
    days: str | WeekDay,
    clock: str = "",
    *,
    key: str | None = None,
    **more: Any,  # noqa: ANN401 - whatever Session takes
) -> tuple[Session, ...]:
    """One session of *component* on each of the *days*.

    Args:
        component: what the sessions are.
        days: weekdays, such as ``"MO,WE,TH"``.
        clock: the clock time of each, such as ``"18:00-21:00"``; ``"18:00-"`` when only the start is known.
        key: a key; on several days each session gets its weekday after it.
        more: anything else that :class:`Session` takes.

    >>> from iopmodel import GroupTherapy
    >>> for each in sessions(GroupTherapy(), "MO,WE", "18:00-18:50"):
    ...     print(each)
    Mon 18:00-18:50: group therapy, 50 min
    Wed 18:00-18:50: group therapy, 50 min

    Raises:
        NotAccepted: for days or clock times that cannot be read.
    """
    named = weekdays(days)
    if clock:
        more |= clock_times(clock)
    return tuple(
        Session(component, day=day, key=f"{key}-{day_code(day)}" if key and len(named) > 1 else key, **more)
        for day in named
    )


def clock_times(text: str) -> dict[str, Time]:
    """Start and end from text such as ``"18:00-21:00"``; either side may stay empty.

    Raises:
        NotAccepted: for anything else.
    """
    start, dash, end = text.partition("-")
    if not dash or not (start.strip() or end.strip()):
        raise NotAccepted("clock times", text, "times such as 18:00-21:00, or 18:00- when only the start is known")
    ends = {"start": start, "end": end}
    return {name: clock_time(value) for name, value in ends.items() if value.strip()}


def _in_order(value: Iterable[Session]) -> tuple[Session, ...]:
    if not isinstance(value, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("weekly schedule", value, "several sessions, such as [Session(...)] or sessions(...)")
    given = tuple(value)
    for each in given:
        if not isinstance(each, Session):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("weekly schedule", each, "sessions; put * before sessions(...) inside a list")
    ordered = sorted(given, key=_place)
    # Only sessions at one place need the dearer comparison that makes their order canonical.
    if any(_place(a) == _place(b) and a != b for a, b in itertools.pairwise(ordered)):
        ordered.sort(key=lambda each: (_place(each), repr(each)))
    return tuple(ordered)


def _place(session: Session) -> tuple[int, int, str]:
    day = DAYS_IN_WEEK if session.day is None else int(session.day)
    minute = MINUTES_IN_DAY if session.start is None else minute_of_day(session.start)
    return day, minute, session.component.kind


@attrs.frozen(repr=False, cache_hash=True)
class WeeklySchedule:
    """An undated week: a collection of sessions on the wall clock, without dates and without a zone.

    The order in which the sessions are given does not matter; a session may stand in it more than once. A schedule
    without sessions is a week with nothing in it, of zero hours; a week of which nobody knows the sessions is a
    :class:`~iopmodel.patterns.WeeklyPattern`.

    Raises:
        DuplicateKey: if two sessions carry one explicit key.
    """

    sessions: tuple[Session, ...] = attrs.field(default=(), converter=_in_order)

    def __attrs_post_init__(self) -> None:
        seen: set[str] = set()
        for key in (each.key for each in self.sessions if each.key is not None):
            if key in seen:
                raise DuplicateKey("session", key)
            seen.add(key)

    def __iter__(self) -> Iterator[Session]:
        return iter(self.sessions)

    def __len__(self) -> int:
        return len(self.sessions)

    def __repr__(self) -> str:
        return f"WeeklySchedule([{', '.join(map(repr, self.sessions))}])"
