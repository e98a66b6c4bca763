import copy
import datetime as dt
import pickle
from collections.abc import Callable
from typing import Any, cast

import attrs
import pendulum
import pytest
from pendulum import Date

import iopmodel
from iopmodel import catalogue, closures, episodes, moves, occurrences, overrides, stays, transitions
from iopmodel.closures import Closure
from iopmodel.components import FamilyTherapy, GroupTherapy, IndividualTherapy
from iopmodel.episodes import Correction, Episode
from iopmodel.errors import (
    CannotBeDated,
    DuplicateKey,
    EndsBeforeItStarts,
    MoveRefused,
    NotAccepted,
    UnknownName,
    WrongKind,
)
from iopmodel.lengths import Weeks
from iopmodel.levels import ASAM_3RD_EDITION, GENERAL, LevelOfCare
from iopmodel.overrides import Added, Cancelled, Moved, Override
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Phase, Program, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.transitions import State
from tests.refusal import refusal, wrong

IOP, PHP, OP = (
    LevelOfCare.INTENSIVE_OUTPATIENT,
    LevelOfCare.PARTIAL_HOSPITALIZATION,
    LevelOfCare.OUTPATIENT,
)
MONDAY, WEDNESDAY, THURSDAY = (f"{day} 18:00 group-therapy" for day in ("MO", "WE", "TH"))
GROUP = GroupTherapy()
INDIVIDUAL = Session(IndividualTherapy(), time=Minutes(50))
EVENING = WeeklySchedule([*sessions(GROUP, "MO,WE,TH", "18:00-21:00"), INDIVIDUAL])
PROGRAM = Program(
    catalogue.EVENING_IOP,
    tracks=[Track("evening", EVENING)],
    length="8 weeks",
    timezone="America/New_York",
    name="Evening care",
)
TUESDAYS = sessions(GROUP, "TU", "18:00-19:00")
PHASE = Phase(OP, TUESDAYS, length="4 weeks", name="aftercare group")
EPISODE = Episode.of(PROGRAM, first="2026-02-02", label="a-1")
EXTRA = Session(GROUP, start="09:00", time=Minutes(120))


def _spans(episode: Episode) -> list[str]:
    return [str(stay) for stay in episode.stays]


def _record(episode: Episode) -> list[str]:
    return [f"{move.on} {move.transition.kind}{' planned' if move.planned else ''}" for move in episode.moves]


def _days(episode: Episode, first: str, until: str) -> list[str]:
    return [f"{each.day:%m-%d}" for each in episode.between(first, until)]


# Laying a program on dates


def test_a_program_is_laid_on_dates() -> None:
    assert _spans(EPISODE) == ["evening: intensive outpatient, 2026-02-02 until 2026-03-30"]
    assert (EPISODE.first, EPISODE.until) == (Date(2026, 2, 2), Date(2026, 3, 30))
    assert (EPISODE.timezone, EPISODE.name, EPISODE.label) == ("America/New_York", "Evening care", "a-1")
    assert str(EPISODE) == "evening: intensive outpatient, 2026-02-02 until 2026-03-30"
    assert len(EPISODE.occurrences()) == 24
    assert _record(EPISODE) == ["2026-02-02 admission", "2026-03-30 discharge planned"]


def test_a_pathway_and_a_phase_are_laid_in_a_zone_that_is_given() -> None:
    pathway = Pathway([Phase(IOP, EVENING, length="2 weeks"), PHASE], name="taper")
    episode = Episode.of(pathway, first="2026-02-02", timezone="America/Chicago")
    assert _spans(episode) == [
        "intensive outpatient: intensive outpatient, 2026-02-02 until 2026-02-16",
        "aftercare group: outpatient, 2026-02-16 until 2026-03-16",
    ]
    assert (episode.name, episode.timezone) == ("taper", "America/Chicago")
    assert str(episode) == "\n".join(_spans(episode))
    one = Episode.of(PHASE, first="2026-02-02")
    assert (one.name, one.timezone, len(one.occurrences())) == ("aftercare group", None, 4)


def test_the_zone_of_a_program_gives_way_to_one_that_is_given() -> None:
    assert Episode.of(PROGRAM, first="2026-02-02", timezone="America/Chicago").timezone == "America/Chicago"
    assert refusal(NotAccepted, lambda: Episode.of(PROGRAM, first="2026-02-02", timezone="Mars")) == (
        'time zone: expected an IANA name such as America/New_York, got "Mars"'
    )


def test_every_choice_is_made_before_a_program_is_laid() -> None:
    open_ended = attrs.evolve(PROGRAM, length="8 to 16 weeks")
    assert refusal(NotAccepted, lambda: Episode.of(open_ended, first="2026-02-02")).startswith("length of the stay: ")
    assert refusal(UnknownName, lambda: Episode.of(PROGRAM, first="2026-02-02", track="night")).startswith("track: ")
    assert Episode.of(open_ended, first="2026-02-02", length="9 weeks").until == Date(2026, 4, 6)


