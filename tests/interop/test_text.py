"""The text of a document: what every kind of document shares, whatever it holds."""

from pathlib import Path

import pytest

from iopmodel.errors import DocumentFaults
from iopmodel.interop._faults import Fault, Repeating
from iopmodel.interop._text import Found, Language, data_of, of_file, versioned, written


@pytest.mark.parametrize(("name", "language"), [("a.json", "json"), ("a.TOML", "toml")])
def test_a_file_is_found_with_its_language_and_its_name(tmp_path: Path, name: str, language: Language) -> None:
    path = tmp_path / name
    path.write_bytes(b"format = 1")
    assert of_file(path) == Found(b"format = 1", language, str(path))


@pytest.mark.parametrize(("text", "language"), [('{"a": [1]}', "json"), (b"\xef\xbb\xbfa = [1]", "toml")])
def test_a_document_is_plain_tables_and_lists(text: str | bytes, language: Language) -> None:
    assert data_of(text, language, "document") == {"a": [1]}


VERSIONED: list[tuple[object, tuple[object, list[Fault]]]] = [
    ({"format": 3, "a": 1}, ({"a": 1}, [])),
    ({"a": 1}, ({"a": 1}, [Fault(("format",), "missing key; this version of iopmodel reads format 3")])),
    ({"format": 1, "a": 1}, (None, [Fault(("format",), "expected 3, got 1")])),
    ({"format": True}, (None, [Fault(("format",), "expected 3, got true")])),
    ([], (None, [Fault((), "expected a table of keys and values, got []")])),
    (
        Repeating([("format", 3), ("a", 1), ("a", 2)]),
        ({"a": 2}, [Fault(("a",), "this key stands twice; keep one")]),
    ),
    (10**12, (None, [
        Fault((), "expected a number of at most 12 digits"),
        Fault((), "expected a table of keys and values, got 1000000000000"),
    ])),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), VERSIONED, ids=range(len(VERSIONED)))
def test_the_format_of_a_document_is_looked_at_first(data: object, expected: object) -> None:
    assert versioned(data, 3) == expected


def test_the_table_of_a_document_is_not_changed() -> None:
    data = {"format": 3}
    versioned(data, 3)
    assert data == {"format": 3}


def test_what_is_written_is_a_document() -> None:
    assert written({"a": [1], "é": "x"}, "document") == '{\n  "a": [\n    1\n  ],\n  "é": "x"\n}\n'
    with pytest.raises(DocumentFaults, match="a: expected a number of at most 12 digits"):
        written({"a": 10**12}, "document")
