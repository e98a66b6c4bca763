"""The weeks of an episode against published rules: which rules are asked, on which day, and what of partial weeks."""

from __future__ import annotations

import attrs
import pytest

from iopmodel._days import plain_day
from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.closures import Closure
from iopmodel.components import Education, GroupTherapy, IndividualTherapy
from iopmodel.episodes import Episode
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, WrongKind
from iopmodel.findings import CauseKind, Verdict
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Population
from iopmodel.programs import Phase
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Aggregation, Band, Bound, Force, Rule, Scope, Standard
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.standards import ASAM_3, MATRIX, MEDICARE
from iopmodel.stays import Stay
from iopmodel.transitions import State
from iopmodel.week_results import PartialWeeks, week_results
from iopmodel.weeks_judged import WeekResult
from tests.refusal import refusal, wrong
from tests.rule_strategies import SOURCE, a_body

MET, NOT_MET, UNKNOWN = Verdict
IOP, PHP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.OUTPATIENT
NINE = Minutes.of_hours(9)
AT_LEAST_NINE: Bound = Range(NINE)
AT_LEAST_TEN: Bound = Range(Minutes.of_hours(10))
GROUPS = sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")
WEEKDAYS = sessions(GroupTherapy(), "MO,TU,WE,TH,FR", "09:00-13:00")
ON = "2026-02-02"


def a_rule(
    bound: Bound = AT_LEAST_NINE,
    measure: str = "hours_per_week",
    id_: str = "rule",
    *,
    during: str | None = None,
    force: Force = Force.REQUIRED,
    history: History[Bound] | None = None,
    aggregation: Aggregation = Aggregation.EVERY,
) -> Rule:
    """A rule, in force since ever unless it has a history."""
    return Rule(
        id=id_,
        measure=measure,
        history=history or History.of(Dated(bound, SOURCE)),
        force=force,
        scope=Scope(during=during),
        aggregation=aggregation,
    )


def an_episode(first: str = "2026-02-02", length: str = "4 weeks", *week: Session) -> Episode:
    """An episode of intensive outpatient care, three groups a week unless others are given."""
    return Episode.of(Phase(IOP, list(week) or GROUPS), first=first, length=length)


def verdicts(results: tuple[WeekResult, ...]) -> list[tuple[str, Verdict]]:
    """The first day of each week, and its verdict."""
    return [(str(each.week.first), each.verdict) for each in results]


def reasons(result: WeekResult) -> dict[str, str]:
    """Why rules take no part."""
    return {each.rule: each.reason for each in result.not_applied}


# Weeks


def test_each_week_is_judged_by_itself() -> None:
    episode = an_episode("2026-02-02", "3 weeks").close(Closure("2026-02-12", "snow"))
    results = week_results(episode, against=[MEDICARE], on="2026-02-16")
    assert verdicts(results) == [("2026-02-02", MET), ("2026-02-09", NOT_MET), ("2026-02-16", MET)]
    assert [each.is_over for each in results] == [True, True, False]
    assert [each.number for each in results] == [1, 2, 3]
    (finding,) = results[1].findings
    assert (finding.rule, finding.shown, finding.distance) == ("medicare.iop.hours_week", "6 h", "3 h short")
    assert (results[1].short_by, len(results[1].made_of(MEDICARE))) == (Range.exactly(Minutes(180)), 2)


def test_a_week_is_over_when_its_last_day_is() -> None:
    for on, expected in (("2026-02-08", False), ("2026-02-09", True)):
        (first, *_) = week_results(an_episode(), against=[MEDICARE], on=on)
        assert first.is_over is expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        ("monday-to-sunday", ["2026-02-09"]),
        ("sunday-to-saturday", ["2026-02-08"]),
        ("from-admission", ["2026-02-04", "2026-02-11"]),
        ("rolling-seven-days", [f"2026-02-{day:02}" for day in range(4, 12)]),
    ],
)
def test_the_definition_says_which_weeks_are_whole(week: str, expected: list[str]) -> None:
    results = week_results(an_episode("2026-02-04", "2 weeks"), against=[MEDICARE], on=ON, week=week)
    assert verdicts(results) == [(day, MET) for day in expected]


