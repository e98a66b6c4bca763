from collections.abc import Callable

import attrs
import pytest

from iopmodel import catalogue
from iopmodel.citations import Citation
from iopmodel.components import GroupTherapy
from iopmodel.errors import DuplicateKey, NotAccepted, UnknownName, WrongKind
from iopmodel.lengths import UNKNOWN_LENGTH, Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Focus, PartOfDay, Population, Setting
from iopmodel.programs import CitedWords, Description, Pathway, Phase, Program, ProgramType, Stated, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import WeeklySchedule, sessions
from iopmodel.spans import DaySpan
from tests.refusal import refusal, wrong

IOP = LevelOfCare.INTENSIVE_OUTPATIENT
SOURCE = Citation("our brochure")
EVENING = WeeklySchedule(sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
NURSES = ProgramType("IOP for nurses", "IOP for nurses", IOP, population="nurses", focus="substance use")


# Types


def test_a_type_of_ones_own_is_made_by_the_same_constructor() -> None:
    assert NURSES.key == "iop-for-nurses"
    assert str(NURSES) == "IOP for nurses"
    assert NURSES.population == Population("nurses")
    assert NURSES.focus == {Focus.SUBSTANCE_USE}
    assert NURSES.defining_week == WeeklyPattern()
    assert ProgramType("x", "X", IOP, part_of_day="evening", settings=["virtual"]) == ProgramType(
        "x", "X", IOP, part_of_day=PartOfDay.EVENING, settings=(Setting.VIRTUAL,)
    )


def test_the_first_description_defines_the_week_of_a_type() -> None:
    first = Description(citation=SOURCE, week=WeeklyPattern(visits=3))
    assert attrs.evolve(NURSES, descriptions=[first, Description(citation=SOURCE)]).defining_week == first.week


def test_a_description_speaks_of_every_focus_unless_it_is_narrower() -> None:
    assert Description(citation=SOURCE).focus == {Focus.ANY}
    assert (Description(citation=SOURCE).of_level, Description(citation=SOURCE).inherited) == (False, False)
    assert Description(citation=SOURCE, focus=["gambling", "gaming"]).focus == {Focus.GAMBLING, "gaming"}
    assert Description(citation=SOURCE, length="6 to 8 weeks", ages="13 to 17").ages == Range(13, 17)


def test_what_a_source_says_is_kept_with_it() -> None:
    words = CitedWords(" a reliable support system ", SOURCE)
    assert str(words) == f"a reliable support system ({SOURCE})"


def test_several_foci_are_written_in_one_order() -> None:
    written = "focus=frozenset([Focus.GAMBLING, 'gaming', Focus.TRAUMA])"
    for foci in (["trauma", "gaming", "gambling"], ["gambling", "trauma", "gaming"]):
        assert written in repr(attrs.evolve(NURSES, focus=foci))
        assert written in repr(Program(NURSES, focus=foci))
        assert written in repr(Pathway([Phase(IOP)], focus=foci))
        assert written in repr(Description(citation=SOURCE, focus=foci))


# Tracks and phases


def test_a_track_takes_a_schedule_its_sessions_or_a_pattern() -> None:
    assert Track("evening", EVENING).first_week == 1
    assert Track("evening", EVENING) == Track("evening", list(EVENING)) == Track(" evening ", EVENING)
    assert Track("evening", WeeklyPattern(days=3)).week == WeeklyPattern(days=3)
    assert Track("evening").week == WeeklyPattern()


def test_a_track_reads_its_figures_from_text() -> None:
    summer = DaySpan("2026-06-15", "2026-08-31")
    track = Track("summer", length="8 weeks", first_week=9, open_on=[summer], attends="2 to 5")
    assert (track.length, track.first_week) == (Range.exactly(Weeks(8)), 9)
    assert (track.open_on, track.attends) == ((summer,), Range(2, 5))
    stated = Stated(hours_per_week="at least 9 h", hours_per_day="3 h", days_per_week=3, sessions_in_all="30")
    assert stated.hours_per_week == Range.at_least(Minutes(540))
    assert (stated.days_per_week, stated.sessions_in_all) == (Range(3, 3), Range(30, 30))
    assert Stated().hours_per_day.is_unknown


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Track("t", attends=8),
            'days to attend: expected a number or range of at most 7 days, such as 2 to 5, got "8"',
        ),
        (
            lambda: Track("t", attends="at least 3"),
            'days to attend: expected a number or range of at most 7 days, such as 2 to 5, got "at least 3"',
        ),
        (lambda: Track("t", first_week=0), "first week: expected a whole number of at least 1, got 0"),
        (lambda: Track(" "), 'name: expected a name in words, got " "'),
        (lambda: Pathway([]), "pathway: expected at least one phase, got ()"),
        (
            lambda: Program(NURSES, timezone="Mars/Olympus"),
            'time zone: expected an IANA name such as America/New_York, got "Mars/Olympus"',
        ),
    ],
)
def test_what_can_never_be_a_track_or_a_program_is_refused(make: Callable[[], object], message: str) -> None:
    assert refusal(NotAccepted, make) == message


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Track("t", wrong(5)),
            "weekly schedule: expected several sessions, such as [Session(...)] or sessions(...), got 5 (int)",
        ),
        (
            lambda: Pathway(wrong([Track("t")])),
            "pathway: expected phases, got Track(name='t', week=WeeklyPattern(",
        ),
        (
            lambda: Pathway(wrong(Phase(IOP))),
            "pathway: expected several phases, such as [Phase(...)], got Phase(level=LevelOfCare(",
        ),
        (
            lambda: Program(NURSES, tracks=wrong(Track("t"))),
            "tracks: expected several tracks, such as [Track('evening', schedule)], got Track(name='t', ",
        ),
        (
            lambda: Program(NURSES, tracks=wrong([EVENING])),
            "tracks: expected tracks, such as Track('evening', schedule), got WeeklySchedule([Session(",
        ),
        (
            lambda: Program(wrong("evening-iop")),
            'program type: expected a ProgramType, such as catalogue.EVENING_IOP, got "evening-iop" (str)',
        ),
    ],
)
def test_values_of_another_kind_are_refused(make: Callable[[], object], message: str) -> None:
    assert refusal(WrongKind, make).startswith(message)


