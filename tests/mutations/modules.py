"""Which modules are mutated, and which tests are asked about each.

A module is mutated when it decides a number, a verdict, a date or a transition: when a wrong sign in it would be a
wrong answer to someone. Left out are modules of other kinds, each for a reason that stands beside its name in
``LEFT_OUT``; a package stands there once for all its modules.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGE = "iopmodel"

#: The modules that decide, in the order in which they are mutated.
DECIDING = (
    "quantities",
    "lengths",
    "spans",
    "citations",
    "levels",
    "ladders",
    "counting",
    "schedules",
    "weeks",
    "week_parts",
    "tally",
    "averages",
    "floors",
    "stretches",
    "months",
    "gaps",
    "durations",
    "transitions",
    "steps",
    "answers",
    "readings",
    "cases",
    "scopes",
    "causes",
    "fixes",
    "shortfalls",
    "contradictions",
    "comparisons",
    "checks",
    "figures",
    "written_ranges",
    "components",
    "populations",
    "patterns",
    "programs",
    "pathways",
    "rules",
    "editions",
    "rulebook",
    "_days",
    "occurrences",
    "templates",
    "arrangements",
    "counted_days",
    "fewest_sessions",
    "closures",
    "overrides",
    "stays",
    "layouts",
    "plans",
    "moves",
    "episodes",
    "attendance",
    "attendance_records",
    "attendance_sheets",
    "courses",
    "census",
    "calendar_findings",
    "dated_weeks",
    "running_totals",
    "outlook",
    "presence",
    "commitments",
    "conflicts",
    "leave",
    "leave_years",
    "dated_leave",
    "take_home",
    "doses",
    "medications",
    "review_clocks",
    "agendas",
    "reviews",
    "weeks_judged",
    "week_results",
    "stay_results",
)

#: The modules and packages that decide nothing, and what they do instead.
LEFT_OUT = {
    "__init__": "names what is public",
    "__main__": "the command: it reads arguments and prints",
    "_hypothesis": "tells Hypothesis where the strategies are",
    "_version": "the version",
    "errors": "sentences of exceptions",
    "pages": "sets text",
    "episode_pages": "sets text",
    "rule_pages": "sets text",
    "summaries": "sets text",
    "sentences": "sets text",
    "explanations": "sets text",
    "catalogue": "a list of the components there are",
    "measures": "names of what rules measure",
    "vocabulary": "the shape of a word of the field",
    "bodies": "names of bodies and how they are found",
    "findings": "the shapes of results, and their text",
    "reports": "the shapes of results, and their text",
    "strategies": "draws values for tests; a law of its own holds that they are valid",
    **dict.fromkeys(
        (
            "boundaries",
            "demands",
            "differences",
            "draft_choices",
            "draft_neighbors",
            "draft_reasons",
            "drafts",
            "examples",
            "fixtures",
            "python_code",
            "rule_conflicts",
            "stay_plans",
            "stay_totals",
            "testing",
            "week_cases",
            "week_sums",
        ),
        "the testing kit: what it makes is held against the checks themselves by laws of its own",
    ),
    "standards": "the published rules as data, held against the books by tests of their own",
    "interop": "reads and writes files; fuzzed",
}


def source_folder() -> Path:
    """Where the package stands, without importing it."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        message = f"{PACKAGE} is not installed here"
        raise ModuleNotFoundError(message)
    return Path(found.submodule_search_locations[0])


def source_path(module: str) -> Path:
    """The file of a module."""
    return source_folder() / f"{module}.py"


def imported_by(source: str) -> frozenset[str]:
    """The modules of the package, with dots, that a source imports by name; the package itself as its bare name."""
    return frozenset(name for name in _imports(ast.parse(source)) if name.split(".")[0] == PACKAGE)


def _imports(tree: ast.Module) -> Iterator[str]:
    """Every name that is imported; ``from a import b`` gives ``a`` and ``a.b``, as ``b`` may be a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_tests(tests: Path, module: str) -> tuple[Path, ...]:
    """The test file of a module."""
    return tuple(path for path in (tests / f"test_{module.lstrip('_')}.py",) if path.is_file())


def laws(tests: Path, module: str) -> tuple[Path, ...]:
    """The law files that import a module by its name."""
    name = f"{PACKAGE}.{module}"
    found = sorted((tests / "laws").glob("test_*.py"))
    return tuple(path for path in found if name in imported_by(path.read_text(encoding="utf-8")))


def other_tests(tests: Path, asked: Iterable[Path]) -> tuple[Path, ...]:
    """Every further test of what the library answers: of other modules, of the books, of published programs."""
    found = (path for folder in (".", "laws", "standards", "published") for path in (tests / folder).glob("test_*.py"))
    return tuple(sorted(set(found) - set(asked)))


def independent_of(module: str, folder: Path) -> tuple[str, ...]:
    """The modules, with dots, that neither import the given one, nor one that does, nor the whole package.

    They are the same whatever is changed in the given module, so they can be loaded once for all its mutants.
    """
    imports = dict(_graph(folder))
    tainted = {PACKAGE, f"{PACKAGE}.{module}"}
    while True:
        further = {name for name, needs in imports.items() if needs & tainted} - tainted
        if not further:
            return tuple(sorted(imports.keys() - tainted))
        tainted |= further


def _graph(folder: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Every module with what it imports; a module of a package inside needs that package too."""
    for path in sorted(folder.rglob("*.py")):
        parts = (PACKAGE, *path.relative_to(folder).with_suffix("").parts)
        name = ".".join(parts).removesuffix(".__init__")
        above = {".".join(parts[:count]) for count in range(2, len(parts))} - {name}
        if path.name != "__main__.py":
            yield name, imported_by(path.read_text(encoding="utf-8")) | above
