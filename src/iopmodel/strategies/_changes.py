"""Strategies for what happens to planned care: sessions cancelled, moved and added, and moves of a patient."""

from __future__ import annotations

import functools
from typing import NamedTuple

import attrs
from hypothesis import strategies as st

from iopmodel._days import Date, day_of, time_of_minute
from iopmodel.episodes import Episode
from iopmodel.moves import Move
from iopmodel.overrides import Added, Cancelled, Identity, Moved, Override
from iopmodel.quantities import Minutes
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import DaySpan
from iopmodel.strategies._calendar import (
    ALL_DAYS,
    CLOCK_MINUTES,
    DAY_TURNS,
    EVERY_OTHER,
    NIGHT_MINUTES,
    NOW_AND_THEN,
    day_from,
    minute_from,
)
from iopmodel.strategies._components import LADDERS
from iopmodel.strategies._sessions import CLOCK, COMPONENT, SESSION_LENGTHS
from iopmodel.strategies._values import names
from iopmodel.strategies._wheels import Turns, turned, turns, wheel
from iopmodel.templates import has_dates, template_rows
from iopmodel.transitions import Transition, transition

__all__ = ["added_sessions", "cancelled_sessions", "moved_sessions", "moves", "overrides", "transitions"]

#: Clocks of sessions that meet, and the hours in which clocks change.
NIGHT_CLOCK = wheel(*(CLOCK_MINUTES * 3), *(NIGHT_MINUTES * 4))
MINUTES = wheel(*map(Minutes, SESSION_LENGTHS))
_MINUTES_OR_NONE = wheel(*((None,) * len(SESSION_LENGTHS)), *map(Minutes, SESSION_LENGTHS))
#: How far the days of an open-ended stay reach here.
_OPEN_DAYS = 42


def planned_names(episode: Episode, *, most: int = 30) -> tuple[Identity, ...]:
    """The names of the first sessions that the weeks of an episode without overrides plan."""
    bare = attrs.evolve(episode, closures=())
    until = episode.until or day_of(episode.stays[-1].first.toordinal() + _OPEN_DAYS)
    return tuple(each.identity for each in bare.between(episode.first, until))[:most]


class _Attended(NamedTuple):
    """What overrides of an episode are drawn from: the days of attended stays, and the sessions planned on them."""

    episode: Episode
    spans: tuple[DaySpan, ...]
    planned: tuple[Identity, ...]

    @classmethod
    def of(cls, episode: Episode) -> _Attended:
        attended = (stay for stay in episode.stays if not stay.on_leave)
        spans = ((stay.first, stay.until or day_of(stay.first.toordinal() + _OPEN_DAYS)) for stay in attended)
        return cls(episode, tuple(DaySpan(*span) for span in spans), planned_names(episode))

    def day(self, turn: Turns) -> Date:
        """A day of an attended stay; three bytes."""
        span = self.spans[turn.number(0, len(self.spans) - 1)]
        return day_of(span.first.toordinal() + turn.number(0, len(span) - 1))

    def session(self, turn: Turns) -> Identity:
        """A planned session; one byte."""
        return self.planned[turn.number(0, len(self.planned) - 1)]


_CHANGE_TURNS, _ADDED_TURNS = 13, 14
_MOST_ADDED = 2


def overrides(episode: Episode, *, max_size: int = 3) -> st.SearchStrategy[tuple[Override, ...]]:
    """Overrides of every kind for an episode that has none yet, each session of a day in at most one of them.

    Args:
        episode: the episode.
        max_size: how many of its planned sessions are changed at most, apart from a day on which none is held.
    """
    drawn = turns(max_size * _CHANGE_TURNS + 2 + _MOST_ADDED * _ADDED_TURNS)

    @st.composite
    def drawn_overrides(draw: st.DrawFn) -> tuple[Override, ...]:
        turn, attended = Turns(draw, draw(drawn)), _Attended.of(episode)
        changed: dict[Identity, Override] = {}
        for part in [turn.part(_CHANGE_TURNS) for _ in range(max_size)]:
            if part.pick(EVERY_OTHER) and attended.planned:
                name = attended.session(part)
                changed[name] = _changed(draw, name, attended, part)
        found = list(changed.values())
        is_day_off, which = turn.pick(NOW_AND_THEN), turn.part(1)
        if is_day_off and attended.planned:
            found.append(Cancelled(attended.session(which)[1], reason="storm"))
        added = [part for part in (turn.part(_ADDED_TURNS) for _ in range(_MOST_ADDED)) if part.pick(EVERY_OTHER)]
        return (*found, *(_added(draw, number, attended, part) for number, part in enumerate(added)))

    return drawn_overrides()


