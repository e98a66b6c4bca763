"""Treatment programs as typed values: weekly hours, durations, step-down, and checks with the source of every number.

Begin with :class:`WeeklySchedule`, :func:`sessions`, :func:`weekly_hours`, :class:`Program` and :func:`check`; the
built-in program types are in :mod:`iopmodel.catalogue` and the bodies of rules in :mod:`iopmodel.standards`.
Nothing in this package is legal, billing or clinical advice.
"""

from iopmodel import catalogue, standards
from iopmodel._version import __version__
from iopmodel.attendance import (
    Attendance,
    attendance_rate,
    attendance_summary,
    delivered,
    delivered_hours,
)
from iopmodel.bodies import extended
from iopmodel.calendar_findings import calendar_findings
from iopmodel.catalogue import Catalogue
from iopmodel.census import census, census_over
from iopmodel.checks import check
from iopmodel.citations import Citation, Dated, History, InForce, Mark
from iopmodel.closures import Closure
from iopmodel.commitments import Commitment, commitment
from iopmodel.comparisons import Comparison, Contradiction, Disagreement, compare, disagreements
from iopmodel.components import (
    MOUD,
    Activity,
    Assessment,
    Break,
    Component,
    Education,
    FamilyKind,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    Meal,
    Medication,
    MedicationAssistedTreatment,
    MedicationManagement,
    MedicationVisit,
    Modality,
    PeerSupport,
    ProgramBlock,
    School,
    SkillsTraining,
    SupportKind,
    SupportService,
)
from iopmodel.conflicts import conflicts, fits, tracks_that_fit
from iopmodel.counting import DEFAULT_COUNTING, SILENT_COUNTING, Counted, Counting, Parallel, UnknownTime
from iopmodel.courses import courses, days_at_levels, days_between_levels, length_of_stay
from iopmodel.dated_leave import leave_of
from iopmodel.dated_weeks import WeekDefinition, dated_weeks, hours_between, totals
from iopmodel.durations import (
    Placement,
    PublishedHours,
    PublishedLength,
    placed_length,
    published_hours,
    typical_durations,
)
from iopmodel.editions import Edition, in_succession
from iopmodel.episode_pages import episode_page
from iopmodel.episodes import Correction, Episode
from iopmodel.errors import IopModelError
from iopmodel.figures import check_figure, measured
from iopmodel.findings import (
    Cause,
    CauseKind,
    Explanation,
    Fact,
    Finding,
    Fix,
    FixKind,
    NotApplied,
    Place,
    Term,
    Verdict,
)
from iopmodel.leave import leave_needed, leave_over, weeks_covered, workweeks_used
from iopmodel.leave_years import leave_year
from iopmodel.lengths import (
    Cycle,
    Days,
    EndDates,
    Months,
    TreatmentDays,
    TreatmentHours,
    TreatmentSessions,
    UntilCriterion,
    Weeks,
    WithoutEnd,
    end_dates,
)
from iopmodel.levels import (
    ASAM_3RD_EDITION,
    ASAM_4TH_EDITION,
    GENERAL,
    Ladder,
    LevelOfCare,
    OffLadder,
    is_level,
    same_level,
)
from iopmodel.measures import Measure, MeasuredSubject
from iopmodel.medications import dose_findings, next_dose, take_home_ceiling, take_home_ceilings
from iopmodel.moves import Move
from iopmodel.occurrences import Occurrence
from iopmodel.outlook import earliest_total, stay_outlook, week_outlook
from iopmodel.overrides import Added, Cancelled, Moved
from iopmodel.pages import pathway_page, program_page, type_page, week_page
from iopmodel.pathways import PathwayWeek, pathway_weeks
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import AttendedBy, Focus, PartOfDay, Population, Provider, Setting
from iopmodel.programs import (
    CitedWords,
    Description,
    Pathway,
    Phase,
    Program,
    ProgramType,
    Stated,
    Track,
)
from iopmodel.quantities import Minutes, Range
from iopmodel.readings import Reading
from iopmodel.reports import Report
from iopmodel.review_clocks import Review
from iopmodel.reviews import due
from iopmodel.rule_pages import standard_page, standards_page
from iopmodel.rulebook import Change, Coverage, FoundRule
from iopmodel.rules import Aggregation, Band, Force, Rule, Scope, Standard
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.spans import DaySpan, PartOfStay, StayUnit, TimeSpan, WeekSpan
from iopmodel.stay_results import stay_results
from iopmodel.stays import LevelMeant, Stay
from iopmodel.steps import options, step_down, step_up
from iopmodel.tally import (
    Share,
    average_weekly_hours,
    clock_hours,
    hours_by_component,
    hours_on_each_day,
    sessions_counted,
    sessions_per_week,
    total_hours,
    treatment_days,
    visits,
    weekly_hours,
)
from iopmodel.transitions import (
    Standing,
    State,
    Transition,
    TransitionKind,
    paths,
    transition,
    transitions_of,
)
from iopmodel.week_results import PartialWeeks, week_results

