"""Which demands fall together, and which conflict."""

from iopmodel.components import Education, GroupTherapy
from iopmodel.counting import Counting
from iopmodel.demands import demands_of
from iopmodel.errors import NotAccepted, RulesConflict
from iopmodel.measures import Measure
from iopmodel.rule_conflicts import conflict_in, implied_by, refusal_of
from iopmodel.week_cases import missed
from tests.planned_rules import DAY, OUTPATIENT, a_body, a_rule, asked

NINE = a_rule(Measure.HOURS_PER_WEEK, 540)


def test_a_stricter_floor_falls_with_a_looser_one() -> None:
    """Not the other way round."""
    nine, six, days = asked(NINE, a_rule(Measure.HOURS_PER_WEEK, 360, id_="own.six"), a_rule(Measure.DAYS_PER_WEEK, 3))
    assert implied_by(missed(six)[0], [nine, six, days]) == (nine,)
    assert implied_by(missed(nine)[0], [nine, six, days]) == ()


def test_the_fewest_rules_that_conflict_are_found() -> None:
    """One alone, two, or three of which each is needed."""
    fine = a_rule(Measure.GROUP_SIZE, 2)
    day, days, few = (
        a_rule(Measure.HOURS_PER_DAY, 180),
        a_rule(Measure.DAYS_PER_WEEK, 3),
        a_rule(Measure.HOURS_PER_WEEK, 0, 500, id_="own.few"),
    )
    assert conflict_in(asked(NINE, fine)) == ()
    alone = asked(fine, a_rule(Measure.DAYS_PER_WEEK, 8))
    assert conflict_in(alone) == alone[1:]
    two = asked(fine, NINE, few)
    assert conflict_in(two) == two[1:]
    three = asked(day, fine, days, few)
    assert conflict_in(three) == (three[0], three[2], three[3])
    nine, *others = asked(NINE, day, fine, days)
    assert conflict_in(others, missed(nine)[0]) == (others[0], others[2])


def test_a_conflict_names_its_rules() -> None:
    """And what was to be missed."""
    demands = asked(NINE, a_rule(Measure.HOURS_PER_WEEK, 0, 500, id_="own.few"))
    refused = refusal_of(demands, DAY, (demands[0].body,))
    assert isinstance(refused, RulesConflict)
    assert refused.rules == ("own.hours_per_week (at least 9 h a week)", "own.few (at most 8 h 20 min a week)")
    assert refused.missing == ""
    missing = refusal_of(demands[:1], DAY, (demands[0].body,), missed(demands[1])[0])
    assert isinstance(missing, NotAccepted | RulesConflict)


def test_what_is_only_not_planned_is_not_called_a_conflict() -> None:
    """Gaps and months hang on how weeks repeat, and bodies that count differently may take other sessions."""
    gap = asked(a_rule(Measure.DAYS_BETWEEN_SERVICE_DAYS, 2, 2))
    refused = refusal_of(gap, DAY, (gap[0].body,))
    assert isinstance(refused, NotAccepted)
    assert "weeks which repeat" in str(refused)
    one = a_body(NINE, counting=Counting([GroupTherapy, Education]))
    other = a_body(a_rule(Measure.HOURS_PER_WEEK, 0, 500), counting=Counting([GroupTherapy]), key="other")
    both = refusal_of(demands_of([one, other], OUTPATIENT, DAY), DAY, (one, other))
    assert isinstance(both, NotAccepted)
    assert "these bodies count differently" in str(both)
