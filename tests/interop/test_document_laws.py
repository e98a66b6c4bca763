"""The laws of documents: what is written reads back the same, and nothing but a list of faults ever comes out."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from iopmodel.errors import DocumentFaults
from iopmodel.interop import documents
from iopmodel.interop.documents import Language
from iopmodel.programs import Pathway, Program
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
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(WORDS),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=5), inside, max_size=4)
    ),
    max_leaves=20,
)


def _read_or_faults(text: str | bytes, language: Language = "json") -> None:
    """Read a document; it may be at fault, and then says how."""
    try:
        value = documents.reads(text, language=language)
    except DocumentFaults as error:
        value, faults = None, error.faults
    else:
        faults = ()
    assert all(fault.isprintable() for fault in faults)
    assert bool(faults) == (value is None)
    if value is not None:
        assert documents.reads(documents.write(value)) == value


def _ends(data: object) -> Iterator[object]:
    """Every value inside that holds no other."""
    match data:
        case dict():
            yield from (end for each in cast("dict[str, object]", data).values() for end in _ends(each))
        case list():
            yield from (end for each in cast("list[object]", data) for end in _ends(each))
        case _:
            yield data


def _put(place: dict[Any, Any] | list[Any], junk: object, random: Random) -> None:
    """Put *junk* at some place inside."""
    key: Any = random.choice(list(place) if isinstance(place, dict) else range(len(place)))
    if isinstance(place[key], dict | list) and place[key] and random.random() < 0.8:
        _put(place[key], junk, random)
    else:
        place[key] = junk


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
    assert None not in list(_ends(json.loads(documents.write(value))))


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
    _put(data, junk, random)
    _read_or_faults(json.dumps(data))
