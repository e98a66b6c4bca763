"""What every public value can do: it is equal, hashed, copied, pickled, ordered and written as one value."""

import copy
import inspect
import operator
import pickle
from collections.abc import Callable
from types import ModuleType
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopmodel import (
    _days,
    bodies,
    citations,
    components,
    counting,
    editions,
    lengths,
    levels,
    measures,
    populations,
    quantities,
    rulebook,
    rules,
    spans,
    vocabulary,
)
from iopmodel.strategies import _calendar as make_days
from iopmodel.strategies import _components as make_components
from iopmodel.strategies import _values as make_values
from iopmodel.written_ranges import RangeWords

MODULES: tuple[ModuleType, ...] = (
    _days,
    bodies,
    citations,
    components,
    counting,
    editions,
    lengths,
    levels,
    measures,
    populations,
    quantities,
    rulebook,
    rules,
    spans,
    vocabulary,
)
NAMES: dict[str, object] = {name: value for module in MODULES for name, value in vars(module).items()}

#: Every public value type, with a strategy for it. A new type without a line here fails the first law.
ORDERED: dict[type, st.SearchStrategy[Any]] = {
    quantities.Minutes: make_values.minutes(),
    **{
        unit: st.integers(0, 9).map(unit)
        for unit in (
            lengths.Days,
            lengths.Weeks,
            lengths.Months,
            lengths.TreatmentDays,
            lengths.TreatmentSessions,
            lengths.TreatmentHours,
        )
    },
    spans.DaySpan: make_days.day_spans(),
    spans.WeekSpan: make_values.week_spans(4),
    spans.TimeSpan: make_days.time_spans(),
}
HISTORIES: st.SearchStrategy[citations.History[int]] = make_values.histories(st.integers())
# One level and one type: a set of several has no order of its own, and with it a scope is not always written alike.
SCOPES: st.SearchStrategy[rules.Scope] = st.builds(
    rules.Scope,
    levels=st.frozensets(make_components.levels(), max_size=1),
    types=st.frozensets(st.sampled_from(["evening-iop", "day-program"]), max_size=1),
    population=st.none() | make_components.populations(),
    focus=st.sampled_from(populations.Focus),
    during=st.none() | make_values.counted_parts_of_stay() | make_values.named_parts_of_stay(),
)
BOUNDS: st.SearchStrategy[citations.History[Any]] = make_values.histories(
    make_values.time_ranges() | make_values.count_ranges(9), max_size=2
)
MEASURES = st.sampled_from(measures.Measure)
RULES: st.SearchStrategy[rules.Rule] = st.builds(
    rules.Rule,
    id=make_values.names(),
    measure=MEASURES,
    history=BOUNDS,
    force=st.sampled_from(rules.Force),
    scope=SCOPES,
    day_at_least=st.none() | make_values.minutes(),
    components=st.frozensets(st.sampled_from(list(components.COMPONENT_TYPES)), max_size=3),
    issuer=st.sampled_from(["", "Product label: Example"]),
)
BANDS: st.SearchStrategy[rules.Band] = st.builds(
    rules.Band, id=make_values.names(), measure=MEASURES, history=BOUNDS, scope=SCOPES, picks=make_values.names()
)
BODIES: st.SearchStrategy[rules.Standard] = st.builds(
    rules.Standard,
    make_values.names(),
    make_values.names(),
    st.lists(RULES | BANDS, max_size=1),
    jurisdiction=st.sampled_from(["", "US", "US-VA"]),
    counting=make_components.countings(),
    changed=st.lists(make_values.names(), max_size=2),
)
UNDATED: st.SearchStrategy[rules.Band] = BANDS.map(
    lambda band: attrs.evolve(
        band, history=citations.History.of(attrs.evolve(band.history.entries[0], since=None, until=None))
    )
)
STARTS = make_days.plain_days().flatmap(make_values.starts)
VALUES: dict[type, st.SearchStrategy[Any]] = {
    **ORDERED,
    **make_components.components_by_type(),
    components.Component: st.builds(components.Component),
    quantities.Range: st.one_of(make_values.time_ranges(), make_values.count_ranges(9), make_values.dated_lengths(9)),
    lengths.WithoutEnd: st.just(lengths.WithoutEnd()),
    lengths.UntilCriterion: make_values.names().map(lengths.UntilCriterion),
    lengths.Cycle: make_values.dated_cycles(),
    lengths.EndDates: st.builds(lengths.end_dates, make_days.plain_days(), make_values.dated_lengths()),
    citations.Citation: make_values.citations(),
    citations.Dated: HISTORIES.map(lambda history: history.entries[-1]),
    citations.History: HISTORIES,
    levels.LevelOfCare: make_components.levels(),
    levels.OffLadder: st.sampled_from([each for ladder in make_components.LADDERS for each in ladder.off_ladder]),
    levels.Ladder: make_components.ladders(),
    populations.Population: make_components.populations(),
    counting.Counting: make_components.countings(),
    spans.PartOfStay: make_values.counted_parts_of_stay() | make_values.named_parts_of_stay(),
    rules.Scope: SCOPES,
    rules.Rule: RULES,
    rules.Band: BANDS,
    rules.Standard: BODIES
    | st.builds(bodies.extended, BODIES, make_values.names(), make_values.names(), RULES.map(lambda rule: [rule])),
    editions.Edition: st.builds(editions.Edition, STARTS, st.lists(UNDATED, max_size=1), st.booleans()),
    rulebook.FoundRule: st.builds(rulebook.FoundRule, BODIES, BANDS, BOUNDS.map(lambda history: history.entries[0])),
    rulebook.Change: st.builds(
        rulebook.Change,
        STARTS,
        make_values.names(),
        make_values.names(),
        make_values.names(),
        make_values.names(),
        make_values.citations(),
    ),
    rulebook.Coverage: st.builds(
        rulebook.Coverage,
        st.sampled_from(["US", "US-VA"]),
        st.none() | make_components.levels(),
        st.lists(st.tuples(MEASURES, st.integers(1, 9)), max_size=3).map(tuple),
        st.lists(make_values.names(), max_size=2).map(tuple),
    ),
}
INTERNAL = {RangeWords}
COMPARISONS: tuple[Callable[[Any, Any], object], ...] = (operator.lt, operator.le, operator.gt, operator.ge)

