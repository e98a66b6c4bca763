"""Hypothesis strategies for weeks and what holds them: sessions, schedules, patterns, tracks, phases, programs.

Everything is valid by construction. The draws lean towards what is awkward: sessions at the same time, past midnight,
with one end only, of unknown length or number, every so many weeks from nobody knows which, now and then optional.
"""

from typing import Any, NamedTuple

import attrs
from hypothesis import strategies as st
from pendulum import WeekDay

from iopmodel import catalogue
from iopmodel._days import DAYS_IN_WEEK, MINUTES_IN_DAY, Time, time_of_minute
from iopmodel.components import (
    Break,
    Component,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    MedicationAssistedTreatment,
    PeerSupport,
    SupportService,
)
from iopmodel.lengths import UNKNOWN_LENGTH, PlannedLength, Weeks
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import AttendedBy, Focus, PartOfDay, Provider, Setting
from iopmodel.programs import CitedWords, Description, Pathway, Phase, Program, ProgramType, Stated, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import WeekSpan
from tests.strategies import (
    citations,
    components,
    count_ranges,
    day_spans,
    levels,
    names,
    planned_lengths,
    populations,
    ranges,
    time_ranges,
)

LAST_MINUTE = MINUTES_IN_DAY - 1
#: The latest program week in which anything begins or ends here.
MAX_WEEK = 5
UNKNOWN_TIME: Range[Minutes] = Range(Minutes(0))

# Few of each, so that sessions meet: on one day, at one time, over midnight.
DAYS = st.sampled_from([WeekDay.MONDAY, WeekDay.TUESDAY, WeekDay.SUNDAY]) | st.sampled_from(WeekDay)
CLOCKS = st.sampled_from([18 * 60, 18 * 60 + 30, 19 * 60, 23 * 60 + 30, 0, 30]) | st.integers(0, LAST_MINUTE)
LENGTHS = st.sampled_from([60, 50, 90, 180, 1, 0, 600])
COUNTED: st.SearchStrategy[Component] = st.sampled_from([GroupTherapy(), IndividualTherapy(), Education()])
COMPONENTS: st.SearchStrategy[Component] = COUNTED | st.sampled_from(
    [
        GroupTherapy(),
        IndividualTherapy(),
        Education(),
        FamilyTherapy(),
        Break(),
        PeerSupport(),
        SupportService(),
        MedicationAssistedTreatment(visit="dosing"),
    ]
)
SOMETIMES = st.integers(0, 3).map(lambda drawn: drawn == 3)  # one in four; shrinks to no
ATTENDED_BY = st.sampled_from((AttendedBy.PATIENT, AttendedBy.BOTH, AttendedBy.PATIENT, AttendedBy.FAMILY))
EVERY_WEEK = WeekSpan()


class Clock(NamedTuple):
    """The clock and the length of a session, as its constructor takes them."""

    start: Time | None
    end: Time | None
    time: Range[Minutes]


@st.composite
def known_clocks(draw: st.DrawFn) -> Clock:
    """A known length, perhaps with a clock time at either end."""
    given = draw(st.sampled_from(("start", "end", "neither", "both")))
    time = Range.exactly(Minutes(draw(LENGTHS)))
    clock = time_of_minute(draw(CLOCKS))
    if given == "both":
        later = 1 + draw(st.integers(0, LAST_MINUTE - 1))
        end = time_of_minute(clock.hour * 60 + clock.minute + later)
        return Clock(clock, end, UNKNOWN_TIME)
    return Clock(clock if given == "start" else None, clock if given == "end" else None, time)


