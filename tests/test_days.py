import datetime as dt

import pendulum
import pytest
from pendulum import Date, Time, WeekDay

from iopmodel._days import (
    ClockStanding,
    add_days,
    add_months,
    clock_standing,
    clock_time,
    day_code,
    day_of,
    instant,
    is_nth_of_month,
    minute_of_day,
    month_first,
    month_span,
    moved_on,
    next_month,
    plain_day,
    short_day,
    time_of_minute,
    utc_time,
    wall_time,
    week_first,
    weekday,
    weekday_of,
    weekdays,
    zone_name,
)
from iopmodel.errors import NotAccepted, WrongKind
from tests.refusal import refusal, wrong

UTC = dt.UTC


# Days


@pytest.mark.parametrize("given", ["2026-02-02", dt.date(2026, 2, 2), Date(2026, 2, 2)])
def test_a_day_is_read_from_text_and_from_any_date(given: dt.date | str) -> None:
    day = plain_day(given)
    assert day == Date(2026, 2, 2)
    assert type(day) is Date


@pytest.mark.parametrize("text", ["2026-02-30", "2026-2-2", "20260202", "2026-W06-1", "02/02/2026", "", "२०२६-०२-०२"])
def test_text_that_is_no_iso_day_is_refused(text: str) -> None:
    message = refusal(NotAccepted, lambda: plain_day(text))
    assert message == f'day: expected a day such as 2026-02-02, got "{text}"'


def test_trap_a_pendulum_moment_is_a_date_and_yet_no_day() -> None:
    moment = pendulum.datetime(2026, 2, 2, tz="UTC")
    assert isinstance(moment, Date)
    assert refusal(WrongKind, lambda: plain_day(moment)) == (
        "day: expected a date without a time of day, got "
        "DateTime(2026, 2, 2, 0, 0, 0, tzinfo=Timezone('UTC')) (DateTime)"
    )


def test_a_moment_of_the_standard_library_is_no_day() -> None:
    moment = dt.datetime(2026, 2, 2, tzinfo=UTC)
    assert refusal(WrongKind, lambda: plain_day(moment)) == (
        "day: expected a date without a time of day, got "
        "datetime.datetime(2026, 2, 2, 0, 0, tzinfo=datetime.timezone.utc) (datetime)"
    )


def test_a_number_is_no_day() -> None:
    message = refusal(WrongKind, lambda: plain_day(wrong(20260202)))
    assert message == "day: expected a date without a time of day, got 20260202 (int)"


# Times of day


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("9:30", Time(9, 30)),
        (" 18:00 ", Time(18, 0)),
        ("00:00", Time(0, 0)),
        ("23:59", Time(23, 59)),
        (dt.time(9, 30), Time(9, 30)),
        (Time(9, 30), Time(9, 30)),
    ],
)
def test_a_time_of_day_is_read_from_text_and_from_any_time(given: dt.time | str, expected: Time) -> None:
    time = clock_time(given)
    assert time == expected
    assert type(time) is Time


@pytest.mark.parametrize("text", ["24:00", "25:00", "18:60", "18:61", "18", "6 pm", "18:00:00", "", "१८:३०"])
def test_text_that_is_no_time_of_day_is_refused(text: str) -> None:
    message = refusal(NotAccepted, lambda: clock_time(text))
    assert message == f'time of day: expected a time such as 18:00, got "{text}"'


@pytest.mark.parametrize(
    "time",
    [
        dt.time(9, 30, 1),
        dt.time(9, 30, 0, 1),
        dt.time(9, 30, tzinfo=UTC),
    ],
)
def test_seconds_and_zones_are_refused_in_a_time_of_day(time: dt.time) -> None:
    message = refusal(NotAccepted, lambda: clock_time(time))
    assert message == (f"time of day: expected a time to the minute, without seconds and without a zone, got {time!r}")


def test_a_number_is_no_time_of_day() -> None:
    message = refusal(WrongKind, lambda: clock_time(wrong(18)))
    assert message == "time of day: expected a time of day, or text such as 18:00, got 18 (int)"


