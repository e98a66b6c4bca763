"""Which rules have a clock, from which day it counts, what is taken for it, and what no clock can be made of."""

import copy
import pickle

import pytest

from iopmodel import (
    Band,
    Citation,
    Dated,
    Episode,
    Force,
    History,
    Mark,
    Minutes,
    Months,
    Pathway,
    Phase,
    Range,
    Rule,
    Scope,
    Stay,
    WeeklySchedule,
)
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.review_clocks import Review, ReviewKind, kind_of
from iopmodel.reviews import due
from iopmodel.rules import Bound
from iopmodel.standards import GUIDES, MARYLAND_OUTPATIENT, MEDICARE
from tests.refusal import refusal
from tests.review_examples import (
    AFTER,
    DONE,
    DONE_LATE,
    DUE,
    FIRST,
    IOP,
    LATE,
    MONTHLY,
    NINETY,
    OP,
    PHP,
    RECERTIFIED,
    SIXTY,
    SOURCE,
    Line,
    a_rule,
    at,
    days,
    lines,
    of_rules,
)

# Rules: in force, in scope, in doubt


def test_a_plan_of_maryland_level_1_is_reviewed_every_90_days() -> None:
    pathway = Pathway([Phase(OP, length="without end")], focus={"substance-use"})
    found = due(Episode.of(pathway, first="2026-02-02"), against=[MARYLAND_OUTPATIENT], on="2026-05-05")
    assert lines(found) == [Line(NINETY, "2026-05-03", LATE, 2), Line(NINETY, "2026-08-01", DUE, 0)]
    assert (found.items[0].what, found.items[0].in_doubt) == ("plan review", ())


def test_where_it_is_not_known_whether_a_rule_applies_the_item_says_so() -> None:
    (item,) = due(at(OP), against=[MARYLAND_OUTPATIENT], on="2026-02-02")
    assert item.in_doubt == ("what the program treats: the rule is for substance use programs",)
    assert str(item) == (
        "plan review by 2026-05-03, ahead: from 2026-02-03 on (COMAR 10.47.02.04D(2)), if the rule applies; "
        "not known is what the program treats: the rule is for substance use programs"
    )


@pytest.mark.parametrize(("changes_on", "doubts"), [("2026-05-03", [1, 1]), ("2026-05-04", [0, 1])])
def test_a_doubt_about_a_later_stay_is_none_about_what_is_due_before_it(changes_on: str, doubts: list[int]) -> None:
    weeks = WeeklySchedule(())
    known = Stay(first="2026-02-02", until=changes_on, week=weeks, level=OP, focus=frozenset({"substance-use"}))
    unknown = Stay(first=changes_on, until="2026-07-01", week=weeks, level=OP)
    unknown_too = Stay(first="2026-07-01", until="2026-09-01", week=weeks, level=OP)
    found = due(Episode(stays=[known, unknown, unknown_too]), against=[MARYLAND_OUTPATIENT], on="2026-02-02")
    assert days(found) == ["2026-05-03", "2026-08-01"]
    assert [len(each.in_doubt) for each in found] == doubts


def test_a_stay_before_a_rule_began_is_not_under_it() -> None:
    found = due(at(IOP, "2023-06-01", "12 weeks"), against=[MEDICARE], on="2023-08-20")
    assert found.items == ()
    assert f"{SIXTY}: not yet in force on 2023-06-01 (since 2024-01-01)" in map(str, found.not_applied)


def test_where_a_rule_began_during_the_stay_its_time_counts_from_then() -> None:
    done = [Review("2023-12-20", RECERTIFIED)]
    found = due(at(IOP, "2023-12-04"), against=[MEDICARE], on="2024-03-01", done=done)
    assert lines(found) == [Line(SIXTY, "2024-03-01", DUE, 0), Line(MONTHLY, "2024-03-01", DUE, 0)]
    assert {str(each.counted_from) for each in found} == {"2024-01-01"}


