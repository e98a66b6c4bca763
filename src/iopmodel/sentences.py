"""What a program director can act on: a finding in one sentence."""

from __future__ import annotations

from fractions import Fraction

from iopmodel._days import short_day
from iopmodel.findings import CauseKind, Measured, Place, Verdict, with_unit
from iopmodel.measures import Measure
from iopmodel.quantities import Minutes, Range
from iopmodel.readings import Reading
from iopmodel.rules import Bound, Rule

__all__ = ["comparable", "detail_of", "sentence_of"]


def comparable(bound: Bound, measured: Measured) -> Measured:
    """The bound in the unit of the figure: an average is in fractions of minutes."""
    if isinstance(measured.low, Fraction) and isinstance(bound.low, Minutes):
        high = bound.high.count if isinstance(bound.high, Minutes) else None
        end = None if high is None else Fraction(high)
        return Range(Fraction(bound.low.count), end, high_excluded=bound.high_excluded)
    return bound


def detail_of(rule: Rule, bound: Bound, reading: Reading) -> str:
    """What a person should know of one place: for days of a least length, the nearest days that fall short."""
    if reading.detail or rule.day_at_least is None or reading.week is None or reading.week.week is None:
        return reading.detail
    nearest = sorted(
        (rule.day_at_least.count - day.high, day.day)
        for day in reading.week.week.days
        if day.high is not None and day.high < rule.day_at_least.count
    )
    reached = reading.measured.low if isinstance(reading.measured.low, int) else 0
    needed = bound.low - reached if isinstance(bound.low, int) else 0
    short: dict[Minutes, list[str]] = {}
    for missing, day in sorted(nearest[: max(needed, 0)], key=lambda each: each[1]):
        short.setdefault(Minutes(missing), []).append(short_day(day))
    parts = (f"{_and(days)} {'are each' if len(days) > 1 else 'is'} {by} short" for by, days in short.items())
    return f"{', '.join(parts)} of {rule.day_at_least}." if short else ""


def sentence_of(rule: Rule, bound: Bound, places: tuple[Place, ...], verdict: Verdict) -> str:
    """What a program director can act on; empty when the rule certainly applies and is met."""
    if verdict is Verdict.MET:
        return _of_met(places)
    place = places[0]
    where = _at(place)
    if place.detail:
        in_doubt = verdict is Verdict.UNKNOWN and any(cause.kind is CauseKind.SCOPE for cause in place.causes)
        return f"{where}{place.detail.rstrip('.')}{', if the rule applies' if in_doubt else ''}."
    figure = with_unit(place.measured, rule.measure.unit)
    if verdict is Verdict.NOT_MET:
        return f"{where}{figure}{_distance(rule, place.measured, bound)}.{_between_levels(rule, place.measured, bound)}"
    return f"{where}{_of_unknown(rule, bound, place, figure)}."


def _of_unknown(rule: Rule, bound: Bound, place: Place, figure: str) -> str:
    """What is not known at a place."""
    if place.measured.is_unknown and rule.measure is Measure.WEEKS_BELOW_FLOOR:
        return f"It is not known whether it is {rule.asks(bound)}"
    if place.measured.is_unknown:
        return f"Nothing is stated that tells whether it is {rule.asks(bound)}"
    limit = comparable(bound, place.measured)
    if place.measured.within(limit):  # type: ignore[arg-type]
        unsure = "; ".join(cause.words for cause in place.causes)
        return f"{figure} lies within {rule.asks(bound)}; not known is {unsure}"
    if place.measured.overlaps(limit):  # type: ignore[arg-type]
        return f"{figure} may or may not be {rule.asks(bound)}"
    # The figure misses the bound; what is not known is whether the rule, or such a week or day, comes into it.
    in_scope = all(cause.kind is not CauseKind.SCOPE for cause in place.causes)
    perhaps = "if it comes to that" if in_scope else "if the rule applies"
    return f"{figure}{_distance(rule, place.measured, bound)}, {perhaps}"


def _of_met(places: tuple[Place, ...]) -> str:
    """On what it hangs that a rule is met, and which weeks are let pass; empty when neither needs saying."""
    doubts = dict.fromkeys(cause.words for place in places for cause in place.causes)
    applies = f"Met, if the rule applies; not known is {'; '.join(doubts)}." if doubts else ""
    passed = dict.fromkeys(f"{_at(place)}{place.detail}" for place in places if place.detail)
    return " ".join(each for each in (applies, *passed) if each)


def _at(place: Place) -> str:
    return f"{_capital(place.where)}: " if place.where else ""


#: The published ceiling of intensive outpatient care, and the floor of the next level.
_CEILING, _NEXT_FLOOR = Minutes.of_hours(19), Minutes.of_hours(20)


def _between_levels(rule: Rule, measured: Measured, bound: Bound) -> str:
    """A note on a week above one level's published ceiling and below the next one's floor."""
    high = measured.high
    is_hours = rule.measure is Measure.HOURS_PER_WEEK and bound.high == _CEILING and isinstance(high, Minutes)
    if not is_hours or not isinstance(measured.low, Minutes) or not isinstance(high, Minutes):
        return ""
    between = measured.low > _CEILING and high < _NEXT_FLOOR
    return f" Between {_CEILING} and {_NEXT_FLOOR} a week no level is described." if between else ""


def _distance(rule: Rule, measured: Measured, bound: Bound) -> str:
    """By how much a figure that misses its bound misses it."""
    least, most = bound.low, bound.high
    low, high = measured.low, measured.high
    if isinstance(least, Minutes) and isinstance(high, Minutes) and high <= least:
        short = least.count - high.count
        return f" is {Minutes(short)} short of {least}" if short else f" is short of {least}"
    if isinstance(most, Minutes) and isinstance(low, Minutes):
        over = low.count - most.count
        return f" is {Minutes(over)} over {most}" if over else f" is not under {most}"
    of = "" if rule.day_at_least is None else f" of at least {rule.day_at_least}"
    return f"{of}, not {with_unit(bound, rule.measure.unit)}"


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
