"""Whether a rule applies: level, program type, focus and population, each certain, doubtful or ruled out."""

import pytest

from iopmodel import Focus, LevelOfCare, Population, Scope, WeeklyPattern
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION
from iopmodel.scopes import doubts, why_not
from iopmodel.stretches import Stretch

IOP = Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT})
EVENING = Scope(types={"evening-iop"})
SUBSTANCE_USE = Scope(focus=Focus.SUBSTANCE_USE)


def a_stretch(**known: object) -> Stretch:
    """A stretch of which this is known."""
    return Stretch(week=WeeklyPattern(), **known)  # type: ignore[arg-type]


def serving(key: str, ages: str = "not stated") -> Stretch:
    """A stretch that serves these people."""
    return a_stretch(population=Population(key, ages=ages))


def a_scope_for(key: str, ages: str = "not stated") -> Scope:
    """A scope of one population."""
    return Scope(population=Population(key, ages=ages))


def found(scope: Scope, stretch: Stretch) -> str:
    """What comes out: ``applies``, the doubts, or why it does not."""
    return why_not(scope, stretch) or " and ".join(str(each) for each in doubts(scope, stretch)) or "applies"


def test_a_scope_that_is_not_narrowed_applies_to_everything() -> None:
    assert found(Scope(), a_stretch()) == "applies"
    assert found(Scope(), a_stretch(level=LevelOfCare.INPATIENT, focus=frozenset({"gambling"}))) == "applies"


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (LevelOfCare.INTENSIVE_OUTPATIENT, "applies"),
        (LevelOfCare.OUTPATIENT, "for intensive outpatient, not for outpatient"),
        (LevelOfCare.DAY_TREATMENT, "the level of care: the rule is for intensive outpatient"),
        (LevelOfCare.ENHANCED_OUTPATIENT, "for intensive outpatient, not for enhanced outpatient"),
        (ASAM_3RD_EDITION.level("2.1"), "applies"),
        (ASAM_4TH_EDITION.level("2.1"), "applies"),
        (ASAM_3RD_EDITION.level("2.5"), "for intensive outpatient, not for 2.5 Partial Hospitalization"),
        (
            ASAM_4TH_EDITION.level("2.7"),
            "for intensive outpatient, not for 2.7 Medically Managed Intensive Outpatient",
        ),
        (LevelOfCare("2", "Middle", "our own"), "for intensive outpatient, not for 2 Middle"),
        (None, "the level of care: the rule is for intensive outpatient"),
    ],
)
def test_levels_are_tested_over_the_declared_crosswalk(level: LevelOfCare | None, expected: str) -> None:
    assert found(IOP, a_stretch(level=level)) == expected


THIRD_RESIDENTIAL = {key: ASAM_3RD_EDITION.level(key) for key in ("3.1", "3.3", "3.5")}
ASKED_3_3 = "3.3 Clinically Managed Population-Specific High-Intensity Residential"


@pytest.mark.parametrize(
    ("asked", "level", "expected"),
    [
        ("3.3", THIRD_RESIDENTIAL["3.3"], "applies"),
        (
            "3.3",
            THIRD_RESIDENTIAL["3.5"],
            f"for {ASKED_3_3}, not for 3.5 Clinically Managed High-Intensity Residential",
        ),
        # Three levels of the third edition are residential: which of them a program is, nobody can say.
        ("3.3", LevelOfCare.RESIDENTIAL, f"the level of care: the rule is for {ASKED_3_3}"),
        ("3.3", ASAM_4TH_EDITION.level("3.5"), f"the level of care: the rule is for {ASKED_3_3}"),
        ("3.3", None, f"the level of care: the rule is for {ASKED_3_3}"),
        ("3.3", LevelOfCare.INPATIENT, f"for {ASKED_3_3}, not for inpatient"),
        ("3.3", ASAM_3RD_EDITION.level("3.7"), f"for {ASKED_3_3}, not for 3.7 Medically Monitored Intensive Inpatient"),
        ("residential", THIRD_RESIDENTIAL["3.3"], "applies"),
        ("residential", THIRD_RESIDENTIAL["3.5"], "applies"),
        ("residential", ASAM_4TH_EDITION.level("3.7"), "applies"),
    ],
)
def test_a_level_of_one_system_that_is_one_of_several_of_another_is_a_doubt(
    asked: str, level: LevelOfCare | None, expected: str
) -> None:
    levels = {**THIRD_RESIDENTIAL, "residential": LevelOfCare.RESIDENTIAL}
    assert found(Scope(levels={levels[asked]}), a_stretch(level=level)) == expected


def test_of_several_levels_one_that_is_meant_for_certain_is_enough() -> None:
    several = Scope(levels={THIRD_RESIDENTIAL["3.3"], LevelOfCare.RESIDENTIAL})
    assert found(several, a_stretch(level=LevelOfCare.RESIDENTIAL)) == "applies"
    assert found(several, a_stretch(level=LevelOfCare.OUTPATIENT)).startswith(f"for {ASKED_3_3} and residential, not")
    two = Scope(levels={THIRD_RESIDENTIAL["3.3"], LevelOfCare.OUTPATIENT})
    assert found(two, a_stretch(level=LevelOfCare.RESIDENTIAL)) == (
        f"the level of care: the rule is for {ASKED_3_3} and outpatient"
    )


