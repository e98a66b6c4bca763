"""The census: who is where on which day, who comes, moves and goes, and how long they stayed; counted by hand."""

import pickle
from fractions import Fraction

import pytest

from iopmodel import GroupTherapy, LevelOfCare, Phase, State, TransitionKind, sessions
from iopmodel._days import plain_day
from iopmodel.attendance import Attendance
from iopmodel.census import DayCensus, Discharged, Headcount, LevelCensus, MoveCount, census, census_over
from iopmodel.counting import Counting
from iopmodel.courses import LengthOfStay
from iopmodel.episodes import Episode
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, UnknownName, WrongKind
from iopmodel.stays import Stay
from tests.refusal import refusal, wrong

OP, IOP, PHP = LevelOfCare.OUTPATIENT, LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION
EVENING = Phase(IOP, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"), length="8 weeks")
DAY = Phase(PHP, sessions(GroupTherapy(), "MO,TU,WE,TH,FR", "09:00-14:00"), length="4 weeks")
WEEKLY = Phase(OP, sessions(GroupTherapy(), "TU", "18:00-19:00"), length="4 weeks")


def patients() -> tuple[Episode, ...]:
    """Three patients of February 2026.

    The first is in the day program from the 2nd and steps down on the 16th. The second is in the evening program from
    the 2nd, away from the 9th to the 11th, and discharged on the 18th. The third is readmitted on the day of discharge.
    """
    return (
        Episode.of(DAY, first="2026-02-02").move(EVENING, on="2026-02-16"),
        Episode.of(EVENING, first="2026-02-02")
        .move(State.ON_LEAVE, on="2026-02-09", until="2026-02-12")
        .move(State.DISCHARGED, on="2026-02-18"),
        Episode.of(EVENING, first="2026-01-26").move(State.DISCHARGED, on="2026-02-10").move(WEEKLY, on="2026-02-10"),
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-01-25", {}),
        ("2026-01-26", {IOP: (1, 0)}),
        ("2026-02-02", {IOP: (2, 0), PHP: (1, 0)}),
        ("2026-02-09", {IOP: (1, 1), PHP: (1, 0)}),
        ("2026-02-10", {IOP: (0, 1), OP: (1, 0), PHP: (1, 0)}),
        ("2026-02-12", {IOP: (1, 0), OP: (1, 0), PHP: (1, 0)}),
        ("2026-02-16", {IOP: (2, 0), OP: (1, 0)}),
        ("2026-02-18", {IOP: (1, 0), OP: (1, 0)}),
        ("2026-03-10", {IOP: (1, 0)}),
        ("2026-04-13", {}),
    ],
)
def test_a_patient_is_at_a_level_from_the_first_day_of_a_stay_up_to_the_day_that_ends_it(
    on: str, expected: dict[LevelOfCare, tuple[int, int]]
) -> None:
    found = census(patients(), on=on)
    assert dict(found) == expected
    assert list(found) == list(expected)


def test_a_census_of_a_day_answers_for_every_level_and_goes_over_those_with_somebody() -> None:
    found = census(patients(), on="2026-02-09")
    assert (found[IOP], found[OP]) == (Headcount(1, 1), Headcount(0, 0))
    assert (IOP in found, OP in found, len(found)) == (True, False, 2)
    assert found.total == Headcount(2, 1)
    assert str(found) == (
        "2026-02-09: 2 in care, 1 on leave\n"
        "  intensive outpatient: 1 in care, 1 on leave\n"
        "  partial hospitalization: 1 in care"
    )
    assert str(census([], on="2026-02-09")) == "2026-02-09: 0 in care"


def test_a_census_of_a_day_is_a_value() -> None:
    found = census(patients(), on="2026-02-09")
    assert found == census(patients(), on="2026-02-09") != census(patients(), on="2026-02-10")
    assert hash(found) == hash(census(patients(), on="2026-02-09"))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - made a line above
    assert found.rows == ((IOP, Headcount(1, 1)), (PHP, Headcount(1)))
    assert isinstance(found, DayCensus)


