"""What is due: the review clocks of Medicare and Maryland as tables written by hand, and every way to stand.

From the published rules: partial hospitalization is recertified by the 18th day, then every 30 days at the latest;
intensive outpatient care every 60 days, and its need is determined every second month; a Maryland Level I plan is
updated every 90 days. Medicare's rules on intensive outpatient care began on 2024-01-01.
"""

import copy
import pickle
from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest

from iopmodel import (
    ASAM_3RD_EDITION,
    Band,
    Citation,
    Dated,
    Episode,
    Force,
    History,
    LevelOfCare,
    Mark,
    Minutes,
    Months,
    Pathway,
    Phase,
    Range,
    Rule,
    Scope,
    Standard,
    State,
    Stay,
    WeeklySchedule,
)
from iopmodel._days import plain_day
from iopmodel.agendas import Agenda, Due
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, WrongKind
from iopmodel.review_clocks import Review, ReviewKind, kind_of
from iopmodel.reviews import ReviewState, StayLevel, due
from iopmodel.rules import Bound
from iopmodel.standards import GUIDES, MARYLAND_OUTPATIENT, MEDICARE
from tests.refusal import refusal, wrong

PHP, IOP, OP = LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT
DONE, DONE_LATE, DUE, AHEAD, LATE, MISSED = ReviewState
FIRST, AFTER = "medicare.php.first_recert_day", "medicare.php.recert_days"
SIXTY, MONTHLY = "medicare.iop.recert_days", "medicare.iop.determination_months"
NINETY = "us_md.l1.plan_review_days"
SOURCE = Citation("an example of a rule", mark=Mark.PRIMARY)
RECERTIFIED = "recertification"


class Line(NamedTuple):
    """One item of an agenda: its rule, its last day, how it stands, and how many days late."""

    rule: str
    by: str
    state: ReviewState
    days_late: int


def lines(agenda: Agenda) -> list[Line]:
    return [Line(each.rule, str(each.by), each.state, each.days_late) for each in agenda]


def at(level: LevelOfCare, first: str = "2026-02-02", length: str = "without end") -> Episode:
    """A stay at one level, from a day on."""
    return Episode.of(Phase(level, length=length), first=first)


def of_rules(*rules: Rule | Band) -> Standard:
    return Standard("own", "Own", rules)


def a_rule(
    id_: str = "own.recert_days",
    measure: str = "review_interval_days",
    bound: Bound = Range.at_most(10),  # noqa: B008 - a range never changes
    **more: object,
) -> Rule:
    history = more.pop("history", History.of(Dated(bound, SOURCE)))
    aggregation = "total" if measure == "first_review_day" else "every"
    given = {"force": Force.REQUIRED, **more}
    return Rule(id=id_, measure=measure, history=history, aggregation=aggregation, **given)  # type: ignore[arg-type]


def days(agenda: Iterable[Due]) -> list[str]:
    return [str(each.by) for each in agenda]


