"""A stated figure is refuted only when no reading of the week gives it.

Each house rule has weeks that it accuses and weeks that it does not, chosen from the words of the rule: zero
tolerance, intervals, optional sessions out; breaks and meals out and in; a session of 45 to 55 minutes as itself or
as an hour; only weeks with a session in force.
"""

import pytest

from iopmodel import (
    Break,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    Meal,
    PeerSupport,
    Phase,
    Program,
    Session,
    Stated,
    Track,
    Verdict,
    WeeklyPattern,
    Weeks,
    catalogue,
    check,
    sessions,
)
from iopmodel.contradictions import (
    Contradiction,
    overlaps,
    stated_by_program,
    stated_days_per_week,
    stated_hours_per_day,
    stated_hours_per_week,
    stated_sessions,
    subset_of_days,
)
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.stretches import Stretch, stretches
from tests.standards.answers import TODAY, Week, days_of, stated

EVENINGS = days_of(("MO,WE,TH", "18:00-21:00"))


def a_stretch(week: Week, figures: Stated | None = None, **more: object) -> Stretch:
    """The one stretch of a track that states these figures."""
    return stretches(Track("one", week, stated=figures or Stated(), **more))[0]  # type: ignore[arg-type]


def said(found: tuple[Contradiction, ...]) -> list[str]:
    """The sentences of contradictions."""
    return [each.sentence for each in found]


HOURS_A_WEEK: list[tuple[Week, str, bool]] = [
    (EVENINGS, "9 h", False),
    (EVENINGS, "8 h 59 min", True),
    (EVENINGS, "9 h 1 min", True),
    (EVENINGS, "9 to 12 h", False),
    (EVENINGS, "10 to 12 h", True),
    (EVENINGS, "at least 9 h", False),
    (EVENINGS, "at least 9 h 1 min", True),
    (EVENINGS, "at most 9 h", False),
    (EVENINGS, "at most 8 h", True),
    (EVENINGS, "under 9 h", True),
    (EVENINGS, "not stated", False),
    # With breaks or without.
    ([*days_of(("MO,WE,TH", "18:00-20:50")), *sessions(Break(), "MO,WE,TH", "20:50-21:00")], "9 h", False),
    ([*days_of(("MO,WE,TH", "18:00-20:50")), *sessions(Break(), "MO,WE,TH", "20:50-21:00")], "8 h 30 min", False),
    ([*days_of(("MO,WE,TH", "18:00-20:50")), *sessions(Break(), "MO,WE,TH", "20:50-21:00")], "9 h 30 min", True),
    ([*days_of(("MO", "09:00-12:00")), *sessions(Meal(), "MO", "12:00-13:00")], "4 h", False),
    # Mutual help is in.
    ([*days_of(("MO", "18:00-20:00")), *sessions(PeerSupport(), "MO", "20:00-21:00")], "3 h", False),
    ([*days_of(("MO", "18:00-20:00")), *sessions(PeerSupport(), "MO", "20:00-21:00")], "2 h", True),
    # A session of 45 to 55 minutes is also called an hour, one of 44 or 56 is not.
    ([Session(GroupTherapy(), time="45 min", per_week=3)], "3 h", False),
    ([Session(GroupTherapy(), time="55 min", per_week=3)], "3 h", False),
    ([Session(GroupTherapy(), time="50 min", per_week=3)], "2 h 30 min", False),
    ([Session(GroupTherapy(), time="44 min", per_week=3)], "3 h", True),
    ([Session(GroupTherapy(), time="56 min", per_week=3)], "3 h", True),
    (days_of(("MO,WE,TH", "18:00-18:50")), "3 h", False),
    # What is optional is out, and what is not known refutes nothing.
    ([*EVENINGS, Session(IndividualTherapy(), time="1 h", optional=True)], "10 h", True),
    ([*EVENINGS, Session(IndividualTherapy(), time="1 h", optional=True)], "9 h", False),
    ([*EVENINGS, Session(IndividualTherapy())], "12 h", False),
    ([*EVENINGS, Session(IndividualTherapy())], "8 h", True),
    # One week that fits is enough, but "up to" binds every week.
    ([*EVENINGS, Session(FamilyTherapy(), time="90 min", every=Weeks(2), first=1)], "10 h 30 min", False),
    ([*EVENINGS, Session(FamilyTherapy(), time="90 min", every=Weeks(2), first=1)], "at most 9 h", True),
    ([*EVENINGS, Session(FamilyTherapy(), time="90 min", every=Weeks(2), first=1)], "10 h", True),
    ([*EVENINGS, Session(FamilyTherapy(), time="90 min", every=Weeks(2), first=1)], "10 to 11 h", False),
    # A break in every second week alone.
    ([*EVENINGS, *sessions(Break(), "MO", "21:00-21:30", every=Weeks(2), first=1)], "9 h", False),
    # Only weeks with a session in force.
    (days_of(("MO,WE,TH", "18:00-21:00")), "9 h", False),
    (sessions(GroupTherapy(), "MO", "18:00-21:00", weeks=(5, 8)), "3 h", False),  # type: ignore[list-item]
    ([], "9 h", False),
    (WeeklyPattern(time_per_week="6 h"), "9 h", False),
]


