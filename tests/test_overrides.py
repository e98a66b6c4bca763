import datetime as dt
from collections.abc import Callable

import pytest
from pendulum import Date, Time

from iopmodel.components import GroupTherapy, IndividualTherapy
from iopmodel.errors import DuplicateKey, NotAccepted, WrongKind
from iopmodel.lengths import Weeks
from iopmodel.overrides import Added, Cancelled, Moved, Override, identity, overrides_of
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session
from tests.refusal import refusal, wrong

GROUP = Session(GroupTherapy(), start="09:00", time=Minutes(180))
KEY = "MO 18:00 group-therapy"


# Cancelled


def test_one_session_or_a_whole_day_is_cancelled() -> None:
    assert str(Cancelled("2026-02-02", KEY, reason="storm")) == f"2026-02-02: {KEY} cancelled (storm)"
    assert str(Cancelled(dt.date(2026, 2, 2))) == "2026-02-02: every session cancelled"
    assert Cancelled("2026-02-02", f" {KEY} ") == Cancelled(Date(2026, 2, 2), KEY)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Cancelled("2026-02-02", wrong(GROUP)),
        lambda: Moved("2026-02-02", wrong(GROUP), to="2026-02-03"),
        lambda: Added("2026-02-02", GROUP, places=wrong(GROUP)),
        lambda: identity((wrong(GROUP), "2026-02-02")),
    ],
)
def test_a_session_of_a_day_is_named_by_its_key(make: Callable[[], object]) -> None:
    assert refusal(WrongKind, make).startswith(
        "session key: expected the key of a session, such as MO 18:00 group-therapy, got Session("
    )


@pytest.mark.parametrize(
    "make", [lambda: Moved("2026-02-02", " ", to="2026-02-03"), lambda: identity(("", "2026-02-02"))]
)
def test_where_one_session_is_meant_its_key_is_not_left_out(make: Callable[[], object]) -> None:
    assert refusal(NotAccepted, make).startswith("session key: expected the key of a session, such as MO 18:00")


# Moved


def test_a_session_is_moved_to_another_day_start_or_length() -> None:
    everything = Moved("2026-02-02", KEY, to="2026-02-03", start="12:00", time="2 h", reason="holiday")
    assert str(everything) == f"2026-02-02: {KEY} moved to 2026-02-03, 12:00, 2 h (holiday)"
    assert (everything.to, everything.start, everything.time) == (
        Date(2026, 2, 3),
        Time(12),
        Range.exactly(Minutes(120)),
    )
    assert str(Moved("2026-02-02", KEY, to="2026-01-30")) == f"2026-02-02: {KEY} moved to 2026-01-30"
    assert str(Moved("2026-02-02", KEY, start="12:00")) == f"2026-02-02: {KEY} moved to 12:00"
    assert str(Moved("2026-02-02", KEY, time=Minutes(45))) == f"2026-02-02: {KEY} moved to 45 min"


def test_a_moved_session_stays_on_its_day_where_none_is_given() -> None:
    assert Moved("2026-02-02", KEY, start="12:00").to == Date(2026, 2, 2)


@pytest.mark.parametrize("to", [{}, {"to": "2026-02-02"}])
def test_what_is_moved_nowhere_is_refused(to: dict[str, str]) -> None:
    assert refusal(NotAccepted, lambda: Moved("2026-02-02", KEY, **wrong(to))) == (
        f'moved session: expected another day, start or time, got "{KEY} on 2026-02-02"'
    )


def test_how_long_a_moved_session_is_takes_a_unit() -> None:
    assert refusal(WrongKind, lambda: Moved("2026-02-02", KEY, time=wrong(90))).startswith("time: expected Minutes")


def test_what_a_moved_session_was_is_a_session() -> None:
    assert Moved("2026-02-02", KEY, start="12:00", held=GROUP).held == GROUP
    assert refusal(WrongKind, lambda: Moved("2026-02-02", KEY, start="12:00", held=wrong(KEY))) == (
        f'session held on a day: expected a Session, got "{KEY}" (str)'
    )


# Added


def test_an_added_session_is_by_itself_on_its_one_day() -> None:
    weekly = Session(
        GroupTherapy(),
        day="TU",
        start="09:00",
        time=Minutes(60),
        every=Weeks(2),
        first=3,
        weeks="2 to 9",
        label="Skills",
    )
    once = Session(GroupTherapy(), start="09:00", time=Minutes(60), label="Skills")
    assert Added("2026-02-04", weekly).session == once
    often = Session(IndividualTherapy(), time=Minutes(50), per_week=5, per_day=2)
    monthly = Session(IndividualTherapy(), time=Minutes(50), per_month=2)
    in_all = Session(IndividualTherapy(), time=Minutes(50), total=6)
    second_sunday = Session(IndividualTherapy(), time=Minutes(50), day="SU", nth=2)
    for each in (often, monthly, in_all, second_sunday):
        assert Added("2026-02-04", each).session == Session(IndividualTherapy(), time=Minutes(50))


