"""The readers of one line of text: clock times, clinical time, ranges, lengths, weekdays, days, weeks of a stay."""

from __future__ import annotations

from collections.abc import Iterable

from iopmodel._days import Time, WeekDay, clock_time, day_code, plain_day, weekday, weekdays
from iopmodel.citations import Citation, Dated
from iopmodel.closures import Closure, ListedDays
from iopmodel.commitments import Block, blocks
from iopmodel.components import GroupTherapy
from iopmodel.errors import CannotBeDated, EndsBeforeItStarts, NotAccepted
from iopmodel.lengths import EndDates, PlannedLength, end_dates, planned_length
from iopmodel.quantities import Minutes, Range, count_range, minutes, time_range
from iopmodel.schedules import Session, clock_times, sessions
from iopmodel.spans import DaySpan, TimeSpan, part_of_stay, time_span, week_span
from tests.fuzz.laws import Reader, seeds_of, text_way

_NOBODY = Citation("nobody")
_MOST_WRITTEN_HOURS = 999_999
_FIRST = "2026-02-02"


def _clock(time: Time) -> str:
    return f"{time:%H:%M}"


def _both_clocks(times: dict[str, Time]) -> str:
    return "-".join("" if each is None else _clock(each) for each in (times.get("start"), times.get("end")))


def _time_words(value: Minutes) -> str | None:
    # A time of a million hours has no words that are read: documents write it as a table.
    return str(value) if value.count // 60 <= _MOST_WRITTEN_HOURS else None


def _range_words(value: Range[Minutes]) -> str | None:
    return str(value) if (value.high or value.low).count // 60 <= _MOST_WRITTEN_HOURS else None


def _dated(text: str) -> tuple[PlannedLength, EndDates]:
    length = planned_length(text)
    return length, end_dates(_FIRST, length)


def _on_days(text: str) -> tuple[Session, ...]:
    days, _, clock = text.partition("|")
    return sessions(GroupTherapy(), days, clock)


def _days_and_clock(value: tuple[Session, ...]) -> str:
    first = value[0]
    days = ",".join(day_code(each.day) for each in value if each.day is not None)
    times = {"start": first.start, "end": first.end}
    return f"{days}|{_both_clocks({name: each for name, each in times.items() if each is not None})}".removesuffix("|-")


def _blocks(text: str) -> tuple[Block, ...]:
    days, _, clock = text.partition("|")
    return blocks(days, clock)


def _named(days: Iterable[WeekDay]) -> str:
    return ",".join(day_code(each) for each in days)


def _start(text: str) -> object:
    return Dated(None, _NOBODY, since=text).since


def _span(text: str) -> DaySpan:
    first, _, until = text.partition(" until ")
    return DaySpan(first, until)


def _closed(text: str) -> Closure:
    """A closure of days that stand one to a line."""
    return Closure(text.split("\n"))


def _closed_days(value: Closure) -> str:
    assert isinstance(value.days, ListedDays)
    return "\n".join(str(each.first) for each in value.days.spans)


def _pair(text: str) -> TimeSpan:
    start, _, end = text.partition("-")
    return TimeSpan(start, end)


CLOCK_TIMES = Reader(
    "clock-times",
    (
        text_way("clock_time", clock_time, NotAccepted, write=_clock),
        text_way("clock_times", clock_times, NotAccepted, write=_both_clocks),
        text_way("time_span", time_span, NotAccepted, EndsBeforeItStarts, write=str),
        text_way("TimeSpan", _pair, NotAccepted, EndsBeforeItStarts, write=str),
    ),
    seeds_of(("18:00", "9:30", "18:00-21:00", "18:00-", "-21:00", "23:30-0:30", "24:00", "09:00-14:00", " 7:05 ")),
    ("18:00", "00:00", "23:59", "24:00", "-", ":", " ", "٣", "–"),
    256,
)

CLINICAL_TIME = Reader(
    "clinical-time",
    (text_way("minutes", minutes, NotAccepted, write=_time_words),),
    seeds_of(
        ("50 min", "3 h", "1 h 30 min", "90 minutes", "1hr30m", "999999 h 99999999 min", "0 h", "2 hours", "1 mins")
    ),
    ("h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minute", "minutes", " ", "999999", "\u2003", "٣"),
    256,
)

