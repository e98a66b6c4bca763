"""Names, quantities, lengths, spans and citations: bounds are kept, and every shape and length of each is reached."""

import functools
import unicodedata

import pytest
from hypothesis import find, settings

from iopmodel import (
    Citation,
    Cycle,
    Dated,
    Days,
    History,
    Minutes,
    Months,
    PartOfStay,
    Range,
    TreatmentDays,
    TreatmentHours,
    TreatmentSessions,
    UntilCriterion,
    Weeks,
    WeekSpan,
    WithoutEnd,
)
from iopmodel.citations import Mark
from iopmodel.errors import EndsBeforeItStarts
from iopmodel.spans import StayUnit
from iopmodel.strategies import (
    citations,
    count_ranges,
    counts,
    criteria,
    cycles,
    dated_values,
    histories,
    minutes,
    names,
    parts_of_stay,
    planned_lengths,
    ranges,
    time_ranges,
    week_spans,
)
from iopmodel.strategies._values import counted_parts_of_stay, dated_cycles, dated_lengths, names_or_none, some_from
from iopmodel.strategies._wheels import turned
from tests.strategies.drawing import drawn, simplest

QUIET = settings(database=None, deadline=None, max_examples=500, derandomize=True)


def test_names_are_one_to_three_words_of_letters_and_numbers() -> None:
    found = drawn(names(), 500)
    assert all(name == " ".join(name.split(" ")) and name.strip() == name for name in found)
    assert {name.count(" ") for name in found} == {0, 1, 2}
    assert {unicodedata.category(letter)[0] for letter in "".join(found).replace(" ", "")} == {"L", "N"}


@pytest.mark.parametrize(
    "letter",
    ["ß", "İ", "א", "ع", "中", "한", "Σ", "ſ", "\N{MATHEMATICAL FRAKTUR CAPITAL U}", "0", "Z"],  # noqa: RUF001 - as said
)
def test_names_reach_letters_that_are_awkward(letter: str) -> None:
    assert letter in "".join(drawn(names(), 800))


def test_names_reach_letters_that_nobody_listed() -> None:
    assert len(set("".join(drawn(names(), 800)))) > 100


def test_names_shrink_to_a_letter() -> None:
    assert simplest(names()) == "a"
    assert find(names(), lambda name: len(name) >= 3, settings=QUIET) == "aaa"
    assert simplest(names_or_none()) == ""
    found = drawn(names_or_none())
    assert 60 < found.count("") < 240
    assert any(" " in name for name in found)


def test_minutes_and_counts_keep_their_bounds() -> None:
    assert {time.count for time in drawn(minutes(Minutes(30), Minutes(33)))} == {30, 31, 32, 33}
    assert max(drawn(minutes())) <= Minutes(7 * 24 * 60)
    assert {weeks.count for weeks in drawn(counts(Weeks, 2, 4))} == {2, 3, 4}
    assert simplest(counts(Weeks, 2, 4)) == Weeks(2)


def test_ranges_come_in_every_shape_within_their_bounds() -> None:
    found = drawn(ranges(Weeks(1), Weeks(5)))
    assert {each.low for each in found} == {Weeks(number) for number in range(1, 6)}
    assert {each.high for each in found} == {None, *(Weeks(number) for number in range(1, 6))}
    assert any(each.is_exact for each in found)
    assert any(each.high_excluded for each in found)
    assert any(each.high is not None and each.low < each.high and not each.high_excluded for each in found)
    assert simplest(ranges(Weeks(1), Weeks(5))) == Range.exactly(Weeks(1))


def test_ranges_with_an_end_have_one() -> None:
    assert all(each.high is not None for each in drawn(ranges(3, 70_000, bounded=True)))
    assert max(each.low for each in drawn(ranges(3, 70_000))) > 60_000
    assert simplest(ranges(3, 70_000)) == Range.exactly(3)


