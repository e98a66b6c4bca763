"""The check: which rules take part on a day, what stands in for the rest, and which places decide."""

import datetime as dt

import attrs
import pytest

from iopmodel import (
    ASAM_3RD_EDITION,
    Band,
    Citation,
    Dated,
    Finding,
    Force,
    GroupTherapy,
    History,
    IndividualTherapy,
    LevelOfCare,
    Mark,
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
    __version__,
    catalogue,
    check,
    extended,
    standards,
)
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.findings import NotApplied
from iopmodel.measures import Measure
from iopmodel.reports import Report
from iopmodel.rules import Bound, digest
from iopmodel.stretches import Subject
from tests.refusal import refusal, wrong
from tests.rule_strategies import a_body
from tests.standards.answers import TODAY, a_program, days_of

MET, NOT_MET, UNKNOWN = Verdict
EVENINGS = days_of(("MO,WE,TH", "18:00-21:00"))
SOURCE = Citation("Manual § 1", mark=Mark.PRIMARY)
EIGHT, NINE = (Range.at_least(Minutes.of_hours(hours)) for hours in (8, 9))
A_WEEK = WeeklySchedule(EVENINGS)
SHORT = WeeklySchedule(EVENINGS[:2])


def a_rule(*history: Dated[Bound], measure: str = "hours_per_week", id_: str = "example", **more: object) -> Rule:
    """A required rule with this history."""
    return Rule(
        id=id_,
        measure=measure,
        force="required",
        history=History(history or (Dated(NINE, SOURCE),)),
        **more,  # type: ignore[arg-type]
    )


def said(
    subject: Subject, rule: Rule | Band, on: dt.date | str = TODAY, *, include_unverified: bool = False
) -> Finding | str:
    """What a rule says of a subject, or why it does not take part."""
    report = check(subject, against=[a_body(rule)], on=on, include_unverified=include_unverified)
    if report.not_applied:
        (out,) = report.not_applied
        assert isinstance(out, NotApplied)
        return out.reason
    (found,) = (*report.findings, *report.usual_practice, *report.bands)
    return found


def verdict(subject: Subject, rule: Rule, on: str = TODAY) -> Verdict | str:
    """The verdict of a rule, or why it does not take part."""
    found = said(subject, rule, on)
    return found.verdict if isinstance(found, Finding) else found


YEAR_ONLY = a_rule(Dated(NINE, SOURCE, since=2013))
ENDED = a_rule(Dated(NINE, SOURCE, since="2021-07-01", until="2026-01-01"))
RISING = a_rule(Dated(EIGHT, SOURCE, since="2010-01-01"), Dated(NINE, SOURCE, since="2020-07-01"))
RISING_SOMETIME = a_rule(Dated(EIGHT, SOURCE, since="2010-01-01"), Dated(NINE, SOURCE, since=2020))
FALLING_SOMETIME = a_rule(Dated(NINE, SOURCE, since="2010-01-01"), Dated(EIGHT, SOURCE, since=2020))
EIGHT_HOURS = WeeklyPattern(time_per_week="8 h")


@pytest.mark.parametrize(
    ("rule", "on", "week", "expected"),
    [
        (YEAR_ONLY, "2012-12-31", A_WEEK, "not yet in force on 2012-12-31 (since 2013)"),
        (YEAR_ONLY, "2013-01-01", SHORT, UNKNOWN),
        (YEAR_ONLY, "2013-12-31", SHORT, UNKNOWN),
        (YEAR_ONLY, "2013-07-01", A_WEEK, UNKNOWN),
        (YEAR_ONLY, "2014-01-01", A_WEEK, MET),
        (YEAR_ONLY, "2014-01-01", SHORT, NOT_MET),
        (ENDED, "2021-06-30", SHORT, "not yet in force on 2021-06-30 (since 2021-07-01 until 2026-01-01)"),
        (ENDED, "2021-07-01", SHORT, NOT_MET),
        (ENDED, "2025-12-31", SHORT, NOT_MET),
        (ENDED, "2026-01-01", SHORT, "no longer in force on 2026-01-01 (since 2021-07-01 until 2026-01-01)"),
        (RISING, "2020-06-30", EIGHT_HOURS, MET),
        (RISING, "2020-07-01", EIGHT_HOURS, NOT_MET),
        (RISING_SOMETIME, "2019-12-31", EIGHT_HOURS, MET),
        (RISING_SOMETIME, "2020-06-30", EIGHT_HOURS, UNKNOWN),
        (RISING_SOMETIME, "2020-06-30", A_WEEK, MET),
        (RISING_SOMETIME, "2021-01-01", EIGHT_HOURS, NOT_MET),
        (FALLING_SOMETIME, "2020-06-30", EIGHT_HOURS, UNKNOWN),
        (FALLING_SOMETIME, "2021-01-01", EIGHT_HOURS, MET),
    ],
)
def test_a_rule_is_read_as_it_stood_on_the_day(rule: Rule, on: str, week: Subject, expected: Verdict | str) -> None:
    assert verdict(week, rule, on) == expected


