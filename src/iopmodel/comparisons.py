"""Several bodies side by side: one program against all of them, and their bounds on one measure without any program."""

from __future__ import annotations

import datetime as dt
import itertools
import textwrap
from collections.abc import Iterable, Iterator, Mapping

import attrs

from iopmodel import standards as bodies_shipped
from iopmodel._days import Date, plain_day
from iopmodel.bodies import bodies_of
from iopmodel.checks import check
from iopmodel.citations import Mark
from iopmodel.findings import Finding, NotApplied, Verdict, concluded
from iopmodel.levels import LevelOfCare, is_level
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Range
from iopmodel.reports import Report
from iopmodel.rulebook import FoundRule, found_in
from iopmodel.rules import Bound, Force, Rule, Scope, Standard
from iopmodel.stretches import Subject

__all__ = ["Comparison", "Contradiction", "Disagreement", "compare", "disagreements"]

_WIDTH = 100
_COLUMN = 24
_LABEL = 22
_WORDS = {Verdict.MET: "met", Verdict.NOT_MET: "missed", Verdict.UNKNOWN: "unknown"}
_PRACTICE = {Verdict.MET: "within", Verdict.NOT_MET: "outside", Verdict.UNKNOWN: "perhaps"}


@attrs.frozen
class Contradiction:
    """Bodies of which some are met and others missed, on one measure of one program.

    Args:
        measure: the measure.
        met: the findings of the bodies that are met.
        missed: the findings of the bodies that are missed.
    """

    measure: Measure
    met: tuple[Finding, ...]
    missed: tuple[Finding, ...]

    def __str__(self) -> str:
        met = ", ".join(f"{each.body} ({each.asks})" for each in self.met)
        missed = ", ".join(f"{each.body} ({each.asks}{_by(each)})" for each in self.missed)
        return f"{_words(self.measure)}: met {met}; missed {missed}"


