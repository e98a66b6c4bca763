"""The weeks of an episode: which seven days make one, what they hold by day, component and level, and totals."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from iopmodel._days import plain_day
from iopmodel.closures import Closure
from iopmodel.components import Break, Education, FamilyTherapy, GroupTherapy, IndividualTherapy
from iopmodel.counting import DEFAULT_COUNTING, Parallel
from iopmodel.dated_weeks import DatedWeek, Totals, WeekDefinition, dated_weeks, hours_between, totals
from iopmodel.episodes import Episode
from iopmodel.errors import EndsBeforeItStarts, NotAccepted
from iopmodel.levels import LevelOfCare
from iopmodel.overrides import Added
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Phase
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, sessions
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.transitions import State
from tests.refusal import refusal

IOP, PHP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.OUTPATIENT
GROUPS = sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")
WEEKDAYS = sessions(GroupTherapy(), "MO,TU,WE,TH,FR", "09:00-13:00")
INDIVIDUAL = Session(IndividualTherapy(), time=Minutes(60))
NOTHING = Range.exactly(Minutes(0))


def hours(low: float, high: float | None = None) -> Range[Minutes]:
    """So many hours, or between so many."""
    return Range(Minutes(int(low * 60)), Minutes(int((low if high is None else high) * 60)))


def an_episode(
    first: str = "2026-02-02",
    length: str | None = "4 weeks",
    *week: Session,
    **more: Any,  # noqa: ANN401 - whatever an episode takes
) -> Episode:
    """An episode of intensive outpatient care, three groups a week unless others are given."""
    return Episode.of(Phase(IOP, list(week) or GROUPS), first=first, length=length, **more)


def spans(episode: Episode, week: str = WeekDefinition.MONDAY, **asked: str) -> list[tuple[int, str]]:
    """The number and the days of each week."""
    return [(each.number, str(each.span)) for each in dated_weeks(episode, week=week, **asked)]  # type: ignore[arg-type]


# Which seven days


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (
            "monday-to-sunday",
            [
                (1, "2026-02-02 until 2026-02-09"),
                (2, "2026-02-09 until 2026-02-16"),
                (3, "2026-02-16 until 2026-02-23"),
            ],
        ),
        (
            "sunday-to-saturday",
            [
                (1, "2026-02-01 until 2026-02-08"),
                (2, "2026-02-08 until 2026-02-15"),
                (3, "2026-02-15 until 2026-02-22"),
            ],
        ),
        ("from-admission", [(1, "2026-02-04 until 2026-02-11"), (2, "2026-02-11 until 2026-02-18")]),
    ],
)
def test_each_definition_names_its_own_seven_days(week: str, expected: list[tuple[int, str]]) -> None:
    assert spans(an_episode("2026-02-04", "2 weeks"), week) == expected


def test_rolling_weeks_begin_on_every_day_of_care_up_to_the_last_whole_one() -> None:
    found = dated_weeks(an_episode("2026-02-04", "2 weeks"), week="rolling-seven-days")
    assert [each.number for each in found] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (str(found[0].span), str(found[-1].span)) == ("2026-02-04 until 2026-02-11", "2026-02-11 until 2026-02-18")
    assert {str(each.hours()) for each in found} == {"9 h"}
    assert dated_weeks(an_episode("2026-02-04", "6 days"), week="rolling-seven-days") == ()


def test_rolling_weeks_of_some_days_lie_in_them() -> None:
    episode = an_episode("2026-02-04", "4 weeks")
    assert spans(episode, "rolling-seven-days", first="2026-02-06", until="2026-02-14") == [
        (3, "2026-02-06 until 2026-02-13"),
        (4, "2026-02-07 until 2026-02-14"),
    ]
    early = spans(episode, "rolling-seven-days", first="2026-01-01", until="2026-02-11")
    assert early == [(1, "2026-02-04 until 2026-02-11")]
    late = spans(episode, "rolling-seven-days", first="2026-02-25", until="2026-12-31")
    assert late == [(22, "2026-02-25 until 2026-03-04")]


def test_rolling_weeks_of_an_episode_without_a_planned_end_go_on_to_the_day_that_is_asked() -> None:
    episode = Episode(stays=[Stay(first="2026-02-02", week=GROUPS, level=IOP)])
    assert spans(episode, "rolling-seven-days", until="2026-02-10") == [
        (1, "2026-02-02 until 2026-02-09"),
        (2, "2026-02-03 until 2026-02-10"),
    ]


def test_weeks_go_on_over_a_year_of_53_weeks() -> None:
    # 2026 has 53 ISO weeks: the last one begins on Monday 28 December.
    found = dated_weeks(an_episode("2026-12-21", "3 weeks"))
    assert [(each.number, str(each.span.first), str(each.hours())) for each in found] == [
        (1, "2026-12-21", "9 h"),
        (2, "2026-12-28", "9 h"),
        (3, "2027-01-04", "9 h"),
    ]
    rolling = dated_weeks(an_episode("2026-12-21", "3 weeks"), week="rolling-seven-days")
    assert (len(rolling), {str(each.hours()) for each in rolling}) == (15, {"9 h"})


def test_a_year_has_a_week_for_each_of_its_weeks() -> None:
    assert len(dated_weeks(an_episode("2026-01-05", "52 weeks"))) == 52
    assert len(dated_weeks(an_episode("2024-02-28", "3 days"))) == 1


@pytest.mark.parametrize(
    ("first", "until", "numbers"),
    [
        (None, None, [1, 2, 3, 4]),
        ("2026-02-15", None, [2, 3, 4]),
        (None, "2026-02-16", [1, 2]),
        (None, "2026-02-17", [1, 2, 3]),
        ("2026-02-16", "2026-02-17", [3]),
        ("2026-01-01", "2026-02-03", [1]),
        ("2026-02-23", "2026-03-10", [4, 5, 6]),
        ("2026-02-16", "2026-02-16", []),
    ],
)
def test_only_weeks_that_touch_the_days_are_given(first: str | None, until: str | None, numbers: list[int]) -> None:
    found = dated_weeks(an_episode(), first=first, until=until)
    assert [each.number for each in found] == numbers


def test_what_cannot_be_asked_is_refused() -> None:
    endless = Episode(stays=[Stay(first="2026-02-02", week=GROUPS, level=IOP)])
    for ask in (dated_weeks, hours_between):
        refusal(NotAccepted, lambda ask=ask: ask(endless))  # type: ignore[misc]
        refusal(EndsBeforeItStarts, lambda ask=ask: ask(endless, first="2026-02-09", until="2026-02-02"))  # type: ignore[misc]
    refusal(NotAccepted, lambda: totals(endless, on="2026-02-09"))
    message = refusal(NotAccepted, lambda: dated_weeks(an_episode(), week="from-payday"))
    assert "from-admission" in message
    assert [each.number for each in dated_weeks(endless, until="2026-02-16")] == [1, 2]


# What a week holds


def week_of(episode: Episode, number: int) -> DatedWeek:
    """The week of that number."""
    return dated_weeks(episode)[number - 1]


def test_a_week_has_hours_days_components_and_a_level() -> None:
    week = [*GROUPS, *sessions(Break(), "MO", "19:30-19:45"), *sessions(Education(), "TU", "18:00-19:00")]
    found = week_of(an_episode("2026-02-02", "4 weeks", *week), 2)
    assert (found.hours(), found.treatment_days(), found.is_partial) == (hours(10), Range.exactly(4), False)
    assert found.by_component() == {GroupTherapy: hours(9), Education: hours(1)}
    assert found.by_level() == {IOP: hours(10)}
    assert found.on_each_day() == {
        plain_day("2026-02-09"): hours(3),
        plain_day("2026-02-10"): hours(1),
        plain_day("2026-02-11"): hours(3),
        plain_day("2026-02-12"): hours(3),
    }
    assert len(found.occurrences) == 5
    groups = attrs.evolve(DEFAULT_COUNTING, components={GroupTherapy})
    assert (found.hours(groups), found.treatment_days(groups)) == (hours(9), Range.exactly(3))
    assert (found.by_level(groups), found.by_component(groups)) == ({IOP: hours(9)}, {GroupTherapy: hours(9)})
    assert len(found.on_each_day(groups)) == 3


def test_the_first_and_the_last_week_may_be_partial() -> None:
    found = dated_weeks(an_episode("2026-02-04", "2 weeks"))
    assert [(each.is_partial, each.hours()) for each in found] == [
        (True, hours(6)),
        (False, hours(9)),
        (True, hours(3)),
    ]
    assert str(found[0]) == "week 1 (2026-02-02 until 2026-02-09, partial): 6 h"
    assert str(found[1]) == "week 2 (2026-02-09 until 2026-02-16): 9 h"
    assert not any(each.is_partial for each in dated_weeks(an_episode("2026-02-04", "2 weeks"), week="from-admission"))


def moved(on: str = "2026-02-11") -> Episode:
    """Two weeks of partial hospitalization that becomes intensive outpatient on a day."""
    php = Phase(PHP, WEEKDAYS)
    return Episode.of(php, first="2026-02-02", length="4 weeks").move(
        Phase(IOP, GROUPS), on=on, length="2 weeks", reason="goals met"
    )


def test_the_hand_over_week_is_whole_and_split_by_level() -> None:
    found = week_of(moved(), 2)
    assert (found.is_partial, found.by_level()) == (False, {PHP: hours(8), IOP: hours(6)})
    assert (found.hours(), found.treatment_days()) == (hours(14), Range.exactly(4))
    assert found.by_component() == {GroupTherapy: hours(14)}
    assert [str(day) for day in found.on_each_day()] == ["2026-02-09", "2026-02-10", "2026-02-11", "2026-02-12"]


def test_a_return_to_a_level_in_one_week_is_added_to_it() -> None:
    back = moved().move(Phase(PHP, WEEKDAYS), on="2026-02-12", length="2 weeks", reason="relapse")
    found = week_of(back, 2)
    assert found.by_level() == {PHP: hours(8 + 8), IOP: hours(3)}
    assert [(part.level, part.days) for part in found.parts] == [(PHP, 6), (IOP, 1)]
    assert not found.is_partial


def test_a_week_with_a_leave_is_partial_and_one_on_leave_is_empty() -> None:
    away = an_episode().move(State.ON_LEAVE, on="2026-02-11", until="2026-02-23", reason="family")
    second, third = dated_weeks(away)[1:3]
    assert (second.is_partial, second.hours()) == (True, hours(3))
    assert (third.is_partial, third.parts, third.occurrences) == (True, (), ())
    assert (third.hours(), third.treatment_days(), third.by_level()) == (NOTHING, Range.exactly(0), {})
    assert (third.by_component(), third.on_each_day()) == ({}, {})
    assert str(third) == "week 3 (2026-02-16 until 2026-02-23, partial): 0 h"


def beside() -> Episode:
    """Intensive outpatient care with an outpatient stay beside it from Wednesday 11 on."""
    weekly = [*sessions(FamilyTherapy(), "WE", "20:00-22:00"), *sessions(GroupTherapy(), "SA", "10:00-11:00")]
    return Episode(
        stays=[
            Stay(first="2026-02-02", until="2026-03-02", week=GROUPS, level=IOP),
            Stay(first="2026-02-11", until="2026-02-25", week=weekly, level=OP),
        ]
    )


def test_what_two_stays_have_at_one_time_counts_at_each_level_and_once_in_all() -> None:
    found = week_of(beside(), 2)
    assert found.by_level() == {IOP: hours(9), OP: hours(3)}
    # On Wednesday the two meet for an hour.
    assert (found.hours(), found.treatment_days()) == (hours(11), Range.exactly(4))
    assert found.on_each_day()[plain_day("2026-02-11")] == hours(4)
    kinds = {kind.kind: time for kind, time in found.by_component().items()}
    assert kinds == {"group-therapy": hours(10), "family-therapy": hours(2)}
    added = attrs.evolve(DEFAULT_COUNTING, parallel=Parallel.SUM)
    assert found.hours(added) == hours(12)
    assert not found.is_partial
    assert [str(each.day) for each in found.occurrences] == [
        "2026-02-09",
        "2026-02-11",
        "2026-02-11",
        "2026-02-12",
        "2026-02-14",
    ]


def test_two_stays_at_once_do_not_make_a_partial_week_whole() -> None:
    both = [Stay(first="2026-02-11", until="2026-03-02", week=GROUPS, level=level) for level in (IOP, OP)]
    found = week_of(Episode(stays=both), 1)
    assert (found.is_partial, found.hours(), found.by_component()) == (True, hours(6), {GroupTherapy: hours(6)})


def test_what_was_held_is_given_in_any_order() -> None:
    episode = an_episode("2026-02-02", "4 weeks", *GROUPS, INDIVIDUAL)
    held = episode.between("2026-02-02", "2026-02-12")
    found = dated_weeks(episode, occurrences=reversed(held))
    assert [each.hours() for each in found] == [hours(9), hours(6), NOTHING, NOTHING]
    assert found[0].occurrences == held[:3]


# Hours over days


def test_hours_over_all_days_are_those_of_the_weeks() -> None:
    assert hours_between(an_episode()) == hours(36)
    assert hours_between(an_episode("2026-02-04", "2 weeks")) == hours(18)
    assert hours_between(moved()) == hours(20 + 8 + 6 + 9 + 3)


@pytest.mark.parametrize(
    ("first", "until", "expected"),
    [
        ("2026-02-04", "2026-02-12", hours(3 + 3 + 3 + 3)),
        ("2026-02-05", "2026-02-06", hours(3)),
        ("2026-02-06", "2026-02-09", NOTHING),
        ("2026-02-05", "2026-02-05", NOTHING),
        ("2026-01-01", "2026-02-03", hours(3)),
        ("2026-02-26", "2026-12-31", hours(3)),
        ("2026-06-01", "2026-06-30", NOTHING),
    ],
)
def test_hours_over_some_days_are_of_these_alone(first: str, until: str, expected: Range[Minutes]) -> None:
    assert hours_between(an_episode(), first, until) == expected


def test_hours_over_days_may_be_those_of_one_level() -> None:
    assert hours_between(moved(), level=PHP) == hours(20 + 8)
    assert hours_between(moved(), level=IOP) == hours(6 + 9 + 3)
    assert hours_between(moved(), level=OP) == NOTHING
    assert hours_between(beside(), level=OP) == hours(6)
    # They meet for an hour on each of two Wednesdays.
    assert hours_between(beside()) == hours(36 + 6 - 2)
    waiting = Episode(
        stays=[
            Stay(first="2026-02-02", until="2026-02-09", week=[INDIVIDUAL], level=IOP),
            Stay(first="2026-02-09", until="2026-02-16", week=[*WEEKDAYS, INDIVIDUAL, INDIVIDUAL], level=PHP),
        ]
    )
    assert (hours_between(waiting, level=IOP), hours_between(waiting, level=PHP)) == (hours(1), hours(22))


def test_what_is_still_to_be_placed_counts_once() -> None:
    episode = an_episode("2026-02-04", "4 weeks", *GROUPS, INDIVIDUAL)
    assert hours_between(episode) == hours(36 + 4)
    # Three program weeks lie there as a whole; the first one may have had its session before.
    assert hours_between(episode, "2026-02-09") == hours(30 + 3, 30 + 4)
    one = Added(
        "2026-02-10", Session(IndividualTherapy(), start="10:00", time=Minutes(60)), places="individual-therapy"
    )
    assert hours_between(episode.override(one), "2026-02-09") == hours(30 + 4)
    assert hours_between(episode.override(one), until="2026-02-09") == hours(6)


def test_hours_of_what_was_held_leave_nothing_to_be_placed() -> None:
    episode = an_episode("2026-02-02", "4 weeks", *GROUPS, INDIVIDUAL)
    held = episode.between("2026-02-02", "2026-02-12")
    assert hours_between(episode, occurrences=held) == hours(15)
    assert hours_between(episode, "2026-02-05", "2026-02-10", occurrences=held) == hours(6)


def test_a_set_number_over_the_stay_counts_with_its_hours() -> None:
    episode = an_episode("2026-02-04", "4 weeks", *GROUPS, Session(IndividualTherapy(), time=Minutes(60), total=3))
    assert hours_between(episode) == hours(39)
    without = attrs.evolve(DEFAULT_COUNTING, unplaced_total=False)
    assert hours_between(episode, counting=without) == hours(36)


def test_figures_of_a_week_and_picked_days_count_by_program_weeks() -> None:
    pattern = WeeklyPattern(visits=3, time_per_visit="3 h")
    known = Episode(stays=[Stay(first="2026-02-04", until="2026-03-04", week=pattern, level=IOP)])
    assert hours_between(known) == hours(36)
    # A program week that was asked about in part counts from nothing.
    assert hours_between(known, "2026-02-11", "2026-02-24") == hours(9, 18)
    assert hours_between(known, "2026-02-12", "2026-02-26") == hours(9, 9 + 9 + 3)
    picked = Episode(
        stays=[
            Stay(first="2026-02-04", until="2026-03-04", week=WEEKDAYS, level=IOP, attends=Range.exactly(2)),
            Stay(first="2026-03-05", until="2026-03-12", week=WEEKDAYS, level=IOP, attends=Range.exactly(2)),
        ]
    )
    assert hours_between(picked) == hours(5 * 8)


def test_who_joins_running_weeks_is_in_a_part_of_the_first() -> None:
    joins = Stay(
        first="2026-02-06",
        until="2026-02-18",
        weeks_from="2026-02-04",
        week=WeeklyPattern(visits=3, time_per_visit="3 h"),
        level=IOP,
    )
    assert hours_between(Episode(stays=[joins])) == hours(9, 18)


def test_what_was_held_in_a_long_gap_between_two_stays_is_on_its_own_days() -> None:
    stays = [
        Stay(first=first, until=until, week=GROUPS, level=IOP)
        for first, until in (("2026-02-02", "2026-02-09"), ("2026-03-30", "2026-04-06"))
    ]
    between = an_episode("2026-02-02", "12 weeks").between("2026-02-23", "2026-03-09")
    assert hours_between(Episode(stays=stays), occurrences=between) == hours(18)


# Totals


def test_totals_are_so_far_and_to_come() -> None:
    found = totals(an_episode(closures=[Closure("2026-02-05", "snow")]), on="2026-02-11")
    assert found == Totals(on=plain_day("2026-02-11"), so_far=hours(9), to_come=hours(24), together=hours(33))
    assert str(found) == "9 h so far, 24 h to come"
    groups = attrs.evolve(DEFAULT_COUNTING, components={Education})
    none = totals(an_episode(), on="2026-02-11", counting=groups)
    assert (none.so_far, none.to_come, none.together) == (NOTHING, NOTHING, NOTHING)


def test_what_may_be_placed_before_or_after_the_day_counts_once_in_all() -> None:
    found = totals(an_episode("2026-02-02", "4 weeks", *GROUPS, INDIVIDUAL), on="2026-02-11")
    assert (found.so_far, found.to_come) == (hours(9 + 3 + 1, 9 + 3 + 2), hours(24 + 2, 24 + 3))
    assert found.together == hours(40)


@pytest.mark.parametrize(
    ("on", "so_far", "to_come"), [("2026-01-01", NOTHING, hours(36)), ("2026-05-01", hours(36), NOTHING)]
)
def test_before_and_after_the_episode_all_lies_on_one_side(
    on: str, so_far: Range[Minutes], to_come: Range[Minutes]
) -> None:
    found = totals(an_episode(), on=on)
    assert (str(found.on), found.so_far, found.to_come) == (on, so_far, to_come)


def test_a_week_in_part_asked_about_is_still_the_week() -> None:
    assert dated_weeks(an_episode(), first="2026-02-11", until="2026-02-12")[0].span == DaySpan(
        "2026-02-09", "2026-02-16"
    )
