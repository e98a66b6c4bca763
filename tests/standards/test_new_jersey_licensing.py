"""New Jersey licensing: a family session in every month of outpatient care, intensive or not; in partial care weekly.

A month is any calendar month, of 28 to 31 days.
"""

import pytest

from iopmodel import (
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Pathway,
    Phase,
    Program,
    ProgramType,
    Session,
    Track,
    Verdict,
    WeeklyPattern,
    Weeks,
    catalogue,
    check,
)
from iopmodel.components import Component
from iopmodel.levels import ASAM_3RD_EDITION
from iopmodel.standards import NEW_JERSEY_LICENSING
from tests.standards.answers import TODAY, Week, a_program, answer, days_of

IOP, OP = "us_nj.iop.family_sessions_month", "us_nj.op.family_sessions_month"
PARTIAL = "us_nj.partialcare.family_sessions_week"
MET, NOT_MET, UNKNOWN = Verdict
NINE_HOURS = days_of(("MO,WE,TH", "18:00-21:00"))


def partial_care(level: LevelOfCare = LevelOfCare.PARTIAL_HOSPITALIZATION, focus: str = "substance-use") -> ProgramType:
    """A program of partial care."""
    return ProgramType("partial-care", "Partial care", level, focus=focus)


def family(**more: object) -> Session:
    """A family session of 50 minutes."""
    return Session(FamilyTherapy(), **{"time": "50 min", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(("rule", "type_"), [(IOP, catalogue.SUBSTANCE_USE_IOP), (OP, catalogue.OUTPATIENT)])
@pytest.mark.parametrize(
    ("sessions_", "expected"),
    [
        ([family(per_month=1)], MET),
        ([family(per_month=2)], MET),
        ([family(per_month="1 to 2")], MET),
        ([family(per_month="0 to 1")], UNKNOWN),
        ([family(per_month="not stated")], UNKNOWN),
        ([family(per_month=1, optional=True)], UNKNOWN),
        ([family(per_month=1, time="not stated")], MET),
        ([family(day="SA", nth=1)], MET),
        ([family(day="SA", nth=4)], MET),
        ([family(day="SA", nth=-1)], MET),
        ([family(day="SA")], MET),
        ([family(day="SA", every=Weeks(2), first=1)], MET),
        ([family(day="SA", every=Weeks(2))], MET),
        ([family(day="SA", every=Weeks(4), first=1)], MET),
        ([family(day="SA", every=Weeks(5), first=1)], UNKNOWN),
        ([family(per_week=1)], MET),
        ([family(per_week="not stated")], UNKNOWN),
        ([], NOT_MET),
        ([Session(IndividualTherapy(), time="1 h"), Session(Education("family"), time="1 h")], NOT_MET),
    ],
)
def test_every_month_has_a_family_session(
    rule: str, type_: ProgramType, sessions_: list[Session], expected: Verdict
) -> None:
    assert answer(rule, NEW_JERSEY_LICENSING, a_program(type_, [*NINE_HOURS, *sessions_])) is expected


def test_family_sessions_of_the_first_month_alone_are_missed_in_the_next_ones() -> None:
    program = a_program(catalogue.SUBSTANCE_USE_IOP, [*NINE_HOURS, family(day="SA", weeks=(1, 4))], "24 weeks")
    assert answer(IOP, NEW_JERSEY_LICENSING, program) is NOT_MET


def test_a_week_of_which_only_figures_are_known_may_have_family_sessions() -> None:
    week = WeeklyPattern(days=3, time_per_day="3 h")
    assert answer(IOP, NEW_JERSEY_LICENSING, a_program(catalogue.SUBSTANCE_USE_IOP, week)) is UNKNOWN
    assert answer(PARTIAL, NEW_JERSEY_LICENSING, a_program(partial_care(), week)) is UNKNOWN


@pytest.mark.parametrize(
    ("sessions_", "expected"),
    [
        ([family(day="SA")], MET),
        ([family()], MET),
        ([family(per_week=2)], MET),
        ([family(per_week="1 to 2")], MET),
        ([family(per_week="0 to 1")], UNKNOWN),
        ([family(per_week="not stated")], UNKNOWN),
        ([family(day="SA", optional=True)], UNKNOWN),
        ([family(day="SA", every=Weeks(2), first=1)], NOT_MET),
        ([family(day="SA", every=Weeks(2), first=1), family(day="SA", every=Weeks(2), first=2)], MET),
        ([family(day="SA", weeks=(1, 4))], NOT_MET),
        ([family(per_month=5)], UNKNOWN),
        ([], NOT_MET),
    ],
)
def test_every_week_of_partial_care_has_a_family_session(sessions_: list[Session], expected: Verdict) -> None:
    week: Week = [*NINE_HOURS, *sessions_]
    assert answer(PARTIAL, NEW_JERSEY_LICENSING, a_program(partial_care(), week, "6 weeks")) is expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (FamilyTherapy(), MET),
        (FamilyTherapy(with_whom="multi-family"), MET),
        (GroupTherapy("family matters"), NOT_MET),
        (IndividualTherapy(), NOT_MET),
        (Education("families"), NOT_MET),
    ],
)
def test_a_session_is_asked_for_with_the_family_and_not_about_it(component: Component, expected: Verdict) -> None:
    week = [*NINE_HOURS, Session(component, day="SA", time="1 h")]
    assert answer(IOP, NEW_JERSEY_LICENSING, a_program(catalogue.SUBSTANCE_USE_IOP, week)) is expected
    assert answer(PARTIAL, NEW_JERSEY_LICENSING, a_program(partial_care(), week)) is expected


