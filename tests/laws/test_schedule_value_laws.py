"""What sessions, weeks, tracks, phases, programs and the figures about them can do as values."""

import copy
import inspect
import pickle
from types import ModuleType
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pendulum import Date

import iopmodel
from iopmodel import durations, pathways, patterns, programs, schedules, stretches, tally, weeks
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.strategies import _programs as make_programs
from iopmodel.strategies import _sessions as make_weeks
from iopmodel.strategies._values import citations, time_ranges
from tests import schedule_strategies as make_own

MODULES: tuple[ModuleType, ...] = (durations, pathways, patterns, programs, schedules, stretches, tally, weeks)
NAMES: dict[str, object] = {**vars(iopmodel), "Date": Date}
SCHEDULED = make_programs.tracks(make_weeks.weekly_schedules(max_size=3))

STRETCHES: st.SearchStrategy[stretches.Stretch] = make_programs.tracks().map(
    lambda track: stretches.stretches(track)[0]
)
CLASSES: st.SearchStrategy[tally.WeekClass] = make_programs.tracks().map(
    lambda track: tally.week_classes(stretches.stretches(track)[0], DEFAULT_COUNTING)[0]
)
WEEKS: st.SearchStrategy[weeks.Week] = SCHEDULED.map(
    lambda track: weeks.week_of(stretches.stretches(track)[0], track.first_week, DEFAULT_COUNTING)
)
SHARES: st.SearchStrategy[tally.Share] = st.builds(tally.Share, make_weeks.sessions(), time_ranges())
PATHWAY_WEEKS: st.SearchStrategy[pathways.PathwayWeek] = st.builds(
    pathways.PathwayWeek,
    number=st.integers(1, 9),
    phases=st.lists(st.integers(1, 3), max_size=2).map(tuple),
    hours=time_ranges(),
)

#: Every public value type of these modules, with a strategy for it. A new type without a line here fails a law.
PUBLIC: dict[type, st.SearchStrategy[Any]] = {
    schedules.Session: make_weeks.sessions() | make_own.all_sessions(),
    schedules.WeeklySchedule: make_weeks.weekly_schedules(),
    patterns.WeeklyPattern: make_weeks.weekly_patterns(),
    programs.CitedWords: make_programs.cited_words(),
    programs.Description: make_programs.descriptions(),
    programs.ProgramType: make_programs.program_types(),
    programs.Stated: make_programs.stated_figures(),
    programs.Track: make_programs.tracks(),
    programs.Phase: make_programs.phases(),
    programs.Pathway: make_programs.pathways(),
    programs.Program: make_programs.any_programs(),
    durations.PublishedHours: st.builds(
        durations.PublishedHours,
        week=make_weeks.weekly_patterns(),
        hours=time_ranges(),
        citation=citations(),
        inherited=st.booleans(),
    ),
    durations.PublishedLength: st.builds(
        durations.PublishedLength,
        length=make_programs.lengths_of_any_kind(),
        words=st.just("several weeks or months"),
        citation=citations(),
        inherited=st.booleans(),
    ),
    pathways.PathwayWeek: PATHWAY_WEEKS,
    tally.Share: SHARES,
}
#: Values that the library hands on inside of itself.
INNER: dict[type, st.SearchStrategy[Any]] = {
    stretches.Stretch: STRETCHES,
    tally.WeekClass: CLASSES,
    weeks.Week: WEEKS,
}
VALUES = PUBLIC | INNER

every_value = pytest.mark.parametrize("values", VALUES.values(), ids=[kind.__name__ for kind in VALUES])
every_public_value = pytest.mark.parametrize("values", PUBLIC.values(), ids=[kind.__name__ for kind in PUBLIC])


def _fields(value: attrs.AttrsInstance) -> "list[attrs.Attribute[Any]]":
    return [*attrs.fields(type(value))]


