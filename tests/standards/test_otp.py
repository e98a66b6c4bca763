"""The federal rule for opioid treatment programs: the take-home supply by day of the stay and by date, and drug tests.

Written from the words of the rule: from 2001 one dose a week in days 1 to 90, two to day 180, three to day 270, up to
6 days to day 365, up to 2 weeks to day 730 and then up to a month; from March 2020 exemptions of 14 and 28 days over
it; from 2024-04-02 7 days to day 14, 14 to day 30 and then 28, in the place of all that.
"""

from typing import Any

import pytest

from iopmodel import LevelOfCare, ProgramType, Verdict, WeeklyPattern, catalogue, check, standards
from iopmodel.citations import Mark
from iopmodel.rules import Force, Rule
from iopmodel.standards import OTP
from tests.standards.answers import TODAY, a_program, about, answer

PATIENT = "about a patient's dated stay, not about a program's week"
OFF = "unverified, so it takes part only when asked for"
EXEMPTIONS = {"otp.takehome.2020.less_stable": 14, "otp.takehome.2020.stable": 28}

# Day of the stay, and the largest supply in days: by the schedule of 2001, and by the amended rule. A month is not one
# number of days, so no figure stands for it.
SUPPLY: list[tuple[int, int | None, int]] = [
    (1, 1, 7),
    (14, 1, 7),
    (15, 1, 14),
    (30, 1, 14),
    (31, 1, 28),
    (90, 1, 28),
    (91, 2, 28),
    (180, 2, 28),
    (181, 3, 28),
    (270, 3, 28),
    (271, 6, 28),
    (365, 6, 28),
    (366, 14, 28),
    (730, 14, 28),
    (731, None, 28),
    (5_000, None, 28),
]


BY_SCHEDULE = [(day, by_schedule) for day, by_schedule, _ in SUPPLY]
AMENDED = [(day, amended) for day, _, amended in SUPPLY]


def supplies(on: str, day: int) -> dict[str, object]:
    """The largest supply by each rule that is in force on a date, on a day of the stay."""
    found = standards.find(measure="takehome_days", in_force_on=on, day_of_stay=day)
    assert {each.body for each in found} <= {OTP}
    return {each.rule.id: each.bound.high for each in found}


def without_exemptions(found: dict[str, object]) -> list[object]:
    """The supplies by the schedule alone."""
    return [high for id_, high in found.items() if id_ not in EXEMPTIONS]


@pytest.mark.parametrize(("day", "expected"), BY_SCHEDULE)
@pytest.mark.parametrize("on", ["2001-06-01", "2001-12-31", "2019-12-31", "2020-02-28", "2020-02-29"])
def test_the_schedule_of_2001_stands_alone_until_march_2020(on: str, day: int, expected: int | None) -> None:
    assert list(supplies(on, day).values()) == [expected]


@pytest.mark.parametrize(("day", "expected"), BY_SCHEDULE)
@pytest.mark.parametrize("on", ["2020-03-01", "2020-03-31", "2020-04-01", "2024-04-01"])
def test_the_exemptions_lie_over_the_schedule_until_the_amended_rule(on: str, day: int, expected: int | None) -> None:
    found = supplies(on, day)
    assert {id_: found[id_] for id_ in EXEMPTIONS} == EXEMPTIONS
    assert without_exemptions(found) == [expected]


@pytest.mark.parametrize(("day", "expected"), AMENDED)
@pytest.mark.parametrize("on", ["2024-04-02", "2024-10-02", TODAY])
def test_the_amended_rule_takes_the_place_of_schedule_and_exemptions_at_once(
    on: str, day: int, expected: int | None
) -> None:
    assert list(supplies(on, day).values()) == [expected]


@pytest.mark.parametrize("day", [1, 91, 731])
def test_before_2001_nothing_is_known(day: int) -> None:
    assert supplies("2000-12-31", day) == {}


@pytest.mark.parametrize("on", ["2001-01-01", "2020-03-15", "2024-04-01", "2024-04-02", "2030-01-01"])
def test_on_every_day_of_a_stay_exactly_one_row_of_a_schedule_holds(on: str) -> None:
    assert {len(without_exemptions(supplies(on, day))) for day in range(1, 740)} == {1}


def test_the_day_of_the_change_ends_eight_rules_and_begins_four() -> None:
    changes = [each for each in standards.changes(since="2024-04-02", until="2024-04-03") if each.body == OTP.name]
    ended = {each.rule for each in changes if each.before and not each.after}
    begun = {each.rule for each in changes if each.after and not each.before}
    assert {id_.split(".")[2] for id_ in ended} == {"2001", "2020"}
    assert len(ended) == 8
    assert begun == {"otp.takehome.d1_14", "otp.takehome.d15_30", "otp.takehome.d31plus", "otp.drug_tests_year"}
    assert len(changes) == 12


