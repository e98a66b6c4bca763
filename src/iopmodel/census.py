"""The census: for a set of episodes, how many patients are at each level on each day, and who comes, moves and goes.

A patient is at a level on the first day of a stay, and on the day that ends it no more: the day of a discharge counts
nobody, the day of a step counts at the level that is reached. Who is on leave of absence is counted apart, at the
level whose place is kept. What is planned counts as of its date like what is on record; ask about days gone by for what
was.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

import attrs

from iopmodel._days import Date, day_of, plain_day
from iopmodel.attendance import Attendance, present
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.courses import LengthOfStay, dated_treatment_days, enrollments, stays_in_turn
from iopmodel.episodes import Day, Episode
from iopmodel.errors import NotAccepted, UnknownName, WrongKind
from iopmodel.levels import LevelOfCare
from iopmodel.moves import Move
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.transitions import State, TransitionKind

__all__ = ["Census", "DayCensus", "Discharged", "Headcount", "LevelCensus", "MoveCount", "census", "census_over"]


class Headcount(NamedTuple):
    """How many patients are in care on a day, and how many are on leave of absence besides."""

    in_care: int = 0
    on_leave: int = 0

    def __str__(self) -> str:
        return f"{self.in_care} in care" + (f", {self.on_leave} on leave" if self.on_leave else "")


_NOBODY = Headcount()


@attrs.frozen
class DayCensus(Mapping[LevelOfCare, Headcount]):
    """How many patients are at each level on one day: a mapping from levels to headcounts.

    It goes over the levels at which somebody is; for any other level it answers that nobody is there.

    Args:
        day: the day.
        rows: each level at which somebody is, with its headcount.
    """

    day: Date
    rows: tuple[tuple[LevelOfCare, Headcount], ...]

    def __getitem__(self, level: LevelOfCare) -> Headcount:
        return next((heads for each, heads in self.rows if each == level), _NOBODY)

    def __contains__(self, level: object) -> bool:
        return any(each == level for each, _ in self.rows)

    def __iter__(self) -> Iterator[LevelOfCare]:
        return (level for level, _ in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def total(self) -> Headcount:
        """The patients at all levels together."""
        return Headcount(sum(each.in_care for _, each in self.rows), sum(each.on_leave for _, each in self.rows))

    def __str__(self) -> str:
        return "\n".join((f"{self.day}: {self.total}", *(f"  {level}: {heads}" for level, heads in self.rows)))


@attrs.frozen(kw_only=True)
class LevelCensus:
    """One level over some days.

    Args:
        level: the level.
        in_care: how many patients are in care at it, one number for each day.
        on_leave: how many are on leave of absence from it, one number for each day.
        treatment_days: on how many days a patient has a counted session there, over all patients; as planned, or as
            delivered where attendance was given.
    """

    level: LevelOfCare
    in_care: tuple[int, ...]
    on_leave: tuple[int, ...]
    treatment_days: int

    @property
    def patient_days(self) -> int:
        """The days in care of all patients together; leave is not among them."""
        return sum(self.in_care)

    def __str__(self) -> str:
        most = Headcount(max(self.in_care, default=0), max(self.on_leave, default=0))
        return f"{self.level}: at most {most}; patient days {self.patient_days}, treatment days {self.treatment_days}"


class MoveCount(NamedTuple):
    """How many patients make the same move on the same day.

    Args:
        day: the day.
        kind: what kind of move it is.
        left: the level that is left; ``None`` where there was no care. On leave it is the level whose place is kept.
        reached: the level that is reached; ``None`` where care ends.
        number: how many patients make it.
    """

    day: Date
    kind: TransitionKind
    left: LevelOfCare | None
    reached: LevelOfCare | None
    number: int


class Discharged(NamedTuple):
    """One discharge: on which day, from which level, and the stay that it ended, from the admission before it."""

    day: Date
    level: LevelOfCare
    stay: LengthOfStay


@attrs.frozen(kw_only=True)
class Census:
    """The census of some days.

    Args:
        span: the days.
        levels: each level at which somebody is on one of them.
        moves: the moves on these days, in order: admissions, steps, leaves, returns, discharges, readmissions.
        discharges: the discharges on these days, in order, each with the stay that it ended.
    """

    span: DaySpan
    levels: tuple[LevelCensus, ...]
    moves: tuple[MoveCount, ...]
    discharges: tuple[Discharged, ...]

    def on(self, day: Day) -> DayCensus:
        """The headcounts of one of its days.

        Raises:
            NotAccepted: for a day that is none of them.
        """
        asked = plain_day(day)
        if asked not in self.span:
            raise NotAccepted("day of a census", str(asked), f"a day from {self.span.first} up to {self.span.until}")
        number = asked.toordinal() - self.span.first.toordinal()
        heads = ((each.level, Headcount(each.in_care[number], each.on_leave[number])) for each in self.levels)
        return DayCensus(asked, tuple((level, each) for level, each in heads if each != _NOBODY))

    def count(
        self, kind: str, *, left: LevelOfCare | None = None, reached: LevelOfCare | None = None, on: Day | None = None
    ) -> int:
        """How many moves of a kind there are.

        Args:
            kind: the kind, such as ``"admission"``; a readmission is another kind.
            left: only those that leave this level.
            reached: only those that reach this level.
            on: only those on this day.

        Raises:
            NotAccepted: for a word that is no kind of move.
        """
        wanted, day = TransitionKind.one_of(kind), None if on is None else plain_day(on)
        return sum(
            each.number
            for each in self.moves
            if each.kind is wanted
            and (left is None or each.left == left)
            and (reached is None or each.reached == reached)
            and (day is None or each.day == day)
        )

    def average_length_of_stay(self, level: LevelOfCare | None = None, *, with_leave: bool = False) -> Fraction:
        """The average length, in days, of the stays that ended on these days, each from its admission to its discharge.

        Args:
            level: only those that were discharged from this level.
            with_leave: whether days on leave of absence count too.

        Raises:
            NotAccepted: if nobody was discharged, so that there is no average; look at ``discharges`` first.
        """
        stays = [each.stay for each in self.discharges if level is None or each.level == level]
        if not stays:
            whence = "" if level is None else f" from {level}"
            got = f"nobody discharged{whence}, {self.span}"
            raise NotAccepted("average length of stay", got, "days on which somebody was discharged")
        return Fraction(sum(each.days if with_leave else each.in_care for each in stays), len(stays))

    def __str__(self) -> str:
        kinds = Counter[TransitionKind]()
        for each in self.moves:
            kinds[each.kind] += each.number
        moves = ", ".join(f"{kind} {kinds[kind]}" for kind in TransitionKind if kinds[kind])
        average = f"average length of stay {float(self.average_length_of_stay()):.1f} days" if self.discharges else ""
        return "\n".join(filter(None, (str(self.span), *(f"  {each}" for each in self.levels), moves, average)))


def census(episodes: Iterable[Episode], *, on: Day) -> DayCensus:
    """How many patients are at each level of care on a day, and on leave from it; one episode is one patient.

    Args:
        episodes: the episodes.
        on: the day.

    >>> from iopmodel import GroupTherapy, Phase, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO", "18:00-21:00"), length="4 weeks")
    >>> print(census([Episode.of(phase, first="2026-02-02"), Episode.of(phase, first="2026-02-09")], on="2026-03-02"))
    2026-03-02: 1 in care
      intensive outpatient: 1 in care

    Raises:
        WrongKind: for anything but episodes.
    """
    day = plain_day(on)
    heads = {place: rows[0] for place, rows in _heads(_episodes(episodes), day.toordinal(), 1).items()}
    levels = sorted({level for level, _ in heads}, key=_of_level)
    rows = ((level, Headcount(heads.get((level, False), 0), heads.get((level, True), 0))) for level in levels)
    return DayCensus(day, tuple(rows))


def census_over(
    episodes: Iterable[Episode],
    first: Day,
    until: Day,
    *,
    counting: Counting = DEFAULT_COUNTING,
    attendance: Iterable[Attendance] | None = None,
) -> Census:
    """The census of the days from one up to another; one episode is one patient.

    Args:
        episodes: the episodes.
        first: the first day.
        until: the first day that is none of them.
        counting: which sessions make a day a treatment day.
        attendance: what is on record, each sheet under the label of its episode; treatment days are then those that
            were delivered, and where nothing is on record there are none. Without it they are those of the plan.

    >>> from iopmodel import GroupTherapy, Phase, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO", "18:00-21:00"), length="4 weeks")
    >>> print(census_over([Episode.of(phase, first="2026-02-02")], "2026-02-02", "2026-03-03"))
    2026-02-02 until 2026-03-03
      intensive outpatient: at most 1 in care; patient days 28, treatment days 4
    admission 1, discharge 1
    average length of stay 28.0 days

    Raises:
        WrongKind: for anything but episodes.
        UnknownName: for attendance under a label that no episode has.
        EndsBeforeItStarts: if *until* lies before *first*.
    """
    span, given = DaySpan(first, until), _episodes(episodes)
    heads = _heads(given, span.first.toordinal(), len(span))
    treated = _treatment_days(given, span, counting, None if attendance is None else _sheets(attendance, given))
    nobody = (0,) * len(span)
    levels = (
        LevelCensus(
            level=level,
            in_care=heads.get((level, False), nobody),
            on_leave=heads.get((level, True), nobody),
            treatment_days=treated[level],
        )
        for level in sorted({level for level, _ in heads} | set(treated), key=_of_level)
    )
    return Census(
        span=span, levels=tuple(levels), moves=tuple(_moves(given, span)), discharges=tuple(_discharges(given, span))
    )


def _episodes(value: Iterable[Episode]) -> tuple[Episode, ...]:
    given: object = value
    if not isinstance(given, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("census", given, "several episodes, such as [Episode.of(...)]")
    episodes = tuple(value)
    for each in episodes:
        if not isinstance(each, Episode):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("census", each, "episodes")
    return episodes


def _heads(episodes: Iterable[Episode], begins: int, size: int) -> dict[tuple[LevelOfCare, bool], tuple[int, ...]]:
    """How many patients are at each level, in care and on leave, on so many days from one on. Days are ordinals."""
    # A stay changes the number of patients on two days; adding the changes up gives the number on every day.
    changes: dict[tuple[LevelOfCare, bool], list[int]] = {}
    for stay in itertools.chain.from_iterable(map(stays_in_turn, episodes)):
        first = max(0, stay.first.toordinal() - begins)
        until = size if stay.until is None else min(size, stay.until.toordinal() - begins)
        if first < until:
            row = changes.setdefault((stay.level, stay.on_leave), [0] * (size + 1))
            row[first] += 1
            row[until] -= 1
    return {place: tuple(itertools.accumulate(row[:-1])) for place, row in changes.items()}


def _of_level(level: LevelOfCare | None) -> tuple[str, str]:
    return ("", "") if level is None else (level.system, level.key)


def _sheets(attendance: Iterable[Attendance], episodes: tuple[Episode, ...]) -> dict[str, Attendance]:
    """The attendance of each label, none for a label without."""
    sheets = {each.label: Attendance(each.label or "no label") for each in episodes}
    for sheet in attendance:
        if sheet.who not in sheets:
            raise UnknownName("episode of this attendance, by its label", sheet.who, tuple(sheets))
        sheets[sheet.who] = sheet
    return sheets


def _treatment_days(
    episodes: Iterable[Episode], span: DaySpan, counting: Counting, sheets: Mapping[str, Attendance] | None
) -> Counter[LevelOfCare]:
    """Days with a counted session at each level: as planned, or as they are on record."""
    found = Counter[LevelOfCare]()
    for episode in episodes:
        held = (
            None if sheets is None else tuple(present(episode, sheets[episode.label].between(span.first, span.until)))
        )
        days = dated_treatment_days(episode, span.first, span.until, counting=counting, occurrences=held)
        found.update({level: len(each) for level, each in days.items()})
    return found


def _moves(episodes: Iterable[Episode], span: DaySpan) -> list[MoveCount]:
    """The moves on some days that change where a patient is, counted."""
    found: Counter[tuple[Date, TransitionKind, LevelOfCare | None, LevelOfCare | None]] = Counter()
    for episode in episodes:
        asked = [move for move in episode.moves if span.first <= move.on < span.until]
        stays = stays_in_turn(episode) if asked else ()
        for move in asked:
            left, reached = _ends(move, stays)
            # From place to place, as from discharged to closed, nothing may change for the census.
            at_levels = isinstance(move.transition.start, LevelOfCare) or isinstance(move.transition.end, LevelOfCare)
            if at_levels or left != reached:
                found[move.on, move.transition.kind, left, reached] += 1
    return sorted((MoveCount(*key, number) for key, number in found.items()), key=_in_order)


def _ends(move: Move, stays: tuple[Stay, ...]) -> tuple[LevelOfCare | None, LevelOfCare | None]:
    """The levels that a move leaves and reaches; ``None`` where there is no care before it or after it."""
    day = move.on.toordinal()
    return _level_at(move.transition.start, stays, day - 1), _level_at(move.transition.end, stays, day)


def _level_at(place: LevelOfCare | State, stays: tuple[Stay, ...], day: int) -> LevelOfCare | None:
    """The level of a place; of a leave of absence the one whose place is kept on a day, given by its ordinal."""
    if isinstance(place, LevelOfCare):
        return place
    kept = (stay.level for stay in stays if stay.holds(day_of(day)))
    return next(kept, None) if place is State.ON_LEAVE else None


def _in_order(each: MoveCount) -> tuple[Date, int, tuple[str, str], tuple[str, str]]:
    return each.day, _KINDS.index(each.kind), _of_level(each.left), _of_level(each.reached)


#: The kinds of moves, in the order in which they are listed.
_KINDS = tuple(TransitionKind)


def _discharges(episodes: Iterable[Episode], span: DaySpan) -> list[Discharged]:
    """The discharges on some days, by day and level, each with the stay that it ended."""
    ended = itertools.chain.from_iterable(map(enrollments, episodes))
    found = (
        Discharged(each.until, each.courses[-1].level, each.length(each.until))
        for each in ended
        if each.until is not None and span.first <= each.until < span.until
    )
    return sorted(found, key=_of_discharge)


def _of_discharge(each: Discharged) -> tuple[Date, tuple[str, str], int, int]:
    return each.day, _of_level(each.level), each.stay.in_care, each.stay.on_leave
