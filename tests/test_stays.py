import datetime as dt
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from pendulum import Date

from iopmodel import catalogue
from iopmodel.components import GroupTherapy
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, WrongKind
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Program, ProgramType, Track
from iopmodel.quantities import Range
from iopmodel.schedules import WeeklySchedule, sessions
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay, stay_in, stays_in_order, type_keys
from tests.refusal import refusal, wrong

IOP = LevelOfCare.INTENSIVE_OUTPATIENT
EVENING = WeeklySchedule(sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))


def _stay(first: dt.date | str = "2026-02-02", until: dt.date | str | None = "2026-03-30", **more: Any) -> Stay:  # noqa: ANN401 - whatever the constructor takes
    given: dict[str, Any] = {"first": first, "until": until, "week": EVENING, "level": IOP}
    return Stay(**(given | more))


def test_a_stay_stops_before_its_end() -> None:
    stay = _stay()
    assert stay.days == 56
    assert [stay.holds(Date(2026, 2, day)) for day in (1, 2)] == [False, True]
    assert [stay.holds(Date(2026, 3, day)) for day in (29, 30)] == [True, False]


def test_a_stay_without_a_planned_end_holds_every_later_day() -> None:
    stay = _stay(until=None)
    assert stay.days is None
    assert stay.holds(Date(2199, 1, 1))
    assert not stay.holds(Date(2026, 2, 1))


def test_a_stay_has_at_least_one_day() -> None:
    assert _stay(until="2026-02-03").days == 1
    assert refusal(NotAccepted, lambda: _stay(until="2026-02-02")) == (
        "stay: expected at least one day: who comes and leaves on one day stays until the next, "
        'got "2026-02-02 until 2026-02-02"'
    )
    assert refusal(EndsBeforeItStarts, lambda: _stay(until="2026-02-01")) == (
        "stay: it would run from 2026-02-02 to 2026-02-01; give the smaller one first"
    )


def test_program_weeks_are_seven_days_from_the_first_day() -> None:
    stay = _stay("2026-02-04")
    weeks = [stay.program_week(Date(2026, 2, day)) for day in (4, 10, 11, 17, 18)]
    assert weeks == [1, 1, 2, 2, 3]


def test_who_joins_a_running_program_joins_its_weeks() -> None:
    stay = _stay("2026-02-11", weeks_from="2026-02-02", first_week=3)
    assert stay.program_week(Date(2026, 2, 11)) == 4
    assert stay.program_week(Date(2026, 2, 16)) == 5
    assert refusal(NotAccepted, lambda: _stay(weeks_from="2026-02-03")) == (
        'first day of the program\'s weeks: expected a day up to 2026-02-02, on which the stay begins, got "2026-02-03"'
    )


def test_program_weeks_are_counted_from_one() -> None:
    assert refusal(NotAccepted, lambda: _stay(first_week=0)).startswith("first week: ")


def test_a_track_is_always_open_unless_days_are_named() -> None:
    summer = _stay(open_on=(DaySpan("2026-02-02", "2026-02-09"), DaySpan("2026-03-02", "2026-03-09")))
    days = (Date(2026, 2, 8), Date(2026, 2, 9), Date(2026, 3, 1), Date(2026, 3, 2))
    assert [summer.is_open(day.toordinal()) for day in days] == [True, False, False, True]
    assert all(_stay().is_open(day.toordinal()) for day in days)


def test_a_part_of_a_stay_keeps_its_program_weeks() -> None:
    part = _stay().within(Date(2026, 2, 18), Date(2026, 3, 4))
    assert (part.first, part.until, part.weeks_from) == (Date(2026, 2, 18), Date(2026, 3, 4), Date(2026, 2, 2))
    assert part.program_week(Date(2026, 2, 18)) == 3


@pytest.mark.parametrize(
    ("stay_until", "first", "until", "expected"),
    [
        ("2026-03-30", "2026-01-01", "2026-12-31", ("2026-02-02", "2026-03-30")),
        ("2026-03-30", "2026-01-01", None, ("2026-02-02", "2026-03-30")),
        (None, "2026-02-09", None, ("2026-02-09", None)),
        (None, "2026-02-09", "2026-02-16", ("2026-02-09", "2026-02-16")),
    ],
)
def test_a_part_never_reaches_beyond_the_stay(
    stay_until: str | None, first: str, until: str | None, expected: tuple[str, str | None]
) -> None:
    day = Date.fromisoformat
    part = _stay(until=stay_until).within(day(first), None if until is None else day(until))
    assert (str(part.first), None if part.until is None else str(part.until)) == expected


def test_a_part_without_a_day_is_refused() -> None:
    assert refusal(NotAccepted, lambda: _stay().within(Date(2026, 2, 2), Date(2026, 2, 2))).startswith("stay: ")


