"""What is measured of the strategies: all of them, and a construction that makes the very same values."""

import pytest
from hypothesis import strategies as st

from iopmodel import Cancelled, GroupTherapy, Minutes, Session, WeeklySchedule
from tests.benchmarks.strategies import measured, recipe_of
from tests.strategies.drawing import drawn
from tests.strategies.given import PLURALS, strategy

#: Of these a value is no more than text, a day, a time, or a set of words.
NOT_OURS = {"clock_times", "days_within", "foci", "names", "plain_days", "zones"}


@pytest.mark.parametrize("name", ["weekly_schedules", "programs", "episodes", "rules", "attended_episodes", "ladders"])
def test_what_is_made_anew_is_the_same(name: str) -> None:
    for value in drawn(strategy(name), 30):
        recipe = recipe_of(value)
        assert recipe is not None
        assert recipe() == value


@pytest.mark.parametrize("name", PLURALS)
def test_every_strategy_but_those_of_plain_values_has_a_ratio(name: str) -> None:
    found = measured(name, strategy(name), examples=5)
    assert (found.ratio is None) == (name in NOT_OURS)
    assert 1 <= found.examples <= 5
    assert found.whole >= found.drawn > 0


def test_a_recipe_makes_everything_down_to_components() -> None:
    week = WeeklySchedule([Session(GroupTherapy("anger"), day="MO", time=Minutes(60))])
    recipe = recipe_of(week)
    assert recipe is not None
    again = recipe()
    assert isinstance(again, WeeklySchedule)
    (old,), (new,) = week, again
    assert old == new
    assert old is not new
    assert old.component is not new.component
    assert recipe_of(("text", Cancelled("2026-02-02"))) is not None
    assert recipe_of("text") is None


def test_a_row_says_what_was_seen() -> None:
    words = str(measured("minutes", strategy("minutes"), examples=5)).split(" | ")
    assert words[0] == "| minutes"
    assert words[2].endswith("us")
    assert str(measured("text", st.text(), examples=5)).endswith("|  |  |")
