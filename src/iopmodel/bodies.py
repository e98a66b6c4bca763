"""Bodies of rules as callers give them: several at once, or one of one's own on the grounds of another."""

from __future__ import annotations

from collections.abc import Iterable

from iopmodel.counting import Counting
from iopmodel.errors import WrongKind
from iopmodel.rules import Band, Rule, Standard, rules_of

__all__ = ["bodies_of", "extended"]


def bodies_of(value: Iterable[Standard]) -> tuple[Standard, ...]:
    """Bodies, each once.

    Raises:
        WrongKind: for a single body, a name, and anything else.
    """
    allowed = "several standards, such as [standards.MEDICARE]"
    all_of_it: object = value
    if isinstance(all_of_it, Standard | str) or not isinstance(all_of_it, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("standards", str(all_of_it), allowed)
    given = tuple(value)
    for body in given:
        if not isinstance(body, Standard):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("standards", body, allowed)
    return tuple(dict.fromkeys(given))


def extended(
    body: Standard,
    key: str,
    name: str,
    rules: Iterable[Rule | Band],
    *,
    counting: Counting | None = None,
    note: str = "",
) -> Standard:
    """A body of one's own on the grounds of another one: its rules, with some overridden and some added.

    A rule with the id of one of the body's takes its place; any other is added. What changed is said in every report.

    Args:
        body: the body that is extended.
        key: the key of the new one.
        name: its name, for people.
        rules: the rules that it adds or overrides.
        counting: which sessions make up the time, where that differs.
        note: what a reader must know about it; the note of *body* when it is empty.
    """
    (body,) = bodies_of([body])
    own = rules_of(rules)
    ids = {each.id for each in own}
    theirs = {each.id for each in body}
    changed = [f"overrides {each.id}" for each in own if each.id in theirs]
    changed += [f"adds {each.id}" for each in own if each.id not in theirs]
    changed += ["counts in its own way"] * (counting is not None and counting != body.counting)
    return Standard(
        key,
        name,
        [*(each for each in body if each.id not in ids), *own],
        jurisdiction=body.jurisdiction,
        counting=counting or body.counting,
        note=note or body.note,
        based_on=body.name,
        changed=changed,
    )
