import copy
import itertools
import pickle
from typing import Any

import pytest

from iopmodel import catalogue
from iopmodel.errors import NotAccepted, UnknownName, WrongKind
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, GENERAL, Ladder, LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Phase
from iopmodel.transitions import (
    Standing,
    State,
    Stop,
    Transition,
    TransitionKind,
    paths,
    transition,
    transitions_of,
)

OP = LevelOfCare.OUTPATIENT
IOP = LevelOfCare.INTENSIVE_OUTPATIENT
PHP = LevelOfCare.PARTIAL_HOSPITALIZATION
INPATIENT = LevelOfCare.INPATIENT
OTP = LevelOfCare.OPIOID_TREATMENT_PROGRAM
DETOX = LevelOfCare.WITHDRAWAL_MANAGEMENT


def _said(move: Transition) -> tuple[str, str]:
    return str(move), move.reason


@pytest.mark.parametrize(
    ("start", "end", "said", "reason"),
    [
        (
            PHP,
            IOP,
            "partial hospitalization -> intensive outpatient: step-down, 1 rung, allowed",
            "1 rung down the general ladder",
        ),
        (
            OP,
            IOP,
            "outpatient -> intensive outpatient: step-up, 1 rung, allowed",
            "1 rung up the general ladder",
        ),
        (
            INPATIENT,
            IOP,
            "inpatient -> intensive outpatient: step-down, 3 rungs, warned",
            (
                "3 rungs down the general ladder; skips residential, partial hospitalization:"
                " plan a stay there or record why not"
            ),
        ),
        (
            DETOX,
            LevelOfCare.RESIDENTIAL,
            "withdrawal management -> residential: step-down, 1 rung, warned",
            (
                "1 rung down the general ladder; withdrawal management is a task of its own, entered beside"
                " inpatient care: record why the move fits"
            ),
        ),
        (
            INPATIENT,
            DETOX,
            "inpatient -> withdrawal management: lateral, warned",
            (
                "the same rung of the general ladder; withdrawal management is a task of its own, entered"
                " beside inpatient care: record why the move fits"
            ),
        ),
        (
            IOP,
            OTP,
            "intensive outpatient -> opioid treatment program: lateral, warned",
            (
                "the general ladder does not say which of the two is more intensive; an opioid treatment"
                " program goes together with any level and is no rung of its own: record why the move fits"
            ),
        ),
        (
            IOP,
            IOP,
            "intensive outpatient -> intensive outpatient: lateral, warned",
            ("the level stays intensive outpatient; nothing else changes: name what does, or leave the move out"),
        ),
    ],
)
def test_a_move_between_levels(start: LevelOfCare, end: LevelOfCare, said: str, reason: str) -> None:
    assert _said(transition(start, end)) == (said, reason)


def test_two_levels_off_the_ladder_for_one_reason_have_it_named_once() -> None:
    weaned = (ASAM_3RD_EDITION.level("4-WM"), ASAM_3RD_EDITION.level("3.7-WM"))
    assert transition(*weaned).reason == (
        "1 rung down the ASAM 3rd edition ladder;"
        " withdrawal management runs beside the level of the same number: record why the move fits"
    )


def test_a_move_between_types_keeps_the_types() -> None:
    move = transition(catalogue.PARTIAL_HOSPITALIZATION, catalogue.EVENING_IOP)
    assert str(move) == "Partial hospitalization -> Evening IOP: step-down, 1 rung, allowed"
    assert (move.start, move.end) == (PHP, IOP)
    assert (move.start_type, move.end_type) == (catalogue.PARTIAL_HOSPITALIZATION, catalogue.EVENING_IOP)
    assert move.ladder == "general"


def test_a_move_between_types_of_one_level_is_lateral_and_allowed() -> None:
    move = transition(catalogue.DAY_PROGRAM, catalogue.EVENING_IOP)
    assert _said(move) == (
        "Day program -> Evening IOP: lateral, allowed",
        ("the level stays intensive outpatient; what changes is the program type, from Day program to Evening IOP"),
    )
    assert move.ladder == ""


