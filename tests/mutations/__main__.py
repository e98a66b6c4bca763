"""``python -m tests.mutations``: which mutants of the modules that decide something do their tests notice.

Needs cosmic-ray, of the dependency group ``dev``, and a system that can fork. What became of the mutants is kept in the
folder ``.mutations`` of the current directory, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import os
import random
import shlex
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from hypothesis.configuration import set_hypothesis_home_dir

from tests.mutations.equivalents import Readings, read_list, reading_of
from tests.mutations.in_place import Collected, Mutant, with_tests
from tests.mutations.keeping import FOLDER, Record, digest, keep, kept, still_to_ask
from tests.mutations.modules import DECIDING, laws, other_tests, own_tests, source_path
from tests.mutations.mutants import Site, change, mutated, places, sites
from tests.mutations.page import counted, page, stale
from tests.mutations.reach import Reach, measure
from tests.mutations.running import Asker, NotGreen, Outcome, Verdict, load_independent, load_once, silence, together

TESTS = Path(__file__).resolve().parents[1]
#: A module's own tests; the law files that import it too; every test that executes the line.
GROUPS = ("own", "laws", "all")
PIECE = 40
NO_PLUGINS = "HYPOTHESIS_NO_PLUGINS"


class Task(NamedTuple):
    """Some mutants of a module that one worker asks about, each with the number of groups already asked."""

    module: str
    sites: tuple[tuple[Site, int], ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask about every mutant that is still open, and say what became of all; 1 if that is not enough."""
    asked = _parser().parse_args(arguments)
    os.environ["IOPMODEL_PROFILE"] = "few"
    set_hypothesis_home_dir((FOLDER / "hypothesis").resolve())
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str((FOLDER / "pycache").resolve())
    modules: list[str] = asked.modules or list(DECIDING)
    FOLDER.mkdir(exist_ok=True)
    chosen = _chosen(modules, asked.sample, asked.seed)
    failed = _ask_all(chosen, asked.ask, asked.jobs, survivors_again=asked.again)
    records = {module: _known(module, found) for module, found in chosen.items()}
    return _conclude(records, asked, is_whole=asked.sample is None) or int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="all that decide something, if none is named")
    parser.add_argument("--sample", type=int, metavar="N", help="so many mutants, drawn from all")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="which sample")
    parser.add_argument("--jobs", type=int, default=2, help="how many work at once")
    parser.add_argument("--ask", choices=GROUPS, default="laws", help="which tests, see below")
    parser.add_argument("--again", action="store_true", help="ask about the survivors of earlier runs again")
    parser.add_argument("--report", type=Path, metavar="PAGE", help="write a page with every survivor")
    parser.add_argument("--at-least", type=float, default=0.0, metavar="PERCENT", help="of those not equivalent")
    return parser


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _source(module: str) -> str:
    return source_path(module).read_text(encoding="utf-8")


def _chosen(modules: Sequence[str], sample: int | None, seed: int) -> dict[str, tuple[Site, ...]]:
    """The mutants asked about, by module: all, or a sample."""
    found = {module: sites(_source(module)) for module in modules}
    if sample is None:
        return found
    pairs = [(module, site) for module, group in found.items() for site in group]
    drawn = set(random.Random(seed).sample(pairs, min(sample, len(pairs))))  # noqa: S311 - a sample is no secret
    picked = {module: tuple(site for site in group if (module, site) in drawn) for module, group in found.items()}
    return {module: group for module, group in picked.items() if group}


def _known(module: str, found: Sequence[Site]) -> tuple[Record, ...]:
    known = kept(FOLDER, module, _source(module))
    return tuple(known[site] for site in found if site in known)


def _open(chosen: dict[str, tuple[Site, ...]], groups: int, *, survivors_again: bool) -> list[Task]:
    """What there is to ask, in pieces, so that the last module does not keep one worker busy alone."""
    tasks: list[Task] = []
    readings = read_list()
    for module, found in chosen.items():
        known = kept(FOLDER, module, _source(module))
        open_ones = still_to_ask(found, known, groups, survivors_again=survivors_again)
        left = [each for each in open_ones if not _is_equivalent(known.get(each[0]), readings)]
        tasks += [Task(module, tuple(left[begin : begin + PIECE])) for begin in range(0, len(left), PIECE)]
    return tasks


def _is_equivalent(record: Record | None, readings: Readings) -> bool:
    """Whether a survivor of an earlier run is known to be equivalent, so that it need not be asked about again."""
    reading = reading_of(record, readings) if record and record.outcome is Outcome.SURVIVED else None
    return reading is not None and reading.is_equivalent


def _ask_all(chosen: dict[str, tuple[Site, ...]], ask: str, jobs: int, *, survivors_again: bool) -> bool:
    """Ask about all that is open and keep the answers; whether the tests of a module fail without any mutation."""
    groups = GROUPS.index(ask) + 1
    load_once()
    tasks = _open(chosen, groups, survivors_again=survivors_again)
    progress = _Progress(sum(len(task.sites) for task in tasks))
    if ask == "all" and tasks:
        measure(FOLDER, other_tests(TESTS, ()))
    dealt = [tasks[start::jobs] for start in range(min(jobs, len(tasks)))]
    progress.follow(together([_worker_in_place(share, ask) for share in dealt], jobs))
    tasks = [task._replace(sites=progress.left(task)) for task in tasks]
    progress.follow(together([_worker(task, groups) for task in tasks if task.sites], jobs))
    return progress.failed


