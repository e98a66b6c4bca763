import pytest

from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.populations import AttendedBy, Focus, PartOfDay, Population, Provider, Setting
from iopmodel.quantities import Minutes, Range
from iopmodel.vocabulary import Word
from tests.refusal import refusal, wrong


@pytest.mark.parametrize(
    ("population", "text"),
    [
        (Population(), "unspecified"),
        (Population("Older Adult"), "older adult"),
        (Population("adolescent", "13 to 17"), "adolescent (ages 13 to 17)"),
        (Population("adolescent", "under 21"), "adolescent (ages under 21)"),
        (Population("adult", Range(18)), "adult (ages at least 18)"),
        (Population(ages=18), "unspecified (ages 18)"),
    ],
)
def test_a_population_is_written_with_its_ages(population: Population, text: str) -> None:
    assert str(population) == text


def test_a_population_is_the_same_however_it_is_written() -> None:
    assert Population("Older Adult") == Population("older_adult") == Population("older-adult")


def test_a_population_is_unspecified_when_nobody_says_anything() -> None:
    assert Population().is_unspecified
    assert not Population("adult").is_unspecified
    assert not Population(ages=18).is_unspecified


def test_each_source_has_its_own_ages() -> None:
    assert Population("adolescent", "under 18") != Population("adolescent", "under 21")


@pytest.mark.parametrize(
    ("key", "ages", "message"),
    [
        ("", 18, 'population: expected a name in words, got ""'),
        ("adult", -1, "number: expected a whole number of at least 0, got -1"),
        ("adult", "17 to 13", 'range: expected the smaller end first, such as 3 to 5, got "17 to 13"'),
    ],
)
def test_a_population_needs_a_name_and_ages_that_exist(key: str, ages: int | str, message: str) -> None:
    assert refusal(NotAccepted, lambda: Population(key, ages)) == message


@pytest.mark.parametrize(
    ("key", "ages", "message"),
    [
        (None, 18, "population: expected a name in words, got None (NoneType)"),
        ("adult", None, "number: expected a whole number, got None (NoneType)"),
        (
            "adult",
            Range(Minutes(18)),
            "number: expected a Range of whole numbers, got Range(Minutes(18)) (Range)",
        ),
    ],
)
def test_a_population_is_named_in_words_and_aged_in_years(key: object, ages: object, message: str) -> None:
    assert refusal(WrongKind, lambda: Population(wrong(key), wrong(ages))) == message


@pytest.mark.parametrize(
    ("people", "served", "holds"),
    [
        # Ages decide where both have them, whatever the names are.
        (("adult", "at least 18"), ("adult", "at least 21"), True),
        (("adult", "at least 18"), ("older adult", "at least 65"), True),
        (("adult", "at least 18"), ("adult", "at least 18"), True),
        (("adult", "at least 21"), ("adult", "at least 18"), None),
        (("adult", "at least 21"), ("young adult", "18 to 20"), False),
        (("adult", "at least 18"), ("adolescent", "under 18"), False),
        (("adult", "at least 18"), ("adolescent", "under 19"), None),
        (("adolescent", "under 21"), ("young adult", "18 to 20"), True),
        (("adolescent", "under 18"), ("adolescent", "13 to 18"), None),
        (("unspecified", "at least 18"), ("adult", "at least 21"), True),
        # Else the names do: each body has its own adults and its own adolescents.
        (("adolescent", "under 18"), ("adolescent", "not stated"), True),
        (("adolescent", "not stated"), ("adolescent", "under 21"), True),
        (("veterans", "not stated"), ("veterans", "not stated"), True),
        (("adult", "not stated"), ("older adult", "not stated"), True),
        (("adult", "at least 18"), ("older adult", "not stated"), True),
        (("older adult", "not stated"), ("adult", "not stated"), None),
        (("older adult", "not stated"), ("adolescent", "not stated"), False),
        (("child", "under 13"), ("older adult", "not stated"), False),
        (("adult", "not stated"), ("child", "not stated"), False),
        (("adolescent", "not stated"), ("child", "not stated"), False),
        (("child", "not stated"), ("adolescent", "13 to 17"), False),
        # And a name that is no age group says nothing of ages.
        (("veterans", "not stated"), ("adult", "at least 18"), None),
        (("adult", "at least 18"), ("veterans", "not stated"), None),
        (("adult", "not stated"), ("unspecified", "not stated"), None),
        (("unspecified", "not stated"), ("adult", "not stated"), True),
        (("unspecified", "at least 18"), ("unspecified", "not stated"), None),
        (("veterans", "at least 18"), ("adult", "at least 21"), None),
        (("veterans", "at least 18"), ("adolescent", "13 to 17"), False),
        (("pregnant", "at least 18"), ("veterans", "at least 21"), None),
    ],
)
def test_people_are_among_others_by_their_ages_and_else_by_their_names(
    people: tuple[str, str], served: tuple[str, str], holds: object
) -> None:
    assert Population(*people).holds(Population(*served)) is holds


@pytest.mark.parametrize("words", [Focus, Setting, Provider, AttendedBy, PartOfDay])
def test_every_word_is_read_back_from_its_own_text(words: type[Word]) -> None:
    assert all(words.one_of(each.replace("-", " ").upper()) is each for each in words)


def test_another_profession_is_written_by_its_name() -> None:
    assert Provider.or_other("Art Therapist") == "Art Therapist"
