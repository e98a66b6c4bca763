"""Weeks below a weekly floor, and which of them a body lets pass at the end of a stay."""

import pytest

from iopmodel import (
    GroupTherapy,
    LevelOfCare,
    Minutes,
    Pathway,
    Phase,
    Rule,
    Scope,
    Session,
    Standard,
    Track,
    Verdict,
    WeeklyPattern,
    WeeklySchedule,
    Weeks,
    check,
)
from iopmodel.citations import Dated, History
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.findings import Finding
from iopmodel.floors import weeks_below
from iopmodel.quantities import Range
from iopmodel.rules import Bound
from iopmodel.stretches import Subject, stretches
from tests.rule_strategies import SOURCE, a_body
from tests.standards.answers import TODAY, about

MET, NOT_MET, UNKNOWN = Verdict
IOP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT
NINE = Minutes.of_hours(9)


def hours(time: str, weeks: str = "1 on", **more: object) -> Session:
    """So much group therapy in some program weeks."""
    return Session(GroupTherapy(), time=time, weeks=weeks, **more)  # type: ignore[arg-type]


def track(*week: Session, length: str = "not stated") -> Track:
    """A track with these sessions."""
    return Track("one", week, length=length)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (track(hours("9 h"), length="8 weeks"), "0"),
        (track(hours("8 h"), length="8 weeks"), "8"),
        (track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="8 weeks"), "2"),
        (track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="8 to 10 weeks"), "2 to 4"),
        (track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="at least 8 weeks"), "at least 2"),
        (track(hours("6 h", "1 to 2"), hours("9 h", "3 on"), length="at least 8 weeks"), "2"),
        (track(hours("6 h", "1 to 2"), hours("9 h", "3 on")), "2"),
        (track(hours("9 h", "1 to 6")), "0"),
        # After the last of its sessions a stay of known length goes on with empty weeks.
        (track(hours("9 h", "1 to 6"), length="8 weeks"), "2"),
        (track(hours("6 h"), hours("3 h", every=Weeks(2), first=1), length="8 weeks"), "4"),
        (track(hours("6 h"), hours("3 h", every=Weeks(2), first=1)), "at least 1"),
        (track(hours("6 h"), hours("3 h", every=Weeks(2)), length="8 weeks"), "at most 8"),
        (track(hours("8 to 10 h"), length="4 weeks"), "at most 4"),
        (track(hours("under 9 h"), length="4 weeks"), "4"),
        (track(hours("at least 9 h"), length="4 weeks"), "0"),
        (track(hours("not stated"), length="4 weeks"), "at most 4"),
        (Track("one", WeeklyPattern(time_per_week="8 h"), length="4 weeks"), "4"),
        (Track("one", WeeklyPattern(time_per_week="under 9 h"), length="4 weeks"), "4"),
        (Track("one", WeeklyPattern(time_per_week="8 to 9 h"), length="4 weeks"), "at most 4"),
        (Track("one", WeeklyPattern(time_per_week="8 h")), "at least 1"),
    ],
)
def test_the_weeks_of_a_stay_below_a_floor_are_counted(subject: Track, expected: str) -> None:
    (stretch,) = stretches(subject)
    assert str(weeks_below(stretch, DEFAULT_COUNTING, (NINE,))) == expected


def test_of_two_floors_a_week_is_certainly_below_both_or_perhaps_below_one() -> None:
    (stretch,) = stretches(
        track(hours("5 h", "1 to 1"), hours("7 h", "2 to 3"), hours("9 h", "4 on"), length="8 weeks")
    )
    assert weeks_below(stretch, DEFAULT_COUNTING, (NINE, Minutes.of_hours(6))) == Range(1, 3)


def a_floor(bound: Bound, *, allowed: int = 2, scope: Scope | None = None) -> Standard:
    """A body with a weekly floor, so many weeks of which may fall short of it at the end of a stay."""
    asked = Scope() if scope is None else scope
    floor = Rule(
        id="floor", measure="hours_per_week", history=History.of(Dated(bound, SOURCE)), force="required", scope=asked
    )
    weeks = History.of(Dated[Bound](Range.at_most(allowed), SOURCE))
    taper = Rule(
        id="taper", measure="weeks_below_floor", history=weeks, force="required", scope=asked, floors=["floor"]
    )
    return a_body(floor, taper)


def verdicts(subject: Subject, body: Standard) -> tuple[Verdict | str, Verdict | str]:
    """What the floor and the rule that lets weeks below it pass say."""
    report = check(subject, against=[body], on=TODAY)
    said = (about(rule, report) for rule in ("floor", "taper"))
    floor, taper = (each.verdict if isinstance(each, Finding) else each.reason for each in said)
    return floor, taper


