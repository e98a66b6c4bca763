"""The nearest fix of each kind, with expectations worked out by hand."""

from typing import Any

import attrs
import pytest

from iopmodel import (
    Break,
    Counting,
    Dated,
    Description,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Minutes,
    Pathway,
    Phase,
    Program,
    ProgramType,
    Range,
    Rule,
    Scope,
    Session,
    Standard,
    Track,
    Verdict,
    WeeklyPattern,
    WeeklySchedule,
    Weeks,
    catalogue,
    check,
    sessions,
)
from iopmodel.findings import Fix
from iopmodel.measures import Measure
from iopmodel.rules import Bound
from iopmodel.stretches import Subject, stretches
from tests.rule_strategies import SOURCE, a_body
from tests.standards.answers import TODAY
from tests.test_checks import a_rule

GROUP = GroupTherapy()
IOP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT


def on(days: str, time: str = "1 h", **more: Any) -> list[Session]:  # noqa: ANN401 - whatever a session takes
    """Group therapy on each of these days."""
    return list(sessions(GROUP, days, time=time, **more))


def least(measure: str, number: int, **more: Any) -> Rule:  # noqa: ANN401 - whatever a rule takes
    """A minimum: of hours, or of days."""
    in_days = measure in {Measure.DAYS_PER_WEEK, Measure.VISITS_PER_WEEK}
    bound: Bound = Range.at_least(number) if in_days else Range.at_least(Minutes(number))
    return a_rule(Dated(bound, SOURCE), measure=measure, **more)


def fixes(subject: Subject, rule: Rule, body: Standard | None = None) -> tuple[Fix, ...]:
    """The fixes of a rule that is missed."""
    (found,) = check(subject, against=[body or a_body(rule)], on=TODAY).findings
    assert found.verdict is Verdict.NOT_MET
    return found.explain().fixes


def in_short(subject: Subject, rule: Rule) -> list[tuple[str, str, str]]:
    """Kind, words and added time of each fix."""
    return [(str(fix.kind), fix.words, str(fix.added)) for fix in fixes(subject, rule)]


def test_a_week_that_is_short_gets_one_session_or_the_same_on_each_day() -> None:
    week = Track("one", on("MO,WE,TH", "2 h 30 min"))
    assert in_short(week, least("hours_per_week", 540)) == [
        ("lengthen-days", "add 30 min on each of 3 days (Mon, Wed, Thu)", "1 h 30 min"),
        ("one-session", "add one session of 1 h 30 min a week, on Mon", "1 h 30 min"),
    ]


def test_what_cannot_be_shared_evenly_is_rounded_up_on_each_day_and_comes_after_what_adds_less() -> None:
    assert in_short(WeeklySchedule(on("MO,WE,TH")), least("hours_per_week", 190)) == [
        ("one-session", "add one session of 10 min a week, on Mon", "10 min"),
        ("lengthen-days", "add 4 min on each of 3 days (Mon, Wed, Thu)", "12 min"),
    ]


def test_one_session_goes_to_the_day_with_least() -> None:
    week = WeeklySchedule([*on("MO,WE", "3 h"), *on("TH,FR", "2 h")])
    assert in_short(week, least("hours_per_week", 660))[-1][1] == "add one session of 1 h a week, on Thu"


def test_without_a_certain_day_one_session_is_by_arrangement() -> None:
    week = WeeklySchedule([Session(GROUP, time="2 h", per_week=3)])
    assert in_short(week, least("hours_per_week", 420)) == [
        ("one-session", "add one session of 1 h a week, by arrangement", "1 h")
    ]


def test_a_patient_who_picks_days_gets_it_on_each_day_or_by_arrangement() -> None:
    # Two hours a day on two of three days are four hours; an hour more on each day makes two more.
    track = Track("one", on("MO,WE,TH", "2 h"), attends=2)
    by_kind = {fix.kind: fix for fix in fixes(track, least("hours_per_week", 360))}
    assert {kind: fix.words for kind, fix in by_kind.items()} == {
        "lengthen-days": "add 1 h on each of 3 days (Mon, Wed, Thu)",
        "one-session": "add one session of 2 h a week, by arrangement",
    }
    # A week gains two hours in either way, for a patient attends two days.
    assert {fix.added for fix in by_kind.values()} == {Minutes(120)}


