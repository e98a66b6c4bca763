"""A harness for other people's software: their hours, dates and verdicts against ours, to the smallest disagreement.

Give a function of another system to :func:`hours_agree`, :func:`dates_agree`, :func:`weeks_agree` or
:func:`verdicts_agree` inside a test; :func:`agrees_with` compares any other two. Cases are drawn by Hypothesis, or are
your own examples. The first disagreement, made as small as it gets, is raised as
:class:`~iopmodel.errors.Disagrees`. Needs the extra ``testing``.

>>> from iopmodel import WeeklySchedule
>>> from iopmodel.testing import hours_agree
>>> def booked_minutes(week: WeeklySchedule) -> int:  # breaks too
...     return sum(session.time.value.count for session in week)
>>> hours_agree(booked_minutes, unit="minutes")
Traceback (most recent call last):
...
iopmodel.errors.Disagrees: weekly hours: theirs is 1 h more
...
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeAlias, TypedDict, Unpack, cast

import attrs
import hypothesis
from hypothesis import strategies as st
from hypothesis.errors import UnsatisfiedAssumption

from iopmodel._days import plain_day
from iopmodel.checks import check
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.dated_weeks import WeekDefinition, dated_weeks
from iopmodel.differences import difference, in_words
from iopmodel.episodes import Episode
from iopmodel.errors import Disagrees, NotAccepted, WrongKind
from iopmodel.measures import Measure
from iopmodel.occurrences import Occurrence
from iopmodel.programs import Program
from iopmodel.python_code import python_code
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Standard
from iopmodel.schedules import WeeklySchedule
from iopmodel.strategies._plain import plain_episodes, plain_programs, plain_weeks, weeks_near
from iopmodel.tally import sessions_counted, weekly_hours

__all__ = [
    "SETTINGS",
    "Options",
    "agrees_with",
    "dates_agree",
    "hours_agree",
    "plain_episodes",
    "plain_programs",
    "plain_weeks",
    "verdicts_agree",
    "weeks_agree",
    "weeks_near",
]

#: Where cases come from: a strategy that draws them, or examples in the order in which they are tried.
Cases: TypeAlias = st.SearchStrategy[Any] | Iterable[Any]
#: A function of another system, or an adapter to one.
Asked: TypeAlias = Callable[..., object]

#: 300 draws, the same ones every time and everywhere, whatever profile is loaded; nothing is kept in a database.
SETTINGS = hypothesis.settings(max_examples=300, derandomize=True, database=None, deadline=None)
#: How much a message shows.
_MOST_LINES = 12
_MOST_SIGNS = 400


class Options(TypedDict, total=False):
    """What every comparison takes beside its question; see :func:`agrees_with`."""

    through: Asked
    unit: str
    within: bool
    refusals: tuple[type[Exception], ...]
    settings: hypothesis.settings


class _Disagreement(NamedTuple):
    """What two systems said of one case."""

    asked: tuple[object, ...]
    passed: tuple[object, ...]
    theirs: str
    ours: object
    by: str
    fault: Exception | None


@attrs.frozen(kw_only=True)
class _Question:
    """One question to two systems."""

    name: str
    theirs: Asked
    ours: Asked
    because: Callable[..., Iterable[object]] | None
    options: Options

    def about(self, case: object) -> _Disagreement | None:
        """How the two differ about one case; ``None`` when they agree."""
        asked = _arguments(case)
        ours = self.ours(*asked)
        through = self.options.get("through")
        passed = asked if through is None else _arguments(through(*asked))
        fault: Exception | None = None
        try:
            said = self.theirs(*passed)
        except UnsatisfiedAssumption:
            raise
        except self.options.get("refusals", ()):
            theirs, by = "refused", self._difference(ours, None)
        except Exception as error:  # noqa: BLE001 - whatever they raise is what they say
            fault = error
            theirs, by = f"raises {type(error).__name__}: {error}", "theirs gives no answer"
        else:
            theirs, by = repr(said), self._difference(ours, said)
        return _Disagreement(asked, passed, theirs, ours, by, fault) if by else None

    def error(self, found: _Disagreement) -> Disagrees:
        """What is raised for a disagreement."""
        because = () if self.because is None else tuple(map(str, self.because(*found.asked)))
        more = (f"and {len(because) - _MOST_LINES} more",) if len(because) > _MOST_LINES else ()
        passed = "" if found.passed is found.asked else _cut(", ".join(map(repr, found.passed)))
        lines, code = (*because[:_MOST_LINES], *more), ", ".join(map(python_code, found.asked))
        theirs, ours = _cut(found.theirs), in_words(found.ours)
        error = Disagrees(self.name, code, theirs, ours, found.by, lines, passed)
        error.__cause__ = found.fault
        return error

    def _difference(self, ours: object, said: object) -> str:
        return difference(ours, said, unit=self.options.get("unit"), within=self.options.get("within", False))


def _arguments(case: object) -> tuple[object, ...]:
    """What a function is called with: a plain tuple is several arguments, anything else is one."""
    return tuple(cast("tuple[object, ...]", case)) if type(case) is tuple else (case,)


def _named(function: Asked) -> str:
    """What a function answers, by its name."""
    name = str(getattr(function, "__name__", "")).replace("_", " ").strip()
    return "answer" if name in {"", "<lambda>"} else name


def _cut(text: str) -> str:
    """The text, cut where it is too long to be read."""
    return text if len(text) <= _MOST_SIGNS else f"{text[: _MOST_SIGNS - 3]}..."


def agrees_with(
    theirs: Asked,
    ours: Asked,
    *,
    given: Cases,
    because: Callable[..., Iterable[object]] | None = None,
    question: str = "",
    **options: Unpack[Options],
) -> int:
    """Ask another system and ours the same about many cases; return about how many, if they agree about all.

    Both functions are called with the case; a case that is a plain tuple is several arguments. What ours returns
    decides how theirs is read: :func:`iopmodel.differences.difference` has the table. A function of theirs that raises
    disagrees. What the adapter or our own function raises is no answer, and comes through as it is.

    Args:
        theirs: a function of the other system.
        ours: a function of iopmodel, such as ``weekly_hours``.
        given: a strategy that draws the cases, or the cases themselves. Of drawn ones the smallest disagreement is
            raised, of yours the first.
        because: what makes our answer, a line each, for the message.
        question: what is asked, in words; the name of our function when not given.
        options: ``through``, the adapter: what it makes of a case is what *theirs* is called with, a plain tuple as
            several arguments. ``unit``, ``"hours"`` or ``"minutes"``, what bare numbers of theirs count. ``within``:
            whether one figure agrees as soon as it lies in a range of ours. ``refusals``: the exceptions by which
            theirs says that it does not know, as ``None`` does. ``settings``: those of Hypothesis;
            :data:`SETTINGS` when not given, which draw the same cases every time.

    >>> from iopmodel import GroupTherapy, treatment_days
    >>> from iopmodel.testing import agrees_with, plain_weeks
    >>> agrees_with(lambda week: len({each.day for each in week}), treatment_days, given=plain_weeks(GroupTherapy))
    300

    Raises:
        Disagrees: for the smallest disagreement; what theirs raised is its cause.
        NotAccepted: without a single example.
        WrongKind: for an answer that cannot be one, such as a bare number of hours or minutes without a unit.
        Flaky: of Hypothesis, if theirs gives two answers to one question.
    """
    __tracebackhide__ = True
    asking = _Question(name=question or _named(ours), theirs=theirs, ours=ours, because=because, options=options)
    if isinstance(given, st.SearchStrategy):
        count, found = _drawn(asking, given, options.get("settings", SETTINGS))
    else:
        count, found = _tried(asking, given)
    if found is not None:
        raise asking.error(found)
    return count


def _tried(question: _Question, cases: object) -> tuple[int, _Disagreement | None]:
    """How many examples were compared, and the first disagreement."""
    # A schedule would be taken for its sessions, and a text for its letters.
    if not isinstance(cases, Iterable) or isinstance(cases, WeeklySchedule | str):
        raise WrongKind("cases", cases, "a strategy, or several examples such as [week]")
    count = 0
    for count, case in enumerate(cast("Iterable[object]", cases), 1):
        found = question.about(case)
        if found is not None:
            return count, found
    if not count:
        raise NotAccepted("examples", "none", "at least one, or a strategy that draws them")
    return count, None


class _Found(Exception):
    """Two systems disagree about a drawn case; Hypothesis makes the case smaller while this is raised."""


def _drawn(
    question: _Question, cases: st.SearchStrategy[Any], settings: hypothesis.settings
) -> tuple[int, _Disagreement | None]:
    """How many drawn cases were compared, and the smallest disagreement."""
    count = 0
    last: _Disagreement | None = None

    @hypothesis.settings(
        settings,
        report_multiple_bugs=False,
        phases=[phase for phase in settings.phases if phase is not hypothesis.Phase.explain],
    )
    @hypothesis.given(cases)
    def compare(case: object) -> None:
        nonlocal count, last
        count += 1
        found = question.about(case)
        if found is not None:
            last = found
            raise _Found

    # Hypothesis ends with the smallest case, so the last disagreement is the one to show. Where theirs wavers it raises
    # a group with this exception in it, which contextlib.suppress would take for the exception itself.
    try:
        compare()
    except _Found:
        return count, last
    return count, None


def _weeks_at(bodies: tuple[Standard, ...]) -> st.SearchStrategy[WeeklySchedule]:
    """Plain weeks, and such at the weekly hours that any of the bodies has ever named, and a minute beside them."""
    rules = (rule for body in bodies for rule in body if rule.measure is Measure.HOURS_PER_WEEK)
    bounds = (entry.value for rule in rules for entry in rule.history.entries)
    ends = (end for bound in bounds for end in (bound.low, bound.high))
    limits = sorted({end for end in ends if isinstance(end, Minutes) and end.count})
    return st.one_of(*map(weeks_near, limits), plain_weeks())


def hours_agree(
    theirs: Asked,
    *,
    given: Cases | None = None,
    counting: Counting = DEFAULT_COUNTING,
    **options: Unpack[Options],
) -> int:
    """Their hours of a week against :func:`~iopmodel.tally.weekly_hours`, to the minute.

    Theirs is called with a weekly schedule. A case that is a pair of a schedule and a program week calls it with both.

    Args:
        theirs: a function of the other system that tells the hours of a week.
        given: the cases; :func:`plain_weeks` when not given.
        counting: what counts, where that is not the default.
        options: those of :func:`agrees_with`.

    >>> from iopmodel import GroupTherapy, WeeklySchedule, sessions
    >>> evening = WeeklySchedule(sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> hours_agree(lambda week: 3 * len(week), given=[evening], unit="hours")
    1

    Raises:
        Disagrees: for the smallest disagreement, with the sessions that count.
    """
    __tracebackhide__ = True

    def ours(week: WeeklySchedule, number: int | None = None) -> Range[Minutes]:
        return weekly_hours(week, number, counting=counting)

    def counted(week: WeeklySchedule, number: int | None = None) -> list[object]:
        return [*sessions_counted(week, number, counting=counting)] or ["nothing in it counts"]

    cases = plain_weeks() if given is None else given
    return agrees_with(theirs, ours, given=cases, because=counted, question="weekly hours", **options)


def dates_agree(theirs: Asked, *, given: Cases | None = None, **options: Unpack[Options]) -> int:
    """The dates of their appointments against :meth:`~iopmodel.episodes.Episode.occurrences`.

    Theirs is called with an episode, and returns the days, the moments of the starts, or pairs of start and end, in any
    order. Moments with a zone are compared as instants, those without as the wall clock of the episode's zone.

    Args:
        theirs: a function of the other system that lays sessions on dates.
        given: the cases; :func:`plain_episodes` when not given.
        options: those of :func:`agrees_with`.

    Raises:
        Disagrees: for the smallest disagreement.
    """
    __tracebackhide__ = True

    def ours(episode: Episode) -> tuple[Occurrence, ...]:
        return episode.occurrences()

    def held(episode: Episode) -> list[str]:
        return [f"{each.start} to {each.end}: {each.session.name}" for each in episode.occurrences()]

    cases = plain_episodes() if given is None else given
    return agrees_with(theirs, ours, given=cases, because=held, question="dates", **options)


def weeks_agree(
    theirs: Asked,
    *,
    given: Cases | None = None,
    week: str = WeekDefinition.MONDAY,
    counting: Counting = DEFAULT_COUNTING,
    **options: Unpack[Options],
) -> int:
    """Their hours of each week of dated care against :func:`~iopmodel.dated_weeks`, to the minute.

    Theirs is called with an episode, and returns a mapping from the first day of each week to its hours. A week that is
    left out has none.

    Args:
        theirs: a function of the other system that tells the hours of each week.
        given: the cases; :func:`plain_episodes` when not given.
        week: which seven days make a week.
        counting: what counts, where that is not the default.
        options: those of :func:`agrees_with`.

    Raises:
        Disagrees: for the smallest disagreement.
    """
    __tracebackhide__ = True

    def ours(episode: Episode) -> dict[dt.date, Range[Minutes]]:
        return {each.span.first: each.hours(counting) for each in dated_weeks(episode, week=week)}

    def by_day(episode: Episode) -> list[str]:
        weeks = dated_weeks(episode, week=week)
        return [f"{day:%a} {day}: {time}" for each in weeks for day, time in each.on_each_day(counting).items()]

    cases = plain_episodes() if given is None else given
    return agrees_with(theirs, ours, given=cases, because=by_day, question="hours of each week", **options)


def verdicts_agree(
    theirs: Asked,
    *,
    against: Iterable[Standard],
    on: dt.date | str,
    given: Cases | None = None,
    **options: Unpack[Options],
) -> int:
    """Their verdicts against those of :func:`~iopmodel.checks.check`.

    Theirs is called with a program, and returns ``True`` for met, ``False`` for not met, ``None`` for not known, or a
    verdict in words.

    Args:
        theirs: a function of the other system that judges a program.
        against: the bodies whose rules it judges by.
        on: the day for which the rules are read.
        given: the cases; when not given, :func:`plain_programs` at the weekly hours that the bodies name, a minute
            beside them, and far from them.
        options: those of :func:`agrees_with`.

    Raises:
        Disagrees: for the smallest disagreement, with what each rule says.
    """
    __tracebackhide__ = True
    bodies, day = tuple(against), plain_day(on)

    def ours(program: Program) -> object:
        return check(program, against=bodies, on=day).verdict

    def findings(program: Program) -> list[object]:
        return [*check(program, against=bodies, on=day).findings]

    cases = plain_programs(_weeks_at(bodies)) if given is None else given
    return agrees_with(theirs, ours, given=cases, because=findings, question="verdict", **options)
