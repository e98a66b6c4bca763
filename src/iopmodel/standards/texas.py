"""Texas licensing: how many people may sit in a group or a class, and the hours of intensive residential care."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Aggregation, Force, Rule, Scope, Standard

__all__ = ["TEXAS"]

_SOURCE = Citation(
    "26 TAC 564.901(b)",
    "https://texreg.sos.state.tx.us/public/readtac$ext.TacPage?sl=R&app=9&p_dir=&p_rloc=&p_tloc=&p_ploc=&pg=1&p_tac=&ti=25&pt=1&ch=448&rl=901",
    Mark.PRIMARY,
    "2026-11-21",
)

TEXAS = Standard(
    "texas",
    "Texas licensing",
    (
        Rule(
            id="us_tx.group_counseling.size",
            measure=Measure.GROUP_SIZE,
            force=Force.REQUIRED,
            scope=Scope(focus=Focus.SUBSTANCE_USE),
            history=History.of(Dated(Range.at_most(16), _SOURCE)),
            note="formerly 25 TAC 448.901(b), same text (the linked page); new section number inferred",
        ),
        Rule(
            id="us_tx.education.size",
            measure=Measure.CLASS_SIZE,
            force=Force.REQUIRED,
            scope=Scope(focus=Focus.SUBSTANCE_USE),
            history=History.of(Dated(Range.at_most(35), _SOURCE)),
            note="education and life-skills sessions; formerly 25 TAC 448.901(b), same text (the linked page); new "
            "section number inferred",
        ),
        Rule(
            id="us_tx.residential_intensive.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.RESIDENTIAL}, types={"residential-intensive"}, focus=Focus.SUBSTANCE_USE),
            aggregation=Aggregation.AVERAGE,
            history=History.of(
                Dated(
                    Range.at_least(Minutes.of_hours(30)),
                    Citation(
                        "26 TAC 564.903(d)",
                        "https://gavvy.com/details/564903-requirements-applicable-to-residential-services-222573",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                )
            ),
            note=(
                "10 counseling (1 of them individual) + 10 education or other + 10 structured; formerly 25 TAC 448.903"
            ),
        ),
    ),
    jurisdiction="US-TX",
    counting=SILENT_COUNTING,
)
