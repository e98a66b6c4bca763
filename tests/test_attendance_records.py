"""Records of attendance: what the times of one session on one date are, and what is refused."""

from typing import Any

import attrs
import pytest
from pendulum import Date

from iopmodel import (
    Added,
    Cancelled,
    Episode,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Minutes,
    Moved,
    Occurrence,
    Phase,
    Range,
    Session,
    sessions,
)
from iopmodel.attendance_records import AttendanceRecord, AttendanceStatus
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.occurrences import OccurrenceKind
from tests.refusal import refusal, wrong

IOP = LevelOfCare.INTENSIVE_OUTPATIENT
GROUPS = sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")
EPISODE = Episode.of(Phase(IOP, GROUPS), first="2026-02-02", length="8 weeks")
MONDAY, WEDNESDAY, THURSDAY = EPISODE.occurrences()[:3]
MISSED = ("MO 18:00 group-therapy", Date(2026, 2, 2))
PRESENT = {"attended", "attended-not-billable", "made-up"}


def _of(session: Session) -> Occurrence:
    """The one occurrence of a session in a week."""
    (found,) = Episode.of(Phase(IOP, [session]), first="2026-02-02", length="1 week").occurrences()
    return found


def _make_up() -> Occurrence:
    """A session that makes up the Monday, as the schedule says."""
    added = Added("2026-02-06", Session(GroupTherapy(), start="09:00", time=Minutes(180)), replaces=MISSED)
    found = EPISODE.override(added).find(("added 09:00 group-therapy", Date(2026, 2, 6)))
    assert found is not None
    return found


OPEN = _of(Session(IndividualTherapy(), day="TU", start="10:00"))
BETWEEN = _of(Session(IndividualTherapy(), day="TU", start="10:00", time="45 to 60 min"))
MAKE_UP = _make_up()


def test_there_are_seven_statuses() -> None:
    assert list(AttendanceStatus) == [
        "attended",
        "attended-not-billable",
        "absent-excused",
        "absent-unexcused",
        "absent-unknown",
        "cancelled-by-program",
        "made-up",
    ]


@pytest.mark.parametrize("status", AttendanceStatus)
def test_a_patient_is_present_in_three_statuses_and_expected_in_all_but_one(status: AttendanceStatus) -> None:
    assert status.is_present is (status in PRESENT)
    assert status.is_expected is (status != "cancelled-by-program")


def test_a_record_is_a_photograph_of_its_occurrence() -> None:
    moved = EPISODE.override(Moved("2026-02-02", "MO 18:00 group-therapy", to="2026-02-03", start="17:00"))
    found = AttendanceRecord.of(moved.occurrences()[0])
    assert (found.key, found.day, found.held_on) == ("MO 18:00 group-therapy", Date(2026, 2, 2), Date(2026, 2, 3))
    assert found.identity == found.stands_for == MISSED
    assert str(found.start) == "17:00:00"
    assert found.scheduled == Range.exactly(Minutes(180))
    assert (found.session, found.component, found.level) == (GROUPS[0], GroupTherapy(), IOP)
    assert found.kind is OccurrenceKind.MOVED
    assert (found.corrects, found.recorded, found.replaces) == (None, None, None)


@pytest.mark.parametrize(
    ("attended", "late", "left_early", "expected"),
    [
        (None, None, None, (180, 0, 0)),
        (None, "20 min", None, (160, 20, 0)),
        (None, None, "30 min", (150, 0, 30)),
        (None, "20 min", "30 min", (130, 20, 30)),
        ("150 min", None, None, (150, 0, 30)),
        ("150 min", "10 min", None, (150, 10, 20)),
        ("150 min", None, "10 min", (150, 20, 10)),
        ("150 min", "10 min", "20 min", (150, 10, 20)),
        (Minutes(180), None, None, (180, 0, 0)),
    ],
)
def test_what_is_not_given_follows_from_the_other_times(
    attended: Minutes | str | None, late: str | None, left_early: str | None, expected: tuple[int, int, int]
) -> None:
    found = AttendanceRecord.of(MONDAY, attended=attended, late=late, left_early=left_early)
    assert (found.attended.count, found.late.count, found.left_early.count) == expected
    assert found.billable == found.attended


TOGETHER = (
    "3 h together, as scheduled; if it was longer or shorter, change the schedule first, with Moved(..., time=...), got"
)


