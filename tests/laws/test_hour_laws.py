"""The algebra of hours: of a week, over weeks, and against a slow second opinion that settles every open question."""

import itertools
from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

import attrs
from hypothesis import given
from hypothesis import strategies as st

from iopmodel._days import short_day
from iopmodel.averages import average_of, stay_total
from iopmodel.components import GroupTherapy
from iopmodel.counting import DEFAULT_COUNTING, Counted, Counting, Parallel
from iopmodel.lengths import PlannedLength, Weeks, in_weeks
from iopmodel.pathways import PathwayWeek, pathway_weeks
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import AttendedBy
from iopmodel.programs import Pathway, Phase, Program, Track
from iopmodel.quantities import Minutes, Quantity, Range, hull_of, sum_of
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import WeekSpan
from iopmodel.strategies._programs import any_programs, pathways, phases, tracks, week_lengths
from iopmodel.strategies._sessions import MAX_WEEK, known_sessions, sessions, spans, weekly_patterns, weekly_schedules
from iopmodel.stretches import Subject, stretches
from iopmodel.tally import (
    ANY_DAY,
    CLOCK_COUNTING,
    average_weekly_hours,
    hours_by_component,
    hours_on_each_day,
    sessions_per_week,
    total_hours,
    treatment_days,
    week_classes,
    weekly_hours,
)
from iopmodel.weeks import Week, week_of
from tests import naive_weeks as naive
from tests.schedule_strategies import (
    bounded_sessions,
    closed_week_lengths,
    crowded_sessions,
    ending_sessions,
    floating_sessions,
    known_schedules,
    schedules_without_overlaps,
    sessions_on_weekdays,
    steady_sessions,
)

Q = TypeVar("Q", bound=Quantity)
WEEKS = st.integers(1, 2 * MAX_WEEK)
THRESHOLDS = st.sampled_from((0, 1, 60, 180)) | st.integers(0, 700)
SUM = attrs.evolve(DEFAULT_COUNTING, parallel=Parallel.SUM)
#: Education and family sessions may count or not, optional ones do not.
CONTESTED = attrs.evolve(DEFAULT_COUNTING, contested={"education", "family-therapy"}, optional=False)
COUNTINGS = st.sampled_from((DEFAULT_COUNTING, SUM, CLOCK_COUNTING, CONTESTED))
#: Schedules of which everything is known but the weekday of sessions by arrangement.
KNOWN = known_schedules() | weekly_schedules(of=crowded_sessions())
#: Tracks whose stays have a known end, of schedules with every gap.
TRACKS = tracks(weekly_schedules(max_size=3), week_lengths())
#: Tracks whose sessions fall in weeks of which nobody knows which.
FLOATING_TRACKS = tracks(weekly_schedules(of=floating_sessions(), max_size=3), week_lengths())
#: Tracks whose sessions may all end before the stay does.
ENDING_TRACKS = tracks(weekly_schedules(of=ending_sessions(), max_size=2), week_lengths())
Pick = Callable[[list[int]], int]


def _exactly(count: int) -> Range[Minutes]:
    return Range.exactly(Minutes(count))


def _picks(data: st.DataObject) -> Pick:
    """What settles a question: often with the first or the last answer."""

    def pick(answers: list[int]) -> int:
        ends = st.sampled_from([answers[0], answers[-1]])
        return data.draw(ends | st.sampled_from(answers)) if len(answers) > 1 else answers[0]

    return pick


def _counts(counting: Counting, data: st.DataObject) -> Callable[[Session], bool]:
    """Which sessions count, the contested ones by choice."""
    contested = data.draw(st.booleans())

    def counts(session: Session) -> bool:
        if session.optional and not counting.optional:
            return False
        found = counting.of(session.component, session.attended_by)
        return found is Counted.YES or (contested and found is Counted.CONTESTED)

    return counts


def _week(track: Track, number: int, counting: Counting = DEFAULT_COUNTING) -> Week:
    (stretch,) = stretches(track)
    return week_of(stretch, stretch.settled(number), counting)


def _stay(track: Track, data: st.DataObject) -> naive.Stay:
    """A stay of a length that the track allows."""
    (stretch,) = stretches(track)
    return naive.Stay(track, data.draw(st.sampled_from(naive.values(stretch.weeks))), _picks(data))


