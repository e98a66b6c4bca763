"""The five guides: usual practice, derived from the descriptions of the catalogue, so that no figure stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from iopmodel.catalogue import BUILT_IN
from iopmodel.citations import Dated, History
from iopmodel.lengths import Days, PlannedLength, Weeks
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.programs import Description, ProgramType
from iopmodel.quantities import Range
from iopmodel.rules import Aggregation, Bound, Force, Rule, Scope, Standard

__all__ = ["GUIDES"]


def _rules_of(type_: ProgramType) -> Iterator[Rule]:
    for description in type_.descriptions:
        if description.inherited:
            continue
        for measure, rule_id in description.published_as:
            yield _rule(rule_id, Measure(measure), type_, description)


def _rule(rule_id: str, measure: Measure, type_: ProgramType, description: Description) -> Rule:
    about: frozenset[str] = frozenset() if description.of_level else frozenset({type_.key})
    (focus,) = description.focus
    is_length = measure in {Measure.DURATION_DAYS, Measure.DURATION_WEEKS}
    ages = measure is Measure.AGE_YEARS
    return Rule(
        id=rule_id,
        measure=measure,
        force=Force.TYPICAL,
        scope=Scope(levels={type_.level}, types=about, focus=Focus.one_of(focus)),
        aggregation=Aggregation.TOTAL if is_length else Aggregation.EVERY,
        history=History.of(Dated(_figure(measure, description), description.citation)),
        note="a description of whom it serves" if ages else "",
    )


def _figure(measure: Measure, description: Description) -> Bound:
    week = description.week
    match measure:
        case Measure.VISITS_PER_WEEK:
            return week.visits
        case Measure.DAYS_PER_WEEK:
            return week.days
        case Measure.MINUTES_PER_VISIT:
            return week.time_per_visit
        case Measure.HOURS_PER_DAY:
            return week.time_per_day
        case Measure.AGE_YEARS:
            return description.ages
        case _:
            return _counted(description.length)


def _counted(length: PlannedLength) -> Range[int]:
    """A length in days or in weeks as a bare count of its own unit."""
    match length:
        case Range(low=Days(low) | Weeks(low), high=None):
            return Range(low)
        case Range(low=Days(low) | Weeks(low), high=Days(high) | Weeks(high)):
            return Range(low, high)
        case _:
            raise AssertionError(length)


GUIDES = Standard(
    "guides",
    "Guides A to E (usual practice)",
    tuple(rule for type_ in BUILT_IN for rule in _rules_of(type_)),
    jurisdiction="US",
    note="What five published guides describe. Usual practice is shown and never a violation.",
)
