"""When a total is reached, worked out by hand.

The episode: groups of two hours on Monday, Wednesday and Thursday evenings from 2 February 2026, six hours a week.
"""

import attrs
import pytest
from pendulum import Date

from iopmodel import (
    DEFAULT_COUNTING,
    Added,
    Break,
    Closure,
    Episode,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Minutes,
    Phase,
    Range,
    Session,
    State,
    Verdict,
    WeeklyPattern,
    sessions,
)
from iopmodel.attendance import Attendance
from iopmodel.errors import CannotBeDated, NotAccepted, WrongKind
from iopmodel.running_totals import _Running, care_days, earliest_total, seen_sessions, to_be_placed
from iopmodel.spans import DaySpan
from tests.refusal import refusal, wrong

IOP = LevelOfCare.INTENSIVE_OUTPATIENT
GROUPS = sessions(GroupTherapy(), "MO,WE,TH", "18:00-20:00")
EPISODE = Episode.of(Phase(IOP, GROUPS), first="2026-02-02", length="16 weeks")
FIRST = "2026-02-02"
EMPTY = Attendance("A-17")
NOTHING = Range.exactly(Minutes(0))


def _hours(low: int, high: int | None = None) -> Range[Minutes]:
    return Range(Minutes.of_hours(low), Minutes.of_hours(low if high is None else high))


@pytest.mark.parametrize(
    ("total", "day"),
    [
        ("1 min", Date(2026, 2, 2)),
        ("2 h", Date(2026, 2, 2)),
        ("121 min", Date(2026, 2, 4)),
        ("6 h", Date(2026, 2, 5)),
        ("8 h", Date(2026, 2, 9)),
        ("72 h", Date(2026, 4, 23)),
        ("96 h", Date(2026, 5, 21)),
    ],
)
@pytest.mark.parametrize("on", [FIRST, "2026-03-02", "2026-06-01"])
def test_without_attendance_a_total_is_reached_as_planned(total: str, day: Date, on: str) -> None:
    found = earliest_total(EPISODE, total, on=on)
    assert found.certain == found.possible == day
    assert found.verdict is Verdict.MET


def test_seventy_two_hours_in_twelve_weeks_take_every_session() -> None:
    found = earliest_total(EPISODE, "72 h", on=FIRST, within="12 weeks")
    assert found.within == DaySpan("2026-02-02", "2026-04-27")
    assert (found.verdict, found.short_by) == (Verdict.MET, NOTHING)
    one_missed = EPISODE.close(Closure("2026-02-16", "Presidents' Day"))
    missed = earliest_total(one_missed, "72 h", on=FIRST, within="12 weeks")
    assert (missed.verdict, missed.certain, missed.short_by) == (Verdict.NOT_MET, Date(2026, 4, 27), _hours(2))
    assert str(missed) == "72 h within 2026-02-02 until 2026-04-27: not met, on 2026-04-27, short by 2 h"


def test_what_was_missed_puts_the_total_off_and_what_is_not_on_record_perhaps() -> None:
    monday, wednesday, thursday = EPISODE.occurrences()[:3]
    sheet = EMPTY.record(monday).record(wednesday, "absent-excused").record(thursday, late="30 min")
    on = "2026-02-09"
    recorded = earliest_total(EPISODE, "6 h", on=on, attendance=sheet)
    assert recorded.certain == recorded.possible == Date(2026, 2, 11)
    perhaps = earliest_total(EPISODE, "6 h", on=on, attendance=EMPTY.record(monday), within="1 week")
    assert (perhaps.certain, perhaps.possible) == (Date(2026, 2, 11), Date(2026, 2, 5))
    assert (perhaps.verdict, perhaps.short_by) == (Verdict.UNKNOWN, _hours(0, 4))
    assert str(perhaps) == (
        "6 h within 2026-02-02 until 2026-02-09: unknown, on 2026-02-11, perhaps on 2026-02-05, short by at most 4 h"
    )


def test_a_total_may_have_been_reached_before_the_day_from_which_it_is_seen() -> None:
    sheet = EMPTY.record(EPISODE.occurrences()[0])
    found = earliest_total(EPISODE, "2 h", on="2026-03-02", attendance=sheet)
    assert found.certain == found.possible == Date(2026, 2, 2)


def test_a_total_that_the_plan_does_not_hold_is_never_reached() -> None:
    found = earliest_total(EPISODE, "97 h", on=FIRST)
    assert (found.certain, found.possible, found.verdict, found.short_by) == (None, None, Verdict.NOT_MET, NOTHING)
    assert str(found) == "97 h: never with what has a date"
    late = earliest_total(EPISODE, "97 h", on=FIRST, within="30 weeks")
    assert (late.verdict, late.short_by) == (Verdict.NOT_MET, _hours(1))


