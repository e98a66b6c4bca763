"""Whether a minimum can still be met, with which sessions, and what would have to be made up; worked out by hand.

The week: groups of three hours on Monday, Wednesday and Thursday evenings, from Monday 2 February 2026.
"""

import attrs
import pytest
from pendulum import Date

from iopmodel import (
    DEFAULT_COUNTING,
    Activity,
    Added,
    Aggregation,
    Break,
    Cancelled,
    Citation,
    Counting,
    Dated,
    Episode,
    GroupTherapy,
    History,
    IndividualTherapy,
    LevelOfCare,
    Measure,
    Minutes,
    Phase,
    Range,
    Rule,
    Session,
    State,
    WeeklyPattern,
    sessions,
    standards,
)
from iopmodel.attendance import Attendance, AttendanceRecord
from iopmodel.errors import NotAccepted, NotYetInForce, WrongKind
from iopmodel.outlook import Outlook, OutlookState, earliest_total, stay_outlook, week_outlook
from iopmodel.rules import Bound
from iopmodel.spans import DaySpan
from tests.refusal import refusal, wrong

MET, WITHIN_REACH, UNCERTAIN, OUT_OF_REACH = OutlookState
IOP = LevelOfCare.INTENSIVE_OUTPATIENT
GROUPS = sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")
EPISODE = Episode.of(Phase(IOP, GROUPS), first="2026-02-02", length="8 weeks")
MONDAY, WEDNESDAY, THURSDAY = EPISODE.occurrences()[:3]
EMPTY = Attendance("A-17")
ATTENDED = EMPTY.record(MONDAY)
MISSED = EMPTY.record(MONDAY, "absent-excused")
TALK = Session(IndividualTherapy(), time=Minutes(60), key="talk")
CONTESTED = attrs.evolve(DEFAULT_COUNTING, contested=frozenset({"activity"}))


def _hours(low: int, high: int | None = None) -> Range[Minutes]:
    return Range(Minutes.of_hours(low), Minutes.of_hours(low if high is None else high))


def _of(*week: Session, length: str = "8 weeks") -> Episode:
    return Episode.of(Phase(IOP, week), first="2026-02-02", length=length)


def _needed(found: Outlook) -> list[int]:
    return [each.day.day for each in found.needed]


def _rule(measure: Measure, bound: Bound, **more: object) -> Rule:
    history = History.of(Dated(bound, Citation("Example Act"), since="2020-01-01"))
    return Rule(id="example", measure=measure, history=history, force="required", **more)  # type: ignore[arg-type]


# The week


@pytest.mark.parametrize(
    ("sheet", "minimum", "on", "state", "needed"),
    [
        (ATTENDED, "3 h", "2026-02-04", MET, []),
        (ATTENDED, "181 min", "2026-02-04", WITHIN_REACH, [4]),
        (ATTENDED, "6 h", "2026-02-04", WITHIN_REACH, [4]),
        (ATTENDED, "9 h", "2026-02-04", WITHIN_REACH, [4, 5]),
        (ATTENDED, "9 h", "2026-02-02", WITHIN_REACH, [4, 5]),
        (ATTENDED, "541 min", "2026-02-04", OUT_OF_REACH, []),
        (EMPTY, "9 h", "2026-02-02", WITHIN_REACH, [2, 4, 5]),
        (EMPTY, "3 h", "2026-02-02", WITHIN_REACH, [2]),
        (EMPTY, "6 h", "2026-02-03", WITHIN_REACH, [4, 5]),
        (EMPTY, "9 h", "2026-02-03", UNCERTAIN, []),
        (MISSED, "6 h", "2026-02-03", WITHIN_REACH, [4, 5]),
        (MISSED, "9 h", "2026-02-03", OUT_OF_REACH, []),
        (ATTENDED.record(WEDNESDAY).record(THURSDAY), "9 h", "2026-02-06", MET, []),
        (ATTENDED.record(WEDNESDAY).record(THURSDAY, late="1 min"), "9 h", "2026-02-06", OUT_OF_REACH, []),
        (ATTENDED.record(WEDNESDAY), "9 h", "2026-02-06", UNCERTAIN, []),
    ],
)
def test_a_weekly_minimum_is_met_within_reach_uncertain_or_out_of_reach(
    sheet: Attendance, minimum: str, on: str, state: OutlookState, needed: list[int]
) -> None:
    found = week_outlook(EPISODE, minimum=minimum, on=on, attendance=sheet)
    assert (found.state, _needed(found)) == (state, needed)
    assert found.span == DaySpan("2026-02-02", "2026-02-09")
    assert str(found.on) == on


