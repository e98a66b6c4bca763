"""Strategies for programs and what they are made of: tracks, phases, pathways, descriptions, program types."""

from __future__ import annotations

import functools
from typing import Any

from hypothesis import strategies as st

from iopmodel import catalogue
from iopmodel._days import DAYS_IN_WEEK
from iopmodel.catalogue import Catalogue
from iopmodel.lengths import UNKNOWN_LENGTH, PlannedLength, Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import PartOfDay, Setting
from iopmodel.programs import CitedWords, Description, Pathway, Phase, Program, ProgramType, Stated, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import WeeklySchedule
from iopmodel.strategies._calendar import EVERY_OTHER, NOW_AND_THEN, SPAN_TURNS, ZONES, day_span_from
from iopmodel.strategies._components import FOCI_TURNS, LADDERS, POPULATION_TURNS, foci_from, population_from
from iopmodel.strategies._sessions import MAX_WEEK, PATTERN_TURNS, pattern_from, weekly_patterns, weekly_schedules
from iopmodel.strategies._values import (
    A_WEEK,
    MOST_COUNTED,
    PLANNED_TURNS,
    STATED_TURNS,
    UNKNOWN_COUNT,
    UNKNOWN_TIME,
    citations,
    length_from,
    names,
    stated_from,
)
from iopmodel.strategies._wheels import Turns, turned, turns, wheel

__all__ = [
    "catalogues",
    "cited_words",
    "descriptions",
    "pathways",
    "phases",
    "program_types",
    "stated_figures",
    "tracks",
]


_USUAL_CHOICES = wheel(1, 2, 0)
_CHOICE_TURNS = 6


def _choice(turn: Turns) -> Range[int]:
    low, high = sorted((_days_of_choice(turn), _days_of_choice(turn)))
    return Range(low, high)


def _days_of_choice(turn: Turns) -> int:
    is_any, usual, number = turn.pick(EVERY_OTHER), turn.pick(_USUAL_CHOICES), turn.number(0, DAYS_IN_WEEK)
    return number if is_any else usual


@functools.cache
def choices() -> st.SearchStrategy[Range[int]]:
    """How many of the open days a patient attends; mostly few, so that there are more to choose from."""
    return turned(_CHOICE_TURNS, _choice)


_WEEK_LENGTHS = wheel("exact", "closed", "at least")
_WEEK_LENGTH_TURNS = 3
_MOST_WEEKS = 8


def _week_length(most: int, turn: Turns) -> Range[Weeks]:
    shape, one, other = turn.pick(_WEEK_LENGTHS), turn.number(1, most), turn.number(1, most)
    if shape == "closed":
        return Range(Weeks(min(one, other)), Weeks(max(one, other)))
    return Range.exactly(Weeks(one)) if shape == "exact" else Range.at_least(Weeks(one))


def week_lengths(most: int = _MOST_WEEKS) -> st.SearchStrategy[Range[Weeks]]:
    """Lengths in weeks: exact, from-to, at least."""
    return turned(_WEEK_LENGTH_TURNS, functools.partial(_week_length, most))


_STATED_TURNS = 1 + 4 * STATED_TURNS
_NOTHING_STATED = Stated()


def _stated(turn: Turns) -> Stated:
    return Stated(
        hours_per_week=stated_from(Minutes, A_WEEK.count, UNKNOWN_TIME, turn),
        hours_per_day=stated_from(Minutes, A_WEEK.count, UNKNOWN_TIME, turn),
        days_per_week=stated_from(int, DAYS_IN_WEEK, UNKNOWN_COUNT, turn),
        sessions_in_all=stated_from(int, DAYS_IN_WEEK, UNKNOWN_COUNT, turn),
    )


def _stated_or_not(turn: Turns) -> Stated:
    """The figures of something of which there is more to draw: every other one has none."""
    is_stated, figures = turn.pick(EVERY_OTHER), turn.part(_STATED_TURNS - 1)
    return _stated(figures) if is_stated else _NOTHING_STATED


@functools.cache
def stated_figures() -> st.SearchStrategy[Stated]:
    """Figures that a program states about itself."""
    return turned(_STATED_TURNS, _stated)


@functools.cache
def weeks_of_any_kind() -> st.SearchStrategy[WeeklySchedule | WeeklyPattern]:
    """Schedules and patterns."""
    return weekly_patterns() | weekly_schedules(max_size=2)


_LENGTH_KINDS = wheel("unknown", "weeks", "any")
_LENGTH_TURNS = 1 + PLANNED_TURNS
_MOST_LAID_OUT = 12


