"""The same dates and times as python-dateutil, which comes with pendulum."""

import pytest
from hypothesis import given

from iopmodel.episodes import Episode
from tests.engines import with_dateutil
from tests.engines.rfc_examples import EXAMPLES, Example


@given(with_dateutil.expressible())
def test_every_week_of_known_dates_falls_as_dateutil_says(episode: Episode) -> None:
    assert with_dateutil.compare(episode).differences == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_examples_of_rfc_5545_are_written_down_as_dateutil_reads_them(example: Example) -> None:
    found = with_dateutil.compare_example(example)
    assert found.differences == ()
    assert found.number == len(example.starts)
