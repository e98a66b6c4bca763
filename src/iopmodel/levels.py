"""Levels of care, the ladders that order them, and the crosswalk between ladders.

A level says what it is called and in which system. What hours it takes is a rule with a source
(:mod:`iopmodel.standards`) and stands in no level.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar

import attrs

from iopmodel.errors import DuplicateKey, NotAccepted, UnknownName, WrongKind
from iopmodel.vocabulary import key_of

__all__ = [
    "ASAM_3RD_EDITION",
    "ASAM_4TH_EDITION",
    "CROSSWALK",
    "GENERAL",
    "Ladder",
    "LevelOfCare",
    "OffLadder",
    "is_level",
    "level_of",
    "same_level",
]


def _code(value: str) -> str:
    # A code is kept as its system writes it: "1-WM", not "1-wm".
    key_of(value, "level of care")
    return value.strip()


@attrs.frozen
class LevelOfCare:
    """One named level of care, within one system.

    Args:
        key: its key, such as ``"intensive-outpatient"`` or, within ASAM, its code ``"2.1"``.
        name: its name, for people; two levels with one key in one system are one level, however they are called.
        system: the system in which it is a level; the general one unless said otherwise.

    The levels of the general system are attributes of the class:

    >>> LevelOfCare.INTENSIVE_OUTPATIENT.name
    'intensive outpatient'
    """

    key: str = attrs.field(converter=_code)
    name: str = attrs.field(default="", eq=False)
    system: str = attrs.field(default="general", converter=_code)

    AFTERCARE: ClassVar[LevelOfCare]
    OUTPATIENT: ClassVar[LevelOfCare]
    ENHANCED_OUTPATIENT: ClassVar[LevelOfCare]
    INTENSIVE_OUTPATIENT: ClassVar[LevelOfCare]
    DAY_TREATMENT: ClassVar[LevelOfCare]
    PARTIAL_HOSPITALIZATION: ClassVar[LevelOfCare]
    RESIDENTIAL: ClassVar[LevelOfCare]
    INPATIENT: ClassVar[LevelOfCare]
    WITHDRAWAL_MANAGEMENT: ClassVar[LevelOfCare]
    OPIOID_TREATMENT_PROGRAM: ClassVar[LevelOfCare]

    def __str__(self) -> str:
        code = f"{self.key} " if self.system != "general" else ""
        return f"{code}{self.name}" if self.name else self.key


LevelOfCare.AFTERCARE = LevelOfCare("aftercare", "aftercare")
LevelOfCare.OUTPATIENT = LevelOfCare("outpatient", "outpatient")
LevelOfCare.ENHANCED_OUTPATIENT = LevelOfCare("enhanced-outpatient", "enhanced outpatient")
LevelOfCare.INTENSIVE_OUTPATIENT = LevelOfCare("intensive-outpatient", "intensive outpatient")
LevelOfCare.DAY_TREATMENT = LevelOfCare("day-treatment", "day treatment")
LevelOfCare.PARTIAL_HOSPITALIZATION = LevelOfCare("partial-hospitalization", "partial hospitalization")
LevelOfCare.RESIDENTIAL = LevelOfCare("residential", "residential")
LevelOfCare.INPATIENT = LevelOfCare("inpatient", "inpatient")
LevelOfCare.WITHDRAWAL_MANAGEMENT = LevelOfCare("withdrawal-management", "withdrawal management")
LevelOfCare.OPIOID_TREATMENT_PROGRAM = LevelOfCare("opioid-treatment-program", "opioid treatment program")


@attrs.frozen
class OffLadder:
    """A level of a system that stands on none of its rungs.

    Args:
        level: the level.
        beside: the rung beside which it is entered, if there is one.
        why: why it is on no rung, in words.
    """

    level: LevelOfCare
    why: str
    beside: LevelOfCare | None = None


def _rungs(value: Iterable[LevelOfCare]) -> tuple[LevelOfCare, ...]:
    return tuple(value)


def _asides(value: Iterable[OffLadder]) -> tuple[OffLadder, ...]:
    return tuple(value)


@attrs.frozen
class Ladder:
    """The order of the levels of one system, from the least to the most intensive.

    A ladder of your own is the same constructor; order exists only within one ladder.

    Args:
        name: its name, for people.
        rungs: the levels, lowest first.
        off_ladder: levels of the same system that are on no rung, and why.

    Raises:
        DuplicateKey: if two levels have one key.
        NotAccepted: if there is no rung, or a level belongs to another system.
        UnknownName: if an off-ladder level is said to stand beside a level that is no rung.
    """

    name: str
    rungs: tuple[LevelOfCare, ...] = attrs.field(converter=_rungs)
    off_ladder: tuple[OffLadder, ...] = attrs.field(default=(), converter=_asides)

    def __attrs_post_init__(self) -> None:
        if not self.rungs:
            raise NotAccepted("ladder", (), "at least one rung")
        seen: set[str] = set()
        for level in self.levels:
            if level.system != self.system:
                raise NotAccepted("ladder", str(level), f"levels of one system, here {self.system}")
            if level.key in seen:
                raise DuplicateKey("level", level.key)
            seen.add(level.key)
        for each in self.off_ladder:
            if each.beside is not None and each.beside not in self.rungs:
                raise UnknownName("rung", each.beside.key, tuple(rung.key for rung in self.rungs))

    @property
    def system(self) -> str:
        """The system whose levels it orders."""
        return self.rungs[0].system

    @property
    def levels(self) -> tuple[LevelOfCare, ...]:
        """Every level of the system: the rungs, lowest first, then those on no rung."""
        return (*self.rungs, *(each.level for each in self.off_ladder))

    def level(self, key: str) -> LevelOfCare:
        """The level with this key, or with this name where only one level has it.

        Raises:
            UnknownName: if there is none.
            NotAccepted: for text without a letter or a digit.
        """
        wanted = key_of(key, "level of care")
        for names in (
            [level.key for level in self.levels],
            [level.name or level.key for level in self.levels],
        ):
            found = [at for at, name in enumerate(names) if key_of(name, "level of care") == wanted]
            if len(found) == 1:
                return self.levels[found[0]]
        raise UnknownName("level of care", key, tuple(level.key for level in self.levels))

    def aside(self, level: LevelOfCare) -> OffLadder | None:
        """Why the level is on no rung; ``None`` when it is on one."""
        return next((each for each in self.off_ladder if each.level == level), None)

    def height(self, level: LevelOfCare) -> int | None:
        """The number of the rung, 0 at the foot; that of the rung beside it for a level on no rung.

        ``None`` when the level has no place in this order at all.
        """
        aside = self.aside(level)
        rung = level if aside is None else aside.beside
        return self.rungs.index(rung) if rung in self.rungs else None

    def below(self, level: LevelOfCare) -> tuple[LevelOfCare, ...]:
        """The next rung down; empty at the foot and for a level without a place."""
        height = self.height(level)
        return () if height is None else self.rungs[max(height - 1, 0) : height]

    def above(self, level: LevelOfCare) -> tuple[LevelOfCare, ...]:
        """The next rung up; empty at the top and for a level without a place."""
        height = self.height(level)
        return () if height is None else self.rungs[height + 1 : height + 2]


#: The general ladder, in the words that programs use of themselves.
GENERAL = Ladder(
    "general",
    (
        LevelOfCare.AFTERCARE,
        LevelOfCare.OUTPATIENT,
        LevelOfCare.INTENSIVE_OUTPATIENT,
        LevelOfCare.PARTIAL_HOSPITALIZATION,
        LevelOfCare.RESIDENTIAL,
        LevelOfCare.INPATIENT,
    ),
    (
        OffLadder(
            LevelOfCare.WITHDRAWAL_MANAGEMENT,
            "withdrawal management is a task of its own, entered beside inpatient care",
            beside=LevelOfCare.INPATIENT,
        ),
        OffLadder(
            LevelOfCare.OPIOID_TREATMENT_PROGRAM,
            "an opioid treatment program goes together with any level and is no rung of its own",
        ),
        OffLadder(
            LevelOfCare.ENHANCED_OUTPATIENT,
            "enhanced outpatient is a label of single programs, between outpatient and intensive outpatient",
        ),
        OffLadder(
            LevelOfCare.DAY_TREATMENT,
            "day treatment is used for intensive outpatient and for partial hospitalization programs alike",
        ),
    ),
)


def _asam(edition: str, rungs: Iterable[tuple[str, str]], aside: Iterable[tuple[str, str, str | None, str]]) -> Ladder:
    system = f"asam-{edition}"
    levels = {code: LevelOfCare(code, name, system) for code, name in rungs}
    off_ladder = tuple(
        OffLadder(LevelOfCare(code, name, system), why, None if beside is None else levels[beside])
        for code, name, beside, why in aside
    )
    return Ladder(f"ASAM {edition.replace('-', ' ')}", tuple(levels.values()), off_ladder)


_WITHDRAWAL = "withdrawal management runs beside the level of the same number"

#: The ladder of The ASAM Criteria, 3rd edition (2013), with its own codes.
ASAM_3RD_EDITION = _asam(
    "3rd-edition",
    (
        ("0.5", "Early Intervention"),
        ("1", "Outpatient Services"),
        ("2.1", "Intensive Outpatient"),
        ("2.5", "Partial Hospitalization"),
        ("3.1", "Clinically Managed Low-Intensity Residential"),
        ("3.3", "Clinically Managed Population-Specific High-Intensity Residential"),
        ("3.5", "Clinically Managed High-Intensity Residential"),
        ("3.7", "Medically Monitored Intensive Inpatient"),
        ("4", "Medically Managed Intensive Inpatient"),
    ),
    (
        ("OTP", "Opioid Treatment Program", "1", "an opioid treatment program stands beside Level 1"),
        ("1-WM", "Withdrawal Management", "1", _WITHDRAWAL),
        ("2-WM", "Withdrawal Management", None, _WITHDRAWAL),
        ("3.2-WM", "Withdrawal Management", None, _WITHDRAWAL),
        ("3.7-WM", "Withdrawal Management", "3.7", _WITHDRAWAL),
        ("4-WM", "Withdrawal Management", "4", _WITHDRAWAL),
    ),
)

#: The ladder of The ASAM Criteria, 4th edition (volume 1, adults), with its own codes.
ASAM_4TH_EDITION = _asam(
    "4th-edition",
    (
        ("1.0", "Long-Term Remission Monitoring"),
        ("1.5", "Outpatient Therapy"),
        ("1.7", "Medically Managed Outpatient"),
        ("2.1", "Intensive Outpatient"),
        ("2.5", "High-Intensity Outpatient"),
        ("2.7", "Medically Managed Intensive Outpatient"),
        ("3.1", "Clinically Managed Low-Intensity Residential"),
        ("3.5", "Clinically Managed High-Intensity Residential"),
        ("3.7", "Medically Managed Residential"),
        ("4", "Medically Managed Inpatient"),
    ),
    (("RR", "Recovery Residence", None, "a recovery residence is where a patient lives, beside any level"),),
)


def _crosswalk(ladder: Ladder, **codes: str) -> dict[LevelOfCare, LevelOfCare]:
    general = {level.key.replace("-", "_"): level for level in GENERAL.levels}
    return {ladder.level(code): general[name] for name, each in codes.items() for code in each.split()}


#: Which level of the general ladder a level of an ASAM ladder is, where one is declared. Several codes may be one
#: general level, and a code that stands between two of them is left out.
CROSSWALK: Mapping[LevelOfCare, LevelOfCare] = MappingProxyType(
    {
        **_crosswalk(
            ASAM_3RD_EDITION,
            outpatient="1",
            intensive_outpatient="2.1",
            partial_hospitalization="2.5",
            residential="3.1 3.3 3.5",
            inpatient="3.7 4",
            opioid_treatment_program="OTP",
            withdrawal_management="3.7-WM 4-WM",
        ),
        **_crosswalk(
            ASAM_4TH_EDITION,
            outpatient="1.5",
            intensive_outpatient="2.1",
            partial_hospitalization="2.5",
            residential="3.1 3.5 3.7",
            inpatient="4",
        ),
    }
)


def same_level(level: LevelOfCare) -> LevelOfCare:
    """The level of the general ladder that a level is by the declared crosswalk; the level itself if none is.

    >>> same_level(ASAM_3RD_EDITION.level("2.1")).name
    'intensive outpatient'
    """
    return CROSSWALK.get(level, level)


#: What programs that call themselves day treatment are.
_DAY_TREATMENT = {LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION}


def level_of(value: LevelOfCare | str) -> LevelOfCare:
    """A level of care, from one or from the key or name of one of the general ladder.

    Raises:
        WrongKind: for anything else.
        UnknownName: for a name that is none.
        NotAccepted: for text without a letter or a digit.
    """
    if isinstance(value, LevelOfCare):
        return value
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("level of care", value, "a LevelOfCare, or a name such as intensive outpatient")
    return GENERAL.level(value)


def is_level(asked: LevelOfCare, given: LevelOfCare) -> bool | None:
    """Whether a program of the level *given* is one of the level *asked*; ``None`` when it cannot be told.

    Within one system a level is itself; day treatment alone is a label of intensive outpatient and of partial
    hospitalization programs alike. Across systems the declared crosswalk decides; where several levels of one
    system are one level of the other, nobody can say which of them is meant.

    >>> intensive, residential = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.RESIDENTIAL
    >>> is_level(intensive, ASAM_3RD_EDITION.level("2.1")), is_level(residential, ASAM_3RD_EDITION.level("3.3"))
    (True, True)
    >>> is_level(ASAM_3RD_EDITION.level("3.3"), residential) is None
    True
    """
    pair = {same_level(asked), same_level(given)}
    if LevelOfCare.DAY_TREATMENT in pair and pair & _DAY_TREATMENT:
        return None
    if asked.system == given.system:
        return asked == given
    if same_level(asked) != same_level(given):
        return False
    return True if asked.system == GENERAL.system or _stands_alone(asked) else None


def _stands_alone(level: LevelOfCare) -> bool:
    """Whether no other level of its system is the same general one."""
    general = CROSSWALK.get(level)
    return general is not None and [
        each for each, same in CROSSWALK.items() if same == general and each.system == level.system
    ] == [level]