@pytest.mark.parametrize(("week", "figure", "accused"), HOURS_A_WEEK)
def test_hours_a_week_are_refuted_when_no_reading_of_a_week_gives_them(
    week: Week, figure: str, *, accused: bool
) -> None:
    assert bool(stated_hours_per_week(a_stretch(week, stated(hours_per_week=figure)))) is accused


def test_refuted_hours_a_week_say_what_the_sessions_make() -> None:
    wrong = a_stretch(EVENINGS, stated(hours_per_week="12 h"))
    (found,) = stated_hours_per_week(wrong)
    assert found.sentence == "States 12 h a week; its sessions make 9 h."
    assert (found.where, found.sessions) == ('track "one"', wrong.sessions)
    both = [*EVENINGS, Session(FamilyTherapy(), time="90 min", every=Weeks(2), first=1)]
    assert said(stated_hours_per_week(a_stretch(both, stated(hours_per_week="12 h")))) == [
        "States 12 h a week; its sessions make 10 h 30 min or 9 h."
    ]


HOURS_A_DAY: list[tuple[Week, str, bool]] = [
    (EVENINGS, "3 h", False),
    (EVENINGS, "2 h", True),
    (EVENINGS, "3 to 4 h", False),
    (EVENINGS, "not stated", False),
    (days_of(("MO,WE", "18:00-21:00"), ("SA", "10:00-11:00")), "3 h", True),
    (days_of(("MO,WE", "18:00-21:00"), ("SA", "10:00-11:00")), "at most 3 h", False),
    (days_of(("MO,WE", "18:00-21:00"), ("SA", "10:00-13:01")), "at most 3 h", True),
    ([*EVENINGS, *sessions(GroupTherapy(), "SA", "10:00-11:00", optional=True)], "3 h", False),
    ([Session(GroupTherapy(), time="1 h")], "3 h", False),
    (days_of(("MO", "18:00-")), "3 h", False),
    # What has no weekday is no part of a named day.
    ([*days_of(("MO", "18:00-20:00")), Session(IndividualTherapy(), time="1 h")], "2 h", False),
    ([*days_of(("MO", "18:00-20:00")), Session(IndividualTherapy(), time="1 h")], "3 h", True),
    ([*days_of(("MO", "18:00-20:50")), *sessions(Break(), "MO", "20:50-21:00")], "3 h", False),
    (WeeklyPattern(time_per_day="2 h"), "3 h", False),
]


@pytest.mark.parametrize(("week", "figure", "accused"), HOURS_A_DAY)
def test_hours_a_day_are_held_against_each_named_weekday_that_has_required_sessions(
    week: Week, figure: str, *, accused: bool
) -> None:
    assert bool(stated_hours_per_day(a_stretch(week, stated(hours_per_day=figure)))) is accused


