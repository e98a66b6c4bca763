"""The base of episode machines: what is drawn, which hooks are called, what a mirror finds."""

from collections import Counter
from collections.abc import Iterator

import attrs
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from iopmodel._days import Date
from iopmodel.attendance_sheets import Attendance
from iopmodel.closures import Closure
from iopmodel.components import GroupTherapy
from iopmodel.episodes import Episode
from iopmodel.errors import IopModelError
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.overrides import Added, Cancelled, Moved
from iopmodel.quantities import Minutes
from iopmodel.schedules import Session
from iopmodel.strategies._machine import EpisodeMachine
from iopmodel.strategies._machine_changes import (
    Admission,
    AttendanceChange,
    AttendanceTaken,
    CorrectedAttendance,
    EpisodeChange,
    Transfer,
)
from tests.strategies.drawing import with_this_hypothesis

#: The same draws every time, and no time spent on making a failure small.
SAME = settings(max_examples=40, derandomize=True, database=None, deadline=None, phases=[Phase.generate])
MONDAYS = (Session(GroupTherapy(), day="MO", start="18:00", time=Minutes(180), key="group"),)


def test_every_kind_of_change_is_made_and_all_that_can_be_refused_are_refused() -> None:
    made: Counter[type] = Counter()
    refused: Counter[type] = Counter()

    class Counting(EpisodeMachine):
        def changed(self, change: EpisodeChange, before: Episode, after: Episode) -> None:
            assert (self.past[-1], self.episode) == (before, after)
            made[type(change)] += 1

        def recorded(self, change: AttendanceChange, before: Attendance, after: Attendance) -> None:
            assert self.attendance is after
            assert len(after) - len(before) == isinstance(change, AttendanceTaken)
            made[type(change)] += 1

        def refused(self, change: EpisodeChange | AttendanceChange, error: IopModelError) -> None:
            assert str(error)
            refused[type(change)] += 1

    run_state_machine_as_test(Counting, settings=settings(SAME, max_examples=25))
    always = {Closure} | {each for each in EpisodeMachine.kinds if each.__name__ == "CorrectedEpisode"}
    assert set(made) == EpisodeMachine.kinds
    assert set(refused) == EpisodeMachine.kinds - always
    assert made.total() > refused.total()


def test_the_hooks_are_called_in_order_and_the_question_after_every_step() -> None:
    calls: list[str] = []

    class Listing(EpisodeMachine):
        def admitted(self, change: Admission, episode: Episode) -> None:
            assert (self.first, self.past, self.attendance.records) == (change.on, [], ())
            assert episode == self.episode
            calls.append("admitted")

        def changed(self, change: EpisodeChange, before: Episode, after: Episode) -> None:
            calls.append("nothing" if before is after else type(change).__name__)

        def recorded(self, change: AttendanceChange, before: Attendance, after: Attendance) -> None:
            calls.append("nothing" if before is after else type(change).__name__)

        def refused(self, change: EpisodeChange | AttendanceChange, error: IopModelError) -> None:
            calls.append(f"refused {type(change).__name__}: {error}")

        def holds(self, episode: Episode, attendance: Attendance) -> None:
            assert (episode, attendance) == (self.episode, self.attendance)
            assert self.held == episode.between(self.span.first, self.span.until)
            assert self.first <= episode.first
            calls.append("asked")

    run_state_machine_as_test(Listing, settings=settings(SAME, max_examples=5))
    assert calls[:2] == ["admitted", "asked"]
    assert set(calls[1::2]) == {"asked"}
    assert not {"asked", "nothing"} & set(calls[::2])


def test_only_the_kinds_levels_and_weeks_that_are_asked_for_are_drawn() -> None:
    seen: set[type] = set()

    class Narrow(EpisodeMachine):
        kinds = frozenset({Transfer, Added})
        levels = (LevelOfCare.OUTPATIENT,)
        weeks = st.just(MONDAYS)

        def changed(self, change: EpisodeChange, _before: Episode, _after: Episode) -> None:
            seen.add(type(change))

        def refused(self, change: EpisodeChange | AttendanceChange, _error: IopModelError) -> None:
            seen.add(type(change))

        def holds(self, episode: Episode, _attendance: Attendance) -> None:
            assert {stay.level for stay in episode.stays} == {LevelOfCare.OUTPATIENT}
            assert {key for key, _ in self.planned()} <= {"group"}

    run_state_machine_as_test(Narrow, settings=settings(SAME, max_examples=10))
    assert seen == {Transfer, Added}


