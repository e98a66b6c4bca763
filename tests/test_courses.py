"""How long a patient is at each level, days between levels, clinical beside authorized: by hand, on 2026 calendars.

February 2026 has 28 days, so four weeks from Monday 2 February end on Monday 2 March.
"""

import attrs
import pytest

from iopmodel import Break, GroupTherapy, LevelOfCare, Phase, Range, Session, State, WeeklyPattern, sessions
from iopmodel._days import plain_day
from iopmodel.closures import Closure
from iopmodel.counting import Counting
from iopmodel.courses import (
    Course,
    LengthOfStay,
    _days_in_words,
    courses,
    dated_treatment_days,
    days_at_levels,
    days_between_levels,
    enrollments,
    length_of_stay,
    levels_apart,
    stays_in_turn,
)
from iopmodel.episodes import Episode
from iopmodel.errors import EndsBeforeItStarts, NotAccepted
from iopmodel.overrides import Added, Cancelled, Moved
from iopmodel.stays import Stay
from tests.refusal import refusal

OP, IOP, PHP = LevelOfCare.OUTPATIENT, LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION
EVENING = Phase(IOP, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"), length="8 weeks")
DAY = Phase(PHP, sessions(GroupTherapy(), "MO,TU,WE,TH,FR", "09:00-14:00"), length="4 weeks")
WEEKLY = Phase(OP, sessions(GroupTherapy(), "TU", "18:00-19:00"), length="4 weeks")
WITHOUT_END = Phase(IOP, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))


def eight_weeks() -> Episode:
    """Intensive outpatient from Monday 2 February until Monday 30 March."""
    return Episode.of(EVENING, first="2026-02-02")


def a_stay(level: LevelOfCare, first: str, until: str | None) -> Stay:
    """A stay of which only the level and the days matter."""
    return Stay(level=level, first=first, until=until, week=EVENING.week, title="evening")


def shown(*values: object) -> list[str]:
    return [str(value) for value in values]


# Courses and enrollments


def test_stays_at_one_level_in_a_row_are_one_course_whatever_else_changes() -> None:
    episode = (
        eight_weeks()
        .change_week(sessions(GroupTherapy(), "TU,FR", "09:00-12:00"), on="2026-02-23")
        .authorize(OP, first="2026-03-09")
    )
    (course,) = courses(episode)
    assert len(course.stays) == 3
    assert (course.level, course.first, course.until) == (IOP, plain_day("2026-02-02"), plain_day("2026-03-30"))
    assert (course.days, course.leave_days) == (Range.exactly(56), Range.exactly(0))
    assert str(course) == "intensive outpatient, 2026-02-02 until 2026-03-30: 56 days in care"


def test_another_phase_at_the_same_level_goes_on_with_the_course() -> None:
    (course,) = courses(eight_weeks().move(EVENING, on="2026-03-02"))
    assert str(course) == "intensive outpatient, 2026-02-02 until 2026-04-27: 84 days in care"


def test_a_leave_of_absence_lies_in_its_course_and_its_days_are_counted_apart() -> None:
    (course,) = courses(eight_weeks().move(State.ON_LEAVE, on="2026-02-23", until="2026-03-02"))
    assert (course.days, course.leave_days) == (Range.exactly(49), Range.exactly(7))
    assert str(course) == "intensive outpatient, 2026-02-02 until 2026-03-30: 49 days in care, 7 on leave"


def test_a_leave_from_which_the_patient_returns_to_another_level_ends_the_course_it_began_in() -> None:
    episode = eight_weeks().move(State.ON_LEAVE, on="2026-02-23").move(WEEKLY, on="2026-03-02")
    assert shown(*courses(episode)) == [
        "intensive outpatient, 2026-02-02 until 2026-03-02: 21 days in care, 7 on leave",
        "outpatient, 2026-03-02 until 2026-03-30: 28 days in care",
    ]


def test_a_step_ends_a_course_and_a_step_back_begins_another_one() -> None:
    episode = eight_weeks().move(WEEKLY, on="2026-02-09").move(EVENING, on="2026-02-10")
    assert shown(*courses(episode)) == [
        "intensive outpatient, 2026-02-02 until 2026-02-09: 7 days in care",
        "outpatient, 2026-02-09 until 2026-02-10: 1 day in care",
        "intensive outpatient, 2026-02-10 until 2026-04-07: 56 days in care",
    ]
    (enrollment,) = enrollments(episode)
    assert enrollment.courses == courses(episode)
    assert (enrollment.first, enrollment.until) == (plain_day("2026-02-02"), plain_day("2026-04-07"))


