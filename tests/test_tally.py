from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from iopmodel import catalogue
from iopmodel.components import (
    Break,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    Meal,
    PeerSupport,
)
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Phase, Program, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.stretches import Stretch, Subject, stretches
from iopmodel.tally import (
    ANY_DAY,
    CLOCK_COUNTING,
    Share,
    average_weekly_hours,
    clock_hours,
    hours_by_component,
    hours_on_each_day,
    sessions_counted,
    sessions_per_week,
    total_hours,
    treatment_days,
    visits,
    week_classes,
    weekly_hours,
)
from tests.refusal import refusal

GROUP, ALONE = GroupTherapy(), IndividualTherapy()
#: The listing of design.md, section 5.
EVENING = WeeklySchedule(
    [
        *sessions(GroupTherapy("relapse prevention"), "MO,WE,TH", "18:00-18:50"),
        *sessions(Break(), "MO,WE,TH", "18:50-19:00"),
        *sessions(Education("coping with cravings"), "MO,WE,TH", "19:00-20:50"),
        Session(IndividualTherapy(), time=Minutes(60)),
        Session(FamilyTherapy(), time=Minutes(90), day="SA", start="10:00", every=Weeks(2), first=1),
    ]
)
PATTERN = WeeklyPattern(visits="3 to 5", time_per_visit="3 to 4 h")
TWO_TRACKS = Program(
    catalogue.EVENING_IOP,
    tracks=[Track("evening", EVENING), Track("short", sessions(GROUP, "MO,TU", "18:00-19:00"))],
    length="8 weeks",
)


def _time(low: int, high: int | None = None) -> Range[Minutes]:
    return Range(Minutes(low), Minutes(low if high is None else high))


# The week of the design


def test_the_evening_of_the_design_has_nine_to_ten_and_a_half_hours() -> None:
    assert str(weekly_hours(EVENING)) == "9 h to 10 h 30 min"
    assert str(weekly_hours(EVENING, week=1)) == "10 h 30 min"
    assert str(weekly_hours(EVENING, week=2)) == "9 h"
    assert str(weekly_hours(EVENING, 401)) == "10 h 30 min"


def test_the_evening_of_the_design_averages_585_minutes() -> None:
    assert average_weekly_hours(EVENING) == Range.exactly(Fraction(585))
    assert average_weekly_hours(EVENING, week=1) == Range.exactly(Fraction(585))
    assert total_hours(EVENING, "8 weeks") == _time(8 * 585)
    assert total_hours(EVENING, Weeks(7)) == _time(4 * 630 + 3 * 540)
    assert total_hours(EVENING) == Range(Minutes(630 + 540))


def test_the_evening_of_the_design_has_three_to_five_treatment_days() -> None:
    assert treatment_days(EVENING) == visits(EVENING) == Range(3, 5)
    assert treatment_days(EVENING, 1) == Range(4, 5)
    assert visits(EVENING, 2) == Range(3, 4)
    assert sessions_per_week(EVENING) == Range(7, 8)
    assert sessions_per_week(EVENING, 2) == Range(7, 7)


def test_the_evening_of_the_design_has_its_hours_by_component_and_by_day() -> None:
    assert hours_by_component(EVENING, week=2) == {
        Education: _time(330),
        GroupTherapy: _time(150),
        IndividualTherapy: _time(60),
    }
    assert hours_by_component(EVENING)[FamilyTherapy] == _time(0, 90)
    assert list(hours_on_each_day(EVENING, week=2).items()) == [
        ("Mon", _time(160)),
        ("Wed", _time(160)),
        ("Thu", _time(160)),
        (ANY_DAY, _time(60)),
    ]
    assert list(hours_on_each_day(EVENING).items())[3:] == [("Sat", _time(0, 90)), (ANY_DAY, _time(60))]


def test_the_evening_of_the_design_is_longer_on_the_clock() -> None:
    assert clock_hours(EVENING, 2) == weekly_hours(EVENING, 2, counting=CLOCK_COUNTING) == _time(570)
    meeting = [Session(PeerSupport(), day="MO", time="1 h"), Session(Meal(), day="MO", time="30 min")]
    assert clock_hours(WeeklySchedule(meeting)) == _time(90)
    assert weekly_hours(WeeklySchedule(meeting)) == _time(0)