@attrs.frozen
class Comparison:
    """One subject against several bodies: rules by measure down, bodies across.

    Args:
        report: the report on which it rests.
    """

    report: Report

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies that say anything of the subject, in the order given."""
        saying = {each.body for each in self._findings}
        return tuple(name for name in self.report.bodies if name in saying)

    @property
    def silent(self) -> tuple[str, ...]:
        """The bodies of which no rule applies; nothing known is not nothing required."""
        return tuple(name for name in self.report.bodies if name not in self.bodies)

    @property
    def rows(self) -> Mapping[Measure, Mapping[str, tuple[Finding, ...]]]:
        """For each measure, what each body says of it."""
        found: dict[Measure, dict[str, tuple[Finding, ...]]] = {}
        for measure in Measure:
            for each in self._findings:
                if each.measure is measure:
                    row = found.setdefault(measure, {})
                    row[each.body] = (*row.get(each.body, ()), each)
        return found

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The verdict of each body that judges: over its required and recommended rules."""
        judging = {body: [each for each in self.report.findings if each.body == body] for body in self.bodies}
        return {body: concluded(found) for body, found in judging.items() if found}

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The measures on which the subject meets one body and misses another."""
        found: list[Contradiction] = []
        for measure in self.rows:
            asked = [each for each in self.report.findings if each.measure is measure]
            met = [each for each in asked if each.verdict is Verdict.MET]
            missed = [each for each in asked if each.verdict is Verdict.NOT_MET]
            # A body of which one rule on the measure is missed is not met on it, whatever its other rules say.
            not_met = {each.body for each in missed}
            pairs = [(a, b) for a in met for b in missed if a.body not in not_met and self._meet_somewhere(a, b)]
            if pairs:
                one, other = (tuple(dict.fromkeys(column)) for column in zip(*pairs, strict=True))
                found.append(Contradiction(measure, one, other))
        return tuple(found)

    def _meet_somewhere(self, met: Finding, missed: Finding) -> bool:
        """Whether one is met in a track or phase in which the other is missed; two phases are two things."""
        here = {self._part(place.where) for place in missed.places if place.verdict is Verdict.NOT_MET}
        return bool(here & {self._part(place.where) for place in met.places})

    def _part(self, where: str) -> str:
        titles = [title for title in self.report.parts if f"{where}, ".startswith(f"{title}, ")]
        return max(titles, key=len, default=where)

    @property
    def not_applied(self) -> tuple[NotApplied, ...]:
        """The rules that take no part, each with the reason."""
        return self.report.not_applied

    @property
    def _findings(self) -> tuple[Finding, ...]:
        return (*self.report.findings, *self.report.usual_practice, *self.report.bands)

    def __str__(self) -> str:
        report = self.report
        lines = [f"{report.subject}, compared as of {report.on} · {report.week}", *report.summary]
        across = (_WIDTH - _LABEL) // _COLUMN
        for first in range(0, len(self.bodies), across):
            lines += ["", *self._table(self.bodies[first : first + across])]
        lines += ["", *self._conclusion(), ""]
        lines.append(f"rules {report.rules_version} (digest {report.digest}) · iopmodel {report.version}")
        return "\n".join(lines)

    def _table(self, bodies: tuple[str, ...]) -> Iterator[str]:
        yield from _row("", list(bodies))
        for measure, said in self.rows.items():
            if any(body in said for body in bodies):
                yield from _row(_words(measure), ["; ".join(map(_cell, said.get(body, ()))) for body in bodies])
        verdicts = self.verdicts
        yield from _row("in all", [str(verdicts[body]).upper() if body in verdicts else "shown" for body in bodies])

    def _conclusion(self) -> Iterator[str]:
        for verdict, words in ((Verdict.MET, "meets"), (Verdict.NOT_MET, "misses"), (Verdict.UNKNOWN, "unknown for")):
            named = [body for body, found in self.verdicts.items() if found is verdict]
            if named:
                yield from _wrapped(f"{words}: {', '.join(named)}")
        for each in self.contradictions:
            yield from _wrapped(f"met by one body's rule and missed by another's: {each}")
        if self.silent:
            yield from _wrapped(f"no rule applies: {', '.join(self.silent)}; nothing known is not nothing required")


def compare(
    subject: Subject,
    *,
    standards: Iterable[Standard] | None = None,
    on: dt.date | str,
    include_unverified: bool = False,
) -> Comparison:
    """Hold one subject against several bodies at once, side by side.

    Unlike :func:`~iopmodel.checks.check` it asserts nothing about jurisdiction and payer: it shows what each body would
    say. Nothing here is legal, billing or clinical advice.

    Args:
        subject: a program type, track, program, phase, pathway, or a bare week.
        standards: the bodies; all that come with iopmodel when not given.
        on: the day for which the rules are read.
        include_unverified: whether figures that were checked in no text take part.

    >>> from iopmodel import WeeklyPattern, Program, Track, catalogue, standards
    >>> week = WeeklyPattern(days=3, time_per_day="2 h 10 min")
    >>> program = Program(catalogue.SUBSTANCE_USE_IOP, tracks=[Track("one", week)], population="adult")
    >>> found = compare(program, standards=[standards.MEDICARE, standards.TRICARE, standards.TEDS], on="2026-02-02")
    >>> for body, verdict in found.verdicts.items():
    ...     print(body, verdict)
    Medicare not met
    TRICARE met
    SAMHSA TEDS met

    Raises:
        WrongKind: for a subject without a week, or a standard that is none.
        NotAccepted: for a day that cannot be read.
    """
    against = bodies_shipped.all() if standards is None else standards
    return Comparison(check(subject, against=against, on=on, include_unverified=include_unverified))


@attrs.frozen
class Disagreement:
    """The bounds of several bodies on one measure, side by side.

    Args:
        measure: the measure.
        on: the day for which they were read.
        rules: the rules that bound it, each with its body and the bound in force.
    """

    measure: Measure
    on: Date
    rules: tuple[FoundRule, ...]

    @property
    def common(self) -> Bound | None:
        """What lies within every bound that law, payers and criteria set; ``None`` when nothing does.

        Usual practice, billing bands, and rules for one type of program or one part of a stay stand aside. ``None`` too
        where some of the rules can never hold together, because they are for different levels or people.
        """
        if any(not _may_meet(a.rule.scope, b.rule.scope) for a, b in itertools.combinations(self._binding, 2)):
            return None
        common: Range[object] | None = Range(0) if not self._binding else self._binding[0].bound  # type: ignore[assignment, type-var]
        for each in self._binding:
            common = None if common is None else common.intersection(each.bound)  # type: ignore[arg-type]
        return common  # type: ignore[return-value]

    @property
    def disjoint(self) -> tuple[tuple[FoundRule, FoundRule], ...]:
        """The pairs of such rules of which no figure meets both."""
        return tuple(
            (one, other)
            for one, other in itertools.combinations(self._binding, 2)
            if _may_meet(one.rule.scope, other.rule.scope) and not one.bound.overlaps(other.bound)  # type: ignore[arg-type]
        )

    @property
    def _binding(self) -> tuple[FoundRule, ...]:
        return tuple(
            each
            for each in self.rules
            if isinstance(each.rule, Rule)
            and each.rule.force in {Force.REQUIRED, Force.RECOMMENDED}
            and not each.rule.scope.types
            and each.rule.scope.during is None
            and each.rule.day_at_least is None
        )

    def __str__(self) -> str:
        rows = [
            (
                each.rule.asks(each.bound),
                each.body.name,
                str(each.rule.scope),
                f"{each.citation} [{each.citation.mark}]",
            )
            for each in self.rules
        ]
        widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
        lines = [f"{_words(self.measure)} as of {self.on}: {len(rows)} rules"]
        for row in rows:
            padded = "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=False))
            lines.append(f"  {padded}  {row[3]}")
        if self.disjoint:
            lines += [f"no figure meets both {a.body} ({a.bound}) and {b.body} ({b.bound})" for a, b in self.disjoint]
        elif self.common is not None and self._binding:
            lines.append(f"meets every required and recommended rule: {self.common}")
        return "\n".join(lines)


def disagreements(
    measure: Measure | str,
    *,
    level: LevelOfCare | str | None = None,
    on: dt.date | str,
    population: Population | str | None = None,
    focus: Focus | str = Focus.ANY,
    standards: Iterable[Standard] | None = None,
    include_unverified: bool = False,
) -> Disagreement:
    """The bounds of the bodies on one measure, side by side, without any program.

    Args:
        measure: the measure.
        level: a level of care, or the key or name of one of the general ladder; every level when not given.
        on: the day for which the rules are read.
        population: whom the rules must be about; everybody when not given.
        focus: what the rules must be about; anything when not given.
        standards: the bodies; all that come with iopmodel when not given.
        include_unverified: whether figures that were checked in no text take part.

    >>> print(disagreements("hours_per_day", level="intensive outpatient", on="2026-02-02", population="adult").common)
    3 h to 4 h

    Raises:
        NotAccepted: for a day that cannot be read, or a measure or focus that is none.
        UnknownName: for a level that is none.
    """
    day = plain_day(on)
    bodies = bodies_shipped.all() if standards is None else bodies_of(standards)
    found = found_in(bodies, level=level, population=population, measure=measure, in_force_on=day)
    wanted = Focus.one_of(focus)
    rules = tuple(
        each
        for each in found
        if (include_unverified or each.citation.mark is not Mark.UNVERIFIED)
        and (wanted is Focus.ANY or each.rule.scope.focus in {Focus.ANY, wanted})
    )
    return Disagreement(Measure.one_of(measure), day, rules)


def _may_meet(one: Scope, other: Scope) -> bool:
    """Whether one program may be in both scopes: of a level of both, and with people of both."""
    levels = [is_level(a, b) is not False for a in one.levels for b in other.levels]
    people = one.population is None or other.population is None or one.population.holds(other.population) is not False
    return people and (not levels or any(levels))


def _words(measure: Measure) -> str:
    return measure.replace("_", " ")


def _by(finding: Finding) -> str:
    return f", {finding.distance}" if finding.distance else ""


def _cell(finding: Finding) -> str:
    judges = finding.force in {Force.REQUIRED, Force.RECOMMENDED, Force.HOUSE}
    word = (_WORDS if judges else _PRACTICE)[finding.verdict]
    how = finding.places[0].detail.rstrip(".") or finding.distance
    by = f" ({how})" if how and finding.verdict is Verdict.NOT_MET else ""
    return f"{word}: {finding.asks}{by}"


def _row(label: str, cells: list[str]) -> Iterator[str]:
    """One row of a table, its cells wrapped."""
    columns = [textwrap.wrap(label, _LABEL - 2), *(textwrap.wrap(cell, _COLUMN - 2) for cell in cells)]
    for at in range(max(1, *(len(column) for column in columns))):
        texts = [column[at] if at < len(column) else "" for column in columns]
        yield "".join((texts[0].ljust(_LABEL), *(text.ljust(_COLUMN) for text in texts[1:]))).rstrip()


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