def test_an_outlook_says_what_was_delivered_and_what_is_left() -> None:
    found = week_outlook(EPISODE, minimum="9 h", on="2026-02-05", attendance=ATTENDED)
    assert (found.so_far, found.if_attended) == (_hours(3, 6), _hours(6, 9))
    assert (found.days_so_far, found.days_if_attended) == (Range(1, 2), Range(2, 3))
    assert (found.remaining, found.unrecorded) == ((THURSDAY,), (WEDNESDAY,))
    assert (found.minimum, found.days, found.day_at_least) == (Minutes.of_hours(9), 0, Minutes(0))
    assert found.doubts == ("2026-02-04 18:00 group therapy is not on record",)
    assert found.to_make_up == _hours(0, 3)
    assert (found.rule, found.citation) == ("", None)
    assert str(found) == (
        "2026-02-02 until 2026-02-09, on 2026-02-05: at least 9 h: uncertain, 3 h to 6 h so far; it hangs on this: "
        "2026-02-04 18:00 group therapy is not on record"
    )


def test_what_is_out_of_reach_says_what_would_have_to_be_made_up() -> None:
    found = week_outlook(EPISODE, minimum="9 h", on="2026-02-05", attendance=MISSED, days=3)
    assert (found.to_make_up, found.days_to_make_up) == (_hours(3, 6), Range(1, 2))
    assert str(found) == (
        "2026-02-02 until 2026-02-09, on 2026-02-05: at least 9 h and 3 days: out of reach, at most 3 h so far; "
        "to make up: 3 h to 6 h and 1 to 2 treatment days"
    )
    made_up = EPISODE.override(
        Added("2026-02-07", Session(GroupTherapy(), start="09:00", time=Minutes(180)), replaces=MONDAY.identity)
    )
    again = week_outlook(made_up, minimum="9 h", on="2026-02-04", attendance=MISSED, days=3)
    assert (again.state, _needed(again)) == (WITHIN_REACH, [4, 5, 7])
    assert (again.to_make_up, again.days_to_make_up) == (_hours(0), Range.exactly(0))
    more = attrs.evolve(again, days=1, days_if_attended=Range(3, 5))
    assert more.days_to_make_up == Range.exactly(0)


def test_without_attendance_what_was_planned_is_held_to_have_been_attended() -> None:
    found = week_outlook(EPISODE, minimum="9 h", on="2026-02-05")
    assert (found.state, found.so_far, _needed(found), found.unrecorded) == (WITHIN_REACH, _hours(6), [5], ())
    assert str(found) == (
        "2026-02-02 until 2026-02-09, on 2026-02-05: at least 9 h: within reach, 6 h so far; "
        "attend 2026-02-05 18:00 group therapy"
    )
    assert week_outlook(EPISODE, minimum="9 h", on="2026-02-06").state is MET


def test_what_is_on_record_already_is_settled_whatever_its_day() -> None:
    sheet = ATTENDED.record(THURSDAY, "cancelled-by-program")
    found = week_outlook(EPISODE, minimum="9 h", on="2026-02-03", attendance=sheet)
    assert (found.state, found.remaining) == (OUT_OF_REACH, (WEDNESDAY,))
    early = week_outlook(EPISODE, minimum="6 h", on="2026-02-03", attendance=ATTENDED.record(THURSDAY))
    assert (early.state, early.so_far) == (MET, _hours(6))


@pytest.mark.parametrize(
    ("days", "day_at_least", "sheet", "state", "needed"),
    [
        (1, "0 min", ATTENDED, MET, []),
        (2, "0 min", ATTENDED, WITHIN_REACH, [4]),
        (3, "3 h", ATTENDED, WITHIN_REACH, [4, 5]),
        (3, "181 min", ATTENDED, OUT_OF_REACH, []),
        (4, "0 min", ATTENDED, OUT_OF_REACH, []),
        (3, "3 h", EMPTY.record(MONDAY, late="1 min"), OUT_OF_REACH, []),
        (3, "179 min", EMPTY.record(MONDAY, late="1 min"), WITHIN_REACH, [4, 5]),
        (3, "3 h", EMPTY, UNCERTAIN, []),
        (2, "3 h", EMPTY, WITHIN_REACH, [4, 5]),
    ],
)
def test_treatment_days_are_reached_like_time(
    days: int, day_at_least: str, sheet: Attendance, state: OutlookState, needed: list[int]
) -> None:
    found = week_outlook(EPISODE, days=days, day_at_least=day_at_least, on="2026-02-03", attendance=sheet)
    assert (found.state, _needed(found)) == (state, needed)