def test_a_patient_who_may_pick_no_day_gets_it_by_arrangement_alone() -> None:
    track = Track("one", on("MO,WE,TH", "2 h"), attends="0 to 2")
    assert in_short(track, least("hours_per_week", 360)) == [
        ("one-session", "add one session of 6 h a week, by arrangement", "6 h")
    ]


def test_where_a_patient_picks_days_none_of_them_is_made_long_enough() -> None:
    assert (
        in_short(Track("one", on("MO,WE", "2 h"), attends=2), least("days_per_week", 2, day_at_least=Minutes(180)))
        == []
    )


def test_weeks_that_are_short_alone_get_it_alone() -> None:
    alternate = Track("one", [*on("MO,WE", "4 h"), *on("TH", "1 h", every=Weeks(2), first=2)])
    rule = least("hours_per_week", 540)
    (first, *_) = fixes(alternate, rule)
    assert first.words == "add 30 min on each of 2 days (Mon, Wed) in odd weeks"
    assert {fix.kind for fix in fixes(alternate, rule)} == {"lengthen-days", "one-session"}
    (early,) = [
        each.words
        for each in fixes(Track("one", [*on("MO", "8 h"), *on("TH", "1 h", weeks="3 on")], length="8 weeks"), rule)
    ]
    assert early == "add one session of 1 h a week, on Mon in weeks 1 to 2"


def test_weeks_that_are_short_from_some_week_on_get_it_from_then_on() -> None:
    ending = Track("one", [*on("MO,WE", "4 h"), *on("TH", "1 h", weeks=(1, 4))], length="8 weeks")
    assert [fix.words for fix in fixes(ending, least("hours_per_week", 540))] == [
        "add 30 min on each of 2 days (Mon, Wed) in weeks 5 on",
        "add one session of 1 h a week, on Mon in weeks 5 on",
    ]


def test_weeks_that_are_short_in_several_ways_get_the_most_that_any_lacks() -> None:
    week = Track("one", [*on("MO", "7 h"), *on("TH", "1 h", every=Weeks(2), first=1)])
    assert in_short(week, least("hours_per_week", 540))[0] == (
        "one-session",
        "add one session of 2 h a week, on Mon",
        "2 h",
    )


def test_a_cadence_too_long_to_be_written_gets_it_every_week() -> None:
    # Every three weeks and every four: the week that is short comes again after twelve.
    week = Track("one", [*on("MO", "9 h"), *on("TU", "1 h", every=Weeks(3), first=1)])
    rule = a_rule(Dated(Range.at_least(Minutes(600)), SOURCE))
    (only,) = fixes(week, rule)
    assert only.words == "add one session of 1 h a week, on Mon"
    third = Track(
        "one", [*on("MO", "9 h"), *on("TU", "1 h", every=Weeks(3), first=1), *on("WE", "1 h", every=Weeks(3), first=2)]
    )
    (only,) = fixes(third, rule)
    assert only.words == "add one session of 1 h a week, on Mon in every 3 weeks from week 3"


def test_an_average_week_and_a_whole_stay_are_made_up_for_in_every_week() -> None:
    track = Track("one", [*on("MO", "2 h"), *on("WE", "1 h", every=Weeks(2), first=1)], length="4 weeks")
    # 2 h 30 min on average, 10 h in all.
    average = in_short(track, least("hours_per_week", 180, aggregation="average"))
    assert ("one-session", "add one session of 30 min a week, on Mon", "30 min") in average
    total = in_short(track, least("total_hours", 13 * 60))
    # Three hours over four weeks are 45 minutes a week.
    assert ("one-session", "add one session of 45 min a week, on Mon", "45 min") in total


def test_a_stay_whose_length_is_open_is_made_up_for_in_the_weeks_that_it_certainly_has() -> None:
    track = Track("one", on("MO", "1 h"), length="4 to 6 weeks")
    assert in_short(track, least("total_hours", 8 * 60))[0] == (
        "one-session",
        "add one session of 1 h a week, on Mon",
        "1 h",
    )


def test_phases_make_up_for_what_the_whole_stay_lacks_and_not_for_more() -> None:
    pathway = Pathway([Phase(IOP, on("MO", "2 h"), length="4 weeks"), Phase(OP, on("MO", "1 h"), length="4 weeks")])
    # Twelve hours of fourteen: two hours over eight weeks are a quarter of an hour a week.
    (fix,) = fixes(pathway, least("total_hours", 14 * 60))
    assert str(fix.added) == "15 min"


