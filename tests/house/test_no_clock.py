"""The library reads no clock, no locale and no network, and throws no dice: one question has one answer."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.package import CODE, name_of

MODULES = frozenset({"http", "locale", "random", "secrets", "socket", "ssl", "time", "urllib", "uuid"})
NAMES = frozenset({"fromtimestamp", "local_timezone", "now", "today", "tomorrow", "utcnow", "yesterday"})


def _offenses(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"{node.lineno}: import {alias.name}" for alias in node.names if _root(alias.name) in MODULES)
        elif isinstance(node, ast.ImportFrom):
            if _root(node.module or "") in MODULES:
                yield f"{node.lineno}: from {node.module} import ..."
            yield from (f"{node.lineno}: import of {alias.name}" for alias in node.names if alias.name in NAMES)
        elif isinstance(node, ast.Attribute) and node.attr in NAMES:
            yield f"{node.lineno}: {ast.unparse(node)}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
            yield f"{node.lineno}: {node.func.id}()"


def _root(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_a_module_reads_no_clock_no_locale_and_no_network(path: Path) -> None:
    assert list(_offenses(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "code",
    [
        "import time",
        "import urllib.request",
        "from random import choice",
        "from pendulum import now",
        "day = Date.today()",
        "default = DateTime.utcnow",
        "moment = now()",
    ],
)
def test_this_scan_sees(code: str) -> None:
    assert list(_offenses(ast.parse(code)))


def test_a_time_of_day_is_no_clock() -> None:
    assert not list(_offenses(ast.parse("from datetime import time\nfrom pendulum import Time\nnine = time(9)")))
