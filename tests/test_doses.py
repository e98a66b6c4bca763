"""The window after a dose, a dose held against its window, and the rule that makes them."""

import copy
import pickle

import attrs
import pytest

from iopmodel import Band, Citation, Dated, History, Mark, Range, Rule, Verdict, standards
from iopmodel._days import Date, plain_day
from iopmodel.doses import DoseFinding, DoseWindow, dose_interval
from iopmodel.errors import NotAccepted, NotYetInForce, UnknownName, WrongKind
from iopmodel.lengths import Months
from iopmodel.rules import Bound, Scope, Standard
from iopmodel.spans import DaySpan
from iopmodel.standards import MEDICATION_LABELS
from tests.refusal import refusal, wrong

MET, NOT_MET, UNKNOWN = Verdict
TODAY = plain_day("2026-02-02")
SOURCE = Citation("Example label", mark=Mark.SECONDARY)
SUBLOCADE = "moud.sublocade.interval_days"


def a_rule(bound: Bound, dated: Dated[Bound] | None = None, during: str | None = None) -> Rule:
    """A rule of a label."""
    history = History.of(dated or Dated(bound, SOURCE))
    scope = Scope(during=during)
    return Rule(id="own.interval", measure="dose_interval_days", force="recommended", history=history, scope=scope)


def a_window(bound: Range[int], last: str = "2026-02-02") -> DoseWindow:
    """The window after a dose."""
    return dose_interval(a_rule(bound), TODAY, (), None, include_unverified=False).after(plain_day(last))


def sublocade(given: str, during: str | None = None) -> DoseFinding:
    """A dose of Sublocade after one on 2026-02-02."""
    interval = dose_interval(SUBLOCADE, TODAY, (MEDICATION_LABELS,), during, include_unverified=False)
    return DoseFinding(interval.after(TODAY), given)


@pytest.mark.parametrize(
    ("bound", "earliest", "latest", "span"),
    [
        (Range(5, 9), Date(2026, 2, 7), Date(2026, 2, 11), DaySpan("2026-02-07", "2026-02-12")),
        (Range(5, 9, high_excluded=True), Date(2026, 2, 7), Date(2026, 2, 10), DaySpan("2026-02-07", "2026-02-11")),
        (Range.exactly(28), Date(2026, 3, 2), Date(2026, 3, 2), DaySpan("2026-03-02", "2026-03-03")),
        (Range.at_most(7), Date(2026, 2, 2), Date(2026, 2, 9), DaySpan("2026-02-02", "2026-02-10")),
        (Range.at_least(28), Date(2026, 3, 2), None, None),
    ],
)
def test_a_window_lies_between_the_fewest_and_the_most_days(
    bound: Range[int], earliest: Date, latest: Date | None, span: DaySpan | None
) -> None:
    window = a_window(bound)
    assert (window.earliest, window.latest, window.span) == (earliest, latest, span)


def test_a_window_of_ones_own_is_in_whole_days_too() -> None:
    bound = Range(5, 9, high_excluded=True)
    window = DoseWindow(last="2026-02-02", rule="own", body="Own", interval=bound, citation=SOURCE)
    assert (window.interval, window.latest) == (Range(5, 8), Date(2026, 2, 10))


def test_a_window_runs_over_a_leap_day() -> None:
    assert a_window(Range.exactly(28), "2024-02-02").earliest == Date(2024, 3, 1)


def test_a_window_is_a_value() -> None:
    window = a_window(Range(5, 9))
    assert window == pickle.loads(pickle.dumps(window)) == copy.deepcopy(window)  # noqa: S301 - what was just written
    assert hash(window) == hash(a_window(Range(5, 9)))
    assert window != a_window(Range(5, 9), "2026-02-03")
    moved = attrs.evolve(window, last="2026-02-03")
    assert (moved.earliest, moved.latest) == (Date(2026, 2, 8), Date(2026, 2, 12))


