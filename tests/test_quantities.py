import operator
from collections.abc import Callable

import pytest

from iopmodel.errors import EndsBeforeItStarts, NotAccepted, NotExact, WrongKind
from iopmodel.lengths import Weeks
from iopmodel.quantities import Minutes, Range, count_range, hull_of, minutes, sum_of, time_range, whole_number
from iopmodel.written_ranges import read_range
from tests.refusal import refusal, wrong

TIME = "a time such as 50 min, 3 h or 1 h 30 min"
HOURS = Minutes.of_hours


# Whole numbers


def test_a_whole_number_is_given_back() -> None:
    assert whole_number(3, "weeks", at_least=3) == 3


@pytest.mark.parametrize("value", [True, 3.0, "3", None])
def test_only_a_whole_number_is_a_whole_number(value: object) -> None:
    message = refusal(WrongKind, lambda: whole_number(wrong(value), "weeks"))
    shown = '"3"' if value == "3" else repr(value)
    assert message == f"weeks: expected a whole number, got {shown} ({type(value).__name__})"


def test_a_whole_number_can_be_too_small() -> None:
    message = refusal(NotAccepted, lambda: whole_number(0, "weeks", at_least=1))
    assert message == "weeks: expected a whole number of at least 1, got 0"


# Minutes


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (Minutes(0), "0 h"),
        (Minutes(50), "50 min"),
        (Minutes(60), "1 h"),
        (Minutes(90), "1 h 30 min"),
        (Minutes(6_000), "100 h"),
    ],
)
def test_time_is_written_in_hours_and_minutes(time: Minutes, text: str) -> None:
    assert str(time) == text
    assert minutes(text) == time


@pytest.mark.parametrize("text", ["1h30min", "1 hour 30 minutes", "1 hr 30 mins", "90 m", " 90min ", "0 h 90 min"])
def test_time_is_read_as_people_write_it(text: str) -> None:
    assert minutes(text) == Minutes(90)


def test_time_is_given_back_as_it_is() -> None:
    assert minutes(Minutes(90)) == Minutes(90)


@pytest.mark.parametrize(
    "text", ["", "  ", "90", "1.5 h", "-5 min", "1 h 30", "half an hour", "٣ h", "9999999 h", "3 H"]
)
def test_text_that_is_no_time_is_refused(text: str) -> None:
    assert refusal(NotAccepted, lambda: minutes(text)) == f'time: expected {TIME}, got "{text}"'


def test_a_bare_number_may_be_minutes_or_hours_and_is_refused() -> None:
    assert refusal(WrongKind, lambda: minutes(wrong(3))) == f"time: expected Minutes, or {TIME}, got 3 (int)"


def test_time_is_never_less_than_nothing() -> None:
    message = refusal(NotAccepted, lambda: Minutes(-1))
    assert message == "minutes: expected a whole number of at least 0, got -1"


def test_time_is_in_whole_minutes() -> None:
    message = refusal(WrongKind, lambda: Minutes(wrong(52.5)))
    assert message == "minutes: expected a whole number, got 52.5 (float)"


def test_hours_are_whole_and_not_negative() -> None:
    assert HOURS(9) == Minutes(540)
    assert refusal(WrongKind, lambda: HOURS(wrong(1.5))) == "hours: expected a whole number, got 1.5 (float)"
    assert refusal(NotAccepted, lambda: HOURS(-1)) == "hours: expected a whole number of at least 0, got -1"


def test_times_add_and_repeat() -> None:
    assert HOURS(9) + Minutes(30) == Minutes(570)
    assert Minutes(50) * 3 == Minutes(150)


def test_times_have_an_order() -> None:
    assert Minutes(50) < Minutes(60)
    assert Minutes(50) <= Minutes(50)
    assert Minutes(60) > Minutes(50)
    assert Minutes(60) >= Minutes(60)


def test_a_shorter_time_is_at_most_a_longer_one() -> None:
    assert Minutes(50) <= Minutes(60)
    assert not Minutes(60) <= Minutes(50)


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_time_is_compared_with_nothing_but_time(compare: Callable[[object, object], bool]) -> None:
    with pytest.raises(TypeError, match="not supported between"):
        compare(Minutes(30), Weeks(1))


