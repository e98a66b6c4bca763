"""Weeks on dates: what is laid adds up, and closures, overrides and changes touch exactly what they are about."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

from iopmodel._days import Date, add_days, day_of
from iopmodel.arrangements import Unplaced
from iopmodel.closures import Closure
from iopmodel.counting import DEFAULT_COUNTING, Counted, Counting
from iopmodel.episodes import Episode
from iopmodel.lengths import Weeks
from iopmodel.levels import GENERAL, LevelOfCare
from iopmodel.occurrences import Occurrence, OccurrenceKind
from iopmodel.overrides import Added, Moved
from iopmodel.programs import Phase, Track
from iopmodel.quantities import Minutes, Range, sum_of
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.strategies._calendar import days_within, places
from iopmodel.strategies._episodes import closures, dated_schedules, dated_sessions, episodes, stays
from iopmodel.strategies._sessions import COUNTED, DAYS, LENGTHS, Cadence, cadences, weekly_numbers, weekly_schedules
from iopmodel.tally import CLOCK_COUNTING, total_hours
from iopmodel.templates import has_dates

IOP = LevelOfCare.INTENSIVE_OUTPATIENT
FIRST_DAYS = places().map(lambda place: place.day)
COUNTINGS = st.sampled_from((DEFAULT_COUNTING, CLOCK_COUNTING))


@st.composite
def weekly_sessions(draw: st.DrawFn) -> Session:
    """Sessions with a weekday that the program week alone tells, whatever the month."""
    cadence = draw(cadences(has_day=True, kinds=("plain", "plain", "from")))
    session = draw(dated_sessions())
    return attrs.evolve(session, **cadence._asdict(), optional=False)


@st.composite
def arranged_sessions(
    draw: st.DrawFn, kinds: tuple[str, ...] = ("plain", "plain", "every", "from", "total")
) -> Session:
    """Sessions by arrangement of known length: so many a week, every so many weeks, or so many in all."""
    cadence: Cadence = draw(cadences(has_day=False, kinds=kinds))
    day = draw(st.none() | DAYS) if cadence.every.count > 1 and cadence.first is None else None
    is_weekly = day is None and cadence.per_month is None and cadence.total is None
    number = draw(weekly_numbers())._asdict() if is_weekly else {}
    time = Minutes(draw(LENGTHS))
    return Session(draw(COUNTED), **cadence._asdict(), **number, day=day, time=time)


def _counts(occurrence: Occurrence, counting: Counting) -> bool:
    session = occurrence.session
    return counting.of(session.component, session.attended_by) is Counted.YES


def _minutes(occurrences: tuple[Occurrence, ...]) -> int:
    """The minutes that occurrences cover, minute by minute in sets, each for the day on which it starts."""
    covered = {
        (each.ordinal, minute)
        for each in occurrences
        for minute in range(each.begin or 0, (each.begin or 0) + each.shortest)
    }
    return len(covered)


def _bare(occurrences: tuple[Occurrence, ...]) -> list[Occurrence]:
    """Occurrences whatever the part of the stay in which they are held."""
    anywhere = Stay(first="2000-01-01", week=(), level=IOP)
    return [each._replace(stay=anywhere) for each in occurrences]


def _end(episode: Episode) -> Date:
    """The planned end of an episode that has one."""
    return episode.until or episode.first


def _days_of(episode: Episode) -> st.SearchStrategy[Date]:
    return days_within(DaySpan(episode.first, _end(episode)))


def _every_day(episode: Episode, policy: str) -> Closure:
    return Closure(DaySpan(add_days(episode.first, -7), add_days(_end(episode), 7)), policy=policy)


# What is laid adds up


@given(weekly_schedules(of=weekly_sessions()), st.integers(1, 9), st.integers(1, 4), FIRST_DAYS, COUNTINGS)
def test_the_minutes_of_whole_weeks_are_the_hours_of_the_weeks_without_dates(
    week: WeeklySchedule, count: int, first_week: int, first: Date, counting: Counting
) -> None:
    """Whichever weekday the first day is, so many program weeks hold what the undated weeks hold."""
    track = Track("track", week, length=Weeks(count), first_week=first_week)
    stay = Stay(
        first=first, until=add_days(first, 7 * count), week=week, level=IOP, title="track", first_week=first_week
    )
    counted = tuple(each for each in Episode(stays=[stay]).occurrences() if _counts(each, counting))
    assert Range.exactly(Minutes(_minutes(counted))) == total_hours(track, counting=counting)


@given(episodes(), st.data())
def test_what_is_held_between_three_days_is_what_is_held_between_the_first_two_and_the_last_two(
    episode: Episode, data: st.DataObject
) -> None:
    """Nothing is lost and nothing stands twice where one question ends and the next one begins."""
    around = DaySpan(add_days(episode.first, -3), add_days(_end(episode), 3))
    first, middle, until = sorted(data.draw(st.tuples(*[days_within(around)] * 3)))
    assert episode.between(first, until) == episode.between(first, middle) + episode.between(middle, until)
    assert episode.cancelled(first, until) == episode.cancelled(first, middle) + episode.cancelled(middle, until)


@given(episodes())
def test_everything_planned_is_held_or_cancelled_or_moved_and_nothing_twice(episode: Episode) -> None:
    """The plan and what is added make up what is held, what is cancelled, and what is moved out of every stay."""
    planned = {each.identity for each in attrs.evolve(episode, closures=(), overrides=()).occurrences()}
    held = [each.identity for each in episode.occurrences()]
    cancelled = [each.identity for each in episode.cancelled()]
    names = held + cancelled
    assert len(set(names)) == len(names)
    assert {each.identity for each in episode.occurrences() if each.kind not in {"added", "make-up"}} <= planned
    assert planned <= set(names)


@given(stays(max_days=60), st.data())
def test_any_day_may_be_the_first_of_the_tail(stay: Stay, data: st.DataObject) -> None:
    """A stay from a later day on, in the same program weeks, holds from there what the whole stay holds."""
    whole = Episode(stays=[stay])
    first = data.draw(_days_of(whole))
    tail = Episode(stays=[stay.within(first, None)])
    assert _bare(tail.occurrences()) == _bare(whole.between(first, _end(whole)))
    assert [each.program_week for each in tail.occurrences()] == [
        each.program_week for each in whole.between(first, _end(whole))
    ]


@given(episodes())
def test_what_is_held_stands_in_order_and_is_found_by_its_name(episode: Episode) -> None:
    """By day, by clock, by key; a name leads to its occurrence wherever it is held, and a cancelled one to none."""
    held = episode.occurrences()
    order = [(each.ordinal, 1440 if each.begin is None else each.begin, each.key) for each in held]
    assert order == sorted(order)
    assert [episode.find(each.identity) for each in held] == list(held)
    assert {episode.find(each.identity) for each in episode.cancelled()} <= {None}


# Closures and overrides


@given(episodes(closed=False, overridden=False), st.data())
def test_a_closure_removes_what_starts_on_its_days_and_nothing_else(episode: Episode, data: st.DataObject) -> None:
    """What starts on other days is held as it was, also what goes on past midnight into a closed day."""
    closure = data.draw(closures(_days_of(episode)))
    closed = episode.close(attrs.evolve(closure, policy="closed", hours=None))
    off = {each.ordinal for each in episode.occurrences() if closure.holds(each.day)}
    assert closed.occurrences() == tuple(each for each in episode.occurrences() if each.ordinal not in off)
    assert [each.identity for each in closed.cancelled()] == [
        each.identity for each in episode.occurrences() if each.ordinal in off
    ]


@given(episodes(closed=False, overridden=False), st.data())
def test_replaced_hours_keep_the_minutes_that_lie_in_them(episode: Episode, data: st.DataObject) -> None:
    """On the days of the closure each session keeps its minutes within the hours; on others all of them."""
    closure = data.draw(closures(_days_of(episode)))
    hours = (9 * 60, 19 * 60)
    changed = episode.close(attrs.evolve(closure, policy="replaced-hours", hours="09:00-19:00"))
    kept = {each.identity: each for each in changed.occurrences()}
    for each in episode.occurrences():
        begin = each.begin or 0
        minutes = range(begin, begin + each.shortest)
        if closure.holds(each.day):
            minutes = range(max(begin, hours[0]), min(begin + each.shortest, hours[1]))
        found = kept.get(each.identity)
        if found is None:
            assert len(minutes) == 0
        else:
            assert found.shortest == len(minutes)
            assert found.begin == (minutes.start if minutes else begin)


@given(episodes(), st.data())
def test_an_open_policy_undoes_a_closure(episode: Episode, data: st.DataObject) -> None:
    """The last closure given decides, and open on the same days is as if neither had been given."""
    episode = attrs.evolve(episode, closures=())
    closure = data.draw(closures(_days_of(episode)))
    reopened = episode.close(closure, attrs.evolve(closure, policy="open", hours=None))
    assert reopened.occurrences() == episode.occurrences()
    assert reopened.cancelled() == episode.cancelled()


@given(episodes())
def test_overrides_go_before_closures_and_closures_before_the_week(episode: Episode) -> None:
    """With every day closed what overrides put there is held, and with every day open what closures took away."""
    put = {"moved", "added", "make-up"}
    closed = episode.close(_every_day(episode, "closed"))
    assert closed.occurrences() == tuple(each for each in episode.occurrences() if each.kind in put)
    opened = episode.close(_every_day(episode, "open"))
    assert opened.occurrences() == attrs.evolve(episode, closures=()).occurrences()


@given(episodes())
def test_overrides_do_what_they_say(episode: Episode) -> None:
    """A moved session is held where it is moved to, an added one where it is added, and each once."""
    for each in episode.overrides:
        if isinstance(each, Moved):
            found = episode.find((each.session, each.day))
            assert found is not None
            assert (found.day, found.kind) == (each.to, OccurrenceKind.MOVED)
        elif isinstance(each, Added):
            found = episode.find((each.key, each.day))
            assert found is not None
            assert (found.day, found.replaces) == (each.day, each.replaces)


# Changes


@given(episodes(), dated_schedules(), st.data())
def test_a_move_changes_nothing_before_it_and_what_follows_is_what_is_reached(
    episode: Episode, week: WeeklySchedule, data: st.DataObject
) -> None:
    """The occurrences of both sides together are those of the two plans: splitting loses no minute."""
    on = add_days(data.draw(_days_of(episode)), 1)
    reached = Phase(data.draw(st.sampled_from(GENERAL.levels)), week, length="4 weeks")
    moved = episode.move(reached, on=on, reason="why")
    assert _bare(moved.between(episode.first, on)) == _bare(episode.between(episode.first, on))
    bare = attrs.evolve(episode, overrides=()).move(reached, on=on, reason="why")
    alone = Episode.of(reached, first=on, timezone=episode.timezone, closures=episode.closures)
    assert _bare(bare.between(on, _end(bare))) == _bare(alone.occurrences())
    assert moved.moves[0] == episode.moves[0]


@given(episodes(), dated_schedules(), st.data())
def test_another_week_keeps_what_lies_before_it(episode: Episode, week: WeeklySchedule, data: st.DataObject) -> None:
    """Up to the day of the change everything is held as it was, and the stays end when they did."""
    attended = [each for each in episode.stays if not each.on_leave]
    held = data.draw(st.sampled_from(attended))
    on = data.draw(days_within(DaySpan(held.first, held.until or held.first)))
    changed = episode.change_week(week, on=on)
    assert _bare(changed.between(episode.first, on)) == _bare(episode.between(episode.first, on))
    assert (changed.until, changed.moves) == (episode.until, episode.moves)
    undone = attrs.evolve(episode, overrides=())
    for stay in (each for each in undone.stays if each.until is not None and each.until <= on):
        days = (stay.first, stay.until or stay.first)
        assert changed.stay_on(stay.first) == stay
        assert _bare(undone.change_week(week, on=on).between(*days)) == _bare(undone.between(*days))


@given(episodes(weeks=weekly_schedules(max_size=3), overridden=False), st.data())
def test_an_authorized_level_changes_nothing_of_what_is_held_or_to_be_placed(
    episode: Episode, data: st.DataObject
) -> None:
    """The payer's word stands beside the clinical level and parts no week."""
    held = data.draw(st.sampled_from(episode.stays))
    on = data.draw(days_within(DaySpan(held.first, held.until or held.first)))
    authorized = episode.authorize(data.draw(st.sampled_from(GENERAL.levels)), first=on)
    assert _bare(authorized.occurrences()) == _bare(episode.occurrences())
    assert _asked(authorized) == _asked(episode)
    assert authorized.moves == episode.moves


