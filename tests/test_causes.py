"""Why a figure is not exact: which session, which fact, and the value of it that would settle the rule."""

import pytest

from iopmodel import (
    Activity,
    Cause,
    CauseKind,
    Fact,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Minutes,
    Pathway,
    Phase,
    Population,
    Program,
    Range,
    Rule,
    Session,
    Track,
    Verdict,
    WeeklyPattern,
    Weeks,
    catalogue,
    check,
    sessions,
)
from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.measures import Measure
from iopmodel.rules import Bound
from iopmodel.stretches import Subject
from tests.rule_strategies import a_body
from tests.standards.answers import TODAY, Week, days_of

UNKNOWN = Verdict.UNKNOWN
NINE = Range.at_least(Minutes.of_hours(9))
TWO_EVENINGS = days_of(("MO,WE", "18:00-21:00"))


def a_rule(bound: Bound, measure: str = "hours_per_week", aggregation: str = "every", least: str = "") -> Rule:
    """A required rule with this bound."""
    return Rule(
        id="example",
        measure=measure,
        force="required",
        aggregation=aggregation,
        history=History.of(Dated(bound, Citation("Manual", mark=Mark.PRIMARY))),
        day_at_least=Minutes(180) if least else None,
    )


def causes(subject: Subject, rule: Rule) -> list[str]:
    """The causes that a rule names of a subject, of which it must be unknown."""
    (found,) = check(subject, against=[a_body(rule)], on=TODAY).findings
    assert found.verdict is UNKNOWN
    return [f"{cause.kind}: {cause}" for cause in found.causes]


def a_track(week: Week, **more: object) -> Track:
    """A track with this week."""
    return Track("one", week, **more)  # type: ignore[arg-type]


BY_WEEK: list[tuple[Week, str]] = [
    (
        [*TWO_EVENINGS, Session(IndividualTherapy())],
        "missing: how long individual therapy is (met if it is at least 3 h)",
    ),
    (
        [*TWO_EVENINGS, Session(IndividualTherapy(), day="TH", start="18:00")],
        "missing: how long Thu individual therapy is (met if it is at least 3 h)",
    ),
    (
        [*TWO_EVENINGS, Session(IndividualTherapy(), day="TH", end="21:00")],
        "missing: how long Thu individual therapy is (met if it is at least 3 h)",
    ),
    (
        [*TWO_EVENINGS, Session(IndividualTherapy(), time="2 to 4 h")],
        "choice: how long individual therapy is: 2 h to 4 h (met if it is at least 3 h)",
    ),
    (
        [*TWO_EVENINGS, Session(IndividualTherapy(), time="1 h", per_week="2 to 5")],
        "choice: how many of individual therapy there are a week: 2 to 5 (met if it is at least 3 a week)",
    ),
    (
        [*TWO_EVENINGS, Session(IndividualTherapy(), time="1 h", per_week="not stated")],
        "missing: how many of individual therapy there are a week (met if it is at least 3 a week)",
    ),
    (
        [*TWO_EVENINGS, Session(IndividualTherapy(), time="20 min", per_week="at least 8")],
        "missing: how many of individual therapy there are a week (met if it is at least 9 a week)",
    ),
    (
        [*TWO_EVENINGS, Session(IndividualTherapy(), time="3 h", optional=True)],
        "choice: whether individual therapy is attended, which is optional",
    ),
    (
        [*TWO_EVENINGS, Session(IndividualTherapy(), time="3 h", every=Weeks(2))],
        "missing: in which week individual therapy falls first, every 2 weeks",
    ),
    (
        [*TWO_EVENINGS, Session(IndividualTherapy(), time="3 h", day="TH", nth=2)],
        "missing: in which weeks Thu individual therapy falls",
    ),
    (
        [*TWO_EVENINGS, Session(IndividualTherapy(), time="3 h", per_month=2)],
        "missing: in which weeks individual therapy falls",
    ),
    (
        [*TWO_EVENINGS, Session(IndividualTherapy(), time="3 h", per_month="not stated")],
        "missing: how many of individual therapy there are a week",
    ),
    (
        [*TWO_EVENINGS, Session(IndividualTherapy(), time="3 h", total=4)],
        "missing: in which weeks individual therapy falls",
    ),
    (
        [*TWO_EVENINGS, *sessions(Activity(), "TH", "18:00-21:00")],
        "missing: whether Law counts activity",
    ),
    (WeeklyPattern(days=3), "missing: the time on a day: not stated"),
    (WeeklyPattern(time_per_day="3 h"), "missing: the days a week: not stated"),
    (WeeklyPattern(days="2 to 3", time_per_day="3 h"), "choice: the days a week: 2 to 3"),
    (WeeklyPattern(visits="2 to 3", time_per_visit="3 h"), "choice: the days a week: 2 to 3"),
    (WeeklyPattern(days=3, time_per_week="8 to 10 h"), "choice: the time a week: 8 h to 10 h"),
    (
        WeeklyPattern(days=3, time_per_day="2 h", time_per_week="10 h"),
        "missing: which of its figures holds: they disagree",
    ),
]


