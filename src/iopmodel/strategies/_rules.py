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
from iopmodel.spans import PartOfStay
from iopmodel.strategies._calendar import EVERY_OTHER, plain_days
from iopmodel.strategies._components import LADDERS, POPULATION_TURNS, countings, population_from
from iopmodel.strategies._values import histories, names, names_or_none, parts_of_stay, ranges_of, starts
from iopmodel.strategies._wheels import Turns, turns, wheel
from iopmodel.vocabulary import key_of

__all__ = ["bands", "bounds", "built_in_rules", "editions", "rules", "scopes", "standards_of_rules"]

#: Of these a rule may ask one figure for the whole stay.
_TOTALS = (Measure.TOTAL_HOURS, Measure.DURATION_DAYS, Measure.DURATION_WEEKS, Measure.FIRST_REVIEW_DAY)
_UNITS: dict[str, Any] = {"minutes": Minutes, "months": Months}
#: The greatest figure of a bound; in minutes it is more than two days, and less than a week.
_MOST = {"minutes": 3_000}
_JUDGING = (Force.REQUIRED, Force.RECOMMENDED, Force.TYPICAL)


_LEVELS = wheel(*((None,) * 20), *(level for ladder in LADDERS for level in ladder.levels))
_TYPES = wheel(None, None, None, "evening-iop", "day-program", "my own type")
_FOCI = wheel(*Focus)
_SCOPE_TURNS = 5 + 1 + POPULATION_TURNS


@functools.cache
def bounds(measure: Measure) -> st.SearchStrategy[Bound]:
    """Bounds in the unit of a measure."""
    return ranges_of(_UNITS.get(measure.unit, int), 0, _MOST.get(measure.unit, 100))


def _scope(draw: st.DrawFn, turn: Turns, during: PartOfStay | None = None) -> Scope:
    focus, levels, types = turn.pick(_FOCI), turn.part(2), turn.part(2)
    is_of_people, people = turn.pick(EVERY_OTHER), turn.part(POPULATION_TURNS)
    return Scope(
        levels=[each for each in (levels.pick(_LEVELS), levels.pick(_LEVELS)) if each is not None],
        types=[each for each in (types.pick(_TYPES), types.pick(_TYPES)) if each is not None],
        population=population_from(draw, people) if is_of_people else None,
        focus=focus,
        during=during,
    )


@functools.cache
def scopes() -> st.SearchStrategy[Scope]:
    """Scopes: narrowed to levels, types, people, a focus, all of these or nothing."""

    @st.composite
    def drawn_scopes(draw: st.DrawFn) -> Scope:
        return _scope(draw, Turns(draw, draw(turns(_SCOPE_TURNS))))

    return drawn_scopes()


def _ways(measure: Measure) -> tuple[Aggregation, ...]:
    """How a rule may ask for a measure, so that it makes sense."""
    average = (Aggregation.AVERAGE,) if measure is Measure.HOURS_PER_WEEK else ()
    return (Aggregation.EVERY, *average, *((Aggregation.TOTAL,) if measure in _TOTALS else ()))


@functools.cache
def _bound_histories(measure: Measure) -> st.SearchStrategy[History[Bound]]:
    return histories(bounds(measure), max_size=2)


_ASKED_TURNS = 3 + _SCOPE_TURNS + 2


def _asked(draw: st.DrawFn, measures: tuple[Measure, ...], turn: Turns) -> dict[str, Any]:
    """What a rule and a band have in common."""
    measure = measures[turn.number(0, len(measures) - 1)]
    ways = _ways(measure)
    way, is_of_part, scope = ways[turn.number(0, len(ways) - 1)], turn.pick(EVERY_OTHER), turn.part(_SCOPE_TURNS)
    during = draw(parts_of_stay()) if is_of_part and way is Aggregation.EVERY else None
    found: dict[str, Any] = {"id": draw(names()), "measure": measure, "aggregation": way}
    return found | {
        "scope": _scope(draw, scope, during),
        "history": draw(_bound_histories(measure)),
        "issuer": draw(names()) if turn.pick(EVERY_OTHER) else "",
        "note": draw(names()) if turn.pick(EVERY_OTHER) else "",
    }


