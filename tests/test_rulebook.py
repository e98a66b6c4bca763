"""Many bodies at once: finding a rule, what changed between two days, and of what anything is known."""

import datetime as dt

import pytest
from pendulum import Date

from iopmodel import (
    Band,
    Citation,
    Dated,
    History,
    LevelOfCare,
    Mark,
    Measure,
    Minutes,
    Population,
    Range,
    Rule,
    Scope,
    Standard,
)
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, UnknownName
from iopmodel.levels import ASAM_3RD_EDITION
from iopmodel.rulebook import Change, FoundRule, changes_in, coverage_of, found_in
from iopmodel.rules import Bound
from tests.refusal import refusal

OLD, NEW = Citation("Manual, 1st ed.", mark=Mark.PRIMARY), Citation("Manual, 2nd ed.", mark=Mark.SECONDARY)
OP, IOP, PHP = LevelOfCare.OUTPATIENT, LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION
EVERYTHING = Scope()
L3_3, L3_5 = ASAM_3RD_EDITION.level("3.3"), ASAM_3RD_EDITION.level("3.5")


def hours(count: int) -> Range[Minutes]:
    """At least so many hours."""
    return Range.at_least(Minutes.of_hours(count))


def a_rule(id_: str, *entries: Dated[Bound], measure: str = "hours_per_week", scope: Scope = EVERYTHING) -> Rule:
    """A rule; nine hours since ever, unless entries are given."""
    return Rule(
        id=id_,
        measure=measure,
        history=History(entries or (Dated(hours(9), OLD),)),
        force="required",
        scope=scope,
    )


def a_band(id_: str, *levels: LevelOfCare) -> Band:
    """A billing band."""
    history: History[Bound] = History.of(Dated(Range(3, 3), OLD, since="2024-01-01"))
    return Band(id=id_, measure=Measure.SERVICES_PER_DAY, history=history, scope=Scope(levels=levels))


NATION = Standard(
    "nation",
    "Nation",
    [
        a_rule("n.any"),
        a_rule(
            "n.iop",
            Dated(hours(9), OLD, since=2010),
            Dated(hours(10), NEW, since="2020-07-01"),
            scope=Scope(levels={IOP}),
        ),
        a_rule(
            "n.php", measure="hours_per_day", scope=Scope(levels={PHP}, population=Population("adult", "at least 21"))
        ),
        a_band("n.band", IOP, OP),
    ],
    jurisdiction="US",
)
STATE = Standard(
    "state",
    "State",
    [
        a_rule("s.ended", Dated(hours(9), OLD, since="2020-03", until="2024-04-02")),
        a_rule("s.3_3", scope=Scope(levels={L3_3})),
        a_rule("s.youth", scope=Scope(population=Population("adolescent"), during="days 15 to 30")),
        a_rule("s.months", scope=Scope(during="months 2 on")),
        a_rule("s.named", scope=Scope(during="maintenance")),
    ],
    jurisdiction="US-XX",
)
HOUSE = Standard("house", "House", [a_rule("h.iop", scope=Scope(levels={IOP}))])
BODIES = (NATION, STATE, HOUSE)
ALL = [rule.id for body in BODIES for rule in body]


def ids(found: tuple[FoundRule, ...]) -> list[str]:
    """The ids of the rules found."""
    return [each.rule.id for each in found]


def without(*left_out: str) -> list[str]:
    """All ids but these."""
    return [each for each in ALL if each not in left_out]


def test_everything_is_found_when_nothing_is_asked() -> None:
    found = found_in(iter(BODIES))
    assert ids(found) == ALL
    assert [each.body.key for each in found] == ["nation"] * 4 + ["state"] * 5 + ["house"]
    assert found_in([]) == ()


@pytest.mark.parametrize(("jurisdiction", "count"), [("US", 4), ("US-XX", 5), ("", 1), ("US-YY", 0), ("us-xx", 5)])
def test_a_jurisdiction_is_itself_alone(jurisdiction: str, count: int) -> None:
    found = found_in(BODIES, jurisdiction=jurisdiction)
    assert len(found) == count
    assert {each.body.jurisdiction for each in found} <= {jurisdiction.upper()}


@pytest.mark.parametrize(
    ("level", "left_out"),
    [
        (IOP, {"n.php", "s.3_3"}),
        ("Intensive Outpatient", {"n.php", "s.3_3"}),
        (OP, {"n.iop", "n.php", "s.3_3", "h.iop"}),
        (ASAM_3RD_EDITION.level("2.5"), {"n.iop", "n.band", "s.3_3", "h.iop"}),
        ("residential", {"n.iop", "n.php", "n.band", "h.iop"}),
        (L3_3, {"n.iop", "n.php", "n.band", "h.iop"}),
        (L3_5, {"n.iop", "n.php", "n.band", "s.3_3", "h.iop"}),
    ],
)
def test_a_rule_is_left_out_only_where_it_is_certainly_for_another_level(
    level: LevelOfCare | str, left_out: set[str]
) -> None:
    assert ids(found_in(BODIES, level=level)) == without(*left_out)