@pytest.mark.parametrize(("week", "expected"), BY_WEEK)
def test_a_week_that_may_or_may_not_reach_nine_hours_names_its_one_cause(week: Week, expected: str) -> None:
    assert causes(a_track(week), a_rule(NINE)) == [expected]


def test_a_ceiling_is_met_below_a_threshold() -> None:
    week = [*TWO_EVENINGS, Session(IndividualTherapy())]
    assert causes(a_track(week), a_rule(Range.below(Minutes(540)))) == [
        "missing: how long individual therapy is (met if it is less than 3 h)"
    ]
    assert causes(a_track(week), a_rule(Range.at_most(Minutes(540)))) == [
        "missing: how long individual therapy is (met if it is less than 3 h 1 min)"
    ]


def test_a_corridor_has_no_single_threshold() -> None:
    week = [*TWO_EVENINGS, Session(IndividualTherapy())]
    assert causes(a_track(week), a_rule(Range(Minutes(540), Minutes(600)))) == [
        "missing: how long individual therapy is"
    ]


def test_several_causes_have_no_threshold_and_equal_ones_are_named_once() -> None:
    week = [*TWO_EVENINGS, Session(IndividualTherapy()), Session(IndividualTherapy()), Session(GroupTherapy())]
    assert causes(a_track(week), a_rule(NINE)) == [
        "missing: how long group therapy is",
        "missing: how long individual therapy is",
    ]
    assert causes(a_track(week[:-1]), a_rule(NINE)) == ["missing: how long individual therapy is"]


def test_one_session_may_lack_both_its_time_and_its_number() -> None:
    week = [*TWO_EVENINGS, Session(IndividualTherapy(), per_week="not stated")]
    assert causes(a_track(week), a_rule(NINE)) == [
        "missing: how many of individual therapy there are a week",
        "missing: how long individual therapy is",
    ]


def test_days_hang_on_weekdays_and_their_least_time_on_times() -> None:
    week = [*TWO_EVENINGS, Session(IndividualTherapy(), time="1 h")]
    assert causes(a_track(week), a_rule(Range.at_least(3), "days_per_week")) == [
        "missing: the weekday of individual therapy"
    ]
    late = [*TWO_EVENINGS, Session(GroupTherapy(), day="TH", start="18:00")]
    assert causes(a_track(late), a_rule(Range.at_least(3), "days_per_week", least="3 h")) == [
        "missing: how long Thu group therapy is (met if it is at least 3 h)"
    ]


def test_hours_on_a_day_hang_on_its_own_sessions_and_on_those_without_a_weekday() -> None:
    week = [*days_of(("MO", "18:00-21:00"), ("TU", "18:00-")), Session(IndividualTherapy(), time="1 h")]
    assert causes(a_track(week), a_rule(Range.at_least(Minutes(150)), "hours_per_day")) == [
        "missing: how long Tue group therapy is",
        "missing: the weekday of individual therapy",
    ]


def test_sessions_a_week_hang_on_their_number() -> None:
    week = [*TWO_EVENINGS, Session(IndividualTherapy(), per_week="0 to 2")]
    rule = a_rule(Range.at_least(3), "sessions_per_week")
    assert causes(a_track(week), rule) == [
        "choice: how many of individual therapy there are a week: at most 2 (met if it is at least 1 a week)"
    ]
    assert causes(a_track(WeeklyPattern(days=3)), rule) == ["missing: the sessions a week: not stated"]


@pytest.mark.parametrize(
    ("pattern", "rule", "expected"),
    [
        (
            WeeklyPattern(days="2 to 4", time_per_day="2 h"),
            a_rule(Range.at_least(3), "days_per_week"),
            ["choice: the days a week: 2 to 4"],
        ),
        (
            WeeklyPattern(days="2 to 4", time_per_day="2 to 4 h"),
            a_rule(Range.at_least(3), "days_per_week", least="3 h"),
            ["choice: the days a week: 2 to 4", "choice: the time on a day: 2 h to 4 h"],
        ),
        (
            WeeklyPattern(days="2 to 4", time_per_day="2 to 4 h"),
            a_rule(Range.at_least(Minutes(180)), "hours_per_day"),
            ["choice: the time on a day: 2 h to 4 h"],
        ),
        (
            WeeklyPattern(days="2 to 4", time_per_day="3 h"),
            a_rule(Range.at_least(Minutes(60 * 24)), "total_hours", "total"),
            ["choice: the days a week: 2 to 4"],
        ),
    ],
)
def test_a_pattern_hangs_on_the_figures_that_make_the_measure(
    pattern: WeeklyPattern, rule: Rule, expected: list[str]
) -> None:
    assert causes(a_track(pattern, length="3 weeks"), rule) == expected


