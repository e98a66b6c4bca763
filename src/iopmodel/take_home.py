"""Take-home supply: what each rule allows on one day of treatment and date, and over which days it stays the same.

The door to it is :mod:`iopmodel.medications`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, add_days, month_span
from iopmodel.answers import doubt_of_date, not_in_force
from iopmodel.citations import Citation, Dated, Mark
from iopmodel.components import Medication
from iopmodel.findings import Cause, CauseKind, Fact, NotApplied
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Focus
from iopmodel.quantities import Range, count_range, whole_number
from iopmodel.rules import Band, Bound, Force, Rule, Standard
from iopmodel.scopes import doubts, why_not
from iopmodel.spans import DaySpan, PartOfStay, StayUnit
from iopmodel.stretches import Stretch

__all__ = [
    "Ceiling",
    "TakeHomeCeiling",
    "TakeHomeRules",
    "doubt_of_figure",
    "doubt_of_part",
    "whole_days",
]

#: The paragraph of the steps of the amended rule, which leaves out buprenorphine, and the one on closure days.
_LIMITS, _CLOSURE = "42 CFR 8.12(i)(3)", "42 CFR 8.12(i)(1)"
_BUPRENORPHINE = frozenset({Medication.BUPRENORPHINE, Medication.BUPRENORPHINE_NALOXONE})
_BINDING = frozenset({Force.REQUIRED, Force.RECOMMENDED})
#: What every take-home dose is part of.
_TREATMENT = Stretch(
    week=WeeklyPattern(),
    level=LevelOfCare.OPIOID_TREATMENT_PROGRAM,
    focus=frozenset({Focus.SUBSTANCE_USE}),
)


def whole_days(bound: Bound) -> Range[int]:
    """A bound on a number of days, without an excluded end: under 8 days is at most 7.

    Raises:
        WrongKind: for a bound in time or in months.
    """
    days = count_range(bound)  # type: ignore[arg-type]
    return Range(days.low, days.high - 1) if days.high is not None and days.high_excluded else days


def _supply(value: Bound) -> Range[int]:
    return Range(0, whole_days(value).high)


def _day_of_treatment(value: int) -> int:
    return whole_number(value, "day of treatment", at_least=1)


def _medication(value: Medication | str) -> Medication:
    return Medication.one_of(value)


@attrs.frozen(kw_only=True)
class Ceiling:
    """What one rule allows of take-home supply on a day on which it holds, or may.

    Args:
        rule: the id of the rule.
        body: the name of the issuing body.
        force: how strongly the rule speaks.
        days: how many days of supply it allows; without an end where its source gives no number of days.
        asks: what it asks, in words.
        citation: the source of the figure.
        note: what the source says beyond the figure.
        doubts: what must be known to tell whether the rule holds with this figure; empty where that is certain.
    """

    rule: str
    body: str
    force: Force
    days: Range[int] = attrs.field(converter=_supply)
    asks: str
    citation: Citation
    note: str = ""
    doubts: tuple[Cause, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether the rule certainly holds, with a figure that was checked in a text."""
        return not self.doubts

    def __str__(self) -> str:
        return f"{'' if self.is_certain else 'perhaps '}{self.asks} ({self.rule}; {self.citation})"


