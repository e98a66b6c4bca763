"""Days of care add up, whatever moves, leaves and readmissions lie between, and however untidy the stays are."""

import itertools
from collections import Counter

import attrs
from hypothesis import given
from hypothesis import strategies as st

from iopmodel import GENERAL, Break, LevelOfCare, Meal, Phase, State
from iopmodel._days import MINUTES_IN_DAY, Date, add_days
from iopmodel.calendar_findings import CalendarFinding, CalendarFindingKind, calendar_findings
from iopmodel.census import census, census_over
from iopmodel.courses import (
    LengthOfStay,
    courses,
    dated_treatment_days,
    days_at_levels,
    days_between_levels,
    enrollments,
    length_of_stay,
    levels_apart,
    stays_in_turn,
)
from iopmodel.episodes import Episode
from iopmodel.moves import place_on
from iopmodel.occurrences import Occurrence
from iopmodel.stays import Stay
from iopmodel.strategies._episodes import dated_schedules, episodes, stays
from iopmodel.transitions import TransitionKind

FIRST = Date(2026, 2, 2)
#: A day after all that is drawn here has begun; only what has no planned end goes on.
LAST = add_days(FIRST, 180)
LEVELS = st.sampled_from(GENERAL.levels[:4])
WEEKS = dated_schedules(max_size=2)
PHASES = st.builds(Phase, LEVELS, WEEKS, length=st.sampled_from(("3 weeks", "6 weeks")))
DAYS = st.integers(0, 180).map(lambda days: add_days(FIRST, days))

#: Where a patient is on a day: the level, and whether on leave from it.
Place = tuple[LevelOfCare, bool]


@st.composite
def moved_episodes(draw: st.DrawFn) -> Episode:
    """Episodes with recorded moves, each one that the place of the patient allows; some follow on the same day."""
    day = add_days(FIRST, draw(st.integers(0, 14)))
    episode = Episode.of(draw(PHASES), first=day)
    for _ in range(draw(st.integers(0, 5))):
        last = [move for move in episode.moves if not move.planned][-1]
        may_follow = last.transition.kind in {TransitionKind.DISCHARGE, TransitionKind.RETURN}
        day = add_days(last.on, draw(st.integers(0 if may_follow else 1, 12)))
        now = place_on(episode.moves, day)
        to = ["phase"]
        if now is not State.DISCHARGED:
            to.append("discharge")
        if isinstance(now, LevelOfCare) and day > last.on:
            to.append("leave")
        chosen = draw(st.sampled_from(to))
        if chosen == "leave":
            back = draw(st.none() | st.integers(1, 10).map(lambda days, day=day: add_days(day, days)))  # type: ignore[misc]
            episode = episode.move(State.ON_LEAVE, on=day, until=back)
        else:
            episode = episode.move(draw(PHASES) if chosen == "phase" else State.DISCHARGED, on=day, reason="agreed")
    return episode


@st.composite
def untidy_stays(draw: st.DrawFn) -> Stay:
    """Stays anywhere in the same weeks, some on leave, some authorized at another level, some without an end."""
    stay = draw(stays(first=st.integers(0, 60).map(lambda days: add_days(FIRST, days)), weeks=WEEKS))
    until = stay.until if draw(st.integers(0, 4)) else None
    level, authorized = draw(LEVELS), draw(st.none() | LEVELS)
    return attrs.evolve(stay, until=until, level=level, authorized=authorized, on_leave=draw(st.booleans()))


def untidy_episodes() -> st.SearchStrategy[Episode]:
    """Episodes whose stays overlap, lie inside each other, or leave days between."""
    return st.lists(untidy_stays(), min_size=1, max_size=4).map(lambda each: Episode(stays=each))


ANY = st.one_of(moved_episodes(), untidy_episodes(), episodes(weeks=WEEKS))


def place(episode: Episode, day: Date) -> Place | None:
    """Where the patient is on a day, found day by day: in the stay that began last, if that still holds the day."""
    begun = [stay for stay in episode.stays if stay.first <= day]
    if not begun or not begun[-1].holds(day):
        return None
    return begun[-1].level, begun[-1].on_leave


def days_from(first: Date, count: int) -> list[Date]:
    return [add_days(first, number) for number in range(count)]


