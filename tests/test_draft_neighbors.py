"""Drafts one step away."""

import itertools

import pytest

from iopmodel.draft_neighbors import neighbor_that_meets
from iopmodel.drafts import Draft, WeekDraft
from iopmodel.measures import Measure
from tests.planned_rules import a_rule, a_week, asked


def beside(measure: Measure, low: int, high: int | None, draft: Draft, *, day: int = 0) -> Draft | None:
    """The neighbor that meets a rule."""
    (demand,) = asked(a_rule(measure, low, high, day=day))
    return neighbor_that_meets(demand, draft)


def first_week(draft: Draft | None) -> WeekDraft:
    """The first week of what was found."""
    assert draft is not None
    return draft.weeks[0]


def stay(*weeks: WeekDraft, length: int | None = None) -> Draft:
    """A stay of these weeks."""
    return Draft(runs=tuple((1, week) for week in weeks), length=length or 7 * len(weeks))


def test_a_minute_more_or_less_mends_a_week() -> None:
    """Of one week of several alike, or of all of them."""
    short = Draft(runs=((3, a_week(180, 179)),), length=21)
    found = beside(Measure.TOTAL_HOURS, 1078, None, short)
    assert found is not None
    assert [week.minutes for week in found.weeks] == [360, 359, 359]
    all_weeks = beside(Measure.HOURS_PER_WEEK, 360, None, short)
    assert all_weeks is not None
    assert [week.minutes for week in all_weeks.weeks] == [360, 360, 360]
    assert first_week(beside(Measure.HOURS_PER_WEEK, 0, 358, stay(a_week(180, 179)))).minutes == 358
    assert beside(Measure.HOURS_PER_WEEK, 400, None, short) is None
    assert beside(Measure.HOURS_PER_WEEK, 0, 0, stay(a_week(1))) is None


def test_a_day_more_or_less_is_like_the_others() -> None:
    """Two days become three, four become three; of days that count, one becomes a minute longer."""
    assert first_week(beside(Measure.DAYS_PER_WEEK, 3, 3, stay(a_week(180, 180)))).times == (180, 180, 180)
    assert len(first_week(beside(Measure.DAYS_PER_WEEK, 3, 3, stay(a_week(60, 60, 60, 60)))).times) == 3
    assert first_week(beside(Measure.DAYS_PER_WEEK, 1, None, stay(a_week()))).times == (60,)
    counted = beside(Measure.DAYS_PER_WEEK, 2, None, stay(a_week(180, 179)), day=180)
    assert first_week(counted).times == (180, 180)


def test_a_session_more_is_cut_off_the_longest_and_one_less_is_joined() -> None:
    """So that the time stays what it is."""
    more = first_week(beside(Measure.SESSIONS_PER_WEEK, 3, None, stay(a_week((181, 60)))))
    assert more.days[0] == (91, 90, 60)
    less = first_week(beside(Measure.SESSIONS_PER_WEEK, 0, 1, stay(a_week((100, 60)))))
    assert less.days[0] == (160,)
    new = first_week(beside(Measure.SESSIONS_PER_WEEK, 1, None, stay(a_week())))
    assert new.times == (60,)
    none = first_week(beside(Measure.SESSIONS_PER_WEEK, 0, 0, stay(a_week(1))))
    assert none.times == ()


def test_a_session_of_the_family_more_or_less() -> None:
    """In a week; and in every week of a month."""
    assert first_week(beside(Measure.FAMILY_SESSIONS_PER_WEEK, 1, None, stay(a_week(60)))).family == 1
    assert first_week(beside(Measure.FAMILY_SESSIONS_PER_WEEK, 0, 0, stay(a_week(60, family=1)))).family == 0
    months = beside(Measure.FAMILY_SESSIONS_PER_MONTH, 1, None, stay(*[a_week(60), a_week(90)] * 5))
    assert months is not None
    assert {week.family for week in months.weeks} == {1}


def test_a_day_moves_so_that_a_gap_is_mended() -> None:
    """From Monday, Tuesday and Friday, with a gap over the weekend of two days, or by one day more."""
    found = beside(Measure.DAYS_BETWEEN_SERVICE_DAYS, 0, 2, stay(a_week(60, 60, 60), a_week(60, 60, 60)))
    assert found is not None
    held = [7 * number + place for number, week in enumerate(found.weeks) for place, day in enumerate(week.days) if day]
    assert max(b - a - 1 for a, b in itertools.pairwise(held)) <= 2


@pytest.mark.parametrize(
    ("measure", "low", "field", "value"),
    [
        (Measure.DURATION_DAYS, 15, "length", 15),
        (Measure.DURATION_WEEKS, 2, "length", 14),
        (Measure.GROUP_SIZE, 9, "people", 9),
        (Measure.AGE_YEARS, 13, "age", 13),
    ],
)
def test_what_is_of_the_whole_stay_moves_by_one(measure: Measure, low: int, field: str, value: int) -> None:
    """A day, a person, a year."""
    length = value - 1 if field == "length" else 14
    draft = Draft(runs=((2, a_week(60)),), people=8, age=12, length=length)
    found = beside(measure, low, None, draft)
    assert found is not None
    assert getattr(found, field) == value


def test_a_session_of_a_month_is_a_minute_longer() -> None:
    """And no week changes."""
    draft = Draft(runs=((10, a_week()),), length=70, monthly=49)
    found = beside(Measure.MINUTES_PER_MONTH, 50, None, draft)
    assert found is not None
    assert (found.monthly, found.runs) == (50, draft.runs)


def test_where_no_step_is_enough_there_is_no_neighbor() -> None:
    """Neither for a length, nor for sessions, days or gaps."""
    draft = stay(a_week(1, (1, 1)))
    for measure, low in (
        (Measure.DURATION_DAYS, 30),
        (Measure.SESSIONS_PER_WEEK, 9),
        (Measure.DAYS_PER_WEEK, 7),
        (Measure.FAMILY_SESSIONS_PER_WEEK, 9),
        (Measure.DAYS_BETWEEN_SERVICE_DAYS, 9),
    ):
        assert beside(measure, low, None, draft) is None
