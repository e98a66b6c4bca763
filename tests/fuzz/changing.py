"""Changes of a document in the way of its format: keys and values taken away, put in, moved, and exchanged."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import json
import random
import tomllib
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias, cast

import attrs

#: A table or a list, and a key or a number in it.
Place: TypeAlias = tuple[Any, Any]

_NUMBERS = (0, 1, 2, 3, 5, 7, 8, -1, 53, 104, 105, 9_999, 10**6, 10**12 - 1, 10**12, 1.5, float("inf"), float("nan"))
_OTHERS = (True, False, None, dt.date(2026, 2, 2), dt.time(18, 0), dt.datetime(2026, 2, 2, 18, 0, tzinfo=dt.UTC))
_MOST_CHANGES = 4
_SOME = 0.2


def language_of(given: bytes) -> str:
    """The language in which a text is read: JSON where it begins like an object of it, else TOML."""
    return "json" if given.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(b"{") else "toml"


def parsed(given: bytes) -> dict[str, Any] | None:
    """The table of a text; ``None`` when it is none."""
    with contextlib.suppress(ValueError, RecursionError):
        text = given.decode()
        found: object = json.loads(text) if language_of(given) == "json" else tomllib.loads(text)
        return cast("dict[str, Any]", found) if isinstance(found, dict) else None
    return None


def as_json(data: object) -> bytes:
    """The data as JSON."""
    return json.dumps(data, default=str).encode()


def as_toml(data: dict[str, Any]) -> bytes:
    """The data as TOML, every table of it in one line."""
    return "\n".join(f"{json.dumps(key)} = {_inline(value)}" for key, value in data.items()).encode()


def _inline(value: object) -> str:
    match value:
        case dict():
            table = cast("dict[str, object]", value)
            return f"{{{', '.join(f'{json.dumps(key)} = {_inline(each)}' for key, each in table.items())}}}"
        case list():
            return f"[{', '.join(map(_inline, cast('list[object]', value)))}]"
        case bool() | str():
            return json.dumps(value)
        case None:
            return '"null"'
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)


def places(inside: dict[str, Any] | list[Any]) -> Iterator[Place]:
    """Every place inside, however deep."""
    keys: list[Any] = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
    for key in keys:
        yield inside, key
        if isinstance(inside[key], dict | list):
            yield from places(inside[key])


@attrs.frozen
class Changes:
    """What changes the documents of one format.

    Args:
        keys: the keys of the format.
        texts: texts that it may hold somewhere.
        donors: documents whose parts are put into others.
    """

    keys: tuple[str, ...]
    texts: tuple[str, ...]
    donors: tuple[bytes, ...]

    def __call__(self, given: bytes, most: int, number: int) -> bytes:
        """The document with a few changes, in at most so many bytes; *number* decides which."""
        chance = random.Random(number)  # noqa: S311 - nothing here is secret
        data = parsed(given)
        if data is None:
            return chance.choice(self.donors)[:most]
        for _ in range(chance.randint(1, chance.randint(1, _MOST_CHANGES))):
            self._change(data, chance)
        changed = as_json if (language_of(given) == "json") == (chance.random() > _SOME / 2) else as_toml
        written = changed(data)
        return written if len(written) <= most else given[:most]

    def _change(self, data: dict[str, Any], chance: random.Random) -> None:
        found = list(places(data))
        if not found:
            data["format"] = 1
            return
        # The format is what everything else hangs on, so it is changed more rarely than chance would have it.
        inside, key = chance.choice(found)
        if key == "format" and chance.random() > _SOME:
            inside, key = chance.choice(found)
        step: Callable[[Place, list[Place], random.Random], None] = chance.choice(
            (self._replace, self._replace, self._add, self._add, _remove, _repeat, _exchange, self._give, self._edit)
        )
        step((inside, key), found, chance)

    def _thing(self, chance: random.Random) -> Any:  # noqa: ANN401 - anything that a document may hold
        few: tuple[Callable[[], Any], ...] = (
            lambda: chance.choice(self.texts),
            lambda: chance.choice(self.texts),
            lambda: chance.choice(_NUMBERS),
            lambda: chance.choice(_OTHERS),
            list[Any],
            dict[str, Any],
            lambda: [chance.choice(self.texts)],
            lambda: {chance.choice(self.keys): chance.choice(self.texts)},
        )
        return chance.choice(few)()

    def _replace(self, place: Place, _: list[Place], chance: random.Random) -> None:
        inside, key = place
        inside[key] = self._thing(chance)

    def _add(self, place: Place, _: list[Place], chance: random.Random) -> None:
        inside, key = place
        into = inside[key] if isinstance(inside[key], dict | list) else inside
        if isinstance(into, dict):
            into[chance.choice(self.keys)] = self._thing(chance)
        else:
            into.append(self._thing(chance))

    def _give(self, place: Place, _: list[Place], chance: random.Random) -> None:
        """Put a part of another document in, under its own key or in the place of what is there."""
        donor = parsed(chance.choice(self.donors))
        if not donor:
            return
        theirs, their_key = chance.choice(list(places(donor)))
        inside, key = place
        into = their_key if isinstance(inside, dict) and isinstance(theirs, dict) else key
        inside[into] = theirs[their_key]

    def _edit(self, place: Place, _: list[Place], chance: random.Random) -> None:
        """Put a few signs of the words of the format into a text, or change a number by one."""
        inside, key = place
        value = inside[key]
        if isinstance(value, str):
            at = chance.randint(0, len(value))
            piece = chance.choice(self.texts)
            inside[key] = value[:at] + chance.choice((piece, piece[: chance.randint(0, 3)], "")) + value[at + 1 :]
        elif isinstance(value, int) and not isinstance(value, bool):
            inside[key] = value + chance.choice((-1, 1))


def _remove(place: Place, _: list[Place], chance: random.Random) -> None:
    inside, key = place
    if key != "format" or chance.random() < _SOME:
        inside.pop(key)


def _repeat(place: Place, _: list[Place], __: random.Random) -> None:
    inside, key = place
    if not isinstance(inside, dict):
        inside.append(copy.deepcopy(inside[key]))


def _exchange(place: Place, found: list[Place], chance: random.Random) -> None:
    """Put a copy of another part of the document in its place."""
    inside, key = place
    theirs, their_key = chance.choice(found)
    inside[key] = copy.deepcopy(theirs[their_key])