def test_every_number_says_which_sessions_made_it() -> None:
    shares = sessions_counted(EVENING, 2)
    assert [str(share) for share in shares] == [
        "Mon group therapy: relapse prevention (Mon 18:00-18:50): 50 min",
        "Mon education: coping with cravings (Mon 19:00-20:50): 1 h 50 min",
        "Wed group therapy: relapse prevention (Wed 18:00-18:50): 50 min",
        "Wed education: coping with cravings (Wed 19:00-20:50): 1 h 50 min",
        "Thu group therapy: relapse prevention (Thu 18:00-18:50): 50 min",
        "Thu education: coping with cravings (Thu 19:00-20:50): 1 h 50 min",
        "individual therapy (by arrangement): 1 h",
    ]
    assert len(sessions_counted(EVENING)) == 8
    assert shares[-1] == Share(Session(ALONE, time="1 h"), _time(60))
    assert sessions_counted(PATTERN) == ()


# Every subject


@pytest.mark.parametrize(
    ("subject", "hours", "days"),
    [
        (catalogue.STANDARD_IOP, _time(540, 1200), Range(3, 5)),
        (PATTERN, _time(540, 1200), Range(3, 5)),
        (Track("evening", EVENING), _time(540, 630), Range(3, 5)),
        (Track("evening", EVENING, length="1 week"), _time(630), Range(4, 5)),
        (Phase(LevelOfCare.OUTPATIENT, EVENING), _time(540, 630), Range(3, 5)),
        (TWO_TRACKS, _time(120, 630), Range(2, 5)),
        (Program(catalogue.EVENING_IOP), Range(Minutes(0)), Range(0, 7)),
        (
            Pathway([Phase(LevelOfCare.OUTPATIENT, EVENING), Phase(LevelOfCare.OUTPATIENT, PATTERN)]),
            _time(540, 1200),
            Range(3, 5),
        ),
        (WeeklySchedule(), _time(0), Range(0, 0)),
    ],
)
def test_whatever_has_a_week_has_hours_and_days(subject: Subject, hours: Range[Minutes], days: Range[int]) -> None:
    assert weekly_hours(subject) == hours
    assert treatment_days(subject) == visits(subject) == days


def test_a_pattern_has_a_row_for_any_day_and_no_sessions() -> None:
    assert hours_on_each_day(PATTERN) == {ANY_DAY: _time(180, 240)}
    assert hours_by_component(PATTERN) == {}
    assert sessions_per_week(PATTERN) == Range[int](0)
    assert average_weekly_hours(PATTERN) == Range(Fraction(540), Fraction(1200))


def test_what_only_some_tracks_have_begins_at_nothing() -> None:
    mixed = Program(catalogue.EVENING_IOP, tracks=[Track("a", PATTERN), Track("b", sessions(GROUP, "MO", time="1 h"))])
    assert hours_by_component(mixed) == {GroupTherapy: _time(0, 60)}
    assert hours_on_each_day(mixed) == {"Mon": _time(0, 60), ANY_DAY: _time(0, 240)}
    turned = Program(catalogue.EVENING_IOP, tracks=mixed.tracks[::-1])
    assert hours_on_each_day(turned) == hours_on_each_day(mixed)


def test_several_sessions_by_arrangement_stand_in_one_row() -> None:
    week = WeeklySchedule([Session(GROUP, time="1 h", per_week="1 to 2"), Session(ALONE, time="30 min")])
    assert hours_on_each_day(week) == {ANY_DAY: _time(90, 150)}


def test_after_the_end_of_a_stay_there_is_nothing() -> None:
    for week in (EVENING, PATTERN):
        track = Track("t", week, length="8 weeks", first_week=2)
        assert [weekly_hours(track, number) == _time(0) for number in (1, 2, 9, 10)] == [True, False, False, True]


@pytest.mark.parametrize(
    "ask",
    [
        weekly_hours,
        clock_hours,
        treatment_days,
        visits,
        sessions_per_week,
        hours_by_component,
        hours_on_each_day,
        sessions_counted,
        average_weekly_hours,
    ],
)
def test_weeks_are_counted_from_one(ask: Callable[..., object]) -> None:
    message = "program week: expected a whole number of at least 1, got 0"
    assert refusal(NotAccepted, lambda: ask(EVENING, 0)) == message
    assert refusal(NotAccepted, lambda: ask(PATTERN, 0)) == message
    assert refusal(WrongKind, lambda: ask(EVENING, "1")) == 'program week: expected a whole number, got "1" (str)'


@pytest.mark.parametrize("ask", [weekly_hours, total_hours, average_weekly_hours])
def test_what_has_no_week_is_refused(ask: Callable[..., object]) -> None:
    allowed = "a schedule, pattern, track, phase, pathway, program or program type"
    assert refusal(WrongKind, lambda: ask(9)) == f"subject: expected {allowed}, got 9 (int)"


# Numbers worked out by hand


