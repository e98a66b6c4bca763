"""Sessions, and the week of a track or of a phase, as a document holds them."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, NewType

import cattrs

from iopmodel._days import WeekDay, day_code
from iopmodel.components import COMPONENT_TYPES, Component
from iopmodel.errors import IopModelError, NotAccepted
from iopmodel.interop._leaves import component_type, days_of_week
from iopmodel.interop._tables import Reader, Shape, Table, fields_of, list_of, noted, table_of, writer
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Phase, Track
from iopmodel.quantities import Range
from iopmodel.schedules import Session, WeeklySchedule, clock_times

SessionRow = NewType("SessionRow", tuple[Session, ...])
"""One table of a document: the sessions of all its weekdays."""

_ALL_FIELDS = dict.fromkeys(name for kind in COMPONENT_TYPES.values() for name in fields_of(kind))


class SessionShape:
    """How sessions stand in a table: the fields of the component beside theirs, their weekdays in one text.

    Args:
        converter: the converter that reads what is inside.
    """

    def __init__(self, converter: cattrs.Converter) -> None:
        readers: dict[str, Reader] = {"component": _component, "day": _first_day}
        self._session = Shape(converter, Session, keys={"day": "days"}, readers=readers)
        self._components = {kind: Shape(converter, kind) for kind in COMPONENT_TYPES.values()}

    def read(self, value: object, _: object) -> tuple[Session, ...]:
        """The sessions of one table, one for each of its weekdays.

        Raises:
            WrongKind: for anything that is no table.
            ClassValidationError: with everything that is wrong.
        """
        row = table_of(value)
        found = [*self._read_component(row), *_read_clock(row)]
        first: Session = self._session.read(row, found)
        if "days" not in row:
            return (first,)
        return tuple(self._session.read(each) for each in _one_a_day(row))

    def _read_component(self, row: Table) -> list[Exception]:
        """Put the component itself in the place of its kind; what is wrong with it is given back."""
        known = self._session.known
        try:
            kind = component_type(row.get("component"))
        except IopModelError:
            # The reader of the field says so, with the path; which of the other keys fit, nobody can tell.
            return self._session.unknown(row, (*known, *_ALL_FIELDS))
        shape = self._components[kind]
        found = self._session.unknown(row, (*known, *shape.known))
        row["component"] = kind()
        try:
            row["component"] = shape.read({key: row[key] for key in shape.known if key in row})
        except cattrs.ClassValidationError as error:
            found += error.exceptions
        return found


def _first_day(value: object) -> WeekDay:
    return days_of_week(value)[0]


def _component(value: object) -> Component:
    return value if isinstance(value, Component) else component_type(value)()


def _read_clock(row: Table) -> Iterator[Exception]:
    """Put start and end in the place of a time that is written as clock times, such as ``"18:00-18:50"``."""
    written = row.get("time")
    if not isinstance(written, str) or ":" not in written:
        return
    del row["time"]
    try:
        times = clock_times(written)
    except IopModelError as error:
        yield noted(error, "time")
        return
    if "start" in row or "end" in row:
        allowed = "the length of the session, for its clock times stand under start or end already"
        yield noted(NotAccepted("time", written, allowed), "time")
        return
    row |= times


def _one_a_day(row: Table) -> Iterator[Table]:
    """The row of each of its weekdays; a key gets the weekday after it, for a key names one session."""
    days = days_of_week(row["days"])
    for day in days:
        own = row | {"days": day_code(day)}
        if len(days) > 1 and "key" in row:
            own["key"] = f"{row['key']}-{day_code(day)}"
        yield own


class WeekShape:
    """How a track or a phase stands in a table: its week as sessions, or as a pattern of figures.

    Args:
        converter: the converter that reads what is inside.
        kind: the class, which has a field *week*.
    """

    def __init__(self, converter: cattrs.Converter, kind: type[Track | Phase]) -> None:
        structure = converter.structure
        self._pattern: Reader = functools.partial(structure, cl=WeeklyPattern)
        self._by_sessions = Shape(
            converter,
            kind,
            keys={"week": "sessions"},
            readers={"week": lambda value: structure(value, WeeklySchedule)},
        )
        keys = ((key, "pattern") if key == "sessions" else (key,) for key in self._by_sessions.known)
        self._known = tuple(chain.from_iterable(keys))
        self._by_pattern = Shape(
            converter,
            kind,
            keys={"week": "pattern"},
            readers={"week": self._pattern},
        )

    def read(self, value: object) -> Any:  # noqa: ANN401 - a track or a phase
        """The track or phase of a table.

        Raises:
            WrongKind: for anything that is no table.
            ClassValidationError: with everything that is wrong.
        """
        table = table_of(value)
        shape = self._by_sessions if "sessions" in table else self._by_pattern
        found = shape.unknown(table, self._known)
        if "sessions" in table and "pattern" in table:
            found.append(NotAccepted("week", "both", "its sessions or a pattern"))
            try:
                self._pattern(table["pattern"])
            except (cattrs.ClassValidationError, IopModelError) as error:
                found.append(noted(error, "pattern"))
        return shape.read(table, found)


def read_sessions(converter: cattrs.Converter, value: object) -> WeeklySchedule:
    """A weekly schedule, from the list of its tables."""
    rows: Sequence[tuple[Session, ...]] = converter.structure(list_of(value), list[SessionRow])
    return WeeklySchedule(chain.from_iterable(rows))


def session_writer(converter: cattrs.Converter) -> Callable[[WeeklySchedule], list[Table]]:
    """What writes a weekly schedule: sessions that differ only by weekday stand in one table."""
    rest = writer(converter, Session, without=("component", "day", "start", "end", "time"))
    parts = {kind: writer(converter, kind) for kind in COMPONENT_TYPES.values()}

    def one(session: Session) -> Table:
        kind = type(session.component)
        if kind not in parts:
            raise NotAccepted("component", session.component, f"a built-in one: {', '.join(COMPONENT_TYPES)}")
        part = {"component": kind.kind, **parts[kind](session.component)}
        clock = _written_clock(session, converter.unstructure(session.time, Range))
        return {**part, "days": "", **clock, **rest(session)}

    def all_of(schedule: WeeklySchedule) -> list[Table]:
        rows: list[tuple[Table, list[WeekDay]]] = []
        alike: dict[str, list[list[WeekDay]]] = {}
        held = Counter[tuple[str, WeekDay]]()
        for session in schedule:
            row = one(session)
            if session.day is None:
                rows.append((row, []))
                continue
            text = repr(row)
            taken = alike.setdefault(text, [])
            # The tables that hold the day already are the first of them.
            place = held[text, session.day]
            if place == len(taken):
                taken.append([])
                rows.append((row, taken[place]))
            taken[place].append(session.day)
            held[text, session.day] += 1
        return [_with_days(*each) for each in rows]

    return all_of


def _with_days(row: Table, days: list[WeekDay]) -> Table:
    named = row | {"days": ",".join(day_code(day) for day in days)}
    return {key: each for key, each in named.items() if days or key != "days"}


def _written_clock(session: Session, time: object) -> Table:
    """Both clock times in one text; with one of them, or none, the time beside it as far as it is known."""
    start, end = (None if each is None else each.strftime("%H:%M") for each in (session.start, session.end))
    if start is not None and end is not None and start != end:
        return {"time": f"{start}-{end}"}
    known = {"start": start, "end": None if start is not None else end}
    clock: Table = {key: each for key, each in known.items() if each is not None}
    return clock if session.time.is_unknown else {**clock, "time": time}


def week_writer(converter: cattrs.Converter, kind: type[Track | Phase]) -> Callable[[Any], Table]:
    """What writes a track or a phase."""
    rest = writer(converter, kind, without=("week",))

    def write(value: Track | Phase) -> Table:
        if isinstance(value.week, WeeklySchedule):
            return {**rest(value), "sessions": converter.unstructure(value.week, WeeklySchedule)}
        pattern = converter.unstructure(value.week, WeeklyPattern)
        return {**rest(value), "pattern": pattern} if pattern else rest(value)

    return write
