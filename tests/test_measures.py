"""The measures are the closed vocabulary of the facts, and each says what it is a figure of."""

import csv
from pathlib import Path

import pytest

from iopmodel.measures import Measure, MeasuredSubject
from iopmodel.readings import can_be_asked

FACTS = Path(__file__).parent / "facts" / "rules.csv"
PROGRAM_ASKED = {
    "hours_per_week",
    "hours_per_day",
    "days_per_week",
    "visits_per_week",
    "minutes_per_visit",
    "sessions_per_week",
    "family_sessions_per_week",
    "family_sessions_per_month",
    "minutes_per_session",
    "minutes_per_month",
    "days_between_service_days",
    "weeks_below_floor",
    "duration_days",
    "duration_weeks",
    "total_hours",
    "age_years",
}


def _published() -> set[str]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        return {row["measure"] for row in csv.DictReader(file)}


def test_every_measure_of_the_facts_is_one_and_all_others_are_of_the_house() -> None:
    house = {measure.value for measure in Measure if measure.subject is MeasuredSubject.HOUSE}
    assert {measure.value for measure in Measure} - house == _published()
    assert len(house) == 6


@pytest.mark.parametrize("measure", Measure)
def test_a_measure_has_a_subject_a_unit_and_words(measure: Measure) -> None:
    assert isinstance(measure.subject, MeasuredSubject)
    assert measure.unit.endswith("s") or measure.unit == "people"
    assert measure.words
    assert measure.value == measure.name.lower()


@pytest.mark.parametrize("measure", Measure)
def test_what_is_not_about_a_program_is_never_asked_of_one(measure: Measure) -> None:
    subjects = {MeasuredSubject.PROGRAM, MeasuredSubject.GROUP, MeasuredSubject.HOUSE}
    assert can_be_asked(measure) == (measure.subject in subjects)


def test_what_is_asked_of_a_program_is_a_list() -> None:
    asked = {measure.value for measure in Measure if can_be_asked(measure)}
    assert {measure for measure in asked if Measure(measure).subject is MeasuredSubject.PROGRAM} == PROGRAM_ASKED


def test_words_stand_after_a_number() -> None:
    assert f"9 h {Measure.HOURS_PER_WEEK.words}" == "9 h a week"
    assert f"3 {Measure.DAYS_PER_WEEK.unit} {Measure.DAYS_PER_WEEK.words}" == "3 days a week"
    assert f"60 {Measure.REVIEW_INTERVAL_DAYS.unit} {Measure.REVIEW_INTERVAL_DAYS.words}" == "60 days between reviews"