def test_the_figure_is_the_one_in_force_on_the_day_from_which_the_time_counts() -> None:
    history: History[Bound] = History.of(
        Dated(Range.at_most(30), SOURCE),
        Dated(Range.at_most(10), Citation("a stricter one", mark=Mark.PRIMARY), since="2026-02-20"),
    )
    found = due(at(IOP), against=[of_rules(a_rule(history=history))], on="2026-03-10")
    assert [(str(each.by), each.asks, str(each.citation)) for each in found] == [
        ("2026-03-04", "at most 30 days between reviews", "an example of a rule"),
        ("2026-03-14", "at most 10 days between reviews", "a stricter one"),
    ]


def test_time_under_a_figure_that_takes_no_part_does_not_count() -> None:
    history: History[Bound] = History.of(
        Dated(Range.at_most(30), Citation("a memory")), Dated(Range.at_most(10), SOURCE, since="2026-02-20")
    )
    (item,) = due(at(IOP), against=[of_rules(a_rule(history=history))], on="2026-02-21")
    assert (str(item.counted_from), str(item.by), item.asks) == (
        "2026-02-20",
        "2026-03-02",
        "at most 10 days between reviews",
    )


def test_a_rule_that_has_ended_asks_for_nothing_any_more() -> None:
    history: History[Bound] = History.of(Dated(Range.at_most(10), SOURCE, until="2026-02-22"))
    body = of_rules(a_rule(history=history))
    assert days(due(at(IOP), against=[body], on="2026-04-01")) == ["2026-02-12"]
    done = [Review("2026-02-12", RECERTIFIED), Review("2026-02-20", RECERTIFIED)]
    assert days(due(at(IOP), against=[body], on="2026-04-01", done=done)) == ["2026-02-12", "2026-02-22"]
    found = due(at(IOP, "2026-02-15"), against=[body], on="2026-04-01")
    assert [each.reason for each in found.not_applied] == ["it is no longer in force when a review would be due"]
    over = due(at(IOP, "2026-02-22"), against=[body], on="2026-04-01")
    assert [each.reason for each in over.not_applied] == [
        "no longer in force on 2026-02-22 (since a day that is not known until 2026-02-22)"
    ]


def test_a_rule_of_which_only_the_year_is_known_is_in_doubt_in_it() -> None:
    history: History[Bound] = History.of(Dated(Range.at_most(200), SOURCE, since=2026))
    found = due(at(IOP), against=[of_rules(a_rule(history=history))], on="2026-12-01")
    assert [each.in_doubt for each in found] == [("the day in 2026 on which the rule began",)] * 2
    assert days(found) == ["2026-08-21", "2027-03-09"]


def test_an_unverified_figure_takes_part_only_when_asked_for() -> None:
    history: History[Bound] = History.of(Dated(Range.at_most(10), Citation("a memory")))
    body = of_rules(a_rule(history=history))
    left_out = due(at(IOP), against=[body], on="2026-02-02")
    assert (left_out.items, [each.reason for each in left_out.not_applied]) == (
        (),
        ["unverified, so it takes part only when asked for"],
    )
    assert days(due(at(IOP), against=[body], on="2026-02-02", include_unverified=True)) == ["2026-02-12"]


def test_every_rule_on_reviews_that_lists_nothing_says_why_and_other_rules_are_not_spoken_of() -> None:
    history: History[Bound] = History.of(Dated(Range.at_most(10), SOURCE))
    body = of_rules(
        a_rule("own.typical", force=Force.TYPICAL),
        Band(id="own.band", measure="review_interval_days", history=history),
        a_rule("own.no_end", bound=Range.at_least(5)),
        a_rule("own.op", scope=Scope(levels={OP})),
        a_rule("own.hours", "hours_per_week", Range.at_least(Minutes(540))),
        a_rule("own.mental", scope=Scope(levels={IOP}, focus="mental-health"), issuer="Office"),
    )
    pathway = Pathway([Phase(PHP, length="1 week"), Phase(IOP, length="4 weeks")], focus={"substance-use"})
    found = due(Episode.of(pathway, first="2026-02-02"), against=[body], on="2026-02-02")
    practice = "it picks a rate or describes practice, so nothing is late by it"
    assert (found.items, found.next, found.late) == ((), None, ())
    assert [(each.rule, each.body, each.reason) for each in found.not_applied] == [
        ("own.typical", "Own", practice),
        ("own.band", "Own", practice),
        ("own.no_end", "Own", "it sets no last day, so nothing is due by it"),
        ("own.op", "Own", "for outpatient, not for partial hospitalization"),
        ("own.mental", "Office", "for mental health programs"),
    ]


