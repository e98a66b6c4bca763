"""Steps undo each other, kinds are antisymmetric, paths compose: on the three ladders and on any own."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from iopmodel.catalogue import TYPES
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, GENERAL, Ladder, LevelOfCare, OffLadder
from iopmodel.programs import ProgramType
from iopmodel.steps import options, step_down, step_up
from iopmodel.transitions import Standing, State, Transition, TransitionKind, paths, transition

OPPOSITE = {
    TransitionKind.STEP_DOWN: TransitionKind.STEP_UP,
    TransitionKind.STEP_UP: TransitionKind.STEP_DOWN,
    TransitionKind.LATERAL: TransitionKind.LATERAL,
}


@st.composite
def own_ladders(draw: st.DrawFn) -> Ladder:
    """A ladder of a system of one's own, some of its levels on no rung."""
    rungs = [LevelOfCare(f"rung-{number}", system="ours") for number in range(draw(st.integers(1, 6)))]
    beside = draw(st.lists(st.sampled_from([None, *rungs]), max_size=3))
    aside = [
        OffLadder(LevelOfCare(f"aside-{number}", system="ours"), "it has its reasons", beside=rung)
        for number, rung in enumerate(beside)
    ]
    return Ladder("ours", rungs, aside)


ladders = st.sampled_from([GENERAL, ASAM_3RD_EDITION, ASAM_4TH_EDITION]) | own_ladders()


@st.composite
def pairs_of_levels(draw: st.DrawFn) -> tuple[Ladder, LevelOfCare, LevelOfCare]:
    """A ladder and two of its levels, on a rung or not, perhaps the same one twice."""
    ladder = draw(ladders)
    level = st.sampled_from(ladder.levels)
    return ladder, draw(level), draw(level)


@st.composite
def rungs_of_ladders(draw: st.DrawFn) -> tuple[Ladder, int]:
    ladder = draw(ladders)
    return ladder, draw(st.integers(0, len(ladder.rungs) - 1))


@given(rungs_of_ladders())
def test_a_step_up_undoes_a_step_down_and_the_other_way_round(place: tuple[Ladder, int]) -> None:
    ladder, number = place
    rung = ladder.rungs[number]
    below, above = step_down(rung, ladder=ladder), step_up(rung, ladder=ladder)
    assert len(below) == (number > 0)
    assert len(above) == (number < len(ladder.rungs) - 1)
    assert all(step_up(each, ladder=ladder) == (rung,) for each in below)
    assert all(step_down(each, ladder=ladder) == (rung,) for each in above)


@given(pairs_of_levels())
def test_a_step_is_a_transition_of_one_rung(place: tuple[Ladder, LevelOfCare, LevelOfCare]) -> None:
    ladder, level, _ = place
    for end, kind in (
        *((each, TransitionKind.STEP_DOWN) for each in step_down(level, ladder=ladder)),
        *((each, TransitionKind.STEP_UP) for each in step_up(level, ladder=ladder)),
    ):
        move = transition(level, end, ladder=ladder)
        assert (move.kind, move.rungs) == (kind, 1)
        assert move.standing is (Standing.ALLOWED if level in ladder.rungs else Standing.WARNED)


@given(pairs_of_levels())
def test_kinds_are_antisymmetric(place: tuple[Ladder, LevelOfCare, LevelOfCare]) -> None:
    ladder, start, end = place
    there, back = transition(start, end, ladder=ladder), transition(end, start, ladder=ladder)
    assert back.kind is OPPOSITE[there.kind]
    assert (back.rungs, back.standing) == (there.rungs, there.standing)
    assert (back.start, back.end) == (there.end, there.start)


@given(pairs_of_levels())
def test_between_rungs_a_skip_is_warned_of(place: tuple[Ladder, LevelOfCare, LevelOfCare]) -> None:
    ladder, start, end = place
    move = transition(start, end, ladder=ladder)
    if start != end and {start, end} <= set(ladder.rungs):
        assert move.standing is (Standing.ALLOWED if move.rungs == 1 else Standing.WARNED)
    else:
        assert move.standing is Standing.WARNED
    low, high = sorted(ladder.height(each) or 0 for each in (start, end))
    if move.rungs:
        assert all(str(rung) in move.reason for rung in ladder.rungs[low + 1 : high])


