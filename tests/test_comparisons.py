"""Several bodies side by side, of one program and without any."""

import attrs
import pytest

from iopmodel import (
    Band,
    Citation,
    Comparison,
    Dated,
    Disagreement,
    GroupTherapy,
    History,
    LevelOfCare,
    Mark,
    Minutes,
    Pathway,
    Phase,
    Population,
    Program,
    Range,
    Rule,
    Scope,
    Standard,
    Track,
    Verdict,
    WeeklyPattern,
    catalogue,
    compare,
    disagreements,
    sessions,
    standards,
)
from iopmodel.errors import NotAccepted, UnknownName, WrongKind
from iopmodel.measures import Measure
from iopmodel.rules import Bound
from tests.refusal import refusal, wrong
from tests.rule_strategies import SOURCE
from tests.standards.answers import TODAY

MET, NOT_MET, UNKNOWN = Verdict
IOP = LevelOfCare.INTENSIVE_OUTPATIENT
SIX_HOURS = Track("one", list(sessions(GroupTherapy(), "MO,WE", "18:00-21:00")))
PROGRAM = Program(catalogue.SUBSTANCE_USE_IOP, tracks=[SIX_HOURS], population="adult")


def hours(low: int, high: int | None = None) -> Range[Minutes]:
    """So many hours."""
    return Range(Minutes.of_hours(low), None if high is None else Minutes.of_hours(high))


def a_rule(id: str, bound: Bound, measure: str = "hours_per_week", **more: object) -> Rule:  # noqa: A002
    """A required rule."""
    fields: dict[str, object] = {"force": "required", **more}
    return Rule(id=id, measure=measure, history=History.of(Dated(bound, SOURCE)), **fields)  # type: ignore[arg-type]


def a_body(name: str, *rules: Rule | Band, jurisdiction: str = "") -> Standard:
    """A body of that name."""
    return Standard(name.lower(), name, rules, jurisdiction=jurisdiction)


NINE = a_body("Nine", a_rule("nine.hours", hours(9)), a_rule("nine.days", Range.at_least(2), "days_per_week"))
SIX = a_body("Six", a_rule("six.hours", hours(6)))
PRACTICE = a_body("Practice", a_rule("practice.hours", hours(9, 12), force="typical"))
RATES = a_body(
    "Rates", Band(id="rates.days", measure=Measure.DAYS_PER_WEEK, history=History.of(Dated(Range(1, 2), SOURCE)))
)
ELSEWHERE = a_body("Elsewhere", a_rule("else.hours", hours(20), scope=Scope(levels={LevelOfCare.RESIDENTIAL})))
TEENS = a_body("Teens", a_rule("teens.hours", hours(9), scope=Scope(population=Population("pregnant"))))


def compared(*bodies: Standard) -> Comparison:
    """The program against these bodies."""
    return compare(PROGRAM, standards=bodies, on=TODAY)


def test_rules_stand_by_measure_and_then_by_body() -> None:
    found = compared(NINE, SIX, PRACTICE, RATES, ELSEWHERE)
    assert {
        str(measure): {body: [each.rule for each in said] for body, said in row.items()}
        for measure, row in found.rows.items()
    } == {
        "hours_per_week": {"Nine": ["nine.hours"], "Six": ["six.hours"], "Practice": ["practice.hours"]},
        "days_per_week": {"Nine": ["nine.days"], "Rates": ["rates.days"]},
    }
    assert list(found.rows) == [Measure.HOURS_PER_WEEK, Measure.DAYS_PER_WEEK]


def test_several_rules_of_one_body_on_one_measure_stand_together() -> None:
    twice = a_body("Twice", a_rule("twice.floor", hours(6)), a_rule("twice.ceiling", Range.at_most(Minutes(1140))))
    row = compared(twice).rows[Measure.HOURS_PER_WEEK]
    assert [each.rule for each in row["Twice"]] == ["twice.floor", "twice.ceiling"]


def test_a_body_that_says_nothing_is_silent_and_one_that_only_shows_has_no_verdict() -> None:
    found = compared(ELSEWHERE, NINE, PRACTICE, SIX, RATES, TEENS)
    assert found.bodies == ("Nine", "Practice", "Six", "Rates", "Teens")
    assert found.silent == ("Elsewhere",)
    assert found.verdicts == {"Nine": NOT_MET, "Six": MET, "Teens": UNKNOWN}
    assert [each.rule for each in found.not_applied] == ["else.hours"]


