"""Laws of clocks: in every zone and over every change of its offset from 1973 to 2037, a session keeps its time.

The changes are found with the standard library alone, by the offsets of every day, aliases of zones included. Nothing
is drawn: each law is a loop over all of them.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import zoneinfo
from collections.abc import Iterator
from typing import NamedTuple

from iopmodel._days import (
    DAYS_IN_WEEK,
    MINUTES_IN_DAY,
    ClockStanding,
    Date,
    WeekDay,
    clock_standing,
    day_of,
    instant,
    time_of_minute,
    wall_time,
    zone_name,
)
from iopmodel.components import GroupTherapy
from iopmodel.episodes import Episode
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.stays import Stay

FIRST, UNTIL = dt.date(1973, 1, 1).toordinal(), dt.date(2038, 1, 1).toordinal()
EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - the zones come apart from it
EPOCH_DAY = EPOCH.toordinal()
LEVEL = LevelOfCare.INTENSIVE_OUTPATIENT
NIGHT = Session(GroupTherapy(), day="MO", start="00:00", time=Minutes(60))
NOWHERE = Stay(first="2026-01-01", week=WeeklySchedule([NIGHT]), level=LEVEL)


class Change(NamedTuple):
    """A change of offset: the second of UTC at which it is made, and the offsets before and after in minutes.

    Clock times are minutes since 1970 on the wall: those from *low* up to *high* are missing, or happen twice.
    """

    zone: str
    at: int
    before: int
    after: int

    @property
    def low(self) -> int:
        return self.at // 60 + min(self.before, self.after)

    @property
    def high(self) -> int:
        return self.at // 60 + max(self.before, self.after)

    def standing(self, minute: int) -> ClockStanding:
        """How often a clock time within some days of it happens."""
        if not self.low <= minute < self.high:
            return ClockStanding.ONCE
        return ClockStanding.MISSING if self.after > self.before else ClockStanding.TWICE

    def moved_on(self, minute: int) -> int:
        """That clock time; if it is missing, so much later as the clock jumps."""
        missing = self.standing(minute) is ClockStanding.MISSING
        return minute + self.after - self.before if missing else minute


def _seconds(offset: dt.timedelta | None) -> int:
    assert offset is not None
    return offset.days * 86_400 + offset.seconds


def _changes_in(name: str, days: list[dt.datetime]) -> Iterator[Change]:
    """The changes of a zone: between two midnights of different offsets, by halving."""
    zone = zoneinfo.ZoneInfo(name)

    def offset_at(second: int) -> int:
        return _seconds(dt.datetime.fromtimestamp(second, zone).utcoffset())

    for (day, one), (next_day, other) in itertools.pairwise(zip(days, map(zone.utcoffset, days), strict=True)):
        if one == other:
            continue
        before, after = _seconds(one), _seconds(other)
        low, high = _seconds(day - EPOCH) - before - 1, _seconds(next_day - EPOCH) - after
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset_at(middle) == before else (low, middle)
        assert (offset_at(low), offset_at(high)) == (before, after), f"two changes in {name} on {day}"
        assert not any(each % 60 for each in (before, after, high)), f"in {name} on {day} not to the minute"
        yield Change(name, high, before // 60, after // 60)


def _zone_names() -> list[str]:
    """Every IANA name, aliases among them; not the zones of this machine, nor those with leap seconds."""
    beside = ("localtime", "posix", "right/")
    return sorted(name for name in zoneinfo.available_timezones() if not name.startswith(beside))


@functools.cache
def changes() -> tuple[Change, ...]:
    """Every change of offset in every zone."""
    days = [dt.datetime.fromordinal(ordinal) for ordinal in range(FIRST, UNTIL + 1)]
    return tuple(change for name in _zone_names() for change in _changes_in(name, days))


def changes_of_distinct_zones() -> tuple[Change, ...]:
    """The changes of the first zone of each set of zones that change alike."""
    alike: dict[tuple[tuple[int, int, int], ...], tuple[Change, ...]] = {}
    for _, group in itertools.groupby(changes(), key=lambda change: change.zone):
        of_zone = tuple(group)
        alike.setdefault(tuple((change.at, change.before, change.after) for change in of_zone), of_zone)
    return tuple(itertools.chain.from_iterable(alike.values()))


@functools.cache
def _zone(name: str) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(name)


def _day_and_minute(minute: int) -> tuple[int, int]:
    """The ordinal of the day and the minute of that day, from the minutes since 1970 on the wall."""
    days, rest = divmod(minute, MINUTES_IN_DAY)
    return EPOCH_DAY + days, rest


def _utc_by_the_standard_library(zone: str, minute: int) -> int:
    """The seconds of UTC at a clock time: the first of two, and of a missing one by the offset before the change."""
    wall = EPOCH + dt.timedelta(minutes=minute)
    return minute * 60 - _seconds(_zone(zone).utcoffset(wall))


def _clock_times(change: Change) -> Iterator[int]:
    """Just before, at the beginning, in the middle, at the end of and just after what is missing or happens twice.

    On the day of the change, and at the same times of the days before and after it.
    """
    middle = (change.low + change.high) // 2
    for day in (-1, 0, 1):
        for minute in (change.low - 1, change.low, middle, change.high - 1, change.high):
            yield minute + day * MINUTES_IN_DAY


def test_every_change_of_every_zone_is_looked_at() -> None:
    assert len(_zone_names()) > 590
    assert len(changes()) > 29_000
    apart = (later.at - one.at for one, later in itertools.pairwise(changes()) if one.zone == later.zone)
    assert min(apart) > 4 * 86_400, "the times looked at would lie within two changes at once"
    assert {change.after - change.before for change in changes()} >= {60, -60, 30, -30, 120, -120, 15, 24 * 60}


def test_every_zone_is_one_that_a_program_may_name() -> None:
    assert [name for name in _zone_names() if zone_name(name) != name] == []


def test_a_session_starts_at_its_clock_time_wherever_that_exists() -> None:
    looked_at = 0
    for change in changes():
        for minute in _clock_times(change):
            ordinal, clock = _day_and_minute(minute)
            expected = _utc_by_the_standard_library(change.zone, minute)
            start, shown = wall_time(change.zone, ordinal, clock), _day_and_minute(change.moved_on(minute))
            where = f"{change}, {day_of(ordinal)} {time_of_minute(clock)}"
            assert instant(change.zone, ordinal, clock) == expected, where
            assert start.timestamp() == expected, where
            assert clock_standing(change.zone, ordinal, clock) is change.standing(minute), where
            assert (start.toordinal(), start.hour * 60 + start.minute) == shown, where
            looked_at += 1
    assert looked_at == 15 * len(changes())


def _occurrence(zone: str, minute: int, shortest: int, longest: int | None) -> Occurrence:
    ordinal, clock = _day_and_minute(minute)
    return Occurrence(ordinal, clock, "night", NIGHT, NOWHERE, zone, ordinal, shortest, longest)


def test_elapsed_minutes_are_those_of_utc_and_of_the_wall_unless_the_clock_changes_meanwhile() -> None:
    # Zones that change alike are looked at once here: this loop is the dearest one.
    distinct, crossing = changes_of_distinct_zones(), 0
    assert len(distinct) > 13_000
    for change in distinct:
        for minute in (change.low - 60, (change.low + change.high) // 2, change.high):
            for length in (30, 240):
                found = _occurrence(change.zone, minute, length, length)
                begins = _utc_by_the_standard_library(change.zone, minute)
                ends = _utc_by_the_standard_library(change.zone, change.moved_on(minute) + length)
                elapsed = found.elapsed_minutes
                assert elapsed == Range.exactly(Minutes((ends - begins) // 60)), (change, found)
                if begins < change.at <= ends:
                    crossing += 1
                else:
                    assert elapsed == found.wall_minutes, (change, found)
    assert crossing > len(distinct)


def test_a_range_of_lengths_lasts_from_the_shortest_to_the_longest_of_them() -> None:
    # One change in three hundred, and one of every size; every length of each range is tried.
    chosen = {change.after - change.before: change for change in changes()}.values()
    for change in itertools.chain(chosen, changes()[::300]):
        for minute in (change.low - 60, change.low - 20, change.high - 20):
            for shortest, longest in ((15, 150), (45, 75)):
                each = [
                    _occurrence(change.zone, minute, length, length).elapsed_minutes.low
                    for length in range(shortest, longest + 1)
                ]
                found = _occurrence(change.zone, minute, shortest, longest).elapsed_minutes
                assert found == Range(min(each), max(each)), (change, minute)
                unbounded = _occurrence(change.zone, minute, longest, None).elapsed_minutes
                assert unbounded.high is None
                assert unbounded.low <= each[-1]


@functools.cache
def _every_day(clock: int) -> WeeklySchedule:
    start = time_of_minute(clock)
    return WeeklySchedule(Session(GroupTherapy(), day=day, start=start, time=Minutes(60)) for day in WeekDay)


def test_an_episode_over_a_change_keeps_the_clock_of_its_template() -> None:
    looked_at = 0
    for change in changes():
        ordinal, clock = _day_and_minute((change.low + change.high) // 2)
        stay = Stay(first=day_of(ordinal - 1), until=day_of(ordinal + 2), week=_every_day(clock), level=LEVEL)
        held = Episode(stays=[stay], timezone=change.zone).occurrences()
        assert [each.ordinal for each in held] == [ordinal - 1, ordinal, ordinal + 1], change
        for each in held:
            minute = (each.ordinal - EPOCH_DAY) * MINUTES_IN_DAY + clock
            shown = _day_and_minute(change.moved_on(minute))
            assert each.standing is change.standing(minute), (change, each)
            assert (each.start.toordinal(), each.start.hour * 60 + each.start.minute) == shown, (change, each)
            assert each.utc_start.timestamp() == _utc_by_the_standard_library(change.zone, minute), (change, each)
            looked_at += 1
    assert looked_at == 3 * len(changes())


def test_a_day_that_never_was_has_its_sessions_at_the_same_time_of_the_next_day() -> None:
    skipped = {
        (change.zone, day_of(_day_and_minute(change.low)[0]))
        for change in changes()
        if change.after - change.before == MINUTES_IN_DAY
    }
    assert skipped == {
        ("Pacific/Apia", Date(2011, 12, 30)),
        ("Pacific/Fakaofo", Date(2011, 12, 30)),
        ("Pacific/Enderbury", Date(1994, 12, 31)),
        ("Pacific/Kanton", Date(1994, 12, 31)),
        ("Pacific/Kiritimati", Date(1994, 12, 31)),
        ("Pacific/Kwajalein", Date(1993, 8, 21)),
        ("Kwajalein", Date(1993, 8, 21)),
    }
    for zone, day in skipped:
        ordinal = day.toordinal()
        stay = Stay(first=day_of(ordinal - 3), until=day_of(ordinal + 4), week=_every_day(18 * 60), level=LEVEL)
        held = Episode(stays=[stay], timezone=zone).occurrences()
        assert [each.ordinal - ordinal for each in held] == list(range(-3, DAYS_IN_WEEK - 3))
        assert [each.start.toordinal() - ordinal for each in held] == [-3, -2, -1, 1, 1, 2, 3], zone
        assert {(each.start.hour, each.start.minute) for each in held} == {(18, 0)}
        assert {each.elapsed_minutes for each in held} == {Range.exactly(Minutes(60))}
        assert [each.standing.name for each in held].index("MISSING") == 3