def test_a_stay_without_a_planned_end_counts_on_every_day_from_its_first() -> None:
    episode = Episode.of(Phase(IOP, EVENING.week), first="2026-02-02")
    assert census([episode], on="2036-02-02")[IOP] == Headcount(1)
    found = census_over([episode], "2026-02-01", "2026-02-05")
    assert found.levels == (LevelCensus(level=IOP, in_care=(0, 1, 1, 1), on_leave=(0, 0, 0, 0), treatment_days=2),)


def test_a_day_that_two_stays_hold_counts_once_at_the_level_of_the_later_one() -> None:
    stays = [
        Stay(level=PHP, first=plain_day("2026-02-02"), until=plain_day("2026-02-28"), week=DAY.week),
        Stay(level=IOP, first=plain_day("2026-02-09"), until=plain_day("2026-02-16"), week=EVENING.week),
    ]
    assert dict(census([Episode(stays=stays)], on="2026-02-10")) == {IOP: (1, 0)}
    found = census_over([Episode(stays=stays)], "2026-02-10", "2026-02-12")
    # What is held at the earlier one is a treatment day there all the same.
    assert [(each.level, each.in_care, each.treatment_days) for each in found.levels] == [
        (IOP, (1, 1), 1),
        (PHP, (0, 0), 2),
    ]


def test_a_census_over_days_has_each_day_of_each_level() -> None:
    found = census_over(patients(), "2026-02-08", "2026-02-13")
    assert [(each.level, each.in_care, each.on_leave) for each in found.levels] == [
        (IOP, (2, 1, 0, 0, 1), (0, 1, 1, 1, 0)),
        (OP, (0, 0, 1, 1, 1), (0, 0, 0, 0, 0)),
        (PHP, (1, 1, 1, 1, 1), (0, 0, 0, 0, 0)),
    ]
    assert [each.patient_days for each in found.levels] == [4, 3, 5]
    for day in ("2026-02-08", "2026-02-11"):
        assert found.on(day) == census(patients(), on=day)


def test_a_census_knows_only_its_own_days() -> None:
    found = census_over(patients(), "2026-02-08", "2026-02-13")
    for day in ("2026-02-07", "2026-02-13"):
        message = refusal(NotAccepted, lambda day=day: found.on(day))  # type: ignore[misc]
        assert "a day from 2026-02-08 up to 2026-02-13" in message


def test_treatment_days_are_added_over_patients() -> None:
    found = census_over(patients(), "2026-02-08", "2026-02-13")
    # The day program: Monday to Thursday. The second patient is back on Thursday, and the third one's last evening is
    # Monday the 9th; Tuesday the 10th is the first one in outpatient.
    assert [(each.level, each.treatment_days) for each in found.levels] == [(IOP, 2), (OP, 1), (PHP, 4)]
    nothing = census_over(patients(), "2026-02-08", "2026-02-13", counting=Counting(frozenset({"meal"})))
    assert [each.treatment_days for each in nothing.levels] == [0, 0, 0]


def test_moves_are_counted_by_day_kind_and_levels() -> None:
    found = census_over(patients(), "2026-02-02", "2026-02-19")
    day = plain_day
    assert found.moves == (
        MoveCount(day("2026-02-02"), TransitionKind.ADMISSION, None, IOP, 1),
        MoveCount(day("2026-02-02"), TransitionKind.ADMISSION, None, PHP, 1),
        MoveCount(day("2026-02-09"), TransitionKind.LEAVE, IOP, IOP, 1),
        MoveCount(day("2026-02-10"), TransitionKind.DISCHARGE, IOP, None, 1),
        MoveCount(day("2026-02-10"), TransitionKind.READMISSION, None, OP, 1),
        MoveCount(day("2026-02-12"), TransitionKind.RETURN, IOP, IOP, 1),
        MoveCount(day("2026-02-16"), TransitionKind.STEP_DOWN, PHP, IOP, 1),
        MoveCount(day("2026-02-18"), TransitionKind.DISCHARGE, IOP, None, 1),
    )