# By arrangement


def _asked(episode: Episode) -> list[tuple[str, DaySpan, Range[int]]]:
    return [(each.key, each.span, each.number) for each in episode.unplaced()]


def _one_fewer(number: Range[int]) -> Range[int]:
    high = None if number.high is None else max(0, number.high - number.high_excluded - 1)
    return Range(max(0, number.low - 1), high)


@given(
    arranged_sessions(("plain", "every", "from", "total", "month")),
    FIRST_DAYS,
    st.integers(0, 40),
    st.sampled_from((41, None)),
)
def test_placing_a_session_by_arrangement_leaves_one_fewer(
    session: Session, first: Date, after: int, lasting: int | None
) -> None:
    """One fewer in the stretch of days in which it is placed, and as many as before in the others."""
    week, until = [attrs.evolve(session, key="arranged")], add_days(first, 41)
    episode = Episode(stays=[Stay(first=first, until=None if lasting is None else until, week=week, level=IOP)])
    day = add_days(first, after)
    placed = episode.override(Added(day, Session(session.component, start="03:00"), places="arranged"))
    assert {each.span: each.number for each in placed.unplaced(first, until)} == _but_nothing(
        {
            each.span: _one_fewer(each.number) if day in each.span or session.total else _whole(each.number)
            for each in episode.unplaced(first, until)
        }
    )


