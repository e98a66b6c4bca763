"""What a report is made from: subjects of every kind, held against none, one or several bodies."""

from iopmodel import LevelOfCare, Pathway, Phase, Program, Track
from iopmodel.reports import Report
from iopmodel.strategies import report_inputs, reports, subjects
from tests.strategies.drawing import drawn, simplest


def test_subjects_are_of_every_kind() -> None:
    assert {type(each) for each in drawn(subjects(), 100)} == {Program, Track, Phase, Pathway}
    assert simplest(subjects()) == Phase(LevelOfCare.INTENSIVE_OUTPATIENT)


def test_inputs_ask_of_none_or_several_bodies_on_a_day() -> None:
    found = drawn(report_inputs(2), 100)
    assert {len(each.against) for each in found} == {0, 1, 2}
    assert all(2000 <= each.on.year <= 2035 for each in found)
    assert len({each.on for each in found}) > 20


def test_reports_find_something() -> None:
    found = drawn(reports(), 50)
    assert {type(each) for each in found} == {Report}
    assert any(each.findings for each in found)