def test_sessions_by_arrangement_make_a_total_perhaps_earlier() -> None:
    week = [*GROUPS, Session(IndividualTherapy(), time=Minutes(60)), Session(Break(), time=Minutes(60))]
    episode = Episode.of(Phase(IOP, week), first=FIRST, length="2 weeks")
    found = earliest_total(episode, "13 h", on=FIRST)
    assert (found.certain, found.possible) == (None, Date(2026, 2, 12))
    assert [(str(each.session.component), each.span.first.day) for each in found.unplaced] == [
        ("individual therapy", 2),
        ("individual therapy", 9),
    ]
    late = earliest_total(episode, "13 h", on="2026-02-12")
    assert (late.certain, late.possible) == (None, Date(2026, 2, 12))
    assert earliest_total(episode, "11 h", on="2026-02-12").possible == Date(2026, 2, 12)
    assert earliest_total(episode, "14 h", on="2026-02-09").possible is None
    assert earliest_total(episode, "14 h", on="2026-02-16").possible is None
    early = earliest_total(episode, "6 h", on=FIRST)
    assert (early.certain, early.possible) == (Date(2026, 2, 5), Date(2026, 2, 5))
    seven = earliest_total(episode, "7 h", on=FIRST)
    assert (seven.certain, seven.possible) == (Date(2026, 2, 9), Date(2026, 2, 5))
    assert str(seven) == "7 h: on 2026-02-09, perhaps on 2026-02-05"


def test_a_session_by_arrangement_that_was_placed_is_certain() -> None:
    week = [*GROUPS, Session(IndividualTherapy(), time=Minutes(60), key="talk")]
    episode = Episode.of(Phase(IOP, week), first=FIRST, length="1 week")
    placed = episode.override(Added("2026-02-06", Session(IndividualTherapy(), time=Minutes(60)), places="talk"))
    found = earliest_total(placed, "7 h", on=FIRST)
    assert (found.certain, found.unplaced) == (Date(2026, 2, 6), ())


def test_a_stretch_of_days_that_runs_on_counts_once() -> None:
    monthly = Session(IndividualTherapy(), time=Minutes(60), per_month=1)
    episode = Episode.of(Phase(IOP, [*GROUPS, monthly]), first="2026-03-02", length="16 weeks")
    assert earliest_total(episode, "7 h", on="2026-03-02").possible == Date(2026, 3, 5)
    assert earliest_total(episode, "27 h", on="2026-03-02").possible == Date(2026, 3, 30)
    assert earliest_total(episode, "28 h", on="2026-03-02").possible == Date(2026, 4, 1)


def test_optional_sessions_and_unknown_lengths_make_a_total_perhaps_earlier() -> None:
    optional = attrs.evolve(GROUPS[1], optional=True)
    unknown = Session(GroupTherapy(), day="TH", start="18:00", time="at least 2 h")
    episode = Episode.of(Phase(IOP, [GROUPS[0], optional, unknown]), first=FIRST, length="2 weeks")
    without = attrs.evolve(DEFAULT_COUNTING, optional=False)
    assert earliest_total(episode, "4 h", on=FIRST).possible == Date(2026, 2, 4)
    assert earliest_total(episode, "4 h", on=FIRST).certain == Date(2026, 2, 5)
    assert earliest_total(episode, "4 h", on=FIRST, counting=without).possible == Date(2026, 2, 5)
    forever = earliest_total(episode, "100 h", on=FIRST, within="1 week")
    assert (forever.certain, forever.possible) == (None, Date(2026, 2, 5))
    assert forever.short_by == Range(Minutes(0), Minutes.of_hours(96))


def test_what_is_not_on_record_is_possible_whatever_the_counting_says_of_optional_sessions() -> None:
    without = attrs.evolve(DEFAULT_COUNTING, optional=False)
    found = earliest_total(EPISODE, "2 h", on="2026-02-09", attendance=EMPTY, counting=without)
    assert (found.certain, found.possible) == (Date(2026, 2, 9), Date(2026, 2, 2))


def test_what_counts_decides() -> None:
    episode = Episode.of(Phase(IOP, [*GROUPS, *sessions(Break(), "MO", "20:00-23:00")]), first=FIRST, length="1 week")
    assert earliest_total(episode, "4 h", on=FIRST).certain == Date(2026, 2, 4)