@pytest.mark.parametrize(
    ("rule", "asks"),
    [
        ("otp.takehome.2001.d1_90", "at most 1 day of take-home supply"),
        ("otp.takehome.2001.d91_180", "at most 2 days of take-home supply"),
        ("otp.takehome.2001.d181_270", "at most 3 days of take-home supply"),
        ("otp.takehome.2001.d271_365", "at most 6 days of take-home supply"),
        ("otp.takehome.2001.d366_730", "at most 14 days of take-home supply"),
        ("otp.takehome.2020.less_stable", "at most 14 days of take-home supply"),
        ("otp.takehome.2020.stable", "at most 28 days of take-home supply"),
        ("otp.takehome.d1_14", "at most 7 days of take-home supply"),
        ("otp.takehome.d15_30", "at most 14 days of take-home supply"),
        ("otp.takehome.d31plus", "at most 28 days of take-home supply"),
        ("otp.drug_tests_year", "at least 8 tests a year"),
    ],
)
def test_a_value_says_in_words_what_the_rule_says(rule: str, asks: str) -> None:
    found = OTP.rule(rule)
    assert isinstance(found, Rule)
    assert found.asks(found.history.entries[-1].value) == asks
    assert found.force is Force.REQUIRED
    assert found.scope.levels == {LevelOfCare.OPIOID_TREATMENT_PROGRAM}


def test_a_month_of_supply_is_no_number_of_days() -> None:
    bound = OTP.rule("otp.takehome.2001.d731plus").history.entries[-1].value
    assert bound.high is None
    assert bound.is_unknown


def test_a_day_more_than_the_largest_supply_lies_outside_and_so_does_a_test_too_few() -> None:
    for rule, inside, outside in (
        ("otp.takehome.d1_14", 7, 8),
        ("otp.takehome.d15_30", 14, 15),
        ("otp.takehome.d31plus", 28, 29),
        ("otp.drug_tests_year", 8, 7),
    ):
        bound: Any = OTP.rule(rule).history.entries[-1].value
        assert (inside in bound, outside in bound) == (True, False)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-04-01", []),
        ("2024-04-02", ["otp.drug_tests_year"]),
        (TODAY, ["otp.drug_tests_year"]),
    ],
)
def test_eight_drug_tests_a_year_are_in_force_from_2024_04_02(on: str, expected: list[str]) -> None:
    assert [each.rule.id for each in standards.find(measure="tests_per_year", in_force_on=on)] == expected


@pytest.mark.parametrize(
    ("rule", "on", "expected"),
    [
        ("otp.takehome.d1_14", TODAY, PATIENT),
        ("otp.takehome.d15_30", TODAY, PATIENT),
        ("otp.takehome.d31plus", TODAY, PATIENT),
        ("otp.drug_tests_year", TODAY, PATIENT),
        ("otp.drug_tests_year", "2024-04-01", "not yet in force on 2024-04-01 (since 2024-04-02)"),
        ("otp.takehome.d1_14", "2024-04-01", "not yet in force on 2024-04-01 (since 2024-04-02)"),
        ("otp.takehome.2001.d1_90", "2000-12-31", "not yet in force on 2000-12-31 (since 2001 until 2024-04-02)"),
        ("otp.takehome.2001.d1_90", "2001-06-01", PATIENT),
        ("otp.takehome.2001.d1_90", "2024-04-01", PATIENT),
        ("otp.takehome.2001.d1_90", "2024-04-02", "no longer in force on 2024-04-02 (since 2001 until 2024-04-02)"),
        ("otp.takehome.2001.d731plus", "2010-01-01", PATIENT),
        ("otp.takehome.2020.stable", "2020-02-29", "not yet in force on 2020-02-29 (since 2020-03 until 2024-04-02)"),
        ("otp.takehome.2020.stable", "2020-03-01", OFF),
        ("otp.takehome.2020.less_stable", "2024-04-01", OFF),
        ("otp.takehome.2020.stable", TODAY, f"no longer in force on {TODAY} (since 2020-03 until 2024-04-02)"),
    ],
)
def test_asked_of_a_program_a_row_is_listed_with_the_reason(rule: str, on: str, expected: str) -> None:
    program = a_program(catalogue.OPIOID_TREATMENT_PROGRAM, WeeklyPattern(days=6), length="104 weeks")
    assert answer(rule, OTP, program, on) == expected


@pytest.mark.parametrize("rule", sorted(EXEMPTIONS))
def test_an_exemption_is_unverified_and_when_asked_for_it_is_about_a_patient(rule: str) -> None:
    assert OTP.rule(rule).citation.mark is Mark.UNVERIFIED
    program = a_program(catalogue.OPIOID_TREATMENT_PROGRAM, WeeklyPattern(days=6), length="104 weeks")
    report = check(program, against=[OTP], on="2021-01-01", include_unverified=True)
    assert str(about(rule, report)) == f"{rule}: {PATIENT}"


@pytest.mark.parametrize(
    ("type_", "reason"),
    [
        (catalogue.STANDARD_IOP, "for opioid treatment program, not for intensive outpatient"),
        (catalogue.OUTPATIENT, "for opioid treatment program, not for outpatient"),
        (
            ProgramType("clinic", "Clinic", LevelOfCare.OPIOID_TREATMENT_PROGRAM, focus="mental-health"),
            "for substance use programs",
        ),
    ],
)
def test_the_rule_is_for_opioid_treatment_programs(type_: ProgramType, reason: str) -> None:
    program = a_program(type_, WeeklyPattern(days=6), length="104 weeks")
    assert answer("otp.takehome.d1_14", OTP, program) == reason
    assert answer("otp.drug_tests_year", OTP, program) == reason


def test_a_report_against_it_has_no_finding_and_so_no_verdict() -> None:
    program = a_program(catalogue.OPIOID_TREATMENT_PROGRAM, WeeklyPattern(days=6), length="104 weeks")
    report = check(program, against=[OTP], on=TODAY, include_unverified=True)
    assert (report.findings, report.verdict, len(report.not_applied)) == ((), Verdict.UNKNOWN, 12)