@pytest.mark.parametrize("bound", [Range(5, 9), Range.at_least(28)])
def test_a_window_beyond_the_calendar_is_refused(bound: Range[int]) -> None:
    assert "a day of the years 1 to 9999" in refusal(NotAccepted, lambda: a_window(bound, "9999-12-30"))


def test_a_window_says_its_days_its_rule_and_its_doubts() -> None:
    assert str(a_window(Range(5, 9))) == (
        "2026-02-07 to 2026-02-11: 5 to 9 days after 2026-02-02 (own.interval; Example label)"
    )
    assert str(sublocade("2026-03-01").window) == (
        "2026-02-28 on: at least 26 days after 2026-02-02 (moud.sublocade.interval_days; Sublocade (buprenorphine ER) "
        "label sec. 2), if it holds: whether the treatment is in maintenance. phase: maintenance; monthly (about 28-31 "
        "days), at least 26 days apart; delays up to 14 days not expected to matter; 2nd dose as early as 1 week after "
        "the 1st"
    )


@pytest.mark.parametrize(
    ("bound", "given", "says"),
    [
        (Range(5, 9), "2026-02-05", "3 days after 2026-02-02: 2 days early"),
        (Range(5, 9), "2026-02-06", "4 days after 2026-02-02: 1 day early"),
        (Range(5, 9), "2026-02-11", "9 days after 2026-02-02: in the window"),
        (Range(5, 9), "2026-02-12", "10 days after 2026-02-02: 1 day late"),
        (Range(1, 1), "2026-02-03", "1 day after 2026-02-02: in the window"),
        (Range(28), "2026-03-02", "28 days after 2026-02-02: in the window"),
        (Range(28), "2026-03-03", "29 days after 2026-02-02: not early; whether it is late the rule does not say"),
    ],
)
def test_a_dose_says_where_it_lies(bound: Range[int], given: str, says: str) -> None:
    assert str(DoseFinding(a_window(bound), given)) == f"{given}, {says} (own.interval; Example label)"


def test_the_note_of_the_rule_stands_beside_a_dose_that_is_not_plainly_in_its_window() -> None:
    window = attrs.evolve(a_window(Range(5, 9)), note="7 days, 2 on either side")
    assert str(DoseFinding(window, "2026-02-12")).endswith("(own.interval; Example label). 7 days, 2 on either side")
    assert str(DoseFinding(window, "2026-02-09")).endswith("(own.interval; Example label)")


@pytest.mark.parametrize(
    ("given", "maintenance", "early", "late"),
    [
        ("2026-02-10", NOT_MET, 18, Range.exactly(0)),
        ("2026-02-27", NOT_MET, 1, Range.exactly(0)),
        ("2026-02-28", MET, 0, Range.exactly(0)),
        ("2026-03-05", UNKNOWN, 0, Range(0, 5)),
    ],
)
def test_a_rule_for_maintenance_is_in_doubt_until_the_part_is_given(
    given: str, maintenance: Verdict, early: int, late: Range[int]
) -> None:
    for found, expected in ((sublocade(given), UNKNOWN), (sublocade(given, "Maintenance"), maintenance)):
        assert (found.in_window, found.early, found.late) == (expected, early, late)
    assert ": perhaps " in str(sublocade(given))
    assert "perhaps" not in str(sublocade(given, "maintenance"))


def test_a_rule_for_maintenance_is_not_for_another_part() -> None:
    with pytest.raises(NotAccepted, match="expected maintenance"):
        sublocade("2026-02-10", "taper")
    assert refusal(NotAccepted, lambda: sublocade("2026-02-10", "induction")) == (
        'part of the treatment: expected maintenance, for which alone moud.sublocade.interval_days is, got "induction"'
    )


def test_a_rule_for_the_whole_treatment_holds_in_every_part() -> None:
    interval = dose_interval(a_rule(Range(5, 9)), TODAY, (), "induction", include_unverified=False)
    assert interval.doubts == ()
    with pytest.raises(NotAccepted):
        dose_interval(a_rule(Range(5, 9)), TODAY, (), "days x", include_unverified=False)


