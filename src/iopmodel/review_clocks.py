"""Review clocks: from which day the time to the next review counts, up to which day it runs, and what was done in it.

The door to it is :mod:`iopmodel.reviews`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, cast

import attrs

from iopmodel._days import DAYS_IN_WEEK, Date, add_days, add_months, month_span, plain_day
from iopmodel.answers import doubt_of_date, not_in_force
from iopmodel.citations import Dated, InForce
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.lengths import Months
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.quantities import Minutes
from iopmodel.rules import Bound, Rule, Scope
from iopmodel.scopes import doubts, why_not
from iopmodel.spans import PartOfStay, StayUnit
from iopmodel.stays import Stay
from iopmodel.stretches import Stretch
from iopmodel.vocabulary import Word

__all__ = ["Clock", "LevelSeen", "Review", "ReviewKind", "Run", "Turn", "kind_of", "runs_of", "stretch_of"]

#: Says at which level a stay is looked at.
LevelSeen: TypeAlias = Callable[[Stay], LevelOfCare]


class ReviewKind(Word):
    """What is done when a review is done."""

    RECERTIFICATION = "recertification"
    """A physician certifies anew that the care is needed."""
    DETERMINATION_OF_NEED = "determination-of-need"
    """A physician determines that the care is needed; a law's word, beside a regulation's recertification."""
    PLAN_REVIEW = "plan-review"
    """The treatment plan is looked at again and updated."""
    REVIEW = "review"
    """A review that its rule does not name."""

    @property
    def words(self) -> str:
        """The kind, for people: ``plan review``."""
        return self.replace("-", " ")


def kind_of(rule: Rule) -> ReviewKind:
    """What a rule on reviews asks to be done, by the words of its note and its id.

    >>> from iopmodel.standards import MEDICARE
    >>> print(kind_of(MEDICARE.rule("medicare.iop.determination_months")))
    determination-of-need
    """
    words = set(re.split("[^a-z]+", f"{rule.id} {rule.note}".casefold()))
    if words & {"recert", "recertification", "recertifications", "recertify"}:
        return ReviewKind.RECERTIFICATION
    if words & {"determination", "determinations"}:
        return ReviewKind.DETERMINATION_OF_NEED
    return ReviewKind.PLAN_REVIEW if words & {"plan", "plans"} else ReviewKind.REVIEW


def _several(value: object, what: str, allowed: str) -> tuple[str, ...]:
    """One text or several."""
    # A text is a collection too, of letters.
    given = (value,) if isinstance(value, str) else value
    if not isinstance(given, Iterable):
        raise WrongKind(what, given, allowed)
    texts: list[str] = []
    for each in cast("Iterable[object]", given):
        if not isinstance(each, str):
            raise WrongKind(what, each, allowed)
        texts.append(each)
    return tuple(texts)


def _kinds(value: Iterable[ReviewKind | str]) -> frozenset[ReviewKind]:
    texts = _several(value, "review", f"what was done, such as {ReviewKind.RECERTIFICATION}")
    return frozenset(ReviewKind.one_of(each) for each in texts)


def _rule_ids(value: Iterable[str]) -> frozenset[str]:
    return frozenset(_several(value, "rules of a review", "the ids of rules, such as medicare.iop.recert_days"))


def _kinds_in_order(value: frozenset[ReviewKind]) -> str:
    # A set is written in another order in every process.
    return repr(sorted(map(str, value)))


def _ids_in_order(value: frozenset[str]) -> str:
    return repr(sorted(value))


@attrs.frozen
class Review:
    """That a review was done on a day. It is opaque: it holds neither who did it nor about whom.

    Args:
        on: the day on which it was done.
        what: what was done, such as ``"recertification"``; several where one act is more than one of them.
        rules: the ids of the rules for which it was done, where that is known more exactly.

    >>> print(Review("2026-02-19", "recertification"))
    2026-02-19: recertification

    Raises:
        NotAccepted: for a day or a kind that cannot be read, and where neither what was done nor a rule is given.
        WrongKind: for a moment in time, and for kinds and ids that are no text.
    """

    on: Date = attrs.field(converter=plain_day)
    what: frozenset[ReviewKind] = attrs.field(default=frozenset(), converter=_kinds, repr=_kinds_in_order)
    rules: frozenset[str] = attrs.field(default=frozenset(), converter=_rule_ids, repr=_ids_in_order, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not self.what and not self.rules:
            allowed = f"what was done ({', '.join(ReviewKind)}), or the ids of the rules for which it was done"
            raise NotAccepted("review", f"one on {self.on}", allowed)

    def __str__(self) -> str:
        named = (*sorted(each.words for each in self.what), *sorted(self.rules))
        return f"{self.on}: {', '.join(named)}"


@attrs.frozen
class Run:
    """Stays in a row to which one rule applies, or may: one clock runs over them all.

    Args:
        stays: the stays, at least one, in order.
    """

    stays: tuple[Stay, ...]

    @property
    def first(self) -> Date:
        """Its first day, which is day 1 of the clock."""
        return self.stays[0].first

    @property
    def until(self) -> Date | None:
        """The first day after it; ``None`` when no end is planned."""
        ends = [stay.until for stay in self.stays if stay.until is not None]
        return max(ends) if len(ends) == len(self.stays) else None

    def holds(self, day: Date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day and (self.until is None or day < self.until)


def stretch_of(stay: Stay, level: LevelOfCare) -> Stretch:
    """A stay as what a rule's scope is asked of, at its clinical or its authorized level."""
    return Stretch(week=stay.week, level=level, types=stay.types, population=stay.population, focus=stay.focus)


