"""What the tests of reviews share: stays at one level, rules of one's own, and an agenda as short lines."""

from collections.abc import Iterable
from typing import NamedTuple

from iopmodel import (
    Band,
    Citation,
    Dated,
    Episode,
    Force,
    History,
    LevelOfCare,
    Mark,
    Phase,
    Range,
    Rule,
    Standard,
)
from iopmodel.agendas import Agenda, Due
from iopmodel.reviews import ReviewState
from iopmodel.rules import Bound

PHP, IOP, OP = LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT
DONE, DONE_LATE, DUE, AHEAD, LATE, MISSED = ReviewState
FIRST, AFTER = "medicare.php.first_recert_day", "medicare.php.recert_days"
SIXTY, MONTHLY = "medicare.iop.recert_days", "medicare.iop.determination_months"
NINETY = "us_md.l1.plan_review_days"
SOURCE = Citation("an example of a rule", mark=Mark.PRIMARY)
RECERTIFIED = "recertification"


class Line(NamedTuple):
    """One item of an agenda: its rule, its last day, how it stands, and how many days late."""

    rule: str
    by: str
    state: ReviewState
    days_late: int


def lines(agenda: Agenda) -> list[Line]:
    """The items of an agenda, in its order."""
    return [Line(each.rule, str(each.by), each.state, each.days_late) for each in agenda]


def at(level: LevelOfCare, first: str = "2026-02-02", length: str = "without end") -> Episode:
    """A stay at one level, from a day on."""
    return Episode.of(Phase(level, length=length), first=first)


def of_rules(*rules: Rule | Band) -> Standard:
    """A body with these rules."""
    return Standard("own", "Own", rules)


def a_rule(
    id_: str = "own.recert_days",
    measure: str = "review_interval_days",
    bound: Bound = Range.at_most(10),  # noqa: B008 - a range never changes
    **more: object,
) -> Rule:
    """A required rule on reviews, in force since ever unless it has a history."""
    history = more.pop("history", History.of(Dated(bound, SOURCE)))
    aggregation = "total" if measure == "first_review_day" else "every"
    given = {"force": Force.REQUIRED, **more}
    return Rule(id=id_, measure=measure, history=history, aggregation=aggregation, **given)  # type: ignore[arg-type]


def days(agenda: Iterable[Due]) -> list[str]:
    """The due days of some items."""
    return [str(each.by) for each in agenda]
