"""Laws of attendance: delivery of exactly the plan tallies as the plan, and every record narrows what is known."""

from fractions import Fraction

import attrs
from hypothesis import given
from hypothesis import strategies as st

from iopmodel._days import Date, add_days
from iopmodel.attendance import Attendance, attendance_rate, attendance_summary, delivered, delivered_hours
from iopmodel.attendance_records import AttendanceRecord, AttendanceStatus
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.dated_weeks import hours_between
from iopmodel.episodes import Episode
from iopmodel.errors import NotAccepted
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import WeeklySchedule
from iopmodel.strategies._components import countings
from iopmodel.strategies._episodes import dated_schedules, episodes

ABSENT = [status for status in AttendanceStatus if not status.is_present]


def _end(episode: Episode) -> Date:
    assert episode.until is not None
    return episode.until


def _firm(week: WeeklySchedule) -> WeeklySchedule:
    """The week with no session left to choice."""
    return WeeklySchedule(attrs.evolve(each, optional=False) for each in week)


def firm_episodes() -> st.SearchStrategy[Episode]:
    """Episodes of which no session is optional."""
    return episodes(weeks=dated_schedules().map(_firm), max_stays=2, max_days=21)


@st.composite
def records(draw: st.DrawFn, occurrence: Occurrence) -> AttendanceRecord:
    """Any record of an occurrence: missed, or attended in part."""
    if not occurrence.shortest or draw(st.booleans()):
        return AttendanceRecord.of(occurrence, draw(st.sampled_from(ABSENT)))
    late = draw(st.integers(0, occurrence.shortest - 1))
    left_early = draw(st.integers(0, occurrence.shortest - 1 - late))
    status = draw(st.sampled_from(("attended", "attended-not-billable")))
    return AttendanceRecord.of(occurrence, status, late=Minutes(late), left_early=Minutes(left_early))


@st.composite
def sheets(draw: st.DrawFn, episode: Episode) -> Attendance:
    """Attendance with records of some of the sessions of an episode, each name once."""
    held = {each.identity: each for each in episode.occurrences()}
    return Attendance("A-17", [draw(records(each)) for each in held.values() if draw(st.booleans())])


@st.composite
def attended_episodes(draw: st.DrawFn) -> tuple[Episode, Attendance]:
    """Episodes with what is on record of them."""
    episode = draw(episodes(max_stays=2, max_days=14))
    return episode, draw(sheets(episode))


def _everything(episode: Episode) -> Attendance:
    """Every session attended from its beginning to its end."""
    held = {each.identity: each for each in episode.occurrences()}
    return Attendance("A-17", map(AttendanceRecord.of, held.values()))


@given(firm_episodes(), st.sampled_from((DEFAULT_COUNTING,)) | countings())
def test_delivery_of_exactly_the_plan_tallies_as_the_plan(episode: Episode, counting: Counting) -> None:
    end = _end(episode)
    plan = hours_between(episode, counting=counting)
    assert delivered_hours(episode, _everything(episode), on=end, counting=counting) == plan


@given(episodes())
def test_everything_attended_is_everything_planned_with_nothing_left_to_choice(episode: Episode) -> None:
    found = delivered(episode, _everything(episode), on=_end(episode))
    planned = [
        each._replace(session=attrs.evolve(each.session, optional=False), reason="") for each in episode.occurrences()
    ]
    assert list(found) == planned


@given(attended_episodes())
def test_more_on_record_narrows_the_hours_delivered(pair: tuple[Episode, Attendance]) -> None:
    episode, sheet = pair
    end = _end(episode)
    fewer = Attendance(sheet.who, sheet.records[: len(sheet) // 2])
    known = delivered_hours(episode, sheet, on=end)
    assert known.within(delivered_hours(episode, fewer, on=end))
    assert known.within(delivered_hours(episode, Attendance("A-17"), on=end))


@given(attended_episodes())
def test_billable_hours_are_never_more_than_those_attended(pair: tuple[Episode, Attendance]) -> None:
    episode, sheet = pair
    end = _end(episode)
    attended, billable = (delivered_hours(episode, sheet, on=end, minutes=each) for each in ("attended", "billable"))
    assert billable.low <= attended.low


@given(attended_episodes(), st.integers(0, 30))
def test_hours_before_two_days_add_up(pair: tuple[Episode, Attendance], count: int) -> None:
    episode, sheet = pair
    end = _end(episode)
    day = min(add_days(episode.first, count), end)
    whole = delivered_hours(episode, sheet, on=end, first=episode.first)
    before = delivered_hours(episode, sheet, on=day, first=episode.first)
    assert before + delivered_hours(episode, sheet, on=end, first=day) == whole


@given(attended_episodes())
def test_what_is_on_record_is_untouched_by_later_changes_of_the_schedule(pair: tuple[Episode, Attendance]) -> None:
    episode, sheet = pair
    end = _end(episode)
    other = attrs.evolve(
        episode, overrides=(), stays=[attrs.evolve(stay, week=WeeklySchedule(())) for stay in episode.stays]
    )
    recorded = {each.identity for each in sheet}
    before = [each for each in delivered(episode, sheet, on=end) if each.identity in recorded]
    after = delivered(other, sheet, on=end)
    assert [(each.ordinal, each.begin, each.shortest, each.session) for each in before] == [
        (each.ordinal, each.begin, each.shortest, each.session) for each in after
    ]
    assert delivered_hours(other, sheet, on=end).low == delivered_hours(episode, sheet, on=end).low


def _rate(episode: Episode, sheet: Attendance, on: Date) -> Range[Fraction]:
    """The rate; anything where no session was expected."""
    try:
        return attendance_rate(episode, sheet, on=on)
    except NotAccepted:
        return Range(Fraction(0), Fraction(1))


# An optional session is expected only from when it is on record, so only where none is does a record narrow the rate.
@given(firm_episodes().flatmap(lambda episode: st.tuples(st.just(episode), sheets(episode))))
def test_the_rate_lies_between_nothing_and_all_and_more_on_record_narrows_it(pair: tuple[Episode, Attendance]) -> None:
    episode, sheet = pair
    end = _end(episode)
    fewer = Attendance(sheet.who, sheet.records[: len(sheet) // 2])
    known = _rate(episode, sheet, end)
    assert known.within(_rate(episode, fewer, end))
    assert known.within(Range(Fraction(0), Fraction(1)))


@given(attended_episodes())
def test_every_session_is_on_record_or_not_and_has_one_status(pair: tuple[Episode, Attendance]) -> None:
    episode, sheet = pair
    found = attendance_summary(episode, sheet, on=_end(episode), counting=Counting.everything_but())
    counts = [found.count(status) for status in AttendanceStatus]
    assert sum(counts) == len(found.records)
    assert not {each.identity for each in found.records} & {each.identity for each in found.unrecorded}
    assert found.billable <= found.attended
    assert found.attended <= found.scheduled.low


@given(attended_episodes())
def test_times_attended_late_and_left_early_are_the_time_scheduled(pair: tuple[Episode, Attendance]) -> None:
    for each in pair[1]:
        there = each.attended + each.late + each.left_early
        assert there == (each.scheduled.value if each.status.is_present else Minutes(0))


@given(attended_episodes())
def test_a_correction_changes_one_record_and_keeps_what_it_corrects(pair: tuple[Episode, Attendance]) -> None:
    _, sheet = pair
    for each in sheet:
        corrected = sheet.correct(each.identity, "absent-unknown", recorded="2030-01-01")
        new = corrected.of(each.identity)
        assert new is not None
        assert (new.corrects, new.status) == (each, "absent-unknown")
        assert set(sheet) - set(corrected) == {each}
