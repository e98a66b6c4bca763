"""Rule packs: what people write, what is written, and every way in which a pack can be wrong."""

# ruff: noqa: E501 - a fault is one line, and stands here as it is told

import json
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from iopmodel import catalogue, standards
from iopmodel.bodies import extended
from iopmodel.checks import check
from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.components import GroupTherapy
from iopmodel.counting import Counting, Parallel
from iopmodel.errors import DocumentFaults, NotAccepted, WrongKind
from iopmodel.findings import Verdict
from iopmodel.interop import documents, rule_packs
from iopmodel.interop.rule_packs import Language
from iopmodel.lengths import Months
from iopmodel.levels import ASAM_3RD_EDITION, LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus, Population
from iopmodel.programs import Program, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Aggregation, Band, Bound, Force, Rule, Scope, Standard
from iopmodel.schedules import sessions
from iopmodel.spans import PartOfStay
from tests.refusal import refusal, wrong

ROOT = Path(__file__).parents[2]
HARBOR = ROOT / "docs" / "examples" / "rule_packs" / "harbor_contract.toml"
START = 'format = 1\nkey = "own"\nname = "Own"\n'
RULE = f'{START}[[rules]]\nid = "own.hours"\nmeasure = "hours_per_week"\n'
HOURS = f'{RULE}force = "required"\n'
SOURCE = 'citation = "a contract"'
HISTORY = f'history = [{{ bound = "at least 9 h", {SOURCE} }}]\n'
WHOLE = f"{HOURS}{HISTORY}"
KNOWN = "id, measure, history, force, levels, types, population, focus, during, aggregation, day_at_least, components, floors, issuer, note"
KNOWN_OF_BAND = (
    "id, measure, history, levels, types, population, focus, during, aggregation, picks, issuer, note, force"
)
KINDS = "individual-therapy, group-therapy, family-therapy, education, medication-assisted-treatment, medication-management, support-service, skills-training, activity, peer-support, assessment, program-block, break, meal, school"
TIME = "expected a time such as 50 min, 3 h or 3 to 4 h"
COUNT = "expected a whole number such as 3, or a range such as 3 to 5"
MONTHS = "expected a number of months such as 2 months or at most 2 months"
START_OF = 'expected a day such as 2026-01-01, a month such as "2026-03", or a year such as 2026'
ONE_FORCE = "expected one of required, recommended, typical, billing"
MEASURES = ", ".join(Measure)


def faults(text: str | bytes, language: Language = "toml") -> list[str]:
    """The faults of a rule pack that has some."""
    with pytest.raises(DocumentFaults) as caught:
        rule_packs.reads(text, language=language)
    return list(caught.value.faults)


def rule_of(text: str) -> Rule | Band:
    """The one rule of a pack."""
    (rule,) = rule_packs.reads(text, language="toml")
    return rule


def a_rule(bound: Bound, measure: str = "hours_per_week", **more: object) -> Rule:
    """A rule with one bound."""
    fields: dict[str, object] = {"id": "own.rule", "force": "required", **more}
    history = History.of(Dated(bound, Citation("a contract")))
    return Rule(measure=wrong(measure), history=history, **wrong(fields))


def harbor() -> Standard:
    """The body of the example."""
    in_iop = Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT})
    first, later = (
        Citation(f"Harbor contract of 2026, {place} (made up)", mark=Mark.PRIMARY, checked_on=day)
        for place, day in (("section 4.1", "2026-01-15"), ("amendment 1", "2026-05-04"))
    )
    nine, ten = (Range.at_least(Minutes.of_hours(hours)) for hours in (9, 10))
    hours = Rule(
        id="tricare.iop.hours_week",
        measure=Measure.HOURS_PER_WEEK,
        force=Force.REQUIRED,
        scope=in_iop,
        history=History.of(
            Dated(nine, first, since="2026-01-01", start_checked=True),
            Dated(ten, later, since="2026-07-01", start_checked=True),
        ),
        note="TRICARE itself asks for at least 6 h",
    )
    people = Rule(
        id="harbor.iop.group_size",
        measure=Measure.GROUP_SIZE,
        force=Force.REQUIRED,
        scope=in_iop,
        components={GroupTherapy},
        history=History.of(
            Dated(
                Range.at_most(12),
                attrs.evolve(first, text="Harbor contract of 2026, section 4.3 (made up)"),
                since="2026-01-01",
                start_checked=True,
            )
        ),
    )
    name = "Harbor Health Plan, contract of 2026 (made up)"
    return attrs.evolve(extended(standards.TRICARE, "harbor-contract", name, [hours, people]), jurisdiction="US-OH")