def test_a_length_in_treatment_days_is_counted_on_the_calendar_with_its_closures() -> None:
    def until(*days: str) -> Date | None:
        given = [Closure(day) for day in days]
        return Episode.of(PROGRAM, first="2026-02-02", length="6 treatment days", closures=given).until

    assert until() == Date(2026, 2, 13)
    assert until("2026-02-04", "2026-02-12") == Date(2026, 2, 19)


def test_who_joins_later_joins_the_running_weeks() -> None:
    biweekly = Session(FamilyTherapy(), day="SA", time=Minutes(90), every=Weeks(2), first=1)
    program = attrs.evolve(PROGRAM, tracks=[Track("evening", [biweekly])])
    joined = Episode.of(program, first="2026-02-09", weeks_from="2026-02-02")
    assert _days(joined, "2026-02-09", "2026-03-09") == ["02-21", "03-07"]
    assert [each.program_week for each in joined.occurrences()[:2]] == [3, 5]
    assert _days(Episode.of(program, first="2026-02-09"), "2026-02-09", "2026-03-09") == ["02-14", "02-28"]


def test_a_track_that_starts_in_a_later_program_week_begins_with_that_week() -> None:
    later = Track("later", sessions(GROUP, "MO", "18:00-21:00", weeks="3 to 4"), first_week=3)
    episode = Episode.of(attrs.evolve(PROGRAM, tracks=[later]), first="2026-02-02")
    assert _days(episode, "2026-02-02", "2026-03-30") == ["02-02", "02-09"]
    running = Episode.of(attrs.evolve(PROGRAM, tracks=[later]), first="2026-02-16", weeks_from="2026-02-02")
    assert _days(running, "2026-02-16", "2026-03-30") == ["02-16", "02-23"]


def test_a_seasonal_track_is_laid_on_the_days_on_which_it_is_open() -> None:
    summer = Track("summer", EVENING, open_on=[DaySpan("2026-02-01", "2026-02-05")])
    assert _days(
        Episode.of(attrs.evolve(PROGRAM, tracks=[summer]), first="2026-02-02"), "2026-02-02", "2026-03-30"
    ) == [
        "02-02",
        "02-04",
    ]


# What is held


def test_between_two_days_the_last_one_is_left_out() -> None:
    assert _days(EPISODE, "2026-02-04", "2026-02-09") == ["02-04", "02-05"]
    assert _days(EPISODE, "2026-02-04", "2026-02-04") == []
    assert EPISODE.between(dt.date(2026, 2, 2), Date(2026, 2, 3)) == EPISODE.occurrences()[:1]
    assert refusal(EndsBeforeItStarts, lambda: EPISODE.between("2026-02-04", "2026-02-03")).startswith("span of days")
    moment = pendulum.datetime(2026, 2, 2)
    assert refusal(WrongKind, lambda: EPISODE.between(moment, "2026-02-03")).startswith("day: ")


def test_without_a_planned_end_days_are_named() -> None:
    endless = Episode.of(PROGRAM, first="2026-02-02", length="without end")
    message = "expected days, such as between('2026-02-02', '2026-03-02'), got \"an episode without a planned end\""
    assert endless.until is None
    assert refusal(NotAccepted, endless.occurrences) == f"occurrences: {message}"
    assert refusal(NotAccepted, endless.cancelled) == f"episode: {message}"
    assert refusal(NotAccepted, lambda: endless.unplaced("2026-02-02")) == f"episode: {message}"
    assert refusal(NotAccepted, lambda: endless.authorize(OP, first="2026-02-02")) == f"authorized level: {message}"
    assert _days(endless, "2027-02-01", "2027-02-04") == ["02-01", "02-03"]
    assert endless.cancelled(until="2027-02-01") == ()


def test_the_end_is_that_of_the_last_stay_and_unknown_if_one_has_none() -> None:
    first = EPISODE.stays[0]
    inner = attrs.evolve(first, first="2026-02-09", until="2026-02-16")
    assert Episode(stays=[first, inner]).until == Date(2026, 3, 30)
    assert Episode(stays=[attrs.evolve(first, until=None), inner]).until is None
    assert Episode(stays=[first, inner]).first == Date(2026, 2, 2)


def test_what_is_not_held_is_listed_with_its_reason() -> None:
    closed = EPISODE.close(Closure("2026-02-16", "Presidents' Day")).override(Cancelled("2026-02-04", reason="storm"))
    assert [str(each) for each in closed.cancelled()] == [
        "2026-02-04 18:00 group therapy (cancelled, storm)",
        "2026-02-16 18:00 group therapy (cancelled, Presidents' Day)",
    ]
    assert len(closed.cancelled("2026-02-05")) == len(closed.cancelled(until="2026-02-05")) == 1
    assert len(closed.occurrences()) == 22


