"""The converter: the same documents by way of somebody's own, and the text that stands for a value."""

from typing import cast

import cattrs
import pytest

from iopmodel import catalogue
from iopmodel._days import Date, Time
from iopmodel.citations import Citation, Mark
from iopmodel.components import GroupTherapy
from iopmodel.interop.documents import configure, make_converter
from iopmodel.lengths import Weeks, WithoutEnd
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, GENERAL, LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Population, Setting
from iopmodel.programs import Description, Program, ProgramType, Track
from iopmodel.quantities import Minutes
from iopmodel.schedules import WeeklySchedule, sessions
from iopmodel.spans import DaySpan, WeekSpan

SAMPLES: list[tuple[object, object]] = [
    (Time(18, 0), "18:00"),
    (Date(2026, 2, 2), "2026-02-02"),
    (WeekSpan(9), "9 on"),
    (Weeks(2), "2 weeks"),
    (Minutes(90), "1 h 30 min"),
    (Setting.VIRTUAL, "virtual"),
    (Mark.PRIMARY, "primary"),
    (DaySpan("2026-06-15", "2026-08-31"), {"first": "2026-06-15", "until": "2026-08-31"}),
    (Citation("42 CFR 410.44"), "42 CFR 410.44"),
    (
        Citation("a page", url="https://example.org", mark=Mark.PRIMARY, checked_on="2026-02-02"),
        {"text": "a page", "url": "https://example.org", "mark": "primary", "checked_on": "2026-02-02"},
    ),
    (Population("adult"), "adult"),
    (Population("adult", "18 to 64"), {"key": "adult", "ages": "18 to 64"}),
    (Population(ages="at least 18"), {"ages": "at least 18"}),
    (LevelOfCare.INTENSIVE_OUTPATIENT, "intensive-outpatient"),
    (ASAM_3RD_EDITION.level("2.1"), {"system": "asam-3rd-edition", "key": "2.1"}),
    (LevelOfCare("A1", "first", "ours"), {"system": "ours", "key": "A1", "name": "first"}),
    (LevelOfCare("A1"), {"system": "general", "key": "A1", "name": ""}),
    (catalogue.EVENING_IOP, "evening-iop"),
    (
        ProgramType("own", "Own", LevelOfCare.OUTPATIENT, focus="substance-use", settings=["virtual"]),
        {
            "key": "own",
            "name": "Own",
            "level": "outpatient",
            "focus": ["substance-use"],
            "settings": ["virtual"],
        },
    ),
    (
        Description(
            citation=Citation("a page"),
            week=WeeklyPattern(days="3 to 5", part_of_day="evening"),
            length=WithoutEnd(),
            published_as=(("days_per_week", "page.days"),),
        ),
        {
            "citation": "a page",
            "pattern": {"days": "3 to 5", "part_of_day": "evening"},
            "length": "without end",
            "published_as": [["days_per_week", "page.days"]],
        },
    ),
    (
        WeeklySchedule(sessions(GroupTherapy("x"), "MO,WE", "18:00-19:00")),
        [{"component": "group-therapy", "topic": "x", "days": "MO,WE", "time": "18:00-19:00"}],
    ),
]


def _plain(value: object) -> object:
    """Lists for tuples, as JSON has them."""
    match value:
        case dict():
            return {key: _plain(each) for key, each in cast("dict[str, object]", value).items()}
        case list() | tuple():
            return [_plain(each) for each in cast("list[object]", value)]
        case _:
            return value


@pytest.mark.parametrize(("value", "written"), SAMPLES, ids=range(len(SAMPLES)))
def test_a_value_is_written_and_read(value: object, written: object) -> None:
    converter = make_converter()
    assert _plain(converter.unstructure(value)) == written
    assert converter.structure(written, type(value)) == value


@pytest.mark.parametrize("level", [*GENERAL.levels, *ASAM_3RD_EDITION.levels, *ASAM_4TH_EDITION.levels], ids=str)
def test_a_level_of_a_known_ladder_needs_no_name(level: LevelOfCare) -> None:
    converter = make_converter()
    written = converter.unstructure(level)
    assert "name" not in written
    assert converter.structure(written, LevelOfCare) == level


@pytest.mark.parametrize("written", ["Intensive Outpatient", "intensive outpatient", "INTENSIVE_OUTPATIENT"])
def test_a_level_may_be_named_as_people_do(written: str) -> None:
    assert make_converter().structure(written, LevelOfCare) == LevelOfCare.INTENSIVE_OUTPATIENT


def test_a_level_of_another_system_needs_no_name() -> None:
    written = {"system": "ours", "key": "A1"}
    assert make_converter().structure(written, LevelOfCare) == LevelOfCare("A1", "", "ours")


def test_a_converter_of_ones_own_learns_the_same() -> None:
    converter = cattrs.Converter()
    configure(converter)
    program = Program(catalogue.EVENING_IOP, tracks=[Track("evening", sessions(GroupTherapy(), "MO", "18:00-"))])
    assert converter.unstructure(program) == make_converter().unstructure(program)
    assert converter.structure(_plain(converter.unstructure(program)), Program) == program
