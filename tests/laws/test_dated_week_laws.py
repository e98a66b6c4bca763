"""Laws of dated weeks: they hold what the undated week says, nothing is lost or counted twice, rules see no dates."""

from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from iopmodel._days import DAYS_IN_WEEK, Date, WeekDay, add_days, plain_day, week_first
from iopmodel.checks import check
from iopmodel.counting import DEFAULT_COUNTING, Parallel
from iopmodel.dated_weeks import WeekDefinition, dated_weeks, hours_between, totals
from iopmodel.episodes import Episode
from iopmodel.levels import LevelOfCare
from iopmodel.overrides import Added
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Phase, Track
from iopmodel.quantities import Minutes, Range, sum_of
from iopmodel.rules import Rule, Standard
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.stay_results import stay_results
from iopmodel.stays import Stay
from iopmodel.strategies._calendar import days_within
from iopmodel.strategies._episodes import episodes
from iopmodel.strategies._programs import choices
from iopmodel.strategies._sessions import known_sessions, weekly_patterns, weekly_schedules
from iopmodel.tally import treatment_days, weekly_hours
from iopmodel.week_results import PartialWeeks, week_results
from tests.rule_strategies import COUNTS, TIMES, bodies
from tests.schedule_strategies import bounded_sessions, ending_sessions, steady_sessions

IOP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT
NOTHING = Range.exactly(Minutes(0))
SUMMED = attrs.evolve(DEFAULT_COUNTING, parallel=Parallel.SUM)
#: Mondays, those around the ends of years among them.
MONDAYS = st.sampled_from(tuple(map(plain_day, ("2026-02-02", "2026-12-28", "2020-12-21", "2024-02-26"))))
CALENDAR_WEEKS = st.sampled_from((WeekDefinition.MONDAY, WeekDefinition.SUNDAY, WeekDefinition.ADMISSION))
#: Sessions of which each week says exactly how often they fall in it.
SETTLED = st.one_of(known_sessions(), steady_sessions(), ending_sessions())
WEEKS = weekly_schedules(of=SETTLED) | weekly_patterns()


def laid(week: WeeklySchedule | WeeklyPattern, first: Date, weeks: int, attends: Range[int] | None = None) -> Episode:
    """An episode of one stay of so many weeks."""
    until = add_days(first, weeks * DAYS_IN_WEEK)
    return Episode(stays=[Stay(first=first, until=until, week=week, level=IOP, attends=attends)])


@st.composite
def bounded_episodes(draw: st.DrawFn) -> Episode:
    """Episodes of a few weeks, from any weekday on, with sessions by arrangement of known length and number."""
    first = add_days(draw(MONDAYS), draw(st.integers(0, DAYS_IN_WEEK - 1)))
    return laid(draw(weekly_schedules(of=bounded_sessions(most=3), max_size=3)), first, draw(st.integers(1, 3)))


# What a week holds


@given(WEEKS, MONDAYS, st.integers(1, 6), st.none() | choices())
def test_weeks_laid_from_a_monday_hold_what_their_program_weeks_say(
    week: WeeklySchedule | WeeklyPattern, first: Date, count: int, attends: Range[int] | None
) -> None:
    picked = attends if isinstance(week, WeeklySchedule) else None
    track = Track("one", week, attends=picked)
    for each in dated_weeks(laid(week, first, count, picked)):
        assert not each.is_partial
        assert each.hours() == weekly_hours(track, each.number)
        assert each.treatment_days() == treatment_days(track, each.number)
        assert each.hours(SUMMED) == weekly_hours(track, each.number, counting=SUMMED)


@given(episodes(), CALENDAR_WEEKS)
def test_weeks_together_are_the_whole_where_nothing_waits_to_be_placed(episode: Episode, week: str) -> None:
    found = dated_weeks(episode, week=week)
    assert sum_of([NOTHING, *(each.hours() for each in found)]) == hours_between(episode)
    assert [each for one in found for each in one.occurrences] == list(episode.occurrences())