class _Progress:
    """Keeps the answers as they come, and shows how far it is."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.begun = time.perf_counter()
        self.outcomes = dict.fromkeys(Outcome, 0)
        self.answered: set[tuple[str, Site]] = set()
        self.failed = False
        _say(f"{number} mutants to ask about")

    def follow(self, answers: Iterable[object]) -> None:
        """Keep what comes, until all has come."""
        for answer in answers:
            if isinstance(answer, Record):
                self._keep(answer)
            else:
                _say(str(answer))
                self.failed = True

    def left(self, task: Task) -> tuple[tuple[Site, int], ...]:
        """What of a task is not answered yet."""
        return tuple(each for each in task.sites if (task.module, each[0]) not in self.answered)

    def _keep(self, record: Record) -> None:
        keep(FOLDER, record)
        self.answered.add((record.module, record.site))
        self.outcomes[record.outcome] += 1
        done = len(self.answered)
        if done % 25 == 0 or done == self.number:
            said = ", ".join(f"{count} {outcome.value}" for outcome, count in self.outcomes.items())
            _say(f"{done} of {self.number}, {time.perf_counter() - self.begun:.0f} s: {said}; {record.module}")


def _worker(task: Task, groups: int) -> Callable[[Connection], None]:
    """The work of one process: a module's tests, and its laws, are asked about some of its mutants."""

    def work(connection: Connection) -> None:
        load_independent(task.module)
        own = own_tests(TESTS, task.module)
        asker = Asker(task.module, source_path(task.module), (own, laws(TESTS, task.module))[:groups])
        mutants = _Mutants(task.module)
        for site, already in task.sites:
            try:
                connection.send(mutants.record(site, asker.ask(mutants.text(site), already), groups))
            except NotGreen as failure:
                connection.send(str(failure))
                return

    return work


def _worker_in_place(tasks: Sequence[Task], ask: str) -> Callable[[Connection], None]:
    """The work of one process: tests that are there already are asked, where the change can be swapped in."""
    modules = {task.module for task in tasks}
    asked = {module: _files(module, ask) for module in modules}
    files = other_tests(TESTS, ()) if ask == "all" else sorted({path for group in asked.values() for path in group})

    def work(connection: Connection) -> None:
        def ask_collected(collected: Collected) -> None:
            for task in tasks:
                mutants = _Mutants(task.module)
                own = [path.relative_to(TESTS.parent).as_posix() for path in asked[task.module]]
                reach = Reach(FOLDER, task.module, files) if ask == "all" else None
                for site, _ in task.sites:
                    mutant = Mutant(mutants.source, mutants.text(site), str(mutants.path))
                    verdict = collected.ask(mutant, own, reach.tests(site.line) if reach else ())
                    if verdict:
                        connection.send(mutants.record(site, verdict, GROUPS.index(ask) + 1))

        silence()
        with_tests(files, ask_collected)

    return work


def _files(module: str, ask: str) -> tuple[Path, ...]:
    """The files of tests that are asked as a whole: a module's own, and its laws."""
    own = own_tests(TESTS, module)
    return (*own, *laws(TESTS, module)) if ask == "laws" else own


class _Mutants:
    """The mutants of one module."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.path = source_path(module)
        self.source = _source(module)
        self._places = places(self.source, sites(self.source))

    def text(self, site: Site) -> str:
        """The changed source."""
        return mutated(self.source, site)

    def record(self, site: Site, verdict: Verdict, groups: int) -> Record:
        """What became of one."""
        changed = change(self.source, self.text(site))
        return Record(self.module, digest(self.source), site, self._places[site], changed, *verdict, groups)


def _conclude(records: dict[str, tuple[Record, ...]], asked: argparse.Namespace, *, is_whole: bool) -> int:
    """Print the percentages, write the page; 1 if too many survived."""
    readings = read_list()
    if asked.report:
        command = shlex.join(["python", "-m", "tests.mutations", *_repeated(asked)])
        asked.report.write_text(page(command, records, readings), encoding="utf-8")
    if is_whole:
        sys.stdout.writelines(f"equivalent.toml: {line}\n" for line in stale(records, readings))
    total = counted((record for group in records.values() for record in group), readings)
    _say(f"{total.mutants} mutants: {total.killed} killed, {total.timeouts} timeouts, {total.survived} survived")
    _say(f"{total.percent:.1f} %; {total.percent_without_equivalents:.1f} % without {total.equivalent} equivalent ones")
    return int(total.percent_without_equivalents < asked.at_least)


def _repeated(asked: argparse.Namespace) -> list[str]:
    """The arguments that say what was asked, without those that say how."""
    sample = [] if asked.sample is None else ["--sample", str(asked.sample), "--seed", str(asked.seed)]
    return [*asked.modules, *sample, *([] if asked.ask == "laws" else ["--ask", asked.ask])]


def begin_again_without_plugins() -> None:
    """Start this command again where Hypothesis loads no plugins: ours would load the package before it is mutated."""
    if not os.environ.get(NO_PLUGINS):
        command = [sys.executable, "-m", "tests.mutations", *sys.argv[1:]]
        os.execve(sys.executable, command, {**os.environ, NO_PLUGINS: "1"})  # noqa: S606 - this same command


if __name__ == "__main__":
    begin_again_without_plugins()
    sys.exit(main())
