import attrs
import pytest

from iopmodel import catalogue
from iopmodel.commitments import Block, Commitment, blocks, commitment
from iopmodel.components import Break, GroupTherapy, IndividualTherapy
from iopmodel.conflicts import Conflict, TrackFit, by_arrangement, conflicts, fits, tracks_that_fit
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.findings import CauseKind, Fact, Verdict
from iopmodel.lengths import Weeks
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Program, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from tests.refusal import refusal, wrong

GROUP = GroupTherapy()
WORKDAYS = "MO,TU,WE,TH,FR"
JOB = commitment("work", WORKDAYS, "09:00-17:00", name="day job")
SCHOOL_RUN = commitment("caregiving", WORKDAYS, "07:30-08:30", name="school run")
EVENING = WeeklySchedule(sessions(GROUP, "MO,WE,TH", "18:00-21:00"))
MORNING = WeeklySchedule(sessions(GROUP, "MO,WE,TH", "09:00-12:00"))
MEETING = Session(IndividualTherapy(), time="1 h")


def _said(found: tuple[Conflict, ...]) -> list[str]:
    return [str(each) for each in found]


def _track(*held: Session, attends: int | None = None, length: str = "4 weeks") -> Track:
    return Track("ours", held, attends=attends, length=length)


# Conflicts


def test_a_conflict_names_the_sessions_of_a_day_and_what_they_take() -> None:
    held = WeeklySchedule(
        [
            Session(GROUP, day="MO", start="15:00", end="16:00"),
            Session(Break(), day="MO", start="16:00", end="16:15"),
            Session(GROUP, day="MO", start="18:00", end="19:00"),
            Session(GROUP, day="SA", start="10:00", end="11:00"),
        ]
    )
    (found,) = conflicts(held, JOB, travel="10 min")
    assert [each.start and each.start.hour for each in found.sessions] == [15, 16]
    assert (found.commitment, found.time, found.weeks) == (JOB, Range.exactly(Minutes(95)), "")
    assert found.is_certain
    assert attrs.evolve(found, time=Range(Minutes(1), Minutes(95))).is_certain
    assert not attrs.evolve(found, time=Range(Minutes(0), Minutes(95))).is_certain
    assert str(found) == "Mon group therapy and Mon break: 1 h 35 min of day job"


def test_each_day_and_each_commitment_stands_by_itself() -> None:
    assert _said(conflicts(MORNING, [JOB, SCHOOL_RUN], travel="45 min")) == [
        "Mon group therapy: 3 h 45 min of day job",
        "Mon group therapy: 15 min of school run",
        "Wed group therapy: 3 h 45 min of day job",
        "Wed group therapy: 15 min of school run",
        "Thu group therapy: 3 h 45 min of day job",
        "Thu group therapy: 15 min of school run",
    ]
    assert conflicts(EVENING, [JOB, SCHOOL_RUN], travel="1 h") == ()
    assert conflicts(MORNING, ()) == ()


def test_sunday_night_conflicts_with_monday_morning() -> None:
    early = commitment("caregiving", "MO", "00:00-06:00", name="night watch")
    late = WeeklySchedule(sessions(GROUP, "SU", "22:00-00:30"))
    assert _said(conflicts(late, early, travel="15 min")) == ["Sun group therapy: 45 min of night watch"]
    night_shift = Commitment("work", [Block("SU", "22:00", "06:00")])
    assert _said(conflicts(WeeklySchedule(sessions(GROUP, "MO", "05:30-07:00")), night_shift)) == [
        "Mon group therapy: 30 min of work"
    ]


def test_a_lunch_hour_is_no_commitment() -> None:
    job = commitment("work", WORKDAYS, "09:00-12:00,13:00-17:00")
    assert fits(WeeklySchedule(sessions(GROUP, "MO", "12:15-12:45")), job, travel="15 min") is Verdict.MET
    assert fits(WeeklySchedule(sessions(GROUP, "MO", "12:15-12:45")), job, travel="16 min") is Verdict.NOT_MET


