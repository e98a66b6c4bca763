from typing import Any

import attrs
import pytest

from iopmodel.components import Break, Education, FamilyTherapy, GroupTherapy, IndividualTherapy, PeerSupport
from iopmodel.counting import DEFAULT_COUNTING, Counted, Counting
from iopmodel.lengths import Weeks
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, sessions
from iopmodel.stretches import stretches
from iopmodel.weeks import Entry, Week, as_counted, counts_unnamed, pattern_days, pattern_hours, week_of

GROUP, ALONE = GroupTherapy(), IndividualTherapy()
SUM = attrs.evolve(DEFAULT_COUNTING, parallel="sum")
CONTESTED = attrs.evolve(DEFAULT_COUNTING, contested={"education"})
EVENINGS = sessions(GROUP, "MO,WE,TH", "18:00-21:00")
OPEN = [*sessions(GROUP, "MO", time="1 h"), *sessions(GROUP, "TU", time="2 h"), *sessions(GROUP, "WE", time="3 h")]


def _week(
    *given: Session,
    number: int = 1,
    counting: Counting = DEFAULT_COUNTING,
    **more: Any,  # noqa: ANN401 - whatever the constructor takes
) -> Week:
    (stretch,) = stretches(Track("t", given, **more))
    return week_of(stretch, number, counting)


def _time(low: int, high: int | None) -> Range[Minutes]:
    return Range(Minutes(low), None if high is None else Minutes(high))


# Which sessions fall in a week, and how often


@pytest.mark.parametrize(
    ("session", "number", "fewest", "most"),
    [
        (Session(GROUP, day="MO"), 1, 1, 1),
        (Session(GROUP, per_week="2 to 3"), 1, 2, 3),
        (Session(GROUP, per_week="under 3"), 1, 0, 2),
        (Session(GROUP, per_week="not stated"), 1, 0, None),
        (Session(GROUP, per_month=4), 1, 0, 4),
        (Session(GROUP, per_month="under 4"), 1, 0, 3),
        (Session(GROUP, day="SU", nth=2), 1, 0, 1),
        (Session(GROUP, day="MO", every=Weeks(2)), 1, 0, 1),
        (Session(GROUP, day="MO", every=Weeks(2), first=1), 3, 1, 1),
        (Session(GROUP, every=Weeks(2), first=1, per_week=2), 3, 2, 2),
        (Session(GROUP, day="MO", optional=True), 1, 0, 1),
        (Session(GROUP, day="MO", weeks=(2, 4)), 4, 1, 1),
        (Session(GROUP, total=3), 1, 0, 3),
        (Session(GROUP, total="at least 3"), 1, 0, None),
        (Session(GROUP, total=3, weeks="2"), 2, 3, 3),
        (Session(GROUP, total="under 3", weeks="2"), 2, 0, 2),
        (Session(GROUP, day="MO", total=3), 1, 0, 1),
        (Session(GROUP, day="MO", total=3, weeks=(1, 3)), 1, 1, 1),
        (Session(GROUP, per_week=2, total=8, weeks=(1, 4)), 1, 2, 2),
        (Session(GROUP, per_week=2, total=7, weeks=(1, 4)), 1, 1, 2),
        (Session(GROUP, per_week=2, total=7, weeks=(1, 5)), 1, 0, 2),
        (Session(GROUP, per_week="not stated", total=7, weeks=(1, 5)), 1, 0, 7),
        (Session(GROUP, per_week=2, total="at least 3", weeks=(1, 4)), 1, 0, 2),
        (Session(GROUP, per_week=3, total=2, weeks=(1, 2)), 1, 0, 2),
        (Session(GROUP, day="MO", every=Weeks(3), first=2), 2, 1, 1),
        (Session(GROUP, day="MO", every=Weeks(3), first=2), 5, 1, 1),
    ],
)
def test_a_session_falls_in_a_week_so_many_times(session: Session, number: int, fewest: int, most: int | None) -> None:
    (entry,) = _week(session, number=number).entries
    assert (entry.fewest, entry.most) == (fewest, most)


@pytest.mark.parametrize(
    ("session", "number"),
    [
        (Session(GROUP, day="MO", weeks=(2, 4)), 1),
        (Session(GROUP, day="MO", weeks=(2, 4)), 5),
        (Session(GROUP, day="MO", every=Weeks(2), first=1), 2),
        (Session(GROUP, day="MO", every=Weeks(2), first=3), 1),
        (Session(GROUP, per_week=0), 1),
        (Session(GROUP, total=0), 1),
        (Session(Break(), day="MO"), 1),
        (Session(FamilyTherapy(), day="MO", attended_by="family"), 1),
    ],
)
def test_a_session_that_cannot_fall_or_count_is_not_in_the_week(session: Session, number: int) -> None:
    assert _week(session, number=number).entries == ()


