"""What one rule says of one subject on one day: a finding, or why it takes no part."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, cast

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date
from iopmodel.cases import Answer, as_rule, deciding, whomever
from iopmodel.causes import causes_of, with_threshold
from iopmodel.citations import Dated, History, InForce, Mark
from iopmodel.contradictions import stated_by_program
from iopmodel.findings import Cause, CauseKind, Fact, Finding, Measured, NotApplied, Place, Verdict, overall
from iopmodel.floors import is_let_pass
from iopmodel.levels import GENERAL, same_level
from iopmodel.measures import Measure, MeasuredSubject
from iopmodel.programs import Program
from iopmodel.quantities import Minutes, Range
from iopmodel.readings import Reading, can_be_asked, is_of_the_stay, readings, readings_together
from iopmodel.rules import Band, Bound, Force, Rule, Scope, Standard
from iopmodel.scopes import doubts, why_not
from iopmodel.sentences import comparable, detail_of, sentence_of
from iopmodel.stretches import Stretch, Subject, stretches
from iopmodel.weeks import as_counted

__all__ = [
    "Asking",
    "are_met",
    "bounds_before",
    "doubt_of_date",
    "doubted",
    "finding_of",
    "judged",
    "not_in_force",
    "taken_together",
]

_SUBJECTS = {
    MeasuredSubject.EPISODE: "about a patient's dated stay, not about a program's week",
    MeasuredSubject.CLAIM: "about a claim, not about a program's week",
    MeasuredSubject.LEAVE: "about leave from work, not about a program's week",
}


@attrs.frozen
class Asking:
    """One subject on one day, of which every rule of a body is asked.

    Args:
        subject: the subject.
        day: the day for which the rules are read.
        include_unverified: whether figures that were checked in no text take part.
        given: what is asked about, where more is known than the subject says: the level and people of a bare week.
    """

    subject: Subject
    day: Date
    include_unverified: bool
    given: tuple[Stretch, ...] = ()

    @functools.cached_property
    def parts(self) -> tuple[Stretch, ...]:
        """The stretches of the subject."""
        return self.given or stretches(self.subject)

    def of(self, body: Standard) -> tuple[Finding | NotApplied, ...]:
        """What every rule of a body says, in its order."""
        parts = tuple(as_counted(part, body.counting) for part in self.parts)
        said = [self._answer(rule, body, parts) for rule in body]
        settled = {each.rule.id: each.finding for each in whomever(each for each in said if isinstance(each, Answer))}
        return tuple(each if isinstance(each, NotApplied) else settled.get(each.rule.id, each.finding) for each in said)

    def _answer(self, rule: Rule | Band, body: Standard, parts: tuple[Stretch, ...]) -> Answer | NotApplied:
        dated = rule.history.nearest(self.day)
        concerned = [part for part in parts if not why_not(rule.scope, part)]
        if isinstance(rule, Rule) and rule.force is Force.HOUSE:
            concerned = [part for part in concerned if part.level is None or not _is_label_in_doubt(rule, part)]
        reason = not_in_force(dated, self.day, self.include_unverified) or _cannot_be_asked(rule, parts, concerned)
        if reason:
            return NotApplied(rule.id, body.name, reason)
        question = _Question(as_rule(rule), dated, body, tuple(concerned), parts, self.day, self.include_unverified)
        found = list(question.places())
        if isinstance(self.subject, Program):
            found += question.contradicted(self.subject)
        if not found:
            return NotApplied(rule.id, body.name, _nothing_to_ask(rule))
        finding = finding_of(rule, dated, body, [place for place, _ in found])
        bare = [place for _, place in found]
        known = all(place is not None for place in bare) and any(a is not b for a, b in found)
        return Answer(finding, rule, tuple(place for place in bare if place is not None) if known else ())


def not_in_force(dated: Dated[Bound], day: Date, include_unverified: bool) -> str:  # noqa: FBT001 - one of three facts
    """Why a rule takes no part on that day whatever the program is; empty when it does."""
    standing = dated.standing(day)
    if standing in {InForce.NOT_YET, InForce.ENDED}:
        return f"{standing.value} on {day} ({dated})"
    if dated.citation.mark is Mark.UNVERIFIED and not include_unverified:
        return "unverified, so it takes part only when asked for"
    return ""


def _cannot_be_asked(rule: Rule | Band, parts: tuple[Stretch, ...], concerned: list[Stretch]) -> str:
    """Why a rule that is in force is not asked of these stretches; empty when it is."""
    if not concerned:
        # Of several stretches the one at the right level tells most.
        at_level = [part for part in parts if not why_not(Scope(levels=rule.scope.levels), part)]
        return why_not(rule.scope, (at_level or parts)[0]) or "whether the level label means this level is not known"
    if _is_of_other_types(rule, concerned):
        return f"for programs of the type {', '.join(sorted(rule.scope.types))}, and no type was given"
    if not can_be_asked(rule.measure):
        return _SUBJECTS[rule.measure.subject]
    return ""


def _is_label_in_doubt(rule: Rule, part: Stretch) -> bool:
    """Whether a level label may mean this level or another one: then it can contradict no hours."""
    return any(doubts(Scope(levels=rule.scope.levels), part))


def _nothing_to_ask(rule: Rule | Band) -> str:
    """Why there is no place at which the rule could be asked."""
    if rule.scope.during is not None:
        return f"for {rule.scope.during} of the stay, which it does not reach"
    match rule.measure:
        case Measure.FAMILY_SESSIONS_PER_MONTH | Measure.MINUTES_PER_MONTH:
            return "there is nothing to ask it of: no stretch of the stay has a whole month of its own"
        case Measure.MINUTES_PER_SESSION | Measure.GROUP_SIZE | Measure.CLASS_SIZE:
            return "there is nothing to ask it of: it has no such session"
        case Measure.WEEKS_BELOW_FLOOR:
            return "there is nothing to ask it of: no weekly floor of this body applies"
        case _:
            return "there is nothing to ask it of: no counted session has a day"


def finding_of(rule: Rule | Band, dated: Dated[Bound], body: Standard, places: list[Place]) -> Finding:
    """The finding of a rule over its places, of which there is at least one."""
    verdict = overall(place.verdict for place in places)
    certain = (all(cause.kind is not CauseKind.SCOPE for cause in place.causes) for place in places)
    ordered = tuple(sorted(places, key=deciding))
    return Finding(
        rule=rule.id,
        body=body.name,
        force=rule.force if isinstance(rule, Rule) else None,
        verdict=verdict,
        measure=rule.measure,
        required=dated.value,
        asks=rule.asks(dated.value),
        unit=rule.measure.unit,
        places=ordered,
        citation=dated.citation,
        sentence=sentence_of(as_rule(rule), dated.value, ordered, verdict),
        note=rule.note,
        picks=rule.picks if isinstance(rule, Band) else "",
        applies=any(certain),
    )


def _is_of_other_types(rule: Rule | Band, concerned: list[Stretch]) -> bool:
    """Whether a word on the usual practice of single types has no type to speak of: it would only be noise."""
    is_typical = isinstance(rule, Rule) and rule.force is Force.TYPICAL
    return is_typical and bool(rule.scope.types) and not any(part.types for part in concerned)


def judged(reading: Reading, bound: Bound) -> Verdict:
    """What a bound says of one figure: inside it MET, disjoint NOT_MET, else UNKNOWN.

    A place that a stay may never reach can miss nothing for certain.
    """
    measured, limit = reading.measured, comparable(bound, reading.measured)
    if reading.in_days is not None and isinstance(bound.low, int):
        measured, limit = reading.in_days, bound * DAYS_IN_WEEK
    measured, limit = _closed(measured), _closed(limit)
    if measured.within(limit):  # type: ignore[arg-type]
        return Verdict.MET
    if reading.is_certain and not measured.overlaps(limit):  # type: ignore[arg-type]
        return Verdict.NOT_MET
    return Verdict.UNKNOWN


def _closed(value: Measured) -> Measured:
    """A range of whole units whose excluded end is left out, so that under 61 days is at most 60."""
    low, high = value.low, value.high
    if not value.high_excluded or isinstance(high, Fraction):
        return value
    if isinstance(low, int) and isinstance(high, int):
        return Range(low, high - 1)
    whole: Any = high
    return cast("Measured", Range(low, type(whole)(whole.count - 1)))


@attrs.frozen
class _Question:
    """One rule in force, asked of the stretches that it concerns."""

    rule: Rule
    dated: Dated[Bound]
    body: Standard
    concerned: tuple[Stretch, ...]
    parts: tuple[Stretch, ...]
    day: Date
    include_unverified: bool

    def places(self) -> Iterator[tuple[Place, Place | None]]:
        """What it says at each place; and what it would say there if it were not in doubt whom alone it is for."""
        for parts in taken_together(self.rule, self.concerned, self.parts):
            floors = self._floors(parts)
            found = (
                readings(self.rule, parts[0], self.body.counting, floors)
                if len(parts) == 1
                else readings_together(self.rule, parts, self.body.counting, floors)
            )
            unsure = (*_doubts(self.rule.scope, parts), *_doubt_of_beginning(self.rule, parts[0]))
            whoever = attrs.evolve(self.rule.scope, population=None)
            only_people = not _doubts(whoever, parts) and not _doubt_of_beginning(self.rule, parts[0])
            undated = doubt_of_date(self.dated, self.day)
            before = bounds_before(self.rule.history, self.dated) if undated else ()
            for reading in found:
                place = self._place(reading, parts)
                doubtful = tuple(_scope_doubt(words) for words in (reading.doubt,) if words)
                is_met = place.verdict is Verdict.MET and (not undated or are_met(before, reading))
                unsure_place = doubted(place, (*unsure, *undated, *doubtful), is_met=is_met)
                yield unsure_place, place if only_people and not undated and not doubtful else None

    def contradicted(self, program: Program) -> list[tuple[Place, Place | None]]:
        """Where the program as a whole states what its week refutes."""
        wrong = (
            Reading(where=each.where, measured=Range.exactly(1), detail=each.sentence)
            for each in stated_by_program(program, self.rule.measure)
        )
        places = (self._place(reading, self.concerned[:1]) for reading in wrong)
        return [(place, place) for place in places]

    def _place(self, reading: Reading, parts: tuple[Stretch, ...]) -> Place:
        bound = self.dated.value
        verdict = judged(reading, bound)
        detail = detail_of(self.rule, bound, reading)
        causes: tuple[Cause, ...] = ()
        if verdict is not Verdict.MET and reading.week is not None:
            verdict, detail, causes = self._let_pass(reading, verdict, detail)
        if verdict is Verdict.UNKNOWN and not causes:
            causes = causes_of(self.rule, reading, parts, self.body)
            if len(parts) == 1:
                causes = with_threshold(causes, parts[0], self._judged_whole)
        return Place(
            where=reading.where,
            measured=reading.measured,
            verdict=verdict,
            sessions=reading.sessions,
            causes=causes,
            detail=detail,
        )

    def _judged_whole(self, part: Stretch) -> Verdict:
        found = readings(self.rule, part, self.body.counting, self._floors((part,)))
        return overall(judged(reading, self.dated.value) for reading in found)

    def _let_pass(self, reading: Reading, verdict: Verdict, detail: str) -> tuple[Verdict, str, tuple[Cause, ...]]:
        """The verdict on weeks below the floor where the body lets the last weeks of a stay pass."""
        for other, dated in self._allowances():
            floor, allowed = self.dated.value.low, dated.value
            is_above = judged(reading, _without_floor(self.dated.value)) is Verdict.MET
            if reading.week is None or not is_above or not isinstance(floor, Minutes):
                continue
            run = self._run(reading.week.stretch)
            if self._goes_up_after(run):
                continue
            passes = is_let_pass(reading.week, run, self.body.counting, floor, allowed)  # type: ignore[arg-type]
            if passes:
                return Verdict.MET, f"Let pass at the end of the stay: {other.asks(allowed)} ({other.id}).", ()
            if passes is None:
                words = f"how long it lasts: {other.asks(allowed)} may end a stay ({other.id})"
                return Verdict.UNKNOWN, detail, (Cause(CauseKind.CHOICE, Fact.LENGTH, words),)
        return verdict, detail, ()

    def _allowances(self) -> Iterator[tuple[Rule, Dated[Bound]]]:
        """The rules of the body that let weeks below this rule's floor pass, in force on that day."""
        for other in self.body:
            if isinstance(other, Rule) and self.rule.id in other.floors:
                dated = other.history.nearest(self.day)
                if self._takes_part(dated):
                    yield other, dated

    def _takes_part(self, dated: Dated[Bound]) -> bool:
        return not not_in_force(dated, self.day, self.include_unverified)

    def _run(self, stretch: Stretch) -> tuple[Stretch, ...]:
        """The phases at the level of one of them that follow each other, it among them; a track stands alone."""
        runs = [*_runs(self.concerned, self.parts), (stretch,)]
        return next(run for run in runs if stretch in run)

    def _goes_up_after(self, run: tuple[Stretch, ...]) -> bool:
        """Whether the stay goes on at a higher level, so that its weeks before are no step down."""
        phases = [part for part in self.parts if part.is_phase]
        after = phases[phases.index(run[-1]) + 1 :] if run[-1].is_phase else []
        if not after or run[-1].level is None or after[0].level is None:
            return False
        here, there = (GENERAL.height(same_level(level)) for level in (run[-1].level, after[0].level))
        return here is not None and there is not None and there > here

    def _floors(self, parts: tuple[Stretch, ...]) -> tuple[Minutes, ...]:
        """The weekly floors of the body that may apply to these stretches, for a rule that counts weeks below them."""
        found: list[Minutes] = []
        for id_ in self.rule.floors:
            rule = self.body.rule(id_)
            dated = rule.history.nearest(self.day)
            applies = any(not why_not(rule.scope, part) for part in parts)
            if applies and self._takes_part(dated) and isinstance(dated.value.low, Minutes):
                found.append(dated.value.low)
        return tuple(found)