def test_what_is_by_arrangement_is_listed_as_still_to_be_placed() -> None:
    assert [str(each) for each in EPISODE.unplaced("2026-02-02", "2026-02-16")] == [
        "2026-02-02 until 2026-02-09: individual therapy, 1 to be placed",
        "2026-02-09 until 2026-02-16: individual therapy, 1 to be placed",
    ]
    assert len(EPISODE.unplaced()) == 8
    placed = EPISODE.override(Added("2026-02-06", INDIVIDUAL, places="individual-therapy"))
    assert [each.span.first for each in placed.unplaced(until="2026-02-16")] == [Date(2026, 2, 9)]
    assert placed.find(("individual-therapy", wrong("2026-02-06"))) is not None


@pytest.mark.parametrize(
    ("override", "name", "said"),
    [
        (None, (WEDNESDAY, "2026-02-04"), "2026-02-04 18:00 group therapy"),
        (None, (WEDNESDAY, "2026-02-05"), None),
        (None, (WEDNESDAY, "2026-04-01"), None),
        (Cancelled("2026-02-04"), (WEDNESDAY, "2026-02-04"), None),
        (
            Moved("2026-02-04", WEDNESDAY, to="2026-02-20"),
            (WEDNESDAY, "2026-02-04"),
            "2026-02-20 18:00 group therapy (moved)",
        ),
        (Moved("2026-02-04", WEDNESDAY, to="2026-02-05"), (THURSDAY, "2026-02-05"), "2026-02-05 18:00 group therapy"),
        (Moved("2026-02-05", THURSDAY, to="2026-02-04"), (WEDNESDAY, "2026-02-04"), "2026-02-04 18:00 group therapy"),
        (Added("2026-02-07", EXTRA, key="extra"), ("extra", "2026-02-07"), "2026-02-07 09:00 group therapy (added)"),
    ],
)
def test_an_occurrence_is_found_by_its_name(override: Override | None, name: tuple[str, str], said: str | None) -> None:
    episode = EPISODE if override is None else EPISODE.override(override)
    found = episode.find(wrong(name))
    assert (None if found is None else str(found)) == said


def test_a_name_is_a_pair() -> None:
    assert refusal(NotAccepted, lambda: EPISODE.find(wrong(MONDAY))).startswith("session on a date: ")


def test_the_stay_of_a_day_is_found() -> None:
    assert EPISODE.stay_on("2026-02-02") == EPISODE.stays[0]
    assert EPISODE.stay_on(dt.date(2026, 3, 30)) is None


# Changes


def test_an_override_names_what_is_on_the_calendar() -> None:
    assert refusal(NotAccepted, lambda: EPISODE.override(Cancelled("2026-02-03"))) == (
        "override: expected a session or a day that is on the calendar (no session that day), "
        'got "2026-02-03: every session cancelled"'
    )
    assert refusal(
        NotAccepted, lambda: Episode.of(PROGRAM, first="2026-02-02", overrides=[Cancelled("2026-02-03")])
    ).startswith("override: ")
    changed = EPISODE.override(Cancelled("2026-02-04"), Added("2026-02-06", EXTRA))
    assert changed.overrides == (Cancelled("2026-02-04"), Added("2026-02-06", EXTRA))
    assert refusal(DuplicateKey, lambda: changed.override(Cancelled("2026-02-04"))).startswith("two overrides")
    assert EPISODE.override() == EPISODE


def test_a_later_closure_goes_before_an_earlier_one() -> None:
    closed = EPISODE.close(Closure("2026-02-04"))
    assert _days(closed, "2026-02-02", "2026-02-06") == ["02-02", "02-05"]
    assert closed.close(Closure("2026-02-04", policy="open")).occurrences() == EPISODE.occurrences()


def test_from_a_day_on_the_week_is_another_one() -> None:
    new = [*sessions(GROUP, "MO", "18:00-20:00"), *sessions(GROUP, "FR", "18:00-21:00", every=Weeks(2), first=1)]
    changed = EPISODE.change_week(new, on="2026-02-18")
    assert changed.between("2026-02-02", "2026-02-18") == tuple(
        each._replace(stay=changed.stays[0]) for each in EPISODE.between("2026-02-02", "2026-02-18")
    )
    # The program weeks go on: 2026-02-20 lies in week 3.
    assert _days(changed, "2026-02-18", "2026-03-09") == ["02-20", "02-23", "03-02", "03-06"]
    (monday,) = changed.between("2026-02-23", "2026-02-24")
    assert (monday.key, monday.wall_minutes) == (MONDAY, Range.exactly(Minutes(120)))
    assert (changed.until, changed.moves) == (EPISODE.until, EPISODE.moves)