@pytest.mark.parametrize(
    ("attended", "late", "left_early", "got"),
    [
        ("200 min", None, None, "3 h 20 min attended, 0 h late, 0 h left early: 3 h 20 min"),
        ("170 min", "20 min", None, "2 h 50 min attended, 20 min late, 0 h left early: 3 h 10 min"),
        ("170 min", None, "20 min", "2 h 50 min attended, 0 h late, 20 min left early: 3 h 10 min"),
        ("150 min", "10 min", "10 min", "2 h 30 min attended, 10 min late, 10 min left early: 2 h 50 min"),
        (None, "190 min", None, "0 h attended, 3 h 10 min late, 0 h left early: 3 h 10 min"),
    ],
)
def test_times_that_are_not_the_scheduled_time_together_are_refused(
    attended: str | None, late: str | None, left_early: str | None, got: str
) -> None:
    message = refusal(
        NotAccepted, lambda: AttendanceRecord.of(MONDAY, attended=attended, late=late, left_early=left_early)
    )
    assert message == f'times of a record: expected {TOGETHER} "{got}"'


def test_of_a_session_of_unknown_length_the_time_attended_must_be_given() -> None:
    assert refusal(NotAccepted, lambda: AttendanceRecord.of(OPEN, late="5 min")) == (
        "time attended: expected how long, such as attended='50 min', for a session of which the time is not stated, "
        'got "nothing"'
    )
    found = AttendanceRecord.of(OPEN, attended="50 min", late="5 min")
    assert (found.attended, found.late, found.left_early) == (Minutes(50), Minutes(5), Minutes(0))


def test_of_a_session_of_some_length_the_times_make_one_of_its_lengths() -> None:
    assert AttendanceRecord.of(BETWEEN, attended="50 min").attended == Minutes(50)
    assert AttendanceRecord.of(BETWEEN, attended="30 min", left_early="15 min").attended == Minutes(30)
    for attended, late in (("30 min", "14 min"), ("50 min", "11 min")):
        with pytest.raises(NotAccepted, match="45 min to 1 h together"):
            AttendanceRecord.of(BETWEEN, attended=attended, late=late)


@pytest.mark.parametrize("occurrence", [MONDAY, OPEN])
def test_who_attended_nothing_was_absent(occurrence: Occurrence) -> None:
    late = "3 h" if occurrence is MONDAY else None
    assert refusal(NotAccepted, lambda: AttendanceRecord.of(occurrence, attended="0 min", late=late)) == (
        "time attended: expected some time, or an absence such as 'absent-excused', got \"0 h\""
    )


def test_a_session_without_time_can_be_attended() -> None:
    brief = _of(Session(GroupTherapy(), day="TU", start="10:00", time=Minutes(0)))
    assert AttendanceRecord.of(brief).status is AttendanceStatus.ATTENDED


def test_less_may_be_billable_than_was_attended_and_never_more() -> None:
    assert AttendanceRecord.of(MONDAY, late="30 min", billable="2 h").billable == Minutes(120)
    assert AttendanceRecord.of(MONDAY, late="30 min", billable="150 min").billable == Minutes(150)
    assert refusal(NotAccepted, lambda: AttendanceRecord.of(MONDAY, late="30 min", billable="151 min")) == (
        'time that can be billed: expected at most 2 h 30 min, as attended, got "2 h 31 min"'
    )


def test_nothing_is_billable_of_what_is_not() -> None:
    found = AttendanceRecord.of(MONDAY, "attended-not-billable")
    assert (found.attended, found.billable) == (Minutes(180), Minutes(0))
    assert AttendanceRecord.of(MONDAY, "attended-not-billable", billable="0 min") == found
    expected = "time that can be billed: expected none, or the status 'attended', got \"1 min\""
    assert refusal(NotAccepted, lambda: AttendanceRecord.of(MONDAY, found.status, billable="1 min")) == expected
    assert refusal(NotAccepted, lambda: attrs.evolve(found, billable="1 min")) == expected


ABSENT = [status for status in AttendanceStatus if status not in PRESENT]


@pytest.mark.parametrize("status", ABSENT)
def test_who_was_not_there_has_no_times(status: AttendanceStatus) -> None:
    found = AttendanceRecord.of(OPEN, status)
    assert (found.status, found.scheduled) == (status, OPEN.wall_minutes)
    assert {found.attended, found.billable, found.late, found.left_early} == {Minutes(0)}