def test_a_week_in_which_nothing_is_planned_can_be_drawn_too() -> None:
    class Empty(EpisodeMachine):
        kinds = EpisodeMachine.kinds - {AttendanceTaken, CorrectedAttendance}
        weeks = st.just(())

        def holds(self, episode: Episode, _attendance: Attendance) -> None:
            assert self.planned() == ()
            assert not any(isinstance(each, Cancelled | Moved) for each in episode.overrides)

    run_state_machine_as_test(Empty, settings=settings(SAME, max_examples=10))


class Forgetful(EpisodeMachine):
    """A mirror that keeps the sessions, and that does not know that an added one stays when its day is cancelled."""

    kinds = frozenset({Cancelled, Added})
    weeks = st.just(MONDAYS)

    def admitted(self, _change: Admission, _episode: Episode) -> None:
        self.theirs = {each.identity for each in self.held}

    def changed(self, change: EpisodeChange, _before: Episode, _after: Episode) -> None:
        if isinstance(change, Added):
            self.theirs.add((change.key, change.day))
        elif isinstance(change, Cancelled):
            self.theirs = {(key, day) for key, day in self.theirs if day != change.day}

    def holds(self, _episode: Episode, _attendance: Attendance) -> None:
        assert {each.identity for each in self.held} == self.theirs


@with_this_hypothesis
def test_what_a_mirror_gets_wrong_is_found_and_told_in_sentences() -> None:
    with pytest.raises(AssertionError) as caught:
        run_state_machine_as_test(Forgetful, settings=settings(SAME, max_examples=100, stateful_step_count=10))
    told = [line.strip() for line in caught.value.__notes__ if line.startswith("  ")]
    assert "admitted" in told[0]
    assert "every session cancelled" in told[-1]
    assert any(line.startswith(f"{told[-1][:10]}: added") for line in told)


def _found(machine: type[EpisodeMachine] = EpisodeMachine) -> str:
    with pytest.raises(AssertionError) as caught:
        run_state_machine_as_test(machine, settings=settings(SAME, max_examples=10, report_multiple_bugs=False))
    return str(caught.value)


def test_it_sees_that_occurrences_are_not_what_between_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_: Episode) -> tuple[Occurrence, ...]:
        return ()

    monkeypatch.setattr(Episode, "occurrences", nothing)
    assert _found() == "occurrences() are what between() holds of all days"


def test_it_sees_that_the_parts_of_a_calendar_are_not_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    between = Episode.between

    def without_the_last(episode: Episode, first: Date, until: Date) -> tuple[Occurrence, ...]:
        return between(episode, first, until)[:-1]

    monkeypatch.setattr(Episode, "between", without_the_last)
    assert _found() == "the parts of a calendar add up to the whole of it"


def test_it_sees_that_stays_are_not_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    move = Episode.move

    def backwards(episode: Episode, *given: object, **named: object) -> Episode:
        moved = move(episode, *given, **named)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
        object.__setattr__(moved, "stays", moved.stays[::-1])
        return moved

    monkeypatch.setattr(Episode, "move", backwards)
    assert _found() == "stays are in order"


@pytest.mark.parametrize(
    ("may", "law"), [(True, "a change touches no older episode"), (False, "what is refused changes nothing")]
)
def test_it_sees_that_an_older_episode_is_touched(*, may: bool, law: str, monkeypatch: pytest.MonkeyPatch) -> None:
    close = Episode.close

    def in_place(episode: Episode, *closures: Closure) -> Episode:
        stays = [attrs.evolve(stay, week=()) for stay in episode.stays]
        closed = close(episode, *closures)
        object.__setattr__(episode, "layout", attrs.evolve(episode, stays=stays).layout)
        if may:
            return closed
        raise IopModelError

    class Closing(EpisodeMachine):
        kinds = frozenset({Closure})

    monkeypatch.setattr(Episode, "close", in_place)
    assert _found(Closing) == law


def test_what_is_no_refusal_of_the_library_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Iterator[None]:
        raise KeyError("stay")

    monkeypatch.setattr(Episode, "close", broken)
    with pytest.raises(KeyError, match="stay"):
        run_state_machine_as_test(EpisodeMachine, settings=settings(SAME, max_examples=10))
