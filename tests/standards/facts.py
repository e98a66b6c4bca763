"""The published facts, row by row, and a rule written as such a row, so that the two can be held side by side."""

import csv
from pathlib import Path

from iopmodel._days import Date
from iopmodel.citations import Dated, Mark
from iopmodel.lengths import Months
from iopmodel.levels import LevelOfCare
from iopmodel.quantities import Minutes
from iopmodel.rules import Band, Bound, Rule, Standard

Row = dict[str, str]

# Columns of the facts that are compared; the unit says how to read a figure and follows from the measure.
COMPARED = (
    "id",
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
}
TYPES = {
    "standard-iop": "standard",
    "day-program": "day",
    "evening-iop": "evening",
    "adolescent-iop": "adolescent",
}

with (Path(__file__).parents[1] / "facts" / "rules.csv").open(encoding="utf-8", newline="") as _file:
    _ROWS = tuple(csv.DictReader(_file))


def published(*bodies: str) -> dict[str, Row]:
    """The rows of these bodies by id, without the one about leave from work; hours written as minutes."""
    rows = (row for row in _ROWS if row["body"] in bodies and row["measure"] != "leave_weeks")
    return {row["id"]: _compared(row) for row in rows}


def _compared(row: Row) -> Row:
    in_minutes = {end: str(int(row[end]) * 60) for end in ("min", "max") if row[end] and row["unit"] == "hours"}
    return {column: {**row, **in_minutes}[column] for column in COMPARED}


def written(standard: Standard) -> dict[str, Row]:
    """The rules of a body, each written as a row."""
    return {rule.id: _row(rule, standard) for rule in standard}


def _row(rule: Rule | Band, standard: Standard) -> Row:
    (dated,) = rule.history.entries
    (level,) = rule.scope.levels
    citation = dated.citation
    least_day = rule.day_at_least if isinstance(rule, Rule) else None
    return {
        "id": rule.id,
        "jurisdiction": standard.jurisdiction,
        "level": LEVELS[level],
        "program_type": ",".join(TYPES[each] for each in rule.scope.types),
        "population": "any" if rule.scope.population is None else rule.scope.population.key,
        "focus": rule.scope.focus.value,
        "measure": rule.measure.value,
        "aggregation": rule.aggregation.value,
        "qualifier": "" if least_day is None else f"day_at_least_minutes={least_day.count}",
        **_ends(dated.value),
        "force": rule.force.value if isinstance(rule, Rule) else "billing",
        "effective_from": "" if dated.since is None else str(dated.since),
        "effective_to": "" if dated.until is None else str(dated.until),
        "date_checked": _start(dated),
        "citation": citation.text,
        "url": citation.url,
        "checked": citation.mark.value,
        "checked_on": _day(citation.checked_on),
        "note": rule.note,
    }


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
