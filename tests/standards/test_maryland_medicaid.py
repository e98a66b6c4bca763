"""Maryland Medicaid: weekly hours of residential care, at least 5 at 3.1, 20 to 35 at 3.3 and at least 36 at 3.5."""

import pytest

from iopmodel import (
    Activity,
    Education,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Pathway,
    PeerSupport,
    Phase,
    ProgramType,
    Session,
    SupportService,
    Verdict,
    WeeklyPattern,
    Weeks,
    catalogue,
    check,
)
from iopmodel.components import Component
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION
from iopmodel.standards import MARYLAND_MEDICAID
from tests.standards.answers import TODAY, Week, a_program, answer, days_of

LOW, MIDDLE, HIGH = (f"us_md.medicaid.l3_{each}.hours_week" for each in (1, 3, 5))
MET, NOT_MET, UNKNOWN = Verdict


def at(level: LevelOfCare, focus: str = "substance-use") -> ProgramType:
    """A program at that level."""
    return ProgramType("ours", "Ours", level, focus=focus)


def of_asam(code: str, focus: str = "substance-use") -> ProgramType:
    """A program at a level of the third edition of the ASAM criteria."""
    return at(ASAM_3RD_EDITION.level(code), focus)


def hours(time: str) -> list[Session]:
    """Group therapy of that time, once a week."""
    return [Session(GroupTherapy(), time=time)]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (days_of(("MO,TU,WE,TH,FR", "17:00-18:00")), MET),
        (days_of(("MO,TU,WE,TH", "17:00-18:00"), ("FR", "17:00-18:01")), MET),
        (days_of(("MO,TU,WE,TH", "17:00-18:00"), ("FR", "17:00-17:59")), NOT_MET),
        (hours("60 h"), MET),
        ([*hours("4 h"), Session(IndividualTherapy(), time="2 h", every=Weeks(2), first=1)], NOT_MET),
        (WeeklyPattern(time_per_week="4 to 6 h"), UNKNOWN),
    ],
)
def test_level_3_1_has_at_least_5_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(LOW, MARYLAND_MEDICAID, a_program(of_asam("3.1"), week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (hours("20 h"), MET),
        (hours("20 h 1 min"), MET),
        (hours("19 h 59 min"), NOT_MET),
        (hours("34 h 59 min"), MET),
        (hours("35 h"), MET),
        (hours("35 h 1 min"), NOT_MET),
        ([*hours("19 h"), Session(IndividualTherapy())], UNKNOWN),
        ([*hours("36 h"), Session(IndividualTherapy())], NOT_MET),
        (WeeklyPattern(days=7, time_per_day="3 to 5 h"), MET),
        (WeeklyPattern(days=7, time_per_day="3 to 6 h"), UNKNOWN),
    ],
)
def test_level_3_3_has_20_to_35_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(MIDDLE, MARYLAND_MEDICAID, a_program(of_asam("3.3"), week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (hours("36 h"), MET),
        (hours("36 h 1 min"), MET),
        (hours("35 h 59 min"), NOT_MET),
        (hours("80 h"), MET),
        ([*hours("35 h"), Session(IndividualTherapy())], UNKNOWN),
        (WeeklyPattern(days="6 to 7", time_per_day="5 to 6 h"), UNKNOWN),
    ],
)
def test_level_3_5_has_at_least_36_hours_in_every_week(week: Week, expected: Verdict) -> None:
    assert answer(HIGH, MARYLAND_MEDICAID, a_program(of_asam("3.5"), week)) is expected


@pytest.mark.parametrize(
    ("rule", "own", "others"),
    [(LOW, "3.1", ("3.3", "3.5")), (MIDDLE, "3.3", ("3.1", "3.5")), (HIGH, "3.5", ("3.1", "3.3"))],
)
def test_each_residential_level_has_its_own_rule_and_no_other_applies(
    rule: str, own: str, others: tuple[str, str]
) -> None:
    assert answer(rule, MARYLAND_MEDICAID, a_program(of_asam(own), hours("1 h"))) is NOT_MET
    for code in others:
        reason = answer(rule, MARYLAND_MEDICAID, a_program(of_asam(code), hours("1 h")))
        assert reason == f"for {ASAM_3RD_EDITION.level(own)}, not for {ASAM_3RD_EDITION.level(code)}"


