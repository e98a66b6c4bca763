"""Inputs on which a reader once broke its law: it holds on them now."""

from pathlib import Path

import pytest

from tests.fuzz.readers import READERS, reader_named

FOUND = Path(__file__).parent / "found"
FILES = sorted(FOUND.glob("*/*"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}: {path.stem}")
def test_the_law_holds_on_what_broke_it_once(path: Path) -> None:
    reader_named(path.parent.name).hold(path.read_bytes())


def test_whatever_was_found_belongs_to_a_reader_and_is_small() -> None:
    assert {path.parent.name for path in FILES} <= {each.name for each in READERS}
    assert FILES
    assert max(path.stat().st_size for path in FILES) <= 10_000
