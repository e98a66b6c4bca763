"""The types of documents and rule packs: what is read, and what is written."""

from pathlib import Path
from typing import assert_type

from iopmodel import Pathway, Program, Standard
from iopmodel.interop import documents, rule_packs
from tests.golden.documents import FOLDER, PATHWAY, PROGRAM, WHOLE_PACK

PACK: Path = FOLDER / "rule_packs" / "whole-1.json"


def test_a_document_is_a_program_or_a_pathway() -> None:
    assert assert_type(documents.read(FOLDER / "program-1.json"), Program | Pathway) == PROGRAM
    assert assert_type(documents.read(str(FOLDER / "pathway-1.toml")), Program | Pathway) == PATHWAY
    text = assert_type(documents.write(PROGRAM), str)
    assert assert_type(documents.reads(text), Program | Pathway) == PROGRAM
    assert (
        assert_type(documents.reads(text.encode(), language="json", source="a message"), Program | Pathway) == PROGRAM
    )


def test_a_rule_pack_is_a_body_of_rules() -> None:
    assert assert_type(rule_packs.read(PACK), Standard) == WHOLE_PACK
    text = assert_type(rule_packs.write(WHOLE_PACK), str)
    assert assert_type(rule_packs.reads(text, language="json"), Standard) == WHOLE_PACK
