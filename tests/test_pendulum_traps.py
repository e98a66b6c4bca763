"""Where a date library's own spelling goes wrong, and what is answered here instead: one test for each known trap.

The traps are those of pendulum 3.3.0; the first test shows that they are there. If one of its lines fails with another
pendulum, that trap is mended, and the line can go. All others hold whatever pendulum does.
"""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from collections.abc import Callable, Iterator

import attrs
import pendulum
import pytest
from pendulum import Date, DateTime, Time

from iopmodel import _days
from iopmodel._days import ClockStanding, add_days, plain_day, utc_time
from iopmodel.closures import Closure
from iopmodel.components import GroupTherapy
from iopmodel.episodes import Episode
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.lengths import end_dates, planned_length
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.overrides import Cancelled
from iopmodel.programs import Phase
from iopmodel.quantities import Minutes, Range, minutes, sum_of, time_range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from tests.refusal import refusal, wrong

NEW_YORK, BUDAPEST = "America/New_York", "Europe/Budapest"
LEVEL = LevelOfCare.INTENSIVE_OUTPATIENT
SPRING, AUTUMN = Date(2026, 3, 8), Date(2026, 11, 1)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FRIDAY = pendulum.datetime(2026, 10, 30, 9, tz=NEW_YORK)
SECOND = pendulum.datetime(2026, 10, 25, 1, 30).in_timezone(BUDAPEST)
MONDAY = pendulum.datetime(2026, 2, 2, tz=NEW_YORK)
FIRST = pendulum.datetime(2026, 10, 25, 0, 30).in_timezone(BUDAPEST)


def weekly(first: str | Date, clock: str, *, zone: str = NEW_YORK, weeks: int = 1) -> tuple[Occurrence, ...]:
    """One session a week, on the weekday of the first day, laid on as many weeks."""
    day = plain_day(first)
    start, end = clock.split("-")
    session = Session(GroupTherapy(), day=CODES[day.weekday()], start=start, end=end)
    stay = Stay(first=day, until=add_days(day, 7 * weeks), week=WeeklySchedule([session]), level=LEVEL)
    return Episode(stays=[stay], timezone=zone).occurrences()


def one(first: str | Date, clock: str, *, zone: str = NEW_YORK) -> Occurrence:
    """One session on its day."""
    (held,) = weekly(first, clock, zone=zone)
    return held


