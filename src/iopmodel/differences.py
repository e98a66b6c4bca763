"""How two answers to one question differ: what another system says, held against what iopmodel says.

The kind of our answer decides how theirs is read. A figure of clinical time may be
:class:`~iopmodel.quantities.Minutes`, a ``timedelta``, or a number whose unit is stated. Numbers are compared
exactly: a float agrees where it is the float nearest to our figure, a Decimal where it is our figure in the current
context, so 2.4999999999999996 h is not 2 h 30.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Rational
from typing import Any, NamedTuple, TypeAlias, TypeGuard, cast

from iopmodel.errors import WrongKind
from iopmodel.findings import Verdict, plain_minutes
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range
from iopmodel.reports import Report
from iopmodel.vocabulary import Word

__all__ = ["Unit", "difference", "in_words"]

#: A number as another system gives it.
Number: TypeAlias = Rational | float | Decimal

# Lengths of time and zones are left to the fence (iopmodel._days); here those that come in are only read.
_TIMEDELTA = type(dt.datetime.resolution)
_MICROSECONDS_IN_MINUTE = 60_000_000
_SECONDS_IN_DAY = 86_400
_SHOWN = 3
#: A gap that no plan makes: less than a thousandth of a minute.
_ROUNDING = Fraction(1, 1000)
_START_AND_END = 2
_VERDICTS = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.UNKNOWN}
_VERDICT_ALLOWED = "True for met, False for not met, None for not known, a Verdict, or its text"
_TIME_ALLOWED = (
    "Minutes, a timedelta, a Range of Minutes, None where it is not known, or a number with unit='hours' or "
    "unit='minutes', for a bare number may be either"
)
_DATE_ALLOWED = "a plain date, the moment of a start, or a pair of start and end"


class Unit(Word):
    """What a bare number of another system counts."""

    HOURS = "hours"
    MINUTES = "minutes"


def difference(ours: object, theirs: object, *, unit: str | None = None, within: bool = False) -> str:
    """By how much another system's answer differs from ours, in words; empty when they agree.

    What theirs may be, by what ours is:

    - clinical time (:class:`Minutes` or a range of them): ``Minutes``, a ``timedelta``, a number with its *unit*, a
      range of ``Minutes``, or ``None`` for "not known";
    - another figure (a whole number, a fraction, a range of them): a number, a range, or ``None``;
    - a verdict, or a report with one: ``True`` for met, ``False`` for not met, ``None`` for unknown, a
      :class:`Verdict` or its text;
    - a day: a plain date;
    - occurrences: plain dates, moments of the starts, or pairs of start and end, in any order. A moment without a zone
      is the wall clock where the care is;
    - a mapping: a mapping, value by value, in which a figure that is left out is nothing;
    - anything else: whatever is equal to it.

    Where ours is a range that is not exact, only the same range, or ``None``, agrees: one figure would be a guess.

    Args:
        ours: what iopmodel says.
        theirs: what the other system says.
        unit: what its bare numbers count, ``"hours"`` or ``"minutes"``.
        within: whether it agrees as soon as its figure lies in our range, because it settles what ours leaves open.

    >>> difference(Minutes(150), 2.5, unit="hours")
    ''
    >>> difference(Minutes(150), 160, unit="minutes")
    'theirs is 10 min more'

    Raises:
        WrongKind: for an answer that cannot be one, such as a bare number whose unit nobody stated.
    """
    read = None if unit is None else Unit.one_of(unit)
    answer = _as_range(ours.verdict if isinstance(ours, Report) else ours)
    if isinstance(answer, Verdict):
        return _between_verdicts(answer, theirs)
    if _is_range(answer):
        return _between_figures(answer, theirs, read, within=within)
    if isinstance(answer, Mapping):
        return _between_tables(cast("Mapping[object, object]", answer), theirs, read, within=within)
    if _are_occurrences(answer):
        return _between_dates(answer, theirs)
    if _is_day(answer):
        return _between_days(answer, theirs)
    return "" if theirs == answer else "they are not equal"


def _as_range(value: object) -> object:
    """A figure as a range of one value; anything else as it is."""
    is_number = isinstance(value, int | Fraction) and not isinstance(value, bool) and value >= 0
    return Range.exactly(cast("Any", value)) if is_number or isinstance(value, Minutes) else value


def in_words(ours: object) -> str:
    """Our answer as a person reads it."""
    if isinstance(ours, Report):
        return str(ours.verdict)
    if isinstance(ours, Mapping):
        return ", ".join(f"{key}: {value}" for key, value in cast("Mapping[object, object]", ours).items()) or "nothing"
    if _are_occurrences(ours):
        return _listed(map(_shown_start, ours)) or "nothing"
    return str(ours)


def _are_occurrences(value: object) -> TypeGuard[tuple[Occurrence, ...]]:
    return _is_tuple(value) and all(isinstance(each, Occurrence) for each in value)


def _is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _is_range(value: object) -> TypeGuard[Range[Any]]:
    return isinstance(value, Range)


def _is_day(value: object) -> TypeGuard[dt.date]:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _listed(texts: Iterable[str]) -> str:
    """The first of several texts, and how many more there are."""
    given = list(texts)
    more = f" and {len(given) - _SHOWN} more" if len(given) > _SHOWN else ""
    return ", ".join(given[:_SHOWN]) + more


def _between_verdicts(ours: Verdict, theirs: object) -> str:
    said = _verdict(theirs)
    return "" if said is ours else f"theirs is {str(said)!r}, and ours is {str(ours)!r}"


def _verdict(said: object) -> Verdict:
    """The verdict that an answer means."""
    if isinstance(said, Verdict):
        return said
    if said is None or isinstance(said, bool):
        return _VERDICTS[said]
    words = said.strip().casefold().replace("_", " ").replace("-", " ") if isinstance(said, str) else ""
    found = next((each for each in Verdict if each.value == words), None)
    if found is None:
        raise WrongKind("their verdict", said, _VERDICT_ALLOWED)
    return found


def _between_figures(ours: Range[Any], theirs: object, unit: Unit | None, *, within: bool) -> str:
    if theirs is None:
        return "theirs is not known, and ours is" if ours.is_exact else ""
    if _is_range(theirs):
        return _between_ranges(ours, theirs, within=within)
    is_time = isinstance(ours.low, Minutes)
    number, size = _number(theirs, unit, is_time=is_time)
    if not (ours.is_exact or within):
        return "theirs is one figure, and ours is a range"
    if not _is_finite(number):
        return "theirs is no number"
    gap = _gap_between(ours, number, size)
    return "" if gap is None else _gap_in_words(gap, is_time=is_time)


def _gap_between(ours: Range[Any], number: Number, size: int) -> Fraction | None:
    """How far a number lies above the range, or less than 0 where it lies below; ``None`` inside."""
    low = Fraction(plain_minutes(ours.low)) / size
    if number < _as_they_say(low, number):
        return (Fraction(number) - low) * size
    if ours.high is None:
        return None
    high = Fraction(plain_minutes(ours.high)) / size
    top = _as_they_say(high, number)
    return (Fraction(number) - high) * size if number > top or (number == top and ours.high_excluded) else None


def _between_ranges(ours: Range[Any], theirs: Range[Any], *, within: bool) -> str:
    if isinstance(theirs.low, Minutes) is not isinstance(ours.low, Minutes):
        raise WrongKind("their range", theirs, f"a Range of what ours is of, {type(ours.low).__name__}")
    agrees = theirs.within(ours) if within else theirs == ours
    return "" if agrees else f"theirs is {theirs}, and ours is {ours}"


def _number(said: object, unit: Unit | None, *, is_time: bool) -> tuple[Number, int]:
    """The number in an answer, and how many minutes one of its unit is; 1 where it counts no time."""
    if is_time and isinstance(said, Minutes):
        return said.count, 1
    if is_time and isinstance(said, _TIMEDELTA):
        micros = (said.days * _SECONDS_IN_DAY + said.seconds) * 1_000_000 + said.microseconds
        return Fraction(micros, _MICROSECONDS_IN_MINUTE), 1
    if isinstance(said, bool) or not isinstance(said, Rational | float | Decimal) or (is_time and unit is None):
        raise WrongKind("their answer", said, _TIME_ALLOWED if is_time else "a number, a Range, or None")
    return said, 60 if is_time and unit is Unit.HOURS else 1


def _is_finite(number: Number) -> bool:
    if isinstance(number, Decimal):
        return number.is_finite()
    return not isinstance(number, float) or math.isfinite(number)


def _as_they_say(exact: Fraction, number: Number) -> Any:  # noqa: ANN401 - no two kinds of number share an order
    """An exact figure in the kind of number in which they say theirs: no other one would say it better."""
    if isinstance(number, float):
        return float(exact)
    return Decimal(exact.numerator) / Decimal(exact.denominator) if isinstance(number, Decimal) else exact


def _gap_in_words(gap: Fraction, *, is_time: bool) -> str:
    """How far a figure lies above or below ours, in minutes where it is time."""
    if not gap:
        return "theirs is the end of ours, which does not belong to it"
    size, direction = abs(gap), "more" if gap > 0 else "less"
    if not is_time:
        return f"theirs is {size if size.denominator < _SECONDS_IN_DAY else f'{float(size):.3g}'} {direction}"
    if size.denominator == 1:
        return f"theirs is {Minutes(size.numerator)} {direction}"
    error = ", a rounding error: count whole minutes" if size < _ROUNDING else ""
    return f"theirs is {float(size):.3g} min {direction}{error}"


def _between_tables(ours: Mapping[object, object], theirs: object, unit: Unit | None, *, within: bool) -> str:
    if not isinstance(theirs, Mapping):
        raise WrongKind("their answer", theirs, "a mapping with the keys of ours")
    said = cast("Mapping[object, object]", theirs)
    nothing = next(map(_nothing_like, ours.values()), Minutes(0))
    found: list[str] = []
    for key in dict.fromkeys((*ours, *said)):
        mine = ours.get(key, nothing)
        words = difference(mine, said.get(key, _nothing_like(mine)), unit=unit, within=within)
        found += [f"{key}: {words}"] if words else []
    return "; ".join(found[:_SHOWN]) + (f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else "")


def _nothing_like(value: object) -> object:
    """What a figure is where a table leaves it out; of other values, none."""
    figure = _as_range(value)
    return figure.low * 0 if _is_range(figure) else None


def _between_days(ours: dt.date, theirs: object) -> str:
    if theirs is None:
        return "theirs has no day, and ours has"
    if not _is_day(theirs):
        raise WrongKind("their day", theirs, "a plain date, or None")
    count = theirs.toordinal() - ours.toordinal()
    days = f"{abs(count)} day{'' if abs(count) == 1 else 's'}"
    return f"theirs is {days} {'later' if count > 0 else 'earlier'}" if count else ""


def _between_dates(ours: tuple[Occurrence, ...], theirs: object) -> str:
    if isinstance(theirs, str) or not isinstance(theirs, Iterable):
        raise WrongKind("their dates", theirs, f"several dates, each {_DATE_ALLOWED}")
    said = list(cast("Iterable[object]", theirs))
    shapes = list(dict.fromkeys(map(_shape, said)))
    if len(shapes) > 1:
        raise WrongKind("their dates", said, "dates of one kind, all with a zone or all without")
    shape = shapes[0] if shapes else _DAY
    shown: dict[object, str] = {}
    other = Counter(_noted(_parts(each), shape, shown) for each in said)
    mine = Counter(_noted(_parts_of_ours(each, shape), shape, shown) for each in ours)
    found = (("theirs lacks", mine - other), ("ours lacks", other - mine))
    return "; ".join(f"{words} {_listed(shown[key] for key in keys.elements())}" for words, keys in found if keys)


class _Shape(NamedTuple):
    """How a date is given: as a day, as the moment of a start, or as two moments; with a zone or without."""

    moments: int
    has_zone: bool


_DAY = _Shape(0, has_zone=False)


def _parts(value: object) -> tuple[Any, ...]:
    return value if _is_tuple(value) else (value,)


def _shape(value: object) -> _Shape:
    """How one of their dates is given."""
    if _is_day(value):
        return _DAY
    parts = _parts(value)
    zones = {bool(f"{part:%z}") for part in parts if isinstance(part, dt.datetime)}
    if len(parts) > _START_AND_END or len(zones) != 1 or not all(isinstance(part, dt.datetime) for part in parts):
        raise WrongKind("one of their dates", value, _DATE_ALLOWED)
    return _Shape(len(parts), zones.pop())


def _parts_of_ours(occurrence: Occurrence, shape: _Shape) -> tuple[Any, ...]:
    if shape == _DAY:
        return (occurrence.day,)
    return (occurrence.start, occurrence.end)[: shape.moments]


def _noted(parts: tuple[Any, ...], shape: _Shape, shown: dict[object, str]) -> object:
    """What makes two dates the same: the day, the seconds of a moment, or the wall clock; and how a person reads it."""
    if shape == _DAY or shape.has_zone:
        texts = [str(part) for part in parts]
        key = tuple(texts if shape == _DAY else [part.timestamp() for part in parts])
    else:
        texts = [f"{part:%Y-%m-%d %H:%M:%S}" for part in parts]
        key = tuple(f"{part:%Y-%m-%d %H:%M:%S.%f}" for part in parts)
    shown.setdefault(key, " to ".join(texts))
    return key


def _shown_start(occurrence: Occurrence) -> str:
    return str(occurrence).partition(" (")[0]
