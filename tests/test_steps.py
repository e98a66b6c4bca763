from collections.abc import Callable, Iterable
from typing import Any

import pytest

from iopmodel import catalogue
from iopmodel.catalogue import BUILT_IN
from iopmodel.errors import UnknownName, WrongKind
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, GENERAL, Ladder, LevelOfCare
from iopmodel.populations import Focus, Population
from iopmodel.programs import ProgramType
from iopmodel.steps import options, step_down, step_up

IOP = LevelOfCare.INTENSIVE_OUTPATIENT
PHP = LevelOfCare.PARTIAL_HOSPITALIZATION


def _php(*, population: Population | str = "unspecified", focus: Iterable[str] = ()) -> ProgramType:
    return ProgramType("our-php", "Our PHP", PHP, population=population, focus=focus)


def _keys(types: tuple[ProgramType, ...]) -> list[str]:
    return [kind.key for kind in types]


@pytest.mark.parametrize(
    ("level", "below", "above"),
    [
        (LevelOfCare.AFTERCARE, [], ["outpatient"]),
        (IOP, ["outpatient"], ["partial-hospitalization"]),
        (LevelOfCare.INPATIENT, ["residential"], []),
        (LevelOfCare.WITHDRAWAL_MANAGEMENT, ["residential"], []),
        (LevelOfCare.OPIOID_TREATMENT_PROGRAM, [], []),
        (ASAM_3RD_EDITION.level("OTP"), ["0.5"], ["2.1"]),
        (ASAM_3RD_EDITION.level("3.5"), ["3.3"], ["3.7"]),
        (ASAM_4TH_EDITION.level("3.5"), ["3.1"], ["3.7"]),
    ],
)
def test_the_next_rung_of_a_level(level: LevelOfCare, below: list[str], above: list[str]) -> None:
    assert [each.key for each in step_down(level)] == below
    assert [each.key for each in step_up(level)] == above


def test_the_next_rung_on_another_ladder() -> None:
    low, high = (LevelOfCare(key, system="house") for key in ("low", "high"))
    house = Ladder("house", [low, high])
    assert step_down(high, ladder=house) == (low,)
    assert step_up(ASAM_3RD_EDITION.level("2.1"), ladder=GENERAL) == (PHP,)


@pytest.mark.parametrize("level", [LevelOfCare("low", system="house"), LevelOfCare("respite")])
def test_a_level_that_no_ladder_knows_has_no_next_rung(level: LevelOfCare) -> None:
    with pytest.raises(UnknownName):
        step_down(level)
    with pytest.raises(UnknownName):
        options(level)


@pytest.mark.parametrize("step", [step_down, step_up, options])
def test_what_is_no_level_and_no_type_is_refused(step: Callable[[Any], object]) -> None:
    with pytest.raises(WrongKind, match="a LevelOfCare, a ProgramType"):
        step("intensive-outpatient")


def test_partial_hospitalization_steps_down_to_every_iop_the_standard_one_first() -> None:
    assert _keys(step_down(catalogue.PARTIAL_HOSPITALIZATION)) == [
        "standard-iop",
        "day-program",
        "evening-iop",
        "weekend-iop",
        "dual-diagnosis-iop",
        "mental-health-iop",
        "substance-use-iop",
        "lgbtq-iop",
        "adolescent-iop",
    ]


@pytest.mark.parametrize(
    ("kind", "best"),
    [
        (_php(focus=[Focus.CO_OCCURRING]), ["dual-diagnosis-iop", "standard-iop"]),
        (_php(focus=[Focus.SUBSTANCE_USE]), ["substance-use-iop", "standard-iop"]),
        (_php(focus=[Focus.SUBSTANCE_USE, Focus.MENTAL_HEALTH]), ["standard-iop", "day-program"]),
        (_php(population="adolescent", focus=[Focus.MENTAL_HEALTH]), ["adolescent-iop", "mental-health-iop"]),
        (_php(population=Population("adolescent", ages="18 to 20")), ["standard-iop", "day-program"]),
        (_php(population="veterans"), ["standard-iop", "day-program"]),
        (_php(), ["standard-iop", "day-program"]),
    ],
    ids=str,
)
def test_the_best_match_comes_first(kind: ProgramType, best: list[str]) -> None:
    assert _keys(step_down(kind))[:2] == best


def test_a_co_occurring_program_includes_both_of_its_halves() -> None:
    some = [catalogue.MENTAL_HEALTH_IOP, catalogue.DUAL_DIAGNOSIS_IOP]
    assert _keys(step_down(_php(focus=[Focus.SUBSTANCE_USE]), among=some)) == [
        "dual-diagnosis-iop",
        "mental-health-iop",
    ]


def _iop(key: str, *, population: Population | str = "unspecified", focus: Iterable[str] = ()) -> ProgramType:
    return ProgramType(key, key, IOP, population=population, focus=focus)


def test_a_type_for_nobody_in_particular_is_a_better_match_than_one_for_others() -> None:
    some = [_iop("for-veterans", population="veterans"), _iop("for-anybody")]
    assert _keys(step_down(_php(population="adolescent"), among=some)) == ["for-anybody", "for-veterans"]