def pickled(value: object) -> object:
    """The value, written by pickle and read again."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - it reads back only what it wrote itself


@pytest.mark.parametrize(
    ("spelling", "answer"),
    [
        (lambda: str(FRIDAY + dt.timedelta(weeks=1)), "2026-11-06 08:00:00-05:00"),
        (lambda: str(FRIDAY + (pendulum.duration(days=3) + pendulum.duration(days=4))), "2026-11-06 08:00:00-05:00"),
        (lambda: str(FRIDAY.add(weeks=1) - pendulum.duration(weeks=1)), "2026-10-30 10:00:00-04:00"),
        (lambda: str(pendulum.datetime(2026, 11, 1, 1, 30, tz=NEW_YORK)), "2026-11-01 01:30:00-05:00"),
        (lambda: str(pendulum.datetime(2026, 3, 1, 2, 30, tz=NEW_YORK).add(weeks=1)), "2026-03-08 03:30:00-04:00"),
        (lambda: SECOND == FIRST, True),
        (lambda: str(pickled(SECOND)), "2026-10-25 02:30:00+02:00"),
        (lambda: str(copy.copy(SECOND)), "2026-10-25 02:30:00+02:00"),
        (lambda: pendulum.duration(hours=27, minutes=30).hours, 3),
        (lambda: pendulum.duration(months=1) == pendulum.duration(days=30), True),
        (lambda: MONDAY.add(weeks=1) in pendulum.interval(MONDAY, MONDAY.add(weeks=1)), True),
        (lambda: Date in DateTime.__mro__, True),
        (lambda: type(pendulum.parse("12:30")) is DateTime, True),
        (lambda: type(pendulum.parse("2026-02-02")) is DateTime, True),
        (lambda: str(pendulum.instance(dt.datetime(2026, 2, 2, 18))), "2026-02-02 18:00:00+00:00"),  # noqa: DTZ001
        ((Time(0, 20) - Time(23, 30)).total_minutes, -1390),
        (lambda: pendulum.interval(MONDAY, MONDAY.add(days=40)).weeks, 1),
    ],
)
def test_the_trap_is_there(spelling: Callable[[], object], answer: object) -> None:
    assert spelling() == answer


# A week later is the same time


def test_trap_a_week_later_it_is_the_same_time_on_the_clock() -> None:
    before, after = weekly("2026-10-30", "09:00-12:00", weeks=2)
    assert str(before.start) == "2026-10-30 09:00:00-04:00"
    assert str(after.start) == "2026-11-06 09:00:00-05:00"
    assert after.utc_start.timestamp() - before.utc_start.timestamp() == (7 * 24 + 1) * 3600


def test_trap_in_spring_too() -> None:
    before, after = weekly("2026-03-02", "18:00-21:00", weeks=2)
    assert [str(each.start) for each in (before, after)] == ["2026-03-02 18:00:00-05:00", "2026-03-09 18:00:00-04:00"]
    assert after.utc_start.timestamp() - before.utc_start.timestamp() == 167 * 3600


def test_trap_after_a_missing_hour_the_next_week_does_not_stay_late() -> None:
    held = weekly("2026-03-01", "02:30-03:30", weeks=3)
    assert [f"{each.start:MM-DD HH:mm}" for each in held] == ["03-01 02:30", "03-08 03:30", "03-15 02:30"]


# Hours that are missing, and hours that happen twice


def test_trap_a_time_that_happens_twice_is_the_first_one() -> None:
    held = one(AUTUMN, "01:30-03:30")
    assert str(held.start) == "2026-11-01 01:30:00-04:00"
    assert str(held.utc_start) == "2026-11-01 05:30:00+00:00"
    assert held.standing is ClockStanding.TWICE


def test_trap_a_time_that_is_missing_moves_on_and_says_so() -> None:
    held = one(SPRING, "02:30-03:30")
    assert str(held.start) == "2026-03-08 03:30:00-04:00"
    assert str(held.utc_start) == "2026-03-08 07:30:00+00:00"
    assert held.standing is ClockStanding.MISSING
    assert (held.day, held.begin) == (SPRING, 150), "on the calendar it keeps the time of its template"


def test_trap_a_session_that_moves_on_does_not_end_before_it_starts() -> None:
    held = one(SPRING, "02:30-03:10")
    assert (str(held.start), str(held.end)) == ("2026-03-08 03:30:00-04:00", "2026-03-08 04:10:00-04:00")
    assert held.elapsed_minutes == held.wall_minutes == Range.exactly(Minutes(40))


def test_trap_two_moments_an_hour_apart_in_the_repeated_hour_differ_in_utc() -> None:
    held = one("2026-10-25", "02:30-03:30", zone=BUDAPEST)
    second = utc_time(int(held.utc_start.timestamp()) + 3600)
    assert held.utc_start == FIRST.in_timezone("UTC")
    assert second == SECOND.in_timezone("UTC")
    assert held.utc_start != second
    assert len({held.utc_start, second}) == 2
    assert (held.start.timestamp(), second.in_timezone(BUDAPEST).timestamp()) == (1792888200, 1792891800)


def test_trap_a_start_in_the_repeated_hour_is_compared_in_utc() -> None:
    held = one(AUTUMN, "01:30-03:30")
    assert held.start != held.utc_start, "Python calls a time that happens twice equal to none of another zone"
    assert held.start.timestamp() == held.utc_start.timestamp()


def test_trap_elapsed_minutes_are_not_those_of_the_wall_over_a_change() -> None:
    autumn, spring, usual = (one(day, "00:00-08:00") for day in (AUTUMN, SPRING, Date(2026, 6, 7)))
    hours = [each.elapsed_minutes.value for each in (autumn, spring, usual)]
    assert hours == [Minutes.of_hours(9), Minutes.of_hours(7), Minutes.of_hours(8)]
    assert {each.wall_minutes for each in (autumn, spring, usual)} == {Range.exactly(Minutes.of_hours(8))}


def test_trap_a_session_within_the_repeated_hour_is_as_long_as_it_is() -> None:
    held = one(AUTUMN, "01:00-01:50")
    assert held.elapsed_minutes.value == Minutes(50)
    assert held.utc_end.timestamp() - held.utc_start.timestamp() == 50 * 60


def test_trap_a_session_from_the_repeated_hour_into_the_next_lasts_an_hour_longer() -> None:
    held = one(AUTUMN, "01:30-02:20")
    assert (str(held.start), str(held.end)) == ("2026-11-01 01:30:00-04:00", "2026-11-01 02:20:00-05:00")
    assert (held.elapsed_minutes.value, held.wall_minutes.value) == (Minutes(110), Minutes(50))


# Copies


@pytest.mark.parametrize(
    "copied",
    [pickled, copy.copy, copy.deepcopy],
    ids=["pickle", "copy", "deepcopy"],
)
@pytest.mark.parametrize(("day", "clock"), [(AUTUMN, "01:30-02:30"), (SPRING, "02:30-03:30"), (AUTUMN, "23:30-00:30")])
def test_trap_a_copied_occurrence_keeps_its_moment(copied: Callable[[object], object], day: Date, clock: str) -> None:
    held = one(day, clock)
    again = copied(held)
    assert isinstance(again, Occurrence)
    assert again == held
    assert hash(again) == hash(held)
    assert (again.utc_start, again.utc_end) == (held.utc_start, held.utc_end)
    assert str(again.start) == str(held.start)


def test_trap_a_pickled_episode_keeps_every_moment() -> None:
    session = Session(GroupTherapy(), day="SU", start="01:30", time=Minutes(60))
    phase = Phase(LEVEL, [session], length="8 weeks")
    episode = Episode.of(
        phase,
        first="2026-10-04",
        timezone=NEW_YORK,
        closures=[Closure("2026-10-11", "storm")],
        overrides=[Cancelled("2026-10-18", reason="leader ill")],
    )
    again = pickled(episode)
    assert isinstance(again, Episode)
    assert again == episode
    assert hash(again) == hash(episode)
    assert again.occurrences() == episode.occurrences()
    instants = [str(each.utc_start) for each in again.occurrences()][:3]
    assert instants == ["2026-10-04 05:30:00+00:00", "2026-10-25 05:30:00+00:00", "2026-11-01 05:30:00+00:00"]


# Days are no moments, and lengths are no durations

A_MOMENT = pendulum.datetime(2026, 2, 2, 18, tz=NEW_YORK)
NAIVE = dt.datetime(2026, 2, 2, 18)  # noqa: DTZ001 - what people hand in
EPISODE = Episode(stays=[Stay(first="2026-02-02", week=WeeklySchedule(()), level=LEVEL)])


TAKES_A_DAY: list[Callable[[dt.date], object]] = [
    plain_day,
    lambda moment: DaySpan(moment, "2026-03-02"),
    lambda moment: DaySpan("2026-01-01", moment),
    lambda moment: Stay(first=moment, week=WeeklySchedule(()), level=LEVEL),
    lambda moment: Episode.of(Phase(LEVEL), first=moment),
    lambda moment: EPISODE.between(moment, "2026-03-02"),
    EPISODE.stay_on,
    Closure,
    Cancelled,
]


@pytest.mark.parametrize("moment", [A_MOMENT, NAIVE], ids=["pendulum", "standard library"])
@pytest.mark.parametrize("asked", TAKES_A_DAY)
def test_trap_a_moment_is_refused_where_a_day_is_needed(asked: Callable[[dt.date], object], moment: dt.date) -> None:
    assert refusal(WrongKind, lambda: asked(moment)).startswith("day: expected a date without a time of day")


@pytest.mark.parametrize(
    "text", ["12:30", "18:00", "2026", "2026-02", "20260202", "2026-W06-1", "2026-02-02T18:00", ""]
)
def test_trap_text_that_is_no_day_is_never_read_as_one_nor_as_today(text: str) -> None:
    message = refusal(NotAccepted, lambda: Episode.of(Phase(LEVEL), first=text))
    assert message == f'day: expected a day such as 2026-02-02, got "{text}"'


def test_trap_a_day_read_from_text_is_no_midnight() -> None:
    assert type(plain_day("2026-02-02")) is Date
    assert not isinstance(plain_day("2026-02-02"), dt.datetime)


@pytest.mark.parametrize(
    "length",
    [
        pendulum.duration(minutes=90),
        dt.timedelta(minutes=90),
        pendulum.interval(A_MOMENT, A_MOMENT.add(minutes=90)),
        90,
        1.5,
    ],
    ids=lambda value: type(value).__name__,
)
def test_trap_a_duration_is_no_time_of_a_session(length: object) -> None:
    # Of a Duration the hours are a remainder, the months 30 days, and nobody knows whether it is meant on the wall.
    given = wrong(length)
    for message in (
        refusal(WrongKind, lambda: minutes(given)),
        refusal(WrongKind, lambda: time_range(given)),
        refusal(WrongKind, lambda: Session(GroupTherapy(), time=given)),
    ):
        assert message.startswith("time: expected Minutes")


@pytest.mark.parametrize("length", [pendulum.duration(weeks=8), dt.timedelta(weeks=8), 8])
def test_trap_a_duration_is_no_planned_length_and_no_cadence(length: object) -> None:
    assert refusal(WrongKind, lambda: planned_length(wrong(length))).startswith("planned length: expected ")
    message = refusal(WrongKind, lambda: Session(GroupTherapy(), day="MO", every=wrong(length)))
    assert message.startswith("cadence: expected Weeks, such as Weeks(2)")


def test_trap_more_than_a_day_of_hours_is_read_whole() -> None:
    assert Minutes.of_hours(27) + Minutes(30) == Minutes(1650)
    assert str(Minutes(1650)) == "27 h 30 min"


def test_trap_times_can_be_added_up() -> None:
    assert sum_of([Range.exactly(Minutes(50)), Range.exactly(Minutes(90))]) == Range.exactly(Minutes(140))


def test_trap_a_month_is_a_month() -> None:
    assert planned_length("1 month") != planned_length("30 days")
    ends = end_dates(Date(2026, 2, 2), planned_length("1 month"))
    assert ends.latest == Date(2026, 3, 2)
    assert end_dates(Date(2026, 2, 2), planned_length("30 days")).latest == Date(2026, 3, 4)


def test_trap_a_span_of_days_does_not_hold_its_end() -> None:
    week = DaySpan("2026-02-02", "2026-02-09")
    assert [Date(2026, 2, day) in week for day in (1, 2, 8, 9)] == [False, True, True, False]
    assert len(week) == 7


def test_trap_days_between_are_days_of_the_calendar_over_a_change_too() -> None:
    # pendulum counts 6 days from Monday 18:00 to Monday 18:00 in that week, for only 167 hours have passed.
    assert len(DaySpan("2026-03-02", "2026-03-09")) == 7
    stay = Stay(first="2026-03-02", until="2026-04-11", week=WeeklySchedule(()), level=LEVEL)
    assert (stay.days, stay.program_week(Date(2026, 3, 9)), stay.program_week(Date(2026, 4, 10))) == (40, 2, 6)


def test_trap_past_midnight_the_end_is_later_than_the_start() -> None:
    held = one("2026-02-02", "23:30-00:20")
    assert held.wall_minutes == Range.exactly(Minutes(50))
    assert (str(held.start), str(held.end)) == ("2026-02-02 23:30:00-05:00", "2026-02-03 00:20:00-05:00")


# What is set for the whole process, and what hangs on the machine


@pytest.fixture
def weeks_from_sunday() -> Iterator[None]:
    pendulum.week_starts_at(pendulum.SUNDAY)
    pendulum.week_ends_at(pendulum.SATURDAY)
    yield
    pendulum.week_starts_at(pendulum.MONDAY)
    pendulum.week_ends_at(pendulum.SUNDAY)


@pytest.mark.usefixtures("weeks_from_sunday")
def test_trap_the_week_that_pendulum_was_told_to_begin_on_sunday_changes_nothing() -> None:
    assert Date(2026, 2, 4).start_of("week") == Date(2026, 2, 1)
    sessions = [Session(GroupTherapy(), day=code, start="18:00", time=Minutes(60)) for code in ("SU", "MO")]
    stay = Stay(first="2026-02-02", until="2026-02-16", week=WeeklySchedule(sessions), level=LEVEL)
    held = Episode(stays=[stay]).occurrences()
    assert [(str(each.day), each.program_week) for each in held] == [
        ("2026-02-02", 1),
        ("2026-02-08", 1),
        ("2026-02-09", 2),
        ("2026-02-15", 2),
    ]


@pytest.mark.parametrize("nth", [1, 4, -1])
def test_trap_the_first_monday_is_the_first_one_whatever_weekday_the_month_begins_on(nth: int) -> None:
    # pendulum calls 2 February 2026 a day of the second week of its month, since the first was a Sunday.
    session = Session(GroupTherapy(), day="MO", start="18:00", time=Minutes(60), nth=nth)
    stay = Stay(first="2026-02-01", until="2026-03-01", week=WeeklySchedule([session]), level=LEVEL)
    (held,) = Episode(stays=[stay]).occurrences()
    assert held.day == Date(2026, 2, {1: 2, 4: 23, -1: 23}[nth])


@pytest.mark.parametrize("zone", [pendulum.timezone(NEW_YORK), dt.UTC, -5, "-05:00", "EST5EDT4", "local"])
def test_trap_a_zone_is_a_name_and_never_an_object_an_offset_or_this_machine(zone: object) -> None:
    kind = NotAccepted if isinstance(zone, str) else WrongKind
    message = refusal(kind, lambda: attrs.evolve(EPISODE, timezone=wrong(zone)))
    assert message.startswith("time zone: expected an IANA name such as America/New_York, got ")


def test_the_fence_offers_nothing_that_holds_a_trap() -> None:
    assert not {"Duration", "Interval", "parse", "now", "duration", "interval", "instance"} & set(_days.__all__)