def test_on_its_first_day_a_stay_has_another_week_from_the_start() -> None:
    changed = EPISODE.change_week(WeeklySchedule(sessions(GROUP, "FR", "18:00-21:00")), on="2026-02-02")
    assert len(changed.stays) == 1
    assert len(changed.occurrences()) == 8
    assert EPISODE.change_week(wrong(WeeklyPattern(days=3)), on="2026-02-02").occurrences() == ()


def test_a_week_is_changed_on_a_day_of_care() -> None:
    assert refusal(NotAccepted, lambda: EPISODE.change_week(EVENING, on="2026-03-30")) == (
        "day of an episode: expected a day of one of its stays: "
        'evening: intensive outpatient, 2026-02-02 until 2026-03-30, got "2026-03-30"'
    )
    away = EPISODE.move(State.ON_LEAVE, on="2026-02-10", until="2026-02-16")
    assert refusal(NotAccepted, lambda: away.change_week(EVENING, on="2026-02-10")) == (
        'change of the week: expected a day on which the patient is not on leave, got "2026-02-10"'
    )
    assert refusal(WrongKind, lambda: EPISODE.change_week(wrong([GROUP]), on="2026-02-10"))


def test_a_change_of_the_week_leaves_what_was_moved_ahead_of_it() -> None:
    ahead = EPISODE.override(Moved("2026-02-18", WEDNESDAY, to="2026-02-13"))
    changed = ahead.change_week(sessions(GROUP, "FR", "18:00-21:00"), on="2026-02-16")
    before = ahead.between("2026-02-02", "2026-02-16")
    assert changed.between("2026-02-02", "2026-02-16") == tuple(each._replace(stay=changed.stays[0]) for each in before)
    assert changed.find((WEDNESDAY, Date(2026, 2, 18))) == before[-1]._replace(stay=changed.stays[0])


def test_the_payer_authorizes_another_level_for_some_days() -> None:
    episode = EPISODE.authorize(OP, first="2026-02-18", until="2026-03-04")
    assert _spans(episode) == [
        "evening: intensive outpatient, 2026-02-02 until 2026-02-18",
        "evening: intensive outpatient, authorized as outpatient, 2026-02-18 until 2026-03-04",
        "evening: intensive outpatient, 2026-03-04 until 2026-03-30",
    ]
    assert [each.identity for each in episode.occurrences()] == [each.identity for each in EPISODE.occurrences()]
    assert [each.number for each in episode.unplaced()] == [Range(1, 1)] * 8
    assert len(EPISODE.authorize(OP, first="2026-02-18").stays) == 2
    assert EPISODE.authorize(OP, first="2026-02-02").stays[0].authorized == OP
    assert episode.moves == EPISODE.moves


def test_a_level_is_authorized_for_days_of_care() -> None:
    assert refusal(NotAccepted, lambda: EPISODE.authorize(OP, first="2026-03-30")).startswith("day of an episode: ")
    assert refusal(WrongKind, lambda: EPISODE.authorize(wrong("outpatient"), first="2026-02-18")).startswith("level of")
    assert refusal(EndsBeforeItStarts, lambda: EPISODE.authorize(OP, first="2026-02-18", until="2026-02-17"))


# Moves between levels


def test_a_step_down_ends_one_stay_and_begins_the_next() -> None:
    stepped = EPISODE.move(PHASE, on="2026-03-02", reason="goals met")
    assert _spans(stepped) == [
        "evening: intensive outpatient, 2026-02-02 until 2026-03-02",
        "aftercare group: outpatient, 2026-03-02 until 2026-03-30",
    ]
    assert [str(move) for move in stepped.moves] == [
        "2026-02-02: before-admission -> intensive outpatient: admission, allowed",
        "2026-03-02: intensive outpatient -> outpatient: step-down, 1 rung, allowed, goals met",
        "2026-03-30: outpatient -> discharged: discharge, allowed (planned)",
    ]
    assert _days(stepped, "2026-02-25", "2026-03-09") == ["02-25", "02-26", "03-03"]
    assert _spans(EPISODE) == ["evening: intensive outpatient, 2026-02-02 until 2026-03-30"]


def test_a_phase_says_nothing_of_people_and_a_program_does() -> None:
    nurses = Episode.of(attrs.evolve(PROGRAM, population="nurses", focus="trauma"), first="2026-02-02")
    stepped = nurses.move(PHASE, on="2026-03-02")
    assert [(stay.population.key, *stay.focus) for stay in stepped.stays] == [("nurses", "trauma")] * 2
    day = Program(catalogue.PARTIAL_HOSPITALIZATION, tracks=[Track("day", EVENING), Track("night", EVENING)])
    up = nurses.move(day, on="2026-03-02", track="night", length="2 weeks")
    assert (up.stays[1].title, up.stays[1].level, up.until) == ("night", PHP, Date(2026, 3, 16))
    assert (up.stays[1].population, up.stays[1].types) == (day.population, frozenset({"partial-hospitalization"}))
    assert up.moves[1].transition.kind == "step-up"


