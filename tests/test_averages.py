import itertools
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopmodel import catalogue
from iopmodel.averages import average_of, average_together, stay_total, total_of
from iopmodel.components import Break, FamilyTherapy, GroupTherapy, IndividualTherapy
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.errors import NotAccepted
from iopmodel.lengths import Weeks, WithoutEnd, planned_length
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Phase, Program, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.stretches import Stretch, Subject, stretches
from tests.refusal import refusal

GROUP, ALONE = GroupTherapy(), IndividualTherapy()
HOUR = Session(GROUP, day="MO", time="1 h")
SUM = attrs.evolve(DEFAULT_COUNTING, parallel="sum")
#: Of the 20,871 weeks of 400 years 4,800 have the first Monday of a month, and 1,671 a fifth one.
MONTHLY, FIFTH = Fraction(4_800, 20_871), Fraction(1_671, 20_871)


def _stretch(*given: Session, length: Any = None, **more: Any) -> Stretch:  # noqa: ANN401 - whatever the constructor takes
    known = {} if length is None else {"length": length}
    (stretch,) = stretches(Track("t", given, **known, **more))
    return stretch


def _floating(**more: Any) -> Session:  # noqa: ANN401 - whatever the constructor takes
    return Session(ALONE, time="1 h", **more)


# Totals


@pytest.mark.parametrize(
    ("given", "length", "low", "high"),
    [
        ([HOUR], "8 weeks", 480, 480),
        ([HOUR], "8 to 16 weeks", 480, 960),
        ([HOUR], "at least 8 weeks", 480, None),
        ([HOUR], None, 60, None),
        ([HOUR], WithoutEnd(), 60, None),
        ([], None, 0, 0),
        ([Session(Break(), day="MO", time="1 h")], None, 0, 0),
        ([Session(GROUP, day="MO", time="1 h", weeks=(1, 4))], None, 240, 240),
        ([Session(GROUP, day="MO", time="1 h", weeks=(1, 4))], "8 weeks", 240, 240),
        ([Session(GROUP, day="MO", time="1 h", weeks=(1, 4))], "at least 2 weeks", 120, 240),
        ([Session(GROUP, day="MO", time="1 h", weeks=(1, 4))], "at least 8 weeks", 240, 240),
        # Every so many weeks, the first one known or not.
        ([_floating(every=Weeks(2), first=1)], "7 weeks", 240, 240),
        ([_floating(every=Weeks(2), first=2)], "7 weeks", 180, 180),
        ([_floating(every=Weeks(2))], "8 weeks", 240, 240),
        ([_floating(every=Weeks(2))], "7 weeks", 180, 240),
        ([_floating(every=Weeks(3), weeks=(3, 6))], "8 weeks", 60, 120),
        ([_floating(every=Weeks(3), weeks=(9, 12))], "8 weeks", 0, 0),
        ([_floating(every=Weeks(2), optional=True)], "8 weeks", 0, 240),
        ([_floating(every=Weeks(2), attended_by="family")], "8 weeks", 0, 0),
        ([_floating(every=Weeks(2), day="MO", start="18:00")], "8 weeks", 240, 240),
        ([Session(ALONE, every=Weeks(2), day="MO")], "8 weeks", 0, None),
        ([_floating(every=Weeks(3)), Session(Break(), weeks=(1, 2))], None, 60, None),
        ([_floating(every=Weeks(3))], None, 0, None),
        # So many over the whole stay.
        ([_floating(total=3)], "8 weeks", 180, 180),
        ([_floating(total=3)], None, 180, 180),
        ([_floating(total="2 to 3")], "8 weeks", 120, 180),
        ([_floating(total="at least 2")], "8 weeks", 120, None),
        ([_floating(total="at least 2", per_week=1)], "8 weeks", 120, 480),
        ([_floating(total=3, day="MO", start="18:00")], "8 weeks", 180, 180),
        ([_floating(total="at least 2", day="MO", start="18:00")], "8 weeks", 120, 480),
        ([_floating(total="at least 2", day="MO", every=Weeks(2), first=1)], "8 weeks", 120, 240),
        ([_floating(total=3, day="MO", nth=1)], "8 weeks", 180, 180),
        ([_floating(total=3, optional=True)], "8 weeks", 0, 180),
        ([_floating(total=3, weeks=(9, 12))], "8 weeks", 0, 0),
        ([_floating(total="not stated", attended_by="family")], "8 weeks", 0, 0),
        # By the month: nobody knows in which weeks.
        ([_floating(per_month=2)], "2 weeks", 0, 240),
        ([_floating(day="MO", nth=1)], "2 weeks", 0, 120),
    ],
)
def test_a_stay_totals_what_its_weeks_make(given: list[Session], length: Any, low: int, high: int | None) -> None:  # noqa: ANN401 - whatever the constructor takes
    found = stay_total(_stretch(*given, length=length), DEFAULT_COUNTING)
    assert found == Range(Minutes(low), None if high is None else Minutes(high))


