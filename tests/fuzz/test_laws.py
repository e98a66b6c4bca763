"""The law of the targets can be broken, and says how."""

import pytest

from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.quantities import minutes
from tests.fuzz.laws import LawBroken, Reader, Way, as_text, seeds_of, text_way


def number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise NotAccepted("number", text, "digits")
    return int(text)


NUMBER = text_way("number", number, NotAccepted, write=str)


def test_what_is_read_and_reads_back_the_same_holds() -> None:
    assert NUMBER.hold(b"007")


def test_a_documented_refusal_holds_too() -> None:
    assert not NUMBER.hold(b"seven")
    assert not NUMBER.hold(b"\xff\xfe")


def test_what_reads_back_as_something_else_breaks_the_law() -> None:
    careless = text_way("number", number, NotAccepted, write=lambda value: str(value + 1))
    with pytest.raises(LawBroken, match=r"number: b'8' was written for 7 and reads as 8"):
        careless.hold(b"7")


def test_what_is_refused_when_it_is_read_back_breaks_the_law() -> None:
    careless = text_way("number", number, NotAccepted, write=lambda value: f"{value}.")
    with pytest.raises(LawBroken, match=r"number: b'7\.' was written for 7 and is refused: number: expected digits"):
        careless.hold(b"7")


def test_what_no_text_says_is_not_read_back() -> None:
    assert text_way("number", number, NotAccepted, write=lambda _: None).hold(b"7")


def test_another_function_may_read_what_was_written() -> None:
    way = Way("number", lambda given: number(as_text(given)), frozenset(), lambda value: b"%d" % value, lambda _: 7)
    assert way.hold(b"7")
    with pytest.raises(LawBroken, match="reads as 7"):
        way.hold(b"8")


def test_a_refusal_that_is_not_documented_comes_out() -> None:
    undocumented = text_way("number", number, WrongKind)
    with pytest.raises(NotAccepted):
        undocumented.hold(b"seven")


def test_any_other_exception_comes_out() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        text_way("int", int, NotAccepted).hold(b"seven")


@pytest.mark.parametrize("words", ["", "x" * 3_000])
def test_a_refusal_that_is_endless_or_says_nothing_breaks_the_law(words: str) -> None:
    class Mute(NotAccepted):
        def __str__(self) -> str:
            return words

    def refuse(text: str) -> int:
        raise Mute("number", text, "digits")

    with pytest.raises(LawBroken, match=f"a refusal of {len(words)} signs"):
        text_way("number", refuse, Mute).hold(b"seven")


def test_a_reader_asks_each_of_its_functions_and_tells_whether_any_reads() -> None:
    reader = Reader("two", (NUMBER, text_way("minutes", minutes, NotAccepted)), (), (), 16)
    assert reader.hold(b"7")
    assert reader.hold(b"7 h")
    assert not reader.hold(b"seven")
    broken = Reader("two", (NUMBER, text_way("int", int)), (), (), 16)
    with pytest.raises(ValueError, match="invalid literal"):
        broken.hold(b"7 h")


def test_any_bytes_are_some_text() -> None:
    assert as_text(b"7 h") == "7 h"
    assert as_text(b"\xff") == "\udcff"


def test_seeds_stand_once() -> None:
    assert seeds_of(["a", "b", "a"]) == (b"a", b"b")