def test_after_a_pathway_its_later_phases_are_planned() -> None:
    pathway = Pathway([Phase(PHP, length="1 week"), Phase(IOP, length="2 weeks"), PHASE])
    episode = EPISODE.move(pathway, on="2026-03-02")
    assert _record(episode) == [
        "2026-02-02 admission",
        "2026-03-02 step-up",
        "2026-03-09 step-down planned",
        "2026-03-23 step-down planned",
        "2026-04-20 discharge planned",
    ]


def test_of_a_bare_level_nobody_knows_the_week_or_the_end() -> None:
    episode = EPISODE.move(OP, on="2026-03-02")
    assert (episode.stays[1].week, episode.until) == (WeeklyPattern(), None)
    assert _record(episode)[-1] == "2026-03-02 step-down"


def test_a_move_that_changes_nothing_takes_a_reason_and_another_week_is_a_change() -> None:
    assert "nothing else changes" in refusal(MoveRefused, lambda: EPISODE.move(IOP, on="2026-03-02"))
    lateral = EPISODE.move(Phase(IOP, PHASE.week, length="1 week"), on="2026-03-02")
    assert str(lateral.moves[1].transition) == "intensive outpatient -> intensive outpatient: lateral, allowed"


def test_skipped_rungs_take_a_reason() -> None:
    phase = attrs.evolve(PHASE, level=LevelOfCare.AFTERCARE)
    assert "skips outpatient" in refusal(MoveRefused, lambda: EPISODE.move(phase, on="2026-03-02"))
    assert EPISODE.move(phase, on="2026-03-02", reason="moved away").moves[1].reason == "moved away"


def test_a_ladder_that_is_given_judges_the_move() -> None:
    residential, outpatient = ASAM_3RD_EDITION.level("3.5"), ASAM_3RD_EDITION.level("2.1")
    episode = Episode.of(Phase(residential), first="2026-02-02")
    own = episode.move(outpatient, on="2026-03-02", reason="goals met").moves[1].transition
    general = episode.move(outpatient, on="2026-03-02", reason="goals met", ladder=GENERAL).moves[1].transition
    assert [(move.ladder, move.rungs) for move in (own, general)] == [("ASAM 3rd edition", 4), ("general", 2)]


def test_a_leave_of_absence_keeps_the_plan_for_after_it() -> None:
    away = EPISODE.move(State.ON_LEAVE, on="2026-02-10", until="2026-02-18", reason="surgery")
    assert _spans(away) == [
        "evening: intensive outpatient, 2026-02-02 until 2026-02-10",
        "evening: leave of absence, 2026-02-10 until 2026-02-18",
        "evening: intensive outpatient, 2026-02-18 until 2026-03-30",
    ]
    assert _record(away) == [
        "2026-02-02 admission",
        "2026-02-10 leave-of-absence",
        "2026-02-18 return planned",
        "2026-03-30 discharge planned",
    ]
    assert _days(away, "2026-02-09", "2026-02-20") == ["02-09", "02-18", "02-19"]
    assert away.occurrences()[-1].program_week == 8
    leave = away.stay_on("2026-02-12")
    assert leave is not None
    assert leave.on_leave


def test_a_leave_of_absence_without_a_day_of_return_leaves_the_end_open() -> None:
    away = EPISODE.move(State.ON_LEAVE, on="2026-02-10")
    assert away.until is None
    assert _record(away) == ["2026-02-02 admission", "2026-02-10 leave-of-absence"]
    back = away.move(PROGRAM, on="2026-03-02", length="2 weeks")
    assert _record(back)[2:] == ["2026-03-02 return", "2026-03-16 discharge planned"]
    assert _spans(back)[1] == "evening: leave of absence, 2026-02-10 until 2026-03-02"


def test_a_leave_is_made_longer_with_a_reason() -> None:
    away = EPISODE.move(State.ON_LEAVE, on="2026-02-10", until="2026-02-18")
    assert "nothing changes" in refusal(
        MoveRefused, lambda: away.move(State.ON_LEAVE, on="2026-02-18", until="2026-02-25")
    )
    longer = away.move(State.ON_LEAVE, on="2026-02-18", until="2026-02-25", reason="not healed")
    assert _spans(longer)[1:3] == [
        "evening: leave of absence, 2026-02-10 until 2026-02-18",
        "evening: leave of absence, 2026-02-18 until 2026-02-25",
    ]
    assert _record(longer)[2:4] == ["2026-02-18 lateral", "2026-02-25 return planned"]


