"""What the values of dated care can do: each is equal, hashed, copied, pickled and written as one value."""

import copy
import datetime as dt
import pickle
from types import ModuleType
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import iopmodel
from iopmodel import (
    arrangements,
    attendance_records,
    attendance_sheets,
    closures,
    components,
    episodes,
    lengths,
    levels,
    moves,
    overrides,
    patterns,
    populations,
    quantities,
    schedules,
    spans,
    stays,
    transitions,
)
from iopmodel.attendance_sheets import Attendance
from iopmodel.episodes import Episode
from iopmodel.schedules import Session
from iopmodel.strategies import _episodes as make_episodes
from iopmodel.strategies._values import names

#: The modules whose values make an episode and what became of it.
MODULES: tuple[ModuleType, ...] = (
    arrangements,
    attendance_records,
    attendance_sheets,
    closures,
    episodes,
    moves,
    overrides,
    stays,
)
WRITTEN_WITH = (components, iopmodel, lengths, levels, patterns, populations, quantities, schedules, spans, transitions)
NAMES: dict[str, Any] = {
    name: value for module in (*WRITTEN_WITH, *MODULES) for name, value in vars(module).items()
} | {"datetime": dt}
BUILT_IN = {"__builtins__": {"frozenset": frozenset}}


@st.composite
def changed_episodes(draw: st.DrawFn) -> Episode:
    """Episodes, now and then corrected."""
    episode = draw(make_episodes.episodes())
    return episode.correct(episode, recorded=episode.first, reason=draw(names())) if draw(st.booleans()) else episode


STATUSES = st.sampled_from(("attended", "absent-excused", "attended-not-billable"))


@st.composite
def attendances(draw: st.DrawFn) -> Attendance:
    """Attendance of the first sessions of an episode."""
    held = draw(make_episodes.episodes()).occurrences()[:3]
    sheet = Attendance(draw(names())[:64])
    for each in held:
        sheet = sheet.record(each, draw(STATUSES))
    return sheet


def _waiting(episode: Episode) -> tuple[arrangements.Unplaced, ...]:
    """What waits to be placed in an episode that asks for one session a week by arrangement."""
    asking = attrs.evolve(episode.stays[0], week=[Session(components.IndividualTherapy())], on_leave=False)
    return Episode(stays=[asking]).unplaced()


EPISODES = changed_episodes()
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "episode": EPISODES,
    "stay": make_episodes.stays(),
    "closure": make_episodes.closures(),
    "overrides": make_episodes.episodes().map(lambda each: each.overrides),
    "move": EPISODES.flatmap(lambda each: st.sampled_from(each.moves)),
    "occurrences": EPISODES.map(Episode.occurrences),
    "unplaced": make_episodes.episodes().map(_waiting),
    "attendance": attendances(),
}
every_value = pytest.mark.parametrize("values", VALUES.values(), ids=list(VALUES))


def _is_code(value: Any) -> bool:  # noqa: ANN401 - any value may be drawn
    """Whether its text is code: an occurrence is a named tuple of inner things, and a correction shows no episode."""
    return not isinstance(value, tuple) and not getattr(value, "corrections", ())


@every_value
@given(data=st.data())
def test_a_value_survives_pickling_and_copying(values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    """What comes back from a pickle or a copy is equal, and has the same hash."""
    value = data.draw(values)
    for again in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):  # noqa: S301 - just made
        assert type(again) is type(value)
        assert again == value
        assert hash(again) == hash(value)


@every_value
@given(data=st.data())
def test_a_value_is_what_its_repr_says(values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    """Evaluating the repr with the names of the library gives an equal value."""
    value = data.draw(values)
    if _is_code(value):
        assert eval(repr(value), BUILT_IN, NAMES) == value  # noqa: S307 - its own repr
    assert str(value)


@every_value
@given(data=st.data())
def test_what_is_drawn_twice_is_equal_only_if_it_is_written_alike(
    values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    """Equality is symmetric, and goes with the hash."""
    one, other = data.draw(values), data.draw(values)
    assert (one == other) is (other == one)
    assert (one != other) is not (one == other)
    if one == other:
        assert hash(one) == hash(other)
