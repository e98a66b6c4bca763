"""Hypothesis finds the strategies by type, in a project that has both, and the library alone never loads it."""

import subprocess
import sys
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

import iopmodel
from iopmodel import Dated, History, Minutes, Range, Weeks
from iopmodel._hypothesis import PLURALS, UNITS
from iopmodel.components import COMPONENT_TYPES, Component
from iopmodel.python_code import python_code

#: Values that only come back from a question, and that nobody makes by hand.
ANSWERS = {
    "Cause",
    "Change",
    "Comparison",
    "Contradiction",
    "Correction",
    "Coverage",
    "Disagreement",
    "EndDates",
    "Explanation",
    "Finding",
    "Fix",
    "FoundRule",
    "NotApplied",
    "PathwayWeek",
    "Place",
    "PublishedHours",
    "PublishedLength",
    "Reading",
    "Review",
    "Share",
    "Term",
}
REGISTERED: set[type[Any]] = {*PLURALS, *UNITS, *COMPONENT_TYPES.values(), Dated, History, Range, iopmodel.WithoutEnd}

KINDS = {kind.__name__: kind for kind in sorted(REGISTERED, key=lambda kind: kind.__name__)}


def _public_values() -> list[type[Any]]:
    """The public types whose values hold something."""
    found = [getattr(iopmodel, name) for name in iopmodel.__all__]
    return [each for each in found if isinstance(each, type) and attrs.has(each)]


def test_every_public_value_is_drawn_by_type_or_only_comes_back() -> None:
    names = {each.__name__ for each in _public_values()}
    assert names >= ANSWERS
    assert names - ANSWERS <= {each.__name__ for each in REGISTERED}
    assert not ANSWERS & {each.__name__ for each in REGISTERED}


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@given(data=st.data())
def test_a_type_is_enough_to_draw_its_values(kind: type[Any], data: st.DataObject) -> None:
    assert isinstance(data.draw(st.from_type(kind)), kind)


@given(st.from_type(Component))
def test_a_component_may_be_of_any_kind(component: Component) -> None:
    assert type(component) in COMPONENT_TYPES.values()


@given(st.from_type(Range[Weeks]), st.from_type(Range[Minutes]), st.from_type(Range[int]))
def test_a_range_is_of_what_stands_in_its_brackets(
    weeks: Range[Weeks], time: Range[Minutes], count: Range[int]
) -> None:
    assert (type(weeks.low), type(time.low), type(count.low)) == (Weeks, Minutes, int)


@given(st.from_type(History[int]), st.from_type(Dated[Minutes]))
def test_a_history_holds_what_stands_in_its_brackets(history: History[int], dated: Dated[Minutes]) -> None:
    assert all(isinstance(entry.value, int) for entry in history.entries)
    assert isinstance(dated.value, Minutes)


@pytest.mark.parametrize("word", [iopmodel.Verdict, iopmodel.Measure, iopmodel.Focus, iopmodel.Setting])
@given(data=st.data())
def test_words_need_no_help(word: type[Any], data: st.DataObject) -> None:
    assert data.draw(st.from_type(word)) in word


@pytest.mark.parametrize("first", ["iopmodel.strategies", "iopmodel._hypothesis", "hypothesis", "iopmodel"])
def test_whatever_is_imported_first_the_types_are_known(first: str) -> None:
    lines = (
        f"import {first}, iopmodel",
        "from hypothesis import given, strategies as st",
        "def law(value): assert isinstance(value, iopmodel.Track)",
        "given(st.from_type(iopmodel.Track))(law)()",
    )
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_failing_value_prints_as_code_that_can_be_pasted() -> None:
    @settings(database=None, derandomize=True, print_blob=False)
    @given(st.from_type(iopmodel.WeeklySchedule))
    def law(week: iopmodel.WeeklySchedule) -> None:
        assert len(week) < 1

    with pytest.raises(AssertionError) as failure:
        law()
    notes = "\n".join(failure.value.__notes__)
    assert "week=WeeklySchedule([Session(GroupTherapy())])" in notes


def test_long_code_is_indented_like_what_stands_around_it() -> None:
    tracks = [iopmodel.Track(f"track {number}", iopmodel.WeeklySchedule([])) for number in range(5)]
    program = iopmodel.Program(iopmodel.catalogue.EVENING_IOP, tracks=tracks)
    assert pretty([program]) == "[" + python_code(program).replace("\n", "\n ") + "]"
