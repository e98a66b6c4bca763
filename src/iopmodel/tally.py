"""Every figure about a week or a planned length, computed in one place, with the sessions that make it.

Every function takes any subject that has a week: a schedule, pattern, track, phase, pathway, program or program
type. Without a week number it answers over all weeks, tracks and phases; that hull is for display, and no verdict
is ever taken from it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TypeVar

import attrs

from iopmodel._days import WeekDay, short_day
from iopmodel.averages import average_of, total_of
from iopmodel.components import Component
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.lengths import PlannedLength, Written, planned_length
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Quantity, Range, hull_of, sum_of, whole_number
from iopmodel.schedules import Session
from iopmodel.spans import WeekSpan
from iopmodel.stretches import Stretch, Subject, stretches
from iopmodel.weeks import Entry, Week, pattern_days, pattern_hours, week_of

__all__ = [
    "ANY_DAY",
    "CLOCK_COUNTING",
    "Share",
    "WeekClass",
    "average_weekly_hours",
    "clock_hours",
    "day_times",
    "hours_by_component",
    "hours_on_each_day",
    "sessions_counted",
    "sessions_per_week",
    "total_hours",
    "treatment_days",
    "visits",
    "week_classes",
    "weekly_hours",
]

T = TypeVar("T", bound=Quantity)

#: How many week numbers a line names before it cuts them short.
_WEEKS_SHOWN = 4

#: The row of :func:`hours_on_each_day` for sessions that have no weekday.
ANY_DAY = "any day"

#: Everything that takes time, breaks, meals, school and mutual help included: how long a patient is there.
CLOCK_COUNTING = attrs.evolve(Counting.everything_but(), name="clock time with breaks")


@attrs.frozen
class WeekClass:
    """Program weeks of a stretch that are alike.

    Args:
        stretch: the stretch.
        week: what the weeks hold, for a schedule; ``None`` for a pattern.
        weeks: which program weeks they are, in words; empty when all weeks are alike.
        is_certain: whether a stay certainly has such a week.
        numbers: the program weeks that were looked at and found alike; none for a pattern, whose weeks are all alike.
    """

    stretch: Stretch
    week: Week | None
    weeks: str
    is_certain: bool
    numbers: tuple[int, ...] = ()

    @property
    def pattern(self) -> WeeklyPattern:
        """The pattern of the stretch; one without figures when it has a schedule."""
        return self.stretch.week if isinstance(self.stretch.week, WeeklyPattern) else WeeklyPattern()

    @property
    def time(self) -> Range[Minutes]:
        """The counted time of such a week."""
        return pattern_hours(self.pattern) if self.week is None else self.week.time

    def days_with(self, at_least: int = 0) -> Range[int]:
        """Days with at least so many counted minutes."""
        return pattern_days(self.pattern, at_least) if self.week is None else self.week.days_with(at_least)

    @property
    def session_count(self) -> Range[int]:
        """How many counted sessions such a week has; not known for a pattern."""
        return Range(0) if self.week is None else self.week.session_count

    def count_of(self, of: Callable[[Session], bool]) -> Range[int]:
        """How many counted sessions *of* a kind such a week has; not known for a pattern."""
        return Range(0) if self.week is None else self.week.count_of(of)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions that make up its time; none for a pattern."""
        return () if self.week is None else tuple(entry.session for entry in self.week.entries)

    @property
    def where(self) -> str:
        """The stretch and the weeks, in words."""
        return ", ".join(part for part in (self.stretch.title, self.weeks) if part)


@functools.lru_cache(maxsize=256)
def week_classes(
    stretch: Stretch, counting: Counting, *, alike: bool = True, among: tuple[int, ...] | None = None
) -> tuple[WeekClass, ...]:
    """The different weeks of a stretch, each once, in the order in which they first come.

    With ``alike=False`` every program week stands by itself, whether or not it is like another one. With *among*, only
    these program weeks are looked at.
    """
    if isinstance(stretch.week, WeeklyPattern):
        return _pattern_class(stretch, among)
    found: dict[tuple[object, ...], list[Week]] = {}
    for number in stretch.program_weeks if among is None else among:
        week = week_of(stretch, number, counting)
        found.setdefault((week.entries, week.open_days) if alike else (number,), []).append(week)
    return tuple(
        WeekClass(
            stretch,
            weeks[0],
            _named([week.number for week in weeks], stretch, among, alone=len(found) == 1),
            is_certain=any(stretch.is_certain(week.number) for week in weeks),
            numbers=tuple(week.number for week in weeks),
        )
        for weeks in found.values()
    )


def _pattern_class(stretch: Stretch, among: tuple[int, ...] | None) -> tuple[WeekClass, ...]:
    """All weeks of a pattern, which are alike."""
    if among is None:
        return (WeekClass(stretch, None, "", is_certain=True),)
    is_certain = any(stretch.is_certain(number) for number in among)
    return (WeekClass(stretch, None, _listed(list(among)), is_certain=is_certain),) if among else ()


