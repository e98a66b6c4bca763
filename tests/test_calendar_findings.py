"""Findings about the calendar of an episode: gaps, overlaps, hours that a clock skips, clashes, lost changes; by hand.

In New York the clock jumps over 02:00 to 03:00 on 8 March 2026 and is set back over 01:00 to 02:00 on 1 November 2026.
In Sao Paulo it jumped over 00:00 to 01:00 on 4 November 2018.
"""

import pytest

from iopmodel import Break, GroupTherapy, LevelOfCare, Minutes, Phase, Session, State, sessions
from iopmodel._days import plain_day
from iopmodel.calendar_findings import CalendarFinding, CalendarFindingKind, calendar_findings
from iopmodel.episodes import Episode
from iopmodel.errors import EndsBeforeItStarts, NotAccepted
from iopmodel.overrides import Added, Cancelled, Moved
from iopmodel.spans import DaySpan
from iopmodel.stays import Stay
from tests.refusal import refusal

OP, IOP, PHP = LevelOfCare.OUTPATIENT, LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION
EVENING = Phase(IOP, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"), length="8 weeks")
MONDAY = "MO 18:00 group-therapy"
GAP, OVERLAP, MISSING_START, TWICE_START, CLASH, LOST_OVERRIDE = CalendarFindingKind


def eight_weeks() -> Episode:
    return Episode.of(EVENING, first="2026-02-02")


def of_stays(*stays: tuple[LevelOfCare, str, str | None]) -> Episode:
    """An episode of stays without sessions."""
    return Episode(
        stays=[
            Stay(level=level, first=plain_day(first), until=None if until is None else plain_day(until), week=())
            for level, first, until in stays
        ]
    )


def of_week(*week: Session, first: str = "2026-02-02", zone: str | None = None) -> Episode:
    return Episode.of(Phase(IOP, week, length="1 week"), first=first, timezone=zone)


def a_group(clock: str, **more: object) -> Session:
    (session,) = sessions(GroupTherapy(), "MO", clock, **more)  # type: ignore[arg-type]
    return session


def days(first: str, until: str) -> DaySpan:
    return DaySpan(plain_day(first), plain_day(until))


def brief(findings: tuple[CalendarFinding, ...]) -> list[tuple[str, DaySpan]]:
    return [(each.kind, each.days) for each in findings]


def test_an_episode_as_planned_has_no_finding() -> None:
    assert calendar_findings(eight_weeks()) == ()
    assert calendar_findings(eight_weeks().move(State.ON_LEAVE, on="2026-02-09", until="2026-02-16")) == ()


# Gaps and overlaps


def test_days_between_two_stays_are_a_gap() -> None:
    episode = of_stays((PHP, "2026-02-02", "2026-02-16"), (IOP, "2026-02-19", "2026-03-02"))
    (gap,) = calendar_findings(episode)
    assert (gap.kind, gap.days, gap.stays) == (GAP, days("2026-02-16", "2026-02-19"), episode.stays)
    assert str(gap) == (
        "gap: no care from 2026-02-16 up to 2026-02-19, between partial hospitalization and intensive outpatient; "
        "if the patient was not discharged, let the first stay end where the second one begins"
    )


def test_stays_that_abut_have_no_gap() -> None:
    assert calendar_findings(of_stays((PHP, "2026-02-02", "2026-02-16"), (IOP, "2026-02-16", "2026-03-02"))) == ()


def test_a_gap_is_given_as_far_as_it_was_asked_about() -> None:
    episode = of_stays((PHP, "2026-02-02", "2026-02-16"), (IOP, "2026-02-26", "2026-03-02"))
    assert brief(calendar_findings(episode, "2026-02-20", "2026-02-22")) == [(GAP, days("2026-02-20", "2026-02-22"))]
    assert calendar_findings(episode, until="2026-02-16") == ()
    assert calendar_findings(episode, "2026-02-26") == ()


def test_days_that_two_stays_hold_are_an_overlap() -> None:
    episode = of_stays((PHP, "2026-02-02", "2026-02-16"), (IOP, "2026-02-12", "2026-03-02"))
    (overlap,) = calendar_findings(episode)
    assert (overlap.kind, overlap.days, overlap.stays) == (OVERLAP, days("2026-02-12", "2026-02-16"), episode.stays)
    assert overlap.words == (
        'two stays hold the days from 2026-02-12 on: "partial hospitalization, 2026-02-02 until 2026-02-16" and '
        '"intensive outpatient, 2026-02-12 until 2026-03-02"; '
        "a patient is at one level a day, so let the first one end where the second one begins"
    )


def test_a_stay_inside_another_one_overlaps_on_all_of_its_days_and_then_nobody_is_in_care() -> None:
    episode = of_stays(
        (PHP, "2026-02-02", "2026-03-02"), (IOP, "2026-02-09", "2026-02-16"), (OP, "2026-02-23", "2026-03-30")
    )
    assert brief(calendar_findings(episode)) == [
        (OVERLAP, days("2026-02-09", "2026-02-16")),
        (GAP, days("2026-02-16", "2026-02-23")),
        (OVERLAP, days("2026-02-23", "2026-03-02")),
    ]


def test_two_stays_without_a_planned_end_overlap_for_as_long_as_was_asked() -> None:
    episode = of_stays((PHP, "2026-02-02", None), (IOP, "2026-02-12", None))
    assert brief(calendar_findings(episode, until="2026-05-01")) == [(OVERLAP, days("2026-02-12", "2026-05-01"))]
    assert calendar_findings(episode, until="2026-02-12") == ()


# Hours that the clock skips or repeats


def test_a_start_that_its_day_does_not_have_moves_on_and_is_found() -> None:
    week = sessions(GroupTherapy(), "SA,SU", "02:30-04:00")
    episode = of_week(*week, first="2026-03-02", zone="America/New_York")
    (finding,) = calendar_findings(episode)
    assert (finding.kind, finding.days) == (MISSING_START, days("2026-03-08", "2026-03-09"))
    assert finding.words == (
        "2026-03-08 02:30 group therapy: that day has no 02:30, because the clock jumps over it; "
        "it starts at 03:30 unless it is moved"
    )
    assert finding.occurrences == episode.occurrences()[-1:]
    assert calendar_findings(episode, "2026-03-09", "2026-03-10") == ()


def test_a_start_that_its_day_has_twice_is_the_first_and_is_found() -> None:
    week = sessions(GroupTherapy(), "SA,SU", "01:30-04:00")
    (finding,) = calendar_findings(of_week(*week, first="2026-10-26", zone="America/New_York"))
    assert (finding.kind, finding.days) == (TWICE_START, days("2026-11-01", "2026-11-02"))
    assert finding.words == (
        "2026-11-01 01:30 group therapy: that day has 01:30 twice, because the clock is set back; "
        "the first one is meant unless it is moved"
    )


def test_a_start_at_a_skipped_midnight_moves_on() -> None:
    week = sessions(GroupTherapy(), "SU", "00:30-02:00")
    (finding,) = calendar_findings(of_week(*week, first="2018-10-29", zone="America/Sao_Paulo"))
    assert "has no 00:30" in finding.words
    assert "starts at 01:30 unless" in finding.words


def test_a_start_that_moves_past_midnight_names_its_day() -> None:
    # Samoa went from 29 December 2011 straight to the 31st.
    week = sessions(GroupTherapy(), "FR", "18:00-19:00")
    (finding,) = calendar_findings(of_week(*week, first="2011-12-26", zone="Pacific/Apia"))
    assert "2011-12-30 18:00" in finding.words
    assert "it starts at 18:00 on 2011-12-31 unless it is moved" in finding.words


def test_without_a_zone_or_a_clock_time_no_start_is_in_doubt() -> None:
    week = sessions(GroupTherapy(), "SU", "02:30-04:00")
    assert calendar_findings(of_week(*week, first="2026-03-02")) == ()
    timeless = [Session(GroupTherapy(), day="SU", time="1 h")]
    assert calendar_findings(of_week(*timeless, first="2026-03-02", zone="America/New_York")) == ()


def test_what_is_cancelled_or_moved_away_starts_nowhere() -> None:
    week = sessions(GroupTherapy(), "SU", "02:30-04:00")
    episode = of_week(*week, first="2026-03-02", zone="America/New_York")
    key = "SU 02:30 group-therapy"
    assert calendar_findings(episode.override(Cancelled("2026-03-08", key))) == ()
    assert calendar_findings(episode.override(Moved("2026-03-08", key, start="04:00"))) == ()


# Clashes


def test_two_sessions_that_overlap_clash_on_the_day_of_the_later_start() -> None:
    episode = eight_weeks().override(Added("2026-02-09", Session(GroupTherapy(), start="20:15", time="1 h")))
    (clash,) = calendar_findings(episode)
    assert (clash.kind, clash.days) == (CLASH, days("2026-02-09", "2026-02-10"))
    assert clash.occurrences == episode.between("2026-02-09", "2026-02-10")
    assert clash.words == (
        "a patient cannot attend both 2026-02-09 18:00 group therapy and 2026-02-09 20:15 group therapy (added), "
        "which overlap by 45 min; move or cancel one of them"
    )


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("18:00-21:00", "21:00-22:00", None),
        ("18:00-21:00", "20:59-22:00", "1 min"),
        ("18:00-21:00", "19:00-20:00", "1 h"),
        ("18:00-21:00", "18:00-19:30", "1 h 30 min"),
    ],
)
def test_sessions_clash_from_the_first_shared_minute_on(one: str, other: str, overlap: str | None) -> None:
    found = calendar_findings(of_week(a_group(one), a_group(other)))
    assert [each.words.partition("overlap by ")[2].partition(";")[0] for each in found] == (
        [overlap] if overlap else []
    )


