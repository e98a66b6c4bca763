"""Clinical time in whole minutes, and the range: a quantity of which only the ends may be known.

Time here is the time of care (:class:`Minutes`). How long a program lasts is a planned length
(:mod:`iopmodel.lengths`), and the two never mix.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Generic, Protocol, Self, TypeVar

import attrs

from iopmodel.errors import EndsBeforeItStarts, NotAccepted, NotExact, WrongKind
from iopmodel.written_ranges import RangeWords, read_range

__all__ = [
    "Minutes",
    "Range",
    "WholeUnits",
    "count_range",
    "hull_of",
    "minutes",
    "sum_of",
    "time_range",
    "whole_number",
]


class Quantity(Protocol):
    """Whatever a range can be of: it has an order, adds to its own kind, and multiplies by a number of times."""

    def __lt__(self, other: Self, /) -> bool: ...
    def __le__(self, other: Self, /) -> bool: ...
    def __add__(self, other: Self, /) -> Self: ...
    def __mul__(self, times: int, /) -> Self: ...


T = TypeVar("T", bound=Quantity)
# The named constructors have a variable of their own: that of the class is unknown before there is a value.
Q = TypeVar("Q", bound=Quantity)


def whole_number(value: int, what: str, *, at_least: int = 0) -> int:
    """The value, if it is a whole number of at least so many.

    Raises:
        WrongKind: for anything but an ``int``; ``True`` is no number.
        NotAccepted: for a number that is too small.
    """
    # A converter and not an attrs validator: validators can be switched off for a whole process.
    if isinstance(value, bool) or not isinstance(value, int):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind(what, value, "a whole number")
    if value < at_least:
        raise NotAccepted(what, value, f"a whole number of at least {at_least}")
    return value


class WholeUnits:
    """A whole number of one unit: it adds to its own kind, multiplies by a number of times, and has an order.

    The comparisons are written out because a range compares its ends at every turn, and the ones that attrs makes
    build two tuples each time.
    """

    __slots__ = ()
    count: int

    def __add__(self, other: Self) -> Self:
        return type(self)(self.count + other.count) if type(other) is type(self) else NotImplemented  # type: ignore[call-arg]

    def __mul__(self, times: int) -> Self:
        return type(self)(self.count * whole_number(times, "number of times"))  # type: ignore[call-arg]

    def __lt__(self, other: Self) -> bool:
        return self.count < other.count if type(other) is type(self) else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self.count <= other.count if type(other) is type(self) else NotImplemented

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.count})"


def _minute_count(value: int) -> int:
    return whole_number(value, "minutes")


@attrs.frozen(repr=False)
class Minutes(WholeUnits):
    """Clinical time, in whole minutes; never less than nothing.

    >>> Minutes.of_hours(9) + Minutes(30)
    Minutes(570)
    >>> print(Minutes(570))
    9 h 30 min
    """

    count: int = attrs.field(converter=_minute_count)

    @classmethod
    def of_hours(cls, hours: int) -> Minutes:
        """So many whole hours.

        >>> Minutes.of_hours(3)
        Minutes(180)
        """
        return cls(whole_number(hours, "hours") * 60)

    def __str__(self) -> str:
        hours, rest = divmod(self.count, 60)
        if not rest:
            return f"{hours} h"
        return f"{hours} h {rest} min" if hours else f"{rest} min"


_TIME = re.compile(
    r"(?:(?P<hours>\d{1,6})\s*(?:h|hrs?|hours?))?\s*(?:(?P<minutes>\d{1,8})\s*(?:m|mins?|minutes?))?",
    re.ASCII,
)
_TIME_ALLOWED = "a time such as 50 min, 3 h or 1 h 30 min"


def minutes(value: Minutes | str) -> Minutes:
    """Clinical time, from :class:`Minutes` or from text such as ``"1 h 30 min"``.

    >>> minutes("1 h 30 min")
    Minutes(90)

    Raises:
        WrongKind: for a bare number, because 3 may be minutes or hours.
        NotAccepted: for text that is no such time.
    """
    if isinstance(value, Minutes):
        return value
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("time", value, f"Minutes, or {_TIME_ALLOWED}")
    found = _TIME.fullmatch(value.strip())
    if not found or not value.strip():
        raise NotAccepted("time", value, _TIME_ALLOWED)
    return Minutes(int(found["hours"] or 0) * 60 + int(found["minutes"] or 0))


@attrs.frozen(init=False)
class Range(Generic[T]):
    """A quantity of which the two ends are known: exact when they agree, unbounded above when *high* is ``None``.

    A range says what is not known, or left to choice, at one place: one track, one week, one day. The low end
    always belongs to it; the high end does unless *high_excluded* ("under 9 hours"). Nothing is less than nothing.

    >>> print(Range(Minutes.of_hours(9), Minutes.of_hours(20)))
    9 h to 20 h
    >>> print(Range.below(Minutes.of_hours(9)))
    under 9 h
    >>> Range.exactly(3) + Range(1, 2)
    Range(4, 5)

    Raises:
        EndsBeforeItStarts: if *high* lies below *low*, or nothing would lie between them.
        NotAccepted: if *low* is less than nothing.
        WrongKind: if the ends are of two kinds.
    """

    low: T
    high: T | None
    high_excluded: bool

    def __init__(self, low: T, high: T | None = None, *, high_excluded: bool = False) -> None:
        if high is not None:
            if type(low) is not type(high):
                raise WrongKind("range", high, f"two ends of one kind, here {type(low).__name__}")
            if high < low or (high_excluded and high <= low):
                raise EndsBeforeItStarts("range", low, high)
        if low < low * 0:
            raise NotAccepted("range", low, "a low end of nothing or more")
        excluded = high_excluded and high is not None
        self.__attrs_init__(low, high, excluded)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]

    @classmethod
    def exactly(cls, value: Q) -> Range[Q]:
        """One known value."""
        return Range(value, value)

    @classmethod
    def at_least(cls, value: Q) -> Range[Q]:
        """The value or more, without a known end."""
        return Range(value)

    @classmethod
    def at_most(cls, value: Q) -> Range[Q]:
        """From nothing up to the value, which belongs to it."""
        return Range(value * 0, value)

    @classmethod
    def below(cls, value: Q) -> Range[Q]:
        """From nothing up to, but without, the value."""
        return Range(value * 0, value, high_excluded=True)

    @property
    def is_exact(self) -> bool:
        """Whether there is only one value in it."""
        return self.high == self.low

    @property
    def is_unknown(self) -> bool:
        """Whether it runs from nothing without an end, which is to say that nobody knows anything."""
        return self.high is None and self.low == self.low * 0

    @property
    def value(self) -> T:
        """The one value of an exact range.

        Raises:
            NotExact: if there is more than one.
        """
        if not self.is_exact:
            raise NotExact(str(self))
        return self.low

    def __contains__(self, value: T) -> bool:
        if value < self.low:
            return False
        return self.high is None or value < self.high or (value == self.high and not self.high_excluded)

    def within(self, other: Range[T]) -> bool:
        """Whether every value of this range lies in the other."""
        if self.low < other.low:
            return False
        if other.high is None:
            return True
        if self.high is None or other.high < self.high:
            return False
        return self.high < other.high or self.high_excluded or not other.high_excluded

    def overlaps(self, other: Range[T]) -> bool:
        """Whether some value lies in both."""
        return not (self._ends_before(other) or other._ends_before(self))

    def _ends_before(self, other: Range[T]) -> bool:
        if self.high is None:
            return False
        return self.high < other.low or (self.high == other.low and self.high_excluded)

    def hull(self, other: Range[T]) -> Range[T]:
        """The smallest range that holds both; for display only, never for a verdict."""
        low = min(self.low, other.low)
        if self.high is None or other.high is None:
            return Range(low)
        top = self if other.high < self.high else other
        excluded = top.high_excluded and (self.high != other.high or self.high_excluded)
        return Range(low, top.high, high_excluded=excluded)

    def intersection(self, other: Range[T]) -> Range[T] | None:
        """What lies in both, or ``None`` when they have nothing in common."""
        if not self.overlaps(other):
            return None
        low = max(other.low, self.low)
        if self.high is None or other.high is None:
            ends = other if self.high is None else self
        elif self.high == other.high:
            ends = self if self.high_excluded else other
        else:
            ends = self if self.high < other.high else other
        return Range(low, ends.high, high_excluded=ends.high_excluded)

    def __add__(self, other: Range[T]) -> Range[T]:
        if not isinstance(other, Range):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        low = self.low + other.low
        if self.high is None or other.high is None:
            return Range(low)
        return Range(low, self.high + other.high, high_excluded=self.high_excluded or other.high_excluded)

    def __mul__(self, times: int) -> Range[T]:
        times = whole_number(times, "number of times")
        if self.high is None:
            return Range(self.low * times) if times else Range.exactly(self.low * 0)
        return Range(self.low * times, self.high * times, high_excluded=self.high_excluded and times > 0)

    def times(self, count: Range[int]) -> Range[T]:
        """So many of these, where the number is a range too.

        >>> Range(Minutes(60), Minutes(90)).times(Range(3, 5))
        Range(Minutes(180), Minutes(450))
        """
        low = self.low * count.low
        if count.high == 0 or self.high == self.low * 0:
            return Range.exactly(self.low * 0)
        if self.high is None or count.high is None:
            return Range(low)
        return Range(low, self.high * count.high, high_excluded=self.high_excluded or count.high_excluded)

    def __repr__(self) -> str:
        ends = f"{self.low!r}" if self.high is None else f"{self.low!r}, {self.high!r}"
        return f"Range({ends}{', high_excluded=True' if self.high_excluded else ''})"

    def __str__(self) -> str:
        if self.is_unknown:
            return "not stated"
        if self.high is None:
            return f"at least {self.low}"
        if self.is_exact:
            return str(self.low)
        if self.low == self.low * 0:
            return f"{'under' if self.high_excluded else 'at most'} {self.high}"
        # "8 to 16 weeks": where both ends carry the same unit it is said once.
        low, _, unit = str(self.low).rpartition(" ")
        shared = bool(low) and low.isdecimal() and unit not in {"h", "min"} and str(self.high).endswith(unit)
        text = f"{low if shared else self.low} to {self.high}"
        return f"{text}, the end excluded" if self.high_excluded else text


def hull_of(ranges: Iterable[Range[T]]) -> Range[T]:
    """The smallest range that holds all of these, of which there is at least one; for display only."""
    return functools.reduce(lambda one, other: one.hull(other), ranges)


def sum_of(ranges: Iterable[Range[T]]) -> Range[T]:
    """These ranges added, of which there is at least one."""
    return functools.reduce(lambda one, other: one + other, ranges)


def time_range(value: Range[Minutes] | Minutes | str) -> Range[Minutes]:
    """A range of clinical time, from a range, an exact time, or text.

    >>> time_range("3 to 4 h")
    Range(Minutes(180), Minutes(240))
    >>> time_range("at least 9 h"), time_range("under 9 h").high_excluded
    (Range(Minutes(540)), True)

    Raises:
        WrongKind: for a bare number.
        NotAccepted: for text that is no such range.
    """
    if isinstance(value, Range):
        return _of_kind(value, Minutes, "time", "a Range of Minutes")
    if isinstance(value, Minutes):
        return Range.exactly(value)
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("time", value, f"Minutes, a Range of Minutes, or {_TIME_ALLOWED}")
    words = read_range(value)
    low, high = words.low, words.high
    if low is not None and high is not None and low != high and low.isdecimal():
        # "3 to 4 h": the unit stands only at the second end. In "1 to 1 h 30 min" nobody knows which one is meant.
        unit = re.fullmatch(r"[0-9]+\s*([a-z]+)", high)
        if not unit:
            raise NotAccepted("time", value, "a unit at both ends, such as 2 h to 3 h 30 min, or one such as 3 to 4 h")
        low = f"{low} {unit[1]}"
    return built_range(
        words, Minutes(0), None if low is None else minutes(low), None if high is None else minutes(high)
    )


def count_range(value: Range[int] | int | str) -> Range[int]:
    """A range of whole numbers, from a range, a number, or text such as ``"3 to 5"``.

    >>> count_range(3), count_range("3 to 5"), count_range("at most 4")
    (Range(3, 3), Range(3, 5), Range(0, 4))

    Raises:
        WrongKind: for anything else.
        NotAccepted: for a negative number, or text that is no such range.
    """
    if isinstance(value, Range):
        if isinstance(value.low, bool):
            raise WrongKind("number", value, "a Range of whole numbers")
        return _of_kind(value, int, "number", "a Range of whole numbers")
    if isinstance(value, str):
        words = read_range(value)
        ends = tuple(None if end is None else _digits(end) for end in (words.low, words.high))
        return built_range(words, 0, *ends)
    return Range.exactly(whole_number(value, "number"))


def _of_kind(value: Range[T], kind: type[T], what: str, allowed: str) -> Range[T]:
    if not isinstance(value.low, kind):
        raise WrongKind(what, value, allowed)
    return value


def _digits(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text.strip()):
        raise NotAccepted("number", text, "a whole number such as 3, or a range such as 3 to 5")
    return int(text)


def built_range(words: RangeWords, nothing: T, low: T | None, high: T | None) -> Range[T]:
    """The range of the ends of a written one; *nothing* is the low end when only a high one was written.

    Raises:
        NotAccepted: if the larger end was written first.
    """
    try:
        return Range(nothing if low is None else low, high, high_excluded=words.high_excluded)
    except EndsBeforeItStarts:
        raise NotAccepted("range", words.text, "the smaller end first, such as 3 to 5") from None
