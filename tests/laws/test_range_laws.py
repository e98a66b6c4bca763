"""The algebra of ranges."""

import random

from hypothesis import given
from hypothesis import strategies as st

from iopmodel.lengths import PlannedLength, planned_length
from iopmodel.quantities import Minutes, Range, count_range, hull_of, sum_of, time_range
from iopmodel.strategies._values import count_ranges, minutes, planned_lengths, time_ranges

FAR = 10_000
#: So small that equal ends, excluded ends and ends at nothing meet often.
SMALL = count_ranges(6)
NUMBERS = st.integers(0, 8)


@st.composite
def values_in(draw: st.DrawFn, ranges: st.SearchStrategy[Range[int]]) -> tuple[Range[int], int]:
    """A range of numbers, and a number that lies in it."""
    drawn = draw(ranges)
    high = drawn.low + FAR if drawn.high is None else drawn.high - drawn.high_excluded
    return drawn, draw(st.integers(drawn.low, high))


@st.composite
def times_in(draw: st.DrawFn) -> tuple[Range[Minutes], Minutes]:
    """A range of time, and a time that lies in it."""
    drawn = draw(time_ranges())
    high = drawn.low.count + FAR if drawn.high is None else drawn.high.count - drawn.high_excluded
    return drawn, Minutes(draw(st.integers(drawn.low.count, high)))


# Arithmetic


@given(times_in(), times_in())
def test_the_sum_of_two_ranges_holds_the_sum_of_any_two_of_their_values(
    one: tuple[Range[Minutes], Minutes], other: tuple[Range[Minutes], Minutes]
) -> None:
    """Adding loses no case."""
    assert one[1] + other[1] in one[0] + other[0]


@given(times_in(), st.integers(0, 50))
def test_a_repeated_range_holds_each_of_its_values_repeated(one: tuple[Range[Minutes], Minutes], times: int) -> None:
    """Repeating loses no case."""
    assert one[1] * times in one[0] * times


@given(times_in(), values_in(count_ranges(20)))
def test_a_range_taken_a_range_of_times_holds_every_product(
    one: tuple[Range[Minutes], Minutes], count: tuple[Range[int], int]
) -> None:
    """Multiplying loses no case."""
    assert one[1] * count[1] in one[0].times(count[0])


@given(time_ranges(), time_ranges(), time_ranges())
def test_adding_ranges_knows_no_order(one: Range[Minutes], other: Range[Minutes], third: Range[Minutes]) -> None:
    """Addition is commutative and associative."""
    assert one + other == other + one
    assert (one + other) + third == one + (other + third)


