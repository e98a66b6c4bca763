"""What stands behind a finding: the sessions that make it, what was left out and why, and its text."""

import attrs
import pytest

from iopmodel import (
    Activity,
    Band,
    Break,
    Counting,
    Dated,
    Explanation,
    FamilyTherapy,
    Finding,
    GroupTherapy,
    History,
    IndividualTherapy,
    LevelOfCare,
    MedicationAssistedTreatment,
    Minutes,
    Pathway,
    PeerSupport,
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
    sessions,
    standards,
)
from iopmodel.errors import NotAccepted
from iopmodel.findings import Term
from iopmodel.measures import Measure
from iopmodel.stretches import Subject
from tests.refusal import refusal
from tests.rule_strategies import COUNTING, SOURCE, a_body
from tests.standards.answers import TODAY
from tests.test_checks import a_rule

IOP, OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT
NINE = Range.at_least(Minutes.of_hours(9))
EVENINGS = list(sessions(GroupTherapy(), "MO,WE", "18:00-21:00"))


def body_of(*rules: Rule | Band, **counting: object) -> Standard:
    """A body with these rules, that counts activity only perhaps."""
    return attrs.evolve(a_body(*rules), counting=attrs.evolve(COUNTING, **counting))  # type: ignore[arg-type]


def explained(subject: Subject, rule: Rule | None = None, **counting: object) -> Explanation:
    """The explanation of the only finding."""
    body = body_of(rule or a_rule(Dated(NINE, SOURCE)), **counting)
    (found,) = check(subject, against=[body], on=TODAY).findings
    return found.explain()


def rows(terms: tuple[Term, ...]) -> list[str]:
    """Terms in words."""
    return [str(each) for each in terms]


def test_each_session_that_makes_the_figure_is_a_term() -> None:
    week = [
        *EVENINGS,
        Session(IndividualTherapy(), time="50 min", per_week="1 to 2"),
        Session(GroupTherapy(), day="SA", time="1 h", optional=True),
        Session(FamilyTherapy(), day="TH", every=Weeks(2)),
        Session(Activity(), day="FR", time="1 h", label="yoga"),
    ]
    assert rows(explained(WeeklySchedule(week)).terms) == [
        "Mon 18:00-21:00 group therapy: 3 h",
        "Wed 18:00-21:00 group therapy: 3 h",
        "Thu family therapy: time not stated, every 2 weeks",
        "Fri yoga: 1 h, whether Law counts activity is not known",
        "Sat group therapy: 1 h, optional",
        "by arrangement individual therapy: 1 to 2 x 50 min",
    ]


def test_what_does_not_count_is_left_out_with_the_reason() -> None:
    week = [
        *EVENINGS,
        *sessions(Break(), "MO", time="10 min"),
        *sessions(PeerSupport(), "TU", "19:00-20:00"),
        Session(MedicationAssistedTreatment(visit="dosing"), day="TU", time="5 min"),
        Session(FamilyTherapy(), day="TU", time="1 h", attended_by="family"),
    ]
    assert rows(explained(WeeklySchedule(week)).left_out) == [
        "Mon break: Law does not count break",
        "Tue 19:00-20:00 peer support: Law does not count peer support",
        "Tue family therapy: Law does not count this visit or who attends it",
        "Tue medication-assisted treatment: dosing: Law does not count this visit or who attends it",
    ]


def test_what_has_no_week_of_its_own_is_left_out_where_a_body_says_so() -> None:
    week = WeeklySchedule([*EVENINGS, Session(IndividualTherapy(), time="1 h", total=3)])
    assert rows(explained(week, unplaced_total=False).left_out) == [
        "by arrangement individual therapy: Law leaves out what has no week of its own"
    ]
    assert explained(week).left_out == ()


def test_what_is_optional_is_left_out_where_a_body_says_so() -> None:
    week = WeeklySchedule([*EVENINGS, Session(GroupTherapy(), day="SA", time="1 h", optional=True)])
    found = explained(week, optional=False)
    assert [each.session.when for each in found.terms] == ["Mon 18:00-21:00", "Wed 18:00-21:00"]
    assert [each.session.when for each in found.left_out] == ["Sat"]


