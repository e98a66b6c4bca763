"""Take-home ceilings by day of treatment and date, and windows of doses: the answer tables, written by hand.

From the published schedules: until 2024-04-01 one dose a week on days 1 to 90, two on days 91 to 180, three on days 181
to 270, six days on days 271 to 365, two weeks to the end of the second year, then one month; since then seven days on
days 1 to 14, fourteen on days 15 to 30, twenty-eight from day 31 on. From the labels: Brixadi weekly 7 days with 2
on either side, monthly 28 with 7; Sublocade at least 26 in maintenance; Vivitrol every 4 weeks, and no window.
"""

import datetime as dt
from collections.abc import Callable

import pytest

from iopmodel import Medication, Range, Verdict
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, UnknownName, WrongKind
from iopmodel.medications import dose_findings, next_dose, take_home_ceiling, take_home_ceilings
from iopmodel.standards import MEDICATION_LABELS, OTP
from tests.refusal import refusal, wrong

MET, NOT_MET, UNKNOWN = Verdict
TODAY = "2026-02-02"
VIVITROL, SUBLOCADE = "moud.vivitrol.interval_days", "moud.sublocade.interval_days"
WEEKLY, MONTHLY = "moud.brixadi_weekly.interval_days", "moud.brixadi_monthly.interval_days"
DAY_ALLOWED = "day of treatment: expected a whole number"
DOSES_ALLOWED = "doses: expected the days of several doses, such as ['2026-02-02', '2026-02-09'], got "


# Take-home supply


@pytest.mark.parametrize("on", ["2002-01-01", "2019-06-03", "2020-03-16", "2024-04-01"])
@pytest.mark.parametrize(
    ("day", "most", "rule"),
    [
        (1, 1, "otp.takehome.2001.d1_90"),
        (90, 1, "otp.takehome.2001.d1_90"),
        (91, 2, "otp.takehome.2001.d91_180"),
        (180, 2, "otp.takehome.2001.d91_180"),
        (181, 3, "otp.takehome.2001.d181_270"),
        (270, 3, "otp.takehome.2001.d181_270"),
        (271, 6, "otp.takehome.2001.d271_365"),
        (365, 6, "otp.takehome.2001.d271_365"),
        (366, 14, "otp.takehome.2001.d366_730"),
        (730, 14, "otp.takehome.2001.d366_730"),
    ],
)
def test_before_2024_04_02_the_ceiling_is_that_of_the_schedule_of_2001(day: int, most: int, rule: str, on: str) -> None:
    found = take_home_ceiling(day, on=on)
    assert found.days == found.strictest == Range(0, most)
    assert [(each.rule, each.body, each.is_certain) for each in found.ceilings] == [(rule, "Federal OTP rule", True)]
    assert str(found.ceilings[0].citation) == "42 CFR 8.12(i) as of 66 FR 4098 (2001-01-17)"
    assert "methadone" in found.ceilings[0].note
    assert found.note == ""


@pytest.mark.parametrize("on", ["2024-04-02", "2024-10-02", TODAY])
@pytest.mark.parametrize(
    ("day", "most", "paragraph"),
    [
        (1, 7, "42 CFR 8.12(i)(3)(i)"),
        (14, 7, "42 CFR 8.12(i)(3)(i)"),
        (15, 14, "42 CFR 8.12(i)(3)(ii)"),
        (30, 14, "42 CFR 8.12(i)(3)(ii)"),
        (31, 28, "42 CFR 8.12(i)(3)(iii)"),
        (731, 28, "42 CFR 8.12(i)(3)(iii)"),
        (5_000, 28, "42 CFR 8.12(i)(3)(iii)"),
    ],
)
def test_since_2024_04_02_the_ceiling_is_that_of_the_amended_rule(day: int, most: int, paragraph: str, on: str) -> None:
    found = take_home_ceiling(day, on=on)
    assert found.days == Range(0, most)
    assert [str(each.citation) for each in found.deciding] == [paragraph]
    assert found.note == "Days on which the clinic is closed fall outside the limits (42 CFR 8.12(i)(1))."


@pytest.mark.parametrize("day", [731, 4_000])
def test_one_month_is_no_number_of_days(day: int) -> None:
    found = take_home_ceiling(day, on="2019-06-03")
    assert found.days.is_unknown
    assert [each.rule for each in found.deciding] == ["otp.takehome.2001.d731plus"]
    assert found.note == (
        "otp.takehome.2001.d731plus gives no number of days: phase: days 731+; methadone; up to one month, with "
        "monthly visits; not one number of days; overlaid from 2020-03 by exemptions."
    )


