"""``python -m tests.benchmarks [dated | strategies]``: ratios measured side by side. Read the ratios, not the times."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

from tests.benchmarks.contestants import Contestant, Race, races
from tests.benchmarks.dated import dated_races
from tests.benchmarks.strategies import run_strategies

ROUNDS = 9
PROCESSES = 15


def _seconds(contestant: Contestant) -> float:
    """CPU seconds of one answer, over all turns of a round."""
    contestant.ask(contestant.turns - 1)  # what it imports, or what another one made it forget, takes no part
    begun = time.process_time()
    for number in range(contestant.turns):
        contestant.ask(number)
    return (time.process_time() - begun) / contestant.turns / contestant.answers


def _import_seconds(statement: str) -> float:
    """CPU seconds of a fresh Python that runs the statement."""
    code = f"import time; begun = time.process_time(); {statement}; print(time.process_time() - begun)"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return float(found.stdout)


def _progress(text: str) -> None:
    print(f"... {text}", file=sys.stderr)


def _run_imports() -> None:
    """Import in fresh processes, in turn, and print the medians."""
    _import_seconds("import iopmodel")  # the first one may have to compile it
    _progress(f"importing in {PROCESSES} fresh processes each")
    pairs = [(_import_seconds("import attrs, pendulum"), _import_seconds("import iopmodel")) for _ in range(PROCESSES)]
    alone, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"| import | attrs and pendulum alone | {alone * 1e3:.0f} ms | 1.00 |")
    print(f"| import | iopmodel | {ours * 1e3:.0f} ms | {ours / alone:.2f} |")


def _run(race: Race) -> None:
    """Run a race, contestants interleaved round by round, and print the medians."""
    _progress(race.name)
    rounds = [[_seconds(contestant) for contestant in race.contestants] for _ in range(ROUNDS)]
    for place, contestant in enumerate(race.contestants):
        taken = statistics.median(one[place] for one in rounds)
        ratio = statistics.median(one[place] / one[0] for one in rounds)
        print(f"| {race.name} | {contestant.name} | {taken * 1e6:.1f} us | {ratio:.2f} |")


def main() -> None:
    """Run every race; with the word ``dated`` only those about dates, with ``strategies`` what drawing costs."""
    if "strategies" in sys.argv[1:]:
        run_strategies()
        return
    print("| question | contestant | time | ratio |")
    print("| --- | --- | ---: | ---: |")
    is_dated_only = "dated" in sys.argv[1:]
    if not is_dated_only:
        _run_imports()
    for race in (*(() if is_dated_only else races()), *dated_races()):
        _run(race)


if __name__ == "__main__":
    main()
