"""Documents and rule packs of the first version of their formats say what they said."""

import pytest

from iopmodel import Pathway, Program, Standard
from iopmodel.interop import documents, rule_packs
from tests.golden.documents import FOLDER, PACK, PATHWAY, PROGRAM, WHOLE_PACK

DOCUMENTS: dict[str, Program | Pathway] = {
    "program-1.json": PROGRAM,
    "program-1.toml": PROGRAM,
    "pathway-1.json": PATHWAY,
    "pathway-1.toml": PATHWAY,
}
RULE_PACKS: dict[str, Standard] = {"whole-1.json": WHOLE_PACK, "extending-1.toml": PACK}
WRITTEN = {".json", ".toml"}


def test_every_golden_document_is_read() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.suffix in WRITTEN} == set(DOCUMENTS)
    assert {path.name for path in (FOLDER / "rule_packs").iterdir()} == set(RULE_PACKS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_of_an_earlier_version_says_what_the_constructors_say(name: str) -> None:
    expected = DOCUMENTS[name]
    found = documents.read(FOLDER / name)
    assert found == expected
    assert repr(found) == repr(expected)


@pytest.mark.parametrize("name", RULE_PACKS)
def test_a_rule_pack_of_an_earlier_version_says_what_the_constructors_say(name: str) -> None:
    expected = RULE_PACKS[name]
    found = rule_packs.read(FOLDER / "rule_packs" / name)
    assert found == expected
    assert repr(found) == repr(expected)


def test_a_rule_pack_of_an_earlier_version_is_written_the_same() -> None:
    path = FOLDER / "rule_packs" / "whole-1.json"
    assert rule_packs.write(rule_packs.read(path)) == path.read_text(encoding="utf-8")