def _reason(draw: st.DrawFn, turn: Turns) -> str:
    return draw(names()) if turn.pick(NOW_AND_THEN) else ""


def _changed(draw: st.DrawFn, name: Identity, attended: _Attended, turn: Turns) -> Override:
    """A planned session cancelled, or moved to another day, start or length."""
    key, day = name
    is_moved, reason = turn.pick(EVERY_OTHER), _reason(draw, turn)
    if not is_moved:
        return Cancelled(day, key, reason=reason)
    start, time = time_of_minute(minute_from(NIGHT_CLOCK, turn)), turn.pick(_MINUTES_OR_NONE)
    is_elsewhere = turn.pick(EVERY_OTHER)
    return Moved(day, key, to=attended.day(turn) if is_elsewhere else day, start=start, time=time, reason=reason)


_KINDS = ("further", "make-up", "placed")


def _added(draw: st.DrawFn, number: int, attended: _Attended, turn: Turns) -> Added:
    """A further session, a make-up, or one by arrangement placed; only the first may name itself."""
    day, which = attended.day(turn), turn.part(2)
    stay = attended.episode.stay_on(day)
    rows = template_rows(stay.week) if stay is not None and isinstance(stay.week, WeeklySchedule) else ()
    floating = [row.key for row in rows if not has_dates(row.session)]
    kinds = [kind for kind, at in zip(_KINDS, (True, attended.planned, floating), strict=True) if at]
    kind = kinds[turn.number(0, len(kinds) - 1)]
    start, time = time_of_minute(minute_from(CLOCK, turn)), turn.pick(MINUTES)
    return Added(
        day,
        Session(turn.pick(COMPONENT), start=start, time=time),
        replaces=attended.session(which) if kind == "make-up" else None,
        places=floating[which.number(0, len(floating) - 1)] if kind == "placed" else "",
        **({"key": f"extra {number}"} if number else {}),
        reason=_reason(draw, turn),
    )


@functools.cache
def cancelled_sessions() -> st.SearchStrategy[Cancelled]:
    """A session, or every session of a day, that is not held; of no episode in particular."""

    @st.composite
    def cancelled(draw: st.DrawFn) -> Cancelled:
        turn = Turns(draw, draw(turns(DAY_TURNS + 2)))
        day, is_one = day_from(ALL_DAYS, turn), turn.pick(EVERY_OTHER)
        return Cancelled(day, draw(names()) if is_one else "", reason=_reason(draw, turn))

    return cancelled()


@functools.cache
def moved_sessions() -> st.SearchStrategy[Moved]:
    """A session that is held on another day, at another start or for another time; of no episode in particular."""

    @st.composite
    def moved(draw: st.DrawFn) -> Moved:
        turn = Turns(draw, draw(turns(2 * DAY_TURNS + 5)))
        day, other = day_from(ALL_DAYS, turn), day_from(ALL_DAYS, turn)
        start, time = time_of_minute(minute_from(CLOCK, turn)), turn.pick(_MINUTES_OR_NONE)
        return Moved(day, draw(names()), to=other, start=start, time=time)

    return moved()


@functools.cache
def added_sessions() -> st.SearchStrategy[Added]:
    """A further session on one day, some of which make up another one; of no episode in particular."""

    @st.composite
    def added(draw: st.DrawFn) -> Added:
        turn = Turns(draw, draw(turns(2 * DAY_TURNS + 8)))
        day, is_make_up = day_from(ALL_DAYS, turn), turn.pick(EVERY_OTHER)
        start, time = time_of_minute(minute_from(CLOCK, turn)), turn.pick(MINUTES)
        return Added(
            day,
            Session(turn.pick(COMPONENT), start=start, time=time),
            replaces=(draw(names()), day_from(ALL_DAYS, turn)) if is_make_up else None,
            key=draw(names()),
            reason=_reason(draw, turn),
        )

    return added()


@functools.cache
def transitions() -> st.SearchStrategy[Transition]:
    """Transitions between two levels of one system, judged on its ladder."""
    return turned(3, _transition)


_LADDER = wheel(*LADDERS)


def _transition(turn: Turns) -> Transition:
    found = turn.pick(_LADDER).levels
    return transition(found[turn.number(0, len(found) - 1)], found[turn.number(0, len(found) - 1)])


@functools.cache
def moves() -> st.SearchStrategy[Move]:
    """Moves of a patient on a day."""

    @st.composite
    def drawn_moves(draw: st.DrawFn) -> Move:
        turn = Turns(draw, draw(turns(DAY_TURNS + 5)))
        day, found = day_from(ALL_DAYS, turn), _transition(turn)
        return Move(on=day, transition=found, reason=_reason(draw, turn), planned=turn.pick(EVERY_OTHER))

    return drawn_moves()