@pytest.mark.parametrize("medication", ["buprenorphine", Medication.BUPRENORPHINE_NALOXONE])
@pytest.mark.parametrize("day", [1, 20, 400])
def test_the_limits_do_not_apply_to_buprenorphine(day: int, medication: str) -> None:
    found = take_home_ceiling(day, on="2024-04-02", medication=medication)
    assert (found.ceilings, found.days.is_unknown) == ((), True)
    assert found.exemption is not None
    assert (str(found.exemption), found.exemption.mark.value) == ("42 CFR 8.12(i)(3)", "secondary")
    assert found.note == "The limits of 42 CFR 8.12(i)(3) do not apply to buprenorphine products."
    assert f"otp.takehome.d31plus: for methadone, not for {medication}" in map(str, found.not_applied)


@pytest.mark.parametrize(
    ("on", "medication"),
    [("2000-12-31", "methadone"), ("2024-04-01", "buprenorphine"), (TODAY, "naltrexone-oral")],
)
def test_where_no_rule_is_known_nothing_is_known_and_nothing_is_lifted(on: str, medication: str) -> None:
    found = take_home_ceiling(20, on=on, medication=medication)
    assert (found.ceilings, found.deciding, found.exemption) == ((), (), None)
    assert found.days == found.strictest == Range(0)
    assert found.note == (
        "No rule that is known here sets a ceiling on this day: nothing known is not nothing required."
    )
    assert str(found) == f"day 20 of treatment, {on}, {medication}: nothing known"


@pytest.mark.parametrize("on", ["2001-01-01", "2001-12-31"])
def test_in_2001_the_schedule_only_perhaps_holds(on: str) -> None:
    found = take_home_ceiling(100, on=on)
    (only,) = found.ceilings
    assert not only.is_certain
    assert (found.days, found.strictest, found.deciding) == (Range(0), Range(0, 2), ())
    assert found.note == ("Whether otp.takehome.2001.d91_180 holds hangs on the day in 2001 on which the rule began.")
    assert str(found).endswith(
        "methadone: perhaps at most 2 days of take-home supply (otp.takehome.2001.d91_180; "
        "42 CFR 8.12(i) as of 66 FR 4098 (2001-01-17))"
    )


def test_the_exemptions_are_left_out_until_asked_for_and_then_decide_nothing() -> None:
    off = take_home_ceiling(20, on="2021-06-01")
    reasons = {each.rule: each.reason for each in off.not_applied}
    assert reasons["otp.takehome.2020.stable"] == "unverified, so it takes part only when asked for"
    asked = take_home_ceiling(20, on="2021-06-01", include_unverified=True)
    assert [(each.rule, each.days, each.is_certain) for each in asked.ceilings] == [
        ("otp.takehome.2001.d1_90", Range(0, 1), True),
        ("otp.takehome.2020.less_stable", Range(0, 14), False),
        ("otp.takehome.2020.stable", Range(0, 28), False),
    ]
    assert off.days == asked.days == Range(0, 1)
    assert "otp.takehome.2020.stable holds hangs on a text in which the figure is checked" in asked.note


def spans(first: str, until: str, **more: str) -> list[tuple[str, str, int, int | None]]:
    """The runs of a treatment: from, until, the day of treatment of the first day, and the largest supply."""
    found = take_home_ceilings(first, until=until, **more)  # type: ignore[arg-type]
    return [(str(each.span.first), str(each.span.until), each.day_of_treatment, each.days.high) for each in found]


def test_a_treatment_by_the_amended_rule_has_three_runs() -> None:
    assert spans("2026-02-02", "2027-02-02") == [
        ("2026-02-02", "2026-02-16", 1, 7),
        ("2026-02-16", "2026-03-04", 15, 14),
        ("2026-03-04", "2027-02-02", 31, 28),
    ]


def test_a_treatment_by_the_schedule_of_2001_has_six_runs() -> None:
    assert spans("2016-01-01", "2019-01-01") == [
        ("2016-01-01", "2016-03-31", 1, 1),
        ("2016-03-31", "2016-06-29", 91, 2),
        ("2016-06-29", "2016-09-27", 181, 3),
        ("2016-09-27", "2016-12-31", 271, 6),
        ("2016-12-31", "2017-12-31", 366, 14),
        ("2017-12-31", "2019-01-01", 731, None),
    ]


