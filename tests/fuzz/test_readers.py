"""Every target holds on its own seeds, and is able to fail."""

import json
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from iopmodel import __main__
from iopmodel.catalogue import EVENING_IOP
from iopmodel.errors import DocumentFaults, IopModelError, NotAccepted, UnknownName
from iopmodel.interop import _leaves, documents
from iopmodel.programs import Program
from iopmodel.quantities import Minutes
from tests.fuzz import commands
from tests.fuzz.commands import COMMAND_LINE, parts_of, text_of
from tests.fuzz.files import PACKS, PROGRAMS
from tests.fuzz.laws import LawBroken, Reader, Way
from tests.fuzz.readers import READERS, reader_named
from tests.fuzz.texts import CLINICAL_TIME, RANGES, WEEKDAYS
from tests.fuzz.values import VALUES

_WAYS = [(way, reader, f"{reader.name}: {way.name}") for reader in READERS for way in reader.ways]
WAYS = [pytest.param(way, reader, id=name) for way, reader, name in _WAYS]
WRITTEN = [pytest.param(way, reader, id=name) for way, reader, name in _WAYS if way.write is not None]
SHOW = text_of(["show", "a.json"], {"a.json": '{"format": 1, "type": "evening-iop"}'}).encode()


def another(_: object) -> object:
    """Nothing that was read before."""
    return object()


def in_hours(value: Minutes) -> str:
    """Minutes as if they were hours."""
    return f"{value.count} h"


def ending(status: int | None) -> Callable[[object], int | None]:
    """A command that ends so, and says nothing."""

    def main(_: object) -> int | None:
        return status

    return main


class NotDocumented(IopModelError):
    """A refusal of which no reader tells."""


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_the_law_holds_on_every_seed_and_most_are_read(reader: Reader) -> None:
    found = [reader.hold(seed) for seed in reader.seeds]
    assert sum(found) > len(found) // 2
    assert max(map(len, reader.seeds)) <= reader.longest


@pytest.mark.parametrize(("way", "reader"), WAYS)
def test_a_function_that_raises_what_it_does_not_document_fails(way: Way, reader: Reader) -> None:
    def raises(error: Exception) -> Callable[[bytes], object]:
        def read(_: bytes) -> object:
            raise error

        return read

    for error in (RuntimeError("a slip"), NotDocumented("a refusal"), RecursionError("too deep")):
        with pytest.raises(type(error)):
            attrs.evolve(way, read=raises(error)).hold(reader.seeds[0])


@pytest.mark.parametrize(("way", "reader"), WRITTEN)
def test_a_function_whose_values_do_not_read_back_fails(way: Way, reader: Reader) -> None:
    read = next(seed for seed in reader.seeds if way.hold(seed))
    with pytest.raises(LawBroken, match="was written for"):
        attrs.evolve(way, read_written=another).hold(read)


def test_text_that_is_read_as_another_time_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert RANGES.hold(b"3 to 4 h")
    monkeypatch.setattr("iopmodel.quantities.Minutes.__str__", in_hours)
    for reader, given in ((RANGES, b"3 to 4 h"), (CLINICAL_TIME, b"3 h")):
        with pytest.raises(LawBroken):
            reader.hold(given)


def test_a_slip_in_a_weekday_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iopmodel._days._BY_NAME", {})
    assert not WEEKDAYS.hold(b"MO")
    monkeypatch.setattr("iopmodel._days._BY_NAME", None)
    with pytest.raises(AttributeError):
        WEEKDAYS.hold(b"MO")


@pytest.mark.parametrize(
    ("reader", "given"),
    [
        pytest.param(PROGRAMS, {"type": "evening-iop", "population": {"ages": "3"}}, id="documents"),
        pytest.param(PACKS, {"key": "a", "name": "A", "rules": [{"population": {"ages": "3"}}]}, id="rule-packs"),
    ],
)
def test_a_slip_that_reads_as_a_fault_of_the_document_is_seen(
    reader: Reader, given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = json.dumps({"format": 1, **given}).encode()

    def slip(value: str) -> int:
        return dict[str, int]()[value]

    reader.hold(text)
    monkeypatch.setattr(_leaves, "count_range", slip)
    with pytest.raises(LawBroken, match=r"a fault of the document hides KeyError\('3'\)"):
        reader.hold(text)


def test_a_fault_that_would_upset_a_terminal_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iopmodel.interop._faults.printable", str)
    with pytest.raises(LawBroken, match="a fault that cannot be printed, or is endless"):
        PROGRAMS.hold(b'{"format": 1, "type": "\x7f"}')


def test_a_program_that_is_written_as_another_one_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    other = documents.write(Program(EVENING_IOP, name="another"))

    def write(_: object) -> str:
        return other

    monkeypatch.setattr(documents, "write", write)
    with pytest.raises(LawBroken, match="reads as"):
        VALUES.hold(b"day: MO")


def test_text_that_no_document_can_hold_is_let_pass_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    assert VALUES.hold(b"day: MO\nlabel: \xff")

    def refuse(_: object) -> str:
        raise DocumentFaults("program", ("too many",))

    monkeypatch.setattr(documents, "write", refuse)
    with pytest.raises(DocumentFaults):
        VALUES.hold(b"day: MO")


def test_a_command_says_something_and_ends_as_it_is_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    assert COMMAND_LINE.hold(SHOW)
    assert commands.run(SHOW) == __main__.ALL_MET
    assert commands.run(b"show\nnothing.json") == __main__.NOT_USABLE
    assert commands.run(b"--help") == __main__.ALL_MET
    for status, words in ((7, "ended with 7"), (None, "ended with None"), (0, "ended with 0 and said nothing")):
        monkeypatch.setattr(commands, "main", ending(status))
        with pytest.raises(LawBroken, match=words):
            COMMAND_LINE.hold(SHOW)


def test_an_exception_that_leaves_a_command_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall_over(_: object) -> str:
        raise NotAccepted("page", "", "a page")

    monkeypatch.setattr(__main__, "program_page", fall_over)
    assert commands.run(SHOW) == __main__.NOT_USABLE
    monkeypatch.setattr(__main__, "program_page", None)
    with pytest.raises(TypeError):
        COMMAND_LINE.hold(SHOW)


def test_an_input_of_the_command_line_is_its_arguments_and_its_files() -> None:
    text = "show\na.toml\n=== a.toml\nformat = 1\n=== elsewhere.toml\nformat = 2\n=== pack.json\n{}"
    assert parts_of(text) == (["show", "a.toml"], {"a.toml": "format = 1", "pack.json": "{}"})
    assert text_of(["show", "a.toml"], {"a.toml": "format = 1"}) == "show\na.toml\n=== a.toml\nformat = 1"
    assert parts_of("=== a.toml\nformat = 1") == ([""], {"a.toml": "format = 1"})


def test_a_changed_command_is_still_a_command_of_at_most_so_many_bytes() -> None:
    found = {commands.change(SHOW, 100, number) for number in range(60)}
    assert len(found) > 20
    assert max(map(len, found)) <= 100
    assert any(parts_of(each.decode())[0] == ["show", "a.json"] and each != SHOW for each in found)
    assert any(len(parts_of(each.decode())[0]) != 2 for each in found)


def test_readers_have_names() -> None:
    assert reader_named("ranges") is RANGES
    assert len({each.name for each in READERS}) == len(READERS)
    with pytest.raises(UnknownName, match="known: documents, rule-packs, command-line"):
        reader_named("nobody")
