"""A fix of a missed minimum does what it says: it meets the rule, and names all that it unmakes."""

from fractions import Fraction

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from iopmodel import (
    Aggregation,
    Break,
    Dated,
    Finding,
    GroupTherapy,
    History,
    IndividualTherapy,
    LevelOfCare,
    Minutes,
    Pathway,
    Phase,
    Program,
    Range,
    Rule,
    Session,
    Standard,
    Track,
    Verdict,
    WeeklyPattern,
    WeeklySchedule,
    Weeks,
    catalogue,
    check,
)
from iopmodel._days import WeekDay
from iopmodel.findings import Fix, FixKind
from iopmodel.measures import Measure
from iopmodel.reports import Report
from iopmodel.rules import Bound
from iopmodel.stretches import Subject, stretches
from iopmodel.tally import weekly_hours
from tests.rule_strategies import ANY_DAYS, SOURCE, a_body, rules

ON = "2026-02-02"
MET, NOT_MET, UNKNOWN = Verdict
DAY = 24 * 60
#: The highest minimum that is asked of each measure.
FLOORS = {
    Measure.HOURS_PER_WEEK: 3000,
    Measure.TOTAL_HOURS: 20_000,
    Measure.HOURS_PER_DAY: 600,
    Measure.MINUTES_PER_VISIT: 600,
    Measure.MINUTES_PER_SESSION: 600,
    Measure.MINUTES_PER_MONTH: 12_000,
    Measure.DAYS_PER_WEEK: 7,
    Measure.VISITS_PER_WEEK: 7,
}
OF_DAYS = {Measure.DAYS_PER_WEEK, Measure.VISITS_PER_WEEK}


def asking(measure: Measure, bound: Bound, *, average: bool = False, least: Minutes | None = None) -> Rule:
    """A required rule with that bound."""
    return Rule(
        id="law.floor",
        measure=measure,
        history=History.of(Dated(bound, SOURCE)),
        force="required",
        aggregation=Aggregation.AVERAGE if average else Aggregation.EVERY,
        day_at_least=least,
    )


@st.composite
def minimums(draw: st.DrawFn, *, ceiling: bool = False, measures: tuple[Measure, ...] = tuple(FLOORS)) -> Rule:
    """Rules with a minimum of time or of days; some have a maximum too."""
    measure = draw(st.sampled_from(measures))
    low = draw(st.integers(1, FLOORS[measure]))
    high = low + draw(st.integers(0, FLOORS[measure])) if ceiling and draw(st.booleans()) else None
    bound: Bound = Range(low, high)
    if measure not in OF_DAYS:
        bound = Range(Minutes(low), None if high is None else Minutes(high))
    least = Minutes(draw(st.integers(1, 300))) if measure is Measure.DAYS_PER_WEEK and draw(st.booleans()) else None
    average = measure is Measure.HOURS_PER_WEEK and draw(st.booleans())
    return asking(measure, bound, average=average, least=least)


@st.composite
def timed_sessions(draw: st.DrawFn, *, on_days: bool = False) -> Session:
    """Sessions of known time: with or without a weekday, every so many weeks, in some weeks, optional, not counted."""
    first, last = draw(st.sampled_from([(1, None), (1, None), (1, 4), (3, 6), (5, None)]))
    every = draw(st.sampled_from([1, 1, 1, 2, 3]))
    day = draw(st.sampled_from(ANY_DAYS if on_days else (None, *ANY_DAYS)))
    clock = None if day is None else draw(st.sampled_from([None, "09:00", "18:00"]))
    return Session(
        draw(st.sampled_from([GroupTherapy(), GroupTherapy(), IndividualTherapy(), Break()])),
        day=day,
        start=clock,
        time=Minutes(draw(st.integers(1, 16)) * 15),
        weeks=(first, last),
        every=Weeks(every),
        first=draw(st.integers(first, first + every - 1)),
        optional=draw(st.sampled_from([False, False, False, True])),
        **({} if day is not None else {"per_week": draw(st.integers(1, 3))}),  # type: ignore[arg-type]
    )


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    """Tracks with sessions of known time; of some a patient attends a few days."""
    week: WeeklySchedule | WeeklyPattern
    if draw(st.sampled_from([True, True, True, False])):
        week = WeeklySchedule(draw(st.lists(timed_sessions(), min_size=1, max_size=5)))
    else:
        week = WeeklyPattern(days=draw(st.integers(1, 7)), time_per_day=Minutes(draw(st.integers(1, 300))))
    return Track(
        "one",
        week,
        length=draw(st.sampled_from(["not stated", "4 weeks", "9 weeks", "6 to 8 weeks"])),
        attends=draw(st.sampled_from([None, None, Range.exactly(2), Range(1, 3)])),
    )


