"""Whether a rule applies to a stretch: level, program type, population with the source's own ages, and focus."""

from __future__ import annotations

from collections.abc import Iterator

from iopmodel.findings import Cause, CauseKind, Fact
from iopmodel.levels import same_level
from iopmodel.populations import Focus, Population
from iopmodel.quantities import Range
from iopmodel.rules import Scope
from iopmodel.stretches import Stretch

__all__ = ["doubts", "why_not"]


def why_not(scope: Scope, stretch: Stretch) -> str:
    """Why a rule of this scope certainly does not apply to the stretch; empty when it does or may."""
    if scope.levels and stretch.level is not None and same_level(stretch.level) not in map(same_level, scope.levels):
        return f"for {_levels(scope)}, not for {stretch.level}"
    if scope.types and stretch.types and not scope.types & stretch.types:
        return f"for programs of the type {', '.join(sorted(scope.types))}"
    if scope.focus is not Focus.ANY and stretch.focus and not _may_treat(stretch.focus, scope.focus):
        return f"for {scope.focus.replace('-', ' ')} programs"
    if scope.population is not None and _fit(scope.population, stretch.population) is False:
        return f"for {scope.population}, not for {stretch.population}"
    return ""


def doubts(scope: Scope, stretch: Stretch) -> Iterator[Cause]:
    """What must be known to tell whether a rule of this scope applies to the stretch; nothing when it does."""
    if scope.levels and stretch.level is None:
        yield _doubt(f"the level of care: the rule is for {_levels(scope)}")
    if scope.types and not stretch.types:
        yield _doubt(f"the program type: the rule is for {', '.join(sorted(scope.types))}")
    if scope.focus is not Focus.ANY and not stretch.focus:
        yield _doubt(f"what the program treats: the rule is for {scope.focus.replace('-', ' ')} programs")
    if scope.population is not None and _fit(scope.population, stretch.population) is None:
        yield _doubt(f"whom the program serves: the rule is for {scope.population}")


def _doubt(words: str) -> Cause:
    return Cause(CauseKind.SCOPE, Fact.SCOPE, words)


def _levels(scope: Scope) -> str:
    return " and ".join(sorted(str(level) for level in scope.levels))


def _may_treat(foci: frozenset[str], wanted: Focus) -> bool:
    """Whether a program with these foci treats that one: co-occurring care treats both of its conditions."""
    both = {Focus.SUBSTANCE_USE, Focus.MENTAL_HEALTH}
    return bool(foci & {wanted, Focus.ANY}) or (Focus.CO_OCCURRING in foci and wanted in both)


def _fit(asked: Population, served: Population) -> bool | None:
    """Whether those served are among those asked about; ``None`` when it cannot be told.

    Ages decide where both have them, because each source draws the line between ages in its own place.
    """
    ages = _within(asked.ages, served.ages)
    if ages is not None or not (asked.ages.is_unknown or served.ages.is_unknown):
        return ages
    if asked.key == served.key or (asked.key, served.key) == ("adult", "older-adult"):
        return True
    groups = {asked.key, served.key}
    return False if groups <= _AGE_GROUPS and groups != {"adult", "older-adult"} else None


_AGE_GROUPS = frozenset({"adult", "adolescent", "child", "older-adult"})


def _within(asked: Range[int], served: Range[int]) -> bool | None:
    if asked.is_unknown or served.is_unknown:
        return None
    if served.within(asked):
        return True
    return None if served.overlaps(asked) else False
