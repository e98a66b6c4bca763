"""House rules of our own: whether a program agrees with itself, and whether its level label fits its hours.

They are always on and have a verdict of their own. That a program contradicts itself is no law's business; that a
level label contradicts the hours is read from the widest figures in the facts for the level: the lowest week that
any body calls by that name, and the highest week before the next level begins.
"""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Bound, Force, Rule, Scope, Standard

__all__ = ["CONSISTENCY"]

_HOUSE = Citation("iopmodel, house rule: a program agrees with itself", mark=Mark.PRIMARY, checked_on="2026-11-21")


def _never(id_: str, measure: Measure, note: str) -> Rule:
    """A rule that there is no contradiction of one kind."""
    history: History[Bound] = History.of(Dated(Range.exactly(0), _HOUSE))
    return Rule(id=f"consistency.{id_}", measure=measure, force=Force.HOUSE, history=history, note=note)


def _label(id_: str, level: LevelOfCare, bound: Range[Minutes], citation: Citation, note: str) -> Rule:
    """A rule that the hours do not contradict a level label."""
    return Rule(
        id=f"consistency.level_label.{id_}",
        measure=Measure.HOURS_PER_WEEK,
        force=Force.HOUSE,
        scope=Scope(levels={level}),
        history=History.of(Dated(bound, citation)),
        note=note,
    )


def _secondary(text: str) -> Citation:
    return Citation(text, mark=Mark.SECONDARY, checked_on="2026-11-21")


CONSISTENCY = Standard(
    "consistency",
    "House rules",
    (
        _never("overlap", Measure.OVERLAPS, "two required sessions cannot be attended at the same time"),
        _never("stated_hours_week", Measure.STATED_HOURS_PER_WEEK, "stated hours a week against the sessions"),
        _never("stated_hours_day", Measure.STATED_HOURS_PER_DAY, "stated hours a day against each named weekday"),
        _never("stated_days_week", Measure.STATED_DAYS_PER_WEEK, "stated days a week against the possible days"),
        _never("stated_sessions", Measure.STATED_SESSIONS, "a stated number of sessions against the weeks"),
        _never("subset_of_days", Measure.SUBSET_OF_DAYS, "days to attend against the days that are open"),
        _label(
            "outpatient",
            LevelOfCare.OUTPATIENT,
            Range.below(Minutes.of_hours(9)),
            Citation(
                "COMAR 10.47.02.04A; The ASAM Criteria, 3rd ed., Level 1 (adults)",
                mark=Mark.SECONDARY,
                checked_on="2026-11-21",
            ),
            "the highest published ceiling of outpatient care",
        ),
        _label(
            "intensive_outpatient",
            LevelOfCare.INTENSIVE_OUTPATIENT,
            Range(Minutes(270), Minutes.of_hours(20)),
            _secondary("Matrix manual, SMA 06-4152 (2006), weeks 5-16 (floor); COMAR 10.63.03.03A(2) (top)"),
            "the lowest week that a body calls intensive outpatient, and the highest published ceiling; a body without "
            "a ceiling has partial hospitalization begin at the same 20 h",
        ),
        _label(
            "partial_hospitalization",
            LevelOfCare.PARTIAL_HOSPITALIZATION,
            Range.at_least(Minutes.of_hours(20)),
            _secondary("42 CFR 410.43(c)(1); The ASAM Criteria, 3rd ed., Level 2.5"),
            "the published floor of partial hospitalization",
        ),
    ),
    note="House rules are ours; their verdict stands apart from that of published rules.",
)
