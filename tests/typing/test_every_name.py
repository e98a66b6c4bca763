"""Every public function and every public value type stands in the tests of types."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import attrs

import iopmodel

FILES = sorted(Path(__file__).parent.glob("test_*_types.py"))
FUNCTIONS = {name for name in iopmodel.__all__ if inspect.isroutine(getattr(iopmodel, name))}
CLASSES = {name for name in iopmodel.__all__ if inspect.isclass(getattr(iopmodel, name))}
VALUE_TYPES = {getattr(iopmodel, name).__name__ for name in CLASSES if attrs.has(getattr(iopmodel, name))}


def _revealed(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The expression and the type of each ``assert_type``."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="assert_type"), args=[expression, type_]):
                yield expression, type_
            case _:
                pass


def _called(tree: ast.AST) -> set[str]:
    """The functions whose result is what a type is asked of, or a part of it."""
    calls = [node for expression, _ in _revealed(tree) for node in ast.walk(expression) if isinstance(node, ast.Call)]
    return {call.func.id for call in calls if isinstance(call.func, ast.Name)}


def _named(tree: ast.AST) -> set[str]:
    """The names in the types."""
    return {node.id for _, type_ in _revealed(tree) for node in ast.walk(type_) if isinstance(node, ast.Name)}


def _trees() -> list[ast.AST]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in FILES]


def test_the_type_of_every_public_function_is_tested() -> None:
    assert FUNCTIONS
    assert FUNCTIONS - set().union(*map(_called, _trees())) == set()


def test_every_public_value_type_stands_in_a_type() -> None:
    assert VALUE_TYPES
    assert VALUE_TYPES - set().union(*map(_named, _trees())) == set()


def test_this_scan_sees_what_is_asked_and_nothing_else() -> None:
    tree = ast.parse(
        "assert assert_type(check(program, on=day()), Report) == other(program)\nassert_type(x, Range[int])"
    )
    assert _called(tree) == {"check", "day"}
    assert _named(tree) == {"Report", "Range", "int"}
