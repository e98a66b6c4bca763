"""Rules that differ by age group alone: what is missed whomever a program serves is missed."""

import pytest

from iopmodel import Finding, Population, Program, Session, Track, Verdict, WeeklyPattern, catalogue, check, standards
from iopmodel.cases import deciding
from iopmodel.components import IndividualTherapy
from iopmodel.findings import Place
from iopmodel.quantities import Range
from iopmodel.rules import Standard
from tests.standards.answers import TODAY, days_of

MET, NOT_MET, UNKNOWN = Verdict
ADULT, YOUTH = "us_ks.iot.adult.hours_week", "us_ks.iot.under18.hours_week"
FIVE, SEVEN, NINE = (
    days_of(("MO,WE", clock), ("TH", "18:00-19:00")) for clock in ("18:00-20:00", "18:00-21:00", "17:00-21:00")
)


def findings(
    week: object, population: Population | str = "unspecified", body: Standard = standards.KANSAS
) -> dict[str, Finding]:
    """What each rule of a body says of a program, by its id."""
    program = Program(
        catalogue.SUBSTANCE_USE_IOP,
        tracks=[Track("one", week)],  # type: ignore[arg-type]
        population=population,
    )
    return {each.rule: each for each in check(program, against=[body], on=TODAY).findings}


@pytest.mark.parametrize(
    ("week", "adult", "youth"),
    [
        (FIVE, NOT_MET, NOT_MET),
        (SEVEN, UNKNOWN, MET),
        (NINE, MET, MET),
        (WeeklyPattern(time_per_week="4 h"), NOT_MET, NOT_MET),
        ([*FIVE, Session(IndividualTherapy())], UNKNOWN, UNKNOWN),
    ],
)
def test_a_week_is_missed_by_both_rules_only_where_every_age_group_misses_it(
    week: object, adult: Verdict, youth: Verdict
) -> None:
    found = findings(week)
    assert (found[ADULT].verdict, found[YOUTH].verdict) == (adult, youth)


def test_it_says_that_no_age_group_would_help() -> None:
    found = findings(FIVE)
    assert found[ADULT].sentence == (
        'Track "one": 5 h is 4 h short of 9 h. The rules for every other age group are missed too.'
    )
    assert found[ADULT].causes == ()
    assert all(place.causes == () for place in found[YOUTH].places)


def test_what_some_group_meets_stays_unknown_with_whom_to_name() -> None:
    found = findings(SEVEN)
    assert [str(each) for each in found[ADULT].causes] == [
        "whom the program serves: the rule is for adult (ages at least 18)"
    ]
    assert "is 2 h short of 9 h, if the rule applies" in found[ADULT].sentence


def test_who_is_known_gets_the_own_rule_alone() -> None:
    assert findings(FIVE, "adult").keys() == {ADULT}
    assert findings(FIVE, Population("adolescent", "13 to 17")).keys() == {YOUTH}
    both = findings(FIVE, Population("young people", "16 to 20"))
    assert {each.verdict for each in both.values()} == {NOT_MET}


def test_a_doubt_of_another_kind_keeps_it_unknown() -> None:
    # Whether the bare week is of such a program at all nobody says.
    report = check(Track("one", FIVE), against=[standards.KANSAS], on=TODAY)
    assert {each.verdict for each in report.findings} == {UNKNOWN}


def test_a_rule_for_one_age_group_alone_is_no_case_of_two() -> None:
    adults = Standard("own", "Own", [standards.KANSAS.rule(ADULT)], counting=standards.KANSAS.counting)
    assert findings(FIVE, body=adults)[ADULT].verdict is UNKNOWN


def test_rules_that_every_age_group_meets_apply_whomever_the_program_serves() -> None:
    assert [findings(NINE)[rule].applies for rule in (ADULT, YOUTH)] == [True, True]
    assert findings(SEVEN)[YOUTH].applies is not True
    assert findings(SEVEN)[ADULT].applies is not True


def test_what_is_missed_decides_before_what_is_unknown_and_that_before_what_is_met() -> None:
    places = [Place(where="", measured=Range.exactly(9), verdict=verdict) for verdict in (MET, UNKNOWN, NOT_MET)]
    smaller = Place(where="", measured=Range.exactly(8), verdict=NOT_MET)
    assert sorted([*places, smaller], key=deciding) == [smaller, *reversed(places)]