@given(st.lists(SMALL, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_several_ranges_add_up_and_are_held_alike_in_any_order(ranges: list[Range[int]], order: random.Random) -> None:
    """The order of ranges changes neither their sum nor their hull."""
    others = order.sample(ranges, len(ranges))
    assert sum_of(ranges) == sum_of(others)
    assert hull_of(ranges) == hull_of(others)
    assert all(each.within(hull_of(ranges)) for each in ranges)


@given(time_ranges())
def test_nothing_added_changes_nothing(one: Range[Minutes]) -> None:
    """Nothing is the neutral element of addition."""
    assert one + Range.exactly(Minutes(0)) == one


@given(time_ranges(), st.integers(1, 6))
def test_a_range_repeated_is_the_range_added_so_many_times(one: Range[Minutes], times: int) -> None:
    """Multiplication is repeated addition."""
    total = one
    for _ in range(times - 1):
        total += one
    assert one * times == total


@given(time_ranges(), st.integers(0, 20))
def test_an_exact_number_of_times_is_the_same_as_multiplying(one: Range[Minutes], times: int) -> None:
    """Multiplying by an exact range is multiplying by its value."""
    assert one.times(Range.exactly(times)) == one * times


@given(SMALL, SMALL, SMALL)
def test_knowing_less_before_adding_is_knowing_less_after(
    one: Range[int], wider: Range[int], other: Range[int]
) -> None:
    """Arithmetic keeps containment: a range within another stays so when both are added to or multiplied."""
    wider = one.hull(wider)
    assert (one + other).within(wider + other)
    assert one.times(other).within(wider.times(other))
    assert other.times(one).within(other.times(wider))


@given(minutes(), minutes())
def test_ranges_of_exact_values_compute_as_the_values_do(one: Minutes, other: Minutes) -> None:
    """What is exact stays exact."""
    assert Range.exactly(one) + Range.exactly(other) == Range.exactly(one + other)
    assert (Range.exactly(one) * 3).value == one * 3


# The lattice


@given(SMALL, SMALL, NUMBERS)
def test_a_hull_holds_what_either_range_holds(one: Range[int], other: Range[int], number: int) -> None:
    """The hull is an upper bound of both."""
    hull = one.hull(other)
    assert one.within(hull)
    assert other.within(hull)
    assert number in hull or (number not in one and number not in other)


@given(SMALL, SMALL, SMALL)
def test_a_hull_is_the_smallest_range_that_holds_both(one: Range[int], other: Range[int], third: Range[int]) -> None:
    """Whatever holds both ranges holds their hull."""
    assert one.hull(other).within(third) == (one.within(third) and other.within(third))


@given(SMALL, SMALL, NUMBERS)
def test_an_intersection_holds_what_both_ranges_hold(one: Range[int], other: Range[int], number: int) -> None:
    """A number lies in the intersection exactly when it lies in both."""
    common = one.intersection(other)
    assert (common is not None and number in common) == (number in one and number in other)


@given(SMALL, SMALL, SMALL)
def test_an_intersection_is_the_largest_range_within_both(
    one: Range[int], other: Range[int], third: Range[int]
) -> None:
    """Whatever lies within both ranges lies within their intersection."""
    common = one.intersection(other)
    assert (common is not None and third.within(common)) == (third.within(one) and third.within(other))


@given(SMALL, SMALL)
def test_ranges_overlap_exactly_when_they_have_something_in_common(one: Range[int], other: Range[int]) -> None:
    """Overlapping is symmetric, and is having an intersection."""
    assert one.overlaps(other) == other.overlaps(one) == (one.intersection(other) is not None)


@given(SMALL, SMALL)
def test_hull_and_intersection_know_no_order(one: Range[int], other: Range[int]) -> None:
    """Both operations are commutative."""
    assert one.hull(other) == other.hull(one)
    assert one.intersection(other) == other.intersection(one)


@given(SMALL, SMALL, SMALL)
def test_hull_and_intersection_know_no_grouping(one: Range[int], other: Range[int], third: Range[int]) -> None:
    """Both operations are associative, and nothing in common stays nothing in common."""
    assert one.hull(other).hull(third) == one.hull(other.hull(third))
    first, last = one.intersection(other), other.intersection(third)
    left = None if first is None else first.intersection(third)
    right = None if last is None else one.intersection(last)
    assert left == right


@given(SMALL, SMALL)
def test_hull_and_intersection_absorb_each_other(one: Range[int], other: Range[int]) -> None:
    """A range is its own hull with a part of it, and its own intersection with more than it."""
    common = one.intersection(other)
    assert common is None or one.hull(common) == one
    assert one.intersection(one.hull(other)) == one


@given(SMALL, SMALL, SMALL)
def test_lying_within_is_an_order(one: Range[int], other: Range[int], third: Range[int]) -> None:
    """Containment is reflexive, antisymmetric and transitive."""
    assert one.within(one)
    assert (one.within(other) and other.within(one)) == (one == other)
    assert not (one.within(other) and other.within(third)) or one.within(third)


@given(SMALL, SMALL)
def test_lying_within_agrees_with_hull_and_intersection(one: Range[int], other: Range[int]) -> None:
    """Within, absorbed by the hull, and kept by the intersection are one and the same."""
    assert one.within(other) == (one.hull(other) == other) == (one.intersection(other) == one)


@given(SMALL, SMALL, NUMBERS)
def test_what_lies_in_a_range_lies_in_every_range_around_it(one: Range[int], other: Range[int], number: int) -> None:
    """Containment of ranges is containment of their values."""
    assert not (one.within(other) and number in one) or number in other


# Ends


@given(SMALL)
def test_the_low_end_lies_in_a_range_and_the_high_end_unless_it_is_excluded(one: Range[int]) -> None:
    """Every range holds its low end, so no range is empty."""
    assert one.low in one
    assert one.high is None or (one.high in one) != one.high_excluded


@given(SMALL, SMALL)
def test_an_excluded_end_stays_excluded_in_a_sum(one: Range[int], other: Range[int]) -> None:
    """A sum reaches its high end exactly when both ranges reach theirs."""
    total = one + other
    if one.high is None or other.high is None:
        assert total.high is None
    else:
        assert total.high == one.high + other.high
        assert total.high_excluded == (one.high not in one or other.high not in other)


@given(st.integers(1, FAR))
def test_under_a_value_lies_everything_but_the_value_and_more(value: int) -> None:
    """The text "under 9" holds 0 and 8, and neither 9 nor 10."""
    under = Range.below(value)
    assert [each in under for each in (0, value - 1, value, value + 1)] == [True, True, False, False]
    assert under.within(Range.at_most(value))
    assert not under.overlaps(Range.at_least(value))


@given(SMALL)
def test_a_range_is_exact_when_only_one_value_lies_in_it_and_its_end(one: Range[int]) -> None:
    """Exact ranges, and only they, have one value."""
    assert one.is_exact == (one == Range.exactly(one.low))


# Text


@given(time_ranges(Minutes.of_hours(999_999)))
def test_a_range_of_time_is_read_as_it_was_written(one: Range[Minutes]) -> None:
    """Printing and parsing agree."""
    assert time_range(str(one)) == one


@given(time_ranges(Minutes(180)))
def test_a_range_of_little_time_is_read_as_it_was_written(one: Range[Minutes]) -> None:
    """Printing and parsing agree where minutes and hours meet."""
    assert time_range(str(one)) == one


@given(count_ranges(999_999) | SMALL)
def test_a_range_of_numbers_is_read_as_it_was_written(one: Range[int]) -> None:
    """Printing and parsing agree."""
    assert count_range(str(one)) == one


@given(planned_lengths(999_999) | planned_lengths(3))
def test_a_planned_length_is_read_as_it_was_written(length: PlannedLength) -> None:
    """Printing and parsing agree."""
    assert planned_length(str(length)) == length


@given(SMALL, SMALL)
def test_two_ranges_are_written_alike_only_when_they_are_equal(one: Range[int], other: Range[int]) -> None:
    """A text names one range."""
    assert (str(one) == str(other)) == (one == other)