# Medicare, partial hospitalization


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-02-01", [Line(FIRST, "2026-02-19", AHEAD, 0), Line(AFTER, "2026-03-21", AHEAD, 0)]),
        ("2026-02-02", [Line(FIRST, "2026-02-19", AHEAD, 0), Line(AFTER, "2026-03-21", AHEAD, 0)]),
        ("2026-02-03", [Line(FIRST, "2026-02-19", DUE, 0), Line(AFTER, "2026-03-21", AHEAD, 0)]),
        ("2026-02-19", [Line(FIRST, "2026-02-19", DUE, 0), Line(AFTER, "2026-03-21", AHEAD, 0)]),
        ("2026-02-20", [Line(FIRST, "2026-02-19", LATE, 1), Line(AFTER, "2026-03-21", DUE, 0)]),
        ("2026-03-29", [Line(FIRST, "2026-02-19", LATE, 38), Line(AFTER, "2026-03-21", LATE, 8)]),
        ("2026-03-30", [Line(FIRST, "2026-02-19", MISSED, 38), Line(AFTER, "2026-03-21", MISSED, 8)]),
        ("2027-01-01", [Line(FIRST, "2026-02-19", MISSED, 38), Line(AFTER, "2026-03-21", MISSED, 8)]),
    ],
)
def test_php_is_recertified_by_day_18_and_then_every_30_days(on: str, expected: list[Line]) -> None:
    eight_weeks = at(PHP, length="8 weeks")
    assert lines(due(eight_weeks, against=[MEDICARE], on=on)) == expected


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        # On the last day; early; late; and a later one on time, early and late.
        (["2026-02-19"], [Line(FIRST, "2026-02-19", DONE, 0), Line(AFTER, "2026-03-21", LATE, 10)]),
        (["2026-02-12"], [Line(FIRST, "2026-02-19", DONE, 0), Line(AFTER, "2026-03-14", LATE, 17)]),
        (["2026-02-25"], [Line(FIRST, "2026-02-19", DONE_LATE, 6), Line(AFTER, "2026-03-27", LATE, 4)]),
        (
            ["2026-02-19", "2026-03-21"],
            [Line(FIRST, "2026-02-19", DONE, 0), Line(AFTER, "2026-03-21", DONE, 0), Line(AFTER, "2026-04-20", DUE, 0)],
        ),
        (
            ["2026-02-19", "2026-03-10"],
            [Line(FIRST, "2026-02-19", DONE, 0), Line(AFTER, "2026-03-21", DONE, 0), Line(AFTER, "2026-04-09", DUE, 0)],
        ),
        (
            ["2026-02-19", "2026-03-24"],
            [
                Line(FIRST, "2026-02-19", DONE, 0),
                Line(AFTER, "2026-03-21", DONE_LATE, 3),
                Line(AFTER, "2026-04-23", DUE, 0),
            ],
        ),
    ],
)
def test_the_time_to_the_next_review_counts_from_the_day_on_which_one_was_done(
    done: list[str], expected: list[Line]
) -> None:
    reviews = [Review(day, RECERTIFIED) for day in done]
    found = due(at(PHP), against=[MEDICARE], on="2026-03-31", done=reviews)
    assert lines(found)[: len(expected)] == expected
    assert [str(each.done_on) for each in found.done] == done
    assert found.not_counted == ()


def test_an_item_carries_its_window_its_figure_and_its_source() -> None:
    done = [Review("2026-02-12", RECERTIFIED)]
    first, second = due(at(PHP, length="6 weeks"), against=[MEDICARE], on="2026-02-20", done=done, until="2027-01-01")
    assert (first.counted_from, first.opens) == (plain_day("2026-02-02"), plain_day("2026-02-03"))
    assert (second.counted_from, second.opens) == (plain_day("2026-02-12"), plain_day("2026-02-13"))
    assert (first.what, first.is_first, first.kind) == ("first recertification", True, ReviewKind.RECERTIFICATION)
    assert (second.what, second.is_first, second.kind) == ("recertification", False, ReviewKind.RECERTIFICATION)
    assert first.asks == "at most 18 days until the first recertification"
    assert second.asks == "at most 30 days between reviews"
    assert (second.body, second.force, second.until) == ("Medicare", Force.REQUIRED, plain_day("2026-03-16"))
    assert (str(second.citation), second.citation.mark) == ("42 CFR 424.24(e)(3)(ii)", Mark.PRIMARY)
    assert second.note.startswith("after the first recertification; interval set by the provider")
    assert second.in_doubt == ()


# Medicare, intensive outpatient care


def test_iop_has_a_clock_of_60_days_and_one_of_two_months_and_both_are_listed() -> None:
    found = due(at(IOP), against=[MEDICARE], on="2026-04-03")
    assert lines(found) == [
        Line(MONTHLY, "2026-04-02", LATE, 1),
        Line(SIXTY, "2026-04-03", DUE, 0),
        Line(MONTHLY, "2026-06-02", DUE, 0),
    ]
    assert [each.what for each in found] == ["determination of need", "recertification", "determination of need"]


