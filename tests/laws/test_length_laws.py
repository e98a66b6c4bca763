"""The algebra of planned lengths, measured against the calendar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pendulum import Date

from iopmodel._days import add_days, add_months, month_span
from iopmodel.lengths import (
    Cycle,
    Days,
    EndDates,
    Months,
    PlannedLength,
    TreatmentDays,
    TreatmentHours,
    TreatmentSessions,
    Weeks,
    end_dates,
    in_days,
    in_weeks,
)
from iopmodel.quantities import Range
from iopmodel.strategies._calendar import plain_days
from iopmodel.strategies._values import count_ranges, dated_cycles, dated_lengths, ranges_of

DATED: st.SearchStrategy[Range[Days] | Range[Weeks] | Range[Months] | Cycle] = dated_lengths() | dated_cycles()


def _days_later(first: Date, until: Date) -> int:
    return until.toordinal() - first.toordinal()


def _ends(first: Date, length: PlannedLength) -> list[int]:
    """The number of days after which a stay of this length is over, at the earliest and at the latest."""
    ends = end_dates(first, length)
    return [_days_later(first, end) for end in (ends.earliest, ends.latest) if end is not None]


@given(plain_days(), DATED)
def test_the_days_of_a_length_hold_what_the_calendar_says(first: Date, length: PlannedLength) -> None:
    """Whichever day a stay begins on, the number of its days lies in the range given without a date."""
    assert all(days in in_days(length) for days in _ends(first, length))


@given(plain_days(), DATED)
def test_the_weeks_of_a_length_hold_what_the_calendar_says(first: Date, length: PlannedLength) -> None:
    """The weeks that a stay fills, and those that it touches, lie in the range given without a date."""
    weeks = in_weeks(length)
    assert all(days // 7 in weeks and -(-days // 7) in weeks for days in _ends(first, length))


@given(count_ranges(500))
def test_seven_days_are_a_week(count: Range[int]) -> None:
    """A length in weeks is the same length in days, seven times as many."""
    weeks = Range(Weeks(count.low), None if count.high is None else Weeks(count.high))
    days = Range(Days(count.low * 7), None if count.high is None else Days(count.high * 7))
    assert in_days(weeks) == in_days(days)
    assert in_weeks(weeks) == in_weeks(days) == Range(count.low, count.high)
    assert end_dates(Date(2026, 2, 2), weeks) == end_dates(Date(2026, 2, 2), days)


@given(plain_days(), st.integers(0, 600))
def test_so_many_months_have_as_many_days_as_their_span_allows(first: Date, count: int) -> None:
    """The fewest and the most days of a number of months hold on every day of the calendar."""
    fewest, most = month_span(count)
    assert fewest <= _days_later(first, add_months(first, count)) <= most


@pytest.mark.parametrize("count", [0, 1, 2, 3, 6, 11, 12, 13])
def test_the_fewest_and_the_most_days_of_months_do_occur(count: int) -> None:
    """The span of a number of months is that found by trying every month of 400 years."""
    # From the 1st to the 28th no month is cut short, so the 1st stands for them all.
    starts = [
        Date(year, month, day)
        for year in range(2000, 2400)
        for month in range(1, 13)
        for day in (1, *range(29, 1 + add_days(add_months(Date(year, month, 1), 1), -1).day))
    ]
    found = {_days_later(start, add_months(start, count)) for start in starts}
    assert month_span(count) == (min(found), max(found))


@given(st.integers(0, 6_000), st.integers(0, 6_000))
def test_months_have_at_most_the_days_of_their_parts(some: int, more: int) -> None:
    """The span of months together lies within the spans of their parts added, and grows with the months."""
    fewest, most = month_span(some + more)
    assert month_span(some)[0] + month_span(more)[0] <= fewest
    assert most <= month_span(some)[1] + month_span(more)[1]
    assert fewest >= month_span(some)[0]


@given(plain_days(), st.integers(0, 400), DATED)
def test_who_begins_later_ends_no_earlier(first: Date, later: int, length: PlannedLength) -> None:
    """End dates rise with the first day."""
    before, after = end_dates(first, length), end_dates(add_days(first, later), length)
    assert before.earliest <= after.earliest
    assert (before.latest is None) == (after.latest is None)
    assert before.latest is None or after.latest is None or before.latest <= after.latest


@given(plain_days(), st.sampled_from([Days, Weeks, Months]), st.integers(0, 200), st.integers(0, 200))
def test_who_stays_longer_ends_no_earlier(first: Date, unit: type[Days], count: int, more: int) -> None:
    """End dates rise with the length."""
    shorter, longer = Range.exactly(unit(count)), Range.exactly(unit(count + more))
    assert end_dates(first, shorter).earliest <= end_dates(first, longer).earliest


@given(plain_days(), ranges_of(Months, 0, 24), ranges_of(Months, 0, 24))
def test_who_knows_less_of_a_length_knows_less_of_its_end(
    first: Date, one: Range[Months], other: Range[Months]
) -> None:
    """The end dates of a range of lengths lie within those of a wider range."""
    inner, outer = end_dates(first, one), end_dates(first, one.hull(other))
    assert outer.earliest <= inner.earliest
    assert outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)


@given(plain_days(), DATED)
def test_the_latest_end_is_not_before_the_earliest(first: Date, length: PlannedLength) -> None:
    """No stay ends before it begins, nor later than at the latest."""
    ends = end_dates(first, length)
    assert first <= ends.earliest
    assert ends.latest is None or ends.earliest <= ends.latest


@given(plain_days(), dated_lengths())
def test_one_round_of_a_length_is_that_length(first: Date, length: Range[Days] | Range[Weeks] | Range[Months]) -> None:
    """A cycle of exactly one round changes nothing."""
    cycle = Cycle(length, 1)
    assert in_days(cycle) == in_days(length)
    assert end_dates(first, cycle) == end_dates(first, length)


@given(
    ranges_of(TreatmentDays, 0, 99) | ranges_of(TreatmentSessions, 0, 99) | ranges_of(TreatmentHours, 0, 99),
    count_ranges(9),
)
def test_treatment_days_sessions_and_hours_say_nothing_of_the_calendar(
    length: Range[TreatmentDays] | Range[TreatmentSessions] | Range[TreatmentHours], rounds: Range[int]
) -> None:
    """Without a schedule they cover any number of days; only no round at all is no day."""
    assert in_days(length).is_unknown
    cycle = Cycle(length, rounds)
    assert in_days(cycle) == (Range.exactly(0) if cycle.rounds == Range.exactly(0) else Range(0))


@given(plain_days(), st.integers(0, 3_000))
def test_an_exact_length_in_days_ends_on_one_day(first: Date, count: int) -> None:
    """So many days later is so many days later."""
    end = add_days(first, count)
    assert end_dates(first, Range.exactly(Days(count))) == EndDates(end, end)
    assert _days_later(first, end) == count
