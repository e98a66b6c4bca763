import datetime as dt

import pytest
from pendulum import Date

from iopmodel.citations import Citation, Dated, History, InForce, Mark
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, NotInOrder, NotYetInForce, WrongKind
from iopmodel.quantities import Minutes
from tests.refusal import refusal, wrong

RULE = Citation("42 CFR 410.44(c)(1)", mark=Mark.SECONDARY)
HISTORY = History.of(
    Dated("nine hours", RULE, since="2020-01-01"),
    Dated("ten hours", RULE, since=2024),
    Dated("twelve hours", RULE, since="2025-07-01", until="2026-07-01"),
)
STANDINGS = [
    ("2019-12-31", InForce.NOT_YET),
    ("2020-01-01", InForce.YES),
    ("2023-12-31", InForce.YES),
    ("2024-01-01", InForce.UNSURE),
    ("2024-12-31", InForce.UNSURE),
    ("2025-01-01", InForce.YES),
    ("2025-07-01", InForce.YES),
    ("2026-06-30", InForce.YES),
    ("2026-07-01", InForce.ENDED),
]


def test_a_citation_is_its_text() -> None:
    cited = Citation(" 42 CFR 410.44(c)(1) ", "https://example.org/rule", Mark.PRIMARY, "2026-11-21")
    assert str(cited) == cited.text == "42 CFR 410.44(c)(1)"
    assert cited.checked_on == Date(2026, 11, 21)
    assert cited == Citation("42 CFR 410.44(c)(1)", "https://example.org/rule", Mark.PRIMARY, dt.date(2026, 11, 21))


def test_a_citation_nobody_checked_says_so() -> None:
    assert Citation("Guide B").mark is Mark.UNVERIFIED
    assert Citation("Guide B").checked_on is None
    assert repr(Citation("Guide B")) == ("Citation(text='Guide B', url='', mark=Mark.UNVERIFIED, checked_on=None)")


@pytest.mark.parametrize("text", ["", "  "])
def test_a_citation_needs_words(text: str) -> None:
    assert refusal(NotAccepted, lambda: Citation(text)) == (
        f'citation: expected the title and place of the source, in words, got "{text}"'
    )


def test_a_number_is_no_citation() -> None:
    assert refusal(WrongKind, lambda: Citation(wrong(42))) == (
        "citation: expected the title and place of the source, in words, got 42 (int)"
    )


def test_a_mark_is_shown_in_one_word() -> None:
    assert [str(mark) for mark in Mark] == ["primary", "secondary", "unverified"]


@pytest.mark.parametrize(
    ("since", "until", "text", "first_day"),
    [
        ("2020-01-01", None, "since 2020-01-01", Date(2020, 1, 1)),
        ("2020-01-01", "2024-01-01", "since 2020-01-01 until 2024-01-01", Date(2020, 1, 1)),
        (2020, None, "since 2020", Date(2020, 1, 1)),
        (987, None, "since 987", Date(987, 1, 1)),
        ("2020-03", None, "since 2020-03", Date(2020, 3, 1)),
        ("0001-01", "2024-04-02", "since 0001-01 until 2024-04-02", Date(1, 1, 1)),
        (None, None, "since a day that is not known", Date(1, 1, 1)),
    ],
)
def test_a_dated_value_says_since_when(since: str | int | None, until: str | None, text: str, first_day: Date) -> None:
    dated = Dated("nine hours", RULE, since=since, until=until)
    assert str(dated) == text
    assert dated.first_day == first_day


def test_a_dated_value_holds_from_its_first_day_up_to_its_end() -> None:
    dated = Dated(9, RULE, since="2020-01-01", until="2024-01-01")
    days = ("2019-12-31", "2020-01-01", "2023-12-31", "2024-01-01")
    assert [dated.standing(Date.fromisoformat(day)) for day in days] == [
        InForce.NOT_YET,
        InForce.YES,
        InForce.YES,
        InForce.ENDED,
    ]


