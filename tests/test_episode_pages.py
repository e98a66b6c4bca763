"""An episode as a page: what a clinician finds on it, and where."""

from __future__ import annotations

import pytest

from iopmodel import (
    Added,
    Closure,
    Episode,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Minutes,
    Moved,
    Phase,
    Review,
    Session,
    State,
    episode_page,
    sessions,
    standards,
)
from iopmodel.attendance import Attendance
from iopmodel.errors import NotAccepted

EVENING = [*sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"), Session(IndividualTherapy(), time=Minutes(60))]
IOP = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, EVENING, name="evening")
BARE = Phase(LevelOfCare.INTENSIVE_OUTPATIENT, sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"), name="evening")
PHP = Phase(LevelOfCare.PARTIAL_HOSPITALIZATION, sessions(GroupTherapy(), "MO,TU,WE,TH,FR", "09:00-13:00"), name="day")


def lines(page: str, heading: str) -> list[str]:
    """The lines below a heading, up to the next empty one."""
    found = page.split(f"\n{heading}\n", 1)[1]
    return found.split("\n\n", 1)[0].splitlines()


def test_a_page_in_full() -> None:
    episode = Episode.of(BARE, first="2026-02-02", length="2 weeks", label="case 17")
    page = episode_page(episode, against=[standards.MEDICARE], on="2026-02-09")
    assert page.splitlines()[:-1] == [
        "evening case 17 · 2026-02-02 until 2026-02-16 · looked at on 2026-02-09 · weeks Monday to Sunday",
        "",
        "phases",
        "  evening  intensive outpatient  2026-02-02 until 2026-02-16  14 days",
        "",
        "moves",
        "  2026-02-02: before-admission -> intensive outpatient: admission, allowed",
        "  2026-02-16: intensive outpatient -> discharged: discharge, allowed (planned)",
        "",
        "weeks",
        "                                 hours  days  Medicare",
        "    1  2026-02-02 to 2026-02-08  9 h    3     met",
        " >  2  2026-02-09 to 2026-02-15  9 h    3     met",
        "",
        "planned 18 h in all: 9 h so far, 9 h to come",
        "",
        "due",
        "  nothing known to be due before the end of the stays, which is not nothing required",
        "",
    ]
    assert page.splitlines()[-1].startswith("iopmodel ")


def test_a_page_without_bodies_has_neither_verdicts_nor_what_is_due() -> None:
    page = episode_page(Episode.of(BARE, first="2026-02-02", length="1 week"), on="2026-02-02")
    assert lines(page, "weeks")[0].split() == ["hours", "days"]
    assert "\ndue\n" not in page


def test_what_is_not_as_the_week_says_stands_below_its_week() -> None:
    episode = Episode.of(
        BARE,
        first="2026-02-02",
        length="3 weeks",
        closures=[
            Closure("2026-02-16", "Presidents' Day"),
            Closure("2026-02-18", "short day", policy="replaced-hours", hours="09:00-20:00"),
        ],
        overrides=[
            Moved("2026-02-04", "WE 18:00 group-therapy", to="2026-02-06", reason="room"),
            Added("2026-02-10", Session(GroupTherapy("skills"), start="18:00", time=Minutes(60))),
            Added(
                "2026-02-21",
                Session(GroupTherapy(), start="09:00", time=Minutes(180)),
                replaces=("MO 18:00 group-therapy", "2026-02-16"),
            ),
        ],
    )
    found = lines(episode_page(episode, against=[standards.MEDICARE], on="2026-02-02"), "weeks")
    assert [line.strip() for line in found if line.startswith("       ")][1:] == [
        "moved to Fri 2026-02-06: 18:00 group therapy of 2026-02-04, 3 h (room)",
        "added Tue 2026-02-10: 18:00 group therapy: skills, 1 h",
        "not held Mon 2026-02-16: 1 session (Presidents' Day)",
        "shortened Wed 2026-02-18: 18:00 group therapy, 2 h (short day)",
        "make-up Sat 2026-02-21: 09:00 group therapy, 3 h, makes up MO 18:00 group-therapy of 2026-02-16",
    ]


def test_a_week_that_misses_says_by_how_much_and_a_partial_one_that_it_is() -> None:
    episode = Episode.of(BARE, first="2026-02-04", length="2 weeks", closures=[Closure("2026-02-09", "snow")])
    page = episode_page(episode, against=[standards.MEDICARE], on="2026-02-04")
    rows = [line for line in lines(page, "weeks") if "2026-" in line and "not held" not in line]
    assert [row.split("  ")[-1].strip() for row in rows] == ["partial", "3 h short of at least 9 h a week", "partial"]


def test_a_week_that_may_miss_says_what_is_asked() -> None:
    open_week = Phase(
        LevelOfCare.INTENSIVE_OUTPATIENT, [*sessions(GroupTherapy(), "MO,WE", "18:00-21:00"), Session(GroupTherapy())]
    )
    page = episode_page(
        Episode.of(open_week, first="2026-02-02", length="1 week"), against=[standards.MEDICARE], on="2026-02-02"
    )
    assert lines(page, "weeks")[1].endswith("unknown: at least 9 h a week")


def test_a_body_without_a_rule_for_the_level_says_so() -> None:
    outpatient = Phase(LevelOfCare.OUTPATIENT, sessions(GroupTherapy(), "MO", "18:00-19:00"))
    page = episode_page(
        Episode.of(outpatient, first="2026-02-02", length="1 week"), against=[standards.MEDICARE], on="2026-02-02"
    )
    assert lines(page, "weeks")[1].endswith("no rule applies")


def test_a_week_between_two_stays_is_not_in_care() -> None:
    episode = Episode.of(BARE, first="2026-02-02", length="1 week").move(BARE, on="2026-02-16", length="1 week")
    page = episode_page(episode, against=[standards.MEDICARE], on="2026-02-02")
    assert lines(page, "weeks")[2].endswith("not in care")
    assert any("gap" in line or "no care" in line for line in lines(page, "on the calendar"))


def test_what_was_attended_takes_the_place_of_the_plan_before_the_day() -> None:
    episode = Episode.of(BARE, first="2026-02-02", length="1 week")
    monday, wednesday, _ = episode.occurrences()
    attendance = Attendance("case 17").record(monday).record(wednesday, "absent-excused")
    page = episode_page(episode, against=[standards.MEDICARE], on="2026-02-05", attendance=attendance)
    assert "3 h short of at least 9 h a week" in page
    assert "delivered 3 h before 2026-02-05" in page


def test_sessions_by_arrangement_that_lie_ahead_are_listed_together() -> None:
    page = episode_page(Episode.of(IOP, first="2026-02-02", length="3 weeks"), on="2026-02-09")
    assert lines(page, "still to be placed") == ["  individual-therapy: 1, 2 times, 2026-02-09 until 2026-02-23"]
    later = episode_page(Episode.of(IOP, first="2026-02-02", length="3 weeks"), on="2026-02-16")
    assert lines(later, "still to be placed") == ["  individual-therapy: 1, once, 2026-02-16 until 2026-02-23"]


def test_reviews_stand_with_what_was_done() -> None:
    episode = Episode.of(PHP, first="2026-02-02", length="5 weeks")
    page = episode_page(
        episode, against=[standards.MEDICARE], on="2026-02-25", done=[Review("2026-02-19", "recertification")]
    )
    assert lines(page, "due")[0] == "  first recertification by 2026-02-19, done 2026-02-19 (42 CFR 424.24(e)(3)(ii))"


def test_a_leave_an_authorized_level_and_a_correction_are_named() -> None:
    episode = Episode.of(PHP, first="2026-02-02", length="6 weeks").move(
        State.ON_LEAVE, on="2026-02-16", until="2026-02-23", reason="family"
    )
    episode = episode.authorize(LevelOfCare.INTENSIVE_OUTPATIENT, first="2026-03-02", until="2026-03-09")
    page = episode_page(
        episode.correct(episode, recorded="2026-03-20", reason="checked"), against=[standards.MEDICARE], on="2026-02-02"
    )
    phases = lines(page, "phases")
    assert any("on leave" in line for line in phases)
    assert "on leave" in lines(page, "weeks")[3]
    assert any(line.endswith("authorized as intensive outpatient") for line in phases)
    assert lines(page, "corrections") == ["  2026-03-20: corrected, checked"]


def test_a_stay_without_a_planned_end_is_refused() -> None:
    with pytest.raises(NotAccepted, match="without a planned end"):
        episode_page(Episode.of(BARE, first="2026-02-02"), on="2026-02-02")
