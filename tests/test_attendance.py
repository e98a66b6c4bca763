"""What was delivered and how regularly it was attended, worked out by hand.

The episode: groups of three hours on Monday, Wednesday and Thursday evenings from 2 February 2026, for eight weeks.
"""

from fractions import Fraction

import attrs
import pytest
from pendulum import Date

from iopmodel import (
    DEFAULT_COUNTING,
    Activity,
    Added,
    Break,
    Cancelled,
    Closure,
    Episode,
    GroupTherapy,
    LevelOfCare,
    Minutes,
    Moved,
    Occurrence,
    Parallel,
    Phase,
    Range,
    Session,
    State,
    WeeklyPattern,
    sessions,
)
from iopmodel.attendance import (
    Attendance,
    AttendanceRecord,
    AttendanceStatus,
    DeliveredTime,
    attendance_rate,
    attendance_summary,
    delivered,
    delivered_hours,
    perhaps,
    unnamed_stays,
    unrecorded,
)
from iopmodel.errors import EndsBeforeItStarts, NotAccepted
from iopmodel.occurrences import OccurrenceKind
from iopmodel.spans import DaySpan
from tests.refusal import refusal

IOP = LevelOfCare.INTENSIVE_OUTPATIENT
GROUPS = sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")
PHASE = Phase(IOP, GROUPS)
EPISODE = Episode.of(PHASE, first="2026-02-02", length="8 weeks", timezone="America/New_York")
MONDAY, WEDNESDAY, THURSDAY, NEXT_MONDAY = EPISODE.occurrences()[:4]
EMPTY = Attendance("A-17")
MISSED = EMPTY.record(MONDAY, "absent-excused")
NEXT_WEEK, LATER = "2026-02-09", "2026-02-16"


def _hours(low: int, high: int | None = None) -> Range[Minutes]:
    return Range(Minutes(low), Minutes(low if high is None else high))


def _with_make_up(episode: Episode = EPISODE, *, of: Occurrence = MONDAY) -> tuple[Episode, Occurrence]:
    """The episode with a session on the Friday that makes up another one."""
    group = Session(GroupTherapy(), start="09:00", time=Minutes(180))
    found = episode.override(Added("2026-02-06", group, replaces=of.identity))
    make_up = found.find(("added 09:00 group-therapy", Date(2026, 2, 6)))
    assert make_up is not None
    return found, make_up


# The occurrences as they turned out


def test_everything_attended_is_everything_planned() -> None:
    everything = Attendance("A-17", map(AttendanceRecord.of, EPISODE.occurrences()))
    assert delivered(EPISODE, everything, on="2026-03-30") == EPISODE.occurrences()


def test_who_came_late_and_left_early_attended_the_time_between() -> None:
    sheet = EMPTY.record(MONDAY, late="20 min", left_early="30 min")
    (found,) = delivered(EPISODE, sheet, "2026-02-02", "2026-02-03", on=NEXT_WEEK)
    assert (found.begin, found.shortest, found.longest) == (1100, 130, 130)
    assert str(found.start) == "2026-02-02 18:20:00-05:00"
    assert str(found.end) == "2026-02-02 20:30:00-05:00"
    assert found.identity == MONDAY.identity


@pytest.mark.parametrize("status", [each for each in AttendanceStatus if not each.is_present])
def test_what_was_missed_or_cancelled_is_left_out(status: AttendanceStatus) -> None:
    found = delivered(EPISODE, EMPTY.record(MONDAY, status), "2026-02-02", "2026-02-05", on="2026-02-02")
    assert found == (WEDNESDAY,)


def test_what_is_not_on_record_is_perhaps_in_the_past_and_as_planned_ahead() -> None:
    monday, wednesday, thursday = delivered(EPISODE, EMPTY, "2026-02-02", "2026-02-06", on="2026-02-04")
    assert (wednesday, thursday) == (WEDNESDAY, THURSDAY)
    assert monday == perhaps(MONDAY)
    assert (monday.session.optional, monday.shortest, monday.longest) == (True, 0, 180)
    assert attrs.evolve(monday.session, optional=False) == MONDAY.session


