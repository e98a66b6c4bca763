"""The laws of many rules in time: editions, changes, parts of a stay; and of the people and levels they are for."""

import datetime as dt
import itertools
from collections.abc import Iterable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pendulum import Date

from iopmodel import Band, Citation, Dated, History, InForce, LevelOfCare, Minutes, Population, Range, Rule, Standard
from iopmodel._days import add_days, add_months
from iopmodel.editions import Edition, in_succession
from iopmodel.levels import GENERAL, is_level, same_level
from iopmodel.rulebook import Change, changes_in, found_in
from iopmodel.rules import Bound
from iopmodel.spans import PartOfStay, StayUnit, part_of_stay
from iopmodel.strategies._calendar import FIRST_DAY, plain_days
from iopmodel.strategies._components import LADDERS, levels
from iopmodel.strategies._values import (
    count_ranges,
    counted_parts_of_stay,
    histories,
    named_parts_of_stay,
    starts,
    time_ranges,
)

HOLDS = {InForce.YES, InForce.UNSURE}
BOUNDS: st.SearchStrategy[Bound] = time_ranges()
SOURCE = Citation("an example of a rule")
NUMBERED = st.integers(1, 200)


def a_rule(id_: str, history: History[Bound]) -> Rule:
    """A rule with this history."""
    return Rule(id=id_, measure="hours_per_week", history=history, force="required")


def undated(id_: str) -> Rule:
    """A rule without dates."""
    return a_rule(id_, History.of(Dated(Range.at_least(Minutes(540)), SOURCE)))


