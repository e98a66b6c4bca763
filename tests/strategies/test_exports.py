"""The public list of strategies: each is a plural with a docstring, and draws without a health check in the way."""

import inspect
from typing import Any

import pytest

from iopmodel import DaySpan, GroupTherapy, Measure, Minutes, Weeks, strategies
from iopmodel.strategies import names

#: What a strategy must be given.
GIVEN: dict[str, tuple[Any, ...]] = {
    "bounds": (Measure.HOURS_PER_WEEK,),
    "counts": (Weeks, 1, 52),
    "components": (GroupTherapy,),
    "dated_values": (names(),),
    "days_within": (DaySpan("2026-02-02", "2026-02-09"),),
    "histories": (names(),),
    "minutes": (Minutes(30), Minutes(60)),
    "overrides": (),
    "ranges": (Weeks(1), Weeks(16)),
}
PLURALS = [name for name in strategies.__all__ if inspect.isroutine(getattr(strategies, name)) or name == "x"]


def test_nothing_is_public_by_accident() -> None:
    visible = {name for name in vars(strategies) if not name.startswith("_") and name != "annotations"}
    assert visible == set(strategies.__all__)


@pytest.mark.parametrize("name", strategies.__all__)
def test_every_public_strategy_explains_itself(name: str) -> None:
    assert (getattr(strategies, name).__doc__ or "").strip()
