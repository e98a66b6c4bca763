"""Which tests execute which line: for the last question about a survivor, whether any other test tells it.

All tests together take minutes, those that execute one line mostly a second or less. So all are run once with coverage,
each test a context of its own, and the folder ``.mutations`` keeps what was found.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.mutations.modules import PACKAGE, imported_by, source_folder, source_path

FILE = "coverage"


class TestsFail(Exception):
    """Tests fail without any mutation, so that nothing can be learned from them."""


def measure(folder: Path, tests: Iterable[Path]) -> None:
    """Run the tests and keep which of them execute which line, unless that is known and newer than the code.

    Tests that were written since are not known here; remove the file to measure anew.

    Raises:
        TestsFail: if one fails.
    """
    files, kept = tuple(tests), folder / FILE
    newest = max(path.stat().st_mtime for path in source_folder().rglob("*.py"))
    if kept.is_file() and kept.stat().st_mtime > newest:
        return
    settings = folder / "coverage.ini"
    settings.write_text(f"[run]\ndata_file = {kept.resolve()}\n[report]\nfail_under = 0\n", encoding="utf-8")
    options = ("-q", "-p", "no:cacheprovider", "--cov-context=test", "--cov-report=", f"--cov-config={settings}")
    command = [sys.executable, "-m", "pytest", *options, f"--cov={source_folder()}", *map(str, files)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise TestsFail(done.stdout[-2000:])


class Reach:
    """The tests that execute the lines of one module, those first that are about it."""

    def __init__(self, folder: Path, module: str, tests: Iterable[Path]) -> None:
        data: Any = importlib.import_module("coverage").CoverageData(str(folder / FILE))
        data.read()
        self._contexts: dict[int, list[str]] = data.contexts_by_lineno(str(source_path(module)))
        name = f"{PACKAGE}.{module}"
        files = {path.name: name in imported_by(path.read_text(encoding="utf-8")) for path in tests}
        self._near = frozenset(path for path, is_near in files.items() if is_near)

    def tests(self, line: int) -> tuple[str, ...]:
        """Every test that executes a line; a line in the middle of a statement is its first.

        Tests of files that import the module go first, then laws. Nothing is known of lines that run when the module
        is loaded.
        """
        while line and line not in self._contexts:
            line -= 1
        named = {context.split("|")[0].split("[")[0] for context in self._contexts.get(line, ())}
        return tuple(sorted((each for each in named if "::" in each), key=self._rank))

    def _rank(self, test: str) -> tuple[bool, bool, bool, str]:
        folder, _, file = test.split("::", maxsplit=1)[0].rpartition("/")
        return file not in self._near, not folder.endswith("laws"), folder.endswith("published"), test
