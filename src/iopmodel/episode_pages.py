"""An episode as a page that a clinician can read: its phases with dates, its weeks against the rules, what is due."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from iopmodel._days import Date, day_of, plain_day, short_day
from iopmodel._version import RULES_VERSION, __version__
from iopmodel.attendance import Attendance, delivered, delivered_hours
from iopmodel.bodies import bodies_of
from iopmodel.calendar_findings import calendar_findings
from iopmodel.dated_weeks import DatedWeek, WeekDefinition, dated_weeks, totals
from iopmodel.episodes import Day, Episode
from iopmodel.findings import Finding, Verdict, concluded
from iopmodel.occurrences import Occurrence, OccurrenceKind
from iopmodel.pages import aligned
from iopmodel.reviews import Review, due
from iopmodel.rules import Standard
from iopmodel.week_results import PartialWeeks, week_results
from iopmodel.weeks_judged import WeekResult

__all__ = ["episode_page"]


def episode_page(
    episode: Episode,
    *,
    against: Iterable[Standard] = (),
    on: Day,
    attendance: Attendance | None = None,
    done: Iterable[Review] = (),
    week: str = WeekDefinition.MONDAY,
    partial: str = PartialWeeks.LEFT_OUT,
    include_unverified: bool = False,
) -> str:
    """An episode: phases and moves with their dates, hours week by week against the rules, what is due, what is open.

    Args:
        episode: the episode; it must have a planned end.
        against: the bodies whose rules to hold each week against, and whose reviews are due.
        on: the day on which it is looked at: it belongs to what lies ahead.
        attendance: what was attended; before *on* it takes the place of the plan.
        done: the reviews that are on record.
        week: which seven days make a week.
        partial: what is made of weeks that are at a level on some days only.
        include_unverified: whether figures that were checked in no text take part.

    Raises:
        NotAccepted: without a planned end.
    """
    day, bodies = plain_day(on), bodies_of(against)
    definition = WeekDefinition.one_of(week)
    span = episode.asked(None, None)
    held = None if attendance is None else delivered(episode, attendance, span.first, span.until, on=day)
    weeks = dated_weeks(episode, week=definition, occurrences=held)
    results = week_results(
        episode,
        against=bodies,
        on=day,
        week=definition,
        partial=partial,
        occurrences=held,
        include_unverified=include_unverified,
    )
    title = " ".join(part for part in (episode.name, episode.label) if part) or "episode"
    lines = [f"{title} · {span} · looked at on {day} · {_WEEKS[definition]}", ""]
    lines += ["phases", *_phases(episode), "", "moves", *(f"  {move}" for move in episode.moves), ""]
    lines += ["weeks", *_weeks(episode, weeks, results, bodies, day), ""]
    lines += _in_all(episode, attendance, day)
    lines += _to_place(episode, day)
    if bodies:
        agenda = due(episode, against=bodies, on=day, done=done, include_unverified=include_unverified)
        lines += ["", "due", *(f"  {item}" for item in agenda or (_NOTHING_DUE,))]
    notices = [f"  {each}" for each in calendar_findings(episode)]
    lines += ["", "on the calendar", *notices] if notices else []
    lines += ["", "corrections", *(f"  {each}" for each in episode.corrections)] if episode.corrections else []
    lines += ["", f"iopmodel {__version__} · rules {RULES_VERSION}, each week by those in force on its first day"]
    return "\n".join(lines)


_NOTHING_DUE = "nothing known to be due before the end of the stays, which is not nothing required"
_WEEKS = {
    WeekDefinition.MONDAY: "weeks Monday to Sunday",
    WeekDefinition.SUNDAY: "weeks Sunday to Saturday",
    WeekDefinition.ADMISSION: "weeks of seven days from admission",
    WeekDefinition.ROLLING: "any seven days in a row",
}


def _phases(episode: Episode) -> list[str]:
    rows = [
        [
            "",
            stay.title,
            "on leave" if stay.on_leave else str(stay.level),
            f"{stay.first} until {stay.until or 'no planned end'}",
            f"{stay.days} days" if stay.days is not None else "",
            "" if stay.authorized is None else f"authorized as {stay.authorized}",
        ]
        for stay in episode.stays
    ]
    return aligned(rows).splitlines()


def _weeks(
    episode: Episode,
    weeks: tuple[DatedWeek, ...],
    results: tuple[WeekResult, ...],
    bodies: tuple[Standard, ...],
    on: Date,
) -> list[str]:
    """A row for each week, and below it what is not as its template says."""
    judged: dict[int, list[WeekResult]] = {}
    for result in results:
        judged.setdefault(result.number, []).append(result)
    heads = [["", "", "", "hours", "days", *(body.name for body in bodies)]]
    rows = [_week_row(each, _said(episode, each, judged.get(each.number, []), bodies), on) for each in weeks]
    table = aligned([*heads, *rows]).splitlines()
    lines = table[:1]
    for each, line in zip(weeks, table[1:], strict=True):
        lines += [line, *(f"       {note}" for note in _changes(episode, each))]
    return lines


def _week_row(week: DatedWeek, said: list[str], on: Date) -> list[str]:
    now = ">" if on in week.span else ""
    last = day_of(week.span.until.toordinal() - 1)
    hours, days = str(week.hours()), str(week.treatment_days())
    return [f" {now}", str(week.number), f"{week.span.first} to {last}", hours, days, *said]


def _said(episode: Episode, week: DatedWeek, results: list[WeekResult], bodies: tuple[Standard, ...]) -> list[str]:
    """What each body says of a week, or why it says nothing."""
    if results:
        return [_said_by(body, results) for body in bodies]
    away = any(stay.on_leave and stay.holds(week.span.first) for stay in episode.stays)
    why = "partial" if week.parts else "on leave" if away else "not in care"
    return [why for _ in bodies]


def _said_by(body: Standard, results: list[WeekResult]) -> str:
    """What a body's rules say of a week, in a few words."""
    found = [each for result in results for each in result.findings if each.body == body.name]
    missed = dict.fromkeys(_missed(each) for each in found if each.verdict is not Verdict.MET)
    return "; ".join(missed) or (str(concluded(found)) if found else "no rule applies")


