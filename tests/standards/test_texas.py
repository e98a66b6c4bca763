"""Texas: no more than 16 people in group counseling and 35 in a class, at whatever level; 30 hours on average.

The hours are those of intensive residential care, in an average week.
"""

import pytest

from iopmodel import (
    Education,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Pathway,
    PeerSupport,
    Phase,
    Program,
    ProgramType,
    Session,
    SkillsTraining,
    Track,
    Verdict,
    WeeklyPattern,
    Weeks,
    catalogue,
    check,
)
from iopmodel.components import Component
from iopmodel.findings import Finding
from iopmodel.levels import ASAM_3RD_EDITION
from iopmodel.standards import TEXAS
from tests.standards.answers import TODAY, Week, a_program, about, answer

GROUP, CLASS = "us_tx.group_counseling.size", "us_tx.education.size"
HOURS = "us_tx.residential_intensive.hours_week"
MET, NOT_MET, UNKNOWN = Verdict
NOTHING_TO_ASK = "there is nothing to ask it of"


def of(*components: Component) -> list[Session]:
    """An hour a week of each of these."""
    return [Session(each, time="1 h") for each in components]


def hours(time: str) -> list[Session]:
    """Group therapy of that time, once a week."""
    return [Session(GroupTherapy(), time=time)]


SIXTEEN, SEVENTEEN, NOT_SAID = GroupTherapy(group_size=16), GroupTherapy(group_size=17), GroupTherapy()


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (of(SIXTEEN), MET),
        (of(GroupTherapy(group_size=15)), MET),
        (of(SEVENTEEN), NOT_MET),
        (of(GroupTherapy(group_size=1)), MET),
        (of(GroupTherapy(group_size="8 to 12")), MET),
        (of(GroupTherapy(group_size="8 to 16")), MET),
        (of(GroupTherapy(group_size="8 to 17")), UNKNOWN),
        (of(GroupTherapy(group_size="17 to 20")), NOT_MET),
        (of(GroupTherapy(group_size="at most 16")), MET),
        (of(GroupTherapy(group_size="under 17")), MET),
        (of(GroupTherapy(group_size="at least 8")), UNKNOWN),
        (of(GroupTherapy(group_size="at least 17")), NOT_MET),
        (of(NOT_SAID), UNKNOWN),
        (of(SIXTEEN, SEVENTEEN), NOT_MET),
        (of(SIXTEEN, NOT_SAID), UNKNOWN),
        (of(SEVENTEEN, NOT_SAID), NOT_MET),
        (of(SIXTEEN, Education(class_size=35), IndividualTherapy()), MET),
        ([*of(SIXTEEN), Session(SEVENTEEN, time="1 h", weeks=(8, 8))], NOT_MET),
        ([*of(SIXTEEN), Session(SEVENTEEN, time="1 h", every=Weeks(2), first=1)], NOT_MET),
    ],
)
def test_no_counseling_group_has_more_than_16_people(week: Week, expected: Verdict) -> None:
    assert answer(GROUP, TEXAS, a_program(catalogue.SUBSTANCE_USE_IOP, week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (of(Education(class_size=35)), MET),
        (of(Education(class_size=34)), MET),
        (of(Education(class_size=36)), NOT_MET),
        (of(SkillsTraining(class_size=35)), MET),
        (of(SkillsTraining(class_size=36)), NOT_MET),
        (of(Education(class_size="20 to 40")), UNKNOWN),
        (of(Education()), UNKNOWN),
        (of(SkillsTraining()), UNKNOWN),
        (of(Education(class_size=35), SkillsTraining(class_size=36)), NOT_MET),
        (of(Education(class_size=36), SkillsTraining(class_size=35)), NOT_MET),
        (of(Education(class_size=35), SkillsTraining()), UNKNOWN),
        (of(Education(class_size=30), GroupTherapy(group_size=40)), MET),
    ],
)
def test_no_education_or_skills_class_has_more_than_35_people(week: Week, expected: Verdict) -> None:
    assert answer(CLASS, TEXAS, a_program(catalogue.SUBSTANCE_USE_IOP, week)) is expected


@pytest.mark.parametrize(
    ("rule", "week"),
    [
        (GROUP, of(IndividualTherapy(), Education(class_size=40))),
        (CLASS, of(IndividualTherapy(), GroupTherapy(group_size=40))),
        (GROUP, of(PeerSupport("12-step meeting"))),
    ],
)
def test_where_there_is_no_such_session_there_is_nothing_to_ask_it_of(rule: str, week: Week) -> None:
    reason = answer(rule, TEXAS, a_program(catalogue.SUBSTANCE_USE_IOP, week))
    assert isinstance(reason, str)
    assert reason.startswith(NOTHING_TO_ASK)


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (catalogue.SUBSTANCE_USE_IOP, NOT_MET),
        (catalogue.DUAL_DIAGNOSIS_IOP, NOT_MET),
        (catalogue.OUTPATIENT, NOT_MET),
        (catalogue.PARTIAL_HOSPITALIZATION, NOT_MET),
        (catalogue.RESIDENTIAL, NOT_MET),
        (catalogue.OPIOID_TREATMENT_PROGRAM, NOT_MET),
        (catalogue.ADOLESCENT_IOP, NOT_MET),
        (catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
        (ProgramType("ours", "Ours", LevelOfCare.OUTPATIENT, focus="eating-disorder"), "for substance use programs"),
        (ProgramType("ours", "Ours", LevelOfCare.OUTPATIENT), UNKNOWN),
    ],
)
def test_the_sizes_hold_at_every_level_of_treatment_of_substance_use(
    type_: ProgramType, expected: Verdict | str
) -> None:
    program = a_program(type_, of(SEVENTEEN, Education(class_size=36)))
    assert answer(GROUP, TEXAS, program) == expected
    assert answer(CLASS, TEXAS, program) == expected


