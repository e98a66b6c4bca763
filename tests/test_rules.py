"""The shapes of a rule: what they hold, refuse and say."""

import pickle

import attrs
import pytest

from iopmodel import (
    Aggregation,
    Band,
    Citation,
    Counting,
    Dated,
    FamilyTherapy,
    Focus,
    Force,
    GroupTherapy,
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
from iopmodel.bodies import extended
from iopmodel.errors import DuplicateKey, NotAccepted, UnknownName, WrongKind
from iopmodel.rules import Bound, asked, digest, rules_of
from iopmodel.spans import PartOfStay
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
        (
            Measure.HOURS_PER_WEEK,
            Range(Minutes(540), Minutes(1200), high_excluded=True),
            None,
            "at least 9 h and under 20 h a week",
        ),
        (Measure.DAYS_PER_WEEK, Range.exactly(0), None, "0 days a week"),
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
        (Scope(during="weeks 1 to 4"), "weeks 1 to 4 of the stay"),
        (Scope(during=PartOfStay(name="maintenance")), "maintenance of the stay"),
        (Scope(focus="trauma", during="day 8"), "trauma; day 8 of the stay"),
        (
            Scope(levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM}, during="days 31 on"),
            "opioid treatment program; days 31 on of the stay",
        ),
    ],
)
def test_a_scope_says_to_what_a_rule_applies(scope: Scope, words: str) -> None:
    assert str(scope) == words


def test_the_part_of_a_stay_is_given_as_text_or_as_a_value() -> None:
    assert Scope().during is None
    assert Scope(during="months 1 to 3") == Scope(during=PartOfStay("months", 1, 3))
    assert Scope(during="months 1 to 3") != Scope(during="months 1 to 4")
    assert refusal(NotAccepted, lambda: Scope(during="weeks 1-4")) == (
        'part of a stay: expected text such as weeks 1 to 4, days 31 on, or the name of a part, got "weeks 1-4"'
    )


@pytest.mark.parametrize(
    ("measure", "aggregation"), [("hours_per_week", "average"), ("duration_weeks", "total"), ("total_hours", "total")]
)
def test_an_average_or_a_total_is_of_the_whole_stay(measure: str, aggregation: str) -> None:
    scope = Scope(during="weeks 1 to 4")
    assert refusal(NotAccepted, lambda: a_rule(measure=measure, aggregation=aggregation, scope=scope)) == (
        'part of a stay: expected the whole stay for an average or a total, got "weeks 1 to 4"'
    )
    assert a_rule(measure=measure, aggregation="every", scope=scope).scope.during == PartOfStay("weeks", 1, 4)


@pytest.mark.parametrize(
    ("components", "aggregation", "words"),
    [
        ([GroupTherapy], "every", "at least 9 h a week of group therapy"),
        (["group-therapy", FamilyTherapy], "every", "at least 9 h a week of family therapy and group therapy"),
        ([GroupTherapy], "average", "at least 9 h a week of group therapy on average"),
        ([], "every", "at least 9 h a week"),
    ],
)
def test_a_rule_about_sessions_of_a_kind_says_which(
    components: list[str | type[GroupTherapy]], aggregation: str, words: str
) -> None:
    rule = a_rule(components=components, aggregation=aggregation)
    assert rule.asks(NINE) == words
    assert len(rule.components) == len(components)


def test_kinds_of_session_are_given_as_types_or_as_text_and_written_in_order() -> None:
    rule = a_rule(components=["group-therapy", "family-therapy"])
    assert rule == a_rule(components=(FamilyTherapy, GroupTherapy))
    assert "components=frozenset(['family-therapy', 'group-therapy'])" in repr(rule)


def test_a_rule_is_about_every_session_and_about_no_floor_unless_it_says_so() -> None:
    rule = a_rule()
    assert (rule.components, rule.floors, rule.issuer, rule.note) == (frozenset(), (), "", "")
    band = Band(id="example.band", measure="services_per_day", history=rule.history)
    assert (band.picks, band.issuer, band.note) == ("", "", "")
    picked = attrs.evolve(band, picks="the lower per-diem rate", issuer="Example Payer")
    assert (picked.picks, picked.issuer) == ("the lower per-diem rate", "Example Payer")
    assert a_rule(issuer="Example Label").issuer == "Example Label"


def test_a_rule_counts_weeks_below_floors_of_its_own_body() -> None:
    below = a_rule(id="example.below", measure="weeks_below_floor", aggregation="total", floors=["example.hours"])
    body = Standard("own", "Own", [below, a_rule()])
    assert below.floors == ("example.hours",)
    assert body.rule("example.below") is below
    message = 'rule: no such name as "example.hours"; known: example.below, example.other'
    assert refusal(UnknownName, lambda: Standard("own", "Own", [below, a_rule(id="example.other")])) == message
    two = attrs.evolve(below, floors=["example.hours", "example.none"])
    assert refusal(UnknownName, lambda: Standard("own", "Own", [two, a_rule()])) == (
        'rule: no such name as "example.none"; known: example.below, example.hours'
    )


def test_a_body_of_its_own_is_based_on_no_other() -> None:
    body = Standard("own", "Own", [a_rule()])
    assert (body.based_on, body.changed) == ("", ())


BASE = Standard(
    "base",
    "Base manual",
    [a_rule(), a_rule(id="example.other"), a_rule(id="example.third")],
    jurisdiction="US-XX",
    counting=Counting([GroupTherapy]),
    note="What all readers must know.",
)


