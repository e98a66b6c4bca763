"""Totals and averages: what the weeks of a stay must add up to."""

import pytest

from iopmodel import Aggregation, Citation, Dated, History, Mark, Measure, Minutes, Range, Rule, Standard
from iopmodel.demands import Demand
from iopmodel.stay_totals import sum_ends
from iopmodel.week_cases import Wanted, met, missed

NINE_TO_NINETEEN = Range(Minutes(540), Minutes(1140))
RULE = Rule(
    id="own.average",
    measure=Measure.HOURS_PER_WEEK,
    history=History.of(Dated(NINE_TO_NINETEEN, Citation("an example", mark=Mark.PRIMARY))),
    force="required",
    aggregation=Aggregation.AVERAGE,
)
DEMAND = Demand(RULE, Standard("own", "Own", [RULE]), NINE_TO_NINETEEN, 540, 1140)
BELOW, ABOVE = missed(DEMAND)


@pytest.mark.parametrize(
    ("wanted", "ends"),
    [(met(DEMAND), (4320, 9120)), (BELOW, (0, 4319)), (ABOVE, (9121, None))],
    ids=["met", "below", "above"],
)
def test_an_average_of_eight_weeks_is_a_sum_to_the_minute(wanted: Wanted, ends: tuple[int, int | None]) -> None:
    assert sum_ends(wanted, 8) == ends
