"""The shapes of a rule: what they hold, refuse and say."""

import pickle

import attrs
import pytest

from iopmodel import (
    Aggregation,
    Band,
    Citation,
    Dated,
    Focus,
    Force,
    History,
    LevelOfCare,
    Measure,
    Minutes,
    Months,
    Population,
    Range,
    Rule,
    Scope,
    Standard,
    standards,
)
from iopmodel.errors import DuplicateKey, NotAccepted, UnknownName, WrongKind
from iopmodel.rules import Bound, asked, digest
from tests.refusal import refusal, wrong

SOURCE = Citation("Example Manual § 2.1")
NINE = Range.at_least(Minutes.of_hours(9))


def a_rule(**changes: object) -> Rule:
    """A rule with what is usual, but for these changes."""
    usual = {"id": "example.hours", "measure": "hours_per_week", "force": "required"}
    return Rule(**{**usual, "history": History.of(Dated(NINE, SOURCE)), **changes})  # type: ignore[arg-type]


def test_words_are_taken_as_people_write_them() -> None:
    rule = a_rule(force="Recommended", aggregation="average", measure=Measure.HOURS_PER_WEEK)
    assert (rule.force, rule.aggregation) == (Force.RECOMMENDED, Aggregation.AVERAGE)
    assert Scope(focus="substance use").focus is Focus.SUBSTANCE_USE
    assert Scope(levels=[LevelOfCare.OUTPATIENT]).levels == {LevelOfCare.OUTPATIENT}


def test_a_rule_is_as_good_as_its_newest_source() -> None:
    old, new = Citation("Manual, 1st ed."), Citation("Manual, 2nd ed.")
    history = History.of(Dated(NINE, old, since="2010-01-01"), Dated(NINE, new, since="2020-07-01"))
    assert a_rule(history=history).citation is new
    band = Band(id="example.band", measure=Measure.SERVICES_PER_DAY, history=History.of(Dated(Range.exactly(3), old)))
    assert band.citation is old
    assert band.asks(Range.exactly(3)) == "3 services on one day"


@pytest.mark.parametrize("id_", ["", " example", "example "])
def test_a_rule_needs_an_id_without_blanks_around_it(id_: str) -> None:
    message = f'rule id: expected an id such as medicare.iop.hours_week, got "{id_}"'
    assert refusal(NotAccepted, lambda: a_rule(id=id_)) == message


def test_words_that_are_none_are_refused_with_those_that_are() -> None:
    message = 'force: expected one of required, recommended, typical, house, got "strict"'
    assert refusal(NotAccepted, lambda: a_rule(force="strict")) == message
    assert "expected one of every, average, total" in refusal(NotAccepted, lambda: a_rule(aggregation="mean"))
    assert "expected one of any, substance-use" in refusal(NotAccepted, lambda: Scope(focus="everything"))


@pytest.mark.parametrize(
    ("measure", "aggregation", "allowed"),
    [
        ("days_per_week", "average", "an average of hours_per_week alone"),
        ("hours_per_week", "total", "a total of one of duration_days, duration_weeks, first_review_day, total_hours"),
    ],
)
def test_an_average_or_a_total_of_a_measure_that_has_none_is_refused(
    measure: str, aggregation: str, allowed: str
) -> None:
    said = refusal(NotAccepted, lambda: a_rule(measure=measure, aggregation=aggregation))
    assert said.startswith(f"aggregation: expected {allowed}")


