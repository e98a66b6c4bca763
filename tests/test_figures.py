"""One bare figure held against the rules: a claim's services, a supply, a leave, a week's hours."""

import pytest

from iopmodel import (
    FamilyTherapy,
    Finding,
    GroupTherapy,
    LevelOfCare,
    Measure,
    Minutes,
    Months,
    NotApplied,
    Population,
    Program,
    Range,
    Session,
    Track,
    Verdict,
    catalogue,
    check_figure,
    measured,
    sessions,
    standards,
)
from iopmodel.errors import NotAccepted, UnknownName, WrongKind
from iopmodel.figures import Figure
from iopmodel.readings import can_be_asked
from tests.refusal import refusal

MET, NOT_MET, UNKNOWN = Verdict
TODAY = "2026-02-02"
IOP = LevelOfCare.INTENSIVE_OUTPATIENT


def said(measure: str, figure: Figure, body: str, **known: object) -> dict[str, Verdict | str]:
    """What each rule of a body says, by its id: a verdict, or why it takes no part."""
    asked = {"on": TODAY, **known}
    found = check_figure(measure, figure, against=[standards.named(body)], **asked)  # type: ignore[arg-type]
    return {each.rule: each.verdict if isinstance(each, Finding) else each.reason for each in found}


@pytest.mark.parametrize(
    ("services", "low", "high"),
    [(2, NOT_MET, NOT_MET), (3, MET, NOT_MET), (4, NOT_MET, MET), (7, NOT_MET, MET), ("3 to 4", UNKNOWN, UNKNOWN)],
)
def test_services_on_a_day_pick_a_rate(services: Figure, low: Verdict, high: Verdict) -> None:
    assert said("services_per_day", services, "medicare", level="intensive outpatient") == {
        "medicare.iop.services_day_low": low,
        "medicare.iop.services_day_high": high,
    }


def test_what_a_band_picks_is_said_and_never_judges() -> None:
    (_, high) = check_figure("services_per_day", 4, against=[standards.MEDICARE], on=TODAY, level=IOP)
    assert isinstance(high, Finding)
    assert (high.picks, high.force) == ("the higher per-diem rate", None)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("9 h", MET),
        (Minutes(539), NOT_MET),
        (Range(Minutes(480), Minutes(600)), UNKNOWN),
        (Range.at_least(Minutes(600)), MET),
    ],
)
def test_hours_of_a_week_without_its_sessions(hours: Figure, expected: Verdict) -> None:
    found = said("hours_per_week", hours, "medicare", level=IOP)
    assert found == {
        "medicare.iop.hours_week": expected,
        "medicare.php.hours_week": "for partial hospitalization, not for intensive outpatient",
    }


@pytest.mark.parametrize(
    ("day", "on", "rule", "most"),
    [
        (14, "2024-04-02", "otp.takehome.d1_14", 7),
        (15, "2024-04-02", "otp.takehome.d15_30", 14),
        (31, "2024-04-02", "otp.takehome.d31plus", 28),
        (90, "2024-04-01", "otp.takehome.2001.d1_90", 1),
        (91, "2024-04-01", "otp.takehome.2001.d91_180", 2),
        (366, "2024-04-01", "otp.takehome.2001.d366_730", 14),
    ],
)
def test_a_take_home_supply_by_day_of_treatment_and_date(day: int, on: str, rule: str, most: int) -> None:
    for supply, expected in ((most, MET), (most + 1, NOT_MET)):
        found = said(
            "takehome_days",
            supply,
            "otp",
            on=on,
            day_of_stay=day,
            level="opioid-treatment-program",
            focus="substance use",
        )
        assert {id_: each for id_, each in found.items() if isinstance(each, Verdict)} == {rule: expected}


def test_what_is_not_given_is_in_doubt_unless_it_makes_no_difference() -> None:
    open_day = said("takehome_days", 7, "otp", level="opioid treatment program", focus="substance-use")
    assert {id_: each for id_, each in open_day.items() if isinstance(each, Verdict)} == {
        "otp.takehome.d1_14": MET,
        "otp.takehome.d15_30": MET,
        "otp.takehome.d31plus": MET,
    }
    found = check_figure("takehome_days", 8, against=[standards.OTP], on=TODAY)
    (first,) = (each for each in found if isinstance(each, Finding) and each.rule == "otp.takehome.d1_14")
    assert first.verdict is UNKNOWN
    assert [str(each) for each in first.causes] == [
        "the level of care: the rule is for opioid treatment program",
        "what the program treats: the rule is for substance use programs",
        "whether it is in days 1 to 14 of the stay",
    ]


def test_a_part_of_the_stay_that_is_over_takes_no_part() -> None:
    found = check_figure("takehome_days", 7, against=[standards.OTP], on=TODAY, day_of_stay=15)
    reasons = {each.rule: each.reason for each in found if isinstance(each, NotApplied)}
    assert reasons["otp.takehome.d1_14"] == "for days 1 to 14 of the stay, not for day 15"
    assert reasons["otp.takehome.2001.d1_90"].startswith("no longer in force on 2026-02-02")
    assert reasons["otp.takehome.2020.stable"].startswith("no longer in force on 2026-02-02")


def test_an_unverified_figure_takes_part_when_asked_for() -> None:
    asked = {"level": "opioid treatment program"}
    assert said("services_per_week", 9, "medicare", **asked) == {
        "medicare.otp_iop.services_week": "unverified, so it takes part only when asked for"
    }
    assert said("services_per_week", 9, "medicare", include_unverified=True, **asked) == {
        "medicare.otp_iop.services_week": MET
    }


