"""``python -m tests.fuzz [READER ...]``: drive every reader of outside text with inputs that look for new code.

Each reader has a process of its own. Its corpus stays in the folder ``.fuzz``, and a later run goes on from there.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.laws import Reader
from tests.fuzz.readers import READERS, reader_named
from tests.fuzz.running import MEGABYTES, Run, driven

FOLDER = Path(".fuzz")
_MINUTES = 20
_SECONDS_BETWEEN_NEWS = 30

HEAD = """\
| reader | inputs | a second | edges | last new edge | memory | findings |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""


def page_of(runs: Sequence[Run]) -> str:
    """The runs as a table, and what was found."""
    rows = "".join(
        f"| {each.reader} | {each.inputs:,} | {each.inputs_a_second:,} | {each.edges:,} "
        f"| {each.last_new_edge:.0f} of {each.seconds:.0f} s | {each.megabytes} MB | {len(each.findings)} |\n"
        for each in runs
    )
    found = "".join(
        f"* {each.reader}: {finding.words} (`{finding.file}`)\n" for each in runs for finding in each.findings
    )
    limits = f"A process may hold {MEGABYTES} MB."
    return f"{HEAD}{rows}\n{limits}\n{f'{chr(10)}{found}' if found else ''}"


class News:
    """Says how a run goes on, now and then."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, run: Run) -> None:
        """Say it, if nothing was said for a while."""
        if time.monotonic() - self._last > _SECONDS_BETWEEN_NEWS:
            self._last = time.monotonic()
            sys.stdout.write(f"  ... {run}\n")
            sys.stdout.flush()


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzz the readers of outside text.")
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"of {', '.join(each.name for each in READERS)}")
    parser.add_argument("--minutes", type=int, default=_MINUTES, help=f"for each reader; {_MINUTES} by default")
    parser.add_argument("--seconds", type=int, help="for each reader, instead of minutes")
    parser.add_argument("--seed", type=int, default=1, help="the number that decides the changes")
    parser.add_argument("--report", type=Path, metavar="PAGE", help="a file for the table of all runs")
    parser.add_argument("--folder", type=Path, default=FOLDER, help=f"where the corpora are; {FOLDER} by default")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Drive the readers that are named, or all; 1 if any broke its law, 2 if there is nothing to drive them with."""
    given = _asked(arguments)
    readers: list[Reader] = [reader_named(name) for name in given.readers] or list(READERS)
    if importlib.util.find_spec("atheris") is None:
        sys.stderr.write("this needs the package atheris: pip install --group fuzz\n")
        return 2
    seconds: int = given.minutes * 60 if given.seconds is None else given.seconds
    runs: list[Run] = []
    for reader in readers:
        run = driven(reader, given.folder / reader.name, seconds=seconds, seed=given.seed, told=News())
        runs.append(run)
        lines = (str(run), *(f"  {each.words}: {each.file}" for each in run.findings))
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
        if given.report is not None:
            given.report.write_text(page_of(runs), encoding="utf-8")
    return int(any(run.findings for run in runs))


if __name__ == "__main__":
    sys.exit(main())
