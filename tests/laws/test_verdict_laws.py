"""The algebra of verdicts: what a bound, a week and a report can and cannot say."""

import datetime as dt
import json
import os
import pickle
import subprocess
import sys
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from iopmodel import (
    Cause,
    Finding,
    Force,
    GroupTherapy,
    History,
    LevelOfCare,
    Minutes,
    Pathway,
    Phase,
    Program,
    Range,
    Report,
    Rule,
    Session,
    Standard,
    Track,
    Verdict,
    WeeklyPattern,
    WeeklySchedule,
    check,
    standards,
)
from iopmodel.answers import judged
from iopmodel.citations import Dated, Mark
from iopmodel.findings import Fact, Measured, overall
from iopmodel.measures import Measure
from iopmodel.readings import Reading
from iopmodel.rules import Bound, digest
from iopmodel.strategies import _programs as make_programs
from iopmodel.stretches import Subject
from tests.rule_strategies import (
    COUNTS,
    LENGTHS,
    SOURCE,
    TIMES,
    Known,
    a_body,
    as_band,
    bodies,
    bounds,
    known,
    known_phases,
    phases,
    programs,
    rules,
    scopes,
    times,
    tracks,
    tracks_with_one_unknown,
)

ON = "2026-02-02"
MET, NOT_MET, UNKNOWN = Verdict
JUDGING = {Force.REQUIRED, Force.RECOMMENDED}


def asked(subject: Subject, *rules_of_it: Rule) -> list[Finding]:
    """What these rules say of a subject, in their order."""
    return list(check(subject, against=[a_body(*rules_of_it)], on=ON).findings)


def verdict_of(subject: Subject, rule: Rule) -> Verdict | None:
    """What one rule says of a subject; nothing when there is nothing to ask it of."""
    found = asked(subject, rule)
    return found[0].verdict if found else None


def asking(rule: Rule, bound: Bound) -> Rule:
    """The rule with another bound."""
    return attrs.evolve(rule, history=History.of(Dated(bound, SOURCE)))


@given(st.lists(times(), min_size=1, max_size=6))
def test_time_to_the_minute_meets_a_floor_and_one_minute_less_does_not(parts: list[Minutes]) -> None:
    total = Minutes(sum(part.count for part in parts))
    floor = Rule(
        id="law.floor",
        measure=Measure.HOURS_PER_WEEK,
        history=History.of(Dated(Range.at_least(total), SOURCE)),
        force=Force.REQUIRED,
    )
    shorter = [Minutes(parts[0].count - 1), *parts[1:]]
    assert verdict_of(WeeklySchedule(Session(GroupTherapy(), time=part) for part in parts), floor) is MET
    assert verdict_of(WeeklySchedule(Session(GroupTherapy(), time=part) for part in shorter), floor) is NOT_MET


@given(st.data(), rules(), tracks())
def test_a_wider_bound_never_turns_what_is_met_into_anything_else_nor_makes_a_miss(
    data: st.DataObject, rule: Rule, track: Track
) -> None:
    narrow = rule.history.entries[0].value
    wider: Range[Any] = narrow.hull(data.draw(bounds(rule.measure)))  # type: ignore[arg-type]
    before, after = verdict_of(track, rule), verdict_of(track, asking(rule, wider))
    assert after is not NOT_MET or before is NOT_MET
    assert before is not MET or after is MET


@pytest.mark.parametrize("measure", [*TIMES, *COUNTS, *LENGTHS])
@given(st.data(), known())
def test_learning_more_never_turns_met_into_not_met_or_back(
    measure: Measure, data: st.DataObject, track: Known
) -> None:
    rule = data.draw(rules((measure,)))
    found = asked(track.precise, rule)
    assume(found)
    # A bound beside what the figure turns out to be tells most.
    sharp = asking(rule, data.draw(_bounds_beside(data.draw(st.sampled_from(found[0].places)).measured)))
    before, after = verdict_of(track.vague, sharp), verdict_of(track.precise, sharp)
    assume(before is not None)
    assert before is UNKNOWN or after is before


def _bounds_beside(figure: Measured) -> st.SearchStrategy[Bound]:
    """Bounds at, just below and just above a figure."""
    low: Any = figure.low
    count = low.count if isinstance(low, Minutes) else int(low)
    unit: Any = int if isinstance(low, int) else Minutes
    at_it, below = unit(count), unit(max(0, count - 1))
    above, way_above = unit(count + 1), unit(count + 60)
    return st.sampled_from(
        [
            Range.at_least(at_it),
            Range.at_least(above),
            Range.at_most(at_it),
            Range.at_most(below),
            Range(above, way_above),
            Range.exactly(at_it),
        ]
    )


