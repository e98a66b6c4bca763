"""Product labels: days between two doses, as cited values; a patient's doses are asked of no program.

Written from the words of the labels: Vivitrol every 4 weeks; Sublocade at least 26 days apart in maintenance; Brixadi
weekly 7 days with 2 on either side, monthly 28 days with 7 on either side.
"""

from typing import Any

import pytest

from iopmodel import LevelOfCare, ProgramType, Verdict, WeeklyPattern, catalogue, check, standards
from iopmodel.rules import Force, Rule
from iopmodel.standards import MEDICATION_LABELS
from tests.standards.answers import TODAY, a_program, answer

VIVITROL, SUBLOCADE = "moud.vivitrol.interval_days", "moud.sublocade.interval_days"
WEEKLY, MONTHLY = "moud.brixadi_weekly.interval_days", "moud.brixadi_monthly.interval_days"
RULES = [VIVITROL, SUBLOCADE, WEEKLY, MONTHLY]
PATIENT = "about a patient's dated stay, not about a program's week"


@pytest.mark.parametrize(
    ("rule", "inside", "outside", "asks"),
    [
        (VIVITROL, (28, 29, 31), (27,), "at least 28 days between doses"),
        (SUBLOCADE, (26, 27, 30), (25,), "at least 26 days between doses"),
        (WEEKLY, (5, 6, 7, 9), (4, 10), "5 to 9 days between doses"),
        (MONTHLY, (21, 22, 28, 35), (20, 36), "21 to 35 days between doses"),
    ],
)
def test_the_interval_is_that_of_the_label(
    rule: str, inside: tuple[int, ...], outside: tuple[int, ...], asks: str
) -> None:
    found = MEDICATION_LABELS.rule(rule)
    bound: Any = found.history.entries[-1].value
    assert [days in bound for days in inside] == [True] * len(inside)
    assert [days in bound for days in outside] == [False] * len(outside)
    assert found.asks(bound) == asks
    assert isinstance(found, Rule)
    assert found.force is Force.RECOMMENDED


def test_each_label_has_an_issuer_of_its_own() -> None:
    assert {each.id: each.issuer for each in MEDICATION_LABELS} == {
        VIVITROL: "Product label: Vivitrol",
        SUBLOCADE: "Product label: Sublocade",
        WEEKLY: "Product label: Brixadi weekly",
        MONTHLY: "Product label: Brixadi monthly",
    }


def test_only_the_interval_of_maintenance_is_of_a_part_of_the_treatment() -> None:
    parts = {each.id: str(each.scope.during) for each in MEDICATION_LABELS if each.scope.during is not None}
    assert parts == {SUBLOCADE: "maintenance"}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("type_", "reason"),
    [
        (catalogue.OPIOID_TREATMENT_PROGRAM, PATIENT),
        (catalogue.STANDARD_IOP, PATIENT),
        (catalogue.OUTPATIENT, PATIENT),
        (catalogue.DUAL_DIAGNOSIS_IOP, PATIENT),
        (catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
        (ProgramType("clinic", "Clinic", LevelOfCare.OUTPATIENT, focus="gambling"), "for substance use programs"),
    ],
)
def test_doses_are_no_matter_of_a_programs_week(rule: str, type_: ProgramType, reason: str) -> None:
    assert answer(rule, MEDICATION_LABELS, a_program(type_, WeeklyPattern(days=3), length="52 weeks")) == reason


@pytest.mark.parametrize("on", ["1980-01-01", TODAY, "2050-01-01"])
def test_the_labels_are_undated_so_they_are_found_on_every_day(on: str) -> None:
    found = standards.find(measure="dose_interval_days", in_force_on=on, day_of_stay=1)
    assert [each.rule.id for each in found] == RULES


def test_a_report_against_them_has_no_finding_and_so_no_verdict() -> None:
    program = a_program(catalogue.SUBSTANCE_USE_IOP, WeeklyPattern(days=3), length="52 weeks")
    report = check(program, against=[MEDICATION_LABELS], on=TODAY)
    assert (report.findings, report.verdict) == ((), Verdict.UNKNOWN)
    assert [each.rule for each in report.not_applied] == RULES