def test_one_act_may_be_two_reviews() -> None:
    signed = Review("2026-03-20", [RECERTIFIED, "determination of need"])
    found = due(at(IOP), against=[MEDICARE], on="2026-04-10", done=[signed])
    assert lines(found) == [
        Line(MONTHLY, "2026-04-02", DONE, 0),
        Line(SIXTY, "2026-04-03", DONE, 0),
        Line(SIXTY, "2026-05-19", DUE, 0),
        Line(MONTHLY, "2026-05-20", DUE, 0),
    ]


def test_a_review_for_one_rule_leaves_the_clock_of_the_other_alone() -> None:
    found = due(at(IOP), against=[MEDICARE], on="2026-04-01", done=[Review("2026-03-20", rules=[SIXTY])])
    assert lines(found) == [
        Line(MONTHLY, "2026-04-02", DUE, 0),
        Line(SIXTY, "2026-04-03", DONE, 0),
        Line(SIXTY, "2026-05-19", DUE, 0),
    ]


@pytest.mark.parametrize(
    ("first", "sixty", "monthly"),
    [
        ("2025-12-31", "2026-03-01", "2026-02-28"),
        ("2025-12-30", "2026-02-28", "2026-02-28"),
        ("2027-12-31", "2028-02-29", "2028-02-29"),
        ("2026-06-30", "2026-08-29", "2026-08-30"),
        ("2026-07-31", "2026-09-29", "2026-09-30"),
    ],
)
def test_two_months_end_on_the_same_day_or_on_the_last_one_of_a_shorter_month(
    first: str, sixty: str, monthly: str
) -> None:
    found = due(at(IOP, first), against=[MEDICARE], on=first)
    assert {each.rule: str(each.by) for each in found} == {SIXTY: sixty, MONTHLY: monthly}


def test_a_month_that_was_cut_short_stays_cut_as_the_next_ones_count_from_its_due_day() -> None:
    found = due(at(IOP, "2025-12-31"), against=[MEDICARE], on="2026-05-01")
    assert [str(each.by) for each in found if each.rule == MONTHLY] == ["2026-02-28", "2026-04-28", "2026-06-28"]


# Stays and moves


def test_a_step_to_another_level_ends_one_clock_and_begins_another() -> None:
    episode = at(PHP).move(Phase(IOP), on="2026-03-02")
    found = due(episode, against=[MEDICARE], on="2026-03-02", done=[Review("2026-02-19", RECERTIFIED)])
    assert lines(found) == [
        Line(FIRST, "2026-02-19", DONE, 0),
        Line(SIXTY, "2026-05-01", AHEAD, 0),
        Line(MONTHLY, "2026-05-02", AHEAD, 0),
    ]
    assert [str(each) for each in found.not_applied] == [f"{AFTER}: nothing is due by it in the time that is looked at"]


def test_stays_in_a_row_at_one_level_are_one_and_a_gap_begins_anew() -> None:
    weeks = WeeklySchedule(())
    parts = [("2026-02-02", "2026-02-10"), ("2026-02-10", "2026-02-25"), ("2026-03-02", "2026-03-25")]
    stays = [Stay(first=first, until=until, week=weeks, level=PHP) for first, until in parts]
    found = due(Episode(stays=stays), against=[MEDICARE], on="2026-04-01")
    assert lines(found) == [Line(FIRST, "2026-02-19", MISSED, 5), Line(FIRST, "2026-03-19", MISSED, 5)]
    assert [str(each.until) for each in found] == ["2026-02-25", "2026-03-25"]


def test_a_readmission_on_the_day_of_the_discharge_begins_anew() -> None:
    discharged = at(PHP).move(State.DISCHARGED, on="2026-02-12")
    readmitted = discharged.move(Phase(PHP), on="2026-02-12")
    assert days(due(discharged, against=[MEDICARE], on="2026-02-12")) == []
    assert days(due(readmitted, against=[MEDICARE], on="2026-02-12")) == ["2026-03-01"]