def test_a_patient_may_choose_the_days() -> None:
    week = days_of(("MO,TU,WE", "18:00-21:00"), ("TH", "18:00-19:00"))
    assert causes(a_track(days_of(("MO,TU,WE", "18:00-21:00")), attends="2 to 3"), a_rule(NINE)) == [
        "choice: which 2 to 3 of its open days a patient attends (met if it is at least 3 days)"
    ]
    assert causes(a_track(week, attends=3), a_rule(NINE)) == ["choice: which 3 of its open days a patient attends"]
    everyone = [*days_of(("MO,WE", "18:00-21:00")), Session(IndividualTherapy())]
    assert causes(a_track(everyone, attends=2), a_rule(NINE)) == [
        "missing: how long individual therapy is (met if it is at least 3 h)"
    ]


def test_a_stay_may_or_may_not_reach_a_week() -> None:
    week = [
        *sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00", weeks=(1, 8)),
        Session(GroupTherapy(), day="MO", time="1 h", weeks=(9, 12)),
    ]
    assert causes(a_track(week, length="8 to 12 weeks"), a_rule(NINE)) == [
        "choice: whether the stay reaches weeks 9 to 12"
    ]


LONG = Range.at_least(Minutes.of_hours(72))


def test_a_total_hangs_on_the_length_and_on_the_sessions() -> None:
    total = a_rule(LONG, "total_hours", "total")
    evenings = days_of(("MO,WE,TH", "18:00-21:00"))
    assert causes(a_track(evenings, length="6 to 10 weeks"), total) == ["choice: how long it lasts: 6 to 10 weeks"]
    assert causes(a_track(evenings), total) == ["missing: how long it lasts in weeks: not stated"]
    assert causes(a_track([*evenings, Session(IndividualTherapy())], length="6 weeks"), total) == [
        "missing: how long individual therapy is (met if it is at least 3 h)"
    ]


def test_an_average_hangs_on_the_length_only_where_weeks_differ() -> None:
    average = a_rule(NINE, aggregation="average")
    unknown = [*TWO_EVENINGS, Session(IndividualTherapy())]
    assert causes(a_track(unknown, length="6 to 10 weeks"), average) == [
        "missing: how long individual therapy is (met if it is at least 3 h)"
    ]
    changing = [*TWO_EVENINGS, *sessions(GroupTherapy(), "TH", "18:00-22:00", weeks=(1, 6))]
    assert causes(a_track(changing, length="6 to 10 weeks"), average) == ["choice: how long it lasts: 6 to 10 weeks"]


def test_a_length_that_is_not_known_is_its_own_cause() -> None:
    weeks = a_rule(Range(6, 8), "duration_weeks")
    assert causes(a_track([], length="8 to 16 weeks"), weeks) == ["choice: how long it lasts: 8 to 16 weeks"]
    assert causes(a_track([], length="24 sessions"), weeks) == ["missing: how long it lasts in weeks: 24 sessions"]


def test_ages_that_nobody_states_are_missing() -> None:
    program = Program(catalogue.STANDARD_IOP, population=Population("adult"))
    assert causes(program, a_rule(Range.at_least(18), "age_years")) == ["missing: the ages that it serves"]


def test_phases_together_name_the_causes_of_all_and_no_threshold() -> None:
    pathway = Pathway(
        [
            Phase(LevelOfCare.PARTIAL_HOSPITALIZATION, TWO_EVENINGS, length="2 to 3 weeks"),
            Phase(LevelOfCare.INTENSIVE_OUTPATIENT, [Session(IndividualTherapy())], length="4 weeks"),
            Phase(LevelOfCare.OUTPATIENT, TWO_EVENINGS, length="1 week"),
        ]
    )
    assert causes(pathway, a_rule(LONG, "total_hours", "total")) == [
        "missing: how long individual therapy is",
        "choice: how long it lasts: 2 to 3 weeks",
    ]
    assert causes(pathway, a_rule(Range.at_least(8), "duration_weeks")) == ["choice: how long it lasts: 2 to 3 weeks"]


def test_a_cause_holds_its_session_and_its_kind() -> None:
    individual = Session(IndividualTherapy())
    (found,) = check(a_track([*TWO_EVENINGS, individual]), against=[a_body(a_rule(NINE))], on=TODAY).findings
    assert found.causes == (
        Cause(
            CauseKind.MISSING,
            Fact.TIME,
            "how long individual therapy is",
            individual,
            "met if it is at least 3 h",
        ),
    )
    assert found.unit == Measure.HOURS_PER_WEEK.unit
