import attrs
import pytest

from iopmodel.errors import DuplicateKey, NotAccepted, UnknownName, WrongKind
from iopmodel.levels import (
    ASAM_3RD_EDITION,
    ASAM_4TH_EDITION,
    CROSSWALK,
    GENERAL,
    Ladder,
    LevelOfCare,
    OffLadder,
    is_level,
    level_of,
    same_level,
)
from tests.refusal import refusal, wrong

LOW, MIDDLE, HIGH = (LevelOfCare(key, name, "own") for key, name in (("1", "low"), ("2", ""), ("3", "high")))
BESIDE, ALONE = LevelOfCare("2-X", "beside", "own"), LevelOfCare("Y", "alone", "own")
OWN = Ladder("own", [LOW, MIDDLE, HIGH], [OffLadder(BESIDE, "runs beside", MIDDLE), OffLadder(ALONE, "alone")])


def test_a_level_is_named_as_its_system_names_it() -> None:
    assert str(LevelOfCare.INTENSIVE_OUTPATIENT) == "intensive outpatient"
    assert str(ASAM_3RD_EDITION.level("2.1")) == "2.1 Intensive Outpatient"
    assert str(LevelOfCare("house-level")) == "house-level"
    assert str(MIDDLE) == "2"
    assert LevelOfCare(" 1-WM ").key == "1-WM"


def test_a_level_of_a_system_of_its_own_is_named_with_its_code() -> None:
    assert str(LOW) == "1 low"


def test_every_level_named_on_the_class_is_a_level_of_the_general_ladder() -> None:
    named = {value for value in vars(LevelOfCare).values() if isinstance(value, LevelOfCare)}
    assert named == set(GENERAL.levels)


def test_a_level_is_the_same_however_it_is_called() -> None:
    assert LevelOfCare("2.1", "IOP", "own") == LevelOfCare("2.1", "intensive outpatient", "own")
    assert LevelOfCare("2.1", "IOP", "own") != LevelOfCare("2.1", "IOP", "another")


@pytest.mark.parametrize("key", ["", "  ", "--"])
def test_a_level_needs_a_key(key: str) -> None:
    message = f'level of care: expected a name in words, got "{key}"'
    assert refusal(NotAccepted, lambda: LevelOfCare(key)) == message
    assert refusal(NotAccepted, lambda: LevelOfCare("1", system=key)) == message


def test_a_number_is_no_key_of_a_level() -> None:
    message = refusal(WrongKind, lambda: LevelOfCare(wrong(2.1)))
    assert message == "level of care: expected a name in words, got 2.1 (float)"


def test_the_ladders_are_climbed_in_their_published_order() -> None:
    assert [level.key for level in GENERAL.rungs] == [
        "aftercare",
        "outpatient",
        "intensive-outpatient",
        "partial-hospitalization",
        "residential",
        "inpatient",
    ]
    assert [level.key for level in ASAM_3RD_EDITION.rungs] == [
        "0.5",
        "1",
        "2.1",
        "2.5",
        "3.1",
        "3.3",
        "3.5",
        "3.7",
        "4",
    ]
    assert [level.key for level in ASAM_4TH_EDITION.rungs] == [
        "1.0",
        "1.5",
        "1.7",
        "2.1",
        "2.5",
        "2.7",
        "3.1",
        "3.5",
        "3.7",
        "4",
    ]
    assert (GENERAL.name, ASAM_3RD_EDITION.name, ASAM_4TH_EDITION.name) == (
        "general",
        "ASAM 3rd edition",
        "ASAM 4th edition",
    )
    assert (GENERAL.system, ASAM_4TH_EDITION.system) == ("general", "asam-4th-edition")


@pytest.mark.parametrize(
    ("level", "below", "above"),
    [
        (LOW, (), (MIDDLE,)),
        (MIDDLE, (LOW,), (HIGH,)),
        (HIGH, (MIDDLE,), ()),
        (BESIDE, (LOW,), (HIGH,)),
        (ALONE, (), ()),
        (LevelOfCare.OUTPATIENT, (), ()),
    ],
)
def test_a_level_has_neighbors_as_far_as_it_has_a_place(
    level: LevelOfCare, below: tuple[LevelOfCare, ...], above: tuple[LevelOfCare, ...]
) -> None:
    assert OWN.below(level) == below
    assert OWN.above(level) == above


def test_a_level_has_the_height_of_its_rung_or_of_the_rung_beside_it() -> None:
    assert [OWN.height(level) for level in (LOW, MIDDLE, HIGH, BESIDE)] == [0, 1, 2, 1]
    assert OWN.height(ALONE) is None
    assert OWN.height(LevelOfCare.OUTPATIENT) is None


