# pyright: reportUnnecessaryTypeIgnoreComment=true
"""What must not pass a type checker, and is refused at run time too.

Each wrong line carries what mypy calls it. Where mypy or pyright no longer sees anything wrong, the comment is one too
many, which is an error of its own: by ``warn_unused_ignores`` of mypy, and by the setting above of pyright.
"""

import attrs
import pytest

from iopmodel import (
    Attendance,
    Citation,
    Cycle,
    Dated,
    DaySpan,
    Episode,
    GroupTherapy,
    History,
    LevelOfCare,
    Minutes,
    Program,
    Range,
    Rule,
    Scope,
    Session,
    Standard,
    Track,
    WeeklyPattern,
    Weeks,
    catalogue,
    census,
    check,
    leave_needed,
    sessions,
    standards,
    step_down,
    take_home_ceiling,
    total_hours,
    totals,
    transition,
    weekly_hours,
)
from iopmodel.errors import IopModelError, WrongKind
from iopmodel.quantities import count_range, minutes, time_range
from tests.typing.examples import DAY, EPISODE, EVENINGS, IOP, PATHWAY, PROGRAM

NINE_HOURS, THREE_DAYS = Range(Minutes(540)), Range(3)
SOURCE = Citation("a contract")


def test_clinical_time_is_made_of_whole_minutes() -> None:
    with pytest.raises(WrongKind):
        Minutes("3")  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        Minutes(1.5)  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        Minutes.of_hours(1.5)  # type: ignore[arg-type]


def test_a_bare_number_is_no_time() -> None:
    with pytest.raises(WrongKind):
        minutes(50)  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        time_range(3)  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        Session(GroupTherapy(), time=50)  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        WeeklyPattern(time_per_week=9)  # type: ignore[arg-type]


def test_a_bare_number_is_no_length() -> None:
    with pytest.raises(WrongKind):
        Track("evening", length=8)  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        Cycle(8)  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        total_hours(PROGRAM, 8)  # type: ignore[arg-type]


def test_time_is_no_number() -> None:
    with pytest.raises(WrongKind):
        count_range(Minutes(3))  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        WeeklyPattern(days=Minutes(3))  # type: ignore[arg-type]


def test_units_do_not_mix() -> None:
    with pytest.raises(TypeError):
        repr(Minutes(60) + 30)  # type: ignore[operator]
    with pytest.raises(TypeError):
        repr(Minutes(60) + Weeks(1))  # type: ignore[operator]
    with pytest.raises(TypeError):
        repr(NINE_HOURS + THREE_DAYS)  # type: ignore[operator]
    with pytest.raises(TypeError):
        repr(Minutes(60) < Weeks(1))  # type: ignore[operator]
    with pytest.raises(TypeError):
        NINE_HOURS.within(THREE_DAYS)  # type: ignore[arg-type]


def test_a_range_has_ends_that_can_be_ordered() -> None:
    with pytest.raises(TypeError):
        Range(object())  # type: ignore[type-var]
    with pytest.raises(TypeError):
        Range.exactly(None)  # type: ignore[type-var]
    with pytest.raises(TypeError):
        Range()  # type: ignore[call-arg]


def test_a_value_never_changes() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Minutes(60).count = 61  # type: ignore[misc]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        NINE_HOURS.low = Minutes(1)  # type: ignore[misc]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        PROGRAM.name = "another"  # type: ignore[misc]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        EPISODE.stays = ()  # type: ignore[misc]


def test_a_session_is_of_a_component() -> None:
    with pytest.raises(WrongKind):
        Session("group-therapy")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Session(day="MO")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Session(GroupTherapy(), "MO")  # type: ignore[call-arg]
    with pytest.raises(WrongKind):
        Session(GroupTherapy(), every=2)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Session(GroupTherapy(), room=3)  # type: ignore[call-arg]


