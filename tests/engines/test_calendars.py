"""The same events as icalendar and recurring-ical-events read in a calendar written from an episode."""

import pytest
from hypothesis import given

from iopmodel.episodes import Episode
from iopmodel.strategies._episodes import episodes
from tests.engines import with_calendars

pytest.importorskip("recurring_ical_events", reason="the group `engines` is not installed: it needs an older dateutil")


@given(episodes())
def test_the_calendar_of_an_episode_is_read_as_it_was_meant(episode: Episode) -> None:
    assert with_calendars.compare(episode).differences == ()
