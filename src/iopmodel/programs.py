"""Program types and what is published of them; programs, with their tracks, phases and pathways."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from iopmodel._days import DAYS_IN_WEEK, zone_name
from iopmodel.citations import Citation
from iopmodel.errors import DuplicateKey, NotAccepted, UnknownName, WrongKind
from iopmodel.lengths import UNKNOWN_LENGTH, PlannedLength, planned_length
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Focus, PartOfDay, Population, Setting
from iopmodel.quantities import Minutes, Range, count_range, time_range, whole_number
from iopmodel.schedules import UNKNOWN_COUNT, UNKNOWN_TIME, Session, WeeklySchedule
from iopmodel.spans import DaySpan
from iopmodel.vocabulary import key_of

__all__ = [
    "CitedWords",
    "Description",
    "Pathway",
    "Phase",
    "Program",
    "ProgramType",
    "Stated",
    "Track",
]

_UNKNOWN_PATTERN = WeeklyPattern()
_UNSPECIFIED = Population()


def _foci(value: str | Iterable[str]) -> frozenset[str]:
    return frozenset(Focus.or_other(each) for each in ((value,) if isinstance(value, str) else value))


def _in_order(value: frozenset[str]) -> str:
    # A set is written in another order in every process.
    return f"frozenset({sorted(value)!r})"


def _population(value: Population | str) -> Population:
    return value if isinstance(value, Population) else Population(value)


def _week(value: WeeklySchedule | WeeklyPattern | Iterable[Session]) -> WeeklySchedule | WeeklyPattern:
    if isinstance(value, WeeklySchedule | WeeklyPattern):
        return value
    return WeeklySchedule(value)


def _part_of_day(value: str) -> PartOfDay:
    return PartOfDay.one_of(value)


def _settings(value: Iterable[str]) -> tuple[Setting, ...]:
    return tuple(Setting.one_of(each) for each in value)


def _open_on(value: Iterable[DaySpan]) -> tuple[DaySpan, ...]:
    return tuple(value)


def _type_key(value: str) -> str:
    return key_of(value, "program type")


def _name(value: str) -> str:
    key_of(value, "name")
    return value.strip()


@attrs.frozen
class CitedWords:
    """A sentence of a source about a program type, kept as information and never used for a decision."""

    words: str = attrs.field(converter=_name)
    citation: Citation

    def __str__(self) -> str:
        return f"{self.words} ({self.citation})"


@attrs.frozen(kw_only=True)
class Description:
    """What one source publishes about a program type.

    Args:
        citation: the source.
        week: its figures about a week.
        length: how long such a program lasts.
        ages: whom it serves, in whole years.
        words: what it says in words instead of figures, such as "several weeks or months".
        focus: what its statement is about, when it is narrower than the type.
        of_level: whether it speaks of every program of the level, and not of this type alone.
        inherited: whether the type has no figures of its own and takes these from the type that it is one of.
        published_as: pairs of measure and rule id, one for each figure that is a row of the published facts.
    """

    citation: Citation
    week: WeeklyPattern = _UNKNOWN_PATTERN
    length: PlannedLength = attrs.field(default=UNKNOWN_LENGTH, converter=planned_length)
    ages: Range[int] = attrs.field(default=UNKNOWN_COUNT, converter=count_range)
    words: str = ""
    focus: frozenset[str] = attrs.field(default=frozenset({Focus.ANY}), converter=_foci, repr=_in_order)
    of_level: bool = False
    inherited: bool = False
    published_as: tuple[tuple[str, str], ...] = ()


def _descriptions(value: Iterable[Description]) -> tuple[Description, ...]:
    return tuple(value)


def _cited(value: Iterable[CitedWords]) -> tuple[CitedWords, ...]:
    return tuple(value)


@attrs.frozen
class ProgramType:
    """A kind of program: its level, whom it serves, what it treats, and what is published about it.

    A type of your own is made by the same constructor. The first description is the defining one.

    Args:
        key: its key, such as ``"evening-iop"``.
        name: its name, for people.
        level: its level of care.
        population: whom it serves; unspecified when nobody says.
        focus: what it treats; :attr:`Focus.ANY` for a type that is not narrowed.
        part_of_day: when in the day it runs, where that defines it.
        settings: where it happens.
        descriptions: what is published about it, the defining one first.
        suits: whom it suits, in the words of its sources: information, never a decision.
        inherits: the key of the type whose published figures it takes over.
    """

    key: str = attrs.field(converter=_type_key)
    name: str = attrs.field(converter=_name)
    level: LevelOfCare
    population: Population = attrs.field(default=_UNSPECIFIED, converter=_population, kw_only=True)
    focus: frozenset[str] = attrs.field(default=frozenset(), converter=_foci, repr=_in_order, kw_only=True)
    part_of_day: PartOfDay | None = attrs.field(
        default=None, converter=attrs.converters.optional(_part_of_day), kw_only=True
    )
    settings: tuple[Setting, ...] = attrs.field(default=(), converter=_settings, kw_only=True)
    descriptions: tuple[Description, ...] = attrs.field(default=(), converter=_descriptions, kw_only=True)
    suits: tuple[CitedWords, ...] = attrs.field(default=(), converter=_cited, kw_only=True)
    inherits: str | None = attrs.field(default=None, kw_only=True)

    @property
    def defining_week(self) -> WeeklyPattern:
        """The week of the first description; a pattern without figures when there is none."""
        return self.descriptions[0].week if self.descriptions else _UNKNOWN_PATTERN

    def __str__(self) -> str:
        return self.name


@attrs.frozen(kw_only=True)
class Stated:
    """Figures that a program states about itself. They are held against the week and never used as knowledge.

    "Up to 9 hours" is :meth:`Range.at_most`, "at least 3 days" :meth:`Range.at_least`.
    """

    hours_per_week: Range[Minutes] = attrs.field(default=UNKNOWN_TIME, converter=time_range)
    hours_per_day: Range[Minutes] = attrs.field(default=UNKNOWN_TIME, converter=time_range)
    days_per_week: Range[int] = attrs.field(default=UNKNOWN_COUNT, converter=count_range)
    sessions_in_all: Range[int] = attrs.field(default=UNKNOWN_COUNT, converter=count_range)


_NOTHING_STATED = Stated()


def _first_week(value: int) -> int:
    return whole_number(value, "first week", at_least=1)


def _attends(value: Range[int] | int | str) -> Range[int]:
    days = count_range(value)
    if days.high is None or days.high > DAYS_IN_WEEK:
        raise NotAccepted("days to attend", str(days), "a number or range of at most 7 days, such as 2 to 5")
    return Range(days.low, days.high - days.high_excluded)  # days are whole: under 3 is at most 2


@attrs.frozen
class Track:
    """One named way to attend a program, such as its mornings or its evenings. A patient attends one track.

    Args:
        name: its name.
        week: its week: a schedule, its sessions, or a pattern; without one nobody published its sessions.
        length: its own length, when it differs from the program's.
        first_week: the program week in which it starts, when it is a later step of the program.
        open_on: the spans of days in which it is open; always when empty.
        attends: how many of its open days a patient attends, when not all of them.
        stated: figures that the program states about it.
    """

    name: str = attrs.field(converter=_name)
    week: WeeklySchedule | WeeklyPattern = attrs.field(default=_UNKNOWN_PATTERN, converter=_week)
    length: PlannedLength = attrs.field(default=UNKNOWN_LENGTH, converter=planned_length, kw_only=True)
    first_week: int = attrs.field(default=1, converter=_first_week, kw_only=True)
    open_on: tuple[DaySpan, ...] = attrs.field(default=(), converter=_open_on, kw_only=True)
    attends: Range[int] | None = attrs.field(default=None, converter=attrs.converters.optional(_attends), kw_only=True)
    stated: Stated = attrs.field(default=_NOTHING_STATED, kw_only=True)


@attrs.frozen
class Phase:
    """A stretch of a stay with its own level, length and week.

    Args:
        level: its level of care.
        week: its week: a schedule, its sessions, or a pattern; without one nobody says.
        length: how long it lasts; ``UntilCriterion`` when a criterion ends it.
        name: its name.
        note: what else its source says, in words.
        stated: figures that the program states about it.
    """

    level: LevelOfCare
    week: WeeklySchedule | WeeklyPattern = attrs.field(default=_UNKNOWN_PATTERN, converter=_week)
    length: PlannedLength = attrs.field(default=UNKNOWN_LENGTH, converter=planned_length, kw_only=True)
    name: str = attrs.field(default="", kw_only=True)
    note: str = attrs.field(default="", kw_only=True)
    stated: Stated = attrs.field(default=_NOTHING_STATED, kw_only=True)

    @property
    def title(self) -> str:
        """Its name, or its level when it has none."""
        return self.name or self.level.name or self.level.key


def _phases(value: Iterable[Phase]) -> tuple[Phase, ...]:
    if not isinstance(value, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("pathway", value, "several phases, such as [Phase(...)]")
    phases = tuple(value)
    if not phases:
        raise NotAccepted("pathway", (), "at least one phase")
    for each in phases:
        if not isinstance(each, Phase):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("pathway", each, "phases")
    return phases


@attrs.frozen
class Pathway:
    """Phases in order: a taper, or a plan of steps down (or up) through the levels of care.

    Args:
        phases: the phases, the first one first.
        name: its name, for reports.
        population: whom it is for; unspecified when nobody says.
        focus: what it treats.
    """

    phases: tuple[Phase, ...] = attrs.field(converter=_phases)
    name: str = attrs.field(default="pathway", converter=_name, kw_only=True)
    population: Population = attrs.field(default=_UNSPECIFIED, converter=_population, kw_only=True)
    focus: frozenset[str] = attrs.field(default=frozenset(), converter=_foci, repr=_in_order, kw_only=True)


def _tracks(value: Iterable[Track]) -> tuple[Track, ...]:
    if not isinstance(value, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("tracks", value, "several tracks, such as [Track('evening', schedule)]")
    tracks = tuple(value)
    seen: set[str] = set()
    for each in tracks:
        if not isinstance(each, Track):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("tracks", each, "tracks, such as Track('evening', schedule)")
        if each.name in seen:
            raise DuplicateKey("track", each.name)
        seen.add(each.name)
    return tracks


def _type(value: ProgramType) -> ProgramType:
    if not isinstance(value, ProgramType):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("program type", value, "a ProgramType, such as catalogue.EVENING_IOP")
    return value


def _own_name(program: Program) -> str:
    return program.type.name


def _own_population(program: Program) -> Population:
    return program.type.population


def _own_focus(program: Program) -> frozenset[str]:
    return program.type.focus


def _own_settings(program: Program) -> tuple[Setting, ...]:
    return program.type.settings


@attrs.frozen
class Program:
    """One clinic's offering: a type, the tracks of which a patient attends one, and its length.

    Args:
        type: what kind of program it is.
        tracks: the ways to attend it.
        length: how long it lasts, unless a track says otherwise.
        timezone: the IANA name of its zone; needed only where instants are asked for.
        pathway: its phases, when it has some.
        name: what to call it; the type's name otherwise.
        stated: figures that it states about the whole program.
        population: whom it serves, when narrower than its type.
        focus: what it treats, when narrower than its type.
        settings: where it happens, when its type does not say.

    Raises:
        DuplicateKey: if two tracks have one name.
        NotAccepted: if there is no such time zone.
    """

    type: ProgramType = attrs.field(converter=_type)
    tracks: tuple[Track, ...] = attrs.field(default=(), converter=_tracks, kw_only=True)
    length: PlannedLength = attrs.field(default=UNKNOWN_LENGTH, converter=planned_length, kw_only=True)
    timezone: str | None = attrs.field(default=None, converter=attrs.converters.optional(zone_name), kw_only=True)
    pathway: Pathway | None = attrs.field(default=None, kw_only=True)
    name: str = attrs.field(default=attrs.Factory(_own_name, takes_self=True), converter=_name, kw_only=True)
    stated: Stated = attrs.field(default=_NOTHING_STATED, kw_only=True)
    population: Population = attrs.field(
        default=attrs.Factory(_own_population, takes_self=True), converter=_population, kw_only=True
    )
    focus: frozenset[str] = attrs.field(
        default=attrs.Factory(_own_focus, takes_self=True), converter=_foci, repr=_in_order, kw_only=True
    )
    settings: tuple[Setting, ...] = attrs.field(
        default=attrs.Factory(_own_settings, takes_self=True), converter=_settings, kw_only=True
    )

    @property
    def level(self) -> LevelOfCare:
        """The level of care of its type."""
        return self.type.level

    def track(self, name: str) -> Track:
        """The track of that name.

        Raises:
            UnknownName: if there is none.
        """
        for each in self.tracks:
            if each.name == name:
                return each
        raise UnknownName("track", name, tuple(each.name for each in self.tracks))

    def length_of(self, track: Track) -> PlannedLength:
        """How long *track* lasts: its own length, or the program's when it has none."""
        return self.length if track.length == UNKNOWN_LENGTH else track.length
