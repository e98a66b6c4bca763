"""How an answer of another system is read, and by how much it differs from ours."""

import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopmodel import (
    Episode,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Minutes,
    Phase,
    Program,
    Range,
    Track,
    Verdict,
    catalogue,
    check,
    sessions,
    standards,
)
from iopmodel.differences import Unit, difference, in_words
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.strategies import minutes, time_ranges
from tests.refusal import refusal

NEW_YORK = ZoneInfo("America/New_York")
AT_MOST_3 = Range(Minutes(60), Minutes(180))
BELOW_3 = Range(Minutes(60), Minutes(180), high_excluded=True)
AT_LEAST_1 = Range(Minutes(60))
# Two Sundays, and between them the night in which the clock goes forward is that of the second one.
SPRING = Episode.of(
    Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "SU", "18:00-21:00")),
    first="2026-03-01",
    length="2 weeks",
    timezone="America/New_York",
)


def _at(day: int, hour: int, zone: dt.tzinfo | None = NEW_YORK) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, tzinfo=zone)


@pytest.mark.parametrize(
    ("theirs", "unit"),
    [
        (Minutes(150), None),
        (Minutes(150), "hours"),
        (dt.timedelta(minutes=150), None),
        (dt.timedelta(days=1, hours=-22, minutes=30), "hours"),
        (pendulum.duration(hours=2, minutes=30), None),
        (150, "minutes"),
        (2.5, "hours"),
        (Fraction(5, 2), "hours"),
        (Decimal("2.5"), "hours"),
        (Decimal("150.00"), "minutes"),
        (Range.exactly(Minutes(150)), None),
    ],
)
def test_two_and_a_half_hours_are_the_same_in_every_shape(theirs: object, unit: str | None) -> None:
    assert difference(Minutes(150), theirs, unit=unit) == ""
    assert difference(Range.exactly(Minutes(150)), theirs, unit=unit) == ""


@pytest.mark.parametrize(
    ("theirs", "unit", "words"),
    [
        (Minutes(160), None, "theirs is 10 min more"),
        (Minutes(60), None, "theirs is 1 h 30 min less"),
        (dt.timedelta(minutes=149, seconds=30), None, "theirs is 0.5 min less"),
        (
            dt.timedelta(minutes=150, microseconds=6),
            None,
            "theirs is 1e-07 min more, a rounding error: count whole minutes",
        ),
        (dt.timedelta(days=1), None, "theirs is 21 h 30 min more"),
        (2, "hours", "theirs is 30 min less"),
        (-2, "hours", "theirs is 4 h 30 min less"),
        (2.4999999999999996, "hours", "theirs is 2.66e-14 min less, a rounding error: count whole minutes"),
        (2.5000000000000004, "hours", "theirs is 2.66e-14 min more, a rounding error: count whole minutes"),
        (Fraction(1205, 8), "minutes", "theirs is 0.625 min more"),
        (Decimal("2.6"), "hours", "theirs is 6 min more"),
        (Decimal("2.525"), "hours", "theirs is 1.5 min more"),
        (float("nan"), "hours", "theirs is no number"),
        (float("-inf"), "hours", "theirs is no number"),
        (Decimal("sNaN"), "hours", "theirs is no number"),
        (None, None, "theirs is not known, and ours is"),
        (Range(Minutes(150), Minutes(180)), None, "theirs is 2 h 30 min to 3 h, and ours is 2 h 30 min"),
    ],
)
def test_a_difference_of_time_is_told_exactly(theirs: object, unit: str | None, words: str) -> None:
    assert difference(Minutes(150), theirs, unit=unit) == words


@given(minutes())
def test_the_nearest_float_and_the_nearest_decimal_agree_and_their_neighbors_do_not(time: Minutes) -> None:
    said = time.count / 60
    assert difference(time, said, unit="hours") == ""
    assert difference(time, math.nextafter(said, math.inf), unit="hours") != ""
    assert difference(time, Decimal(time.count) / 60, unit="hours") == ""
    assert difference(time, (Decimal(time.count) / 60).next_plus(), unit="hours") != ""


@pytest.mark.parametrize("theirs", [150, 2.5, Fraction(5, 2), Decimal("2.5"), True, "2 h 30 min", ["2.5"], 2j])
def test_time_needs_a_unit_or_a_type_that_has_one(theirs: object) -> None:
    said = refusal(WrongKind, lambda: difference(Minutes(150), theirs))
    assert said.startswith("their answer: expected Minutes, a timedelta,")
    assert "a bare number may be either" in said


def test_true_is_no_number_of_hours() -> None:
    assert "got True (bool)" in refusal(WrongKind, lambda: difference(Minutes(60), theirs=True, unit="hours"))