def test_a_leave_over_a_phase_goes_on_with_the_next_one() -> None:
    pathway = Pathway([Phase(IOP, EVENING, length="2 weeks"), PHASE])
    away = Episode.of(pathway, first="2026-02-02").move(State.ON_LEAVE, on="2026-02-10", until="2026-02-20")
    assert _spans(away)[2:] == ["aftercare group: outpatient, 2026-02-20 until 2026-03-16"]
    assert _record(away)[1:] == [
        "2026-02-10 leave-of-absence",
        "2026-02-20 return planned",
        "2026-03-16 discharge planned",
    ]


def test_a_change_of_the_week_after_a_leave_is_no_move() -> None:
    changed = EPISODE.change_week(TUESDAYS, on="2026-03-02").authorize(OP, first="2026-03-09")
    away = changed.move(State.ON_LEAVE, on="2026-02-10", until="2026-02-18")
    assert _record(away)[2:] == ["2026-02-18 return planned", "2026-03-30 discharge planned"]


@pytest.mark.parametrize("to", [PHASE, OP, State.DISCHARGED])
def test_only_a_leave_of_absence_has_a_day_of_return(to: Phase | LevelOfCare | State) -> None:
    assert refusal(NotAccepted, lambda: EPISODE.move(to, on="2026-03-02", until="2026-03-09")) == (
        'until: expected the day of return from a leave of absence; a stay takes length=..., got "2026-03-09"'
    )


def test_after_a_discharge_nothing_is_held_until_a_readmission() -> None:
    left = EPISODE.move(State.DISCHARGED, on="2026-02-11", reason="against advice")
    assert (left.until, _record(left)) == (Date(2026, 2, 11), ["2026-02-02 admission", "2026-02-11 discharge"])
    assert _days(left, "2026-02-09", "2026-03-30") == ["02-09"]
    again = left.move(PROGRAM, on="2026-03-02")
    assert _record(again)[2:] == ["2026-03-02 readmission", "2026-04-27 discharge planned"]
    assert again.stay_on("2026-02-20") is None
    assert _days(again, "2026-02-09", "2026-03-05") == ["02-09", "03-02", "03-04"]


def test_a_closed_record_stays_closed() -> None:
    shut = EPISODE.move(State.DISCHARGED, on="2026-02-11").move(State.CLOSED, on="2026-02-20")
    assert _record(shut)[-1] == "2026-02-20 discharge"
    assert "the record is closed" in refusal(MoveRefused, lambda: shut.move(PROGRAM, on="2026-03-02"))
    assert "the stay still runs" in refusal(MoveRefused, lambda: EPISODE.move(State.CLOSED, on="2026-02-11"))


@pytest.mark.parametrize(
    ("on", "kind"),
    [("2026-03-29", "step-down"), ("2026-03-30", "step-down"), ("2026-03-31", "readmission")],
)
def test_up_to_the_planned_end_a_move_is_a_step_and_later_a_readmission(on: str, kind: str) -> None:
    moved = EPISODE.move(PHASE, on=on)
    assert [move.transition.kind for move in moved.moves if move.on == Date.fromisoformat(on)] == [kind]


@pytest.mark.parametrize("on", ["2026-02-01", "2026-02-02"])
def test_before_and_on_the_day_of_admission_there_is_no_move(on: str) -> None:
    assert refusal(MoveRefused, lambda: EPISODE.move(PHASE, on=on)) == (
        f"the move to aftercare group on {on} is refused: "
        '"2026-02-02: before-admission -> intensive outpatient: admission, allowed" is on record; '
        "what is on record is corrected by a new episode that says so: correct(...)"
    )


def test_what_is_reached_is_named_in_a_refusal() -> None:
    said = [
        refusal(MoveRefused, lambda to=to: EPISODE.move(to, on="2026-02-01")).partition(" on ")[0]  # type: ignore[misc]
        for to in (PROGRAM, Pathway([PHASE], name="taper"), PHASE, OP, State.DISCHARGED)
    ]
    assert said == [
        "the move to Evening care",
        "the move to taper",
        "the move to aftercare group",
        "the move to outpatient",
        "the move to discharged",
    ]


