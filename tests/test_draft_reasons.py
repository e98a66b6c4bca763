"""Why a draft misses a rule: the sentence of every kind of figure."""

import pytest

from iopmodel import Rule, standards
from iopmodel._days import Date
from iopmodel.demands import circumstances_of, demands_of
from iopmodel.draft_reasons import reason_of
from iopmodel.drafts import Draft, WeekDraft
from iopmodel.examples import edges

ON = Date(2026, 2, 2)
REASONS = {edge.name: edge.reason for edge in edges(standards.all(), on="2026-02-02", include_unverified=True)}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("medicare.iop.hours_week below", "asks at least 9 h a week; here it is 8 h 59 min a week."),
        ("asam3.l1.adult.hours_week above", "asks under 9 h a week; here it is 9 h a week."),
        (
            "hcpcs.h0015.days_week below",
            "asks at least 3 days of at least 3 h a week; here it is 2 days of at least 3 h a week.",
        ),
        (
            "us_va.medicaid.l2_1.adult.hours_week below",
            "asks 9 h to 19 h a week on average; here it is 8 h 59 min a week on average.",
        ),
        ("us_ca.ntp.group_size below", "asks 2 to 12 people in a group; here it is 1 person in a group."),
        ("guide_b.iop.day.days_week below", "asks 2 to 4 days a week; here it is 1 day a week."),
        ("guide_a.iop.duration_weeks above", "asks 6 to 8 weeks in all; here it is 57 days in all."),
        (
            "asam3.l2_1.stepdown_weeks above",
            "asks at most 2 weeks below the weekly floor; here it is 3 weeks below the weekly floor.",
        ),
    ],
)
def test_a_reason_says_what_is_asked_and_what_there_is(name: str, reason: str) -> None:
    assert REASONS[name] == f"{name.rpartition(' ')[0]} {reason}"


def test_an_average_that_is_no_whole_minute_says_so() -> None:
    rule = standards.VIRGINIA_MEDICAID.rule("us_va.medicaid.l2_1.adult.hours_week")
    assert isinstance(rule, Rule)
    (demand,) = (
        each
        for each in demands_of(
            [standards.VIRGINIA_MEDICAID], next(circumstances_of(rule, standards.VIRGINIA_MEDICAID)), ON
        )
        if each.rule == rule
    )
    weeks = [WeekDraft(((minutes,), (), (), (), (), (), ())) for minutes in (539, 540)]
    draft = Draft(runs=tuple((1, week) for week in weeks), length=14)
    assert reason_of(demand, draft).endswith("here it is 8 h 59 min and 1/2 min a week on average.")
