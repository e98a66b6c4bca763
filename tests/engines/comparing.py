"""What a comparison with another engine comes to."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple


class Compared(NamedTuple):
    """How many moments were compared, and every difference in words."""

    number: int
    differences: tuple[str, ...]


def compared(ours: Iterable[object], theirs: Iterable[object], where: object) -> Compared:
    """Two collections held against each other, in which each thing may stand several times."""
    mine, other = Counter(ours), Counter(theirs)
    only = [f"only here: {each}" for each in mine - other] + [f"only there: {each}" for each in other - mine]
    return Compared(sum(mine.values()), tuple(f"{each}, in {where}" for each in only))


def together(parts: Iterable[Compared]) -> Compared:
    """Several comparisons as one."""
    found = list(parts)
    return Compared(sum(each.number for each in found), tuple(words for each in found for words in each.differences))


def engine(name: str) -> Any:  # noqa: ANN401 - other people's modules, which bring no types
    """Another engine's module, which may not be installed."""
    return importlib.import_module(name)
