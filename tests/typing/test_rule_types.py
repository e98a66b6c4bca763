"""The types of rules: sources, histories, rules and bodies, what a check finds, and bodies side by side."""

import datetime as dt
from typing import Any, assert_type

from iopmodel import (
    Aggregation,
    Band,
    Cause,
    Change,
    Citation,
    Comparison,
    Contradiction,
    Coverage,
    Dated,
    Disagreement,
    Edition,
    Explanation,
    Finding,
    Fix,
    Focus,
    Force,
    FoundRule,
    History,
    InForce,
    LevelOfCare,
    Mark,
    Measure,
    Minutes,
    NotApplied,
    PartOfStay,
    Place,
    Population,
    Range,
    Reading,
    Report,
    Rule,
    Scope,
    Session,
    Standard,
    Term,
    Verdict,
    check,
    check_figure,
    compare,
    disagreements,
    extended,
    in_succession,
    measured,
    standard_page,
    standards,
    standards_page,
)
from iopmodel._days import Date
from iopmodel.findings import Measured
from iopmodel.rules import Bound
from tests.typing.examples import BODIES, DAY, EVENINGS, IOP, PROGRAM

SOURCE = Citation("a contract", mark=Mark.PRIMARY, checked_on="2026-01-15")


def a_rule(id_: str = "own.hours") -> Rule:
    """A rule of nine hours a week."""
    nine = Range.at_least(Minutes(540))
    return Rule(id=id_, measure="hours_per_week", force="required", history=History.of(Dated(nine, SOURCE)))


def test_a_source_says_how_well_it_was_checked() -> None:
    assert assert_type(SOURCE.mark, Mark) is Mark.PRIMARY
    assert assert_type(SOURCE.checked_on, Date | None) == Date(2026, 1, 15)
    assert assert_type(Citation("a page", mark="primary").mark, Mark) is Mark.PRIMARY
    assert assert_type(Citation("a page", checked_on=dt.date(2026, 1, 15)), Citation).url == ""


def test_a_dated_value_knows_of_what_it_is() -> None:
    dated = assert_type(Dated(Range(3, 5), SOURCE, since="2026-01-01"), Dated[Range[int]])
    assert assert_type(Dated(7, SOURCE, since=2026, until="2027-01-01"), Dated[int]).value == 7
    assert assert_type(dated.value, Range[int]) == Range(3, 5)
    assert assert_type(dated.since, Date | int | str | None) == Date(2026, 1, 1)
    assert assert_type(dated.until, Date | None) is None
    assert assert_type(dated.standing(Date(2025, 1, 1)), InForce) is InForce.NOT_YET


def test_a_history_knows_of_what_it_is() -> None:
    first, second = Dated("six", SOURCE), Dated("nine", SOURCE, since="2026-01-01")
    history = assert_type(History([first, second]), History[str])
    assert assert_type(History.of(first, second), History[str]) == history
    assert assert_type(history.entries, tuple[Dated[str], ...]) == (first, second)
    assert assert_type(history.on(Date(2026, 2, 2)), Dated[str]) == second
    assert assert_type(history.on(Date(2025, 2, 2)).value, str) == "six"
    assert assert_type(history.standing(Date(2026, 2, 2)), InForce) is InForce.YES


def test_a_rule_takes_words_and_holds_values() -> None:
    rule = assert_type(a_rule(), Rule)
    assert assert_type(rule.measure, Measure) is Measure.HOURS_PER_WEEK
    assert assert_type(rule.force, Force) is Force.REQUIRED
    assert assert_type(rule.aggregation, Aggregation) is Aggregation.EVERY
    assert assert_type(rule.history, History[Bound]) == History.of(Dated(Range(Minutes(540)), SOURCE))
    assert assert_type(rule.day_at_least, Minutes | None) is None
    assert assert_type(rule.components, frozenset[str]) == frozenset()
    assert assert_type(rule.citation, Citation) == SOURCE
    scope = assert_type(Scope(levels=[IOP], during="weeks 1 to 8", focus="substance use"), Scope)
    assert assert_type(scope.levels, frozenset[LevelOfCare]) == {IOP}
    assert assert_type(scope.during, PartOfStay | None) == PartOfStay("weeks", 1, 8)
    assert assert_type(scope.population, Population | None) is None
    assert assert_type(scope.focus, Focus) is Focus.SUBSTANCE_USE


def test_a_history_of_clinical_time_is_one_of_what_a_rule_bounds() -> None:
    history = assert_type(History.of(Dated(Range.at_least(Minutes(540)), SOURCE)), History[Range[Minutes]])
    assert (
        assert_type(Rule(id="own.hours", measure="hours_per_week", force="required", history=history), Rule) == a_rule()
    )