@pytest.mark.parametrize("end", [catalogue.EVENING_IOP, IOP])
def test_a_move_that_names_no_change_is_warned_of(end: Stop) -> None:
    assert transition(catalogue.EVENING_IOP, end).standing is Standing.WARNED


#: Every pair of places of which one is no level, with its kind, its standing and words of its reason.
FROM_OR_TO_A_STATE: list[tuple[LevelOfCare | State, LevelOfCare | State, str, str, str]] = [
    (State.BEFORE_ADMISSION, IOP, "admission", "allowed", "begin at any level"),
    (State.BEFORE_ADMISSION, State.BEFORE_ADMISSION, "lateral", "warned", "nothing changes"),
    (State.BEFORE_ADMISSION, State.ON_LEAVE, "leave-of-absence", "refused", "no stay has begun"),
    (State.BEFORE_ADMISSION, State.DISCHARGED, "discharge", "refused", "admit first"),
    (State.BEFORE_ADMISSION, State.CLOSED, "discharge", "refused", "admit first"),
    (IOP, State.BEFORE_ADMISSION, "discharge", "refused", "discharge ends it"),
    (PHP, State.ON_LEAVE, "leave-of-absence", "allowed", "count toward the stay and not toward treatment"),
    (INPATIENT, State.DISCHARGED, "discharge", "allowed", "end at any level"),
    (IOP, State.CLOSED, "discharge", "refused", "discharge first"),
    (State.ON_LEAVE, OP, "return", "allowed", "is a return and a move: record both, the return first"),
    (State.ON_LEAVE, State.BEFORE_ADMISSION, "discharge", "refused", "discharge ends it"),
    (State.ON_LEAVE, State.ON_LEAVE, "lateral", "warned", "nothing changes"),
    (State.ON_LEAVE, State.DISCHARGED, "discharge", "allowed", "during a leave of absence"),
    (State.ON_LEAVE, State.CLOSED, "discharge", "refused", "discharge first"),
    (State.DISCHARGED, OTP, "readmission", "allowed", "at any level"),
    (State.DISCHARGED, State.BEFORE_ADMISSION, "readmission", "refused", "name that level"),
    (State.DISCHARGED, State.ON_LEAVE, "leave-of-absence", "refused", "the stay has ended"),
    (State.DISCHARGED, State.DISCHARGED, "lateral", "warned", "nothing changes"),
    (State.DISCHARGED, State.CLOSED, "discharge", "allowed", "can be closed"),
    (State.CLOSED, IOP, "readmission", "refused", "open a new one"),
    (State.CLOSED, State.BEFORE_ADMISSION, "readmission", "refused", "open a new one"),
    (State.CLOSED, State.ON_LEAVE, "readmission", "refused", "open a new one"),
    (State.CLOSED, State.DISCHARGED, "readmission", "refused", "open a new one"),
    (State.CLOSED, State.CLOSED, "lateral", "refused", "open a new one"),
]


@pytest.mark.parametrize(("start", "end", "kind", "standing", "reason"), FROM_OR_TO_A_STATE)
def test_a_move_from_or_to_a_place_that_is_no_level(
    start: Stop, end: Stop, kind: str, standing: str, reason: str
) -> None:
    move = transition(start, end)
    assert (move.kind, move.standing, move.rungs, move.ladder) == (kind, standing, 0, "")
    assert reason in move.reason
    assert str(move) == f"{start} -> {end}: {kind}, {standing}"


def test_the_expected_moves_above_leave_no_pair_of_places_out() -> None:
    places = [*State, "a level"]
    pairs = [pair for pair in itertools.product(places, repeat=2) if pair != ("a level", "a level")]
    written = [
        tuple(place if isinstance(place, State) else "a level" for place in (start, end))
        for start, end, *_ in FROM_OR_TO_A_STATE
    ]
    assert sorted(written) == sorted(pairs)


@pytest.mark.parametrize(
    ("place", "first"), [(State.BEFORE_ADMISSION, "admit first"), (State.DISCHARGED, "readmit first")]
)
def test_where_no_stay_runs_the_reason_says_what_comes_before_a_leave(place: State, first: str) -> None:
    assert transition(place, State.ON_LEAVE).reason.endswith(f": {first}")


