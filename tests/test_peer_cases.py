"""What users of other programs ran into, by the numbers of the list of threads, and what is done here instead.

Numbers 19 to 25, 33 and 35 to 40 are about exchange formats, billing and rules, and have their tests there.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo

import attrs
import pytest

from iopmodel._days import ClockStanding, Date
from iopmodel.attendance import attendance_summary, delivered, delivered_hours
from iopmodel.attendance_records import AttendanceStatus
from iopmodel.attendance_sheets import Attendance
from iopmodel.calendar_findings import CalendarFindingKind, calendar_findings
from iopmodel.closures import Closure
from iopmodel.components import Education, GroupTherapy
from iopmodel.counting import DEFAULT_COUNTING, Parallel
from iopmodel.dated_weeks import dated_weeks
from iopmodel.episodes import Episode
from iopmodel.errors import MoveRefused, NotAccepted, WrongKind
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence, OccurrenceKind
from iopmodel.overrides import Added, Cancelled, Moved
from iopmodel.populations import Population
from iopmodel.programs import Phase
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.tally import weekly_hours
from iopmodel.transitions import Standing, State, TransitionKind, transition
from tests.engines.rfc_examples import EXAMPLES, Example
from tests.refusal import refusal, wrong

NEW_YORK, LOS_ANGELES, HONOLULU = "America/New_York", "America/Los_Angeles", "Pacific/Honolulu"
IOP, PHP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.OUTPATIENT
EVENING = WeeklySchedule(sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
MONDAY = "MO 18:00 group-therapy"


def laid(
    week: WeeklySchedule | list[Session], first: str, until: str, zone: str | None = NEW_YORK, **more: object
) -> Episode:
    """An episode of one stay in one week."""
    given = week if isinstance(week, WeeklySchedule) else WeeklySchedule(week)
    return Episode(stays=[Stay(first=first, until=until, week=given, level=IOP)], timezone=zone, **more)  # type: ignore[arg-type]


def group(day: str, clock: str) -> Session:
    """A group on a weekday."""
    start, end = clock.split("-")
    return Session(GroupTherapy(), day=day, start=start, end=end)


def days_of(held: tuple[Occurrence, ...]) -> list[str]:
    return [str(each.day) for each in held]


def test_case_01_sessions_are_compared_and_measured_in_utc() -> None:
    held = laid([group("SA", "23:30-01:30"), group("SU", "01:30-03:00")], "2026-10-31", "2026-11-02").occurrences()
    late, night = held
    assert late.utc_end == night.utc_start
    assert [each.elapsed_minutes.value for each in held] == [Minutes(120), Minutes(150)]
    assert [each.wall_minutes.value for each in held] == [Minutes(120), Minutes(90)]


def test_case_02_a_night_group_in_the_repeated_hour_is_held_once_at_the_first_of_the_two() -> None:
    held = laid([group("SU", "01:30-02:30")], "2026-10-25", "2026-11-09").occurrences()
    assert [str(each.start) for each in held] == [
        "2026-10-25 01:30:00-04:00",
        "2026-11-01 01:30:00-04:00",
        "2026-11-08 01:30:00-05:00",
    ]
    assert [each.standing for each in held] == [ClockStanding.ONCE, ClockStanding.TWICE, ClockStanding.ONCE]


class PytzZone:
    """What pytz hands out for a zone: an object that knows its name and an old local mean time."""

    zone = NEW_YORK

    def __repr__(self) -> str:
        return "<DstTzInfo 'America/New_York' LMT-1 day, 19:04:00 STD>"


@pytest.mark.parametrize("zone", [PytzZone(), zoneinfo.ZoneInfo(NEW_YORK), dt.timezone(dt.timedelta(hours=-5))])
def test_case_03_a_zone_is_named_and_an_object_for_one_is_refused(zone: object) -> None:
    message = refusal(WrongKind, lambda: laid(EVENING, "2026-02-02", "2026-03-02", wrong(zone)))
    shown = f"{zone!r} ({type(zone).__name__})"
    assert message == f"time zone: expected an IANA name such as America/New_York, got {shown}"


def test_case_04_an_end_is_a_local_day_though_the_last_session_lies_on_the_next_day_in_utc() -> None:
    held = laid(EVENING, "2026-02-02", "2026-02-06", LOS_ANGELES).occurrences()
    assert days_of(held) == ["2026-02-02", "2026-02-04", "2026-02-05"]
    assert str(held[-1].utc_start) == "2026-02-06 02:00:00+00:00"


def test_case_05_a_weekly_session_at_nine_stays_at_nine_all_year() -> None:
    held = laid([group("FR", "09:00-12:00")], "2026-01-02", "2027-01-01").occurrences()
    assert len(held) == 52
    assert {f"{each.start:HH:mm}" for each in held} == {"09:00"}
    assert {f"{each.utc_start:HH:mm}" for each in held} == {"13:00", "14:00"}


def test_case_06_a_zone_decides_about_moments_and_about_nothing_else() -> None:
    east, west, nowhere = (laid(EVENING, "2026-03-02", "2026-03-16", zone) for zone in (NEW_YORK, LOS_ANGELES, None))
    named = [[(each.identity, each.begin, each.wall_minutes) for each in held.occurrences()] for held in (east, west)]
    assert named[0] == named[1]
    assert named[0] == [(each.identity, each.begin, each.wall_minutes) for each in nowhere.occurrences()]
    apart = zip(east.occurrences(), west.occurrences(), strict=True)
    assert {late.utc_start.timestamp() - early.utc_start.timestamp() for early, late in apart} == {3 * 3600}


@pytest.mark.parametrize(
    ("zone", "clock"),
    [(LOS_ANGELES, "16:00-19:00"), (LOS_ANGELES, "18:00-21:00"), (HONOLULU, "14:00-17:00")],
)
def test_case_07_a_session_of_the_evening_is_cancelled_by_its_local_date(zone: str, clock: str) -> None:
    week = [group(day, clock) for day in ("MO", "WE", "TH")]
    (key, day) = laid(week, "2026-02-02", "2026-02-09", zone).occurrences()[1].identity
    episode = laid(week, "2026-02-02", "2026-02-09", zone).override(Cancelled(day, key, reason="storm"))
    assert day == Date(2026, 2, 4)
    assert days_of(episode.occurrences()) == ["2026-02-02", "2026-02-05"]
    (cancelled,) = episode.cancelled()
    assert str(cancelled.utc_start)[:10] == "2026-02-05"
    closed = laid(week, "2026-02-02", "2026-02-09", zone, closures=[Closure("2026-02-04", "storm")])
    assert days_of(closed.occurrences()) == days_of(episode.occurrences())


def test_case_08_a_cancelled_date_stays_the_same_date_over_a_change_of_the_clock() -> None:
    cancelled = [Cancelled(day, MONDAY) for day in ("2026-03-02", "2026-03-09")]
    held = laid(EVENING, "2026-03-02", "2026-03-16", overrides=cancelled).occurrences()
    assert days_of(held) == ["2026-03-04", "2026-03-05", "2026-03-11", "2026-03-12"]


@pytest.mark.parametrize(("until", "count"), [("2026-11-01", 1), ("2026-11-02", 2)])
def test_case_09_an_end_on_the_day_of_a_change_is_that_day_and_no_hour_of_it(until: str, count: int) -> None:
    held = laid([group("SU", "01:30-02:30")], "2026-10-25", until).occurrences()
    assert days_of(held) == ["2026-10-25", "2026-11-01"][:count]


def test_case_10_any_session_may_be_the_first_of_the_same_tail() -> None:
    # In general: tests/laws/test_expansion_laws.py.
    second = Session(Education(), day="TU", start="18:00", time=Minutes(60), every=Weeks(2), first=1)
    whole = laid([*EVENING, second], "2026-02-02", "2026-03-30")
    (stay,) = whole.stays
    for each in whole.occurrences():
        tail = Episode(stays=[attrs.evolve(stay, first=each.day)], timezone=NEW_YORK).occurrences()
        expected = [other.identity for other in whole.occurrences() if other.day >= each.day]
        assert [other.identity for other in tail] == expected


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_case_11_the_weekly_examples_of_rfc_5545_come_out_as_written(example: Example) -> None:
    held = example.episode().between(example.first, example.asked_until)
    assert [f"{each.start:YYYY-MM-DD HH:mm}" for each in held] == list(example.starts)


def test_case_12_the_two_weeks_in_which_the_clock_changes_have_the_hours_of_every_week() -> None:
    # In general: tests/laws/test_expansion_laws.py.
    night = [*EVENING, Session(Education(), day="SU", start="00:30", time=Minutes(180))]
    for zone in (NEW_YORK, "Europe/London", "Australia/Sydney", "America/Phoenix"):
        episode = laid(night, "2026-01-05", "2027-01-04", zone)
        assert {each.hours() for each in dated_weeks(episode)} == {Range.exactly(Minutes.of_hours(12))}
        nights = [each for each in episode.occurrences() if each.day.weekday() == 6]
        lasting = sorted({each.elapsed_minutes.value.count for each in nights})
        assert lasting == ([180] if zone == "America/Phoenix" else [120, 180, 240])


def test_case_13_a_session_over_midnight_counts_for_the_day_on_which_it_starts() -> None:
    episode = laid([group("SU", "23:00-01:00")], "2026-02-02", "2026-02-16")
    assert days_of(episode.occurrences()) == ["2026-02-08", "2026-02-15"]
    weeks = dated_weeks(episode)
    assert [(str(each.span.first), each.hours().value) for each in weeks] == [
        ("2026-02-02", Minutes(120)),
        ("2026-02-09", Minutes(120)),
    ]
    assert list(weeks[0].on_each_day()) == [Date(2026, 2, 8)]


def test_case_14_a_closure_cancels_what_starts_on_its_day_and_not_what_came_over_from_the_day_before() -> None:
    week = [group("SU", "23:00-01:00"), group("MO", "00:30-02:00"), group("MO", "18:00-21:00")]
    episode = laid(week, "2026-02-15", "2026-02-17", closures=[Closure("2026-02-16", "Presidents' Day")])
    assert days_of(episode.occurrences()) == ["2026-02-15"]
    assert episode.occurrences()[0].wall_minutes.value == Minutes(120)
    assert [(str(each.day), each.begin, each.reason) for each in episode.cancelled()] == [
        ("2026-02-16", 30, "Presidents' Day"),
        ("2026-02-16", 18 * 60, "Presidents' Day"),
    ]


@pytest.mark.parametrize(
    ("closure", "minutes"),
    [
        (Closure("2026-02-16", "holiday"), []),
        (Closure("2026-02-16", "holiday", policy="open"), [180]),
        (Closure("2026-02-16", "holiday", policy="replaced-hours", hours="09:00-20:00"), [120]),
    ],
)
def test_case_15_on_a_holiday_the_program_is_closed_or_open_or_has_other_hours(
    closure: Closure, minutes: list[int]
) -> None:
    held = laid(EVENING, "2026-02-16", "2026-02-17", closures=[closure]).occurrences()
    assert [each.wall_minutes.value.count for each in held] == minutes


def test_case_16_a_dated_override_goes_before_a_closure_and_a_closure_before_the_template() -> None:
    short = Closure("2026-02-16", "early close", policy="replaced-hours", hours="09:00-19:00")
    whole = Moved("2026-02-16", MONDAY, start="12:00", time=Minutes(240))
    template = laid(EVENING, "2026-02-16", "2026-02-17")
    closed = template.close(short)
    overridden = closed.override(whole)
    found = [
        (each.begin, each.wall_minutes.value.count, each.kind)
        for (each,) in (episode.occurrences() for episode in (template, closed, overridden))
    ]
    assert found == [
        (18 * 60, 180, OccurrenceKind.PLANNED),
        (18 * 60, 60, OccurrenceKind.SHORTENED),
        (12 * 60, 240, OccurrenceKind.MOVED),
    ]
    # Of two closures that hold one day, the one given last.
    assert closed.close(Closure("2026-02-16", policy="open")).occurrences() == template.occurrences()


def test_case_17_a_saturday_that_makes_up_a_monday_counts_in_its_own_week_and_says_what_it_replaces() -> None:
    make_up = Session(GroupTherapy(), start="09:00", time=Minutes(180))
    episode = laid(EVENING, "2026-02-16", "2026-03-02", closures=[Closure("2026-02-23", "snow")]).override(
        Added("2026-02-21", make_up, replaces=(MONDAY, "2026-02-23"), reason="snow on Monday")
    )
    assert [each.hours().value for each in dated_weeks(episode)] == [Minutes.of_hours(12), Minutes.of_hours(6)]
    (saturday,) = (each for each in episode.occurrences() if each.kind is OccurrenceKind.MAKE_UP)
    assert (saturday.day, saturday.replaces) == (Date(2026, 2, 21), (MONDAY, Date(2026, 2, 23)))


def test_case_18_two_activities_at_one_time_count_once_for_one_patient() -> None:
    week = [group("MO", "18:00-20:00"), Session(Education(), day="MO", start="19:00", time=Minutes(120))]
    added = attrs.evolve(DEFAULT_COUNTING, parallel=Parallel.SUM)
    (dated,) = dated_weeks(laid(week, "2026-02-02", "2026-02-09"))
    assert weekly_hours(WeeklySchedule(week)) == dated.hours() == Range.exactly(Minutes(180))
    assert weekly_hours(WeeklySchedule(week), counting=added) == dated.hours(added) == Range.exactly(Minutes(240))


def test_case_26_every_move_has_its_day_its_kind_and_what_the_table_says_of_it() -> None:
    episode = laid(EVENING, "2026-02-02", "2026-04-06")
    step = episode.move(OP, on="2026-03-02", reason="goals met")
    assert [(str(each.on), each.transition.kind) for each in step.moves] == [
        ("2026-02-02", TransitionKind.ADMISSION),
        ("2026-03-02", TransitionKind.STEP_DOWN),
    ]
    assert transition(State.DISCHARGED, State.ON_LEAVE).standing is Standing.REFUSED
    # A move that skips a level takes a reason; one before a recorded move would rewrite what is on record.
    message = refusal(MoveRefused, lambda: laid_php().move(OP, on="2026-03-02"))
    assert "it takes a reason on record" in message
    assert "is on record" in refusal(MoveRefused, lambda: step.move(PHP, on="2026-02-20", reason="relapse"))
    corrected = step.correct_day("2026-03-02", on="2026-02-27", recorded="2026-03-05", reason="entered on a Monday")
    assert (corrected.stays[0].until, corrected.corrections[0].was) == (Date(2026, 2, 27), step)


def laid_php() -> Episode:
    """Partial hospitalization from the same day on."""
    stay = Stay(first="2026-02-02", until="2026-04-06", week=EVENING, level=PHP)
    return Episode(stays=[stay], timezone=NEW_YORK)


def test_case_27_the_stay_of_a_day_is_asked_for_by_that_day_and_two_stays_on_one_day_are_found() -> None:
    first = Stay(first="2026-02-02", until="2026-03-02", week=EVENING, level=PHP)
    second = attrs.evolve(first, first="2026-03-02", until="2026-04-06", level=IOP, weeks_from="2026-03-02")
    abutting = Episode(stays=[first, second])
    found = [abutting.stay_on(day) for day in ("2026-02-01", "2026-03-01", "2026-03-02", "2026-04-06")]
    assert found == [None, first, second, None]
    assert calendar_findings(abutting) == ()
    apart = Episode(stays=[attrs.evolve(first, until="2026-02-27"), second])
    (gap,) = calendar_findings(apart)
    assert (gap.kind, gap.days) == (CalendarFindingKind.GAP, DaySpan("2026-02-27", "2026-03-02"))
    overlapping = Episode(stays=[first, attrs.evolve(second, first="2026-02-27", weeks_from="2026-02-27")])
    overlaps = [each for each in calendar_findings(overlapping) if each.kind is CalendarFindingKind.OVERLAP]
    assert [each.days for each in overlaps] == [DaySpan("2026-02-27", "2026-03-02")]


def test_case_28_on_one_day_a_patient_leaves_one_stay_and_enters_the_next_and_no_stay_is_empty() -> None:
    # The whole table: tests/test_same_day_rules.py.
    left = laid(EVENING, "2026-02-02", "2026-04-06").move(State.DISCHARGED, on="2026-03-02")
    assert left.stay_on("2026-03-02") is None
    back = left.move(Phase(IOP, EVENING), on="2026-03-02", length="4 weeks", reason="came back the same day")
    readmitted = back.stay_on("2026-03-02")
    assert readmitted is not None
    assert readmitted.first == Date(2026, 3, 2)
    assert [each.transition.kind for each in back.moves if str(each.on) == "2026-03-02"] == [
        TransitionKind.DISCHARGE,
        TransitionKind.READMISSION,
    ]
    message = refusal(NotAccepted, lambda: laid(EVENING, "2026-02-02", "2026-02-02"))
    assert "at least one day" in message


def test_case_29_a_move_gives_a_new_episode_that_keeps_what_was_and_whom_it_is_about() -> None:
    first = Stay(
        first="2026-02-02",
        until="2026-04-06",
        week=EVENING,
        level=PHP,
        population=Population("adolescent"),
        focus=frozenset({"sud"}),
    )
    before = Episode(stays=[first], timezone=NEW_YORK, closures=[Closure("2026-03-09", "snow")], label="A-17")
    after = before.move(Phase(IOP, EVENING, length="4 weeks"), on="2026-03-02", reason="goals met")
    assert before.stays == (first,)
    assert (after.label, after.timezone, after.closures) == ("A-17", NEW_YORK, before.closures)
    reached = after.stay_on("2026-03-02")
    assert reached is not None
    assert (reached.level, reached.population, reached.focus) == (IOP, Population("adolescent"), frozenset({"sud"}))
    assert after.between("2026-02-02", "2026-03-02") == tuple(
        each._replace(stay=after.stays[0]) for each in before.between("2026-02-02", "2026-03-02")
    )


def test_case_30_group_attendance_is_on_the_record_of_each_patient() -> None:
    episode = laid(EVENING, "2026-02-02", "2026-02-09")
    monday, wednesday, _ = episode.occurrences()
    attendance = Attendance("A-17").record(monday, late="20 min").record(wednesday, "absent-excused")
    record = attendance.of(monday.identity)
    assert record is not None
    assert (record.status, record.attended, record.scheduled.value) == (
        AttendanceStatus.ATTENDED,
        Minutes(160),
        Minutes(180),
    )
    summary = attendance_summary(episode, attendance, on="2026-02-09")
    assert (summary.count("attended"), summary.count("absent-excused"), len(summary.unrecorded)) == (1, 1, 1)


def test_case_31_one_group_has_for_each_patient_a_status_and_minutes_of_their_own() -> None:
    monday, *_ = laid(EVENING, "2026-02-02", "2026-02-09").occurrences()
    roster = [
        Attendance("A-17").record(monday),
        Attendance("A-18").record(monday, left_early="1 h"),
        Attendance("A-19").record(monday, "attended-not-billable"),
        Attendance("A-20").record(monday, "absent-unexcused"),
    ]
    found = [(each.who, record.attended, record.billable) for each in roster for record in each]
    assert found == [
        ("A-17", Minutes(180), Minutes(180)),
        ("A-18", Minutes(120), Minutes(120)),
        ("A-19", Minutes(180), Minutes(0)),
        ("A-20", Minutes(0), Minutes(0)),
    ]
    assert {record.identity for each in roster for record in each} == {monday.identity}


def test_case_32_what_was_attended_stays_on_record_when_the_group_or_the_patient_is_gone() -> None:
    episode = laid(EVENING, "2026-02-02", "2026-04-06")
    monday, wednesday, *_ = episode.occurrences()
    attendance = Attendance("A-17").record(monday).record(wednesday)
    new_week = episode.change_week([group("TU", "09:00-12:00")], on="2026-02-02")
    gone = episode.move(State.DISCHARGED, on="2026-02-03", reason="left")
    for later in (new_week, gone):
        held = delivered(later, attendance, "2026-02-02", "2026-02-05", on="2026-02-05")
        certain = [each for each in held if not each.session.optional]
        assert [each.identity for each in certain] == [monday.identity, wednesday.identity]
        assert [each.wall_minutes for each in certain] == [Range.exactly(Minutes(180))] * 2
        hours = delivered_hours(later, attendance, on="2026-02-05", first="2026-02-02", until="2026-02-05")
        assert hours.low == Minutes.of_hours(6)


@pytest.mark.parametrize("minutes", [1, 52, 53, 59, 60, 61])
def test_case_34_minutes_are_counted_whole_and_never_rounded_to_an_hour_or_a_unit(minutes: int) -> None:
    week = [Session(GroupTherapy(), day=day, start="18:00", time=Minutes(minutes)) for day in ("MO", "WE", "TH")]
    episode = laid(week, "2026-02-02", "2026-02-09")
    (dated,) = dated_weeks(episode)
    assert dated.hours() == Range.exactly(Minutes(3 * minutes))
    assert set(dated.on_each_day().values()) == {Range.exactly(Minutes(minutes))}
    message = refusal(NotAccepted, lambda: Session(GroupTherapy(), day="MO", start=dt.time(18, 0, 1), time=Minutes(60)))
    assert "a time to the minute" in message