def test_days_and_their_time_are_said() -> None:
    found = week_outlook(EPISODE, days=1, day_at_least="3 h", on="2026-02-03")
    assert str(found) == "2026-02-02 until 2026-02-09, on 2026-02-03: 1 day of at least 3 h: met, 3 h so far"
    out = week_outlook(EPISODE, days=4, on="2026-02-03")
    assert str(out).endswith(": 4 days: out of reach, 3 h so far; to make up: 1 treatment days")


def test_sessions_at_one_time_are_needed_once() -> None:
    episode = _of(
        *sessions(GroupTherapy(), "MO", "18:00-20:00"), *sessions(GroupTherapy("skills"), "MO", "19:00-21:00")
    )
    assert week_outlook(episode, minimum="3 h", on="2026-02-02").state is WITHIN_REACH
    assert week_outlook(episode, minimum="181 min", on="2026-02-02").state is OUT_OF_REACH


@pytest.mark.parametrize(
    ("session", "counting", "doubt"),
    [
        (Session(GroupTherapy(), day="TU", start="18:00"), DEFAULT_COUNTING, "is not stated long"),
        (Session(GroupTherapy(), day="TU", time="30 to 60 min"), DEFAULT_COUNTING, "is 30 min to 1 h long"),
        (Session(GroupTherapy(), day="TU", time=Minutes(60), optional=True), DEFAULT_COUNTING, "is optional"),
        (Session(Activity(), day="TU", time=Minutes(60)), CONTESTED, "may or may not count"),
    ],
)
def test_what_is_not_certain_decides_only_where_the_rest_does_not(
    session: Session, counting: Counting, doubt: str
) -> None:
    episode = _of(*GROUPS, session)
    assert week_outlook(episode, minimum="9 h", on="2026-02-02", counting=counting).state is WITHIN_REACH
    found = week_outlook(episode, minimum="10 h", on="2026-02-02", counting=counting)
    assert found.state is UNCERTAIN
    (only,) = found.doubts
    assert only.endswith(doubt)
    assert len(found.remaining) == 4
    past = week_outlook(episode, minimum="10 h", on="2026-02-09", week="sunday-to-saturday", counting=counting)
    assert past.span == DaySpan("2026-02-08", "2026-02-15")
    over = week_outlook(episode, minimum="10 h", on="2026-02-08", counting=counting)
    assert (over.state, over.doubts, over.remaining) == (UNCERTAIN, found.doubts, ())


def test_sessions_that_do_not_count_are_no_help() -> None:
    episode = _of(*GROUPS, *sessions(Break(), "MO", "21:00-23:00"), Session(Break(), time=Minutes(600)))
    found = week_outlook(episode, minimum="10 h", on="2026-02-02")
    assert (found.state, found.unplaced) == (OUT_OF_REACH, ())
    assert [each.identity for each in found.remaining] == [each.identity for each in (MONDAY, WEDNESDAY, THURSDAY)]
    optional = _of(*GROUPS, *sessions(GroupTherapy(), "TU", "18:00-21:00", optional=True))
    without = attrs.evolve(DEFAULT_COUNTING, optional=False)
    assert week_outlook(optional, minimum="10 h", on="2026-02-02", counting=without).state is OUT_OF_REACH
    sheet = EMPTY.record(optional.occurrences()[1])
    assert (
        week_outlook(optional, minimum="12 h", on="2026-02-02", counting=without, attendance=sheet).state
        is WITHIN_REACH
    )


def test_sessions_still_to_be_placed_are_possible_and_never_certain() -> None:
    episode = _of(*GROUPS, TALK)
    found = week_outlook(episode, minimum="10 h", on="2026-02-02")
    assert (found.state, found.if_attended) == (UNCERTAIN, _hours(9, 10))
    assert [str(each) for each in found.unplaced] == list(found.doubts)
    assert found.doubts == ("2026-02-02 until 2026-02-09: individual therapy, 1 to be placed",)
    assert week_outlook(episode, minimum="601 min", on="2026-02-02").state is OUT_OF_REACH
    placed = episode.override(Added("2026-02-06", Session(IndividualTherapy(), time=Minutes(60)), places="talk"))
    sure = week_outlook(placed, minimum="10 h", on="2026-02-02")
    assert (sure.state, sure.unplaced) == (WITHIN_REACH, ())
    over = week_outlook(episode, minimum="10 h", on="2026-02-02", week="sunday-to-saturday")
    assert over.span == DaySpan("2026-02-01", "2026-02-08")
    assert over.state is UNCERTAIN


