"""Attendance sheets: one record a session on a date, under a label, corrected without being rewritten."""

import copy
import pickle

import attrs
import pytest
from pendulum import Date

from iopmodel import Episode, GroupTherapy, LevelOfCare, Minutes, Moved, Phase, sessions
from iopmodel.attendance_records import AttendanceRecord
from iopmodel.attendance_sheets import Attendance
from iopmodel.errors import DuplicateKey, EndsBeforeItStarts, NotAccepted, WrongKind
from tests.refusal import refusal, wrong

GROUPS = sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")
EPISODE = Episode.of(Phase(LevelOfCare.INTENSIVE_OUTPATIENT, GROUPS), first="2026-02-02", length="8 weeks")
MONDAY, WEDNESDAY, THURSDAY = EPISODE.occurrences()[:3]
KEY = "MO 18:00 group-therapy"


def test_records_stand_in_the_order_of_their_days() -> None:
    one = Attendance("A-17").record(THURSDAY).record(MONDAY, "absent-excused")
    other = Attendance("A-17").record(MONDAY, "absent-excused").record(THURSDAY)
    assert one == other
    assert hash(one) == hash(other)
    assert [each.held_on for each in one] == [Date(2026, 2, 2), Date(2026, 2, 5)]
    assert len(one) == 2
    assert Attendance("A-17", [AttendanceRecord.of(MONDAY, "absent-excused"), AttendanceRecord.of(THURSDAY)]) == one
    assert Attendance("A-18", one.records) != one


def test_sessions_without_a_clock_time_stand_last_on_their_day() -> None:
    timed = sessions(GroupTherapy(), "MO", "23:00-23:50")
    groups = [*sessions(GroupTherapy(), "MO", time=Minutes(60)), *timed]
    late, timeless = Episode.of(
        Phase(LevelOfCare.OUTPATIENT, groups), first="2026-02-02", length="1 week"
    ).occurrences()
    sheet = Attendance("A-17").record(timeless).record(late)
    assert [each.start is None for each in sheet] == [False, True]


def test_a_record_is_found_by_the_name_of_its_session() -> None:
    sheet = Attendance("A-17").record(MONDAY)
    assert sheet.of((KEY, Date(2026, 2, 2))) == AttendanceRecord.of(MONDAY)
    assert sheet.of((KEY, Date(2026, 2, 9))) is None


def test_records_between_two_days_are_those_held_there() -> None:
    moved = EPISODE.override(Moved("2026-02-02", KEY, to="2026-02-06")).find((KEY, Date(2026, 2, 2)))
    assert moved is not None
    sheet = Attendance("A-17").record(moved).record(WEDNESDAY)
    assert [each.held_on.day for each in sheet.between("2026-02-02", "2026-02-06")] == [4]
    assert [each.held_on.day for each in sheet.between("2026-02-05", "2026-02-07")] == [6]
    with pytest.raises(EndsBeforeItStarts):
        sheet.between("2026-02-05", "2026-02-04")


def test_recording_gives_a_new_sheet_and_leaves_the_old_one() -> None:
    empty = Attendance("A-17")
    assert len(empty.record(MONDAY)) == 1
    assert len(empty) == 0


def test_a_second_record_of_a_session_is_refused_and_says_what_to_do() -> None:
    sheet = Attendance("A-17").record(MONDAY)
    with pytest.raises(DuplicateKey, match="two attendance records have the key 'MO 18:00 group-therapy on") as caught:
        sheet.record(MONDAY, "absent-excused")
    assert str(caught.value).endswith(
        "to change what is on record use correct(..., recorded=day), which keeps the old record in the new one"
    )


def test_a_correction_keeps_the_record_that_it_corrects() -> None:
    sheet = Attendance("A-17").record(MONDAY, "absent-unknown").record(WEDNESDAY)
    found = sheet.correct(MONDAY, "absent-excused", recorded="2026-02-09")
    again = found.correct(MONDAY, late="20 min", recorded="2026-02-10")
    first, second, third = sheet.of(MONDAY.identity), found.of(MONDAY.identity), again.of(MONDAY.identity)
    assert first is not None
    assert second is not None
    assert third is not None
    assert (second.status, second.recorded, second.corrects) == ("absent-excused", Date(2026, 2, 9), first)
    assert (third.attended, third.recorded, third.corrects) == (Minutes(160), Date(2026, 2, 10), second)
    assert len(again) == 2
    assert again.of(WEDNESDAY.identity) == sheet.of(WEDNESDAY.identity)