@st.composite
def subjects(draw: st.DrawFn) -> Subject:
    """Tracks, programs with some of them, pathways, and bare weeks."""
    given_tracks = draw(st.lists(tracks(), min_size=1, max_size=3))
    named = [attrs.evolve(track, name=str(number)) for number, track in enumerate(given_tracks)]
    levels = [LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT]
    phases = [Phase(draw(st.sampled_from(levels)), each.week, length=each.length) for each in named]
    return draw(
        st.sampled_from(
            [
                named[0],
                named[0].week,
                Pathway(phases),
                Program(catalogue.EVENING_IOP, tracks=named),
                Program(catalogue.EVENING_IOP, tracks=named[:1], pathway=Pathway(phases[1:] or phases)),
            ]
        )
    )


def checked(subject: Subject, body: Standard) -> Report:
    """The report on a subject."""
    return check(subject, against=[body], on=ON)


def met(report: Report) -> set[str]:
    """The ids of the rules that are met, house rules included."""
    return {each.rule for each in (*report.findings, *report.usual_practice, *report.house) if each.verdict is MET}


def missed(report: Report) -> list[Finding]:
    """The findings that are not met."""
    return [each for each in report.findings if each.verdict is NOT_MET]


@given(subjects(), st.lists(minimums(ceiling=True), min_size=1, max_size=2), st.lists(rules(), max_size=2))
def test_every_fix_meets_its_rule_and_names_all_that_it_unmakes(
    subject: Subject, floors: list[Rule], others: list[Rule]
) -> None:
    floors = [attrs.evolve(rule, id=f"law.floor.{number}") for number, rule in enumerate(floors)]
    others = [attrs.evolve(rule, id=f"law.other.{number}") for number, rule in enumerate(others)]
    body = a_body(*floors, *others)
    report = checked(subject, body)
    for finding in missed(report):
        for fix in finding.explain().fixes:
            after = met(checked(fix.subject, body))
            assert finding.rule in after
            assert set(fix.unmakes) == met(report) - after


@st.composite
def known_weeks(draw: st.DrawFn) -> WeeklySchedule:
    """Weeks known to the minute, with a day on which there certainly is service."""
    found = draw(st.lists(timed_sessions(), max_size=4))
    known = [attrs.evolve(each, optional=False) for each in found]
    on_a_day = Session(GroupTherapy(), day=draw(st.sampled_from(ANY_DAYS)), time=Minutes(draw(st.integers(1, 300))))
    return WeeklySchedule([on_a_day, *known])


def known_tracks() -> st.SearchStrategy[Track]:
    """Tracks that hold such a week, of a known length."""
    return st.builds(Track, st.just("one"), known_weeks(), length=st.sampled_from(["4 weeks", "9 weeks", "12 weeks"]))


OF_TIME = (Measure.HOURS_PER_WEEK, Measure.TOTAL_HOURS, Measure.MINUTES_PER_MONTH)


@pytest.mark.parametrize("measure", OF_TIME)
@given(st.data(), known_tracks())
def test_a_missed_floor_of_time_has_a_fix(measure: Measure, data: st.DataObject, track: Track) -> None:
    for finding in missed(checked(track, a_body(data.draw(minimums(measures=(measure,)))))):
        assert finding.explain().fixes


@pytest.mark.parametrize("measure", [Measure.HOURS_PER_DAY, Measure.MINUTES_PER_VISIT, Measure.MINUTES_PER_SESSION])
@given(st.data(), st.lists(timed_sessions(on_days=True), min_size=1, max_size=5))
def test_a_missed_floor_of_a_day_or_a_session_has_a_fix_where_all_have_days(
    measure: Measure, data: st.DataObject, found: list[Session]
) -> None:
    track = Track("one", [attrs.evolve(each, optional=False) for each in found], length="9 weeks")
    for finding in missed(checked(track, a_body(data.draw(minimums(measures=(measure,)))))):
        assert finding.explain().fixes


@pytest.mark.parametrize("measure", sorted(OF_DAYS))
@given(st.data(), known_tracks())
def test_a_missed_number_of_days_has_a_fix_where_enough_weekdays_are_free(
    measure: Measure, data: st.DataObject, track: Track
) -> None:
    used = {session.day for session in stretches(track)[0].sessions}
    free = sum(day not in used for day in WeekDay)
    for finding in missed(checked(track, a_body(data.draw(minimums(measures=(measure,)))))):
        # Days of their own alone would be enough: sessions by arrangement and days that fall short stay as they are.
        if finding.required.low <= free:  # type: ignore[operator]
            assert finding.explain().fixes


def of_kind(finding: Finding, kind: FixKind) -> Fix | None:
    """The fix of one kind."""
    return next((fix for fix in finding.explain().fixes if fix.kind is kind), None)


def parts_of(subject: Subject) -> list[WeeklySchedule]:
    """The weeks of a subject that have sessions."""
    return [part.week for part in stretches(subject) if isinstance(part.week, WeeklySchedule)]


def shorter_by_a_minute(fix: Fix, before: Track) -> Track:
    """The track after the fix, its one added session a minute shorter."""
    assert isinstance(fix.subject, Track)
    (after,) = parts_of(fix.subject)
    (old,) = parts_of(before)
    sessions = list(after.sessions)
    for each in old.sessions:
        sessions.remove(each)
    (added,) = sessions
    assert added.time == Range.exactly(fix.added)
    brief = attrs.evolve(added, time=Minutes(fix.added.count - 1))
    return attrs.evolve(fix.subject, week=WeeklySchedule([*old.sessions, brief]))