_FORCE, _KINDS = wheel(*_JUDGING), tuple(COMPONENT_TYPES)
_OF_KINDS = wheel(*((None,) * len(_KINDS)), *_KINDS)
_LONGEST_DAY = 600


def rules(measures: Iterable[Measure] = Measure) -> st.SearchStrategy[Rule]:
    """Rules of one's own, of every force but that of the house, each with one or two bounds in its history.

    Args:
        measures: what they may ask.
    """
    return _rules(tuple(measures))


@functools.cache
def _rules(measures: tuple[Measure, ...]) -> st.SearchStrategy[Rule]:
    @st.composite
    def drawn_rules(draw: st.DrawFn) -> Rule:
        turn = Turns(draw, draw(turns(_ASKED_TURNS + 7)))
        asked = _asked(draw, measures, turn.part(_ASKED_TURNS))
        force, has_day = turn.pick(_FORCE), turn.pick(EVERY_OTHER)
        return Rule(
            **asked,
            force=force,
            day_at_least=Minutes(turn.number(1, _LONGEST_DAY)) if has_day else None,
            components=frozenset(kind for kind in (turn.pick(_OF_KINDS) for _ in range(3)) if kind is not None),
        )

    return drawn_rules()


def bands(measures: Iterable[Measure] = Measure) -> st.SearchStrategy[Band]:
    """Billing bands of one's own.

    Args:
        measures: what they may ask.
    """
    return _bands(tuple(measures))


@functools.cache
def _bands(measures: tuple[Measure, ...]) -> st.SearchStrategy[Band]:
    @st.composite
    def drawn_bands(draw: st.DrawFn) -> Band:
        asked = _asked(draw, measures, Turns(draw, draw(turns(_ASKED_TURNS))))
        return Band(**asked, picks=draw(names_or_none()))

    return drawn_bands()


def standards_of_rules(min_size: int = 0, max_size: int = 3) -> st.SearchStrategy[Standard]:
    """Bodies of one's own.

    Args:
        min_size: how many rules and bands at least.
        max_size: how many at most.
    """
    some = st.lists(rules() | bands(), min_size=min_size, max_size=max_size, unique_by=lambda rule: rule.id)

    @st.composite
    def bodies(draw: st.DrawFn) -> Standard:
        return Standard(
            key_of(draw(names()), "standard"),
            draw(names()),
            draw(some),
            jurisdiction=draw(names_or_none()),
            counting=draw(countings()),
            note=draw(names_or_none()),
        )

    return bodies()


def built_in_rules(measures: Iterable[Measure] = Measure) -> st.SearchStrategy[tuple[Standard, Rule]]:
    """Rules of the built-in bodies, each with its body.

    Args:
        measures: what they may ask.
    """
    wanted = frozenset(measures)
    return st.sampled_from(
        [(body, rule) for body in standards.all() for rule in body if isinstance(rule, Rule) and rule.measure in wanted]
    )


@functools.cache
def editions() -> st.SearchStrategy[Edition]:
    """Editions of a schedule of rules: their first day, month or year, and rules without dates of their own."""
    some = st.lists(rules(), max_size=2, unique_by=lambda rule: rule.id)

    @st.composite
    def drawn_editions(draw: st.DrawFn) -> Edition:
        undated = [attrs.evolve(rule, history=_without_dates(rule.history)) for rule in draw(some)]
        return Edition(draw(starts(draw(plain_days()))), undated, draw(st.booleans()))

    return drawn_editions()


def _without_dates(history: History[Bound]) -> History[Bound]:
    return History.of(attrs.evolve(history.entries[0], since=None, until=None))