def test_the_example_says_what_the_constructors_say() -> None:
    pack = rule_packs.read(HARBOR)
    assert pack == harbor()
    assert pack.changed == ("overrides tricare.iop.hours_week", "adds harbor.iop.group_size")


def test_a_pack_is_used_like_a_built_in_body() -> None:
    evening = Track("evening", sessions(GroupTherapy(group_size="8 to 12"), "MO,WE,TH", "18:00-21:00"))
    program = Program(catalogue.EVENING_IOP, tracks=[evening])
    pack = rule_packs.read(HARBOR)
    verdicts = {
        finding.asks: finding.verdict
        for day in ("2026-06-30", "2026-07-01")
        for finding in check(program, against=[pack], on=day).findings
    }
    assert verdicts["at least 9 h a week"] is Verdict.MET
    assert verdicts["at least 10 h a week"] is Verdict.NOT_MET


def test_everything_that_a_rule_may_say_is_read() -> None:
    text = f"""{HOURS}
        levels = ["Intensive Outpatient", {{ system = "asam-3rd-edition", key = "2.1" }}]
        types = ["evening-iop", "Of Our Own"]
        population = {{ key = "adult", ages = "at least 18" }}
        focus = "substance-use"
        during = "weeks 1 to 4"
        aggregation = "every"
        day_at_least = "3 h"
        components = ["group-therapy", "Individual Therapy"]
        floors = ["own.hours"]
        issuer = "the plan"
        note = "as signed"
        [[rules.history]]
        bound = "at least 6 h"
        since = 2013
        citation = {{ text = "first", url = "https://example.org", mark = "primary", checked_on = 2026-01-15 }}
        [[rules.history]]
        bound = "at least 9 h"
        since = "2020-03"
        citation = "second"
        [[rules.history]]
        bound = {{ low = 600, unit = "minutes" }}
        since = 2026-01-01
        until = "2027-01-01"
        start_checked = true
        citation = "third"
    """
    assert rule_of(text) == Rule(
        id="own.hours",
        measure=Measure.HOURS_PER_WEEK,
        force=Force.REQUIRED,
        scope=Scope(
            levels={LevelOfCare.INTENSIVE_OUTPATIENT, ASAM_3RD_EDITION.level("2.1")},
            types={"evening-iop", "of-our-own"},
            population=Population("adult", "at least 18"),
            focus=Focus.SUBSTANCE_USE,
            during=PartOfStay("weeks", 1, 4),
        ),
        day_at_least=Minutes(180),
        components={"group-therapy", "individual-therapy"},
        floors=["own.hours"],
        issuer="the plan",
        note="as signed",
        history=History.of(
            Dated(
                Range.at_least(Minutes(360)),
                Citation("first", "https://example.org", Mark.PRIMARY, "2026-01-15"),
                since=2013,
            ),
            Dated(Range.at_least(Minutes(540)), Citation("second"), since="2020-03"),
            Dated(
                Range.at_least(Minutes(600)),
                Citation("third"),
                since="2026-01-01",
                until="2027-01-01",
                start_checked=True,
            ),
        ),
    )


@pytest.mark.parametrize("force", ["billing", " Billing"])
def test_a_rule_with_the_force_billing_is_a_band(force: str) -> None:
    text = f'{RULE}force = "{force}"\npicks = "the lower rate"\naggregation = "average"\n{HISTORY}'
    band = rule_of(text)
    assert type(band) is Band
    assert (band.picks, band.aggregation) == ("the lower rate", Aggregation.AVERAGE)


