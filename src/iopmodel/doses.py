"""Doses given at intervals: the window of the next one after each, and whether a dose that was given lies in its own.

The door to it is :mod:`iopmodel.medications`.
"""

from __future__ import annotations

import attrs

from iopmodel._days import Date, add_days, plain_day
from iopmodel.answers import doubt_of_date
from iopmodel.citations import Citation, Mark
from iopmodel.errors import NotAccepted, UnknownName, WrongKind
from iopmodel.findings import Cause, Verdict, with_unit
from iopmodel.measures import Measure
from iopmodel.quantities import Range
from iopmodel.rules import Band, Rule, Standard
from iopmodel.spans import DaySpan, PartOfStay, part_of_stay
from iopmodel.take_home import doubt_of_figure, doubt_of_part, whole_days

__all__ = ["DoseFinding", "DoseInterval", "DoseWindow", "dose_interval"]


def _earliest(window: DoseWindow) -> Date:
    return add_days(window.last, window.interval.low)


def _latest(window: DoseWindow) -> Date | None:
    return None if window.interval.high is None else add_days(window.last, window.interval.high)


@attrs.frozen(kw_only=True)
class DoseWindow:
    """When the next dose is due after one that was given, by the days between two doses of one rule.

    Args:
        last: the day of the dose before.
        rule: the id of the rule.
        body: who issues it.
        interval: how many days after the dose before the next one is due; without an end where the rule has none.
        citation: the source of the interval.
        note: what the source says beyond it; read it, for an interval may be a cadence and no floor.
        doubts: what must be known to tell whether the rule holds for this dose; empty where that is certain.

    Attributes:
        earliest: the first day of the window.
        latest: the last day of the window, which belongs to it; ``None`` where the rule has no upper end.

    Raises:
        NotAccepted: if the window would lie beyond the year 9999.
    """

    last: Date = attrs.field(converter=plain_day)
    rule: str
    body: str
    interval: Range[int] = attrs.field(converter=whole_days)
    citation: Citation
    note: str = ""
    doubts: tuple[Cause, ...] = ()
    earliest: Date = attrs.field(init=False, default=attrs.Factory(_earliest, takes_self=True), repr=False, eq=False)
    latest: Date | None = attrs.field(init=False, default=attrs.Factory(_latest, takes_self=True), repr=False, eq=False)

    @property
    def span(self) -> DaySpan | None:
        """The days of the window; ``None`` where the rule has no upper end."""
        return None if self.latest is None else DaySpan(self.earliest, add_days(self.latest, 1))

    def __str__(self) -> str:
        days = f"{self.earliest} on" if self.latest is None else f"{self.earliest} to {self.latest}"
        due = f"{with_unit(self.interval, 'days')} after {self.last}"
        hangs = f", if it holds: {'; '.join(map(str, self.doubts))}" if self.doubts else ""
        return f"{days}: {due} ({self.rule}; {self.citation}){hangs}{f'. {self.note}' if self.note else ''}"


@attrs.frozen
class DoseFinding:
    """A dose that was given, held against its window.

    Args:
        window: the window, counted from the dose before.
        given: the day on which the dose was given.

    Raises:
        NotAccepted: for a dose that was not given after the one before.
    """

    window: DoseWindow
    given: Date = attrs.field(converter=plain_day)

    def __attrs_post_init__(self) -> None:
        if self.given <= self.window.last:
            allowed = f"a day after {self.window.last}, the day of the dose before it"
            raise NotAccepted("day of a dose", str(self.given), allowed)

    @property
    def days(self) -> int:
        """How many days after the dose before it was given."""
        return len(DaySpan(self.window.last, self.given))

    @property
    def early(self) -> int:
        """How many days before the window it was given; 0 where it was not."""
        return max(0, self.window.interval.low - self.days)

    @property
    def late(self) -> Range[int]:
        """How many days after the window it was given, as far as the rule tells: without an upper end it cannot."""
        if self.window.interval.high is None:
            return Range(0, max(0, self.days - self.window.interval.low))
        return Range.exactly(max(0, self.days - self.window.interval.high))

    @property
    def in_window(self) -> Verdict:
        """Whether it was given in its window; unknown where the window has no known end, or the rule is in doubt."""
        if self.window.doubts:
            return Verdict.UNKNOWN
        if self.early or self.late.low:
            return Verdict.NOT_MET
        return Verdict.MET if self.late.is_exact else Verdict.UNKNOWN

    def __str__(self) -> str:
        given = f"{self.given}, {with_unit(Range.exactly(self.days), 'days')} after {self.window.last}"
        note = "" if self.in_window is Verdict.MET or not self.window.note else f". {self.window.note}"
        return f"{given}: {self._words} ({self.window.rule}; {self.window.citation}){note}"

    @property
    def _words(self) -> str:
        perhaps = "perhaps " if self.window.doubts else ""
        if self.early:
            return f"{perhaps}{with_unit(Range.exactly(self.early), 'days')} early"
        if self.late.is_exact:
            late = f"{with_unit(self.late, 'days')} late"
            return f"{perhaps}{late if self.late.low else 'in the window'}"
        return f"{perhaps}not early; whether it is late the rule does not say"


