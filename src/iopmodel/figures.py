"""Figures by themselves: those of a program without any rule, and a bare one held against the rules.

Some measures are of no program: what is billed for a day, what a patient takes home, how long a leave is. And who has
rows of figures has no sessions to them. How such a figure was counted, nobody here knows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs

from iopmodel._days import Date, plain_day
from iopmodel.answers import are_met, bounds_before, doubt_of_date, doubted, finding_of, judged, not_in_force
from iopmodel.bodies import bodies_of
from iopmodel.cases import Answer, whomever
from iopmodel.components import Component
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.findings import Cause, CauseKind, Fact, Finding, NotApplied, Place, Verdict
from iopmodel.lengths import Months, planned_length
from iopmodel.levels import LevelOfCare, level_of
from iopmodel.measures import Measure
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Focus, Population, population_of
from iopmodel.quantities import Minutes, Range, count_range, minutes, time_range, whole_number
from iopmodel.readings import Reading, can_be_asked, readings_of
from iopmodel.rules import Band, Bound, Rule, Standard, component_kinds
from iopmodel.scopes import doubts, why_not
from iopmodel.spans import PartOfStay
from iopmodel.stretches import Stretch, Subject, stretches
from iopmodel.vocabulary import key_of
from iopmodel.weeks import as_counted

__all__ = ["AskedFigure", "Figure", "check_figure", "measured"]

#: A figure in the unit of its measure: clinical time, months or a count; exact, or a range of it.
Figure: TypeAlias = Bound | Minutes | Months | int | str


def measured(
    subject: Subject,
    measure: Measure | str,
    *,
    counting: Counting = DEFAULT_COUNTING,
    day_at_least: Minutes | str | None = None,
    components: Iterable[str | type[Component]] = (),
) -> tuple[Reading, ...]:
    """What a measure is at every place of a subject, without any rule: each week, day, session or stay on its own.

    Args:
        subject: anything that has a week.
        measure: a measure of a program.
        counting: which sessions count.
        day_at_least: for days a week, only days with at least so much time.
        components: for minutes a session, only sessions of these kinds; all that count when empty.

    >>> from iopmodel import GroupTherapy, WeeklySchedule, sessions
    >>> week = WeeklySchedule(sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> for each in measured(week, "days_between_service_days"):
    ...     print(each.where, each.measured)
    from Mon to Wed 1
    from Wed to Thu 0
    from Thu to Mon 3

    Raises:
        NotAccepted: for a measure that is none, or that is not of a program: it takes dates, a claim or a leave.
        WrongKind: for a subject without a week.
    """
    wanted = Measure.one_of(measure)
    if not can_be_asked(wanted) or wanted is Measure.WEEKS_BELOW_FLOOR:
        raise NotAccepted("measure", wanted.value, "a measure of a program, such as hours_per_week")
    kinds = component_kinds(components)
    least = None if day_at_least is None else minutes(day_at_least)
    return tuple(
        reading
        for stretch in stretches(subject)
        for reading in readings_of(wanted, as_counted(stretch, counting), counting, least, kinds)
    )


def check_figure(
    measure: Measure | str,
    figure: Figure,
    *,
    against: Iterable[Standard],
    on: dt.date | str,
    level: LevelOfCare | str | None = None,
    population: Population | str | None = None,
    focus: Focus | str | None = None,
    type_: str | None = None,
    day_of_stay: int | None = None,
    include_unverified: bool = False,
) -> tuple[Finding | NotApplied, ...]:
    """What every rule on one measure says of a bare figure, and why a rule takes no part.

    What is not given of level, population, focus and day of the stay is in doubt: a rule that hangs on it is unknown,
    unless it is met.

    Args:
        measure: the measure.
        figure: the figure in the unit of the measure: time, months, or a count; also as text such as ``"9 h"``.
        against: the bodies whose rules to hold it against.
        on: the day for which the rules are read.
        level: the level of care, or the key or name of one of the general ladder.
        population: whom it is about.
        focus: what is treated.
        type_: the key of the program type.
        day_of_stay: the day of the stay that it is about, counted from 1.
        include_unverified: whether figures that were checked in no text take part.

    >>> from iopmodel import standards
    >>> for said in check_figure("services_per_day", 4, against=[standards.MEDICARE], on="2026-02-02",
    ...                          level="intensive outpatient"):
    ...     print(said.picks, "-", said.verdict)
    the lower per-diem rate - not met
    the higher per-diem rate - met

    Raises:
        WrongKind: for a figure that is not in the unit of the measure.
        NotAccepted: for a measure, day or figure that cannot be read.
        UnknownName: for a level that is none.
    """
    day = plain_day(on)
    wanted = Measure.one_of(measure)
    if day_of_stay is not None:
        whole_number(day_of_stay, "day of the stay", at_least=1)
    about = Stretch(
        week=WeeklyPattern(),
        level=None if level is None else level_of(level),
        types=frozenset() if type_ is None else frozenset({key_of(type_, "program type")}),
        population=Population() if population is None else population_of(population),
        focus=frozenset() if focus is None else frozenset({Focus.or_other(focus)}),
    )
    asked = AskedFigure(Reading(where="", measured=_read(wanted, figure)), about, day, day_of_stay, include_unverified)
    return tuple(said for body in bodies_of(against) for said in asked.of(body, _on(wanted, body)))


def _on(measure: Measure, body: Standard) -> Iterator[Rule | Band]:
    return (rule for rule in body if rule.measure is measure)


def _read(measure: Measure, figure: Figure) -> Bound:
    """The figure as a range in the unit of its measure."""
    if measure.unit == "minutes":
        return time_range(figure)  # type: ignore[arg-type]
    if measure.unit == "months":
        length = planned_length(figure) if isinstance(figure, str | Months | Range) else figure  # type: ignore[arg-type]
        if isinstance(length, Range) and isinstance(length.low, Months):
            return length  # pyright: ignore[reportReturnType] - it does not narrow by the kind of the ends
        raise WrongKind(measure.replace("_", " "), figure, "Months, a Range of Months, or text such as 2 months")
    return count_range(figure)  # type: ignore[arg-type]


@attrs.frozen
class AskedFigure:
    """One figure, and all that is known of what it is a figure of.

    Args:
        reading: the figure.
        about: what it is a figure of: its level, people and focus.
        day: the day for which the rules are read.
        day_of_stay: the day of the stay that it is about, counted from 1; ``None`` when it is about no day.
        include_unverified: whether figures that were checked in no text take part.
    """

    reading: Reading
    about: Stretch
    day: Date
    day_of_stay: int | None
    include_unverified: bool

    def of(self, body: Standard, rules: Iterable[Rule | Band]) -> Iterator[Finding | NotApplied]:
        """What these rules of a body say of it."""
        said = [self._said(rule, body) for rule in rules]
        settled = {each.rule.id: each.finding for each in whomever(each for each in said if isinstance(each, Answer))}
        for each in said:
            yield each if isinstance(each, NotApplied) else settled.get(each.rule.id, each.finding)

    def _said(self, rule: Rule | Band, body: Standard) -> Answer | NotApplied:
        dated = rule.history.nearest(self.day)
        part = rule.scope.during
        in_part = _lies_in(part, self.day_of_stay)
        reason = not_in_force(dated, self.day, self.include_unverified) or why_not(rule.scope, self.about)
        if reason or in_part is False:
            return NotApplied(rule.id, body.name, reason or f"for {part} of the stay, not for day {self.day_of_stay}")
        undated = doubt_of_date(dated, self.day)
        unsure = [*doubts(rule.scope, self.about), *undated]
        if in_part is None:
            unsure.append(Cause(CauseKind.SCOPE, Fact.SCOPE, f"whether it is in {part} of the stay"))
        place = self._place(dated.value)
        before = bounds_before(rule.history, dated) if undated else None
        is_met = place.verdict is Verdict.MET and (before is None or are_met(before, self.reading))
        finding = finding_of(rule, dated, body, [doubted(place, tuple(unsure), is_met=is_met)])
        whoever = attrs.evolve(rule.scope, population=None)
        only_people = bool(unsure) and in_part and not undated and not any(doubts(whoever, self.about))
        return Answer(finding, rule, (place,) if only_people else ())

    def _place(self, bound: Bound) -> Place:
        verdict = judged(self.reading, bound)
        causes: tuple[Cause, ...] = ()
        if verdict is Verdict.UNKNOWN:
            causes = (Cause(CauseKind.CHOICE, Fact.NUMBER, f"which figure it is: {self.reading.measured}"),)
        return Place(where="", measured=self.reading.measured, verdict=verdict, causes=causes)


def _lies_in(part: PartOfStay | None, day_of_stay: int | None) -> bool | None:
    if part is None:
        return True
    return None if day_of_stay is None else part.holds_day(day_of_stay)
