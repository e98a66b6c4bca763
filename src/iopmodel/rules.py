"""The shapes of a rule: a bound on a measure, with scope, history and citations; and the body that issues it."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs

from iopmodel.citations import Citation, History
from iopmodel.components import Component
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.errors import DuplicateKey, NotAccepted, UnknownName, WrongKind
from iopmodel.lengths import Months
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure, MeasuredSubject
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes, Range
from iopmodel.spans import PartOfStay, part_of_stay
from iopmodel.vocabulary import Word, key_of

__all__ = [
    "Aggregation",
    "Band",
    "Bound",
    "Force",
    "Rule",
    "Scope",
    "Standard",
    "component_kinds",
    "digest",
    "rules_of",
]

#: What a rule bounds: clinical time, a count, or months between two reviews.
Bound: TypeAlias = Range[Minutes] | Range[int] | Range[Months]


class Force(Word):
    """How strongly a rule speaks."""

    REQUIRED = "required"
    """Law, regulation, payer, code or data-set definition."""
    RECOMMENDED = "recommended"
    """Clinical criteria, guideline, treatment manual or product label."""
    TYPICAL = "typical"
    """A description of usual practice: shown, and never a violation."""
    HOUSE = "house"
    """A rule of our own about whether a program agrees with itself; it has a total of its own."""


class Aggregation(Word):
    """Over what a rule is asked."""

    EVERY = "every"
    """Each week, day or session on its own."""
    AVERAGE = "average"
    """The mean over the weeks of the stay."""
    TOTAL = "total"
    """One figure for the whole stay."""


def _in_order(value: frozenset[str]) -> str:
    # A set is written in another order in every process.
    return f"frozenset({sorted(value)!r})"


def _levels_in_order(value: frozenset[LevelOfCare]) -> str:
    return f"frozenset({sorted(value, key=lambda level: (level.system, level.key))!r})"


def _levels(value: Iterable[LevelOfCare]) -> frozenset[LevelOfCare]:
    return frozenset(value)


def _types(value: Iterable[str]) -> frozenset[str]:
    return frozenset(key_of(each, "program type") for each in value)


def _focus(value: str) -> Focus:
    return Focus.one_of(value)


def _force(value: str) -> Force:
    return Force.one_of(value)


def _aggregation(value: str) -> Aggregation:
    return Aggregation.one_of(value)


@attrs.frozen(kw_only=True)
class Scope:
    """To what a rule applies. What is empty is not narrowed.

    Args:
        levels: keys of levels of the general ladder.
        types: keys of program types.
        population: whom it is about, with that source's own ages.
        focus: what it is about.
        during: in which part of a stay it holds; the whole stay when it is not given.
    """

    levels: frozenset[LevelOfCare] = attrs.field(default=frozenset(), converter=_levels, repr=_levels_in_order)
    types: frozenset[str] = attrs.field(default=frozenset(), converter=_types, repr=_in_order)
    population: Population | None = None
    focus: Focus = attrs.field(default=Focus.ANY, converter=_focus)
    during: PartOfStay | None = attrs.field(default=None, converter=attrs.converters.optional(part_of_stay))

    def __str__(self) -> str:
        parts = (
            ", ".join(sorted(str(level) for level in self.levels)),
            ", ".join(sorted(self.types)),
            "" if self.population is None else str(self.population),
            "" if self.focus is Focus.ANY else self.focus.replace("-", " "),
            "" if self.during is None else f"{self.during} of the stay",
        )
        return "; ".join(part for part in parts if part) or "every program"


_TOTALS = {
    Measure.TOTAL_HOURS,
    Measure.DURATION_DAYS,
    Measure.DURATION_WEEKS,
    Measure.WEEKS_BELOW_FLOOR,
    Measure.FIRST_REVIEW_DAY,
}


def _refuse_senseless(measure: Measure, aggregation: Aggregation, scope: Scope) -> None:
    if aggregation is Aggregation.AVERAGE and measure is not Measure.HOURS_PER_WEEK:
        raise NotAccepted("aggregation", f"average of {measure}", "an average of hours_per_week alone")
    if aggregation is Aggregation.TOTAL and measure not in _TOTALS:
        raise NotAccepted("aggregation", f"total of {measure}", f"a total of one of {', '.join(sorted(_TOTALS))}")
    if aggregation is not Aggregation.EVERY and scope.during is not None:
        raise NotAccepted("part of a stay", str(scope.during), "the whole stay for an average or a total")


def component_kinds(value: Iterable[str | type[Component]]) -> frozenset[str]:
    """Kinds of component, from component types or their kinds.

    Raises:
        WrongKind: for a single one.
    """
    # A bare text is a collection too, of letters.
    if isinstance(value, str | type):
        raise WrongKind("component kinds", value, "several kinds, such as [GroupTherapy] or {'group-therapy'}")
    return frozenset(key_of(each, "component kind") if isinstance(each, str) else each.kind for each in value)


def _ids(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(value)


def _id(value: str) -> str:
    if value != value.strip() or not value:
        raise NotAccepted("rule id", value, "an id such as medicare.iop.hours_week")
    return value


@attrs.frozen(kw_only=True)
class Rule:
    """A bound on one measure: what, to whom it applies, since when, and who says so.

    Args:
        id: its id, the same for ever.
        measure: the question that it asks.
        history: the bounds that it has had, each with its own source.
        force: how strongly it speaks.
        scope: to what it applies.
        aggregation: over what it is asked.
        day_at_least: only days with at least so much time count.
        components: only sessions of these kinds are asked about; every counted one when it is empty.
        floors: the ids of the rules of the same body whose weekly floor is meant, where weeks below it are counted. As
            many weeks as the bound allows may then fall short of them at the end of a stay.
        issuer: who issues it, where its standard gathers the rules of several.
        note: what its source says beyond the figure.

    Raises:
        NotAccepted: for an average or a total of a measure that has none, or of a part of a stay.
    """

    id: str = attrs.field(converter=_id)
    measure: Measure = attrs.field(converter=Measure)
    history: History[Bound]
    force: Force = attrs.field(converter=_force)
    scope: Scope = Scope()
    aggregation: Aggregation = attrs.field(default=Aggregation.EVERY, converter=_aggregation)
    day_at_least: Minutes | None = None
    components: frozenset[str] = attrs.field(default=frozenset(), converter=component_kinds, repr=_in_order)
    floors: tuple[str, ...] = attrs.field(default=(), converter=_ids)
    issuer: str = ""
    note: str = ""

    def __attrs_post_init__(self) -> None:
        _refuse_senseless(self.measure, self.aggregation, self.scope)

    @property
    def citation(self) -> Citation:
        """The source of its newest bound."""
        return self.history.entries[-1].citation

    def asks(self, bound: Bound) -> str:
        """What it asks, in words: ``at least 9 h a week``."""
        on_average = " on average" if self.aggregation is Aggregation.AVERAGE else ""
        kinds = f" of {' and '.join(sorted(self.components)).replace('-', ' ')}" if self.components else ""
        return f"{asked(self.measure, bound, self.day_at_least)}{kinds}{on_average}"


@attrs.frozen(kw_only=True)
class Band:
    """A billing band: it picks a rate or returns a claim. It classifies and never judges a program.

    Args:
        id: its id.
        measure: the question that it asks.
        history: the bounds that it has had, each with its own source.
        scope: to what it applies.
        aggregation: over what it is asked.
        picks: what lies in it is, in words: ``"the lower per-diem rate"``.
        issuer: who issues it, where its standard gathers the rules of several.
        note: what its source says beyond the figure.
    """

    id: str = attrs.field(converter=_id)
    measure: Measure = attrs.field(converter=Measure)
    history: History[Bound]
    scope: Scope = Scope()
    aggregation: Aggregation = attrs.field(default=Aggregation.EVERY, converter=_aggregation)
    picks: str = ""
    issuer: str = ""
    note: str = ""

    def __attrs_post_init__(self) -> None:
        _refuse_senseless(self.measure, self.aggregation, self.scope)

    @property
    def citation(self) -> Citation:
        """The source of its newest bound."""
        return self.history.entries[-1].citation

    def asks(self, bound: Bound) -> str:
        """Where it applies, in words."""
        return asked(self.measure, bound, None)


def asked(measure: Measure, bound: Bound, day_at_least: Minutes | None) -> str:
    """A bound on a measure in words: ``at least 3 days of at least 3 h a week``."""
    unit = "" if isinstance(bound.low, Minutes | Months) else f" {_one(measure.unit, bound)}"
    of = "" if day_at_least is None else f" of at least {day_at_least}"
    if bound.high_excluded and bound.low != bound.low * 0:
        return f"at least {bound.low} and under {bound.high}{unit}{of} {measure.words}"
    if bound.is_unknown:
        return f"a number of {measure.unit} {measure.words} that its source gives in words alone"
    if measure.subject is MeasuredSubject.HOUSE and bound == Range.exactly(0):
        return f"no {measure.unit} {measure.words}"
    return f"{bound}{unit}{of} {measure.words}"


def _one(unit: str, bound: Bound) -> str:
    last = bound.low if bound.high is None else bound.high
    return unit.removesuffix("s") if last == 1 else unit


def rules_of(value: Iterable[Rule | Band]) -> tuple[Rule | Band, ...]:
    """Rules and bands, each id once.

    Raises:
        WrongKind: for anything else.
        DuplicateKey: if two have one id.
    """
    given: object = value
    if isinstance(given, str) or not isinstance(given, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("rules", given, "several rules, such as [Rule(...)]")
    rules = tuple(value)
    seen: set[str] = set()
    for each in rules:
        if not isinstance(each, Rule | Band):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("rules", each, "rules and bands")
        if each.id in seen:
            raise DuplicateKey("rule", each.id)
        seen.add(each.id)
    return rules


def _standard_key(value: str) -> str:
    return key_of(value, "standard")


@attrs.frozen(cache_hash=True)
class Standard:
    """The rules of one issuing body.

    Args:
        key: its key, such as ``"medicare"``.
        name: its name, for people.
        rules: its rules and billing bands.
        jurisdiction: where it holds, such as ``"US"`` or ``"US-VA"``; empty when it has none.
        counting: which sessions make up the time in its own words.
        note: what a reader must know about all of its rules.
        based_on: the name of the body whose rules these extend or override, where they do; see
            :func:`iopmodel.bodies.extended`.
        changed: what is changed against that body, a sentence each; a report repeats it.

    Raises:
        DuplicateKey: if two rules have one id.
        UnknownName: if a rule counts weeks below the floor of a rule that is not there.
    """

    key: str = attrs.field(converter=_standard_key)
    name: str
    rules: tuple[Rule | Band, ...] = attrs.field(converter=rules_of)
    jurisdiction: str = attrs.field(default="", kw_only=True)
    counting: Counting = attrs.field(default=DEFAULT_COUNTING, kw_only=True)
    note: str = attrs.field(default="", kw_only=True)
    based_on: str = attrs.field(default="", kw_only=True)
    changed: tuple[str, ...] = attrs.field(default=(), converter=_ids, kw_only=True)

    def __attrs_post_init__(self) -> None:
        known = {each.id: None for each in self.rules}
        for floor in (floor for each in self.rules if isinstance(each, Rule) for floor in each.floors):
            if floor not in known:
                raise UnknownName("rule", floor, tuple(known))

    def __iter__(self) -> Iterator[Rule | Band]:
        return iter(self.rules)

    def rule(self, id: str) -> Rule | Band:  # noqa: A002 - the word of the facts
        """The rule with that id.

        Raises:
            UnknownName: if there is none.
        """
        for each in self.rules:
            if each.id == id:
                return each
        raise UnknownName("rule", id, tuple(each.id for each in self.rules))

    def __str__(self) -> str:
        return self.name


def digest(standards: Iterable[Standard]) -> str:
    """A short text that changes when any rule does, so that an old verdict can be told from a new one."""
    text = "\n".join(sorted(_fingerprint(each) for each in standards))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _scope_text(scope: Scope) -> str:
    levels = sorted((level.system, level.key) for level in scope.levels)
    return repr((levels, sorted(scope.types), scope.population, scope.focus, scope.during))


@functools.lru_cache(maxsize=256)
def _fingerprint(standard: Standard) -> str:
    # Sets have no order of their own, so what is written is sorted; everything else prints the same everywhere.
    rules = (repr(attrs.evolve(rule, scope=Scope())) + _scope_text(rule.scope) for rule in standard.rules)
    counting = standard.counting
    counted = (sorted(counting.components), sorted(counting.contested), sorted(counting.visits_left_out))
    return "\n".join(
        (
            standard.key,
            repr(counted),
            repr(attrs.evolve(counting, components=(), contested=(), visits_left_out=())),
            *sorted(rules),
        )
    )
