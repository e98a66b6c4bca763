"""What each rule on take-home supply says on one day: rules of a state, rules in doubt, rules that set no ceiling."""

import attrs
import pytest

from iopmodel import Band, Citation, Dated, History, LevelOfCare, Mark, Medication, NotApplied, Population, Range, Rule
from iopmodel._days import add_days, plain_day
from iopmodel.bodies import extended
from iopmodel.errors import WrongKind
from iopmodel.lengths import Months
from iopmodel.rules import Bound, Force, Scope, Standard
from iopmodel.spans import DaySpan, PartOfStay
from iopmodel.standards import OTP
from iopmodel.take_home import TakeHomeCeiling, TakeHomeRules, doubt_of_figure, doubt_of_part, whole_days
from tests.refusal import refusal, wrong

TODAY = plain_day("2026-02-02")
SOURCE = Citation("Example state rule", mark=Mark.SECONDARY)
LATER = Citation("Example state rule, second text", mark=Mark.SECONDARY)
SCOPE = Scope(levels=[LevelOfCare.OPIOID_TREATMENT_PROGRAM], focus="substance-use")


def a_rule(
    bound: Bound,
    during: str | None = None,
    *,
    id_: str = "state.takehome",
    note: str = "",
    force: str = "required",
    scope: Scope = SCOPE,
    history: History[Bound] | None = None,
) -> Rule:
    """A rule of a state on take-home supply."""
    return Rule(
        id=id_,
        measure="takehome_days",
        force=force,
        scope=attrs.evolve(scope, during=during),
        history=history or History.of(Dated(bound, SOURCE)),
        note=note,
    )


def a_state(*rules: Rule | Band) -> Standard:
    """A state with these rules."""
    return Standard("state", "State", rules, jurisdiction="US-OH")


def read(*bodies: Standard, day: int = 20, medication: str = "methadone", on: str = "2026-02-02") -> TakeHomeCeiling:
    """What these bodies say of one day."""
    return TakeHomeRules(bodies, medication).ceiling(day, plain_day(on))


def about_state(found: TakeHomeCeiling) -> list[NotApplied]:
    """Why rules of the state take no part."""
    return [each for each in found.not_applied if each.body == "State"]


def test_a_stricter_state_decides_and_both_rules_are_listed() -> None:
    state = a_state(a_rule(Range.at_most(1), "days 1 to 90", note="methadone; one dose a week"))
    found = read(OTP, state)
    assert [(each.rule, each.body, each.force) for each in found.ceilings] == [
        ("state.takehome", "State", Force.REQUIRED),
        ("otp.takehome.d15_30", "Federal OTP rule", Force.REQUIRED),
    ]
    assert found.days == Range(0, 1)
    assert [each.rule for each in found.deciding] == ["state.takehome"]
    after = read(OTP, state, day=91)
    assert after.days == Range(0, 28)
    assert about_state(after) == [
        NotApplied("state.takehome", "State", "for days 1 to 90 of the treatment, not for day 91")
    ]


def test_a_laxer_state_lifts_nothing() -> None:
    found = read(OTP, a_state(a_rule(Range.at_most(20))))
    assert [each.days.high for each in found.ceilings] == [14, 20]
    assert found.days == Range(0, 14)


def test_two_rules_with_the_same_figure_decide_together() -> None:
    found = read(OTP, a_state(a_rule(Range.at_most(14))))
    assert [each.rule for each in found.deciding] == ["otp.takehome.d15_30", "state.takehome"]


def test_a_rule_in_doubt_does_not_decide_with_one_that_certainly_holds() -> None:
    found = read(OTP, a_state(a_rule(Range.at_most(14), "induction")))
    assert [each.days.high for each in found.ceilings] == [14, 14]
    assert [each.rule for each in found.deciding] == ["otp.takehome.d15_30"]


def test_a_ceiling_in_words_stands_behind_one_in_days() -> None:
    found = read(OTP, a_state(a_rule(Range.at_most(3))), day=800, on="2019-06-03")
    assert [each.rule for each in found.ceilings] == ["state.takehome", "otp.takehome.2001.d731plus"]
    assert found.days == Range(0, 3)


def test_words_without_a_note_are_said_to_give_no_number() -> None:
    assert read(a_state(a_rule(Range(0)))).note == "state.takehome gives no number of days."


def test_a_pack_that_overrides_the_federal_step_is_read_in_its_place() -> None:
    own = a_rule(Range.at_most(6), "days 15 to 30", id_="otp.takehome.d15_30", note="methadone")
    found = read(extended(OTP, "clinic", "Clinic", [own]))
    assert [(each.body, each.days.high) for each in found.ceilings] == [("Clinic", 6)]


@pytest.mark.parametrize(
    ("bound", "most"),
    [(Range.at_most(3), 3), (Range.below(3), 2), (Range(2, 3), 3), (Range.exactly(0), 0), (Range.at_least(3), None)],
)
def test_only_the_upper_end_of_a_bound_is_a_ceiling(bound: Range[int], most: int | None) -> None:
    (only,) = read(a_state(a_rule(bound))).ceilings
    assert only.days == Range(0, most)
    assert only.asks.endswith("of take-home supply")


