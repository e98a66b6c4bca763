"""The algebra of programs from rules, against the check, which knows nothing of how they are planned."""

from collections.abc import Collection
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopmodel import Measure, Minutes, Program, Rule, Standard, Verdict, check, standards
from iopmodel._days import plain_day
from iopmodel.demands import Demand, circumstances_of, demands_of
from iopmodel.draft_choices import draft_of
from iopmodel.drafts import Draft, figures_of, program_of
from iopmodel.errors import NotAccepted, RulesConflict
from iopmodel.findings import Finding, Measured
from iopmodel.measures import MeasuredSubject
from iopmodel.readings import readings
from iopmodel.rule_conflicts import implied_by
from iopmodel.stay_plans import StayPlan, plan_of
from iopmodel.strategies import NearMiss, near, near_misses, programs, standards_of_rules, tracks
from iopmodel.strategies._from_rules import _Drawn as Drawn
from iopmodel.stretches import stretches
from iopmodel.week_cases import missed
from iopmodel.weeks import as_counted
from tests.rule_strategies import bodies

#: Before and after the rules of intensive outpatient care changed; the last of Washington's ended in between.
DAYS = ("2021-06-01", "2025-06-01", "2026-02-02")
PROGRAM = {MeasuredSubject.PROGRAM, MeasuredSubject.GROUP}
FEW = settings(max_examples=2)
RULES = [
    (body, rule)
    for body in standards.all()
    for rule in body
    if isinstance(rule, Rule) and rule.measure.subject in PROGRAM
]
#: They are in force from 2026-01-01.
NOT_YET = {
    "us_nc.medicaid.l2_1.adult.hours_week",
    "us_nc.medicaid.l2_1.youth.hours_week",
    "us_nc.medicaid.l2_5.adult.hours_week",
}
OVER_WEEKS = {Measure.DAYS_BETWEEN_SERVICE_DAYS, Measure.MINUTES_PER_MONTH, Measure.FAMILY_SESSIONS_PER_MONTH}


def found(program: Program, bodies_: list[Standard], on: str) -> list[Finding]:
    """What all rules say, those on usual practice too."""
    report = check(program, against=bodies_, on=on, include_unverified=True)
    return [*report.findings, *report.usual_practice]


def with_verdict(findings: list[Finding], verdict: Verdict) -> set[str]:
    """The rules with that verdict."""
    return {each.rule for each in findings if each.verdict is verdict}


def misses_exactly(miss: NearMiss, body: Standard, on: str) -> None:
    """Assert that a program misses what is said, and that nothing else of the body is missed or open."""
    findings = found(miss.program, [body], on)
    judging = [each for each in findings if each.force != "typical" or each.rule == miss.rule.id]
    assert with_verdict(judging, Verdict.NOT_MET) == miss.missed
    assert not with_verdict(judging, Verdict.UNKNOWN)


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("body", standards.all(), ids=lambda body: body.key)
def test_what_is_drawn_as_meeting_a_body_meets_it(body: Standard, on: str) -> None:
    """Refused is a body that has no rule for programs on that day, or one that began in the year of it."""
    try:
        drawn = programs(meeting=body, on=on, include_unverified=True)
    except NotAccepted:
        demands = [
            demand
            for rule in body
            if isinstance(rule, Rule)
            for circumstances in circumstances_of(rule, body)
            for demand in demands_of([body], circumstances, plain_day(on), include_unverified=True)
        ]
        assert all(demand.unsure for demand in demands) or any(demand.undated for demand in demands)
        return

    @FEW
    @given(drawn)
    def law(program: Program) -> None:
        assert check(program, against=[body], on=on, include_unverified=True).verdict is Verdict.MET

    law()


@pytest.mark.parametrize(("body", "rule"), RULES, ids=lambda each: getattr(each, "id", ""))
def test_a_near_miss_misses_the_rule_and_what_falls_with_it_and_nothing_else(body: Standard, rule: Rule) -> None:
    """At every boundary of every built-in rule."""
    try:
        drawn = near_misses(rule, otherwise=body, on="2025-06-01", include_unverified=True)
    except NotAccepted:
        assert rule.id in NOT_YET
        return

    @FEW
    @given(drawn)
    def law(miss: NearMiss) -> None:
        misses_exactly(miss, body, "2025-06-01")
        assert miss.rule == rule
        assert rule.id in miss.reason

    law()


def width(one: Finding, other: Finding) -> set[Fraction]:
    """By how much the figures of one finding differ from those of another, taken place by place."""

    def ends(measured: Measured) -> tuple[Fraction, ...]:
        low, high = measured.low, measured.high
        return tuple(Fraction(getattr(end, "count", end)) for end in (low, high) if end is not None)  # type: ignore[arg-type]

    some, others = (sorted({ends(place.measured) for place in each.places}) for each in (one, other))
    return {abs(a[0] - b[0]) for a in some for b in others if a not in others or b not in some}


@pytest.mark.parametrize(("body", "rule"), RULES, ids=lambda each: getattr(each, "id", ""))
def test_a_pair_lies_on_either_side_of_the_rule_and_one_step_apart(body: Standard, rule: Rule) -> None:
    """One minute, day, visit, session or person; in a month, one session a week."""
    try:
        drawn = near(rule, on="2025-06-01", include_unverified=True)
    except NotAccepted:
        return

    @FEW
    @given(drawn)
    def law(pair: tuple[Program, Program, Rule, str]) -> None:
        by_side = [
            next(each for each in found(program, [body], "2025-06-01") if each.rule == rule.id) for program in pair[:2]
        ]
        assert [each.verdict for each in by_side] == [Verdict.MET, Verdict.NOT_MET]
        if rule.measure not in OVER_WEEKS and rule.aggregation != "average":
            steps = width(*by_side)
            assert not steps or min(steps) <= 1

    law()


