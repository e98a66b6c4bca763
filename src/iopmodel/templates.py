"""The template: a week made ready to be laid on dates, with a key for each of its sessions."""

from __future__ import annotations

import functools
import math
from collections import Counter
from typing import NamedTuple

import attrs

from iopmodel._days import MINUTES_IN_DAY, WeekDay, day_code, minute_of_day
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule

__all__ = [
    "Row",
    "Template",
    "ends_of",
    "has_dates",
    "row_named",
    "session_keys",
    "template_of",
    "template_rows",
]


class Row(NamedTuple):
    """A session of a week, ready to be laid on dates: its key, its start, its shortest and longest time in minutes."""

    key: str
    session: Session
    begin: int | None
    shortest: int
    longest: int | None


def session_keys(week: WeeklySchedule) -> tuple[str, ...]:
    """The key of each session of a week: its own, or when it is and what; a number tells sessions alike apart.

    >>> from iopmodel import GroupTherapy, sessions
    >>> session_keys(WeeklySchedule(sessions(GroupTherapy(), "MO,WE", "18:00-21:00")))
    ('MO 18:00 group-therapy', 'WE 18:00 group-therapy')
    """
    return tuple(row.key for row in template_rows(week))


def template_rows(week: WeeklySchedule) -> tuple[Row, ...]:
    """Every session of a week, ready to be laid, in the order of the week."""
    return template_of(week).rows


@attrs.frozen(eq=False)
class Template:
    """A week, ready to be laid on dates; :func:`template_of` makes it.

    Args:
        rows: every session of it.
        dated: the rows with a weekday, in the order of the day's clock.
        settled: the first program week after which the weeks only repeat.
        period: after how many weeks they do.
    """

    rows: tuple[Row, ...]
    dated: tuple[Row, ...]
    settled: int
    period: int

    def rows_on(self, number: int) -> tuple[tuple[Row, ...], ...]:
        """The rows of each weekday, Monday first, that fall in a program week.

        An nth weekday of the month stands in every week: whether it falls there, only its date can tell.
        """
        if number > self.settled:
            number = self.settled + (number - self.settled) % self.period
        return _rows_in(self, number)


def _derived_key(session: Session) -> str:
    day = "" if session.day is None else f"{day_code(session.day)} "
    start = "" if session.start is None else f"{session.start:%H:%M} "
    return f"{day}{start}{session.component.kind}"


def has_dates(session: Session) -> bool:
    """Whether its weekday and cadence say on which dates it falls."""
    is_floating = session.every.count > 1 and session.first is None
    return session.day is not None and session.total is None and not is_floating


@functools.lru_cache(maxsize=256)
def template_of(week: WeeklySchedule) -> Template:
    """The week, made ready to be laid on dates. Who looks at several program weeks asks for it once."""
    taken = {session.key for session in week if session.key is not None}
    found: Counter[str] = Counter()
    rows: list[Row] = []
    for session in week:
        key = session.key
        while key is None:
            derived = _derived_key(session)
            found[derived] += 1
            numbered = derived if found[derived] == 1 else f"{derived} #{found[derived]}"
            key = None if numbered in taken else numbered
        rows.append(_row(key, session))
    dated = sorted((row for row in rows if has_dates(row.session)), key=_on_the_clock)
    marks = [mark for row in rows for mark in (row.session.weeks.first, (row.session.weeks.last or 0) + 1)]
    settled = max([1, *marks, *(row.session.first or 1 for row in dated)])
    period = math.lcm(*(row.session.every.count for row in dated))
    return Template(tuple(rows), tuple(dated), settled, period)


def _row(key: str, session: Session) -> Row:
    begin = None if session.start is None else minute_of_day(session.start)
    return Row(key, session, begin, *ends_of(session.time))


def ends_of(time: Range[Minutes]) -> tuple[int, int | None]:
    """The fewest and the most whole minutes in a range of time; ``None`` without a known end."""
    return time.low.count, None if time.high is None else time.high.count - time.high_excluded


def _on_the_clock(row: Row) -> tuple[int, str]:
    return MINUTES_IN_DAY if row.begin is None else row.begin, row.key


# By the template and not by its week: equal weeks that are two objects are dear to compare.
@functools.lru_cache(maxsize=4_096)
def _rows_in(template: Template, number: int) -> tuple[tuple[Row, ...], ...]:
    falling = [row for row in template.dated if _falls(row.session, number)]
    return tuple(tuple(row for row in falling if row.session.day is day) for day in WeekDay)


def _falls(session: Session, number: int) -> bool:
    if number not in session.weeks:
        return False
    first = session.first
    return first is None or (number >= first and (number - first) % session.every.count == 0)


def row_named(week: WeeklySchedule, key: str) -> Row | None:
    """The session of a week with that key; ``None`` if there is none."""
    return next((row for row in template_rows(week) if row.key == key), None)
