"""Rules, bodies, and weeks of which something is not known, together with one way in which it may turn out."""

from typing import NamedTuple, TypeVar

import attrs
from hypothesis import strategies as st

from iopmodel import (
    Activity,
    Aggregation,
    Band,
    Break,
    Citation,
    Dated,
    Force,
    GroupTherapy,
    History,
    IndividualTherapy,
    Mark,
    Measure,
    MedicationManagement,
    Minutes,
    Phase,
    Program,
    Range,
    Rule,
    Session,
    Standard,
    Track,
    WeeklyPattern,
    Weeks,
    catalogue,
)
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.levels import LevelOfCare
from iopmodel.rules import Bound, Scope

T = TypeVar("T", Minutes, int)
TIMES = (Measure.HOURS_PER_WEEK, Measure.HOURS_PER_DAY, Measure.MINUTES_PER_VISIT, Measure.TOTAL_HOURS)
COUNTS = (Measure.DAYS_PER_WEEK, Measure.VISITS_PER_WEEK, Measure.SESSIONS_PER_WEEK)
LENGTHS = (Measure.DURATION_DAYS, Measure.DURATION_WEEKS)
SOURCE = Citation("an example of a rule", mark=Mark.PRIMARY)
COMPONENTS = (GroupTherapy(), IndividualTherapy(), MedicationManagement(), Activity(), Break())
ANY_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: A body that is silent on some services, as real ones are.
COUNTING = attrs.evolve(DEFAULT_COUNTING, contested={"activity"})


class Known(NamedTuple):
    """The same thing twice: as far as it is known, and as it turns out."""

    vague: Track
    precise: Track


