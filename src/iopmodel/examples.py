"""Named example programs, without Hypothesis: every awkward feature of the field, and both sides of every rule's edge.

The same names stand for the same programs for ever, so that a test of other software can say which one it failed on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from types import MappingProxyType

import attrs

from iopmodel import catalogue
from iopmodel._days import plain_day
from iopmodel.bodies import bodies_of
from iopmodel.boundaries import at_edge
from iopmodel.components import (
    Break,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    Meal,
    MedicationAssistedTreatment,
    MedicationManagement,
    PeerSupport,
    ProgramBlock,
    School,
)
from iopmodel.demands import Demand, circumstances_of, demands_of
from iopmodel.draft_choices import Plainly, draft_of
from iopmodel.draft_neighbors import neighbor_that_meets
from iopmodel.draft_reasons import reason_of
from iopmodel.drafts import program_of
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Phase, Program, Stated, Track
from iopmodel.rules import Rule, Standard
from iopmodel.schedules import Session, WeeklySchedule, sessions
from iopmodel.spans import DaySpan
from iopmodel.stay_plans import plan_of
from iopmodel.week_cases import Wanted, missed

__all__ = ["PROGRAMS", "Edge", "Example", "edges"]

_GROUP, _ALONE = GroupTherapy(), IndividualTherapy()
_EVENINGS = sessions(_GROUP, "MO,WE,TH", "18:00-21:00")
_IOP, _PHP, _OP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION, LevelOfCare.OUTPATIENT


@attrs.frozen
class Example:
    """A program with one awkward feature.

    Args:
        name: its name, which stays the same.
        program: the program.
        why: what is awkward about it, as a sentence.
    """

    name: str
    program: Program
    why: str


@attrs.frozen
class Edge:
    """Two programs one minute, one day or one session apart, on either side of the boundary of a rule.

    Args:
        name: the id of the rule and the side, such as ``"medicare.iop.hours_week below"``.
        rule: the rule.
        body: the body that issues it.
        meets: the program that meets it.
        misses: the program that misses it.
        reason: what the rule asks and what the second program has instead, as a sentence.
    """

    name: str
    rule: Rule
    body: Standard
    meets: Program
    misses: Program
    reason: str


def _evening(*held: Session, length: str = "8 weeks", **more: object) -> Program:
    track = Track("evening", WeeklySchedule(held), length=length, **more)  # type: ignore[arg-type]
    return Program(catalogue.EVENING_IOP, tracks=[track], timezone="America/New_York")


_PICK = Track("pick", sessions(_GROUP, "MO,TU,WE,TH,FR", "09:00-12:00"), attends=3)
_BLOCKS = sessions(ProgramBlock(), "MO,TU,WE,TH,FR", "09:00-13:00")
_SUMMER = Track("summer", sessions(_GROUP, "MO,WE,FR", "09:00-12:00"), open_on=[DaySpan("2026-06-15", "2026-08-22")])
_TAPER = (
    *sessions(_GROUP, "MO,WE,FR", "18:00-21:00", weeks=(1, 4)),
    *sessions(_GROUP, "MO,WE", "18:00-21:00", weeks=(5, 16)),
)
_STEPS = Pathway(
    [
        Phase(_PHP, sessions(_GROUP, "MO,TU,WE,TH,FR", "09:00-14:00"), length="2 weeks"),
        Phase(_IOP, _EVENINGS, length="6 weeks"),
        Phase(_OP, sessions(_GROUP, "WE", "18:00-19:30"), length="until discharge criteria are met"),
    ],
    name="step down",
)

_MADE: tuple[tuple[str, Program, str], ...] = (
    ("plain", _evening(*_EVENINGS), "Nothing: three evenings of three hours."),
    (
        "breaks",
        _evening(
            *sessions(_GROUP, "MO,WE,TH", "18:00-18:50"),
            *sessions(Break(), "MO,WE,TH", "18:50-19:00"),
            *sessions(Education(), "MO,WE,TH", "19:00-21:00"),
        ),
        "Nine hours on the clock are eight and a half of treatment.",
    ),
    (
        "at-the-same-time",
        _evening(*_EVENINGS, Session(_ALONE, day="MO", start="18:00", time="1 h")),
        "An individual session lies inside a group: the hour counts once.",
    ),
    (
        "alternate-weeks",
        _evening(*_EVENINGS, Session(FamilyTherapy(), day="SA", start="10:00", time="90 min", every=Weeks(2), first=1)),
        "Odd weeks have 10 h 30 min, even weeks 9 h.",
    ),
    (
        "alternate-weeks-from-nobody-knows-when",
        _evening(*_EVENINGS, Session(FamilyTherapy(), day="SA", start="10:00", time="90 min", every=Weeks(2))),
        "Every second week has 90 minutes more, and nobody says which.",
    ),
    ("by-arrangement", _evening(*_EVENINGS, Session(_ALONE, time="1 h")), "One hour a week has no weekday."),
    ("unknown-time", _evening(*_EVENINGS, Session(_ALONE, day="FR")), "Nobody says how long a session is."),
    ("unknown-number", _evening(*_EVENINGS, Session(_ALONE, time="1 h", per_week="1 to 3")), "One to three a week."),
    ("end-only", _evening(Session(_GROUP, day="MO", end="21:00")), "A session has an end and no start."),
    ("past-midnight", _evening(Session(_GROUP, day="SU", start="23:00", time="3 h")), "Sunday night ends on Monday."),
    ("optional", _evening(*_EVENINGS, Session(_ALONE, day="FR", time="1 h", optional=True)), "An hour is optional."),
    (
        "family-alone",
        _evening(*_EVENINGS, Session(FamilyTherapy(), day="SA", time="2 h", attended_by="family")),
        "Two hours are for the family without the patient.",
    ),
    ("range-of-time", _evening(*sessions(_GROUP, "MO,WE,TH", time="3 to 4 h")), "Each day is three to four hours."),
    ("first-sunday-of-the-month", _evening(*_EVENINGS, Session(_GROUP, day="SU", time="1 h", nth=1)), "Once a month."),
    ("twelve-over-the-stay", _evening(*_EVENINGS, Session(_ALONE, time="1 h", total=12)), "Twelve in all, any time."),
    ("taper", _evening(*_TAPER, length="16 weeks"), "Three evenings for four weeks, then two."),
    (
        "company",
        _evening(
            *_EVENINGS,
            *sessions(PeerSupport(), "TU", "19:00-20:00"),
            *sessions(Meal(), "MO", "17:30-18:00"),
            *sessions(School(), "MO,TU", "09:00-12:00"),
        ),
        "Peer support, meals and school take time and are no treatment.",
    ),
    (
        "contested",
        _evening(*sessions(_GROUP, "MO,WE", "18:00-21:00"), Session(MedicationManagement(), day="FR", time="3 h")),
        "Whether medication management counts, bodies do not agree.",
    ),
    (
        "dosing",
        _evening(*_EVENINGS, Session(MedicationAssistedTreatment(visit="dosing"), per_week=6, time="10 min")),
        "Six visits a week are for a dose alone.",
    ),
    ("hour-that-does-not-exist", _evening(*sessions(_GROUP, "SU", "02:00-03:00")), "Once a year its hour is missing."),
    (
        "criterion",
        _evening(*_EVENINGS, length="until discharge criteria are met"),
        "It lasts until something is reached.",
    ),
    ("months", _evening(*_EVENINGS, length="2 to 3 months"), "It lasts two to three months, of 28 to 31 days."),
    ("treatment-days", _evening(*_EVENINGS, length="24 treatment days"), "It lasts so many treatment days."),
    (
        "stated-otherwise",
        _evening(*_EVENINGS, stated=Stated(hours_per_week="12 h")),
        "It states twelve hours a week and holds nine.",
    ),
    ("pick-days", Program(catalogue.STANDARD_IOP, tracks=[_PICK]), "A patient picks three of five days."),
    ("season", Program(catalogue.ADOLESCENT_IOP, tracks=[_SUMMER]), "The track is open in summer alone."),
    (
        "two-tracks",
        Program(
            catalogue.STANDARD_IOP,
            tracks=[Track("day", sessions(_GROUP, "MO,WE,FR", "09:00-12:00")), Track("evening", _EVENINGS)],
        ),
        "A patient attends one of two tracks.",
    ),
    (
        "figures-alone",
        Program(catalogue.STANDARD_IOP, tracks=[Track("any", WeeklyPattern(days="3 to 5", time_per_day="3 to 4 h"))]),
        "Only figures of the week are known.",
    ),
    (
        "one-block",
        Program(catalogue.DAY_PROGRAM, tracks=[Track("day", _BLOCKS)]),
        "Nobody says what the four hours a day hold.",
    ),
    ("steps", Program(catalogue.PARTIAL_HOSPITALIZATION, pathway=_STEPS), "Three levels follow each other."),
    ("nothing-known", Program(catalogue.STANDARD_IOP), "Nothing is known but the type."),
)

#: The awkward programs, by name.
PROGRAMS = MappingProxyType({name: Example(name, program, why) for name, program, why in _MADE})


def edges(bodies: Iterable[Standard], *, on: dt.date | str, include_unverified: bool = False) -> tuple[Edge, ...]:
    """Both sides of the edge of every rule that can be asked of a program, as it stands on a day, in their order.

    Args:
        bodies: the bodies whose rules are meant.
        on: the day for which the rules are read.
        include_unverified: whether figures that were checked in no text take part.

    >>> from iopmodel import standards
    >>> edge, _ = edges([standards.MEDICARE], on="2026-02-02")
    >>> print(edge.name, edge.reason, sep=": ")
    medicare.iop.hours_week below: medicare.iop.hours_week asks at least 9 h a week; here it is 8 h 59 min a week.

    Raises:
        WrongKind: for anything but bodies.
        NotAccepted: for a day that cannot be read.
    """
    day = plain_day(on)
    return tuple(
        edge
        for body in bodies_of(bodies)
        for rule in body
        if isinstance(rule, Rule)
        for circumstances in [*circumstances_of(rule, body)][:1]
        for demand in demands_of(
            [body], circumstances, day, include_unverified=include_unverified, forces=frozenset({rule.force})
        )
        if demand.rule == rule and not demand.unsure
        for miss in missed(demand)
        for edge in _edge(demand, miss)
    )


def _edge(demand: Demand, miss: Wanted) -> Iterator[Edge]:
    """The edge of a rule on one side; none where nothing can be on that side."""
    circumstances = next(circumstances_of(demand.rule, demand.body))
    plan = plan_of((), miss)
    at_boundary = None if plan is None else at_edge(plan, miss)
    draft = None if at_boundary is None else draft_of(at_boundary, Plainly(), miss)
    beside = None if draft is None else neighbor_that_meets(demand, draft)
    if draft is not None and beside is not None:
        name = f"{demand.rule.id} {'below' if miss.is_below else 'above'}"
        meets, misses = (program_of(each, circumstances, name=name) for each in (beside, draft))
        yield Edge(name, demand.rule, demand.body, meets, misses, reason_of(demand, draft))
