"""Strategies for dated care: weeks with known dates, closures, overrides, stays, episodes.

Days and zones lean towards where dates go wrong: changes of offset, days that never were, ends of months and years,
leap days; clocks towards the hours in which clocks change.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
from hypothesis import strategies as st

from iopmodel._days import DAYS_IN_WEEK, Date, add_days, time_of_minute, weekday_of
from iopmodel.closures import Closure, ClosurePolicy
from iopmodel.components import Component
from iopmodel.episodes import Episode
from iopmodel.lengths import Weeks
from iopmodel.levels import GENERAL
from iopmodel.moves import Move
from iopmodel.overrides import Added, Cancelled, Identity, Moved, Override
from iopmodel.quantities import Minutes
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import DaySpan, TimeSpan
from iopmodel.stays import Stay
from iopmodel.strategies._calendar import NIGHT_MINUTES, Place, days_within, places, plain_days
from iopmodel.strategies._components import LADDERS, levels
from iopmodel.strategies._sessions import (
    ATTENDED_BY,
    CLOCKS,
    COMPONENTS,
    DAYS,
    LENGTHS,
    SOMETIMES,
    cadences,
    weekly_schedules,
)
from iopmodel.strategies._values import names, names_or_none
from iopmodel.templates import has_dates, template_rows
from iopmodel.transitions import Transition, transition

__all__ = [
    "added_sessions",
    "cancelled_sessions",
    "closures",
    "dated_schedules",
    "dated_sessions",
    "episodes",
    "moved_sessions",
    "moves",
    "overrides",
    "stays",
    "transitions",
]

#: Hours that a closed program is open instead, on a day with replaced hours.
REPLACED_HOURS = tuple(TimeSpan(*pair) for pair in (("09:00", "14:00"), ("18:30", "20:00"), ("00:00", "23:59")))
NIGHT_CLOCKS = st.sampled_from(NIGHT_MINUTES)


@st.composite
def dated_sessions(draw: st.DrawFn, *, of: st.SearchStrategy[Component] = COMPONENTS) -> Session:
    """Sessions with a weekday, a start, a known length and a cadence that tell every one of their dates and times."""
    cadence = draw(cadences(has_day=True, kinds=("plain", "plain", "from", "nth")))
    return Session(
        draw(of),
        **cadence._asdict(),
        day=draw(DAYS),
        start=time_of_minute(draw(CLOCKS | NIGHT_CLOCKS)),
        time=Minutes(draw(LENGTHS)),
        optional=draw(SOMETIMES),
        attended_by=draw(ATTENDED_BY),
    )


def weekly_sessions() -> st.SearchStrategy[Session]:
    """As :func:`dated_sessions`, held in every week."""
    return dated_sessions().map(lambda each: attrs.evolve(each, every=Weeks(1), first=None, nth=None, weeks=(1, None)))


def dated_schedules(min_size: int = 0, max_size: int = 5) -> st.SearchStrategy[WeeklySchedule]:
    """Weeks of sessions whose dates and clock times are all known; some stand in one twice, and some have keys."""
    return weekly_schedules(min_size, max_size, of=dated_sessions())


@st.composite
def weeks_around(draw: st.DrawFn, place: Place) -> WeeklySchedule:
    """Weeks of known dates, most with a session on the weekday of an awkward day, at or before its awkward minute."""
    week = draw(dated_schedules())
    if draw(SOMETIMES):
        return week
    begins = time_of_minute(max(0, place.minute - draw(st.sampled_from((0, 0, 60)))))
    time, day = Minutes(draw(LENGTHS)), weekday_of(place.day.toordinal())
    return WeeklySchedule((*week, Session(draw(COMPONENTS), day=day, start=begins, time=time)))


def _containers(days: list[Date]) -> st.SearchStrategy[Any]:
    """What people give as the days of a closure: one, a list, a span, text, a mapping or set of plain dates."""
    plain = [dt.date(day.year, day.month, day.day) for day in days]
    return st.sampled_from(
        (
            days[0],
            days,
            DaySpan(min(days), add_days(max(days), 1)),
            str(days[0]),
            dict.fromkeys(plain, "Holiday"),
            frozenset(plain),
        )
    )


@st.composite
def closures(draw: st.DrawFn, days: st.SearchStrategy[Date] | None = None) -> Closure:
    """Closures of every policy, on days given in every way; awkward days unless others are given."""
    drawn = draw(st.lists(places().map(lambda place: place.day) if days is None else days, min_size=1, max_size=3))
    policy = draw(st.sampled_from(ClosurePolicy))
    return Closure(
        draw(_containers(drawn)),
        draw(names_or_none()),
        policy=policy,
        hours=draw(st.sampled_from(REPLACED_HOURS)) if policy is ClosurePolicy.REPLACED_HOURS else None,
    )


@st.composite
def stays(
    draw: st.DrawFn,
    *,
    first: st.SearchStrategy[Date] | None = None,
    weeks: st.SearchStrategy[WeeklySchedule] | None = None,
    max_days: int = 42,
    ended: bool = True,
) -> Stay:
    """Stays from an awkward day on, of which the program's weeks may have begun before, some in a seasonal track."""
    begins = draw(places().map(lambda place: place.day) if first is None else first)
    until = add_days(begins, draw(st.integers(1, max_days)))
    is_seasonal = draw(SOMETIMES)
    return Stay(
        first=begins,
        until=until if ended else None,
        week=draw(dated_schedules() if weeks is None else weeks),
        level=draw(st.sampled_from(GENERAL.levels)),
        title=draw(names_or_none()),
        weeks_from=add_days(begins, -draw(st.integers(0, 3 * DAYS_IN_WEEK))),
        first_week=draw(st.integers(1, 3)),
        open_on=(DaySpan(begins, draw(days_within(DaySpan(begins, until)))),) if is_seasonal else (),
    )