# Against the second opinion, of schedules in which everything is known


@given(KNOWN, WEEKS)
def test_the_hours_of_a_known_week_are_the_minutes_that_its_sessions_cover(
    schedule: WeeklySchedule, number: int
) -> None:
    """Minute by minute in sets, the time of a week is the same as by intervals."""
    week = [each for ways in naive.known_week(schedule, number) for each in ways[0]]
    assert weekly_hours(schedule, number) == _exactly(naive.total(week))
    assert weekly_hours(schedule, number, counting=SUM) == _exactly(naive.total(week, Parallel.SUM))


@given(KNOWN, WEEKS)
def test_the_hours_of_each_known_day_are_the_minutes_that_its_sessions_cover(
    schedule: WeeklySchedule, number: int
) -> None:
    """Each weekday has its own minutes, and sessions without a weekday stand in a row of their own."""
    week = [each for ways in naive.known_week(schedule, number) for each in ways[0]]
    expected = {
        short_day(day): _exactly(count)
        for day, count in naive.on_each_day(each for each in week if each.session.day is not None).items()
    }
    loose = [each for each in week if each.session.day is None]
    if loose:
        expected[ANY_DAY] = _exactly(naive.total(loose))
    assert hours_on_each_day(schedule, number) == expected


@given(weekly_schedules(of=known_sessions(most=2), max_size=3), WEEKS)
def test_the_treatment_days_of_a_known_week_are_those_of_its_placements(schedule: WeeklySchedule, number: int) -> None:
    """The fewest and the most days over every way to lay the sessions by arrangement on weekdays."""
    found = [naive.days_with(week, 0) for week in naive.every_week(schedule, number)]
    assert treatment_days(schedule, number) == Range(min(found), max(found))


@given(weekly_schedules(of=known_sessions(most=2), max_size=3), THRESHOLDS)
def test_no_placement_makes_other_days_of_so_many_minutes_than_the_range_says(
    schedule: WeeklySchedule, at_least: int
) -> None:
    """However the sessions by arrangement are laid, the days with so many minutes lie in the range."""
    days = _week(Track("bare", schedule), 1).days_with(at_least)
    for week in naive.every_week(schedule, 1):
        assert naive.days_with(week, at_least) in days


@given(KNOWN, WEEKS)
def test_the_total_of_a_known_schedule_is_the_sum_of_its_weeks(schedule: WeeklySchedule, count: int) -> None:
    """Over a known number of weeks the total is exact, and it is what the weeks make one by one."""
    weeks = [
        naive.total(each for ways in naive.known_week(schedule, number) for each in ways[0])
        for number in range(1, count + 1)
    ]
    assert total_hours(schedule, Weeks(count)) == _exactly(sum(weeks))
    track = Track("track", schedule, length=Weeks(count))
    assert average_weekly_hours(track) == Range.exactly(Fraction(sum(weeks), count))


# Against the second opinion, of stays in which everything open is settled


@given(TRACKS, COUNTINGS, st.data())
def test_settling_what_is_open_gives_hours_inside_the_range(
    track: Track, counting: Counting, data: st.DataObject
) -> None:
    """Lengths, numbers, first weeks, picked days, options: whatever is chosen, the week's time was foreseen."""
    counts, stay = _counts(counting, data), _stay(track, data)
    number = data.draw(st.sampled_from(stay.numbers))
    week = naive.counted(stay.week(number), counts)
    assert Minutes(naive.total(week, counting.parallel)) in _week(track, number, counting).time


@given(TRACKS, COUNTINGS, THRESHOLDS, st.data())
def test_settling_what_is_open_gives_days_inside_the_range(
    track: Track, counting: Counting, at_least: int, data: st.DataObject
) -> None:
    """Whatever is chosen, the number of days with so many minutes was foreseen."""
    counts, stay = _counts(counting, data), _stay(track, data)
    number = data.draw(st.sampled_from(stay.numbers))
    week = naive.on_each_day(naive.counted(stay.week(number), counts), counting.parallel)
    found = sum(minutes >= at_least for minutes in week.values())
    assert found in _week(track, number, counting).days_with(at_least)


