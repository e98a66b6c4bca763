"""What an agenda says: each item with its window, figure and source, and all of them for people."""

import pytest

from iopmodel import (
    Force,
    Mark,
)
from iopmodel._days import plain_day
from iopmodel.review_clocks import Review, ReviewKind
from iopmodel.reviews import due
from iopmodel.standards import MEDICARE
from tests.review_examples import PHP, RECERTIFIED, at


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


@pytest.mark.parametrize(
    ("on", "by"), [("2026-02-02", "2026-02-19"), ("2026-02-19", "2026-02-19"), ("2026-02-20", "2026-03-21")]
)
def test_the_next_one_is_the_first_that_can_still_be_on_time(on: str, by: str) -> None:
    coming = due(at(PHP, length="8 weeks"), against=[MEDICARE], on=on).next
    assert coming is not None
    assert str(coming.by) == by
