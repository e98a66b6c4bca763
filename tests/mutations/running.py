"""Asks a module's tests about its mutants: one forked process for each, nothing written to the source.

What a mutant costs is mostly the start of Python, pytest and Hypothesis, and loading the package. So a worker loads
them once, with every module that stays the same whatever is changed in the mutated one, and forks for each mutant. In
the fork, a finder in front of all others gives the mutated source for that one module; then pytest runs in the same
process, up to the first test that fails. Failing examples are not shrunk: whether there is one is all that is asked.
"""

from __future__ import annotations

import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import multiprocessing.connection
import os
import resource
import signal
import sys
import time
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from enum import Enum
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import NamedTuple

import _pytest.config
import pytest
from hypothesis import Phase, settings

from tests.mutations.modules import PACKAGE, independent_of, source_folder
from tests.mutations.mutants import compiled

LOADED_ONCE = ("hypothesis.stateful", "attrs", "pendulum", "cattrs", "cattrs.preconf.json")
#: The first failure is enough, nobody reads why, and nothing is written; what is left over is not waited for.
OPTIONS = ("-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:unraisableexception")
#: Seconds, where nothing says how long tests take without a mutation.
LONGEST = 120
MEMORY = 4 * 1024**3
FORK = multiprocessing.get_context("fork")


class Outcome(Enum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    TIMEOUT = "timeout"
    #: Not a mutant at all: its source is no Python, or the changed module cannot be loaded.
    INCOMPETENT = "incompetent"


class Verdict(NamedTuple):
    """What became of a mutant, and the test that told; or what was said instead."""

    outcome: Outcome
    told_by: str = ""


class Instead(importlib.abc.MetaPathFinder):
    """Finds one module, with other code than its file has."""

    def __init__(self, name: str, path: Path, code: types.CodeType) -> None:
        self.name = name
        self.path = path
        self.loader = _Given(name, str(path), code)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The one module with the given code; nothing else."""
        del path, target
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self.loader)


class _Given(importlib.machinery.SourceFileLoader):
    """Loads a module from the code it was given, and remembers whether that ran to its end."""

    def __init__(self, name: str, path: str, code: types.CodeType) -> None:
        super().__init__(name, path)
        self.code = code
        self.failed = False

    def get_code(self, fullname: str) -> types.CodeType:
        """The code given, whatever the file holds."""
        del fullname
        return self.code

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the code."""
        self.failed = True
        super().exec_module(module)
        self.failed = False


class Watching:
    """Lets Hypothesis stop at the first failing example, and remembers the first test that fails."""

    def __init__(self) -> None:
        self.told_by = ""

    def pytest_configure(self) -> None:
        """After the profile of the suite is loaded, and before any test is."""
        settings.register_profile("mutations", settings(), phases=(Phase.explicit, Phase.generate), database=None)
        settings.load_profile("mutations")

    def pytest_runtest_logreport(self, report: object) -> None:
        """Remember the first that fails."""
        if getattr(report, "failed", False) and not self.told_by:
            self.told_by = str(getattr(report, "nodeid", ""))

    pytest_collectreport = pytest_runtest_logreport


def load_once() -> None:
    """Load what every process needs and no mutant changes."""
    plugins = (f"_pytest.{name}" for name in getattr(_pytest.config, "default_plugins", ()))
    for name in (*LOADED_ONCE, *plugins):
        with suppress(ModuleNotFoundError):
            importlib.import_module(name)


def load_independent(module: str) -> None:
    """Load the modules that are the same for all mutants of one module, without the package around them."""
    folder = source_folder()
    if any(name.startswith(f"{PACKAGE}.") for name in sys.modules):
        raise NotGreen(f"{PACKAGE} was loaded before it could be mutated; HYPOTHESIS_NO_PLUGINS=1 keeps it out")
    around = types.ModuleType(PACKAGE)
    around.__path__ = [str(folder)]
    sys.modules[PACKAGE] = around
    for name in independent_of(module, folder):
        importlib.import_module(name)
    del sys.modules[PACKAGE]
    gc.freeze()


def _enter_package(module: str) -> None:
    """Load the package and the module; what was loaded before it becomes part of it, as always."""
    before = [name for name in sys.modules if name.startswith(f"{PACKAGE}.") and name.count(".") == 1]
    package = importlib.import_module(PACKAGE)
    for name in before:
        setattr(package, name.rpartition(".")[2], sys.modules[name])
    importlib.import_module(f"{PACKAGE}.{module}")
    register_strategies()


def register_strategies() -> None:
    """What Hypothesis does where it loads plugins: it learns the types of the package."""
    name = f"{PACKAGE}._hypothesis"
    if importlib.util.find_spec(name):
        importlib.import_module(name).register()


def _ask(connection: Connection, module: str, path: Path, text: str, tests: Iterable[Path]) -> None:
    """In a process of its own: load the mutant, run the tests, and send what became of it."""
    silence()
    code = compiled(text, str(path))
    if code is None:
        connection.send(Verdict(Outcome.INCOMPETENT, "no Python"))
        return
    finder = Instead(f"{PACKAGE}.{module}", path, code)
    sys.meta_path.insert(0, finder)
    try:
        _enter_package(module)
    except BaseException as error:  # noqa: BLE001 - a mutant may raise anything
        outcome = Outcome.INCOMPETENT if finder.loader.failed else Outcome.KILLED
        connection.send(Verdict(outcome, f"import: {error!r:.200}"))
        return
    connection.send(_run(tests))


def _run(tests: Iterable[Path]) -> Verdict:
    """Run test files, up to the first failure."""
    watching = Watching()
    status = pytest.main([*OPTIONS, *map(str, tests)], plugins=[watching])
    if status == pytest.ExitCode.OK:
        return Verdict(Outcome.SURVIVED)
    return Verdict(Outcome.KILLED, watching.told_by or str(status))


def silence() -> None:
    """Whatever is printed goes nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)


def _limited(seconds: float) -> None:
    """No mutant takes the memory or the processor away from others."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    whole = int(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 5))


def in_a_fork(work: Callable[[Connection], None], seconds: float) -> Verdict:
    """What is sent by work that is done in a process of its own, within so many seconds."""

    def limited(connection: Connection) -> None:
        os.setsid()  # so that what a test starts ends with it
        _limited(seconds)
        work(connection)

    here, there = FORK.Pipe(duplex=False)
    process = FORK.Process(target=limited, args=(there,))
    process.start()
    there.close()
    try:
        verdict = here.recv() if here.poll(seconds) else Verdict(Outcome.TIMEOUT, f"{seconds:.0f} s")
    except EOFError:
        process.join()
        slow = process.exitcode in {-signal.SIGXCPU, -signal.SIGPROF}
        verdict = Verdict(Outcome.TIMEOUT if slow else Outcome.KILLED, f"ended with {process.exitcode}")
    process.kill()
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid or 0, signal.SIGKILL)
    process.join()
    here.close()
    return verdict