@given(TRACKS, COUNTINGS, st.data())
def test_settling_what_is_open_gives_a_number_of_sessions_inside_the_range(
    track: Track, counting: Counting, data: st.DataObject
) -> None:
    """Whatever is chosen, the number of sessions was foreseen, and so was the time of each component."""
    counts, stay = _counts(counting, data), _stay(track, data)
    number = data.draw(st.sampled_from(stay.numbers))
    taken = naive.counted(stay.week(number), counts)
    week = _week(track, number, counting)
    assert len(taken) in week.session_count
    by_component = week.by_component()
    for kind in {type(each.session.component) for each in taken}:
        assert Minutes(naive.total(naive.of_kind(taken, kind), counting.parallel)) in by_component[kind]


@given(TRACKS.map(lambda track: attrs.evolve(track, attends=None)), COUNTINGS, st.data())
def test_settling_what_is_open_gives_hours_of_each_day_inside_the_range(
    track: Track, counting: Counting, data: st.DataObject
) -> None:
    """Whatever is chosen, the time on each weekday was foreseen."""
    counts, stay = _counts(counting, data), _stay(track, data)
    number = data.draw(st.sampled_from(stay.numbers))
    taken = naive.counted(stay.week(number), counts)
    found = hours_on_each_day(track, number, counting=counting)
    with_day = [each for each in taken if each.session.day is not None]
    for day, count in naive.on_each_day(with_day, counting.parallel).items():
        assert Minutes(count) in found[short_day(day)]
    if len(with_day) < len(taken):
        loose = [each for each in taken if each.session.day is None]
        assert Minutes(naive.total(loose)) in found[ANY_DAY]


@given(TRACKS | FLOATING_TRACKS, COUNTINGS, st.data())
def test_settling_what_is_open_gives_totals_and_averages_inside_the_range(
    track: Track, counting: Counting, data: st.DataObject
) -> None:
    """Whatever is chosen in every week of a stay, its total and its average were foreseen."""
    counts, stay = _counts(counting, data), _stay(track, data)
    minutes = [naive.total(naive.counted(stay.week(number), counts), counting.parallel) for number in stay.numbers]
    (stretch,) = stretches(track)
    assert Minutes(sum(minutes)) in stay_total(stretch, counting)
    assert Fraction(sum(minutes), len(minutes)) in average_of(stretch, counting, None)


# One week


@given(weekly_schedules(), WEEKS, st.data())
def test_the_order_of_sessions_changes_nothing(schedule: WeeklySchedule, number: int, data: st.DataObject) -> None:
    """A schedule is a collection: with its sessions in another order it is the same one, and has the same hours."""
    again = WeeklySchedule(data.draw(st.permutations(schedule.sessions)))
    assert (again, hash(again), repr(again)) == (schedule, hash(schedule), repr(schedule))
    assert weekly_hours(again, number) == weekly_hours(schedule, number)


@given(schedules_without_overlaps(), WEEKS, COUNTINGS)
def test_days_and_components_add_up_to_the_week(schedule: WeeklySchedule, number: int, counting: Counting) -> None:
    """Without overlaps the rows of the days, any day included, and those of the components make the whole."""
    whole = weekly_hours(schedule, number, counting=counting)
    nothing = _exactly(0)
    assert sum(hours_on_each_day(schedule, number, counting=counting).values(), nothing) == whole
    assert sum(hours_by_component(schedule, number, counting=counting).values(), nothing) == whole


@given(weekly_schedules(), WEEKS)
def test_time_at_once_is_at_most_time_one_after_the_other(schedule: WeeklySchedule, number: int) -> None:
    """The union of the sessions is never more than their sum, at either end."""
    union, added = weekly_hours(schedule, number), weekly_hours(schedule, number, counting=SUM)
    assert union.low <= added.low
    assert (union.high is None) == (added.high is None)
    assert union.high is None or added.high is None or union.high <= added.high


@given(weekly_schedules(), sessions(), WEEKS)
def test_one_more_session_never_lowers_anything(schedule: WeeklySchedule, session: Session, number: int) -> None:
    """With a required session that counts added, neither end of hours, days or sessions goes down."""
    more = attrs.evolve(
        session, component=GroupTherapy(), optional=False, attended_by=AttendedBy.PATIENT, key="another"
    )
    longer = WeeklySchedule([*schedule, more])
    before, after = _week(Track("t", schedule), number), _week(Track("t", longer), number)
    _never_lowers(before.time, after.time)
    _never_lowers(before.session_count, after.session_count)
    for at_least in (0, 60, 180):
        _never_lowers(before.days_with(at_least), after.days_with(at_least))