def test_the_same_move_of_several_patients_is_one_count() -> None:
    pair = [Episode.of(EVENING, first="2026-02-02")] * 2
    (admissions,) = census_over(pair, "2026-02-02", "2026-02-03").moves
    assert admissions.number == 2


def test_moves_can_be_asked_by_kind_level_and_day() -> None:
    found = census_over(patients(), "2026-02-02", "2026-02-19")
    assert found.count("admission") == 2
    assert found.count("admission", reached=PHP) == 1
    assert found.count("discharge") == 2
    assert [found.count("discharge", on=f"2026-02-{day}") for day in (10, 11, 18)] == [1, 0, 1]
    assert found.count("discharge", left=PHP) == 0
    assert found.count(TransitionKind.STEP_DOWN, left=PHP, reached=IOP) == 1
    assert found.count("step-down", left=IOP) == 0
    assert "one of admission, step-down" in refusal(NotAccepted, lambda: found.count("transfer"))


def test_planned_moves_count_on_their_days() -> None:
    found = census_over([Episode.of(EVENING, first="2026-02-02")], "2026-03-30", "2026-03-31")
    assert (found.count("discharge"), found.levels) == (1, ())


def test_a_discharge_from_a_leave_of_absence_leaves_the_level_whose_place_was_kept() -> None:
    away = Episode.of(EVENING, first="2026-02-02").move(State.ON_LEAVE, on="2026-02-09")
    found = census_over([away.move(State.DISCHARGED, on="2026-02-12")], "2026-02-12", "2026-02-13")
    assert found.moves == (MoveCount(plain_day("2026-02-12"), TransitionKind.DISCHARGE, IOP, None, 1),)
    assert found.discharges == (Discharged(plain_day("2026-02-12"), IOP, LengthOfStay(7, 3)),)


def test_what_changes_nothing_is_no_move_of_the_census() -> None:
    left = Episode.of(EVENING, first="2026-02-02").move(State.DISCHARGED, on="2026-02-09")
    closed = left.move(State.CLOSED, on="2026-02-09")
    twice = left.move(State.DISCHARGED, on="2026-02-10", reason="entered twice")
    longer = Episode.of(EVENING, first="2026-02-02").move(State.ON_LEAVE, on="2026-02-09", until="2026-02-12")
    longer = longer.move(State.ON_LEAVE, on="2026-02-10", until="2026-02-20", reason="not well yet")
    found = census_over([closed, twice, longer], "2026-02-09", "2026-02-12")
    assert [(each.kind, each.number) for each in found.moves] == [("leave-of-absence", 1), ("discharge", 2)]


def test_another_phase_at_the_same_level_is_a_lateral_move() -> None:
    found = census_over(
        [Episode.of(EVENING, first="2026-02-02").move(EVENING, on="2026-02-09")], "2026-02-09", "2026-03-01"
    )
    assert found.count("lateral", left=IOP, reached=IOP) == 1


def test_a_move_that_no_stay_bears_out_leaves_and_reaches_no_level() -> None:
    away = Episode.of(EVENING, first="2026-02-02").move(State.ON_LEAVE, on="2026-02-09", until="2026-02-12")
    alone = Episode(stays=away.stays[:1], moves=away.moves)
    assert census_over([alone], "2026-02-09", "2026-02-10").moves[0].reached is None


