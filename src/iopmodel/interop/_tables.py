"""What cattrs has to know to read and write the values of the model as tables of keys."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NewType, TypeAlias, TypeVar, Union, cast, get_args, get_origin

import attrs
import cattrs
from cattrs.errors import AttributeValidationNote, ClassValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from iopmodel.errors import WrongKind
from iopmodel.interop._leaves import text, truth, whole

T = TypeVar("T")
Hook: TypeAlias = Callable[[Any, Any], Any]
Reader: TypeAlias = Callable[[object], object]
Table: TypeAlias = dict[str, Any]

Text = NewType("Text", str)
"""Text that stands in a list; cattrs by itself would turn anything into text."""

Pair = NewType("Pair", tuple[str, str])
"""Two texts that stand in a list."""


def table_of(value: object, allowed: str = "a table of keys and values") -> Table:
    """The value, if it is a table.

    Raises:
        WrongKind: for anything else.
    """
    if not isinstance(value, Mapping):
        raise WrongKind("table", value, allowed)
    return dict(cast("Mapping[str, Any]", value))


def list_of(value: object) -> list[Any]:
    """The value, if it is a list.

    Raises:
        WrongKind: for anything else.
    """
    match value:
        case list():
            return value  # pyright: ignore[reportUnknownVariableType]
        case _:
            raise WrongKind("list", value, "a list")


def noted(error: Exception, key: str) -> Exception:
    """The error, with the key under which it happened; cattrs takes the first such note."""
    error.add_note(AttributeValidationNote(f"at {key}", key, None))
    return error


def field_hook(field: attrs.Attribute[Any], key: str, read: Reader) -> Hook:
    """What reads the value under *key*: the reader, and then the converter that the model gives the field."""
    convert: Any = cast("Any", field).converter

    def hook(value: object, _: object) -> object:
        try:
            if value is None:
                raise WrongKind(key, value, "a value, or no such key at all")  # noqa: TRY301 - it needs the note too
            ready = read(value)
            return ready if convert is None else convert(ready)
        except Exception as error:
            noted(error, key)
            raise

    return hook


# What is read by itself, without the converter.
_PLAIN: dict[object, Reader] = {str: text, bool: truth, int: whole}


def _reader(converter: cattrs.Converter, kind: Any) -> Reader:  # noqa: ANN401 - any annotation
    # Only fields of the model are read so: what a converter does with text and numbers elsewhere is not ours.
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) is tuple:
        each: Any = types.GenericAlias(list, get_args(kind)[:1])
        return lambda value: tuple(converter.structure(list_of(value), each))
    if kind == frozenset[str]:
        # One word may stand for a list of one.
        several = functools.partial(converter.structure, cl=list[Text])
        return lambda value: several([value] if isinstance(value, str) else list_of(value))
    return lambda value: converter.structure(value, kind)


def _present(kind: Any) -> Any:  # noqa: ANN401 - any annotation
    """The annotation without the ``None`` that stands for an absent key."""
    if get_origin(kind) in {types.UnionType, Union}:
        left = tuple(each for each in get_args(kind) if each is not type(None))
        return Union[left]  # noqa: UP007 - built from its parts
    return kind


def fields_of(kind: type[Any]) -> dict[str, attrs.Attribute[Any]]:
    """The fields of a class by name, their annotations resolved."""
    return {field.name: field for field in attrs.fields(attrs.resolve_types(kind))}


class Shape:
    """How the values of one class stand in a table.

    Args:
        converter: the converter that reads what is inside.
        kind: the class.
        keys: the key of a field, where it differs from the field's name.
        readers: what reads a field, where its annotation does not say it.
    """

    def __init__(
        self,
        converter: cattrs.Converter,
        kind: type[T],
        *,
        keys: Mapping[str, str] | None = None,
        readers: Mapping[str, Reader] | None = None,
    ) -> None:
        self.kind: type[Any] = kind
        self._keys = {name: (keys or {}).get(name, name) for name in fields_of(kind)}
        self.known = tuple(self._keys.values())
        hooks: dict[str, Any] = {}
        for name, field in fields_of(kind).items():
            read = (readers or {}).get(name) or _reader(converter, _present(field.type))
            hook = field_hook(field, self._keys[name], read)
            hooks[name] = override(rename=self._keys[name], struct_hook=hook)
        self._structure = make_dict_structure_fn(
            kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **hooks
        )

    def unknown(self, table: Table, known: Iterable[str] = ()) -> list[Exception]:
        """One error for each key of the table that is not *known*; by default the keys of the fields are."""
        known = tuple(known) or self.known
        words = f"unknown key; known: {', '.join(known)}"
        return [ForbiddenExtraKeysError(words, self.kind, {key}) for key in table if key not in known]

    def read(self, table: Table, found: Iterable[Exception] = ()) -> Any:  # noqa: ANN401 - one class, known to the caller
        """The value, from the keys of the table that are fields; *found* are errors that the caller has met.

        Raises:
            ClassValidationError: with everything that is wrong.
        """
        errors = list(found)
        mine = {key: table[key] for key in self._keys.values() if key in table}
        try:
            value = self._structure(mine, self.kind)
        except ClassValidationError as error:
            errors += error.exceptions
        else:
            if not errors:
                return value
        words = f"in {self.kind.__name__}"
        raise ClassValidationError(words, errors, self.kind)  # pyright: ignore[reportCallIssue]


def teach_table(
    converter: cattrs.Converter,
    kind: type[T],
    *,
    keys: Mapping[str, str] | None = None,
    readers: Mapping[str, Reader] | None = None,
    from_text: Callable[[str], T] | None = None,
    allowed: str = "a table of keys and values",
) -> None:
    """Read *kind* from a table, or from text where that says it all."""
    shape = Shape(converter, kind, keys=keys, readers=readers)

    def read(value: object, _: object) -> T:
        if from_text is not None and isinstance(value, str):
            return from_text(value)
        table = table_of(value, allowed)
        return cast("T", shape.read(table, shape.unknown(table)))

    converter.register_structure_hook_func(lambda each: each is kind, read)


def writer(
    converter: cattrs.Converter,
    kind: type[Any],
    *,
    keys: Mapping[str, str] | None = None,
    without: Iterable[str] = (),
) -> Callable[[Any], Table]:
    """What writes a value of *kind* as a table: no field that has its default, and none of *without*."""
    hooks: dict[str, Any] = {name: override(omit=True) for name in without}
    for name, field in fields_of(kind).items():
        if name not in hooks:
            each = sorted if field.type == frozenset[str] else None
            hooks[name] = override(rename=(keys or {}).get(name), unstruct_hook=each)
    return make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True, **hooks)