def test_bodies_contradict_each_other_where_one_is_met_and_another_missed() -> None:
    (found,) = compared(NINE, SIX, TEENS, PRACTICE).contradictions
    assert found.measure is Measure.HOURS_PER_WEEK
    assert [each.body for each in found.met] == ["Six"]
    assert [each.body for each in found.missed] == ["Nine"]
    assert str(found) == ("hours per week: met Six (at least 6 h a week); missed Nine (at least 9 h a week, 3 h short)")


def test_bodies_that_agree_contradict_nobody() -> None:
    assert compared(NINE).contradictions == ()
    assert compared(SIX).contradictions == ()
    assert compared(NINE, a_body("Ten", a_rule("ten.hours", hours(10)))).contradictions == ()
    # Usual practice and billing bands judge nothing, so they contradict nothing.
    assert compared(SIX, PRACTICE, RATES).contradictions == ()


def test_a_body_that_misses_one_of_its_own_rules_and_meets_another_contradicts_no_one() -> None:
    both = a_body("Both", a_rule("both.six", hours(6)), a_rule("both.nine", hours(9)))
    assert compared(both).contradictions == ()
    (found,) = compared(both, SIX).contradictions
    assert ({each.body for each in found.met}, {each.body for each in found.missed}) == ({"Six"}, {"Both"})


def test_what_one_phase_meets_and_another_misses_is_no_contradiction() -> None:
    phases = [
        Phase(LevelOfCare.INTENSIVE_OUTPATIENT, WeeklyPattern(time_per_week="7 h"), length="4 weeks"),
        Phase(LevelOfCare.OUTPATIENT, WeeklyPattern(time_per_week="7 h"), length="4 weeks"),
    ]
    nine = a_body("Nine", a_rule("nine", hours(9), scope=Scope(levels={LevelOfCare.OUTPATIENT})))
    six = a_body("Six", a_rule("six", hours(6), scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT})))
    pathway = Pathway(phases)
    assert compare(pathway, standards=[nine, six], on=TODAY).contradictions == ()
    (found,) = compare(pathway, standards=[nine, a_body("Six", a_rule("six", hours(6)))], on=TODAY).contradictions
    assert [each.rule for each in found.missed] == ["nine"]


def test_a_miss_that_has_no_distance_is_named_without_one() -> None:
    under = a_body("Under", a_rule("under.hours", Range.below(Minutes.of_hours(6))))
    (found,) = compared(under, SIX).contradictions
    assert str(found) == "hours per week: met Six (at least 6 h a week); missed Under (under 6 h a week)"


def test_the_text_is_a_table_with_a_verdict_for_each_body_and_what_follows() -> None:
    found = compared(NINE, SIX, PRACTICE, ELSEWHERE)
    text = str(found).splitlines()
    assert text[0] == "Substance-use IOP, compared as of 2026-02-02 · weeks Monday to Sunday"
    table = text.index("                      Nine                    Six                     Practice")
    assert text[table + 1 : table + 7] == [
        "hours per week        missed: at least 9 h a  met: at least 6 h a     outside: 9 h to 12 h a",
        "                      week (3 h short)        week                    week (3 h short)",
        "days per week         met: at least 2 days a",
        "                      week",
        "in all                NOT MET                 MET                     shown",
        "",
    ]
    assert text[table + 7 : table + 12] == [
        "meets: Six",
        "misses: Nine",
        "met by one body's rule and missed by another's: hours per week: met Six (at least 6 h a week);",
        "    missed Nine (at least 9 h a week, 3 h short)",
        "no rule applies: Elsewhere; nothing known is not nothing required",
    ]
    assert text[-1].startswith("rules ")
    assert found.report.digest in text[-1]


def test_bodies_for_which_it_is_unknown_are_named_in_the_text() -> None:
    text = str(compared(TEENS, RATES))
    assert "\nunknown for: Teens\n" in text
    assert "within: 1 to 2 days a" in text
    assert "UNKNOWN" in text
    assert "perhaps" not in text


