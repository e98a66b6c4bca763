"""A week of dates turned into a week like any other: what is held in it, to be placed, or known by figures."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from iopmodel import standards
from iopmodel._days import Date, plain_day
from iopmodel.arrangements import Unplaced
from iopmodel.closures import Closure, ClosurePolicy
from iopmodel.components import Break, FamilyTherapy, GroupTherapy, IndividualTherapy, ProgramBlock
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.dated_weeks import hours_between
from iopmodel.episodes import Episode
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.overrides import Added, Moved
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Population
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.week_parts import WeekPart, apart, as_session, time_to_place, week_parts
from tests.refusal import wrong

IOP, PHP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.OUTPATIENT
GROUPS = sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")
WEEKDAYS = sessions(GroupTherapy(), "MO,TU,WE,TH,FR", "09:00-11:00")
INDIVIDUAL = Session(IndividualTherapy(), time=Minutes(60))
#: Monday to Sunday.
WEEK = DaySpan("2026-02-09", "2026-02-16")
NOTHING = Range.exactly(Minutes(0))


def a_stay(
    first: str = "2026-02-02",
    until: str | None = "2026-03-30",
    *week: Session,
    level: LevelOfCare = IOP,
    **more: Any,  # noqa: ANN401 - whatever a stay takes
) -> Stay:
    """A stay with these sessions, the three groups unless others are given."""
    return Stay(first=first, until=until, week=more.pop("figures", None) or list(week) or GROUPS, level=level, **more)


def parts_of(*stays: Stay, span: DaySpan = WEEK, given: tuple[Occurrence, ...] | None = None) -> tuple[WeekPart, ...]:
    """The parts of a week of these stays."""
    return week_parts(Episode(stays=stays), span, given)


def only(parts: tuple[WeekPart, ...]) -> WeekPart:
    """The one part that there is."""
    (part,) = parts
    return part


def hours(low: float, high: float | None = None) -> Range[Minutes]:
    """So many hours, or between so many."""
    return Range(Minutes(int(low * 60)), Minutes(int((low if high is None else high) * 60)))


def at_least(low: int) -> Range[Minutes]:
    """So many hours or more."""
    return Range(Minutes.of_hours(low))


# Stays and days


def test_a_week_in_one_stay_is_one_whole_part() -> None:
    part = only(parts_of(a_stay(types=frozenset({"standard-iop"}), focus=frozenset({"substance-use"}))))
    assert (part.span, part.days, part.is_whole, part.level) == (WEEK, 7, True, IOP)
    assert part.stay == part.stays[0]
    assert (part.stretch.level, part.stretch.types, part.stretch.focus) == (
        IOP,
        frozenset({"standard-iop"}),
        frozenset({"substance-use"}),
    )
    assert (part.hours(), part.treatment_days()) == (hours(9), Range.exactly(3))
    assert part.on_each_day() == {plain_day(day): hours(3) for day in ("2026-02-09", "2026-02-11", "2026-02-12")}
    assert part.by_component() == {GroupTherapy: hours(9)}


def test_a_week_outside_care_has_no_part() -> None:
    stay = a_stay("2026-02-02", "2026-02-09")
    assert parts_of(stay) == ()
    assert parts_of(stay, span=DaySpan("2026-01-26", "2026-02-02")) == ()


def test_the_hand_over_week_is_split_by_level() -> None:
    php = a_stay("2026-02-02", "2026-02-11", *WEEKDAYS, level=PHP)
    parts = parts_of(php, a_stay("2026-02-11"))
    assert [(part.level, str(part.span), part.days, part.hours()) for part in parts] == [
        (PHP, "2026-02-09 until 2026-02-11", 2, hours(4)),
        (IOP, "2026-02-11 until 2026-02-16", 5, hours(6)),
    ]


def test_a_template_change_in_a_week_leaves_one_part() -> None:
    episode = Episode(stays=[a_stay()]).change_week(WEEKDAYS, on="2026-02-12")
    part = only(week_parts(episode, WEEK))
    # Monday and Wednesday evening, then Thursday and Friday morning.
    assert (len(part.stays), part.days, part.hours()) == (2, 7, hours(3 + 3 + 2 + 2))


def test_a_part_is_for_the_people_of_the_first_of_its_stays() -> None:
    adults, adolescents = Population("adult"), Population("adolescent")
    part = only(parts_of(a_stay(until="2026-02-12", population=adults), a_stay("2026-02-12", population=adolescents)))
    assert (part.stay.population, part.stretch.population) == (adults, adults)


def test_what_a_part_holds_is_said_by_its_names() -> None:
    with pytest.raises(TypeError, match="positional"):
        wrong(WeekPart)((a_stay(),), WEEK, (), ())


def test_a_week_with_days_on_leave_is_not_whole() -> None:
    away = a_stay("2026-02-10", "2026-02-13", on_leave=True)
    part = only(parts_of(a_stay(until="2026-02-10"), away, a_stay("2026-02-13")))
    assert (part.days, part.is_whole, part.span, part.hours()) == (4, False, WEEK, hours(3))
    whole_week = a_stay("2026-02-09", "2026-02-16", on_leave=True)
    assert parts_of(a_stay(until="2026-02-09"), whole_week, a_stay("2026-02-16")) == ()


def test_a_stay_with_another_stay_inside_it_keeps_its_days() -> None:
    inside = a_stay("2026-02-10", "2026-02-11", *sessions(IndividualTherapy(), "TU", "10:00-11:00"))
    part = only(parts_of(a_stay(), inside))
    assert (part.span, part.days, part.hours()) == (WEEK, 7, hours(10))


def test_two_levels_at_once_are_a_part_each_with_all_of_their_days() -> None:
    weekly = a_stay("2026-02-10", None, *sessions(IndividualTherapy(), "WE", "10:00-11:00"), level=OP)
    changed = a_stay(until="2026-02-12", level=PHP), weekly, a_stay("2026-02-12", None, *WEEKDAYS, level=PHP)
    php, op = parts_of(*changed)
    assert [(part.level, part.days, part.hours()) for part in (php, op)] == [(PHP, 7, hours(10)), (OP, 6, hours(1))]


def test_a_stay_without_a_planned_end_reaches_to_the_end_of_the_week() -> None:
    assert only(parts_of(a_stay("2026-02-11", None))).span == DaySpan("2026-02-11", "2026-02-16")


def test_a_session_past_midnight_on_sunday_counts_for_the_week_in_which_it_starts() -> None:
    stay = a_stay("2026-02-02", "2026-02-16", *sessions(GroupTherapy(), "SU", "23:00-02:00"))
    assert only(parts_of(stay)).on_each_day() == {plain_day("2026-02-15"): hours(3)}
    assert parts_of(stay, span=DaySpan("2026-02-16", "2026-02-23")) == ()


# Sessions


def occurrence_of(session: Session, **changed: Any) -> Occurrence:  # noqa: ANN401 - whatever an occurrence has
    """The session on its first day from 2 February 2026 on, with what is changed of it."""
    (found, *_) = Episode(stays=[a_stay("2026-02-02", None, session)]).between("2026-02-02", "2026-02-16")
    return found._replace(**changed)


def test_an_occurrence_is_a_session_of_its_own_day_and_time() -> None:
    every_other = Session(
        FamilyTherapy(),
        day="SA",
        start="10:00",
        time="90 min",
        every=Weeks(2),
        first=1,
        key="family",
        label="families",
        provider="licensed-therapist",
        attended_by="family",
        optional=True,
        weeks="1 to 9",
    )
    expected = Session(
        FamilyTherapy(),
        day="SA",
        start="10:00",
        time="90 min",
        label="families",
        provider="licensed-therapist",
        attended_by="family",
        optional=True,
    )
    assert as_session(occurrence_of(every_other)) == expected
    moved = occurrence_of(
        every_other, ordinal=plain_day("2026-02-08").toordinal(), begin=17 * 60, shortest=30, longest=60
    )
    assert as_session(moved) == attrs.evolve(expected, day="SU", start="17:00", end=None, time="30 to 60 min")


def test_an_occurrence_of_which_only_the_end_is_known_keeps_it_while_its_time_is_its_own() -> None:
    session = Session(GroupTherapy(), day="MO", end="12:00", time="1 to 2 h")
    found = occurrence_of(session)
    assert as_session(found) == session
    # Twelve hours or more before noon it would begin on one day or the other.
    longer = found._replace(longest=13 * 60)
    assert as_session(longer) == Session(GroupTherapy(), day="MO", time="1 to 13 h")


def test_an_occurrence_of_unknown_length_stays_one() -> None:
    session = Session(GroupTherapy(), day="MO", start="12:00")
    assert as_session(occurrence_of(session)) == session


# Sessions by arrangement


def test_a_session_asked_for_once_a_week_falls_once_in_every_whole_week() -> None:
    # Program weeks from Wednesday, weeks from Monday: each touches two program weeks.
    stay = a_stay("2026-02-04", "2026-04-01", *GROUPS, INDIVIDUAL)
    assert [only(parts_of(stay, span=span)).hours() for span in mondays("2026-02-02", 4)] == [
        hours(6, 7),
        hours(10),
        hours(10),
        hours(10),
    ]
    assert only(parts_of(stay)).treatment_days() == Range(3, 4)


def mondays(first: str, count: int) -> list[DaySpan]:
    """So many weeks in a row."""
    begins = plain_day(first)
    return [DaySpan(begins.add(days=7 * each), begins.add(days=7 * each + 7)) for each in range(count)]


def placed(stay: Stay, *days: str, key: str = "individual-therapy") -> Episode:
    """An episode of which a session by arrangement is given its place on these days."""
    session = Session(IndividualTherapy(), start="10:00", time=Minutes(60))
    return Episode(stays=[stay]).override(*(Added(day, session, places=key) for day in days))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), hours(10)),
        # The one of the week of Wednesday 11 is on its Thursday.
        (("2026-02-12",), hours(10)),
        # The one of the week of Wednesday 4 was on its Friday, so that of the next one is left.
        (("2026-02-06",), hours(10)),
        # Nothing is left to be placed in either program week.
        (("2026-02-06", "2026-02-17"), hours(9)),
        (("2026-02-10", "2026-02-12"), hours(11)),
    ],
)
def test_what_was_placed_is_not_placed_again(days: tuple[str, ...], expected: Range[Minutes]) -> None:
    stay = a_stay("2026-02-04", "2026-04-01", *GROUPS, INDIVIDUAL)
    assert only(week_parts(placed(stay, *days), WEEK)).hours() == expected


def test_of_several_a_week_as_many_are_left_as_were_not_placed() -> None:
    thrice = attrs.evolve(INDIVIDUAL, per_week="2 to 3", per_day=1)
    stay = a_stay("2026-02-04", "2026-04-01", *GROUPS, thrice)
    assert only(parts_of(stay)).hours() == hours(11, 12)
    # One of the week before is left for Monday or Tuesday, two or three of the running one for the days after.
    assert only(week_parts(placed(stay, "2026-02-09", "2026-02-10"), WEEK)).hours() == hours(11, 12)
    assert only(week_parts(placed(stay, "2026-02-05", "2026-02-06", "2026-02-07"), WEEK)).hours() == hours(11, 12)
    assert only(week_parts(placed(stay, "2026-02-05", "2026-02-06"), WEEK)).hours() == hours(9, 12)
    # Two of the running program week are on its last two days: one at the most is left.
    late = placed(stay, "2026-02-05", "2026-02-06", "2026-02-07", "2026-02-16", "2026-02-17")
    assert only(week_parts(late, WEEK)).hours() == hours(9, 10)


def test_only_sessions_of_its_own_name_are_placed_of_what_is_by_arrangement() -> None:
    talk = Session(IndividualTherapy(), time=Minutes(60), key="A talk")
    assert only(parts_of(a_stay("2026-02-02", "2026-03-30", *GROUPS, talk))).hours() == hours(10)


@pytest.mark.parametrize("number", [{"per_week": 9}, {"total": 9}])
def test_so_many_a_day_need_so_many_days(number: dict[str, int]) -> None:
    thrice_a_day = Session(IndividualTherapy(), time=Minutes(60), per_day=3, **number)  # type: ignore[arg-type]
    assert only(parts_of(a_stay("2026-02-09", "2026-02-16", thrice_a_day))).treatment_days() == Range(3, 7)


def test_a_number_that_ends_below_a_number_ends_below_it() -> None:
    fewer = attrs.evolve(INDIVIDUAL, per_week=Range(1, 3, high_excluded=True))
    assert only(parts_of(a_stay("2026-02-04", None, fewer))).hours() == hours(1, 2)


def test_a_number_without_an_end_has_none_in_a_week() -> None:
    some = attrs.evolve(INDIVIDUAL, per_week="at least 1")
    assert only(parts_of(a_stay("2026-02-04", None, some))).hours() == at_least(1)
    assert only(parts_of(a_stay("2026-02-02", None, some))).hours() == at_least(1)


def test_an_optional_session_by_arrangement_may_fall_in_a_week() -> None:
    maybe = attrs.evolve(INDIVIDUAL, optional=True)
    assert only(parts_of(a_stay("2026-02-04", None, *GROUPS, maybe))).hours() == hours(9, 10)


@pytest.mark.parametrize("weeks", ["1 to 1", "2 on"])
def test_at_the_border_of_its_program_weeks_a_session_may_fall_beyond_it(weeks: str) -> None:
    stay = a_stay("2026-02-04", "2026-04-01", *GROUPS, attrs.evolve(INDIVIDUAL, weeks=weeks))
    assert only(parts_of(stay)).hours() == hours(9, 10)
    aligned = attrs.evolve(stay, first="2026-02-09", weeks_from="2026-02-09")
    assert only(parts_of(aligned)).hours() == (hours(10) if weeks == "1 to 1" else hours(9))


def test_where_a_week_is_not_open_throughout_nobody_knows_whether_it_falls_there() -> None:
    stay = a_stay("2026-02-04", "2026-04-01", INDIVIDUAL, open_on=(DaySpan("2026-02-04", "2026-02-13"),))
    assert only(parts_of(stay)).hours() == hours(0, 1)


def test_a_session_that_another_template_does_not_ask_for_may_fall_before_the_change() -> None:
    episode = Episode(stays=[a_stay("2026-02-04", None, *GROUPS, INDIVIDUAL)])
    changed = episode.change_week(GROUPS, on="2026-02-11")
    # The program week that ends on Tuesday 10 asks for one, and may have had it in the week before.
    assert only(week_parts(changed, WEEK)).hours() == hours(9, 10)
    longer = episode.change_week([*GROUPS, attrs.evolve(INDIVIDUAL, time="90 min")], on="2026-02-11")
    assert only(week_parts(longer, WEEK)).hours() == Range(Minutes(9 * 60), Minutes(9 * 60 + 60 + 90))
    unknown = Episode(
        stays=[
            a_stay("2026-02-04", "2026-02-11", *GROUPS, INDIVIDUAL),
            a_stay("2026-02-11", None, figures=WeeklyPattern(time_per_week="3 h")),
        ]
    )
    assert only(week_parts(unknown, WEEK)).hours().low == Minutes.of_hours(3)


def test_a_template_change_that_keeps_a_session_asks_for_it_at_most_once() -> None:
    episode = Episode(stays=[a_stay("2026-02-02", None, *GROUPS, INDIVIDUAL)])
    changed = episode.change_week([*WEEKDAYS, INDIVIDUAL], on="2026-02-12")
    assert only(week_parts(changed, WEEK)).hours() == hours(10, 11)


def test_an_authorization_that_parts_a_stay_loses_nothing_to_be_placed() -> None:
    episode = Episode(stays=[a_stay("2026-02-02", "2026-03-30", *GROUPS, INDIVIDUAL)])
    authorized = episode.authorize(OP, first="2026-02-12", until="2026-02-20")
    part = only(week_parts(authorized, WEEK))
    assert (len(part.stays), part.hours()) == (2, hours(10))


def test_two_stays_at_once_each_ask_for_their_own() -> None:
    stays = a_stay("2026-02-02", None, INDIVIDUAL), a_stay("2026-02-02", None, INDIVIDUAL, title="other")
    assert only(parts_of(*stays)).hours() == hours(2)


def test_what_is_asked_for_less_often_than_weekly_may_fall_in_a_week() -> None:
    monthly = Session(IndividualTherapy(), time=Minutes(60), per_month="1 to 2")
    assert only(parts_of(a_stay("2026-02-02", "2026-06-01", monthly))).hours() == hours(0, 2)
    floating = attrs.evolve(INDIVIDUAL, every=Weeks(2))
    assert only(parts_of(a_stay("2026-02-02", "2026-06-01", floating))).hours() == hours(0, 1)
    # From its program week on it is known in which ones it falls.
    biweekly = attrs.evolve(INDIVIDUAL, every=Weeks(2), first=2)
    assert only(parts_of(a_stay("2026-02-02", "2026-06-01", biweekly))).hours() == hours(1)
    assert parts_of(a_stay("2026-02-09", "2026-06-01", biweekly))[0].hours() == NOTHING


def test_a_set_number_over_the_stay_may_fall_in_a_week_as_far_as_a_week_takes_it() -> None:
    four = Session(IndividualTherapy(), time=Minutes(60), total=4)
    assert only(parts_of(a_stay("2026-02-02", "2026-03-30", four))).hours() == hours(0, 4)
    saturdays = Session(FamilyTherapy(), day="SA", start="10:00", time=Minutes(60), total=4)
    assert only(parts_of(a_stay("2026-02-02", "2026-03-30", saturdays))).hours() == hours(0, 1)
    # A stay of that one week has all of them there.
    assert only(parts_of(a_stay("2026-02-09", "2026-02-16", four))).hours() == hours(4)


def test_a_body_that_leaves_set_numbers_out_leaves_them_out_of_dated_weeks() -> None:
    counting = attrs.evolve(DEFAULT_COUNTING, unplaced_total=False)
    four = Session(IndividualTherapy(), time=Minutes(60), total=4)
    for until in ("2026-03-30", "2026-02-16"):
        assert only(parts_of(a_stay("2026-02-09", until, *GROUPS, four))).hours(counting) == hours(9)
    assert not standards.MATRIX.counting.unplaced_total


def test_sessions_of_one_key_are_listed_together_whatever_lies_between() -> None:
    family = Session(FamilyTherapy(), time=Minutes(90))
    stay = a_stay("2026-02-04", None, INDIVIDUAL, family)
    assert only(parts_of(stay)).by_component() == {FamilyTherapy: hours(1.5), IndividualTherapy: hours(1)}


def test_what_is_to_be_placed_is_on_no_day() -> None:
    part = only(parts_of(a_stay("2026-02-02", None, INDIVIDUAL)))
    assert (part.on_each_day(), part.hours()) == ({}, hours(1))


# Some of the open days


def test_of_the_open_days_so_many_are_attended() -> None:
    five = [*sessions(GroupTherapy(), "MO,TU,WE,TH", "09:00-12:00"), *sessions(GroupTherapy(), "FR", "09:00-10:00")]
    stay = a_stay("2026-02-02", "2026-03-30", *five, attends=Range(3, 4))
    part = only(parts_of(stay))
    assert (part.hours(), part.treatment_days(), part.stretch.attends) == (hours(7, 12), Range(3, 4), Range(3, 4))


@pytest.mark.parametrize(
    ("first", "expected", "days"),
    [
        # Tuesday on: one of three may be Monday's.
        ("2026-02-10", hours(4, 6), Range(2, 3)),
        # Thursday on: all three may lie before it.
        ("2026-02-12", hours(0, 4), Range(0, 2)),
    ],
)
def test_in_a_part_of_a_week_the_others_may_lie_outside(first: str, expected: Range[Minutes], days: Range[int]) -> None:
    part = only(parts_of(a_stay(first, "2026-03-30", *WEEKDAYS, attends=Range.exactly(3))))
    assert (part.hours(), part.treatment_days()) == (expected, days)


def test_a_part_of_a_week_may_ask_for_more_days_than_are_open() -> None:
    closed = Closure(DaySpan("2026-02-10", "2026-02-13"), "storm")
    episode = Episode(stays=[a_stay("2026-02-10", None, *WEEKDAYS, attends=Range(4))], closures=[closed])
    part = only(week_parts(episode, WEEK))
    assert (part.hours(), part.treatment_days()) == (hours(2), Range.exactly(1))


def test_of_fewer_days_than_lie_outside_a_part_none_need_be_attended() -> None:
    part = only(parts_of(a_stay("2026-02-15", attends=Range.exactly(2))))
    assert (part.days, part.stretch.attends) == (1, Range(0, 2))


def test_a_number_of_days_below_a_number_stays_below_it_in_a_part() -> None:
    part = only(parts_of(a_stay("2026-02-10", None, *WEEKDAYS, attends=Range(2, 4, high_excluded=True))))
    assert part.stretch.attends == Range(1, 4, high_excluded=True)


def test_where_two_stays_differ_in_the_days_attended_those_that_are_not_needed_may_be() -> None:
    # Two of the days from Wednesday on in the second stay, all days in the first.
    stays = a_stay(until="2026-02-11"), a_stay("2026-02-11", None, *WEEKDAYS, attends=Range.exactly(2))
    part = only(parts_of(*stays))
    assert (part.stretch.attends, part.hours()) == (None, hours(3, 3 + 6))
    alike = a_stay("2026-02-02", "2026-02-11", attends=Range.exactly(2)), stays[1]
    assert only(parts_of(*alike)).hours() == hours(4, 5)


def test_two_stays_at_once_of_which_days_are_picked_promise_none() -> None:
    stays = [a_stay("2026-02-02", None, *WEEKDAYS, attends=Range.exactly(2), title=title) for title in ("a", "b")]
    part = only(parts_of(*stays))
    assert (part.stretch.attends, part.hours()) == (None, hours(0, 10))


# Weeks known by their figures alone


VISITS = WeeklyPattern(visits="3 to 4", time_per_visit="3 h")


def test_a_pattern_is_the_week_where_it_is_whole() -> None:
    part = only(parts_of(a_stay(figures=VISITS)))
    assert part.stretch.week == VISITS
    assert (part.hours(), part.treatment_days()) == (hours(9, 12), Range(3, 4))
    assert (part.by_component(), part.on_each_day()) == ({}, {})


def test_a_pattern_of_unknown_time_has_its_days() -> None:
    assert only(parts_of(a_stay(figures=WeeklyPattern(days=3)))).treatment_days() == Range.exactly(3)


def test_a_pattern_without_a_day_has_none_in_a_part_of_its_week_either() -> None:
    part = only(parts_of(a_stay("2026-02-13", figures=WeeklyPattern(days=0))))
    assert (part.days, part.treatment_days()) == (3, Range.exactly(0))


@pytest.mark.parametrize(
    ("pattern", "first", "expected", "days"),
    [
        (VISITS, "2026-02-11", hours(0, 12), Range(0, 4)),
        (VISITS, "2026-02-14", hours(0, 6), Range(0, 2)),
        (WeeklyPattern(time_per_week="9 h"), "2026-02-14", hours(0, 9), Range(0, 2)),
        (WeeklyPattern(time_per_week="under 9 h"), "2026-02-14", Range.below(Minutes.of_hours(9)), Range(0, 2)),
        (WeeklyPattern(days=3), "2026-02-14", at_least(0), Range(0, 2)),
        (WeeklyPattern(days=3, time_per_day="3 h", time_per_week="7 h"), "2026-02-11", hours(0, 9), Range(0, 3)),
    ],
)
def test_of_some_days_a_pattern_says_no_more_than_of_its_week(
    pattern: WeeklyPattern, first: str, expected: Range[Minutes], days: Range[int]
) -> None:
    part = only(parts_of(a_stay(first, figures=pattern)))
    assert (part.hours(), part.treatment_days()) == (expected, days)


def test_a_pattern_of_a_seasonal_track_holds_on_its_open_days() -> None:
    season = (DaySpan("2026-02-02", "2026-02-11"),)
    part = only(parts_of(a_stay(figures=VISITS, open_on=season)))
    assert (part.is_whole, part.hours()) == (True, hours(0, 6))
    unknown = WeeklyPattern(time_per_week="9 h")
    (closed,) = parts_of(a_stay(figures=unknown, open_on=season), span=DaySpan("2026-02-16", "2026-02-23"))
    assert (closed.hours(), closed.treatment_days()) == (NOTHING, Range.exactly(0))


def test_an_authorization_leaves_a_pattern_whole() -> None:
    authorized = Episode(stays=[a_stay(figures=VISITS)]).authorize(OP, first="2026-02-12", until="2026-02-20")
    assert only(week_parts(authorized, WEEK)).stretch.week == VISITS


def test_a_session_added_to_a_pattern_adds_to_it() -> None:
    extra = Added("2026-02-14", Session(GroupTherapy(), start="10:00", time=Minutes(60)))
    part = only(week_parts(Episode(stays=[a_stay(figures=VISITS)]).override(extra), WEEK))
    assert (part.hours(), part.treatment_days()) == (hours(10, 13), Range(3, 5))
    assert part.by_component() == {GroupTherapy: hours(1), ProgramBlock: hours(9, 12)}
    bare = Episode(stays=[a_stay(figures=WeeklyPattern(time_per_week="9 h"))]).override(extra)
    # Of nine hours a week on an unknown number of days nothing is certain beside the session.
    assert only(week_parts(bare, WEEK)).hours() == hours(1, 1 + 7 * 9)
    under = Episode(stays=[a_stay(figures=WeeklyPattern(days=1, time_per_week="under 9 h"))]).override(extra)
    assert only(week_parts(under, WEEK)).hours() == Range(Minutes(60), Minutes(60 + 9 * 60 - 1))


def test_a_pattern_that_becomes_a_schedule_in_a_week_is_known_in_part() -> None:
    known = Episode(stays=[a_stay(figures=VISITS)]).change_week(GROUPS, on="2026-02-11")
    # Monday and Tuesday are known by figures: up to two visits of three hours.
    part = only(week_parts(known, WEEK))
    assert (part.hours(), part.treatment_days()) == (hours(6, 12), Range(2, 4))
    quiet = Episode(stays=[a_stay(figures=VISITS)]).change_week(WeeklySchedule(()), on="2026-02-11")
    assert only(week_parts(quiet, WEEK)).hours() == hours(0, 6)


def test_of_an_unknown_week_nothing_is_known() -> None:
    part = only(parts_of(a_stay(figures=WeeklyPattern())))
    assert (part.hours(), part.treatment_days()) == (at_least(0), Range(0, 7))


# What is given from outside


def test_what_was_held_takes_the_place_of_the_plan_and_nothing_is_left_to_be_placed() -> None:
    stay = a_stay("2026-02-02", "2026-03-30", *GROUPS, INDIVIDUAL)
    held = Episode(stays=[stay]).between("2026-02-02", "2026-02-12")
    part = only(parts_of(stay, given=held))
    # Of Monday 9 to Sunday 15, Monday and Wednesday; the week before stays where it is.
    assert [str(each.day) for each in part.occurrences] == ["2026-02-09", "2026-02-11"]
    assert (part.hours(), part.unplaced) == (hours(6), ())
    assert only(parts_of(stay, given=())).hours() == NOTHING


def test_what_was_held_in_another_version_of_the_stay_counts_at_its_level() -> None:
    before = a_stay("2026-02-02", "2026-03-30")
    held = Episode(stays=[before]).between("2026-02-09", "2026-02-16")
    part = only(parts_of(a_stay("2026-02-02", "2026-02-12"), given=held[:2]))
    assert (part.days, part.hours()) == (3, hours(6))


def test_what_was_held_on_a_day_outside_every_stay_is_a_day_of_care() -> None:
    held = Episode(stays=[a_stay("2026-02-02", "2026-03-30")]).between("2026-02-09", "2026-02-16")
    php = a_stay("2026-02-02", "2026-02-11", level=PHP)
    # Monday at the level of the stay; Wednesday and Thursday at intensive outpatient, after its end.
    parts = parts_of(php, given=(held[0]._replace(stay=php), *held[1:]))
    assert [(part.level, str(part.span), part.days, part.hours()) for part in parts] == [
        (PHP, "2026-02-09 until 2026-02-11", 2, hours(3)),
        (IOP, "2026-02-11 until 2026-02-13", 2, hours(6)),
    ]


def test_what_was_held_at_another_level_than_that_of_the_day_is_a_day_there() -> None:
    monday, *_ = Episode(stays=[a_stay()]).between("2026-02-09", "2026-02-16")
    parts = parts_of(a_stay(level=PHP), given=(monday,))
    assert [(part.level, part.days, part.hours()) for part in parts] == [(PHP, 7, NOTHING), (IOP, 1, hours(3))]


def test_a_day_apart_before_a_stay_is_the_first_of_its_part() -> None:
    monday, *_ = Episode(stays=[a_stay()]).between("2026-02-09", "2026-02-16")
    part = only(parts_of(a_stay("2026-02-13"), given=(monday,)))
    assert [str(stay.first) for stay in part.stays] == ["2026-02-09", "2026-02-13"]
    assert (part.span, part.days) == (WEEK, 4)


# Parts that add up


def test_parts_without_a_day_in_common_stand_apart() -> None:
    parts = parts_of(a_stay(until="2026-02-11", level=PHP), a_stay("2026-02-11"))
    assert apart(parts) == parts
    assert apart(()) == ()


def test_what_two_levels_have_at_the_same_time_counts_once() -> None:
    beside = [*sessions(GroupTherapy(), "WE", "20:00-22:00"), INDIVIDUAL]
    parts = parts_of(a_stay("2026-02-02", "2026-02-13"), a_stay("2026-02-11", None, *beside, level=OP))
    assert [part.hours() for part in parts] == [hours(9), hours(2, 3)]
    together = only(apart(parts))
    assert (together.span, together.days, together.hours()) == (WEEK, 7, hours(3 + 4 + 3, 3 + 4 + 3 + 1))
    assert [str(each) for each in together.occurrences] == [
        "2026-02-09 18:00 group therapy",
        "2026-02-11 18:00 group therapy",
        "2026-02-11 20:00 group therapy",
        "2026-02-12 18:00 group therapy",
    ]


def test_a_pattern_beside_another_level_stays_a_pattern_of_its_days() -> None:
    parts = parts_of(a_stay(figures=VISITS), a_stay("2026-02-02", None, *GROUPS, level=OP))
    assert only(apart(parts)).hours() == hours(9 + 9, 9 + 12)
    same = parts_of(a_stay(figures=VISITS), a_stay(figures=VISITS, level=OP))
    assert only(apart(same)).hours() == hours(18, 24)


# What is still to be placed, over days


def waiting(number: Range[int], session: Session = INDIVIDUAL) -> Unplaced:
    """So many in the program week of 9 February."""
    return Unplaced(key="individual", session=session, stay=a_stay(), span=WEEK, number=number)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (WEEK, hours(2, 3)),
        (DaySpan("2026-02-02", "2026-02-23"), hours(2, 3)),
        (DaySpan("2026-02-10", "2026-02-23"), hours(0, 3)),
        (DaySpan("2026-02-02", "2026-02-15"), hours(0, 3)),
    ],
)
def test_it_is_certain_only_where_all_of_its_days_lie(span: DaySpan, expected: Range[Minutes]) -> None:
    assert time_to_place(waiting(Range(2, 3)), span, DEFAULT_COUNTING) == expected


def test_what_does_not_count_adds_nothing() -> None:
    without = attrs.evolve(DEFAULT_COUNTING, unplaced_total=False)
    total = Session(IndividualTherapy(), time=Minutes(60), total=2)
    assert time_to_place(waiting(Range.exactly(2), total), WEEK, without) == NOTHING
    assert time_to_place(waiting(Range.exactly(2), total), WEEK, DEFAULT_COUNTING) == hours(2)
    optional = attrs.evolve(INDIVIDUAL, optional=True)
    never = attrs.evolve(DEFAULT_COUNTING, optional=False)
    assert time_to_place(waiting(Range(0, 1), optional), WEEK, never) == NOTHING


def test_a_break_by_arrangement_is_no_treatment() -> None:
    rest = Session(Break(), time=Minutes(30))
    assert time_to_place(waiting(Range.exactly(1), rest), WEEK, DEFAULT_COUNTING) == NOTHING
    assert only(parts_of(a_stay("2026-02-02", None, *GROUPS, rest))).hours() == hours(9)


def test_a_closure_and_a_move_are_in_the_week_in_which_the_session_is_held() -> None:
    episode = Episode(
        stays=[a_stay()],
        closures=[Closure("2026-02-12", "half day", policy=ClosurePolicy.REPLACED_HOURS, hours="09:00-19:00")],
    ).override(Moved("2026-02-09", "MO 18:00 group-therapy", to="2026-02-16"))
    this, after = (only(week_parts(episode, span)) for span in mondays("2026-02-09", 2))
    assert this.hours() == hours(3 + 1)
    # The two sessions of Monday cover the same clock time.
    assert after.hours() == hours(9)
    assert [each.day for each in after.occurrences][:2] == [Date(2026, 2, 16)] * 2


def test_a_break_by_arrangement_is_no_treatment_in_a_total_either() -> None:
    week = [*sessions(GroupTherapy(), "MO", "18:00-21:00"), Session(Break(), time=Minutes(60))]
    assert hours_between(Episode(stays=[a_stay("2026-02-02", "2026-02-09", *week)])) == Range.exactly(Minutes(180))