def test_weeks_that_differ_are_named() -> None:
    held = WeeklySchedule(
        [*EVENING, Session(GROUP, day="FR", start="16:00", time="90 min", every=Weeks(2), first=1, label="skills")]
    )
    (found,) = conflicts(held, JOB)
    assert str(found) == "Fri skills: 1 h of day job, odd weeks"
    assert found.numbers == (1,)
    assert conflicts(held, JOB, week=2) == ()
    (third,) = conflicts(held, JOB, week=3)
    assert (third.weeks, third.numbers) == ("week 3", (3,))
    assert [fits(held, JOB), fits(held, JOB, week=1), fits(held, JOB, week=2)] == [
        Verdict.NOT_MET,
        Verdict.NOT_MET,
        Verdict.MET,
    ]


def test_what_is_not_known_of_a_session_stands_in_the_range() -> None:
    held = WeeklySchedule(
        [
            Session(GROUP, day="MO", start="16:00", time="30 to 90 min"),
            Session(GROUP, day="TU", time="1 h"),
            Session(GROUP, day="WE", start="16:30", end="18:00", optional=True),
            Session(GROUP, start="08:00", end="09:15", per_week=3),
            MEETING,
        ]
    )
    found = conflicts(held, JOB)
    assert _said(found) == [
        "Mon group therapy: 30 min to 1 h of day job",
        "Tue group therapy: at most 1 h of day job",
        "Wed group therapy: at most 30 min of day job",
        "group therapy: 15 min to 45 min of day job",
    ]
    assert [each.is_certain for each in found] == [True, False, False, True]
    assert found[3].day is None


def test_sessions_by_arrangement_are_named_apart() -> None:
    held = WeeklySchedule([*EVENING, MEETING, MEETING, Session(GROUP, time="1 h", attended_by="family")])
    assert by_arrangement(held) == (MEETING,)
    assert conflicts(held, JOB) == ()
    assert by_arrangement(WeeklySchedule([Session(GROUP, day="MO", time="1 h")])) == ()
    later = Session(IndividualTherapy(), time="1 h", weeks="2 on")
    assert by_arrangement(WeeklySchedule([later]), week=1) == ()
    assert by_arrangement(WeeklySchedule([later]), week=2) == (later,)


def test_every_open_day_of_a_choice_is_named() -> None:
    track = _track(*sessions(GROUP, "MO,TU", "09:00-12:00"), *sessions(GROUP, "SA", "09:00-12:00"), attends=1)
    assert _said(conflicts(track, JOB)) == ["Mon group therapy: 3 h of day job", "Tue group therapy: 3 h of day job"]


# Whether a track fits


def test_a_track_fits_if_it_takes_nothing() -> None:
    assert fits(EVENING, JOB) is Verdict.MET
    assert fits(MORNING, JOB) is Verdict.NOT_MET
    assert fits(MORNING, ()) is Verdict.MET
    assert fits(EVENING, [SCHOOL_RUN, JOB], travel="61 min") is Verdict.NOT_MET


def test_a_track_fits_if_a_choice_of_days_does() -> None:
    held = (*sessions(GROUP, "MO,TU", "09:00-12:00"), *sessions(GROUP, "SA,SU", "09:00-12:00"))
    assert fits(_track(*held, attends=2), JOB) is Verdict.MET
    assert fits(_track(*held, attends=3), JOB) is Verdict.NOT_MET
    assert fits(_track(*held), JOB) is Verdict.NOT_MET


def test_sessions_by_arrangement_do_not_stand_in_the_way() -> None:
    assert fits(WeeklySchedule([*EVENING, MEETING]), JOB) is Verdict.MET


