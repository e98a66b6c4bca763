"""Programs and pathways as documents: JSON, written and read, and TOML as people write it, read.

It takes the extra ``documents``. A document is a table of keys; the keys are the names of the model's own
fields, so :class:`~iopmodel.programs.Program` and its parts are the reference for them. What is so by
default stays away. Quantities are words, the same that the constructors take:

.. code-block:: toml

   format = 1                              # the version of this file format
   type = "evening-iop"                    # the key of a built-in type, or a table: a type of your own
   name = "Harbor evening program"
   length = "8 to 16 weeks"
   timezone = "America/New_York"

   [stated]
   hours_per_week = "9 h"

   [[tracks]]
   name = "evening"

   [[tracks.sessions]]
   component = "group-therapy"
   topic = "relapse prevention"
   days = "MO,WE,TH"
   time = "18:00-18:50"

The few places where a document differs from the constructors:

* ``format = 1`` stands in every document. A document with ``type`` is a program, one with ``phases`` and
  without ``type`` is a pathway.
* The fields of a component stand beside those of its session; ``component`` is its kind. ``days`` are the
  weekdays of a session, ``time`` its length (``"60 min"``) or both its clock times (``"18:00-18:50"``),
  ``every`` text such as ``"2 weeks"``, ``weeks`` text such as ``"5 to 16"``. A ``key`` with several
  weekdays gets the weekday after it, as in :func:`~iopmodel.schedules.sessions`.
* The week of a track or a phase is a list ``sessions`` or a table ``pattern`` of figures. With neither,
  nobody published its sessions. In a description of a type, the week is called ``pattern`` too.
* A level is a key or name of the general ladder, or a table such as
  ``{ system = "asam-3rd-edition", key = "2.1" }``. A level of your own has a name in that table.
* A population and a citation may be text alone: the key, and the text. One focus may be text, several are a
  list.
* What the words of a range cannot say is a table such as
  ``{ low = 0, high = 2345678, high_excluded = true, unit = "minutes" }``, with ``unit`` one of minutes, days,
  weeks, months, treatment days, sessions, treatment hours, and no unit for a plain number; a cycle is
  ``{ each = "8 weeks", rounds = "1 to 3" }``.

Whatever is wrong raises :class:`~iopmodel.errors.DocumentFaults`, and nothing else does: every fault at
once, in the order of the document, each with its path, such as
``tracks[0].sessions[3].start: expected a time such as 18:00, got "25:00"``. A contradiction between several
values has the path of the table that holds them. A document has at most 4 MiB, 32 levels of nesting and
100,000 values; its numbers have at most 12 digits. No key stands twice, none is unknown, and none is
``null``.
"""

from __future__ import annotations

import functools
import json
import os
import re
import tomllib
from pathlib import Path
from typing import Literal, TypeAlias

import cattrs

from iopmodel.errors import DocumentFaults, NotAccepted, WrongKind
from iopmodel.interop import _faults
from iopmodel.interop._faults import Fault, printable, shown
from iopmodel.interop._hooks import configure, make_converter
from iopmodel.interop._tables import table_of
from iopmodel.programs import Pathway, Program

__all__ = ["FORMAT", "LARGEST", "configure", "make_converter", "read", "reads", "write"]

#: The version of the file format that is read and written.
FORMAT = 1
#: The most bytes that a document may have.
LARGEST = 4 * 1024 * 1024

Language: TypeAlias = Literal["json", "toml"]
_LANGUAGES: dict[str, Language] = {".json": "json", ".toml": "toml"}
_TOO_LARGE = f"expected at most {LARGEST:,} bytes"

# A key of thousands of parts keeps tomllib busy for hours; a part is bare or in quotes.
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{_faults.DEEPEST}}}")


def read(path: str | os.PathLike[str]) -> Program | Pathway:
    """The program or pathway in a file, which is JSON or TOML by the end of its name.

    Raises:
        DocumentFaults: with everything that is wrong with the file.
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
    return reads(text, language=language, source=source)


def reads(text: str | bytes, *, language: Language = "json", source: str = "document") -> Program | Pathway:
    """The program or pathway in a document.

    Args:
        text: the document; bytes are UTF-8.
        language: ``"json"`` or ``"toml"``.
        source: what to call the document where it is wrong.

    >>> from iopmodel.interop import documents
    >>> program = documents.reads('{"format": 1, "type": "evening-iop", "length": "8 weeks"}')
    >>> program.name, program.length
    ('Evening IOP', Range(Weeks(8), Weeks(8)))

    Raises:
        DocumentFaults: with everything that is wrong with the document.
        NotAccepted: for another language.
    """
    if language not in _LANGUAGES.values():
        raise NotAccepted("language", language, f"one of {', '.join(_LANGUAGES.values())}")
    data = _parsed(_decoded(text, source), language, source)
    too_large = _faults.of_size(data)
    if too_large is not None:
        raise DocumentFaults(source, (str(too_large),))
    value, faults = _built(data)
    faults = [*_faults.of_values(data), *faults]
    if value is None or faults:
        raise DocumentFaults(source, _faults.in_order(faults, data))
    return value


def write(value: Program | Pathway) -> str:
    """The program or pathway as a document in JSON, which :func:`reads` reads as the same value.

    >>> from iopmodel import Program, catalogue
    >>> from iopmodel.interop import documents
    >>> print(documents.write(Program(catalogue.EVENING_IOP, length="8 weeks")), end="")
    {
      "format": 1,
      "type": "evening-iop",
      "length": "8 weeks"
    }

    Raises:
        WrongKind: for anything but a program or a pathway.
        NotAccepted: if it holds a component of a type of your own, which no document can name.
        DocumentFaults: if it goes beyond what a document may hold, such as a number of 13 digits.
    """
    if not isinstance(value, Program | Pathway):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("document", value, "a Program or a Pathway")
    source = printable(value.name)
    data: dict[str, object] = {"format": FORMAT, **_converter().unstructure(value)}
    too_large = _faults.of_size(data)
    faults = list(_faults.of_values(data)) if too_large is None else [too_large]
    if faults:
        raise DocumentFaults(source, _faults.in_order(faults, data))
    text = f"{json.dumps(data, ensure_ascii=False, indent=2)}\n"
    if len(text.encode()) > LARGEST:
        raise DocumentFaults(source, (_TOO_LARGE,))
    return text


@functools.cache
def _converter() -> cattrs.Converter:
    return make_converter()


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


def _built(data: object) -> tuple[Program | Pathway | None, list[Fault]]:
    """The value that the document describes, if there is one, and what stands in its way."""
    try:
        table = table_of(data)
    except WrongKind as error:
        return None, list(_faults.of_error(error))
    faults: list[Fault] = []
    if "format" not in table:
        faults.append(Fault(("format",), f"missing key; this version of iopmodel reads format {FORMAT}"))
    else:
        version = table.pop("format")
        if type(version) is not int or version != FORMAT:
            # What another version means by its keys is not known here, so nothing is said about them.
            return None, [Fault(("format",), f"expected {FORMAT}, got {shown(version)}")]
    kind: type[Program | Pathway] = Pathway if "phases" in table and "type" not in table else Program
    try:
        value = _converter().structure(table, kind)
    except cattrs.ClassValidationError as error:
        return None, [*faults, *_faults.of_error(error)]
    return value, faults
