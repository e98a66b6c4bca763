"""Rules and demands for tests of programs from rules, written short."""

from iopmodel import Aggregation, Citation, Dated, Force, History, Mark, Measure, Minutes, Range, Rule, Standard
from iopmodel._days import plain_day
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.demands import Circumstances, Demand, demands_of
from iopmodel.drafts import WeekDraft
from iopmodel.levels import LevelOfCare
from iopmodel.rules import Bound, Scope

SOURCE = Citation("an example of a rule", mark=Mark.PRIMARY)
DAY = plain_day("2026-02-02")
OUTPATIENT = Circumstances(level=LevelOfCare.INTENSIVE_OUTPATIENT)


def a_rule(
    measure: Measure,
    low: int = 0,
    high: int | None = None,
    *,
    id_: str = "",
    average: bool = False,
    during: str | None = None,
    day: int = 0,
    kinds: tuple[str, ...] = (),
    floors: tuple[str, ...] = (),
) -> Rule:
    """A rule on one measure, its bound in minutes where the measure is a time."""
    bound: Bound = Range(low, high)
    if measure.unit == "minutes":
        bound = Range(Minutes(low), None if high is None else Minutes(high))
    return Rule(
        id=id_ or f"own.{measure.value}",
        measure=measure,
        history=History.of(Dated(bound, SOURCE)),
        force=Force.REQUIRED,
        scope=Scope(during=during),
        aggregation=Aggregation.AVERAGE if average else Aggregation.EVERY,
        day_at_least=Minutes(day) if day else None,
        components=frozenset(kinds),
        floors=floors,
    )


def a_body(*rules: Rule, counting: Counting = DEFAULT_COUNTING, key: str = "own") -> Standard:
    """A body with these rules."""
    return Standard(key, key.title(), rules, counting=counting)


def asked(*rules: Rule, counting: Counting = DEFAULT_COUNTING) -> tuple[Demand, ...]:
    """What one body asks of an intensive outpatient program with these rules."""
    return demands_of([a_body(*rules, counting=counting)], OUTPATIENT, DAY)


def a_week(*days: int | tuple[int, ...], family: int = 0) -> WeekDraft:
    """A week by the minutes of its days, Monday first; nothing on the days that are not given, and on days of 0."""
    given = [day if isinstance(day, tuple) else (day,) if day else () for day in days]
    return WeekDraft((*given, *[()] * (7 - len(given))), family)
