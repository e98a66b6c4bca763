"""The peers of the dated benchmarks: libraries that expand the same input; what is not installed is left out."""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
from collections.abc import Callable
from typing import Any

import pendulum

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.components import Component
from tests.benchmarks.contestants import Contestant
from tests.benchmarks.loops import CLOSED, FIRST, ROWS, SIXTEEN, ZONE, ZONE_NAME, Times, day_in, instants

#: Slower contestants are asked less often in a round.
TURNS, FEW = 40, 4


def pendulum_days() -> list[Times]:
    """With pendulum, each start made from its day."""
    zone = pendulum.timezone(ZONE_NAME)
    found: list[Times] = []
    for week in SIXTEEN:
        for row in ROWS:
            day = day_in(week, row.weekday)
            if week % row.every or day in CLOSED:
                continue
            start = pendulum.datetime(day.year, day.month, day.day, row.start.hour, row.start.minute, tz=zone)
            found.append((start, start.add(minutes=row.minutes)))
    return found


def pendulum_weeks() -> list[Times]:
    """With pendulum, weeks added to the first start."""
    zone = pendulum.timezone(ZONE_NAME)
    found: list[Times] = []
    for row in ROWS:
        day = day_in(0, row.weekday)
        first = pendulum.datetime(day.year, day.month, day.day, row.start.hour, row.start.minute, tz=zone)
        for week in SIXTEEN[:: row.every]:
            start = first.add(weeks=week)
            if start.date() not in CLOSED:
                found.append((start, start.add(minutes=row.minutes)))
    return found


def _dateutil() -> Contestant:
    rrule: Any = importlib.import_module("dateutil.rrule")

    def ask(_: int) -> list[Times]:
        found: list[Times] = []
        for row in ROWS:
            rules = rrule.rruleset()
            start = dt.datetime.combine(day_in(0, row.weekday), row.start, tzinfo=ZONE)
            count = len(SIXTEEN) // row.every
            rules.rrule(rrule.rrule(rrule.WEEKLY, dtstart=start, interval=row.every, count=count))
            for day in CLOSED:
                rules.exdate(dt.datetime.combine(day, row.start, tzinfo=ZONE))
            length = dt.timedelta(minutes=row.minutes)
            found += [(each, each + length) for each in rules]
        return found

    return Contestant("dateutil: a rruleset for each session", ask, turns=TURNS, read=instants)


def _whenever() -> Contestant:
    whenever: Any = importlib.import_module("whenever")
    first, closed = whenever.Date(FIRST), {whenever.Date(day) for day in CLOSED}
    starts = {row.start: whenever.Time(row.start) for row in ROWS}

    def ask(_: int) -> list[Times]:
        found: list[Times] = []
        for week in SIXTEEN:
            for row in ROWS:
                day = first.add(days=week * DAYS_IN_WEEK + row.weekday)
                if week % row.every or day in closed:
                    continue
                start = day.at(starts[row.start]).assume_tz(ZONE_NAME)
                found.append((start, start.add(minutes=row.minutes)))
        return found

    return Contestant("whenever: a loop like the first one", ask, turns=TURNS, read=instants)


def calendar_text() -> str:
    """The input as an iCalendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//iopmodel//benchmark//EN"]
    for number, row in enumerate(ROWS):
        start = dt.datetime.combine(day_in(0, row.weekday), row.start)
        closed = ",".join(f"{dt.datetime.combine(day, row.start):%Y%m%dT%H%M%S}" for day in sorted(CLOSED))
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}",
            "DTSTAMP:20260101T000000Z",
            f"DTSTART;TZID={ZONE_NAME}:{start:%Y%m%dT%H%M%S}",
            f"DTEND;TZID={ZONE_NAME}:{start + dt.timedelta(minutes=row.minutes):%Y%m%dT%H%M%S}",
            f"RRULE:FREQ=WEEKLY;INTERVAL={row.every};COUNT={len(SIXTEEN) // row.every}",
            f"EXDATE;TZID={ZONE_NAME}:{closed}",
            f"SUMMARY:{row.component.kind}",
            "END:VEVENT",
        ]
    return "\r\n".join((*lines, "END:VCALENDAR", ""))


def _recurring_ical_events() -> Contestant:
    icalendar: Any = importlib.import_module("icalendar")
    recurring: Any = importlib.import_module("recurring_ical_events")
    calendar = icalendar.Calendar.from_ical(calendar_text())

    def ask(_: int) -> list[Times]:
        events = recurring.of(calendar).between(FIRST, day_in(len(SIXTEEN)))
        return [(each.start, each.end) for each in events]

    return Contestant("recurring-ical-events, the calendar read before", ask, turns=FEW, read=instants)


def _ical() -> Contestant:
    streams: Any = importlib.import_module("ical.calendar_stream")
    calendar = streams.IcsCalendarStream.calendar_from_ics(calendar_text())

    def ask(_: int) -> list[Times]:
        return [(each.dtstart, each.dtend) for each in calendar.timeline_tz(ZONE)]

    return Contestant("ical, the calendar read before", ask, turns=FEW, read=instants)


#: The peers, by the module that has to be there.
PEERS: dict[str, Callable[[], Contestant]] = {
    "whenever": _whenever,
    "dateutil": _dateutil,
    "ical": _ical,
    "recurring_ical_events": _recurring_ical_events,
}


def installed_peers() -> tuple[Contestant, ...]:
    """The peers that are installed."""
    return tuple(peer() for module, peer in PEERS.items() if importlib.util.find_spec(module))


def pendulum_cells(held: list[tuple[Any, Any, type[Component]]]) -> dict[tuple[int, int, type[Component]], int]:
    """The same, asked of pendulum's datetimes and intervals."""
    found: dict[tuple[int, int, type[Component]], int] = {}
    for start, end, component in held:
        key = start.isocalendar()[0], start.week_of_year, component
        found[key] = found.get(key, 0) + (end - start).in_minutes()
    return found
