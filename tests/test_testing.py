"""The harness finds what another system gets wrong, makes it small, and is silent where it gets everything right."""

import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from pendulum import Date, WeekDay

import iopmodel
from docs.examples.scheduler import clinic, clinic_mended
from iopmodel import (
    Break,
    Counting,
    Episode,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    Minutes,
    Program,
    Range,
    Session,
    Track,
    Verdict,
    WeeklySchedule,
    Weeks,
    catalogue,
    dated_weeks,
    sessions,
    standards,
    treatment_days,
    weekly_hours,
)
from iopmodel.errors import Disagrees, NotAccepted, WrongKind
from iopmodel.testing import (
    SETTINGS,
    agrees_with,
    dates_agree,
    hours_agree,
    plain_episodes,
    plain_programs,
    plain_weeks,
    verdicts_agree,
    weeks_agree,
    weeks_near,
)
from tests.refusal import wrong

FEW = hypothesis.settings(SETTINGS, max_examples=40)
NINE_HOURS = Minutes.of_hours(9)
KINDS = (GroupTherapy, IndividualTherapy, Break)
EVENING = WeeklySchedule(sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
MONDAY = WeeklySchedule(sessions(GroupTherapy(), "MO", "18:00-21:00"))


def _disagreement(ask: Callable[[], int]) -> Disagrees:
    with pytest.raises(Disagrees) as caught:
        ask()
    return caught.value


def _pasted(error: Disagrees) -> Any:  # noqa: ANN401 - whatever was given
    """What the message says was given, pasted."""
    return eval(error.given, {**vars(iopmodel), "Date": Date})  # noqa: S307 - code of our own making


def _same(value: object) -> object:
    return value


def _says(answer: object) -> Callable[..., object]:
    """A system that says the same whatever it is asked."""

    def theirs(*_: object) -> object:
        return answer

    return theirs


# ------------------------------------------------------------ the app of the page "Test your scheduler"


def _rows(app: ModuleType) -> Callable[[WeeklySchedule], list[Any]]:
    def rows(week: WeeklySchedule) -> list[Any]:
        return [app.Row(each.component.kind, int(wrong(each.day)), each.start, each.time.value.count) for each in week]

    return rows


def _plan(app: ModuleType) -> Callable[[Episode], tuple[object, ...]]:
    def plan(episode: Episode) -> tuple[object, ...]:
        rows = _rows(app)(wrong(episode.stays[0].week))
        return rows, episode.first, episode.until, ZoneInfo(wrong(episode.timezone))

    return plan


def _hours(app: ModuleType, settings: hypothesis.settings) -> int:
    given = plain_weeks(*KINDS)
    return hours_agree(app.weekly_minutes, through=_rows(app), unit="minutes", given=given, settings=settings)


def _nine_hours(app: ModuleType, settings: hypothesis.settings) -> int:
    def rows(program: Program) -> list[Any]:
        return _rows(app)(wrong(program.tracks[0].week))

    given = plain_programs(weeks_near(NINE_HOURS))
    against = [standards.MEDICARE]
    return verdicts_agree(
        app.has_nine_hours, through=rows, against=against, on="2026-02-02", given=given, settings=settings
    )


def _dates(app: ModuleType, settings: hypothesis.settings) -> int:
    def held(*plan: object) -> list[tuple[dt.datetime, dt.datetime]]:
        return [(each.start, each.end) for each in app.appointments(*plan)]

    return dates_agree(held, through=_plan(app), given=plain_episodes(*KINDS), settings=settings)


def _weeks(app: ModuleType, settings: hypothesis.settings) -> int:
    given = plain_episodes(*KINDS)
    return weeks_agree(app.minutes_by_week, through=_plan(app), given=given, unit="minutes", settings=settings)


def test_breaks_that_are_counted_are_found_with_one_break() -> None:
    error = _disagreement(lambda: _hours(clinic, SETTINGS))
    assert error.by == "theirs is 1 h more"
    assert _pasted(error) == WeeklySchedule([Session(Break(), day="MO", start="18:00", time=Minutes(60))])
    assert (error.theirs, error.ours, error.because) == ("60", "0 h", ("nothing in it counts",))


def test_nine_hours_in_floats_are_found_where_they_fall_below_nine() -> None:
    error = _disagreement(lambda: _nine_hours(clinic, SETTINGS))
    assert error.by == "theirs is 'not met', and ours is 'met'"
    assert (error.theirs, error.ours) == ("False", "met")
    (finding,) = error.because
    assert 'medicare.iop.hours_week: met; 9 h in track "track", asked at least 9 h a week' in finding


def test_weeks_added_in_utc_are_found_over_a_change_of_the_clock() -> None:
    error = _disagreement(lambda: _dates(clinic, SETTINGS))
    lacking, superfluous = error.by.split("; ")
    held = dt.datetime.fromisoformat(lacking.removeprefix("theirs lacks ").partition(" to ")[0])
    laid = dt.datetime.fromisoformat(superfluous.removeprefix("ours lacks ").partition(" to ")[0])
    assert abs(laid - held) == dt.timedelta(hours=1)
    assert len(_pasted(error).stays[0].week) == 1


def test_a_sunday_session_that_lands_in_the_next_week_is_found() -> None:
    error = _disagreement(lambda: _weeks(clinic, SETTINGS))
    first, second = error.by.split("; ")
    assert first.endswith("theirs is 1 h less")
    assert second.endswith("theirs is 1 h more")
    (session,) = _pasted(error).stays[0].week
    assert (session.day, session.component) == (WeekDay.SUNDAY, GroupTherapy())


@pytest.mark.parametrize("ask", [_hours, _nine_hours, _dates, _weeks])
def test_the_mended_app_agrees(ask: Callable[[ModuleType, hypothesis.settings], int]) -> None:
    assert ask(clinic_mended, FEW) == 40


# ------------------------------------------------------------ the run


def test_the_smallest_case_is_shown_and_nothing_of_it_is_lost() -> None:
    def theirs(count: int) -> int:
        return count if count < 13 else count + 2

    error = _disagreement(lambda: agrees_with(theirs, _same, given=st.integers(0, 10_000)))
    assert (error.question, error.given, error.theirs, error.ours, error.by) == (
        "same",
        "13",
        "15",
        "13",
        "theirs is 2 more",
    )
    assert (error.because, error.passed, error.__cause__) == ((), "", None)


def test_the_message_says_everything_on_a_line_of_its_own() -> None:
    theirs = clinic.weekly_minutes
    week = WeeklySchedule([*MONDAY, Session(Break(), day="MO", start="21:00", time=Minutes(15))])
    error = _disagreement(lambda: hours_agree(theirs, through=_rows(clinic), unit="minutes", given=[EVENING, week]))
    before, _, after = str(error).partition(error.given.replace("\n", "\n" + " " * 13))
    assert before == "weekly hours: theirs is 15 min more\n  given:     "
    assert after.splitlines()[:-1] == [
        "",
        f"  passed on: {_rows(clinic)(week)!r}",
        "  theirs:    195",
        "  ours:      3 h",
        "             Mon group therapy (Mon 18:00-21:00): 3 h",
    ]
    assert after.splitlines()[-1].startswith("  to do:     mend theirs, and keep what is given")
    assert _pasted(error) == week
    assert isinstance(error, AssertionError)


def test_without_an_adapter_nothing_was_passed_on() -> None:
    error = _disagreement(lambda: hours_agree(_says(Minutes(0)), given=[MONDAY]))
    assert "passed on" not in str(error)


def test_the_same_cases_are_drawn_every_time() -> None:
    def drawn() -> list[WeeklySchedule]:
        seen: list[WeeklySchedule] = []
        agrees_with(_says(None), seen.append, given=plain_weeks(), settings=FEW)
        return seen

    assert drawn() == drawn()
    assert len(set(drawn())) > 30


def test_as_many_cases_are_compared_as_the_settings_say_whatever_profile_is_loaded() -> None:
    assert agrees_with(_same, _same, given=st.integers()) == 300
    assert agrees_with(_same, _same, given=st.integers(), settings=FEW) == 40


def test_settings_with_every_phase_still_end_with_the_smallest_case() -> None:
    settings = hypothesis.settings(database=None, derandomize=True, max_examples=300)
    assert hypothesis.Phase.explain in settings.phases
    error = _disagreement(lambda: agrees_with(_says(0), _same, given=st.integers(0, 999), settings=settings))
    assert (error.given, error.by) == ("1", "theirs is 1 less")


def test_examples_are_tried_in_their_order_and_the_first_disagreement_is_raised() -> None:
    tried: list[object] = []

    def theirs(value: int) -> int:
        tried.append(value)
        return min(value, 5)

    assert agrees_with(theirs, _same, given=[3, 5, 1]) == 3
    error = _disagreement(lambda: agrees_with(theirs, _same, given=iter([5, 900, 7])))
    assert error.given == "900"
    assert tried == [3, 5, 1, 5, 900]


def test_comparing_nothing_is_refused() -> None:
    with pytest.raises(NotAccepted, match="examples: expected at least one, or a strategy that draws them"):
        agrees_with(_same, _same, given=[])


@pytest.mark.parametrize("given", [EVENING, "18:00", 3])
def test_one_example_is_given_in_a_list(given: object) -> None:
    with pytest.raises(WrongKind, match=r"cases: expected a strategy, or several examples such as \[week\], got"):
        agrees_with(_same, _same, given=wrong(given))


def test_cases_that_an_adapter_leaves_out_are_not_compared() -> None:
    def even(value: int) -> int:
        hypothesis.assume(value % 2 == 0)
        return value

    asked: list[int] = []

    def theirs(value: int) -> int:
        asked.append(value)
        hypothesis.assume(value < 50)
        return value

    agrees_with(theirs, _same, given=st.integers(0, 99), through=even, settings=FEW)
    assert asked
    assert not [value for value in asked if value % 2]
    assert max(asked) >= 50


def test_a_function_with_two_answers_to_one_question_is_no_disagreement() -> None:
    answers = itertools.chain([0], itertools.repeat(1))

    def theirs(_: object) -> int:
        return next(answers)

    with pytest.raises(Flaky):
        agrees_with(theirs, _says(1), given=st.integers())


# ------------------------------------------------------------ what is called with what


class _Pair(NamedTuple):
    one: int
    two: int


def test_a_plain_tuple_is_several_arguments_and_any_other_value_is_one() -> None:
    calls: list[tuple[object, ...]] = []

    def theirs(*asked: object) -> int:
        calls.append(asked)
        return 0

    def ours(*asked: object) -> int:
        calls.append(asked)
        return 0

    agrees_with(theirs, ours, given=[(1, 2), _Pair(1, 2), [1, 2]])
    assert calls == [(1, 2), (1, 2), (_Pair(1, 2),), (_Pair(1, 2),), ([1, 2],), ([1, 2],)]


def test_what_an_adapter_makes_is_what_theirs_is_called_with() -> None:
    def theirs(one: int, two: int) -> int:
        return one + two

    def through(value: int) -> tuple[int, int]:
        return value, 1

    error = _disagreement(lambda: agrees_with(theirs, _same, given=[4], through=through))
    assert (error.given, error.passed, error.theirs, error.ours) == ("4", "4, 1", "5", "4")


def test_a_function_of_theirs_that_raises_disagrees_and_says_why() -> None:
    def theirs(value: int) -> int:
        if value >= 7:
            raise ZeroDivisionError("no such week")
        return value

    error = _disagreement(lambda: agrees_with(theirs, _same, given=st.integers(0, 99)))
    assert (error.given, error.theirs, error.by) == (
        "7",
        "raises ZeroDivisionError: no such week",
        "theirs gives no answer",
    )
    assert isinstance(error.__cause__, ZeroDivisionError)


def _fails(*_: object) -> int:
    raise KeyError("day")


@pytest.mark.parametrize("given", [[1], st.just(1)])
def test_an_adapter_or_a_function_of_ours_that_raises_is_no_disagreement(given: Any) -> None:  # noqa: ANN401 - two kinds
    with pytest.raises(KeyError):
        agrees_with(_same, _same, given=given, through=_fails)
    with pytest.raises(KeyError):
        agrees_with(_same, _fails, given=given)


def test_a_refusal_says_that_it_is_not_known() -> None:
    def ours(value: int) -> Range[int]:
        return Range(value, 3)

    refusals = (LookupError,)
    assert agrees_with(_fails, ours, given=[1, 2], refusals=refusals) == 2
    error = _disagreement(lambda: agrees_with(_fails, ours, given=[2, 3], refusals=refusals))
    assert (error.given, error.theirs, error.by) == ("3", "refused", "theirs is not known, and ours is")
    assert _disagreement(lambda: agrees_with(_fails, ours, given=[2])).by == "theirs gives no answer"


def test_one_figure_within_our_range_agrees_if_that_is_asked_for() -> None:
    open_ended = WeeklySchedule([*EVENING, Session(IndividualTherapy())])
    assert hours_agree(_says(9.5), given=[open_ended], unit="hours", within=True) == 1
    error = _disagreement(lambda: hours_agree(_says(9.5), given=[open_ended], unit="hours"))
    assert (error.by, error.ours) == ("theirs is one figure, and ours is a range", "at least 9 h")


@pytest.mark.parametrize("given", [[EVENING], st.just(EVENING)])
def test_a_bare_number_of_hours_is_refused(given: Any) -> None:  # noqa: ANN401 - two kinds
    with pytest.raises(WrongKind, match="a bare number may be either"):
        hours_agree(_says(9), given=given)


def _items(value: Sequence[int]) -> Sequence[int]:
    return value


def _asked_of(count: int) -> Disagrees:
    """A disagreement about so many sessions, with an answer of 33 signs for each and four more."""

    def theirs(value: Sequence[int]) -> str:
        return "x" * (33 * len(value) + 2)

    given = [list(range(count))]
    return _disagreement(lambda: agrees_with(theirs, str, given=given, because=_items))


def test_what_makes_ours_is_cut_after_twelve_lines_and_their_answer_after_400_signs() -> None:
    assert _asked_of(12).because == tuple(map(str, range(12)))
    assert _asked_of(13).because == (*map(str, range(12)), "and 1 more")
    assert _asked_of(12).theirs == repr("x" * 398)
    assert _asked_of(13).theirs == "'" + "x" * 396 + "..."


def test_a_question_is_named_after_our_function_unless_it_has_a_name() -> None:
    def ask(**more: Any) -> str:  # noqa: ANN401 - what agrees_with takes
        return _disagreement(lambda: agrees_with(_says(9), treatment_days, given=[EVENING], **more)).question

    assert ask() == "treatment days"
    assert ask(question="days a week") == "days a week"
    nameless: Callable[[object], object] = lambda _: 2  # noqa: E731 - it is a lambda that has no name
    assert _disagreement(lambda: agrees_with(_says(1), nameless, given=[EVENING])).question == "answer"


# ------------------------------------------------------------ the partners


def test_hours_are_asked_of_plain_weeks_unless_others_are_given() -> None:
    def theirs(week: WeeklySchedule) -> Minutes:
        return Minutes(sum(each.time.value.count for each in week if each.component.kind != "school"))

    error = _disagreement(lambda: hours_agree(theirs))
    assert error.question == "weekly hours"
    assert error.ours == "0 h"
    assert len(_pasted(error)) == 1


def test_hours_are_asked_of_one_program_week_where_it_is_given() -> None:
    week = WeeklySchedule(
        [*MONDAY, Session(FamilyTherapy(), day="SA", start="10:00", time="1 h", every=Weeks(2), first=1)]
    )
    asked: list[int] = []

    def theirs(_: WeeklySchedule, number: int) -> int:
        asked.append(number)
        return 4 if number % 2 else 3

    assert hours_agree(theirs, given=[(week, 1), (week, 2)], unit="hours") == 2
    assert asked == [1, 2]
    error = _disagreement(lambda: hours_agree(_says(4), given=[(week, 1), (week, 2)], unit="hours"))
    assert _pasted(error) == (week, 2)
    assert error.because == ("Mon group therapy (Mon 18:00-21:00): 3 h",)


def test_hours_are_counted_as_is_asked_for() -> None:
    week = WeeklySchedule([*MONDAY, Session(Break(), day="MO", start="21:00", time=Minutes(15))])
    everything = Counting.everything_but()
    assert hours_agree(_says(195), given=[week], unit="minutes", counting=everything) == 1
    error = _disagreement(lambda: hours_agree(_says(180), given=[week], unit="minutes", counting=everything))
    assert error.because == ("Mon group therapy (Mon 18:00-21:00): 3 h", "Mon break (Mon 21:00-21:15): 15 min")


def test_dates_are_asked_of_plain_episodes_unless_others_are_given() -> None:
    def theirs(episode: Episode) -> list[dt.date]:
        return [each.day for each in episode.occurrences() if each.start.utcoffset() == dt.timedelta(hours=-4)]

    error = _disagreement(lambda: dates_agree(theirs, settings=FEW))
    assert error.question == "dates"
    assert error.by.startswith("theirs lacks 2026-")

    def agreeing(episode: Episode) -> set[dt.datetime]:
        return {each.start for each in episode.occurrences()}

    assert dates_agree(agreeing, settings=FEW) == 40


def test_what_is_held_stands_below_our_dates() -> None:
    program = Program(catalogue.EVENING_IOP, tracks=[Track("evening", MONDAY)], timezone="America/New_York")
    episode = Episode.of(program, first="2026-03-02", length="2 weeks")
    error = _disagreement(lambda: dates_agree(_says([]), given=[episode]))
    assert error.because == (
        "2026-03-02 18:00:00-05:00 to 2026-03-02 21:00:00-05:00: Mon group therapy",
        "2026-03-09 18:00:00-04:00 to 2026-03-09 21:00:00-04:00: Mon group therapy",
    )


def test_hours_of_each_week_are_asked_of_plain_episodes_and_of_the_weeks_that_are_named() -> None:
    def theirs(episode: Episode) -> dict[dt.date, int]:
        return {each.span.first: each.hours().value.count for each in dated_weeks(episode, week="sunday-to-saturday")}

    assert weeks_agree(theirs, unit="minutes", week="sunday-to-saturday", settings=FEW) == 40
    error = _disagreement(lambda: weeks_agree(theirs, unit="minutes", settings=FEW))
    assert error.question == "hours of each week"
    assert error.because[0][:9] in {f"{day} 2026-" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def test_hours_of_each_week_are_counted_as_is_asked_for() -> None:
    program = Program(catalogue.EVENING_IOP, tracks=[Track("t", sessions(Break(), "MO", "18:00-19:00"))])
    episode = Episode.of(program, first="2026-03-02", length="1 weeks")
    first = {dt.date(2026, 3, 2): 1}
    assert weeks_agree(_says({}), given=[episode], unit="hours") == 1
    assert weeks_agree(_says(first), given=[episode], unit="hours", counting=Counting.everything_but()) == 1
    error = _disagreement(
        lambda: weeks_agree(_says({}), given=[episode], unit="hours", counting=Counting.everything_but())
    )
    assert (error.by, error.because) == ("2026-03-02: theirs is 1 h less", ("Mon 2026-03-02: 1 h",))


def test_verdicts_are_asked_at_the_weekly_hours_that_the_bodies_name() -> None:
    def strictly_more(program: Program) -> bool:
        return weekly_hours(program).value > NINE_HOURS

    def a_minute_less(program: Program) -> bool:
        return weekly_hours(program).value >= Minutes(539)

    def measured(theirs: Callable[[Program], bool]) -> str:
        error = _disagreement(lambda: verdicts_agree(theirs, against=[standards.MEDICARE], on="2026-02-02"))
        assert error.question == "verdict"
        return error.because[0].partition("; ")[2].partition(" in track")[0]

    assert measured(strictly_more) == "9 h"
    assert measured(a_minute_less) == "8 h 59 min"


def test_half_of_the_programs_lie_at_a_limit_unless_others_are_given() -> None:
    hours: list[Minutes] = []

    def theirs(program: Program) -> bool:
        hours.append(weekly_hours(program).value)
        return hours[-1] >= NINE_HOURS

    assert verdicts_agree(theirs, against=[standards.MEDICARE], on="2026-02-02", settings=FEW) == 40
    assert sum(abs(each.count - limit) <= 1 for each in hours for limit in (540, 1200)) >= 20


def test_verdicts_are_also_asked_far_from_any_limit() -> None:
    def theirs(program: Program) -> Verdict:
        hours = weekly_hours(program).value
        return Verdict.MET if hours >= NINE_HOURS or hours < Minutes(120) else Verdict.NOT_MET

    error = _disagreement(lambda: verdicts_agree(theirs, against=[standards.MEDICARE], on="2026-02-02"))
    assert error.by == "theirs is 'met', and ours is 'not met'"


def test_rules_are_read_as_they_stood_on_the_day_that_is_named() -> None:
    program = Program(catalogue.EVENING_IOP, tracks=[Track("evening", EVENING)])
    asked = {"against": (each for each in [standards.MEDICARE]), "given": [program]}
    assert verdicts_agree(_says(None), on="2023-06-01", **wrong(asked)) == 1
    assert verdicts_agree(_says(Verdict.MET), against=[standards.MEDICARE], on="2026-02-02", given=[program]) == 1