def test_the_change_of_the_rule_cuts_a_treatment_that_runs_over_it() -> None:
    assert spans("2023-12-01", "2024-06-01") == [
        ("2023-12-01", "2024-02-29", 1, 1),
        ("2024-02-29", "2024-04-02", 91, 2),
        ("2024-04-02", "2024-06-01", 124, 28),
    ]


def test_the_exemption_of_buprenorphine_begins_with_the_amended_rule() -> None:
    found = take_home_ceilings("2024-03-01", until="2024-06-01", medication="buprenorphine")
    assert [str(each) for each in found] == [
        "days 1 to 32 of treatment, 2024-03-01 until 2024-04-02, buprenorphine: nothing known",
        "days 33 to 92 of treatment, 2024-04-02 until 2024-06-01, buprenorphine: no limit (42 CFR 8.12(i)(3))",
    ]


def test_the_year_of_which_nobody_knows_the_day_is_a_run_of_its_own() -> None:
    found = take_home_ceilings("2000-12-01", until="2002-01-15")
    assert [(str(each.span), each.days.high, each.strictest.high) for each in found] == [
        ("2000-12-01 until 2001-01-01", None, None),
        ("2001-01-01 until 2001-03-01", None, 1),
        ("2001-03-01 until 2001-05-30", None, 2),
        ("2001-05-30 until 2001-08-28", None, 3),
        ("2001-08-28 until 2001-12-01", None, 6),
        ("2001-12-01 until 2002-01-01", None, 14),
        ("2002-01-01 until 2002-01-15", 14, 14),
    ]


def test_a_treatment_that_is_asked_about_on_no_day_has_no_runs() -> None:
    assert take_home_ceilings(TODAY, until=TODAY) == ()


@pytest.mark.parametrize(
    ("kind", "make", "message"),
    [
        (NotAccepted, lambda: take_home_ceiling(0, on=TODAY), f"{DAY_ALLOWED} of at least 1, got 0"),
        (WrongKind, lambda: take_home_ceiling(wrong("20"), on=TODAY), f'{DAY_ALLOWED}, got "20" (str)'),
        (WrongKind, lambda: take_home_ceiling(wrong(2.0), on=TODAY), f"{DAY_ALLOWED}, got 2.0 (float)"),
        (
            NotAccepted,
            lambda: take_home_ceiling(20, on="02/02/2026"),
            'day: expected a day such as 2026-02-02, got "02/02/2026"',
        ),
        (
            EndsBeforeItStarts,
            lambda: take_home_ceilings(TODAY, until="2026-02-01"),
            "span of days: it would run from 2026-02-02 to 2026-02-01; give the smaller one first",
        ),
    ],
)
def test_what_is_no_day_of_treatment_or_date_is_refused(
    kind: type[Exception], make: Callable[[], object], message: str
) -> None:
    assert refusal(kind, make) == message


def test_a_medication_or_a_body_that_is_none_is_refused() -> None:
    assert refusal(NotAccepted, lambda: take_home_ceiling(20, on=TODAY, medication="aspirin")).startswith(
        "medication: expected one of methadone, buprenorphine,"
    )
    assert "several standards" in refusal(WrongKind, lambda: take_home_ceiling(20, on=TODAY, against=wrong(OTP)))
    assert "several standards" in refusal(
        WrongKind, lambda: next_dose(TODAY, WEEKLY, on=TODAY, against=wrong(MEDICATION_LABELS))
    )


# Doses


@pytest.mark.parametrize(
    ("rule", "earliest", "latest", "body"),
    [
        (WEEKLY, "2026-02-07", "2026-02-11", "Product label: Brixadi weekly"),
        (MONTHLY, "2026-02-23", "2026-03-09", "Product label: Brixadi monthly"),
        (SUBLOCADE, "2026-02-28", None, "Product label: Sublocade"),
        (VIVITROL, "2026-03-02", None, "Product label: Vivitrol"),
    ],
)
def test_the_window_of_the_next_dose_is_that_of_the_label(
    rule: str, earliest: str, latest: str | None, body: str
) -> None:
    window = next_dose(dt.date(2026, 2, 2), rule, on=TODAY)
    assert str(window.earliest) == earliest
    assert (None if window.latest is None else str(window.latest)) == latest
    assert (window.rule, window.body, str(window.last)) == (rule, body, "2026-02-02")
    assert window == next_dose("2026-02-02", MEDICATION_LABELS.rule(rule), on=TODAY)  # type: ignore[arg-type]