def _composes(path: tuple[Transition, ...], direct: Transition) -> bool:
    joined = all(before.end == after.start for before, after in itertools.pairwise(path))
    return (
        joined
        and (path[0].start, path[-1].end) == (direct.start, direct.end)
        and sum(move.rungs for move in path) == direct.rungs
        and {move.kind for move in path} == {direct.kind}
    )


@given(pairs_of_levels())
def test_every_path_composes_to_the_direct_move(place: tuple[Ladder, LevelOfCare, LevelOfCare]) -> None:
    ladder, start, end = place
    found = paths(start, end, ladder=ladder)
    direct = transition(start, end, ladder=ladder)
    if start == end:
        assert found == ((),)
    elif None in (ladder.height(start), ladder.height(end)):
        assert found == ()
    else:
        assert all(_composes(path, direct) for path in found)
        assert found[-1] == (direct,)
        assert len(set(found)) == len(found) == 2 ** max(direct.rungs - 1, 0)


@given(pairs_of_levels())
def test_paths_come_by_their_step_sizes(place: tuple[Ladder, LevelOfCare, LevelOfCare]) -> None:
    ladder, start, end = place
    sizes = [[move.rungs for move in path] for path in paths(start, end, ladder=ladder)]
    assert sizes == sorted(sizes)
    assert all(size <= 1 for size in itertools.chain(*sizes[:1]))


def _answer(start: LevelOfCare | State, end: LevelOfCare | State) -> tuple[TransitionKind, Standing, str]:
    """What is said of a move, whichever level it leaves or reaches."""
    move = transition(start, end)
    return move.kind, move.standing, move.reason


levels = ladders.flatmap(lambda ladder: st.sampled_from(ladder.levels))
places = st.sampled_from(State) | levels


@given(levels)
def test_every_level_can_be_entered_and_left(level: LevelOfCare) -> None:
    ways_in = State.BEFORE_ADMISSION, State.ON_LEAVE, State.DISCHARGED
    assert {transition(place, level).standing for place in ways_in} == {Standing.ALLOWED}
    ways_out = State.ON_LEAVE, State.DISCHARGED
    assert {transition(level, place).standing for place in ways_out} == {Standing.ALLOWED}


@given(places)
def test_no_place_leads_out_of_a_closed_record(place: LevelOfCare | State) -> None:
    assert transition(State.CLOSED, place).standing is Standing.REFUSED


@given(levels, levels)
def test_every_pair_of_places_has_exactly_one_answer(one: LevelOfCare, another: LevelOfCare) -> None:
    for place in State:
        assert _answer(place, one) == _answer(place, another)
        assert _answer(one, place) == _answer(another, place)
        for other in State:
            move = transition(place, other)
            assert (move.start, move.end) == (place, other)
            assert move.reason


@given(places)
def test_only_a_stay_that_runs_goes_on_leave(place: LevelOfCare | State) -> None:
    runs = place is State.ON_LEAVE or isinstance(place, LevelOfCare)
    assert (transition(place, State.ON_LEAVE).standing is Standing.REFUSED) is not runs


@given(levels, st.sampled_from([State.BEFORE_ADMISSION, State.DISCHARGED, State.CLOSED]))
def test_a_stay_on_leave_ends_as_one_at_a_level_does(level: LevelOfCare, place: State) -> None:
    assert _answer(State.ON_LEAVE, place)[:2] == _answer(level, place)[:2]


@given(levels)
def test_a_return_undoes_a_leave_of_absence(level: LevelOfCare) -> None:
    leave, back = transition(level, State.ON_LEAVE), transition(State.ON_LEAVE, level)
    assert (leave.kind, back.kind) == (TransitionKind.LEAVE, TransitionKind.RETURN)
    assert (back.start, back.end) == (leave.end, leave.start)


@given(st.sampled_from(TYPES), st.sets(st.sampled_from(TYPES)))
def test_the_next_types_are_the_nearest_of_the_options(kind: ProgramType, some: set[ProgramType]) -> None:
    types = [each for each in TYPES if each in some]
    moves = options(kind, among=types)
    assert {move.end_type for move in moves} == some - {kind}
    for found, wanted in (
        (step_down(kind, among=types), TransitionKind.STEP_DOWN),
        (step_up(kind, among=types), TransitionKind.STEP_UP),
    ):
        on_rungs = [move for move in moves if move.kind is wanted and move.end in GENERAL.rungs]
        nearest = min((move.rungs for move in on_rungs), default=0)
        assert found == tuple(move.end_type for move in on_rungs if move.rungs == nearest)
