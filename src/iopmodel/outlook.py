"""The outlook: whether a minimum can still be met in the week or the stay that runs, and with which sessions.

It is arithmetic on what was delivered and what the calendar holds, and decides nothing about a patient. What is not
known makes the answer uncertain, and it says what that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, WeekDay, day_of, plain_day, week_first
from iopmodel.arrangements import Unplaced
from iopmodel.attendance import Attendance, unnamed_stays
from iopmodel.citations import Citation
from iopmodel.counted_days import CountedDay
from iopmodel.counting import DEFAULT_COUNTING, Counted, Counting
from iopmodel.dated_weeks import WeekDefinition
from iopmodel.episodes import Day, Episode
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.fewest_sessions import Goal, fewest_sessions
from iopmodel.measures import Measure
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range, minutes, sum_of, whole_number
from iopmodel.rules import Aggregation, Rule
from iopmodel.running_totals import (
    EarliestTotal,
    SeenSessions,
    care_days,
    earliest_total,
    seen_sessions,
    to_be_placed,
)
from iopmodel.spans import DaySpan
from iopmodel.vocabulary import Word
from iopmodel.week_parts import time_to_place

__all__ = ["EarliestTotal", "Outlook", "OutlookState", "earliest_total", "stay_outlook", "week_outlook"]

_NOTHING = Minutes(0)


class OutlookState(Word):
    """How a minimum stands on a day."""

    MET = "met"
    """What was delivered is enough."""
    WITHIN_REACH = "within-reach"
    """It certainly is met if enough of what is left is attended."""
    UNCERTAIN = "uncertain"
    """Whether it can be met hangs on what is not known."""
    OUT_OF_REACH = "out-of-reach"
    """It is not met even if everything left is attended: something would have to be made up."""


@attrs.frozen(kw_only=True)
class Outlook:
    """How a minimum stands on a day of a week or of a stay.

    Args:
        span: the days over which it is to be met.
        on: the first day that still lies ahead.
        minimum: the time that is to be reached.
        days: the treatment days that are to be reached.
        day_at_least: the time that makes a day one of them.
        state: how it stands.
        so_far: the time delivered, and what is not on record from nothing to its time.
        days_so_far: the treatment days delivered.
        if_attended: the time if everything left is attended; its high end with what is uncertain or still to be placed.
        days_if_attended: the treatment days if everything left is attended.
        remaining: the sessions that are left and count or may count, in order.
        needed: where the minimum is within reach, the fewest of them that certainly suffice, the earliest of several
            such sets.
        unrecorded: the sessions before *on* that are not on record.
        unplaced: the sessions by arrangement that are still to be placed: possible, and never certain.
        doubts: where it is uncertain, what that hangs on, a sentence each.
        rule: the id of the rule that sets the minimum, if one was given.
        citation: its source.
    """

    span: DaySpan
    on: Date
    minimum: Minutes
    days: int
    day_at_least: Minutes
    state: OutlookState
    so_far: Range[Minutes]
    days_so_far: Range[int]
    if_attended: Range[Minutes]
    days_if_attended: Range[int]
    remaining: tuple[Occurrence, ...]
    needed: tuple[Occurrence, ...] = ()
    unrecorded: tuple[Occurrence, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    doubts: tuple[str, ...] = ()
    rule: str = ""
    citation: Citation | None = None

    @property
    def to_make_up(self) -> Range[Minutes]:
        """The time by which the minimum is missed if everything left is attended."""
        low, high = self.if_attended.low.count, self.if_attended.high
        most = max(0, self.minimum.count - low)
        return Range(Minutes(0 if high is None else max(0, self.minimum.count - high.count)), Minutes(most))

    @property
    def days_to_make_up(self) -> Range[int]:
        """The treatment days by which it is missed if everything left is attended."""
        low, high = self.days_if_attended.low, self.days_if_attended.high
        return Range(0 if high is None else max(0, self.days - high), max(0, self.days - low))

    def __str__(self) -> str:
        of = "" if self.day_at_least == _NOTHING else f" of at least {self.day_at_least}"
        asked = [f"at least {self.minimum}"] * (self.minimum != _NOTHING)
        asked += [f"{self.days} day{'' if self.days == 1 else 's'}{of}"] * bool(self.days)
        words = (
            f"{self.span}, on {self.on}: {' and '.join(asked)}: {self.state.replace('-', ' ')}, {self.so_far} so far"
        )
        match self.state:
            case OutlookState.WITHIN_REACH:
                return f"{words}; attend {'; '.join(map(str, self.needed))}"
            case OutlookState.OUT_OF_REACH:
                short = [f"{self.to_make_up}"] * (self.to_make_up.low != _NOTHING)
                short += [f"{self.days_to_make_up} treatment days"] * bool(self.days_to_make_up.low)
                return f"{words}; to make up: {' and '.join(short)}"
            case OutlookState.UNCERTAIN:
                return f"{words}; it hangs on this: {'; '.join(self.doubts)}"
            case _:
                return words


def week_outlook(
    episode: Episode,
    *,
    on: Day,
    minimum: Minutes | str | None = None,
    days: int = 0,
    day_at_least: Minutes | str = _NOTHING,
    rule: Rule | None = None,
    attendance: Attendance | None = None,
    counting: Counting = DEFAULT_COUNTING,
    week: str = WeekDefinition.MONDAY,
) -> Outlook:
    """Whether a weekly minimum can still be met in the week that holds a day, and with which sessions.

    Where a track asks for some of its open days, each one that lies ahead can be attended. Optional sessions and those
    still to be placed are possible, and never certain.

    Args:
        episode: the episode.
        on: the first day that still lies ahead.
        minimum: the time that is to be reached.
        days: the treatment days that are to be reached.
        day_at_least: the time that makes a day one of them.
        rule: a rule about the hours or the days of every week, instead; its low end on that day is the minimum.
        attendance: what is on record. Without it everything planned before that day is held to have been attended; with
            it, what is not on record is not known.
        counting: which sessions count; with a rule, give that of its body.
        week: which seven days make a week; not the rolling ones, of which seven hold each day.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> episode = Episode.of(phase, first="2026-02-02", length="8 weeks")
    >>> attendance = Attendance("A-17").record(episode.occurrences()[0])
    >>> print(week_outlook(episode, minimum="6 h", on="2026-02-04", attendance=attendance))
    2026-02-02 until 2026-02-09, on 2026-02-04: at least 6 h: within reach, 3 h so far; \