def test_the_hand_over_week_is_two_results_each_by_the_rules_of_its_level() -> None:
    php = Episode.of(Phase(PHP, WEEKDAYS), first="2026-02-02", length="4 weeks")
    moved = php.move(Phase(IOP, GROUPS), on="2026-02-11", length="2 weeks", reason="goals met")
    assert [each.level for each in week_results(moved, against=[MEDICARE], on=ON)] == [PHP, IOP]
    counted = week_results(moved, against=[MEDICARE], on=ON, partial="counted")
    assert [(each.number, each.level, each.is_partial, each.findings[0].rule) for each in counted] == [
        (1, PHP, False, "medicare.php.hours_week"),
        (2, PHP, True, "medicare.php.hours_week"),
        (2, IOP, True, "medicare.iop.hours_week"),
        (3, IOP, False, "medicare.iop.hours_week"),
        (4, IOP, True, "medicare.iop.hours_week"),
    ]


def test_a_template_change_leaves_a_whole_week() -> None:
    changed = an_episode().change_week(WEEKDAYS, on="2026-02-12")
    assert [each.findings[0].shown for each in week_results(changed, against=[MEDICARE], on=ON)] == [
        "9 h",
        "14 h",
        "20 h",
        "20 h",
    ]


def test_a_week_with_a_leave_is_left_out_like_a_partial_one() -> None:
    away = an_episode().move(State.ON_LEAVE, on="2026-02-11", until="2026-02-13", reason="family")
    assert [each.number for each in week_results(away, against=[MEDICARE], on=ON)] == [1, 3, 4]
    counted = week_results(away, against=[MEDICARE], on=ON, partial="counted")
    assert (counted[1].is_partial, counted[1].findings[0].shown) == (True, "3 h")


def test_what_was_held_is_judged_instead_of_the_plan() -> None:
    episode = an_episode("2026-02-02", "2 weeks", *GROUPS, Session(IndividualTherapy(), time=Minutes(60)))
    planned = week_results(episode, against=[MEDICARE], on=ON)
    held = week_results(episode, against=[MEDICARE], on=ON, occurrences=episode.occurrences()[1:])
    assert [each.findings[0].shown for each in planned] == ["10 h", "10 h"]
    assert [each.findings[0].shown for each in held] == ["6 h", "9 h"]


def test_what_was_held_on_a_day_outside_every_stay_is_judged_too() -> None:
    held = an_episode().occurrences()
    results = week_results(
        an_episode("2026-02-02", "1 week"),
        against=[a_body(a_rule(during="weeks 1 to 1"))],
        on=ON,
        until="2026-02-16",
        partial="counted",
        occurrences=held,
    )
    # A day by itself is the first of a stay, for all that is known.
    assert verdicts(results) == [("2026-02-02", MET), ("2026-02-09", MET)]
    assert [each.part.days for each in results] == [7, 3]


# Days asked about


@pytest.mark.parametrize(
    ("first", "until", "numbers"),
    [(None, "2026-02-16", [1, 2]), ("2026-02-17", None, [3, 4]), ("2026-02-09", "2026-02-10", [2])],
)
def test_only_weeks_that_touch_the_days_are_given(first: str | None, until: str | None, numbers: list[int]) -> None:
    for body in (MEDICARE, ASAM_3):
        results = week_results(an_episode(), against=[body], on=ON, first=first, until=until)
        assert [each.number for each in results] == numbers


TAPERING = a_body(
    a_rule(),
    Rule(
        id="taper",
        measure="weeks_below_floor",
        history=History.of(Dated[Bound](Range.at_most(2), SOURCE)),
        force="required",
        floors=["rule"],
    ),
)