def test_a_week_is_clipped_to_the_stay() -> None:
    weeks = [_week(*EVENINGS, number=number, first_week=3, length="2 weeks").time for number in range(1, 7)]
    assert weeks == [_time(0, 0), _time(0, 0), _time(540, 540), _time(540, 540), _time(0, 0), _time(0, 0)]


def test_the_last_week_of_a_total_is_clipped_to_the_stay_too() -> None:
    (entry,) = _week(Session(GROUP, per_week=1, total=5, time="1 h"), number=3, first_week=3, length="5 weeks").entries
    assert (entry.fewest, entry.most) == (1, 1)


def test_a_counting_may_leave_out_optional_sessions_and_totals() -> None:
    given = [Session(GROUP, optional=True, time="1 h"), Session(GROUP, total=3, time="1 h")]
    assert len(_week(*given).entries) == 2
    counting = attrs.evolve(DEFAULT_COUNTING, optional=False, unplaced_total=False)
    assert _week(*given, counting=counting).entries == ()


def test_what_nobody_says_may_count_as_nothing() -> None:
    given = [Session(GROUP, day="MO"), Session(ALONE, per_week="at least 2", time="at least 30 min")]
    assert _week(*given).time == _time(60, None)
    assert _week(*given, counting=attrs.evolve(DEFAULT_COUNTING, unknown="nothing")).time == _time(60, 60)


# Time on one day


@pytest.mark.parametrize(
    ("given", "low", "high"),
    [
        (EVENINGS, 540, 540),
        ([Session(GROUP, day="MO", time="60 to 90 min")], 60, 90),
        ([Session(GROUP, day="MO", time="under 90 min")], 0, 89),
        ([Session(GROUP, day="MO")], 0, None),
        ([*sessions(GROUP, "MO", "18:00-20:00"), *sessions(ALONE, "MO", "19:00-20:30")], 150, 150),
        ([*sessions(GROUP, "MO", "18:00-20:00"), *sessions(ALONE, "MO", "18:30-19:30")], 120, 120),
        ([*sessions(GROUP, "MO", "18:00-20:00"), *sessions(ALONE, "MO", time="1 h")], 180, 180),
        ([*sessions(GROUP, "MO", "18:00-20:00"), *sessions(ALONE, "MO", "19:00-20:30", optional=True)], 120, 150),
        ([*sessions(GROUP, "MO", "18:00-20:00"), *sessions(ALONE, "MO", "19:00-", time="1 to 3 h")], 120, 240),
        ([*sessions(GROUP, "MO", "18:00-20:00"), *sessions(ALONE, "MO", "-20:30", time="1 to 3 h")], 150, 180),
        ([*sessions(GROUP, "MO", "18:00-20:00"), *sessions(ALONE, "MO", "19:00-")], 120, None),
        ([*sessions(GROUP, "MO", "22:00-02:00"), *sessions(ALONE, "MO", "00:00-01:00")], 300, 300),
        ([*sessions(GROUP, "MO", "22:00-02:00"), *sessions(ALONE, "TU", "01:00-02:00")], 300, 300),
        ([*sessions(GROUP, "MO", "22:00-02:00"), *sessions(ALONE, "MO", "-02:00", time="3 to 5 h")], 240, 300),
        ([*sessions(GROUP, "MO", "18:00-20:00"), *sessions(PeerSupport(), "MO", "20:00-21:00")], 120, 120),
        ([Session(GROUP, time="1 h", per_week="2 to 3")], 120, 180),
        ([*sessions(GROUP, "MO", "18:00-20:00") * 2], 120, 120),
        # What overlaps counts once, and what has no clock time comes to it.
        ([*sessions(GROUP, "MO", "18:00-20:00") * 2, Session(ALONE, day="MO", time="1 h")], 180, 180),
        (
            [
                *sessions(GROUP, "MO", "18:00-20:00"),
                *sessions(GROUP, "MO", "19:00-"),
                Session(ALONE, day="MO", time="1 h"),
            ],
            180,
            None,
        ),
        ([Session(GROUP, day="MO", start="08:00", time="0 min"), *sessions(GROUP, "MO", "10:00-11:00")], 60, 60),
    ],
)
def test_the_time_of_a_week_is_what_its_sessions_cover(given: list[Session], low: int, high: int | None) -> None:
    assert _week(*given).time == _time(low, high)


