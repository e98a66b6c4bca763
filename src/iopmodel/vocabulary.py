"""Words of the field that a caller may also write as text."""

from __future__ import annotations

import enum
import re
from typing import Self

from iopmodel.errors import NotAccepted, WrongKind

__all__ = ["Word", "key_of"]


def key_of(value: str, what: str) -> str:
    """The text as a key: lower case, words joined by hyphens.

    >>> key_of("Older Adult", "population")
    'older-adult'

    Raises:
        WrongKind: for anything that is no text.
        NotAccepted: for text without a letter or a digit.
    """
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind(what, value, "a name in words")
    key = re.sub(r"[\s_]+", "-", value.strip().casefold())
    if not any(sign.isalnum() for sign in key):
        raise NotAccepted(what, value, "a name in words")
    return key


class Word(enum.StrEnum):
    """A set of words of the field. Its members are text and compare equal to it."""

    @classmethod
    def _what(cls) -> str:
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).casefold()

    @classmethod
    def _known(cls, value: str) -> Self | None:
        if isinstance(value, cls):
            return value
        key = key_of(value, cls._what())
        # A second name for a word is another member with the same value: both its names are known.
        return cls.__members__.get(key.upper().replace("-", "_")) or next((each for each in cls if each == key), None)

    @classmethod
    def one_of(cls, value: str) -> Self:
        """The word itself, from the word or from text in any case, with spaces, underscores or hyphens.

        Raises:
            WrongKind: for anything that is no text.
            NotAccepted: for text that is none of these words.
        """
        found = cls._known(value)
        if found is None:
            raise NotAccepted(cls._what(), value, f"one of {', '.join(cls)}")
        return found

    @classmethod
    def or_other(cls, value: str) -> str:
        """The word itself where it is one of these, else the text as it is written: another, by name.

        Raises:
            WrongKind: for anything that is no text.
            NotAccepted: for text without a letter or a digit.
        """
        return cls._known(value) or value.strip()

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"
