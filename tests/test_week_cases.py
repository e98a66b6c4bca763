"""Weeks that have what is wanted of them."""

from iopmodel.components import Education, GroupTherapy
from iopmodel.demands import Demand
from iopmodel.measures import Measure
from iopmodel.rules import Rule
from iopmodel.week_cases import WeekCase, gaps_of, made_by, met, missed, week_cases
from iopmodel.week_sums import Ends
from tests.planned_rules import a_rule, asked


def cases(*rules: Rule, longest: int = 600) -> tuple[WeekCase, ...]:
    """The weeks that meet these rules."""
    return week_cases(map(met, asked(*rules)), GroupTherapy, longest=longest)


def missing(rule: Rule, *rules: Rule, side: int = 0) -> tuple[WeekCase, ...]:
    """The weeks that miss the first rule and meet the others."""
    first, *others = asked(rule, *rules)
    return week_cases([missed(first)[side], *map(met, others)], GroupTherapy)


def test_days_of_three_hours_decide_how_many_days_nine_hours_need() -> None:
    """One day of nine hours is enough; a day of at most four hours needs three."""
    hours = a_rule(Measure.HOURS_PER_WEEK, 540, 1140)
    assert cases(hours)[0].days == (Ends(1, 600),)
    short = cases(hours, a_rule(Measure.HOURS_PER_DAY, 180, 240))
    assert {len(each.days) for each in short} == {3, 4, 5, 6}
    assert short[0].minutes == Ends(540, 720)
    assert short[0].weekdays[0] == (0, 2, 4)


def test_a_day_that_counts_lies_on_one_side_of_its_least() -> None:
    """Three days of three hours, and others that are shorter."""
    found = cases(a_rule(Measure.DAYS_PER_WEEK, 3, 3, day=180), a_rule(Measure.VISITS_PER_WEEK, 4, 4))
    assert [each.days for each in found] == [(Ends(1, 179), Ends(180, 600), Ends(180, 600), Ends(180, 600))]


def test_several_sessions_make_a_day_that_one_alone_cannot() -> None:
    """Ten hours a week in sessions of at most one hour, on at most two days."""
    found = cases(
        a_rule(Measure.HOURS_PER_WEEK, 600),
        a_rule(Measure.MINUTES_PER_SESSION, 0, 60),
        a_rule(Measure.DAYS_PER_WEEK, 0, 2),
    )
    assert found[0].pieces == (10,)
    assert made_by(found)[0].low == 600
    assert not cases(
        a_rule(Measure.HOURS_PER_WEEK, 600),
        a_rule(Measure.MINUTES_PER_SESSION, 0, 60),
        a_rule(Measure.SESSIONS_PER_WEEK, 0, 9),
    )


def test_sessions_beyond_the_fewest_are_added_where_time_is_free() -> None:
    """Five sessions on three days are two, two and one."""
    found = cases(a_rule(Measure.SESSIONS_PER_WEEK, 5, 5), a_rule(Measure.DAYS_PER_WEEK, 3, 3))
    assert [sorted(each.pieces) for each in found] == [[1, 2, 2]]


def test_one_session_misses_a_bound_and_the_others_meet_it() -> None:
    """Of at least an hour; what another rule wants of every session holds for that one too."""
    first = missing(a_rule(Measure.MINUTES_PER_SESSION, 60))[0]
    assert (first.first, first.piece, first.days) == (Ends(1, 59), Ends(60, 1440), (Ends(1, 59),))
    other = missing(a_rule(Measure.MINUTES_PER_SESSION, 60), a_rule(Measure.MINUTES_PER_SESSION, 50, id_="own.other"))
    assert other[0].first == Ends(50, 59)
    assert not missing(a_rule(Measure.MINUTES_PER_SESSION, 60), a_rule(Measure.MINUTES_PER_SESSION, 70, id_="own.more"))
    all_short = missing(
        a_rule(Measure.MINUTES_PER_SESSION, 60), a_rule(Measure.MINUTES_PER_SESSION, 0, 50, id_="own.most")
    )
    assert all_short[0].piece == Ends(1, 50)
    assert not missing(a_rule(Measure.MINUTES_PER_SESSION, 60), a_rule(Measure.DAYS_PER_WEEK, 0, 0))


def test_an_odd_session_may_need_others_beside_it() -> None:
    """A day of three hours with one session under an hour has another of at least two hours and a minute."""
    found = missing(a_rule(Measure.MINUTES_PER_SESSION, 60), a_rule(Measure.HOURS_PER_DAY, 180))
    assert (found[0].pieces, found[0].days) == ((2,), (Ends(180, 600),))


