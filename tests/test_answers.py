"""What one rule says of one subject: parts of a stay, whomever it serves, bands, and reasons for not being asked."""

from typing import Any

import attrs
import pytest

from iopmodel import (
    ASAM_3RD_EDITION,
    Band,
    Citation,
    Dated,
    GroupTherapy,
    History,
    LevelOfCare,
    Mark,
    Minutes,
    Pathway,
    Phase,
    Population,
    Program,
    Range,
    Rule,
    Scope,
    Session,
    Track,
    Verdict,
    WeeklyPattern,
    catalogue,
    check,
    sessions,
    standards,
)
from iopmodel.answers import _closed, bounds_before
from iopmodel.findings import Finding
from iopmodel.measures import Measure
from iopmodel.rules import Bound
from iopmodel.stretches import Subject
from tests.rule_strategies import SOURCE, a_body
from tests.standards.answers import TODAY, a_program, about
from tests.test_checks import a_rule, said

MET, NOT_MET, UNKNOWN = Verdict
IOP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT
NINE = Range.at_least(Minutes.of_hours(9))


def evenings(days: str, **more: Any) -> list[Session]:  # noqa: ANN401 - whatever a session takes
    """Three hours on each of these evenings."""
    return list(sessions(GroupTherapy(), days, "18:00-21:00", **more))


def in_short(subject: Subject, rule: Rule | Band) -> Verdict | str:
    """The verdict, or why the rule takes no part."""
    found = said(subject, rule)
    return found.verdict if isinstance(found, Finding) else found


def during(part: str) -> Rule:
    """Nine hours a week in a part of the stay."""
    return a_rule(scope=Scope(during=part))


# Nine hours in weeks 1 to 4 and six from week 5 on.
STEPS_DOWN = [*evenings("MO,WE"), *evenings("TH", weeks=(1, 4))]


@pytest.mark.parametrize(
    ("part", "length", "expected"),
    [
        ("weeks 1 to 4", "8 weeks", MET),
        ("week 4", "8 weeks", MET),
        ("weeks 4 to 5", "8 weeks", NOT_MET),
        ("weeks 5 on", "8 weeks", NOT_MET),
        ("weeks 1 on", "8 weeks", NOT_MET),
        ("weeks 5 on", "4 weeks", "for weeks 5 on of the stay, which it does not reach"),
        # Whether the stay reaches week 5 nobody knows.
        ("weeks 5 on", "4 to 8 weeks", UNKNOWN),
        ("days 1 to 28", "8 weeks", MET),
        ("days 29 on", "8 weeks", NOT_MET),
        # A week that the end of a part cuts lies in no part.
        ("days 1 to 30", "8 weeks", MET),
        ("days 1 to 34", "8 weeks", MET),
        ("days 1 to 35", "8 weeks", NOT_MET),
        ("days 30 on", "5 weeks", "for days 30 on of the stay, which it does not reach"),
        # The first month is 28 to 31 days, so it holds four whole weeks and no fifth.
        ("month 1", "8 weeks", MET),
        # The second begins on day 29 to 32: week 5 may lie in it, week 6 certainly does.
        ("months 2 on", "5 weeks", UNKNOWN),
        ("months 2 on", "6 weeks", NOT_MET),
        ("maintenance", "8 weeks", UNKNOWN),
    ],
)
def test_a_rule_about_a_part_of_the_stay_is_asked_of_its_weeks_alone(
    part: str, length: str, expected: Verdict | str
) -> None:
    assert in_short(Track("one", STEPS_DOWN, length=length), during(part)) == expected


def test_what_holds_in_every_week_holds_in_a_part_that_nobody_can_place() -> None:
    found = said(Track("one", evenings("MO,WE,TH"), length="8 weeks"), during("maintenance"))
    assert isinstance(found, Finding)
    assert found.verdict is MET
    assert found.sentence == "Met, if the rule applies; not known is which weeks of the stay are its maintenance."


def a_pathway(first: str, *, second: str = "2 weeks") -> Pathway:
    """Nine hours in a first phase that is so long, and then six."""
    return Pathway([Phase(IOP, evenings("MO,WE,TH"), length=first), Phase(OP, evenings("MO,WE"), length=second)])


