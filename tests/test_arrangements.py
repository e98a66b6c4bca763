from collections.abc import Iterable
from typing import Any

import pytest
from pendulum import Date

from iopmodel.arrangements import unplaced
from iopmodel.components import GroupTherapy, IndividualTherapy
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from tests.refusal import wrong

#: Lies before, and after, every day asked about here.
LONG_AGO, FAR_OFF = Date(2000, 1, 1), Date(2050, 1, 1)
Asked = list[tuple[str, Range[int]]]
NOTHING: Range[int] = Range(0)
Placed = Iterable[tuple[str, Date]]


def _individual(**more: Any) -> Session:  # noqa: ANN401 - whatever the constructor takes
    given: dict[str, Any] = {"time": Minutes(50), "key": "individual"}
    return Session(IndividualTherapy(), **(given | more))


def _stay(session: Session, first: str = "2026-02-02", until: str | None = "2026-03-02", **more: Any) -> Stay:  # noqa: ANN401 - whatever the constructor takes
    level = LevelOfCare.INTENSIVE_OUTPATIENT
    given: dict[str, Any] = {"first": first, "until": until, "week": [session], "level": level}
    return Stay(**(given | more))


def _asked(stay: Stay, first: str | None = None, until: str | None = None, placed: Placed = (), **more: bool) -> Asked:
    begins = LONG_AGO if first is None else Date.fromisoformat(first)
    ends = FAR_OFF if until is None else Date.fromisoformat(until)
    found = unplaced(stay, begins, ends, placed, **more)
    return [(f"{str(each.span.first)[5:]}/{str(each.span.until)[5:]}", each.number) for each in found]


def _exactly(*numbers: int) -> list[Range[int]]:
    return [Range.exactly(number) for number in numbers]


# Asked a week


def test_what_is_asked_a_week_is_listed_for_each_program_week() -> None:
    assert _asked(_stay(_individual(), until="2026-02-23")) == [
        ("02-02/02-09", Range(1, 1)),
        ("02-09/02-16", Range(1, 1)),
        ("02-16/02-23", Range(1, 1)),
    ]


def test_weeks_are_listed_that_touch_the_days_asked_about() -> None:
    stay = _stay(_individual())
    assert [span for span, _ in _asked(stay, "2026-02-10", "2026-02-17")] == ["02-09/02-16", "02-16/02-23"]
    assert [span for span, _ in _asked(stay, "2026-02-09", "2026-02-16")] == ["02-09/02-16"]
    assert _asked(stay, "2026-02-09", "2026-02-09") == []
    assert _asked(stay, "2026-03-02", "2026-03-09") == []
    assert _asked(stay, "2026-01-01", "2026-02-02") == []


def test_of_the_part_of_a_week_nobody_knows_how_many_fall_in_it() -> None:
    cut = _stay(_individual(per_week="2 to 3"), until="2026-02-18")
    assert _asked(cut) == [("02-02/02-09", Range(2, 3)), ("02-09/02-16", Range(2, 3)), ("02-16/02-18", Range(0, 3))]
    late = _stay(_individual(), first="2026-02-05", until="2026-02-16", weeks_from="2026-02-02")
    assert _asked(late) == [("02-05/02-09", Range(0, 1)), ("02-09/02-16", Range(1, 1))]


def test_a_number_whose_end_is_excluded_stays_below_it() -> None:
    under_three = _individual(per_week=Range.below(3))
    assert _asked(_stay(under_three, until="2026-02-11")) == [
        ("02-02/02-09", Range(0, 2)),
        ("02-09/02-11", Range(0, 2)),
    ]


def test_a_number_without_a_known_end_keeps_none() -> None:
    assert _asked(_stay(_individual(per_week="at least 2"), until="2026-02-09")) == [("02-02/02-09", Range(2))]
    assert _asked(_stay(_individual(per_week="at least 2"), until="2026-02-08")) == [("02-02/02-08", NOTHING)]


def test_what_is_optional_may_be_left_out() -> None:
    assert _asked(_stay(_individual(optional=True), until="2026-02-09")) == [("02-02/02-09", Range(0, 1))]


def test_in_weeks_in_which_a_track_is_closed_nothing_is_asked() -> None:
    stay = _stay(_individual(), until="2026-02-23", open_on=(DaySpan("2026-02-02", "2026-02-12"),))
    assert _asked(stay) == [("02-02/02-09", Range(1, 1)), ("02-09/02-16", Range(0, 1))]


@pytest.mark.parametrize(
    ("cadence", "spans"),
    [
        ({"every": Weeks(2), "first": 1}, ["02-02/02-09", "02-16/02-23"]),
        ({"every": Weeks(2), "first": 2}, ["02-09/02-16", "02-23/03-02"]),
        ({"every": Weeks(3), "first": 3}, ["02-16/02-23"]),
        ({"every": Weeks(2), "first": 3}, ["02-16/02-23"]),
        ({"weeks": "2 to 3"}, ["02-09/02-16", "02-16/02-23"]),
        ({"weeks": "4 on"}, ["02-23/03-02"]),
        ({"every": Weeks(2), "first": 2, "weeks": "2 to 3"}, ["02-09/02-16"]),
    ],
)
def test_a_cadence_says_in_which_weeks(cadence: dict[str, Any], spans: list[str]) -> None:
    found = _asked(_stay(_individual(**cadence)))
    assert [span for span, _ in found] == spans
    assert [number for _, number in found] == _exactly(*[1] * len(spans))


