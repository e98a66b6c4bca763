"""Changes of an episode as small values: what each says, and what it does."""

import pytest
from hypothesis.vendor.pretty import pretty

from iopmodel.attendance_sheets import Attendance
from iopmodel.closures import Closure
from iopmodel.components import GroupTherapy
from iopmodel.errors import MoveRefused, NotAccepted
from iopmodel.lengths import Weeks, WithoutEnd
from iopmodel.levels import LevelOfCare
from iopmodel.overrides import Added, Cancelled, Moved
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session
from iopmodel.strategies._machine_changes import (
    Admission,
    AttendanceTaken,
    AuthorizedLevel,
    CorrectedAttendance,
    CorrectedDay,
    CorrectedEpisode,
    Ending,
    EpisodeChange,
    LeaveOfAbsence,
    NewWeek,
    Transfer,
    changed_attendance,
    changed_episode,
)
from iopmodel.transitions import State

IOP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT
MONDAY = Session(GroupTherapy(), day="MO", start="18:00", time=Minutes(180), key="group")
SHORTER = Session(GroupTherapy(), day="MO", start="18:00", time=Minutes(120), key="group")
ADMISSION = Admission(on="2026-02-02", level=IOP, week=(MONDAY,), weeks=4, zone="America/New_York")
EPISODE = ADMISSION.episode
FIRST, SECOND, *_ = EPISODE.occurrences()
EXTRA = Session(GroupTherapy(), start="09:00", time=Minutes(60))


def _held(change: EpisodeChange) -> list[str]:
    return [str(each.day)[5:] for each in changed_episode(change, EPISODE).between("2026-02-02", "2026-03-09")]


def test_an_admission_begins_an_episode_in_its_zone() -> None:
    assert (str(EPISODE.first), str(EPISODE.until), EPISODE.timezone) == (
        "2026-02-02",
        "2026-03-02",
        "America/New_York",
    )
    assert ADMISSION.phase.length == Range.exactly(Weeks(4))


def test_a_phase_without_a_number_of_weeks_has_no_planned_end() -> None:
    phase = Transfer(on="2026-02-16", level=OP, week=(), weeks=None).phase
    assert phase.length == WithoutEnd()


@pytest.mark.parametrize(
    ("change", "held"),
    [
        (Transfer(on="2026-02-16", level=OP, week=(MONDAY,), weeks=1), ["02-02", "02-09", "02-16"]),
        (LeaveOfAbsence(on="2026-02-09", until="2026-02-16"), ["02-02", "02-16", "02-23"]),
        (LeaveOfAbsence(on="2026-02-09"), ["02-02"]),
        (Ending(on="2026-02-10", to=State.DISCHARGED), ["02-02", "02-09"]),
        (Closure("2026-02-16"), ["02-02", "02-09", "02-23"]),
        (Cancelled("2026-02-16", "group"), ["02-02", "02-09", "02-23"]),
        (Moved("2026-02-16", "group", to="2026-02-17"), ["02-02", "02-09", "02-17", "02-23"]),
        (Added("2026-02-10", EXTRA), ["02-02", "02-09", "02-10", "02-16", "02-23"]),
        (NewWeek(on="2026-02-16", week=()), ["02-02", "02-09"]),
        (
            CorrectedDay(was="2026-02-02", on="2026-02-03", recorded="2026-02-10", reason="typo"),
            ["02-09", "02-16", "02-23"],
        ),
        (
            CorrectedEpisode(instead=EPISODE.close(Closure("2026-02-02")), recorded="2026-02-10", reason="typo"),
            ["02-09", "02-16", "02-23"],
        ),
    ],
    ids=str,
)
def test_a_change_does_what_it_says(change: EpisodeChange, held: list[str]) -> None:
    assert _held(change) == held


def test_an_authorized_level_stands_beside_the_clinical_one() -> None:
    change = AuthorizedLevel(first="2026-02-09", until="2026-02-16", level=OP)
    changed = changed_episode(change, EPISODE)
    days = ("2026-02-08", "2026-02-09", "2026-02-15", "2026-02-16")
    assert [stay.authorized for stay in map(changed.stay_on, days) if stay] == [None, OP, OP, None]