@pytest.mark.parametrize("force", ["required", "Recommended", "typical"])
def test_every_other_force_is_that_of_a_rule(force: str) -> None:
    rule = rule_of(f'{RULE}force = "{force}"\n{HISTORY}')
    assert isinstance(rule, Rule)
    assert rule.force == force.casefold()


@pytest.mark.parametrize(
    ("measure", "bound", "expected"),
    [
        ("hours_per_week", '"9 h to 19 h"', Range(Minutes(540), Minutes(1140))),
        ("leave_increment_minutes", '"at most 1 h"', Range.at_most(Minutes(60))),
        ("group_size", "12", Range.exactly(12)),
        ("days_per_week", '"3 to 5"', Range(3, 5)),
        ("age_years", "{ low = 18 }", Range.at_least(18)),
        ("review_interval_months", '"at most 2 months"', Range.at_most(Months(2))),
        ("review_interval_months", '"1 month"', Range.exactly(Months(1))),
        ("review_interval_months", '{ low = 2, unit = "months" }', Range.at_least(Months(2))),
        ("Days Per Week", "3", Range.exactly(3)),
    ],
)
def test_the_measure_says_what_a_bound_is(measure: str, bound: str, expected: Bound) -> None:
    row = f'[[rules]]\nid = "own"\nmeasure = "{measure}"\nforce = "required"\n'
    rule = rule_of(f"{START}{row}history = [{{ bound = {bound}, {SOURCE} }}]")
    assert rule.history.entries[0].value == expected


def test_a_pack_may_count_in_its_own_way() -> None:
    text = f"""{START}rules = []
        [counting]
        components = ["group-therapy", "Individual Therapy"]
        contested = ["activity"]
        visits_left_out = ["dosing"]
        services = ["case-management"]
        family_only = true
        parallel = "sum"
        optional = false
        unplaced_total = false
        unknown = "nothing"
        name = "groups"
    """
    assert rule_packs.reads(text, language="toml").counting == Counting(
        {"group-therapy", "individual-therapy"},
        contested={"activity"},
        visits_left_out={"dosing"},
        services={"case-management"},
        family_only=True,
        parallel=Parallel.SUM,
        optional=False,
        unplaced_total=False,
        unknown="nothing",
        name="groups",
    )


def test_what_a_pack_does_not_say_is_that_of_the_body_that_it_extends() -> None:
    pack = rule_packs.reads(f'{START}extends = "Washington"', language="toml")
    body = standards.WASHINGTON
    assert (pack.key, pack.name, pack.based_on, pack.changed) == ("own", "Own", body.name, ())
    assert (pack.rules, pack.jurisdiction, pack.counting, pack.note) == (
        body.rules,
        body.jurisdiction,
        body.counting,
        body.note,
    )


def test_what_a_pack_says_takes_the_place_of_what_the_body_says() -> None:
    text = f"""{START}extends = "washington"
        jurisdiction = ""
        note = "ours"
        counting = {{ components = ["group-therapy"], name = "groups" }}
    """
    pack = rule_packs.reads(text, language="toml")
    assert (pack.jurisdiction, pack.note, str(pack.counting)) == ("", "ours", "groups")
    assert pack.changed == ("counts in its own way",)


def test_a_rule_may_count_weeks_below_a_floor_of_the_body_that_it_extends() -> None:
    row = 'id = "own.weeks"\nmeasure = "weeks_below_floor"\nforce = "required"\nfloors = ["tricare.iop.hours_week"]\n'
    text = f'{START}extends = "tricare"\n[[rules]]\n{row}history = [{{ bound = "at most 2", {SOURCE} }}]'
    added = rule_packs.reads(text, language="toml").rule("own.weeks")
    assert isinstance(added, Rule)
    assert added.floors == ("tricare.iop.hours_week",)


def test_a_body_that_extends_another_is_written_whole() -> None:
    data = json.loads(rule_packs.write(harbor()))
    assert list(data) == ["format", "key", "name", "jurisdiction", "counting", "based_on", "changed", "rules"]
    assert data["based_on"] == "TRICARE"
    assert data["changed"] == ["overrides tricare.iop.hours_week", "adds harbor.iop.group_size"]
    assert len(data["rules"]) == len(harbor().rules) == 5