def test_days_asked_about_do_not_cut_a_stay() -> None:
    six = sessions(GroupTherapy(), "MO,WE", "18:00-21:00")
    episode = an_episode().change_week(six, on="2026-02-16")
    assert [each.verdict for each in week_results(episode, against=[TAPERING], on=ON)] == [MET, MET, MET, MET]
    # The last weeks are let pass without those before them, and an earlier one is not the last of the stay.
    assert [each.verdict for each in week_results(episode, against=[TAPERING], on=ON, first="2026-02-16")] == [MET, MET]
    longer = an_episode("2026-02-02", "8 weeks").change_week(six, on="2026-02-16")
    results = week_results(longer, against=[TAPERING], on=ON, until="2026-02-23")
    assert [each.verdict for each in results] == [MET, MET, NOT_MET]


def test_days_before_and_after_the_stay_are_looked_at_as_well() -> None:
    results = week_results(
        an_episode("2026-02-02", "1 week"),
        against=[TAPERING],
        on=ON,
        first="2026-01-01",
        until="2026-02-16",
        partial="counted",
        occurrences=an_episode().occurrences(),
    )
    assert [(each.number, each.verdict) for each in results] == [(1, MET), (2, MET)]


def test_an_episode_without_a_planned_end_takes_days() -> None:
    endless = Episode(stays=[Stay(first="2026-02-02", week=GROUPS, level=IOP)])
    refusal(NotAccepted, lambda: week_results(endless, against=[TAPERING], on=ON))
    for body in (TAPERING, MEDICARE):
        assert len(week_results(endless, against=[body], on=ON, until="2026-02-23")) == 3


def test_what_cannot_be_asked_is_refused() -> None:
    episode = an_episode()
    refusal(NotAccepted, lambda: week_results(episode, against=[MEDICARE], on=ON, partial="ignored"))
    refusal(NotAccepted, lambda: week_results(episode, against=[MEDICARE], on=ON, week="from-payday"))
    refusal(NotAccepted, lambda: week_results(episode, against=[MEDICARE], on="soon"))
    refusal(WrongKind, lambda: week_results(episode, against=wrong([1]), on=ON))
    refusal(
        EndsBeforeItStarts,
        lambda: week_results(episode, against=[MEDICARE], on=ON, first="2026-03-02", until="2026-02-02"),
    )


# Rules


def test_rules_about_a_week_are_asked_and_no_others() -> None:
    body = a_body(
        a_rule(Range(3), "days_per_week", "days"),
        a_rule(Range(3), "visits_per_week", "visits"),
        a_rule(Range(3), "sessions_per_week", "sessions"),
        a_rule(Range(0), "family_sessions_per_week", "family"),
        a_rule(Range(Minutes(180)), "hours_per_day", "day"),
        a_rule(Range(Minutes(180)), "minutes_per_visit", "visit"),
        a_rule(Range(Minutes(180)), "minutes_per_session", "session"),
        a_rule(id_="average", aggregation=Aggregation.AVERAGE),
        a_rule(Range(30), "duration_days", "length"),
        a_rule(force=Force.RECOMMENDED, id_="advice"),
        a_rule(force=Force.TYPICAL, id_="usual"),
        Band(id="band", measure="hours_per_week", history=History.of(Dated(AT_LEAST_NINE, SOURCE)), picks="a rate"),
    )
    (result,) = week_results(an_episode("2026-02-02", "1 week"), against=[body], on=ON)
    assert [(each.rule, each.verdict) for each in result.findings] == [
        (rule, MET) for rule in ("days", "visits", "sessions", "family", "day", "visit", "session", "advice")
    ]
    assert result.not_applied == ()


def test_without_a_rule_nothing_is_known() -> None:
    (result,) = week_results(an_episode("2026-02-02", "1 week"), against=[], on=ON)
    assert (result.verdict, result.findings, result.not_applied) == (UNKNOWN, (), ())


