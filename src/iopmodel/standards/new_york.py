"""New York OASAS: hours a week of the intensive outpatient service.

The figure was checked in no text, so it is off until it is asked for.
"""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["NEW_YORK"]


NEW_YORK = Standard(
    "new-york",
    "New York OASAS",
    (
        Rule(
            id="us_ny.oasas.ios.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(
                    Range.at_least(Minutes.of_hours(9)),
                    Citation("14 NYCRR 822; OASAS APG manual", mark=Mark.UNVERIFIED),
                )
            ),
            note="intensive outpatient service; least certain kind of unverified figure",
        ),
    ),
    jurisdiction="US-NY",
    counting=SILENT_COUNTING,
)