def test_a_body_holds_rules_and_bands() -> None:
    body = assert_type(Standard("own", "Own", [a_rule()]), Standard)
    assert assert_type(body.rules, tuple[Rule | Band, ...]) == (a_rule(),)
    assert assert_type(body.rule("own.hours"), Rule | Band) == a_rule()
    assert assert_type(extended(standards.TRICARE, "own", "Own", [a_rule()]), Standard).based_on
    edition = assert_type(Edition(2026, [a_rule()]), Edition)
    assert assert_type(in_succession(edition), tuple[Rule | Band, ...])[0].id == "own.hours"
    band = Band(id="own.low", measure="hours_per_week", history=History.of(Dated(Range.below(Minutes(540)), SOURCE)))
    assert assert_type(band, Band).picks == ""


def test_rules_are_found_in_all_bodies() -> None:
    found = assert_type(standards.find(measure="hours_per_week", level=IOP), tuple[FoundRule, ...])
    assert assert_type(found[0].body, Standard) in standards.all()
    assert assert_type(found[0].bound, Bound) == found[0].dated.value
    assert assert_type(standards.all(), tuple[Standard, ...])[0] == assert_type(
        standards.named(standards.all()[0].key), Standard
    )
    assert assert_type(standards.changes(since="2024-01-01", until="2025-01-01"), tuple[Change, ...])
    assert assert_type(standards.coverage(), tuple[Coverage, ...])
    assert assert_type(standard_page(standards.TRICARE), str)
    assert assert_type(standards_page(), str)


def test_a_check_gives_a_report() -> None:
    report = assert_type(check(PROGRAM, against=BODIES, on=DAY), Report)
    assert assert_type(check(PROGRAM.tracks[0], against=[standards.GUIDES], on=dt.date(2026, 2, 2)), Report) != report
    assert assert_type(report.verdict, Verdict) is Verdict.MET
    assert assert_type(report.on, Date) == Date(2026, 2, 2)
    assert assert_type(report.findings, tuple[Finding, ...])
    assert assert_type(report.not_applied, tuple[NotApplied, ...])
    assert assert_type(report.as_data(), dict[str, Any])["on"] == DAY
    assert assert_type(report.require(unknown_ok=True), Report) == report


def test_a_finding_has_places_causes_and_an_explanation() -> None:
    finding = assert_type(check(PROGRAM, against=[standards.MEDICARE], on=DAY).findings[0], Finding)
    assert assert_type(finding.verdict, Verdict) in set(Verdict)
    assert assert_type(finding.force, Force | None) is Force.REQUIRED
    assert assert_type(finding.required, Bound) == Range(Minutes(540))
    assert assert_type(finding.measured, Measured) == Range.exactly(Minutes(540))
    assert assert_type(finding.places, tuple[Place, ...])[0].verdict is finding.verdict
    assert assert_type(finding.causes, tuple[Cause, ...]) == ()
    assert assert_type(finding.sessions, tuple[Session, ...]) == EVENINGS[:3]
    explanation = assert_type(finding.explain(), Explanation)
    assert assert_type(explanation.terms, tuple[Term, ...])[0].session == EVENINGS[0]
    assert assert_type(explanation.fixes, tuple[Fix, ...]) == ()


def test_bodies_side_by_side_are_a_comparison() -> None:
    comparison = assert_type(compare(PROGRAM, standards=BODIES, on=DAY), Comparison)
    assert assert_type(comparison.bodies, tuple[str, ...])
    assert assert_type(comparison.contradictions, tuple[Contradiction, ...]) == ()
    disagreement = assert_type(disagreements("hours_per_week", level="intensive outpatient", on=DAY), Disagreement)
    assert assert_type(disagreement.rules, tuple[FoundRule, ...])
    assert assert_type(disagreements(Measure.HOURS_PER_WEEK, level=IOP, on=DAY), Disagreement) == disagreement


def test_a_figure_is_measured_and_asked_about() -> None:
    readings = assert_type(measured(PROGRAM, "hours_per_week"), tuple[Reading, ...])
    assert assert_type(readings[0].measured, Measured) == Range.exactly(Minutes(540))
    said = assert_type(
        check_figure("hours_per_week", "9 h", against=[standards.MEDICARE], on=DAY, level=IOP),
        tuple[Finding | NotApplied, ...],
    )
    assert said == check_figure(Measure.HOURS_PER_WEEK, Minutes(540), against=[standards.MEDICARE], on=DAY, level=IOP)
    assert check_figure("duration_weeks", Range(8, 16), against=[standards.GUIDES], on=DAY)
