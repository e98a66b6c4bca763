"""Weeks, programs, pathways, bodies and types as text that people read, word for word."""

from collections.abc import Callable

import pytest

from iopmodel import (
    Assessment,
    Break,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Minutes,
    Pathway,
    PeerSupport,
    Phase,
    Program,
    ProgramBlock,
    ProgramType,
    Range,
    Rule,
    Session,
    Standard,
    SupportService,
    Track,
    WeeklyPattern,
    WeeklySchedule,
    Weeks,
    catalogue,
    sessions,
    standards,
)
from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import Counting
from iopmodel.pages import pathway_page, program_page, type_page, week_page
from iopmodel.populations import Setting
from iopmodel.rule_pages import standard_page
from iopmodel.rules import Band
from tests.standards.answers import days_of

EVENING = WeeklySchedule(
    [
        *sessions(GroupTherapy("relapse prevention"), "MO,WE,TH", "18:00-18:50"),
        *sessions(Break(), "MO,WE,TH", "18:50-19:00"),
        *sessions(Education("coping with cravings"), "MO,WE,TH", "19:00-20:50"),
        Session(IndividualTherapy(), time=Minutes(60)),
        Session(FamilyTherapy(), time=Minutes(90), day="SA", start="10:00", every=Weeks(2), first=1),
    ]
)

ALL_WEEKS = """\
                                                            Mon         Wed         Thu         Sat\
                 any day  a week
10:00-11:30     family therapy, every 2 weeks, from week 1                                      90\
                           at most 1 h 30 min
18:00-18:50     group therapy: relapse prevention           50          50          50\
                                       2 h 30 min
18:50-19:00     break                                       (10)        (10)        (10)\
                                     not counted
19:00-20:50     education: coping with cravings             110         110         110\
                                      5 h 30 min
by arrangement  individual therapy                                                             \
                     60       1 h
counted                                                     2 h 40 min  2 h 40 min  2 h 40 min  at most 1 h 30 min\
  1 h      9 h to 10 h 30 min"""

EVEN_WEEK = """\
                                                   Mon         Wed         Thu         any day  a week
18:00-18:50     group therapy: relapse prevention  50          50          50                   2 h 30 min
18:50-19:00     break                              (10)        (10)        (10)                 not counted
19:00-20:50     education: coping with cravings    110         110         110                  5 h 30 min
by arrangement  individual therapy                                                     60       1 h
counted                                            2 h 40 min  2 h 40 min  2 h 40 min  1 h      9 h"""


def test_a_week_is_a_grid_with_its_hours_in_the_margins() -> None:
    assert week_page(EVENING) == ALL_WEEKS
    assert week_page(Track("evening", EVENING)) == ALL_WEEKS


def test_one_week_shows_only_what_can_fall_in_it() -> None:
    assert week_page(EVENING, 2) == EVEN_WEEK
    assert week_page(EVENING, 102) == EVEN_WEEK
    assert "family therapy" in week_page(EVENING, 3)


EVERYTHING = """\
                                                             Mon Tue Sun any day         a week
from 18:00      group therapy                                ?                           not stated
by arrangement  assessment, 1 in all                                     90              at most 1 h 30 min
by arrangement  check-in (individual therapy)                            ? x 30+         not stated
by arrangement  family therapy, weeks 3 to 6, for family                 (60)            not counted
to 20:00        group therapy                                    ?                       not stated
by arrangement  group therapy, every 2 weeks                             60              at most 1 h
by arrangement  individual therapy                                       1 to 2 x 30-60  30 min to 2 h
no clock time   peer support, second in the month, optional          (60)                not counted
by arrangement  support service, 2 a month                               60              at most 2 h
counted                                     not stated  not stated       at least 30 min at least 30 min"""


