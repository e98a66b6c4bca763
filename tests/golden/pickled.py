"""Pickles of earlier versions: one small file for every public value type and every vocabulary.

A file is written once, by the version that first had the type, and never again: ``python -m tests.golden.write`` adds
the files of new types and leaves the others alone. So each test run reads what an earlier version wrote, in another
process, with other versions of attrs, pendulum and Python.

When a class changes its shape, its old pickle no longer reads as the value that stands in these files. Then:

* A new field with a default: give the class a ``__getstate__`` that gives its fields as a dict, as attrs does, and a
  ``__setstate__`` that sets every field, the new one to its default where the state lacks it. The old file stays as it
  is, and so does its value here, which has the default. A second file of a value with the new field set can join it.
* A field, a class or a word that is renamed or goes: either the class reads the old state too, as above, or old
  pickles of it are given up. That is a breaking change: say so in CHANGELOG.md, then remove the file and write it anew.
* A value that is refused since, because its parts contradict each other: unpickling checks nothing, so it still reads.
  Write down in CHANGELOG.md what was refused, and give the type a file of an accepted value.
"""

import pickle
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from tests.golden.model_values import MODEL_VALUES
from tests.golden.plain_values import PLAIN_VALUES, WORDS
from tests.golden.rule_values import RULE_VALUES

FOLDER = Path(__file__).parent / "pickles"
#: Python 3.8 and later read and write it.
PROTOCOL = 5
#: What each file holds, by the name of the file.
VALUES: dict[str, object] = {**PLAIN_VALUES, **MODEL_VALUES, **RULE_VALUES}


def all_words(words: type[Enum]) -> dict[str, Enum]:
    """Every word of a vocabulary by its name in the code, second names included."""
    return dict(words.__members__)


def contents() -> dict[str, object]:
    """What the files hold, by the names of the files."""
    return {**VALUES, **{words.__name__: all_words(words) for words in WORDS}}


def path_of(name: str, folder: Path = FOLDER) -> Path:
    """The file of that name."""
    return folder / f"{name}.pickle"


def written(values: Iterable[tuple[str, object]], folder: Path = FOLDER) -> list[str]:
    """Write the files that are not there, and give their names; those that are there stay as they are."""
    new = [(name, value) for name, value in values if not path_of(name, folder).exists()]
    for name, value in new:
        with path_of(name, folder).open("xb") as file:
            pickle.dump(value, file, protocol=PROTOCOL)
    return [name for name, _ in new]


def unpickled(name: str) -> object:
    """What the file of that name holds."""
    value: object = pickle.loads(path_of(name).read_bytes())  # noqa: S301 - this project wrote the file
    return value
