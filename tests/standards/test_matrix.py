"""The Matrix manual: the minutes of its weekly table, by weeks of the stay.

The verdicts are written from the table: 370 minutes in each of the weeks 1 to 4, 270 in weeks 5 to 16, and 90 in the
continuing care of weeks 17 to 52, which is unverified. Individual sessions and mutual help stand outside the table.
"""

import attrs
import pytest

from iopmodel import (
    Activity,
    Break,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    MedicationAssistedTreatment,
    Pathway,
    PeerSupport,
    Phase,
    Program,
    ProgramType,
    Session,
    SkillsTraining,
    SupportService,
    Track,
    Verdict,
    WeeklyPattern,
    catalogue,
    check,
    sessions,
)
from iopmodel.components import Component
from iopmodel.findings import Finding
from iopmodel.standards import ASAM_3, MATRIX
from tests.standards.answers import TODAY, Week, a_program, about, answer

EARLY, LATER, CONTINUING = "matrix.w1_4.minutes_week", "matrix.w5_16.minutes_week", "matrix.w17_52.minutes_week"
MET, NOT_MET, UNKNOWN = Verdict
OFF = "unverified, so it takes part only when asked for"

INTENSIVE = ProgramType(
    "matrix", "Matrix program", LevelOfCare.INTENSIVE_OUTPATIENT, population="adult", focus="substance-use"
)
CARE = attrs.evolve(INTENSIVE, level=LevelOfCare.OUTPATIENT)

RELAPSE_PREVENTION = [
    *sessions(GroupTherapy("relapse prevention"), "MO", "19:15-20:45"),
    *sessions(GroupTherapy("relapse prevention"), "FR", "19:15-20:45"),
]
EARLY_RECOVERY = sessions(SkillsTraining("early recovery skills"), "MO,FR", "18:00-18:50", weeks=(1, 4))
FAMILY_EDUCATION = sessions(FamilyTherapy("family education"), "WE", "19:00-20:30", weeks=(1, 12))
SOCIAL_SUPPORT = sessions(GroupTherapy("social support"), "WE", "19:00-20:30", weeks=(13, 16))
TABLE = [*EARLY_RECOVERY, *RELAPSE_PREVENTION, *FAMILY_EDUCATION, *SOCIAL_SUPPORT]


def with_more(time: str, *weeks: tuple[int, int], component: Component | None = None) -> Week:
    """The weekly table with one session more in each of these weeks."""
    kind = GroupTherapy() if component is None else component
    return [*TABLE, *(Session(kind, time=time, weeks=each) for each in weeks)]


def asked(rule: str, program: Program, on: str = TODAY) -> Verdict | str:
    """The verdict of one rule where unverified figures take part, or why it does not take part."""
    said = about(rule, check(program, against=[MATRIX], on=on, include_unverified=True))
    return said.verdict if isinstance(said, Finding) else said.reason


# One of the sessions is a minute short: a recovery session in weeks 1 to 4, the social support in weeks 13 to 16.
SHORT_RECOVERY = [
    *(each for each in TABLE if each not in EARLY_RECOVERY),
    EARLY_RECOVERY[0],
    *sessions(SkillsTraining(), "TU", "18:00-18:49", weeks=(1, 4)),
]
SHORT_SUPPORT = [
    *(each for each in TABLE if each not in SOCIAL_SUPPORT),
    *sessions(GroupTherapy("social support"), "WE", "19:00-20:29", weeks=(13, 16)),
]


@pytest.mark.parametrize(
    ("week", "early", "later"),
    [
        (TABLE, MET, MET),
        (with_more("1 min", (1, 1)), NOT_MET, MET),
        (with_more("1 min", (4, 4)), NOT_MET, MET),
        (with_more("1 min", (5, 5)), MET, NOT_MET),
        (with_more("1 min", (16, 16)), MET, NOT_MET),
        (with_more("1 min", (4, 5)), NOT_MET, NOT_MET),
        (SHORT_RECOVERY, NOT_MET, MET),
        (SHORT_SUPPORT, MET, NOT_MET),
        (with_more("not stated", (2, 2)), UNKNOWN, MET),
        (with_more("not stated", (12, 12)), MET, UNKNOWN),
        (with_more("0 to 30 min", (1, 16)), UNKNOWN, UNKNOWN),
        ([], NOT_MET, NOT_MET),
        (WeeklyPattern(time_per_week="370 min"), MET, NOT_MET),
        (WeeklyPattern(time_per_week="270 min"), NOT_MET, MET),
        (WeeklyPattern(time_per_week="369 min"), NOT_MET, NOT_MET),
        (WeeklyPattern(time_per_week="371 min"), NOT_MET, NOT_MET),
        (WeeklyPattern(time_per_week="269 min"), NOT_MET, NOT_MET),
        (WeeklyPattern(time_per_week="271 min"), NOT_MET, NOT_MET),
        (WeeklyPattern(time_per_week="270 to 370 min"), UNKNOWN, UNKNOWN),
        (WeeklyPattern(time_per_week="9 h"), NOT_MET, NOT_MET),
    ],
)
def test_each_part_of_the_stay_has_the_minutes_of_the_table(week: Week, early: Verdict, later: Verdict) -> None:
    program = a_program(INTENSIVE, week, length="16 weeks")
    assert (answer(EARLY, MATRIX, program), answer(LATER, MATRIX, program)) == (early, later)


