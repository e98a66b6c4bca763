"""The values of programs and of their care on dates that the golden pickles hold."""

from iopmodel import (
    Added,
    Attendance,
    Break,
    Cancelled,
    Catalogue,
    Citation,
    CitedWords,
    Closure,
    Commitment,
    Correction,
    Description,
    Education,
    Episode,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    LevelOfCare,
    Mark,
    Minutes,
    Move,
    Moved,
    Occurrence,
    Pathway,
    PathwayWeek,
    Phase,
    Population,
    Program,
    ProgramType,
    PublishedHours,
    PublishedLength,
    Range,
    Review,
    Session,
    Share,
    Standing,
    State,
    Stated,
    Stay,
    Track,
    Transition,
    TransitionKind,
    UntilCriterion,
    WeeklyPattern,
    WeeklySchedule,
    Weeks,
)
from iopmodel._days import Date, Time
from iopmodel.attendance_records import AttendanceRecord
from iopmodel.commitments import Block
from iopmodel.occurrences import OccurrenceKind
from iopmodel.spans import DaySpan

SOURCE = Citation("a page", url="https://example.org/iop", mark=Mark.SECONDARY, checked_on="2026-11-21")
GROUP = Session(GroupTherapy("relapse prevention"), day="MO", start="18:00", end="21:00", key="group-MO")
SESSION = Session(
    FamilyTherapy(with_whom="multi-family"),
    day="SA",
    start="10:00",
    time="90 min",
    every=Weeks(2),
    first=1,
    weeks="1 to 8",
    optional=True,
    attended_by="both",
    provider="therapist",
    label="family morning",
    key="family-SA",
)
WEEK = WeeklySchedule(
    [
        GROUP,
        Session(Break(), day="MO", start="21:00", end="21:10"),
        Session(Education("coping"), day="WE", end="20:00", time="1 h to 1 h 30 min"),
        Session(IndividualTherapy(), time=Minutes(50), per_week="1 to 2"),
        SESSION,
    ]
)
PATTERN = WeeklyPattern(
    days="3 to 5",
    visits=4,
    time_per_day="3 h",
    time_per_visit="at most 3 h",
    time_per_week="9 h",
    part_of_day="evening",
)
STATED = Stated(hours_per_week="at least 9 h", hours_per_day="under 4 h", days_per_week="3 to 5", sessions_in_all=36)
DESCRIPTION = Description(
    citation=SOURCE,
    week=PATTERN,
    length="rounds of 8 weeks, 1 to 3",
    ages="at least 18",
    words="several weeks",
    focus="substance-use",
    of_level=True,
    inherited=True,
    published_as=(("visits_per_week", "example.visits"),),
)
SAFE = CitedWords("safe at home", SOURCE)
TYPE = ProgramType(
    "harbor-iop",
    "Harbor IOP",
    LevelOfCare.INTENSIVE_OUTPATIENT,
    population=Population("adult", "at least 18"),
    focus="substance-use",
    part_of_day="evening",
    settings=["outpatient-clinic", "virtual"],
    descriptions=[DESCRIPTION],
    suits=[SAFE],
    inherits="standard-iop",
)
TRACK = Track(
    "evening",
    WEEK,
    length="8 to 16 weeks",
    first_week=2,
    open_on=[DaySpan("2026-01-05", "2026-06-01")],
    attends="2 to 3",
    stated=STATED,
)
PHASE = Phase(
    LevelOfCare.INTENSIVE_OUTPATIENT, WEEK, length="8 weeks", name="evenings", note="as needed", stated=STATED
)
LAST_PHASE = Phase(LevelOfCare.OUTPATIENT, PATTERN, length=UntilCriterion("the goals are met"))
PATHWAY = Pathway([PHASE, LAST_PHASE], name="Harbor steps", population="adult", focus="substance-use")
PROGRAM = Program(
    TYPE,
    tracks=[TRACK],
    length="8 to 16 weeks",
    timezone="America/New_York",
    pathway=PATHWAY,
    name="Harbor evening program",
    stated=STATED,
    population="older-adult",
    focus="mental-health",
    settings=["hybrid"],
)
TRANSITION = Transition(
    start=LevelOfCare.PARTIAL_HOSPITALIZATION,
    end=LevelOfCare.INTENSIVE_OUTPATIENT,
    kind=TransitionKind.STEP_DOWN,
    rungs=1,
    standing=Standing.ALLOWED,
    reason="one rung down",
    ladder="general",
    end_type=TYPE,
)
ADMISSION = Transition(
    start=State.BEFORE_ADMISSION,
    end=LevelOfCare.INTENSIVE_OUTPATIENT,
    kind=TransitionKind.ADMISSION,
    standing=Standing.ALLOWED,
    reason="care begins",
)
MOVE = Move(on="2026-02-02", transition=ADMISSION, reason="referred", planned=True)
STAY = Stay(
    first="2026-02-02",
    until="2026-03-30",
    week=WEEK,
    level=LevelOfCare.INTENSIVE_OUTPATIENT,
    authorized=LevelOfCare.OUTPATIENT,
    title="evening",
    weeks_from="2026-01-26",
    first_week=2,
    attends=Range(2, 3),
    open_on=(DaySpan("2026-01-05", "2026-06-01"),),
    types=frozenset({"harbor-iop"}),
    population=Population("adult", "at least 18"),
    focus=frozenset({"substance-use"}),
)
CLOSURE = Closure(
    [DaySpan("2026-02-16", "2026-02-17"), DaySpan("2026-02-20", "2026-02-22")],
    "holiday",
    policy="replaced-hours",
    hours="09:00-19:00",
)
CANCELLED = Cancelled("2026-02-04", "education-WE", reason="the teacher is ill")
MOVED = Moved("2026-02-09", "group-MO", to="2026-02-10", start="17:00", time="2 h", reason="snow")
ADDED = Added("2026-02-11", GROUP, replaces=("group-MO", "2026-02-02"), key="make-up", reason="snow")
BEFORE = Episode(stays=[STAY], timezone="America/New_York", label="A-17", name="Harbor evening program")
CORRECTION = Correction(recorded="2026-02-20", reason="the first day was wrong", was=BEFORE)
EPISODE = Episode(
    stays=[STAY],
    timezone="America/New_York",
    closures=[CLOSURE],
    overrides=[CANCELLED, MOVED, ADDED],
    moves=[MOVE],
    corrections=(CORRECTION,),
    label="A-17",
    name="Harbor evening program",
)
OCCURRENCE = Occurrence(
    ordinal=Date(2026, 2, 10).toordinal(),
    begin=17 * 60,
    key="group-MO",
    session=GROUP,
    stay=STAY,
    zone="America/New_York",
    origin=Date(2026, 2, 9).toordinal(),
    shortest=120,
    longest=120,
    kind=OccurrenceKind.MOVED,
    reason="snow",
    replaces=("group-MO", Date(2026, 2, 2)),
)
RECORD = AttendanceRecord(
    key="group-MO",
    day="2026-02-02",
    held_on="2026-02-02",
    start=Time(18, 0),
    scheduled="3 h",
    session=GROUP,
    level=LevelOfCare.INTENSIVE_OUTPATIENT,
    status="attended",
    attended="2 h 30 min",
    billable="2 h",
    late="10 min",
    left_early="20 min",
)