def _missed(finding: Finding) -> str:
    if finding.verdict is Verdict.UNKNOWN:
        return f"unknown: {finding.asks}"
    return f"{finding.distance} of {finding.asks}" if finding.distance else f"missed: {finding.asks}"


_WORDS = {
    OccurrenceKind.MOVED: "moved to",
    OccurrenceKind.ADDED: "added",
    OccurrenceKind.MAKE_UP: "make-up",
    OccurrenceKind.SHORTENED: "shortened",
}


def _changes(episode: Episode, week: DatedWeek) -> Iterator[str]:
    """What in a week is not as its template says, alike ones of one day together."""
    off = episode.cancelled(week.span.first, week.span.until)
    for (ordinal, reason), count in Counter((each.ordinal, each.reason) for each in off).items():
        sessions = f"{count} session{'' if count == 1 else 's'}"
        yield f"not held {_day(ordinal)}: {sessions} ({reason})"
    changed = [each for each in week.occurrences if each.kind in _WORDS]
    for each in changed:
        yield f"{_WORDS[each.kind]} {_day(each.ordinal)}: {_what(each)}"


def _day(ordinal: int) -> str:
    day = day_of(ordinal)
    return f"{short_day(day.day_of_week)} {day}"


def _what(each: Occurrence) -> str:
    clock = "" if each.begin is None else f"{each.begin // 60:02}:{each.begin % 60:02} "
    of = "" if each.origin == each.ordinal else f" of {day_of(each.origin)}"
    makes_up = "" if each.replaces is None else f", makes up {each.replaces[0]} of {each.replaces[1]}"
    why = f" ({each.reason})" if each.reason else ""
    return f"{clock}{each.session.label or each.component}{of}, {each.wall_minutes}{makes_up}{why}"


def _in_all(episode: Episode, attendance: Attendance | None, on: Date) -> list[str]:
    planned = totals(episode, on=on)
    lines = [f"planned {planned.together} in all: {planned}"]
    if attendance is not None:
        hours = delivered_hours(episode, attendance, on=on)
        lines.append(f"delivered {hours} before {on}")
    return lines


def _to_place(episode: Episode, on: Date) -> list[str]:
    """The sessions by arrangement that lie ahead, alike ones together."""
    waiting = [each for each in episode.unplaced() if each.span.until > on]
    groups = itertools.groupby(waiting, key=lambda each: (each.key, each.number))
    rows: list[str] = []
    for (key, number), group in groups:
        spans = [each.span for each in group]
        times = "once" if len(spans) == 1 else f"{len(spans)} times"
        rows.append(f"  {key}: {number}, {times}, {spans[0].first} until {spans[-1].until}")
    return ["", "still to be placed", *rows] if rows else []