def test_a_unit_is_hours_or_minutes() -> None:
    assert [*Unit] == ["hours", "minutes"]
    assert "one of hours, minutes" in refusal(NotAccepted, lambda: difference(Minutes(60), 1, unit="days"))


@pytest.mark.parametrize(
    ("ours", "theirs", "alone", "within"),
    [
        (AT_MOST_3, AT_MOST_3, "", ""),
        (AT_MOST_3, None, "", ""),
        (AT_MOST_3, 1, "theirs is one figure, and ours is a range", ""),
        (AT_MOST_3, 3.0, "theirs is one figure, and ours is a range", ""),
        (AT_MOST_3, Decimal("3.5"), "theirs is one figure, and ours is a range", "theirs is 30 min more"),
        (AT_MOST_3, 0, "theirs is one figure, and ours is a range", "theirs is 1 h less"),
        (BELOW_3, Fraction(179, 60), "theirs is one figure, and ours is a range", ""),
        (
            BELOW_3,
            3,
            "theirs is one figure, and ours is a range",
            "theirs is the end of ours, which does not belong to it",
        ),
        (AT_LEAST_1, 99, "theirs is one figure, and ours is a range", ""),
        (AT_LEAST_1, Range(Minutes(90)), "theirs is at least 1 h 30 min, and ours is at least 1 h", ""),
        (AT_MOST_3, BELOW_3, "theirs is 1 h to 3 h, the end excluded, and ours is 1 h to 3 h", ""),
        (
            BELOW_3,
            AT_MOST_3,
            "theirs is 1 h to 3 h, and ours is 1 h to 3 h, the end excluded",
            "theirs is 1 h to 3 h, and ours is 1 h to 3 h, the end excluded",
        ),
    ],
)
def test_where_ours_is_a_range_one_figure_is_a_guess_unless_it_may_lie_within(
    ours: Range[Minutes], theirs: object, alone: str, within: str
) -> None:
    assert difference(ours, theirs, unit="hours") == alone
    assert difference(ours, theirs, unit="hours", within=True) == within


@given(time_ranges(Minutes(200)), st.integers(0, 250))
def test_a_figure_agrees_within_a_range_exactly_where_it_lies_in_it(ours: Range[Minutes], count: int) -> None:
    assert (difference(ours, count, unit="minutes", within=True) == "") is (Minutes(count) in ours)


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        (3, 3, ""),
        (3, 3.0, ""),
        (3, 4, "theirs is 1 more"),
        (Range.exactly(3), 1, "theirs is 2 less"),
        (Range(3, 5), Range(3, 5), ""),
        (Range(3, 5), 4, "theirs is one figure, and ours is a range"),
        (Range.exactly(Fraction(1, 3)), 1 / 3, ""),
        (Range.exactly(Fraction(1, 3)), Fraction(1, 2), "theirs is 1/6 more"),
        (Range.exactly(Fraction(1, 3)), 0.3333333333333334, "theirs is 9.25e-17 more"),
        (-3, -3, ""),
        (-3, 3, "they are not equal"),
        (True, True, ""),
        (True, False, "they are not equal"),
        ("evening", "evening", ""),
        ("evening", "morning", "they are not equal"),
        (None, None, ""),
        (None, 3, "they are not equal"),
    ],
)
def test_other_figures_have_no_unit_and_other_values_have_to_be_equal(ours: object, theirs: object, words: str) -> None:
    assert difference(ours, theirs) == words


@pytest.mark.parametrize("theirs", [Minutes(3), dt.timedelta(3), "3", True])
def test_a_number_of_days_or_visits_is_a_number(theirs: object) -> None:
    assert "a number, a Range, or None" in refusal(WrongKind, lambda: difference(3, theirs, unit="hours"))


def test_a_unit_is_of_time_alone() -> None:
    assert difference({"days": 3, "hours": Minutes(180)}, {"days": 3, "hours": 3}, unit="hours") == ""


def test_ranges_are_of_one_kind() -> None:
    assert "a Range of what ours is of, Minutes" in refusal(
        WrongKind, lambda: difference(Minutes(60), Range.exactly(60), unit="minutes")
    )
    assert "a Range of what ours is of, int" in refusal(WrongKind, lambda: difference(Range(1, 2), AT_MOST_3))


@pytest.mark.parametrize(
    ("ours", "agreeing"),
    [
        (Verdict.MET, [True, Verdict.MET, "met", " Met "]),
        (Verdict.NOT_MET, [False, Verdict.NOT_MET, "not met", "NOT_MET", "not-met"]),
        (Verdict.UNKNOWN, [None, Verdict.UNKNOWN, "unknown"]),
    ],
)
def test_a_verdict_may_be_true_false_or_nothing(ours: Verdict, agreeing: list[object]) -> None:
    assert [difference(ours, said) for said in agreeing] == [""] * len(agreeing)
    others = [other for other in Verdict if other is not ours]
    assert [difference(other, agreeing[0]) for other in others] == [
        f"theirs is '{ours}', and ours is '{other}'" for other in others
    ]