def test_a_month_holds_four_of_each_weekday_and_three_whole_weeks() -> None:
    # Four or five hours a month; three more are 45 minutes on each of four Mondays.
    assert in_short(Track("one", on("MO"), length="26 weeks"), least("minutes_per_month", 420))[0] == (
        "one-session",
        "add one session of 45 min a week, on Mon",
        "45 min",
    )
    # Three to six hours; four more are an hour and twenty minutes in each of three whole weeks.
    loose = Track("one", [Session(GROUP, time="1 h")], length="26 weeks")
    assert in_short(loose, least("minutes_per_month", 420))[0] == (
        "one-session",
        "add one session of 1 h 20 min a week, by arrangement",
        "1 h 20 min",
    )


def test_each_day_that_falls_short_gets_what_it_lacks() -> None:
    week = WeeklySchedule([*on("MO,WE", "3 h"), *on("TH,FR", "2 h 30 min"), *on("SA", "2 h")])
    assert in_short(week, least("hours_per_day", 180)) == [
        ("lengthen-short-days", "add 30 min on each of 2 days (Thu, Fri); 1 h on Sat", "2 h")
    ]
    assert in_short(week, least("minutes_per_visit", 180)) == in_short(week, least("hours_per_day", 180))
    no_day = WeeklySchedule([*on("MO", "2 h"), Session(GROUP, time="30 min")])
    wanted = "add 1 h on Mon; make group therapy 3 h long"
    assert in_short(no_day, least("hours_per_day", 180)) == [("lengthen-short-days", wanted, "3 h 30 min")]


def test_a_day_of_several_sessions_gets_what_they_lack_together() -> None:
    week = WeeklySchedule([*on("MO", "1 h"), Session(IndividualTherapy(), day="MO", time="30 min")])
    assert in_short(week, least("hours_per_day", 180)) == [
        ("lengthen-short-days", "add 1 h 30 min on Mon", "1 h 30 min")
    ]


def test_what_may_stay_away_makes_no_day_longer() -> None:
    week = WeeklySchedule(
        [*on("MO", "30 min", optional=True), Session(IndividualTherapy(), day="MO", time="1 h")],
    )
    (fix,) = fixes(week, least("hours_per_day", 180))
    assert fix.words == "add 2 h on Mon"
    assert [each.name for each in stretches(fix.subject)[0].sessions if not each.optional] == [
        "Mon individual therapy"
    ] * 2


def test_a_day_that_comes_in_some_weeks_alone_is_lengthened_in_these() -> None:
    saturdays = [*on("MO,WE", "3 h"), *on("SA", "2 h", every=Weeks(2), first=1)]
    assert len(fixes(Track("one", saturdays), least("hours_per_day", 180))) == 1
    early = [*on("MO,WE", "3 h"), *on("SA", "2 h", weeks=(1, 4))]
    assert len(fixes(Track("one", early, length="8 weeks"), least("hours_per_day", 180))) == 1


def test_the_days_that_come_nearest_are_made_long_enough_or_further_days_are_added() -> None:
    week = WeeklySchedule([*on("MO", "3 h"), *on("WE", "2 h 30 min"), *on("TH", "1 h")])
    assert in_short(week, least("days_per_week", 2, day_at_least=Minutes(180))) == [
        ("lengthen-short-days", "add 30 min on Wed", "30 min"),
        ("more-days", "add 1 day of 3 h (Tue)", "3 h"),
    ]
    assert in_short(week, least("days_per_week", 3, day_at_least=Minutes(180))) == [
        ("lengthen-short-days", "add 30 min on Wed; 2 h on Thu", "2 h 30 min"),
        ("more-days", "add 2 days of 3 h (Tue, Fri)", "6 h"),
    ]
    long_days = WeeklySchedule(on("MO", "4 h"))
    assert in_short(long_days, least("days_per_week", 2, day_at_least=Minutes(180)))[0][1] == "add 1 day of 4 h (Tue)"
    # Three days are there at all, so a fifth long one can only be a further day.
    assert [kind for kind, _, _ in in_short(week, least("days_per_week", 5, day_at_least=Minutes(180)))] == [
        "more-days"
    ]