def test_several_bodies_are_asked_in_their_order_and_rules_in_theirs() -> None:
    strict = Standard("strict", "Strict", [a_rule(AT_LEAST_TEN), a_rule(id_="other")])
    (result,) = week_results(an_episode("2026-02-02", "1 week"), against=[strict, MEDICARE], on=ON)
    assert [(each.body, each.rule, each.verdict) for each in result.findings] == [
        ("Strict", "rule", NOT_MET),
        ("Strict", "other", MET),
        ("Medicare", "medicare.iop.hours_week", MET),
    ]
    assert result.verdict is NOT_MET
    # Of the rules about a week that take no part, the one for the other level.
    assert list(reasons(result)) == ["medicare.php.hours_week"]


def test_rules_that_take_no_part_are_listed_in_their_order() -> None:
    ended = History.of(Dated[Bound](AT_LEAST_NINE, SOURCE, until="2026-01-01"))
    elsewhere = attrs.evolve(a_rule(id_="other level"), scope=Scope(levels={PHP}))
    body = a_body(elsewhere, a_rule(id_="ended", history=ended), a_rule(id_="later", during="weeks 9 on"))
    (result,) = week_results(an_episode("2026-02-02", "1 week"), against=[body], on=ON)
    assert list(reasons(result)) == ["other level", "ended", "later"]


def test_rules_are_those_in_force_on_the_first_day_of_the_week() -> None:
    # The Medicare benefit began on Monday 1 January 2024.
    episode = an_episode("2023-12-18", "4 weeks")
    results = week_results(episode, against=[MEDICARE], on=ON)
    assert verdicts(results) == [
        ("2023-12-18", UNKNOWN),
        ("2023-12-25", UNKNOWN),
        ("2024-01-01", MET),
        ("2024-01-08", MET),
    ]
    assert [reasons(each)["medicare.iop.hours_week"] for each in results[:2]] == [
        "not yet in force on 2023-12-18 (since 2024-01-01)",
        "not yet in force on 2023-12-25 (since 2024-01-01)",
    ]
    sundays = week_results(episode, against=[MEDICARE], on=ON, week="sunday-to-saturday")
    assert verdicts(sundays) == [("2023-12-24", UNKNOWN), ("2023-12-31", UNKNOWN), ("2024-01-07", MET)]


def test_in_a_hand_over_week_the_days_at_a_level_begin_when_it_begins() -> None:
    php = Episode.of(Phase(PHP, WEEKDAYS), first="2023-12-25", length="2 weeks")
    moved = php.move(Phase(IOP, GROUPS), on="2024-01-03", length="2 weeks", reason="goals met")
    results = week_results(moved, against=[MEDICARE], on=ON, week="from-admission", partial="counted")
    assert [(each.level, each.findings[0].rule) for each in results if each.is_partial] == [
        (PHP, "medicare.php.hours_week"),
        (IOP, "medicare.iop.hours_week"),
        (IOP, "medicare.iop.hours_week"),
    ]
    # Its first day lies in the old year, and that of the second level in the new one.
    changed = php.move(Phase(IOP, GROUPS), on="2023-12-29", length="2 weeks", reason="goals met")
    said = week_results(changed, against=[MEDICARE], on=ON, partial="counted", until="2024-01-01")
    assert [len(each.findings) for each in said] == [1, 0]


def test_weeks_that_are_alike_are_asked_again_when_another_bound_is_in_force() -> None:
    history = History.of(
        Dated(AT_LEAST_NINE, SOURCE), Dated(AT_LEAST_TEN, SOURCE, since="2026-02-10", until="2026-02-20")
    )
    results = week_results(an_episode(), against=[a_body(a_rule(history=history))], on=ON)
    assert [each.verdict for each in results] == [MET, MET, NOT_MET, UNKNOWN]
    assert reasons(results[3]) == {"rule": "no longer in force on 2026-02-23 (since 2026-02-10 until 2026-02-20)"}