def _range_between(low: int, high: int) -> st.SearchStrategy[Range[Minutes]]:
    """Times with both ends between two, which differ where they can."""
    ends = st.tuples(st.integers(low, high), st.integers(low, high)).map(sorted)
    return ends.map(lambda pair: Range(Minutes(pair[0]), Minutes(pair[1])))


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    """Every kind of knowledge about clock and length."""
    kind = draw(st.sampled_from(("known", "start", "end", "neither")))
    if kind == "known":
        return draw(known_clocks())
    clock = draw(CLOCKS)
    if kind == "end":
        # Whether it begins on its day or on the day before must not hang on its length.
        over = _range_between(clock + 1, LAST_MINUTE) if clock < LAST_MINUTE else st.nothing()
        return Clock(None, time_of_minute(clock), draw(st.just(UNKNOWN_TIME) | _range_between(0, clock) | over))
    time = draw(
        st.just(UNKNOWN_TIME)
        | _range_between(0, 240)
        | LENGTHS.map(lambda count: Range.at_least(Minutes(count)))
        | LENGTHS.map(lambda count: Range(Minutes(0), Minutes(count + 1), high_excluded=True))
    )
    return Clock(time_of_minute(clock) if kind == "start" else None, None, time)


def values_of(count: Range[int]) -> range:
    """The numbers in a range with a known end."""
    return range(count.low, (count.low if count.high is None else count.high) + (not count.high_excluded))


class Often(NamedTuple):
    """How often a session without a weekday falls."""

    per_week: Range[int]
    per_day: int | None


@st.composite
def weekly_numbers(draw: st.DrawFn, *, most: int | None = None, bounded: bool = False) -> Often:
    """How many a week: usually some that fit on different days, else more than seven, or so many a day."""
    shape = draw(st.sampled_from(("few", "per day", "many")))
    per_day = draw(st.integers(1, 3)) if shape == "per day" else None
    top = {"few": 4, "per day": DAYS_IN_WEEK, "many": 10}[shape] if most is None else most
    low, high = sorted((draw(st.integers(0, top)), draw(st.integers(0, top))))
    end = draw(st.sampled_from(("closed", "excluded", "unbounded"))) if per_day is None else "closed"
    if bounded and end == "unbounded":
        return Often(Range.exactly(low), per_day)
    if end == "unbounded":
        return Often(Range(low), per_day)
    return Often(Range(low, high, high_excluded=end == "excluded" and low < high), per_day)


@st.composite
def spans(draw: st.DrawFn) -> WeekSpan:
    """Program weeks, usually all of them."""
    kind = draw(st.sampled_from(("all", "all", "from", "from to")))
    if kind == "all":
        return EVERY_WEEK
    first, last = sorted((draw(st.integers(1, MAX_WEEK)), draw(st.integers(1, MAX_WEEK))))
    return WeekSpan(first, None if kind == "from" else last)


@st.composite
def known_sessions(draw: st.DrawFn, *, most: int | None = None) -> Session:
    """Sessions of which every fact is known but the weekday of those by arrangement, at most *most* a week."""
    clock, span = draw(known_clocks()), draw(spans())
    often = draw(weekly_numbers(most=most, bounded=True))
    every = draw(st.sampled_from((1, 1, 2, 3)))
    day = draw(st.none() | DAYS)
    return Session(
        draw(COMPONENTS),
        **clock._asdict(),
        day=day,
        per_week=Range.exactly(1 if day is not None else draw(st.sampled_from(values_of(often.per_week)))),
        per_day=None if day is not None else often.per_day,
        every=Weeks(every),
        first=draw(st.integers(span.first, span.last or span.first + MAX_WEEK)),
        weeks=span,
        attended_by=draw(ATTENDED_BY),
    )


class Cadence(NamedTuple):
    """When a session falls, as its constructor takes it."""

    weeks: WeekSpan
    every: Weeks
    first: int | None
    nth: int | None
    per_month: Range[int] | None
    total: Range[int] | None


@st.composite
def cadences(draw: st.DrawFn, *, has_day: bool, kinds: tuple[str, ...] = ()) -> Cadence:
    """Every kind of cadence; a total is never more than a stay of one week can hold."""
    plain = Cadence(draw(spans()), Weeks(1), None, None, None, None)
    usual = ("plain", "plain", "every", "from", "total", "nth" if has_day else "month")
    kind = draw(st.sampled_from(kinds or usual))
    if kind in {"every", "from"}:
        first = draw(st.integers(plain.weeks.first, plain.weeks.last or MAX_WEEK + 1))
        every = Weeks(draw(st.integers(2, 4)))
        return plain._replace(every=every, first=first if kind == "from" else None)
    if kind == "nth":
        return plain._replace(nth=draw(st.sampled_from((1, 2, 5, -1))))
    if kind == "month":
        return plain._replace(per_month=draw(count_ranges(4)))
    if kind == "total":
        low = draw(st.integers(0, 1 if has_day else 8))
        high = draw(st.none() | st.integers(low, 12))
        return plain._replace(weeks=EVERY_WEEK, total=Range(low, high))
    return plain


