"""The types of quantities, lengths, spans and levels: what a type checker makes of what people write."""

import datetime as dt
from typing import assert_type

from iopmodel import (
    ASAM_3RD_EDITION,
    ASAM_4TH_EDITION,
    GENERAL,
    Cycle,
    Days,
    DaySpan,
    EndDates,
    Focus,
    Ladder,
    LevelOfCare,
    Minutes,
    Months,
    OffLadder,
    PartOfStay,
    Population,
    Range,
    StayUnit,
    TimeSpan,
    TreatmentDays,
    TreatmentHours,
    TreatmentSessions,
    UntilCriterion,
    Verdict,
    Weeks,
    WeekSpan,
    WithoutEnd,
    end_dates,
    is_level,
    same_level,
)
from iopmodel._days import Date, Time
from iopmodel.lengths import SpanLength
from iopmodel.quantities import count_range, hull_of, minutes, sum_of, time_range


def test_clinical_time_stays_clinical_time() -> None:
    assert assert_type(Minutes(570), Minutes) == assert_type(Minutes.of_hours(9) + Minutes(30), Minutes)
    assert assert_type(Minutes(30) * 2, Minutes) == Minutes(60)
    assert assert_type(Minutes(570).count, int) == 570
    assert assert_type(minutes("9 h"), Minutes) == assert_type(minutes(Minutes(540)), Minutes)
    assert assert_type(Minutes(1) < Minutes(2), bool)


def test_a_range_knows_of_what_it_is_a_range() -> None:
    hours = assert_type(Range(Minutes(540), Minutes(1200)), Range[Minutes])
    assert assert_type(hours.low, Minutes) == Minutes(540)
    assert assert_type(hours.high, Minutes | None) == Minutes(1200)
    assert assert_type(hours.high_excluded, bool) is False
    assert assert_type(Range(3), Range[int]).low == 3
    assert assert_type(Range(Weeks(8), Weeks(16)), Range[Weeks]).low == Weeks(8)


def test_the_named_ranges_know_of_what_they_are_ranges() -> None:
    assert assert_type(Range.exactly(Minutes(60)), Range[Minutes]).value == Minutes(60)
    assert assert_type(Range.exactly(3), Range[int]).value == 3
    assert assert_type(Range.at_least(Days(30)), Range[Days]).high is None
    assert assert_type(Range.at_most(Months(2)), Range[Months]).low == Months(0)
    assert assert_type(Range.below(Minutes(540)), Range[Minutes]).high_excluded


def test_what_is_made_of_ranges_is_a_range_of_the_same() -> None:
    one, other = Range(Minutes(60), Minutes(90)), Range(Minutes(30))
    assert assert_type(one + other, Range[Minutes]) == Range(Minutes(90))
    assert assert_type(one * 2, Range[Minutes]) == Range(Minutes(120), Minutes(180))
    assert assert_type(one.times(Range(2, 3)), Range[Minutes]) == Range(Minutes(120), Minutes(270))
    assert assert_type(one.hull(other), Range[Minutes]) == Range(Minutes(30))
    assert assert_type(one.intersection(other), Range[Minutes] | None) == one
    assert assert_type(hull_of([one, other]), Range[Minutes]) == Range(Minutes(30))
    assert assert_type(sum_of([one, other]), Range[Minutes]) == Range(Minutes(90))


def test_a_question_to_a_range_has_a_plain_answer() -> None:
    one = Range(Minutes(60), Minutes(90))
    assert assert_type(one.is_exact, bool) is False
    assert assert_type(one.is_unknown, bool) is False
    assert assert_type(one.value if one.is_exact else one.low, Minutes) == Minutes(60)
    assert assert_type(Minutes(70) in one, bool)
    assert assert_type(one.within(one), bool)
    assert assert_type(one.overlaps(one), bool)


def test_text_and_bare_values_become_ranges() -> None:
    assert assert_type(time_range("3 to 4 h"), Range[Minutes]) == Range(Minutes(180), Minutes(240))
    assert assert_type(time_range(Minutes(50)), Range[Minutes]) == Range.exactly(Minutes(50))
    assert assert_type(count_range("3 to 5"), Range[int]) == Range(3, 5)
    assert assert_type(count_range(3), Range[int]) == Range.exactly(3)