def test_a_recommended_rule_is_listed_and_says_how_strongly_it_speaks() -> None:
    (item,) = due(at(IOP), against=[of_rules(a_rule(force=Force.RECOMMENDED))], on="2026-02-02")
    assert item.force is Force.RECOMMENDED


def test_a_body_without_rules_on_reviews_has_nothing_to_say() -> None:
    found = due(at(IOP), against=[GUIDES], on="2026-02-02")
    assert (len(found), found.not_applied) == (0, ())
    assert str(found) == "reviews as of 2026-02-02\n  nothing known to be due, which is not nothing required"


@pytest.mark.parametrize(
    ("during", "expected"),
    [
        # Day 15 is 2026-02-16, as is the first day of week 3; month 2 begins on day 29 at the earliest, 2026-03-02.
        ("days 15 on", ["2026-02-26", "2026-03-08"]),
        ("days 1 to 14", ["2026-02-12", "2026-02-22"]),
        ("week 3", ["2026-02-26"]),
        ("months 2 on", ["2026-03-12"]),
    ],
)
def test_a_rule_for_a_part_of_the_stay_counts_from_days_of_that_part_alone(during: str, expected: list[str]) -> None:
    body = of_rules(a_rule(scope=Scope(during=during)))
    assert days(due(at(IOP), against=[body], on="2026-02-02", until="2026-03-15")) == expected


def test_where_a_part_of_the_stay_has_no_known_days_the_item_is_in_doubt() -> None:
    body = of_rules(a_rule(scope=Scope(during="maintenance")), a_rule("own.months", scope=Scope(during="months 2 on")))
    named, counted = (
        next(each for each in due(at(IOP), against=[body], on="2026-03-01") if each.rule == rule)
        for rule in ("own.recert_days", "own.months")
    )
    assert named.in_doubt == ("whether the stay is in maintenance on 2026-02-02",)
    assert counted.in_doubt == ("whether the stay is in months 2 on on 2026-03-02",)


def test_a_stay_too_short_for_its_part_lists_nothing_and_says_so() -> None:
    body = of_rules(a_rule(scope=Scope(during="days 40 on")))
    found = due(at(IOP, length="4 weeks"), against=[body], on="2026-02-02")
    assert [each.reason for each in found.not_applied] == ["for days 40 on of the stay, not for day 1"]


# The first review and those that follow it


def test_a_first_review_without_others_is_due_once() -> None:
    body = of_rules(a_rule("own.first_review_day", "first_review_day", Range.at_most(14)))
    found = due(at(IOP), against=[body], on="2026-06-01", done=[Review("2026-02-20", "review")])
    assert lines(found) == [Line("own.first_review_day", "2026-02-15", DONE_LATE, 5)]
    assert found.items[0].what == "first review"


def test_a_first_review_on_day_1_is_done_on_the_first_day() -> None:
    body = of_rules(a_rule("own.first_plan", "first_review_day", Range.at_most(1)))
    (item,) = due(at(IOP), against=[body], on="2026-02-02", done=[Review("2026-02-02", "plan review")])
    assert (str(item.opens), str(item.by), item.state) == ("2026-02-02", "2026-02-02", DONE)