def test_a_move_leaves_what_was_held_before_it_also_what_was_moved_ahead() -> None:
    ahead = EPISODE.override(
        Moved("2026-02-18", WEDNESDAY, to="2026-02-13"),
        Added("2026-02-14", EXTRA, replaces=(THURSDAY, "2026-02-19")),
        Moved("2026-02-12", THURSDAY, to="2026-02-20"),
    )
    for to in (PHASE, State.DISCHARGED, State.ON_LEAVE):
        moved = ahead.move(to, on="2026-02-16")
        before = [
            (each.identity, each.ordinal, each.wall_minutes) for each in moved.between("2026-02-02", "2026-02-16")
        ]
        assert before == [
            (each.identity, each.ordinal, each.wall_minutes) for each in ahead.between("2026-02-02", "2026-02-16")
        ]
    # What was moved behind it is held at the level that is reached.
    stepped = ahead.move(PHASE, on="2026-02-16").find((THURSDAY, Date(2026, 2, 12)))
    assert stepped is not None
    assert (stepped.day, stepped.level, stepped.wall_minutes) == (Date(2026, 2, 20), OP, Range.exactly(Minutes(180)))


def test_what_was_moved_ahead_of_a_move_is_what_it_was_though_the_next_plan_has_its_name_too() -> None:
    shorter = Phase(OP, sessions(GROUP, "WE", "18:00-19:00"), length="2 weeks")
    ahead = EPISODE.override(Moved("2026-02-18", WEDNESDAY, to="2026-02-13"))
    moved = ahead.move(shorter, on="2026-02-16")
    found = moved.find((WEDNESDAY, Date(2026, 2, 18)))
    assert found is not None
    assert (found.day, found.wall_minutes) == (Date(2026, 2, 13), Range.exactly(Minutes(180)))
    # It is the same session by its name, and so it is held once.
    assert _days(moved, "2026-02-16", "2026-03-02") == ["02-25"]


def test_what_was_planned_before_a_move_stays_on_record() -> None:
    away = EPISODE.move(State.ON_LEAVE, on="2026-02-10", until="2026-02-18")
    assert _record(away.move(PHASE, on="2026-03-02"))[1:] == [
        "2026-02-10 leave-of-absence",
        "2026-02-18 return planned",
        "2026-03-02 step-down",
        "2026-03-30 discharge planned",
    ]


def test_closures_hold_for_the_length_of_what_is_reached() -> None:
    closed = EPISODE.close(Closure("2026-03-03"))
    assert closed.move(PHASE, on="2026-03-02", length="1 treatment days").until == Date(2026, 3, 11)


def test_a_length_for_the_next_stay_is_needed_where_it_says_none() -> None:
    pathway = Pathway([Phase(PHP), PHASE])
    with pytest.raises(CannotBeDated):
        EPISODE.move(pathway, on="2026-03-02")
    assert EPISODE.move(pathway, on="2026-03-02", length=["1 week", None]).until == Date(2026, 4, 6)


def test_only_what_is_a_place_or_has_weeks_is_reached() -> None:
    assert refusal(WrongKind, lambda: EPISODE.move(wrong(EVENING), on="2026-03-02")).startswith("episode: expected")


# Corrections


def test_a_correction_is_a_new_episode_that_says_what_was_on_record() -> None:
    instead = Episode.of(PROGRAM, first="2026-02-04")
    corrected = EPISODE.correct(instead, recorded="2026-02-20", reason="wrong day of admission")
    assert attrs.evolve(corrected, corrections=()) == instead
    assert corrected.corrections == (
        Correction(recorded=Date(2026, 2, 20), reason="wrong day of admission", was=EPISODE),
    )
    assert str(corrected.corrections[0]) == "2026-02-20: corrected, wrong day of admission"
    again = corrected.correct(EPISODE, recorded="2026-02-21", reason="it was right")
    assert [each.reason for each in again.corrections] == ["wrong day of admission", "it was right"]
    assert again.corrections[1].was == corrected


def test_a_correction_has_a_reason() -> None:
    assert refusal(NotAccepted, lambda: EPISODE.correct(EPISODE, recorded="2026-02-20", reason=" ")) == (
        'reason of a correction: expected words that say what was wrong, got " "'
    )


def test_the_day_of_a_recorded_move_is_corrected() -> None:
    stepped = EPISODE.move(PHASE, on="2026-03-02", reason="goals met")
    corrected = stepped.correct_day("2026-03-02", on="2026-03-05", recorded="2026-03-10", reason="typo")
    assert _spans(corrected) == [
        "evening: intensive outpatient, 2026-02-02 until 2026-03-05",
        "aftercare group: outpatient, 2026-03-05 until 2026-03-30",
    ]
    assert _record(corrected) == ["2026-02-02 admission", "2026-03-05 step-down", "2026-03-30 discharge planned"]
    assert corrected.moves[1] == attrs.evolve(stepped.moves[1], on="2026-03-05")
    assert corrected.corrections[0].was == stepped
    admitted = EPISODE.correct_day("2026-02-02", on="2026-02-03", recorded="2026-02-04", reason="typo")
    assert (admitted.first, admitted.stays[0].weeks_from) == (Date(2026, 2, 3), Date(2026, 2, 3))


