"""Attendance and commitments: missed, late, left early or all of it, and blocks past midnight."""

from iopmodel import Episode, LevelOfCare, Minutes, Session, Stay, WeeklySchedule
from iopmodel._days import WeekDay
from iopmodel.attendance_records import AttendanceStatus
from iopmodel.commitments import Block, CommitmentKind
from iopmodel.components import GroupTherapy
from iopmodel.strategies import (
    attendance_records,
    attendances,
    attended_episodes,
    blocks,
    commitments,
    occurrences,
)
from iopmodel.strategies._attendances import records_of
from tests.strategies.drawing import drawn, simplest

HOUR = Session(GroupTherapy(), day="MO", start="18:00", time=Minutes(60))
NOTHING = Session(GroupTherapy(), day="TU", start="18:00", time=Minutes(0))


def _episode(*week: Session, until: str = "2026-02-09") -> Episode:
    stay = Stay(first="2026-02-02", until=until, week=WeeklySchedule(week), level=LevelOfCare.INTENSIVE_OUTPATIENT)
    return Episode(stays=[stay])


def test_records_are_late_early_whole_or_missed() -> None:
    (hour,) = _episode(HOUR).occurrences()
    found = drawn(records_of(hour))
    # What made up another session is known by that session, which a record alone does not name.
    assert {each.status for each in found} == set(AttendanceStatus) - {AttendanceStatus.MADE_UP}
    present = [each for each in found if each.status.is_present]
    assert {(each.late.count > 0, each.left_early.count > 0) for each in present} == {
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    }
    assert all(each.late.count + each.left_early.count < 60 for each in present)
    assert simplest(records_of(hour)).status is AttendanceStatus.ATTENDED


def test_what_has_no_length_is_only_missed() -> None:
    (nothing,) = _episode(NOTHING).occurrences()
    assert not any(each.status.is_present for each in drawn(records_of(nothing), 50))


def test_attendance_records_some_sessions_of_the_episode_given() -> None:
    episode = _episode(HOUR, NOTHING, until="2026-06-01")
    held = {each.identity for each in episode.occurrences()}
    assert len(held) == 34
    found = drawn(attendances(episode), 100)
    assert {record.identity for sheet in found for record in sheet.records} == held
    assert any(not sheet.records for sheet in found)
    assert simplest(attendances(episode)).records == ()


def test_attendance_of_any_episode_is_of_its_own_sessions() -> None:
    for episode, sheet in drawn(attended_episodes(), 100):
        assert {each.identity for each in sheet.records} <= {each.identity for each in episode.occurrences()}
    assert any(sheet.records for sheet in drawn(attendances(), 50))


def test_occurrences_and_their_records_lie_in_every_zone() -> None:
    found = drawn(occurrences())
    assert {"UTC", "Pacific/Apia", "America/New_York"} <= {each.zone for each in found}
    assert {each.status.is_present for each in drawn(attendance_records())} == {True, False}


def test_blocks_reach_past_midnight_on_every_weekday() -> None:
    found = drawn(blocks())
    assert {each.day for each in found} == set(WeekDay)
    assert {each.end <= each.start for each in found} == {True, False}
    assert simplest(blocks()) == Block("MO", "18:00", "18:01")


def test_commitments_are_of_every_kind_and_size() -> None:
    found = drawn(commitments(1, 3))
    assert {each.kind for each in found} == set(CommitmentKind)
    assert {len(each.blocks) for each in found} == {1, 2, 3}
