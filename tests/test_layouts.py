import datetime as dt
from typing import Any

import attrs
import pytest
from pendulum import Date

from iopmodel.closures import Closure
from iopmodel.components import GroupTherapy, IndividualTherapy
from iopmodel.layouts import Layout
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence, OccurrenceKind
from iopmodel.overrides import Added, Cancelled, Moved, Override
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.stays import Stay

IOP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT
GROUP = GroupTherapy()
MONDAY, WEDNESDAY, THURSDAY = (f"{day} 18:00 group-therapy" for day in ("MO", "WE", "TH"))
INDIVIDUAL = Session(IndividualTherapy(), time=Minutes(50), per_week=2, key="individual")
WEEK = WeeklySchedule([*sessions(GROUP, "MO,WE,TH", "18:00-21:00"), INDIVIDUAL])
STAY = Stay(first="2026-02-02", until="2026-03-02", week=WEEK, level=IOP, title="evening")
EXTRA = Session(GROUP, start="09:00", time=Minutes(120))


def _layout(*overrides: Override, stays: tuple[Stay, ...] = (STAY,), closures: tuple[Closure, ...] = ()) -> Layout:
    return Layout(stays=stays, zone="America/New_York", closures=closures, overrides=overrides)


def _ordinals(first: str, until: str) -> tuple[int, int]:
    return dt.date.fromisoformat(first).toordinal(), dt.date.fromisoformat(until).toordinal()


def _held(layout: Layout, first: str = "2026-02-02", until: str = "2026-02-09") -> list[str]:
    return [str(each) for each in layout.between(*_ordinals(first, until))]


def _cancelled(layout: Layout, first: str = "2026-02-02", until: str = "2026-02-09") -> list[str]:
    return [str(each) for each in layout.cancelled(*_ordinals(first, until))]


def _one(layout: Layout, day: str) -> Occurrence:
    (found,) = layout.between(*_ordinals(day, str(dt.date.fromisoformat(day) + dt.timedelta(1))))
    return found


AS_PLANNED = ["2026-02-02 18:00 group therapy", "2026-02-04 18:00 group therapy", "2026-02-05 18:00 group therapy"]


def test_without_changes_the_week_is_held() -> None:
    assert _held(_layout()) == AS_PLANNED
    assert _cancelled(_layout()) == []


def test_what_is_held_stands_by_day_by_clock_and_by_key() -> None:
    noon = Session(GROUP, start="12:00", time=Minutes(60))
    layout = _layout(
        Added("2026-02-02", Session(GROUP), key="z"),
        Added("2026-02-02", EXTRA),
        Added("2026-02-02", noon, key="b"),
        Added("2026-02-02", noon, key="a"),
    )
    day = layout.between(*_ordinals("2026-02-02", "2026-02-03"))
    assert [each.key for each in day] == ["added 09:00 group-therapy", "a", "b", MONDAY, "z"]


# Closures


def test_a_closure_cancels_what_starts_on_its_days_and_says_why() -> None:
    layout = _layout(closures=(Closure(["2026-02-04", "2026-02-06"], "water leak"),))
    assert _held(layout) == [AS_PLANNED[0], AS_PLANNED[2]]
    assert _cancelled(layout) == ["2026-02-04 18:00 group therapy (cancelled, water leak)"]


def test_the_days_of_a_closure_may_be_those_of_a_calendar() -> None:
    calendar = {dt.date(2026, 2, 4): "Founders' Day", dt.date(2026, 2, 16): "Presidents' Day"}
    layout = _layout(closures=(Closure(calendar, "holiday"), Closure("2026-02-05", policy="open")))
    assert _held(layout) == [AS_PLANNED[0], AS_PLANNED[2]]
    assert _cancelled(layout) == ["2026-02-04 18:00 group therapy (cancelled, holiday: Founders' Day)"]


def test_a_session_that_began_the_day_before_goes_on_past_midnight() -> None:
    night = attrs.evolve(STAY, week=sessions(GROUP, "MO", "22:00-02:00"))
    layout = _layout(stays=(night,), closures=(Closure("2026-02-03"),))
    assert _one(layout, "2026-02-02").wall_minutes == Range.exactly(Minutes(240))


