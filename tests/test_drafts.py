"""A stay by its figures, and the program that has them."""

from fractions import Fraction

import pytest

from iopmodel import Days, Minutes, Program, Range, Session, WeeklySchedule, Weeks, total_hours, weekly_hours
from iopmodel.components import Education, GroupTherapy, IndividualTherapy
from iopmodel.drafts import Draft, Figure, figures_of, is_met, is_missed, program_of
from iopmodel.measures import Measure
from iopmodel.rules import Rule
from tests.planned_rules import OUTPATIENT, a_rule, a_week, asked

#: Two weeks of Monday 3 h, Wednesday 1 h and 2 h, Friday 3 h, and a week of one hour.
FULL, SHORT = a_week(180, 0, (60, 120), 0, 180, family=2), a_week(60)
STAY = Draft(runs=((2, FULL), (1, SHORT)), length=21)


@pytest.mark.parametrize(
    ("rule", "figures"),
    [
        (a_rule(Measure.HOURS_PER_WEEK), {540, 60}),
        (a_rule(Measure.HOURS_PER_WEEK, average=True), {380}),
        (a_rule(Measure.TOTAL_HOURS), {1140}),
        (a_rule(Measure.DAYS_PER_WEEK), {3, 1}),
        (a_rule(Measure.VISITS_PER_WEEK, day=61), {3, 0}),
        (a_rule(Measure.HOURS_PER_DAY), {180, 60}),
        (a_rule(Measure.MINUTES_PER_VISIT), {180, 60}),
        (a_rule(Measure.SESSIONS_PER_WEEK), {4, 1}),
        (a_rule(Measure.FAMILY_SESSIONS_PER_WEEK), {2, 0}),
        (a_rule(Measure.MINUTES_PER_SESSION), {180, 60, 120}),
        (a_rule(Measure.MINUTES_PER_SESSION, kinds=("education",)), set[int]()),
        (a_rule(Measure.GROUP_SIZE), {8}),
        (a_rule(Measure.CLASS_SIZE), set[int]()),
        (a_rule(Measure.DURATION_DAYS), {21}),
        (a_rule(Measure.AGE_YEARS), set[int]()),
        (a_rule(Measure.WEEKS_BELOW_FLOOR), set[int]()),
        (a_rule(Measure.DAYS_BETWEEN_SERVICE_DAYS), {1, 2}),
        (a_rule(Measure.MINUTES_PER_MONTH), set[int]()),
        (a_rule(Measure.HOURS_PER_WEEK, during="week 3"), {60}),
        (a_rule(Measure.TOTAL_HOURS, during="weeks 9 on"), set[int]()),
    ],
    ids=lambda value: value.id if isinstance(value, Rule) else "",
)
def test_the_figures_of_a_stay(rule: Rule, figures: set[int]) -> None:
    """Each measured by hand."""
    (demand,) = asked(rule)
    assert {each.low for each in figures_of(demand, STAY)} == figures
    assert all(each.low == each.high for each in figures_of(demand, STAY))


def test_a_stay_that_ends_within_a_week_may_have_that_week_or_not() -> None:
    """15 days are two weeks and a day: two or three weeks of treatment, and the third is not certain."""
    stay = Draft(runs=STAY.runs, length=15)
    total, mean = (
        figures_of(asked(rule)[0], stay)
        for rule in (a_rule(Measure.TOTAL_HOURS), a_rule(Measure.HOURS_PER_WEEK, average=True))
    )
    assert total == (Figure(1080, 1140),)
    assert mean == (Figure(Fraction(380), Fraction(540)),)
    (hours,) = asked(a_rule(Measure.HOURS_PER_WEEK, 540))
    assert [each.is_certain for each in figures_of(hours, stay)] == [True, True, False]
    assert not is_met(hours, stay)
    assert not is_missed(hours, stay)
    assert is_missed(hours, STAY)


def test_weeks_below_a_floor_are_counted() -> None:
    """Certainly below the lowest floor, perhaps below the highest."""
    low, high = (a_rule(Measure.HOURS_PER_WEEK, least, id_=f"own.{least}") for least in (300, 600))
    *_, demand = asked(low, high, a_rule(Measure.WEEKS_BELOW_FLOOR, 0, 1, floors=("own.300", "own.600")))
    assert figures_of(demand, STAY) == (Figure(1, 3),)