def test_sessions_at_once_may_be_added_instead() -> None:
    given = [*sessions(GROUP, "MO", "18:00-20:00"), *sessions(ALONE, "MO", "19:00-20:30")]
    assert _week(*given, counting=SUM).time == _time(210, 210)


def test_a_contested_session_counts_from_nothing_to_its_time() -> None:
    week = _week(*EVENINGS, Session(Education(), day="FR", time="1 h"), counting=CONTESTED)
    assert week.time == _time(540, 600)
    assert week.days_with() == Range(3, 4)
    assert week.session_count == Range(3, 4)
    assert [entry.counted for entry in week.entries if entry.day is not None and entry.day.name == "FRIDAY"] == [
        Counted.CONTESTED
    ]


# Of the open days only some


@pytest.mark.parametrize(
    ("attends", "time", "days", "count"),
    [
        (None, (360, 360), (3, 3), (3, 3)),
        (0, (0, 0), (0, 0), (0, 0)),
        (1, (60, 180), (1, 1), (1, 1)),
        (2, (180, 300), (2, 2), (2, 2)),
        ("1 to 2", (60, 300), (1, 2), (1, 2)),
        (3, (360, 360), (3, 3), (3, 3)),
        (5, (360, 360), (3, 3), (3, 3)),
    ],
)
def test_a_patient_attends_the_shortest_to_the_longest_of_the_open_days(
    attends: int | str | None,
    time: tuple[int, int],
    days: tuple[int, int],
    count: tuple[int, int],
) -> None:
    week = _week(*OPEN, attends=attends)
    assert (week.time, week.days_with(), week.session_count) == (_time(*time), Range(*days), Range(*count))
    assert week.by_component() == {GroupTherapy: _time(*time)}


def test_a_day_on_which_nothing_counts_may_be_picked_too() -> None:
    week = _week(*OPEN, Session(PeerSupport(), day="TH", time="1 h"), attends=2)
    assert (week.time, week.days_with()) == (_time(60, 300), Range(1, 2))


def test_a_patient_may_pick_only_days_on_which_nothing_counts() -> None:
    counted = [*sessions(GROUP, "MO", time="1 h"), *sessions(GROUP, "TU", time="2 h")]
    assert _week(*counted, *sessions(Break(), "WE,TH", time="1 h"), attends=1).time == _time(0, 120)


def test_a_day_on_which_something_counts_is_a_day_however_short_it_is() -> None:
    week = _week(Session(GROUP, day="MO"))
    assert week.days_with() == Range.exactly(1)
    assert [day.time for day in week.days] == [_time(0, None)]


def test_a_day_with_optional_sessions_alone_is_no_open_day() -> None:
    week = _week(*OPEN, Session(GROUP, day="SA", time="4 h", optional=True), attends=2)
    assert (week.time, week.days_with()) == (_time(180, 540), Range(2, 3))


def test_the_time_of_a_component_is_what_it_adds_on_the_days_that_are_picked() -> None:
    week = _week(*OPEN, *sessions(ALONE, "TU,WE", time="1 h"), attends=2)
    assert week.by_component() == {GroupTherapy: _time(180, 300), IndividualTherapy: _time(60, 120)}


# Days


