"""The reader of the command line: its arguments, and the files that they name."""

from __future__ import annotations

import contextlib
import io
import random
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from iopmodel import standards
from iopmodel.__main__ import ALL_MET, NOT_MET, NOT_USABLE, UNKNOWN, main
from tests.fuzz.files import PACKS, PROGRAMS, nothing_hidden
from tests.fuzz.laws import LawBroken, Reader, Way, as_text

#: The files that an input may hold; no other is written.
FILES = ("a.toml", "a.json", "b.toml", "b.json", "pack.toml", "pack.json")
_MARK = "=== "
_STATUSES = {ALL_MET, NOT_MET, NOT_USABLE, UNKNOWN}
_LONGEST = 4_096
# Reading is a small part of what a command does: it holds hundreds of phases or sessions against every rule.
_SECONDS = 25
_SOME = 0.4


def parts_of(text: str) -> tuple[list[str], dict[str, str]]:
    """The arguments, one to a line, and the files, each after a line such as ``=== a.toml``."""
    arguments, *files = f"\n{text}".split(f"\n{_MARK}")
    named = (each.partition("\n") for each in files)
    return arguments.removeprefix("\n").split("\n"), {name: held for name, _, held in named if name in FILES}


def text_of(arguments: list[str], files: dict[str, str]) -> str:
    """An input, from its arguments and files."""
    return "\n".join(["\n".join(arguments), *(f"{_MARK}{name}\n{held}" for name, held in files.items())])


@contextlib.contextmanager
def _streams() -> Generator[tuple[io.BytesIO, io.BytesIO]]:
    """Streams in the place of those of the process, whose encoding cannot show every sign."""
    said = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(each, encoding="ascii") for each in said)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield said
    # What is closed takes its bytes with it.
    out.detach()
    err.detach()


def run(given: bytes) -> int:
    """The exit status of the command of an input, run beside its files.

    Raises:
        LawBroken: if it ends in a way that is not documented, or says nothing.
    """
    arguments, files = parts_of(as_text(given))
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), _streams() as said:
        for name, held in files.items():
            Path(name).write_bytes(held.encode("utf-8", "surrogateescape"))
        try:
            with nothing_hidden():
                status: Any = main(arguments)
        except SystemExit as ended:
            status = ended.code
        sys.stdout.flush()
        sys.stderr.flush()
    if not isinstance(status, int) or status not in _STATUSES:
        words = f"the command ended with {status!r}"
        raise LawBroken(words)
    if not any(each.getvalue() for each in said):
        words = f"the command ended with {status} and said nothing"
        raise LawBroken(words)
    return status


_CHECK = ["check", "a.toml", "--against", "medicare", "--on", "2026-02-02"]
_COMMANDS = (
    _CHECK,
    ["check", "a.toml", "b.json", "--on", "2026-02-02", "--format", "json", "--allow-unknown", "--unverified"],
    ["check", "b.json", "--rules", "pack.toml", "--on", "2028-02-02", "--recheck-after", "12 months"],
    ["compare", "a.toml", "--on", "2026-02-02"],
    ["compare", "b.json", "--on", "2026-02-02", "--against", "tricare", "kansas", "--rules", "pack.toml"],
    ["explain", "a.toml", "--on", "2026-02-02", "--rule", "medicare.iop.hours_week"],
    ["show", "a.toml"],
    ["show", "b.json"],
    [
        "calendar",
        "a.toml",
        "--from",
        "2026-02-04",
        "--on",
        "2026-02-25",
        "--length",
        "3 weeks",
        "--closed",
        "2026-02-16",
    ],
    ["calendar", "b.json", "--from", "2026-02-04", "--on", "2026-02-25", "--track", "evening"],
    ["standards", "hcpcs"],
    ["types"],
    ["--version"],
)
_WORDS = (
    *("check", "compare", "explain", "show", "calendar", "standards", "types", "--version", "--help"),
    *("--against", "--rules", "--on", "--unverified", "--recheck-after", "--format", "--allow-unknown", "--rule"),
    *("--from", "--track", "--length", "--closed", "json", "text", "evening", "--", "-", "@a.toml", "--len", "--o"),
    *("2026-02-02", "9999-12-31", "0001-01-01", "8 weeks", "24 months", "52 weeks", "without end", "at least 3 days"),
    *(each.key for each in standards.all()),
    *FILES,
)


def _seeds() -> Iterator[bytes]:
    """Each command with files that fit it: a program, a pathway or another program, and a pack."""
    toml = [each.decode() for each in PROGRAMS.seeds if each.startswith((b"\n", b"format"))]
    json = [each.decode() for each in PROGRAMS.seeds if each.startswith(b"{")]
    pack = PACKS.seeds[0].decode()
    for place, arguments in enumerate(_COMMANDS):
        named = {"a.toml": toml[place % len(toml)], "b.json": json[place % len(json)], "pack.toml": pack}
        files = {name: held for name, held in named.items() if name in arguments}
        given = text_of(list(arguments), files).encode()
        if len(given) <= _LONGEST:
            yield given


def change(given: bytes, most: int, number: int) -> bytes:
    """An input with another argument, or with a file changed in the way of its format."""
    chance = random.Random(number)  # noqa: S311 - nothing here is secret
    arguments, files = parts_of(as_text(given))
    if files and chance.random() > _SOME:
        name = chance.choice(list(files))
        changes = (PACKS if name.startswith("pack") else PROGRAMS).change
        assert changes is not None
        held = changes(files[name].encode("utf-8", "surrogateescape"), most // 2, number)
        files[name] = as_text(held)
    else:
        at = chance.randint(0, len(arguments) - 1)
        words: list[str] = [] if chance.random() < _SOME / 2 else [chance.choice(_WORDS)]
        arguments[at : at + chance.randint(0, 1)] = words
    changed = text_of(arguments, files).encode("utf-8", "surrogateescape")
    return changed if len(changed) <= most else given[:most]


COMMAND_LINE = Reader(
    "command-line",
    (Way("python -m iopmodel", run, frozenset()),),
    tuple(_seeds()),
    (*_WORDS, f"\n{_MARK}a.toml\n", f"\n{_MARK}pack.toml\n", "\n"),
    _LONGEST,
    _SECONDS,
    change,
)

READERS = (COMMAND_LINE,)
