"""Week cases: the weeks that meet all of some demands, or miss one of them and meet the others; arithmetic, no search.

A week is looked at by its days: the ends of all bounds on a day cut the time of a day into cells, and how many days lie
in which cell decides every rule about days. What remains are sums of intervals. So whether anything can meet two rules
at once is known before anything is drawn.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import attrs

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.components import Component
from iopmodel.demands import Demand
from iopmodel.measures import Measure
from iopmodel.rules import Aggregation

__all__ = ["ANY", "Ends", "Wanted", "WeekCase", "gaps_of", "met", "missed", "week_cases"]

#: The longest day that is drafted where no bound asks for a longer one, and how much longer it then is.
_LONG_DAY, _LONGER = 10 * 60, 60
_LAST_MINUTE = 24 * 60 - 1
_DAY = frozenset({Measure.HOURS_PER_DAY, Measure.MINUTES_PER_VISIT})
_DAYS = frozenset({Measure.DAYS_PER_WEEK, Measure.VISITS_PER_WEEK})
#: What is measured in every week on its own.
_WEEKLY = frozenset(
    {
        *_DAY,
        *_DAYS,
        Measure.HOURS_PER_WEEK,
        Measure.SESSIONS_PER_WEEK,
        Measure.FAMILY_SESSIONS_PER_WEEK,
        Measure.MINUTES_PER_SESSION,
    }
)


@attrs.frozen
class Ends:
    """Whole figures between two ends; without an upper one where it is ``None``."""

    low: int
    high: int | None

    def cut(self, low: int, high: int | None) -> Ends:
        """The figures that lie between these ends too."""
        return Ends(
            max(self.low, low), high if self.high is None else self.high if high is None else min(self.high, high)
        )

    @property
    def is_empty(self) -> bool:
        """Whether no figure lies between them."""
        return self.high is not None and self.high < self.low

    def holds(self, figure: int) -> bool:
        """Whether a figure lies between them."""
        return self.low <= figure and (self.high is None or figure <= self.high)


ANY = Ends(0, None)


@attrs.frozen
class Wanted:
    """A demand that a draft is to meet at every place, or a side on which it is to miss it at one place at least.

    Args:
        demand: the demand.
        ends: the figures that are wanted.
        is_missed: whether they miss the demand.
    """

    demand: Demand
    ends: Ends
    is_missed: bool = False

    @property
    def measure(self) -> Measure:
        """What it is about."""
        return self.demand.rule.measure

    @property
    def is_below(self) -> bool:
        """Whether it misses the demand from below."""
        return self.is_missed and self.ends.low < self.demand.least

    @property
    def edge(self) -> int:
        """The figure that misses the demand by one."""
        return self.demand.least - 1 if self.is_below else self.ends.low

    def demand_holds(self, figure: int) -> bool:
        """Whether a figure meets the demand itself."""
        return Ends(self.demand.least, self.demand.most).holds(figure)

    @property
    def is_of_weeks(self) -> bool:
        """Whether it is about single weeks, so that one of them is enough to miss it."""
        return self.demand.rule.aggregation is Aggregation.EVERY and self.measure in _WEEKLY

    @property
    def is_of_days(self) -> bool:
        """Whether it is about the time of single days."""
        return self.measure in _DAY

    def is_about(self, week: int) -> bool:
        """Whether it may be about that week of a stay."""
        part = self.demand.rule.scope.during
        return part is None or part.holds_week(week) is not False

    def asks_kind(self, kind: type[Component]) -> bool:
        """Whether it is about sessions of that kind."""
        return not self.demand.rule.components or kind.kind in self.demand.rule.components


def met(demand: Demand) -> Wanted:
    """What meets a demand."""
    return Wanted(demand, Ends(demand.least, demand.most))


def missed(demand: Demand) -> tuple[Wanted, ...]:
    """What misses a demand: below its ends, and above."""
    return tuple(Wanted(demand, Ends(low, high), is_missed=True) for low, high in demand.sides())


@attrs.frozen
class WeekCase:
    """Weeks alike: on which weekdays, how long each day may be, in how many sessions, and how long the week.

    Args:
        weekdays: the sets of weekdays that may be taken, each as long as *days*.
        days: the ends of the time of each day.
        pieces: how many sessions each day has.
        first: the ends of the first session of the first day, where that one misses a bound.
        piece: the ends of every other session.
        minutes: the ends of the time of the week.
        family: the ends of the number of the family's own sessions.
    """

    weekdays: tuple[tuple[int, ...], ...]
    days: tuple[Ends, ...]
    pieces: tuple[int, ...]
    first: Ends | None
    piece: Ends
    minutes: Ends
    family: Ends


def week_cases(
    wanted: Iterable[Wanted], kind: type[Component], minutes: Ends = ANY, family: Ends = ANY
) -> tuple[WeekCase, ...]:
    """Every way in which a week can have what is wanted of it, few days first.

    Args:
        wanted: what is wanted of the week.
        kind: the kind of component of its sessions.
        minutes: the ends of its time that something else asks for.
        family: the ends of the number of the family's sessions that something else asks for.
    """
    wanted = tuple(wanted)
    by = {measure: [each for each in wanted if each.measure is measure] for measure in Measure}
    of_days = [each for measure in sorted(_DAY) for each in by[measure]]
    counts = [each for measure in sorted(_DAYS) for each in by[measure]]
    pieces = [each for each in by[Measure.MINUTES_PER_SESSION] if each.asks_kind(kind)]
    minutes = _cut(by[Measure.HOURS_PER_WEEK], minutes)
    sessions, family = _cut(by[Measure.SESSIONS_PER_WEEK]), _cut(by[Measure.FAMILY_SESSIONS_PER_WEEK], family)
    # One session misses its bound, and all others meet it.
    piece = _cut([met(each.demand) for each in pieces], Ends(1, None))
    first = next((each.ends for each in pieces if each.is_missed), None)
    if sessions.is_empty or family.is_empty or minutes.is_empty or piece.is_empty:
        return ()
    found: list[WeekCase] = []
    for count in _numbers_of_days(counts):
        weekdays = _weekdays(count, by[Measure.DAYS_BETWEEN_SERVICE_DAYS])
        for cells in itertools.combinations_with_replacement(_cells(of_days, counts), count) if weekdays else ():
            if _suits(cells, of_days, counts):
                case = _case(weekdays, cells, first, piece, minutes, sessions, family)
                found += [case] if case is not None else []
    # A week without any treatment only where nothing else is as wanted.
    return tuple(each for each in found if each.days) or tuple(found)


def _cut(wanted: Iterable[Wanted], ends: Ends = ANY) -> Ends:
    for each in wanted:
        ends = ends.cut(each.ends.low, each.ends.high)
    return ends


def _numbers_of_days(counts: list[Wanted]) -> range:
    ends = _cut([each for each in counts if each.demand.rule.day_at_least is None], Ends(0, DAYS_IN_WEEK))
    return range(ends.low, min(DAYS_IN_WEEK, DAYS_IN_WEEK if ends.high is None else ends.high) + 1)


def _weekdays(count: int, gaps: list[Wanted]) -> tuple[tuple[int, ...], ...]:
    """The sets of so many weekdays whose gaps are as wanted, the evenly spread ones first."""
    found = [days for days in itertools.combinations(range(DAYS_IN_WEEK), count) if _has_gaps(days, gaps)]
    return tuple(sorted(found, key=lambda days: (max(gaps_of(days), default=0), days)))


def gaps_of(days: tuple[int, ...]) -> tuple[int, ...]:
    """The days between each two, and over the end of the week."""
    around = (*days, *(days[0] + DAYS_IN_WEEK for _ in days[:1]))
    return tuple(b - a - 1 for a, b in itertools.pairwise(around))


def _has_gaps(days: tuple[int, ...], wanted: list[Wanted]) -> bool:
    return all(
        bool(days) and (any if each.is_missed else all)(each.ends.holds(gap) for gap in gaps_of(days))
        for each in wanted
    )


def _cells(of_days: list[Wanted], counts: list[Wanted]) -> tuple[Ends, ...]:
    """The time of a day, cut at every bound on it."""
    starts = {1}
    for each in of_days:
        starts |= {each.demand.least, *(() if each.demand.most is None else (each.demand.most + 1,))}
    starts |= {each.demand.rule.day_at_least.count for each in counts if each.demand.rule.day_at_least is not None}
    ordered = sorted(start for start in starts if 1 <= start <= _LAST_MINUTE)
    longest = min(_LAST_MINUTE, max(_LONG_DAY, ordered[-1] + _LONGER))
    return tuple(Ends(low, high - 1) for low, high in itertools.pairwise([*ordered, longest + 1]))


def _suits(cells: tuple[Ends, ...], of_days: list[Wanted], counts: list[Wanted]) -> bool:
    """Whether days of these lengths are as wanted: a cell lies on one side of every bound."""
    for each in of_days:
        inside = [each.ends.holds(cell.low) for cell in cells]
        if not (any(inside) if each.is_missed else all(inside)):
            return False
    return all(
        each.ends.holds(sum(cell.low >= each.demand.rule.day_at_least.count for cell in cells))
        for each in counts
        if each.demand.rule.day_at_least is not None
    )


def _case(
    weekdays: tuple[tuple[int, ...], ...],
    cells: tuple[Ends, ...],
    first: Ends | None,
    piece: Ends,
    minutes: Ends,
    sessions: Ends,
    family: Ends,
) -> WeekCase | None:
    """The weeks whose days lie in these cells, each in as few sessions as can be; none where there are none."""
    pieces = [1 if piece.high is None else max(1, -(-cell.low // piece.high)) for cell in cells]
    if first is not None and cells:
        return _case_with_odd_session(weekdays, cells, first, piece, minutes, sessions, family)
    missing = sessions.low - sum(pieces)
    if missing > 0 and pieces:
        pieces[0] += missing
    if not sessions.holds(sum(pieces)) or (first is not None and not cells):
        return None
    days = [
        cell.cut(count * piece.low, None if piece.high is None else count * piece.high)
        for cell, count in zip(cells, pieces, strict=True)
    ]
    return _whole(weekdays, days, pieces, None, piece, minutes, family)


def _case_with_odd_session(
    weekdays: tuple[tuple[int, ...], ...],
    cells: tuple[Ends, ...],
    first: Ends,
    piece: Ends,
    minutes: Ends,
    sessions: Ends,
    family: Ends,
) -> WeekCase | None:
    """As :func:`_case`, where the first session of the longest day misses a bound on sessions."""
    *others, longest = cells
    ordered = (longest, *others)
    odd = Ends(max(1, first.low), min(_LAST_MINUTE, first.high or _LAST_MINUTE))
    pieces = [1 if piece.high is None else max(1, -(-cell.low // piece.high)) for cell in ordered]
    alone = longest.cut(odd.low, odd.high)
    if alone.is_empty:
        pieces[0] += 1
        alone = longest.cut(odd.low + (pieces[0] - 1) * piece.low, None)
    missing = sessions.low - sum(pieces)
    if missing > 0:
        pieces[-1] += missing
    if odd.is_empty or not sessions.holds(sum(pieces)):
        return None
    rest = [
        cell.cut(count * piece.low, None if piece.high is None else count * piece.high)
        for cell, count in zip(ordered[1:], pieces[1:], strict=True)
    ]
    return _whole(weekdays, [alone, *rest], pieces, odd, piece, minutes, family)


def _whole(
    weekdays: tuple[tuple[int, ...], ...],
    days: list[Ends],
    pieces: list[int],
    first: Ends | None,
    piece: Ends,
    minutes: Ends,
    family: Ends,
) -> WeekCase | None:
    if any(day.is_empty for day in days):
        return None
    together = minutes.cut(sum(day.low for day in days), sum(day.high or _LAST_MINUTE for day in days))
    if together.is_empty:
        return None
    return WeekCase(weekdays, tuple(days), tuple(pieces), first, piece, together, family)