def _named(numbers: list[int], stretch: Stretch, among: tuple[int, ...] | None, *, alone: bool) -> str:
    if among is not None:
        return f"{_listed(numbers)}{' of the phase' if stretch.is_phase else ''}"
    return "" if alone else _weeks_in_words(numbers, stretch)


def _listed(numbers: list[int]) -> str:
    """Program weeks by their numbers: ``weeks 1 to 4``, ``weeks 1, 3, 5``."""
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return str(WeekSpan(numbers[0], numbers[-1]))
    shown = ", ".join(str(number) for number in numbers[:_WEEKS_SHOWN])
    return f"weeks {shown}{' and so on' if len(numbers) > _WEEKS_SHOWN else ''}"


def _weeks_in_words(numbers: list[int], stretch: Stretch) -> str:
    """The program weeks as people name them: ``odd weeks``, ``weeks 1 to 4``, ``weeks 5 on``."""
    among, period = stretch.program_weeks, stretch.period
    tail = range(among.stop - period, among.stop)
    goes_on = period > 0 and (stretch.last_week is None or stretch.last_week >= among.stop)
    returning = [number for number in numbers if number in tail] if goes_on else []
    first = numbers[0]
    if returning and numbers == list(range(first, among.stop)) and len(returning) == period:
        return str(WeekSpan(first))
    if returning == numbers and period == 2:  # noqa: PLR2004 - odd and even are words for two
        since = f" from week {first}" if tail.start > among.start else ""
        return f"{'odd' if first % 2 else 'even'} weeks{since}"
    if returning == numbers and len(numbers) == 1:
        return f"every {period} weeks from week {first}"
    if not returning:
        return _listed(numbers)
    return f"weeks {', '.join(str(number) for number in numbers[:_WEEKS_SHOWN])} and so on"


#: Name, time, whether it is certain, what makes it, and what may fall there.
DayTimes = tuple[str, Range[Minutes], bool, tuple[Entry, ...], tuple[Entry, ...]]


def day_times(each: WeekClass) -> list[DayTimes]:
    """Each day of a week with service: its name, time, whether it is certain, its sessions, and those that may join.

    A session without a weekday may lengthen any day, or make one of its own.
    """
    if each.week is None:
        return [("", each.pattern.daily_time, True, (), ())]
    week, any_day = each.week, each.week.any_day
    nothing = Range.exactly(Minutes(0))
    loose = sum_of([nothing, *(Range(Minutes(0), entry.on_one_day.high) for entry in any_day)])
    is_choice = week.attends is not None
    days = [(day, day.time + loose) for day in week.days]
    found: list[DayTimes] = [
        (short_day(day.day), time, day.is_certain and not is_choice, day.entries, any_day) for day, time in days
    ]
    longest = hull_of([loose, *(time for _, time in days)]).high
    for entry in any_day:
        on_its_day = Range(entry.on_one_day.low, longest)
        found.append((entry.session.name, on_its_day, entry.is_required and not is_choice, (entry,), ()))
    return found


def _each_week(subject: Subject, week: int | None, counting: Counting) -> Iterator[WeekClass]:
    """The weeks that a question is about: those of one number, or every kind of week that there is."""
    if week is not None:
        whole_number(week, "program week", at_least=1)
    for stretch in stretches(subject):
        if week is None or (isinstance(stretch.week, WeeklyPattern) and stretch.reaches(week)):
            yield from week_classes(stretch, counting)
        else:
            found = week_of(stretch, stretch.settled(week), counting)
            yield WeekClass(stretch, found, f"week {week}", is_certain=stretch.is_certain(week))


def _over(subject: Subject, week: int | None, counting: Counting, ask: Callable[[WeekClass], Range[T]]) -> Range[T]:
    return hull_of(ask(each) for each in _each_week(subject, week, counting))


def weekly_hours(subject: Subject, week: int | None = None, *, counting: Counting = DEFAULT_COUNTING) -> Range[Minutes]:
    """Counted time in a week, exactly; over all its weeks, tracks and phases when *week* is not given.

    Args:
        subject: anything that has a week.
        week: a program week, counted from 1.
        counting: which sessions make up the time.

    >>> from iopmodel import GroupTherapy, WeeklySchedule, sessions
    >>> print(weekly_hours(WeeklySchedule(sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))))
    9 h
    """
    return _over(subject, week, counting, lambda each: each.time)


def clock_hours(subject: Subject, week: int | None = None) -> Range[Minutes]:
    """Time in a week on the clock, with breaks, meals, school and mutual help."""
    return weekly_hours(subject, week, counting=CLOCK_COUNTING)


