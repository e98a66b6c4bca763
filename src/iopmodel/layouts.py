"""The layout: stays on dates with what changes them, in one order: dated override, then closure, then template."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import attrs

from iopmodel._days import MINUTES_IN_DAY, Date, minute_of_day
from iopmodel.arrangements import Unplaced, unplaced
from iopmodel.closures import Closure, ListedDays, closure_on
from iopmodel.occurrences import Occurrence, OccurrenceKind, laid
from iopmodel.overrides import EVERY_SESSION, Added, Cancelled, Identity, Moved, Override
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.stays import Stay
from iopmodel.templates import ends_of, has_dates, row_named

__all__ = ["Layout", "in_order"]


def in_order(occurrence: Occurrence) -> tuple[int, int, str]:
    """The order of occurrences: by day, by start on the wall clock (those without one last), by key."""
    begin = MINUTES_IN_DAY if occurrence.begin is None else occurrence.begin
    return occurrence.ordinal, begin, occurrence.key


@attrs.frozen(kw_only=True, eq=False)
class Layout:
    """Stays on dates, with their zone, closures and overrides.

    Args:
        stays: the stays.
        zone: the IANA name of the zone, if one is known.
        closures: the closures, the last one given deciding.
        overrides: what is cancelled, moved, placed or added.
    """

    stays: tuple[Stay, ...]
    zone: str | None
    closures: tuple[Closure, ...]
    overrides: tuple[Override, ...]

    def between(self, first: int, until: int) -> list[Occurrence]:
        """What is held from one day up to another, in order. Days are ordinals."""
        planned = self._planned(first, until)
        special = self._special_days(planned)
        found = [each for each in planned if each.ordinal not in special]
        kept = (self._kept(each, special[each.ordinal]) for each in planned if each.ordinal in special)
        other = [each for each in kept if each is not None]
        other += [each for each in self._extra if first <= each.ordinal < until]
        # What one stay lays is in order already.
        return sorted([*found, *other], key=in_order) if other or len(self.stays) > 1 else found

    def cancelled(self, first: int, until: int) -> list[Occurrence]:
        """What is not held of what the weeks say, each with the reason. What is moved is not among it."""
        planned = self._planned(first, until)
        special = self._special_days(planned)
        found = (self._not_kept(each, special[each.ordinal]) for each in planned if each.ordinal in special)
        return sorted((each for each in found if each is not None), key=in_order)

    def planned(self, name: Identity) -> Occurrence | None:
        """The occurrence of that name as its week has it, whatever becomes of it; ``None`` if there is none."""
        key, day = name
        ordinal = day.toordinal()
        for stay in self.stays:
            for each in laid(stay, ordinal, ordinal + 1, self.zone):
                if each.key == key:
                    return each
        return None

    def stay_on(self, day: Date) -> Stay | None:
        """The stay in which a day lies, a leave of absence aside, of several the last; ``None`` if there is none."""
        return next((stay for stay in reversed(self.stays) if stay.holds(day) and not stay.on_leave), None)

    def unplaced(self, first: Date, until: Date) -> Iterator[Unplaced]:
        """What is still to be placed in the stretches of days that touch those from one day up to another."""
        placed = [(each.places, each.day) for each in self.overrides if isinstance(each, Added) and each.places]
        wholes = _joined(self.stays)
        for number, (stay, parts) in enumerate(wholes):
            same = [whole for whole, _ in wholes if stay.goes_on_in(whole)]
            given = [(key, day) for key, day in placed if any(whole.holds(day) for whole in same)]
            goes_on = any(stay.goes_on_in(later) for later, _ in wholes[number + 1 :])
            for each in unplaced(stay, first, until, given, goes_on=goes_on):
                begins, ends = max(first, each.span.first), min(until, each.span.until)
                part = next(part for part in parts if part.first < ends and (part.until is None or begins < part.until))
                yield attrs.evolve(each, stay=part)

    def overrides_kept(self, day: Date) -> tuple[Override, ...]:
        """The overrides, where another plan begins on a day.

        What was moved ahead, to a day before it, was held there and keeps its session, whatever the new plan has.
        """
        return tuple(
            attrs.evolve(each, held=self._session_of(each))
            if isinstance(each, Moved) and each.to < day <= each.day
            else each
            for each in self.overrides
        )

    def fault_of(self, override: Override) -> str:
        """What is wrong with an override that names what is not there; empty when nothing is."""
        if isinstance(override, Added):
            return self._fault_of_added(override)
        ordinal = override.day.toordinal()
        planned = [each.key for stay in self.stays for each in laid(stay, ordinal, ordinal + 1, self.zone)]
        is_held = isinstance(override, Moved) and override.held is not None
        if override.session != EVERY_SESSION and override.session not in planned and not is_held:
            return f"no such session that day; it has {', '.join(planned) or 'none'}"
        if override.session == EVERY_SESSION and not planned:
            return "no session that day"
        if isinstance(override, Moved) and self.stay_on(override.to) is None:
            return f"{override.to} lies in no stay"
        return ""

    def _fault_of_added(self, added: Added) -> str:
        stay = self.stay_on(added.day)
        if stay is None:
            return f"{added.day} lies in no stay"
        if added.replaces is not None and self.planned(added.replaces) is None:
            return f"it makes up {added.replaces[0]} of {added.replaces[1]}, and there is no such session"
        if self.planned((added.key, added.day)) is not None:
            return f"a session of that day is called {added.key} already; give it a name of its own with key="
        if not added.places:
            return ""
        row = row_named(stay.week, added.places) if isinstance(stay.week, WeeklySchedule) else None
        if row is None or has_dates(row.session):
            return f"no session by arrangement is called {added.places}"
        return ""

    def _planned(self, first: int, until: int) -> list[Occurrence]:
        """What the weeks say, stay by stay."""
        return [each for stay in self.stays for each in laid(stay, first, until, self.zone)]

    def _special_days(self, planned: list[Occurrence]) -> dict[int, Closure | None]:
        """The days of what is planned that overrides or closures are about, each with the closure that decides."""
        days = {each.ordinal for each in planned}
        found: dict[int, Closure | None] = dict.fromkeys(self._off.keys() & days)
        ordered = sorted(days)
        for day in {day for each in self.closures for day in _perhaps_closed(ordered, each)}:
            closure = closure_on(self.closures, day)
            if closure is not None:
                found[day] = closure
        return found

    def _kept(self, each: Occurrence, closure: Closure | None) -> Occurrence | None:
        """What is held of an occurrence where it was planned; ``None`` when it is not, or elsewhere."""
        if self._override_of(each) is not None:
            return None
        return each if closure is None else _on_closure(each, closure)

    def _not_kept(self, each: Occurrence, closure: Closure | None) -> Occurrence | None:
        """An occurrence that is not held, with the reason; ``None`` when it is held, there or elsewhere."""
        override = self._override_of(each)
        if isinstance(override, Cancelled):
            return each._replace(kind=OccurrenceKind.CANCELLED, reason=override.reason or "cancelled")
        if override is None and closure is not None and _on_closure(each, closure) is None:
            return each._replace(kind=OccurrenceKind.CANCELLED, reason=closure.why(each.day))
        return None

    def _override_of(self, each: Occurrence) -> Cancelled | Moved | None:
        """What cancels or moves an occurrence; one of its own goes before one of its day."""
        overrides = self._off.get(each.ordinal, {})
        return overrides.get(each.key) or overrides.get(EVERY_SESSION)

    @functools.cached_property
    def _off(self) -> dict[int, dict[str, Cancelled | Moved]]:
        """What is cancelled or moved, by its day in the template and its key."""
        found: dict[int, dict[str, Cancelled | Moved]] = {}
        for each in self.overrides:
            if isinstance(each, Cancelled | Moved):
                found.setdefault(each.day.toordinal(), {})[each.session] = each
        return found

    @functools.cached_property
    def _extra(self) -> tuple[Occurrence, ...]:
        """What overrides put on a day; those that name what is not there put nothing."""
        laid_down = (
            self._added(each) if isinstance(each, Added) else self._moved(each)
            for each in self.overrides
            if not isinstance(each, Cancelled)
        )
        return tuple(each for each in laid_down if each is not None)

    def _session_of(self, moved: Moved) -> Session | None:
        """What is moved; ``None`` if there is no such session."""
        planned = None if moved.held is not None else self.planned((moved.session, moved.day))
        return moved.held if planned is None else planned.session

    def _moved(self, moved: Moved) -> Occurrence | None:
        stay, session = self.stay_on(moved.to), self._session_of(moved)
        if stay is None or session is None:
            return None
        start = session.start if moved.start is None else moved.start
        shortest, longest = ends_of(session.time if moved.time is None else moved.time)
        return Occurrence(
            ordinal=moved.to.toordinal(),
            begin=None if start is None else minute_of_day(start),
            key=moved.session,
            session=session,
            stay=stay,
            zone=self.zone,
            origin=moved.day.toordinal(),
            shortest=shortest,
            longest=longest,
            kind=OccurrenceKind.MOVED,
            reason=moved.reason,
        )

    def _added(self, added: Added) -> Occurrence | None:
        stay, start = self.stay_on(added.day), added.session.start
        if stay is None:
            return None
        shortest, longest = ends_of(added.session.time)
        return Occurrence(
            ordinal=added.day.toordinal(),
            begin=None if start is None else minute_of_day(start),
            key=added.key,
            session=added.session,
            stay=stay,
            zone=self.zone,
            origin=added.day.toordinal(),
            shortest=shortest,
            longest=longest,
            kind=OccurrenceKind.MAKE_UP if added.replaces else OccurrenceKind.ADDED,
            reason=added.reason,
            replaces=added.replaces,
        )


def _but_authorized(stay: Stay) -> Stay:
    """A stay without what may differ between two parts of it: its days and the authorized level."""
    return attrs.evolve(stay, first=stay.weeks_from, until=None, authorized=None)


def _joined(stays: tuple[Stay, ...]) -> list[tuple[Stay, list[Stay]]]:
    """The stays with their parts: those are joined that only the payer's authorization parts."""
    found: list[tuple[Stay, list[Stay]]] = []
    for stay in stays:
        before, parts = found[-1] if found else (None, [])
        if before is not None and before.until == stay.first and _but_authorized(before) == _but_authorized(stay):
            found[-1] = attrs.evolve(before, until=stay.until), [*parts, stay]
        else:
            found.append((stay, [stay]))
    return found


