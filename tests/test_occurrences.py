import datetime as dt
import pickle
from typing import Any

import pytest
from pendulum import Date, WeekDay

from iopmodel._days import ClockStanding
from iopmodel.components import GroupTherapy, IndividualTherapy
from iopmodel.errors import NoInstant
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence, OccurrenceKind, laid
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from tests.refusal import refusal

IOP = LevelOfCare.INTENSIVE_OUTPATIENT
NEW_YORK = "America/New_York"
GROUP = GroupTherapy()
EVENING = WeeklySchedule(sessions(GROUP, "MO,WE,TH", "18:00-21:00"))


def _stay(week: object = EVENING, first: str = "2026-02-02", until: str | None = "2026-03-30", **more: Any) -> Stay:  # noqa: ANN401 - whatever the constructor takes
    given: dict[str, Any] = {"first": first, "until": until, "week": week, "level": IOP, "title": "evening"}
    return Stay(**(given | more))


def _days(stay: Stay, first: str, until: str) -> list[str]:
    return [str(each.day) for each in laid(stay, *_ordinals(first, until), None)]


def _ordinals(first: str, until: str) -> tuple[int, int]:
    return dt.date.fromisoformat(first).toordinal(), dt.date.fromisoformat(until).toordinal()


def _one(session: Session, day: str, zone: str | None = NEW_YORK) -> Occurrence:
    """A session on one day, whatever its weekday."""
    ordinal = dt.date.fromisoformat(day).toordinal()
    (found,) = laid(_stay([session], first=day, until=None), ordinal, ordinal + 7, zone)
    return found._replace(ordinal=ordinal, origin=ordinal)


def _group(start: str | None, time: object, **more: Any) -> Session:  # noqa: ANN401 - whatever the constructor takes
    given: dict[str, Any] = {"day": "MO", "start": start, "time": time}
    return Session(GROUP, **(given | more))


# Laying a week on dates


def test_a_week_is_laid_from_one_day_up_to_another() -> None:
    assert _days(_stay(), "2026-02-04", "2026-02-12") == ["2026-02-04", "2026-02-05", "2026-02-09", "2026-02-11"]
    assert _days(_stay(), "2026-02-05", "2026-02-05") == []
    assert _days(_stay(), "2026-02-12", "2026-02-09") == []


def test_nothing_is_laid_outside_the_stay() -> None:
    assert _days(_stay(), "2026-01-01", "2026-02-05") == ["2026-02-02", "2026-02-04"]
    assert _days(_stay(), "2026-03-25", "2026-05-01") == ["2026-03-25", "2026-03-26"]
    assert _days(_stay(until=None), "2027-01-04", "2027-01-07") == ["2027-01-04", "2027-01-06"]


def test_program_weeks_begin_on_the_weekday_of_the_first_day() -> None:
    # From a Wednesday on, the first Monday still lies in week 1.
    biweekly = [Session(GROUP, day=day, every=Weeks(2), first=1) for day in ("MO", "WE")]
    stay = _stay(biweekly, first="2026-02-04")
    assert _days(stay, "2026-02-04", "2026-03-11") == [
        "2026-02-04",
        "2026-02-09",
        "2026-02-18",
        "2026-02-23",
        "2026-03-04",
        "2026-03-09",
    ]


def test_who_joins_later_falls_in_with_the_program_weeks() -> None:
    biweekly = [Session(GROUP, day="MO", every=Weeks(2), first=1)]
    stay = _stay(biweekly, first="2026-02-11", weeks_from="2026-02-02")
    assert _days(stay, "2026-02-01", "2026-03-15") == ["2026-02-16", "2026-03-02"]
    fifth = _stay(biweekly, first="2026-02-11", weeks_from="2026-02-02", first_week=4)
    assert _days(fifth, "2026-02-01", "2026-03-15") == ["2026-02-23", "2026-03-09"]


def test_a_weekday_of_the_month_falls_once_a_month() -> None:
    nights = [Session(GROUP, day="SU", nth=2), Session(GROUP, day="FR", nth=-1)]
    assert _days(_stay(nights), "2026-02-01", "2026-04-01") == ["2026-02-08", "2026-02-27", "2026-03-08", "2026-03-27"]