def test_a_program_stays_open_where_the_last_closure_says_so() -> None:
    closures = (Closure("2026-02-04", "holiday"), Closure("2026-02-04", policy="open"))
    assert _held(_layout(closures=closures)) == AS_PLANNED
    assert _held(_layout(closures=closures[::-1])) == [AS_PLANNED[0], AS_PLANNED[2]]


@pytest.mark.parametrize(
    ("clock", "hours", "left"),
    [
        ("18:00-21:00", "09:00-14:00", None),
        ("18:00-21:00", "21:00-23:00", None),
        ("18:00-21:00", "09:00-18:00", None),
        ("18:00-21:00", "18:00-21:00", "18:00 180 planned"),
        ("18:00-21:00", "09:00-23:00", "18:00 180 planned"),
        ("18:00-21:00", "19:00-23:00", "19:00 120 shortened"),
        ("18:00-21:00", "09:00-19:30", "18:00 90 shortened"),
        ("18:00-21:00", "19:00-20:00", "19:00 60 shortened"),
        ("18:00-21:00", "20:59-23:00", "20:59 1 shortened"),
        ("22:00-02:00", "09:00-23:30", "22:00 90 shortened"),
    ],
)
def test_replaced_hours_cut_what_does_not_lie_within_them(clock: str, hours: str, left: str | None) -> None:
    stay = attrs.evolve(STAY, week=sessions(GROUP, "MO", clock))
    closure = Closure("2026-02-02", "snow", policy="replaced-hours", hours=hours)
    layout = _layout(stays=(stay,), closures=(closure,))
    if left is None:
        assert _held(layout) == []
        assert _cancelled(layout) == [f"2026-02-02 {clock[:5]} group therapy (cancelled, snow)"]
    else:
        found = _one(layout, "2026-02-02")
        assert f"{found.start:%H:%M} {found.wall_minutes.value.count} {found.kind}" == left
        assert found.reason == ("" if found.kind is OccurrenceKind.PLANNED else "snow")
        assert _cancelled(layout) == []


@pytest.mark.parametrize(
    ("time", "start", "ends"),
    [
        ("1 to 3 h", "10:00", (600, 60, 120)),
        ("1 to 3 h", "08:00", (540, 0, 120)),
        ("at least 1 h", "08:00", (540, 0, 180)),
        ("at least 5 h", "10:00", (600, 120, 120)),
    ],
)
def test_replaced_hours_cut_both_ends_of_an_unknown_time(time: str, start: str, ends: tuple[int, int, int]) -> None:
    stay = attrs.evolve(STAY, week=[Session(GROUP, day="MO", start=start, time=time)])
    closure = Closure("2026-02-02", policy="replaced-hours", hours="09:00-12:00")
    found = _one(_layout(stays=(stay,), closures=(closure,)), "2026-02-02")
    assert found.kind is OccurrenceKind.SHORTENED
    assert (found.begin, found.shortest, found.longest) == ends


@pytest.mark.parametrize(("start", "is_held"), [("08:59", False), ("09:00", True), ("13:59", True), ("14:00", False)])
def test_what_takes_no_time_is_held_where_it_starts_in_the_replaced_hours(start: str, is_held: bool) -> None:  # noqa: FBT001 - an expected answer
    stay = attrs.evolve(STAY, week=[Session(GROUP, day="MO", start=start, time=Minutes(0))])
    closure = Closure("2026-02-02", policy="replaced-hours", hours="09:00-14:00")
    assert bool(_held(_layout(stays=(stay,), closures=(closure,)))) is is_held


def test_a_session_without_a_clock_time_is_kept_on_a_day_of_other_hours() -> None:
    stay = attrs.evolve(STAY, week=[Session(GROUP, day="MO", time=Minutes(60))])
    closure = Closure("2026-02-02", policy="replaced-hours", hours="09:00-14:00")
    assert _held(_layout(stays=(stay,), closures=(closure,))) == ["2026-02-02 group therapy"]
    assert _held(_layout(stays=(stay,), closures=(Closure("2026-02-02"),))) == []