@pytest.mark.parametrize(
    ("measure", "bound", "least_day", "words"),
    [
        (Measure.HOURS_PER_WEEK, NINE, None, "at least 9 h a week"),
        (Measure.HOURS_PER_WEEK, Range.below(Minutes.of_hours(9)), None, "under 9 h a week"),
        (Measure.HOURS_PER_WEEK, Range(Minutes(360), Minutes(1140)), None, "6 h to 19 h a week"),
        (Measure.HOURS_PER_DAY, Range.at_least(Minutes(180)), None, "at least 3 h on each day with service"),
        (Measure.DAYS_PER_WEEK, Range.at_least(3), Minutes(180), "at least 3 days of at least 3 h a week"),
        (Measure.DAYS_PER_WEEK, Range.at_least(1), None, "at least 1 day a week"),
        (Measure.DAYS_PER_WEEK, Range.at_most(1), None, "at most 1 day a week"),
        (Measure.VISITS_PER_WEEK, Range(1, 2), None, "1 to 2 visits a week"),
        (Measure.REVIEW_INTERVAL_MONTHS, Range.at_most(Months(2)), None, "at most 2 months between reviews"),
        (Measure.FIRST_REVIEW_DAY, Range.at_most(18), None, "at most 18 days until the first recertification"),
        (Measure.OVERLAPS, Range.exactly(0), None, "no overlaps between required sessions"),
        (Measure.OVERLAPS, Range.at_most(1), None, "at most 1 overlap between required sessions"),
        (Measure.AGE_YEARS, Range(13, 17), None, "13 to 17 years of age"),
    ],
)
def test_what_a_rule_asks_reads_as_people_say_it(
    measure: Measure, bound: Bound, least_day: Minutes | None, words: str
) -> None:
    assert asked(measure, bound, least_day) == words
    assert a_rule(measure=measure, day_at_least=least_day).asks(bound) == words


def test_a_rule_about_the_average_week_says_so() -> None:
    assert a_rule(aggregation="average").asks(NINE) == "at least 9 h a week on average"


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope(), "every program"),
        (Scope(levels={LevelOfCare.OUTPATIENT, LevelOfCare.INTENSIVE_OUTPATIENT}), "intensive outpatient, outpatient"),
        (
            Scope(
                levels={LevelOfCare.OUTPATIENT},
                types={"b-type", "a-type"},
                population=Population("adolescent", ages="13 to 17"),
                focus="substance-use",
            ),
            "outpatient; a-type, b-type; adolescent (ages 13 to 17); substance use",
        ),
    ],
)
def test_a_scope_says_to_what_a_rule_applies(scope: Scope, words: str) -> None:
    assert str(scope) == words


def test_a_body_holds_each_id_once() -> None:
    assert "example.hours" in refusal(DuplicateKey, lambda: Standard("own", "Own", [a_rule(), a_rule()]))


def test_a_body_has_a_key_a_name_and_its_rules_in_order() -> None:
    first, second = a_rule(), a_rule(id="example.other")
    body = Standard("Our Manual", "Our manual", [first, second])
    assert (body.key, str(body), tuple(body)) == ("our-manual", "Our manual", (first, second))
    assert body.rule("example.other") is second
    assert "example.hours, example.other" in refusal(UnknownName, lambda: body.rule("example.none"))
    assert "a name in words" in refusal(WrongKind, lambda: Standard(wrong(7), "Seven", []))


@pytest.mark.parametrize("standard", standards.all(), ids=str)
def test_a_shipped_body_is_a_value(standard: Standard) -> None:
    again = pickle.loads(pickle.dumps(standard))  # noqa: S301 - what this test itself pickled
    assert again == standard
    assert hash(again) == hash(standard)
    assert all(rule.citation.text for rule in standard)


def test_a_shipped_body_is_found_by_its_key_or_name() -> None:
    assert standards.named("Guides A to E (usual practice)") is standards.GUIDES
    assert [standards.named(each.key) for each in standards.all()] == list(standards.all())
    assert standards.named("house rules") is standards.CONSISTENCY
    message = refusal(UnknownName, lambda: standards.named("medicaid"))
    assert "guides, consistency" in message


def test_no_two_shipped_rules_share_an_id() -> None:
    ids = [rule.id for standard in standards.all() for rule in standard]
    assert len(ids) == len(set(ids)) == 112


def test_the_digest_tells_a_level_from_a_type_of_the_same_name() -> None:
    body = Standard("own", "Own", [a_rule(scope=Scope(levels={LevelOfCare.OUTPATIENT}))])
    other = attrs.evolve(body, rules=[a_rule(scope=Scope(types={"outpatient"}))])
    assert digest([body]) != digest([other])


def test_the_digest_changes_with_what_counts_and_not_with_the_name_of_a_body() -> None:
    body = Standard("own", "Own", [a_rule()])
    assert digest([body]) == digest([attrs.evolve(body, name="Ours")])
    assert digest([body]) != digest([attrs.evolve(body, counting=standards.MEDICARE.counting)])
    assert digest([body]) != digest([attrs.evolve(body, key="ours")])
    assert len(digest([])) == 12
