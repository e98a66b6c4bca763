"""Courses: how long a patient is at each level of care, and the days without care between two of them.

An enrollment runs from an admission or a readmission up to the discharge. It is made of courses, each at one level
without a break. A leave of absence parts no course: its days lie in it, and are counted apart. Neither does another
week or another authorization.

The day on which a course ends is not in it: it is the first day of the next one, or of none. Where two stays hold the
same days, the later one has them, as the moves have it; that they do is a finding (:mod:`iopmodel.calendar_findings`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import Date, day_of, plain_day
from iopmodel.counted_days import counts_for_certain
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.episodes import Day, Episode
from iopmodel.levels import LevelOfCare
from iopmodel.occurrences import Occurrence
from iopmodel.quantities import Range, whole_number
from iopmodel.spans import DaySpan
from iopmodel.stays import LevelMeant, Stay
from iopmodel.transitions import TransitionKind

__all__ = [
    "Course",
    "DaysBetween",
    "Enrollment",
    "LengthOfStay",
    "LevelsApart",
    "courses",
    "dated_treatment_days",
    "days_at_levels",
    "days_between_levels",
    "enrollments",
    "length_of_stay",
    "levels_apart",
    "stays_in_turn",
]


def _days_in_care(value: int) -> int:
    return whole_number(value, "days in care")


def _days_on_leave(value: int) -> int:
    return whole_number(value, "days on leave")


@attrs.frozen
class LengthOfStay:
    """How many days a patient was in care, and apart from these on leave of absence.

    Args:
        in_care: the days in care, with or without a session; leave is not among them.
        on_leave: the days on leave of absence, on which the place was kept.

    >>> print(LengthOfStay(28, 7), "=", LengthOfStay(28, 7).days)
    28 days in care, 7 on leave = 35
    """

    in_care: int = attrs.field(default=0, converter=_days_in_care)
    on_leave: int = attrs.field(default=0, converter=_days_on_leave)

    @property
    def days(self) -> int:
        """All days from the first up to the last, the leave among them."""
        return self.in_care + self.on_leave

    def __add__(self, other: LengthOfStay) -> LengthOfStay:
        return LengthOfStay(self.in_care + other.in_care, self.on_leave + other.on_leave)

    def __str__(self) -> str:
        leave = f", {self.on_leave} on leave" if self.on_leave else ""
        return f"{_days_in_words(Range.exactly(self.in_care))} in care{leave}"


@attrs.frozen(kw_only=True)
class Course:
    """Care at one level without a break, from its first day up to, not including, its *until*.

    Args:
        level: the level.
        stays: the stays of which it is made, in a row; leaves of absence among them.
    """

    level: LevelOfCare
    stays: tuple[Stay, ...]

    @property
    def first(self) -> Date:
        """Its first day."""
        return self.stays[0].first

    @property
    def until(self) -> Date | None:
        """The first day that is not in it; ``None`` when no end is planned."""
        return self.stays[-1].until

    @property
    def days(self) -> Range[int]:
        """The days in care; without a planned end at least those that are certain."""
        return _known_days(stay for stay in self.stays if not stay.on_leave)

    @property
    def leave_days(self) -> Range[int]:
        """The days on leave of absence; without a planned end at least those that are certain."""
        return _known_days(stay for stay in self.stays if stay.on_leave)

    def length(self, on: Day) -> LengthOfStay:
        """The days of it that lie before a day."""
        return _length_before(self.stays, plain_day(on))

    def __str__(self) -> str:
        until = "on, without a planned end" if self.until is None else f"until {self.until}"
        leave = f", {self.leave_days} on leave" if self.leave_days.low else ""
        return f"{self.level}, {self.first} {until}: {_days_in_words(self.days)} in care{leave}"


@attrs.frozen(kw_only=True)
class Enrollment:
    """Care from an admission or a readmission up to, not including, the day of discharge.

    Args:
        courses: its courses, in a row, each at another level than the one before.
    """

    courses: tuple[Course, ...]

    @property
    def stays(self) -> tuple[Stay, ...]:
        """The stays of which it is made, in a row."""
        return tuple(stay for course in self.courses for stay in course.stays)

    @property
    def first(self) -> Date:
        """The day of admission."""
        return self.courses[0].first

    @property
    def until(self) -> Date | None:
        """The day of discharge, which is not in it; ``None`` when none is planned."""
        return self.courses[-1].until

    def length(self, on: Day) -> LengthOfStay:
        """The days of it that lie before a day."""
        return _length_before(self.stays, plain_day(on))

    def __str__(self) -> str:
        return "; ".join(map(str, self.courses))


@attrs.frozen(kw_only=True)
class DaysBetween:
    """What lies between two courses: no day where one follows on the other, else the days without care.

    Args:
        left: the level that is left.
        reached: the level that is reached.
        span: the days without care.
        is_readmission: whether the patient was discharged in between.
    """

    left: LevelOfCare
    reached: LevelOfCare
    span: DaySpan
    is_readmission: bool

    @property
    def days(self) -> int:
        """How many days lie between."""
        return len(self.span)

    def __str__(self) -> str:
        readmission = ", readmission" if self.is_readmission else ""
        days = _days_in_words(Range.exactly(self.days))
        return f"{self.left} until {self.span.first}, {self.reached} from {self.span.until}: {days}{readmission}"


@attrs.frozen(kw_only=True)
class LevelsApart:
    """Days for which the payer authorized another level than the one at which the patient is treated.

    Args:
        first: the first of them.
        until: the first day that is none of them; ``None`` without a planned end.
        clinical: the level at which the patient is treated.
        authorized: the level that the payer authorized.
    """

    first: Date
    until: Date | None
    clinical: LevelOfCare
    authorized: LevelOfCare

    def __str__(self) -> str:
        until = "on" if self.until is None else f"until {self.until}"
        return f"{self.first} {until}: {self.clinical}, authorized as {self.authorized}"


def stays_in_turn(episode: Episode) -> tuple[Stay, ...]:
    """The stays of an episode, so that every day lies in one of them at most.

    Where two hold the same days, the earlier one ends when the later one begins, as the moves of the episode have it;
    one that so has no day left is left out.
    """
    found: list[Stay] = []
    for stay, later in itertools.zip_longest(episode.stays, episode.stays[1:]):
        if later is None or (stay.until is not None and stay.until <= later.first):
            found.append(stay)
        elif stay.first < later.first:
            found.append(stay.within(stay.first, later.first))
    return tuple(found)


def enrollments(episode: Episode) -> tuple[Enrollment, ...]:
    r"""The enrollments of an episode: all but the first begin with a readmission.

    >>> from iopmodel import GroupTherapy, Phase, State, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO", "18:00-21:00"), length="4 weeks")
    >>> left = Episode.of(phase, first="2026-02-02").move(State.DISCHARGED, on="2026-02-09")
    >>> print(*enrollments(left.move(phase, on="2026-03-02")), sep="\n")
    intensive outpatient, 2026-02-02 until 2026-02-09: 7 days in care
    intensive outpatient, 2026-03-02 until 2026-03-30: 28 days in care
    """
    return tuple(Enrollment(courses=tuple(_courses(run, LevelMeant.CLINICAL))) for run in _runs(episode))


def courses(episode: Episode, *, by: str = LevelMeant.CLINICAL) -> tuple[Course, ...]:
    """The courses of an episode, in order.

    Args:
        episode: the episode.
        by: whose level parts them: ``"clinical"`` or ``"authorized"``.

    >>> from iopmodel import GroupTherapy, Phase, State, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO", "18:00-21:00"), length="4 weeks")
    >>> episode = Episode.of(phase, first="2026-02-02")
    >>> episode = episode.move(State.ON_LEAVE, on="2026-02-09", until="2026-02-16")
    >>> print(*courses(episode))
    intensive outpatient, 2026-02-02 until 2026-03-02: 21 days in care, 7 on leave

    Raises:
        NotAccepted: for another word in *by*.
    """
    meant = LevelMeant.one_of(by)
    return tuple(course for run in _runs(episode) for course in _courses(run, meant))


def length_of_stay(episode: Episode, *, on: Day) -> LengthOfStay:
    """The days in care and on leave that lie before a day, over all enrollments; what is planned counts as planned.

    The day itself is not counted: who is admitted on the 2nd and discharged on the 5th stayed three days. Of a stay
    without a planned end this is what is known.

    Args:
        episode: the episode.
        on: the day; give that of the discharge for the whole.

    >>> from iopmodel import GroupTherapy, Phase, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO", "18:00-21:00"))
    >>> print(length_of_stay(Episode.of(phase, first="2026-02-02"), on="2026-02-05"))
    3 days in care
    """
    return _length_before(stays_in_turn(episode), plain_day(on))


def days_at_levels(episode: Episode, *, on: Day, by: str = LevelMeant.CLINICAL) -> dict[LevelOfCare, LengthOfStay]:
    """The days at each level that lie before a day, in the order in which the levels are first reached.

    Args:
        episode: the episode.
        on: the day, which is not counted itself.
        by: whose level: ``"clinical"`` or ``"authorized"``.

    Raises:
        NotAccepted: for another word in *by*.
    """
    day, meant = plain_day(on), LevelMeant.one_of(by)
    found: dict[LevelOfCare, LengthOfStay] = {}
    for stay in stays_in_turn(episode):
        if stay.first < day:
            level = _level(stay, meant)
            found[level] = found.get(level, LengthOfStay()) + _length_before((stay,), day)
    return found


def days_between_levels(episode: Episode) -> tuple[DaysBetween, ...]:
    """What lies between each course and the next one: no day after a step, days without care before a readmission."""
    found: list[DaysBetween] = []
    begun = {each.first for each in enrollments(episode)}
    for left, reached in itertools.pairwise(courses(episode)):
        span = DaySpan(left.until or reached.first, reached.first)
        is_readmission = reached.first in begun
        found.append(DaysBetween(left=left.level, reached=reached.level, span=span, is_readmission=is_readmission))
    return tuple(found)


def levels_apart(episode: Episode) -> tuple[LevelsApart, ...]:
    """The days for which the payer authorized another level than the clinical one, in order."""
    found: list[LevelsApart] = []
    for run in _runs(episode):
        for (clinical, authorized), same in itertools.groupby(run, lambda stay: (stay.level, stay.authorized)):
            if authorized is not None:
                stays = tuple(same)
                first, until = stays[0].first, stays[-1].until
                found.append(LevelsApart(first=first, until=until, clinical=clinical, authorized=authorized))
    return tuple(found)


def dated_treatment_days(
    episode: Episode,
    first: Day,
    until: Day,
    *,
    counting: Counting = DEFAULT_COUNTING,
    occurrences: Iterable[Occurrence] | None = None,
) -> dict[LevelOfCare, tuple[Date, ...]]:
    """The days from one day up to another on which a counted session is held, at the level at which it is held.

    They are those of the plan with its closures and changes. What has no date, and what is optional, makes no day a
    treatment day; a day with sessions at two levels is one at each.

    Args:
        episode: the episode.
        first: the first day.
        until: the first day that is not looked at any more.
        counting: which sessions count.
        occurrences: what is held, where that is not what is planned, such as what was attended.

    Raises:
        EndsBeforeItStarts: if *until* lies before *first*.
    """
    span = DaySpan(first, until)
    found: dict[LevelOfCare, dict[int, None]] = {}
    for each in episode.between(first, until) if occurrences is None else occurrences:
        if each.day in span and counts_for_certain(each.session, counting):
            found.setdefault(each.stay.level, {})[each.ordinal] = None
    return {level: tuple(map(day_of, days)) for level, days in found.items()}


def _runs(episode: Episode) -> Iterator[list[Stay]]:
    """The stays of each enrollment: no day lies between them, and none begins with a readmission but the first."""
    readmitted = {move.on for move in episode.moves if move.transition.kind is TransitionKind.READMISSION}
    run: list[Stay] = []
    for stay in stays_in_turn(episode):
        if run and (run[-1].until != stay.first or stay.first in readmitted):
            yield run
            run = []
        run.append(stay)
    yield run


def _courses(run: Iterable[Stay], meant: LevelMeant) -> Iterator[Course]:
    for level, stays in itertools.groupby(run, lambda stay: _level(stay, meant)):
        yield Course(level=level, stays=tuple(stays))


def _level(stay: Stay, meant: LevelMeant) -> LevelOfCare:
    return stay.level if meant is LevelMeant.CLINICAL else stay.authorized_level


def _length_before(stays: Iterable[Stay], day: Date) -> LengthOfStay:
    """The days of stays that lie before a day."""
    days = {False: 0, True: 0}
    for stay in stays:
        ends = day if stay.until is None else min(day, stay.until)
        days[stay.on_leave] += max(0, ends.toordinal() - stay.first.toordinal())
    return LengthOfStay(days[False], days[True])


def _known_days(stays: Iterable[Stay]) -> Range[int]:
    """The days of stays; of one without a planned end the first day is certain."""
    found = Range.exactly(0)
    for stay in stays:
        found += Range.at_least(1) if stay.days is None else Range.exactly(stay.days)
    return found


def _days_in_words(days: Range[int]) -> str:
    return f"{days} day{'' if days.low == 1 and days.high in {None, 1} else 's'}"
