"""Laws of the outlook: what is needed suffices and no less does, and knowing more never turns a settled answer."""

from typing import NamedTuple

import attrs
from hypothesis import given
from hypothesis import strategies as st

from iopmodel._days import Date, add_days, day_of
from iopmodel.attendance import Attendance
from iopmodel.attendance_records import AttendanceRecord, AttendanceStatus
from iopmodel.components import GroupTherapy
from iopmodel.counting import DEFAULT_COUNTING, Counted
from iopmodel.episodes import Episode
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.outlook import Outlook, OutlookState, stay_outlook, week_outlook
from iopmodel.overrides import Added
from iopmodel.quantities import Minutes
from iopmodel.running_totals import earliest_total
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.stays import Stay
from iopmodel.strategies._sessions import sessions as any_sessions
from iopmodel.strategies._sessions import weekly_schedules
from tests.schedule_strategies import crowded_sessions

MET, WITHIN_REACH, UNCERTAIN, OUT_OF_REACH = OutlookState
MONDAY = Date(2026, 2, 2)
ABSENT = [status for status in AttendanceStatus if not status.is_present]
MINIMA = st.integers(1, 40).map(lambda count: Minutes(30 * count))


class Case(NamedTuple):
    """An episode with what is on record of it, a day of its second week, and a minimum."""

    episode: Episode
    sheet: Attendance
    on: Date
    minimum: Minutes
    days: int
    day_at_least: Minutes

    def outlook(self, sheet: Attendance | None = None) -> Outlook:
        """The outlook on the week of the day."""
        return week_outlook(
            self.episode,
            on=self.on,
            minimum=self.minimum,
            days=self.days,
            day_at_least=self.day_at_least,
            attendance=self.sheet if sheet is None else sheet,
        )


def _episode(week: WeeklySchedule, until: Date | None = None) -> Episode:
    stay = Stay(first=MONDAY, until=until or add_days(MONDAY, 28), week=week, level=LevelOfCare.OUTPATIENT)
    return Episode(stays=[stay])


def _weeks() -> st.SearchStrategy[WeeklySchedule]:
    """Weeks of crowded evenings, some with sessions of which little is known."""
    return weekly_schedules(of=crowded_sessions(), max_size=6) | weekly_schedules(
        of=crowded_sessions() | any_sessions(), max_size=5
    )


@st.composite
def cases(draw: st.DrawFn, weeks: st.SearchStrategy[WeeklySchedule] | None = None) -> Case:
    """Cases in which some of the past is on record."""
    episode = _episode(draw(_weeks() if weeks is None else weeks))
    on = add_days(MONDAY, draw(st.integers(7, 14)))
    held = episode.between(MONDAY, on)
    chosen = [(each, draw(st.sampled_from(("attended", "absent-excused", "")))) for each in held]
    sheet = Attendance("A-17", [_recorded(each, status) for each, status in chosen if status])
    return Case(
        episode,
        sheet,
        on,
        draw(MINIMA),
        draw(st.integers(0, 3)),
        Minutes(draw(st.sampled_from((0, 60, 120)))),
    )


def _recorded(occurrence: Occurrence, status: str) -> AttendanceRecord:
    """The record of a session, of one of unknown length with its shortest time."""
    if status != "attended" or not (occurrence.shortest or occurrence.longest == 0):
        return AttendanceRecord.of(occurrence, status if status != "attended" else "absent-unknown")
    return AttendanceRecord.of(occurrence, attended=Minutes(occurrence.shortest))


def _attend(sheet: Attendance, *occurrences: Occurrence) -> Attendance:
    """The sheet with sessions attended."""
    return Attendance(sheet.who, [*sheet, *(_recorded(each, "attended") for each in occurrences)])


def _miss(sheet: Attendance, *occurrences: Occurrence) -> Attendance:
    """The sheet with sessions missed."""
    return Attendance(sheet.who, [*sheet, *(AttendanceRecord.of(each, "absent-unknown") for each in occurrences)])


@given(cases())
def test_attending_what_is_needed_meets_the_minimum_and_one_less_does_not(case: Case) -> None:
    found = case.outlook()
    if found.state is WITHIN_REACH:
        assert found.needed
        assert case.outlook(_attend(case.sheet, *found.needed)).state is MET
        for each in found.needed:
            fewer = [other for other in found.needed if other != each]
            assert case.outlook(_attend(case.sheet, *fewer)).state is not MET
    else:
        assert found.needed == ()


@given(cases())
def test_what_is_met_stays_met_when_more_is_delivered(case: Case) -> None:
    found = case.outlook()
    if found.state is MET:
        assert case.outlook(_attend(case.sheet, *found.remaining[:2])).state is MET
        assert case.outlook(_miss(case.sheet, *found.unrecorded, *found.remaining)).state is MET


