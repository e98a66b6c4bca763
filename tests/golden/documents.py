"""What the golden documents say, as the constructors say it.

A document of an earlier version is read for ever, so a file beside this one is never changed. When a format gets a new
version, files of that version join those that are there.
"""

from pathlib import Path

import attrs

from iopmodel import (
    Band,
    Break,
    Citation,
    CitedWords,
    Counting,
    Cycle,
    Dated,
    DaySpan,
    Description,
    Education,
    FamilyTherapy,
    GroupTherapy,
    History,
    IndividualTherapy,
    LevelOfCare,
    Mark,
    Measure,
    MedicationAssistedTreatment,
    MedicationManagement,
    Minutes,
    Months,
    PartOfStay,
    Pathway,
    Phase,
    Population,
    Program,
    ProgramType,
    Range,
    Rule,
    Scope,
    Session,
    Standard,
    Stated,
    SupportService,
    Track,
    TreatmentDays,
    UntilCriterion,
    WeeklyPattern,
    WeeklySchedule,
    Weeks,
    WithoutEnd,
    extended,
    sessions,
    standards,
)

FOLDER = Path(__file__).parent

_GROUP = GroupTherapy("relapse prevention", modality="relapse-prevention", group_size="6 to 12")
_WEEK = WeeklySchedule(
    [
        *(Session(_GROUP, day=day, start="18:00", end="18:50", key=f"group-{day}") for day in ("MO", "WE", "TH")),
        *sessions(Break(), "MO,WE,TH", "18:50-19:00"),
        *sessions(Education("coping with cravings", class_size="at most 20"), "MO,WE,TH", "19:00-20:50"),
        Session(
            FamilyTherapy(with_whom="multi-family"),
            day="SA",
            start="10:00",
            time=Minutes(90),
            every=Weeks(2),
            first=1,
            weeks=(1, 8),
        ),
        Session(
            FamilyTherapy("information evening"),
            day="SU",
            end="17:00",
            time=Range(Minutes(60), Minutes(90)),
            nth=-1,
            attended_by="family",
        ),
        Session(
            IndividualTherapy(modality="motivational-interviewing"), time=Minutes(60), per_week=1, provider="counselor"
        ),
        Session(MedicationAssistedTreatment("buprenorphine", visit="prescriber-visit"), time=Minutes(20), per_month=2),
        Session(MedicationManagement(), per_week=Range(0), per_day=1),
        Session(SupportService("housing"), total=Range(0, 3), optional=True, label="housing help"),
    ]
)
PATHWAY = Pathway(
    [
        Phase(LevelOfCare("2.1", "Intensive Outpatient", "asam-3rd-edition"), _WEEK, length=Weeks(8), name="evenings"),
        Phase(
            LevelOfCare("step-two", "step two", "harbor"),
            WeeklyPattern(days=1, time_per_week=Minutes(90), part_of_day="evening"),
            length=UntilCriterion("the goals are met"),
            note="as needed",
        ),
        Phase(LevelOfCare.AFTERCARE, length=WithoutEnd(), stated=Stated(days_per_week=Range(0, 1))),
    ],
    name="Harbor steps",
    population="adult",
    focus="substance-use",
)
_DESCRIPTION = Description(
    citation=Citation("a page", url="https://example.org/iop", mark=Mark.SECONDARY, checked_on="2026-11-21"),
    week=WeeklyPattern(visits=Range(3, 5), time_per_visit=Range(Minutes(180), Minutes(240))),
    length=Cycle(Weeks(8), Range(1, 3)),
    ages=Range(18),
    words="several weeks",
    focus="substance-use",
    of_level=True,
    inherited=True,
    published_as=(("visits_per_week", "example.visits"),),
)
PROGRAM = Program(
    ProgramType(
        "harbor-iop",
        "Harbor IOP",
        LevelOfCare.INTENSIVE_OUTPATIENT,
        population=Population("adult", Range(18)),
        focus=["sleep", "substance-use"],
        part_of_day="evening",
        settings=["outpatient-clinic", "virtual"],
        descriptions=[_DESCRIPTION],
        suits=[CitedWords("safe at home", Citation("a page"))],
        inherits="standard-iop",
    ),
    tracks=[
        Track(
            "evening",
            _WEEK,
            length=Range(TreatmentDays(20), TreatmentDays(30)),
            first_week=2,
            open_on=[DaySpan("2026-01-05", "2026-06-01")],
            attends=Range(2, 3),
            stated=Stated(hours_per_week=Minutes(540), hours_per_day=Range.below(Minutes(240))),
        ),
        Track(
            "morning",
            WeeklyPattern(days=Range(3, 5), visits=3, time_per_day=Minutes(180)),
            length=Range(Weeks(0), Weeks(1234567)),
        ),
        Track("weekend"),
        Track("summer", WeeklySchedule()),
    ],
    length=Range(Weeks(8), Weeks(16)),
    timezone="America/New_York",
    pathway=PATHWAY,
    name="Harbor evening program",
    stated=Stated(hours_per_week=Range(Minutes(540)), sessions_in_all=36),
    population="older-adult",
    focus=[],
    settings=["hybrid"],
)