# Overrides go before closures


def test_a_cancelled_session_is_not_held() -> None:
    layout = _layout(Cancelled("2026-02-04", WEDNESDAY, reason="storm"))
    assert _held(layout) == [AS_PLANNED[0], AS_PLANNED[2]]
    assert _cancelled(layout) == ["2026-02-04 18:00 group therapy (cancelled, storm)"]


def test_a_cancelled_day_takes_all_of_its_week_but_what_is_moved_or_added() -> None:
    stay = attrs.evolve(STAY, week=[*sessions(GROUP, "MO", "18:00-21:00"), *sessions(GROUP, "MO", "09:00-10:00")])
    layout = _layout(
        Cancelled("2026-02-02"),
        Moved("2026-02-02", MONDAY, to="2026-02-03"),
        Added("2026-02-02", EXTRA),
        stays=(stay,),
    )
    assert _held(layout) == ["2026-02-02 09:00 group therapy (added)", "2026-02-03 18:00 group therapy (moved)"]
    assert _cancelled(layout) == ["2026-02-02 09:00 group therapy (cancelled, cancelled)"]


def test_an_override_goes_before_a_closure_on_either_day() -> None:
    closed = (Closure(["2026-02-04", "2026-02-06"], "water leak"),)
    layout = _layout(Moved("2026-02-04", WEDNESDAY, to="2026-02-06"), Added("2026-02-04", EXTRA), closures=closed)
    assert _held(layout) == [
        AS_PLANNED[0],
        "2026-02-04 09:00 group therapy (added)",
        AS_PLANNED[2],
        "2026-02-06 18:00 group therapy (moved)",
    ]
    assert _cancelled(layout) == []
    assert _cancelled(_layout(Cancelled("2026-02-04", WEDNESDAY, reason="storm"), closures=closed)) == [
        "2026-02-04 18:00 group therapy (cancelled, storm)"
    ]


def test_a_moved_session_takes_along_what_is_not_said_otherwise() -> None:
    everything = Moved("2026-02-04", WEDNESDAY, to="2026-02-06", start="12:00", time="2 h", reason="exam")
    found = _one(_layout(everything), "2026-02-06")
    assert (found.identity, found.kind, found.reason) == (
        (WEDNESDAY, Date(2026, 2, 4)),
        OccurrenceKind.MOVED,
        "exam",
    )
    assert (str(found.start), found.wall_minutes) == ("2026-02-06 12:00:00-05:00", Range.exactly(Minutes(120)))
    later = _one(_layout(Moved("2026-02-04", WEDNESDAY, start="19:00")), "2026-02-04")
    assert (str(later.start), later.wall_minutes) == ("2026-02-04 19:00:00-05:00", Range.exactly(Minutes(180)))
    assert later.session == WEEK.sessions[1]


def test_a_moved_session_without_a_clock_time_has_none_where_it_is_held() -> None:
    stay = attrs.evolve(STAY, week=[Session(GROUP, day="WE", time="1 to 2 h", key="loose")])
    found = _one(_layout(Moved("2026-02-04", "loose", to="2026-02-06"), stays=(stay,)), "2026-02-06")
    assert (found.begin, found.wall_minutes) == (None, Range(Minutes(60), Minutes(120)))


def test_a_session_is_moved_out_of_and_into_the_days_asked_about() -> None:
    layout = _layout(Moved("2026-02-04", WEDNESDAY, to="2026-02-10"))
    assert _held(layout) == [AS_PLANNED[0], AS_PLANNED[2]]
    assert _held(layout, "2026-02-10", "2026-02-11") == ["2026-02-10 18:00 group therapy (moved)"]
    assert _held(layout, "2026-02-11", "2026-02-12") == ["2026-02-11 18:00 group therapy"]


def test_what_is_added_on_the_day_after_those_asked_about_is_not_among_them() -> None:
    layout = _layout(Added("2026-02-10", EXTRA), Added("2026-02-08", EXTRA))
    assert _held(layout, "2026-02-06", "2026-02-10") == [
        "2026-02-08 09:00 group therapy (added)",
        "2026-02-09 18:00 group therapy",
    ]