@pytest.mark.parametrize(
    ("session", "days", "day_at_least", "on", "state"),
    [
        (TALK, 4, "0 min", "2026-02-02", UNCERTAIN),
        (TALK, 4, "60 min", "2026-02-02", UNCERTAIN),
        (TALK, 4, "61 min", "2026-02-02", OUT_OF_REACH),
        (TALK, 5, "0 min", "2026-02-02", OUT_OF_REACH),
        (attrs.evolve(TALK, per_week=2), 5, "60 min", "2026-02-02", UNCERTAIN),
        (attrs.evolve(TALK, per_week=2), 4, "2 h", "2026-02-02", UNCERTAIN),
        (attrs.evolve(TALK, per_week=2), 5, "2 h", "2026-02-02", OUT_OF_REACH),
        (attrs.evolve(TALK, per_week="not stated"), 7, "60 min", "2026-02-02", UNCERTAIN),
        (attrs.evolve(TALK, time="at least 60 min"), 4, "9 h", "2026-02-02", OUT_OF_REACH),
        (attrs.evolve(TALK, time="at least 60 min"), 4, "3 h", "2026-02-02", UNCERTAIN),
        (attrs.evolve(TALK, per_week=5), 4, "0 min", "2026-02-08", UNCERTAIN),
        (attrs.evolve(TALK, per_week=5), 5, "0 min", "2026-02-08", OUT_OF_REACH),
    ],
)
def test_sessions_still_to_be_placed_may_make_days(
    session: Session, days: int, day_at_least: str, on: str, state: OutlookState
) -> None:
    found = week_outlook(_of(*GROUPS, session), days=days, day_at_least=day_at_least, on=on)
    assert found.state is state


def test_the_day_that_lacks_least_may_be_filled_first() -> None:
    episode = _of(*sessions(GroupTherapy(), "MO", "18:00-19:00"), *sessions(GroupTherapy(), "TU", "18:00-20:00"), TALK)
    found = week_outlook(episode, days=1, day_at_least="3 h", on="2026-02-02")
    assert (found.state, found.days_if_attended) == (UNCERTAIN, Range(0, 1))


def test_what_was_to_be_placed_on_days_that_are_over_is_no_longer_possible() -> None:
    wednesdays = Episode.of(Phase(IOP, [*GROUPS, TALK]), first="2026-02-04", length="8 weeks")
    found = week_outlook(wednesdays, minimum="11 h", on="2026-02-12")
    assert [str(each.span) for each in found.unplaced] == ["2026-02-11 until 2026-02-18"]
    assert (found.state, found.if_attended) == (OUT_OF_REACH, _hours(9, 10))
    assert week_outlook(wednesdays, minimum="11 h", on="2026-02-10").state is UNCERTAIN


def test_what_is_not_on_record_is_possible_whatever_the_counting_says_of_optional_sessions() -> None:
    without = attrs.evolve(DEFAULT_COUNTING, optional=False)
    found = week_outlook(EPISODE, minimum="9 h", on="2026-02-03", attendance=EMPTY, counting=without)
    assert (found.state, found.so_far) == (UNCERTAIN, _hours(0, 3))


def test_nothing_can_be_placed_after_the_end_of_care() -> None:
    episode = _of(*GROUPS, attrs.evolve(TALK, per_week=5), length="5 days")
    assert week_outlook(episode, days=5, on="2026-02-02").state is UNCERTAIN
    assert week_outlook(episode, days=6, on="2026-02-02").state is OUT_OF_REACH


def test_a_day_that_lacks_time_may_be_filled() -> None:
    episode = _of(*GROUPS, attrs.evolve(TALK, per_week=1))
    found = week_outlook(episode, days=1, day_at_least="4 h", on="2026-02-02")
    assert (found.state, found.days_if_attended) == (UNCERTAIN, Range(0, 1))


