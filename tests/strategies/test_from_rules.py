"""Programs drawn from rules."""

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from iopmodel import Minutes, Population, Program, Range, Verdict, check, standards, weekly_hours
from iopmodel._days import plain_day
from iopmodel.counting import Counting
from iopmodel.errors import NotAccepted, RulesConflict, UnknownName
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.strategies import NearMiss, NearPair, _from_rules, near, near_misses, programs
from iopmodel.strategies._from_rules import _Drawn as Drawn
from tests.planned_rules import a_body, a_rule

ON = "2026-02-02"
FEW = settings(max_examples=10, database=None)
NINE = a_rule(Measure.HOURS_PER_WEEK, 540)


def plainest(drawn: st.SearchStrategy[Program]) -> Program:
    """What a strategy shrinks to."""
    return find(drawn, lambda _: True, settings=settings(max_examples=10, database=None))


def test_without_any_body_programs_are_of_every_kind() -> None:
    """Some have a pathway."""
    assert find(programs(), lambda program: program.pathway is not None).pathway is not None


def test_what_meets_a_body_shrinks_to_the_plainest_week() -> None:
    """Six hours and two hours a day are TRICARE's; evenings."""
    program = plainest(programs(meeting=standards.TRICARE, on=ON))
    assert [str(each) for each in program.tracks[0].week.sessions] == ["Mon 18:00-00:00: group therapy, 6 h"] or (  # type: ignore[union-attr]
        weekly_hours(program).low >= Minutes(360)
    )
    assert program.level == LevelOfCare.INTENSIVE_OUTPATIENT


def test_several_bodies_are_met_at_the_wanted_level_for_the_wanted_people() -> None:
    """Medicare and TRICARE, adults."""
    bodies = [standards.MEDICARE, standards.TRICARE]

    @FEW
    @given(programs(meeting=bodies, on=ON, level=LevelOfCare.INTENSIVE_OUTPATIENT, population="adult"))
    def law(program: Program) -> None:
        assert check(program, against=bodies, on=ON).verdict is Verdict.MET
        assert program.population == Population("adult")

    law()


def test_a_missed_rule_is_missed_and_its_reason_is_said() -> None:
    """Nine hours of Medicare's."""

    @FEW
    @given(near_misses("medicare.iop.hours_week", otherwise=standards.MEDICARE, on=ON))
    def law(miss: NearMiss) -> None:
        assert miss.missed == {"medicare.iop.hours_week"}
        assert miss.rule.id == "medicare.iop.hours_week"
        assert miss.reason.startswith("medicare.iop.hours_week asks at least 9 h a week; here it is ")
        assert check(miss.program, against=[standards.MEDICARE], on=ON).verdict is Verdict.NOT_MET

    law()


def test_programs_that_miss_a_rule_are_those_of_near_misses() -> None:
    """In a test, and outside of one."""

    @FEW
    @given(programs(missing="medicare.iop.hours_week", on=ON))
    def law(program: Program) -> None:
        assert check(program, against=[standards.MEDICARE], on=ON).verdict is Verdict.NOT_MET

    law()
    assert isinstance(plainest(programs(missing=NINE, on=ON)), Program)


def test_a_pair_is_a_minute_apart() -> None:
    """8 h 59 min and 9 h."""

    @FEW
    @given(near(NINE, on=ON))
    def law(pair: NearPair) -> None:
        assert weekly_hours(pair.meets, 1) == Range.exactly(Minutes(540))
        assert weekly_hours(pair.misses, 1) == Range.exactly(Minutes(539))
        assert pair.reason == "own.hours_per_week asks at least 9 h a week; here it is 8 h 59 min a week."
        assert pair.rule == NINE

    law()


def test_a_body_that_counts_breaks_gets_none() -> None:
    """They would lengthen the week."""
    body = a_body(a_rule(Measure.HOURS_PER_WEEK, 540, 540), counting=Counting.everything_but())

    @settings(max_examples=40, database=None)
    @given(programs(meeting=body, on=ON), near(body.rule("own.hours_per_week"), otherwise=body, on=ON))  # type: ignore[arg-type]
    def law(program: Program, pair: NearPair) -> None:
        for each in (program, pair.meets):
            assert weekly_hours(each, counting=body.counting) == Range.exactly(Minutes(540))

    law()


