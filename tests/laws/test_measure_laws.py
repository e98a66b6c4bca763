"""Measures against slow loops over single days, and several bodies against one at a time."""

import calendar
import datetime as dt
import itertools

import attrs
from hypothesis import given
from hypothesis import strategies as st

from iopmodel import (
    Break,
    Dated,
    FamilyTherapy,
    GroupTherapy,
    History,
    Minutes,
    Program,
    Range,
    Rule,
    Session,
    Standard,
    Track,
    Verdict,
    WeeklySchedule,
    Weeks,
    check,
    compare,
)
from iopmodel.comparisons import Comparison
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.floors import weeks_below
from iopmodel.gaps import gaps
from iopmodel.measures import Measure
from iopmodel.months import Month, minutes_in_month, sessions_in_month
from iopmodel.readings import readings
from iopmodel.rules import Bound
from iopmodel.stretches import stretches
from tests.rule_strategies import ANY_DAYS, SOURCE, bodies, programs, tracks

ON = "2026-02-02"
WEEKS = 52
#: What is laid on days, and what may be.
Laid = dict[int, list[Session]]


@st.composite
def dated_sessions(draw: st.DrawFn) -> Session:
    """Sessions on weekdays, every so many weeks, in some weeks, known to the minute."""
    first, last = draw(st.sampled_from([(1, None), (1, None), (1, 3), (4, 9), (5, None)]))
    every = draw(st.sampled_from([1, 1, 2, 3, 5]))
    return Session(
        draw(st.sampled_from([GroupTherapy(), GroupTherapy(), FamilyTherapy(), Break()])),
        day=draw(st.sampled_from(ANY_DAYS)),
        time=Minutes(draw(st.integers(1, 200))),
        weeks=(first, last),
        every=Weeks(every),
        first=draw(st.integers(first, min(first + every - 1, last or WEEKS))),
    )


def laid(week: list[Session], weeks: int) -> Laid:
    """The counted sessions of each day of a stay, counted from 0, by a plain loop over weeks and days."""
    found: Laid = {}
    for number in range(1, weeks + 1):
        for each in week:
            held = each.weeks.first <= number <= (each.weeks.last or weeks)
            in_turn = each.every.count == 1 or (
                each.first is not None and number >= each.first and (number - each.first) % each.every.count == 0
            )
            if held and in_turn and each.day is not None and not isinstance(each.component, Break):
                found.setdefault((number - 1) * 7 + int(each.day), []).append(each)
    return found


@given(st.lists(dated_sessions(), min_size=1, max_size=5), st.integers(1, 12))
def test_the_longest_gap_is_that_of_a_loop_over_all_days(week: list[Session], weeks: int) -> None:
    days = sorted(laid(week, weeks))
    (stretch,) = stretches(Track("one", week, length=Weeks(weeks)))
    found = gaps(stretch, DEFAULT_COUNTING)
    between = [later - day - 1 for day, later in itertools.pairwise(days)]
    if between:
        assert {gap.days.low for gap in found} == {gap.days.high for gap in found} == set(between)


@given(st.lists(dated_sessions(), min_size=1, max_size=4), st.lists(dated_sessions(), max_size=2), st.data())
def test_what_may_fall_makes_no_gap_longer_than_without_it_and_none_shorter_than_with_it(
    week: list[Session], perhaps: list[Session], data: st.DataObject
) -> None:
    optional = [attrs.evolve(each, optional=True) for each in perhaps]
    (stretch,) = stretches(Track("one", [*week, *optional], length=Weeks(9)))
    held = [each for each in perhaps if data.draw(st.booleans())]
    days = sorted(laid([*week, *held], 9))
    longest = max((later - day - 1 for day, later in itertools.pairwise(days)), default=None)
    found = gaps(stretch, DEFAULT_COUNTING)
    if longest is not None and len(laid(week, 9)) > 1:
        within = [gap for gap in found if gap.days.high is not None]
        assert max(gap.days.low for gap in within) <= longest or not within
    certain = sorted(laid(week, 9))
    if len(certain) > 1:
        bare = max(later - day - 1 for day, later in itertools.pairwise(certain))
        assert max(gap.days.high or 0 for gap in found) == bare


def month_days(start: dt.date, weeks: int) -> list[tuple[int, int]]:
    """Each whole calendar month of a stay, as the first and the last of its days, counted from 0."""
    found: list[tuple[int, int]] = []
    year, month = start.year, start.month
    for _ in range(weeks // 4 + 2):
        first = (dt.date(year, month, 1) - start).days
        last = first + calendar.monthrange(year, month)[1] - 1
        if first >= 0 and last < weeks * 7:
            found.append((first, last))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def of_month(months: tuple[Month, ...], number: int) -> Month:
    """The month of that number among those found; alike ones, and those not looked at, are the last."""
    named = {month.where: month for month in months}
    return named.get(f"month {number + 1}", months[-1])


starts = st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31))


@given(st.lists(dated_sessions(), min_size=1, max_size=4), st.integers(4, WEEKS), starts)
def test_a_month_holds_what_every_calendar_month_holds_whenever_the_stay_begins(
    week: list[Session], weeks: int, start: dt.date
) -> None:
    # The weeks of a program are counted from the day on which it begins.
    (stretch,) = stretches(Track("one", week, length=Weeks(weeks)))
    counts = sessions_in_month(stretch, DEFAULT_COUNTING, lambda _: True)
    times = minutes_in_month(stretch, DEFAULT_COUNTING)
    held = laid(week, weeks)
    for number, (first, last) in enumerate(month_days(start, weeks)):
        inside = [each for day in range(first, last + 1) for each in held.get(day, [])]
        assert len(inside) in of_month(counts, number).amount
        assert sum(each.time.low.count for each in inside) in of_month(times, number).amount


