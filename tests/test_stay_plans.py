"""Stays that meet some demands and miss one."""

import attrs
import pytest

from iopmodel.components import Education, FamilyTherapy, GroupTherapy, ProgramBlock
from iopmodel.counting import Counting
from iopmodel.measures import Measure
from iopmodel.rules import Rule
from iopmodel.stay_plans import StayPlan, plan_of, spans_of, with_span
from iopmodel.week_cases import missed
from iopmodel.week_sums import Ends
from tests.planned_rules import a_body, a_rule, asked

HOURS = a_rule(Measure.HOURS_PER_WEEK, 540, 1140)


def planned(*rules: Rule, counting: Counting | None = None) -> StayPlan:
    """The plan that meets these rules."""
    found = plan_of(asked(*rules) if counting is None else asked(*rules, counting=counting))
    assert found is not None
    return found


def missing(rule: Rule, *rules: Rule, side: int = 0) -> StayPlan | None:
    """The plan that misses the first rule and meets the others."""
    first, *others = asked(rule, *rules)
    return plan_of(others, missed(first)[side])


def test_all_weeks_are_alike_where_all_are_asked_the_same() -> None:
    """One part, groups, any length, nothing odd."""
    plan = planned(HOURS)
    assert [start for start, _ in plan.parts] == [1]
    assert (plan.kind, plan.odd, plan.lengths, plan.totals) == (GroupTherapy, None, (Ends(1, None),), None)
    assert (plan.people, plan.age, plan.monthly) == (Ends(1, None), None, None)


def test_a_part_of_the_stay_has_weeks_of_its_own() -> None:
    """Matrix: four weeks of one time, twelve of another, and then what anybody likes."""
    plan = planned(
        a_rule(Measure.HOURS_PER_WEEK, 370, 370, during="weeks 1 to 4"),
        a_rule(Measure.HOURS_PER_WEEK, 270, 270, during="weeks 5 to 16", id_="own.later"),
    )
    assert [(start, cases[0].minutes) for start, cases in plan.parts][:2] == [(1, Ends(370, 370)), (5, Ends(270, 270))]
    assert [start for start, _ in plan.parts] == [1, 5, 17]


def test_a_stay_ends_before_a_part_that_nothing_can_fill() -> None:
    """Nothing is both 9 hours and 5; the stay ends in week 4."""
    plan = planned(HOURS, a_rule(Measure.HOURS_PER_WEEK, 0, 300, during="weeks 5 on", id_="own.later"))
    assert plan.lengths == (Ends(1, 28),)


def test_a_stay_reaches_the_part_that_is_asked_about() -> None:
    """From week 5 on, or where nobody can place it, never."""
    assert planned(a_rule(Measure.HOURS_PER_WEEK, 540, during="weeks 5 on")).lengths == (Ends(35, None),)
    assert plan_of(asked(a_rule(Measure.HOURS_PER_WEEK, 540, during="maintenance"))) is None


def test_nothing_that_is_asked_of_treatment_is_met_without_any() -> None:
    """25 hours a day; where something else is asked too, no day at all is left."""
    day = a_rule(Measure.HOURS_PER_DAY, 1500)
    assert plan_of(asked(day)) is None
    plan = planned(day, a_rule(Measure.DURATION_DAYS, 30))
    assert plan.parts[0][1][0].days == ()


def test_a_week_misses_what_all_others_meet() -> None:
    """The first one, at least once."""
    plan = missing(HOURS)
    assert plan is not None
    assert plan.odd is not None
    assert (plan.odd.week, plan.odd.count, plan.odd.cases[0].minutes) == (1, 1, Ends(1, 539))
    assert plan.parts[0][1][0].minutes == Ends(540, 600)
    assert not plan.all_miss


def test_the_odd_week_lies_where_it_can() -> None:
    """Weeks 1 to 4 are full; week 5 may be short, and a week comes after it."""
    plan = missing(HOURS, a_rule(Measure.HOURS_PER_WEEK, 720, during="weeks 1 to 4", id_="own.first"))
    assert plan is not None
    assert plan.odd is not None
    assert (plan.odd.week, plan.lengths) == (5, (Ends(42, None),))


def test_where_no_week_can_meet_it_all_miss_it() -> None:
    """Another rule asks for fewer hours."""
    plan = missing(HOURS, a_rule(Measure.HOURS_PER_WEEK, 0, 300, id_="own.few"))
    assert plan is not None
    assert plan.all_miss
    assert plan.parts[0][1][0].minutes == Ends(1, 300)


