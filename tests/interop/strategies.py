"""Strategies for the values that a document can hold; they build valid values and filter nothing."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from iopmodel import catalogue
from iopmodel._days import Date, WeekDay
from iopmodel.citations import Citation, Mark
from iopmodel.components import COMPONENT_TYPES, Component
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
)
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, GENERAL, LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import AttendedBy, Focus, PartOfDay, Population, Provider, Setting
from iopmodel.programs import (
    CitedWords,
    Description,
    Pathway,
    Phase,
    Program,
    ProgramType,
    Stated,
    Track,
)
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.spans import DaySpan, WeekSpan

T = TypeVar("T")

MOST = 10**12 - 1
UNITS: tuple[Callable[[int], Any], ...] = (
    Days,
    Weeks,
    Months,
    TreatmentDays,
    TreatmentSessions,
    TreatmentHours,
)


def texts() -> st.SearchStrategy[str]:
    """Text that UTF-8 can hold."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=10)


def names() -> st.SearchStrategy[str]:
    """Text with a letter at both ends, so that nothing of it is cut off."""
    return texts().map(lambda text: f"a{text}z")


def numbers(min_value: int = 0, max_value: int = MOST) -> st.SearchStrategy[int]:
    """Whole numbers, small ones more often."""
    return st.integers(min_value, min(max_value, 9)) | st.integers(min_value, max_value)


@st.composite
def ranges(
    draw: st.DrawFn, unit: Callable[[int], Any] = int, max_value: int = MOST, *, bounded: bool = False
) -> Range[Any]:
    """Ranges of one unit, unbounded ones too unless *bounded*."""
    low, high = sorted((draw(numbers(max_value=max_value)), draw(numbers(max_value=max_value))))
    if not bounded and draw(st.booleans()):
        return Range(unit(low))
    return Range(unit(low), unit(high), high_excluded=low < high and draw(st.booleans()))


def spans() -> st.SearchStrategy[Any]:
    """Planned lengths that are counted."""
    return st.sampled_from(UNITS).flatmap(ranges)


def lengths() -> st.SearchStrategy[PlannedLength]:
    """Planned lengths of every kind."""
    return st.one_of(
        spans(),
        st.just(WithoutEnd()),
        st.builds(UntilCriterion, names()),
        st.builds(Cycle, spans(), ranges()),
    )


def given_or_not(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the fields."""
    return st.fixed_dictionaries({}, optional=fields)


def made(
    kind: Callable[..., T], *first: st.SearchStrategy[Any], **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[T]:
    """Values of a class: what comes *first* always, of the fields some."""
    some = given_or_not(**fields)

    # A composite, because its repr stays short however deep the values are.
    @st.composite
    def build(draw: st.DrawFn) -> T:
        return kind(*map(draw, first), **draw(some))

    return build()


def components() -> st.SearchStrategy[Component]:
    """Components of every built-in type with all their fields."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        "topic": texts(),
        "group_size": ranges(),
        "class_size": ranges(),
    }

    def of(kind: type[Component]) -> st.SearchStrategy[Component]:
        return made(kind, **{each.name: fields.get(each.name, names()) for each in attrs.fields(kind)})

    return st.sampled_from(list(COMPONENT_TYPES.values())).flatmap(of)


def clock_texts() -> st.SearchStrategy[str]:
    """Times of day as text."""
    return st.times().map(lambda time: time.strftime("%H:%M"))


@st.composite
def clocks(draw: st.DrawFn) -> dict[str, Any]:
    """When on the clock a session is and how long, as far as known."""
    known = draw(st.sampled_from(["", "start", "end", "both"]))
    if not known:
        return {"time": draw(ranges(Minutes))}
    if known == "both":
        first, second = draw(st.lists(clock_texts(), min_size=2, max_size=2, unique=True))
        return {"start": first, "end": second}
    minute = draw(st.integers(0, 24 * 60 - 1))
    clock = {known: f"{minute // 60:02}:{minute % 60:02}"}
    if known == "start":
        return {**clock, "time": draw(timed(0, 24 * 60 - 1))}
    # What is known to end must be known to begin on one side of midnight.
    if minute and draw(st.booleans()):
        return {**clock, "time": draw(timed(0, minute, bounded=True))}
    return {**clock, "time": draw(timed(minute + 1, 24 * 60 - 1))} if minute < 24 * 60 - 1 else clock


@st.composite
def timed(draw: st.DrawFn, least: int, most: int, *, bounded: bool = False) -> Range[Minutes]:
    """Ranges of time of which no end lies outside *least* and *most*."""
    low, high = sorted((draw(st.integers(least, most)), draw(st.integers(least, most))))
    if not bounded and draw(st.booleans()):
        return Range(Minutes(low))
    return Range(Minutes(low), Minutes(high), high_excluded=low < high and draw(st.booleans()))


@st.composite
def cadences(draw: st.DrawFn) -> tuple[list[WeekDay | None], dict[str, Any]]:
    """The weekdays of a session and how often it is held."""
    first = draw(numbers(1, 60))
    last = draw(st.none() | st.integers(first, 100))
    fields: dict[str, Any] = {"weeks": WeekSpan(first, last)}
    days = draw(st.lists(st.sampled_from(WeekDay), max_size=3))
    way = draw(st.sampled_from(["weekly", "every", "nth", "per_month", "total"]))
    if way == "every":
        fields["every"] = Weeks(draw(st.integers(1, 104)))
        fields["first"] = draw(st.none() | st.integers(first, last or 100))
    if way == "nth":
        days = days or [WeekDay.SUNDAY]
        fields["nth"] = draw(st.sampled_from([1, 2, 3, 4, 5, -1]))
    if way == "per_month":
        days = []
        fields["per_month"] = draw(ranges())
    if way == "total":
        fields["total"] = draw(ranges())
    if not days and way != "per_month" and draw(st.booleans()):
        fields["per_week"] = draw(ranges())
    return [*days] or [None], fields


