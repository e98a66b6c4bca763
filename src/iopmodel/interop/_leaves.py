"""Single values as a document holds them: text or a number where that says it all, else a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import attrs

from iopmodel._days import Date, Time, WeekDay, clock_time, plain_day, weekdays
from iopmodel.citations import Mark
from iopmodel.components import COMPONENT_TYPES, Component
from iopmodel.errors import IopModelError, NotAccepted, UnknownName, WrongKind
from iopmodel.lengths import (
    Cycle,
    Days,
    Months,
    PlannedLength,
    SpanLength,
    TreatmentDays,
    TreatmentHours,
    TreatmentSessions,
    Weeks,
    planned_length,
)
from iopmodel.quantities import Minutes, Range, count_range, minutes, time_range
from iopmodel.spans import WeekSpan, week_span
from iopmodel.vocabulary import Word, key_of

_LENGTH = "a length such as 8 weeks, 8 to 16 weeks, at least 30 days, without end, or until ..."
_TIME = "a time such as 50 min, 3 h or 3 to 4 h"
_COUNT = "a whole number such as 3, or a range such as 3 to 5"
_MONTHS = "a number of months such as 2 months or at most 2 months"
_LONGEST_WEEKS = 40

_LENGTH_UNITS: dict[str, type[Any]] = {
    f"{kind.unit}s": kind for kind in (Days, Weeks, Months, TreatmentDays, TreatmentSessions, TreatmentHours)
}
_TIME_UNITS: dict[str, type[Any]] = {"minutes": Minutes}
_COUNT_UNITS: dict[str, type[Any]] = {"": int}
_MONTH_UNITS: dict[str, type[Any]] = {"months": Months}


@attrs.frozen(kw_only=True)
class RangeTable:
    """A range by its ends: the form for what its words cannot say, such as a number of seven digits."""

    low: int
    high: int | None = None
    high_excluded: bool = False
    unit: str = ""

    def as_range(self, units: dict[str, type[Any]]) -> Range[Any]:
        """The range in one of *units*.

        Raises:
            NotAccepted: for another unit, and for a number that the unit refuses.
            EndsBeforeItStarts: if *high* lies below *low*.
        """
        if self.unit not in units:
            named = ", ".join(unit for unit in units if unit)
            raise NotAccepted("unit", self.unit, f"the unit {named}" if named else "no unit")
        kind = units[self.unit]
        high = None if self.high is None else kind(self.high)
        return Range(kind(self.low), high, high_excluded=self.high_excluded)


@attrs.frozen(kw_only=True)
class CycleTable:
    """A cycle by its parts, for rounds that words cannot say."""

    each: PlannedLength
    rounds: Range[int] = attrs.field(default=Range.at_least(1), converter=count_range)


def text(value: object, allowed: str = "text") -> str:
    """The value, if it is text.

    Raises:
        WrongKind: for anything else; *allowed* says what would have been accepted.
    """
    if not isinstance(value, str):
        raise WrongKind("text", value, allowed)
    return value


def truth(value: object) -> bool:
    """The value, if it is true or false.

    Raises:
        WrongKind: for anything else.
    """
    if not isinstance(value, bool):
        raise WrongKind("yes or no", value, "true or false")
    return value


def whole(value: object) -> int:
    """The value, if it is a whole number.

    Raises:
        WrongKind: for anything else, and for true and false.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongKind("number", value, "a whole number")
    return value


def time_of_day(value: object) -> Time:
    """A time on the wall clock."""
    if not isinstance(value, str | time):
        raise WrongKind("time of day", value, "a time such as 18:00")
    return clock_time(value)


def calendar_day(value: object) -> Date:
    """A day of the calendar."""
    if not isinstance(value, str | date):
        raise WrongKind("day", value, "a day such as 2026-02-02")
    return plain_day(value)


def days_of_week(value: object) -> tuple[WeekDay, ...]:
    """One or several weekdays, in text."""
    return weekdays(text(value, "weekdays such as MO,WE,TH"))


def cadence(value: object) -> Weeks:
    """The weeks between two sessions, such as ``"2 weeks"``."""
    allowed = "a number of weeks such as 2 weeks"
    length = planned_length(text(value, allowed))
    if not isinstance(length, Range) or not isinstance(length.low, Weeks) or not length.is_exact:
        raise NotAccepted("cadence", value, allowed)
    return length.low


