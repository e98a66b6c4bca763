"""Demands: what the rules that apply to one kind of program ask of its figures, as whole numbers between two ends.

A rule is data, so programs can be made from it as well as checked against it. A demand is a rule in force on a day,
with its bound in the smallest unit of its measure: minutes, days, or a count.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date
from iopmodel.answers import bounds_before, doubt_of_date, not_in_force
from iopmodel.catalogue import BUILT_IN
from iopmodel.components import COMPONENT_TYPES, Component, FamilyTherapy, GroupTherapy
from iopmodel.counting import Counted
from iopmodel.errors import NotAccepted
from iopmodel.levels import LevelOfCare, is_level
from iopmodel.measures import Measure, MeasuredSubject
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import AttendedBy, Focus, Population
from iopmodel.programs import ProgramType
from iopmodel.quantities import Minutes
from iopmodel.readings import can_be_asked
from iopmodel.rules import Bound, Force, Rule, Standard
from iopmodel.scopes import doubts, why_not
from iopmodel.stretches import Stretch

__all__ = [
    "OVER_WEEKS",
    "Circumstances",
    "Demand",
    "circumstances_of",
    "counted_kinds",
    "demands_of",
    "is_uncounted",
    "refuse_unplanned",
]

_JUDGING = frozenset({Force.REQUIRED, Force.RECOMMENDED})
_DAYS = frozenset({Measure.DAYS_PER_WEEK, Measure.VISITS_PER_WEEK})
_FAMILY = frozenset({Measure.FAMILY_SESSIONS_PER_WEEK, Measure.FAMILY_SESSIONS_PER_MONTH})
#: What is measured over the end of a week, so that weeks that repeat cannot have every figure.
OVER_WEEKS = frozenset(
    {Measure.DAYS_BETWEEN_SERVICE_DAYS, Measure.MINUTES_PER_MONTH, Measure.FAMILY_SESSIONS_PER_MONTH}
)
_ANYBODY = Population("unspecified")
#: Where a rule names no level, and what it treats where it names nothing.
_USUAL_LEVEL, _USUAL_FOCUS = LevelOfCare.INTENSIVE_OUTPATIENT, Focus.SUBSTANCE_USE


@attrs.frozen
class Demand:
    """A rule in force, and the figures that meet it.

    Args:
        rule: the rule.
        body: the body that issues it.
        bound: its bound on that day.
        least: the least figure that meets it, in minutes, days, or as a count.
        most: the greatest one; ``None`` without an end.
        floors: the weekly floors in minutes, for a rule that counts weeks below them.
        ages: the youngest and the oldest that are served where it is asked; ``None`` without an end.
        unsure: whether it may not apply, so that a figure beyond its ends is no miss for certain.
        undated: whether it may have begun on that day or not, with no bound before, so that nothing certainly meets it.
    """

    rule: Rule
    body: Standard
    bound: Bound
    least: int
    most: int | None
    floors: tuple[int, ...] = ()
    ages: tuple[int, int | None] = (0, None)
    unsure: bool = False
    undated: bool = False

    @property
    def least_day(self) -> int:
        """The minutes from which a day counts, where days are counted; none else."""
        rule = self.rule
        return rule.day_at_least.count if rule.day_at_least is not None and rule.measure in _DAYS else 0

    @property
    def falls_for_certain(self) -> bool:
        """Whether a figure beyond its ends misses it wherever in a stay it lies."""
        return not self.unsure and self.rule.scope.during is None and self.rule.measure not in OVER_WEEKS

    def sides(self) -> tuple[tuple[int, int | None], ...]:
        """The figures that miss it: those below its ends, and those above."""
        below = ((0, self.least - 1),) if self.least else ()
        above = () if self.most is None else ((self.most + 1, None),)
        return (*below, *above)

    def __str__(self) -> str:
        return f"{self.rule.id} ({self.rule.asks(self.bound)})"


@attrs.frozen(kw_only=True)
class Circumstances:
    """What a program is and whom it serves, before anything is known of its week.

    Args:
        level: its level of care.
        type_key: the key of its type; empty for a type that no rule names.
        population: whom it serves.
        focus: what it treats.
    """

    level: LevelOfCare
    type_key: str = ""
    population: Population = _ANYBODY
    focus: Focus = _USUAL_FOCUS

    @property
    def program_type(self) -> ProgramType:
        """The type: the one of the catalogue with this key and level, else one of its own."""
        known = next((each for each in BUILT_IN if each.key == self.type_key and each.level == self.level), None)
        if known is None:
            key = self.type_key or f"{self.level.key} program"
            name = key.replace("-", " ")
            known = ProgramType(key, name, self.level)
        return attrs.evolve(known, population=self.population, focus=[self.focus])

    @property
    def stretch(self) -> Stretch:
        """A stretch of which nothing else is known, of which a scope can be asked."""
        type_ = self.program_type
        keys = frozenset(key for key in (type_.key, type_.inherits) if key)
        return Stretch(
            week=WeeklyPattern(), level=self.level, types=keys, population=self.population, focus=type_.focus
        )


def circumstances_of(
    rule: Rule, body: Standard, *, level: LevelOfCare | None = None, population: Population | None = None
) -> Iterator[Circumstances]:
    """The circumstances in which a rule certainly applies: one for each of its levels, types and people.

    Args:
        rule: the rule.
        body: the body that issues it.
        level: the level that is wanted; those of the rule when not given.
        population: whom the program serves; whom the rule, or the floor that it means, names when not given.
    """
    scope = rule.scope
    named = sorted(scope.levels, key=lambda each: each.key)
    people = [scope.population, *(body.rule(floor).scope.population for floor in rule.floors)]
    served = [population] if population is not None else [each for each in people if each is not None]
    for each in [level] if level is not None else named or [_USUAL_LEVEL]:
        if not scope.levels or any(is_level(one, each) for one in scope.levels):
            for key, who in itertools.product(sorted(scope.types) or [""], served or [_ANYBODY]):
                focus = _USUAL_FOCUS if scope.focus is Focus.ANY else scope.focus
                yield Circumstances(level=each, type_key=key, population=who, focus=focus)


def demands_of(
    bodies: Iterable[Standard],
    circumstances: Circumstances,
    on: Date,
    *,
    include_unverified: bool = False,
    forces: frozenset[Force] = _JUDGING,
) -> tuple[Demand, ...]:
    """What the rules of some bodies ask of a program in these circumstances on a day, in their order.

    A rule that certainly does not apply, or that cannot be asked of a program, asks nothing. One that may apply does.
    """
    stretch = circumstances.stretch
    return tuple(
        demand
        for body in bodies
        for rule in body
        if isinstance(rule, Rule) and rule.force in forces and not why_not(rule.scope, stretch)
        for demand in _demand(rule, body, stretch, on, include_unverified=include_unverified)
    )


def _demand(rule: Rule, body: Standard, stretch: Stretch, on: Date, *, include_unverified: bool) -> Iterator[Demand]:
    dated = rule.history.nearest(on)
    is_of_program = rule.measure.subject in {MeasuredSubject.PROGRAM, MeasuredSubject.GROUP}
    if not is_of_program or not can_be_asked(rule.measure) or not_in_force(dated, on, include_unverified):
        return
    undated = doubt_of_date(dated, on)
    before = bounds_before(rule.history, dated) if undated else ()
    bounds = (dated.value, *before)
    ends = [_ends(bound, rule.measure) for bound in bounds]
    highs = [high for _, high in ends if high is not None]
    floors = tuple(_floors(rule, body, stretch, on, include_unverified=include_unverified))
    unsure = bool(undated) or any(doubts(rule.scope, stretch))
    yield Demand(
        rule,
        body,
        dated.value,
        max(low for low, _ in ends),
        min(highs, default=None),
        floors,
        _ages(rule, stretch),
        unsure,
        bool(undated) and not before,
    )


def _ages(rule: Rule, stretch: Stretch) -> tuple[int, int | None]:
    """The ages that are served and that the rule is for: another age would be none of its business."""
    people = [stretch.population, *(() if rule.scope.population is None else (rule.scope.population,))]
    highs = [each.ages.high - each.ages.high_excluded for each in people if each.ages.high is not None]
    return max(each.ages.low for each in people), min(highs, default=None)


def _floors(rule: Rule, body: Standard, stretch: Stretch, on: Date, *, include_unverified: bool) -> Iterator[int]:
    """The weekly floors below which a rule counts weeks, as far as they apply."""
    for name in rule.floors:
        floor = body.rule(name)
        dated = floor.history.nearest(on)
        applies = not why_not(floor.scope, stretch) and not not_in_force(dated, on, include_unverified)
        if applies and isinstance(dated.value.low, Minutes):
            yield dated.value.low.count


def _ends(bound: Bound, measure: Measure) -> tuple[int, int | None]:
    """The least and the greatest whole figure inside a bound; a length in days, for 85 days are more than 12 weeks."""
    unit = DAYS_IN_WEEK if measure is Measure.DURATION_WEEKS else 1
    low, high = (None if end is None else _count(end) * unit for end in (bound.low, bound.high))
    return low or 0, None if high is None else high - bound.high_excluded


def _count(end: object) -> int:
    found: int = end if isinstance(end, int) else getattr(end, "count")  # noqa: B009 - minutes and months have one
    return found


def counted_kinds(bodies: Iterable[Standard]) -> tuple[type[Component], ...]:
    """The kinds of component of which each body says that they count, groups first."""
    countings = [body.counting for body in bodies]
    kinds = sorted(COMPONENT_TYPES.values(), key=lambda kind: kind is not GroupTherapy)
    return tuple(
        kind for kind in kinds if all(counting.of(kind(), AttendedBy.PATIENT) is Counted.YES for counting in countings)
    )


def is_uncounted(
    kind: type[Component], bodies: Iterable[Standard], attended_by: AttendedBy = AttendedBy.PATIENT
) -> bool:
    """Whether sessions of a kind certainly count for none of the bodies."""
    return all(body.counting.of(kind(), attended_by) is Counted.NO for body in bodies)


def refuse_unplanned(bodies: Iterable[Standard], demands: Iterable[Demand], circumstances: Circumstances) -> None:
    """Refuse what no program can be planned for, though there may be one.

    Raises:
        NotAccepted: if no kind of session counts for all bodies; if family sessions are asked for and a session of the
            family alone counts as time, or no family session counts; for weeks below a floor that must be; and where
            ages are asked about while another rule does not apply by the name of the people alone; and for a rule
            of which nobody knows whether it is in force on the day.
    """
    several, demands = tuple(bodies), tuple(demands)
    served = circumstances.population
    if served.ages.is_unknown and any(each.rule.measure is Measure.AGE_YEARS for each in demands):
        people = [rule.scope.population for body in several for rule in body if rule.scope.population is not None]
        if any(not each.ages.is_unknown and each.holds(served) is False for each in people):
            raise NotAccepted("population", str(served), "people with their ages, where rules ask about ages")
    if not counted_kinds(several):
        keys = [body.key for body in several]
        raise NotAccepted("bodies together", keys, "a kind of session that all of them count")
    for each in demands:
        if each.undated:
            raise NotAccepted("on", each.rule.id, "a day of which it is known whether the rule is in force")
        is_family = each.rule.measure in _FAMILY
        counts = attrs.evolve(each.body.counting, family_only=True).of(FamilyTherapy(), AttendedBy.FAMILY)
        if is_family and (
            counts is not Counted.YES or not is_uncounted(FamilyTherapy, several, attended_by=AttendedBy.FAMILY)
        ):
            words = "bodies that count family therapy, and as time only where the patient attends"
            raise NotAccepted("counting", f"{each.body.key} with {each.rule.id}", words)
        if each.rule.measure is Measure.WEEKS_BELOW_FLOOR and each.least:
            raise NotAccepted("rule to meet", each.rule.id, "weeks that may lie below a floor, not such that must")
