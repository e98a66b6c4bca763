"""Boundaries: of the stays that miss a demand, those that lie one minute, one day or one session from meeting it."""

from __future__ import annotations

import attrs

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.drafts import SIZED
from iopmodel.measures import Measure
from iopmodel.rules import Aggregation
from iopmodel.stay_plans import StayPlan, spans_of
from iopmodel.stay_totals import sum_ends
from iopmodel.week_cases import Wanted, WeekCase, gaps_of
from iopmodel.week_sums import Ends

__all__ = ["at_edge"]


def at_edge(plan: StayPlan, miss: Wanted) -> StayPlan | None:
    """The stays of the plan that lie at the boundary of what they miss; ``None`` where none does."""
    odd, parts, lengths = plan.odd, plan.parts, plan.lengths
    if odd is not None:
        odd = attrs.evolve(odd, cases=tuple(_at(each, miss) for each in odd.cases if _touches(each, miss)))
        if plan.all_miss:
            # The other weeks miss it as well, so that a change of one of them mends nothing.
            parts, lengths = plan.parts, tuple(each.cut(1, odd.count * DAYS_IN_WEEK) for each in lengths)
    if miss.measure is Measure.DAYS_BETWEEN_SERVICE_DAYS:
        parts = tuple((start, _with_near_gaps(cases, miss)) for start, cases in parts)
    if miss.measure in {Measure.DURATION_DAYS, Measure.DURATION_WEEKS}:
        lengths = tuple(each for each in lengths if each.holds(miss.edge))
    found = attrs.evolve(plan, odd=odd, parts=parts, lengths=tuple(each for each in lengths if not each.is_empty))
    found = _with_near_totals(found, miss)
    for ends, measures in (
        (plan.people, SIZED),
        (plan.age, {Measure.AGE_YEARS}),
        (plan.monthly, {Measure.MINUTES_PER_MONTH}),
    ):
        if miss.measure in measures and ends is not None and not ends.holds(miss.edge):
            return None
    is_empty = not found.lengths or not all(cases for _, cases in parts) or (odd is not None and not odd.cases)
    return None if is_empty or (found.keeps_gaps and not spans_of(found)) else found


def _at(case: WeekCase, miss: Wanted) -> WeekCase:
    """The case with the time of the week at the boundary, where that is what misses."""
    if miss.measure is Measure.HOURS_PER_WEEK:
        return attrs.evolve(case, minutes=Ends(miss.edge, miss.edge))
    return case


def _touches(case: WeekCase, miss: Wanted) -> bool:
    """Whether a week of a case may lie one step away from meeting what it misses."""
    edge, touches = miss.edge, True
    match miss.measure:
        case Measure.HOURS_PER_WEEK:
            touches = case.minutes.holds(edge)
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
    least = miss.demand.least_day
    if not least:
        return len(case.days) == miss.edge
    long = sum(day.low >= least for day in case.days)
    beside = (day.high == least - 1 if miss.is_below else day.low == least for day in case.days)
    return long == miss.edge and any(beside)


def _with_near_totals(plan: StayPlan, miss: Wanted) -> StayPlan:
    """The plan with the lengths whose totals can lie at the boundary, and with these totals alone."""
    if (
        plan.totals is None
        or (plan.odd is not None and not plan.odd.cases)
        or not all(cases for _, cases in plan.parts)
    ):
        return plan
    totals = plan.totals.made_of(plan.parts, plan.odd)
    if plan.odd is None and miss.measure in {Measure.TOTAL_HOURS, Measure.HOURS_PER_WEEK}:
        is_mean = miss.demand.rule.aggregation is Aggregation.AVERAGE
        edges = [_edge_of_sum(miss, weeks if is_mean else 1) for weeks in range(len(totals.wanted))]
        wanted = (each.cut(edge, edge) for each, edge in zip(totals.wanted, edges, strict=True))
        totals = attrs.evolve(totals, wanted=tuple(wanted))
        # A mean over weeks of which the last may not be whole is two means.
        lengths = tuple(each for each in plan.lengths if not each.low % DAYS_IN_WEEK or each.low < DAYS_IN_WEEK)
    else:
        lengths = plan.lengths
    fit = tuple(each for each in lengths if totals.of_days(each.low, plan.odd))
    return attrs.evolve(plan, totals=totals, lengths=fit)


def _edge_of_sum(miss: Wanted, times: int) -> int:
    """The total that misses a bound on a sum, or on a mean over so many weeks, by one minute."""
    low, high = sum_ends(miss, times)
    return low if high is None else high


def _with_near_gaps(cases: tuple[WeekCase, ...], miss: Wanted) -> tuple[WeekCase, ...]:
    found: list[WeekCase] = []
    for each in cases:
        # One gap that is a day too long or short, and others that are not, so that one more day mends it.
        beyond = {days: [gap for gap in gaps_of(days) if not miss.demand_holds(gap)] for days in each.weekdays}
        near = tuple(days for days in each.weekdays if beyond[days] == [miss.edge] and len(days) > 1)
        found += [attrs.evolve(each, weekdays=near)] if near else []
    return tuple(found)
