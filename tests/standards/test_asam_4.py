"""The ASAM Criteria, fourth edition: hours a week of adults, which are unverified and take part only when asked for.

The verdicts are written from the words of the rules: 9 to 19 hours a week at Levels 2.1 and 3.1, at least 20 at Levels
2.5 and 3.5.
"""

import attrs
import pytest

from iopmodel import (
    ASAM_3RD_EDITION,
    ASAM_4TH_EDITION,
    Activity,
    Break,
    Education,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    PeerSupport,
    Program,
    ProgramType,
    Session,
    SupportService,
    Verdict,
    WeeklyPattern,
    catalogue,
    check,
    sessions,
)
from iopmodel.components import Component
from iopmodel.findings import Finding
from iopmodel.standards import ASAM_4
from tests.standards.answers import TODAY, a_program, about, answer, days_of

L2_1, L2_5 = "asam4.l2_1.adult.hours_week", "asam4.l2_5.adult.hours_week"
L3_1, L3_5 = "asam4.l3_1.adult.hours_week", "asam4.l3_5.adult.hours_week"
MET, NOT_MET, UNKNOWN = Verdict
OFF = "unverified, so it takes part only when asked for"


def at(code: str, population: str = "adult", focus: str = "substance-use") -> ProgramType:
    """A program at a level of the fourth edition."""
    return ProgramType("clinic", "Clinic", ASAM_4TH_EDITION.level(code), population=population, focus=focus)


def asked(rule: str, program: Program, on: str = TODAY) -> Verdict | str:
    """The verdict of one rule where unverified figures take part, or why it does not take part."""
    said = about(rule, check(program, against=[ASAM_4], on=on, include_unverified=True))
    return said.verdict if isinstance(said, Finding) else said.reason


@pytest.mark.parametrize("rule", [L2_1, L2_5, L3_1, L3_5])
@pytest.mark.parametrize("code", ["2.1", "2.5", "3.1", "3.5"])
def test_no_figure_takes_part_unless_asked_for(rule: str, code: str) -> None:
    assert answer(rule, ASAM_4, a_program(at(code), WeeklyPattern(time_per_week="1 h"))) == OFF


def test_a_report_without_unverified_figures_has_no_finding_of_this_edition() -> None:
    program = a_program(at("2.1"), WeeklyPattern(time_per_week="1 h"))
    report = check(program, against=[ASAM_4], on=TODAY)
    assert (report.findings, report.verdict) == ((), UNKNOWN)
    assert check(program, against=[ASAM_4], on=TODAY, include_unverified=True).verdict is NOT_MET


@pytest.mark.parametrize(
    ("rule", "code", "time", "expected"),
    [
        *((rule, code, "8 h 59 min", NOT_MET) for rule, code in ((L2_1, "2.1"), (L3_1, "3.1"))),
        *((rule, code, "9 h", MET) for rule, code in ((L2_1, "2.1"), (L3_1, "3.1"))),
        *((rule, code, "9 h 1 min", MET) for rule, code in ((L2_1, "2.1"), (L3_1, "3.1"))),
        *((rule, code, "18 h 59 min", MET) for rule, code in ((L2_1, "2.1"), (L3_1, "3.1"))),
        *((rule, code, "19 h", MET) for rule, code in ((L2_1, "2.1"), (L3_1, "3.1"))),
        *((rule, code, "19 h 1 min", NOT_MET) for rule, code in ((L2_1, "2.1"), (L3_1, "3.1"))),
        *((rule, code, "8 to 12 h", UNKNOWN) for rule, code in ((L2_1, "2.1"), (L3_1, "3.1"))),
        *((rule, code, "19 to 20 h", UNKNOWN) for rule, code in ((L2_1, "2.1"), (L3_1, "3.1"))),
        *((rule, code, "5 h", NOT_MET) for rule, code in ((L2_1, "2.1"), (L3_1, "3.1"))),
        *((rule, code, "19 h 59 min", NOT_MET) for rule, code in ((L2_5, "2.5"), (L3_5, "3.5"))),
        *((rule, code, "20 h", MET) for rule, code in ((L2_5, "2.5"), (L3_5, "3.5"))),
        *((rule, code, "20 h 1 min", MET) for rule, code in ((L2_5, "2.5"), (L3_5, "3.5"))),
        *((rule, code, "at least 19 h", UNKNOWN) for rule, code in ((L2_5, "2.5"), (L3_5, "3.5"))),
        *((rule, code, "not stated", UNKNOWN) for rule, code in ((L2_5, "2.5"), (L3_5, "3.5"))),
    ],
)
def test_the_hours_of_a_week_at_inside_and_outside_the_bounds(
    rule: str, code: str, time: str, expected: Verdict
) -> None:
    assert asked(rule, a_program(at(code), WeeklyPattern(time_per_week=time))) is expected