def test_in_a_year_of_which_only_that_is_known_of_a_change_it_is_in_doubt() -> None:
    history = History.of(Dated(AT_LEAST_NINE, SOURCE), Dated(AT_LEAST_TEN, SOURCE, since=2026))
    results = week_results(an_episode("2025-12-22", "2 weeks"), against=[a_body(a_rule(history=history))], on=ON)
    assert [each.verdict for each in results] == [MET, MET]
    later = week_results(an_episode("2026-12-28", "2 weeks"), against=[a_body(a_rule(history=history))], on=ON)
    assert [each.verdict for each in later] == [UNKNOWN, NOT_MET]


def test_figures_that_were_checked_in_no_text_take_part_only_when_asked_for() -> None:
    hearsay = Citation("hearsay", mark=Mark.UNVERIFIED)
    body = a_body(a_rule(history=History.of(Dated(AT_LEAST_NINE, hearsay))))
    episode = an_episode("2026-02-02", "1 week")
    (left_out,) = week_results(episode, against=[body], on=ON)
    assert (left_out.verdict, reasons(left_out)) == (
        UNKNOWN,
        {"rule": "unverified, so it takes part only when asked for"},
    )
    (included,) = week_results(episode, against=[body], on=ON, include_unverified=True)
    assert (included.verdict, included.not_applied) == (MET, ())


# Partial weeks


def test_partial_weeks_are_left_out_counted_or_held_against_their_share() -> None:
    episode = an_episode("2026-02-04", "2 weeks")
    said = {
        partial: [(str(each.week.first), each.findings[0].asks, each.verdict) for each in results]
        for partial in PartialWeeks
        for results in (week_results(episode, against=[MEDICARE], on=ON, partial=partial),)
    }
    whole = ("2026-02-09", "at least 9 h a week", MET)
    assert said == {
        "left-out": [whole],
        "counted": [
            ("2026-02-02", "at least 9 h a week", NOT_MET),
            whole,
            ("2026-02-16", "at least 9 h a week", NOT_MET),
        ],
        # Five sevenths of nine hours are 385.7 minutes, two sevenths 154.3.
        "prorated": [
            ("2026-02-02", "at least 6 h 26 min a week", NOT_MET),
            whole,
            ("2026-02-16", "at least 2 h 35 min a week", MET),
        ],
    }


@pytest.mark.parametrize(
    ("bound", "measure", "expected"),
    [
        # Of five days: at least rounds up, at most rounds down.
        (Range(Minutes(540), Minutes(1140)), "hours_per_week", Range(Minutes(386), Minutes(814))),
        (Range.below(Minutes(540)), "hours_per_week", Range(Minutes(0), Minutes(385))),
        # Five sevenths of seven hours are five: under that is at most a minute less.
        (Range.below(Minutes(420)), "hours_per_week", Range(Minutes(0), Minutes(299))),
        (Range(Minutes(420), Minutes(420)), "hours_per_week", Range.exactly(Minutes(300))),
        # Nothing whole lies between: what is asked at the least stays asked.
        (Range.exactly(Minutes(370)), "hours_per_week", Range.exactly(Minutes(265))),
        (Range(1, 2, high_excluded=True), "days_per_week", Range.exactly(1)),
        (Range(3), "days_per_week", Range(3)),
        (Range(3, 5), "visits_per_week", Range.exactly(3)),
        (Range(4, 6), "sessions_per_week", Range(3, 4)),
        (Range.at_most(1), "family_sessions_per_week", Range.exactly(0)),
        # What is asked of a day, a visit or a session is asked of each, whatever the week.
        (Range(Minutes(181)), "hours_per_day", Range(Minutes(181))),
        (Range(Minutes(181)), "minutes_per_visit", Range(Minutes(181))),
        (Range(Minutes(181)), "minutes_per_session", Range(Minutes(181))),
    ],
)
def test_a_share_is_rounded_in_favor_of_the_rule(bound: Bound, measure: str, expected: Bound) -> None:
    body = a_body(a_rule(bound, measure))
    (result, *_) = week_results(an_episode("2026-02-04", "2 weeks"), against=[body], on=ON, partial="prorated")
    (finding,) = result.findings
    assert finding.required == expected


