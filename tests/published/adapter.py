"""Published programs as programs of the library, and back.

The format is that of ``programs.json``: one object a program, facts only. :func:`to_program` takes the tracks and the
phases without loss and, beside them, level, population, ages, focus, delivery, zone and the hours that are claimed for
the whole program. What the format keeps as plain words (claimed durations, closures, remarks) stays where it is.

How the words of the format are read, where the library has more than one way to say it:

* ``support`` is :class:`PeerSupport`. In the format it is most of all the meeting that a program asks for beside its
  own sessions (12-step, AA, "outside meetings"), and nobody says of any of it that it is counseling. So the hours of
  everything but breaks and meals hold it, and no body's rule is met by it.
* ``mixed`` and no kind at all are :class:`ProgramBlock`, treatment whose kind nobody says; ``lunch`` is any meal.
* A number of sessions that nobody gives (neither ``days`` nor ``per_week``) is unknown, and not one a week.
* A track without sessions, and every phase, is a week known by its figures: a :class:`WeeklyPattern` of what is
  stated, never an empty schedule. A track whose sessions all begin later begins with the first of them.
* Hours are written to 0.01 h, so 9.17 h is the only whole minute that rounds to it, 9 h 10 min, and 9.19 h is none.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar, cast

import attrs

from iopmodel import catalogue
from iopmodel._days import WeekDay, day_code, weekday
from iopmodel.components import (
    Break,
    Component,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    Meal,
    MedicationAssistedTreatment,
    PeerSupport,
    ProgramBlock,
)
from iopmodel.errors import IopModelError, NotAccepted, WrongKind
from iopmodel.lengths import UNKNOWN_LENGTH, Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Focus, Population, Setting
from iopmodel.programs import Pathway, Phase, Program, ProgramType, Stated, Track
from iopmodel.quantities import Minutes, Quantity, Range
from iopmodel.schedules import UNKNOWN_COUNT, UNKNOWN_TIME, Session, WeeklySchedule
from iopmodel.spans import WeekSpan
from tests.published.written import canonical, fraction, hundredths

__all__ = ["Entry", "NotExpressed", "canonical", "from_program", "to_program"]

Entry: TypeAlias = Mapping[str, Any]
T = TypeVar("T")
Q = TypeVar("Q", bound=Quantity)

#: The kinds of the format. Each is one component type, and none of them shares one.
KINDS: dict[str, Component] = {
    "group": GroupTherapy(),
    "individual": IndividualTherapy(),
    "family": FamilyTherapy(),
    "education": Education(),
    "mat": MedicationAssistedTreatment(),
    "support": PeerSupport(),
    "mixed": ProgramBlock(),
    "break": Break(),
    "lunch": Meal(),
}
_UNSAID: Component = ProgramBlock()
_KIND_OF = {component: kind for kind, component in KINDS.items()}

#: The levels of the format; any other label is a level of its own.
LEVELS: dict[str, LevelOfCare] = {
    "IOP": LevelOfCare.INTENSIVE_OUTPATIENT,
    "PHP": LevelOfCare.PARTIAL_HOSPITALIZATION,
    "OP": LevelOfCare.OUTPATIENT,
    "EOP": LevelOfCare.ENHANCED_OUTPATIENT,
    "aftercare": LevelOfCare.AFTERCARE,
    "residential": LevelOfCare.RESIDENTIAL,
    "day-treatment": LevelOfCare.DAY_TREATMENT,
}
_LABEL_OF = {level: label for label, level in LEVELS.items()}
_OWN_LABELS = "published labels"

#: The program type of the catalogue that a page means when it gives its level and nothing else.
_TYPES = {
    each.level: each
    for each in (
        catalogue.STANDARD_IOP,
        catalogue.PARTIAL_HOSPITALIZATION,
        catalogue.OUTPATIENT,
        catalogue.AFTERCARE,
        catalogue.RESIDENTIAL,
    )
}
_FOCI: dict[str, str] = {"dual-diagnosis": Focus.CO_OCCURRING}
_SETTINGS = {"virtual": Setting.VIRTUAL, "hybrid": Setting.HYBRID}  # "in-person" names no place


_NONE: tuple[Any, ...] = ()
_NO_NAME = "without a name"  # so that a missing name is one reason and not two


class NotExpressed(ValueError):
    """An entry that the library cannot hold as it is written, with every reason."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("; ".join(self.reasons))