def test_of_two_first_reviews_the_earlier_one_begins_the_time_to_the_next() -> None:
    body = of_rules(
        a_rule("own.recert_first", "first_review_day", Range.at_most(20)),
        a_rule("own.recert_sooner", "first_review_day", Range.at_most(8)),
        a_rule("own.recert_days"),
    )
    found = due(at(IOP), against=[body], on="2026-02-10")
    assert [(each.rule, str(each.by)) for each in found] == [
        ("own.recert_sooner", "2026-02-09"),
        ("own.recert_days", "2026-02-19"),
        ("own.recert_first", "2026-02-21"),
    ]


@pytest.mark.parametrize(
    "first",
    [
        a_rule("own.plan_first", "first_review_day", Range.at_most(20)),
        a_rule("own.recert_first", "first_review_day", Range.at_most(20), scope=Scope(levels={PHP})),
        a_rule("own.recert_first", "first_review_day", Range.at_most(20), issuer="Another office"),
    ],
)
def test_a_first_review_of_another_kind_stay_or_issuer_begins_no_time_to_the_next(first: Rule) -> None:
    found = due(at(IOP), against=[of_rules(first, a_rule())], on="2026-02-02")
    assert [str(each.by) for each in found if each.rule == "own.recert_days"] == ["2026-02-12"]


def test_a_first_review_that_is_not_in_force_begins_no_time_to_the_next() -> None:
    later: History[Bound] = History.of(Dated(Range.at_most(18), SOURCE, since="2026-02-10"))
    body = of_rules(a_rule("own.recert_first", "first_review_day", history=later), a_rule())
    found = due(at(IOP), against=[body], on="2026-02-02")
    assert [(each.rule, str(each.by)) for each in found] == [("own.recert_days", "2026-02-12")]
    assert [each.reason for each in found.not_applied] == ["not yet in force on 2026-02-02 (since 2026-02-10)"]


@pytest.mark.parametrize("rule", [FIRST, AFTER])
def test_a_review_for_either_rule_of_a_clock_is_on_that_clock(rule: str) -> None:
    found = due(at(PHP), against=[MEDICARE], on="2026-02-25", done=[Review("2026-02-18", rules=rule)])
    assert lines(found) == [Line(FIRST, "2026-02-19", DONE, 0), Line(AFTER, "2026-03-20", DUE, 0)]


def test_the_first_review_of_a_later_stay_is_not_on_a_clock_that_runs_already() -> None:
    body = of_rules(
        a_rule("own.recert_first", "first_review_day", Range.at_most(18), scope=Scope(levels={PHP})),
        a_rule("own.recert_days", bound=Range.at_most(60), scope=Scope(levels={PHP, IOP})),
    )
    episode = at(IOP, length="8 weeks").move(Phase(PHP, length="3 weeks"), on="2026-03-02")
    done = [Review("2026-03-10", rules="own.recert_first")]
    assert lines(due(episode, against=[body], on="2026-03-11", done=done)) == [
        Line("own.recert_first", "2026-03-19", DONE, 0)
    ]
    both = due(episode, against=[body], on="2026-03-11", done=[Review("2026-03-10", RECERTIFIED)])
    assert lines(both) == [
        Line("own.recert_first", "2026-03-19", DONE, 0),
        Line("own.recert_days", "2026-04-03", DONE, 0),
    ]


def test_when_the_first_review_was_done_early_the_next_one_is_listed() -> None:
    found = due(at(PHP), against=[MEDICARE], on="2026-02-15", done=[Review("2026-02-12", RECERTIFIED)])
    assert lines(found) == [Line(FIRST, "2026-02-19", DONE, 0), Line(AFTER, "2026-03-14", DUE, 0)]


def test_on_the_first_day_a_review_is_the_certification_at_admission() -> None:
    found = due(at(PHP), against=[MEDICARE], on="2026-02-05", done=[Review("2026-02-02", RECERTIFIED)])
    assert lines(found) == [Line(FIRST, "2026-02-19", DUE, 0)]
    assert found.not_counted == ()


