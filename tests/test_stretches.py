from typing import Any

import attrs
import pytest

from iopmodel import catalogue
from iopmodel.components import GroupTherapy
from iopmodel.errors import WrongKind
from iopmodel.lengths import UntilCriterion, Weeks, WithoutEnd
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Phase, Program, Stated, Track
from iopmodel.quantities import Range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import part_of_stay
from iopmodel.stretches import LONGEST_STAY, Stretch, stretches
from tests.refusal import refusal, wrong

GROUP = GroupTherapy()
EVERY_WEEK = Session(GROUP, day="MO")
WEEKS_1_TO_4 = Session(GROUP, day="TU", weeks=(1, 4))
EVERY_SECOND = Session(GROUP, day="WE", every=Weeks(2), first=1)
EVERY_SECOND_LATER = Session(GROUP, day="WE", every=Weeks(2), first=6)
EVERY_THIRD = Session(GROUP, day="TH", every=Weeks(3), first=2)
FLOATING = Session(GROUP, day="FR", every=Weeks(3))


def _stretch(*sessions: Session, length: Any = None, first_week: int = 1) -> Stretch:  # noqa: ANN401 - whatever the constructor takes
    more = {} if length is None else {"length": length}
    (stretch,) = stretches(Track("t", sessions, first_week=first_week, **more))
    return stretch


# The weeks that say all


@pytest.mark.parametrize(
    ("sessions", "more", "weeks", "period"),
    [
        ((), {}, range(1, 2), 1),
        ((EVERY_WEEK,), {}, range(1, 2), 1),
        ((EVERY_WEEK,), {"first_week": 5}, range(5, 6), 1),
        ((EVERY_WEEK, FLOATING), {}, range(1, 2), 1),
        ((EVERY_SECOND,), {}, range(1, 3), 2),
        ((EVERY_SECOND,), {"first_week": 6}, range(6, 8), 2),
        ((EVERY_SECOND, EVERY_THIRD), {}, range(1, 7), 6),
        ((EVERY_SECOND_LATER,), {}, range(1, 7), 2),
        ((EVERY_SECOND_LATER,), {"first_week": 5}, range(5, 7), 2),
        ((EVERY_WEEK, WEEKS_1_TO_4), {}, range(1, 6), 1),
        ((EVERY_WEEK, WEEKS_1_TO_4), {"first_week": 5}, range(5, 6), 1),
        ((EVERY_WEEK, WEEKS_1_TO_4), {"length": "3 weeks"}, range(1, 4), 1),
        ((EVERY_WEEK, WEEKS_1_TO_4), {"length": "3 weeks", "first_week": 3}, range(3, 6), 1),
        ((EVERY_SECOND,), {"length": "1 week"}, range(1, 2), 2),
        ((WEEKS_1_TO_4,), {}, range(1, 5), 0),
        ((WEEKS_1_TO_4,), {"length": "8 weeks"}, range(1, 6), 1),
        ((WEEKS_1_TO_4,), {"length": "at least 2 weeks"}, range(1, 6), 1),
        ((WEEKS_1_TO_4,), {"length": "4 weeks"}, range(1, 5), 1),
        ((WEEKS_1_TO_4,), {"first_week": 7}, range(7, 8), 0),
        ((WEEKS_1_TO_4, FLOATING), {}, range(1, 6), 1),
        ((Session(GROUP, day="MO", weeks="5 on"),), {}, range(1, 6), 1),
        ((EVERY_WEEK,), {"length": "at least 2 weeks"}, range(1, 2), 1),
        ((EVERY_WEEK,), {"length": "8 weeks"}, range(1, 2), 1),
    ],
)
def test_a_stretch_knows_the_weeks_that_say_all(
    sessions: tuple[Session, ...], more: dict[str, Any], weeks: range, period: int
) -> None:
    stretch = _stretch(*sessions, **more)
    assert stretch.program_weeks == weeks
    assert stretch.period == period


