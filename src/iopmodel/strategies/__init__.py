"""Hypothesis strategies for the values of iopmodel: plurals that build valid values and filter nothing.

Bounds come first, everything drawn is valid unless a strategy says otherwise, and the draws lean towards where bugs
live: changes of offset, midnight, ends of months and years, sessions that meet, unknown times, alternate weeks. In a
project with iopmodel and Hypothesis installed, ``st.from_type(Program)`` finds them by itself. Needs the extra
``testing``.

>>> from hypothesis import given
>>> from iopmodel import WeeklySchedule, weekly_hours
>>> from iopmodel.strategies import weekly_schedules
>>> @given(weekly_schedules())
... def test_one_session_less_is_no_more_hours(week: WeeklySchedule) -> None:
...     assert weekly_hours(WeeklySchedule(list(week)[1:]), week=1).low <= weekly_hours(week, week=1).low
>>> test_one_session_less_is_no_more_hours()
"""

from iopmodel.strategies._attendances import (
    attendance_records,
    attendances,
    attended_episodes,
    blocks,
    commitments,
    occurrences,
)
from iopmodel.strategies._calendar import (
    Place,
    clock_times,
    day_spans,
    days_within,
    places,
    plain_days,
    time_spans,
    zones,
)
from iopmodel.strategies._components import components, countings, foci, ladders, levels, levels_beside, populations
from iopmodel.strategies._episodes import (
    added_sessions,
    cancelled_sessions,
    closures,
    dated_schedules,
    dated_sessions,
    episodes,
    moved_sessions,
    moves,
    overrides,
    stays,
    transitions,
)
from iopmodel.strategies._from_rules import NearMiss, NearPair, near, near_misses, programs
from iopmodel.strategies._machine import EpisodeMachine
from iopmodel.strategies._machine_changes import (
    Admission,
    AttendanceTaken,
    AuthorizedLevel,
    CorrectedAttendance,
    CorrectedDay,
    CorrectedEpisode,
    Ending,
    LeaveOfAbsence,
    NewWeek,
    Transfer,
)
from iopmodel.strategies._programs import (
    catalogues,
    cited_words,
    descriptions,
    pathways,
    phases,
    program_types,
    stated_figures,
    tracks,
)
from iopmodel.strategies._reports import ReportInput, report_inputs, reports, subjects
from iopmodel.strategies._rules import bands, bounds, built_in_rules, editions, rules, scopes, standards_of_rules
from iopmodel.strategies._sessions import sessions, weekly_patterns, weekly_schedules
from iopmodel.strategies._values import (
    citations,
    count_ranges,
    counts,
    criteria,
    cycles,
    dated_values,
    histories,
    minutes,
    names,
    parts_of_stay,
    planned_lengths,
    ranges,
    time_ranges,
    week_spans,
)

__all__ = [
    "Admission",
    "AttendanceTaken",
    "AuthorizedLevel",
    "CorrectedAttendance",
    "CorrectedDay",
    "CorrectedEpisode",
    "Ending",
    "EpisodeMachine",
    "LeaveOfAbsence",
    "NearMiss",
    "NearPair",
    "NewWeek",
    "Place",
    "ReportInput",
    "Transfer",
    "added_sessions",
    "attendance_records",
    "attendances",
    "attended_episodes",
    "bands",
    "blocks",
    "bounds",
    "built_in_rules",
    "cancelled_sessions",
    "catalogues",
    "citations",
    "cited_words",
    "clock_times",
    "closures",
    "commitments",
    "components",
    "count_ranges",
    "countings",
    "counts",
    "criteria",
    "cycles",
    "dated_schedules",
    "dated_sessions",
    "dated_values",
    "day_spans",
    "days_within",
    "descriptions",
    "editions",
    "episodes",
    "foci",
    "histories",
    "ladders",
    "levels",
    "levels_beside",
    "minutes",
    "moved_sessions",
    "moves",
    "names",
    "near",
    "near_misses",
    "occurrences",
    "overrides",
    "parts_of_stay",
    "pathways",
    "phases",
    "places",
    "plain_days",
    "planned_lengths",
    "populations",
    "program_types",
    "programs",
    "ranges",
    "report_inputs",
    "reports",
    "rules",
    "scopes",
    "sessions",
    "standards_of_rules",
    "stated_figures",
    "stays",
    "subjects",
    "time_ranges",
    "time_spans",
    "tracks",
    "transitions",
    "week_spans",
    "weekly_patterns",
    "weekly_schedules",
    "zones",
]