def _doubts(scope: Scope, parts: tuple[Stretch, ...]) -> tuple[Cause, ...]:
    """What must be known to tell whether a rule of this scope is for all of these stretches, each once."""
    return tuple(dict.fromkeys(cause for part in parts for cause in doubts(scope, part)))


def _doubt_of_beginning(rule: Rule, part: Stretch) -> tuple[Cause, ...]:
    """What must be known for a rule about the whole stay, of a track that is a later step of one."""
    if part.is_phase or part.first_week == 1 or not is_of_the_stay(rule):
        return ()
    return (_scope_doubt(f"what the stay holds before week {part.first_week}"),)


def bounds_before(history: History[Bound], dated: Dated[Bound]) -> tuple[Bound, ...]:
    """The bound that may still be in force in a year or month of which only that is known of a change."""
    index = history.entries.index(dated)
    return (history.entries[index - 1].value,) if index else ()


def doubt_of_date(dated: Dated[Bound], day: Date) -> tuple[Cause, ...]:
    """What must be known to tell whether a value holds on that day; nothing when it does."""
    if dated.standing(day) is not InForce.UNSURE:
        return ()
    return (_scope_doubt(f"the day in {dated.since} on which the rule began"),)


def _scope_doubt(words: str) -> Cause:
    return Cause(CauseKind.SCOPE, Fact.SCOPE, words)