def test_an_extended_body_keeps_overrides_and_adds_rules_and_says_which() -> None:
    stricter = a_rule(id="example.other", force="recommended")
    added = [a_rule(id="example.fourth"), a_rule(id="example.fifth")]
    body = extended(BASE, "Our Own", "Our own manual", [added[0], stricter, added[1]])
    assert (body.key, body.name, body.based_on) == ("our-own", "Our own manual", "Base manual")
    assert body.rules == (BASE.rule("example.hours"), BASE.rule("example.third"), added[0], stricter, added[1])
    assert body.rule("example.other") is stricter
    assert body.changed == ("overrides example.other", "adds example.fourth", "adds example.fifth")
    assert (body.jurisdiction, body.counting, body.note) == (BASE.jurisdiction, BASE.counting, BASE.note)
    assert BASE.rule("example.other") != stricter


@pytest.mark.parametrize(
    ("counting", "changed"),
    [
        (None, ()),
        (BASE.counting, ()),
        (Counting([GroupTherapy]), ()),
        (Counting([GroupTherapy, FamilyTherapy]), ("counts in its own way",)),
    ],
)
def test_an_extended_body_may_count_in_its_own_way_and_says_so(
    counting: Counting | None, changed: tuple[str, ...]
) -> None:
    body = extended(BASE, "own", "Own", [], counting=counting)
    assert body.rules == BASE.rules
    assert body.counting == (counting or BASE.counting)
    assert body.changed == changed


def test_an_extended_body_may_have_a_note_of_its_own_and_be_extended_again() -> None:
    body = extended(BASE, "own", "Own", [a_rule(id="example.fourth")], note="Ours.")
    assert body.note == "Ours."
    again = extended(body, "again", "Again", (each for each in [a_rule(id="example.fourth", note="new")]))
    assert (again.based_on, again.changed, again.note) == ("Own", ("overrides example.fourth",), "Ours.")
    assert len(again.rules) == 4


def test_the_rules_that_extend_a_body_have_each_id_once_and_leave_no_floor_behind() -> None:
    assert refusal(DuplicateKey, lambda: extended(BASE, "own", "Own", [a_rule(), a_rule()])) == (
        "two rules have the key 'example.hours'; a key names one rule, so rename one of them"
    )
    below = a_rule(id="example.below", measure="weeks_below_floor", aggregation="total", floors=["example.hours"])
    assert extended(BASE, "own", "Own", [below]).rule("example.below") is below
    lost = attrs.evolve(below, floors=["lost"])
    assert 'no such name as "lost"' in refusal(UnknownName, lambda: extended(BASE, "own", "Own", [lost]))


@pytest.mark.parametrize(("given", "shown"), [("hours", '"hours" (str)'), (9, "9 (int)")])
def test_rules_are_several_and_no_text(given: object, shown: str) -> None:
    message = f"rules: expected several rules, such as [Rule(...)], got {shown}"
    assert refusal(WrongKind, lambda: rules_of(wrong(given))) == message


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


@pytest.mark.parametrize(
    "changed",
    [
        a_rule(components=[GroupTherapy]),
        a_rule(scope=Scope(during="weeks 1 to 4")),
        a_rule(scope=Scope(during="weeks 1 to 5")),
        a_rule(scope=Scope(during="days 1 to 28")),
        a_rule(floors=["example.hours"]),
        a_rule(issuer="Another"),
    ],
)
def test_the_digest_changes_with_each_thing_that_a_rule_says(changed: Rule) -> None:
    known = {digest([Standard("own", "Own", [each])]) for each in (a_rule(), a_rule(scope=Scope(during="week 9")))}
    assert digest([Standard("own", "Own", [changed])]) not in known


def test_the_digest_changes_with_what_a_band_picks_and_with_the_services_that_count() -> None:
    band = Band(id="example.band", measure=Measure.SERVICES_PER_DAY, history=a_rule().history)
    body = Standard("own", "Own", [band])
    assert digest([body]) != digest([attrs.evolve(body, rules=[attrs.evolve(band, picks="the lower rate")])])
    own = attrs.evolve(body, counting=attrs.evolve(body.counting, services=["housing"]))
    assert digest([body]) != digest([own])


def test_kinds_of_component_are_several_and_known_by_their_keys() -> None:
    assert a_rule(components={"Group Therapy"}).components == {"group-therapy"}
    assert a_rule(components=[GroupTherapy]).components == {"group-therapy"}
    assert "several kinds" in refusal(WrongKind, lambda: a_rule(components="group-therapy"))
    assert Scope(types={"Evening IOP"}).types == {"evening-iop"}


def test_a_scope_is_written_the_same_in_every_process() -> None:
    scope = Scope(levels={LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.INTENSIVE_OUTPATIENT}, types={"b", "a"})
    assert "types=frozenset(['a', 'b'])" in repr(scope)
    assert repr(scope).index("intensive-outpatient") < repr(scope).index("partial-hospitalization")


def test_a_figure_that_its_source_gives_in_words_alone_is_said_so() -> None:
    words = asked(Measure.TAKEHOME_DAYS, Range.at_least(0), None)
    assert words == "a number of days of take-home supply that its source gives in words alone"


def test_a_band_is_no_average() -> None:
    history: History[Bound] = History.of(Dated(Range.exactly(3), SOURCE))
    said = refusal(
        NotAccepted, lambda: Band(id="b", measure="services_per_day", history=history, aggregation="average")
    )
    assert "an average of hours_per_week alone" in said
