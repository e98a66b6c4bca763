import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from iopmodel import catalogue
from iopmodel.catalogue import BUILT_IN, TYPES, Catalogue
from iopmodel.citations import Citation, Mark
from iopmodel.errors import DuplicateKey, UnknownName, WrongKind
from iopmodel.lengths import UNKNOWN_LENGTH, Days, Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.populations import Focus, PartOfDay, Setting
from iopmodel.programs import Description, ProgramType
from iopmodel.quantities import Minutes, Range

FACTS = Path(__file__).parent / "facts" / "rules.csv"
ABOUT_LEAVE = "guide_d.fmla.weeks"
LEVELS = {
    "OP": LevelOfCare.OUTPATIENT,
    "IOP": LevelOfCare.INTENSIVE_OUTPATIENT,
    "PHP": LevelOfCare.PARTIAL_HOSPITALIZATION,
}
# The fact's own word for a program type; a blank one speaks of every program of the level.
TYPE_WORDS = {
    catalogue.STANDARD_IOP: "standard",
    catalogue.DAY_PROGRAM: "day",
    catalogue.EVENING_IOP: "evening",
    catalogue.ADOLESCENT_IOP: "adolescent",
}


class Published(NamedTuple):
    """One figure that is a row of the facts: where it stands, and under which measure."""

    type: ProgramType
    description: Description
    measure: str


def _rows() -> dict[str, dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row["id"]: row for row in rows if row["body"].startswith("Guide") and row["id"] != ABOUT_LEAVE}


def _published() -> Iterator[tuple[str, Published]]:
    for kind in TYPES:
        for each in kind.descriptions:
            if not each.inherited:
                for measure, rule in each.published_as:
                    yield rule, Published(kind, each, measure)


ROWS = _rows()
PUBLISHED = dict(_published())


