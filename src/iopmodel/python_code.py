"""Values as the Python that makes them: as a person would write it, to be pasted into a test.

What is as it would be anyway is left out; a type, a level or a body that comes with iopmodel is called by its name; an
exact range is its one value, a weekday its two letters, a time of day and a date are text.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeGuard, cast

import attrs

from iopmodel import catalogue, standards
from iopmodel._days import WeekDay, day_code
from iopmodel.closures import ListedDays
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, GENERAL, LevelOfCare
from iopmodel.programs import ProgramType
from iopmodel.quantities import Range
from iopmodel.rules import Standard
from iopmodel.schedules import Session, WeeklySchedule, default_of

__all__ = ["python_code"]

#: What stands alone as its repr, where no field makes it of what people would write.
_ALONE: tuple[type[Any], ...] = (Range, dt.date, dt.time, enum.Enum)
_WIDTH = 100
_INDENT = "    "
_LADDERS = {"ASAM_3RD_EDITION": ASAM_3RD_EDITION, "ASAM_4TH_EDITION": ASAM_4TH_EDITION, "GENERAL": GENERAL}


def _named(home: object, kind: type[Any], prefix: str) -> dict[Any, str]:
    return {value: f"{prefix}.{name}" for name, value in vars(home).items() if isinstance(value, kind)}


#: What comes with iopmodel, and how it is called.
_NAMES: dict[object, str] = {
    **_named(catalogue, ProgramType, "catalogue"),
    **_named(standards, Standard, "standards"),
    **{ladder: name for name, ladder in _LADDERS.items()},
    DEFAULT_COUNTING: "DEFAULT_COUNTING",
}


@attrs.frozen
class _Call:
    """What stands before the bracket, what stands in it, and what closes it."""

    opens: str
    parts: tuple[tuple[str, _Call | str], ...]
    closes: str


def python_code(value: object) -> str:
    """The code that makes a value, with the names of iopmodel; a long one on several lines.

    >>> from iopmodel import GroupTherapy, Program, Track, catalogue, sessions
    >>> evenings = sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")
    >>> print(python_code(Program(catalogue.EVENING_IOP, tracks=[Track("evening", evenings, length="8 weeks")])))
    Program(
        catalogue.EVENING_IOP,
        tracks=[
            Track('evening', [*sessions(GroupTherapy(), 'MO,WE,TH', '18:00-21:00')], length=Weeks(8)),
        ],
    )
    """
    # At the top an exact range is not its value: it stands alone, and no field makes a range of it.
    tree = repr(value) if isinstance(value, _ALONE) else _tree(value)
    return _laid_out(tree, "")


def _tree(value: object, *, converts: bool = True) -> _Call | str:
    """The code of a value inside another one; *converts* says whether its field takes what people would write."""
    if isinstance(value, LevelOfCare):
        return _level(value)
    if attrs.has(type(value)) and not _is_range(value):
        name = _NAMES.get(value)
        return name if name is not None else _made(cast("attrs.AttrsInstance", value))
    if isinstance(value, tuple | list):
        return _several(cast("Sequence[object]", value), converts=converts)
    return _plain(value) if converts else repr(value)


def _is_range(value: object) -> TypeGuard[Range[Any]]:
    return isinstance(value, Range)


def _plain(value: object) -> _Call | str:
    """What a field makes a value of, where it is no value of a class of ours."""
    tree: _Call | str = repr(value)
    if _is_range(value):
        return _tree(value.value) if value.is_exact else tree
    match value:
        case WeekDay():
            tree = repr(day_code(value))
        case dt.time():
            tree = repr(value.strftime("%H:%M"))
        case dt.date():
            tree = repr(value.isoformat())
        case enum.Enum():
            tree = repr(value.value)
        case frozenset():
            tree = _several(sorted(cast("Iterable[object]", value), key=repr), converts=True)
        case _:
            pass
    return tree


def _several(values: Sequence[object], *, converts: bool) -> _Call:
    """Values of ours in a list, where that will do; names, days and the like as they are kept."""
    parts = tuple(("", _tree(each, converts=converts)) for each in values)
    is_list = isinstance(values, list) or (converts and all(attrs.has(type(each)) for each in values))
    if is_list:
        return _Call("[", parts, "]")
    return _Call("(", parts, ",)" if len(parts) == 1 else ")")


def _level(level: LevelOfCare) -> str:
    """A level of a built-in system, by its name or its ladder."""
    for name, ladder in _LADDERS.items():
        if level in ladder.levels:
            own = level.key.replace("-", "_").upper()
            is_named = getattr(LevelOfCare, own, None) == level
            return f"LevelOfCare.{own}" if is_named else f"{name}.level({level.key!r})"
    return f"LevelOfCare({level.key!r}, {level.name!r}, {level.system!r})"


def _made(value: attrs.AttrsInstance) -> _Call:
    """The call of a class with the fields that are not as they would be anyway."""
    if isinstance(value, WeeklySchedule):
        return _Call("WeeklySchedule(", (("", _week(value)),), ")")
    is_timed = isinstance(value, Session) and value.start is not None and value.time.is_exact
    left_out = frozenset({"end"} if is_timed else ())
    parts: list[tuple[str, _Call | str]] = []
    is_next = True  # whether nothing before it was left out
    for each in attrs.fields(type(value)):
        got = getattr(value, each.name)
        if not each.init or each.name in left_out or got == default_of(each, value):
            is_next = is_next and not each.init
            continue
        tree = _field(got, converts=each.converter is not None)
        parts.append(("" if is_next and not each.kw_only else f"{each.alias}=", tree))
    return _Call(f"{type(value).__name__}(", tuple(parts), ")")


def _field(value: object, *, converts: bool) -> _Call | str:
    match value:
        case WeeklySchedule():
            return _week(value)
        case ListedDays():
            one_day = [str(span.first) if len(span) == 1 else span for span in value.spans]
            return _several(one_day, converts=True)
        case _:
            return _tree(value, converts=converts)


def _week(week: WeeklySchedule) -> _Call:
    """The sessions of a week; those that differ by their weekday alone together."""
    return _Call("[", tuple(_sessions(week)), "]")


def _sessions(week: WeeklySchedule) -> Iterator[tuple[str, _Call | str]]:
    alike: dict[Session, list[Session]] = {}
    for each in week:
        alike.setdefault(attrs.evolve(each, day=None) if _may_join(each) else each, []).append(each)
    for found in alike.values():
        days = [each.day for each in found if each.day is not None]
        if len(found) > 1 and len(set(days)) == len(found):
            yield "*", _together(found[0], ",".join(map(day_code, days)))
        else:
            yield from (("", _tree(each)) for each in found)


def _may_join(session: Session) -> bool:
    """Whether a session may stand with others that are like it but for the weekday: its clock times are known."""
    known = session.day is not None and session.start is not None and session.end is not None
    return known and session.key is None and session.nth is None


def _together(session: Session, days: str) -> _Call:
    """One call for sessions that are like this one, on these days."""
    clock = "-".join(f"{end:%H:%M}" for end in (session.start, session.end) if end is not None)
    ((_, component), *rest) = _made(attrs.evolve(session, day=None)).parts
    kept = [part for part in rest if part[0] not in {"start=", "time="}]
    return _Call("sessions(", (("", component), ("", repr(days)), ("", repr(clock)), *kept), ")")


def _flat(tree: _Call | str) -> str:
    if isinstance(tree, str):
        return tree
    return f"{tree.opens}{', '.join(name + _flat(part) for name, part in tree.parts)}{tree.closes}"


def _laid_out(tree: _Call | str, indent: str, before: int = 0) -> str:
    """A tree on one line where it fits, else each part on lines of its own."""
    flat = _flat(tree)
    if isinstance(tree, str) or not tree.parts or len(indent) + before + len(flat) <= _WIDTH:
        return flat
    inner = indent + _INDENT
    lines = [f"{inner}{name}{_laid_out(part, inner, len(name) + 1)}," for name, part in tree.parts]
    return "\n".join((tree.opens, *lines, indent + tree.closes))