RANGES = Reader(
    "ranges",
    (
        text_way("time_range", time_range, NotAccepted, write=_range_words),
        text_way("count_range", count_range, NotAccepted, write=str),
    ),
    seeds_of(
        (
            "3 to 4 h",
            "at least 9 h",
            "at most 5",
            "under 9 h",
            "up to 3",
            "not stated",
            "2 h to 3 h 30 min, the end excluded",
            "3 to 5, the end excluded",
            "5 to 3",
            "0 to 0",
            "under 0",
        )
    ),
    ("at least ", "at most ", "up to ", "under ", " to ", ", the end excluded", "not stated", " h", " min", "0", "²"),
    256,
)

LENGTHS = Reader(
    "lengths",
    (
        text_way("planned_length", planned_length, NotAccepted, write=str),
        text_way("end_dates", _dated, NotAccepted, CannotBeDated),
    ),
    seeds_of(
        (
            "8 weeks",
            "8 to 16 weeks",
            "at least 30 days",
            "without end",
            "until discharge criteria are met",
            "rounds of 8 weeks, 1 to 3",
            "rounds of 8 weeks, the end excluded, under 4",
            "at most 2 months",
            "14 to 28 treatment days",
            "16 sessions",
            "under 150 treatment hours",
            "not stated",
            "rounds of not stated, not stated",
            "1 week to 2 weeks",
        )
    ),
    (
        *("days", "weeks", "months", "treatment days", "sessions", "treatment hours", "rounds of ", "until "),
        *("without end", "not stated", "at least ", "at most ", "under ", " to ", ", the end excluded", ", ", "999999"),
    ),
    512,
)

WEEKDAYS = Reader(
    "weekdays",
    (
        text_way("weekday", weekday, NotAccepted, write=day_code),
        text_way("weekdays", weekdays, NotAccepted, write=_named),
        text_way("sessions", _on_days, NotAccepted, write=_days_and_clock),
        text_way("blocks", _blocks, NotAccepted),
    ),
    seeds_of(
        (
            "MO,WE,TH",
            "Mon",
            "monday, Tues",
            "MO,MO",
            "MO,WE,TH|18:00-21:00",
            "SA|10:00-",
            "SU|-10:00",
            "FR|22:00-02:00",
            "MO,TU|09:00-12:00,13:00-17:00",
        )
    ),
    ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "Monday", "thurs", ",", "|", "18:00-21:00", "-", "\u017fu"),
    512,
)

DAYS = Reader(
    "days",
    (
        text_way("plain_day", plain_day, NotAccepted, write=str),
        text_way("Dated.since", _start, NotAccepted, write=str),
        text_way("DaySpan", _span, NotAccepted, EndsBeforeItStarts, write=str),
        text_way("Closure", _closed, NotAccepted, EndsBeforeItStarts, write=_closed_days),
    ),
    seeds_of(
        (
            "2026-02-02",
            "2024-02-29",
            "2023-02-29",
            "0001-01-01",
            "9999-12-31",
            "2026-03",
            "0000-01",
            "2026-06-15 until 2026-08-31",
            "2026-11-26\n2026-11-27",
            "20260202",
            "2026-W05-1",
        )
    ),
    ("2026-", "-02", "-29", "0000", "9999-12-31", " until ", "\n", "W", "T00:00"),
    256,
)

WEEKS = Reader(
    "weeks",
    (
        text_way("week_span", week_span, NotAccepted, EndsBeforeItStarts, write=str),
        text_way("part_of_stay", part_of_stay, NotAccepted, EndsBeforeItStarts, write=str),
    ),
    seeds_of(
        (
            *("1 to 4", "5", "9 on", "weeks 5 to 16", "week 3", "0", "4 to 1", "days 31 on", "months 1 to 3"),
            *("maintenance", "day 1", "Weeks 2", "weekly", "999999 on"),
        )
    ),
    ("day", "days", "week", "weeks", "month", "months", " to ", " on", "999999", "0"),
    256,
)

READERS = (CLOCK_TIMES, CLINICAL_TIME, RANGES, LENGTHS, WEEKDAYS, DAYS, WEEKS)