def test_the_average_length_of_stay_is_of_those_discharged_from_admission_to_discharge_and_leave_apart() -> None:
    found = census_over(patients(), "2026-02-02", "2026-03-11")
    assert found.discharges == (
        Discharged(plain_day("2026-02-10"), IOP, LengthOfStay(15)),
        Discharged(plain_day("2026-02-18"), IOP, LengthOfStay(13, 3)),
        Discharged(plain_day("2026-03-10"), OP, LengthOfStay(28)),
    )
    assert found.average_length_of_stay() == Fraction(56, 3)
    assert found.average_length_of_stay(with_leave=True) == Fraction(59, 3)
    assert found.average_length_of_stay(IOP) == 14
    assert found.average_length_of_stay(OP) == 28


def test_a_discharge_is_from_the_last_level_and_its_stay_from_the_admission_on() -> None:
    found = census_over(patients()[:1], "2026-04-01", "2026-05-01")
    assert found.discharges == (Discharged(plain_day("2026-04-13"), IOP, LengthOfStay(70)),)


def test_where_nobody_was_discharged_there_is_no_average() -> None:
    found = census_over(patients(), "2026-02-02", "2026-02-19")
    assert "nobody discharged from partial hospitalization" in refusal(
        NotAccepted, lambda: found.average_length_of_stay(PHP)
    )
    empty = census_over(patients(), "2026-02-03", "2026-02-04")
    assert empty.discharges == ()
    assert "nobody discharged, 2026-02-03 until 2026-02-04" in refusal(NotAccepted, empty.average_length_of_stay)


def test_a_census_reads_well() -> None:
    assert str(census_over(patients(), "2026-02-08", "2026-02-13")) == (
        "2026-02-08 until 2026-02-13\n"
        "  intensive outpatient: at most 2 in care, 1 on leave; patient days 4, treatment days 2\n"
        "  outpatient: at most 1 in care; patient days 3, treatment days 1\n"
        "  partial hospitalization: at most 1 in care; patient days 5, treatment days 4\n"
        "leave-of-absence 1, return 1, discharge 1, readmission 1\n"
        "average length of stay 15.0 days"
    )
    assert str(census_over([], "2026-02-08", "2026-02-13")) == "2026-02-08 until 2026-02-13"


def test_a_census_of_no_day_is_empty_and_one_of_days_that_run_back_is_refused() -> None:
    found = census_over(patients(), "2026-02-08", "2026-02-08")
    assert (found.levels, found.moves, found.discharges) == ((), (), ())
    assert "2026-02-08" in refusal(EndsBeforeItStarts, lambda: census_over(patients(), "2026-02-08", "2026-02-07"))


def test_a_census_is_of_several_episodes() -> None:
    one = patients()[0]
    for given in (one, 7, [one, "Jane"]):
        assert "census: expected" in refusal(WrongKind, lambda given=given: census(wrong(given), on="2026-02-02"))  # type: ignore[misc]
    assert census(iter(patients()), on="2026-02-02").total == Headcount(3)


def test_treatment_days_delivered_are_those_on_record() -> None:
    iop = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"), length="2 weeks")
    first, second = (Episode.of(iop, first="2026-02-02", label=f"case {number}") for number in (1, 2))
    monday, wednesday, thursday, *_ = first.occurrences()
    sheet = Attendance("case 1").record(monday).record(wednesday, "absent-excused").record(thursday, late="30 min")
    planned = census_over([first, second], "2026-02-02", "2026-02-16")
    delivered = census_over([first, second], "2026-02-02", "2026-02-16", attendance=[sheet])
    assert [each.treatment_days for each in planned.levels] == [12]
    assert [each.treatment_days for each in delivered.levels] == [2]
    until_wednesday = census_over([first, second], "2026-02-02", "2026-02-04", attendance=[sheet])
    assert [each.treatment_days for each in until_wednesday.levels] == [1]


def test_attendance_under_a_label_that_no_episode_has_is_refused() -> None:
    episode = Episode.of(Phase(LevelOfCare.OUTPATIENT), first="2026-02-02", label="case 1")
    with pytest.raises(UnknownName, match='no such name as "case 9"; known: case 1'):
        census_over([episode], "2026-02-02", "2026-02-09", attendance=[Attendance("case 9")])
