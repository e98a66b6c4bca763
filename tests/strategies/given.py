"""What the public strategies that take something must be given, and every one of them with it."""

import inspect
from typing import Any

from hypothesis import strategies as st

from iopmodel import DaySpan, Episode, Measure, Phase, Weeks, standards, strategies
from iopmodel.levels import LevelOfCare

_RULE = standards.TRICARE.rules[0]
_DAY = "2026-02-02"
#: The arguments of the strategies that cannot be had without any.
POSITIONAL: dict[str, tuple[Any, ...]] = {
    "bounds": (Measure.HOURS_PER_WEEK,),
    "counts": (Weeks, 1, 52),
    "dated_values": (strategies.names(),),
    "days_within": (DaySpan("2026-02-02", "2026-02-09"),),
    "histories": (strategies.names(),),
    "near": (_RULE,),
    "near_misses": (_RULE,),
    "overrides": (Episode.of(Phase(LevelOfCare.INTENSIVE_OUTPATIENT, []), first=_DAY, length=Weeks(2)),),
    "ranges": (Weeks(1), Weeks(16)),
}
KEYWORDS: dict[str, dict[str, Any]] = {"near": {"on": _DAY}, "near_misses": {"on": _DAY}}
PLURALS = tuple(name for name in strategies.__all__ if inspect.isroutine(getattr(strategies, name)))


def strategy(name: str) -> st.SearchStrategy[Any]:
    """The public strategy of that name."""
    found: st.SearchStrategy[Any] = getattr(strategies, name)(*POSITIONAL.get(name, ()), **KEYWORDS.get(name, {}))
    return found
