"""Programs and what they are made of: every part is drawn and left out, and the simplest program is its type alone."""

import functools
from collections.abc import Callable

import pytest
from hypothesis import find, settings

from iopmodel import (
    Citation,
    CitedWords,
    Description,
    LevelOfCare,
    Minutes,
    Pathway,
    Phase,
    Program,
    ProgramType,
    Range,
    Stated,
    Track,
    UntilCriterion,
    WeeklyPattern,
    WeeklySchedule,
    Weeks,
    catalogue,
)
from iopmodel.lengths import UNKNOWN_LENGTH
from iopmodel.strategies import (
    catalogues,
    cited_words,
    descriptions,
    pathways,
    phases,
    program_types,
    stated_figures,
    tracks,
)
from iopmodel.strategies._programs import any_programs, choices, lengths_of_any_kind, own_types, week_lengths
from iopmodel.strategies._sessions import weekly_schedules
from tests.strategies.drawing import drawn, simplest, with_this_hypothesis

QUIET = settings(database=None, deadline=None, derandomize=True, max_examples=2_000)
SIMPLEST = LevelOfCare.INTENSIVE_OUTPATIENT


@functools.cache
def _some_programs() -> list[Program]:
    return drawn(any_programs(), 400)


@functools.cache
def _some_tracks() -> list[Track]:
    return drawn(tracks(), 400)


PROGRAMS: dict[str, Callable[[Program], bool]] = {
    "a type of the catalogue": lambda each: each.type in catalogue.TYPES,
    "a type of one's own": lambda each: each.type not in catalogue.BUILT_IN,
    "tracks and a pathway": lambda each: bool(each.tracks) and each.pathway is not None,
    "two tracks": lambda each: len(each.tracks) == 2,
    "neither tracks nor pathway": lambda each: not each.tracks and each.pathway is None,
    "a zone": lambda each: each.timezone is not None,
    "no zone": lambda each: each.timezone is None,
    "a name of its own": lambda each: each.name != each.type.name,
    "the name of its type": lambda each: each.name == each.type.name,
    "figures": lambda each: each.stated != Stated(),
    "people of its own": lambda each: each.population != each.type.population,
    "a setting": lambda each: bool(each.settings),
    "an unknown length": lambda each: each.length == UNKNOWN_LENGTH,
    "a length in weeks": lambda each: isinstance(each.length, Range) and isinstance(each.length.low, Weeks),
    "a length up to a criterion": lambda each: isinstance(each.length, UntilCriterion),
}


@pytest.mark.parametrize("shape", PROGRAMS.values(), ids=list(PROGRAMS))
def test_programs_reach(shape: Callable[[Program], bool]) -> None:
    assert 2 <= sum(map(shape, _some_programs())) < 399


def test_the_simplest_program_is_its_type_alone() -> None:
    assert simplest(any_programs()) == Program(catalogue.STANDARD_IOP)
    assert find(any_programs(), PROGRAMS["two tracks"], settings=QUIET).pathway is None


TRACKS: dict[str, Callable[[Track], bool]] = {
    "a schedule": lambda each: isinstance(each.week, WeeklySchedule),
    "a pattern": lambda each: isinstance(each.week, WeeklyPattern),
    "a later first week": lambda each: each.first_week > 5,
    "two seasons": lambda each: len(each.open_on) == 2,
    "a season of no day": lambda each: any(not len(season) for season in each.open_on),
    "always open": lambda each: not each.open_on,
    "days to choose": lambda each: each.attends is not None,
    "no day to choose": lambda each: each.attends == Range.exactly(0),
    "figures": lambda each: each.stated != Stated(),
}


@with_this_hypothesis
@pytest.mark.parametrize("shape", TRACKS.values(), ids=list(TRACKS))
def test_tracks_reach(shape: Callable[[Track], bool]) -> None:
    assert 1 <= sum(map(shape, _some_tracks())) < 399


