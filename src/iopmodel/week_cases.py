"""Week cases: the weeks that meet all of some demands, or miss one of them and meet the others; arithmetic, no search.

A week is looked at by its days: the ends of all bounds on a day cut the time of a day into cells, and how many days lie
in which cell decides every rule about days. What remains are sums of intervals. So whether anything can meet two rules
at once is known before anything is drawn.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import attrs

from iopmodel._days import DAYS_IN_WEEK, MINUTES_IN_DAY
from iopmodel.components import Component
from iopmodel.demands import Demand
from iopmodel.drafts import SIZED
from iopmodel.measures import Measure
from iopmodel.rules import Aggregation
from iopmodel.week_sums import ANY, Ends, merged

__all__ = ["WHOLE_DAY", "Wanted", "WeekCase", "gaps_of", "made_by", "met", "missed", "week_cases"]

#: The longest day that is drafted where no bound asks for a longer one, how much longer it then is, and a whole day.
_LONG_DAY, _LONGER, WHOLE_DAY = 10 * 60, 60, MINUTES_IN_DAY
#: In how many ways at most the days of a week are cut into sessions.
_MOST_CUTS = 24
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
        """Whether it may be about that week of a stay; days between two days are counted over all of it."""
        part = self.demand.rule.scope.during
        return part is None or self.measure is Measure.DAYS_BETWEEN_SERVICE_DAYS or part.holds_week(week) is not False

    def asks_kind(self, kind: type[Component]) -> bool:
        """Whether it is about sessions of that kind, where it is about some alone."""
        if self.measure is Measure.MINUTES_PER_SESSION:
            return not self.demand.rule.components or kind.kind in self.demand.rule.components
        return kind in SIZED.get(self.measure, (kind,))


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
    wanted: Iterable[Wanted],
    kind: type[Component],
    minutes: Ends = ANY,
    family: Ends = ANY,
    *,
    longest: int = _LONG_DAY,
) -> tuple[WeekCase, ...]:
    """Every way in which a week can have what is wanted of it, few days first.

    Args:
        wanted: what is wanted of the week.
        kind: the kind of component of its sessions.
        minutes: the ends of its time that something else asks for.
        family: the ends of the number of the family's sessions that something else asks for.
        longest: the longest day that is made where no bound on days asks for a longer one.
    """
    wanted = tuple(wanted)
    by = {measure: [each for each in wanted if each.measure is measure] for measure in Measure}
    of_days = [each for measure in sorted(_DAY) for each in by[measure]]
    counts = [each for measure in sorted(_DAYS) for each in by[measure]]
    cuts = _Cuts.of([each for each in by[Measure.MINUTES_PER_SESSION] if each.asks_kind(kind)])
    whole = _Whole(
        _cut(by[Measure.HOURS_PER_WEEK], minutes),
        _cut(by[Measure.SESSIONS_PER_WEEK]),
        _cut(by[Measure.FAMILY_SESSIONS_PER_WEEK], family),
    )
    if whole.is_empty or cuts is None:
        return ()
    found: list[WeekCase] = []
    for count in _numbers_of_days(counts):
        weekdays = _weekdays(count, by[Measure.DAYS_BETWEEN_SERVICE_DAYS])
        cells = _cells(of_days, counts, longest)
        for chosen in itertools.combinations_with_replacement(cells, count) if weekdays else ():
            if _suits(chosen, of_days, counts):
                found += _cases(weekdays, chosen, cuts, whole)
    # A week without any treatment only where nothing else is as wanted.
    return tuple(each for each in found if each.days) or tuple(found)


@attrs.frozen
class _Whole:
    """The ends of the time of a week, of the number of its sessions, and of the family's own."""

    minutes: Ends
    sessions: Ends
    family: Ends

    @property
    def is_empty(self) -> bool:
        return self.minutes.is_empty or self.sessions.is_empty or self.family.is_empty


