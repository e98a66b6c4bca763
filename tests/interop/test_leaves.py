"""Quantities in a document: words where they say it all, else a table."""

import pytest

from iopmodel import catalogue
from iopmodel.interop._leaves import written_cycle, written_range, written_weeks
from iopmodel.interop.documents import reads, write
from iopmodel.lengths import Cycle, Days, Months, PlannedLength, TreatmentDays, Weeks
from iopmodel.programs import Program
from iopmodel.quantities import Minutes, Range
from iopmodel.spans import WeekSpan


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Range.exactly(3), 3),
        (Range(3, 5), "3 to 5"),
        (Range.at_most(5), "at most 5"),
        (Range(0), "not stated"),
        (Range(2, 5, high_excluded=True), "2 to 5, the end excluded"),
        (Range(1_234_567), {"low": 1_234_567}),
        (Range(Minutes(180), Minutes(240)), "3 h to 4 h"),
        (Range.below(Minutes(540)), "under 9 h"),
        (
            Range(Minutes(0), Minutes(90_000_000), high_excluded=True),
            {"low": 0, "high": 90_000_000, "high_excluded": True, "unit": "minutes"},
        ),
        (Range(Weeks(8), Weeks(16)), "8 to 16 weeks"),
        (Range.at_most(Months(2)), "at most 2 months"),
        (Range(Months(0)), {"low": 0, "unit": "months"}),
        (Range(Days(0)), "not stated"),
        (Range(TreatmentDays(0)), {"low": 0, "unit": "treatment days"}),
    ],
)
def test_a_range_is_its_words_or_else_a_table(value: Range[Minutes], written: object) -> None:
    assert written_range(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Cycle(Weeks(8)), "rounds of 8 weeks, at least 1"),
        (Cycle(Weeks(8), Range(1, 2_345_678)), {"each": "8 weeks", "rounds": {"low": 1, "high": 2_345_678}}),
        (Cycle(Weeks(2_345_678), 2), {"each": {"low": 2_345_678, "high": 2_345_678, "unit": "weeks"}, "rounds": 2}),
    ],
)  # fmt: skip
def test_a_cycle_is_its_words_or_else_a_table(value: Cycle, written: object) -> None:
    assert written_cycle(value) == written


@pytest.mark.parametrize(
    "length",
    [
        Cycle(Weeks(8), Range(1, 2_345_678)),
        Cycle(Weeks(2_345_678), 2),
        Range(TreatmentDays(2_345_678)),
        Range(Weeks(8), Weeks(10**12 - 1)),
    ],
)
def test_a_table_reads_back(length: PlannedLength) -> None:
    program = Program(catalogue.EVENING_IOP, length=length)
    assert reads(write(program)) == program


def test_program_weeks_are_written_without_the_word() -> None:
    assert [written_weeks(WeekSpan(5, 16)), written_weeks(WeekSpan(5, 5)), written_weeks(WeekSpan(9))] == [
        "5 to 16",
        "5",
        "9 on",
    ]