def test_a_track_holds_nothing_while_it_is_closed() -> None:
    stay = _stay(open_on=(DaySpan("2026-02-02", "2026-02-04"), DaySpan("2026-02-11", "2026-02-12")))
    assert _days(stay, "2026-02-01", "2026-03-01") == ["2026-02-02", "2026-02-11"]


@pytest.mark.parametrize("stay", [_stay(on_leave=True), _stay(WeeklyPattern(days=3))])
def test_on_leave_and_of_a_week_known_by_its_figures_nothing_is_laid(stay: Stay) -> None:
    assert _days(stay, "2026-02-01", "2026-03-30") == []


# What an occurrence says


def test_an_occurrence_says_what_is_held_and_where() -> None:
    found = next(laid(_stay(), *_ordinals("2026-02-11", "2026-02-12"), None))
    assert (found.day, found.weekday, found.program_week) == (Date(2026, 2, 11), WeekDay.WEDNESDAY, 2)
    assert found.identity == ("WE 18:00 group-therapy", Date(2026, 2, 11))
    assert (found.component, found.level, found.phase) == (GROUP, IOP, "evening")
    assert (found.kind, found.reason, found.replaces, found.is_held) == (OccurrenceKind.PLANNED, "", None, True)
    assert found.wall_minutes == Range.exactly(Minutes(180))
    assert str(found) == "2026-02-11 18:00 group therapy"


def test_an_occurrence_of_unknown_time_says_a_range() -> None:
    found = _one(_group(None, "1 to 2 h", label="Skills"), "2026-02-02")
    assert found.wall_minutes == Range(Minutes(60), Minutes(120))
    assert str(found) == "2026-02-02 Skills"
    assert _one(_group(None, "at least 1 h"), "2026-02-02").wall_minutes == Range.at_least(Minutes(60))


def test_what_is_not_as_planned_says_how_and_why() -> None:
    found = _one(_group("18:00", "3 h"), "2026-02-02")
    assert str(found._replace(kind=OccurrenceKind.CANCELLED, reason="storm")) == (
        "2026-02-02 18:00 group therapy (cancelled, storm)"
    )
    assert str(found._replace(kind=OccurrenceKind.MAKE_UP)) == "2026-02-02 18:00 group therapy (make-up)"
    assert not found._replace(kind=OccurrenceKind.CANCELLED).is_held
    assert all(found._replace(kind=kind).is_held for kind in OccurrenceKind if kind != "cancelled")


def test_a_moved_occurrence_keeps_its_name_and_counts_in_the_week_in_which_it_is_held() -> None:
    planned = next(laid(_stay(), *_ordinals("2026-02-04", "2026-02-05"), None))
    moved = planned._replace(ordinal=planned.ordinal + 7)
    assert moved.identity == planned.identity == ("WE 18:00 group-therapy", Date(2026, 2, 4))
    assert (moved.day, moved.program_week) == (Date(2026, 2, 11), 2)


# Moments


def test_a_session_is_at_its_wall_clock_time_in_its_zone() -> None:
    winter = _one(_group("18:00", "3 h"), "2026-03-06")
    summer = _one(_group("18:00", "3 h"), "2026-03-09")
    assert (str(winter.start), str(winter.end)) == ("2026-03-06 18:00:00-05:00", "2026-03-06 21:00:00-05:00")
    assert (str(summer.start), str(summer.end)) == ("2026-03-09 18:00:00-04:00", "2026-03-09 21:00:00-04:00")
    assert (str(summer.utc_start), str(summer.utc_end)) == ("2026-03-09 22:00:00+00:00", "2026-03-10 01:00:00+00:00")


def test_past_midnight_a_session_belongs_to_the_day_on_which_it_starts() -> None:
    night = _one(_group("22:00", "4 h"), "2026-02-02")
    assert night.day == Date(2026, 2, 2)
    assert str(night.end) == "2026-02-03 02:00:00-05:00"


