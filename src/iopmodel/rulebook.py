"""Many bodies of rules at once: finding a rule, what changed between two days, and of what anything is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import Date, plain_day
from iopmodel.citations import Citation, Dated, InForce
from iopmodel.errors import EndsBeforeItStarts
from iopmodel.levels import GENERAL, LevelOfCare, is_level, level_of, same_level
from iopmodel.measures import Measure
from iopmodel.populations import Population, population_of
from iopmodel.quantities import whole_number
from iopmodel.rules import Band, Bound, Rule, Scope, Standard

__all__ = ["Change", "Coverage", "FoundRule", "changes_in", "coverage_of", "found_in"]

_IN_FORCE = {InForce.YES, InForce.UNSURE}


@attrs.frozen
class FoundRule:
    """A rule, the body whose it is, and the value of it that was asked for."""

    body: Standard
    rule: Rule | Band
    dated: Dated[Bound]

    @property
    def bound(self) -> Bound:
        """The bound."""
        return self.dated.value

    @property
    def citation(self) -> Citation:
        """The source of the bound."""
        return self.dated.citation

    def __str__(self) -> str:
        return (
            f"{self.body}: {self.rule.asks(self.bound)}, for {self.rule.scope} ({self.citation}, {self.citation.mark})"
        )


def found_in(
    bodies: Iterable[Standard],
    *,
    jurisdiction: str | None = None,
    level: LevelOfCare | str | None = None,
    population: Population | str | None = None,
    measure: Measure | str | None = None,
    in_force_on: dt.date | str | None = None,
    day_of_stay: int | None = None,
) -> tuple[FoundRule, ...]:
    """The rules of these bodies that fit what is asked; see :func:`iopmodel.standards.find`."""
    day = None if in_force_on is None else plain_day(in_force_on)
    wanted = None if measure is None else Measure.one_of(measure)
    rung = None if level is None else level_of(level)
    people = None if population is None else population_of(population)
    where = None if jurisdiction is None else jurisdiction.upper()
    if day_of_stay is not None:
        whole_number(day_of_stay, "day of the stay", at_least=1)
    return tuple(
        FoundRule(body, rule, rule.history.entries[-1] if day is None else rule.history.nearest(day))
        for body in bodies
        if where in {None, body.jurisdiction}
        for rule in body
        if wanted in {None, rule.measure}
        and _may_be_for(rule.scope, rung, people, day_of_stay)
        and (day is None or rule.history.standing(day) in _IN_FORCE)
    )


def _may_be_for(
    scope: Scope, level: LevelOfCare | None, population: Population | None, day_of_stay: int | None
) -> bool:
    """Whether nothing rules out that a rule of this scope is for that level, these people and that day of a stay."""
    at_level = level is None or not scope.levels or any(is_level(each, level) is not False for each in scope.levels)
    serves = population is None or scope.population is None or scope.population.holds(population) is not False
    in_part = day_of_stay is None or scope.during is None or scope.during.holds_day(day_of_stay) is not False
    return at_level and serves and in_part


@attrs.frozen
class Change:
    """A value that began, ended or took another one's place.

    Args:
        day: the day of it; a year or a month when no more is known.
        body: the name of the body.
        rule: the id of the rule.
        before: what the rule asked until then, in words; empty when it asked nothing yet.
        after: what it asks since, in words; empty when it asks nothing any more.
        citation: the source of the newer value; of the ended one when nothing took its place.
    """

    day: Date | int | str
    body: str
    rule: str
    before: str
    after: str
    citation: Citation

    def __str__(self) -> str:
        asks = f"begins: {self.after}" if not self.before else f"ends: {self.before}"
        if self.before and self.after:
            asks = f"changes from {self.before} to {self.after}"
        if self.before == self.after:
            asks = f"has a new source: {self.after}"
        return f"{self.day}: {self.body}, {self.rule} {asks} ({self.citation})"


def changes_in(bodies: Iterable[Standard], since: dt.date | str, until: dt.date | str) -> tuple[Change, ...]:
    """What changed in these bodies between two days; see :func:`iopmodel.standards.changes`."""
    first, end = plain_day(since), plain_day(until)
    if end < first:
        raise EndsBeforeItStarts("time of changes", first, end)
    found = (
        (start, change)
        for body in bodies
        for rule in body
        for start, last, change in _changes_of(rule, body)
        if max(start, first) < end and last >= first
    )
    return tuple(change for _, change in sorted(found, key=lambda each: each[0]))


def _changes_of(rule: Rule | Band, body: Standard) -> Iterator[tuple[Date, Date, Change]]:
    """Every change of one rule, with the first and the last day on which it can have happened."""
    before = ""
    entries = rule.history.entries
    for dated, following in zip(entries, [*entries[1:], None], strict=True):
        asks = rule.asks(dated.value)
        if dated.since is not None:
            change = Change(dated.since, body.name, rule.id, before, asks, dated.citation)
            replaced = None if following is None else following.latest_start
            ends = [each for each in (dated.until, replaced) if each is not None]
            yield dated.first_day, min([dated.latest_start, *ends]), change
        before = asks
        if dated.until is not None:
            yield dated.until, dated.until, Change(dated.until, body.name, rule.id, before, "", dated.citation)


@attrs.frozen
class Coverage:
    """What is known for one jurisdiction and level: which measures some rule bounds, and by how many rules.

    Nothing known is not nothing required.

    Args:
        jurisdiction: the jurisdiction.
        level: a level of the general ladder; ``None`` for rules that are tied to no level.
        measures: each measure with the number of its rules; empty when nothing is known.
        bodies: the names of the bodies that they are of.
    """

    jurisdiction: str
    level: LevelOfCare | None
    measures: tuple[tuple[Measure, int], ...]
    bodies: tuple[str, ...]

    def __str__(self) -> str:
        level = "no level in particular" if self.level is None else str(self.level)
        counted = (
            f"{each.replace('_', ' ')}{f' ({count} rules)' if count > 1 else ''}" for each, count in self.measures
        )
        known = ", ".join(counted) or "nothing known, which is not nothing required"
        return f"{self.jurisdiction}, {level}: {known}"


def coverage_of(
    bodies: Iterable[Standard], levels: Iterable[LevelOfCare | None] | None = None, on: Date | None = None
) -> tuple[Coverage, ...]:
    """For each jurisdiction of these bodies, and each level, what is known.

    Args:
        bodies: the bodies.
        levels: the levels, and ``None`` for rules that are tied to no level; when not given, each level that any rule
            of the bodies names, and ``None``.
        on: only rules in force on that day; also earlier and later ones when not given.
    """
    given = tuple(bodies)
    jurisdictions = sorted({body.jurisdiction for body in given if body.jurisdiction})
    named = (level for body in given for rule in body for level in rule.scope.levels)
    asked = {*named, None} if levels is None else set(levels)
    wanted = {same_level(level) for level in asked if level is not None}
    others = sorted(wanted - set(GENERAL.levels), key=lambda level: (level.system, level.key))
    ordered = [*(level for level in GENERAL.levels if level in wanted), *others]
    rungs: list[LevelOfCare | None] = [*ordered, *([None] if None in asked else [])]
    return tuple(_coverage(given, jurisdiction, level, on) for jurisdiction in jurisdictions for level in rungs)


def _coverage(bodies: tuple[Standard, ...], jurisdiction: str, level: LevelOfCare | None, on: Date | None) -> Coverage:
    found = [
        (body, rule)
        for body in bodies
        if body.jurisdiction == jurisdiction
        for rule in body
        if (on is None or rule.history.standing(on) in _IN_FORCE)
        and (level in {same_level(each) for each in rule.scope.levels} if level else not rule.scope.levels)
    ]
    counts: dict[Measure, int] = {}
    for _, rule in found:
        counts[rule.measure] = counts.get(rule.measure, 0) + 1
    measures = tuple((each, counts[each]) for each in Measure if each in counts)
    return Coverage(jurisdiction, level, measures, tuple(dict.fromkeys(body.name for body, _ in found)))
