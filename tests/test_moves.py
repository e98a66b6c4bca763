from typing import Any

import attrs
import pytest
from pendulum import Date

from iopmodel.components import GroupTherapy
from iopmodel.errors import EndsBeforeItStarts, MoveRefused, NotAccepted
from iopmodel.levels import GENERAL, Ladder, LevelOfCare
from iopmodel.moves import (
    Move,
    changed,
    checked_move,
    kept,
    leave_stays,
    moves_between,
    place_on,
    redated,
    refuse_rewriting,
    split,
)
from iopmodel.schedules import WeeklySchedule, sessions
from iopmodel.stays import Stay
from iopmodel.transitions import Standing, State, Stop, TransitionKind, transition
from tests.refusal import refusal

IOP, PHP, OP = (
    LevelOfCare.INTENSIVE_OUTPATIENT,
    LevelOfCare.PARTIAL_HOSPITALIZATION,
    LevelOfCare.OUTPATIENT,
)
EVENING = WeeklySchedule(sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
SATURDAY = WeeklySchedule(sessions(GroupTherapy(), "SA", "09:00-12:00"))
WEEKEND = WeeklySchedule(sessions(GroupTherapy(), "SA,SU", "09:00-12:00"))


def _day(text: str) -> Date:
    return Date.fromisoformat(f"2026-{text}")


def _stay(first: str, until: str | None, level: LevelOfCare = IOP, **more: Any) -> Stay:  # noqa: ANN401 - whatever the constructor takes
    ends = None if until is None else _day(until)
    given: dict[str, Any] = {"first": _day(first), "until": ends, "week": EVENING, "level": level}
    return Stay(**(given | more))


def _said(moves: tuple[Move, ...]) -> list[str]:
    return [f"{move.on:%m-%d} {move.transition.kind}{' planned' if move.planned else ''}" for move in moves]


def _spans(stays: tuple[Stay, ...]) -> list[str]:
    return [f"{stay.first:%m-%d}/{'on' if stay.until is None else f'{stay.until:%m-%d}'}" for stay in stays]


FIRST, SECOND = _stay("02-02", "03-02"), _stay("03-02", "03-30", OP)


# One move


def test_a_move_says_when_what_and_why() -> None:
    move = checked_move(IOP, OP, _day("03-02"), "goals met")
    assert str(move) == "2026-03-02: intensive outpatient -> outpatient: step-down, 1 rung, allowed, goals met"
    assert str(attrs.evolve(move, reason="", planned=True)) == (
        "2026-03-02: intensive outpatient -> outpatient: step-down, 1 rung, allowed (planned)"
    )


def test_a_warned_move_takes_a_reason() -> None:
    assert checked_move(PHP, OP, _day("03-02"), "moved away").transition.standing is Standing.WARNED


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_warned_move_without_a_reason_is_refused(reason: str) -> None:
    assert refusal(MoveRefused, lambda: checked_move(PHP, OP, _day("03-02"), reason)) == (
        "partial hospitalization -> outpatient: step-down, 2 rungs, warned on 2026-03-02 is refused: "
        "it takes a reason on record (reason=...): 2 rungs down the general ladder; "
        "skips intensive outpatient: plan a stay there or record why not"
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [(State.BEFORE_ADMISSION, State.DISCHARGED), (IOP, State.CLOSED), (State.DISCHARGED, State.ON_LEAVE)],
)
def test_an_impossible_move_is_refused_whatever_the_reason(start: Stop, end: Stop) -> None:
    assert " on 2026-03-02 is refused: " in refusal(
        MoveRefused, lambda: checked_move(start, end, _day("03-02"), "asked for", changes=True)
    )


def test_at_one_level_a_move_is_allowed_where_something_else_changes() -> None:
    move = checked_move(IOP, IOP, _day("03-02"), "", changes=True).transition
    assert (move.standing, move.reason) == (
        Standing.ALLOWED,
        "the level stays intensive outpatient; what changes is the week that is attended",
    )
    assert "nothing else changes" in refusal(MoveRefused, lambda: checked_move(IOP, IOP, _day("03-02"), ""))
    on_leave = State.ON_LEAVE
    assert "nothing changes" in refusal(
        MoveRefused, lambda: checked_move(on_leave, on_leave, _day("03-02"), "", changes=True)
    )
    assert checked_move(PHP, IOP, _day("03-02"), "", changes=True).transition == transition(PHP, IOP)


def test_a_ladder_of_ones_own_judges_the_move() -> None:
    low, high = LevelOfCare("low", system="ours"), LevelOfCare("high", system="ours")
    move = checked_move(high, low, _day("03-02"), "", ladder=Ladder("ours", [low, high]))
    assert (move.transition.kind, move.transition.ladder) == (TransitionKind.STEP_DOWN, "ours")
    assert checked_move(PHP, IOP, _day("03-02"), "", ladder=GENERAL).transition.ladder == "general"


# The moves that stays make


def test_stays_in_a_row_are_an_admission_moves_and_a_planned_discharge() -> None:
    assert _said(moves_between((FIRST, SECOND))) == [
        "02-02 admission",
        "03-02 step-down planned",
        "03-30 discharge planned",
    ]
    assert _said(moves_between((_stay("02-02", None),))) == ["02-02 admission"]


def test_an_admission_reaches_the_first_of_the_stays() -> None:
    first, second, *_ = moves_between((_stay("02-02", "03-02", PHP), _stay("03-02", "03-30", IOP)))
    assert (first.transition.end, second.transition.end) == (PHP, IOP)


def test_days_between_two_stays_are_a_discharge_and_a_readmission() -> None:
    moves = moves_between((FIRST, _stay("03-09", None, OP)))
    assert _said(moves) == ["02-02 admission", "03-02 discharge planned", "03-09 readmission planned"]
    assert [(move.transition.start, move.transition.end) for move in moves[1:]] == [
        (IOP, State.DISCHARGED),
        (State.DISCHARGED, OP),
    ]


def test_a_leave_and_a_return_are_moves() -> None:
    leave = _stay("03-02", "03-09", on_leave=True, weeks_from="2026-02-02")
    back = _stay("03-09", "03-30", weeks_from="2026-02-02")
    assert _said(moves_between((FIRST, leave, back))) == [
        "02-02 admission",
        "03-02 leave-of-absence planned",
        "03-09 return planned",
        "03-30 discharge planned",
    ]
    assert moves_between((FIRST, leave))[-1].transition.start is State.ON_LEAVE


def test_a_stay_that_only_goes_on_makes_no_move() -> None:
    parts = split((_stay("02-02", "03-30"),), _day("03-02"))
    assert _said(moves_between(parts)) == ["02-02 admission", "03-30 discharge planned"]


def test_another_phase_of_one_level_is_a_lateral_move_and_allowed() -> None:
    (_, lateral, _) = moves_between((FIRST, _stay("03-02", "03-30")))
    assert str(lateral) == ("2026-03-02: intensive outpatient -> intensive outpatient: lateral, allowed (planned)")


# Where the patient is


RECORD = (
    checked_move(State.BEFORE_ADMISSION, IOP, _day("02-02"), ""),
    checked_move(IOP, State.DISCHARGED, _day("03-02"), ""),
    attrs.evolve(checked_move(State.DISCHARGED, PHP, _day("03-09"), ""), planned=True),
)


@pytest.mark.parametrize(
    ("day", "place"),
    [
        ("02-01", State.BEFORE_ADMISSION),
        ("02-02", IOP),
        ("03-01", IOP),
        ("03-02", State.DISCHARGED),
        ("03-09", State.DISCHARGED),
        ("03-10", PHP),
    ],
)
def test_a_patient_is_where_the_last_move_led_a_planned_one_from_the_day_after(day: str, place: Stop) -> None:
    assert place_on(RECORD, _day(day)) == place


def test_moves_are_added_in_the_order_of_their_days() -> None:
    refuse_rewriting(RECORD, "the move", _day("03-03"))
    assert refusal(MoveRefused, lambda: refuse_rewriting(RECORD, "the move", _day("03-01"))) == (
        f'the move on 2026-03-01 is refused: "{RECORD[1]}" is on record; '
        "what is on record is corrected by a new episode that says so: correct(...)"
    )


def test_one_move_is_made_on_a_day_but_after_a_discharge_or_a_return() -> None:
    discharge = RECORD[1]
    back = checked_move(State.ON_LEAVE, IOP, _day("03-02"), "")
    step = checked_move(IOP, OP, _day("03-02"), "")
    refuse_rewriting((discharge,), "the move", _day("03-02"))
    refuse_rewriting((back,), "the move", _day("03-02"))
    refuse_rewriting((attrs.evolve(step, planned=True),), "the move", _day("03-02"))
    for moves in ((step,), (discharge, step), (attrs.evolve(discharge, on="2026-03-03"),)):
        with pytest.raises(MoveRefused):
            refuse_rewriting(moves, "the move", _day("03-02"))


# Cutting stays


@pytest.mark.parametrize(
    ("day", "spans"),
    [
        ("02-02", []),
        ("02-03", ["02-02/02-03"]),
        ("03-02", ["02-02/03-02"]),
        ("03-03", ["02-02/03-02", "03-02/03-03"]),
        ("04-01", ["02-02/03-02", "03-02/03-30"]),
    ],
)
def test_stays_are_kept_up_to_a_day(day: str, spans: list[str]) -> None:
    assert _spans(kept((FIRST, SECOND), _day(day))) == spans


@pytest.mark.parametrize(
    ("day", "spans"),
    [
        ("02-02", ["02-02/03-02", "03-02/03-30"]),
        ("02-03", ["02-02/02-03", "02-03/03-02", "03-02/03-30"]),
        ("03-02", ["02-02/03-02", "03-02/03-30"]),
        ("03-29", ["02-02/03-02", "03-02/03-29", "03-29/03-30"]),
        ("03-30", ["02-02/03-02", "03-02/03-30"]),
    ],
)
def test_a_stay_is_split_on_a_day_within_it(day: str, spans: list[str]) -> None:
    assert _spans(split((FIRST, SECOND), _day(day))) == spans


def test_another_week_holds_up_to_where_the_plan_has_yet_another_one() -> None:
    whole = _stay("02-02", "03-30")
    leave = _stay("02-16", "02-23", on_leave=True, week=(), weeks_from="2026-02-02")
    later = attrs.evolve(whole, first="2026-03-16", week=WEEKEND)
    stays = (
        whole.within(whole.first, leave.first),
        leave,
        attrs.evolve(whole, first="2026-02-23", until="2026-03-16", authorized=OP),
        later,
        _stay("03-30", "04-06", OP),
    )
    found = changed(stays, _day("02-09"), SATURDAY)
    assert _spans(found) == ["02-02/02-09", "02-09/02-16", "02-16/02-23", "02-23/03-16", "03-16/03-30", "03-30/04-06"]
    assert [stay.week for stay in found] == [EVENING, SATURDAY, WeeklySchedule(()), SATURDAY, WEEKEND, EVENING]
    assert [stay.week for stay in changed(stays, _day("03-16"), SATURDAY)][-2:] == [SATURDAY, EVENING]
    assert changed(stays, _day("03-30"), SATURDAY)[:-1] == stays[:-1]


def test_another_week_ends_with_its_stay_whatever_week_comes_next() -> None:
    assert [stay.week for stay in changed((FIRST, SECOND), _day("02-02"), SATURDAY)] == [SATURDAY, EVENING]
    one, two = FIRST, attrs.evolve(FIRST, first="2026-03-02", until="2026-03-09", week=WEEKEND)
    three = attrs.evolve(FIRST, first="2026-03-09", until="2026-03-16")
    assert [stay.week for stay in changed((one, two, three), _day("02-02"), SATURDAY)] == [SATURDAY, WEEKEND, EVENING]


def test_a_leave_without_a_day_of_return_has_no_planned_end() -> None:
    (leave,) = leave_stays((FIRST, SECOND), FIRST, _day("02-10"), None)
    assert (leave.on_leave, leave.week, leave.level) == (True, WeeklySchedule(()), IOP)
    assert _spans((leave,)) == ["02-10/on"]
    assert leave.goes_on_in(FIRST)


@pytest.mark.parametrize(
    ("back", "spans"),
    [
        ("02-12", ["02-10/02-12", "02-12/03-02", "03-02/03-30"]),
        ("03-02", ["02-10/03-02", "03-02/03-30"]),
        ("03-09", ["02-10/03-09", "03-09/03-30"]),
        ("03-30", ["02-10/03-30"]),
        ("04-06", ["02-10/04-06"]),
    ],
)
def test_on_the_day_of_return_the_plan_goes_on_as_it_stood(back: str, spans: list[str]) -> None:
    stays = leave_stays((FIRST, SECOND), FIRST, _day("02-10"), _day(back))
    assert _spans(stays) == spans
    assert [stay.on_leave for stay in stays] == [True, *[False] * (len(stays) - 1)]


def test_a_plan_without_an_end_goes_on_after_a_leave() -> None:
    endless = _stay("02-02", None)
    assert _spans(leave_stays((endless,), endless, _day("02-10"), _day("02-12"))) == ["02-10/02-12", "02-12/on"]


@pytest.mark.parametrize("back", ["02-10", "02-09"])
def test_who_returns_before_leaving_has_not_left(back: str) -> None:
    with pytest.raises((NotAccepted, EndsBeforeItStarts), match=r"^stay: "):
        leave_stays((FIRST,), FIRST, _day("02-10"), _day(back))


def test_who_is_on_leave_on_the_day_of_return_has_not_returned() -> None:
    leave = _stay("02-16", "02-23", on_leave=True)
    assert refusal(MoveRefused, lambda: leave_stays((FIRST, leave), FIRST, _day("02-10"), _day("02-20"))) == (
        "the leave of absence until 2026-02-20 on 2026-02-10 is refused: that day lies in "
        '"leave of absence, 2026-02-16 until 2026-02-23"; '
        "record the return as a move to a level, on the day of the return"
    )
    assert _spans(leave_stays((leave,), FIRST, _day("02-10"), _day("02-23"))) == ["02-10/02-23"]


# Another day for a move


def test_a_corrected_day_moves_the_end_of_one_stay_and_the_beginning_of_the_next() -> None:
    stays = redated((FIRST, SECOND), _day("03-02"), _day("03-05"))
    assert _spans(stays) == ["02-02/03-05", "03-05/03-30"]
    assert [stay.weeks_from for stay in stays] == [_day("02-02"), _day("03-05")]
    # The weeks of the second stay are counted from its own first day still.
    assert redated((FIRST, SECOND), _day("02-02"), _day("02-04"))[1].weeks_from == _day("03-02")
    assert _spans(redated((FIRST, SECOND), _day("03-02"), _day("02-03"))) == ["02-02/02-03", "02-03/03-30"]
    assert _spans(redated((FIRST, SECOND), _day("02-02"), _day("01-05"))) == ["01-05/03-02", "03-02/03-30"]
    assert _spans(redated((FIRST, SECOND), _day("03-30"), _day("05-04"))) == ["02-02/03-02", "03-02/05-04"]
    assert _spans(redated((_stay("02-02", None),), _day("02-02"), _day("02-03"))) == ["02-03/on"]


@pytest.mark.parametrize("new", ["02-02", "02-01", "03-30", "04-01", "03-02"])
def test_a_corrected_day_stays_between_the_stays_beside_it(new: str) -> None:
    assert refusal(NotAccepted, lambda: redated((FIRST, SECOND), _day("03-02"), _day(new))) == (
        f'day of a move: expected a day within the stays before and after it, got "2026-{new}"'
    )


def test_a_corrected_day_passes_no_other_move_on_record() -> None:
    closing = checked_move(State.DISCHARGED, State.CLOSED, _day("04-13"), "")
    for new in ("04-13", "04-14"):
        with pytest.raises(NotAccepted, match=r"^day of a move: "):
            redated((FIRST, SECOND), _day("03-30"), _day(new), (closing,))
    planned = attrs.evolve(closing, planned=True)
    for moves, new in (((closing,), "04-12"), ((planned,), "04-14")):
        assert _spans(redated((FIRST, SECOND), _day("03-30"), _day(new), moves)) == ["02-02/03-02", f"03-02/{new}"]


def test_program_weeks_that_run_already_stay_where_they_are() -> None:
    joined = _stay("02-11", "03-30", weeks_from="2026-02-02")
    (found,) = redated((joined,), _day("02-11"), _day("02-12"))
    assert (found.first, found.weeks_from) == (_day("02-12"), _day("02-02"))


def test_with_its_first_day_the_program_weeks_of_all_parts_of_a_stay_move() -> None:
    first, second = split((_stay("02-02", "03-30"),), _day("03-02"))
    other = _stay("03-30", "04-06", OP, weeks_from="2026-02-02")
    moved = redated((first, second, other), _day("02-02"), _day("02-03"))
    assert [stay.weeks_from for stay in moved] == [_day("02-03"), _day("02-03"), _day("02-02")]
    back = redated((first, second, other), _day("03-02"), _day("03-04"))
    assert [stay.weeks_from for stay in back] == [_day("02-02")] * 3


def test_levels_that_no_ladder_orders_make_a_move_that_says_so() -> None:
    house = LevelOfCare("house-level", "house level", "our-house")
    first = Stay(first="2026-02-02", until="2026-03-02", week=[], level=LevelOfCare.INTENSIVE_OUTPATIENT)
    second = Stay(first="2026-03-02", week=[], level=house)
    _, move = moves_between((first, second))
    assert (move.transition.kind, move.transition.standing) == (TransitionKind.LATERAL, Standing.WARNED)
    assert (move.transition.start, move.transition.end) == (LevelOfCare.INTENSIVE_OUTPATIENT, house)
    assert move.transition.reason == "no ladder known here orders the two levels: record the move with ladder="
