"""The rules of each issuing body, each number with its source."""

from __future__ import annotations

from iopmodel.errors import UnknownName
from iopmodel.rules import Standard
from iopmodel.standards.consistency import CONSISTENCY
from iopmodel.standards.guides import GUIDES
from iopmodel.standards.hcpcs import HCPCS
from iopmodel.standards.medicare import MEDICARE
from iopmodel.vocabulary import key_of

__all__ = ["CONSISTENCY", "GUIDES", "HCPCS", "MEDICARE", "named", "shipped"]


def shipped() -> tuple[Standard, ...]:
    """Every body that comes with iopmodel; the house rules, which are always on, are the last."""
    return (MEDICARE, HCPCS, GUIDES, CONSISTENCY)


def named(key: str) -> Standard:
    """The shipped body with this key or name.

    >>> named("Medicare").key
    'medicare'

    Raises:
        UnknownName: if there is none.
    """
    wanted = key_of(key, "standard")
    for each in shipped():
        if wanted in {each.key, key_of(each.name, "standard")}:
            return each
    raise UnknownName("standard", key, tuple(each.key for each in shipped()))
