"""The 12-month periods of leave from work, by hand from a calendar."""

from datetime import date

import pytest
from pendulum import Date

from iopmodel.errors import NotAccepted
from iopmodel.leave_years import LeaveYearMethod, leave_year
from iopmodel.spans import DaySpan
from tests.refusal import refusal

ON = "2026-02-02"


@pytest.mark.parametrize(
    ("on", "first", "until"),
    [
        ("2026-01-01", "2026-01-01", "2027-01-01"),
        ("2026-12-31", "2026-01-01", "2027-01-01"),
        ("2024-02-29", "2024-01-01", "2025-01-01"),
    ],
)
def test_a_calendar_year_begins_on_the_first_of_january(on: str, first: str, until: str) -> None:
    assert leave_year("calendar-year", on) == DaySpan(first, until)


@pytest.mark.parametrize(
    ("on", "starts", "first", "until"),
    [
        ("2026-06-30", "2020-07-01", "2025-07-01", "2026-07-01"),
        ("2026-07-01", "2020-07-01", "2026-07-01", "2027-07-01"),
        ("2019-06-30", "2020-07-01", "2018-07-01", "2019-07-01"),
        # An anniversary on 29 February comes a day earlier where there is none; no day is left out or counted twice.
        ("2025-02-27", "2024-02-29", "2024-02-29", "2025-02-28"),
        ("2025-02-28", "2024-02-29", "2025-02-28", "2026-02-28"),
        ("2028-02-28", "2024-02-29", "2027-02-28", "2028-02-29"),
        ("2028-02-29", "2024-02-29", "2028-02-29", "2029-02-28"),
    ],
)
def test_a_fixed_year_begins_on_its_own_day(on: str, starts: str, first: str, until: str) -> None:
    assert leave_year(LeaveYearMethod.FIXED_YEAR, on, starts=starts) == DaySpan(first, until)


@pytest.mark.parametrize(
    ("on", "leave_days", "first", "until"),
    [
        ("2026-02-02", [], "2026-02-02", "2027-02-02"),
        ("2026-02-02", ["2025-11-03"], "2025-11-03", "2026-11-03"),
        ("2026-02-02", ["2025-12-01", "2025-11-03"], "2025-11-03", "2026-11-03"),
        ("2026-11-02", ["2025-11-03"], "2025-11-03", "2026-11-03"),
        ("2026-11-03", ["2025-11-03"], "2026-11-03", "2027-11-03"),
        # The next period begins with the first leave after the one before, and not with its end.
        ("2027-01-15", ["2025-11-03", "2026-12-24"], "2026-12-24", "2027-12-24"),
        ("2026-02-02", ["2026-03-01"], "2026-02-02", "2027-02-02"),
        ("2024-02-29", [], "2024-02-29", "2025-02-28"),
        ("2025-02-28", ["2024-02-29"], "2025-02-28", "2026-02-28"),
    ],
)
def test_a_forward_year_begins_with_leave(on: str, leave_days: list[str], first: str, until: str) -> None:
    assert leave_year("forward", on, leave_days=leave_days) == DaySpan(first, until)


@pytest.mark.parametrize(
    ("on", "first", "until"),
    [
        ("2026-02-02", "2025-02-03", "2026-02-03"),
        ("2024-02-28", "2023-03-01", "2024-02-29"),
        ("2024-02-29", "2023-03-01", "2024-03-01"),
        ("2025-02-28", "2024-02-29", "2025-03-01"),
        ("2025-03-01", "2024-03-02", "2025-03-02"),
    ],
)
def test_a_backward_year_ends_with_the_day_of_leave(on: str, first: str, until: str) -> None:
    assert leave_year("backward", on) == DaySpan(first, until)


def test_a_day_of_leave_no_longer_counts_backward_on_the_same_day_a_year_later() -> None:
    assert Date(2025, 2, 2) not in leave_year("backward", date(2026, 2, 2))
    assert Date(2025, 2, 2) in leave_year("backward", date(2026, 2, 1))


def test_a_method_takes_what_it_uses_and_nothing_else() -> None:
    assert "starts= for the fixed-year method" in refusal(NotAccepted, lambda: leave_year("fixed-year", ON))
    assert "starts= for the fixed-year method" in refusal(
        NotAccepted, lambda: leave_year("calendar-year", ON, starts="2026-01-01")
    )
    assert "leave_days= for the forward method" in refusal(
        NotAccepted, lambda: leave_year("backward", ON, leave_days=["2025-11-03"])
    )
    assert "one of calendar-year, fixed-year, forward, backward" in refusal(
        NotAccepted, lambda: leave_year("rolling", ON)
    )
    assert "day" in refusal(NotAccepted, lambda: leave_year("calendar-year", "9999-06-01"))
