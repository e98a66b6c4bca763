"""The laws of rule packs: what is written reads back the same, and nothing but a list of faults ever comes out."""

import json
from functools import partial
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopmodel import standards
from iopmodel.interop import rule_packs
from iopmodel.interop.rule_packs import Language
from iopmodel.rules import Standard
from tests.interop.garbage import any_json, ends, put, read_or_faults
from tests.interop.pack_strategies import bodies, extensions

WORDS = [
    "format",
    "key",
    "name",
    "jurisdiction",
    "extends",
    "based_on",
    "changed",
    "note",
    "counting",
    "components",
    "contested",
    "visits_left_out",
    "services",
    "family_only",
    "parallel",
    "rules",
    "id",
    "measure",
    "force",
    "levels",
    "types",
    "population",
    "ages",
    "focus",
    "during",
    "unit",
    "first",
    "last",
    "aggregation",
    "day_at_least",
    "floors",
    "picks",
    "issuer",
    "history",
    "bound",
    "low",
    "high",
    "since",
    "until",
    "start_checked",
    "citation",
    "text",
    "url",
    "mark",
    "checked_on",
    "tricare",
    "tricare.iop.hours_week",
    "hours_per_week",
    "days_per_week",
    "review_interval_months",
    "required",
    "billing",
    "house",
    "average",
    "total",
    "every",
    "group-therapy",
    "intensive-outpatient",
    "adult",
    "weeks 1 to 4",
    "at least 9 h",
    "3 to 5",
    "2 months",
    "3 h",
    "2026",
    "2026-03",
    "2026-02-02",
    "primary",
]
JUNK = any_json(WORDS)

_read_or_faults = partial(read_or_faults, rule_packs.reads, rule_packs.write)


@pytest.mark.parametrize("body", standards.all(), ids=lambda body: body.key)
def test_a_built_in_body_reads_back_as_it_was_written(body: Standard) -> None:
    assert rule_packs.reads(rule_packs.write(body)) == body


@given(bodies())
def test_a_body_reads_back_as_it_was_written(body: Standard) -> None:
    written = rule_packs.write(body)
    assert rule_packs.reads(written) == body
    assert rule_packs.write(rule_packs.reads(written)) == written
    assert None not in list(ends(json.loads(written)))


@given(extensions())
def test_a_body_that_extends_another_reads_back_as_it_was_written(pair: tuple[Standard, Standard]) -> None:
    _, whole = pair
    assert rule_packs.reads(rule_packs.write(whole)) == whole


@given(extensions())
def test_a_pack_that_extends_a_body_says_what_the_function_says(pair: tuple[Standard, Standard]) -> None:
    body, whole = pair
    data = json.loads(rule_packs.write(whole))
    own = {change.partition(" ")[2] for change in whole.changed}
    short = {key: data[key] for key in data if key not in {"based_on", "changed", "jurisdiction", "counting", "note"}}
    short["rules"] = [rule for rule in data["rules"] if rule["id"] in own]
    short["extends"] = body.key
    plain = [change for change in whole.changed if not change.startswith("counts")]
    expected = attrs.evolve(whole, counting=body.counting, note=body.note, changed=plain)
    assert rule_packs.reads(json.dumps(short)) == expected


@given(st.text(), st.sampled_from(["json", "toml"]))
def test_any_text_is_read_or_has_faults(text: str, language: Language) -> None:
    _read_or_faults(text, language)


@given(st.binary(), st.sampled_from(["json", "toml"]))
def test_any_bytes_are_read_or_have_faults(text: bytes, language: Language) -> None:
    _read_or_faults(text, language)


@given(JUNK)
def test_any_json_is_read_or_has_faults(data: object) -> None:
    _read_or_faults(json.dumps(data))


@given(st.dictionaries(st.sampled_from(WORDS), JUNK), st.lists(st.dictionaries(st.sampled_from(WORDS), JUNK)))
def test_any_table_of_known_keys_is_read_or_has_faults(table: dict[str, object], rules: list[object]) -> None:
    _read_or_faults(json.dumps({"key": "a", "name": "a", "rules": rules, **table, "format": 1}))


@given(bodies(), st.randoms(use_true_random=False), JUNK)
def test_a_rule_pack_with_junk_at_some_place_is_read_or_has_faults(
    body: Standard, random: Random, junk: object
) -> None:
    data = json.loads(rule_packs.write(body))
    put(data, junk, random)
    _read_or_faults(json.dumps(data))


@given(st.sampled_from(standards.all()), st.randoms(use_true_random=False), JUNK)
def test_a_built_in_body_with_junk_at_some_place_is_read_or_has_faults(
    body: Standard, random: Random, junk: object
) -> None:
    data = json.loads(rule_packs.write(body))
    put(data, junk, random)
    _read_or_faults(json.dumps(data))
