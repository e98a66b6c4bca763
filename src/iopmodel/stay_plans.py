"""Stay plans: the stays that meet all of some demands, or miss one and meet the others; and which demands conflict."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.components import Component, FamilyTherapy, ProgramBlock
from iopmodel.counting import Counted
from iopmodel.demands import Demand, counted_kinds
from iopmodel.drafts import CERTAIN_MONTH, SIZED
from iopmodel.measures import Measure
from iopmodel.populations import AttendedBy
from iopmodel.rules import Aggregation, Standard
from iopmodel.stay_totals import Odd, Parts, Totals, totals_of
from iopmodel.week_cases import WHOLE_DAY, Wanted, WeekCase, met, week_cases
from iopmodel.week_sums import ANY, Ends

__all__ = ["Odd", "StayPlan", "plan_of", "spans_of", "with_span"]

#: How many weeks are planned beyond the fewest where nothing bounds them, and the most that are looked at.
_MORE_WEEKS, _MOST_WEEKS = 15, 60
_LONGEST_STAY = 1_040
_NONE = Ends(1, 0)
_LENGTH = frozenset({Measure.DURATION_DAYS, Measure.DURATION_WEEKS})
_MONTH = frozenset({Measure.MINUTES_PER_MONTH, Measure.FAMILY_SESSIONS_PER_MONTH})
_FAMILY = frozenset({Measure.FAMILY_SESSIONS_PER_WEEK, Measure.FAMILY_SESSIONS_PER_MONTH})
#: What is asked only where there is treatment.
_OF_TREATMENT = frozenset(
    {
        *SIZED,
        Measure.HOURS_PER_DAY,
        Measure.MINUTES_PER_VISIT,
        Measure.MINUTES_PER_SESSION,
        Measure.DAYS_BETWEEN_SERVICE_DAYS,
    }
)


@attrs.frozen(kw_only=True)
class StayPlan:
    """Stays alike: the weeks of each part, the length, and what else they have.

    Args:
        parts: for each part of the stay its first week and the cases of its weeks.
        odd: the weeks that miss what the others meet; ``None`` without any.
        lengths: the lengths in days, each from one to another.
        totals: what the whole stay makes; ``None`` where no demand asks.
        kind: the kind of component of its sessions.
        people: the ends of the number of people in a session.
        age: the ends of the age that is served; ``None`` where no demand asks.
        monthly: the ends of a session held once a month in place of weekly ones; ``None`` where there is none.
        keeps_gaps: whether the days between two days with treatment matter over the end of a week.
        all_miss: whether weeks beside the odd ones may miss the same.
    """

    parts: Parts
    odd: Odd | None
    lengths: tuple[Ends, ...]
    totals: Totals | None
    kind: type[Component]
    people: Ends
    age: Ends | None
    monthly: Ends | None
    keeps_gaps: bool
    all_miss: bool


def plan_of(demands: Iterable[Demand], miss: Wanted | None = None, bodies: Iterable[Standard] = ()) -> StayPlan | None:
    """The stays that meet all of these demands and miss that one; ``None`` where there are none.

    Args:
        demands: what is met.
        miss: what is missed, and on which side; nothing unless given.
        bodies: further bodies that are to count the sessions too.
    """
    return _plan_of(tuple(demands), miss, tuple(bodies))


@functools.lru_cache(maxsize=1024)
def _plan_of(demands: tuple[Demand, ...], miss: Wanted | None, bodies: tuple[Standard, ...]) -> StayPlan | None:
    wanted = (*map(met, demands), *(() if miss is None else (miss,)))
    everybody = dict.fromkeys((*(each.demand.body for each in wanted), *bodies))
    is_family_free = all(_is_family_free(body) for body in everybody)
    kinds = tuple(_kinds(counted_kinds(everybody), wanted, miss))
    passes = (False, True) if any(each.demand.floors for each in wanted) else (False,)
    # Days as long as people know them, unless the rules ask for longer ones.
    for is_long, kind, lets_pass in itertools.product((False, True), kinds, passes):
        planning = _Planning(wanted, miss, kind, is_long=is_long, lets_pass=lets_pass, is_family_free=is_family_free)
        found = planning.plan()
        if found is not None:
            return found
    return None


def _is_family_free(body: Standard) -> bool:
    """Whether a session that the family attends alone certainly adds no time."""
    return body.counting.of(FamilyTherapy(), AttendedBy.FAMILY) is Counted.NO


def _kinds(
    counted: tuple[type[Component], ...], wanted: tuple[Wanted, ...], miss: Wanted | None
) -> Iterator[type[Component]]:
    """The kinds that the sessions may be of, one of those of which all demands ask the same."""
    seen: set[tuple[bool, ...]] = set()
    by_kind = [each for each in wanted if each.measure in SIZED or each.demand.rule.components]
    for kind in counted:
        asked = tuple(each.asks_kind(kind) for each in by_kind)
        is_family = kind is FamilyTherapy and any(each.measure in _FAMILY for each in wanted)
        # Of a block nobody knows which sessions it holds.
        is_block = kind is ProgramBlock and bool(by_kind)
        if not (is_family or is_block or asked in seen) and (miss is None or miss.asks_kind(kind)):
            seen.add(asked)
            yield kind


@attrs.frozen
class _Planning:
    wanted: tuple[Wanted, ...]
    miss: Wanted | None
    kind: type[Component]
    is_long: bool = attrs.field(kw_only=True)
    lets_pass: bool = attrs.field(kw_only=True)
    is_family_free: bool = attrs.field(kw_only=True)

    def plan(self) -> StayPlan | None:
        """The plan; ``None`` where nothing is as wanted."""
        people, age, monthly = self._people(), self._age(), self._monthly
        if people.is_empty or (age is not None and age.is_empty):
            return None
        for odd in self._odds():
            lengths = self._lengths(odd)
            parts, lengths, all_miss = self._parts(lengths)
            if not parts or lengths.is_empty:
                continue
            lengths = self._asked_lengths(parts, lengths)
            plan = StayPlan(
                parts=parts,
                odd=odd,
                lengths=(lengths,),
                totals=None,
                kind=self.kind,
                people=people,
                age=age,
                monthly=monthly,
                keeps_gaps=self._asks({Measure.DAYS_BETWEEN_SERVICE_DAYS}),
                all_miss=all_miss,
            )
            if lengths.is_empty or (plan.keeps_gaps and not spans_of(plan)):
                continue
            found = self._with_totals(plan, lengths) if self._of_sums else plan
            if found is not None:
                return found
        return None

    # What single weeks are asked

    @functools.cached_property
    def _weekly(self) -> tuple[Wanted, ...]:
        """What is wanted of every week, or of the days between its days."""
        return tuple(
            each
            for each in self.wanted
            if (each.is_of_weeks and not each.is_missed) or each.measure is Measure.DAYS_BETWEEN_SERVICE_DAYS
        )

    def _about(self, week: int) -> tuple[Wanted, ...]:
        return tuple(each for each in self._weekly if each.is_about(week))

    def _cases(self, wanted: Iterable[Wanted], minutes: Ends = ANY) -> tuple[WeekCase, ...]:
        minutes = Ends(0, 0) if self._monthly is not None else self._by_month(Measure.MINUTES_PER_MONTH, minutes)
        family = self._by_month(Measure.FAMILY_SESSIONS_PER_MONTH, ANY if self.is_family_free else Ends(0, 0))
        wanted = tuple(wanted)
        return week_cases(wanted, self.kind, minutes, family, **({"longest": WHOLE_DAY} if self.is_long else {}))

    def _by_month(self, measure: Measure, ends: Ends) -> Ends:
        """What a week must have so that every whole month, of four to five of them, has what is wanted of it.

        Where weeks differ, a month may hold only three whole ones and the emptier ends of two others, or up to six.
        """
        differ = len(list(self._stretches())) > 1 or (self.miss is not None and self.miss.is_of_weeks)
        fewest, most = (3, 6) if differ else (4, 5)
        for each in self.wanted:
            if each.measure is measure:
                low, high = each.ends.low, each.ends.high
                ends = ends.cut(-(-low // fewest), None if high is None else high // most)
        return ends

    def _parts(self, lengths: Ends) -> tuple[Parts, Ends, bool]:
        """The parts of the stay up to the first that nothing can fill, the lengths within them, and what misses too."""
        found: list[tuple[int, tuple[WeekCase, ...]]] = []
        all_miss = False
        again = () if self.miss is None or not self.miss.is_of_weeks else (met(self.miss.demand),)
        floor = ANY.cut(0 if self.lets_pass else self._floor, None)
        for start, wanted in self._stretches():
            beside = tuple(each for each in again if each.is_about(start))
            cases = self._cases((*wanted, *beside), floor)
            if not cases and beside:
                cases, all_miss = self._cases(wanted, floor), True
            if not cases:
                return tuple(found), lengths.cut(0, (start - 1) * DAYS_IN_WEEK), all_miss
            found.append((start, cases))
        return tuple(found), lengths, all_miss

    def _stretches(self) -> Iterator[tuple[int, tuple[Wanted, ...]]]:
        """Weeks of which the same is wanted, by the first of each."""
        asked = (*self._weekly, *(() if self.miss is None else (self.miss,)))
        about = [tuple(each for each in asked if each.is_about(week)) for week in range(1, self._horizon + 1)]
        week = 1
        for _, alike in itertools.groupby(about):
            yield week, self._about(week)
            week += len(list(alike))

    @functools.cached_property
    def _horizon(self) -> int:
        """The last week that is looked at: no demand begins or ends after it, or no stay is so long."""
        parts = [each.demand.rule.scope.during for each in self.wanted]
        marks = [max(part.first_week, part.last_week or 0) + _MORE_WEEKS for part in parts if part is not None]
        return min(_LONGEST_STAY, max([_MOST_WEEKS, *marks]))

    @property
    def _floors(self) -> tuple[Wanted, ...]:
        """What is wanted of the number of weeks below a floor that applies."""
        return tuple(each for each in self.wanted if each.measure is Measure.WEEKS_BELOW_FLOOR and each.demand.floors)

    @property
    def _floor(self) -> int:
        """What every week must have so that none lies below a floor."""
        return max((max(each.demand.floors) for each in self._floors), default=0)

    @property
    def _let_pass(self) -> int | None:
        """How many weeks may lie below a floor; ``None`` for any number."""
        mosts = [each.demand.most for each in self._floors if not each.is_missed and each.demand.most is not None]
        return min(mosts, default=None)

    def _odds(self) -> Iterator[Odd | None]:
        """The weeks that may miss what is to be missed, where single weeks can; nothing odd else."""
        miss = self.miss
        if miss is None or not (miss.is_of_weeks or miss.measure is Measure.WEEKS_BELOW_FLOOR):
            yield None
        elif miss.measure is Measure.WEEKS_BELOW_FLOOR:
            below = Ends(0, min(miss.demand.floors, default=0) - 1)
            cases = () if below.is_empty or miss.is_below else self._cases(self._about(1), below)
            if cases:
                yield Odd(1, miss.ends.low, cases)
        else:
            # One week below a floor is one too many where none is let pass.
            floor = ANY.cut(self._floor if self._let_pass == 0 else 0, None)
            part = miss.demand.rule.scope.during
            starts = [start for start, _ in self._stretches() if part is None or part.holds_week(start)]
            for week in starts:
                cases = self._cases((*self._about(week), miss), floor)
                if cases:
                    yield Odd(week, 1, cases)

    # What the whole stay is asked

    def _asks(self, measures: Iterable[Measure]) -> bool:
        return any(each.measure in measures for each in self.wanted)

    def _cut(self, measures: Iterable[Measure], ends: Ends = ANY) -> Ends:
        for each in self.wanted:
            if each.measure in measures:
                ends = ends.cut(each.ends.low, each.ends.high)
        return ends

    def _lengths(self, odd: Odd | None) -> Ends:
        """The ends of the length in days, long enough to hold what is asked, and a month where that can be."""
        found = self._cut(_LENGTH, Ends(1, None))
        if found.low > _LONGEST_STAY * DAYS_IN_WEEK:
            return _NONE
        if odd is not None:
            # The weeks that miss a floor do not end the stay, where a body would let them pass.
            weeks = odd.week + odd.count - 1 + (odd.week > 1)
            found = found.cut(weeks * DAYS_IN_WEEK if weeks > 1 else 1, None)
        if self.lets_pass and self._let_pass is not None:
            found = found.cut(1, self._let_pass * DAYS_IN_WEEK)
        for measures, fewest in ((_MONTH, CERTAIN_MONTH), ({Measure.DAYS_BETWEEN_SERVICE_DAYS}, 2 * DAYS_IN_WEEK)):
            if self._asks(measures):
                longer = found.cut(fewest, None)
                is_missed = self.miss is not None and self.miss.measure in measures
                found = longer if is_missed or not longer.is_empty else found
        return found

    def _asked_lengths(self, parts: Parts, lengths: Ends) -> Ends:
        """The lengths in which what is missed is certainly asked, or at least one of the demands."""
        if self.miss is not None:
            asked = [] if self.miss.is_of_weeks else [self._asked_from(self.miss, parts)]
        else:
            asked = [self._asked_from(each, parts) for each in self.wanted if not each.demand.unsure]
        weeks = [week for week in asked if week is not None]
        if asked and not weeks:
            return _NONE
        first = min(weeks, default=1)
        return lengths.cut((first * DAYS_IN_WEEK) if first > 1 else 1, None)

    def _asked_from(self, wanted: Wanted, parts: Parts) -> int | None:
        """The first week of a stay in which something is certainly asked; ``None`` where it never is."""
        if not wanted.asks_kind(self.kind) or (
            wanted.measure is Measure.WEEKS_BELOW_FLOOR and not wanted.demand.floors
        ):
            return None
        part = wanted.demand.rule.scope.during
        stops = [*(start for start, _ in parts[1:]), self._horizon + 1]
        for (start, cases), stop in zip(parts, stops, strict=True):
            is_asked = wanted.measure not in _OF_TREATMENT or bool(cases[0].days) or self._monthly is not None
            weeks = (week for week in range(start, stop) if part is None or part.holds_week(week))
            found = next(weeks, None) if is_asked else None
            if found is not None:
                return found
        return None

    def _people(self) -> Ends:
        return self._cut([measure for measure, kinds in SIZED.items() if self.kind in kinds], Ends(1, None))

    def _age(self) -> Ends | None:
        """The ages that are as wanted, and that all demands are for; ``None`` where no demand asks."""
        if not self._asks({Measure.AGE_YEARS}):
            return None
        found = self._cut({Measure.AGE_YEARS})
        for each in self.wanted:
            found = found.cut(*each.demand.ages)
        return found

    @functools.cached_property
    def _monthly(self) -> Ends | None:
        """The ends of one session a month, where only the minutes of a month are asked about."""
        is_asked = self._asks({Measure.MINUTES_PER_MONTH}) and not self._of_sums
        if (
            not is_asked
            or self._weekly
            or (self.miss is not None and self.miss.measure is not Measure.MINUTES_PER_MONTH)
        ):
            return None
        found = self._cut({Measure.MINUTES_PER_MONTH}).cut(1, WHOLE_DAY - 1)
        return None if found.is_empty else found

    @functools.cached_property
    def _of_sums(self) -> tuple[Wanted, ...]:
        """What is wanted of the time of the whole stay."""
        return tuple(
            each
            for each in self.wanted
            if each.measure is Measure.TOTAL_HOURS or each.demand.rule.aggregation is Aggregation.AVERAGE
        )

    def _with_totals(self, plan: StayPlan, lengths: Ends) -> StayPlan | None:
        """The plan with the totals that its weeks can make; ``None`` where they can make none."""
        first = max(1, -(-lengths.low // DAYS_IN_WEEK))
        most = first + _MORE_WEEKS
        weeks = range(first, most + 1 if lengths.high is None else min(most, -(-lengths.high // DAYS_IN_WEEK)) + 1)
        for each in self._of_spans(plan):
            totals = totals_of(each.parts, each.odd, self._of_sums, weeks)
            fit = tuple(totals.lengths(lengths, weeks, each.odd))
            if fit:
                return attrs.evolve(each, totals=totals, lengths=fit)
        return None

    def _of_spans(self, plan: StayPlan) -> Iterator[StayPlan]:
        """The plan by the weekdays on which its weeks begin and end; first where a gap that misses lies at its edge."""
        if not plan.keeps_gaps:
            yield plan
            return
        is_missed = self.miss is not None and self.miss.measure is Measure.DAYS_BETWEEN_SERVICE_DAYS
        edge = self.miss.edge if self.miss is not None and is_missed else 0
        for span in sorted(spans_of(plan), key=lambda span: abs(DAYS_IN_WEEK - 1 - span[1] + span[0] - edge)):
            yield with_span(plan, span)


def spans_of(plan: StayPlan) -> tuple[tuple[int, int], ...]:
    """The first and the last weekday of treatment that all weeks of a stay can share, so that gaps are the same."""
    groups = [*(cases for _, cases in plan.parts), *(() if plan.odd is None else (plan.odd.cases,))]
    spans = [dict.fromkeys((days[0], days[-1]) for case in cases for days in case.weekdays) for cases in groups]
    return tuple(span for span in spans[0] if all(span in others for others in spans))


def with_span(plan: StayPlan, span: tuple[int, int]) -> StayPlan:
    """The plan with weeks that all begin and end their treatment on these weekdays."""
    parts = tuple((start, _of_span(cases, span)) for start, cases in plan.parts)
    odd = plan.odd
    return attrs.evolve(
        plan, parts=parts, odd=None if odd is None else attrs.evolve(odd, cases=_of_span(odd.cases, span))
    )


def _of_span(cases: tuple[WeekCase, ...], span: tuple[int, int]) -> tuple[WeekCase, ...]:
    suiting = ((each, tuple(days for days in each.weekdays if (days[0], days[-1]) == span)) for each in cases)
    return tuple(attrs.evolve(each, weekdays=days) for each, days in suiting if days)
