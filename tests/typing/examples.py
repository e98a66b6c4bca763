"""What the tests of types share: one program, one pathway, and the episode of one patient."""

from iopmodel import (
    Break,
    Closure,
    Episode,
    GroupTherapy,
    LevelOfCare,
    Pathway,
    Phase,
    Program,
    Standard,
    Track,
    WeeklyPattern,
    catalogue,
    commitment,
    sessions,
    standards,
)

IOP, PHP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION
DAY = "2026-02-02"
LATER = "2026-03-02"
EVENINGS = (
    *sessions(GroupTherapy(), "MO,WE,TH", "18:00-21:00"),
    *sessions(Break(), "MO,WE,TH", "21:00-21:10"),
)
PROGRAM = Program(
    catalogue.EVENING_IOP,
    tracks=[Track("evening", EVENINGS)],
    length="8 weeks",
    timezone="America/New_York",
    population="adult",
    focus="substance-use",
)
PATHWAY = Pathway(
    [Phase(PHP, WeeklyPattern(days=5, time_per_day="6 h"), length="2 weeks"), Phase(IOP, EVENINGS, length="6 weeks")]
)
EPISODE = Episode.of(PROGRAM, first=DAY, closures=[Closure("2026-02-16", "holiday")], label="A-17")
WORK = commitment("work", "MO,TU,WE,TH,FR", "09:00-17:00")
BODIES: tuple[Standard, ...] = (standards.MEDICARE, standards.GUIDES)