def test_a_rule_on_other_kinds_of_session_asks_nothing_of_groups() -> None:
    """Classes of an hour."""
    demands = asked(a_rule(Measure.MINUTES_PER_SESSION, 60, kinds=("education",)))
    assert week_cases(map(met, demands), GroupTherapy)[0].piece == Ends(1, 1440)
    assert week_cases(map(met, demands), Education)[0].piece == Ends(60, 1440)
    (size,) = missed(asked(a_rule(Measure.GROUP_SIZE, 0, 12))[0])
    assert size.asks_kind(GroupTherapy)
    assert not size.asks_kind(Education)


def test_days_as_long_as_the_rules_want_and_no_longer_than_a_day() -> None:
    """Eleven hours; ninety hours a week; and never 25 hours a day."""
    assert cases(a_rule(Measure.HOURS_PER_DAY, 660))[0].days == (Ends(660, 720),)
    assert not cases(a_rule(Measure.HOURS_PER_WEEK, 5400))
    assert cases(a_rule(Measure.HOURS_PER_WEEK, 5400), longest=1440)[0].days == (Ends(1, 1440),) * 4
    assert [each.days for each in cases(a_rule(Measure.HOURS_PER_DAY, 1500))] == [()]


def test_nothing_meets_a_bound_without_a_figure() -> None:
    """From five to four hours, sessions, family sessions."""
    for measure in (Measure.HOURS_PER_WEEK, Measure.SESSIONS_PER_WEEK, Measure.FAMILY_SESSIONS_PER_WEEK):
        assert not cases(a_rule(measure, 5), a_rule(measure, 0, 4, id_="own.other"))
    assert not cases(a_rule(Measure.DAYS_PER_WEEK, 8))


def test_a_week_without_treatment_comes_only_where_no_other_does() -> None:
    """No days, no time."""
    assert [each.days for each in cases(a_rule(Measure.HOURS_PER_WEEK, 0, 0))] == [()]
    assert all(each.days for each in cases(a_rule(Measure.HOURS_PER_WEEK, 0, 60)))


def test_gaps_are_counted_over_the_end_of_the_week() -> None:
    """At most two days: five days in a row leave the weekend."""
    assert gaps_of((0, 1, 2, 3, 4)) == (0, 0, 0, 0, 2)
    found = cases(a_rule(Measure.DAYS_BETWEEN_SERVICE_DAYS, 0, 2), a_rule(Measure.DAYS_PER_WEEK, 0, 3))
    assert {len(each.days) for each in found} == {3}
    assert (0, 1, 2) not in found[0].weekdays
    (wide,) = missed(asked(a_rule(Measure.DAYS_BETWEEN_SERVICE_DAYS, 0, 2))[0])
    assert all(max(gaps_of(days)) > 2 for case in week_cases([wide], GroupTherapy) for days in case.weekdays)


def sides(rule: Rule) -> tuple[Demand, list[tuple[bool, int]]]:
    """A demand, and for each of its sides whether it lies below and its first figure beyond."""
    (demand,) = asked(rule)
    return demand, [(each.is_below, each.edge) for each in missed(demand)]


def test_each_side_has_a_boundary() -> None:
    """One below the least, one above the most."""
    demand, found = sides(a_rule(Measure.HOURS_PER_WEEK, 540, 1140))
    assert found == [(True, 539), (False, 1141)]
    below, above = missed(demand)
    assert [below.demand_holds(figure) for figure in (539, 540, 1140, 1141)] == [False, True, True, False]
    assert (below.is_of_weeks, below.is_of_days, above.ends) == (True, False, Ends(1141, None))
    assert not met(demand).is_below


def test_days_between_two_days_are_counted_over_the_whole_stay() -> None:
    """Whatever part of it the rule names."""
    gap, hours = (
        met(asked(a_rule(measure, 0, 3, during="weeks 1 to 4"))[0])
        for measure in (Measure.DAYS_BETWEEN_SERVICE_DAYS, Measure.HOURS_PER_WEEK)
    )
    assert (gap.is_about(5), hours.is_about(5), hours.is_about(4)) == (True, False, True)


def test_cuts_stop_after_some_ways() -> None:
    """Sessions of at most two minutes on long days are not cut in every way there is."""
    found = cases(a_rule(Measure.MINUTES_PER_SESSION, 0, 2), a_rule(Measure.DAYS_PER_WEEK, 1, 1))
    assert [each.pieces for each in found] == [(count,) for count in range(1, 25)]
