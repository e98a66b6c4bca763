"""Leave as 29 CFR 825.200 and 825.205 count it. The examples are those of the facts, section 9, by hand."""

from datetime import date
from fractions import Fraction

import pytest
from pendulum import WeekDay

from iopmodel.commitments import Block, Commitment, blocks, commitment
from iopmodel.components import GroupTherapy, IndividualTherapy
from iopmodel.errors import NotAccepted, NotYetInForce, WrongKind
from iopmodel.leave import (
    LeaveOverStay,
    leave_for,
    leave_needed,
    leave_over,
    weeks_covered,
    work_left,
    workweeks_used,
)
from iopmodel.lengths import Weeks, WithoutEnd
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from tests.refusal import refusal, wrong

ON = "2026-02-02"
GROUP = GroupTherapy()
WORKDAYS = "MO,TU,WE,TH,FR"
JOB = commitment("work", WORKDAYS, "09:00-17:00", name="day job")
MORNING = WeeklySchedule(sessions(GROUP, "MO,WE,TH", "09:00-12:00"))
EVENING = WeeklySchedule(sessions(GROUP, "MO,WE,TH", "18:00-21:00"))
PHP = WeeklySchedule(sessions(GROUP, WORKDAYS, "09:00-13:00"))
HOUR = 60


def _hours(low: int, high: int | None = None) -> Range[Minutes]:
    return Range(Minutes.of_hours(low), Minutes.of_hours(low if high is None else high))


def _exactly(numerator: int, denominator: int = 1) -> Range[Fraction]:
    return Range.exactly(Fraction(numerator, denominator))


# The worked examples


@pytest.mark.parametrize(
    ("leave", "workweek", "used"),
    [
        ("8 h", "40 h", _exactly(1, 5)),  # 825.205(b)(1)
        ("10 h", "30 h", _exactly(1, 3)),  # 825.205(b)(1)
        ("8 h", "48 h", _exactly(1, 6)),  # 825.205(c): 48 hours with required overtime
        ("9 h", "40 h", Range.exactly(Fraction("0.225"))),  # derived: an intensive outpatient program in work time
        ("20 h", "40 h", _exactly(1, 2)),  # derived: partial hospitalization in work time
        ("0 h", "40 h", _exactly(0)),  # derived: an evening program
        ("40 h", "40 h", _exactly(1)),
    ],
)
def test_leave_uses_its_part_of_the_actual_workweek(leave: str, workweek: str, used: Range[Fraction]) -> None:
    assert workweeks_used(leave, workweek) == used


def test_nine_hours_of_forty_last_fifty_three_weeks_and_a_third() -> None:
    assert leave_needed(MORNING, JOB) == _hours(9)
    found = leave_over(MORNING, JOB, weeks=Weeks(8), on=ON)
    assert found.leave == _hours(72)
    assert found.workweeks == Range.exactly(Fraction("1.8"))
    assert found.weeks_covered == _exactly(160, 3)
    assert found.entitlement == 12
    assert found.citation.text == "29 CFR 825.200(a)"
    assert str(found) == (
        "72 h of leave in 8 weeks, 1 4/5 workweeks; the entitlement of 12 covers 53 1/3 such weeks (29 CFR 825.200(a))"
    )


def test_an_evening_program_uses_nothing_and_is_covered_without_end() -> None:
    assert leave_needed(EVENING, JOB) == _hours(0)
    found = leave_over(EVENING, JOB, weeks="8 weeks", on=ON)
    assert (found.leave, found.workweeks, found.weeks_covered) == (_hours(0), _exactly(0), WithoutEnd())
    assert str(found) == (
        "0 h of leave in 8 weeks, 0 workweeks; the entitlement of 12 lasts without end (29 CFR 825.200(a))"
    )


def test_twenty_hours_of_forty_last_twenty_four_weeks() -> None:
    found = leave_over(PHP, JOB, weeks=Weeks(4), on=ON)
    assert (found.leave, found.workweeks, found.weeks_covered) == (_hours(80), _exactly(2), _exactly(24))


def test_required_overtime_belongs_to_the_work_that_is_given() -> None:
    with_overtime = Commitment("work", [*JOB.blocks, *blocks("SA", "09:00-17:00")])
    whole_monday = WeeklySchedule(sessions(GROUP, "MO", "09:00-17:00"))
    found = leave_over(whole_monday, with_overtime, weeks=Weeks(1), on=ON)
    assert found.workweeks == _exactly(1, 6)
    assert leave_over(whole_monday, JOB, weeks=Weeks(1), on=ON).workweeks == _exactly(1, 5)