def test_overlapping_stays_are_one_run_and_one_without_an_end_takes_in_all_that_follow() -> None:
    weeks = WeeklySchedule(())
    longer = Stay(first="2026-02-02", until="2026-03-30", week=weeks, level=PHP)
    inside = Stay(first="2026-02-09", until="2026-02-16", week=weeks, level=PHP)
    open_one = Stay(first="2026-02-02", week=weeks, level=PHP)
    after = Stay(first="2026-06-01", until="2026-06-08", week=weeks, level=PHP)
    for stays, until in (([longer, inside], "2026-03-30"), ([open_one, after], "None")):
        found = due(Episode(stays=stays), against=[MEDICARE], on="2026-02-03", until="2026-03-01")
        assert [(str(each.by), str(each.until)) for each in found] == [("2026-02-19", until)]


def test_a_leave_of_absence_stops_no_clock() -> None:
    away = at(PHP, length="8 weeks").move(State.ON_LEAVE, on="2026-02-10", until="2026-02-24")
    assert days(due(away, against=[MEDICARE], on="2026-02-10")) == ["2026-02-19", "2026-03-21"]


@pytest.mark.parametrize(("length", "expected"), [("17 days", []), ("18 days", ["2026-02-19"])])
def test_nothing_is_due_on_the_day_on_which_the_stay_ends(length: str, expected: list[str]) -> None:
    found = due(at(PHP, length=length), against=[MEDICARE], on="2026-02-10")
    assert days(found) == expected
    assert f"{AFTER}: nothing is due by it in the time that is looked at" in map(str, found.not_applied)


def test_what_was_due_on_the_last_day_of_a_stay_and_is_not_on_record_is_missed_and_0_days_late() -> None:
    (item,) = due(at(PHP, length="18 days"), against=[MEDICARE], on="2026-02-20")
    assert (item.state, item.days_late, item.is_overdue) == (MISSED, 0, True)


def test_what_was_done_before_the_end_is_listed_though_it_was_due_only_after_it() -> None:
    early = [Review("2026-02-05", RECERTIFIED)]
    found = due(at(PHP, length="1 week"), against=[MEDICARE], on="2026-02-20", done=early)
    assert lines(found) == [Line(FIRST, "2026-02-19", DONE, 0)]


def test_a_level_of_another_system_counts_as_the_general_one() -> None:
    (item,) = due(at(ASAM_3RD_EDITION.level("2.5")), against=[MEDICARE], on="2026-02-02")
    assert (str(item.by), item.in_doubt) == ("2026-02-19", ())


def test_day_treatment_may_be_either_level_so_all_of_its_clocks_run_in_doubt() -> None:
    found = due(at(LevelOfCare.DAY_TREATMENT), against=[MEDICARE], on="2026-02-02")
    assert {each.rule for each in found} == {FIRST, SIXTY, MONTHLY}
    doubts = {each.rule: each.in_doubt for each in found}
    assert doubts[FIRST] == ("the level of care: the rule is for partial hospitalization",)
    assert doubts[SIXTY] == doubts[MONTHLY] == ("the level of care: the rule is for intensive outpatient",)


def test_where_the_payer_authorized_another_level_either_may_be_looked_at() -> None:
    episode = at(PHP, length="8 weeks").authorize(IOP, first="2026-02-16")
    clinical = due(episode, against=[MEDICARE], on="2026-02-02")
    authorized = due(episode, against=[MEDICARE], on="2026-02-02", until="2026-05-01", level="authorized")
    assert days(clinical) == ["2026-02-19", "2026-03-21"]
    assert authorized.items == ()
    longer = at(PHP, length="12 weeks").authorize(IOP, first="2026-02-16")
    found = due(longer, against=[MEDICARE], on="2026-02-02", level=StayLevel.AUTHORIZED)
    assert {each.rule: str(each.by) for each in found} == {SIXTY: "2026-04-17", MONTHLY: "2026-04-16"}


# How far to look


