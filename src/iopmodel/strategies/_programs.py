"""Strategies for programs and what they are made of: tracks, phases, pathways, descriptions, program types."""

from __future__ import annotations

import functools

from hypothesis import strategies as st

from iopmodel import catalogue
from iopmodel._days import DAYS_IN_WEEK
from iopmodel.catalogue import Catalogue
from iopmodel.lengths import UNKNOWN_LENGTH, PlannedLength, Weeks
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import PartOfDay, Setting
from iopmodel.programs import CitedWords, Description, Pathway, Phase, Program, ProgramType, Stated, Track
from iopmodel.quantities import Range
from iopmodel.schedules import WeeklySchedule
from iopmodel.strategies._calendar import day_spans, zones
from iopmodel.strategies._components import foci, levels, populations
from iopmodel.strategies._sessions import MAX_WEEK, UNKNOWN_TIME, weekly_patterns, weekly_schedules
from iopmodel.strategies._values import citations, count_ranges, names, names_or_none, planned_lengths, time_ranges

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


def _span_of_days(pair: tuple[int, int]) -> Range[int]:
    low, high = sorted(pair)
    return Range(low, high)


@functools.cache
def choices() -> st.SearchStrategy[Range[int]]:
    """How many of the open days a patient attends; mostly few, so that there are more to choose from."""
    ends = st.sampled_from((1, 2, 0)) | st.integers(0, DAYS_IN_WEEK)
    return st.tuples(ends, ends).map(_span_of_days)


def week_lengths(most: int = 8) -> st.SearchStrategy[Range[Weeks]]:
    """Lengths in weeks: exact, from-to, at least."""
    count = st.integers(1, most)

    def closed(pair: tuple[int, int]) -> Range[Weeks]:
        low, high = sorted(pair)
        return Range(Weeks(low), Weeks(high))

    return (
        count.map(lambda weeks: Range.exactly(Weeks(weeks)))
        | st.tuples(count, count).map(closed)
        | count.map(lambda weeks: Range.at_least(Weeks(weeks)))
    )


@functools.cache
def stated_figures() -> st.SearchStrategy[Stated]:
    """Figures that a program states about itself."""
    times = st.just(UNKNOWN_TIME) | time_ranges()
    counts = st.just(Range[int](0)) | count_ranges(DAYS_IN_WEEK)
    return st.builds(Stated, hours_per_week=times, hours_per_day=times, days_per_week=counts, sessions_in_all=counts)


@functools.cache
def weeks_of_any_kind() -> st.SearchStrategy[WeeklySchedule | WeeklyPattern]:
    """Schedules and patterns."""
    return weekly_schedules(max_size=2) | weekly_patterns()


@functools.cache
def lengths_of_any_kind() -> st.SearchStrategy[PlannedLength]:
    """Planned lengths of every kind, small enough to be laid out week by week."""
    return st.just(UNKNOWN_LENGTH) | week_lengths() | planned_lengths(12)


def tracks(
    weeks: st.SearchStrategy[WeeklySchedule | WeeklyPattern] | None = None,
    lengths: st.SearchStrategy[PlannedLength] | None = None,
) -> st.SearchStrategy[Track]:
    """Tracks, some of which begin later, are open for a season, or let a patient pick days."""
    return st.builds(
        Track,
        names(),
        weeks_of_any_kind() if weeks is None else weeks,
        length=lengths_of_any_kind() if lengths is None else lengths,
        first_week=st.just(1) | st.integers(1, MAX_WEEK + 2),
        open_on=st.lists(day_spans(), max_size=2),
        attends=st.none() | choices(),
        stated=stated_figures(),
    )


def phases(
    lengths: st.SearchStrategy[PlannedLength] | None = None,
    weeks: st.SearchStrategy[WeeklySchedule | WeeklyPattern] | None = None,
) -> st.SearchStrategy[Phase]:
    """Phases of every level."""
    return st.builds(
        Phase,
        levels(),
        weeks_of_any_kind() if weeks is None else weeks,
        length=lengths_of_any_kind() if lengths is None else lengths,
        name=names_or_none(),
        note=names_or_none(),
        stated=stated_figures(),
    )


def pathways(of: st.SearchStrategy[Phase] | None = None) -> st.SearchStrategy[Pathway]:
    """Pathways of one to three phases."""
    return st.builds(
        Pathway,
        st.lists(phases() if of is None else of, min_size=1, max_size=3),
        name=names(),
        population=populations(),
        focus=foci(),
    )


@functools.cache
def cited_words() -> st.SearchStrategy[CitedWords]:
    """Sentences of a source."""
    return st.builds(CitedWords, names(), citations())


@functools.cache
def descriptions() -> st.SearchStrategy[Description]:
    """What a source publishes about a type."""
    return st.builds(
        Description,
        citation=citations(),
        week=weekly_patterns(),
        length=lengths_of_any_kind(),
        ages=count_ranges(),
        words=names_or_none(),
        focus=foci(),
        of_level=st.booleans(),
        inherited=st.booleans(),
        published_as=st.lists(st.tuples(names(), names()), max_size=2).map(tuple),
    )


@functools.cache
def program_types() -> st.SearchStrategy[ProgramType]:
    """The types of the catalogue, and types of one's own."""
    return st.sampled_from(list(catalogue.BUILT_IN)) | own_types()


@functools.cache
def own_types() -> st.SearchStrategy[ProgramType]:
    """Program types of one's own."""
    return st.builds(
        ProgramType,
        names(),
        names(),
        levels(),
        population=populations(),
        focus=foci(),
        part_of_day=st.none() | st.sampled_from(PartOfDay),
        settings=st.lists(st.sampled_from(Setting), max_size=2),
        descriptions=st.lists(descriptions(), max_size=2),
        suits=st.lists(cited_words(), max_size=1),
        inherits=st.none() | st.just("standard-iop"),
    )


@functools.cache
def catalogues() -> st.SearchStrategy[Catalogue]:
    """Catalogues of one's own: the built-in types with one or two more."""
    more = st.lists(own_types(), min_size=1, max_size=2, unique_by=lambda each: each.key)
    return more.map(lambda types: Catalogue((*catalogue.TYPES, *types)))


@functools.cache
def any_programs() -> st.SearchStrategy[Program]:
    """Programs of every type, with tracks, a pathway, both or neither."""
    return st.builds(
        Program,
        program_types(),
        tracks=st.lists(tracks(), max_size=2, unique_by=lambda track: track.name),
        length=lengths_of_any_kind(),
        timezone=st.none() | zones(),
        pathway=st.none() | pathways(),
        name=names(),
        stated=stated_figures(),
        population=populations(),
        focus=foci(),
        settings=st.lists(st.sampled_from(Setting), max_size=2),
    )
