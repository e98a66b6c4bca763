"""The rules as a page that people read."""

from pathlib import Path

import pytest

from iopmodel import (
    Band,
    Citation,
    Dated,
    History,
    Mark,
    Measure,
    Minutes,
    Range,
    Rule,
    Scope,
    Standard,
    standards,
)
from iopmodel.bodies import extended
from iopmodel.rule_pages import standard_page, standards_page
from iopmodel.rules import Band as BandOfRules
from iopmodel.rules import Bound, digest
from iopmodel.standards import CONSISTENCY, STILL_OPEN
from tests.rule_strategies import SOURCE

PAGE = Path(__file__).parents[1] / "docs" / "standards.md"
NINE = Range.at_least(Minutes.of_hours(9))


def test_the_page_in_the_documentation_is_the_one_of_the_rules() -> None:
    if PAGE.read_text(encoding="utf-8").rstrip("\n") != standards_page().rstrip("\n"):
        pytest.fail("docs/standards.md is stale: python -m iopmodel standards > docs/standards.md")


@pytest.mark.parametrize("body", [*standards.all(), CONSISTENCY], ids=lambda body: body.key)
def test_every_rule_of_a_body_is_on_its_page_with_source_and_mark(body: Standard) -> None:
    page = standard_page(body)
    assert page in standards_page()
    assert page.startswith(f"## {body.name}\n\n`{body.key}`{f' · {body.jurisdiction}' if body.jurisdiction else ''}\n")
    assert body.note in page
    assert f"Counted: {body.counting}." in page
    for rule in body:
        _, _, rest = page.partition(f"  - `{rule.id}`\n")
        own, _, _ = rest.partition("\n- **")
        assert own
        assert rule.note in own
        for dated in rule.history.entries:
            assert str(dated.citation) in own
            assert f"({dated.citation.mark}" in own
            assert dated.citation.url in own
            assert rule.asks(dated.value) in page


def test_the_page_says_how_many_rules_there_are_what_is_covered_and_what_is_missing() -> None:
    page = standards_page()
    rules = [rule for body in standards.all() for rule in body]
    marks = [rule.citation.mark for rule in rules]
    counted = ", ".join(f"{marks.count(mark)} {mark}" for mark in (Mark.PRIMARY, Mark.SECONDARY, Mark.UNVERIFIED))
    assert f"{len(standards.all())} bodies, {len(rules)} rules ({counted})" in page
    assert digest((*standards.all(), CONSISTENCY)) in page
    assert all(f"- {each}" in page for each in STILL_OPEN)
    for body in standards.all():
        assert f"- **{body.jurisdiction}**" in page or not body.jurisdiction


def test_what_is_covered_names_measures_with_bodies_and_the_levels_of_which_nothing_is_known() -> None:
    _, _, covered = standards_page().partition("## What is covered")
    _, _, kansas = covered.partition("- **US-KS**\n")
    own, _, _ = kansas.partition("\n- **")
    assert "  - intensive outpatient: hours per week (2 rules) (" in own
    assert "  - nothing known of outpatient, partial hospitalization" in own


def a_rule(*history: Dated[Bound], **more: object) -> Rule:
    """A required rule with this history."""
    return Rule(
        id="one.hours",
        measure="hours_per_week",
        history=History(history),
        **{"force": "required", **more},  # type: ignore[arg-type]
    )


def test_a_rule_says_what_it_asks_of_whom_since_when_and_who_says_so() -> None:
    cited = Citation("Manual § 1", url="https://example.org", mark=Mark.SECONDARY, checked_on="2026-01-15")
    rule = a_rule(
        Dated(NINE, cited, since="2020-01-01", start_checked=True),
        scope=Scope(focus="substance-use"),
        issuer="the state",
        note="a note",
    )
    body = Standard("one", "One", [rule], jurisdiction="US-XX", note="About the body.")
    assert standard_page(body).splitlines() == [
        "## One",
        "",
        "`one` · US-XX",
        "",
        "About the body.",
        "",
        "Counted: treatment without breaks.",
        "",
        "- **at least 9 h a week** (required, the state) for substance use",
        "  - `one.hours`",
        "  - since 2020-01-01: [Manual § 1](https://example.org) (secondary, checked 2026-01-15)",
        "  - a note",
    ]


def test_each_bound_that_a_rule_has_had_stands_with_its_own_dates() -> None:
    rule = a_rule(
        Dated(Range.at_least(Minutes.of_hours(6)), SOURCE, since="2010-01-01"),
        Dated(NINE, SOURCE, since="2020-01-01", start_checked=True),
    )
    lines = standard_page(Standard("one", "One", [rule])).splitlines()
    assert lines[2:6] == ["`one`", "", "Counted: treatment without breaks.", ""]
    assert lines[6:] == [
        "- **at least 9 h a week** (required) for every program",
        "  - `one.hours`",
        "  - at least 6 h a week, since 2010-01-01 (start not checked): an example of a rule (primary)",
        "  - at least 9 h a week, since 2020-01-01: an example of a rule (primary)",
    ]


@pytest.mark.parametrize(("picks", "more"), [("the lower rate", ["  - picks the lower rate"]), ("", [])])
def test_a_band_says_what_it_picks(picks: str, more: list[str]) -> None:
    band = Band(id="band", measure=Measure.DAYS_PER_WEEK, history=History.of(Dated(Range(2, 3), SOURCE)), picks=picks)
    assert isinstance(band, BandOfRules)
    assert standard_page(Standard("one", "One", [band])).splitlines()[6:] == [
        "- **2 to 3 days a week** (billing) for every program",
        "  - `band`",
        "  - since a day that is not known: an example of a rule (primary)",
        *more,
    ]


def test_a_body_on_the_grounds_of_another_one_says_what_changed() -> None:
    plain = Standard("one", "One", [a_rule(Dated(NINE, SOURCE))])
    further = Rule(
        id="two.days", measure="days_per_week", history=History.of(Dated(Range.at_least(3), SOURCE)), force="required"
    )
    page = standard_page(extended(plain, "two", "Two", [a_rule(Dated(NINE, SOURCE), note="stricter"), further]))
    assert "\nOn the grounds of One: overrides one.hours; adds two.days.\n" in page
    assert "On the grounds of" not in standard_page(plain)
