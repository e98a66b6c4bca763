"""The algebra of commitments and leave, and a slow second opinion that walks through the runs of a week in sets."""

from collections.abc import Callable, Iterable
from fractions import Fraction

import attrs
from hypothesis import given
from hypothesis import strategies as st
from pendulum import Date, WeekDay

from iopmodel._days import DAYS_IN_WEEK, MINUTES_IN_DAY, add_days, add_months, time_of_minute
from iopmodel.commitments import Block, Commitment, time_taken
from iopmodel.conflicts import by_arrangement, conflicts, fits
from iopmodel.findings import Verdict
from iopmodel.leave import leave_for, leave_needed, leave_over, weeks_covered, workweeks_used
from iopmodel.leave_years import leave_year
from iopmodel.lengths import Weeks, WithoutEnd
from iopmodel.populations import AttendedBy
from iopmodel.programs import Track
from iopmodel.quantities import Minutes, Range, sum_of
from iopmodel.strategies._calendar import plain_days
from iopmodel.strategies._programs import tracks, week_lengths
from iopmodel.strategies._sessions import MAX_WEEK, weekly_schedules
from iopmodel.stretches import stretches
from tests import naive_weeks as naive
from tests.schedule_strategies import closed_week_lengths

WEEK = DAYS_IN_WEEK * MINUTES_IN_DAY
Interval = tuple[WeekDay, int, int]
ON = "2026-02-02"

DAYS = st.sampled_from([WeekDay.SUNDAY, WeekDay.MONDAY, WeekDay.TUESDAY]) | st.sampled_from(WeekDay)
#: Few of each, so that they meet sessions and one another, also over midnight.
STARTS = st.sampled_from([9 * 60, 17 * 60, 18 * 60 + 30, 22 * 60, 0]) | st.integers(0, MINUTES_IN_DAY - 1)
SIZES = st.sampled_from([60, 240, 480]) | st.integers(1, MINUTES_IN_DAY - 1)
TRAVEL = st.sampled_from([0, 10, 30, 60]) | st.integers(0, 300)
TRACKS = tracks(weekly_schedules(max_size=3), week_lengths())
CLOSED_TRACKS = tracks(weekly_schedules(max_size=2), closed_week_lengths(4))
WEEK_NUMBERS = st.integers(1, 2 * MAX_WEEK)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Blocks on any weekday, some past midnight."""
    start = draw(STARTS)
    return Block(draw(DAYS), time_of_minute(start), time_of_minute(start + draw(SIZES)))


def commitments(kind: str = "work") -> st.SearchStrategy[Commitment]:
    """Commitments of one to four blocks, some of which overlap."""
    return st.builds(Commitment, st.just(kind), st.lists(blocks(), min_size=1, max_size=4))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Plain intervals of a weekday."""
    start = draw(STARTS)
    return draw(DAYS), start, start + draw(st.just(0) | SIZES)


@st.composite
def ways(draw: st.DrawFn) -> Range[Minutes]:
    """Travel times, exact or not."""
    low, high = sorted((draw(TRAVEL), draw(TRAVEL)))
    return Range(Minutes(low), Minutes(draw(st.sampled_from((low, high)))))


MANY = st.lists(intervals(), max_size=4)


# The second opinion


def _of_block(block: Block) -> set[int]:
    start = block.day * MINUTES_IN_DAY + block.start.hour * 60 + block.start.minute
    size = (block.end.hour * 60 + block.end.minute - block.start.hour * 60 - block.start.minute) % MINUTES_IN_DAY
    return {minute % WEEK for minute in range(start, start + size)}


def _claimed(*given: Commitment) -> set[int]:
    return {minute for each in given for block in each.blocks for minute in _of_block(block)}


