from __future__ import annotations

import pytest

from iopmodel.written_ranges import RangeWords, read_range


@pytest.mark.parametrize(
    ("text", "low", "high", "excluded"),
    [
        ("3 to 5 h", "3", "5 h", False),
        ("3 h", "3 h", "3 h", False),
        ("at least 9 h", "9 h", None, False),
        ("at most 5", None, "5", False),
        ("up to 5", None, "5", False),
        ("under 9 h", None, "9 h", True),
        ("6 to 9 h, the end excluded", "6", "9 h", True),
        ("not stated", None, None, False),
        ("  3 to 5  ", "3", "5", False),
    ],
)
def test_a_written_range_is_taken_apart_into_its_ends(
    text: str, low: str | None, high: str | None, *, excluded: bool
) -> None:
    assert read_range(text) == RangeWords(text, low, high, high_excluded=excluded)
