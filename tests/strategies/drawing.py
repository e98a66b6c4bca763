"""What a strategy draws, without a test of anything else: some of its values, the simplest one, and what it wastes."""

from typing import Any, TypeVar, cast

import hypothesis
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.statistics import collector

V = TypeVar("V")

#: What is drawn in so many examples, and how far it shrinks, hangs on the version of Hypothesis.
with_this_hypothesis = pytest.mark.skipif(
    hypothesis.__version_info__ < (6, 170), reason="an older Hypothesis draws and shrinks otherwise"
)


def drawn(values: st.SearchStrategy[V], examples: int = 300) -> list[V]:
    """So many values, the same in every run."""
    found: list[V] = []

    @settings(max_examples=examples, database=None, phases=[Phase.generate], deadline=None, derandomize=True)
    @given(values)
    def draw_all(value: V) -> None:
        found.append(value)

    draw_all()
    return found


def simplest(values: st.SearchStrategy[V]) -> V:
    """What Hypothesis shrinks to when anything will do."""
    return find(values, lambda _: True, settings=settings(database=None, deadline=None, derandomize=True))


def wasted(values: st.SearchStrategy[V], examples: int = 50) -> int:
    """How many examples were given up in the making of so many."""
    statuses: list[str] = []

    def collect(statistics: dict[str, Any]) -> None:
        cases = statistics["generate-phase"]["test-cases"]
        statuses.extend(case["status"] for case in cases)

    with cast("Any", collector).with_value(collect):
        drawn(values, examples)
    assert statuses.count("valid") > 0
    return statuses.count("invalid")
