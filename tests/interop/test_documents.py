"""Documents: what people write, what is written, and every way in which a document can be wrong."""

# ruff: noqa: E501 - a fault is one line, and stands here as it is told

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from iopmodel import catalogue
from iopmodel.components import Break, Component, Education, FamilyTherapy, GroupTherapy, IndividualTherapy
from iopmodel.errors import DocumentFaults, NotAccepted, WrongKind
from iopmodel.interop import documents
from iopmodel.interop.documents import Language
from iopmodel.lengths import UntilCriterion, Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Phase, Program, ProgramType, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, WeeklySchedule, sessions

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.toml"))
GOLDEN = ROOT / "tests" / "golden"
START = 'format = 1\ntype = "evening-iop"\n'
TRACK = f'{START}[[tracks]]\nname = "evening"\n'
SESSION = f'{TRACK}[[tracks.sessions]]\ncomponent = "group-therapy"\n'
TYPE = 'format = 1\n[type]\nkey = "own"\nname = "Own"\n'
PHASE = "format = 1\n[[phases]]\n"


def faults(text: str | bytes, language: Language = "toml") -> list[str]:
    """The faults of a document that has some."""
    with pytest.raises(DocumentFaults) as caught:
        documents.reads(text, language=language)
    return list(caught.value.faults)