@pytest.mark.parametrize(
    ("first", "part", "expected"),
    [
        ("4 weeks", "weeks 1 to 4", MET),
        ("3 weeks", "weeks 1 to 4", NOT_MET),
        ("4 weeks", "weeks 5 on", NOT_MET),
        ("4 weeks", "weeks 7 on", "for weeks 7 on of the stay, which it does not reach"),
        # Week 1 of the second phase is week 4 or 5 of the stay.
        ("3 to 4 weeks", "weeks 1 to 4", UNKNOWN),
        # It is week 3 or 4.
        ("2 to 3 weeks", "weeks 1 to 4", NOT_MET),
        ("5 to 6 weeks", "weeks 1 to 4", MET),
        ("not stated", "weeks 1 to 4", UNKNOWN),
        ("4 to 6 weeks", "weeks 5 on", NOT_MET),
        # Twenty days are two weeks and most of a third.
        ("20 days", "weeks 4 to 5", NOT_MET),
    ],
)
def test_the_weeks_of_a_later_phase_lie_after_every_length_that_the_earlier_ones_can_have(
    first: str, part: str, expected: Verdict | str
) -> None:
    assert in_short(a_pathway(first), during(part)) == expected


@pytest.mark.parametrize(
    ("bound", "length", "expected"),
    [
        (Range.at_most(12), "84 days", MET),
        (Range.at_most(12), "85 days", NOT_MET),
        (Range.at_most(12), "12 weeks", MET),
        (Range.at_most(12), "80 to 84 days", MET),
        (Range.at_most(12), "84 to 90 days", UNKNOWN),
        (Range.at_least(12), "83 days", NOT_MET),
        (Range.at_least(12), "84 days", MET),
        (Range.below(12), "84 days", NOT_MET),
        (Range.below(12), "83 days", MET),
        (Range.exactly(12), "83 days", NOT_MET),
        # Three months are 89 to 92 days.
        (Range.at_most(13), "3 months", UNKNOWN),
        (Range.at_most(12), "3 months", NOT_MET),
    ],
)
def test_a_length_in_weeks_is_judged_by_its_days(bound: Range[int], length: str, expected: Verdict) -> None:
    rule = a_rule(Dated(bound, SOURCE), measure="duration_weeks")
    assert in_short(Track("one", evenings("MO"), length=length), rule) == expected


def test_the_phases_of_a_stay_are_judged_by_their_days_together() -> None:
    rule = a_rule(Dated(Range.at_most(12), SOURCE), measure="duration_weeks")
    assert in_short(a_pathway("42 days", second="42 days"), rule) is MET
    assert in_short(a_pathway("43 days", second="42 days"), rule) is NOT_MET


@pytest.mark.parametrize("turned", [False, True])
def test_a_level_that_is_in_doubt_for_one_phase_is_in_doubt_for_the_stay(*, turned: bool) -> None:
    level = ASAM_3RD_EDITION.level("3.3")
    rule = a_rule(
        Dated(Range.at_most(Minutes.of_hours(10)), SOURCE), measure="total_hours", scope=Scope(levels={level})
    )
    # Residential care is one of three levels of that ladder, so for the second phase nobody can tell.
    certain = Phase(level, evenings("MO"), length="2 weeks")
    doubtful = Phase(LevelOfCare.RESIDENTIAL, evenings("MO"), length="2 weeks")
    phases = [doubtful, certain] if turned else [certain, doubtful]
    assert in_short(Pathway(phases), rule) is UNKNOWN


def by_age(*floors: tuple[str, int], **more: object) -> list[Rule]:
    """Weekly floors in hours, each for one group of people."""
    return [
        Rule(
            id=f"floor.{people}",
            measure=Measure.HOURS_PER_WEEK,
            history=History.of(Dated[Bound](Range.at_least(Minutes.of_hours(hours)), SOURCE)),
            force="required",
            scope=Scope(population=Population(people), **more),  # type: ignore[arg-type]
        )
        for people, hours in floors
    ]


def each_verdict(week: list[Session], *rules: Rule, population: str | None = None) -> list[Verdict]:
    """What these rules say of a program, in their order."""
    people = {} if population is None else {"population": population}
    program = Program(catalogue.SUBSTANCE_USE_IOP, tracks=[Track("one", week)], **people)  # type: ignore[arg-type]
    report = check(program, against=[a_body(*rules)], on=TODAY)
    return [each.verdict for each in report.findings]


