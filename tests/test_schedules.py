import datetime as dt
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from pendulum import Time, WeekDay

from iopmodel.components import (
    Break,
    Component,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    MedicationAssistedTreatment,
)
from iopmodel.errors import DuplicateKey, NotAccepted, WrongKind
from iopmodel.lengths import Weeks
from iopmodel.populations import AttendedBy, Provider
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, clock_times, sessions
from iopmodel.spans import WeekSpan
from tests.refusal import refusal, wrong

GROUP = GroupTherapy()
HOUR = Range.exactly(Minutes(60))


def _group(**more: Any) -> Session:  # noqa: ANN401 - whatever the constructor takes
    return Session(GROUP, **more)


# What two of start, end and time say about the third


@pytest.mark.parametrize(
    "given",
    [
        {"start": "18:00", "end": "21:00"},
        {"start": "18:00", "time": "3 h"},
        {"end": "21:00", "time": "3 h"},
        {"start": "18:00", "end": "21:00", "time": "3 h"},
        {"start": "18:00", "end": "21:00", "time": "2 to 4 h"},
        {"start": dt.time(18), "end": Time(21), "time": Minutes(180)},
    ],
)
def test_two_of_start_end_and_time_tell_the_third(given: dict[str, Any]) -> None:
    session = _group(day="MO", **given)
    assert session == _group(day="MO", start="18:00", end="21:00")
    assert (session.start, session.end, session.time) == (Time(18), Time(21), Range.exactly(Minutes(180)))
    assert repr(session) == "Session(GroupTherapy(), day='MO', start='18:00', time=Minutes(180))"
    assert session.is_timed


@pytest.mark.parametrize(
    ("given", "start", "end"),
    [
        ({"start": "22:00", "end": "02:00"}, Time(22), Time(2)),
        ({"start": "22:00", "time": "4 h"}, Time(22), Time(2)),
        ({"end": "02:00", "time": "4 h"}, Time(22), Time(2)),
        ({"start": "20:00", "end": "00:00"}, Time(20), Time(0)),
        ({"end": "00:00", "time": "4 h"}, Time(20), Time(0)),
        ({"start": "00:00", "time": "4 h"}, Time(0), Time(4)),
    ],
)
def test_an_end_before_the_start_is_past_midnight(given: dict[str, Any], start: Time, end: Time) -> None:
    session = _group(day="MO", **given)
    assert (session.start, session.end, session.time) == (start, end, Range.exactly(Minutes(240)))


@pytest.mark.parametrize(
    ("given", "start", "end"),
    [
        ({"start": "18:00"}, Time(18), None),
        ({"end": "18:00"}, None, Time(18)),
        ({"start": "18:00", "time": "1 to 2 h"}, Time(18), None),
        ({"end": "18:00", "time": "1 to 2 h"}, None, Time(18)),
        ({"end": "01:00", "time": "90 min to 2 h"}, None, Time(1)),
        ({"end": "01:00", "time": "at most 1 h"}, None, Time(1)),
        ({"end": "00:00", "time": "at most 1 h"}, None, Time(0)),
        ({"start": "18:00", "time": "0 min"}, Time(18), None),
        ({"end": "18:00", "time": "0 min"}, None, Time(18)),
    ],
)
def test_what_is_not_known_stays_away(given: dict[str, Any], start: Time | None, end: Time | None) -> None:
    session = _group(day="MO", **given)
    assert (session.start, session.end) == (start, end)
    assert not session.is_timed


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"start": "18:00", "end": "18:00"},
            'session end: expected an end that differs from the start, got "18:00:00"',
        ),
        (
            {"start": "18:00", "end": "21:00", "time": "2 h"},
            'session time: expected 3 h, as its clock times say, got "2 h"',
        ),
        (
            {"start": "18:00", "time": "24 h"},
            'session time: expected less than 24 h for a session with a clock time, got "24 h"',
        ),
        (
            {"end": "18:00", "time": "1 to 30 h"},
            'session time: expected less than 24 h for a session with a clock time, got "1 h to 30 h"',
        ),
        (
            {"start": "18:00", "time": "at least 25 h"},
            'session time: expected less than 24 h for a session with a clock time, got "at least 25 h"',
        ),
        (
            {"end": "01:00", "time": "30 to 90 min"},
            (
                "session time: expected at most 1 h or more than that, so that it begins on one side of midnight, "
                'got "30 min to 1 h 30 min"'
            ),
        ),
        (
            {"end": "01:00", "time": "at least 30 min"},
            (
                "session time: expected at most 1 h or more than that, so that it begins on one side of midnight, "
                'got "at least 30 min"'
            ),
        ),
    ],
)
def test_clock_times_and_time_that_contradict_each_other_are_refused(given: dict[str, Any], message: str) -> None:
    assert refusal(NotAccepted, lambda: _group(day="MO", **given)) == message


