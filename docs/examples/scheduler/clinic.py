"""A small scheduling app, such as a clinic writes for itself: sessions are rows, weeks are laid on dates.

It was made up for the page "Test your scheduler" and has four bugs, one in each of the functions below the first line
of dashes. `clinic_mended.py` is the same app without them.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NINE_HOURS = 9.0


@dataclass(frozen=True)
class Row:
    """One row of the weekly plan, as the front desk types it."""

    kind: str
    weekday: int  # Monday is 0
    start: time
    minutes: int


@dataclass(frozen=True)
class Appointment:
    """One row on one date."""

    row: Row
    start: datetime
    end: datetime


def is_treatment(row: Row) -> bool:
    """Whether the time of a row is time in treatment."""
    return row.kind not in {"break", "meal"}


# ------------------------------------------------------------


def weekly_minutes(rows: list[Row]) -> int:
    """The minutes of treatment in a week."""
    return sum(row.minutes for row in rows)


def has_nine_hours(rows: list[Row]) -> bool:
    """Whether a week has at least nine hours of treatment."""
    hours = 0.0
    for row in rows:
        if is_treatment(row):
            hours += row.minutes / 60
    return hours >= NINE_HOURS


def appointments(rows: list[Row], first: date, until: date, zone: ZoneInfo) -> list[Appointment]:
    """The appointments from a day up to another one, every week at the same time."""
    found = []
    for row in rows:
        day = first + timedelta(days=(row.weekday - first.weekday()) % 7)
        start = datetime.combine(day, row.start, zone).astimezone(UTC)
        while start.astimezone(zone).date() < until:
            end = start + timedelta(minutes=row.minutes)
            found.append(Appointment(row, start.astimezone(zone), end.astimezone(zone)))
            start += timedelta(weeks=1)
    return sorted(found, key=lambda each: each.start)


def monday_of(day: date) -> date:
    """The Monday with which the week of a day begins."""
    weekday = day.isoweekday() % 7
    return day - timedelta(days=weekday - 1)


# ------------------------------------------------------------


def minutes_by_week(rows: list[Row], first: date, until: date, zone: ZoneInfo) -> dict[date, int]:
    """The minutes of treatment in each week, by its Monday."""
    minutes: dict[date, int] = defaultdict(int)
    for each in appointments(rows, first, until, zone):
        if is_treatment(each.row):
            minutes[monday_of(each.start.date())] += each.row.minutes
    return dict(minutes)
