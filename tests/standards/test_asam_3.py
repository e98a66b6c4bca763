"""The ASAM Criteria, third edition: hours a week at Levels 1, 2.1, 2.5 and 3.1, and the tolerance at step-down.

The verdicts are written from the words of the rules: Level 1 is less than 9 hours a week for adults and less than 6 for
adolescents; Level 2.1 is 9 to 19 and 6 to 19; Level 2.5 at least 20; Level 3.1 at least 5. Fewer hours than those of
Level 2.1 are a continuation of it for one or two weeks when a patient steps down.
"""

import attrs
import pytest

from iopmodel import (
    ASAM_3RD_EDITION,
    ASAM_4TH_EDITION,
    Activity,
    Assessment,
    Break,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Meal,
    MedicationAssistedTreatment,
    MedicationManagement,
    Pathway,
    PeerSupport,
    Phase,
    Population,
    ProgramType,
    Session,
    SupportService,
    Verdict,
    WeeklyPattern,
    catalogue,
    check,
    sessions,
)
from iopmodel.components import Component
from iopmodel.findings import Finding
from iopmodel.standards import ASAM_3
from tests.standards.answers import TODAY, Week, a_program, about, answer, days_of

L1_ADULT, L1_ADOLESCENT = "asam3.l1.adult.hours_week", "asam3.l1.adolescent.hours_week"
ADULT, ADOLESCENT = "asam3.l2_1.adult.hours_week", "asam3.l2_1.adolescent.hours_week"
STEPDOWN, L2_5, L3_1 = "asam3.l2_1.stepdown_weeks", "asam3.l2_5.hours_week", "asam3.l3_1.hours_week"
MET, NOT_MET, UNKNOWN = Verdict

ADULTS = attrs.evolve(catalogue.SUBSTANCE_USE_IOP, population="adult")
ADOLESCENTS = attrs.evolve(catalogue.SUBSTANCE_USE_IOP, population="adolescent")
ADULTS_OP = attrs.evolve(catalogue.OUTPATIENT, population="adult")
ADOLESCENTS_OP = attrs.evolve(catalogue.OUTPATIENT, population="adolescent")
PHP = catalogue.PARTIAL_HOSPITALIZATION


def at(level: LevelOfCare, population: str = "adult") -> ProgramType:
    """A program for substance use at that level."""
    return ProgramType("clinic", "Clinic", level, population=population, focus="substance-use")


LOW_RESIDENTIAL = at(ASAM_3RD_EDITION.level("3.1"))

OPEN_WEEK = [Session(GroupTherapy(), time="8 h"), Session(IndividualTherapy())]

# Rule, program type, time a week, verdict.
HOURS: list[tuple[str, ProgramType, str, Verdict]] = [
    (L1_ADULT, ADULTS_OP, "8 h 59 min", MET),
    (L1_ADULT, ADULTS_OP, "9 h", NOT_MET),
    (L1_ADULT, ADULTS_OP, "under 9 h", MET),
    (L1_ADULT, ADULTS_OP, "at most 9 h", UNKNOWN),
    (L1_ADULT, ADULTS_OP, "6 to 9 h", UNKNOWN),
    (L1_ADOLESCENT, ADOLESCENTS_OP, "5 h 59 min", MET),
    (L1_ADOLESCENT, ADOLESCENTS_OP, "6 h", NOT_MET),
    (L1_ADOLESCENT, ADOLESCENTS_OP, "5 to 7 h", UNKNOWN),
    (ADULT, ADULTS, "8 h 59 min", NOT_MET),
    (ADULT, ADULTS, "9 h", MET),
    (ADULT, ADULTS, "9 h 1 min", MET),
    (ADULT, ADULTS, "18 h 59 min", MET),
    (ADULT, ADULTS, "19 h", MET),
    (ADULT, ADULTS, "19 h 1 min", NOT_MET),
    (ADULT, ADULTS, "9 to 19 h", MET),
    (ADULT, ADULTS, "8 to 12 h", UNKNOWN),
    (ADULT, ADULTS, "12 to 20 h", UNKNOWN),
    (ADULT, ADULTS, "at least 9 h", UNKNOWN),
    (ADULT, ADULTS, "not stated", UNKNOWN),
    (ADOLESCENT, ADOLESCENTS, "5 h 59 min", NOT_MET),
    (ADOLESCENT, ADOLESCENTS, "6 h", MET),
    (ADOLESCENT, ADOLESCENTS, "6 h 1 min", MET),
    (ADOLESCENT, ADOLESCENTS, "18 h 59 min", MET),
    (ADOLESCENT, ADOLESCENTS, "19 h", MET),
    (ADOLESCENT, ADOLESCENTS, "19 h 1 min", NOT_MET),
    (ADOLESCENT, ADOLESCENTS, "5 to 9 h", UNKNOWN),
    (L2_5, PHP, "19 h 30 min", NOT_MET),
    (L2_5, PHP, "19 h 59 min", NOT_MET),
    (L2_5, PHP, "20 h", MET),
    (L2_5, PHP, "20 h 1 min", MET),
    (L2_5, PHP, "19 to 25 h", UNKNOWN),
    (L3_1, LOW_RESIDENTIAL, "4 h 59 min", NOT_MET),
    (L3_1, LOW_RESIDENTIAL, "5 h", MET),
    (L3_1, LOW_RESIDENTIAL, "5 h 1 min", MET),
    (L3_1, LOW_RESIDENTIAL, "4 to 6 h", UNKNOWN),
]


