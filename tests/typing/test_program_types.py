"""The types of programs: components, sessions, weeks, tracks, programs, pathways, and what is counted of them."""

import datetime as dt
from fractions import Fraction
from typing import assert_type

from iopmodel import (
    DEFAULT_COUNTING,
    GENERAL,
    MOUD,
    SILENT_COUNTING,
    Activity,
    Assessment,
    AttendedBy,
    Break,
    Catalogue,
    Citation,
    CitedWords,
    Component,
    Counting,
    Description,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Meal,
    MedicationAssistedTreatment,
    MedicationManagement,
    Minutes,
    PartOfDay,
    Pathway,
    PathwayWeek,
    PeerSupport,
    Phase,
    Placement,
    Population,
    Program,
    ProgramBlock,
    ProgramType,
    PublishedHours,
    PublishedLength,
    Range,
    School,
    Session,
    Setting,
    Share,
    SkillsTraining,
    State,
    Stated,
    SupportService,
    Track,
    Transition,
    TransitionKind,
    WeeklyPattern,
    WeeklySchedule,
    Weeks,
    WeekSpan,
    average_weekly_hours,
    catalogue,
    clock_hours,
    hours_by_component,
    hours_on_each_day,
    options,
    paths,
    pathway_page,
    pathway_weeks,
    placed_length,
    program_page,
    published_hours,
    sessions,
    sessions_counted,
    sessions_per_week,
    step_down,
    step_up,
    total_hours,
    transition,
    transitions_of,
    treatment_days,
    type_page,
    typical_durations,
    visits,
    week_page,
    weekly_hours,
)
from iopmodel._days import Time, WeekDay
from iopmodel.lengths import PlannedLength
from tests.typing.examples import EVENINGS, IOP, PATHWAY, PHP, PROGRAM

SOURCE = Citation("a page")
NINE_HOURS = Range.exactly(Minutes(540))


def test_a_component_is_of_its_own_type() -> None:
    assert assert_type(Component(), Component).kind == "component"
    assert assert_type(IndividualTherapy("coping"), IndividualTherapy).modality is None
    assert assert_type(GroupTherapy(group_size="6 to 12"), GroupTherapy).group_size == Range(6, 12)
    assert assert_type(GroupTherapy(group_size=8).group_size, Range[int]) == Range.exactly(8)
    assert assert_type(FamilyTherapy(with_whom="couple"), FamilyTherapy).with_whom == "couple"
    assert assert_type(Education(class_size=Range(0, 20)), Education).class_size == Range(0, 20)
    assert assert_type(SkillsTraining("budgets"), SkillsTraining).topic == "budgets"
    assert assert_type(MedicationAssistedTreatment("methadone"), MedicationAssistedTreatment) == MOUD("methadone")
    assert assert_type(MOUD(visit="dosing").visit, str | None) == "dosing"
    assert assert_type(MedicationManagement(), MedicationManagement).topic == ""
    assert assert_type(SupportService("housing"), SupportService).service == "housing"
    assert assert_type(Activity("yoga"), Activity).topic == "yoga"
    assert assert_type(PeerSupport(), PeerSupport).name == "peer support"
    assert assert_type(Assessment(), Assessment).topic == ""
    assert assert_type(ProgramBlock(), ProgramBlock).topic == ""
    assert assert_type(Break(), Break).topic == ""
    assert assert_type(Meal(), Meal).topic == ""
    assert assert_type(School(), School).topic == ""


def test_a_session_takes_text_times_or_minutes() -> None:
    session = assert_type(Session(GroupTherapy(), day="MO", start="18:00", end=dt.time(21, 0)), Session)
    assert (
        assert_type(Session(GroupTherapy(), day=WeekDay.MONDAY, start=dt.time(18, 0), time="3 h"), Session) == session
    )
    assert assert_type(Session(Education(), time=Minutes(60), per_week="1 to 2"), Session).per_week == Range(1, 2)
    assert assert_type(Session(Education(), time=Range(Minutes(60)), weeks=(1, 8)), Session).weeks == WeekSpan(1, 8)
    assert assert_type(session.component, Component) == GroupTherapy()
    assert assert_type(session.day, WeekDay | None) is WeekDay.MONDAY
    assert assert_type(session.start, Time | None) == Time(18, 0)
    assert assert_type(session.time, Range[Minutes]) == Range.exactly(Minutes(180))
    assert assert_type(session.per_week, Range[int]) == Range.exactly(1)
    assert assert_type(session.per_month, Range[int] | None) is None
    assert assert_type(session.weeks, WeekSpan) == WeekSpan()
    assert assert_type(session.attended_by, AttendedBy) is AttendedBy.PATIENT
    assert assert_type(session.provider, str | None) is None
    assert assert_type(session.optional, bool) is False
    assert assert_type(session.name, str) == "Mon group therapy"