def test_tracks_have_the_weeks_and_lengths_that_are_given() -> None:
    found = drawn(tracks(weekly_schedules(1, 1), week_lengths(2)), 100)
    assert all(isinstance(each.week, WeeklySchedule) and list(each.week) for each in found)
    assert all(isinstance(each.length, Range) and each.length.low in {Weeks(1), Weeks(2)} for each in found)
    assert simplest(tracks()) == Track("a")


def test_phases_are_named_or_not_at_every_level() -> None:
    found = drawn(phases(), 400)
    assert {bool(each.name) for each in found} == {bool(each.note) for each in found} == {True, False}
    assert len({each.level for each in found}) > 20
    assert {each.length for each in drawn(phases(week_lengths(1), weekly_schedules()), 50)} <= {
        Range.exactly(Weeks(1)),
        Range.at_least(Weeks(1)),
    }
    assert simplest(phases()) == Phase(SIMPLEST)


def test_pathways_have_one_to_three_phases() -> None:
    found = drawn(pathways())
    assert {len(each.phases) for each in found} == {1, 2, 3}
    assert {each.name == "pathway" for each in found} == {True, False}
    assert simplest(pathways()) == Pathway([Phase(SIMPLEST)])
    assert {len(each.phases) for each in drawn(pathways(phases()), 50)} == {1, 2, 3}


def test_choices_are_mostly_few_days_and_at_most_seven() -> None:
    found = drawn(choices())
    assert {each.low for each in found} >= {0, 1, 2}
    assert {each.high for each in found} >= {0, 1, 2, 7}
    assert simplest(choices()) == Range.exactly(1)


def test_lengths_in_weeks_come_in_every_shape() -> None:
    found = drawn(week_lengths(3))
    assert {(each.is_exact, each.high is None) for each in found} == {(True, False), (False, True), (False, False)}
    assert {each.low for each in found} == {Weeks(1), Weeks(2), Weeks(3)}
    assert simplest(week_lengths()) == Range.exactly(Weeks(1))
    assert simplest(lengths_of_any_kind()) == UNKNOWN_LENGTH


def test_figures_that_a_program_states_are_known_or_not() -> None:
    found = drawn(stated_figures())
    for name in ("hours_per_week", "hours_per_day", "days_per_week", "sessions_in_all"):
        assert {getattr(each, name).is_unknown for each in found} == {True, False}
    assert simplest(stated_figures()) == Stated()
    exact = find(stated_figures(), lambda each: each.hours_per_week.low >= Minutes(540), settings=QUIET)
    assert exact == Stated(hours_per_week=Range.exactly(Minutes(540)))


def test_descriptions_say_much_or_little() -> None:
    found = drawn(descriptions())
    for name in ("of_level", "inherited"):
        assert {getattr(each, name) for each in found} == {True, False}
    assert {len(each.published_as) for each in found} == {0, 1, 2}
    assert {bool(each.words) for each in found} == {True, False}
    assert simplest(descriptions()) == Description(citation=Citation("a"), focus=[])
    assert simplest(cited_words()) == CitedWords("a", Citation("a"))


def test_types_of_ones_own_have_descriptions_and_parents_or_none() -> None:
    found = drawn(own_types())
    assert {len(each.descriptions) for each in found} == {0, 1, 2}
    assert {len(each.suits) for each in found} == {0, 1}
    assert {each.inherits for each in found} == {None, "standard-iop"}
    assert {len(each.settings) for each in found} == {0, 1, 2}
    assert any(each.part_of_day is not None for each in found)
    assert simplest(own_types()) == ProgramType("a", "a", SIMPLEST)
    assert simplest(program_types()) == catalogue.STANDARD_IOP


def test_catalogues_have_one_or_two_types_more() -> None:
    assert {len(each.types) - len(catalogue.TYPES) for each in drawn(catalogues(), 100)} == {1, 2}