def times(most: int = 400) -> st.SearchStrategy[Minutes]:
    """Session times, more often on the half hour."""
    return st.one_of(st.integers(1, most // 30).map(lambda half: Minutes(30 * half)), st.integers(1, most).map(Minutes))


@st.composite
def bounds(draw: st.DrawFn, measure: Measure) -> Bound:
    """A bound that fits the measure."""
    if measure in TIMES:
        low, more = draw(times(1500)), draw(times(1500))
        return draw(st.sampled_from(_bounds(low, low + more)))
    most = 120 if measure is Measure.DURATION_DAYS else 20
    least, further = draw(st.integers(0, most)), draw(st.integers(1, 10))
    return draw(st.sampled_from(_bounds(least, least + further)))


def _bounds(low: T, high: T) -> list[Range[T]]:
    excluded = Range(low, high, high_excluded=True)
    return [Range.at_least(low), Range(low, high), Range.at_most(high), Range.below(high), excluded]


@st.composite
def rules(draw: st.DrawFn, measures: tuple[Measure, ...] = (*TIMES, *COUNTS, *LENGTHS)) -> Rule:
    """Rules that can be asked of a program, in force since ever."""
    measure = draw(st.sampled_from(measures))
    least_day = measure is Measure.DAYS_PER_WEEK and draw(st.booleans())
    average = measure is Measure.HOURS_PER_WEEK and draw(st.booleans())
    return Rule(
        id=f"law.{draw(st.integers(0, 10**9))}",
        measure=measure,
        history=History.of(Dated(draw(bounds(measure)), SOURCE)),
        force=draw(st.sampled_from([Force.REQUIRED, Force.RECOMMENDED])),
        aggregation=Aggregation.AVERAGE if average else Aggregation.EVERY,
        day_at_least=draw(times(300)) if least_day else None,
    )


def as_band(rule: Rule) -> Band:
    """The rule as a billing band."""
    return Band(id=f"{rule.id}.band", measure=rule.measure, history=rule.history)


def a_body(*rules_of_it: Rule | Band, key: str = "law") -> Standard:
    """A body with these rules."""
    return Standard(key, key.title(), rules_of_it, counting=COUNTING)


@st.composite
def bodies(draw: st.DrawFn, key: str = "law", max_size: int = 4) -> Standard:
    """Bodies with a few rules."""
    found = draw(st.lists(rules(), min_size=1, max_size=max_size, unique_by=lambda rule: rule.id))
    return a_body(*found, key=key)


def scopes() -> st.SearchStrategy[Scope]:
    """Scopes with a few levels and types."""
    levels = [LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT, LevelOfCare("2.1", "", "asam-3rd-edition")]
    return st.builds(
        Scope,
        levels=st.frozensets(st.sampled_from(levels)),
        types=st.frozensets(st.sampled_from(["evening-iop", "day-program", "a, b", "a", "b"])),
        focus=st.sampled_from(["any", "substance-use", "mental-health"]),
    )


@st.composite
def _time_of(draw: st.DrawFn, time: Minutes) -> Range[Minutes]:
    """What may be known of a time: itself, a range around it, or nothing."""
    less, more = draw(st.integers(0, time.count)), draw(st.integers(0, 120))
    around = Range(Minutes(time.count - less), Minutes(time.count + more))
    return draw(st.sampled_from([Range.exactly(time), around, Range(Minutes(time.count - less)), Range(Minutes(0))]))


@st.composite
def _number_of(draw: st.DrawFn, number: int) -> Range[int]:
    less, more = draw(st.integers(0, number)), draw(st.integers(0, 3))
    return draw(st.sampled_from([Range.exactly(number), Range(number - less, number + more), Range(number - less)]))


@st.composite
def sessions_to_learn(draw: st.DrawFn) -> tuple[Session, list[Session]]:
    """A session of which something may not be known, and what it is when everything is known."""
    component = draw(st.sampled_from(COMPONENTS))
    time = draw(times())
    weeks = draw(st.sampled_from([(1, None), (1, 4), (3, 6), (5, None)]))
    every = draw(st.sampled_from([1, 1, 1, 2, 3]))
    first = None if every == 1 else draw(st.integers(weeks[0], weeks[0] + every - 1))
    precise = Session(component, time=time, weeks=weeks, every=Weeks(every), first=first)
    learned = draw(st.sampled_from(["clock", "weekday", "number", "weekdays"]))
    vague = attrs.evolve(precise, time=draw(_time_of(time)), first=draw(st.sampled_from([first, None])))
    if learned == "number":
        number = draw(st.integers(0, 5))
        return attrs.evolve(vague, per_week=draw(_number_of(number))), [attrs.evolve(precise, per_week=number)]
    if learned == "weekdays":
        days = draw(st.lists(st.sampled_from(ANY_DAYS), min_size=1, max_size=5, unique=True))
        on_days = [attrs.evolve(precise, day=day) for day in days]
        return attrs.evolve(vague, per_week=draw(_number_of(len(days))), first=first), on_days
    # Few days, so that several sessions often fall on one.
    day = draw(st.sampled_from(["MO", "MO", "WE", "SA"]))
    if learned == "weekday":
        return attrs.evolve(vague, day=draw(st.sampled_from([day, None])), first=first), [
            attrs.evolve(precise, day=day)
        ]
    start = draw(st.sampled_from(["09:00", "10:30", "18:00"]))
    clocked = attrs.evolve(vague, day=day, start=start, end=None)
    return clocked, [attrs.evolve(precise, day=day, start=start, end=None)]


@st.composite
def optional_sessions(draw: st.DrawFn) -> Session:
    """Sessions that nobody has to attend."""
    return Session(GroupTherapy(), time=draw(times()), optional=True, day=draw(st.sampled_from([None, *ANY_DAYS])))


@st.composite
def tracks_to_learn(draw: st.DrawFn) -> Known:
    """A track with unknown times, numbers, weekdays, first weeks and length, and one way in which it turns out."""
    pairs = draw(st.lists(sessions_to_learn(), min_size=1, max_size=4))
    free = draw(st.lists(optional_sessions(), max_size=1))
    count = draw(st.integers(1, 12))
    less, more = draw(st.integers(0, count - 1)), draw(st.integers(0, 6))
    lengths = [Range.exactly(Weeks(count)), Range(Weeks(count - less), Weeks(count + more)), Range(Weeks(count - less))]
    return Known(
        Track("one", [*(vague for vague, _ in pairs), *free], length=draw(st.sampled_from(lengths))),
        Track("one", [*(each for _, precise in pairs for each in precise), *free], length=Weeks(count)),
    )


@st.composite
def tracks_with_one_unknown(draw: st.DrawFn) -> tuple[Track, Minutes, bool]:
    """A track of which one time or one number is not known, the time that is known, and whether it is the number."""
    parts = draw(st.lists(times(120), max_size=3))
    certain = [Session(GroupTherapy(), day=draw(st.sampled_from(ANY_DAYS)), time=time) for time in parts]
    is_number = draw(st.booleans())
    if is_number:
        unknown = Session(IndividualTherapy(), time=Minutes(draw(st.integers(30, 90))), per_week="not stated")
    else:
        alone = Session(IndividualTherapy())
        early = attrs.evolve(alone, day="SU", start="09:00")
        unknown = draw(st.sampled_from([alone, early, attrs.evolve(alone, day="SU", end="21:00")]))
    return Track("one", [*certain, unknown]), Minutes(sum(part.count for part in parts)), is_number


@st.composite
def choices_to_learn(draw: st.DrawFn) -> Known:
    """A track with more open days than a patient attends, and the days that one patient picks."""
    days = draw(st.lists(st.sampled_from(ANY_DAYS), min_size=1, max_size=6, unique=True))
    week = [Session(draw(st.sampled_from(COMPONENTS)), day=day, time=draw(times())) for day in days]
    week += [Session(GroupTherapy(), day=draw(st.sampled_from(days)), time=draw(times())) for _ in range(2)]
    loose = [Session(IndividualTherapy(), time=draw(times()), per_week=draw(st.integers(0, 4)))]
    picked = draw(st.sets(st.sampled_from(days), min_size=1))
    count = len(picked)
    attends = draw(st.sampled_from([Range.exactly(count), Range(count - 1, count), Range(count, min(7, count + 2))]))
    return Known(
        Track("one", [*week, *loose], attends=attends, length="4 weeks"),
        Track("one", [*(each for each in week if _code(each) in picked), *loose], length="4 weeks"),
    )


def _code(session: Session) -> str:
    return ANY_DAYS[int(session.day)] if session.day is not None else ""


@st.composite
def patterns_to_learn(draw: st.DrawFn) -> Known:
    """A week of which only figures are known, and one week that has these figures."""
    days, time = draw(st.integers(1, 7)), draw(times(600))
    fewer, more = draw(st.integers(0, days)), draw(st.integers(0, 7 - days))
    known_days = draw(st.sampled_from([Range.exactly(days), Range(days - fewer, days + more), Range(0)]))
    vague = WeeklyPattern(days=known_days, time_per_day=draw(_time_of(time)))
    return Known(
        Track("one", vague, length="4 to 6 weeks"),
        Track("one", [Session(GroupTherapy(), day=day, time=time) for day in ANY_DAYS[:days]], length="5 weeks"),
    )


def known() -> st.SearchStrategy[Known]:
    """A track as far as it is known, and as it turns out."""
    return st.one_of(tracks_to_learn(), choices_to_learn(), patterns_to_learn())


def known_phases() -> st.SearchStrategy[Known]:
    """As :func:`known`, for phases, of which nobody attends some days alone."""
    return st.one_of(tracks_to_learn(), patterns_to_learn())


def tracks() -> st.SearchStrategy[Track]:
    """Tracks of which something may not be known."""
    return known().map(lambda both: both.vague)


@st.composite
def phases(draw: st.DrawFn) -> Phase:
    """Phases of which something may not be known."""
    level = draw(st.sampled_from([LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT]))
    track = draw(tracks())
    return Phase(level, track.week, length=track.length)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Programs with one to three tracks."""
    found = draw(st.lists(tracks(), min_size=1, max_size=3))
    named = [attrs.evolve(track, name=str(number)) for number, track in enumerate(found)]
    return Program(draw(st.sampled_from(catalogue.TYPES)), tracks=named)
