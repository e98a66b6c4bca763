"""Why a draft misses a demand, as a sentence."""

from __future__ import annotations

from fractions import Fraction

from iopmodel.demands import Demand
from iopmodel.drafts import Draft, figures_of
from iopmodel.measures import Measure
from iopmodel.quantities import Minutes
from iopmodel.rules import Aggregation

__all__ = ["reason_of"]


def reason_of(demand: Demand, draft: Draft) -> str:
    """What a demand asks, and what a draft has instead at the place that is farthest from it."""
    rule, found = demand.rule, figures_of(demand, draft)
    lowest, highest = min(each.low for each in found), max(each.high for each in found)
    worst = lowest if lowest < demand.least else highest
    of = "" if rule.day_at_least is None else f" of at least {rule.day_at_least}"
    on_average = " on average" if rule.aggregation is Aggregation.AVERAGE else ""
    has = f"{_in_words(worst, rule.measure)}{of} {rule.measure.words}{on_average}"
    return f"{rule.id} asks {rule.asks(demand.bound)}; here it is {has}."


def _in_words(figure: int | Fraction, measure: Measure) -> str:
    """A figure with its unit; planned weeks are counted in days, and an average may be no whole minute."""
    if measure.unit == "minutes":
        whole, rest = divmod(figure, 1)
        return f"{Minutes(int(whole))}{f' and {rest} min' if rest else ''}"
    unit = "days" if measure is Measure.DURATION_WEEKS else measure.unit
    one = "person" if unit == "people" else unit.removesuffix("s")
    return f"{figure} {one if figure == 1 else unit}"