@given(episodes(), CALENDAR_WEEKS)
def test_levels_sum_to_the_week_and_days_are_those_of_its_parts(episode: Episode, week: str) -> None:
    for each in dated_weeks(episode, week=week):
        assert sum_of([NOTHING, *each.by_level().values()]) == each.hours()
        days = {day for part in each.parts for day in part.on_each_day()}
        assert set(each.on_each_day()) == days
        assert each.treatment_days().high == len(days)


@given(episodes(), CALENDAR_WEEKS)
def test_components_and_days_sum_to_the_week_where_times_are_added(episode: Episode, week: str) -> None:
    for each in dated_weeks(episode, week=week):
        assert sum_of([NOTHING, *each.by_component(SUMMED).values()]) == each.hours(SUMMED)
        assert sum_of([NOTHING, *each.on_each_day(SUMMED).values()]) == each.hours(SUMMED)
        assert sum_of([NOTHING, *each.on_each_day().values()]) == each.hours()


@given(episodes())
def test_a_week_from_monday_is_the_rolling_week_that_begins_on_that_monday(episode: Episode) -> None:
    rolling = {each.span.first: each for each in dated_weeks(episode, week=WeekDefinition.ROLLING)}
    for each in dated_weeks(episode):
        lies_in_care = (
            episode.until is not None and episode.first <= each.span.first and each.span.until <= episode.until
        )
        assert (each.span.first in rolling) is lies_in_care
        if lies_in_care:
            assert rolling[each.span.first].parts == each.parts


# Nothing is lost or counted twice


@given(st.data(), episodes())
def test_hours_before_a_day_and_from_it_on_are_all_hours(data: st.DataObject, episode: Episode) -> None:
    day = data.draw(days_within(episode.asked(None, None)))
    found = totals(episode, on=day)
    assert found.so_far + found.to_come == found.together == hours_between(episode)


@given(st.data(), episodes(max_stays=1, overridden=False))
def test_a_change_to_the_same_week_loses_no_minute(data: st.DataObject, episode: Episode) -> None:
    day = data.draw(days_within(episode.asked(None, None)))
    week = episode.stays[0].week
    assert isinstance(week, WeeklySchedule)
    changed = episode.change_week(week, on=day)
    assert [each.hours() for each in dated_weeks(changed)] == [each.hours() for each in dated_weeks(episode)]


@given(st.data(), episodes(max_stays=1, overridden=False))
def test_a_stay_that_goes_on_at_another_level_loses_no_minute(data: st.DataObject, episode: Episode) -> None:
    (stay,) = episode.stays
    day = data.draw(days_within(episode.asked(None, None)))
    after = [] if day == stay.first else [stay.within(stay.first, day)]
    other = OP if stay.level != OP else IOP
    moved = attrs.evolve(episode, stays=[*after, attrs.evolve(stay.within(day, None), level=other)], moves=())
    assert [each.hours() for each in dated_weeks(moved)] == [each.hours() for each in dated_weeks(episode)]
    levels = [hours_between(moved, level=level) for level in (stay.level, other)]
    assert levels[0] + levels[1] == hours_between(moved) == hours_between(episode)


@given(st.data(), bounded_episodes())
def test_an_authorization_changes_no_figure(data: st.DataObject, episode: Episode) -> None:
    day = data.draw(days_within(episode.asked(None, None)))
    authorized = episode.authorize(OP, first=day)
    assert [each.hours() for each in dated_weeks(authorized)] == [each.hours() for each in dated_weeks(episode)]
    assert hours_between(authorized) == hours_between(episode)


@given(st.data(), bounded_episodes(), st.integers(0, 3))
def test_placing_a_session_keeps_the_hours_within_what_was_known(
    data: st.DataObject, episode: Episode, most: int
) -> None:
    before = hours_between(episode)
    for _ in range(most):
        waiting = [each for each in episode.unplaced() if each.number.high != 0]
        if not waiting:
            return
        chosen = data.draw(st.sampled_from(waiting))
        time = data.draw(st.integers(chosen.session.time.low.count, _longest(chosen.session)))
        session = attrs.evolve(
            _plain(chosen.session), start=None, end=None, time=Minutes(time), optional=chosen.session.optional
        )
        day = data.draw(days_within(chosen.span))
        key = f"{chosen.key} on {day} {len(episode.overrides)}"
        episode = episode.override(Added(day, session, places=chosen.key, key=key))
        after = hours_between(episode)
        assert after.within(before)
        before = after


