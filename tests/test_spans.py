import datetime as dt
from collections.abc import Callable

import pendulum
import pytest
from pendulum import Date, Time

from iopmodel.errors import EndsBeforeItStarts, NotAccepted, WrongKind
from iopmodel.spans import (
    DaySpan,
    PartOfStay,
    StayUnit,
    TimeSpan,
    WeekSpan,
    covered_minutes,
    part_of_stay,
    time_span,
    week_span,
)
from tests.refusal import refusal, wrong


def test_a_span_of_days_stops_before_its_end() -> None:
    summer = DaySpan("2026-06-15", dt.date(2026, 8, 31))
    assert len(summer) == 77
    assert Date(2026, 6, 15) in summer
    assert dt.date(2026, 8, 30) in summer
    assert Date(2026, 8, 31) not in summer
    assert Date(2026, 6, 14) not in summer
    assert str(summer) == "2026-06-15 until 2026-08-31"


def test_a_day_after_the_end_does_not_lie_in_a_span_of_days() -> None:
    span = DaySpan("2026-06-15", "2026-08-31")
    assert Date(2026, 9, 1) not in span
    assert Date(2026, 6, 14) not in span


def test_a_span_of_no_day_holds_no_day() -> None:
    empty = DaySpan("2026-06-15", "2026-06-15")
    assert len(empty) == 0
    assert Date(2026, 6, 15) not in empty


def test_spans_of_days_are_ordered_by_their_first_day() -> None:
    early, late = DaySpan("2026-06-15", "2026-08-31"), DaySpan("2026-06-16", "2026-06-17")
    assert early < late


def test_a_span_of_days_does_not_end_before_it_starts() -> None:
    assert refusal(EndsBeforeItStarts, lambda: DaySpan("2026-08-31", "2026-06-15")) == (
        "span of days: it would run from 2026-08-31 to 2026-06-15; give the smaller one first"
    )


def test_a_moment_neither_begins_a_span_of_days_nor_lies_in_it() -> None:
    moment = pendulum.datetime(2026, 6, 15, tz="UTC")
    message = (
        "day: expected a date without a time of day, got "
        "DateTime(2026, 6, 15, 0, 0, 0, tzinfo=Timezone('UTC')) (DateTime)"
    )
    assert refusal(WrongKind, lambda: DaySpan(moment, "2026-08-31")) == message
    assert refusal(WrongKind, lambda: moment in DaySpan("2026-06-15", "2026-08-31")) == message


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (WeekSpan(1, 4), "weeks 1 to 4"),
        (WeekSpan(5, 5), "week 5"),
        (WeekSpan(9), "weeks 9 on"),
        (WeekSpan(), "weeks 1 on"),
    ],
)
def test_program_weeks_are_written_and_read(span: WeekSpan, text: str) -> None:
    assert str(span) == text
    assert week_span(text) == span
    assert week_span(text.removeprefix("weeks ").removeprefix("week ")) == span
    assert week_span(span) is span
    assert week_span((span.first, span.last)) == span


def test_both_program_weeks_belong_to_the_span() -> None:
    assert [week in WeekSpan(5, 16) for week in (4, 5, 16, 17)] == [False, True, True, False]
    assert [week in WeekSpan(5) for week in (4, 5, 1_000)] == [False, True, True]


def test_a_span_of_weeks_without_an_end_comes_after_those_that_end() -> None:
    assert sorted([WeekSpan(5), WeekSpan(1), WeekSpan(5, 16), WeekSpan(1, 4)]) == [
        WeekSpan(1, 4),
        WeekSpan(1),
        WeekSpan(5, 16),
        WeekSpan(5),
    ]


@pytest.mark.parametrize("text", ["", "first", "0.5", "1-4", "1 to", "to 4", "5 to 8 on", "५", "5 on on", "9" * 10])
def test_text_that_names_no_program_weeks_is_refused(text: str) -> None:
    assert refusal(NotAccepted, lambda: week_span(text)) == (
        f'program weeks: expected weeks such as 1 to 4, 5, or 9 on, got "{text}"'
    )


@pytest.mark.parametrize("value", [5, None, (1, 2, 3)])
def test_what_is_no_pair_names_no_program_weeks(value: object) -> None:
    assert refusal(NotAccepted, lambda: week_span(wrong(value))) == (
        f"program weeks: expected a WeekSpan, a pair such as (1, 4), or text such as 1 to 4, got {value!r}"
    )


def test_program_weeks_are_counted_from_one() -> None:
    message = "program week: expected a whole number of at least 1, got 0"
    assert refusal(NotAccepted, lambda: week_span("0")) == message
    assert refusal(NotAccepted, lambda: week_span("0 to 4")) == message
    assert refusal(NotAccepted, lambda: week_span((0, 4))) == message


def test_program_weeks_are_whole_numbers() -> None:
    assert refusal(WrongKind, lambda: WeekSpan(wrong("5"))) == ('program week: expected a whole number, got "5" (str)')
    assert refusal(WrongKind, lambda: week_span(wrong((1, 4.5)))) == (
        "program week: expected a whole number, got 4.5 (float)"
    )


