from typing import Any

from iopmodel.errors import NotAccepted
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import PartOfDay
from iopmodel.quantities import Minutes, Range
from tests.refusal import refusal


def test_days_and_visits_are_two_words_for_one_figure() -> None:
    assert WeeklyPattern(days="3 to 5").attendance == WeeklyPattern(visits="3 to 5").attendance == Range(3, 5)
    assert WeeklyPattern(days="3 to 5", visits="4 to 7").attendance == Range(4, 5)
    assert WeeklyPattern(days=2, visits=4).attendance == Range(2, 4)
    assert WeeklyPattern(time_per_day="3 h").daily_time == WeeklyPattern(time_per_visit="3 h").daily_time
    assert WeeklyPattern(time_per_day="1 h", time_per_visit="3 h").daily_time == Range(Minutes(60), Minutes(180))


def test_a_pattern_is_written_with_the_figures_that_it_has() -> None:
    assert str(WeeklyPattern(visits="3 to 5", time_per_visit="3 to 4 h")) == "3 to 5 visits a week, 3 h to 4 h a visit"
    week = WeeklyPattern(days=3, time_per_day="3 h", time_per_week="at least 9 h")
    assert str(week) == "3 days a week, 3 h a day, at least 9 h a week"
    assert str(WeeklyPattern()) == "no figures"
    assert str(WeeklyPattern(days=1)) == "1 day a week"
    assert str(WeeklyPattern(visits="at most 1")) == "at most 1 visit a week"


def test_nobody_attends_more_than_seven_days_a_week() -> None:
    assert WeeklyPattern(days="at least 3").attendance == Range(3, 7)
    assert WeeklyPattern().attendance == Range(0, 7)
    assert WeeklyPattern(days="under 5").attendance == Range(0, 4)
    assert refusal(NotAccepted, lambda: WeeklyPattern(days=8)) == 'days a week: expected at most 7, got "8"'
    assert (
        refusal(NotAccepted, lambda: WeeklyPattern(visits="3 to 8")) == 'days a week: expected at most 7, got "3 to 8"'
    )


def test_a_pattern_knows_whether_it_says_anything() -> None:
    assert WeeklyPattern().is_unknown
    assert WeeklyPattern(part_of_day="evening").is_unknown
    assert WeeklyPattern(part_of_day="Evening").part_of_day is PartOfDay.EVENING
    figures: tuple[dict[str, Any], ...] = (
        {"days": 3},
        {"visits": 3},
        {"time_per_day": "1 h"},
        {"time_per_week": "9 h"},
    )
    for figure in figures:
        assert not WeeklyPattern(**figure).is_unknown
