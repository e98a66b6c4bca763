"""What a track takes of the weekly commitments of a patient, and which tracks of a program fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import WeekDay
from iopmodel.commitments import Commitment, claim_of, commitments_of
from iopmodel.findings import Cause, CauseKind, Fact, Verdict, overall
from iopmodel.presence import Attended, Away, Claim, Presence, presences, the_stretch, time_of, union
from iopmodel.programs import Program, Track
from iopmodel.quantities import Minutes, Range, time_range
from iopmodel.schedules import Session

__all__ = ["Conflict", "TrackFit", "by_arrangement", "conflicts", "fits", "tracks_that_fit"]

_NO_TRAVEL = Range.exactly(Minutes(0))


@attrs.frozen(kw_only=True)
class Conflict:
    """What the sessions of one weekday take of one commitment.

    Args:
        day: the weekday; ``None`` for a session with a clock time that may fall on any.
        sessions: the sessions that reach into the commitment, with the way there and back.
        commitment: the commitment.
        time: how much of it they take: for certain at the low end, possibly at the high end.
        weeks: in which program weeks, in words; empty when all weeks are alike.
        numbers: the program weeks that were looked at and found alike.
    """

    day: WeekDay | None
    sessions: tuple[Session, ...]
    commitment: Commitment
    time: Range[Minutes]
    weeks: str = ""
    numbers: tuple[int, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether some of the commitment is taken whatever is not known of the sessions."""
        return self.time.low > Minutes(0)

    def __str__(self) -> str:
        names = " and ".join(dict.fromkeys(each.name for each in self.sessions))
        return f"{names}: {self.time} of {self.commitment}{f', {self.weeks}' if self.weeks else ''}"


def conflicts(
    track: Attended,
    commitments: Commitment | Iterable[Commitment],
    *,
    travel: Range[Minutes] | Minutes | str = "0 min",
    week: int | None = None,
) -> tuple[Conflict, ...]:
    """What a track takes of each commitment, weekday by weekday; where weeks differ, for each kind of week.

    Every session that the patient attends takes his presence, breaks and meals too. With a choice of open days each of
    them is named. Sessions by arrangement take nothing for certain; :func:`by_arrangement` names them. A week known by
    its figures alone has no sessions to name, and :func:`fits` says that nobody knows.

    Args:
        track: a track, a phase or a week.
        commitments: one or several.
        travel: the way there or back.
        week: a program week, counted from 1; every kind of week when it is not given.

    >>> from iopmodel import GroupTherapy, WeeklySchedule, sessions
    >>> from iopmodel.commitments import commitment
    >>> evening = WeeklySchedule(sessions(GroupTherapy(), "MO,WE", "17:15-20:15"))
    >>> job = commitment("work", "MO,TU", "09:00-17:00", name="day job")
    >>> print(*conflicts(evening, job, travel="30 min"))
    Mon group therapy: 15 min of day job
    """
    given = commitments_of(commitments)
    found = presences(the_stretch(track), time_range(travel), week)
    return tuple(conflict for presence in found for conflict in _conflicts(presence, given))


def _conflicts(presence: Presence, commitments: tuple[Commitment, ...]) -> Iterator[Conflict]:
    each_day: tuple[WeekDay | None, ...] = (*WeekDay, None)
    for day in each_day:
        on_day = [each for each in presence.away if each.entry.day == day and not each.is_by_arrangement]
        for other in commitments:
            claim = claim_of(other)
            touching = [each for each in on_day if claim.taken(union(each.possible))]
            if touching:
                yield Conflict(
                    day=day,
                    sessions=tuple(each.session for each in touching),
                    commitment=other,
                    time=time_of(touching, claim),
                    weeks=presence.week_class.weeks,
                    numbers=presence.week_class.numbers,
                )


def by_arrangement(track: Attended, *, week: int | None = None) -> tuple[Session, ...]:
    """The sessions with the patient that have neither a weekday nor a clock time, to be laid where it suits.

    >>> from iopmodel import IndividualTherapy, Session, WeeklySchedule
    >>> print(*by_arrangement(WeeklySchedule([Session(IndividualTherapy(), time="1 h")])))
    by arrangement: individual therapy, 1 h
    """
    return _by_arrangement(presences(the_stretch(track), _NO_TRAVEL, week))


def _by_arrangement(found: tuple[Presence, ...]) -> tuple[Session, ...]:
    away = (each for presence in found for each in presence.away)
    return tuple(dict.fromkeys(each.session for each in away if each.is_by_arrangement))


def fits(
    track: Attended,
    commitments: Commitment | Iterable[Commitment],
    *,
    travel: Range[Minutes] | Minutes | str = "0 min",
    week: int | None = None,
) -> Verdict:
    """Whether a patient can attend a track and keep every commitment: in every week, or in the one *week*.

    Where a patient attends some of the open days, a choice of days that fits is enough, in each week its own. Sessions
    by arrangement are left out, because they are still to be laid: see :func:`by_arrangement`. What is optional or as
    needed, and what nobody stated, leaves it unknown wherever it may take some of a commitment.

    >>> from iopmodel import GroupTherapy, WeeklySchedule, sessions
    >>> from iopmodel.commitments import commitment
    >>> evening = WeeklySchedule(sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> job = commitment("work", "MO,TU,WE,TH,FR", "09:00-17:00")
    >>> print(fits(evening, job, travel="1 h"), fits(evening, job, travel="75 min"))
    met not met
    """
    found = presences(the_stretch(track), time_range(travel), week)
    return _verdict(found, claim_of(commitments))