def test_more_weeks_below_a_floor_than_may_be() -> None:
    """Three where two may; and none where none may."""
    floor, two = (
        a_rule(Measure.HOURS_PER_WEEK, 540, id_="own.floor"),
        a_rule(Measure.WEEKS_BELOW_FLOOR, 0, 2, floors=("own.floor",)),
    )
    plan = plan_of((), missed(asked(floor, two)[1])[0])
    assert plan is not None
    assert plan.odd is not None
    assert (plan.odd.week, plan.odd.count, plan.odd.cases[0].minutes) == (1, 3, Ends(1, 539))
    floored, none = asked(floor, attrs.evolve(two, history=a_rule(Measure.WEEKS_BELOW_FLOOR, 0, 0).history))
    assert plan_of([none], missed(floored)[0]) is None
    unfloored, _ = asked(a_rule(Measure.WEEKS_BELOW_FLOOR, 0, 2), floor)
    assert plan_of((), missed(unfloored)[0]) is None
    assert plan_of([unfloored]) is None


def test_a_short_stay_may_lie_below_a_floor() -> None:
    """Two weeks of five hours, where two may."""
    floor, two = asked(
        a_rule(Measure.HOURS_PER_WEEK, 540, id_="own.floor"),
        a_rule(Measure.WEEKS_BELOW_FLOOR, 0, 2, floors=("own.floor",)),
    )
    (few,) = asked(a_rule(Measure.HOURS_PER_WEEK, 0, 300))
    plan = plan_of([two, few])
    assert plan is not None
    assert plan.lengths == (Ends(1, 14),)
    assert floor not in (two, few)


def test_a_month_is_certain_after_61_days_and_four_to_five_weeks_long() -> None:
    """A shorter stay is taken only where a longer one may not be."""
    month = a_rule(Measure.MINUTES_PER_MONTH, 240)
    plan = planned(month, a_rule(Measure.SESSIONS_PER_WEEK, 1))
    assert (plan.lengths, plan.parts[0][1][0].minutes) == ((Ends(61, None),), Ends(60, 600))
    assert planned(month, a_rule(Measure.DURATION_DAYS, 0, 30), a_rule(Measure.SESSIONS_PER_WEEK, 1)).lengths == (
        Ends(1, 30),
    )
    differing = planned(month, a_rule(Measure.SESSIONS_PER_WEEK, 1, during="weeks 1 to 4"))
    assert differing.parts[0][1][0].minutes == Ends(80, 600)
    assert missing(month, a_rule(Measure.DURATION_DAYS, 0, 30)) is None


def test_minutes_of_a_month_alone_are_one_session_in_it() -> None:
    """Unless they are more than one session can have, or none."""
    plan = planned(a_rule(Measure.MINUTES_PER_MONTH, 50))
    assert (plan.monthly, plan.parts[0][1][0].days) == (Ends(50, 1439), ())
    assert planned(a_rule(Measure.MINUTES_PER_MONTH, 2000)).monthly is None
    assert planned(a_rule(Measure.MINUTES_PER_MONTH, 0, 0)).monthly is None
    assert planned(a_rule(Measure.MINUTES_PER_MONTH, 50), a_rule(Measure.TOTAL_HOURS, 600)).monthly is None


def test_the_kind_is_one_of_which_something_is_asked() -> None:
    """A class where classes are counted; a family session is none of the others; of a block nobody knows."""
    assert planned(a_rule(Measure.CLASS_SIZE, 0, 35)).kind is Education
    families = Counting([FamilyTherapy])
    assert plan_of(asked(a_rule(Measure.FAMILY_SESSIONS_PER_WEEK, 1), counting=families)) is None
    assert planned(HOURS, counting=families).kind is FamilyTherapy
    assert planned(HOURS, counting=Counting([ProgramBlock])).kind is ProgramBlock
    assert plan_of(asked(a_rule(Measure.GROUP_SIZE, 2), counting=Counting([ProgramBlock]))) is None
    only_classes = a_body(counting=Counting([Education]), key="other")
    found = plan_of(asked(HOURS), bodies=[only_classes])
    assert found is not None
    assert found.kind is Education


def test_people_and_ages_lie_between_all_their_bounds() -> None:
    """Two to twelve people, 13 to 17 years."""
    plan = planned(a_rule(Measure.GROUP_SIZE, 2, 12), a_rule(Measure.AGE_YEARS, 13, 17))
    assert (plan.people, plan.age) == (Ends(2, 12), Ends(13, 17))
    assert plan_of(asked(a_rule(Measure.GROUP_SIZE, 5), a_rule(Measure.GROUP_SIZE, 0, 4, id_="own.few"))) is None
    assert plan_of(asked(a_rule(Measure.AGE_YEARS, 5), a_rule(Measure.AGE_YEARS, 0, 4, id_="own.few"))) is None