def test_each_track_has_family_sessions_of_its_own() -> None:
    tracks = [Track("with", [*NINE_HOURS, family(day="SA")]), Track("without", NINE_HOURS)]
    assert answer(IOP, NEW_JERSEY_LICENSING, Program(catalogue.SUBSTANCE_USE_IOP, tracks=tracks)) is NOT_MET


@pytest.mark.parametrize(
    ("rule", "type_", "expected"),
    [
        (IOP, catalogue.DUAL_DIAGNOSIS_IOP, MET),
        (IOP, ProgramType("ours", "Ours", ASAM_3RD_EDITION.level("2.1"), focus="substance-use"), MET),
        (OP, ProgramType("ours", "Ours", ASAM_3RD_EDITION.level("1"), focus="substance-use"), MET),
        (IOP, catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
        (OP, catalogue.SUBSTANCE_USE_IOP, "for outpatient, not for intensive outpatient"),
        (IOP, catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
        (IOP, catalogue.PARTIAL_HOSPITALIZATION, "for intensive outpatient, not for partial hospitalization"),
        (PARTIAL, partial_care(), MET),
        (PARTIAL, catalogue.PARTIAL_HOSPITALIZATION, "for programs of the type partial-care"),
        (PARTIAL, catalogue.SUBSTANCE_USE_IOP, "for partial hospitalization, not for intensive outpatient"),
        (PARTIAL, partial_care(focus="mental-health"), "for substance use programs"),
        (PARTIAL, partial_care(LevelOfCare.OUTPATIENT), "for partial hospitalization, not for outpatient"),
    ],
)
def test_each_level_has_its_own_rule_for_treatment_of_substance_use(
    rule: str, type_: ProgramType, expected: Verdict | str
) -> None:
    assert answer(rule, NEW_JERSEY_LICENSING, a_program(type_, [*NINE_HOURS, family(day="SA")])) == expected


def test_each_phase_is_held_against_the_rule_of_its_own_level() -> None:
    pathway = Pathway(
        [
            Phase(LevelOfCare.INTENSIVE_OUTPATIENT, [*NINE_HOURS, family(day="SA")], length="8 weeks"),
            Phase(LevelOfCare.OUTPATIENT, [Session(GroupTherapy(), time="90 min")], length="12 weeks"),
        ],
        focus="substance-use",
    )
    report = check(pathway, against=[NEW_JERSEY_LICENSING], on=TODAY)
    assert [(each.rule, each.verdict) for each in report.findings] == [(IOP, MET), (OP, NOT_MET)]


@pytest.mark.parametrize("day", ["1980-01-01", "2050-01-01"])
def test_the_start_of_the_rules_is_not_known_so_they_hold_on_every_day(day: str) -> None:
    week = [*NINE_HOURS, family(day="SA")]
    assert answer(IOP, NEW_JERSEY_LICENSING, a_program(catalogue.SUBSTANCE_USE_IOP, week), day) is MET
    assert answer(PARTIAL, NEW_JERSEY_LICENSING, a_program(partial_care(), week), day) is MET