def test_within_a_year_of_which_only_the_year_is_known_the_day_is_the_cause() -> None:
    found = said(SHORT, YEAR_ONLY, "2013-07-01")
    assert isinstance(found, Finding)
    assert [str(cause) for cause in found.causes] == ["the day in 2013 on which the rule began"]
    assert found.sentence == "6 h is 3 h short of 9 h, if the rule applies."


def test_the_bound_in_a_finding_is_the_one_of_the_day_with_its_own_source() -> None:
    old, new = Citation("1st ed.", mark=Mark.PRIMARY), Citation("2nd ed.", mark=Mark.PRIMARY)
    rule = a_rule(Dated(EIGHT, old, since="2010-01-01"), Dated(NINE, new, since="2020-07-01"))
    before, after = said(A_WEEK, rule, "2015-01-01"), said(A_WEEK, rule, TODAY)
    assert isinstance(before, Finding)
    assert isinstance(after, Finding)
    assert (before.required, before.citation, before.asks) == (EIGHT, old, "at least 8 h a week")
    assert (after.required, after.citation, after.asks) == (NINE, new, "at least 9 h a week")


def test_a_day_is_any_calendar_day_and_nothing_else() -> None:
    days: list[dt.date | str] = [dt.date(2026, 2, 2), "2026-02-02"]
    assert {check(A_WEEK, against=[], on=day).on for day in days} == {check(A_WEEK, against=[], on=TODAY).on}
    assert "2026-02-30" in refusal(NotAccepted, lambda: check(A_WEEK, against=[], on="2026-02-30"))
    moment = dt.datetime(2026, 2, 2, 12, tzinfo=dt.UTC)
    assert "day" in refusal(WrongKind, lambda: check(A_WEEK, against=[], on=moment))


def test_what_is_no_body_or_has_no_week_is_refused() -> None:
    message = refusal(WrongKind, lambda: check(A_WEEK, against=[wrong("medicare")], on=TODAY))
    assert message == 'standards: expected several standards, such as [standards.MEDICARE], got "medicare" (str)'
    unhashable: list[Standard] = [wrong([])]
    assert "such as [standards.MEDICARE]" in refusal(WrongKind, lambda: check(A_WEEK, against=unhashable, on=TODAY))
    assert "subject: expected a schedule" in refusal(WrongKind, lambda: check(wrong("IOP"), against=[], on=TODAY))


def test_an_unverified_figure_takes_part_only_when_asked_for() -> None:
    rule = a_rule(Dated(NINE, Citation("Manual", mark=Mark.UNVERIFIED)))
    assert said(SHORT, rule) == "unverified, so it takes part only when asked for"
    found = said(SHORT, rule, include_unverified=True)
    assert isinstance(found, Finding)
    assert found.verdict is NOT_MET
    early = a_rule(Dated(NINE, Citation("Manual", mark=Mark.UNVERIFIED), since="2024-01-01"))
    assert said(SHORT, early, "2020-01-01") == "not yet in force on 2020-01-01 (since 2024-01-01)"


@pytest.mark.parametrize(
    ("measure", "bound", "reason"),
    [
        ("review_interval_days", Range.at_most(60), "about a patient's dated stay, not about a program's week"),
        ("services_per_day", Range.exactly(3), "about a claim, not about a program's week"),
        ("leave_weeks", Range.at_most(12), "about leave from work, not about a program's week"),
    ],
)
def test_a_measure_that_cannot_be_asked_of_a_program_is_listed(measure: str, bound: Bound, reason: str) -> None:
    assert said(A_WEEK, a_rule(Dated(bound, SOURCE), measure=measure)) == reason


def test_a_rule_about_days_has_nothing_to_ask_of_a_week_without_any() -> None:
    rule = a_rule(Dated(Range.at_least(Minutes(60)), SOURCE), measure="hours_per_day")
    assert said(WeeklySchedule(), rule) == "there is nothing to ask it of: no counted session has a day"