def _length(draw: st.DrawFn, turn: Turns) -> PlannedLength:
    kind, figures = turn.pick(_LENGTH_KINDS), turn.part(PLANNED_TURNS)
    if kind == "weeks":
        return _week_length(_MOST_WEEKS, figures)
    return UNKNOWN_LENGTH if kind == "unknown" else length_from(draw, _MOST_LAID_OUT, figures)


@functools.cache
def lengths_of_any_kind() -> st.SearchStrategy[PlannedLength]:
    """Planned lengths of every kind, small enough to be laid out week by week."""

    @st.composite
    def lengths(draw: st.DrawFn) -> PlannedLength:
        return _length(draw, Turns(draw, draw(turns(_LENGTH_TURNS))))

    return lengths()


_TRACK_TURNS = _LENGTH_TURNS + 2 + 2 * (1 + SPAN_TURNS) + 1 + _CHOICE_TURNS + _STATED_TURNS


@functools.lru_cache(maxsize=32)
def tracks(
    weeks: st.SearchStrategy[WeeklySchedule | WeeklyPattern] | None = None,
    lengths: st.SearchStrategy[PlannedLength] | None = None,
) -> st.SearchStrategy[Track]:
    """Tracks, some of which begin later, are open for a season, or let a patient pick days."""
    drawn, some_weeks = turns(_TRACK_TURNS), weeks_of_any_kind() if weeks is None else weeks

    @st.composite
    def drawn_tracks(draw: st.DrawFn) -> Track:
        name, week, turn = draw(names()), draw(some_weeks), Turns(draw, draw(drawn))
        length, is_later, first_week = turn.part(_LENGTH_TURNS), turn.pick(EVERY_OTHER), turn.number(1, MAX_WEEK + 2)
        seasons = [(turn.pick(NOW_AND_THEN), turn.part(SPAN_TURNS)) for _ in range(2)]
        is_chosen, chosen = turn.pick(EVERY_OTHER), turn.part(_CHOICE_TURNS)
        return Track(
            name,
            week,
            length=_length(draw, length) if lengths is None else draw(lengths),
            first_week=first_week if is_later else 1,
            open_on=[day_span_from(0, _LONGEST_SEASON, season) for is_open, season in seasons if is_open],
            attends=_choice(chosen) if is_chosen else None,
            stated=_stated_or_not(turn),
        )

    return drawn_tracks()


_LONGEST_SEASON = 366


@functools.lru_cache(maxsize=32)
def phases(
    lengths: st.SearchStrategy[PlannedLength] | None = None,
    weeks: st.SearchStrategy[WeeklySchedule | WeeklyPattern] | None = None,
) -> st.SearchStrategy[Phase]:
    """Phases of every level."""
    drawn, some_weeks = turns(1 + _LENGTH_TURNS + 2 + _STATED_TURNS), weeks_of_any_kind() if weeks is None else weeks

    @st.composite
    def drawn_phases(draw: st.DrawFn) -> Phase:
        week, turn = draw(some_weeks), Turns(draw, draw(drawn))
        level, length = turn.pick(_LEVELS), turn.part(_LENGTH_TURNS)
        return Phase(
            level,
            week,
            length=_length(draw, length) if lengths is None else draw(lengths),
            name=draw(names()) if turn.pick(EVERY_OTHER) else "",
            note=draw(names()) if turn.pick(EVERY_OTHER) else "",
            stated=_stated_or_not(turn),
        )

    return drawn_phases()


_LEVELS = wheel(LevelOfCare.INTENSIVE_OUTPATIENT, *(level for ladder in LADDERS for level in ladder.levels))


@functools.lru_cache(maxsize=32)
def pathways(of: st.SearchStrategy[Phase] | None = None) -> st.SearchStrategy[Pathway]:
    """Pathways of one to three phases."""
    some_phases = st.lists(phases() if of is None else of, min_size=1, max_size=3)

    @st.composite
    def drawn_pathways(draw: st.DrawFn) -> Pathway:
        found, turn = draw(some_phases), Turns(draw, draw(turns(1 + POPULATION_TURNS + FOCI_TURNS)))
        return Pathway(
            found,
            name=draw(names()) if turn.pick(EVERY_OTHER) else "pathway",
            population=population_from(draw, turn),
            focus=foci_from(draw, turn),
        )

    return drawn_pathways()


@functools.cache
def cited_words() -> st.SearchStrategy[CitedWords]:
    """Sentences of a source."""

    @st.composite
    def sentences(draw: st.DrawFn) -> CitedWords:
        return CitedWords(draw(names()), draw(citations()))

    return sentences()


