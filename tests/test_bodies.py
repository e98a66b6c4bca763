"""Bodies of rules as callers give them: what is taken, and what is refused in words."""

import pytest

from iopmodel import standards
from iopmodel.bodies import bodies_of, extended
from iopmodel.comparisons import disagreements
from iopmodel.errors import WrongKind
from iopmodel.figures import check_figure
from tests.refusal import refusal, wrong


def test_each_body_is_taken_once_in_the_order_given() -> None:
    assert bodies_of(each for each in (standards.OTP, standards.DC, standards.OTP)) == (standards.OTP, standards.DC)


@pytest.mark.parametrize("given", [standards.OTP, "otp", None, 3, ["otp"], [None]])
def test_what_is_not_several_bodies_is_refused(given: object) -> None:
    words = "standards: expected several standards, such as [standards.MEDICARE], got "
    assert refusal(WrongKind, lambda: bodies_of(wrong(given))).startswith(words)
    assert refusal(
        WrongKind, lambda: disagreements("hours_per_week", on="2026-02-02", standards=wrong(given or "x"))
    ).startswith(words)
    assert refusal(WrongKind, lambda: check_figure("leave_weeks", 1, on="2026-02-02", against=wrong(given))).startswith(
        words
    )


def test_a_body_is_extended_by_rules_alone() -> None:
    assert "several standards" in refusal(WrongKind, lambda: extended(wrong("dc"), "own", "Own", []))
    assert "several rules" in refusal(WrongKind, lambda: extended(standards.DC, "own", "Own", wrong(None)))
    assert "several rules" in refusal(WrongKind, lambda: extended(standards.DC, "own", "Own", wrong("rule")))
    assert "rules and bands" in refusal(WrongKind, lambda: extended(standards.DC, "own", "Own", [wrong("a")]))