def _without_floor(bound: Bound) -> Bound:
    return Range(bound.low * 0, bound.high, high_excluded=bound.high_excluded)  # type: ignore[return-value]


def taken_together(rule: Rule, concerned: tuple[Stretch, ...], parts: tuple[Stretch, ...]) -> list[tuple[Stretch, ...]]:
    """The stretches of which a rule is asked: each alone, and where it is about the whole stay, phases in a row as one.

    Args:
        rule: the rule.
        concerned: the stretches that it is for, or may be.
        parts: all stretches of the subject; a phase between two others that the rule is not for parts two stays.
    """
    if not is_of_the_stay(rule):
        return [(part,) for part in concerned]
    alone = [(part,) for part in concerned if not part.is_phase]
    return [*alone, *_runs(concerned, parts)]


def _runs(concerned: tuple[Stretch, ...], parts: tuple[Stretch, ...]) -> list[tuple[Stretch, ...]]:
    """The phases that a rule is for, those in a row together."""
    runs: list[tuple[Stretch, ...]] = []
    for is_concerned, phases in itertools.groupby((part for part in parts if part.is_phase), concerned.__contains__):
        if is_concerned:
            runs.append(tuple(phases))
    return runs


def are_met(before: tuple[Bound, ...], reading: Reading) -> bool:
    """Whether the bound that stood before is met too; where none is known, nobody knows what was asked."""
    return bool(before) and all(judged(reading, bound) is Verdict.MET for bound in before)


def doubted(place: Place, unsure: tuple[Cause, ...], *, is_met: bool) -> Place:
    """A place at which it is not certain that the rule applies: what is met in every case stays met, and says so."""
    if not unsure:
        return place
    verdict = Verdict.MET if is_met else Verdict.UNKNOWN
    return attrs.evolve(place, verdict=verdict, causes=(*unsure, *place.causes))
