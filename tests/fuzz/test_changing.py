"""Changes of documents keep to the format, and to the size."""

import datetime as dt
import tomllib
from typing import Any

import pytest

from tests.fuzz.changing import Changes, as_json, as_toml, language_of, parsed, places
from tests.fuzz.files import PACKS, PROGRAMS
from tests.fuzz.laws import Reader

GIVEN = b'{"format": 1, "type": "evening-iop", "tracks": [{"name": "evening", "first_week": 2}]}'


@pytest.mark.parametrize("reader", [PROGRAMS, PACKS], ids=lambda reader: reader.name)
def test_a_changed_document_is_one_and_another_most_of_the_time(reader: Reader) -> None:
    assert reader.change is not None
    found = [reader.change(GIVEN, 2_000, number) for number in range(200)]
    assert all(parsed(each) is not None for each in found)
    assert max(map(len, found)) <= 2_000
    assert len(set(found)) > 100
    assert found == [reader.change(GIVEN, 2_000, number) for number in range(200)]


def firsts_of(data: dict[str, Any]) -> list[int]:
    """The first weeks of its tracks, as far as they are numbers."""
    found = (inside[key] for inside, key in places(data) if key == "first_week")
    return [each for each in found if isinstance(each, int)]


def test_a_document_can_lose_get_and_repeat_anything() -> None:
    changes = Changes(("length",), ("8 weeks",), (b'{"format": 1, "name": "given"}',))
    found = [parsed(changes(GIVEN, 2_000, number)) for number in range(400)]
    tables = [each for each in found if each is not None]
    assert any("type" not in each for each in tables)
    assert any(each.get("length") == "8 weeks" for each in tables)
    assert any(each.get("name") == "given" for each in tables)
    assert any(each.get("tracks") in ([], {}, 1) or each.get("tracks") is None for each in tables)
    assert any(len(each["tracks"]) == 2 for each in tables if isinstance(each.get("tracks"), list))
    assert {1, 3} <= {value for each in tables for value in firsts_of(each)}


def test_what_is_no_document_becomes_one_of_those_that_are_known() -> None:
    changes = Changes(("a",), ("b",), (b'{"format": 1}',))
    assert changes(b"\xff", 100, 1) == b'{"format": 1}'
    assert changes(b"= 1", 5, 1) == b'{"for'


def test_an_empty_document_gets_a_format() -> None:
    assert parsed(Changes(("a",), ("b",), (b"{}",))(b"{}", 100, 3)) is not None


def test_a_document_that_would_be_too_long_stays_as_it_was() -> None:
    changes = Changes(("a",), ("b" * 1_000,), (GIVEN,))
    assert all(len(changes(GIVEN, len(GIVEN), number)) <= len(GIVEN) for number in range(50))


@pytest.mark.parametrize(
    ("given", "language"),
    [
        (b"{}", "json"),
        (b" \n{", "json"),
        (b"\xef\xbb\xbf{", "json"),
        (b"a = 1", "toml"),
        (b"", "toml"),
        (b"[a]", "toml"),
    ],
)
def test_the_language_is_told_by_the_first_sign(given: bytes, language: str) -> None:
    assert language_of(given) == language


def test_what_is_written_as_toml_reads_as_it_was() -> None:
    data: dict[str, Any] = {
        "a b": [1, 1.5, True, "x\n\u00fc", {"c": {}}],
        "day": dt.date(2026, 2, 2),
        "time": dt.time(18),
        "e": {"f": [], "g": "\x00"},
    }
    assert tomllib.loads(as_toml(data).decode()) == data
    assert tomllib.loads(as_toml({"a": None}).decode()) == {"a": "null"}


def test_what_is_written_as_json_has_days_as_text() -> None:
    assert as_json({"day": dt.date(2026, 2, 2)}) == b'{"day": "2026-02-02"}'


def test_places_are_those_of_tables_and_lists() -> None:
    data: dict[str, Any] = {"a": [1, {"b": 2}]}
    assert [key for _, key in places(data)] == ["a", 0, 1, "b"]