@given(rules(), st.lists(known_phases(), min_size=2, max_size=3))
def test_learning_more_of_phases_never_turns_met_into_not_met_or_back(rule: Rule, steps: list[Known]) -> None:
    before, after = (
        verdict_of(
            Pathway(Phase(LevelOfCare.INTENSIVE_OUTPATIENT, track.week, length=track.length) for track in taken), rule
        )
        for taken in ([step.vague for step in steps], [step.precise for step in steps])
    )
    assume(before is not None and after is not None)
    assert before is UNKNOWN or after is before


@given(bodies(), tracks(), st.randoms(use_true_random=False))
def test_the_order_of_rules_and_sessions_changes_no_finding(
    body: Standard,
    track: Track,
    chance: Any,  # noqa: ANN401 - what Hypothesis draws is a random.Random
) -> None:
    shuffled = list(body.rules)
    chance.shuffle(shuffled)
    week = track.week
    if isinstance(week, WeeklySchedule):
        others = list(week.sessions)
        chance.shuffle(others)
        week = WeeklySchedule(others)
    one = check(track, against=[body], on=ON)
    other = check(attrs.evolve(track, week=week), against=[attrs.evolve(body, rules=shuffled)], on=ON)
    assert {each.rule: each for each in one.findings} == {each.rule: each for each in other.findings}
    assert one.digest == other.digest


@given(bodies("one"), bodies("two"), programs(), st.randoms(use_true_random=False))
def test_the_order_of_bodies_and_tracks_changes_no_verdict(
    one: Standard,
    two: Standard,
    program: Program,
    chance: Any,  # noqa: ANN401 - as above
) -> None:
    shuffled = list(program.tracks)
    chance.shuffle(shuffled)
    first = check(program, against=[one, two], on=ON)
    second = check(attrs.evolve(program, tracks=shuffled), against=[two, one], on=ON)
    assert _verdicts(first) == _verdicts(second)
    assert (first.verdict, first.house_verdict) == (second.verdict, second.house_verdict)
    assert first.digest == second.digest


def _verdicts(report: Report) -> dict[tuple[str, str], Verdict]:
    return {(each.body, each.rule): each.verdict for each in report.findings}


@given(bodies(max_size=3), programs())
def test_a_report_misses_exactly_when_a_required_or_recommended_rule_does(body: Standard, program: Program) -> None:
    report = check(program, against=[body, standards.MEDICARE, standards.GUIDES], on=ON)
    assert {each.force for each in report.findings} <= JUDGING
    assert (report.verdict is NOT_MET) == any(each.verdict is NOT_MET for each in report.findings)
    all_met = bool(report.findings) and all(each.verdict is MET for each in report.findings)
    assert (report.verdict is MET) == all_met


@given(bodies(), programs())
def test_usual_practice_bands_and_house_rules_never_change_the_verdict(body: Standard, program: Program) -> None:
    others: list[Any] = []
    for number, rule in enumerate(rule for rule in body if isinstance(rule, Rule)):
        others += [attrs.evolve(rule, id=f"typical.{number}", force="typical"), as_band(rule)]
        others.append(attrs.evolve(rule, id=f"house.{number}", force="house"))
    more = check(program, against=[attrs.evolve(body, rules=[*body.rules, *others])], on=ON)
    less = check(program, against=[body], on=ON)
    assert more.verdict is less.verdict
    assert more.findings == less.findings
    assert {each.rule for each in more.bands} == {f"{each.rule}.band" for each in less.findings}


@given(bodies("one"), bodies("two"), programs())
def test_another_body_changes_nothing_of_what_a_body_says(one: Standard, two: Standard, program: Program) -> None:
    alone, together = (check(program, against=given_bodies, on=ON) for given_bodies in ([one], [one, two]))
    assert tuple(each for each in together.findings if each.body == one.name) == alone.findings
    assert tuple(each for each in together.not_applied if each.body == one.name) == alone.not_applied
    assert together.house == alone.house


@given(st.data(), rules())
def test_a_place_that_may_not_exist_never_misses(data: st.DataObject, rule: Rule) -> None:
    figure: Any = data.draw(bounds(rule.measure))
    there, perhaps = (
        judged(Reading(where="", measured=figure, is_certain=certain), rule.history.entries[0].value)
        for certain in (True, False)
    )
    assert perhaps is not NOT_MET
    assert (there is MET) == (perhaps is MET)


