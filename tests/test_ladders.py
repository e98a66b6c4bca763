from collections.abc import Callable

import pytest

from iopmodel.errors import UnknownName
from iopmodel.ladders import find_on, ladder_for, seen_on
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, GENERAL, Ladder, LevelOfCare
from tests.refusal import refusal

IOP = LevelOfCare.INTENSIVE_OUTPATIENT
LOW, HIGH = (LevelOfCare(key, system="house") for key in ("low", "high"))
HOUSE = Ladder("house", [LOW, HIGH])


@pytest.mark.parametrize(
    ("systems", "ladder"),
    [
        (["general"], GENERAL),
        (["asam-3rd-edition"], ASAM_3RD_EDITION),
        (["asam-4th-edition", "asam-4th-edition"], ASAM_4TH_EDITION),
        (["asam-3rd-edition", "asam-4th-edition"], GENERAL),
        (["house", "asam-4th-edition"], GENERAL),
        ([], GENERAL),
    ],
)
def test_levels_of_one_system_are_ordered_by_its_ladder_and_others_by_the_general_one(
    systems: list[str], ladder: Ladder
) -> None:
    assert ladder_for(systems, None) is ladder


@pytest.mark.parametrize("systems", [["house"], ["general"], ["asam-3rd-edition", "general"]])
def test_the_ladder_that_is_given_is_taken(systems: list[str]) -> None:
    assert ladder_for(systems, HOUSE) is HOUSE


def test_the_ladder_of_a_system_that_is_not_built_in_has_to_be_given() -> None:
    assert refusal(UnknownName, lambda: ladder_for(["house"], None)) == (
        'ladder of the system (give yours as ladder=): no such name as "house";'
        " known: general, asam-3rd-edition, asam-4th-edition"
    )


@pytest.mark.parametrize("find", [find_on, seen_on])
@pytest.mark.parametrize(
    ("ladder", "level", "found"),
    [
        (GENERAL, IOP, IOP),
        (GENERAL, LevelOfCare.OPIOID_TREATMENT_PROGRAM, LevelOfCare.OPIOID_TREATMENT_PROGRAM),
        (GENERAL, ASAM_3RD_EDITION.level("2.1"), IOP),
        (ASAM_3RD_EDITION, ASAM_3RD_EDITION.level("2.1"), ASAM_3RD_EDITION.level("2.1")),
        (HOUSE, LOW, LOW),
    ],
)
def test_a_level_is_found_as_itself_or_by_the_crosswalk(
    find: Callable[[Ladder, LevelOfCare], LevelOfCare | None], ladder: Ladder, level: LevelOfCare, found: LevelOfCare
) -> None:
    assert find(ladder, level) == found


@pytest.mark.parametrize(
    ("ladder", "level"),
    [
        (GENERAL, ASAM_3RD_EDITION.level("0.5")),
        (ASAM_3RD_EDITION, IOP),
        (ASAM_3RD_EDITION, ASAM_4TH_EDITION.level("2.1")),
        (GENERAL, LOW),
    ],
)
def test_a_level_that_nobody_declared_to_be_on_a_ladder_is_not_found(ladder: Ladder, level: LevelOfCare) -> None:
    assert find_on(ladder, level) is None
    with pytest.raises(UnknownName):
        seen_on(ladder, level)


def test_a_level_that_is_not_on_a_ladder_is_refused_with_those_that_are() -> None:
    assert refusal(UnknownName, lambda: seen_on(HOUSE, IOP)) == (
        "level of care on the house ladder, or in the crosswalk to it:"
        ' no such name as "intensive-outpatient"; known: low, high'
    )
