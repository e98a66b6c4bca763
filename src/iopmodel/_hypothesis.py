"""What Hypothesis calls when it is imported: ``st.from_type`` learns the types of iopmodel, and failures print as code.

It stands in a file of its own. Were it in :mod:`iopmodel.strategies`, importing that module would start Hypothesis,
which would look for this function in a module that is half made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, get_args, get_origin

import iopmodel
from iopmodel.components import COMPONENT_TYPES

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["register"]

#: The plural that draws the values of each public type.
PLURALS = {
    iopmodel.Added: "added_sessions",
    iopmodel.Attendance: "attendances",
    iopmodel.Band: "bands",
    iopmodel.Cancelled: "cancelled_sessions",
    iopmodel.Catalogue: "catalogues",
    iopmodel.Citation: "citations",
    iopmodel.CitedWords: "cited_words",
    iopmodel.Closure: "closures",
    iopmodel.Commitment: "commitments",
    iopmodel.Component: "components",
    iopmodel.Counting: "countings",
    iopmodel.Cycle: "cycles",
    iopmodel.DaySpan: "day_spans",
    iopmodel.Description: "descriptions",
    iopmodel.Edition: "editions",
    iopmodel.Episode: "episodes",
    iopmodel.Ladder: "ladders",
    iopmodel.LevelOfCare: "levels",
    iopmodel.Minutes: "minutes",
    iopmodel.Move: "moves",
    iopmodel.Moved: "moved_sessions",
    iopmodel.Occurrence: "occurrences",
    iopmodel.OffLadder: "levels_beside",
    iopmodel.PartOfStay: "parts_of_stay",
    iopmodel.Pathway: "pathways",
    iopmodel.Phase: "phases",
    iopmodel.Population: "populations",
    iopmodel.Program: "programs",
    iopmodel.ProgramType: "program_types",
    iopmodel.Report: "reports",
    iopmodel.Rule: "rules",
    iopmodel.Scope: "scopes",
    iopmodel.Session: "sessions",
    iopmodel.Standard: "standards_of_rules",
    iopmodel.Stated: "stated_figures",
    iopmodel.Stay: "stays",
    iopmodel.TimeSpan: "time_spans",
    iopmodel.Track: "tracks",
    iopmodel.Transition: "transitions",
    iopmodel.UntilCriterion: "criteria",
    iopmodel.WeekSpan: "week_spans",
    iopmodel.WeeklyPattern: "weekly_patterns",
    iopmodel.WeeklySchedule: "weekly_schedules",
}
#: A report keeps what it was asked, and an occurrence is a row of a calendar: nobody writes either.
UNWRITTEN = (iopmodel.Occurrence, iopmodel.Report)
#: The types whose values are drawn by a plural that takes the type or what stands in its brackets.
UNITS = (
    iopmodel.Days,
    iopmodel.Months,
    iopmodel.TreatmentDays,
    iopmodel.TreatmentHours,
    iopmodel.TreatmentSessions,
    iopmodel.Weeks,
)


class Printer(Protocol):
    """What Hypothesis and IPython print values with."""

    def text(self, text: str, /) -> None: ...
    def break_(self) -> None: ...


def print_as_code(value: object, printer: Printer, cycle: bool) -> None:  # noqa: ARG001, FBT001 - their protocol
    """Print a value as code that can be pasted into a test: the protocol ``_repr_pretty_`` of IPython."""
    from iopmodel.python_code import python_code

    first, *rest = python_code(value).splitlines()
    printer.text(first)
    for line in rest:
        printer.break_()
        printer.text(line)


def register() -> None:
    """Register a strategy for each public type, looked up when it is first drawn from, and how its values print."""
    from hypothesis import strategies as st

    def plain(plural: str, *given: type) -> Callable[[type], SearchStrategy[Any]]:
        def resolve(_: type) -> SearchStrategy[Any]:
            from iopmodel import strategies

            found: SearchStrategy[Any] = getattr(strategies, plural)(*given)
            return found

        return resolve

    def of_values(kind: type) -> SearchStrategy[Any]:
        from iopmodel import strategies

        values = st.from_type(*get_args(kind)) if get_args(kind) else strategies.names()
        return (
            strategies.histories(values)
            if (get_origin(kind) or kind) is iopmodel.History
            else strategies.dated_values(values)
        )

    def of_quantities(kind: type) -> SearchStrategy[Any]:
        from iopmodel import strategies

        (of,) = get_args(kind) or (int,)
        return strategies.ranges(of(0), of(999))

    for kind, plural in PLURALS.items():
        st.register_type_strategy(kind, plain(plural))
        if kind not in UNWRITTEN:
            setattr(kind, "_repr_pretty_", print_as_code)  # noqa: B010 - only printers know of it
    for unit in UNITS:
        st.register_type_strategy(unit, plain("counts", unit))
    for component in COMPONENT_TYPES.values():
        st.register_type_strategy(component, plain("components", component))
    st.register_type_strategy(iopmodel.WithoutEnd, st.builds)
    st.register_type_strategy(iopmodel.Range, of_quantities)
    st.register_type_strategy(iopmodel.History, of_values)
    st.register_type_strategy(iopmodel.Dated, of_values)
