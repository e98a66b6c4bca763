"""Boundaries: of the stays that miss a demand, those that lie one minute, one day or one session from meeting it."""

from __future__ import annotations

import attrs

from iopmodel.measures import Measure
from iopmodel.rules import Aggregation
from iopmodel.stay_plans import StayPlan, sum_ends
from iopmodel.week_cases import Ends, Wanted, WeekCase, gaps_of

__all__ = ["at_edge"]


def at_edge(plan: StayPlan, miss: Wanted) -> StayPlan:
    """The stays of the plan that lie at the boundary of what they miss, as far as any do."""
    odd, totals = plan.odd, plan.totals
    if odd is not None:
        near = tuple(each for each in odd.cases if _touches(each, miss))
        odd = attrs.evolve(odd, cases=near or odd.cases)
    if totals is not None:
        near_totals = tuple(each for each in totals if _touches_total(each, miss))
        totals = near_totals or totals
    parts = plan.parts
    if miss.measure is Measure.DAYS_BETWEEN_SERVICE_DAYS:
        parts = tuple((start, _with_near_gaps(cases, miss)) for start, cases in parts)
    return attrs.evolve(plan, odd=odd, totals=totals, parts=parts)


def _touches(case: WeekCase, miss: Wanted) -> bool:
    """Whether a week of a case may lie one step away from meeting what it misses."""
    edge, touches = miss.edge, True
    match miss.measure:
        case Measure.HOURS_PER_WEEK:
            touches = edge in {case.minutes.low, case.minutes.high}
        case Measure.WEEKS_BELOW_FLOOR:
            touches = case.minutes.high == min(miss.demand.floors) - 1
        case Measure.SESSIONS_PER_WEEK:
            touches = sum(case.pieces) == edge
        case Measure.DAYS_PER_WEEK | Measure.VISITS_PER_WEEK:
            touches = _touches_days(case, miss)
        case Measure.MINUTES_PER_SESSION:
            touches = case.pieces[0] == 1 and case.days[0].holds(edge)
        case _ if miss.is_of_days:
            beyond = [day for day in case.days if not miss.demand_holds(day.low)]
            touches = len(beyond) == 1 and edge in {beyond[0].low, beyond[0].high}
        case _:
            pass
    return touches


def _touches_days(case: WeekCase, miss: Wanted) -> bool:
    """As :func:`_touches`, of a number of days; of days of some length, one of them lies at that length."""
    least = miss.demand.rule.day_at_least
    if least is None:
        return len(case.days) == miss.edge
    long = sum(day.low >= least.count for day in case.days)
    beside = (day.high == least.count - 1 if miss.is_below else day.low == least.count for day in case.days)
    return long == miss.edge and any(beside)


def _touches_total(total: tuple[int, Ends, WeekCase, WeekCase | None], miss: Wanted) -> bool:
    weeks, ends, _, odd = total
    if odd is not None:
        return _touches(odd, miss)
    low, high = sum_ends(miss, weeks if miss.demand.rule.aggregation is Aggregation.AVERAGE else 1)
    return ends.high == high if miss.is_below else ends.low == low


def _with_near_gaps(cases: tuple[WeekCase, ...], miss: Wanted) -> tuple[WeekCase, ...]:
    found: list[WeekCase] = []
    for each in cases:
        # One gap that is a day too long or short, and others that are not, so that one more day mends it.
        beyond = {days: [gap for gap in gaps_of(days) if not miss.demand_holds(gap)] for days in each.weekdays}
        near = tuple(days for days in each.weekdays if beyond[days] == [miss.edge] and len(days) > 1)
        found += [attrs.evolve(each, weekdays=near)] if near else []
    return tuple(found) or cases