@pytest.mark.parametrize(
    ("end", "time"),
    [("01:00", "under 62 min"), ("01:00", "60 to 90 min"), ("00:01", "at most 30 min"), ("01:00", "at least 30 min")],
)
def test_a_session_of_known_end_that_may_begin_on_either_side_of_midnight_is_refused(end: str, time: str) -> None:
    with pytest.raises(NotAccepted, match="so that it begins on one side of midnight"):
        _group(day="MO", end=end, time=time)


@pytest.mark.parametrize(
    ("end", "time"), [("01:00", "under 61 min"), ("01:00", "30 to 60 min"), ("01:00", "61 to 90 min")]
)
def test_a_session_of_known_end_that_begins_on_one_side_of_midnight_is_taken(end: str, time: str) -> None:
    assert _group(day="MO", end=end, time=time).start is None


def test_a_session_of_a_day_or_more_has_no_clock_time() -> None:
    assert _group(day="SA", time="36 h").time == Range.exactly(Minutes(36 * 60))


# How often


def test_a_session_falls_once_a_week_unless_something_else_is_said() -> None:
    assert _group().per_week == _group(day="MO").per_week == Range(1, 1)
    assert _group(total=8).per_week == _group(per_month=2).per_week == Range[int](0)
    assert _group(day="MO", total=8).per_week == Range(1, 1)
    assert _group(per_week="not stated").per_week == Range[int](0)


def test_the_first_week_says_nothing_about_a_session_of_every_week() -> None:
    assert _group(first=3) == _group()
    assert _group(first=3, every=Weeks(2)).first == 3


def test_a_family_session_is_for_both_and_any_other_for_the_patient_unless_said_otherwise() -> None:
    assert Session(FamilyTherapy()).attended_by is AttendedBy.BOTH
    assert Session(FamilyTherapy(), attended_by="family").attended_by is AttendedBy.FAMILY
    assert _group().attended_by is AttendedBy.PATIENT


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"day": "MO", "per_week": 3},
            'sessions a week: expected one for each weekday named; repeat the session, got "3"',
        ),
        (
            {"day": "MO", "per_week": 3, "total": 8},
            'sessions a week: expected one for each weekday named; repeat the session, got "3"',
        ),
        (
            {"nth": 2},
            "weekday of the month: expected a weekday with it, such as day='SU', nth=2, got 2",
        ),
        (
            {"day": "MO", "nth": 2, "every": Weeks(2)},
            'cadence: expected one of every, nth and per_month, got "more than one"',
        ),
        (
            {"per_month": 2, "every": Weeks(2)},
            'cadence: expected one of every, nth and per_month, got "more than one"',
        ),
        (
            {"day": "MO", "per_month": 2},
            'sessions a month: expected no weekday with it; use nth for a weekday, got "2"',
        ),
        (
            {"per_week": 3, "per_month": 2},
            'sessions a week: expected no number a week beside one a month, got "3"',
        ),
        (
            {"every": Weeks(2), "first": 9, "weeks": (1, 8)},
            "first week of the cadence: expected a week among weeks 1 to 8, got 9",
        ),
        ({"every": Weeks(0)}, 'cadence: expected every 1 to 104 weeks, got "0 weeks"'),
        ({"every": Weeks(105)}, 'cadence: expected every 1 to 104 weeks, got "105 weeks"'),
        ({"first": 0}, "first week of the cadence: expected a whole number of at least 1, got 0"),
        ({"per_day": 0}, "sessions on one day: expected a whole number of at least 1, got 0"),
        ({"day": "MO", "nth": 0}, "weekday of the month: expected a whole number of at least 1, got 0"),
        ({"day": "MO", "nth": 6}, "weekday of the month: expected 1 to 5, or -1 for the last, got 6"),
    ],
)
def test_two_ways_to_say_how_often_are_refused(given: dict[str, Any], message: str) -> None:
    assert refusal(NotAccepted, lambda: _group(**given)) == message


