import datetime as dt
import operator
from collections.abc import Callable

import pendulum
import pytest
from pendulum import Date

from iopmodel.errors import CannotBeDated, NotAccepted, WrongKind
from iopmodel.lengths import (
    UNKNOWN_LENGTH,
    Cycle,
    Days,
    EndDates,
    Months,
    PlannedLength,
    TreatmentDays,
    TreatmentHours,
    TreatmentSessions,
    UntilCriterion,
    Weeks,
    WithoutEnd,
    end_dates,
    in_days,
    in_weeks,
    planned_length,
)
from iopmodel.quantities import Minutes, Range
from tests.refusal import refusal, wrong

ALLOWED = "a length such as 8 weeks, 8 to 16 weeks, at least 30 days, without end, or until ..."
RANGE_ALLOWED = "a Range of days, weeks, months or another planned length"
REACHED = "a criterion is reached when it is reached; give a length in time"
COUNTED = (Days, Weeks, Months, TreatmentDays, TreatmentSessions, TreatmentHours)


# One unit


@pytest.mark.parametrize(
    ("length", "text", "code"),
    [
        (Days(1), "1 day", "Days(1)"),
        (Days(30), "30 days", "Days(30)"),
        (Weeks(8), "8 weeks", "Weeks(8)"),
        (Months(0), "0 months", "Months(0)"),
        (TreatmentDays(20), "20 treatment days", "TreatmentDays(20)"),
        (TreatmentSessions(1), "1 session", "TreatmentSessions(1)"),
        (TreatmentHours(120), "120 treatment hours", "TreatmentHours(120)"),
    ],
)
def test_a_length_is_written_with_its_unit(length: object, text: str, code: str) -> None:
    assert str(length) == text
    assert repr(length) == code


@pytest.mark.parametrize("unit", COUNTED)
def test_lengths_of_one_unit_add_repeat_and_have_an_order(unit: type[Days]) -> None:
    assert unit(3) + unit(4) == unit(7)
    assert unit(3) * 4 == unit(12)
    assert unit(3) < unit(4)


def test_lengths_of_two_units_neither_add_nor_compare() -> None:
    with pytest.raises(TypeError, match="unsupported operand"):
        operator.add(Weeks(1), wrong(Days(7)))
    with pytest.raises(TypeError, match="not supported between"):
        assert Weeks(1) < wrong(Days(8))
    assert wrong(Weeks(1)) != Days(1)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Weeks(-1), "planned length: expected a whole number of at least 0, got -1"),
        (lambda: Weeks(1) * -1, "number of times: expected a whole number of at least 0, got -1"),
    ],
)
def test_a_length_is_not_negative(make: Callable[[], object], message: str) -> None:
    assert refusal(NotAccepted, make) == message


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Weeks(wrong(1.5)), "planned length: expected a whole number, got 1.5 (float)"),
        (lambda: Weeks(1) * wrong(1.5), "number of times: expected a whole number, got 1.5 (float)"),
    ],
)
def test_a_length_is_whole(make: Callable[[], object], message: str) -> None:
    assert refusal(WrongKind, make) == message


# Criteria and rounds


def test_a_criterion_keeps_its_words() -> None:
    assert UntilCriterion(" goals are met ") == UntilCriterion("goals are met")
    assert str(UntilCriterion("goals are met")) == "until goals are met"


@pytest.mark.parametrize("words", ["", "  "])
def test_a_criterion_needs_words(words: str) -> None:
    message = refusal(NotAccepted, lambda: UntilCriterion(words))
    assert message == f'criterion: expected words that say when it ends, got "{words}"'


def test_a_number_is_no_criterion() -> None:
    message = refusal(WrongKind, lambda: UntilCriterion(wrong(8)))
    assert message == "criterion: expected words that say when it ends, got 8 (int)"


def test_a_cycle_takes_what_people_have() -> None:
    assert Cycle(Weeks(8)) == Cycle("8 weeks") == Cycle(Range.exactly(Weeks(8)), Range.at_least(1))
    assert Cycle("8 weeks", 3) == Cycle("8 weeks", "3") == Cycle(Weeks(8), Range.exactly(3))


def test_rounds_are_whole_so_that_under_four_is_at_most_three() -> None:
    assert Cycle("8 weeks", "under 4") == Cycle("8 weeks", "at most 3")


def test_a_cycle_is_made_of_a_length_and_a_number() -> None:
    assert refusal(WrongKind, lambda: Cycle(wrong(8))) == f"planned length: expected {ALLOWED}, got 8 (int)"
    assert refusal(WrongKind, lambda: Cycle(wrong(WithoutEnd()))) == (
        f"planned length: expected {ALLOWED}, got WithoutEnd() (WithoutEnd)"
    )
    assert refusal(WrongKind, lambda: Cycle(Weeks(8), wrong(None))) == (
        "number: expected a whole number, got None (NoneType)"
    )