def test_of_a_week_with_a_leave_the_days_in_care_are_its_share() -> None:
    away = an_episode().move(State.ON_LEAVE, on="2026-02-11", until="2026-02-13", reason="family")
    _, second, *_ = week_results(away, against=[MEDICARE], on=ON, partial="prorated")
    # Monday, Tuesday and Friday to Sunday.
    assert second.findings[0].asks == "at least 6 h 26 min a week"


def test_a_part_of_a_week_known_by_figures_may_have_any_share_of_them() -> None:
    stay = Stay(first="2026-02-04", until="2026-02-09", week=WeeklyPattern(visits=3, time_per_visit="3 h"), level=IOP)
    (result,) = week_results(Episode(stays=[stay]), against=[MEDICARE], on=ON, partial="prorated")
    assert (result.verdict, result.findings[0].shown) == (UNKNOWN, "at most 9 h")


# Parts of a stay


def test_a_rule_for_a_part_of_the_stay_is_asked_of_weeks_that_lie_in_it() -> None:
    body = a_body(a_rule(during="weeks 1 to 2"), a_rule(AT_LEAST_TEN, id_="later", during="weeks 3 on"))
    aligned = week_results(an_episode(), against=[body], on=ON)
    assert [[each.rule for each in result.findings] for result in aligned] == [["rule"], ["rule"], ["later"], ["later"]]
    # From Wednesday on the third Monday week has days of week 2 and of week 3.
    straddling = week_results(an_episode("2026-02-04", "4 weeks"), against=[body], on=ON)
    assert [[each.rule for each in result.findings] for result in straddling] == [["rule"], [], ["later"]]
    assert reasons(straddling[1]) == {
        "rule": "for weeks 1 to 2 of the stay, in which not all of these days lie",
        "later": "for weeks 3 on of the stay, in which not all of these days lie",
    }
    partial = week_results(an_episode("2026-02-04", "4 weeks"), against=[body], on=ON, partial="counted")
    assert [[each.rule for each in result.findings] for result in partial] == [
        ["rule"],
        ["rule"],
        [],
        ["later"],
        ["later"],
    ]


def test_a_week_in_which_a_month_may_or_may_not_have_ended_is_in_doubt() -> None:
    # Two months have 59 to 62 days. The stay begins on a Thursday, and its eighth whole week ends on day 60.
    months = a_body(a_rule(AT_LEAST_TEN, during="months 1 to 2"))
    results = week_results(an_episode("2026-02-05", "10 weeks"), against=[months], on=ON)
    assert [[each.verdict for each in result.findings] for result in results] == [[NOT_MET]] * 7 + [[UNKNOWN], []]
    (finding,) = results[7].findings
    assert [each.kind for each in finding.causes] == [CauseKind.SCOPE]
    assert "months 1 to 2" in finding.causes[0].words


def test_a_part_of_the_stay_is_counted_from_the_first_day_of_the_program() -> None:
    body = a_body(a_rule(during="weeks 3 on"))
    php = Phase(PHP, WEEKDAYS)
    stepped = Episode.of(php, first="2026-02-02", length="2 weeks").move(
        Phase(IOP, GROUPS), on="2026-02-16", length="2 weeks", reason="goals met"
    )
    assert [len(each.findings) for each in week_results(stepped, against=[body], on=ON)] == [0, 0, 1, 1]
    away = an_episode().move(State.ON_LEAVE, on="2026-02-09", until="2026-02-16", reason="family")
    assert [(each.number, len(each.findings)) for each in week_results(away, against=[body], on=ON)] == [
        (1, 0),
        (3, 1),
        (4, 1),
    ]
    # Days away, and another program, begin another stay.
    again = Episode(stays=[*stepped.stays[:1], Stay(first="2026-02-23", until="2026-03-23", week=GROUPS, level=IOP)])
    assert [len(each.findings) for each in week_results(again, against=[body], on=ON)] == [0, 0, 0, 0, 1, 1]
    before, after = stepped.stays
    other = [attrs.evolve(before, types=frozenset({"php"})), attrs.evolve(after, types=frozenset({"iop"}))]
    assert [len(each.findings) for each in week_results(Episode(stays=other), against=[body], on=ON)] == [0, 0, 0, 0]


