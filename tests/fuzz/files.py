"""The readers of files: programs and pathways, and rule packs."""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

import attrs
from cattrs.errors import BaseValidationError

from iopmodel import standards
from iopmodel.catalogue import BUILT_IN
from iopmodel.citations import Citation, Dated
from iopmodel.components import COMPONENT_TYPES
from iopmodel.counting import Counting
from iopmodel.errors import DocumentFaults, IopModelError
from iopmodel.interop import _faults, documents, rule_packs
from iopmodel.interop.documents import Language
from iopmodel.lengths import Cycle
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Population
from iopmodel.programs import CitedWords, Description, Pathway, Phase, Program, ProgramType, Stated, Track
from iopmodel.rules import Band, Rule, Scope, Standard
from iopmodel.schedules import Session
from iopmodel.spans import DaySpan, PartOfStay
from tests.fuzz import names, texts
from tests.fuzz.changing import Changes, language_of
from tests.fuzz.laws import LawBroken, Reader, Way
from tests.published.adapter import to_program
from tests.published.files import entries_of

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

ROOT = Path(__file__).parents[2]
LONGEST = 8_192
# The path of a fault has at most 32 keys, each cut; its words are cut too.
_LONGEST_FAULT = 8_000
# A fault is a line, and a document of so many bytes has at most one for every few of them.
_LONGEST_MESSAGE = 4 * 1024 * 1024
_SEEDS_OF_PUBLISHED = 12

_IN_PROGRAMS: tuple[type[Any], ...] = (
    *(Program, Pathway, Track, Phase, Session, Stated, ProgramType, Description, CitedWords, WeeklyPattern, Citation),
    *(Population, LevelOfCare, DaySpan, Cycle, *COMPONENT_TYPES.values()),
)
_IN_PACKS: tuple[type[Any], ...] = (
    Standard,
    Rule,
    Band,
    Scope,
    Dated,
    Counting,
    PartOfStay,
    Citation,
    Population,
    LevelOfCare,
)


class _Reads(Protocol[T_co]):
    def __call__(self, text: str | bytes, *, language: Language = "json") -> T_co: ...


def _is_missing_key(error: Exception) -> bool:
    """Whether it is what cattrs raises for a missing key, or what a reader makes for one, and no slip of a program."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return type(error) is KeyError and (trace is None or trace.tb_frame.f_code.co_filename.startswith("<cattrs"))


@contextlib.contextmanager
def nothing_hidden() -> Generator[None]:
    """Let out what is no fault of the document: cattrs gathers every exception, so a slip would read as a fault."""
    words: Callable[[Exception], str] = vars(_faults)["_words"]

    def checked(error: Exception) -> str:
        if not (isinstance(error, IopModelError | BaseValidationError) or _is_missing_key(error)):
            said = f"a fault of the document hides {error!r}"
            raise LawBroken(said) from error
        return words(error)

    _faults.__dict__["_words"] = checked
    try:
        yield
    finally:
        _faults.__dict__["_words"] = words


def _way(name: str, reads: _Reads[T], write: Callable[[T], str]) -> Way:
    def read(given: bytes) -> T:
        language = cast("Language", language_of(given))
        try:
            with nothing_hidden():
                return reads(given, language=language)
        except DocumentFaults as error:
            if not all(fault.isprintable() and 0 < len(fault) <= _LONGEST_FAULT for fault in error.faults):
                words = f"{name}: a fault that cannot be printed, or is endless: {error.faults!r}"
                raise LawBroken(words) from error
            raise

    def written(value: T) -> bytes:
        return write(value).encode()

    return Way(name, read, frozenset({DocumentFaults}), written, reads, _LONGEST_MESSAGE)


def _keys(kinds: tuple[type[Any], ...], *more: str) -> tuple[str, ...]:
    own = (each.name for kind in kinds for each in attrs.fields(kind))
    return tuple(dict.fromkeys((*own, *more)))


def _examples(*patterns: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern)))


def _published() -> Iterator[bytes]:
    entries: list[Any] = entries_of(ROOT / "tests" / "published" / "programs.json")
    for entry in entries[:_SEEDS_OF_PUBLISHED]:
        yield documents.write(to_program(entry)).encode()


@functools.cache
def _texts() -> tuple[str, ...]:
    """What may stand somewhere in a file: whatever the readers of single texts are given."""
    lines = (each.decode() for reader in (*texts.READERS, *names.READERS) for each in reader.seeds)
    words = (word for reader in (*texts.READERS, *names.READERS) for word in reader.words)
    return tuple(dict.fromkeys((*lines, *words, *COMPONENT_TYPES, "", "primary", "general", "asam-3rd-edition")))


def _flat(given: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Without remarks, which say nothing to a reader and only make an input longer."""
    return tuple(re.sub(rb"(?m)[ \t]*#.*$", b"", each)[:LONGEST] for each in given)


_PROGRAMS = (
    *_flat(_examples("docs/examples/*.toml")),
    *_examples("tests/golden/*.json"),
    *(each for each in _published() if len(each) <= LONGEST),
    *(documents.write(Program(each)).encode() for each in BUILT_IN),
    b'format = 1\ntype = "evening-iop"\nlength = { each = "8 weeks", rounds = "1 to 3" }\n',
    b'format = 1\ntype = "evening-iop"\nlength = { low = 0, high = 2345678, high_excluded = true, unit = "days" }\n',
)
_PACKS = (
    *_flat(_examples("docs/examples/rule_packs/*.toml")),
    *(text.encode() for text in map(rule_packs.write, standards.all()) if len(text) <= LONGEST),
)
_PROGRAM_KEYS = _keys(
    _IN_PROGRAMS, "format", "days", "sessions", "pattern", "low", "high", "high_excluded", "unit", "each"
)
_PACK_KEYS = _keys(_IN_PACKS, "format", "extends", "bound", "low", "high", "high_excluded", "unit")
_SIGNS = (
    "{",
    "}",
    "[",
    "]",
    "[[",
    "]]",
    '"',
    '"""',
    "'''",
    "\\u",
    "\\ud800",
    "=",
    ":",
    ",",
    "#",
    "\n",
    "inf",
    "nan",
    "1e999",
)

PROGRAMS = Reader(
    "documents",
    (_way("documents.reads", documents.reads, documents.write),),
    _PROGRAMS,
    (*_PROGRAM_KEYS, *_SIGNS),
    LONGEST,
    change=Changes(_PROGRAM_KEYS, _texts(), _PROGRAMS),
)
PACKS = Reader(
    "rule-packs",
    (_way("rule_packs.reads", rule_packs.reads, rule_packs.write),),
    _PACKS,
    (*_PACK_KEYS, *_SIGNS),
    LONGEST,
    change=Changes(_PACK_KEYS, (*_texts(), "required", "recommended", "billing", "each-day", "us.own"), _PACKS),
)

READERS = (PROGRAMS, PACKS)
