"""Keeps what became of every mutant, so that a run can be stopped and goes on where it was.

One file of JSON lines for each module, in the folder ``.mutations`` of the current directory. A later line about the
same mutant takes the place of an earlier one; lines about another text of the module are left alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.mutations.mutants import Change, Place, Site
from tests.mutations.running import Outcome

FOLDER = Path(".mutations")


class Record(NamedTuple):
    """What became of one mutant, and how many groups of tests were asked: its own, the laws, all others."""

    module: str
    digest: str
    site: Site
    place: Place
    change: Change
    outcome: Outcome
    told_by: str
    asked: int


def digest(source: str) -> str:
    """What tells one text of a module from another."""
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def written(record: Record) -> str:
    """A record as a line."""
    return json.dumps({**record._asdict(), "outcome": record.outcome.value}, ensure_ascii=False)


def read(line: str) -> Record:
    """A record from its line."""
    found = json.loads(line)
    return Record(
        found["module"],
        found["digest"],
        Site(*found["site"]),
        Place(*found["place"]),
        Change(*found["change"]),
        Outcome(found["outcome"]),
        found["told_by"],
        found["asked"],
    )


def keep(folder: Path, record: Record) -> None:
    """Add a record to the file of its module."""
    folder.mkdir(exist_ok=True)
    with (folder / f"{record.module}.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"{written(record)}\n")


def kept(folder: Path, module: str, source: str) -> dict[Site, Record]:
    """The last record of every mutant of this text of a module."""
    path = folder / f"{module}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    of_this_text = digest(source)
    return {record.site: record for record in map(read, lines) if record.digest == of_this_text}


def still_to_ask(
    found: Iterable[Site], known: dict[Site, Record], groups: int, *, survivors_again: bool
) -> tuple[tuple[Site, int], ...]:
    """The mutants that nobody has told from the original yet, and how many groups were already asked about each."""
    open_ones: list[tuple[Site, int]] = []
    for site in found:
        record = known.get(site)
        if record is None or (record.outcome is Outcome.SURVIVED and survivors_again):
            open_ones.append((site, 0))
        elif record.outcome is Outcome.SURVIVED and record.asked < groups:
            open_ones.append((site, record.asked))
    return tuple(open_ones)