@st.composite
def sessions(draw: st.DrawFn, *, of: st.SearchStrategy[Component] = COMPONENTS) -> Session:
    """Sessions with every gap that a written program leaves."""
    day = draw(st.none() | DAYS)
    clock, cadence = draw(clocks()), draw(cadences(has_day=day is not None))
    often: dict[str, Any] = {}
    if day is None and cadence.per_month is None and cadence.total is None:
        often = draw(weekly_numbers())._asdict()
    return Session(
        draw(of),
        **clock._asdict(),
        **cadence._asdict(),
        **often,
        day=day,
        optional=draw(SOMETIMES),
        attended_by=draw(ATTENDED_BY),
        provider=draw(st.none() | st.sampled_from(Provider) | names()),
        label=draw(st.just("") | names()),
    )


@st.composite
def floating_sessions(draw: st.DrawFn) -> Session:
    """Sessions that count, of known length, of which no single week tells whether they fall in it."""
    clock, day = draw(known_clocks()), draw(st.none() | DAYS)
    cadence = draw(cadences(has_day=day is not None, kinds=("every", "total", "nth" if day is not None else "month")))
    return Session(draw(COUNTED), **clock._asdict(), **cadence._asdict(), day=day)


@st.composite
def crowded_sessions(draw: st.DrawFn) -> Session:
    """Sessions that count, of known length, all of them in one or two evenings and so mostly at the same time."""
    day = draw(st.sampled_from([WeekDay.MONDAY, WeekDay.MONDAY, WeekDay.TUESDAY]))
    start, minutes = draw(st.integers(17 * 6, 20 * 6)) * 10, draw(st.integers(1, 18)) * 10
    return Session(draw(COUNTED), day=day, start=time_of_minute(start), time=Minutes(minutes))


def dated_sessions() -> st.SearchStrategy[Session]:
    """Sessions of known length on any weekday, without a clock time; some do not count."""
    times = LENGTHS.map(Minutes)
    return st.builds(Session, COMPONENTS, day=st.sampled_from(WeekDay), time=times, attended_by=ATTENDED_BY)


@st.composite
def ending_sessions(draw: st.DrawFn) -> Session:
    """Sessions that fall in the weeks of a span alike, and in none after it."""
    first, last = sorted((draw(st.integers(1, MAX_WEEK)), draw(st.integers(1, MAX_WEEK))))
    return attrs.evolve(draw(steady_sessions()), weeks=(first, last))


@st.composite
def steady_sessions(
    draw: st.DrawFn, *, clock: st.SearchStrategy[Clock] | None = None, often: st.SearchStrategy[Often] | None = None
) -> Session:
    """Sessions that fall in every week alike, whatever else is not known of them."""
    day = draw(st.none() | DAYS)
    given = draw(clocks() if clock is None else clock)
    number = Often(Range.exactly(1), None) if day is not None else draw(weekly_numbers() if often is None else often)
    return Session(
        draw(COMPONENTS),
        **given._asdict(),
        **number._asdict(),
        day=day,
        optional=draw(SOMETIMES),
        attended_by=draw(ATTENDED_BY),
    )


def bounded_sessions(*, most: int | None = None) -> st.SearchStrategy[Session]:
    """Sessions that fall in every week alike, whose lengths and numbers have known ends."""
    bounded = clocks().map(
        lambda clock: (
            clock
            if (clock.end and clock.start) or clock.time.high is not None
            else clock._replace(time=Range.exactly(clock.time.low))
        )
    )
    return steady_sessions(clock=bounded, often=weekly_numbers(most=most, bounded=True))


