"""What a program director can act on: a finding in one sentence."""

import pytest

from iopmodel import (
    Citation,
    Dated,
    Force,
    GroupTherapy,
    History,
    IndividualTherapy,
    LevelOfCare,
    Mark,
    Measure,
    Minutes,
    Phase,
    Range,
    Rule,
    Scope,
    Session,
    Track,
    Verdict,
    WeeklyPattern,
    Weeks,
    check,
    sessions,
)
from iopmodel.findings import Finding, Place
from iopmodel.rules import Bound
from iopmodel.sentences import sentence_of
from iopmodel.stretches import Subject
from tests.rule_strategies import a_body
from tests.standards.answers import TODAY, Week, days_of

HOURS = Measure.HOURS_PER_WEEK
NINE = Range.at_least(Minutes.of_hours(9))


def a_rule(bound: Bound, measure: Measure = HOURS, least: int | None = None, scope: Scope | None = None) -> Rule:
    """A required rule with this bound."""
    return Rule(
        id="example",
        measure=measure,
        force=Force.REQUIRED,
        scope=scope or Scope(),
        history=History.of(Dated(bound, Citation("Manual", mark=Mark.PRIMARY))),
        day_at_least=None if least is None else Minutes(least),
    )


def said(subject: Subject, rule: Rule) -> tuple[Verdict, str]:
    """The verdict and the sentence."""
    (found,) = check(subject, against=[a_body(rule)], on=TODAY).findings
    return found.verdict, found.sentence


def a_week(time: str) -> WeeklyPattern:
    """A week known by its time alone."""
    return WeeklyPattern(time_per_week=time)


NOT_MET, UNKNOWN = Verdict.NOT_MET, Verdict.UNKNOWN
TEN = Minutes(600)
TIMES: list[tuple[str, Bound, Verdict, str]] = [
    ("8 h 20 min", NINE, NOT_MET, "8 h 20 min is 40 min short of 9 h."),
    ("6 to 8 h", NINE, NOT_MET, "6 h to 8 h is 1 h short of 9 h."),
    ("under 9 h", NINE, NOT_MET, "under 9 h is short of 9 h."),
    ("0 h", NINE, NOT_MET, "0 h is 9 h short of 9 h."),
    ("under 6 h", Range(Minutes(360), TEN), NOT_MET, "under 6 h is short of 6 h."),
    ("5 h", Range(Minutes(360), TEN), NOT_MET, "5 h is 1 h short of 6 h."),
    ("10 h 1 min", Range(Minutes(360), TEN), NOT_MET, "10 h 1 min is 1 min over 10 h."),
    ("at least 12 h", Range.at_most(TEN), NOT_MET, "at least 12 h is 2 h over 10 h."),
    ("10 h", Range.below(TEN), NOT_MET, "10 h is not under 10 h."),
    ("11 h", Range.below(TEN), NOT_MET, "11 h is 1 h over 10 h."),
    ("8 to 10 h", NINE, UNKNOWN, "8 h to 10 h may or may not be at least 9 h a week."),
    ("not stated", NINE, UNKNOWN, "Nothing is stated that tells whether it is at least 9 h a week."),
]


@pytest.mark.parametrize(("time", "bound", "verdict", "sentence"), TIMES)
def test_a_time_says_by_how_much_it_misses(time: str, bound: Bound, verdict: Verdict, sentence: str) -> None:
    assert said(a_week(time), a_rule(bound)) == (verdict, sentence)


COUNTS: list[tuple[Week, Bound, Measure, str]] = [
    (days_of(("MO,WE", "18:00-21:00")), Range.at_least(3), Measure.DAYS_PER_WEEK, "2 days, not at least 3 days."),
    (days_of(("MO", "18:00-21:00")), Range(3, 5), Measure.VISITS_PER_WEEK, "1 visit, not 3 to 5 visits."),
    (days_of(("MO", "18:00-21:00")), Range.exactly(0), Measure.SESSIONS_PER_WEEK, "1 session, not 0 sessions."),
]


@pytest.mark.parametrize(("week", "bound", "measure", "sentence"), COUNTS)
def test_a_count_says_what_it_is_not(week: Week, bound: Bound, measure: Measure, sentence: str) -> None:
    assert said(Phase(LevelOfCare.OUTPATIENT, week), a_rule(bound, measure)) == (NOT_MET, sentence)


