import datetime as dt
import pickle
from collections.abc import Callable

import pytest
from pendulum import Date

from iopmodel.closures import Closure, ClosurePolicy, ListedDays, closure_on, closures_of
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, WrongKind
from iopmodel.spans import DaySpan, TimeSpan
from tests.refusal import refusal, wrong

THANKSGIVING = Date(2026, 11, 26)
DAY_AFTER = Date(2026, 11, 27)
CHRISTMAS_EVE = Closure("2026-12-24", "Christmas Eve", policy="replaced-hours", hours="09:00-14:00")
NAMED = {dt.date(2026, 11, 26): "Thanksgiving Day", dt.date(2026, 12, 25): "Christmas Day"}


class Fridays:
    """Days of someone else's: all it can do is say whether a day is one of them."""

    def __contains__(self, day: object) -> bool:
        # pendulum's own date is not what such objects know.
        assert type(day) is dt.date
        return day.weekday() == 4


@pytest.mark.parametrize(
    "days",
    [
        "2026-11-26",
        dt.date(2026, 11, 26),
        THANKSGIVING,
        DaySpan("2026-11-26", "2026-11-27"),
        ["2026-11-26"],
        (THANKSGIVING, "2026-11-26"),
        {dt.date(2026, 11, 26)},
        frozenset({DaySpan("2026-11-26", "2026-11-27")}),
    ],
)
def test_one_day_is_given_in_many_ways_and_is_one_closure(days: str) -> None:
    closure = Closure(days)
    assert closure == Closure("2026-11-26")
    assert closure.holds(THANKSGIVING)
    assert not closure.holds(DAY_AFTER)
    assert not closure.holds(Date(2026, 11, 25))


def test_listed_days_stand_in_their_order_whatever_order_they_are_given_in() -> None:
    days: list[DaySpan | str] = [DaySpan("2026-12-24", "2027-01-02"), "2026-11-26"]
    closure = Closure(days, "holidays")
    assert str(closure) == "2026-11-26, 2026-12-24 until 2027-01-02: holidays, closed"
    assert closure.holds(Date(2027, 1, 1))
    assert not closure.holds(Date(2027, 1, 2))
    november = [f"2026-11-{day}" for day in range(10, 31)]
    assert str(Closure([*november[::-1], november[3]])) == f"{', '.join(november)}: closed"


@pytest.mark.parametrize(
    ("days", "held"), [(NAMED, THANKSGIVING), (NAMED.keys(), THANKSGIVING), (Fridays(), DAY_AFTER)]
)
def test_the_days_may_be_any_object_that_answers_whether_a_day_is_in_it(days: dict[dt.date, str], held: Date) -> None:
    closure = Closure(days)
    assert closure.holds(held)
    assert not closure.holds(Date(2026, 11, 25))
    assert str(closure) == "the days of a calendar: closed"


def test_of_days_with_names_the_reason_says_the_name() -> None:
    assert Closure(NAMED).why(THANKSGIVING) == "Thanksgiving Day"
    assert Closure(NAMED, "federal holiday").why(THANKSGIVING) == "federal holiday: Thanksgiving Day"
    assert Closure(NAMED, "federal holiday").why(DAY_AFTER) == "federal holiday"


def test_without_words_the_reason_is_the_policy() -> None:
    assert Closure("2026-11-26").why(THANKSGIVING) == "closed"
    assert Closure("2026-11-26", "Thanksgiving").why(THANKSGIVING) == "Thanksgiving"


def test_the_policy_is_read_as_a_word() -> None:
    assert Closure("2026-11-26", policy="Open").policy is ClosurePolicy.OPEN
    assert Closure("2026-11-26").policy is ClosurePolicy.CLOSED
    assert CHRISTMAS_EVE.policy is ClosurePolicy.REPLACED_HOURS
    assert CHRISTMAS_EVE.hours == TimeSpan("09:00", "14:00")
    assert str(CHRISTMAS_EVE) == "2026-12-24: Christmas Eve, 09:00-14:00 instead"
    assert str(Closure("2026-11-26", policy="open")) == "2026-11-26: open"


@pytest.mark.parametrize(
    ("make", "got"),
    [
        (lambda: Closure("2026-12-24", policy="replaced-hours"), '"no hours"'),
        (lambda: Closure("2026-12-24", hours="09:00-14:00"), '"09:00-14:00"'),
        (lambda: Closure("2026-12-24", policy="open", hours="09:00-14:00"), '"09:00-14:00"'),
    ],
)
def test_hours_go_together_with_the_policy_that_replaces_hours(make: Callable[[], Closure], got: str) -> None:
    assert refusal(NotAccepted, make) == (
        "hours of a closure: expected hours such as 09:00-14:00 with the policy replaced-hours, "
        f"and with no other, got {got}"
    )


