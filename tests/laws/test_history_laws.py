"""The algebra of dated values and histories."""

import attrs
from hypothesis import given
from hypothesis import strategies as st
from pendulum import Date

from iopmodel._days import add_days
from iopmodel.citations import Citation, Dated, History, InForce
from iopmodel.errors import NotYetInForce
from iopmodel.strategies._calendar import FIRST_DAY, plain_days
from iopmodel.strategies._values import citations, histories

HISTORIES: st.SearchStrategy[History[int]] = histories(st.integers())
MORE = st.integers(0, 4_000)
HOLDS = {InForce.YES, InForce.UNSURE}


@st.composite
def histories_with_day(draw: st.DrawFn) -> tuple[History[int], Date]:
    """A history, and a day that is as often as not near one on which something begins or ends."""
    history = draw(HISTORIES)
    begins = [entry.first_day for entry in history.entries if entry.since is not None]
    ends = [entry.until for entry in history.entries if entry.until is not None]
    turns = st.sampled_from([*begins, *ends] or [FIRST_DAY])
    return history, draw(plain_days() | st.builds(add_days, turns, st.integers(-400, 400)))


def _entry(history: History[int], day: Date) -> Dated[int] | None:
    """The entry that holds on *day*; ``None`` when the history raises."""
    try:
        return history.on(day)
    except NotYetInForce:
        return None


@given(histories_with_day())
def test_a_history_gives_a_value_exactly_on_the_days_on_which_one_holds(drawn: tuple[History[int], Date]) -> None:
    """Asking for the value raises exactly when the standing says that there is none."""
    history, day = drawn
    assert (_entry(history, day) is not None) == (history.standing(day) in HOLDS)


@given(histories_with_day())
def test_the_value_in_force_never_starts_after_the_day(drawn: tuple[History[int], Date]) -> None:
    """What holds has begun, and every entry after it has not."""
    history, day = drawn
    entry = _entry(history, day)
    if entry is not None:
        assert entry.first_day <= day
        assert all(later.first_day > day for later in history.entries[history.entries.index(entry) + 1 :])


@given(histories_with_day())
def test_a_day_without_a_value_lies_before_the_first_or_after_the_last(drawn: tuple[History[int], Date]) -> None:
    """Between its ends a history has no gap."""
    history, day = drawn
    if _entry(history, day) is None:
        last = history.entries[-1]
        assert day < history.entries[0].first_day or (last.until is not None and day >= last.until)


@given(HISTORIES)
def test_each_entry_holds_on_its_first_day_and_up_to_the_next(history: History[int]) -> None:
    """An entry holds from its first day until the next one begins."""
    for entry, following in zip(history.entries[:-1], history.entries[1:], strict=True):
        assert history.on(entry.first_day) is entry
        assert history.on(add_days(following.first_day, -1)) is entry


@given(HISTORIES, MORE)
def test_a_repealed_value_holds_up_to_its_end_and_never_after(history: History[int], more: int) -> None:
    """The end of the last entry is the first day on which nothing holds, and no later day is different."""
    last = history.entries[-1]
    if last.until is not None:
        assert history.standing(add_days(last.until, more)) is InForce.ENDED
        assert last.until == last.first_day or history.on(add_days(last.until, -1)) is last


@given(histories_with_day(), MORE)
def test_what_ended_does_not_come_back(drawn: tuple[History[int], Date], more: int) -> None:
    """After a repeal nothing holds any more, and before the first value nothing held earlier still."""
    history, day = drawn
    later = add_days(day, more)
    if history.standing(day) is InForce.ENDED:
        assert history.standing(later) is InForce.ENDED
    if history.standing(later) is InForce.NOT_YET:
        assert history.standing(day) is InForce.NOT_YET


@given(histories_with_day(), citations(), st.integers(), plain_days(Date(2110, 1, 1), Date(2199, 12, 31)))
def test_a_new_value_changes_nothing_about_the_past(
    drawn: tuple[History[int], Date], citation: Citation, value: int, since: Date
) -> None:
    """A history that goes on gives the same values on the days before."""
    history, day = drawn
    open_end = History((*history.entries[:-1], attrs.evolve(history.entries[-1], until=None)))
    longer = History((*open_end.entries, Dated(value, citation, since=since)))
    assert _entry(longer, day) == _entry(open_end, day)
    assert longer.on(since).value == value


@given(histories_with_day())
def test_only_a_year_or_a_month_leaves_it_unsure_and_only_within_it(drawn: tuple[History[int], Date]) -> None:
    """A standing is unsure exactly in the year or the month that is all that is known of the start."""
    history, day = drawn
    since = history.nearest(day).since
    within = since in (day.year, f"{day.year:04d}-{day.month:02d}")
    assert (history.standing(day) is InForce.UNSURE) == (within and history.standing(day) is not InForce.ENDED)


@given(HISTORIES)
def test_what_is_known_of_a_start_is_a_day_a_month_or_a_year(history: History[int]) -> None:
    """The first day and the latest start are the ends of what is written, and one day where that is a day."""
    for entry in history.entries:
        first, latest = entry.first_day, entry.latest_start
        written = str(entry.since) if entry.since is not None else str(first)
        assert first <= latest
        assert str(first).startswith(written)
        assert str(latest).startswith(written)
        assert (first == latest) == (len(written) == len("2020-03-01"))
        assert latest == first or not str(add_days(latest, 1)).startswith(written)


@given(HISTORIES)
def test_a_history_is_made_of_its_entries_and_nothing_else(history: History[int]) -> None:
    """The same entries make an equal history, however they are handed over."""
    assert History.of(*history.entries) == History(list(history.entries)) == history