@attrs.frozen
class _Table:
    """One object of an entry. It is read key by key; whatever is wrong with it is noted, and reading goes on."""

    path: str
    keys: Mapping[str, Any]
    reasons: list[str]

    def take(self, key: str, read: Callable[[Any], T], absent: T) -> T:
        """The value under *key*, or *absent* when nothing is stated, or nothing that can be read."""
        value = self.keys.get(key)
        if value is None:
            return absent
        return self.tried(lambda: read(value), absent, key)

    def tried(self, make: Callable[[], T], otherwise: T, key: str = "") -> T:
        """What *make* gives; *otherwise*, and a reason more, when the library refuses it."""
        try:
            return make()
        except IopModelError as error:
            where = self.at(key)
            self.reasons.append(f"{where}: {error}" if where else str(error))
            return otherwise

    def at(self, key: str) -> str:
        """The path of a key."""
        return ".".join(part for part in (self.path, key) if part)

    def required(self, key: str, read: Callable[[Any], T], absent: T) -> T:
        """The value under *key*, which must be there."""
        if self.keys.get(key) is None:
            self.reasons.append(f"{self.at(key)}: missing")
        return self.take(key, read, absent)

    def tables(self, key: str) -> list[_Table]:
        """The list of objects under *key*, each with its own path; none when there is no such list."""
        found: list[_Table] = []
        for index, value in enumerate(self.take(key, _list, _NONE)):
            place = f"{key}[{index}]"
            keys = self.tried(functools.partial(_object, value), None, place)
            if keys is not None:
                found.append(_Table(self.at(place), keys, self.reasons))
        return found

    def refuse_others(self, *known: str) -> None:
        """Note the keys that are none of the format: what they mean would be lost."""
        for key in self.keys:
            if key not in known:
                self.tried(functools.partial(_refuse, "key", key, f"one of {', '.join(known)}"), None)


def _refuse(what: str, got: object, allowed: str) -> None:
    raise NotAccepted(what, got, allowed)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongKind("entry", value, "an object")
    return cast("dict[str, Any]", value)


