"""One draft out of a plan."""

import attrs
import pytest

from iopmodel.boundaries import at_edge
from iopmodel.draft_choices import Chooser, Plainly, draft_of, nearest, spread
from iopmodel.drafts import Draft, is_met
from iopmodel.measures import Measure
from iopmodel.rules import Rule
from iopmodel.stay_plans import plan_of
from iopmodel.week_cases import missed
from iopmodel.week_sums import Ends
from tests.planned_rules import a_rule, a_week, asked

NINE = a_rule(Measure.HOURS_PER_WEEK, 540, 1140)
DAYS = a_rule(Measure.DAYS_PER_WEEK, 3, 3)


def plain(*rules: Rule) -> Draft:
    """The plainest draft that meets these rules."""
    plan = plan_of(asked(*rules))
    assert plan is not None
    return draft_of(plan, Plainly())


def missing(rule: Rule, *rules: Rule, side: int = 0, edge: bool = False) -> Draft:
    """The plainest draft that misses the first rule."""
    first, *others = asked(rule, *rules)
    miss = missed(first)[side]
    plan = plan_of(others, miss)
    assert plan is not None
    near = at_edge(plan, miss) if edge else plan
    assert near is not None
    return draft_of(near, Plainly(), miss)


def test_the_plain_draft_is_what_people_would_write() -> None:
    """Eight weeks of three hours on Monday, Wednesday and Friday, for eight people."""
    assert plain(NINE, DAYS) == Draft(runs=((8, a_week(180, 0, 180, 0, 180)),), length=56)


def test_the_plainest_miss_lies_at_the_boundary() -> None:
    """One week of a minute less."""
    draft = missing(NINE, DAYS)
    assert (
        draft.runs == ((1, a_week(180, 0, 180, 0, 179)), (7, a_week(180, 0, 180, 0, 180)))
        or sum(draft.weeks[0].times) == 539
    )
    assert draft.weeks[1].minutes == 540


def test_a_day_misses_its_bound_by_a_minute_and_the_week_keeps_its_own() -> None:
    """A day of 2 h 59 min; the others make up for it."""
    draft = missing(a_rule(Measure.HOURS_PER_DAY, 180), NINE, DAYS)
    assert min(draft.weeks[0].times) == 179
    assert draft.weeks[0].minutes >= 540


def test_a_day_that_does_not_count_lies_just_below_its_least() -> None:
    """Two days of three hours and one of 2 h 59 min; or one too many of just three hours."""
    below = missing(a_rule(Measure.DAYS_PER_WEEK, 3, 3, day=180), edge=True)
    assert 179 in below.weeks[0].times
    above = missing(a_rule(Measure.DAYS_PER_WEEK, 3, 3, day=180), edge=True, side=1)
    assert sum(time >= 180 for time in above.weeks[0].times) == 4
    assert 180 in above.weeks[0].times


def test_a_session_misses_its_bound_by_a_minute() -> None:
    """Alone on its day, or beside another one."""
    alone = missing(a_rule(Measure.MINUTES_PER_SESSION, 60), DAYS)
    assert min(session for day in alone.weeks[0].days for session in day) == 59
    beside = missing(a_rule(Measure.MINUTES_PER_SESSION, 60), a_rule(Measure.HOURS_PER_DAY, 180))
    assert any(59 in day and sum(day) >= 180 for day in beside.weeks[0].days)


def test_sessions_share_the_time_of_their_day() -> None:
    """Five hours in sessions of at most two are three; the longest first."""
    draft = plain(a_rule(Measure.HOURS_PER_DAY, 301, 301), a_rule(Measure.MINUTES_PER_SESSION, 0, 120))
    assert draft.weeks[0].days[0] == (101, 100, 100)


def test_a_total_is_spread_over_the_weeks() -> None:
    """1,000 minutes over three weeks; the first week has the minute more."""
    draft = plain(a_rule(Measure.TOTAL_HOURS, 1000, 1000), a_rule(Measure.DURATION_WEEKS, 3, 3))
    assert [week.minutes for week in draft.weeks] == [334, 333, 333]


def test_a_mean_is_made_of_weeks_that_differ_where_none_can_have_it() -> None:
    """Five hours on average out of days of three to four hours: six hours and four."""
    mean = a_rule(Measure.HOURS_PER_WEEK, 300, 300, average=True)
    draft = plain(mean, a_rule(Measure.HOURS_PER_DAY, 180, 240))
    assert sorted(week.minutes for week in draft.weeks) == [240, 360]