def _away(given: Iterable[Interval], travel: int) -> set[int]:
    """The minutes away, run by run, over three weeks in a row so that the end of a week meets its beginning."""
    laid = sorted(
        (turn * WEEK + day * MINUTES_IN_DAY + start, turn * WEEK + day * MINUTES_IN_DAY + end)
        for day, start, end in given
        for turn in range(3)
    )
    runs: list[list[int]] = []
    for start, end in laid:
        if runs and start - runs[-1][1] < 2 * travel:
            runs[-1][1] = max(runs[-1][1], end)
        else:
            runs.append([start, end])
    return {minute % WEEK for start, end in runs for minute in range(start - travel, end + travel)}


def _exactly(count: int) -> Range[Minutes]:
    return Range.exactly(Minutes(count))


# Plain intervals


@given(MANY, st.lists(commitments(), max_size=3), TRAVEL)
def test_what_intervals_take_are_the_minutes_of_their_runs(
    given_intervals: list[Interval], given_commitments: list[Commitment], travel: int
) -> None:
    """Run by run in sets, with the way before the first and after the last, the time is the same as by the clock."""
    expected = len(_away(given_intervals, travel) & _claimed(*given_commitments))
    assert time_taken(given_intervals, given_commitments, travel=Minutes(travel)) == _exactly(expected)


@given(commitments())
def test_the_weekly_time_of_a_commitment_are_the_minutes_of_its_blocks(work: Commitment) -> None:
    assert work.weekly_time == Minutes(len(_claimed(work)))


@given(MANY, commitments(), ways(), st.integers(1, 6))
def test_a_week_has_no_first_day(held: list[Interval], work: Commitment, travel: Range[Minutes], days: int) -> None:
    """Moving everything by the same number of weekdays changes nothing."""
    moved = [(WeekDay((day + days) % DAYS_IN_WEEK), start, end) for day, start, end in held]
    later = [attrs.evolve(block, day=WeekDay((block.day + days) % DAYS_IN_WEEK)) for block in work.blocks]
    assert time_taken(moved, attrs.evolve(work, blocks=later), travel=travel) == time_taken(held, work, travel=travel)


@given(MANY, intervals(), st.lists(commitments(), max_size=2), commitments(), TRAVEL, TRAVEL)
def test_more_sessions_more_travel_and_more_commitments_never_take_less(
    held: list[Interval],
    another: Interval,
    given_commitments: list[Commitment],
    more: Commitment,
    way: int,
    farther: int,
) -> None:
    taken = time_taken(held, given_commitments, travel=Minutes(way)).value
    assert taken <= time_taken([*held, another], given_commitments, travel=Minutes(way)).value
    assert taken <= time_taken(held, given_commitments, travel=Minutes(way + farther)).value
    assert taken <= time_taken(held, [*given_commitments, more], travel=Minutes(way)).value


@given(MANY, st.lists(commitments(), min_size=1, max_size=3), TRAVEL)
def test_commitments_together_lose_no_more_than_each_by_itself(
    held: list[Interval], given_commitments: list[Commitment], travel: int
) -> None:
    each = [time_taken(held, one, travel=Minutes(travel)) for one in given_commitments]
    together = time_taken(held, given_commitments, travel=Minutes(travel))
    assert max(one.value for one in each) <= together.value <= sum_of(each).value


# Tracks


def _placed(held: list[naive.Settled], pick: Callable[[list[int]], int]) -> list[Interval]:
    """The sessions of a settled week with the patient, those without a clock time laid somewhere on their day."""
    with_patient = [each for each in held if each.session.attended_by is not AttendedBy.FAMILY]
    begins = [naive.since(each.session, each.minutes) for each in with_patient]
    found = [pick([0, 540, 1020, MINUTES_IN_DAY - 1]) if start is None else start for start in begins]
    return [(each.day, start, start + each.minutes) for each, start in zip(with_patient, found, strict=True)]