def test_what_counts_on_another_day_or_in_another_week_is_not_left_out() -> None:
    week = Track("one", [*EVENINGS, *sessions(GroupTherapy(), "TH", "18:00-19:00", weeks=(1, 4))], length="8 weeks")
    found = explained(week)
    assert [each.session.when for each in found.terms] == ["Mon 18:00-21:00", "Wed 18:00-21:00"]
    assert found.left_out == ()
    on_a_day = explained(week, a_rule(Dated(Range.at_least(Minutes(180)), SOURCE), measure="hours_per_day"))
    assert rows(on_a_day.terms) == ["Thu 18:00-19:00 group therapy: 1 h"]
    assert on_a_day.left_out == ()


def test_what_is_left_out_is_that_of_the_track_that_decided() -> None:
    with_break = [*EVENINGS, *sessions(Break(), "MO", time="10 min")]
    program = Program(
        catalogue.EVENING_IOP,
        tracks=[
            Track("a", [*EVENINGS, *sessions(GroupTherapy(), "TH", "18:00-19:00")]),
            Track("ab", with_break),
            Track("abc", EVENINGS[:1]),
        ],
    )
    assert explained(program).left_out == ()
    second = attrs.evolve(program, tracks=program.tracks[:2])
    assert rows(explained(second).left_out) == ["Mon break: Law does not count break"]


@pytest.mark.parametrize("place", [0, 1])
def test_of_a_whole_stay_what_any_of_its_phases_leaves_out_is_shown(place: int) -> None:
    phases = [Phase(IOP, EVENINGS, length="2 weeks"), Phase(OP, EVENINGS, length="2 weeks")]
    phases[place] = attrs.evolve(phases[place], week=[*EVENINGS, *sessions(Break(), "MO", time="10 min")])
    total = a_rule(Dated(Range.at_least(Minutes.of_hours(100)), SOURCE), measure="total_hours")
    assert rows(explained(Pathway(phases), total).left_out) == ["Mon break: Law does not count break"]


def test_of_the_phases_of_a_program_the_tracks_leave_nothing_out() -> None:
    with_break = Track("one", [*EVENINGS, *sessions(Break(), "MO", time="10 min")], length="60 weeks")
    phases = [Phase(IOP, EVENINGS, length="2 weeks"), Phase(OP, EVENINGS, length="2 weeks")]
    program = Program(catalogue.EVENING_IOP, tracks=[with_break], pathway=Pathway(phases))
    total = a_rule(Dated(Range.at_least(Minutes.of_hours(100)), SOURCE), measure="total_hours")
    found = explained(program, total)
    assert found.finding.where == "phase 1 and phase 2"
    assert found.left_out == ()


def test_a_week_known_by_its_figures_has_no_terms() -> None:
    found = explained(WeeklyPattern(days=3, time_per_day="2 h"))
    assert (found.terms, found.left_out) == ((), ())


def test_the_text_says_rule_source_figure_terms_counting_and_fixes() -> None:
    week = [*EVENINGS, *sessions(Break(), "MO", time="10 min")]
    rule = attrs.evolve(a_rule(Dated(NINE, SOURCE)), note="in the words of the source")
    program = Program(catalogue.EVENING_IOP, tracks=[Track("one", week)])
    assert str(explained(program, rule)).splitlines() == [
        "example (Law): not met",
        "  asked        at least 9 h a week",
        "  source       an example of a rule [primary]",
        "  note         in the words of the source",
        '  measured     track "one": 6 h, 3 h short',
        '  so           Track "one": 6 h is 3 h short of 9 h.',
        "  made of      Mon 18:00-21:00 group therapy: 3 h",
        "               Wed 18:00-21:00 group therapy: 3 h",
        "  left out     Mon break: Law does not count break",
        "  counted      treatment without breaks",
        "  nearest fix  add 1 h 30 min on each of 2 days (Mon, Wed)",
        "               add one session of 3 h a week, on Mon",
    ]