@pytest.mark.parametrize(
    ("given", "at_least", "low", "high"),
    [
        (EVENINGS, 0, 3, 3),
        (EVENINGS, 180, 3, 3),
        (EVENINGS, 181, 0, 0),
        ([*EVENINGS, Session(GROUP, day="FR", optional=True, time="3 h")], 180, 3, 4),
        ([*EVENINGS, Session(GROUP, day="FR", every=Weeks(2), time="3 h")], 0, 3, 4),
        # By arrangement: on the days that there are, or on others.
        ([*EVENINGS, Session(ALONE, time="1 h")], 0, 3, 4),
        ([*EVENINGS, Session(ALONE, time="1 h", per_week=2)], 0, 3, 5),
        ([*EVENINGS, Session(ALONE, time="1 h", per_week=5)], 0, 5, 7),
        ([*EVENINGS, Session(ALONE, time="1 h")], 240, 0, 1),
        ([*EVENINGS, Session(ALONE, time="1 h", per_week=2)], 240, 0, 2),
        ([*EVENINGS, Session(ALONE, time="1 h", per_week=2)], 300, 0, 0),
        ([*EVENINGS, Session(ALONE, time="1 h", per_week=2, per_day=2)], 300, 0, 1),
        ([*EVENINGS, Session(ALONE, per_week=2)], 240, 0, 2),
        ([*EVENINGS, Session(ALONE, per_week="at least 2")], 240, 0, 7),
        ([*EVENINGS, Session(ALONE, time="1 h", per_week="at least 2")], 240, 0, 7),
        # Some a week fall on different days, unless there are more than seven or it is said how many a day.
        ([Session(GROUP, time="3 h", per_week=3)], 180, 3, 3),
        ([Session(GROUP, time="3 h", per_week=3)], 181, 0, 0),
        ([Session(GROUP, time="1 h", per_week=7)], 60, 7, 7),
        ([Session(GROUP, time="1 h", per_week=9)], 60, 1, 7),
        ([Session(GROUP, time="1 h", per_week=9)], 540, 0, 1),
        ([Session(GROUP, time="1 h", per_week=9)], 541, 0, 0),
        ([Session(GROUP, time="1 h", per_week="5 to 9")], 60, 1, 7),
        ([Session(GROUP, time="1 h", per_week="at least 5")], 60, 1, 7),
        ([Session(GROUP, time="1 h", per_week=9, per_day=2)], 60, 5, 7),
        ([Session(GROUP, time="1 h", per_week=9, per_day=2)], 120, 0, 4),
        ([Session(GROUP, time="1 h", per_week=3, per_day=9)], 180, 0, 1),
        ([Session(GROUP, time="1 h", per_week=3, per_day=9)], 181, 0, 0),
        ([Session(GROUP, time="0 min", per_week=3)], 0, 3, 3),
        ([Session(GROUP, time="0 min", per_week=3)], 1, 0, 0),
        ([], 0, 0, 0),
    ],
)
def test_the_days_with_so_many_minutes(given: list[Session], at_least: int, low: int, high: int) -> None:
    assert _week(*given).days_with(at_least) == Range(low, high)


@pytest.mark.parametrize(
    ("attends", "at_least", "low", "high"),
    [(2, 0, 2, 4), (2, 180, 0, 2), (1, 180, 0, 1), (1, 60, 2, 3), (1, 121, 0, 1)],
)
def test_sessions_by_arrangement_may_fall_on_days_that_are_not_picked(
    attends: int, at_least: int, low: int, high: int
) -> None:
    week = _week(*OPEN, Session(ALONE, time="1 h", per_week=2), attends=attends)
    assert week.days_with(at_least) == Range(low, high)


def test_sessions_by_arrangement_may_fall_on_every_day_that_is_not_picked() -> None:
    daily = sessions(GROUP, "MO,TU,WE,TH,FR,SA,SU", time="1 h")
    week = _week(*daily, Session(ALONE, time="1 h", per_week=3), attends=2)
    assert (week.days_with(), week.days_with(60)) == (Range(3, 5), Range(3, 5))


# Entries


@pytest.mark.parametrize(
    ("session", "low", "high"),
    [
        (Session(GROUP, time="1 h", per_week=3), 60, 60),
        (Session(GROUP, time="60 to 90 min", per_week="2 to 3"), 60, 90),
        (Session(GROUP, time="1 h", per_week=3, per_day=2), 60, 120),
        (Session(GROUP, time="1 h", per_week=1, per_day=2), 60, 60),
        (Session(GROUP, time="1 h", per_week=9), 60, 540),
        (Session(GROUP, time="1 h", per_week="not stated"), 60, None),
        (Session(GROUP), 0, None),
        (Session(GROUP, time="0 min", per_week=3), 0, 0),
        (Session(GROUP, time="0 min", per_week="not stated"), 0, 0),
        (Session(GROUP, time="1 h", per_week=7), 60, 60),
    ],
)
def test_a_session_by_arrangement_puts_so_much_on_one_day(session: Session, low: int, high: int | None) -> None:
    (entry,) = _week(session).entries
    assert entry.on_one_day == _time(low, high)


def test_a_contested_session_puts_from_nothing_on_one_day() -> None:
    (entry,) = _week(Session(Education(), time="1 h"), counting=CONTESTED).entries
    assert (entry.on_one_day, entry.time, entry.is_required) == (_time(0, 60), _time(0, 60), False)


def test_an_entry_that_does_not_fall_adds_nothing() -> None:
    entry = Entry(Session(GROUP), Counted.YES, 0, 0, 0, None)
    assert (entry.low, entry.high, entry.day, entry.is_required) == (0, 0, None, False)


