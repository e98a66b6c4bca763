"""One module knows zones, moments and pendulum: no other imports them, moves a date by its methods, or takes its hour.

What no scan can see, such as a datetime that came in from outside and is added to, the converters refuse.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.package import CODE, name_of

FENCE = "_days.py"
MODULES = frozenset({"dateutil", "pendulum", "pytz", "time", "tzdata", "tzlocal", "zoneinfo"})
#: Of the standard library only plain dates and times of day are used elsewhere.
NOT_OF_DATETIME = frozenset({"UTC", "timedelta", "timezone", "tzinfo"})
NAMES = frozenset({"Duration", "Interval"})
ATTRIBUTES = frozenset(
    {
        "as_duration",
        "as_timedelta",
        "astimezone",
        "combine",
        "end_of",
        "fromutc",
        "in_timezone",
        "in_tz",
        "start_of",
        "tzinfo",
        "utcoffset",
    }
)
#: How a length of time is read; other things have fields of these names, which nobody calls.
READINGS = frozenset(
    {"in_days", "in_hours", "in_minutes", "total_days", "total_hours", "total_minutes", "total_seconds"}
)
#: Words that other things have too: forbidden only as dates and moments have them, with a unit named.
MOVES = frozenset({"add", "diff", "subtract"})
ZONED = frozenset({"fold", "tz", "tzinfo"})
PARTS_OF_A_DIFFERENCE = frozenset({"days", "hours", "minutes", "seconds", "weeks"})


def _offenses(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if _is_outside(node):
            yield f"{getattr(node, 'lineno', 0)}: {ast.unparse(node)}"


def _is_outside(node: ast.AST) -> bool:
    """Whether a piece of code is one that only the fence may hold."""
    match node:
        case ast.Import(names=names):
            return any(_root(alias.name) in MODULES for alias in names)
        case ast.ImportFrom(module=str(module), names=names):
            return _is_foreign(module, {alias.name for alias in names})
        case ast.Name(id=name):
            return name in NAMES
        case ast.Attribute():
            return _is_zoned_attribute(node)
        case ast.Call(func=func, keywords=keywords):
            return _is_zoned_call(func, {each.arg for each in keywords})
        case _:
            return False


def _is_foreign(module: str, names: set[str]) -> bool:
    is_moment = module == "datetime" and bool(names & (NOT_OF_DATETIME | {"datetime"}))
    return _root(module) in MODULES or is_moment or bool(names & NAMES)


def _is_zoned_attribute(node: ast.Attribute) -> bool:
    of_datetime = isinstance(node.value, ast.Name) and node.value.id in {"dt", "datetime"}
    of_difference = isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.Sub)
    return (
        node.attr in ATTRIBUTES
        or (of_datetime and node.attr in NOT_OF_DATETIME)
        or (of_difference and node.attr in PARTS_OF_A_DIFFERENCE)
    )


def _is_zoned_call(func: ast.expr, keywords: set[str | None]) -> bool:
    if "dt.datetime" in ast.unparse(func) or ast.unparse(func) in {"DateTime", "Date", "Time"}:
        return True
    if not isinstance(func, ast.Attribute):
        return False
    return func.attr in READINGS or (func.attr in MOVES and bool(keywords)) or bool(keywords & ZONED)


def _root(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize("path", [path for path in CODE if path.name != FENCE], ids=name_of)
def test_a_module_leaves_zones_and_moments_to_the_fence(path: Path) -> None:
    assert list(_offenses(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_the_fence_itself_would_be_seen() -> None:
    (fence,) = (path for path in CODE if path.name == FENCE)
    found = "\n".join(_offenses(ast.parse(fence.read_text(encoding="utf-8"))))
    assert "import pendulum" in found
    assert "utcoffset" in found
    assert "days=days, months=months" in found


@pytest.mark.parametrize(
    "code",
    [
        "import pendulum",
        "import zoneinfo as z",
        "from pendulum import Date",
        "from dateutil.rrule import rrule",
        "from datetime import timedelta",
        "from datetime import datetime",
        "from somewhere import Duration",
        "later = start + dt.timedelta(weeks=1)",
        "zone = dt.timezone.utc",
        "later = day.add(weeks=1)",
        "earlier = moment.subtract(days=7)",
        "count = (until - first).days",
        "count = gap.in_minutes()",
        "hours = gap.total_hours()",
        "there = moment.astimezone(zone)",
        "there = moment.in_timezone('UTC')",
        "offset = zone.utcoffset(wall)",
        "second = wall.replace(fold=1)",
        "naive = moment.replace(tzinfo=None)",
        "bare = moment.tzinfo",
        "moment = dt.datetime(2026, 2, 2)",
        "moment = dt.datetime.combine(day, time)",
        "moment = DateTime(2026, 2, 2)",
        "day = Date(2026, 2, 2)",
        "week = day.start_of('week')",
        "length = Interval(first, until)",
    ],
)
def test_this_scan_sees(code: str) -> None:
    assert list(_offenses(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "import datetime as dt",
        "from datetime import date",
        "from iopmodel._days import Date, DateTime, add_days",
        "known = isinstance(day, dt.date)",
        "moment = isinstance(day, dt.datetime)",
        "seen.add(key)",
        "days = stay.days",
        "days = reading.in_days",
        "zone = program.timezone",
        "day = add_days(first, 7)",
        "start: DateTime = wall_time(zone, ordinal, minute)",
        "plain = dt.date(day.year, day.month, day.day)",
        "window = DoseInterval(low, high)",
    ],
)
def test_this_scan_passes_over(code: str) -> None:
    assert not list(_offenses(ast.parse(code)))
