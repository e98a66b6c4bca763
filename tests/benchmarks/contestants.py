"""The same questions, asked of iopmodel and of a bare loop over tuples; a test holds that both answer alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from iopmodel import (
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Minutes,
    Program,
    ProgramType,
    Range,
    Rule,
    Session,
    Standard,
    Track,
    Verdict,
    WeeklySchedule,
    Weeks,
    check,
    compare,
    sessions,
    standards,
    weekly_hours,
)
from iopmodel.citations import Citation, Dated, History
from iopmodel.measures import Measure
from iopmodel.rules import Bound, Force

#: More weeks than iopmodel remembers, so that taking them in turn finds none of them remembered.
WEEKS = 300
#: A session as a tuple: weekday, start and end in minutes of the day, every so many weeks.
Row = tuple[int, int, int, int]
_TYPE = ProgramType("benchmark", "Benchmark", LevelOfCare.INTENSIVE_OUTPATIENT)


def week(number: int) -> WeeklySchedule:
    """A week of twelve sessions; each number gives another one, of the same hours."""
    start = 17 * 60 + number % 60
    clock = [f"{_clock(at)}-{_clock(at + 50)}" for at in (start, start + 60, start + 120)]
    return WeeklySchedule(
        [
            *(each for text in clock for each in sessions(GroupTherapy(), "MO,WE,TH", text)),
            Session(IndividualTherapy(), day="TU", start="16:00", time=Minutes(50)),
            Session(
                FamilyTherapy(f"family {number // 60}"),
                day="TH",
                start="15:00",
                time=Minutes(50),
                every=Weeks(2),
                first=1,
            ),
            Session(Education(), day="FR", start="12:00", time=Minutes(60)),
        ]
    )


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def rows(number: int) -> list[Row]:
    """The same week as tuples."""
    start = 17 * 60 + number % 60
    groups = [(day, at, at + 50, 1) for at in (start, start + 60, start + 120) for day in (0, 2, 3)]
    return [*groups, (1, 960, 1010, 1), (3, 900, 950, 2), (4, 720, 780, 1)]


def bare_hours(given: list[Row]) -> tuple[int, int]:
    """The least and the most minutes of a week, by a loop."""
    odd = even = 0
    for _, start, end, every in given:
        odd += end - start
        if every == 1:
            even += end - start
    return min(odd, even), max(odd, even)


def bare_figures(given: list[Row]) -> list[bool]:
    """Ten answers about both kinds of week, by a loop over the tuples for each kind."""
    met = [True] * 10
    for is_odd in (True, False):
        days: dict[int, int] = {}
        count = 0
        for day, start, end, every in given:
            if every == 1 or is_odd:
                days[day] = days.get(day, 0) + end - start
                count += 1
        total, long = sum(days.values()), sum(time >= 150 for time in days.values())
        shortest, longest = min(days.values()), max(days.values())
        answers = (
            total >= 540,
            total <= 1140,
            total >= 1200,
            len(days) >= 3,
            len(days) <= 5,
            long >= 3,
            shortest >= 50,
            longest <= 240,
            count >= 9,
            len(days) >= 4,
        )
        met = [was and now for was, now in zip(met, answers, strict=True)]
    return met


def _rule(number: int, measure: Measure, bound: Bound, day_at_least: Minutes | None = None) -> Rule:
    return Rule(
        id=f"benchmark.{number}",
        measure=measure,
        history=History.of(Dated(bound, Citation("benchmark"))),
        force=Force.REQUIRED,
        day_at_least=day_at_least,
    )


TEN_RULES = Standard(
    "benchmark",
    "Benchmark",
    (
        _rule(0, Measure.HOURS_PER_WEEK, Range.at_least(Minutes(540))),
        _rule(1, Measure.HOURS_PER_WEEK, Range.at_most(Minutes(1140))),
        _rule(2, Measure.HOURS_PER_WEEK, Range.at_least(Minutes(1200))),
        _rule(3, Measure.DAYS_PER_WEEK, Range.at_least(3)),
        _rule(4, Measure.DAYS_PER_WEEK, Range.at_most(5)),
        _rule(5, Measure.DAYS_PER_WEEK, Range.at_least(3), day_at_least=Minutes(150)),
        _rule(6, Measure.HOURS_PER_DAY, Range.at_least(Minutes(50))),
        _rule(7, Measure.HOURS_PER_DAY, Range.at_most(Minutes(240))),
        _rule(8, Measure.SESSIONS_PER_WEEK, Range.at_least(9)),
        _rule(9, Measure.DAYS_PER_WEEK, Range.at_least(4)),
    ),
)


def checked(program: Program) -> list[bool]:
    """The ten answers by iopmodel."""
    report = check(program, against=[TEN_RULES], on="2026-02-02", include_unverified=True)
    return [finding.verdict is Verdict.MET for finding in report.findings]


def program(schedule: WeeklySchedule) -> Program:
    """A program of one track with that week."""
    return Program(_TYPE, tracks=[Track("evening", schedule)])


#: Every body with rules for such a program, and the number of their rules, the ones that do not apply included.
EVERY_BODY = standards.all()
RULES = sum(len(body.rules) for body in EVERY_BODY)
_EVERYDAY = ProgramType(
    "everyday",
    "Everyday IOP",
    LevelOfCare.INTENSIVE_OUTPATIENT,
    population="adult",
    focus="substance-use",
)


def everyday(schedule: WeeklySchedule) -> Program:
    """A program of the kind that most bodies have rules for."""
    return Program(_EVERYDAY, tracks=[Track("evening", schedule)], length=Weeks(8))


def compared(program: Program) -> dict[str, Verdict]:
    """What every body says of it."""
    return dict(compare(program, standards=EVERY_BODY, on="2026-02-02").verdicts)


def _as_given(answer: object) -> object:
    return answer


@attrs.frozen
class Contestant:
    """One way to answer the question of a race.

    Args:
        name: what it is.
        ask: asks it. It is given a number, of which it may make another input each time.
        answers: how many answers it gives at once; its time is that of one of them.
        turns: how often it is asked in a round.
        read: makes an answer comparable with those of the others.
    """

    name: str
    ask: Callable[[int], Any]
    answers: int = attrs.field(default=1, kw_only=True)
    turns: int = attrs.field(default=WEEKS, kw_only=True)
    read: Callable[[Any], object] = attrs.field(default=_as_given, kw_only=True)


@attrs.frozen
class Race:
    """One question, and ways to answer it; the others are measured against the first."""

    name: str
    contestants: tuple[Contestant, ...]


def races() -> tuple[Race, ...]:
    """The races of undated weeks, each over many weeks in turn; the weeks are made before the clock runs."""
    schedules = [week(number) for number in range(WEEKS)]
    tuples = [rows(number) for number in range(WEEKS)]
    programs = [program(each) for each in schedules]
    everyday_programs = [everyday(each) for each in schedules]
    bare = "bare loop over tuples"
    return (
        Race("construct a 12-session week", (Contestant(bare, rows), Contestant("WeeklySchedule", week))),
        Race(
            "weekly hours of it",
            (
                Contestant(bare, lambda number: bare_hours(tuples[number])),
                Contestant("weekly_hours, a new week each time", lambda number: weekly_hours(schedules[number])),
                Contestant("weekly_hours, one week again and again", lambda _: weekly_hours(schedules[0])),
            ),
        ),
        Race(
            "check it against ten rules",
            (
                Contestant(bare, lambda number: bare_figures(tuples[number])),
                Contestant("check, a new week each time", lambda number: checked(programs[number])),
                Contestant("check, one week again and again", lambda _: checked(programs[0])),
            ),
        ),
        Race(
            "one rule of it against every body",
            (
                Contestant(bare, lambda number: bare_figures(tuples[number]), answers=10),
                Contestant(
                    "compare, a new week each time",
                    lambda number: compared(everyday_programs[number]),
                    answers=RULES,
                ),
                Contestant(
                    "compare, one week again and again",
                    lambda _: compared(everyday_programs[0]),
                    answers=RULES,
                ),
            ),
        ),
    )