# Lengths in text


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (UNKNOWN_LENGTH, "not stated"),
        (Range.exactly(Weeks(8)), "8 weeks"),
        (Range.exactly(Weeks(1)), "1 week"),
        (Range(Weeks(8), Weeks(16)), "8 to 16 weeks"),
        (Range(Weeks(1), Weeks(16)), "1 week to 16 weeks"),
        (Range.at_least(Days(30)), "at least 30 days"),
        (Range.at_most(Months(6)), "at most 6 months"),
        (Range.below(Months(6)), "under 6 months"),
        (Range(Months(3), Months(6), high_excluded=True), "3 to 6 months, the end excluded"),
        (Range(TreatmentDays(20), TreatmentDays(30)), "20 treatment days to 30 treatment days"),
        (Range(TreatmentSessions(20), TreatmentSessions(30)), "20 to 30 sessions"),
        (Range.exactly(TreatmentHours(120)), "120 treatment hours"),
        (WithoutEnd(), "without end"),
        (UntilCriterion("goals are met, and not before"), "until goals are met, and not before"),
        (Cycle("8 weeks"), "rounds of 8 weeks, at least 1"),
        (Cycle("6 to 8 weeks", "1 to 3"), "rounds of 6 to 8 weeks, 1 to 3"),
        (Cycle("6 to 8 weeks, the end excluded", 2), "rounds of 6 to 8 weeks, the end excluded, 2"),
        (Cycle("not stated", "not stated"), "rounds of not stated, not stated"),
    ],
)
def test_a_length_is_written_and_read(length: PlannedLength, text: str) -> None:
    assert str(length) == text
    assert planned_length(text) == length
    assert planned_length(f" {text} ") == length
    assert planned_length(length) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        (Weeks(8), Range.exactly(Weeks(8))),
        ("8 week", Range.exactly(Weeks(8))),
        ("8 weeks to 16 weeks", Range(Weeks(8), Weeks(16))),
        ("up to 90 days", Range.at_most(Days(90))),
        ("rounds of 8 weeks", Cycle("8 weeks")),
        ("rounds of 6 to 8 weeks, the end excluded", Cycle("6 to 8 weeks, the end excluded")),
        ("rounds of 8 weeks, 1 to 4, the end excluded", Cycle("8 weeks", "1 to 3")),
    ],
)
def test_a_length_is_read_as_people_write_it(text: Weeks | str, length: PlannedLength) -> None:
    assert planned_length(text) == length


@pytest.mark.parametrize("unknown", [Range(Weeks(0)), Range(TreatmentHours(0)), "at least 0 months", "not stated"])
def test_nothing_known_is_one_length_whatever_its_unit(unknown: Range[Weeks] | str) -> None:
    assert planned_length(unknown) == UNKNOWN_LENGTH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8",
        "weeks",
        "8 fortnights",
        "8 to weeks",
        "eight weeks",
        "about 8 weeks",
        "-8 weeks",
        "1.5 months",
        "٨ weeks",
        "8 to 16",
        "1000000 weeks",
        "until",
        "rounds of",
        "rounds of 8 weeks, 2, 3",
        "eight to 16 weeks",
    ],
)
def test_text_that_is_no_length_is_refused(text: str) -> None:
    assert refusal(NotAccepted, lambda: planned_length(text)) == (f'planned length: expected {ALLOWED}, got "{text}"')


def test_the_part_of_a_cycle_that_is_no_length_is_named() -> None:
    assert refusal(NotAccepted, lambda: planned_length("rounds of 8 moons, 3")) == (
        f'planned length: expected {ALLOWED}, got "8 moons"'
    )
    assert refusal(NotAccepted, lambda: planned_length("rounds of 8 weeks, many")) == (
        'number: expected a whole number such as 3, or a range such as 3 to 5, got "many"'
    )


@pytest.mark.parametrize("text", ["3 days to 2 weeks", "1 year to 16 weeks"])
def test_a_range_of_two_units_is_refused(text: str) -> None:
    assert refusal(NotAccepted, lambda: planned_length(text)) == (
        f'planned length: expected both ends in one unit, such as 14 to 28 days, got "{text}"'
    )


@pytest.mark.parametrize("text", ["16 to 8 weeks", "under 0 weeks"])
def test_a_length_starts_with_the_smaller_end(text: str) -> None:
    assert refusal(NotAccepted, lambda: planned_length(text)) == (
        f'range: expected the smaller end first, such as 3 to 5, got "{text}"'
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (8, f"planned length: expected {ALLOWED}, got 8 (int)"),
        (None, f"planned length: expected {ALLOWED}, got None (NoneType)"),
        (
            Range(8, 16),
            f"planned length: expected {RANGE_ALLOWED}, got Range(8, 16) (Range)",
        ),
        (
            Range(Minutes(8)),
            f"planned length: expected {RANGE_ALLOWED}, got Range(Minutes(8)) (Range)",
        ),
    ],
)
def test_a_number_without_a_unit_is_no_length(value: object, message: str) -> None:
    assert refusal(WrongKind, lambda: planned_length(wrong(value))) == message


