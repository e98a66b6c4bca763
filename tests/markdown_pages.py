"""A pytest plugin: the examples of README.md and of the pages in docs/ are executed as one test a page.

* ``python`` blocks run in order, in one namespace a page; a block with ``>>>`` prompts is a doctest in it.
* A ``text`` block directly after a ``python`` block is what that block prints, to the letter.
* A ``console`` block holds lines ``$ python -m iopmodel ...``, each followed by its whole output (both
  streams) and, where it is not 0, by a last line ``exit status N``. It runs in the root of the repository.
* Nothing that looks like Python can be left out: ``no-run`` and other names for Python are refused.

``pytest`` without arguments runs every page; ``python -m pytest -p tests.markdown_pages PAGE`` runs one.

Where the extra ``documents`` is not installed, files that import it (or show the command) are not collected,
and tests marked ``documents`` are deselected.
"""

import contextlib
import difflib
import doctest
import importlib.util
import io
import os
import re
import shlex
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)")
HIDDEN_FENCE = re.compile(r"\s*([>*+-]|\d+[.)])[ \t>]*(`{3}|~{3})")
PYTHON_BY_ANOTHER_NAME = re.compile(
    r"(py|py3|python3|pycon|ipython)\b|\{(code|code-block|sourcecode|doctest|testcode)\}"
)
EXIT_STATUS = re.compile(r"exit status (\d+)")
NEEDS_DOCUMENTS = re.compile(
    r"^\s*(>>> )?(import|from) (cattrs|iopmodel\.interop)\b|^from iopmodel import interop\b"
    r"|^\$ python -m iopmodel\b",
    re.MULTILINE,
)
DOCUMENTS_INSTALLED = importlib.util.find_spec("cattrs") is not None


class Block(NamedTuple):
    """One fenced block: its info string, where its text starts, whether only blank lines precede it."""

    info: str
    line: int
    text: str
    follows_directly: bool

    @property
    def language(self) -> str:
        return self.info.partition(" ")[0]