@pytest.mark.parametrize(
    ("time", "low", "middle", "high"),
    [
        ("4 h 59 min", UNKNOWN, UNKNOWN, UNKNOWN),
        ("5 h", MET, UNKNOWN, UNKNOWN),
        ("20 h", MET, MET, UNKNOWN),
        ("35 h 30 min", MET, UNKNOWN, UNKNOWN),
        ("36 h", MET, UNKNOWN, MET),
    ],
)
@pytest.mark.parametrize("type_", [catalogue.RESIDENTIAL, at(LevelOfCare.RESIDENTIAL)])
def test_a_program_that_is_plainly_residential_may_be_at_any_of_the_three(
    type_: ProgramType, time: str, low: Verdict, middle: Verdict, high: Verdict
) -> None:
    program = a_program(type_, hours(time))
    assert [answer(rule, MARYLAND_MEDICAID, program) for rule in (LOW, MIDDLE, HIGH)] == [low, middle, high]


@pytest.mark.parametrize(("time", "expected"), [("4 h", UNKNOWN), ("5 h", MET)])
def test_level_3_1_of_the_fourth_edition_may_be_another_one_than_that_of_the_third(
    time: str, expected: Verdict
) -> None:
    program = a_program(at(ASAM_4TH_EDITION.level("3.1")), hours(time))
    assert answer(LOW, MARYLAND_MEDICAID, program) is expected


@pytest.mark.parametrize(
    ("type_", "not_for"),
    [
        (of_asam("3.7"), "3.7 Medically Monitored Intensive Inpatient"),
        (of_asam("2.1"), "2.1 Intensive Outpatient"),
        (catalogue.INPATIENT, "inpatient"),
        (catalogue.PARTIAL_HOSPITALIZATION, "partial hospitalization"),
    ],
)
def test_no_other_level_is_meant(type_: ProgramType, not_for: str) -> None:
    for rule, code in ((LOW, "3.1"), (MIDDLE, "3.3"), (HIGH, "3.5")):
        reason = answer(rule, MARYLAND_MEDICAID, a_program(type_, hours("36 h")))
        assert reason == f"for {ASAM_3RD_EDITION.level(code)}, not for {not_for}"


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        ("substance-use", MET),
        ("co-occurring", MET),
        ("any", MET),
        ("mental-health", "for substance use programs"),
        ("eating-disorder", "for substance use programs"),
    ],
)
def test_its_rules_are_about_treatment_of_substance_use(focus: str, expected: Verdict | str) -> None:
    for rule, code in ((LOW, "3.1"), (MIDDLE, "3.3")):
        assert answer(rule, MARYLAND_MEDICAID, a_program(of_asam(code, focus), hours("20 h"))) == expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (IndividualTherapy(), MET),
        (Education(), MET),
        (SupportService(), UNKNOWN),
        (Activity(), UNKNOWN),
        (PeerSupport(), NOT_MET),
    ],
)
def test_the_last_hour_counts_if_it_is_treatment(component: Component, expected: Verdict) -> None:
    for rule, code, before in ((LOW, "3.1", "4 h"), (MIDDLE, "3.3", "19 h"), (HIGH, "3.5", "35 h")):
        week = [*hours(before), Session(component, time="1 h")]
        assert answer(rule, MARYLAND_MEDICAID, a_program(of_asam(code), week)) is expected


def test_each_phase_is_held_against_the_rule_of_its_own_level() -> None:
    pathway = Pathway(
        [
            Phase(ASAM_3RD_EDITION.level("3.5"), hours("36 h"), length="2 weeks"),
            Phase(ASAM_3RD_EDITION.level("3.3"), hours("36 h"), length="3 weeks"),
            Phase(ASAM_3RD_EDITION.level("3.1"), hours("5 h"), length="4 weeks"),
        ],
        focus="substance-use",
    )
    report = check(pathway, against=[MARYLAND_MEDICAID], on=TODAY)
    assert [(each.rule, each.verdict) for each in report.findings] == [(LOW, MET), (MIDDLE, NOT_MET), (HIGH, MET)]


def test_the_start_of_the_rules_is_not_known_so_they_hold_on_every_day() -> None:
    program = a_program(of_asam("3.1"), hours("5 h"))
    for day in ("1980-01-01", "2050-01-01"):
        assert answer(LOW, MARYLAND_MEDICAID, program, day) is MET