def program_weeks(value: object) -> WeekSpan:
    """The program weeks in which a session is held, such as ``"5 to 16"``."""
    allowed = "weeks such as 1 to 4, 5, or 9 on"
    if len(text(value, allowed)) > _LONGEST_WEEKS:
        raise NotAccepted("program weeks", value, allowed)
    return week_span(text(value))


def word(value: object, kind: type[Word]) -> Word:
    """One word of a set."""
    return kind.one_of(text(value, f"one of {', '.join(kind)}"))


def mark(value: object, _: object) -> Mark:
    """How well a figure is known."""
    for each in Mark:
        if value == each.value:
            return each
    raise NotAccepted("mark", value, f"one of {', '.join(each.value for each in Mark)}")


def component_type(value: object) -> type[Component]:
    """The built-in component type of a kind, such as ``"group-therapy"``.

    Raises:
        WrongKind: for anything that is no text.
        UnknownName: for text that is no kind of component.
    """
    found = COMPONENT_TYPES.get(key_of(text(value, "a kind such as group-therapy"), "component"))
    if found is None:
        raise UnknownName("component", value, tuple(COMPONENT_TYPES))
    return found


def time_words(value: object) -> Range[Minutes]:
    """A range of clinical time, from its words."""
    return time_range(text(value, _TIME))


def exact_time(value: object) -> Minutes:
    """One clinical time, from its words."""
    return minutes(text(value, "a time such as 50 min or 3 h"))


def month_words(value: object) -> Range[Months]:
    """A range of calendar months, from its words."""
    words = text(value, _MONTHS)
    try:
        length = planned_length(words)
    except IopModelError:
        length = None
    if not isinstance(length, Range) or not isinstance(length.low, Months):
        raise NotAccepted("months", value, _MONTHS)
    return length  # pyright: ignore[reportReturnType]


def pair(value: object) -> tuple[str, str]:
    """Two texts that belong together."""
    allowed = 'a pair such as ["visits_per_week", "guide_b.iop"]'
    match value:
        case [str() as first, str() as second]:
            return first, second
        case _:
            raise WrongKind("pair", value, allowed)


def count_words(value: object) -> Range[int]:
    """A range of whole numbers, from a number or its words."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise WrongKind("number", value, _COUNT)
    return count_range(value)


def length_words(value: object) -> PlannedLength:
    """A planned length, from its words."""
    return planned_length(text(value, _LENGTH))


def time_from(table: RangeTable) -> Range[Minutes]:
    """A range of clinical time, from its ends."""
    return table.as_range(_TIME_UNITS)


def count_from(table: RangeTable) -> Range[int]:
    """A range of whole numbers, from its ends."""
    return table.as_range(_COUNT_UNITS)


def months_from(table: RangeTable) -> Range[Months]:
    """A range of calendar months, from its ends."""
    return table.as_range(_MONTH_UNITS)


def length_from(table: RangeTable) -> SpanLength:
    """A planned length, from its ends."""
    return table.as_range(_LENGTH_UNITS)


def cycle_from(table: CycleTable) -> Cycle:
    """A cycle, from its parts."""
    return Cycle(table.each, table.rounds)  # type: ignore[arg-type]


def written_range(value: Range[Any]) -> object:
    """A range as a document holds it: a number, or words that read back the same, or a table of its ends."""
    if isinstance(value.low, int):
        return value.value if value.is_exact else _words_or(value, count_range, "")
    if isinstance(value.low, Minutes):
        return _words_or(value, time_range, "minutes")
    return _words_or(value, planned_length, f"{value.low.unit}s")


def written_cycle(value: Cycle) -> object:
    """A cycle as a document holds it."""
    if _reads_back(value, planned_length):
        return str(value)
    return {"each": written_range(value.each), "rounds": written_range(value.rounds)}


def written_weeks(value: WeekSpan) -> str:
    """Program weeks as a document holds them: ``"5 to 16"``."""
    return str(value).removeprefix("weeks ").removeprefix("week ")


def _words_or(value: Range[Any], read: Callable[[str], object], unit: str) -> object:
    if _reads_back(value, read):
        return str(value)
    low, high = (getattr(end, "count", end) for end in (value.low, value.high))
    ends = {"low": low, "high": high, "high_excluded": value.high_excluded or None, "unit": unit or None}
    return {key: each for key, each in ends.items() if each is not None}


def _reads_back(value: object, read: Callable[[str], object]) -> bool:
    try:
        return read(str(value)) == value
    except IopModelError:
        return False
