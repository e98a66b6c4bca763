"""A week, a program, a pathway and a program type as text that people read."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

from iopmodel._days import WeekDay, short_day
from iopmodel.counting import DEFAULT_COUNTING, Counted, Counting
from iopmodel.durations import published_hours, typical_durations
from iopmodel.errors import UnknownName
from iopmodel.lengths import in_weeks
from iopmodel.pathways import pathway_weeks
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Phase, Program, ProgramType, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import WeekSpan
from iopmodel.steps import step_down, step_up
from iopmodel.stretches import Stretch, stretches
from iopmodel.summaries import length_words, stretch_line
from iopmodel.tally import ANY_DAY, hours_on_each_day, total_hours, weekly_hours
from iopmodel.transitions import Standing, transitions_of
from iopmodel.weeks import falls

__all__ = ["aligned", "pathway_page", "program_page", "type_page", "week_page"]

_COUNTED = "counted"
_WEEK = "a week"
_IN_THE_MONTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def week_page(
    week: WeeklySchedule | WeeklyPattern | Track,
    number: int | None = None,
    *,
    counting: Counting = DEFAULT_COUNTING,
) -> str:
    """A week as a grid: sessions down, weekdays across, minutes in the cells, hours in the margins.

    What does not count stands in parentheses; what has no weekday stands under ``any day``.

    Args:
        week: a schedule, a pattern, or a track.
        number: one program week; every week that there is when it is not given.
        counting: which sessions make up the time.

    >>> from iopmodel import GroupTherapy, sessions
    >>> print(week_page(WeeklySchedule(sessions(GroupTherapy(), "MO,WE", "18:00-21:00"))))
                                Mon  Wed  a week
    18:00-21:00  group therapy  180  180  6 h
    counted                     3 h  3 h  6 h
    """
    held = week.week if isinstance(week, Track) else week
    if isinstance(held, WeeklyPattern):
        return f"sessions not published: {held}; weekly hours {weekly_hours(held)}"
    if not held.sessions:
        return "no sessions: 0 h a week"
    days = hours_on_each_day(week, number, counting=counting)
    rows = _rows(stretches(week)[0], number, counting)
    columns = [short_day(day) for day in WeekDay if any(short_day(day) in row.cells for row in rows)]
    columns += [ANY_DAY] * any(ANY_DAY in row.cells for row in rows)
    grid = [["", "", *columns, _WEEK]]
    grid += [[row.when, row.words, *(row.cells.get(each, "") for each in columns), row.margin] for row in rows]
    margin = (str(days.get(each, "")) for each in columns)
    attends = week.attends if isinstance(week, Track) else None
    picked = "" if attends is None else f"a patient attends {attends} day{'' if attends.high == 1 else 's'}"
    grid.append([_COUNTED, picked, *margin, str(weekly_hours(week, number, counting=counting))])
    return aligned(grid)


class _Row:
    """Sessions that differ only by their weekday, as one row of the grid."""

    def __init__(self, when: str, words: str) -> None:
        self.when = when
        self.words = words
        self.cells: dict[str, str] = {}
        self.margin = ""


def _rows(stretch: Stretch, number: int | None, counting: Counting) -> list[_Row]:
    rows: dict[tuple[str, str], _Row] = {}
    members: dict[tuple[str, str], list[Session]] = {}
    for session in sorted(stretch.sessions, key=_clock):
        if number is not None and falls(session, stretch, stretch.settled(number)) == (0, 0):
            continue
        key = (_when(session), _words(session))
        row = rows.setdefault(key, _Row(*key))
        counts = counting.of(session.component, session.attended_by)
        column = ANY_DAY if session.day is None else short_day(session.day)
        before = f"{row.cells[column]} + " if column in row.cells else ""
        row.cells[column] = f"{before}{_cell(session, counts)}"
        members.setdefault(key, []).append(session)
        row.margin = (
            "not counted"
            if counts is Counted.NO
            else str(weekly_hours(WeeklySchedule(members[key]), number, counting=counting))
        )
    return list(rows.values())


def _clock(session: Session) -> tuple[bool, str, str]:
    return session.start is None, "" if session.start is None else session.start.isoformat(), _words(session)


def _when(session: Session) -> str:
    words = session.when
    return words if session.day is None else words.removeprefix(short_day(session.day)).strip() or "no clock time"


def _words(session: Session) -> str:
    """What a session is and how often, as far as it is not simply once a week."""
    name = f"{session.label} ({session.component.name})" if session.label else str(session.component)
    often = [
        "" if session.every.count == 1 else f"every {session.every}",
        "" if session.first is None else f"from week {session.first}",
        "" if session.nth is None else f"{_IN_THE_MONTH[session.nth]} in the month",
        "" if session.per_month is None else f"{session.per_month} a month",
        "" if session.total is None else f"{session.total} in all",
        "" if session.weeks == WeekSpan() else str(session.weeks),
        "optional" if session.optional else "",
        f"for {session.attended_by}" if session.attended_by == "family" else "",
    ]
    notes = ", ".join(each for each in often if each)
    return f"{name}, {notes}" if notes else name


def _cell(session: Session, counts: Counted) -> str:
    time = "?" if session.time.is_unknown else _minutes(session.time)
    often = "" if session.per_week.is_exact and session.per_week.low == 1 else f"{_often(session)} x "
    text = f"{often}{time}" if session.total is None and session.per_month is None else time
    return f"({text})" if counts is Counted.NO else text


def _often(session: Session) -> str:
    return "?" if session.per_week.is_unknown else str(session.per_week)


def _minutes(time: Range[Minutes]) -> str:
    if time.high is None:
        return f"{time.low.count}+"
    return str(time.low.count) if time.is_exact else f"{time.low.count}-{time.high.count}"


def aligned(grid: list[list[str]]) -> str:
    """Rows of text with their columns below each other."""
    widths = [max(len(row[column]) for row in grid) for column in range(len(grid[0]))]
    lines = ("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in grid)
    return "\n".join(line.rstrip() for line in lines)


def program_page(program: Program) -> str:
    """A program: its tracks with their weeks and hours, typical and stated lengths, and where it may step to."""
    named = {program.name.casefold(), str(program.level).casefold()}
    kind = "" if program.type.name.casefold() in named else f"{program.type.name}, "
    people = "not stated" if program.population.is_unspecified else str(program.population)
    lines = [f"{program.name} ({kind}{program.level}; population {people})", ""]
    parts = stretches(program)
    for track, part in zip(program.tracks, parts, strict=False):
        lines += [stretch_line(part, with_title=True), week_page(track), ""]
    lines.append(f"stated length    {length_words(program.length)}")
    lines += _titled("typical lengths", (str(each) for each in typical_durations(program.type)))
    lines += _steps("steps down to", lambda: step_down(program.type))
    lines += _steps("steps up to", lambda: step_up(program.type))
    if program.pathway is not None:
        lines += ["", pathway_page(program.pathway)]
    return "\n".join(lines)


def _titled(title: str, rows: Iterable[str]) -> list[str]:
    found = list(rows) or ["none published" if title.startswith("typical") else "nowhere on the ladder"]
    return [f"{title if not index else '':<16} {row}" for index, row in enumerate(found)]


def _steps(title: str, step: Callable[[], Iterable[object]]) -> list[str]:
    """Where a step leads; a level of one's own may be on no ladder that is known here, and then nobody can say."""
    try:
        return _titled(title, (str(each) for each in step()))
    except UnknownName:
        return _titled(title, ["not known: the level is on no ladder known here"])