def test_two_parts_of_a_stay_are_known_by_level_title_and_program_weeks() -> None:
    stay = _stay(title="evening")
    assert stay.goes_on_in(stay.within(Date(2026, 2, 9), None))
    assert stay.goes_on_in(attrs.evolve(stay, week=(), on_leave=True, authorized=LevelOfCare.OUTPATIENT))
    for change in (
        {"title": "day"},
        {"first_week": 2},
        {"level": LevelOfCare.OUTPATIENT},
        {"weeks_from": "2026-02-01"},
    ):
        assert not stay.goes_on_in(attrs.evolve(stay, **wrong(change)))


def test_the_payer_may_have_authorized_another_level() -> None:
    stay = _stay(authorized=LevelOfCare.OUTPATIENT, title="evening")
    assert stay.authorized_level == LevelOfCare.OUTPATIENT
    assert str(stay) == "evening: intensive outpatient, authorized as outpatient, 2026-02-02 until 2026-03-30"
    assert _stay().authorized_level == IOP
    assert _stay(authorized=IOP) == _stay()


def test_a_stay_says_where_and_how_long() -> None:
    assert str(_stay()) == "intensive outpatient, 2026-02-02 until 2026-03-30"
    assert str(_stay(until=None)) == "intensive outpatient, 2026-02-02 on, without a planned end"
    assert str(_stay(on_leave=True)) == "leave of absence, 2026-02-02 until 2026-03-30"


def test_the_week_of_a_stay_is_a_schedule_its_sessions_or_a_pattern() -> None:
    assert _stay(week=sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")) == _stay()
    assert _stay(week=WeeklyPattern(days=3)).week == WeeklyPattern(days=3)


@pytest.mark.parametrize(
    "make", [lambda: _stay(level="intensive outpatient"), lambda: _stay(authorized="intensive outpatient")]
)
def test_the_level_of_a_stay_is_a_level(make: Callable[[], Stay]) -> None:
    assert refusal(WrongKind, make) == (
        "level of a stay: expected a LevelOfCare, such as LevelOfCare.INTENSIVE_OUTPATIENT, "
        'got "intensive outpatient" (str)'
    )


def test_sets_are_written_in_one_order() -> None:
    written = repr(_stay(types=frozenset({"b", "a"}), focus=frozenset({"d", "c"})))
    assert "types=frozenset(['a', 'b'])" in written
    assert "focus=frozenset(['c', 'd'])" in written


# From a program


def test_a_stay_in_a_track_takes_what_the_program_and_the_track_say() -> None:
    summer = DaySpan("2026-06-15", "2026-08-31")
    track = Track("summer", EVENING, first_week=3, open_on=[summer], attends=2)
    program = Program(catalogue.EVENING_IOP, tracks=[track], population="nurses", focus="trauma")
    assert stay_in(program, track, Date(2026, 6, 15), None) == Stay(
        first="2026-06-15",
        week=EVENING,
        level=IOP,
        title="summer",
        weeks_from="2026-06-15",
        first_week=3,
        attends=Range(2, 2),
        open_on=(summer,),
        types=frozenset({"evening-iop"}),
        population=program.population,
        focus=program.focus,
    )


def test_where_the_program_weeks_run_already_its_first_week_is_week_one() -> None:
    track = Track("later", EVENING, first_week=3)
    program = Program(catalogue.EVENING_IOP, tracks=[track])
    stay = stay_in(program, track, Date(2026, 2, 16), None, Date(2026, 2, 2))
    assert (stay.weeks_from, stay.first_week) == (Date(2026, 2, 2), 1)
    assert stay.program_week(Date(2026, 2, 16)) == 3


def test_a_type_is_known_by_its_key_and_that_of_the_type_whose_figures_it_takes() -> None:
    own = ProgramType("ours", "Ours", IOP)
    assert type_keys(own) == {"ours"}
    assert type_keys(attrs.evolve(own, inherits="standard-iop")) == {"ours", "standard-iop"}


def test_stays_stand_in_the_order_of_their_first_days() -> None:
    early, late = _stay(until="2026-02-09"), _stay("2026-02-09")
    assert stays_in_order(iter([late, early])) == (early, late)


def test_an_episode_has_at_least_one_stay() -> None:
    assert refusal(NotAccepted, lambda: stays_in_order([])) == "episode: expected at least one stay, got ()"


@pytest.mark.parametrize(
    ("given", "start"),
    [
        (_stay(), "stays: expected several stays, such as [Stay(...)], got "),
        (3, "stays: expected several stays, such as [Stay(...)], got 3 (int)"),
        (["2026-02-02"], 'stays: expected stays, got "2026-02-02" (str)'),
    ],
)
def test_what_is_no_list_of_stays_is_refused(given: object, start: str) -> None:
    assert refusal(WrongKind, lambda: stays_in_order(wrong(given))).startswith(start)