@pytest.mark.parametrize("status", ABSENT)
@pytest.mark.parametrize("name", ["attended", "billable", "late", "left_early"])
def test_times_of_who_was_not_there_are_refused(status: AttendanceStatus, name: str) -> None:
    found = AttendanceRecord.of(MONDAY, status)
    times: dict[str, Any] = {name: "1 min"}
    assert refusal(NotAccepted, lambda: attrs.evolve(found, **times)) == (
        f"times of a record {status}: expected none, or the status 'attended', got \"1 min\""
    )
    if name == "late":
        with pytest.raises(NotAccepted, match=f"times of a record {status}"):
            AttendanceRecord.of(MONDAY, status, late="1 min")


def test_a_make_up_that_is_attended_is_made_up_and_names_what_it_replaces() -> None:
    found = AttendanceRecord.of(MAKE_UP)
    assert (found.status, found.replaces, found.stands_for) == (AttendanceStatus.MADE_UP, MISSED, MISSED)
    assert found.identity == ("added 09:00 group-therapy", Date(2026, 2, 6))
    assert found.billable == Minutes(180)
    assert AttendanceRecord.of(MAKE_UP, replaces=MISSED) == AttendanceRecord.of(MAKE_UP, "made up") == found


def test_a_make_up_that_cannot_be_billed_is_made_up_without_billable_time() -> None:
    found = AttendanceRecord.of(MAKE_UP, "attended-not-billable")
    assert (found.status, found.attended, found.billable) == (AttendanceStatus.MADE_UP, Minutes(180), Minutes(0))
    with pytest.raises(NotAccepted, match="time that can be billed"):
        AttendanceRecord.of(MAKE_UP, "attended-not-billable", billable="1 h")


def test_a_make_up_that_is_missed_names_what_it_was_to_replace() -> None:
    found = AttendanceRecord.of(MAKE_UP, "absent-unexcused")
    assert (found.status, found.stands_for) == (AttendanceStatus.ABSENT_UNEXCUSED, MISSED)


def test_a_planned_session_is_made_up_where_the_caller_says_what_it_replaces() -> None:
    found = AttendanceRecord.of(WEDNESDAY, replaces=("MO 18:00 group-therapy", Date(2026, 2, 2)))
    assert (found.status, found.kind, found.replaces) == (AttendanceStatus.MADE_UP, OccurrenceKind.PLANNED, MISSED)


def test_what_is_made_up_must_fit() -> None:
    assert refusal(NotAccepted, lambda: AttendanceRecord.of(MONDAY, "made-up")) == (
        'made-up session: expected what it replaces, such as replaces=missed.identity, got "nothing"'
    )
    assert refusal(NotAccepted, lambda: AttendanceRecord.of(MONDAY, replaces=MISSED)) == (
        'made-up session: expected another session than itself, got "MO 18:00 group-therapy on 2026-02-02"'
    )
    assert refusal(NotAccepted, lambda: AttendanceRecord.of(WEDNESDAY, "absent-excused", replaces=MISSED)) == (
        'what a session replaces: expected nothing, as it was absent-excused, got "MO 18:00 group-therapy"'
    )
    assert refusal(NotAccepted, lambda: AttendanceRecord.of(MAKE_UP, replaces=WEDNESDAY.identity)) == (
        "what a session replaces: expected MO 18:00 group-therapy of 2026-02-02, as scheduled, "
        "got \"('WE 18:00 group-therapy', Date(2026, 2, 4))\""
    )


@pytest.mark.parametrize("status", [each for each in AttendanceStatus if each.is_expected and each != "made-up"])
def test_at_a_session_that_is_not_held_nobody_was_expected(status: AttendanceStatus) -> None:
    (cancelled,) = EPISODE.override(Cancelled("2026-02-02", reason="storm")).cancelled()
    assert AttendanceRecord.of(cancelled, "cancelled-by-program").kind is OccurrenceKind.CANCELLED
    assert refusal(NotAccepted, lambda: AttendanceRecord.of(cancelled, status)) == (
        "status of a session that is not held: expected 'cancelled-by-program', as scheduled; if it was held, change "
        f'the schedule first, got "{status}"'
    )


