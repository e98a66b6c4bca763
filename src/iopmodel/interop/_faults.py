"""Where a document is wrong: its faults with their places, in the order of the document."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias, cast

from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from iopmodel.errors import NotAccepted, NotInOrder, UnknownName, WrongKind

DEEPEST = 32
MOST_VALUES = 100_000
MOST_DIGITS = 12
_LONGEST_SHOWN = 80
_LONGEST_WORDS = 4_000

Path: TypeAlias = tuple[str | int, ...]


class Fault(NamedTuple):
    """One thing that is wrong, and where."""

    path: Path
    words: str

    def __str__(self) -> str:
        return f"{_shown_path(self.path)}: {self.words}" if self.path else self.words


class Repeating(dict[str, object]):
    """An object of JSON in which some key stands more than once."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.repeated = tuple(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)


def of_size(data: object) -> Fault | None:
    """The fault of a document that is too deep or too large to be looked at; ``None`` for all others."""
    for number, (path, _) in enumerate(_values(data)):
        if len(path) > DEEPEST:
            return Fault(path, f"expected at most {DEEPEST} levels of nesting")
        if number >= MOST_VALUES:
            return Fault((), f"expected at most {MOST_VALUES:,} values in a document")
    return None


def of_values(data: object) -> Iterator[Fault]:
    """What no document may hold, wherever it stands: a key twice, half a character, a number without end."""
    for path, value in _values(data):
        if isinstance(value, Repeating):
            yield from (Fault((*path, key), "this key stands twice; keep one") for key in value.repeated)
        halves = [each for each in (value, *path[-1:]) if isinstance(each, str) and not _is_text(each)]
        yield from (Fault(path, f"expected text of whole characters, got {shown(each)}") for each in halves)
        if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
            yield Fault(path, f"expected a number of at most {MOST_DIGITS} digits")


def of_error(error: Exception, path: Path = ()) -> Iterator[Fault]:
    """The faults inside what cattrs raised, each with its path.

    After the path of a single value the words begin with what was expected. A contradiction between several
    values has the path of the table that holds them, and then says first what it is about.
    """
    if isinstance(error, ClassValidationError):
        noted, whole = error.group_exceptions()
        for each, name in noted:
            yield from of_error(each, (*path, name.name))
        for each in whole:
            about = f"{each.what}: " if isinstance(each, NotAccepted | WrongKind) else ""
            yield from (Fault(fault.path, f"{about}{fault.words}") for fault in of_error(each, path))
    elif isinstance(error, IterableValidationError):
        for each, place in error.group_exceptions()[0]:
            yield from of_error(each, (*path, place.index))
    elif isinstance(error, ForbiddenExtraKeysError):
        yield from (Fault((*path, key), str(error)) for key in error.extra_fields)
    else:
        # A key or a name of millions of signs stands whole in some messages.
        yield Fault(path, _cut(_words(error), _LONGEST_WORDS))


def _words(error: Exception) -> str:
    match error:
        case NotAccepted() | WrongKind():
            return f"expected {error.allowed}, got {shown(error.got)}"
        case UnknownName():
            return f"expected one of {', '.join(error.known)}, got {shown(error.got)}"
        case NotInOrder():
            return printable(str(error).removeprefix("history: "))
        case KeyError():
            return "missing key"
        case _:
            return printable(str(error))


def in_order(faults: Iterable[Fault], data: object) -> tuple[str, ...]:
    """The faults as text, each once, in the order of the document; a missing key comes first in its table."""
    order = {path: number for number, (path, _) in enumerate(_values(data))}

    def place(fault: Fault) -> int:
        path = fault.path
        while path and path not in order:
            path = path[:-1]
        return order.get(path, 0)

    return tuple(dict.fromkeys(str(fault) for fault in sorted(faults, key=place)))


def shown(value: object) -> str:
    """The value as the document writes it, cut when it is long, without what would upset a terminal."""
    try:
        written = json.dumps(value, ensure_ascii=False, default=str)
    except ValueError:  # Python refuses to print a number of thousands of digits
        return "a number of thousands of digits"
    return _cut(printable(written))


def _values(data: object) -> Iterator[tuple[Path, object]]:
    """Every value with its path, in the order of the document; without recursion, for it may be deep."""
    whole: tuple[Path, object] = ((), data)
    waiting: list[Iterator[tuple[Path, object]]] = [iter((whole,))]
    while waiting:
        found = next(waiting[-1], None)
        if found is None:
            waiting.pop()
            continue
        yield found
        waiting.append(_under(*found))


def _under(path: Path, value: object) -> Iterator[tuple[Path, object]]:
    """What stands directly in a value; one by one, for a list may have millions of them."""
    return (((*path, key), each) for key, each in _inside(value))


def _inside(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, Mapping):
        return cast("Mapping[str | int, object]", value).items()
    return enumerate(cast("list[object]", value)) if isinstance(value, list | tuple) else ()


def _shown_path(path: Path) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{_shown_key(step)}" for step in path)
    return "".join(steps).removeprefix(".")


def _shown_key(key: str) -> str:
    return key if re.fullmatch(r"[\w-]{1,80}", key) else shown(key)


def _is_text(value: str) -> bool:
    return not re.search("[\ud800-\udfff]", value)


def printable(value: str) -> str:
    """The text with an escape for every sign that would upset a terminal or cannot be written."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in value)


def _cut(value: str, most: int = _LONGEST_SHOWN) -> str:
    return value if len(value) <= most else f"{value[: most - 3]}..."
