import copy
import pickle
from datetime import time

import pytest
from pendulum import WeekDay

from iopmodel.commitments import (
    Block,
    Commitment,
    CommitmentKind,
    blocks,
    claim_of,
    commitment,
    commitments_of,
    time_taken,
)
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, WrongKind
from iopmodel.quantities import Minutes, Range
from tests.refusal import refusal, wrong

WORKDAYS = "MO,TU,WE,TH,FR"
JOB = commitment("work", WORKDAYS, "09:00-17:00", name="day job")
HOUR = 60


def _exactly(count: int) -> Range[Minutes]:
    return Range.exactly(Minutes(count))


# Blocks


def test_a_block_is_written_as_people_write_it() -> None:
    block = Block("MO", "9:00", time(17))
    assert (block.day, str(block), block.time) == (WeekDay.MONDAY, "Mon 09:00-17:00", Minutes(480))
    assert repr(block) == "Block('MO', '09:00', '17:00')"
    assert eval(repr(block)) == block  # noqa: S307 - a repr is code that makes the value


def test_a_block_past_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    night = Block("SU", "22:00", "06:00")
    assert night.time == Minutes(8 * HOUR)
    assert night.minutes.bit_count() == 8 * HOUR
    assert night.minutes & 1  # Monday 00:00
    assert Block("MO", "12:00", "00:00").time == Minutes(12 * HOUR)


def test_a_block_that_ends_when_it_starts_is_refused() -> None:
    words = 'block end: expected an end that differs from the start; two blocks fill a day, got "09:00:00"'
    assert refusal(NotAccepted, lambda: Block("MO", "09:00", "09:00")) == words


def test_blocks_are_ordered_by_day_and_clock() -> None:
    late, early, next_day = Block("MO", "13:00", "17:00"), Block("MO", "09:00", "12:00"), Block("TU", "00:00", "01:00")
    assert sorted([next_day, late, early]) == [early, late, next_day]


def test_the_same_blocks_stand_on_several_days() -> None:
    assert blocks("MO,TU", "09:00-12:00, 13:00-17:00") == (
        Block("MO", "09:00", "12:00"),
        Block("MO", "13:00", "17:00"),
        Block("TU", "09:00", "12:00"),
        Block("TU", "13:00", "17:00"),
    )
    assert blocks(WeekDay.SUNDAY, "22:00-06:00") == (Block("SU", "22:00", "06:00"),)


@pytest.mark.parametrize("clock", ["09:00-", "-17:00", "09:00-12:00,13:00-", "", "morning"])
def test_blocks_need_a_start_and_an_end(clock: str) -> None:
    assert "clock times: expected" in refusal(NotAccepted, lambda: blocks("MO", clock))


# Commitments


def test_a_commitment_has_its_time_of_the_week() -> None:
    assert JOB.weekly_time == Minutes(40 * HOUR)
    assert commitment("school", "MO,WE", "09:00-12:00,12:45-15:00").weekly_time == Minutes(2 * (180 + 135))


def test_blocks_of_a_commitment_that_overlap_count_once() -> None:
    given = [*blocks("MO", "09:00-13:00"), *blocks("MO", "12:00-17:00")]
    assert Commitment("work", given).weekly_time == Minutes(8 * HOUR)
    over_midnight = Commitment("work", [Block("SU", "20:00", "04:00"), Block("MO", "02:00", "05:00")])
    assert over_midnight.weekly_time == Minutes(9 * HOUR)


def test_a_commitment_has_a_name_in_free_words() -> None:
    assert (JOB.kind, JOB.name, str(JOB)) == (CommitmentKind.WORK, "day job", "day job")
    assert commitment("Caregiving", "SA", "08:00-10:00").name == "caregiving"
    assert Commitment("Other", blocks("SA", "08:00-10:00")).name == "other"
    assert "name of a commitment" in refusal(NotAccepted, lambda: commitment("work", "MO", "09:00-17:00", name=" "))