class NotGreen(Exception):
    """The tests of a module fail without any mutation, so that they can tell nothing."""


class Asker:
    """Asks groups of tests about the mutants of one module, one group after the other, while nobody has told."""

    def __init__(self, module: str, path: Path, groups: Sequence[Sequence[Path]]) -> None:
        self.module = module
        self.path = path
        self.source = path.read_text(encoding="utf-8")
        self.groups = groups
        self._seconds: dict[int, float] = {}

    def limit(self, number: int) -> float:
        """How long a group may take: ten times what it takes without a mutation, and ten seconds.

        Raises:
            NotGreen: if it fails without a mutation.
        """
        if number not in self._seconds:
            self._asked(self.source, self.groups[number], LONGEST)  # the first run may have to compile the tests
            begun = time.perf_counter()
            verdict = self._asked(self.source, self.groups[number], LONGEST)
            if verdict.outcome is not Outcome.SURVIVED:
                message = f"{self.module}: {verdict.told_by} fails without a mutation ({verdict.outcome.value})"
                raise NotGreen(message)
            self._seconds[number] = time.perf_counter() - begun
        return 10 * self._seconds[number] + 10

    def ask(self, text: str, already: int = 0) -> Verdict:
        """What becomes of a mutant that so many groups have been asked about in vain."""
        verdict = Verdict(Outcome.SURVIVED)
        for number, group in enumerate(self.groups):
            if number < already or not group:
                continue
            verdict = self._asked(text, group, self.limit(number))
            if verdict.outcome is not Outcome.SURVIVED:
                return verdict
        return verdict

    def _asked(self, text: str, tests: Sequence[Path], seconds: float) -> Verdict:
        return in_a_fork(lambda connection: _ask(connection, self.module, self.path, text, tests), seconds)


def together(works: Iterable[Callable[[Connection], None]], jobs: int) -> Iterator[object]:
    """Everything that some workers send, as it comes; so many of them work at once."""
    waiting = list(works)[::-1]
    open_ones: dict[Connection, ForkProcess] = {}
    while waiting or open_ones:
        while waiting and len(open_ones) < jobs:
            here, there = FORK.Pipe(duplex=False)
            process = FORK.Process(target=waiting.pop(), args=(there,))
            process.start()
            there.close()
            open_ones[here] = process
        for ready in multiprocessing.connection.wait(list(open_ones)):
            assert isinstance(ready, Connection)
            try:
                yield ready.recv()
            except EOFError:
                process = open_ones.pop(ready)
                process.join()
                ready.close()
                if process.exitcode:
                    yield f"a worker ended with {process.exitcode}, and what it had to do is not done"
