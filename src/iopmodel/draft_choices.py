"""One draft out of a plan: somebody chooses every free figure, at random, at a boundary, or as plainly as can be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

import attrs

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.drafts import Draft, WeekDraft
from iopmodel.measures import Measure
from iopmodel.stay_plans import StayPlan
from iopmodel.week_cases import Ends, Wanted, WeekCase

__all__ = ["Chooser", "Plainly", "draft_of", "spread"]

T = TypeVar("T")
_USUAL_PEOPLE, _USUAL_MOST = 8, 12
_SIZES = (Measure.GROUP_SIZE, Measure.CLASS_SIZE)
_LONGEST_USUAL_WEEK = 40 * 60
_MORE = 10**6


class Chooser(Protocol):
    """Who chooses where a plan leaves a choice."""

    def one_of(self, values: Sequence[T]) -> T:
        """One of several, of which the first is the plainest."""
        ...

    def number(self, low: int, high: int, *, edge: int | None = None, usual: int | None = None) -> int:
        """A whole number between two ends.

        Args:
            low: the least.
            high: the greatest.
            edge: the end that lies at the boundary of a rule, where one does.
            usual: what people would take, where it lies between the ends.
        """
        ...


@attrs.frozen
class Plainly:
    """Takes the first of several, a number at the boundary of a rule, and what people would take elsewhere."""

    def one_of(self, values: Sequence[T]) -> T:
        """The first."""
        return values[0]

    def number(self, low: int, high: int, *, edge: int | None = None, usual: int | None = None) -> int:
        """The number at the boundary, else the usual one as far as it fits."""
        if edge is not None:
            return edge
        return min(max(low, low if usual is None else usual), high)


def draft_of(plan: StayPlan, choose: Chooser, miss: Wanted | None = None) -> Draft:
    """One of the drafts of a plan.

    Args:
        plan: the plan.
        choose: who chooses.
        miss: what is missed, so that its boundary is where choices go first.
    """
    if plan.totals is not None:
        weeks, ends, case, odd = choose.one_of(plan.totals)
        runs = _runs_of_total(weeks, ends, case, odd, choose, miss)
        length = weeks * DAYS_IN_WEEK
    else:
        length = _length(plan, choose, miss)
        runs = _runs(plan, -(-length // DAYS_IN_WEEK), choose, miss)
    most = max(plan.people.low, _USUAL_MOST if plan.people.high is None else plan.people.high)
    people = Ends(plan.people.low, most)
    monthly, age = plan.monthly, plan.age
    return Draft(
        runs=runs,
        length=length,
        kind=plan.kind,
        people=_number(people, choose, _of(miss, *_SIZES), usual=_USUAL_PEOPLE),
        monthly=0 if monthly is None else _number(monthly, choose, _of(miss, Measure.MINUTES_PER_MONTH), usual=60),
        age=None if age is None else _number(_closed(age, 20), choose, _of(miss, Measure.AGE_YEARS)),
    )


def _of(miss: Wanted | None, *measures: Measure) -> Wanted | None:
    """What is missed, where it is one of these measures."""
    return miss if miss is not None and miss.measure in measures else None


def _closed(ends: Ends, more: int) -> Ends:
    return Ends(ends.low, ends.low + more if ends.high is None else ends.high)


def _number(ends: Ends, choose: Chooser, miss: Wanted | None, *, usual: int | None = None) -> int:
    """A number between two ends that are not open; where it is what is missed, its boundary comes first."""
    high = ends.low if ends.high is None else ends.high
    edge = None
    if miss is not None:
        edge = high if high == miss.ends.high else ends.low if ends.low == miss.ends.low else None
    return choose.number(ends.low, high, edge=edge, usual=usual)


def _length(plan: StayPlan, choose: Chooser, miss: Wanted | None) -> int:
    """The length in days: whole weeks, unless the boundary of a rule lies elsewhere or no whole week fits."""
    ends = _closed(plan.lengths, 15 * DAYS_IN_WEEK)
    first, last = -(-ends.low // DAYS_IN_WEEK), (ends.high or 0) // DAYS_IN_WEEK
    of_length = _of(miss, Measure.DURATION_DAYS, Measure.DURATION_WEEKS)
    if first > last or of_length is not None:
        return _number(ends, choose, of_length)
    return choose.number(first, last, usual=8) * DAYS_IN_WEEK


def _runs(plan: StayPlan, weeks: int, choose: Chooser, miss: Wanted | None) -> tuple[tuple[int, WeekDraft], ...]:
    """The weeks of the stay, part by part, the odd ones where they belong."""
    odd = plan.odd
    found: list[tuple[int, WeekDraft]] = []
    stops = [start for start, _ in plan.parts[1:]] + [weeks + 1]
    for (start, cases), stop in zip(plan.parts, stops, strict=True):
        last = min(stop - 1, weeks)
        if start > last:
            break
        usual = week_of(choose.one_of(cases), choose)
        if odd is None or not start <= odd.week <= last:
            found.append((last - start + 1, usual))
            continue
        odds = week_of(choose.one_of(odd.cases), choose, miss)
        counts = ((odd.week - start, usual), (odd.count, odds), (last - odd.week - odd.count + 1, usual))
        found += [(count, week) for count, week in counts if count > 0]
    return tuple(found)


def _runs_of_total(
    weeks: int, ends: Ends, case: WeekCase, odd: WeekCase | None, choose: Chooser, miss: Wanted | None
) -> tuple[tuple[int, WeekDraft], ...]:
    """Weeks that make a total of the stay between these ends."""
    total = _number(ends, choose, None if odd is not None else _of_sum(miss, ends))
    runs: list[tuple[int, WeekDraft]] = []
    if odd is not None:
        others = Ends((weeks - 1) * case.minutes.low, (weeks - 1) * (case.minutes.high or 0))
        within = odd.minutes.cut(max(0, total - (others.high or 0)), total - others.low)
        first = week_of(attrs.evolve(odd, minutes=within), choose, miss)
        runs.append((1, first))
        total, weeks = total - first.minutes, weeks - 1
    if weeks:
        each, more = divmod(total, weeks)
        runs += [
            (count, week_of(attrs.evolve(case, minutes=Ends(minutes, minutes)), Plainly()))
            for count, minutes in ((more, each + 1), (weeks - more, each))
            if count
        ]
    return tuple(runs)


def _of_sum(miss: Wanted | None, ends: Ends) -> Wanted | None:
    """What is missed, with the ends of a sum in place of those of a mean."""
    if miss is None:
        return None
    return attrs.evolve(miss, ends=Ends(0, ends.high) if miss.is_below else Ends(ends.low, None))


def week_of(case: WeekCase, choose: Chooser, miss: Wanted | None = None) -> WeekDraft:
    """One of the weeks of a case."""
    weekdays = choose.one_of(case.weekdays)
    days = _pinned(case, choose, miss)
    lows, highs = sum(day.low for day in days), sum(day.high or 0 for day in days)
    within = case.minutes.cut(lows, highs)
    usual = min(_LONGEST_USUAL_WEEK, 3 * 60 * len(days))
    minutes = _number(within, choose, _of_minutes(miss), usual=usual)
    times = spread(minutes, days)
    held: list[tuple[int, ...]] = [()] * DAYS_IN_WEEK
    for place, (weekday, time, count) in enumerate(zip(weekdays, times, case.pieces, strict=True)):
        first = case.first if place == 0 else None
        held[weekday] = _pieces(time, count, case.piece, first, choose, _of(miss, Measure.MINUTES_PER_SESSION))
    of_family = _of(miss, Measure.FAMILY_SESSIONS_PER_WEEK)
    family = _number(_closed(case.family, 1), choose, of_family)
    return WeekDraft(tuple(held), family)


def _of_minutes(miss: Wanted | None) -> Wanted | None:
    """What is missed, as ends of the time of a week, where it is about that."""
    if miss is not None and miss.measure is Measure.WEEKS_BELOW_FLOOR:
        return attrs.evolve(miss, ends=Ends(0, min(miss.demand.floors) - 1))
    return _of(miss, Measure.HOURS_PER_WEEK)


def _pinned(case: WeekCase, choose: Chooser, miss: Wanted | None) -> list[Ends]:
    """The ends of each day, where that which misses a bound on days is settled at or near its boundary."""
    days = list(case.days)
    if case.first is not None and case.pieces[0] == 1:
        alone = _number(days[0], choose, _of(miss, Measure.MINUTES_PER_SESSION))
        days[0] = Ends(alone, alone)
    least = None if miss is None else miss.demand.rule.day_at_least
    for place, day in enumerate(days):
        if miss is None or not (miss.is_of_days or least is not None):
            break
        if miss.is_of_days and not miss.ends.holds(day.low):
            continue
        beside = None if least is None else day.high == least.count - 1 if miss.is_below else day.low == least.count
        if beside is False:
            continue
        others = [other for number, other in enumerate(days) if number != place]
        rest = Ends(sum(other.low for other in others), sum(other.high or 0 for other in others))
        top = _MORE if case.minutes.high is None else case.minutes.high
        within = day.cut(case.minutes.low - (rest.high or 0), top - rest.low)
        wanted = miss
        if least is not None:
            wanted = attrs.evolve(miss, ends=Ends(0, least.count - 1) if miss.is_below else Ends(least.count, None))
        time = _number(within, choose, wanted)
        days[place] = Ends(time, time)
        break
    return days


def spread(total: int, ends: Sequence[Ends]) -> tuple[int, ...]:
    """A total over days as evenly as their ends allow.

    >>> spread(540, [Ends(1, 600)] * 3), spread(100, [Ends(1, 20), Ends(1, 600)])
    ((180, 180, 180), (20, 80))
    """
    found = [each.low for each in ends]
    left = total - sum(found)
    while left:
        level = min(time for time, each in zip(found, ends, strict=True) if time < (each.high or 0))
        lowest = [place for place, each in enumerate(ends) if found[place] == level and level < (each.high or 0)]
        above = [time for time in found if time > level]
        step = min([*(time - level for time in above), *((ends[place].high or 0) - level for place in lowest)])
        share = max(1, min(step, left // len(lowest)))
        for place in lowest:
            more = min(share, left)
            found[place] += more
            left -= more
    return tuple(found)


def _pieces(
    time: int, count: int, piece: Ends, first: Ends | None, choose: Chooser, miss: Wanted | None
) -> tuple[int, ...]:
    """The time of a day in so many sessions, the first of them between ends of its own where it has any."""
    rest = count - 1
    if first is None:
        top = time if piece.high is None else piece.high
        return tuple(sorted(spread(time, [Ends(piece.low, min(time, top))] * count), reverse=True))
    most = time if piece.high is None else rest * piece.high
    within = first.cut(time - most if rest else time, time - rest * piece.low)
    odd = _number(within, choose, miss)
    others = spread(time - odd, [Ends(piece.low, time if piece.high is None else piece.high)] * rest)
    return (odd, *others)
