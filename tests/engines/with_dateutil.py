"""The dates of a week by python-dateutil: each session of a stay as a recurrence rule of its own.

Program weeks are said as RFC 5545 says them: WKST is the weekday on which they begin, INTERVAL the cadence, and DTSTART
lies in the week in which the cadence begins.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from iopmodel.episodes import Episode
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.stays import Stay
from iopmodel.strategies._episodes import episodes
from tests.engines.comparing import Compared, compared, engine
from tests.engines.rfc_examples import ZONE, Example

rrule = engine("dateutil.rrule")
MIDNIGHT = dt.time()


def expressible() -> st.SearchStrategy[Episode]:
    """Episodes that rules express as a whole: weeks of known dates, long enough for an nth weekday, and no changes."""
    return episodes(max_days=200, closed=False, overridden=False)


def week_first(stay: Stay, number: int) -> dt.date:
    """The first day of a program week."""
    days = 7 * (number - stay.first_week)
    return dt.date(stay.weeks_from.year, stay.weeks_from.month, stay.weeks_from.day) + dt.timedelta(days=days)


def bounds(session: Session, stay: Stay, until: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """The spans of days in which a session of a stay may fall: its weeks, the stay, and the track's season."""
    first = max(stay.first, week_first(stay, session.weeks.first))
    end = until if stay.until is None else min(until, stay.until)
    end = end if session.weeks.last is None else min(end, week_first(stay, session.weeks.last + 1))
    for span in stay.open_on or [None]:
        yield (first, end) if span is None else (max(first, span.first), min(end, span.until))


def recurrence(session: Session, stay: Stay) -> Any:  # noqa: ANN401 - dateutil brings no types
    """The rule of a session with a weekday and a known cadence, without an end."""
    assert session.day is not None
    weekday = rrule.weekdays[session.day]
    clock = MIDNIGHT if session.start is None else dt.time(session.start.hour, session.start.minute)
    if session.nth is not None:
        begins = dt.datetime.combine(week_first(stay, session.weeks.first), clock)
        return rrule.rrule(rrule.MONTHLY, dtstart=begins, byweekday=weekday(session.nth))
    cadence_begins = week_first(stay, session.first or session.weeks.first)
    return rrule.rrule(
        rrule.WEEKLY,
        dtstart=dt.datetime.combine(cadence_begins, clock),
        interval=session.every.count,
        wkst=stay.weeks_from.weekday(),
        byweekday=weekday,
    )


def starts(stay: Stay, until: dt.date) -> Iterator[dt.datetime]:
    """Every start on the wall clock of the sessions of a stay whose dates are known, up to a day."""
    assert isinstance(stay.week, WeeklySchedule)
    for session in () if stay.on_leave else stay.week:
        rule = recurrence(session, stay)
        for first, end in bounds(session, stay, until):
            begins, ends = (dt.datetime.combine(day, MIDNIGHT) for day in (first, end))
            yield from (each for each in rule.between(begins, ends, inc=True) if begins <= each < ends)


def compare(episode: Episode) -> Compared:
    """An episode with a planned end, without closures and overrides, against dateutil: wall clock and UTC."""
    assert episode.until is not None
    assert episode.timezone is not None
    zone = zoneinfo.ZoneInfo(episode.timezone)
    theirs = [each.replace(tzinfo=zone) for stay in episode.stays for each in starts(stay, episode.until)]
    ours = episode.occurrences()
    return compared(
        [(each.ordinal, each.begin, each.utc_start.timestamp()) for each in ours],
        [(each.toordinal(), each.hour * 60 + each.minute, each.timestamp()) for each in theirs],
        episode,
    )


def compare_example(example: Example) -> Compared:
    """An example of RFC 5545 as it is written, read by dateutil, against the dates written out."""
    begins = f"DTSTART;TZID={ZONE}:{example.first.replace('-', '')}T090000"
    rule = rrule.rrulestr(f"{begins}\nRRULE:{example.rule}")
    until = dt.datetime.combine(example.asked_until, MIDNIGHT, zoneinfo.ZoneInfo(ZONE))
    found = rule.between(rule[0], until, inc=True)
    return compared(example.starts, [f"{each:%Y-%m-%d %H:%M}" for each in found], example.name)