def test_reasons_come_in_the_order_date_scope_measure() -> None:
    scope = Scope(levels={LevelOfCare.OUTPATIENT})
    dated: Dated[Bound] = Dated(Range.exactly(3), SOURCE, since="2024-01-01")
    rule = a_rule(dated, measure="services_per_day", scope=scope)
    iop = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, EVENINGS)
    assert said(iop, rule, "2020-01-01") == "not yet in force on 2020-01-01 (since 2024-01-01)"
    assert said(iop, rule) == "for outpatient, not for intensive outpatient"
    assert said(Phase(LevelOfCare.OUTPATIENT, EVENINGS), rule) == "about a claim, not about a program's week"


def test_a_type_takes_part_in_the_rules_of_the_type_from_which_it_inherits() -> None:
    rule = a_rule(scope=Scope(types={"standard-iop"}))
    own = ProgramType("ours", "Ours", LevelOfCare.INTENSIVE_OUTPATIENT, inherits="standard-iop")
    assert verdict(Program(own, tracks=[Track("one", EVENINGS)]), rule) is MET
    assert verdict(catalogue.WEEKEND_IOP, rule) is MET
    assert verdict(catalogue.EVENING_IOP, rule) == "for programs of the type standard-iop"


def test_a_required_rule_of_one_type_may_apply_where_nobody_gives_a_type() -> None:
    rule = a_rule(scope=Scope(types={"standard-iop"}))
    assert verdict(A_WEEK, rule) is MET
    assert verdict(SHORT, rule) is UNKNOWN


def test_what_is_met_whether_or_not_the_rule_applies_is_met() -> None:
    rule = a_rule(scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}, focus="substance-use"))
    assert verdict(A_WEEK, rule) is MET
    missed = said(SHORT, rule)
    assert isinstance(missed, Finding)
    assert [cause.kind for cause in missed.causes] == ["scope", "scope"]


def test_a_program_is_asked_as_its_tracks_and_its_phases() -> None:
    pathway = Pathway([Phase(LevelOfCare.OUTPATIENT, EVENINGS[:1])])
    program = Program(catalogue.EVENING_IOP, tracks=[Track("a", EVENINGS), Track("b", EVENINGS[:2])], pathway=pathway)
    found = said(program, a_rule())
    assert isinstance(found, Finding)
    assert [(place.where, place.verdict) for place in found.places] == [
        ('phase 1 "outpatient"', NOT_MET),
        ('track "b"', NOT_MET),
        ('track "a"', MET),
    ]
    iop = said(program, a_rule(scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT})))
    assert isinstance(iop, Finding)
    assert [place.where for place in iop.places] == ['track "b"', 'track "a"']


def test_a_program_without_tracks_has_one_week_of_which_nothing_is_known() -> None:
    found = said(Program(catalogue.EVENING_IOP), a_rule())
    assert isinstance(found, Finding)
    assert (found.verdict, found.shown, found.where) == (UNKNOWN, "not stated", "")


STAY = Pathway(
    [
        Phase(LevelOfCare.INTENSIVE_OUTPATIENT, EVENINGS, length="3 weeks"),
        Phase(LevelOfCare.INTENSIVE_OUTPATIENT, EVENINGS[:2], length="5 weeks"),
        Phase(LevelOfCare.OUTPATIENT, EVENINGS[:1], length="4 weeks"),
    ]
)


@pytest.mark.parametrize(
    ("rule", "measured", "where"),
    [
        (a_rule(Dated(Range(6, 8), SOURCE), measure="duration_weeks"), "12 weeks", "phase 1 and phase 2 and phase 3"),
        (
            a_rule(
                Dated(Range(6, 8), SOURCE),
                measure="duration_weeks",
                scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}),
            ),
            "8 weeks",
            "phase 1 and phase 2",
        ),
        (a_rule(measure="total_hours", aggregation="total"), "69 h", "phase 1 and phase 2 and phase 3"),
        (a_rule(aggregation="average"), "5 h 45 min", "phase 1 and phase 2 and phase 3"),
        (
            a_rule(
                Dated(Range.at_least(30), SOURCE), measure="duration_days", scope=Scope(levels={LevelOfCare.OUTPATIENT})
            ),
            "28 days",
            'phase 3 "outpatient"',
        ),
    ],
)
def test_a_rule_about_the_whole_stay_takes_the_phases_to_which_it_applies_together(
    rule: Rule, measured: str, where: str
) -> None:
    found = said(STAY, rule)
    assert isinstance(found, Finding)
    assert (found.shown, found.where) == (measured, where)


