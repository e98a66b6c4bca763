"""Rules that take each other's place on one day."""

import pytest
from pendulum import Date

from iopmodel import Band, Citation, Dated, History, InForce, Minutes, Range, Rule, Scope
from iopmodel.editions import Edition, in_succession
from iopmodel.errors import NotAccepted, NotInOrder
from iopmodel.rules import Bound
from tests.refusal import refusal

NINE = Range.at_least(Minutes.of_hours(9))
SOURCE, OTHER = Citation("Example Schedule, first text"), Citation("Example Schedule, second text")


def a_rule(id_: str, hours: int = 9, source: Citation = SOURCE) -> Rule:
    """A rule without dates."""
    return Rule(
        id=id_,
        measure="hours_per_week",
        history=History.of(Dated(Range.at_least(Minutes.of_hours(hours)), source)),
        force="required",
        scope=Scope(during="weeks 1 to 4"),
        note="a note",
    )


def dates(rules: tuple[Rule | Band, ...]) -> list[tuple[str, Date | int | str | None, Date | None]]:
    """The id, start and end of each rule."""
    found = [(rule.id, rule.history.entries) for rule in rules]
    return [(id_, entry.since, entry.until) for id_, (entry,) in found]


def test_an_edition_ends_on_the_day_on_which_the_next_begins() -> None:
    rules = in_succession(
        Edition("2001-05-17", [a_rule("old.a"), a_rule("old.b")]),
        Edition("2024-04-02", [a_rule("new.a", 12, OTHER)]),
    )
    change = Date(2024, 4, 2)
    assert dates(rules) == [
        ("old.a", Date(2001, 5, 17), change),
        ("old.b", Date(2001, 5, 17), change),
        ("new.a", change, None),
    ]
    assert [rule.history.standing(Date(2024, 4, 1)) for rule in rules] == [
        InForce.YES,
        InForce.YES,
        InForce.NOT_YET,
    ]
    assert [rule.history.standing(change) for rule in rules] == [InForce.ENDED, InForce.ENDED, InForce.YES]


def test_nothing_of_a_rule_changes_but_its_dates() -> None:
    rule = a_rule("one", 12, OTHER)
    (dated,) = in_succession(Edition("2001-05-17", [rule], start_checked=True))
    (entry,) = dated.history.entries
    assert (entry.value, entry.citation) == (Range.at_least(Minutes.of_hours(12)), OTHER)
    assert isinstance(dated, Rule)
    assert (dated.id, dated.scope, dated.force, dated.note) == (rule.id, rule.scope, rule.force, rule.note)
    assert dates((rule,)) == [("one", None, None)]


def test_a_billing_band_is_dated_too_and_stays_one() -> None:
    band = Band(id="band", measure="services_per_day", history=History.of(Dated(Range(3, 3), SOURCE)), picks="a rate")
    rules = in_succession(Edition("2001-05-17", [band]), Edition("2024-04-02", [a_rule("new")]))
    assert dates(rules)[0] == ("band", Date(2001, 5, 17), Date(2024, 4, 2))
    assert isinstance(rules[0], Band)
    assert rules[0].picks == "a rate"


@pytest.mark.parametrize(
    ("since", "first_day"),
    [
        ("2024-04-02", Date(2024, 4, 2)),
        (Date(2024, 4, 2), Date(2024, 4, 2)),
        (2024, Date(2024, 1, 1)),
        ("2024-04", Date(2024, 4, 1)),
    ],
)
def test_an_edition_begins_as_exactly_as_is_known(since: Date | int | str, first_day: Date) -> None:
    edition = Edition(since, [a_rule("new")])
    assert edition.first_day == first_day
    before, after = in_succession(Edition(2001, [a_rule("old")]), edition)
    assert before.history.entries[0].until == first_day
    assert after.history.entries[0].since == (first_day if since == "2024-04-02" else since)


def test_each_edition_says_whether_its_own_start_was_checked() -> None:
    rules = in_succession(
        Edition(2001, [a_rule("a")]),
        Edition("2020-03", [a_rule("b")], start_checked=True),
        Edition("2024-04-02", [a_rule("c")]),
    )
    assert [rule.history.entries[0].start_checked for rule in rules] == [False, True, False]


def test_an_edition_without_rules_ends_what_was_in_force() -> None:
    rules = in_succession(Edition("2020-03", [a_rule("exemption")]), Edition("2024-04-02", ()))
    assert dates(rules) == [("exemption", "2020-03", Date(2024, 4, 2))]
    assert in_succession(Edition(2001, ())) == ()


def test_three_editions_end_each_with_the_one_that_follows() -> None:
    rules = in_succession(Edition(2001, [a_rule("a")]), Edition(2010, ()), Edition("2024-04-02", [a_rule("c")]))
    assert dates(rules) == [("a", 2001, Date(2010, 1, 1)), ("c", Date(2024, 4, 2), None)]


@pytest.mark.parametrize(
    ("starts", "shown"),
    [
        (("2024-04-02", "2001-05-17"), "2024-04-02, 2001-05-17"),
        (("2024-04-02", "2024-04-02"), "2024-04-02, 2024-04-02"),
        ((2024, "2024-01"), "2024-01-01, 2024-01-01"),
        (("2024-04-02", "2024-04"), "2024-04-02, 2024-04-01"),
        ((2001, 2024, 2010), "2001-01-01, 2024-01-01, 2010-01-01"),
    ],
)
def test_editions_start_on_rising_days(starts: tuple[int | str, ...], shown: str) -> None:
    editions = [Edition(since, [a_rule(str(number))]) for number, since in enumerate(starts)]
    assert refusal(NotInOrder, lambda: in_succession(*editions)) == (
        "history: entries must start on rising days, only the first may be undated and only the last "
        f"may have an end; got {shown}"
    )


def test_an_edition_begins_on_a_day_of_the_calendar() -> None:
    assert refusal(NotAccepted, lambda: in_succession(Edition("soon", [a_rule("a")]))) == (
        'day: expected a day such as 2026-02-02, got "soon"'
    )


def test_an_edition_takes_any_collection_of_rules() -> None:
    rules = [a_rule("a"), a_rule("b")]
    assert Edition(2001, (each for each in rules)) == Edition(2001, rules)
    assert Edition(2001, rules).rules == tuple(rules)


def test_no_editions_are_no_rules() -> None:
    assert in_succession() == ()


def test_an_edition_takes_rules_without_dates_of_their_own() -> None:
    dated = Rule(id="dated", measure="hours_per_week", force="required", history=History.of(Dated(NINE, SOURCE, 2001)))
    ended: Dated[Bound] = Dated(NINE, SOURCE, until="2020-01-01")
    over = Rule(id="over", measure="hours_per_week", force="required", history=History.of(ended))
    twice = Rule(
        id="twice",
        measure="hours_per_week",
        force="required",
        history=History.of(Dated(NINE, SOURCE), Dated(NINE, OTHER, since="2020-01-01")),
    )
    for rule in (dated, over, twice):
        words = f'rule of an edition: expected a rule with one value, without dates of its own, got "{rule.id}"'
        with pytest.raises(NotAccepted) as caught:
            Edition("2001-05-17", [rule])
        assert str(caught.value) == words


def test_an_edition_has_a_start_and_it_is_one_value_however_it_is_written() -> None:
    assert Edition("2024-04-02", ()) == Edition(Date(2024, 4, 2), ())
    assert "expected a day, a month such as 2020-03, or a year" in refusal(NotAccepted, lambda: Edition(None, ()))