def test_what_cannot_be_drawn_is_refused_with_words() -> None:
    """Two ways at once, no day, no rule, no such rule, no rule that anything can miss."""
    with pytest.raises(NotAccepted, match="beside missing"):
        programs(meeting=standards.TRICARE, missing=NINE, on=ON)
    with pytest.raises(NotAccepted, match="the day for which"):
        programs(meeting=standards.TRICARE)
    with pytest.raises(NotAccepted, match="a rule for such a program"):
        programs(meeting=standards.FMLA, on=ON)
    with pytest.raises(NotAccepted, match="a rule for such a program"):
        programs(meeting=standards.GUIDES, on=ON)
    with pytest.raises(UnknownName):
        near_misses("no.such.rule", on=ON)
    with pytest.raises(NotAccepted, match="can be missed"):
        near_misses(a_rule(Measure.HOURS_PER_WEEK), on=ON)
    with pytest.raises(NotAccepted, match="can be missed"):
        near_misses("us_ny.oasas.ios.hours_week", on=ON)
    with pytest.raises(NotAccepted, match="can be missed"):
        near_misses("medicare.iop.recert_days", on=ON)


def test_rules_that_nothing_meets_together_are_named() -> None:
    """Also where one of them is to be missed."""
    few = a_rule(Measure.HOURS_PER_WEEK, 0, 500, id_="own.few")
    with pytest.raises(RulesConflict) as refused:
        programs(meeting=a_body(NINE, few, a_rule(Measure.GROUP_SIZE, 2)), on=ON)
    assert refused.value.rules == ("own.hours_per_week (at least 9 h a week)", "own.few (at most 8 h 20 min a week)")
    with pytest.raises(RulesConflict) as missing:
        near_misses(a_rule(Measure.DAYS_PER_WEEK, 3), otherwise=a_body(NINE, few), on=ON)
    assert missing.value.missing == "own.days_per_week (at least 3 days a week)"


def test_a_boundary_far_from_another_rule_has_no_pair() -> None:
    """Nothing is 18 years old and at least 30."""
    other = a_body(a_rule(Measure.AGE_YEARS, 30, id_="own.other"))
    with pytest.raises(NotAccepted, match="a change of one step"):
        near(a_rule(Measure.AGE_YEARS, 0, 17), otherwise=other, on=ON)


def test_a_way_without_a_neighbor_is_refused_when_it_is_drawn() -> None:
    """And is printed as short as can be."""
    other = a_body(a_rule(Measure.AGE_YEARS, 30, id_="own.other"))
    rule = a_rule(Measure.AGE_YEARS, 0, 17)
    ways = _from_rules._ways(rule, other, None, None, plain_day(ON), include_unverified=False)
    assert repr(ways) == "1 ways"
    with pytest.raises(NotAccepted, match="can change by one step"):
        find(_from_rules._pairs(ways), lambda _: True, settings=FEW)


def test_a_rule_of_unsure_date_or_scope_is_no_rule_to_miss() -> None:
    """Nobody knows whether it was in force in the year in which it began."""
    with pytest.raises(NotAccepted, match="can be missed"):
        near_misses("samhsa.iop.adult.hours_week", on="2021-06-01")


def test_a_side_that_nothing_can_reach_is_no_way() -> None:
    """More than 24 hours a day; nor is a rule in a part of the stay that nobody can place."""
    day = a_rule(Measure.HOURS_PER_DAY, 0, 1440)
    with pytest.raises(NotAccepted, match="can be missed"):
        near_misses(day, on=ON)
    with pytest.raises(NotAccepted, match="can be missed"):
        near_misses(a_rule(Measure.HOURS_PER_WEEK, 60, during="maintenance"), on=ON)


def test_a_reason_stays_silent_outside_of_a_test() -> None:
    """There is nothing to note it on."""
    miss = near_misses(NINE, on=ON)
    drawn = find(miss, lambda _: True, settings=FEW)
    assert _from_rules._told(drawn) is drawn.program


def test_a_typical_rule_can_be_missed_and_an_unverified_one_when_included() -> None:
    """The guides say 3 to 5 visits; New York nine hours."""
    assert isinstance(plainest(programs(missing="guide_b.iop.standard.sessions_week", on=ON)), Program)
    program = plainest(programs(missing="us_ny.oasas.ios.hours_week", on=ON, include_unverified=True))
    assert check(program, against=[standards.NEW_YORK], on=ON, include_unverified=True).verdict is Verdict.NOT_MET


@given(st.data())
def test_numbers_are_drawn_between_their_ends(data: st.DataObject) -> None:
    """At the boundary alone, or anywhere."""

    @st.composite
    def numbers(draw: st.DrawFn) -> list[int]:
        drawn, edges = Drawn(draw), Drawn(draw, only_edges=True)
        return [
            drawn.number(3, 3),
            drawn.number(1, 9, edge=9),
            drawn.number(1, 9, edge=1),
            drawn.number(1, 9, usual=20),
            edges.number(1, 9, edge=9),
            drawn.one_of([5]),
            drawn.one_of([5, 6]),
        ]

    same, *within, edge, one, two = data.draw(numbers())
    assert (same, edge, one) == (3, 9, 5)
    assert all(1 <= each <= 9 for each in within)
    assert two in {5, 6}
