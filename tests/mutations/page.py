"""Writes what became of the mutants as a page: totals, a table of modules, and every survivor with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tests.mutations.equivalents import Reading, Readings, reading_of
from tests.mutations.keeping import Record
from tests.mutations.running import Outcome


class Count(NamedTuple):
    """How many mutants were killed, ran out of time, survived, and survived as equivalents."""

    killed: int = 0
    timeouts: int = 0
    survived: int = 0
    equivalent: int = 0

    @property
    def mutants(self) -> int:
        return self.killed + self.timeouts + self.survived

    @property
    def percent(self) -> float:
        """Killed or stopped, of all."""
        return _percent(self.killed + self.timeouts, self.mutants)

    @property
    def percent_without_equivalents(self) -> float:
        """Killed or stopped, of those that can be told from the original."""
        return _percent(self.killed + self.timeouts, self.mutants - self.equivalent)


def _percent(part: int, whole: int) -> float:
    """Of nothing, all: a module without mutants has no survivor."""
    return 100 * part / whole if whole else 100.0


def counted(records: Iterable[Record], readings: Readings) -> Count:
    """The counts of some records; what is no mutant at all is not counted."""
    asked = [record for record in records if record.outcome is not Outcome.INCOMPETENT]
    survivors = [record for record in asked if record.outcome is Outcome.SURVIVED]
    told = [reading_of(record, readings) for record in survivors]
    return Count(
        sum(record.outcome is Outcome.KILLED for record in asked),
        sum(record.outcome is Outcome.TIMEOUT for record in asked),
        len(survivors),
        sum(reading is not None and reading.is_equivalent for reading in told),
    )


def page(command: str, records: Mapping[str, tuple[Record, ...]], readings: Readings) -> str:
    """The page."""
    return "\n".join(
        (*_top(command, records, readings), *_table(records, readings), *_survivors(records, readings), "")
    )


def _top(command: str, records: Mapping[str, tuple[Record, ...]], readings: Readings) -> Iterator[str]:
    total = counted((record for group in records.values() for record in group), readings)
    yield from ("# Mutants of iopmodel, and what the tests say of them", "", "```sh", command, "```", "")
    yield f"{total.mutants:,} mutants of {len(records)} modules: {total.killed:,} killed, {total.timeouts:,} stopped"
    yield f"for taking too long, {total.survived:,} survived, of which {total.equivalent:,} are equivalent."
    yield f"**{total.percent:.1f} %**; without the equivalent ones **{total.percent_without_equivalents:.1f} %**."
    yield ""


def _table(records: Mapping[str, tuple[Record, ...]], readings: Readings) -> Iterator[str]:
    yield "| module | mutants | killed | timeouts | survived | equivalent | percent | without equivalent |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for module, group in records.items():
        count = counted(group, readings)
        numbers = count.mutants, count.killed, count.timeouts, count.survived, count.equivalent
        percents = f"{count.percent:.1f} | {count.percent_without_equivalents:.1f}"
        yield f"| {module} | {' | '.join(f'{number:,}' for number in numbers)} | {percents} |"
    yield ""


def _survivors(records: Mapping[str, tuple[Record, ...]], readings: Readings) -> Iterator[str]:
    yield from ("## Survivors", "")
    for module, group in records.items():
        found = sorted((each for each in group if each.outcome is Outcome.SURVIVED), key=lambda each: each.site[2:])
        if not found:
            continue
        yield from (f"### {module}", "")
        for record in found:
            yield from _survivor(record, reading_of(record, readings))
        yield ""


def _survivor(record: Record, reading: Reading | None) -> Iterator[str]:
    yield f"- line {record.site.line}, {record.site.operator}: {_said(reading)}"
    yield from ("", "  ```diff", f"  - {record.change.before}", f"  + {record.change.after}", "  ```", "")


def _said(reading: Reading | None) -> str:
    if reading is None:
        return "not read yet"
    return f"equivalent: {reading.why}" if reading.is_equivalent else f"a law is missing: {reading.why}"


def stale(records: Mapping[str, tuple[Record, ...]], readings: Readings) -> tuple[str, ...]:
    """The entries of the list that no longer name a survivor, of modules all of whose mutants were asked about."""
    survivors = {
        (record.module, record.place)
        for group in records.values()
        for record in group
        if record.outcome is Outcome.SURVIVED
    }
    return tuple(
        f"{module}: {place.operator} on `{place.line}` ({place.nth}) did not survive, or is not there"
        for module, place in readings
        if module in records and (module, place) not in survivors
    )
