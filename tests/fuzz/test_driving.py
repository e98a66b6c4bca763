"""What libFuzzer is given, by a stand-in for atheris."""

import contextlib
import sys
from collections.abc import Callable, Generator

import pytest

from tests.fuzz import driving
from tests.fuzz.readers import reader_named


def as_it_was(given: bytes, _most: int, _number: int) -> bytes:
    """No change."""
    return given


class Atheris:
    """It keeps what it is given, and changes an input into its own."""

    def __init__(self) -> None:
        self.watched: list[str] = []
        self.given: list[str] = []
        self.driven = False
        self.hold: Callable[[bytes], object] = bool
        self.change: Callable[[bytes, int, int], bytes] = as_it_was

    @contextlib.contextmanager
    def instrument_imports(self, *, include: list[str]) -> Generator[None]:
        self.watched = include
        yield

    def Mutate(self, _: bytes, most: int) -> bytes:  # noqa: N802 - its name
        return b"changed by single bytes"[:most]

    def Setup(  # noqa: N802 - its name
        self,
        given: list[str],
        hold: Callable[[bytes], object],
        *,
        custom_mutator: Callable[[bytes, int, int], bytes],
    ) -> None:
        self.given, self.hold, self.change = given, hold, custom_mutator

    def Fuzz(self) -> None:  # noqa: N802 - its name
        self.driven = True


@pytest.mark.parametrize("name", ["ranges", "documents"])
def test_a_reader_is_handed_over_with_its_flags_and_its_changes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    atheris, reader = Atheris(), reader_named(name)
    monkeypatch.setitem(sys.modules, "atheris", atheris)
    monkeypatch.setattr(sys, "argv", ["driving", name, "-runs=1"])
    driving.main()
    assert atheris.driven
    assert atheris.watched == ["iopmodel", "tomllib"]
    assert atheris.given == ["driving", "-runs=1"]
    assert atheris.hold(reader.seeds[0])
    found = {atheris.change(reader.seeds[0], 500, number) for number in range(9)}
    assert b"changed by single bytes" in found
    assert (len(found) > 1) == (reader.change is not None)