def test_what_two_stays_hold_side_by_side_stands_in_one_order() -> None:
    tuesdays = attrs.evolve(STAY, week=WeeklySchedule(sessions(GROUP, "TU", "18:00-21:00")))
    held = _held(_layout(stays=(STAY, tuesdays)), "2026-02-02", "2026-02-05")
    assert [each[:10] for each in held] == ["2026-02-02", "2026-02-03", "2026-02-04"]


def test_an_added_session_is_one_of_the_stay_of_its_day() -> None:
    found = _one(_layout(Added("2026-02-07", EXTRA, reason="demand")), "2026-02-07")
    assert found == Occurrence(
        ordinal=Date(2026, 2, 7).toordinal(),
        begin=540,
        key="added 09:00 group-therapy",
        session=EXTRA,
        stay=STAY,
        zone="America/New_York",
        origin=Date(2026, 2, 7).toordinal(),
        shortest=120,
        longest=120,
        kind=OccurrenceKind.ADDED,
        reason="demand",
    )
    make_up = _one(_layout(Added("2026-02-07", EXTRA, replaces=(MONDAY, "2026-02-02"))), "2026-02-07")
    assert (make_up.kind, make_up.replaces) == (OccurrenceKind.MAKE_UP, (MONDAY, Date(2026, 2, 2)))


# What names what is not there


@pytest.mark.parametrize(
    ("override", "fault"),
    [
        (Cancelled("2026-02-02", MONDAY), ""),
        (Cancelled("2026-02-02"), ""),
        (Cancelled("2026-02-03"), "no session that day"),
        (Cancelled("2026-02-03", MONDAY), "no such session that day; it has none"),
        (Cancelled("2026-02-02", "individual"), f"no such session that day; it has {MONDAY}"),
        (Moved("2026-02-02", MONDAY, to="2026-02-03"), ""),
        (Moved("2026-02-02", WEDNESDAY, to="2026-02-03"), f"no such session that day; it has {MONDAY}"),
        (Moved("2026-02-02", MONDAY, to="2026-03-02"), "2026-03-02 lies in no stay"),
        (Moved("2026-02-03", "gone", to="2026-02-06", held=EXTRA), ""),
        (Moved("2026-02-03", "gone", to="2026-03-06", held=EXTRA), "2026-03-06 lies in no stay"),
        (Added("2026-02-07", EXTRA), ""),
        (Added("2026-03-02", EXTRA), "2026-03-02 lies in no stay"),
        (Added("2026-02-07", EXTRA, replaces=(MONDAY, "2026-02-02")), ""),
        (
            Added("2026-02-07", EXTRA, replaces=(MONDAY, "2026-02-03")),
            f"it makes up {MONDAY} of 2026-02-03, and there is no such session",
        ),
        (Added("2026-02-07", EXTRA, places="individual"), ""),
        (Added("2026-02-07", EXTRA, places="family"), "no session by arrangement is called family"),
        (Added("2026-02-07", EXTRA, places=MONDAY), f"no session by arrangement is called {MONDAY}"),
        (
            Added("2026-02-02", EXTRA, key=MONDAY),
            f"a session of that day is called {MONDAY} already; give it a name of its own with key=",
        ),
    ],
)
def test_an_override_names_what_is_on_the_calendar(override: Override, fault: str) -> None:
    assert _layout().fault_of(override) == fault


def test_in_a_week_known_by_its_figures_nothing_is_by_arrangement() -> None:
    layout = _layout(stays=(attrs.evolve(STAY, week=WeeklyPattern(days=3)),))
    assert layout.fault_of(Added("2026-02-07", EXTRA, places="individual")) == (
        "no session by arrangement is called individual"
    )
    assert not layout.fault_of(Added("2026-02-07", EXTRA))


def test_an_override_that_names_what_is_not_there_puts_nothing_and_takes_nothing() -> None:
    layout = _layout(
        Cancelled("2026-02-03"),
        Moved("2026-02-03", MONDAY, to="2026-02-06"),
        Added("2026-03-02", EXTRA),
    )
    assert _held(layout, "2026-02-02", "2026-03-09") == _held(_layout(), "2026-02-02", "2026-03-09")