def test_a_correction_is_on_record_with_its_day_and_reason() -> None:
    for change in (
        CorrectedDay(was="2026-02-02", on="2026-02-03", recorded="2026-02-10", reason="typo"),
        CorrectedEpisode(instead=EPISODE, recorded="2026-02-10", reason="typo"),
    ):
        (correction,) = changed_episode(change, EPISODE).corrections
        assert str(correction) == "2026-02-10: corrected, typo"
        assert correction.was == EPISODE


@pytest.mark.parametrize(
    "change",
    [
        Transfer(on="2026-02-16", level=LevelOfCare.AFTERCARE, week=(), weeks=1),
        Ending(on="2026-02-16", to=State.CLOSED),
    ],
)
def test_what_cannot_be_is_refused(change: EpisodeChange) -> None:
    with pytest.raises(MoveRefused):
        changed_episode(change, EPISODE)


def test_a_reason_is_kept_and_may_allow_the_move() -> None:
    change = Transfer(on="2026-02-16", level=LevelOfCare.AFTERCARE, week=(), weeks=1, reason="moving away")
    leave = LeaveOfAbsence(on="2026-02-16", reason="surgery")
    ending = Ending(on="2026-02-16", to=State.DISCHARGED, reason="goals met")
    for each, reason in ((change, "moving away"), (leave, "surgery"), (ending, "goals met")):
        assert [move.reason for move in changed_episode(each, EPISODE).moves if not move.planned] == ["", reason]
        assert str(each).endswith(f"({reason})")


def test_a_week_that_keeps_its_keys_has_other_times() -> None:
    changed = changed_episode(NewWeek(on="2026-02-16", week=(SHORTER,)), EPISODE)
    assert [each.shortest for each in changed.occurrences()] == [180, 180, 120, 120]


def test_attendance_is_taken_once_and_then_corrected() -> None:
    nothing = Attendance("A-17")
    taken = changed_attendance(AttendanceTaken(occurrence=FIRST, status="attended", late=Minutes(20)), nothing)
    missed = CorrectedAttendance(name=FIRST.identity, status="absent-excused", recorded="2026-02-10")
    corrected = changed_attendance(missed, taken)
    assert [(str(each.status), each.late.count) for each in taken] == [("attended", 20)]
    assert [(str(each.status), each.corrects) for each in corrected] == [("absent-excused", taken.records[0])]
    assert str(corrected.records[0].recorded) == "2026-02-10"
    with pytest.raises(NotAccepted):
        changed_attendance(missed, nothing)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (ADMISSION, "2026-02-02: admitted to intensive outpatient, 4 weeks, 1 session in the week"),
        (Transfer(on="2026-03-02", level=OP, week=(), weeks=1), "2026-03-02: to outpatient, 1 week, no session"),
        (LeaveOfAbsence(on="2026-02-16"), "2026-02-16: on leave without a day of return"),
        (Ending(on="2026-03-30", to=State.CLOSED), "2026-03-30: closed"),
        (NewWeek(on="2026-03-02", week=(MONDAY,)), "2026-03-02: another week, 1 session in the week"),
        (AttendanceTaken(occurrence=FIRST, status="absent-excused"), "2026-02-02 18:00 group therapy: absent-excused"),
        (
            AttendanceTaken(occurrence=FIRST, status="attended", late=Minutes(0)),
            "2026-02-02 18:00 group therapy: attended",
        ),
    ],
)
def test_a_change_says_itself_as_a_sentence(change: object, sentence: str) -> None:
    assert str(change) == sentence


def test_what_holds_an_episode_or_an_occurrence_prints_as_its_sentence() -> None:
    taken = AttendanceTaken(occurrence=SECOND, status="attended", late=Minutes(20))
    corrected = CorrectedEpisode(instead=EPISODE, recorded="2026-02-10", reason="typo")
    assert pretty(taken) == "<2026-02-09 18:00 group therapy: attended, 20 min late>"
    assert pretty(corrected) == f"<{corrected}>"
