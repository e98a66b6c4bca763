from typing import Any

import attrs
import pytest
from pendulum import Date

from iopmodel import catalogue
from iopmodel.closures import Closure
from iopmodel.components import Break, GroupTherapy
from iopmodel.counting import Counting
from iopmodel.errors import CannotBeDated, NotAccepted, UnknownName, WrongKind
from iopmodel.lengths import (
    UNKNOWN_LENGTH,
    PlannedLength,
    TreatmentDays,
    TreatmentHours,
    TreatmentSessions,
    Weeks,
    planned_length,
)
from iopmodel.levels import LevelOfCare
from iopmodel.plans import Lengths, longest, planned_stays, treatment_end
from iopmodel.programs import Pathway, Phase, Program, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.stays import Stay
from tests.refusal import refusal, wrong

IOP, PHP, OP = (
    LevelOfCare.INTENSIVE_OUTPATIENT,
    LevelOfCare.PARTIAL_HOSPITALIZATION,
    LevelOfCare.OUTPATIENT,
)
MONDAY = Date(2026, 2, 2)
GROUP = GroupTherapy()
EVENING = WeeklySchedule(sessions(GROUP, "MO,WE,TH", "18:00-21:00"))
MORNING = WeeklySchedule(sessions(GROUP, "MO,TU,WE", "09:00-12:00"))
TWO_TRACKS = Program(
    catalogue.EVENING_IOP, tracks=[Track("evening", EVENING), Track("morning", MORNING)], length="8 weeks"
)
ONE_TRACK = Program(catalogue.EVENING_IOP, tracks=[Track("evening", EVENING)], length="8 to 16 weeks")
TAPER = Pathway(
    [Phase(PHP, MORNING, length="2 weeks"), Phase(IOP, EVENING, length="6 to 8 weeks"), Phase(OP)],
    population="adults",
    focus="trauma",
)
Subject = Program | Pathway | Phase


def _planned(subject: Subject, length: Lengths = None, **more: Any) -> tuple[Stay, ...]:  # noqa: ANN401 - whatever it takes
    given: dict[str, Any] = {"track": None, "closures": (), "weeks_from": None, **more}
    return planned_stays(subject, MONDAY, length=length, **given)


def _days(stays: tuple[Stay, ...]) -> list[tuple[str, str | None]]:
    return [(f"{stay.first:%m-%d}", None if stay.until is None else f"{stay.until:%m-%d}") for stay in stays]


# Programs


def test_of_one_track_no_name_is_needed() -> None:
    (stay,) = _planned(ONE_TRACK, "8 weeks")
    assert (stay.title, stay.week, stay.level) == ("evening", EVENING, IOP)
    assert _days((stay,)) == [("02-02", "03-30")]


def test_of_several_tracks_one_is_named() -> None:
    assert _planned(TWO_TRACKS, track="morning")[0].week == MORNING
    assert refusal(UnknownName, lambda: _planned(TWO_TRACKS)) == (
        'track (name one with track=): no such name as "no name"; known: evening, morning'
    )
    assert refusal(UnknownName, lambda: _planned(TWO_TRACKS, track="night")) == (
        'track: no such name as "night"; known: evening, morning'
    )
    assert refusal(UnknownName, lambda: _planned(Program(catalogue.EVENING_IOP))).endswith("known: none")


@pytest.mark.parametrize("subject", [TAPER, Phase(IOP)])
def test_a_pathway_and_a_phase_have_no_tracks(subject: Subject) -> None:
    assert refusal(UnknownName, lambda: _planned(subject, track="evening")) == (
        'track: no such name as "evening"; known: none'
    )


def test_a_track_has_its_own_length_or_that_of_the_program() -> None:
    own = attrs.evolve(TWO_TRACKS, tracks=[Track("evening", EVENING, length="2 weeks"), Track("morning", MORNING)])
    assert _days(_planned(own, track="evening")) == [("02-02", "02-16")]
    assert _days(_planned(own, track="morning")) == [("02-02", "03-30")]
    assert _days(_planned(own, "1 week", track="evening")) == [("02-02", "02-09")]