ADULT_9_TEEN_6 = by_age(("adult", 9), ("adolescent", 6))


def test_a_rule_for_every_age_group_is_missed_whomever_the_program_serves() -> None:
    assert each_verdict(evenings("MO"), *ADULT_9_TEEN_6) == [NOT_MET, NOT_MET]


def test_where_one_age_group_is_served_well_enough_nothing_is_certain() -> None:
    assert each_verdict(evenings("MO,WE"), *ADULT_9_TEEN_6) == [UNKNOWN, MET]
    assert each_verdict(evenings("MO,WE,TH"), *ADULT_9_TEEN_6) == [MET, MET]


def test_rules_for_one_age_group_alone_say_nothing_of_everybody() -> None:
    assert each_verdict(evenings("MO"), ADULT_9_TEEN_6[0]) == [UNKNOWN]
    assert each_verdict(evenings("MO"), *by_age(("adult", 9), ("pregnant", 6))) == [UNKNOWN, UNKNOWN]


def test_once_it_is_known_whom_the_program_serves_one_rule_is_left() -> None:
    assert each_verdict(evenings("MO"), *ADULT_9_TEEN_6, population="adult") == [NOT_MET]
    assert each_verdict(evenings("MO,WE"), *ADULT_9_TEEN_6, population="adolescent") == [MET]


def test_only_rules_that_differ_by_age_group_alone_are_cases_of_one_rule() -> None:
    adult, teen = ADULT_9_TEEN_6
    another_level = attrs.evolve(teen, scope=attrs.evolve(teen.scope, levels={LevelOfCare.PARTIAL_HOSPITALIZATION}))
    assert each_verdict(evenings("MO"), adult, another_level) == [UNKNOWN]
    days = attrs.evolve(teen, measure=Measure.DAYS_PER_WEEK, history=History.of(Dated(Range.at_least(3), SOURCE)))
    assert each_verdict(evenings("MO"), adult, days) == [UNKNOWN, UNKNOWN]
    average = attrs.evolve(teen, aggregation="average")
    assert each_verdict(evenings("MO"), adult, average) == [UNKNOWN, UNKNOWN]


def test_where_more_than_the_age_group_is_in_doubt_nothing_is_certain() -> None:
    trauma = by_age(("adult", 9), ("adolescent", 6), focus="eating-disorder")
    week = Program(catalogue.EVENING_IOP, tracks=[Track("one", evenings("MO"))], population="unspecified", focus="any")
    report = check(week, against=[a_body(*trauma)], on=TODAY)
    assert [each.verdict for each in report.findings] == [UNKNOWN, UNKNOWN]


def test_what_is_missed_by_everybody_says_so() -> None:
    program = Program(catalogue.SUBSTANCE_USE_IOP, tracks=[Track("one", evenings("MO"))])
    found = about("floor.adolescent", check(program, against=[a_body(*ADULT_9_TEEN_6)], on=TODAY))
    assert isinstance(found, Finding)
    assert found.sentence == (
        'Track "one": 3 h is 3 h short of 6 h. The rules for every other age group are missed too.'
    )
    assert found.causes == ()
    assert found.places[0].causes == ()


def a_band(bound: Bound, **more: object) -> Band:
    """A billing band on days a week."""
    return Band(id="band", measure=Measure.DAYS_PER_WEEK, history=History.of(Dated(bound, SOURCE)), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "expected"), [("MO", NOT_MET), ("MO,WE", MET), ("MO,WE,TH", MET), ("MO,TU,WE,TH", NOT_MET)]
)
def test_a_band_says_whether_the_program_lies_in_it_and_what_that_picks(days: str, expected: Verdict) -> None:
    found = said(Track("one", evenings(days)), a_band(Range(2, 3), picks="the lower rate"))
    assert isinstance(found, Finding)
    assert (found.verdict, found.force, found.picks) == (expected, None, "the lower rate")
    assert found.asks == "2 to 3 days a week"