@pytest.mark.parametrize(
    ("population", "left_out"),
    [
        ("adult", {"s.youth"}),
        ("Older Adult", {"s.youth"}),
        ("adolescent", {"n.php"}),
        ("veterans", set[str]()),
        (Population("adolescent", "under 18"), {"n.php"}),
        (Population("adult", "at least 18"), {"s.youth"}),
        (Population("adult", "18 to 20"), {"n.php", "s.youth"}),
    ],
)
def test_a_rule_is_left_out_only_where_it_is_certainly_for_other_people(
    population: Population | str, left_out: set[str]
) -> None:
    assert ids(found_in(BODIES, population=population)) == without(*left_out)


@pytest.mark.parametrize(
    ("day", "left_out"),
    [
        (1, {"s.youth", "s.months"}),
        (14, {"s.youth", "s.months"}),
        (15, {"s.months"}),
        (28, {"s.months"}),
        (29, set[str]()),
        (30, set[str]()),
        (31, {"s.youth"}),
        (400, {"s.youth"}),
    ],
)
def test_a_rule_is_left_out_only_where_it_certainly_does_not_hold_on_that_day_of_a_stay(
    day: int, left_out: set[str]
) -> None:
    assert ids(found_in(BODIES, day_of_stay=day)) == without(*left_out)


@pytest.mark.parametrize("measure", [Measure.SERVICES_PER_DAY, "services_per_day", "Services per day"])
def test_a_measure_is_one_or_the_name_of_one(measure: Measure | str) -> None:
    assert ids(found_in(BODIES, measure=measure)) == ["n.band"]


@pytest.mark.parametrize(
    ("day", "left_out"),
    [
        ("2009-12-31", {"n.iop", "n.band", "s.ended"}),
        ("2010-01-01", {"n.band", "s.ended"}),
        ("2020-02-29", {"n.band", "s.ended"}),
        ("2020-03-01", {"n.band"}),
        ("2024-01-01", set[str]()),
        (dt.date(2024, 4, 1), set[str]()),
        (dt.date(2024, 4, 2), {"s.ended"}),
    ],
)
def test_a_rule_in_force_is_one_that_holds_or_may_hold_on_that_day(day: dt.date | str, left_out: set[str]) -> None:
    assert ids(found_in(BODIES, in_force_on=day)) == without(*left_out)


def test_a_rule_is_found_with_the_value_of_the_day_or_with_the_newest() -> None:
    def value(day: str | None) -> tuple[Bound, Citation]:
        found = next(each for each in found_in([NATION], in_force_on=day) if each.rule.id == "n.iop")
        return found.bound, found.citation

    assert value(None) == (hours(10), NEW)
    assert value("2020-06-30") == (hours(9), OLD)
    assert value("2020-07-01") == (hours(10), NEW)


def test_all_that_is_asked_must_fit() -> None:
    adult = found_in(
        BODIES, jurisdiction="US", level=PHP, population="adult", measure="hours_per_day", in_force_on="2026-02-02"
    )
    assert ids(adult) == ["n.php"]
    assert found_in(BODIES, jurisdiction="US-XX", level=PHP, measure="hours_per_day") == ()


def test_what_is_found_says_whose_it_is_and_how_well_it_is_known() -> None:
    found = found_in([NATION], level=IOP)[1]
    assert (found.body, found.rule, found.dated) == (
        NATION,
        NATION.rule("n.iop"),
        NATION.rule("n.iop").history.entries[1],
    )
    assert str(found) == "Nation: at least 10 h a week, for intensive outpatient (Manual, 2nd ed., secondary)"
    assert (
        str(found_in([NATION], measure="services_per_day")[0])
        == "Nation: 3 services on one day, for intensive outpatient, outpatient (Manual, 1st ed., primary)"
    )


def test_what_cannot_be_read_is_refused() -> None:
    day = 'day: expected a day such as 2026-02-02, got "today"'
    assert refusal(NotAccepted, lambda: found_in(BODIES, in_force_on="today")) == day
    assert refusal(NotAccepted, lambda: changes_in(BODIES, "today", "2026-01-01")) == day
    assert refusal(NotAccepted, lambda: changes_in(BODIES, "2026-01-01", "today")) == day
    assert "measure: expected one of hours_per_week" in refusal(NotAccepted, lambda: found_in(BODIES, measure="hours"))
    assert 'level of care: no such name as "2.1"' in refusal(UnknownName, lambda: found_in(BODIES, level="2.1"))
    assert 'population: expected a name in words, got ""' in refusal(
        NotAccepted, lambda: found_in(BODIES, population="")
    )


