"""Sessions in a document: one table for all weekdays, the clock in one text, the week as sessions or pattern."""

from typing import Any

import pytest

from iopmodel.components import FamilyTherapy, GroupTherapy, IndividualTherapy, MedicationAssistedTreatment
from iopmodel.interop.documents import make_converter
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Phase, Track
from iopmodel.schedules import Session, WeeklySchedule, sessions

WEEKS: list[tuple[list[Session], list[dict[str, Any]]]] = [
    (
        [*sessions(GroupTherapy("a"), "WE,MO", "18:00-19:00"), *sessions(GroupTherapy("b"), "MO", "18:00-19:00")],
        [
            {"component": "group-therapy", "topic": "a", "days": "MO,WE", "time": "18:00-19:00"},
            {"component": "group-therapy", "topic": "b", "days": "MO", "time": "18:00-19:00"},
        ],
    ),
    (
        [*sessions(GroupTherapy(), "MO,TU", "18:00-19:00"), *sessions(GroupTherapy(), "MO", "18:00-19:00")],
        [
            {"component": "group-therapy", "days": "MO,TU", "time": "18:00-19:00"},
            {"component": "group-therapy", "days": "MO", "time": "18:00-19:00"},
        ],
    ),
    ([Session(IndividualTherapy())] * 2, [{"component": "individual-therapy"}] * 2),
    ([Session(IndividualTherapy(), start="9:00")], [{"component": "individual-therapy", "start": "09:00"}]),
    (
        [Session(IndividualTherapy(), end="9:00", time="45 to 60 min")],
        [{"component": "individual-therapy", "end": "09:00", "time": "45 min to 1 h"}],
    ),
    (
        [Session(IndividualTherapy(), start="9:00", time="0 min")],
        [{"component": "individual-therapy", "start": "09:00", "time": "0 h"}],
    ),
    (
        [Session(IndividualTherapy(), start="22:00", end="1:00")],
        [{"component": "individual-therapy", "time": "22:00-01:00"}],
    ),
    (
        [Session(FamilyTherapy(with_whom="couple"), day="SU", nth=-1, attended_by="family", provider="therapist")],
        [
            {
                "component": "family-therapy",
                "with_whom": "couple",
                "days": "SU",
                "nth": -1,
                "attended_by": "family",
                "provider": "therapist",
            }
        ],
    ),
    (
        [Session(MedicationAssistedTreatment("methadone", "dosing"), per_week="not stated", weeks="5 to 16", key="d")],
        [
            {
                "component": "medication-assisted-treatment",
                "medication": "methadone",
                "visit": "dosing",
                "per_week": "not stated",
                "weeks": "5 to 16",
                "key": "d",
            }
        ],
    ),
    (
        [Session(IndividualTherapy(), per_week="1 to 2", per_day=1, every=Weeks(2), optional=True, label="one to one")],
        [
            {
                "component": "individual-therapy",
                "per_week": "1 to 2",
                "per_day": 1,
                "every": "2 weeks",
                "optional": True,
                "label": "one to one",
            }
        ],
    ),
    ([Session(IndividualTherapy(), per_month=2)], [{"component": "individual-therapy", "per_month": 2}]),
    ([Session(IndividualTherapy(), total="at most 3")], [{"component": "individual-therapy", "total": "at most 3"}]),
]  # fmt: skip


@pytest.mark.parametrize(("held", "rows"), WEEKS, ids=range(len(WEEKS)))
def test_a_week_is_written_in_few_tables_and_read_from_them(held: list[Session], rows: list[dict[str, Any]]) -> None:
    converter, week = make_converter(), WeeklySchedule(held)
    assert converter.unstructure(week) == rows
    assert converter.structure(rows, WeeklySchedule) == week


def test_equal_sessions_stand_in_as_few_tables_as_there_are_on_their_fullest_day() -> None:
    groups = [session for days in ("MO,TU,WE", "MO,WE", "WE", "TU,WE") for session in sessions(GroupTherapy(), days)]
    rows: list[dict[str, Any]] = make_converter().unstructure(WeeklySchedule(groups))
    assert [row["days"] for row in rows] == ["MO,TU,WE", "MO,TU,WE", "WE", "WE"]
    assert make_converter().structure(rows, WeeklySchedule) == WeeklySchedule(groups)


def test_a_key_on_several_weekdays_gets_the_weekday_after_it() -> None:
    row = {"component": "group-therapy", "days": "MO,WE", "time": "18:00-", "key": "group"}
    week = make_converter().structure([row], WeeklySchedule)
    assert week == WeeklySchedule(sessions(GroupTherapy(), "MO,WE", "18:00-", key="group"))
    assert [each.key for each in week] == ["group-MO", "group-WE"]


def test_a_key_on_one_weekday_stays_as_it_is() -> None:
    row = {"component": "group-therapy", "days": "Monday", "key": "group"}
    (session,) = make_converter().structure([row], WeeklySchedule)
    assert session.key == "group"


def test_the_kind_of_a_component_may_be_written_as_people_do() -> None:
    (session,) = make_converter().structure([{"component": "Group therapy"}], WeeklySchedule)
    assert session.component == GroupTherapy()


@pytest.mark.parametrize(
    ("week", "written"),
    [
        (WeeklyPattern(), {}),
        (WeeklyPattern(days="3 to 5"), {"pattern": {"days": "3 to 5"}}),
        (WeeklySchedule(), {"sessions": []}),
        (WeeklySchedule([Session(IndividualTherapy())]), {"sessions": [{"component": "individual-therapy"}]}),
    ],
)
def test_a_week_is_sessions_or_a_pattern_or_nothing(
    week: WeeklySchedule | WeeklyPattern, written: dict[str, object]
) -> None:
    converter = make_converter()
    track, phase = Track("evening", week), Phase(LevelOfCare.OUTPATIENT, week)
    assert converter.unstructure(track) == {"name": "evening", **written}
    assert converter.unstructure(phase) == {"level": "outpatient", **written}
    assert converter.structure({"name": "evening", **written}, Track) == track
    assert converter.structure({"level": "outpatient", **written}, Phase) == phase
