"""What the episode machine draws, asked without running it."""

from hypothesis import given

from iopmodel.quantities import Range
from iopmodel.schedules import Session
from iopmodel.strategies._machine_draws import known_weeks


@given(known_weeks())
def test_every_date_and_time_of_a_known_week_is_known(week: tuple[Session, ...]) -> None:
    assert 2 <= len(week) <= 4
    assert [each.key for each in week] == [f"s{number}" for number in range(len(week))]
    for each in week:
        assert each.day is not None
        assert each.start is not None
        assert isinstance(each.time, Range)
        assert each.time.is_exact