def _settled(track: Track, data: st.DataObject) -> tuple[int, list[naive.Settled]]:
    """One program week of one stay that a track allows, with everything settled, and its number."""
    (stretch,) = stretches(track)

    def pick(answers: list[int]) -> int:
        ends = st.sampled_from([answers[0], answers[-1]])
        return data.draw(ends | st.sampled_from(answers)) if len(answers) > 1 else answers[0]

    stay = naive.Stay(track, data.draw(st.sampled_from(naive.values(stretch.weeks))), pick)
    number = data.draw(st.sampled_from(stay.numbers))
    return number, stay.week(number)


def _taken_by(held: list[naive.Settled], work: Commitment, travel: int, data: st.DataObject) -> int:
    laid = _placed(held, lambda answers: data.draw(st.sampled_from(answers)))
    return len(_away(laid, travel) & _claimed(work))


@given(TRACKS, commitments(), ways(), st.data())
def test_every_week_that_a_track_allows_takes_leave_inside_the_range(
    track: Track, work: Commitment, travel: Range[Minutes], data: st.DataObject
) -> None:
    """Settling what is not known, the choice of days and the way there lands inside the range."""
    way = data.draw(st.sampled_from((travel.low.count, travel.low.count if travel.high is None else travel.high.count)))
    number, held = _settled(track, data)
    taken = _taken_by(held, work, way, data)
    assert Minutes(taken) in leave_needed(track, work, travel=travel, week=number)


@given(TRACKS, commitments(), TRAVEL, st.data())
def test_a_week_that_fits_takes_nothing_and_one_that_does_not_always_takes_something(
    track: Track, work: Commitment, travel: int, data: st.DataObject
) -> None:
    """Whatever is settled: of a week that fits without a choice of days, nothing; of one that does not fit, never."""
    number, held = _settled(track, data)
    verdict = fits(track, work, travel=Minutes(travel), week=number)
    arranged = by_arrangement(track, week=number)
    taken = _taken_by([each for each in held if each.session not in arranged], work, travel, data)
    if verdict is Verdict.MET and track.attends is None:
        assert taken == 0
        assert not any(each.is_certain for each in conflicts(track, work, travel=Minutes(travel), week=number))
    (stretch,) = stretches(track)
    if verdict is Verdict.NOT_MET:
        assert stretch.is_certain(number)
        assert taken > 0


@given(TRACKS, commitments(), TRAVEL, TRAVEL, WEEK_NUMBERS)
def test_a_longer_way_makes_no_track_fit_that_did_not(
    track: Track, work: Commitment, way: int, farther: int, number: int
) -> None:
    order = [Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET]
    near = fits(track, work, travel=Minutes(way), week=number)
    far = fits(track, work, travel=Minutes(way + farther), week=number)
    assert order.index(far) <= order.index(near)


@given(TRACKS, commitments(), TRAVEL, WEEK_NUMBERS)
def test_no_conflict_is_larger_than_its_commitment(track: Track, work: Commitment, travel: int, number: int) -> None:
    for each in conflicts(track, work, travel=Minutes(travel), week=number):
        assert each.sessions
        assert each.time.within(Range.at_most(work.weekly_time))
        assert not each.time.within(Range.exactly(Minutes(0))) or not each.is_certain


# Leave


@given(MANY, commitments(), TRAVEL)
def test_a_whole_shift_is_never_less_than_the_part_of_it(held: list[Interval], work: Commitment, travel: int) -> None:
    part = leave_for(held, work, travel=Minutes(travel))
    whole = leave_for(held, work, travel=Minutes(travel), whole_shift=True)
    shifts = [{minute for each in work.blocks if each.day is day for minute in _of_block(each)} for day in WeekDay]
    away = _away(held, travel)
    assert part == time_taken(held, work, travel=Minutes(travel))
    assert whole == _exactly(len({minute for shift in shifts if shift & away for minute in shift}))
    assert part.value <= whole.value


