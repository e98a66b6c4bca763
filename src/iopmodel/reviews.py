"""What is due: certifications anew, determinations of need and plan reviews, with their dates, by published rules.

It is arithmetic on published figures. A clock runs over stays in a row to which its rule applies; day 1 is their first
day, on which the patient was certified at admission. Each review is due so many days or months after the one before:
after the day on which that was done, else after its due day. A leave of absence stops no clock: no rule that is known
here says that it does, and a due day that is shown can be set aside, one that is hidden cannot.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import Date, plain_day
from iopmodel.agendas import Agenda, Due, NotCounted, ReviewState
from iopmodel.bodies import bodies_of
from iopmodel.episodes import Episode
from iopmodel.errors import EndsBeforeItStarts, WrongKind
from iopmodel.findings import NotApplied
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.review_clocks import Clock, Review, ReviewKind, Turn, kind_of, runs_of, stretch_of
from iopmodel.rules import Band, Force, Rule, Scope, Standard
from iopmodel.scopes import why_not
from iopmodel.stays import LevelMeant, Stay
from iopmodel.transitions import TransitionKind

__all__ = ["Agenda", "Due", "NotCounted", "Review", "ReviewKind", "ReviewState", "due"]

_MEASURES = frozenset({Measure.FIRST_REVIEW_DAY, Measure.REVIEW_INTERVAL_DAYS, Measure.REVIEW_INTERVAL_MONTHS})
_BINDING = frozenset({Force.REQUIRED, Force.RECOMMENDED})


def due(
    episode: Episode,
    *,
    against: Iterable[Standard],
    on: dt.date | str,
    done: Iterable[Review] = (),
    until: dt.date | str | None = None,
    level: LevelMeant | str = LevelMeant.CLINICAL,
    include_unverified: bool = False,
) -> Agenda:
    """The reviews that published rules ask for over an episode: when each is due, what was done, and what is late.

    Naming a body asserts that its jurisdiction and payer are yours. The reviews on record are taken in their order: the
    first one is the first that was due, however late, and the time to the next one counts from it. A review belongs to
    the stay in which its day lies; on the first day of a stay it is the certification at admission. A figure is the
    one in force on the day from which its time counts; where a rule began during the stay, its time counts from then.
    Nothing is due on or after the day on which the stays end. Where one body has a rule on days and one on months, both
    are listed.

    Args:
        episode: the episode.
        against: the bodies whose rules on reviews are read.
        on: the day as of which reviews are done, late or ahead; what was done later is not yet on record.
        done: the reviews on record.
        until: list what is due before that day. When it is not given, all up to the planned end of the stays, and
            without one up to the first that is due on *on* or later and not on record.
        level: whether stays are looked at at their clinical or at their authorized level.
        include_unverified: whether figures that were checked in no text take part.

    >>> from iopmodel import LevelOfCare, Phase, standards
    >>> episode = Episode.of(Phase(LevelOfCare.PARTIAL_HOSPITALIZATION, length="8 weeks"), first="2026-02-02")
    >>> done = [Review("2026-02-19", "recertification")]
    >>> for item in due(episode, against=[standards.MEDICARE], on="2026-03-25", done=done):
    ...     print(item)
    first recertification by 2026-02-19, done 2026-02-19 (42 CFR 424.24(e)(3)(ii))
    recertification by 2026-03-21, 4 days late (42 CFR 424.24(e)(3)(ii))

    Raises:
        WrongKind: for what is no episode, body or review, a moment in time, and a rule in another unit than its own.
        NotAccepted: for a day or a level that cannot be read, a rule that leaves no day for a review, and a due day
            beyond the year 9999.
        EndsBeforeItStarts: if *until* lies before the first day of the episode.
    """
    asked: object = episode
    if not isinstance(asked, Episode):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("episode", asked, "an Episode, such as Episode.of(program, first='2026-02-02')")
    day, end = plain_day(on), None if until is None else plain_day(until)
    if end is not None and end < episode.first:
        raise EndsBeforeItStarts("agenda", episode.first, end)
    question = _Question(
        stays=episode.stays,
        readmissions=frozenset(move.on for move in episode.moves if move.transition.kind is TransitionKind.READMISSION),
        on=day,
        end=end,
        done=_reviews(done),
        level=LevelMeant.one_of(level),
        include_unverified=include_unverified,
    )
    return question.agenda(bodies_of(against))


def _reviews(value: Iterable[Review]) -> tuple[Review, ...]:
    given: object = value
    allowed = "several reviews, such as [Review('2026-02-19', 'recertification')]"
    if isinstance(given, str) or not isinstance(given, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("reviews", given, allowed)
    reviews = tuple(value)
    for each in reviews:
        if not isinstance(each, Review):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("reviews", each, allowed)
    return tuple(sorted(reviews, key=lambda review: review.on))


@attrs.frozen
class _Asked:
    """One binding rule on reviews over one run of stays, with those of its body that are on the same clock."""

    clock: Clock
    issuer: str
    kind: ReviewKind

    def is_on_clock_of(self, other: _Asked) -> bool:
        """Whether one is about the first review of the stays, and the other about those that follow it."""
        mine, theirs = self.clock, other.clock
        is_pair = mine.is_of_first is not theirs.is_of_first and mine.run.first == theirs.run.first
        # Where the level is in doubt, rules for two levels may both apply to the stays, and yet never together.
        levels = mine.rule.scope.levels, theirs.rule.scope.levels
        may_meet = not all(levels) or not levels[0].isdisjoint(levels[1])
        return is_pair and may_meet and (self.issuer, self.kind) == (other.issuer, other.kind)


@attrs.frozen(kw_only=True)
class _Question:
    """One episode on one day, of which the rules on reviews of every body are asked."""

    stays: tuple[Stay, ...]
    readmissions: frozenset[Date]
    on: Date
    end: Date | None
    done: tuple[Review, ...]
    level: LevelMeant
    include_unverified: bool

    def agenda(self, bodies: tuple[Standard, ...]) -> Agenda:
        """What all of them say."""
        items: list[Due] = []
        not_applied: list[NotApplied] = []
        taken: set[Review] = set()
        for body in bodies:
            asked = self._asked(body)
            for rule in body:
                if rule.measure not in _MEASURES:
                    continue
                own = [each for each in asked if each.clock.rule is rule]
                found = [item for each in own for item in self._items(each, asked)]
                items += found
                if not found:
                    not_applied.append(NotApplied(rule.id, rule.issuer or body.name, self._why_nothing(rule, own)))
            taken |= {review for each in asked for review in self._reviews_of(each, asked) if _asks(each.clock)}
        return Agenda(
            on=self.on,
            items=tuple(sorted(items, key=lambda item: item.by)),
            not_applied=tuple(not_applied),
            not_counted=tuple(
                NotCounted(review, self._why_not_counted(review)) for review in self.done if review not in taken
            ),
        )

    def _level_of(self, stay: Stay) -> LevelOfCare:
        return stay.level if self.level is LevelMeant.CLINICAL else stay.authorized_level

    def _asked(self, body: Standard) -> tuple[_Asked, ...]:
        """The binding rules of a body on reviews, each over every run of stays to which it applies, or may."""
        rules = (each for each in body if isinstance(each, Rule) and each.measure in _MEASURES)
        found = [
            _Asked(
                Clock(rule=rule, run=run, include_unverified=self.include_unverified),
                rule.issuer or body.name,
                kind_of(rule),
            )
            for rule in rules
            if rule.force in _BINDING
            for run in runs_of(rule.scope, self.stays, self._level_of, self.readmissions)
        ]
        return tuple(
            attrs.evolve(
                each,
                clock=attrs.evolve(each.clock, reviews=tuple(review.on for review in self._reviews_of(each, found))),
            )
            for each in found
        )

    def _reviews_of(self, asked: _Asked, others: Iterable[_Asked]) -> Iterator[Review]:
        """The reviews on record that were done on a clock, in order: for its kind, or for one of its rules."""
        ids = {asked.clock.rule.id, *(each.clock.rule.id for each in others if each.is_on_clock_of(asked))}
        for review in self.done:
            is_for = asked.kind in review.what or not ids.isdisjoint(review.rules)
            if is_for and review.on <= self.on and asked.clock.run.holds(review.on):
                yield review

    def _items(self, asked: _Asked, others: Iterable[_Asked]) -> Iterator[Due]:
        clock = asked.clock
        ends = [each for each in (self.end, clock.run.until) if each is not None]
        end = min(ends, default=None)
        begins = clock.run.first
        firsts = [turn for each in others if each.is_on_clock_of(asked) for turn in [each.clock.after(begins)] if turn]
        if firsts and not clock.is_of_first:
            first = min(firsts, key=lambda turn: turn.by)
            if end is None and first.done_on is None and first.by >= self.on:
                return  # The first review is the next one.
            begins = first.ends
        for turn in clock.turns(begins, self.on, end):
            yield self._item(asked, turn)

    def _item(self, asked: _Asked, turn: Turn) -> Due:
        rule = asked.clock.rule
        return Due(
            rule=rule.id,
            body=asked.issuer,
            force=rule.force,
            kind=asked.kind,
            is_first=asked.clock.is_of_first,
            asks=rule.asks(turn.dated.value),
            counted_from=turn.counted_from,
            opens=turn.opens,
            by=turn.by,
            done_on=turn.done_on,
            on=self.on,
            until=asked.clock.run.until,
            citation=turn.dated.citation,
            note=rule.note,
            in_doubt=asked.clock.doubts(turn, self._level_of),
        )

    def _why_nothing(self, rule: Rule | Band, asked: list[_Asked]) -> str:
        """Why nothing is listed by a rule on reviews."""
        if isinstance(rule, Band) or rule.force not in _BINDING:
            return "it picks a rate or describes practice, so nothing is late by it"
        if not asked:
            parts = [stretch_of(stay, self._level_of(stay)) for stay in self.stays]
            # Of several stays one at the right level tells most.
            at_level = [part for part in parts if not why_not(Scope(levels=rule.scope.levels), part)]
            return why_not(rule.scope, (at_level or parts)[0])
        clocks = [each.clock for each in asked]
        if not any(map(_asks, clocks)):
            # It holds on the first day, and nothing is due: it ends before its review would be.
            return clocks[0].why_not(clocks[0].run.first) or "it is no longer in force when a review would be due"
        return "nothing is due by it in the time that is looked at"

    def _why_not_counted(self, review: Review) -> str:
        if review.on > self.on:
            return f"done after {self.on}, the day that is asked about"
        return "no rule that is asked here has a clock for it on that day"


def _asks(clock: Clock) -> bool:
    """Whether the rule asks for any review over its run."""
    return clock.after(clock.run.first) is not None
