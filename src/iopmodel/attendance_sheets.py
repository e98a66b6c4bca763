"""The attendance sheet of one patient: a record for each session on a date, under an opaque label.

Its records are photographs, so it survives every later change of the schedule.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

import attrs

from iopmodel._days import MINUTES_IN_DAY, Date, minute_of_day
from iopmodel.attendance_records import AttendanceRecord, AttendanceStatus, GivenTime
from iopmodel.episodes import Day
from iopmodel.errors import DuplicateKey, NotAccepted, WrongKind
from iopmodel.occurrences import Occurrence
from iopmodel.overrides import Identity, identity
from iopmodel.spans import DaySpan

__all__ = ["Attendance"]

_LONGEST_LABEL = 64
_CANCELLED = AttendanceStatus.CANCELLED_BY_PROGRAM


def _label(value: str) -> str:
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("label", value, "text, such as 'A-17'")
    if not value.strip() or len(value.strip()) > _LONGEST_LABEL:
        raise NotAccepted("label", value, f"an opaque label of 1 to {_LONGEST_LABEL} signs, such as A-17")
    return value.strip()


def _place(record: AttendanceRecord) -> tuple[Date, int, str, Date]:
    begin = MINUTES_IN_DAY if record.start is None else minute_of_day(record.start)
    return record.held_on, begin, record.key, record.day


def _records(value: Iterable[AttendanceRecord]) -> tuple[AttendanceRecord, ...]:
    given: object = value
    if isinstance(given, AttendanceRecord) or not isinstance(given, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("attendance", given, "several records, such as [AttendanceRecord.of(occurrence)]")
    records = tuple(value)
    seen: set[Identity] = set()
    for each in records:
        if not isinstance(each, AttendanceRecord):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("attendance", each, "records, such as AttendanceRecord.of(occurrence)")
        if each.identity in seen:
            raise _twice(each)
        seen.add(each.identity)
    return tuple(sorted(records, key=_place))


def _twice(record: AttendanceRecord) -> DuplicateKey:
    advice = "to change what is on record use correct(..., recorded=day), which keeps the old record in the new one"
    return DuplicateKey("attendance record", f"{record.key} on {record.day}", advice)


@attrs.frozen
class Attendance:
    """What became of the sessions of one patient, one record for each session on a date.

    Args:
        who: an opaque label of at most 64 signs. No name, record number or birth date belongs there: attendance at such
            a program is itself protected information.
        records: the records.

    >>> from iopmodel import Episode, GroupTherapy, LevelOfCare, Phase, sessions
    >>> phase = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"))
    >>> monday, wednesday, *_ = Episode.of(phase, first="2026-02-02", length="8 weeks").occurrences()
    >>> attendance = Attendance("A-17").record(monday).record(wednesday, "absent-excused")
    >>> for each in attendance:
    ...     print(each)
    2026-02-02 18:00 group therapy: attended, 3 h of 3 h
    2026-02-04 18:00 group therapy: absent excused

    Raises:
        WrongKind: for a label that is no text, and for anything but records.
        NotAccepted: for a label that is empty or too long.
        DuplicateKey: for two records of one session on a date.
    """

    who: str = attrs.field(converter=_label)
    records: tuple[AttendanceRecord, ...] = attrs.field(default=(), converter=_records)

    @functools.cached_property
    def _by_name(self) -> dict[Identity, AttendanceRecord]:
        return {each.identity: each for each in self.records}

    def __iter__(self) -> Iterator[AttendanceRecord]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def of(self, name: Identity) -> AttendanceRecord | None:
        """The record of a session on a date, by its key and its day in the template; ``None`` if there is none."""
        return self._by_name.get(identity(name))

    def between(self, first: Day, until: Day) -> tuple[AttendanceRecord, ...]:
        """The records of what was held from one day up to another, in order.

        Raises:
            EndsBeforeItStarts: if *until* lies before *first*.
        """
        span = DaySpan(first, until)
        return tuple(each for each in self.records if span.first <= each.held_on < span.until)

    def record(
        self,
        occurrence: Occurrence,
        status: str = AttendanceStatus.ATTENDED,
        *,
        attended: GivenTime | None = None,
        billable: GivenTime | None = None,
        late: GivenTime | None = None,
        left_early: GivenTime | None = None,
        replaces: Identity | None = None,
    ) -> Attendance:
        """The attendance with the record of one more occurrence; see :meth:`AttendanceRecord.of`.

        Raises:
            NotAccepted: where the times contradict each other or the status, and for a session that is not held.
            DuplicateKey: if the session has a record; then :meth:`correct` it.
        """
        found = AttendanceRecord.of(
            occurrence,
            status,
            attended=attended,
            billable=billable,
            late=late,
            left_early=left_early,
            replaces=replaces,
        )
        return attrs.evolve(self, records=(*self.records, found))

    def correct(
        self,
        which: Occurrence | Identity,
        status: str = AttendanceStatus.ATTENDED,
        *,
        recorded: Day,
        attended: GivenTime | None = None,
        billable: GivenTime | None = None,
        late: GivenTime | None = None,
        left_early: GivenTime | None = None,
        replaces: Identity | None = None,
    ) -> Attendance:
        """The attendance with another record of a session, which keeps the one that it corrects.

        Args:
            which: the occurrence as the schedule has it now, or the name of the session on its date, for another status
                of what was photographed.
            status: what became of it.
            recorded: the day on which it is corrected.
            attended: as in :meth:`AttendanceRecord.of`, and so are the others.
            billable: the time that can be billed.
            late: by how much the patient came late.
            left_early: by how much the patient left early.
            replaces: the session that it makes up.

        Raises:
            NotAccepted: if nothing is on record to be corrected, and as in :meth:`record`.
        """
        name = which.identity if isinstance(which, Occurrence) else identity(which)
        old = self._by_name.get(name)
        if old is None:
            raise NotAccepted("correction", f"{name[0]} on {name[1]}", "a session that has a record; record it first")
        photograph = AttendanceRecord.of(which, _CANCELLED) if isinstance(which, Occurrence) else old
        found = photograph.with_status(
            status, attended=attended, billable=billable, late=late, left_early=left_early, replaces=replaces
        )
        new = attrs.evolve(found, corrects=old, recorded=recorded)
        return attrs.evolve(self, records=[new if each is old else each for each in self.records])

    def __str__(self) -> str:
        return "\n".join((f"attendance of {self.who}", *map(str, self.records)))