def _whole(number: Range[int]) -> Range[int]:
    high = None if number.high is None else number.high - number.high_excluded
    return Range(number.low, high)


def _but_nothing(numbers: dict[DaySpan, Range[int]]) -> dict[DaySpan, Range[int]]:
    return {span: number for span, number in numbers.items() if number.high != 0}


@given(weekly_schedules(of=arranged_sessions(), max_size=1), st.integers(1, 9), FIRST_DAYS)
def test_what_is_to_be_placed_over_whole_weeks_is_what_the_weeks_without_dates_ask(
    week: WeeklySchedule, count: int, first: Date
) -> None:
    """The time of all of it together is the total of as many undated weeks."""
    track = Track("track", week, length=Weeks(count))
    episode = Episode(stays=[Stay(first=first, until=add_days(first, 7 * count), week=week, level=IOP)])
    asked = sum_of([Range.exactly(Minutes(0)), *(each.time for each in episode.unplaced())])
    assert asked == total_hours(track, counting=CLOCK_COUNTING)


@given(episodes(weeks=weekly_schedules()))
def test_only_what_has_no_date_is_to_be_placed(episode: Episode) -> None:
    """A session is laid on dates or listed as still to be placed, never both; each stretch lies in its stay."""
    waiting: tuple[Unplaced, ...] = episode.unplaced()
    for each in waiting:
        assert not has_dates(each.session)
        assert each.stay in episode.stays
        assert all(each.stay.holds(day_of(ordinal)) for ordinal in _ordinals(each.span))
    planned = attrs.evolve(episode, closures=(), overrides=()).occurrences()
    assert all(has_dates(each.session) for each in planned)


def _ordinals(span: DaySpan) -> range:
    return range(span.first.toordinal(), span.until.toordinal())