def test_a_varying_schedule_is_divided_by_the_average_of_the_year_before() -> None:
    found = leave_over(MORNING, JOB, weeks=Weeks(1), workweek="36 h", on=ON)
    assert found.workweeks == _exactly(1, 4)
    assert leave_over(MORNING, JOB, weeks=Weeks(1), workweek="36 to 45 h", on=ON).workweeks == Range(
        Fraction(1, 5), Fraction(1, 4)
    )


# Leave of a week


def test_travel_in_work_time_is_an_input() -> None:
    early = WeeklySchedule(sessions(GROUP, "MO,WE,TH", "17:15-20:15"))
    assert leave_needed(early, JOB) == _hours(0)
    assert leave_needed(early, JOB, travel="30 min") == Range.exactly(Minutes(45))
    assert leave_needed(early, JOB, travel="15 to 30 min") == Range(Minutes(0), Minutes(45))


def test_a_break_at_work_needs_no_leave() -> None:
    job = commitment("work", WORKDAYS, "09:00-12:00,13:00-17:30")
    assert leave_needed(WeeklySchedule(sessions(GROUP, "MO", "11:00-14:00")), job) == _hours(2)


def test_what_is_not_known_stays_in_the_range() -> None:
    held = WeeklySchedule([*MORNING, Session(GROUP, day="FR", start="16:00"), Session(IndividualTherapy(), time="1 h")])
    assert leave_needed(held, JOB) == _hours(9, 11)
    assert leave_needed(WeeklyPattern(time_per_week="9 h"), JOB) == _hours(0, 40)
    picked = Track("three of five", sessions(GROUP, "MO,TU,WE", "09:00-12:00") + EVENING.sessions[2:], attends=3)
    assert leave_needed(picked, JOB) == _hours(6, 9)


def test_weeks_that_differ_each_have_their_leave() -> None:
    held = WeeklySchedule([*MORNING, *sessions(GROUP, "FR", "09:00-12:00", every=Weeks(2), first=1)])
    assert [leave_needed(held, JOB, week=number) for number in (1, 2, 7)] == [_hours(12), _hours(9), _hours(12)]
    assert leave_needed(held, JOB) == _hours(9, 12)


def test_plain_intervals_need_leave_too() -> None:
    days = [("MO", 9 * HOUR, 12 * HOUR), ("TU", 9 * HOUR, 12 * HOUR)]
    assert leave_for(days, JOB) == _hours(6)
    assert leave_for(days, JOB, holidays="TU") == _hours(3)
    assert leave_for(days, JOB, holidays="TU", whole_shift=True) == _hours(8)
    assert leave_for([("MO", 17 * HOUR, 18 * HOUR)], JOB, travel="20 to 30 min") == Range(Minutes(20), Minutes(30))


def test_a_shift_that_cannot_be_left_midway_is_taken_as_a_whole() -> None:
    job = commitment("work", WORKDAYS, "09:00-12:00,13:00-17:00")
    held = WeeklySchedule(
        [*sessions(GROUP, "MO", "09:00-10:00"), Session(GROUP, day="TU", start="16:59", time="0 to 30 min")]
    )
    assert leave_needed(held, job, whole_shift=True) == _hours(7, 14)
    assert leave_needed(held, job) == Range(Minutes(60), Minutes(61))
    assert leave_needed(EVENING, job, whole_shift=True) == _hours(0)
    night = Commitment("work", [Block("SU", "22:00", "06:00"), Block("MO", "22:00", "06:00")])
    early = WeeklySchedule(sessions(GROUP, "MO", "05:00-05:30"))
    assert leave_needed(early, night, whole_shift=True) == _hours(8)


def test_leave_is_taken_from_work_and_from_one_employer() -> None:
    school = commitment("school", "MO", "09:00-12:00")
    assert "leave is taken from work" in refusal(NotAccepted, lambda: leave_needed(MORNING, school))
    assert "one Commitment" in refusal(WrongKind, lambda: leave_needed(MORNING, wrong([JOB, JOB])))
    assert "one Commitment" in refusal(WrongKind, lambda: leave_over(MORNING, wrong("job"), weeks=Weeks(1), on=ON))


# Holidays


