"""The input of the dated benchmarks, and the loops that one writes for it by hand.

A week of twelve sessions is laid on sixteen weeks (or more) of New York with three closed days; summer time begins
meanwhile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from iopmodel.components import Component, Education, FamilyTherapy, GroupTherapy, IndividualTherapy


class Row(NamedTuple):
    """A session of the week, as one writes it down without a library."""

    weekday: int
    start: dt.time
    minutes: int
    every: int
    component: type[Component]


ROWS = (
    *(Row(0, dt.time(hour), 50, 1, GroupTherapy) for hour in (18, 19, 20)),
    Row(1, dt.time(16), 50, 1, IndividualTherapy),
    *(Row(2, dt.time(hour), 50, 1, GroupTherapy) for hour in (18, 19, 20)),
    Row(3, dt.time(17), 50, 2, FamilyTherapy),
    *(Row(3, dt.time(hour), 50, 1, GroupTherapy) for hour in (18, 19, 20)),
    Row(4, dt.time(12), 60, 1, Education),
)
ZONE_NAME = "America/New_York"
ZONE = ZoneInfo(ZONE_NAME)
FIRST = dt.date(2026, 2, 2)
CLOSED = frozenset({dt.date(2026, 2, 16), dt.date(2026, 4, 3), dt.date(2026, 4, 30)})
SIXTEEN, YEAR, TEN_YEARS = range(16), range(52), range(520)
#: The week that is asked for alone: the eleventh one, without a closed day and with a family session.
ONE = range(10, 11)
#: The minutes that a week is asked to have.
FLOOR = 540

#: The start and the end of a session: datetimes of whichever library, all of which know their ``timestamp()``.
Times = tuple[Any, Any]


def day_in(week: int, weekday: int = 0) -> dt.date:
    """A day of one of the weeks, which are counted from 0."""
    return FIRST + dt.timedelta(weeks=week, days=weekday)


def instants(found: Iterable[Times]) -> list[tuple[int, int]]:
    """The same in seconds of UTC, in order, so that libraries can be compared."""
    return sorted((int(start.timestamp()), int(end.timestamp())) for start, end in found)


def bare_loop(weeks: range) -> list[Times]:
    """The loop that a careful user writes: dates by ``timedelta``, closures in a set, the clock's changes trusted."""
    found: list[Times] = []
    for week in weeks:
        for row in ROWS:
            if week % row.every:
                continue
            day = FIRST + dt.timedelta(weeks=week, days=row.weekday)
            if day in CLOSED:
                continue
            start = dt.datetime.combine(day, row.start, tzinfo=ZONE)
            found.append((start, start + dt.timedelta(minutes=row.minutes)))
    return found


def checked_loop(weeks: range) -> list[Times]:
    """The same through UTC: a start that is missing moves on as the clock does, and an end is that much later."""
    found: list[Times] = []
    for week in weeks:
        for row in ROWS:
            day = FIRST + dt.timedelta(weeks=week, days=row.weekday)
            if week % row.every or day in CLOSED:
                continue
            utc = dt.datetime.combine(day, row.start, tzinfo=ZONE).astimezone(dt.UTC)
            ends = utc + dt.timedelta(minutes=row.minutes)
            found.append((utc.astimezone(ZONE), ends.astimezone(ZONE)))
    return found


#: A session that is held, as one keeps it without a library: its day, minutes and component.
Held = tuple[dt.date, int, type[Component]]


def held_sessions() -> list[Held]:
    """What is held, made before the clock runs."""
    return [
        (day_in(week, row.weekday), row.minutes, row.component)
        for week in SIXTEEN
        for row in ROWS
        if not week % row.every and day_in(week, row.weekday) not in CLOSED
    ]


def bare_cells(held: list[Held]) -> dict[tuple[int, int, type[Component]], int]:
    """The minutes of each week and component, by a loop that asks each day for its week."""
    found: dict[tuple[int, int, type[Component]], int] = {}
    for day, minutes, component in held:
        year, week, _ = day.isocalendar()
        found[year, week, component] = found.get((year, week, component), 0) + minutes
    return found


#: Of each week in turn: whether it has the hours, and on how many days there is something.
Checked = list[tuple[bool, int]]


def bare_check(held: list[Held]) -> Checked:
    """Each week held against nine hours, with its days, by one loop."""
    minutes: dict[tuple[int, int], int] = {}
    days: dict[tuple[int, int], set[dt.date]] = {}
    for day, time, _ in held:
        week = day.isocalendar()[:2]
        minutes[week] = minutes.get(week, 0) + time
        days.setdefault(week, set()).add(day)
    return [(total >= FLOOR, len(days[week])) for week, total in minutes.items()]
