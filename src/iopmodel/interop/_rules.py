"""Rules, their histories and their counting, as a rule pack holds them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import attrs
import cattrs
from cattrs.errors import BaseValidationError, IterableValidationError, IterableValidationNote

from iopmodel.citations import Citation, Dated, History
from iopmodel.counting import Counting
from iopmodel.errors import IopModelError, NotAccepted
from iopmodel.interop._leaves import component_type, text
from iopmodel.interop._tables import Reader, Shape, Table, fields_of, list_of, noted, table_of, teach_table, writer
from iopmodel.lengths import Months
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Band, Bound, Force, Rule, Scope
from iopmodel.spans import PartOfStay, part_of_stay
from iopmodel.vocabulary import key_of

T = TypeVar("T")

REFUSALS = (BaseValidationError, IopModelError)

_BILLING = "billing"
_FORCES = (*(each.value for each in Force if each is not Force.HOUSE), _BILLING)
_FORCE = f"one of {', '.join(_FORCES)}"
_START = 'a day such as 2026-01-01, a month such as "2026-03", or a year such as 2026'
_PART = "a part of a stay such as weeks 1 to 4, days 31 on, or its name"


def each_of(value: object, read: Callable[[object], T]) -> list[T]:
    """What *read* makes of each value of a list.

    Raises:
        WrongKind: for anything that is no list.
        IterableValidationError: with everything that is wrong inside.
    """
    found: list[T] = []
    errors: list[Exception] = []
    for index, each in enumerate(list_of(value)):
        try:
            found.append(read(each))
        except REFUSALS as error:
            error.add_note(IterableValidationNote(f"at {index}", index, None))
            errors.append(error)
    if errors:
        words = "in a list"
        raise IterableValidationError(words, errors, list)  # pyright: ignore[reportCallIssue]
    return found


def texts(value: object) -> list[str]:
    """Texts in a list."""
    return each_of(value, text)


def _kinds(value: object) -> list[str]:
    return each_of(value, lambda each: component_type(each).kind)


def _types(value: object) -> list[str]:
    return each_of(value, lambda each: key_of(text(each, "the key of a program type"), "program type"))


def _force(value: object) -> str:
    word = text(value, _FORCE).strip().casefold()
    if word not in _FORCES:
        raise NotAccepted("force", value, _FORCE)
    return word


def _start(value: object) -> object:
    convert: Any = cast("Any", fields_of(Dated)["since"]).converter
    try:
        return convert(value)
    except IopModelError:
        raise NotAccepted("start", value, _START) from None


def _as_it_is(value: object) -> object:
    """What was read already."""
    return value


@attrs.frozen
class _Entry(Dated[Bound]):
    """One entry of a history: what it is a value of is known here, and cattrs wants to know."""


def _as(kind: type[T], value: attrs.AttrsInstance) -> T:
    """The value of a class that stands in for *kind* as one of *kind* itself."""
    return kind(**{field.name: getattr(value, field.name) for field in attrs.fields(type(value))})


class _HistoryShape:
    """How the history of a rule stands in a list: the measure of the rule says what a bound is."""

    def __init__(self, converter: cattrs.Converter) -> None:
        def entries(read_bound: Reader) -> Shape:
            readers = {"value": read_bound, "since": _start}
            return Shape(converter, _Entry, keys={"value": "bound"}, readers=readers)

        def bound(kind: Any) -> Shape:  # noqa: ANN401 - any annotation
            return entries(lambda value: converter.structure(value, kind))

        self._by_unit = {"minutes": bound(Range[Minutes]), "months": bound(Range[Months])}
        self._counted = bound(Range[int])
        self._of_unknown_measure = entries(lambda _: Range(0))

    def read(self, value: object, measure: object) -> History[Bound]:
        """The history in a list; of the bounds on a measure that is none nothing is said."""
        try:
            unit = Measure.one_of(text(measure)).unit
        except IopModelError:
            shape = self._of_unknown_measure
        else:
            shape = self._by_unit.get(unit, self._counted)
        return History(each_of(value, lambda each: self._entry(shape, each)))

    def _entry(self, shape: Shape, value: object) -> Dated[Bound]:
        table = table_of(value)
        found = shape.unknown(table)
        if "bound" not in table:
            # Said here, for cattrs would name the field.
            found.append(noted(KeyError("bound"), "bound"))
            shape, table = self._of_unknown_measure, {**table, "bound": 0}
        return _as(Dated[Bound], shape.read(table, found))


class RuleShape:
    """How a rule or a billing band stands in a table: to what it applies beside the rest, its history in a list.

    Args:
        converter: the converter that reads what is inside.
    """

    # What stands in the place of what is wrong, so that the rest is looked at too.
    _SCOPE = Scope()
    _HISTORY: History[Bound] = History.of(Dated(Range(0), Citation("a history with faults")))

    def __init__(self, converter: cattrs.Converter) -> None:
        def levels(value: object) -> list[LevelOfCare]:
            return each_of(value, lambda each: converter.structure(each, LevelOfCare))

        self._scope = Shape(converter, Scope, readers={"levels": levels, "types": _types})
        self._history = _HistoryShape(converter)
        given = {"scope": _as_it_is, "history": _as_it_is}
        self._band = Shape(converter, Band, readers=given)
        self._rule = Shape(converter, Rule, readers={**given, "force": _force, "components": _kinds, "floors": texts})

    def read(self, value: object) -> Rule | Band:
        """The rule or the band of a table.

        Raises:
            WrongKind: for anything that is no table.
            ClassValidationError: with everything that is wrong.
        """
        row = table_of(value)
        shape, known = self._shape_of(row)
        found = shape.unknown(row, known)
        row["scope"] = self._read_scope(row, found)
        if "history" in row:
            row["history"] = self._read_history(row, found)
        rule: Rule | Band = shape.read(row, found)
        return rule

    def _shape_of(self, row: Table) -> tuple[Shape, tuple[str, ...]]:
        """What the table is read as, by its force, and the keys that are known then."""
        rule, band = self._keys_of(self._rule), (*self._keys_of(self._band), "force")
        try:
            force = _force(row.get("force"))
        except IopModelError:
            # The reader of the field says so, with the path; which of the other keys fit, nobody can tell.
            return self._rule, tuple(dict.fromkeys((*rule, *band)))
        return (self._band, band) if force == _BILLING else (self._rule, rule)

    def _keys_of(self, shape: Shape) -> tuple[str, ...]:
        keys = (self._scope.known if key == "scope" else (key,) for key in shape.known)
        return tuple(key for several in keys for key in several)

    def _read_scope(self, row: Table, found: list[Exception]) -> Scope:
        try:
            scope: Scope = self._scope.read({key: row[key] for key in self._scope.known if key in row})
        except cattrs.ClassValidationError as error:
            found += error.exceptions
            return self._SCOPE
        return scope

    def _read_history(self, row: Table, found: list[Exception]) -> History[Bound]:
        try:
            return self._history.read(row["history"], row.get("measure"))
        except REFUSALS as error:
            found.append(noted(error, "history"))
            return self._HISTORY


def counting_reader(converter: cattrs.Converter) -> Reader:
    """What reads a counting; it must have a name, for the name that it has by default is that of another one."""
    readers: dict[str, Reader] = {
        "components": _kinds,
        "contested": _kinds,
        "visits_left_out": texts,
        "services": texts,
    }
    shape = Shape(converter, Counting, readers=readers)

    def read(value: object) -> Counting:
        table = table_of(value)
        found = shape.unknown(table)
        if "name" not in table:
            found.append(noted(KeyError("name"), "name"))
        counting: Counting = shape.read(table, found)
        return counting

    return read


def teach_rules(converter: cattrs.Converter) -> None:
    """Teach *converter*, which knows the values of the model, what a rule and a counting hold and how to write them."""
    teach_table(converter, PartOfStay, from_text=part_of_stay, allowed=_PART)
    part_table = writer(converter, PartOfStay)
    levels = converter.unstructure

    def write_part(value: PartOfStay) -> object:
        return str(value) if _reads_back(value) else part_table(value)

    def write_levels(value: frozenset[LevelOfCare]) -> object:
        return [levels(each) for each in sorted(value, key=lambda level: (level.system, level.key))]

    converter.register_unstructure_hook(PartOfStay, write_part)
    converter.register_unstructure_hook_func(lambda kind: kind == frozenset[LevelOfCare], write_levels)
    counting_table = writer(converter, Counting)
    converter.register_unstructure_hook(Counting, lambda value: {**counting_table(value), "name": value.name})
    write = _rule_writer(converter)
    for kind in (Rule, Band):
        converter.register_unstructure_hook(kind, write)


def _reads_back(part: PartOfStay) -> bool:
    try:
        return part_of_stay(str(part)) == part
    except IopModelError:
        return False


def _rule_writer(converter: cattrs.Converter) -> Callable[[Rule | Band], Table]:
    """What writes a rule or a band: to what it applies beside the rest, its history last."""
    scope = writer(converter, Scope)
    tables = {kind: writer(converter, kind, without=("scope", "history")) for kind in (Rule, Band)}
    entry = writer(converter, Dated, keys={"value": "bound"}, without=("citation",))

    def write(rule: Rule | Band) -> Table:
        table = tables[Rule if isinstance(rule, Rule) else Band](rule)
        first = {"id": table.pop("id"), "measure": table.pop("measure"), "force": table.pop("force", _BILLING)}
        history = [{**entry(each), "citation": converter.unstructure(each.citation)} for each in rule.history.entries]
        return {**first, **scope(rule.scope), **table, "history": history}

    return write
