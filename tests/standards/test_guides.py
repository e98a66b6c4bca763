"""The five guides: every row of the facts, and what each describes of programs at, inside and outside its figures.

A description of usual practice is MET where a program lies within it and NOT_MET where it lies outside; neither is
ever part of the verdict of a report.
"""

import pytest

from iopmodel import (
    Description,
    Force,
    GroupTherapy,
    IndividualTherapy,
    Pathway,
    Phase,
    Population,
    Program,
    ProgramType,
    Session,
    Verdict,
    WeeklyPattern,
    catalogue,
    check,
)
from iopmodel.findings import NotApplied
from iopmodel.levels import LevelOfCare
from iopmodel.populations import Focus
from iopmodel.standards import GUIDES
from tests.standards.answers import TODAY, Week, a_program, about, answer, days_of
from tests.standards.facts import COMPARED, published, written

LEAVE = "guide_d.fmla.weeks"
BODIES = tuple(f"Guide {letter}" for letter in "ABCDE")
MET, NOT_MET, UNKNOWN = Verdict
A_WEEK: Week = WeeklyPattern(days=4, time_per_day="3 h")


def test_its_rules_are_the_rows_of_the_facts_no_more_and_no_fewer() -> None:
    assert len(published(*BODIES)) == 17
    assert set(written(GUIDES)) == set(published(*BODIES))


@pytest.mark.parametrize("column", COMPARED)
@pytest.mark.parametrize("rule", sorted(published(*BODIES)))
def test_a_rule_says_what_its_row_says(rule: str, column: str) -> None:
    assert written(GUIDES)[rule][column] == published(*BODIES)[rule][column]


def test_every_figure_of_the_catalogue_that_is_a_published_fact_is_one_rule() -> None:
    ids = [id_ for type_ in catalogue.TYPES for each in type_.descriptions if not each.inherited for id_ in _ids(each)]
    assert sorted([*ids, LEAVE]) == sorted(rule.id for rule in GUIDES)


def _ids(description: Description) -> list[str]:
    return [id_ for _, id_ in description.published_as]


def evenings(*clocks: str) -> Week:
    """One evening session on each of the first weekdays, at these times."""
    return days_of(*zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), clocks, strict=False))


def visits(count: int, clock: str = "17:00-20:00") -> Week:
    """So many visits at one time of day."""
    return evenings(*[clock] * count)