@pytest.mark.parametrize(("rule", "type_", "time", "expected"), HOURS)
def test_the_hours_of_a_week_at_inside_and_outside_the_bounds(
    rule: str, type_: ProgramType, time: str, expected: Verdict
) -> None:
    assert answer(rule, ASAM_3, a_program(type_, WeeklyPattern(time_per_week=time))) is expected


@pytest.mark.parametrize(
    ("rule", "type_", "week", "expected"),
    [
        (ADULT, ADULTS, days_of(("MO,WE,TH", "18:00-21:00")), MET),
        (ADULT, ADULTS, days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:59")), NOT_MET),
        (ADULT, ADULTS, OPEN_WEEK, UNKNOWN),
        (ADULT, ADULTS, [], NOT_MET),
        (ADOLESCENT, ADOLESCENTS, OPEN_WEEK, UNKNOWN),
        (L1_ADULT, ADULTS_OP, OPEN_WEEK, UNKNOWN),
        (L1_ADOLESCENT, ADOLESCENTS_OP, OPEN_WEEK, NOT_MET),
        (L2_5, PHP, OPEN_WEEK, UNKNOWN),
        (L3_1, LOW_RESIDENTIAL, OPEN_WEEK, MET),
        (L3_1, LOW_RESIDENTIAL, [], NOT_MET),
    ],
)
def test_the_hours_of_sessions_of_which_one_may_have_no_known_length(
    rule: str, type_: ProgramType, week: Week, expected: Verdict
) -> None:
    assert answer(rule, ASAM_3, a_program(type_, week)) is expected


FOR_ADULTS, FOR_SUBSTANCE_USE = "for adult, not for adolescent", "for substance use programs"


@pytest.mark.parametrize(
    ("rule", "type_", "expected"),
    [
        (ADULT, ADULTS, MET),
        (ADULT, attrs.evolve(ADULTS, population="older-adult"), MET),
        (ADULT, attrs.evolve(ADULTS, population="child"), "for adult, not for child"),
        (ADULT, ADOLESCENTS, FOR_ADULTS),
        (ADULT, catalogue.ADOLESCENT_IOP, "for adult, not for adolescent (ages 13 to 17)"),
        (ADULT, catalogue.MENTAL_HEALTH_IOP, FOR_SUBSTANCE_USE),
        (ADULT, attrs.evolve(catalogue.DUAL_DIAGNOSIS_IOP, population="adult"), MET),
        (ADULT, attrs.evolve(catalogue.STANDARD_IOP, population="adult"), MET),
        (ADULT, ADULTS_OP, "for intensive outpatient, not for outpatient"),
        (ADULT, at(ASAM_3RD_EDITION.level("2.1")), MET),
        (ADULT, at(ASAM_4TH_EDITION.level("2.1")), MET),
        (ADULT, at(ASAM_3RD_EDITION.level("2.5")), "for intensive outpatient, not for 2.5 Partial Hospitalization"),
        (ADOLESCENT, ADOLESCENTS, MET),
        (ADOLESCENT, catalogue.ADOLESCENT_IOP, MET),
        (ADOLESCENT, ADULTS, "for adolescent, not for adult"),
        (ADOLESCENT, attrs.evolve(ADOLESCENTS, focus="mental-health"), FOR_SUBSTANCE_USE),
        (ADOLESCENT, ADOLESCENTS_OP, "for intensive outpatient, not for outpatient"),
        (L1_ADULT, ADULTS, "for outpatient, not for intensive outpatient"),
        (L1_ADULT, at(ASAM_3RD_EDITION.level("1")), NOT_MET),
        (L1_ADULT, at(ASAM_3RD_EDITION.level("0.5")), "for outpatient, not for 0.5 Early Intervention"),
        (L1_ADULT, ADOLESCENTS_OP, FOR_ADULTS),
        (L1_ADOLESCENT, ADULTS_OP, "for adolescent, not for adult"),
        (L1_ADOLESCENT, ADOLESCENTS_OP, NOT_MET),
        (L1_ADOLESCENT, ADOLESCENTS, "for outpatient, not for intensive outpatient"),
        (L2_5, at(LevelOfCare.PARTIAL_HOSPITALIZATION, "adolescent"), NOT_MET),
        (L2_5, at(LevelOfCare.PARTIAL_HOSPITALIZATION, "adult"), NOT_MET),
        (L2_5, at(ASAM_4TH_EDITION.level("2.5")), NOT_MET),
        (L2_5, attrs.evolve(PHP, focus="mental-health"), FOR_SUBSTANCE_USE),
        (L2_5, ADULTS, "for partial hospitalization, not for intensive outpatient"),
        (L3_1, LOW_RESIDENTIAL, MET),
        (L3_1, attrs.evolve(LOW_RESIDENTIAL, population="adolescent"), MET),
        (L3_1, attrs.evolve(LOW_RESIDENTIAL, focus="mental-health"), FOR_SUBSTANCE_USE),
        (
            L3_1,
            at(ASAM_3RD_EDITION.level("3.5")),
            (
                "for 3.1 Clinically Managed Low-Intensity Residential, "
                "not for 3.5 Clinically Managed High-Intensity Residential"
            ),
        ),
        (L3_1, ADULTS, "for 3.1 Clinically Managed Low-Intensity Residential, not for intensive outpatient"),
        (STEPDOWN, ADULTS, MET),
        (STEPDOWN, ADOLESCENTS, MET),
        (STEPDOWN, catalogue.MENTAL_HEALTH_IOP, FOR_SUBSTANCE_USE),
        (STEPDOWN, PHP, "for intensive outpatient, not for partial hospitalization"),
    ],
)
def test_a_rule_is_for_its_level_its_people_and_substance_use(
    rule: str, type_: ProgramType, expected: Verdict | str
) -> None:
    week = WeeklyPattern(time_per_week="9 h")
    assert answer(rule, ASAM_3, a_program(type_, week, length="8 weeks")) == expected


@pytest.mark.parametrize(
    ("rule", "type_", "time", "expected"),
    [
        (ADULT, catalogue.SUBSTANCE_USE_IOP, "9 h", MET),
        (ADULT, catalogue.SUBSTANCE_USE_IOP, "8 h 59 min", UNKNOWN),
        (ADULT, catalogue.LGBTQ_IOP, "6 h", UNKNOWN),
        (ADULT, attrs.evolve(ADULTS, population=Population("young-adult", "18 to 25")), "6 h", UNKNOWN),
        (ADULT, catalogue.SUBSTANCE_USE_IOP, "5 h 59 min", NOT_MET),
        (ADULT, catalogue.SUBSTANCE_USE_IOP, "19 h 1 min", NOT_MET),
        (ADOLESCENT, catalogue.SUBSTANCE_USE_IOP, "6 h", MET),
        (ADOLESCENT, catalogue.SUBSTANCE_USE_IOP, "5 to 7 h", UNKNOWN),
        (ADOLESCENT, catalogue.SUBSTANCE_USE_IOP, "5 h 59 min", NOT_MET),
        (L1_ADULT, catalogue.OUTPATIENT, "8 h 59 min", MET),
        (L1_ADULT, catalogue.OUTPATIENT, "8 to 10 h", UNKNOWN),
        (L1_ADULT, catalogue.OUTPATIENT, "9 h", NOT_MET),
        (L1_ADOLESCENT, catalogue.OUTPATIENT, "5 h 59 min", MET),
        (L1_ADOLESCENT, catalogue.OUTPATIENT, "8 h 59 min", UNKNOWN),
        (L1_ADOLESCENT, catalogue.OUTPATIENT, "9 h", NOT_MET),
    ],
)
def test_where_nobody_says_for_whom_a_week_is_missed_if_adults_and_adolescents_miss_it(
    rule: str, type_: ProgramType, time: str, expected: Verdict
) -> None:
    assert answer(rule, ASAM_3, a_program(type_, WeeklyPattern(time_per_week=time))) is expected


@pytest.mark.parametrize("type_", [catalogue.RESIDENTIAL, at(ASAM_4TH_EDITION.level("3.1"))])
@pytest.mark.parametrize(("time", "expected"), [("5 h", MET), ("4 h", UNKNOWN)])
def test_a_residential_level_of_another_system_may_be_level_3_1(
    type_: ProgramType, time: str, expected: Verdict
) -> None:
    assert answer(L3_1, ASAM_3, a_program(type_, WeeklyPattern(time_per_week=time))) is expected


@pytest.mark.parametrize(
    ("rule", "type_"),
    [
        (L1_ADULT, ADULTS_OP),
        (L1_ADOLESCENT, ADOLESCENTS_OP),
        (ADULT, ADULTS),
        (ADOLESCENT, ADOLESCENTS),
        (STEPDOWN, ADULTS),
        (L2_5, PHP),
        (L3_1, LOW_RESIDENTIAL),
    ],
)
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2012-12-31", "not yet in force on 2012-12-31 (since 2013)"),
        ("2013-01-01", UNKNOWN),
        ("2013-12-31", UNKNOWN),
        ("2014-01-01", NOT_MET),
        ("2040-01-01", NOT_MET),
    ],
)
def test_the_edition_is_of_2013_and_nobody_says_from_which_day(
    rule: str, type_: ProgramType, on: str, expected: Verdict | str
) -> None:
    is_ceiling = rule in {L1_ADULT, L1_ADOLESCENT}
    week = WeeklyPattern(time_per_week="10 h" if is_ceiling else "4 h")
    assert answer(rule, ASAM_3, a_program(type_, week, length="8 weeks"), on) == expected


