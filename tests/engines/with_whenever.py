"""Moments and elapsed minutes by whenever, whose "compatible" choice of a moment is that of RFC 5545."""

from __future__ import annotations

import datetime as dt
from typing import Any

from iopmodel.episodes import Episode
from iopmodel.occurrences import Occurrence
from tests.engines.comparing import Compared, compared, engine


def _moment(zone: str, wall: dt.datetime) -> Any:  # noqa: ANN401 - imported by name
    """The moment at a time on the wall: the first of two, and later by the gap where there is none."""
    return engine("whenever").PlainDateTime(wall).assume_tz(zone, disambiguation="compatible")


def _theirs(held: Occurrence) -> tuple[int, int, float]:
    """The start and the end in seconds of UTC, and the minutes between them."""
    assert held.zone is not None
    assert held.begin is not None
    begins = _moment(held.zone, dt.datetime.fromordinal(held.ordinal) + dt.timedelta(minutes=held.begin))
    wall = begins.to_plain().to_stdlib() + dt.timedelta(minutes=held.shortest)
    ends = _moment(held.zone, wall)
    return begins.timestamp(), ends.timestamp(), (ends - begins).total("minutes")


def _ours(held: Occurrence) -> tuple[float, float, int]:
    return held.utc_start.timestamp(), held.utc_end.timestamp(), held.elapsed_minutes.value.count


def compare(episode: Episode) -> Compared:
    """An episode with a planned end and a zone: the start, the end and the elapsed minutes of all that it holds."""
    held = episode.occurrences()
    return compared(map(_ours, held), map(_theirs, held), episode)