def test_an_optional_session_that_was_attended_is_no_longer_optional() -> None:
    optional = Episode.of(
        Phase(IOP, sessions(GroupTherapy(), "MO", "18:00-21:00", optional=True)), first="2026-02-02", length="1 week"
    )
    (found,) = delivered(optional, EMPTY.record(optional.occurrences()[0]), on=NEXT_WEEK)
    assert not found.session.optional


def test_only_billable_minutes_are_left_where_they_are_asked_for() -> None:
    sheet = EMPTY.record(MONDAY, late="30 min", billable="2 h").record(WEDNESDAY, "attended-not-billable")
    attended = delivered(EPISODE, sheet, "2026-02-02", "2026-02-05", on=NEXT_WEEK)
    billable = delivered(EPISODE, sheet, "2026-02-02", "2026-02-05", on=NEXT_WEEK, minutes=DeliveredTime.BILLABLE)
    assert [each.shortest for each in attended] == [150, 180]
    assert [(each.begin, each.shortest) for each in billable] == [(1110, 120)]
    with pytest.raises(NotAccepted, match="delivered time: expected one of attended, billable"):
        delivered(EPISODE, EMPTY, on=NEXT_WEEK, minutes="all")


def test_a_record_stays_where_it_was_when_the_schedule_moves_the_session() -> None:
    moved = EPISODE.override(Moved("2026-02-02", MONDAY.key, to="2026-02-03", start="09:00", time=Minutes(60)))
    found = delivered(moved, EMPTY.record(MONDAY), "2026-02-02", "2026-02-04", on=NEXT_WEEK)
    assert [(each.day.day, each.begin, each.shortest) for each in found] == [(2, 1080, 180)]


def test_a_record_keeps_how_its_session_came_to_be_there() -> None:
    episode, make_up = _with_make_up()
    (found,) = delivered(episode, EMPTY.record(make_up), "2026-02-06", "2026-02-07", on=NEXT_WEEK)
    assert (found.kind, found.replaces) == (OccurrenceKind.MAKE_UP, MONDAY.identity)


def test_a_record_of_a_session_that_the_week_no_longer_has_still_counts() -> None:
    changed = EPISODE.change_week(sessions(GroupTherapy(), "TU", "18:00-20:00"), on="2026-02-02")
    sheet = EMPTY.record(MONDAY)
    found = delivered(changed, sheet, "2026-02-02", "2026-02-04", on="2026-02-03")
    assert [(each.key, each.shortest) for each in found] == [(MONDAY.key, 180), ("TU 18:00 group-therapy", 120)]
    assert found[0].stay == changed.stays[0]


def test_a_record_after_the_end_of_care_still_counts_at_its_level() -> None:
    discharged = EPISODE.move(State.DISCHARGED, on="2026-02-04")
    sheet = EMPTY.record(MONDAY).record(WEDNESDAY)
    monday, wednesday = delivered(discharged, sheet, on=NEXT_WEEK)
    assert monday.stay == discharged.stays[0]
    assert (wednesday.day.day, wednesday.level, wednesday.stay.days) == (4, IOP, 1)
    assert delivered_hours(discharged, sheet, on=NEXT_WEEK) == _hours(360)


def test_a_record_on_a_day_of_leave_still_counts() -> None:
    on_leave = EPISODE.move(State.ON_LEAVE, on="2026-02-04", until="2026-02-16")
    sheet = EMPTY.record(WEDNESDAY)
    (found,) = delivered(on_leave, sheet, "2026-02-04", "2026-02-05", on=NEXT_WEEK)
    assert (found.stay.on_leave, found.level) == (False, IOP)