class ExampleFailed(Exception):
    """An example of a page does not do what the page says."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(line, problem)
        self.line = line
        self.problem = problem


def blocks(lines: list[str], first: int = 1) -> Iterator[Block]:
    """The fenced blocks of a page, those inside directives included."""
    opened: re.Match[str] | None = None
    body: list[str] = []
    direct = False
    for number, line in enumerate(lines, first):
        fence = FENCE.fullmatch(line)
        if opened is None:
            if HIDDEN_FENCE.match(line):
                raise ExampleFailed(number, "a fence stands on a line of its own")
            if fence:
                opened, body = fence, []
            elif line.strip():
                direct = False
        elif fence and not fence["info"].strip() and fence["fence"].startswith(opened["fence"]):
            start = number - len(body)
            yield Block(opened["info"].strip(), start, "".join(f"{text}\n" for text in body), direct)
            if opened["info"].strip().startswith("{"):
                yield from blocks(body, start)
            opened, direct = None, True
        else:
            body.append(line.removeprefix(opened["indent"]))
    if opened is not None:
        raise ExampleFailed(first + len(lines), f"the fence {opened['fence']}{opened['info']} is never closed")


def runs(block: Block) -> bool:
    """Whether a block is executed, or refused when its turn comes."""
    refused = "no-run" in block.info or PYTHON_BY_ANOTHER_NAME.match(block.info) is not None
    return refused or block.language in {"python", "console"}


def compare(line: int, expected: str, got: str) -> None:
    """Both texts are the same, or the difference is shown."""
    if expected != got:
        rows = difflib.ndiff(expected.splitlines(), got.splitlines())
        raise ExampleFailed(line, "the output differs (- the page, + the output):\n" + "\n".join(rows))


def run_prompts(block: Block, namespace: dict[str, object], page: str) -> None:
    """Run a block with ``>>>`` prompts as a doctest."""
    test = doctest.DocTestParser().get_doctest(block.text, {}, page, page, block.line - 1)
    test.globs = namespace
    report: list[str] = []
    if doctest.DocTestRunner(verbose=False).run(test, out=report.append, clear_globs=False).failed:
        raise ExampleFailed(block.line, "".join(report))


def run_python(block: Block, namespace: dict[str, object], page: str) -> str:
    """Run a block of statements; return what it printed."""
    code = compile("\n" * (block.line - 1) + block.text, page, "exec", dont_inherit=True)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, namespace)
    return printed.getvalue()


def run_console(block: Block, root: Path) -> None:
    """Run each command of a console block and compare what it prints."""
    before, *commands = re.split(r"^\$ ", block.text.replace("\\\n", ""), flags=re.MULTILINE)
    if before or not commands:
        raise ExampleFailed(block.line, "a console block starts with `$ python -m iopmodel`")
    for command in commands:
        typed, *shown = command.splitlines()
        words = shlex.split(typed)
        if words[:3] != ["python", "-m", "iopmodel"] or {"|", "<", ">", ">>", "&&", ";"} & set(words):
            raise ExampleFailed(block.line, f"only `python -m iopmodel ...` can be run here: {typed}")
        status = EXIT_STATUS.fullmatch(shown[-1]) if shown else None
        done = subprocess.run(
            [sys.executable, *words[1:]],
            check=False,
            cwd=root,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "80", "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        compare(block.line, "".join(f"{line}\n" for line in (shown[:-1] if status else shown)), done.stdout)
        if done.returncode != (wanted := int(status[1]) if status else 0):
            raise ExampleFailed(block.line, f"{typed}: exit status {done.returncode}, the page says {wanted}")


class PageItem(pytest.Item):
    """All examples of one page, in order."""

    examples: list[Block]

    def runtest(self) -> None:
        namespace: dict[str, object] = {"__name__": "__main__"}
        page = str(self.path)
        for block, after in zip(self.examples, [*self.examples[1:], None], strict=True):
            output = after if after and after.language == "text" and after.follows_directly else None
            if "no-run" in block.info or PYTHON_BY_ANOTHER_NAME.match(block.info):
                raise ExampleFailed(block.line, f"every example is executed: not {block.info}, but python")
            if block.language == "console":
                run_console(block, self.config.rootpath)
            elif block.language == "python" and re.search(r"^\s*>>> ", block.text, re.MULTILINE):
                if output:
                    raise ExampleFailed(output.line, "a block with prompts shows its own output")
                run_prompts(block, namespace, page)
            elif block.language == "python":
                printed = run_python(block, namespace, page)
                if output:
                    compare(output.line, output.text, printed)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        del style  # one style fits a page
        error = excinfo.value
        if isinstance(error, ExampleFailed):
            return f"{self.path}:{error.line}: {error.problem}"
        frames = error.__traceback__
        while frames and frames.tb_next and frames.tb_frame.f_code.co_filename != str(self.path):
            frames = frames.tb_next
        return "".join(traceback.format_exception(type(error), error, frames))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"examples of {self.path.name}"


class Page(pytest.File):
    """A Markdown page; it has no test when it has no example."""

    def collect(self) -> Iterator[PageItem]:
        try:
            examples = list(blocks(self.path.read_text(encoding="utf-8").splitlines()))
        except ExampleFailed as error:
            message = f"{self.path}:{error.line}: {error.problem}"
            raise self.CollectError(message) from error
        if any(map(runs, examples)):
            item = PageItem.from_parent(self, name="examples")  # pyright: ignore[reportUnknownMemberType]
            item.examples = examples
            yield item


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Page | None:
    """Collect README.md and the pages below docs/."""
    root = parent.config.rootpath
    if file_path.suffix == ".md" and (file_path == root / "README.md" or root / "docs" in file_path.parents):
        return Page.from_parent(parent, path=file_path)  # pyright: ignore[reportUnknownMemberType]
    return None


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out the files that cannot work without the extra ``documents``; None is no opinion."""
    if DOCUMENTS_INSTALLED or collection_path.suffix not in {".py", ".md"} or not collection_path.is_file():
        return None
    return NEEDS_DOCUMENTS.search(collection_path.read_text(encoding="utf-8")) is not None or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests marked ``documents`` where the extra is not installed."""
    if DOCUMENTS_INSTALLED:
        return
    left_out = [item for item in items if item.get_closest_marker("documents")]
    items[:] = [item for item in items if not item.get_closest_marker("documents")]
    config.hook.pytest_deselected(items=left_out)
