import attrs
import pytest
from pendulum import WeekDay

from iopmodel import catalogue
from iopmodel.components import MOUD, Break, Component, GroupTherapy, IndividualTherapy
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.findings import Verdict
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.presence import Claim, Presence, minutes_between, presences, the_stretch, time_of, union
from iopmodel.programs import Phase, Program, Track
from iopmodel.quantities import Minutes, Range, time_range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from tests.refusal import refusal, wrong

GROUP = GroupTherapy()
MONDAY = minutes_between(WeekDay.MONDAY, 540, 1020)
TUESDAY = minutes_between(WeekDay.TUESDAY, 540, 1020)
DAYTIME = Claim(tuple(minutes_between(day, 540, 1020) for day in list(WeekDay)[:5]))
HOUR = 60


@attrs.frozen
class EquineTherapy(Component):
    """A kind of one's own, which counts nowhere."""

    kind = "equine-therapy"


def _time(low: int, high: int | None = None) -> Range[Minutes]:
    return Range(Minutes(low), Minutes(low if high is None else high))


def _presence(*held: Session, travel: str = "0 min", attends: str | int | None = None, week: int = 1) -> Presence:
    track = Track("ours", held, attends=attends)
    (found,) = presences(the_stretch(track), time_range(travel), week)
    return found


def _taken(*held: Session, claim: Claim = DAYTIME, travel: str = "0 min") -> Range[Minutes]:
    return _presence(*held, travel=travel).time(claim)


# The clock of seven days


def test_minutes_are_counted_from_monday_midnight() -> None:
    assert minutes_between(WeekDay.MONDAY, 0, 2) == 0b11
    assert minutes_between(WeekDay.TUESDAY, 0, 1) == 1 << 1440
    assert minutes_between(WeekDay.WEDNESDAY, 600, 600) == 0


def test_sunday_night_goes_on_on_monday_and_monday_reaches_back_to_sunday() -> None:
    assert minutes_between(WeekDay.SUNDAY, 1439, 1441) == 1 << 10_079 | 1
    assert minutes_between(WeekDay.MONDAY, -1, 1) == 1 << 10_079 | 1


def test_no_interval_is_longer_than_the_week() -> None:
    assert minutes_between(WeekDay.FRIDAY, 100, 100 + 3 * 10_080).bit_count() == 10_080


def test_a_union_holds_each_minute_once() -> None:
    assert union([0b011, 0b110]) == 0b111
    assert union([]) == 0


def test_a_claim_is_taken_by_the_minute_or_by_the_part() -> None:
    parts = (MONDAY, TUESDAY)
    late = minutes_between(WeekDay.MONDAY, 990, 1500)
    assert Claim(parts).taken(late) == 30
    assert Claim(parts, is_whole=True).taken(late) == 480
    assert Claim((MONDAY, MONDAY), is_whole=True).taken(late) == 480
    assert Claim(parts, is_whole=True).taken(minutes_between(WeekDay.MONDAY, 1020, 1500)) == 0


# Sessions on the clock


def test_a_session_takes_what_it_covers_of_a_claim() -> None:
    assert _taken(*sessions(GROUP, "MO,WE", "16:00-19:00")) == _time(2 * HOUR)
    assert _taken(*sessions(GROUP, "MO,WE,SA", "18:00-21:00")) == _time(0)


def test_two_sessions_at_one_time_take_it_once() -> None:
    held = (Session(GROUP, day="MO", start="09:00", end="11:00"), Session(GROUP, day="MO", start="10:00", end="12:00"))
    assert _taken(*held) == _time(3 * HOUR)


def test_travel_is_added_before_and_after() -> None:
    evening = Session(GROUP, day="MO", start="17:20", end="20:00")
    assert _taken(evening, travel="20 min") == _time(0)
    assert _taken(evening, travel="30 min") == _time(10)
    assert _taken(Session(GROUP, day="MO", start="06:00", end="08:45"), travel="30 min") == _time(15)


@pytest.mark.parametrize(
    ("start", "taken"),
    [
        ("12:59", 329),  # 59 minutes between them, an hour there and back: one run, 08:30 to 14:29
        ("13:00", 330),  # home at 12:30 and gone again: two runs, and not a minute between them
        ("13:30", 330),  # two runs, 08:30 to 12:30 and 13:00 to 15:00
    ],
)
def test_sessions_with_less_between_them_than_the_way_home_and_back_are_one_run(start: str, taken: int) -> None:
    held = (
        Session(GROUP, day="MO", start="09:00", end="12:00"),
        Session(GROUP, day="MO", start=start, time=Minutes(60)),
    )
    assert _taken(*held, travel="30 min") == _time(taken)


def test_a_session_on_sunday_night_meets_monday_morning() -> None:
    night = Claim((minutes_between(WeekDay.MONDAY, 0, 480),))
    late = Session(GROUP, day="SU", start="23:00", end="01:00")
    assert _taken(late, claim=night) == _time(HOUR)
    assert _taken(late, claim=night, travel="45 min") == _time(HOUR + 45)


