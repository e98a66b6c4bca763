"""The types of dated care: episodes, weeks, attendance, outlooks, moves, reviews, medications, leave and census."""

import datetime as dt
from fractions import Fraction
from typing import assert_type

from iopmodel import (
    Added,
    Attendance,
    Cancelled,
    Closure,
    Commitment,
    Component,
    Correction,
    DaySpan,
    Episode,
    GroupTherapy,
    LevelOfCare,
    Medication,
    Minutes,
    Move,
    Moved,
    Occurrence,
    Pathway,
    Phase,
    Range,
    Review,
    Session,
    State,
    Stay,
    Transition,
    Verdict,
    WithoutEnd,
    attendance_rate,
    attendance_summary,
    calendar_findings,
    census,
    census_over,
    commitment,
    conflicts,
    courses,
    dated_weeks,
    days_at_levels,
    days_between_levels,
    delivered,
    delivered_hours,
    dose_findings,
    due,
    earliest_total,
    episode_page,
    fits,
    hours_between,
    leave_needed,
    leave_of,
    leave_over,
    leave_year,
    length_of_stay,
    next_dose,
    standards,
    stay_outlook,
    stay_results,
    take_home_ceiling,
    take_home_ceilings,
    totals,
    tracks_that_fit,
    week_outlook,
    week_results,
    weeks_covered,
    workweeks_used,
)
from iopmodel._days import Date, DateTime, WeekDay
from iopmodel.agendas import Agenda, Due
from iopmodel.attendance import AttendanceSummary
from iopmodel.attendance_records import AttendanceRecord
from iopmodel.calendar_findings import CalendarFinding
from iopmodel.census import Census, DayCensus
from iopmodel.commitments import Block
from iopmodel.conflicts import Conflict, TrackFit
from iopmodel.courses import Course, DaysBetween, LengthOfStay
from iopmodel.dated_leave import LeaveOfEpisode
from iopmodel.dated_weeks import DatedWeek, Totals
from iopmodel.doses import DoseFinding, DoseWindow
from iopmodel.leave import LeaveOverStay
from iopmodel.outlook import Outlook
from iopmodel.overrides import Identity, Override
from iopmodel.running_totals import EarliestTotal
from iopmodel.stay_results import StayResult
from iopmodel.take_home import TakeHomeCeiling
from iopmodel.weeks_judged import WeekResult
from tests.typing.examples import BODIES, DAY, EPISODE, EVENINGS, IOP, LATER, PATHWAY, PHP, PROGRAM, WORK

ATTENDANCE = Attendance("A-17").record(EPISODE.occurrences()[0], attended="2 h")
NINE_HOURS, THREE_HOURS = Range.exactly(Minutes(540)), Range.exactly(Minutes(180))


def test_an_episode_is_laid_from_what_people_have() -> None:
    assert assert_type(Episode.of(PROGRAM, first=dt.date(2026, 2, 2), length="8 weeks"), Episode).first == EPISODE.first
    assert assert_type(Episode.of(PATHWAY, first=DAY, length=["2 weeks", None]), Episode).until == Date(2026, 3, 30)
    assert assert_type(Episode.of(Phase(IOP, EVENINGS, length="8 weeks"), first=DAY), Episode).timezone is None
    stay = assert_type(Stay(first=DAY, until=LATER, week=EVENINGS, level=IOP), Stay)
    assert assert_type(Episode(stays=[stay]).stays, tuple[Stay, ...]) == (stay,)
    assert assert_type(EPISODE.first, Date) == Date(2026, 2, 2)
    assert assert_type(EPISODE.until, Date | None) == Date(2026, 3, 30)
    assert assert_type(EPISODE.stay_on(DAY), Stay | None) == EPISODE.stays[0]


