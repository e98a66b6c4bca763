"""The laws of scope: what more is known of a program, and which part of a stay a rule is about."""

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from iopmodel import (
    Aggregation,
    LevelOfCare,
    Pathway,
    Phase,
    Population,
    Program,
    ProgramType,
    Rule,
    Scope,
    Session,
    Track,
    Verdict,
    WeeklyPattern,
    WeeklySchedule,
    Weeks,
    catalogue,
    check,
    standards,
)
from iopmodel.measures import Measure
from iopmodel.reports import Report
from iopmodel.rules import Standard
from iopmodel.stretches import Stretch, Subject, stretches
from tests.rule_strategies import COUNTS, TIMES, a_body, rules, sessions_to_learn, tracks

ON = "2026-02-02"
MET, NOT_MET, UNKNOWN = Verdict


def verdicts(report: Report) -> dict[tuple[str, str], Verdict]:
    """What each rule that takes part says."""
    return {(each.body, each.rule): each.verdict for each in (*report.findings, *report.usual_practice, *report.bands)}


def left_out(report: Report) -> set[tuple[str, str]]:
    """The rules that certainly are for other programs; usual practice of a type is only not shown without one."""
    return {
        (each.body, each.rule)
        for each in report.not_applied
        if each.reason.startswith("for ") and not each.reason.endswith("and no type was given")
    }


def agree(before: Report, after: Report) -> None:
    """Nothing certain changes as more is known, and what does not apply stays away."""
    known, said = verdicts(before), verdicts(after)
    assert not left_out(before) & set(said)
    for rule in set(known) & set(said):
        assert known[rule] is UNKNOWN or known[rule] is said[rule]


PEOPLE = [
    Population("adult"),
    Population("adult", "at least 18"),
    Population("adolescent"),
    Population("adolescent", "12 to 17"),
    Population("older-adult"),
    Population("pregnant"),
]
FOCI = ["any", "substance-use", "mental-health", "co-occurring", "eating-disorder"]


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    """Scopes with levels, types, people and focus."""
    return Scope(
        levels=draw(
            st.frozensets(st.sampled_from([LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT]), max_size=1)
        ),
        types=draw(st.frozensets(st.sampled_from(["standard-iop", "evening-iop", "day-program"]), max_size=2)),
        population=draw(st.none() | st.sampled_from(PEOPLE)),
        focus=draw(st.sampled_from(FOCI)),
    )


@st.composite
def scoped_bodies(draw: st.DrawFn) -> Standard:
    """Bodies whose rules are for some programs."""
    found = draw(st.lists(rules(), min_size=1, max_size=4, unique_by=lambda rule: rule.id))
    return a_body(*(attrs.evolve(rule, scope=draw(scopes())) for rule in found))


UNKNOWN_TYPE = ProgramType("unnamed", "Unnamed", LevelOfCare.INTENSIVE_OUTPATIENT)


SHIPPED = st.sampled_from(standards.all())


@given(scoped_bodies(), SHIPPED, tracks(), st.sampled_from(PEOPLE))
def test_learning_whom_a_program_serves_turns_nothing_round(
    body: Standard, shipped: Standard, track: Track, people: Population
) -> None:
    program = Program(UNKNOWN_TYPE, tracks=[track])
    served = attrs.evolve(program, population=people)
    agree(*(check(each, against=[body, shipped], on=ON) for each in (program, served)))


@given(scoped_bodies(), SHIPPED, tracks(), st.sampled_from(FOCI))
def test_learning_what_a_program_treats_turns_nothing_round(
    body: Standard, shipped: Standard, track: Track, focus: str
) -> None:
    program = Program(UNKNOWN_TYPE, tracks=[track])
    treating = attrs.evolve(program, focus=focus)
    agree(*(check(each, against=[body, shipped], on=ON) for each in (program, treating)))


@given(scoped_bodies(), SHIPPED, tracks(), st.sampled_from(catalogue.TYPES))
def test_learning_type_and_level_turns_nothing_round(
    body: Standard, shipped: Standard, track: Track, type_: ProgramType
) -> None:
    bare = attrs.evolve(track, name="one")
    plain = attrs.evolve(type_, focus=(), population=Population())
    program = Program(plain, tracks=[bare])
    # The house rules and the titles are the same; only what is known about the program differs.
    agree(*(check(each, against=[body, shipped], on=ON) for each in (bare, program)))


@given(scoped_bodies(), tracks(), st.sampled_from(catalogue.TYPES), st.sampled_from(PEOPLE), st.sampled_from(FOCI))
def test_learning_everything_at_once_turns_nothing_round(
    body: Standard, track: Track, type_: ProgramType, people: Population, focus: str
) -> None:
    known = Program(type_, tracks=[track], population=people, focus=focus)
    agree(*(check(each, against=[body], on=ON) for each in (track, known)))


