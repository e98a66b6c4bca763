"""Strategies for what became of dated care, and for what else is promised: attendance, commitments."""

from __future__ import annotations

import functools

from hypothesis import strategies as st

from iopmodel._days import DAYS_IN_WEEK, day_of, time_of_minute
from iopmodel.attendance_records import AttendanceRecord, AttendanceStatus
from iopmodel.attendance_sheets import Attendance
from iopmodel.commitments import Block, Commitment, CommitmentKind
from iopmodel.episodes import Episode
from iopmodel.levels import GENERAL, LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes
from iopmodel.stays import Stay
from iopmodel.strategies._calendar import EVERY_OTHER, LAST_MINUTE, PLACE_TURNS, minute_from, place_from
from iopmodel.strategies._episodes import episodes, weekly_sessions
from iopmodel.strategies._sessions import CLOCK, DAY
from iopmodel.strategies._values import names
from iopmodel.strategies._wheels import Turns, turned, turns, wheel

__all__ = [
    "attendance_records",
    "attendances",
    "attended_episodes",
    "blocks",
    "commitments",
    "occurrences",
]

_ABSENT = wheel(*(status for status in AttendanceStatus if not status.is_present))
_PRESENT = wheel(AttendanceStatus.ATTENDED, AttendanceStatus.ATTENDED_NOT_BILLABLE)
_RECORD_TURNS = 6


def _record(occurrence: Occurrence, turn: Turns) -> AttendanceRecord:
    """A record of an occurrence: attended, all of it or in part, or missed."""
    is_missed, status, reason = turn.pick(EVERY_OTHER), turn.part(1), turn.part(4)
    if is_missed or not occurrence.shortest:
        return AttendanceRecord.of(occurrence, status.pick(_ABSENT))
    late = reason.number(0, occurrence.shortest - 1)
    left_early = reason.number(0, occurrence.shortest - 1 - late)
    return AttendanceRecord.of(occurrence, status.pick(_PRESENT), late=Minutes(late), left_early=Minutes(left_early))


def records_of(occurrence: Occurrence) -> st.SearchStrategy[AttendanceRecord]:
    """Any record of an occurrence: missed, or attended in part."""
    return turned(_RECORD_TURNS, functools.partial(_record, occurrence))


def _attendance(draw: st.DrawFn, episode: Episode) -> Attendance:
    held = list({each.identity: each for each in episode.occurrences()}.values())
    found: list[AttendanceRecord] = []
    # Some occurrences to a draw: an episode may have more than one draw should hold.
    for start in range(0, max(1, len(held)), _AT_ONCE):
        some = held[start : start + _AT_ONCE]
        turn = Turns(draw, draw(turns(_AT_ONCE * (1 + _RECORD_TURNS))))
        for each in some:
            is_recorded, record = turn.pick(EVERY_OTHER), turn.part(_RECORD_TURNS)
            if is_recorded:
                found.append(_record(each, record))
    return Attendance("A-17", found)


_AT_ONCE = 16


def attendances(episode: Episode | None = None) -> st.SearchStrategy[Attendance]:
    """Attendance with records of some of the sessions of an episode: missed, late, left early, all of it attended.

    Args:
        episode: the episode, whose end must be planned; a short one of :func:`episodes` when not given.
    """
    some_episodes = _short_episodes() if episode is None else st.just(episode)

    @st.composite
    def drawn_attendances(draw: st.DrawFn) -> Attendance:
        return _attendance(draw, draw(some_episodes))

    return drawn_attendances()


@functools.cache
def _short_episodes() -> st.SearchStrategy[Episode]:
    return episodes(max_stays=2, max_days=14)


@functools.cache
def attended_episodes() -> st.SearchStrategy[tuple[Episode, Attendance]]:
    """Short episodes, each with what is on record of it."""

    @st.composite
    def attended(draw: st.DrawFn) -> tuple[Episode, Attendance]:
        episode = draw(_short_episodes())
        return episode, _attendance(draw, episode)

    return attended()


_LEVELS = wheel(LevelOfCare.INTENSIVE_OUTPATIENT, *GENERAL.levels)


@functools.cache
def occurrences() -> st.SearchStrategy[Occurrence]:
    """Sessions on a date, around days on which calendars go wrong."""
    some_sessions = st.lists(weekly_sessions(), min_size=1, max_size=3)

    @st.composite
    def drawn_occurrences(draw: st.DrawFn) -> Occurrence:
        week, turn = draw(some_sessions), Turns(draw, draw(turns(PLACE_TURNS + 3)))
        place, before = place_from(turn), turn.number(0, DAYS_IN_WEEK - 1)
        first = place.day.toordinal() - before
        stay = Stay(first=day_of(first), until=day_of(first + DAYS_IN_WEEK), week=week, level=turn.pick(_LEVELS))
        held = Episode(stays=[stay], timezone=place.zone).occurrences()
        return held[turn.number(0, len(held) - 1)]

    return drawn_occurrences()


@functools.cache
def attendance_records() -> st.SearchStrategy[AttendanceRecord]:
    """Records of attendance of any occurrence."""

    @st.composite
    def records(draw: st.DrawFn) -> AttendanceRecord:
        return _record(draw(occurrences()), Turns(draw, draw(turns(_RECORD_TURNS))))

    return records()


@functools.cache
def blocks() -> st.SearchStrategy[Block]:
    """Stretches of a commitment on any weekday, some past midnight."""
    return turned(7, _block)


def _block(turn: Turns) -> Block:
    day, start, minutes = turn.pick(DAY), minute_from(CLOCK, turn), turn.number(1, LAST_MINUTE)
    return Block(day, time_of_minute(start), time_of_minute(start + minutes))


def commitments(min_size: int = 1, max_size: int = 4) -> st.SearchStrategy[Commitment]:
    """Weekly commitments elsewhere, of so many blocks, some of which overlap."""
    some_blocks, kinds = st.lists(blocks(), min_size=min_size, max_size=max_size), st.sampled_from(CommitmentKind)

    @st.composite
    def drawn_commitments(draw: st.DrawFn) -> Commitment:
        return Commitment(draw(kinds), draw(some_blocks), name=draw(names()))

    return drawn_commitments()
