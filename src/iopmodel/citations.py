"""Who says so, since when, and how well that is known: citations, dated values, and the history of a value."""

from __future__ import annotations

import calendar
import enum
import itertools
import re
from collections.abc import Iterable
from typing import Generic, TypeVar

import attrs

from iopmodel._days import Date, plain_day
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, NotInOrder, NotYetInForce, WrongKind

__all__ = ["Citation", "Dated", "History", "InForce", "Mark"]

T = TypeVar("T")
# What a value is made of never changes, so a history of clinical time is one of whatever a rule bounds.
T_co = TypeVar("T_co", covariant=True)
V = TypeVar("V")

_LAST_YEAR = 9999


class Mark(enum.Enum):
    """How well a figure is known."""

    PRIMARY = "primary"
    """Checked in the source itself."""
    SECONDARY = "secondary"
    """Checked in a text that quotes or summarizes the source, or arithmetic on such figures."""
    UNVERIFIED = "unverified"
    """Known, but checked in no text: shown, and used only when asked for."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    def __str__(self) -> str:
        return self.value


def _text(value: str) -> str:
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("citation", value, "the title and place of the source, in words")
    if not value.strip():
        raise NotAccepted("citation", value, "the title and place of the source, in words")
    return value.strip()


def _mark(value: Mark | str) -> Mark:
    if isinstance(value, Mark):
        return value
    for mark in Mark:
        if value == mark.value:
            return mark
    raise NotAccepted("mark of a citation", value, f"one of {', '.join(mark.value for mark in Mark)}")


@attrs.frozen
class Citation:
    """Where a figure or a sentence comes from, exactly enough to open the page.

    Args:
        text: the source and the place in it, such as ``"42 CFR 410.44(c)(1)"``.
        url: a public page with the text or the figure; empty when none is known.
        mark: how well the figure is known.
        checked_on: the day on which the figure was last checked, if it was.
    """

    text: str = attrs.field(converter=_text)
    url: str = ""
    mark: Mark = attrs.field(default=Mark.UNVERIFIED, converter=_mark)
    checked_on: Date | None = attrs.field(default=None, converter=attrs.converters.optional(plain_day))

    def __str__(self) -> str:
        return self.text


class InForce(enum.Enum):
    """Whether a dated value holds on a given day."""

    YES = "in force"
    NOT_YET = "not yet in force"
    ENDED = "no longer in force"
    UNSURE = "perhaps not yet in force: only the year or month of its start is known"


_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)


def _since(value: object) -> Date | int | str | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _LAST_YEAR):
        return value
    if isinstance(value, str) and _MONTH.fullmatch(value) and value >= "0001":
        return value
    return plain_day(value)  # type: ignore[arg-type]


@attrs.frozen
class Dated(Generic[T_co]):
    """A value, since when it holds, and who says so.

    Args:
        value: the value.
        citation: its own source.
        since: its first day; a year alone (``2013``) or a month (``"2020-03"``) when no more is known; ``None`` when
            nobody knows, and then it is taken to hold on every day up to *until*.
        until: the first day on which it no longer holds; ``None`` while it has no known end.
        start_checked: whether the start itself was checked in a text.

    Raises:
        EndsBeforeItStarts: if *until* lies before *since*.
    """

    value: T_co
    citation: Citation
    since: Date | int | str | None = attrs.field(default=None, converter=_since)
    until: Date | None = attrs.field(default=None, converter=attrs.converters.optional(plain_day))
    start_checked: bool = False

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until < self.first_day:
            raise EndsBeforeItStarts("dated value", self.first_day, self.until)

    def standing(self, day: Date) -> InForce:
        """Whether the value holds on *day*."""
        if self.until is not None and day >= self.until:
            return InForce.ENDED
        if day < self.first_day:
            return InForce.NOT_YET
        return InForce.UNSURE if self.first_day < self.latest_start >= day else InForce.YES

    @property
    def first_day(self) -> Date:
        """The first day on which it may hold; the first day of the calendar when nobody knows."""
        if self.since is None:
            return plain_day("0001-01-01")
        if isinstance(self.since, str):
            return plain_day(f"{self.since}-01")
        return plain_day(f"{self.since:04d}-01-01") if isinstance(self.since, int) else self.since

    @property
    def latest_start(self) -> Date:
        """The last day on which it can have begun; later than :attr:`first_day` where only a year or month is known."""
        if isinstance(self.since, str):
            first = self.first_day
            return first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return plain_day(f"{self.since:04d}-12-31") if isinstance(self.since, int) else self.first_day

    def __str__(self) -> str:
        since = f"since {self.since}" if self.since is not None else "since a day that is not known"
        return f"{since}{f' until {self.until}' if self.until is not None else ''}"


def _entries(value: Iterable[Dated[T]]) -> tuple[Dated[T], ...]:
    entries = tuple(value)
    for each in entries:
        if not isinstance(each, Dated):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("history", each, "dated values, such as Dated(Range.at_least(...), citation)")
    return entries


@attrs.frozen
class History(Generic[T_co]):
    """All the values that one rule has had, oldest first, each with its own source.

    An entry holds until the next one begins, so neither a gap nor an overlap can be written; an end of its own is
    only for the last one, when a rule was repealed and nothing took its place.

    Raises:
        NotInOrder: if the entries do not start on rising days, or one but the last has an end of its own.
    """

    entries: tuple[Dated[T_co], ...] = attrs.field(converter=_entries)

    def __attrs_post_init__(self) -> None:
        days = [entry.first_day for entry in self.entries]
        dated_late = any(entry.since is None for entry in self.entries[1:])
        ended_early = any(entry.until is not None for entry in self.entries[:-1])
        if not days or dated_late or ended_early or any(a >= b for a, b in itertools.pairwise(days)):
            raise NotInOrder(tuple(str(entry) for entry in self.entries))

    @classmethod
    def of(cls, *entries: Dated[V]) -> History[V]:
        """The history of these entries, oldest first."""
        return History(entries)

    def nearest(self, day: Date) -> Dated[T_co]:
        """The last entry that begins on or before *day*, in force or ended; the first when all begin later."""
        begun = [entry for entry in self.entries if entry.first_day <= day]
        return begun[-1] if begun else self.entries[0]

    def standing(self, day: Date) -> InForce:
        """Whether any recorded value holds on *day*."""
        return self.nearest(day).standing(day)

    def on(self, day: Date) -> Dated[T_co]:
        """The value that holds on *day*, with its source.

        A value of which only the year or month of its start is known is given for that time too; ask :meth:`standing`.

        Raises:
            NotYetInForce: if no recorded value holds on that day.
        """
        entry = self.nearest(day)
        if entry.standing(day) in {InForce.NOT_YET, InForce.ENDED}:
            span = "; ".join(str(each) for each in self.entries)
            raise NotYetInForce(str(day), f"values {span}")
        return entry