def _verdict(found: tuple[Presence, ...], claim: Claim) -> Verdict:
    return overall(presence.leaves(claim) for presence in found)


@attrs.frozen(kw_only=True)
class TrackFit:
    """How one track of a program goes together with the commitments of a patient.

    Args:
        track: the track.
        verdict: whether it fits.
        conflicts: what it takes of each commitment.
        by_arrangement: the sessions that are still to be laid outside the commitments.
        causes: why the verdict is unknown, if it is.
    """

    track: Track
    verdict: Verdict
    conflicts: tuple[Conflict, ...]
    by_arrangement: tuple[Session, ...]
    causes: tuple[Cause, ...]

    def __str__(self) -> str:
        parts = (*self.conflicts, *self.causes, *(f"to be laid: {each}" for each in self.by_arrangement))
        return "\n".join((f"{self.track.name}: {self.verdict}", *(f"  {part}" for part in parts)))


def tracks_that_fit(
    program: Program,
    commitments: Commitment | Iterable[Commitment],
    *,
    travel: Range[Minutes] | Minutes | str = "0 min",
) -> tuple[TrackFit, ...]:
    """Every track of a program with what it takes of the commitments; those that fit first, those that do not last.

    >>> from iopmodel import GroupTherapy, Program, Track, catalogue, sessions
    >>> from iopmodel.commitments import commitment
    >>> program = Program(catalogue.STANDARD_IOP, tracks=[
    ...     Track("morning", sessions(GroupTherapy(), "MO,WE,TH", "09:00-12:00")),
    ...     Track("evening", sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00")),
    ... ])
    >>> for each in tracks_that_fit(program, commitment("work", "MO,TU", "09:00-17:00")):
    ...     print(each)
    evening: met
    morning: not met
      Mon group therapy: 3 h of work
    """
    given, way = commitments_of(commitments), time_range(travel)
    lasting = (attrs.evolve(track, length=program.length_of(track)) for track in program.tracks)
    found = (_fit(track, as_planned, given, way) for track, as_planned in zip(program.tracks, lasting, strict=True))
    return tuple(sorted(found, key=lambda fit: _ORDER.index(fit.verdict)))


_ORDER = (Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET)


def _fit(track: Track, as_planned: Track, commitments: tuple[Commitment, ...], travel: Range[Minutes]) -> TrackFit:
    claim, found = claim_of(commitments), presences(the_stretch(as_planned), travel)
    verdict = _verdict(found, claim)
    open_to = [each for each in found if verdict is Verdict.UNKNOWN and each.leaves(claim) is Verdict.UNKNOWN]
    return TrackFit(
        track=track,
        verdict=verdict,
        conflicts=tuple(conflict for presence in found for conflict in _conflicts(presence, commitments)),
        by_arrangement=_by_arrangement(found),
        causes=tuple(dict.fromkeys(cause for presence in open_to for cause in _causes(presence, claim))),
    )


def _causes(presence: Presence, claim: Claim) -> Iterator[Cause]:
    """What would have to be known of a week to tell whether it fits."""
    if not presence.is_published:
        yield Cause(CauseKind.MISSING, Fact.PATTERN, "the weekdays and clock times of its sessions")
    if not presence.week_class.is_certain:
        yield Cause(CauseKind.CHOICE, Fact.LENGTH, f"whether the stay reaches {presence.week_class.weeks}")
    for each in presence.away:
        time = each.time(claim)
        if not (each.is_by_arrangement or time.is_exact or time.low.count):
            yield from _of_session(each, presence.travel)


def _of_session(away: Away, travel: Range[Minutes]) -> Iterator[Cause]:
    session, entry = away.session, away.entry
    if session.optional:
        yield Cause(CauseKind.CHOICE, Fact.OPTIONAL, f"whether {session.name} is attended, which is optional", session)
    elif not entry.fewest:
        yield Cause(CauseKind.MISSING, Fact.CADENCE, f"in which weeks {session.name} falls", session)
    if session.day is None:
        yield Cause(CauseKind.MISSING, Fact.WEEKDAY, f"the weekday of {session.name}", session)
    if away.longest is not None:
        yield Cause(CauseKind.MISSING, Fact.TIME, f"the clock time of {session.name}", session)
    elif entry.longest != entry.shortest:
        yield Cause(CauseKind.MISSING, Fact.TIME, f"how long {session.name} is: {session.time}", session)
    if not travel.is_exact:
        yield Cause(CauseKind.CHOICE, Fact.TIME, f"how long the way there or back takes: {travel}")
