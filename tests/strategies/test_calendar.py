"""Days, clock times and zones: bounds are kept, and where calendars go wrong is reached often."""

import datetime as dt

import pytest
from hypothesis import find, settings
from pendulum import Date

from iopmodel import DaySpan
from iopmodel.errors import EndsBeforeItStarts
from iopmodel.strategies import clock_times, day_spans, days_within, places, plain_days, time_spans, zones
from tests.strategies.drawing import drawn, simplest

QUIET = settings(database=None, deadline=None, max_examples=500, derandomize=True)
AWKWARD = {
    "a leap day": "2024-02-29",
    "the leap day of a century": "2000-02-29",
    "the end of a year of 53 weeks": "2020-12-31",
    "the end of a year": "2026-12-31",
    "the end of a month": "2026-01-31",
    "the end of a February": "2027-02-28",
    "a day on which an hour is missing": "2026-03-08",
    "a day on which an hour comes twice": "2026-11-01",
    "a day without its midnight": "2018-11-04",
    "a day that never was": "2011-12-30",
}


@pytest.mark.parametrize("day", AWKWARD.values(), ids=list(AWKWARD))
def test_days_reach(day: str) -> None:
    assert Date.fromisoformat(day) in drawn(plain_days())


def test_days_reach_ordinary_ones_before_and_after_2000() -> None:
    found = drawn(plain_days())
    assert all(type(day) is Date for day in found)
    assert min(found).year < 1980
    assert max(found).year > 2080
    assert len(set(found)) > 120


def test_days_keep_their_bounds_and_reach_both() -> None:
    first, last = dt.date(2024, 2, 27), dt.date(2024, 3, 2)
    assert set(drawn(plain_days(first, last))) == {Date(2024, 2, day) for day in (27, 28, 29)} | {
        Date(2024, 3, 1),
        Date(2024, 3, 2),
    }
    assert set(drawn(plain_days(first, first))) == {Date(2024, 2, 27)}
    around_2000 = drawn(plain_days(dt.date(1999, 12, 30), dt.date(2000, 1, 2)))
    assert set(around_2000) == {Date(1999, 12, 30), Date(1999, 12, 31), Date(2000, 1, 1), Date(2000, 1, 2)}
    assert min(drawn(plain_days(dt.date(1, 1, 1), dt.date(9999, 12, 31)))).year < 500


def test_days_of_bounds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(EndsBeforeItStarts, match="it would run from 2024-03-02 to 2024-02-27"):
        plain_days(dt.date(2024, 3, 2), dt.date(2024, 2, 27))


def test_days_shrink_towards_2000() -> None:
    assert simplest(plain_days()) == Date(2000, 1, 1)
    assert simplest(plain_days(min_value=dt.date(2024, 2, 3))) == Date(2024, 2, 3)
    assert simplest(plain_days(max_value=dt.date(1990, 2, 3))) == Date(1990, 2, 3)
    later = plain_days(min_value=dt.date(2029, 1, 1))
    assert find(later, lambda day: day > Date(2040, 5, 17), settings=QUIET) == Date(2040, 5, 18)
    earlier = plain_days(max_value=dt.date(1985, 1, 1))
    assert find(earlier, lambda day: day < Date(1980, 5, 17), settings=QUIET) == Date(1980, 5, 16)


def test_days_within_a_span_are_all_of_them() -> None:
    span = DaySpan("2026-02-02", "2026-02-05")
    assert set(drawn(days_within(span))) == {Date(2026, 2, day) for day in (2, 3, 4)}
    assert simplest(days_within(span)) == Date(2026, 2, 2)


def test_spans_of_days_keep_their_size() -> None:
    assert {len(span) for span in drawn(day_spans(2, 4))} == {2, 3, 4}
    assert simplest(day_spans()) == DaySpan("2000-01-01", "2000-01-01")


def test_clock_times_reach_midnight_the_evening_and_odd_minutes() -> None:
    found = drawn(clock_times())
    for usual in (dt.time(18), dt.time(0), dt.time(2, 30), dt.time(23, 30)):
        assert sum((time.hour, time.minute) == (usual.hour, usual.minute) for time in found) >= 3
    assert sum(time.minute % 5 != 0 for time in found) > 60
    assert simplest(clock_times()) == dt.time(18)


def test_spans_of_clock_time_reach_the_last_minute() -> None:
    found = drawn(time_spans())
    assert all(span.start < span.end for span in found)
    assert any(span.end == dt.time(23, 59) for span in found)
    assert simplest(time_spans()).end == dt.time(0, 1)


def test_every_zone_is_drawn() -> None:
    assert {"UTC", "America/Phoenix", "America/New_York", "Pacific/Apia", "Antarctica/Troll"} <= set(drawn(zones()))
    assert simplest(zones()) == "UTC"


def test_places_are_changes_of_the_clock_and_awkward_days_anywhere() -> None:
    found = drawn(places())
    assert ("America/New_York", Date(2026, 3, 8), 150) in found
    assert ("Pacific/Apia", Date(2011, 12, 30), 18 * 60) in found
    assert any(place.zone == "UTC" and place.day in {Date(2024, 2, 29), Date(2028, 2, 29)} for place in found)
    assert simplest(places()) == ("UTC", Date(2026, 1, 31), 0)