def own_body() -> st.SearchStrategy[Standard]:
    """A body of one's own: some rules that often fit together, or any rule pack."""
    return bodies(max_size=3) | standards_of_rules(min_size=1)


@given(own_body(), st.data())
def test_what_meets_a_body_of_ones_own_meets_it_or_is_refused_with_words(body: Standard, data: st.DataObject) -> None:
    """Whatever its rules ask, and however it counts."""
    try:
        drawn = programs(meeting=body, on="2026-02-02", include_unverified=True)
    except (NotAccepted, RulesConflict):
        return
    report = check(data.draw(drawn), against=[body], on="2026-02-02", include_unverified=True)
    assert report.verdict is Verdict.MET


@given(own_body(), st.data())
def test_what_misses_a_rule_of_ones_own_misses_it_or_is_refused_with_words(body: Standard, data: st.DataObject) -> None:
    """With what falls with it, and nothing else."""
    rules = [rule for rule in body if isinstance(rule, Rule)]
    for rule in rules[:1]:
        try:
            drawn = near_misses(rule, otherwise=body, on="2026-02-02", include_unverified=True)
        except (NotAccepted, RulesConflict):
            return
        misses_exactly(data.draw(drawn), body, "2026-02-02")


def demands_in(body: Standard, data: st.DataObject) -> tuple[tuple[Demand, ...], Program]:
    """What a body asks in the circumstances of one of its rules, and a program of any week in them."""
    rules = [rule for rule in body if isinstance(rule, Rule)]
    for circumstances in (each for rule in rules for each in circumstances_of(rule, body)):
        demands = demands_of([body], circumstances, plain_day("2026-02-02"), include_unverified=True)
        return demands, Program(circumstances.program_type, tracks=[data.draw(tracks())])
    raise AssertionError(body)


@given(bodies(max_size=4), st.data())
def test_of_two_rules_in_conflict_no_program_ever_meets_both(body: Standard, data: st.DataObject) -> None:
    """Whatever its week is."""
    demands, program = demands_in(body, data)
    met = with_verdict(found(program, [body], "2026-02-02"), Verdict.MET)
    for one in demands:
        for other in demands:
            if plan_of([one, other]) is None:
                assert not {one.rule.id, other.rule.id} <= met


@given(bodies(max_size=4), st.data())
def test_what_falls_with_a_rule_is_met_by_no_program_that_misses_it(body: Standard, data: st.DataObject) -> None:
    """On the side on which it is missed."""
    demands, program = demands_in(body, data)
    findings = found(program, [body], "2026-02-02")
    met, not_met = (with_verdict(findings, verdict) for verdict in (Verdict.MET, Verdict.NOT_MET))
    for one in demands:
        fallen = [{each.rule.id for each in implied_by(side, demands)} for side in missed(one)]
        always = fallen[0].intersection(*fallen) if fallen else set[str]()
        assert not (one.rule.id in not_met and always & met)


@given(own_body(), st.data())
def test_the_figures_of_a_draft_are_those_that_the_check_reads(body: Standard, data: st.DataObject) -> None:
    """At every place, and for every measure."""
    for circumstances in (each for rule in body if isinstance(rule, Rule) for each in circumstances_of(rule, body)):
        demands = demands_of([body], circumstances, plain_day("2026-02-02"), include_unverified=True)
        plan = plan_of(demands)
        if plan is None or plan.monthly is not None:
            return
        draft = data.draw(drafts(plan))
        (stretch,) = stretches(program_of(draft, circumstances))
        for demand in demands:
            read = readings(
                demand.rule, as_counted(stretch, body.counting), body.counting, tuple(map(Minutes, demand.floors))
            )
            drafted = {(each.low, each.high) for each in figures_of(demand, draft)}
            if demand.rule.measure is Measure.DURATION_WEEKS:
                continue
            measured = {_ends(each.measured) for each in read}
            assert _hull(measured) == _hull(drafted) if demand.rule.measure in OVER_WEEKS else measured == drafted
        return


@st.composite
def drafts(draw: st.DrawFn, plan: StayPlan) -> Draft:
    """The drafts of a plan."""
    return draft_of(plan, Drawn(draw))


def _ends(measured: Measured) -> tuple[Any, Any]:
    return getattr(measured.low, "count", measured.low), getattr(measured.high, "count", measured.high)


def _hull(figures: Collection[tuple[Any, Any]]) -> tuple[Any, ...]:
    """The least and the most of some figures."""
    return (min(low for low, _ in figures), max(high for _, high in figures)) if figures else ()


def test_what_falls_only_with_two_others_together_is_reported_with_both() -> None:
    """Nine hours are three days of three hours: each of the two can be met without, and both cannot."""
    rules = [
        standards.SAMHSA.rule("samhsa.iop.adult.hours_week"),
        standards.TEDS.rule("samhsa.teds.iop.days_week"),
        standards.VIRGINIA_MEDICAID.rule("us_va.medicaid.l2_1.adult.hours_day"),
    ]
    with pytest.raises(RulesConflict) as refused:
        near_misses("samhsa.iop.adult.hours_week", otherwise=Standard("own", "Own", rules), on="2025-06-01")
    assert [each.split(" ")[0] for each in refused.value.rules] == [rule.id for rule in rules[1:]]