def evening() -> Program:
    """The program of the first example."""
    week = WeeklySchedule(
        [
            *sessions(GroupTherapy("relapse prevention"), "MO,WE,TH", "18:00-18:50"),
            *sessions(Break(), "MO,WE,TH", "18:50-19:00"),
            *sessions(Education("coping with cravings"), "MO,WE,TH", "19:00-20:50"),
            Session(IndividualTherapy(), time=Minutes(60)),
            Session(FamilyTherapy(), time=Minutes(90), day="SA", start="10:00", every=Weeks(2), first=1),
        ]
    )
    return Program(
        catalogue.EVENING_IOP,
        tracks=[Track("evening", week)],
        length=Range(Weeks(8), Weeks(16)),
        timezone="America/New_York",
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_read_and_written_without_loss(path: Path) -> None:
    value = documents.read(path)
    assert documents.reads(documents.write(value)) == value


def test_the_first_example_says_what_the_constructors_say() -> None:
    assert documents.read(ROOT / "docs" / "examples" / "evening_iop.toml") == evening()


def test_a_fault_is_cut_however_long_the_key_is_that_it_names() -> None:
    (fault,) = faults(
        f"{SESSION}key = 'evening{'.' * 100_000}'\n[[tracks.sessions]]\ncomponent = 'break'\nkey = 'evening{'.' * 100_000}'"
    )
    assert fault.startswith("tracks[0].sessions: two sessions have the key 'evening....")
    assert len(fault) == len("tracks[0].sessions: ") + 4_000
    assert fault.endswith("...")


def test_a_pathway_says_what_the_constructors_say() -> None:
    text = """
        format = 1
        name = "taper"
        [[phases]]
        level = "partial-hospitalization"
        length = "2 weeks"
        pattern = { days = 5, time_per_day = "6 h" }
        [[phases]]
        level = { system = "asam-3rd-edition", key = "1" }
        name = "weekly"
        length = "until the goals are met"
        note = "by telephone if needed"
    """
    first = Phase(
        LevelOfCare.PARTIAL_HOSPITALIZATION,
        WeeklyPattern(days=5, time_per_day="6 h"),
        length=Weeks(2),
    )
    second = Phase(
        LevelOfCare("1", "Outpatient Services", "asam-3rd-edition"),
        length=UntilCriterion("the goals are met"),
        name="weekly",
        note="by telephone if needed",
    )
    assert documents.reads(text, language="toml") == Pathway([first, second], name="taper")


def test_a_program_is_written_as_a_person_would() -> None:
    assert json.loads(documents.write(evening())) == {
        "format": 1,
        "type": "evening-iop",
        "length": "8 to 16 weeks",
        "timezone": "America/New_York",
        "tracks": [
            {
                "name": "evening",
                "sessions": [
                    {
                        "component": "group-therapy",
                        "topic": "relapse prevention",
                        "days": "MO,WE,TH",
                        "time": "18:00-18:50",
                    },
                    {"component": "break", "days": "MO,WE,TH", "time": "18:50-19:00"},
                    {
                        "component": "education",
                        "topic": "coping with cravings",
                        "days": "MO,WE,TH",
                        "time": "19:00-20:50",
                    },
                    {
                        "component": "family-therapy",
                        "days": "SA",
                        "time": "10:00-11:30",
                        "every": "2 weeks",
                        "first": 1,
                    },
                    {"component": "individual-therapy", "time": "1 h"},
                ],
            }
        ],
    }


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_a_document_of_an_earlier_version_is_read_and_written_the_same(path: Path) -> None:
    assert documents.write(documents.read(path)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", [each.key for each in catalogue.TYPES])
def test_a_built_in_type_is_its_key(key: str) -> None:
    program = Program(catalogue.BUILT_IN.of(key))
    assert json.loads(documents.write(program)) == {"format": 1, "type": key}


@pytest.mark.parametrize("kind", catalogue.TYPES, ids=lambda kind: kind.key)
def test_a_type_of_ones_own_is_written_in_full(kind: ProgramType) -> None:
    program = Program(attrs.evolve(kind, key=f"{kind.key}-of-our-own"))
    assert documents.reads(documents.write(program)) == program


def test_what_editors_put_at_the_start_of_a_file_is_no_fault() -> None:
    assert documents.reads(b"\xef\xbb\xbf" + START.encode(), language="toml") == Program(catalogue.EVENING_IOP)


def test_signs_of_every_language_are_written_as_they_are() -> None:
    written = documents.write(Program(catalogue.EVENING_IOP, name="Señales 夜"))
    assert "Señales 夜" in written


# Each line is what the document adds, and the faults that follow.
WRONG: list[tuple[str, list[str]]] = [
    ("", ["format: missing key; this version of iopmodel reads format 1", "type: missing key"]),
    ('type = "evening-iop"', ["format: missing key; this version of iopmodel reads format 1"]),
    ("format = 2\nanything = 1", ["format: expected 1, got 2"]),
    ("format = true", ["format: expected 1, got true"]),
    ("format = 1.0", ["format: expected 1, got 1.0"]),
    ("format = 1", ["type: missing key"]),
    ("format = 1\ntype = 5", ["type: expected a type such as evening-iop, or a table with key, name and level, got 5"]),
    (
        f"{START}length = 8",
        [
            "length: expected a length such as 8 weeks, 8 to 16 weeks, at least 30 days, without end, or until ..., got 8"
        ],
    ),
    (
        f'{START}length = "8 moons"',
        [
            'length: expected a length such as 8 weeks, 8 to 16 weeks, at least 30 days, without end, or until ..., got "8 moons"'
        ],
    ),
    (
        f'{START}length = "16 to 8 weeks"',
        ['length: expected the smaller end first, such as 3 to 5, got "16 to 8 weeks"'],
    ),
    (f'{START}timezone = "New York"', ['timezone: expected an IANA name such as America/New_York, got "New York"']),
    (f"{START}timezone = 5", ["timezone: expected text, got 5"]),
    (f'{START}name = " "', ['name: expected a name in words, got " "']),
    (
        f"{START}population = 5",
        ["population: expected a population such as adult, or a table with key and ages, got 5"],
    ),
    (f'{START}population = {{ key = "adult", age = 3 }}', ["population.age: unknown key; known: key, ages"]),
    (f"{START}focus = [5, true]", ["focus[0]: expected text, got 5", "focus[1]: expected text, got true"]),
    (f"{START}focus = 5", ["focus: expected a list, got 5"]),
    (
        f'{START}settings = ["virtual", "moon"]',
        [
            'settings[1]: expected one of outpatient-clinic, community-based, hospital-based, residential, inpatient, virtual, hybrid, got "moon"'
        ],
    ),
    (
        f"{START}phases = []",
        [
            "phases: unknown key; known: type, tracks, length, timezone, pathway, name, stated, population, focus, settings"
        ],
    ),
    (
        f"{START}[stated]\nhours_per_week = 9",
        ["stated.hours_per_week: expected a time such as 50 min, 3 h or 3 to 4 h, got 9"],
    ),
    (
        f'{START}[stated]\nhours_per_week = "9"',
        ['stated.hours_per_week: expected a time such as 50 min, 3 h or 1 h 30 min, got "9"'],
    ),
    (
        f'{START}[stated]\ndays_per_week = "some"',
        ['stated.days_per_week: expected a whole number such as 3, or a range such as 3 to 5, got "some"'],
    ),
    (
        f"{START}[stated]\ndays_per_week = 3.5",
        ["stated.days_per_week: expected a whole number such as 3, or a range such as 3 to 5, got 3.5"],
    ),
    (f"{START}[stated]\ndays_per_week = -3", ["stated.days_per_week: expected a whole number of at least 0, got -3"]),
    (f"{START}tracks = 5", ["tracks: expected a list, got 5"]),
    (f'{START}tracks = "evening"', ['tracks: expected a list, got "evening"']),
    (f"{START}tracks = [5]", ["tracks[0]: expected a table of keys and values, got 5"]),
    (f"{START}[[tracks]]", ["tracks[0].name: missing key"]),
    (
        f'{TRACK}[[tracks]]\nname = "evening"',
        ["tracks: two tracks have the key 'evening'; a key names one track, so rename one of them"],
    ),
    (
        f"{TRACK}sesions = []",
        [
            "tracks[0].sesions: unknown key; known: name, sessions, pattern, length, first_week, open_on, attends, stated"
        ],
    ),
    (
        f"{TRACK}sessions = []\npattern = {{ days = 8 }}",
        [
            'tracks[0]: week: expected its sessions or a pattern, got "both"',
            'tracks[0].pattern.days: expected at most 7, got "8"',
        ],
    ),
    (
        f"{TRACK}sessions = []\npattern = 3",
        [
            'tracks[0]: week: expected its sessions or a pattern, got "both"',
            "tracks[0].pattern: expected a table of keys and values, got 3",
        ],
    ),
    (
        f"{TRACK}sessions = []\npattern = {{ days = 3 }}",
        ['tracks[0]: week: expected its sessions or a pattern, got "both"'],
    ),
    (
        f"{TRACK}attends = 8",
        ['tracks[0].attends: expected a number or range of at most 7 days, such as 2 to 5, got "8"'],
    ),
    (f"{TRACK}first_week = 0", ["tracks[0].first_week: expected a whole number of at least 1, got 0"]),
    (f"{TRACK}first_week = true", ["tracks[0].first_week: expected a whole number, got true"]),
    (
        f'{TRACK}[[tracks.open_on]]\nfirst = "2026-06-31"',
        [
            "tracks[0].open_on[0].until: missing key",
            'tracks[0].open_on[0].first: expected a day such as 2026-02-02, got "2026-06-31"',
        ],
    ),
    (
        f"{TRACK}[[tracks.open_on]]\nfirst = 5\nuntil = 2026-06-01T10:00:00",
        [
            "tracks[0].open_on[0].first: expected a day such as 2026-02-02, got 5",
            'tracks[0].open_on[0].until: expected a date without a time of day, got "2026-06-01 10:00:00"',
        ],
    ),
    (
        f"{TRACK}[[tracks.open_on]]\nfirst = 2026-07-01\nuntil = 2026-06-01",
        ["tracks[0].open_on[0]: span of days: it would run from 2026-07-01 to 2026-06-01; give the smaller one first"],
    ),
    (
        f"{SESSION}component_ = 1",
        [
            "tracks[0].sessions[0].component_: unknown key; known: component, days, start, end, time, total, per_month, per_week, per_day, every, first, nth, weeks, optional, attended_by, provider, label, key, topic, modality, group_size"
        ],
    ),
    (f"{TRACK}[[tracks.sessions]]\ntopic = 5", ["tracks[0].sessions[0].component: missing key"]),
    (
        f'{TRACK}[[tracks.sessions]]\ncomponent = "nap"\nday = "MO"',
        [
            'tracks[0].sessions[0].component: expected one of individual-therapy, group-therapy, family-therapy, education, medication-assisted-treatment, medication-management, support-service, skills-training, activity, peer-support, assessment, program-block, break, meal, school, got "nap"',
            "tracks[0].sessions[0].day: unknown key; known: component, days, start, end, time, total, per_month, per_week, per_day, every, first, nth, weeks, optional, attended_by, provider, label, key, topic, modality, group_size, with_whom, class_size, medication, visit, service",
        ],
    ),
    (
        f"{TRACK}[[tracks.sessions]]\ncomponent = [1]",
        ["tracks[0].sessions[0].component: expected a kind such as group-therapy, got [1]"],
    ),
    (
        f'{SESSION}topic = 5\ngroup_size = "many"',
        [
            "tracks[0].sessions[0].topic: expected text, got 5",
            'tracks[0].sessions[0].group_size: expected a whole number such as 3, or a range such as 3 to 5, got "many"',
        ],
    ),
    (f'{SESSION}start = "25:00"', ['tracks[0].sessions[0].start: expected a time such as 18:00, got "25:00"']),
    (f"{SESSION}start = 18", ["tracks[0].sessions[0].start: expected a time such as 18:00, got 18"]),
    (
        f"{SESSION}start = 18:00:30",
        [
            'tracks[0].sessions[0].start: expected a time to the minute, without seconds and without a zone, got "18:00:30"'
        ],
    ),
    (f'{SESSION}time = "18:00-24:00"', ['tracks[0].sessions[0].time: expected a time such as 18:00, got "24:00"']),
    (
        f'{SESSION}time = "18:00"',
        [
            'tracks[0].sessions[0].time: expected times such as 18:00-21:00, or 18:00- when only the start is known, got "18:00"'
        ],
    ),
    (
        f'{SESSION}time = "18:00-19:00"\nstart = "18:00"',
        [
            'tracks[0].sessions[0].time: expected the length of the session, for its clock times stand under start or end already, got "18:00-19:00"'
        ],
    ),
    (
        f'{SESSION}time = "18:00-18:00"',
        ['tracks[0].sessions[0]: session end: expected an end that differs from the start, got "18:00:00"'],
    ),
    (
        f'{SESSION}start = "18:00"\nend = "19:00"\ntime = "90 min"',
        ['tracks[0].sessions[0]: session time: expected 1 h, as its clock times say, got "1 h 30 min"'],
    ),
    (
        f'{SESSION}days = "MO,XX"',
        ['tracks[0].sessions[0].days: expected a weekday such as MO, Mon or Monday, got "XX"'],
    ),
    (f'{SESSION}days = "MO,MO"', ['tracks[0].sessions[0].days: expected each day once, such as MO,WE,TH, got "MO,MO"']),
    (f'{SESSION}days = ["MO"]', ['tracks[0].sessions[0].days: expected weekdays such as MO,WE,TH, got ["MO"]']),
    (
        f'{SESSION}every = "2 days"',
        ['tracks[0].sessions[0].every: expected a number of weeks such as 2 weeks, got "2 days"'],
    ),
    (
        f'{SESSION}every = "1 to 2 weeks"',
        ['tracks[0].sessions[0].every: expected a number of weeks such as 2 weeks, got "1 to 2 weeks"'],
    ),
    (
        f'{SESSION}every = "without end"',
        ['tracks[0].sessions[0].every: expected a number of weeks such as 2 weeks, got "without end"'],
    ),
    (f'{SESSION}every = "200 weeks"', ['tracks[0].sessions[0].every: expected every 1 to 104 weeks, got "200 weeks"']),
    (
        f'{SESSION}weeks = "first"',
        ['tracks[0].sessions[0].weeks: expected weeks such as 1 to 4, 5, or 9 on, got "first"'],
    ),
    (
        f'{SESSION}weeks = "{"9" * 41}"',
        [f'tracks[0].sessions[0].weeks: expected weeks such as 1 to 4, 5, or 9 on, got "{"9" * 41}"'],
    ),
    (f'{SESSION}optional = "no"', ['tracks[0].sessions[0].optional: expected true or false, got "no"']),
    (
        f"{SESSION}nth = 2",
        ["tracks[0].sessions[0]: weekday of the month: expected a weekday with it, such as day='SU', nth=2, got 2"],
    ),
    (
        f'{SESSION}attended_by = "nobody"',
        ['tracks[0].sessions[0].attended_by: expected one of patient, family, both, got "nobody"'],
    ),
    (
        f'{SESSION}key = "a"\n[[tracks.sessions]]\ncomponent = "break"\nkey = "a"',
        ["tracks[0].sessions: two sessions have the key 'a'; a key names one session, so rename one of them"],
    ),
    (
        f'{TYPE}level = "lofty"',
        [
            'type.level: expected one of aftercare, outpatient, intensive-outpatient, partial-hospitalization, residential, inpatient, withdrawal-management, opioid-treatment-program, enhanced-outpatient, day-treatment, got "lofty"'
        ],
    ),
    (
        f"{TYPE}level = 2.1",
        ["type.level: expected a level such as intensive-outpatient, or a table with key, name and system, got 2.1"],
    ),
    (
        f'{TYPE}level = {{ system = "asam-4th-edition", key = "9" }}',
        ['type.level: expected one of 1.0, 1.5, 1.7, 2.1, 2.5, 2.7, 3.1, 3.5, 3.7, 4, RR, got "9"'],
    ),
    (f'{TYPE}level = {{ key = "9", nam = "x" }}', ["type.level.nam: unknown key; known: key, name, system"]),
    (
        f'{TYPE}level = "outpatient"\n[[type.descriptions]]\ncitation = 5\npublished_as = [["a"], ["a", "b"]]\nweek = 1',
        [
            "type.descriptions[0].citation: expected the source in words, or a table with text, url, mark and checked_on, got 5",
            'type.descriptions[0].published_as[0]: expected a pair such as ["visits_per_week", "guide_b.iop"], got ["a"]',
            "type.descriptions[0].week: unknown key; known: citation, pattern, length, ages, words, focus, of_level, inherited, published_as",
        ],
    ),
    (
        f'{TYPE}level = "outpatient"\n[[type.suits]]\nwords = "all"\ncitation = {{ text = "x", mark = "sure" }}',
        ['type.suits[0].citation.mark: expected one of primary, secondary, unverified, got "sure"'],
    ),
    (
        f"{PHASE}length = 1",
        [
            "phases[0].level: missing key",
            "phases[0].length: expected a length such as 8 weeks, 8 to 16 weeks, at least 30 days, without end, or until ..., got 1",
        ],
    ),
    ("format = 1\nphases = []", ["phases: expected at least one phase, got []"]),
    (
        "format = 1\nphases = 3\ntracks = []",
        ["phases: expected a list, got 3", "tracks: unknown key; known: phases, name, population, focus"],
    ),
    (
        f'{START}"a b.c" = 1',
        [
            '"a b.c": unknown key; known: type, tracks, length, timezone, pathway, name, stated, population, focus, settings'
        ],
    ),
    (
        f"{START}length = {{ low = 3, unit = 'moons' }}",
        ['length: expected the unit days, weeks, months, treatment days, sessions, treatment hours, got "moons"'],
    ),
    (
        f"{START}length = {{ low = 3, high = 2, unit = 'days' }}",
        ["length: range: it would run from 3 days to 2 days; give the smaller one first"],
    ),
    (
        f"{START}length = {{ hi = 3 }}",
        ["length.low: missing key", "length.hi: unknown key; known: low, high, high_excluded, unit"],
    ),
    (
        f"{START}length = {{ each = 'without end', rounds = 'few' }}",
        ['length.rounds: expected a whole number such as 3, or a range such as 3 to 5, got "few"'],
    ),
    (
        f"{START}[stated]\ndays_per_week = {{ low = 3, unit = 'days' }}",
        ['stated.days_per_week: expected no unit, got "days"'],
    ),
    (
        f"{START}[stated]\nhours_per_week = {{ low = -3, unit = 'minutes' }}",
        ["stated.hours_per_week: expected a whole number of at least 0, got -3"],
    ),
    (
        f"{START}[stated]\ndays_per_week = 1000000000000",
        ["stated.days_per_week: expected a number of at most 12 digits"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_a_fault_is_told_with_its_path(text: str, expected: list[str]) -> None:
    assert faults(text) == expected


def test_the_faults_of_a_document_are_told_under_its_name_in_its_order() -> None:
    text = f'{SESSION}start = "25:00"\ndays = "MO"\nlabel = 3\nnth = 9\n'.replace("START", "")
    with pytest.raises(DocumentFaults) as caught:
        documents.reads(text, language="toml", source="evening.toml")
    assert str(caught.value).splitlines() == [
        "evening.toml: 3 faults",
        '  tracks[0].sessions[0].start: expected a time such as 18:00, got "25:00"',
        "  tracks[0].sessions[0].label: expected text, got 3",
        "  tracks[0].sessions[0].nth: expected 1 to 5, or -1 for the last, got 9",
    ]


def test_a_document_with_a_hundred_faults_reports_a_hundred() -> None:
    rows = [{"component": "break", "start": f"{hour}:00"} for hour in range(24, 124)]
    data = {"format": 1, "type": "evening-iop", "tracks": [{"name": "evening", "sessions": rows}]}
    assert faults(json.dumps(data), "json") == [
        f'tracks[0].sessions[{number}].start: expected a time such as 18:00, got "{number + 24}:00"'
        for number in range(100)
    ]


MALFORMED: list[tuple[Language, str | bytes, list[str]]] = [
    ("json", "", ["not JSON: Expecting value: line 1 column 1 (char 0)"]),
    ("json", "{", ["not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"]),
    ("toml", "= 1", ["not TOML: Invalid statement (at line 1, column 1)"]),
    ("json", b"\xff", ["not UTF-8: the byte at position 0 fits no character"]),
    ("json", "[]", ["expected a table of keys and values, got []"]),
    ("json", "null", ["expected a table of keys and values, got null"]),
    ("json", "5", ["expected a table of keys and values, got 5"]),
    ("json", "[" * 100_000, ["expected at most 32 levels of nesting"]),
    ("toml", ".".join(["a"] * 100_000) + " = 1", ["expected keys of at most 32 parts"]),
    ("json", '{"format": NaN}', ["format: expected 1, got NaN"]),
    ("json", '{"format": 1e999}', ["format: expected 1, got Infinity"]),
    ("json", '{"format": 1, "type": null}', ["type: expected a value, or no such key at all, got null"]),
    ("json", '{"format": 1, "format": 1, "type": "evening-iop"}', ["format: this key stands twice; keep one"]),
    ("json", '{"format": 1, "type": "evening-iop", "name": "a\\ud800"}', ['name: expected text of whole characters, got "a\\ud800"']),
    ("json", '{"format": 1, "type": "evening-iop", "\\ud800": 1}', ['"\\ud800": expected text of whole characters, got "\\ud800"', '"\\ud800": unknown key; known: type, tracks, length, timezone, pathway, name, stated, population, focus, settings']),
    ("json", '{"format": 1, "type": "evening-iop", "name": "a\\u001b[2J", "length": "\\u001b"}', ['length: expected a length such as 8 weeks, 8 to 16 weeks, at least 30 days, without end, or until ..., got "\\u001b"']),
    ("json", '{"format": 1, "type": ' + "9" * 100_000 + "}", ["type: expected a type such as evening-iop, or a table with key, name and level, got Infinity"]),
    ("toml", "format = 1\ntype = 0x" + "f" * 5_000, ["type: expected a number of at most 12 digits", "type: expected a type such as evening-iop, or a table with key, name and level, got a number of thousands of digits"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_no_document_has_faults(language: Language, text: str | bytes, expected: list[str]) -> None:
    assert faults(text, language) == expected


@pytest.mark.parametrize("value", ["[" * 100_000, "9" * 5_000])
def test_what_toml_itself_refuses_is_one_fault(value: str) -> None:
    (fault,) = faults(f"format = 1\ntype = {value}")  # its words depend on the version of Python
    assert fault.startswith(("not TOML: ", "expected at most 32 levels of nesting"))


@pytest.mark.parametrize("nested", ['{"a":', "["])
def test_a_document_that_is_too_deep_to_look_at_says_where(nested: str) -> None:
    closing = nested.translate(str.maketrans("{[", "}]", '"a:'))
    (fault,) = faults('{"format": 1, "type": ' + nested * 40 + "1" + closing * 40 + "}", "json")
    assert fault.startswith("type")
    assert fault.endswith(": expected at most 32 levels of nesting")


def test_a_document_that_is_too_large_is_not_looked_at() -> None:
    assert faults(" " * (documents.LARGEST + 1)) == ["expected at most 4,194,304 bytes"]
    assert faults(json.dumps({"format": 1, "type": [1] * 100_001}), "json") == [
        "expected at most 100,000 values in a document"
    ]


def test_only_json_and_toml_are_languages() -> None:
    with pytest.raises(NotAccepted, match="json, toml"):
        documents.reads("", language="yaml")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("missing.json", "the file cannot be read: No such file or directory"),
        ("folder.toml", "the file cannot be read: Is a directory"),
        ("program.yaml", "expected a file whose name ends in .json or .toml"),
        ("program", "expected a file whose name ends in .json or .toml"),
        ("null\0.json", "the file cannot be read: no file can have this name"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, expected: str) -> None:
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "program.yaml").touch()
    with pytest.raises(DocumentFaults) as caught:
        documents.read(tmp_path / name)
    assert caught.value.faults == (expected,)
    assert caught.value.source.isprintable()


@pytest.mark.parametrize("ending", ["json", "JSON"])
def test_a_file_is_read_by_the_end_of_its_name(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"program.{ending}"
    path.write_text(documents.write(evening()), encoding="utf-8")
    assert documents.read(str(path)) == evening()


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "program.json"
    path.write_bytes(b" " * (documents.LARGEST + 10))
    with pytest.raises(DocumentFaults, match="at most 4,194,304 bytes"):
        documents.read(path)


@attrs.frozen
class Horses(Component):
    """A component of one's own."""

    kind = "horses"


@pytest.mark.parametrize(
    ("make", "error", "match"),
    [
        (lambda: "text", WrongKind, "a Program or a Pathway"),
        (lambda: attrs.evolve(evening(), name="a\ud800"), DocumentFaults, "name: expected text of whole"),
        (lambda: attrs.evolve(evening(), length=Weeks(10**12)), DocumentFaults, "length.low: expected a number"),
        (lambda: attrs.evolve(evening(), name="a" * documents.LARGEST), DocumentFaults, "at most 4,194,304 bytes"),
        (
            lambda: attrs.evolve(evening(), tracks=[Track(f"{number}") for number in range(50_000)]),
            DocumentFaults,
            "at most 100,000 values",
        ),
        (lambda: attrs.evolve(evening(), tracks=[Track("a", [Session(Horses())])]), NotAccepted, "a built-in one"),
    ],
)
def test_what_no_document_can_hold_is_not_written(make: Callable[[], Any], error: type[Exception], match: str) -> None:
    with pytest.raises(error, match=match):
        documents.write(make())
