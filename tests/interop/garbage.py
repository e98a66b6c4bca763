"""Garbage for the readers of files, and the law that all of them keep: it is read, or has faults that say how."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar, cast

from hypothesis import strategies as st

from iopmodel.errors import DocumentFaults
from iopmodel.interop.documents import Language

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Reader(Protocol[T_co]):
    """What reads a file of one format."""

    def __call__(self, text: str | bytes, *, language: Language = "json") -> T_co: ...


def any_json(words: Sequence[str]) -> st.SearchStrategy[object]:
    """Any JSON, with the words of a format in it more often than chance would put them there."""
    return st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(words),
        lambda inside: (
            st.lists(inside, max_size=3)
            | st.dictionaries(st.sampled_from(words) | st.text(max_size=5), inside, max_size=4)
        ),
        max_leaves=20,
    )


def read_or_faults(reads: Reader[T], write: Callable[[T], str], text: str | bytes, language: Language = "json") -> None:
    """Read a text; it may be at fault, and then says how; else what was read is written and reads back the same."""
    try:
        value = reads(text, language=language)
    except DocumentFaults as error:
        value, faults = None, error.faults
    else:
        faults = ()
    assert all(fault.isprintable() for fault in faults)
    assert bool(faults) == (value is None)
    if value is not None:
        assert reads(write(value)) == value


def ends(data: object) -> Iterator[object]:
    """Every value inside that holds no other."""
    match data:
        case dict():
            yield from (end for each in cast("dict[str, object]", data).values() for end in ends(each))
        case list():
            yield from (end for each in cast("list[object]", data) for end in ends(each))
        case _:
            yield data


def put(place: dict[Any, Any] | list[Any], thing: object, chance: random.Random) -> None:
    """Put a thing at some place inside."""
    key: Any = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
    if isinstance(place[key], dict | list) and place[key] and chance.random() < 0.8:
        put(place[key], thing, chance)
    else:
        place[key] = thing
