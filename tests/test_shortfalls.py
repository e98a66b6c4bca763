"""Where a subject falls short of a minimum, and how a change is written into its week."""

from iopmodel import (
    Break,
    Counting,
    Dated,
    GroupTherapy,
    LevelOfCare,
    Minutes,
    Pathway,
    Phase,
    Program,
    Range,
    Rule,
    Session,
    Track,
    WeeklyPattern,
    WeeklySchedule,
    Weeks,
    catalogue,
    sessions,
)
from iopmodel._days import WeekDay
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.findings import FixKind
from iopmodel.shortfalls import Addition, Shortfall, falling_short, gain, with_weeks
from iopmodel.stretches import Subject, stretches
from tests.rule_strategies import SOURCE
from tests.test_checks import a_rule

NINE = Range.at_least(Minutes.of_hours(9))
EVENINGS = sessions(GroupTherapy(), "MO,WE", "18:00-21:00")


def short(subject: Subject, rule: Rule | None = None, counting: Counting = DEFAULT_COUNTING) -> list[Shortfall]:
    """The stretches of a subject that fall short of nine hours a week, or of another rule."""
    asked = a_rule(Dated(NINE, SOURCE)) if rule is None else rule
    return list(falling_short(asked, asked.history.entries[0].value, stretches(subject), counting))


def test_it_says_what_is_lacking_on_which_days_and_in_which_weeks() -> None:
    week = [*EVENINGS, *sessions(GroupTherapy(), "TH", "18:00-21:00", every=Weeks(2), first=1)]
    (found,) = short(Track("one", [*week, *sessions(Break(), "SA", time="1 h")]))
    assert (found.lacks, found.days) == (180, (WeekDay.MONDAY, WeekDay.WEDNESDAY))
    assert [each.weeks for each in found.weeks] == ["even weeks"]


def test_what_reaches_the_bound_does_not_fall_short() -> None:
    enough = sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")
    both = Program(catalogue.STANDARD_IOP, tracks=[Track("a", enough), Track("b", EVENINGS)])
    assert [each.part.title for each in short(both)] == ['track "b"']
    assert short(WeeklySchedule(enough)) == []


def test_what_is_short_of_the_high_end_alone_does_not_fall_short_of_the_low_one() -> None:
    # Six hours and perhaps nine: the low end is reached, whether the high one is passed nobody knows.
    week = WeeklySchedule([*EVENINGS, Session(GroupTherapy(), day="TH", time="3 h", optional=True)])
    assert short(week, a_rule(Dated(Range(Minutes.of_hours(6), Minutes.of_hours(8)), SOURCE))) == []


def test_the_phases_of_one_figure_fall_short_together() -> None:
    phases = [Phase(LevelOfCare.INTENSIVE_OUTPATIENT, EVENINGS, length=f"{weeks} weeks") for weeks in (4, 6)]
    rule = a_rule(Dated(Range.at_least(Minutes.of_hours(100)), SOURCE), measure="total_hours")
    found = short(Pathway(phases), rule)
    assert [each.weeks_of_the_stay for each in found] == [10, 10]
    assert {each.lacks for each in found} == {40 * 60}


def test_a_session_is_added_in_the_weeks_that_fall_short() -> None:
    week = [*EVENINGS, *sessions(GroupTherapy(), "TH", "18:00-21:00", weeks=(1, 4))]
    (found,) = short(Track("one", week, length="8 weeks"))
    step = found.with_sessions(FixKind.ONE_SESSION, "add it", [Addition(30, WeekDay.MONDAY, found.weeks)])
    assert step is not None
    assert step.words == "add it in weeks 5 on"
    assert gain(found.part, step.week, DEFAULT_COUNTING) == 30
    added = Session(GroupTherapy(), day="MO", time=Minutes(30), weeks="5 on")
    assert step.week == WeeklySchedule([*week, added])