@pytest.mark.parametrize("other", [30, Weeks(1), "30 min"])
def test_time_adds_to_nothing_but_time(other: object) -> None:
    with pytest.raises(TypeError, match="unsupported operand"):
        operator.add(Minutes(30), wrong(other))


def test_time_repeats_a_whole_number_of_times() -> None:
    assert refusal(NotAccepted, lambda: Minutes(30) * -1) == (
        "number of times: expected a whole number of at least 0, got -1"
    )
    assert refusal(WrongKind, lambda: Minutes(30) * wrong(1.5)) == (
        "number of times: expected a whole number, got 1.5 (float)"
    )


# How a range is made


def test_a_range_has_named_ways_in() -> None:
    assert Range.exactly(3) == Range(3, 3)
    assert Range.at_least(3) == Range(3)
    assert Range.at_most(3) == Range(0, 3)
    assert Range.below(3) == Range(0, 3, high_excluded=True)
    assert Range.at_most(HOURS(9)).low == Minutes(0)


def test_an_end_that_does_not_exist_is_not_excluded() -> None:
    assert Range(3, high_excluded=True) == Range(3)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Range(5, 3), "range: it would run from 5 to 3; give the smaller one first"),
        (
            lambda: Range(3, 3, high_excluded=True),
            "range: it would run from 3 to 3; give the smaller one first",
        ),
        (lambda: Range.below(0), "range: it would run from 0 to 0; give the smaller one first"),
        (lambda: Range.at_most(-1), "range: it would run from 0 to -1; give the smaller one first"),
        (
            lambda: Range(HOURS(9), HOURS(8)),
            "range: it would run from 9 h to 8 h; give the smaller one first",
        ),
    ],
)
def test_a_range_does_not_end_before_it_starts(make: Callable[[], object], message: str) -> None:
    assert refusal(EndsBeforeItStarts, make) == message


@pytest.mark.parametrize("make", [lambda: Range(-3), lambda: Range(-3, 5), lambda: Range.exactly(-3)])
def test_a_range_does_not_reach_below_nothing(make: Callable[[], object]) -> None:
    assert refusal(NotAccepted, make) == "range: expected a low end of nothing or more, got -3"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Range(Minutes(3), wrong(4)),
            "range: expected two ends of one kind, here Minutes, got 4 (int)",
        ),
        (lambda: Range(3, wrong(3.5)), "range: expected two ends of one kind, here int, got 3.5 (float)"),
        (
            lambda: Range(wrong(None), 3),
            "range: expected two ends of one kind, here NoneType, got 3 (int)",
        ),
    ],
)
def test_the_ends_of_a_range_are_of_one_kind(make: Callable[[], object], message: str) -> None:
    assert refusal(WrongKind, make) == message


# What a range knows


def test_a_range_is_exact_when_its_ends_agree() -> None:
    assert Range.exactly(3).is_exact
    assert Range.exactly(3).value == 3
    assert not Range(3, 4).is_exact
    assert not Range(3).is_exact


@pytest.mark.parametrize(
    ("several", "text"),
    [
        (Range(3, 5), "3 to 5 is a range, not one value; use its low and high ends"),
        (Range(3), "at least 3 is a range, not one value; use its low and high ends"),
    ],
)
def test_a_range_of_several_values_has_no_one_value(several: Range[int], text: str) -> None:
    assert refusal(NotExact, lambda: several.value) == text


def test_a_range_is_unknown_when_nobody_says_anything() -> None:
    assert Range(0).is_unknown
    assert Range(Minutes(0)).is_unknown
    assert not Range(1).is_unknown
    assert not Range(0, 1).is_unknown


