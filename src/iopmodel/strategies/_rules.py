"""Strategies for rules, billing bands and the bodies that issue them, as a user's own rule pack may hold them."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

import attrs
from hypothesis import strategies as st

from iopmodel import standards
from iopmodel.citations import History
from iopmodel.components import COMPONENT_TYPES
from iopmodel.editions import Edition
from iopmodel.lengths import Months
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes
from iopmodel.rules import Aggregation, Band, Bound, Force, Rule, Scope, Standard
from iopmodel.strategies._calendar import plain_days
from iopmodel.strategies._components import countings, levels, populations
from iopmodel.strategies._values import (
    histories,
    minutes,
    names,
    names_or_none,
    parts_of_stay,
    ranges_of,
    starts,
)
from iopmodel.vocabulary import key_of

__all__ = ["bands", "bounds", "built_in_rules", "editions", "rules", "scopes", "standards_of_rules"]

#: Of these a rule may ask one figure for the whole stay.
_TOTALS = (Measure.TOTAL_HOURS, Measure.DURATION_DAYS, Measure.DURATION_WEEKS, Measure.FIRST_REVIEW_DAY)
_UNITS: dict[str, Any] = {"minutes": Minutes, "months": Months}
#: The greatest figure of a bound; in minutes it is more than two days, and less than a week.
_MOST = {"minutes": 3_000}
_JUDGING = (Force.REQUIRED, Force.RECOMMENDED, Force.TYPICAL)


@functools.cache
def bounds(measure: Measure) -> st.SearchStrategy[Bound]:
    """Bounds in the unit of a measure."""
    return ranges_of(_UNITS.get(measure.unit, int), 0, _MOST.get(measure.unit, 100))


@functools.cache
def scopes() -> st.SearchStrategy[Scope]:
    """Scopes: narrowed to levels, types, people, a focus, all of these or nothing."""
    return st.builds(
        Scope,
        levels=st.frozensets(levels(), max_size=2),
        types=st.frozensets(st.sampled_from(("evening-iop", "day-program", "my own type")), max_size=2),
        population=st.none() | populations(),
        focus=st.sampled_from(Focus),
    )


@st.composite
def _asked(draw: st.DrawFn, measures: tuple[Measure, ...]) -> dict[str, Any]:
    """What a rule and a band have in common, so that it makes sense."""
    measure = draw(st.sampled_from(measures))
    ways = [Aggregation.EVERY]
    ways += [Aggregation.AVERAGE] if measure is Measure.HOURS_PER_WEEK else []
    ways += [Aggregation.TOTAL] if measure in _TOTALS else []
    way, scope = draw(st.sampled_from(ways)), draw(scopes())
    if way is Aggregation.EVERY:
        scope = attrs.evolve(scope, during=draw(st.none() | parts_of_stay()))
    found: dict[str, Any] = {"id": draw(names()), "measure": measure, "scope": scope, "aggregation": way}
    return found | {
        "history": draw(histories(bounds(measure), max_size=2)),
        "issuer": draw(names_or_none()),
        "note": draw(names_or_none()),
    }


@st.composite
def rules(draw: st.DrawFn, measures: Iterable[Measure] = Measure) -> Rule:
    """Rules of one's own, of every force but that of the house, each with one or two bounds in its history.

    Args:
        draw: as Hypothesis gives it.
        measures: what they may ask.
    """
    return Rule(
        **draw(_asked(tuple(measures))),
        force=draw(st.sampled_from(_JUDGING)),
        day_at_least=draw(st.none() | minutes(Minutes(1), Minutes(600))),
        components=draw(st.frozensets(st.sampled_from(list(COMPONENT_TYPES)), max_size=3)),
    )


@st.composite
def bands(draw: st.DrawFn, measures: Iterable[Measure] = Measure) -> Band:
    """Billing bands of one's own.

    Args:
        draw: as Hypothesis gives it.
        measures: what they may ask.
    """
    return Band(**draw(_asked(tuple(measures))), picks=draw(names_or_none()))


@st.composite
def standards_of_rules(draw: st.DrawFn, min_size: int = 0, max_size: int = 3) -> Standard:
    """Bodies of one's own.

    Args:
        draw: as Hypothesis gives it.
        min_size: how many rules and bands at least.
        max_size: how many at most.
    """
    found = draw(st.lists(rules() | bands(), min_size=min_size, max_size=max_size, unique_by=lambda rule: rule.id))
    return Standard(
        key_of(draw(names()), "standard"),
        draw(names()),
        found,
        jurisdiction=draw(names_or_none()),
        counting=draw(countings()),
        note=draw(names_or_none()),
    )


def built_in_rules(measures: Iterable[Measure] = Measure) -> st.SearchStrategy[tuple[Standard, Rule]]:
    """Rules of the built-in bodies, each with its body.

    Args:
        measures: what they may ask.
    """
    wanted = frozenset(measures)
    return st.sampled_from(
        [(body, rule) for body in standards.all() for rule in body if isinstance(rule, Rule) and rule.measure in wanted]
    )


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Editions of a schedule of rules: their first day, month or year, and rules without dates of their own."""
    drawn = draw(st.lists(rules(), max_size=2, unique_by=lambda rule: rule.id))
    undated = [attrs.evolve(rule, history=_without_dates(rule.history)) for rule in drawn]
    return Edition(draw(starts(draw(plain_days()))), undated, draw(st.booleans()))


def _without_dates(history: History[Bound]) -> History[Bound]:
    return History.of(attrs.evolve(history.entries[0], since=None, until=None))