@st.composite
def schedules(draw: st.DrawFn, of: st.SearchStrategy[Session] | None = None, *, max_size: int = 5) -> WeeklySchedule:
    """Weekly schedules; now and then a session stands in one twice, and some have keys."""
    drawn = draw(st.lists(sessions() if of is None else of, max_size=max_size))
    if draw(SOMETIMES) and drawn:
        drawn.append(drawn[0])
    keyed = draw(st.sets(st.integers(0, max_size)))
    return WeeklySchedule(
        attrs.evolve(each, key=f"key {number}") if number in keyed else each for number, each in enumerate(drawn)
    )


def weekly_schedules(*, max_size: int = 5) -> st.SearchStrategy[WeeklySchedule]:
    """Weekly schedules with every gap."""
    return schedules(max_size=max_size)


def known_schedules(*, max_size: int = 5) -> st.SearchStrategy[WeeklySchedule]:
    """Weekly schedules of which every fact is known but the weekday of sessions by arrangement."""
    return schedules(known_sessions(), max_size=max_size)


@st.composite
def schedules_without_overlaps(draw: st.DrawFn) -> WeeklySchedule:
    """Weekly schedules in which each session with a clock time has two hours of the day for itself."""
    drawn = draw(st.lists(sessions(), max_size=6))
    lengths = _range_between(0, 120) | st.integers(0, 120).map(lambda count: Range.exactly(Minutes(count)))
    return WeeklySchedule(
        attrs.evolve(each, start=time_of_minute(120 * slot), end=None, time=draw(lengths))
        if each.day is not None and draw(st.booleans())
        else attrs.evolve(each, start=None, end=None)
        for slot, each in enumerate(drawn)
    )


def weekly_patterns() -> st.SearchStrategy[WeeklyPattern]:
    """Weekly patterns with any of their figures."""
    days = st.just(Range[int](0)) | ranges(int, DAYS_IN_WEEK)
    times = st.just(UNKNOWN_TIME) | time_ranges(Minutes(600))
    return st.builds(
        WeeklyPattern,
        days=days,
        visits=days,
        time_per_day=times,
        time_per_visit=times,
        time_per_week=times,
        part_of_day=st.none() | st.sampled_from(PartOfDay),
    )


def _span_of_days(pair: tuple[int, int]) -> Range[int]:
    low, high = sorted(pair)
    return Range(low, high)


def choices() -> st.SearchStrategy[Range[int]]:
    """How many of the open days a patient attends; mostly few, so that there are more to choose from."""
    ends = st.sampled_from((1, 2, 0)) | st.integers(0, DAYS_IN_WEEK)
    return st.tuples(ends, ends).map(_span_of_days)


def week_lengths(most: int = 8) -> st.SearchStrategy[Range[Weeks]]:
    """Lengths in weeks: exact, from-to, at least."""
    count = st.integers(1, most)

    def closed(pair: tuple[int, int]) -> Range[Weeks]:
        low, high = sorted(pair)
        return Range(Weeks(low), Weeks(high))

    return (
        count.map(lambda weeks: Range.exactly(Weeks(weeks)))
        | st.tuples(count, count).map(closed)
        | count.map(lambda weeks: Range.at_least(Weeks(weeks)))
    )


def closed_week_lengths(most: int = 8) -> st.SearchStrategy[Range[Weeks]]:
    """Lengths in weeks with a known end."""
    return week_lengths(most).map(
        lambda length: length if length.high is not None else Range(length.low, length.low + Weeks(1))
    )


def stated_figures() -> st.SearchStrategy[Stated]:
    """Figures that a program states about itself."""
    times = st.just(UNKNOWN_TIME) | time_ranges()
    counts = st.just(Range[int](0)) | count_ranges(DAYS_IN_WEEK)
    return st.builds(Stated, hours_per_week=times, hours_per_day=times, days_per_week=counts, sessions_in_all=counts)


def weeks_of_any_kind() -> st.SearchStrategy[WeeklySchedule | WeeklyPattern]:
    """Schedules and patterns."""
    return weekly_schedules(max_size=2) | weekly_patterns()