def test_a_leave_of_absence_is_read_however_it_is_written() -> None:
    assert State.one_of("On leave") is State.ON_LEAVE
    assert TransitionKind.one_of("leave of absence") is TransitionKind.LEAVE
    assert TransitionKind.one_of("Return") is TransitionKind.RETURN


def test_a_leave_of_absence_and_a_return_keep_the_type() -> None:
    leave = transition(catalogue.EVENING_IOP, State.ON_LEAVE)
    back = transition(State.ON_LEAVE, catalogue.DAY_PROGRAM)
    assert str(leave) == "Evening IOP -> on-leave: leave-of-absence, allowed"
    assert str(back) == "on-leave -> Day program: return, allowed"
    assert (leave.start, leave.start_type, leave.end_type) == (IOP, catalogue.EVENING_IOP, None)
    assert (back.end, back.start_type, back.end_type) == (IOP, None, catalogue.DAY_PROGRAM)


def test_an_admission_keeps_the_type() -> None:
    move = transition(State.BEFORE_ADMISSION, catalogue.STANDARD_IOP)
    assert str(move) == "before-admission -> Standard IOP: admission, allowed"
    assert (move.end, move.end_type, move.start_type) == (IOP, catalogue.STANDARD_IOP, None)


def test_levels_of_one_asam_edition_are_ordered_by_its_own_ladder() -> None:
    move = transition(ASAM_4TH_EDITION.level("2.7"), ASAM_4TH_EDITION.level("2.5"))
    assert str(move).endswith(": step-down, 1 rung, allowed")
    assert move.ladder == "ASAM 4th edition"


def test_levels_of_two_systems_are_compared_by_the_crosswalk_and_the_reason_says_so() -> None:
    move = transition(ASAM_3RD_EDITION.level("2.5"), IOP)
    assert _said(move) == (
        "2.5 Partial Hospitalization -> intensive outpatient: step-down, 1 rung, allowed",
        (
            "1 rung down the general ladder; 2.5 Partial Hospitalization (asam-3rd-edition)"
            " counts as partial hospitalization by the crosswalk"
        ),
    )


def test_one_level_under_two_names_is_a_lateral_move_and_allowed() -> None:
    move = transition(ASAM_3RD_EDITION.level("2.1"), ASAM_4TH_EDITION.level("2.1"))
    assert str(move) == "2.1 Intensive Outpatient -> 2.1 Intensive Outpatient: lateral, allowed"
    assert move.reason.count("by the crosswalk") == 2


def test_a_level_may_be_compared_on_the_general_ladder_when_that_is_given() -> None:
    start, end = ASAM_3RD_EDITION.level("3.5"), ASAM_3RD_EDITION.level("2.1")
    assert transition(start, end, ladder=GENERAL).rungs == 2
    assert transition(start, end).rungs == 4


@pytest.mark.parametrize(
    ("start", "end", "ladder", "message"),
    [
        (ASAM_3RD_EDITION.level("0.5"), IOP, None, "on the general ladder, or in the crosswalk to it"),
        (IOP, PHP, ASAM_3RD_EDITION, "on the ASAM 3rd edition ladder, or in the crosswalk to it"),
        (LevelOfCare("respite"), IOP, None, 'no such name as "respite"; known: aftercare, outpatient'),
        (
            LevelOfCare("a", system="house"),
            LevelOfCare("b", system="house"),
            None,
            'give yours as ladder=.: no such name as "house"; known: general, asam-3rd-edition',
        ),
    ],
)
def test_without_a_declared_order_there_is_no_transition(
    start: LevelOfCare, end: LevelOfCare, ladder: Ladder | None, message: str
) -> None:
    with pytest.raises(UnknownName, match=message):
        transition(start, end, ladder=ladder)


def test_a_ladder_of_your_own_orders_its_levels() -> None:
    low, high = (LevelOfCare(key, system="house") for key in ("low", "high"))
    move = transition(high, low, ladder=Ladder("house", [low, high]))
    assert _said(move) == ("high -> low: step-down, 1 rung, allowed", "1 rung down the house ladder")