# What an hour of it is worth to a week that is one hour short of its floor.
NINTH_HOUR: list[tuple[Component, Verdict]] = [
    (IndividualTherapy(), MET),
    (FamilyTherapy(), MET),
    (Education(), MET),
    (SupportService(), UNKNOWN),
    (SupportService("case-management"), UNKNOWN),
    (MedicationManagement(), UNKNOWN),
    (MedicationAssistedTreatment(), UNKNOWN),
    (Activity(), UNKNOWN),
    (Assessment(), UNKNOWN),
    (PeerSupport(), NOT_MET),
    (Break(), NOT_MET),
    (Meal(), NOT_MET),
    (MedicationAssistedTreatment(visit="dosing"), NOT_MET),
]


@pytest.mark.parametrize(("component", "expected"), NINTH_HOUR)
def test_the_ninth_hour_counts_if_it_is_structured_programming(component: Component, expected: Verdict) -> None:
    week = [*days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:00")), *sessions(component, "TH", "20:00-21:00")]
    assert answer(ADULT, ASAM_3, a_program(ADULTS, week)) is expected


@pytest.mark.parametrize(("component", "below"), NINTH_HOUR)
def test_an_hour_beyond_the_ceiling_breaks_it_only_if_it_counts(component: Component, below: Verdict) -> None:
    week = [*days_of(("MO,TU,WE", "09:00-15:00"), ("TH", "09:00-10:00")), *sessions(component, "TH", "10:00-11:00")]
    expected = {MET: NOT_MET, NOT_MET: MET, UNKNOWN: UNKNOWN}[below]
    assert answer(ADULT, ASAM_3, a_program(ADULTS, week)) is expected


def test_the_sentence_says_how_much_is_missing() -> None:
    program = a_program(ADULTS, days_of(("MO,WE", "18:00-21:00"), ("TH", "18:00-20:20")))
    said = about(ADULT, check(program, against=[ASAM_3], on=TODAY))
    assert isinstance(said, Finding)
    assert said.sentence == 'Track "one": 8 h 20 min is 40 min short of 9 h.'


def evenings(*third: tuple[int, int], hours: int = 3, extra: tuple[Session, ...] = ()) -> Week:
    """Two evenings in every week, and a third one in these weeks, each of so many hours."""
    clock = f"18:00-{18 + hours}:00"
    some = [each for weeks in third for each in sessions(GroupTherapy(), "TH", clock, weeks=weeks)]
    return [*days_of(("MO,WE", clock)), *some, *extra]


TAPERS_FOR_TWO_WEEKS = [
    Session(GroupTherapy(), time="3 h", day=day, weeks=(1, last)) for day, last in (("MO", 9), ("WE", 7), ("TH", 6))
]
OPEN_IN_WEEK_6_TO_8 = (Session(IndividualTherapy(), weeks=(6, 8)),)
OPEN_IN_WEEK_4 = (Session(IndividualTherapy(), weeks=(4, 4)),)
OPEN_IN_WEEK_1 = (Session(IndividualTherapy(), weeks=(1, 1)),)

# The week, the length of the stay, what the floor of 9 hours says, and what the rule on the weeks below it says.
STEPS_DOWN: list[tuple[Week, str, Verdict, Verdict]] = [
    (evenings((1, 8)), "8 weeks", MET, MET),
    (evenings((1, 7)), "8 weeks", MET, MET),
    (evenings((1, 6)), "8 weeks", MET, MET),
    (evenings((1, 5)), "8 weeks", NOT_MET, NOT_MET),
    (evenings((1, 1)), "3 weeks", MET, MET),
    (evenings((1, 1)), "4 weeks", NOT_MET, NOT_MET),
    (evenings((2, 8)), "8 weeks", NOT_MET, MET),
    (evenings((3, 8)), "8 weeks", NOT_MET, MET),
    (evenings((4, 8)), "8 weeks", NOT_MET, NOT_MET),
    (evenings((2, 7)), "8 weeks", NOT_MET, MET),
    (evenings((2, 6)), "8 weeks", NOT_MET, NOT_MET),
    (evenings((1, 3), (5, 8)), "8 weeks", NOT_MET, MET),
    (evenings((1, 3), (5, 6)), "8 weeks", NOT_MET, NOT_MET),
    (evenings((1, 6), (8, 8)), "8 weeks", NOT_MET, MET),
    (TAPERS_FOR_TWO_WEEKS, "8 weeks", MET, MET),
    (TAPERS_FOR_TWO_WEEKS, "9 weeks", NOT_MET, NOT_MET),
    (evenings(), "1 week", NOT_MET, MET),
    (evenings(), "2 weeks", NOT_MET, MET),
    (evenings(), "3 weeks", NOT_MET, NOT_MET),
    (evenings((1, 3)), "30 days", MET, MET),
    (evenings((1, 6)), "6 to 8 weeks", MET, MET),
    (evenings((1, 6)), "7 to 9 weeks", UNKNOWN, UNKNOWN),
    (evenings((1, 6)), "9 to 10 weeks", NOT_MET, NOT_MET),
    (evenings((1, 6)), "at least 8 weeks", UNKNOWN, UNKNOWN),
    (evenings((1, 6)), "at least 9 weeks", NOT_MET, NOT_MET),
    (evenings((1, 6)), "not stated", UNKNOWN, UNKNOWN),
    (evenings((1, 5), extra=OPEN_IN_WEEK_6_TO_8), "8 weeks", UNKNOWN, UNKNOWN),
    (evenings((1, 3), (5, 8), extra=OPEN_IN_WEEK_4), "8 weeks", UNKNOWN, MET),
    (evenings(extra=OPEN_IN_WEEK_1), "3 weeks", UNKNOWN, UNKNOWN),
    (WeeklyPattern(time_per_week="9 h"), "not stated", MET, MET),
    (WeeklyPattern(time_per_week="6 h"), "not stated", NOT_MET, UNKNOWN),
    (WeeklyPattern(time_per_week="21 h"), "8 weeks", NOT_MET, MET),
]


@pytest.mark.parametrize(("week", "length", "floor", "_"), STEPS_DOWN)
def test_one_or_two_short_weeks_at_the_end_of_a_stay_are_a_continuation_of_it(
    week: Week, length: str, floor: Verdict, _: Verdict
) -> None:
    assert answer(ADULT, ASAM_3, a_program(ADULTS, week, length=length)) is floor


@pytest.mark.parametrize(("week", "length", "_", "weeks"), STEPS_DOWN)
def test_at_most_two_weeks_of_a_stay_lie_below_the_floor(week: Week, length: str, _: Verdict, weeks: Verdict) -> None:
    assert answer(STEPDOWN, ASAM_3, a_program(ADULTS, week, length=length)) is weeks


@pytest.mark.parametrize(
    ("week", "floor", "weeks"),
    [
        (evenings((1, 6), hours=2), MET, MET),
        (evenings((1, 5), hours=2), NOT_MET, NOT_MET),
        (evenings((2, 8), hours=2), NOT_MET, MET),
        (WeeklyPattern(time_per_week="6 h"), MET, MET),
        (WeeklyPattern(time_per_week="5 h 59 min"), NOT_MET, NOT_MET),
    ],
)
def test_adolescents_have_the_same_tolerance_below_their_own_floor(week: Week, floor: Verdict, weeks: Verdict) -> None:
    program = a_program(ADOLESCENTS, week, length="8 weeks")
    assert (answer(ADOLESCENT, ASAM_3, program), answer(STEPDOWN, ASAM_3, program)) == (floor, weeks)


@pytest.mark.parametrize(("time", "expected"), [("9 h", MET), ("6 h", UNKNOWN), ("5 h 59 min", NOT_MET)])
def test_where_nobody_says_for_whom_a_week_between_the_floors_may_lie_below(time: str, expected: Verdict) -> None:
    week = WeeklyPattern(time_per_week=time)
    assert answer(STEPDOWN, ASAM_3, a_program(catalogue.SUBSTANCE_USE_IOP, week, length="8 weeks")) is expected


@pytest.mark.parametrize(
    ("phases", "floor", "weeks"),
    [
        ([("9 h", "6 weeks"), ("6 h", "2 weeks")], MET, MET),
        ([("9 h", "6 weeks"), ("6 h", "3 weeks")], NOT_MET, NOT_MET),
        ([("9 h", "4 weeks"), ("6 h", "1 week"), ("9 h", "3 weeks")], NOT_MET, MET),
        ([("9 h", "6 weeks"), ("6 h", "1 week"), ("9 h", "1 week")], NOT_MET, MET),
        ([("6 h", "2 weeks"), ("9 h", "6 weeks")], NOT_MET, MET),
    ],
)
def test_phases_of_one_level_are_one_stay_at_that_level(
    phases: list[tuple[str, str]], floor: Verdict, weeks: Verdict
) -> None:
    intensive = [
        Phase(LevelOfCare.INTENSIVE_OUTPATIENT, WeeklyPattern(time_per_week=time), length=length)
        for time, length in phases
    ]
    then = Phase(LevelOfCare.OUTPATIENT, WeeklyPattern(time_per_week="90 min"))
    report = check(Pathway([*intensive, then], population="adult", focus="substance-use"), against=[ASAM_3], on=TODAY)
    verdicts = {each.rule: each.verdict for each in report.findings}
    assert verdicts == {L1_ADULT: MET, ADULT: floor, STEPDOWN: weeks}