def test_a_weekday_may_differ_from_week_to_week_and_one_that_fits_is_enough() -> None:
    longer = Session(GroupTherapy(), day="MO", start="21:00", end="22:00", every=Weeks(2), first=2)
    assert not stated_hours_per_day(a_stretch([*EVENINGS, longer], stated(hours_per_day="3 to 4 h")))
    assert said(stated_hours_per_day(a_stretch([*EVENINGS, longer], stated(hours_per_day="at most 3 h")))) == [
        "States at most 3 h a day; its sessions make Mon 3 h or 4 h."
    ]


def test_refuted_hours_a_day_name_the_days() -> None:
    week = days_of(("MO,WE", "18:00-21:00"), ("SA", "10:00-11:00"))
    assert said(stated_hours_per_day(a_stretch(week, stated(hours_per_day="3 h")))) == [
        "States 3 h a day; its sessions make Sat 1 h."
    ]


DAYS_A_WEEK: list[tuple[Week, str | int, bool]] = [
    (EVENINGS, 3, False),
    (EVENINGS, 2, True),
    (EVENINGS, 4, True),
    (EVENINGS, "3 to 5", True),
    (EVENINGS, "2 to 3", False),
    (EVENINGS, "at most 3", False),
    (EVENINGS, "at most 5", True),
    (EVENINGS, "at most 2", True),
    (EVENINGS, "at least 3", False),
    (EVENINGS, "at least 4", True),
    (EVENINGS, "not stated", False),
    ([*EVENINGS, Session(IndividualTherapy(), time="1 h")], 4, False),
    ([*EVENINGS, Session(IndividualTherapy(), time="1 h")], "3 to 4", False),
    ([*EVENINGS, Session(IndividualTherapy(), time="1 h")], 5, True),
    # The low end counts only sessions of known length or clock time.
    ([*EVENINGS, Session(IndividualTherapy(), day="FR")], 3, False),
    ([*EVENINGS, Session(IndividualTherapy(), day="FR")], 4, False),
    ([*EVENINGS, Session(IndividualTherapy(), day="FR", start="10:00")], 3, True),
    ([*EVENINGS, Session(IndividualTherapy(), day="FR", end="10:00")], 3, True),
    ([*EVENINGS, Session(IndividualTherapy(), day="FR", time="1 h")], 3, True),
    ([*EVENINGS, *sessions(GroupTherapy(), "SA", "10:00-11:00", optional=True)], 4, True),
    ([], 3, False),
    (WeeklyPattern(days=2), 3, False),
]


@pytest.mark.parametrize(("week", "figure", "accused"), DAYS_A_WEEK)
def test_days_a_week_are_refuted_when_they_are_not_possible_or_their_top_is_out_of_reach(
    week: Week, figure: str | int, *, accused: bool
) -> None:
    assert bool(stated_days_per_week(a_stretch(week, stated(days_per_week=figure)))) is accused


def test_refuted_days_a_week_say_how_many_there_can_be() -> None:
    assert said(stated_days_per_week(a_stretch(EVENINGS, stated(days_per_week=4)))) == [
        "States 4 days a week; its sessions make 3."
    ]
    assert said(stated_days_per_week(a_stretch(EVENINGS, stated(days_per_week=3), attends=2))) == [
        "States 3 days a week; its sessions make 2."
    ]