__all__ = [
    "ASAM_3RD_EDITION",
    "ASAM_4TH_EDITION",
    "DEFAULT_COUNTING",
    "GENERAL",
    "MOUD",
    "SILENT_COUNTING",
    "Activity",
    "Added",
    "Aggregation",
    "Assessment",
    "Attendance",
    "AttendedBy",
    "Band",
    "Break",
    "Cancelled",
    "Catalogue",
    "Cause",
    "CauseKind",
    "Change",
    "Citation",
    "CitedWords",
    "Closure",
    "Commitment",
    "Comparison",
    "Component",
    "Contradiction",
    "Correction",
    "Counted",
    "Counting",
    "Coverage",
    "Cycle",
    "Dated",
    "DaySpan",
    "Days",
    "Description",
    "Disagreement",
    "Edition",
    "Education",
    "EndDates",
    "Episode",
    "Explanation",
    "Fact",
    "FamilyKind",
    "FamilyTherapy",
    "Finding",
    "Fix",
    "FixKind",
    "Focus",
    "Force",
    "FoundRule",
    "GroupTherapy",
    "History",
    "InForce",
    "IndividualTherapy",
    "IopModelError",
    "Ladder",
    "LevelMeant",
    "LevelOfCare",
    "Mark",
    "Meal",
    "Measure",
    "MeasuredSubject",
    "Medication",
    "MedicationAssistedTreatment",
    "MedicationManagement",
    "MedicationVisit",
    "Minutes",
    "Modality",
    "Months",
    "Move",
    "Moved",
    "NotApplied",
    "Occurrence",
    "OffLadder",
    "Parallel",
    "PartOfDay",
    "PartOfStay",
    "PartialWeeks",
    "Pathway",
    "PathwayWeek",
    "PeerSupport",
    "Phase",
    "Place",
    "Placement",
    "Population",
    "Program",
    "ProgramBlock",
    "ProgramType",
    "Provider",
    "PublishedHours",
    "PublishedLength",
    "Range",
    "Reading",
    "Report",
    "Review",
    "Rule",
    "School",
    "Scope",
    "Session",
    "Setting",
    "Share",
    "SkillsTraining",
    "Standard",
    "Standing",
    "State",
    "Stated",
    "Stay",
    "StayUnit",
    "SupportKind",
    "SupportService",
    "Term",
    "TimeSpan",
    "Track",
    "Transition",
    "TransitionKind",
    "TreatmentDays",
    "TreatmentHours",
    "TreatmentSessions",
    "UnknownTime",
    "UntilCriterion",
    "Verdict",
    "WeekDefinition",
    "WeekSpan",
    "WeeklyPattern",
    "WeeklySchedule",
    "Weeks",
    "WithoutEnd",
    "__version__",
    "attendance_rate",
    "attendance_summary",
    "average_weekly_hours",
    "calendar_findings",
    "catalogue",
    "census",
    "census_over",
    "check",
    "check_figure",
    "clock_hours",
    "commitment",
    "compare",
    "conflicts",
    "courses",
    "dated_weeks",
    "days_at_levels",
    "days_between_levels",
    "delivered",
    "delivered_hours",
    "disagreements",
    "dose_findings",
    "due",
    "earliest_total",
    "end_dates",
    "episode_page",
    "extended",
    "fits",
    "hours_between",
    "hours_by_component",
    "hours_on_each_day",
    "in_succession",
    "is_level",
    "leave_needed",
    "leave_of",
    "leave_over",
    "leave_year",
    "length_of_stay",
    "measured",
    "next_dose",
    "options",
    "paths",
    "pathway_page",
    "pathway_weeks",
    "placed_length",
    "program_page",
    "published_hours",
    "same_level",
    "sessions",
    "sessions_counted",
    "sessions_per_week",
    "standard_page",
    "standards",
    "standards_page",
    "stay_outlook",
    "stay_results",
    "step_down",
    "step_up",
    "take_home_ceiling",
    "take_home_ceilings",
    "total_hours",
    "totals",
    "tracks_that_fit",
    "transition",
    "transitions_of",
    "treatment_days",
    "type_page",
    "typical_durations",
    "visits",
    "week_outlook",
    "week_page",
    "week_results",
    "weekly_hours",
    "weeks_covered",
    "workweeks_used",
]