def test_a_stay_beside_it_does_not_begin_a_stay_again() -> None:
    beside = Stay(first="2026-02-04", until="2026-02-20", week=[], level=OP)
    stays = [
        Stay(first="2026-02-02", until="2026-02-16", week=GROUPS, level=IOP),
        beside,
        Stay(first="2026-02-16", until="2026-03-02", week=GROUPS, level=IOP),
    ]
    results = week_results(Episode(stays=stays), against=[a_body(a_rule(during="weeks 3 on"))], on=ON)
    assert [(each.number, len(each.findings)) for each in results if each.level == IOP] == [
        (1, 0),
        (2, 0),
        (3, 1),
        (4, 1),
    ]


def matrix(first: str) -> Episode:
    """The weekly table of the Matrix manual as it stands in the facts: weeks 1-4, 5-16, then continuing care."""
    part_one = [
        Session(GroupTherapy(), day="MO", start="18:00", time=Minutes(185)),
        Session(Education(), day="WE", start="18:00", time=Minutes(185)),
        Session(IndividualTherapy(), time=Minutes(50), total=3),
    ]
    part_two = [
        Session(GroupTherapy(), day="MO", start="18:00", time=Minutes(180)),
        Session(Education(), day="WE", start="18:00", time=Minutes(90)),
    ]
    later = [Session(GroupTherapy(), day="MO", start="18:00", time=Minutes(90))]
    begins = plain_day(first)
    cuts = [begins, begins.add(weeks=4), begins.add(weeks=16), begins.add(weeks=20)]
    weeks = [(part_one, IOP), (part_two, IOP), (later, OP)]
    return Episode(
        stays=[
            Stay(
                first=cuts[number],
                until=cuts[number + 1],
                week=week,
                level=level,
                types=frozenset({"matrix"}),
                population=Population("adult"),
                focus=frozenset({"substance-use"}),
            )
            for number, (week, level) in enumerate(weeks)
        ]
    )


def test_the_matrix_program_is_held_against_the_weeks_of_its_manual() -> None:
    monday = week_results(matrix("2026-02-02"), against=[MATRIX], on=ON, include_unverified=True)
    assert [each.findings[0].rule.split(".")[1] for each in monday] == ["w1_4"] * 4 + ["w5_16"] * 12 + ["w17_52"] * 4
    # The three individual sessions of the whole program are not in the manual's table.
    assert {each.verdict for each in monday} == {MET}
    wednesday = week_results(matrix("2026-02-04"), against=[MATRIX], on=ON, include_unverified=True)
    said = [[each.rule.split(".")[1] for each in result.findings] for result in wednesday]
    # The weeks with days of both parts are held against neither; that of the step to continuing care is not whole.
    assert said == [["w1_4"]] * 3 + [[]] + [["w5_16"]] * 11 + [["w17_52"]] * 3


def test_weeks_known_by_figures_alone_are_judged() -> None:
    stays = [
        Stay(
            first="2026-02-02", until="2026-02-16", week=WeeklyPattern(visits="3 to 4", time_per_visit="3 h"), level=IOP
        ),
        Stay(first="2026-02-16", until="2026-02-23", week=WeeklyPattern(), level=IOP),
        Stay(first="2026-02-23", until="2026-03-02", week=WeeklySchedule(()), level=IOP),
    ]
    results = week_results(Episode(stays=stays), against=[MEDICARE], on=ON)
    assert [each.verdict for each in results] == [MET, MET, UNKNOWN, NOT_MET]