def test_a_stay_that_begins_in_a_later_program_week_counts_from_there() -> None:
    stay = _stay(_individual(weeks="4 to 5"), first_week=3)
    assert [span for span, _ in _asked(stay)] == ["02-09/02-16", "02-16/02-23"]


# Every so many weeks, nobody knows from which


def test_a_session_every_so_many_weeks_falls_once_in_each_run_of_them() -> None:
    floating = _individual(every=Weeks(2))
    assert _asked(_stay(floating)) == [("02-02/02-16", Range(1, 1)), ("02-16/03-02", Range(1, 1))]
    assert _asked(_stay(floating, until="2026-02-23")) == [("02-02/02-16", Range(1, 1)), ("02-16/02-23", Range(0, 1))]


def test_a_run_of_weeks_is_the_same_from_whichever_day_it_is_asked_about() -> None:
    floating = _individual(every=Weeks(2))
    assert _asked(_stay(floating), "2026-02-09", "2026-02-10") == [("02-02/02-16", Range(1, 1))]
    assert _asked(_stay(floating, first_week=4), "2026-02-16", "2026-02-17") == [("02-16/03-02", Range(1, 1))]


def test_a_floating_session_has_its_weekday_and_no_date() -> None:
    floating = _individual(day="SA", every=Weeks(2))
    assert _asked(_stay(floating, until="2026-02-16")) == [("02-02/02-16", Range(1, 1))]


def test_a_run_that_its_program_weeks_cut_may_hold_none() -> None:
    floating = _individual(every=Weeks(2), weeks="2 to 4")
    assert _asked(_stay(floating)) == [("02-09/02-23", Range(1, 1)), ("02-23/03-02", Range(0, 1))]
    assert _asked(_stay(floating), "2026-02-02", "2026-02-09") == []
    assert _asked(_stay(floating), "2026-02-20", "2026-02-21") == [("02-09/02-23", Range(1, 1))]


# Asked a month


def test_what_is_asked_a_month_is_listed_for_each_calendar_month() -> None:
    stay = _stay(_individual(per_month=2), first="2026-01-15", until="2026-04-01")
    assert _asked(stay) == [("01-15/02-01", Range(0, 2)), ("02-01/03-01", Range(2, 2)), ("03-01/04-01", Range(2, 2))]
    assert [span for span, _ in _asked(stay, "2026-02-28", "2026-03-02")] == ["02-01/03-01", "03-01/04-01"]


def test_a_month_that_the_program_weeks_cut_may_hold_fewer() -> None:
    stay = _stay(_individual(per_month="2 to 3", weeks="3 on"), first="2026-01-19", until="2026-04-01")
    assert _asked(stay) == [("02-02/03-01", Range(0, 3)), ("03-01/04-01", Range(2, 3))]
    only_january = _stay(_individual(per_month=2, weeks="1 to 2"), first="2026-01-05", until="2026-04-01")
    assert _asked(only_january) == [("01-05/01-19", Range(0, 2))]
    assert _asked(only_january, "2026-01-20", "2026-01-25") == []


def test_over_the_end_of_a_year_months_go_on() -> None:
    stay = _stay(_individual(per_month=1), first="2026-12-01", until=None)
    assert [span for span, _ in _asked(stay, "2026-12-31", "2027-01-02")] == ["12-01/01-01", "01-01/02-01"]


# A set number in all


def test_a_set_number_is_listed_once_for_the_whole_stay() -> None:
    stay = _stay(_individual(total=6))
    assert _asked(stay) == [("02-02/03-02", Range(6, 6))]
    assert _asked(stay, "2026-02-10", "2026-02-11") == [("02-02/03-02", Range(6, 6))]
    assert _asked(_stay(_individual(total="4 to 6", optional=True))) == [("02-02/03-02", Range(0, 6))]


def test_a_set_number_falls_in_its_program_weeks() -> None:
    stay = _stay(_individual(total=6, weeks="2 to 3"))
    assert _asked(stay) == [("02-09/02-23", Range(6, 6))]
    assert _asked(stay, "2026-02-02", "2026-02-09") == []
    assert _asked(stay, "2026-02-23", "2026-03-02") == []
    assert _asked(_stay(_individual(total=6, weeks="9 on"))) == []
    assert _asked(_stay(_individual(total=6, weeks="1 to 2"), first_week=3)) == []


