"""What a rule measures at each place: weeks, days and whole stays, with the sessions that made the figure."""

from fractions import Fraction

import pytest

from iopmodel import (
    Aggregation,
    Citation,
    Dated,
    FamilyTherapy,
    GroupTherapy,
    History,
    IndividualTherapy,
    LevelOfCare,
    MedicationManagement,
    Minutes,
    Pathway,
    Phase,
    Population,
    Range,
    Rule,
    Session,
    Track,
    WeeklyPattern,
    Weeks,
    catalogue,
)
from iopmodel.components import Break
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.measures import Measure
from iopmodel.readings import Reading, is_of_the_stay, readings, readings_together
from iopmodel.sentences import comparable
from iopmodel.standards import HCPCS
from iopmodel.stretches import Stretch, stretches
from tests.standards.answers import Week, days_of

EVENINGS = days_of(("MO,WE,TH", "18:00-21:00"))


def a_rule(measure: Measure, aggregation: str = "every", least_day: Minutes | None = None) -> Rule:
    """A rule that asks for this measure; its bound is not looked at."""
    return Rule(
        id="example",
        measure=measure,
        aggregation=aggregation,
        force="required",
        history=History.of(Dated(Range.at_least(1), Citation("Manual"))),
        day_at_least=least_day,
    )


def a_stretch(week: Week, **more: object) -> Stretch:
    """The one stretch of a track with this week."""
    return stretches(Track("one", week, **more))[0]  # type: ignore[arg-type]


def read(measure: Measure, stretch: Stretch) -> list[tuple[str, str, bool]]:
    """Where, how much, and whether the place certainly exists."""
    found = readings(a_rule(measure), stretch, DEFAULT_COUNTING)
    return [
        (each.where.removeprefix('track "one"').removeprefix(", "), str(each.measured), each.is_certain)
        for each in found
    ]


EVERY_SECOND = Session(FamilyTherapy(), day="SA", start="10:00", time="90 min", every=Weeks(2), first=1)


def test_each_different_week_is_a_place() -> None:
    week = a_stretch([*EVENINGS, EVERY_SECOND])
    assert read(Measure.HOURS_PER_WEEK, week) == [("odd weeks", "10 h 30 min", True), ("even weeks", "9 h", True)]
    assert read(Measure.DAYS_PER_WEEK, week) == [("odd weeks", "4", True), ("even weeks", "3", True)]
    assert read(Measure.VISITS_PER_WEEK, week) == read(Measure.DAYS_PER_WEEK, week)
    assert read(Measure.SESSIONS_PER_WEEK, week) == [("odd weeks", "4", True), ("even weeks", "3", True)]


def test_a_week_that_a_stay_may_not_reach_is_an_uncertain_place() -> None:
    week = [*EVENINGS, *(Session(GroupTherapy(), day="SA", time="1 h", weeks=(9, 12)),)]
    assert read(Measure.HOURS_PER_WEEK, a_stretch(week, length="8 to 12 weeks")) == [
        ("weeks 1 to 8", "9 h", True),
        ("weeks 9 to 12", "10 h", False),
    ]


def test_each_weekday_with_service_is_a_place() -> None:
    week = days_of(("MO,WE", "18:00-21:00"), ("SA", "10:00-11:00"))
    assert read(Measure.HOURS_PER_DAY, a_stretch(week)) == [
        ("Mon", "3 h", True),
        ("Wed", "3 h", True),
        ("Sat", "1 h", True),
    ]
    assert read(Measure.MINUTES_PER_VISIT, a_stretch(week)) == read(Measure.HOURS_PER_DAY, a_stretch(week))


def test_a_session_without_a_weekday_may_lengthen_any_day_or_make_one_of_its_own() -> None:
    week = [*days_of(("MO", "18:00-21:00")), Session(IndividualTherapy(), time="1 h")]
    assert read(Measure.HOURS_PER_DAY, a_stretch(week)) == [
        ("Mon", "3 h to 4 h", True),
        ("individual therapy", "1 h to 4 h", True),
    ]


def test_several_a_week_fall_on_different_days_and_more_than_seven_cannot() -> None:
    three, nine = (a_stretch([Session(GroupTherapy(), time="1 h", per_week=count)]) for count in (3, 9))
    assert read(Measure.HOURS_PER_DAY, three) == [("group therapy", "1 h", True)]
    assert read(Measure.HOURS_PER_DAY, nine) == [("group therapy", "1 h to 9 h", True)]