def _list(value: object) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise WrongKind("value", value, "a list")
    return tuple(cast("list[Any]", value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise WrongKind("value", value, "text")
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(each) for each in _list(value))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise WrongKind("value", value, "true or false")
    return value


def _whole(value: object) -> int:
    number = fraction(value)
    if number.denominator != 1:
        raise NotAccepted("number", value, "a whole number")
    return int(number)


def _minutes(value: object) -> Minutes:
    return Minutes(_whole(value))


def _weeks(value: object) -> Weeks:
    return Weeks(_whole(value))


def _hours(value: object) -> Minutes:
    """The whole minute that these hours are, or that rounds to them at 0.01 h."""
    hours = fraction(value)
    nearest = round(hours * 60)
    if hours not in {Fraction(nearest, 60), hundredths(Fraction(nearest, 60))}:
        raise NotAccepted("hours", value, "a number of hours that is a whole number of minutes, rounded to 0.01 h")
    return Minutes(nearest)


def _range_of(unit: Callable[[object], Q], nothing: Q) -> Callable[[object], Range[Q]]:
    """Reads a number, ``[low, high]``, ``[low, null]`` or ``[null, high]`` in one unit."""

    def read(value: object) -> Range[Q]:
        if not isinstance(value, list | tuple):
            return Range.exactly(unit(value))
        ends = cast("list[object]", value)
        if len(ends) != 2:
            raise NotAccepted("range", cast("object", value), "two ends, low and high")
        low, high = ends
        return Range(nothing if low is None else unit(low), None if high is None else unit(high))

    return read


_counts = _range_of(_whole, 0)
_times = _range_of(_minutes, Minutes(0))
_hour_range = _range_of(_hours, Minutes(0))
_week_range = _range_of(_weeks, Weeks(0))


def to_program(entry: object) -> Program:
    """The program of an entry.

    Raises:
        NotExpressed: with every reason for which it cannot be told without loss.
    """
    reasons: list[str] = []
    try:
        keys = _object(entry)
    except WrongKind as error:
        raise NotExpressed([str(error)]) from None
    table = _Table("", keys, reasons)
    program = _program(table)
    if program is None or reasons:
        raise NotExpressed(reasons)
    kept, wanted = from_program(program), canonical(keys)
    lost = [f"{part}: written {wanted[part]}, kept {kept[part]}" for part in wanted if wanted[part] != kept[part]]
    if lost:
        raise NotExpressed(lost)
    return program


def _program(table: _Table) -> Program | None:
    level = table.required("level", _level, None)
    tracks = [_track(each) for each in table.tables("tracks")]
    phases = [_phase(each) for each in _in_order(table)]
    ages = Range(table.take("age_min", _whole, 0), None)
    oldest = table.take("age_max", lambda value: Range(ages.low, _whole(value)), ages)
    population = table.take("population", _text, "unspecified")
    foci = table.take("focus", _texts, _NONE)
    settings = _SETTINGS.get(table.take("delivery", _text, ""))
    zone = table.take("timezone", _text, None)
    claims: dict[str, Any] = table.take("claims", _object, {})
    stated = _Table("claims", claims, table.reasons).take("hours_per_week", _hour_range, UNKNOWN_TIME)
    name = table.required("id", _text, "")
    if level is None or table.reasons:
        return None
    return table.tried(
        lambda: Program(
            _TYPES.get(level) or ProgramType(level.key, _label(level), level),
            tracks=[each for each in tracks if each is not None],
            timezone=zone,
            pathway=Pathway([each for each in phases if each is not None], name=name) if phases else None,
            name=name,
            stated=Stated(hours_per_week=stated),
            population=Population(population, ages=oldest),
            focus=[_FOCI.get(each, each) for each in foci],
            settings=() if settings is None else (settings,),
        ),
        None,
    )


def _level(value: object) -> LevelOfCare:
    label = _text(value)
    return LEVELS.get(label) or LevelOfCare(label, system=_OWN_LABELS)


def _label(level: LevelOfCare) -> str:
    return _LABEL_OF.get(level, level.key)


def _stated(table: _Table) -> Stated:
    return Stated(
        hours_per_week=table.take("hours_per_week", _hour_range, UNKNOWN_TIME),
        hours_per_day=table.take("hours_per_day", _hour_range, UNKNOWN_TIME),
        days_per_week=table.take("days_per_week", _counts, UNKNOWN_COUNT),
        sessions_in_all=table.take("sessions_total", _counts, UNKNOWN_COUNT),
    )


_FIGURES = ("days_per_week", "hours_per_day", "hours_per_week", "weeks", "sessions_total")


def _week_of_figures(stated: Stated) -> WeeklyPattern:
    """The week of which nobody published the sessions: what is stated of it is all that is known."""
    return WeeklyPattern(
        days=stated.days_per_week, time_per_day=stated.hours_per_day, time_per_week=stated.hours_per_week
    )


def _track(table: _Table) -> Track | None:
    table.refuse_others("name", "sessions", *_FIGURES)
    name = table.required("name", _text, _NO_NAME)
    stated = _stated(table)
    length = table.take("weeks", _week_range, UNKNOWN_LENGTH)
    sessions = [session for each in table.tables("sessions") for session in _sessions(each)]
    return table.tried(
        lambda: Track(
            name,
            WeeklySchedule(sessions) if sessions else _week_of_figures(stated),
            length=length,
            first_week=min((each.weeks.first for each in sessions), default=1),
            stated=stated,
        ),
        None,
    )


def _sessions(table: _Table) -> list[Session]:
    """The sessions of one row, one for each of its days."""
    table.refuse_others(
        "days", "per_week", "start", "end", "minutes", "kind", "label", "every_n_weeks", "weeks", "optional",
        "count_total",
    )  # fmt: skip
    component = table.take("kind", _component, _UNSAID)
    days = table.take("days", _days, _NONE)
    per_week = table.take("per_week", _counts, UNKNOWN_COUNT)
    about: dict[str, Any] = {
        "time": table.take("minutes", _times, UNKNOWN_TIME),
        "start": table.take("start", _text, None),
        "end": table.take("end", _text, None),
        "total": table.take("count_total", _counts, None),
        "every": table.take("every_n_weeks", _weeks, Weeks(1)),
        "weeks": table.take("weeks", _span, WeekSpan()),
        "optional": table.take("optional", _flag, absent=False),
        "label": table.take("label", _text, ""),
    }
    if days and table.keys.get("per_week") is not None:
        table.tried(lambda: _refuse("value", per_week, "no number a week beside named days"), None, "per_week")
    if len(days) > 1 and about["total"] is not None:
        table.tried(lambda: _refuse("value", days, "one day, as the total is not said for each"), None, "days")
    if not days:
        about["per_week"] = per_week
    made = (table.tried(functools.partial(Session, component, day=day, **about), None) for day in days or (None,))
    return [session for session in made if session is not None]


def _component(value: object) -> Component:
    kind = _text(value)
    if kind not in KINDS:
        raise NotAccepted("kind", kind, f"one of {', '.join(KINDS)}")
    return KINDS[kind]


def _days(value: object) -> tuple[WeekDay, ...]:
    codes = _texts(value)
    allowed = [day_code(day) for day in WeekDay]
    if not codes or not set(codes) <= set(allowed):
        raise NotAccepted("days", value, f"some of {', '.join(allowed)}")
    return tuple(weekday(code) for code in codes)


def _span(value: object) -> WeekSpan:
    ends = _list(value)
    if len(ends) != 2 or ends[0] is None:
        raise NotAccepted("program weeks", value, "[first, last], the last one null when it has no end")
    first, last = ends
    return WeekSpan(_whole(first), None if last is None else _whole(last))


def _in_order(table: _Table) -> list[_Table]:
    """The phases by their order, which is their place in the list when they have none."""
    places = [(each.take("order", _whole, place), each) for place, each in enumerate(table.tables("phases"), start=1)]
    places.sort(key=lambda each: each[0])
    given = [place for place, _ in places]
    if given != list(range(1, len(given) + 1)):
        table.tried(lambda: _refuse("order", given, "1, 2, 3 and so on, each once"), None, "phases")
    return [each for _, each in places]


def _phase(table: _Table) -> Phase | None:
    table.refuse_others("order", "level", "name", "note", *_FIGURES)
    level = table.required("level", _level, None)
    stated = _stated(table)
    length = table.take("weeks", _week_range, UNKNOWN_LENGTH)
    name, note = table.take("name", _text, ""), table.take("note", _text, "")
    if level is None:
        return None
    return table.tried(
        lambda: Phase(level, _week_of_figures(stated), length=length, name=name, note=note, stated=stated), None
    )


def from_program(program: Program) -> dict[str, Any]:
    """The tracks and phases of a program in the words of the format: one session a weekday, in canonical form."""
    phases = () if program.pathway is None else program.pathway.phases
    return canonical(
        {
            "tracks": [_written_track(track) for track in program.tracks],
            "phases": [_written_phase(phase, order) for order, phase in enumerate(phases, start=1)],
        }
    )


def _written_track(track: Track) -> dict[str, Any]:
    sessions = track.week.sessions if isinstance(track.week, WeeklySchedule) else ()
    return {
        "name": track.name,
        "sessions": [_written_session(session) for session in sessions],
        **_written_figures(track.stated, track),
    }


def _written_phase(phase: Phase, order: int) -> dict[str, Any]:
    words = {"name": phase.name, "note": phase.note}
    return {"order": order, "level": _label(phase.level), **words, **_written_figures(phase.stated, phase)}


def _written_figures(stated: Stated, part: Track | Phase) -> dict[str, Any]:
    weeks = cast("Range[Weeks]", part.length)  # the only lengths that an entry has
    return {
        "days_per_week": _written(stated.days_per_week, _itself),
        "hours_per_day": _written(stated.hours_per_day, _in_hours),
        "hours_per_week": _written(stated.hours_per_week, _in_hours),
        "sessions_total": _written(stated.sessions_in_all, _itself),
        "weeks": _written(weeks, _count_of),
    }


def _written_session(session: Session) -> dict[str, Any]:
    clock = {
        name: time.strftime("%H:%M")
        for name, time in (("start", session.start), ("end", session.end))
        if time is not None
    }
    number = {"per_week": _written(session.per_week, _itself)} if session.day is None else {}
    return {
        "days": None if session.day is None else [day_code(session.day)],
        **number,
        **clock,
        "minutes": None if len(clock) == 2 else _written(session.time, _count_of),
        "kind": _KIND_OF[session.component],
        "label": session.label,
        "every_n_weeks": session.every.count,
        "weeks": [session.weeks.first, session.weeks.last],
        "optional": session.optional,
        "count_total": None if session.total is None else _written(session.total, _itself),
    }


def _written(value: Range[Q], unit: Callable[[Q], Any]) -> Any:  # noqa: ANN401 - the format is JSON
    return [unit(value.low), None if value.high is None else unit(value.high)]


def _itself(value: int) -> int:
    return value


def _count_of(value: Minutes | Weeks) -> int:
    return value.count


def _in_hours(value: Minutes) -> Fraction:
    return hundredths(Fraction(value.count, 60))