@given(ANY, st.integers(0, 90))
def test_the_length_of_stay_is_the_number_of_days_on_which_a_day_by_day_look_finds_the_patient(
    episode: Episode, count: int
) -> None:
    on = add_days(episode.first, count)
    found = Counter(place(episode, day) for day in days_from(episode.first, count))
    expected = {level for level, _ in filter(None, found)}
    assert days_at_levels(episode, on=on) == {
        level: LengthOfStay(found[level, False], found[level, True]) for level in expected
    }


@given(ANY, DAYS, st.sampled_from(("clinical", "authorized")))
def test_the_days_at_all_levels_are_the_length_of_stay_whoever_names_the_level(
    episode: Episode, on: Date, by: str
) -> None:
    whole = length_of_stay(episode, on=on)
    assert sum(days_at_levels(episode, on=on, by=by).values(), LengthOfStay()) == whole
    assert sum((each.length(on) for each in courses(episode, by=by)), LengthOfStay()) == whole
    assert sum((each.length(on) for each in enrollments(episode)), LengthOfStay()) == whole


@given(ANY)
def test_courses_follow_on_each_other_within_an_enrollment_and_their_levels_change(episode: Episode) -> None:
    for enrollment in enrollments(episode):
        for one, other in itertools.pairwise(enrollment.courses):
            assert one.until == other.first
            assert one.level != other.level
        for before, after in itertools.pairwise(enrollment.stays):
            assert before.until == after.first
    assert courses(episode) == tuple(course for each in enrollments(episode) for course in each.courses)


@given(ANY)
def test_days_of_care_and_days_between_make_up_all_days_of_an_episode(episode: Episode) -> None:
    last = stays_in_turn(episode)[-1].until or LAST
    between = sum(each.days for each in days_between_levels(episode))
    whole = last.toordinal() - episode.first.toordinal()
    assert length_of_stay(episode, on=last).days + between == whole
    readmissions = sum(each.is_readmission for each in days_between_levels(episode))
    assert readmissions == len(enrollments(episode)) - 1


@given(untidy_episodes(), DAYS)
def test_levels_are_apart_on_a_day_exactly_if_its_stay_says_so(episode: Episode, day: Date) -> None:
    held = [stay for stay in stays_in_turn(episode) if stay.holds(day) and stay.authorized is not None]
    apart = [each for each in levels_apart(episode) if each.first <= day and (each.until is None or day < each.until)]
    assert [(each.clinical, each.authorized) for each in apart] == [(stay.level, stay.authorized) for stay in held]


@given(st.lists(ANY, max_size=4), DAYS)
def test_a_census_is_a_count_of_places(patients: list[Episode], on: Date) -> None:
    found = Counter(place(episode, on) for episode in patients)
    expected = {level: (found[level, False], found[level, True]) for level, _ in filter(None, found)}
    assert dict(census(patients, on=on)) == expected
    assert census_over(patients, on, add_days(on, 1)).on(on) == census(patients, on=on)


@given(st.lists(ANY, max_size=4), DAYS, st.integers(1, 30))
def test_from_day_to_day_a_level_gains_who_reaches_it_and_loses_who_leaves_it(
    patients: list[Episode], first: Date, count: int
) -> None:
    found = census_over(patients, first, add_days(first, count))
    for before, day in itertools.pairwise(days_from(first, count)):
        for level in {each.level for each in found.levels}:
            reached = sum(each.number for each in found.moves if (each.day, each.reached) == (day, level))
            left = sum(each.number for each in found.moves if (each.day, each.left) == (day, level))
            assert sum(found.on(day)[level]) - sum(found.on(before)[level]) == reached - left


@given(st.lists(moved_episodes() | episodes(weeks=WEEKS), max_size=4), DAYS, st.integers(1, 60))
def test_every_discharge_ends_one_stay_that_began(patients: list[Episode], first: Date, count: int) -> None:
    found = census_over(patients, first, add_days(first, count))
    assert found.count("discharge") == len(found.discharges)
    whole = census_over(patients, Date(1900, 1, 1), Date(2200, 1, 1))
    endless = sum(episode.until is None for episode in patients)
    # Stays as they were written down may also begin with a leave of absence.
    begun = sum(each.number for each in whole.moves if each.left is None)
    assert begun == whole.count("discharge") + endless