def test_a_rule_is_written_as_a_person_would() -> None:
    scope = Scope(
        levels={LevelOfCare.OUTPATIENT, ASAM_3RD_EDITION.level("1"), LevelOfCare.AFTERCARE},
        types={"b", "a"},
        population=Population("adult"),
        focus="trauma",
        during="maintenance",
    )
    history: History[Bound] = History.of(
        Dated(Range(3, 5), Citation("a contract", mark=Mark.PRIMARY), since=2026, until="2027-01-01")
    )
    rule = Rule(
        id="own",
        measure=Measure.DAYS_PER_WEEK,
        force=Force.REQUIRED,
        scope=scope,
        day_at_least=Minutes(90),
        components={"meal", "break"},
        floors=["own"],
        history=history,
    )
    assert json.loads(rule_packs.write(Standard("own", "Own", [rule])))["rules"] == [
        {
            "id": "own",
            "measure": "days_per_week",
            "force": "required",
            "levels": [{"system": "asam-3rd-edition", "key": "1"}, "aftercare", "outpatient"],
            "types": ["a", "b"],
            "population": "adult",
            "focus": "trauma",
            "during": "maintenance",
            "day_at_least": "1 h 30 min",
            "components": ["break", "meal"],
            "floors": ["own"],
            "history": [
                {
                    "bound": "3 to 5",
                    "since": 2026,
                    "until": "2027-01-01",
                    "citation": {"text": "a contract", "mark": "primary"},
                }
            ],
        }
    ]


def test_a_band_is_written_with_its_force() -> None:
    history: History[Bound] = History.of(Dated(Range(3), Citation("a contract")))
    band = Band(id="own", measure=Measure.SERVICES_PER_DAY, history=history, picks="the lower rate")
    (written,) = json.loads(rule_packs.write(Standard("own", "Own", [band])))["rules"]
    assert list(written) == ["id", "measure", "force", "picks", "history"]
    assert written["force"] == "billing"