def test_a_total_with_an_odd_week_is_still_made() -> None:
    """Nine hours on average, and one week below nine hours."""
    mean = a_rule(Measure.HOURS_PER_WEEK, 540, 540, average=True, id_="own.mean")
    draft = missing(a_rule(Measure.HOURS_PER_WEEK, 540), mean)
    assert draft.weeks[0].minutes == 539
    assert sum(week.minutes for week in draft.weeks) == 540 * len(draft.weeks)


def test_a_stay_that_ends_within_a_week_keeps_its_mean_with_that_week_and_without() -> None:
    """30 to 33 days are four weeks or five."""
    rules = a_rule(Measure.HOURS_PER_WEEK, 540, 600, average=True), a_rule(Measure.DURATION_DAYS, 30, 33)
    draft = plain(*rules)
    assert len(draft.weeks) == 5
    assert all(is_met(demand, draft) for demand in asked(*rules))


def test_too_many_short_weeks_lie_at_the_beginning() -> None:
    """Three weeks a minute below a floor, where two may be."""
    floor = a_rule(Measure.HOURS_PER_WEEK, 540, id_="own.floor")
    two = asked(floor, a_rule(Measure.WEEKS_BELOW_FLOOR, 0, 2, floors=("own.floor",)))[1]
    plan = plan_of((), missed(two)[0])
    assert plan is not None
    draft = draft_of(plan, Plainly(), missed(two)[0])
    assert [week.minutes for week in draft.weeks[:4]] == [539, 539, 539, 540]
    mean = asked(a_rule(Measure.HOURS_PER_WEEK, 600, 600, average=True))
    with_mean = plan_of(mean, missed(two)[0])
    assert with_mean is not None
    held = draft_of(with_mean, Plainly(), missed(two)[0])
    assert sum(week.minutes < 540 for week in held.weeks) == 3
    assert is_met(mean[0], held)


def test_lengths_ages_people_and_months_lie_at_their_boundary() -> None:
    """29 days; 12 years; 13 people; 49 minutes a month."""
    assert missing(a_rule(Measure.DURATION_DAYS, 30, 60)).length == 29
    assert missing(a_rule(Measure.AGE_YEARS, 13, 17)).age == 12
    assert missing(a_rule(Measure.GROUP_SIZE, 0, 12)).people == 13
    assert missing(a_rule(Measure.MINUTES_PER_MONTH, 50)).monthly == 49
    assert plain(a_rule(Measure.MINUTES_PER_MONTH, 50)).monthly == 60
    assert plain(a_rule(Measure.AGE_YEARS, 13)).age == 13
    assert plain(a_rule(Measure.DURATION_DAYS, 30, 34)).length == 30
    assert plain(a_rule(Measure.GROUP_SIZE, 20)).people == 20
    assert missing(a_rule(Measure.FAMILY_SESSIONS_PER_WEEK, 1)).weeks[0].family == 0


def test_gaps_share_the_first_and_last_day() -> None:
    """A week that misses its hours does not move the days."""
    draft = missing(NINE, a_rule(Measure.DAYS_BETWEEN_SERVICE_DAYS, 0, 2))
    days = {
        (min(held), max(held))
        for held in ([place for place, day in enumerate(week.days) if day] for week in draft.weeks)
    }
    assert len(days) == 1


def test_a_number_is_the_boundary_or_what_is_usual() -> None:
    """As far as it fits."""
    choose = Plainly()
    assert choose.one_of("ab") == "a"
    assert [choose.number(1, 9), choose.number(1, 9, edge=9), choose.number(1, 9, usual=5)] == [1, 9, 5]
    assert [choose.number(1, 9, usual=20), choose.number(1, 9, usual=0)] == [9, 1]


def test_a_chooser_of_ones_own_chooses_everything_itself() -> None:
    """The protocol chooses nothing."""
    with pytest.raises(NotImplementedError):
        Chooser.one_of(Plainly(), "ab")  # pyright: ignore[reportAbstractUsage]
    with pytest.raises(NotImplementedError):
        Chooser.number(Plainly(), 1, 2)  # pyright: ignore[reportAbstractUsage]


def test_time_is_spread_evenly_up_to_the_ends() -> None:
    """What one day cannot take the others do."""
    assert spread(0, []) == ()
    assert spread(100, [Ends(1, 20), Ends(1, 600), Ends(50, 600)]) == (20, 30, 50)
    assert spread(10, [Ends(0, 9)] * 3) == (4, 3, 3)


def test_the_nearest_figure_is_the_lower_one_of_two() -> None:
    """Open ends hold everything above."""
    assert nearest(5, [Ends(0, 3), Ends(7, 9)]) == 3
    assert nearest(5, [Ends(0, 3), Ends(4, None)]) == 5
    assert attrs.asdict(Ends(1, 2)) == {"low": 1, "high": 2}
