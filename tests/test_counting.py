import inspect
from collections.abc import Iterable

import pytest

from iopmodel.components import (
    COMPONENT_TYPES,
    Break,
    Component,
    FamilyTherapy,
    GroupTherapy,
    Meal,
    MedicationAssistedTreatment,
    MedicationVisit,
    PeerSupport,
    School,
    SupportKind,
    SupportService,
)
from iopmodel.counting import DEFAULT_COUNTING, SILENT_COUNTING, Counted, Counting, Parallel, UnknownTime
from iopmodel.errors import NotAccepted, UnknownName, WrongKind
from iopmodel.populations import AttendedBy
from tests.refusal import refusal, wrong

PATIENT, FAMILY, BOTH = AttendedBy.PATIENT, AttendedBy.FAMILY, AttendedBy.BOTH


@pytest.mark.parametrize(("kind", "each"), COMPONENT_TYPES.items())
def test_treatment_counts_and_breaks_meals_school_and_mutual_help_do_not(kind: str, each: type[Component]) -> None:
    expected = Counted.NO if each in {Break, Meal, School, PeerSupport} else Counted.YES
    assert DEFAULT_COUNTING.of(each(), PATIENT) is expected
    assert (kind in DEFAULT_COUNTING.components) is (expected is Counted.YES)


@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        (None, Counted.YES),
        ("prescriber visit", Counted.YES),
        ("home visit", Counted.YES),
        ("dosing", Counted.NO),
        ("Toxicology", Counted.NO),
    ],
)
def test_a_visit_for_a_dose_or_a_test_does_not_count(visit: str | None, expected: Counted) -> None:
    assert DEFAULT_COUNTING.of(MedicationAssistedTreatment(visit=visit), PATIENT) is expected


def test_a_session_of_the_family_alone_does_not_count_unless_it_is_said_to() -> None:
    session = FamilyTherapy()
    assert DEFAULT_COUNTING.of(session, FAMILY) is Counted.NO
    assert DEFAULT_COUNTING.of(session, BOTH) is Counted.YES
    assert Counting([FamilyTherapy], family_only=True).of(session, FAMILY) is Counted.YES


def test_a_kind_on_which_a_body_is_silent_may_count() -> None:
    counting = Counting([GroupTherapy], contested=[FamilyTherapy, MedicationAssistedTreatment])
    assert counting.of(FamilyTherapy(), PATIENT) is Counted.CONTESTED
    assert counting.of(FamilyTherapy(), FAMILY) is Counted.NO
    assert counting.of(MedicationAssistedTreatment(), PATIENT) is Counted.CONTESTED
    assert counting.of(MedicationAssistedTreatment(visit="dosing"), PATIENT) is Counted.NO


@pytest.mark.parametrize(
    ("counting", "expected"),
    [
        (Counting([], services=["Case Management", "peer mentoring"]), Counted.YES),
        (Counting([], contested=[SupportService], services=["case-management", "peer mentoring"]), Counted.YES),
        (Counting([], contested=[SupportService], services=["housing"]), Counted.CONTESTED),
        (Counting([SupportService], services=["housing"]), Counted.YES),
        (Counting([], services=["housing"]), Counted.NO),
        (Counting([]), Counted.NO),
    ],
)
def test_a_support_service_that_counts_by_name_counts_whatever_is_said_of_support_services(
    counting: Counting, expected: Counted
) -> None:
    assert counting.of(SupportService("case management"), PATIENT) is expected
    assert counting.of(SupportService("peer mentoring"), PATIENT) is expected


def test_a_service_counts_only_under_its_own_name() -> None:
    counting = Counting([], contested=[SupportService], services=[SupportKind.HOUSING])
    assert counting.of(SupportService("housing"), PATIENT) is Counted.YES
    assert counting.of(SupportService("housing"), FAMILY) is Counted.NO
    assert counting.of(SupportService(), PATIENT) is Counted.CONTESTED
    assert counting.of(GroupTherapy("housing"), PATIENT) is Counted.NO


@pytest.mark.parametrize(("kind", "each"), COMPONENT_TYPES.items())
def test_what_some_bodies_count_and_others_do_not_may_count_for_a_body_that_does_not_say(
    kind: str, each: type[Component]
) -> None:
    may_count = {
        "medication-assisted-treatment",
        "medication-management",
        "support-service",
        "activity",
        "assessment",
    }
    expected = Counted.CONTESTED if kind in may_count else DEFAULT_COUNTING.of(each(), PATIENT)
    assert SILENT_COUNTING.of(each(), PATIENT) is expected
    assert SILENT_COUNTING.contested == may_count
    assert not SILENT_COUNTING.components & SILENT_COUNTING.contested