def test_a_session_past_midnight_clashes_with_the_next_morning_and_then_on_that_day() -> None:
    week = [a_group("22:00-01:00"), *sessions(GroupTherapy(), "TU", "00:30-01:30")]
    found = calendar_findings(of_week(*week))
    assert brief(found) == [(CLASH, days("2026-02-03", "2026-02-04"))]
    assert calendar_findings(of_week(*week), "2026-02-03") == found
    assert calendar_findings(of_week(*week), until="2026-02-03") == ()


def test_a_clash_of_the_day_before_is_not_told_again() -> None:
    assert calendar_findings(of_week(a_group("18:00-21:00"), a_group("20:00-22:00")), "2026-02-03") == ()


def test_a_long_session_clashes_with_each_one_that_it_covers() -> None:
    found = calendar_findings(of_week(a_group("09:00-15:00"), a_group("10:00-11:00"), a_group("14:00-16:00")))
    assert [(one.begin, other.begin) for one, other in (each.occurrences for each in found)] == [(540, 600), (540, 840)]


@pytest.mark.parametrize(
    "beside",
    [
        a_group("19:00-20:00", optional=True),
        a_group("19:00-20:00", attended_by="family"),
        Session(Break(), day="MO", start="19:00", time=Minutes(15)),
        Session(GroupTherapy(), day="MO", start="19:00"),
        Session(GroupTherapy(), day="MO", time="1 h"),
    ],
    ids=["optional", "family only", "break", "unknown length", "no clock time"],
)
def test_what_a_patient_may_leave_out_and_what_may_lie_elsewhere_clashes_with_nothing(beside: Session) -> None:
    assert calendar_findings(of_week(a_group("18:00-21:00"), beside)) == ()


