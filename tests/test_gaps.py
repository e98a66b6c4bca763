"""Days without service between two days with service."""

from typing import Any

import pytest

from iopmodel import Break, Dated, GroupTherapy, Session, Track, Verdict, WeeklyPattern, Weeks, check, sessions
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.gaps import gaps
from iopmodel.quantities import Range
from iopmodel.rules import Rule
from iopmodel.stretches import stretches
from tests.rule_strategies import SOURCE, a_body
from tests.standards.answers import TODAY
from tests.test_checks import a_rule

GROUP = GroupTherapy()
Week = WeeklyPattern | list[Session]


def on(days: str, **more: Any) -> list[Session]:  # noqa: ANN401 - whatever a session takes
    """An hour of group therapy on each of these days."""
    return list(sessions(GROUP, days, **{"time": "1 h", **more}))


def read(week: Week, **more: object) -> list[tuple[str, str]]:
    """Every gap of a track, in words."""
    (stretch,) = stretches(Track("one", week, **more))  # type: ignore[arg-type]
    return [(gap.where, str(gap.days)) for gap in gaps(stretch, DEFAULT_COUNTING)]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (on("MO"), [("from Mon to Mon", "6")]),
        (
            on("MO,WE,FR"),
            [("from Mon to Wed", "1"), ("from Wed to Fri", "1"), ("from Fri to Mon", "2")],
        ),
        (on("MO,TU"), [("from Mon to Tue", "0"), ("from Tue to Mon", "5")]),
        (on("SU"), [("from Sun to Sun", "6")]),
        # Every second Monday: Tuesday of one week to Sunday of the next.
        (on("MO", every=Weeks(2), first=1), [("from Mon to Mon", "13")]),
        (
            [*on("WE"), *on("MO", every=Weeks(2), first=1)],
            [("from Mon to Wed", "1"), ("from Wed to Wed", "6"), ("from Wed to Mon", "4")],
        ),
        # Once every three weeks beside once a week.
        (
            [*on("MO"), *on("TH", every=Weeks(3), first=2)],
            [("from Mon to Mon", "6"), ("from Mon to Thu", "2"), ("from Thu to Mon", "3")],
        ),
    ],
)
def test_a_gap_is_every_day_between_two_days_with_service_over_the_weekend_too(
    week: Week, expected: list[tuple[str, str]]
) -> None:
    assert read(week) == expected


def test_a_day_with_several_sessions_is_one_day() -> None:
    assert read([*on("MO,TH"), *on("MO")]) == [("from Mon to Thu", "2"), ("from Thu to Mon", "3")]


def test_a_week_that_begins_later_is_reached_over_all_the_days_between() -> None:
    week = [*on("MO,FR", weeks=(1, 4)), *on("TU", weeks=(6, 7))]
    # Friday of week 4 to Tuesday of week 6: two days, seven, and Monday.
    assert ("from Fri to Tue", "10") in read(week)
    assert read(on("MO,TH"), first_week=3) == read(on("MO,TH"))


def test_nothing_is_between_the_last_day_of_a_stay_and_a_week_after_it() -> None:
    assert read(on("MO,TH"), length="1 week") == [("from Mon to Thu", "2")]
    assert read(on("MO,TH"), length="2 weeks") == [("from Mon to Thu", "2"), ("from Thu to Mon", "3")]


def test_a_single_day_of_a_single_week_has_no_gap_beside_it() -> None:
    assert read(on("MO"), length="1 week") == []


@pytest.mark.parametrize(
    "perhaps",
    [Session(GROUP, day="WE", time="1 h", optional=True), Session(GROUP, time="1 h", per_week="0 to 1")],
)
def test_a_further_day_that_may_come_leaves_at_most_the_other_six_days_of_the_week(perhaps: Session) -> None:
    assert read([*on("MO"), perhaps], length="1 week") == [("", "at most 6")]


@pytest.mark.parametrize(
    ("perhaps", "more"), [([], {"length": "8 weeks"}), ([Session(GROUP, day="WE", optional=True)], {})]
)
def test_a_single_day_of_a_longer_stay_says_nothing_of_the_days_without_service(
    perhaps: list[Session], more: dict[str, str]
) -> None:
    assert read([*on("MO", weeks=(1, 1)), *perhaps], **more) == [("", "not stated")]


def test_days_known_by_their_number_leave_the_others_of_a_single_week() -> None:
    assert read(WeeklyPattern(days=3), length="1 week") == [("", "at most 4")]


def test_a_gap_is_certain_where_the_stay_reaches_the_day_on_which_it_ends() -> None:
    (stretch,) = stretches(Track("one", on("MO,TH"), length="1 to 2 weeks"))
    assert [(gap.where, gap.is_certain) for gap in gaps(stretch, DEFAULT_COUNTING)] == [
        ("from Mon to Thu", True),
        ("from Thu to Mon", False),
    ]
    (stretch,) = stretches(Track("one", [*on("MO"), *on("TH", weeks=(2, 2))], length="2 weeks"))
    assert {gap.where: gap.is_certain for gap in gaps(stretch, DEFAULT_COUNTING)} == {
        "from Mon to Mon": True,
        "from Mon to Thu": True,
    }