@pytest.mark.parametrize("thing", ["intensive-outpatient", None, GENERAL])
def test_what_is_no_level_no_type_and_no_place_is_refused(thing: object) -> None:
    move: Any = transition
    with pytest.raises(WrongKind, match="a LevelOfCare, a ProgramType or a State"):
        move(thing, IOP)
    with pytest.raises(WrongKind):
        move(IOP, thing)


def test_a_transition_reads_its_words_and_refuses_others() -> None:
    move: Any = Transition
    made = move(start=PHP, end=IOP, kind="step down", rungs=1, standing="allowed", reason="planned")
    assert (made.kind, made.standing) == (TransitionKind.STEP_DOWN, Standing.ALLOWED)
    with pytest.raises(NotAccepted, match="rungs"):
        move(start=PHP, end=IOP, kind="step down", rungs=-1, standing="allowed", reason="planned")
    with pytest.raises(NotAccepted, match="one of allowed, warned, refused"):
        move(start=PHP, end=IOP, kind="step down", standing="maybe", reason="planned")


def test_a_transition_is_a_value() -> None:
    move = transition(catalogue.PARTIAL_HOSPITALIZATION, catalogue.STANDARD_IOP)
    assert len({move, pickle.loads(pickle.dumps(move)), copy.deepcopy(move)}) == 1  # noqa: S301 - its own bytes


def test_all_paths_from_the_least_sizes_of_step_to_the_greatest() -> None:
    found = [[str(move.end) for move in path] for path in paths(INPATIENT, IOP)]
    assert found == [
        ["residential", "partial hospitalization", "intensive outpatient"],
        ["residential", "intensive outpatient"],
        ["partial hospitalization", "intensive outpatient"],
        ["intensive outpatient"],
    ]


def test_a_path_upward_and_across_systems() -> None:
    found = paths(ASAM_3RD_EDITION.level("2.1"), LevelOfCare.RESIDENTIAL)
    assert [[move.rungs for move in path] for path in found] == [[1, 1], [2]]
    assert all(move.kind is TransitionKind.STEP_UP for path in found for move in path)


def test_paths_at_one_level_beside_a_rung_and_without_a_place() -> None:
    assert paths(IOP, IOP) == ((),)
    assert [[str(move) for move in path] for path in paths(DETOX, INPATIENT)] == [
        ["withdrawal management -> inpatient: lateral, warned"]
    ]
    assert paths(OTP, IOP) == ()


def test_a_taper_is_one_step_and_then_moves_within_the_level() -> None:
    plan = Pathway(
        [
            Phase(PHP, length="2 weeks"),
            Phase(IOP, WeeklyPattern(days=5), length="3 weeks", name="IOP five days"),
            Phase(IOP, WeeklyPattern(days=3), length="5 weeks", name="IOP three days"),
            Phase(OP, WeeklyPattern(days=1)),
        ]
    )
    assert [_said(move) for move in transitions_of(plan)] == [
        (
            "partial hospitalization -> intensive outpatient: step-down, 1 rung, allowed",
            "1 rung down the general ladder",
        ),
        (
            "intensive outpatient -> intensive outpatient: lateral, allowed",
            ("the level stays intensive outpatient; what changes is the phase, from IOP five days to IOP three days"),
        ),
        (
            "intensive outpatient -> outpatient: step-down, 1 rung, allowed",
            "1 rung down the general ladder",
        ),
    ]


def test_phases_without_names_of_their_own_and_phases_that_are_the_same() -> None:
    five, three = Phase(IOP, WeeklyPattern(days=5)), Phase(IOP, WeeklyPattern(days=3))
    tapering, standing_still = transitions_of(Pathway([five, three, three]))
    assert tapering.reason == "the level stays intensive outpatient; what changes is the phase"
    assert standing_still.standing is Standing.WARNED


def test_a_pathway_of_one_phase_has_no_transition() -> None:
    assert transitions_of(Pathway([Phase(IOP)])) == ()
