"""Every exception explains itself, can be caught at the root or as a builtin, and survives pickling."""

import inspect
import pickle
from typing import Any, get_type_hints

import pytest

from iopmodel import errors
from iopmodel.errors import IopModelError

# One example for each type that a field of an exception may have; a new type of field needs a line here.
EXAMPLES: dict[object, object] = {
    str: "evening",
    int: 3,
    object: "25:00",
    tuple[str, ...]: ("first", "second"),
}
EXCEPTIONS = [
    value
    for value in vars(errors).values()
    if isinstance(value, type) and issubclass(value, Exception) and value.__module__ == errors.__name__
]
WITH_FIELDS = [kind for kind in EXCEPTIONS if kind is not IopModelError]


def _fields(kind: type[Exception]) -> dict[str, Any]:
    """An example of every field, found by the annotations of the constructor."""
    hints = get_type_hints(kind.__init__)
    return {name: EXAMPLES[hints[name]] for name in inspect.signature(kind.__init__).parameters if name != "self"}


def test_there_are_exceptions() -> None:
    assert IopModelError in EXCEPTIONS
    assert WITH_FIELDS


@pytest.mark.parametrize("kind", EXCEPTIONS)
def test_an_exception_has_a_docstring_of_its_own(kind: type[Exception]) -> None:
    assert vars(kind).get("__doc__")


@pytest.mark.parametrize("kind", EXCEPTIONS)
def test_an_exception_is_caught_at_the_root(kind: type[Exception]) -> None:
    assert issubclass(kind, IopModelError)


@pytest.mark.parametrize("kind", WITH_FIELDS)
def test_an_exception_is_also_the_builtin_that_a_caller_would_catch(kind: type[Exception]) -> None:
    builtins = [base for base in kind.__mro__ if base.__module__ == "builtins"]
    assert builtins[0] is not Exception


@pytest.mark.parametrize("kind", WITH_FIELDS)
def test_an_exception_carries_its_fields_and_says_them(kind: type[Exception]) -> None:
    fields = _fields(kind)
    error = kind(**fields)
    assert fields
    assert {name: getattr(error, name) for name in fields} == fields
    assert "<" not in str(error)
    assert str(error) != str(error.args)


@pytest.mark.parametrize("kind", WITH_FIELDS)
def test_an_exception_survives_pickling(kind: type[Exception]) -> None:
    error = kind(**_fields(kind))
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert again.args == error.args
    assert str(again) == str(error)
    assert vars(again) == vars(error)
