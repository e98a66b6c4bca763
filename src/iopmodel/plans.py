"""The plan: a program, a pathway or one phase turned into stays, with a day for each beginning and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, cast

from iopmodel._days import DAYS_IN_WEEK, Date, add_days
from iopmodel.closures import Closure
from iopmodel.counted_days import counted_days, counts_for_certain
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.errors import CannotBeDated, NotAccepted, UnknownName, WrongKind
from iopmodel.layouts import Layout
from iopmodel.lengths import (
    UNKNOWN_LENGTH,
    Cycle,
    PlannedLength,
    TreatmentDays,
    TreatmentHours,
    TreatmentSessions,
    UntilCriterion,
    WithoutEnd,
    Written,
    end_dates,
    planned_length,
)
from iopmodel.occurrences import Occurrence
from iopmodel.programs import Pathway, Phase, Program, Track
from iopmodel.quantities import Range
from iopmodel.stays import Stay, stay_in, type_keys

__all__ = ["Lengths", "longest", "planned_stays", "treatment_end"]

#: Days after which the search for the end of a number of treatment days, sessions or hours is given up.
_LONGEST_SEARCH = 1_040 * DAYS_IN_WEEK

#: One length, one for each phase (``None`` where the phase says it itself), or none at all.
Lengths: TypeAlias = Written | Iterable[Written | None] | None


def planned_stays(
    subject: Program | Pathway | Phase,
    first: Date,
    *,
    track: str | None,
    length: Lengths,
    closures: tuple[Closure, ...],
    weeks_from: Date | None,
) -> tuple[Stay, ...]:
    """The stays of a plan that begins on a day; see :meth:`iopmodel.episodes.Episode.of`."""
    if not isinstance(subject, Program | Pathway | Phase):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("episode", subject, "a Program, a Pathway or a Phase")
    if not isinstance(subject, Program):
        if track is not None:
            raise UnknownName("track", track, ())
        pathway = Pathway([subject]) if isinstance(subject, Phase) else subject
        return _of_phases(pathway, first, length, closures, weeks_from)
    chosen = _chosen_track(subject, track)
    if chosen is None:
        return _of_phases(cast("Pathway", subject.pathway), first, length, closures, weeks_from, program=subject)
    asked = _one_length(length)
    planned = subject.length_of(chosen) if asked is None else asked
    open_stay = stay_in(subject, chosen, first, None, weeks_from)
    return (ended(open_stay, planned, closures),)


def _chosen_track(program: Program, name: str | None) -> Track | None:
    """The track that is attended; ``None`` where the program is a pathway instead."""
    if name is not None:
        return program.track(name)
    if program.pathway is not None:
        return None
    if len(program.tracks) != 1:
        raise UnknownName("track (name one with track=)", "no name", tuple(each.name for each in program.tracks))
    return program.tracks[0]


def _of_phases(
    pathway: Pathway,
    first: Date,
    length: Lengths,
    closures: tuple[Closure, ...],
    weeks_from: Date | None,
    *,
    program: Program | None = None,
) -> tuple[Stay, ...]:
    asked = _lengths(length, len(pathway.phases))
    found: list[Stay] = []
    for number, (phase, given) in enumerate(zip(pathway.phases, asked, strict=True), start=1):
        planned = phase.length if given is None else given
        stay = Stay(
            first=first,
            weeks_from=first if found or weeks_from is None else weeks_from,
            week=phase.week,
            level=phase.level,
            title=phase.title,
            types=frozenset() if program is None else type_keys(program.type),
            population=pathway.population if program is None else program.population,
            focus=pathway.focus if program is None else program.focus,
        )
        stay = ended(stay, planned, closures)
        found.append(stay)
        if stay.until is None:
            if number < len(pathway.phases):
                raise CannotBeDated(str(planned), f"give the length of phase {number} with length=[...]")
            break
        first = stay.until
    return tuple(found)


def _one_length(length: Lengths) -> PlannedLength | None:
    return _lengths(length, 1)[0]


def _lengths(length: Lengths, count: int) -> list[PlannedLength | None]:
    """The lengths that were given, one for each phase."""
    is_several = isinstance(length, list | tuple)
    given = list(cast("Iterable[Written | None]", length)) if is_several else [cast("Written | None", length)]
    if length is None:
        return [None] * count
    if len(given) != count:
        allowed = f"one length for each of {count} phases, such as length=['4 weeks', None]"
        raise NotAccepted("length of the stay", str(length), allowed)
    return [None if each is None else planned_length(each) for each in given]


def ended(stay: Stay, length: PlannedLength, closures: tuple[Closure, ...]) -> Stay:
    """A stay without a planned end, with the end that a length gives it.

    Raises:
        NotAccepted: for a length that leaves a choice.
        CannotBeDated: if no calendar tells the end.
    """
    if isinstance(length, WithoutEnd | UntilCriterion) or length == UNKNOWN_LENGTH:
        return stay
    if isinstance(length, Range) and isinstance(length.low, TreatmentDays | TreatmentSessions | TreatmentHours):
        if not length.is_exact:
            raise _leaves_a_choice(length)
        return stay.within(stay.first, treatment_end(stay, length.low, closures))
    ends = end_dates(stay.first, length)
    if ends.latest != ends.earliest:
        raise _leaves_a_choice(length)
    return stay.within(stay.first, ends.latest)


def longest(subject: Program | Pathway, track: str | None = None) -> tuple[PlannedLength, ...]:
    """The longest length that a program, or each phase of a pathway, says it may have.

    Raises:
        CannotBeDated: for a length without a known end.
        UnknownName: as :func:`planned_stays`.
    """
    chosen = _chosen_track(subject, track) if isinstance(subject, Program) else None
    if isinstance(subject, Program) and chosen is not None:
        return (_longest(subject.length_of(chosen)),)
    pathway = subject.pathway if isinstance(subject, Program) else subject
    return tuple(_longest(phase.length) for phase in (() if pathway is None else pathway.phases))


def _longest(length: PlannedLength) -> PlannedLength:
    whole = length.each.times(length.rounds) if isinstance(length, Cycle) else length
    if not isinstance(whole, Range) or whole.high is None or whole.high_excluded:
        words = "length not stated" if length == UNKNOWN_LENGTH else str(length)
        raise CannotBeDated(words, "say how long the stay is, such as 8 weeks")
    return planned_length(whole.high)


def _leaves_a_choice(length: PlannedLength) -> NotAccepted:
    return NotAccepted("length of the stay", str(length), "one length, such as length='8 weeks'")


def treatment_end(
    stay: Stay,
    length: TreatmentDays | TreatmentSessions | TreatmentHours,
    closures: tuple[Closure, ...] = (),
    counting: Counting = DEFAULT_COUNTING,
) -> Date:
    """The day after the one on which a number of treatment days, sessions or hours is reached.

    What has a date and is required counts; what is by arrangement or optional does not, for nobody knows when it is.

    Args:
        stay: the stay, from its first day.
        length: how much there is to be.
        closures: the days on which the program does not run as always.
        counting: which sessions count.

    Raises:
        CannotBeDated: if it is not reached in twenty years, where the patient picks among the days, and for hours where
            a session has no known length.
    """
    if not length.count:
        return stay.first
    if stay.attends is not None:
        raise CannotBeDated(str(length), "the patient picks among the days of the track; give a length in weeks")
    needed = length.count * 60 if isinstance(length, TreatmentHours) else length.count
    reached = 0
    for day in _treatment_days(stay, closures, counting):
        if isinstance(length, TreatmentHours):
            reached += _treated_minutes(day, counting)
        else:
            reached += 1 if isinstance(length, TreatmentDays) else len(day)
        if reached >= needed:
            return add_days(day[-1].day, 1)
    raise CannotBeDated(str(length), "its dated sessions do not reach that in twenty years; give a length in weeks")


def _treatment_days(stay: Stay, closures: tuple[Closure, ...], counting: Counting) -> Iterator[list[Occurrence]]:
    """The days with counted sessions, each with these."""
    layout = Layout(stays=(stay,), zone=None, closures=closures, overrides=())
    begins = stay.first.toordinal()
    for first in range(begins, begins + _LONGEST_SEARCH, DAYS_IN_WEEK):
        week: dict[int, list[Occurrence]] = {}
        for each in layout.between(first, first + DAYS_IN_WEEK):
            if counts_for_certain(each.session, counting):
                week.setdefault(each.ordinal, []).append(each)
        yield from week.values()


def _treated_minutes(day: list[Occurrence], counting: Counting) -> int:
    """The counted minutes of one day.

    Raises:
        CannotBeDated: if one of its sessions has no known length.
    """
    for each in day:
        if each.shortest != each.longest:
            raise CannotBeDated("treatment hours", f"{each} has no known length; give a length in weeks")
    (counted,) = counted_days(day, counting)
    return counted.time.low.count