def test_a_floating_session_that_meets_another_one_may_add_nothing() -> None:
    meets = _floating(every=Weeks(2), day="MO", start="18:30")
    given = [*sessions(GROUP, "MO", "18:00-19:00"), meets]
    assert stay_total(_stretch(*given, length="8 weeks"), DEFAULT_COUNTING) == Range(Minutes(480), Minutes(720))
    assert stay_total(_stretch(*given, length="8 weeks"), SUM) == Range.exactly(Minutes(720))
    apart = [*sessions(GROUP, "TU", "18:00-19:00"), meets]
    assert stay_total(_stretch(*apart, length="8 weeks"), DEFAULT_COUNTING) == Range.exactly(Minutes(720))


def test_a_floating_session_meets_one_that_is_like_it() -> None:
    twice = [_floating(every=Weeks(2), day="MO", start="18:00")] * 2
    assert stay_total(_stretch(*twice, length="8 weeks"), DEFAULT_COUNTING) == Range(Minutes(0), Minutes(480))
    assert average_of(_stretch(*twice), DEFAULT_COUNTING, None) == Range(Fraction(0), Fraction(60))
    loose = [_floating(every=Weeks(2))] * 2
    assert stay_total(_stretch(*loose, length="8 weeks"), DEFAULT_COUNTING) == Range.exactly(Minutes(480))
    assert average_of(_stretch(*loose), DEFAULT_COUNTING, None) == Range.exactly(Fraction(60))


def test_a_floating_session_on_a_day_that_may_not_be_picked_may_add_nothing() -> None:
    given = [HOUR, _floating(every=Weeks(2), day="TU")]
    found = stay_total(_stretch(*given, length="2 weeks", attends=1), DEFAULT_COUNTING)
    assert found == Range(Minutes(0), Minutes(120))


def test_totals_that_have_no_place_may_be_left_out() -> None:
    without = attrs.evolve(DEFAULT_COUNTING, unplaced_total=False)
    given = [HOUR, _floating(total=3), _floating(total=3, day="TU", start="18:00")]
    assert stay_total(_stretch(*given, length="8 weeks"), without) == Range.exactly(Minutes(480))


def test_a_number_that_nobody_says_may_count_as_nothing() -> None:
    nothing = attrs.evolve(DEFAULT_COUNTING, unknown="nothing")
    given = [_floating(total="at least 2"), Session(ALONE, every=Weeks(2), day="MO"), HOUR]
    assert stay_total(_stretch(*given, length="8 weeks"), nothing) == Range.exactly(Minutes(600))


IOP = LevelOfCare.INTENSIVE_OUTPATIENT
TWO_PHASES = Pathway(
    [
        Phase(IOP, WeeklyPattern(time_per_week="9 h"), length="2 weeks"),
        Phase(LevelOfCare.OUTPATIENT, [HOUR], length="3 to 4 weeks"),
    ]
)


