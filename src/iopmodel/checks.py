"""The check: a program type, track, program or pathway held against the rules of the bodies that are named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from iopmodel._days import Date, plain_day
from iopmodel._version import RULES_VERSION, __version__
from iopmodel.causes import causes_of, with_threshold
from iopmodel.citations import Dated, InForce, Mark
from iopmodel.contradictions import stated_by_program
from iopmodel.errors import WrongKind
from iopmodel.findings import Cause, CauseKind, Fact, Finding, NotApplied, Place, Verdict, overall
from iopmodel.measures import MeasuredSubject
from iopmodel.programs import Program
from iopmodel.quantities import Range
from iopmodel.readings import Reading, can_be_asked, comparable, is_of_the_stay, readings, readings_together
from iopmodel.reports import Report
from iopmodel.rules import Band, Bound, Force, Rule, Standard, digest
from iopmodel.scopes import doubts, why_not
from iopmodel.sentences import detail_of, sentence_of
from iopmodel.standards.consistency import CONSISTENCY
from iopmodel.stretches import Stretch, Subject, stretches
from iopmodel.summaries import subject_name, summary_of

__all__ = ["check"]

_WEEK = "weeks Monday to Sunday"
_SUBJECTS = {
    MeasuredSubject.EPISODE: "about a patient's dated stay, not about a program's week",
    MeasuredSubject.CLAIM: "about a claim, not about a program's week",
    MeasuredSubject.LEAVE: "about leave from work, not about a program's week",
    MeasuredSubject.GROUP: "about the people in one session",
}


def check(
    subject: Subject,
    *,
    against: Iterable[Standard],
    on: dt.date | str,
    include_unverified: bool = False,
) -> Report:
    """Hold a program, or a part of one, against published rules as they stood on a day.

    Naming a body asserts that its jurisdiction and payer are yours; level, program type, population, focus and date
    are tested. A rule that does not apply, that cannot be asked of a program, that is not in force on that day or that
    is unverified is listed with the reason and enters no verdict. The house rules are always on, with a verdict of
    their own. Nothing here is legal, billing or clinical advice.

    Args:
        subject: a program type, track, program, phase, pathway, or a bare week.
        against: the bodies whose rules to hold it against.
        on: the day for which the rules are read.
        include_unverified: whether figures that were checked in no text take part.

    >>> from iopmodel import GroupTherapy, Program, Track, catalogue, sessions, standards
    >>> evening = Track("evening", sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> program = Program(catalogue.EVENING_IOP, tracks=[evening])
    >>> check(program, against=[standards.MEDICARE], on="2026-02-02").verdict
    <Verdict.MET: 'met'>

    Raises:
        WrongKind: for a subject without a week, or a standard that is none.
        NotAccepted: for a day that cannot be read.
    """
    day = plain_day(on)
    given = tuple(against)
    for body in given:
        if not isinstance(body, Standard):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("against", body, "standards, such as standards.MEDICARE")
    bodies = tuple(body for body in dict.fromkeys(given) if body != CONSISTENCY)  # which is always asked
    asking = _Asking(subject, stretches(subject), day, include_unverified)
    answers = [answer for body in bodies for rule in body for answer in (asking.answer(rule, body),)]
    house = [answer for rule in CONSISTENCY for answer in (asking.answer(rule, CONSISTENCY),)]
    found = [answer for answer in answers if isinstance(answer, Finding)]
    return Report(
        subject=subject_name(subject),
        summary=summary_of(subject),
        parts=tuple(part.title for part in asking.parts),
        on=day,
        findings=tuple(each for each in found if each.force in {Force.REQUIRED, Force.RECOMMENDED}),
        usual_practice=tuple(each for each in found if each.force is Force.TYPICAL),
        house=tuple(each for each in (*house, *found) if isinstance(each, Finding) and each.force is Force.HOUSE),
        bands=tuple(each for each in found if each.force is None),
        not_applied=tuple(each for each in answers if isinstance(each, NotApplied)),
        bodies=tuple(dict.fromkeys(body.name for body in bodies)),
        counting=tuple(dict.fromkeys((body.name, str(body.counting)) for body in bodies)),
        week=_WEEK,
        version=__version__,
        rules_version=RULES_VERSION,
        digest=digest((*bodies, CONSISTENCY)),
    )


@attrs.frozen
class _Asking:
    """One subject on one day, of which every rule is asked."""

    subject: Subject
    parts: tuple[Stretch, ...]
    day: Date
    include_unverified: bool

    def answer(self, rule: Rule | Band, body: Standard) -> Finding | NotApplied:
        """What one rule says: a finding, or why it does not take part."""
        dated = rule.history.nearest(self.day)
        concerned = [part for part in self.parts if not why_not(rule.scope, part)]
        reason = self._not_in_force(dated)
        if not reason and not concerned:
            reason = why_not(rule.scope, self.parts[0])
        if not reason and _is_of_other_types(rule, concerned):
            reason = f"for programs of the type {', '.join(sorted(rule.scope.types))}, and no type was given"
        if not reason and not can_be_asked(rule.measure):
            reason = _SUBJECTS.get(rule.measure.subject, f"{rule.measure} is not computed for programs")
        if reason:
            return NotApplied(rule.id, body.name, reason)
        places = self._places(_as_rule(rule), dated, body, concerned)
        if not places:
            return NotApplied(rule.id, body.name, "there is nothing to ask it of: no counted session has a day")
        verdict = overall(place.verdict for place in places)
        ordered = tuple(sorted(places, key=_deciding))
        return Finding(
            rule=rule.id,
            body=body.name,
            force=rule.force if isinstance(rule, Rule) else None,
            verdict=verdict,
            required=dated.value,
            asks=rule.asks(dated.value),
            unit=rule.measure.unit,
            places=ordered,
            citation=dated.citation,
            sentence=sentence_of(_as_rule(rule), dated.value, ordered, verdict),
        )

    def _not_in_force(self, dated: Dated[Bound]) -> str:
        """Why a rule takes no part on that day whatever the program is; empty when it does."""
        standing = dated.standing(self.day)
        if standing in {InForce.NOT_YET, InForce.ENDED}:
            return f"{standing.value} on {self.day} ({dated})"
        if dated.citation.mark is Mark.UNVERIFIED and not self.include_unverified:
            return "unverified, so it takes part only when asked for"
        return ""

    def _places(self, rule: Rule, dated: Dated[Bound], body: Standard, concerned: list[Stretch]) -> list[Place]:
        places: list[Place] = []
        for parts in _taken_together(rule, concerned):
            unsure = tuple(doubts(rule.scope, parts[0]))
            found = (
                readings(rule, parts[0], body.counting)
                if len(parts) == 1
                else readings_together(rule, parts, body.counting)
            )
            judged = [(reading, _place(reading, rule, dated.value, parts, body)) for reading in found]
            undated = self._doubt_of_date(dated)
            before = self._before(rule, dated) if undated else ()
            for reading, place in judged:
                is_met = place.verdict is Verdict.MET and (not undated or _are_met(before, reading))
                places.append(_doubted(place, (*unsure, *undated), is_met=is_met))
        if isinstance(self.subject, Program):
            contradicted = stated_by_program(self.subject, rule.measure)
            wrong = (
                Reading(where=each.where, measured=Range.exactly(1), detail=each.sentence) for each in contradicted
            )
            places.extend(_place(reading, rule, dated.value, (concerned[0],), body) for reading in wrong)
        return places

    def _before(self, rule: Rule, dated: Dated[Bound]) -> tuple[Bound, ...]:
        """The bound that may still be in force within a year of which only the year of a change is known."""
        index = rule.history.entries.index(dated)
        return (rule.history.entries[index - 1].value,) if index else ()

    def _doubt_of_date(self, dated: Dated[Bound]) -> tuple[Cause, ...]:
        if dated.standing(self.day) is not InForce.UNSURE:
            return ()
        return (Cause(CauseKind.SCOPE, Fact.SCOPE, f"the day in {dated.since} on which the rule began"),)


def _is_of_other_types(rule: Rule | Band, concerned: list[Stretch]) -> bool:
    """Whether a word on the usual practice of single types has no type to speak of: it would only be noise."""
    is_typical = isinstance(rule, Rule) and rule.force is Force.TYPICAL
    return is_typical and bool(rule.scope.types) and not any(part.types for part in concerned)


def _as_rule(rule: Rule | Band) -> Rule:
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


def judged(reading: Reading, bound: Bound) -> Verdict:
    """What a bound says of one figure: inside it MET, disjoint NOT_MET, else UNKNOWN.

    A place that a stay may never reach can miss nothing for certain.
    """
    limit = comparable(bound, reading.measured)
    if reading.measured.within(limit):  # type: ignore[arg-type]
        return Verdict.MET
    if reading.is_certain and not reading.measured.overlaps(limit):  # type: ignore[arg-type]
        return Verdict.NOT_MET
    return Verdict.UNKNOWN


def _taken_together(rule: Rule, concerned: list[Stretch]) -> list[tuple[Stretch, ...]]:
    """The stretches of which a rule is asked: phases as one stay where it is about the whole stay, else each alone."""
    if not is_of_the_stay(rule):
        return [(part,) for part in concerned]
    phases = tuple(part for part in concerned if part.is_phase)
    together: list[tuple[Stretch, ...]] = [phases] if phases else []
    return [*((part,) for part in concerned if not part.is_phase), *together]


def _place(reading: Reading, rule: Rule, bound: Bound, parts: tuple[Stretch, ...], body: Standard) -> Place:
    verdict = judged(reading, bound)
    causes: tuple[Cause, ...] = ()
    if verdict is Verdict.UNKNOWN:
        causes = causes_of(rule, reading, parts, body.name)
    if len(parts) == 1:
        causes = with_threshold(causes, parts[0], lambda other: _judged_whole(rule, bound, other, body))
    return Place(
        where=reading.where,
        measured=reading.measured,
        verdict=verdict,
        sessions=reading.sessions,
        causes=causes,
        detail=detail_of(rule, bound, reading),
    )


def _judged_whole(rule: Rule, bound: Bound, part: Stretch, body: Standard) -> Verdict:
    return overall(judged(reading, bound) for reading in readings(rule, part, body.counting))


def _are_met(before: tuple[Bound, ...], reading: Reading) -> bool:
    """Whether the bound that stood before is met too; where none is known, nobody knows what was asked."""
    return bool(before) and all(judged(reading, bound) is Verdict.MET for bound in before)


def _doubted(place: Place, unsure: tuple[Cause, ...], *, is_met: bool) -> Place:
    """A place at which it is not certain that the rule applies: what is met in every case stays met, and says so."""
    if not unsure:
        return place
    verdict = Verdict.MET if is_met else Verdict.UNKNOWN
    return attrs.evolve(place, verdict=verdict, causes=(*unsure, *place.causes))


_ORDER = {Verdict.NOT_MET: 0, Verdict.UNKNOWN: 1, Verdict.MET: 2}


def _deciding(place: Place) -> tuple[int, object]:
    """The places that decide first; among those that are alike the smallest figure."""
    return _ORDER[place.verdict], place.measured.low