def test_the_day_of_a_discharge_is_corrected() -> None:
    left = EPISODE.move(State.DISCHARGED, on="2026-02-11")
    corrected = left.correct_day("2026-02-11", on="2026-02-13", recorded="2026-02-20", reason="typo")
    assert (corrected.until, _record(corrected)[-1]) == (Date(2026, 2, 13), "2026-02-13 discharge")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "2026-03-01",
            "2026-03-05",
            'day of a recorded move: expected one of 2026-02-02, 2026-03-02, got "2026-03-01"',
        ),
        (
            "2026-03-30",
            "2026-03-31",
            'day of a recorded move: expected one of 2026-02-02, 2026-03-02, got "2026-03-30"',
        ),
        (
            "2026-03-02",
            "2026-03-30",
            'day of a move: expected a day within the stays before and after it, got "2026-03-30"',
        ),
    ],
)
def test_a_correction_of_a_day_names_a_recorded_move_and_keeps_the_order(old: str, new: str, message: str) -> None:
    stepped = EPISODE.move(PHASE, on="2026-03-02")
    assert (
        refusal(NotAccepted, lambda: stepped.correct_day(old, on=new, recorded="2026-03-10", reason="typo")) == message
    )


def test_a_planned_move_on_the_same_day_keeps_its_day() -> None:
    planned = attrs.evolve(EPISODE.moves[1], on="2026-02-02")
    episode = attrs.evolve(EPISODE, moves=(*EPISODE.moves, planned))
    corrected = episode.correct_day("2026-02-02", on="2026-02-03", recorded="2026-02-20", reason="typo")
    assert _record(corrected) == [
        "2026-02-02 discharge planned",
        "2026-02-03 admission",
        "2026-03-30 discharge planned",
    ]


# The value


COMPLEX = (
    EPISODE.close(
        Closure("2026-02-16", "Presidents' Day"),
        Closure(["2026-02-19"], policy="replaced-hours", hours="18:00-20:00"),
    )
    .override(
        Cancelled("2026-02-04", reason="storm"),
        Moved("2026-02-05", THURSDAY, to="2026-02-06", start="12:00"),
        Added("2026-02-07", EXTRA, replaces=(WEDNESDAY, "2026-02-04")),
    )
    .authorize(OP, first="2026-02-23")
    .move(State.ON_LEAVE, on="2026-02-25", until="2026-03-04")
)


def _pickled(episode: Episode) -> Episode:
    return cast("Episode", pickle.loads(pickle.dumps(episode)))  # noqa: S301 - its own bytes


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, _pickled])
def test_an_episode_is_a_value(again: Callable[[Episode], Episode]) -> None:
    assert len(COMPLEX.occurrences()) == 20
    found = again(COMPLEX)
    assert found == COMPLEX
    assert hash(found) == hash(COMPLEX)
    assert found.occurrences() == COMPLEX.occurrences()
    assert found != EPISODE


def test_an_episode_is_written_as_what_makes_it() -> None:
    modules = (iopmodel, closures, episodes, moves, occurrences, overrides, stays, transitions)
    names: dict[str, Any] = {"Time": pendulum.Time, "Date": Date}
    for module in modules:
        names |= {name: value for name, value in vars(module).items() if not name.startswith("_")}
    assert eval(repr(COMPLEX), names) == COMPLEX  # noqa: S307 - its own words


def test_an_episode_of_stays_that_are_known_makes_its_own_moves() -> None:
    first = Stay(first="2026-02-02", until="2026-02-16", week=EVENING, level=IOP)
    second = Stay(first="2026-02-16", until="2026-03-02", week=PHASE.week, level=OP)
    episode = Episode(stays=[second, first])
    assert episode.stays == (first, second)
    assert _record(episode) == ["2026-02-02 admission", "2026-02-16 step-down planned", "2026-03-02 discharge planned"]
    assert attrs.evolve(episode, moves=episode.moves[::-1]) == episode


@pytest.mark.parametrize(
    ("make", "start"),
    [
        (lambda: Episode(stays=[]), "episode: expected at least one stay"),
        (lambda: Episode(stays=EPISODE.stays, timezone="Mars"), "time zone: "),
        (lambda: EPISODE.close(wrong("2026-02-16")), "closures: "),
        (lambda: EPISODE.override(wrong("2026-02-16")), "overrides: "),
    ],
)
def test_an_episode_is_made_of_what_it_says(make: Callable[[], Episode], start: str) -> None:
    with pytest.raises((NotAccepted, WrongKind), match=f"^{start}"):
        make()


def test_what_was_corrected_is_not_written_out() -> None:
    corrected = Correction(recorded=Date(2026, 2, 20), reason="wrong day of admission", was=EPISODE)
    assert "was=" not in repr(corrected)
    assert corrected.was == EPISODE