SESSIONS: list[tuple[Week, str, str | int, bool]] = [
    (EVENINGS, "8 weeks", 24, False),
    (EVENINGS, "8 weeks", 23, True),
    (EVENINGS, "8 weeks", 25, True),
    (EVENINGS, "8 to 16 weeks", 25, False),
    (EVENINGS, "8 to 16 weeks", 49, True),
    (EVENINGS, "at least 8 weeks", 23, True),
    (EVENINGS, "at least 8 weeks", 1000, False),
    (EVENINGS, "8 weeks", "not stated", False),
    (EVENINGS, "not stated", 24, False),
    ([*EVENINGS, *sessions(Break(), "MO,WE,TH", "21:00-21:10")], "8 weeks", 24, False),
    ([*EVENINGS, Session(IndividualTherapy(), per_week="not stated")], "8 weeks", 1, False),
    ([*EVENINGS, Session(IndividualTherapy(), optional=True)], "8 weeks", 24, False),
    ([*EVENINGS, Session(IndividualTherapy(), optional=True)], "8 weeks", 32, True),
    ([Session(GroupTherapy(), per_month=2)], "8 weeks", 1, False),
    ([Session(GroupTherapy(), per_month=2)], "8 weeks", 17, True),
    ([Session(GroupTherapy(), total=12)], "8 weeks", 12, False),
    ([Session(GroupTherapy(), total="not stated")], "8 weeks", 500, False),
    # A stay may be longer than its sessions, and a session's own weeks may be the length that is known.
    (list(sessions(GroupTherapy(), "MO,WE", weeks=(1, 4))), "8 weeks", 8, False),
    (list(sessions(GroupTherapy(), "MO,WE", weeks=(1, 4))), "8 weeks", 16, True),
    (list(sessions(GroupTherapy(), "MO,WE", weeks=(1, 4))), "not stated", 8, False),
    (list(sessions(GroupTherapy(), "MO,WE", weeks=(1, 4))), "not stated", 9, True),
    ([Session(GroupTherapy(), every=Weeks(2), first=1)], "8 weeks", 4, False),
    ([Session(GroupTherapy(), every=Weeks(2), first=1)], "8 weeks", 5, True),
    ([], "8 weeks", 8, False),
]


@pytest.mark.parametrize(("week", "length", "figure", "accused"), SESSIONS)
def test_a_number_of_sessions_is_refuted_when_the_weeks_cannot_hold_it(
    week: Week, length: str, figure: str | int, *, accused: bool
) -> None:
    assert bool(stated_sessions(a_stretch(week, stated(sessions_in_all=figure), length=length))) is accused


def test_refuted_sessions_say_how_many_the_weeks_hold() -> None:
    found = stated_sessions(a_stretch(EVENINGS, stated(sessions_in_all=30), length="8 to 9 weeks"))
    assert said(found) == ["States 30 sessions in all; its weeks hold 24 to 27."]


def test_a_later_step_is_counted_from_its_own_first_week() -> None:
    step = a_stretch(EVENINGS, stated(sessions_in_all=12), length="4 weeks", first_week=9)
    assert not stated_sessions(step)


OVERLAPS: list[tuple[list[Session], bool]] = [
    (days_of(("MO", "18:00-20:00"), ("MO", "20:00-21:00")), False),
    (days_of(("MO", "18:00-20:01"), ("MO", "20:00-21:00")), True),
    (days_of(("MO", "18:00-20:00"), ("TU", "18:00-20:00")), False),
    (days_of(("MO", "18:00-20:00"), ("MO", "18:00-20:00")), True),
    ([*days_of(("MO", "18:00-20:00")), *sessions(Break(), "MO", "19:00-19:10")], False),
    ([*days_of(("MO", "18:00-20:00")), *sessions(GroupTherapy(), "MO", "19:00-20:00", optional=True)], False),
    ([*days_of(("MO", "18:00-20:00")), *sessions(FamilyTherapy(), "MO", "19:00-20:00")], True),
    (
        [*days_of(("MO", "18:00-20:00")), *sessions(FamilyTherapy(), "MO", "19:00-20:00", attended_by="family")],
        False,
    ),
    (days_of(("MO", "18:00-"), ("MO", "19:00-20:00")), False),
    ([*days_of(("MO", "18:00-")), *sessions(GroupTherapy(), "MO", time="1 h", start="18:30")], False),
    ([Session(GroupTherapy(), time="3 h"), *days_of(("MO", "18:00-21:00"))], False),
    (
        [
            Session(GroupTherapy(), day="MO", start="18:00", end="20:00", every=Weeks(2), first=1),
            Session(FamilyTherapy(), day="MO", start="18:00", end="20:00", every=Weeks(2), first=2),
        ],
        False,
    ),
    (
        [
            Session(GroupTherapy(), day="MO", start="18:00", end="20:00", every=Weeks(2), first=1),
            Session(FamilyTherapy(), day="MO", start="18:00", end="20:00", every=Weeks(2)),
        ],
        False,
    ),
    (
        [
            Session(GroupTherapy(), day="MO", start="18:00", end="20:00", weeks=(1, 4)),
            Session(FamilyTherapy(), day="MO", start="18:00", end="20:00", weeks=(4, 8)),
        ],
        True,
    ),
]