def test_ranges_of_bounds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(EndsBeforeItStarts, match="ranges to draw"):
        ranges(5, 3)


def test_a_failing_range_shrinks_to_its_boundary() -> None:
    found = find(time_ranges(), lambda time: time.low >= Minutes(540), settings=QUIET)
    assert found == Range.exactly(Minutes(540))
    assert all(each.high is None or each.high <= 9 for each in drawn(count_ranges(9)))


LENGTHS = (Weeks, Days, Months, TreatmentDays, TreatmentSessions, TreatmentHours)


def test_planned_lengths_are_of_every_kind() -> None:
    found = drawn(planned_lengths())
    assert {type(each) for each in found} == {Range, WithoutEnd, UntilCriterion, Cycle}
    assert {type(each.low) for each in found if isinstance(each, Range)} >= set(LENGTHS)
    assert simplest(planned_lengths()) == WithoutEnd()


def test_cycles_are_of_every_unit() -> None:
    assert {type(each.each.low) for each in drawn(cycles())} == set(LENGTHS)
    assert {type(each.each.low) for each in drawn(dated_cycles())} == set(LENGTHS[:3])
    assert {type(each.low) for each in drawn(dated_lengths(9))} == set(LENGTHS[:3])
    assert all(each.low.count <= 9 for each in drawn(dated_lengths(9)))
    assert simplest(criteria()) == UntilCriterion("a")


def test_spans_of_weeks_have_an_end_or_none() -> None:
    found = drawn(week_spans(4))
    assert {each.first for each in found} == {1, 2, 3, 4}
    assert {each.last for each in found} == {None, 1, 2, 3, 4}
    assert simplest(week_spans()) == WeekSpan(1)


def test_parts_of_a_stay_are_counted_or_named() -> None:
    found = drawn(parts_of_stay())
    assert any(part.name for part in found)
    assert {part.unit for part in found} >= set(StayUnit)
    assert any(part.last is None and not part.name for part in found)
    assert {part.unit for part in drawn(counted_parts_of_stay([StayUnit.WEEKS]))} == {StayUnit.WEEKS}
    assert simplest(counted_parts_of_stay()) == PartOfStay(next(iter(StayUnit)), 1, 1)


def test_citations_are_known_well_and_not_so_well() -> None:
    found = drawn(citations())
    assert {each.mark for each in found} == set(Mark)
    assert any(each.url for each in found)
    assert any(each.checked_on is None for each in found)
    assert any(each.checked_on is not None for each in found)
    assert simplest(citations()) == Citation("a")


def _shapes(entries: list[Dated[Minutes]]) -> set[type]:
    return {type(each.since) for each in entries}


def test_histories_are_known_in_every_way() -> None:
    found = drawn(histories(minutes(), max_size=3))
    entries = [entry for history in found for entry in history.entries]
    assert {len(history.entries) for history in found} == {1, 2, 3}
    assert {kind.__name__ for kind in _shapes(entries)} == {"Date", "str", "int", "NoneType"}
    assert any(history.entries[-1].until is not None for history in found)
    assert any(history.entries[0].since is None and len(history.entries) > 1 for history in found)
    assert {entry.start_checked for entry in entries} == {True, False}
    assert {len(history.entries) for history in drawn(histories(minutes(), min_size=2, max_size=2), 20)} == {2}


def test_a_history_shrinks_to_one_entry_of_2000() -> None:
    entry = Dated(Minutes(0), Citation("a"), since="2000-01-01")
    assert simplest(histories(minutes())) == History([entry])
    assert simplest(dated_values(minutes())) == entry


def test_some_items_are_none_first_and_any_of_them_in_the_end() -> None:
    some = turned(2, functools.partial(some_from, "abcdefghij"))
    assert simplest(some) == []
    assert find(some, lambda items: {"h", "j"} <= set(items), settings=QUIET) == ["h", "j"]
    assert set().union(*drawn(some)) == set("abcdefghij")