def test_weeks_with_a_hole_between_them_cannot_be_said_and_get_it_every_week() -> None:
    thursdays = [each for week in ("2", "4") for each in sessions(GroupTherapy(), "TH", "18:00-21:00", weeks=week)]
    (found,) = short(Track("one", [*EVENINGS, *thursdays], length="4 weeks"))
    assert [each.numbers for each in found.weeks] == [(1, 3)]
    step = found.with_sessions(FixKind.ONE_SESSION, "add it", [Addition(180, WeekDay.MONDAY, found.weeks)])
    assert step is not None
    assert step.words == "add it"


def test_a_row_of_weeks_before_the_others_is_said_from_its_first_to_its_last() -> None:
    week = [*EVENINGS, *sessions(GroupTherapy(), "TH", "18:00-21:00", weeks="4 on")]
    (found,) = short(Track("one", week, length="8 weeks"))
    step = found.with_sessions(FixKind.ONE_SESSION, "add it", [Addition(180, WeekDay.MONDAY, found.weeks)])
    assert step is not None
    assert step.words == "add it in weeks 1 to 3"
    added = Session(GroupTherapy(), day="MO", time=Minutes(180), weeks="1 to 3")
    assert step.week == WeeklySchedule([*week, added])


def test_a_day_with_nothing_but_a_break_is_no_day_of_the_stay() -> None:
    rule = a_rule(Dated(Range.at_least(Minutes.of_hours(100)), SOURCE), measure="total_hours")
    week = [*EVENINGS, *sessions(Break(), "SA", time="1 h"), Session(GroupTherapy(), day="SU", optional=True)]
    (found,) = short(Track("one", week, length="8 weeks"), rule)
    assert found.weeks == ()
    assert found.days == (WeekDay.MONDAY, WeekDay.WEDNESDAY)


def test_a_figure_without_a_known_end_grows_by_its_low_end() -> None:
    (part,) = stretches(WeeklyPattern(days=3, time_per_day="at least 2 h"))
    assert gain(part, WeeklyPattern(days=3, time_per_day="3 h"), DEFAULT_COUNTING) == 180


def test_nothing_is_added_where_nothing_would_count() -> None:
    (found,) = short(WeeklySchedule(EVENINGS), counting=Counting([Break]))
    assert found.component == Break()
    nothing = short(WeeklySchedule(EVENINGS), counting=Counting([]))[0]
    assert nothing.component is None
    assert nothing.with_sessions(FixKind.ONE_SESSION, "add it", [Addition(30, None)]) is None
    assert found.with_sessions(FixKind.ONE_SESSION, "add it", []) is None


def test_a_week_is_put_in_its_place_in_every_kind_of_subject() -> None:
    other = WeeklySchedule(EVENINGS)
    track, phase = Track("one"), Phase(LevelOfCare.INTENSIVE_OUTPATIENT)
    pathway = Pathway([phase, phase])
    assert with_weeks(WeeklySchedule(), {0: other}) == other
    assert with_weeks(track, {0: other}) == Track("one", other)
    assert with_weeks(phase, {0: other}) == Phase(LevelOfCare.INTENSIVE_OUTPATIENT, other)
    assert with_weeks(pathway, {1: other}) == Pathway([phase, Phase(LevelOfCare.INTENSIVE_OUTPATIENT, other)])
    program = Program(catalogue.STANDARD_IOP, tracks=[track, Track("two")], pathway=pathway)
    changed = with_weeks(program, {1: other, 2: other})
    assert isinstance(changed, Program)
    assert [each.week == other for each in changed.tracks] == [False, True]
    assert changed.pathway == Pathway([Phase(LevelOfCare.INTENSIVE_OUTPATIENT, other), phase])
    pattern = WeeklyPattern(days=5)
    type_ = with_weeks(catalogue.STANDARD_IOP, {0: pattern})
    assert stretches(type_)[0].week == pattern
    assert with_weeks(catalogue.STANDARD_IOP, {0: other}) == catalogue.STANDARD_IOP