def test_a_track_takes_breaks_and_kinds_that_count_nowhere_but_not_what_the_family_attends() -> None:
    held = (
        Session(Break(), day="MO", start="10:00", end="10:15"),
        Session(EquineTherapy(), day="TU", start="10:00", end="11:00"),
        Session(GROUP, day="WE", start="10:00", end="11:00", attended_by="family"),
        Session(MOUD(visit="dosing"), day="TH", start="09:00", end="09:20"),
    )
    assert _taken(*held) == _time(95)


# What is not known


def test_a_session_of_unknown_length_takes_its_way_for_certain_and_perhaps_the_rest_of_the_day() -> None:
    assert _taken(Session(GROUP, day="MO", start="16:00")) == _time(0, HOUR + 7 * HOUR - 1)
    assert _taken(Session(GROUP, day="FR", start="16:00")) == _time(0, HOUR)
    assert _taken(Session(GROUP, day="FR", start="16:00"), travel="30 min") == _time(HOUR, HOUR + 30)
    assert _taken(Session(GROUP, day="FR", start="16:00", time="30 to 90 min")) == _time(30, HOUR)
    assert _taken(Session(GROUP, day="FR", start="16:00", time="under 31 min")) == _time(0, 30)


def test_a_session_of_which_only_the_end_is_known_reaches_back() -> None:
    assert _taken(Session(GROUP, day="MO", end="10:00", time="30 to 90 min")) == _time(30, HOUR)
    # Without a length it may begin on Monday and end on Tuesday at ten.
    assert _taken(Session(GROUP, day="MO", end="10:00"), travel="10 min") == _time(0, 8 * HOUR + HOUR + 10)


def test_what_ends_at_midnight_ends_with_its_day() -> None:
    night = Claim((minutes_between(WeekDay.TUESDAY, 0, 480),))
    late = Session(GROUP, day="MO", end="00:00", time="0 to 60 min")
    assert _taken(late, claim=night, travel="15 min") == _time(15)
    assert _taken(Session(GROUP, day="MO", end="00:00", time="30 min"), claim=night, travel="15 min") == _time(15)
    # What certainly lasts nothing begins and ends at the first minute of its day, as everywhere in the library.
    assert _taken(Session(GROUP, day="MO", end="00:00", time="0 min"), claim=night, travel="15 min") == _time(0)


def test_a_session_without_a_clock_time_takes_its_time_and_its_way_at_the_most() -> None:
    assert _taken(Session(GROUP, day="MO", time="1 h")) == _time(0, HOUR)
    assert _taken(Session(GROUP, day="MO", time="1 h"), travel="30 min") == _time(0, 2 * HOUR)
    assert _taken(Session(GROUP, day="SA", time="1 h")) == _time(0)
    assert _taken(Session(GROUP, day="MO")) == _time(0, 16 * HOUR)
    assert _taken(Session(IndividualTherapy(), time="50 min", per_week="1 to 2")) == _time(0, 100)
    assert _taken(Session(IndividualTherapy(), time="50 min", per_week="not stated")) == _time(0, 40 * HOUR)


def test_a_session_without_a_clock_time_that_touches_a_shift_may_take_all_of_it() -> None:
    whole = attrs.evolve(DAYTIME, is_whole=True)
    assert _taken(Session(GROUP, day="FR", time="1 h"), claim=whole) == _time(0, 8 * HOUR)


def test_sessions_without_a_weekday_fall_on_different_days() -> None:
    morning = Session(GROUP, start="09:00", end="12:00", per_week=5)
    assert _taken(morning) == _time(3 * 3 * HOUR, 5 * 3 * HOUR)
    assert _taken(attrs.evolve(morning, per_week=2)) == _time(0, 2 * 3 * HOUR)
    assert _taken(attrs.evolve(morning, per_week=6, per_day=2)) == _time(3 * HOUR, 5 * 3 * HOUR)
    assert _taken(attrs.evolve(morning, per_week="not stated")) == _time(0, 5 * 3 * HOUR)


def test_what_may_lie_anywhere_may_coincide_with_the_rest_or_lie_apart() -> None:
    placed = Session(GROUP, day="MO", start="09:00", end="12:00")
    assert _taken(placed, Session(IndividualTherapy(), time="1 h")) == _time(3 * HOUR, 4 * HOUR)
    assert _taken(placed, Session(GROUP, start="09:00", end="11:00", per_week=6)) == _time(4 * 2 * HOUR, 11 * HOUR)
    assert _taken(placed, Session(GROUP, day="MO", time="3 h")) == _time(3 * HOUR, 6 * HOUR)
    # Together they take no more than there is to take: eight hours on Monday, and on Tuesday until ten.
    assert _taken(placed, Session(GROUP, day="MO", time="10 h")) == _time(3 * HOUR, 9 * HOUR)


def test_an_optional_session_and_one_of_unknown_cadence_raise_the_high_end_alone() -> None:
    assert _taken(Session(GROUP, day="MO", start="09:00", end="12:00", optional=True)) == _time(0, 3 * HOUR)
    assert _taken(Session(GROUP, day="MO", start="09:00", end="12:00", nth=2)) == _time(0, 3 * HOUR)