def test_a_program_that_is_a_pathway_is_its_phases_unless_a_track_is_named() -> None:
    program = attrs.evolve(ONE_TRACK, pathway=TAPER, population="nurses", focus="gambling")
    stays = _planned(program, [None, "6 weeks", None])
    assert [(stay.title, stay.level) for stay in stays] == [
        ("partial hospitalization", PHP),
        ("intensive outpatient", IOP),
        ("outpatient", OP),
    ]
    assert {(stay.types, stay.population.key, stay.focus) for stay in stays} == {
        (frozenset({"evening-iop"}), "nurses", frozenset({"gambling"}))
    }
    assert _planned(program, "8 weeks", track="evening")[0].week == EVENING


# Pathways


def test_the_phases_of_a_pathway_follow_each_other() -> None:
    stays = _planned(TAPER, [None, "6 weeks", None])
    assert _days(stays) == [("02-02", "02-16"), ("02-16", "03-30"), ("03-30", None)]
    assert {(stay.types, stay.population.key, stay.focus) for stay in stays} == {
        (frozenset(), "adults", frozenset({"trauma"}))
    }
    assert [stay.program_week(stay.first) for stay in stays] == [1, 1, 1]


def test_a_phase_is_a_plan_by_itself() -> None:
    (stay,) = _planned(Phase(IOP, EVENING, length="6 weeks", name="evenings"))
    assert (stay.title, _days((stay,))) == ("evenings", [("02-02", "03-16")])


@pytest.mark.parametrize("subject", [TAPER, attrs.evolve(ONE_TRACK, pathway=TAPER), Phase(PHP, length="2 weeks")])
def test_who_joins_running_weeks_joins_those_of_the_first_phase(subject: Subject) -> None:
    length = None if isinstance(subject, Phase) else [None, "6 weeks", None]
    stays = _planned(subject, length, weeks_from=Date(2026, 1, 19))
    assert [stay.program_week(stay.first) for stay in stays] == [3, 1, 1][: len(stays)]
    assert _days(stays)[0] == ("02-02", "02-16")


def test_who_joins_a_running_track_joins_its_weeks() -> None:
    (stay,) = _planned(ONE_TRACK, "8 weeks", weeks_from=Date(2026, 1, 19))
    assert (stay.weeks_from, stay.program_week(MONDAY)) == (Date(2026, 1, 19), 3)
    assert _days((stay,)) == [("02-02", "03-30")]


@pytest.mark.parametrize(
    ("phase", "given", "words"),
    [
        (Phase(IOP), None, "not stated"),
        (Phase(IOP, length="until goals are met"), None, "until goals are met"),
        (Phase(IOP, length="without end"), None, "without end"),
        (Phase(IOP, length="4 weeks"), "without end", "without end"),
    ],
)
def test_before_another_phase_a_phase_has_an_end(phase: Phase, given: str | None, words: str) -> None:
    pathway = Pathway([Phase(PHP, length="1 week"), phase, Phase(OP)])
    assert refusal(CannotBeDated, lambda: _planned(pathway, [None, given, None])) == (
        f"no end date follows from a length of {words}: give the length of phase 2 with length=[...]"
    )


@pytest.mark.parametrize("length", ["6 weeks", ["6 weeks"], [None, None], [], [None] * 4])
def test_of_several_phases_each_has_a_length(length: Lengths) -> None:
    assert refusal(NotAccepted, lambda: _planned(TAPER, length)).startswith(
        "length of the stay: expected one length for each of 3 phases, such as length=['4 weeks', None], got "
    )


@pytest.mark.parametrize("length", ["6 weeks", ["6 weeks"], ("6 weeks",), Weeks(6), Range.exactly(Weeks(6))])
def test_one_length_is_given_bare_or_in_a_list(length: Lengths) -> None:
    assert _days(_planned(ONE_TRACK, length)) == [("02-02", "03-16")]


def test_only_what_has_weeks_is_laid_on_dates() -> None:
    assert refusal(WrongKind, lambda: _planned(wrong(EVENING))).startswith(
        "episode: expected a Program, a Pathway or a Phase, got "
    )


# Lengths


