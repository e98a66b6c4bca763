"""Strategies for the bodies of rules that a rule pack can hold; they build valid values."""

from typing import Any

import attrs
from hypothesis import strategies as st

from iopmodel import standards
from iopmodel._days import Date
from iopmodel.bodies import extended
from iopmodel.citations import Citation, Dated, History
from iopmodel.components import COMPONENT_TYPES
from iopmodel.counting import Counting, Parallel, UnknownTime
from iopmodel.lengths import Months
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Aggregation, Band, Bound, Force, Rule, Scope, Standard
from iopmodel.spans import PartOfStay, StayUnit
from iopmodel.vocabulary import key_of
from tests.interop.strategies import citations, given_or_not, levels, made, names, numbers, populations, ranges, texts

TOTALS = (
    Measure.TOTAL_HOURS,
    Measure.DURATION_DAYS,
    Measure.DURATION_WEEKS,
    Measure.WEEKS_BELOW_FLOOR,
    Measure.FIRST_REVIEW_DAY,
)


def keys() -> st.SearchStrategy[str]:
    """Keys, as the model writes them."""
    return names().map(lambda name: key_of(name, "key"))


def bounds(measure: Measure) -> st.SearchStrategy[Range[Any]]:
    """Bounds in the unit of a measure."""
    kinds: dict[str, Any] = {"minutes": Minutes, "months": Months}
    return ranges(kinds.get(measure.unit, int))


@st.composite
def starts(draw: st.DrawFn, year: int) -> Date | int | str:
    """A start in that year, as far as it may be known."""
    month = draw(st.integers(1, 12))
    day = Date(year, month, draw(st.integers(1, 28)))
    ways: list[Date | int | str] = [day, year, f"{year:04}-{month:02}"]
    return draw(st.sampled_from(ways))


@st.composite
def histories(draw: st.DrawFn, measure: Measure) -> History[Bound]:
    """Histories of bounds on a measure: in every year at most one."""
    years = sorted(draw(st.lists(st.integers(1, 9998), min_size=1, max_size=3, unique=True)))
    since: list[Date | int | str | None] = [draw(starts(year)) for year in years]
    until = draw(st.none() | st.integers(years[-1] + 1, 9999).map(lambda year: Date(year, 2, 2)))
    since[0] = draw(st.sampled_from([None, since[0]]))
    ends = [None] * (len(years) - 1) + [until]
    source: st.SearchStrategy[Citation] = citations()
    return History(
        Dated(draw(bounds(measure)), draw(source), since=first, until=end, start_checked=draw(st.booleans()))
        for first, end in zip(since, ends, strict=True)
    )


@st.composite
def parts_of_stay(draw: st.DrawFn) -> PartOfStay:
    """Parts of a stay, counted, named, or both."""
    first, more = draw(numbers(1)), draw(st.none() | numbers(0, 9))
    last = None if more is None or first + more >= 10**12 else first + more
    counted = PartOfStay(draw(st.sampled_from(StayUnit)), first, last)
    name = draw(names() | st.sampled_from(["weeks 1 to 4", "weeks", "maintenance"]))
    return draw(st.sampled_from([counted, PartOfStay(name=name), attrs.evolve(counted, name=name)]))


def scopes() -> st.SearchStrategy[Scope]:
    """Scopes, of the whole stay."""
    return made(
        Scope,
        levels=st.lists(levels(), max_size=2),
        types=st.lists(keys() | st.just("evening-iop"), max_size=2),
        population=populations(),
        focus=st.sampled_from(Focus),
    )


@st.composite
def asked(draw: st.DrawFn) -> dict[str, Any]:
    """What a rule and a band have in common, so that it makes sense."""
    measure = draw(st.sampled_from(Measure))
    ways = [Aggregation.EVERY]
    ways += [Aggregation.AVERAGE] if measure is Measure.HOURS_PER_WEEK else []
    ways += [Aggregation.TOTAL] if measure in TOTALS else []
    way, scope = draw(st.sampled_from(ways)), draw(scopes())
    if way is Aggregation.EVERY:
        scope = attrs.evolve(scope, during=draw(st.none() | parts_of_stay()))
    fields = {"measure": measure, "history": draw(histories(measure)), "scope": scope, "aggregation": way}
    return {"id": draw(names()), **fields, **draw(given_or_not(issuer=texts(), note=texts()))}


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Rules without floors."""
    more = given_or_not(
        day_at_least=st.integers(0, 24 * 60).map(Minutes),
        components=st.frozensets(st.sampled_from(list(COMPONENT_TYPES)), max_size=3),
    )
    force = draw(st.sampled_from([Force.REQUIRED, Force.RECOMMENDED, Force.TYPICAL]))
    return Rule(**draw(asked()), force=force, **draw(more))


@st.composite
def bands(draw: st.DrawFn) -> Band:
    """Billing bands."""
    return Band(**draw(asked()), **draw(given_or_not(picks=texts())))


def countings() -> st.SearchStrategy[Counting]:
    """Countings of one's own."""
    kinds = st.frozensets(st.sampled_from(list(COMPONENT_TYPES)))
    return made(
        Counting,
        kinds,
        contested=kinds,
        visits_left_out=st.frozensets(names() | st.just("dosing"), max_size=2),
        services=st.frozensets(names(), max_size=2),
        family_only=st.booleans(),
        parallel=st.sampled_from(Parallel),
        optional=st.booleans(),
        unplaced_total=st.booleans(),
        unknown=st.sampled_from(UnknownTime),
        name=texts(),
    )


@st.composite
def rule_lists(draw: st.DrawFn) -> list[Rule | Band]:
    """Rules and bands of one body; the floors that they name are among them."""
    found = draw(st.lists(rules() | bands(), max_size=3, unique_by=lambda rule: rule.id))
    floors = st.lists(st.sampled_from([rule.id for rule in found]), max_size=2) if found else st.just([])
    return [attrs.evolve(rule, floors=draw(floors)) if isinstance(rule, Rule) else rule for rule in found]


def bodies() -> st.SearchStrategy[Standard]:
    """Bodies of one's own."""
    return made(
        Standard,
        keys(),
        texts(),
        rule_lists(),
        jurisdiction=texts(),
        counting=countings(),
        note=texts(),
        based_on=texts(),
        changed=st.lists(texts(), max_size=2),
    )


@st.composite
def extensions(draw: st.DrawFn) -> tuple[Standard, Standard]:
    """A built-in body, and one that extends it; some of its rules override those of the body."""
    body, own = draw(st.sampled_from(standards.all())), draw(rule_lists())
    taken = st.sampled_from([rule.id for rule in body])
    renamed = {rule.id: draw(st.just(rule.id) | taken) for rule in own}
    if len(set(renamed.values())) < len(renamed):
        renamed = {rule.id: rule.id for rule in own}
    own = [attrs.evolve(rule, id=renamed[rule.id]) for rule in own]
    floors = st.lists(st.sampled_from([rule.id for rule in (*body, *own)]), max_size=2)
    own = [attrs.evolve(rule, floors=draw(floors)) if isinstance(rule, Rule) else rule for rule in own]
    more = draw(given_or_not(counting=countings(), note=texts()))
    return body, extended(body, draw(keys()), draw(texts()), own, **more)