@st.composite
def stays_in_a_row(
    draw: st.DrawFn,
    first: Date,
    *,
    weeks: st.SearchStrategy[WeeklySchedule] | None = None,
    max_size: int = 3,
    max_days: int = 42,
    ended: bool = True,
) -> tuple[Stay, ...]:
    """Stays one after another from a day on; some are leaves of absence, and now and then days lie between two.

    Args:
        draw: as Hypothesis gives it.
        first: the first day.
        weeks: the weeks that are attended.
        max_size: how many stays at most.
        max_days: how long each is at most.
        ended: whether the last one has a planned end.
    """
    count = draw(st.integers(1, max_size))
    found: list[Stay] = []
    for number in range(count):
        is_ended = ended or number < count - 1
        stay = draw(stays(first=st.just(first), weeks=weeks, max_days=max_days, ended=is_ended))
        if number and draw(SOMETIMES):
            stay = attrs.evolve(stay, week=WeeklySchedule(()), on_leave=True, level=found[-1].level)
        found.append(stay)
        first = add_days(stay.until or first, draw(st.sampled_from((0, 0, 3))))
    return tuple(found)


@st.composite
def episodes(
    draw: st.DrawFn,
    *,
    weeks: st.SearchStrategy[WeeklySchedule] | None = None,
    max_stays: int = 3,
    max_days: int = 42,
    ended: bool = True,
    closed: bool = True,
    overridden: bool = True,
) -> Episode:
    """Episodes around an awkward day of their zone.

    Args:
        draw: as Hypothesis gives it.
        weeks: the weeks that are attended; of known dates unless given.
        max_stays: how many stays at most.
        max_days: how long each is at most.
        ended: whether the last stay has a planned end.
        closed: whether there may be closures.
        overridden: whether there may be overrides.
    """
    place = draw(places())
    first = add_days(place.day, -draw(st.sampled_from((0, 1, 7)) | st.integers(0, 30)))
    weeks = weeks_around(place) if weeks is None else weeks
    chain = draw(stays_in_a_row(first, weeks=weeks, max_size=max_stays, max_days=max_days, ended=ended))
    around = DaySpan(first, add_days(chain[-1].until or add_days(chain[-1].first, max_days), 3))
    episode = Episode(
        stays=chain,
        timezone=place.zone,
        closures=draw(st.lists(closures(days_within(around)), max_size=3 if closed else 0)),
        label=draw(names_or_none()),
    )
    return episode.override(*draw(overrides(episode))) if overridden else episode