def runs_of(
    scope: Scope, stays: Iterable[Stay], level_of: LevelSeen, readmissions: frozenset[Date] = frozenset()
) -> tuple[Run, ...]:
    """The runs of stays to which a rule of this scope applies, or may.

    A day without such a stay parts two runs, and so does a readmission, also one on the day of the discharge. A leave
    of absence keeps the level that it is from, and so it parts nothing.

    Args:
        scope: the scope.
        stays: the stays of an episode, in order.
        level_of: at which level a stay is looked at.
        readmissions: the days of readmission.
    """
    found: list[Run] = []
    for stay in stays:
        if why_not(scope, stretch_of(stay, level_of(stay))):
            continue
        until = found[-1].until if found else stay.first
        if found and stay.first not in readmissions and (until is None or stay.first <= until):
            found[-1] = Run((*found[-1].stays, stay))
        else:
            found.append(Run((stay,)))
    return tuple(found)


@attrs.frozen(kw_only=True)
class Turn:
    """One turn of a clock: the time from one review, or from its due day, to the next one.

    Args:
        counted_from: the day from which it counts.
        opens: the first day on which the next review may be done.
        by: the last day on which that is on time.
        done_on: the day on which it was done; ``None`` when it is not on record.
        dated: the bound, as it was in force on the day from which the time counts.
    """

    counted_from: Date
    opens: Date
    by: Date
    done_on: Date | None
    dated: Dated[Bound]

    @property
    def ends(self) -> Date:
        """The day from which the next turn counts: when the review was done, else when it was due."""
        return self.done_on or self.by