def test_a_phase_is_called_by_its_name_or_its_level() -> None:
    assert Phase(IOP, name="step 1").title == "step 1"
    assert Phase(IOP).title == "intensive outpatient"
    assert Phase(LevelOfCare("own")).title == "own"


# Programs


def test_a_program_has_what_its_type_has_unless_it_says_otherwise() -> None:
    plain = Program(catalogue.ADOLESCENT_IOP)
    assert (plain.name, plain.level) == (catalogue.ADOLESCENT_IOP.name, IOP)
    assert plain.population == catalogue.ADOLESCENT_IOP.population
    assert plain.focus == catalogue.ADOLESCENT_IOP.focus
    assert plain.settings == catalogue.ADOLESCENT_IOP.settings
    own = Program(
        catalogue.ADOLESCENT_IOP, name="Harbor", population="veterans", focus=["trauma"], settings=["virtual"]
    )
    assert (own.name, own.population) == ("Harbor", Population("veterans"))
    assert own.focus == {Focus.TRAUMA}
    assert own.settings == (Setting.VIRTUAL,)
    assert Program(NURSES, timezone="America/New_York").timezone == "America/New_York"


def test_a_track_is_found_by_its_name() -> None:
    program = Program(NURSES, tracks=[Track("morning"), Track("evening", EVENING)])
    assert program.track("evening").week == EVENING
    expected = 'track: no such name as "night"; known: morning, evening'
    assert refusal(UnknownName, lambda: program.track("night")) == expected


def test_two_tracks_of_one_name_are_refused() -> None:
    expected = "two tracks have the key 'evening'; a key names one track, so rename one of them"
    assert refusal(DuplicateKey, lambda: Program(NURSES, tracks=[Track("evening"), Track("evening")])) == expected


def test_a_track_lasts_as_long_as_its_program_unless_it_says_otherwise() -> None:
    short, usual = Track("short", length="4 weeks"), Track("usual")
    program = Program(NURSES, tracks=[short, usual], length="8 to 16 weeks")
    assert program.length_of(short) == Range.exactly(Weeks(4))
    assert program.length_of(usual) == Range(Weeks(8), Weeks(16))
    assert Program(NURSES, tracks=[usual]).length_of(usual) == UNKNOWN_LENGTH