def test_sessions_on_several_days_are_a_tuple() -> None:
    three = assert_type(sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"), tuple[Session, ...])
    assert assert_type(sessions(Break(), WeekDay.MONDAY, "21:00-21:10", optional=True), tuple[Session, ...])
    week = assert_type(WeeklySchedule(three), WeeklySchedule)
    assert assert_type(WeeklySchedule(list(three)), WeeklySchedule) == week
    assert assert_type(week.sessions, tuple[Session, ...]) == three


def test_a_pattern_holds_ranges() -> None:
    pattern = assert_type(WeeklyPattern(days="3 to 5", visits=4, time_per_day=Minutes(180)), WeeklyPattern)
    assert assert_type(pattern.days, Range[int]) == Range(3, 5)
    assert assert_type(pattern.time_per_week, Range[Minutes]) == Range(Minutes(0))
    assert assert_type(WeeklyPattern(part_of_day="evening").part_of_day, PartOfDay | None) is PartOfDay.EVENING
    stated = assert_type(Stated(hours_per_week="at least 9 h", sessions_in_all=36), Stated)
    assert assert_type(stated.hours_per_week, Range[Minutes]) == Range(Minutes(540))
    assert assert_type(stated.sessions_in_all, Range[int]) == Range.exactly(36)


def test_a_track_takes_a_week_however_it_is_written() -> None:
    track = assert_type(Track("evening", EVENINGS, length="8 to 16 weeks"), Track)
    assert assert_type(Track("evening", WeeklySchedule(EVENINGS), length=Weeks(8)), Track).week == track.week
    assert assert_type(Track("evening", WeeklyPattern(days=3), length=Range(Weeks(8), Weeks(16))), Track) != track
    assert assert_type(track.week, WeeklySchedule | WeeklyPattern) == WeeklySchedule(EVENINGS)
    assert assert_type(track.length, PlannedLength) == Range(Weeks(8), Weeks(16))
    assert assert_type(Track("evening", attends=2).attends, Range[int] | None) == Range.exactly(2)
    phase = assert_type(Phase(PHP, list(EVENINGS), length="2 weeks"), Phase)
    assert assert_type(phase.level, LevelOfCare) == PHP


def test_a_program_is_of_a_type() -> None:
    program = assert_type(Program(catalogue.EVENING_IOP, tracks=[Track("evening")], settings=["virtual"]), Program)
    assert assert_type(program.type, ProgramType) == catalogue.EVENING_IOP
    assert assert_type(program.tracks, tuple[Track, ...]) == (Track("evening"),)
    assert assert_type(program.timezone, str | None) is None
    assert assert_type(program.pathway, Pathway | None) is None
    assert assert_type(program.population, Population) == catalogue.EVENING_IOP.population
    assert assert_type(program.focus, frozenset[str]) == catalogue.EVENING_IOP.focus
    assert assert_type(program.settings, tuple[Setting, ...]) == (Setting.VIRTUAL,)
    assert assert_type(Pathway([Phase(PHP)]).phases, tuple[Phase, ...]) == (Phase(PHP),)


def test_a_type_of_ones_own_is_described_with_sources() -> None:
    described = assert_type(Description(citation=SOURCE, length="8 weeks", ages=18), Description)
    safe = assert_type(CitedWords("safe at home", SOURCE), CitedWords)
    own = assert_type(ProgramType("own", "Own", IOP, descriptions=[described], suits=[safe]), ProgramType)
    assert assert_type(own.descriptions, tuple[Description, ...]) == (described,)
    assert assert_type(own.part_of_day, PartOfDay | None) is None
    several = assert_type(Catalogue([own]), Catalogue)
    assert assert_type(several.of("own"), ProgramType) == own
    assert assert_type(several.types, tuple[ProgramType, ...]) == (own,)


def test_what_is_counted_is_a_range_of_what_it_is() -> None:
    assert assert_type(weekly_hours(PROGRAM), Range[Minutes]) == NINE_HOURS
    assert (
        assert_type(weekly_hours(WeeklySchedule(EVENINGS), 2, counting=SILENT_COUNTING), Range[Minutes]) == NINE_HOURS
    )
    assert assert_type(clock_hours(PROGRAM), Range[Minutes]) == Range.exactly(Minutes(570))
    assert assert_type(total_hours(PROGRAM), Range[Minutes]) == Range.exactly(Minutes(540 * 8))
    assert assert_type(total_hours(PROGRAM, Weeks(2)), Range[Minutes]) == Range.exactly(Minutes(1080))
    assert assert_type(average_weekly_hours(PROGRAM), Range[Fraction]) == Range.exactly(Fraction(540))
    assert assert_type(treatment_days(PROGRAM), Range[int]) == Range.exactly(3)
    assert assert_type(visits(PROGRAM), Range[int]) == Range.exactly(3)
    assert assert_type(sessions_per_week(PROGRAM), Range[int]) == Range.exactly(3)


def test_what_is_counted_by_day_and_component_is_a_mapping() -> None:
    assert assert_type(hours_on_each_day(PROGRAM), dict[str, Range[Minutes]])["Mon"] == Range.exactly(Minutes(180))
    assert assert_type(hours_by_component(PROGRAM), dict[type[Component], Range[Minutes]])[GroupTherapy] == NINE_HOURS
    shares = assert_type(sessions_counted(PROGRAM), tuple[Share, ...])
    assert assert_type(shares[0].session, Session) == EVENINGS[0]
    assert assert_type(shares[0].time, Range[Minutes]) == Range.exactly(Minutes(180))
    assert assert_type(DEFAULT_COUNTING, Counting) == assert_type(Counting(DEFAULT_COUNTING.components), Counting)
    assert assert_type(Counting([GroupTherapy, "education"]).components, frozenset[str])


def test_what_is_published_of_a_type_has_its_source() -> None:
    hours = assert_type(published_hours(catalogue.STANDARD_IOP), tuple[PublishedHours, ...])
    assert assert_type(hours[0].hours, Range[Minutes]).low == Minutes(540)
    lengths = assert_type(typical_durations(catalogue.STANDARD_IOP), tuple[PublishedLength, ...])
    assert assert_type(lengths[1].length, PlannedLength) == Range(Weeks(6), Weeks(8))
    placed = assert_type(
        placed_length("7 weeks", catalogue.STANDARD_IOP), tuple[tuple[Placement, PublishedLength], ...]
    )
    assert placed[1][0] is Placement.WITHIN


def test_pages_are_text() -> None:
    assert assert_type(program_page(PROGRAM), str)
    assert assert_type(pathway_page(PATHWAY), str)
    assert assert_type(type_page(catalogue.STANDARD_IOP), str)
    assert assert_type(week_page(PROGRAM.tracks[0], 1), str)
    assert assert_type(week_page(WeeklySchedule(EVENINGS)), str)


def test_a_pathway_has_weeks_and_moves() -> None:
    weeks = assert_type(pathway_weeks(PATHWAY), tuple[PathwayWeek, ...])
    assert assert_type(weeks[0].hours, Range[Minutes]) == Range.exactly(Minutes(1800))
    moves = assert_type(transitions_of(PATHWAY), tuple[Transition, ...])
    assert assert_type(moves[0].start, LevelOfCare | State) == PHP
    assert assert_type(moves[0].kind, TransitionKind) is TransitionKind.STEP_DOWN


def test_a_step_from_a_level_leads_to_levels_and_from_a_type_to_types() -> None:
    assert assert_type(step_down(PHP), tuple[LevelOfCare, ...]) == (IOP,)
    assert assert_type(step_up(IOP, ladder=GENERAL), tuple[LevelOfCare, ...]) == (PHP,)
    down = assert_type(step_down(catalogue.PARTIAL_HOSPITALIZATION), tuple[ProgramType, ...])
    assert assert_type(down[0].level, LevelOfCare) == IOP
    up = assert_type(
        step_up(catalogue.STANDARD_IOP, among=[catalogue.PARTIAL_HOSPITALIZATION]), tuple[ProgramType, ...]
    )
    assert up == (catalogue.PARTIAL_HOSPITALIZATION,)
    assert assert_type(options(PHP), tuple[Transition, ...])
    assert assert_type(transition(PHP, catalogue.EVENING_IOP), Transition).rungs == 1
    assert assert_type(transition(State.BEFORE_ADMISSION, IOP), Transition).kind is TransitionKind.ADMISSION
    assert assert_type(paths(PHP, LevelOfCare.OUTPATIENT), tuple[tuple[Transition, ...], ...])
