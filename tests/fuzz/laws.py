"""The law of every reader of outside text: a value that reads back the same, or a refusal that is documented."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import attrs

from iopmodel.errors import IopModelError

T = TypeVar("T")

LONGEST_MESSAGE = 2_000


class LawBroken(Exception):
    """A reader did what it may not do."""


@attrs.frozen
class Way:
    """One function that reads text from outside.

    Args:
        name: the function.
        read: it, on the bytes that the fuzzer makes.
        refusals: the exceptions that it documents, exactly these classes.
        write: what was read as text again; ``None`` when no text says it.
        read_written: what reads that text, where it is another function.
        longest_message: how many signs a refusal may have.
    """

    name: str
    read: Callable[[bytes], Any]
    refusals: frozenset[type[Exception]]
    write: Callable[[Any], bytes | None] | None = None
    read_written: Callable[[bytes], Any] | None = None
    longest_message: int = LONGEST_MESSAGE

    def hold(self, given: bytes) -> bool:
        """Whether the text is read, rather than refused as documented.

        Raises:
            LawBroken: if what was read reads back as something else, or a refusal is endless or says nothing.
            Exception: any other that the function raised.
        """
        try:
            value = self.read(given)
        except IopModelError as error:
            self._hold_refusal(error)
            return False
        written = None if self.write is None else self.write(value)
        if written is not None:
            self._hold_written(value, written)
        return True

    def _hold_written(self, value: object, written: bytes) -> None:
        try:
            again = (self.read_written or self.read)(written)
        except IopModelError as error:
            words = f"{self.name}: {written!r} was written for {value!r} and is refused: {error}"
            raise LawBroken(words) from error
        if again != value:
            words = f"{self.name}: {written!r} was written for {value!r} and reads as {again!r}"
            raise LawBroken(words)

    def _hold_refusal(self, error: IopModelError) -> None:
        if type(error) not in self.refusals:
            raise error
        if not 0 < len(str(error)) <= self.longest_message:
            words = f"{self.name}: a refusal of {len(str(error))} signs"
            raise LawBroken(words)


@attrs.frozen
class Reader:
    """What the fuzzer drives as one: functions that read the same kind of text.

    Args:
        name: what to call it on the command line.
        ways: the functions.
        seeds: texts from which it begins: small, and most of them read.
        words: what the fuzzer may put anywhere: the words of the format.
        longest: the most bytes of one input.
        seconds: what one input may take, before it counts as a hang.
        change: what changes an input in the way of its format, from the input, the most bytes and a number that
            decides; changes of single bytes are always made beside it.
    """

    name: str
    ways: tuple[Way, ...]
    seeds: tuple[bytes, ...]
    words: tuple[str, ...]
    longest: int
    seconds: int = 5
    change: Callable[[bytes, int, int], bytes] | None = None

    def hold(self, given: bytes) -> bool:
        """Whether any of its functions reads the text; see :meth:`Way.hold`."""
        return sum(each.hold(given) for each in self.ways) > 0  # every one is asked, whatever the one before it says


def as_text(given: bytes) -> str:
    """Any bytes as any text: what is not UTF-8 becomes half a character, which a reader may meet too."""
    return given.decode("utf-8", "surrogateescape")


def text_way(
    name: str,
    read: Callable[[str], T],
    *refusals: type[Exception],
    write: Callable[[T], str | None] | None = None,
) -> Way:
    """The way of a function that takes text.

    Args:
        name: the function.
        read: it.
        refusals: the exceptions that it documents.
        write: what was read as text again; ``None`` when no text says it.
    """
    return Way(
        name, lambda given: read(as_text(given)), frozenset(refusals), None if write is None else _bytes_of(write)
    )


def _bytes_of(write: Callable[[T], str | None]) -> Callable[[T], bytes | None]:
    def as_bytes(value: T) -> bytes | None:
        text = write(value)
        return None if text is None else text.encode("utf-8", "surrogateescape")

    return as_bytes


def seeds_of(texts: Iterable[str]) -> tuple[bytes, ...]:
    """Texts as seeds, each once."""
    return tuple(dict.fromkeys(each.encode() for each in texts))