def test_a_session_of_unknown_length_leaves_the_floor_open() -> None:
    week = [Session(GroupTherapy(), time="8 h"), Session(IndividualTherapy())]
    assert asked(L2_1, a_program(at("2.1"), week)) is UNKNOWN


LOW, HIGH = "3.1 Clinically Managed Low-Intensity Residential", "3.5 Clinically Managed High-Intensity Residential"


@pytest.mark.parametrize(
    ("rule", "type_", "expected"),
    [
        (L2_1, at("2.1", "adolescent"), "for adult, not for adolescent"),
        (L2_1, at("2.1", focus="mental-health"), "for substance use programs"),
        (L2_1, at("2.1", focus="co-occurring"), NOT_MET),
        (L2_1, at("2.5"), "for intensive outpatient, not for 2.5 High-Intensity Outpatient"),
        (L2_1, at("2.7"), "for intensive outpatient, not for 2.7 Medically Managed Intensive Outpatient"),
        (L2_1, at("1.5"), "for intensive outpatient, not for 1.5 Outpatient Therapy"),
        (L2_1, attrs.evolve(catalogue.EVENING_IOP, population="adult"), NOT_MET),
        (L2_1, catalogue.EVENING_IOP, UNKNOWN),
        (L2_1, catalogue.ADOLESCENT_IOP, "for adult, not for adolescent (ages 13 to 17)"),
        (L2_5, at("2.1"), "for partial hospitalization, not for 2.1 Intensive Outpatient"),
        (L2_5, at("2.7"), "for partial hospitalization, not for 2.7 Medically Managed Intensive Outpatient"),
        (L2_5, attrs.evolve(catalogue.PARTIAL_HOSPITALIZATION, population="adult"), NOT_MET),
        (L2_5, at("2.5", "adolescent"), "for adult, not for adolescent"),
        (L2_5, at("2.5", focus="mental-health"), "for substance use programs"),
        (L3_1, at("3.5"), f"for {LOW}, not for {HIGH}"),
        (L3_1, at("3.1", "adolescent"), "for adult, not for adolescent"),
        (L3_1, at("3.1", focus="mental-health"), "for substance use programs"),
        (L3_1, attrs.evolve(catalogue.RESIDENTIAL, population="adult"), UNKNOWN),
        (L3_5, at("3.1"), f"for {HIGH}, not for {LOW}"),
        (L3_5, at("3.7"), f"for {HIGH}, not for 3.7 Medically Managed Residential"),
        (L3_5, at("3.5", "adolescent"), "for adult, not for adolescent"),
        (L3_5, at("3.5", focus="mental-health"), "for substance use programs"),
        (L3_5, catalogue.INPATIENT, f"for {HIGH}, not for inpatient"),
    ],
)
def test_a_rule_is_for_its_level_adults_and_substance_use(
    rule: str, type_: ProgramType, expected: Verdict | str
) -> None:
    assert asked(rule, a_program(type_, WeeklyPattern(time_per_week="5 h"))) == expected


def test_a_code_of_the_third_edition_is_not_that_code_of_the_fourth() -> None:
    third = ProgramType("clinic", "Clinic", ASAM_3RD_EDITION.level("3.1"), population="adult", focus="substance-use")
    assert asked(L3_1, a_program(third, WeeklyPattern(time_per_week="5 h"))) is UNKNOWN
    assert asked(L3_1, a_program(third, WeeklyPattern(time_per_week="9 h"))) is MET
    residential = attrs.evolve(third, level=LevelOfCare.RESIDENTIAL)
    assert asked(L3_5, a_program(residential, WeeklyPattern(time_per_week="19 h"))) is UNKNOWN


@pytest.mark.parametrize(("rule", "code"), [(L2_1, "2.1"), (L2_5, "2.5"), (L3_1, "3.1"), (L3_5, "3.5")])
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2022-12-31", "not yet in force on 2022-12-31 (since 2023)"),
        ("2023-01-01", UNKNOWN),
        ("2023-12-31", UNKNOWN),
        ("2024-01-01", NOT_MET),
    ],
)
def test_the_edition_is_of_2023_and_nobody_says_from_which_day(
    rule: str, code: str, on: str, expected: Verdict | str
) -> None:
    assert asked(rule, a_program(at(code), WeeklyPattern(time_per_week="5 h")), on) == expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (Education(), MET),
        (Activity(), UNKNOWN),
        (SupportService("case-management"), UNKNOWN),
        (PeerSupport(), NOT_MET),
        (Break(), NOT_MET),
    ],
)
def test_the_edition_is_silent_on_what_counts_beyond_treatment(component: Component, expected: Verdict) -> None:
    week = [*days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:00")), *sessions(component, "TH", "20:00-21:00")]
    assert asked(L2_1, a_program(at("2.1"), week)) is expected
