"""The Family and Medical Leave Act: 12 workweeks in 12 months, in units of at most an hour. They check no program."""

from typing import Any

import pytest

from iopmodel import Minutes, ProgramType, Verdict, WeeklyPattern, catalogue, check, standards
from iopmodel.rules import Force, Rule
from iopmodel.standards import FMLA
from tests.standards.answers import TODAY, a_program, answer

WORKWEEKS, INCREMENT = "fmla.workweeks", "fmla.increment_minutes"
RULES = [WORKWEEKS, INCREMENT]


@pytest.mark.parametrize(
    ("rule", "inside", "outside", "asks"),
    [
        (WORKWEEKS, (0, 1, 12), (13, 26), "at most 12 workweeks in 12 months"),
        (
            INCREMENT,
            (Minutes(1), Minutes(15), Minutes(60)),
            (Minutes(61), Minutes(120)),
            "at most 1 h as the largest unit of leave",
        ),
    ],
)
def test_the_values_are_those_of_the_regulation(
    rule: str, inside: tuple[int | Minutes, ...], outside: tuple[int | Minutes, ...], asks: str
) -> None:
    found = FMLA.rule(rule)
    bound: Any = found.history.entries[-1].value
    assert [value in bound for value in inside] == [True] * len(inside)
    assert [value in bound for value in outside] == [False] * len(outside)
    assert found.asks(bound) == asks
    assert isinstance(found, Rule)
    assert found.force is Force.REQUIRED


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("type_", catalogue.TYPES, ids=str)
def test_leave_is_no_matter_of_a_program_whatever_it_is(rule: str, type_: ProgramType) -> None:
    program = a_program(type_, WeeklyPattern(days=5, time_per_day="8 h"), length="52 weeks")
    assert answer(rule, FMLA, program) == "about leave from work, not about a program's week"


@pytest.mark.parametrize("rule", RULES)
def test_the_values_are_cited_from_2013_03_08(rule: str) -> None:
    program = a_program(catalogue.STANDARD_IOP, WeeklyPattern(days=3))
    assert answer(rule, FMLA, program, "2013-03-07") == "not yet in force on 2013-03-07 (since 2013-03-08)"
    assert answer(rule, FMLA, program, "2013-03-08") == "about leave from work, not about a program's week"


def test_a_report_against_it_has_no_finding_and_so_no_verdict() -> None:
    report = check(a_program(catalogue.STANDARD_IOP, WeeklyPattern(days=3)), against=[FMLA], on=TODAY)
    assert (report.findings, report.bands, report.usual_practice) == ((), (), ())
    assert report.verdict is Verdict.UNKNOWN
    assert [each.rule for each in report.not_applied] == RULES


@pytest.mark.parametrize(("on", "expected"), [("2013-03-07", []), ("2013-03-08", RULES), (TODAY, RULES)])
def test_the_values_are_found_by_the_day_on_which_they_are_in_force(on: str, expected: list[str]) -> None:
    found = [
        each.rule.id
        for measure in ("leave_weeks", "leave_increment_minutes")
        for each in standards.find(measure=measure, in_force_on=on)
        if each.body == FMLA
    ]
    assert found == expected