def test_a_level_on_no_rung_says_why() -> None:
    assert OWN.levels == (LOW, MIDDLE, HIGH, BESIDE, ALONE)
    aside = OWN.aside(BESIDE)
    assert aside is not None
    assert aside.why == "runs beside"
    assert OWN.aside(LOW) is None


@pytest.mark.parametrize(
    ("ladder", "key", "level"),
    [
        (GENERAL, "Intensive Outpatient", LevelOfCare.INTENSIVE_OUTPATIENT),
        (GENERAL, "intensive_outpatient", LevelOfCare.INTENSIVE_OUTPATIENT),
        (ASAM_3RD_EDITION, "otp", ASAM_3RD_EDITION.levels[9]),
        (ASAM_3RD_EDITION, "Opioid Treatment Program", ASAM_3RD_EDITION.levels[9]),
        (OWN, "2", MIDDLE),
        (OWN, "high", HIGH),
    ],
)
def test_a_level_is_found_by_its_key_or_its_name(ladder: Ladder, key: str, level: LevelOfCare) -> None:
    assert ladder.level(key) == level


def test_a_key_goes_before_a_name() -> None:
    first, second = LevelOfCare("one", "two"), LevelOfCare("two", "one")
    assert Ladder("own", [first, second]).level("two") == second


@pytest.mark.parametrize("key", ["Withdrawal Management", "2.7"])
def test_a_name_of_several_levels_or_of_none_is_refused(key: str) -> None:
    assert refusal(UnknownName, lambda: ASAM_3RD_EDITION.level(key)) == (
        f'level of care: no such name as "{key}"; known: 0.5, 1, 2.1, 2.5, 3.1, 3.3, 3.5, 3.7, 4, OTP, 1-WM, '
        "2-WM, 3.2-WM, 3.7-WM, 4-WM"
    )


def test_a_ladder_has_a_rung() -> None:
    assert refusal(NotAccepted, lambda: Ladder("own", [])) == "ladder: expected at least one rung, got ()"


@pytest.mark.parametrize("again", [LOW, attrs.evolve(LOW, name="another name")])
def test_a_key_stands_once_on_a_ladder(again: LevelOfCare) -> None:
    message = "two levels have the key '1'; a key names one level, so rename one of them"
    assert refusal(DuplicateKey, lambda: Ladder("own", [LOW, again])) == message
    assert refusal(DuplicateKey, lambda: Ladder("own", [LOW], [OffLadder(again, "why")])) == message


def test_a_ladder_orders_one_system() -> None:
    assert refusal(NotAccepted, lambda: Ladder("own", [LOW, LevelOfCare.OUTPATIENT])) == (
        'ladder: expected levels of one system, here own, got "outpatient"'
    )


@pytest.mark.parametrize("system", ["an earlier one", "zonal"])
def test_a_ladder_takes_no_level_of_another_system_wherever_its_name_sorts(system: str) -> None:
    other = LevelOfCare("4", "other", system)
    with pytest.raises(NotAccepted, match="levels of one system, here own"):
        Ladder("own", [LOW, other])


def test_a_level_stands_beside_a_rung_only() -> None:
    assert refusal(UnknownName, lambda: Ladder("own", [LOW], [OffLadder(BESIDE, "why", MIDDLE)])) == (
        'rung: no such name as "2"; known: 1'
    )


@pytest.mark.parametrize(
    ("ladder", "code", "general"),
    [
        (ASAM_3RD_EDITION, "1", LevelOfCare.OUTPATIENT),
        (ASAM_3RD_EDITION, "2.1", LevelOfCare.INTENSIVE_OUTPATIENT),
        (ASAM_3RD_EDITION, "2.5", LevelOfCare.PARTIAL_HOSPITALIZATION),
        (ASAM_3RD_EDITION, "OTP", LevelOfCare.OPIOID_TREATMENT_PROGRAM),
        (ASAM_3RD_EDITION, "3.7", LevelOfCare.INPATIENT),
        (ASAM_4TH_EDITION, "1.5", LevelOfCare.OUTPATIENT),
        (ASAM_4TH_EDITION, "2.5", LevelOfCare.PARTIAL_HOSPITALIZATION),
        (ASAM_4TH_EDITION, "3.7", LevelOfCare.RESIDENTIAL),
    ],
)
def test_a_level_is_a_general_level_where_a_crosswalk_is_declared(
    ladder: Ladder, code: str, general: LevelOfCare
) -> None:
    assert same_level(ladder.level(code)) == general


@pytest.mark.parametrize(
    "level",
    [LevelOfCare.RESIDENTIAL, ASAM_3RD_EDITION.level("0.5"), ASAM_4TH_EDITION.level("2.7"), LOW],
)
def test_a_level_without_a_crosswalk_is_itself(level: LevelOfCare) -> None:
    assert same_level(level) == level


def _third(code: str) -> LevelOfCare:
    return ASAM_3RD_EDITION.level(code)


