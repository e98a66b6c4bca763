"""The calendar of an episode, written as iCalendar text and read by icalendar and recurring-ical-events."""

from __future__ import annotations

import datetime as dt

from iopmodel._days import ClockStanding
from iopmodel.episodes import Episode
from tests.engines.calendar_text import calendar_text, name_of
from tests.engines.comparing import Compared, compared, engine, together


def compare(episode: Episode) -> Compared:
    """An episode with a planned end against its own calendar as others read it: names, starts and ends in UTC.

    A start that is missing is compared, its end is not: they count it on the wall from the hour that is not there, so
    that an hour from 02:30 ends when it starts.
    """
    assert episode.until is not None
    calendar = engine("icalendar").Calendar.from_ical(calendar_text(episode))
    # Wider than the episode, for a start that is missing may move to the day after.
    first, until = (day + dt.timedelta(days=days) for day, days in ((episode.first, -3), (episode.until, 3)))
    events = engine("recurring_ical_events").of(calendar).between(first, until)
    theirs = {(str(each["SUMMARY"]), each.start.timestamp()): each.end.timestamp() for each in events}
    held = episode.occurrences()
    real = {
        (name_of(each), each.utc_start.timestamp()): each.utc_end.timestamp()
        for each in held
        if each.standing is not ClockStanding.MISSING
    }
    return together(
        (
            compared(
                [(name_of(each), each.utc_start.timestamp()) for each in held],
                [(str(each["SUMMARY"]), each.start.timestamp()) for each in events],
                episode,
            ),
            compared(real.items(), [(start, end) for start, end in theirs.items() if start in real], episode),
        )
    )
