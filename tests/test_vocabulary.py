import pytest

from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.populations import Focus, PartOfDay
from iopmodel.vocabulary import Word, key_of
from tests.refusal import refusal, wrong


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Older Adult", "older-adult"),
        ("  older_adult ", "older-adult"),
        ("older-adult", "older-adult"),
        ("first\tresponder", "first-responder"),
        ("Jóvenes", "jóvenes"),
        ("18", "18"),
    ],
)
def test_a_key_is_lower_case_with_hyphens(text: str, key: str) -> None:
    assert key_of(text, "population") == key
    assert key_of(key, "population") == key


@pytest.mark.parametrize("text", ["", "   ", "--", "?!"])
def test_a_key_needs_a_letter_or_a_digit(text: str) -> None:
    message = refusal(NotAccepted, lambda: key_of(text, "population"))
    assert message == f'population: expected a name in words, got "{text}"'


def test_a_key_is_made_from_text_only() -> None:
    message = refusal(WrongKind, lambda: key_of(wrong(3), "population"))
    assert message == "population: expected a name in words, got 3 (int)"


@pytest.mark.parametrize("text", ["substance-use", "Substance Use", "SUBSTANCE_USE", Focus.SUBSTANCE_USE])
def test_a_word_is_read_however_it_is_written(text: str) -> None:
    assert Focus.one_of(text) is Focus.SUBSTANCE_USE
    assert Focus.or_other(text) is Focus.SUBSTANCE_USE


def test_a_word_is_text_and_equal_to_it() -> None:
    assert wrong(Focus.TRAUMA) == "trauma"
    assert str(Focus.TRAUMA) == f"{Focus.TRAUMA}" == "trauma"
    assert repr(Focus.TRAUMA) == "Focus.TRAUMA"
    assert issubclass(Focus, Word)


def test_a_word_that_is_none_of_them_is_refused_with_the_ones_that_are() -> None:
    message = refusal(NotAccepted, lambda: PartOfDay.one_of("night"))
    assert message == ('part of day: expected one of day, morning, afternoon, evening, weekend, got "night"')


def test_another_word_is_kept_as_it_is_written() -> None:
    assert Focus.or_other(" Gaming Disorder ") == "Gaming Disorder"
    assert Focus.or_other("Gaming Disorder") == "Gaming Disorder"


@pytest.mark.parametrize("read", [Focus.one_of, Focus.or_other])
def test_nothing_but_words_is_read_as_a_word(read: type) -> None:
    assert refusal(WrongKind, lambda: read(wrong(None))) == ("focus: expected a name in words, got None (NoneType)")
    assert refusal(NotAccepted, lambda: read(" ")) == 'focus: expected a name in words, got " "'
