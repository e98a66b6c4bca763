"""The stretch: one week with its length, level and people, which is what a figure or a rule is about.

A program is as many stretches as it has tracks and phases, a program type is one, and so is a bare schedule. What
varies over stretches is never merged before it is judged.
"""

from __future__ import annotations

import functools
import math
from typing import TypeAlias

import attrs

from iopmodel.errors import WrongKind
from iopmodel.lengths import UNKNOWN_LENGTH, PlannedLength, UntilCriterion, WithoutEnd, in_weeks
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Population
from iopmodel.programs import Pathway, Phase, Program, ProgramType, Stated, Track
from iopmodel.quantities import Range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import PartOfStay

__all__ = ["LONGEST_STAY", "Stretch", "Subject", "stretches"]

#: Weeks beyond twenty years are not looked at: what a week that far off holds, no one plans.
LONGEST_STAY = 1_040

Subject: TypeAlias = WeeklySchedule | WeeklyPattern | Track | Phase | Pathway | Program | ProgramType


_NOTHING_STATED = Stated()
_UNSPECIFIED = Population()
_FROM_THE_START: Range[int] = Range.exactly(0)


@attrs.frozen(kw_only=True, cache_hash=True)
class Stretch:
    """One week with its length, level and people.

    Args:
        title: what to call it in a report, such as ``track "evening"``; empty for a subject that is one stretch.
        week: its week.
        length: how long it lasts.
        first_week: the program week in which it starts.
        attends: how many of its open days a patient attends, when not all.
        stated: figures that are stated about it.
        level: its level of care, if it has one.
        types: the key of its program type and of the type from which that takes its figures.
        population: whom it serves.
        focus: what it treats; empty when nobody says.
        is_phase: whether it is one of several that a patient takes one after the other.
        starts_after: how many weeks of the stay lie before its first program week: those of the phases before it.
    """

    title: str = ""
    week: WeeklySchedule | WeeklyPattern
    length: PlannedLength = UNKNOWN_LENGTH
    first_week: int = 1
    attends: Range[int] | None = None
    stated: Stated = _NOTHING_STATED
    level: LevelOfCare | None = None
    types: frozenset[str] = frozenset()
    population: Population = _UNSPECIFIED
    focus: frozenset[str] = frozenset()
    is_phase: bool = False
    starts_after: Range[int] = _FROM_THE_START

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Its sessions; none for a pattern."""
        return self.week.sessions if isinstance(self.week, WeeklySchedule) else ()

    @functools.cached_property
    def weeks(self) -> Range[int]:
        """How many weeks it lasts, at least one; the weeks of its sessions when nobody says.

        What is stated in treatment days, sessions or hours of treatment, or has no end, runs as long as its sessions.
        """
        planned = in_weeks(self.length)
        if isinstance(self.length, WithoutEnd | UntilCriterion) or planned.is_unknown:
            return Range(max(1, self._settled_after + self.period))
        high = None if planned.high is None or planned.high > LONGEST_STAY else max(1, planned.high)
        return Range(max(1, min(planned.low, LONGEST_STAY)), high)

    @functools.cached_property
    def is_length_known(self) -> bool:
        """Whether anything about its length can be said in weeks."""
        return not in_weeks(self.length).is_unknown

    @functools.cached_property
    def last_week(self) -> int | None:
        """The last program week that it can have; ``None`` when it has no known end."""
        if self.is_length_known:
            high = self.weeks.high
            return None if high is None else self.first_week + high - 1
        ends = [session.weeks.last for session in self.sessions]
        return max(end for end in ends if end is not None) if ends and all(ends) else None

    @property
    def _settled_after(self) -> int:
        """The number of its weeks after which nothing begins or ends any more."""
        marks = [self.first_week - 1]
        for session in self.sessions:
            marks.append(session.weeks.first - 1)
            marks.append(session.weeks.last or 0)
            marks.append((session.first or 0) - session.every.count)
        return min(max(marks), LONGEST_STAY) - self.first_week + 1

    @functools.cached_property
    def period(self) -> int:
        """After how many weeks its settled week repeats; 0 when it ends with its sessions.

        A stay of known length goes on after the last of its sessions, with empty weeks.
        """
        lasting = [session for session in self.sessions if session.weeks.last is None]
        if self.sessions and not lasting and not self.is_length_known:
            return 0
        return min(math.lcm(*(each.every.count for each in lasting if each.first is not None)), LONGEST_STAY)

    @functools.cached_property
    def program_weeks(self) -> range:
        """The program weeks in which all that can happen in it happens: later ones only repeat these."""
        count = self._settled_after + self.period
        if self.is_length_known:
            last = self.weeks.high
            count = max(count, 1) if last is None else min(max(count, 1), last)
        return range(self.first_week, self.first_week + max(1, count))

    def is_certain(self, week: int) -> bool:
        """Whether a stay certainly reaches that program week."""
        return week < self.first_week + self.weeks.low

    def reaches(self, week: int) -> bool:
        """Whether that program week may lie in it: after its beginning, and not after its end."""
        return week >= self.first_week and (self.last_week is None or week <= self.last_week)

    def weeks_in(self, part: PartOfStay) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The program weeks that lie in a part of the stay, and those of which nobody can tell.

        Of weeks that only repeat earlier ones without end, one round of them stands for all.
        """
        last = part.last_week or self.last_week or part.first_week + self.period
        stop = min(max(self.program_weeks.stop, last + 1), self.first_week + LONGEST_STAY)
        found = {week: self._lies_in(part, week) for week in range(self.first_week, stop) if self.reaches(week)}
        certain = tuple(week for week, lies in found.items() if lies)
        return certain, tuple(week for week, lies in found.items() if lies is None)

    def _lies_in(self, part: PartOfStay, week: int) -> bool | None:
        before = self.starts_after
        latest = max(before.low, part.last_week or part.first_week) if before.high is None else before.high
        found = {part.holds_week(week + weeks) for weeks in range(before.low, latest + 1)}
        return found.pop() if len(found) == 1 else None

    def settled(self, week: int) -> int:
        """The program week among :attr:`program_weeks` that is like *week*; itself after the end of the stay."""
        known = self.program_weeks
        if week < known.stop or not self.reaches(week) or not self.period:
            return week
        return known.stop - self.period + (week - known.stop) % self.period