def test_where_no_day_is_certain_a_gap_names_each_session_once() -> None:
    (stretch,) = stretches(Track("one", [Session(GROUP, time="1 h", per_week=3)]))
    (gap,) = gaps(stretch, DEFAULT_COUNTING)
    assert [entry.session.when for entry in gap.entries] == ["by arrangement"]


@pytest.mark.parametrize(
    "perhaps",
    [
        Session(GROUP, day="WE", time="1 h", optional=True),
        Session(GROUP, day="WE", time="1 h", nth=1),
        Session(GROUP, day="WE", time="1 h", every=Weeks(2)),
    ],
)
def test_what_may_lie_between_can_only_make_a_gap_shorter(perhaps: Session) -> None:
    # From Monday to Monday there are six days; a Wednesday leaves one and four.
    assert read([*on("MO"), perhaps]) == [("from Mon to Mon", "4 to 6")]


def test_sessions_without_a_weekday_may_cut_a_gap_anywhere() -> None:
    (stretch,) = stretches(Track("one", [*on("MO"), Session(GROUP, time="1 h", per_week="0 to 1")]))
    (gap,) = gaps(stretch, DEFAULT_COUNTING)
    # One free day in the first week cuts six days into two and three at best.
    assert gap.days.high == 6
    assert gap.days.low <= 3
    assert [entry.session.when for entry in gap.entries] == ["Mon", "by arrangement"]
    endless = read([*on("MO"), Session(GROUP, time="1 h", per_week="not stated")])
    assert endless == [("from Mon to Mon", "at most 6")]


def test_what_does_not_count_is_no_service() -> None:
    assert read([*on("MO"), *sessions(Break(), "TH", time="1 h")]) == [("from Mon to Mon", "6")]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        # Four days without service are spread over the three gaps that a week makes, or pile up over the end of one.
        (WeeklyPattern(days=3), "2 to 8"),
        (WeeklyPattern(days=7), "0"),
        (WeeklyPattern(days="3 to 5"), "1 to 8"),
        (WeeklyPattern(visits="at least 3"), "at most 8"),
        (WeeklyPattern(days=1), "6 to 12"),
        (WeeklyPattern(time_per_week="9 h"), "not stated"),
        (WeeklyPattern(days=0), "not stated"),
        ([Session(GROUP, per_week=3)], "at most 8"),
        ([Session(GROUP, per_week="not stated")], "not stated"),
        (on("MO", every=Weeks(2)), "not stated"),
        ([], "not stated"),
    ],
)
def test_without_a_certain_weekday_the_days_may_lie_anywhere_in_two_weeks(week: Week, expected: str) -> None:
    assert read(week) == [("", expected)]


def test_a_single_week_of_which_only_the_days_are_counted_may_have_no_gap_at_all() -> None:
    (stretch,) = stretches(Track("one", WeeklyPattern(days=3), length="1 week"))
    (gap,) = gaps(stretch, DEFAULT_COUNTING)
    assert 0 in gap.days  # Monday, Tuesday, Wednesday, and then the stay is over


def test_no_week_after_the_end_of_a_stay_makes_a_gap_longer() -> None:
    ((where, days),) = read([Session(GROUP, per_week=3)], length="1 week")
    assert (where, days) != ("", "not stated")


def test_where_a_patient_picks_days_the_gaps_are_those_of_the_days_offered() -> None:
    assert read(on("MO,TU,WE,TH,FR"), attends=2) == read(on("MO,TU,WE,TH,FR"))


AT_MOST_THREE: Rule = a_rule(Dated(Range.at_most(3), SOURCE), measure="days_between_service_days")


@pytest.mark.parametrize(
    ("week", "length", "expected"),
    [
        (on("MO,WE,FR"), "8 weeks", Verdict.MET),
        (on("MO"), "8 weeks", Verdict.NOT_MET),
        (on("MO"), "2 weeks", Verdict.NOT_MET),
        ([*on("MO"), *on("TH", optional=True)], "8 weeks", Verdict.UNKNOWN),
        (WeeklyPattern(days=3), "8 weeks", Verdict.UNKNOWN),
        (WeeklyPattern(days=1), "8 weeks", Verdict.NOT_MET),
        # From week 5 on there are Mondays alone, and a stay may be over before.
        ([*on("MO,WE,FR", weeks=(1, 4)), *on("MO", weeks="5 on")], "4 to 8 weeks", Verdict.UNKNOWN),
        ([*on("MO,WE,FR", weeks=(1, 4)), *on("MO", weeks="5 on")], "8 weeks", Verdict.NOT_MET),
    ],
)
def test_a_rule_about_gaps_is_missed_only_by_gaps_that_a_stay_certainly_has(
    week: Week, length: str, expected: Verdict
) -> None:
    report = check(Track("one", week, length=length), against=[a_body(AT_MOST_THREE)], on=TODAY)
    assert [each.verdict for each in report.findings] == [expected]
