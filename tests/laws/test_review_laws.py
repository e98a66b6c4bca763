"""Due days rise; what is done on time is never late; and the record of a review never makes an earlier one late."""

import itertools
from typing import NamedTuple

import attrs
from hypothesis import given
from hypothesis import strategies as st

from iopmodel._days import Date, add_days
from iopmodel.agendas import Agenda, Due, ReviewState
from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.episodes import Episode
from iopmodel.lengths import Months
from iopmodel.levels import LevelOfCare
from iopmodel.quantities import Range
from iopmodel.review_clocks import Review, ReviewKind
from iopmodel.reviews import due
from iopmodel.rules import Aggregation, Bound, Force, Rule, Scope, Standard
from iopmodel.schedules import WeeklySchedule
from iopmodel.standards import MARYLAND_OUTPATIENT, MEDICARE
from iopmodel.stays import Stay
from iopmodel.strategies._calendar import plain_days
from iopmodel.strategies._values import counted_parts_of_stay, histories, named_parts_of_stay

SOURCE = Citation("an example of a rule", mark=Mark.PRIMARY)
LEVELS = (LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT)
WEEK = WeeklySchedule(())
FIRST_DAYS = plain_days(Date(2023, 6, 1), Date(2028, 3, 1))
#: How a review stands that is not on record, as the days go by.
IN_TIME = (ReviewState.AHEAD, ReviewState.DUE, ReviewState.LATE, ReviewState.MISSED)


def bounds(measure: str) -> st.SearchStrategy[Bound]:
    """Bounds on the time to a review that leave at least one day."""
    if measure == "review_interval_months":
        return st.integers(1, 4).map(lambda count: Range.at_most(Months(count)))
    return st.integers(2, 90).map(Range.at_most)


@st.composite
def review_rules(draw: st.DrawFn, number: int) -> Rule:
    """Rules on reviews: first ones and the time between them, for one level or all, of different kinds."""
    measure = draw(st.sampled_from(["first_review_day", "review_interval_days", "review_interval_months"]))
    is_of_first = measure == "first_review_day"
    always: st.SearchStrategy[History[Bound]] = bounds(measure).map(lambda bound: History.of(Dated(bound, SOURCE)))
    parts = st.none() if is_of_first else st.none() | counted_parts_of_stay(most=6) | named_parts_of_stay()
    return Rule(
        id=f"law.{draw(st.sampled_from(['recert', 'plan', 'days']))}.{number}",
        measure=measure,
        history=draw(always | histories(bounds(measure), max_size=3)),
        force=draw(st.sampled_from([Force.REQUIRED, Force.RECOMMENDED, Force.TYPICAL])),
        aggregation=Aggregation.TOTAL if is_of_first else Aggregation.EVERY,
        scope=Scope(levels=draw(st.frozensets(st.sampled_from(LEVELS), max_size=2)), during=draw(parts)),
    )


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Standard, ...]:
    """Medicare, Maryland, and a body with rules of its own."""
    count = draw(st.integers(0, 4))
    own = Standard("law", "Law", [draw(review_rules(number)) for number in range(count)])
    return tuple(draw(st.permutations([MEDICARE, MARYLAND_OUTPATIENT, own])))


class Case(NamedTuple):
    """An episode, the bodies that are asked, a day, and the reviews on record."""

    episode: Episode
    bodies: tuple[Standard, ...]
    on: Date
    done: tuple[Review, ...]

    def agenda(self, *more: Review, on: Date | None = None) -> Agenda:
        return due(self.episode, against=self.bodies, on=on or self.on, done=[*self.done, *more])


@st.composite
def episodes(draw: st.DrawFn) -> Episode:
    """Stays one after the other, some with days between them, some on leave, the last one with an end or without."""
    first, stays = draw(FIRST_DAYS), list[Stay]()
    for number in range(draw(st.integers(1, 3))):
        until = add_days(first, draw(st.integers(1, 150)))
        level = draw(st.sampled_from(LEVELS))
        on_leave = number > 0 and draw(st.booleans())
        stays.append(Stay(first=first, until=until, week=WEEK, level=level, on_leave=on_leave))
        first = add_days(until, draw(st.sampled_from([0, 0, 5])))
    ended = stays[-1].until if draw(st.booleans()) else None
    return Episode(stays=[*stays[:-1], attrs.evolve(stays[-1], until=ended)])


