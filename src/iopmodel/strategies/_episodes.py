"""Strategies for dated care: weeks with known dates, closures, overrides, stays, episodes.

Days and zones lean towards where dates go wrong: changes of offset, days that never were, ends of months and years,
leap days; clocks towards the hours in which clocks change.
"""

from __future__ import annotations

import datetime as dt
import functools

import attrs
from hypothesis import strategies as st

from iopmodel._days import DAYS_IN_WEEK, Date, day_of, time_of_minute, weekday_of
from iopmodel.closures import Closure, ClosurePolicy, DaysGiven
from iopmodel.components import Component
from iopmodel.episodes import Episode
from iopmodel.levels import GENERAL, LevelOfCare
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import DaySpan, TimeSpan
from iopmodel.stays import Stay
from iopmodel.strategies._calendar import (
    EVERY_OTHER,
    NIGHT_MINUTES,
    NOW_AND_THEN,
    PLACE_TURNS,
    Place,
    minute_from,
    place_from,
    places,
)
from iopmodel.strategies._changes import (
    MINUTES,
    NIGHT_CLOCK,
    added_sessions,
    cancelled_sessions,
    moved_sessions,
    moves,
    overrides,
    transitions,
)
from iopmodel.strategies._sessions import (
    CADENCE_TURNS,
    COMPONENT,
    DAY,
    EVERY_WEEK,
    WHO,
    cadence_from,
    weekly_schedules,
)
from iopmodel.strategies._values import names
from iopmodel.strategies._wheels import Turns, turned, turns, wheel

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

_DATED = wheel("plain", "plain", "from", "nth")
_PLAIN = wheel("plain")
_DATED_TURNS = CADENCE_TURNS + 9


def _dated_session(kinds: tuple[str, ...], component: Component, turn: Turns) -> Session:
    cadence = cadence_from(turn.part(CADENCE_TURNS), has_day=True, kinds=kinds)
    day, start, time = turn.pick(DAY), minute_from(NIGHT_CLOCK, turn), turn.pick(MINUTES)
    return Session(
        component,
        **cadence._asdict(),
        day=day,
        start=time_of_minute(start),
        time=time,
        optional=turn.pick(NOW_AND_THEN),
        attended_by=turn.pick(WHO),
    )


@functools.lru_cache(maxsize=32)
def dated_sessions(*, of: st.SearchStrategy[Component] | None = None) -> st.SearchStrategy[Session]:
    """Sessions with a weekday, a start, a known length and a cadence that tell every one of their dates and times.

    Args:
        of: their components; those that mostly count more often than others unless given.
    """
    drawn = turns(1 + _DATED_TURNS)

    @st.composite
    def drawn_sessions(draw: st.DrawFn) -> Session:
        turn = Turns(draw, draw(drawn))
        component = turn.pick(COMPONENT)
        return _dated_session(_DATED, component if of is None else draw(of), turn)

    return drawn_sessions()


def weekly_sessions() -> st.SearchStrategy[Session]:
    """As :func:`dated_sessions`, held in every week."""
    return turned(1 + _DATED_TURNS, _weekly_session)


def _weekly_session(turn: Turns) -> Session:
    return attrs.evolve(_dated_session(_PLAIN, turn.pick(COMPONENT), turn), weeks=EVERY_WEEK)


@functools.cache
def dated_schedules(min_size: int = 0, max_size: int = 5) -> st.SearchStrategy[WeeklySchedule]:
    """Weeks of sessions whose dates and clock times are all known; some stand in one twice, and some have keys."""
    return weekly_schedules(min_size, max_size, of=dated_sessions())


_EARLIER = wheel(0, 0, 60)


@st.composite
def weeks_around(draw: st.DrawFn, place: Place) -> WeeklySchedule:
    """Weeks of known dates, most with a session on the weekday of an awkward day, at or before its awkward minute."""
    week, turn = draw(dated_schedules()), Turns(draw, draw(turns(4)))
    if turn.pick(NOW_AND_THEN):
        return week
    begins = time_of_minute(max(0, place.minute - turn.pick(_EARLIER)))
    time, day = turn.pick(MINUTES), weekday_of(place.day.toordinal())
    return WeeklySchedule((*week, Session(turn.pick(COMPONENT), day=day, start=begins, time=time)))


_WAYS_TO_GIVE_DAYS = wheel("one", "list", "span", "text", "mapping", "set")


def _container(days: list[Date], way: str) -> DaysGiven:
    """What people give as the days of a closure: one, a list, a span, text, a mapping or set of plain dates."""
    if way == "list":
        return days
    if way == "span":
        return DaySpan(min(days), day_of(max(days).toordinal() + 1))
    if way in {"mapping", "set"}:
        plain = [dt.date(day.year, day.month, day.day) for day in days]
        return dict.fromkeys(plain, "Holiday") if way == "mapping" else frozenset(plain)
    return str(days[0]) if way == "text" else days[0]


_CLOSURE_TURNS = 4
_POLICIES, _HOURS = wheel(*ClosurePolicy), wheel(*REPLACED_HOURS)


def _closure(draw: st.DrawFn, days: list[Date], turn: Turns) -> Closure:
    way, policy, hours = turn.pick(_WAYS_TO_GIVE_DAYS), turn.pick(_POLICIES), turn.pick(_HOURS)
    return Closure(
        _container(days, way),
        draw(names()) if turn.pick(EVERY_OTHER) else "",
        policy=policy,
        hours=hours if policy is ClosurePolicy.REPLACED_HOURS else None,
    )


