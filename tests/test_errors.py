import pickle

import pytest

from iopmodel import errors
from iopmodel.errors import (
    CannotBeDated,
    Disagrees,
    DocumentFaults,
    DuplicateKey,
    EndsBeforeItStarts,
    ExtraMissing,
    IopModelError,
    MoveRefused,
    NoInstant,
    NotABoolean,
    NotAccepted,
    NotExact,
    NotInOrder,
    NotMet,
    NotYetInForce,
    RulesConflict,
    UnknownName,
    WrongKind,
)

RISING = (
    "history: entries must start on rising days, only the first may be undated and only the last may have an end; got "
)
#: One of each, with the builtin that a caller would catch, its fields by name, and what it says.
EVERY_ERROR: list[tuple[IopModelError, type[Exception], dict[str, object], str]] = [
    (
        NotAccepted("time of day", "25:00", "a time such as 18:00"),
        ValueError,
        {"what": "time of day", "got": "25:00", "allowed": "a time such as 18:00"},
        'time of day: expected a time such as 18:00, got "25:00"',
    ),
    (
        WrongKind("minutes", 3.5, "a whole number"),
        TypeError,
        {"what": "minutes", "got": 3.5, "allowed": "a whole number"},
        "minutes: expected a whole number, got 3.5 (float)",
    ),
    (
        EndsBeforeItStarts("range", 5, 3),
        ValueError,
        {"what": "range", "first": 5, "until": 3},
        "range: it would run from 5 to 3; give the smaller one first",
    ),
    (
        DuplicateKey("session", "monday-group"),
        ValueError,
        {"what": "session", "key": "monday-group", "advice": ""},
        "two sessions have the key 'monday-group'; a key names one session, so rename one of them",
    ),
    (
        UnknownName("standard", "medicair", ("medicare", "hcpcs")),
        LookupError,
        {"what": "standard", "got": "medicair", "known": ("medicare", "hcpcs")},
        'standard: no such name as "medicair"; known: medicare, hcpcs',
    ),
    (
        NotInOrder(("since 2020-01-01", "since 2019-01-01")),
        ValueError,
        {"days": ("since 2020-01-01", "since 2019-01-01")},
        f"{RISING}since 2020-01-01, since 2019-01-01",
    ),
    (
        NotYetInForce("2019-12-31", "values since 2020-01-01"),
        LookupError,
        {"day": "2019-12-31", "span": "values since 2020-01-01"},
        "nothing is recorded for 2019-12-31; the record holds values since 2020-01-01",
    ),
    (
        NotExact("3 to 5"),
        ValueError,
        {"what": "3 to 5"},
        "3 to 5 is a range, not one value; use its low and high ends",
    ),
    (
        NotABoolean("not met"),
        TypeError,
        {"got": "not met"},
        "a verdict has three values and this one is 'not met'; compare it: verdict is Verdict.MET",
    ),
    (
        NotMet("not met", "Evening IOP: 8 h of 9 h"),
        ValueError,
        {"verdict": "not met", "report": "Evening IOP: 8 h of 9 h"},
        "the check came out 'not met', and MET was required\nEvening IOP: 8 h of 9 h",
    ),
    (
        CannotBeDated("20 treatment days", "that takes the schedule and a calendar"),
        ValueError,
        {"what": "20 treatment days", "needed": "that takes the schedule and a calendar"},
        "no end date follows from a length of 20 treatment days: that takes the schedule and a calendar",
    ),
    (
        NoInstant("2026-02-02 group therapy", "a clock time: nobody said when on that day it starts"),
        ValueError,
        {"what": "2026-02-02 group therapy", "needed": "a clock time: nobody said when on that day it starts"},
        (
            "2026-02-02 group therapy has no moment in time; "
            "it takes a clock time: nobody said when on that day it starts"
        ),
    ),
    (
        MoveRefused("the move to outpatient", "2026-03-02", "a later move is on record"),
        ValueError,
        {"move": "the move to outpatient", "day": "2026-03-02", "reason": "a later move is on record"},
        "the move to outpatient on 2026-03-02 is refused: a later move is on record",
    ),
    (
        RulesConflict(("a (at least 9 h a week)", "b (under 5 h a week)"), "2026-02-02", "c (at least 3 days a week)"),
        ValueError,
        {
            "rules": ("a (at least 9 h a week)", "b (under 5 h a week)"),
            "on": "2026-02-02",
            "missing": "c (at least 3 days a week)",
        },
        (
            "on 2026-02-02 no program while it misses c (at least 3 days a week) meets all of these: "
            "a (at least 9 h a week); b (under 5 h a week); leave one of them out"
        ),
    ),
    (
        Disagrees("weekly hours", "WeeklySchedule([])", "60", "0 h", "theirs is 1 h more"),
        AssertionError,
        {
            "question": "weekly hours",
            "given": "WeeklySchedule([])",
            "theirs": "60",
            "ours": "0 h",
            "by": "theirs is 1 h more",
            "because": (),
            "passed": "",
        },
        str(Disagrees("weekly hours", "WeeklySchedule([])", "60", "0 h", "theirs is 1 h more")),
    ),
    (
        DocumentFaults("evening.toml", ("tracks[0].name: missing", "length: expected 8 weeks")),
        ValueError,
        {"source": "evening.toml", "faults": ("tracks[0].name: missing", "length: expected 8 weeks")},
        "evening.toml: 2 faults\n  tracks[0].name: missing\n  length: expected 8 weeks",
    ),
    (
        ExtraMissing("documents"),
        ImportError,
        {"extra": "documents"},
        "this needs the extra 'documents': pip install 'iopmodel[documents]'",
    ),
]
ERRORS = [pytest.param(*row, id=type(row[0]).__name__) for row in EVERY_ERROR]
CLASSES = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)]


