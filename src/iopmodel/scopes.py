"""Whether a rule applies to a stretch: level, program type, population with the source's own ages, and focus."""

from __future__ import annotations

from collections.abc import Iterator

from iopmodel.findings import Cause, CauseKind, Fact
from iopmodel.levels import LevelOfCare, is_level
from iopmodel.populations import Focus
from iopmodel.rules import Scope
from iopmodel.stretches import Stretch

__all__ = ["doubts", "why_not"]


def why_not(scope: Scope, stretch: Stretch) -> str:
    """Why a rule of this scope certainly does not apply to the stretch; empty when it does or may."""
    if scope.levels and stretch.level is not None and _at_level(scope, stretch.level) is False:
        return f"for {_levels(scope)}, not for {stretch.level}"
    if scope.types and stretch.types and not scope.types & stretch.types:
        return f"for programs of the type {', '.join(sorted(scope.types))}"
    if scope.focus is not Focus.ANY and stretch.focus and not _may_treat(stretch.focus, scope.focus):
        return f"for {scope.focus.replace('-', ' ')} programs"
    if scope.population is not None and scope.population.holds(stretch.population) is False:
        return f"for {scope.population}, not for {stretch.population}"
    return ""


def doubts(scope: Scope, stretch: Stretch) -> Iterator[Cause]:
    """What must be known to tell whether a rule of this scope applies to the stretch; nothing when it does."""
    if scope.levels and (stretch.level is None or _at_level(scope, stretch.level) is None):
        yield _doubt(f"the level of care: the rule is for {_levels(scope)}")
    if scope.types and not stretch.types:
        yield _doubt(f"the program type: the rule is for {', '.join(sorted(scope.types))}")
    if scope.focus is not Focus.ANY and not _certainly_treats(stretch.focus, scope.focus):
        yield _doubt(f"what the program treats: the rule is for {scope.focus.replace('-', ' ')} programs")
    if scope.population is not None and scope.population.holds(stretch.population) is None:
        yield _doubt(f"whom the program serves: the rule is for {scope.population}")


def _doubt(words: str) -> Cause:
    return Cause(CauseKind.SCOPE, Fact.SCOPE, words)


def _levels(scope: Scope) -> str:
    return " and ".join(sorted(str(level) for level in scope.levels))


#: What a program treats that is not narrowed, and what co-occurring care treats.
_BOTH = frozenset({Focus.SUBSTANCE_USE, Focus.MENTAL_HEALTH})


def _certainly_treats(foci: frozenset[str], wanted: Focus) -> bool:
    """Whether a program with these foci treats that one: co-occurring care treats both of its conditions."""
    return wanted in foci or (wanted in _BOTH and bool(foci & {Focus.ANY, Focus.CO_OCCURRING}))


def _may_treat(foci: frozenset[str], wanted: Focus) -> bool:
    """Whether it may: what is not narrowed may be about a single condition too, such as an eating disorder."""
    return _certainly_treats(foci, wanted) or Focus.ANY in foci


def _at_level(scope: Scope, level: LevelOfCare) -> bool | None:
    """Whether a level is one of those of the scope; ``None`` when it may be."""
    found = {is_level(each, level) for each in scope.levels}
    return True if True in found else None if None in found else False