@attrs.frozen
class _Cuts:
    """Into what sessions the time of a day is cut: the ends of each, and of the one that misses a bound."""

    piece: Ends
    first: Ends | None

    @classmethod
    def of(cls, wanted: list[Wanted]) -> _Cuts | None:
        """As all bounds on a session want it; ``None`` where no session can be so."""
        others = _cut([each for each in wanted if not each.is_missed], Ends(1, WHOLE_DAY))
        misses = [each for each in wanted if each.is_missed]
        first = _cut(misses, others) if misses else None
        # All others meet what the one misses, unless they cannot.
        met_too = _cut([met(each.demand) for each in misses], others)
        piece = others if first is None else first if met_too.is_empty else met_too
        return None if piece.is_empty or (first is not None and first.is_empty) else cls(piece, first)

    def first_of(self, place: int) -> Ends:
        """The ends of the first session of a day: on the first day it is the one that misses a bound."""
        return self.piece if self.first is None or place else self.first

    def fewest(self, cell: Ends, place: int) -> int:
        """In how few sessions a day can be as long as the cell wants."""
        return 1 + max(0, -(-(cell.low - _top(self.first_of(place))) // _top(self.piece)))

    def day(self, cell: Ends, count: int, place: int) -> Ends:
        """How long a day in a cell can be in so many sessions."""
        first, others = self.first_of(place), count - 1
        return cell.cut(first.low + others * self.piece.low, _top(first) + others * _top(self.piece))

    def has_room(self, cell: Ends, count: int, place: int) -> bool:
        """Whether a day in a cell can have one session more than these."""
        return self.first_of(place).low + count * self.piece.low <= _top(cell)


def _top(ends: Ends) -> int:
    """The upper end of what has one."""
    return WHOLE_DAY if ends.high is None else ends.high


def _cut(wanted: Iterable[Wanted], ends: Ends = ANY) -> Ends:
    for each in wanted:
        ends = ends.cut(each.ends.low, each.ends.high)
    return ends


def _numbers_of_days(counts: list[Wanted]) -> range:
    ends = _cut([each for each in counts if not each.demand.least_day], Ends(0, DAYS_IN_WEEK))
    return range(ends.low, (DAYS_IN_WEEK if ends.high is None else ends.high) + 1)


def _weekdays(count: int, gaps: list[Wanted]) -> tuple[tuple[int, ...], ...]:
    """The sets of so many weekdays whose gaps are as wanted, the evenly spread ones first."""
    found = [days for days in itertools.combinations(range(DAYS_IN_WEEK), count) if _has_gaps(days, gaps)]
    return tuple(sorted(found, key=lambda days: (sorted(gaps_of(days), reverse=True), days)))


def gaps_of(days: tuple[int, ...]) -> tuple[int, ...]:
    """The days between each two, and over the end of the week.

    >>> gaps_of((0, 2, 4)), gaps_of((3,))
    ((1, 1, 2), (6,))
    """
    around = (*days, *(days[0] + DAYS_IN_WEEK for _ in days[:1]))
    return tuple(b - a - 1 for a, b in itertools.pairwise(around))


def _has_gaps(days: tuple[int, ...], wanted: list[Wanted]) -> bool:
    return all(
        bool(days) and (any if each.is_missed else all)(each.ends.holds(gap) for gap in gaps_of(days))
        for each in wanted
    )


def _cells(of_days: list[Wanted], counts: list[Wanted], longest: int) -> tuple[Ends, ...]:
    """The time of a day, cut at every bound on it."""
    starts = {1}
    for each in of_days:
        starts |= {each.demand.least, *(() if each.demand.most is None else (each.demand.most + 1,))}
    starts |= {each.demand.least_day for each in counts}
    ordered = sorted(start for start in starts if 1 <= start <= WHOLE_DAY)
    last = min(WHOLE_DAY, max(longest, ordered[-1] + _LONGER))
    return tuple(Ends(low, high - 1) for low, high in itertools.pairwise([*ordered, last + 1]))


def _suits(cells: tuple[Ends, ...], of_days: list[Wanted], counts: list[Wanted]) -> bool:
    """Whether days of these lengths are as wanted: a cell lies on one side of every bound."""
    for each in of_days:
        inside = [each.ends.holds(cell.low) for cell in cells]
        if not (any(inside) if each.is_missed else all(inside)):
            return False
    return all(
        each.ends.holds(sum(cell.low >= each.demand.least_day for cell in cells))
        for each in counts
        if each.demand.least_day
    )


def _cases(
    weekdays: tuple[tuple[int, ...], ...], cells: tuple[Ends, ...], cuts: _Cuts, whole: _Whole
) -> list[WeekCase]:
    """The weeks whose days lie in these cells, in few sessions first, up to as many as make any difference."""
    if not cells and cuts.first is not None:
        return []
    # The session that misses a bound lies on the longest day.
    cells = cells if cuts.first is None else (cells[-1], *cells[:-1])
    pieces = [cuts.fewest(cell, place) for place, cell in enumerate(cells)]
    found: list[WeekCase] = []
    while len(found) < _MOST_CUTS and (whole.sessions.high is None or sum(pieces) <= whole.sessions.high):
        days = [cuts.day(cell, pieces[place], place) for place, cell in enumerate(cells)]
        case = _case(weekdays, days, pieces, cuts, whole)
        found += [] if case is None else [case]
        short = [_top(cell) - _top(day) for cell, day in zip(cells, days, strict=True)]
        free = [place for place, cell in enumerate(cells) if cuts.has_room(cell, pieces[place], place)]
        if not free or (sum(pieces) >= whole.sessions.low and not any(short[place] for place in free)):
            break
        # One session more, where most of the time is still free.
        pieces[max(free, key=lambda place: (short[place], -pieces[place], -place))] += 1
    return found


def _case(
    weekdays: tuple[tuple[int, ...], ...], days: list[Ends], pieces: list[int], cuts: _Cuts, whole: _Whole
) -> WeekCase | None:
    """The weeks of these days in so many sessions; ``None`` where there are none."""
    if any(day.is_empty for day in days) or not whole.sessions.holds(sum(pieces)):
        return None
    minutes = whole.minutes.cut(sum(day.low for day in days), sum(map(_top, days)))
    if minutes.is_empty:
        return None
    return WeekCase(weekdays, tuple(days), tuple(pieces), cuts.first, cuts.piece, minutes, whole.family)


def made_by(cases: Iterable[WeekCase]) -> tuple[Ends, ...]:
    """The times that weeks of these cases can have."""
    return merged(each.minutes for each in cases)