def test_the_order_of_blocks_and_a_block_that_stands_twice_change_nothing() -> None:
    one, other = Block("MO", "09:00", "12:00"), Block("TU", "09:00", "12:00")
    assert Commitment("work", [other, one, other]) == Commitment("work", [one, other])
    assert hash(Commitment("work", [other, one])) == hash(Commitment("work", [one, other]))


def test_a_commitment_can_be_copied_pickled_and_written_as_code() -> None:
    assert copy.deepcopy(JOB) == JOB
    assert pickle.loads(pickle.dumps(JOB)) == JOB  # noqa: S301 - only what the line pickled itself
    assert eval(repr(JOB)) == JOB  # noqa: S307 - a repr is code that makes the value
    assert repr(commitment("work", "MO", "09:00-17:00")) == (
        "Commitment(CommitmentKind.WORK, (Block('MO', '09:00', '17:00'),))"
    )


def test_what_is_no_commitment_is_refused() -> None:
    assert "one of work, school, caregiving, other" in refusal(
        NotAccepted, lambda: commitment("hobby", "MO", "09:00-17:00")
    )
    assert "at least one block" in refusal(NotAccepted, lambda: Commitment("work", ()))
    assert "several blocks" in refusal(WrongKind, lambda: Commitment("work", wrong(3)))
    nested = [blocks("MO", "09:00-17:00")]
    assert "put * before blocks(...)" in refusal(WrongKind, lambda: Commitment("work", wrong(nested)))


def test_one_or_several_commitments_can_be_given() -> None:
    school = commitment("school", "SA", "09:00-12:00")
    assert commitments_of(JOB) == (JOB,)
    assert commitments_of([JOB, school]) == (JOB, school)
    assert claim_of([JOB, school]).minutes.bit_count() == 43 * HOUR
    assert "a Commitment or several" in refusal(WrongKind, lambda: commitments_of(wrong(40)))
    assert "commitments, such as" in refusal(WrongKind, lambda: commitments_of(wrong(["work"])))


# Plain intervals


def test_plain_intervals_take_what_they_cover_with_the_way_there_and_back() -> None:
    assert time_taken([("MO", 16 * HOUR, 19 * HOUR)], JOB) == _exactly(HOUR)
    assert time_taken([("MO", 16 * HOUR, 19 * HOUR)], JOB, travel="30 min") == _exactly(90)
    assert time_taken([(WeekDay.SUNDAY, 23 * HOUR, 34 * HOUR)], JOB) == _exactly(HOUR)  # until Monday 10:00
    assert time_taken([], JOB, travel="30 min") == _exactly(0)
    assert time_taken([("MO", 600, 660)], ()) == _exactly(0)


def test_two_intervals_in_one_run_take_the_time_between_them_too() -> None:
    run = [("MO", 540, 600), ("MO", 650, 700)]
    assert time_taken(run, JOB, travel="30 min") == _exactly(700 + 30 - 540)
    assert time_taken(run, JOB, travel="10 min") == _exactly((610 - 540) + (710 - 640))


def test_travel_as_a_range_makes_a_range() -> None:
    evening = [("MO", 17 * HOUR + 15, 20 * HOUR)]
    assert time_taken(evening, JOB, travel="20 to 30 min") == Range(Minutes(5), Minutes(15))
    assert time_taken(evening, JOB, travel="at least 20 min") == Range(Minutes(5), Minutes(40 * HOUR))


def test_an_interval_of_no_length_costs_the_way_alone() -> None:
    assert time_taken([("MO", 600, 600)], JOB) == _exactly(0)
    assert time_taken([("MO", 600, 600)], JOB, travel="20 min") == _exactly(40)


def test_an_interval_that_cannot_be_is_refused() -> None:
    assert "from 700 to 600" in refusal(EndsBeforeItStarts, lambda: time_taken([("MO", 700, 600)], JOB))
    assert "start of an interval" in refusal(NotAccepted, lambda: time_taken([("MO", -10, 600)], JOB))
    assert "end of an interval" in refusal(WrongKind, lambda: time_taken([("MO", 10, wrong("11:00"))], JOB))
    assert "weekday" in refusal(WrongKind, lambda: time_taken([(wrong(0), 10, 20)], JOB))