def test_a_moment_is_no_time_of_day() -> None:
    moment = dt.datetime(2026, 2, 2, 18, tzinfo=UTC)
    assert refusal(WrongKind, lambda: clock_time(wrong(moment))) == (
        "time of day: expected a time of day, or text such as 18:00, got "
        "datetime.datetime(2026, 2, 2, 18, 0, tzinfo=datetime.timezone.utc) (datetime)"
    )


def test_trap_a_written_time_becomes_a_time_and_no_moment_of_today() -> None:
    # pendulum.parse("12:30") reads the clock and gives a moment of the current day.
    assert type(clock_time("12:30")) is Time
    assert clock_time("12:30").tzinfo is None


def test_trap_the_second_pass_of_a_repeated_hour_is_not_carried_by_a_time_of_day() -> None:
    assert clock_time(dt.time(1, 30, fold=1)).fold == 0


def test_minutes_and_times_of_day_go_both_ways() -> None:
    assert minute_of_day(Time(18, 5)) == 1085
    assert time_of_minute(1085) == Time(18, 5)
    assert [minute_of_day(time_of_minute(minute)) for minute in range(1440)] == list(range(1440))


def test_a_whole_day_later_the_clock_says_the_same() -> None:
    assert time_of_minute(1440) == Time(0, 0)
    assert time_of_minute(1440 + 61) == Time(1, 1)


# Weekdays


@pytest.mark.parametrize("given", ["MO", "mo", " Mon ", "Monday", "MONDAY", WeekDay.MONDAY])
def test_a_weekday_is_read_from_any_of_its_names(given: WeekDay | str) -> None:
    assert weekday(given) is WeekDay.MONDAY


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Tues", WeekDay.TUESDAY),
        ("Weds", WeekDay.WEDNESDAY),
        ("Thur", WeekDay.THURSDAY),
        ("Thurs", WeekDay.THURSDAY),
    ],
)
def test_usual_short_forms_are_understood(name: str, day: WeekDay) -> None:
    assert weekday(name) is day


@pytest.mark.parametrize("number", [0, 1, 7, True])
def test_trap_a_bare_number_is_no_weekday(number: int) -> None:
    # pendulum counts Monday as 0, cron counts Sunday as 0, ISO counts Monday as 1.
    message = refusal(WrongKind, lambda: weekday(wrong(number)))
    assert message == (
        "weekday: expected a name such as MO or a pendulum.WeekDay; 0 is Sunday in some systems "
        f"and Monday in others, got {number} ({type(number).__name__})"
    )


@pytest.mark.parametrize("name", ["Montag", "M", "", "0"])
def test_a_name_that_is_no_weekday_is_refused(name: str) -> None:
    message = refusal(NotAccepted, lambda: weekday(name))
    assert message == f'weekday: expected a weekday such as MO, Mon or Monday, got "{name}"'


def test_several_weekdays_keep_the_order_given() -> None:
    assert weekdays("WE, mon,Saturday") == (WeekDay.WEDNESDAY, WeekDay.MONDAY, WeekDay.SATURDAY)
    assert weekdays("MO") == weekdays(WeekDay.MONDAY) == (WeekDay.MONDAY,)


def test_a_weekday_that_stands_twice_is_refused() -> None:
    message = refusal(NotAccepted, lambda: weekdays("MO,WE,Mon"))
    assert message == 'weekdays: expected each day once, such as MO,WE,TH, got "MO,WE,Mon"'


@pytest.mark.parametrize(("text", "part"), [("", ""), ("MO,", ""), ("MO;WE", "MO;WE"), ("MO,Mi", "Mi")])
def test_an_unknown_name_among_weekdays_is_refused(text: str, part: str) -> None:
    message = refusal(NotAccepted, lambda: weekdays(text))
    assert message == f'weekday: expected a weekday such as MO, Mon or Monday, got "{part}"'


def test_a_number_is_no_list_of_weekdays_either() -> None:
    assert refusal(WrongKind, lambda: weekdays(wrong(0))).startswith("weekday: expected a name such as MO")