def test_a_value_with_an_unknown_start_holds_on_every_day_up_to_its_end() -> None:
    dated = Dated(9, RULE, until="2024-01-01")
    assert dated.standing(Date(1900, 1, 1)) is InForce.YES
    assert dated.standing(Date(2024, 1, 1)) is InForce.ENDED


def test_a_value_of_which_only_the_year_is_known_is_unsure_within_that_year() -> None:
    dated = Dated(9, RULE, since=2024)
    days = ("2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01")
    assert [dated.standing(Date.fromisoformat(day)) for day in days] == [
        InForce.NOT_YET,
        InForce.UNSURE,
        InForce.UNSURE,
        InForce.YES,
    ]


def test_a_value_of_which_only_the_month_is_known_is_unsure_within_that_month() -> None:
    dated = Dated(9, RULE, since="2024-02", until="2025-01-01")
    days = ("2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01", "2024-12-31", "2025-01-01")
    assert [dated.standing(Date.fromisoformat(day)) for day in days] == [
        InForce.NOT_YET,
        InForce.UNSURE,
        InForce.UNSURE,
        InForce.YES,
        InForce.YES,
        InForce.ENDED,
    ]


def test_a_value_that_ended_within_the_month_of_its_start_is_ended() -> None:
    dated = Dated(9, RULE, since="2024-02", until="2024-02-20")
    assert dated.standing(Date(2024, 2, 19)) is InForce.UNSURE
    assert dated.standing(Date(2024, 2, 20)) is InForce.ENDED


@pytest.mark.parametrize(
    ("since", "latest"),
    [
        ("2020-01-15", Date(2020, 1, 15)),
        (None, Date(1, 1, 1)),
        (2024, Date(2024, 12, 31)),
        (987, Date(987, 12, 31)),
        ("2024-02", Date(2024, 2, 29)),
        ("2023-02", Date(2023, 2, 28)),
        ("2024-04", Date(2024, 4, 30)),
        ("2023-12", Date(2023, 12, 31)),
    ],
)
def test_the_latest_start_is_the_last_day_of_what_is_known(since: str | int | None, latest: Date) -> None:
    dated = Dated(9, RULE, since=since)
    assert dated.latest_start == latest
    assert type(dated.latest_start) is Date


def test_a_history_with_a_month_knows_the_days_of_it_as_unsure() -> None:
    history = History.of(Dated("old", RULE, since=2023), Dated("new", RULE, since="2024-02"))
    assert history.on(Date(2024, 1, 31)).value == "old"
    assert history.on(Date(2024, 2, 1)).value == "new"
    assert history.standing(Date(2024, 1, 31)) is InForce.YES
    assert history.standing(Date(2024, 2, 29)) is InForce.UNSURE
    assert InForce.UNSURE.value == "perhaps not yet in force: only the year or month of its start is known"


@pytest.mark.parametrize("since", [True, 0, 10_000, 2020.5])
def test_a_start_is_a_day_or_a_year_of_the_calendar(since: object) -> None:
    assert refusal(WrongKind, lambda: Dated(9, RULE, since=wrong(since))) == (
        f"day: expected a date without a time of day, got {since!r} ({type(since).__name__})"
    )


@pytest.mark.parametrize(
    "since", ["2024", "2024-13", "2024-00", "2024-3", "0000-12", "02024-03", "2024-03 ", "२०२४-03", ""]
)
def test_a_start_in_text_is_a_day_or_a_month(since: str) -> None:
    assert refusal(NotAccepted, lambda: Dated(9, RULE, since=since)) == (
        f'day: expected a day such as 2026-02-02, got "{since}"'
    )


def test_a_start_may_be_the_first_and_the_last_year_of_the_calendar() -> None:
    assert Dated("kept", RULE, since=1).first_day == Date(1, 1, 1)
    assert Dated("kept", RULE, since=9999).latest_start == Date(9999, 12, 31)


def test_a_start_is_not_checked_until_somebody_says_so() -> None:
    assert not Dated("kept", RULE, since=2013).start_checked