# Rule, program type, and weeks with the verdict that the words of the guide give them.
WEEKS: list[tuple[str, ProgramType, Week, Verdict]] = [
    ("guide_b.iop.standard.sessions_week", catalogue.STANDARD_IOP, visits(2), NOT_MET),
    ("guide_b.iop.standard.sessions_week", catalogue.STANDARD_IOP, visits(3), MET),
    ("guide_b.iop.standard.sessions_week", catalogue.STANDARD_IOP, visits(5), MET),
    ("guide_b.iop.standard.sessions_week", catalogue.STANDARD_IOP, visits(6), NOT_MET),
    ("guide_b.iop.standard.sessions_week", catalogue.STANDARD_IOP, WeeklyPattern(time_per_day="3 h"), UNKNOWN),
    ("guide_b.iop.standard.sessions_week", catalogue.DUAL_DIAGNOSIS_IOP, visits(3), MET),
    ("guide_b.iop.standard.session_minutes", catalogue.STANDARD_IOP, visits(3, "17:00-19:59"), NOT_MET),
    ("guide_b.iop.standard.session_minutes", catalogue.STANDARD_IOP, visits(3, "17:00-20:00"), MET),
    ("guide_b.iop.standard.session_minutes", catalogue.STANDARD_IOP, visits(3, "17:00-21:00"), MET),
    ("guide_b.iop.standard.session_minutes", catalogue.STANDARD_IOP, visits(3, "17:00-21:01"), NOT_MET),
    ("guide_b.iop.standard.session_minutes", catalogue.STANDARD_IOP, WeeklyPattern(days=3), UNKNOWN),
    ("guide_b.iop.standard.session_minutes", catalogue.STANDARD_IOP, [Session(GroupTherapy(), time="2 h")], NOT_MET),
    ("guide_b.iop.evening.sessions_week", catalogue.EVENING_IOP, visits(2), NOT_MET),
    ("guide_b.iop.evening.sessions_week", catalogue.EVENING_IOP, visits(3), MET),
    ("guide_b.iop.evening.sessions_week", catalogue.EVENING_IOP, visits(5), MET),
    ("guide_b.iop.evening.sessions_week", catalogue.EVENING_IOP, visits(6), NOT_MET),
    ("guide_b.iop.evening.sessions_week", catalogue.EVENING_IOP, WeeklyPattern(time_per_day="3 h"), UNKNOWN),
    ("guide_b.iop.evening.session_minutes", catalogue.EVENING_IOP, visits(3, "18:00-20:59"), NOT_MET),
    ("guide_b.iop.evening.session_minutes", catalogue.EVENING_IOP, visits(3, "18:00-21:00"), MET),
    ("guide_b.iop.evening.session_minutes", catalogue.EVENING_IOP, visits(3, "18:00-22:00"), MET),
    ("guide_b.iop.evening.session_minutes", catalogue.EVENING_IOP, visits(3, "18:00-22:01"), NOT_MET),
    ("guide_b.iop.evening.session_minutes", catalogue.EVENING_IOP, visits(3, "18:00-"), UNKNOWN),
    ("guide_b.iop.day.hours_day", catalogue.DAY_PROGRAM, visits(3, "09:00-12:59"), NOT_MET),
    ("guide_b.iop.day.hours_day", catalogue.DAY_PROGRAM, visits(3, "09:00-13:00"), MET),
    ("guide_b.iop.day.hours_day", catalogue.DAY_PROGRAM, visits(3, "09:00-15:00"), MET),
    ("guide_b.iop.day.hours_day", catalogue.DAY_PROGRAM, visits(3, "09:00-15:01"), NOT_MET),
    ("guide_b.iop.day.hours_day", catalogue.DAY_PROGRAM, WeeklyPattern(time_per_day="3 to 5 h"), UNKNOWN),
    ("guide_b.iop.day.days_week", catalogue.DAY_PROGRAM, visits(1), NOT_MET),
    ("guide_b.iop.day.days_week", catalogue.DAY_PROGRAM, visits(2), MET),
    ("guide_b.iop.day.days_week", catalogue.DAY_PROGRAM, visits(4), MET),
    ("guide_b.iop.day.days_week", catalogue.DAY_PROGRAM, visits(5), NOT_MET),
    ("guide_b.iop.day.days_week", catalogue.DAY_PROGRAM, WeeklyPattern(days="4 to 5"), UNKNOWN),
    ("guide_b.php.hours_day", catalogue.PARTIAL_HOSPITALIZATION, visits(5, "09:00-14:59"), NOT_MET),
    ("guide_b.php.hours_day", catalogue.PARTIAL_HOSPITALIZATION, visits(5, "09:00-15:00"), MET),
    ("guide_b.php.hours_day", catalogue.PARTIAL_HOSPITALIZATION, visits(5, "09:00-17:00"), MET),
    ("guide_b.php.hours_day", catalogue.PARTIAL_HOSPITALIZATION, visits(5, "09:00-17:01"), NOT_MET),
    ("guide_b.php.hours_day", catalogue.PARTIAL_HOSPITALIZATION, WeeklyPattern(days=5), UNKNOWN),
    ("guide_b.php.days_week", catalogue.PARTIAL_HOSPITALIZATION, visits(4), NOT_MET),
    ("guide_b.php.days_week", catalogue.PARTIAL_HOSPITALIZATION, visits(5), MET),
    ("guide_b.php.days_week", catalogue.PARTIAL_HOSPITALIZATION, visits(7), MET),
    ("guide_b.php.days_week", catalogue.PARTIAL_HOSPITALIZATION, WeeklyPattern(days="4 to 5"), UNKNOWN),
    ("guide_c.iop.days_week", catalogue.SUBSTANCE_USE_IOP, visits(2), NOT_MET),
    ("guide_c.iop.days_week", catalogue.SUBSTANCE_USE_IOP, visits(3), MET),
    ("guide_c.iop.days_week", catalogue.SUBSTANCE_USE_IOP, visits(7), MET),
    (
        "guide_c.iop.days_week",
        catalogue.SUBSTANCE_USE_IOP,
        [*days_of(("MO,WE", "18:00-21:00")), Session(IndividualTherapy(), time="1 h")],
        UNKNOWN,
    ),
    ("guide_d.iop.hours_day", catalogue.STANDARD_IOP, visits(4, "18:00-19:59"), NOT_MET),
    ("guide_d.iop.hours_day", catalogue.STANDARD_IOP, visits(4, "18:00-20:00"), MET),
    ("guide_d.iop.hours_day", catalogue.STANDARD_IOP, visits(4, "16:00-21:00"), MET),
    ("guide_d.iop.hours_day", catalogue.STANDARD_IOP, visits(4, "16:00-21:01"), NOT_MET),
    ("guide_d.iop.hours_day", catalogue.STANDARD_IOP, evenings("18:00-20:00", "18:00-19:00"), NOT_MET),
    ("guide_d.iop.hours_day", catalogue.STANDARD_IOP, WeeklyPattern(time_per_visit="1 to 3 h"), UNKNOWN),
    ("guide_d.iop.days_week", catalogue.STANDARD_IOP, visits(3), NOT_MET),
    ("guide_d.iop.days_week", catalogue.STANDARD_IOP, visits(4), MET),
    ("guide_d.iop.days_week", catalogue.STANDARD_IOP, visits(5), MET),
    ("guide_d.iop.days_week", catalogue.STANDARD_IOP, visits(6), NOT_MET),
    ("guide_d.iop.days_week", catalogue.STANDARD_IOP, WeeklyPattern(days="3 to 5"), UNKNOWN),
    ("guide_e.op.sessions_week", catalogue.OUTPATIENT, [], NOT_MET),
    ("guide_e.op.sessions_week", catalogue.OUTPATIENT, visits(1), MET),
    ("guide_e.op.sessions_week", catalogue.OUTPATIENT, visits(2), MET),
    ("guide_e.op.sessions_week", catalogue.OUTPATIENT, visits(3), NOT_MET),
    ("guide_e.op.sessions_week", catalogue.OUTPATIENT, WeeklyPattern(visits="1 to 3"), UNKNOWN),
]

