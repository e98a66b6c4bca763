"""No check of a value hangs on an attrs validator: anybody can switch those off for a whole process.

The suite also runs with all of them off: ``IOPMODEL_VALIDATORS=off python -m pytest``.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import TypeGuard

import attrs
import pytest

import iopmodel
from iopmodel import Citation, GroupTherapy, LevelOfCare, Minutes, Population, Range, Session, WeeklySchedule, Weeks
from iopmodel.errors import IopModelError
from tests.markdown_pages import DOCUMENTS_INSTALLED
from tests.refusal import wrong

COMMAND = "iopmodel.__main__"
NEEDS_CATTRS = "iopmodel.interop"


def _is_value_type(value: object) -> TypeGuard[type[attrs.AttrsInstance]]:
    return inspect.isclass(value) and attrs.has(value)


def _value_types() -> Iterator[type[attrs.AttrsInstance]]:
    """Every attrs class of the package, private ones included."""
    for _, name, _ in pkgutil.walk_packages(iopmodel.__path__, "iopmodel.", onerror=lambda _: None):
        if name != COMMAND and (DOCUMENTS_INSTALLED or not name.startswith(NEEDS_CATTRS)):
            found = [value for value in vars(importlib.import_module(name)).values() if _is_value_type(value)]
            yield from (each for each in found if each.__module__ == name)


VALUE_TYPES = list(_value_types())


def _checked(value: int) -> int:
    return value


@attrs.frozen
class _WithValidator:
    count: int = attrs.field(converter=_checked, validator=attrs.validators.gt(0))


def _validated(kind: type[attrs.AttrsInstance]) -> list[str]:
    """The fields of a class that have a validator."""
    return [each.name for each in attrs.fields(kind) if each.validator is not None]


@pytest.fixture
def _no_validators() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction] - named in a mark
    """Validators are off in one test, and afterwards as they were."""
    before = attrs.validators.get_disabled()
    attrs.validators.set_disabled(True)
    yield
    attrs.validators.set_disabled(before)


def test_there_are_value_types() -> None:
    assert {Session, WeeklySchedule, Minutes, Citation} <= set(VALUE_TYPES)


@pytest.mark.parametrize("kind", VALUE_TYPES, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_a_value_type_has_no_validator(kind: type[attrs.AttrsInstance]) -> None:
    assert _validated(kind) == []


def test_a_validator_would_be_seen() -> None:
    assert _validated(_WithValidator) == ["count"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Minutes(-1),
        lambda: Minutes(wrong("60")),
        lambda: Range(Minutes(60), Minutes(30)),
        lambda: Weeks(wrong(1.5)),
        lambda: Session(wrong("group")),
        lambda: Session(GroupTherapy(), day="MO", start="25:00"),
        lambda: WeeklySchedule([Session(GroupTherapy(), key="a"), Session(GroupTherapy(), key="a")]),
        lambda: Population("adult", wrong(1.5)),
        lambda: LevelOfCare(""),
    ],
)
@pytest.mark.usefixtures("_no_validators")
def test_what_is_refused_is_refused_without_validators_too(make: Callable[[], object]) -> None:
    assert _WithValidator(0).count == 0
    with pytest.raises(IopModelError):
        make()