def test_a_move_can_make_a_clash_and_mend_one() -> None:
    clashing = eight_weeks().override(Moved("2026-02-09", MONDAY, to="2026-02-11", start="19:00"))
    assert brief(calendar_findings(clashing)) == [(CLASH, days("2026-02-11", "2026-02-12"))]
    mended = clashing.override(Cancelled("2026-02-11", "WE 18:00 group-therapy"))
    assert calendar_findings(mended) == ()


# Lost changes


def test_a_change_of_a_day_that_a_move_has_dropped_is_lost() -> None:
    episode = eight_weeks().override(Cancelled("2026-03-09", MONDAY, reason="storm"))
    left = episode.move(State.DISCHARGED, on="2026-03-02")
    (lost,) = calendar_findings(left, until="2026-03-30")
    assert (lost.kind, lost.days, lost.override) == (LOST_OVERRIDE, days("2026-03-09", "2026-03-10"), left.overrides[0])
    assert lost.words == (
        '"2026-03-09: MO 18:00 group-therapy cancelled (storm)" changes nothing: '
        "no such session that day; it has none; name what is on the calendar, or take it out"
    )
    assert calendar_findings(left, until="2026-03-09") == ()


def test_a_change_of_a_session_that_another_week_has_no_more_is_lost() -> None:
    episode = eight_weeks().override(Cancelled("2026-03-09", MONDAY))
    changed = episode.change_week(sessions(GroupTherapy(), "TU,FR", "09:00-12:00"), on="2026-03-02")
    assert brief(calendar_findings(changed)) == [(LOST_OVERRIDE, days("2026-03-09", "2026-03-10"))]


# The whole


def test_findings_come_in_the_order_of_their_days_then_of_their_kinds() -> None:
    stays = of_stays((PHP, "2026-02-02", "2026-02-16"), (IOP, "2026-02-19", "2026-03-02")).stays
    lost = [Cancelled("2026-02-19"), Cancelled("2026-02-03"), Cancelled("2026-02-16")]
    found = calendar_findings(Episode(stays=stays, overrides=lost))
    assert [(each.kind, str(each.days.first)) for each in found] == [
        (LOST_OVERRIDE, "2026-02-03"),
        (LOST_OVERRIDE, "2026-02-16"),
        (GAP, "2026-02-16"),
        (LOST_OVERRIDE, "2026-02-19"),
    ]
    together = Episode(
        stays=[*of_stays((PHP, "2026-02-02", "2026-02-10"), (IOP, "2026-02-09", "2026-02-16")).stays],
        overrides=[Cancelled("2026-02-09")],
    )
    assert [each.kind for each in calendar_findings(together)] == [OVERLAP, LOST_OVERRIDE]


def test_without_a_planned_end_a_last_day_is_needed() -> None:
    episode = of_stays((IOP, "2026-02-02", None))
    assert "a last day, such as until=" in refusal(NotAccepted, lambda: calendar_findings(episode))
    assert calendar_findings(episode, until="2026-05-01") == ()
    assert "2026-02-02" in refusal(EndsBeforeItStarts, lambda: calendar_findings(episode, until="2026-02-01"))


def test_what_begins_on_the_first_day_asked_about_is_among_what_is_found() -> None:
    night = Phase(IOP, [Session(GroupTherapy(), day="SU", start="02:30", time="1 h")], length="8 weeks")
    episode = Episode.of(night, first="2026-02-02", timezone="America/New_York")
    for first, number in (("2026-03-07", 1), ("2026-03-08", 1), ("2026-03-09", 0)):
        found = calendar_findings(episode, first=first, until="2026-03-15")
        assert [each.kind for each in found] == [CalendarFindingKind.MISSING_START] * number