@pytest.mark.parametrize(
    ("subject", "length", "low", "high"),
    [
        (WeeklySchedule([HOUR]), "8 weeks", 480, 480),
        (WeeklyPattern(time_per_week="9 h"), "2 weeks", 1080, 1080),
        (WeeklyPattern(time_per_week="9 h"), None, 540, None),
        (TWO_PHASES, None, 1260, 1320),
        (Program(catalogue.EVENING_IOP, pathway=TWO_PHASES), None, 1260, 1320),
        (
            Program(
                catalogue.EVENING_IOP,
                tracks=[Track("a", [HOUR]), Track("b", [HOUR] * 2, length="2 weeks")],
                length="8 weeks",
                pathway=TWO_PHASES,
            ),
            None,
            240,
            480,
        ),
        (Program(catalogue.EVENING_IOP, tracks=[Track("a", [HOUR], length="2 weeks")]), "4 weeks", 240, 240),
        (Program(catalogue.EVENING_IOP, length="2 weeks"), None, 0, None),
    ],
)
def test_phases_add_up_and_tracks_do_not(subject: Subject, length: str | None, low: int, high: int | None) -> None:
    found = total_of(subject, None if length is None else planned_length(length), DEFAULT_COUNTING)
    assert found == Range(Minutes(low), None if high is None else Minutes(high))


@pytest.mark.parametrize("subject", [TWO_PHASES, Program(catalogue.EVENING_IOP, pathway=TWO_PHASES)])
def test_the_length_of_a_pathway_is_that_of_its_phases(subject: Subject) -> None:
    allowed = "no length for a pathway; its phases have their own"
    message = refusal(NotAccepted, lambda: total_of(subject, Range.exactly(Weeks(8)), DEFAULT_COUNTING))
    assert message == f'length of the stay: expected {allowed}, got "8 weeks"'


# Averages


@pytest.mark.parametrize(
    ("given", "length", "low", "high"),
    [
        ([HOUR], "8 weeks", 60, 60),
        ([HOUR], None, 60, 60),
        ([_floating(every=Weeks(2), first=1)], "8 weeks", 30, 30),
        ([_floating(every=Weeks(2), first=1)], "7 weeks", Fraction(240, 7), Fraction(240, 7)),
        ([_floating(every=Weeks(2), first=1)], "7 to 8 weeks", 30, Fraction(240, 7)),
        ([_floating(every=Weeks(2), first=1)], None, 30, 30),
        ([_floating(every=Weeks(2))], None, 30, 30),
        ([_floating(every=Weeks(3))], "at least 3 weeks", 12, 30),
        ([_floating(every=Weeks(2), first=1)], "at least 2 weeks", 30, 40),
        ([_floating(day="MO", nth=1)], None, 60 * MONTHLY, 60 * MONTHLY),
        ([_floating(day="MO", nth=-1)], None, 60 * MONTHLY, 60 * MONTHLY),
        ([_floating(day="MO", nth=5)], None, 60 * FIFTH, 60 * FIFTH),
        ([_floating(per_month=2)], None, 120 * MONTHLY, 120 * MONTHLY),
        ([_floating(per_month="1 to 2")], None, 60 * MONTHLY, 120 * MONTHLY),
        ([_floating(total=8)], "8 weeks", 60, 60),
        ([_floating(total=8)], None, 0, 480),
        ([Session(GROUP, day="MO", time="1 h", weeks=(1, 4))], None, 60, 60),
        ([Session(GROUP, day="MO", time="1 h", weeks=(1, 4))], "8 weeks", 30, 30),
        ([Session(GROUP, day="MO", time="1 h", weeks=(1, 4)), HOUR], None, 60, 120),
        ([Session(GROUP, day="TU", time="1 h", weeks=(1, 4)), HOUR], "at least 8 weeks", 60, 90),
        ([HOUR, _floating(every=Weeks(2), weeks=(1, 4))], None, 60, 90),
        ([], None, 0, 0),
    ],
)
def test_an_average_is_the_total_over_the_number_of_weeks(
    given: list[Session],
    length: object,
    low: Fraction | int,
    high: Fraction | int,
) -> None:
    assert average_of(_stretch(*given, length=length), DEFAULT_COUNTING, None) == Range(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("week", "minutes"), [(1, 60), (2, 60), (3, 120), (4, 120), (5, 60), (8, 60), (9, 0), (100, 0)]
)
def test_the_average_of_a_week_takes_the_sessions_in_force_over_their_own_cadence(week: int, minutes: int) -> None:
    given = [
        Session(GROUP, day="MO", time="2 h", every=Weeks(2), first=2),
        Session(GROUP, day="TU", time="1 h", weeks=(3, 4)),
    ]
    assert average_of(_stretch(*given, length="8 weeks"), DEFAULT_COUNTING, week) == Range.exactly(Fraction(minutes))


