"""Strategies for what a report is made from, and for reports."""

from __future__ import annotations

import functools
from typing import NamedTuple

from hypothesis import strategies as st

from iopmodel import standards
from iopmodel._days import Date, plain_day
from iopmodel.checks import check
from iopmodel.reports import Report
from iopmodel.rules import Standard
from iopmodel.strategies._calendar import plain_days
from iopmodel.strategies._programs import any_programs, pathways, phases, tracks
from iopmodel.stretches import Subject

__all__ = ["ReportInput", "report_inputs", "reports", "subjects"]

#: When the rules that come with iopmodel change most, and a while before and after.
_FIRST, _LAST = plain_day("2000-01-01"), plain_day("2035-12-31")


class ReportInput(NamedTuple):
    """What :func:`iopmodel.checks.check` is asked: a subject, the bodies to hold it against, and a day."""

    subject: Subject
    against: tuple[Standard, ...]
    on: Date


@functools.cache
def subjects() -> st.SearchStrategy[Subject]:
    """Programs, program types, tracks, phases and pathways: what can be held against rules."""
    return st.one_of(any_programs(), tracks(), phases(), pathways())


@functools.cache
def report_inputs(max_bodies: int = 3) -> st.SearchStrategy[ReportInput]:
    """Anything that can be checked, up to so many of the built-in bodies, and a day."""
    bodies = st.lists(st.sampled_from(standards.all()), max_size=max_bodies, unique_by=lambda body: body.key)
    return st.builds(ReportInput, subjects(), bodies.map(tuple), plain_days(_FIRST, _LAST))


def reports() -> st.SearchStrategy[Report]:
    """Reports on anything that can be checked."""
    return report_inputs().map(lambda asked: check(asked.subject, against=asked.against, on=asked.on))