@pytest.mark.parametrize(
    ("length", "until"),
    [
        ("10 days", "02-12"),
        ("2 weeks", "02-16"),
        ("1 month", "03-02"),
        ("rounds of 2 weeks, 2", "03-02"),
        ("without end", None),
        ("until goals are met", None),
        ("4 treatment days", "02-10"),
        ("3 sessions", "02-06"),
        ("10 treatment hours", "02-10"),
    ],
)
def test_a_length_gives_a_stay_its_end(length: str, until: str | None) -> None:
    assert _days(_planned(Phase(IOP, EVENING), length)) == [("02-02", until)]


@pytest.mark.parametrize(
    "length",
    ["8 to 16 weeks", "at least 8 weeks", "under 8 weeks", "3 to 4 treatment days", "at least 3 treatment days"],
)
def test_a_length_that_leaves_a_choice_is_refused(length: str) -> None:
    assert refusal(NotAccepted, lambda: _planned(Phase(IOP, EVENING), length)).startswith(
        "length of the stay: expected one length, such as length='8 weeks', got \""
    )


@pytest.mark.parametrize("length", ["0 weeks", "0 treatment days", "0 sessions", "0 treatment hours"])
def test_a_stay_of_no_length_is_refused(length: str) -> None:
    assert refusal(NotAccepted, lambda: _planned(Phase(IOP, EVENING), length)).startswith("stay: expected at least one")


@pytest.mark.parametrize(
    ("subject", "track", "lengths"),
    [
        (ONE_TRACK, None, ["16 weeks"]),
        (TWO_TRACKS, "morning", ["8 weeks"]),
        (attrs.evolve(ONE_TRACK, length="rounds of 4 to 6 weeks, 1 to 3"), None, ["18 weeks"]),
        (
            Pathway([Phase(PHP, length="2 weeks"), Phase(IOP, length="20 to 30 treatment days")]),
            None,
            ["2 weeks", "30 treatment days"],
        ),
        (attrs.evolve(ONE_TRACK, pathway=Pathway([Phase(PHP, length="2 weeks")])), None, ["2 weeks"]),
        (attrs.evolve(ONE_TRACK, pathway=Pathway([Phase(PHP, length="2 weeks")])), "evening", ["16 weeks"]),
    ],
)
def test_the_longest_stay_is_as_long_as_its_lengths_may_be(
    subject: Program | Pathway, track: str | None, lengths: list[str]
) -> None:
    assert longest(subject, track) == tuple(planned_length(each) for each in lengths)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        ("at least 8 weeks", "at least 8 weeks"),
        ("under 8 weeks", "under 8 weeks"),
        ("without end", "without end"),
        ("until goals are met", "until goals are met"),
        ("rounds of 8 weeks", "rounds of 8 weeks, at least 1"),
        (UNKNOWN_LENGTH, "length not stated"),
    ],
)
def test_without_a_known_end_nobody_knows_the_longest_stay(length: PlannedLength | str, words: str) -> None:
    assert refusal(CannotBeDated, lambda: longest(attrs.evolve(ONE_TRACK, length=length))) == (
        f"no end date follows from a length of {words}: say how long the stay is, such as 8 weeks"
    )


# Ends by treatment days, sessions and hours


def _end(length: Any, *more: Session, closures: tuple[Closure, ...] = (), **changes: Any) -> str:  # noqa: ANN401 - any length
    given: dict[str, Any] = {"first": MONDAY, "week": (*EVENING, *more), "level": IOP}
    return f"{treatment_end(Stay(**(given | changes)), length, closures):%m-%d}"


def test_treatment_days_are_days_with_a_counted_session() -> None:
    twice = Session(GROUP, day="MO", start="09:00", time=Minutes(60))
    assert _end(TreatmentDays(1)) == "02-03"
    assert _end(TreatmentDays(3), twice) == "02-06"
    assert _end(TreatmentDays(4), twice) == "02-10"


def test_treatment_sessions_are_counted_one_by_one_to_the_end_of_their_day() -> None:
    twice = Session(GROUP, day="MO", start="09:00", time=Minutes(60))
    assert _end(TreatmentSessions(1), twice) == "02-03"
    assert _end(TreatmentSessions(2), twice) == "02-03"
    assert _end(TreatmentSessions(3), twice) == "02-05"