@given(rules(), tracks())
def test_the_verdict_of_a_finding_is_that_of_its_places_and_the_first_place_decided(rule: Rule, track: Track) -> None:
    for found in asked(track, rule):
        assert found.verdict is overall(place.verdict for place in found.places)
        assert found.places[0].verdict is found.verdict
        assert bool(found.sentence) == (found.verdict is not MET)


@given(rules(), st.one_of(tracks(), st.lists(phases(), min_size=2, max_size=3).map(Pathway)))
def test_every_unknown_names_its_cause(rule: Rule, subject: Track | Pathway) -> None:
    for found in asked(subject, rule):
        assert bool(found.causes) == (found.verdict is UNKNOWN)
        assert all(place.causes for place in found.places if place.verdict is UNKNOWN)
        assert all(cause.words for cause in found.causes)


@given(rules((Measure.HOURS_PER_WEEK, Measure.HOURS_PER_DAY, Measure.TOTAL_HOURS, Measure.DAYS_PER_WEEK)), tracks())
def test_a_threshold_is_true(rule: Rule, track: Track) -> None:
    for found in asked(track, rule):
        for cause in found.causes:
            if cause.threshold:
                _hold_to_the_threshold(track, rule, cause)


@given(tracks_with_one_unknown(), st.integers(1, 120), st.booleans())
def test_one_unknown_session_has_a_threshold_and_it_is_true(
    given_track: tuple[Track, Minutes, bool],
    beyond: int,
    is_floor: bool,  # noqa: FBT001 - drawn, not passed
) -> None:
    track, known_time, is_number = given_track
    limit = Minutes(known_time.count + beyond + 1)
    rule = Rule(
        id="law.threshold",
        measure=Measure.HOURS_PER_WEEK,
        history=History.of(Dated(Range.at_least(limit) if is_floor else Range.below(limit), SOURCE)),
        force=Force.REQUIRED,
    )
    (found,) = asked(track, rule)
    (cause,) = found.causes
    assert cause.fact is (Fact.NUMBER if is_number else Fact.TIME)
    assert cause.threshold.startswith("met if it is at least" if is_floor else "met if it is less than")
    _hold_to_the_threshold(track, rule, cause)


def _hold_to_the_threshold(track: Track, rule: Rule, cause: Cause) -> None:
    """At the threshold the rule is met and one unit below it is not, or the other way round for a ceiling."""
    at_it, one_less = _settled(track, cause)
    is_floor = cause.threshold.startswith("met if it is at least ")
    assert (verdict_of(at_it, rule) is MET) == is_floor
    assert (verdict_of(one_less, rule) is MET) != is_floor


def _settled(track: Track, cause: Cause) -> tuple[Track, Track]:
    """The track with the fact at the threshold that a cause names, and one unit below it."""
    said = cause.threshold.removeprefix("met if it is at least ").removeprefix("met if it is less than ")
    if cause.fact is Fact.DAYS:
        days = int(said.removesuffix(" days"))
        return attrs.evolve(track, attends=days), attrs.evolve(track, attends=days - 1)
    if cause.fact is Fact.TIME:
        time = Minutes(sum(int(count) * (60 if unit == "h" else 1) for count, unit in _pairs(said)))
        return _with(track, cause, time=time), _with(track, cause, time=Minutes(time.count - 1))
    assert cause.fact is Fact.NUMBER
    number = int(said.removesuffix(" a week"))
    return _with(track, cause, per_week=number), _with(track, cause, per_week=number - 1)


def _pairs(text: str) -> list[tuple[str, str]]:
    words = text.split()
    return list(zip(words[::2], words[1::2], strict=True))


def _with(track: Track, cause: Cause, **fact: Any) -> Track:  # noqa: ANN401 - a time or a number
    assert isinstance(track.week, WeeklySchedule)
    assert cause.session is not None
    others = list(track.week.sessions)
    others.remove(cause.session)
    if cause.session.start is not None:
        fact["end"] = None
    return attrs.evolve(track, week=[*others, attrs.evolve(cause.session, **fact)])