def test_a_month_is_28_to_31_days_in_a_row() -> None:
    """Of ten weeks with one hour on Monday and two family sessions, on Monday and Tuesday."""
    stay = Draft(runs=((10, a_week(60, family=2)),), length=70)
    minutes, family = asked(a_rule(Measure.MINUTES_PER_MONTH), a_rule(Measure.FAMILY_SESSIONS_PER_MONTH))
    assert figures_of(minutes, stay) == (Figure(240, 300),)
    assert figures_of(family, stay) == (Figure(8, 10),)
    assert figures_of(minutes, Draft(runs=((8, a_week(60)),), length=56)) == (Figure(240, 300, is_certain=False),)
    monthly = Draft(runs=((10, a_week()),), length=70, monthly=50)
    assert figures_of(minutes, monthly) == (Figure(50, 50),)


def test_in_a_part_that_nobody_can_place_nothing_is_certain() -> None:
    """Maintenance may lie anywhere."""
    for measure in (Measure.HOURS_PER_WEEK, Measure.TOTAL_HOURS):
        (demand,) = asked(a_rule(measure, 6000, during="maintenance"))
        assert not any(each.is_certain for each in figures_of(demand, STAY))


def test_the_program_has_the_figures() -> None:
    """Its weeks, its length, and breaks that add no time."""
    program = program_of(STAY, OUTPATIENT, start=540, pause=15, name="mornings")
    track = program.tracks[0]
    assert program.name == "mornings"
    assert [weekly_hours(track, week) for week in (1, 2, 3)] == [
        Range.exactly(Minutes(540)),
        Range.exactly(Minutes(540)),
        Range.exactly(Minutes(60)),
    ]
    assert total_hours(track) == Range.exactly(Minutes(1140))
    assert track.length == Range.exactly(Weeks(3))
    wednesday = [str(each) for each in track.week.sessions if each.day == 2]  # type: ignore[union-attr]
    assert [each.split(",")[0] for each in wednesday] == [
        "Wed 09:00-10:00: group therapy",
        "Wed 10:00-10:15: break",
        "Wed 10:15-12:15: group therapy",
    ]


def test_a_day_longer_than_the_clock_has_no_clock_times() -> None:
    """Nor has a whole day in one session; a late start moves before midnight."""
    long, whole, late = (
        program_of(Draft(runs=((1, a_week(day)),), length=7), OUTPATIENT, start=start, pause=pause)
        for day, start, pause in (((700, 700), 0, 60), ((1440,), 0, 0), ((180,), 1400, 0))
    )
    starts = [[each.start for each in program.tracks[0].week.sessions] for program in (long, whole)]  # type: ignore[union-attr]
    assert starts == [[None, None], [None]]
    assert str(late.tracks[0].week.sessions[0]).startswith("Mon 21:00-00:00")  # type: ignore[union-attr]


def sessions_of(program: Program) -> tuple[Session, ...]:
    """The sessions of the one track."""
    week = program.tracks[0].week
    assert isinstance(week, WeeklySchedule)
    return week.sessions


def test_classes_ages_lengths_in_days_and_monthly_sessions_are_written() -> None:
    """As the draft has them."""
    stay = Draft(runs=((1, a_week()), (1, a_week())), length=10, kind=Education, people=20, monthly=50, age=15)
    program = program_of(stay, OUTPATIENT)
    (session,) = sessions_of(program)
    assert session.component == Education(class_size=20)
    assert session.nth == 1
    assert program.population.ages == Range.exactly(15)
    assert program.tracks[0].length == Range.exactly(Days(10))
    alone = program_of(Draft(runs=((1, a_week(60)),), length=7, kind=IndividualTherapy), OUTPATIENT, start=None)
    assert alone.tracks[0].week.sessions[0].component == IndividualTherapy()  # type: ignore[union-attr]
    group = program_of(Draft(runs=((1, a_week(60)),), length=7), OUTPATIENT)
    assert group.tracks[0].week.sessions[0].component == GroupTherapy(group_size=8)  # type: ignore[union-attr]
