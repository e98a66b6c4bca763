"""The head of a report: what was checked, its hours, its length and its days, in a line or two."""

from __future__ import annotations

from iopmodel._days import DAYS_IN_WEEK
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.lengths import UNKNOWN_LENGTH, PlannedLength
from iopmodel.programs import Pathway, Phase, Program, ProgramType, Track
from iopmodel.quantities import Range, hull_of
from iopmodel.stretches import Stretch, Subject, stretches
from iopmodel.tally import week_classes

__all__ = ["length_words", "stretch_line", "subject_name", "summary_of"]


#: What is known of the days of a week of which nobody says anything.
_ANY_DAYS = Range(0, DAYS_IN_WEEK)


def subject_name(subject: Subject) -> str:
    """What to call a subject in a report."""
    match subject:
        case Program() | ProgramType() | Pathway():
            return subject.name
        case Track():
            return f'track "{subject.name}"'
        case Phase():
            return f'phase "{subject.title}"'
        case _:
            return "week"


def summary_of(subject: Subject) -> tuple[str, ...]:
    """A line for each track and phase: weekly hours, length, treatment days."""
    parts = stretches(subject)
    return tuple(stretch_line(part, with_title=len(parts) > 1 or isinstance(subject, Program)) for part in parts)


def stretch_line(stretch: Stretch, *, with_title: bool) -> str:
    """One stretch in a line: its weekly hours (week by week where they differ), length and treatment days."""
    classes = week_classes(stretch, DEFAULT_COUNTING)
    hours = [each.time for each in classes]
    total = hull_of(hours)
    by_week = ", ".join(f"{each.weeks} {each.time}" for each in classes) if len(set(hours)) > 1 else ""
    days = hull_of(each.days_with() for each in classes)
    parts = (
        f"weekly hours {total}{f' ({by_week})' if by_week else ''}",
        length_words(stretch.length),
        "treatment days not stated" if days == _ANY_DAYS else f"{days} treatment day{'' if days.high == 1 else 's'}",
    )
    title = f"{stretch.title}: " if with_title and stretch.title else ""
    return title + " · ".join(parts)


def length_words(length: PlannedLength) -> str:
    """A planned length for people."""
    return "length not stated" if length == UNKNOWN_LENGTH else str(length)