def test_of_a_week_known_by_its_figures_alone_nothing_is_certain() -> None:
    episode = Episode.of(Phase(IOP, WeeklyPattern(days=3)), first="2026-02-02", length="8 weeks")
    found = week_outlook(episode, minimum="9 h", days=3, on="2026-02-04")
    assert (found.state, found.so_far, found.days_so_far) == (UNCERTAIN, Range(Minutes(0)), Range(0))
    assert found.doubts == ("some weeks are known by their figures alone",)
    assert (found.to_make_up, found.days_to_make_up) == (_hours(0, 9), Range(0, 3))
    begins = week_outlook(episode, minimum="9 h", on="2026-02-02")
    assert (begins.so_far, begins.if_attended) == (_hours(0), Range(Minutes(0)))


def test_cancelled_sessions_are_not_left() -> None:
    episode = EPISODE.override(Cancelled("2026-02-05"))
    assert week_outlook(episode, minimum="9 h", on="2026-02-02").state is OUT_OF_REACH


@pytest.mark.parametrize(
    ("week", "on", "span"),
    [
        ("monday-to-sunday", "2026-02-08", ("2026-02-02", "2026-02-09")),
        ("Sunday to Saturday", "2026-02-08", ("2026-02-08", "2026-02-15")),
        ("sunday-to-saturday", "2026-02-07", ("2026-02-01", "2026-02-08")),
        ("from-admission", "2026-02-10", ("2026-02-04", "2026-02-11")),
        ("from-admission", "2026-02-11", ("2026-02-11", "2026-02-18")),
        ("from-admission", "2026-02-03", ("2026-01-28", "2026-02-04")),
    ],
)
def test_the_week_is_the_one_that_holds_the_day(week: str, on: str, span: tuple[str, str]) -> None:
    episode = Episode.of(Phase(IOP, GROUPS), first="2026-02-04", length="8 weeks")
    assert week_outlook(episode, minimum="9 h", on=on, week=week).span == DaySpan(*span)


def test_rolling_weeks_are_refused_because_seven_hold_each_day() -> None:
    assert refusal(
        NotAccepted, lambda: week_outlook(EPISODE, minimum="9 h", on="2026-02-02", week="rolling-seven-days")
    ) == (
        "week: expected one of monday-to-sunday, sunday-to-saturday, from-admission, as seven rolling weeks hold each "
        'day, got "rolling-seven-days"'
    )


# Rules


def test_a_rule_gives_the_minimum_and_its_source() -> None:
    rule = standards.MEDICARE.rule("medicare.iop.hours_week")
    assert isinstance(rule, Rule)
    found = week_outlook(EPISODE, rule=rule, on="2026-02-04", attendance=MISSED, counting=standards.MEDICARE.counting)
    assert (found.minimum, found.days, found.state) == (Minutes.of_hours(9), 0, OUT_OF_REACH)
    assert (found.rule, found.citation) == (rule.id, rule.citation)


def test_a_rule_about_days_gives_the_days_and_their_time() -> None:
    (rule,) = [each for each in standards.HCPCS if each.measure is Measure.DAYS_PER_WEEK]
    assert isinstance(rule, Rule)
    found = week_outlook(EPISODE, rule=rule, on="2026-02-04", attendance=ATTENDED)
    assert (found.minimum, found.days, found.day_at_least) == (Minutes(0), 3, Minutes.of_hours(3))
    assert (found.state, _needed(found)) == (WITHIN_REACH, [4, 5])
    plain = week_outlook(EPISODE, rule=_rule(Measure.DAYS_PER_WEEK, Range(3, 5)), on="2026-02-04")
    assert (plain.days, plain.day_at_least) == (3, Minutes(0))


def test_a_rule_is_read_as_it_stood_on_that_day() -> None:
    entries: tuple[Dated[Bound], ...] = (
        Dated(Range.at_least(Minutes.of_hours(6)), Citation("Old Act"), since="2020-01-01"),
        Dated(Range.at_least(Minutes.of_hours(9)), Citation("New Act"), since="2026-02-05"),
    )
    rule = attrs.evolve(_rule(Measure.HOURS_PER_WEEK, _hours(6)), history=History.of(*entries))
    before, after = (week_outlook(EPISODE, rule=rule, on=on) for on in ("2026-02-04", "2026-02-05"))
    assert (before.minimum, str(before.citation)) == (Minutes.of_hours(6), "Old Act")
    assert (after.minimum, str(after.citation)) == (Minutes.of_hours(9), "New Act")
    with pytest.raises(NotYetInForce):
        week_outlook(EPISODE, rule=rule, on="2019-12-31")