def test_of_two_stays_on_one_day_a_record_lies_in_that_of_its_level() -> None:
    outpatient = Episode.of(Phase(LevelOfCare.OUTPATIENT, PHASE.week), first="2026-02-02", length="8 weeks").stays[0]
    both = attrs.evolve(EPISODE, stays=[outpatient, *EPISODE.stays])
    (found,) = delivered(both, EMPTY.record(MONDAY), "2026-02-02", "2026-02-03", on=NEXT_WEEK)
    assert found.level == IOP
    corrected = attrs.evolve(EPISODE, stays=[outpatient])
    (found,) = delivered(corrected, EMPTY.record(MONDAY), "2026-02-02", "2026-02-03", on=NEXT_WEEK)
    assert found.level == LevelOfCare.OUTPATIENT


def test_records_before_and_after_an_episode_are_asked_about_unless_days_are_given() -> None:
    later = Episode.of(PHASE, first="2026-02-09", length="1 week")
    sheet = EMPTY.record(MONDAY).record(EPISODE.occurrences()[-1])
    assert [each.day for each in delivered(later, sheet, on="2026-02-01")] == [
        Date(2026, 2, 2),
        *(Date(2026, 2, day) for day in (9, 11, 12)),
        Date(2026, 3, 26),
    ]
    assert [each.day.day for each in delivered(later, sheet, NEXT_WEEK, LATER, on="2026-02-01")] == [9, 11, 12]


def test_without_a_planned_end_days_are_needed() -> None:
    endless = Episode.of(PHASE, first="2026-02-02")
    with pytest.raises(NotAccepted):
        delivered(endless, EMPTY, on=NEXT_WEEK)
    assert len(delivered(endless, EMPTY, until=NEXT_WEEK, on=NEXT_WEEK)) == 3


def test_a_session_is_unrecorded_until_it_has_a_record_on_whatever_day() -> None:
    moved = EPISODE.override(Moved("2026-02-02", MONDAY.key, to="2026-02-03"))
    assert unrecorded(moved, EMPTY.record(MONDAY), "2026-02-02", "2026-02-05") == (WEDNESDAY,)
    assert [each.day.day for each in unrecorded(moved, EMPTY, "2026-02-02", "2026-02-05")] == [3, 4]


# Hours


def test_delivered_hours_are_those_attended_before_a_day() -> None:
    sheet = EMPTY.record(MONDAY, late="20 min").record(WEDNESDAY, "absent-unexcused").record(THURSDAY)
    assert delivered_hours(EPISODE, sheet, on="2026-02-05") == _hours(160)
    assert delivered_hours(EPISODE, sheet, on="2026-02-06") == _hours(340)
    assert delivered_hours(EPISODE, sheet, on=LATER) == _hours(340, 880)
    assert delivered_hours(EPISODE, sheet, on=LATER, until=NEXT_WEEK) == _hours(340)
    assert delivered_hours(EPISODE, sheet, on=LATER, first="2026-02-03", until=NEXT_WEEK) == _hours(180)
    assert delivered_hours(EPISODE, sheet, on="2026-02-01") == _hours(0)
    assert delivered_hours(EPISODE, sheet, on="2026-02-01", first="2026-02-05") == _hours(0)


def test_hours_before_the_episode_are_delivered_where_they_are_on_record() -> None:
    later = Episode.of(PHASE, first="2026-02-09", length="1 week")
    assert delivered_hours(later, EMPTY.record(MONDAY), on=NEXT_WEEK) == _hours(180)


def test_billable_hours_are_apart_from_those_attended() -> None:
    sheet = EMPTY.record(MONDAY, late="30 min", billable="2 h").record(WEDNESDAY, "attended-not-billable")
    assert delivered_hours(EPISODE, sheet, on="2026-02-05") == _hours(330)
    assert delivered_hours(EPISODE, sheet, on="2026-02-05", minutes="billable") == _hours(120)


def test_time_in_two_rooms_at_once_counts_once_unless_it_is_added() -> None:
    groups = [*sessions(GroupTherapy(), "MO", "18:00-20:00"), *sessions(GroupTherapy("skills"), "MO", "19:00-21:00")]
    episode = Episode.of(Phase(IOP, groups), first="2026-02-02", length="1 week")
    first, second = episode.occurrences()
    sheet = EMPTY.record(first, left_early="30 min").record(second, late="15 min")
    added = attrs.evolve(DEFAULT_COUNTING, parallel=Parallel.SUM)
    assert delivered_hours(episode, sheet, on=NEXT_WEEK) == _hours(180)
    assert delivered_hours(episode, sheet, on=NEXT_WEEK, counting=added) == _hours(195)
    half = EMPTY.record(first, left_early="30 min")
    assert delivered_hours(episode, half, on=NEXT_WEEK) == _hours(90, 180)


