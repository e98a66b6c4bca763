"""Questions about dates, asked of iopmodel, of hand-written loops and of peers; a test holds that all answer alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from iopmodel._days import DAYS_IN_WEEK, _offset, weekday_of
from iopmodel.closures import Closure
from iopmodel.components import Component
from iopmodel.dated_weeks import dated_weeks
from iopmodel.episodes import Episode
from iopmodel.findings import Verdict
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.programs import Phase
from iopmodel.quantities import Minutes
from iopmodel.schedules import Session
from iopmodel.standards import MEDICARE
from iopmodel.templates import _rows_in, template_of
from iopmodel.week_parts import _once, _schedule, _session
from iopmodel.week_results import week_results
from iopmodel.weeks import week_of
from tests.benchmarks.contestants import Contestant, Race
from tests.benchmarks.loops import (
    CLOSED,
    FIRST,
    ONE,
    ROWS,
    SIXTEEN,
    TEN_YEARS,
    YEAR,
    ZONE_NAME,
    Checked,
    Times,
    bare_cells,
    bare_check,
    bare_loop,
    checked_loop,
    day_in,
    held_sessions,
    instants,
)
from tests.benchmarks.peers import FEW, TURNS, installed_peers, pendulum_cells, pendulum_days, pendulum_weeks

#: The minutes of each component in each week, the weeks named by their Mondays.
Cells = dict[tuple[dt.date, type[Component]], int]


def episode(weeks: range, closures: Iterable[Closure] | None = None, label: str = "") -> Episode:
    """The input for iopmodel; with another label for the sessions it is another week."""
    week = [
        Session(
            row.component(),
            day=weekday_of(row.weekday + 1),
            start=row.start,
            time=Minutes(row.minutes),
            every=Weeks(row.every),
            first=1,
            label=label,
        )
        for row in ROWS
    ]
    return Episode.of(
        Phase(LevelOfCare.INTENSIVE_OUTPATIENT, week),
        first=FIRST,
        length=Weeks(len(weeks)),
        closures=[Closure(day, "closed") for day in sorted(CLOSED)] if closures is None else closures,
        timezone=ZONE_NAME,
    )


def forget() -> None:
    """Forget what iopmodel remembers of weeks, and of the days of a zone."""
    for remembered in (_offset, template_of, _rows_in, _session, _once, _schedule, week_of):
        remembered.cache_clear()


def _instants_of(found: Iterable[Occurrence]) -> list[tuple[int, int]]:
    return instants((each.utc_start, each.utc_end) for each in found)


def _iso_cells(found: dict[tuple[int, int, type[Component]], int]) -> Cells:
    return {(dt.date.fromisocalendar(year, week, 1), kind): time for (year, week, kind), time in found.items()}


def _occurrence_cells(found: tuple[Occurrence, ...]) -> dict[tuple[int, type[Component]], int]:
    """The minutes of each week and component, by a loop over occurrences; the first of all days was a Monday."""
    cells: dict[tuple[int, type[Component]], int] = {}
    for each in found:
        key = (each.ordinal - 1) // DAYS_IN_WEEK, type(each.component)
        cells[key] = cells.get(key, 0) + each.shortest
    return cells


def _numbered_cells(found: dict[tuple[int, type[Component]], int]) -> Cells:
    return {(dt.date.fromordinal(week * DAYS_IN_WEEK + 1), kind): time for (week, kind), time in found.items()}


def _dated_cells(episode: Episode) -> Cells:
    """The minutes of each week and component, asked of the weeks of an episode."""
    return {
        (week.span.first, kind): time.value.count
        for week in dated_weeks(episode)
        for kind, time in week.by_component().items()
    }


def _results(episode: Episode) -> Checked:
    """Each week held against the rules of Medicare, with its days."""
    found = week_results(episode, against=[MEDICARE], on=FIRST)
    return [(each.verdict is Verdict.MET, each.part.treatment_days().value) for each in found]


def dated_races() -> tuple[Race, ...]:
    """The races about dates; episodes and calendars are made before the clock runs, but where it is said."""
    return (_expansion(), _long_expansion(), _one_week(), _cells(), _hours(), _check())


def _loop(weeks: range) -> Contestant:
    return Contestant("bare loop: datetime and zoneinfo", lambda _: bare_loop(weeks), turns=TURNS, read=instants)


def _expansion() -> Race:
    laid = episode(SIXTEEN)

    def starts(_: int) -> list[tuple[Any, Occurrence]]:
        return [(each.start, each) for each in laid.occurrences()]

    def times(_: int) -> list[Times]:
        return [(each.start, each.end) for each in laid.occurrences()]

    def forgotten(_: int) -> list[Times]:
        forget()
        return times(_)

    def from_nothing(_: int) -> list[Times]:
        forget()
        return [(each.start, each.end) for each in episode(SIXTEEN, label="another week").occurrences()]

    return Race(
        "expand 16 weeks",
        (
            _loop(SIXTEEN),
            Contestant(
                "the loop, missing times and ends through UTC",
                lambda _: checked_loop(SIXTEEN),
                turns=TURNS,
                read=instants,
            ),
            Contestant("pendulum, each start by itself", lambda _: pendulum_days(), turns=FEW, read=instants),
            Contestant("pendulum, weeks added", lambda _: pendulum_weeks(), turns=FEW, read=instants),
            *installed_peers(),
            Contestant("occurrences()", lambda _: laid.occurrences(), turns=TURNS, read=_instants_of),
            Contestant(
                "occurrences(), start of each",
                starts,
                turns=TURNS,
                read=lambda found: instants((start, each.utc_end) for start, each in found),
            ),
            Contestant("occurrences(), start and end of each", times, turns=TURNS, read=instants),
            Contestant("the same, weeks and zone forgotten before", forgotten, turns=TURNS, read=instants),
            Contestant("the same, sessions and Episode.of included", from_nothing, turns=TURNS, read=instants),
        ),
    )


def _long_expansion() -> Race:
    laid = episode(YEAR)
    return Race(
        "expand a year",
        (
            _loop(YEAR),
            Contestant("occurrences()", lambda _: laid.occurrences(), turns=TURNS, read=_instants_of),
        ),
    )


def _one_week() -> Race:
    first, until = day_in(ONE.start), day_in(ONE.stop)

    def between(name: str, weeks: range) -> Contestant:
        laid = episode(weeks)
        return Contestant(
            f"between(), out of {name}",
            lambda _: laid.between(first, until),
            turns=TURNS,
            read=_instants_of,
        )

    lengths = {"16 weeks": SIXTEEN, "a year": YEAR, "ten years": TEN_YEARS}
    return Race("expand one week", (_loop(ONE), *(between(name, weeks) for name, weeks in lengths.items())))


def _cells() -> Race:
    laid, held = episode(SIXTEEN), held_sessions()
    expanded = laid.occurrences()
    by_pendulum = [(each.start, each.end, type(each.component)) for each in expanded]

    def forgotten(_: int) -> Cells:
        forget()
        return _dated_cells(laid)

    return Race(
        "minutes of each week and component",
        (
            Contestant(
                "bare loop over days, isocalendar()",
                lambda _: bare_cells(held),
                turns=TURNS,
                read=_iso_cells,
            ),
            Contestant("pendulum datetimes", lambda _: pendulum_cells(by_pendulum), turns=FEW, read=_iso_cells),
            Contestant(
                "loop over occurrences",
                lambda _: _occurrence_cells(expanded),
                turns=TURNS,
                read=_numbered_cells,
            ),
            Contestant("dated_weeks, the expansion included", lambda _: _dated_cells(laid), turns=TURNS),
            Contestant("the same, weeks and zone forgotten before", forgotten, turns=TURNS),
        ),
    )


def _hours() -> Race:
    laid, held = episode(SIXTEEN), held_sessions()

    def loop(_: int) -> list[int]:
        found: dict[tuple[int, int], int] = {}
        for day, minutes, _component in held:
            week = day.isocalendar()[:2]
            found[week] = found.get(week, 0) + minutes
        return list(found.values())

    def hours(_: int) -> list[int]:
        return [week.hours().value.count for week in dated_weeks(laid)]

    return Race(
        "hours of each week",
        (
            Contestant("bare loop over days, isocalendar()", loop, turns=TURNS),
            Contestant("dated_weeks, the expansion included", hours, turns=TURNS),
        ),
    )


def _check() -> Race:
    laid, held = episode(SIXTEEN), held_sessions()

    def forgotten(_: int) -> Checked:
        forget()
        return _results(laid)

    return Race(
        "check each week",
        (
            Contestant("bare loop over days, isocalendar()", lambda _: bare_check(held), turns=TURNS),
            Contestant("week_results, the expansion included", lambda _: _results(laid), turns=TURNS),
            Contestant("the same, weeks and zone forgotten before", forgotten, turns=TURNS),
        ),
    )