AT_LEAST_NINE = a_floor(Range.at_least(NINE))


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (track(hours("9 h"), length="8 weeks"), (MET, MET)),
        (track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="8 weeks"), (MET, MET)),
        (track(hours("9 h", "1 to 5"), hours("6 h", "6 on"), length="8 weeks"), (NOT_MET, NOT_MET)),
        (track(hours("9 h", "1 to 6"), length="8 weeks"), (MET, MET)),
        # The last two weeks, one of them with less than the other.
        (track(hours("9 h", "1 to 6"), hours("6 h", "7 to 7"), hours("3 h", "8 on"), length="8 weeks"), (MET, MET)),
        # At the beginning of a stay no week has met the floor yet.
        (track(hours("6 h", "1 to 2"), hours("9 h", "3 on"), length="8 weeks"), (NOT_MET, MET)),
        # A single week in the middle is followed by weeks that meet it.
        (track(hours("9 h", "1 to 3"), hours("6 h", "4 to 4"), hours("9 h", "5 on"), length="8 weeks"), (NOT_MET, MET)),
        (track(hours("6 h"), length="2 weeks"), (NOT_MET, MET)),
        (track(hours("6 h"), length="1 week"), (NOT_MET, MET)),
        # Two weeks of it, or four: nobody knows yet.
        (track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="8 to 10 weeks"), (UNKNOWN, UNKNOWN)),
        (track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="7 to 8 weeks"), (MET, MET)),
        # A stay that may end before it steps down and has two such weeks at most.
        (track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="6 to 8 weeks"), (MET, MET)),
        (track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="9 to 10 weeks"), (NOT_MET, NOT_MET)),
        (track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="at least 8 weeks"), (UNKNOWN, UNKNOWN)),
        (track(hours("9 h", "1 to 6"), hours("6 h", "7 on")), (UNKNOWN, UNKNOWN)),
        (track(hours("8 to 10 h", "1 to 6"), hours("6 h", "7 on"), length="8 weeks"), (UNKNOWN, UNKNOWN)),
        (track(hours("8 h", "1 to 6"), hours("6 h", "7 on"), length="8 weeks"), (NOT_MET, NOT_MET)),
        # A week after it that may meet the floor, or that may not come, may make it one in the middle.
        (
            track(hours("9 h", "1 to 6"), hours("6 h", "7 to 7"), hours("8 to 10 h", "8 on"), length="8 weeks"),
            (UNKNOWN, MET),
        ),
        (
            track(hours("9 h", "1 to 6"), hours("6 h", "7 to 7"), hours("9 h", "8 on"), length="7 to 8 weeks"),
            (UNKNOWN, MET),
        ),
        # Below the floor in every second week: the last of them is the last week, the first is not.
        (track(hours("6 h"), hours("3 h", every=Weeks(2), first=1), length="4 weeks"), (NOT_MET, MET)),
        (Track("one", WeeklyPattern(time_per_week="8 h"), length="2 weeks"), (NOT_MET, MET)),
        (Track("one", WeeklyPattern(time_per_week="9 h"), length="2 weeks"), (MET, MET)),
    ],
)
def test_a_body_lets_the_last_weeks_of_a_stay_pass_after_a_week_that_meets_the_floor(
    subject: Track, expected: tuple[Verdict, Verdict]
) -> None:
    assert verdicts(subject, AT_LEAST_NINE) == expected


def phase(time: str, length: str, level: LevelOfCare = IOP) -> Phase:
    """A phase with so much time a week."""
    return Phase(level, WeeklySchedule([hours(time)]), length=length)


OF_IOP = a_floor(Range.at_least(NINE), scope=Scope(levels={IOP}))


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        ([phase("9 h", "6 weeks"), phase("6 h", "2 weeks")], (MET, MET)),
        ([phase("9 h", "6 weeks"), phase("6 h", "2 weeks"), phase("1 h", "4 weeks", OP)], (MET, MET)),
        ([phase("9 h", "6 weeks"), phase("6 h", "3 weeks")], (NOT_MET, NOT_MET)),
        ([phase("6 h", "2 weeks"), phase("9 h", "6 weeks")], (NOT_MET, MET)),
        # The week before a stay at another level does not end the stay at this one with it.
        ([phase("9 h", "6 weeks"), phase("1 h", "4 weeks", OP), phase("6 h", "2 weeks")], (NOT_MET, MET)),
        ([phase("9 h", "6 weeks"), phase("6 h", "1 week"), phase("3 h", "1 week")], (MET, MET)),
        ([phase("9 h", "6 weeks"), phase("6 h", "1 week"), phase("3 h", "2 weeks")], (NOT_MET, NOT_MET)),
        ([phase("9 h", "6 weeks"), phase("6 h", "1 week"), phase("3 h", "1 to 2 weeks")], (UNKNOWN, UNKNOWN)),
        ([phase("9 h", "6 weeks"), phase("6 h", "1 week"), phase("9 h", "1 week")], (NOT_MET, MET)),
        ([phase("8 to 9 h", "6 weeks"), phase("6 h", "2 weeks")], (UNKNOWN, UNKNOWN)),
        ([phase("6 h", "2 weeks", OP), phase("9 h", "6 weeks")], (MET, MET)),
        ([phase("9 h", "not stated"), phase("6 h", "2 weeks")], (MET, MET)),
        ([phase("9 h", "6 weeks"), phase("6 h", "not stated")], (UNKNOWN, UNKNOWN)),
    ],
)
def test_phases_at_one_level_that_follow_each_other_are_one_stay(
    phases: list[Phase], expected: tuple[Verdict, Verdict]
) -> None:
    assert verdicts(Pathway(phases), OF_IOP) == expected