def planned_names(episode: Episode, *, most: int = 30) -> tuple[Identity, ...]:
    """The names of the first sessions that the weeks of an episode without overrides plan."""
    bare = attrs.evolve(episode, closures=())
    until = episode.until or add_days(episode.stays[-1].first, 42)
    return tuple(each.identity for each in bare.between(episode.first, until))[:most]


@st.composite
def overrides(draw: st.DrawFn, episode: Episode, *, max_size: int = 3) -> tuple[Override, ...]:
    """Overrides of every kind for an episode that has none yet, each session of a day in at most one of them."""
    attended = [stay for stay in episode.stays if not stay.on_leave]
    held = [DaySpan(stay.first, stay.until or add_days(stay.first, 42)) for stay in attended]
    days = st.sampled_from(held).flatmap(days_within)
    planned = planned_names(episode)
    chosen = draw(st.lists(st.sampled_from(planned), unique=True, max_size=max_size)) if planned else []
    changed = [draw(_changed(name, days)) for name in chosen]
    if draw(SOMETIMES) and planned:
        changed.append(Cancelled(draw(st.sampled_from(planned))[1], reason="storm"))
    added = [draw(_added(number, days, planned, episode)) for number in range(draw(st.integers(0, 2)))]
    return (*changed, *added)


@st.composite
def _changed(draw: st.DrawFn, name: Identity, days: st.SearchStrategy[Date]) -> Override:
    """A planned session cancelled, or moved to another day, start or length."""
    key, day = name
    if draw(st.booleans()):
        return Cancelled(day, key, reason=draw(names_or_none()))
    start = time_of_minute(draw(CLOCKS | NIGHT_CLOCKS))
    time = draw(st.none() | LENGTHS.map(Minutes))
    return Moved(day, key, to=draw(st.just(day) | days), start=start, time=time, reason=draw(names_or_none()))


@st.composite
def _added(
    draw: st.DrawFn, number: int, days: st.SearchStrategy[Date], planned: tuple[Identity, ...], episode: Episode
) -> Added:
    """A further session, a make-up, or one by arrangement placed; only the first may name itself."""
    day = draw(days)
    stay = episode.stay_on(day)
    rows = template_rows(stay.week) if stay is not None and isinstance(stay.week, WeeklySchedule) else ()
    floating = [row.key for row in rows if not has_dates(row.session)]
    kind = draw(st.sampled_from(("further", *(["make-up"] if planned else []), *(["placed"] if floating else []))))
    return Added(
        day,
        Session(draw(COMPONENTS), start=time_of_minute(draw(CLOCKS)), time=Minutes(draw(LENGTHS))),
        replaces=draw(st.sampled_from(planned)) if kind == "make-up" else None,
        places=draw(st.sampled_from(floating)) if kind == "placed" else "",
        **({"key": f"extra {number}"} if number else {}),
        reason=draw(names_or_none()),
    )


def cancelled_sessions() -> st.SearchStrategy[Cancelled]:
    """A session, or every session of a day, that is not held; of no episode in particular."""
    return st.builds(Cancelled, plain_days(), names_or_none(), reason=names_or_none())


@st.composite
def moved_sessions(draw: st.DrawFn) -> Moved:
    """A session that is held on another day, at another start or for another time; of no episode in particular."""
    start, time = time_of_minute(draw(CLOCKS)), draw(st.none() | LENGTHS.map(Minutes))
    return Moved(draw(plain_days()), draw(names()), to=draw(plain_days()), start=start, time=time)


@st.composite
def added_sessions(draw: st.DrawFn) -> Added:
    """A further session on one day, some of which make up another one; of no episode in particular."""
    session = Session(draw(COMPONENTS), start=time_of_minute(draw(CLOCKS)), time=Minutes(draw(LENGTHS)))
    replaces = draw(st.none() | st.tuples(names(), plain_days()))
    return Added(draw(plain_days()), session, replaces=replaces, key=draw(names()), reason=draw(names_or_none()))


def transitions() -> st.SearchStrategy[Transition]:
    """Transitions between two levels of one system, judged on its ladder."""
    return st.one_of(*(st.builds(transition, levels(ladder), levels(ladder)) for ladder in LADDERS))


def moves() -> st.SearchStrategy[Move]:
    """Moves of a patient on a day."""
    return st.builds(Move, on=plain_days(), transition=transitions(), reason=names_or_none(), planned=st.booleans())
