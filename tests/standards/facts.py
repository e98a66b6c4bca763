"""The published facts, row by row, and a rule written as such a row, so that the two can be held side by side."""

import csv
from pathlib import Path

from iopmodel._days import Date, add_days
from iopmodel.citations import Dated, Mark
from iopmodel.lengths import Months
from iopmodel.levels import LevelOfCare, same_level
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Minutes
from iopmodel.rules import Band, Bound, Rule, Standard

Row = dict[str, str]

# Columns of the facts that are compared, all but one: the unit says how to read a figure and follows from the measure.
COMPARED = (
    "id",
    "body",
    "jurisdiction",
    "level",
    "program_type",
    "population",
    "focus",
    "measure",
    "aggregation",
    "qualifier",
    "min",
    "max",
    "max_is_exclusive",
    "force",
    "effective_from",
    "effective_to",
    "date_checked",
    "citation",
    "url",
    "checked",
    "checked_on",
    "note",
)

LEVELS = {
    LevelOfCare.OUTPATIENT: "OP",
    LevelOfCare.INTENSIVE_OUTPATIENT: "IOP",
    LevelOfCare.PARTIAL_HOSPITALIZATION: "PHP",
    LevelOfCare.OPIOID_TREATMENT_PROGRAM: "OTP",
    LevelOfCare.RESIDENTIAL: "RES",
}
TYPES = {
    "standard-iop": "standard",
    "day-program": "day",
    "evening-iop": "evening",
    "adolescent-iop": "adolescent",
}
# An age group of a source that names its ages is that group with those ages here.
AGE_GROUPS = {
    Population("adolescent", "under 18"): "under18",
    Population("adolescent", "under 21"): "under21",
}
# What the facts call a type is what a band picks, or what a program treats.
PICKED = {"a full day": "full_day", "a half day": "half_day"}
TREATED = {Focus.EATING_DISORDER: "eating_disorder"}

with (Path(__file__).parents[1] / "facts" / "rules.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = tuple(csv.DictReader(_file))


def published(*bodies: str) -> dict[str, Row]:
    """The rows of these bodies by id, hours written as minutes; of all bodies when none is named."""
    return {row["id"]: _compared(row) for row in ROWS if not bodies or row["body"] in bodies}


def _compared(row: Row) -> Row:
    in_minutes = {end: str(int(row[end]) * 60) for end in ("min", "max") if row[end] and row["unit"] == "hours"}
    return {column: {**row, **in_minutes}[column] for column in COMPARED}


def written(*standards: Standard) -> dict[str, Row]:
    """The rules of these bodies, each written as a row."""
    return {rule.id: _row(rule, standard) for standard in standards for rule in standard}


def _row(rule: Rule | Band, standard: Standard) -> Row:
    (dated,) = rule.history.entries
    citation = dated.citation
    least_day = rule.day_at_least if isinstance(rule, Rule) else None
    return {
        "id": rule.id,
        "body": rule.issuer or standard.name,
        "jurisdiction": standard.jurisdiction,
        "level": ",".join(LEVELS[same_level(level)] for level in rule.scope.levels) or "ANY",
        "program_type": _type(rule),
        "population": _population(rule.scope.population),
        "focus": rule.scope.focus.value,
        "measure": rule.measure.value,
        "aggregation": rule.aggregation.value,
        "qualifier": "" if least_day is None else f"day_at_least_minutes={least_day.count}",
        **_ends(dated.value),
        "force": rule.force.value if isinstance(rule, Rule) else "billing",
        "effective_from": "" if dated.since is None else str(dated.since),
        "effective_to": "" if dated.until is None else str(add_days(dated.until, -1)),
        "date_checked": _start(dated),
        "citation": citation.text,
        "url": citation.url,
        "checked": citation.mark.value,
        "checked_on": _day(citation.checked_on),
        "note": rule.note,
    }


def _type(rule: Rule | Band) -> str:
    if isinstance(rule, Band):
        return PICKED.get(rule.picks, "")
    named = ",".join(TYPES.get(each, each.replace("-", "_")) for each in rule.scope.types)
    return named or TREATED.get(rule.scope.focus, "")


def _population(population: Population | None) -> str:
    return "any" if population is None else AGE_GROUPS.get(population, population.key)


def part_in_facts(rule: Rule | Band) -> str:
    """The part of a stay as the facts write it at the beginning of a note: ``phase: weeks 1-4``."""
    part = rule.scope.during
    if part is None:
        return ""
    if part.name:
        return f"phase: {part.name}"
    return f"phase: {part.unit} {part.first}{'+' if part.last is None else f'-{part.last}'}"


def _ends(bound: Bound) -> Row:
    nothing = bound.low == bound.low * 0
    return {
        "min": "" if nothing else _number(bound.low),
        "max": "" if bound.high is None else _number(bound.high),
        "max_is_exclusive": "true" if bound.high_excluded else "false",
    }


def _number(end: Minutes | int | Months) -> str:
    return str(end if isinstance(end, int) else end.count)


def _start(dated: Dated[Bound]) -> str:
    if dated.since is None:
        return ""
    return "yes" if dated.start_checked else "no"


def _day(day: Date | None) -> str:
    return "" if day is None else str(day)


def marks(standard: Standard) -> set[Mark]:
    """How well the figures of a body are known."""
    return {dated.citation.mark for rule in standard for dated in rule.history.entries}
