import pytest

from iopmodel import catalogue
from iopmodel.citations import Citation
from iopmodel.durations import (
    Placement,
    PublishedHours,
    PublishedLength,
    placed_length,
    published_hours,
    typical_durations,
)
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.lengths import UNKNOWN_LENGTH, Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Description, ProgramType
from iopmodel.quantities import Minutes, Range
from tests.refusal import refusal, wrong

SOURCE, OTHER = Citation("our brochure"), Citation("their brochure")
TYPE = ProgramType(
    "own",
    "own",
    LevelOfCare.INTENSIVE_OUTPATIENT,
    descriptions=[
        Description(citation=SOURCE, week=WeeklyPattern(days=3, time_per_day="3 h"), length="8 weeks"),
        Description(citation=OTHER, words="as long as it takes", inherited=True),
        Description(citation=OTHER, week=WeeklyPattern(days="3 to 5"), words="most days"),
        Description(citation=OTHER, ages="18 to 64"),
    ],
)


def test_the_standard_program_has_nine_to_twenty_hours() -> None:
    first = published_hours(catalogue.STANDARD_IOP)[0]
    assert first.hours == Range(Minutes.of_hours(9), Minutes.of_hours(20))
    assert str(first.hours) == "9 h to 20 h"


def test_the_standard_program_has_four_published_lengths() -> None:
    assert [each.said for each in typical_durations(catalogue.STANDARD_IOP)] == [
        "several weeks or months",
        "6 to 8 weeks",
        "8 to 16 weeks",
        "at least 30 days",
    ]


def test_descriptions_with_figures_about_a_week_have_hours() -> None:
    exact, unknown = published_hours(TYPE)
    assert exact == PublishedHours(
        WeeklyPattern(days=3, time_per_day="3 h"), Range.exactly(Minutes(540)), SOURCE, inherited=False
    )
    assert unknown.hours.is_unknown
    assert str(exact) == f"9 h a week: 3 days a week, 3 h a day ({SOURCE})"
    assert str(unknown) == f"3 to 5 days a week ({OTHER})"


def test_descriptions_with_a_length_or_only_words_are_about_a_length() -> None:
    length, words = typical_durations(TYPE)
    assert length == PublishedLength(Range.exactly(Weeks(8)), "", SOURCE, inherited=False)
    assert words == PublishedLength(UNKNOWN_LENGTH, "as long as it takes", OTHER, inherited=True)
    assert (str(length), str(words)) == (f"8 weeks ({SOURCE})", f"as long as it takes ({OTHER}, inherited)")


def test_a_type_without_descriptions_has_nothing_published() -> None:
    bare = ProgramType("bare", "bare", LevelOfCare.OUTPATIENT)
    assert published_hours(bare) == ()
    assert typical_durations(bare) == ()
    assert placed_length("8 weeks", bare) == ()


@pytest.mark.parametrize(
    ("length", "places"),
    [
        ("7 weeks", ["unknown", "within", "shorter", "within"]),
        ("7 to 8 weeks", ["unknown", "within", "unknown", "within"]),
        ("8 weeks", ["unknown", "within", "within", "within"]),
        ("2 weeks", ["unknown", "shorter", "shorter", "shorter"]),
        ("30 days", ["unknown", "shorter", "shorter", "within"]),
        ("1 month", ["unknown", "shorter", "shorter", "unknown"]),
        ("20 weeks", ["unknown", "longer", "longer", "within"]),
        ("at least 20 weeks", ["unknown", "longer", "longer", "within"]),
        ("under 6 weeks", ["unknown", "shorter", "shorter", "unknown"]),
        ("rounds of 8 weeks, 1 to 2", ["unknown", "unknown", "within", "within"]),
        ("20 treatment days", ["unknown"] * 4),
        ("without end", ["unknown"] * 4),
        ("until the goals are met", ["unknown"] * 4),
    ],
)
def test_a_length_lies_somewhere_against_each_published_one(length: str, places: list[str]) -> None:
    placed = placed_length(length, catalogue.STANDARD_IOP)
    assert [placement for placement, _ in placed] == [Placement(place) for place in places]
    assert [published for _, published in placed] == list(typical_durations(catalogue.STANDARD_IOP))


def test_a_length_that_cannot_be_read_is_refused() -> None:
    allowed = "a length such as 8 weeks, 8 to 16 weeks, at least 30 days, without end, or until ..."
    assert (
        refusal(NotAccepted, lambda: placed_length("some weeks", TYPE))
        == f'planned length: expected {allowed}, got "some weeks"'
    )
    assert (
        refusal(WrongKind, lambda: placed_length(wrong(8), TYPE)) == f"planned length: expected {allowed}, got 8 (int)"
    )