@pytest.mark.parametrize(
    ("measure", "figure", "body", "known", "expected"),
    [
        ("review_interval_months", Months(2), "medicare", {"level": IOP}, {"medicare.iop.determination_months": MET}),
        (
            "review_interval_months",
            Range(Months(2), Months(3)),
            "medicare",
            {"level": IOP},
            {"medicare.iop.determination_months": UNKNOWN},
        ),
        ("leave_increment_minutes", "1 h 1 min", "fmla", {}, {"fmla.increment_minutes": NOT_MET}),
        ("leave_weeks", 12, "fmla", {}, {"fmla.workweeks": MET}),
        (
            "hours_per_week",
            "7 h",
            "kansas",
            {"population": "adolescent", "focus": "substance-use", "level": IOP},
            {
                "us_ks.iot.adult.hours_week": "for adult (ages at least 18), not for adolescent",
                "us_ks.iot.under18.hours_week": MET,
            },
        ),
        (
            "family_sessions_per_week",
            1,
            "new-jersey-licensing",
            {"type_": "partial-care", "level": "partial hospitalization", "focus": "substance-use"},
            {"us_nj.partialcare.family_sessions_week": MET},
        ),
    ],
)
def test_figures_of_every_unit(
    measure: str, figure: Figure, body: str, known: dict[str, object], expected: dict[str, Verdict | str]
) -> None:
    assert said(measure, figure, body, **known) == expected


def test_a_population_may_be_given_with_its_ages() -> None:
    found = said(
        "hours_per_week", "7 h", "dc", population=Population("young adult", "18 to 20"), level=IOP, focus="any"
    )
    assert found["us_dc.l2_1.under21.hours_week"] is MET
    assert str(found["us_dc.l2_1.adult.hours_week"]).startswith("for adult (ages at least 21)")


def test_a_figure_that_is_none_is_refused() -> None:
    months = refusal(WrongKind, lambda: said("review_interval_months", 2, "medicare"))
    assert months == "review interval months: expected Months, a Range of Months, or text such as 2 months, got 2 (int)"
    assert said("review_interval_months", "2 months", "medicare", level=IOP) == {
        "medicare.iop.determination_months": MET
    }
    assert "text such as 2 months" in refusal(WrongKind, lambda: said("review_interval_months", "2 weeks", "medicare"))
    assert "at least 1" in refusal(NotAccepted, lambda: said("takehome_days", 1, "otp", day_of_stay=0))
    assert "a LevelOfCare" in refusal(WrongKind, lambda: said("hours_per_week", "9 h", "medicare", level=3))
    assert "a Population" in refusal(WrongKind, lambda: said("hours_per_week", "9 h", "medicare", population=3))
    assert "several kinds" in refusal(
        WrongKind, lambda: measured(catalogue.STANDARD_IOP, "minutes_per_session", components="group-therapy")
    )


def test_a_type_is_known_however_it_is_spelled_and_every_age_group_may_miss() -> None:
    for spelled in ("day-or-night", "day_or_night", "Day or night"):
        found = said("hours_per_week", "4 h", "florida", type_=spelled, focus="substance-use")
        assert found == {"us_fl.daynight.hours_week": NOT_MET}
    for hours, adult in (("3 h", NOT_MET), ("7 h", UNKNOWN), ("9 h", MET)):
        found = said("hours_per_week", hours, "samhsa", level=IOP, focus="substance-use")
        assert found["samhsa.iop.adult.hours_week"] is adult


def test_a_start_of_which_only_the_year_is_known_leaves_a_figure_in_doubt() -> None:
    found = said(
        "takehome_days",
        2,
        "otp",
        on="2001-06-01",
        level="opioid treatment program",
        focus="substance use",
        day_of_stay=1,
    )
    assert found["otp.takehome.2001.d1_90"] is UNKNOWN
    assert "time" in refusal(WrongKind, lambda: said("hours_per_week", 9, "medicare"))
    assert "expected one of hours_per_week" in refusal(NotAccepted, lambda: said("hours_a_week", 9, "medicare"))
    assert "level of care" in refusal(UnknownName, lambda: said("hours_per_week", "9 h", "medicare", level="nowhere"))


def test_every_measure_of_a_program_is_measured_at_every_place() -> None:
    week = [
        *sessions(GroupTherapy(group_size="8 to 12"), "MO,WE", "18:00-20:00"),
        Session(FamilyTherapy(), day="SA", start="10:00", time="90 min"),
    ]
    program = Program(catalogue.STANDARD_IOP, tracks=[Track("a", week), Track("b", week[:1])], length="6 weeks")
    found = {
        measure: [(each.where, str(each.measured)) for each in measured(program, measure)]
        for measure in ("hours_per_week", "family_sessions_per_month", "group_size", "days_between_service_days")
    }
    assert found["hours_per_week"] == [('track "a"', "5 h 30 min"), ('track "b"', "2 h")]
    assert found["family_sessions_per_month"] == [('track "a", any month', "4 to 5"), ('track "b", any month', "0")]
    assert found["group_size"][0] == ('track "a", Mon group therapy', "8 to 12")
    assert found["days_between_service_days"][-1] == ('track "b", from Mon to Mon', "6")
    assert [str(each.measured) for each in measured(program, "days_per_week", day_at_least=Minutes(100))] == ["2", "1"]
    long = measured(program, "minutes_per_session", components=[FamilyTherapy])
    assert [str(each.measured) for each in long] == ["1 h 30 min"]


def test_every_measure_of_a_program_can_be_asked_and_no_other() -> None:
    for measure in Measure:
        if can_be_asked(measure) and measure is not Measure.WEEKS_BELOW_FLOOR:
            assert isinstance(measured(catalogue.STANDARD_IOP, measure), tuple)
        else:
            with pytest.raises(NotAccepted, match="a measure of a program"):
                measured(catalogue.STANDARD_IOP, measure)