def test_the_matrix_phases_have_370_270_270_and_90_minutes() -> None:
    recovery = sessions(GroupTherapy("early recovery skills"), "MO,FR", "18:00-18:50")
    prevention = sessions(GroupTherapy("relapse prevention"), "MO,FR", "19:15-20:45")
    family = sessions(Education("family education"), "WE", "19:00-20:30")
    support = sessions(GroupTherapy("social support"), "WE", "19:00-20:30")
    matrix = Pathway(
        [
            Phase(LevelOfCare.OUTPATIENT, [*recovery, *prevention, *family], length="4 weeks"),
            Phase(LevelOfCare.OUTPATIENT, [*prevention, *family], length="8 weeks"),
            Phase(LevelOfCare.OUTPATIENT, [*prevention, *support], length="4 weeks"),
            Phase(LevelOfCare.AFTERCARE, support, length="36 weeks"),
        ]
    )
    assert [weekly_hours(phase) for phase in matrix.phases] == [_time(370), _time(270), _time(270), _time(90)]
    assert total_hours(matrix) == _time(4 * 370 + 8 * 270 + 4 * 270 + 36 * 90)
    as_one_week = WeeklySchedule(
        [
            *sessions(GroupTherapy("early recovery skills"), "MO,FR", "18:00-18:50", weeks=(1, 4)),
            *sessions(GroupTherapy("relapse prevention"), "MO,FR", "19:15-20:45", weeks=(1, 16)),
            *sessions(Education("family education"), "WE", "19:00-20:30", weeks=(1, 12)),
            *sessions(GroupTherapy("social support"), "WE", "19:00-20:30", weeks=(13, 52)),
        ]
    )
    assert [str(weekly_hours(as_one_week, week)) for week in (4, 5, 13, 17, 53)] == [
        "6 h 10 min",
        "4 h 30 min",
        "4 h 30 min",
        "1 h 30 min",
        "0 h",
    ]
    assert total_hours(as_one_week) == total_hours(matrix)
    (stretch,) = stretches(as_one_week)
    assert [each.weeks for each in week_classes(stretch, DEFAULT_COUNTING)] == [
        "weeks 1 to 4",
        "weeks 5 to 12",
        "weeks 13 to 16",
        "weeks 17 to 52",
    ]


# Kinds of week


def _stretch(*given: Session, **more: Any) -> Stretch:  # noqa: ANN401 - whatever the constructor takes
    (stretch,) = stretches(Track("t", given, **more))
    return stretch


@pytest.mark.parametrize(
    ("given", "more", "words"),
    [
        ([Session(GROUP)], {}, [""]),
        ([Session(GROUP, every=Weeks(2))], {}, [""]),
        ([Session(GROUP, every=Weeks(2), first=1)], {}, ["odd weeks", "even weeks"]),
        ([Session(GROUP, every=Weeks(2), first=2)], {}, ["odd weeks", "even weeks"]),
        ([Session(GROUP, every=Weeks(2), first=2)], {"first_week": 6}, ["even weeks", "odd weeks"]),
        (
            [Session(GROUP, every=Weeks(2), first=4)],
            {},
            ["weeks 1, 2, 3 and so on", "even weeks from week 4"],
        ),
        (
            [Session(GROUP, every=Weeks(3), first=1)],
            {},
            ["every 3 weeks from week 1", "weeks 2, 3 and so on"],
        ),
        ([Session(GROUP, weeks=(1, 4)), Session(ALONE)], {}, ["weeks 1 to 4", "weeks 5 on"]),
        ([Session(GROUP, weeks=(1, 1)), Session(ALONE)], {}, ["week 1", "weeks 2 on"]),
        ([Session(GROUP, weeks=(3, None))], {}, ["weeks 1 to 2", "weeks 3 on"]),
        ([Session(GROUP, weeks=(1, 4)), Session(ALONE)], {"length": "8 weeks"}, ["weeks 1 to 4", "weeks 5 on"]),
        ([Session(GROUP, weeks=(1, 4)), Session(ALONE)], {"length": "5 weeks"}, ["weeks 1 to 4", "week 5"]),
        ([Session(GROUP, weeks=(1, 4)), Session(ALONE)], {"length": "4 weeks"}, [""]),
        ([Session(GROUP, weeks=(1, 4))], {}, [""]),
        ([Session(GROUP, weeks=(1, 4))], {"length": "8 weeks"}, ["weeks 1 to 4", "weeks 5 on"]),
        ([Session(GROUP, weeks=(2, 3)), Session(ALONE, weeks=(1, 5))], {}, ["weeks 1, 4, 5", "weeks 2 to 3"]),
        (
            [Session(GROUP, weeks=(2, 3)), Session(ALONE, weeks=(1, 8))],
            {},
            ["weeks 1, 4, 5, 6 and so on", "weeks 2 to 3"],
        ),
        ([Session(GROUP, weeks=(2, 3)), Session(ALONE, weeks=(1, 6))], {}, ["weeks 1, 4, 5, 6", "weeks 2 to 3"]),
        # A break in every second week makes no week another one.
        (
            [Session(GROUP, weeks=(1, 2)), Session(ALONE), Session(Break(), every=Weeks(2), first=1)],
            {},
            ["weeks 1 to 2", "weeks 3 on"],
        ),
        # The weeks that return are not all of those after the first.
        ([Session(GROUP, weeks=(2, 2)), Session(ALONE)], {}, ["weeks 1, 3 and so on", "week 2"]),
        ([Session(GROUP, every=Weeks(2), first=1)], {"length": "2 weeks"}, ["week 1", "week 2"]),
        ([Session(GROUP, every=Weeks(2), first=1)], {"length": "3 weeks"}, ["odd weeks", "even weeks"]),
        (
            [Session(GROUP, weeks=(1, 2)), Session(ALONE, every=Weeks(2), first=3)],
            {},
            ["weeks 1 to 2", "odd weeks from week 3", "even weeks from week 4"],
        ),
    ],
)
def test_weeks_that_are_alike_are_named_together(given: list[Session], more: dict[str, Any], words: list[str]) -> None:
    assert [each.weeks for each in week_classes(_stretch(*given, **more), DEFAULT_COUNTING)] == words