def test_an_uncertain_day_is_an_uncertain_place() -> None:
    week = [
        *days_of(("MO", "18:00-21:00")),
        Session(GroupTherapy(), day="TU", time="1 h", optional=True),
        Session(GroupTherapy(), time="1 h", per_week="0 to 1"),
        Session(GroupTherapy(), day="WE", start="18:00"),
    ]
    assert read(Measure.HOURS_PER_DAY, a_stretch(week)) == [
        ("Mon", "3 h to 4 h", True),
        ("Tue", "at most 2 h", False),
        ("Wed", "not stated", True),
        ("group therapy", "at least 1 h", False),
    ]


def test_nobody_knows_which_of_the_open_days_a_patient_picks() -> None:
    week = a_stretch([*EVENINGS, Session(IndividualTherapy(), time="1 h")], attends=2)
    assert [certain for _, _, certain in read(Measure.HOURS_PER_DAY, week)] == [False] * 4


def test_a_day_holds_its_own_sessions_and_what_may_fall_on_it() -> None:
    loose = Session(IndividualTherapy(), time="1 h")
    monday, alone = readings(
        a_rule(Measure.HOURS_PER_DAY), a_stretch([*days_of(("MO", "18:00-21:00")), loose]), DEFAULT_COUNTING
    )
    assert [session.when for session in monday.sessions] == ["Mon 18:00-21:00"]
    assert [entry.session.when for entry in monday.entries] == ["Mon 18:00-21:00", "by arrangement"]
    assert [entry.session for entry in alone.entries] == list(alone.sessions) == [loose]


def test_a_pattern_is_one_place() -> None:
    pattern = a_stretch(WeeklyPattern(days="3 to 5", time_per_day="3 h"))
    assert read(Measure.HOURS_PER_WEEK, pattern) == [("", "9 h to 15 h", True)]
    assert read(Measure.HOURS_PER_DAY, pattern) == [("", "3 h", True)]
    assert read(Measure.DAYS_PER_WEEK, pattern) == [("", "3 to 5", True)]
    assert read(Measure.SESSIONS_PER_WEEK, pattern) == [("", "not stated", True)]


def test_lengths_and_ages_are_one_figure() -> None:
    stretch = a_stretch(EVENINGS, length="8 to 16 weeks")
    assert read(Measure.DURATION_WEEKS, stretch) == [("", "8 to 16", True)]
    assert read(Measure.DURATION_DAYS, stretch) == [("", "56 to 112", True)]
    assert read(Measure.AGE_YEARS, stretch) == [("", "not stated", True)]
    teenagers = Stretch(week=WeeklyPattern(), population=Population("adolescent", ages="13 to 17"))
    assert read(Measure.AGE_YEARS, teenagers) == [("", "13 to 17", True)]


def test_the_whole_stay_is_made_by_the_sessions_that_count() -> None:
    week = [*EVENINGS, EVERY_SECOND, Session(Break(), day="MO", time="10 min")]
    (total,) = readings(a_rule(Measure.TOTAL_HOURS), a_stretch(week, length="4 weeks"), DEFAULT_COUNTING)
    assert total.measured == Range.exactly(Minutes.of_hours(39))
    assert set(total.sessions) == {*EVENINGS, EVERY_SECOND}
    (average,) = readings(
        a_rule(Measure.HOURS_PER_WEEK, "average"), a_stretch(week, length="4 weeks"), DEFAULT_COUNTING
    )
    assert average.measured == Range.exactly(Fraction(585))
    assert average.sessions == total.sessions


def test_days_of_a_least_length_are_counted_alone() -> None:
    week = a_stretch(days_of(("MO,WE", "18:00-21:00"), ("SA", "10:00-11:00")))
    for least, expected in ((60, 3), (61, 2), (180, 2), (181, 0)):
        rule = a_rule(Measure.DAYS_PER_WEEK, least_day=Minutes(least))
        assert readings(rule, week, DEFAULT_COUNTING)[0].measured == Range.exactly(expected)


