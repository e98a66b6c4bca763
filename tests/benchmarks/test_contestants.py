"""The contestants of the benchmarks answer alike, so that their times can be compared."""

from __future__ import annotations

import pytest

from iopmodel import Minutes, Range, Verdict, weekly_hours
from tests.benchmarks.contestants import (
    RULES,
    WEEKS,
    bare_figures,
    bare_hours,
    checked,
    compared,
    everyday,
    program,
    races,
    rows,
    week,
)


@pytest.mark.parametrize("number", range(0, WEEKS, 37))
def test_the_bare_loop_and_iopmodel_answer_alike(number: int) -> None:
    low, high = bare_hours(rows(number))
    assert weekly_hours(week(number)) == Range(Minutes(low), Minutes(high))
    assert checked(program(week(number))) == bare_figures(rows(number))


def test_every_week_is_another_one() -> None:
    assert len({week(number) for number in range(WEEKS)}) == WEEKS


def test_every_body_is_asked_of_the_same_week() -> None:
    found = compared(everyday(week(0)))
    floor = Minutes(540)
    assert bare_hours(rows(0))[0] >= floor.count
    assert {found[body] for body in ("Medicare", "ASAM 3rd edition", "Virginia licensing (DBHDS)")} == {Verdict.MET}
    assert RULES == 112


def test_every_race_can_be_run() -> None:
    for race in races():
        for contestant in race.contestants:
            contestant.ask(1)
