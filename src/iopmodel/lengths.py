"""How long a program, a track or a phase is planned to last.

In this field "duration" means the length of a program. A planned length is a range of one unit (days, weeks,
months, treatment days, sessions, hours of treatment), or lasts without an end, or until a criterion in words, or is
a cycle that can be repeated. Units do not mix: weeks convert to days, months are 28 to 31 days until they are
dated, and treatment days, sessions and hours convert only through a schedule.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import ClassVar, TypeAlias, cast

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, add_days, add_months, month_span, plain_day
from iopmodel.errors import CannotBeDated, NotAccepted, WrongKind
from iopmodel.quantities import Range, WholeUnits, built_range, count_range, whole_number
from iopmodel.written_ranges import read_range

__all__ = [
    "UNKNOWN_LENGTH",
    "Cycle",
    "Days",
    "EndDates",
    "Months",
    "PlannedLength",
    "TreatmentDays",
    "TreatmentHours",
    "TreatmentSessions",
    "UntilCriterion",
    "Weeks",
    "WithoutEnd",
    "end_dates",
    "in_days",
    "in_weeks",
    "planned_length",
]


def _count(value: int) -> int:
    return whole_number(value, "planned length")


@attrs.frozen(repr=False)
class _Counted(WholeUnits):
    """A number of one unit of planned length."""

    unit: ClassVar[str] = "unit"
    count: int = attrs.field(converter=_count)

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


@attrs.frozen(repr=False)
class Days(_Counted):
    """A planned length in calendar days."""

    unit: ClassVar[str] = "day"


@attrs.frozen(repr=False)
class Weeks(_Counted):
    """A planned length, or the time between two sessions, in weeks of seven days.

    >>> print(Range(Weeks(8), Weeks(16)))
    8 to 16 weeks
    """

    unit: ClassVar[str] = "week"


@attrs.frozen(repr=False)
class Months(_Counted):
    """A planned length in calendar months: 28 to 31 days each, until it is dated."""

    unit: ClassVar[str] = "month"


@attrs.frozen(repr=False)
class TreatmentDays(_Counted):
    """A planned length as a number of days with treatment."""

    unit: ClassVar[str] = "treatment day"


@attrs.frozen(repr=False)
class TreatmentSessions(_Counted):
    """A planned length as a number of sessions."""

    unit: ClassVar[str] = "session"


@attrs.frozen(repr=False)
class TreatmentHours(_Counted):
    """A planned length as a number of hours of treatment."""

    unit: ClassVar[str] = "treatment hour"


@attrs.frozen
class WithoutEnd:
    """A length without an end, on purpose: the program says that it has none."""

    def __str__(self) -> str:
        return "without end"


def _criterion(value: str) -> str:
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("criterion", value, "words that say when it ends")
    if not value.strip():
        raise NotAccepted("criterion", value, "words that say when it ends")
    return value.strip()


@attrs.frozen
class UntilCriterion:
    """A length that ends when something is reached, in the program's own words.

    >>> print(UntilCriterion("the treatment plan goals are met"))
    until the treatment plan goals are met
    """

    words: str = attrs.field(converter=_criterion)

    def __str__(self) -> str:
        return f"until {self.words}"


SpanLength: TypeAlias = (
    Range[Days] | Range[Weeks] | Range[Months] | Range[TreatmentDays] | Range[TreatmentSessions] | Range[TreatmentHours]
)


AnyCounted: TypeAlias = Days | Weeks | Months | TreatmentDays | TreatmentSessions | TreatmentHours


def _each(value: SpanLength | AnyCounted | str) -> SpanLength:
    return _span(value)


def _rounds(value: Range[int] | int | str) -> Range[int]:
    rounds = count_range(value)
    if rounds.high is None or not rounds.high_excluded:
        return rounds
    return Range(rounds.low, rounds.high - 1)  # rounds are whole: under 4 is at most 3


@attrs.frozen
class Cycle:
    """A round of known length that can be taken again: "8-week rounds, repeatable".

    Args:
        each: the length of one round.
        rounds: how many rounds; at least one when nobody says.

    >>> print(Cycle(Range.exactly(Weeks(8))))
    rounds of 8 weeks, at least 1
    """

    each: SpanLength = attrs.field(converter=_each)
    rounds: Range[int] = attrs.field(default=Range.at_least(1), converter=_rounds)

    def __str__(self) -> str:
        return f"rounds of {self.each}, {self.rounds}"


PlannedLength: TypeAlias = SpanLength | WithoutEnd | UntilCriterion | Cycle
Written: TypeAlias = PlannedLength | AnyCounted | str

#: Nobody says how long it lasts.
UNKNOWN_LENGTH: PlannedLength = Range(Days(0))

_KINDS: dict[str, type[_Counted]] = {
    kind.unit: kind for kind in (Days, Weeks, Months, TreatmentDays, TreatmentSessions, TreatmentHours)
}
_ALLOWED = "a length such as 8 weeks, 8 to 16 weeks, at least 30 days, without end, or until ..."
_COUNTED = re.compile(r"([0-9]{1,6})(?: ([a-z ]+?)s?)?", re.ASCII)
_PART = "[^,]+(?:, the end excluded)?"
_ROUNDS = re.compile(f"rounds of ({_PART})(?:, ({_PART}))?")


def planned_length(value: Written) -> PlannedLength:
    """A planned length, from a length, a range of lengths, or text.

    >>> planned_length("8 to 16 weeks")
    Range(Weeks(8), Weeks(16))
    >>> planned_length("until discharge criteria are met")
    UntilCriterion(words='discharge criteria are met')
    >>> planned_length("rounds of 8 weeks, 1 to 3") == Cycle(Weeks(8), Range(1, 3))
    True

    Raises:
        WrongKind: for a bare number, because 8 may be days or weeks.
        NotAccepted: for text that is no such length.
    """
    if isinstance(value, WithoutEnd | UntilCriterion | Cycle):
        return value
    if not isinstance(value, str):
        return _span(value)
    text = value.strip()
    if text == "without end":
        return WithoutEnd()
    if text.startswith("until "):
        return UntilCriterion(text.removeprefix("until "))
    rounds = _ROUNDS.fullmatch(text)
    if rounds:
        return Cycle(_span(rounds[1]), count_range(rounds[2] or "at least 1"))
    return _span(text)


def _span(value: object) -> SpanLength:
    span = _span_as_given(value)
    return Range(Days(0)) if span.is_unknown else span  # nothing known is one value, whatever its unit


def _span_as_given(value: object) -> SpanLength:
    if isinstance(value, Range):
        span = cast("SpanLength", value)
        if not isinstance(span.low, _Counted):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("planned length", span, "a Range of days, weeks, months or another planned length")
        return span
    if isinstance(value, _Counted):
        return Range.exactly(value)  # type: ignore[return-value]
    if not isinstance(value, str):
        raise WrongKind("planned length", value, _ALLOWED)
    words = read_range(value)
    if words.low is None and words.high is None:
        return Range(Days(0))
    unit = _unit(words.high if words.low is None else words.high or words.low, value)
    ends = (_counted(words.low, unit, value), _counted(words.high, unit, value))
    return built_range(words, unit(0), *ends)  # type: ignore[return-value]


def _unit(end: str | None, text: str) -> type[_Counted]:
    found = _COUNTED.fullmatch(end or "")
    if not found or found[2] not in _KINDS:
        raise NotAccepted("planned length", text, _ALLOWED)
    return _KINDS[found[2]]


def _counted(end: str | None, unit: type[_Counted], text: str) -> _Counted | None:
    if end is None:
        return None
    found = _COUNTED.fullmatch(end)
    if not found:
        raise NotAccepted("planned length", text, _ALLOWED)
    if found[2] is not None and _KINDS.get(found[2]) is not unit:
        raise NotAccepted("planned length", text, "both ends in one unit, such as 14 to 28 days")
    return unit(int(found[1]))


def in_days(length: PlannedLength) -> Range[int]:
    """How many calendar days a length covers, as far as it can be known without a schedule or a date.

    A month has 28 to 31 days; treatment days, sessions and hours of treatment say nothing about calendar days by
    themselves, and neither does a criterion: for those the range runs from nothing without an end.

    >>> in_days(Range(Weeks(6), Weeks(8))), in_days(Range.exactly(Months(1)))
    (Range(42, 56), Range(28, 31))
    """
    if isinstance(length, Cycle):
        return in_days(length.each).times(length.rounds)
    if not isinstance(length, Range):
        return Range(0)
    low, high = _day_bounds(length.low), None if length.high is None else _day_bounds(length.high)
    if low is None:
        return Range(0)
    return Range(low[0], None if high is None else high[1], high_excluded=length.high_excluded)


def in_weeks(length: PlannedLength) -> Range[int]:
    """How many weeks of seven days a length touches, whole weeks where it is given in weeks.

    A length that is no whole number of weeks covers between its whole weeks and one week more.

    >>> in_weeks(Range(Weeks(8), Weeks(16))), in_weeks(Range.exactly(Days(30)))
    (Range(8, 16), Range(4, 5))
    """
    days = in_days(length)
    high = None if days.high is None else -(-(days.high - days.high_excluded) // DAYS_IN_WEEK)
    return Range(days.low // DAYS_IN_WEEK, high)


def _day_bounds(value: object) -> tuple[int, int] | None:
    """The fewest and the most calendar days of a counted length; ``None`` when a calendar does not tell."""
    match value:
        case Days(count):
            return count, count
        case Weeks(count):
            return count * DAYS_IN_WEEK, count * DAYS_IN_WEEK
        case Months(count):
            return month_span(count)
        case _:
            return None


@attrs.frozen
class EndDates:
    """The first day on which a stay that starts on a given day may be over, and the last.

    Both are the day *after* the last day of the stay. ``latest`` is ``None`` when the length has no known end.
    """

    earliest: Date
    latest: Date | None

    def __str__(self) -> str:
        if self.latest is None:
            return f"on or after {self.earliest}"
        return str(self.earliest) if self.latest == self.earliest else f"{self.earliest} to {self.latest}"


def end_dates(first: dt.date | str, length: Written) -> EndDates:
    """The days on which a length that starts on *first* is over, exactly on the calendar.

    A length "under 8 weeks" is over at the latest one day before the 8 weeks are.

    >>> from pendulum import Date
    >>> print(end_dates(Date(2026, 2, 2), Range(Weeks(8), Weeks(16))))
    2026-03-30 to 2026-05-25
    >>> print(end_dates("2026-01-31", "1 month"))
    2026-02-28

    Raises:
        CannotBeDated: for a criterion, and for treatment days, sessions and hours, which need a schedule.
        WrongKind: if *first* is a moment in time and no day.
        NotAccepted: for a length that cannot be read, and if it would be over after the year 9999.
    """
    first, length = plain_day(first), planned_length(length)
    if isinstance(length, WithoutEnd):
        return EndDates(first, None)
    if isinstance(length, UntilCriterion):
        raise CannotBeDated(str(length), "a criterion is reached when it is reached; give a length in time")
    whole = length.each.times(length.rounds) if isinstance(length, Cycle) else length
    earliest = _after(first, whole.low)
    if whole.high is None:
        return EndDates(earliest, None)
    latest = _after(first, whole.high)
    return EndDates(earliest, add_days(latest, -1) if whole.high_excluded else latest)


def _after(first: Date, length: object) -> Date:
    match length:
        case Days(count):
            return add_days(first, count)
        case Weeks(count):
            return add_days(first, count * DAYS_IN_WEEK)
        case Months(count):
            return add_months(first, count)
        case _:
            raise CannotBeDated(str(length), "that takes the schedule and a calendar")
