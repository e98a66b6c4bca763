"""One draw of bytes gives many choices: every alternative is reached, and low bytes are the simplest."""

from typing import Any, cast

import pytest
from hypothesis import find, settings
from hypothesis import strategies as st

from iopmodel.strategies._wheels import Turns, turned, turns, wheel
from tests.strategies.drawing import drawn, simplest

QUIET = settings(database=None, deadline=None, max_examples=500, derandomize=True)


def _no_draw(_: st.SearchStrategy[Any], label: object = None) -> Any:  # noqa: ANN401 - nothing comes back
    raise AssertionError(label)


def _turns(*drawn_bytes: int) -> Turns:
    return Turns(cast("st.DrawFn", _no_draw), bytes(drawn_bytes))


@pytest.mark.parametrize("count", [1, 2, 3, 7, 100, 256])
def test_a_wheel_holds_each_alternative_as_often_as_another(count: int) -> None:
    found = wheel(*range(count))
    assert len(found) == 256
    assert found[0] == 0
    assert found[-1] == count - 1
    assert {found.count(each) for each in range(count)} <= {256 // count, -(-256 // count)}


def test_a_number_reaches_both_bounds_and_nothing_else() -> None:
    assert [_turns(turn).number(3, 5) for turn in (0, 85, 86, 170, 171, 255)] == [3, 3, 4, 4, 5, 5]
    assert [_turns(turn).number(0, 255) for turn in range(256)] == list(range(256))


def test_a_number_of_more_values_than_a_byte_is_drawn_by_itself() -> None:
    minute = turned(0, lambda turn: turn.number(10, 1_439))
    assert {number in range(10, 1_440) for number in drawn(minute)} == {True}
    assert find(minute, lambda number: number >= 540, settings=QUIET) == 540
    assert simplest(minute) == 10


def test_a_pair_is_in_order_however_it_is_drawn() -> None:
    assert _turns(255, 0).pair(1, 9) == (1, 9)
    assert _turns(0, 255).pair(1, 9) == (1, 9)


def test_what_follows_a_part_stands_where_it_stood() -> None:
    turn = _turns(1, 2, 3, 4)
    part = turn.part(3)
    assert part.pick(wheel(*range(256))) == 1
    assert turn.pick(wheel(*range(256))) == 4


def test_each_choice_shrinks_by_itself() -> None:
    three = turned(3, lambda turn: (turn.number(0, 9), turn.number(0, 9), turn.number(0, 9)))
    assert simplest(three) == (0, 0, 0)
    assert find(three, lambda numbers: numbers[1] >= 5, settings=QUIET) == (0, 5, 0)
    assert find(three, lambda numbers: numbers[0] >= 2 and numbers[2] >= 7, settings=QUIET) == (2, 0, 7)


def test_every_alternative_is_drawn() -> None:
    letters = wheel(*"abcdefgh")
    assert set(drawn(turned(1, lambda turn: turn.pick(letters)))) == set("abcdefgh")


def test_so_many_bytes_are_drawn() -> None:
    assert {len(each) for each in drawn(turns(5), 50)} == {5}