def test_an_episode_without_an_end_is_looked_at_for_twenty_years() -> None:
    endless = Episode.of(Phase(IOP, GROUPS), first=FIRST)
    assert earliest_total(endless, "600 h", on=FIRST).certain == Date(2027, 12, 30)
    yearly = Episode.of(Phase(IOP, sessions(GroupTherapy(), "MO", "18:00-18:01")), first=FIRST)
    assert earliest_total(yearly, Minutes(1_040), on=FIRST).certain == Date(2046, 1, 1)
    assert earliest_total(yearly, Minutes(1_041), on=FIRST).certain is None


def test_records_beyond_the_days_of_care_count() -> None:
    sheet = EMPTY.record(EPISODE.occurrences()[3])
    discharged = EPISODE.move(State.DISCHARGED, on="2026-02-09")
    found = earliest_total(discharged, "2 h", on="2026-02-10", attendance=sheet)
    assert (found.certain, found.possible) == (Date(2026, 2, 9), Date(2026, 2, 2))
    later = Episode.of(Phase(IOP, GROUPS), first="2026-03-02", length="1 week")
    assert earliest_total(later, "2 h", on="2026-03-02", attendance=sheet).certain == Date(2026, 2, 9)
    assert care_days(later, sheet, Date(2026, 3, 9)) == DaySpan("2026-02-09", "2026-03-09")
    assert care_days(later, None, Date(2026, 3, 9)) == DaySpan("2026-03-02", "2026-03-09")


def test_from_a_week_known_by_its_figures_alone_anything_is_possible() -> None:
    moved = EPISODE.move(Phase(LevelOfCare.OUTPATIENT, WeeklyPattern(days=3), length="4 weeks"), on="2026-02-09")
    found = earliest_total(moved, "50 h", on=FIRST, within="1 week")
    assert (found.certain, found.possible) == (None, Date(2026, 2, 9))
    assert (found.verdict, found.short_by) == (Verdict.NOT_MET, _hours(44))


def test_a_total_takes_some_time_and_one_length() -> None:
    assert refusal(NotAccepted, lambda: earliest_total(EPISODE, "0 h", on=FIRST)) == (
        "total: expected some time, such as '72 h', got \"0 h\""
    )
    assert "time: expected Minutes" in refusal(WrongKind, lambda: earliest_total(EPISODE, wrong(72), on=FIRST))
    for within in ("8 to 12 weeks", "at least 12 weeks"):
        with pytest.raises(NotAccepted, match="expected one length, such as '12 weeks'"):
            earliest_total(EPISODE, "72 h", on=FIRST, within=within)
    with pytest.raises(CannotBeDated):
        earliest_total(EPISODE, "72 h", on=FIRST, within="12 treatment days")


def test_sessions_are_seen_as_attended_unrecorded_or_left() -> None:
    monday, wednesday, thursday = EPISODE.occurrences()[:3]
    span, on = DaySpan("2026-02-02", "2026-02-09"), Date(2026, 2, 5)
    planned = seen_sessions(EPISODE, None, span, on, DEFAULT_COUNTING)
    assert planned == ((monday, wednesday), (), (thursday,))
    seen = seen_sessions(EPISODE, EMPTY.record(monday), span, on, DEFAULT_COUNTING)
    assert (seen.attended, seen.unrecorded, seen.left) == ((monday,), (wednesday,), (thursday,))
    settled = seen_sessions(
        EPISODE, EMPTY.record(thursday).record(wednesday, "absent-excused"), span, on, DEFAULT_COUNTING
    )
    assert settled == ((thursday,), (monday,), ())
    assert [each.time for each in seen.days_so_far(DEFAULT_COUNTING)] == [_hours(2), _hours(0, 2)]
    assert [each.time for each in seen.days_if_attended(DEFAULT_COUNTING)] == [_hours(2), _hours(0, 2), _hours(2)]


def test_nothing_is_placed_on_no_days() -> None:
    week = [*GROUPS, Session(IndividualTherapy(), time=Minutes(60))]
    episode = Episode.of(Phase(IOP, week), first=FIRST, length="2 weeks")
    assert to_be_placed(episode, Date(2026, 2, 9), Date(2026, 2, 9), DEFAULT_COUNTING) == ()
    assert len(to_be_placed(episode, Date(2026, 2, 9), Date(2026, 2, 10), DEFAULT_COUNTING)) == 1


def test_what_is_more_than_wanted_leaves_nothing_lacking() -> None:
    assert _Running(120, low=60, high=90).lacks == Range(Minutes(30), Minutes(60))
    assert _Running(120, low=180, high=240).lacks == Range.exactly(Minutes(0))
    assert _Running(120, low=60, high=None).lacks == Range(Minutes(0), Minutes(60))