def test_an_episode_that_is_changed_is_an_episode() -> None:
    key = EPISODE.occurrences()[0].key
    closure = assert_type(Closure(["2026-02-18", "2026-02-19"], "snow"), Closure)
    assert assert_type(EPISODE.close(closure), Episode).closures[1] == closure
    cancelled = assert_type(Cancelled("2026-02-04", reason="ill"), Cancelled)
    moved = assert_type(Moved(DAY, key, to=dt.date(2026, 2, 3), start="17:00"), Moved)
    added = assert_type(Added("2026-02-06", EVENINGS[0]), Added)
    laid = assert_type(EPISODE.override(cancelled, moved, added), Episode)
    assert assert_type(laid.overrides, tuple[Override, ...]) == (moved, cancelled, added)
    assert assert_type(EPISODE.change_week(EVENINGS[:3], on=LATER), Episode).stays[0].until == Date(2026, 3, 2)
    assert assert_type(EPISODE.authorize(LevelOfCare.OUTPATIENT, first=LATER), Episode) != EPISODE
    moves = assert_type(EPISODE.moves, tuple[Move, ...])
    assert assert_type(moves[0].transition, Transition).start is State.BEFORE_ADMISSION
    assert assert_type(EPISODE.corrections, tuple[Correction, ...]) == ()


def test_an_occurrence_knows_its_days_and_times() -> None:
    held = assert_type(EPISODE.occurrences(), tuple[Occurrence, ...])
    first = assert_type(held[0], Occurrence)
    assert assert_type(first.day, Date) == Date(2026, 2, 2)
    assert assert_type(first.weekday, WeekDay) is WeekDay.MONDAY
    assert assert_type(first.start, DateTime).hour == 18
    assert assert_type(first.identity, Identity) == (first.key, first.day)
    assert assert_type(first.component, Component) == GroupTherapy()
    assert assert_type(first.level, LevelOfCare) == IOP
    assert assert_type(first.wall_minutes, Range[Minutes]) == THREE_HOURS
    assert assert_type(EPISODE.between(DAY, dt.date(2026, 2, 3)), tuple[Occurrence, ...]) == held[:2]
    assert assert_type(EPISODE.cancelled(), tuple[Occurrence, ...])[0].day == Date(2026, 2, 16)
    assert assert_type(EPISODE.find(first.identity), Occurrence | None) == first


def test_weeks_and_totals_are_of_dates() -> None:
    weeks = assert_type(dated_weeks(EPISODE, week="monday-to-sunday"), tuple[DatedWeek, ...])
    assert assert_type(weeks[0].span, DaySpan) == DaySpan(DAY, "2026-02-09")
    assert assert_type(hours_between(EPISODE, DAY, "2026-02-09"), Range[Minutes]) == NINE_HOURS
    total = assert_type(totals(EPISODE, on=LATER), Totals)
    assert assert_type(total.so_far, Range[Minutes]) == Range.exactly(Minutes(11 * 180))


def test_results_of_weeks_and_stays_hold_findings() -> None:
    weeks = assert_type(week_results(EPISODE, against=BODIES, on=LATER), tuple[WeekResult, ...])
    assert weeks
    stays = assert_type(stay_results(EPISODE, against=BODIES, on=LATER), tuple[StayResult, ...])
    assert assert_type(stays[0].level, LevelOfCare) == IOP
    assert assert_type(episode_page(EPISODE, against=BODIES, on=LATER, attendance=ATTENDANCE), str)
    assert assert_type(calendar_findings(EPISODE), tuple[CalendarFinding, ...]) == ()


def test_attendance_is_of_one_patient() -> None:
    assert assert_type(ATTENDANCE.records, tuple[AttendanceRecord, ...])[0].attended == Minutes(120)
    assert assert_type(ATTENDANCE.correct(EPISODE.occurrences()[0], recorded=LATER), Attendance) != ATTENDANCE
    held = assert_type(delivered(EPISODE, ATTENDANCE, on="2026-02-03"), tuple[Occurrence, ...])
    assert held[0].wall_minutes == Range.exactly(Minutes(120))
    hours = assert_type(delivered_hours(EPISODE, ATTENDANCE, on="2026-02-03"), Range[Minutes])
    assert hours == Range.exactly(Minutes(120))
    rate = assert_type(attendance_rate(EPISODE, ATTENDANCE, on="2026-02-03"), Range[Fraction])
    assert rate == Range.exactly(Fraction(1))
    assert assert_type(attendance_summary(EPISODE, ATTENDANCE, on="2026-02-03"), AttendanceSummary).records