@pytest.mark.parametrize("since", ["2024-01-01", 2024, "2024-01"])
def test_a_dated_value_does_not_end_before_it_starts(since: str | int) -> None:
    assert refusal(EndsBeforeItStarts, lambda: Dated(9, RULE, since=since, until="2023-12-31")) == (
        "dated value: it would run from 2024-01-01 to 2023-12-31; give the smaller one first"
    )


def test_a_dated_value_may_end_on_the_day_it_starts_and_stays_ended() -> None:
    never = Dated("kept", RULE, since="2020-03-05", until="2020-03-05")
    standings = [never.standing(Date(2020, 3, day)) for day in (4, 5, 6)]
    assert standings == [InForce.NOT_YET, InForce.ENDED, InForce.ENDED]


@pytest.mark.parametrize(("day", "standing"), STANDINGS)
def test_a_history_knows_how_it_stands_on_a_day(day: str, standing: InForce) -> None:
    assert HISTORY.standing(Date.fromisoformat(day)) is standing


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2020-01-01", "nine hours"),
        ("2023-12-31", "nine hours"),
        ("2024-06-01", "ten hours"),
        ("2025-06-30", "ten hours"),
        ("2026-06-30", "twelve hours"),
    ],
)
def test_a_history_gives_the_value_of_a_day_with_its_source(day: str, value: str) -> None:
    entry = HISTORY.on(Date.fromisoformat(day))
    assert (entry.value, entry.citation) == (value, RULE)


@pytest.mark.parametrize("day", ["2019-12-31", "2026-07-01"])
def test_a_history_raises_on_a_day_without_a_value(day: str) -> None:
    assert refusal(NotYetInForce, lambda: HISTORY.on(Date.fromisoformat(day))) == (
        f"nothing is recorded for {day}; the record holds values since 2020-01-01; since 2024; "
        "since 2025-07-01 until 2026-07-01"
    )


def test_a_history_gives_the_nearest_value_even_when_it_does_not_hold() -> None:
    assert HISTORY.nearest(Date(2019, 1, 1)).value == "nine hours"
    assert HISTORY.nearest(Date(2030, 1, 1)).value == "twelve hours"


def test_a_history_takes_any_collection_of_entries() -> None:
    assert History(iter(HISTORY.entries)) == HISTORY


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        ((), "no entry at all"),
        (
            (Dated(9, RULE, since="2024-01-01"), Dated(10, RULE, since="2020-01-01")),
            "since 2024-01-01, since 2020-01-01",
        ),
        (
            (Dated(9, RULE, since="2024-01-01"), Dated(10, RULE, since=2024)),
            "since 2024-01-01, since 2024",
        ),
        ((Dated(9, RULE, since=2024), Dated(10, RULE, since="2024-01")), "since 2024, since 2024-01"),
        (
            (Dated(9, RULE, since="2024-03-01"), Dated(10, RULE, since="2024-03")),
            "since 2024-03-01, since 2024-03",
        ),
        ((Dated(9, RULE, since=2024), Dated(10, RULE)), "since 2024, since a day that is not known"),
        ((Dated(9, RULE), Dated(10, RULE)), "since a day that is not known, since a day that is not known"),
        (
            (Dated(9, RULE, since=2020, until="2022-01-01"), Dated(10, RULE, since=2024)),
            "since 2020 until 2022-01-01, since 2024",
        ),
    ],
)
def test_the_entries_of_a_history_start_on_rising_days_and_only_the_last_ends(
    entries: tuple[Dated[int], ...], text: str
) -> None:
    assert refusal(NotInOrder, lambda: History(entries)) == (
        "history: entries must start on rising days, only the first may be undated and only the last "
        f"may have an end; got {text}"
    )


def test_a_mark_may_be_written_as_a_word() -> None:
    assert Citation("42 CFR 410.44", mark="primary").mark is Mark.PRIMARY
    assert "one of primary, secondary, unverified" in refusal(
        NotAccepted,
        lambda: Citation("42 CFR 410.44", mark="certain"),
    )


def test_a_history_is_made_of_dated_values() -> None:
    assert "dated values" in refusal(WrongKind, lambda: History([Minutes(540)]))  # type: ignore[arg-type]