@pytest.mark.parametrize("length", ["1 week", "3 weeks", "4 weeks", "28 days"])
def test_a_stay_that_ends_before_week_5_is_not_asked_about_later_weeks(length: str) -> None:
    program = a_program(INTENSIVE, TABLE, length=length)
    assert answer(EARLY, MATRIX, program) is MET
    assert str(answer(LATER, MATRIX, program)).startswith("for weeks 5 to 16 of the stay")


@pytest.mark.parametrize(
    ("week", "length", "expected"),
    [
        (TABLE, "5 weeks", MET),
        (WeeklyPattern(time_per_week="370 min"), "5 weeks", NOT_MET),
        (TABLE, "4 to 6 weeks", MET),
        (WeeklyPattern(time_per_week="370 min"), "4 to 6 weeks", UNKNOWN),
        (WeeklyPattern(time_per_week="370 min"), "not stated", UNKNOWN),
        (TABLE, "not stated", MET),
    ],
)
def test_a_week_that_a_stay_may_never_reach_is_missed_for_certain_by_no_one(
    week: Week, length: str, expected: Verdict
) -> None:
    assert answer(LATER, MATRIX, a_program(INTENSIVE, week, length=length)) is expected


def test_what_comes_after_the_part_makes_no_difference_to_it() -> None:
    program = a_program(INTENSIVE, with_more("3 h", (17, 20)), length="20 weeks")
    assert (answer(EARLY, MATRIX, program), answer(LATER, MATRIX, program)) == (MET, MET)


@pytest.mark.parametrize(
    "component",
    [
        IndividualTherapy(),
        PeerSupport("12-step meeting"),
        MedicationAssistedTreatment(visit="toxicology"),
        SupportService("case-management"),
        Activity(),
        Break(),
    ],
)
def test_what_stands_outside_the_table_adds_nothing(component: Component) -> None:
    program = a_program(INTENSIVE, with_more("50 min", (1, 1), (6, 6), (16, 16), component=component), "16 weeks")
    assert (answer(EARLY, MATRIX, program), answer(LATER, MATRIX, program)) == (MET, MET)


@pytest.mark.parametrize("component", [GroupTherapy(), Education(), FamilyTherapy(), SkillsTraining()])
def test_one_more_group_or_class_is_more_than_the_table(component: Component) -> None:
    program = a_program(INTENSIVE, with_more("50 min", (1, 1), (6, 6), component=component), "16 weeks")
    assert (answer(EARLY, MATRIX, program), answer(LATER, MATRIX, program)) == (NOT_MET, NOT_MET)


@pytest.mark.parametrize("rule", [EARLY, LATER])
@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (INTENSIVE, NOT_MET),
        (attrs.evolve(INTENSIVE, population="adolescent"), "for adult, not for adolescent"),
        (attrs.evolve(INTENSIVE, population="unspecified"), UNKNOWN),
        (attrs.evolve(INTENSIVE, focus="mental-health"), "for substance use programs"),
        (attrs.evolve(INTENSIVE, focus="any"), NOT_MET),
        (attrs.evolve(INTENSIVE, key="other"), "for programs of the type matrix"),
        (attrs.evolve(INTENSIVE, key="ours", inherits="matrix"), NOT_MET),
        (catalogue.SUBSTANCE_USE_IOP, "for programs of the type matrix"),
        (CARE, "for intensive outpatient, not for outpatient"),
    ],
)
def test_the_table_is_for_matrix_programs_for_adults(rule: str, type_: ProgramType, expected: Verdict | str) -> None:
    week = WeeklyPattern(time_per_week="6 h")
    assert answer(rule, MATRIX, a_program(type_, week, length="16 weeks")) == expected