def test_what_is_not_known_of_a_session_stands_as_a_question_mark() -> None:
    week = WeeklySchedule(
        [
            Session(GroupTherapy(), day="MO", start="18:00"),
            Session(GroupTherapy(), day="TU", end="20:00"),
            Session(IndividualTherapy(), time="30 to 60 min", per_week="1 to 2"),
            Session(IndividualTherapy(), time="at least 30 min", per_week="not stated", label="check-in"),
            Session(SupportService(), time="1 h", per_month=2),
            Session(Assessment(), time="90 min", total=1),
            Session(PeerSupport(), day="SU", nth=2, time="1 h", optional=True),
            Session(FamilyTherapy(), time="1 h", attended_by="family", weeks=(3, 6)),
            Session(GroupTherapy(), time="1 h", every=Weeks(2)),
        ]
    )
    assert _squeezed(week_page(week)) == _squeezed(EVERYTHING)
    assert "family therapy" not in week_page(week, 2)
    assert "family therapy" in week_page(week, 3)


def _squeezed(text: str) -> list[list[str]]:
    """The words of each line: a column is as wide as its widest cell, which says nothing."""
    return [line.split() for line in text.splitlines()]


@pytest.mark.parametrize(
    ("nth", "words"), [(1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (5, "fifth"), (-1, "last")]
)
def test_a_weekday_of_the_month_is_said_in_words(nth: int, words: str) -> None:
    week = WeeklySchedule([Session(GroupTherapy(), day="SU", time="1 h", nth=nth)])
    assert f"group therapy, {words} in the month" in week_page(week)


def test_sessions_that_differ_only_in_their_time_share_a_row_and_none_is_lost() -> None:
    week = WeeklySchedule([Session(IndividualTherapy(), time="60 min"), Session(IndividualTherapy(), time="30 min")])
    assert week_page(week).splitlines()[1] == "by arrangement  individual therapy  30 + 60     1 h 30 min"


def test_a_track_says_how_many_of_its_days_a_patient_attends() -> None:
    week = sessions(GroupTherapy(), "MO,TU,WE", "18:00-21:00")
    assert week_page(Track("pick", week, attends="2 to 3")).splitlines() == [
        "                                            Mon  Tue  Wed  a week",
        "18:00-21:00  group therapy                  180  180  180  9 h",
        "counted      a patient attends 2 to 3 days  3 h  3 h  3 h  6 h to 9 h",
    ]
    assert "a patient attends 1 day " in week_page(Track("pick", week, attends=1))


def test_a_counting_of_ones_own_moves_the_parentheses() -> None:
    page = week_page(EVENING, 2, counting=Counting({Break}))
    assert page.splitlines()[2].split() == ["18:50-19:00", "break", "10", "10", "10", "30", "min"]
    assert page.splitlines()[1].endswith("not counted")
    assert "(50)" in page


def test_a_week_without_sessions_and_one_of_figures_say_so() -> None:
    assert week_page(WeeklySchedule()) == "no sessions: 0 h a week"
    assert week_page(WeeklyPattern()) == "sessions not published: no figures; weekly hours not stated"
    assert week_page(Track("one", WeeklyPattern(days="3 to 5", time_per_day="3 h"))) == (
        "sessions not published: 3 to 5 days a week, 3 h a day; weekly hours 9 h to 15 h"
    )


PROGRAM = """\
Elm Street (Evening IOP, intensive outpatient; population adult)

track "evening": weekly hours 9 h · 8 to 16 weeks · 3 treatment days
                            Mon  Wed  Thu  a week
18:00-21:00  group therapy  180  180  180  9 h
counted                     3 h  3 h  3 h  9 h

track "weekend": weekly hours 6 h · 12 weeks · 2 treatment days
sessions not published: 2 days a week, 3 h a day; weekly hours 6 h

stated length    8 to 16 weeks
typical lengths  several weeks or months (Guide B: "Define Intensive Outpatient Programs", inherited)
                 6 to 8 weeks (Guide A: "IOP meaning in rehab" (Clean Break Recovery), inherited)
                 8 to 16 weeks (Guide A: "IOP meaning in rehab" (Clean Break Recovery), inherited)
                 at least 30 days (Guide D: "Intensive Outpatient Program options", inherited)
steps down to    Traditional outpatient
steps up to      Partial hospitalization"""


def a_program(**more: object) -> Program:
    """An evening program with two tracks."""
    evening = Track("evening", days_of(("MO,WE,TH", "18:00-21:00")))
    weekend = Track("weekend", WeeklyPattern(days=2, time_per_day="3 h"), length="12 weeks")
    return Program(
        catalogue.EVENING_IOP,
        tracks=[evening, weekend],
        length=Range(Weeks(8), Weeks(16)),
        **more,  # type: ignore[arg-type]
    )


def test_a_program_is_its_tracks_its_lengths_and_its_steps() -> None:
    assert program_page(a_program(name="Elm Street", population="adult")) == PROGRAM


TAPER = Pathway(
    [
        Phase(
            LevelOfCare.PARTIAL_HOSPITALIZATION,
            sessions(ProgramBlock(), "MO,TU,WE,TH,FR", "09:00-13:00"),
            length="2 weeks",
        ),
        Phase(
            LevelOfCare.INTENSIVE_OUTPATIENT,
            sessions(ProgramBlock(), "MO,WE,FR", "09:00-12:00"),
            length="3 to 5 weeks",
            note="if stable",
        ),
        Phase(LevelOfCare.OUTPATIENT, [Session(GroupTherapy(), time="90 min")], length="4 weeks", name="weekly group"),
    ],
    name="our taper",
)

PATHWAY = """\
our taper: 3 phases
  phase 1 "partial hospitalization" (partial hospitalization): weekly hours 20 h · 2 weeks · 5 treatment days
                                Mon  Tue  Wed  Thu  Fri  a week
    09:00-13:00  program block  240  240  240  240  240  20 h
    counted                     4 h  4 h  4 h  4 h  4 h  20 h
  phase 2 "intensive outpatient" (intensive outpatient): weekly hours 9 h · 3 to 5 weeks · 3 treatment days - if stable
                                Mon  Wed  Fri  a week
    09:00-12:00  program block  180  180  180  9 h
    counted                     3 h  3 h  3 h  9 h
  phase 3 "weekly group" (outpatient): weekly hours 1 h 30 min · 4 weeks · 1 treatment day
                                   any day     a week
    by arrangement  group therapy  90          1 h 30 min
    counted                        1 h 30 min  1 h 30 min
  partial hospitalization -> intensive outpatient: step-down, 1 rung, allowed
  intensive outpatient -> outpatient: step-down, 1 rung, allowed
week by week     weeks 1 to 2: 20 h (phase 1)
                 weeks 3 to 5: 9 h (phase 2)
                 weeks 6 to 7: 1 h 30 min to 9 h (phase 2 or 3)
                 weeks 8 to 11: 1 h 30 min (phase 3)
in all           73 h to 91 h
steps down to    aftercare
steps up to      intensive outpatient"""


def test_a_pathway_is_its_phases_its_moves_and_its_hours_week_by_week() -> None:
    assert pathway_page(TAPER) == PATHWAY
    assert program_page(a_program(pathway=TAPER)).endswith(f"\n\n{PATHWAY}")


def test_a_pathway_without_a_known_end_has_no_weeks_to_lay_out() -> None:
    page = pathway_page(Pathway([*TAPER.phases[:1], Phase(LevelOfCare.INPATIENT, days_of(("MO", "09:00-10:00")))]))
    assert "week by week" not in page
    assert "in all           at least 41 h" in page
    assert "  partial hospitalization -> inpatient: step-up, 2 rungs, warned: " in page
    assert "steps up to      nowhere on the ladder" in page


def test_where_a_level_of_ones_own_leads_nobody_can_say() -> None:
    own = LevelOfCare("2", "Middle", "our own")
    page = pathway_page(Pathway([Phase(LevelOfCare.OUTPATIENT), Phase(own)]))
    assert "  outpatient -> 2 Middle: no ladder known here orders them" in page
    assert "steps down to    not known: the level is on no ladder known here" in page
    program = Program(ProgramType("ours", "Ours", own))
    assert program_page(program) == (
        "Ours (2 Middle; population not stated)\n\n"
        "stated length    length not stated\n"
        "typical lengths  none published\n"
        "steps down to    not known: the level is on no ladder known here\n"
        "steps up to      not known: the level is on no ladder known here"
    )


def test_a_program_that_is_called_as_its_level_says_so_once() -> None:
    assert program_page(Program(catalogue.RESIDENTIAL)).startswith("Residential (residential; population not stated)\n")


BODY = """\
## Own

`own`

a body of our own

Counted: treatment without breaks.

- **at least 9 h a week** (required) for intensive outpatient
  - `own.hours`
  - at least 8 h a week, since 2010-01-01 (start not checked): Manual, 1st ed. (unverified)
  - at least 9 h a week, since 2020 (start not checked): [Manual, 2nd ed.](https://example.org/manual) \
(primary, checked 2026-01-05)
  - on the plan
- **3 services on one day** (billing) for every program
  - `own.band`
  - since a day that is not known: Manual, 3rd ed. (secondary)"""


def test_a_body_is_its_rules_with_every_bound_and_source() -> None:
    second = Citation("Manual, 2nd ed.", "https://example.org/manual", Mark.PRIMARY, "2026-01-05")
    hours = Rule(
        id="own.hours",
        measure="hours_per_week",
        force="required",
        scope=standards.MEDICARE.rules[0].scope,
        history=History.of(
            Dated(Range.at_least(Minutes(480)), Citation("Manual, 1st ed."), since="2010-01-01"),
            Dated(Range.at_least(Minutes(540)), second, since=2020),
        ),
        note="on the plan",
    )
    third = Citation("Manual, 3rd ed.", mark=Mark.SECONDARY)
    band = Band(id="own.band", measure="services_per_day", history=History.of(Dated(Range.exactly(3), third)))
    assert standard_page(Standard("own", "Own", [hours, band], note="a body of our own")) == BODY


TYPE = """\
Evening IOP (evening-iop)
  level       intensive outpatient
  population  unspecified
  focus       any
  part of day evening
  hours       9 h to 20 h a week: 3 to 5 visits a week, 3 h to 4 h a visit \
(Guide B: "Define Intensive Outpatient Programs")
  hours       at least 3 days a week (Guide C: "What is IOP?", inherited)
  hours       8 h to 25 h a week: 4 to 5 days a week, 2 h to 5 h a day \
(Guide D: "Intensive Outpatient Program options", inherited)
  length      several weeks or months (Guide B: "Define Intensive Outpatient Programs", inherited)
  length      6 to 8 weeks (Guide A: "IOP meaning in rehab" (Clean Break Recovery), inherited)
  length      8 to 16 weeks (Guide A: "IOP meaning in rehab" (Clean Break Recovery), inherited)
  length      at least 30 days (Guide D: "Intensive Outpatient Program options", inherited)"""


def test_a_type_is_what_is_published_of_it() -> None:
    assert type_page(catalogue.EVENING_IOP) == TYPE
    assert "  suits       safe at home (the five guides" in type_page(catalogue.SUBSTANCE_USE_IOP)
    nothing = ProgramType("bare", "Bare", LevelOfCare.OUTPATIENT, settings=(Setting.VIRTUAL, Setting.HYBRID))
    assert type_page(nothing) == (
        "Bare (bare)\n"
        "  level       outpatient\n"
        "  population  unspecified\n"
        "  focus       not stated\n"
        "  settings    virtual, hybrid\n"
        "  no figures published"
    )


PAGES: list[Callable[[], str]] = [
    *(lambda body=body: standard_page(body) for body in standards.all()),
    *(lambda type_=type_: type_page(type_) for type_ in catalogue.TYPES),
    *(lambda type_=type_: program_page(Program(type_)) for type_ in catalogue.TYPES),
]


@pytest.mark.parametrize("page", PAGES)
def test_every_shipped_body_and_type_has_a_page_without_blanks_at_the_ends_of_lines(page: Callable[[], str]) -> None:
    lines = page().splitlines()
    assert lines
    assert all(line == line.rstrip() for line in lines)