def test_hours_hang_on_what_counts() -> None:
    week = [*GROUPS, *sessions(Break(), "MO", "21:00-21:30"), *sessions(Activity(), "MO", "22:00-23:00")]
    episode = Episode.of(Phase(IOP, week), first="2026-02-02", length="1 week")
    sheet = Attendance("A-17", map(AttendanceRecord.of, episode.occurrences()))
    contested = attrs.evolve(DEFAULT_COUNTING, contested=frozenset({"activity"}))
    assert delivered_hours(episode, sheet, on=NEXT_WEEK) == _hours(600)
    assert delivered_hours(episode, sheet, on=NEXT_WEEK, counting=contested) == _hours(540, 600)


def test_an_optional_session_that_nobody_recorded_adds_as_the_counting_says() -> None:
    week = [
        *sessions(GroupTherapy(), "MO", "18:00-19:00"),
        *sessions(GroupTherapy(), "TU", "18:00-20:00", optional=True),
    ]
    episode = Episode.of(Phase(IOP, week), first="2026-02-02", length="1 week")
    without = attrs.evolve(DEFAULT_COUNTING, optional=False)
    assert delivered_hours(episode, EMPTY, on=NEXT_WEEK) == _hours(0, 180)
    assert delivered_hours(episode, EMPTY, on=NEXT_WEEK, counting=without) == _hours(0, 60)
    attended = EMPTY.record(episode.occurrences()[1])
    assert delivered_hours(episode, attended, on=NEXT_WEEK, counting=without) == _hours(120, 180)


def test_late_past_midnight_is_still_the_evening_before() -> None:
    night = Episode.of(Phase(IOP, sessions(GroupTherapy(), "MO", "23:00-01:00")), first="2026-02-02", length="1 week")
    sheet = EMPTY.record(night.occurrences()[0], late="90 min")
    (found,) = delivered(night, sheet, on=NEXT_WEEK)
    assert (found.day, found.begin, found.shortest) == (Date(2026, 2, 2), 1470, 30)
    assert delivered_hours(night, sheet, on="2026-02-03") == _hours(30)


def test_hours_of_a_week_known_by_its_figures_alone_have_no_known_end() -> None:
    pattern = Phase(LevelOfCare.OUTPATIENT, WeeklyPattern(days=3), length="4 weeks")
    moved = EPISODE.move(pattern, on=NEXT_WEEK)
    sheet = EMPTY.record(MONDAY)
    assert delivered_hours(moved, sheet, on="2026-02-04") == _hours(180)
    assert delivered_hours(moved, sheet, on="2026-02-10") == Range(Minutes(180))
    assert attendance_rate(moved, sheet, on="2026-02-10") == Range(Fraction(0), Fraction(1))
    assert unnamed_stays(moved, DaySpan("2026-02-02", NEXT_WEEK)) == ()
    assert unnamed_stays(moved, DaySpan("2026-02-02", "2026-02-10")) == (moved.stays[1],)
    assert unnamed_stays(moved, DaySpan("2026-03-09", "2026-03-20")) == ()
    endless = Episode.of(attrs.evolve(pattern, length="without end"), first="2026-02-02")
    assert unnamed_stays(endless, DaySpan("2026-03-09", "2026-03-20")) == endless.stays


def test_days_that_end_before_they_begin_are_refused() -> None:
    for ask in (delivered_hours, attendance_rate, attendance_summary):
        with pytest.raises(EndsBeforeItStarts):
            ask(EPISODE, EMPTY, on=LATER, first=NEXT_WEEK, until="2026-02-02")


# The rate