LENGTHS: list[tuple[str, str, Verdict]] = [
    ("guide_a.iop.duration_weeks", "5 weeks", NOT_MET),
    ("guide_a.iop.duration_weeks", "6 weeks", MET),
    ("guide_a.iop.duration_weeks", "8 weeks", MET),
    ("guide_a.iop.duration_weeks", "9 weeks", NOT_MET),
    ("guide_a.iop.duration_weeks", "8 to 12 weeks", UNKNOWN),
    ("guide_a.iop.duration_weeks", "20 sessions", UNKNOWN),
    ("guide_a.iop.duration_weeks", "not stated", UNKNOWN),
    ("guide_a.iop.duration_weeks_faq", "7 weeks", NOT_MET),
    ("guide_a.iop.duration_weeks_faq", "8 weeks", MET),
    ("guide_a.iop.duration_weeks_faq", "16 weeks", MET),
    ("guide_a.iop.duration_weeks_faq", "17 weeks", NOT_MET),
    ("guide_a.iop.duration_weeks_faq", "at least 8 weeks", UNKNOWN),
    ("guide_d.iop.duration_days", "29 days", NOT_MET),
    ("guide_d.iop.duration_days", "30 days", MET),
    ("guide_d.iop.duration_days", "4 weeks", NOT_MET),
    ("guide_d.iop.duration_days", "5 weeks", MET),
    ("guide_d.iop.duration_days", "1 month", UNKNOWN),
    ("guide_d.iop.duration_days", "2 months", MET),
    ("guide_d.iop.duration_days", "not stated", UNKNOWN),
]

AGES: list[tuple[str, Verdict | str]] = [
    ("13 to 17", MET),
    ("14 to 16", MET),
    ("13 to 18", UNKNOWN),
    ("12 to 17", UNKNOWN),
    ("18 to 25", NOT_MET),
    ("not stated", UNKNOWN),
]

