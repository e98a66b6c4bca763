import pytest

from iopmodel import catalogue
from iopmodel.components import FamilyTherapy, GroupTherapy
from iopmodel.lengths import UNKNOWN_LENGTH, UntilCriterion, Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Phase, Program, Track
from iopmodel.quantities import Range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.stretches import Subject, stretches
from iopmodel.summaries import length_words, stretch_line, subject_name, summary_of

EVENING = [
    *sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"),
    Session(FamilyTherapy(), day="SA", time="90 min", every=Weeks(2), first=1),
]
PHASES = Pathway(
    [Phase(LevelOfCare.INTENSIVE_OUTPATIENT, EVENING, length="1 week"), Phase(LevelOfCare.AFTERCARE, name="alumni")],
    name="taper",
)
PROGRAM = Program(catalogue.EVENING_IOP, tracks=[Track("evening", EVENING)], length="8 to 16 weeks", name="Harbor")


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        (PROGRAM, "Harbor"),
        (catalogue.STANDARD_IOP, catalogue.STANDARD_IOP.name),
        (PHASES, "taper"),
        (Track("evening"), 'track "evening"'),
        (Phase(LevelOfCare.AFTERCARE), 'phase "aftercare"'),
        (WeeklySchedule(EVENING), "week"),
        (WeeklyPattern(), "week"),
    ],
)
def test_a_subject_has_a_name_for_people(subject: Subject, name: str) -> None:
    assert subject_name(subject) == name


@pytest.mark.parametrize(
    ("subject", "lines"),
    [
        (
            PROGRAM,
            [
                (
                    'track "evening": weekly hours 9 h to 10 h 30 min (odd weeks 10 h 30 min, even weeks 9 h) · '
                    "8 to 16 weeks · 3 to 4 treatment days"
                )
            ],
        ),
        (
            PHASES,
            [
                'phase 1 "intensive outpatient": weekly hours 10 h 30 min · 1 week · 4 treatment days',
                'phase 2 "alumni": weekly hours not stated · length not stated · treatment days not stated',
            ],
        ),
        (
            WeeklySchedule(sessions(GroupTherapy(), "MO", "18:00-21:00")),
            ["weekly hours 3 h · length not stated · 1 treatment day"],
        ),
        (Track("evening", EVENING[:1]), ["weekly hours 3 h · length not stated · 1 treatment day"]),
        (
            Track("two of three", EVENING[:3], attends=2),
            ["weekly hours 6 h · length not stated · 2 treatment days"],
        ),
        (
            Track("later", sessions(GroupTherapy(), "MO", "18:00-21:00", weeks=(1, 2)), length="2 weeks", first_week=2),
            ["weekly hours at most 3 h (week 2 3 h, week 3 0 h) · 2 weeks · at most 1 treatment day"],
        ),
        (
            Program(catalogue.STANDARD_IOP, length=UntilCriterion("the goals are met")),
            ["weekly hours not stated · until the goals are met · treatment days not stated"],
        ),
    ],
)
def test_a_line_for_each_part_says_hours_length_and_days(subject: Subject, lines: list[str]) -> None:
    assert list(summary_of(subject)) == lines


def test_the_title_of_a_part_may_be_left_out() -> None:
    (stretch,) = stretches(Track("evening", EVENING[:1]))
    assert stretch_line(stretch, with_title=True).startswith('track "evening": weekly hours 3 h')
    assert stretch_line(stretch, with_title=False).startswith("weekly hours 3 h")


def test_a_length_is_written_in_words() -> None:
    assert length_words(UNKNOWN_LENGTH) == "length not stated"
    assert length_words(Range(Weeks(8), Weeks(16))) == "8 to 16 weeks"