def test_without_a_planned_end_the_days_that_are_certain_are_known() -> None:
    episode = Episode.of(WITHOUT_END, first="2026-02-02")
    (course,) = courses(episode)
    assert (course.until, course.days, course.leave_days) == (None, Range.at_least(1), Range.exactly(0))
    assert str(course) == "intensive outpatient, 2026-02-02 on, without a planned end: at least 1 day in care"
    (away,) = courses(episode.move(State.ON_LEAVE, on="2026-02-09"))
    assert (away.days, away.leave_days) == (Range.exactly(7), Range.at_least(1))
    (enrollment,) = enrollments(episode)
    assert enrollment.until is None


def test_a_readmission_begins_an_enrollment_also_on_the_day_of_the_discharge_and_at_the_same_level() -> None:
    left = eight_weeks().move(State.DISCHARGED, on="2026-02-16")
    first, second = enrollments(left.move(EVENING, on="2026-02-16"))
    assert (first.until, second.first) == (plain_day("2026-02-16"), plain_day("2026-02-16"))
    assert shown(*courses(left.move(EVENING, on="2026-02-16"))) == [
        "intensive outpatient, 2026-02-02 until 2026-02-16: 14 days in care",
        "intensive outpatient, 2026-02-16 until 2026-04-13: 56 days in care",
    ]
    later = enrollments(left.move(EVENING, on="2026-03-02"))
    assert shown(*later) == [
        "intensive outpatient, 2026-02-02 until 2026-02-16: 14 days in care",
        "intensive outpatient, 2026-03-02 until 2026-04-27: 56 days in care",
    ]


def test_days_between_two_stays_part_enrollments_even_if_no_move_says_so() -> None:
    stays = [a_stay(IOP, "2026-02-02", "2026-02-09"), a_stay(IOP, "2026-02-10", "2026-02-16")]
    assert len(enrollments(Episode(stays=stays, moves=[]))) == 2


def test_an_enrollment_with_several_levels_shows_each() -> None:
    (enrollment,) = enrollments(Episode.of(DAY, first="2026-02-02").move(EVENING, on="2026-02-16"))
    assert str(enrollment) == (
        "partial hospitalization, 2026-02-02 until 2026-02-16: 14 days in care; "
        "intensive outpatient, 2026-02-16 until 2026-04-13: 56 days in care"
    )
    assert enrollment.length("2026-02-18") == LengthOfStay(16)
    assert [stay.level for stay in enrollment.stays] == [PHP, IOP]


# Days that two stays hold


def test_of_two_stays_that_hold_the_same_days_the_later_one_has_them() -> None:
    stays = [a_stay(PHP, "2026-02-02", "2026-03-02"), a_stay(IOP, "2026-02-16", "2026-03-30")]
    episode = Episode(stays=stays)
    assert shown(*courses(episode)) == [
        "partial hospitalization, 2026-02-02 until 2026-02-16: 14 days in care",
        "intensive outpatient, 2026-02-16 until 2026-03-30: 42 days in care",
    ]


def test_a_stay_without_an_end_ends_when_the_next_one_begins() -> None:
    stays = [a_stay(PHP, "2026-02-02", None), a_stay(IOP, "2026-02-16", "2026-03-30")]
    assert [stay.days for stay in stays_in_turn(Episode(stays=stays))] == [14, 42]


def test_a_stay_without_a_day_of_its_own_is_left_out() -> None:
    stays = [a_stay(PHP, "2026-02-02", "2026-02-09"), a_stay(IOP, "2026-02-02", "2026-03-30")]
    assert [stay.level for stay in stays_in_turn(Episode(stays=stays))] == [IOP]


# Length of stay


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-01-01", LengthOfStay(0)),
        ("2026-02-02", LengthOfStay(0)),
        ("2026-02-03", LengthOfStay(1)),
        ("2026-02-23", LengthOfStay(21)),
        ("2026-02-26", LengthOfStay(21, 3)),
        ("2026-03-02", LengthOfStay(21, 7)),
        ("2026-03-30", LengthOfStay(49, 7)),
        ("2027-01-01", LengthOfStay(49, 7)),
    ],
)
def test_the_length_of_stay_counts_the_days_before_a_day_and_leave_apart(on: str, expected: LengthOfStay) -> None:
    episode = eight_weeks().move(State.ON_LEAVE, on="2026-02-23", until="2026-03-02")
    assert length_of_stay(episode, on=on) == expected
    assert courses(episode)[0].length(on) == expected


