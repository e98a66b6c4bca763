"""Stay totals: what the weeks of a stay make together, where a total or an average of the whole stay is asked."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.rules import Aggregation
from iopmodel.week_cases import Wanted, WeekCase, made_by
from iopmodel.week_sums import ANY, Ends, added, inside

__all__ = ["Odd", "Parts", "Totals", "cases_in", "sum_ends", "totals_of"]

#: The parts of a stay, each by its first week and the cases of its weeks.
Parts: TypeAlias = tuple[tuple[int, tuple[WeekCase, ...]], ...]


@attrs.frozen
class Odd:
    """Weeks that miss what all others meet: which is the first of them, how many, and what they may be."""

    week: int
    count: int
    cases: tuple[WeekCase, ...]


@attrs.frozen
class Totals:
    """What the weeks of a stay can make together, and what they are to make.

    Args:
        own: what each week that is not odd can make alone.
        sums: for each number of these weeks, the totals that they can make.
        wanted: for each number of weeks the ends of the total that is wanted.
    """

    own: tuple[tuple[Ends, ...], ...]
    sums: tuple[tuple[Ends, ...], ...]
    wanted: tuple[Ends, ...]

    def made_of(self, parts: Parts, odd: Odd | None) -> Totals:
        """What weeks of these parts make, of which the same is wanted."""
        left_out = range(0) if odd is None else range(odd.week, odd.week + odd.count)
        own = tuple(made_by(cases_in(parts, week)) for week in range(1, len(self.wanted)) if week not in left_out)
        return attrs.evolve(self, own=own, sums=tuple(itertools.accumulate(own, added, initial=(Ends(0, 0),))))

    def of(self, weeks: int, odd: Odd | None) -> tuple[Ends, ...]:
        """The totals of so many weeks that can be made and are wanted."""
        made = self.sums[weeks if odd is None else weeks - odd.count]
        for _ in range(0 if odd is None else odd.count):
            made = added(made, made_by(() if odd is None else odd.cases))
        return inside(made, self.wanted[weeks])

    def of_days(self, days: int, odd: Odd | None) -> tuple[Ends, ...]:
        """The totals of a stay of so many days: where it ends within a week, wanted without that week and with it."""
        weeks = -(-days // DAYS_IN_WEEK)
        if weeks == 1 or not days % DAYS_IN_WEEK:
            return self.of(weeks, odd)
        last = self.own[weeks - 1 - (0 if odd is None else odd.count)]
        return inside(added(self.of(weeks - 1, odd), last), self.wanted[weeks])

    def lengths(self, within: Ends, weeks: range, odd: Odd | None) -> Iterator[Ends]:
        """The lengths in days that can be so: those of whole weeks first, and then those that end within one."""
        whole = [number * DAYS_IN_WEEK for number in weeks]
        ends = [*(Ends(days, days) for days in whole), *(Ends(days - DAYS_IN_WEEK + 1, days - 1) for days in whole)]
        for each in ends:
            fitting = within.cut(each.low, each.high)
            if not fitting.is_empty and self.of_days(fitting.low, odd):
                yield fitting


def totals_of(parts: Parts, odd: Odd | None, wanted: Iterable[Wanted], weeks: range) -> Totals:
    """What the weeks of these parts can make, and what is wanted of stays of so many weeks."""
    asked = tuple(wanted)
    ends = tuple(_wanted_total(asked, number) for number in range(weeks.stop))
    return Totals((), (), ends).made_of(parts, odd)


def _wanted_total(wanted: tuple[Wanted, ...], weeks: int) -> Ends:
    """The ends of the time of a stay of so many weeks that is as wanted."""
    found = ANY
    for each in wanted:
        found = found.cut(*sum_ends(each, weeks if each.demand.rule.aggregation is Aggregation.AVERAGE else 1))
    return found


def cases_in(parts: Parts, week: int) -> tuple[WeekCase, ...]:
    """The cases of a week of a stay."""
    return next(cases for start, cases in reversed(parts) if start <= week)


def sum_ends(wanted: Wanted, times: int) -> tuple[int, int | None]:
    """The ends of a mean over so many weeks as ends of the sum."""
    low, high = wanted.ends.low, wanted.ends.high
    if not wanted.is_missed:
        return low * times, None if high is None else high * times
    # A mean may lie between two whole figures.
    if wanted.is_below:
        return 0, wanted.demand.least * times - 1
    return (low - 1) * times + 1, None