def _perhaps_closed(days: list[int], closure: Closure) -> Sequence[int]:
    """Of these days, which are in order, those that a closure may be about; someone else's days take all of them."""
    if not isinstance(closure.days, ListedDays):
        return days
    spans = ((span.first.toordinal(), span.until.toordinal()) for span in closure.days.spans)
    return [day for first, until in spans for day in days[bisect_left(days, first) : bisect_left(days, until)]]


def _on_closure(each: Occurrence, closure: Closure) -> Occurrence | None:
    """What is held of an occurrence on a day of a closure: what lies in the hours of that day, ``None`` without any."""
    if closure.hours is None:
        return None
    if each.begin is None:
        return each  # nobody knows whether its clock time lies outside
    opens, closes = closure.hours.minutes
    if each.begin >= closes or (each.begin < opens and each.longest is not None and each.begin + each.longest <= opens):
        return None
    begin = max(each.begin, opens)
    room, late = closes - begin, begin - each.begin
    shortest = min(max(0, each.shortest - late), room)
    longest = room if each.longest is None else min(max(0, each.longest - late), room)
    if (begin, shortest, longest) == (each.begin, each.shortest, each.longest):
        return each
    why = closure.why(each.day)
    return each._replace(begin=begin, shortest=shortest, longest=longest, kind=OccurrenceKind.SHORTENED, reason=why)
