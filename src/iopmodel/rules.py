"""The shapes of a rule: a bound on a measure, with scope, history and citations; and the body that issues it."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs

from iopmodel.citations import Citation, History
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.errors import DuplicateKey, NotAccepted, UnknownName
from iopmodel.lengths import Months
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure, MeasuredSubject
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes, Range
from iopmodel.vocabulary import Word, key_of

__all__ = ["Aggregation", "Band", "Bound", "Force", "Rule", "Scope", "Standard", "digest"]

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


def _levels(value: Iterable[LevelOfCare]) -> frozenset[LevelOfCare]:
    return frozenset(value)


def _types(value: Iterable[str]) -> frozenset[str]:
    return frozenset(value)


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
    """

    levels: frozenset[LevelOfCare] = attrs.field(default=frozenset(), converter=_levels)
    types: frozenset[str] = attrs.field(default=frozenset(), converter=_types)
    population: Population | None = None
    focus: Focus = attrs.field(default=Focus.ANY, converter=_focus)

    def __str__(self) -> str:
        parts = (
            ", ".join(sorted(str(level) for level in self.levels)),
            ", ".join(sorted(self.types)),
            "" if self.population is None else str(self.population),
            "" if self.focus is Focus.ANY else self.focus.replace("-", " "),
        )
        return "; ".join(part for part in parts if part) or "every program"


_TOTALS = {
    Measure.TOTAL_HOURS,
    Measure.DURATION_DAYS,
    Measure.DURATION_WEEKS,
    Measure.WEEKS_BELOW_FLOOR,
    Measure.FIRST_REVIEW_DAY,
}


def _refuse_senseless(measure: Measure, aggregation: Aggregation) -> None:
    if aggregation is Aggregation.AVERAGE and measure is not Measure.HOURS_PER_WEEK:
        raise NotAccepted("aggregation", f"average of {measure}", "an average of hours_per_week alone")
    if aggregation is Aggregation.TOTAL and measure not in _TOTALS:
        raise NotAccepted("aggregation", f"total of {measure}", f"a total of one of {', '.join(sorted(_TOTALS))}")


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
        note: what its source says beyond the figure.

    Raises:
        NotAccepted: for an average or a total of a measure that has none.
    """

    id: str = attrs.field(converter=_id)
    measure: Measure = attrs.field(converter=Measure)
    history: History[Bound]
    force: Force = attrs.field(converter=_force)
    scope: Scope = Scope()
    aggregation: Aggregation = attrs.field(default=Aggregation.EVERY, converter=_aggregation)
    day_at_least: Minutes | None = None
    note: str = ""

    def __attrs_post_init__(self) -> None:
        _refuse_senseless(self.measure, self.aggregation)

    @property
    def citation(self) -> Citation:
        """The source of its newest bound."""
        return self.history.entries[-1].citation

    def asks(self, bound: Bound) -> str:
        """What it asks, in words: ``at least 9 h a week``."""
        on_average = " on average" if self.aggregation is Aggregation.AVERAGE else ""
        return f"{asked(self.measure, bound, self.day_at_least)}{on_average}"


@attrs.frozen(kw_only=True)
class Band:
    """A billing band: it picks a rate or returns a claim. It classifies and never judges a program.

    Args:
        id: its id.
        measure: the question that it asks.
        history: the bounds that it has had, each with its own source.
        scope: to what it applies.
        aggregation: over what it is asked.
        note: what its source says beyond the figure.
    """

    id: str = attrs.field(converter=_id)
    measure: Measure = attrs.field(converter=Measure)
    history: History[Bound]
    scope: Scope = Scope()
    aggregation: Aggregation = attrs.field(default=Aggregation.EVERY, converter=_aggregation)
    note: str = ""

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
    if measure.subject is MeasuredSubject.HOUSE and bound == Range.exactly(0):
        return f"no {measure.unit} {measure.words}"
    return f"{bound}{unit}{of} {measure.words}"


def _one(unit: str, bound: Bound) -> str:
    last = bound.low if bound.high is None else bound.high
    return unit.removesuffix("s") if last == 1 else unit


def _rules(value: Iterable[Rule | Band]) -> tuple[Rule | Band, ...]:
    rules = tuple(value)
    seen: set[str] = set()
    for each in rules:
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

    Raises:
        DuplicateKey: if two rules have one id.
    """

    key: str = attrs.field(converter=_standard_key)
    name: str
    rules: tuple[Rule | Band, ...] = attrs.field(converter=_rules)
    jurisdiction: str = attrs.field(default="", kw_only=True)
    counting: Counting = attrs.field(default=DEFAULT_COUNTING, kw_only=True)
    note: str = attrs.field(default="", kw_only=True)

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
    return repr((levels, sorted(scope.types), scope.population, scope.focus))


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