def test_the_length_lies_between_its_bounds() -> None:
    """30 to 60 days; never more than twenty years."""
    assert planned(a_rule(Measure.DURATION_DAYS, 30, 60)).lengths == (Ends(30, 60),)
    assert plan_of(asked(a_rule(Measure.DURATION_DAYS, 60), a_rule(Measure.DURATION_WEEKS, 0, 8))) is None
    assert plan_of(asked(a_rule(Measure.DURATION_WEEKS, 1041))) is None
    below = missing(a_rule(Measure.DURATION_DAYS, 30, 60))
    assert below is not None
    assert below.lengths == (Ends(1, 29),)


def test_a_total_needs_weeks_that_can_make_it() -> None:
    """72 hours in at most 12 weeks of at most 10 hours: eight weeks at least."""
    plan = planned(
        a_rule(Measure.TOTAL_HOURS, 4320), a_rule(Measure.DURATION_WEEKS, 0, 12), a_rule(Measure.HOURS_PER_WEEK, 0, 600)
    )
    assert plan.lengths == tuple(Ends(7 * weeks, 7 * weeks) for weeks in range(8, 13)) + tuple(
        Ends(7 * weeks - 6, 7 * weeks - 1) for weeks in range(9, 13)
    )
    assert plan_of(asked(a_rule(Measure.TOTAL_HOURS, 4320), a_rule(Measure.DURATION_WEEKS, 0, 1))) is not None
    assert (
        plan_of(
            asked(
                a_rule(Measure.TOTAL_HOURS, 4320),
                a_rule(Measure.HOURS_PER_WEEK, 0, 60),
                a_rule(Measure.DURATION_WEEKS, 0, 4),
            )
        )
        is None
    )


def test_weeks_that_differ_make_a_mean_that_none_of_them_has() -> None:
    """Five hours on average out of days of three to four hours."""
    mean = a_rule(Measure.HOURS_PER_WEEK, 300, 300, average=True, id_="own.mean")
    plan = planned(mean, a_rule(Measure.HOURS_PER_DAY, 180, 240))
    assert plan.lengths[0] == Ends(14, 14)


def test_gaps_are_kept_over_the_end_of_weeks_that_differ() -> None:
    """All weeks begin and end on the same days."""
    gap = a_rule(Measure.DAYS_BETWEEN_SERVICE_DAYS, 0, 2)
    plan = missing(HOURS, gap)
    assert plan is not None
    assert plan.odd is not None
    assert plan.keeps_gaps
    assert plan.lengths == (Ends(14, None),)
    narrow = with_span(plan, (0, 6))
    assert {(days[0], days[-1]) for _, cases in narrow.parts for case in cases for days in case.weekdays} == {(0, 6)}
    assert spans_of(narrow) == ((0, 6),)
    mean = a_rule(Measure.HOURS_PER_WEEK, 540, average=True)
    assert len(spans_of(planned(gap, mean))) == 1
    assert plan_of(asked(gap, mean, a_rule(Measure.TOTAL_HOURS, 0, 60, id_="own.total"))) is None
    assert with_span(planned(gap), (0, 4)).odd is None


def test_ninety_hours_a_week_need_long_days() -> None:
    """Longer than people have them otherwise."""
    assert planned(a_rule(Measure.HOURS_PER_WEEK, 5400)).parts[0][1][0].days == (Ends(1, 1440),) * 4


def test_a_session_of_the_family_is_left_out_where_it_adds_time() -> None:
    """It would change the hours."""
    counting = attrs.evolve(Counting([GroupTherapy, FamilyTherapy]), family_only=True)
    assert planned(HOURS, counting=counting).parts[0][1][0].family == Ends(0, 0)
    assert planned(HOURS).parts[0][1][0].family == Ends(0, None)


@pytest.mark.parametrize("during", ["weeks 1 to 4", "weeks 5 on"])
def test_what_is_missed_is_asked_where_the_stay_certainly_is(during: str) -> None:
    """A size of groups in a part of the stay, and never without a group."""
    plan = missing(a_rule(Measure.GROUP_SIZE, 0, 12, during=during))
    assert plan is not None
    assert plan.lengths == (Ends(1 if during == "weeks 1 to 4" else 35, None),)
    assert missing(a_rule(Measure.GROUP_SIZE, 0, 12), a_rule(Measure.DAYS_PER_WEEK, 0, 0)) is None
    assert missing(a_rule(Measure.HOURS_PER_WEEK, 60, during="maintenance")) is None