def test_without_a_planned_end_the_length_up_to_a_day_is_known() -> None:
    episode = Episode.of(WITHOUT_END, first="2026-02-02")
    assert length_of_stay(episode, on="2026-05-02") == LengthOfStay(89)


def test_the_length_of_stay_is_over_all_enrollments_and_not_the_days_between() -> None:
    episode = eight_weeks().move(State.DISCHARGED, on="2026-02-16").move(EVENING, on="2026-03-02")
    assert length_of_stay(episode, on="2026-03-09") == LengthOfStay(21)


def test_lengths_of_stay_add_up_and_read_well() -> None:
    both = LengthOfStay(28, 7) + LengthOfStay(1)
    assert (both.in_care, both.on_leave, both.days) == (29, 7, 36)
    assert shown(LengthOfStay(1), LengthOfStay(0, 2)) == ["1 day in care", "0 days in care, 2 on leave"]


def test_a_length_of_stay_is_in_whole_days() -> None:
    assert "days in care" in refusal(NotAccepted, lambda: LengthOfStay(-1))
    assert "days on leave" in refusal(NotAccepted, lambda: LengthOfStay(1, -1))


# Days at levels


def test_days_at_levels_add_every_course_at_a_level_up_to_a_day() -> None:
    episode = (
        Episode.of(DAY, first="2026-02-02")
        .move(EVENING, on="2026-02-16")
        .move(DAY, on="2026-03-02")
        .move(State.ON_LEAVE, on="2026-03-04", until="2026-03-06")
    )
    at_levels = days_at_levels(episode, on="2026-03-09")
    assert list(at_levels) == [PHP, IOP]
    assert at_levels == {PHP: LengthOfStay(14 + 2 + 3, 2), IOP: LengthOfStay(14)}
    assert days_at_levels(episode, on="2026-02-16") == {PHP: LengthOfStay(14)}
    assert days_at_levels(episode, on="2026-02-02") == {}


def test_days_at_the_authorized_level_stand_beside_those_at_the_clinical_one() -> None:
    episode = eight_weeks().authorize(PHP, first="2026-02-02", until="2026-02-12")
    assert days_at_levels(episode, on="2026-03-02") == {IOP: LengthOfStay(28)}
    assert days_at_levels(episode, on="2026-03-02", by="authorized") == {PHP: LengthOfStay(10), IOP: LengthOfStay(18)}
    assert shown(*courses(episode, by="authorized")) == [
        "partial hospitalization, 2026-02-02 until 2026-02-12: 10 days in care",
        "intensive outpatient, 2026-02-12 until 2026-03-30: 46 days in care",
    ]


def test_no_other_level_is_meant() -> None:
    allowed = "one of clinical, authorized"
    assert allowed in refusal(NotAccepted, lambda: courses(eight_weeks(), by="billed"))
    assert allowed in refusal(NotAccepted, lambda: days_at_levels(eight_weeks(), on="2026-03-02", by="billed"))


# Days between levels


def test_a_step_leaves_no_day_between_two_levels_and_a_readmission_may() -> None:
    episode = (
        Episode.of(DAY, first="2026-02-02")
        .move(EVENING, on="2026-02-16")
        .move(State.DISCHARGED, on="2026-03-02")
        .move(WEEKLY, on="2026-03-12")
    )
    step, readmission = days_between_levels(episode)
    assert (step.left, step.reached, step.days, step.is_readmission) == (PHP, IOP, 0, False)
    assert (readmission.left, readmission.reached, readmission.days, readmission.is_readmission) == (IOP, OP, 10, True)
    assert shown(step, readmission) == [
        "partial hospitalization until 2026-02-16, intensive outpatient from 2026-02-16: 0 days",
        "intensive outpatient until 2026-03-02, outpatient from 2026-03-12: 10 days, readmission",
    ]


def test_a_readmission_on_the_day_of_discharge_leaves_no_day_between() -> None:
    episode = eight_weeks().move(State.DISCHARGED, on="2026-02-16").move(EVENING, on="2026-02-16")
    (between,) = days_between_levels(episode)
    assert (between.days, between.is_readmission) == (0, True)


def test_one_day_between_is_one_day() -> None:
    episode = eight_weeks().move(State.DISCHARGED, on="2026-02-16").move(EVENING, on="2026-02-17")
    assert str(*days_between_levels(episode)).endswith("from 2026-02-17: 1 day, readmission")