def test_both_ends_belong_to_a_range_unless_the_high_one_is_excluded() -> None:
    assert [value in Range(3, 5) for value in (2, 3, 4, 5, 6)] == [False, True, True, True, False]
    assert [value in Range(3, 5, high_excluded=True) for value in (3, 4, 5)] == [True, True, False]
    assert [value in Range(3) for value in (2, 3, 1_000)] == [False, True, True]


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        (Range(3, 5), Range(3, 5), True),
        (Range(3, 5), Range(2, 6), True),
        (Range(2, 5), Range(3, 5), False),
        (Range(3, 6), Range(3, 5), False),
        (Range(3), Range(3, 5), False),
        (Range(3, 5), Range(3), True),
        (Range(3), Range(0), True),
        (Range(0, 9), Range.below(9), False),
        (Range.below(9), Range(0, 9), True),
        (Range.below(9), Range.below(9), True),
        (Range(0, 8), Range.below(9), True),
    ],
)
def test_a_range_lies_within_another_or_does_not(inner: Range[int], outer: Range[int], *, expected: bool) -> None:
    assert inner.within(outer) is expected


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        (Range(3, 5), Range(4, 8), Range(4, 5)),
        (Range(3, 5), Range(5, 8), Range(5, 5)),
        (Range(3, 5, high_excluded=True), Range(5, 8), None),
        (Range(3, 5), Range(6), None),
        (Range(3), Range(5), Range(5)),
        (Range(3), Range(0, 5), Range(3, 5)),
        (Range(0, 5), Range(0, 5, high_excluded=True), Range(0, 5, high_excluded=True)),
        (Range(0, 4), Range(0, 5, high_excluded=True), Range(0, 4)),
    ],
)
def test_two_ranges_have_something_in_common_or_nothing(
    one: Range[int], other: Range[int], common: Range[int] | None
) -> None:
    assert one.intersection(other) == common
    assert other.intersection(one) == common
    assert one.overlaps(other) is other.overlaps(one) is (common is not None)


@pytest.mark.parametrize(
    ("one", "other", "hull"),
    [
        (Range(3, 5), Range(4, 8), Range(3, 8)),
        (Range(3, 5), Range(8, 9), Range(3, 9)),
        (Range(3, 5), Range(8), Range(3)),
        (Range(3, 5), Range(3, 5, high_excluded=True), Range(3, 5)),
        (Range(3, 5, high_excluded=True), Range(0, 5, high_excluded=True), Range(0, 5, high_excluded=True)),
        (Range(3, 5), Range(3, 6, high_excluded=True), Range(3, 6, high_excluded=True)),
    ],
)
def test_a_hull_holds_both(one: Range[int], other: Range[int], hull: Range[int]) -> None:
    assert one.hull(other) == hull
    assert other.hull(one) == hull


# Arithmetic of ranges


def test_ranges_add_end_by_end() -> None:
    assert Range(3, 5) + Range(1, 2) == Range(4, 7)
    assert Range(3, 5) + Range(1) == Range(4)
    assert Range(3) + Range(1, 2) == Range(4)
    assert Range(3, 5) + Range(1, 2, high_excluded=True) == Range(4, 7, high_excluded=True)


@pytest.mark.parametrize("other", [1, Minutes(1), "3 to 5"])
def test_a_range_adds_to_nothing_but_a_range(other: object) -> None:
    with pytest.raises(TypeError, match="unsupported operand"):
        operator.add(Range(3, 5), wrong(other))


def test_a_range_repeats() -> None:
    assert Range(HOURS(3), HOURS(4)) * 3 == Range(HOURS(9), HOURS(12))
    assert Range(3) * 2 == Range(6)
    assert Range(3, 5, high_excluded=True) * 2 == Range(6, 10, high_excluded=True)
    assert Range(3, 5, high_excluded=True) * 0 == Range.exactly(0)
    assert Range(3) * 0 == Range.exactly(0)


def test_a_range_that_stands_once_keeps_its_excluded_end() -> None:
    assert Range.below(HOURS(9)) * 1 == Range.below(HOURS(9))


def test_a_range_repeats_a_whole_number_of_times() -> None:
    assert refusal(NotAccepted, lambda: Range(3, 5) * -1) == (
        "number of times: expected a whole number of at least 0, got -1"
    )