def _never_lowers(before: Range[Q], after: Range[Q]) -> None:
    assert before.low <= after.low
    assert after.high is None or (before.high is not None and before.high <= after.high)


@given(weekly_schedules(), WEEKS)
def test_more_minutes_are_asked_of_fewer_days(schedule: WeeklySchedule, number: int) -> None:
    """The days with at least so many minutes never become more when more minutes are asked."""
    week = _week(Track("t", schedule), number)
    found = [week.days_with(at_least) for at_least in (0, 1, 60, 180, 700)]
    for looser, stricter in itertools.pairwise(found):
        _never_lowers(stricter, looser)


@given(weekly_schedules(of=bounded_sessions(), max_size=3))
def test_both_ends_of_the_hours_of_a_week_are_reached(schedule: WeeklySchedule) -> None:
    """No range of hours is wider than what lengths, numbers and options can make of the week."""
    found = [naive.total(week) for week in naive.ends_of_week(schedule, naive.first_placement)]
    assert weekly_hours(schedule, 1) == Range(Minutes(min(found)), Minutes(max(found)))


@given(sessions())
def test_settling_the_length_of_a_session_moves_it_nowhere_else(session: Session) -> None:
    """A session of known length lies where one of unknown length lies if it is that long."""
    times = naive.lengths(session)
    for minutes in {times[0], times[-1]}:
        known = attrs.evolve(session, time=Minutes(minutes))
        assert known.interval(minutes) == session.interval(minutes)
        assert known.is_timed == (session.day is not None and minutes > 0 and session.interval(0) is not None)


@given(sessions(), sessions(), st.data())
def test_sessions_overlap_as_their_minutes_do(one: Session, other: Session, data: st.DataObject) -> None:
    """What certainly overlaps shares a minute for every length, and what may not shares none for any."""
    pick = _picks(data)
    minutes: list[set[int]] = []
    for session in (one, other):
        count = pick(list(naive.lengths(session)))
        begin = naive.since(session, count)
        minutes.append(set() if begin is None else set(range(begin, begin + count)))
    meet = one.day is not None and one.day == other.day and not minutes[0].isdisjoint(minutes[1])
    assert one.may_overlap(other) or not meet
    assert meet or not one.certainly_overlaps(other)


@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 12))
def test_a_week_holds_what_the_other_weeks_cannot(weeks: int, most: int, total: int) -> None:
    """Of a number over the whole stay each week gets the fewest and the most of all ways to spread it."""
    number = min(total, weeks * most)
    ways = [way for way in itertools.product(range(most + 1), repeat=weeks) if sum(way) == number]
    session = Session(GroupTherapy(), per_week=Range(0, most), total=number, time=Minutes(1))
    track = Track("t", [session], length=Weeks(weeks))
    for week in range(weeks):
        shares = [way[week] for way in ways]
        assert sessions_per_week(track, week + 1) == Range(min(shares), max(shares))


@given(st.integers(0, 9), st.none() | st.integers(0, 9), st.none() | st.integers(2, 4))
def test_sessions_by_arrangement_fall_on_as_many_days_as_they_can_be_laid_on(
    low: int, more: int | None, per_day: int | None
) -> None:
    """The fewest and the most days over every number of sessions and every way to lay them on weekdays."""
    number = Range(low, None if more is None else min(9, low + more))
    session = Session(GroupTherapy(), per_week=number, per_day=per_day)
    counts = range(low, max(low, 8) + 1) if number.high is None else naive.values(number)
    found = [len(set(days)) for count in counts for days in naive.placements(session, count)]
    assert treatment_days(WeeklySchedule([session])) == Range(min(found), max(found))


@given(weekly_schedules(of=bounded_sessions(most=2), max_size=2))
def test_both_ends_of_the_treatment_days_of_a_week_are_reached(schedule: WeeklySchedule) -> None:
    """No range of days is wider than what numbers, options and weekdays can make of the week."""
    found = [naive.days_with(week, 0) for week in naive.ends_of_week(schedule, naive.placements)]
    assert treatment_days(schedule, 1) == Range(min(found), max(found))


