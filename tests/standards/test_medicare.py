"""Medicare: every row of the facts, and what its rules say of weeks at, above and below their bounds.

The verdicts are written from the words of the rules: at least 9 hours a week of the plan of care for intensive
outpatient services, in force from 2024-01-01; at least 20 for partial hospitalization, from 2009-01-01.
"""

import pytest

from iopmodel import (
    Activity,
    Break,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    MedicationAssistedTreatment,
    MedicationManagement,
    Pathway,
    PeerSupport,
    Phase,
    Program,
    ProgramType,
    Session,
    SupportService,
    Track,
    Verdict,
    WeeklyPattern,
    Weeks,
    catalogue,
    check,
    sessions,
)
from iopmodel.citations import Mark
from iopmodel.components import Component
from iopmodel.findings import Finding
from iopmodel.levels import ASAM_3RD_EDITION, LevelOfCare
from iopmodel.standards import MEDICARE
from tests.standards.answers import TODAY, Week, a_program, about, answer, days_of
from tests.standards.facts import COMPARED, marks, published, written

IOP_HOURS, PHP_HOURS = "medicare.iop.hours_week", "medicare.php.hours_week"
MET, NOT_MET, UNKNOWN = Verdict

NINE_HOURS = days_of(("MO,WE,TH", "18:00-21:00"))
TWENTY_HOURS = days_of(("MO,TU,WE,TH,FR", "09:00-13:00"))


def test_its_rules_are_the_rows_of_the_facts_no_more_and_no_fewer() -> None:
    assert len(published("Medicare")) == 10
    assert set(written(MEDICARE)) == set(published("Medicare"))


@pytest.mark.parametrize("column", COMPARED)
@pytest.mark.parametrize("rule", sorted(published("Medicare")))
def test_a_rule_says_what_its_row_says(rule: str, column: str) -> None:
    assert written(MEDICARE)[rule][column] == published("Medicare")[rule][column]


def test_its_figures_are_marked_as_they_were_checked() -> None:
    assert marks(MEDICARE) == {Mark.PRIMARY, Mark.SECONDARY, Mark.UNVERIFIED}


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (NINE_HOURS, MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-21:01")), MET),
        (days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:59")), NOT_MET),
        (days_of(("MO,TU,WE,TH,FR", "09:00-14:00")), MET),
        ([Session(GroupTherapy(), time="9 h")], MET),
        ([Session(GroupTherapy(), time="8 h 59 min")], NOT_MET),
        ([*days_of(("MO,WE", "18:00-21:00")), Session(IndividualTherapy())], UNKNOWN),
        ([*NINE_HOURS, Session(IndividualTherapy())], MET),
        ([*days_of(("MO,WE,TH", "18:00-20:59")), Session(IndividualTherapy(), time="2 min")], NOT_MET),
        (WeeklyPattern(days=3, time_per_day="3 h"), MET),
        (WeeklyPattern(days="3 to 5", time_per_day="2 to 4 h"), UNKNOWN),
        (WeeklyPattern(days=2, time_per_day="2 to 4 h"), NOT_MET),
        (WeeklyPattern(time_per_week="9 to 12 h"), MET),
        (WeeklyPattern(time_per_week="under 9 h"), NOT_MET),
        (WeeklyPattern(time_per_week="at most 9 h"), UNKNOWN),
        (WeeklyPattern(days=3), UNKNOWN),
        ([], NOT_MET),
    ],
)
def test_intensive_outpatient_services_are_at_least_9_hours_a_week(week: Week, expected: Verdict) -> None:
    assert answer(IOP_HOURS, MEDICARE, a_program(catalogue.STANDARD_IOP, week)) is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (TWENTY_HOURS, MET),
        (days_of(("MO,TU,WE,TH", "09:00-13:00"), ("FR", "09:00-13:01")), MET),
        (days_of(("MO,TU,WE,TH", "09:00-13:00"), ("FR", "09:00-12:59")), NOT_MET),
        ([*days_of(("MO,TU,WE,TH", "09:00-13:00")), Session(IndividualTherapy())], UNKNOWN),
        (WeeklyPattern(days="5 to 7", time_per_day="6 to 8 h"), MET),
        (WeeklyPattern(days="4 to 5", time_per_day="4 to 6 h"), UNKNOWN),
        (NINE_HOURS, NOT_MET),
    ],
)
def test_partial_hospitalization_is_at_least_20_hours_a_week(week: Week, expected: Verdict) -> None:
    assert answer(PHP_HOURS, MEDICARE, a_program(catalogue.PARTIAL_HOSPITALIZATION, week)) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-01-01", MET),
        ("2023-12-31", "not yet in force on 2023-12-31 (since 2024-01-01)"),
        ("2039-12-31", MET),
    ],
)
def test_the_hours_of_intensive_outpatient_services_are_in_force_from_2024(on: str, expected: Verdict | str) -> None:
    assert answer(IOP_HOURS, MEDICARE, a_program(catalogue.EVENING_IOP, NINE_HOURS), on) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2009-01-01", MET),
        ("2008-12-31", "not yet in force on 2008-12-31 (since 2009-01-01)"),
    ],
)
def test_the_hours_of_partial_hospitalization_are_in_force_from_2009(on: str, expected: Verdict | str) -> None:
    program = a_program(catalogue.PARTIAL_HOSPITALIZATION, TWENTY_HOURS)
    assert answer(PHP_HOURS, MEDICARE, program, on) == expected