@pytest.mark.parametrize(
    ("note", "holds_for"),
    [
        ("", {"methadone", "buprenorphine", "buprenorphine-naloxone"}),
        ("nothing of methadone as a part", {"methadone", "buprenorphine", "buprenorphine-naloxone"}),
        ("methadone", {"methadone"}),
        ("phase: days 1-14; Methadone ; one dose a week", {"methadone"}),
        ("buprenorphine", {"buprenorphine", "buprenorphine-naloxone"}),
        ("buprenorphine-naloxone; weekly", {"buprenorphine-naloxone"}),
        ("methadone; buprenorphine", {"methadone", "buprenorphine", "buprenorphine-naloxone"}),
    ],
)
def test_a_rule_is_for_the_medications_that_its_note_names(note: str, holds_for: set[str]) -> None:
    state = a_state(a_rule(Range.at_most(3), note=note))
    asked = ["methadone", "buprenorphine", "buprenorphine-naloxone"]
    assert {each for each in asked if read(state, medication=each).ceilings} == holds_for


def test_the_reason_names_the_medications() -> None:
    state = a_state(a_rule(Range.at_most(3), note="methadone; buprenorphine"))
    (reason,) = about_state(read(state, medication="disulfiram"))
    assert reason.reason == "for buprenorphine and buprenorphine-naloxone and methadone, not for disulfiram"


def test_a_state_may_bound_what_the_federal_limits_leave_out() -> None:
    found = read(OTP, a_state(a_rule(Range.at_most(30))), medication="buprenorphine")
    assert (str(found.exemption), found.days) == ("42 CFR 8.12(i)(3)", Range(0, 30))
    assert found.note == "The limits of 42 CFR 8.12(i)(3) do not apply to buprenorphine products."


def test_without_the_federal_body_nobody_says_that_limits_do_not_apply() -> None:
    assert read(a_state(a_rule(Range.at_most(3))), medication="buprenorphine").exemption is None
    assert read(OTP, medication="methadone").exemption is None


@pytest.mark.parametrize("force", ["typical", "house"])
def test_what_describes_practice_sets_no_ceiling(force: str) -> None:
    found = read(a_state(a_rule(Range.at_most(3), force=force)))
    assert found.ceilings == ()
    reason = "it picks a rate or describes practice, so it sets no ceiling"
    assert about_state(found) == [NotApplied("state.takehome", "State", reason)]


def test_a_recommended_rule_and_one_with_an_issuer_set_a_ceiling() -> None:
    (only,) = read(a_state(attrs.evolve(a_rule(Range.at_most(3), force="recommended"), issuer="Board"))).ceilings
    assert (only.force, only.body, only.is_certain) == (Force.RECOMMENDED, "Board", True)


def test_a_billing_band_sets_no_ceiling() -> None:
    band = Band(id="band", measure="takehome_days", history=History.of(Dated(Range.at_most(3), SOURCE)))
    assert read(a_state(band)).ceilings == ()


def test_a_rule_on_another_measure_is_not_mentioned() -> None:
    assert all("drug_tests" not in each.rule for each in read(OTP).not_applied)


def test_a_rule_for_another_level_is_left_out() -> None:
    found = read(a_state(a_rule(Range.at_most(3), scope=Scope(levels=[LevelOfCare.INPATIENT]))))
    assert about_state(found) == [
        NotApplied("state.takehome", "State", "for inpatient, not for opioid treatment program")
    ]


def test_a_rule_for_some_people_is_in_doubt_and_decides_nothing() -> None:
    scope = attrs.evolve(SCOPE, population=Population("adolescent", "under 18"))
    found = read(OTP, a_state(a_rule(Range.at_most(3), scope=scope)))
    assert [(each.rule, each.is_certain) for each in found.ceilings] == [
        ("otp.takehome.d15_30", True),
        ("state.takehome", False),
    ]
    assert (found.days, found.strictest) == (Range(0, 14), Range(0, 3))
    assert found.note.endswith(
        "Whether state.takehome holds hangs on whom the program serves: the rule is for adolescent (ages under 18)."
    )


@pytest.mark.parametrize(
    ("during", "day", "certain"),
    [
        ("months 1 to 2", 59, True),
        ("months 1 to 2", 60, False),
        ("months 1 to 2", 62, False),
        ("months 1 to 2", 63, None),
        ("weeks 2 to 3", 7, None),
        ("weeks 2 to 3", 8, True),
        ("weeks 2 to 3", 22, None),
        ("induction", 1, False),
    ],
)
def test_a_part_of_the_treatment_holds_a_day_or_not_or_hangs_on_the_calendar(
    during: str,
    day: int,
    certain: bool | None,  # noqa: FBT001 - an expected answer
) -> None:
    found = read(a_state(a_rule(Range.at_most(3), during)), day=day)
    assert [each.is_certain for each in found.ceilings] == ([] if certain is None else [certain])
    if certain is False:
        assert found.note == f"Whether state.takehome holds hangs on whether the treatment is in {during}."


