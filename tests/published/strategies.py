"""Hypothesis strategies for entries of the published format: nothing that the format can say is left out."""

from __future__ import annotations

from typing import Any, cast

from hypothesis import strategies as st

from iopmodel._days import MINUTES_IN_DAY
from tests.published.adapter import KINDS, LEVELS

__all__ = ["broken_entries", "entries", "junk"]

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_NOTHING: dict[str, Any] = {}

#: Names in any script, without the space around them that a name cannot have.
WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)


def figures(most: int, *, whole: bool = True, bounded: bool = False) -> st.SearchStrategy[Any]:
    """A number, or any of the ranges; hours that are no whole number are half or quarter hours."""
    numbers = st.integers(0, most) if whole else st.integers(0, 4 * most).map(lambda quarters: quarters / 4)
    ends = st.tuples(numbers, numbers).map(sorted)
    closed = st.one_of(numbers, ends.map(list), numbers.map(lambda high: [None, high]))
    return closed if bounded else closed | numbers.map(lambda low: [low, None])


@st.composite
def spans(draw: st.DrawFn) -> list[int | None]:
    """Program weeks: the last one after the first, or without an end."""
    first = draw(st.integers(1, 60))
    return [first, draw(st.none() | st.integers(first, first + 60))]


@st.composite
def clocks(draw: st.DrawFn) -> dict[str, Any]:
    """What may be known of when a session is: both clock times, one of them with or without a length, or a length."""
    start = draw(st.integers(0, MINUTES_IN_DAY - 1))
    length = draw(st.integers(1, MINUTES_IN_DAY - 1))
    times = {"start": _time(start), "end": _time(start + length)}
    known = draw(st.sampled_from([(), ("start",), ("end",), ("start", "end")]))
    clock = {name: times[name] for name in known}
    if len(known) == 2:
        return clock | draw(st.sampled_from([{}, {"minutes": length}]))
    if known == ("end",):
        # A range that lets it begin on either side of midnight would leave open to which day it belongs.
        before = figures(max(1, (start + length) % MINUTES_IN_DAY), bounded=True)
        return clock | draw(_absent_or("minutes", st.just(length) | before))
    return clock | draw(_absent_or("minutes", figures(MINUTES_IN_DAY - 1)))


def _time(minute: int) -> str:
    hour, rest = divmod(minute % MINUTES_IN_DAY, 60)
    return f"{hour:02}:{rest:02}"


def _absent_or(key: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.just(_NOTHING) | values.map(lambda value: {key: value})


@st.composite
def sessions(draw: st.DrawFn) -> dict[str, Any]:
    """One row of sessions, of which any part may be missing."""
    days = draw(st.lists(st.sampled_from(DAYS), max_size=7))
    total = draw(_absent_or("count_total", figures(100))) if len(days) < 2 else {}
    number = {"days": days} if days else draw(_absent_or("per_week", figures(14)))
    return (
        number
        | total
        | draw(clocks())
        | draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "kind": st.sampled_from(list(KINDS)),
                    "label": st.text(max_size=12),
                    "every_n_weeks": st.integers(1, 13),
                    "weeks": spans(),
                    "optional": st.booleans(),
                },
            )
        )
    )


def _stated() -> dict[str, st.SearchStrategy[Any]]:
    return {
        "days_per_week": figures(7),
        "hours_per_day": figures(24, whole=False),
        "hours_per_week": figures(100, whole=False),
        "weeks": figures(104),
        "sessions_total": figures(200),
    }


def tracks() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Tracks of different names, some of them without sessions."""
    one = st.fixed_dictionaries({"name": WORDS, "sessions": st.lists(sessions(), max_size=5)}, optional=_stated())
    return st.lists(one, max_size=3, unique_by=lambda track: track["name"])


def phases() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Phases in order, or written in another order with their numbers."""
    one = st.fixed_dictionaries({"level": _levels()}, optional={**_stated(), "note": st.text(max_size=12)})
    numbered = st.lists(one, max_size=4).map(
        lambda found: [{**phase, "order": place} for place, phase in enumerate(found, start=1)]
    )
    return numbered.flatmap(st.permutations) | st.lists(one, max_size=2)


def _levels() -> st.SearchStrategy[str]:
    return st.sampled_from([*LEVELS, "sober living"])


def entries() -> st.SearchStrategy[dict[str, Any]]:
    """A whole entry; a part of it that is only said in words is left out."""
    ages = st.integers(0, 99)
    return st.fixed_dictionaries(
        {"id": WORDS, "level": _levels(), "tracks": tracks()},
        optional={
            "phases": phases(),
            "population": st.sampled_from(["unspecified", "adolescent", "older-adult", "working parents"]),
            "age_min": ages,
            "focus": st.lists(st.sampled_from(["substance-use", "dual-diagnosis", "grief"]), max_size=3),
            "delivery": st.sampled_from(["in-person", "virtual", "hybrid"]),
            "timezone": st.sampled_from(["America/New_York", "America/Phoenix", "UTC"]),
            "claims": _absent_or("hours_per_week", figures(100, whole=False)),
        },
    )


def junk() -> st.SearchStrategy[Any]:
    """Anything that JSON can hold, and rather often something that looks right."""
    leaves = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-2, 10),
        st.integers(),
        st.floats(),
        st.text(max_size=5),
        st.sampled_from(["MO", "18:00", "25:00", "24:00", "group", "IOP"]),
    )
    keys = st.sampled_from(["name", "sessions", "days", "kind", "minutes", "weeks"])
    return st.recursive(leaves, lambda each: st.lists(each, max_size=3) | st.dictionaries(keys, each, max_size=3))


def _places(node: object) -> list[object]:
    """Where something else can be put into an object or a list."""
    return [*cast("dict[str, Any]", node)] if isinstance(node, dict) else [*range(len(cast("list[Any]", node)))]


@st.composite
def broken_entries(draw: st.DrawFn) -> dict[str, Any]:
    """An entry in which anything stands somewhere, and computed figures that may be anything too."""
    entry = draw(entries())
    node: Any = entry
    key: Any = draw(st.sampled_from(sorted(entry)))
    while draw(st.booleans()) and isinstance(node[key], dict | list) and node[key]:
        node = node[key]
        key = draw(st.sampled_from(_places(node)))
    node[key] = draw(junk())
    figures_of_tracks = st.dictionaries(WORDS, junk(), max_size=2)
    computed = st.fixed_dictionaries({"with_breaks": junk(), "by_weeks": figures_of_tracks})
    return entry | {"computed": draw(computed | figures_of_tracks | junk())}