def test_the_sessions_of_a_week_are_counted() -> None:
    given = [*EVENINGS, Session(ALONE, per_week="1 to 2"), Session(GROUP, day="FR", optional=True)]
    assert _week(*given).session_count == Range(4, 6)
    assert _week(Session(ALONE, per_week="not stated")).session_count == Range[int](0)


def test_each_component_stands_alone() -> None:
    given = [*sessions(GROUP, "MO", "18:00-20:00"), *sessions(ALONE, "MO", "19:00-20:00")]
    parallel = [*given, *sessions(GroupTherapy("other room"), "MO", "18:00-20:00")]
    assert _week(*parallel).by_component() == {GroupTherapy: _time(120, 120), IndividualTherapy: _time(60, 60)}
    assert _week(*parallel, counting=SUM).by_component()[GroupTherapy] == _time(240, 240)


# Patterns


@pytest.mark.parametrize(
    ("pattern", "hours"),
    [
        (WeeklyPattern(visits="3 to 5", time_per_visit="3 to 4 h"), _time(540, 1200)),
        (WeeklyPattern(days=3, time_per_day="3 h"), _time(540, 540)),
        (WeeklyPattern(time_per_day="3 h"), _time(0, 7 * 180)),
        (WeeklyPattern(days="at least 3", time_per_day="3 h"), _time(540, 7 * 180)),
        (WeeklyPattern(days=3, time_per_day="at least 3 h"), _time(540, None)),
        (WeeklyPattern(days=3), _time(0, None)),
        (WeeklyPattern(time_per_week="9 to 19 h"), _time(540, 1140)),
        (WeeklyPattern(days="3 to 5", time_per_day="3 h", time_per_week="at least 12 h"), _time(720, 900)),
        (WeeklyPattern(days=3, time_per_day="3 h", time_per_week="12 h"), _time(540, 720)),
        (WeeklyPattern(), _time(0, None)),
    ],
)
def test_the_time_of_a_pattern_follows_from_its_figures(pattern: WeeklyPattern, hours: Range[Minutes]) -> None:
    assert pattern_hours(pattern) == hours


@pytest.mark.parametrize(
    ("pattern", "at_least", "days"),
    [
        (WeeklyPattern(days="3 to 5", time_per_day="3 to 4 h"), 0, Range(3, 5)),
        (WeeklyPattern(days="3 to 5", time_per_day="3 to 4 h"), 180, Range(3, 5)),
        (WeeklyPattern(days="3 to 5", time_per_day="3 to 4 h"), 200, Range(0, 5)),
        (WeeklyPattern(days="3 to 5", time_per_day="3 to 4 h"), 241, Range(0, 0)),
        (WeeklyPattern(days=3), 180, Range(0, 3)),
        (WeeklyPattern(), 180, Range(0, 7)),
        (WeeklyPattern(days=3, time_per_day="0 min"), 1, Range.exactly(0)),
    ],
)
def test_the_days_of_a_pattern_follow_from_its_figures(pattern: WeeklyPattern, at_least: int, days: Range[int]) -> None:
    assert pattern_days(pattern, at_least) == days


@pytest.mark.parametrize(
    ("components", "contested", "counts"),
    [
        (["program-block"], [], True),
        (["program-block"], ["program-block"], False),
        ([], ["program-block"], False),
        ([], [], False),
    ],
)
def test_unnamed_treatment_counts_where_a_block_of_the_program_certainly_does(
    components: list[str], contested: list[str], *, counts: bool
) -> None:
    assert counts_unnamed(Counting(components, contested=contested)) is counts


def test_figures_about_a_week_reach_down_to_nothing_where_unnamed_treatment_may_not_count() -> None:
    pattern = WeeklyPattern(
        days="3 to 5", visits="3 to 6", time_per_day="2 to 3 h", time_per_visit="1 to 2 h", time_per_week="9 to 12 h"
    )
    (stretch,) = stretches(Track("t", pattern))
    assert as_counted(stretch, Counting([GroupTherapy])).week == WeeklyPattern(
        days="0 to 5",
        visits="0 to 6",
        time_per_day="at most 3 h",
        time_per_visit="at most 2 h",
        time_per_week="at most 12 h",
    )
    assert as_counted(stretch, DEFAULT_COUNTING) is stretch


def test_a_schedule_is_seen_as_it_is() -> None:
    (stretch,) = stretches(Track("t", EVENINGS))
    assert as_counted(stretch, Counting([GroupTherapy])) is stretch
