"""``python -m tests.benchmarks``: ratios measured side by side in one run. Read the ratios, not the times."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from tests.benchmarks.contestants import WEEKS, races

ROUNDS = 9
PROCESSES = 15


def _seconds(ask: Callable[[int], object]) -> float:
    """CPU seconds of one question, over every week in turn."""
    begun = time.process_time()
    for number in range(WEEKS):
        ask(number)
    return (time.process_time() - begun) / WEEKS


def _import_seconds(statement: str) -> float:
    """CPU seconds of a fresh Python that runs the statement."""
    code = f"import time; begun = time.process_time(); {statement}; print(time.process_time() - begun)"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return float(found.stdout)


def _progress(text: str) -> None:
    print(f"... {text}", file=sys.stderr)


def main() -> None:
    """Run every race, contestants interleaved round by round, and print the medians."""
    _import_seconds("import iopmodel")  # the first one may have to compile it
    _progress(f"importing in {PROCESSES} fresh processes each")
    pairs = [(_import_seconds("import attrs, pendulum"), _import_seconds("import iopmodel")) for _ in range(PROCESSES)]
    alone, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    print("| question | contestant | time | ratio |")
    print("| --- | --- | ---: | ---: |")
    print(f"| import | attrs and pendulum alone | {alone * 1e3:.0f} ms | 1.00 |")
    print(f"| import | iopmodel | {ours * 1e3:.0f} ms | {ours / alone:.2f} |")
    for race in races():
        _progress(race.name)
        contestants = (("bare loop over tuples", race.bare), *race.ours)
        rounds = [[_seconds(ask) for _, ask in contestants] for _ in range(ROUNDS)]
        answers = (race.answers[0], *(race.answers[1] for _ in race.ours))
        rounds = [[taken / count for taken, count in zip(one, answers, strict=True)] for one in rounds]
        times = [statistics.median(column) for column in zip(*rounds, strict=True)]
        for (name, _), taken in zip(contestants, times, strict=True):
            ratio = statistics.median(one[times.index(taken)] / one[0] for one in rounds)
            print(f"| {race.name} | {name} | {taken * 1e6:.1f} us | {ratio:.1f} |")


if __name__ == "__main__":
    main()