@pytest.mark.parametrize(
    "given", [{"every": Weeks(1)}, {"every": Weeks(104)}, *({"day": "MO", "nth": nth} for nth in (-1, 1, 5))]
)
def test_a_cadence_of_up_to_two_years_and_each_weekday_of_a_month_is_taken(given: dict[str, Any]) -> None:
    session = _group(**given)
    assert {name: getattr(session, name) for name in ("every", "nth") if name in given} == {
        name: value for name, value in given.items() if name != "day"
    }


def test_a_weekday_of_the_month_is_not_counted_from_the_last_but_one() -> None:
    assert refusal(NotAccepted, lambda: _group(day="MO", nth=-2)) == (
        "weekday of the month: expected a whole number of at least 1, got -2"
    )


def test_the_first_week_of_a_session_of_every_week_may_lie_outside_its_weeks() -> None:
    assert _group(first=3, weeks=(5, 16)).first is None


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Session(wrong("group")),
            'session: expected a component such as GroupTherapy(), got "group" (str)',
        ),
        (
            lambda: _group(every=2),
            "cadence: expected Weeks, such as Weeks(2) for every second week, got 2 (int)",
        ),
        (lambda: _group(time=60), None),
        (lambda: _group(day=1), None),
    ],
)
def test_values_of_another_kind_are_refused(make: Callable[[], object], message: str | None) -> None:
    assert message is None or refusal(WrongKind, make) == message
    with pytest.raises(WrongKind):
        make()


# Overlaps


@pytest.mark.parametrize(
    ("one", "other", "may", "certainly"),
    [
        ({"start": "18:00", "end": "19:00"}, {"start": "18:30", "end": "20:00"}, True, True),
        ({"start": "18:00", "end": "19:00"}, {"start": "19:00", "end": "20:00"}, False, False),
        ({"start": "18:00", "end": "19:00"}, {"start": "18:30", "time": "0 to 60 min"}, True, False),
        ({"start": "18:00", "end": "19:00"}, {"start": "18:30"}, True, False),
        ({"start": "18:00", "end": "19:00"}, {"start": "19:00"}, False, False),
        ({"start": "18:00", "end": "19:00"}, {"end": "18:30"}, True, False),
        ({"start": "18:00", "end": "19:00"}, {"end": "19:30", "time": "at most 30 min"}, False, False),
        ({"start": "18:00", "end": "19:00"}, {"end": "19:30", "time": "under 31 min"}, False, False),
        ({"start": "18:00", "end": "19:00"}, {"end": "19:30", "time": "40 min to 1 h"}, True, True),
        ({"start": "23:00", "end": "01:00"}, {"end": "00:30", "time": "40 min to 1 h"}, True, True),
        ({"start": "23:00", "end": "01:00"}, {"start": "00:00", "end": "01:00"}, False, False),
        ({"start": "00:00", "end": "01:00"}, {"end": "00:30", "time": "40 min to 1 h"}, False, False),
        ({"start": "18:00", "end": "19:00"}, {"start": "18:00", "time": "0 min"}, False, False),
        ({"start": "18:00", "end": "19:00"}, {"time": "1 h"}, False, False),
        ({"start": "18:00", "end": "19:00"}, {}, False, False),
        ({"end": "19:00"}, {"end": "02:00"}, True, False),
        ({"start": "08:00", "end": "09:00"}, {"end": "10:00"}, True, False),
        ({"start": "20:00", "end": "21:00"}, {"end": "00:00"}, True, False),
        ({"start": "00:00", "end": "00:01"}, {"end": "10:00"}, True, False),
        ({"start": "10:00", "end": "11:00"}, {"end": "10:00", "time": "30 to 45 min"}, False, False),
    ],
)
def test_sessions_on_one_day_overlap_where_their_clock_times_meet(
    one: dict[str, Any], other: dict[str, Any], *, may: bool, certainly: bool
) -> None:
    left, right = _group(day="MO", **one), _group(day="MO", **other)
    assert left.may_overlap(right) is right.may_overlap(left) is may
    assert left.certainly_overlaps(right) is right.certainly_overlaps(left) is certainly