@pytest.mark.parametrize(
    "session",
    [
        Session(GROUP, day="FR", start="16:00"),
        Session(GROUP, day="FR", time="1 h"),
        Session(GROUP, day="FR", start="16:00", end="17:30", optional=True),
        Session(GROUP, day="FR", start="16:00", end="17:30", nth=1),
        Session(GROUP, start="16:00", end="17:30"),
    ],
    ids=["length", "clock time", "optional", "cadence", "weekday"],
)
def test_what_may_or_may_not_take_something_leaves_it_unknown(session: Session) -> None:
    assert fits(WeeklySchedule([*EVENING, session]), JOB) is Verdict.UNKNOWN
    assert fits(WeeklySchedule([*MORNING, session]), JOB) is Verdict.NOT_MET


def test_sessions_without_a_weekday_do_not_fit_if_too_few_days_are_free() -> None:
    job = Commitment("work", [*blocks(WORKDAYS, "09:00-17:00"), *blocks("SA", "08:00-12:00")])
    morning = Session(GROUP, start="10:00", end="11:00", per_week=1)
    assert fits(WeeklySchedule([morning]), job) is Verdict.UNKNOWN
    assert fits(WeeklySchedule([Session(GROUP, start="10:00", end="11:00", per_week=2)]), job) is Verdict.NOT_MET


def test_a_week_known_by_its_figures_alone_leaves_it_unknown() -> None:
    pattern = WeeklyPattern(visits=3, time_per_visit="3 h", part_of_day="evening")
    assert fits(pattern, JOB) is Verdict.UNKNOWN
    assert conflicts(pattern, JOB) == ()


def test_a_week_that_the_stay_only_perhaps_reaches_leaves_it_unknown() -> None:
    late = Session(GROUP, day="MO", start="09:00", end="12:00", weeks="3 on")
    assert fits(_track(*EVENING, late, length="2 to 4 weeks"), JOB) is Verdict.UNKNOWN
    assert fits(_track(*EVENING, late, length="3 to 4 weeks"), JOB) is Verdict.NOT_MET
    assert fits(_track(*EVENING, late, length="2 weeks"), JOB) is Verdict.MET


def test_a_subject_with_several_weeks_is_refused() -> None:
    program = Program(catalogue.STANDARD_IOP, tracks=[Track("evening", EVENING)])
    assert "week to attend" in refusal(WrongKind, lambda: fits(wrong(program), JOB))
    assert "program week" in refusal(NotAccepted, lambda: conflicts(EVENING, JOB, week=0))
    assert "time: expected" in refusal(WrongKind, lambda: fits(EVENING, JOB, travel=wrong(30)))


# The tracks of a program


def test_the_tracks_that_fit_come_first_and_those_that_do_not_last() -> None:
    program = Program(
        catalogue.STANDARD_IOP,
        tracks=[
            Track("morning", MORNING),
            Track("weekend", WeeklyPattern(days=2)),
            Track("evening", [*EVENING, MEETING]),
            Track("late", sessions(GROUP, "MO,TU", "20:00-21:00")),
        ],
        length="8 weeks",
    )
    found = tracks_that_fit(program, JOB, travel="30 min")
    assert [(each.track.name, each.verdict) for each in found] == [
        ("evening", Verdict.MET),
        ("late", Verdict.MET),
        ("weekend", Verdict.UNKNOWN),
        ("morning", Verdict.NOT_MET),
    ]
    assert str(found[0]) == "evening: met\n  to be laid: by arrangement: individual therapy, 1 h"
    assert found[0].track == program.track("evening")
    assert str(found[2]) == "weekend: unknown\n  the weekdays and clock times of its sessions"
    assert len(found[3].conflicts) == 3
    assert found[3].causes == ()


def test_a_program_without_tracks_has_none_that_fits() -> None:
    assert tracks_that_fit(Program(catalogue.STANDARD_IOP), JOB) == ()


def test_a_track_lasts_as_long_as_its_program_unless_it_says_otherwise() -> None:
    late = Session(GROUP, day="MO", start="09:00", end="12:00", weeks="3 on")
    tracks = [Track("long", [*EVENING, late], length="4 weeks"), Track("short", [*EVENING, late])]
    found = tracks_that_fit(Program(catalogue.STANDARD_IOP, tracks=tracks, length="2 weeks"), JOB)
    assert [(each.track, each.verdict) for each in found] == [(tracks[1], Verdict.MET), (tracks[0], Verdict.NOT_MET)]


