"""A range as people write it, taken apart into its two ends: ``3 to 5 h``, ``at least 9 h``, ``under 9 h``."""

from __future__ import annotations

import attrs

__all__ = ["RangeWords", "read_range"]


@attrs.frozen
class RangeWords:
    """The two ends of a written range, still as text."""

    text: str
    low: str | None
    high: str | None
    high_excluded: bool


def read_range(text: str) -> RangeWords:
    """Take a written range apart: ``"3 to 5 h"``, ``"at least 9 h"``, ``"at most 5"``, ``"under 9 h"``, ``"3 h"``."""
    words = text.strip()
    if words == "not stated":
        return RangeWords(text, None, None, high_excluded=False)
    for prefix, is_low, excluded in (
        ("at least ", True, False),
        ("at most ", False, False),
        ("up to ", False, False),
        ("under ", False, True),
    ):
        if words.startswith(prefix):
            end = words.removeprefix(prefix).strip()
            return RangeWords(text, end if is_low else None, None if is_low else end, high_excluded=excluded)
    excluded = words.endswith(", the end excluded")
    low, to, high = words.removesuffix(", the end excluded").partition(" to ")
    return RangeWords(text, low.strip(), high.strip() if to else low.strip(), high_excluded=excluded)