def test_a_band_is_never_missed_by_everybody() -> None:
    bands = [
        Band(
            id=f"band.{people}",
            measure=Measure.DAYS_PER_WEEK,
            history=History.of(Dated(Range.at_least(5), SOURCE)),
            scope=Scope(population=Population(people)),
        )
        for people in ("adult", "adolescent")
    ]
    program = Program(catalogue.SUBSTANCE_USE_IOP, tracks=[Track("one", evenings("MO"))])
    report = check(program, against=[a_body(*bands)], on=TODAY)
    assert [each.verdict for each in report.bands] == [UNKNOWN, UNKNOWN]


WEEK = Track("one", evenings("MO,WE"), length="3 weeks")


@pytest.mark.parametrize(
    ("measure", "bound", "subject", "reason"),
    [
        ("minutes_per_month", Range.at_least(Minutes(1)), WEEK, "no stretch of the stay has a whole month of its own"),
        ("family_sessions_per_month", Range.at_least(1), WEEK, "no stretch of the stay has a whole month of its own"),
        ("minutes_per_session", Range.at_least(Minutes(1)), Track("one", []), "it has no such session"),
        ("class_size", Range.at_most(12), WEEK, "it has no such session"),
        ("weeks_below_floor", Range.at_most(2), WEEK, "no weekly floor of this body applies"),
        ("hours_per_day", Range.at_least(Minutes(1)), Track("one", []), "no counted session has a day"),
    ],
)
def test_where_there_is_nothing_to_ask_a_rule_of_the_reason_says_why(
    measure: str, bound: Bound, subject: Track, reason: str
) -> None:
    rule = a_rule(Dated(bound, SOURCE), measure=measure)
    assert in_short(subject, rule) == f"there is nothing to ask it of: {reason}"


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (a_rule(scope=Scope(levels={OP})), "for outpatient, not for intensive outpatient"),
        (a_rule(scope=Scope(types={"day-program"})), "for programs of the type day-program"),
        (a_rule(scope=Scope(population=Population("child"))), "for child, not for adult"),
        (a_rule(scope=Scope(focus="mental-health")), "for mental health programs"),
        (
            a_rule(Dated(Range.exactly(3), SOURCE), measure="services_per_day"),
            "about a claim, not about a program's week",
        ),
        (a_rule(Dated(NINE, SOURCE, since="2030-01-01")), "not yet in force on 2026-02-02 (since 2030-01-01)"),
        (
            a_rule(Dated(NINE, Citation("nobody", mark=Mark.UNVERIFIED))),
            "unverified, so it takes part only when asked for",
        ),
    ],
)
def test_a_rule_that_takes_no_part_says_why(rule: Rule, reason: str) -> None:
    program = Program(
        catalogue.SUBSTANCE_USE_IOP, tracks=[Track("one", evenings("MO"))], population="adult", focus="substance-use"
    )
    assert in_short(program, rule) == reason


def test_usual_practice_of_a_type_is_not_asked_of_a_week_without_one() -> None:
    rule = attrs.evolve(a_rule(scope=Scope(types={"day-program"})), force="typical")
    assert in_short(WEEK, rule) == "for programs of the type day-program, and no type was given"


def test_every_figure_that_a_whole_program_states_is_held_against_its_week() -> None:
    track = Track("one", WeeklyPattern(days=3, time_per_day="3 h"))
    program = Program(catalogue.EVENING_IOP, tracks=[track], length="8 weeks")
    assert check(program, against=[], on=TODAY).house_verdict is MET


def test_weeks_below_a_floor_are_asked_of_no_stay_without_a_floor() -> None:
    rule = a_rule(Dated(Range.at_most(2), SOURCE), measure="weeks_below_floor", aggregation="total")
    words = "there is nothing to ask it of: no weekly floor of this body applies"
    assert in_short(a_pathway("2 weeks"), rule) == words
    assert in_short(Track("one", evenings("MO"), length="2 weeks"), rule) == words


