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
import os
from typing import TypeAlias

import cattrs

from iopmodel.errors import DocumentFaults, WrongKind
from iopmodel.interop import _faults, _text
from iopmodel.interop._faults import Fault, printable
from iopmodel.interop._hooks import configure, make_converter
from iopmodel.programs import Pathway, Program

__all__ = ["FORMAT", "LARGEST", "configure", "make_converter", "read", "reads", "write"]

#: The version of the file format that is read and written.
FORMAT = 1
#: The most bytes that a document may have.
LARGEST = _text.LARGEST

Language: TypeAlias = _text.Language


def read(path: str | os.PathLike[str]) -> Program | Pathway:
    """The program or pathway in a file, which is JSON or TOML by the end of its name.

    Raises:
        DocumentFaults: with everything that is wrong with the file.
    """
    found = _text.of_file(path)
    return reads(found.text, language=found.language, source=found.source)


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
    data = _text.data_of(text, language, source)
    value, faults = _built(data)
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
    return _text.written({"format": FORMAT, **_converter().unstructure(value)}, printable(value.name))


@functools.cache
def _converter() -> cattrs.Converter:
    return make_converter()


def _built(data: object) -> tuple[Program | Pathway | None, list[Fault]]:
    """The value that the document describes, if there is one, and what stands in its way."""
    table, faults = _text.versioned(data, FORMAT)
    if table is None:
        return None, faults
    kind: type[Program | Pathway] = Pathway if "phases" in table and "type" not in table else Program
    try:
        value = _converter().structure(table, kind)
    except cattrs.ClassValidationError as error:
        return None, [*faults, *_faults.of_error(error)]
    return value, faults
