"""What a look at the calendar of an episode shows: days without care, days held twice, hours that the clock skips.

None of these is refused, for a record says what it says; each comes with its days, what is concerned, and what to do.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import MINUTES_IN_DAY, ClockStanding, Date, day_of, moved_on, time_of_minute
from iopmodel.components import Break, Meal
from iopmodel.episodes import Day, Episode
from iopmodel.errors import NotAccepted
from iopmodel.occurrences import Occurrence
from iopmodel.overrides import Override
from iopmodel.populations import AttendedBy
from iopmodel.quantities import Minutes
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.vocabulary import Word

__all__ = ["CalendarFinding", "CalendarFindingKind", "calendar_findings"]


class CalendarFindingKind(Word):
    """What kind of finding it is."""

    GAP = "gap"
    """Days between two stays, on which there is no care."""
    OVERLAP = "overlap"
    """Days that two stays hold."""
    MISSING_START = "missing-start"
    """A session starts at a time that its day does not have: the clock jumps over it."""
    TWICE_START = "twice-start"
    """A session starts at a time that its day has twice: the clock is set back over it."""
    CLASH = "clash"
    """Two sessions that a patient cannot both attend."""
    LOST_OVERRIDE = "lost-override"
    """A change of one day that names what is not there, after a move or another week."""


@attrs.frozen(kw_only=True)
class CalendarFinding:
    """One finding about the calendar of an episode.

    Args:
        kind: what kind it is.
        days: the days that it is about.
        words: what is found and what to do about it, in a sentence.
        stays: the stays concerned.
        occurrences: the sessions concerned.
        override: the change of one day concerned.
    """

    kind: CalendarFindingKind
    days: DaySpan
    words: str
    stays: tuple[Stay, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    override: Override | None = None

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"


def calendar_findings(
    episode: Episode, first: Day | None = None, until: Day | None = None
) -> tuple[CalendarFinding, ...]:
    """What the calendar of an episode shows from one day up to another, in the order of the days.

    Days between stays and days held twice are given as far as they lie between the two days. A start is looked at only
    where the zone is known, and a clash is found only where sessions certainly overlap on the wall clock: of a session
    without a clock time or with an optional one there is none, nor with breaks, meals and what only the family attends.

    Args:
        episode: the episode.
        first: the first day; the first day of care when not given.
        until: the first day that is not looked at any more; the planned end when not given.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "SU", "02:30-03:30"), length="8 weeks")
    >>> episode = Episode.of(phase, first="2026-02-02", timezone="America/New_York")
    >>> print(*calendar_findings(episode))
    missing-start: 2026-03-08 02:30 group therapy: that day has no 02:30, because the clock jumps over it; \