def treatment_days(subject: Subject, week: int | None = None, *, counting: Counting = DEFAULT_COUNTING) -> Range[int]:
    """Days with at least one counted session in a week.

    Sessions without a weekday may fall on a day that has others, or on one of their own.
    """
    return _over(subject, week, counting, lambda each: each.days_with())


def visits(subject: Subject, week: int | None = None, *, counting: Counting = DEFAULT_COUNTING) -> Range[int]:
    """Visits in a week; a visit is one day's attendance."""
    return treatment_days(subject, week, counting=counting)


def sessions_per_week(
    subject: Subject, week: int | None = None, *, counting: Counting = DEFAULT_COUNTING
) -> Range[int]:
    """Counted sessions in a week; not known for a pattern."""
    return _over(subject, week, counting, lambda each: each.session_count)


def hours_by_component(
    subject: Subject, week: int | None = None, *, counting: Counting = DEFAULT_COUNTING
) -> dict[type[Component], Range[Minutes]]:
    """Counted time in a week by component type; empty for a pattern.

    A type that has time in some weeks, tracks or phases only has a low end of nothing.
    """
    weeks = [{} if each.week is None else each.week.by_component() for each in _each_week(subject, week, counting)]
    kinds = dict.fromkeys(kind for by_kind in weeks for kind in by_kind)
    nothing = Range.exactly(Minutes(0))
    return {kind: hull_of(each.get(kind, nothing) for each in weeks) for kind in kinds}


def hours_on_each_day(
    subject: Subject, week: int | None = None, *, counting: Counting = DEFAULT_COUNTING
) -> dict[str, Range[Minutes]]:
    """Counted time on each weekday of a week, under its name (``Mon``); what has no weekday stands under ``any day``.

    Days without counted sessions are left out. A pattern has the row ``any day`` alone, with its time on a day.
    """
    weeks = [_days_of(each) for each in _each_week(subject, week, counting)]
    rows: dict[str, list[Range[Minutes]]] = {}
    for day, time in (row for by_day in weeks for row in by_day.items()):
        rows.setdefault(day, []).append(time)
    for times in rows.values():
        if len(times) < len(weeks):
            times.append(Range.exactly(Minutes(0)))
    order = [*(short_day(day) for day in WeekDay), ANY_DAY]
    return {day: hull_of(rows[day]) for day in order if day in rows}


def _days_of(each: WeekClass) -> dict[str, Range[Minutes]]:
    if each.week is None:
        return {ANY_DAY: each.pattern.daily_time}
    found = {short_day(day.day): day.time for day in each.week.days}
    if each.week.any_day:
        found[ANY_DAY] = sum_of(entry.time for entry in each.week.any_day)
    return found


@attrs.frozen
class Share:
    """What one session adds to a week: the session, and its time by itself."""

    session: Session
    time: Range[Minutes]

    def __str__(self) -> str:
        return f"{self.session.name} ({self.session.when}): {self.time}"


def sessions_counted(
    subject: Subject, week: int | None = None, *, counting: Counting = DEFAULT_COUNTING
) -> tuple[Share, ...]:
    """The sessions that make up the time, each with what it adds by itself; none for a pattern.

    Sessions at the same time on one day cover it together, so their sum may be more than the week's time.
    """
    entries = [entry for each in _each_week(subject, week, counting) if each.week for entry in each.week.entries]
    return tuple(dict.fromkeys(Share(entry.session, entry.time) for entry in entries))


def average_weekly_hours(
    subject: Subject, week: int | None = None, *, counting: Counting = DEFAULT_COUNTING
) -> Range[Fraction]:
    """Counted time in an average week, in exact fractions of minutes.

    With *week*, the sessions in force in that program week, each averaged over its own cadence: a session every two
    weeks is half a session. Without it, the whole stay: its total over its number of weeks, over every length that it
    can have; without a known length, the weeks of the schedule, a cadence that goes on averaged over one round of it.

    >>> from iopmodel import IndividualTherapy, Minutes, Session, WeeklySchedule, Weeks
    >>> print(average_weekly_hours(WeeklySchedule([Session(IndividualTherapy(), time=Minutes(45), every=Weeks(2))])))
    45/2
    """
    if week is not None:
        whole_number(week, "program week", at_least=1)
    averages = (average_of(stretch, counting, week) for stretch in stretches(subject))
    return hull_of(averages)


def total_hours(
    subject: Subject, length: Written | None = None, *, counting: Counting = DEFAULT_COUNTING
) -> Range[Minutes]:
    """Counted time over a whole stay: its weeks added up. Without a known end of the stay it has no known end either.

    The phases of a pathway add up, because a patient takes them one after the other; tracks are alternatives.

    Args:
        subject: anything that has a week.
        length: the length of the stay; the subject's own when it is not given.
        counting: which sessions make up the time.
    """
    given: PlannedLength | None = None if length is None else planned_length(length)
    return total_of(subject, given, counting)
