"""Hypothesis strategies for the values of iopmodel: plurals that build valid values and filter nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TypeVar

from hypothesis import strategies as st

from iopmodel._days import MINUTES_IN_DAY, Date, add_days, plain_day, time_of_minute
from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.components import (
    COMPONENT_TYPES,
    Component,
    Education,
    FamilyKind,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    Medication,
    MedicationAssistedTreatment,
    MedicationVisit,
    Modality,
    SkillsTraining,
    SupportKind,
    SupportService,
)
from iopmodel.counting import Counting, Parallel, UnknownTime
from iopmodel.lengths import (
    Cycle,
    Days,
    Months,
    PlannedLength,
    TreatmentDays,
    TreatmentHours,
    TreatmentSessions,
    UntilCriterion,
    Weeks,
    WithoutEnd,
    planned_length,
)
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, GENERAL, Ladder, LevelOfCare, OffLadder
from iopmodel.populations import Population
from iopmodel.quantities import Minutes, Quantity, Range
from iopmodel.spans import DaySpan, PartOfStay, StayUnit, TimeSpan, WeekSpan

Q = TypeVar("Q", bound=Quantity)
V = TypeVar("V")

NOTHING = Minutes(0)
A_WEEK = Minutes(7 * 24 * 60)
FIRST_DAY = Date(1970, 1, 1)
LAST_DAY = Date(2099, 12, 31)
_NOBODY = Citation("nobody")
LADDERS = (GENERAL, ASAM_3RD_EDITION, ASAM_4TH_EDITION)


def names() -> st.SearchStrategy[str]:
    """One to three words in any script, as people name things."""
    words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
    return st.lists(words, min_size=1, max_size=3).map(" ".join)


def plain_days(min_value: Date = FIRST_DAY, max_value: Date = LAST_DAY) -> st.SearchStrategy[Date]:
    """Calendar days, never moments in time; they shrink towards 2000-01-01."""
    return st.dates(dt.date.fromordinal(min_value.toordinal()), dt.date.fromordinal(max_value.toordinal())).map(
        plain_day
    )


def minutes(min_value: Minutes = NOTHING, max_value: Minutes = A_WEEK) -> st.SearchStrategy[Minutes]:
    """Clinical time, at most a whole week by default."""
    return st.integers(min_value.count, max_value.count).map(Minutes)


@st.composite
def ranges(draw: st.DrawFn, of: Callable[[int], Q], most: int) -> Range[Q]:
    """Ranges in every shape: exact, closed, the high end excluded, unbounded; ends from 0 to *most*."""
    shape = draw(st.sampled_from(("exact", "closed", "excluded", "unbounded")))
    low, high = sorted((draw(st.integers(0, most)), draw(st.integers(0, most))))
    if shape == "unbounded":
        return Range(of(low))
    if shape == "exact":
        return Range.exactly(of(low))
    return Range(of(low), of(high), high_excluded=shape == "excluded" and low < high)


def time_ranges(max_value: Minutes = A_WEEK) -> st.SearchStrategy[Range[Minutes]]:
    """Ranges of clinical time."""
    return ranges(Minutes, max_value.count)


def count_ranges(max_value: int = 100) -> st.SearchStrategy[Range[int]]:
    """Ranges of whole numbers."""
    return ranges(int, max_value)


def dated_lengths(max_count: int = 120) -> st.SearchStrategy[Range[Days] | Range[Weeks] | Range[Months]]:
    """Planned lengths in units that a calendar tells."""
    return ranges(Days, max_count) | ranges(Weeks, max_count) | ranges(Months, max_count)


def dated_cycles(max_count: int = 24, max_rounds: int = 5) -> st.SearchStrategy[Cycle]:
    """Rounds of a length that a calendar tells."""
    return st.builds(Cycle, dated_lengths(max_count), count_ranges(max_rounds))


def planned_lengths(max_count: int = 999) -> st.SearchStrategy[PlannedLength]:
    """Planned lengths of every kind, as :func:`iopmodel.lengths.planned_length` keeps them."""
    spans = (
        dated_lengths(max_count)
        | ranges(TreatmentDays, max_count)
        | ranges(TreatmentSessions, max_count)
        | ranges(TreatmentHours, max_count)
    )
    return st.one_of(
        spans.map(planned_length),
        st.just(WithoutEnd()),
        names().map(UntilCriterion),
        st.builds(Cycle, spans, count_ranges()),
    )


def _day_span(first: Date, size: int) -> DaySpan:
    return DaySpan(first, add_days(first, size))


def day_spans(min_size: int = 0, max_size: int = 366) -> st.SearchStrategy[DaySpan]:
    """Spans of *min_size* to *max_size* days."""
    return st.builds(_day_span, plain_days(), st.integers(min_size, max_size))


def _time_span(start: int, minutes: int) -> TimeSpan:
    end = min(start + minutes, MINUTES_IN_DAY - 1)
    return TimeSpan(time_of_minute(start), time_of_minute(end))


def time_spans() -> st.SearchStrategy[TimeSpan]:
    """Spans of one day's clock, of at least a minute."""
    return st.builds(_time_span, st.integers(0, MINUTES_IN_DAY - 2), st.integers(1, MINUTES_IN_DAY))


@st.composite
def week_spans(draw: st.DrawFn, max_week: int = 104) -> WeekSpan:
    """Spans of program weeks, with and without an end."""
    first, last = sorted((draw(st.integers(1, max_week)), draw(st.integers(1, max_week))))
    return WeekSpan(first, last if draw(st.booleans()) else None)