def test_every_value_type_of_these_modules_is_looked_at_here() -> None:
    """No value type escapes the laws below, and those with a name at the top of the library are public."""
    defined = {
        value
        for module in MODULES
        for value in vars(module).values()
        if inspect.isclass(value) and attrs.has(value) and value.__module__ == module.__name__
    }
    assert defined == set(VALUES)
    assert {kind for kind in defined if kind.__name__ in iopmodel.__all__} == set(PUBLIC)


@every_value
@given(data=st.data())
def test_a_value_survives_pickling_and_copying(values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    """What comes back from a pickle or a copy is equal, has the same hash, and is written alike."""
    value = data.draw(values)
    copies = (
        pickle.loads(pickle.dumps(value)),  # noqa: S301 - it was pickled in this line
        copy.copy(value),
        copy.deepcopy(value),
    )
    for again in copies:
        assert type(again) is type(value)
        assert again == value
        assert hash(again) == hash(value)


@every_public_value
@given(data=st.data())
def test_a_public_value_is_written_alike_after_a_pickle(values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    """Sets inside it stand in one order, so equal values have one text."""
    value = data.draw(values)
    again = pickle.loads(pickle.dumps(value))  # noqa: S301 - it was pickled in this line
    assert (repr(again), str(again)) == (repr(value), str(value))


@every_public_value
@given(data=st.data())
def test_a_public_value_is_what_its_repr_says(values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    """Evaluating the repr with the names of the library gives an equal value of the same type."""
    value = data.draw(values)
    again = eval(repr(value), {"__builtins__": {"frozenset": frozenset}}, NAMES)  # noqa: S307 - its own repr
    assert type(again) is type(value)
    assert again == value


@every_value
@given(data=st.data())
def test_equal_values_are_those_with_equal_fields(values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    """Equality is of type and fields, is symmetric, and goes with the hash."""
    one, other = data.draw(values), data.draw(values)
    same_fields = all(getattr(one, each.name) == getattr(other, each.name) for each in _fields(one) if each.eq)
    assert (one == other) == (other == one) == same_fields
    assert (one != other) == (other != one) != (one == other)
    assert one != other or hash(one) == hash(other)
    assert one != "a value of another type"


@every_value
@given(data=st.data())
def test_a_value_does_not_change(values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    """No field can be set, none can be added, and none is a list, set or dict that could change."""
    value = data.draw(values)
    for field in _fields(value):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field.name, None)
        assert not isinstance(getattr(value, field.name), list | set | dict)
    with pytest.raises(AttributeError):
        value.a_field_nobody_declared = 1
    assert not hasattr(value, "__dict__")


@every_value
@given(data=st.data())
def test_a_value_made_again_of_its_fields_is_the_same_value(
    values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    """What is stored is canonical: the constructor takes its own fields and changes nothing."""
    value = data.draw(values)
    assert attrs.evolve(value) == value
    assert repr(attrs.evolve(value)) == repr(value)


@given(make_weeks.sessions(), st.data())
def test_a_session_is_the_same_whichever_two_of_start_end_and_time_are_given(
    session: schedules.Session, data: st.DataObject
) -> None:
    """Of start, end and time two tell the third, so they are three ways to write one session."""
    if session.is_timed and session.time.is_exact:
        not_given: tuple[dict[str, Any], ...] = ({"start": None}, {"end": None}, {"time": schedules.UNKNOWN_TIME})
        assert attrs.evolve(session, **data.draw(st.sampled_from(not_given))) == session


@pytest.mark.parametrize("word", durations.Placement)
def test_a_word_is_what_its_repr_says_and_stays_itself(word: durations.Placement) -> None:
    """A word survives a pickle, a copy and its repr as the same word."""
    assert pickle.loads(pickle.dumps(word)) is word  # noqa: S301 - it was pickled in this line
    assert copy.deepcopy(word) is word
    assert eval(repr(word), {"__builtins__": {}}, NAMES) is word  # noqa: S307 - its own repr
