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
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range, sum_of
from iopmodel.spans import DaySpan
from iopmodel.vocabulary import Word
from iopmodel.week_parts import WeekPart, time_to_place, week_parts

__all__ = ["DatedWeek", "Totals", "WeekDefinition", "dated_weeks", "hours_between", "totals"]


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

    The figures of a whole week are those of its parts together.
    """

    number: int
    span: DaySpan
    parts: tuple[WeekPart, ...]

    @property
    def is_partial(self) -> bool:
        """Whether the patient is in care on some of its days only; days on leave are not days in care."""
        return sum(len(part.span) for part in self.parts) < DAYS_IN_WEEK

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """What is held in it, in order."""
        return tuple(each for part in self.parts for each in part.occurrences)

    def hours(self, counting: Counting = DEFAULT_COUNTING) -> Range[Minutes]:
        """The counted time."""
        return sum_of(part.hours(counting) for part in self.parts)

    def treatment_days(self, counting: Counting = DEFAULT_COUNTING) -> Range[int]:
        """The days with a counted session."""
        found = [part.treatment_days(counting) for part in self.parts]
        return functools.reduce(lambda a, b: a + b, found, Range.exactly(0))

    def by_level(self, counting: Counting = DEFAULT_COUNTING) -> dict[LevelOfCare, Range[Minutes]]:
        """The counted time at each level of care."""
        found: dict[LevelOfCare, Range[Minutes]] = {}
        for part in self.parts:
            before = found.get(part.stay.level, Range.exactly(_NOTHING))
            found[part.stay.level] = before + part.hours(counting)
        return found

    def by_component(self, counting: Counting = DEFAULT_COUNTING) -> dict[type[Component], Range[Minutes]]:
        """The counted time of each component type."""
        found: dict[type[Component], Range[Minutes]] = {}
        for part in self.parts:
            for kind, time in part.by_component(counting).items():
                found[kind] = found.get(kind, Range.exactly(_NOTHING)) + time
        return found

    def on_each_day(self, counting: Counting = DEFAULT_COUNTING) -> dict[Date, Range[Minutes]]:
        """The counted time of each day that has some."""
        return {day: time for part in self.parts for day, time in part.on_each_day(counting).items()}

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
        week: which seven days make a week; see :class:`WeekDefinition`. Rolling weeks are whole weeks only.
        first: only weeks that touch the days from this one on.
        until: only weeks that touch the days before this one.
        occurrences: what is held, where that is not what is planned, such as what was attended.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, sessions
    >>> iop = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> for each in dated_weeks(Episode.of(iop, first="2026-02-04", length="2 weeks")):
    ...     print(each)
    week 1 (2026-02-02 until 2026-02-09, partial): 6 h
    week 2 (2026-02-09 until 2026-02-16): 9 h
    week 3 (2026-02-16 until 2026-02-23, partial): 3 h

    Raises:
        NotAccepted: without a planned end and without days.
    """
    definition = WeekDefinition.one_of(week)
    asked = episode.asked(first, until)
    given = None if occurrences is None else tuple(sorted(occurrences, key=lambda each: each.ordinal))
    return tuple(
        DatedWeek(number=number, span=span, parts=week_parts(episode, span, given))
        for number, span in _spans(episode, definition, asked)
    )


def _spans(episode: Episode, definition: WeekDefinition, asked: DaySpan) -> Iterator[tuple[int, DaySpan]]:
    """The weeks that touch these days, each with its number."""
    begins = episode.first.toordinal()
    if definition is WeekDefinition.ROLLING:
        last = asked.until.toordinal() - DAYS_IN_WEEK
        for ordinal in range(max(begins, asked.first.toordinal()), last + 1):
            yield ordinal - begins + 1, _seven_days(ordinal)
        return
    if definition is not WeekDefinition.ADMISSION:
        begins = week_first(begins, WeekDay.MONDAY if definition is WeekDefinition.MONDAY else WeekDay.SUNDAY)
    number = max(0, (asked.first.toordinal() - begins) // DAYS_IN_WEEK)
    for each in itertools.count(number):
        ordinal = begins + each * DAYS_IN_WEEK
        if ordinal >= asked.until.toordinal():
            return
        yield each + 1, _seven_days(ordinal)


def _seven_days(ordinal: int) -> DaySpan:
    return DaySpan(day_of(ordinal), day_of(ordinal + DAYS_IN_WEEK))


def hours_between(
    episode: Episode,
    first: Day | None = None,
    until: Day | None = None,
    *,
    counting: Counting = DEFAULT_COUNTING,
    occurrences: Iterable[Occurrence] | None = None,
) -> Range[Minutes]:
    """The counted time of an episode from one day up to another; of the whole episode unless days are given.

    What is still to be placed counts once: for certain where its stretch of days lies between the two.

    Raises:
        NotAccepted: without a planned end and without days.
    """
    asked = episode.asked(first, until)
    given = None if occurrences is None else tuple(sorted(occurrences, key=lambda each: each.ordinal))
    held = given if given is not None else episode.between(asked.first, asked.until)
    found = [Range.exactly(_NOTHING)]
    for ordinal in range(week_first(asked.first.toordinal(), WeekDay.MONDAY), asked.until.toordinal(), DAYS_IN_WEEK):
        span = _clipped(_seven_days(ordinal), asked)
        found += [part.hours(counting) for part in week_parts(episode, span, held)]
    waiting = () if given is not None else episode.unplaced(asked.first, asked.until)
    return sum_of([*found, *(time_to_place(each, asked, counting) for each in waiting)])


def _clipped(span: DaySpan, within: DaySpan) -> DaySpan:
    return DaySpan(max(span.first, within.first), min(span.until, within.until))


@attrs.frozen(kw_only=True)
class Totals:
    """The counted time of an episode before a day and from it on.

    Args:
        on: the first day that lies ahead.
        so_far: what lies before it.
        to_come: what lies ahead.
    """

    on: Date
    so_far: Range[Minutes]
    to_come: Range[Minutes]

    @property
    def together(self) -> Range[Minutes]:
        """Both together."""
        return self.so_far + self.to_come

    def __str__(self) -> str:
        return f"{self.so_far} so far, {self.to_come} to come"


def totals(episode: Episode, *, on: Day, counting: Counting = DEFAULT_COUNTING) -> Totals:
    """The planned time of an episode so far and to come, on a day that belongs to what is to come.

    Raises:
        NotAccepted: without a planned end.
    """
    span = episode.asked(None, None)
    day = min(max(plain_day(on), span.first), span.until)
    return Totals(
        on=plain_day(on),
        so_far=hours_between(episode, span.first, day, counting=counting),
        to_come=hours_between(episode, day, span.until, counting=counting),
    )
