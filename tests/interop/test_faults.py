"""Faults: their order, their paths, and what they show of a value."""

from collections.abc import Iterator

import pytest

from iopmodel.interop._faults import MOST_VALUES, Fault, Repeating, in_order, of_size, of_values, printable, shown


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ((), "wrong"),
        (("tracks", 0, "sessions", 3, "start"), "tracks[0].sessions[3].start: wrong"),
        (("a b",), '"a b": wrong'),
        (("tracks", "\x1b"), 'tracks."\\u001b": wrong'),
    ],
)
def test_a_fault_begins_with_its_path(path: tuple[str | int, ...], words: str) -> None:
    assert str(Fault(path, "wrong")) == words


def test_faults_stand_in_the_order_of_the_document_and_each_once() -> None:
    data = {"b": [1, {"c": 2}], "a": 3}
    found = [
        Fault(("a",), "last"),
        Fault(("b", 1, "c"), "third"),
        Fault(("b", 1, "missing"), "second"),
        Fault(("b", 0), "first"),
        Fault(("a",), "last"),
        Fault(("none",), "before all"),
    ]
    assert in_order(found, data) == (
        "none: before all",
        "b[0]: first",
        "b[1].missing: second",
        "b[1].c: third",
        "a: last",
    )


def test_a_key_that_stands_twice_is_told_once() -> None:
    data = {"name": Repeating([("a", 1), ("a", 2), ("b", 3), ("a", 4)])}
    assert [str(fault) for fault in of_values(data)] == ["name.a: this key stands twice; keep one"]


@pytest.mark.parametrize("number", [10**12, -(10**12)])
def test_a_number_has_an_end(number: int) -> None:
    assert [str(fault) for fault in of_values([number])] == ["[0]: expected a number of at most 12 digits"]
    assert not list(of_values([number - 1 if number > 0 else number + 1]))


def test_a_small_document_is_of_a_size_to_be_looked_at() -> None:
    assert of_size({"a": [1, 2, (3,)]}) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("25:00", '"25:00"'),
        (None, "null"),
        ([1, "é"], '[1, "é"]'),
        ("a" * 100, f'"{"a" * 76}...'),
        ("\u202e", '"\\u202e"'),
    ],
)
def test_a_value_is_shown_as_the_document_writes_it(value: object, words: str) -> None:
    assert shown(value) == words


def test_a_number_that_python_refuses_to_print_is_told_in_words() -> None:
    assert shown([10**5000]) == "a number of thousands of digits"


class Counted(list[object]):
    """A list that counts how many of its values were looked at."""

    looked_at = 0

    def __iter__(self) -> Iterator[object]:
        for each in super().__iter__():
            self.looked_at += 1
            yield each


def test_a_list_of_millions_is_looked_at_only_as_far_as_a_document_may_go() -> None:
    data = Counted([0] * 2_000_000)
    assert of_size(data) == Fault((), "expected at most 100,000 values in a document")
    assert data.looked_at == MOST_VALUES


def test_what_would_upset_a_terminal_is_escaped() -> None:
    assert printable("a\x1b[2J\ud800") == "a\\x1b[2J\\ud800"