def _plain(session: Session) -> Session:
    """The session without a word on how often it returns."""
    return Session(session.component, attended_by=session.attended_by)


def _longest(session: Session) -> int:
    high = session.time.high
    return session.time.low.count if high is None else high.count - session.time.high_excluded


@given(bounded_episodes())
def test_what_was_held_as_planned_is_the_plan_without_what_waits(episode: Episode) -> None:
    held = dated_weeks(episode, occurrences=episode.occurrences())
    for planned, delivered in zip(dated_weeks(episode), held, strict=True):
        assert delivered.occurrences == planned.occurrences
        assert delivered.hours().within(Range(Minutes(0), planned.hours().high))
        assert delivered.on_each_day() == planned.on_each_day()


# Rules


@given(weekly_schedules(of=steady_sessions()) | weekly_patterns(), MONDAYS, bodies())
def test_a_week_is_judged_as_a_check_of_that_very_week(
    week: WeeklySchedule | WeeklyPattern, first: Date, body: Standard
) -> None:
    rules = [each for each in body if isinstance(each, Rule) and each.measure in (*COUNTS, *TIMES)]
    weekly = [attrs.evolve(each, aggregation="every") for each in rules if each.measure != "total_hours"]
    asked = attrs.evolve(body, rules=weekly)
    report = check(Phase(IOP, week), against=[asked], on=first)
    for result in week_results(laid(week, first, 2), against=[asked], on=first):
        assert {each.rule: each.verdict for each in result.findings} == {
            each.rule: each.verdict for each in report.findings
        }
        assert result.verdict is report.verdict


@given(episodes(max_days=30), bodies(), st.sampled_from(PartialWeeks))
def test_a_week_asked_alone_is_the_week_among_all(episode: Episode, body: Standard, partial: str) -> None:
    on = episode.first
    among = week_results(episode, against=[body], on=on, partial=partial)
    alone = [
        result
        for week in dated_weeks(episode)
        for result in week_results(
            episode, against=[body], on=on, partial=partial, first=week.span.first, until=week.span.until
        )
    ]
    assert list(among) == alone


@given(episodes(max_days=30), bodies())
def test_what_is_made_of_partial_weeks_leaves_whole_ones_alone(episode: Episode, body: Standard) -> None:
    left_out, *others = (
        week_results(episode, against=[body], on=episode.first, partial=partial) for partial in PartialWeeks
    )
    for results in others:
        assert tuple(each for each in results if not each.is_partial) == left_out
        assert len(results) == sum(len(each.parts) for each in dated_weeks(episode))


@given(weekly_schedules(of=steady_sessions()), MONDAYS, st.integers(1, 5), bodies())
def test_the_average_of_weeks_that_are_alike_is_each_of_them(
    week: WeeklySchedule, first: Date, count: int, body: Standard
) -> None:
    episode = laid(week, first, count)
    weekly = [attrs.evolve(rule, aggregation="every") for rule in body if rule.measure == "hours_per_week"]
    average = [attrs.evolve(rule, id=f"{rule.id} on average", aggregation="average") for rule in weekly]
    asked = attrs.evolve(body, rules=(*weekly, *average))
    (stay,) = stay_results(episode, against=[asked], on=first)
    means = {each.rule: each.verdict for each in stay.findings}
    for result in week_results(episode, against=[asked], on=first):
        assert means == {f"{each.rule} on average": each.verdict for each in result.findings}


@given(episodes())
def test_every_day_of_care_lies_in_one_part_of_one_week(episode: Episode) -> None:
    found = [day for week in dated_weeks(episode) for part in week.parts for day in part.ordinals]
    in_care = {
        day
        for stay in episode.stays
        if not stay.on_leave and stay.until is not None
        for day in range(stay.first.toordinal(), stay.until.toordinal())
    }
    assert sorted(found) == sorted(in_care)
    assert week_first(min(found), WeekDay.MONDAY) >= dated_weeks(episode)[0].span.first.toordinal()