WEEKLY = (Measure.HOURS_PER_WEEK, *COUNTS)


@st.composite
def weekly_rules(draw: st.DrawFn) -> Rule:
    """Rules that are asked of each week by itself."""
    found = draw(rules((*WEEKLY, Measure.HOURS_PER_DAY, Measure.MINUTES_PER_VISIT)))
    return attrs.evolve(found, aggregation=Aggregation.EVERY)


@st.composite
def long_tracks(draw: st.DrawFn) -> Track:
    """Tracks of a known number of weeks, with sessions of which something may not be known."""
    pairs = draw(st.lists(sessions_to_learn(), min_size=1, max_size=4))
    vague = draw(st.booleans())
    week = [each for known, precise in pairs for each in ([known] if vague else precise)]
    return Track("one", week, length=Weeks(draw(st.integers(1, 9))))


def alone(session: Session, first: int, last: int) -> Session | None:
    """What is held of a session in some weeks alone, in the weeks in which it is held anyway."""
    begins, ends = max(first, session.weeks.first), min(last, session.weeks.last or last)
    if begins > ends:
        return None
    start = session.first
    if session.every.count > 1 and start is not None:
        turns = range(start, ends + 1, session.every.count)
        later = [week for week in turns if week >= begins]
        return attrs.evolve(session, weeks=(begins, ends), first=later[0]) if later else None
    return attrs.evolve(session, weeks=(begins, ends))


def of_rule(subject: Subject, rule: Rule) -> list[Verdict]:
    """The verdict of a rule; nothing where it has nothing to be asked of."""
    return [each.verdict for each in check(subject, against=[a_body(rule)], on=ON).findings]


@given(weekly_rules(), long_tracks(), st.integers(1, 6), st.integers(0, 4))
def test_weeks_of_a_stay_are_judged_like_a_program_that_holds_them_alone(
    rule: Rule, track: Track, first: int, more: int
) -> None:
    weeks = stretches(track)[0].weeks.low
    last = min(first + more, weeks)
    assume(first <= last)
    kept = [each for each in (alone(session, first, last) for session in track.week) if each is not None]  # type: ignore[union-attr]
    only = attrs.evolve(track, week=WeeklySchedule(kept), first_week=first, length=Weeks(last - first + 1))
    part = attrs.evolve(rule, scope=Scope(during=f"weeks {first} to {last}"))
    assert of_rule(track, part) == of_rule(only, rule)


@given(weekly_rules(), tracks())
def test_a_rule_about_every_week_of_the_stay_says_what_one_about_the_stay_says(rule: Rule, track: Track) -> None:
    assert of_rule(track, attrs.evolve(rule, scope=Scope(during="weeks 1 on"))) == of_rule(track, rule)


@pytest.mark.parametrize("measure", [*TIMES[1:3], *COUNTS])
@given(st.data(), st.lists(long_tracks(), min_size=1, max_size=3), st.integers(1, 12), st.integers(0, 6))
def test_what_every_week_meets_no_part_misses_and_what_a_part_misses_the_stay_does(
    measure: Measure, data: st.DataObject, found: list[Track], first: int, more: int
) -> None:
    rule = attrs.evolve(data.draw(rules((measure,))), aggregation=Aggregation.EVERY)
    pathway = Pathway([Phase(LevelOfCare.OUTPATIENT, each.week, length=each.length) for each in found])
    whole = of_rule(pathway, rule)
    part = of_rule(pathway, attrs.evolve(rule, scope=Scope(during=f"weeks {first} to {first + more}")))
    assert MET not in whole or NOT_MET not in part
    assert NOT_MET not in part or NOT_MET in whole


@given(st.sampled_from(["weeks 1 to 3", "weeks 2 on", "days 1 to 20", "month 2", "maintenance"]), long_tracks())
def test_no_week_lies_both_certainly_and_perhaps_in_a_part(part: str, track: Track) -> None:
    stretch = Stretch(week=track.week, length=track.length)
    during = Scope(during=part).during
    assert during is not None
    certain, perhaps = stretch.weeks_in(during)
    assert not set(certain) & set(perhaps)
    assert all(stretch.reaches(week) for week in (*certain, *perhaps))


@given(scoped_bodies(), st.sampled_from(catalogue.TYPES))
def test_a_week_of_which_nothing_is_known_misses_no_minimum_that_a_week_can_meet(
    body: Standard, type_: ProgramType
) -> None:
    program = Program(type_, tracks=[Track("one", WeeklyPattern())])
    for found in check(program, against=[body], on=ON).findings:
        if found.verdict is NOT_MET:
            assert found.required.high is not None or found.required.low > 7  # type: ignore[operator]