@given(st.lists(ANY, max_size=3), st.lists(ANY, max_size=3), DAYS, st.integers(0, 30))
def test_the_census_of_two_sets_of_patients_is_that_of_both_together(
    some: list[Episode], others: list[Episode], first: Date, count: int
) -> None:
    until = add_days(first, count)
    one, other, both = (census_over(each, first, until) for each in (some, others, some + others))
    apart = Counter[tuple[LevelOfCare, int]]()
    for part in (*one.levels, *other.levels):
        apart.update({(part.level, number): heads for number, heads in enumerate(part.in_care)})
    assert {(each.level, number): heads for each in both.levels for number, heads in enumerate(each.in_care)} == apart
    assert sorted(map(str, one.discharges + other.discharges)) == sorted(map(str, both.discharges))
    assert sum(each.number for each in one.moves + other.moves) == sum(each.number for each in both.moves)


@given(ANY, st.integers(0, 40), st.integers(0, 40))
def test_treatment_days_of_two_spans_are_those_of_the_whole(episode: Episode, before: int, after: int) -> None:
    first, middle = episode.first, add_days(episode.first, before)
    until = add_days(middle, after)
    parts = (dated_treatment_days(episode, first, middle), dated_treatment_days(episode, middle, until))
    whole = dated_treatment_days(episode, first, until)
    levels = {level for part in parts for level in part}
    assert whole == {level: parts[0].get(level, ()) + parts[1].get(level, ()) for level in levels}


# Findings


def begins(occurrence: Occurrence) -> int:
    return occurrence.ordinal * MINUTES_IN_DAY + (occurrence.begin or 0)


def clash(one: Occurrence, other: Occurrence) -> bool:
    """Whether a patient cannot attend both, minute by minute as the week says."""
    for each in (one, other):
        session = each.session
        if session.optional or session.attended_by == "family" or isinstance(session.component, Break | Meal):
            return False
    return max(begins(one), begins(other)) < min(begins(one) + one.shortest, begins(other) + other.shortest)


@given(ANY, st.integers(0, 20))
def test_the_clashes_are_those_that_a_look_at_every_pair_finds(episode: Episode, after: int) -> None:
    first = add_days(episode.first, after)
    held = [each for each in episode.between(episode.first, add_days(first, 30)) if each.begin is not None]
    pairs = (pair for pair in itertools.combinations(held, 2) if clash(*pair))
    expected = Counter(frozenset(pair) for pair in pairs if max(each.ordinal for each in pair) >= first.toordinal())
    found = calendar_findings(episode, first, add_days(first, 30))
    assert Counter(frozenset(each.occurrences) for each in found if each.kind is CalendarFindingKind.CLASH) == expected


@given(ANY, st.integers(0, 40), st.integers(0, 40))
def test_the_findings_of_two_spans_are_about_the_days_of_the_findings_of_the_whole(
    episode: Episode, before: int, after: int
) -> None:
    first, middle = episode.first, add_days(episode.first, before)
    until = add_days(middle, after)
    parts = (*calendar_findings(episode, first, middle), *calendar_findings(episode, middle, until))
    assert days_found(parts) == days_found(calendar_findings(episode, first, until))


def days_found(findings: tuple[CalendarFinding, ...]) -> Counter[tuple[str, int]]:
    """How often each day is in the findings that say the same."""
    return Counter(
        (str(each), day) for each in findings for day in range(each.days.first.toordinal(), each.days.until.toordinal())
    )


@given(ANY, DAYS)
def test_a_day_is_in_a_gap_or_an_overlap_exactly_if_no_stay_or_several_hold_it(episode: Episode, day: Date) -> None:
    found = {each.kind for each in calendar_findings(episode, day, add_days(day, 1))}
    holding = sum(stay.holds(day) for stay in episode.stays)
    is_inside = episode.first <= day < episode.stays[-1].first
    assert (CalendarFindingKind.OVERLAP in found) == (holding > 1)
    assert (CalendarFindingKind.GAP in found) == (place(episode, day) is None and is_inside)


@given(moved_episodes())
def test_what_moves_make_has_no_overlap_and_gaps_only_between_enrollments(episode: Episode) -> None:
    kinds = Counter(each.kind for each in calendar_findings(episode, until=LAST))
    assert kinds[CalendarFindingKind.OVERLAP] == 0
    readmissions = [each for each in days_between_levels(episode) if each.is_readmission and each.days]
    assert kinds[CalendarFindingKind.GAP] == len(readmissions)