def test_a_correction_by_occurrence_takes_the_schedule_as_it_is_now() -> None:
    sheet = Attendance("A-17").record(MONDAY)
    longer = EPISODE.override(Moved("2026-02-02", KEY, time=Minutes(240))).occurrences()[0]
    found = sheet.correct(longer, recorded="2026-02-09").of(MONDAY.identity)
    assert found is not None
    assert found.attended == Minutes(240)


def test_a_correction_by_name_keeps_the_photograph() -> None:
    sheet = Attendance("A-17").record(MONDAY)
    found = sheet.correct((KEY, Date(2026, 2, 2)), left_early="30 min", billable="2 h", recorded="2026-02-09")
    corrected = found.of(MONDAY.identity)
    assert corrected is not None
    assert (corrected.attended, corrected.billable, corrected.scheduled) == (
        Minutes(150),
        Minutes(120),
        MONDAY.wall_minutes,
    )
    made_up = found.correct(MONDAY.identity, replaces=WEDNESDAY.identity, recorded="2026-02-10").of(MONDAY.identity)
    assert made_up is not None
    assert (made_up.status, made_up.replaces, made_up.corrects) == ("made-up", WEDNESDAY.identity, corrected)


def test_a_correction_of_a_cancelled_session_says_that_it_was_held() -> None:
    sheet = Attendance("A-17").record(MONDAY, "cancelled-by-program").correct(MONDAY, recorded="2026-02-09")
    assert sheet.records[0].status == "attended"


def test_what_is_not_on_record_cannot_be_corrected() -> None:
    assert refusal(NotAccepted, lambda: Attendance("A-17").correct(MONDAY, recorded="2026-02-09")) == (
        'correction: expected a session that has a record; record it first, got "MO 18:00 group-therapy on 2026-02-02"'
    )


def test_every_time_reaches_the_record() -> None:
    sheet = Attendance("A-17").record(MONDAY, attended="2 h", late="20 min", left_early="40 min", billable="1 h")
    expected = AttendanceRecord.of(MONDAY, attended="2 h", late="20 min", left_early="40 min", billable="1 h")
    assert sheet.records == (expected,)
    made_up = Attendance("A-17").record(WEDNESDAY, replaces=MONDAY.identity)
    assert made_up.records == (AttendanceRecord.of(WEDNESDAY, replaces=MONDAY.identity),)
    corrected = sheet.correct(
        MONDAY, attended="1 h", late="1 h", left_early="1 h", billable="0 h", recorded="2026-03-01"
    )
    assert attrs.evolve(corrected.records[0], corrects=None, recorded=None) == AttendanceRecord.of(
        MONDAY, attended="1 h", late="1 h", left_early="1 h", billable="0 h"
    )


@pytest.mark.parametrize("label", ["", "  ", "x" * 65])
def test_a_label_has_one_to_sixty_four_signs(label: str) -> None:
    assert "an opaque label of 1 to 64 signs, such as A-17" in refusal(NotAccepted, lambda: Attendance(label))


def test_a_label_is_text_and_stands_without_spaces_around_it() -> None:
    assert Attendance(f" {'x' * 64} ").who == "x" * 64
    assert refusal(WrongKind, lambda: Attendance(wrong(17))) == "label: expected text, such as 'A-17', got 17 (int)"


def test_a_sheet_holds_records_alone() -> None:
    several = "expected several records, such as [AttendanceRecord.of(occurrence)]"
    assert several in refusal(WrongKind, lambda: Attendance("A-17", wrong(AttendanceRecord.of(MONDAY))))
    assert several in refusal(WrongKind, lambda: Attendance("A-17", wrong(3)))
    assert "expected records, such as" in refusal(WrongKind, lambda: Attendance("A-17", wrong([MONDAY])))


def test_a_sheet_survives_a_copy_and_a_pickle() -> None:
    sheet = Attendance("A-17").record(MONDAY).correct(MONDAY, late="20 min", recorded="2026-02-09")
    assert sheet.of(MONDAY.identity) is not None
    assert copy.deepcopy(sheet) == sheet
    assert pickle.loads(pickle.dumps(sheet)) == sheet  # noqa: S301 - it was pickled in this line


def test_a_sheet_is_a_list_for_people() -> None:
    assert str(Attendance("A-17").record(MONDAY)) == (
        "attendance of A-17\n2026-02-02 18:00 group therapy: attended, 3 h of 3 h"
    )
