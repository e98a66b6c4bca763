"""Pickles that an earlier version wrote are read as the values that they were."""

import inspect
import pickle
from enum import Enum
from pathlib import Path
from typing import cast

import attrs
import pytest

import iopmodel
from iopmodel import Occurrence, Verdict, catalogue, check, standards
from iopmodel.programs import Program
from tests.golden.model_values import PROGRAM, WEEK
from tests.golden.pickled import FOLDER, VALUES, all_words, contents, path_of, unpickled, written
from tests.golden.plain_values import WORDS

PUBLIC = [value for name in iopmodel.__all__ if inspect.isclass(value := getattr(iopmodel, name))]
VALUE_TYPES = {kind.__name__ for kind in PUBLIC if attrs.has(kind)} | {Occurrence.__name__}
VOCABULARIES = {kind.__name__ for kind in PUBLIC if issubclass(kind, Enum)}


def test_every_public_value_type_has_a_golden_pickle() -> None:
    assert VALUE_TYPES - set(VALUES) == set()


def test_every_public_vocabulary_has_a_golden_pickle() -> None:
    assert VOCABULARIES - {words.__name__ for words in WORDS} == set()


def test_every_golden_pickle_is_one_that_is_asked_for() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(contents())


@pytest.mark.parametrize("name", VALUES)
def test_a_value_of_an_earlier_version_is_read_as_the_same_value(name: str) -> None:
    old, expected = unpickled(name), VALUES[name]
    assert type(old) is type(expected)
    assert type(old).__name__ == name.partition("-")[0]
    assert old == expected
    assert hash(old) == hash(expected)
    assert repr(old) == repr(expected)
    assert str(old) == str(expected)


@pytest.mark.parametrize("name", [name for name, value in VALUES.items() if attrs.has(type(value))])
def test_a_value_of_an_earlier_version_has_every_field(name: str) -> None:
    # What is no part of equality, such as the name of a level, is compared too.
    old, expected = unpickled(name), cast("attrs.AttrsInstance", VALUES[name])
    for each in attrs.fields(type(expected)):
        assert getattr(old, each.name) == getattr(expected, each.name), each.name


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_a_word_of_an_earlier_version_is_the_word_of_that_name(words: type[Enum]) -> None:
    old = cast("dict[str, Enum]", unpickled(words.__name__))
    assert old
    assert [name for name, word in old.items() if all_words(words).get(name) is not word] == []


def test_a_word_that_is_new_since_takes_nothing_from_the_old_ones() -> None:
    assert list(cast("dict[str, Enum]", unpickled("Verdict"))) == ["MET", "NOT_MET", "UNKNOWN"]
    assert unpickled("Verdict") == {verdict.name: verdict for verdict in Verdict}


def test_a_golden_pickle_is_a_small_file() -> None:
    assert [path.name for path in FOLDER.iterdir() if path.stat().st_size > 16_384] == []


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    assert written([("Week", WEEK), ("Other", 1)], tmp_path) == ["Week", "Other"]
    before = path_of("Week", tmp_path).read_bytes()
    assert written([("Week", "something else"), ("New", 2)], tmp_path) == ["New"]
    assert path_of("Week", tmp_path).read_bytes() == before


def test_a_pickled_program_is_checked_like_the_program() -> None:
    old = unpickled("Program")
    assert isinstance(old, Program)
    asked = {"against": [standards.MEDICARE, standards.GUIDES], "on": "2026-02-02"}
    assert str(check(old, **asked)) == str(check(PROGRAM, **asked))  # type: ignore[arg-type]


def test_a_report_keeps_what_explains_it_when_it_is_pickled() -> None:
    report = check(
        Program(catalogue.STANDARD_IOP, tracks=PROGRAM.tracks), against=[standards.MEDICARE], on="2026-02-02"
    )
    again = pickle.loads(pickle.dumps(report))  # noqa: S301 - it was pickled in this line
    assert [str(each.explain()) for each in again.findings] == [str(each.explain()) for each in report.findings]