@pytest.mark.parametrize(
    ("sessions", "more", "week", "like"),
    [
        ((EVERY_WEEK,), {}, 40, 1),
        ((EVERY_WEEK,), {}, 2, 1),
        ((EVERY_THIRD,), {}, 5, 2),
        ((EVERY_SECOND,), {}, 40, 2),
        ((EVERY_SECOND,), {}, 41, 1),
        ((EVERY_SECOND_LATER,), {}, 41, 5),
        ((EVERY_SECOND,), {"first_week": 6}, 41, 7),
        ((EVERY_WEEK, WEEKS_1_TO_4), {}, 41, 5),
        ((WEEKS_1_TO_4,), {}, 41, 41),
        ((WEEKS_1_TO_4,), {"length": "8 weeks"}, 8, 5),
        ((WEEKS_1_TO_4,), {"length": "8 weeks"}, 9, 9),
        ((EVERY_SECOND,), {"length": "8 weeks"}, 8, 2),
        ((EVERY_SECOND,), {"length": "8 weeks"}, 9, 9),
        ((EVERY_SECOND,), {"length": "8 weeks", "first_week": 3}, 1, 1),
    ],
)
def test_each_later_week_has_one_that_stands_for_it(
    sessions: tuple[Session, ...], more: dict[str, Any], week: int, like: int
) -> None:
    assert _stretch(*sessions, **more).settled(week) == like


# How long


@pytest.mark.parametrize(
    ("sessions", "length", "weeks", "last"),
    [
        ((EVERY_WEEK,), "8 to 16 weeks", Range(8, 16), 16),
        ((EVERY_WEEK,), "at least 30 days", Range(4), None),
        ((EVERY_WEEK,), "30 days", Range(4, 5), 5),
        ((EVERY_WEEK,), "3 days", Range(1, 1), 1),
        ((EVERY_WEEK,), "0 weeks", Range(1, 1), 1),
        ((EVERY_WEEK,), "at most 6 weeks", Range(1, 6), 6),
        ((EVERY_WEEK,), f"{LONGEST_STAY} weeks", Range(LONGEST_STAY, LONGEST_STAY), LONGEST_STAY),
        ((EVERY_WEEK,), f"{LONGEST_STAY + 1} weeks", Range(LONGEST_STAY), None),
        ((EVERY_WEEK,), "rounds of 8 weeks, 1 to 2", Range(8, 16), 16),
        ((EVERY_WEEK,), None, Range(1), None),
        ((EVERY_SECOND,), WithoutEnd(), Range(2), None),
        ((EVERY_SECOND,), UntilCriterion("done"), Range(2), None),
        ((EVERY_WEEK, WEEKS_1_TO_4), "20 treatment days", Range(5), None),
        ((WEEKS_1_TO_4,), None, Range(4), 4),
        ((WEEKS_1_TO_4, Session(GROUP, weeks=(2, 6))), "30 sessions", Range(6), 6),
        ((), None, Range(1), None),
    ],
)
def test_a_stretch_lasts_as_long_as_is_said_or_as_its_sessions(
    sessions: tuple[Session, ...], length: object, weeks: Range[int], last: int | None
) -> None:
    stretch = _stretch(*sessions, length=length)
    assert stretch.weeks == weeks
    assert stretch.last_week == last
    # What a calendar does not tell is not known in weeks.
    in_calendar = {"8 to 16 weeks", "at least 30 days", f"{LONGEST_STAY + 1} weeks"}
    assert stretch.is_length_known == (length in in_calendar or stretch.weeks.high is not None)


def test_a_later_first_week_moves_the_last_one() -> None:
    stretch = _stretch(EVERY_WEEK, length="2 to 4 weeks", first_week=5)
    assert stretch.last_week == 8
    assert [week for week in range(1, 12) if stretch.reaches(week)] == [5, 6, 7, 8]
    assert [week for week in range(5, 12) if stretch.is_certain(week)] == [5, 6]
    assert _stretch(EVERY_WEEK, first_week=5).reaches(500)


def test_a_week_beyond_twenty_years_is_not_looked_at() -> None:
    stretch = _stretch(Session(GROUP, weeks=(1, 900_000)), EVERY_WEEK)
    assert stretch.program_weeks == range(1, LONGEST_STAY + 2)
    late = _stretch(EVERY_WEEK, first_week=9_000)
    assert late.program_weeks == range(9_000, 9_001)


def test_a_stretch_begins_with_the_stay_unless_something_else_is_said() -> None:
    stretch = Stretch(week=WeeklySchedule([EVERY_WEEK]))
    assert (stretch.first_week, stretch.starts_after) == (1, Range.exactly(0))


def test_a_stretch_that_begins_after_its_sessions_have_ended_lasts_a_week_at_least() -> None:
    assert _stretch(WEEKS_1_TO_4, first_week=7).weeks == Range(1)


def test_a_stay_is_looked_at_for_twenty_years_of_fifty_two_weeks() -> None:
    assert LONGEST_STAY == 1_040


# The weeks of a part of the stay


