"""The result of a week, what it is short of, and the weeks below a floor that a body lets pass at the end of a stay."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import pytest

from iopmodel._days import add_days, plain_day
from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.components import Activity, Break, GroupTherapy, IndividualTherapy
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.episodes import Episode
from iopmodel.findings import CauseKind, Finding, Verdict
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Bound, Rule, Scope, Standard
from iopmodel.schedules import Session, sessions
from iopmodel.standards import ASAM_3, MEDICARE
from iopmodel.stays import Stay
from iopmodel.week_results import week_results
from iopmodel.weeks_judged import StayRun, WeekResult, let_pass, runs_at_levels
from tests.rule_strategies import SOURCE, a_body

MET, NOT_MET, UNKNOWN = Verdict
IOP, PHP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.OUTPATIENT
NINE = Minutes.of_hours(9)
AT_LEAST_NINE: Range[Minutes] = Range(NINE)
ON = "2026-02-02"


def a_rule(
    bound: Bound,
    measure: str = "hours_per_week",
    id_: str = "floor",
    *,
    scope: Scope | None = None,
    least: Minutes | None = None,
) -> Rule:
    """A required rule, in force since ever."""
    return Rule(
        id=id_,
        measure=measure,
        history=History.of(Dated(bound, SOURCE)),
        force="required",
        scope=Scope() if scope is None else scope,
        day_at_least=least,
    )


def a_taper(allowed: Bound, *floors: str, mark: Mark = Mark.PRIMARY, since: str | None = None) -> Rule:
    """A rule that lets so many weeks below these floors pass."""
    history = History.of(Dated(allowed, Citation("an example", mark=mark), since=since))
    return Rule(id="taper", measure="weeks_below_floor", history=history, force="required", floors=floors or ("floor",))


def a_floor(bound: Bound = AT_LEAST_NINE, allowed: int = 2) -> Standard:
    """A body with a weekly floor, so many weeks of which may fall short of it at the end of a stay."""
    return a_body(a_rule(bound), a_taper(Range.at_most(allowed)))


def weeks(
    *times: str, first: str = ON, level: LevelOfCare = IOP, endless: bool = False, away: Iterable[int] = ()
) -> list[Stay]:
    """Stays of a week each, one after the other, with a session by arrangement of that length; some on leave."""
    begins = plain_day(first)
    found = [
        Stay(
            first=add_days(begins, 7 * number),
            until=add_days(begins, 7 * number + 7),
            week=[] if number in away else [Session(GroupTherapy(), time=time)],
            level=level,
            on_leave=number in away,
        )
        for number, time in enumerate(times)
    ]
    return [*found[:-1], attrs.evolve(found[-1], until=None)] if endless else found


def verdicts(
    stays: list[Stay], body: Standard | None = None, *, until: str | None = None, level: LevelOfCare = IOP
) -> list[Verdict]:
    """What the floor says of each whole week at a level."""
    results = week_results(Episode(stays=stays), against=[body or a_floor()], on=ON, until=until)
    return [finding.verdict for each in results if each.level == level for finding in each.findings]


# One week


def result_of(body: Standard, *week: Session, **stay: object) -> WeekResult:
    """The result of the one whole week of a stay with these sessions."""
    given = {"first": ON, "until": "2026-02-09", "week": week, "level": IOP} | stay
    (result,) = week_results(Episode(stays=[Stay(**given)]), against=[body], on=ON)  # type: ignore[arg-type]
    return result


GROUPS = sessions(GroupTherapy(), "MO,WE", "18:00-21:00")


def test_a_week_that_is_short_says_by_how_much() -> None:
    days = a_rule(Range(3), "days_per_week", "days", least=Minutes(180))
    found = result_of(a_body(a_rule(AT_LEAST_NINE), a_rule(Range(Minutes(600)), id_="higher"), days), *GROUPS)
    assert (found.level, found.is_partial, found.verdict) == (IOP, False, NOT_MET)
    # By the rule that misses most: six hours of ten.
    assert (found.short_by, found.days_short) == (Range.exactly(Minutes(240)), Range.exactly(1))
    assert str(found).split("; ") == [
        "week of 2026-02-02, intensive outpatient: not met",
        "Law: 6 h, 3 h short of at least 9 h a week",
        "Law: 6 h, 4 h short of at least 10 h a week",
        "Law: 2 days, 1 day short of at least 3 days of at least 3 h a week",
    ]


def test_visits_are_days() -> None:
    found = result_of(a_body(a_rule(Range(4), "visits_per_week")), *GROUPS)
    assert (found.days_short, found.short_by) == (Range.exactly(2), Range.exactly(Minutes(0)))


def test_a_week_that_meets_everything_is_short_of_nothing() -> None:
    found = result_of(a_body(a_rule(Range(Minutes(360)))), *GROUPS)
    assert (found.verdict, found.short_by, found.days_short) == (MET, Range.exactly(Minutes(0)), Range.exactly(0))
    assert str(found) == "week of 2026-02-02, intensive outpatient: met"


def test_a_week_that_may_be_short_is_short_of_nothing_for_certain() -> None:
    found = result_of(a_body(a_rule(AT_LEAST_NINE)), *GROUPS, Session(IndividualTherapy(), time="2 to 4 h"))
    assert (found.verdict, found.short_by) == (UNKNOWN, Range(Minutes(0), Minutes(60)))
    assert str(found).endswith("unknown; Law: 8 h to 10 h, perhaps short of at least 9 h a week")
    unbounded = result_of(a_body(a_rule(AT_LEAST_NINE)), *GROUPS, Session(IndividualTherapy()))
    assert unbounded.short_by == Range(Minutes(0), Minutes(180))


def test_a_rule_that_perhaps_applies_is_missed_by_nothing_for_certain() -> None:
    found = result_of(a_body(a_rule(AT_LEAST_NINE, scope=Scope(focus="substance-use"))), *GROUPS)
    assert (found.verdict, found.short_by) == (UNKNOWN, Range(Minutes(0), Minutes(180)))
    assert "6 h, perhaps short of" in str(found)


def test_a_week_may_be_over_what_is_asked() -> None:
    over = result_of(a_body(a_rule(Range.at_most(Minutes(300)))), *GROUPS)
    assert (over.verdict, over.short_by) == (NOT_MET, Range.exactly(Minutes(0)))
    assert str(over).endswith("not met; Law: 6 h, not at most 5 h a week")
    perhaps = result_of(
        a_body(a_rule(Range.at_most(Minutes(390)))), *GROUPS, Session(IndividualTherapy(), time="0 to 1 h")
    )
    assert str(perhaps).endswith("unknown; Law: 6 h to 7 h, perhaps not at most 6 h 30 min a week")


def test_what_is_under_a_number_is_short_of_it() -> None:
    found = result_of(a_body(a_rule(AT_LEAST_NINE)), week=WeeklyPattern(time_per_week="under 9 h"))
    assert (found.verdict, found.short_by) == (NOT_MET, Range(Minutes(1), Minutes(540)))
    assert str(found).endswith("Law: under 9 h, short of at least 9 h a week")


def test_a_week_in_part_is_partial() -> None:
    short = Stay(first="2026-02-04", until="2026-02-09", week=GROUPS, level=IOP)
    (found,) = week_results(Episode(stays=[short]), against=[a_floor()], on=ON, partial="counted")
    assert found.is_partial


def test_the_number_is_made_of_what_counts_and_of_what_may() -> None:
    counting = attrs.evolve(DEFAULT_COUNTING, contested={"activity"})
    body = attrs.evolve(a_body(a_rule(AT_LEAST_NINE)), counting=counting)
    others = [*sessions(Break(), "TU", "19:00-19:10"), *sessions(Activity(), "TU", "20:00-21:00")]
    found = result_of(body, *GROUPS, *others)
    assert [str(each) for each in found.made_of(body)] == [
        "2026-02-02 18:00 group therapy",
        "2026-02-03 20:00 activity",
        "2026-02-04 18:00 group therapy",
    ]
    assert len(found.part.occurrences) == 4


# Runs of stays


def test_a_run_goes_on_through_a_leave_and_ends_with_a_gap_or_another_level() -> None:
    first = weeks("9 h", "0 h", "9 h", away=[1])
    second = weeks("1 h", first="2026-02-23", level=OP)
    third = weeks("9 h", "9 h", first="2026-03-02", endless=True)
    after_gap = weeks("1 h", first="2026-06-01", level=OP)
    runs = runs_at_levels((*first, *second, *third, *after_gap))
    assert [(run.level, str(run.first), str(run.until), len(run.stays)) for run in runs] == [
        (IOP, "2026-02-02", "2026-02-23", 3),
        (OP, "2026-02-23", "2026-03-02", 1),
        (IOP, "2026-03-02", "None", 2),
        (OP, "2026-06-01", "2026-06-08", 1),
    ]
    assert runs[0] == StayRun(tuple(first))


def test_a_stay_at_another_level_beside_it_does_not_end_a_run() -> None:
    beside = weeks("1 h", first="2026-02-04", level=OP)
    stays = sorted([*weeks("9 h", "9 h"), *beside], key=lambda stay: stay.first)
    assert [(run.level, len(run.stays)) for run in runs_at_levels(tuple(stays))] == [(IOP, 2), (OP, 1)]


def test_a_stay_inside_another_one_belongs_to_its_run() -> None:
    outer, inner = weeks("9 h", endless=True), weeks("1 h", first="2026-03-02")
    assert [len(run.stays) for run in runs_at_levels((*outer, *inner))] == [2]
    longer = Stay(first=ON, until="2026-03-30", week=[], level=IOP)
    (run,) = runs_at_levels((longer, *weeks("1 h", first="2026-02-09"), *weeks("1 h", first="2026-03-23")))
    assert str(run.until) == "2026-03-30"


# Weeks that are let pass


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (["9 h", "9 h"], [MET, MET]),
        (["9 h", "6 h"], [MET, MET]),
        (["9 h", "6 h", "3 h"], [MET, MET, MET]),
        (["9 h", "6 h", "6 h", "6 h"], [MET, NOT_MET, MET, MET]),
        # No week before has met the floor.
        (["6 h", "6 h"], [NOT_MET, NOT_MET]),
        (["6 h", "9 h", "6 h"], [NOT_MET, MET, MET]),
        # A week that meets the floor follows.
        (["9 h", "6 h", "9 h"], [MET, NOT_MET, MET]),
        # What may lie below the floor is met either way, where a week before it met the floor.
        (["9 h", "8 to 10 h"], [MET, MET]),
        # Whether the week before was among the last ones hangs on the one after it.
        (["9 h", "6 h", "8 to 10 h"], [MET, UNKNOWN, MET]),
        (["9 h", "8 to 10 h", "6 h"], [MET, MET, MET]),
        (["9 h", "8 to 10 h", "8 to 10 h"], [MET, UNKNOWN, MET]),
        # Whether any week met the floor is not known.
        (["8 to 10 h", "6 h"], [UNKNOWN, UNKNOWN]),
        (["8 to 10 h", "6 h", "9 h"], [UNKNOWN, NOT_MET, MET]),
        (["9 h", "8 to 10 h", "6 h", "6 h"], [MET, UNKNOWN, MET, MET]),
    ],
)
def test_the_last_weeks_below_a_floor_are_let_pass_after_one_that_met_it(
    times: list[str], expected: list[Verdict]
) -> None:
    assert verdicts(weeks(*times)) == expected


def test_as_many_weeks_are_let_pass_as_the_body_allows() -> None:
    stays = weeks("9 h", "6 h", "6 h")
    assert verdicts(stays, a_floor(allowed=1)) == [MET, NOT_MET, MET]
    assert verdicts(stays, a_floor(allowed=0)) == [MET, NOT_MET, NOT_MET]
    assert verdicts(stays, a_floor(allowed=9)) == [MET, MET, MET]
    without_end = a_body(a_rule(AT_LEAST_NINE), a_taper(Range(0)))
    assert verdicts(stays, without_end) == [MET, NOT_MET, NOT_MET]


def test_a_week_that_is_let_pass_says_so() -> None:
    _, last = week_results(Episode(stays=weeks("9 h", "6 h")), against=[a_floor()], on=ON)
    (finding,) = last.findings
    words = "Let pass at the end of the stay: at most 2 weeks below the weekly floor (taper)."
    assert (finding.sentence, finding.places[0].detail, finding.places[0].verdict) == (words, words, MET)
    assert (last.verdict, last.short_by, finding.causes, finding.places[0].causes) == (
        MET,
        Range.exactly(Minutes(0)),
        (),
        (),
    )


def test_a_week_that_is_perhaps_let_pass_says_on_what_it_hangs() -> None:
    _, last = week_results(Episode(stays=weeks("8 to 10 h", "6 h")), against=[a_floor()], on=ON)
    (finding,) = last.findings
    words = "Perhaps let pass at the end of the stay: at most 2 weeks below the weekly floor (taper)."
    assert (finding.sentence, finding.places[0].verdict, last.short_by) == (
        words,
        UNKNOWN,
        Range(Minutes(0), Minutes(180)),
    )
    assert [(each.kind, each.words) for each in finding.causes] == [
        (
            CauseKind.CHOICE,
            "which other weeks meet the floor: at most 2 weeks below the weekly floor (taper) may end a stay",
        )
    ]


def test_what_is_not_known_of_the_people_stays_said_of_a_week_that_is_let_pass() -> None:
    scoped = a_body(a_rule(AT_LEAST_NINE, scope=Scope(focus="substance-use")), a_taper(Range.at_most(2)))
    _, last = week_results(Episode(stays=weeks("9 h", "6 to 7 h")), against=[scoped], on=ON)
    (place,) = last.findings[0].places
    assert (place.verdict, [each.kind for each in place.causes]) == (MET, [CauseKind.SCOPE])
    # What is not known of its hours no longer matters.
    _, last = week_results(Episode(stays=weeks("9 h", "8 to 10 h")), against=[scoped], on=ON)
    (place,) = last.findings[0].places
    assert (place.verdict, [each.kind for each in place.causes]) == (MET, [CauseKind.SCOPE])


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([], MET),
        (weeks("1 h", first="2026-02-16", level=OP), MET),
        (weeks("25 h", first="2026-02-16", level=PHP), NOT_MET),
        # After days away a higher level is still the next.
        (weeks("25 h", first="2026-03-16", level=PHP), NOT_MET),
        ([*weeks("1 h", first="2026-02-16", level=OP), *weeks("25 h", first="2026-02-23", level=PHP)], MET),
        (weeks("1 h", first="2026-02-16", level=LevelOfCare.OPIOID_TREATMENT_PROGRAM), MET),
    ],
)
def test_weeks_are_let_pass_unless_a_higher_level_follows(after: list[Stay], expected: Verdict) -> None:
    assert verdicts([*weeks("9 h", "6 h"), *after]) == [MET, expected]


def test_a_level_beside_it_is_none_that_follows() -> None:
    beside = weeks("25 h", first="2026-02-09", level=PHP)
    assert verdicts([*weeks("9 h", "6 h"), *beside]) == [MET, MET]


def test_two_runs_at_one_level_are_let_pass_each_by_itself() -> None:
    again = weeks("6 h", "9 h", "6 h", first="2026-03-02")
    assert verdicts([*weeks("9 h", "6 h"), *again]) == [MET, MET, NOT_MET, MET, MET]
    between = weeks("1 h", first="2026-02-16", level=OP)
    once_more = weeks("6 h", "9 h", first="2026-02-23", endless=True)
    assert verdicts([*weeks("9 h", "6 h"), *between, *once_more], until="2026-03-09") == [MET, MET, NOT_MET, MET]


def test_a_run_without_a_planned_end_has_no_last_weeks() -> None:
    assert verdicts(weeks("9 h", "6 h", endless=True), until="2026-02-16") == [MET, NOT_MET]


def test_a_run_without_a_whole_week_has_nothing_to_let_pass() -> None:
    short = Stay(first="2026-02-16", until="2026-02-18", week=[], level=PHP)
    assert verdicts([*weeks("9 h", "6 h"), short]) == [MET, NOT_MET]


def test_a_leave_does_not_begin_another_run() -> None:
    assert verdicts(weeks("9 h", "0 h", "6 h", away=[1])) == [MET, MET]


def test_the_ceiling_of_a_rule_is_never_let_pass() -> None:
    nine_to_19 = a_floor(Range(NINE, Minutes.of_hours(19)))
    assert verdicts(weeks("20 h", "6 h"), nine_to_19) == [NOT_MET, MET]
    assert verdicts(weeks("9 h", "20 h"), nine_to_19) == [MET, NOT_MET]
    assert verdicts(weeks("9 h", "8 to 20 h"), nine_to_19) == [MET, UNKNOWN]
    assert verdicts(weeks("9 h", "8 to 19 h"), nine_to_19) == [MET, MET]
    assert verdicts(weeks("9 h", "at least 8 h"), nine_to_19) == [MET, UNKNOWN]
    assert verdicts(weeks("9 h", "at least 8 h")) == [MET, MET]
    under_19 = a_floor(Range(NINE, Minutes.of_hours(19), high_excluded=True))
    assert verdicts(weeks("9 h", "8 to 19 h"), under_19) == [MET, UNKNOWN]
    pattern = Stay(first="2026-02-09", until="2026-02-16", week=WeeklyPattern(time_per_week="under 19 h"), level=IOP)
    assert verdicts([*weeks("9 h"), pattern], under_19) == [MET, MET]


def test_of_two_floors_each_is_let_pass_by_itself() -> None:
    body = a_body(
        a_rule(AT_LEAST_NINE, id_="nine"),
        a_rule(Range(Minutes(360)), id_="six"),
        a_taper(Range.at_most(2), "nine", "six"),
    )
    # The second week meets the lower floor, so only the first one can be before it at the end of the higher.
    assert verdicts(weeks("9 h", "6 h", "5 h"), body) == [MET, MET, MET, MET, MET, MET]
    assert verdicts(weeks("7 h", "5 h"), body) == [NOT_MET, MET, NOT_MET, MET]


def test_other_rules_and_bodies_are_not_let_pass() -> None:
    days = a_body(a_rule(AT_LEAST_NINE), a_rule(Range(Minutes(480)), id_="other"), a_taper(Range.at_most(2)))
    assert verdicts(weeks("9 h", "6 h"), days) == [MET, MET, MET, NOT_MET]
    strict = attrs.evolve(a_body(a_rule(AT_LEAST_NINE)), key="strict", name="Strict")
    results = week_results(Episode(stays=weeks("9 h", "6 h")), against=[strict, a_floor()], on=ON)
    assert [(each.body, each.verdict) for each in results[1].findings] == [("Strict", NOT_MET), ("Law", MET)]


def test_an_allowance_that_is_not_in_force_or_not_verified_lets_nothing_pass() -> None:
    later = a_body(a_rule(AT_LEAST_NINE), a_taper(Range.at_most(2), since="2026-02-10"))
    assert verdicts(weeks("9 h", "6 h"), later) == [MET, NOT_MET]
    assert verdicts(weeks("9 h", "6 h", "6 h"), later) == [MET, MET, MET]
    hearsay = a_body(a_rule(AT_LEAST_NINE), a_taper(Range.at_most(2), mark=Mark.UNVERIFIED))
    episode = Episode(stays=weeks("9 h", "6 h"))
    said = [
        [each.verdict for each in week_results(episode, against=[hearsay], on=ON, include_unverified=included)]
        for included in (False, True)
    ]
    assert said == [[MET, NOT_MET], [MET, MET]]


def test_weeks_in_which_the_floor_was_not_in_force_are_passed_over() -> None:
    since = attrs.evolve(a_rule(AT_LEAST_NINE), history=History.of(Dated(AT_LEAST_NINE, SOURCE, since="2026-02-09")))
    body = a_body(since, a_taper(Range.at_most(2)))
    # Nothing is known of the first week, so no week before the last ones has met the floor.
    assert verdicts(weeks("9 h", "6 h"), body) == [NOT_MET]
    assert verdicts(weeks("3 h", "9 h", "6 h"), body) == [MET, MET]


def test_a_week_of_no_stay_is_let_pass_in_none() -> None:
    results = week_results(Episode(stays=weeks("9 h", "6 h")), against=[a_floor()], on=ON)
    missed = attrs.evolve(results[1].findings[0], verdict=NOT_MET)
    given = results[0], attrs.evolve(results[1], findings=(missed,))
    elsewhere = tuple(weeks("9 h", first="2025-02-03"))
    assert let_pass(given, (a_floor(),), elsewhere, include_unverified=False) == given


def test_asam_lets_one_or_two_weeks_of_level_2_1_pass_when_the_stay_steps_down() -> None:
    group = sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")
    taper = sessions(GroupTherapy(), "MO,WE", "18:00-21:00")
    stays = [
        Stay(first=first, until=until, week=week, level=level, focus=frozenset({"substance-use"}))
        for first, until, week, level in (
            ("2026-02-02", "2026-03-02", group, IOP),
            ("2026-03-02", "2026-03-16", taper, IOP),
            ("2026-03-16", "2026-03-30", taper[:1], OP),
        )
    ]

    def said(given: list[Stay]) -> list[list[Finding]]:
        results = week_results(Episode(stays=given), against=[ASAM_3], on=ON)
        return [
            [each for each in result.findings if each.rule == "asam3.l2_1.adult.hours_week"]
            for result in results
            if result.level == IOP
        ]

    # Whether the patient is an adult is not known, and the floor of the young is lower: met where it applies.
    assert {each.verdict for week in said(stays) for each in week} == {MET}
    up = [*stays[:2], attrs.evolve(stays[2], level=PHP)]
    assert [each.verdict for week in said(up)[-2:] for each in week] == [UNKNOWN, UNKNOWN]
    medicare = week_results(Episode(stays=stays), against=[MEDICARE], on=ON)
    assert [each.verdict for each in medicare if each.level == IOP] == [MET, MET, MET, MET, NOT_MET, NOT_MET]