def test_treatment_hours_are_what_the_sessions_of_a_day_cover_together() -> None:
    overlapping = Session(GROUP, day="MO", start="20:00", time=Minutes(120))
    beside = Session(GROUP, day="MO", time=Minutes(60))
    assert _end(TreatmentHours(3)) == "02-03"
    assert _end(TreatmentHours(4)) == "02-05"
    assert _end(TreatmentHours(4), overlapping) == "02-03"
    assert _end(TreatmentHours(5), overlapping) == "02-05"
    assert _end(TreatmentHours(5), overlapping, beside) == "02-03"
    # Sixty weekdays of an hour are twelve weeks, up to Friday 24 April.
    daily = WeeklySchedule(sessions(GROUP, "MO,TU,WE,TH,FR", "18:00-19:00"))
    assert _end(TreatmentHours(60), week=daily) == "04-25"


def test_what_does_not_count_brings_no_stay_to_its_end() -> None:
    optional = Session(GROUP, day="TU", start="09:00", time=Minutes(60), optional=True)
    pause = Session(Break(), day="TU", start="12:00", time=Minutes(60))
    arranged = Session(GROUP, time=Minutes(60))
    assert _end(TreatmentDays(2), optional, pause, arranged) == "02-05"
    stay = Stay(first=MONDAY, week=(*EVENING, pause), level=IOP)
    assert treatment_end(stay, TreatmentDays(2), counting=Counting.everything_but()) == Date(2026, 2, 4)


def test_closed_days_bring_no_stay_to_its_end() -> None:
    closed = (Closure(["2026-02-04", "2026-02-05"]),)
    assert _end(TreatmentDays(3), closures=closed) == "02-12"
    assert _end(TreatmentSessions(3), closures=closed) == "02-12"
    shorter = (Closure("2026-02-02", policy="replaced-hours", hours="18:00-20:00"),)
    assert _end(TreatmentHours(3), closures=shorter) == "02-05"


def test_the_search_goes_on_over_weeks_in_which_nothing_is_held() -> None:
    assert _end(TreatmentDays(1), week=sessions(GROUP, "MO", "18:00-21:00", weeks="30 on")) == "08-25"
    assert _end(TreatmentDays(2), first="2026-02-05") == "02-10"


@pytest.mark.parametrize("length", [TreatmentDays(1), TreatmentSessions(1), TreatmentHours(1)])
def test_a_number_that_is_never_reached_gives_no_end(length: Any) -> None:  # noqa: ANN401 - any length
    assert refusal(CannotBeDated, lambda: _end(length, week=[Session(GROUP, time=Minutes(60))])) == (
        f"no end date follows from a length of {length}: "
        "its dated sessions do not reach that in twenty years; give a length in weeks"
    )


@pytest.mark.parametrize("start", ["18:00", None])
def test_hours_of_sessions_of_unknown_length_give_no_end(start: str | None) -> None:
    unknown = Session(GROUP, day="MO", start=start, time="1 to 2 h", label="Skills")
    assert refusal(CannotBeDated, lambda: _end(TreatmentHours(9), week=[unknown])).endswith(
        " Skills has no known length; give a length in weeks"
    )
    assert _end(TreatmentDays(2), week=[unknown]) == "02-10"


def test_where_the_patient_picks_among_the_days_no_end_follows() -> None:
    assert refusal(CannotBeDated, lambda: _end(TreatmentDays(4), attends=Range(2, 2))) == (
        "no end date follows from a length of 4 treatment days: "
        "the patient picks among the days of the track; give a length in weeks"
    )


def test_the_search_for_an_end_goes_on_for_twenty_years_of_fifty_two_weeks() -> None:
    mondays = Stay(first=MONDAY, week=sessions(GROUP, "MO", "18:00-19:00"), level=IOP)
    assert treatment_end(mondays, TreatmentDays(1_040), ()) == Date(2046, 1, 2)
    with pytest.raises(CannotBeDated, match="twenty years"):
        treatment_end(mondays, TreatmentDays(1_041), ())
