"""Why a figure is not exact: which session, which fact, and the value of it that would settle a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from iopmodel.components import ProgramBlock
from iopmodel.counting import Counted
from iopmodel.findings import Cause, CauseKind, Fact, Verdict
from iopmodel.lengths import in_days, in_weeks
from iopmodel.measures import Measure
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Range
from iopmodel.readings import Reading, is_of_the_stay
from iopmodel.rules import Rule, Standard
from iopmodel.schedules import UNKNOWN_COUNT, Session, WeeklySchedule
from iopmodel.spans import WeekSpan
from iopmodel.stretches import Stretch
from iopmodel.weeks import Entry, counts_unnamed

__all__ = ["causes_of", "with_threshold"]

_OF_TIME = {Measure.HOURS_PER_WEEK, Measure.HOURS_PER_DAY, Measure.MINUTES_PER_VISIT, Measure.TOTAL_HOURS}
_OF_DAYS = {
    Measure.DAYS_BETWEEN_SERVICE_DAYS,
    Measure.DAYS_PER_WEEK,
    Measure.VISITS_PER_WEEK,
    Measure.HOURS_PER_DAY,
    Measure.MINUTES_PER_VISIT,
}
_OF_LENGTH = {Measure.DURATION_DAYS: in_days, Measure.DURATION_WEEKS: in_weeks}
_MOST_DAYS = 7
_MOST_MINUTES = 24 * 60


def causes_of(rule: Rule, reading: Reading, parts: tuple[Stretch, ...], body: Standard) -> tuple[Cause, ...]:
    """What is missing or left open in a reading that neither meets nor misses its bound."""
    found = tuple(dict.fromkeys(cause for part in parts for cause in _causes(rule, reading, part, body)))
    if not found and rule.measure is Measure.WEEKS_BELOW_FLOOR:
        return (Cause(CauseKind.SCOPE, Fact.SCOPE, "whom the program serves, and so which weekly floor is meant"),)
    return found or (Cause(CauseKind.MISSING, Fact.PATTERN, "which of its figures holds: they disagree"),)


def _causes(rule: Rule, reading: Reading, stretch: Stretch, body: Standard) -> Iterator[Cause]:
    if rule.measure in _OF_LENGTH:
        if not _OF_LENGTH[rule.measure](stretch.length).is_exact:
            yield _length(stretch)
        return
    if rule.measure is Measure.AGE_YEARS:
        yield Cause(CauseKind.MISSING, Fact.SCOPE, "the ages that it serves")
        return
    if isinstance(stretch.week, WeeklyPattern):
        if not counts_unnamed(body.counting):
            words = f"whether {body.name} counts treatment whose kind nobody says"
            yield Cause(CauseKind.MISSING, Fact.COUNTING, words)
        yield from _of_pattern(stretch.week, rule)
    yield from _of_sessions(rule, reading, stretch)
    for entry in reading.entries:
        yield from _of_entry(entry, rule, body.name)
    if stretch.attends is not None and not _attends_all(stretch.attends, stretch):
        yield Cause(CauseKind.CHOICE, Fact.DAYS, f"which {stretch.attends} of its open days a patient attends")
    if reading.week is not None and not reading.week.is_certain:
        yield Cause(CauseKind.CHOICE, Fact.LENGTH, f"whether the stay reaches {reading.week.weeks or 'that week'}")
    if is_of_the_stay(rule) and not stretch.weeks.is_exact and _hangs_on_length(rule, stretch):
        yield _length(stretch)


#: What must be known of each session, or of a week of which only figures are known.
_SESSION_FACTS = {
    Measure.GROUP_SIZE: (Fact.PEOPLE, "how many people are in"),
    Measure.CLASS_SIZE: (Fact.PEOPLE, "how many people are in"),
    Measure.MINUTES_PER_SESSION: (Fact.TIME, "how long is each of"),
    Measure.FAMILY_SESSIONS_PER_WEEK: (Fact.NUMBER, "how many family sessions are among"),
    Measure.FAMILY_SESSIONS_PER_MONTH: (Fact.NUMBER, "how many family sessions are among"),
    Measure.DAYS_BETWEEN_SERVICE_DAYS: (Fact.WEEKDAY, "the weekdays of"),
}


def _of_sessions(rule: Rule, reading: Reading, stretch: Stretch) -> Iterator[Cause]:
    """What is not known of single sessions: how many people, or what a block or a bare figure is made of."""
    fact, words = _SESSION_FACTS.get(rule.measure, (Fact.TIME, ""))
    if words and isinstance(stretch.week, WeeklyPattern):
        yield Cause(CauseKind.MISSING, fact, f"{words} its sessions, which are not published")
    for session in (entry.session for entry in reading.entries):
        asked_of_block = isinstance(session.component, ProgramBlock) and rule.measure in _SESSION_FACTS
        if fact is Fact.PEOPLE or (asked_of_block and rule.measure is Measure.MINUTES_PER_SESSION and rule.components):
            yield Cause(CauseKind.MISSING, fact, f"{words} {session.name}", session)
    if rule.measure in {Measure.FAMILY_SESSIONS_PER_MONTH, Measure.MINUTES_PER_MONTH}:
        yield Cause(CauseKind.MISSING, Fact.CADENCE, "on which day the stay begins, and so its months")


def _hangs_on_length(rule: Rule, stretch: Stretch) -> bool:
    """Whether a figure of the whole stay may be another one if the stay is longer; an average need not be."""
    changing = (each.weeks != WeekSpan() or each.every.count > 1 or each.total is not None for each in stretch.sessions)
    summed = rule.measure in {Measure.TOTAL_HOURS, Measure.WEEKS_BELOW_FLOOR}
    return summed or stretch.is_phase or any(changing)


def _attends_all(attends: Range[int], stretch: Stretch) -> bool:
    open_days = {session.day for session in stretch.sessions if session.day is not None and not session.optional}
    return attends.is_exact and attends.low >= len(open_days)


def _length(stretch: Stretch) -> Cause:
    if stretch.is_length_known:
        return Cause(CauseKind.CHOICE, Fact.LENGTH, f"how long it lasts: {stretch.length}")
    return Cause(CauseKind.MISSING, Fact.LENGTH, f"how long it lasts in weeks: {stretch.length}")


def _of_pattern(pattern: WeeklyPattern, rule: Rule) -> Iterator[Cause]:
    figures: dict[str, Range[int] | Range[Minutes]] = {
        "the days a week": pattern.days.intersection(pattern.visits) or pattern.days,
        "the time on a day": pattern.daily_time,
    }
    if rule.measure is Measure.SESSIONS_PER_WEEK:
        figures = {"the sessions a week": UNKNOWN_COUNT}
    elif rule.measure in {Measure.HOURS_PER_WEEK, Measure.TOTAL_HOURS}:
        figures["the time a week"] = pattern.time_per_week
        stated = not pattern.time_per_week.is_unknown
        figures = {name: each for name, each in figures.items() if (name == "the time a week") is stated}
    elif rule.day_at_least is None:
        figures.pop("the time on a day" if rule.measure not in _OF_TIME else "the days a week")
    for name, figure in figures.items():
        if figure.is_unknown:
            yield Cause(CauseKind.MISSING, Fact.PATTERN, f"{name}: not stated")
        elif not figure.is_exact:
            yield Cause(CauseKind.CHOICE, Fact.PATTERN, f"{name}: {figure}")


def _of_entry(entry: Entry, rule: Rule, body: str) -> Iterator[Cause]:
    session = entry.session
    about = _About(session)
    if entry.counted is Counted.CONTESTED:
        yield Cause(CauseKind.MISSING, Fact.COUNTING, f"whether {body} counts {session.component.name}")
    if session.optional:
        yield about.choice(Fact.OPTIONAL, f"whether {session.name} is attended, which is optional")
    elif entry.most is None:
        yield about.missing(Fact.NUMBER, f"how many of {session.name} there are a week")
    elif entry.fewest != entry.most:
        yield from _of_number(about, entry)
    if rule.measure in _OF_TIME or rule.day_at_least is not None:
        if entry.longest is None:
            yield about.missing(Fact.TIME, f"how long {session.name} is")
        elif entry.longest != entry.shortest:
            yield about.choice(Fact.TIME, f"how long {session.name} is: {session.time}")
    if rule.measure in _OF_DAYS and session.day is None:
        yield about.missing(Fact.WEEKDAY, f"the weekday of {session.name}")


def _of_number(about: _About, entry: Entry) -> Iterator[Cause]:
    session = entry.session
    if session.every.count > 1 and session.first is None:
        yield about.missing(Fact.CADENCE, f"in which week {session.name} falls first, every {session.every}")
    elif session.nth is not None or session.per_month is not None or session.total is not None:
        yield about.missing(Fact.CADENCE, f"in which weeks {session.name} falls")
    else:
        yield about.choice(Fact.NUMBER, f"how many of {session.name} there are a week: {session.per_week}")


@attrs.frozen
class _About:
    """Makes the causes of one session."""

    session: Session

    def missing(self, fact: Fact, words: str) -> Cause:
        return Cause(CauseKind.MISSING, fact, words, self.session)

    def choice(self, fact: Fact, words: str) -> Cause:
        return Cause(CauseKind.CHOICE, fact, words, self.session)


def with_threshold(
    causes: tuple[Cause, ...], stretch: Stretch, judge: Callable[[Stretch], Verdict]
) -> tuple[Cause, ...]:
    """The causes; a single one carries the value of its fact from which, or up to which, the rule is met.

    Args:
        causes: why the verdict is unknown.
        stretch: where it is unknown.
        judge: what the rule says of a stretch.
    """
    if len(causes) != 1:
        return causes
    (cause,) = causes
    return (attrs.evolve(cause, threshold=_threshold(cause, stretch, judge)),)


def _threshold(cause: Cause, stretch: Stretch, judge: Callable[[Stretch], Verdict]) -> str:
    settle = _settle(cause, stretch)
    if settle is None:
        return ""
    values, resolved, shown = settle
    low, high = (judge(resolved(value)) for value in (values[0], values[-1]))
    if low is Verdict.NOT_MET and high is Verdict.MET:
        return f"met if it is at least {shown(_first(values, lambda value: judge(resolved(value)) is Verdict.MET))}"
    if low is Verdict.MET and high is Verdict.NOT_MET:
        first = _first(values, lambda value: judge(resolved(value)) is not Verdict.MET)
        return f"met if it is less than {shown(first)}"
    return ""


def _first(values: range, holds: Callable[[int], bool]) -> int:
    """The first value that holds, where all later ones do too."""
    low, high = 0, len(values) - 1
    while low < high:
        middle = (low + high) // 2
        if holds(values[middle]):
            high = middle
        else:
            low = middle + 1
    return values[low]


_Settled = tuple[range, Callable[[int], Stretch], Callable[[int], str]]


def _settle(cause: Cause, stretch: Stretch) -> _Settled | None:
    """The values that a fact can take, the stretch with one of them, and how to say it."""
    session = cause.session
    if cause.fact is Fact.DAYS and stretch.attends is not None and stretch.attends.high is not None:
        days = range(stretch.attends.low, stretch.attends.high + 1)
        return (
            days,
            lambda count: attrs.evolve(stretch, attends=Range.exactly(count)),
            lambda count: f"{count} days",
        )
    if session is None:
        return None
    if cause.fact is Fact.TIME:
        most = _MOST_MINUTES - 1 if session.time.high is None else session.time.high.count
        times = range(session.time.low.count, most + 1)
        return times, _replacing(stretch, session, lambda count: {"time": Minutes(count)}), _in_minutes
    if cause.fact is Fact.NUMBER and session.per_month is None:
        known = session.per_week
        numbers = range(known.low, (known.low + _MOST_DAYS if known.high is None else known.high) + 1)
        return (
            numbers,
            _replacing(stretch, session, lambda count: {"per_week": count}),
            lambda count: f"{count} a week",
        )
    return None


def _in_minutes(count: int) -> str:
    return str(Minutes(count))


def _replacing(
    stretch: Stretch, session: Session, changes: Callable[[int], dict[str, object]]
) -> Callable[[int], Stretch]:
    def resolved(value: int) -> Stretch:
        others = list(stretch.sessions)
        others.remove(session)
        known = attrs.evolve(session, **changes(value))  # type: ignore[arg-type]
        return attrs.evolve(stretch, week=WeeklySchedule([*others, known]))

    return resolved
