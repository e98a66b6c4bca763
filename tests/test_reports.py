"""Verdicts that refuse to be booleans, findings in words, and a report as a person reads it."""

import json

import attrs

from iopmodel import (
    Break,
    Citation,
    Dated,
    Education,
    FamilyTherapy,
    GroupTherapy,
    History,
    IndividualTherapy,
    Mark,
    MedicationManagement,
    Minutes,
    Program,
    ProgramType,
    Range,
    Report,
    Rule,
    Session,
    Stated,
    Track,
    Verdict,
    Weeks,
    __version__,
    catalogue,
    check,
    sessions,
    standards,
)
from iopmodel.errors import NotMet
from iopmodel.rules import Band, Standard
from tests.refusal import refusal
from tests.standards.answers import TODAY, days_of

MET, NOT_MET, UNKNOWN = Verdict
EVENINGS = days_of(("MO,WE,TH", "18:00-21:00"))


def a_report(*tracks: Track, type_: ProgramType = catalogue.EVENING_IOP) -> Report:
    """A report on a program with these tracks against Medicare and HCPCS."""
    return check(Program(type_, tracks=tracks), against=[standards.MEDICARE, standards.HCPCS], on=TODAY)


def test_a_report_without_a_rule_that_applies_is_unknown() -> None:
    report = a_report(type_=catalogue.RESIDENTIAL)
    assert report.findings == ()
    assert report.verdict is UNKNOWN
    assert f"{'Medicare':<65}UNKNOWN: no rule applies, 10 do not" in str(report)
    assert f"{'HCPCS':<64}UNKNOWN: no rule applies, 1 does not" in str(report)


def test_to_require_a_report_raises_unless_it_is_met() -> None:
    met, unknown, missed = a_report(Track("a", EVENINGS)), a_report(Track("a")), a_report(Track("a", EVENINGS[:1]))
    assert met.require() is met
    assert unknown.require(unknown_ok=True) is unknown
    assert refusal(NotMet, unknown.require) == f"the check came out 'unknown', and MET was required\n{unknown}"
    assert refusal(NotMet, missed.require).startswith("the check came out 'not met', and MET was required\nEvening IOP")
    assert refusal(NotMet, lambda: missed.require(unknown_ok=True)) == refusal(NotMet, missed.require)


def test_the_house_has_a_verdict_of_its_own_and_without_rules_it_finds_nothing_wrong() -> None:
    report = a_report(Track("a", EVENINGS, stated=Stated(days_per_week=4)))
    assert (report.verdict, report.house_verdict) == (MET, NOT_MET)
    assert attrs.evolve(report, house=()).house_verdict is MET


SHORTEST = """\
Evening IOP                                        checked as of 2026-02-02 · weeks Monday to Sunday
track "evening": weekly hours 9 h · length not stated · 3 treatment days

Medicare                                                               MET: 1 rule applies, 9 do not
  met  at least 9 h a week  9 h  42 CFR 410.44(c)(1); SSA 1861(ff)(4) [secondary]

not applied:
  Medicare: 9 rules (2 about a patient's dated stay, not about a program's week; 3 about a claim,
    not about a program's week; 1 unverified, so it takes part only when asked for; 3 for partial
    hospitalization, not for intensive outpatient)

covered: US, intensive outpatient: hours per week, services per day (2 rules), days between levels,
    review interval days, review interval months
what is not covered is not known here, which is not the same as not required
rules 2026.11 (digest {digest}) · iopmodel {version}
counted for Medicare: the services of 42 CFR 410.43(a)(4) and 410.44(a)(4), without breaks;
    activity, support, medication-assisted treatment and medication management may or may not count"""


def test_the_shortest_program_prints_this_report() -> None:
    program = Program(catalogue.EVENING_IOP, tracks=[Track("evening", EVENINGS)])
    report = check(program, against=[standards.MEDICARE], on=TODAY)
    assert str(report) == SHORTEST.format(digest=report.digest, version=__version__)


FULLER = """\
Evening IOP                                        checked as of 2026-02-02 · weeks Monday to Sunday
track "evening": weekly hours 9 h to 10 h 30 min (odd weeks 10 h 30 min, even weeks 9 h) · 8 to 16 weeks · 3 to 5 \
treatment days

Medicare                                                               MET: 1 rule applies, 9 do not
  met  at least 9 h a week  9 h (even weeks)  42 CFR 410.44(c)(1); SSA 1861(ff)(4) [secondary]

HCPCS                                                              NOT MET: 1 rule applies, 0 do not
  missed  at least 3 days of at least 3 h a week  at most 1 day (odd weeks)  HCPCS H0015 descriptor [secondary]
    Track "evening", odd weeks: Mon, Wed and Thu are each 20 min short of 3 h.

not applied:
  Medicare: 9 rules (2 about a patient's dated stay, not about a program's week; 3 about a claim,
    not about a program's week; 1 unverified, so it takes part only when asked for; 3 for partial
    hospitalization, not for intensive outpatient)
"""


def test_the_fuller_program_misses_the_days_of_h0015_and_the_report_says_by_how_much() -> None:
    evening = [
        *sessions(GroupTherapy("relapse prevention"), "MO,WE,TH", "18:00-18:50"),
        *sessions(Break(), "MO,WE,TH", "18:50-19:00"),
        *sessions(Education("coping with cravings"), "MO,WE,TH", "19:00-20:50"),
        Session(IndividualTherapy(), time=Minutes(60)),
        Session(FamilyTherapy(), time=Minutes(90), day="SA", start="10:00", every=Weeks(2), first=1),
    ]
    program = Program(catalogue.EVENING_IOP, tracks=[Track("evening", evening)], length=Range(Weeks(8), Weeks(16)))
    report = check(program, against=[standards.MEDICARE, standards.HCPCS], on=TODAY)
    assert str(report).startswith(FULLER)


