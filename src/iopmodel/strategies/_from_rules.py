"""Strategies from rules: programs that meet every rule of some bodies, or that miss one of them, at its boundary.

What can be drawn is worked out from the bounds of the rules before anything is drawn, so nothing is tried in vain.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

import attrs
from hypothesis import currently_in_test_context, note
from hypothesis import strategies as st

from iopmodel import standards
from iopmodel._days import Date, plain_day
from iopmodel.bodies import bodies_of
from iopmodel.boundaries import at_edge
from iopmodel.components import Break
from iopmodel.demands import Circumstances, Demand, circumstances_of, demands_of, is_uncounted, refuse_unplanned
from iopmodel.draft_choices import Plainly, draft_of
from iopmodel.draft_neighbors import neighbor_that_meets
from iopmodel.draft_reasons import reason_of
from iopmodel.drafts import Draft, program_of
from iopmodel.errors import NotAccepted, RulesConflict, UnknownName
from iopmodel.levels import LevelOfCare
from iopmodel.populations import Population, population_of
from iopmodel.programs import Program
from iopmodel.rule_conflicts import implied_by, refusal_of
from iopmodel.rules import Force, Rule, Standard
from iopmodel.stay_plans import StayPlan, plan_of
from iopmodel.strategies._programs import any_programs
from iopmodel.strategies._values import names
from iopmodel.week_cases import Wanted, missed

__all__ = ["NearMiss", "NearPair", "near", "near_misses", "programs"]

T = TypeVar("T")
_STARTS = st.sampled_from((18 * 60, 9 * 60, 13 * 60, None, 0))
_PAUSES = st.sampled_from((0, 10, 0, 30))
_NAMES = st.just("") | names()
#: How a number is chosen: as people would, at the edge of a bound, a little off it, or anywhere.
_WAYS = st.sampled_from(("plain", "plain", "near", "low", "high", "any"))
_OFF = st.integers(1, 10)


class NearMiss(NamedTuple):
    """A program that misses one rule, and why.

    Args:
        program: the program.
        rule: the rule that it misses.
        missed: the ids of all rules that it misses: this one, and those of the others that fall with it.
        reason: what the rule asks and what the program has instead, as a sentence.
    """

    program: Program
    rule: Rule
    missed: frozenset[str]
    reason: str


class NearPair(NamedTuple):
    """Two programs one minute, one day or one session apart, on either side of the boundary of a rule.

    Args:
        meets: the program that meets the rule.
        misses: the one that misses it.
        rule: the rule.
        reason: what the rule asks and what the second program has instead, as a sentence.
    """

    meets: Program
    misses: Program
    rule: Rule
    reason: str


@attrs.frozen
class _Drawn:
    """Chooses by drawing: mostly what people would take or what lies at a boundary, and anything now and then."""

    draw: st.DrawFn
    only_edges: bool = False

    def one_of(self, values: Sequence[T]) -> T:
        """One of several; it shrinks to the first."""
        return values[0 if len(values) == 1 else self.draw(st.integers(0, len(values) - 1))]

    def number(self, low: int, high: int, *, edge: int | None = None, usual: int | None = None) -> int:
        """A number between two ends."""
        if low == high or (edge is not None and self.only_edges):
            return low if edge is None else edge
        plain = min(max(low, low if usual is None else usual), high) if edge is None else edge
        way = self.draw(_WAYS)
        if way == "near":
            off = self.draw(_OFF)
            return max(low, (high if edge is None else edge) - off) if edge != low else min(high, low + off)
        return {"low": low, "high": high}.get(way, plain) if way != "any" else self.draw(st.integers(low, high))


def programs(
    *,
    meeting: Standard | Iterable[Standard] = (),
    missing: Rule | str | None = None,
    otherwise: Standard | Iterable[Standard] = (),
    level: LevelOfCare | None = None,
    population: Population | str | None = None,
    on: dt.date | str | None = None,
    include_unverified: bool = False,
) -> st.SearchStrategy[Program]:
    """Programs of every kind; or only such as meet every rule of some bodies, or as miss one rule.

    Args:
        meeting: bodies of which every required and recommended rule that applies is met.
        missing: a rule that is missed, or its id. It is missed at and around its boundary, and the reason stands in
            the output of a failing test; :func:`near_misses` gives it as a value.
        otherwise: the bodies of which only those rules are missed that fall with *missing*; all others are met.
        level: the level of care; those that the rules name when not given.
        population: whom the programs serve; whom the rules name when not given.
        on: the day for which the rules are read.
        include_unverified: whether figures that were checked in no text take part.

    >>> from hypothesis import given
    >>> from iopmodel import Verdict, check, standards
    >>> from iopmodel.strategies import programs
    >>> @given(programs(meeting=standards.TRICARE, on="2026-02-02"))
    ... def test_what_meets_tricare_is_paid(program):
    ...     assert check(program, against=[standards.TRICARE], on="2026-02-02").verdict is Verdict.MET
    >>> test_what_meets_tricare_is_paid()

    Raises:
        NotAccepted: without a day, and where no rule can be asked of such a program on it.
        RulesConflict: if nothing can meet these rules together; it names the fewest of them that conflict.
        UnknownName: for the id of a rule that no body has.
    """
    met = _several(meeting)
    if missing is not None:
        if met:
            raise NotAccepted("meeting", [body.key for body in met], "otherwise=... beside missing=...")
        misses = near_misses(
            missing,
            otherwise=otherwise,
            level=level,
            population=population,
            on=on,
            include_unverified=include_unverified,
        )
        return misses.map(_told)
    if not met:
        return any_programs()
    day = _day(on)
    asked = _circumstances(met, level, population, day, include_unverified=include_unverified)
    demands = {each: demands_of(met, each, day, include_unverified=include_unverified) for each in asked}
    known = {each: wanted for each, wanted in demands.items() if any(not one.unsure for one in wanted)}
    if not known:
        raise NotAccepted("meeting", [body.key for body in met], f"bodies with a rule for such a program on {day}")
    for each, wanted in known.items():
        refuse_unplanned(met, wanted, each)
    ways = [(each, plan) for each, wanted in known.items() if (plan := plan_of(wanted, bodies=met)) is not None]
    if not ways:
        raise refusal_of(next(iter(known.values())), day, met)
    return _met(_Ways(tuple(ways)), _Ways(met))


@st.composite
def _met(draw: st.DrawFn, ways: _Ways[tuple[Circumstances, StayPlan]], bodies: _Ways[Standard]) -> Program:
    circumstances, plan = _Drawn(draw).one_of(ways.ways)
    return _program(draw, draft_of(plan, _Drawn(draw)), circumstances, bodies.ways)


def _program(draw: st.DrawFn, draft: Draft, circumstances: Circumstances, bodies: tuple[Standard, ...]) -> Program:
    pause = draw(_PAUSES) if is_uncounted(Break, bodies) else 0
    return program_of(draft, circumstances, start=draw(_STARTS), pause=pause, name=draw(_NAMES))


def _told(miss: NearMiss) -> Program:
    """The program alone; the reason goes where a failing test is reported."""
    if currently_in_test_context():
        note(miss.reason)
    return miss.program


@attrs.frozen(repr=False)
class _Ways(Generic[T]):
    """Several ways, whose text stays short where a strategy is printed."""

    ways: tuple[T, ...]

    def __repr__(self) -> str:
        return f"{len(self.ways)} ways"


class _Way(NamedTuple):
    """One way to miss a rule: in which circumstances, on which side, what falls with it, and who counts."""

    circumstances: Circumstances
    miss: Wanted
    plan: StayPlan
    fallen: tuple[Demand, ...]
    bodies: tuple[Standard, ...]


def near_misses(
    rule: Rule | str,
    *,
    otherwise: Standard | Iterable[Standard] = (),
    level: LevelOfCare | None = None,
    population: Population | str | None = None,
    on: dt.date | str | None = None,
    include_unverified: bool = False,
) -> st.SearchStrategy[NearMiss]:
    """Programs that miss a rule, at and around its boundary, each with the reason and with what else it misses.

    Of the other bodies every rule that applies is met, but for those that fall with this one: a stricter floor always
    falls with a looser one. They are worked out from the bounds, and named.

    Args:
        rule: the rule, or its id.
        otherwise: the bodies of which all else is met.
        level: as in :func:`programs`, and so are the others.
        population: whom the programs serve.
        on: the day for which the rules are read.
        include_unverified: whether figures that were checked in no text take part.

    Raises:
        NotAccepted: without a day, and for a rule that cannot be asked of a program on it, or that nothing can miss.
        RulesConflict: if nothing can miss the rule and meet the others that do not fall with it.
        UnknownName: for the id of a rule that no body has.
    """
    return _missed(_ways(rule, otherwise, level, population, _day(on), include_unverified=include_unverified))


@st.composite
def _missed(draw: st.DrawFn, ways: _Ways[_Way]) -> NearMiss:
    way = _Drawn(draw).one_of(ways.ways)
    near_plan = at_edge(way.plan, way.miss)
    plan = way.plan if near_plan is None or draw(st.booleans()) else near_plan
    draft = draft_of(plan, _Drawn(draw), way.miss)
    demand = way.miss.demand
    fallen = frozenset({demand.rule.id, *(each.rule.id for each in way.fallen)})
    return NearMiss(_program(draw, draft, way.circumstances, way.bodies), demand.rule, fallen, reason_of(demand, draft))


def near(
    rule: Rule | str,
    *,
    otherwise: Standard | Iterable[Standard] = (),
    level: LevelOfCare | None = None,
    population: Population | str | None = None,
    on: dt.date | str | None = None,
    include_unverified: bool = False,
) -> st.SearchStrategy[NearPair]:
    """Pairs of programs on either side of the boundary of a rule, one minute, one day or one session apart.

    Args:
        rule: the rule, or its id.
        otherwise: as in :func:`near_misses`, for the program that misses the rule, and so are the others.
        level: the level of care.
        population: whom the programs serve.
        on: the day for which the rules are read.
        include_unverified: whether figures that were checked in no text take part.

    Raises:
        NotAccepted: as in :func:`near_misses`.
        RulesConflict: as in :func:`near_misses`.
        UnknownName: for the id of a rule that no body has.
    """
    ways = _ways(rule, otherwise, level, population, _day(on), include_unverified=include_unverified)
    beside = tuple(
        each._replace(plan=plan) for each in ways.ways if (plan := at_edge(each.plan, each.miss)) is not None
    )
    stepped = tuple(each for each in beside if _steps(each.miss, draft_of(each.plan, Plainly(), each.miss)))
    if not stepped:
        found = ways.ways[0].miss.demand.rule
        raise NotAccepted("rule with two sides", found.id, "a rule that a change of one step meets, beside the others")
    return _pairs(_Ways(stepped))


def _steps(miss: Wanted, draft: Draft) -> bool:
    return neighbor_that_meets(miss.demand, draft) is not None


@st.composite
def _pairs(draw: st.DrawFn, ways: _Ways[_Way]) -> NearPair:
    way = _Drawn(draw).one_of(ways.ways)
    demand = way.miss.demand
    draft = draft_of(way.plan, _Drawn(draw, only_edges=True), way.miss)
    beside = neighbor_that_meets(demand, draft)
    if beside is None:
        raise NotAccepted("rule with two sides", demand.rule.id, "a rule whose figure can change by one step")
    pause = draw(_PAUSES) if is_uncounted(Break, way.bodies) else 0
    start, name = draw(_STARTS), draw(_NAMES)
    meets, misses = (
        program_of(each, way.circumstances, start=start, pause=pause, name=name) for each in (beside, draft)
    )
    return NearPair(meets, misses, demand.rule, reason_of(demand, draft))


def _ways(
    rule: Rule | str,
    otherwise: Standard | Iterable[Standard],
    level: LevelOfCare | None,
    population: Population | str | None,
    day: Date,
    *,
    include_unverified: bool,
) -> _Ways[_Way]:
    """Every way to miss a rule that some program can take."""
    others = _several(otherwise)
    body, found = _found(rule, others)
    people = None if population is None else population_of(population)
    ways: list[_Way] = []
    conflicts: list[RulesConflict | NotAccepted] = []
    for each in circumstances_of(found, body, level=level, population=people):
        demand = _demand_of(found, body, each, day, include_unverified=include_unverified)
        if demand is None or demand.unsure:
            continue
        rest = tuple(
            one for one in demands_of(others, each, day, include_unverified=include_unverified) if one != demand
        )
        bodies = tuple(dict.fromkeys((body, *others)))
        refuse_unplanned(bodies, (demand, *rest), each)
        for miss in missed(demand):
            if plan_of((), miss, bodies) is None:
                continue
            fallen = tuple(
                one for one in implied_by(miss, rest) if one.falls_for_certain and plan_of((one,)) is not None
            )
            kept = tuple(one for one in rest if one not in fallen)
            plan = plan_of(kept, miss, bodies)
            if plan is None:
                conflicts.append(refusal_of(kept, day, bodies, miss))
            else:
                ways.append(_Way(each, miss, plan, fallen, bodies))
    if not ways:
        words = f"a rule that is in force on {day}, applies to such a program, and can be missed"
        raise conflicts[0] if conflicts else NotAccepted("rule to miss", found.id, words)
    return _Ways(tuple(ways))


def _demand_of(
    rule: Rule, body: Standard, circumstances: Circumstances, day: Date, *, include_unverified: bool
) -> Demand | None:
    """What one rule asks in these circumstances, whatever its force; ``None`` where it asks nothing."""
    demands = demands_of(
        [body], circumstances, day, include_unverified=include_unverified, forces=frozenset({rule.force})
    )
    return next((each for each in demands if each.rule == rule), None)


def _found(rule: Rule | str, others: tuple[Standard, ...]) -> tuple[Standard, Rule]:
    """The body of a rule, and the rule; a rule that no body has is one of its own."""
    known = [(body, each) for body in (*others, *standards.all()) for each in body if isinstance(each, Rule)]
    if isinstance(rule, str):
        for body, each in known:
            if each.id == rule:
                return body, each
        raise UnknownName("rule", rule, tuple(each.id for _, each in known))
    own = Standard("own rule", "own rule", [attrs.evolve(rule, floors=())])
    return next(((body, each) for body, each in known if each == rule), (own, attrs.evolve(rule, floors=())))


def _circumstances(
    bodies: tuple[Standard, ...],
    level: LevelOfCare | None,
    population: Population | str | None,
    day: Date,
    *,
    include_unverified: bool,
) -> tuple[Circumstances, ...]:
    """The circumstances in which at least one rule of the bodies certainly applies, each once."""
    people = None if population is None else population_of(population)
    found = [
        each
        for body in bodies
        for rule in body
        if isinstance(rule, Rule) and rule.force in {Force.REQUIRED, Force.RECOMMENDED}
        for each in circumstances_of(rule, body, level=level, population=people)
        if _demand_of(rule, body, each, day, include_unverified=include_unverified) is not None
    ]
    return tuple(dict.fromkeys(found))


def _several(given: Standard | Iterable[Standard]) -> tuple[Standard, ...]:
    return bodies_of([given] if isinstance(given, Standard) else given)


def _day(on: dt.date | str | None) -> Date:
    if on is None:
        raise NotAccepted("on", on, "the day for which the rules are read, such as on='2026-02-02'")
    return plain_day(on)
