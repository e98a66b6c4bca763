"""The public surface is a list, and these tests read it."""

import inspect
from types import ModuleType

import pytest

import iopmodel


def _own_docstring(name: str) -> str | None:
    """The docstring of a public name; of a value that is no class, function or module, that of its type."""
    value: object = getattr(iopmodel, name)
    explains_itself = isinstance(value, ModuleType) or inspect.isroutine(value) or isinstance(value, type)
    described: object = value if explains_itself else type(value)
    return described.__doc__


def test_the_public_list_names_nothing_twice() -> None:
    assert len(set(iopmodel.__all__)) == len(iopmodel.__all__)


@pytest.mark.parametrize("name", iopmodel.__all__)
def test_every_public_name_exists_and_explains_itself(name: str) -> None:
    docstring = _own_docstring(name)
    assert docstring
    assert docstring.strip()
    assert not docstring.startswith(f"{name}("), "this docstring was made up by a decorator"


def test_nothing_is_public_by_accident() -> None:
    def is_own_module(value: object) -> bool:
        return isinstance(value, ModuleType) and value.__name__.startswith("iopmodel.")

    visible = {
        name
        for name, value in vars(iopmodel).items()
        if not name.startswith("_") and not is_own_module(value) and name != "annotations"
    }
    assert visible - set(iopmodel.__all__) == set()
