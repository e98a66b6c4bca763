"""The converter that knows the values of the model: how each is read from a document and written into one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast, get_origin

import cattrs

from iopmodel._days import Date, Time
from iopmodel.catalogue import BUILT_IN
from iopmodel.citations import Citation, Mark
from iopmodel.interop import _leaves
from iopmodel.interop._tables import Pair, Shape, Table, Text, list_of, table_of, teach_table, writer
from iopmodel.interop._weeks import (
    SessionRow,
    SessionShape,
    WeekShape,
    read_sessions,
    session_writer,
    week_writer,
)
from iopmodel.lengths import Cycle, Months, PlannedLength, UntilCriterion, Weeks, WithoutEnd
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, GENERAL, LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Population
from iopmodel.programs import CitedWords, Description, Pathway, Phase, Program, ProgramType, Stated, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import WeeklySchedule
from iopmodel.spans import DaySpan, WeekSpan
from iopmodel.vocabulary import Word

__all__ = ["configure", "make_converter"]

_LADDERS = {ladder.system: ladder for ladder in (GENERAL, ASAM_3RD_EDITION, ASAM_4TH_EDITION)}
_LONG = {"descriptions", "suits", "tracks", "phases", "pathway"}
_LEVEL = "a level such as intensive-outpatient, or a table with key, name and system"
_TYPE = "a type such as evening-iop, or a table with key, name and level"
_POPULATION = "a population such as adult, or a table with key and ages"
_CITATION = "the source in words, or a table with text, url, mark and checked_on"


def configure(converter: cattrs.Converter) -> None:
    """Teach *converter* the values of the model, both ways.

    * a quantity is written as its words if they read back as the same quantity, else as a table of its ends
    * times of day and days are written as 18:00 and 2026-02-02, and those of TOML are read too
    * a built-in program type, a level of the general ladder, a population without ages, and a citation
      without more than its text are written as that key or text
    * sessions that differ only by weekday stand in one table, and so do the fields of their component
    * a week is ``sessions`` or ``pattern``
    * what is so by default is not written; ``None`` is neither written nor read
    * an unknown key is refused, and everything that is wrong is found before any of it is raised: in values
      of the model, whatever the converter does elsewhere
    """
    _teach_leaves(converter)
    _teach_levels(converter)
    for kind in (DaySpan, Stated, WeeklyPattern):
        _teach(converter, kind)
    _teach(converter, Citation, text="text", from_text=Citation, allowed=_CITATION)
    _teach(converter, Population, text="key", from_text=Population, allowed=_POPULATION)
    _teach(converter, CitedWords)
    _teach_weeks(converter)
    _teach_types(converter)
    _teach(converter, Pathway)
    _teach(converter, Program)


def make_converter() -> cattrs.Converter:
    """A new converter that knows the values of the model."""
    converter = cattrs.Converter(detailed_validation=True, forbid_extra_keys=True)
    configure(converter)
    return converter


def _teach(
    converter: cattrs.Converter,
    kind: type[Any],
    *,
    text: str = "",
    **more: Any,  # noqa: ANN401 - what teach_table takes
) -> None:
    """Read and write *kind* as a table; as the value of the key *text* alone, if there is no other."""
    teach_table(converter, kind, **more)
    table = writer(converter, kind, keys=more.get("keys"))

    def write(value: object) -> object:
        written = table(value)
        if written.keys() == {text}:
            return written[text]
        return dict(sorted(written.items(), key=lambda item: item[0] in _LONG))

    converter.register_unstructure_hook(kind, write)


def _teach_leaves(converter: cattrs.Converter) -> None:
    for kind in (_leaves.RangeTable, _leaves.CycleTable):
        teach_table(converter, kind)
    readers: dict[Any, Callable[[Any], object]] = {
        Text: _leaves.text,
        Pair: _leaves.pair,
        Time: _leaves.time_of_day,
        Date: _leaves.calendar_day,
        Weeks: _leaves.cadence,
        WeekSpan: _leaves.program_weeks,
        Minutes: _leaves.exact_time,
        Range[Minutes]: _range_reader(converter, _leaves.time_words, _leaves.time_from),
        Range[Months]: _range_reader(converter, _leaves.month_words, _leaves.months_from),
        Range[int]: _range_reader(converter, _leaves.count_words, _leaves.count_from),
        PlannedLength: _length_reader(converter),
    }
    for kind, read in readers.items():
        _reads(converter, kind, read)
    # By class and not by predicate, for cattrs has hooks by class for all enums.
    converter.register_structure_hook(Word, _leaves.word)
    converter.register_structure_hook(Mark, _leaves.mark)
    converter.register_unstructure_hook_func(_is_range, _leaves.written_range)
    converter.register_unstructure_hook(Cycle, _leaves.written_cycle)
    converter.register_unstructure_hook(Time, lambda value: value.strftime("%H:%M"))
    converter.register_unstructure_hook(WeekSpan, _leaves.written_weeks)
    for written in (Date, Minutes, Weeks, WithoutEnd, UntilCriterion):
        converter.register_unstructure_hook(written, str)


def _reads(converter: cattrs.Converter, kind: object, read: Callable[[Any], object]) -> None:
    converter.register_structure_hook_func(lambda each: each == kind, lambda value, _: read(value))


def _is_range(kind: object) -> bool:
    return kind is Range or get_origin(kind) is Range


def _range_reader(
    converter: cattrs.Converter,
    from_words: Callable[[object], object],
    from_table: Callable[[_leaves.RangeTable], object],
) -> Callable[[object], object]:
    def read(value: object) -> object:
        if not isinstance(value, Mapping):
            return from_words(value)
        return from_table(converter.structure(cast("Table", value), _leaves.RangeTable))

    return read


def _length_reader(converter: cattrs.Converter) -> Callable[[object], object]:
    def read(value: object) -> object:
        if not isinstance(value, Mapping):
            return _leaves.length_words(value)
        table = cast("Table", value)
        if "each" in table:
            return _leaves.cycle_from(converter.structure(table, _leaves.CycleTable))
        return _leaves.length_from(converter.structure(table, _leaves.RangeTable))

    return read


def _teach_levels(converter: cattrs.Converter) -> None:
    shape = Shape(converter, LevelOfCare)

    def read(value: object) -> LevelOfCare:
        if isinstance(value, str):
            return GENERAL.level(value)
        table = table_of(value, _LEVEL)
        level: LevelOfCare = shape.read(table, shape.unknown(table))
        ladder = _LADDERS.get(level.system)
        return level if ladder is None or "name" in table else ladder.level(level.key)

    def write(level: LevelOfCare) -> str | Table:
        if level in GENERAL.levels:
            return level.key
        ladder = _LADDERS.get(level.system)
        if ladder is not None and level in ladder.levels:
            return {"system": level.system, "key": level.key}
        return {"system": level.system, "key": level.key, "name": level.name}

    _reads(converter, LevelOfCare, read)
    converter.register_unstructure_hook(LevelOfCare, write)


def _teach_weeks(converter: cattrs.Converter) -> None:
    converter.register_structure_hook_func(lambda each: each is SessionRow, SessionShape(converter).read)
    _reads(converter, WeeklySchedule, lambda value: read_sessions(converter, value))
    converter.register_unstructure_hook(WeeklySchedule, session_writer(converter))
    for kind in (Track, Phase):
        _reads(converter, kind, WeekShape(converter, kind).read)
        converter.register_unstructure_hook(kind, week_writer(converter, kind))


def _teach_types(converter: cattrs.Converter) -> None:
    def pairs(value: object) -> tuple[Pair, ...]:
        return tuple(converter.structure(list_of(value), list[Pair]))

    _teach(converter, Description, keys={"week": "pattern"}, readers={"published_as": pairs})
    _teach(converter, ProgramType, from_text=BUILT_IN.of, allowed=_TYPE)
    table = converter.get_unstructure_hook(ProgramType)
    built_in = frozenset(BUILT_IN)

    def write(value: ProgramType) -> str | Table:
        return value.key if value in built_in else table(value)

    converter.register_unstructure_hook(ProgramType, write)
