"""Take-home ceilings rise with the treatment and tile it; doses in their windows are neither early nor late."""

import itertools

import attrs
from hypothesis import given
from hypothesis import strategies as st

from iopmodel._days import Date, add_days, plain_day
from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.components import Medication
from iopmodel.findings import Verdict
from iopmodel.medications import dose_findings, next_dose, take_home_ceiling, take_home_ceilings
from iopmodel.quantities import Range
from iopmodel.rules import Bound, Rule, Scope, Standard
from iopmodel.standards import OTP
from iopmodel.strategies._calendar import plain_days
from iopmodel.strategies._values import count_ranges, counted_parts_of_stay, histories, named_parts_of_stay

SOURCE = Citation("an example of a rule", mark=Mark.PRIMARY)
#: Days around which the federal rules begin, change and end.
TURNS = (Date(2001, 1, 1), Date(2001, 12, 31), Date(2020, 3, 1), Date(2024, 4, 2))
MEDICATIONS = st.sampled_from([Medication.METHADONE, Medication.BUPRENORPHINE])
NOTES = st.sampled_from(["", "methadone; weekly", "buprenorphine"])


def days_near_turns() -> st.SearchStrategy[Date]:
    """Days, as often as not near a change of the federal rule."""
    return plain_days() | st.builds(add_days, st.sampled_from(TURNS), st.integers(-400, 400))


def edition_days() -> st.SearchStrategy[Date]:
    """Days of one edition of the federal schedule each."""
    return plain_days(Date(2002, 1, 1), Date(2024, 4, 1)) | plain_days(Date(2024, 4, 2))


