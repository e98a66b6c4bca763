"""One draft out of a plan: somebody chooses every free figure, at random, at a boundary, or as plainly as can be."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Protocol, TypeVar

import attrs

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.drafts import Draft, WeekDraft
from iopmodel.measures import Measure
from iopmodel.stay_plans import StayPlan, spans_of, with_span
from iopmodel.stay_totals import Odd, Totals, cases_in
from iopmodel.week_cases import Wanted, WeekCase, made_by
from iopmodel.week_sums import Ends, added

__all__ = ["Chooser", "Plainly", "draft_of", "nearest", "spread"]

T = TypeVar("T")
_USUAL_PEOPLE, _USUAL_MOST = 8, 12
_SIZES = (Measure.GROUP_SIZE, Measure.CLASS_SIZE)
_LONGEST_USUAL_WEEK = 40 * 60
_MORE = 10**6
#: The usual length, how many weeks more than the least at most, and the usual time of a week.
_USUAL_WEEKS, _MORE_WEEKS, _USUAL_TIME = 8, 15, 9 * 60


class Chooser(Protocol):
    """Who chooses where a plan leaves a choice."""

    def one_of(self, values: Sequence[T]) -> T:
        """One of several, of which the first is the plainest."""
        raise NotImplementedError

    def number(self, low: int, high: int, *, edge: int | None = None, usual: int | None = None) -> int:
        """A whole number between two ends.

        Args:
            low: the least.
            high: the greatest.
            edge: the end that lies at the boundary of a rule, where one does.
            usual: what people would take, where it lies between the ends.
        """
        raise NotImplementedError


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
    if plan.keeps_gaps:
        plan = with_span(plan, choose.one_of(spans_of(plan)))
    length = _length(plan, choose, miss)
    most = max(plan.people.low, _USUAL_MOST if plan.people.high is None else plan.people.high)
    people = Ends(plan.people.low, most)
    monthly, age = plan.monthly, plan.age
    return Draft(
        runs=_runs(plan, length, choose, miss),
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
    ends = _closed(choose.one_of(plan.lengths), _MORE_WEEKS * DAYS_IN_WEEK)
    first, last = -(-ends.low // DAYS_IN_WEEK), (ends.high or 0) // DAYS_IN_WEEK
    of_length = _of(miss, Measure.DURATION_DAYS, Measure.DURATION_WEEKS)
    if first > last or of_length is not None:
        return _number(ends, choose, of_length)
    return choose.number(first, last, usual=_USUAL_WEEKS) * DAYS_IN_WEEK


def _runs(plan: StayPlan, length: int, choose: Chooser, miss: Wanted | None) -> tuple[tuple[int, WeekDraft], ...]:
    """The weeks of the stay, part by part, the odd ones where they belong; alike ones are drawn once."""
    odds = _odds(plan.odd)
    times = None if plan.totals is None else _times(plan, plan.totals, length, choose, miss)
    made: dict[tuple[bool, tuple[WeekCase, ...], int | None], WeekDraft] = {}
    weeks: list[WeekDraft] = []
    for number in range(1, -(-length // DAYS_IN_WEEK) + 1):
        is_odd = number in odds
        cases = plan.odd.cases if plan.odd is not None and is_odd else cases_in(plan.parts, number)
        key = (is_odd, cases, None if times is None else times[number])
        if key not in made:
            made[key] = _week_of_time(cases, key[2], choose, miss if is_odd else None)
        weeks.append(made[key])
    return tuple((len(list(alike)), week) for week, alike in itertools.groupby(weeks))


def _odds(odd: Odd | None) -> range:
    return range(0) if odd is None else range(odd.week, odd.week + odd.count)


def _week_of_time(cases: tuple[WeekCase, ...], time: int | None, choose: Chooser, miss: Wanted | None) -> WeekDraft:
    """A week of one of the cases, of this time where one is given."""
    if time is None:
        return week_of(choose.one_of(cases), choose, miss)
    case = choose.one_of([each for each in cases if each.minutes.holds(time)])
    return week_of(attrs.evolve(case, minutes=Ends(time, time)), choose, miss)


def _times(plan: StayPlan, totals: Totals, length: int, choose: Chooser, miss: Wanted | None) -> dict[int, int]:
    """The time of each week of a stay that has a total, spread as evenly as can be."""
    slots = _slots(plan, totals, length)
    ends = _closed(choose.one_of(totals.of_days(length, plan.odd)), 0)
    left = _number(ends, choose, None if plan.odd is not None else _of_sum(miss, ends), usual=_USUAL_TIME * len(slots))
    found: dict[int, int] = {}
    for place, (week, own, before) in reversed(list(enumerate(slots))):
        found[week] = nearest(left // (place + 1), _between(left, own, before))
        left -= found[week]
    return found


def _slots(plan: StayPlan, totals: Totals, length: int) -> list[tuple[int, tuple[Ends, ...], tuple[Ends, ...]]]:
    """Every week, what it can make alone, and what those before it in this list can make; the odd ones stand late."""
    weeks, odds = -(-length // DAYS_IN_WEEK), _odds(plan.odd)
    others = [number for number in range(1, weeks + 1) if number not in odds]
    last = others.pop() if length % DAYS_IN_WEEK and weeks > 1 else None
    slots = [(number, totals.own[place], totals.sums[place]) for place, number in enumerate(others)]
    before, cases = totals.sums[len(others)], made_by(() if plan.odd is None else plan.odd.cases)
    for number in odds:
        slots.append((number, cases, before))
        before = added(before, cases)
    if last is not None:
        # What the whole weeks make without it is wanted too.
        slots.append((last, totals.own[len(others)], totals.of(weeks - 1, plan.odd)))
    return slots


def _between(total: int, own: tuple[Ends, ...], before: tuple[Ends, ...]) -> list[Ends]:
    """What a week can make so that those before it can make the rest of a total."""
    cut = (
        one.cut(0 if rest.high is None else total - rest.high, total - rest.low)
        for one, rest in itertools.product(own, before)
    )
    return [each for each in cut if not each.is_empty]


def nearest(figure: int, ends: Sequence[Ends]) -> int:
    """Of the figures between some ends, the one nearest to another.

    >>> nearest(5, [Ends(0, 3), Ends(9, 12)])
    3
    """
    fitting = (max(each.low, figure if each.high is None else min(figure, each.high)) for each in ends)
    return min(fitting, key=lambda each: (abs(each - figure), each))


def _of_sum(miss: Wanted | None, ends: Ends) -> Wanted | None:
    """What is missed, with the ends of a sum in place of those of a mean."""
    return miss and attrs.evolve(miss, ends=Ends(0, ends.high) if miss.is_below else Ends(ends.low, None))


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
    """The ends of each day, where that which misses a bound on days or sessions is settled at or near its boundary."""
    days = list(case.days)
    if case.first is not None and case.pieces[0] == 1:
        _pin(days, 0, case, choose, _of(miss, Measure.MINUTES_PER_SESSION))
    if miss is None or not (miss.is_of_days or miss.demand.least_day):
        return days
    least, wanted = miss.demand.least_day, miss
    beside = [place for place, day in enumerate(days) if not least and miss.ends.holds(day.low)]
    if least:
        beside = [
            place for place, day in enumerate(days) if (day.high == least - 1 if miss.is_below else day.low == least)
        ]
        wanted = attrs.evolve(miss, ends=Ends(0, least - 1) if miss.is_below else Ends(least, None))
    for place in beside[:1]:
        _pin(days, place, case, choose, wanted)
    return days


def _pin(days: list[Ends], place: int, case: WeekCase, choose: Chooser, miss: Wanted | None) -> None:
    """Settle the time of one day, so that the others can still make the time of the week."""
    others = [day for number, day in enumerate(days) if number != place]
    most = sum(day.high or 0 for day in others)
    top = _MORE if case.minutes.high is None else case.minutes.high
    time = _number(days[place].cut(case.minutes.low - most, top - sum(day.low for day in others)), choose, miss)
    days[place] = Ends(time, time)


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