_CONTRACT = Citation("contract of 2026 (made up)", mark=Mark.PRIMARY, checked_on="2026-01-15")
_LETTER = Citation("a letter (made up)")
_ADULTS_IN_IOP = Scope(
    levels=[LevelOfCare.INTENSIVE_OUTPATIENT],
    types=["evening-iop"],
    population=Population("adult", "at least 18"),
    focus="substance-use",
    during=PartOfStay("weeks", 1, 8),
)
_OWN_RULES = (
    Rule(
        id="tricare.iop.hours_week",
        measure=Measure.HOURS_PER_WEEK,
        history=History(
            [
                Dated(Range(Minutes(480)), _LETTER, since=2024),
                Dated(Range(Minutes(510)), _LETTER, since="2025-03"),
                Dated(
                    Range(Minutes(540), Minutes(1200), high_excluded=True),
                    _CONTRACT,
                    since="2026-01-01",
                    until="2027-01-01",
                    start_checked=True,
                ),
            ]
        ),
        force="required",
        scope=_ADULTS_IN_IOP,
        day_at_least=Minutes(60),
        components=["education", "group-therapy"],
        issuer="Harbor Health Plan",
        note="made up",
    ),
    Rule(
        id="harbor.iop.weeks_below",
        measure=Measure.WEEKS_BELOW_FLOOR,
        history=History([Dated(Range.at_most(1), _CONTRACT)]),
        force="recommended",
        aggregation="total",
        floors=["tricare.iop.hours_week"],
    ),
    Rule(
        id="harbor.iop.review",
        measure=Measure.REVIEW_INTERVAL_MONTHS,
        history=History([Dated(Range.at_most(Months(2)), _CONTRACT)]),
        force="typical",
    ),
    Band(
        id="harbor.iop.low_rate",
        measure=Measure.DAYS_PER_WEEK,
        history=History([Dated(Range(1, 2), _CONTRACT)]),
        picks="the lower rate",
    ),
)
_COUNTING = Counting(
    ["group-therapy", "education"],
    contested=["peer-support"],
    visits_left_out=["dosing"],
    services=["housing"],
    family_only=True,
    parallel="sum",
    optional=False,
    unplaced_total=False,
    unknown="nothing",
    name="groups and lessons",
)
PACK = attrs.evolve(
    extended(standards.TRICARE, "harbor", "Harbor Health Plan", _OWN_RULES, counting=_COUNTING, note="made up"),
    jurisdiction="US-OH",
)
#: A body that rests on no other one, so that its file holds all of it.
WHOLE_PACK = Standard("harbor-alone", "Harbor alone", _OWN_RULES, jurisdiction="US-OH", counting=_COUNTING)