def test_travel_may_be_a_range_and_may_have_no_end() -> None:
    evening = Session(GROUP, day="FR", start="17:15", end="20:00")
    assert _taken(evening, travel="15 to 30 min") == _time(0, 15)
    assert _taken(evening, travel="at least 30 min") == _time(15, 40 * HOUR)
    assert _taken(evening, travel="under 31 min") == _time(0, 15)


def test_a_pattern_may_take_anything() -> None:
    (found,) = presences(the_stretch(WeeklyPattern(time_per_week="9 h")), time_range("0 min"))
    assert found.away == ()
    assert not found.is_published
    assert found.time(DAYTIME) == _time(0, 40 * HOUR)
    assert found.leaves(DAYTIME) is Verdict.UNKNOWN
    assert found.leaves(Claim(())) is Verdict.MET


# A choice of days


def test_a_choice_of_days_takes_from_the_cheapest_to_the_dearest_one() -> None:
    held = (
        Session(GROUP, day="MO", start="09:00", end="12:00"),
        Session(GROUP, day="TU", start="16:00", end="19:00"),
        Session(GROUP, day="SA", start="09:00", end="12:00"),
    )
    assert _presence(*held, attends=2).time(DAYTIME) == _time(HOUR, 4 * HOUR)
    assert _presence(*held, attends="1 to 2").time(DAYTIME) == _time(0, 4 * HOUR)
    assert _presence(*held, attends="under 2").time(DAYTIME) == _time(0, 3 * HOUR)
    assert _presence(*held, attends=7).time(DAYTIME) == _time(4 * HOUR)


def test_days_that_share_a_night_cost_it_once() -> None:
    night = Claim((minutes_between(WeekDay.TUESDAY, 0, 480),))
    held = (
        Session(GROUP, day="MO", start="23:00", end="02:00"),
        Session(GROUP, day="TU", start="01:00", end="03:00"),
        Session(GROUP, day="WE", start="09:00", end="10:00"),
    )
    assert _presence(*held, attends=2).time(night) == _time(2 * HOUR, 3 * HOUR)


def test_a_choice_of_days_leaves_a_claim_alone_if_enough_days_do() -> None:
    held = (
        Session(GROUP, day="MO", start="09:00", end="12:00"),
        Session(GROUP, day="TU", start="18:00", end="21:00"),
        Session(GROUP, day="WE", start="16:00", time="30 to 90 min"),
        Session(GROUP, day="TH", start="16:00"),
    )
    assert _presence(*held, attends=1).leaves(DAYTIME) is Verdict.MET
    assert _presence(*held, attends="1 to 4").leaves(DAYTIME) is Verdict.MET
    assert _presence(*held, attends=2).leaves(DAYTIME) is Verdict.UNKNOWN
    assert _presence(*held, attends=3).leaves(DAYTIME) is Verdict.NOT_MET


def test_an_optional_session_on_a_day_of_its_own_is_no_open_day_to_choose() -> None:
    held = (
        Session(GROUP, day="TU", start="18:00", end="21:00"),
        Session(GROUP, day="MO", start="09:00", end="12:00", optional=True),
    )
    assert _presence(*held, attends=1).time(DAYTIME) == _time(0, 3 * HOUR)
    assert _presence(*held, attends=1).leaves(DAYTIME) is Verdict.UNKNOWN


# Weeks and subjects


def test_weeks_that_are_alike_are_looked_at_once() -> None:
    schedule = WeeklySchedule(
        [
            *sessions(GROUP, "MO", "09:00-12:00"),
            Session(GROUP, day="TU", start="09:00", end="10:00", every=Weeks(2), first=1),
        ]
    )
    found = presences(the_stretch(schedule), time_range("0 min"))
    assert [(each.week_class.weeks, each.time(DAYTIME)) for each in found] == [
        ("odd weeks", _time(4 * HOUR)),
        ("even weeks", _time(3 * HOUR)),
    ]
    (second,) = presences(the_stretch(schedule), time_range("0 min"), 2)
    assert second.time(DAYTIME) == _time(3 * HOUR)


def test_a_stretch_is_asked_of_what_one_patient_attends() -> None:
    held = sessions(GROUP, "MO", "09:00-12:00")
    assert the_stretch(Phase(LevelOfCare.INTENSIVE_OUTPATIENT, held)).sessions == held
    program = Program(catalogue.STANDARD_IOP)
    assert refusal(WrongKind, lambda: the_stretch(wrong(program))).startswith(
        "week to attend: expected a Track, a Phase, a WeeklySchedule or a WeeklyPattern"
    )


def test_a_program_week_is_counted_from_one() -> None:
    stretch = the_stretch(WeeklySchedule())
    assert "program week" in refusal(NotAccepted, lambda: presences(stretch, time_range("0 min"), 0))


def test_no_sessions_take_nothing() -> None:
    (found,) = presences(the_stretch(WeeklySchedule()), time_range("1 h"))
    assert found.time(DAYTIME) == _time(0)
    assert time_of((), DAYTIME) == _time(0)
    assert found.leaves(DAYTIME) is Verdict.MET
