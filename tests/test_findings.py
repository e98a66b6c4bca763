"""Verdicts that refuse to be booleans, findings in words, and a report as a person reads it."""

import copy
import pickle
from fractions import Fraction

import pytest

from iopmodel import (
    Cause,
    CauseKind,
    Citation,
    Fact,
    Finding,
    Force,
    Minutes,
    Months,
    Place,
    Range,
    Verdict,
)
from iopmodel.errors import NotABoolean
from iopmodel.findings import Measured, overall, shown, with_unit
from iopmodel.measures import Measure
from tests.refusal import refusal

MET, NOT_MET, UNKNOWN = Verdict


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_refuses_to_be_a_boolean(verdict: Verdict) -> None:
    said = refusal(NotABoolean, lambda: bool(verdict))
    assert said == f"a verdict has three values and this one is '{verdict}'; compare it: verdict is Verdict.MET"


@pytest.mark.parametrize("verdict", Verdict)
def test_a_copy_of_a_verdict_is_the_verdict(verdict: Verdict) -> None:
    assert copy.deepcopy(verdict) is verdict
    assert pickle.loads(pickle.dumps(verdict)) is verdict  # noqa: S301 - what this test itself pickled


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], UNKNOWN),
        ([MET], MET),
        ([MET, MET], MET),
        ([MET, UNKNOWN], UNKNOWN),
        ([UNKNOWN], UNKNOWN),
        ([NOT_MET, UNKNOWN, MET], NOT_MET),
    ],
)
def test_over_places_a_miss_counts_before_a_doubt_and_a_doubt_before_what_is_met(
    found: list[Verdict], expected: Verdict
) -> None:
    assert overall(found) is expected


@pytest.mark.parametrize(
    ("figure", "unit", "words"),
    [
        (Range.exactly(1), "days", "1 day"),
        (Range.exactly(0), "days", "0 days"),
        (Range(1, 2), "visits", "1 to 2 visits"),
        (Range.at_most(1), "days", "at most 1 day"),
        (Range.at_least(1), "days", "at least 1 day"),
        (Range.at_least(3), "people", "at least 3 people"),
        (Range(0), "days", "not stated"),
        (Range.exactly(Minutes(90)), "minutes", "1 h 30 min"),
        (Range.at_most(Months(2)), "months", "at most 2 months"),
    ],
)
def test_a_figure_carries_its_unit_once(figure: Measured, unit: str, words: str) -> None:
    assert with_unit(figure, unit) == words


@pytest.mark.parametrize(
    ("average", "words"),
    [
        (Range.exactly(Fraction(540)), "9 h"),
        (Range.exactly(Fraction(1079, 2)), "about 9 h"),
        (Range(Fraction(540), Fraction(2000, 3)), "about 9 h to 11 h 7 min"),
        (Range(Fraction(540)), "at least 9 h"),
        (Range(Fraction(1619, 3)), "about at least 9 h"),
    ],
)
def test_an_average_is_shown_to_the_minute_and_says_when_it_is_rounded(average: Range[Fraction], words: str) -> None:
    assert shown(average) == words


def a_finding(verdict: Verdict, *places: Place) -> Finding:
    """A finding of an example rule, with these places."""
    return Finding(
        rule="example.hours",
        body="Example",
        force=Force.REQUIRED,
        verdict=verdict,
        measure=Measure.HOURS_PER_WEEK,
        required=Range.at_least(Minutes(540)),
        asks="at least 9 h a week",
        unit="minutes",
        places=places,
        citation=Citation("Manual § 2"),
    )


def a_place(minutes: int, verdict: Verdict, where: str = "", causes: tuple[Cause, ...] = ()) -> Place:
    """A place with so many minutes."""
    return Place(where=where, measured=Range.exactly(Minutes(minutes)), verdict=verdict, causes=causes)


def test_a_finding_speaks_for_the_place_that_decided() -> None:
    found = a_finding(NOT_MET, a_place(500, NOT_MET, "even weeks"), a_place(600, MET, "odd weeks"))
    assert (found.where, found.shown, found.sessions) == ("even weeks", "8 h 20 min", ())
    assert found.measured == Range.exactly(Minutes(500))
    assert str(found) == "example.hours: not met; 8 h 20 min in even weeks, asked at least 9 h a week (Manual § 2)"
    assert str(a_finding(MET, a_place(600, MET))) == (
        "example.hours: met; 10 h, asked at least 9 h a week (Manual § 2)"
    )


def test_a_finding_names_each_cause_once_and_only_of_what_is_unknown() -> None:
    time = Cause(CauseKind.MISSING, Fact.TIME, "how long group therapy is", threshold="met if it is at least 1 h")
    week = Cause(CauseKind.CHOICE, Fact.LENGTH, "whether the stay reaches week 9")
    places = (a_place(500, UNKNOWN, causes=(time,)), a_place(400, UNKNOWN, causes=(time, week)))
    assert a_finding(UNKNOWN, *places).causes == (time, week)
    assert a_finding(NOT_MET, a_place(1, NOT_MET), *places).causes == ()
    assert str(time) == "how long group therapy is (met if it is at least 1 h)"
    assert str(week) == "whether the stay reaches week 9"