def _move(before: Phase, after: Phase) -> str:
    """The move from one phase to the next, as far as a ladder known here orders their levels."""
    try:
        (move,) = transitions_of(Pathway([before, after]))
    except UnknownName:
        return f"{before.level} -> {after.level}: no ladder known here orders them"
    return str(move) if move.standing is Standing.ALLOWED else f"{move}: {move.reason}"


def pathway_page(pathway: Pathway) -> str:
    """A pathway: its phases with their hours, the moves between them, its hours week by week, and its total."""
    lines = [f"{pathway.name}: {len(pathway.phases)} phases"]
    for phase, part in zip(pathway.phases, stretches(pathway), strict=True):
        note = f" - {phase.note}" if phase.note else ""
        lines.append(f"  {part.title} ({phase.level}): {stretch_line(part, with_title=False)}{note}")
        lines += [f"    {line}" for line in week_page(phase.week).splitlines()]
    lines += [f"  {_move(before, after)}" for before, after in itertools.pairwise(pathway.phases)]
    if all(in_weeks(phase.length).high is not None for phase in pathway.phases):
        lines += _titled("week by week", _runs(pathway))
    lines.append(f"{'in all':<16} {total_hours(pathway)}")
    lines += _steps("steps down to", lambda: step_down(pathway.phases[-1].level))
    lines += _steps("steps up to", lambda: step_up(pathway.phases[-1].level))
    return "\n".join(lines)


def _runs(pathway: Pathway) -> Iterable[str]:
    """The hours week by week, weeks that are alike as one row."""
    runs: list[tuple[int, int, str]] = []
    for week in pathway_weeks(pathway):
        hours = f"{week.hours} (phase {' or '.join(str(each) for each in week.phases)})"
        if runs and runs[-1][2] == hours:
            runs[-1] = (runs[-1][0], week.number, hours)
        else:
            runs.append((week.number, week.number, hours))
    return (f"{WeekSpan(first, last)}: {hours}" for first, last, hours in runs)


def type_page(type_: ProgramType) -> str:
    """A program type: its level, whom and what it is for, and what is published about it."""
    focus = ", ".join(sorted(each.replace("-", " ") for each in type_.focus)) or "not stated"
    lines = [f"{type_.name} ({type_.key})", f"  level       {type_.level}", f"  population  {type_.population}"]
    lines += [f"  focus       {focus}"]
    lines += [f"  part of day {type_.part_of_day}"] * (type_.part_of_day is not None)
    lines += [f"  settings    {', '.join(type_.settings)}"] * bool(type_.settings)
    published = [f"  hours       {each}" for each in published_hours(type_)]
    published += [f"  length      {each}" for each in typical_durations(type_)]
    lines += published or ["  no figures published"]
    return "\n".join([*lines, *(f"  suits       {each}" for each in type_.suits)])