@pytest.mark.parametrize(
    ("on", "until", "expected"),
    [
        ("2026-02-02", None, ["2026-02-19"]),
        ("2026-02-19", None, ["2026-02-19"]),
        ("2026-02-20", None, ["2026-02-19", "2026-03-21"]),
        ("2026-03-22", None, ["2026-02-19", "2026-03-21", "2026-04-20"]),
        ("2026-02-02", "2026-04-20", ["2026-02-19", "2026-03-21"]),
        ("2026-02-02", "2026-04-21", ["2026-02-19", "2026-03-21", "2026-04-20"]),
        ("2026-03-22", "2026-02-19", []),
        ("2026-03-22", "2026-02-02", []),
    ],
)
def test_without_a_planned_end_the_list_ends_with_the_next_one_or_on_a_given_day(
    on: str, until: str | None, expected: list[str]
) -> None:
    assert days(due(at(PHP), against=[MEDICARE], on=on, until=until)) == expected


def test_a_given_day_cuts_a_planned_stay_and_does_not_prolong_it() -> None:
    eight_weeks = at(PHP, length="8 weeks")
    assert days(due(eight_weeks, against=[MEDICARE], on="2026-02-02", until="2026-03-21")) == ["2026-02-19"]
    later = due(eight_weeks, against=[MEDICARE], on="2026-02-02", until="2027-01-01")
    assert days(later) == ["2026-02-19", "2026-03-21"]


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


def test_a_doubt_about_a_later_stay_is_none_about_what_is_due_before_it() -> None:
    weeks = WeeklySchedule(())
    known = Stay(first="2026-02-02", until="2026-06-01", week=weeks, level=OP, focus=frozenset({"substance-use"}))
    unknown = Stay(first="2026-06-01", until="2026-09-01", week=weeks, level=OP)
    found = due(Episode(stays=[known, unknown]), against=[MARYLAND_OUTPATIENT], on="2026-02-02")
    assert [(str(each.by), len(each.in_doubt)) for each in found] == [("2026-05-03", 0), ("2026-08-01", 1)]


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


def test_on_the_first_day_a_review_is_the_certification_at_admission() -> None:
    found = due(at(PHP), against=[MEDICARE], on="2026-02-05", done=[Review("2026-02-02", RECERTIFIED)])
    assert lines(found) == [Line(FIRST, "2026-02-19", DUE, 0)]
    assert found.not_counted == ()


def test_two_reviews_on_one_day_are_one() -> None:
    twice = [Review("2026-02-12", RECERTIFIED), Review("2026-02-12", rules=[FIRST])]
    found = due(at(PHP), against=[MEDICARE], on="2026-02-25", done=twice)
    assert lines(found) == [Line(FIRST, "2026-02-19", DONE, 0), Line(AFTER, "2026-03-14", DUE, 0)]
    assert found.not_counted == ()


# What is on record


def test_what_no_clock_takes_is_listed_with_the_reason() -> None:
    episode = at(PHP, length="4 weeks")
    done = [
        Review("2026-02-26", RECERTIFIED),
        Review("2026-01-30", RECERTIFIED),
        Review("2026-03-02", RECERTIFIED),
        Review("2026-02-11", "plan review"),
        Review("2026-02-12", rules=[SIXTY]),
    ]
    found = due(episode, against=[MEDICARE], on="2026-02-25", done=done)
    assert lines(found) == [Line(FIRST, "2026-02-19", LATE, 6)]
    none = "no rule that is asked here has a clock for it on that day"
    later = "done after 2026-02-25, the day that is asked about"
    assert [str(each) for each in found.not_counted] == [
        f"2026-01-30: recertification: {none}",
        f"2026-02-11: plan review: {none}",
        f"2026-02-12: {SIXTY}: {none}",
        f"2026-02-26: recertification: {later}",
        f"2026-03-02: recertification: {later}",
    ]


def test_a_review_under_a_rule_that_is_not_in_force_is_not_counted() -> None:
    found = due(
        at(IOP, "2023-06-01", "4 weeks"), against=[MEDICARE], on="2023-07-01", done=[Review("2023-06-10", RECERTIFIED)]
    )
    assert [str(each.review.on) for each in found.not_counted] == ["2023-06-10"]