@pytest.mark.parametrize(("week", "accused"), OVERLAPS)
def test_two_required_sessions_overlap_when_their_clock_times_certainly_do(
    week: list[Session], *, accused: bool
) -> None:
    assert bool(overlaps(a_stretch(week))) is accused


def test_an_overlap_names_both_sessions_and_the_weeks_once() -> None:
    week = [
        Session(GroupTherapy(), day="MO", start="18:00", end="20:00"),
        Session(FamilyTherapy(), day="MO", start="19:00", end="20:00", every=Weeks(2), first=1),
    ]
    (found,) = overlaps(a_stretch(week))
    assert found.sentence == (
        "A patient cannot attend both: Mon 18:00-20:00: group therapy, 2 h; Mon 19:00-20:00: family therapy, 1 h."
    )
    assert found.where == 'track "one", odd weeks'
    assert set(found.sessions) == set(week)
    assert not overlaps(a_stretch(WeeklyPattern(days=3)))


SUBSETS: list[tuple[Week, str | int | None, bool]] = [
    (EVENINGS, None, False),
    (EVENINGS, 3, False),
    (EVENINGS, 4, True),
    (EVENINGS, "3 to 5", False),
    (EVENINGS, "4 to 5", True),
    ([*EVENINGS, *sessions(GroupTherapy(), "SA", optional=True)], 4, True),
    ([*EVENINGS, *sessions(Break(), "SA", "10:00-10:30")], 4, False),
    (WeeklyPattern(days=2), 4, False),
    ([], 2, False),
]


@pytest.mark.parametrize(("week", "attends", "accused"), SUBSETS)
def test_nobody_can_attend_more_days_than_are_open(week: Week, attends: str | int | None, *, accused: bool) -> None:
    assert bool(subset_of_days(a_stretch(week, attends=attends))) is accused


def test_an_impossible_subset_says_how_many_days_are_open() -> None:
    assert said(subset_of_days(a_stretch(EVENINGS, attends="4 to 5"))) == [
        "Asks a patient to attend 4 to 5 days; it is open on 3."
    ]


SHORT, LONG = days_of(("SA", "09:00-12:00")), days_of(("MO,TU,WE,TH", "18:00-21:00"))
BY_PROGRAM: list[tuple[list[Week], str, bool]] = [
    ([EVENINGS], "9 h", False),
    ([EVENINGS], "10 h", True),
    ([EVENINGS, SHORT], "9 h", False),
    ([EVENINGS, SHORT], "3 to 12 h", False),
    ([EVENINGS, SHORT], "at least 9 h", False),
    ([EVENINGS, SHORT], "at least 10 h", True),
    ([EVENINGS, LONG], "at most 9 h", True),
    ([EVENINGS, SHORT], "at most 9 h", False),
    ([EVENINGS, WeeklyPattern(days=3)], "10 h", True),
    ([WeeklyPattern(days=3)], "10 h", False),
    ([], "10 h", False),
    ([EVENINGS], "not stated", False),
]


@pytest.mark.parametrize(("weeks", "figure", "accused"), BY_PROGRAM)
def test_a_figure_of_a_whole_program_needs_one_track_that_fits_and_up_to_binds_every_track(
    weeks: list[Week], figure: str, *, accused: bool
) -> None:
    tracks = [Track(str(number), week) for number, week in enumerate(weeks)]
    program = Program(catalogue.EVENING_IOP, tracks=tracks, stated=stated(hours_per_week=figure))
    assert bool(stated_by_program(program, Measure.STATED_HOURS_PER_WEEK)) is accused


def test_what_a_program_says_of_itself_is_a_place_of_its_own_in_the_report() -> None:
    tracks = [Track("evening", EVENINGS), Track("weekend", SHORT)]
    program = Program(catalogue.EVENING_IOP, tracks=tracks, stated=stated(hours_per_week="12 h"))
    report = check(program, against=[], on=TODAY)
    (wrong,) = (each for each in report.house if each.rule == "consistency.stated_hours_week")
    assert wrong.verdict is Verdict.NOT_MET
    assert wrong.sentence == 'The program states 12 h a week; its tracks make "evening" 9 h, "weekend" 3 h.'
    assert [place.verdict for place in wrong.places] == [Verdict.NOT_MET, Verdict.MET, Verdict.MET]


