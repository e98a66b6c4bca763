"""The measures: the questions with a number as their answer that a rule can ask. Names and units; nothing computes."""

from __future__ import annotations

import attrs

from iopmodel.vocabulary import Word

__all__ = ["Measure", "MeasuredSubject"]


class MeasuredSubject(Word):
    """What a measure is a figure of."""

    PROGRAM = "program"
    """A program's week or its planned length."""
    GROUP = "group"
    """The people in one session."""
    EPISODE = "episode"
    """A patient's dated stay: reviews, days between levels, doses."""
    CLAIM = "claim"
    """What is billed for one day or one week."""
    LEAVE = "leave"
    """Time away from work."""
    HOUSE = "house"
    """Whether a program agrees with itself."""


@attrs.frozen
class _Meaning:
    subject: MeasuredSubject
    unit: str
    words: str


class Measure(Word):
    """A question with a number as its answer; a closed list, each with one unit and one meaning."""

    HOURS_PER_WEEK = "hours_per_week"
    HOURS_PER_DAY = "hours_per_day"
    DAYS_PER_WEEK = "days_per_week"
    VISITS_PER_WEEK = "visits_per_week"
    MINUTES_PER_VISIT = "minutes_per_visit"
    SESSIONS_PER_WEEK = "sessions_per_week"
    FAMILY_SESSIONS_PER_WEEK = "family_sessions_per_week"
    FAMILY_SESSIONS_PER_MONTH = "family_sessions_per_month"
    MINUTES_PER_SESSION = "minutes_per_session"
    MINUTES_PER_MONTH = "minutes_per_month"
    SERVICES_PER_DAY = "services_per_day"
    SERVICES_PER_WEEK = "services_per_week"
    DAYS_BETWEEN_SERVICE_DAYS = "days_between_service_days"
    DAYS_BETWEEN_LEVELS = "days_between_levels"
    GROUP_SIZE = "group_size"
    CLASS_SIZE = "class_size"
    DURATION_DAYS = "duration_days"
    DURATION_WEEKS = "duration_weeks"
    TOTAL_HOURS = "total_hours"
    WEEKS_BELOW_FLOOR = "weeks_below_floor"
    FIRST_REVIEW_DAY = "first_review_day"
    REVIEW_INTERVAL_DAYS = "review_interval_days"
    REVIEW_INTERVAL_MONTHS = "review_interval_months"
    LEAVE_WEEKS = "leave_weeks"
    LEAVE_INCREMENT_MINUTES = "leave_increment_minutes"
    TAKEHOME_DAYS = "takehome_days"
    DOSE_INTERVAL_DAYS = "dose_interval_days"
    TESTS_PER_YEAR = "tests_per_year"
    AGE_YEARS = "age_years"
    OVERLAPS = "overlaps"
    STATED_HOURS_PER_WEEK = "stated_hours_per_week"
    STATED_HOURS_PER_DAY = "stated_hours_per_day"
    STATED_DAYS_PER_WEEK = "stated_days_per_week"
    STATED_SESSIONS = "stated_sessions"
    SUBSET_OF_DAYS = "subset_of_days"

    @property
    def subject(self) -> MeasuredSubject:
        """What it is a figure of."""
        return _MEANINGS[self].subject

    @property
    def unit(self) -> str:
        """Its unit, in the plural."""
        return _MEANINGS[self].unit

    @property
    def words(self) -> str:
        """What is measured, as a phrase that stands after a number: ``"a week"``."""
        return _MEANINGS[self].words


_PROGRAM, _GROUP, _EPISODE, _CLAIM, _LEAVE, _HOUSE = MeasuredSubject

_MEANINGS = {
    Measure.HOURS_PER_WEEK: _Meaning(_PROGRAM, "minutes", "a week"),
    Measure.HOURS_PER_DAY: _Meaning(_PROGRAM, "minutes", "on each day with service"),
    Measure.DAYS_PER_WEEK: _Meaning(_PROGRAM, "days", "a week"),
    Measure.VISITS_PER_WEEK: _Meaning(_PROGRAM, "visits", "a week"),
    Measure.MINUTES_PER_VISIT: _Meaning(_PROGRAM, "minutes", "a visit"),
    Measure.SESSIONS_PER_WEEK: _Meaning(_PROGRAM, "sessions", "a week"),
    Measure.FAMILY_SESSIONS_PER_WEEK: _Meaning(_PROGRAM, "family sessions", "a week"),
    Measure.FAMILY_SESSIONS_PER_MONTH: _Meaning(_PROGRAM, "family sessions", "a month"),
    Measure.MINUTES_PER_SESSION: _Meaning(_PROGRAM, "minutes", "a session"),
    Measure.MINUTES_PER_MONTH: _Meaning(_PROGRAM, "minutes", "a month"),
    Measure.SERVICES_PER_DAY: _Meaning(_CLAIM, "services", "on one day"),
    Measure.SERVICES_PER_WEEK: _Meaning(_CLAIM, "services", "in 7 days in a row"),
    Measure.DAYS_BETWEEN_SERVICE_DAYS: _Meaning(_PROGRAM, "days", "between two days with service"),
    Measure.DAYS_BETWEEN_LEVELS: _Meaning(_CLAIM, "days", "between services billed at two levels"),
    Measure.GROUP_SIZE: _Meaning(_GROUP, "people", "in a group"),
    Measure.CLASS_SIZE: _Meaning(_GROUP, "people", "in an education or skills session"),
    Measure.DURATION_DAYS: _Meaning(_PROGRAM, "days", "in all"),
    Measure.DURATION_WEEKS: _Meaning(_PROGRAM, "weeks", "in all"),
    Measure.TOTAL_HOURS: _Meaning(_PROGRAM, "minutes", "over the whole stay"),
    Measure.WEEKS_BELOW_FLOOR: _Meaning(_PROGRAM, "weeks", "below the weekly floor"),
    Measure.FIRST_REVIEW_DAY: _Meaning(_EPISODE, "days", "until the first recertification"),
    Measure.REVIEW_INTERVAL_DAYS: _Meaning(_EPISODE, "days", "between reviews"),
    Measure.REVIEW_INTERVAL_MONTHS: _Meaning(_EPISODE, "months", "between reviews"),
    Measure.LEAVE_WEEKS: _Meaning(_LEAVE, "workweeks", "in 12 months"),
    Measure.LEAVE_INCREMENT_MINUTES: _Meaning(_LEAVE, "minutes", "as the largest unit of leave"),
    Measure.TAKEHOME_DAYS: _Meaning(_EPISODE, "days", "of take-home supply"),
    Measure.DOSE_INTERVAL_DAYS: _Meaning(_EPISODE, "days", "between doses"),
    Measure.TESTS_PER_YEAR: _Meaning(_EPISODE, "tests", "a year"),
    Measure.AGE_YEARS: _Meaning(_PROGRAM, "years", "of age"),
    Measure.OVERLAPS: _Meaning(_HOUSE, "overlaps", "between required sessions"),
    Measure.STATED_HOURS_PER_WEEK: _Meaning(_HOUSE, "contradictions", "of the stated hours a week"),
    Measure.STATED_HOURS_PER_DAY: _Meaning(_HOUSE, "contradictions", "of the stated hours a day"),
    Measure.STATED_DAYS_PER_WEEK: _Meaning(_HOUSE, "contradictions", "of the stated days a week"),
    Measure.STATED_SESSIONS: _Meaning(_HOUSE, "contradictions", "of the stated number of sessions"),
    Measure.SUBSET_OF_DAYS: _Meaning(_HOUSE, "contradictions", "of the days to choose from"),
}