it starts at 03:30 unless it is moved

    Raises:
        NotAccepted: without a planned end and without a last day.
        EndsBeforeItStarts: if *until* lies before *first*.
    """
    span = _asked(episode, first, until)
    begins, ends = span.first.toordinal(), span.until.toordinal()
    # What begins on the day before may go on past midnight.
    held = episode.layout.between(begins - 1, ends)
    begun = [each for each in held if each.ordinal >= begins]
    found = (
        _gaps(episode, span),
        _overlaps(episode, span),
        _starts(begun),
        _clashes(held, begins),
        _lost(episode, span),
    )
    return tuple(sorted(itertools.chain.from_iterable(found), key=_in_order))


def _asked(episode: Episode, first: Day | None, until: Day | None) -> DaySpan:
    ends = episode.until if until is None else until
    if ends is None:
        allowed = "a last day, such as until='2026-03-02'"
        raise NotAccepted("calendar findings", "an episode without a planned end", allowed)
    return DaySpan(episode.first if first is None else first, ends)


_KINDS = tuple(CalendarFindingKind)


def _in_order(finding: CalendarFinding) -> tuple[DaySpan, int, str]:
    return finding.days, _KINDS.index(finding.kind), finding.words


def _gaps(episode: Episode, span: DaySpan) -> Iterator[CalendarFinding]:
    for before, after in itertools.pairwise(episode.stays):
        days = _shared(span, before.until, after.first)
        if days is not None:
            words = (
                f"no care from {before.until} up to {after.first}, between {before.level} and {after.level}; "
                "if the patient was not discharged, let the first stay end where the second one begins"
            )
            yield CalendarFinding(kind=CalendarFindingKind.GAP, days=days, words=words, stays=(before, after))


def _overlaps(episode: Episode, span: DaySpan) -> Iterator[CalendarFinding]:
    for one, other in itertools.combinations(episode.stays, 2):
        ends = [stay.until for stay in (one, other) if stay.until is not None]
        days = _shared(span, other.first, min(ends, default=span.until))
        if days is not None:
            words = (
                f'two stays hold the days from {other.first} on: "{one}" and "{other}"; '
                "a patient is at one level a day, so let the first one end where the second one begins"
            )
            yield CalendarFinding(kind=CalendarFindingKind.OVERLAP, days=days, words=words, stays=(one, other))


def _shared(span: DaySpan, first: Date | None, until: Date) -> DaySpan | None:
    """The days of a span from one day up to another; ``None`` if there is none, or nobody knows the first."""
    if first is None or max(first, span.first) >= min(until, span.until):
        return None
    return DaySpan(max(first, span.first), min(until, span.until))


def _starts(occurrences: Iterable[Occurrence]) -> Iterator[CalendarFinding]:
    """The starts that their days do not have, or have twice."""
    for each in occurrences:
        standing = each.standing
        if each.zone is None or each.begin is None or standing is ClockStanding.ONCE:
            continue
        clock = f"{time_of_minute(each.begin):%H:%M}"
        if standing is ClockStanding.MISSING:
            kind = CalendarFindingKind.MISSING_START
            day, minute = moved_on(each.zone, each.ordinal, each.begin)
            at = f"{time_of_minute(minute):%H:%M}{'' if day == each.ordinal else f' on {day_of(day)}'}"
            words = f"that day has no {clock}, because the clock jumps over it; it starts at {at} unless it is moved"
        else:
            kind = CalendarFindingKind.TWICE_START
            words = (
                f"that day has {clock} twice, because the clock is set back; the first one is meant unless it is moved"
            )
        days = DaySpan(each.day, day_of(each.ordinal + 1))
        yield CalendarFinding(kind=kind, days=days, words=f"{each}: {words}", occurrences=(each,))


def _clashes(occurrences: Iterable[Occurrence], since: int) -> Iterator[CalendarFinding]:
    """The pairs that certainly overlap on the wall clock, where the later start is on a day or after it."""
    running: list[tuple[int, Occurrence]] = []
    for each in occurrences:
        if each.begin is not None and each.shortest and _must_be_attended(each):
            begins = each.ordinal * MINUTES_IN_DAY + each.begin
            running = [(ends, other) for ends, other in running if ends > begins]
            if each.ordinal >= since:
                yield from (_clash(other, each, min(each.shortest, ends - begins)) for ends, other in running)
            running.append((begins + each.shortest, each))


def _must_be_attended(occurrence: Occurrence) -> bool:
    session = occurrence.session
    is_pause = isinstance(session.component, Break | Meal)
    return not (session.optional or is_pause or session.attended_by is AttendedBy.FAMILY)


def _clash(one: Occurrence, other: Occurrence, minutes: int) -> CalendarFinding:
    both = f"{one} and {other}, which overlap by {Minutes(minutes)}"
    return CalendarFinding(
        kind=CalendarFindingKind.CLASH,
        days=DaySpan(other.day, day_of(other.ordinal + 1)),
        words=f"a patient cannot attend both {both}; move or cancel one of them",
        occurrences=(one, other),
    )


def _lost(episode: Episode, span: DaySpan) -> Iterator[CalendarFinding]:
    """The changes of one day that name what is not there."""
    for each in episode.overrides:
        fault = episode.layout.fault_of(each) if each.day in span else ""
        if fault:
            words = f'"{each}" changes nothing: {fault}; name what is on the calendar, or take it out'
            days = DaySpan(each.day, day_of(each.day.toordinal() + 1))
            yield CalendarFinding(kind=CalendarFindingKind.LOST_OVERRIDE, days=days, words=words, override=each)