@pytest.mark.parametrize("given", ["2026-02-02", "2026-02-01"])
def test_a_dose_is_given_after_the_one_before(given: str) -> None:
    assert refusal(NotAccepted, lambda: DoseFinding(a_window(Range(5, 9)), given)) == (
        f'day of a dose: expected a day after 2026-02-02, the day of the dose before it, got "{given}"'
    )


# The rule


def test_a_rule_is_found_by_its_id_or_given_itself() -> None:
    own = Standard("own", "Own label", [a_rule(Range(6, 8))])
    by_id = dose_interval("own.interval", TODAY, (MEDICATION_LABELS, own), None, include_unverified=False)
    assert (by_id.body, by_id.interval, by_id.citation, by_id.doubts) == ("Own label", Range(6, 8), SOURCE, ())
    itself = dose_interval(a_rule(Range(6, 8)), TODAY, (own,), None, include_unverified=False)
    assert itself == by_id
    of_nobody = dose_interval(a_rule(Range(6, 8)), TODAY, (), None, include_unverified=False)
    assert (of_nobody.body, of_nobody.rule) == ("", by_id.rule)


def test_an_unknown_id_is_answered_with_those_that_exist() -> None:
    own = Standard("own", "Own label", [a_rule(Range(6, 8))])
    assert (
        refusal(
            UnknownName, lambda: dose_interval("brixadi", TODAY, (own, standards.OTP), None, include_unverified=False)
        )
        == 'dosing rule: no such name as "brixadi"; known: own.interval'
    )


def test_a_rule_on_anything_else_and_a_band_are_refused() -> None:
    otp = standards.OTP.rule("otp.drug_tests_year")
    band = Band(id="band", measure="dose_interval_days", history=History.of(Dated(Range(5, 9), SOURCE)))
    body = Standard("own", "Own", [band])
    message = "dosing rule: expected a rule on dose_interval_days, and no band, got "
    assert (
        refusal(NotAccepted, lambda: dose_interval(wrong(otp), TODAY, (), None, include_unverified=False))
        == f'{message}"otp.drug_tests_year"'
    )
    assert (
        refusal(NotAccepted, lambda: dose_interval("band", TODAY, (body,), None, include_unverified=False))
        == f'{message}"band"'
    )
    for given in (band, 5, None):
        assert refusal(
            WrongKind,
            lambda given=given: dose_interval(wrong(given), TODAY, (body,), None, include_unverified=False),  # type: ignore[misc]
        ).startswith("dosing rule: expected a Rule, or the id of one, got ")


def test_a_rule_that_bounds_no_days_gives_no_interval() -> None:
    rule = a_rule(Range.exactly(Months(1)))
    assert "whole numbers" in refusal(WrongKind, lambda: dose_interval(rule, TODAY, (), None, include_unverified=False))


def test_an_unverified_rule_is_used_only_when_asked_for_and_stays_in_doubt() -> None:
    rule = a_rule(Range(5, 9), Dated(Range(5, 9), Citation("hearsay")))
    assert refusal(NotAccepted, lambda: dose_interval(rule, TODAY, (), None, include_unverified=False)) == (
        'dosing rule: expected a rule that was checked in a text, or include_unverified=True, got "own.interval"'
    )
    used = dose_interval(rule, TODAY, (), None, include_unverified=True)
    assert list(map(str, used.doubts)) == ["a text in which the figure is checked"]


def test_a_rule_is_read_as_of_its_day() -> None:
    rule = a_rule(Range(5, 9), Dated(Range(5, 9), SOURCE, since=2025, until="2026-02-02"))
    for day in ("2024-12-31", "2026-02-02"):
        with pytest.raises(NotYetInForce, match="values since 2025 until 2026-02-02"):
            dose_interval(rule, plain_day(day), (), None, include_unverified=False)
    unsure = dose_interval(rule, plain_day("2025-06-01"), (), None, include_unverified=False)
    assert list(map(str, unsure.doubts)) == ["the day in 2025 on which the rule began"]
    assert dose_interval(rule, plain_day("2026-02-01"), (), None, include_unverified=False).doubts == ()
