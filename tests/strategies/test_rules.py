"""Rules, bands and bodies of one's own: each way to ask, each scope, and histories of every kind."""

import functools
from collections.abc import Callable

import pytest

from iopmodel import Band, Measure, Minutes, Range, Rule, standards
from iopmodel.components import COMPONENT_TYPES
from iopmodel.lengths import Months
from iopmodel.rules import Aggregation, Force
from iopmodel.strategies import bands, bounds, built_in_rules, editions, rules, scopes, standards_of_rules
from tests.strategies.drawing import drawn, simplest, with_this_hypothesis


@functools.cache
def _some_rules() -> list[Rule]:
    return drawn(rules(), 600)


RULES: dict[str, Callable[[Rule], bool]] = {
    "an average": lambda each: each.aggregation is Aggregation.AVERAGE,
    "a total": lambda each: each.aggregation is Aggregation.TOTAL,
    "every week": lambda each: each.aggregation is Aggregation.EVERY,
    "a part of the stay": lambda each: each.scope.during is not None,
    "the least of a day": lambda each: each.day_at_least is not None,
    "some components": lambda each: bool(each.components),
    "a repealed history": lambda each: each.history.entries[-1].until is not None,
    "an unknown start": lambda each: each.history.entries[0].since is None,
    "two bounds": lambda each: len(each.history.entries) == 2,
    "an issuer": lambda each: bool(each.issuer),
    "a note": lambda each: bool(each.note),
}


@with_this_hypothesis
@pytest.mark.parametrize("shape", RULES.values(), ids=list(RULES))
def test_rules_reach(shape: Callable[[Rule], bool]) -> None:
    assert 2 <= sum(map(shape, _some_rules())) < 600


def test_rules_are_of_every_measure_force_and_component() -> None:
    assert len({each.measure for each in _some_rules()}) > len(Measure) - 4
    assert {each.force for each in _some_rules()} == {Force.REQUIRED, Force.RECOMMENDED, Force.TYPICAL}
    assert frozenset[str]().union(*(each.components for each in _some_rules())) == set(COMPONENT_TYPES)


def test_only_rules_of_the_measures_asked_for_are_drawn() -> None:
    wanted = [Measure.DAYS_PER_WEEK, Measure.TOTAL_HOURS]
    assert {each.measure for each in drawn(rules(wanted), 50)} == set(wanted)
    assert {each.measure for each in drawn(bands(wanted), 50)} == set(wanted)
    assert {rule.measure for _, rule in drawn(built_in_rules(wanted), 50)} == set(wanted)


def test_bounds_are_in_the_unit_of_their_measure() -> None:
    assert {type(each.low) for each in drawn(bounds(Measure.HOURS_PER_WEEK), 50)} == {Minutes}
    assert {type(each.low) for each in drawn(bounds(Measure.DAYS_PER_WEEK), 50)} == {int}
    months = [measure for measure in Measure if measure.unit == "months"]
    assert {type(each.low) for measure in months for each in drawn(bounds(measure), 20)} == {Months}
    assert simplest(bounds(Measure.HOURS_PER_WEEK)) == Range.exactly(Minutes(0))


def test_scopes_are_narrowed_to_some_of_it_or_to_nothing() -> None:
    found = drawn(scopes())
    assert {len(each.levels) for each in found} == {0, 1, 2}
    assert {len(each.types) for each in found} == {0, 1, 2}
    assert {each.population is None for each in found} == {True, False}
    assert len({each.focus for each in found}) > 2


def test_bodies_hold_rules_and_bands() -> None:
    found = drawn(standards_of_rules(1, 2), 200)
    assert {len(each.rules) for each in found} == {1, 2}
    assert {type(rule) for each in found for rule in each.rules} == {Rule, Band}
    assert {bool(each.jurisdiction) for each in found} == {bool(each.note) for each in found} == {True, False}
    assert not simplest(standards_of_rules()).rules


def test_built_in_rules_come_with_their_body() -> None:
    found = drawn(built_in_rules())
    assert all(rule in list(body) for body, rule in found)
    assert {body.key for body, _ in found} <= {body.key for body in standards.all()}
    assert len({body.key for body, _ in found}) > 10


def test_editions_hold_rules_without_dates_of_their_own() -> None:
    found = drawn(editions())
    assert {len(each.rules) for each in found} == {0, 1, 2}
    assert {type(each.since).__name__ for each in found} == {"Date", "str", "int"}
    entries = [entry for each in found for rule in each.rules for entry in rule.history.entries]
    assert {(entry.since, entry.until) for entry in entries} == {(None, None)}
    assert {each.start_checked for each in found} == {True, False}
