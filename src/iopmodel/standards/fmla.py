"""The Family and Medical Leave Act: cited values for leave from work. They check no program."""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.measures import Measure
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Force, Rule, Standard

__all__ = ["FMLA"]


FMLA = Standard(
    "fmla",
    "FMLA",
    (
        Rule(
            id="fmla.workweeks",
            measure=Measure.LEAVE_WEEKS,
            force=Force.REQUIRED,
            history=History.of(
                Dated(
                    Range.at_most(12),
                    Citation(
                        "29 CFR 825.200(a)",
                        "https://www.law.cornell.edu/cfr/text/29/825.200",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                    since="2013-03-08",
                )
            ),
            note="workweeks in any 12-month period; checked in the 2015 annual edition; effective date unverified",
        ),
        Rule(
            id="fmla.increment_minutes",
            measure=Measure.LEAVE_INCREMENT_MINUTES,
            force=Force.REQUIRED,
            history=History.of(
                Dated(
                    Range.at_most(Minutes(60)),
                    Citation(
                        "29 CFR 825.205(a)(1)",
                        "https://www.law.cornell.edu/cfr/text/29/825.205",
                        Mark.PRIMARY,
                        "2026-11-21",
                    ),
                    since="2013-03-08",
                )
            ),
            note="also no larger than the shortest increment used for other leave; checked in the 2015 annual edition;"
            " effective date unverified",
        ),
    ),
    jurisdiction="US",
    note="Cited values about leave from work; they are asked of no program.",
)
