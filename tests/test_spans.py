import datetime as dt

import pendulum
import pytest
from pendulum import Date

from iopmodel.errors import EndsBeforeItStarts, NotAccepted, WrongKind
from iopmodel.spans import DaySpan, WeekSpan, week_span
from tests.refusal import refusal, wrong


def test_a_span_of_days_stops_before_its_end() -> None:
    summer = DaySpan("2026-06-15", dt.date(2026, 8, 31))
    assert len(summer) == 77
    assert Date(2026, 6, 15) in summer
    assert dt.date(2026, 8, 30) in summer
    assert Date(2026, 8, 31) not in summer
    assert Date(2026, 6, 14) not in summer
    assert str(summer) == "2026-06-15 until 2026-08-31"


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
