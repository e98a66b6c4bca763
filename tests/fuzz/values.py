"""The constructors of a program, every part of which is made from text, and the document that it is written into."""

from __future__ import annotations

from typing import Any

from iopmodel.components import GroupTherapy
from iopmodel.errors import DocumentFaults, EndsBeforeItStarts, NotAccepted
from iopmodel.interop import documents
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Population
from iopmodel.programs import Program, ProgramType, Stated, Track
from iopmodel.schedules import Session
from tests.fuzz.laws import Reader, Way, as_text, seeds_of

_SESSION = (
    *("day", "start", "end", "time", "total", "per_month", "per_week", "weeks", "attended_by", "provider"),
    *("label", "key"),
)
_PATTERN = ("days", "visits", "time_per_day", "time_per_visit", "time_per_week", "part_of_day")
_STATED = ("hours_per_week", "hours_per_day", "days_per_week", "sessions_in_all")
_OTHERS = ("type", "name", "population", "ages", "focus", "track", "length", "attends", "timezone", "topic", "modality")


def _given(text: str) -> dict[str, Any]:
    """Fields and their texts, from lines such as ``day: MO``."""
    parts = (line.partition(": ") for line in text.split("\n"))
    return {name: value for name, colon, value in parts if colon}


def _among(given: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: given[name] for name in names if name in given}


def _program(text: bytes) -> Program:
    given = _given(as_text(text))
    population = Population(given.get("population", "adult"), given.get("ages", "not stated"))
    level = LevelOfCare.INTENSIVE_OUTPATIENT
    kind = ProgramType(given.get("type", "own"), given.get("name", "Own"), level, population=population)
    group = GroupTherapy(given.get("topic", ""), modality=given.get("modality"))
    pattern: Any = WeeklyPattern(**_among(given, _PATTERN))
    sessions: Any = [Session(group, **_among(given, _SESSION))]
    track = Track(
        given.get("track", "evening"),
        sessions if any(name in given for name in _SESSION) else pattern,
        length=given.get("length", "8 weeks"),
        attends=given.get("attends"),
        stated=Stated(**_among(given, _STATED)),
    )
    return Program(kind, tracks=[track], timezone=given.get("timezone"), focus=given.get("focus", "any"))


def _document(program: Program) -> bytes | None:
    try:
        return documents.write(program).encode()
    except DocumentFaults as faults:
        # Half a character cannot be written; nothing else that comes from text is in the way.
        if all("whole characters" in fault for fault in faults.faults):
            return None
        raise


VALUES = Reader(
    "values",
    (Way("Program", _program, frozenset({NotAccepted, EndsBeforeItStarts}), _document, documents.reads),),
    seeds_of(
        (
            "day: MO\nstart: 18:00\nend: 21:00\nlabel: evening group",
            "time: 50 min\nper_week: 2\nprovider: counselor\nattended_by: patient",
            "time: 60 to 90 min\ntotal: 12\nweeks: 5 to 16\ntopic: relapse prevention",
            "days: 3 to 5\ntime_per_day: 3 to 4 h\npart_of_day: evening\nlength: rounds of 8 weeks, 1 to 3",
            "visits: at most 4\ntime_per_visit: 3 h\ntime_per_week: under 9 h\nlength: until the goals are met",
            "population: adolescent\nages: 13 to 17\nfocus: co-occurring\ntimezone: America/New_York\nattends: 2 to 3",
            "hours_per_week: 9 h\nhours_per_day: 3 h\ndays_per_week: at least 3\nsessions_in_all: 36\ndays: 3",
            "per_month: 2\nkey: family\nmodality: relapse prevention\ntype: Own Type\nname: Harbor\ntrack: mornings",
        )
    ),
    (
        *(f"\n{name}: " for name in (*_SESSION, *_PATTERN, *_STATED, *_OTHERS)),
        *(
            " to ",
            "at least ",
            "at most ",
            "under ",
            ", the end excluded",
            "not stated",
            " h",
            " min",
            " weeks",
            "MO",
            "18:00",
        ),
        *("America/New_York", "until ", "rounds of ", "9 on", "999999", "24 h", "23:59", "00:00"),
    ),
    1_024,
)

READERS = (VALUES,)