def test_replaced_hours_are_those_of_one_day() -> None:
    assert refusal(
        EndsBeforeItStarts, lambda: Closure("2026-12-24", policy="replaced-hours", hours="14:00-09:00")
    ).startswith("span of a day's clock: ")


@pytest.mark.parametrize("days", [[], (), frozenset[str](), DaySpan("2026-11-26", "2026-11-26")])
def test_a_closure_of_no_day_is_refused(days: list[str]) -> None:
    assert refusal(NotAccepted, lambda: Closure(days)) == "days of a closure: expected at least one day, got ()"


@pytest.mark.parametrize("days", [20261126, None, 3.5])
def test_what_holds_nothing_names_no_days(days: object) -> None:
    assert refusal(WrongKind, lambda: Closure(wrong(days))) == (
        "days of a closure: expected a day, spans of days, a list of them, or anything that holds days, "
        f"got {days} ({type(days).__name__})"
    )


def test_a_moment_is_no_day_of_a_closure() -> None:
    moment = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
    assert refusal(WrongKind, lambda: Closure(moment)).startswith("day: expected a date without a time of day")
    assert refusal(WrongKind, lambda: Closure([moment])).startswith("day: expected a date without a time of day")


def test_listed_days_hold_nothing_but_days() -> None:
    assert "2026-11-26" not in ListedDays((DaySpan("2026-11-26", "2026-11-27"),))


def test_a_closure_is_a_value_with_a_hash_even_of_days_that_have_none() -> None:
    closure, other = Closure(NAMED, "holiday"), Closure(dict(NAMED), "holiday")
    assert len({closure, other}) == 1
    assert pickle.loads(pickle.dumps(CHRISTMAS_EVE)) == CHRISTMAS_EVE  # noqa: S301 - its own bytes
    assert Closure("2026-12-24", "Christmas Eve") != CHRISTMAS_EVE
    assert closure != Closure("2026-11-26", "holiday")


def test_a_closure_of_listed_days_is_written_as_what_makes_it() -> None:
    names = {"Closure": Closure, "ListedDays": ListedDays, "DaySpan": DaySpan, "TimeSpan": TimeSpan}
    names |= {"Date": Date, "Time": dt.time, "ClosurePolicy": ClosurePolicy}
    written = repr(CHRISTMAS_EVE)
    assert eval(written, dict(names)) == CHRISTMAS_EVE  # noqa: S307 - its own words


# Several of them


def _policies(*policies: str) -> tuple[Closure, ...]:
    return tuple(Closure("2026-11-26", str(number), policy=each) for number, each in enumerate(policies))


@pytest.mark.parametrize(
    ("policies", "decides"),
    [
        (("closed",), "0"),
        (("closed", "closed"), "1"),
        (("closed", "open"), None),
        (("open", "closed"), "1"),
        (("closed", "open", "closed"), "2"),
        ((), None),
    ],
)
def test_of_several_closures_the_last_one_given_decides(policies: tuple[str, ...], decides: str | None) -> None:
    found = closure_on(_policies(*policies), THANKSGIVING.toordinal())
    assert (None if found is None else found.reason) == decides


def test_a_closure_of_other_days_decides_nothing() -> None:
    early, late = Closure("2026-11-26", "early"), Closure("2026-11-27", "late")
    assert closure_on((early, late), THANKSGIVING.toordinal()) is early
    assert closure_on((early, late), Date(2026, 11, 28).toordinal()) is None


def test_closures_keep_the_order_in_which_they_are_given() -> None:
    late, early = Closure("2026-11-27"), Closure("2026-11-26")
    assert closures_of(iter([late, early])) == (late, early)


@pytest.mark.parametrize("given", [Closure("2026-11-26"), 3])
def test_a_bare_closure_is_no_list_of_them(given: object) -> None:
    assert refusal(WrongKind, lambda: closures_of(wrong(given))).startswith(
        "closures: expected several closures, such as [Closure('2026-11-26', 'Thanksgiving')], got "
    )


def test_a_list_of_days_is_no_list_of_closures() -> None:
    assert refusal(WrongKind, lambda: closures_of(wrong(["2026-11-26"]))) == (
        "closures: expected closures, such as Closure('2026-11-26', 'Thanksgiving'), got \"2026-11-26\" (str)"
    )


def test_a_mapping_from_text_to_names_would_hold_no_day_and_is_refused() -> None:
    assert refusal(WrongKind, lambda: Closure({"2026-11-26": "Thanksgiving"})) == (
        'day of a closure: expected a date as the key of each name, such as date(2026, 11, 26), got "2026-11-26" (str)'
    )
    moment = dt.datetime(2026, 11, 26, 18, 0, tzinfo=dt.UTC)
    assert "expected a date as the key" in refusal(WrongKind, lambda: Closure({moment: "Thanksgiving"}))