def reviews_around(episode: Episode) -> st.SearchStrategy[Review]:
    """Reviews of every kind, during an episode and around it."""
    kinds = st.sets(st.sampled_from(ReviewKind), min_size=1, max_size=4)
    return st.builds(Review, days_around(episode), kinds)


def days_around(episode: Episode) -> st.SearchStrategy[Date]:
    """Days during an episode, before it and after it."""
    return st.builds(add_days, st.just(episode.first), st.integers(-10, 400))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Everything that an agenda is made of."""
    episode = draw(episodes())
    done = draw(st.lists(reviews_around(episode), max_size=8))
    return Case(episode, draw(bodies()), draw(days_around(episode)), tuple(done))


Clocked = dict[tuple[str, str, Date | None], list[Due]]


def by_clock(agenda: Agenda) -> Clocked:
    """The items of each rule of a body over each run of stays."""
    found: Clocked = {}
    for item in agenda:
        found.setdefault((item.body, item.rule, item.until), []).append(item)
    return found


@given(cases())
def test_due_days_rise(case: Case) -> None:
    """On one clock each window opens after the review before it, and the whole agenda is in the order of its days."""
    agenda = case.agenda()
    assert [item.by for item in agenda] == sorted(item.by for item in agenda)
    for items in by_clock(agenda).values():
        assert all(item.counted_from <= item.opens <= item.by for item in items)
        for before, after in itertools.pairwise(items):
            assert after.counted_from >= (before.done_on or before.by)
            assert after.opens > (before.done_on or before.by)
            assert after.by > before.opens


@given(cases())
def test_every_item_is_of_a_rule_and_every_rule_on_reviews_is_listed_or_says_why_not(case: Case) -> None:
    agenda = case.agenda()
    asked = {(body.name, rule.id) for body in case.bodies for rule in body if "review" in rule.measure}
    listed = {(item.body, item.rule) for item in agenda}
    left_out = {(each.body, each.rule) for each in agenda.not_applied}
    assert listed | left_out == asked
    assert not listed & left_out
    assert all(each.reason for each in agenda.not_applied)


@given(cases())
def test_what_is_done_in_its_window_is_on_time_and_what_is_not_late_has_no_days(case: Case) -> None:
    for item in case.agenda():
        on_time = item.done_on is not None and item.opens <= item.done_on <= item.by
        assert on_time == (item.state is ReviewState.DONE)
        assert (item.state is ReviewState.DONE_LATE) == (item.done_on is not None and not on_time)
        assert item.days_late == 0 or item.is_overdue or item.state is ReviewState.DONE_LATE
        assert item.done_on is None or item.done_on <= case.on


@given(episodes(), bodies(), st.integers(0, 10))
def test_who_does_each_review_by_its_day_is_never_late(
    episode: Episode, asked: tuple[Standard, ...], early: int
) -> None:
    """Each is done on its last day, or some days before it as far as its window allows."""
    done: list[Review] = []
    day, last = episode.first, add_days(episode.first, 60)
    while day < last:
        coming = due(episode, against=asked, on=day, done=done, until=last).next
        if coming is None:
            break
        day = max(day, coming.opens, add_days(coming.by, -early))
        done.append(Review(day, rules=[coming.rule]))
    assert not due(episode, against=asked, on=last, done=done, until=last).late


@given(cases(), st.data())
def test_the_record_of_a_review_never_makes_an_earlier_one_late(case: Case, data: st.DataObject) -> None:
    """What was due up to that day is as late as before, or less, or no longer asked for."""
    review = data.draw(reviews_around(case.episode))
    before, after = by_clock(case.agenda()), by_clock(case.agenda(review))
    for clock, items in before.items():
        for old, new in zip(items, after.get(clock, []), strict=False):
            if old.by <= review.on:
                assert new.days_late <= old.days_late
                assert old.state is not ReviewState.DONE or new.state is ReviewState.DONE


@given(cases(), st.integers(1, 100))
def test_with_the_days_a_review_that_is_not_on_record_only_gets_later(case: Case, days: int) -> None:
    """It goes from ahead to due, to late, to missed, and by a day each day as long as it is late."""
    # The record of the later day holds the reviews of the earlier one and no others.
    known = case._replace(done=tuple(review for review in case.done if review.on <= case.on))
    here, there = by_clock(known.agenda()), by_clock(known.agenda(on=add_days(case.on, days)))
    for clock, items in here.items():
        for old, new in zip(items, there[clock], strict=False):
            assert (old.by, old.done_on) == (new.by, new.done_on)
            assert (old.state == new.state) if old.done_on else IN_TIME.index(old.state) <= IN_TIME.index(new.state)
            if new.state is ReviewState.LATE:
                assert new.days_late == (new.on.toordinal() - new.by.toordinal())
                assert old.state is not ReviewState.LATE or new.days_late == old.days_late + days


@given(cases(), st.integers(1, 200))
def test_the_items_of_a_longer_stay_begin_with_those_of_a_shorter_one(case: Case, days: int) -> None:
    """As long as what is on record lies in both: the same reviews, on the same days."""
    *earlier, last = case.episode.stays
    until = add_days(last.first, days)
    short, long = (
        case._replace(
            episode=Episode(stays=[*earlier, attrs.evolve(last, until=end)]),
            done=tuple(review for review in case.done if review.on < until),
        )
        for end in (until, add_days(until, 60))
    )
    found = _by_rule(short.agenda())
    longer = _by_rule(long.agenda())
    for rule, items in found.items():
        assert longer[rule][: len(items)] == items


def _by_rule(agenda: Agenda) -> dict[tuple[str, str], list[tuple[Date, Date, Date | None]]]:
    """The windows of the items of each rule, in order, and when each was done."""
    found: dict[tuple[str, str], list[tuple[Date, Date, Date | None]]] = {}
    for item in sorted(agenda, key=lambda each: each.opens):
        found.setdefault((item.body, item.rule), []).append((item.opens, item.by, item.done_on))
    return found


@given(cases(), st.data())
def test_the_order_of_bodies_and_reviews_changes_nothing(case: Case, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(case.done))
    other = case._replace(done=tuple(shuffled), bodies=case.bodies[::-1])
    assert by_clock(case.agenda()) == by_clock(other.agenda())
    assert set(case.agenda().not_counted) == set(other.agenda().not_counted)


@given(st.integers(1, 60), FIRST_DAYS, st.lists(st.integers(1, 120), max_size=6), st.integers(1, 120))
def test_nothing_is_late_where_no_two_reviews_lie_farther_apart_than_the_rule_allows(
    most: int, first: Date, gaps: list[int], rest: int
) -> None:
    """Between admission, each review and the last day of the stay there are never more days than that."""
    rule = Rule(
        id="law.recert",
        measure="review_interval_days",
        force="required",
        history=History.of(Dated(Range.at_most(most), SOURCE)),
    )
    done = [add_days(first, days) for days in itertools.accumulate(gaps)]
    until = add_days(first, sum(gaps) + rest)
    stay = Stay(first=first, until=until, week=WEEK, level=LEVELS[0])
    agenda = due(
        Episode(stays=[stay]),
        against=[Standard("law", "Law", [rule])],
        on=until,
        done=[Review(day, "recertification") for day in done],
    )
    lates = [gap - most for gap in gaps]
    assert [item.days_late for item in agenda.done] == [max(0, late) for late in lates]
    assert [item.state is ReviewState.DONE_LATE for item in agenda.done] == [late > 0 for late in lates]
    # The last day is the one before the stay ends; each interval that ends by then without a review is missed.
    assert len(agenda.late) == (rest - 1) // most