@pytest.mark.parametrize(
    ("each", "count", "total"),
    [
        (Range(60, 90), Range(3, 5), Range(180, 450)),
        (Range(60, 90), Range(3), Range(180)),
        (Range(60), Range(3, 5), Range(180)),
        (Range(60), Range.exactly(0), Range.exactly(0)),
        (Range.exactly(0), Range(3), Range.exactly(0)),
        (Range(60, 90, high_excluded=True), Range(3, 5), Range(180, 450, high_excluded=True)),
        (Range(60, 90), Range(3, 5, high_excluded=True), Range(180, 450, high_excluded=True)),
    ],
)
def test_a_range_is_taken_a_range_of_times(each: Range[int], count: Range[int], total: Range[int]) -> None:
    assert each.times(count) == total


def test_one_known_time_is_taken_a_range_of_times() -> None:
    assert Range.exactly(HOURS(3)).times(Range(3, 5)) == Range(HOURS(9), HOURS(15))
    assert Range.exactly(Minutes(0)).times(Range(3, 5)) == Range.exactly(Minutes(0))


def test_several_ranges_are_added_and_held_together() -> None:
    ranges = [Range(3, 5), Range.exactly(4), Range(6, 9, high_excluded=True)]
    assert sum_of(ranges) == Range(13, 18, high_excluded=True)
    assert hull_of(ranges) == Range(3, 9, high_excluded=True)
    assert sum_of(iter([Range(3)])) == hull_of(iter([Range(3)])) == Range(3)


# Ranges in text


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        (Range(Minutes(0)), "not stated", "Range(Minutes(0))"),
        (Range(HOURS(9)), "at least 9 h", "Range(Minutes(540))"),
        (Range(HOURS(9), HOURS(20)), "9 h to 20 h", "Range(Minutes(540), Minutes(1200))"),
        (Range(Minutes(50), HOURS(2)), "50 min to 2 h", "Range(Minutes(50), Minutes(120))"),
        (Range.exactly(Minutes(90)), "1 h 30 min", "Range(Minutes(90), Minutes(90))"),
        (Range.exactly(Minutes(0)), "0 h", "Range(Minutes(0), Minutes(0))"),
        (Range.at_most(HOURS(9)), "at most 9 h", "Range(Minutes(0), Minutes(540))"),
        (Range.below(HOURS(9)), "under 9 h", "Range(Minutes(0), Minutes(540), high_excluded=True)"),
        (
            Range(HOURS(6), HOURS(9), high_excluded=True),
            "6 h to 9 h, the end excluded",
            "Range(Minutes(360), Minutes(540), high_excluded=True)",
        ),
    ],
)
def test_a_range_of_time_is_written_and_read(value: Range[Minutes], text: str, code: str) -> None:
    assert str(value) == text
    assert repr(value) == code
    assert time_range(text) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 to 4 h", Range(HOURS(3), HOURS(4))),
        ("3 to 4h", Range(HOURS(3), HOURS(4))),
        ("50 to 90 min", Range(Minutes(50), Minutes(90))),
        ("2 h to 3 h 30 min", Range(HOURS(2), Minutes(210))),
        ("up to 4 h", Range.at_most(HOURS(4))),
        (" 3 h ", Range.exactly(HOURS(3))),
        (Minutes(90), Range.exactly(Minutes(90))),
        (Range(Minutes(90)), Range(Minutes(90))),
    ],
)
def test_a_range_of_time_is_read_as_people_write_it(
    text: Range[Minutes] | Minutes | str, expected: Range[Minutes]
) -> None:
    assert time_range(text) == expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        ("3", "3"),
        ("3 h to 4", "4"),
        ("at least", "at least"),
        ("at least 3 to 4 h", "3 to 4 h"),
        ("about 3 h", "about 3 h"),
        ("not stated, the end excluded", "not stated"),
        ("3 h to 4 h to 5 h", "4 h to 5 h"),
        ("٣ h", "٣ h"),
    ],
)
def test_text_that_is_no_range_of_time_is_refused(text: str, part: str) -> None:
    assert refusal(NotAccepted, lambda: time_range(text)) == f'time: expected {TIME}, got "{part}"'