@st.composite
def states(draw: st.DrawFn) -> Standard:
    """States with rules of their own: in parts of a treatment, with histories, for some medications."""
    bounds: st.SearchStrategy[Bound] = count_ranges(30)
    parts = st.none() | counted_parts_of_stay() | named_parts_of_stay()
    rules = [
        Rule(
            id=f"state.{number}",
            measure="takehome_days",
            force="required",
            scope=Scope(during=draw(parts)),
            history=draw(histories(bounds, max_size=3)),
            note=draw(NOTES),
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    return Standard("state", "State", rules)


@given(edition_days(), st.integers(1, 800), st.integers(0, 800))
def test_within_one_edition_the_ceiling_never_falls_as_the_treatment_goes_on(on: Date, day: int, more: int) -> None:
    """A month, which is no number of days, is the last step of the schedule that has it."""
    before, after = (take_home_ceiling(each, on=on).days.high for each in (day, day + more))
    if before is None:
        assert after is None
    else:
        assert after is None or after >= before


@given(states(), days_near_turns(), st.integers(0, 1_500), MEDICATIONS, st.booleans())
def test_the_runs_of_a_treatment_tile_it(
    state: Standard,
    first: Date,
    size: int,
    medication: Medication,
    unverified: bool,  # noqa: FBT001
) -> None:
    """No day is left out and none stands twice, and two runs in a row differ."""
    until = add_days(first, size)
    runs = take_home_ceilings(
        first, until=until, against=[OTP, state], medication=medication, include_unverified=unverified
    )
    edges = [first, *(run.span.until for run in runs)]
    assert [run.span.first for run in runs] == edges[:-1]
    assert edges[-1] == until
    assert all(len(run.span) > 0 for run in runs)
    assert all((a.ceilings, a.exemption) != (b.ceilings, b.exemption) for a, b in itertools.pairwise(runs))


@given(states(), days_near_turns(), st.integers(1, 1_500), MEDICATIONS, st.booleans(), st.data())
def test_each_day_of_a_run_is_answered_as_it_is_alone(
    state: Standard,
    first: Date,
    size: int,
    medication: Medication,
    unverified: bool,  # noqa: FBT001 - drawn
    data: st.DataObject,
) -> None:
    """Also on the first and the last day of every run."""
    bodies = [OTP, state]
    runs = take_home_ceilings(
        first, until=add_days(first, size), against=bodies, medication=medication, include_unverified=unverified
    )
    edges = [run.day_of_treatment for run in runs]
    days = {*edges, *(edge - 1 for edge in edges[1:]), size, data.draw(st.integers(1, size))}
    for day in days:
        date = add_days(first, day - 1)
        alone = take_home_ceiling(day, on=date, against=bodies, medication=medication, include_unverified=unverified)
        (run,) = (each for each in runs if date in each.span)
        assert (alone.ceilings, alone.exemption) == (run.ceilings, run.exemption)
        assert (alone.days, alone.note) == (run.days, run.note)


@given(states(), days_near_turns(), st.integers(1, 1_000), MEDICATIONS)
def test_a_further_body_never_raises_a_ceiling(state: Standard, on: Date, day: int, medication: Medication) -> None:
    """What a state adds can only be stricter, and what is in doubt can only be stricter still."""
    alone, both = (
        take_home_ceiling(day, on=on, against=bodies, medication=medication) for bodies in ([OTP], [OTP, state])
    )
    assert both.days.within(alone.days)
    assert both.strictest.within(both.days)
    assert set(alone.ceilings) <= set(both.ceilings)


@given(states(), days_near_turns(), st.integers(1, 1_000), MEDICATIONS)
def test_every_rule_is_listed_or_left_out_with_a_reason(
    state: Standard, on: Date, day: int, medication: Medication
) -> None:
    """No rule of a body on take-home supply is passed over in silence."""
    found = take_home_ceiling(day, on=on, against=[state], medication=medication)
    listed = {each.rule for each in found.ceilings}
    left_out = {each.rule for each in found.not_applied}
    assert listed | left_out == {rule.id for rule in state}
    assert not listed & left_out
    assert all(each.reason for each in found.not_applied)


def labels() -> st.SearchStrategy[Rule]:
    """Rules on the days between two doses, with an upper end and without."""
    return st.builds(_label, st.integers(1, 60), st.none() | st.integers(0, 30))


def _label(low: int, more: int | None) -> Rule:
    history: History[Bound] = History.of(Dated(Range(low, None if more is None else low + more), SOURCE))
    return Rule(id="label", measure="dose_interval_days", force="recommended", history=history)


@given(labels(), plain_days(), st.data())
def test_a_dose_on_any_day_of_its_window_is_neither_early_nor_late(rule: Rule, last: Date, data: st.DataObject) -> None:
    """Where the window has no known end, it is not early, and nobody says whether it is late."""
    window = next_dose(last, rule, on=last)
    size = 100 if window.span is None else len(window.span) - 1
    dose = add_days(window.earliest, data.draw(st.integers(0, size)))
    (found,) = dose_findings([last, dose], rule, on=last)
    assert (found.early, found.late.low) == (0, 0)
    assert found.in_window is (Verdict.MET if found.late.is_exact else Verdict.UNKNOWN)
    assert found.late.is_exact == (window.latest is not None or dose == window.earliest)


@given(labels(), plain_days(), st.integers(1, 200))
def test_what_is_early_and_late_leads_back_into_the_window(rule: Rule, last: Date, days: int) -> None:
    """Given so many days later, or earlier, the dose would be at the edge of its window."""
    (found,) = dose_findings([last, add_days(last, days)], rule, on=last)
    window = found.window
    assert not (found.early and found.late.low)
    if found.early:
        assert add_days(found.given, found.early) == window.earliest
    if found.late.low:
        assert add_days(found.given, -found.late.low) == window.latest
    is_outside = found.given < window.earliest or (window.latest is not None and found.given > window.latest)
    assert (found.in_window is Verdict.NOT_MET) == is_outside


@given(labels(), plain_days(), st.lists(st.integers(1, 100), max_size=6))
def test_a_series_is_its_pairs(rule: Rule, first: Date, steps: list[int]) -> None:
    """Each dose is held against the one before it alone."""
    doses = [add_days(first, days) for days in itertools.accumulate(steps, initial=0)]
    found = dose_findings(doses, rule, on=first)
    assert [each.days for each in found] == steps
    pairs = [dose_findings(pair, rule, on=first) for pair in itertools.pairwise(doses)]
    assert list(found) == [only for (only,) in pairs]


@given(labels(), plain_days(), st.integers(-1_000, 1_000))
def test_a_window_moves_with_the_dose_before_it(rule: Rule, last: Date, days: int) -> None:
    """It hangs on the number of days alone, not on the calendar."""
    here, there = next_dose(last, rule, on=last), next_dose(add_days(last, days), rule, on=last)
    assert plain_day(there.earliest) == add_days(here.earliest, days)
    assert there == attrs.evolve(here, last=add_days(last, days))
