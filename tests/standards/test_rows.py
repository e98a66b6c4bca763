"""Nothing of the published facts is lost: every row is one rule, every rule is one row, column by column, both ways."""

import re

import pytest

from iopmodel import standards
from iopmodel.citations import Mark
from iopmodel.levels import same_level
from iopmodel.rules import Band, Rule
from tests.standards.facts import COMPARED, ROWS, part_in_facts, published, written

RULES = {rule.id: rule for body in standards.all() for rule in body}
WRITTEN, PUBLISHED = written(*standards.all()), published()


def test_every_row_is_a_rule_and_every_rule_is_a_row() -> None:
    assert len(ROWS) == len(PUBLISHED) == 112
    assert set(RULES) == set(PUBLISHED)
    assert sum(len(body.rules) for body in standards.all()) == 112


@pytest.mark.parametrize("column", COMPARED)
def test_a_rule_says_what_its_row_says(column: str) -> None:
    differ = {id_: (WRITTEN[id_][column], PUBLISHED[id_][column]) for id_ in PUBLISHED}
    assert {id_: both for id_, both in differ.items() if both[0] != both[1]} == {}


def test_the_part_of_a_stay_in_a_note_is_a_part_of_the_scope() -> None:
    in_notes = {row["id"]: re.match(r"phase: [^;]+|", row["note"]) for row in ROWS}
    assert {id_: part_in_facts(rule) for id_, rule in RULES.items()} == {
        id_: found[0] for id_, found in in_notes.items() if found is not None
    }


def test_a_residential_rule_names_the_level_of_its_note() -> None:
    for id_, rule in RULES.items():
        named = re.search(r"(?:ASAM|Level) (3\.\d)", rule.note)
        (level,) = rule.scope.levels or [None]
        if named and level is not None and same_level(level).key == "residential":
            assert level.key == named[1], id_
            assert ("4th" in level.system) == id_.startswith("asam4")


def test_the_unit_of_a_row_is_the_unit_of_its_measure() -> None:
    units = {"hours": "minutes", "minutes": "minutes", "count": ""}
    for row in ROWS:
        unit = units.get(row["unit"], row["unit"])
        mine = RULES[row["id"]].measure.unit
        assert unit in {"", mine} or (unit, mine) == ("weeks", "workweeks"), row["id"]


def test_what_bills_is_a_band_and_what_judges_is_a_rule() -> None:
    assert {row["id"]: row["force"] == "billing" for row in ROWS} == {
        id_: isinstance(rule, Band) for id_, rule in RULES.items()
    }
    assert all(rule.picks for rule in RULES.values() if isinstance(rule, Band))


def test_no_verified_figure_is_without_the_day_on_which_it_was_checked() -> None:
    for rule in RULES.values():
        for dated in rule.history.entries:
            checked = dated.citation.mark is not Mark.UNVERIFIED
            assert (dated.citation.checked_on is not None) == checked


def test_only_sessions_of_a_kind_are_asked_about_where_the_note_names_it() -> None:
    narrowed = {id_: rule.components for id_, rule in RULES.items() if isinstance(rule, Rule) and rule.components}
    assert narrowed == {"us_wa.deferred.group_minutes": {"group-therapy"}}
    assert RULES["us_wa.deferred.group_minutes"].note.startswith("group sessions")
