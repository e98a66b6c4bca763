"""What drawing costs: for each public strategy the examples per second, and a draw beside making its values anew."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, cast

import attrs
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from iopmodel import strategies
from iopmodel.episodes import Episode
from iopmodel.standards import MEDICARE, TRICARE
from tests.strategies.given import PLURALS, strategy

EXAMPLES = 300
#: Makes one value again, from its parts and theirs.
Recipe = Callable[[], object]
_DAY = "2026-02-02"


class Measured(NamedTuple):
    """What one strategy was seen to cost, in CPU seconds."""

    name: str
    examples: int
    whole: float  # of all examples, with all that Hypothesis does around a draw
    drawn: float  # of the draws alone
    made: float | None  # of making the same values anew; None where nothing of ours is made

    @property
    def ratio(self) -> float | None:
        """How many times its construction a value costs to draw."""
        return None if self.made is None else self.drawn / self.made

    def __str__(self) -> str:
        draw, ratio = f"{self.drawn / self.examples * 1e6:.0f} us", self.ratio
        made = "" if self.made is None else f"{self.made / self.examples * 1e6:.1f} us"
        rate = f"{self.examples / self.whole:.0f}"
        return f"| {self.name} | {rate} | {draw} | {made} | {'' if ratio is None else f'{ratio:.1f}'} |"


def recipe_of(value: object) -> Recipe | None:
    """How to make a value anew; ``None`` where nothing of ours is in it, such as in text or in a date."""
    if isinstance(value, Episode) and value.overrides:
        # As people make it: an override is held against the episode.
        bare, changes = recipe_of(attrs.evolve(value, overrides=())), _always(value.overrides)
        return lambda: cast("Episode", cast("Recipe", bare)()).override(*cast("Any", changes()))
    if attrs.has(type(value)):
        return _of_fields(type(value), cast("attrs.AttrsInstance", value))
    if isinstance(value, tuple):
        parts = [recipe_of(each) or _constant(each) for each in cast("tuple[object, ...]", value)]
        return lambda: tuple([make() for make in parts])
    return None


def _of_fields(kind: type, value: attrs.AttrsInstance) -> Recipe:
    fields = [(each.alias, getattr(value, each.name)) for each in attrs.fields(type(value)) if each.init]
    constant = {name: part for name, part in fields if recipe_of(part) is None}
    made = [(name, recipe) for name, part in fields if (recipe := recipe_of(part)) is not None]
    return lambda: kind(**constant, **{name: make() for name, make in made})


def _constant(value: object) -> Recipe:
    return lambda: value


def _always(value: object) -> Recipe:
    return recipe_of(value) or _constant(value)


def measured(name: str, values: st.SearchStrategy[Any], *, examples: int = EXAMPLES) -> Measured:
    """Draw so many examples, then make the same values anew."""
    drawn: list[object] = []
    seconds: list[float] = []

    @st.composite
    def timed(draw: st.DrawFn) -> object:
        begun = time.process_time()
        value = draw(values)
        seconds.append(time.process_time() - begun)
        return value

    # One at a time, as a test draws them, without a test, a database, or anything that is said of an example.
    @settings(max_examples=examples, database=None, phases=[Phase.generate], deadline=None, derandomize=True)
    @given(timed())
    def draw_all(value: object) -> None:
        drawn.append(value)

    draw_all()
    gc.collect()
    gc.disable()  # it would come now and then, to one strategy and not to the next
    try:
        begun, seconds[:], drawn[:] = time.process_time(), [], []  # what is worked out once takes no part
        draw_all()
        whole = time.process_time() - begun
        return Measured(name, len(drawn), whole, sum(seconds), _seconds_to_make(drawn))
    finally:
        gc.enable()


def _seconds_to_make(values: list[object]) -> float | None:
    recipes = [recipe for each in values if (recipe := recipe_of(each)) is not None]
    if not recipes:
        return None
    begun = time.process_time()
    for make in recipes:
        make()
    return time.process_time() - begun


def _from_rules() -> Iterator[tuple[str, st.SearchStrategy[Any]]]:
    """Programs that meet the rules of a body."""
    for body in (TRICARE, MEDICARE):
        yield f"programs(meeting={body.key})", strategies.programs(meeting=body, on=_DAY)


def run_strategies() -> None:
    """Measure every public strategy and print what was seen."""
    print("| strategy | examples a second | one draw | its construction | ratio |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, values in (*((name, strategy(name)) for name in PLURALS), *_from_rules()):
        print(measured(name, values))