def lengths_of_any_kind() -> st.SearchStrategy[PlannedLength]:
    """Planned lengths of every kind, small enough to be laid out week by week."""
    return st.just(UNKNOWN_LENGTH) | week_lengths() | planned_lengths(12)


def tracks(
    weeks: st.SearchStrategy[WeeklySchedule | WeeklyPattern] | None = None,
    lengths: st.SearchStrategy[PlannedLength] | None = None,
) -> st.SearchStrategy[Track]:
    """Tracks, some of which begin later, are open for a season, or let a patient pick days."""
    return st.builds(
        Track,
        names(),
        weeks_of_any_kind() if weeks is None else weeks,
        length=lengths_of_any_kind() if lengths is None else lengths,
        first_week=st.just(1) | st.integers(1, MAX_WEEK + 2),
        open_on=st.lists(day_spans(), max_size=2),
        attends=st.none() | choices(),
        stated=stated_figures(),
    )


def phases(
    lengths: st.SearchStrategy[PlannedLength] | None = None,
    weeks: st.SearchStrategy[WeeklySchedule | WeeklyPattern] | None = None,
) -> st.SearchStrategy[Phase]:
    """Phases of every level."""
    return st.builds(
        Phase,
        levels(),
        weeks_of_any_kind() if weeks is None else weeks,
        length=lengths_of_any_kind() if lengths is None else lengths,
        name=st.just("") | names(),
        note=st.just("") | names(),
        stated=stated_figures(),
    )


def foci() -> st.SearchStrategy[frozenset[str]]:
    """What a program treats, the built-in words and others."""
    return st.frozensets(st.sampled_from(Focus) | names(), max_size=3)


def pathways(of: st.SearchStrategy[Phase] | None = None) -> st.SearchStrategy[Pathway]:
    """Pathways of one to three phases."""
    return st.builds(
        Pathway,
        st.lists(phases() if of is None else of, min_size=1, max_size=3),
        name=names(),
        population=populations(),
        focus=foci(),
    )


def cited_words() -> st.SearchStrategy[CitedWords]:
    """Sentences of a source."""
    return st.builds(CitedWords, names(), citations())


def descriptions() -> st.SearchStrategy[Description]:
    """What a source publishes about a type."""
    return st.builds(
        Description,
        citation=citations(),
        week=weekly_patterns(),
        length=lengths_of_any_kind(),
        ages=count_ranges(),
        words=st.just("") | names(),
        focus=foci(),
        of_level=st.booleans(),
        inherited=st.booleans(),
        published_as=st.lists(st.tuples(names(), names()), max_size=2).map(tuple),
    )


def program_types() -> st.SearchStrategy[ProgramType]:
    """The types of the catalogue, and types of one's own."""
    own = st.builds(
        ProgramType,
        names(),
        names(),
        levels(),
        population=populations(),
        focus=foci(),
        part_of_day=st.none() | st.sampled_from(PartOfDay),
        settings=st.lists(st.sampled_from(Setting), max_size=2),
        descriptions=st.lists(descriptions(), max_size=2),
        suits=st.lists(cited_words(), max_size=1),
        inherits=st.none() | st.just("standard-iop"),
    )
    return st.sampled_from(list(catalogue.BUILT_IN)) | own


def programs() -> st.SearchStrategy[Program]:
    """Programs of every type, with tracks, a pathway, both or neither."""
    return st.builds(
        Program,
        program_types(),
        tracks=st.lists(tracks(), max_size=2, unique_by=lambda track: track.name),
        length=lengths_of_any_kind(),
        timezone=st.none() | st.sampled_from(("America/New_York", "America/Phoenix", "UTC")),
        pathway=st.none() | pathways(),
        name=names(),
        stated=stated_figures(),
        population=populations(),
        focus=foci(),
        settings=st.lists(st.sampled_from(Setting), max_size=2),
    )


def all_sessions() -> st.SearchStrategy[Session]:
    """Sessions of every component, with all fields of it."""
    return sessions(of=components())
