"""Rule packs: a body of rules as a file, such as a contract, or a state that is missing here.

It takes the extra ``documents``. A rule pack is JSON or TOML, as a program is in
:mod:`iopmodel.interop.documents`, and is read as a :class:`~iopmodel.rules.Standard`, which is used exactly like a
built-in one. Its keys are the names of the model's own fields, so :class:`~iopmodel.rules.Standard`,
:class:`~iopmodel.rules.Rule` and their parts are the reference for them. What is so by default stays away:

.. code-block:: toml

   format = 1                              # the version of this file format
   key = "harbor-contract"
   name = "Harbor Health Plan, contract of 2026"
   jurisdiction = "US-OH"
   extends = "tricare"                     # the key of a built-in body, where the pack stands on one

   [[rules]]
   id = "tricare.iop.hours_week"           # the id of one of its rules: this one takes its place
   measure = "hours_per_week"
   force = "required"
   levels = ["intensive-outpatient"]

   [[rules.history]]
   bound = "at least 9 h"
   since = 2026-01-01
   citation = { text = "contract, section 4", mark = "primary", checked_on = 2026-01-15 }

The few places where a rule pack differs from the constructors:

* ``force`` is one of required, recommended, typical and billing. A rule with the force ``"billing"`` is a
  :class:`~iopmodel.rules.Band`, and may have the key ``picks``. House rules are ours alone.
* The fields of a scope stand beside those of its rule: ``levels``, ``types``, ``population``, ``focus`` and ``during``,
  which is text such as ``"weeks 1 to 4"``. Levels, populations and citations are written as in a program.
* ``history`` is a list with one table or several, oldest first. The measure says what its ``bound`` is: a time such as
  ``"at least 9 h"``, months such as ``"at most 2 months"``, or a number or a range of them such as ``"3 to 5"``.
  ``since`` is a day, a month such as ``"2026-03"``, or a year such as ``2026``.
* ``counting`` is a table with its own ``name``. Without it the time is counted as by the body that the pack extends;
  without such a body, it is treatment without breaks.
* With ``extends``, the rules of that body hold too: a rule with the id of one of them takes its place, every other is
  added. Its jurisdiction and note hold where the pack has none. What changed is in
  ``changed``; a pack that was written whole says it under ``based_on`` and ``changed``.

Components and their kinds are the built-in ones; a type of program may be one of your own.

Whatever is wrong raises :class:`~iopmodel.errors.DocumentFaults`, and nothing else does: every fault at once, in the
order of the document, each with its path, such as
``rules[2].history[0].bound: expected a time such as 50 min, 3 h or 3 to 4 h, got 9``. A rule pack may be as large as
every other document.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias, cast

import attrs
import cattrs

from iopmodel import standards
from iopmodel.bodies import extended
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.errors import DocumentFaults, IopModelError, NotAccepted, UnknownName, WrongKind
from iopmodel.interop import _faults, _text
from iopmodel.interop._faults import Fault, printable
from iopmodel.interop._hooks import make_converter
from iopmodel.interop._leaves import text as plain_text
from iopmodel.interop._rules import RuleShape, counting_reader, each_of, teach_rules, texts
from iopmodel.interop._tables import Shape, Table, noted, writer
from iopmodel.rules import Band, Rule, Standard
from iopmodel.vocabulary import key_of

__all__ = ["FORMAT", "read", "reads", "write"]

#: The version of the file format that is read and written.
FORMAT = 1

Language: TypeAlias = _text.Language


def read(path: str | os.PathLike[str]) -> Standard:
    """The body of rules in a file, which is JSON or TOML by the end of its name.

    Raises:
        DocumentFaults: with everything that is wrong with the file.
    """
    found = _text.of_file(path)
    return reads(found.text, language=found.language, source=found.source)


def reads(text: str | bytes, *, language: Language = "json", source: str = "rule pack") -> Standard:
    """The body of rules in a rule pack.

    Args:
        text: the rule pack; bytes are UTF-8.
        language: ``"json"`` or ``"toml"``.
        source: what to call the rule pack where it is wrong.

    >>> from iopmodel.interop import rule_packs
    >>> pack = rule_packs.reads('''
    ... format = 1
    ... key = "harbor-contract"
    ... name = "Harbor Health Plan, contract of 2026 (made up)"
    ... extends = "tricare"
    ...
    ... [[rules]]
    ... id = "tricare.iop.hours_week"
    ... measure = "hours_per_week"
    ... force = "required"
    ... levels = ["intensive-outpatient"]
    ... history = [{ bound = "at least 9 h", since = 2026-01-01, citation = "contract, section 4" }]
    ... ''', language="toml")
    >>> pack.based_on, pack.changed, len(pack.rules)
    ('TRICARE', ('overrides tricare.iop.hours_week',), 4)

    Raises:
        DocumentFaults: with everything that is wrong with the rule pack.
        NotAccepted: for another language.
    """
    data = _text.data_of(text, language, source)
    standard, faults = _built(data)
    if standard is None or faults:
        raise DocumentFaults(source, _faults.in_order(faults, data))
    return standard


def write(standard: Standard) -> str:
    """The body of rules as a rule pack in JSON, which :func:`reads` reads as an equal body.

    A body that extends another one is written whole, so that it stays the same when the other one changes.

    >>> from iopmodel import Citation, Dated, History, Range, Rule, Standard
    >>> from iopmodel.interop import rule_packs
    >>> history = History.of(Dated(Range(3, 5), Citation("contract, section 4"), since="2026-01-01"))
    >>> rule = Rule(id="harbor.days_week", measure="days_per_week", force="required", history=history)
    >>> print(rule_packs.write(Standard("harbor", "Harbor", [rule])), end="")
    {
      "format": 1,
      "key": "harbor",
      "name": "Harbor",
      "rules": [
        {
          "id": "harbor.days_week",
          "measure": "days_per_week",
          "force": "required",
          "history": [
            {
              "bound": "3 to 5",
              "since": "2026-01-01",
              "citation": "contract, section 4"
            }
          ]
        }
      ]
    }

    Raises:
        WrongKind: for anything but a standard.
        DocumentFaults: with what no rule pack can hold, such as a house rule or a component of a type of your own.
    """
    if not isinstance(standard, Standard):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("rule pack", standard, "a Standard")
    source = printable(standard.name)
    text = _text.written({"format": FORMAT, **_shapes().write(standard)}, source)
    # In Python a rule may hold what no pack can, such as a bound of another unit; reading finds it all, with its place.
    reads(text, source=source)
    return text


def _body(value: object) -> Standard:
    """The built-in body of a key."""
    known = {each.key: each for each in standards.all()}
    body = known.get(key_of(plain_text(value, "the key of a built-in body, such as tricare"), "standard"))
    if body is None:
        raise UnknownName("standard", value, tuple(known))
    return body


def _key(value: str) -> str:
    return key_of(value, "standard")


@attrs.frozen(kw_only=True)
class _Pack:
    """A rule pack as its document has it; what is not there is ``None``."""

    key: str = attrs.field(converter=_key)
    name: str
    jurisdiction: str | None = None
    extends: Standard | None = None
    based_on: str = ""
    changed: tuple[str, ...] = ()
    note: str = ""
    counting: Counting | None = None
    rules: tuple[Rule | Band, ...]

    def standard(self) -> Standard:
        """The body of rules that it describes."""
        if self.extends is None:
            return Standard(
                self.key,
                self.name,
                self.rules,
                jurisdiction=self.jurisdiction or "",
                counting=self.counting or DEFAULT_COUNTING,
                note=self.note,
                based_on=self.based_on,
                changed=self.changed,
            )
        whole = extended(self.extends, self.key, self.name, self.rules, counting=self.counting, note=self.note)
        return whole if self.jurisdiction is None else attrs.evolve(whole, jurisdiction=self.jurisdiction)


class _Shapes:
    """How a rule pack stands in its document, read and written."""

    def __init__(self) -> None:
        converter = make_converter()
        teach_rules(converter)
        rule = RuleShape(converter)
        self._pack = Shape(
            converter,
            _Pack,
            readers={
                "extends": _body,
                "changed": lambda value: tuple(texts(value)),
                "counting": counting_reader(converter),
                "rules": lambda value: tuple(each_of(value, rule.read)),
            },
        )
        self._head: Callable[[Any], Table] = writer(converter, Standard, without=("rules",))
        self._unstructure = converter.unstructure

    def read(self, table: Table) -> _Pack:
        """The pack of a table.

        Raises:
            ClassValidationError: with everything that is wrong.
        """
        found = self._pack.unknown(table)
        if "extends" in table:
            told = "no such key beside extends, which says it"
            found += [noted(NotAccepted(key, table[key], told), key) for key in ("based_on", "changed") if key in table]
            table = {"rules": [], **table}
        pack: _Pack = self._pack.read(table, found)
        return pack

    def write(self, standard: Standard) -> Table:
        """The table of a body, its rules last."""
        return {**self._head(standard), "rules": [self._unstructure(each) for each in standard]}


@functools.cache
def _shapes() -> _Shapes:
    return _Shapes()


def _built(data: object) -> tuple[Standard | None, list[Fault]]:
    """The body of rules that the document describes, if there is one, and what stands in its way."""
    table, faults = _text.versioned(data, FORMAT)
    if table is None:
        return None, faults
    faults += _between_rules(table)
    try:
        pack = _shapes().read(table)
    except cattrs.ClassValidationError as error:
        return None, [*faults, *_faults.of_error(error)]
    return None if faults else pack.standard(), faults


def _between_rules(table: Table) -> Iterator[Fault]:
    """What is wrong between the rules of a pack, whatever else is wrong in them: ids that stand twice or nowhere."""
    rows = table.get("rules")
    if not isinstance(rows, list):
        return
    numbered = enumerate(cast("list[object]", rows))
    given = [(number, cast("Table", row)) for number, row in numbered if isinstance(row, Mapping)]
    known: set[object] = set()
    for number, row in given:
        id_ = row.get("id")
        if isinstance(id_, str) and id_ in known:
            words = f"expected an id that no other rule of the pack has, got {_faults.shown(id_)}"
            yield Fault(("rules", number, "id"), words)
        elif isinstance(id_, str):
            known.add(id_)
    try:
        known |= {each.id for each in _body(table["extends"])} if "extends" in table else set()
    except IopModelError:
        return  # which rules the body has, nobody can tell
    for number, row in given:
        yield from _floors_without_rule(number, row.get("floors"), known)


def _floors_without_rule(number: int, floors: object, known: set[object]) -> Iterator[Fault]:
    if not isinstance(floors, list):
        return
    for place, floor in enumerate(cast("list[object]", floors)):
        if isinstance(floor, str) and floor not in known:
            allowed = "the id of a rule of this pack or of the body that it extends"
            yield Fault(("rules", number, "floors", place), f"expected {allowed}, got {_faults.shown(floor)}")