@given(MANY, commitments(), st.sets(st.sampled_from(WeekDay)))
def test_a_holiday_takes_the_work_that_begins_on_it_out_of_the_week(
    held: list[Interval], work: Commitment, holidays: set[WeekDay]
) -> None:
    left = {minute for each in work.blocks if each.day not in holidays for minute in _of_block(each)}
    names = ",".join(day.name for day in holidays)
    assert leave_for(held, work, holidays=names) == _exactly(len(_away(held, 0) & left))


@given(st.integers(0, 6_000), st.integers(1, 6_000))
def test_leave_uses_its_own_share_of_a_workweek_and_the_entitlement_covers_the_inverse(
    leave: int, workweek: int
) -> None:
    used = workweeks_used(Minutes(leave), Minutes(workweek)).value
    assert used == min(Fraction(1), Fraction(leave, workweek))
    covered = weeks_covered(used, on=ON)
    assert isinstance(covered, WithoutEnd) if not used else covered == Range.exactly(12 / used)


@given(CLOSED_TRACKS, commitments(), ways())
def test_the_leave_of_a_stay_is_that_of_its_weeks(track: Track, work: Commitment, travel: Range[Minutes]) -> None:
    """Week by week, each looked at by itself: what is never rounded adds up."""
    (stretch,) = stretches(track)
    count = stretch.weeks
    numbers = range(track.first_week, track.first_week + (count.high or 0))
    each = [leave_needed(track, work, travel=travel, week=number) for number in numbers]
    found = leave_over(track, work, travel=travel, on=ON)
    assert found.weeks == Range(Weeks(count.low), Weeks(len(numbers)))
    assert found.leave.low == sum_of(each[: count.low]).low
    assert found.leave.high == sum_of(each).high
    scheduled = work.weekly_time
    used = [workweeks_used(leave, scheduled) for leave in each]
    assert found.workweeks.low == sum_of(used[: count.low]).low
    assert found.workweeks.high == sum_of(used).high


# The leave year


@given(plain_days(Date(1950, 1, 1), Date(2150, 1, 1)), plain_days(Date(1950, 1, 1), Date(2150, 1, 1)))
def test_fixed_years_follow_each_other_without_a_gap(on: Date, starts: Date) -> None:
    year = leave_year("fixed-year", on, starts=starts)
    assert on in year
    assert starts in leave_year("fixed-year", starts, starts=starts)
    assert leave_year("fixed-year", year.first, starts=starts) == year
    assert leave_year("fixed-year", year.until, starts=starts).first == year.until
    assert leave_year("fixed-year", add_days(year.first, -1), starts=starts).until == year.first


@given(plain_days(Date(1950, 1, 1), Date(2150, 1, 1)))
def test_a_backward_year_ends_on_its_day_and_moves_with_it(on: Date) -> None:
    year, tomorrow = leave_year("backward", on), leave_year("backward", add_days(on, 1))
    assert (on in year, add_days(on, 1) in year) == (True, False)
    assert add_months(on, -12) not in year
    assert len(year) in {365, 366}
    assert year.first <= tomorrow.first
    assert tomorrow.until == add_days(year.until, 1)


@given(
    st.lists(plain_days(Date(2000, 1, 1), Date(2010, 1, 1)), max_size=6), plain_days(Date(2000, 1, 1), Date(2010, 1, 1))
)
def test_every_day_of_leave_lies_in_one_forward_year(leave_days: list[Date], on: Date) -> None:
    """Periods begin with leave, hold the day, and do not overlap: each day of leave in one gives the same one."""
    year = leave_year("forward", on, leave_days=leave_days)
    assert on in year
    assert year.first in {*leave_days, on}
    assert year.until == add_months(year.first, 12)
    inside = [each for each in leave_days if each in year and each <= on]
    assert {leave_year("forward", each, leave_days=leave_days) for each in inside} <= {year}
    before = [each for each in leave_days if each < year.first]
    assert all(leave_year("forward", each, leave_days=leave_days).until <= year.first for each in before)