@given(cases())
def test_what_is_out_of_reach_stays_so_until_a_session_is_added(case: Case) -> None:
    found = case.outlook()
    if found.state is OUT_OF_REACH:
        everything = _attend(case.sheet, *found.unrecorded, *found.remaining)
        assert case.outlook(everything).state is OUT_OF_REACH
        assert found.to_make_up.low > Minutes(0) or found.days_to_make_up.low > 0
    else:
        assert (found.to_make_up.low, found.days_to_make_up.low) == (Minutes(0), 0)


@given(cases(weekly_schedules(of=crowded_sessions(), max_size=6)))
def test_what_is_to_be_made_up_brings_the_minimum_within_reach_when_it_is_added(case: Case) -> None:
    found = case.outlook()
    if found.state is OUT_OF_REACH and not case.days:
        time = Minutes(case.minimum.count - found.if_attended.low.count)
        group = Session(GroupTherapy(), start="00:00", time=time)
        assert found.to_make_up.high == time
        added = case.episode.override(Added(add_days(found.span.until, -1), group, key="made up"))
        assert case._replace(episode=added).outlook().state is WITHIN_REACH


@given(cases())
def test_more_on_record_never_turns_what_is_settled(case: Case) -> None:
    fewer = Attendance(case.sheet.who, case.sheet.records[: len(case.sheet) // 2])
    before, after = case.outlook(fewer), case.outlook()
    if before.state in {MET, OUT_OF_REACH}:
        assert after.state is before.state
    if before.state is WITHIN_REACH:
        assert after.state in {MET, WITHIN_REACH}
        assert len(after.needed) <= len(before.needed)
    assert after.so_far.within(before.so_far)
    assert after.if_attended.within(before.if_attended)


@given(cases())
def test_an_uncertain_outlook_says_what_it_hangs_on(case: Case) -> None:
    found = case.outlook()
    assert bool(found.doubts) is (found.state is UNCERTAIN)


@given(cases(weekly_schedules(of=crowded_sessions(), max_size=6)))
def test_the_outlook_on_a_stay_of_one_week_is_that_on_its_week(case: Case) -> None:
    short = attrs.evolve(case.episode, stays=[case.episode.stays[0].within(MONDAY, add_days(MONDAY, 7))])
    on = min(add_days(case.on, -7), add_days(MONDAY, 6))
    sheet = Attendance("A-17", [each for each in case.sheet if each.held_on < on])
    week = week_outlook(short, on=on, minimum=case.minimum, attendance=sheet)
    stay = stay_outlook(short, on=on, total=case.minimum, attendance=sheet)
    assert attrs.evolve(stay, span=week.span) == week


def _planned(episode: Episode, day: Date) -> int:
    """The minutes of a day, minute by minute."""
    held = [each for each in episode.between(day, add_days(day, 1)) if _counts(each)]
    clock = [(each.begin or 0) + minute for each in held if each.begin is not None for minute in range(each.shortest)]
    return len(set(clock)) + sum(each.shortest for each in held if each.begin is None)


def _counts(each: Occurrence) -> bool:
    return DEFAULT_COUNTING.of(each.component, each.session.attended_by) is Counted.YES


@given(weekly_schedules(of=crowded_sessions(), max_size=5), st.integers(1, 60), st.integers(0, 40))
def test_a_total_is_reached_on_the_first_day_on_which_the_running_total_is(
    week: WeeklySchedule, hours: int, ahead: int
) -> None:
    episode = _episode(week, add_days(MONDAY, 35))
    total, expected = 0, None
    for ordinal in range(MONDAY.toordinal(), MONDAY.toordinal() + 35):
        total += _planned(episode, day_of(ordinal))
        if total >= hours * 60:
            expected = day_of(ordinal)
            break
    found = earliest_total(episode, Minutes.of_hours(hours), on=add_days(MONDAY, ahead))
    assert found.certain == found.possible == expected


@given(cases(), st.integers(1, 30))
def test_a_total_is_possible_no_later_than_it_is_certain_and_records_narrow_both(case: Case, hours: int) -> None:
    total = Minutes.of_hours(hours)
    fewer = Attendance(case.sheet.who, case.sheet.records[: len(case.sheet) // 2])
    before, after = (earliest_total(case.episode, total, on=case.on, attendance=each) for each in (fewer, case.sheet))
    never = add_days(MONDAY, 10_000)
    assert (before.possible or never) <= (after.possible or never)
    assert (after.possible or never) <= (after.certain or never)
    assert (after.certain or never) <= (before.certain or never)