def test_tracks_are_alternatives_so_each_is_a_stay_of_its_own() -> None:
    tracks = [Track("a", EVENINGS, length="8 weeks"), Track("b", EVENINGS, length="5 weeks")]
    found = said(
        Program(catalogue.EVENING_IOP, tracks=tracks), a_rule(Dated(Range(6, 8), SOURCE), measure="duration_weeks")
    )
    assert isinstance(found, Finding)
    assert [(place.where, place.verdict) for place in found.places] == [('track "b"', NOT_MET), ('track "a"', MET)]


def test_a_band_classifies_and_never_judges() -> None:
    band = Band(id="example.band", measure=Measure.HOURS_PER_WEEK, history=History.of(Dated(NINE, SOURCE)))
    for week, expected in ((A_WEEK, MET), (SHORT, NOT_MET)):
        report = check(week, against=[a_body(band)], on=TODAY)
        (found,) = report.bands
        assert (found.verdict, found.force) == (expected, None)
        assert report.verdict is UNKNOWN


def test_the_place_with_the_smallest_figure_speaks_for_those_that_are_alike() -> None:
    tracks = [Track("a", EVENINGS[:2]), Track("b", EVENINGS[:1]), Track("c", EVENINGS)]
    found = said(Program(catalogue.EVENING_IOP, tracks=tracks), a_rule())
    assert isinstance(found, Finding)
    assert [place.where for place in found.places] == ['track "b"', 'track "a"', 'track "c"']
    assert found.sentence == 'Track "b": 3 h is 6 h short of 9 h.'


def a_report(*bodies: Standard) -> Report:
    """A report on one program against these bodies."""
    program = Program(catalogue.EVENING_IOP, tracks=[Track("evening", EVENINGS)])
    return check(program, against=bodies, on=TODAY)


def test_a_report_names_its_day_week_counting_version_and_rule_data() -> None:
    report = a_report(standards.MEDICARE, standards.GUIDES)
    assert (str(report.on), report.week) == ("2026-02-02", "weeks Monday to Sunday")
    assert report.bodies == ("Medicare", "Guides A to E (usual practice)")
    assert [body for body, _ in report.counting] == list(report.bodies)
    assert report.version == __version__
    assert report.digest == digest([standards.MEDICARE, standards.GUIDES, standards.CONSISTENCY])
    assert report.parts == ('track "evening"',)


def test_a_body_named_twice_is_asked_once() -> None:
    assert a_report(standards.MEDICARE, standards.MEDICARE) == a_report(standards.MEDICARE)


def test_every_rule_of_a_body_is_either_a_finding_or_listed() -> None:
    report = a_report(*standards.all())
    found = {each.rule for each in (*report.findings, *report.usual_practice, *report.bands)}
    out = {each.rule for each in report.not_applied}
    assert not found & out
    assert found | out == {rule.id for body in standards.all() for rule in body}


@pytest.mark.parametrize("type_", catalogue.TYPES, ids=str)
def test_every_program_type_can_be_checked_against_everything(type_: ProgramType) -> None:
    report = check(type_, against=standards.all(), on=TODAY, include_unverified=True)
    assert report.subject == type_.name
    assert Force.TYPICAL not in {each.force for each in report.findings}
    assert str(report)


def test_the_standard_iop_meets_the_rules_that_are_about_it() -> None:
    report = check(catalogue.STANDARD_IOP, against=[standards.MEDICARE, standards.HCPCS], on=TODAY)
    assert report.require() is report
    assert {each.rule for each in report.findings} == {"medicare.iop.hours_week", "hcpcs.h0015.days_week"}


def test_the_subject_of_a_report_may_be_any_week() -> None:
    subjects: list[tuple[Subject, str]] = [
        (A_WEEK, "week"),
        (WeeklyPattern(days=3), "week"),
        (Track("evening", EVENINGS), 'track "evening"'),
        (Phase(LevelOfCare.OUTPATIENT, EVENINGS), 'phase "outpatient"'),
        (STAY, "pathway"),
        (catalogue.EVENING_IOP, "Evening IOP"),
        (Program(catalogue.EVENING_IOP, name="Elm Street"), "Elm Street"),
    ]
    assert [check(subject, against=[], on=TODAY).subject for subject, _ in subjects] == [name for _, name in subjects]


