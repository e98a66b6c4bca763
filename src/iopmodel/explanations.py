"""What stands behind a finding: the sessions that make its figure, what was left out and why, and the nearest fix."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iopmodel.answers import Asking
from iopmodel.counting import Counted, Counting
from iopmodel.findings import Explanation, Finding, Fix, Term, Verdict
from iopmodel.fixes import plans
from iopmodel.measures import Measure
from iopmodel.quantities import Minutes
from iopmodel.rules import Rule, Standard
from iopmodel.schedules import Session
from iopmodel.standards.consistency import CONSISTENCY
from iopmodel.stretches import Stretch, Subject

__all__ = ["explained"]


def explained(
    finding: Finding, body: Standard, asking: Asking, again: Callable[[Subject], tuple[Finding, ...]]
) -> Explanation:
    """The explanation of one finding.

    Args:
        finding: the finding.
        body: the body whose rule it is.
        asking: the subject and the day.
        again: what all rules of the check say of another subject.
    """
    left_out = dict.fromkeys(
        term for part in _decided(finding, asking.parts) for term in _left_out(part, finding, body.counting, body.name)
    )
    return Explanation(
        finding=finding,
        terms=tuple(_term(session, body.counting, body.name) for session in finding.sessions),
        left_out=tuple(left_out),
        fixes=_fixes(finding, body, asking, again),
        counting=str(body.counting),
    )


def _decided(finding: Finding, parts: tuple[Stretch, ...]) -> list[Stretch]:
    """The stretches of the place that decided: one, or the phases that make a stay together."""
    where = finding.where
    together = set(where.split(" and "))
    phases = [part for part in parts if part.is_phase and part.title.partition(' "')[0] in together]
    return phases or [
        part for part in parts if where == part.title or where.startswith(f"{part.title}, ") or not part.title
    ]


def _term(session: Session, counting: Counting, body: str) -> Term:
    """What a counted session adds."""
    often = "" if session.per_week.is_exact and session.per_week.low == 1 else f"{session.per_week} x "
    length = "time not stated" if session.time.is_unknown else str(session.time)
    contested = counting.of(session.component, session.attended_by) is Counted.CONTESTED
    notes = ["optional"] * session.optional
    notes += [f"whether {body} counts {session.component.name} is not known"] * contested
    notes += [f"every {session.every}"] * (session.every.count > 1)
    return Term(session=session, adds=f"{often}{length}", why="; ".join(notes))


def _left_out(stretch: Stretch, finding: Finding, counting: Counting, body: str) -> Iterator[Term]:
    days = {session.day for session in finding.sessions}
    of_one_day = finding.measure in {Measure.HOURS_PER_DAY, Measure.MINUTES_PER_VISIT} and len(days) == 1
    for session in stretch.sessions:
        if session in finding.sessions or (of_one_day and session.day not in days):
            continue
        if counting.of(session.component, session.attended_by) is Counted.NO:
            yield Term(session=session, why=_why_not_counted(session, counting, body))
        elif session.optional and not counting.optional:
            yield Term(session=session, why=f"{body} leaves out what is optional")
        elif session.total is not None and not counting.unplaced_total:
            yield Term(session=session, why=f"{body} leaves out what has no week of its own")


def _why_not_counted(session: Session, counting: Counting, body: str) -> str:
    kind = session.component.kind
    if kind in counting.components or kind in counting.contested:
        return f"{body} does not count this visit or who attends it"
    return f"{body} does not count {session.component.name}"


def _fixes(
    finding: Finding, body: Standard, asking: Asking, again: Callable[[Subject], tuple[Finding, ...]]
) -> tuple[Fix, ...]:
    """The changes after which the rule is met, the smallest first, each with what it unmakes."""
    rule = body.rule(finding.rule)
    if finding.verdict is not Verdict.NOT_MET or not isinstance(rule, Rule):
        return ()
    before = _met(again(asking.subject))
    fixes: list[Fix] = []
    for plan in plans(rule, finding.required, asking.subject, body.counting):
        if plan.is_spare and not (fixes and all(map(_breaks, fixes))):
            continue
        after = _met(again(plan.subject))
        if (finding.body, finding.rule) in after:
            lost = tuple(sorted(id_ for _, id_ in before - after))
            fixes.append(
                Fix(kind=plan.kind, words=plan.words, added=Minutes(plan.added), subject=plan.subject, unmakes=lost)
            )
    return tuple(sorted(fixes, key=lambda fix: (fix.added, len(fix.unmakes))))


def _breaks(fix: Fix) -> bool:
    """Whether a fix unmakes a rule of a body; that a level label no longer fits says only what has changed."""
    return any(not rule.startswith(f"{CONSISTENCY.key}.") for rule in fix.unmakes)


def _met(findings: tuple[Finding, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (each.body, each.rule) for each in findings if each.verdict is Verdict.MET and each.force is not None
    )