def test_before_its_first_week_a_track_has_no_average() -> None:
    assert average_of(_stretch(HOUR, first_week=3), DEFAULT_COUNTING, 2) == Range.exactly(Fraction(0))
    assert average_of(_stretch(HOUR, first_week=3), DEFAULT_COUNTING, 3) == Range.exactly(Fraction(60))


def test_a_floating_session_that_meets_another_one_has_an_average_from_nothing() -> None:
    given = [
        *sessions(GROUP, "MO", "18:00-19:00"),
        Session(FamilyTherapy(), day="MO", start="18:30", time="1 h", nth=1),
    ]
    assert average_of(_stretch(*given), DEFAULT_COUNTING, None) == Range(Fraction(60), Fraction(90))


def test_a_pattern_is_its_own_average() -> None:
    for hours, ends in (("9 to 19 h", (540, 1140)), ("at least 9 h", (540, None))):
        (stretch,) = stretches(WeeklyPattern(time_per_week=hours))
        high = None if ends[1] is None else Fraction(ends[1])
        assert average_of(stretch, DEFAULT_COUNTING, None) == Range(Fraction(ends[0]), high)


def test_phases_together_average_by_their_lengths() -> None:
    assert average_together(stretches(TWO_PHASES), DEFAULT_COUNTING) == Range(
        Fraction(2 * 540 + 4 * 60, 6), Fraction(2 * 540 + 3 * 60, 5)
    )
    endless = Pathway([*TWO_PHASES.phases, Phase(LevelOfCare.AFTERCARE, WeeklyPattern(time_per_week="0 min"))])
    assert average_together(stretches(endless), DEFAULT_COUNTING) == Range(Fraction(0), Fraction(1260, 6))


# Many phases


def _phases(lengths: list[tuple[int, int]], hours: list[int]) -> tuple[Stretch, ...]:
    iop = LevelOfCare.INTENSIVE_OUTPATIENT
    return stretches(
        Pathway(
            Phase(iop, [Session(GROUP, day="MO", time=Minutes(60 * hour))], length=f"{low} to {high} weeks")
            for (low, high), hour in zip(lengths, hours, strict=True)
        )
    )


LENGTHS = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)).map(lambda pair: (pair[0], sum(pair))), max_size=5)


@given(st.tuples(st.integers(1, 9), LENGTHS), st.data())
def test_phases_together_average_what_every_choice_of_their_lengths_does(
    drawn: tuple[int, list[tuple[int, int]]], data: st.DataObject
) -> None:
    lengths = [(drawn[0], drawn[0]), *drawn[1]]
    hours = [data.draw(st.integers(0, 12)) for _ in lengths]
    found = [
        Fraction(sum(60 * hour * weeks for hour, weeks in zip(hours, chosen, strict=True)), sum(chosen))
        for chosen in itertools.product(*lengths)
    ]
    together = average_together(_phases(lengths, hours), DEFAULT_COUNTING)
    assert together == Range(min(found), max(found))


def test_a_pathway_of_many_phases_is_answered() -> None:
    together = average_together(_phases([(1, 2)] * 200, [1, 3] * 100), DEFAULT_COUNTING)
    assert together == Range(Fraction(100), Fraction(140))


def test_a_number_over_later_weeks_adds_nothing_to_a_stay_that_ends_before_them() -> None:
    stay = _stretch(_floating(total=3, weeks="10 on"), HOUR, length="4 weeks")
    assert stay_total(stay, DEFAULT_COUNTING) == Range.exactly(Minutes(240))


def test_a_number_that_may_be_none_adds_from_nothing() -> None:
    stay = _stretch(_floating(total="at most 3"), length="8 weeks")
    assert stay_total(stay, DEFAULT_COUNTING) == Range(Minutes(0), Minutes(180))


def test_a_stay_of_unknown_times_and_without_an_end_has_no_known_most() -> None:
    assert stay_total(_stretch(Session(GROUP, day="MO")), DEFAULT_COUNTING) == Range(Minutes(0))
