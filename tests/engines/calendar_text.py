"""An episode as an iCalendar text, for other programs to read: a writer for these tests alone.

Each session of a stay is an event with a rule. What is not held is an EXDATE, what is held at another time is an event
with a RECURRENCE-ID, and what was added is an event of its own, with an RDATE for each further one of the same length.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import attrs

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.episodes import Episode
from iopmodel.occurrences import Occurrence, OccurrenceKind
from iopmodel.overrides import Identity
from iopmodel.schedules import Session
from iopmodel.stays import Stay

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EXTRA = frozenset({OccurrenceKind.ADDED, OccurrenceKind.MAKE_UP})


def name_of(occurrence: Occurrence) -> str:
    """The SUMMARY of the event to which an occurrence belongs."""
    return f"added for {occurrence.shortest} minutes" if occurrence.kind in EXTRA else occurrence.key


def calendar_text(episode: Episode) -> str:
    """The calendar of an episode with a planned end, a zone, and a clock time and length for all that it holds."""
    series: defaultdict[tuple[str, Stay], list[Occurrence]] = defaultdict(list)
    for each in attrs.evolve(episode, closures=(), overrides=()).occurrences():
        series[each.key, each.stay].append(each)
    held = {each.identity: each for each in episode.occurrences() if each.kind not in EXTRA}
    extra: defaultdict[int, list[Occurrence]] = defaultdict(list)
    for each in episode.occurrences():
        if each.kind in EXTRA:
            extra[each.shortest].append(each)
    return "\r\n".join(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//iopmodel//tests//EN",
            *(line for planned in series.values() for line in _series(planned, held)),
            *(line for added in extra.values() for line in _extras(added)),
            "END:VCALENDAR",
            "",
        )
    )


def _series(planned: list[Occurrence], held: dict[Identity, Occurrence]) -> Iterator[str]:
    """The event of a session of a stay, and those of the dates on which it is held otherwise."""
    first, last = planned[0], planned[-1]
    uid = f"{first.key} from {first.stay.first}"
    missing = [_stamp(each) for each in planned if each.identity not in held]
    rule = f"RRULE:{_rule(first.session, first.stay)};UNTIL={last.utc_start:YYYYMMDD[T]HHmmss[Z]}"
    yield from _event(first, uid, rule, f"EXDATE;TZID={first.zone}:{','.join(missing)}" if missing else "")
    for each in planned:
        now = held.get(each.identity, each)
        if now.kind is not OccurrenceKind.PLANNED:
            yield from _event(now, uid, f"RECURRENCE-ID;TZID={each.zone}:{_stamp(each)}")


def _extras(added: list[Occurrence]) -> Iterator[str]:
    """The event of added sessions of one length; of two at one time the second is an event of its own."""
    times = {_stamp(each): each for each in added}
    first, *others = times
    dates = f"RDATE;TZID={added[0].zone}:{','.join(others)}" if others else ""
    yield from _event(times[first], f"{name_of(added[0])} {len(added)}", dates)
    left = [each for each in added if all(each is not taken for taken in times.values())]
    if left:
        yield from _extras(left)


def _event(held: Occurrence, uid: str, *more: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid.replace(' ', '-')}"
    yield f"SUMMARY:{name_of(held)}"
    yield f"DTSTART;TZID={held.zone}:{_stamp(held)}"
    # An end like the start is no end in iCalendar; without one it lasts no time.
    if held.shortest:
        yield f"DTEND;TZID={held.zone}:{_stamp(held, held.shortest)}"
    yield from filter(None, more)
    yield "END:VEVENT"


def _rule(session: Session, stay: Stay) -> str:
    assert session.day is not None
    if session.nth is not None:
        return f"FREQ=MONTHLY;BYDAY={session.nth}{CODES[session.day]}"
    begins = CODES[stay.weeks_from.toordinal() % DAYS_IN_WEEK - 1]
    return f"FREQ=WEEKLY;INTERVAL={session.every.count};BYDAY={CODES[session.day]};WKST={begins}"


def _stamp(occurrence: Occurrence, later: int = 0) -> str:
    """The wall clock at its start, or so many minutes after it."""
    assert occurrence.begin is not None
    wall = dt.datetime.fromordinal(occurrence.ordinal) + dt.timedelta(minutes=occurrence.begin + later)
    return f"{wall:%Y%m%dT%H%M%S}"