def test_weekdays_are_text() -> None:
    with pytest.raises(WrongKind):
        sessions(GroupTherapy(), ["MO", "WE"], "18:00-21:00")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        sessions(GroupTherapy())  # type: ignore[call-arg]


def test_a_component_has_its_own_fields() -> None:
    with pytest.raises(TypeError):
        GroupTherapy(class_size=8)  # type: ignore[call-arg]
    with pytest.raises(WrongKind):
        GroupTherapy(group_size=8.5)  # type: ignore[arg-type]


def test_a_program_is_of_a_program_type() -> None:
    with pytest.raises(TypeError):
        Program()  # type: ignore[call-arg]
    with pytest.raises(IopModelError):
        Program("evening-iop")  # type: ignore[arg-type]
    with pytest.raises(IopModelError):
        Program(catalogue.EVENING_IOP, tracks=Track("evening"))  # type: ignore[arg-type]


def test_what_is_counted_is_a_week_or_a_program() -> None:
    with pytest.raises(WrongKind):
        weekly_hours("evening-iop")  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        weekly_hours(EVENINGS)  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        weekly_hours(EPISODE)  # type: ignore[arg-type]


def test_a_check_names_bodies_and_a_day() -> None:
    with pytest.raises(TypeError):
        check(PROGRAM, against=[standards.MEDICARE])  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        check(PROGRAM, [standards.MEDICARE], on=DAY)  # type: ignore[call-arg]
    with pytest.raises(WrongKind):
        check(PROGRAM, against=standards.MEDICARE, on=DAY)  # type: ignore[arg-type]
    with pytest.raises(IopModelError):
        check(PROGRAM, against=["medicare"], on=DAY)  # type: ignore[list-item]
    with pytest.raises(WrongKind):
        check(PROGRAM, against=[standards.MEDICARE], on=2026)  # type: ignore[arg-type]


def test_a_rule_has_a_history_with_sources() -> None:
    with pytest.raises(TypeError):
        Rule(id="own.hours", measure="hours_per_week", history=History.of(Dated(NINE_HOURS, SOURCE)))  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Dated(NINE_HOURS)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Citation()  # type: ignore[call-arg]
    with pytest.raises(WrongKind):
        History([NINE_HOURS])  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        Standard("own", "Own", "rules")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Scope(levels=8)  # type: ignore[arg-type]


def test_a_level_is_no_text() -> None:
    with pytest.raises(WrongKind):
        step_down("partial-hospitalization")  # type: ignore[call-overload]
    with pytest.raises(IopModelError):
        transition("php", IOP)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        repr(LevelOfCare.INTENSIVE)  # type: ignore[attr-defined]


def test_a_step_from_a_level_chooses_among_no_types() -> None:
    with pytest.raises(WrongKind):
        step_down(IOP, among=[catalogue.EVENING_IOP])  # type: ignore[call-overload]


def test_an_episode_has_a_first_day() -> None:
    with pytest.raises(TypeError):
        Episode.of(PROGRAM)  # type: ignore[call-arg]
    with pytest.raises(IopModelError):
        Episode.of(catalogue.EVENING_IOP, first=DAY)  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        Episode.of(PATHWAY, first=20260202)  # type: ignore[arg-type]
    with pytest.raises(WrongKind):
        DaySpan(20260202, DAY)  # type: ignore[arg-type]


def test_a_question_about_an_episode_says_on_which_day() -> None:
    with pytest.raises(TypeError):
        totals(EPISODE)  # type: ignore[call-arg]
    with pytest.raises(IopModelError):
        census(EPISODE, on=DAY)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Attendance("A-17").record()  # type: ignore[call-arg]
    with pytest.raises(WrongKind):
        take_home_ceiling("20", on=DAY)  # type: ignore[arg-type]


def test_text_is_no_commitment() -> None:
    with pytest.raises(IopModelError):
        leave_needed(PROGRAM.tracks[0], "work")  # type: ignore[arg-type]