def test_a_session_moved_out_of_every_stay_is_held_nowhere() -> None:
    layout = _layout(Moved("2026-02-04", WEDNESDAY, to="2026-03-02"))
    assert _held(layout, "2026-02-04", "2026-02-05") == []
    assert _held(layout, "2026-03-02", "2026-03-03") == []


def test_a_make_up_is_held_even_where_what_it_makes_up_is_no_longer_planned() -> None:
    layout = _layout(Added("2026-02-07", EXTRA, replaces=(MONDAY, "2026-03-16")))
    assert _one(layout, "2026-02-07").replaces == (MONDAY, Date(2026, 3, 16))


def test_a_session_moved_ahead_of_another_plan_keeps_what_it_was() -> None:
    ahead = Moved("2026-02-11", WEDNESDAY, to="2026-02-06")
    within = Moved("2026-02-12", THURSDAY, to="2026-02-13")
    before = Moved("2026-02-02", MONDAY, to="2026-02-03")
    layout = _layout(ahead, within, before, Cancelled("2026-02-11"))
    kept = layout.overrides_kept(Date(2026, 2, 9))
    assert kept == (attrs.evolve(ahead, held=WEEK.sessions[1]), within, before, Cancelled("2026-02-11"))
    cut = _layout(*kept, stays=(STAY.within(STAY.first, Date(2026, 2, 9)),))
    assert _one(cut, "2026-02-06") == _one(layout, "2026-02-06")._replace(stay=cut.stays[0])
    assert cut.overrides_kept(Date(2026, 2, 9)) == kept


def test_where_another_plan_begins_on_the_day_itself_it_is_kept_from_there() -> None:
    on_the_day = Moved("2026-02-11", WEDNESDAY, to="2026-02-10")
    assert _layout(on_the_day).overrides_kept(Date(2026, 2, 10)) == (on_the_day,)
    (kept,) = _layout(on_the_day).overrides_kept(Date(2026, 2, 11))
    assert kept == attrs.evolve(on_the_day, held=WEEK.sessions[1])
    assert _layout(on_the_day).overrides_kept(Date(2026, 2, 12)) == (on_the_day,)


# Stays


def test_the_plan_is_found_whatever_becomes_of_it() -> None:
    layout = _layout(Cancelled("2026-02-04"), closures=(Closure("2026-02-02"),))
    assert str(layout.planned((WEDNESDAY, Date(2026, 2, 4)))) == "2026-02-04 18:00 group therapy"
    assert str(layout.planned((MONDAY, Date(2026, 2, 2)))) == "2026-02-02 18:00 group therapy"
    assert layout.planned((MONDAY, Date(2026, 2, 3))) is None


def test_no_session_of_the_next_day_is_found_by_its_name() -> None:
    assert _layout().planned((MONDAY, Date(2026, 2, 8))) is None
    assert _layout().planned((MONDAY, Date(2026, 2, 9))) is not None


def test_a_leave_of_absence_is_no_stay_in_which_anything_is_held() -> None:
    leave = attrs.evolve(STAY, first="2026-02-16", until="2026-02-23", on_leave=True)
    before, after = STAY.within(STAY.first, leave.first), STAY.within(Date(2026, 2, 23), None)
    layout = _layout(Added("2026-02-17", EXTRA), stays=(before, leave, after))
    assert layout.stay_on(Date(2026, 2, 15)) == before
    assert layout.stay_on(Date(2026, 2, 16)) is None
    assert layout.stay_on(Date(2026, 2, 23)) == after
    assert _held(layout, "2026-02-13", "2026-02-24") == ["2026-02-23 18:00 group therapy"]


# By arrangement


def _waiting(layout: Layout, first: str = "2026-02-02", until: str = "2026-03-02") -> list[tuple[str, Range[int]]]:
    found = layout.unplaced(Date.fromisoformat(first), Date.fromisoformat(until))
    return [(f"{each.span.first:%m-%d}", each.number) for each in found]


