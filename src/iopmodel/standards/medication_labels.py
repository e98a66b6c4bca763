"""Product labels of injected medications: days between two doses, as cited values."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Range
from iopmodel.rules import Force, Rule, Scope, Standard
from iopmodel.spans import PartOfStay

__all__ = ["MEDICATION_LABELS"]

_SOURCE = Citation("Brixadi (buprenorphine ER) label sec. 2", mark=Mark.SECONDARY, checked_on="2026-11-21")

MEDICATION_LABELS = Standard(
    "medication-labels",
    "Medication labels",
    (
        Rule(
            id="moud.vivitrol.interval_days",
            measure=Measure.DOSE_INTERVAL_DAYS,
            force=Force.RECOMMENDED,
            scope=Scope(focus=Focus.SUBSTANCE_USE),
            history=History.of(
                Dated(
                    Range.at_least(28),
                    Citation(
                        "Vivitrol (naltrexone ER 380 mg) label sec. 2", mark=Mark.SECONDARY, checked_on="2026-11-21"
                    ),
                )
            ),
            issuer="Product label: Vivitrol",
            note="a cadence (every 4 weeks or once a month), not a floor; no window or missed-dose rule stated",
        ),
        Rule(
            id="moud.sublocade.interval_days",
            measure=Measure.DOSE_INTERVAL_DAYS,
            force=Force.RECOMMENDED,
            scope=Scope(focus=Focus.SUBSTANCE_USE, during=PartOfStay(name="maintenance")),
            history=History.of(
                Dated(
                    Range.at_least(26),
                    Citation("Sublocade (buprenorphine ER) label sec. 2", mark=Mark.SECONDARY, checked_on="2026-11-21"),
                )
            ),
            issuer="Product label: Sublocade",
            note="phase: maintenance; monthly (about 28-31 days), at least 26 days apart; delays up to 14 days not "
            "expected to matter; 2nd dose as early as 1 week after the 1st",
        ),
        Rule(
            id="moud.brixadi_weekly.interval_days",
            measure=Measure.DOSE_INTERVAL_DAYS,
            force=Force.RECOMMENDED,
            scope=Scope(focus=Focus.SUBSTANCE_USE),
            history=History.of(Dated(Range(5, 9), _SOURCE)),
            issuer="Product label: Brixadi weekly",
            note="7 +/- 2 days",
        ),
        Rule(
            id="moud.brixadi_monthly.interval_days",
            measure=Measure.DOSE_INTERVAL_DAYS,
            force=Force.RECOMMENDED,
            scope=Scope(focus=Focus.SUBSTANCE_USE),
            history=History.of(Dated(Range(21, 35), _SOURCE)),
            issuer="Product label: Brixadi monthly",
            note="28 +/- 7 days",
        ),
    ),
    jurisdiction="US",
    note="Cited values about a patient's doses; they are asked of no program.",
)
