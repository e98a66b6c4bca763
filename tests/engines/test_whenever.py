"""The same moments and elapsed minutes as whenever."""

import pytest
from hypothesis import given

from iopmodel.episodes import Episode
from iopmodel.strategies._episodes import episodes
from tests.engines import with_whenever

pytest.importorskip("whenever", reason="the group `engines` is not installed")


@given(episodes())
def test_starts_ends_and_elapsed_minutes_are_those_of_whenever(episode: Episode) -> None:
    assert with_whenever.compare(episode).differences == ()
