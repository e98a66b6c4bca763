"""The five guides: usual practice, derived from the descriptions of the catalogue, so that no figure stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from iopmodel.catalogue import BUILT_IN, GUIDE_D
from iopmodel.citations import Dated, History
from iopmodel.lengths import in_days, in_weeks
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.programs import Description, ProgramType
from iopmodel.quantities import Range
from iopmodel.rules import Aggregation, Bound, Force, Rule, Scope, Standard

__all__ = ["GUIDES"]

# What the facts note beside a figure; the figures themselves stand in the catalogue.
_NOTES = {
    "guide_a.iop.duration_weeks": "general statement",
    "guide_a.iop.duration_weeks_faq": "FAQ of the same guide; disagrees with its 6-8 weeks",
    "guide_b.iop.standard.sessions_week": "3-5 times a week",
    "guide_b.iop.standard.session_minutes": "published as 3-4 hours",
    "guide_b.iop.evening.sessions_week": "in the evening",
    "guide_b.iop.evening.session_minutes": "in the evening; published as 3-4 hours",
    "guide_c.iop.days_week": "several hours a day",
    "guide_d.iop.duration_days": "basic minimum length for most outpatient programs",
    "guide_d.iop.hours_day": "nights, days and weekends",
    "guide_d.iop.days_week": "nights, days and weekends",
    "guide_e.op.sessions_week": "weekly, maybe twice a week",
}


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
    people = None if type_.population.is_unspecified else Population(type_.population.key)
    return Rule(
        id=rule_id,
        measure=measure,
        force=Force.TYPICAL,
        scope=Scope(levels={type_.level}, types=about, population=people, focus=Focus.one_of(focus)),
        aggregation=Aggregation.TOTAL if is_length else Aggregation.EVERY,
        history=History.of(Dated(_figure(measure, description), description.citation)),
        issuer=f"Guide {rule_id.removeprefix('guide_')[0].upper()}",
        note=_NOTES.get(rule_id, ""),
    )


def _figure(measure: Measure, description: Description) -> Bound:
    figures: dict[Measure, Bound] = {
        Measure.VISITS_PER_WEEK: description.week.visits,
        Measure.DAYS_PER_WEEK: description.week.days,
        Measure.MINUTES_PER_VISIT: description.week.time_per_visit,
        Measure.HOURS_PER_DAY: description.week.time_per_day,
        Measure.AGE_YEARS: description.ages,
        Measure.DURATION_WEEKS: in_weeks(description.length),
        Measure.DURATION_DAYS: in_days(description.length),
    }
    return figures[measure]


# What Guide D says of leave from work is about no type of program, so no description of the catalogue holds it.
_LEAVE = Rule(
    id="guide_d.fmla.weeks",
    measure=Measure.LEAVE_WEEKS,
    force=Force.TYPICAL,
    history=History.of(Dated(Range.at_most(12), GUIDE_D)),
    issuer="Guide D",
    note="FMLA leave",
)

GUIDES = Standard(
    "guides",
    "Guides A to E (usual practice)",
    (*(rule for type_ in BUILT_IN for rule in _rules_of(type_)), _LEAVE),
    jurisdiction="US",
    note="What five published guides describe. Usual practice is shown and never a violation.",
)