def test_weeks_before_a_higher_level_are_no_step_down() -> None:
    floor = a_rule(Dated(Range.at_least(Minutes.of_hours(9)), SOURCE), id_="floor", scope=Scope(levels={IOP}))
    passes = a_rule(
        Dated(Range.at_most(2), SOURCE),
        id_="passes",
        measure="weeks_below_floor",
        aggregation="total",
        scope=Scope(levels={IOP}),
        floors=("floor",),
    )
    body = a_body(floor, passes)
    full, taper = (Phase(IOP, WeeklyPattern(time_per_week=time), length="2 weeks") for time in ("9 h", "6 h"))
    after = {
        level: {each.rule: each.verdict for each in check(pathway, against=[body], on=TODAY).findings}
        for level, pathway in (
            ("lower", Pathway([full, taper, Phase(LevelOfCare.OUTPATIENT, length="2 weeks")])),
            ("higher", Pathway([full, taper, Phase(LevelOfCare.PARTIAL_HOSPITALIZATION, length="2 weeks")])),
            ("unknown", Pathway([full, taper, Phase(LevelOfCare("2", "Own", "own"), length="2 weeks")])),
            ("nothing", Pathway([full, taper])),
        )
    }
    assert after == {
        "lower": {"floor": MET, "passes": MET},
        "higher": {"floor": NOT_MET, "passes": MET},
        "unknown": {"floor": MET, "passes": MET},
        "nothing": {"floor": MET, "passes": MET},
    }


def test_two_stays_at_one_level_are_two() -> None:
    stay = Phase(IOP, WeeklyPattern(time_per_week="9 h"), length="8 weeks")
    between = Phase(LevelOfCare.OUTPATIENT, WeeklyPattern(), length="2 weeks")
    rule = a_rule(Dated(Range.at_most(60), SOURCE), measure="duration_days", scope=Scope(levels={IOP}))
    assert in_short(Pathway([stay, between, stay]), rule) is MET
    assert in_short(Pathway([stay, stay]), rule) is NOT_MET


def test_a_track_that_is_a_later_step_is_no_stay_of_its_own() -> None:
    rule = a_rule(Dated(Range.at_least(30), SOURCE), measure="duration_days")
    later = Track("later", evenings("MO"), first_week=9, length="2 weeks")
    (found,) = check(later, against=[a_body(rule)], on=TODAY).findings
    assert found.verdict is UNKNOWN
    assert [str(each) for each in found.causes] == ["what the stay holds before week 9"]


def test_a_body_of_which_no_rule_certainly_applies_is_not_met() -> None:
    for_eating = a_rule(Dated(Range.at_least(1), SOURCE), measure="days_per_week", scope=Scope(focus="eating-disorder"))
    report = check(a_program(catalogue.STANDARD_IOP, evenings("MO")), against=[a_body(for_eating)], on=TODAY)
    assert [(each.verdict, each.applies) for each in report.findings] == [(MET, False)]
    assert report.verdict is UNKNOWN
    both = a_body(for_eating, a_rule(Dated(Range.at_least(1), SOURCE), measure="days_per_week", id_="all"))
    assert check(a_program(catalogue.STANDARD_IOP, evenings("MO")), against=[both], on=TODAY).verdict is MET


def test_what_is_met_for_every_age_group_is_met() -> None:
    report = check(
        a_program(catalogue.SUBSTANCE_USE_IOP, WeeklyPattern(time_per_week="9 h")), against=[standards.SAMHSA], on=TODAY
    )
    assert {(each.verdict, each.applies) for each in report.findings} == {(MET, True)}
    assert report.verdict is MET


def test_a_pathway_is_told_the_reason_of_the_phase_at_the_right_level() -> None:
    phases = [
        Phase(LevelOfCare.PARTIAL_HOSPITALIZATION, length="2 weeks"),
        Phase(IOP, WeeklyPattern(time_per_week="9 h"), length="8 weeks"),
    ]
    report = check(Pathway(phases, population="adult", focus="substance-use"), against=[standards.ASAM_3], on=TODAY)
    reasons = {each.rule: each.reason for each in report.not_applied}
    assert reasons["asam3.l2_1.adolescent.hours_week"] == "for adolescent, not for adult"


def test_under_a_whole_number_of_units_is_at_most_one_less() -> None:
    assert _closed(Range.below(Minutes(540))) == Range(Minutes(0), Minutes(539))
    assert _closed(Range.below(61)) == Range(0, 60)
    assert _closed(Range(0, 61)) == Range(0, 61)


def test_the_bound_before_is_the_one_of_the_entry_before() -> None:
    source = Citation("Manual § 1")
    years = [Dated(Range.at_least(hours), source, since=since) for hours, since in ((6, 2018), (9, 2020), (12, 2024))]
    history = History(years)
    assert [bounds_before(history, each) for each in years] == [(), (Range.at_least(6),), (Range.at_least(9),)]
