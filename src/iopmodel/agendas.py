"""The agenda: the reviews that rules ask for over a patient's stays, each as it stands on a day.

What makes it is :func:`iopmodel.reviews.due`.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from iopmodel._days import Date, add_days
from iopmodel.citations import Citation
from iopmodel.findings import NotApplied
from iopmodel.review_clocks import Review, ReviewKind
from iopmodel.rules import Force
from iopmodel.vocabulary import Word

__all__ = ["Agenda", "Due", "NotCounted", "ReviewState"]


class ReviewState(Word):
    """How a review stands on a day."""

    DONE = "done"
    DONE_LATE = "done-late"
    """It was done, after the last day on which it was on time."""
    DUE = "due"
    """It may be done, and is on time."""
    AHEAD = "ahead"
    """Its window has not opened yet: the one before it comes first."""
    LATE = "late"
    """It is not on record and its last day has passed; the stay goes on."""
    MISSED = "missed"
    """It is not on record, and the stay ended without it."""


@attrs.frozen(kw_only=True)
class Due:
    """One review that a rule asks for, as it stands on a day.

    Args:
        rule: the id of the rule.
        body: who issues it.
        force: how strongly it speaks.
        kind: what is to be done.
        is_first: whether it is the first one, for which the rule names a day of the stay.
        asks: what the rule asks, in words.
        counted_from: the day from which its time counts: the first day of the stay, the day of the review before, or
            the due day of that where it is not on record; or the day on which the rule began during the stay.
        opens: the first day on which it may be done: the day after the one before.
        by: the last day on which it is on time.
        done_on: the day on which it was done; ``None`` when it is not on record.
        on: the day as of which it stands.
        until: the first day after the stays over which its clock runs; ``None`` when no end is planned.
        citation: the source of the figure.
        note: what the source says beyond it.
        in_doubt: what must be known to tell whether the rule asks for it; empty where that is certain.
    """

    rule: str
    body: str
    force: Force
    kind: ReviewKind
    is_first: bool
    asks: str
    counted_from: Date
    opens: Date
    by: Date
    done_on: Date | None
    on: Date
    until: Date | None
    citation: Citation
    note: str = ""
    in_doubt: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """What is to be done, for people: ``first recertification``."""
        return f"{'first ' if self.is_first else ''}{self.kind.words}"

    @property
    def state(self) -> ReviewState:
        """How it stands."""
        if self.done_on is not None:
            return ReviewState.DONE if self.done_on <= self.by else ReviewState.DONE_LATE
        if self.until is not None and self.on >= self.until:
            return ReviewState.MISSED
        if self.on > self.by:
            return ReviewState.LATE
        return ReviewState.DUE if self.on >= self.opens else ReviewState.AHEAD

    @property
    def is_overdue(self) -> bool:
        """Whether it is late or missed: not on record, and no longer to be had on time."""
        return self.state in {ReviewState.LATE, ReviewState.MISSED}

    @property
    def days_late(self) -> int:
        """How many days it was or is late; 0 when it is not.

        It is counted up to the day on which it was done, else up to *on*, or the last day of the stay where that is
        over. One that was due on that very day and missed is 0 days late.
        """
        last = self.on if self.until is None else min(self.on, add_days(self.until, -1))
        return max(0, (self.done_on or last).toordinal() - self.by.toordinal())

    def __str__(self) -> str:
        perhaps = f", if the rule applies; not known is {'; '.join(self.in_doubt)}" if self.in_doubt else ""
        return f"{self.what} by {self.by}, {self._standing} ({self.citation}){perhaps}"

    @property
    def _standing(self) -> str:
        late = f"{self.days_late} day{'' if self.days_late == 1 else 's'} late"
        match self.state:
            case ReviewState.DONE:
                return f"done {self.done_on}"
            case ReviewState.DONE_LATE:
                return f"done {self.done_on}, {late}"
            case ReviewState.DUE:
                return f"due since {self.opens}"
            case ReviewState.AHEAD:
                return f"ahead: from {self.opens} on"
            case ReviewState.LATE:
                return late
            case _:
                return f"missed: the stay ended on {self.until} without it"


@attrs.frozen
class NotCounted:
    """A review on record that no clock took, and why."""

    review: Review
    reason: str

    def __str__(self) -> str:
        return f"{self.review}: {self.reason}"


@attrs.frozen(kw_only=True)
class Agenda:
    """What is due of one episode by the rules of some bodies, as it stands on a day.

    Args:
        on: the day.
        items: every review that is asked for, by its due day.
        not_applied: the rules on reviews by which nothing is listed, each with the reason.
        not_counted: the reviews on record that count for nothing here, each with the reason.
    """

    on: Date
    items: tuple[Due, ...] = ()
    not_applied: tuple[NotApplied, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()

    def __iter__(self) -> Iterator[Due]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def late(self) -> tuple[Due, ...]:
        """What is not on record though its day has passed, whether it can still be done or the stay is over."""
        return tuple(each for each in self.items if each.is_overdue)

    @property
    def done(self) -> tuple[Due, ...]:
        """What is on record, on time or late."""
        return tuple(each for each in self.items if each.done_on is not None)

    @property
    def next(self) -> Due | None:
        """The one due soonest of those that can still be on time; ``None`` when nothing more is asked for."""
        coming = {ReviewState.DUE, ReviewState.AHEAD}
        return next((each for each in self.items if each.state in coming), None)

    def __str__(self) -> str:
        lines = [f"reviews as of {self.on}", *(f"  {each}" for each in self.items)]
        if not self.items:
            lines.append("  nothing known to be due, which is not nothing required")
        lines += [f"  not applied: {each}" for each in self.not_applied]
        lines += [f"  not counted: {each}" for each in self.not_counted]
        return "\n".join(lines)