@pytest.mark.parametrize("text", ["1 to 1 h 30 min", "2 to 3 h 30 min", "3 to 4", "3 to four hours"])
def test_a_number_without_a_unit_beside_two_units_is_refused(text: str) -> None:
    assert refusal(NotAccepted, lambda: time_range(text)) == (
        f'time: expected a unit at both ends, such as 2 h to 3 h 30 min, or one such as 3 to 4 h, got "{text}"'
    )


@pytest.mark.parametrize("text", ["4 to 3 h", "under 0 h", "3 h, the end excluded"])
def test_a_range_of_time_starts_with_the_smaller_end(text: str) -> None:
    assert refusal(NotAccepted, lambda: time_range(text)) == (
        f'range: expected the smaller end first, such as 3 to 5, got "{text}"'
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (3, f"time: expected Minutes, a Range of Minutes, or {TIME}, got 3 (int)"),
        (Range(3, 4), "time: expected a Range of Minutes, got Range(3, 4) (Range)"),
    ],
)
def test_numbers_without_a_unit_are_no_range_of_time(value: object, message: str) -> None:
    assert refusal(WrongKind, lambda: time_range(wrong(value))) == message


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        (Range(0), "not stated", "Range(0)"),
        (Range(3), "at least 3", "Range(3)"),
        (Range(3, 3), "3", "Range(3, 3)"),
        (Range(3, 5), "3 to 5", "Range(3, 5)"),
        (Range(0, 4), "at most 4", "Range(0, 4)"),
        (Range.below(18), "under 18", "Range(0, 18, high_excluded=True)"),
        (
            Range(13, 18, high_excluded=True),
            "13 to 18, the end excluded",
            "Range(13, 18, high_excluded=True)",
        ),
    ],
)
def test_a_range_of_numbers_is_written_and_read(value: Range[int], text: str, code: str) -> None:
    assert str(value) == text
    assert repr(value) == code
    assert count_range(text) == value


def test_a_range_of_numbers_is_read_from_a_number_and_from_a_range() -> None:
    assert count_range(3) == Range(3, 3)
    assert count_range(Range(3)) == Range(3)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        ("three", "three"),
        ("-3", "-3"),
        ("3.5", "3.5"),
        ("3 to many", "many"),
        ("٣", "٣"),
        ("²", "²"),
        ("1000000", "1000000"),
        ("9" * 5_000, "9" * 5_000),
    ],
)
def test_text_that_is_no_range_of_numbers_is_refused(text: str, part: str) -> None:
    shown = f'"{part}"' if len(part) < 78 else f'"{part[:76]}...'
    assert refusal(NotAccepted, lambda: count_range(text)) == (
        f"number: expected a whole number such as 3, or a range such as 3 to 5, got {shown}"
    )


def test_a_range_of_numbers_starts_with_the_smaller_end() -> None:
    assert refusal(NotAccepted, lambda: count_range("5 to 3")) == (
        'range: expected the smaller end first, such as 3 to 5, got "5 to 3"'
    )


def test_a_range_of_numbers_is_not_negative() -> None:
    assert refusal(NotAccepted, lambda: count_range(-1)) == ("number: expected a whole number of at least 0, got -1")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "number: expected a whole number, got None (NoneType)"),
        (True, "number: expected a whole number, got True (bool)"),
        (3.5, "number: expected a whole number, got 3.5 (float)"),
        (Range(wrong(value=True)), "number: expected a Range of whole numbers, got Range(True) (Range)"),
        (
            Range(Minutes(3)),
            "number: expected a Range of whole numbers, got Range(Minutes(3)) (Range)",
        ),
    ],
)
def test_only_whole_numbers_are_a_range_of_numbers(value: object, message: str) -> None:
    assert refusal(WrongKind, lambda: count_range(wrong(value))) == message


def test_a_written_range_is_taken_apart_before_anyone_knows_its_unit() -> None:
    words = read_range("6 to 9 h, the end excluded")
    assert (words.low, words.high, words.high_excluded) == ("6", "9 h", True)