@pytest.mark.parametrize(
    ("length", "starts_after", "part", "certain", "unsure"),
    [
        ("8 weeks", Range.exactly(0), "weeks 1 to 4", (1, 2, 3, 4), ()),
        (None, Range.exactly(0), "weeks 1 to 4", (1, 2, 3, 4), ()),
        ("8 weeks", Range.exactly(0), "weeks 5 on", (5, 6, 7, 8), ()),
        # Without an end the first week of the part and a round after it stand for all.
        (None, Range.exactly(0), "weeks 5 on", (5, 6), ()),
        # The second month begins in the fifth week, on its first to its fourth day.
        ("8 weeks", Range.exactly(0), "months 2 to 3", (6, 7, 8), (5,)),
        # After two or three weeks of other phases.
        ("8 weeks", Range(2, 3), "weeks 1 to 4", (1,), (2,)),
        # After two weeks or more.
        ("4 weeks", Range(2), "weeks 1 to 4", (), (1, 2)),
        ("4 weeks", Range(2), "weeks 5 on", (3, 4), (1, 2)),
    ],
)
def test_the_weeks_of_a_stretch_lie_in_a_part_of_the_stay_or_perhaps(
    length: str | None, starts_after: Range[int], part: str, certain: tuple[int, ...], unsure: tuple[int, ...]
) -> None:
    stretch = attrs.evolve(_stretch(EVERY_WEEK, length=length), starts_after=starts_after)
    assert stretch.weeks_in(part_of_stay(part)) == (certain, unsure)


def test_a_part_of_a_stay_is_looked_at_for_twenty_years() -> None:
    certain, _ = _stretch(EVERY_WEEK).weeks_in(part_of_stay("weeks 1 to 2000"))
    assert certain == tuple(range(1, 1_041))


# What a subject is made of


def test_a_week_and_a_type_are_one_stretch_each() -> None:
    for week in (WeeklySchedule([EVERY_WEEK]), WeeklyPattern(days=3)):
        assert stretches(week) == (Stretch(week=week),)
    (stretch,) = stretches(catalogue.LGBTQ_IOP)
    assert (stretch.title, stretch.level) == ("", LevelOfCare.INTENSIVE_OUTPATIENT)
    assert stretch.types == {"lgbtq-iop", "standard-iop"}
    assert stretches(catalogue.STANDARD_IOP)[0].types == {"standard-iop"}
    assert stretches(WeeklyPattern())[0].sessions == ()


def test_a_track_and_a_phase_are_one_stretch_each() -> None:
    stated = Stated(days_per_week=3)
    track = Track("evening", [EVERY_WEEK], length="8 weeks", first_week=3, attends=2, stated=stated)
    (stretch,) = stretches(track)
    assert (stretch.title, stretch.first_week, stretch.attends) == ('track "evening"', 3, Range(2, 2))
    assert (stretch.stated, stretch.level, stretch.is_phase) == (stated, None, False)
    (phase,) = stretches(Phase(LevelOfCare.OUTPATIENT, [EVERY_WEEK]))
    assert (phase.title, phase.level, phase.is_phase) == ("", LevelOfCare.OUTPATIENT, False)


def test_a_pathway_is_as_many_stretches_as_phases() -> None:
    pathway = Pathway(
        [Phase(LevelOfCare.PARTIAL_HOSPITALIZATION), Phase(LevelOfCare.OUTPATIENT, name="weekly")],
        population="adult",
        focus="trauma",
    )
    first, second = stretches(pathway)
    assert (first.title, second.title) == ('phase 1 "partial hospitalization"', 'phase 2 "weekly"')
    assert first.is_phase
    assert {first.population, second.population} == {pathway.population}
    assert first.focus == {"trauma"}


def test_a_program_is_its_tracks_and_the_phases_of_its_pathway() -> None:
    pathway = Pathway([Phase(LevelOfCare.OUTPATIENT)])
    program = Program(
        catalogue.EVENING_IOP,
        tracks=[Track("short", length="2 weeks"), Track("usual")],
        length="8 weeks",
        pathway=pathway,
    )
    short, usual, phase = stretches(program)
    assert (short.weeks, usual.weeks) == (Range(2, 2), Range(8, 8))
    assert (short.level, phase.level) == (LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT)
    assert {part.types for part in (short, usual, phase)} == {frozenset({"evening-iop"})}
    (bare,) = stretches(Program(catalogue.EVENING_IOP, length="8 weeks"))
    assert (bare.week, bare.weeks) == (WeeklyPattern(), Range(8, 8))


def test_anything_else_has_no_week() -> None:
    allowed = "a schedule, pattern, track, phase, pathway, program or program type"
    assert (
        refusal(WrongKind, lambda: stretches(wrong("evening"))) == f'subject: expected {allowed}, got "evening" (str)'
    )