def _one(*held: Session, length: str = "4 weeks", travel: str = "0 min", attends: int | None = None) -> TrackFit:
    program = Program(catalogue.STANDARD_IOP, tracks=[_track(*held, length=length, attends=attends)])
    (found,) = tracks_that_fit(program, JOB, travel=travel)
    return found


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        (
            Session(GROUP, day="FR", start="16:00"),
            [("missing", "time", "how long Fri group therapy is: not stated")],
        ),
        (
            Session(GROUP, day="FR", start="16:45", time="0 to 30 min"),
            [("missing", "time", "how long Fri group therapy is: at most 30 min")],
        ),
        (
            Session(GROUP, day="FR", time="1 h"),
            [("missing", "time", "the clock time of Fri group therapy")],
        ),
        (
            Session(GROUP, day="FR", start="16:00", end="17:30", optional=True),
            [("choice", "optional", "whether Fri group therapy is attended, which is optional")],
        ),
        (
            Session(GROUP, day="FR", start="16:00", end="17:30", nth=1),
            [("missing", "cadence", "in which weeks Fri group therapy falls")],
        ),
        (
            Session(GROUP, start="16:00", end="17:30"),
            [("missing", "weekday", "the weekday of group therapy")],
        ),
    ],
)
def test_an_unknown_verdict_says_what_would_have_to_be_known(
    session: Session, expected: list[tuple[str, str, str]]
) -> None:
    found = _one(*EVENING, session, MEETING)
    assert found.verdict is Verdict.UNKNOWN
    assert [(each.kind, each.fact, each.words) for each in found.causes] == expected
    assert {each.session for each in found.causes} == {session}


def test_an_unknown_verdict_says_that_it_hangs_on_the_way_or_on_the_length_of_the_stay() -> None:
    (way,) = _one(Session(GROUP, day="FR", start="17:15", end="19:00"), travel="10 to 20 min").causes
    assert str(way) == "how long the way there or back takes: 10 min to 20 min"
    assert (way.kind, way.fact) == (CauseKind.CHOICE, Fact.TIME)
    late = Session(GROUP, day="MO", start="09:00", end="12:00", weeks="3 on")
    (stay,) = _one(*EVENING, late, length="2 to 4 weeks").causes
    assert (stay.kind, stay.fact, stay.words) == (
        CauseKind.CHOICE,
        Fact.LENGTH,
        "whether the stay reaches weeks 3 on",
    )


def _names(found: TrackFit) -> list[str]:
    return [each.session.name for each in found.causes if each.session is not None]


def test_only_sessions_that_may_or_may_not_take_something_are_a_cause() -> None:
    certainly = Session(GROUP, day="MO", start="16:00", time="30 to 90 min")
    perhaps = Session(GROUP, day="TU", start="16:00")
    never = Session(GROUP, day="SA", start="10:00", time="1 h", optional=True)
    found = _one(certainly, perhaps, never, attends=1)
    assert (found.verdict, _names(found)) == (Verdict.UNKNOWN, ["Tue group therapy"])


def test_only_weeks_that_are_unknown_themselves_name_a_cause() -> None:
    free = Session(GROUP, day="MO", start="18:00", end="19:00", weeks="1")
    beside_it = Session(GROUP, day="TU", start="16:00", weeks="1")
    alone = Session(GROUP, day="WE", start="16:00", weeks="2 on")
    found = _one(free, beside_it, alone, attends=1)
    assert (found.verdict, _names(found)) == (Verdict.UNKNOWN, ["Wed group therapy"])


def test_a_verdict_that_is_known_has_no_causes() -> None:
    missed = Session(GROUP, day="MO", start="09:00", end="10:00", weeks="1")
    unknown = Session(GROUP, day="TU", start="16:00", weeks="2 on")
    found = _one(missed, unknown)
    assert (found.verdict, found.causes) == (Verdict.NOT_MET, ())
    assert _one(*EVENING).causes == ()
