"""Which ladder orders given levels, and what a level of another system is on it."""

from __future__ import annotations

from collections.abc import Iterable

from iopmodel.errors import UnknownName
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, GENERAL, Ladder, LevelOfCare, same_level

__all__ = ["find_on", "ladder_for", "seen_on"]

_BUILT_IN = {each.system: each for each in (GENERAL, ASAM_3RD_EDITION, ASAM_4TH_EDITION)}


def ladder_for(systems: Iterable[str], given: Ladder | None) -> Ladder:
    """The ladder that orders levels of these systems: the one given, else their own, the general for several.

    >>> ladder_for(["asam-4th-edition"], None).name
    'ASAM 4th edition'
    >>> ladder_for(["asam-3rd-edition", "asam-4th-edition"], None).name
    'general'

    Raises:
        UnknownName: if there is no built-in ladder of their system.
    """
    if given is not None:
        return given
    several = set(systems)
    system = several.pop() if len(several) == 1 else GENERAL.system
    if system not in _BUILT_IN:
        raise UnknownName("ladder of the system (give yours as ladder=)", system, tuple(_BUILT_IN))
    return _BUILT_IN[system]


def find_on(ladder: Ladder, level: LevelOfCare) -> LevelOfCare | None:
    """The level as the ladder has it: itself, or what it is by the crosswalk; ``None`` if neither.

    >>> print(find_on(GENERAL, ASAM_3RD_EDITION.level("2.1")))
    intensive outpatient
    >>> print(find_on(GENERAL, ASAM_3RD_EDITION.level("0.5")))
    None
    """
    return next((each for each in (level, same_level(level)) if each in ladder.levels), None)


def seen_on(ladder: Ladder, level: LevelOfCare) -> LevelOfCare:
    """The level as the ladder has it, where it must have it.

    >>> print(seen_on(GENERAL, ASAM_3RD_EDITION.level("2.1")))
    intensive outpatient

    Raises:
        UnknownName: if it has it neither as itself nor by the crosswalk.
    """
    found = find_on(ladder, level)
    if found is None:
        # Nothing orders this level, and a guess would be an order that nobody declared.
        what = f"level of care on the {ladder.name} ladder, or in the crosswalk to it"
        raise UnknownName(what, level.key, tuple(each.key for each in ladder.levels))
    return found