def test_weekdays_are_written_for_people_and_for_calendars() -> None:
    assert [short_day(day) for day in WeekDay] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [day_code(day) for day in WeekDay] == ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    assert all(weekday(short_day(day)) is weekday(day_code(day)) is day for day in WeekDay)


# Moving over the calendar


def test_days_are_added_and_taken_off() -> None:
    assert add_days(Date(2028, 2, 28), 1) == Date(2028, 2, 29)
    assert add_days(Date(2026, 1, 1), -1) == Date(2025, 12, 31)
    assert add_days(Date(2026, 1, 1), 0) == Date(2026, 1, 1)


def test_trap_a_day_has_no_clock_that_could_move_over_a_change_of_offset() -> None:
    # On 2026-11-01 New York sets its clocks back; a moment plus timedelta(weeks=1) would lose an hour.
    friday = plain_day(dt.date(2026, 10, 30))
    assert add_days(friday, 7) == Date(2026, 11, 6)
    assert type(add_days(friday, 7)) is Date


def test_trap_a_month_ends_early_in_a_shorter_month_and_does_not_come_back() -> None:
    assert add_months(Date(2026, 1, 31), 1) == Date(2026, 2, 28)
    assert add_months(Date(2028, 1, 31), 1) == Date(2028, 2, 29)
    assert add_months(Date(2028, 2, 29), 12) == Date(2029, 2, 28)
    assert add_months(add_months(Date(2026, 1, 31), 1), 1) == Date(2026, 3, 28)
    assert add_months(Date(2026, 1, 31), 2) == Date(2026, 3, 31)
    assert add_months(Date(2026, 3, 31), -1) == Date(2026, 2, 28)


@pytest.mark.parametrize("count", [3_000_000, -3_000_000, 10**30])
def test_days_outside_the_calendar_are_refused(count: int) -> None:
    message = refusal(NotAccepted, lambda: add_days(Date(2026, 1, 1), count))
    assert message == (f'day: expected a day of the years 1 to 9999, got "2026-01-01 and {count} days more"')


@pytest.mark.parametrize("count", [100_000, -100_000, 10**30])
def test_months_outside_the_calendar_are_refused(count: int) -> None:
    message = refusal(NotAccepted, lambda: add_months(Date(2026, 1, 1), count))
    assert message == (f'day: expected a day of the years 1 to 9999, got "2026-01-01 and {count} months more"')


def test_trap_a_month_is_not_thirty_days() -> None:
    assert pendulum.duration(months=1).in_days() == 30
    assert month_span(0) == (0, 0)
    assert month_span(1) == (28, 31)
    assert month_span(2) == (59, 62)
    assert month_span(12) == (365, 366)
    assert month_span(48) == (1460, 1461)
    assert month_span(4_800) == (146_097, 146_097)
    assert month_span(4_801) == (146_097 + 28, 146_097 + 31)


def test_months_are_remembered_but_not_without_end() -> None:
    assert month_span.cache_info().maxsize is not None


# Zones


@pytest.mark.parametrize("name", ["America/New_York", "UTC", "Etc/GMT+5", "Asia/Kathmandu"])
def test_a_zone_that_exists_keeps_its_name(name: str) -> None:
    assert zone_name(name) == name


def test_a_zone_is_named_by_its_iana_name() -> None:
    assert zone_name("utc") == "UTC"


@pytest.mark.parametrize(
    "name",
    [
        "America",
        "America/Springfield",
        "+01:00",
        "",
        "local",
        "../etc/passwd",
        "/etc/localtime",
        "a\0b",
        "x" * 9,
    ],
)
def test_a_name_that_is_no_zone_is_refused(name: str) -> None:
    message = refusal(NotAccepted, lambda: zone_name(name))
    assert message == f'time zone: expected an IANA name such as America/New_York, got "{name}"'


@pytest.mark.parametrize("name", ["localtime", "posixrules", "posix/America/New_York", "right/America/New_York"])
def test_the_zone_of_this_machine_is_no_name(name: str) -> None:
    message = refusal(NotAccepted, lambda: zone_name(name))
    assert message == f'time zone: expected an IANA name such as America/New_York, got "{name}"'