def test_each_level_has_its_own_floor_and_the_other_does_not_apply() -> None:
    php = a_program(catalogue.PARTIAL_HOSPITALIZATION, NINE_HOURS)
    iop = a_program(catalogue.STANDARD_IOP, NINE_HOURS)
    assert answer(IOP_HOURS, MEDICARE, php) == "for intensive outpatient, not for partial hospitalization"
    assert answer(PHP_HOURS, MEDICARE, iop) == "for partial hospitalization, not for intensive outpatient"
    outpatient = a_program(catalogue.OUTPATIENT, NINE_HOURS)
    assert answer(IOP_HOURS, MEDICARE, outpatient) == "for intensive outpatient, not for outpatient"


@pytest.mark.parametrize("type_", [each for each in catalogue.TYPES if "iop" in each.key])
def test_whom_a_program_serves_and_what_it_treats_makes_no_difference_to_medicare(
    type_: ProgramType,
) -> None:
    assert answer(IOP_HOURS, MEDICARE, a_program(type_, NINE_HOURS)) is MET


@pytest.mark.parametrize(
    ("rule", "type_", "reason"),
    [
        ("medicare.iop.recert_days", catalogue.STANDARD_IOP, "about a patient's dated stay"),
        ("medicare.iop.determination_months", catalogue.STANDARD_IOP, "about a patient's dated stay"),
        ("medicare.php.first_recert_day", catalogue.PARTIAL_HOSPITALIZATION, "about a patient's dated stay"),
        ("medicare.php.recert_days", catalogue.PARTIAL_HOSPITALIZATION, "about a patient's dated stay"),
        ("medicare.iop.services_day_low", catalogue.STANDARD_IOP, "about a claim"),
        ("medicare.iop.services_day_high", catalogue.STANDARD_IOP, "about a claim"),
        ("medicare.iop_php.no_overlap_days", catalogue.STANDARD_IOP, "about a claim"),
    ],
)
def test_what_cannot_be_asked_of_a_program_is_listed_with_the_reason(
    rule: str, type_: ProgramType, reason: str
) -> None:
    assert answer(rule, MEDICARE, a_program(type_, NINE_HOURS)) == f"{reason}, not about a program's week"


def test_the_unverified_band_takes_part_only_when_asked_for() -> None:
    program = Program(catalogue.OPIOID_TREATMENT_PROGRAM)
    rule = "medicare.otp_iop.services_week"
    assert answer(rule, MEDICARE, program) == "unverified, so it takes part only when asked for"
    asked = check(program, against=[MEDICARE], on=TODAY, include_unverified=True)
    assert str(about(rule, asked)) == f"{rule}: about a claim, not about a program's week"


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (IndividualTherapy(), MET),
        (FamilyTherapy(), MET),
        (Education(), MET),
        (Activity(), UNKNOWN),
        (SupportService(), UNKNOWN),
        (MedicationManagement(), UNKNOWN),
        (MedicationAssistedTreatment(), UNKNOWN),
        (PeerSupport(), NOT_MET),
        (Break(), NOT_MET),
    ],
)
def test_the_ninth_hour_counts_where_the_regulation_names_it(component: Component, expected: Verdict) -> None:
    week = [*days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:00")), *sessions(component, "TH", "20:00-21:00")]
    assert answer(IOP_HOURS, MEDICARE, a_program(catalogue.STANDARD_IOP, week)) is expected


def test_a_week_in_two_that_misses_is_a_miss_and_is_named() -> None:
    week = [
        *days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:20")),
        Session(FamilyTherapy(), day="SA", start="10:00", time="90 min", every=Weeks(2), first=1),
    ]
    said = about(IOP_HOURS, check(a_program(catalogue.STANDARD_IOP, week), against=[MEDICARE], on=TODAY))
    assert isinstance(said, Finding)
    assert said.verdict is NOT_MET
    assert said.sentence == 'Track "one", even weeks: 8 h 20 min is 40 min short of 9 h.'


def test_each_track_is_held_against_the_floor_by_itself() -> None:
    tracks = [Track("full", NINE_HOURS), Track("short", days_of(("SA", "09:00-12:00")))]
    said = about(IOP_HOURS, check(Program(catalogue.STANDARD_IOP, tracks=tracks), against=[MEDICARE], on=TODAY))
    assert isinstance(said, Finding)
    assert [(place.where, place.verdict) for place in said.places] == [
        ('track "short"', NOT_MET),
        ('track "full"', MET),
    ]


def test_each_phase_is_held_against_the_floor_of_its_own_level() -> None:
    pathway = Pathway(
        [
            Phase(ASAM_3RD_EDITION.level("2.5"), TWENTY_HOURS, length="2 weeks"),
            Phase(LevelOfCare.INTENSIVE_OUTPATIENT, NINE_HOURS, length="3 weeks"),
            Phase(LevelOfCare.OUTPATIENT, [Session(GroupTherapy(), time="90 min")]),
        ]
    )
    report = check(pathway, against=[MEDICARE], on=TODAY)
    assert [(each.rule, each.verdict, each.where) for each in report.findings] == [
        (IOP_HOURS, MET, 'phase 2 "intensive outpatient"'),
        (PHP_HOURS, MET, 'phase 1 "Partial Hospitalization"'),
    ]