def test_without_a_planned_end_nobody_knows_how_many_fall_up_to_a_day() -> None:
    assert _asked(_stay(_individual(total=6), until=None), until="2026-02-12") == [("02-02/02-12", Range(0, 6))]
    bounded = _stay(_individual(total="under 6", weeks="1 to 2"), until=None)
    assert _asked(bounded, until="2026-02-05") == [("02-02/02-16", Range(0, 5))]
    assert _asked(_stay(_individual(total=6, weeks="1 to 2"), until=None), until="2026-02-05") == [
        ("02-02/02-16", Range(6, 6))
    ]
    later = _stay(_individual(total=6, weeks="3 on"), until=None)
    assert _asked(later, until="2026-02-12") == []


def test_of_a_set_number_nobody_knows_how_many_are_left_for_who_joins_later() -> None:
    joined = {"first": "2026-02-11", "weeks_from": "2026-02-02"}
    assert _asked(_stay(_individual(total=6), **wrong(joined))) == [("02-11/03-02", Range(0, 6))]
    assert _asked(_stay(_individual(total=6, weeks="3 on"), **wrong(joined))) == [("02-16/03-02", Range(6, 6))]
    begun = _stay(_individual(total=6, weeks="2 on"), **wrong(joined))
    assert _asked(begun) == [("02-11/03-02", Range(0, 6))]


def test_of_a_set_number_nobody_knows_how_many_fall_in_a_part_of_a_stay_that_goes_on() -> None:
    assert _asked(_stay(_individual(total=6)), goes_on=True) == [("02-02/03-02", Range(0, 6))]
    assert _asked(_stay(_individual(total=6, weeks="1 to 4")), goes_on=True) == [("02-02/03-02", Range(6, 6))]
    assert _asked(_stay(_individual(total=6, weeks="1 to 5")), goes_on=True) == [("02-02/03-02", Range(0, 6))]
    endless = _stay(_individual(total=6, weeks="1 to 4"), until=None)
    assert _asked(endless, goes_on=True) == [("02-02/03-02", Range(6, 6))]


def test_in_a_seasonal_track_a_set_number_may_be_cut() -> None:
    stay = _stay(_individual(total=6), open_on=(DaySpan("2026-02-02", "2026-02-20"),))
    assert _asked(stay) == [("02-02/03-02", Range(0, 6))]


# What was placed


@pytest.mark.parametrize(
    ("number", "days", "left"),
    [
        (2, [3], [Range(1, 1), Range(2, 2)]),
        (2, [3, 8], [Range(2, 2)]),
        (2, [3, 9], [Range(1, 1), Range(1, 1)]),
        (2, [3, 4, 5], [Range(2, 2)]),
        ("1 to 3", [2, 3], [Range(0, 1), Range(1, 3)]),
        ("at least 1", [2, 3], [NOTHING, Range(1)]),
        (Range.below(3), [2], [Range(0, 1), Range(0, 2)]),
    ],
)
def test_what_was_placed_is_no_longer_to_be_placed(
    number: int | str | Range[int], days: list[int], left: list[Range[int]]
) -> None:
    stay = _stay(_individual(per_week=number), until="2026-02-16")
    placed = [("individual", Date(2026, 2, day)) for day in days]
    assert [found for _, found in _asked(stay, placed=placed)] == left


def test_what_is_called_otherwise_takes_nothing_away() -> None:
    assert _asked(_stay(_individual(), until="2026-02-09"), placed=[("group", Date(2026, 2, 3))]) == [
        ("02-02/02-09", Range(1, 1))
    ]


def test_of_a_set_number_it_is_taken_whichever_part_of_the_stay_it_was_placed_in() -> None:
    before = [("individual", Date(2026, 1, 5))]
    assert _asked(_stay(_individual(total=6)), placed=before) == [("02-02/03-02", Range(5, 5))]
    assert _asked(_stay(_individual(per_week=2), until="2026-02-09"), placed=before) == [("02-02/02-09", Range(2, 2))]


# Stays of which nothing is asked, and words


@pytest.mark.parametrize(
    "stay",
    [
        _stay(_individual(), on_leave=True),
        _stay(_individual(), week=WeeklyPattern(days=3)),
        _stay(Session(GroupTherapy(), day="MO")),
        _stay(_individual(per_week=0)),
    ],
)
def test_of_some_stays_nothing_is_asked(stay: Stay) -> None:
    assert _asked(stay) == []


def test_what_is_to_be_placed_says_what_when_and_how_many() -> None:
    stay = _stay(_individual(per_week="1 to 2"), until="2026-02-09")
    (found,) = unplaced(stay, LONG_AGO, FAR_OFF, ())
    assert str(found) == "2026-02-02 until 2026-02-09: individual therapy, 1 to 2 to be placed"
    assert found.time == Range(Minutes(50), Minutes(100))
    assert (found.key, found.stay, found.session) == ("individual", stay, _individual(per_week="1 to 2"))
    labelled = _stay(_individual(label="Counseling"), until="2026-02-09")
    assert [str(each) for each in unplaced(labelled, LONG_AGO, FAR_OFF, ())] == [
        "2026-02-02 until 2026-02-09: Counseling, 1 to be placed"
    ]