UNSETTLED = """\
Medicare                                                           UNKNOWN: 1 rule applies, 9 do not
  unknown  at least 9 h a week  at least 7 h 30 min (track "late")  42 CFR 410.44(c)(1); SSA 1861(ff)(4) [secondary]
    Track "late": at least 7 h 30 min may or may not be at least 9 h a week.
    missing: how long individual therapy is (met if it is at least 1 h 30 min)
    missing: whether Medicare counts medication management

HCPCS                                                              NOT MET: 1 rule applies, 0 do not
  missed  at least 3 days of at least 3 h a week  at most 1 day (track "late")  HCPCS H0015 descriptor [secondary]
    Track "late": Mon, Wed and Thu are each 30 min short of 3 h.

the program against itself                                                      NOT MET: house rules
  missed  no contradictions of the stated days a week  1 contradiction (track "early")  iopmodel, house rule: \
a program agrees with itself [primary]
    Track "early": States 4 days a week; its sessions make 3.
"""


def test_a_report_says_what_is_missing_and_what_contradicts_itself() -> None:
    visit = sessions(MedicationManagement(), "TH", "11:30-12:30")
    early = [*days_of(("MO,WE", "09:00-12:00"), ("TH", "09:00-11:30")), *visit]
    late = [*days_of(("MO,WE,TH", "18:00-20:30")), Session(IndividualTherapy())]
    report = a_report(Track("early", early, stated=Stated(days_per_week=4)), Track("late", late))
    assert UNSETTLED in str(report)


OWN = Standard(
    "own",
    "Own",
    [
        Rule(
            id="own.average",
            measure="hours_per_week",
            aggregation="average",
            force="recommended",
            history=History.of(Dated(Range.at_least(Minutes.of_hours(9)), Citation("Manual § 1", mark=Mark.PRIMARY))),
        ),
        Rule(
            id="own.usual",
            measure="days_per_week",
            force="typical",
            history=History.of(Dated(Range(4, 5), Citation("Manual § 2", mark=Mark.PRIMARY, checked_on="2026-01-05"))),
        ),
        Band(
            id="own.band",
            measure="hours_per_week",
            history=History.of(Dated(Range.below(Minutes.of_hours(9)), Citation("Manual § 3", mark=Mark.PRIMARY))),
        ),
    ],
)


def test_usual_practice_and_bands_are_shown_in_words_of_their_own() -> None:
    track = Track("a", [*EVENINGS[:2], Session(GroupTherapy(), day="FR", time="5 h", every=Weeks(3), first=1)])
    lines = str(check(track, against=[OWN], on=TODAY)).splitlines()
    assert lines[3:9] == [
        "Own                                                                NOT MET: 1 rule applies, 0 do not",
        "  missed   at least 9 h a week on average  7 h 40 min                        Manual § 1 [primary]",
        '    Track "a": 7 h 40 min, not at least 9 h.',
        "  outside  4 to 5 days a week              2 days (weeks 2, 3 and so on)     Manual § 2 [primary]",
        "  outside  under 9 h a week                11 h (every 3 weeks from week 1)  Manual § 3 [primary]",
        "",
    ]


def test_a_report_as_data_holds_everything_in_plain_values() -> None:
    track = Track("a", [*EVENINGS[:2], Session(IndividualTherapy())])
    data = check(track, against=[OWN], on=TODAY).as_data()
    assert json.loads(json.dumps(data)) == data
    assert data["verdict"] == "unknown"
    assert data["findings"] == [
        {
            "rule": "own.average",
            "body": "Own",
            "force": "recommended",
            "verdict": "unknown",
            "measured": {"low": 360.0, "high": None, "high_excluded": False, "text": "at least 6 h"},
            "unit": "minutes",
            "required": {"low": 540, "high": None, "high_excluded": False, "text": "at least 9 h"},
            "asks": "at least 9 h a week on average",
            "where": 'track "a"',
            "sessions": ["Mon group therapy", "Wed group therapy", "individual therapy"],
            "places": [
                {
                    "where": 'track "a"',
                    "measured": {"low": 360.0, "high": None, "high_excluded": False, "text": "at least 6 h"},
                    "verdict": "unknown",
                    "detail": "",
                }
            ],
            "causes": [
                {
                    "kind": "missing",
                    "fact": "time",
                    "words": "how long individual therapy is",
                    "threshold": "met if it is at least 3 h",
                }
            ],
            "citation": {"text": "Manual § 1", "url": "", "mark": "primary", "checked_on": None},
            "sentence": 'Track "a": at least 6 h may or may not be at least 9 h a week on average.',
        }
    ]
    assert [each["force"] for each in (*data["usual_practice"], *data["bands"])] == ["typical", None]
    assert data["usual_practice"][0]["citation"]["checked_on"] == "2026-01-05"
    assert data["bands"][0]["required"] == {"low": 0, "high": 540, "high_excluded": True, "text": "under 9 h"}
    assert data["counting"] == {"Own": "treatment without breaks"}
    assert data["not_applied"] == []


def test_a_rule_that_did_not_take_part_says_why() -> None:
    said = {str(each) for each in a_report(Track("a", EVENINGS)).not_applied}
    assert "medicare.php.hours_week: for partial hospitalization, not for intensive outpatient" in said