@pytest.mark.parametrize("theirs", ["yes", "", 1, 0, [], object])
def test_what_is_no_verdict_is_refused(theirs: object) -> None:
    assert "their verdict: expected True for met" in refusal(WrongKind, lambda: difference(Verdict.MET, theirs))


def test_a_report_is_held_against_by_its_verdict() -> None:
    program = Program(
        catalogue.EVENING_IOP, tracks=[Track("evening", sessions(GroupTherapy(), "MO,WE", "18:00-21:00"))]
    )
    report = check(program, against=[standards.MEDICARE], on="2026-02-02")
    assert difference(report, theirs=False) == ""
    assert difference(report, theirs=True) == "theirs is 'met', and ours is 'not met'"
    assert in_words(report) == "not met"


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        (dt.date(2026, 3, 30), ""),
        (pendulum.date(2026, 3, 30), ""),
        (dt.date(2026, 3, 31), "theirs is 1 day later"),
        (dt.date(2026, 3, 1), "theirs is 29 days earlier"),
        (None, "theirs has no day, and ours has"),
    ],
)
def test_days_differ_by_days(theirs: object, words: str) -> None:
    assert difference(dt.date(2026, 3, 30), theirs) == words


@pytest.mark.parametrize("theirs", ["2026-03-30", dt.datetime(2026, 3, 30, tzinfo=dt.UTC), 3])
def test_a_day_is_a_plain_date(theirs: object) -> None:
    assert "their day: expected a plain date" in refusal(WrongKind, lambda: difference(dt.date(2026, 3, 30), theirs))


@pytest.mark.parametrize(
    "theirs",
    [
        [dt.date(2026, 3, 8), dt.date(2026, 3, 1)],
        {dt.date(2026, 3, 8), dt.date(2026, 3, 1)},
        [_at(1, 18), _at(8, 18)],
        [_at(1, 23, dt.UTC), _at(8, 22, dt.UTC)],
        [_at(1, 18, None), _at(8, 18, None)],
        [(_at(8, 18), _at(8, 21)), (_at(1, 18), _at(1, 21))],
        [(_at(1, 18), _at(2, 2, dt.UTC)), (_at(8, 18), _at(9, 1, dt.UTC))],
        [(_at(1, 18, None), _at(1, 21, None)), (_at(8, 18, None), _at(8, 21, None))],
        ((each.start, each.end) for each in SPRING.occurrences()),
    ],
)
def test_dates_agree_as_days_moments_or_pairs_in_any_order_and_zone(theirs: object) -> None:
    assert difference(SPRING.occurrences(), theirs) == ""


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        ([], "theirs lacks 2026-03-01, 2026-03-08"),
        ([dt.date(2026, 3, 1)], "theirs lacks 2026-03-08"),
        ([dt.date(2026, 3, 1)] * 2 + [dt.date(2026, 3, 8)], "ours lacks 2026-03-01"),
        (
            [_at(1, 18), _at(8, 19)],
            "theirs lacks 2026-03-08 18:00:00-04:00; ours lacks 2026-03-08 19:00:00-04:00",
        ),
        ([_at(1, 18, None), _at(8, 18, None), _at(9, 7, None)], "ours lacks 2026-03-09 07:00:00"),
        (
            [_at(1, 18, None), dt.datetime(2026, 3, 8, 18, 0, 0, 1)],  # noqa: DTZ001 - without a zone on purpose
            "theirs lacks 2026-03-08 18:00:00; ours lacks 2026-03-08 18:00:00",
        ),
        (
            [(_at(1, 18), _at(1, 21)), (_at(8, 18), _at(8, 20))],
            (
                "theirs lacks 2026-03-08 18:00:00-04:00 to 2026-03-08 21:00:00-04:00; "
                "ours lacks 2026-03-08 18:00:00-04:00 to 2026-03-08 20:00:00-04:00"
            ),
        ),
        (
            [dt.date(2026, 3, day) for day in (1, 8, 2, 3, 4, 5)],
            "ours lacks 2026-03-02, 2026-03-03, 2026-03-04 and 1 more",
        ),
    ],
)
def test_what_one_of_two_calendars_lacks_is_named(theirs: object, words: str) -> None:
    assert difference(SPRING.occurrences(), theirs) == words