def test_every_class_of_the_module_is_looked_at_here() -> None:
    assert {type(error) for error, *_ in EVERY_ERROR} | {IopModelError} == set(CLASSES)


@pytest.mark.parametrize("kind", CLASSES)
def test_every_error_says_what_it_is_for(kind: type[Exception]) -> None:
    assert vars(kind)["__doc__"].strip()


@pytest.mark.parametrize(("error", "builtin", "fields", "message"), ERRORS)
def test_every_error_has_one_root_and_the_builtin_that_a_caller_would_catch(
    error: IopModelError, builtin: type[Exception], fields: dict[str, object], message: str
) -> None:
    assert type(error).__bases__ == (IopModelError, builtin)
    assert fields
    assert message


@pytest.mark.parametrize(("error", "builtin", "fields", "message"), ERRORS)
def test_every_error_carries_its_fields_and_says_them(
    error: IopModelError, builtin: type[Exception], fields: dict[str, object], message: str
) -> None:
    assert {name: getattr(error, name) for name in fields} == fields
    assert error.args == tuple(fields.values())
    assert str(error) == message
    assert isinstance(error, builtin)


@pytest.mark.parametrize(("error", "builtin", "fields", "message"), ERRORS)
def test_every_error_survives_a_pickle(
    error: IopModelError, builtin: type[Exception], fields: dict[str, object], message: str
) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - it was pickled in this line
    assert (type(again), again.args, str(again)) == (type(error), error.args, message)
    assert {name: getattr(again, name) for name in fields} == fields
    assert isinstance(again, builtin)


def test_the_root_is_caught_and_is_no_builtin_error_of_its_own() -> None:
    assert IopModelError.__bases__ == (Exception,)


def test_a_collection_without_names_says_so() -> None:
    assert str(UnknownName("track", 3, ())) == "track: no such name as 3; known: none"


def test_an_empty_history_says_so() -> None:
    assert str(NotInOrder(())) == f"{RISING}no entry at all"


def test_one_fault_is_one_fault() -> None:
    assert str(DocumentFaults("document", ("name: missing",))) == "document: 1 fault\n  name: missing"


def test_long_values_are_cut_to_eighty_signs_in_a_message() -> None:
    start = "day: expected a day, got "
    assert str(NotAccepted("day", "x" * 78, "a day")) == f'{start}"{"x" * 78}"'
    assert str(NotAccepted("day", "x" * 79, "a day")) == f'{start}"{"x" * 76}...'


def test_a_number_that_python_refuses_to_write_has_a_message_too() -> None:
    error = NotAccepted("minutes", 10**5_000, "fewer")
    assert str(error) == "minutes: expected fewer, got a number too long to be shown"
