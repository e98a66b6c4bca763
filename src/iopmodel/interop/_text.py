"""The text of a document: found in a file, taken apart into plain tables and lists, and written from them."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from iopmodel.errors import DocumentFaults, NotAccepted, WrongKind
from iopmodel.interop import _faults
from iopmodel.interop._faults import Fault, printable, shown
from iopmodel.interop._tables import Table, table_of

LARGEST = 4 * 1024 * 1024

Language: TypeAlias = Literal["json", "toml"]
_LANGUAGES: dict[str, Language] = {".json": "json", ".toml": "toml"}
_TOO_LARGE = f"expected at most {LARGEST:,} bytes"

# A key of thousands of parts keeps tomllib busy for hours; a part is bare or in quotes.
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{_faults.DEEPEST}}}")


class Found(NamedTuple):
    """What a file holds, the language of it, and what to call it where it is wrong."""

    text: bytes
    language: Language
    source: str


def of_file(path: str | os.PathLike[str]) -> Found:
    """What stands in a file, which is JSON or TOML by the end of its name.

    Raises:
        DocumentFaults: if it cannot be read.
    """
    source = printable(os.fspath(path))
    language = _LANGUAGES.get(Path(path).suffix.casefold())
    if language is None:
        raise DocumentFaults(source, ("expected a file whose name ends in .json or .toml",))
    try:
        with Path(path).open("rb") as file:
            text = file.read(LARGEST + 1)
    except OSError as error:
        raise DocumentFaults(source, (f"the file cannot be read: {error.strerror}",)) from None
    except ValueError:
        raise DocumentFaults(source, ("the file cannot be read: no file can have this name",)) from None
    return Found(text, language, source)


def data_of(text: str | bytes, language: Language, source: str) -> object:
    """What a document holds, as plain tables and lists that are small enough to be looked at.

    Raises:
        DocumentFaults: if it is no document, or too large.
        NotAccepted: for another language.
    """
    if language not in _LANGUAGES.values():
        raise NotAccepted("language", language, f"one of {', '.join(_LANGUAGES.values())}")
    data = _parsed(_decoded(text, source), language, source)
    too_large = _faults.of_size(data)
    if too_large is not None:
        raise DocumentFaults(source, (str(too_large),))
    return data


def versioned(data: object, version: int) -> tuple[Table | None, list[Fault]]:
    """The table of a document without its ``format``, and what is wrong whatever its keys mean.

    There is no table where nothing more can be said of the document.
    """
    faults = list(_faults.of_values(data))
    try:
        table = table_of(data)
    except WrongKind as error:
        return None, [*faults, *_faults.of_error(error)]
    if "format" not in table:
        return table, [*faults, Fault(("format",), f"missing key; this version of iopmodel reads format {version}")]
    given = table.pop("format")
    if type(given) is not int or given != version:
        # What another version means by its keys is not known here, so nothing is said about them.
        return None, [*faults, Fault(("format",), f"expected {version}, got {shown(given)}")]
    return table, faults


def written(data: Table, source: str) -> str:
    """The document as JSON.

    Raises:
        DocumentFaults: if it goes beyond what a document may hold.
    """
    too_large = _faults.of_size(data)
    faults = list(_faults.of_values(data)) if too_large is None else [too_large]
    if faults:
        raise DocumentFaults(source, _faults.in_order(faults, data))
    text = f"{json.dumps(data, ensure_ascii=False, indent=2)}\n"
    if len(text.encode()) > LARGEST:
        raise DocumentFaults(source, (_TOO_LARGE,))
    return text


def _decoded(text: str | bytes, source: str) -> str:
    """The document as text, without the mark that some editors put at its start."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > LARGEST:
        raise DocumentFaults(source, (_TOO_LARGE,))
    try:
        decoded = text if isinstance(text, str) else text.decode()
    except UnicodeDecodeError as error:
        words = f"not UTF-8: the byte at position {error.start} fits no character"
        raise DocumentFaults(source, (words,)) from None
    return decoded.removeprefix("\ufeff")


def _parsed(text: str, language: Language, source: str) -> object:
    """What the document holds, as plain tables and lists."""
    if language == "toml" and _LONG_KEY.search(text):
        raise DocumentFaults(source, (f"expected keys of at most {_faults.DEEPEST} parts",))
    try:
        if language == "toml":
            return tomllib.loads(text)
        return json.loads(text, object_pairs_hook=_table, parse_int=_integer)
    except RecursionError:
        words = f"expected at most {_faults.DEEPEST} levels of nesting"
    except ValueError as error:
        words = f"not {language.upper()}: {printable(str(error))}"
    raise DocumentFaults(source, (words,))


def _table(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    return table if len(table) == len(pairs) else _faults.Repeating(pairs)


def _integer(digits: str) -> float:
    # A number with more digits than any here is known by its size alone; Python refuses to read the longest.
    return int(digits) if len(digits) <= 2 * _faults.MOST_DIGITS else float(digits)