DAYS: list[tuple[Week, str]] = [
    (days_of(("MO,WE,TH", "18:00-20:40")), "Mon, Wed and Thu are each 20 min short of 3 h."),
    (days_of(("MO,WE", "18:00-20:40")), "Mon and Wed are each 20 min short of 3 h."),
    (days_of(("MO", "18:00-20:40")), "Mon is 20 min short of 3 h."),
    (
        days_of(("MO,WE,FR", "18:00-20:40"), ("TH", "18:00-20:59")),
        "Mon and Wed are each 20 min short, Thu is 1 min short of 3 h.",
    ),
    (days_of(("MO", "18:00-21:00")), "1 day of at least 3 h, not at least 3 days."),
    (WeeklyPattern(days=3, time_per_day="2 h"), "0 days of at least 3 h, not at least 3 days."),
]


@pytest.mark.parametrize(("week", "sentence"), DAYS)
def test_days_of_a_least_length_name_the_days_and_what_each_lacks(week: Week, sentence: str) -> None:
    rule = a_rule(Range.at_least(3), Measure.DAYS_PER_WEEK, least=180)
    assert said(Phase(LevelOfCare.OUTPATIENT, week), rule) == (NOT_MET, sentence)
    assert said(Track("evening", week), rule) == (NOT_MET, f'Track "evening": {sentence}')


def test_a_sentence_begins_with_its_place() -> None:
    family = Session(GroupTherapy(), day="SA", time="1 h", every=Weeks(2), first=1)
    track = Track("evening", [*days_of(("MO,WE", "18:00-22:00")), family])
    assert said(track, a_rule(NINE)) == (NOT_MET, 'Track "evening", even weeks: 8 h is 1 h short of 9 h.')


def test_days_that_fall_short_are_named_where_nobody_knows_whether_enough_are_left() -> None:
    week = [*days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:00")), Session(IndividualTherapy())]
    rule = a_rule(Range.at_least(3), Measure.DAYS_PER_WEEK, least=180)
    assert said(Track("one", week), rule) == (UNKNOWN, 'Track "one": Thu is 1 h short of 3 h.')
    late = [*days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-"))]
    assert said(Track("one", late), rule) == (
        UNKNOWN,
        'Track "one": 2 to 3 days may or may not be at least 3 days of at least 3 h a week.',
    )


def test_a_miss_that_hangs_on_whether_the_rule_applies_says_so() -> None:
    scope = Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT})
    assert said(a_week("8 h"), a_rule(NINE, scope=scope)) == (
        UNKNOWN,
        "8 h is 1 h short of 9 h, if the rule applies.",
    )
    days = a_rule(Range.at_least(3), Measure.DAYS_PER_WEEK, scope=scope)
    assert said(WeeklyPattern(days=2), days) == (UNKNOWN, "2 days, not at least 3 days, if the rule applies.")


def test_a_miss_that_hangs_on_whether_a_week_comes_says_so() -> None:
    week = [
        *sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00", weeks=(1, 8)),
        *sessions(GroupTherapy(), "MO", "18:00-21:00", weeks=(9, 12)),
    ]
    assert said(Track("one", week, length="8 to 12 weeks"), a_rule(NINE)) == (
        UNKNOWN,
        'Track "one", weeks 9 to 12: 3 h is 6 h short of 9 h, if it comes to that.',
    )


def test_what_is_met_needs_no_sentence() -> None:
    assert said(a_week("9 h"), a_rule(NINE)) == (Verdict.MET, "")
    place = Place(where="", measured=NINE, verdict=Verdict.MET)
    assert sentence_of(a_rule(NINE), NINE, (place,), Verdict.MET) == ""


def test_a_finding_of_the_house_is_said_in_its_own_words() -> None:
    report = check(Track("one", days_of(("MO", "18:00-21:00"), ("MO", "20:00-21:00"))), against=[], on=TODAY)
    (found,) = (each for each in report.house if each.verdict is NOT_MET)
    assert isinstance(found, Finding)
    assert found.sentence == (
        'Track "one": A patient cannot attend both: '
        "Mon 18:00-21:00: group therapy, 3 h; Mon 20:00-21:00: group therapy, 1 h."
    )


def test_a_week_between_two_published_levels_is_said_to_be_of_none() -> None:
    bounded = a_rule(Range(Minutes.of_hours(9), Minutes.of_hours(19)))
    between = "Between 19 h and 20 h a week no level is described."
    for time, noted in (("19 h 30 min", True), ("20 h", False), ("8 h", False), ("19 h 30 min to 21 h", False)):
        (found,) = check(WeeklyPattern(time_per_week=time), against=[a_body(bounded)], on=TODAY).findings
        assert found.sentence.endswith(between) is noted
    lengths = a_rule(Range.at_most(19), Measure.DAYS_PER_WEEK)
    (found,) = check(WeeklyPattern(days=3), against=[a_body(lengths)], on=TODAY).findings
    assert between not in found.sentence