@pytest.mark.parametrize(
    ("wanted", "worse", "better"),
    [
        # The same focus is better than a wider one.
        (["substance use"], ["substance use", "mental health"], ["substance use"]),
        # A co-occurring focus keeps the half that is said beside it.
        (["substance use"], ["mental health"], ["co-occurring", "substance use"]),
        # It includes both halves and itself, no less.
        (["co-occurring", "substance use", "mental health"], ["mental health"], ["co-occurring"]),
    ],
)
def test_a_focus_that_includes_the_one_wanted_is_the_better_match(
    wanted: list[str], worse: list[str], better: list[str]
) -> None:
    some = [_iop("worse", focus=worse), _iop("better", focus=better)]
    assert _keys(step_down(_php(focus=wanted), among=some)) == ["better", "worse"]


def test_where_no_focus_is_wanted_a_co_occurring_one_is_as_narrow_as_any_other() -> None:
    some = [_iop("first", focus=["mental health"]), _iop("second", focus=["co-occurring"])]
    assert _keys(step_down(_php(), among=some)) == ["first", "second"]


def test_types_are_looked_for_on_the_next_rung_that_has_any() -> None:
    some = [catalogue.OUTPATIENT, catalogue.PARTIAL_HOSPITALIZATION, catalogue.AFTERCARE]
    assert _keys(step_down(catalogue.INPATIENT, among=some)) == ["partial-hospitalization"]
    assert set(step_up(catalogue.OUTPATIENT)) == {kind for kind in BUILT_IN if kind.level == IOP}
    assert step_up(catalogue.OUTPATIENT, among=some) == (catalogue.PARTIAL_HOSPITALIZATION,)
    assert step_up(catalogue.INPATIENT) == ()
    assert step_down(catalogue.STANDARD_IOP, among=[]) == ()


def test_a_type_beside_a_rung_steps_from_it_and_one_without_a_place_does_not() -> None:
    assert _keys(step_down(catalogue.WITHDRAWAL_MANAGEMENT)) == ["residential"]
    assert step_down(catalogue.OPIOID_TREATMENT_PROGRAM) == ()
    assert step_up(catalogue.RESIDENTIAL) == (catalogue.INPATIENT,)


def test_a_type_at_an_asam_level_steps_to_built_in_types_by_the_crosswalk() -> None:
    kind = ProgramType("hiop", "HIOP", ASAM_4TH_EDITION.level("2.5"))
    assert step_down(kind)[0] == catalogue.STANDARD_IOP
    with pytest.raises(UnknownName, match="crosswalk"):
        step_down(ProgramType("early", "Early intervention", ASAM_3RD_EDITION.level("0.5")))


def test_types_of_one_asam_edition_step_along_its_own_ladder() -> None:
    low, high = (ProgramType(code, code, ASAM_4TH_EDITION.level(code)) for code in ("2.5", "2.7"))
    assert step_down(high, among=[low]) == (low,)


def test_types_that_a_given_ladder_does_not_know_are_passed_over() -> None:
    low, high = (ProgramType(code, code, ASAM_4TH_EDITION.level(code)) for code in ("2.5", "2.7"))
    some = [catalogue.STANDARD_IOP, low]
    assert step_down(high, among=some, ladder=ASAM_4TH_EDITION) == (low,)


def test_the_options_of_a_type_are_all_the_others_nearest_first() -> None:
    moves = options(catalogue.EVENING_IOP)
    assert len(moves) == len(BUILT_IN) - 1
    kinds = [str(move.kind) for move in moves]
    assert [str(moves[0]), str(moves[1])] == [
        "Evening IOP -> Traditional outpatient: step-down, 1 rung, allowed",
        "Evening IOP -> Aftercare: step-down, 2 rungs, warned",
    ]
    assert kinds == ["step-down"] * 2 + ["lateral"] * 9 + ["step-up"] * 4
    assert [str(move) for move in moves[-4:]] == [
        "Evening IOP -> Partial hospitalization: step-up, 1 rung, allowed",
        "Evening IOP -> Residential: step-up, 2 rungs, warned",
        "Evening IOP -> Inpatient: step-up, 3 rungs, warned",
        "Evening IOP -> Withdrawal management: step-up, 3 rungs, warned",
    ]


def test_the_options_of_a_level_are_the_other_levels_of_its_ladder() -> None:
    assert [str(move.end) for move in options(LevelOfCare.RESIDENTIAL)] == [
        "partial hospitalization",
        "intensive outpatient",
        "outpatient",
        "aftercare",
        "opioid treatment program",
        "enhanced outpatient",
        "day treatment",
        "inpatient",
        "withdrawal management",
    ]


@pytest.mark.parametrize("ask", [step_down, step_up, options])
def test_types_to_choose_from_are_refused_beside_a_level(ask: Any) -> None:  # noqa: ANN401 - three functions
    with pytest.raises(WrongKind, match="a program type beside among"):
        ask(LevelOfCare.PARTIAL_HOSPITALIZATION, among=[catalogue.EVENING_IOP])
