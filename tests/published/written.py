"""The one canonical way to write an entry's tracks and phases, without the library: the measure of what was lost."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, cast

from iopmodel.errors import NotAccepted, WrongKind

__all__ = ["canonical", "fraction", "hundredths", "plain"]

_RANGES = ("per_week", "minutes", "count_total", "days_per_week", "hours_per_day", "hours_per_week", "sessions_total")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_TOO_LARGE = 10**12
_MINUTES_IN_DAY = 24 * 60
_DEFAULTS: dict[str, Any] = {"kind": "mixed"}


def fraction(value: object) -> Fraction:
    """A number of the format, exactly as it is written: 9.17 is 917/100.

    Raises:
        WrongKind: for anything that is no number.
        NotAccepted: for a number without a value, or beyond anything that a program can have.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        raise WrongKind("value", value, "a number")
    if not -_TOO_LARGE < value < _TOO_LARGE:  # what is not a number is not smaller either
        raise NotAccepted("number", value, "a number such as 9 or 9.17, of at most 12 digits")
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def hundredths(value: Fraction) -> Fraction:
    """The value rounded half up to two places."""
    return Fraction((value * 100 + Fraction(1, 2)).__floor__(), 100)


def plain(value: Fraction) -> int | float:
    """The value as a number of JSON."""
    return int(value) if value.denominator == 1 else float(value)


def canonical(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The tracks and phases of an entry, brought to the one form in which equal things are written alike.

    Days are expanded, one session for each; ``[x, x]`` is ``x``, ``[0, x]`` is ``[null, x]``, and what says nothing
    (null, ``[null, null]``, an empty label, ``false``, every 1 week, from week 1 on) stays away; a start with a length
    is a start with an end; sessions have no order. A phase has the order in which it stands, a session the kind
    ``mixed`` when nobody says.
    """
    tracks: list[dict[str, Any]] = []
    for track in entry.get("tracks") or ():
        sessions = [day for session in track.get("sessions") or () for day in _expanded(session)]
        sessions.sort(key=lambda each: json.dumps(each, sort_keys=True))
        tracks.append({**_figures(track), "sessions": sessions})
    phases = [
        {**_figures(phase), "order": _number(phase.get("order") or place)}
        for place, phase in enumerate(entry.get("phases") or (), start=1)
    ]
    phases.sort(key=lambda each: cast("int", each["order"]))
    return {"tracks": tracks, "phases": phases}


def _figures(part: Mapping[str, Any]) -> dict[str, Any]:
    """A track or phase without its sessions."""
    ranges = (*_RANGES, "weeks")
    found: dict[str, Any] = {
        key: _range(value) if key in ranges else value for key, value in part.items() if key != "sessions"
    }
    return {key: value for key, value in found.items() if value not in (None, "")}


def _expanded(session: Mapping[str, Any]) -> list[dict[str, Any]]:
    row: dict[str, Any] = {key: _range(value) if key in _RANGES else _number(value) for key, value in session.items()}
    row = _DEFAULTS | {key: value for key, value in row.items() if value is not None and value != ""}
    weeks = [_number(each) for each in row.pop("weeks", (1, None))]
    if weeks != [1, None]:
        row["weeks"] = weeks
    if not row.get("optional"):
        row.pop("optional", None)
    if row.get("every_n_weeks") == 1:
        del row["every_n_weeks"]
    row = _clocked(row)
    days = row.pop("days", None)
    return [row] if days is None else [{**row, "days": [day]} for day in days]


def _clocked(row: dict[str, Any]) -> dict[str, Any]:
    """A row with both clock times where one of them and the length tell the other, and no length beside both."""
    clock = {key: minute for key in ("start", "end") if (minute := _minute(row.get(key))) is not None}
    length = row.get("minutes")
    if len(clock) == 1 and isinstance(length, int) and length:
        clock = (
            {"start": clock["end"] - length, **clock} if "end" in clock else {**clock, "end": clock["start"] + length}
        )
        row = {key: value for key, value in row.items() if key != "minutes"}
    elif len(clock) == 2 and (clock["end"] - clock["start"]) % _MINUTES_IN_DAY == length:
        row = {key: value for key, value in row.items() if key != "minutes"}
    return row | {key: _time(minute) for key, minute in clock.items()}


def _minute(value: object) -> int | None:
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    return None if found is None else int(found[1]) * 60 + int(found[2])


def _time(minute: int) -> str:
    hour, rest = divmod(minute % _MINUTES_IN_DAY, 60)
    return f"{hour:02}:{rest:02}"


def _range(value: object) -> object:
    """A figure: a number when both ends are one; ``None`` when nothing is said."""
    if not isinstance(value, list | tuple):
        return _number(value)
    low, high = (_number(each) for each in cast("list[object]", value))
    if (low or 0) == high:
        return high
    return None if not low and high is None else [low or None, high]


def _number(value: object) -> object:
    """A number in the type that JSON writes without a point where it can; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        return value
    return plain(fraction(value))
