"""Values as code: evaluating it with the names of the library gives the value again."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import iopmodel
from iopmodel import (
    ASAM_3RD_EDITION,
    Closure,
    GroupTherapy,
    LevelOfCare,
    Minutes,
    Program,
    Range,
    Session,
    Track,
    WeeklySchedule,
    Weeks,
    attendance_records,
    catalogue,
    commitments,
    lengths,
    overrides,
    sessions,
    spans,
    standards,
)
from iopmodel._days import Date
from iopmodel._hypothesis import PLURALS, UNWRITTEN
from iopmodel.python_code import python_code

NAMES: dict[str, Any] = {
    name: value
    for module in (attendance_records, commitments, lengths, overrides, spans, iopmodel)
    for name, value in vars(module).items()
} | {"datetime": dt, "Date": Date}
WRITTEN = [kind for kind in PLURALS if kind not in UNWRITTEN]


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_code_makes_the_value_again(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    code = python_code(value)
    assert eval(code, dict(NAMES)) == value, code  # noqa: S307 - its own code


EVENINGS = sessions(GroupTherapy(), "MO,WE", "18:00-21:00")
ALONE = Session(GroupTherapy(), time=Minutes(60))
MONDAY = Session(GroupTherapy(), day="MO", start="18:00", time="90 min")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (MONDAY, "Session(GroupTherapy(), day='MO', start='18:00', time=Minutes(90))"),
        (LevelOfCare.PARTIAL_HOSPITALIZATION, "LevelOfCare.PARTIAL_HOSPITALIZATION"),
        (ASAM_3RD_EDITION.level("2.1"), "ASAM_3RD_EDITION.level('2.1')"),
        (LevelOfCare("my-level", "My level", "own"), "LevelOfCare('my-level', 'My level', 'own')"),
        (catalogue.EVENING_IOP, "catalogue.EVENING_IOP"),
        (standards.MEDICARE, "standards.MEDICARE"),
        (Range.exactly(Weeks(8)), "Range(Weeks(8), Weeks(8))"),
        (Closure(["2026-02-16"], "storm"), "Closure(['2026-02-16'], 'storm')"),
        (WeeklySchedule([*EVENINGS]), "WeeklySchedule([*sessions(GroupTherapy(), 'MO,WE', '18:00-21:00')])"),
        (WeeklySchedule([ALONE]), "WeeklySchedule([Session(GroupTherapy(), time=Minutes(60))])"),
    ],
)
def test_code_is_what_a_person_would_write(value: object, code: str) -> None:
    assert python_code(value) == code


def test_sessions_that_stand_twice_are_written_twice() -> None:
    week = WeeklySchedule([MONDAY, MONDAY])
    assert python_code(week).count(python_code(MONDAY)) == 2


def test_long_code_stands_on_several_lines() -> None:
    tracks = [Track(f"track {number}", WeeklySchedule([])) for number in range(5)]
    lines = python_code(Program(catalogue.EVENING_IOP, tracks=tracks)).splitlines()
    assert lines[:4] == ["Program(", "    catalogue.EVENING_IOP,", "    tracks=[", "        Track('track 0', []),"]
    assert lines[-2:] == ["    ],", ")"]
