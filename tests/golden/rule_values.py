"""The values of rules and of what a check found that the golden pickles hold.

What was found is written out here and made by no check, so that a better sentence leaves the pickles as they are.
"""

from iopmodel import (
    Band,
    Cause,
    CauseKind,
    Change,
    Comparison,
    Contradiction,
    Counting,
    Coverage,
    Dated,
    Disagreement,
    Edition,
    Explanation,
    Fact,
    Finding,
    Fix,
    FixKind,
    Force,
    FoundRule,
    GroupTherapy,
    History,
    LevelOfCare,
    Measure,
    Minutes,
    NotApplied,
    PartOfStay,
    Place,
    Population,
    Range,
    Reading,
    Report,
    Rule,
    Scope,
    Standard,
    Term,
    Verdict,
)
from iopmodel._days import Date
from iopmodel.rules import Bound
from tests.golden.model_values import GROUP, SOURCE, WEEK

NINE: Dated[Bound] = Dated(Range(Minutes(540)), SOURCE, since="2024-01")
TEN: Dated[Bound] = Dated(Range(Minutes(600)), SOURCE, since="2026-01-01", until="2027-01-01", start_checked=True)
HISTORY: History[Bound] = History([NINE, TEN])
SCOPE = Scope(
    levels=[LevelOfCare.INTENSIVE_OUTPATIENT],
    types=["harbor-iop"],
    population=Population("adult", "at least 18"),
    focus="substance-use",
    during=PartOfStay("weeks", 1, 8),
)
RULE = Rule(
    id="harbor.iop.hours_week",
    measure=Measure.HOURS_PER_WEEK,
    history=HISTORY,
    force="required",
    scope=SCOPE,
    day_at_least=Minutes(60),
    components=[GroupTherapy],
    issuer="Harbor Health Plan",
    note="made up",
)
WEEKS_BELOW = Rule(
    id="harbor.iop.weeks_below",
    measure=Measure.WEEKS_BELOW_FLOOR,
    history=History([Dated(Range.at_most(1), SOURCE)]),
    force="recommended",
    aggregation="total",
    floors=["harbor.iop.hours_week"],
)
BAND = Band(
    id="harbor.iop.low_rate",
    measure=Measure.HOURS_PER_WEEK,
    history=History([Dated(Range.below(Minutes(540)), SOURCE, since=2025)]),
    scope=SCOPE,
    picks="the lower rate",
    issuer="Harbor Health Plan",
    note="made up",
)
COUNTING = Counting(
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
STANDARD = Standard(
    "harbor",
    "Harbor Health Plan",
    [RULE, WEEKS_BELOW, BAND],
    jurisdiction="US-OH",
    counting=COUNTING,
    note="made up",
    based_on="TRICARE",
    changed=["adds harbor.iop.hours_week"],
)
CAUSE = Cause(CauseKind.MISSING, Fact.TIME, "how long the group is", session=GROUP, threshold="met from 3 h")
PLACE = Place(
    where="evening, week 1",
    measured=Range(Minutes(180), Minutes(360)),
    verdict=Verdict.UNKNOWN,
    sessions=(GROUP,),
    causes=(CAUSE,),
    detail="a short week",
)
FINDING = Finding(
    rule="harbor.iop.hours_week",
    body="Harbor Health Plan",
    force=Force.REQUIRED,
    verdict=Verdict.UNKNOWN,
    measure=Measure.HOURS_PER_WEEK,
    required=Range(Minutes(600)),
    asks="at least 10 h a week",
    unit="hours",
    places=(PLACE,),
    citation=SOURCE,
    sentence="say how long the group is",
    note="made up",
    applies=False,
)
MET = Finding(
    rule="other.iop.hours_week",
    body="Other",
    force=None,
    verdict=Verdict.MET,
    measure=Measure.HOURS_PER_WEEK,
    required=Range(Minutes(60)),
    asks="at least 1 h a week",
    unit="hours",
    places=(Place(where="", measured=Range(3, 3), verdict=Verdict.MET),),
    citation=SOURCE,
    picks="the rate",
)
TERM = Term(session=GROUP, adds="3 h", why="may not count")
FIX = Fix(
    kind=FixKind.ONE_SESSION, words="add one session of 1 h", added=Minutes(60), subject=WEEK, unmakes=("other.rule",)
)
NOT_APPLIED = NotApplied("harbor.php.hours_week", "Harbor Health Plan", "for partial hospitalization")
REPORT = Report(
    subject="Harbor evening program",
    summary=("9 h a week",),
    parts=("evening",),
    on=Date(2026, 2, 2),
    findings=(FINDING,),
    usual_practice=(),
    house=(),
    bands=(MET,),
    not_applied=(NOT_APPLIED,),
    bodies=("Harbor Health Plan", "Other"),
    changed=(("Harbor Health Plan", "adds harbor.iop.hours_week"),),
    coverage=("US-OH: hours a week",),
    to_recheck=("harbor.iop.hours_week",),
    counting=(("Harbor Health Plan", "groups and lessons"),),
    week="an ordinary week",
    version="0.1.0",
    rules_version="2026-11",
    digest="0123456789ab",
)

_VALUES: tuple[object, ...] = (
    SOURCE,
    TEN,
    HISTORY,
    SCOPE,
    RULE,
    BAND,
    COUNTING,
    STANDARD,
    Edition("2026-01-01", [WEEKS_BELOW], start_checked=True),
    FoundRule(STANDARD, RULE, TEN),
    Change(Date(2026, 1, 1), "Harbor", "harbor.iop.hours_week", "at least 9 h a week", "at least 10 h a week", SOURCE),
    Coverage("US-OH", LevelOfCare.OUTPATIENT, ((Measure.HOURS_PER_WEEK, 1),), ("Harbor Health Plan",)),
    CAUSE,
    PLACE,
    FINDING,
    TERM,
    FIX,
    Explanation(finding=FINDING, terms=(TERM,), left_out=(), fixes=(FIX,), counting="groups and lessons"),
    NOT_APPLIED,
    REPORT,
    Comparison(REPORT),
    Contradiction(Measure.HOURS_PER_WEEK, (MET,), (FINDING,)),
    Disagreement(Measure.HOURS_PER_WEEK, Date(2026, 2, 2), (FoundRule(STANDARD, RULE, TEN),)),
    Reading(
        where="week 1",
        measured=Range(3, 5),
        is_certain=False,
        sessions=(GROUP,),
        detail="a short week",
        doubt="which weeks",
        in_days=Range(21, 35),
    ),
)

#: One value of each type by the name of the type, every field of it set.
RULE_VALUES: dict[str, object] = {type(value).__name__: value for value in _VALUES}