def _figure(description: Description, measure: str) -> Range[Any]:
    """The figure of a description that answers a measure of the facts, in the unit of the facts."""
    week = description.week
    time = {"minutes_per_visit": (week.time_per_visit, 1), "hours_per_day": (week.time_per_day, 60)}
    if measure in time:
        figure, unit = time[measure]
        assert figure.high is not None
        assert figure.low.count % unit == figure.high.count % unit == 0
        return Range(figure.low.count // unit, figure.high.count // unit)
    counts = {
        "visits_per_week": week.visits,
        "days_per_week": week.days,
        "age_years": description.ages,
    }
    if measure in counts:
        return counts[measure]
    unit_of_length = {"duration_days": Days, "duration_weeks": Weeks}[measure]
    length = description.length
    assert isinstance(length, Range)
    assert isinstance(length.low, unit_of_length)
    return Range(length.low.count, None if length.high is None else length.high.count)


def _figures(description: Description) -> int:
    """How many figures a description has."""
    week = description.week
    ranges: tuple[Range[Any], ...] = (
        week.days,
        week.visits,
        week.time_per_day,
        week.time_per_visit,
        week.time_per_week,
        description.ages,
    )
    return sum(not each.is_unknown for each in ranges) + (description.length != UNKNOWN_LENGTH)


def test_the_guides_have_sixteen_rows_about_programs() -> None:
    assert len(ROWS) == 16


def test_every_row_of_the_guides_stands_exactly_once() -> None:
    assert sorted(rule for rule, _ in _published()) == sorted(ROWS)


@pytest.mark.parametrize("rule", ROWS)
def test_a_row_stands_with_its_figure(rule: str) -> None:
    row, published = ROWS[rule], PUBLISHED[rule]
    high = int(row["max"]) if row["max"] else None
    assert row["max_is_exclusive"] == "false"
    assert published.measure == row["measure"]
    assert _figure(published.description, row["measure"]) == Range(int(row["min"]), high)


@pytest.mark.parametrize("rule", ROWS)
def test_a_row_stands_with_its_source(rule: str) -> None:
    row = ROWS[rule]
    assert PUBLISHED[rule].description.citation == Citation(
        row["citation"], row["url"], Mark(row["checked"]), row["checked_on"]
    )


@pytest.mark.parametrize("rule", ROWS)
def test_a_row_stands_at_the_type_that_it_speaks_of(rule: str) -> None:
    row, published = ROWS[rule], PUBLISHED[rule]
    assert published.type.level == LEVELS[row["level"]]
    assert published.description.focus == {row["focus"]}
    assert published.description.of_level == (not row["program_type"])
    assert row["population"] in {"any", published.type.population.key}
    if row["program_type"]:
        assert row["program_type"] == TYPE_WORDS[published.type]


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_no_figure_stands_without_a_row(kind: ProgramType) -> None:
    for each in kind.descriptions:
        assert len(each.published_as) == _figures(each)
        assert all(rule in ROWS for _, rule in each.published_as)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_a_description_without_figures_has_words(kind: ProgramType) -> None:
    assert all(each.words for each in kind.descriptions if not _figures(each))


def test_a_standard_iop_is_three_to_five_visits_of_three_to_four_hours() -> None:
    week = catalogue.STANDARD_IOP.defining_week
    assert week.visits == Range(3, 5)
    assert week.time_per_visit == Range(Minutes(180), Minutes(240))
    assert str(week.time_per_visit.times(week.visits)) == "9 h to 20 h"


def test_the_guides_give_a_standard_iop_four_lengths_one_of_them_in_words() -> None:
    descriptions = catalogue.STANDARD_IOP.descriptions
    lengths = [str(each.length) for each in descriptions if each.length != UNKNOWN_LENGTH]
    assert sorted(lengths) == ["6 to 8 weeks", "8 to 16 weeks", "at least 30 days"]
    assert [each.words for each in descriptions if not _figures(each)] == ["several weeks or months"]


INHERITING = [kind for kind in TYPES if kind.inherits]


def test_the_types_that_a_guide_calls_an_iop_without_figures_inherit() -> None:
    assert [kind.key for kind in INHERITING] == [
        "weekend-iop",
        "dual-diagnosis-iop",
        "lgbtq-iop",
        "adolescent-iop",
        "mental-health-iop",
        "substance-use-iop",
    ]


@pytest.mark.parametrize("kind", INHERITING, ids=lambda kind: kind.key)
def test_an_inheriting_type_has_the_week_of_the_standard_iop_marked_with_its_source(
    kind: ProgramType,
) -> None:
    standard = BUILT_IN.of(kind.inherits or "")
    first = kind.descriptions[0]
    assert standard == catalogue.STANDARD_IOP
    assert kind.level == standard.level
    assert first.inherited
    assert first.published_as == standard.descriptions[0].published_as
    assert kind.defining_week == standard.defining_week


@pytest.mark.parametrize("kind", [kind for kind in TYPES if not kind.inherits], ids=lambda kind: kind.key)
def test_any_other_type_inherits_only_what_is_said_of_its_whole_level(kind: ProgramType) -> None:
    inherited = [each for each in kind.descriptions if each.inherited]
    assert all(each.of_level for each in inherited)
    assert not inherited or kind.level == catalogue.STANDARD_IOP.level


@pytest.mark.parametrize("kind", [catalogue.DAY_PROGRAM, catalogue.EVENING_IOP], ids=lambda kind: kind.key)
def test_a_type_with_a_week_of_its_own_takes_its_lengths_from_what_is_said_of_every_iop(kind: ProgramType) -> None:
    assert not kind.descriptions[0].inherited
    assert [each.length for each in kind.descriptions[1:]] == [
        each.length for each in catalogue.STANDARD_IOP.descriptions if each.of_level
    ]


def test_an_adolescent_iop_adds_its_own_ages() -> None:
    own = [each for each in catalogue.ADOLESCENT_IOP.descriptions if not each.inherited]
    assert [each.ages for each in own] == [Range(13, 17)]
    assert catalogue.ADOLESCENT_IOP.population.ages == Range(13, 17)


def test_a_mental_health_iop_takes_over_nothing_that_is_about_substance_use() -> None:
    kept = catalogue.MENTAL_HEALTH_IOP.descriptions
    assert not any(Focus.SUBSTANCE_USE in each.focus for each in kept)
    left_out = len(catalogue.STANDARD_IOP.descriptions) - len(kept)
    assert left_out == sum(Focus.SUBSTANCE_USE in each.focus for each in catalogue.STANDARD_IOP.descriptions)


def test_types_of_which_nothing_is_published_have_unknown_figures() -> None:
    unknown = [kind.key for kind in TYPES if not kind.descriptions]
    assert unknown == [
        "aftercare",
        "residential",
        "inpatient",
        "withdrawal-management",
        "opioid-treatment-program",
    ]
    assert all(kind.defining_week.is_unknown for kind in TYPES if not kind.descriptions)


def test_parts_of_the_day_and_foci_are_those_of_the_names() -> None:
    parts = {kind.key: kind.part_of_day for kind in TYPES if kind.part_of_day}
    narrowed = {kind.key: set(kind.focus) for kind in TYPES if Focus.ANY not in kind.focus}
    assert parts == {
        "day-program": PartOfDay.DAY,
        "evening-iop": PartOfDay.EVENING,
        "weekend-iop": PartOfDay.WEEKEND,
    }
    assert narrowed == {
        "dual-diagnosis-iop": {Focus.CO_OCCURRING},
        "mental-health-iop": {Focus.MENTAL_HEALTH},
        "substance-use-iop": {Focus.SUBSTANCE_USE},
        "withdrawal-management": {Focus.SUBSTANCE_USE},
        "opioid-treatment-program": {Focus.SUBSTANCE_USE},
    }


def test_whom_a_type_suits_is_kept_as_words_with_a_source() -> None:
    suits = {str(each) for each in catalogue.STANDARD_IOP.suits}
    unplaced = "the five guides (which of them says so is not recorded)"
    assert suits == {
        'mild to moderate substance use (Guide A: "IOP meaning in rehab" (Clean Break Recovery))',
        f"safe at home ({unplaced})",
        f"a reliable support system ({unplaced})",
        f"conditions such as depression, anxiety, bipolar disorder ({unplaced})",
    }
    for kind in (catalogue.SUBSTANCE_USE_IOP, catalogue.MENTAL_HEALTH_IOP):
        assert set(kind.suits) < set(catalogue.STANDARD_IOP.suits)


def test_an_iop_may_be_in_an_inpatient_or_residential_setting() -> None:
    assert {Setting.INPATIENT, Setting.RESIDENTIAL} < set(catalogue.STANDARD_IOP.settings)


def test_the_types_are_those_of_the_glossary_in_its_order() -> None:
    assert [kind.key for kind in TYPES] == [
        "standard-iop",
        "partial-hospitalization",
        "day-program",
        "evening-iop",
        "weekend-iop",
        "dual-diagnosis-iop",
        "lgbtq-iop",
        "adolescent-iop",
        "mental-health-iop",
        "substance-use-iop",
        "outpatient",
        "aftercare",
        "residential",
        "inpatient",
        "withdrawal-management",
        "opioid-treatment-program",
    ]


def test_every_type_is_a_constant_of_the_module() -> None:
    constants = [value for value in vars(catalogue).values() if isinstance(value, ProgramType)]
    public = [value for value in constants if value in TYPES]
    assert len(public) == len(TYPES) == len(BUILT_IN)
    assert tuple(BUILT_IN) == TYPES


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_a_type_is_found_by_its_key_however_it_is_written(kind: ProgramType) -> None:
    assert BUILT_IN.of(kind.key) is kind
    assert BUILT_IN.of(kind.key.replace("-", " ").upper()) is kind


def test_an_unknown_key_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownName) as caught:
        Catalogue((catalogue.AFTERCARE, catalogue.INPATIENT)).of("evening IOP")
    assert str(caught.value) == ('program type: no such name as "evening IOP"; known: aftercare, inpatient')


def test_a_catalogue_refuses_a_second_type_with_the_same_key() -> None:
    other = ProgramType("Evening IOP", "ours", LevelOfCare.OUTPATIENT)
    with pytest.raises(DuplicateKey, match="two program types have the key 'evening-iop'"):
        Catalogue((*TYPES, other))


def test_a_catalogue_refuses_what_is_no_type() -> None:
    kinds: Any = ["evening-iop"]
    with pytest.raises(WrongKind, match="expected program types"):
        Catalogue(kinds)


def test_an_own_catalogue_may_be_empty() -> None:
    assert list(Catalogue()) == []