def test_a_day_comes_as_near_as_it_does_by_itself() -> None:
    week = WeeklySchedule([*on("MO", "1 h"), *on("WE", "2 h 30 min")])
    assert in_short(week, least("days_per_week", 1, day_at_least=Minutes(180)))[0] == (
        "lengthen-short-days",
        "add 30 min on Wed",
        "30 min",
    )


def test_a_further_day_is_as_long_as_the_shortest_one() -> None:
    week = WeeklySchedule([*on("MO", "3 h"), *on("WE", "2 h")])
    assert in_short(week, least("days_per_week", 3)) == [("more-days", "add 1 day of 2 h (Tue)", "2 h")]
    assert in_short(week, least("visits_per_week", 4)) == [("more-days", "add 2 days of 2 h (Tue, Thu)", "4 h")]


def test_a_day_of_unknown_length_is_a_day_and_says_nothing_of_how_long_a_further_one_is() -> None:
    unknown = Session(GROUP, day="MO")
    rule = least("days_per_week", 3)
    assert in_short(WeeklySchedule([unknown, *on("WE", "2 h")]), rule) == [
        ("more-days", "add 1 day of 2 h (Tue)", "2 h")
    ]
    # Where nothing is known, a further day has an hour.
    assert in_short(WeeklySchedule([unknown]), rule) == [("more-days", "add 2 days of 1 h (Tue, Wed)", "2 h")]


def test_a_further_day_is_found_although_sessions_by_arrangement_may_fall_on_it() -> None:
    # Monday, and two days by arrangement that may be Monday too: five named days are enough whatever they are.
    week = WeeklySchedule([*on("MO"), Session(GROUP, time="1 h", per_week=2), Session(GROUP, time="1 h")])
    found = fixes(week, least("visits_per_week", 5))
    assert [fix.kind for fix in found] == ["more-days"]


def test_a_day_with_nothing_but_a_break_is_free_for_a_further_day() -> None:
    week = WeeklySchedule([*on("MO,TU,WE,TH"), *sessions(Break(), "FR,SA,SU", time="30 min")])
    assert [fix.kind for fix in fixes(week, least("days_per_week", 5))] == ["more-days"]


def test_no_day_is_added_where_a_week_has_no_more_or_a_patient_picks_days() -> None:
    assert in_short(WeeklySchedule([*on("MO,TU,WE")]), least("days_per_week", 8)) == []
    assert in_short(Track("one", on("MO,WE,TH"), attends=2), least("days_per_week", 3)) == []


def test_each_session_that_is_too_short_is_made_longer() -> None:
    week = WeeklySchedule([*on("MO", "45 min"), *on("WE", "50 min"), *on("TH", "1 h")])
    assert in_short(week, least("minutes_per_session", 60)) == [
        ("lengthen-sessions", "make Mon group therapy, Wed group therapy 1 h long", "25 min")
    ]
    (timed,) = fixes(WeeklySchedule(sessions(GROUP, "MO", "18:00-18:45")), least("minutes_per_session", 60))
    assert [str(each) for each in stretches(timed.subject)[0].sessions] == ["Mon 18:00-19:00: group therapy, 1 h"]


def test_only_sessions_of_the_kind_asked_about_are_made_longer() -> None:
    rule = least("minutes_per_session", 60, components={"family-therapy"})
    week = WeeklySchedule([*on("MO", "45 min"), Session(FamilyTherapy(), day="WE", time="45 min")])
    assert in_short(week, rule) == [("lengthen-sessions", "make Wed family therapy 1 h long", "15 min")]


def test_a_session_three_times_a_week_adds_three_times_as_much() -> None:
    (fix,) = fixes(WeeklySchedule([Session(GROUP, time="45 min", per_week=3)]), least("minutes_per_session", 60))
    assert str(fix.added) == "45 min"


def test_a_session_that_stands_in_the_week_twice_is_made_longer_twice() -> None:
    twice = WeeklySchedule([*on("MO", "45 min"), *on("MO", "45 min")])
    assert [str(fix.added) for fix in fixes(twice, least("minutes_per_session", 60))] == ["30 min"]