@given(weekly_schedules(of=sessions_on_weekdays(), max_size=5), st.integers(0, 4), THRESHOLDS)
def test_a_patient_gets_what_some_choice_of_the_open_days_gives(
    schedule: WeeklySchedule, attends: int, at_least: int
) -> None:
    """Over every way to pick days, hours, treatment days and sessions have the ends that are given."""
    held = [naive.settled(each, each.day, naive.lengths(each)[0]) for each in schedule if each.day is not None]
    open_days = {each.day for each in held}
    ways = [
        naive.counted(each for each in held if each.day in picked)
        for picked in itertools.combinations(open_days, min(attends, len(open_days)))
    ]
    week = _week(Track("t", schedule, attends=attends), 1)
    times, days = [naive.total(way) for way in ways], [naive.days_with(way, at_least) for way in ways]
    assert week.time == Range(Minutes(min(times)), Minutes(max(times)))
    assert week.days_with(at_least) == Range(min(days), max(days))
    assert week.session_count == Range(min(map(len, ways)), max(map(len, ways)))


@given(weekly_schedules(of=sessions_on_weekdays(), max_size=5), st.integers(0, 3), st.integers(0, 3), THRESHOLDS)
def test_sessions_by_arrangement_fill_days_that_a_patient_does_not_pick(
    schedule: WeeklySchedule, attends: int, often: int, at_least: int
) -> None:
    """However the days are picked and the other sessions laid, the days with so many minutes were foreseen."""
    loose = Session(GroupTherapy(), time=Minutes(60), per_week=often)
    held = [naive.settled(each, each.day, naive.lengths(each)[0]) for each in schedule if each.day is not None]
    open_days = {each.day for each in held}
    found = [
        naive.days_with(
            naive.counted(
                [*(each for each in held if each.day in picked), *(naive.settled(loose, day, 60) for day in laid)]
            ),
            at_least,
        )
        for picked in itertools.combinations(open_days, min(attends, len(open_days)))
        for laid in naive.placements(loose, often)
    ]
    days = _week(Track("t", [*schedule, loose], attends=attends), 1).days_with(at_least)
    assert Range(min(found), max(found)).within(days)
    assert days.high == max(found)


# Weeks together


@given(weekly_schedules(of=steady_sessions()), WEEKS)
def test_equal_weeks_total_so_many_times_the_week(schedule: WeeklySchedule, count: int) -> None:
    """Where every week is like the first one, the total over some weeks is that many times its hours."""
    assert total_hours(schedule, Weeks(count)) == weekly_hours(schedule, 1) * count


@given(st.integers(2, 4), spans(), st.integers(1, 9), st.integers(0, 4))
def test_both_ends_of_the_total_of_a_floating_session_are_reached(
    every: int, span: WeekSpan, low: int, more: int
) -> None:
    """Over every first week that a session may have and every length of the stay, totals and averages are reached."""
    session = Session(GroupTherapy(), time=Minutes(1), every=Weeks(every), weeks=span)
    held = {
        count: [
            sum(week in span and (week - span.first) % every == phase for week in range(1, count + 1))
            for phase in range(every)
        ]
        for count in range(low, low + more + 1)
    }
    track = Track("t", [session], length=Range(Weeks(low), Weeks(low + more)))
    ends = (min(held[low]), max(held[low + more]))
    assert total_hours(track) == Range(Minutes(ends[0]), Minutes(ends[1]))
    averages = [Fraction(number, count) for count, numbers in held.items() for number in numbers]
    assert average_weekly_hours(track) == Range(min(averages), max(averages))


