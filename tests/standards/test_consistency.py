"""The house rules: always on, with a verdict of their own, and level labels at and around their bounds."""

import attrs
import pytest

from iopmodel import (
    Force,
    Phase,
    Program,
    ProgramType,
    Rule,
    Stated,
    Track,
    Verdict,
    WeeklyPattern,
    catalogue,
    check,
    standards,
)
from iopmodel.citations import Mark
from iopmodel.levels import ASAM_3RD_EDITION, LevelOfCare
from iopmodel.measures import MeasuredSubject
from iopmodel.standards import CONSISTENCY
from tests.standards.answers import TODAY, a_program, about, answer, days_of
from tests.standards.facts import marks

MET, NOT_MET, UNKNOWN = Verdict
NINE_HOURS = days_of(("MO,WE,TH", "18:00-21:00"))

# Which label, weekly time, and what the house says: under 9 h outpatient, 6 to 20 h intensive, 20 h and more PHP.
LABELS: list[tuple[ProgramType, str, Verdict]] = [
    (catalogue.OUTPATIENT, "0 h", MET),
    (catalogue.OUTPATIENT, "8 h 59 min", MET),
    (catalogue.OUTPATIENT, "9 h", NOT_MET),
    (catalogue.OUTPATIENT, "8 to 10 h", UNKNOWN),
    (catalogue.OUTPATIENT, "under 9 h", MET),
    (catalogue.STANDARD_IOP, "4 h 29 min", NOT_MET),
    (catalogue.STANDARD_IOP, "under 4 h 30 min", NOT_MET),
    (catalogue.STANDARD_IOP, "4 h 30 min", MET),
    (catalogue.STANDARD_IOP, "20 h", MET),
    (catalogue.STANDARD_IOP, "20 h 1 min", NOT_MET),
    (catalogue.STANDARD_IOP, "at least 4 h 30 min", UNKNOWN),
    (catalogue.PARTIAL_HOSPITALIZATION, "19 h 59 min", NOT_MET),
    (catalogue.PARTIAL_HOSPITALIZATION, "20 h", MET),
    (catalogue.PARTIAL_HOSPITALIZATION, "at least 20 h", MET),
    (catalogue.PARTIAL_HOSPITALIZATION, "at most 20 h", UNKNOWN),
]


@pytest.mark.parametrize(("type_", "time", "expected"), LABELS)
def test_a_level_label_is_held_against_the_widest_published_figures(
    type_: ProgramType, time: str, expected: Verdict
) -> None:
    rule = f"consistency.level_label.{type_.level.key.replace('-', '_')}"
    report = check(a_program(type_, WeeklyPattern(time_per_week=time)), against=[], on=TODAY)
    (said,) = (each for each in report.house if each.rule == rule)
    assert said.verdict is expected


@pytest.mark.parametrize("level", [LevelOfCare.RESIDENTIAL, LevelOfCare.DAY_TREATMENT, LevelOfCare.AFTERCARE])
def test_a_level_without_published_hours_has_no_label_rule(level: LevelOfCare) -> None:
    report = check(Phase(level, WeeklyPattern(time_per_week="1 h")), against=[], on=TODAY)
    assert not [each for each in report.house if "level_label" in each.rule]
    assert report.house_verdict is MET


def test_a_level_of_another_system_is_labelled_as_its_crosswalk_says() -> None:
    report = check(Phase(ASAM_3RD_EDITION.level("2.5"), NINE_HOURS), against=[], on=TODAY)
    assert [each.rule for each in report.house if each.verdict is NOT_MET] == [
        "consistency.level_label.partial_hospitalization"
    ]


def test_a_bare_week_has_no_level_so_no_label_can_be_wrong() -> None:
    report = check(Track("one", NINE_HOURS), against=[], on=TODAY)
    labels = {each.rule.rpartition(".")[2]: each.verdict for each in report.house if "level_label" in each.rule}
    assert labels == {"outpatient": UNKNOWN, "intensive_outpatient": MET, "partial_hospitalization": UNKNOWN}
    assert report.house_verdict is UNKNOWN


def test_house_rules_are_ours_and_are_marked_so() -> None:
    assert {rule.force for rule in CONSISTENCY if isinstance(rule, Rule)} == {Force.HOUSE}
    assert marks(CONSISTENCY) == {Mark.PRIMARY, Mark.SECONDARY}
    asked = {rule.measure for rule in CONSISTENCY if rule.measure.subject is MeasuredSubject.HOUSE}
    assert len(asked) == 6
    assert all(
        rule.asks(rule.history.entries[0].value).startswith("no ") for rule in CONSISTENCY if rule.measure in asked
    )
    assert all(rule.note for rule in CONSISTENCY)


def test_house_rules_are_asked_without_being_named_and_only_once_when_they_are() -> None:
    program = a_program(catalogue.EVENING_IOP, NINE_HOURS)
    silent, named = (check(program, against=bodies, on=TODAY) for bodies in ([], [CONSISTENCY, CONSISTENCY]))
    assert silent == named
    assert len(silent.house) == 7
    assert silent.bodies == ()


def test_what_the_house_says_is_no_part_of_the_verdict() -> None:
    wrong = a_program(catalogue.EVENING_IOP, NINE_HOURS)
    wrong = attrs.evolve(wrong, tracks=[attrs.evolve(wrong.tracks[0], stated=Stated(hours_per_week="12 h"))])
    report = check(wrong, against=[standards.MEDICARE], on=TODAY)
    assert (report.verdict, report.house_verdict) == (MET, NOT_MET)


def test_every_house_rule_has_a_short_name_of_its_own() -> None:
    assert [rule.id.removeprefix("consistency.") for rule in CONSISTENCY] == [
        "overlap",
        "stated_hours_week",
        "stated_hours_day",
        "stated_days_week",
        "stated_sessions",
        "subset_of_days",
        "level_label.outpatient",
        "level_label.intensive_outpatient",
        "level_label.partial_hospitalization",
    ]


def test_a_body_of_ones_own_may_have_house_rules_too() -> None:
    own = attrs.evolve(CONSISTENCY, key="ours", name="Ours", rules=[CONSISTENCY.rule("consistency.overlap")])
    program = Program(
        catalogue.EVENING_IOP, tracks=[Track("one", days_of(("MO", "18:00-21:00"), ("MO", "20:00-21:00")))]
    )
    report = check(program, against=[own], on=TODAY)
    assert [each.body for each in report.house if each.verdict is NOT_MET and each.rule.endswith("overlap")] == [
        "House rules",
        "Ours",
    ]
    assert report.findings == ()


def test_the_rule_that_is_asked_is_found_under_its_id() -> None:
    assert answer("consistency.level_label.outpatient", CONSISTENCY, a_program(catalogue.OUTPATIENT, [])) is MET
    assert about("consistency.overlap", check(catalogue.OUTPATIENT, against=[], on=TODAY)).body == "House rules"