@given(
    rules(), scopes(), st.sampled_from(["id", "measure", "value", "force", "scope", "day", "note", "since", "source"])
)
def test_the_digest_changes_when_any_field_of_a_rule_does(rule: Rule, scope: Any, field: str) -> None:  # noqa: ANN401 - a Scope
    (dated,) = rule.history.entries
    bound: Any = dated.value
    longer: Any = bound + bound if bound.high is None else Range.at_least(bound.low)
    changes: dict[str, dict[str, Any]] = {
        "id": {"id": f"{rule.id}.other"},
        "measure": {"measure": Measure.GROUP_SIZE, "aggregation": "every"},
        "value": {"history": History.of(attrs.evolve(dated, value=longer))},
        "force": {"force": "typical"},
        "scope": {"scope": scope},
        "day": {"day_at_least": Minutes(301)},
        "note": {"note": "another note"},
        "since": {"history": History.of(attrs.evolve(dated, since="2020-01-01"))},
        "source": {"history": History.of(attrs.evolve(dated, citation=attrs.evolve(SOURCE, mark=Mark.SECONDARY)))},
    }
    other = attrs.evolve(rule, **changes[field])
    assert (digest([a_body(rule)]) == digest([a_body(other)])) == (rule == other)


@given(scopes(), scopes(), rules())
def test_two_scopes_have_one_digest_exactly_when_they_are_one_scope(one: Any, two: Any, rule: Rule) -> None:  # noqa: ANN401
    first, second = (digest([a_body(attrs.evolve(rule, scope=scope))]) for scope in (one, two))
    assert (first == second) == (one == two)


@given(bodies("one"), bodies("two"))
def test_the_digest_does_not_hang_on_the_order_of_bodies(one: Standard, two: Standard) -> None:
    assert digest([one, two]) == digest([two, one])


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_digest_is_the_same_in_every_process(seed: str) -> None:
    code = "from iopmodel import standards; from iopmodel.rules import digest; print(digest(standards.all()))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    assert run.stdout.strip() == digest(standards.all())


def _full_report(body: Standard, program: Program) -> Report:
    return check(program, against=[body, standards.MEDICARE, standards.HCPCS, standards.GUIDES], on=ON)


SUBJECTS: st.SearchStrategy[Subject] = st.one_of(
    make_programs.any_programs(),
    make_programs.tracks(),
    make_programs.pathways(),
    make_programs.phases(),
)


@given(SUBJECTS, bodies(max_size=2), st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)))
def test_whatever_can_be_written_can_be_checked_and_every_unknown_names_its_cause(
    subject: Subject, body: Standard, day: dt.date
) -> None:
    report = check(subject, against=[body, *standards.all()], on=day, include_unverified=True)
    for found in (*report.findings, *report.usual_practice, *report.house, *report.bands):
        assert bool(found.causes) == (found.verdict is UNKNOWN)
    assert json.dumps(report.as_data(), allow_nan=False)
    assert str(report)


@given(bodies(max_size=2), programs())
def test_a_report_as_data_is_plain_enough_for_json(body: Standard, program: Program) -> None:
    report = _full_report(body, program)
    data = report.as_data()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["verdict"] == report.verdict.value


@given(bodies(max_size=2), programs())
def test_a_report_survives_pickling(body: Standard, program: Program) -> None:
    report = _full_report(body, program)
    again = pickle.loads(pickle.dumps(report))  # noqa: S301 - what this test itself pickled
    assert again == report
    assert str(again) == str(report)


@given(bodies(max_size=2), programs())
def test_a_report_can_always_be_printed_and_names_every_body(body: Standard, program: Program) -> None:
    report = _full_report(body, program)
    text = str(report)
    assert all(f"\n{name} " in text for name in report.bodies)
    assert f"checked as of {ON} · weeks Monday to Sunday" in text
    assert report.digest in text


@given(bodies(max_size=2), tracks(), st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)))
def test_a_rule_without_dates_says_the_same_on_every_day(body: Standard, track: Track, day: dt.date) -> None:
    assert check(track, against=[body], on=day).findings == check(track, against=[body], on=ON).findings


@given(st.lists(st.sampled_from(Verdict), max_size=4), st.sampled_from(Verdict))
def test_a_further_place_never_makes_a_verdict_better(found: list[Verdict], more: Verdict) -> None:
    order = [NOT_MET, UNKNOWN, MET]
    before, after = overall(found), overall([*found, more])
    assert not found or order.index(after) <= order.index(before)
    assert after is overall([more, *reversed(found)])


@given(rules((Measure.HOURS_PER_WEEK,)), times())
def test_a_pattern_and_the_week_that_it_describes_get_one_verdict(rule: Rule, time: Minutes) -> None:
    pattern = WeeklyPattern(days=1, time_per_day=time)
    assert verdict_of(pattern, rule) is verdict_of(WeeklySchedule([Session(GroupTherapy(), day="MO", time=time)]), rule)