def session_details() -> st.SearchStrategy[dict[str, Any]]:
    """What else may be said of a session."""
    return given_or_not(
        per_day=numbers(1),
        optional=st.booleans(),
        attended_by=st.sampled_from(AttendedBy),
        provider=st.sampled_from(Provider) | names(),
        label=texts(),
    )


@st.composite
def schedules(draw: st.DrawFn) -> WeeklySchedule:
    """Weekly schedules, with sessions that differ only by weekday, and equal ones."""
    held: list[Session] = []
    for number in range(draw(st.integers(0, 4))):
        days, fields = draw(cadences())
        component, more = draw(components()), draw(clocks()) | draw(session_details())
        keyed = draw(st.booleans())
        for place, day in enumerate(days):
            key = f"{number}.{place}" if keyed else None
            held.append(Session(component, day=day, key=key, **fields, **more))
    return WeeklySchedule(held)


def patterns() -> st.SearchStrategy[WeeklyPattern]:
    """Weekly patterns."""
    days, time = ranges(max_value=7), ranges(Minutes)
    return made(
        WeeklyPattern,
        days=days,
        visits=days,
        time_per_day=time,
        time_per_visit=time,
        time_per_week=time,
        part_of_day=st.sampled_from(PartOfDay),
    )


def stated_figures() -> st.SearchStrategy[Stated]:
    """Stated figures."""
    time = ranges(Minutes)
    return made(Stated, hours_per_week=time, hours_per_day=time, days_per_week=ranges(), sessions_in_all=ranges())


def plain_days() -> st.SearchStrategy[Date]:
    """Calendar days."""
    return st.dates().map(lambda day: Date(day.year, day.month, day.day))


def day_spans() -> st.SearchStrategy[DaySpan]:
    """Spans of days."""
    return st.lists(plain_days(), min_size=2, max_size=2).map(lambda days: DaySpan(*sorted(days)))


def citations() -> st.SearchStrategy[Citation]:
    """Citations."""
    return made(Citation, names(), url=texts(), mark=st.sampled_from(Mark), checked_on=st.none() | plain_days())


def populations() -> st.SearchStrategy[Population]:
    """Populations."""
    return made(Population, key=names(), ages=ranges())


def levels() -> st.SearchStrategy[LevelOfCare]:
    """Levels of the known ladders and levels of one's own."""
    known = [level for ladder in (GENERAL, ASAM_3RD_EDITION, ASAM_4TH_EDITION) for level in ladder.levels]
    system = st.just(GENERAL.system) | st.just(ASAM_3RD_EDITION.system) | names()
    return st.sampled_from(known) | st.builds(LevelOfCare, names(), texts(), system)


def foci() -> st.SearchStrategy[Iterable[str]]:
    """What is treated."""
    return st.lists(st.sampled_from(Focus) | names(), max_size=3)


def settings_of_care() -> st.SearchStrategy[list[Setting]]:
    """Where a program happens."""
    return st.lists(st.sampled_from(Setting), max_size=2)


def descriptions() -> st.SearchStrategy[Description]:
    """Descriptions."""
    pairs = st.lists(st.tuples(texts(), texts()), max_size=2).map(tuple)

    def make(citation: Citation, more: dict[str, Any]) -> Description:
        return Description(citation=citation, **more)

    more = given_or_not(
        week=patterns(),
        length=lengths(),
        ages=ranges(),
        words=texts(),
        focus=foci(),
        of_level=st.booleans(),
        inherited=st.booleans(),
        published_as=pairs,
    )
    return st.builds(make, citations(), more)


def program_types() -> st.SearchStrategy[ProgramType]:
    """Program types, built-in ones and one's own."""
    return st.sampled_from(catalogue.TYPES) | made(
        ProgramType,
        names(),
        names(),
        levels(),
        population=populations(),
        focus=foci(),
        part_of_day=st.sampled_from(PartOfDay),
        settings=settings_of_care(),
        descriptions=st.lists(descriptions(), max_size=2),
        suits=st.lists(st.builds(CitedWords, names(), citations()), max_size=2),
        inherits=names(),
    )


def weeks() -> st.SearchStrategy[WeeklySchedule | WeeklyPattern]:
    """The week of a track or a phase."""
    return schedules() | patterns()


def tracks() -> st.SearchStrategy[Track]:
    """Tracks."""
    return made(
        Track,
        names(),
        week=weeks(),
        length=lengths(),
        first_week=numbers(1),
        open_on=st.lists(day_spans(), max_size=2),
        attends=ranges(max_value=7, bounded=True),
        stated=stated_figures(),
    )


def pathways() -> st.SearchStrategy[Pathway]:
    """Pathways."""
    phase = made(Phase, levels(), week=weeks(), length=lengths(), name=texts(), note=texts(), stated=stated_figures())
    return made(Pathway, st.lists(phase, min_size=1, max_size=3), name=names(), population=populations(), focus=foci())


def programs() -> st.SearchStrategy[Program]:
    """Programs."""
    return made(
        Program,
        program_types(),
        tracks=st.lists(tracks(), max_size=2, unique_by=lambda track: track.name),
        length=lengths(),
        timezone=st.sampled_from(["America/New_York", "UTC", "Asia/Kolkata"]),
        pathway=pathways(),
        name=names(),
        stated=stated_figures(),
        population=populations(),
        focus=foci(),
        settings=settings_of_care(),
    )
