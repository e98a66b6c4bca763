"""Counted days: what sessions of one day make together, certainly and possibly, worked out by hand."""

import attrs
import pytest
from pendulum import Date

from iopmodel import (
    DEFAULT_COUNTING,
    Activity,
    Break,
    Component,
    Counting,
    Episode,
    FamilyTherapy,
    GroupTherapy,
    LevelOfCare,
    Minutes,
    Occurrence,
    Parallel,
    Phase,
    Range,
    Session,
    UnknownTime,
)
from iopmodel.counted_days import CountedDay, counted_days, counts_for_certain, interval_of, may_count

CONTESTED = attrs.evolve(DEFAULT_COUNTING, contested=frozenset({"activity"}))
SUM = attrs.evolve(DEFAULT_COUNTING, parallel=Parallel.SUM)
DAY = Date(2026, 2, 2)
UNKNOWN_TIME: Range[Minutes] = Range(Minutes(0))


def _held(*given: Session) -> tuple[Occurrence, ...]:
    return Episode.of(Phase(LevelOfCare.OUTPATIENT, given), first=DAY, length="1 week").occurrences()


def _on_monday(clock: str = "", component: Component | None = None, **more: object) -> Session:
    start, _, end = clock.partition("-")
    known = {name: each for name, each in (("start", start), ("end", end)) if each}
    return Session(GroupTherapy() if component is None else component, day="MO", **known, **more)  # type: ignore[arg-type]


def _time(counting: Counting, *given: Session) -> tuple[int, int | None]:
    (found,) = counted_days(_held(*given), counting)
    return found.time.low.count, None if found.time.high is None else found.time.high.count


@pytest.mark.parametrize(
    ("given", "union", "added"),
    [
        ([_on_monday("18:00-21:00")], (180, 180), (180, 180)),
        ([_on_monday("18:00-20:00"), _on_monday("19:00-21:00")], (180, 180), (240, 240)),
        ([_on_monday("18:00-20:00"), _on_monday(time=Minutes(60))], (180, 180), (180, 180)),
        ([_on_monday("18:00-20:00"), _on_monday("19:00-", time="30 to 90 min")], (120, 150), (150, 210)),
        ([_on_monday("18:00-20:00"), _on_monday("-20:00", time="30 to 150 min")], (120, 150), (150, 270)),
        ([_on_monday("18:00-20:00"), _on_monday("19:00-20:30", optional=True)], (120, 150), (120, 210)),
        ([_on_monday("18:00-20:00"), _on_monday("19:00-")], (120, None), (120, None)),
        ([_on_monday("18:00-20:00"), _on_monday("21:00-22:00", Break())], (120, 120), (120, 120)),
        ([_on_monday("23:30-00:30"), _on_monday("00:00-01:00")], (120, 120), (120, 120)),
    ],
)
def test_the_sessions_of_a_day_make_its_time(
    given: list[Session], union: tuple[int, int | None], added: tuple[int, int | None]
) -> None:
    assert _time(DEFAULT_COUNTING, *given) == union
    assert _time(SUM, *given) == added


def test_what_is_contested_adds_from_nothing() -> None:
    given = (_on_monday("18:00-20:00"), _on_monday("20:00-21:00", Activity()))
    assert _time(CONTESTED, *given) == (120, 180)
    (found,) = counted_days(_held(given[1]), CONTESTED)
    assert not found.is_certain


def test_an_unknown_time_adds_nothing_where_the_counting_says_so() -> None:
    nothing = attrs.evolve(DEFAULT_COUNTING, unknown=UnknownTime.NOTHING)
    assert _time(nothing, _on_monday("18:00-20:00"), _on_monday(time="at least 30 min")) == (150, 150)
    assert _time(nothing, _on_monday("18:00-20:00"), _on_monday(time="30 to 60 min")) == (150, 180)


def test_optional_sessions_are_left_out_where_the_counting_says_so() -> None:
    without = attrs.evolve(DEFAULT_COUNTING, optional=False)
    assert counted_days(_held(_on_monday("18:00-20:00", optional=True)), without) == ()


def test_days_stand_in_order_whatever_the_order_of_their_sessions() -> None:
    held = _held(_on_monday("18:00-19:00"), attrs.evolve(_on_monday("18:00-20:00"), day="WE"))
    found = counted_days(reversed(held))
    assert [(each.day.day, each.time) for each in found] == [
        (2, Range.exactly(Minutes(60))),
        (4, Range.exactly(Minutes(120))),
    ]
    assert counted_days(()) == ()


@pytest.mark.parametrize(
    ("session", "counting", "may", "certainly"),
    [
        (_on_monday(), DEFAULT_COUNTING, True, True),
        (_on_monday(optional=True), DEFAULT_COUNTING, True, False),
        (_on_monday(optional=True), attrs.evolve(DEFAULT_COUNTING, optional=False), False, False),
        (_on_monday(component=Activity()), CONTESTED, True, False),
        (_on_monday(component=Break()), DEFAULT_COUNTING, False, False),
        (_on_monday(component=FamilyTherapy(), attended_by="family"), DEFAULT_COUNTING, False, False),
    ],
)
def test_a_session_counts_may_count_or_does_not(
    session: Session, counting: Counting, *, may: bool, certainly: bool
) -> None:
    assert may_count(session, counting) is may
    assert counts_for_certain(session, counting) is certainly


def test_where_a_session_lies_hangs_on_what_is_known_of_its_clock() -> None:
    (start,) = _held(_on_monday("18:00-", time="30 to 60 min"))
    (end,) = _held(_on_monday("-18:00", time="30 to 60 min"))
    (neither,) = _held(_on_monday(time="30 to 60 min"))
    assert interval_of(start, 30) == (1080, 1110)
    assert interval_of(end, 30) == (1050, 1080)
    assert interval_of(neither, 30) is None
    assert interval_of(start._replace(begin=1500), 30) == (1500, 1530)


@pytest.mark.parametrize(
    ("time", "is_certain", "reaches", "may_reach"),
    [
        (Range.exactly(Minutes(180)), True, True, True),
        (Range.exactly(Minutes(180)), False, False, True),
        (Range(Minutes(179), Minutes(180)), True, False, True),
        (Range(Minutes(0)), True, False, True),
        (Range.exactly(Minutes(179)), True, False, False),
    ],
)
def test_a_day_reaches_a_time_may_reach_it_or_does_not(
    time: Range[Minutes], *, is_certain: bool, reaches: bool, may_reach: bool
) -> None:
    found = CountedDay(DAY, time, is_certain)
    assert found.reaches(Minutes(180)) is reaches
    assert found.may_reach(Minutes(180)) is may_reach
