"""What may happen on one day: every row of the table of the page "Step a patient down", by hand and in its order.

The patient of these tests is in intensive outpatient from Monday 2 February 2026, planned until Monday 30 March. Monday
2 March is the day of which the table speaks.
"""

import attrs
import pytest

from iopmodel import GroupTherapy, LevelOfCare, Pathway, Phase, State, sessions
from iopmodel._days import plain_day
from iopmodel.calendar_findings import CalendarFindingKind, calendar_findings
from iopmodel.census import census
from iopmodel.courses import LengthOfStay, days_between_levels, enrollments, length_of_stay
from iopmodel.episodes import Episode
from iopmodel.errors import MoveRefused, NotAccepted
from iopmodel.stays import Stay
from tests.refusal import refusal

OP, IOP, PHP = LevelOfCare.OUTPATIENT, LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION
EVENING = Phase(IOP, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"), length="8 weeks")
WEEKLY = Phase(OP, sessions(GroupTherapy(), "MO,TU", "18:00-19:00"), length="4 weeks")
DAY = Phase(PHP, sessions(GroupTherapy(), "MO,TU,WE,TH,FR", "09:00-14:00"), length="4 weeks")
FIRST, THAT_DAY, NEXT_DAY, PLANNED_END = "2026-02-02", "2026-03-02", "2026-03-03", "2026-03-30"
CORRECT = "what is on record is corrected by a new episode that says so: correct(...)"


def in_care() -> Episode:
    """A patient in care, planned until the end of March."""
    return Episode.of(EVENING, first=FIRST)


def on_leave() -> Episode:
    """The same patient, on leave from Monday 23 February, planned back on Monday 9 March."""
    return in_care().move(State.ON_LEAVE, on="2026-02-23", until="2026-03-09")


def stepping_down() -> Episode:
    """A patient in the day program, planned to step down on Monday 2 March."""
    return Episode.of(Pathway([DAY, EVENING]), first=FIRST)


def on_that_day(episode: Episode, *moves: Phase | State) -> Episode:
    """The episode after several moves on one day."""
    for to in moves:
        episode = episode.move(to, on=THAT_DAY)
    return episode


def recorded(episode: Episode, day: str = THAT_DAY) -> list[str]:
    """The kinds of the moves on record for a day."""
    return [str(move.transition.kind) for move in episode.moves if str(move.on) == day and not move.planned]


def spans(episode: Episode) -> list[tuple[str, str, str]]:
    """Each stay: its level (or leave), its first day, and its end."""
    return [("leave" if stay.on_leave else str(stay.level), str(stay.first), str(stay.until)) for stay in episode.stays]


def refused(episode: Episode, *moves: Phase | State, on: str = THAT_DAY) -> str:
    """Why the last of several moves on one day is refused, as all before it are not."""
    *before, last = moves
    for to in before:
        episode = episode.move(to, on=on)
    return refusal(MoveRefused, lambda: episode.move(last, on=on))


# The day itself


def test_the_day_of_a_step_belongs_to_the_level_that_is_reached() -> None:
    episode = on_that_day(in_care(), WEEKLY)
    assert spans(episode) == [
        ("intensive outpatient", FIRST, THAT_DAY),
        ("outpatient", THAT_DAY, PLANNED_END),
    ]
    # Monday's evening group of three hours is dropped, and outpatient's hour is held.
    assert [each.level for each in episode.between(THAT_DAY, NEXT_DAY)] == [OP]
    assert dict(census([episode], on=THAT_DAY)) == {OP: (1, 0)}


def test_the_day_of_a_discharge_is_no_day_of_care() -> None:
    episode = on_that_day(in_care(), State.DISCHARGED)
    assert episode.between(THAT_DAY, NEXT_DAY) == ()
    assert len(census([episode], on=THAT_DAY)) == 0
    assert length_of_stay(episode, on=PLANNED_END) == LengthOfStay(28)


def test_the_first_day_of_a_leave_is_on_leave_and_the_day_of_return_is_in_care() -> None:
    episode = in_care().move(State.ON_LEAVE, on=THAT_DAY, until="2026-03-09")
    assert episode.between(THAT_DAY, "2026-03-09") == ()
    assert len(episode.between("2026-03-09", "2026-03-10")) == 1
    assert dict(census([episode], on=THAT_DAY)) == {IOP: (0, 1)}
    assert dict(census([episode], on="2026-03-09")) == {IOP: (1, 0)}


def test_a_session_past_midnight_belongs_to_the_day_on_which_it_starts_and_to_the_level_that_is_left() -> None:
    late = Phase(IOP, sessions(GroupTherapy(), "SU", "22:00-01:00"), length="8 weeks")
    episode = Episode.of(late, first=FIRST).move(State.DISCHARGED, on=THAT_DAY)
    (last,) = episode.between("2026-03-01", THAT_DAY)
    assert (str(last.day), last.wall_minutes.value.count, last.level) == ("2026-03-01", 180, IOP)


# Admission and another move on one day


@pytest.mark.parametrize("to", [WEEKLY, State.DISCHARGED, State.ON_LEAVE], ids=["a step", "discharge", "leave"])
def test_nothing_else_is_recorded_on_the_day_of_admission(to: Phase | State) -> None:
    assert '"2026-02-02: before-admission -> intensive outpatient: admission, allowed" is on record' in refused(
        in_care(), to, on=FIRST
    )


def test_a_stay_that_begins_and_ends_on_one_day_is_refused() -> None:
    day = plain_day(THAT_DAY)
    assert "stay: expected at least one day" in refusal(
        NotAccepted, lambda: Stay(level=IOP, first=day, until=day, week=EVENING.week)
    )


def test_a_stay_of_one_day_is_accepted() -> None:
    episode = in_care().move(State.DISCHARGED, on="2026-02-03")
    assert length_of_stay(episode, on=PLANNED_END) == LengthOfStay(1)


# Two moves on one day


def test_a_step_and_a_discharge_on_one_day_are_refused() -> None:
    assert CORRECT in refused(in_care(), WEEKLY, State.DISCHARGED)


def test_two_steps_on_one_day_are_refused() -> None:
    assert CORRECT in refused(in_care(), WEEKLY, DAY)


def test_a_step_and_a_leave_on_one_day_are_refused() -> None:
    assert CORRECT in refused(in_care(), WEEKLY, State.ON_LEAVE)


def test_a_leave_and_the_return_on_one_day_are_refused() -> None:
    assert CORRECT in refused(in_care(), State.ON_LEAVE, EVENING)
    message = refusal(NotAccepted, lambda: in_care().move(State.ON_LEAVE, on=THAT_DAY, until=THAT_DAY))
    assert "stay: expected at least one day" in message


def test_a_leave_and_a_discharge_on_one_day_are_refused() -> None:
    assert CORRECT in refused(in_care(), State.ON_LEAVE, State.DISCHARGED)


def test_a_discharge_and_a_readmission_on_one_day_are_both_on_record() -> None:
    episode = on_that_day(in_care(), State.DISCHARGED, EVENING)
    assert recorded(episode) == ["discharge", "readmission"]
    assert [str(each.first) for each in enrollments(episode)] == [FIRST, THAT_DAY]
    (between,) = days_between_levels(episode)
    assert (between.days, between.is_readmission) == (0, True)
    assert calendar_findings(episode) == ()


@pytest.mark.parametrize("to", [WEEKLY, State.DISCHARGED, State.ON_LEAVE], ids=["a step", "discharge", "leave"])
def test_nothing_follows_a_readmission_on_its_day(to: Phase | State) -> None:
    assert '"2026-03-02: discharged -> intensive outpatient: readmission, allowed" is on record' in refused(
        in_care(), State.DISCHARGED, EVENING, to
    )


def test_a_second_discharge_changes_nothing_and_takes_a_reason() -> None:
    assert "nothing changes: leave the move out" in refused(in_care(), State.DISCHARGED, State.DISCHARGED)
    left = on_that_day(in_care(), State.DISCHARGED)
    assert left.move(State.DISCHARGED, on=THAT_DAY, reason="entered twice").stays == left.stays


def test_a_discharge_and_a_leave_on_one_day_are_refused() -> None:
    assert "readmit first" in refused(in_care(), State.DISCHARGED, State.ON_LEAVE)


def test_a_discharge_and_the_closing_of_the_record_on_one_day_are_both_on_record_and_nothing_follows() -> None:
    episode = on_that_day(in_care(), State.DISCHARGED, State.CLOSED)
    assert [str(move.transition.end) for move in episode.moves] == ["intensive outpatient", "discharged", "closed"]
    assert "the record is closed" in refused(episode, EVENING)


def test_the_record_of_a_stay_that_runs_is_not_closed() -> None:
    assert "discharge first" in refused(in_care(), State.CLOSED)


def test_a_return_and_a_step_on_one_day_are_both_on_record() -> None:
    episode = on_that_day(on_leave(), EVENING, WEEKLY)
    assert recorded(episode) == ["return", "step-down"]
    assert spans(episode) == [
        ("intensive outpatient", FIRST, "2026-02-23"),
        ("leave", "2026-02-23", THAT_DAY),
        ("outpatient", THAT_DAY, PLANNED_END),
    ]


def test_a_return_and_two_steps_on_one_day_are_refused() -> None:
    assert CORRECT in refused(on_leave(), EVENING, WEEKLY, DAY)


def test_a_return_and_a_discharge_on_one_day_are_both_on_record_and_it_is_no_day_of_care() -> None:
    episode = on_that_day(on_leave(), EVENING, State.DISCHARGED)
    assert recorded(episode) == ["return", "discharge"]
    assert length_of_stay(episode, on=PLANNED_END) == LengthOfStay(21, 7)


def test_a_return_and_another_leave_on_one_day_are_refused() -> None:
    assert '"2026-03-02: on-leave -> intensive outpatient: return, allowed" is on record' in refused(
        on_leave(), EVENING, State.ON_LEAVE
    )


def test_who_is_on_leave_is_discharged_without_a_return() -> None:
    episode = on_that_day(on_leave(), State.DISCHARGED)
    assert recorded(episode) == ["discharge"]
    assert length_of_stay(episode, on=PLANNED_END) == LengthOfStay(21, 7)


def test_a_leave_is_made_longer_with_a_reason() -> None:
    assert "it takes a reason on record" in refused(on_leave(), State.ON_LEAVE)
    longer = on_leave().move(State.ON_LEAVE, on=THAT_DAY, until="2026-03-16", reason="not well yet")
    assert spans(longer) == [
        ("intensive outpatient", FIRST, "2026-02-23"),
        ("leave", "2026-02-23", THAT_DAY),
        ("leave", THAT_DAY, "2026-03-16"),
        ("intensive outpatient", "2026-03-16", PLANNED_END),
    ]


@pytest.mark.parametrize("until", ["2026-03-09", None], ids=["with a planned return", "without one"])
def test_a_leave_is_made_shorter_by_the_return_itself(until: str | None) -> None:
    away = in_care().move(State.ON_LEAVE, on="2026-02-23", until=until)
    message = refusal(
        MoveRefused, lambda: away.move(State.ON_LEAVE, on=THAT_DAY, until="2026-03-06", reason="better already")
    )
    assert message.startswith("the leave of absence until 2026-03-06 on 2026-03-02 is refused: that day lies in")
    assert message.endswith("record the return as a move to a level, on the day of the return")
    assert recorded(away.move(EVENING, on="2026-03-06"), "2026-03-06") == ["return"]


# What is planned


def test_a_move_on_the_planned_end_is_a_step() -> None:
    episode = in_care().move(WEEKLY, on=PLANNED_END)
    assert recorded(episode, PLANNED_END) == ["step-down"]
    assert len(enrollments(episode)) == 1


def test_a_move_after_the_planned_end_is_a_readmission() -> None:
    episode = in_care().move(WEEKLY, on="2026-03-31")
    assert recorded(episode, "2026-03-31") == ["readmission"]
    assert [each.days for each in days_between_levels(episode)] == [1]
    assert next(str(each) for each in episode.moves if each.planned).startswith(
        "2026-03-30: intensive outpatient -> dis"
    )


def test_a_discharge_on_the_planned_end_is_on_record_then_and_a_readmission_may_follow() -> None:
    left = in_care().move(State.DISCHARGED, on=PLANNED_END)
    assert left.stays == in_care().stays
    assert recorded(left, PLANNED_END) == ["discharge"]
    assert recorded(left.move(EVENING, on=PLANNED_END), PLANNED_END) == ["discharge", "readmission"]


def test_a_leave_may_begin_on_the_planned_end_and_not_after_it() -> None:
    assert recorded(in_care().move(State.ON_LEAVE, on=PLANNED_END), PLANNED_END) == ["leave-of-absence"]
    assert "readmit first" in refused(in_care(), State.ON_LEAVE, on="2026-03-31")


def test_a_move_on_the_day_of_a_planned_step_takes_its_place() -> None:
    episode = on_that_day(stepping_down(), EVENING)
    assert recorded(episode) == ["step-down"]
    assert [str(move.on) for move in episode.moves] == [FIRST, THAT_DAY, "2026-04-27"]


def test_a_leave_on_the_day_of_a_planned_step_keeps_the_place_that_is_left() -> None:
    episode = stepping_down().move(State.ON_LEAVE, on=THAT_DAY, until="2026-03-09")
    assert [(stay.level, stay.on_leave) for stay in episode.stays] == [(PHP, False), (PHP, True), (IOP, False)]


def test_a_leave_up_to_the_day_of_a_planned_step_returns_to_the_level_that_is_reached() -> None:
    episode = stepping_down().move(State.ON_LEAVE, on="2026-02-23", until=THAT_DAY)
    (back,) = [move for move in episode.moves if move.on == plain_day(THAT_DAY)]
    assert str(back) == "2026-03-02: on-leave -> intensive outpatient: return, allowed (planned)"


# What is on record


def test_a_move_before_one_that_is_on_record_is_refused() -> None:
    assert CORRECT in refused(on_that_day(in_care(), WEEKLY), State.DISCHARGED, on="2026-02-27")


def test_a_move_before_the_admission_is_refused() -> None:
    assert CORRECT in refused(in_care(), WEEKLY, on="2026-02-01")


def test_a_recorded_move_is_not_corrected_to_the_day_of_another_one() -> None:
    episode = on_that_day(in_care(), WEEKLY)
    message = refusal(
        NotAccepted, lambda: episode.correct_day(THAT_DAY, on=FIRST, recorded=PLANNED_END, reason="wrong day")
    )
    assert message.startswith("day of a move: expected a day within the stays before and after it")


# Stays that are written down


def written(until: str, first: str) -> Episode:
    """Two stays as somebody wrote them down."""
    stay = in_care().stays[0]
    stays = [
        attrs.evolve(stay, until=plain_day(until), week=()),
        attrs.evolve(stay, first=plain_day(first), level=OP, week=()),
    ]
    return Episode(stays=stays)


def test_two_stays_that_abut_leave_no_gap() -> None:
    episode = written(THAT_DAY, THAT_DAY)
    assert calendar_findings(episode) == ()
    assert [str(move.transition.kind) for move in episode.moves] == ["admission", "step-down", "discharge"]


def test_a_day_that_no_stay_holds_is_a_gap_and_the_next_stay_a_readmission() -> None:
    episode = written(THAT_DAY, NEXT_DAY)
    assert [(each.kind, len(each.days)) for each in calendar_findings(episode)] == [(CalendarFindingKind.GAP, 1)]
    assert [str(move.transition.kind) for move in episode.moves] == [
        "admission",
        "discharge",
        "readmission",
        "discharge",
    ]


def test_a_day_that_two_stays_hold_is_an_overlap_and_counts_once_at_the_level_that_is_reached() -> None:
    episode = written(NEXT_DAY, THAT_DAY)
    assert [(each.kind, len(each.days)) for each in calendar_findings(episode)] == [(CalendarFindingKind.OVERLAP, 1)]
    assert dict(census([episode], on=THAT_DAY)) == {OP: (1, 0)}
    assert length_of_stay(episode, on=PLANNED_END) == LengthOfStay(56)