@pytest.mark.parametrize(
    ("pattern", "rule", "words", "added"),
    [
        (
            WeeklyPattern(days=3, time_per_day="2 h 30 min"),
            least("hours_per_week", 540),
            "make each of 3 days 3 h, which is 30 min more",
            "1 h 30 min",
        ),
        (
            WeeklyPattern(visits=3, time_per_visit="2 h 30 min"),
            least("hours_per_week", 540),
            "make each of 3 days 3 h, which is 30 min more",
            "1 h 30 min",
        ),
        (
            WeeklyPattern(time_per_week="8 h"),
            least("hours_per_week", 540),
            "make the week 9 h, which is 1 h more",
            "1 h",
        ),
        (
            WeeklyPattern(days=3, time_per_day="2 h"),
            least("hours_per_day", 180),
            "make each day 3 h, which is 1 h more",
            "3 h",
        ),
        (WeeklyPattern(days=3, time_per_day="2 h"), least("days_per_week", 5), "make it 5 days a week, 2 more", "4 h"),
        (
            WeeklyPattern(visits=3, time_per_day="2 h"),
            least("visits_per_week", 5),
            "make it 5 days a week, 2 more",
            "4 h",
        ),
        (
            WeeklyPattern(days=3, time_per_day="3 h"),
            least("days_per_week", 4, day_at_least=Minutes(180)),
            "make it 4 days a week, 1 more",
            "3 h",
        ),
        # Days that are long enough are as many as they are, whatever more they have.
        (
            WeeklyPattern(days=3, time_per_day="4 h"),
            least("days_per_week", 4, day_at_least=Minutes(180)),
            "make it 4 days a week, 1 more",
            "4 h",
        ),
        # More days than are asked for, all of them too short.
        (
            WeeklyPattern(days=4, time_per_day="2 h"),
            least("days_per_week", 3, day_at_least=Minutes(180)),
            "make each day 3 h, which is 1 h more",
            "4 h",
        ),
    ],
)
def test_for_a_week_known_by_its_figures_a_figure_is_raised(
    pattern: WeeklyPattern, rule: Rule, words: str, added: str
) -> None:
    assert in_short(pattern, rule) == [("raise-figure", words, added)]


def test_a_figure_of_which_nothing_can_be_raised_is_left() -> None:
    # Days of two hours are no days of three, however many there are.
    short_days = WeeklyPattern(days=3, time_per_day="2 h")
    assert in_short(short_days, least("days_per_week", 4, day_at_least=Minutes(180))) == []
    assert in_short(WeeklyPattern(days="at most 3", time_per_day="2 h"), least("hours_per_week", 540)) == []


def test_every_stretch_that_is_short_is_named_with_its_own_change() -> None:
    program = Program(
        catalogue.EVENING_IOP,
        tracks=[Track("a", on("MO,WE", "4 h")), Track("b", on("MO,WE", "5 h")), Track("c", on("TU", "6 h"))],
        pathway=Pathway([Phase(IOP, on("MO", "8 h"))]),
    )
    shown = {fix.kind: fix for fix in fixes(program, least("hours_per_week", 540))}
    one = shown[next(kind for kind in shown if kind == "one-session")]
    assert one.words == (
        'track "a": add one session of 1 h a week, on Mon; track "c": add one session of 3 h a week, on Tue; '
        'phase 1 "intensive outpatient": add one session of 1 h a week, on Mon'
    )
    assert str(one.added) == "3 h"
    assert isinstance(one.subject, Program)
    assert one.subject.tracks[1] == program.tracks[1]
    assert one.subject.pathway is not None
    assert sorted(str(each.time) for each in stretches(one.subject)[3].sessions) == ["1 h", "8 h"]
    # Track "c" has one day alone, so there is nothing to spread.
    assert set(shown) == {"one-session"}


def test_a_fix_reaches_every_kind_of_subject() -> None:
    rule = least("hours_per_week", 540)
    phase = Phase(IOP, on("MO", "8 h"))
    for subject in (
        Track("one", phase.week),
        phase,
        Pathway([phase]),
        Program(catalogue.EVENING_IOP, pathway=Pathway([phase])),
    ):
        (fix,) = fixes(subject, rule)
        assert type(fix.subject) is type(subject)
        assert fix.subject != subject
    described = [
        Description(citation=SOURCE, week=WeeklyPattern(days=3, time_per_day="2 h")),
        Description(citation=SOURCE, week=WeeklyPattern(days=5, time_per_day="1 h")),
    ]
    (fix,) = fixes(ProgramType("ours", "Ours", IOP, descriptions=described), rule)
    assert isinstance(fix.subject, ProgramType)
    assert str(fix.subject.defining_week) == "3 days a week, 3 h a day"
    assert fix.subject.descriptions[1:] == tuple(described[1:])