every_value = pytest.mark.parametrize("values", VALUES.values(), ids=[kind.__name__ for kind in VALUES])
every_ordered = pytest.mark.parametrize("values", ORDERED.values(), ids=[kind.__name__ for kind in ORDERED])


def _fields(value: attrs.AttrsInstance) -> "list[attrs.Attribute[Any]]":
    return [*attrs.fields(type(value))]


def test_every_value_type_of_these_modules_is_looked_at_here() -> None:
    """No value type escapes the laws below."""
    defined = {
        value
        for module in MODULES
        for name, value in vars(module).items()
        if inspect.isclass(value) and attrs.has(value) and value.__module__ == module.__name__
        if not name.startswith("_")
    }
    assert defined - INTERNAL == set(VALUES)


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
        assert (repr(again), str(again)) == (repr(value), str(value))


@every_value
@given(data=st.data())
def test_a_value_is_what_its_repr_says(values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    """Evaluating the repr with the names of the library gives an equal value of the same type."""
    value = data.draw(values)
    again = eval(repr(value), {"__builtins__": {"frozenset": frozenset}}, NAMES)  # noqa: S307 - its own repr
    assert type(again) is type(value)
    assert again == value
    assert str(again) == str(value)


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


@every_ordered
@given(data=st.data())
def test_ordered_values_have_one_order(values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    """Of two values one is less, or they are equal; and the order carries over a third."""
    one, other, third = (data.draw(values) for _ in range(3))
    assert [one < other, one == other, one > other].count(True) == 1
    assert (one <= other) == (one < other or one == other)
    assert (one >= other) == (other <= one)
    assert not (one < other < third) or one < third


@every_ordered
@given(data=st.data())
def test_ordered_values_are_not_ordered_against_another_type(
    values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    """Minutes and weeks, or weeks and numbers, have no order between them."""
    one = data.draw(values)
    for other in (1, citations.Citation("another type")):
        for compare in COMPARISONS:
            with pytest.raises(TypeError, match="not supported between"):
                compare(one, other)


@pytest.mark.parametrize(
    "word",
    [
        word
        for module in MODULES
        for words in vars(module).values()
        if inspect.isclass(words) and issubclass(words, vocabulary.Word | citations.Mark)
        for word in words
    ],
)
def test_a_word_is_what_its_repr_says_and_stays_itself(word: vocabulary.Word | citations.Mark) -> None:
    """A word survives a pickle, a copy and its repr as the same word."""
    assert pickle.loads(pickle.dumps(word)) is word  # noqa: S301 - it was pickled in this line
    assert copy.deepcopy(word) is word
    assert eval(repr(word), {"__builtins__": {}}, NAMES) is word  # noqa: S307 - its own repr
