"""What the rules in force ask of a program's figures."""

import attrs
import pytest

from iopmodel import Dated, Focus, History, Minutes, Population, Range, standards
from iopmodel._days import plain_day
from iopmodel.components import Break, Education, GroupTherapy, IndividualTherapy
from iopmodel.counting import Counting
from iopmodel.demands import (
    Circumstances,
    circumstances_of,
    counted_kinds,
    demands_of,
    is_uncounted,
    refuse_unplanned,
)
from iopmodel.errors import NotAccepted
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.rules import Scope
from tests.planned_rules import DAY, OUTPATIENT, SOURCE, a_body, a_rule, asked

ADULTS = attrs.evolve(OUTPATIENT, population=Population("adult"))


def test_the_bounds_of_asam_are_minutes_of_a_week() -> None:
    """9 to 19 hours; weeks below the floor of 9 hours are asked about too."""
    hours, stepping_down = demands_of([standards.ASAM_3], ADULTS, plain_day("2025-06-01"))
    assert (hours.least, hours.most, hours.floors) == (540, 1140, ())
    assert (stepping_down.least, stepping_down.most, stepping_down.floors) == (0, 2, (540,))
    assert hours.sides() == ((0, 539), (1141, None))
    assert str(hours) == "asam3.l2_1.adult.hours_week (9 h to 19 h a week)"


def test_an_excluded_end_is_one_unit_less() -> None:
    """Under 9 hours is at most 8 h 59 min, and under 12 weeks is at most 83 days."""
    rule = attrs.evolve(
        a_rule(Measure.DURATION_WEEKS), history=History.of(Dated(Range(2, 12, high_excluded=True), SOURCE))
    )
    (demand,) = asked(rule)
    assert (demand.least, demand.most) == (14, 83)
    assert demand.sides() == ((0, 13), (84, None))
    (none,) = asked(a_rule(Measure.DAYS_PER_WEEK))
    assert none.sides() == ()


def test_before_a_day_that_nobody_knows_both_bounds_are_asked() -> None:
    """In the year of a change the stricter end of each side counts, and nothing is missed for certain."""
    history = History.of(Dated(Range(3, 5), SOURCE), Dated(Range(2, 4), SOURCE, since=2026))
    (demand,) = asked(attrs.evolve(a_rule(Measure.DAYS_PER_WEEK), history=history))
    assert (demand.least, demand.most, demand.unsure, demand.undated) == (3, 4, True, False)
    (new,) = asked(attrs.evolve(a_rule(Measure.DAYS_PER_WEEK), history=History.of(Dated(Range(3), SOURCE, since=2026))))
    assert (new.unsure, new.undated) == (True, True)
    assert not new.falls_for_certain
    with pytest.raises(NotAccepted, match="known whether the rule is in force"):
        refuse_unplanned([new.body], [new], OUTPATIENT)


def test_a_day_counts_from_some_minutes_only_where_days_are_counted() -> None:
    """A rule on hours with such minutes asks the same as without."""
    days, hours = asked(a_rule(Measure.DAYS_PER_WEEK, 3, day=120), a_rule(Measure.HOURS_PER_WEEK, 540, day=120))
    assert (days.least_day, hours.least_day) == (120, 0)


def test_what_cannot_be_asked_asks_nothing() -> None:
    """Reviews are of a stay with dates; bands judge nobody; other levels, other people and usual practice are out."""
    assert demands_of([standards.MEDICARE], OUTPATIENT, plain_day("2020-06-01")) == ()
    assert [each.rule.id for each in demands_of([standards.MEDICARE], OUTPATIENT, DAY)] == ["medicare.iop.hours_week"]
    assert demands_of([standards.GUIDES], OUTPATIENT, DAY) == ()


def test_an_unverified_rule_asks_when_it_is_included() -> None:
    """New York's nine hours."""
    assert demands_of([standards.NEW_YORK], OUTPATIENT, DAY) == ()
    (demand,) = demands_of([standards.NEW_YORK], OUTPATIENT, DAY, include_unverified=True)
    assert demand.least == 540


def test_a_rule_applies_in_the_circumstances_that_it_names() -> None:
    """Matrix: its type, its level, adults."""
    (found,) = circumstances_of(standards.MATRIX.rule("matrix.w1_4.minutes_week"), standards.MATRIX)  # type: ignore[arg-type]
    assert (found.level, found.type_key, found.population.key) == (LevelOfCare.INTENSIVE_OUTPATIENT, "matrix", "adult")
    assert found.focus is Focus.SUBSTANCE_USE
    assert found.program_type.key == "matrix"


def test_a_rule_that_counts_weeks_below_a_floor_serves_those_whom_the_floors_are_for() -> None:
    """Adults and adolescents, one after the other."""
    rule = standards.ASAM_3.rule("asam3.l2_1.stepdown_weeks")
    found = circumstances_of(rule, standards.ASAM_3)  # type: ignore[arg-type]
    assert [each.population.key for each in found] == ["adult", "adolescent"]


