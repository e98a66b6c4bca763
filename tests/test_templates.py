from typing import Any

import pytest
from pendulum import WeekDay

from iopmodel.components import FamilyTherapy, GroupTherapy, IndividualTherapy
from iopmodel.lengths import Weeks
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.templates import Row, ends_of, has_dates, row_named, session_keys, template_of, template_rows

GROUP = GroupTherapy()
KEY = "MO 18:00 group-therapy"


def _group(**more: Any) -> Session:  # noqa: ANN401 - whatever the constructor takes
    given: dict[str, Any] = {"day": "MO", "start": "18:00"}
    return Session(GROUP, **(given | more))


def _keys_on(week: WeeklySchedule, number: int) -> list[list[str]]:
    return [[row.key for row in day] for day in template_of(week).rows_on(number)]


def test_a_session_is_called_by_its_key_or_by_when_it_is_and_what() -> None:
    week = WeeklySchedule(
        [
            _group(),
            Session(IndividualTherapy(), time=Minutes(50)),
            Session(FamilyTherapy(), day="SA"),
            Session(GROUP, start="09:00", label="Skills"),
            Session(GROUP, day="TU", key="skills"),
        ]
    )
    assert sorted(session_keys(week)) == [
        "09:00 group-therapy",
        KEY,
        "SA family-therapy",
        "individual-therapy",
        "skills",
    ]


def test_a_number_tells_sessions_apart_that_are_called_alike() -> None:
    week = WeeklySchedule([_group(time=Minutes(60)), _group(time=Minutes(60)), _group(time=Minutes(90))])
    assert session_keys(week) == (KEY, f"{KEY} #2", f"{KEY} #3")


def test_a_number_that_somebody_took_as_a_key_is_left_out() -> None:
    week = WeeklySchedule([_group(), _group(), _group(), _group(key=f"{KEY} #2"), _group(day="SU", key=KEY)])
    assert sorted(session_keys(week)) == [KEY, *(f"{KEY} #{number}" for number in (2, 3, 4, 5))]
    assert len(set(session_keys(week))) == 5


def test_a_row_tells_start_and_time_in_minutes() -> None:
    session = _group(time="1 to 2 h")
    assert template_rows(WeeklySchedule([session])) == (Row(KEY, session, 1080, 60, 120),)
    loose = Session(GROUP)
    assert template_rows(WeeklySchedule([loose])) == (Row("group-therapy", loose, None, 0, None),)


@pytest.mark.parametrize(
    ("time", "ends"),
    [
        (Range(Minutes(60), Minutes(90)), (60, 90)),
        (Range(Minutes(60), Minutes(90), high_excluded=True), (60, 89)),
        (Range.at_least(Minutes(60)), (60, None)),
    ],
)
def test_a_time_has_a_fewest_and_a_most_minutes(time: Range[Minutes], ends: tuple[int, int | None]) -> None:
    assert ends_of(time) == ends


@pytest.mark.parametrize(
    ("session", "known"),
    [
        (_group(), True),
        (_group(every=Weeks(2), first=1), True),
        (_group(nth=2), True),
        (_group(every=Weeks(2)), False),
        (_group(total=6), False),
        (Session(GROUP), False),
        (Session(GROUP, every=Weeks(2), first=1), False),
    ],
)
def test_dates_are_known_from_weekday_and_cadence(session: Session, known: bool) -> None:  # noqa: FBT001 - an expected answer
    assert has_dates(session) is known


def test_the_rows_of_a_day_stand_by_the_clock_those_without_one_last() -> None:
    week = WeeklySchedule(
        [
            Session(GROUP, day="MO", key="a"),
            Session(GROUP, day="MO", start="18:00", key="c"),
            Session(GROUP, day="MO", start="18:00", key="b"),
            Session(GROUP, day="MO", start="09:00", key="d"),
            Session(GROUP, day="SU", key="e"),
            Session(GROUP, key="by arrangement"),
        ]
    )
    assert _keys_on(week, 1) == [["d", "b", "c", "a"], [], [], [], [], [], ["e"]]


@pytest.mark.parametrize(
    ("session", "held"),
    [
        (_group(key="x"), {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
        (_group(key="x", weeks="3 to 5"), {3, 4, 5}),
        (_group(key="x", weeks="9 on"), {9, 10, 11, 12}),
        (_group(key="x", every=Weeks(2), first=1), {1, 3, 5, 7, 9, 11}),
        (_group(key="x", every=Weeks(3), first=4), {4, 7, 10}),
        (_group(key="x", every=Weeks(2), first=4, weeks="3 to 9"), {4, 6, 8}),
    ],
)
def test_a_session_falls_in_the_weeks_of_its_cadence(session: Session, held: set[int]) -> None:
    week = WeeklySchedule([session])
    assert {number for number in range(1, 13) if template_of(week).rows_on(number)[WeekDay.MONDAY]} == held


def test_weeks_far_off_are_like_the_round_that_they_repeat() -> None:
    every_two, every_three = _group(key="two", every=Weeks(2), first=3), _group(key="three", every=Weeks(3), first=2)
    ends = _group(key="ends", weeks="1 to 4")
    week = WeeklySchedule([every_two, every_three, ends])
    # Week 999 is odd and 3 divides 999, so of the one from week 2 on it lacks two weeks; week 1001 has both.
    assert _keys_on(week, 999)[0] == ["two"]
    assert sorted(_keys_on(week, 1001)[0]) == ["three", "two"]
    assert _keys_on(week, 1002)[0] == []
    assert _keys_on(week, 1004)[0] == ["three"]


def test_a_floating_session_is_in_no_row_of_a_day() -> None:
    week = WeeklySchedule([_group(every=Weeks(2)), _group(key="fixed")])
    assert _keys_on(week, 1)[0] == _keys_on(week, 2)[0] == ["fixed"]


def test_a_session_is_found_by_its_key() -> None:
    week = WeeklySchedule(sessions(GROUP, "MO,WE", "18:00-21:00"))
    assert row_named(week, "WE 18:00 group-therapy") == template_rows(week)[1]
    assert row_named(week, "TH 18:00 group-therapy") is None