def test_an_added_session_says_what_it_makes_up() -> None:
    make_up = Added("2026-02-07", GROUP, replaces=(KEY, "2026-02-02"), reason="storm")
    assert make_up.replaces == (KEY, Date(2026, 2, 2))
    assert str(make_up) == (f"2026-02-07: added 09:00-12:00: group therapy, 3 h, makes up {KEY} of 2026-02-02 (storm)")
    assert str(Added("2026-02-07", GROUP)) == "2026-02-07: added 09:00-12:00: group therapy, 3 h"


@pytest.mark.parametrize(
    ("added", "key"),
    [
        (Added("2026-02-07", GROUP), "added 09:00 group-therapy"),
        (Added("2026-02-07", Session(GroupTherapy(), key="extra")), "extra"),
        (Added("2026-02-07", Session(GroupTherapy())), "added group-therapy"),
        (Added("2026-02-07", GROUP, places="individual-therapy"), "individual-therapy"),
        (Added("2026-02-07", Session(GroupTherapy(), key="extra"), places="individual-therapy"), "individual-therapy"),
        (Added("2026-02-07", GROUP, places="individual-therapy", key="second"), "second"),
    ],
)
def test_an_added_session_gets_a_key(added: Added, key: str) -> None:
    assert added.key == key


def test_a_make_up_is_no_placed_session() -> None:
    assert refusal(
        NotAccepted,
        lambda: Added("2026-02-07", GROUP, replaces=(KEY, "2026-02-02"), places="individual-therapy"),
    ) == ('added session: expected either replaces= or places=; it is one of the two, got "individual-therapy"')


def test_only_a_session_is_added() -> None:
    assert refusal(WrongKind, lambda: Added("2026-02-07", wrong(GroupTherapy()))).endswith(" (GroupTherapy)")


# Names and order


def test_a_session_on_a_date_is_a_pair_of_its_key_and_its_day() -> None:
    assert identity((f" {KEY} ", dt.date(2026, 2, 2))) == (KEY, Date(2026, 2, 2))


@pytest.mark.parametrize("value", [KEY, 3, (KEY,), (KEY, "2026-02-02", "x")])
def test_what_is_no_pair_names_no_session_on_a_date(value: object) -> None:
    assert refusal(NotAccepted, lambda: identity(wrong(value))).startswith(
        "session on a date: expected a pair such as ('MO 18:00 group-therapy', '2026-02-02'), got "
    )


def test_overrides_stand_in_the_order_of_their_days() -> None:
    late, off = Cancelled("2026-02-09"), Cancelled("2026-02-02")
    moved, added = Moved("2026-02-02", KEY, to="2026-02-03"), Added("2026-02-02", GROUP)
    given: list[Override] = [late, moved, off, added]
    assert overrides_of(iter(given)) == (added, off, moved, late)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            [Cancelled("2026-02-02", KEY), Moved("2026-02-02", KEY, to="2026-02-03")],
            (
                f"two overrides have the key '{KEY} on 2026-02-02'; "
                "one session of a day has one override, so leave out one of them"
            ),
        ),
        (
            [Cancelled("2026-02-02"), Cancelled("2026-02-02", reason="storm")],
            (
                "two overrides have the key 'every session on 2026-02-02'; "
                "one session of a day has one override, so leave out one of them"
            ),
        ),
        (
            [Added("2026-02-02", GROUP), Added("2026-02-02", GROUP, reason="demand")],
            (
                "two overrides have the key 'added 09:00 group-therapy on 2026-02-02'; "
                "one session of a day has one override, so leave out one of them"
            ),
        ),
    ],
)
def test_two_overrides_of_one_session_of_a_day_are_refused(given: list[Override], message: str) -> None:
    assert refusal(DuplicateKey, lambda: overrides_of(given)) == message


def test_a_session_and_its_day_and_one_added_under_its_key_are_three_things() -> None:
    cancelled = [Cancelled("2026-02-02", KEY), Cancelled("2026-02-02"), Cancelled("2026-02-09", KEY)]
    assert len(overrides_of([*cancelled, Added("2026-02-02", GROUP, key=KEY)])) == 4


@pytest.mark.parametrize("given", [Cancelled("2026-02-02"), 3])
def test_a_bare_override_is_no_list_of_them(given: object) -> None:
    assert refusal(WrongKind, lambda: overrides_of(wrong(given))).startswith(
        "overrides: expected several overrides, such as [Cancelled('2026-02-04')], got "
    )


def test_a_list_of_days_is_no_list_of_overrides() -> None:
    assert refusal(WrongKind, lambda: overrides_of(wrong(["2026-02-02"]))) == (
        'overrides: expected Cancelled, Moved or Added, got "2026-02-02" (str)'
    )
