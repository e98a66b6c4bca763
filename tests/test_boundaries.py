"""Stays one step from meeting what they miss."""

import pytest

from iopmodel.boundaries import at_edge
from iopmodel.measures import Measure
from iopmodel.rules import Rule
from iopmodel.stay_plans import StayPlan, plan_of
from iopmodel.week_cases import gaps_of, missed
from iopmodel.week_sums import Ends
from tests.planned_rules import a_rule, asked


def near(rule: Rule, *rules: Rule, side: int = 0) -> StayPlan | None:
    """The stays at the boundary of the first rule, on one of its sides."""
    first, *others = asked(rule, *rules)
    miss = missed(first)[side]
    plan = plan_of(others, miss)
    assert plan is not None
    return at_edge(plan, miss)


def odd(plan: StayPlan | None) -> list[tuple[int, Ends]]:
    """How many days each case of the odd week has, and its time."""
    assert plan is not None
    assert plan.odd is not None
    return [(len(case.days), case.minutes) for case in plan.odd.cases]


def test_a_week_at_the_boundary_lacks_one_minute() -> None:
    """Or has one too many."""
    rule = a_rule(Measure.HOURS_PER_WEEK, 540, 600)
    assert {minutes for _, minutes in odd(near(rule))} == {Ends(539, 539)}
    assert {minutes for _, minutes in odd(near(rule, side=1))} == {Ends(601, 601)}


def test_days_at_the_boundary_are_one_too_few() -> None:
    """Days that count from some minutes on lie beside these minutes."""
    assert {days for days, _ in odd(near(a_rule(Measure.DAYS_PER_WEEK, 3)))} == {2}
    counted = near(a_rule(Measure.DAYS_PER_WEEK, 3, day=180))
    assert counted is not None
    assert counted.odd is not None
    for case in counted.odd.cases:
        assert sum(day.low >= 180 for day in case.days) == 2
        assert any(day.high == 179 for day in case.days)


def test_one_day_alone_lies_beyond_a_bound_on_days() -> None:
    """The others meet it."""
    plan = near(a_rule(Measure.HOURS_PER_DAY, 180, 240))
    assert plan is not None
    assert plan.odd is not None
    assert all(sum(day.low < 180 for day in case.days) == 1 for case in plan.odd.cases)


def test_sessions_at_the_boundary() -> None:
    """One too few, or one alone on its day and a minute too short."""
    few = near(a_rule(Measure.SESSIONS_PER_WEEK, 5))
    assert few is not None
    assert few.odd is not None
    assert {sum(case.pieces) for case in few.odd.cases} == {4}
    short = near(a_rule(Measure.MINUTES_PER_SESSION, 60))
    assert short is not None
    assert short.odd is not None
    assert {(case.pieces[0], case.days[0].holds(59)) for case in short.odd.cases} == {(1, True)}
    assert near(a_rule(Measure.MINUTES_PER_SESSION, 60), a_rule(Measure.HOURS_PER_DAY, 180)) is None
    assert odd(near(a_rule(Measure.FAMILY_SESSIONS_PER_WEEK, 1)))


def test_weeks_below_a_floor_lack_a_minute() -> None:
    """One week more than may be."""
    floor = a_rule(Measure.HOURS_PER_WEEK, 540, id_="own.floor")
    two = asked(floor, a_rule(Measure.WEEKS_BELOW_FLOOR, 0, 2, floors=("own.floor",)))[1]
    (miss,) = missed(two)
    plan = plan_of((), miss)
    assert plan is not None
    assert {minutes.high for _, minutes in odd(at_edge(plan, miss))} == {539}


def test_a_total_at_the_boundary_lacks_a_minute_in_all() -> None:
    """A mean over three weeks lacks a minute in three."""
    four = a_rule(Measure.DURATION_WEEKS, 3, 3)
    total = near(a_rule(Measure.TOTAL_HOURS, 4320), four)
    mean = near(a_rule(Measure.HOURS_PER_WEEK, 540, 1140, average=True), four)
    above = near(a_rule(Measure.HOURS_PER_WEEK, 540, 1140, average=True), four, side=1)
    found = [plan.totals.of(3, None) for plan in (total, mean, above) if plan is not None and plan.totals is not None]
    assert found == [(Ends(4319, 4319),), (Ends(1619, 1619),), (Ends(3421, 3421),)]


def test_a_mean_beside_a_week_that_misses_keeps_that_week_at_its_boundary() -> None:
    """The others make up for it, in a stay of several weeks."""
    plan = near(
        a_rule(Measure.HOURS_PER_WEEK, 540), a_rule(Measure.HOURS_PER_WEEK, 600, 600, average=True, id_="own.mean")
    )
    assert {minutes for _, minutes in odd(plan)} == {Ends(539, 539)}
    assert plan is not None
    assert Ends(7, 7) not in plan.lengths


def test_gaps_at_the_boundary_are_a_day_too_long() -> None:
    """One of them, and no other."""
    plan = near(a_rule(Measure.DAYS_BETWEEN_SERVICE_DAYS, 0, 2), a_rule(Measure.HOURS_PER_WEEK, 540, average=True))
    assert plan is not None
    for _, cases in plan.parts:
        for case in cases:
            assert all([gap for gap in gaps_of(days) if gap > 2] == [3] for days in case.weekdays)
    assert near(a_rule(Measure.DAYS_BETWEEN_SERVICE_DAYS, 0, 2), a_rule(Measure.DAYS_PER_WEEK, 0, 1)) is None


@pytest.mark.parametrize(
    ("measure", "bound", "other"),
    [
        (Measure.GROUP_SIZE, (0, 12), (20, None)),
        (Measure.AGE_YEARS, (0, 17), (30, None)),
        (Measure.DURATION_DAYS, (0, 60), (90, None)),
        (Measure.MINUTES_PER_MONTH, (0, 50), (90, None)),
        (Measure.HOURS_PER_WEEK, (0, 540), (1000, None)),
    ],
)
def test_where_another_rule_lies_far_beyond_no_stay_is_at_the_boundary(
    measure: Measure, bound: tuple[int, int], other: tuple[int, None]
) -> None:
    """Nobody is 18 and at least 30; without the other rule somebody is at the boundary."""
    rule = a_rule(measure, *bound)
    assert near(rule, a_rule(measure, *other, id_="own.other")) is None
    assert near(rule) is not None


def test_where_all_weeks_miss_only_the_odd_one_is_left() -> None:
    """A stay of one week; not of a week that comes later."""
    few = a_rule(Measure.HOURS_PER_WEEK, 0, 539, id_="own.few")
    plan = near(a_rule(Measure.HOURS_PER_WEEK, 540), few)
    assert plan is not None
    assert plan.lengths == (Ends(1, 7),)
    assert near(a_rule(Measure.HOURS_PER_WEEK, 540, during="weeks 5 on"), few) is None