def test_more_bodies_than_fit_across_stand_in_further_tables() -> None:
    many = [a_body(f"Body {number}", a_rule(f"b{number}.hours", hours(6))) for number in range(7)]
    many[6] = a_body("Body 6", a_rule("b6.days", Range.at_least(2), "days_per_week"))
    text = str(compared(*many)).splitlines()
    heads = [line.split() for line in text if line.strip().startswith("Body")]
    assert [len(head) // 2 for head in heads] == [3, 3, 1]
    # The last table has no row for what its body says nothing of.
    last = text[max(at for at, line in enumerate(text) if line.strip().startswith("Body")) :]
    assert not any(line.startswith("hours per week") for line in last)


def test_every_shipped_body_is_compared_when_none_is_named() -> None:
    found = compare(PROGRAM, on=TODAY)
    assert {*found.bodies, *found.silent} == {body.name for body in standards.all()}
    assert str(found)


def test_nothing_compared_is_nothing_said() -> None:
    found = compared()
    assert (found.bodies, found.silent, found.rows, found.verdicts, found.contradictions) == ((), (), {}, {}, ())
    assert str(found)


def test_an_unverified_figure_is_compared_only_when_asked_for() -> None:
    loose = Rule(
        id="loose",
        measure="hours_per_week",
        history=History.of(Dated(hours(6), Citation("hearsay", mark=Mark.UNVERIFIED))),
        force="required",
    )
    assert compare(PROGRAM, standards=[a_body("Loose", loose)], on=TODAY).bodies == ()
    found = compare(PROGRAM, standards=[a_body("Loose", loose)], on=TODAY, include_unverified=True)
    assert found.verdicts == {"Loose": MET}


def test_what_is_no_body_is_refused() -> None:
    assert "standards" in refusal(WrongKind, lambda: compare(PROGRAM, standards=[wrong("Medicare")], on=TODAY))


def apart(*bodies: Standard, measure: str = "hours_per_week", **more: object) -> Disagreement:
    """The bounds of these bodies on one measure."""
    return disagreements(measure, on=TODAY, standards=bodies, **more)  # type: ignore[arg-type]


AT_MOST_EIGHT = a_body("Eight", a_rule("eight.hours", Range.at_most(Minutes.of_hours(8))))


@pytest.mark.parametrize(
    ("bodies", "common", "disjoint"),
    [
        ((NINE, SIX), hours(9), []),
        ((NINE, SIX, PRACTICE), hours(9), []),
        ((SIX, AT_MOST_EIGHT), hours(6, 8), []),
        ((NINE, AT_MOST_EIGHT), None, [("Nine", "Eight")]),
        ((NINE, AT_MOST_EIGHT, SIX), None, [("Nine", "Eight")]),
        ((AT_MOST_EIGHT, NINE, ELSEWHERE), None, [("Eight", "Nine"), ("Eight", "Elsewhere")]),
        ((PRACTICE,), Range(0), []),
        ((), Range(0), []),
    ],
)
def test_bounds_side_by_side_have_something_in_common_or_not(
    bodies: tuple[Standard, ...], common: Bound | None, disjoint: list[tuple[str, str]]
) -> None:
    found = apart(*bodies)
    assert found.common == common
    assert [(one.body.name, other.body.name) for one, other in found.disjoint] == disjoint


@pytest.mark.parametrize(
    "aside",
    [
        a_rule("aside", hours(40), force="typical"),
        a_rule("aside", hours(40), scope=Scope(types={"day-program"})),
        a_rule("aside", hours(40), scope=Scope(during="weeks 1 to 4")),
        Band(id="aside", measure=Measure.HOURS_PER_WEEK, history=History.of(Dated(hours(40), SOURCE))),
    ],
)
def test_what_does_not_bind_every_such_program_stands_aside(aside: Rule | Band) -> None:
    found = apart(AT_MOST_EIGHT, a_body("Aside", aside))
    assert found.common == Range.at_most(Minutes.of_hours(8))
    assert found.disjoint == ()
    assert len(found.rules) == 2


RESIDENTS = a_body("Residents", a_rule("res.hours", hours(20, 30), scope=Scope(levels={LevelOfCare.RESIDENTIAL})))
OUTPATIENTS = a_body("Outpatients", a_rule("op.hours", Range.below(Minutes.of_hours(9)), scope=Scope(levels={IOP})))
GROWN = a_body("Grown", a_rule("grown.hours", hours(9), scope=Scope(population=Population("adult", "at least 18"))))
YOUNG = a_body(
    "Young", a_rule("young.hours", hours(6, 8), scope=Scope(population=Population("adolescent", "under 18")))
)


@pytest.mark.parametrize("bodies", [(RESIDENTS, OUTPATIENTS), (GROWN, YOUNG), (SIX, GROWN, YOUNG)])
def test_rules_that_no_program_can_be_under_together_neither_disagree_nor_have_anything_in_common(
    bodies: tuple[Standard, ...],
) -> None:
    found = apart(*bodies)
    assert (found.common, found.disjoint) == (None, ())
    assert str(found).splitlines()[-1].startswith("  ")


def test_rules_for_some_and_for_everybody_may_bind_one_program() -> None:
    assert apart(GROWN, SIX).common == hours(9)
    assert [(a.body.name, b.body.name) for a, b in apart(GROWN, AT_MOST_EIGHT).disjoint] == [("Grown", "Eight")]
    both = a_body("Both", a_rule("both", hours(7), scope=Scope(levels={IOP, LevelOfCare.RESIDENTIAL})))
    assert apart(both, RESIDENTS).common == hours(20, 30)


def test_days_of_a_least_length_stand_aside_from_days_of_any_length() -> None:
    long_days = a_rule("long", Range.at_least(3), "days_per_week", day_at_least=Minutes(180))
    two = a_body("Two", a_rule("two.days", Range.exactly(2), "days_per_week"))
    found = apart(two, a_body("Long", long_days), measure="days_per_week")
    assert (found.common, found.disjoint) == (Range.exactly(2), ())


def test_rules_are_found_by_level_population_focus_and_day() -> None:
    adults = a_body("Adults", a_rule("adults.hours", hours(9), scope=Scope(population=Population("adult"))))
    minds = a_body("Minds", a_rule("minds.hours", hours(7), scope=Scope(focus="mental-health")))
    bodies = (adults, minds, ELSEWHERE, SIX)

    def names(**more: object) -> list[str]:
        return [each.body.name for each in apart(*bodies, measure="hours_per_week", **more).rules]

    assert names() == ["Adults", "Minds", "Elsewhere", "Six"]
    assert names(population="adolescent") == ["Minds", "Elsewhere", "Six"]
    assert names(level="intensive outpatient") == ["Adults", "Minds", "Six"]
    assert names(level=IOP, focus="substance-use") == ["Adults", "Six"]
    assert names(focus="mental-health") == ["Adults", "Minds", "Elsewhere", "Six"]


def test_the_bounds_are_those_of_the_day() -> None:
    changed = Rule(
        id="changed",
        measure="hours_per_week",
        history=History.of(
            Dated[Bound](hours(6), SOURCE, since="2010-01-01"), Dated[Bound](hours(9), SOURCE, since="2020-01-01")
        ),
        force="required",
    )
    body = a_body("Changed", changed)
    assert [
        disagreements("hours_per_week", on=day, standards=[body]).common
        for day in ("2015-01-01", "2020-01-01", "2009-12-31")
    ] == [hours(6), hours(9), Range(0)]


def test_an_unverified_bound_stands_there_only_when_asked_for() -> None:
    cited = Citation("hearsay", mark=Mark.UNVERIFIED)
    loose = attrs.evolve(a_rule("loose", hours(40)), history=History.of(Dated[Bound](hours(40), cited)))
    body = a_body("Loose", loose)
    assert apart(body).rules == ()
    assert apart(body, include_unverified=True).common == hours(40)


def test_the_text_of_a_disagreement_says_who_asks_what_of_whom_by_which_source() -> None:
    assert str(apart(NINE, AT_MOST_EIGHT, ELSEWHERE)).splitlines() == [
        "hours per week as of 2026-02-02: 3 rules",
        "  at least 9 h a week   Nine       every program  an example of a rule [primary]",
        "  at most 8 h a week    Eight      every program  an example of a rule [primary]",
        "  at least 20 h a week  Elsewhere  residential    an example of a rule [primary]",
        "no figure meets both Nine (at least 9 h) and Eight (at most 8 h)",
        "no figure meets both Eight (at most 8 h) and Elsewhere (at least 20 h)",
    ]
    assert str(apart(NINE, SIX)).splitlines()[-1] == "meets every required and recommended rule: at least 9 h"
    assert str(apart(PRACTICE)).splitlines() == [
        "hours per week as of 2026-02-02: 1 rules",
        "  9 h to 12 h a week  Practice  every program  an example of a rule [primary]",
    ]
    assert str(apart()) == "hours per week as of 2026-02-02: 0 rules"


def test_what_is_no_measure_level_focus_or_day_is_refused() -> None:
    refusal(NotAccepted, lambda: disagreements("hours", on=TODAY))
    refusal(NotAccepted, lambda: disagreements("hours_per_week", on="2026-02-30"))
    refusal(NotAccepted, lambda: disagreements("hours_per_week", on=TODAY, focus="sleep"))
    refusal(UnknownName, lambda: disagreements("hours_per_week", on=TODAY, level="spa"))
