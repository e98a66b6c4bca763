"""Leave from work over an episode: by the calendar, with the closures of the program and the holidays of the job."""

from __future__ import annotations

from fractions import Fraction

import pytest

from iopmodel import (
    Closure,
    DaySpan,
    Episode,
    GroupTherapy,
    LevelOfCare,
    Minutes,
    Phase,
    Range,
    State,
    Track,
    commitment,
    sessions,
)
from iopmodel.catalogue import STANDARD_IOP
from iopmodel.dated_leave import leave_of
from iopmodel.errors import NotAccepted, NotYetInForce
from iopmodel.programs import Program

JOB = commitment("work", "MO,TU,WE,TH,FR", "09:00-17:00")
MORNINGS = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "09:00-12:00"))
DAYS = Phase(LevelOfCare.PARTIAL_HOSPITALIZATION, sessions(GroupTherapy(), "MO,TU,WE,TH,FR", "09:00-13:00"))


def test_nine_working_hours_of_forty_are_0_225_of_a_workweek_a_week() -> None:
    found = leave_of(Episode.of(MORNINGS, first="2026-02-02", length="12 weeks"), JOB, on="2026-02-02")
    assert {each.workweeks for each in found.weeks} == {Range.exactly(Fraction(9, 40))}
    assert found.workweeks == Range.exactly(Fraction(12 * 9, 40))
    assert found.leave == Range.exactly(Minutes(12 * 540))
    assert (found.entitlement, str(found.citation)) == (12, "29 CFR 825.200(a)")


def test_twenty_hours_of_partial_hospitalization_in_work_time_are_half_a_workweek_and_last_24_weeks() -> None:
    found = leave_of(Episode.of(DAYS, first="2026-02-02", length="24 weeks"), JOB, on="2026-02-02")
    assert found.workweeks == Range.exactly(Fraction(12))


def test_an_evening_takes_no_leave() -> None:
    evening = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    found = leave_of(Episode.of(evening, first="2026-02-02", length="8 weeks"), JOB, on="2026-02-02")
    assert found.leave == Range.exactly(Minutes(0))


def test_a_day_on_which_the_program_is_closed_takes_none() -> None:
    closed = Episode.of(MORNINGS, first="2026-02-02", length="2 weeks", closures=[Closure("2026-02-09", "snow")])
    assert [str(each) for each in leave_of(closed, JOB, on="2026-02-02").weeks] == [
        "week of 2026-02-02: 9 h, 9/40 of a workweek",
        "week of 2026-02-09: 6 h, 3/20 of a workweek",
    ]


def test_a_holiday_of_the_job_in_a_part_week_is_not_charged() -> None:
    found = leave_of(
        Episode.of(MORNINGS, first="2026-02-09", length="2 weeks"), JOB, on="2026-02-09", holidays=["2026-02-16"]
    )
    assert [each.leave for each in found.weeks] == [Range.exactly(Minutes(540)), Range.exactly(Minutes(360))]


def test_a_week_of_leave_as_a_whole_is_a_whole_week_whatever_holiday_falls_in_it() -> None:
    all_day = Phase(LevelOfCare.PARTIAL_HOSPITALIZATION, sessions(GroupTherapy(), "MO,TU,WE,TH,FR", "08:00-18:00"))
    found = leave_of(
        Episode.of(all_day, first="2026-02-16", length="1 week"), JOB, on="2026-02-16", holidays="2026-02-16"
    )
    assert found.leave == Range.exactly(Minutes(32 * 60))
    assert found.workweeks == Range.exactly(Fraction(1))


def test_travel_is_an_input() -> None:
    found = leave_of(Episode.of(MORNINGS, first="2026-02-02", length="1 week"), JOB, on="2026-02-02", travel="30 min")
    assert found.leave == Range.exactly(Minutes(3 * 210))


def test_a_choice_of_days_is_a_range() -> None:
    track = Track("mornings", MORNINGS.week, attends=2)
    program = Program(STANDARD_IOP, tracks=[track], length="1 week")
    found = leave_of(Episode.of(program, first="2026-02-02"), JOB, on="2026-02-02")
    assert found.leave == Range.exactly(Minutes(360))


def test_the_week_of_a_move_adds_what_both_levels_take_and_a_week_without_care_is_left_out() -> None:
    episode = Episode.of(DAYS, first="2026-02-02", length="3 weeks").move(MORNINGS, on="2026-02-05", length="4 days")
    episode = episode.move(State.ON_LEAVE, on="2026-02-09", until="2026-02-16")
    found = leave_of(episode, JOB, on="2026-02-02", until="2026-02-23")
    # Monday to Wednesday 4 h each, Thursday 3 h; then nothing is planned any more.
    assert [each.leave for each in found.weeks] == [Range.exactly(Minutes(15 * 60))]


def test_workweeks_within_a_leave_year_count_by_their_monday() -> None:
    found = leave_of(Episode.of(MORNINGS, first="2026-12-21", length="4 weeks"), JOB, on="2026-12-21")
    assert found.within(DaySpan("2026-01-01", "2027-01-01")) == Range.exactly(Fraction(18, 40))
    assert found.within(DaySpan("2025-01-01", "2026-01-01")) == Range.exactly(Fraction(0))


def test_it_says_what_it_takes_in_a_sentence() -> None:
    found = leave_of(Episode.of(MORNINGS, first="2026-02-02", length="8 weeks"), JOB, on="2026-02-02")
    assert str(found) == "72 h of leave in 8 weeks, 1 4/5 workweeks of an entitlement of 12 (29 CFR 825.200(a))"


def test_what_cannot_be_answered_raises() -> None:
    endless = Episode.of(MORNINGS, first="2026-02-02")
    with pytest.raises(NotAccepted, match="planned end"):
        leave_of(endless, JOB, on="2026-02-02")
    school = commitment("school", "MO", "09:00-12:00")
    with pytest.raises(NotAccepted, match="kind work"):
        leave_of(Episode.of(MORNINGS, first="2026-02-02", length="1 week"), school, on="2026-02-02")
    with pytest.raises(NotYetInForce):
        leave_of(Episode.of(MORNINGS, first="2000-01-03", length="1 week"), JOB, on="2000-01-03")


def test_other_hours_can_be_the_basis() -> None:
    found = leave_of(Episode.of(MORNINGS, first="2026-02-02", length="1 week"), JOB, on="2026-02-02", workweek="36 h")
    assert found.workweeks == Range.exactly(Fraction(1, 4))