BEGINS_2010 = "2010: Nation, n.iop begins: at least 9 h a week (Manual, 1st ed.)"
BEGINS_2020 = "2020-03: State, s.ended begins: at least 9 h a week (Manual, 1st ed.)"
CHANGES = "2020-07-01: Nation, n.iop changes from at least 9 h a week to at least 10 h a week (Manual, 2nd ed.)"
BAND = "2024-01-01: Nation, n.band begins: 3 services on one day (Manual, 1st ed.)"
ENDS = "2024-04-02: State, s.ended ends: at least 9 h a week (Manual, 1st ed.)"


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("0001-01-01", "9999-12-31", [BEGINS_2010, BEGINS_2020, CHANGES, BAND, ENDS]),
        ("2020-07-01", "2020-07-02", [CHANGES]),
        ("2020-07-02", "2024-01-01", []),
        ("2020-06-01", "2020-07-01", []),
        ("2020-07-02", "2024-01-02", [BAND]),
        (dt.date(2024, 1, 2), Date(2024, 4, 2), []),
        (dt.date(2024, 1, 2), Date(2024, 4, 3), [ENDS]),
        # Of the start only the year or the month is known: it may lie on each of its days.
        ("2009-01-01", "2010-01-01", []),
        ("2009-01-01", "2010-01-02", [BEGINS_2010]),
        ("2010-06-01", "2010-06-02", [BEGINS_2010]),
        ("2010-12-31", "2011-06-01", [BEGINS_2010]),
        ("2011-01-01", "2011-06-01", []),
        ("2020-01-01", "2020-03-01", []),
        ("2020-01-01", "2020-03-02", [BEGINS_2020]),
        ("2020-03-31", "2020-04-01", [BEGINS_2020]),
        ("2020-04-01", "2020-05-01", []),
    ],
)
def test_a_change_lies_in_the_time_asked_about_or_may_lie_in_it(
    since: dt.date | str, until: dt.date | str, said: list[str]
) -> None:
    assert [str(each) for each in changes_in(iter(BODIES), since, until)] == said


def test_a_change_holds_what_was_asked_before_and_after_and_the_source() -> None:
    found = changes_in(BODIES, "2020-01-01", "2026-01-01")
    assert found == (
        Change("2020-03", "State", "s.ended", "", "at least 9 h a week", OLD),
        Change(Date(2020, 7, 1), "Nation", "n.iop", "at least 9 h a week", "at least 10 h a week", NEW),
        Change(Date(2024, 1, 1), "Nation", "n.band", "", "3 services on one day", OLD),
        Change(Date(2024, 4, 2), "State", "s.ended", "at least 9 h a week", "", OLD),
    )


def test_changes_of_one_day_stand_in_the_order_of_the_bodies_and_their_rules() -> None:
    bodies = [
        Standard(key, key, [a_rule(f"{key}.{n}", Dated(hours(9), OLD, since="2024-01-01")) for n in (2, 1)])
        for key in ("b", "a")
    ]
    assert [each.rule for each in changes_in(bodies, "2024-01-01", "2024-01-02")] == ["b.2", "b.1", "a.2", "a.1"]


def test_a_value_repealed_after_others_ends_with_its_own_source() -> None:
    rule = a_rule("own", Dated(hours(9), OLD), Dated(hours(10), NEW, since=2020, until="2024-04-02"))
    body = Standard("own", "Own", [rule])
    assert [str(each) for each in changes_in([body], "1900-01-01", "2026-01-01")] == [
        "2020: Own, own changes from at least 9 h a week to at least 10 h a week (Manual, 2nd ed.)",
        "2024-04-02: Own, own ends: at least 10 h a week (Manual, 2nd ed.)",
    ]


def test_what_began_nobody_knows_when_is_no_change() -> None:
    assert changes_in([HOUSE], "0001-01-01", "9999-12-31") == ()


def test_what_is_known_is_counted_for_each_jurisdiction_and_level() -> None:
    found = coverage_of(iter(BODIES))
    assert [str(each) for each in found] == [
        "US, outpatient: services per day",
        "US, intensive outpatient: hours per week, services per day",
        "US, partial hospitalization: hours per day",
        "US, residential: nothing known, which is not nothing required",
        "US, no level in particular: hours per week",
        "US-XX, outpatient: nothing known, which is not nothing required",
        "US-XX, intensive outpatient: nothing known, which is not nothing required",
        "US-XX, partial hospitalization: nothing known, which is not nothing required",
        "US-XX, residential: hours per week",
        "US-XX, no level in particular: hours per week (4 rules)",
    ]
    assert found[1].measures == ((Measure.HOURS_PER_WEEK, 1), (Measure.SERVICES_PER_DAY, 1))
    assert (found[1].jurisdiction, found[1].level, found[1].bodies) == ("US", IOP, ("Nation",))
    assert (found[3].level, found[3].measures, found[3].bodies) == (LevelOfCare.RESIDENTIAL, (), ())
    assert (found[9].level, found[9].measures) == (None, ((Measure.HOURS_PER_WEEK, 4),))