# What a rule is not about: the reason for which it does not take part.
OUT_OF_SCOPE: list[tuple[str, ProgramType, str]] = [
    ("guide_a.iop.duration_weeks", catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
    ("guide_a.iop.duration_weeks_faq", catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
    ("guide_b.iop.standard.sessions_week", catalogue.EVENING_IOP, "for programs of the type standard-iop"),
    ("guide_b.iop.standard.session_minutes", catalogue.DAY_PROGRAM, "for programs of the type standard-iop"),
    ("guide_b.iop.evening.sessions_week", catalogue.STANDARD_IOP, "for programs of the type evening-iop"),
    ("guide_b.iop.evening.session_minutes", catalogue.DAY_PROGRAM, "for programs of the type evening-iop"),
    ("guide_b.iop.day.hours_day", catalogue.STANDARD_IOP, "for programs of the type day-program"),
    ("guide_b.iop.day.days_week", catalogue.EVENING_IOP, "for programs of the type day-program"),
    ("guide_b.iop.adolescent.age", catalogue.STANDARD_IOP, "for programs of the type adolescent-iop"),
    ("guide_b.php.hours_day", catalogue.STANDARD_IOP, "for partial hospitalization, not for intensive outpatient"),
    ("guide_b.php.days_week", catalogue.RESIDENTIAL, "for partial hospitalization, not for residential"),
    ("guide_c.iop.days_week", catalogue.MENTAL_HEALTH_IOP, "for substance use programs"),
    ("guide_d.iop.duration_days", catalogue.INPATIENT, "for intensive outpatient, not for inpatient"),
    ("guide_d.iop.hours_day", catalogue.AFTERCARE, "for intensive outpatient, not for aftercare"),
    ("guide_d.iop.days_week", catalogue.OUTPATIENT, "for intensive outpatient, not for outpatient"),
    ("guide_e.op.sessions_week", catalogue.STANDARD_IOP, "for outpatient, not for intensive outpatient"),
]


@pytest.mark.parametrize(("rule", "type_", "week", "expected"), WEEKS)
def test_what_a_guide_says_of_a_week(rule: str, type_: ProgramType, week: Week, expected: Verdict) -> None:
    assert answer(rule, GUIDES, a_program(type_, week)) is expected


@pytest.mark.parametrize(("rule", "length", "expected"), LENGTHS)
def test_what_a_guide_says_of_a_length(rule: str, length: str, expected: Verdict) -> None:
    assert answer(rule, GUIDES, a_program(catalogue.SUBSTANCE_USE_IOP, A_WEEK, length)) is expected


@pytest.mark.parametrize(("ages", "expected"), AGES)
def test_what_guide_b_says_of_ages(ages: str, expected: Verdict) -> None:
    program = Program(catalogue.ADOLESCENT_IOP, population=Population("adolescent", ages=ages))
    assert answer("guide_b.iop.adolescent.age", GUIDES, program) is expected


@pytest.mark.parametrize(("rule", "type_", "reason"), OUT_OF_SCOPE)
def test_what_a_guide_does_not_speak_of(rule: str, type_: ProgramType, reason: str) -> None:
    assert answer(rule, GUIDES, a_program(type_, A_WEEK)) == reason


def test_every_rule_has_a_row_in_these_tables() -> None:
    asked = {rule for rule, *_ in (*WEEKS, *LENGTHS)} | {"guide_b.iop.adolescent.age"}
    assert asked == {rule for rule, *_ in OUT_OF_SCOPE} == {rule.id for rule in GUIDES} - {LEAVE}


def test_what_a_guide_says_of_leave_is_asked_of_no_program() -> None:
    assert answer(LEAVE, GUIDES, a_program(catalogue.STANDARD_IOP, A_WEEK)) == (
        "about leave from work, not about a program's week"
    )


def test_guides_have_no_dates_so_they_hold_on_every_day() -> None:
    program = a_program(catalogue.STANDARD_IOP, A_WEEK, "7 weeks")
    early, late = (check(program, against=[GUIDES], on=day) for day in ("1990-01-01", "2090-01-01"))
    assert [each.verdict for each in early.usual_practice] == [each.verdict for each in late.usual_practice]
    assert not any(isinstance(about(rule.id, early), NotApplied) for rule in GUIDES if "iop.standard" in rule.id)


def test_a_program_outside_every_description_is_no_violation() -> None:
    report = check(a_program(catalogue.STANDARD_IOP, visits(1, "18:00-19:00"), "1 week"), against=[GUIDES], on=TODAY)
    assert {each.verdict for each in report.usual_practice} == {NOT_MET}
    assert {each.force for each in report.usual_practice} == {Force.TYPICAL}
    assert report.findings == ()
    assert report.verdict is UNKNOWN


def test_a_pathway_has_no_program_type_so_what_is_usual_for_one_type_says_nothing_of_it() -> None:
    pathway = Pathway([Phase(LevelOfCare.INTENSIVE_OUTPATIENT, visits(2))], focus=Focus.SUBSTANCE_USE)
    assert _answer("guide_b.iop.day.days_week", pathway) == (
        "for programs of the type day-program, and no type was given"
    )
    assert _answer("guide_c.iop.days_week", pathway) is NOT_MET


def _answer(rule: str, pathway: Pathway) -> Verdict | str:
    said = about(rule, check(pathway, against=[GUIDES], on=TODAY))
    return said.reason if isinstance(said, NotApplied) else said.verdict