@pytest.mark.parametrize(
    "rule",
    [
        _rule(Measure.HOURS_PER_WEEK, Range.at_most(Minutes.of_hours(19))),
        _rule(Measure.DAYS_PER_WEEK, Range.at_most(5)),
        _rule(Measure.HOURS_PER_DAY, _hours(3)),
        _rule(Measure.VISITS_PER_WEEK, Range.exactly(3)),
        _rule(Measure.HOURS_PER_WEEK, _hours(9), aggregation=Aggregation.AVERAGE),
    ],
)
def test_a_rule_that_sets_no_weekly_minimum_is_refused(rule: Rule) -> None:
    assert refusal(NotAccepted, lambda: week_outlook(EPISODE, rule=rule, on="2026-02-02")) == (
        'rule: expected a rule with a minimum of hours_per_week or days_per_week in every week, got "example"'
    )


def test_one_minimum_is_asked_for() -> None:
    rule = _rule(Measure.HOURS_PER_WEEK, _hours(9))
    nothing = refusal(NotAccepted, lambda: week_outlook(EPISODE, on="2026-02-02"))
    assert nothing == (
        "minimum: expected some time, such as minimum='9 h', or treatment days, such as days=3, got \"nothing\""
    )
    either = "either a rule or a minimum of one's own"
    with pytest.raises(NotAccepted, match=either):
        week_outlook(EPISODE, rule=rule, on="2026-02-02", minimum="9 h")
    with pytest.raises(NotAccepted, match=either):
        week_outlook(EPISODE, rule=rule, on="2026-02-02", days=3)
    assert "expected a Rule, such as" in refusal(
        WrongKind, lambda: week_outlook(EPISODE, rule=wrong("medicare.iop.hours_week"), on="2026-02-02")
    )
    assert "time: expected Minutes" in refusal(
        WrongKind, lambda: week_outlook(EPISODE, minimum=wrong(9), on="2026-02-02")
    )
    assert "treatment days" in refusal(NotAccepted, lambda: week_outlook(EPISODE, days=-1, on="2026-02-02"))


# The stay


def test_a_total_over_the_stay_takes_the_fewest_sessions_left() -> None:
    found = stay_outlook(EPISODE, total="66 h", on="2026-03-02")
    assert (found.state, found.so_far, len(found.needed)) == (WITHIN_REACH, _hours(36), 10)
    assert found.span == DaySpan("2026-02-02", "2026-03-30")
    assert found.needed == found.remaining[:10]
    assert stay_outlook(EPISODE, total="36 h", on="2026-03-02").state is MET
    missed = stay_outlook(EPISODE, total="72 h", on="2026-03-02", attendance=MISSED.record(WEDNESDAY))
    assert (missed.state, missed.to_make_up) == (OUT_OF_REACH, _hours(3, 33))
    unsure = stay_outlook(EPISODE, total="72 h", on="2026-03-02", attendance=ATTENDED)
    assert (unsure.state, len(unsure.doubts)) == (UNCERTAIN, 11)


def test_what_was_delivered_after_the_end_of_care_counts_towards_a_total() -> None:
    discharged = EPISODE.move(State.DISCHARGED, on="2026-02-04")
    sheet = Attendance("A-17", map(AttendanceRecord.of, (MONDAY, WEDNESDAY, THURSDAY)))
    found = stay_outlook(discharged, total="9 h", on="2026-02-06", attendance=sheet)
    assert (found.state, found.span) == (MET, DaySpan("2026-02-02", "2026-02-06"))


def test_a_total_over_a_stay_takes_a_planned_end_and_some_time() -> None:
    endless = Episode.of(Phase(IOP, GROUPS), first="2026-02-02")
    with pytest.raises(NotAccepted):
        stay_outlook(endless, total="72 h", on="2026-02-02")
    with pytest.raises(NotAccepted, match="some time, such as"):
        stay_outlook(EPISODE, total="0 h", on="2026-02-02")


def test_before_the_first_day_of_care_everything_is_left() -> None:
    found = stay_outlook(EPISODE, total="72 h", on="2026-01-01")
    assert (found.on, found.so_far, len(found.needed)) == (Date(2026, 1, 1), _hours(0), 24)


def test_the_door_to_the_outlook_gives_the_earliest_total_too() -> None:
    assert earliest_total(EPISODE, "9 h", on="2026-02-02").certain == Date(2026, 2, 5)
