"""``python -m tests.engines``: how many episodes, sessions and zones were held against other engines, and what differs.

The episodes are drawn anew in each run. Engines that are not installed are left out, and named.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from iopmodel.episodes import Episode
from iopmodel.strategies._episodes import episodes
from tests.engines import with_calendars, with_dateutil, with_whenever
from tests.engines.comparing import Compared, together
from tests.engines.rfc_examples import EXAMPLES


class Engine(NamedTuple):
    """Another engine: its packages, what is drawn for it, and how it is asked."""

    packages: tuple[str, ...]
    drawn: st.SearchStrategy[Episode]
    compare: Callable[[Episode], Compared]

    @property
    def is_installed(self) -> bool:
        names = {"python-dateutil": "dateutil"}
        return all(importlib.util.find_spec(names.get(each, each.replace("-", "_"))) for each in self.packages)


ENGINES = (
    Engine(("python-dateutil",), with_dateutil.expressible(), with_dateutil.compare),
    Engine(("icalendar", "recurring-ical-events"), episodes(), with_calendars.compare),
    Engine(("whenever",), episodes(), with_whenever.compare),
)


def _drawn(engine: Engine, number: int) -> list[Compared]:
    """As many comparisons as asked for."""
    found: list[Compared] = []

    @settings(max_examples=number, deadline=None, database=None)
    @given(engine.drawn)
    def ask(episode: Episode) -> None:
        found.append(engine.compare(episode))

    ask()
    return found


def _report(engine: Engine, number: int) -> tuple[bool, str]:
    """Whether an engine agrees, and what to say of it: one line, and one for each of the first differences."""
    if not engine.is_installed:
        return True, f"{', '.join(engine.packages)}: not installed"
    versions = ", ".join(f"{each} {importlib.metadata.version(each)}" for each in engine.packages)
    begun = time.perf_counter()
    found = _drawn(engine, number)
    whole, seconds = together(found), time.perf_counter() - begun
    counts = f"{len(found)} episodes, {whole.number} comparisons, {len(whole.differences)} differences"
    lines = (f"{versions}: {counts}, {seconds:.1f} s", *(f"  {each:.300}" for each in whole.differences[:5]))
    return not whole.differences, "\n".join(lines)


def main() -> int:
    """Ask every engine that is installed; 1 if any differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.engines", description="Hold episodes against other engines.")
    parser.add_argument("--episodes", type=int, default=1_000, help="how many are drawn for each engine")
    number: int = parser.parse_args().episodes
    written = together(map(with_dateutil.compare_example, EXAMPLES))
    examples = f"RFC 5545: {len(EXAMPLES)} examples, {written.number} dates, {len(written.differences)} differences"
    reports = [(not written.differences, examples), *(_report(engine, number) for engine in ENGINES)]
    sys.stdout.writelines(f"{words}\n" for _, words in reports)
    return not all(agrees for agrees, _ in reports)


if __name__ == "__main__":
    sys.exit(main())