def test_a_scope_of_several_levels_names_them_all() -> None:
    both = Scope(levels={LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.INTENSIVE_OUTPATIENT})
    assert found(both, a_stretch(level=LevelOfCare.PARTIAL_HOSPITALIZATION)) == "applies"
    assert found(both, a_stretch(level=LevelOfCare.OUTPATIENT)) == (
        "for intensive outpatient and partial hospitalization, not for outpatient"
    )


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ({"evening-iop"}, "applies"),
        ({"weekend-iop", "standard-iop"}, "for programs of the type evening-iop"),
        ({"clinic-evening", "evening-iop"}, "applies"),
        (set[str](), "the program type: the rule is for evening-iop"),
    ],
)
def test_a_type_is_itself_and_the_type_whose_figures_it_takes_over(types: set[str], expected: str) -> None:
    assert found(EVENING, a_stretch(types=frozenset(types))) == expected


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        ({Focus.SUBSTANCE_USE}, "applies"),
        ({Focus.ANY}, "applies"),
        ({Focus.CO_OCCURRING}, "applies"),
        ({Focus.MENTAL_HEALTH, Focus.SUBSTANCE_USE}, "applies"),
        ({Focus.MENTAL_HEALTH}, "for substance use programs"),
        ({Focus.EATING_DISORDER}, "for substance use programs"),
        ({"chronic pain"}, "for substance use programs"),
        (set[str](), "what the program treats: the rule is for substance use programs"),
    ],
)
def test_a_rule_about_substance_use_says_nothing_of_other_programs(focus: set[str], expected: str) -> None:
    assert found(SUBSTANCE_USE, a_stretch(focus=frozenset(focus))) == expected


def test_co_occurring_care_treats_both_of_its_conditions_and_no_other() -> None:
    co_occurring = a_stretch(focus=frozenset({Focus.CO_OCCURRING}))
    assert found(Scope(focus=Focus.MENTAL_HEALTH), co_occurring) == "applies"
    assert found(Scope(focus=Focus.EATING_DISORDER), co_occurring) == "for eating disorder programs"
    assert found(Scope(focus=Focus.ANY), a_stretch()) == "applies"


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        # A program for every condition may be one for an eating disorder, and nobody says so.
        ({Focus.ANY}, "what the program treats: the rule is for eating disorder programs"),
        (set[str](), "what the program treats: the rule is for eating disorder programs"),
        ({Focus.EATING_DISORDER}, "applies"),
        ({Focus.ANY, Focus.EATING_DISORDER}, "applies"),
        ({Focus.SUBSTANCE_USE}, "for eating disorder programs"),
        ({Focus.CO_OCCURRING}, "for eating disorder programs"),
    ],
)
def test_a_program_for_every_condition_may_be_for_an_eating_disorder(focus: set[str], expected: str) -> None:
    assert found(Scope(focus=Focus.EATING_DISORDER), a_stretch(focus=frozenset(focus))) == expected


def test_a_part_of_a_stay_is_said_and_rules_no_program_out() -> None:
    scope = Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}, during="weeks 1 to 4")
    assert str(scope) == "intensive outpatient; weeks 1 to 4 of the stay"
    assert found(scope, a_stretch(level=LevelOfCare.INTENSIVE_OUTPATIENT)) == "applies"
    assert found(scope, a_stretch(level=LevelOfCare.OUTPATIENT)) == "for intensive outpatient, not for outpatient"


UNSURE = "whom the program serves: the rule is for "


@pytest.mark.parametrize(
    ("asked", "served", "expected"),
    [
        # Ages decide where both have them, because each source draws the line in its own place.
        (("adolescent", "at most 17"), ("adolescent", "13 to 17"), "applies"),
        (("adolescent", "at most 20"), ("young adult", "18 to 20"), "applies"),
        (("adolescent", "at most 17"), ("adolescent", "13 to 18"), f"{UNSURE}adolescent (ages at most 17)"),
        (
            ("adult", "at least 18"),
            ("adolescent", "13 to 17"),
            "for adult (ages at least 18), not for adolescent (ages 13 to 17)",
        ),
        (("adult", "at least 18"), ("adult", "at least 21"), "applies"),
        (("adult", "at least 21"), ("adult", "at least 18"), f"{UNSURE}adult (ages at least 21)"),
        # Where ages are missing the age groups decide, as far as they do.
        (("adult", "not stated"), ("adult", "not stated"), "applies"),
        (("adult", "at least 18"), ("adult", "not stated"), "applies"),
        (("adult", "not stated"), ("adolescent", "13 to 17"), "for adult, not for adolescent (ages 13 to 17)"),
        (("adolescent", "not stated"), ("adult", "not stated"), "for adolescent, not for adult"),
        (("child", "not stated"), ("adolescent", "not stated"), "for child, not for adolescent"),
        (("adult", "not stated"), ("older adult", "not stated"), "applies"),
        (("older adult", "not stated"), ("adult", "not stated"), f"{UNSURE}older adult"),
        (("adult", "not stated"), ("veterans", "not stated"), f"{UNSURE}adult"),
        (("adult", "not stated"), ("unspecified", "not stated"), f"{UNSURE}adult"),
        (("under18", "at most 17"), ("adolescent", "not stated"), f"{UNSURE}under18 (ages at most 17)"),
        (("veterans", "not stated"), ("veterans", "not stated"), "applies"),
        (("veterans", "not stated"), ("adult", "not stated"), f"{UNSURE}veterans"),
    ],
)
def test_a_population_is_told_by_its_ages_and_else_by_its_name(
    asked: tuple[str, str], served: tuple[str, str], expected: str
) -> None:
    assert found(a_scope_for(*asked), serving(*served)) == expected


def test_every_doubt_is_named() -> None:
    scope = Scope(
        levels={LevelOfCare.OUTPATIENT},
        types={"evening-iop"},
        population=Population("adult"),
        focus=Focus.SUBSTANCE_USE,
    )
    assert [each.words.partition(":")[0] for each in doubts(scope, a_stretch())] == [
        "the level of care",
        "the program type",
        "what the program treats",
        "whom the program serves",
    ]