@st.composite
def parts_of_stay(draw: st.DrawFn, units: Iterable[StayUnit] = StayUnit, most: int = 40) -> PartOfStay:
    """Parts of a stay that are counted, with and without an end."""
    first, last = sorted((draw(st.integers(1, most)), draw(st.integers(1, most))))
    return PartOfStay(draw(st.sampled_from(list(units))), first, draw(st.sampled_from([last, None])))


def named_parts_of_stay() -> st.SearchStrategy[PartOfStay]:
    """Parts of a stay that are known by their name alone."""
    return st.builds(PartOfStay, name=names())


def starts(day: Date) -> st.SearchStrategy[Date | int | str]:
    """The day itself, its month and its year: what may be known of a start."""
    return st.sampled_from((day, f"{day.year:04d}-{day.month:02d}", day.year))


def citations() -> st.SearchStrategy[Citation]:
    """Citations, known well and not so well."""
    urls = st.sampled_from(("", "https://example.org/rule"))
    return st.builds(Citation, names(), urls, st.sampled_from(Mark), st.none() | plain_days())


@st.composite
def histories(draw: st.DrawFn, values: st.SearchStrategy[V], *, min_size: int = 1, max_size: int = 5) -> History[V]:
    """Histories of *values*: starts on a day, in a month or year, or unknown; the last entry perhaps repealed."""
    days = sorted(draw(st.lists(plain_days(), min_size=min_size, max_size=max_size, unique=True)))
    entries: list[Dated[V]] = []
    for number, day in enumerate(days):
        # Where only the month or the year is known: it must not begin before the entry before it.
        since = draw(starts(day))
        if number and Dated(None, _NOBODY, since=since).first_day <= days[number - 1]:
            since = day
        unknown = number == 0 and draw(st.booleans())
        repealed = day is days[-1] and draw(st.booleans())
        entries.append(
            Dated(
                draw(values),
                draw(citations()),
                since=None if unknown else since,
                until=add_days(day, draw(st.integers(0, 4_000))) if repealed else None,
                start_checked=draw(st.booleans()),
            )
        )
    return History(entries)


def _others(words: Iterable[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(list(words)) | names()


def components_by_type() -> dict[type[Component], st.SearchStrategy[Component]]:
    """A strategy for each built-in component type, in the order of the glossary."""
    topics = st.just("") | names()
    modalities = st.none() | _others(Modality)
    medications = st.none() | _others(Medication)
    visits = st.none() | _others(MedicationVisit)
    with_more: dict[type[Component], st.SearchStrategy[Component]] = {
        IndividualTherapy: st.builds(IndividualTherapy, topics, modality=modalities),
        GroupTherapy: st.builds(GroupTherapy, topics, modality=modalities, group_size=count_ranges()),
        FamilyTherapy: st.builds(FamilyTherapy, topics, with_whom=_others(FamilyKind), modality=modalities),
        Education: st.builds(Education, topics, class_size=count_ranges()),
        MedicationAssistedTreatment: st.builds(MedicationAssistedTreatment, medications, visits),
        SupportService: st.builds(SupportService, st.none() | _others(SupportKind)),
        SkillsTraining: st.builds(SkillsTraining, topics, class_size=count_ranges()),
    }
    return {kind: with_more.get(kind, st.builds(kind, topics)) for kind in COMPONENT_TYPES.values()}


def components() -> st.SearchStrategy[Component]:
    """Session components of every built-in type."""
    return st.one_of(*components_by_type().values())


def populations() -> st.SearchStrategy[Population]:
    """Populations, named and unspecified, with and without ages."""
    return st.builds(Population, st.just("unspecified") | names(), count_ranges())


def countings() -> st.SearchStrategy[Counting]:
    """Countings with every choice open."""
    kinds = st.frozensets(st.sampled_from(list(COMPONENT_TYPES)))
    return st.builds(
        Counting,
        kinds,
        contested=kinds,
        visits_left_out=st.frozensets(st.sampled_from(MedicationVisit)),
        services=st.frozensets(_others(SupportKind), max_size=3),
        family_only=st.booleans(),
        parallel=st.sampled_from(Parallel),
        optional=st.booleans(),
        unplaced_total=st.booleans(),
        unknown=st.sampled_from(UnknownTime),
        name=names(),
    )


def levels() -> st.SearchStrategy[LevelOfCare]:
    """Levels of the built-in ladders, each ladder from its foot up."""
    return st.sampled_from([level for ladder in LADDERS for level in ladder.levels])


@st.composite
def own_ladders(draw: st.DrawFn, *, max_rungs: int = 8, max_aside: int = 3) -> Ladder:
    """Ladders of one's own, with levels on the rungs and beside them."""
    system = draw(names())
    keys = draw(st.lists(names(), min_size=1, max_size=max_rungs + max_aside, unique=True))
    on = draw(st.integers(1, min(len(keys), max_rungs)))
    known = [LevelOfCare(key, draw(names()), system) for key in keys]
    aside = known[on : on + max_aside]
    return Ladder(
        draw(names()),
        known[:on],
        [OffLadder(level, draw(names()), draw(st.none() | st.sampled_from(known[:on]))) for level in aside],
    )


def ladders() -> st.SearchStrategy[Ladder]:
    """The built-in ladders and ladders of one's own."""
    return st.sampled_from(LADDERS) | own_ladders()