@attrs.frozen(kw_only=True)
class DoseInterval:
    """One rule on the days between two doses, as it is read on one day.

    Args:
        rule: the rule.
        body: who issues it; empty for a rule of no body.
        interval: how many days after a dose the next one is due.
        citation: the source of the interval.
        doubts: what must be known to tell whether the rule holds; empty where that is certain.
    """

    rule: Rule
    body: str
    interval: Range[int]
    citation: Citation
    doubts: tuple[Cause, ...]

    def after(self, last: Date) -> DoseWindow:
        """The window of the dose after one given on that day."""
        return DoseWindow(
            last=last,
            rule=self.rule.id,
            body=self.body,
            interval=self.interval,
            citation=self.citation,
            note=self.rule.note,
            doubts=self.doubts,
        )


def dose_interval(
    rule: Rule | str,
    on: Date,
    bodies: tuple[Standard, ...],
    during: PartOfStay | str | None,
    include_unverified: bool,  # noqa: FBT001 - one of five facts
) -> DoseInterval:
    """The rule as it is read on one day.

    Raises:
        UnknownName: for an id that is in none of the bodies.
        NotAccepted: for a rule that cannot be used.
        NotYetInForce: if it is not in force.
    """
    found, body = _found(rule, bodies)
    dated = found.history.on(on)
    if dated.citation.mark is Mark.UNVERIFIED and not include_unverified:
        raise NotAccepted("dosing rule", found.id, "a rule that was checked in a text, or include_unverified=True")
    return DoseInterval(
        rule=found,
        body=body,
        interval=whole_days(dated.value),
        citation=dated.citation,
        doubts=(*_doubts_of_part(found, during), *doubt_of_date(dated, on), *doubt_of_figure(dated)),
    )


def _found(rule: Rule | str, bodies: tuple[Standard, ...]) -> tuple[Rule, str]:
    """The rule and who issues it."""
    known = [(each, body.name) for body in bodies for each in body if each.measure is Measure.DOSE_INTERVAL_DAYS]
    found: tuple[Rule | Band, str] | None = next((pair for pair in known if rule in (pair[0], pair[0].id)), None)
    if isinstance(rule, Rule):
        found = found or (rule, "")
    elif not isinstance(rule, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("dosing rule", rule, "a Rule, or the id of one")
    if found is None:
        raise UnknownName("dosing rule", rule, tuple(each.id for each, _ in known))
    if not isinstance(found[0], Rule) or found[0].measure is not Measure.DOSE_INTERVAL_DAYS:
        raise NotAccepted("dosing rule", found[0].id, f"a rule on {Measure.DOSE_INTERVAL_DAYS}, and no band")
    return found[0], found[0].issuer or found[1]


def _doubts_of_part(rule: Rule, during: PartOfStay | str | None) -> tuple[Cause, ...]:
    """That it must be known in which part of the treatment it is; nothing where that is given, or does not matter.

    Raises:
        NotAccepted: for a part for which the rule is not.
    """
    part = rule.scope.during
    given = None if during is None else part_of_stay(during)
    if part is None:
        return ()
    if given is None:
        return (doubt_of_part(part),)
    if str(given).casefold() != str(part).casefold():
        raise NotAccepted("part of the treatment", str(given), f"{part}, for which alone {rule.id} is")
    return ()