def test_a_correction_names_its_day_and_a_record_of_the_same_session() -> None:
    first, other = AttendanceRecord.of(MONDAY), AttendanceRecord.of(WEDNESDAY)
    found = attrs.evolve(first, corrects=first, recorded="2026-02-09")
    assert (found.corrects, found.recorded) == (first, Date(2026, 2, 9))
    assert "corrects=" not in repr(found)
    allowed = "the record that it corrects, and the day of it"
    assert allowed in refusal(NotAccepted, lambda: attrs.evolve(first, corrects=first))
    assert allowed in refusal(NotAccepted, lambda: attrs.evolve(first, recorded="2026-02-09"))
    assert "a record of MO 18:00 group-therapy on 2026-02-02" in refusal(
        NotAccepted, lambda: attrs.evolve(first, corrects=other, recorded="2026-02-09")
    )


def test_a_photograph_can_get_another_status() -> None:
    absent = AttendanceRecord.of(MONDAY, "absent-unknown")
    assert absent.with_status("attended", late="20 min") == AttendanceRecord.of(MONDAY, late="20 min")
    assert AttendanceRecord.of(MAKE_UP).with_status("absent-excused").replaces == MISSED
    made_up = AttendanceRecord.of(WEDNESDAY, replaces=MISSED)
    assert made_up.with_status("attended") == AttendanceRecord.of(WEDNESDAY)


def test_where_only_the_end_is_known_the_time_attended_tells_the_start() -> None:
    until_noon = _of(Session(GroupTherapy(), day="TU", end="12:00", time="60 to 90 min"))
    assert AttendanceRecord.of(until_noon, attended="80 min").begin == 640
    assert AttendanceRecord.of(until_noon, attended="50 min", left_early="20 min").begin == 650
    over_midnight = _of(Session(GroupTherapy(), day="TU", end="00:30", time="at least 60 min"))
    assert AttendanceRecord.of(over_midnight, attended="60 min").begin == 23 * 60 + 30
    by_arrangement = _of(Session(GroupTherapy(), day="TU", time=Minutes(60)))
    assert AttendanceRecord.of(by_arrangement).begin is None


def test_who_came_late_came_later() -> None:
    assert AttendanceRecord.of(MONDAY, late="20 min").begin == 18 * 60 + 20


def test_times_have_a_unit_and_statuses_a_name() -> None:
    assert "time: expected Minutes" in refusal(WrongKind, lambda: AttendanceRecord.of(MONDAY, late=wrong(20)))
    assert "time: expected Minutes" in refusal(WrongKind, lambda: AttendanceRecord.of(MONDAY, billable=wrong(20)))
    assert "attendance status: expected one of attended" in refusal(
        NotAccepted, lambda: AttendanceRecord.of(MONDAY, "present")
    )


def test_only_an_occurrence_has_a_record() -> None:
    assert refusal(WrongKind, lambda: AttendanceRecord.of(wrong(MISSED))).startswith(
        "attendance record: expected an occurrence, such as one of episode.occurrences(), got ("
    )
    found = AttendanceRecord.of(MONDAY)
    assert "expected a Session" in refusal(WrongKind, lambda: attrs.evolve(found, session=wrong("group")))
    assert "the key of a session" in refusal(NotAccepted, lambda: attrs.evolve(found, key=""))


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (AttendanceRecord.of(MONDAY), "2026-02-02 18:00 group therapy: attended, 3 h of 3 h"),
        (
            AttendanceRecord.of(MONDAY, late="10 min", left_early="20 min"),
            "2026-02-02 18:00 group therapy: attended, 2 h 30 min of 3 h, 10 min late, 20 min left early",
        ),
        (AttendanceRecord.of(MONDAY, "absent-unexcused"), "2026-02-02 18:00 group therapy: absent unexcused"),
        (
            AttendanceRecord.of(MAKE_UP),
            "2026-02-06 09:00 group therapy: made up, 3 h of 3 h, in place of MO 18:00 group-therapy of 2026-02-02",
        ),
        (
            attrs.evolve(
                AttendanceRecord.of(_of(Session(GroupTherapy(), day="TU", label="Steps", time=Minutes(60)))),
                corrects=AttendanceRecord.of(_of(Session(GroupTherapy(), day="TU", label="Steps", time=Minutes(60)))),
                recorded="2026-02-09",
            ),
            "2026-02-03 Steps: attended, 1 h of 1 h, corrected on 2026-02-09",
        ),
    ],
)
def test_a_record_is_a_line_for_people(record: AttendanceRecord, words: str) -> None:
    assert str(record) == words