@pytest.mark.parametrize(
    ("day", "start", "time", "standing", "said", "lasting"),
    [
        ("2026-03-07", "02:30", "1 h", ClockStanding.ONCE, "2026-03-07 02:30:00-05:00", 60),
        # On 2026-03-08 the clock jumps from 02:00 to 03:00.
        ("2026-03-08", "02:30", "1 h", ClockStanding.MISSING, "2026-03-08 03:30:00-04:00", 60),
        ("2026-03-08", "01:30", "2 h", ClockStanding.ONCE, "2026-03-08 01:30:00-05:00", 60),
        ("2026-03-07", "23:00", "6 h", ClockStanding.ONCE, "2026-03-07 23:00:00-05:00", 300),
        # On 2026-11-01 it is set back from 02:00 to 01:00.
        ("2026-11-01", "01:30", "1 h", ClockStanding.TWICE, "2026-11-01 01:30:00-04:00", 120),
        ("2026-11-01", "00:30", "2 h", ClockStanding.ONCE, "2026-11-01 00:30:00-04:00", 180),
    ],
)
def test_where_the_clock_changes_the_wall_and_a_stopwatch_differ(
    day: str, start: str, time: str, standing: ClockStanding, said: str, lasting: int
) -> None:
    found = _one(_group(start, time), day)
    assert found.standing is standing
    assert str(found.start) == said
    assert found.elapsed_minutes == Range.exactly(Minutes(lasting))
    assert (found.utc_end - found.utc_start).total_seconds() == lasting * 60


def test_a_session_of_unknown_end_lasts_at_least_so_long() -> None:
    assert _one(_group("18:00", "1 to 2 h"), "2026-02-02").elapsed_minutes == Range(Minutes(60), Minutes(120))
    assert _one(_group("18:00", "at least 1 h"), "2026-02-02").elapsed_minutes == Range.at_least(Minutes(60))


def test_over_a_jump_of_the_clock_a_shorter_session_may_be_over_later() -> None:
    # From 01:00 until 02:59, which is missing and moves on to 03:59, are 119 minutes; until 03:00 they are 60.
    found = _one(_group("01:00", "30 min to 2 h"), "2026-03-08")
    assert found.elapsed_minutes == Range(Minutes(30), Minutes(119))
    assert found._replace(longest=None).elapsed_minutes == Range.at_least(Minutes(30))


def test_without_a_zone_or_a_clock_time_there_is_no_moment() -> None:
    found = _one(_group("18:00", "3 h"), "2026-02-02", zone=None)
    assert found.standing is ClockStanding.ONCE
    assert refusal(NoInstant, lambda: found.start) == (
        "2026-02-02 18:00 group therapy has no moment in time; it takes a time zone: "
        "give the program one, such as timezone='America/New_York'"
    )
    loose = _one(_group(None, "3 h"), "2026-02-02")
    assert loose.standing is ClockStanding.ONCE
    assert refusal(NoInstant, lambda: loose.elapsed_minutes) == (
        "2026-02-02 group therapy has no moment in time; it takes a clock time: nobody said when on that day it starts"
    )
    assert refusal(NoInstant, lambda: loose.utc_start).startswith("2026-02-02 group therapy has no moment")


def test_without_an_exact_length_there_is_no_end() -> None:
    found = _one(_group("18:00", "1 to 2 h"), "2026-02-02")
    message = (
        "2026-02-02 18:00 group therapy has no moment in time; it takes an exact length: it is known to last 1 h to 2 h"
    )
    assert refusal(NoInstant, lambda: found.end) == message
    assert refusal(NoInstant, lambda: found.utc_end) == message
    assert str(found.start) == "2026-02-02 18:00:00-05:00"


def test_an_occurrence_is_a_value() -> None:
    found = _one(Session(IndividualTherapy(), day="MO", start="01:30", time=Minutes(50)), "2026-11-01")
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - its own bytes
    assert again == found
    assert hash(again) == hash(found)
    assert again.utc_start == found.utc_start


def test_a_session_over_the_hour_that_the_clock_jumps_over_lasts_as_long_as_any_of_its_lengths() -> None:
    # From 01:30: until 02:40, which is 03:40, it lasts 70 minutes; until 03:00 it lasts 30, until 04:00 90.
    jump = _one(_group("01:30", "70 to 150 min"), "2026-03-08")
    assert jump.elapsed_minutes == Range(Minutes(30), Minutes(90))
    open_end = _one(_group("01:30", "at least 70 min"), "2026-03-08")
    assert open_end.elapsed_minutes == Range.at_least(Minutes(30))


@pytest.mark.parametrize("time", ["1 to 2 h", "at least 1 h", "not stated"])
def test_a_session_of_which_nobody_knows_how_long_it_is_has_no_end(time: str) -> None:
    with pytest.raises(NoInstant, match="an exact length"):
        _ = _one(_group("18:00", time), "2026-02-02").utc_end
