"""Whole stays against published rules: average hours, hours in all, and how long they are."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from iopmodel._days import Date, plain_day
from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.components import Break, GroupTherapy, IndividualTherapy
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.episodes import Episode
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.findings import CauseKind, Finding, Verdict
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Population
from iopmodel.programs import Phase
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Aggregation, Band, Bound, Force, Rule, Scope, Standard
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.standards import DC, VIRGINIA_MEDICAID, WASHINGTON
from iopmodel.stay_results import StayResult, stay_results
from iopmodel.stays import Stay
from iopmodel.transitions import State
from tests.refusal import refusal, wrong
from tests.rule_strategies import SOURCE, a_body

MET, NOT_MET, UNKNOWN = Verdict
IOP, PHP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.OUTPATIENT
NINE = Minutes.of_hours(9)
GROUPS = sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")
WEEKDAYS = sessions(GroupTherapy(), "MO,TU,WE,TH,FR", "09:00-13:00")
ON = "2026-02-02"


def a_rule(
    bound: Bound,
    measure: str,
    *,
    id_: str = "",
    aggregation: Aggregation = Aggregation.TOTAL,
    force: Force = Force.REQUIRED,
    scope: Scope | None = None,
    history: History[Bound] | None = None,
) -> Rule:
    """A rule on a whole stay, in force since ever unless it has a history."""
    return Rule(
        id=id_ or measure,
        measure=measure,
        history=history or History.of(Dated(bound, SOURCE)),
        force=force,
        scope=Scope() if scope is None else scope,
        aggregation=aggregation,
    )


def on_average(bound: Bound, id_: str = "average") -> Rule:
    """A rule on average hours a week."""
    return a_rule(bound, "hours_per_week", id_=id_, aggregation=Aggregation.AVERAGE)


EVERYTHING = a_body(
    on_average(Range(NINE)),
    a_rule(Range(Minutes.of_hours(72)), "total_hours"),
    a_rule(Range(30, 60), "duration_days"),
    a_rule(Range.at_most(12), "duration_weeks"),
)


def an_episode(first: str = "2026-02-02", length: str = "8 weeks", *week: Session) -> Episode:
    """An episode of intensive outpatient care, three groups a week unless others are given."""
    return Episode.of(Phase(IOP, list(week) or GROUPS), first=first, length=length)


def endless(first: str = "2026-02-02", *week: Session) -> Episode:
    """Care without a planned end."""
    return Episode(stays=[Stay(first=first, week=list(week) or GROUPS, level=IOP)])


def only(episode: Episode, body: Standard = EVERYTHING, *, on: str = ON, week: str = "monday-to-sunday") -> StayResult:
    """The result of the one run that there is."""
    (result,) = stay_results(episode, against=[body], on=on, week=week)
    return result


def figures(result: StayResult) -> dict[str, tuple[object, Verdict]]:
    """What was measured for each rule, and its verdict."""
    return {each.rule: (each.measured, each.verdict) for each in result.findings}


def test_a_stay_has_an_average_its_hours_its_days_and_its_weeks() -> None:
    result = only(an_episode())
    assert figures(result) == {
        "average": (Range.exactly(Fraction(540)), MET),
        "total_hours": (Range.exactly(Minutes.of_hours(72)), MET),
        "duration_days": (Range.exactly(56), MET),
        "duration_weeks": (Range.exactly(8), MET),
    }
    assert (result.level, result.first, result.until, result.verdict) == (
        IOP,
        Date(2026, 2, 2),
        Date(2026, 3, 30),
        MET,
    )
    assert str(result).startswith(
        "intensive outpatient, 2026-02-02 until 2026-03-30: met; "
        "Law: 9 h, asked at least 9 h a week on average: met; Law: 72 h, asked at least 72 h over the whole stay: met"
    )


def test_an_average_is_exact_and_over_whole_weeks() -> None:
    biweekly = Session(IndividualTherapy(), time=Minutes(50), day="TU", start="18:00")
    episode = an_episode("2026-02-04", "4 weeks", *GROUPS).change_week([*GROUPS, biweekly], on="2026-02-16")
    # Whole weeks from Monday: one of 540 minutes, two of 590.
    assert figures(only(episode))["average"] == (Range.exactly(Fraction(1720, 3)), MET)
    # From Wednesday: one of 540 minutes, three of 590.
    admission = only(episode, week="from-admission")
    assert figures(admission)["average"] == (Range.exactly(Fraction(540 + 590 + 590 + 590, 4)), MET)
    bound = a_body(on_average(Range(Minutes(574))))
    assert only(episode, bound).verdict is NOT_MET
    assert only(episode, a_body(on_average(Range(Minutes(573))))).verdict is MET


def test_an_average_lies_between_what_may_be() -> None:
    episode = an_episode("2026-02-02", "2 weeks", *GROUPS, Session(IndividualTherapy(), time="0 to 50 min"))
    assert figures(only(episode))["average"] == (Range(Fraction(540), Fraction(590)), MET)
    unbounded = an_episode("2026-02-02", "2 weeks", *GROUPS, Session(IndividualTherapy()))
    assert figures(only(unbounded))["average"] == (Range(Fraction(540)), MET)
    under = Stay(first=ON, until="2026-02-16", week=WeeklyPattern(time_per_week="under 9 h"), level=IOP)
    assert figures(only(Episode(stays=[under])))["average"] == (
        Range(Fraction(0), Fraction(540), high_excluded=True),
        NOT_MET,
    )


def test_what_may_be_on_either_side_is_unknown_by_its_figure() -> None:
    episode = an_episode("2026-02-02", "2 weeks", *GROUPS[:2], Session(IndividualTherapy(), time="2 to 4 h"))
    (finding,) = only(episode, a_body(on_average(Range(NINE)))).findings
    assert (finding.verdict, [each.kind for each in finding.causes]) == (UNKNOWN, [CauseKind.CHOICE])


def test_without_a_whole_week_there_is_no_average() -> None:
    result = only(an_episode("2026-02-04", "10 days"))
    assert [(each.rule, each.reason) for each in result.not_applied] == [("average", "no week of it is a whole one")]
    assert list(figures(result)) == ["total_hours", "duration_days", "duration_weeks"]
    assert "average" in figures(only(an_episode("2026-02-04", "10 days"), week="from-admission"))


def test_weeks_are_judged_by_their_days() -> None:
    for length, expected in (("84 days", MET), ("85 days", NOT_MET)):
        assert figures(only(an_episode("2026-02-02", length)))["duration_weeks"][1] is expected
    assert figures(only(an_episode("2026-02-02", "85 days")))["duration_weeks"][0] == Range(12, 13)


def test_what_is_still_to_be_placed_counts_in_the_hours_of_the_stay() -> None:
    result = only(an_episode("2026-02-04", "2 weeks", *GROUPS, Session(IndividualTherapy(), time=Minutes(60))))
    assert figures(result)["total_hours"] == (Range.exactly(Minutes.of_hours(20)), NOT_MET)


def test_each_body_counts_in_its_own_way() -> None:
    week = [*GROUPS, *sessions(Break(), "MO", "21:00-21:30")]
    breaks = attrs.evolve(DEFAULT_COUNTING, components={"group-therapy", "break"})
    generous = attrs.evolve(EVERYTHING, key="generous", name="Generous", counting=breaks)
    (result,) = stay_results(an_episode("2026-02-02", "2 weeks", *week), against=[EVERYTHING, generous], on=ON)
    said = [(each.body, each.measured) for each in result.findings if each.rule in {"average", "total_hours"}]
    assert said == [
        ("Law", Range.exactly(Fraction(540))),
        ("Law", Range.exactly(Minutes(1080))),
        ("Generous", Range.exactly(Fraction(570))),
        ("Generous", Range.exactly(Minutes(1140))),
    ]


# Runs


def test_each_run_at_a_level_is_a_stay_of_its_own() -> None:
    php = Episode.of(Phase(PHP, WEEKDAYS), first="2026-02-02", length="4 weeks")
    moved = php.move(Phase(IOP, GROUPS), on="2026-02-18", length="40 days", reason="goals met")
    first, second = stay_results(moved, against=[EVERYTHING], on=ON)
    assert [(each.level, str(each.first), str(each.until)) for each in (first, second)] == [
        (PHP, "2026-02-02", "2026-02-18"),
        (IOP, "2026-02-18", "2026-03-30"),
    ]
    assert figures(first) == {
        "average": (Range.exactly(Fraction(1200)), MET),
        "total_hours": (Range.exactly(Minutes.of_hours(48)), NOT_MET),
        "duration_days": (Range.exactly(16), NOT_MET),
        "duration_weeks": (Range(2, 3), MET),
    }
    assert figures(second)["total_hours"][0] == Range.exactly(Minutes.of_hours(6 + 5 * 9))


def test_another_level_beside_it_adds_nothing_to_a_stay() -> None:
    stays = [
        Stay(first="2026-02-02", until="2026-02-16", week=GROUPS, level=IOP),
        Stay(first="2026-02-02", until="2026-02-16", week=WEEKDAYS, level=OP),
    ]
    first, second = stay_results(Episode(stays=stays), against=[EVERYTHING], on=ON)
    assert [figures(each)["total_hours"][0] for each in (first, second)] == [
        Range.exactly(Minutes.of_hours(18)),
        Range.exactly(Minutes.of_hours(40)),
    ]
    assert [figures(each)["average"][0] for each in (first, second)] == [
        Range.exactly(Fraction(540)),
        Range.exactly(Fraction(1200)),
    ]


def test_two_stays_at_one_level_with_days_between_them_are_two() -> None:
    stays = [
        Stay(first=first, until=until, week=week, level=IOP)
        for first, until, week in (("2026-02-02", "2026-02-16", GROUPS), ("2026-02-18", "2026-03-09", GROUPS[:2]))
    ]
    first, second = stay_results(Episode(stays=stays), against=[EVERYTHING], on=ON)
    assert [figures(each)["average"][0] for each in (first, second)] == [
        Range.exactly(Fraction(540)),
        Range.exactly(Fraction(360)),
    ]
    assert figures(second)["total_hours"][0] == Range.exactly(Minutes.of_hours(3 + 12))


def test_a_leave_is_a_part_of_the_stay_and_makes_no_week_of_its_average() -> None:
    away = an_episode("2026-02-02", "4 weeks").move(
        State.ON_LEAVE, on="2026-02-09", until="2026-02-18", reason="family"
    )
    assert figures(only(away)) == {
        "average": (Range.exactly(Fraction(540)), MET),
        "total_hours": (Range.exactly(Minutes.of_hours(9 + 6 + 9)), NOT_MET),
        "duration_days": (Range.exactly(28), NOT_MET),
        "duration_weeks": (Range.exactly(4), MET),
    }


# Stays without a planned end


def test_a_stay_without_a_planned_end_is_known_from_below() -> None:
    result = only(endless(), on="2026-03-02")
    assert figures(result) == {
        "average": (Range(Fraction(0)), UNKNOWN),
        "total_hours": (Range(Minutes.of_hours(36)), UNKNOWN),
        "duration_days": (Range(28), UNKNOWN),
        "duration_weeks": (Range(4), UNKNOWN),
    }
    assert (result.until, str(result)[:43]) == (None, "intensive outpatient, 2026-02-02 on: unknow")
    later = only(endless(), on="2026-04-28")
    assert figures(later) == {
        "average": (Range(Fraction(0)), UNKNOWN),
        "total_hours": (Range(Minutes.of_hours(12 * 9 + 3)), MET),
        "duration_days": (Range(85), NOT_MET),
        "duration_weeks": (Range(12), NOT_MET),
    }


@pytest.mark.parametrize("on", ["2026-01-01", "2026-02-02", "2026-02-03"])
def test_a_stay_has_its_first_day_whatever_day_it_is(on: str) -> None:
    assert figures(only(endless(), on=on))["duration_days"] == (Range(1), UNKNOWN)
    assert figures(only(endless(), on=on))["total_hours"] == (Range(Minutes.of_hours(3)), UNKNOWN)


def test_the_day_does_not_matter_where_the_end_is_planned() -> None:
    assert only(an_episode(), on="2020-01-01") == only(an_episode(), on="2030-01-01")


# What was held


def test_what_was_held_is_judged_instead_of_the_plan() -> None:
    episode = an_episode("2026-02-02", "4 weeks", *GROUPS, Session(IndividualTherapy(), time=Minutes(60)))
    held = iter(episode.occurrences()[2:])
    (result,) = stay_results(episode, against=[EVERYTHING], on=ON, occurrences=held)
    assert figures(result)["average"][0] == Range.exactly(Fraction(3 * 540 + 180, 4))
    assert figures(result)["total_hours"][0] == Range.exactly(Minutes.of_hours(30))


# Rules


def test_rules_on_a_whole_stay_are_asked_in_their_order_and_no_others() -> None:
    body = a_body(
        a_rule(Range.at_most(60), "duration_days", id_="second"),
        a_rule(Range(NINE), "hours_per_week", id_="weekly", aggregation=Aggregation.EVERY),
        a_rule(Range.at_most(18), "first_review_day", id_="review"),
        on_average(Range(NINE), "third"),
        a_rule(Range(30), "duration_days", id_="first", aggregation=Aggregation.EVERY, force=Force.RECOMMENDED),
        a_rule(Range(30), "duration_days", id_="usual", force=Force.TYPICAL),
        Band(id="band", measure="duration_days", history=History.of(Dated(Range(30), SOURCE)), picks="a rate"),
    )
    result = only(an_episode(), body)
    assert ([each.rule for each in result.findings], result.not_applied) == (["second", "third", "first"], ())
    assert only(an_episode(), a_body(body.rule("weekly"))).verdict is UNKNOWN


def test_rules_are_those_in_force_on_the_first_day_of_the_stay() -> None:
    history = History.of(
        Dated[Bound](Range(30), SOURCE, since="2026-02-02"), Dated[Bound](Range(90), SOURCE, since="2026-02-03")
    )
    body = a_body(a_rule(Range(30), "duration_days", history=history))
    assert figures(only(an_episode(), body)) == {"duration_days": (Range.exactly(56), MET)}
    assert only(an_episode("2026-02-03"), body).verdict is NOT_MET
    early = only(an_episode("2026-01-26"), body)
    assert [each.reason for each in early.not_applied] == ["not yet in force on 2026-01-26 (since 2026-02-02)"]


def test_figures_that_were_checked_in_no_text_take_part_only_when_asked_for() -> None:
    hearsay = Dated[Bound](Range(30), Citation("hearsay", mark=Mark.UNVERIFIED))
    body = a_body(a_rule(Range(30), "duration_days", history=History.of(hearsay)))
    assert [each.reason for each in only(an_episode(), body).not_applied] == [
        "unverified, so it takes part only when asked for"
    ]
    (included,) = stay_results(an_episode(), against=[body], on=ON, include_unverified=True)
    assert (included.verdict, included.not_applied) == (MET, ())


def test_a_rule_is_for_a_level_a_type_people_and_a_focus() -> None:
    scope = Scope(levels={IOP}, types={"iop"}, population=Population("adult"), focus="substance-use")
    body = a_body(a_rule(Range(30), "duration_days", scope=scope))
    stay = Stay(
        first=ON,
        until="2026-03-30",
        week=WeeklySchedule(()),
        level=IOP,
        types=frozenset({"iop"}),
        population=Population("adult"),
        focus=frozenset({"substance-use"}),
    )
    assert only(Episode(stays=[stay]), body).verdict is MET
    others: list[Stay] = [
        attrs.evolve(stay, level=PHP),
        attrs.evolve(stay, types=frozenset({"other"})),
        attrs.evolve(stay, population=Population("adolescent")),
        attrs.evolve(stay, focus=frozenset({"mental-health"})),
    ]
    for other in others:
        result = only(Episode(stays=[other]), body)
        assert (result.verdict, result.findings, len(result.not_applied)) == (UNKNOWN, (), 1)


def adults(episode: Episode, *types: str) -> Episode:
    """The episode, of adults in treatment for substance use."""
    stays = [
        attrs.evolve(
            stay,
            types=frozenset(types),
            population=Population("adult"),
            focus=frozenset({"substance-use"}),
        )
        for stay in episode.stays
    ]
    return Episode(stays=stays)


def said_by(body: Standard, episode: Episode) -> dict[str, Finding]:
    """What a body says of the one run of an episode."""
    return {each.rule: each for each in only(episode, body).findings}


def test_virginia_medicaid_asks_for_nine_to_nineteen_hours_on_average() -> None:
    rule = "us_va.medicaid.l2_1.adult.hours_week"
    taper = an_episode("2026-02-02", "4 weeks").change_week(GROUPS[:2], on="2026-02-23")
    assert said_by(VIRGINIA_MEDICAID, adults(an_episode()))[rule].verdict is MET
    short = said_by(VIRGINIA_MEDICAID, adults(taper))[rule]
    # Three weeks of nine hours and one of six.
    assert (short.measured, short.verdict, short.distance) == (Range.exactly(Fraction(495)), NOT_MET, "45 min short")


def test_the_district_of_columbia_asks_for_30_to_60_days() -> None:
    rule = "us_dc.l2_1.duration_days"
    lengths = {length: said_by(DC, adults(an_episode("2026-02-02", length)))[rule].verdict for length in LENGTHS}
    assert lengths == LENGTHS


LENGTHS = {"29 days": NOT_MET, "30 days": MET, "60 days": MET, "61 days": NOT_MET}


def test_washington_asked_for_72_hours_in_12_weeks() -> None:
    # In force from 2021-07-01 until 2025-12-31.
    episode = adults(an_episode("2025-02-03", "12 weeks", *GROUPS[:2]), "deferred-prosecution")
    found = said_by(WASHINGTON, episode)
    assert [found[f"us_wa.deferred.{rule}"].verdict for rule in ("total_hours", "weeks")] == [MET, MET]
    short = said_by(WASHINGTON, adults(an_episode("2025-02-03", "85 days", *GROUPS[:1]), "deferred-prosecution"))
    # Thirteen Mondays of three hours, the last one a day after twelve weeks.
    assert short["us_wa.deferred.total_hours"].distance == "33 h short"
    assert short["us_wa.deferred.weeks"].verdict is NOT_MET
    after = only(adults(an_episode("2026-02-02", "12 weeks"), "deferred-prosecution"), WASHINGTON)
    assert "us_wa.deferred.total_hours" in {each.rule for each in after.not_applied}


def test_what_cannot_be_asked_is_refused() -> None:
    refusal(NotAccepted, lambda: stay_results(an_episode(), against=[DC], on=ON, week="from-payday"))
    refusal(NotAccepted, lambda: stay_results(an_episode(), against=[DC], on="soon"))
    refusal(WrongKind, lambda: stay_results(an_episode(), against=wrong([1]), on=ON))
    assert stay_results(an_episode(), against=[], on=ON)[0].verdict is UNKNOWN


def test_a_result_says_what_of_it_is_missed() -> None:
    result = only(an_episode("2026-02-02", "9 weeks"), DC)
    assert result.first == plain_day("2026-02-02")
    assert "63 days, asked 30 to 60 days in all: unknown" in str(result)