def test_some_weeks_alone_are_named_with_their_phase() -> None:
    week = WeeklySchedule([Session(GROUP, day="MO", time="1 h")])
    track, phase = (
        _stretch(*week, length="8 weeks"),
        stretches(Pathway([Phase(LevelOfCare.INTENSIVE_OUTPATIENT, week, length="8 weeks")]))[0],
    )
    assert [each.weeks for each in week_classes(track, DEFAULT_COUNTING, among=(3, 4))] == ["weeks 3 to 4"]
    assert [each.weeks for each in week_classes(phase, DEFAULT_COUNTING, among=(3, 4))] == ["weeks 3 to 4 of the phase"]


def test_the_weeks_of_a_pattern_are_all_alike_and_no_session_of_theirs_is_known() -> None:
    (stretch,) = stretches(Track("one", WeeklyPattern(days=3), length="4 to 8 weeks"))
    (each,) = week_classes(stretch, DEFAULT_COUNTING)
    assert (each.weeks, each.is_certain, each.numbers) == ("", True, ())
    assert (each.days_with(), each.session_count, each.count_of(lambda _: True)) == (
        Range.exactly(3),
        Range(0),
        Range(0),
    )
    for among, weeks, certain in (((1, 2), "weeks 1 to 2", True), ((5, 6), "weeks 5 to 6", False)):
        (some,) = week_classes(stretch, DEFAULT_COUNTING, among=among)
        assert (some.weeks, some.is_certain) == (weeks, certain)
    assert week_classes(stretch, DEFAULT_COUNTING, among=()) == ()


def test_sessions_of_a_kind_are_counted_in_a_week_of_each_kind() -> None:
    (each,) = week_classes(_stretch(Session(GROUP, per_week=2), Session(ALONE, day="MO")), DEFAULT_COUNTING)
    assert each.count_of(lambda session: session.component == GROUP) == Range.exactly(2)
    assert each.days_with() == Range(2, 3)


def test_a_kind_of_week_is_certain_if_a_stay_certainly_has_one() -> None:
    stretch = _stretch(Session(GROUP, weeks=(1, 4)), Session(ALONE), length="2 to 8 weeks")
    first, later = week_classes(stretch, DEFAULT_COUNTING)
    assert (first.is_certain, later.is_certain) == (True, False)


def test_each_week_may_stand_by_itself() -> None:
    stretch = _stretch(Session(GROUP, weeks=(1, 3)), Session(ALONE))
    assert [each.weeks for each in week_classes(stretch, DEFAULT_COUNTING, alike=False)] == [
        "week 1",
        "week 2",
        "week 3",
        "weeks 4 on",
    ]


def test_a_kind_of_week_gives_its_figures() -> None:
    (odd, _) = week_classes(stretches(Track("evening", EVENING))[0], DEFAULT_COUNTING)
    assert (odd.where, odd.time, odd.days_with(160), odd.session_count) == (
        'track "evening", odd weeks',
        _time(630),
        Range(3, 3),
        Range(8, 8),
    )
    assert len(odd.sessions) == 8
    assert odd.pattern == WeeklyPattern()
    (pattern,) = week_classes(stretches(PATTERN)[0], DEFAULT_COUNTING)
    assert (pattern.where, pattern.time, pattern.days_with(181)) == ("", _time(540, 1200), Range(0, 5))
    assert (pattern.session_count, pattern.sessions, pattern.pattern) == (Range[int](0), (), PATTERN)
