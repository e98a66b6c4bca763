"""North Carolina licensing: substance abuse comprehensive outpatient treatment (SACOT)."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.counting import SILENT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Scope, Standard

__all__ = ["NORTH_CAROLINA_LICENSING"]

_SOURCE = Citation(
    "10A NCAC 27G .4503(c)",
    "http://ncrules.state.nc.us/ncac/title%2010a%20-%20health%20and%20human%20services/chapter%2027%20-%20mental%20health,%20community%20facilities%20and%20services/subchapter%20g/10a%20ncac%2027g%20.4503.html",
    Mark.PRIMARY,
    "2026-11-21",
)

NORTH_CAROLINA_LICENSING = Standard(
    "north-carolina-licensing",
    "North Carolina licensing",
    (
        Rule(
            id="us_nc.license.sacot.hours_day",
            measure=Measure.HOURS_PER_DAY,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.PARTIAL_HOSPITALIZATION}, types={"sacot"}, focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(Range.at_least(Minutes.of_hours(4)), _SOURCE, since="2006-04-01", start_checked=True)
            ),
            note="also at least 20 h/week and group counseling each service day",
        ),
        Rule(
            id="us_nc.license.sacot.days_week",
            measure=Measure.DAYS_PER_WEEK,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.PARTIAL_HOSPITALIZATION}, types={"sacot"}, focus=Focus.SUBSTANCE_USE),
            history=History.of(Dated(Range.at_least(5), _SOURCE, since="2006-04-01", start_checked=True)),
        ),
        Rule(
            id="us_nc.license.sacot.gap_days",
            measure=Measure.DAYS_BETWEEN_SERVICE_DAYS,
            force=Force.REQUIRED,
            scope=Scope(levels={LevelOfCare.PARTIAL_HOSPITALIZATION}, types={"sacot"}, focus=Focus.SUBSTANCE_USE),
            history=History.of(Dated(Range.at_most(2), _SOURCE, since="2006-04-01", start_checked=True)),
            note="between offered services",
        ),
    ),
    jurisdiction="US-NC",
    counting=SILENT_COUNTING,
    note='For programs of the type "sacot".',
)