def test_the_text_of_what_is_unknown_says_what_is_open() -> None:
    week = WeeklySchedule([*EVENINGS, Session(IndividualTherapy(), time="2 to 4 h")])
    assert str(explained(week)).splitlines() == [
        "example (Law): unknown",
        "  asked        at least 9 h a week",
        "  source       an example of a rule [primary]",
        "  measured     8 h to 10 h",
        "  so           8 h to 10 h may or may not be at least 9 h a week.",
        "  made of      Mon 18:00-21:00 group therapy: 3 h",
        "               Wed 18:00-21:00 group therapy: 3 h",
        "               by arrangement individual therapy: 2 h to 4 h",
        "  counted      treatment without breaks",
        "  open         how long individual therapy is: 2 h to 4 h (met if it is at least 3 h)",
    ]


def test_what_a_fix_unmakes_is_named() -> None:
    ceiling = attrs.evolve(a_rule(Dated(Range.at_most(Minutes(180)), SOURCE), measure="hours_per_day"), id="ceiling")
    rule = a_rule(Dated(NINE, SOURCE))
    program = Program(catalogue.EVENING_IOP, tracks=[Track("one", EVENINGS)])
    report = check(program, against=[a_body(rule, ceiling)], on=TODAY)
    (floor,) = (each for each in report.findings if each.verdict is Verdict.NOT_MET)
    spare, first, *_ = floor.explain().fixes
    assert spare.unmakes == ()
    assert first.unmakes == ("ceiling",)
    assert str(first) == "add 1 h 30 min on each of 2 days (Mon, Wed) (would break: ceiling)"


def test_a_house_rule_and_a_band_are_explained_without_a_fix() -> None:
    twice = WeeklySchedule([*EVENINGS, *sessions(IndividualTherapy(), "MO", "20:00-21:00")])
    overlap = next(each for each in check(twice, against=[], on=TODAY).house if each.verdict is Verdict.NOT_MET)
    assert rows(overlap.explain().terms) == [
        "Mon 18:00-21:00 group therapy: 3 h",
        "Mon 20:00-21:00 individual therapy: 1 h",
    ]
    assert overlap.explain().fixes == ()
    band = Band(id="band", measure=Measure.HOURS_PER_WEEK, history=History.of(Dated(NINE, SOURCE)))
    (found,) = check(WeeklySchedule(EVENINGS), against=[a_body(band)], on=TODAY).bands
    assert found.verdict is Verdict.NOT_MET
    assert found.explain().fixes == ()
    (on_figures,) = check(WeeklyPattern(days=1, time_per_day="1 h"), against=[a_body(band)], on=TODAY).bands
    assert (on_figures.explain().terms, on_figures.explain().left_out) == ((), ())


def test_of_two_bodies_with_one_name_the_one_with_the_rule_explains_it() -> None:
    rule = a_rule(Dated(NINE, SOURCE))
    one, other = a_body(attrs.evolve(rule, id="first")), a_body(attrs.evolve(rule, id="second"))
    report = check(WeeklySchedule(EVENINGS), against=[one, other], on=TODAY)
    assert [each.explain().finding.rule for each in report.findings] == ["first", "second"]


def test_a_finding_that_no_check_made_has_nothing_to_explain() -> None:
    (found,) = check(WeeklySchedule(EVENINGS), against=[body_of(a_rule(Dated(NINE, SOURCE)))], on=TODAY).findings
    bare: Finding = attrs.evolve(found, case=None)
    assert bare == found
    assert refusal(NotAccepted, bare.explain) == (
        'finding: expected a finding of check(), which knows what it was made of, got "example"'
    )


def test_the_counting_is_that_of_the_body() -> None:
    own = attrs.evolve(standards.MEDICARE.counting, name="all that Medicare counts")
    body = attrs.evolve(a_body(a_rule(Dated(NINE, SOURCE))), counting=own)
    (found,) = check(WeeklySchedule(EVENINGS), against=[body], on=TODAY).findings
    assert found.explain().counting == "all that Medicare counts"
    assert isinstance(own, Counting)


def test_a_change_that_goes_beyond_the_bound_is_no_fix() -> None:
    # Seven minutes on three days are at least nine: one too many for exactly nine hours.
    week = WeeklySchedule(
        [*sessions(GroupTherapy(), "MO,WE", time="3 h"), *sessions(GroupTherapy(), "TH", time="173 min")]
    )
    exactly = a_rule(Dated(Range.exactly(Minutes(540)), SOURCE))
    assert [fix.words for fix in explained(week, exactly).fixes] == ["add one session of 7 min a week, on Thu"]