def test_the_note_of_vivitrol_says_that_it_is_a_cadence_and_no_floor() -> None:
    window = next_dose("2026-02-02", VIVITROL, on=TODAY)
    assert window.note == (
        "a cadence (every 4 weeks or once a month), not a floor; no window or missed-dose rule stated"
    )
    (early,) = dose_findings(["2026-02-02", "2026-03-01"], VIVITROL, on=TODAY)
    assert str(early) == (
        "2026-03-01, 27 days after 2026-02-02: 1 day early (moud.vivitrol.interval_days; Vivitrol (naltrexone ER 380 "
        f"mg) label sec. 2). {window.note}"
    )


@pytest.mark.parametrize(
    ("rule", "given", "expected", "early", "late"),
    [
        (WEEKLY, "2026-02-06", NOT_MET, 1, "0"),
        (WEEKLY, "2026-02-07", MET, 0, "0"),
        (WEEKLY, "2026-02-09", MET, 0, "0"),
        (WEEKLY, "2026-02-11", MET, 0, "0"),
        (WEEKLY, "2026-02-12", NOT_MET, 0, "1"),
        (MONTHLY, "2026-02-22", NOT_MET, 1, "0"),
        (MONTHLY, "2026-02-23", MET, 0, "0"),
        (MONTHLY, "2026-03-09", MET, 0, "0"),
        (MONTHLY, "2026-03-19", NOT_MET, 0, "10"),
        (VIVITROL, "2026-02-27", NOT_MET, 3, "0"),
        (VIVITROL, "2026-03-02", MET, 0, "0"),
        (VIVITROL, "2026-03-12", UNKNOWN, 0, "at most 10"),
    ],
)
def test_a_dose_lies_in_its_window_or_is_so_many_days_early_or_late(
    rule: str, given: str, expected: Verdict, early: int, late: str
) -> None:
    (found,) = dose_findings(["2026-02-02", given], rule, on=TODAY)
    assert (found.in_window, found.early, str(found.late)) == (expected, early, late)


def test_every_dose_is_counted_from_the_one_before_it() -> None:
    given: list[dt.date | str] = ["2026-02-02", "2026-02-08", dt.date(2026, 2, 20), "2026-02-23"]
    found = dose_findings(iter(given), WEEKLY, on=TODAY)
    assert [(str(each.window.last), each.days, each.early, each.late.value) for each in found] == [
        ("2026-02-02", 6, 0, 0),
        ("2026-02-08", 12, 0, 3),
        ("2026-02-20", 3, 2, 0),
    ]


def test_one_dose_has_no_interval() -> None:
    assert dose_findings([TODAY], WEEKLY, on=TODAY) == ()
    assert dose_findings([], WEEKLY, on=TODAY) == ()


def test_days_that_do_not_rise_are_refused() -> None:
    for doses in (["2026-02-09", "2026-02-09"], ["2026-02-10", "2026-02-09"]):
        assert refusal(NotAccepted, lambda doses=doses: dose_findings(doses, WEEKLY, on=TODAY)) == (  # type: ignore[misc]
            f'day of a dose: expected a day after {doses[0]}, the day of the dose before it, got "2026-02-09"'
        )


@pytest.mark.parametrize(("given", "shown"), [(TODAY, '"2026-02-02" (str)'), (7, "7 (int)")])
def test_a_single_day_is_no_series_of_doses(given: object, shown: str) -> None:
    assert refusal(WrongKind, lambda: dose_findings(wrong(given), WEEKLY, on=TODAY)) == f"{DOSES_ALLOWED}{shown}"


def test_a_rule_of_another_body_is_not_found() -> None:
    assert refusal(UnknownName, lambda: next_dose(TODAY, "otp.drug_tests_year", on=TODAY)) == (
        'dosing rule: no such name as "otp.drug_tests_year"; known: moud.vivitrol.interval_days, '
        "moud.sublocade.interval_days, moud.brixadi_weekly.interval_days, moud.brixadi_monthly.interval_days"
    )