def test_the_rate_is_the_sessions_attended_over_those_expected() -> None:
    sheet = EMPTY.record(MONDAY).record(WEDNESDAY, "absent-excused").record(THURSDAY, "attended-not-billable")
    assert attendance_rate(EPISODE, sheet, on="2026-02-05") == Range.exactly(Fraction(1, 2))
    assert attendance_rate(EPISODE, sheet, on=NEXT_WEEK) == Range.exactly(Fraction(2, 3))
    assert attendance_rate(EPISODE, sheet, on=LATER) == Range(Fraction(2, 6), Fraction(5, 6))
    assert attendance_rate(EPISODE, sheet, on=LATER, first="2026-02-04", until=NEXT_WEEK) == Range.exactly(
        Fraction(1, 2)
    )


def test_at_a_session_that_the_program_cancelled_nobody_was_expected() -> None:
    sheet = EMPTY.record(MONDAY, "cancelled-by-program").record(WEDNESDAY).record(THURSDAY, "absent-unknown")
    assert attendance_rate(EPISODE, sheet, on=NEXT_WEEK) == Range.exactly(Fraction(1, 2))


def test_a_made_up_session_takes_the_place_of_the_one_missed() -> None:
    episode, make_up = _with_make_up()
    sheet = MISSED.record(WEDNESDAY).record(THURSDAY, "absent-excused")
    assert attendance_rate(episode, sheet.record(make_up), on=NEXT_WEEK) == Range.exactly(Fraction(2, 3))
    assert attendance_rate(episode, sheet.record(make_up, "absent-excused"), on=NEXT_WEEK) == Range.exactly(
        Fraction(1, 3)
    )
    assert attendance_rate(episode, sheet, on=NEXT_WEEK) == Range(Fraction(1, 3), Fraction(2, 3))
    assert attendance_rate(episode, sheet, on="2026-02-06") == Range.exactly(Fraction(1, 3))


def test_what_the_program_cancelled_and_was_made_up_was_expected_once() -> None:
    episode, make_up = _with_make_up()
    sheet = EMPTY.record(MONDAY, "cancelled-by-program").record(WEDNESDAY, "absent-excused").record(make_up)
    assert attendance_rate(episode, sheet, on=NEXT_WEEK, until="2026-02-05") == Range.exactly(Fraction(0))
    assert attendance_rate(episode, sheet.record(THURSDAY), on=NEXT_WEEK) == Range.exactly(Fraction(2, 3))


def test_a_make_up_of_what_fell_out_is_expected_in_its_place() -> None:
    closed = EPISODE.close(Closure("2026-02-02", "snow"))
    episode, make_up = _with_make_up(closed)
    sheet = EMPTY.record(WEDNESDAY).record(THURSDAY).record(make_up)
    assert attendance_rate(episode, sheet, on=NEXT_WEEK) == Range.exactly(Fraction(1))


def test_a_make_up_of_a_missed_make_up_counts_for_the_first_one_missed() -> None:
    sheet = MISSED.record(WEDNESDAY, "absent-excused").record(THURSDAY, replaces=WEDNESDAY.identity)
    assert attendance_rate(EPISODE, sheet, on=NEXT_WEEK) == Range.exactly(Fraction(1, 2))
    episode, make_up = _with_make_up()
    chain = MISSED.record(make_up, "absent-excused").record(THURSDAY, replaces=make_up.identity).record(WEDNESDAY)
    assert attendance_rate(episode, chain, on=NEXT_WEEK) == Range.exactly(Fraction(1))


def test_sessions_that_replace_each_other_in_a_circle_are_attended_all_the_same() -> None:
    circle = EMPTY.record(MONDAY, replaces=WEDNESDAY.identity).record(WEDNESDAY, replaces=MONDAY.identity)
    assert attendance_rate(EPISODE, circle, on="2026-02-05") == Range.exactly(Fraction(1))


