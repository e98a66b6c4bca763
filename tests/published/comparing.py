"""Published programs held against their own figures: hours that were computed elsewhere, and what they state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, cast

import attrs

from iopmodel.checks import check
from iopmodel.components import Break, Meal
from iopmodel.counting import Counting, Parallel, UnknownTime
from iopmodel.findings import Verdict
from iopmodel.programs import Program, Track
from iopmodel.quantities import Range
from iopmodel.tally import average_weekly_hours
from tests.published.adapter import NotExpressed, to_program
from tests.published.written import fraction, hundredths, plain

__all__ = ["CHECKED_ON", "COUNTING", "WITH_BREAKS", "Differs", "contradicts_itself", "examined", "hours_compared"]

#: The day for which rules are read: any day gives the same house rules, and a fixed one the same page.
CHECKED_ON = "2026-02-02"

#: What ``computed`` counts: everything but breaks and meals, sessions at one time each, and only what is known.
COUNTING = attrs.evolve(
    Counting.everything_but(Break, Meal),
    parallel=Parallel.SUM,
    optional=False,
    unplaced_total=False,
    unknown=UnknownTime.NOTHING,
    family_only=True,
    name="everything but breaks and meals, as far as it is known",
)
#: The same with breaks and meals in.
WITH_BREAKS = attrs.evolve(
    COUNTING,
    components=COUNTING.components | {Break.kind, Meal.kind},
    name="everything, as far as it is known",
)


@attrs.frozen
class Differs:
    """A figure of a track that the library does not give."""

    figure: str
    computed: object
    found: object


def examined(entries: list[Any]) -> dict[str, Any]:
    """What became of every entry: expressed or why not, hours that differ, stated figures that are refuted."""
    not_expressed: dict[str, list[str]] = {}
    differing: list[dict[str, Any]] = []
    contradicting: list[str] = []
    compared = 0
    for name, entry in _named(entries):
        try:
            program = to_program(entry)
        except NotExpressed as error:
            not_expressed[name] = list(error.reasons)
            continue
        for track in program.tracks:
            figures = hours_compared(track, entry.get("computed"))
            compared += bool(figures)
            differing += [
                {"id": name, "track": track.name, **attrs.asdict(each)} for each in figures if each is not None
            ]
        if contradicts_itself(program):
            contradicting.append(name)
    return {
        "entries": len(entries),
        "expressed": len(entries) - len(not_expressed),
        "not_expressed": not_expressed,
        "tracks_compared": compared,
        "hours_differ": differing,
        "contradictions_found": contradicting,
    }


def _named(entries: list[Any]) -> Iterator[tuple[str, Any]]:
    """Each entry under its id; under its place as well where the id is missing or taken."""
    seen: set[str] = set()
    for place, entry in enumerate(entries, start=1):
        given = cast("Mapping[str, Any]", entry).get("id") if isinstance(entry, Mapping) else None
        name = given if isinstance(given, str) and given else f"entry {place}"
        name = f"{name} (entry {place})" if name in seen else name
        seen.add(name)
        yield name, entry


def contradicts_itself(program: Program) -> bool:
    """Whether the sessions of a program refute a figure that it states."""
    house = check(program, against=[], on=CHECKED_ON).house
    return any(each.verdict is Verdict.NOT_MET and each.rule.startswith("consistency.stated_") for each in house)


def hours_compared(track: Track, computed: object) -> list[Differs | None]:
    """Every figure that was computed for a track: ``None`` where the library gives the same one."""
    figures = _object(computed)
    found: list[Differs | None] = []
    for name, counting, figure in (
        ("computed", COUNTING, figures.get(track.name)),
        ("with_breaks", WITH_BREAKS, _object(figures.get("with_breaks")).get(track.name)),
    ):
        if figure is not None:
            found.append(_compared(name, figure, track, 1, counting))
    for row in _list(_object(figures.get("by_weeks")).get(track.name)):
        match _list(row):
            case [int(first), last, figure] if not isinstance(first, bool):
                if figure is not None:
                    found.append(_compared(f"weeks {first} to {last}", figure, track, first, COUNTING))
            case _:
                found.append(Differs("by_weeks", row, "[first week, last week, hours]"))
    return found


def _compared(name: str, figure: object, track: Track, week: int, counting: Counting) -> Differs | None:
    """A figure against the hours of an average week, both ends rounded half up to 0.01 h."""
    hours = _rounded(average_weekly_hours(track, week=week, counting=counting))
    return None if _ends(figure) == hours else Differs(name, figure, _shown(hours))


def _rounded(minutes: Range[Fraction]) -> list[Fraction | None]:
    return [None if end is None else hundredths(end / 60) for end in (minutes.low, minutes.high)]


def _shown(ends: list[Fraction | None]) -> object:
    shown = [None if end is None else plain(end) for end in ends]
    return shown[0] if shown[0] == shown[1] else shown


def _ends(figure: object) -> list[Fraction | None]:
    """Both ends of a computed figure; none that any hours could equal when it is no figure."""
    try:
        ends = _list(figure) or [figure, figure]
        return [None if end is None else fraction(end) for end in ends]
    except (TypeError, ValueError):
        return []


def _object(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return list(cast("list[Any]", value)) if isinstance(value, list | tuple) else []