def test_the_hour_that_happens_twice_is_told_apart_by_its_offset() -> None:
    night = Phase(LevelOfCare.RESIDENTIAL, sessions(GroupTherapy(), "SU", "01:30-02:30"))
    autumn = Episode.of(night, first="2026-11-01", length="1 weeks", timezone="America/New_York")
    first = dt.datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK)
    assert difference(autumn.occurrences(), [first]) == ""
    assert difference(autumn.occurrences(), [first.replace(fold=1)]) == (
        "theirs lacks 2026-11-01 01:30:00-04:00; ours lacks 2026-11-01 01:30:00-05:00"
    )


def test_no_occurrences_are_no_dates() -> None:
    assert difference((), []) == ""
    assert difference((), [dt.date(2026, 3, 1)]) == "ours lacks 2026-03-01"
    assert in_words(()) == "nothing"


@pytest.mark.parametrize(
    "theirs",
    [
        "2026-03-01",
        None,
        3,
        ["2026-03-01"],
        [(dt.date(2026, 3, 1), dt.date(2026, 3, 1))],
        [(_at(1, 18),) * 3],
        [(_at(1, 18), _at(1, 21, None))],
        [(_at(1, 18), 3)],
        [()],
        [dt.date(2026, 3, 1), _at(8, 18)],
        [_at(1, 18), _at(8, 18, None)],
    ],
)
def test_what_are_no_dates_of_one_kind_is_refused(theirs: object) -> None:
    assert "date" in refusal(WrongKind, lambda: difference(SPRING.occurrences(), theirs))


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        ({"Mon": 180, "Tue": 60}, ""),
        ({"Tue": Minutes(60), "Mon": dt.timedelta(hours=3)}, ""),
        ({"Mon": 180, "Tue": 60, "Wed": 0}, ""),
        ({"Mon": 180}, "Tue: theirs is 1 h less"),
        ({"Mon": 180, "Tue": 50, "Wed": 10}, "Tue: theirs is 10 min less; Wed: theirs is 10 min more"),
        (
            dict.fromkeys(("Wed", "Thu", "Fri"), 1),
            "Mon: theirs is 3 h less; Tue: theirs is 1 h less; Wed: theirs is 1 min more; and 2 more",
        ),
    ],
)
def test_a_table_is_compared_row_by_row_and_what_is_left_out_is_nothing(theirs: object, words: str) -> None:
    ours = {"Mon": Range.exactly(Minutes(180)), "Tue": Range.exactly(Minutes(60))}
    assert difference(ours, theirs, unit="minutes") == words


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        ({}, {}, ""),
        ({}, {"Mon": 60}, "Mon: theirs is 1 h more"),
        ({"days": 3}, {}, "days: theirs is 3 less"),
        ({"days": Range.exactly(Fraction(1, 2))}, {}, "days: theirs is 1/2 less"),
        ({"verdict": Verdict.MET}, {}, "verdict: theirs is 'unknown', and ours is 'met'"),
        ({"name": "evening"}, {}, "name: they are not equal"),
        ({"name": "evening"}, {"name": "evening", "zone": "UTC"}, "zone: they are not equal"),
    ],
)
def test_nothing_is_zero_of_what_the_table_holds(ours: dict[str, Any], theirs: dict[str, Any], words: str) -> None:
    assert difference(ours, theirs, unit="minutes") == words


def test_within_holds_in_tables_too() -> None:
    assert difference({"Mon": AT_MOST_3}, {"Mon": 2}, unit="hours", within=True) == ""
    assert difference({"Mon": AT_MOST_3}, {"Mon": 2}, unit="hours") != ""


def test_a_table_is_held_against_a_table() -> None:
    assert "a mapping with the keys of ours" in refusal(WrongKind, lambda: difference({"Mon": 3}, [3]))


@pytest.mark.parametrize(
    ("ours", "words"),
    [
        (Minutes(90), "1 h 30 min"),
        (Verdict.MET, "met"),
        ({"Mon": Range.exactly(Minutes(180)), "Tue": Range(1, 2)}, "Mon: 3 h, Tue: 1 to 2"),
        ({}, "nothing"),
        (SPRING.occurrences(), "2026-03-01 18:00 group therapy, 2026-03-08 18:00 group therapy"),
        (("a", "b"), "('a', 'b')"),
    ],
)
def test_our_answer_is_written_for_people(ours: object, words: str) -> None:
    assert in_words(ours) == words


def test_of_many_dates_the_first_are_shown() -> None:
    daily = Episode.of(
        Phase(LevelOfCare.RESIDENTIAL, sessions(IndividualTherapy(), "MO,TU,WE,TH,FR", "09:00-10:00")),
        first="2026-03-02",
        length="1 weeks",
    )
    assert in_words(daily.occurrences()).endswith("2026-03-04 09:00 individual therapy and 2 more")
