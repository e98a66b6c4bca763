"""The laws of documents: what is written reads back the same, and nothing but a list of faults ever comes out."""

import json
from functools import partial
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from iopmodel.interop import documents
from iopmodel.interop.documents import Language
from iopmodel.programs import Pathway, Program
from tests.interop.garbage import any_json, ends, put, read_or_faults
from tests.interop.strategies import pathways, programs

WORDS = [
    "format",
    "type",
    "tracks",
    "phases",
    "pathway",
    "name",
    "week",
    "sessions",
    "pattern",
    "component",
    "topic",
    "days",
    "time",
    "start",
    "end",
    "total",
    "per_month",
    "per_week",
    "every",
    "first",
    "nth",
    "weeks",
    "key",
    "level",
    "system",
    "length",
    "population",
    "ages",
    "stated",
    "hours_per_week",
    "low",
    "high",
    "unit",
    "each",
    "rounds",
    "high_excluded",
    "open_on",
    "until",
    "attends",
    "focus",
    "settings",
    "descriptions",
    "citation",
    "published_as",
    "suits",
    "words",
    "timezone",
    "group-therapy",
    "break",
    "evening-iop",
    "adult",
    "MO,TU",
    "MO",
    "18:00",
    "18:00-19:00",
    "2026-02-02",
    "not",
    "3",
    "h",
    "3",
    "to",
    "5",
    "8",
    "weeks",
    "UTC",
    "minutes",
    "1",
]
JUNK = any_json(WORDS)

_read_or_faults = partial(read_or_faults, documents.reads, documents.write)


@given(programs())
def test_a_program_reads_back_as_it_was_written(program: Program) -> None:
    assert documents.reads(documents.write(program)) == program


@given(pathways())
def test_a_pathway_reads_back_as_it_was_written(pathway: Pathway) -> None:
    assert documents.reads(documents.write(pathway)) == pathway


@given(programs() | pathways())
def test_what_was_read_is_written_as_before(value: Program | Pathway) -> None:
    written = documents.write(value)
    assert documents.write(documents.reads(written)) == written


@given(programs() | pathways())
def test_nothing_is_written_that_is_null(value: Program | Pathway) -> None:
    assert None not in list(ends(json.loads(documents.write(value))))


@given(st.text(), st.sampled_from(["json", "toml"]))
def test_any_text_is_read_or_has_faults(text: str, language: Language) -> None:
    _read_or_faults(text, language)


@given(st.binary(), st.sampled_from(["json", "toml"]))
def test_any_bytes_are_read_or_have_faults(text: bytes, language: Language) -> None:
    _read_or_faults(text, language)


@given(JUNK)
def test_any_json_is_read_or_has_faults(data: object) -> None:
    _read_or_faults(json.dumps(data))


@given(st.dictionaries(st.sampled_from(WORDS), JUNK), st.sampled_from(["type", "phases"]))
def test_any_table_of_known_keys_is_read_or_has_faults(table: dict[str, object], kind: str) -> None:
    _read_or_faults(json.dumps({kind: "evening-iop", **table, "format": 1}))


@given(programs() | pathways(), st.randoms(use_true_random=False), JUNK)
def test_a_document_with_junk_at_some_place_is_read_or_has_faults(
    value: Program | Pathway, random: Random, junk: object
) -> None:
    data = json.loads(documents.write(value))
    put(data, junk, random)
    _read_or_faults(json.dumps(data))