@pytest.mark.parametrize(("minutes", "expected"), [(370, MET), (360, UNKNOWN)])
def test_a_track_by_itself_may_be_one_of_a_matrix_program(minutes: int, expected: Verdict) -> None:
    track = Track("one", WeeklyPattern(time_per_week=f"{minutes} min"), length="4 weeks")
    said = about(EARLY, check(track, against=[MATRIX], on=TODAY))
    assert isinstance(said, Finding)
    assert said.verdict is expected


@pytest.mark.parametrize("rule", [EARLY, LATER, CONTINUING])
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2005-12-31", "not yet in force on 2005-12-31 (since 2006)"),
        ("2006-12-31", UNKNOWN),
        ("2007-01-01", NOT_MET),
    ],
)
def test_the_manual_is_of_2006_and_nobody_says_from_which_day(rule: str, on: str, expected: Verdict | str) -> None:
    type_ = CARE if rule == CONTINUING else INTENSIVE
    program = a_program(type_, WeeklyPattern(time_per_week="6 h"), length="52 weeks")
    assert asked(rule, program, on) == expected


def care(time: str, *, first_week: int = 17, length: str = "36 weeks") -> Program:
    """Continuing care: one group a week of that time."""
    week = [Session(GroupTherapy("social support"), day="WE", time=time)]
    return Program(CARE, tracks=[Track("one", week, first_week=first_week, length=length)])


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (care("90 min"), MET),
        (care("89 min"), NOT_MET),
        (care("91 min"), NOT_MET),
        (care("60 to 90 min"), UNKNOWN),
        (care("89 min", first_week=1, length="17 weeks"), NOT_MET),
        (care("89 min", first_week=52), NOT_MET),
    ],
)
def test_continuing_care_is_90_minutes_a_week_when_it_is_asked_for(program: Program, expected: Verdict) -> None:
    assert answer(CONTINUING, MATRIX, program) == OFF
    assert asked(CONTINUING, program) is expected


@pytest.mark.parametrize(
    "program", [care("90 min", first_week=1, length="16 weeks"), care("90 min", first_week=53, length="8 weeks")]
)
def test_weeks_outside_17_to_52_are_not_asked_about_continuing_care(program: Program) -> None:
    assert str(asked(CONTINUING, program)).startswith("for weeks 17 to 52 of the stay")


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (INTENSIVE, "for outpatient, not for intensive outpatient"),
        (attrs.evolve(CARE, key="other"), "for programs of the type matrix"),
        (attrs.evolve(CARE, population="adolescent"), "for adult, not for adolescent"),
        (attrs.evolve(CARE, focus="mental-health"), "for substance use programs"),
        (CARE, NOT_MET),
    ],
)
def test_continuing_care_is_outpatient_care_of_matrix_programs(type_: ProgramType, expected: Verdict | str) -> None:
    assert asked(CONTINUING, a_program(type_, WeeklyPattern(time_per_week="1 h"), length="52 weeks")) == expected


@pytest.mark.parametrize(
    ("weekly", "expected"),
    [
        (("370 min", "270 min", "90 min"), (MET, MET, MET)),
        (("369 min", "270 min", "90 min"), (NOT_MET, MET, MET)),
        (("370 min", "271 min", "90 min"), (MET, NOT_MET, MET)),
        (("370 min", "270 min", "60 min"), (MET, MET, NOT_MET)),
    ],
)
def test_the_weeks_of_a_pathway_are_counted_from_its_beginning(
    weekly: tuple[str, str, str], expected: tuple[Verdict, Verdict, Verdict]
) -> None:
    levels = (LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT)
    phases = [
        Phase(level, WeeklyPattern(time_per_week=time), length=length)
        for level, time, length in zip(levels, weekly, ("4 weeks", "12 weeks", "36 weeks"), strict=True)
    ]
    program = Program(INTENSIVE, pathway=Pathway(phases, population="adult", focus="substance-use"), length="52 weeks")
    assert tuple(asked(rule, program) for rule in (EARLY, LATER, CONTINUING)) == expected


def test_the_table_at_its_peak_lies_below_the_floor_of_level_2_1() -> None:
    program = a_program(INTENSIVE, TABLE, length="16 weeks")
    assert answer("asam3.l2_1.adult.hours_week", ASAM_3, program) is NOT_MET
