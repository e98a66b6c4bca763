"""The check: a program type, track, program or pathway held against the rules of the bodies that are named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from iopmodel._days import Date, plain_day
from iopmodel._version import RULES_VERSION, __version__
from iopmodel.answers import Asking
from iopmodel.bodies import bodies_of
from iopmodel.explanations import explained
from iopmodel.findings import Explanation, Finding, NotApplied
from iopmodel.lengths import PlannedLength, Written, end_dates, planned_length
from iopmodel.reports import Report
from iopmodel.rulebook import coverage_of
from iopmodel.rules import Force, Standard, digest
from iopmodel.standards.consistency import CONSISTENCY
from iopmodel.stretches import Stretch, Subject
from iopmodel.summaries import subject_name, summary_of

__all__ = ["check"]

_WEEK = "weeks Monday to Sunday"


def check(
    subject: Subject,
    *,
    against: Iterable[Standard],
    on: dt.date | str,
    include_unverified: bool = False,
    recheck_after: Written | None = None,
) -> Report:
    """Hold a program, or a part of one, against published rules as they stood on a day.

    Naming a body asserts that its jurisdiction and payer are yours; level, program type, population, focus, part of the
    stay and date are tested. A rule that does not apply, that cannot be asked of a program, that is not in force on
    that day or that is unverified is listed with the reason and enters no verdict. The house rules are always on, with
    a verdict of their own. Nothing here is legal, billing or clinical advice.

    Args:
        subject: a program type, track, program, phase, pathway, or a bare week.
        against: the bodies whose rules to hold it against.
        on: the day for which the rules are read.
        include_unverified: whether figures that were checked in no text take part.
        recheck_after: flag the figures last checked so long before *on*, such as ``"12 months"``; none when not given.

    >>> from iopmodel import GroupTherapy, Program, Track, catalogue, sessions, standards
    >>> evening = Track("evening", sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> program = Program(catalogue.EVENING_IOP, tracks=[evening])
    >>> check(program, against=[standards.MEDICARE], on="2026-02-02").verdict
    <Verdict.MET: 'met'>

    Raises:
        WrongKind: for a subject without a week, or a standard that is none.
        NotAccepted: for a day or a length that cannot be read.
        CannotBeDated: for a length that has no dates, such as treatment days.
    """
    day = plain_day(on)
    bodies = tuple(body for body in bodies_of(against) if body != CONSISTENCY)  # which is always asked
    case = _Case(Asking(subject, day, include_unverified), bodies)
    asking = case.asking
    answers = [answer for body in bodies for answer in case.answers(body)]
    house = case.answers(CONSISTENCY)
    found = [answer for answer in answers if isinstance(answer, Finding)]
    parts = asking.parts
    return Report(
        subject=subject_name(subject),
        summary=summary_of(subject),
        parts=tuple(part.title for part in parts),
        on=day,
        findings=tuple(each for each in found if each.force in {Force.REQUIRED, Force.RECOMMENDED}),
        usual_practice=tuple(each for each in found if each.force is Force.TYPICAL),
        house=tuple(each for each in (*house, *found) if isinstance(each, Finding) and each.force is Force.HOUSE),
        bands=tuple(each for each in found if each.force is None),
        not_applied=tuple(each for each in answers if isinstance(each, NotApplied)),
        bodies=tuple(dict.fromkeys(body.name for body in bodies)),
        changed=tuple((body.name, f"{body.based_on}: {'; '.join(body.changed)}") for body in bodies if body.based_on),
        coverage=_coverage(bodies, parts, day),
        to_recheck=_to_recheck(found, day, None if recheck_after is None else planned_length(recheck_after)),
        counting=tuple(dict.fromkeys((body.name, str(body.counting)) for body in bodies)),
        week=_WEEK,
        version=__version__,
        rules_version=RULES_VERSION,
        digest=digest((*bodies, CONSISTENCY)),
    )


@attrs.frozen
class _Case:
    """One check: what was asked, and of which bodies; it can ask again to explain what it found."""

    asking: Asking
    bodies: tuple[Standard, ...]

    def answers(self, body: Standard) -> tuple[Finding | NotApplied, ...]:
        """What every rule of a body says, each finding able to explain itself."""
        return tuple(
            attrs.evolve(each, case=self) if isinstance(each, Finding) else each for each in self.asking.of(body)
        )

    def explain(self, finding: Finding) -> Explanation:
        """The arithmetic of one of its findings, and the nearest fix."""
        named = (body for body in (*self.bodies, CONSISTENCY) if body.name == finding.body)
        body = next(body for body in named if any(rule.id == finding.rule for rule in body))
        return explained(finding, body, self.asking, self._again)

    def _again(self, subject: Subject) -> tuple[Finding, ...]:
        """What all of its rules say of another subject."""
        asking = attrs.evolve(self.asking, subject=subject)
        said = (answer for body in (*self.bodies, CONSISTENCY) for answer in asking.of(body))
        return tuple(answer for answer in said if isinstance(answer, Finding))


def _coverage(bodies: tuple[Standard, ...], parts: tuple[Stretch, ...], day: Date) -> tuple[str, ...]:
    """For each jurisdiction of the bodies and each level of the subject, what these bodies bound; a line each."""
    levels = {part.level for part in parts if part.level is not None}
    found = coverage_of(bodies, {*levels, None}, day)
    return tuple(str(each) for each in found if each.level is not None or each.measures)


def _to_recheck(found: list[Finding], day: Date, span: PlannedLength | None) -> tuple[str, ...]:
    """The figures that were last checked longer ago than a span, or on no recorded day; a line each."""
    if span is None:
        return ()
    lines: list[str] = []
    for each in found:
        checked = each.citation.checked_on
        latest = None if checked is None else end_dates(checked, span).latest
        if checked is None:
            lines.append(f"{each.rule}: on no recorded day")
        elif latest is not None and latest < day:
            lines.append(f"{each.rule}: {checked}")
    return tuple(lines)