def test_a_holiday_in_a_part_week_is_not_charged() -> None:
    assert leave_needed(PHP, JOB, holidays="MO") == _hours(16)
    found = leave_over(PHP, JOB, weeks=Weeks(2), holidays={2: "MO"}, on=ON)
    assert found.leave == _hours(20 + 16)
    assert found.workweeks == _exactly(36, 40)


def test_a_holiday_that_is_worked_is_charged() -> None:
    assert leave_over(PHP, JOB, weeks=Weeks(2), holidays={}, on=ON).workweeks == _exactly(1)


def test_a_week_of_leave_as_a_whole_is_a_whole_week_whatever_holiday_falls_in_it() -> None:
    full_days = WeeklySchedule(sessions(GROUP, WORKDAYS, "09:00-17:00"))
    found = leave_over(full_days, JOB, weeks=Weeks(2), holidays={1: "MO,TU"}, on=ON)
    assert found.leave == _hours(24 + 40)
    assert found.workweeks == _exactly(2)
    assert workweeks_used("24 h", "40 h", scheduled="24 h") == _exactly(1)
    assert workweeks_used("23 h", "40 h", scheduled="24 h") == _exactly(23, 40)
    assert workweeks_used("20 to 24 h", "40 h", scheduled="24 h") == Range(Fraction(1, 2), Fraction(1))


def test_a_holiday_is_a_weekday_in_text_or_by_itself() -> None:
    assert work_left(JOB) == Minutes.of_hours(40)
    assert work_left(JOB, "MO") == work_left(JOB, WeekDay.MONDAY) == Minutes.of_hours(32)


def test_a_week_without_work_uses_nothing() -> None:
    found = leave_over(PHP, JOB, weeks=Weeks(1), holidays={1: WORKDAYS}, on=ON)
    assert (found.leave, found.workweeks) == (_hours(0), _exactly(0))


def test_holidays_belong_to_a_week_of_the_stay() -> None:
    assert "week with holidays: expected a program week from 1 to 2, got 3" in refusal(
        NotAccepted, lambda: leave_over(PHP, JOB, weeks=Weeks(2), holidays={3: "MO"}, on=ON)
    )
    assert "from 1 to 4, got 5" in refusal(
        NotAccepted, lambda: leave_over(PHP, JOB, weeks=Weeks(4), holidays={5: "MO"}, on=ON)
    )
    later = Track("second step", PHP, first_week=5, length="2 weeks")
    assert leave_over(later, JOB, holidays={6: "MO"}, on=ON).leave == _hours(36)
    assert "from 5 to 6" in refusal(NotAccepted, lambda: leave_over(later, JOB, holidays={1: "MO"}, on=ON))


# Workweeks


def test_a_week_of_leave_is_never_more_than_a_workweek() -> None:
    assert workweeks_used("45 h", "40 h") == _exactly(1)
    assert workweeks_used("at least 8 h", "40 h") == Range(Fraction(1, 5), Fraction(1))


def test_unknown_leave_and_an_unknown_workweek_stay_unknown() -> None:
    assert workweeks_used("8 to 10 h", "40 h") == Range(Fraction(1, 5), Fraction(1, 4))
    assert workweeks_used("8 h", "32 to 40 h") == Range(Fraction(1, 5), Fraction(1, 4))
    assert workweeks_used("8 h", "at least 32 h") == Range(Fraction(0), Fraction(1, 4))
    assert workweeks_used("under 8 h", "40 h") == Range(Fraction(0), Fraction(479, 2400))


def test_a_workweek_has_hours() -> None:
    assert "at least 1 min" in refusal(NotAccepted, lambda: workweeks_used("8 h", "0 h"))
    assert "at least 1 min" in refusal(NotAccepted, lambda: workweeks_used("8 h", "at most 40 h"))
    assert "time: expected" in refusal(WrongKind, lambda: workweeks_used(wrong(8), "40 h"))


def test_weeks_covered_is_the_entitlement_divided_by_what_a_week_uses() -> None:
    assert weeks_covered(Fraction(9, 40), on=ON) == _exactly(160, 3)
    assert weeks_covered(Range(Fraction(1, 5), Fraction(1, 4)), on=ON) == Range(Fraction(48), Fraction(60))
    assert weeks_covered(Range(Fraction(0), Fraction(1, 4)), on=ON) == Range.at_least(Fraction(48))
    assert weeks_covered(Range.at_least(Fraction(1, 4)), on=ON) == Range(Fraction(0), Fraction(48))
    assert weeks_covered(Fraction(0), on=ON) == WithoutEnd()