def _fourth(code: str) -> LevelOfCare:
    return ASAM_4TH_EDITION.level(code)


@pytest.mark.parametrize(
    ("asked", "given", "is_it"),
    [
        # Within one system a level is itself, also where two of its levels are one general level.
        (LevelOfCare.OUTPATIENT, LevelOfCare.OUTPATIENT, True),
        (LevelOfCare.OUTPATIENT, LevelOfCare.ENHANCED_OUTPATIENT, False),
        (_third("3.3"), _third("3.3"), True),
        (_third("3.3"), _third("3.5"), False),
        (_fourth("3.1"), _fourth("3.7"), False),
        (MIDDLE, attrs.evolve(MIDDLE, name="another name"), True),
        # A general level is asked: the crosswalk leads to it.
        (LevelOfCare.INTENSIVE_OUTPATIENT, _third("2.1"), True),
        (LevelOfCare.RESIDENTIAL, _third("3.1"), True),
        (LevelOfCare.RESIDENTIAL, _third("3.3"), True),
        (LevelOfCare.RESIDENTIAL, _fourth("3.7"), True),
        (LevelOfCare.RESIDENTIAL, _third("3.7"), False),
        (LevelOfCare.INPATIENT, _third("3.7"), True),
        (LevelOfCare.OPIOID_TREATMENT_PROGRAM, _third("OTP"), True),
        (LevelOfCare.OUTPATIENT, _third("2.1"), False),
        # A level of another system is asked: only one that stands alone for its general level can be told.
        (_third("2.1"), LevelOfCare.INTENSIVE_OUTPATIENT, True),
        (_third("1"), LevelOfCare.OUTPATIENT, True),
        (_third("OTP"), LevelOfCare.OPIOID_TREATMENT_PROGRAM, True),
        (_third("3.1"), LevelOfCare.RESIDENTIAL, None),
        (_third("3.3"), LevelOfCare.RESIDENTIAL, None),
        (_third("3.5"), LevelOfCare.RESIDENTIAL, None),
        (_third("4-WM"), LevelOfCare.WITHDRAWAL_MANAGEMENT, None),
        (_third("4"), LevelOfCare.INPATIENT, None),
        (_fourth("4"), LevelOfCare.INPATIENT, True),
        (_fourth("3.5"), LevelOfCare.RESIDENTIAL, None),
        (_third("3.3"), LevelOfCare.INTENSIVE_OUTPATIENT, False),
        # Between the editions.
        (_third("2.1"), _fourth("2.1"), True),
        (_fourth("2.5"), _third("2.5"), True),
        (_third("3.5"), _fourth("3.5"), None),
        (_third("3.3"), _fourth("3.1"), None),
        (_third("3.7"), _fourth("3.7"), False),
        (_third("1"), _fourth("1.7"), False),
        # Day treatment is a label of two levels alike.
        (LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.DAY_TREATMENT, None),
        (_third("2.5"), LevelOfCare.DAY_TREATMENT, None),
        (LevelOfCare.DAY_TREATMENT, _fourth("2.1"), None),
        (LevelOfCare.DAY_TREATMENT, LevelOfCare.DAY_TREATMENT, True),
        (LevelOfCare.OUTPATIENT, LevelOfCare.DAY_TREATMENT, False),
        # A level without a crosswalk is only itself.
        (_fourth("2.7"), LevelOfCare.INTENSIVE_OUTPATIENT, False),
        (LevelOfCare.INTENSIVE_OUTPATIENT, _fourth("2.7"), False),
        (_third("0.5"), LevelOfCare.OUTPATIENT, False),
        (LOW, LevelOfCare.OUTPATIENT, False),
        (LOW, LevelOfCare("1", "", "another"), False),
    ],
)
def test_a_level_is_one_of_another_system_as_far_as_the_crosswalk_tells(
    asked: LevelOfCare, given: LevelOfCare, is_it: object
) -> None:
    assert is_level(asked, given) is is_it


def test_the_crosswalk_leads_from_asam_to_the_general_ladder_and_cannot_be_changed() -> None:
    assert {level.system for level in CROSSWALK} == {ASAM_3RD_EDITION.system, ASAM_4TH_EDITION.system}
    assert set(CROSSWALK.values()) <= set(GENERAL.levels)
    with pytest.raises(TypeError, match="does not support item assignment"):
        wrong(CROSSWALK)[LOW] = HIGH


def test_a_level_is_taken_from_itself_and_from_a_name_of_the_general_ladder() -> None:
    assert level_of(MIDDLE) is MIDDLE
    assert level_of("Intensive Outpatient") == LevelOfCare.INTENSIVE_OUTPATIENT
    assert refusal(WrongKind, lambda: level_of(wrong(2.1))) == (
        "level of care: expected a LevelOfCare, or a name such as intensive outpatient, got 2.1 (float)"
    )