@pytest.mark.parametrize(
    ("figures", "rule", "sentence"),
    [
        (
            {"hours_per_day": "4 h"},
            "hours_day",
            '4 h a day; its tracks make "a" Mon 3 h, "b" Sat 1 h.',
        ),
        ({"hours_per_day": "3 h"}, "hours_day", ""),
        (
            {"hours_per_day": "at most 2 h"},
            "hours_day",
            'at most 2 h a day; its tracks make "a" Mon 3 h.',
        ),
        ({"days_per_week": 2}, "days_week", '2 days a week; its tracks make "a" 1, "b" 1.'),
        ({"days_per_week": 1}, "days_week", ""),
        ({"sessions_in_all": 20}, "sessions", '20 sessions in all; its tracks make "a" 8, "b" 8.'),
        ({"sessions_in_all": 8}, "sessions", ""),
    ],
)
def test_every_stated_figure_of_a_whole_program_is_held_against_its_tracks(
    figures: dict[str, str | int], rule: str, sentence: str
) -> None:
    tracks = [Track("a", days_of(("MO", "18:00-21:00"))), Track("b", days_of(("SA", "10:00-11:00")))]
    program = Program(catalogue.EVENING_IOP, tracks=tracks, length="8 weeks", stated=stated(**figures))
    wrong = [each for each in check(program, against=[], on=TODAY).house if each.rule == f"consistency.stated_{rule}"]
    assert [each.sentence for each in wrong] == [f"The program states {sentence}" if sentence else ""]


def test_the_length_of_a_program_bounds_the_weeks_of_its_tracks() -> None:
    later = Session(GroupTherapy(), day="SA", start="10:00", end="13:00", weeks=(9, 12))
    program = Program(
        catalogue.EVENING_IOP,
        tracks=[Track("one", [*EVENINGS, later])],
        length="8 weeks",
        stated=stated(hours_per_week="12 h"),
    )
    assert stated_by_program(program, Measure.STATED_HOURS_PER_WEEK)


def test_a_phase_is_held_against_its_own_stated_figures() -> None:
    phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, EVENINGS, stated=stated(days_per_week=5))
    report = check(phase, against=[], on=TODAY)
    assert [each.sentence for each in report.house if each.verdict is Verdict.NOT_MET] == [
        "States 5 days a week; its sessions make 3."
    ]


def test_a_day_with_nothing_but_a_break_is_neither_a_day_nor_a_short_one() -> None:
    week = [*days_of(("MO", "18:00-21:00")), *sessions(Break(), "TU", "12:00-12:30")]
    assert stated_hours_per_day(a_stretch(week, stated(hours_per_day="3 to 4 h"))) == ()
    assert stated_days_per_week(a_stretch(week, stated(days_per_week="1"))) == ()


@pytest.mark.parametrize(
    ("week", "figure", "accused"),
    [
        # In some weeks there are two days and in some up to five, nobody knows in which.
        ([*EVENINGS[:2], *sessions(GroupTherapy(), "TH,FR,SA", "18:00-21:00", every=Weeks(2))], "1 to 3", False),
        # Three visits by arrangement fall on three days, and not on two.
        ([Session(GroupTherapy(), time="1 h", per_week=3)], "2", True),
        ([Session(GroupTherapy(), time="1 h", per_week=3)], "3", False),
    ],
)
def test_days_a_week_are_refuted_by_days_that_are_certain(week: Week, figure: str, *, accused: bool) -> None:
    assert bool(stated_days_per_week(a_stretch(week, stated(days_per_week=figure)))) is accused


def test_fewer_days_than_a_track_is_open_may_be_attended() -> None:
    assert subset_of_days(a_stretch(EVENINGS, attends=2)) == ()
    assert subset_of_days(a_stretch(EVENINGS, attends=3)) == ()
    assert said(subset_of_days(a_stretch(EVENINGS, attends=4))) == ["Asks a patient to attend 4 days; it is open on 3."]