def test_a_review_names_what_was_done_in_any_spelling_and_evaluates() -> None:
    review = Review("2026-02-19", ["Plan Review", ReviewKind.RECERTIFICATION], rules={"b", "a"})
    assert repr(review) == "Review(on=Date(2026, 2, 19), what=['plan-review', 'recertification'], rules=['a', 'b'])"
    assert str(review) == "2026-02-19: plan review, recertification, a, b"
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


# For people


def test_an_agenda_is_read_by_people() -> None:
    done = [Review("2026-02-25", RECERTIFIED), Review("2026-03-26", RECERTIFIED), Review("2026-02-11", "plan review")]
    found = due(at(PHP, length="20 weeks"), against=[MEDICARE], on="2026-04-26", done=done, until="2026-06-01")
    assert str(found) == (
        "reviews as of 2026-04-26\n"
        "  first recertification by 2026-02-19, done 2026-02-25, 6 days late (42 CFR 424.24(e)(3)(ii))\n"
        "  recertification by 2026-03-27, done 2026-03-26 (42 CFR 424.24(e)(3)(ii))\n"
        "  recertification by 2026-04-25, 1 day late (42 CFR 424.24(e)(3)(ii))\n"
        "  recertification by 2026-05-25, due since 2026-04-26 (42 CFR 424.24(e)(3)(ii))\n"
        "  not applied: medicare.iop.recert_days: for intensive outpatient, not for partial hospitalization\n"
        "  not applied: medicare.iop.determination_months: for intensive outpatient, not for partial hospitalization\n"
        "  not counted: 2026-02-11: plan review: no rule that is asked here has a clock for it on that day"
    )
    assert [str(each.by) for each in found.late] == ["2026-04-25"]
    assert found.next is not None
    assert str(found.next.by) == "2026-05-25"
    after = due(at(PHP, length="20 days"), against=[MEDICARE], on="2026-04-26")
    assert str(after.items[0]) == (
        "first recertification by 2026-02-19, missed: the stay ended on 2026-02-22 without it (42 CFR 424.24(e)(3)(ii))"
    )
    assert [str(each.by) for each in after.late] == ["2026-02-19"]


# Refused


@pytest.mark.parametrize(
    ("kind", "make", "message"),
    [
        (WrongKind, lambda: due(wrong(PHP), against=[MEDICARE], on="2026-02-02"), "episode: expected an Episode, such"),
        (WrongKind, lambda: due(at(PHP), against=wrong(MEDICARE), on="2026-02-02"), "standards: expected several"),
        (NotAccepted, lambda: due(at(PHP), against=[MEDICARE], on="02/02/2026"), "day: expected a day such as"),
        (
            NotAccepted,
            lambda: due(at(PHP), against=[MEDICARE], on="2026-02-02", level="billed"),
            'stay level: expected one of clinical, authorized, got "billed"',
        ),
        (
            EndsBeforeItStarts,
            lambda: due(at(PHP), against=[MEDICARE], on="2026-02-02", until="2026-02-01"),
            "agenda: it would run from 2026-02-02 to 2026-02-01",
        ),
        (
            WrongKind,
            lambda: due(at(PHP), against=[MEDICARE], on="2026-02-02", done=wrong(Review("2026-02-19", "review"))),
            "reviews: expected several reviews, such as [Review('2026-02-19', 'recertification')], got Review(",
        ),
        (
            WrongKind,
            lambda: due(at(PHP), against=[MEDICARE], on="2026-02-02", done=wrong(["2026-02-19"])),
            "reviews: expected several reviews, such as",
        ),
        (NotAccepted, lambda: Review("2026-02-19"), "review: expected what was done (recertification, determination"),
        (NotAccepted, lambda: Review("2026-02-19", "call"), "review kind: expected one of recertification,"),
        (WrongKind, lambda: Review("2026-02-19", wrong(3)), "review: expected what was done, such as recertification"),
        (WrongKind, lambda: Review("2026-02-19", wrong([3])), "review: expected what was done, such as"),
        (WrongKind, lambda: Review("2026-02-19", rules=wrong(3)), "rules of a review: expected the ids of rules, such"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_words(
    kind: type[Exception], make: Callable[[], object], message: str
) -> None:
    assert message in refusal(kind, make)


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