class Schedule(NamedTuple):
    """Editions one after the other, their rules with dates, and a day as often as not near a change."""

    editions: list[Edition]
    rules: tuple[Rule | Band, ...]
    day: Date

    def of(self, edition: Edition) -> list[Rule | Band]:
        """The rules of an edition, with their dates."""
        ids = {each.id for each in edition.rules}
        return [each for each in self.rules if each.id in ids]

    def standings(self, day: Date) -> list[set[InForce]]:
        """How the rules of each edition stand on a day."""
        return [{rule.history.standing(day) for rule in self.of(edition)} for edition in self.editions]


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Schedules of one to four editions, each with a rule at least."""
    editions: list[Edition] = []
    for number, day in enumerate(sorted(draw(st.lists(plain_days(), min_size=1, max_size=4, unique=True)))):
        edition = Edition(draw(starts(day)), (), draw(st.booleans()))
        if editions and edition.first_day <= editions[-1].first_day:
            edition = Edition(day, (), edition.start_checked)
        names = [undated(f"edition.{number}.{each}") for each in range(draw(st.integers(1, 2)))]
        editions.append(Edition(edition.since, names, edition.start_checked))
    turns = st.sampled_from([edition.first_day for edition in editions])
    near = st.builds(add_days, turns, st.integers(-40, 40) | st.integers(-400, 400))
    return Schedule(editions, in_succession(*editions), draw(near | plain_days()))


@given(schedules())
def test_on_every_day_from_the_first_start_on_exactly_one_edition_is_in_force(drawn: Schedule) -> None:
    """Editions leave no gap and no overlap, and nothing is in force before the first of them."""
    standings = drawn.standings(drawn.day)
    assert all(len(each) == 1 for each in standings)
    in_force = [each for each in standings if each <= HOLDS]
    assert len(in_force) == (drawn.day >= drawn.editions[0].first_day)


@given(schedules())
def test_an_edition_in_force_is_unsure_exactly_where_only_its_year_or_month_is_known(drawn: Schedule) -> None:
    """A start on a day is certain; of a year or a month each day may be the first."""
    for edition, (standing,) in zip(drawn.editions, drawn.standings(drawn.day), strict=True):
        if standing in HOLDS:
            within = edition.since in (drawn.day.year, f"{drawn.day.year:04d}-{drawn.day.month:02d}")
            assert (standing is InForce.UNSURE) == within


@given(schedules())
def test_the_day_on_which_an_edition_ends_is_the_first_day_of_the_next(drawn: Schedule) -> None:
    """The day of a change is written once and read twice; the last edition has no end."""
    ends = [{rule.history.entries[0].until for rule in drawn.of(edition)} for edition in drawn.editions]
    assert ends == [*({edition.first_day} for edition in drawn.editions[1:]), {None}]
    assert [rule.id for rule in drawn.rules] == [rule.id for edition in drawn.editions for rule in edition.rules]


@given(schedules(), st.data())
def test_the_edition_before_holds_in_place_of_one_that_is_left_out(drawn: Schedule, data: st.DataObject) -> None:
    """Without an edition, the one before it goes on, and nothing else changes."""
    left_out = data.draw(st.sampled_from(drawn.editions))
    rest = [edition for edition in drawn.editions if edition is not left_out]
    if rest:
        fewer = Schedule(rest, in_succession(*rest), drawn.day)
        before = dict(zip(map(id, drawn.editions), drawn.standings(drawn.day), strict=True))
        after = dict(zip(map(id, rest), fewer.standings(drawn.day), strict=True))
        changed = [edition for edition in rest if before[id(edition)] != after[id(edition)]]
        number = drawn.editions.index(left_out)
        assert changed == ([drawn.editions[number - 1]] if before[id(left_out)] <= HOLDS and number else [])


@given(schedules())
def test_the_rules_found_on_a_day_are_those_of_the_edition_in_force(drawn: Schedule) -> None:
    """Finding what is in force asks what the histories answer."""
    found = found_in([Standard("own", "Own", drawn.rules)], in_force_on=drawn.day)
    begun = [edition for edition in drawn.editions if edition.first_day <= drawn.day]
    assert [each.rule.id for each in found] == [rule.id for edition in begun[-1:] for rule in edition.rules]


@st.composite
def bodies(draw: st.DrawFn, *, to_the_day: bool = False) -> list[Standard]:
    """One or two bodies with a few rules, of which the starts are known to the day, or not so well."""
    found: list[Standard] = []
    for key in ("one", "two")[: draw(st.integers(1, 2))]:
        drawn = draw(st.lists(histories(BOUNDS, max_size=3), min_size=1, max_size=3))
        known = [_to_the_day(each) for each in drawn] if to_the_day else drawn
        found.append(Standard(key, key, [a_rule(f"{key}.{number}", each) for number, each in enumerate(known)]))
    return found


def _to_the_day(history: History[Bound]) -> History[Bound]:
    """The history, with the first day of each start that is not known to the day."""
    return History(
        Dated(each.value, each.citation, None if each.since is None else each.first_day, each.until)
        for each in history.entries
    )


@st.composite
def three_days(draw: st.DrawFn, found: list[Standard]) -> tuple[Date, Date, Date]:
    """Three days in order, as often as not near one on which something changes."""
    entries = [entry for body in found for rule in body for entry in rule.history.entries]
    turns = [day for each in entries for day in (each.first_day, each.latest_start, each.until) if day is not None]
    later = st.sampled_from([day for day in turns if day >= FIRST_DAY] or [FIRST_DAY])
    days = st.builds(add_days, later, st.integers(-2, 2)) | plain_days()
    first, middle, last = sorted((draw(days), draw(days), draw(days)))
    return first, middle, last


def _span(change: Change) -> tuple[Date, Date]:
    """The first and the last day of what is known of a change."""
    dated = Dated(None, SOURCE, since=change.day)
    return dated.first_day, dated.latest_start


@given(bodies(), st.data())
def test_a_change_lies_between_the_days_asked_about_as_far_as_is_known(
    found: list[Standard], data: st.DataObject
) -> None:
    """Listed is what can have happened from the first day on and before the last, and nothing else, in order."""
    since, _, until = data.draw(three_days(found))
    ever = changes_in(found, "0001-01-01", "9999-12-31")
    spans = [(change, *_span(change)) for change in ever]
    assert changes_in(found, since, until) == tuple(
        each for each, begin, end in spans if max(begin, since) < until and end >= since
    )
    assert [begin for _, begin, _ in spans] == sorted(begin for _, begin, _ in spans)


@given(bodies(to_the_day=True), st.data())
def test_the_changes_of_two_times_in_a_row_are_those_of_the_whole_time(
    found: list[Standard], data: st.DataObject
) -> None:
    """Where every start is known to the day, each change lies in one part, and the parts in a row are the whole."""
    since, between, until = data.draw(three_days(found))
    assert changes_in(found, since, until) == (
        *changes_in(found, since, between),
        *changes_in(found, between, until),
    )


@given(bodies(), st.data())
def test_no_change_is_lost_between_two_times_in_a_row(found: list[Standard], data: st.DataObject) -> None:
    """What is known less well may be listed in both parts, and is never missing in both."""
    since, between, until = data.draw(three_days(found))
    parts = {*changes_in(found, since, between), *changes_in(found, between, until)}
    assert set(changes_in(found, since, until)) == parts


@given(bodies(to_the_day=True), st.data())
def test_a_value_is_another_one_tomorrow_exactly_where_a_change_is_listed(
    found: list[Standard], data: st.DataObject
) -> None:
    """What changed on a day is what the histories say of that day and of the day before."""
    _, day, _ = data.draw(three_days(found))
    before = add_days(day, -1)
    changed = {each.rule for each in changes_in(found, day, add_days(day, 1))}
    for rule in (rule for body in found for rule in body):
        told = [_in_force(rule, each) for each in (before, day)]
        momentary = any(each.first_day == each.until == day for each in rule.history.entries)
        assert momentary or (rule.id in changed) == (told[0] != told[1])


def _in_force(rule: Rule | Band, day: Date) -> int | None:
    """Which of the values of a rule holds on a day."""
    holds = rule.history.standing(day) in HOLDS
    return rule.history.entries.index(rule.history.nearest(day)) if holds else None


@given(counted_parts_of_stay() | named_parts_of_stay(), NUMBERED)
def test_a_week_lies_in_a_part_of_a_stay_exactly_where_all_of_its_days_do(part: PartOfStay, week: int) -> None:
    """A week held has all its days held, and one of which a day is certainly outside is not held."""
    days = [part.holds_day(day) for day in range(7 * week - 6, 7 * week + 1)]
    whole = part.holds_week(week)
    assert (whole is True) == (days == [True] * 7)
    assert (whole is False) == (False in days)


@given(counted_parts_of_stay() | named_parts_of_stay(), NUMBERED)
def test_a_part_of_a_stay_touches_no_week_before_its_first_and_after_its_last(part: PartOfStay, week: int) -> None:
    """The first and the last week of a part are the first and the last that it may touch."""
    last = part.last_week
    outside = week < part.first_week or (last is not None and week > last)
    assert _touches(part, week) != outside
    assert _touches(part, part.first_week)
    assert last is None or _touches(part, last)


def _touches(part: PartOfStay, week: int) -> bool:
    """Whether a day of the week may lie in the part."""
    return any(part.holds_day(day) is not False for day in range(7 * week - 6, 7 * week + 1))


@given(st.sampled_from(StayUnit), st.lists(st.integers(2, 40), max_size=4, unique=True), st.integers(1, 1_500))
def test_parts_in_a_row_leave_no_day_out_and_hold_none_twice(unit: StayUnit, cuts: list[int], day: int) -> None:
    """Days and weeks are told for certain; where months end hangs on the calendar."""
    begins = [1, *sorted(cuts)]
    parts = [PartOfStay(unit, first, after - 1) for first, after in itertools.pairwise(begins)]
    held = [part.holds_day(day) for part in (*parts, PartOfStay(unit, begins[-1]))]
    assert held.count(True) <= 1
    assert held.count(False) < len(held)
    assert held.count(True) == 1 or (unit is StayUnit.MONTHS and held.count(None) > 1)


def _by_the_calendar(part: PartOfStay, start: Date, day: int) -> bool:
    """Whether the day of a stay that begins on *start* lies in a part that is counted in months."""
    on = add_days(start, day - 1)
    return add_months(start, part.first - 1) <= on and (part.last is None or on < add_months(start, part.last))


@given(counted_parts_of_stay([StayUnit.MONTHS]), plain_days(), st.integers(1, 1_300))
def test_months_of_a_stay_are_told_as_the_calendar_tells_them_or_not_at_all(
    part: PartOfStay, start: Date, day: int
) -> None:
    """What is said for certain of a day is so in every year and from every first day."""
    assert part.holds_day(day) in {None, _by_the_calendar(part, start, day)}


def _starts() -> Iterable[Date]:
    """Every day of two winters, one of them with a leap day, and the ends of other months."""
    for first in (Date(2022, 11, 1), Date(2023, 11, 1)):
        yield from (add_days(first, more) for more in range(150))
    yield from (Date(2025, 5, 31), Date(2025, 6, 1), Date(2025, 7, 31), Date(2100, 1, 31), Date(2100, 2, 28))


@pytest.mark.parametrize("text", ["month 1", "months 1 to 3", "months 2 to 3", "month 12", "months 4 on"])
def test_each_day_of_months_agrees_with_real_calendars_and_the_doubt_is_no_wider_than_needed(text: str) -> None:
    part = part_of_stay(text)
    for day in range(1, 400):
        real = {_by_the_calendar(part, start, day) for start in (*_starts(), Date(2025, 2, 1), Date(2025, 3, 1))}
        told = part.holds_day(day)
        assert real == ({True, False} if told is None else {told})


@given(counted_parts_of_stay() | named_parts_of_stay())
def test_a_part_of_a_stay_is_read_as_it_is_written(part: PartOfStay) -> None:
    """Reading the text of a part gives the part, unless its name begins like a count."""
    if not str(part).startswith(("day", "week", "month")) or not part.name:
        assert part_of_stay(str(part)) == part


PEOPLE = st.builds(
    Population,
    st.sampled_from(["adult", "adolescent", "child", "older-adult", "unspecified", "veterans"]),
    count_ranges(30),
)


@given(PEOPLE, PEOPLE, st.integers(0, 40))
def test_people_are_never_among_others_where_one_of_their_ages_is_not(
    people: Population, served: Population, age: int
) -> None:
    """Where both state their ages: an age outside is never held, and an age in common is never ruled out."""
    if not (people.ages.is_unknown or served.ages.is_unknown) and age in served.ages:
        assert people.holds(served) is not (age not in people.ages)


@given(PEOPLE)
def test_people_are_among_themselves(people: Population) -> None:
    """Every population holds itself."""
    assert people.holds(people) is True


@given(PEOPLE, PEOPLE)
def test_people_who_are_not_among_others_do_not_have_them_among_themselves(
    people: Population, others: Population
) -> None:
    """To be ruled out is mutual."""
    assert (people.holds(others) is False) == (others.holds(people) is False)


ANY_LEVEL = levels() | st.sampled_from([LevelOfCare("2.1", "Middle", "own"), LevelOfCare("own level")])


@given(ANY_LEVEL)
def test_a_level_is_itself(level: LevelOfCare) -> None:
    """Whatever system it is of, and whether or not a crosswalk leads from it."""
    assert is_level(level, level) is True


@given(ANY_LEVEL, ANY_LEVEL)
def test_levels_that_the_crosswalk_keeps_apart_are_two(asked: LevelOfCare, given: LevelOfCare) -> None:
    """To be another level is mutual, and what may be one level is one in the general ladder, or day treatment."""
    assert (is_level(asked, given) is False) == (is_level(given, asked) is False)
    if is_level(asked, given) is not False and LevelOfCare.DAY_TREATMENT not in {asked, given}:
        assert same_level(asked) == same_level(given)


@given(ANY_LEVEL, ANY_LEVEL)
def test_a_level_is_in_doubt_exactly_where_several_of_its_system_are_one_general_level(
    asked: LevelOfCare, given: LevelOfCare
) -> None:
    """A general level is never in doubt but for day treatment, and within one system nothing else is."""
    alike = [each for ladder in LADDERS for each in ladder.levels if same_level(each) == same_level(asked)]
    several = sum(each.system == asked.system for each in alike) > 1
    same = same_level(asked) == same_level(given)
    doubtful = several and same and asked.system not in {given.system, GENERAL.system}
    pair = {same_level(asked), same_level(given)}
    two = {LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION}
    doubtful = doubtful or (LevelOfCare.DAY_TREATMENT in pair and bool(pair & two))
    assert (is_level(asked, given) is None) == doubtful


@given(st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)), st.data())
def test_a_start_known_to_the_month_or_the_year_spans_every_day_of_it(value: dt.date, data: st.DataObject) -> None:
    """The day that is not known is one of those from the first day to the latest start."""
    day = Date(value.year, value.month, value.day)
    dated = Dated(None, SOURCE, since=data.draw(starts(day)))
    assert dated.first_day <= day <= dated.latest_start
    assert dated.standing(day) in HOLDS
    assert (dated.standing(dated.latest_start) is InForce.UNSURE) == (dated.first_day < dated.latest_start)