_VALUES: tuple[object, ...] = (
    GROUP,
    SESSION,
    WEEK,
    PATTERN,
    STATED,
    SAFE,
    DESCRIPTION,
    TYPE,
    Catalogue([TYPE]),
    TRACK,
    PHASE,
    PATHWAY,
    PROGRAM,
    PathwayWeek(9, (1, 2), Range(Minutes(540), Minutes(600))),
    PublishedHours(PATTERN, Range(Minutes(540)), SOURCE, inherited=True),
    PublishedLength(Range(Weeks(8), Weeks(16)), "8 to 16 weeks", SOURCE, inherited=False),
    Share(GROUP, Range(Minutes(170), Minutes(180))),
    TRANSITION,
    MOVE,
    STAY,
    CLOSURE,
    CANCELLED,
    MOVED,
    ADDED,
    CORRECTION,
    EPISODE,
    OCCURRENCE,
    Attendance("A-17", [RECORD]),
    Review("2026-02-20", ["recertification"], rules=["medicare.iop.recert_days"]),
    Commitment("work", [Block("MO", "09:00", "17:00"), Block("FR", "22:00", "06:00")], name="the mill"),
)

#: One value of each type by the name of the type, every field of it set.
MODEL_VALUES: dict[str, object] = {type(value).__name__: value for value in _VALUES}
