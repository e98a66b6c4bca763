"""The named examples: each is what its sentence says, and every edge lies where its rule has its boundary."""

import pytest

from iopmodel import Minutes, Range, Verdict, check, standards, treatment_days, weekly_hours
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.examples import PROGRAMS, Edge, edges
from iopmodel.rules import Standard
from tests.refusal import refusal

ON = "2026-02-02"
EDGES = {edge.name: edge for edge in edges(standards.all(), on=ON, include_unverified=True)}


def _hours(name: str, week: int | None = None) -> Range[Minutes]:
    return weekly_hours(PROGRAMS[name].program.tracks[0], week=week)


def test_every_example_has_a_name_of_its_own_and_a_sentence() -> None:
    for name, example in PROGRAMS.items():
        assert example.name == name
        assert example.why.endswith(".")


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("plain", Range.exactly(Minutes(540))),
        ("breaks", Range.exactly(Minutes(510))),
        ("at-the-same-time", Range.exactly(Minutes(540))),
        ("alternate-weeks", Range(Minutes(540), Minutes(630))),
        ("alternate-weeks-from-nobody-knows-when", Range(Minutes(540), Minutes(630))),
        ("by-arrangement", Range.exactly(Minutes(600))),
        ("unknown-time", Range.at_least(Minutes(540))),
        ("unknown-number", Range(Minutes(600), Minutes(720))),
        ("past-midnight", Range.exactly(Minutes(180))),
        ("optional", Range(Minutes(540), Minutes(600))),
        ("family-alone", Range.exactly(Minutes(540))),
        ("range-of-time", Range(Minutes(540), Minutes(720))),
        ("company", Range.exactly(Minutes(540))),
        ("pick-days", Range.exactly(Minutes(540))),
        ("figures-alone", Range(Minutes(540), Minutes(1200))),
        ("one-block", Range.exactly(Minutes(1200))),
    ],
)
def test_an_example_has_the_hours_that_its_sentence_says(name: str, hours: Range[Minutes]) -> None:
    assert _hours(name) == hours


def test_the_taper_has_two_evenings_after_four_weeks() -> None:
    days = [treatment_days(PROGRAMS["taper"].program.tracks[0], week=week) for week in (4, 5)]
    assert days == [Range.exactly(3), Range.exactly(2)]


@pytest.mark.parametrize("name", list(PROGRAMS))
def test_every_example_can_be_held_against_every_body(name: str) -> None:
    report = check(PROGRAMS[name].program, against=standards.all(), on=ON)
    assert report.findings or report.not_applied


@pytest.mark.parametrize("name", list(EDGES))
def test_an_edge_has_one_program_on_either_side_of_its_rule(name: str) -> None:
    edge = EDGES[name]

    def verdict_on(program: object) -> Verdict:
        report = check(program, against=[edge.body], on=ON, include_unverified=True)  # type: ignore[arg-type]
        return {each.rule: each.verdict for each in (*report.findings, *report.usual_practice)}[edge.rule.id]

    assert (verdict_on(edge.meets), verdict_on(edge.misses)) == (Verdict.MET, Verdict.NOT_MET)
    assert edge.reason.startswith(edge.rule.id)


def test_every_rule_that_can_be_asked_of_a_program_has_an_edge() -> None:
    asked = {
        each.rule
        for body in standards.all()
        for edge in _edges_of(body)
        for report in [check(edge.meets, against=[body], on=ON, include_unverified=True)]
        for each in (*report.findings, *report.usual_practice)
    }
    assert asked <= {edge.rule.id for edge in EDGES.values()}


def _edges_of(body: Standard) -> list[Edge]:
    return [edge for edge in EDGES.values() if edge.body == body]


def test_medicare_is_missed_by_a_minute() -> None:
    (edge,) = (each for each in edges([standards.MEDICARE], on=ON) if each.rule.id == "medicare.iop.hours_week")
    assert edge.name == "medicare.iop.hours_week below"
    assert weekly_hours(edge.meets.tracks[0]) == Range.exactly(Minutes(540))
    assert weekly_hours(edge.misses.tracks[0], week=1) == Range.exactly(Minutes(539))
    assert edge.reason == ("medicare.iop.hours_week asks at least 9 h a week; here it is 8 h 59 min a week.")


def test_an_edge_is_that_of_the_day() -> None:
    assert [edge.rule.id for edge in edges([standards.MEDICARE], on="2020-01-01")] == ["medicare.php.hours_week"]
    assert "day" in refusal(NotAccepted, lambda: edges([standards.MEDICARE], on="2026-02-30"))
    assert "standards" in refusal(WrongKind, lambda: edges(standards.MEDICARE, on=ON))  # type: ignore[arg-type]
