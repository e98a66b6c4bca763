"""Attendance: an episode as it turned out, what was delivered before a day, and how regularly it was attended.

The figures are about the days before *on*, the first day that still lies ahead. A session without a record may or may
not have been attended, so they are ranges until every session is on record.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import attrs

from iopmodel._days import add_days, plain_day
from iopmodel.attendance_records import AttendanceRecord, AttendanceStatus
from iopmodel.attendance_sheets import Attendance
from iopmodel.counted_days import counted_days, may_count
from iopmodel.counting import DEFAULT_COUNTING, Counting
from iopmodel.episodes import Day, Episode
from iopmodel.errors import NotAccepted
from iopmodel.layouts import in_order
from iopmodel.occurrences import Occurrence
from iopmodel.overrides import Identity
from iopmodel.patterns import WeeklyPattern
from iopmodel.quantities import Minutes, Range, sum_of
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from iopmodel.vocabulary import Word

__all__ = [
    "Attendance",
    "AttendanceRecord",
    "AttendanceStatus",
    "AttendanceSummary",
    "DeliveredTime",
    "attendance_rate",
    "attendance_summary",
    "delivered",
    "delivered_hours",
    "perhaps",
    "present",
    "unnamed_stays",
    "unrecorded",
]

_NOTHING = Range.exactly(Minutes(0))


class DeliveredTime(Word):
    """Which time of a session counts as delivered."""

    ATTENDED = "attended"
    BILLABLE = "billable"


def unrecorded(episode: Episode, attendance: Attendance, first: Day, until: Day) -> tuple[Occurrence, ...]:
    """What the schedule holds from one day up to another and is not on record, in order.

    Raises:
        EndsBeforeItStarts: if *until* lies before *first*.
    """
    names = {each.identity for each in attendance}
    return tuple(each for each in episode.between(first, until) if each.identity not in names)


def delivered(
    episode: Episode,
    attendance: Attendance,
    first: Day | None = None,
    until: Day | None = None,
    *,
    on: Day,
    minutes: str = DeliveredTime.ATTENDED,
) -> tuple[Occurrence, ...]:
    """The occurrences of an episode as they turned out, seen on a day.

    What was attended is as it was recorded, also where the schedule was changed since: it begins when the patient came
    and is as long as it was attended. What was missed or cancelled is left out. What is not on record and lies before
    *on* may or may not have been attended: it is optional, and from nothing to its time long. What is not on record and
    lies ahead is as planned.

    Args:
        episode: the episode.
        attendance: what is on record.
        first: the first day asked about; that of the episode or of the first record when not given.
        until: the first day not asked about any more; the end of the episode or of the records when not given.
        on: the first day that still lies ahead.
        minutes: ``"attended"``, or ``"billable"`` for the time that can be billed; what cannot be billed at all is then
            left out.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> episode = Episode.of(phase, first="2026-02-02", length="1 week")
    >>> attendance = Attendance("A-17").record(episode.occurrences()[0], late="20 min")
    >>> for each in delivered(episode, attendance, on="2026-02-05"):
    ...     print(each, each.wall_minutes)
    2026-02-02 18:20 group therapy 2 h 40 min
    2026-02-04 18:00 group therapy at most 3 h
    2026-02-05 18:00 group therapy 3 h

    Raises:
        NotAccepted: without a planned end and without *until*.
    """
    asked = episode.asked(first, until)
    days = [each.held_on for each in attendance]
    span = DaySpan(
        min([asked.first, *days]) if first is None else asked.first,
        max([asked.until, *(add_days(day, 1) for day in days)]) if until is None else asked.until,
    )
    today = plain_day(on).toordinal()
    left = unrecorded(episode, attendance, span.first, span.until)
    return tuple(
        sorted(
            (
                *present(episode, attendance.between(span.first, span.until), minutes),
                *(each if each.ordinal >= today else perhaps(each) for each in left),
            ),
            key=in_order,
        )
    )


def present(
    episode: Episode, records: Iterable[AttendanceRecord], minutes: str = DeliveredTime.ATTENDED
) -> Iterator[Occurrence]:
    """What was attended of what is on record, as it was recorded; a session that was optional no longer is."""
    time = DeliveredTime.one_of(minutes)
    for each in records:
        length = (each.attended if time is DeliveredTime.ATTENDED else each.billable).count
        if each.status.is_present and (length or time is DeliveredTime.ATTENDED):
            yield Occurrence(
                each.held_on.toordinal(),
                each.begin,
                each.key,
                _with_option(each.session, optional=False),
                _stay_of(episode, each),
                episode.timezone,
                each.day.toordinal(),
                length,
                length,
                each.kind,
                replaces=each.replaces,
            )


def _stay_of(episode: Episode, record: AttendanceRecord) -> Stay:
    """The stay in which a session was held; where the schedule has none any more, a day at the level on record."""
    day = record.held_on
    found = [each for each in episode.stays if each.holds(day) and not each.on_leave]
    at_its_level = [each for each in found if each.level == record.level]
    alone = Stay(first=day, until=add_days(day, 1), week=WeeklySchedule(()), level=record.level)
    return next(iter([*at_its_level, *found]), alone)


def perhaps(occurrence: Occurrence) -> Occurrence:
    """An occurrence of which nobody knows whether it was attended, and for how long."""
    return occurrence._replace(session=_with_option(occurrence.session, optional=True), shortest=0)


@functools.lru_cache(maxsize=1_024)
def _with_option(session: Session, *, optional: bool) -> Session:
    return attrs.evolve(session, optional=optional)


def _days_before(
    episode: Episode, attendance: Attendance, on: Day, first: Day | None = None, until: Day | None = None
) -> DaySpan:
    """The days asked about that lie before *on*; from the first day of care or on record unless *first* is given."""
    today = plain_day(on)
    begins = min([episode.first, *(each.held_on for each in attendance)]) if first is None else plain_day(first)
    ends = today if until is None else min(today, DaySpan(begins, until).until)
    return DaySpan(begins, max(begins, ends))


def unnamed_stays(episode: Episode, span: DaySpan) -> tuple[Stay, ...]:
    """The stays on some of these days whose weeks are known by their figures alone, so that nothing is on record."""
    return tuple(
        stay
        for stay in episode.stays
        if isinstance(stay.week, WeeklyPattern)
        and not stay.on_leave
        and max(stay.first, span.first) < (span.until if stay.until is None else min(stay.until, span.until))
    )


def delivered_hours(
    episode: Episode,
    attendance: Attendance,
    *,
    on: Day,
    first: Day | None = None,
    until: Day | None = None,
    counting: Counting = DEFAULT_COUNTING,
    minutes: str = DeliveredTime.ATTENDED,
) -> Range[Minutes]:
    """The counted time that was delivered before a day: attended, not planned.

    What is not on record adds from nothing to its time. What is still to be placed adds nothing: it was not held. Where
    days lie in a week that is known by its figures alone, there is no known end.

    Args:
        episode: the episode.
        attendance: what is on record.
        on: the first day that still lies ahead.
        first: the first day asked about; that of the episode or of the first record when not given.
        until: the first day not asked about any more; *on* when not given.
        counting: which sessions make up the time. What was attended is no longer optional.
        minutes: ``"attended"``, or ``"billable"`` for the time that can be billed.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> episode = Episode.of(phase, first="2026-02-02", length="8 weeks")
    >>> monday, wednesday, *_ = episode.occurrences()
    >>> attendance = Attendance("A-17").record(monday, late="20 min").record(wednesday, "absent-excused")
    >>> print(delivered_hours(episode, attendance, on="2026-02-05"))
    2 h 40 min
    >>> print(delivered_hours(episode, attendance, on="2026-02-09"))
    2 h 40 min to 5 h 40 min

    Raises:
        EndsBeforeItStarts: if *until* lies before *first*.
    """
    span = _days_before(episode, attendance, on, first, until)
    held = present(episode, attendance.between(span.first, span.until), minutes)
    left = unrecorded(episode, attendance, span.first, span.until)
    open_ = (perhaps(each) for each in left if may_count(each.session, counting))
    # What the counting leaves out as optional is gone already: what is optional now is not on record.
    days = counted_days((*held, *open_), attrs.evolve(counting, optional=True))
    found = sum_of([_NOTHING, *(each.time for each in days)])
    return Range(found.low) if unnamed_stays(episode, span) else found


def attendance_rate(
    episode: Episode,
    attendance: Attendance,
    *,
    on: Day,
    first: Day | None = None,
    until: Day | None = None,
    counting: Counting = DEFAULT_COUNTING,
) -> Range[Fraction]:
    """The sessions attended before a day over those that were expected.

    What the program cancelled was not expected. A made-up session takes the place of the one that it replaces: the two
    are one session, attended. An optional session is expected only if it is on record. A session without a record may
    or may not have been attended. Where days lie in a week that is known by its figures alone, nothing is known.

    Args:
        episode: the episode.
        attendance: what is on record.
        on: the first day that still lies ahead.
        first: the first day asked about; that of the episode or of the first record when not given.
        until: the first day not asked about any more; *on* when not given.
        counting: which sessions are asked about; those that may count are.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> episode = Episode.of(phase, first="2026-02-02", length="8 weeks")
    >>> monday, wednesday, *_ = episode.occurrences()
    >>> attendance = Attendance("A-17").record(monday).record(wednesday, "absent-excused")
    >>> print(attendance_rate(episode, attendance, on="2026-02-05"))
    1/2

    Raises:
        NotAccepted: if no session was expected on these days.
        EndsBeforeItStarts: if *until* lies before *first*.
    """
    span = _days_before(episode, attendance, on, first, until)
    if unnamed_stays(episode, span):
        return Range(Fraction(0), Fraction(1))
    asked = attendance_summary(episode, attendance, on=on, first=first, until=until, counting=counting)
    made_up = {each.identity: each.replaces for each in (*attendance, *asked.unrecorded) if each.replaces is not None}
    attended = {_missed(each.identity, made_up) for each in asked.records if each.status.is_present}
    expected = {_missed(each.identity, made_up) for each in asked.records if each.status.is_expected}
    open_ = {_missed(each.identity, made_up) for each in asked.unrecorded if not each.session.optional}
    if not expected | open_:
        raise NotAccepted("attendance rate", f"{span}, without a session that was expected", "days with such a session")
    whole = len(expected | open_)
    return Range(Fraction(len(attended), whole), Fraction(len(attended | open_), whole))


def _missed(name: Identity, made_up: Mapping[Identity, Identity]) -> Identity:
    """The session that was missed first, where one was made up and the make-up missed, and so on."""
    for _ in made_up:  # at most so many steps, also where people wrote a circle
        name = made_up.get(name, name)
    return name


@attrs.frozen(kw_only=True)
class AttendanceSummary:
    """What is on record of some days, and what is not. Its times are those of the sessions, each by itself.

    Args:
        span: the days.
        records: the records of sessions that count or may count, in order.
        unrecorded: the sessions of the schedule without a record, in order.
    """

    span: DaySpan
    records: tuple[AttendanceRecord, ...]
    unrecorded: tuple[Occurrence, ...]

    def count(self, status: str) -> int:
        """How many records have a status."""
        asked = AttendanceStatus.one_of(status)
        return sum(1 for each in self.records if each.status is asked)

    @property
    def scheduled(self) -> Range[Minutes]:
        """The time scheduled of the recorded sessions at which the patient was expected."""
        return sum_of([_NOTHING, *(each.scheduled for each in self.records if each.status.is_expected)])

    @property
    def attended(self) -> Minutes:
        """The time attended."""
        return Minutes(sum(each.attended.count for each in self.records))

    @property
    def billable(self) -> Minutes:
        """The time that can be billed."""
        return Minutes(sum(each.billable.count for each in self.records))

    @property
    def late(self) -> Minutes:
        """The time by which the patient came late."""
        return Minutes(sum(each.late.count for each in self.records))

    @property
    def left_early(self) -> Minutes:
        """The time by which the patient left early."""
        return Minutes(sum(each.left_early.count for each in self.records))

    def __str__(self) -> str:
        counts = ((self.count(status), status.replace("-", " ")) for status in AttendanceStatus)
        parts = [f"{count} {words}" for count, words in counts if count]
        parts += [f"{len(self.unrecorded)} not on record"] * bool(self.unrecorded)
        times = f"{self.attended} of {self.scheduled} attended, {self.billable} billable"
        return f"{self.span}: {', '.join(parts) or 'no session'}; {times}"


def attendance_summary(
    episode: Episode,
    attendance: Attendance,
    *,
    on: Day,
    first: Day | None = None,
    until: Day | None = None,
    counting: Counting = DEFAULT_COUNTING,
) -> AttendanceSummary:
    """What is on record of the days before a day: how many sessions of each status, their times, and what is missing.

    Args:
        episode: the episode.
        attendance: what is on record.
        on: the first day that still lies ahead.
        first: the first day asked about; that of the episode or of the first record when not given.
        until: the first day not asked about any more; *on* when not given.
        counting: which sessions are asked about; those that may count are.

    >>> from iopmodel import GroupTherapy, LevelOfCare, Phase, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> episode = Episode.of(phase, first="2026-02-02", length="8 weeks")
    >>> attendance = Attendance("A-17").record(episode.occurrences()[0], late="20 min")
    >>> print(attendance_summary(episode, attendance, on="2026-02-06"))
    2026-02-02 until 2026-02-06: 1 attended, 2 not on record; 2 h 40 min of 3 h attended, 2 h 40 min billable

    Raises:
        EndsBeforeItStarts: if *until* lies before *first*.
    """
    span = _days_before(episode, attendance, on, first, until)
    records = attendance.between(span.first, span.until)
    left = unrecorded(episode, attendance, span.first, span.until)
    return AttendanceSummary(
        span=span,
        records=tuple(each for each in records if may_count(each.session, counting)),
        unrecorded=tuple(each for each in left if may_count(each.session, counting)),
    )
