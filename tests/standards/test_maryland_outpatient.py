"""Maryland, COMAR 10.47: the plan of an outpatient program is updated at least every 90 days.

That is a question of a patient's dated stay, so no program is ever judged by it.
"""

import pytest

from iopmodel import GroupTherapy, ProgramType, Range, Session, Verdict, catalogue, check
from iopmodel.levels import ASAM_3RD_EDITION
from iopmodel.standards import MARYLAND_OUTPATIENT
from tests.standards.answers import TODAY, a_program, answer

REVIEW = "us_md.l1.plan_review_days"
OF_A_STAY = "about a patient's dated stay, not about a program's week"
WEEK = [Session(GroupTherapy(), time="2 h")]


def test_no_more_than_90_days_lie_between_two_updates_of_the_plan() -> None:
    rule = MARYLAND_OUTPATIENT.rule(REVIEW)
    (dated,) = rule.history.entries
    assert dated.value == Range.at_most(90)
    assert rule.asks(dated.value) == "at most 90 days between reviews"


@pytest.mark.parametrize(
    ("type_", "reason"),
    [
        (catalogue.OUTPATIENT, OF_A_STAY),
        (ProgramType("ours", "Ours", ASAM_3RD_EDITION.level("1"), focus="substance-use"), OF_A_STAY),
        (catalogue.SUBSTANCE_USE_IOP, "for outpatient, not for intensive outpatient"),
        (catalogue.AFTERCARE, "for outpatient, not for aftercare"),
        (ProgramType("ours", "Ours", catalogue.OUTPATIENT.level, focus="mental-health"), "for substance use programs"),
        (ProgramType("ours", "Ours", catalogue.OUTPATIENT.level), OF_A_STAY),
    ],
)
def test_it_is_listed_with_the_reason_for_which_it_cannot_be_asked(type_: ProgramType, reason: str) -> None:
    assert answer(REVIEW, MARYLAND_OUTPATIENT, a_program(type_, WEEK)) == reason


@pytest.mark.parametrize("day", ["1980-01-01", "2050-01-01"])
def test_its_start_is_not_known_so_it_holds_on_every_day(day: str) -> None:
    assert answer(REVIEW, MARYLAND_OUTPATIENT, a_program(catalogue.OUTPATIENT, WEEK), day) == OF_A_STAY


def test_a_body_that_cannot_be_asked_gives_no_verdict() -> None:
    report = check(a_program(catalogue.OUTPATIENT, WEEK), against=[MARYLAND_OUTPATIENT], on=TODAY)
    assert report.findings == ()
    assert report.verdict is Verdict.UNKNOWN