def test_a_planned_length_is_of_one_unit() -> None:
    assert assert_type(Days(30) + Days(1), Days) == Days(31)
    assert assert_type(Weeks(8) * 2, Weeks) == Weeks(16)
    assert assert_type(Months(2), Months).count == 2
    assert assert_type(TreatmentDays(20), TreatmentDays).count == 20
    assert assert_type(TreatmentSessions(36), TreatmentSessions).count == 36
    assert assert_type(TreatmentHours(108), TreatmentHours).count == 108
    assert assert_type(WithoutEnd(), WithoutEnd) == WithoutEnd()
    assert assert_type(UntilCriterion("the goals are met"), UntilCriterion).words == "the goals are met"


def test_a_cycle_takes_a_length_or_text() -> None:
    cycle = assert_type(Cycle(Weeks(8)), Cycle)
    assert assert_type(Cycle("8 weeks", 3), Cycle).rounds == Range.exactly(3)
    assert assert_type(Cycle(Range(Weeks(6), Weeks(8)), "1 to 3"), Cycle).rounds == Range(1, 3)
    assert assert_type(cycle.each, SpanLength) == Range.exactly(Weeks(8))
    assert assert_type(cycle.rounds, Range[int]) == Range(1)


def test_the_end_of_a_length_is_days() -> None:
    ends = assert_type(end_dates("2026-02-02", Range(Weeks(8), Weeks(16))), EndDates)
    assert assert_type(end_dates("2026-02-02", "8 to 16 weeks"), EndDates) == ends
    assert assert_type(end_dates(dt.date(2026, 2, 2), WithoutEnd()), EndDates).latest is None
    assert assert_type(ends.earliest, Date) == Date(2026, 3, 30)
    assert assert_type(ends.latest, Date | None) == Date(2026, 5, 25)


def test_spans_take_dates_times_or_text() -> None:
    days = assert_type(DaySpan("2026-02-02", dt.date(2026, 2, 9)), DaySpan)
    assert assert_type(days.first, Date) == Date(2026, 2, 2)
    assert assert_type(days.until, Date) == Date(2026, 2, 9)
    assert assert_type(len(days), int) == 7
    weeks = assert_type(WeekSpan(5, None), WeekSpan)
    assert assert_type(weeks.first, int) == 5
    assert assert_type(weeks.last, int | None) is None
    clock = assert_type(TimeSpan("18:00", dt.time(21, 0)), TimeSpan)
    assert assert_type(clock.start, Time) == Time(18, 0)
    assert assert_type(clock.end, Time) == Time(21, 0)
    part = assert_type(PartOfStay("weeks", 5, 16), PartOfStay)
    assert assert_type(part.unit, StayUnit) is StayUnit.WEEKS
    assert assert_type(part.last, int | None) == 16


def test_a_level_stands_on_its_ladder() -> None:
    level = assert_type(LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare)
    assert assert_type(level.key, str) == "intensive-outpatient"
    assert assert_type(GENERAL, Ladder).level("outpatient") == assert_type(LevelOfCare("outpatient"), LevelOfCare)
    assert assert_type(GENERAL.below(level), tuple[LevelOfCare, ...]) == (LevelOfCare.OUTPATIENT,)
    assert assert_type(GENERAL.height(level), int | None) == 2
    assert assert_type(ASAM_3RD_EDITION.rungs, tuple[LevelOfCare, ...])[0].key == "0.5"
    assert assert_type(ASAM_4TH_EDITION.off_ladder, tuple[OffLadder, ...])[0].level.key == "RR"
    assert assert_type(Ladder("own", [level], off_ladder=[]), Ladder).system == "general"
    assert assert_type(same_level(ASAM_3RD_EDITION.level("2.1")), LevelOfCare) == level
    assert assert_type(is_level(level, LevelOfCare.DAY_TREATMENT), bool | None) is None


def test_people_and_words_are_values_of_their_own() -> None:
    people = assert_type(Population("adult", "at least 18"), Population)
    assert assert_type(Population("adult", 18).ages, Range[int]) == Range.exactly(18)
    assert assert_type(people.ages, Range[int]) == Range(18)
    assert assert_type(Focus.one_of("substance use"), Focus) is Focus.SUBSTANCE_USE
    assert assert_type(Focus.or_other("sleep"), str) == "sleep"
    assert assert_type(Verdict("not met"), Verdict) is Verdict.NOT_MET