# Clinical and authorized levels


def test_levels_apart_are_the_days_of_another_authorization_in_one_piece() -> None:
    episode = (
        eight_weeks()
        .authorize(OP, first="2026-02-16")
        .change_week(sessions(GroupTherapy(), "TU,FR", "09:00-12:00"), on="2026-03-02")
    )
    (apart,) = levels_apart(episode)
    assert (apart.clinical, apart.authorized) == (IOP, OP)
    assert str(apart) == "2026-02-16 until 2026-03-30: intensive outpatient, authorized as outpatient"
    assert levels_apart(eight_weeks()) == ()


def test_levels_apart_are_parted_where_agreement_lies_between() -> None:
    episode = eight_weeks().authorize(OP, first="2026-02-09", until="2026-02-16").authorize(OP, first="2026-03-02")
    assert [str(apart.first) for apart in levels_apart(episode)] == ["2026-02-09", "2026-03-02"]


def test_levels_apart_without_a_planned_end_go_on() -> None:
    stay = attrs.evolve(a_stay(IOP, "2026-02-02", None), authorized=OP)
    (apart,) = levels_apart(Episode(stays=[stay]))
    assert str(apart) == "2026-02-02 on: intensive outpatient, authorized as outpatient"


# Treatment days


def test_treatment_days_are_the_days_with_a_counted_session_at_the_level_at_which_it_is_held() -> None:
    episode = Episode.of(EVENING, first="2026-02-02").move(WEEKLY, on="2026-02-10")
    # Monday, Wednesday, Thursday and Monday; then three Tuesdays, the first one the day of the step.
    assert dated_treatment_days(episode, "2026-02-02", "2026-03-01") == {
        IOP: tuple(map(plain_day, ("2026-02-02", "2026-02-04", "2026-02-05", "2026-02-09"))),
        OP: tuple(map(plain_day, ("2026-02-10", "2026-02-17", "2026-02-24"))),
    }


def test_treatment_days_know_closures_and_changes_and_count_a_day_once() -> None:
    episode = Episode.of(
        EVENING,
        first="2026-02-02",
        closures=[Closure("2026-02-05", "storm")],
        overrides=[
            Cancelled("2026-02-04"),
            Moved("2026-02-09", "MO 18:00 group-therapy", to="2026-02-06"),
            Added("2026-02-02", Session(GroupTherapy(), start="09:00", time="1 h")),
        ],
    )
    days = dated_treatment_days(episode, "2026-02-02", "2026-02-10")
    assert days == {IOP: (plain_day("2026-02-02"), plain_day("2026-02-06"))}


def test_what_has_no_date_is_optional_or_does_not_count_makes_no_treatment_day() -> None:
    week = [
        Session(GroupTherapy(), time="1 h"),
        Session(GroupTherapy(), day="TU", start="09:00", time="1 h", optional=True),
        *sessions(Break(), "WE", "12:00-13:00"),
    ]
    episode = Episode.of(Phase(IOP, week, length="1 week"), first="2026-02-02")
    assert dated_treatment_days(episode, "2026-02-02", "2026-02-09") == {}
    breaks = Counting(frozenset({"break"}))
    days = dated_treatment_days(episode, "2026-02-02", "2026-02-09", counting=breaks)
    assert days == {IOP: (plain_day("2026-02-04"),)}
    figures = Episode.of(Phase(IOP, WeeklyPattern(days=3), length="1 week"), first="2026-02-02")
    assert dated_treatment_days(figures, "2026-02-02", "2026-02-09") == {}


def test_treatment_days_are_asked_from_a_day_up_to_a_later_one() -> None:
    message = refusal(EndsBeforeItStarts, lambda: dated_treatment_days(eight_weeks(), "2026-02-09", "2026-02-02"))
    assert "2026-02-09" in message


def test_a_course_is_a_value() -> None:
    assert courses(eight_weeks()) == courses(eight_weeks())
    assert len({*courses(eight_weeks()), *courses(eight_weeks())}) == 1
    assert isinstance(courses(eight_weeks())[0], Course)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (Range.exactly(0), "0 days"),
        (Range.exactly(1), "1 day"),
        (Range.exactly(2), "2 days"),
        (Range(1, 2), "1 to 2 days"),
        (Range.at_least(1), "at least 1 day"),
        (Range.at_least(2), "at least 2 days"),
    ],
)
def test_one_day_is_said_in_the_singular(days: Range[int], words: str) -> None:
    assert _days_in_words(days) == words
