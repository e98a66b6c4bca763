"""Survivors that somebody has read: why they are equivalent, or which law is missing.

The list is kept by hand in ``equivalent.toml``. An entry names a mutant by its module, its operator, the text of its
line, and, where the operator changes lines of that text at several places, which of them (``nth``, a list, from 0). So
it stays true when lines move, and stops being true when the line is rewritten.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

from tests.mutations.keeping import Record
from tests.mutations.mutants import Place

Readings: TypeAlias = "Mapping[tuple[str, Place], Reading]"
LIST = Path(__file__).parent / "equivalent.toml"


class Reading(NamedTuple):
    """What somebody found out about a survivor: it changes nothing that can be seen, or a law is missing."""

    is_equivalent: bool
    why: str


class NotReadable(ValueError):
    """An entry of the list does not say what it must."""


def readings(text: str) -> dict[tuple[str, Place], Reading]:
    """The list, by module and place.

    Raises:
        NotReadable: if an entry names no mutant, stands twice, or does not say ``equivalent`` or ``missing``, why.
    """
    found: dict[tuple[str, Place], Reading] = {}
    for entry in tomllib.loads(text).get("mutant", []):
        reasons = {"equivalent", "missing"} & entry.keys()
        if len(reasons) != 1 or not {"module", "operator", "line"} <= entry.keys():
            message = f"an entry names module, operator, line, and either equivalent or missing; not {entry!r}"
            raise NotReadable(message)
        (reason,) = reasons
        for nth in entry.get("nth", [0]):
            key = entry["module"], Place(entry["operator"], entry["line"], nth)
            if key in found:
                message = f"this stands twice: {key!r}"
                raise NotReadable(message)
            found[key] = Reading(reason == "equivalent", entry[reason])
    return found


def read_list() -> dict[tuple[str, Place], Reading]:
    """The list as it stands."""
    return readings(LIST.read_text(encoding="utf-8"))


def reading_of(record: Record, known: Readings) -> Reading | None:
    """What is known about a survivor."""
    return known.get((record.module, record.place))