def test_a_body_that_does_not_say_counts_no_dose_and_says_what_it_leaves_open() -> None:
    assert SILENT_COUNTING.of(MedicationAssistedTreatment(visit="dosing"), PATIENT) is Counted.NO
    assert str(SILENT_COUNTING) == (
        "treatment without breaks; medication-assisted treatment, medication management, support, activity and "
        "assessment may or may not count"
    )


def test_kinds_are_given_as_types_or_as_text() -> None:
    assert Counting([GroupTherapy, "Family Therapy"]) == Counting({"group-therapy", "family-therapy"})


def test_visits_are_given_as_words_or_as_text() -> None:
    counting = Counting([], visits_left_out=["Prescriber Visit", "home visit"])
    assert counting.visits_left_out == {MedicationVisit.PRESCRIBER_VISIT, "home visit"}


def test_everything_but_some_kinds_leaves_in_every_visit() -> None:
    counting = Counting.everything_but(Break, "meal")
    assert set(COMPONENT_TYPES) - counting.components == {"break", "meal"}
    assert counting.of(MedicationAssistedTreatment(visit="dosing"), PATIENT) is Counted.YES


def test_everything_but_a_kind_that_does_not_exist_is_refused() -> None:
    assert refusal(UnknownName, lambda: Counting.everything_but("lunch")) == (
        f'component kind: no such name as "lunch"; known: {", ".join(COMPONENT_TYPES)}'
    )


@pytest.mark.parametrize(
    ("kinds", "shown"),
    [("group-therapy", '"group-therapy" (str)'), (GroupTherapy, f"{GroupTherapy!r} (type)")],
)
def test_one_kind_alone_is_no_collection_of_kinds(kinds: Iterable[str], shown: str) -> None:
    message = f"component kinds: expected several kinds, such as [GroupTherapy] or {{'group-therapy'}}, got {shown}"
    assert refusal(WrongKind, lambda: Counting(kinds)) == message
    assert refusal(WrongKind, lambda: Counting([], contested=kinds)) == message


def test_one_visit_alone_is_no_collection_of_visits() -> None:
    assert refusal(WrongKind, lambda: Counting([], visits_left_out="dosing")) == (
        "visits left out: expected several visits, such as {'dosing'}, got \"dosing\" (str)"
    )


def test_services_are_given_as_words_or_as_text() -> None:
    counting = Counting([], services=["Case Management", "peer mentoring"])
    assert counting.services == {SupportKind.CASE_MANAGEMENT, "peer mentoring"}
    assert DEFAULT_COUNTING.services == frozenset()
    assert "services=frozenset(['case-management', 'peer mentoring'])" in repr(counting)


def test_one_service_alone_is_no_collection_of_services() -> None:
    assert refusal(WrongKind, lambda: Counting([], services="housing")) == (
        "services counted: expected several services, such as {'case-management'}, got \"housing\" (str)"
    )
    assert refusal(WrongKind, lambda: Counting([], services=[wrong(3)])) == (
        "support kind: expected a name in words, got 3 (int)"
    )


def test_a_kind_and_a_visit_are_words() -> None:
    assert refusal(NotAccepted, lambda: Counting([""])) == 'component kind: expected a name in words, got ""'
    assert refusal(WrongKind, lambda: Counting([], visits_left_out=[wrong(3)])) == (
        "medication visit: expected a name in words, got 3 (int)"
    )


def test_the_choices_of_a_counting_are_words() -> None:
    counting = Counting([], parallel="SUM", unknown="Nothing")
    assert counting.parallel is Parallel.SUM
    assert counting.unknown is UnknownTime.NOTHING
    assert refusal(NotAccepted, lambda: Counting([], parallel="both")) == (
        'parallel: expected one of union, sum, got "both"'
    )
    assert refusal(NotAccepted, lambda: Counting([], unknown="guess")) == (
        'unknown time: expected one of open, nothing, got "guess"'
    )


def test_everything_but_the_components_of_a_counting_is_said_by_its_name() -> None:
    first, *others = inspect.signature(Counting).parameters.values()
    assert first.kind is first.POSITIONAL_OR_KEYWORD
    assert {each.kind for each in others} == {first.KEYWORD_ONLY}


def test_a_counting_says_whose_it_is() -> None:
    assert str(DEFAULT_COUNTING) == "treatment without breaks"
    assert str(Counting([], name="42 CFR 410.44")) == "42 CFR 410.44"


def test_a_counting_is_written_the_same_in_every_process() -> None:
    assert repr(Counting({"meal", "break"}, visits_left_out=[])) == (
        "Counting(components=frozenset(['break', 'meal']), contested=frozenset([]), "
        "visits_left_out=frozenset([]), services=frozenset([]), family_only=False, "
        "parallel=Parallel.UNION, optional=True, "
        "unplaced_total=True, unknown=UnknownTime.OPEN, name='treatment without breaks')"
    )