def test_a_group_too_large_in_one_of_two_tracks_is_a_miss() -> None:
    tracks = [Track("small", of(SIXTEEN)), Track("large", of(SEVENTEEN))]
    said = about(GROUP, check(Program(catalogue.SUBSTANCE_USE_IOP, tracks=tracks), against=[TEXAS], on=TODAY))
    assert isinstance(said, Finding)
    assert said.verdict is NOT_MET
    assert 'track "large"' in said.places[0].where


INTENSIVE = ProgramType("residential-intensive", "Intensive residential", LevelOfCare.RESIDENTIAL, focus="any")
FOUR_MORE_HOURS = Session(IndividualTherapy(), time="4 h", every=Weeks(2))


@pytest.mark.parametrize(
    ("week", "length", "expected"),
    [
        (hours("30 h"), "not stated", MET),
        (hours("30 h 1 min"), "not stated", MET),
        (hours("29 h 59 min"), "not stated", NOT_MET),
        (hours("100 h"), "not stated", MET),
        ([*hours("28 h"), FOUR_MORE_HOURS], "not stated", MET),
        ([*hours("27 h 59 min"), FOUR_MORE_HOURS], "not stated", NOT_MET),
        ([*hours("28 h"), FOUR_MORE_HOURS], "4 weeks", MET),
        ([*hours("28 h"), FOUR_MORE_HOURS], "3 weeks", UNKNOWN),
        ([*hours("28 h"), Session(IndividualTherapy())], "4 weeks", UNKNOWN),
        # The 39 hours of the first of four weeks make up for the 27 of the others.
        ([*hours("27 h"), Session(GroupTherapy(), time="12 h", weeks=(1, 1))], "4 weeks", MET),
        ([*hours("27 h"), Session(GroupTherapy(), time="12 h", weeks=(1, 1))], "5 weeks", NOT_MET),
        ([*hours("27 h"), Session(GroupTherapy(), time="12 h", weeks=(1, 1))], "4 to 5 weeks", UNKNOWN),
        (WeeklyPattern(days=6, time_per_day="5 h"), "not stated", MET),
        (WeeklyPattern(days="5 to 7", time_per_day="5 h"), "not stated", UNKNOWN),
    ],
)
def test_intensive_residential_care_has_30_hours_in_an_average_week(week: Week, length: str, expected: Verdict) -> None:
    assert answer(HOURS, TEXAS, a_program(INTENSIVE, week, length)) is expected


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (ProgramType("residential-intensive", "Ours", ASAM_3RD_EDITION.level("3.5"), focus="substance-use"), MET),
        (catalogue.RESIDENTIAL, "for programs of the type residential-intensive"),
        (catalogue.SUBSTANCE_USE_IOP, "for residential, not for intensive outpatient"),
        (catalogue.INPATIENT, "for residential, not for inpatient"),
        (
            ProgramType("residential-intensive", "Ours", LevelOfCare.RESIDENTIAL, focus="mental-health"),
            "for substance use programs",
        ),
    ],
)
def test_its_hours_are_those_of_intensive_residential_care(type_: ProgramType, expected: Verdict | str) -> None:
    assert answer(HOURS, TEXAS, a_program(type_, hours("30 h"))) == expected


@pytest.mark.parametrize(("time", "expected"), [("30 h", MET), ("29 h", UNKNOWN)])
def test_residential_care_of_which_nobody_says_whether_it_is_intensive_may_be_so(time: str, expected: Verdict) -> None:
    pathway = Pathway([Phase(LevelOfCare.RESIDENTIAL, hours(time), length="4 weeks")], focus="substance-use")
    said = about(HOURS, check(pathway, against=[TEXAS], on=TODAY))
    assert isinstance(said, Finding)
    assert said.verdict is expected


def test_the_start_of_the_rules_is_not_known_so_they_hold_on_every_day() -> None:
    program = a_program(INTENSIVE, [*hours("29 h"), *of(SIXTEEN, Education(class_size=35))])
    for day in ("1980-01-01", "2050-01-01"):
        assert [answer(rule, TEXAS, program, day) for rule in (HOURS, CLASS)] == [MET, MET]
