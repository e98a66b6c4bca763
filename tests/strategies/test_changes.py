"""What happens to planned care: overrides of each kind, for an episode and of none in particular, and moves."""

from collections.abc import Callable

import pytest

from iopmodel import (
    Added,
    Cancelled,
    Episode,
    GroupTherapy,
    IndividualTherapy,
    Minutes,
    Moved,
    Session,
    Stay,
    WeeklySchedule,
)
from iopmodel.levels import LevelOfCare as Level
from iopmodel.overrides import Override
from iopmodel.strategies import (
    added_sessions,
    cancelled_sessions,
    moved_sessions,
    moves,
    overrides,
    transitions,
)
from iopmodel.transitions import TransitionKind
from tests.strategies.drawing import drawn, simplest

GROUP = Session(GroupTherapy(), day="MO", start="18:00", time=Minutes(60))
LOOSE = Session(IndividualTherapy(), time=Minutes(50))


def _episode(*week: Session, until: str | None = "2026-03-02") -> Episode:
    schedule = WeeklySchedule(week)
    stay = Stay(first="2026-02-02", until=until, week=schedule, level=Level.INTENSIVE_OUTPATIENT)
    return Episode(stays=[stay], timezone="America/New_York")


KINDS: dict[str, Callable[[Override], bool]] = {
    "one cancelled": lambda each: isinstance(each, Cancelled) and bool(each.session),
    "a day cancelled": lambda each: isinstance(each, Cancelled) and not each.session,
    "one moved on its day": lambda each: isinstance(each, Moved) and each.to == each.day,
    "one moved to another day": lambda each: isinstance(each, Moved) and each.to != each.day,
    "one of another length": lambda each: isinstance(each, Moved) and each.time is not None,
    "a further one": lambda each: isinstance(each, Added) and each.replaces is None and not each.places,
    "a make-up": lambda each: isinstance(each, Added) and each.replaces is not None,
    "one by arrangement placed": lambda each: isinstance(each, Added) and bool(each.places),
    "a reason": lambda each: bool(each.reason) and each.reason != "storm",
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_overrides_of_an_episode_reach(kind: Callable[[Override], bool]) -> None:
    found = [each for some in drawn(overrides(_episode(GROUP, LOOSE))) for each in some]
    assert sum(map(kind, found)) >= 5


def test_overrides_are_accepted_by_their_episode() -> None:
    episode = _episode(GROUP, LOOSE, until=None)
    for some in drawn(overrides(episode), 100):
        assert set(episode.override(*some).overrides) == set(some)
    assert simplest(overrides(episode)) == ()


def test_an_episode_without_sessions_only_has_some_added() -> None:
    found = drawn(overrides(_episode()), 100)
    assert {type(each) for some in found for each in some} == {Added}
    assert {len(some) for some in found} == {0, 1, 2}


def test_so_many_planned_sessions_are_changed_at_most() -> None:
    found = drawn(overrides(_episode(GROUP), max_size=1), 200)
    changed = [
        sum(not isinstance(each, Added) and bool(getattr(each, "session", "")) for each in some) for some in found
    ]
    assert set(changed) == {0, 1}


def test_overrides_of_no_episode_have_any_field() -> None:
    cancelled = drawn(cancelled_sessions())
    assert {bool(each.session) for each in cancelled} == {bool(each.reason) for each in cancelled} == {True, False}
    assert simplest(cancelled_sessions()) == Cancelled("2000-01-01")
    moved = drawn(moved_sessions())
    assert {each.time is None for each in moved} == {True, False}
    assert simplest(moved_sessions()) == Moved("2000-01-01", "a", start="18:00")
    added = drawn(added_sessions())
    assert {each.replaces is None for each in added} == {bool(each.reason) for each in added} == {True, False}
    assert simplest(added_sessions()).session == Session(GroupTherapy(), start="18:00", time=Minutes(60))


def test_transitions_are_of_every_kind_within_one_system() -> None:
    found = drawn(transitions(), 400)
    assert {each.kind for each in found} == {
        TransitionKind.STEP_DOWN,
        TransitionKind.STEP_UP,
        TransitionKind.LATERAL,
    }
    ends = [(each.start, each.end) for each in found]
    systems = [(one.system, other.system) for one, other in ends if isinstance(one, Level) and isinstance(other, Level)]
    assert len(systems) == len(found)
    assert set(systems) == {(one, one) for one in ("general", "asam-3rd-edition", "asam-4th-edition")}


def test_moves_are_planned_or_recorded() -> None:
    found = drawn(moves())
    assert {each.planned for each in found} == {bool(each.reason) for each in found} == {True, False}
    assert str(simplest(moves()).on) == "2000-01-01"
