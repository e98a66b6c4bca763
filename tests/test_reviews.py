"""What is due: the review clocks of Medicare and Maryland as tables written by hand, and every way to stand.

From the published rules: partial hospitalization is recertified by the 18th day, then every 30 days at the latest;
intensive outpatient care every 60 days, and its need is determined every second month; a Maryland Level I plan is
updated every 90 days. Medicare's rules on intensive outpatient care began on 2024-01-01.
"""

from collections.abc import Callable

import pytest

from iopmodel import (
    ASAM_3RD_EDITION,
    Episode,
    LevelOfCare,
    Phase,
    State,
    Stay,
    WeeklySchedule,
)
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, WrongKind
from iopmodel.review_clocks import Review
from iopmodel.reviews import due
from iopmodel.standards import MEDICARE
from iopmodel.stays import LevelMeant
from tests.refusal import refusal, wrong
from tests.review_examples import (
    AFTER,
    AHEAD,
    DONE,
    DONE_LATE,
    DUE,
    FIRST,
    IOP,
    LATE,
    MISSED,
    MONTHLY,
    PHP,
    RECERTIFIED,
    SIXTY,
    Line,
    at,
    days,
    lines,
)

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
    after = Stay(first="2026-06-01", until="2026-07-06", week=weeks, level=PHP)
    for stays, until in (([longer, inside], "2026-03-30"), ([open_one, after], "None")):
        found = due(Episode(stays=stays), against=[MEDICARE], on="2026-02-03", until="2026-08-01")
        assert [(str(each.by), str(each.until)) for each in found if each.is_first] == [("2026-02-19", until)]


def test_a_leave_of_absence_stops_no_clock() -> None:
    away = at(PHP, length="8 weeks").move(State.ON_LEAVE, on="2026-02-10", until="2026-02-24")
    assert days(due(away, against=[MEDICARE], on="2026-02-10")) == ["2026-02-19", "2026-03-21"]


@pytest.mark.parametrize(("length", "expected"), [("17 days", []), ("18 days", ["2026-02-19"])])
def test_nothing_is_due_on_the_day_on_which_the_stay_ends(length: str, expected: list[str]) -> None:
    found = due(at(PHP, length=length), against=[MEDICARE], on="2026-02-10")
    assert days(found) == expected
    assert f"{AFTER}: nothing is due by it in the time that is looked at" in map(str, found.not_applied)


def test_the_day_on_which_a_stay_ends_is_no_day_of_it() -> None:
    done = [Review("2026-02-19", RECERTIFIED), Review("2026-03-30", RECERTIFIED)]
    found = due(at(PHP, length="8 weeks"), against=[MEDICARE], on="2026-03-30", done=done)
    assert lines(found) == [Line(FIRST, "2026-02-19", DONE, 0), Line(AFTER, "2026-03-21", MISSED, 8)]
    assert [str(each.review.on) for each in found.not_counted] == ["2026-03-30"]


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
    found = due(longer, against=[MEDICARE], on="2026-02-02", level=LevelMeant.AUTHORIZED)
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


# What is on record


def test_what_no_clock_takes_is_listed_with_the_reason() -> None:
    episode = at(PHP, length="4 weeks")
    done = [
        Review("2026-02-26", RECERTIFIED),
        Review("2026-01-30", RECERTIFIED),
        Review("2026-03-02", RECERTIFIED),
        Review("2026-02-11", "plan review"),
        Review("2026-02-12", rules=[SIXTY]),
        Review("2026-02-25", "review"),
    ]
    found = due(episode, against=[MEDICARE], on="2026-02-25", done=done)
    assert lines(found) == [Line(FIRST, "2026-02-19", LATE, 6)]
    none = "no rule that is asked here has a clock for it on that day"
    later = "done after 2026-02-25, the day that is asked about"
    assert [str(each) for each in found.not_counted] == [
        f"2026-01-30: recertification: {none}",
        f"2026-02-11: plan review: {none}",
        f"2026-02-12: {SIXTY}: {none}",
        f"2026-02-25: review: {none}",
        f"2026-02-26: recertification: {later}",
        f"2026-03-02: recertification: {later}",
    ]


def test_a_review_under_a_rule_that_is_not_in_force_is_not_counted() -> None:
    found = due(
        at(IOP, "2023-06-01", "4 weeks"), against=[MEDICARE], on="2023-07-01", done=[Review("2023-06-10", RECERTIFIED)]
    )
    assert [str(each.review.on) for each in found.not_counted] == ["2023-06-10"]


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
            'level meant: expected one of clinical, authorized, got "billed"',
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