def test_trap_a_number_is_no_zone_though_pendulum_takes_it_for_seconds() -> None:
    assert pendulum.timezone(3600).name == "+01:00"
    message = refusal(WrongKind, lambda: zone_name(wrong(3600)))
    assert message == "time zone: expected an IANA name such as America/New_York, got 3600 (int)"


# Days by their number


def test_a_day_is_its_ordinal_and_back() -> None:
    assert day_of(1) == Date(1, 1, 1)
    assert day_of(Date(2026, 2, 2).toordinal()) == Date(2026, 2, 2)
    assert type(day_of(1)) is Date


@pytest.mark.parametrize("ordinal", [0, -1, 3_652_060, 10**30])
def test_there_is_no_day_before_year_one_and_after_9999(ordinal: int) -> None:
    assert refusal(NotAccepted, lambda: day_of(ordinal)) == (
        f"day: expected a day of the years 1 to 9999, got {ordinal}"
    )


def test_weekdays_follow_the_ordinals() -> None:
    assert weekday_of(1) is WeekDay.MONDAY
    assert weekday_of(Date(2026, 2, 2).toordinal()) is WeekDay.MONDAY
    assert weekday_of(Date(2026, 2, 1).toordinal()) is WeekDay.SUNDAY


@pytest.mark.parametrize(
    ("day", "begins", "first"),
    [
        (Date(2026, 2, 2), WeekDay.MONDAY, Date(2026, 2, 2)),
        (Date(2026, 2, 8), WeekDay.MONDAY, Date(2026, 2, 2)),
        (Date(2026, 2, 2), WeekDay.SUNDAY, Date(2026, 2, 1)),
        (Date(2026, 2, 7), WeekDay.SUNDAY, Date(2026, 2, 1)),
        (Date(2026, 2, 3), WeekDay.WEDNESDAY, Date(2026, 1, 28)),
        (Date(2026, 2, 4), WeekDay.WEDNESDAY, Date(2026, 2, 4)),
    ],
)
def test_a_week_begins_on_the_weekday_that_is_named(day: Date, begins: WeekDay, first: Date) -> None:
    assert day_of(week_first(day.toordinal(), begins)) == first


def test_a_day_is_the_nth_of_its_weekday_in_its_month() -> None:
    sundays = [Date(2026, 3, day) for day in (1, 8, 15, 22, 29)]
    for number, day in enumerate(sundays, start=1):
        assert [nth for nth in range(1, 6) if is_nth_of_month(day, nth)] == [number]
    saturdays = [Date(2026, 3, day) for day in (7, 14, 21, 28)]
    for number, day in enumerate(saturdays, start=1):
        assert [nth for nth in range(1, 6) if is_nth_of_month(day, nth)] == [number]
    assert [is_nth_of_month(day, -1) for day in sundays] == [False, False, False, False, True]
    assert [is_nth_of_month(Date(2026, 2, day), -1) for day in (21, 22)] == [False, True]
    assert [is_nth_of_month(Date(2028, 2, day), -1) for day in (22, 23)] == [False, True]


def test_months_begin_on_their_first() -> None:
    assert month_first(Date(2026, 2, 28)) == month_first(Date(2026, 2, 1)) == Date(2026, 2, 1)
    assert next_month(Date(2026, 1, 31)) == Date(2026, 2, 1)
    assert next_month(Date(2026, 12, 1)) == Date(2027, 1, 1)
    assert refusal(NotAccepted, lambda: next_month(Date(9999, 12, 1))).startswith("day: expected a day of the years")


# Moments: on 2026-03-08 New York jumps from 02:00 to 03:00, on 2026-11-01 it goes back from 02:00 to 01:00.

NEW_YORK = "America/New_York"
SPRING, AUTUMN = Date(2026, 3, 8).toordinal(), Date(2026, 11, 1).toordinal()