@attrs.frozen(kw_only=True)
class TakeHomeCeiling:
    """What is known of the largest take-home supply on some days of a treatment, on all of which it is the same.

    Args:
        span: the days on the calendar.
        day_of_treatment: which day of treatment the first of them is; the treatment begins with day 1.
        medication: what is taken home.
        ceilings: what each rule allows that holds, or may: the certain ones first, the smallest first.
        exemption: where a source says that its limits do not apply to the medication; ``None`` where none says so.
        not_applied: the rules on take-home supply that take no part, each with the reason on the first of the days.
    """

    span: DaySpan
    day_of_treatment: int = attrs.field(converter=_day_of_treatment)
    medication: Medication = attrs.field(converter=_medication)
    ceilings: tuple[Ceiling, ...] = ()
    exemption: Citation | None = None
    not_applied: tuple[NotApplied, ...] = ()

    @property
    def days(self) -> Range[int]:
        """How many days of supply lie within every rule that certainly holds: the smallest ceiling decides.

        A rule that gives no number of days adds none. Without any number the range has no end, and :attr:`note` says
        why.
        """
        return _allowed_by_all(each for each in self.ceilings if each.is_certain)

    @property
    def strictest(self) -> Range[int]:
        """As :attr:`days`, within every rule that is listed, in doubt or not."""
        return _allowed_by_all(self.ceilings)

    @property
    def deciding(self) -> tuple[Ceiling, ...]:
        """The ceilings that make :attr:`days`; none where no rule certainly holds."""
        return tuple(each for each in self.ceilings if each.is_certain and each.days == self.days)

    @property
    def note(self) -> str:
        """What must be known beside the figures, in sentences; empty when there is nothing."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        if self.exemption is not None:
            yield f"The limits of {self.exemption} do not apply to buprenorphine products."
        elif not self.ceilings:
            yield "No rule that is known here sets a ceiling on this day: nothing known is not nothing required."
        if any(_is_under_limits(each.citation) for each in self.ceilings):
            yield f"Days on which the clinic is closed fall outside the limits ({_CLOSURE})."
        for each in self.ceilings:
            if each.days.high is None:
                yield f"{each.rule} gives no number of days{f': {each.note}' if each.note else ''}."
            if each.doubts:
                yield f"Whether {each.rule} holds hangs on {'; '.join(map(str, each.doubts))}."

    def __str__(self) -> str:
        last = self.day_of_treatment + len(self.span) - 1
        is_one_day = last == self.day_of_treatment
        days = f"day {last}" if is_one_day else f"days {self.day_of_treatment} to {last}"
        dates = self.span.first if is_one_day else self.span
        nothing = "nothing known" if self.exemption is None else f"no limit ({self.exemption})"
        return f"{days} of treatment, {dates}, {self.medication}: {'; '.join(map(str, self.ceilings)) or nothing}"


def _allowed_by_all(ceilings: Iterable[Ceiling]) -> Range[int]:
    ends = [each.days.high for each in ceilings if each.days.high is not None]
    return Range.at_most(min(ends)) if ends else Range(0)


def _is_under_limits(citation: Citation) -> bool:
    return citation.text.startswith(_LIMITS)


@attrs.frozen
class TakeHomeRules:
    """The rules on take-home supply of some bodies, read for one medication.

    Args:
        bodies: the bodies.
        medication: what is taken home.
        include_unverified: whether figures that were checked in no text are listed.

    Raises:
        NotAccepted: for a medication that is none.
    """

    bodies: tuple[Standard, ...]
    medication: Medication = attrs.field(converter=_medication)
    include_unverified: bool = False

    def ceiling(self, day: int, on: Date) -> TakeHomeCeiling:
        """What is known for one day of treatment, on its date.

        Raises:
            WrongKind: for a day that is no whole number, and a rule that holds and bounds no number of days.
            NotAccepted: for day 0 and days before it.
        """
        day = _day_of_treatment(day)
        ceilings: list[Ceiling] = []
        not_applied: list[NotApplied] = []
        for body, rule in self._rules():
            reason = self._why_not(rule, day, on)
            if isinstance(rule, Band) or reason:
                not_applied.append(NotApplied(rule.id, rule.issuer or body.name, reason))
            else:
                ceilings += self._ceilings(rule, body, day, on)
        return TakeHomeCeiling(
            span=DaySpan(on, add_days(on, 1)),
            day_of_treatment=day,
            medication=self.medication,
            ceilings=tuple(sorted(ceilings, key=_certain_and_small_first)),
            exemption=self._exemption(on),
            not_applied=tuple(not_applied),
        )

    def turns(self, span: DaySpan) -> tuple[int, ...]:
        """The days of a treatment over these dates, counted from 1, on which the answer may change; day 1 is one."""
        found = {1}
        for _, rule in self._rules():
            for date, next_day in _changes(rule):
                if date in span:
                    found.add(len(DaySpan(span.first, date)) + 1 + next_day)
            found |= set(() if rule.scope.during is None else _edges(rule.scope.during))
        return tuple(sorted(day for day in found if day <= len(span)))

    def _rules(self) -> Iterator[tuple[Standard, Rule | Band]]:
        return ((body, rule) for body in self.bodies for rule in body if rule.measure is Measure.TAKEHOME_DAYS)

    def _why_not(self, rule: Rule | Band, day: int, on: Date) -> str:
        """Why a rule certainly sets no ceiling on that day; empty when it does or may."""
        if isinstance(rule, Band) or rule.force not in _BINDING:
            return "it picks a rate or describes practice, so it sets no ceiling"
        part, named = rule.scope.during, _medications_of(rule)
        reason = not_in_force(rule.history.nearest(on), on, self.include_unverified) or why_not(rule.scope, _TREATMENT)
        if reason:
            return reason
        if named and self.medication not in named:
            return f"for {' and '.join(sorted(named))}, not for {self.medication}"
        if part is not None and part.holds_day(day) is False:
            return f"for {part} of the treatment, not for day {day}"
        return ""

    def _ceilings(self, rule: Rule, body: Standard, day: int, on: Date) -> Iterator[Ceiling]:
        """The ceiling of a rule, and the one before it where the newer one perhaps has not begun."""
        dated, part = rule.history.nearest(on), rule.scope.during
        of_date = doubt_of_date(dated, on)
        newest = rule.history.entries.index(dated)
        of_part = () if part is None or part.holds_day(day) else (doubt_of_part(part),)
        for each in rule.history.entries[max(0, newest - bool(of_date)) : newest + 1]:
            if not_in_force(each, on, self.include_unverified):
                continue
            yield Ceiling(
                rule=rule.id,
                body=rule.issuer or body.name,
                force=rule.force,
                days=each.value,
                asks=rule.asks(each.value),
                citation=each.citation,
                note=rule.note,
                doubts=(*doubts(rule.scope, _TREATMENT), *of_part, *of_date, *doubt_of_figure(each)),
            )

    def _exemption(self, on: Date) -> Citation | None:
        """Where the limits are said not to apply to the medication: above the steps, so while one of them holds."""
        if self.medication not in _BUPRENORPHINE:
            return None
        dated = (rule.history.nearest(on) for _, rule in self._rules())
        steps = (each for each in dated if not not_in_force(each, on, self.include_unverified))
        found = next((each.citation for each in steps if _is_under_limits(each.citation)), None)
        return None if found is None else attrs.evolve(found, text=_LIMITS)


def _certain_and_small_first(ceiling: Ceiling) -> tuple[bool, float]:
    return not ceiling.is_certain, math.inf if ceiling.days.high is None else ceiling.days.high


def _medications_of(rule: Rule) -> frozenset[Medication]:
    """The medications that a rule names as parts of its note, between semicolons; none when it is for every one."""
    parts = {part.strip().casefold() for part in rule.note.split(";")}
    named = frozenset(each for each in Medication if each in parts)
    return named | _BUPRENORPHINE if Medication.BUPRENORPHINE in named else named


def _changes(rule: Rule | Band) -> Iterator[tuple[Date, bool]]:
    """The dates on which the standing of a rule may change, and whether it does so on the day after that date."""
    for each in rule.history.entries:
        yield each.first_day, False
        # Of a month or a year alone: from the day after it the start is certain.
        yield each.latest_start, True
        if each.until is not None:
            yield each.until, False


def _edges(part: PartOfStay) -> Iterator[int]:
    """The days of a treatment on which it may begin to lie in a part of it, or cease to."""
    for count in (part.first - 1, part.last):
        if count is not None:
            yield from (days + 1 for days in _in_days(part.unit, count))


def _in_days(unit: StayUnit, count: int) -> tuple[int, ...]:
    if unit is StayUnit.MONTHS:
        return month_span(count)
    return (count * (DAYS_IN_WEEK if unit is StayUnit.WEEKS else 1),)


def doubt_of_part(part: PartOfStay) -> Cause:
    """That it must be known whether the treatment is in that part of it."""
    return Cause(CauseKind.SCOPE, Fact.SCOPE, f"whether the treatment is in {part}")


def doubt_of_figure(dated: Dated[Bound]) -> tuple[Cause, ...]:
    """That an unverified figure must be checked in a text; nothing for any other."""
    if dated.citation.mark is not Mark.UNVERIFIED:
        return ()
    return (Cause(CauseKind.MISSING, Fact.NUMBER, "a text in which the figure is checked"),)