def test_weeks_covered_takes_exact_fractions_alone() -> None:
    assert "a Fraction" in refusal(WrongKind, lambda: weeks_covered(wrong(0.225), on=ON))
    assert "a Fraction" in refusal(WrongKind, lambda: weeks_covered(wrong(Range.exactly(1)), on=ON))


def test_the_entitlement_is_read_on_a_day() -> None:
    assert "2013-03-08" in refusal(NotYetInForce, lambda: weeks_covered(Fraction(1, 2), on="2013-03-07"))
    assert weeks_covered(Fraction(1, 2), on=date(2013, 3, 8)) == _exactly(24)
    assert "2013-03-08" in refusal(NotYetInForce, lambda: leave_over(PHP, JOB, weeks=Weeks(1), on="2000-01-01"))


# Over a stay


def test_a_stay_adds_up_its_weeks() -> None:
    held = WeeklySchedule([*MORNING, *sessions(GROUP, "FR", "09:00-12:00", every=Weeks(2), first=1)])
    found = leave_over(held, JOB, weeks=Weeks(3), on=ON)
    assert found.leave == _hours(12 + 9 + 12)
    assert found.workweeks == _exactly(33, 40)
    assert found.weeks_covered == _exactly(12 * 3 * 40, 33)
    assert str(found).startswith("33 h of leave in 3 weeks, 33/40 workweeks; the entitlement of 12 covers 43 7/11 such")


def test_a_stay_of_unknown_length_has_a_range_of_leave() -> None:
    found = leave_over(MORNING, JOB, weeks="8 to 16 weeks", on=ON)
    assert found.weeks == Range(Weeks(8), Weeks(16))
    assert found.leave == _hours(72, 144)
    assert found.workweeks == Range(Fraction("1.8"), Fraction("3.6"))
    assert found.weeks_covered == _exactly(160, 3)
    assert "1 4/5 to 3 3/5 workweeks" in str(found)


def test_the_average_week_hangs_on_the_length_where_weeks_differ() -> None:
    held = WeeklySchedule(sessions(GROUP, "MO", "09:00-17:00", weeks="1"))
    found = leave_over(held, JOB, weeks="1 to 2 weeks", on=ON)
    assert (found.leave, found.workweeks) == (_hours(8), _exactly(1, 5))
    assert found.weeks_covered == Range(Fraction(60), Fraction(120))
    may_be_nothing = WeeklySchedule(sessions(GROUP, "MO", "09:00-17:00", optional=True))
    assert "covers at least 60 such weeks" in str(leave_over(may_be_nothing, JOB, weeks=Weeks(1), on=ON))


def test_a_track_has_a_length_of_its_own() -> None:
    assert leave_over(Track("morning", MORNING, length="8 weeks"), JOB, on=ON).leave == _hours(72)
    assert leave_over(Track("morning", MORNING, length="8 weeks"), JOB, weeks=Weeks(2), on=ON).leave == _hours(18)


def test_a_stay_without_a_known_end_is_refused() -> None:
    assert "weeks= with a known end" in refusal(NotAccepted, lambda: leave_over(MORNING, JOB, on=ON))
    endless = Track("morning", MORNING, length="at least 8 weeks")
    assert "length of the stay" in refusal(NotAccepted, lambda: leave_over(endless, JOB, on=ON))
    assert "planned length" in refusal(WrongKind, lambda: leave_over(MORNING, JOB, weeks=wrong(8), on=ON))


def test_a_stay_passes_its_way_and_its_shifts_on() -> None:
    found = leave_over(EVENING, JOB, weeks=Weeks(2), travel="90 min", on=ON)
    assert found.leave == Range.exactly(Minutes(2 * 3 * 30))
    whole = leave_over(EVENING, JOB, weeks=Weeks(2), travel="90 min", whole_shift=True, on=ON)
    assert (whole.leave, whole.workweeks) == (_hours(48), _exactly(6, 5))


def test_what_a_stay_uses_is_a_value() -> None:
    one, other = (leave_over(PHP, JOB, weeks=Weeks(4), on=ON) for _ in range(2))
    assert isinstance(one, LeaveOverStay)
    assert one == other
    assert hash(one) == hash(other)


# The leave year
