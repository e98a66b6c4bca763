"""The public list of strategies: each is a plural with a docstring, and no draw of one is given up."""

import inspect
from pathlib import Path
from types import UnionType

import pytest
from hypothesis import strategies as st

import iopmodel
from iopmodel import strategies
from tests.strategies.drawing import drawn, wasted
from tests.strategies.given import PLURALS, POSITIONAL, strategy

#: What is drawn or driven, and no strategy itself.
TYPES = {name for name in strategies.__all__ if isinstance(getattr(strategies, name), type | UnionType)}
PLACES = (Path(iopmodel.__file__).parent, Path(__file__).parents[1])


def test_nothing_is_public_by_accident() -> None:
    visible = {name for name in vars(strategies) if not name.startswith("_") and name != "annotations"}
    assert visible == set(strategies.__all__)
    assert set(PLURALS) | TYPES == set(strategies.__all__)


@pytest.mark.parametrize("name", strategies.__all__)
def test_every_public_strategy_explains_itself(name: str) -> None:
    assert (getattr(strategies, name).__doc__ or "").strip()


@pytest.mark.parametrize("name", PLURALS)
def test_what_need_not_be_given_has_a_default(name: str) -> None:
    needed = [
        each.name
        for each in inspect.signature(getattr(strategies, name)).parameters.values()
        if each.default is each.empty and each.kind is not each.VAR_POSITIONAL
    ]
    assert bool(needed) == (name in POSITIONAL)


@pytest.mark.parametrize("name", PLURALS)
def test_no_example_is_given_up(name: str) -> None:
    assert wasted(strategy(name)) == 0


def test_an_example_that_is_given_up_is_seen() -> None:
    assert wasted(st.integers().filter(lambda number: number % 7 == 0)) > 0


@pytest.mark.parametrize("name", PLURALS)
def test_the_first_argument_of_a_plural_is_no_draw_function(name: str) -> None:
    assert "draw" not in inspect.signature(getattr(strategies, name)).parameters


def test_no_health_check_is_suppressed_anywhere() -> None:
    words = ("suppress_" + "health_check", "Health" + "Check")
    files = [path for place in PLACES for path in place.rglob("*.py")]
    assert len(files) > 200
    assert not [path for path in files if any(word in path.read_text("utf-8") for word in words)]


def test_what_is_drawn_is_the_same_in_every_run() -> None:
    assert drawn(strategies.programs(), 20) == drawn(strategies.programs(), 20)