def test_two_reviews_on_one_day_are_one() -> None:
    twice = [Review("2026-02-12", RECERTIFIED), Review("2026-02-12", rules=[FIRST])]
    found = due(at(PHP), against=[MEDICARE], on="2026-02-25", done=twice)
    assert lines(found) == [Line(FIRST, "2026-02-19", DONE, 0), Line(AFTER, "2026-03-14", DUE, 0)]
    assert found.not_counted == ()


# Reviews and bounds


def test_a_review_names_what_was_done_in_any_spelling_and_evaluates() -> None:
    review = Review("2026-02-19", ["Plan Review", ReviewKind.RECERTIFICATION], rules={"b", "a"})
    assert repr(review) == "Review(on=Date(2026, 2, 19), what=['plan-review', 'recertification'], rules=['a', 'b'])"
    assert str(review) == "2026-02-19: plan review, recertification, a, b"
    all_kinds = Review("2026-02-19", ReviewKind)
    kinds = "['determination-of-need', 'plan-review', 'recertification', 'review']"
    assert repr(all_kinds) == f"Review(on=Date(2026, 2, 19), what={kinds}, rules=[])"
    again = Review(review.on, what=["plan-review", "recertification"], rules=["a", "b"])
    assert review == again == pickle.loads(pickle.dumps(review)) == copy.deepcopy(review)  # noqa: S301 - its own
    assert hash(review) == hash(again)


@pytest.mark.parametrize(
    ("id_", "note", "kind"),
    [
        ("own.recert_days", "", ReviewKind.RECERTIFICATION),
        ("own.days", "Recertification by a physician", ReviewKind.RECERTIFICATION),
        ("own.days", "determination of need; in the plan", ReviewKind.DETERMINATION_OF_NEED),
        ("own.plan_days", "", ReviewKind.PLAN_REVIEW),
        ("own.days", "explained, as planned", ReviewKind.REVIEW),
    ],
)
def test_what_a_rule_asks_to_be_done_stands_in_its_note_or_its_id(id_: str, note: str, kind: ReviewKind) -> None:
    assert kind_of(a_rule(id_, note=note)) is kind


@pytest.mark.parametrize(
    ("kind", "measure", "bound", "message"),
    [
        (WrongKind, "review_interval_days", Range.at_most(Months(2)), "expected a range of whole numbers of days"),
        (WrongKind, "review_interval_days", Range.at_most(Minutes(60)), "expected a range of whole numbers of days"),
        (WrongKind, "review_interval_months", Range.at_most(2), "expected a range of Months"),
        (NotAccepted, "review_interval_days", Range.at_most(0), "expected at least one day, got"),
        (NotAccepted, "review_interval_days", Range.below(1), "expected at least one day, got"),
        (NotAccepted, "review_interval_months", Range.below(Months(1)), "expected at least one month, got"),
    ],
)
def test_a_bound_in_another_unit_or_without_a_day_is_refused(
    kind: type[Exception], measure: str, bound: Bound, message: str
) -> None:
    body = of_rules(a_rule("own.bound", measure, bound))
    assert f"bound of own.bound: {message}" in refusal(kind, lambda: due(at(IOP), against=[body], on="2026-02-02"))


def test_an_excluded_end_is_no_day_of_the_window() -> None:
    assert days(due(at(IOP), against=[of_rules(a_rule(bound=Range.below(10)))], on="2026-02-02")) == ["2026-02-11"]
    months = a_rule("own.months", "review_interval_months", Range.below(Months(3)))
    assert days(due(at(IOP), against=[of_rules(months)], on="2026-02-02")) == ["2026-04-02"]


def test_a_due_day_beyond_the_calendar_is_refused() -> None:
    late = at(IOP, "9999-12-01")
    assert "a day of the years 1 to 9999" in refusal(
        NotAccepted, lambda: due(late, against=[MEDICARE], on="9999-12-01")
    )