def stretches(subject: Subject) -> tuple[Stretch, ...]:
    """The stretches of a subject: those of a program are its tracks and the phases of its pathway.

    Raises:
        WrongKind: for anything that has no week.
    """
    match subject:
        case WeeklySchedule() | WeeklyPattern():
            return (Stretch(week=subject),)
        case Track():
            return (_of_track(subject, subject.length),)
        case Phase():
            return (_of_phase(subject, 0),)
        case Pathway():
            return _of_pathway(subject)
        case ProgramType():
            return (
                Stretch(
                    week=subject.defining_week,
                    level=subject.level,
                    types=_types(subject),
                    population=subject.population,
                    focus=subject.focus,
                ),
            )
        case Program():
            return _of_program(subject)
        case _:  # pyright: ignore[reportUnnecessaryComparison]
            raise WrongKind("subject", subject, "a schedule, pattern, track, phase, pathway, program or program type")


def _types(type_: ProgramType) -> frozenset[str]:
    return frozenset(key for key in (type_.key, type_.inherits) if key)


def _of_track(track: Track, length: PlannedLength) -> Stretch:
    return Stretch(
        title=f'track "{track.name}"',
        week=track.week,
        length=length,
        first_week=track.first_week,
        attends=track.attends,
        stated=track.stated,
    )


def _of_phase(phase: Phase, number: int) -> Stretch:
    return Stretch(
        title=f'phase {number} "{phase.title}"' if number else "",
        week=phase.week,
        length=phase.length,
        stated=phase.stated,
        level=phase.level,
    )


def _of_pathway(pathway: Pathway) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    before = _FROM_THE_START
    for number, phase in enumerate(pathway.phases, start=1):
        part = attrs.evolve(
            _of_phase(phase, number),
            population=pathway.population,
            focus=pathway.focus,
            is_phase=True,
            starts_after=before,
        )
        found.append(part)
        before = before + in_weeks(phase.length)
    return tuple(found)


def _of_program(program: Program) -> tuple[Stretch, ...]:
    tracks = tuple(
        attrs.evolve(_of_track(track, program.length_of(track)), level=program.level) for track in program.tracks
    )
    phases = () if program.pathway is None else _of_pathway(program.pathway)
    bare = Stretch(week=WeeklyPattern(), length=program.length, level=program.level)
    return tuple(
        attrs.evolve(part, population=program.population, focus=program.focus, types=_types(program.type))
        for part in (*tracks, *phases) or (bare,)
    )