# Days and weeks


@pytest.mark.parametrize(
    ("text", "days", "weeks"),
    [
        ("30 days", Range(30, 30), Range(4, 5)),
        ("28 days", Range(28, 28), Range(4, 4)),
        ("8 to 16 weeks", Range(56, 112), Range(8, 16)),
        ("at least 30 days", Range(30), Range(4)),
        ("1 month", Range(28, 31), Range(4, 5)),
        ("1 to 3 months", Range(28, 92), Range(4, 14)),
        ("under 8 weeks", Range.below(56), Range(0, 8)),
        ("under 57 days", Range.below(57), Range(0, 8)),
        ("rounds of 8 weeks, 1 to 3", Range(56, 168), Range(8, 24)),
        ("rounds of 8 weeks", Range(56), Range(8)),
        ("20 treatment days", Range(0), Range(0)),
        ("20 to 30 sessions", Range(0), Range(0)),
        ("120 treatment hours", Range(0), Range(0)),
        ("without end", Range(0), Range(0)),
        ("until goals are met", Range(0), Range(0)),
        ("not stated", Range(0), Range(0)),
    ],
)
def test_a_length_covers_so_many_days_and_weeks(text: str, days: Range[int], weeks: Range[int]) -> None:
    assert in_days(planned_length(text)) == days
    assert in_weeks(planned_length(text)) == weeks


# Dates


@pytest.mark.parametrize(
    ("first", "length", "earliest", "latest"),
    [
        ("2026-02-02", "30 days", "2026-03-04", "2026-03-04"),
        ("2026-02-02", "8 to 16 weeks", "2026-03-30", "2026-05-25"),
        ("2026-01-31", "1 month", "2026-02-28", "2026-02-28"),
        ("2026-02-02", "at least 30 days", "2026-03-04", None),
        ("2026-02-02", "under 8 weeks", "2026-02-02", "2026-03-29"),
        ("2026-02-02", "without end", "2026-02-02", None),
        ("2026-02-02", "not stated", "2026-02-02", None),
        ("2026-02-02", "rounds of 8 weeks, 1 to 3", "2026-03-30", "2026-07-20"),
        ("2026-02-02", "rounds of 8 weeks", "2026-03-30", None),
        ("2026-02-02", "rounds of under 8 weeks, at most 0", "2026-02-02", "2026-02-02"),
    ],
)
def test_a_length_ends_on_these_days(first: str, length: str, earliest: str, latest: str | None) -> None:
    ends = end_dates(first, planned_length(length))
    assert ends == end_dates(dt.date.fromisoformat(first), planned_length(length))
    assert str(ends.earliest) == earliest
    assert (None if ends.latest is None else str(ends.latest)) == latest


def test_the_end_of_a_length_is_written_for_people() -> None:
    day, later = Date(2026, 3, 30), Date(2026, 5, 25)
    assert str(EndDates(day, None)) == "on or after 2026-03-30"
    assert str(EndDates(day, day)) == "2026-03-30"
    assert str(EndDates(day, later)) == "2026-03-30 to 2026-05-25"


@pytest.mark.parametrize(
    ("length", "message"),
    [
        (
            "until goals are met",
            f"no end date follows from a length of until goals are met: {REACHED}",
        ),
        (
            "20 treatment days",
            "no end date follows from a length of 20 treatment days: that takes the schedule and a calendar",
        ),
        (
            "rounds of 8 sessions, 2",
            "no end date follows from a length of 16 sessions: that takes the schedule and a calendar",
        ),
    ],
)
def test_a_length_without_calendar_time_has_no_end_date(length: str, message: str) -> None:
    assert refusal(CannotBeDated, lambda: end_dates("2026-02-02", planned_length(length))) == message


def test_a_stay_does_not_outlast_the_calendar() -> None:
    assert refusal(NotAccepted, lambda: end_dates("2026-02-02", planned_length("999999 weeks"))) == (
        'day: expected a day of the years 1 to 9999, got "2026-02-02 and 6999993 days more"'
    )


def test_trap_a_moment_is_no_first_day() -> None:
    moment = pendulum.datetime(2026, 2, 2, tz="UTC")
    assert refusal(WrongKind, lambda: end_dates(moment, WithoutEnd())) == (
        "day: expected a date without a time of day, got "
        "DateTime(2026, 2, 2, 0, 0, 0, tzinfo=Timezone('UTC')) (DateTime)"
    )
