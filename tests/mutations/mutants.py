"""The mutants of a source, made by cosmic-ray; the only module here that knows that library.

Of its operators those are used whose mutants a test has to tell apart by what comes out. Left out are:

- replacements by an operator of another family (a sum by a shift, ``is`` by ``<``): nearly all fail with a TypeError
  at first use, they would be more than half of all mutants, and only flatter the percentage;
- ``==`` by ``is`` and back: the same for words of an enumeration and for small numbers;
- of the comparisons those that the others imply: for each sign its neighbor at the boundary, its opposite, another;
- a negated condition where the condition is a single comparison or a ``not``, which other operators turn around;
- variables replaced at random, which differ from run to run.

Nothing is mutated in annotations, aliases and variables of types, ``__all__`` and code for type checkers; no decorator
is removed or changed that only speaks to a type checker or only makes things faster. The same holds for ``cache_hash``
and ``kw_only`` of attrs, of which the second says how a call is written, which type checkers hold, and for ``strict``
of ``zip``, which is there to stop a programmer's mistake.
"""

from __future__ import annotations

import ast
import importlib
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

COMPARISONS = (
    ("Lt", ("LtE", "NotEq", "GtE")),
    ("LtE", ("Lt", "Eq", "Gt")),
    ("Gt", ("GtE", "NotEq", "LtE")),
    ("GtE", ("Gt", "Eq", "Lt")),
    ("Eq", ("NotEq", "LtE", "GtE")),
    ("NotEq", ("Eq", "Lt", "Gt")),
    ("Is", ("IsNot",)),
    ("IsNot", ("Is",)),
)
ARITHMETIC = (
    ("Add", ("Sub", "Mul")),
    ("Sub", ("Add", "BitAnd")),
    ("Mul", ("Add", "FloorDiv")),
    ("Div", ("Mul", "FloorDiv")),
    ("FloorDiv", ("Mul", "Div", "Mod")),
    ("Mod", ("FloorDiv", "Mul")),
    ("Pow", ("Mul",)),
    ("BitOr", ("BitAnd", "BitXor", "Sub")),
    ("BitAnd", ("BitOr", "BitXor")),
    ("BitXor", ("BitOr", "BitAnd")),
)
OPERATORS = (
    *(f"ReplaceBinaryOperator_{old}_{new}" for old, others in ARITHMETIC for new in others),
    *(f"ReplaceComparisonOperator_{old}_{new}" for old, others in COMPARISONS for new in others),
    "ReplaceUnaryOperator_Delete_USub",
    "ReplaceUnaryOperator_Delete_Invert",
    "ReplaceUnaryOperator_Delete_Not",
    "AddNot",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ExceptionReplacer",
    "NumberReplacer",
    "RemoveDecorator",
    "ZeroIterationForLoop",
)
#: Removing one of these changes nothing that a test could see.
SILENT_DECORATORS = frozenset({"overload", "override", "final", "cache", "lru_cache", "runtime_checkable"})

Position = tuple[int, int]


class Site(NamedTuple):
    """Where an operator changes a source: its number among the changes it can make there, and the line and column."""

    operator: str
    occurrence: int
    line: int
    column: int


class Place(NamedTuple):
    """Where a mutant is, said so that it stays true when lines move.

    The operator, the text of the line, and the number of the site among those of this operator on lines of this text.
    """

    operator: str
    line: str
    nth: int = 0


class Change(NamedTuple):
    """What a mutant changes, with single spaces."""

    before: str
    after: str


def sites(source: str) -> tuple[Site, ...]:
    """Every place where an operator changes the source, but for those that cannot matter."""
    zones = tuple(_zones(ast.parse(source), source))
    return tuple(site for site in _all_sites(source) if not any(begin <= site[2:] < end for begin, end in zones))


def places(source: str, found: Iterable[Site]) -> dict[Site, Place]:
    """Where each site is, said so that it stays true when lines move; all sites of a source must be given at once."""
    lines = source.splitlines()
    seen: Counter[tuple[str, str]] = Counter()
    named: dict[Site, Place] = {}
    for site in found:
        key = site.operator, lines[site.line - 1].strip()
        named[site] = Place(*key, seen[key])
        seen[key] += 1
    return named