def test_an_optional_session_is_expected_only_where_it_is_on_record() -> None:
    week = [*GROUPS, *sessions(GroupTherapy(), "TU", "18:00-19:00", optional=True)]
    episode = Episode.of(Phase(IOP, week), first="2026-02-02", length="1 week")
    tuesday = episode.occurrences()[1]
    sheet = MISSED.record(WEDNESDAY).record(THURSDAY)
    without = attrs.evolve(DEFAULT_COUNTING, optional=False)
    assert attendance_rate(episode, sheet, on=NEXT_WEEK) == Range.exactly(Fraction(2, 3))
    assert attendance_rate(episode, sheet.record(tuesday), on=NEXT_WEEK) == Range.exactly(Fraction(3, 4))
    assert attendance_rate(episode, sheet.record(tuesday), on=NEXT_WEEK, counting=without) == Range.exactly(
        Fraction(2, 3)
    )


def test_breaks_are_no_sessions_and_contested_sessions_are() -> None:
    week = [*GROUPS, *sessions(Break(), "MO", "21:00-21:30"), *sessions(Activity(), "TU", "18:00-19:00")]
    episode = Episode.of(Phase(IOP, week), first="2026-02-02", length="1 week")
    contested = attrs.evolve(DEFAULT_COUNTING, contested=frozenset({"activity"}))
    sheet = MISSED.record(WEDNESDAY).record(THURSDAY)
    assert attendance_rate(episode, sheet, on=NEXT_WEEK, counting=contested) == Range(Fraction(2, 4), Fraction(3, 4))


def test_where_no_session_was_expected_there_is_no_rate() -> None:
    message = (
        "attendance rate: expected days with such a session, "
        'got "2026-02-02 until 2026-02-02, without a session that was expected"'
    )
    assert refusal(NotAccepted, lambda: attendance_rate(EPISODE, EMPTY, on="2026-02-02")) == message
    cancelled = EPISODE.override(Cancelled("2026-02-02")).cancelled()
    sheet = Attendance("A-17", [AttendanceRecord.of(each, "cancelled-by-program") for each in cancelled])
    with pytest.raises(NotAccepted, match="without a session that was expected"):
        attendance_rate(EPISODE, sheet, on="2026-02-03")


# The summary


def test_the_summary_counts_what_is_on_record_and_lists_what_is_not() -> None:
    sheet = (
        EMPTY.record(MONDAY, late="20 min", left_early="10 min", billable="1 h")
        .record(WEDNESDAY, "cancelled-by-program")
        .record(THURSDAY, "absent-excused")
    )
    found = attendance_summary(EPISODE, sheet, on="2026-02-10")
    assert found.span == DaySpan("2026-02-02", "2026-02-10")
    assert found.records == sheet.records
    assert found.unrecorded == (NEXT_MONDAY,)
    assert [found.count(status) for status in AttendanceStatus] == [1, 0, 1, 0, 0, 1, 0]
    assert found.count("Absent excused") == 1
    assert (found.scheduled, found.attended, found.billable) == (_hours(360), Minutes(150), Minutes(60))
    assert (found.late, found.left_early) == (Minutes(20), Minutes(10))
    assert str(found) == (
        "2026-02-02 until 2026-02-10: 1 attended, 1 absent excused, 1 cancelled by program, 1 not on record; "
        "2 h 30 min of 6 h attended, 1 h billable"
    )


def test_the_summary_of_no_day_has_no_session() -> None:
    found = attendance_summary(EPISODE, EMPTY, on="2026-02-02")
    assert str(found) == "2026-02-02 until 2026-02-02: no session; 0 h of 0 h attended, 0 h billable"


def test_the_summary_is_about_the_sessions_that_count_or_may_count() -> None:
    week = [*sessions(Break(), "MO", "21:00-21:30"), *sessions(Activity(), "MO", "22:00-23:00")]
    episode = Episode.of(Phase(IOP, week), first="2026-02-02", length="2 weeks")
    sheet = Attendance("A-17", map(AttendanceRecord.of, episode.occurrences()[:2]))
    found = attendance_summary(episode, sheet, on=LATER)
    assert [str(each.component) for each in found.records] == ["activity"]
    assert [str(each.component) for each in found.unrecorded] == ["activity"]