attend 2026-02-04 18:00 group therapy
    >>> print(week_outlook(episode, minimum="9 h", on="2026-02-05", attendance=attendance.record(
    ...     episode.occurrences()[1], "absent-excused")))
    2026-02-02 until 2026-02-09, on 2026-02-05: at least 9 h: out of reach, 3 h so far; to make up: 3 h

    Raises:
        NotAccepted: without a minimum, with two, for a rule that sets none, and for rolling weeks.
        NotYetInForce: if the rule is not in force on that day.
        WrongKind: for a bare number of minutes.
    """
    today = plain_day(on)
    goal = _asked(minimum, days, day_at_least) if rule is None else _of_rule(rule, today, minimum, days)
    span = _week_of(episode, today, WeekDefinition.one_of(week))
    found = _outlook(episode, attendance, span, today, goal, counting)
    if rule is None:
        return found
    return attrs.evolve(found, rule=rule.id, citation=rule.history.on(today).citation)


def stay_outlook(
    episode: Episode,
    *,
    total: Minutes | str,
    on: Day,
    attendance: Attendance | None = None,
    counting: Counting = DEFAULT_COUNTING,
) -> Outlook:
    """Whether a total can still be reached before the planned end of an episode, and with which sessions.

    Args:
        episode: the episode.
        total: the time that is to be reached.
        on: the first day that still lies ahead.
        attendance: what is on record; as in :func:`week_outlook`.
        counting: which sessions count.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> found = stay_outlook(Episode.of(phase, first="2026-02-02", length="8 weeks"), total="66 h", on="2026-03-02")
    >>> print(found.state, found.so_far, len(found.needed), found.needed[-1].day)
    within-reach 36 h 10 2026-03-23

    Raises:
        NotAccepted: without a planned end; ask :func:`earliest_total` then.
        WrongKind: for a bare number.
    """
    span = care_days(episode, attendance, episode.asked(None, None).until)
    return _outlook(episode, attendance, span, plain_day(on), _asked(total, 0, _NOTHING), counting)


def _asked(minimum: Minutes | str | None, days: int, day_at_least: Minutes | str) -> Goal:
    least = 0 if minimum is None else minutes(minimum).count
    asked = Goal(least, whole_number(days, "treatment days"), minutes(day_at_least).count)
    if not asked.minutes and not asked.days:
        raise NotAccepted("minimum", "nothing", "some time, such as minimum='9 h', or treatment days, such as days=3")
    return asked


def _of_rule(rule: Rule, on: Date, minimum: Minutes | str | None, days: int) -> Goal:
    """The minimum that a rule sets on a day."""
    if not isinstance(rule, Rule):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("rule", rule, "a Rule, such as standards.MEDICARE.rule('medicare.iop.hours_week')")
    if minimum is not None or days:
        raise NotAccepted("minimum", f"{rule.id} and another one", "either a rule or a minimum of one's own")
    low = rule.history.on(on).value.low
    is_weekly = rule.aggregation is Aggregation.EVERY
    if is_weekly and rule.measure is Measure.HOURS_PER_WEEK and isinstance(low, Minutes) and low.count:
        return Goal(low.count)
    if is_weekly and rule.measure is Measure.DAYS_PER_WEEK and isinstance(low, int) and low:
        return Goal(0, low, 0 if rule.day_at_least is None else rule.day_at_least.count)
    raise NotAccepted("rule", rule.id, "a rule with a minimum of hours_per_week or days_per_week in every week")


def _week_of(episode: Episode, day: Date, week: WeekDefinition) -> DaySpan:
    ordinal = day.toordinal()
    if week is WeekDefinition.ROLLING:
        others = ", ".join(each for each in WeekDefinition if each is not week)
        raise NotAccepted("week", str(week), f"one of {others}, as seven rolling weeks hold each day")
    if week is WeekDefinition.ADMISSION:
        begins = ordinal - (ordinal - episode.first.toordinal()) % DAYS_IN_WEEK
    else:
        begins = week_first(ordinal, WeekDay.MONDAY if week is WeekDefinition.MONDAY else WeekDay.SUNDAY)
    return DaySpan(day_of(begins), day_of(begins + DAYS_IN_WEEK))


def _outlook(
    episode: Episode, attendance: Attendance | None, span: DaySpan, on: Date, goal: Goal, counting: Counting
) -> Outlook:
    """How a goal stands on a day."""
    seen = seen_sessions(episode, attendance, span, on, counting)
    waiting = to_be_placed(episode, max(on, span.first), span.until, counting)
    past = DaySpan(span.first, max(span.first, min(on, span.until)))
    so_far = _figures(seen.days_so_far(counting), goal, unnamed=bool(unnamed_stays(episode, past)))
    placed = _figures(seen.days_if_attended(counting), goal, unnamed=bool(unnamed_stays(episode, span)))
    in_all = _with_waiting(placed, waiting, _days_left(episode, seen, span, on, goal, counting), counting)
    needed = fewest_sessions(seen.attended, seen.left, goal, counting)
    state = _state(goal, needed, in_all)
    return Outlook(
        span=span,
        on=on,
        minimum=Minutes(goal.minutes),
        days=goal.days,
        day_at_least=Minutes(goal.day_at_least),
        state=state,
        so_far=so_far.time,
        days_so_far=so_far.days,
        if_attended=in_all.time,
        days_if_attended=in_all.days,
        remaining=seen.left,
        needed=needed or (),
        unrecorded=seen.unrecorded,
        unplaced=waiting,
        doubts=tuple(_doubts(episode, seen, waiting, span, counting)) if state is OutlookState.UNCERTAIN else (),
    )


def _state(goal: Goal, needed: tuple[Occurrence, ...] | None, in_all: _Figures) -> OutlookState:
    if needed is not None:
        return OutlookState.WITHIN_REACH if needed else OutlookState.MET
    time, days = in_all.time.high, in_all.days.high
    is_possible = (time is None or time.count >= goal.minutes) and (days is None or days >= goal.days)
    return OutlookState.UNCERTAIN if is_possible else OutlookState.OUT_OF_REACH


class _Figures(NamedTuple):
    """The time of some days, and how many of them are treatment days."""

    time: Range[Minutes]
    days: Range[int]


def _figures(days: Iterable[CountedDay], goal: Goal, *, unnamed: bool) -> _Figures:
    """The figures of days; without a known end where some are in weeks that are known by their figures alone."""
    found, at_least = tuple(days), Minutes(goal.day_at_least)
    time = sum_of([Range.exactly(_NOTHING), *(each.time for each in found)])
    certain = sum(1 for each in found if each.reaches(at_least))
    possible = sum(1 for each in found if each.may_reach(at_least))
    return _Figures(Range(time.low), Range(certain)) if unnamed else _Figures(time, Range(certain, possible))


def _days_left(
    episode: Episode, seen: SeenSessions, span: DaySpan, on: Date, goal: Goal, counting: Counting
) -> list[int]:
    """What each day that lies ahead lacks to be a treatment day, the day that lacks least first."""
    known = {each.day.toordinal(): each for each in seen.days_if_attended(counting)}
    lacking: list[int] = []
    for ordinal in range(max(on, span.first).toordinal(), span.until.toordinal() if goal.days else 0):
        each = known.get(ordinal)
        high = None if each is None else each.time.high
        is_day = each is not None and each.may_reach(Minutes(goal.day_at_least))
        if not is_day and episode.layout.stay_on(day_of(ordinal)) is not None:
            lacking.append(goal.day_at_least - (0 if high is None else high.count))
    return sorted(lacking)


def _with_waiting(placed: _Figures, waiting: tuple[Unplaced, ...], lacking: list[int], counting: Counting) -> _Figures:
    """The figures with what is still to be placed: none of it is certain, and it may fill the days that lack least."""
    times = [time_to_place(each, each.span, counting).high for each in waiting]
    numbers = [each.number.high for each in waiting]
    supply = None if None in times else sum(each.count for each in times if each is not None)
    number = len(lacking) if None in numbers else sum(each for each in numbers if each is not None)
    filled, spare = 0, supply
    for short in lacking[:number]:
        if spare is not None and spare < short:
            break
        filled, spare = filled + 1, None if spare is None else spare - short
    high = None if placed.time.high is None or supply is None else placed.time.high + Minutes(supply)
    days = None if placed.days.high is None else placed.days.high + filled
    return _Figures(Range(placed.time.low, high), Range(placed.days.low, days))


def _doubts(
    episode: Episode, seen: SeenSessions, waiting: Iterable[Unplaced], span: DaySpan, counting: Counting
) -> Iterator[str]:
    """What it hangs on whether a minimum can be met."""
    for each in seen.unrecorded:
        yield f"{each} is not on record"
    for each in (*seen.attended, *seen.left):
        if counting.of(each.component, each.session.attended_by) is Counted.CONTESTED:
            yield f"{each} may or may not count"
        elif each.session.optional:
            yield f"{each} is optional"
        elif each.shortest != each.longest:
            yield f"{each} is {each.wall_minutes} long"
    yield from map(str, waiting)
    if unnamed_stays(episode, span):
        yield "some weeks are known by their figures alone"