def test_one_unknown_session_is_enough_for_an_unknown_report() -> None:
    track = Track("one", [*EVENINGS[:2], Session(IndividualTherapy()), Session(GroupTherapy(), time="1 h")])
    program = Program(catalogue.EVENING_IOP, tracks=[track])
    report = check(program, against=[standards.MEDICARE], on=TODAY)
    assert report.verdict is UNKNOWN
    settled = attrs.evolve(program, tracks=[attrs.evolve(track, week=EVENINGS)])
    assert check(settled, against=[standards.MEDICARE], on=TODAY).verdict is MET


def test_the_head_of_a_report_counts_the_days_that_a_patient_attends() -> None:
    week = days_of(("MO,TU,WE", "18:00-21:00"))
    assert check(Track("one", week, attends="2 to 3"), against=[], on=TODAY).summary == (
        "weekly hours 6 h to 9 h · length not stated · 2 to 3 treatment days",
    )


def test_what_is_met_although_the_rule_may_not_apply_is_met_and_says_on_what_that_hangs() -> None:
    found = said(A_WEEK, a_rule(scope=Scope(focus="substance-use")))
    assert isinstance(found, Finding)
    assert found.verdict is MET
    assert found.causes == ()
    assert found.sentence == (
        "Met, if the rule applies; not known is what the program treats: the rule is for substance use programs."
    )


def test_a_rule_for_a_level_of_asam_is_one_for_the_same_level_of_the_general_ladder() -> None:
    rule = a_rule(scope=Scope(levels={ASAM_3RD_EDITION.level("2.1")}))
    assert verdict(Phase(LevelOfCare.INTENSIVE_OUTPATIENT, A_WEEK), rule) is MET
    assert verdict(Phase(ASAM_3RD_EDITION.level("2.1"), A_WEEK), rule) is MET
    assert isinstance(verdict(Phase(LevelOfCare.OUTPATIENT, A_WEEK), rule), str)


def test_a_report_lists_the_figures_that_were_checked_too_long_ago_or_on_no_known_day() -> None:
    dated = Citation("Manual", mark=Mark.PRIMARY, checked_on="2025-01-31")
    undated = Citation("Manual", mark=Mark.PRIMARY)
    rules = [a_rule(Dated(NINE, each), id_=name) for name, each in (("dated", dated), ("undated", undated))]
    body = Standard("own", "Own", rules)
    for on, after, expected in (
        ("2025-06-01", "12 months", ("undated: on no recorded day",)),
        ("2026-01-31", "12 months", ("undated: on no recorded day",)),
        ("2026-02-01", "12 months", ("dated: 2025-01-31", "undated: on no recorded day")),
        ("2026-02-01", None, ()),
        ("2026-02-01", "without end", ("undated: on no recorded day",)),
    ):
        assert check(A_WEEK, against=[body], on=on, recheck_after=after).to_recheck == expected


def test_coverage_names_what_is_in_force_and_what_is_tied_to_no_level() -> None:
    texas = check(Program(catalogue.SUBSTANCE_USE_IOP), against=[standards.TEXAS], on=TODAY)
    assert texas.coverage == (
        "US-TX, intensive outpatient: nothing known, which is not nothing required",
        "US-TX, no level in particular: group size, class size",
    )
    washington = check(Program(catalogue.SUBSTANCE_USE_IOP), against=[standards.WASHINGTON], on=TODAY)
    assert washington.coverage == ("US-WA, intensive outpatient: nothing known, which is not nothing required",)


def test_a_body_that_extends_another_says_so_in_the_report() -> None:
    own = extended(standards.MEDICARE, "own", "Own", [a_rule(Dated(NINE, SOURCE), id_="own.hours")])
    report = check(a_program(catalogue.STANDARD_IOP, []), against=[own], on=TODAY)
    assert report.changed == (("Own", "Medicare: adds own.hours"),)
    assert report.as_data()["changed"] == {"Own": "Medicare: adds own.hours"}
    assert "  on the grounds of Medicare: adds own.hours\n" in str(report)


@pytest.mark.parametrize("first", ["alpha", "beta"])
def test_a_finding_is_explained_by_the_rule_of_its_own_body_whatever_else_has_that_id(first: str) -> None:
    hours = {"alpha": EIGHT, "beta": NINE}
    order = [first, *(hours.keys() - {first})]
    report = check(SHORT, against=[a_body(a_rule(Dated(hours[key], SOURCE)), key=key) for key in order], on=TODAY)
    assert {finding.body: finding.explain().fixes[-1].words for finding in report.findings} == {
        "Alpha": "add one session of 2 h a week, on Mon",
        "Beta": "add one session of 3 h a week, on Mon",
    }