@pytest.mark.parametrize(
    ("ordinal", "minute", "standing", "utc", "wall"),
    [
        (SPRING, 0, "ONCE", "2026-03-08 05:00:00", "2026-03-08 00:00:00-05:00"),
        (SPRING, 119, "ONCE", "2026-03-08 06:59:00", "2026-03-08 01:59:00-05:00"),
        (SPRING, 120, "MISSING", "2026-03-08 07:00:00", "2026-03-08 03:00:00-04:00"),
        (SPRING, 179, "MISSING", "2026-03-08 07:59:00", "2026-03-08 03:59:00-04:00"),
        (SPRING, 180, "ONCE", "2026-03-08 07:00:00", "2026-03-08 03:00:00-04:00"),
        (SPRING - 1, 1440 + 150, "MISSING", "2026-03-08 07:30:00", "2026-03-08 03:30:00-04:00"),
        (SPRING - 1, 1439, "ONCE", "2026-03-08 04:59:00", "2026-03-07 23:59:00-05:00"),
        (AUTUMN, 59, "ONCE", "2026-11-01 04:59:00", "2026-11-01 00:59:00-04:00"),
        (AUTUMN, 60, "TWICE", "2026-11-01 05:00:00", "2026-11-01 01:00:00-04:00"),
        (AUTUMN, 119, "TWICE", "2026-11-01 05:59:00", "2026-11-01 01:59:00-04:00"),
        (AUTUMN, 120, "ONCE", "2026-11-01 07:00:00", "2026-11-01 02:00:00-05:00"),
        (AUTUMN - 1, 1440 + 90, "TWICE", "2026-11-01 05:30:00", "2026-11-01 01:30:00-04:00"),
    ],
)
def test_a_wall_clock_time_happens_once_twice_or_never(
    ordinal: int, minute: int, standing: str, utc: str, wall: str
) -> None:
    assert clock_standing(NEW_YORK, ordinal, minute).name == standing
    assert str(utc_time(instant(NEW_YORK, ordinal, minute))) == f"{utc}+00:00"
    assert str(wall_time(NEW_YORK, ordinal, minute)) == wall


@pytest.mark.parametrize(
    ("zone", "day", "minute", "moved"),
    [
        (NEW_YORK, Date(2026, 3, 8), 150, (Date(2026, 3, 8), 210)),
        (NEW_YORK, Date(2026, 3, 8), 180, (Date(2026, 3, 8), 180)),
        (NEW_YORK, Date(2026, 11, 1), 90, (Date(2026, 11, 1), 90)),
        (NEW_YORK, Date(2026, 3, 7), 1440 + 150, (Date(2026, 3, 8), 210)),
        # A jump over midnight, and a day that never was.
        ("America/Sao_Paulo", Date(2018, 11, 4), 30, (Date(2018, 11, 4), 90)),
        ("Pacific/Apia", Date(2011, 12, 30), 600, (Date(2011, 12, 31), 600)),
    ],
)
def test_a_missing_time_moves_on_by_as_much_as_the_clock_does(
    zone: str, day: Date, minute: int, moved: tuple[Date, int]
) -> None:
    assert moved_on(zone, day.toordinal(), minute) == (moved[0].toordinal(), moved[1])


def test_trap_two_moments_of_a_repeated_hour_compare_equal_and_are_an_hour_apart_in_utc() -> None:
    first = wall_time(NEW_YORK, AUTUMN, 90)
    assert first.fold == 0
    assert str(first.replace(fold=1)) == "2026-11-01 01:30:00-05:00"
    assert first == first.replace(fold=1)
    assert instant(NEW_YORK, AUTUMN, 150) - instant(NEW_YORK, AUTUMN, 90) == 7_200


def test_seconds_since_1970_are_a_moment_of_utc() -> None:
    assert str(utc_time(0)) == "1970-01-01 00:00:00+00:00"
    assert str(utc_time(-1)) == "1969-12-31 23:59:59+00:00"
    assert instant("UTC", Date(1970, 1, 2).toordinal(), 1) == 86_460


def test_how_often_a_time_happens_is_said_in_words() -> None:
    assert [each.value.partition(":")[0] for each in ClockStanding] == ["once", "twice", "never"]
