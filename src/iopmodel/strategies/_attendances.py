"""Strategies for what became of dated care, and for what else is promised: attendance, commitments."""

from __future__ import annotations

from hypothesis import strategies as st

from iopmodel._days import DAYS_IN_WEEK, add_days, time_of_minute
from iopmodel.attendance_records import AttendanceRecord, AttendanceStatus
from iopmodel.attendance_sheets import Attendance
from iopmodel.commitments import Block, Commitment, CommitmentKind
from iopmodel.episodes import Episode
from iopmodel.levels import GENERAL
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes
from iopmodel.stays import Stay
from iopmodel.strategies._calendar import LAST_MINUTE, places
from iopmodel.strategies._components import levels
from iopmodel.strategies._episodes import episodes, weekly_sessions
from iopmodel.strategies._sessions import CLOCKS, DAYS
from iopmodel.strategies._values import names

__all__ = [
    "attendance_records",
    "attendances",
    "attended_episodes",
    "blocks",
    "commitments",
    "occurrences",
]

_ABSENT = tuple(status for status in AttendanceStatus if not status.is_present)
_PRESENT = (AttendanceStatus.ATTENDED, AttendanceStatus.ATTENDED_NOT_BILLABLE)


@st.composite
def records_of(draw: st.DrawFn, occurrence: Occurrence) -> AttendanceRecord:
    """Any record of an occurrence: missed, or attended in part."""
    if not occurrence.shortest or draw(st.booleans()):
        return AttendanceRecord.of(occurrence, draw(st.sampled_from(_ABSENT)))
    late = draw(st.integers(0, occurrence.shortest - 1))
    left_early = draw(st.integers(0, occurrence.shortest - 1 - late))
    status = draw(st.sampled_from(_PRESENT))
    return AttendanceRecord.of(occurrence, status, late=Minutes(late), left_early=Minutes(left_early))


@st.composite
def attendances(draw: st.DrawFn, episode: Episode | None = None) -> Attendance:
    """Attendance with records of some of the sessions of an episode: missed, late, left early, all of it attended.

    Args:
        draw: as Hypothesis gives it.
        episode: the episode, whose end must be planned; a short one of :func:`episodes` when not given.
    """
    found = draw(episodes(max_stays=2, max_days=14)) if episode is None else episode
    held = {each.identity: each for each in found.occurrences()}
    return Attendance("A-17", [draw(records_of(each)) for each in held.values() if draw(st.booleans())])


@st.composite
def attended_episodes(draw: st.DrawFn) -> tuple[Episode, Attendance]:
    """Short episodes, each with what is on record of it."""
    episode = draw(episodes(max_stays=2, max_days=14))
    return episode, draw(attendances(episode))


@st.composite
def occurrences(draw: st.DrawFn) -> Occurrence:
    """Sessions on a date, around days on which calendars go wrong."""
    place = draw(places())
    first = add_days(place.day, -draw(st.integers(0, DAYS_IN_WEEK - 1)))
    week = draw(st.lists(weekly_sessions(), min_size=1, max_size=3))
    stay = Stay(first=first, until=add_days(first, DAYS_IN_WEEK), week=week, level=draw(levels(GENERAL)))
    return draw(st.sampled_from(Episode(stays=[stay], timezone=place.zone).occurrences()))


def attendance_records() -> st.SearchStrategy[AttendanceRecord]:
    """Records of attendance of any occurrence."""
    return occurrences().flatmap(records_of)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Stretches of a commitment on any weekday, some past midnight."""
    start = draw(CLOCKS)
    return Block(draw(DAYS), time_of_minute(start), time_of_minute(start + draw(st.integers(1, LAST_MINUTE))))


@st.composite
def commitments(draw: st.DrawFn, min_size: int = 1, max_size: int = 4) -> Commitment:
    """Weekly commitments elsewhere, of so many blocks, some of which overlap."""
    held = draw(st.lists(blocks(), min_size=min_size, max_size=max_size))
    return Commitment(draw(st.sampled_from(CommitmentKind)), held, name=draw(names()))