def test_sessions_on_two_days_or_without_a_day_do_not_overlap() -> None:
    monday = _group(day="MO", start="18:00", end="19:00")
    for other in (attrs.evolve(monday, day=WeekDay.TUESDAY), attrs.evolve(monday, day=None)):
        assert not monday.may_overlap(other)
        assert not other.certainly_overlaps(monday)
        assert not other.may_overlap(other) or other.day is not None


# What people read


@pytest.mark.parametrize(
    ("given", "name", "when"),
    [
        ({}, "group therapy", "by arrangement"),
        ({"day": "MO"}, "Mon group therapy", "Mon"),
        ({"day": "MO", "start": "18:00", "end": "21:00"}, "Mon group therapy", "Mon 18:00-21:00"),
        ({"day": "MO", "start": "18:00"}, "Mon group therapy", "Mon from 18:00"),
        ({"day": "MO", "end": "21:00", "label": "core group"}, "Mon core group", "Mon to 21:00"),
        ({"start": "18:00"}, "group therapy", "from 18:00"),
    ],
)
def test_a_session_has_a_name_and_a_time_for_people(given: dict[str, Any], name: str, when: str) -> None:
    assert (_group(**given).name, _group(**given).when) == (name, when)


@pytest.mark.parametrize(
    ("session", "words"),
    [
        (_group(), "by arrangement: group therapy"),
        (_group(day="MO", start="18:00", end="21:00"), "Mon 18:00-21:00: group therapy, 3 h"),
        (_group(day="MO", label="core group", time="2 to 3 h"), "Mon: core group (group therapy), 2 h to 3 h"),
    ],
)
def test_a_session_is_written_for_people(session: Session, words: str) -> None:
    assert str(session) == words


@pytest.mark.parametrize(
    ("session", "code"),
    [
        (
            Session(MedicationAssistedTreatment(visit="dosing"), time="15 min"),
            "Session(MedicationAssistedTreatment(visit=MedicationVisit.DOSING), time=Minutes(15))",
        ),
        (
            Session(GroupTherapy("anger", modality="dialectical behavioral"), per_week="2 to 3"),
            "Session(GroupTherapy('anger', modality=Modality.DIALECTICAL_BEHAVIORAL), per_week=Range(2, 3))",
        ),
        (
            _group(day="SA", end="12:00", every=Weeks(2), first=1, optional=True, provider="nurse", key="sat"),
            (
                "Session(GroupTherapy(), day='SA', end='12:00', every=Weeks(2), first=1, optional=True, "
                "provider=Provider.NURSE, key='sat')"
            ),
        ),
        (_group(weeks="5 to 16", total=3), "Session(GroupTherapy(), total=3, weeks=WeekSpan(first=5, last=16))"),
        (Session(FamilyTherapy(), day="SU", nth=-1), "Session(FamilyTherapy(), day='SU', nth=-1)"),
    ],
)
def test_a_session_is_written_as_the_code_that_makes_it(session: Session, code: str) -> None:
    assert repr(session) == code


def test_a_session_without_minutes_keeps_its_end_in_its_code() -> None:
    assert repr(_group(day="MO", end="10:00", time="0 min")) == (
        "Session(GroupTherapy(), day='MO', end='10:00', time=Minutes(0))"
    )


# Several at once


def test_one_session_is_made_for_each_day() -> None:
    assert sessions(GROUP, "MO,WE", "18:00-21:00", key="core", label="core") == (
        _group(day="MO", start="18:00", end="21:00", key="core-MO", label="core"),
        _group(day="WE", start="18:00", end="21:00", key="core-WE", label="core"),
    )
    assert sessions(GROUP, WeekDay.MONDAY, time="1 h", key="core") == (_group(day="MO", time="1 h", key="core"),)
    assert sessions(GROUP, "MO", "18:00-")[0].when == "Mon from 18:00"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("18:00-21:00", {"start": Time(18), "end": Time(21)}),
        (" 18:00 - 21:00 ", {"start": Time(18), "end": Time(21)}),
        ("18:00-", {"start": Time(18)}),
        ("-21:00", {"end": Time(21)}),
    ],
)
def test_clock_times_are_read_from_text(text: str, found: dict[str, Time]) -> None:
    assert clock_times(text) == found


