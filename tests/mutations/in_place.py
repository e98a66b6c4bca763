"""Asks every test that executes a changed line, at the cost of a fork: tests are collected once, and code is swapped.

Most mutants change the inside of a function. Then nothing has to be loaded again: one process loads the package,
collects all tests and forks for each mutant; the fork gives the function its changed code, empties the caches of the
package, and runs tests that are there already. Values that the package or a test made while it was loaded stay as they
were, so a mutant may survive here that changes only these. What cannot be swapped in (defaults, class bodies,
constants) is left to :mod:`tests.mutations.running`.
"""

from __future__ import annotations

import functools
import gc
import inspect
import itertools
import signal
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.mutations.modules import PACKAGE
from tests.mutations.mutants import compiled
from tests.mutations.running import OPTIONS, Outcome, Verdict, Watching, in_a_fork, register_strategies, silence

#: Seconds of computing that one test may take, and that all may.
LONGEST_TEST = 10
LONGEST = 300
#: How many tests are asked about a mutant, and how many cases of one test.
MOST_TESTS = 60
MOST_CASES = 3


class Mutant(NamedTuple):
    """The text of a module before and after a change, and the path of its file."""

    source: str
    text: str
    path: str


def skeleton(code: types.CodeType) -> tuple[object, ...]:
    """What runs when a module is loaded: its code and that of its classes, without the inside of functions."""
    parts = (_part(const) for const in code.co_consts)
    return code.co_code, code.co_names, code.co_varnames, tuple(parts)


def _part(const: object) -> object:
    if not isinstance(const, types.CodeType):
        return type(const), const
    return skeleton(const) if _is_class(const) else "function"


def _is_class(code: types.CodeType) -> bool:
    return not code.co_flags & inspect.CO_OPTIMIZED


def outermost(code: types.CodeType) -> Iterator[types.CodeType]:
    """The code of functions and methods that stand in no other one."""
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            yield from outermost(const) if _is_class(const) else (const,)


@functools.cache
def _original(source: str, path: str) -> tuple[tuple[object, ...], tuple[types.CodeType, ...]]:
    code: types.CodeType = compiled(source, path)
    return skeleton(code), tuple(outermost(code))


def swaps(mutant: Mutant) -> tuple[tuple[types.CodeType, types.CodeType], ...] | None:
    """The code of functions before and after the change; ``None`` if something else changes too, or nothing does."""
    before, functions_before = _original(mutant.source, mutant.path)
    new = compiled(mutant.text, mutant.path)
    if new is None or skeleton(new) != before:
        return None
    pairs = zip(functions_before, outermost(new), strict=True)
    return tuple(pair for pair in pairs if pair[0] != pair[1]) or None


def functions(path: str) -> dict[tuple[str, int], list[types.FunctionType]]:
    """Every function of a file that is there now, by its name and first line."""
    found: dict[tuple[str, int], list[types.FunctionType]] = {}
    for each in gc.get_objects():
        if isinstance(each, types.FunctionType) and each.__code__.co_filename == path:
            found.setdefault((each.__code__.co_qualname, each.__code__.co_firstlineno), []).append(each)
    return found


def swap(
    pairs: Iterable[tuple[types.CodeType, types.CodeType]], known: dict[tuple[str, int], list[types.FunctionType]]
) -> bool:
    """Give functions their new code; whether all were found, and could take it."""
    for old, new in pairs:
        there = known.get((old.co_qualname, old.co_firstlineno), [])
        if not there or any(len(each.__code__.co_freevars) != len(new.co_freevars) for each in there):
            return False
        for each in there:
            each.__code__ = new
    return True


def caches() -> tuple[Callable[[], None], ...]:
    """What empties the caches of the package."""
    kind: type[Any] = functools._lru_cache_wrapper
    wrappers: list[Any] = [each for each in gc.get_objects() if isinstance(each, kind)]
    return tuple(each.cache_clear for each in wrappers if str(each.__module__).startswith(PACKAGE))


class Collected:
    """The tests of a session, which can be run in forks."""

    def __init__(self, session: pytest.Session, watching: Watching) -> None:
        self._watching = watching
        self._items: dict[str, list[pytest.Item]] = {}
        for item in session.items:
            self._items.setdefault(item.nodeid.split("[")[0], []).append(item)
            self._items.setdefault(item.nodeid.split("::")[0], []).append(item)
        self._caches = caches()
        self._functions: dict[str, dict[tuple[str, int], list[types.FunctionType]]] = {}
        self._greens: dict[str, bool] = {}
        gc.freeze()

    def ask(self, mutant: Mutant, files: Sequence[str], tests: Sequence[str]) -> Verdict | None:
        """What files of tests, and then tests by name, say of a mutant; ``None`` if it cannot be swapped in.

        Of a test of many cases the first are asked, and of all tests the first: a mutant at which so many tests
        look in vain is hardly ever told by a further one. A test that fails without a mutation too is not listened to.
        """
        pairs = swaps(mutant)
        if pairs is None:
            return None
        if mutant.path not in self._functions:
            gc.unfreeze()
            self._functions[mutant.path] = functions(mutant.path)
            gc.freeze()
        known = self._functions[mutant.path]
        own = itertools.chain.from_iterable(self._items.get(file, ()) for file in files)
        others = itertools.chain.from_iterable(self._items.get(test, [])[:MOST_CASES] for test in tests)
        items = list(dict.fromkeys([*own, *itertools.islice(others, MOST_TESTS)]))
        while True:
            verdict = self._asked(lambda: swap(pairs, known), items)
            if verdict.told_by == CANNOT:
                return None
            if verdict.outcome is not Outcome.KILLED or self._is_green(verdict.told_by, items):
                return verdict
            items = [item for item in items if item.nodeid != verdict.told_by]

    def _is_green(self, test: str, items: Iterable[pytest.Item]) -> bool:
        if test not in self._greens:
            alone = [item for item in items if item.nodeid == test]
            self._greens[test] = self._asked(lambda: True, alone).outcome is Outcome.SURVIVED
        return self._greens[test]

    def _asked(self, change: Callable[[], bool], items: Sequence[pytest.Item]) -> Verdict:
        return in_a_fork(lambda connection: connection.send(self._run(change, items)), LONGEST)

    def _run(self, change: Callable[[], bool], items: Sequence[pytest.Item]) -> Verdict:
        """In a fork: swap, and run up to the first failure."""
        silence()
        if not change():
            return Verdict(Outcome.SURVIVED, CANNOT)
        for empty in self._caches:
            empty()
        for item, following in zip(items, (*items[1:], None), strict=False):
            signal.setitimer(signal.ITIMER_PROF, LONGEST_TEST)
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._watching.told_by:
                return Verdict(Outcome.KILLED, self._watching.told_by)
        return Verdict(Outcome.SURVIVED)


CANNOT = "cannot be swapped in"


class _Working:
    """Does some work in the place of running the tests that were collected."""

    def __init__(self, work: Callable[[Collected], None], watching: Watching) -> None:
        self.work = work
        self.watching = watching

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.work(Collected(session, self.watching))
        return True


def with_tests(files: Iterable[Path], work: Callable[[Collected], None]) -> None:
    """Collect tests, and do some work with them."""
    register_strategies()
    watching = Watching()
    pytest.main([*OPTIONS, *map(str, files)], plugins=[watching, _Working(work, watching)])