def test_the_bodies_of_a_jurisdiction_are_named_once_each_in_their_order() -> None:
    second = Standard(
        "second", "Second", [a_rule("x.1", scope=Scope(levels={IOP})), a_band("x.2", IOP)], jurisdiction="US"
    )
    found = {each.level: each for each in coverage_of([second, NATION])}
    assert found[IOP].bodies == ("Second", "Nation")
    assert found[IOP].measures == ((Measure.HOURS_PER_WEEK, 2), (Measure.SERVICES_PER_DAY, 2))
    assert found[OP].bodies == ("Nation",)
    assert str(found[IOP]) == "US, intensive outpatient: hours per week (2 rules), services per day (2 rules)"


def test_only_the_levels_asked_for_are_counted_in_the_order_of_the_general_ladder() -> None:
    found = coverage_of(BODIES, [PHP, IOP])
    assert [str(each) for each in found] == [
        "US, intensive outpatient: hours per week, services per day",
        "US, partial hospitalization: hours per day",
        "US-XX, intensive outpatient: nothing known, which is not nothing required",
        "US-XX, partial hospitalization: nothing known, which is not nothing required",
    ]
    assert coverage_of(BODIES, iter([PHP, IOP])) == found
    assert coverage_of(BODIES, []) == ()


def test_a_level_that_is_none_of_the_general_ladder_stands_after_those_that_are() -> None:
    night, day = LevelOfCare("2", "Night", "own"), LevelOfCare("1", "Day", "own")
    rules = [a_rule(each.name, scope=Scope(levels={each})) for each in (night, day, IOP)]
    body = Standard("own", "Own", rules, jurisdiction="US")
    assert [str(each) for each in coverage_of([body])] == [
        "US, intensive outpatient: hours per week",
        "US, 1 Day: hours per week",
        "US, 2 Night: hours per week",
        "US, no level in particular: nothing known, which is not nothing required",
    ]


def test_a_body_without_a_jurisdiction_covers_none() -> None:
    assert coverage_of([HOUSE]) == ()
    assert coverage_of([]) == ()


def test_a_rule_for_two_levels_of_one_system_that_are_one_general_level_is_counted_once() -> None:
    body = Standard("own", "Own", [a_rule("one", scope=Scope(levels={L3_3, L3_5}))], jurisdiction="US")
    assert [str(each) for each in coverage_of([body])] == [
        "US, residential: hours per week",
        "US, no level in particular: nothing known, which is not nothing required",
    ]


def test_no_change_lies_in_no_time_and_none_in_a_time_that_runs_backward() -> None:
    body = Standard("own", "Own", [a_rule("own.hours", Dated(hours(9), OLD, since=2024))])
    assert changes_in([body], "2024-06-01", "2024-06-01") == ()
    assert refusal(EndsBeforeItStarts, lambda: changes_in([body], "2024-06-02", "2024-06-01"))


def test_a_value_has_begun_before_the_next_one_takes_its_place() -> None:
    entries: list[Dated[Bound]] = [Dated(hours(9), OLD, since=2024), Dated(hours(10), NEW, since="2024-03-01")]
    body = Standard("own", "Own", [a_rule("own.hours", *entries)])
    assert changes_in([body], "2024-06-01", "2024-07-01") == ()
    assert [each.after for each in changes_in([body], "2024-02-01", "2024-06-01")] == [
        "at least 9 h a week",
        "at least 10 h a week",
    ]


def test_a_new_source_of_the_same_value_is_said_as_such() -> None:
    entries: list[Dated[Bound]] = [Dated(hours(9), OLD, since="2020-01-01"), Dated(hours(9), NEW, since="2024-01-01")]
    (change,) = changes_in([Standard("own", "Own", [a_rule("own.hours", *entries)])], "2023-01-01", "2025-01-01")
    assert str(change) == "2024-01-01: Own, own.hours has a new source: at least 9 h a week (Manual, 2nd ed.)"


def test_a_level_of_another_ladder_is_covered_as_the_general_one_that_it_is() -> None:
    body = Standard("own", "Own", [a_rule("own.hours", scope=Scope(levels={IOP}))], jurisdiction="US")
    own = LevelOfCare("2", "Middle", "our own")
    found = coverage_of([body], [own, ASAM_3RD_EDITION.level("2.1"), PHP])
    assert [(each.level, bool(each.measures)) for each in found] == [(IOP, True), (PHP, False), (own, False)]


def test_days_of_a_stay_are_counted_from_1() -> None:
    assert "at least 1" in refusal(NotAccepted, lambda: found_in([], day_of_stay=0))
