"""The contestants of the dated benchmarks answer alike, and what days cost depends on those days alone."""

from __future__ import annotations

import datetime as dt

import pytest

from iopmodel import standards
from iopmodel.closures import Closure
from iopmodel.components import Education, FamilyTherapy, GroupTherapy, IndividualTherapy
from iopmodel.episodes import Episode
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Rule
from iopmodel.schedules import WeeklySchedule, sessions
from iopmodel.stays import Stay
from iopmodel.templates import Row, Template
from tests.benchmarks.contestants import Contestant, Race
from tests.benchmarks.dated import dated_races, episode
from tests.benchmarks.loops import (
    FLOOR,
    ONE,
    SIXTEEN,
    TEN_YEARS,
    YEAR,
    bare_cells,
    bare_check,
    bare_loop,
    day_in,
    held_sessions,
)
from tests.benchmarks.peers import PEERS

LENGTHS = pytest.mark.parametrize("weeks", [SIXTEEN, YEAR, TEN_YEARS], ids=["sixteen weeks", "a year", "ten years"])


def _answer(contestant: Contestant) -> object:
    return contestant.read(contestant.ask(0))


@pytest.mark.parametrize("race", dated_races(), ids=lambda race: race.name)
def test_all_contestants_answer_alike(race: Race) -> None:
    first, *others = race.contestants
    expected = _answer(first)
    assert {other.name: _answer(other) for other in others} == {other.name: expected for other in others}


@pytest.mark.parametrize("module", PEERS)
def test_a_peer_expands_to_the_same_instants(module: str) -> None:
    pytest.importorskip(module, reason="compared where it is installed")
    assert _answer(PEERS[module]()) == _answer(dated_races()[0].contestants[0])


def test_the_input_is_the_one_that_was_measured_before() -> None:
    found = bare_loop(SIXTEEN)
    assert len(found) == 176
    assert len(episode(SIXTEEN, closures=()).occurrences()) == 184
    assert [moment.isoformat() for moment in found[0]] == ["2026-02-02T18:00:00-05:00", "2026-02-02T18:50:00-05:00"]
    assert [moment.isoformat() for moment in found[-1]] == ["2026-05-22T12:00:00-04:00", "2026-05-22T13:00:00-04:00"]


def test_the_weeks_hold_what_they_should() -> None:
    cells = bare_cells(held_sessions())
    assert len(cells) == 54
    week_of_a_closed_thursday = {kind: time for (_, week, kind), time in cells.items() if week == 18}
    assert week_of_a_closed_thursday == {GroupTherapy: 300, IndividualTherapy: 50, Education: 60}
    assert cells[2026, 16, FamilyTherapy] == 50


def test_two_of_the_weeks_are_too_short() -> None:
    found = bare_check(held_sessions())
    assert [week for week, (is_met, _) in enumerate(found) if not is_met] == [2, 12]
    assert [days for _, days in found] == [5, 5, 4, 5, 5, 5, 5, 5, 4, 5, 5, 5, 4, 5, 5, 5]


def test_the_floor_of_the_loop_is_the_one_of_medicare() -> None:
    rules = [rule for rule in standards.MEDICARE if rule.id == "medicare.iop.hours_week"]
    assert [isinstance(rule, Rule) and rule.history.entries[0].value for rule in rules] == [
        Range.at_least(Minutes(FLOOR))
    ]


def _one_week(weeks: range, *closures: Closure) -> tuple[Occurrence, ...]:
    return episode(weeks, closures).between(day_in(ONE.start), day_in(ONE.stop))


class CountedDays:
    """Someone else's list of days off, which counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[dt.date] = []

    def __contains__(self, day: object) -> bool:
        assert isinstance(day, dt.date)
        self.asked.append(day)
        return False


@LENGTHS
def test_a_week_asks_a_closure_once_for_each_of_its_days_with_sessions(weeks: range) -> None:
    days = CountedDays()
    assert len(_one_week(weeks, Closure(days, "counted"))) == 12
    assert sorted(days.asked) == [dt.date(2026, 4, day) for day in range(13, 18)]


@LENGTHS
def test_a_week_looks_at_no_other_week_of_the_template(weeks: range, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    rows_on = Template.rows_on

    def counted(template: Template, number: int) -> tuple[tuple[Row, ...], ...]:
        looked_at.append(number)
        return rows_on(template, number)

    monkeypatch.setattr(Template, "rows_on", counted)
    assert len(_one_week(weeks)) == 12
    assert looked_at == [11]


@LENGTHS
def test_a_week_is_the_same_out_of_a_longer_episode(weeks: range) -> None:
    assert [str(each) for each in _one_week(weeks)] == [str(each) for each in _one_week(SIXTEEN)]
    assert [each.start for each in _one_week(weeks)] == [start for start, _ in bare_loop(ONE)]


def test_stays_side_by_side_stand_in_one_order() -> None:
    mornings, evenings = (
        Stay(
            first="2026-02-02",
            until="2026-02-16",
            week=WeeklySchedule(sessions(GroupTherapy(), days, clock)),
            level=LevelOfCare.INTENSIVE_OUTPATIENT,
        )
        for days, clock in (("TU,TH", "09:00-10:00"), ("MO,TH", "18:00-19:00"))
    )
    held = Episode(stays=[mornings, evenings]).between("2026-02-02", "2026-02-09")
    assert [str(each) for each in held] == [
        "2026-02-02 18:00 group therapy",
        "2026-02-03 09:00 group therapy",
        "2026-02-05 09:00 group therapy",
        "2026-02-05 18:00 group therapy",
    ]