def closures(days: st.SearchStrategy[Date] | None = None) -> st.SearchStrategy[Closure]:
    """Closures of every policy, on days given in every way; awkward days unless others are given."""
    some_days = st.lists(places().map(_day_of_place) if days is None else days, min_size=1, max_size=3)

    @st.composite
    def drawn_closures(draw: st.DrawFn) -> Closure:
        return _closure(draw, draw(some_days), Turns(draw, draw(turns(_CLOSURE_TURNS))))

    return drawn_closures()


def _day_of_place(place: Place) -> Date:
    return place.day


_STAY_TURNS = 12


def _stay(draw: st.DrawFn, begins: Date, week: WeeklySchedule, turn: Turns, *, max_days: int, ended: bool) -> Stay:
    first = begins.toordinal()
    days, open_days = turn.number(1, max_days), turn.number(0, max_days - 1)
    until = day_of(first + days)
    is_seasonal, title = turn.pick(NOW_AND_THEN), draw(names()) if turn.pick(NOW_AND_THEN) else ""
    return Stay(
        first=begins,
        until=until if ended else None,
        week=week,
        level=turn.pick(_LEVELS),
        title=title,
        weeks_from=day_of(first - turn.number(0, 3 * DAYS_IN_WEEK)),
        first_week=turn.number(1, 3),
        open_on=(DaySpan(begins, day_of(first + open_days % days)),) if is_seasonal else (),
    )


_LEVELS = wheel(LevelOfCare.INTENSIVE_OUTPATIENT, *GENERAL.levels)


def stays(
    *,
    first: st.SearchStrategy[Date] | None = None,
    weeks: st.SearchStrategy[WeeklySchedule] | None = None,
    max_days: int = 42,
    ended: bool = True,
) -> st.SearchStrategy[Stay]:
    """Stays from an awkward day on, of which the program's weeks may have begun before, some in a seasonal track.

    Args:
        first: the first days; awkward ones unless given.
        weeks: the weeks that are attended; of known dates unless given.
        max_days: how long each is at most.
        ended: whether they have a planned end.
    """
    begins = places().map(_day_of_place) if first is None else first
    attended = dated_schedules() if weeks is None else weeks

    @st.composite
    def drawn_stays(draw: st.DrawFn) -> Stay:
        day, week, turn = draw(begins), draw(attended), Turns(draw, draw(turns(_STAY_TURNS)))
        return _stay(draw, day, week, turn, max_days=max_days, ended=ended)

    return drawn_stays()


_BETWEEN_STAYS = wheel(0, 0, 3)


@st.composite
def stays_in_a_row(
    draw: st.DrawFn,
    first: Date,
    *,
    weeks: st.SearchStrategy[WeeklySchedule],
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
        turn = Turns(draw, draw(turns(2 + _STAY_TURNS)))
        on_leave, between = turn.pick(NOW_AND_THEN), turn.pick(_BETWEEN_STAYS)
        is_leave = on_leave and number > 0
        week = WeeklySchedule(()) if is_leave else draw(weeks)
        stay = _stay(draw, first, week, turn, max_days=max_days, ended=ended or number < count - 1)
        if is_leave:
            stay = attrs.evolve(stay, on_leave=True, level=found[-1].level)
        found.append(stay)
        first = day_of((stay.until or first).toordinal() + between)
    return tuple(found)


_BEFORE = wheel(0, 0, 1, 1, 7, 7, None, None)
_MOST_BEFORE = 30
_MOST_CLOSURES = 3


def episodes(
    *,
    weeks: st.SearchStrategy[WeeklySchedule] | None = None,
    max_stays: int = 3,
    max_days: int = 42,
    ended: bool = True,
    closed: bool = True,
    overridden: bool = True,
) -> st.SearchStrategy[Episode]:
    """Episodes around an awkward day of their zone.

    Args:
        weeks: the weeks that are attended; of known dates unless given.
        max_stays: how many stays at most.
        max_days: how long each is at most.
        ended: whether the last stay has a planned end.
        closed: whether there may be closures.
        overridden: whether there may be overrides.
    """

    @st.composite
    def drawn_episodes(draw: st.DrawFn) -> Episode:
        turn = Turns(draw, draw(turns(PLACE_TURNS + 3 + _MOST_CLOSURES * _ONE_CLOSURE_TURNS)))
        place, back, days_back = place_from(turn), turn.pick(_BEFORE), turn.number(0, _MOST_BEFORE)
        first = day_of(place.day.toordinal() - (days_back if back is None else back))
        attended = weeks_around(place) if weeks is None else weeks
        chain = draw(stays_in_a_row(first, weeks=attended, max_size=max_stays, max_days=max_days, ended=ended))
        ends = chain[-1].until or day_of(chain[-1].first.toordinal() + max_days)
        episode = Episode(
            stays=chain,
            timezone=place.zone,
            closures=_closures_around(draw, DaySpan(first, day_of(ends.toordinal() + 3)), turn) if closed else (),
            label=draw(names()) if turn.pick(NOW_AND_THEN) else "",
        )
        changes = draw(overrides(episode)) if overridden else ()
        return episode.override(*changes) if changes else episode

    return drawn_episodes()


_CLOSED_DAYS = wheel(0, 0, 1, 2, 3)  # how many days one of the closures has; none: there is no such closure
_ONE_CLOSURE_TURNS = 1 + 3 * 2 + _CLOSURE_TURNS


def _closures_around(draw: st.DrawFn, span: DaySpan, turn: Turns) -> list[Closure]:
    """None to three closures on days of a span."""
    found: list[Closure] = []
    for _ in range(_MOST_CLOSURES):
        count, numbers, rest = turn.pick(_CLOSED_DAYS), turn.part(6), turn.part(_CLOSURE_TURNS)
        days = [day_of(span.first.toordinal() + numbers.number(0, len(span) - 1)) for _ in range(count)]
        if days:
            found.append(_closure(draw, days, rest))
    return found
