"""Week sums: whole figures between two ends, and what several weeks make together whose times lie between some ends."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import attrs

__all__ = ["ANY", "Ends", "added", "inside", "merged"]


@attrs.frozen
class Ends:
    """Whole figures between two ends; without an upper one where it is ``None``."""

    low: int
    high: int | None

    def cut(self, low: int, high: int | None) -> Ends:
        """The figures that lie between these ends too."""
        return Ends(
            max(self.low, low), high if self.high is None else self.high if high is None else min(self.high, high)
        )

    @property
    def is_empty(self) -> bool:
        """Whether no figure lies between them."""
        return self.high is not None and self.high < self.low

    def holds(self, figure: int) -> bool:
        """Whether a figure lies between them."""
        return self.low <= figure and (self.high is None or figure <= self.high)


ANY = Ends(0, None)


def added(some: tuple[Ends, ...], others: tuple[Ends, ...]) -> tuple[Ends, ...]:
    """What two things make together, each of which can be between some ends.

    >>> added((Ends(0, 0), Ends(60, 90)), (Ends(10, 20),))
    (Ends(low=10, high=20), Ends(low=70, high=110))
    """
    return merged(
        Ends(a.low + b.low, None if a.high is None or b.high is None else a.high + b.high)
        for a, b in itertools.product(some, others)
    )


def merged(ends: Iterable[Ends]) -> tuple[Ends, ...]:
    """The same figures in as few pieces as can be, in order."""
    found: list[Ends] = []
    for each in sorted(ends, key=lambda one: one.low):
        last = found[-1] if found else None
        if last is None or (last.high is not None and each.low > last.high + 1):
            found.append(each)
        else:
            high = None if last.high is None or each.high is None else max(last.high, each.high)
            found[-1] = Ends(last.low, high)
    return tuple(found)


def inside(made: tuple[Ends, ...], ends: Ends) -> tuple[Ends, ...]:
    """What lies between these ends of what can be made."""
    cut = (each.cut(ends.low, ends.high) for each in made)
    return tuple(each for each in cut if not each.is_empty)