# Each line is a rule pack, and the faults that follow.
WRONG: list[tuple[str, list[str]]] = [
    (
        "",
        [
            "format: missing key; this version of iopmodel reads format 1",
            "key: missing key",
            "name: missing key",
            "rules: missing key",
        ],
    ),
    ("format = 2\nanything = 1", ["format: expected 1, got 2"]),
    (f"{START}rules = 5", ["rules: expected a list, got 5"]),
    (f"{START}rules = [5]", ["rules[0]: expected a table of keys and values, got 5"]),
    (
        'format = 1\nkey = " "\nname = 5\nrules = []',
        ['key: expected a name in words, got " "', "name: expected text, got 5"],
    ),
    (
        f"{START}type = 'evening-iop'\nrules = []",
        ["type: unknown key; known: key, name, jurisdiction, extends, based_on, changed, note, counting, rules"],
    ),
    (f"{START}extends = 5", ["extends: expected the key of a built-in body, such as tricare, got 5"]),
    (f'{START}extends = ""', ['extends: expected a name in words, got ""']),
    (f"{START}changed = 'all'\nrules = []", ['changed: expected a list, got "all"']),
    (f"{START}changed = ['all', 5]\nrules = []", ["changed[1]: expected text, got 5"]),
    (
        f"{START}extends = 'tricare'\nbased_on = 'TRICARE'\nchanged = ['adds a']",
        [
            'based_on: expected no such key beside extends, which says it, got "TRICARE"',
            'changed: expected no such key beside extends, which says it, got ["adds a"]',
        ],
    ),
    (f"{START}rules = []\ncounting = 5", ["counting: expected a table of keys and values, got 5"]),
    (
        f"{START}rules = []\n[counting]\ncomponents = ['nap', 'break', 5]\nparalel = 'sum'",
        [
            "counting.name: missing key",
            f'counting.components[0]: expected one of {KINDS}, got "nap"',
            "counting.components[2]: expected a kind such as group-therapy, got 5",
            "counting.paralel: unknown key; known: components, contested, visits_left_out, services, family_only, parallel, optional, unplaced_total, unknown, name",
        ],
    ),
    (
        f"{START}rules = []\n[counting]\ncontested = 'activity'\nvisits_left_out = 'dosing'\nservices = [1]\nparallel = 'both'\nname = 3",
        [
            "counting.components: missing key",
            'counting.contested: expected a list, got "activity"',
            'counting.visits_left_out: expected a list, got "dosing"',
            "counting.services[0]: expected text, got 1",
            'counting.parallel: expected one of union, sum, got "both"',
            "counting.name: expected text, got 3",
        ],
    ),
    (
        f"{START}[[rules]]",
        [
            "rules[0].id: missing key",
            "rules[0].measure: missing key",
            "rules[0].history: missing key",
            "rules[0].force: missing key",
        ],
    ),
    (
        f'{START}[[rules]]\nid = " a"\nmeasure = 3\nforce = 3\nhistory = 3\nscope = 3',
        [
            'rules[0].id: expected an id such as medicare.iop.hours_week, got " a"',
            f"rules[0].measure: expected one of {MEASURES}, got 3",
            f"rules[0].force: {ONE_FORCE}, got 3",
            "rules[0].history: expected a list, got 3",
            f"rules[0].scope: unknown key; known: {KNOWN}, picks",
        ],
    ),
    (f'{RULE}force = "house"\n{HISTORY}', [f'rules[0].force: {ONE_FORCE}, got "house"']),
    (f'{RULE}force = ""\n{HISTORY}', [f'rules[0].force: {ONE_FORCE}, got ""']),
    (
        f"{RULE}force = 'must'\nfloors = ['own.hours']\npicks = 'a rate'\nbands = 1\n{HISTORY}",
        [f'rules[0].force: {ONE_FORCE}, got "must"', f"rules[0].bands: unknown key; known: {KNOWN}, picks"],
    ),
    (f"{WHOLE}picks = 'a rate'", [f"rules[0].picks: unknown key; known: {KNOWN}"]),
    (
        f"{RULE}force = 'billing'\nfloors = ['own.hours']\npicks = 5\n{HISTORY}",
        [f"rules[0].floors: unknown key; known: {KNOWN_OF_BAND}", "rules[0].picks: expected text, got 5"],
    ),
    (
        f'{WHOLE}levels = "outpatient"\ntypes = [5, " "]\npopulation = 5\nfocus = "all"\nduring = "weeks"',
        [
            'rules[0].levels: expected a list, got "outpatient"',
            "rules[0].types[0]: expected the key of a program type, got 5",
            'rules[0].types[1]: expected a name in words, got " "',
            "rules[0].population: expected a population such as adult, or a table with key and ages, got 5",
            'rules[0].focus: expected one of any, substance-use, mental-health, co-occurring, eating-disorder, trauma, gambling, got "all"',
            'rules[0].during: expected text such as weeks 1 to 4, days 31 on, or the name of a part, got "weeks"',
        ],
    ),
    (
        f'{WHOLE}levels = ["lofty", {{ system = "asam-3rd-edition", key = "9" }}]',
        [
            'rules[0].levels[0]: expected one of aftercare, outpatient, intensive-outpatient, partial-hospitalization, residential, inpatient, withdrawal-management, opioid-treatment-program, enhanced-outpatient, day-treatment, got "lofty"',
            'rules[0].levels[1]: expected one of 0.5, 1, 2.1, 2.5, 3.1, 3.3, 3.5, 3.7, 4, OTP, 1-WM, 2-WM, 3.2-WM, 3.7-WM, 4-WM, got "9"',
        ],
    ),
    (
        f"{WHOLE}during = 4",
        ["rules[0].during: expected a part of a stay such as weeks 1 to 4, days 31 on, or its name, got 4"],
    ),
    (
        f"{WHOLE}during = {{ unit = 'weeks', first = 0, end = 3 }}",
        [
            "rules[0].during.first: expected a whole number of at least 1, got 0",
            "rules[0].during.end: unknown key; known: unit, first, last, name",
        ],
    ),
    (
        f"{WHOLE}during = 'weeks 4 to 1'",
        ["rules[0].during: part of a stay: it would run from 4 to 1; give the smaller one first"],
    ),
    (
        f"{WHOLE}day_at_least = 3\ncomponents = ['nap']\nfloors = 'own.hours'\naggregation = 'sum'",
        [
            "rules[0].day_at_least: expected a time such as 50 min or 3 h, got 3",
            f'rules[0].components[0]: expected one of {KINDS}, got "nap"',
            'rules[0].floors: expected a list, got "own.hours"',
            'rules[0].aggregation: expected one of every, average, total, got "sum"',
        ],
    ),
    (
        f"{WHOLE}day_at_least = 'at least 3 h'\nissuer = 3\nnote = true",
        [
            'rules[0].day_at_least: expected a time such as 50 min, 3 h or 1 h 30 min, got "at least 3 h"',
            "rules[0].issuer: expected text, got 3",
            "rules[0].note: expected text, got true",
        ],
    ),
    (
        f"{WHOLE}aggregation = 'total'",
        [
            'rules[0]: aggregation: expected a total of one of duration_days, duration_weeks, first_review_day, total_hours, weeks_below_floor, got "total of hours_per_week"'
        ],
    ),
    (
        f"{WHOLE}aggregation = 'average'\nduring = 'weeks 1 to 4'",
        ['rules[0]: part of a stay: expected the whole stay for an average or a total, got "weeks 1 to 4"'],
    ),
    (
        f"{START}[[rules]]\nid = 'a'\nmeasure = 'group_size'\nforce = 'billing'\naggregation = 'average'\nhistory = [{{ bound = 3, {SOURCE} }}]",
        ['rules[0]: aggregation: expected an average of hours_per_week alone, got "average of group_size"'],
    ),
    (
        f"{START}[[rules]]\nid = 'a'\nmeasure = 'group_size'\nforce = 'billing'\naggregation = 'average'\nhistory = [{{ bound = '3 h', {SOURCE} }}]\nlevels = 3",
        [
            'rules[0]: aggregation: expected an average of hours_per_week alone, got "average of group_size"',
            f'rules[0].history[0].bound: {COUNT}, got "3 h"',
            "rules[0].levels: expected a list, got 3",
        ],
    ),
    (
        f"{HOURS}history = []",
        [
            "rules[0].history: entries must start on rising days, only the first may be undated and only the last may have an end; got no entry at all"
        ],
    ),
    (
        f"{HOURS}history = [3, {{ bound = 9, since = 0, until = 3, start_checked = 1 }}, {{ bounds = '9 h', {SOURCE} }}]",
        [
            "rules[0].history[0]: expected a table of keys and values, got 3",
            "rules[0].history[1].citation: missing key",
            f"rules[0].history[1].bound: {TIME}, got 9",
            f"rules[0].history[1].since: {START_OF}, got 0",
            "rules[0].history[1].until: expected a day such as 2026-02-02, got 3",
            "rules[0].history[1].start_checked: expected true or false, got 1",
            "rules[0].history[2].bound: missing key",
            "rules[0].history[2].bounds: unknown key; known: bound, citation, since, until, start_checked",
        ],
    ),
    (
        f'{HOURS}history = [{{ bound = "9 h", since = 2026-01-01, {SOURCE} }}, {{ bound = "9 h", since = 2026, {SOURCE} }}]',
        [
            "rules[0].history: entries must start on rising days, only the first may be undated and only the last may have an end; got since 2026-01-01, since 2026"
        ],
    ),
    (
        f'{HOURS}history = [{{ bound = "9 h", since = 2026-02-01, until = 2026-01-01, {SOURCE} }}]',
        ["rules[0].history[0]: dated value: it would run from 2026-02-01 to 2026-01-01; give the smaller one first"],
    ),
    (
        f'{START}[[rules]]\nid = "a"\nmeasure = "hours"\nforce = "required"\nhistory = [{{ bound = "9", since = "2026", citation = 3 }}]',
        [
            f'rules[0].measure: expected one of {MEASURES}, got "hours"',
            f'rules[0].history[0].since: {START_OF}, got "2026"',
            "rules[0].history[0].citation: expected the source in words, or a table with text, url, mark and checked_on, got 3",
        ],
    ),
    (
        f'{WHOLE}[[rules]]\nid = "own.hours"\nmeasure = "group_size"\nforce = "required"\n[[rules]]\nid = "own.hours"\nfloors = ["own.hours", "own.weeks", 5]\nforce = "required"\nmeasure = "group_size"\nhistory = []',
        [
            "rules[1].history: missing key",
            'rules[1].id: expected an id that no other rule of the pack has, got "own.hours"',
            'rules[2].id: expected an id that no other rule of the pack has, got "own.hours"',
            'rules[2].floors[1]: expected the id of a rule of this pack or of the body that it extends, got "own.weeks"',
            "rules[2].floors[2]: expected text, got 5",
            "rules[2].history: entries must start on rising days, only the first may be undated and only the last may have an end; got no entry at all",
        ],
    ),
    (
        f"{WHOLE}floors = ['tricare.iop.hours_week']",
        [
            'rules[0].floors[0]: expected the id of a rule of this pack or of the body that it extends, got "tricare.iop.hours_week"'
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WRONG, ids=range(len(WRONG)))
def test_a_fault_is_told_with_its_path(text: str, expected: list[str]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize("measure", [each for each in Measure if each.unit == "months"])
@pytest.mark.parametrize("bound", ["2", '"2"', '"8 weeks"', '"until discharge"', '"2 to 1 months"', '"not stated"'])
def test_a_bound_on_months_is_in_months(measure: Measure, bound: str) -> None:
    row = f'[[rules]]\nid = "own"\nmeasure = "{measure}"\nforce = "required"\n'
    text = f"{START}{row}history = [{{ bound = {bound}, {SOURCE} }}]"
    assert faults(text) == [f"rules[0].history[0].bound: {MONTHS}, got {bound}"]


@pytest.mark.parametrize("start", ["true", "0", "10000", "2026.5", '"2026-13"', '"0000-01"', '"2026-3"', "[2026]"])
def test_what_is_no_start_is_told(start: str) -> None:
    text = f'{HOURS}history = [{{ bound = "9 h", since = {start}, {SOURCE} }}]'
    assert faults(text) == [f"rules[0].history[0].since: {START_OF}, got {start}"]


def test_a_start_is_no_moment_in_time() -> None:
    text = f'{HOURS}history = [{{ bound = "9 h", since = 2026-01-01T10:00:00, {SOURCE} }}]'
    assert faults(text) == [f'rules[0].history[0].since: {START_OF}, got "2026-01-01 10:00:00"']


@pytest.mark.parametrize("key", ["consistency", "tricar", "harbor-contract"])
def test_only_a_built_in_body_with_published_rules_can_be_extended(key: str) -> None:
    known = ", ".join(each.key for each in standards.all())
    text = f'{START}extends = "{key}"\n{WHOLE.removeprefix(START)}floors = ["anything"]'
    # What the floors of the body are nobody can tell, so nothing is said about them.
    assert faults(text) == [f'extends: expected one of {known}, got "{key}"']


def test_null_is_no_value() -> None:
    rule = {"id": None, "measure": None, "force": None, "levels": None, "history": None}
    data = {"format": 1, "key": "own", "name": "Own", "extends": None, "counting": None, "rules": [rule]}
    nothing = "expected a value, or no such key at all, got null"
    assert faults(json.dumps(data), "json") == [
        f"extends: {nothing}",
        f"counting: {nothing}",
        f"rules[0].id: {nothing}",
        f"rules[0].measure: {nothing}",
        f"rules[0].force: {nothing}",
        f"rules[0].levels: {nothing}",
        "rules[0].history: expected a list, got null",
    ]


def test_a_pack_with_a_thousand_faults_reports_a_thousand() -> None:
    rows = [
        {
            "id": f"own.{number}",
            "measure": "hours_per_week",
            "force": "required",
            "history": [{"bound": number, "citation": "a contract"}],
        }
        for number in range(1000)
    ]
    data = {"format": 1, "key": "own", "name": "Own", "rules": rows}
    assert faults(json.dumps(data), "json") == [
        f"rules[{number}].history[0].bound: {TIME}, got {number}" for number in range(1000)
    ]


def test_a_key_that_stands_twice_is_a_fault_beside_the_others() -> None:
    text = '{"format": 1, "key": "own", "name": "Own", "name": "Own", "rules": [], "rule": []}'
    known = "key, name, jurisdiction, extends, based_on, changed, note, counting, rules"
    assert faults(text, "json") == [
        "name: this key stands twice; keep one",
        f"rule: unknown key; known: {known}",
    ]


def test_a_program_is_no_rule_pack() -> None:
    program = (ROOT / "docs" / "examples" / "evening_iop.toml").read_text(encoding="utf-8")
    assert faults(program)[:2] == ["key: missing key", "rules: missing key"]
    with pytest.raises(DocumentFaults, match="type: missing key"):
        documents.read(HARBOR)


@pytest.mark.parametrize("text", ["[" * 100_000, "[]", "null", "", '{"format": 1, "format": 2}', b"\xff", "9" * 5000])
def test_what_is_no_rule_pack_has_faults(text: str | bytes) -> None:
    assert faults(text, "json")


def test_the_faults_are_told_under_the_name_of_the_pack(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(START, encoding="utf-8")
    with pytest.raises(DocumentFaults) as caught:
        rule_packs.read(path)
    assert str(caught.value) == f"{path}: 1 fault\n  rules: missing key"
    with pytest.raises(DocumentFaults, match=r"^rule pack: 1 fault"):
        rule_packs.reads(START, language="toml")


def test_only_json_and_toml_are_languages() -> None:
    assert "json, toml" in refusal(NotAccepted, lambda: rule_packs.reads("", language=wrong("yaml")))


def test_a_file_is_read_by_the_end_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "own.JSON"
    path.write_text(rule_packs.write(harbor()), encoding="utf-8")
    assert rule_packs.read(str(path)) == harbor()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (lambda: a_rule(Range.at_least(3)), ['rules[0].history[0].bound: expected a time such as 50 min, 3 h or 1 h 30 min, got "3"']),
        (lambda: a_rule(Range.exactly(3)), [f"rules[0].history[0].bound: {TIME}, got 3"]),
        (lambda: a_rule(Range(Minutes(60)), "group_size"), [f'rules[0].history[0].bound: {COUNT}, got "1 h"']),
        (lambda: a_rule(Range(3), "overlaps", force="house"), [f'rules[0].force: {ONE_FORCE}, got "house"']),
        (
            lambda: a_rule(Range(Minutes(60)), components={"acupuncture"}),
            [f'rules[0].components[0]: expected one of {KINDS}, got "acupuncture"'],
        ),
        (lambda: a_rule(Range(10**13), "group_size"), ["rules[0].history[0].bound.low: expected a number of at most 12 digits"]),
    ],
    ids=range(6),
)  # fmt: skip
def test_what_no_pack_can_hold_is_not_written(rule: Callable[[], Rule], expected: list[str]) -> None:
    with pytest.raises(DocumentFaults) as caught:
        rule_packs.write(Standard("own", "Own", [rule()]))
    assert caught.value.source == "Own"
    assert list(caught.value.faults) == expected


def test_kinds_and_types_are_written_by_their_keys() -> None:
    rule = a_rule(Range(Minutes(60)), components={"Group Therapy"}, scope=Scope(types={"Evening IOP"}))
    body = Standard("own", "Own", [rule])
    assert rule_packs.reads(rule_packs.write(body)) == body
    assert '"group-therapy"' in rule_packs.write(body)


def test_only_a_standard_is_written() -> None:
    assert (
        refusal(WrongKind, lambda: rule_packs.write(wrong("own"))) == 'rule pack: expected a Standard, got "own" (str)'
    )


def test_a_pack_that_is_too_large_is_neither_read_nor_written() -> None:
    assert faults(" " * (documents.LARGEST + 1)) == ["expected at most 4,194,304 bytes"]
    with pytest.raises(DocumentFaults, match="at most 4,194,304 bytes"):
        rule_packs.write(Standard("own", "Own", [], note="a" * documents.LARGEST))