def test_a_further_session_is_group_therapy_or_else_what_the_body_counts() -> None:
    rule = least("hours_per_week", 540)
    family = attrs.evolve(a_body(rule), counting=Counting(frozenset({"family-therapy"})))
    week = WeeklySchedule([Session(FamilyTherapy(), day="MO", time="8 h")])
    (fix,) = fixes(week, rule, family)
    assert [str(each.component) for each in stretches(fix.subject)[0].sessions] == ["family therapy", "family therapy"]
    own = attrs.evolve(a_body(rule), counting=Counting(frozenset({"horses"})))
    assert fixes(week, rule, own) == ()


def test_a_rule_for_other_programs_asks_no_change_of_a_stretch() -> None:
    rule = least("hours_per_week", 540, scope=Scope(levels={IOP}))
    pathway = Pathway([Phase(IOP, on("MO", "8 h")), Phase(OP, on("MO", "1 h"))])
    (fix,) = fixes(pathway, rule)
    assert fix.words == 'phase 1 "intensive outpatient": add one session of 1 h a week, on Mon'
    assert isinstance(fix.subject, Pathway)
    assert fix.subject.phases[1] == pathway.phases[1]


def test_only_a_minimum_of_time_or_of_days_has_a_fix() -> None:
    short = a_rule(Dated(Range.at_least(8), SOURCE), measure="duration_weeks")
    assert in_short(Track("one", on("MO"), length="4 weeks"), short) == []
    assert in_short(WeeklySchedule(on("MO", "3 h")), a_rule(Dated(Range.at_most(Minutes(60)), SOURCE))) == []


def test_no_figure_is_raised_beyond_the_days_of_a_week() -> None:
    assert in_short(WeeklyPattern(days=3, time_per_day="1 h"), least("days_per_week", 8)) == []


def test_where_every_change_would_break_something_a_further_day_is_offered() -> None:
    ceiling = a_rule(Dated(Range.at_most(Minutes(240)), SOURCE), measure="hours_per_day", id_="ceiling")
    floor = least("hours_per_week", 540)
    track = Track("one", on("MO,WE", "3 h"))
    report = check(track, against=[a_body(floor, ceiling)], on=TODAY)
    (missed,) = (each for each in report.findings if each.verdict is Verdict.NOT_MET)
    assert [(str(fix.added), "ceiling" in fix.unmakes) for fix in missed.explain().fixes] == [
        ("3 h", False),
        ("3 h", True),
        ("3 h", True),
    ]
    assert missed.explain().fixes[0].words == "add one session of 3 h a week, on a further day (Tue)"
    (alone,) = check(track, against=[a_body(floor)], on=TODAY).findings
    assert not any("further day" in fix.words for fix in alone.explain().fixes)


def test_no_further_day_is_offered_where_the_week_has_none_left() -> None:
    ceiling = a_rule(Dated(Range.at_most(Minutes(60)), SOURCE), measure="hours_per_day", id_="ceiling")
    track = Track("one", on("MO,TU,WE,TH,FR,SA,SU", "1 h"))
    (missed, _) = check(track, against=[a_body(least("hours_per_week", 540), ceiling)], on=TODAY).findings
    assert missed.explain().fixes
    assert all(fix.unmakes for fix in missed.explain().fixes)


def test_visits_by_arrangement_are_made_long_enough() -> None:
    week = WeeklySchedule([Session(GROUP, time="2 h 45 min", per_week=3)])
    assert in_short(week, least("days_per_week", 3, day_at_least=Minutes(180)))[0] == (
        "lengthen-sessions",
        "make group therapy 3 h long",
        "45 min",
    )


def test_days_of_a_week_known_by_its_figures_are_made_long_enough() -> None:
    rule = least("days_per_week", 3, day_at_least=Minutes(180))
    assert in_short(WeeklyPattern(days=3, time_per_day="2 h 45 min"), rule) == [
        ("raise-figure", "make each day 3 h, which is 15 min more", "45 min")
    ]
    assert in_short(WeeklyPattern(days=2, time_per_day="2 h 45 min"), rule) == []