_DESCRIPTION_TURNS = PATTERN_TURNS + _LENGTH_TURNS + STATED_TURNS + FOCI_TURNS + 5


@functools.cache
def descriptions() -> st.SearchStrategy[Description]:
    """What a source publishes about a type."""

    @st.composite
    def drawn_descriptions(draw: st.DrawFn) -> Description:
        turn = Turns(draw, draw(turns(_DESCRIPTION_TURNS)))
        week, length = turn.part(PATTERN_TURNS), turn.part(_LENGTH_TURNS)
        return Description(
            citation=draw(citations()),
            week=pattern_from(week),
            length=_length(draw, length),
            ages=stated_from(int, MOST_COUNTED, UNKNOWN_COUNT, turn),
            words=draw(names()) if turn.pick(EVERY_OTHER) else "",
            focus=foci_from(draw, turn),
            of_level=turn.pick(EVERY_OTHER),
            inherited=turn.pick(EVERY_OTHER),
            published_as=tuple((draw(names()), draw(names())) for _ in range(2) if turn.pick(NOW_AND_THEN)),
        )

    return drawn_descriptions()


@functools.cache
def program_types() -> st.SearchStrategy[ProgramType]:
    """The types of the catalogue, and types of one's own."""
    return st.sampled_from(list(catalogue.BUILT_IN)) | own_types()


_SETTINGS = wheel(*((None,) * (2 * len(Setting))), *Setting)
_PARTS_OF_DAY = wheel(*((None,) * len(PartOfDay)), *PartOfDay)
_PARENTS = wheel(None, None, None, "standard-iop")
_TYPE_TURNS = POPULATION_TURNS + FOCI_TURNS + 1 + 2 + 5


def _settings(turn: Turns) -> list[Setting]:
    return [each for each in (turn.pick(_SETTINGS), turn.pick(_SETTINGS)) if each is not None]


@functools.cache
def own_types() -> st.SearchStrategy[ProgramType]:
    """Program types of one's own."""

    @st.composite
    def types(draw: st.DrawFn) -> ProgramType:
        key, name, turn = draw(names()), draw(names()), Turns(draw, draw(turns(_TYPE_TURNS)))
        return ProgramType(
            key,
            name,
            turn.pick(_LEVELS),
            population=population_from(draw, turn),
            focus=foci_from(draw, turn),
            part_of_day=turn.pick(_PARTS_OF_DAY),
            settings=_settings(turn),
            descriptions=[draw(descriptions()) for _ in range(2) if turn.pick(NOW_AND_THEN)],
            suits=[draw(cited_words())] if turn.pick(NOW_AND_THEN) else (),
            inherits=turn.pick(_PARENTS),
        )

    return types()


@functools.cache
def catalogues() -> st.SearchStrategy[Catalogue]:
    """Catalogues of one's own: the built-in types with one or two more."""
    more = st.lists(own_types(), min_size=1, max_size=2, unique_by=lambda each: each.key)
    return more.map(lambda types: Catalogue((*catalogue.TYPES, *types)))


_TIMEZONES = wheel(*((None,) * len(ZONES)), *ZONES)
_PROGRAM_TURNS = _LENGTH_TURNS + 1 + 1 + 1 + _STATED_TURNS + 1 + POPULATION_TURNS + FOCI_TURNS + 1 + 2


@functools.cache
def any_programs() -> st.SearchStrategy[Program]:
    """Programs of every type, with tracks, a pathway, both or neither."""
    some_tracks = st.lists(tracks(), max_size=2, unique_by=lambda track: track.name)

    @st.composite
    def drawn_programs(draw: st.DrawFn) -> Program:
        found, turn = draw(some_tracks), Turns(draw, draw(turns(_PROGRAM_TURNS)))
        kind = draw(program_types())
        given: dict[str, Any] = {"length": _length(draw, turn.part(_LENGTH_TURNS)), "timezone": turn.pick(_TIMEZONES)}
        if turn.pick(EVERY_OTHER):
            given["pathway"] = draw(pathways())
        if turn.pick(EVERY_OTHER):
            given["name"] = draw(names())
        given["stated"] = _stated_or_not(turn)
        # What is not given is that of its type.
        is_narrower, people, focus = turn.pick(EVERY_OTHER), turn.part(POPULATION_TURNS), turn.part(FOCI_TURNS)
        if is_narrower:
            given |= {"population": population_from(draw, people), "focus": foci_from(draw, focus)}
        if turn.pick(EVERY_OTHER):
            given["settings"] = _settings(turn)
        return Program(kind, tracks=found, **given)

    return drawn_programs()
