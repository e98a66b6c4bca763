"""A small scheduling app, such as a clinic writes for itself: sessions are rows, weeks are laid on dates.

It was made up for the page "Test your scheduler": `clinic.py` without its four bugs.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NINE_HOURS = 9 * 60


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
    return sum(row.minutes for row in rows if is_treatment(row))


def has_nine_hours(rows: list[Row]) -> bool:
    """Whether a week has at least nine hours of treatment."""
    return weekly_minutes(rows) >= NINE_HOURS


def appointments(rows: list[Row], first: date, until: date, zone: ZoneInfo) -> list[Appointment]:
    """The appointments from a day up to another one, every week at the same time."""
    found = []
    for row in rows:
        day = first + timedelta(days=(row.weekday - first.weekday()) % 7)
        while day < until:
            start = datetime.combine(day, row.start, zone)
            found.append(Appointment(row, start, start + timedelta(minutes=row.minutes)))
            day += timedelta(weeks=1)
    return sorted(found, key=lambda each: each.start)


def monday_of(day: date) -> date:
    """The Monday with which the week of a day begins."""
    return day - timedelta(days=day.weekday())


# ------------------------------------------------------------


def minutes_by_week(rows: list[Row], first: date, until: date, zone: ZoneInfo) -> dict[date, int]:
    """The minutes of treatment in each week, by its Monday."""
    minutes: dict[date, int] = defaultdict(int)
    for each in appointments(rows, first, until, zone):
        if is_treatment(each.row):
            minutes[monday_of(each.start.date())] += each.row.minutes
    return dict(minutes)