@attrs.frozen(kw_only=True)
class Clock:
    """One rule on reviews, asked over one run of stays.

    Args:
        rule: the rule, on the first review or on the time between two.
        run: the stays.
        reviews: the days in the run on which reviews of this clock were done, in order.
        include_unverified: whether a bound that was checked in no text takes part.
    """

    rule: Rule
    run: Run
    reviews: tuple[Date, ...] = ()
    include_unverified: bool = False

    @property
    def is_of_first(self) -> bool:
        """Whether it is about the first review of a stay alone."""
        return self.rule.measure is Measure.FIRST_REVIEW_DAY

    def why_not(self, day: Date) -> str:
        """Why no time to a review counts from that day by this rule; empty when it does, or may."""
        dated = self.rule.history.nearest(day)
        reason = not_in_force(dated, day, self.include_unverified)
        if reason:
            return reason
        if _most(self.rule, dated.value) is None:
            return "it sets no last day, so nothing is due by it"
        part, number = self.rule.scope.during, self._day_of_run(day)
        if part is not None and part.holds_day(number) is False:
            return f"for {part} of the stay, not for day {number}"
        return ""

    def after(self, day: Date) -> Turn | None:
        """The turn that counts from a day, or from the first one after it on which the rule asks for reviews.

        The bound is the one in force on the day from which the time counts, and stays so until the review is done or
        due. ``None`` where the rule asks for nothing any more: it is no longer in force, or the run is over.

        Raises:
            WrongKind: for a bound in another unit than that of the measure.
            NotAccepted: for a bound that leaves no day, and a due day beyond the year 9999.
        """
        first = self._first_from(day)
        if first is None:
            return None
        dated = self.rule.history.nearest(first)
        by = self._due_day(first, dated.value)
        # On the day from which it counts the review before, or the certification at admission, was done.
        opens = min(add_days(first, 1), by)
        done_on = next((each for each in self.reviews if each >= opens), None)
        if done_on is None and self.rule.history.standing(by) is InForce.ENDED:
            return None
        return Turn(counted_from=first, opens=opens, by=by, done_on=done_on, dated=dated)

    def turns(self, day: Date, on: Date, end: Date | None) -> Iterator[Turn]:
        """The turns of the clock, one after the other, from a day.

        What is on record is always among them. Of the rest, what is due before the end; without an end, what was due
        before *on* and the one after that.

        Args:
            day: the day from which the first one counts.
            on: the day as of which reviews are late or ahead.
            end: the first day on which nothing is due any more; ``None`` when there is none.
        """
        turn = self.after(day)
        while turn is not None and (turn.done_on is not None or end is None or turn.by < end):
            yield turn
            if self.is_of_first or (end is None and turn.done_on is None and turn.by >= on):
                return
            turn = self.after(turn.ends)

    def doubts(self, turn: Turn, level_of: LevelSeen) -> tuple[str, ...]:
        """What must be known to tell whether the rule asks for the review of a turn; empty when it certainly does."""
        scope = self.rule.scope
        begun = (stay for stay in self.run.stays if stay.first <= turn.by)
        found = [str(cause) for stay in begun for cause in doubts(scope, stretch_of(stay, level_of(stay)))]
        found += map(str, doubt_of_date(turn.dated, turn.counted_from))
        if scope.during is not None and scope.during.holds_day(self._day_of_run(turn.counted_from)) is None:
            found.append(f"whether the stay is in {scope.during} on {turn.counted_from}")
        return tuple(dict.fromkeys(found))

    def _first_from(self, day: Date) -> Date | None:
        """The first day from that one on, in the run, from which time to a review counts."""
        days = {day}
        if not self.is_of_first:
            days |= {each.first_day for each in self.rule.history.entries}
            days |= set() if self.rule.scope.during is None else {self._first_of(self.rule.scope.during)}
        return next(
            (each for each in sorted(days) if each >= day and self.run.holds(each) and not self.why_not(each)), None
        )

    def _first_of(self, part: PartOfStay) -> Date:
        """The first day of the run that may lie in a part of the stay."""
        before = part.first - 1
        if part.unit is StayUnit.MONTHS:
            return add_days(self.run.first, month_span(before)[0])
        return add_days(self.run.first, before * (DAYS_IN_WEEK if part.unit is StayUnit.WEEKS else 1))

    def _day_of_run(self, day: Date) -> int:
        return day.toordinal() - self.run.first.toordinal() + 1

    def _due_day(self, first: Date, bound: Bound) -> Date:
        count = _most(self.rule, bound) or 0
        if self.rule.measure is Measure.REVIEW_INTERVAL_MONTHS:
            return add_months(first, count)
        # The first day of a stay is its day 1; the day after a review is the first one after it.
        return add_days(first, count - 1 if self.is_of_first else count)


def _most(rule: Rule, bound: Bound) -> int | None:
    """The most days or months that a rule allows, under 61 being 60; ``None`` when it sets no upper end.

    Raises:
        WrongKind: for a bound in another unit than that of the measure.
        NotAccepted: if it leaves no day at all.
    """
    is_in_months = rule.measure is Measure.REVIEW_INTERVAL_MONTHS
    low, high = bound.low, bound.high
    if isinstance(low, Minutes) or isinstance(low, Months) is not is_in_months:
        raise WrongKind(
            f"bound of {rule.id}", bound, f"a range of {'Months' if is_in_months else 'whole numbers of days'}"
        )
    if high is None:
        return None
    count = (high if isinstance(high, int) else high.count) - bound.high_excluded
    if count < 1:
        raise NotAccepted(f"bound of {rule.id}", str(bound), f"at least one {rule.measure.unit.removesuffix('s')}")
    return count
