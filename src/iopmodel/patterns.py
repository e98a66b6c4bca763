"""The weekly pattern: a week known only by its figures, because nobody published its sessions."""

from __future__ import annotations

import attrs

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.errors import NotAccepted
from iopmodel.populations import PartOfDay
from iopmodel.quantities import Minutes, Range, count_range, time_range
from iopmodel.schedules import UNKNOWN_COUNT, UNKNOWN_TIME

__all__ = ["WeeklyPattern"]


def _days_in_week(value: Range[int] | int | str) -> Range[int]:
    days = count_range(value)
    if days.low > DAYS_IN_WEEK or (days.high is not None and days.high > DAYS_IN_WEEK):
        raise NotAccepted("days a week", str(days), "at most 7")
    return days


def _part_of_day(value: str) -> PartOfDay:
    return PartOfDay.one_of(value)


@attrs.frozen(kw_only=True)
class WeeklyPattern:
    """A week known only by its figures. What is not stated stays away; without any it says that nobody knows.

    A visit is one day's attendance, so days and visits are two words for one figure; which of the two a source uses
    is kept.

    >>> WeeklyPattern(visits="3 to 5", time_per_visit="3 to 4 h").attendance
    Range(3, 5)

    Raises:
        NotAccepted: for more than seven days a week.
    """

    days: Range[int] = attrs.field(default=UNKNOWN_COUNT, converter=_days_in_week)
    visits: Range[int] = attrs.field(default=UNKNOWN_COUNT, converter=_days_in_week)
    time_per_day: Range[Minutes] = attrs.field(default=UNKNOWN_TIME, converter=time_range)
    time_per_visit: Range[Minutes] = attrs.field(default=UNKNOWN_TIME, converter=time_range)
    time_per_week: Range[Minutes] = attrs.field(default=UNKNOWN_TIME, converter=time_range)
    part_of_day: PartOfDay | None = attrs.field(default=None, converter=attrs.converters.optional(_part_of_day))

    @property
    def attendance(self) -> Range[int]:
        """Days with attendance in a week, from nothing to seven when nobody says."""
        stated = self.days.intersection(self.visits) or self.days.hull(self.visits)
        return Range(stated.low, DAYS_IN_WEEK if stated.high is None else stated.high - stated.high_excluded)

    @property
    def daily_time(self) -> Range[Minutes]:
        """Time on a day with attendance."""
        return self.time_per_day.intersection(self.time_per_visit) or self.time_per_day.hull(self.time_per_visit)

    @property
    def is_unknown(self) -> bool:
        """Whether it has no figure at all."""
        figures = (self.days, self.visits, self.time_per_day, self.time_per_visit, self.time_per_week)
        return all(figure.is_unknown for figure in figures)

    def __str__(self) -> str:
        figures = (
            (self.days, "day a week" if self.days.high == 1 else "days a week"),
            (self.visits, "visit a week" if self.visits.high == 1 else "visits a week"),
            (self.time_per_day, "a day"),
            (self.time_per_visit, "a visit"),
            (self.time_per_week, "a week"),
        )
        return ", ".join(f"{figure} {words}" for figure, words in figures if not figure.is_unknown) or "no figures"