@pytest.mark.parametrize("text", ["18:00", "-", "", "noon"])
def test_text_without_clock_times_is_refused(text: str) -> None:
    allowed = "times such as 18:00-21:00, or 18:00- when only the start is known"
    assert refusal(NotAccepted, lambda: clock_times(text)) == f'clock times: expected {allowed}, got "{text}"'


def test_days_and_clock_times_that_cannot_be_read_are_refused() -> None:
    assert (
        refusal(NotAccepted, lambda: sessions(GROUP, "MO,XX", "18:00-21:00"))
        == 'weekday: expected a weekday such as MO, Mon or Monday, got "XX"'
    )
    assert (
        refusal(NotAccepted, lambda: sessions(GROUP, "MO", "18:00-25:00"))
        == 'time of day: expected a time such as 18:00, got "25:00"'
    )


# A week of them


def test_a_schedule_holds_its_sessions_in_one_order() -> None:
    late, early = _group(day="MO", start="20:00", end="21:00"), _group(day="MO", start="18:00", end="19:00")
    loose, untimed = _group(time="1 h"), _group(day="MO", time="1 h")
    schedule = WeeklySchedule([loose, late, untimed, early])
    assert list(schedule) == [early, late, untimed, loose]
    assert len(schedule) == 4
    assert repr(WeeklySchedule([untimed])) == "WeeklySchedule([Session(GroupTherapy(), day='MO', time=Minutes(60))])"


def test_sessions_at_one_place_have_one_order_too() -> None:
    one, other = _group(day="MO", label="a"), _group(day="MO", label="b")
    assert WeeklySchedule([one, other]) == WeeklySchedule([other, one])
    assert WeeklySchedule([one, other, one]) == WeeklySchedule([one, one, other]) != WeeklySchedule([one, other])


def test_a_schedule_without_sessions_is_a_week_with_nothing_in_it() -> None:
    assert WeeklySchedule() == WeeklySchedule([])
    assert len(WeeklySchedule()) == 0


def test_two_sessions_with_one_key_are_refused() -> None:
    twice = [_group(key="core"), Session(Break(), key="core")]
    expected = "two sessions have the key 'core'; a key names one session, so rename one of them"
    assert refusal(DuplicateKey, lambda: WeeklySchedule(twice)) == expected


def test_sessions_with_keys_of_their_own_stand_side_by_side() -> None:
    schedule = WeeklySchedule([_group(key="core"), Session(Break(), key="pause"), Session(Break())])
    assert {each.key for each in schedule} == {"core", "pause", None}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            [GROUP],
            (
                "weekly schedule: expected sessions; put * before sessions(...) inside a list, "
                "got GroupTherapy(topic='', modality=None, group_size=Range(0)) (GroupTherapy)"
            ),
        ),
        (
            [sessions(GROUP, "MO")],
            (
                "weekly schedule: expected sessions; put * before sessions(...) inside a list, "
                "got (Session(GroupTherapy(), day='MO'),) (tuple)"
            ),
        ),
        (
            _group(day="MO"),
            (
                "weekly schedule: expected several sessions, such as [Session(...)] or sessions(...), "
                "got Session(GroupTherapy(), day='MO') (Session)"
            ),
        ),
    ],
)
def test_a_schedule_takes_only_sessions(given: object, message: str) -> None:
    assert refusal(WrongKind, lambda: WeeklySchedule(wrong(given))) == message


# Other fields


def test_a_session_keeps_whatever_else_is_said() -> None:
    session = _group(weeks=(5, 16), provider="therapist", label="core", key="k", optional=True, per_day=2, per_week=8)
    assert (session.weeks, session.provider, session.label) == (WeekSpan(5, 16), Provider.THERAPIST, "core")
    assert (session.key, session.optional, session.per_day, session.per_week) == ("k", True, 2, Range(8, 8))
    assert _group(provider="art teacher").provider == "art teacher"


def test_a_component_of_ones_own_is_a_session_like_any_other() -> None:
    @attrs.frozen(str=False)
    class Yoga(Component):
        kind = "yoga"
        name = "yoga"

    assert Session(Yoga(), day="MO").name == "Mon yoga"
    assert Session(IndividualTherapy("trauma")).name == "individual therapy: trauma"