def test_a_placed_session_by_arrangement_leaves_one_fewer() -> None:
    placed = Added("2026-02-10", EXTRA, places="individual")
    assert _waiting(_layout(placed), until="2026-02-16") == [("02-02", Range(2, 2)), ("02-09", Range(1, 1))]
    found = _one(_layout(placed), "2026-02-10")
    assert (found.identity, found.kind) == (("individual", Date(2026, 2, 10)), OccurrenceKind.ADDED)


def test_a_further_session_places_nothing() -> None:
    assert _waiting(_layout(Added("2026-02-10", EXTRA)), "2026-02-09", "2026-02-16") == [("02-09", Range(2, 2))]


def test_an_authorized_level_parts_no_week() -> None:
    first, second = STAY.within(STAY.first, Date(2026, 2, 11)), STAY.within(Date(2026, 2, 11), None)
    second = attrs.evolve(second, authorized=OP)
    third = attrs.evolve(STAY.within(Date(2026, 2, 19), None), authorized=None)
    layout = _layout(stays=(first, second.within(second.first, third.first), third))
    assert _waiting(layout) == [(day, Range(2, 2)) for day in ("02-02", "02-09", "02-16", "02-23")]
    assert _waiting(layout, "2026-02-11", "2026-02-12") == [("02-09", Range(2, 2))]


def test_what_is_to_be_placed_names_a_stay_that_touches_the_days_asked_about() -> None:
    first, second = STAY.within(STAY.first, Date(2026, 2, 11)), STAY.within(Date(2026, 2, 11), None)
    layout = _layout(stays=(first, attrs.evolve(second, authorized=OP)))

    def asking(begins: str, ends: str) -> list[Stay]:
        return [each.stay for each in layout.unplaced(Date.fromisoformat(begins), Date.fromisoformat(ends))]

    assert asking("2026-02-09", "2026-02-16") == [layout.stays[0]]
    assert asking("2026-02-10", "2026-02-11") == [layout.stays[0]]
    assert asking("2026-02-11", "2026-02-16") == [layout.stays[1]]
    assert asking("2026-02-02", "2026-02-23") == [layout.stays[0], layout.stays[0], layout.stays[1]]


def test_another_week_a_gap_and_another_stay_part_a_week() -> None:
    first = STAY.within(STAY.first, Date(2026, 2, 11))
    cut = [("02-02", Range(2, 2)), ("02-09", Range(0, 2))]
    seconds: list[dict[str, Any]] = [
        {"first": "2026-02-11", "week": (*WEEK, *sessions(GROUP, "FR", "18:00-21:00"))},
        {"first": "2026-02-12"},
        {"first": "2026-02-11", "title": "another"},
    ]
    for changes in seconds:
        second = attrs.evolve(STAY, until="2026-02-16", **changes)
        began = f"{second.first:%m-%d}"
        assert _waiting(_layout(stays=(first, second))) == [*cut, (began, Range(0, 2))]


def test_a_set_number_is_shared_by_the_parts_of_a_stay() -> None:
    in_all = Session(IndividualTherapy(), time=Minutes(50), total=6, key="individual")
    stay = attrs.evolve(STAY, week=[in_all])
    leave = attrs.evolve(stay, first="2026-02-10", until="2026-02-16", week=(), on_leave=True)
    parts = (stay.within(stay.first, leave.first), leave, stay.within(Date(2026, 2, 16), None))
    assert _waiting(_layout(stays=parts)) == [("02-02", Range(0, 6)), ("02-16", Range(0, 6))]
    placed = [Added(f"2026-02-0{day}", EXTRA, places="individual") for day in (3, 4, 5)]
    assert _waiting(_layout(*placed, stays=parts)) == [("02-02", Range(0, 3)), ("02-16", Range(0, 3))]
    other = attrs.evolve(stay, first="2026-03-02", until="2026-03-09", weeks_from="2026-03-02", title="another")
    both = _layout(*placed, stays=(stay, other))
    assert _waiting(both, until="2026-03-09") == [("02-02", Range(3, 3)), ("03-02", Range(6, 6))]
