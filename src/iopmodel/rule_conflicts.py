"""Rule conflicts: which demands fall with one that is missed, and which of them nothing can meet together."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import attrs

from iopmodel._days import Date
from iopmodel.demands import OVER_WEEKS, Demand
from iopmodel.errors import NotAccepted, RulesConflict
from iopmodel.rules import Standard
from iopmodel.stay_plans import plan_of
from iopmodel.week_cases import Wanted

__all__ = ["conflict_in", "implied_by", "refusal_of"]


def implied_by(miss: Wanted, demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """The demands that are missed whenever that one is: nothing can miss the one and meet the other."""
    return tuple(each for each in demands if each != miss.demand and plan_of([each], miss) is None)


def conflict_in(
    demands: Iterable[Demand], miss: Wanted | None = None, bodies: Iterable[Standard] = ()
) -> tuple[Demand, ...]:
    """Few of these demands that nothing can meet together, of which none can be left out; none where all can be met.

    One alone comes first, then two; of more they are as few as are found by leaving out one after the other.

    Args:
        demands: the demands.
        miss: what is missed at the same time; nothing unless given.
        bodies: further bodies that are to count the sessions too.
    """
    given, bodies = tuple(demands), tuple(bodies)
    if plan_of(given, miss, bodies) is not None:
        return ()
    for few in itertools.chain.from_iterable(itertools.combinations(given, count) for count in (0, 1, 2)):
        if plan_of(few, miss, bodies) is None and few:
            return few
    for each in given:
        rest = tuple(other for other in given if other != each)
        if plan_of(rest, miss, bodies) is None:
            given = rest
    return given


def refusal_of(
    demands: tuple[Demand, ...], day: Date, bodies: tuple[Standard, ...], miss: Wanted | None = None
) -> RulesConflict | NotAccepted:
    """Why nothing is planned: rules that nothing can meet together; or only nothing of the shape that is planned here.

    Args:
        demands: what was to be met.
        day: the day for which the rules were read.
        bodies: all bodies that count the sessions.
        miss: what was to be missed; nothing unless given.
    """
    fewest = conflict_in(demands, miss, bodies)
    asked = (*fewest, *(() if miss is None else (miss.demand,)))
    names = "; ".join(map(str, asked))
    if len({attrs.evolve(each.body.counting, name="") for each in asked}) > 1:
        return NotAccepted(
            "rules together", names, "rules that the same sessions can meet; these bodies count differently"
        )
    if any(each.rule.measure in OVER_WEEKS for each in asked):
        return NotAccepted(
            "rules together", names, "rules that weeks which repeat can meet, month by month and gap by gap"
        )
    return RulesConflict(tuple(map(str, fewest)), str(day), "" if miss is None else str(miss.demand))
