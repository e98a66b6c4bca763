"""Dated weeks: what the weeks of an episode hold, by day, component and level; totals so far and to come."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, WeekDay, day_of, plain_day, week_first
from iopmodel.components import Component
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.episodes import Day, Episode
from iopmodel.layouts import in_order
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range, sum_of
from iopmodel.spans import DaySpan
from iopmodel.vocabulary import Word
from iopmodel.week_parts import WeekPart, apart, time_to_place, week_parts

__all__ = ["DatedWeek", "Totals", "WeekDefinition", "dated_weeks", "hours_between", "totals", "week_spans"]


class WeekDefinition(Word):
    """Which seven days make a week."""

    MONDAY = "monday-to-sunday"
    SUNDAY = "sunday-to-saturday"
    ADMISSION = "from-admission"
    """Seven days from the first day of care, and so on."""
    ROLLING = "rolling-seven-days"
    """Any seven days in a row: from each day of care the seven that begin on it."""


_NOTHING = Minutes(0)


@attrs.frozen(kw_only=True)
class DatedWeek:
    """One week of an episode.

    Args:
        number: which week it is, from 1; of rolling weeks, which day of care it begins on.
        span: its seven days.
        parts: the days of it in care, level by level; a week of a move has several, one without care none.

    The figures of a whole week are those of its parts together; what a patient in two stays on one day has at the same
    time counts once.
    """

    number: int
    span: DaySpan
    parts: tuple[WeekPart, ...]

    @property
    def is_partial(self) -> bool:
        """Whether the patient is in care on some of its days only; days on leave are not days in care."""
        return len(frozenset[int]().union(*(part.ordinals for part in self.parts))) < DAYS_IN_WEEK

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """What is held in it, in order."""
        return tuple(sorted((each for part in self.parts for each in part.occurrences), key=in_order))

    @functools.cached_property
    def _apart(self) -> tuple[WeekPart, ...]:
        return apart(self.parts)

    def hours(self, counting: Counting = DEFAULT_COUNTING) -> Range[Minutes]:
        """The counted time."""
        return sum_of([Range.exactly(_NOTHING), *(part.hours(counting) for part in self._apart)])

    def treatment_days(self, counting: Counting = DEFAULT_COUNTING) -> Range[int]:
        """The days with a counted session."""
        return sum_of([Range.exactly(0), *(part.treatment_days(counting) for part in self._apart)])

    def by_level(self, counting: Counting = DEFAULT_COUNTING) -> dict[LevelOfCare, Range[Minutes]]:
        """The counted time at each level of care."""
        return {part.level: part.hours(counting) for part in self.parts}

    def by_component(self, counting: Counting = DEFAULT_COUNTING) -> dict[type[Component], Range[Minutes]]:
        """The counted time of each component type."""
        found: dict[type[Component], Range[Minutes]] = {}
        for part in self._apart:
            for kind, time in part.by_component(counting).items():
                found[kind] = found.get(kind, Range.exactly(_NOTHING)) + time
        return found

    def on_each_day(self, counting: Counting = DEFAULT_COUNTING) -> dict[Date, Range[Minutes]]:
        """The counted time of each day that has some."""
        return {day: time for part in self._apart for day, time in part.on_each_day(counting).items()}

    def __str__(self) -> str:
        partial = ", partial" if self.is_partial else ""
        return f"week {self.number} ({self.span}{partial}): {self.hours()}"


def dated_weeks(
    episode: Episode,
    *,
    week: str = WeekDefinition.MONDAY,
    first: Day | None = None,
    until: Day | None = None,
    occurrences: Iterable[Occurrence] | None = None,
) -> tuple[DatedWeek, ...]:
    """The weeks of an episode, the partial ones among them; from the whole episode unless days are given.

    Args:
        episode: the episode.
        week: which seven days make a week; see :class:`WeekDefinition`.
        first: only weeks that touch the days from this one on; of rolling weeks, those that lie there as a whole.
        until: only weeks that touch the days before this one; of rolling weeks, those that lie there as a whole.
        occurrences: what is held, where that is not what is planned, such as what was attended.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, sessions
    >>> iop = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> for each in dated_weeks(Episode.of(iop, first="2026-02-04", length="2 weeks")):
    ...     print(each)
    week 1 (2026-02-02 until 2026-02-09, partial): 6 h
    week 2 (2026-02-09 until 2026-02-16): 9 h
    week 3 (2026-02-16 until 2026-02-23, partial): 3 h

    Raises:
        NotAccepted: without a planned end and without an *until*; for a week definition that is none.
        EndsBeforeItStarts: if *until* lies before *first*.
    """
    definition = WeekDefinition.one_of(week)
    asked = episode.asked(first, until)
    given = None if occurrences is None else tuple(sorted(occurrences, key=in_order))
    return tuple(
        DatedWeek(number=number, span=span, parts=week_parts(episode, span, given))
        for number, span in week_spans(episode, definition, asked)
    )


def week_spans(episode: Episode, definition: WeekDefinition, asked: DaySpan) -> Iterator[tuple[int, DaySpan]]:
    """The weeks that touch these days, each with its number; of rolling weeks those that lie in them and in care."""
    begins = episode.first.toordinal()
    if definition is WeekDefinition.ROLLING:
        ends = asked.until if episode.until is None else min(asked.until, episode.until)
        last = ends.toordinal() - DAYS_IN_WEEK
        for ordinal in range(max(begins, asked.first.toordinal()), last + 1):
            yield ordinal - begins + 1, _seven_days(ordinal)
        return
    if definition is not WeekDefinition.ADMISSION:
        begins = week_first(begins, WeekDay.MONDAY if definition is WeekDefinition.MONDAY else WeekDay.SUNDAY)
    weeks_before = max(0, (asked.first.toordinal() - begins) // DAYS_IN_WEEK)
    firsts = range(begins + weeks_before * DAYS_IN_WEEK, asked.until.toordinal(), DAYS_IN_WEEK)
    for number, ordinal in enumerate(firsts, start=weeks_before + 1):
        yield number, _seven_days(ordinal)


def _seven_days(ordinal: int) -> DaySpan:
    return DaySpan(day_of(ordinal), day_of(ordinal + DAYS_IN_WEEK))


def hours_between(
    episode: Episode,
    first: Day | None = None,
    until: Day | None = None,
    *,
    counting: Counting = DEFAULT_COUNTING,
    occurrences: Iterable[Occurrence] | None = None,
    level: LevelOfCare | None = None,
) -> Range[Minutes]:
    """The counted time of an episode from one day up to another; of the whole episode unless days are given.

    What is still to be placed counts once: for certain where its stretch of days lies between the two. A week that is
    known by its figures alone, or of which a patient attends some of the open days, is a program week.

    Args:
        episode: the episode.
        first: the first day.
        until: the first day not counted any more.
        counting: which sessions count.
        occurrences: what is held, where that is not what is planned; of that nothing is left to be placed.
        level: only the time at this level of care; at every level when not given.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, sessions
    >>> iop = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> print(hours_between(Episode.of(iop, first="2026-02-04", length="2 weeks"), "2026-02-09"))
    12 h

    Raises:
        NotAccepted: without a planned end and without an *until*.
        EndsBeforeItStarts: if *until* lies before *first*.
    """
    asked = episode.asked(first, until)
    given = None if occurrences is None else tuple(sorted(occurrences, key=in_order))
    held = episode.between(asked.first, asked.until) if given is None else given
    waiting = episode.unplaced(asked.first, asked.until) if given is None else ()
    found = [Range.exactly(_NOTHING)]
    for span in _program_weeks(episode, asked):
        parts = week_parts(episode, span, held)
        chosen = apart(parts) if level is None else [part for part in parts if part.level == level]
        found += [part.hours(counting) for part in chosen]
    found += [time_to_place(each, asked, counting) for each in waiting if level in {None, each.stay.level}]
    return sum_of(found)


def _program_weeks(episode: Episode, asked: DaySpan) -> Iterator[DaySpan]:
    """The days asked about, cut where a program week of one of the stays begins, seven at the most together."""
    first, until = asked.first.toordinal(), asked.until.toordinal()
    cuts = {first, until}
    for stay in episode.stays:
        begins = max(first, stay.first.toordinal())
        ends = until if stay.until is None else min(until, stay.until.toordinal())
        if begins < ends:
            week = begins - (begins - stay.weeks_from.toordinal()) % DAYS_IN_WEEK
            cuts.update(range(week, ends, DAYS_IN_WEEK))
    for begins, ends in itertools.pairwise(sorted(cut for cut in cuts if first <= cut <= until)):
        for day in range(begins, ends, DAYS_IN_WEEK):
            yield DaySpan(day_of(day), day_of(min(ends, day + DAYS_IN_WEEK)))


@attrs.frozen(kw_only=True)
class Totals:
    """The counted time of an episode before a day and from it on.

    Args:
        on: the first day that lies ahead.
        so_far: what lies before it.
        to_come: what lies ahead.
        together: the time of the whole episode. What may be placed before the day or after it counts there once.
    """

    on: Date
    so_far: Range[Minutes]
    to_come: Range[Minutes]
    together: Range[Minutes]

    def __str__(self) -> str:
        return f"{self.so_far} so far, {self.to_come} to come"


def totals(episode: Episode, *, on: Day, counting: Counting = DEFAULT_COUNTING) -> Totals:
    """The planned time of an episode so far and to come, on a day that belongs to what is to come.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, sessions
    >>> iop = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> print(totals(Episode.of(iop, first="2026-02-02", length="2 weeks"), on="2026-02-12"))
    15 h so far, 3 h to come

    Raises:
        NotAccepted: without a planned end.
    """
    span = episode.asked(None, None)
    day = min(max(plain_day(on), span.first), span.until)
    return Totals(
        on=plain_day(on),
        so_far=hours_between(episode, span.first, day, counting=counting),
        to_come=hours_between(episode, day, span.until, counting=counting),
        together=hours_between(episode, counting=counting),
    )