def test_a_span_of_weeks_does_not_end_before_it_starts() -> None:
    message = "span of weeks: it would run from 5 to 1; give the smaller one first"
    assert refusal(EndsBeforeItStarts, lambda: week_span("5 to 1")) == message
    assert refusal(EndsBeforeItStarts, lambda: WeekSpan(5, 1)) == message


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (PartOfStay("weeks", 1, 4), "weeks 1 to 4"),
        (PartOfStay("days", 31), "days 31 on"),
        (PartOfStay("months", 1, 3), "months 1 to 3"),
        (PartOfStay("weeks", 5, 5), "week 5"),
        (PartOfStay("days", 1, 1), "day 1"),
        (PartOfStay("months", 2, 2), "month 2"),
        (PartOfStay(), "days 1 on"),
        (PartOfStay("days", 15, 999_999), "days 15 to 999999"),
        (PartOfStay(name=" maintenance "), "maintenance"),
        (PartOfStay(name="daytime care"), "daytime care"),
    ],
)
def test_a_part_of_a_stay_is_written_and_read(part: PartOfStay, text: str) -> None:
    assert str(part) == text
    assert part_of_stay(text) == part_of_stay(f" {text} ") == part
    assert part_of_stay(part) is part


def test_one_week_alone_is_read_in_the_singular_and_in_the_plural() -> None:
    assert part_of_stay("weeks 5") == part_of_stay("week 5") == PartOfStay("weeks", 5, 5)
    assert part_of_stay("day 31 on") == part_of_stay("days 31 on") == PartOfStay("days", 31)
    assert part_of_stay("month 1 to 3") == PartOfStay("months", 1, 3)


def test_the_unit_of_a_part_of_a_stay_is_a_word() -> None:
    assert PartOfStay(StayUnit.WEEKS) == PartOfStay("Weeks") == PartOfStay("weeks", 1, None)
    assert refusal(NotAccepted, lambda: PartOfStay("years")) == (
        'stay unit: expected one of days, weeks, months, got "years"'
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "days",
        "weeks 1-4",
        "weeks 1 to",
        "week one",
        "months 1 to 3 on",
        "day  5",
        "days 1234567 on",
        "weeks 1 to 1234567",
        "weeks ५",
    ],
)
def test_text_that_begins_like_a_count_and_is_none_is_no_part_of_a_stay(text: str) -> None:
    assert refusal(NotAccepted, lambda: part_of_stay(text)) == (
        f'part of a stay: expected text such as weeks 1 to 4, days 31 on, or the name of a part, got "{text}"'
    )


@pytest.mark.parametrize("make", [lambda: part_of_stay("week 0"), lambda: PartOfStay("days", 0)])
def test_a_part_of_a_stay_is_counted_from_one(make: Callable[[], PartOfStay]) -> None:
    assert refusal(NotAccepted, make) == "part of a stay: expected a whole number of at least 1, got 0"


def test_a_part_of_a_stay_is_counted_in_whole_numbers() -> None:
    message = "part of a stay: expected a whole number, got 1.5 (float)"
    assert refusal(WrongKind, lambda: PartOfStay("days", wrong(1.5))) == message
    assert refusal(WrongKind, lambda: PartOfStay("days", 1, wrong(1.5))) == message


def test_the_name_of_a_part_of_a_stay_is_said_by_its_name() -> None:
    with pytest.raises(TypeError, match="positional"):
        wrong(PartOfStay)("weeks", 1, 4, "maintenance")


@pytest.mark.parametrize("make", [lambda: part_of_stay("weeks 4 to 1"), lambda: PartOfStay("weeks", 4, 1)])
def test_a_part_of_a_stay_does_not_end_before_it_starts(make: Callable[[], PartOfStay]) -> None:
    message = "part of a stay: it would run from 4 to 1; give the smaller one first"
    assert refusal(EndsBeforeItStarts, make) == message


@pytest.mark.parametrize(
    ("text", "inside", "unsure", "outside"),
    [
        ("days 1 to 14", (1, 14), (), (15, 400)),
        ("days 15 to 30", (15, 30), (), (1, 14, 31)),
        ("days 31 on", (31, 10_000), (), (1, 30)),
        ("day 8", (8,), (), (7, 9)),
        ("weeks 1 to 4", (1, 28), (), (29,)),
        ("weeks 5 to 16", (29, 112), (), (28, 113)),
        # A month has 28 to 31 days, three have 89 (1 February to 30 April) to 92 (1 July to 30 September).
        ("month 1", (1, 28), (29, 31), (32,)),
        ("months 1 to 3", (1, 89), (90, 92), (93,)),
        ("months 4 on", (93, 10_000), (90, 92), (1, 89)),
        ("months 2 to 3", (32, 89), (29, 31, 90, 92), (28, 93)),
        ("months 13 to 24", (367, 730), (366, 731), (365, 732)),
        ("maintenance", (), (1, 500), ()),
    ],
)
def test_a_day_lies_in_a_part_of_a_stay_or_hangs_on_the_calendar(
    text: str, inside: tuple[int, ...], unsure: tuple[int, ...], outside: tuple[int, ...]
) -> None:
    part = part_of_stay(text)
    assert [part.holds_day(day) for day in inside] == [True] * len(inside)
    assert [part.holds_day(day) for day in unsure] == [None] * len(unsure)
    assert [part.holds_day(day) for day in outside] == [False] * len(outside)