@pytest.mark.parametrize(
    ("on", "listed", "days"),
    [
        ("2014-12-31", [(3, True)], 3),
        ("2015-01-01", [(3, False), (6, False)], None),
        ("2015-12-31", [(3, False), (6, False)], None),
        ("2016-01-01", [(6, True)], 6),
    ],
)
def test_while_only_the_year_of_a_change_is_known_both_values_are_listed(
    on: str, listed: list[tuple[int, bool]], days: int | None
) -> None:
    history: History[Bound] = History.of(Dated(Range.at_most(3), SOURCE), Dated(Range.at_most(6), LATER, since=2015))
    found = read(a_state(a_rule(Range(0), history=history)), on=on)
    assert [(each.days.high, each.is_certain) for each in found.ceilings] == listed
    assert (found.days.high, found.strictest.high) == (days, listed[0][0])


def test_an_unverified_value_before_a_change_is_listed_only_when_asked_for() -> None:
    unchecked = attrs.evolve(SOURCE, mark=Mark.UNVERIFIED)
    history: History[Bound] = History.of(Dated(Range.at_most(3), unchecked), Dated(Range.at_most(6), LATER, since=2015))
    state, day = a_state(a_rule(Range(0), history=history)), plain_day("2015-06-01")
    for asked_for, listed in ((False, [6]), (True, [3, 6])):
        found = TakeHomeRules((state,), "methadone", asked_for).ceiling(20, day)
        assert [each.days.high for each in found.ceilings] == listed


def test_a_rule_that_bounds_no_days_is_refused() -> None:
    state = a_state(a_rule(Range.at_most(Months(1))))
    assert refusal(WrongKind, lambda: read(state)).startswith("number: expected a Range of whole numbers")


def test_the_turns_of_a_treatment_are_its_steps_and_the_changes_of_rules() -> None:
    rules = TakeHomeRules((OTP,), Medication.METHADONE)
    assert rules.turns(DaySpan("2024-03-20", "2024-05-01")) == (1, 14, 15, 31)
    assert rules.turns(DaySpan("2024-03-20", "2024-03-20")) == ()
    months = TakeHomeRules((a_state(a_rule(Range.at_most(3), "months 2 to 3")),), Medication.METHADONE)
    assert months.turns(DaySpan("2024-01-01", "2025-01-01")) == (1, 29, 32, 90, 93)
    weeks = TakeHomeRules((a_state(a_rule(Range.at_most(3), "weeks 2 on")),), Medication.METHADONE)
    assert weeks.turns(DaySpan("2024-01-01", "2025-01-01")) == (1, 8)
    named = TakeHomeRules((a_state(a_rule(Range.at_most(3), "induction")),), Medication.METHADONE)
    assert named.turns(DaySpan("2024-01-01", "2025-01-01")) == (1,)


def test_a_repealed_rule_ends_a_run_though_nothing_takes_its_place() -> None:
    history: History[Bound] = History.of(Dated(Range.at_most(3), SOURCE, until="2024-02-01"))
    rules = TakeHomeRules((a_state(a_rule(Range(0), history=history)),), Medication.METHADONE)
    assert rules.turns(DaySpan("2024-01-01", "2024-03-01")) == (1, 32)
    assert [rules.ceiling(day, add_days(plain_day("2024-01-01"), day - 1)).days.high for day in (31, 32)] == [3, None]


def test_the_last_days_of_the_calendar_can_be_asked_about() -> None:
    history: History[Bound] = History.of(Dated(Range.at_most(3), SOURCE, since=9999))
    rules = TakeHomeRules((a_state(a_rule(Range(0), history=history)),), Medication.METHADONE)
    assert rules.turns(DaySpan("9998-12-01", "9999-12-31")) == (1, 32)


def test_an_answer_for_several_days_says_which() -> None:
    found = attrs.evolve(read(OTP), span=DaySpan("2026-02-02", "2026-02-13"))
    assert str(found) == (
        "days 20 to 30 of treatment, 2026-02-02 until 2026-02-13, methadone: "
        "at most 14 days of take-home supply (otp.takehome.d15_30; 42 CFR 8.12(i)(3)(ii))"
    )


def test_whole_days_have_no_excluded_end() -> None:
    assert [whole_days(each) for each in (Range.below(8), Range(5, 9), Range(28))] == [
        Range(0, 7),
        Range(5, 9),
        Range(28),
    ]
    assert "whole numbers" in refusal(WrongKind, lambda: whole_days(wrong(Range.at_most(Months(1)))))


def test_a_doubt_says_what_must_be_known() -> None:
    assert str(doubt_of_part(PartOfStay(name="maintenance"))) == "whether the treatment is in maintenance"
    assert doubt_of_figure(Dated(Range(0), SOURCE)) == ()
    (doubt,) = doubt_of_figure(Dated(Range(0), Citation("hearsay")))
    assert str(doubt) == "a text in which the figure is checked"