def test_what_is_let_pass_says_by_which_rule() -> None:
    subject = track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="8 weeks")
    found = about("floor", check(subject, against=[AT_LEAST_NINE], on=TODAY))
    assert isinstance(found, Finding)
    assert [(place.where, place.verdict, place.detail) for place in found.places] == [
        (
            'track "one", weeks 7 on',
            MET,
            "Let pass at the end of the stay: at most 2 weeks below the weekly floor (taper).",
        ),
        ('track "one", weeks 1 to 6', MET, ""),
    ]


def test_where_it_hangs_on_the_length_the_cause_says_so() -> None:
    subject = track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="8 to 10 weeks")
    found = about("floor", check(subject, against=[AT_LEAST_NINE], on=TODAY))
    assert isinstance(found, Finding)
    assert [str(cause) for cause in found.causes] == [
        "how long it lasts: at most 2 weeks below the weekly floor may end a stay (taper)"
    ]


def test_a_week_above_the_ceiling_is_not_let_pass() -> None:
    body = a_floor(Range(NINE, Minutes.of_hours(19)))
    assert verdicts(track(hours("9 h", "1 to 6"), hours("20 h", "7 on"), length="8 weeks"), body) == (NOT_MET, MET)
    assert verdicts(track(hours("9 h", "1 to 6"), hours("20 h", "7 on"), length="7 weeks"), body) == (NOT_MET, MET)
    assert verdicts(track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="8 weeks"), body) == (MET, MET)


def test_an_allowance_without_an_end_lets_nothing_pass() -> None:
    weeks = History.of(Dated[Bound](Range.at_least(0), SOURCE))
    floor = next(iter(AT_LEAST_NINE))
    assert isinstance(floor, Rule)
    taper = Rule(id="taper", measure="weeks_below_floor", history=weeks, force="required", floors=["floor"])
    subject = track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="8 weeks")
    assert verdicts(subject, a_body(floor, taper)) == (NOT_MET, MET)


def test_without_a_floor_that_applies_there_is_nothing_to_count() -> None:
    _, taper = AT_LEAST_NINE
    ended = Rule(
        id="floor",
        measure="hours_per_week",
        history=History.of(Dated[Bound](Range.at_least(NINE), SOURCE, until="2020-01-01")),
        force="required",
    )
    assert verdicts(track(hours("6 h"), length="2 weeks"), a_body(ended, taper)) == (
        "no longer in force on 2026-02-02 (since a day that is not known until 2020-01-01)",
        "there is nothing to ask it of: no weekly floor of this body applies",
    )


def test_an_allowance_that_is_over_lets_nothing_pass() -> None:
    floor = next(iter(AT_LEAST_NINE))
    assert isinstance(floor, Rule)
    taper = Rule(
        id="taper",
        measure="weeks_below_floor",
        history=History.of(Dated[Bound](Range.at_most(2), SOURCE, until="2020-01-01")),
        force="required",
        floors=["floor"],
    )
    subject = track(hours("9 h", "1 to 6"), hours("6 h", "7 on"), length="8 weeks")
    found, reason = verdicts(subject, a_body(floor, taper))
    assert found is NOT_MET
    assert str(reason).startswith("no longer in force")


def test_a_week_under_a_figure_above_the_floor_is_perhaps_below_it() -> None:
    (stretch,) = stretches(Track("one", WeeklyPattern(time_per_week="under 20 h"), length="4 weeks"))
    assert weeks_below(stretch, DEFAULT_COUNTING, (NINE,)) == Range(0, 4)
    (stretch,) = stretches(Track("one", WeeklyPattern(time_per_week="under 9 h"), length="4 weeks"))
    assert weeks_below(stretch, DEFAULT_COUNTING, (NINE,)) == Range.exactly(4)
