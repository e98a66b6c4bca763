"""Findings that are the same in every case that the unknowns allow: rules that differ by age group alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from iopmodel.findings import Finding, Place, Verdict, overall
from iopmodel.rules import Band, Force, Rule
from iopmodel.sentences import sentence_of

__all__ = ["Answer", "as_rule", "deciding", "whomever"]


@attrs.frozen
class Answer:
    """A finding, and what it would be if the rule certainly applied.

    Args:
        finding: the finding.
        rule: the rule.
        bare: its places without the doubts about whom the rule is for; empty where there are other doubts or none.
    """

    finding: Finding
    rule: Rule | Band
    bare: tuple[Place, ...] = ()


def as_rule(rule: Rule | Band) -> Rule:
    """A band asks like a rule; what it says is only never a judgment."""
    if isinstance(rule, Rule):
        return rule
    return Rule(
        id=rule.id,
        measure=rule.measure,
        history=rule.history,
        force=Force.TYPICAL,
        scope=rule.scope,
        aggregation=rule.aggregation,
    )


_ORDER = {Verdict.NOT_MET: 0, Verdict.UNKNOWN: 1, Verdict.MET: 2}


def deciding(place: Place) -> tuple[int, object]:
    """The places that decide first; among those that are alike the smallest figure."""
    return _ORDER[place.verdict], place.measured.low


_EVERYBODY = {"adult", "adolescent"}


def whomever(answers: Iterable[Answer]) -> Iterator[Answer]:
    """The findings that are the same whomever the program serves, though nobody said whom it does.

    Rules that differ by age group alone are the cases: where every one of them is missed, no answer would help, and
    where every one is met, none is needed.
    """
    cases: dict[tuple[object, ...], list[Answer]] = {}
    for each in answers:
        rule = each.rule
        if each.bare and isinstance(rule, Rule) and rule.scope.population is not None:
            alike = attrs.evolve(rule.scope, population=None)
            key = (rule.measure, rule.aggregation, rule.day_at_least, rule.components, alike)
            cases.setdefault(key, []).append(each)
    for group in cases.values():
        served = {each.rule.scope.population.key for each in group if each.rule.scope.population is not None}
        verdicts = {overall(place.verdict for place in each.bare) for each in group}
        if served >= _EVERYBODY and verdicts == {Verdict.NOT_MET}:
            yield from (attrs.evolve(each, finding=_missed_by_all(each)) for each in group)
        elif served >= _EVERYBODY and verdicts == {Verdict.MET}:
            yield from (attrs.evolve(each, finding=attrs.evolve(each.finding, applies=True)) for each in group)


def _missed_by_all(answer: Answer) -> Finding:
    finding = answer.finding
    ordered = tuple(sorted(answer.bare, key=deciding))
    sentence = sentence_of(as_rule(answer.rule), finding.required, ordered, Verdict.NOT_MET)
    return attrs.evolve(
        finding,
        verdict=Verdict.NOT_MET,
        places=ordered,
        sentence=f"{sentence} The rules for every other age group are missed too.",
    )