def test_a_wanted_level_and_population_stand_before_those_of_the_rule() -> None:
    """A level that the rule is not for has no circumstances."""
    rule = a_rule(Measure.DAYS_PER_WEEK, 3)
    (found,) = circumstances_of(rule, a_body(rule), level=LevelOfCare.OUTPATIENT, population=Population("veteran"))
    assert (found.level, found.population.key, found.program_type.key) == (
        LevelOfCare.OUTPATIENT,
        "veteran",
        "outpatient-program",
    )
    medicare = standards.MEDICARE.rule("medicare.iop.hours_week")
    assert not [*circumstances_of(medicare, standards.MEDICARE, level=LevelOfCare.OUTPATIENT)]  # type: ignore[arg-type]


def test_the_type_of_the_catalogue_is_taken_where_it_is_at_the_level() -> None:
    """With the population and the focus of the circumstances."""
    evening = Circumstances(level=LevelOfCare.INTENSIVE_OUTPATIENT, type_key="evening-iop", focus=Focus.TRAUMA)
    assert evening.program_type.name != "evening iop"
    assert evening.program_type.focus == frozenset({"trauma"})
    other = attrs.evolve(evening, level=LevelOfCare.RESIDENTIAL)
    assert other.program_type.name == "evening iop"


def test_ages_are_cut_to_those_that_are_served_and_that_the_rule_is_for() -> None:
    """A rule for people under 21, in a program for people of 18 and more."""
    rule = attrs.evolve(a_rule(Measure.AGE_YEARS, 13), scope=Scope(population=Population("adult", "under 21")))
    served = attrs.evolve(OUTPATIENT, population=Population("adult", "at least 18"))
    (demand,) = demands_of([a_body(rule)], served, DAY)
    assert demand.ages == (18, 20)
    (anybody,) = asked(a_rule(Measure.AGE_YEARS, 13))
    assert anybody.ages == (0, None)


def test_the_kinds_that_all_bodies_count_begin_with_groups() -> None:
    """What one of them leaves out or does not speak of is no kind of both."""
    body = a_body(counting=Counting([IndividualTherapy, GroupTherapy, Education], contested=[Education]))
    assert counted_kinds([body]) == (GroupTherapy, IndividualTherapy)
    assert counted_kinds([body, a_body(counting=Counting([IndividualTherapy]))]) == (IndividualTherapy,)
    assert is_uncounted(Break, [body])
    assert not is_uncounted(Education, [body])


def test_bodies_that_count_nothing_in_common_are_refused() -> None:
    """In words that name them."""
    few = [a_body(counting=Counting([Education])), a_body(counting=Counting([GroupTherapy]), key="other")]
    with pytest.raises(NotAccepted, match="a kind of session that all of them count"):
        refuse_unplanned(few, [], OUTPATIENT)


@pytest.mark.parametrize("counting", [Counting([GroupTherapy]), Counting.everything_but(GroupTherapy)])
def test_family_sessions_are_refused_where_none_counts_or_the_family_alone_adds_time(counting: Counting) -> None:
    """The session of the family alone would change the hours of the patient."""
    counting = attrs.evolve(counting, family_only=len(counting.components) > 1)
    demands = asked(a_rule(Measure.FAMILY_SESSIONS_PER_WEEK, 1), counting=counting)
    with pytest.raises(NotAccepted, match="count family therapy"):
        refuse_unplanned([demands[0].body], demands, OUTPATIENT)


def test_weeks_that_must_lie_below_a_floor_are_refused() -> None:
    """A floor lets weeks pass; it asks for none."""
    floor = a_rule(Measure.HOURS_PER_WEEK, 540, id_="own.floor")
    demands = asked(floor, a_rule(Measure.WEEKS_BELOW_FLOOR, 1, 2, floors=("own.floor",)))
    with pytest.raises(NotAccepted, match="may lie below a floor"):
        refuse_unplanned([demands[0].body], demands, OUTPATIENT)
    refuse_unplanned([demands[0].body], demands[:1], OUTPATIENT)


def test_ages_beside_people_known_by_name_alone_are_refused() -> None:
    """An age would decide who they are after all."""
    adolescents = attrs.evolve(
        a_rule(Measure.HOURS_PER_WEEK, 360), scope=Scope(population=Population("adolescent", "under 21"))
    )
    body = a_body(adolescents, a_rule(Measure.AGE_YEARS, 13))
    demands = demands_of([body], ADULTS, DAY)
    with pytest.raises(NotAccepted, match="people with their ages"):
        refuse_unplanned([body], demands, ADULTS)


def test_a_floor_that_is_no_longer_in_force_is_no_floor() -> None:
    """Nor one without a least time."""
    ended = attrs.evolve(
        a_rule(Measure.HOURS_PER_WEEK, id_="own.old"),
        history=History.of(Dated(Range(Minutes(540)), SOURCE, until="2020-01-01")),
    )
    _, demand = asked(
        a_rule(Measure.DAYS_PER_WEEK, 3, id_="own.days"),
        ended,
        a_rule(Measure.WEEKS_BELOW_FLOOR, 0, 2, floors=("own.old", "own.days")),
    )
    assert demand.floors == ()
