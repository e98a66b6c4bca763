"""Rules that take each other's place on one day: the editions of a schedule, without a gap and without an overlap."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import attrs

from iopmodel._days import Date
from iopmodel.citations import Citation, Dated, History
from iopmodel.errors import NotAccepted, NotInOrder
from iopmodel.rules import Band, Bound, Rule

__all__ = ["Edition", "in_succession"]


def _rules(value: Iterable[Rule | Band]) -> tuple[Rule | Band, ...]:
    rules = tuple(value)
    for rule in rules:
        first, *others = rule.history.entries
        if others or first.since is not None or first.until is not None:
            raise NotAccepted("rule of an edition", rule.id, "a rule with one value, without dates of its own")
    return rules


def _since(value: object) -> Date | int | str | None:
    since = Dated(None, _NOBODY, since=value).since
    if since is None:
        raise NotAccepted("start of an edition", value, "a day, a month such as 2020-03, or a year")
    return since


#: Whose word a date is that no rule carries yet.
_NOBODY = Citation("the date of an edition")


@attrs.frozen
class Edition:
    """Rules that begin together, and end together when the next edition takes their place.

    Args:
        since: their first day; a year or a month (``"2020-03"``) when no more is known.
        rules: the rules, each with one value that has no dates of its own; none, when nothing took their place.
        start_checked: whether the start itself was checked in a text.

    Raises:
        NotAccepted: for a rule with several values or dates of its own, and without a start.
    """

    since: Date | int | str | None = attrs.field(converter=_since)
    rules: tuple[Rule | Band, ...] = attrs.field(converter=_rules)
    start_checked: bool = False

    @property
    def first_day(self) -> Date:
        """The first day on which it may hold."""
        return Dated(None, _NOBODY, since=self.since).first_day


def in_succession(*editions: Edition) -> tuple[Rule | Band, ...]:
    """The rules of all editions, each with its start, and with the start of the next edition as its end.

    The day of a change is written once, as the start of the edition that takes over, so that what was in force ends
    exactly when the new one begins.

    Raises:
        NotInOrder: if the editions do not start on rising days.
    """
    days = [each.first_day for each in editions]
    if any(a >= b for a, b in itertools.pairwise(days)):
        raise NotInOrder(tuple(str(day) for day in days))
    ends = [*days[1:], None]
    return tuple(
        attrs.evolve(rule, history=_dated(rule.history, edition, until))
        for edition, until in zip(editions, ends, strict=False)
        for rule in edition.rules
    )


def _dated(history: History[Bound], edition: Edition, until: Date | None) -> History[Bound]:
    (only,) = history.entries
    return History.of(attrs.evolve(only, since=edition.since, until=until, start_checked=edition.start_checked))