@given(st.integers(2, 4), st.integers(1, 9))
def test_without_an_end_a_floating_session_averages_as_in_some_longer_stay(every: int, low: int) -> None:
    """The average over every length from some week on is that of the next lengths, or the share itself."""
    session = Session(GroupTherapy(), time=Minutes(1), every=Weeks(every))
    counts = range(low, low + 2 * every)
    averages = [Fraction(number, count) for count in counts for number in (count // every, -(-count // every))]
    track = Track("t", [session], length=Range.at_least(Weeks(low)))
    assert average_weekly_hours(track) == Range(min(averages), max(averages))
    assert total_hours(track) == Range(Minutes(low // every))
    assert average_weekly_hours(WeeklySchedule([session])) == Range.exactly(Fraction(1, every))
    assert total_hours(WeeklySchedule([session])) == Range(Minutes(0))


@given(st.integers(2, 3), st.integers(1, 3), st.none() | st.integers(0, 2), week_lengths(), st.data())
def test_sessions_that_are_alike_and_float_may_meet_or_not(
    every: int, times: int, attends: int | None, length: Range[Weeks], data: st.DataObject
) -> None:
    """Sessions that stand in a schedule several times may fall together or in turn, on a day that is picked or not."""
    floats = Session(GroupTherapy(), day="MO", start="18:00", time=Minutes(60), every=Weeks(every))
    track = Track("t", [Session(GroupTherapy(), day="TU"), *([floats] * times)], length=length, attends=attends)
    stay = _stay(track, data)
    minutes = sum(naive.total(naive.counted(stay.week(number))) for number in stay.numbers)
    assert Minutes(minutes) in total_hours(track)
    assert Fraction(minutes, len(stay.numbers)) in average_weekly_hours(track)


@given(weekly_schedules(of=ending_sessions(), max_size=3), st.integers(1, 4))
def test_a_stay_that_goes_on_after_its_sessions_has_weeks_without_hours(schedule: WeeklySchedule, more: int) -> None:
    """Weeks after the last session belong to a stay of known length, and nothing is in them."""
    last = max((session.weeks.last or 0 for session in schedule), default=0)
    track = Track("t", schedule, length=Weeks(last + more))
    classes = week_classes(stretches(track)[0], DEFAULT_COUNTING)
    assert any(each.is_certain and not each.sessions for each in classes)
    assert weekly_hours(track, last + more) == _exactly(0)
    assert weekly_hours(track).low == Minutes(0)


@given(weekly_schedules(), WEEKS)
def test_a_total_lies_inside_the_sum_of_its_weeks(schedule: WeeklySchedule, count: int) -> None:
    """What is known over several weeks only makes the total narrower; with exact weeks the two are equal."""
    track = Track("t", schedule, length=Weeks(count))
    weeks = [weekly_hours(track, number) for number in range(1, count + 1)]
    added = sum(weeks, _exactly(0))
    assert total_hours(track).within(added)
    if all(week.is_exact for week in weeks):
        assert total_hours(track) == added


@given(tracks(weekly_schedules(max_size=2) | weekly_patterns()) | ENDING_TRACKS, st.integers(0, 30), COUNTINGS)
def test_a_week_lies_inside_the_figures_over_all_weeks(track: Track, later: int, counting: Counting) -> None:
    """Hours, days and sessions of any one week of a stay lie inside those that are given without a week."""
    (stretch,) = stretches(track)
    weeks = stretch.weeks
    last = min(weeks.low if weeks.high is None and not stretch.is_length_known else weeks.high or later, later)
    number = stretch.first_week + max(0, last - 1)
    assert weekly_hours(track, number, counting=counting).within(weekly_hours(track, counting=counting))
    assert treatment_days(track, number, counting=counting).within(treatment_days(track, counting=counting))
    assert sessions_per_week(track, number, counting=counting).within(sessions_per_week(track, counting=counting))
    components = hours_by_component(track, counting=counting)
    for kind, time in hours_by_component(track, number, counting=counting).items():
        assert time.within(components[kind])
    days = hours_on_each_day(track, counting=counting)
    for day, time in hours_on_each_day(track, number, counting=counting).items():
        assert time.within(days[day])


@given(tracks(), WEEKS)
def test_outside_of_a_stay_there_are_no_hours(track: Track, more: int) -> None:
    """Before the first week and after the last one that a track can have, a schedule has nothing."""
    (stretch,) = stretches(track)
    outside = [number for number in (track.first_week - 1,) if number]
    if stretch.last_week is not None:
        outside.append(stretch.last_week + more)
    for number in outside:
        if isinstance(track.week, WeeklySchedule):
            assert weekly_hours(track, number) == _exactly(0)
            assert treatment_days(track, number) == Range.exactly(0)
            assert average_weekly_hours(track, number) == Range.exactly(Fraction(0))


@given(tracks(weekly_schedules()), st.integers(0, 30))
def test_each_later_week_is_like_the_one_that_stands_for_it(track: Track, later: int) -> None:
    """The weeks that are looked at say all: any other week holds the same as the one among them that is like it."""
    (stretch,) = stretches(track)
    number = track.first_week + later
    like = stretch.settled(number)
    assert like in stretch.program_weeks or like == number
    one, other = (week_of(stretch, each, DEFAULT_COUNTING) for each in (number, like))
    assert attrs.evolve(other, number=number) == one


@given(tracks(weekly_schedules()))
def test_every_kind_of_week_is_told_once(track: Track) -> None:
    """The classes of weeks differ from each other, and every week that is looked at is in one of them."""
    (stretch,) = stretches(track)
    classes = week_classes(stretch, DEFAULT_COUNTING)
    kinds = [(each.week.entries, each.week.open_days) for each in classes if each.week is not None]
    assert len(set(kinds)) == len(kinds) == len(classes)
    looked_at = [week_of(stretch, number, DEFAULT_COUNTING) for number in stretch.program_weeks]
    assert {(week.entries, week.open_days) for week in looked_at} == set(kinds)
    assert len({each.weeks for each in classes}) == len(classes)
    assert (classes[0].weeks == "") == (len(classes) == 1)


@given(st.lists(phases(closed_week_lengths(3)), min_size=1, max_size=3))
def test_the_weeks_of_a_pathway_are_those_of_every_way_to_lay_out_its_phases(steps: list[Phase]) -> None:
    """Over every combination of lengths, a week has the phases and the hours that some combination gives it."""
    found: dict[int, dict[int, list[Range[Minutes]]]] = {}
    for lengths in itertools.product(*(naive.values(in_weeks(step.length)) for step in steps)):
        numbers = itertools.count(1)
        for index, (step, length) in enumerate(zip(steps, lengths, strict=True), start=1):
            for local in range(1, length + 1):
                hours = found.setdefault(next(numbers), {}).setdefault(index, [])
                hours.append(weekly_hours(step, local))
    assert pathway_weeks(Pathway(steps)) == tuple(
        PathwayWeek(
            number,
            tuple(sorted(by_phase)),
            hull_of(time for hours in by_phase.values() for time in hours),
        )
        for number, by_phase in sorted(found.items())
    )


@given(st.lists(phases(week_lengths(3)), min_size=1, max_size=3), WEEKS)
def test_a_pathway_without_an_end_is_laid_out_as_far_as_it_is_asked(steps: list[Phase], until: int) -> None:
    """Up to the week that is asked, each week is the one of the same pathway with longer phases made finite."""
    finite = [attrs.evolve(step, length=_at_most(step.length, until)) for step in steps]
    assert pathway_weeks(Pathway(steps), until=until) == pathway_weeks(Pathway(finite), until=until)


def _at_most(length: PlannedLength, until: int) -> Range[Weeks]:
    weeks = in_weeks(length)
    return Range(Weeks(weeks.low), Weeks(max(until, weeks.low) if weeks.high is None else weeks.high))


@given(pathways(phases(week_lengths(3))))
def test_the_total_of_a_pathway_is_the_sum_of_its_phases(pathway: Pathway) -> None:
    """A patient takes the phases one after the other."""
    assert total_hours(pathway) == sum_of(total_hours(phase) for phase in pathway.phases)


@given(any_programs())
def test_a_program_has_the_figures_of_its_parts(program: Program) -> None:
    """Without a week, hours and days of a program are the hull of those of its tracks and phases."""
    parts: list[Subject] = [attrs.evolve(each, length=program.length_of(each)) for each in program.tracks]
    parts += () if program.pathway is None else program.pathway.phases
    parts = parts or [WeeklyPattern()]
    assert weekly_hours(program) == hull_of(map(weekly_hours, parts))
    assert treatment_days(program) == hull_of(map(treatment_days, parts))
    assert sessions_per_week(program) == hull_of(map(sessions_per_week, parts))
    assert average_weekly_hours(program) == hull_of(map(average_weekly_hours, parts))