@pytest.mark.parametrize(
    ("text", "inside", "unsure", "outside", "weeks"),
    [
        ("weeks 1 to 4", (1, 4), (), (5,), (1, 4)),
        ("weeks 5 on", (5, 1_000), (), (4,), (5, None)),
        # Days 8 to 14 are week 2; day 15 is the first of week 3, which the part touches and does not hold.
        ("days 8 to 14", (2,), (), (1, 3), (2, 2)),
        ("days 8 to 15", (2,), (), (1, 3, 4), (2, 3)),
        ("days 1 to 90", (1, 12), (), (13, 14), (1, 13)),
        ("days 31 on", (6, 1_000), (), (1, 5), (5, None)),
        ("day 3", (), (), (1, 2), (1, 1)),
        # Week 13 ends on day 91 and week 14 begins on day 92, both of which may be in the third month or after it.
        ("months 1 to 3", (1, 12), (13,), (14, 15), (1, 14)),
        ("months 4 on", (15, 1_000), (14,), (1, 13), (13, None)),
        ("month 2", (6, 8), (5,), (4, 9, 10), (5, 9)),
        ("maintenance", (), (1, 500), (), (1, None)),
    ],
)
def test_a_week_lies_wholly_in_a_part_of_a_stay_or_hangs_on_the_calendar(
    text: str,
    inside: tuple[int, ...],
    unsure: tuple[int, ...],
    outside: tuple[int, ...],
    weeks: tuple[int, int | None],
) -> None:
    part = part_of_stay(text)
    assert [part.holds_week(week) for week in inside] == [True] * len(inside)
    assert [part.holds_week(week) for week in unsure] == [None] * len(unsure)
    assert [part.holds_week(week) for week in outside] == [False] * len(outside)
    assert (part.first_week, part.last_week) == weeks


def test_a_named_part_of_a_stay_lies_nobody_knows_where_whatever_is_counted() -> None:
    part = PartOfStay("weeks", 1, 4, name="induction")
    assert (part.holds_day(1), part.holds_week(5)) == (None, None)
    assert (part.first_week, part.last_week) == (1, None)
    assert str(part) == "induction"


def test_a_part_of_a_stay_is_read_in_any_case_and_from_text_alone() -> None:
    assert part_of_stay("Weeks 1 to 4") == PartOfStay("weeks", 1, 4)
    assert "text such as weeks 1 to 4, days 31 on" in refusal(NotAccepted, lambda: part_of_stay("Weeks one to four"))
    assert "a PartOfStay, or text" in refusal(WrongKind, lambda: part_of_stay(wrong(5)))
    assert "a name in words" in refusal(WrongKind, lambda: PartOfStay(name=wrong(5)))


# Clock times of one day


@pytest.mark.parametrize("given", ["09:00-14:00", "9:00 - 14:00", ("09:00", dt.time(14)), TimeSpan("09:00", "14:00")])
def test_clock_times_are_read_from_text_a_pair_or_a_span(given: TimeSpan | tuple[str, dt.time] | str) -> None:
    span = time_span(given)
    assert (span.start, span.end) == (Time(9), Time(14))
    assert span.minutes == (540, 840)
    assert str(span) == "09:00-14:00"


@pytest.mark.parametrize("given", ["09:00", "09:00-14:00-15:00", 9, ("09:00",)])
def test_what_is_no_pair_of_clock_times_is_refused(given: object) -> None:
    assert refusal(NotAccepted, lambda: time_span(wrong(given))).startswith(
        "clock times: expected a TimeSpan, a pair of times, or text such as 09:00-14:00, got "
    )


@pytest.mark.parametrize("given", ["14:00-09:00", "09:00-09:00", "22:00-00:00"])
def test_clock_times_of_one_day_do_not_pass_midnight(given: str) -> None:
    assert refusal(EndsBeforeItStarts, lambda: time_span(given)).startswith("span of a day's clock: it would run from ")


def test_clock_times_are_ordered_by_their_start() -> None:
    assert TimeSpan("09:00", "14:00") < TimeSpan("09:00", "15:00") < TimeSpan("09:30", "10:00")


@pytest.mark.parametrize(
    ("intervals", "covered"),
    [
        ([], 0),
        ([(540, 540)], 0),
        ([(540, 600)], 60),
        ([(540, 600), (600, 660)], 120),
        ([(540, 600), (570, 660)], 120),
        ([(540, 720), (570, 600)], 180),
        ([(700, 720), (540, 600)], 80),
        ([(0, 10), (-60, -30)], 40),
        ([(540, 600), (540, 600), (540, 570)], 60),
    ],
)
def test_a_minute_that_several_intervals_cover_is_covered_once(intervals: list[tuple[int, int]], covered: int) -> None:
    assert covered_minutes(intervals) == covered
    assert covered_minutes(iter(intervals)) == covered