def test_what_a_body_leaves_open_is_part_of_the_figure() -> None:
    week = a_stretch([*days_of(("MO", "18:00-20:00")), Session(MedicationManagement(), day="MO", time="1 h")])
    (found,) = readings(a_rule(Measure.HOURS_PER_WEEK), week, HCPCS.counting)
    assert found.measured == Range(Minutes(120), Minutes(180))


@pytest.mark.parametrize(
    ("measure", "aggregation", "expected"),
    [
        (Measure.HOURS_PER_WEEK, Aggregation.EVERY, False),
        (Measure.HOURS_PER_WEEK, Aggregation.AVERAGE, True),
        (Measure.TOTAL_HOURS, Aggregation.TOTAL, True),
        (Measure.DURATION_DAYS, Aggregation.TOTAL, True),
        (Measure.DAYS_PER_WEEK, Aggregation.EVERY, False),
    ],
)
def test_a_figure_of_the_whole_stay_is_told_from_one_of_a_week(
    measure: Measure, aggregation: Aggregation, *, expected: bool
) -> None:
    assert is_of_the_stay(a_rule(measure, aggregation)) is expected


PHASES = stretches(
    Pathway(
        [
            Phase(LevelOfCare.PARTIAL_HOSPITALIZATION, days_of(("MO,TU,WE,TH,FR", "09:00-13:00")), length="2 weeks"),
            Phase(LevelOfCare.INTENSIVE_OUTPATIENT, EVENINGS, length="20 days"),
        ]
    )
)


@pytest.mark.parametrize(
    ("measure", "aggregation", "expected"),
    [
        (Measure.TOTAL_HOURS, "total", "58 h to 67 h"),
        (Measure.DURATION_DAYS, "total", "34"),
        (Measure.DURATION_WEEKS, "total", "4 to 5"),
    ],
)
def test_phases_make_a_figure_of_the_whole_stay_together(measure: Measure, aggregation: str, expected: str) -> None:
    (found,) = readings_together(a_rule(measure, aggregation), PHASES, DEFAULT_COUNTING)
    assert (found.where, str(found.measured)) == ("phase 1 and phase 2", expected)


def test_phases_make_an_average_week_together_with_the_sessions_of_all() -> None:
    (found,) = readings_together(a_rule(Measure.HOURS_PER_WEEK, "average"), PHASES, DEFAULT_COUNTING)
    assert found.measured == Range(Fraction(67 * 60, 5), Fraction(58 * 60, 4))
    assert len(found.sessions) == len(found.entries) == 8


def test_a_bound_is_compared_in_the_unit_of_the_figure() -> None:
    average = Range.exactly(Fraction(540))
    nine, under = Range.at_least(Minutes(540)), Range.below(Minutes(540))
    assert comparable(nine, average) == Range(Fraction(540))
    assert comparable(under, average) == Range(Fraction(0), Fraction(540), high_excluded=True)
    assert comparable(nine, Range.exactly(Minutes(540))) is nine


def test_a_contradiction_is_a_place_and_none_is_a_place_too() -> None:
    twice = a_stretch(days_of(("MO", "18:00-21:00"), ("MO", "20:00-21:00")))
    (found,) = readings(a_rule(Measure.OVERLAPS), twice, DEFAULT_COUNTING)
    assert found.measured == Range.exactly(1)
    assert found.detail.startswith("A patient cannot attend both: ")
    assert readings(a_rule(Measure.OVERLAPS), stretches(catalogue.OUTPATIENT)[0], DEFAULT_COUNTING) == (
        Reading(where="", measured=Range.exactly(0)),
    )


def test_a_patient_who_picks_days_has_no_more_sessions_than_these_days_hold() -> None:
    week = a_stretch(days_of(("MO,TU,WE,TH,FR", "18:00-21:00")), attends=2)
    assert read(Measure.SESSIONS_PER_WEEK, week) == [("", "2", True)]
    assert read(Measure.HOURS_PER_WEEK, week) == [("", "6 h", True)]


def test_a_session_by_arrangement_may_fall_on_an_open_day_that_a_patient_did_not_pick() -> None:
    loose = Session(IndividualTherapy(), time="1 h", per_week=3)
    week = a_stretch([*days_of(("MO,TU,WE,TH,FR", "18:00-21:00")), loose], attends=2)
    assert read(Measure.DAYS_PER_WEEK, week) == [("", "3 to 5", True)]