@given(st.lists(dated_sessions(), min_size=1, max_size=4), st.integers(1, WEEKS), starts)
def test_a_month_that_a_stay_certainly_has_is_one_that_it_has(week: list[Session], weeks: int, start: dt.date) -> None:
    (stretch,) = stretches(Track("one", week, length=Weeks(weeks)))
    months = sessions_in_month(stretch, DEFAULT_COUNTING, lambda _: True)
    there = month_days(start, weeks)
    if not months:
        assert not there
    certain = [month for month in months if month.is_certain]
    assert len(there) >= len(certain) or weeks >= 40


@given(st.integers(1, 4), st.sampled_from(ANY_DAYS), starts)
def test_the_nth_weekday_comes_once_in_every_month(nth: int, day: str, start: dt.date) -> None:
    session = Session(GroupTherapy(), day=day, nth=nth, time="1 h")
    (stretch,) = stretches(Track("one", [session], length=Weeks(26)))
    (month,) = sessions_in_month(stretch, DEFAULT_COUNTING, lambda _: True)
    for first, last in month_days(start, 26):
        days = [start + dt.timedelta(number) for number in range(first, last + 1)]
        falling = [each for each in days if each.weekday() == ANY_DAYS.index(day)][nth - 1 : nth]
        assert len(falling) in month.amount


@given(
    st.lists(dated_sessions(), min_size=1, max_size=4),
    st.integers(1, 12),
    st.lists(st.integers(0, 700).map(Minutes), min_size=1, max_size=2),
)
def test_the_weeks_below_a_floor_are_those_of_a_plain_loop(
    week: list[Session], weeks: int, floors: list[Minutes]
) -> None:
    (stretch,) = stretches(Track("one", week, length=Weeks(weeks)))
    held = laid(week, weeks)
    sums = [
        sum(each.time.low.count for day in range(number * 7, number * 7 + 7) for each in held.get(day, []))
        for number in range(weeks)
    ]
    found = weeks_below(stretch, DEFAULT_COUNTING, tuple(floors))
    assert found.low == sum(time < min(floors).count for time in sums)
    assert found.high == sum(time < max(floors).count for time in sums)


@given(tracks())
def test_family_sessions_are_no_more_than_sessions_with_the_family_counted(track: Track) -> None:
    week = track.week
    if isinstance(week, WeeklySchedule):
        turned = [
            attrs.evolve(each, component=FamilyTherapy(), attended_by="family") if at % 2 else each
            for at, each in enumerate(week)
        ]
        track = attrs.evolve(track, week=turned)
    counting = attrs.evolve(DEFAULT_COUNTING, family_only=True)
    (stretch,) = stretches(track)
    family = readings(_asking(Measure.FAMILY_SESSIONS_PER_WEEK), stretch, DEFAULT_COUNTING)
    everybody = readings(_asking(Measure.SESSIONS_PER_WEEK), stretch, counting)
    for one, all_of_them in zip(family, everybody, strict=True):
        assert one.measured.low <= all_of_them.measured.low  # type: ignore[operator]
        assert all_of_them.measured.high is None or one.measured.high <= all_of_them.measured.high  # type: ignore[operator]


def _asking(measure: Measure) -> Rule:
    history = History.of(Dated[Bound](Range.at_least(1), SOURCE))
    return Rule(id="law.any", measure=measure, history=history, force="required")


@given(st.lists(bodies(max_size=2), min_size=1, max_size=3), programs())
def test_side_by_side_each_body_says_what_it_says_alone(given_bodies: list[Standard], program: Program) -> None:
    named = [attrs.evolve(body, key=f"law-{at}", name=f"Law {at}") for at, body in enumerate(given_bodies)]
    found = compare(program, standards=named, on=ON)
    for body in named:
        alone = check(program, against=[body], on=ON)
        assert [each for each in found.report.findings if each.body == body.name] == list(alone.findings)
        assert [each for each in found.not_applied if each.body == body.name] == list(alone.not_applied)
        if alone.findings:
            assert found.verdicts[body.name] is alone.verdict
        assert (body.name in found.silent) == (not alone.findings and not alone.usual_practice and not alone.bands)
        _in_its_rows(found, body, [*alone.findings, *alone.usual_practice, *alone.bands])
    assert set(found.bodies).isdisjoint(found.silent)


def _in_its_rows(found: Comparison, body: Standard, alone: list[object]) -> None:
    rows = [each for said in found.rows.values() for each in said.get(body.name, ())]
    assert len(rows) == len(alone)
    assert all(each in alone for each in rows)


@given(st.lists(bodies(max_size=2), min_size=2, max_size=3), programs())
def test_bodies_contradict_each_other_where_one_is_met_and_another_one_missed(
    given_bodies: list[Standard], program: Program
) -> None:
    named = [attrs.evolve(body, key=f"law-{at}", name=f"Law {at}") for at, body in enumerate(given_bodies)]
    found = compare(program, standards=named, on=ON)
    for each in found.contradictions:
        assert {finding.verdict for finding in each.met} == {Verdict.MET}
        assert {finding.verdict for finding in each.missed} == {Verdict.NOT_MET}
        assert {finding.measure for finding in (*each.met, *each.missed)} == {each.measure}
        assert {finding.body for finding in each.met} - {finding.body for finding in each.missed}
    assert str(found)
