"""Many choices out of one draw: one string of bytes, each byte of which turns a wheel of alternatives.

A draw of its own for each field makes a session cost a hundred times its construction, for a draw costs Hypothesis more
than a session does. It shrinks each byte by itself towards 0, where the simplest alternative stands.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from typing import TypeVar

from hypothesis import strategies as st

__all__ = ["Turns", "turned", "turns", "wheel"]

V = TypeVar("V")

#: How many places a wheel has, one for each byte.
_PLACES = 256


def wheel(*alternatives: V) -> tuple[V, ...]:
    """A place for each byte, shared out evenly: the first alternative, which should be the simplest, stands lowest."""
    return tuple(alternatives[place * len(alternatives) // _PLACES] for place in range(_PLACES))


class Turns:
    """Reads the bytes of one draw, one choice after another.

    What has more values than a byte is drawn by itself, so that it shrinks to the very boundary of what fails.
    """

    __slots__ = ("_bytes", "_draw", "_next")

    def __init__(self, draw: st.DrawFn, drawn: bytes) -> None:
        self._draw = draw
        self._bytes = iter(drawn)
        self._next = self._bytes.__next__

    def part(self, count: int) -> Turns:
        """The next so many bytes, of which a reader may leave some: what follows stands where it stood."""
        return Turns(self._draw, bytes(itertools.islice(self._bytes, count)))

    def pick(self, places: tuple[V, ...]) -> V:
        """An alternative of a wheel; one byte."""
        return places[self._next()]

    def number(self, low: int, high: int) -> int:
        """A number from *low* to *high*, each as likely as the others; a byte, or a draw of its own."""
        count = high - low + 1
        if count > _PLACES:
            return low + self._draw(_up_to(count - 1))
        return low + self._next() * count // _PLACES

    def pair(self, low: int, high: int) -> tuple[int, int]:
        """Two numbers, the lower one first."""
        one, other = self.number(low, high), self.number(low, high)
        return (one, other) if one <= other else (other, one)


@functools.lru_cache(maxsize=4_096)
def _up_to(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


@functools.cache
def turns(count: int) -> st.SearchStrategy[bytes]:
    """So many bytes."""
    return st.binary(min_size=count, max_size=count)


def turned(count: int, read: Callable[[Turns], V]) -> st.SearchStrategy[V]:
    """What is read from so many bytes."""
    drawn = turns(count)

    @st.composite
    def values(draw: st.DrawFn) -> V:
        return read(Turns(draw, draw(drawn)))

    return values()