def mutated(source: str, site: Site) -> str:
    """The source with the change."""
    text: str | None = _cosmic_ray("mutating").mutate_code(source, _operator(site.operator), site.occurrence)
    if text is None:
        message = f"{site.operator} makes no change number {site.occurrence}"
        raise ValueError(message)
    return text


def compiled(text: str, path: str) -> Any:  # noqa: ANN401 - a code object, or None if this is no Python
    """The code of a mutant; a few are no Python, such as the star of keywords turned into a division."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return compile(text, path, "exec", dont_inherit=True)
        except SyntaxError:
            return None


def change(source: str, text: str) -> Change:
    """What differs between a source and its mutant, as one line each."""
    old, new = source.splitlines(), text.splitlines()
    alike = 0
    while alike < min(len(old), len(new)) and old[alike] == new[alike]:
        alike += 1
    ending = 0
    while ending < min(len(old), len(new)) - alike and old[-1 - ending] == new[-1 - ending]:
        ending += 1
    return Change(_one_line(old[alike : len(old) - ending]), _one_line(new[alike : len(new) - ending]))


def _one_line(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


@cache
def _operator(name: str) -> Any:  # noqa: ANN401 - cosmic-ray has no types
    return _cosmic_ray("plugins").get_operator(f"core/{name}")()


def _cosmic_ray(module: str) -> Any:  # noqa: ANN401 - cosmic-ray has no types
    """A module of cosmic-ray, which is loaded when the first mutant is wanted, and not where only results are read."""
    return importlib.import_module(f"cosmic_ray.{module}")


def _all_sites(source: str) -> Iterator[Site]:
    """Every change that the operators make, in the order in which cosmic-ray numbers them."""
    parso = _cosmic_ray("ast")
    nodes = [node for node in parso.ast_nodes(parso.get_ast(source)) if node.type not in {"name", "newline", "string"}]
    for name in OPERATORS:
        operator = _operator(name)
        positions = ((node, begin) for node in nodes for begin, _ in operator.mutation_positions(node))
        for occurrence, (node, (line, column)) in enumerate(positions):
            if not _is_said_otherwise(name, node):
                yield Site(name, occurrence, line, column)


def _is_said_otherwise(name: str, node: Any) -> bool:  # noqa: ANN401 - a node of parso, which cosmic-ray hands over
    """Whether other operators make the same mutant, or the decorator removed is a silent one."""
    if name == "AddNot":
        condition = node.children[2 if node.type == "test" else 1]
        return condition.type in {"comparison", "not_test"} and not _has_membership(condition)
    if name == "RemoveDecorator":
        called = node.get_code().strip().removeprefix("@").split("(")[0]
        return called.split(".")[-1] in SILENT_DECORATORS
    return False


def _has_membership(condition: Any) -> bool:  # noqa: ANN401 - a node of parso
    """Whether a comparison asks what is in something, which no operator turns around."""
    return condition.type == "comparison" and any(
        sign.get_code().split() in (["in"], ["not", "in"]) for sign in condition.children[1::2]
    )


def _zones(tree: ast.Module, source: str) -> Iterator[tuple[Position, Position]]:
    """Where nothing is mutated, as places of characters from and to."""
    lines = source.splitlines()
    for node in ast.walk(tree):
        for part in _silent_parts(node):
            begin = (part.lineno, _characters(lines, part.lineno, part.col_offset))
            last, column = part.end_lineno or part.lineno, part.end_col_offset or 0
            yield begin, (last, _characters(lines, last, column))


def _characters(lines: list[str], line: int, column: int) -> int:
    """A column of ast, which counts bytes, in characters."""
    return len(lines[line - 1].encode()[:column].decode())


def _silent_parts(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """The parts of a statement or expression that only speak to a type checker or a reader."""
    match node:
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")) | ast.Assign(targets=[ast.Name(id="__all__")]):
            yield node
        case ast.AnnAssign(annotation=annotation):
            yield annotation
        case ast.arg(annotation=ast.expr() as annotation):
            yield annotation
        case ast.FunctionDef(returns=ast.expr() as returns, decorator_list=decorators):
            yield returns
            yield from (each for each in decorators if ast.unparse(each).startswith("functools.lru_cache("))
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            yield node
        case ast.Call(func=ast.Name(id="TypeVar")):
            yield node
        case ast.keyword(arg="strict" | "cache_hash" | "kw_only", value=value):
            yield value
        case _:
            pass