def test_an_outlook_says_what_is_left() -> None:
    week = assert_type(week_outlook(EPISODE, on=DAY, minimum="9 h", attendance=ATTENDANCE), Outlook)
    assert assert_type(week.remaining, tuple[Occurrence, ...])
    assert assert_type(stay_outlook(EPISODE, total=Minutes(600), on=DAY), Outlook).minimum == Minutes(600)
    earliest = assert_type(earliest_total(EPISODE, "9 h", on=DAY, within="2 weeks"), EarliestTotal)
    assert assert_type(earliest.certain, Date | None) == Date(2026, 2, 5)


def test_courses_and_stays_are_counted_in_days() -> None:
    assert assert_type(courses(EPISODE), tuple[Course, ...])[0].level == IOP
    assert assert_type(length_of_stay(EPISODE, on=LATER), LengthOfStay).in_care == 28
    assert assert_type(days_at_levels(EPISODE, on=LATER), dict[LevelOfCare, LengthOfStay])[IOP].in_care == 28
    assert assert_type(days_between_levels(EPISODE), tuple[DaysBetween, ...]) == ()


def test_what_is_due_is_an_agenda() -> None:
    review = assert_type(Review(DAY, ["recertification"]), Review)
    agenda = assert_type(due(EPISODE, against=[standards.MEDICARE], on=DAY, done=[review]), Agenda)
    assert assert_type(tuple(agenda), tuple[Due, ...]) == agenda.items


def test_doses_and_take_home_have_windows() -> None:
    label = standards.MEDICATION_LABELS
    rule = label.rules[0].id
    window = assert_type(next_dose(DAY, rule, on=DAY), DoseWindow)
    assert assert_type(window.earliest, Date) >= Date(2026, 2, 2)
    assert assert_type(dose_findings([DAY, LATER], rule, on=LATER), tuple[DoseFinding, ...])[0].given == Date(
        2026, 3, 2
    )
    ceiling = assert_type(take_home_ceiling(20, on=DAY), TakeHomeCeiling)
    assert assert_type(ceiling.medication, Medication) is Medication.METHADONE
    assert assert_type(take_home_ceilings(DAY, until=LATER), tuple[TakeHomeCeiling, ...])


def test_commitments_are_held_against_tracks() -> None:
    assert (
        assert_type(commitment("school", WeekDay.MONDAY, "09:00-12:00", name="college"), Commitment).name == "college"
    )
    assert assert_type(WORK.blocks, tuple[Block, ...])[0].time == Minutes(480)
    track = PROGRAM.tracks[0]
    assert assert_type(conflicts(track, WORK, travel="30 min"), tuple[Conflict, ...]) == ()
    assert assert_type(fits(track, [WORK], travel=Minutes(30)), Verdict) is Verdict.MET
    assert assert_type(tracks_that_fit(PROGRAM, WORK), tuple[TrackFit, ...])[0].track == track


def test_leave_is_clinical_time_and_weeks_are_fractions() -> None:
    track = PROGRAM.tracks[0]
    assert assert_type(leave_needed(track, WORK, holidays="MO"), Range[Minutes]) == Range.exactly(Minutes(0))
    assert assert_type(leave_over(track, WORK, on=DAY, weeks="8 weeks"), LeaveOverStay).leave.low == Minutes(0)
    assert assert_type(leave_of(EPISODE, WORK, on=DAY, workweek="40 h"), LeaveOfEpisode).weeks
    used = assert_type(workweeks_used("4 h", "40 h"), Range[Fraction])
    assert used == Range.exactly(Fraction(1, 10))
    assert assert_type(weeks_covered(used, on=DAY), Range[Fraction] | WithoutEnd) == Range.exactly(Fraction(120))
    assert assert_type(leave_year("calendar-year", DAY), DaySpan) == DaySpan("2026-01-01", "2027-01-01")


def test_a_census_counts_people_by_level() -> None:
    assert assert_type(census([EPISODE], on=DAY), DayCensus)[IOP].in_care == 1
    assert assert_type(census_over([EPISODE], DAY, LATER), Census).span == DaySpan(DAY, LATER)


def test_a_pathway_is_laid_like_a_program() -> None:
    two = Episode.of(Pathway([Phase(PHP, EVENINGS, length="1 week"), Phase(IOP, EVENINGS, length="1 week")]), first=DAY)
    assert assert_type([each.session for each in two.occurrences()], list[Session])
