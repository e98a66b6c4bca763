"""Stay plans: the stays that meet all of some demands, or miss one and meet the others; and which demands conflict."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.components import Component, Education, GroupTherapy, SkillsTraining
from iopmodel.demands import Demand, counted_kinds
from iopmodel.measures import Measure
from iopmodel.rules import Aggregation
from iopmodel.spans import PartOfStay
from iopmodel.week_cases import ANY, Ends, Wanted, WeekCase, met, week_cases

__all__ = ["Odd", "StayPlan", "conflict_in", "implied_by", "plan_of", "sum_ends"]

#: How many weeks are planned beyond the fewest where nothing bounds them, and the most that are looked at.
_MORE_WEEKS, _MOST_WEEKS = 15, 60
#: So many weeks certainly hold a whole month, of four weeks and up to three days more.
_WEEKS_WITH_A_MONTH, _WEEKS_IN_MONTH = 9, 4
_LENGTH = frozenset({Measure.DURATION_DAYS, Measure.DURATION_WEEKS})
_MONTH = frozenset({Measure.MINUTES_PER_MONTH, Measure.FAMILY_SESSIONS_PER_MONTH})
_SIZES: dict[Measure, tuple[type[Component], ...]] = {
    Measure.GROUP_SIZE: (GroupTherapy,),
    Measure.CLASS_SIZE: (Education, SkillsTraining),
}


@attrs.frozen
class Odd:
    """Weeks that miss what all others meet: which is the first of them, how many, and what they may be."""

    week: int
    count: int
    cases: tuple[WeekCase, ...]


@attrs.frozen(kw_only=True)
class StayPlan:
    """Stays alike: the weeks of each part, the length, and what else they have.

    Args:
        parts: for each part of the stay its first week and the cases of its weeks.
        odd: the weeks that miss what the others meet; ``None`` without any.
        lengths: the ends of the length, in days.
        totals: the ends of the time of the whole stay by the number of its weeks, and the cases of its weeks and odd
            weeks that can make it; nothing where no demand asks.
        kind: the kind of component of its sessions.
        people: the ends of the number of people in a session.
        age: the ends of the age that is served; ``None`` where no demand asks.
        monthly: the ends of a session held once a month in place of weekly ones; ``None`` where there is none.
    """

    parts: tuple[tuple[int, tuple[WeekCase, ...]], ...]
    odd: Odd | None
    lengths: Ends
    totals: tuple[tuple[int, Ends, WeekCase, WeekCase | None], ...] | None
    kind: type[Component]
    people: Ends
    age: Ends | None
    monthly: Ends | None


def plan_of(demands: Iterable[Demand], miss: Wanted | None = None) -> StayPlan | None:
    """The stays that meet all of these demands and miss that one; ``None`` where there are none.

    Args:
        demands: what is met.
        miss: what is missed, and on which side; nothing unless given.
    """
    return _plan_of(tuple(demands), miss)


@functools.lru_cache(maxsize=1024)
def _plan_of(demands: tuple[Demand, ...], miss: Wanted | None) -> StayPlan | None:
    wanted = (*map(met, demands), *(() if miss is None else (miss,)))
    bodies = {each.demand.body.key: each.demand.body for each in wanted}.values()
    for kind in _kinds(counted_kinds(bodies), miss):
        found = _Planning(wanted, miss, kind).plan()
        if found is not None:
            return found
    return None


def _kinds(counted: tuple[type[Component], ...], miss: Wanted | None) -> Iterator[type[Component]]:
    """The kinds that the sessions may be of, for a demand that is only about some of them."""
    for kind in counted:
        is_of_session = miss is not None and miss.measure is Measure.MINUTES_PER_SESSION
        sized = _SIZES.get(miss.measure, counted) if miss is not None else counted
        if kind in sized and not (is_of_session and miss is not None and not miss.asks_kind(kind)):
            yield kind


@attrs.frozen
class _Planning:
    wanted: tuple[Wanted, ...]
    miss: Wanted | None
    kind: type[Component]

    def plan(self) -> StayPlan | None:
        """The plan; ``None`` where nothing is as wanted."""
        lengths, people = self._lengths(), self._people()
        age = self._cut({Measure.AGE_YEARS}) if self._asks({Measure.AGE_YEARS}) else None
        monthly = self._monthly()
        odd = self._odd()
        if (
            lengths is None
            or people.is_empty
            or (age is not None and age.is_empty)
            or monthly == _NONE
            or odd == _NO_ODD
        ):
            return None
        if odd is not None:
            lengths = lengths.cut((odd.week + odd.count - 1) * DAYS_IN_WEEK, None)
        parts, lengths = self._reached(lengths)
        if not parts and odd is not None and odd.week == 1:
            # What is missed cannot be met together with the rest: then every week misses it.
            parts, odd = ((1, odd.cases),), None
        if not parts or lengths.is_empty:
            return None
        plan = StayPlan(
            parts=parts,
            odd=odd,
            lengths=lengths,
            totals=None,
            kind=self.kind,
            people=people,
            age=age,
            monthly=monthly,
        )
        return self._with_totals(plan) if self._totals else plan

    # What single weeks are asked

    @property
    def _weekly(self) -> tuple[Wanted, ...]:
        """What is wanted of every week, or of the days between its days."""
        return tuple(
            each
            for each in self.wanted
            if (each.is_of_weeks and not each.is_missed) or each.measure is Measure.DAYS_BETWEEN_SERVICE_DAYS
        )

    @property
    def _of_other_weeks(self) -> tuple[Wanted, ...]:
        """As :attr:`_weekly`; the weeks beside those that miss a demand meet it."""
        misses = self.miss is not None and self.miss.is_of_weeks
        return (*self._weekly, *((met(self.miss.demand),) if self.miss is not None and misses else ()))

    def _cases(self, wanted: Iterable[Wanted], minutes: Ends = ANY) -> tuple[WeekCase, ...]:
        minutes = minutes.cut(*self._by_month(Measure.MINUTES_PER_MONTH))
        family = ANY.cut(*self._by_month(Measure.FAMILY_SESSIONS_PER_MONTH))
        if self._monthly() is not None:
            minutes = Ends(0, 0)
        return week_cases(wanted, self.kind, minutes, family)

    def _by_month(self, measure: Measure) -> tuple[int, int | None]:
        """What a week must have so that every whole month has what is wanted of it."""
        found = ANY
        for each in self.wanted:
            if each.measure is measure and not (measure is Measure.MINUTES_PER_MONTH and self._monthly() is not None):
                found = found.cut(*_weekly_ends(each))
        return found.low, found.high

    def _reached(self, lengths: Ends) -> tuple[tuple[tuple[int, tuple[WeekCase, ...]], ...], Ends]:
        """The parts of the stay up to the first that nothing can fill, and the lengths that stay within them."""
        parts: list[tuple[int, tuple[WeekCase, ...]]] = []
        floor = ANY.cut(max((max(each.demand.floors) for each in self._floors), default=0), None)
        for start, wanted in self._stretches():
            cases = self._cases(wanted, floor)
            if not cases:
                return tuple(parts), lengths.cut(0, (start - 1) * DAYS_IN_WEEK) if parts else lengths
            parts.append((start, cases))
        return tuple(parts), lengths

    def _stretches(self) -> Iterator[tuple[int, tuple[Wanted, ...]]]:
        """Weeks of which the same is wanted, by the first of each; all alike where the whole stay has a total."""
        weekly = self._of_other_weeks
        if self._totals:
            yield 1, weekly
            return
        about = [tuple(each for each in weekly if each.is_about(week)) for week in range(1, _MOST_WEEKS + 1)]
        week = 1
        for wanted, alike in itertools.groupby(about):
            yield week, wanted
            week += len(list(alike))

    @property
    def _floors(self) -> tuple[Wanted, ...]:
        """What is wanted of the number of weeks below a floor that applies."""
        return tuple(each for each in self.wanted if each.measure is Measure.WEEKS_BELOW_FLOOR and each.demand.floors)

    def _odd(self) -> Odd | None:
        """The weeks that miss what is to be missed, where single weeks can."""
        miss = self.miss
        if miss is None or (not miss.is_of_weeks and miss.measure is not Measure.WEEKS_BELOW_FLOOR):
            return None
        if miss.measure is Measure.WEEKS_BELOW_FLOOR:
            if not miss.demand.floors or miss.is_below:
                return _NO_ODD
            below = Ends(0, min(miss.demand.floors) - 1)
            week, count, cases = 1, miss.ends.low, self._cases(self._about(1), below)
        else:
            part = miss.demand.rule.scope.during
            certain = [n for n in range(1, _MOST_WEEKS + 1) if part is None or part.holds_week(n)]
            if not certain:
                return _NO_ODD
            week, count = certain[0], 1
            cases = self._cases((*self._about(week), miss))
        return Odd(week, count, cases) if cases else _NO_ODD

    def _about(self, week: int) -> tuple[Wanted, ...]:
        return tuple(each for each in self._weekly if each.is_about(week))

    # What the whole stay is asked

    def _asks(self, measures: Iterable[Measure]) -> bool:
        return any(each.measure in measures for each in self.wanted)

    def _cut(self, measures: Iterable[Measure], ends: Ends = ANY) -> Ends:
        for each in self.wanted:
            if each.measure in measures:
                ends = ends.cut(each.ends.low, each.ends.high)
        return ends

    def _lengths(self) -> Ends | None:
        """The ends of the length in days; ``None`` where no length is as wanted."""
        fewest = _WEEKS_WITH_A_MONTH * DAYS_IN_WEEK if self._asks(_MONTH) else 1
        if self._asks({Measure.DAYS_BETWEEN_SERVICE_DAYS}):
            fewest = max(fewest, 2 * DAYS_IN_WEEK)
        found = self._cut(_LENGTH).cut(max(fewest, self._first_day), None)
        return None if found.is_empty else found

    @property
    def _first_day(self) -> int:
        """The first day that a stay must reach so that at least one of the demands is about it."""
        parts = [each.demand.rule.scope.during for each in self.wanted]
        starts = [1 if part is None or part.name else _first_week(part) for part in parts]
        return (min(starts, default=1) - 1) * DAYS_IN_WEEK + 1

    def _people(self) -> Ends:
        sizes = [measure for measure, kinds in _SIZES.items() if self.kind in kinds]
        return self._cut(sizes, Ends(1, None))

    def _monthly(self) -> Ends | None:
        """The ends of one session a month, where only the minutes of a month are asked about."""
        is_asked = self._asks({Measure.MINUTES_PER_MONTH}) and not self._totals
        is_alone = not self._weekly and (self.miss is None or self.miss.measure is Measure.MINUTES_PER_MONTH)
        if not is_asked or not is_alone:
            return None
        return self._cut({Measure.MINUTES_PER_MONTH}).cut(1, 24 * 60 - 1)

    @property
    def _totals(self) -> tuple[Wanted, ...]:
        """What is wanted of the time of the whole stay."""
        return tuple(
            each
            for each in self.wanted
            if each.measure is Measure.TOTAL_HOURS or each.demand.rule.aggregation is Aggregation.AVERAGE
        )

    def _with_totals(self, plan: StayPlan) -> StayPlan | None:
        """The plan with the totals that its weeks can make; ``None`` where they can make none."""
        fewest = max(1, -(-plan.lengths.low // DAYS_IN_WEEK))
        most = fewest + _MORE_WEEKS if plan.lengths.high is None else plan.lengths.high // DAYS_IN_WEEK
        ((_, cases),) = plan.parts
        found = [
            (weeks, ends, case, odd)
            for weeks in range(fewest, min(most, fewest + _MORE_WEEKS) + 1)
            for odd in (plan.odd.cases if plan.odd is not None else (None,))
            for case in cases
            if not (ends := self._total(weeks, case, odd)).is_empty
        ]
        return attrs.evolve(plan, totals=tuple(found)) if found else None

    def _total(self, weeks: int, case: WeekCase, odd: WeekCase | None) -> Ends:
        """The ends of the time of a stay of so many weeks that these cases can make and that is as wanted."""
        odd_weeks = 0 if odd is None else 1
        others = weeks - odd_weeks
        low = others * case.minutes.low + (odd.minutes.low if odd is not None else 0)
        tops = (others * _top(case), 0 if odd is None else _top(odd))
        ends = Ends(low, sum(tops))
        for each in self._totals:
            times = weeks if each.demand.rule.aggregation is Aggregation.AVERAGE else 1
            low, high = sum_ends(each, times)
            ends = ends.cut(low, high)
        return ends


def _first_week(part: PartOfStay) -> int:
    """The first week that certainly lies in a part of a stay; the first of all where none does."""
    return next((week for week in range(1, _MOST_WEEKS + 1) if part.holds_week(week)), 1)


_NONE = Ends(1, 0)
_NO_ODD = Odd(0, 0, ())


def _top(case: WeekCase) -> int:
    """The longest week of a case, whose days all have an end."""
    return case.minutes.high if case.minutes.high is not None else 0


def sum_ends(wanted: Wanted, times: int) -> tuple[int, int | None]:
    """The ends of a mean over so many weeks as ends of the sum."""
    demand = wanted.demand
    if not wanted.is_missed:
        return demand.least * times, None if demand.most is None else demand.most * times
    if wanted.is_below:
        return 0, demand.least * times - 1
    return (demand.most or 0) * times + 1, None


def _weekly_ends(wanted: Wanted) -> tuple[int, int | None]:
    """What a week must have so that a month, which is four to five of them, is as wanted."""
    low, high = wanted.ends.low, wanted.ends.high
    return -(-low // _WEEKS_IN_MONTH), None if high is None else high // (_WEEKS_IN_MONTH + 1)


def implied_by(miss: Wanted, demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """The demands that are missed whenever that one is: nothing can miss the one and meet the other."""
    return tuple(each for each in demands if each != miss.demand and plan_of([each], miss) is None)


def conflict_in(demands: Iterable[Demand], miss: Wanted | None = None) -> tuple[Demand, ...]:
    """The fewest of these demands that nothing can meet together; none where something meets them all.

    Args:
        demands: the demands.
        miss: what is missed at the same time; nothing unless given.
    """
    given = tuple(demands)
    if plan_of(given, miss) is not None:
        return ()
    for count in range(1, len(given) + 1):
        for few in itertools.combinations(given, count):
            if plan_of(few, miss) is None:
                return few
    return given