@given(minimums(measures=(Measure.HOURS_PER_WEEK,)), tracks())
def test_a_minute_less_of_one_further_session_does_not_meet_weekly_hours(rule: Rule, track: Track) -> None:
    body = a_body(rule)
    for finding in missed(checked(track, body)):
        fix = of_kind(finding, FixKind.ONE_SESSION)
        assume(fix is not None)
        assert fix is not None
        (after,) = checked(shorter_by_a_minute(fix, track), body).findings
        assert after.verdict is not MET


def gain(before: Subject, after: Subject) -> int:
    """What the week gains that gains most, at its most."""
    gains: list[int] = []
    for old, new in zip(stretches(before), stretches(after), strict=True):
        last = max(old.program_weeks.stop, new.program_weeks.stop)
        for number in range(old.first_week, last):
            least = [weekly_hours(_bare(each.week, each.attends), number).high for each in (old, new)]
            assert least[0] is not None
            assert least[1] is not None
            gains.append(least[1].count - least[0].count)
    return max(gains)


def _bare(week: WeeklySchedule | WeeklyPattern, attends: Range[int] | None) -> Track:
    return Track("one", week, attends=attends)


EXACT = {FixKind.ONE_SESSION, FixKind.LENGTHEN_DAYS, FixKind.LENGTHEN_SHORT_DAYS, FixKind.MORE_DAYS}


@given(minimums(), st.one_of(known_tracks(), tracks()))
def test_a_fix_adds_what_it_says_to_the_week_that_gains_most(rule: Rule, track: Track) -> None:
    for finding in missed(checked(track, a_body(rule))):
        for fix in finding.explain().fixes:
            if track.attends is None and fix.kind in EXACT:
                assert gain(track, fix.subject) == fix.added.count
            else:
                # A patient who picks days picks some of the longer ones; longer sessions may overlap or alternate.
                assert gain(track, fix.subject) <= fix.added.count


def test_a_day_with_other_sessions_in_every_second_week_gains_what_it_lacks_and_no_minute_more() -> None:
    # An hour in even weeks, an hour and a half in odd ones: two hours more are enough for three hours in both.
    second = Session(GroupTherapy(), day="MO", time="30 min", every=Weeks(2), first=1)
    track = Track("one", [Session(IndividualTherapy(), day="MO", time="1 h"), second])
    rule = asking(Measure.HOURS_PER_DAY, Range.at_least(Minutes(180)))
    for finding in missed(checked(track, a_body(rule))):
        for fix in finding.explain().fixes:
            assert gain(track, fix.subject) == fix.added.count == 120


@given(minimums(), subjects())
def test_of_several_stretches_the_one_that_gains_most_is_named(rule: Rule, subject: Subject) -> None:
    for finding in missed(checked(subject, a_body(rule))):
        for fix in finding.explain().fixes:
            assert gain(subject, fix.subject) <= fix.added.count


@given(minimums(), subjects())
def test_the_fixes_come_smallest_first_and_each_of_another_kind(rule: Rule, subject: Subject) -> None:
    for finding in missed(checked(subject, a_body(rule))):
        fixes = finding.explain().fixes
        assert [fix.added for fix in fixes] == sorted(fix.added for fix in fixes)
        assert all(fix.subject != subject for fix in fixes)


@given(tracks(), st.integers(1, 3000))
def test_what_is_not_missed_has_no_fix(track: Track, most: int) -> None:
    bounds: list[Bound] = [Range.at_most(Minutes(most)), Range.at_least(Minutes(most))]
    named = [
        attrs.evolve(asking(Measure.HOURS_PER_WEEK, bound), id=f"law.{number}") for number, bound in enumerate(bounds)
    ]
    for finding in checked(track, a_body(*named)).findings:
        if finding.verdict is not NOT_MET or finding.rule == "law.0":
            assert finding.explain().fixes == ()


@given(st.lists(tracks(), min_size=2, max_size=3), st.integers(1, 40))
def test_the_average_week_of_a_pathway_gains_what_it_lacks_and_no_minute_more(found: list[Track], hours: int) -> None:
    phases = [
        Phase(LevelOfCare.OUTPATIENT, each.week, length="4 weeks")
        for each in found
        if isinstance(each.week, WeeklySchedule)
    ]
    assume(phases)
    rule = asking(Measure.HOURS_PER_WEEK, Range.at_least(Minutes.of_hours(hours)), average=True)
    for finding in missed(checked(Pathway(phases), a_body(rule))):
        fix = of_kind(finding, FixKind.ONE_SESSION)
        assert fix is not None
        lacks = Fraction(hours * 60) - Fraction(finding.measured.low)  # type: ignore[arg-type]
        assert fix.added.count - 1 < lacks <= fix.added.count
