"""Real programs through the whole library: nothing is lost, the hours agree, and only what contradicts is accused."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iopmodel.catalogue import STANDARD_IOP
from iopmodel.checks import check
from iopmodel.components import GroupTherapy, PeerSupport, ProgramBlock
from iopmodel.lengths import Weeks
from iopmodel.levels import LevelOfCare
from iopmodel.pages import program_page
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Stated
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import WeeklySchedule
from iopmodel.spans import WeekSpan
from iopmodel.standards import GUIDES, HCPCS, MEDICARE
from tests.published import __main__ as command
from tests.published import figures
from tests.published.adapter import NotExpressed, canonical, from_program, to_program
from tests.published.comparing import CHECKED_ON, Differs, contradicts_itself, examined, hours_compared
from tests.published.files import PROGRAMS, Unusable, entries_of
from tests.published.strategies import broken_entries, entries, junk

ENTRIES = entries_of(PROGRAMS)
EACH = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "published.md"


def _entry(*sessions: dict[str, Any], **track: Any) -> dict[str, Any]:  # noqa: ANN401 - the format is JSON
    """A made-up entry of one track."""
    return {"id": "made-up", "level": "IOP", "tracks": [{"name": "only", "sessions": list(sessions), **track}]}


def _refused(entry: object) -> tuple[str, ...]:
    with pytest.raises(NotExpressed) as caught:
        to_program(entry)
    return caught.value.reasons


# The 98 programs.


def test_every_program_is_expressed_every_hour_agrees_and_four_contradict_themselves() -> None:
    assert examined(ENTRIES) == {
        "entries": 98,
        "expressed": 98,
        "not_expressed": {},
        "tracks_compared": 95,
        "hours_differ": [],
        "contradictions_found": ["p019", "p026", "p032", "p058"],
    }


@EACH
def test_nothing_of_tracks_and_phases_is_lost(entry: dict[str, Any]) -> None:
    assert from_program(to_program(entry)) == canonical(entry)


@EACH
def test_a_program_can_be_checked_and_shown(entry: dict[str, Any]) -> None:
    program = to_program(entry)
    report = check(program, against=[MEDICARE, HCPCS, GUIDES], on=CHECKED_ON)
    assert report.subject == entry["id"]
    assert json.loads(json.dumps(report.as_data()))["subject"] == entry["id"]
    assert str(report).startswith(entry["id"])
    assert program_page(program).startswith(entry["id"])


@pytest.mark.documents
@EACH
def test_a_program_is_the_same_after_it_was_written_as_a_document(entry: dict[str, Any]) -> None:
    documents = pytest.importorskip("iopmodel.interop.documents")
    program = to_program(entry)
    assert documents.reads(documents.write(program)) == program


@EACH
def test_what_is_said_beside_tracks_and_phases_is_kept_where_the_library_has_a_place_for_it(
    entry: dict[str, Any],
) -> None:
    program = to_program(entry)
    assert program.name == entry["id"]
    assert program.timezone == entry.get("timezone")
    assert program.population.key == entry["population"]
    assert program.population.ages.low == entry.get("age_min", 0)
    assert program.population.ages.high == entry.get("age_max")
    assert len(program.focus) == len(entry["focus"])
    assert [str(each) for each in program.settings] == [
        each for each in [entry.get("delivery")] if each in {"virtual", "hybrid"}
    ]


# The format, piece by piece.


def test_a_whole_entry_becomes_a_program() -> None:
    entry: dict[str, Any] = {
        "id": "made-up",
        "level": "IOP",
        "population": "adolescent",
        "age_min": 13,
        "age_max": 17,
        "focus": ["dual-diagnosis", "grief"],
        "delivery": "hybrid",
        "timezone": "America/Phoenix",
        "claims": {"hours_per_week": [9, None], "duration": "8 to 16 weeks"},
        "tracks": [
            {
                "name": "evening",
                "sessions": [
                    {"kind": "group", "days": ["MO", "TH"], "start": "18:00", "end": "21:00", "weeks": [1, 8]},
                    {"kind": "support", "per_week": [1, 2], "label": "12-step"},
                    {"label": "whatever it is"},
                ],
                "days_per_week": 2,
                "hours_per_day": 3,
                "hours_per_week": 9.17,
                "weeks": [8, 16],
                "sessions_total": 40,
            }
        ],
        "phases": [
            {"order": 2, "level": "OP", "note": "weekly"},
            {"order": 1, "level": "sober living", "weeks": 4, "hours_per_week": 1.5},
        ],
    }
    program = to_program(entry)
    assert program.type == STANDARD_IOP
    assert str(program.population) == "adolescent (ages 13 to 17)"
    assert program.focus == {"co-occurring", "grief"}
    assert program.settings == ("hybrid",)
    assert program.stated == Stated(hours_per_week="at least 9 h")
    (track,) = program.tracks
    assert track.length == Range(Weeks(8), Weeks(16))
    assert track.stated == Stated(hours_per_week="9 h 10 min", hours_per_day="3 h", days_per_week=2, sessions_in_all=40)
    assert isinstance(track.week, WeeklySchedule)
    groups = [each for each in track.week if each.component == GroupTherapy()]
    assert [each.time for each in groups] == [Range.exactly(Minutes(180))] * 2
    assert {each.weeks for each in groups} == {WeekSpan(1, 8)}
    numbers = {each.component: each.per_week for each in track.week if each.day is None}
    assert numbers == {PeerSupport(): Range(1, 2), ProgramBlock(): Range(0)}
    assert program.pathway is not None
    first, second = program.pathway.phases
    assert (first.level.key, first.level.system) == ("sober living", "published labels")
    assert first.week == WeeklyPattern(time_per_week="1 h 30 min")
    assert (second.level, second.note) == (LevelOfCare.OUTPATIENT, "weekly")
    assert from_program(program) == canonical(entry)
    assert "no ladder known here orders them" in program_page(program)


def test_a_program_on_a_level_of_its_own_can_be_shown() -> None:
    page = program_page(to_program(_entry() | {"level": "sober living"}))
    assert "the level is on no ladder known here" in page


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"days": ["MO", "WE"], "start": "18:00", "end": "19:00"}, None),
        ({"start": "18:00", "minutes": 60}, {"start": "18:00", "end": "19:00"}),
        ({"end": "19:00", "minutes": 60}, {"start": "18:00", "end": "19:00"}),
        ({"start": "18:00", "end": "19:00", "minutes": 60.0}, {"start": "18:00", "end": "19:00"}),
        ({"start": "23:00", "minutes": 90}, {"start": "23:00", "end": "00:30"}),
        ({"start": "9:00", "end": "10:00"}, {"start": "09:00", "end": "10:00"}),
        ({"minutes": [50, 50]}, {"minutes": 50}),
        ({"minutes": [0, 50]}, {"minutes": [None, 50]}),
        ({"minutes": [0, None]}, {}),
        ({"minutes": [None, None], "per_week": None}, {}),
        ({"minutes": [None, 0]}, {"minutes": 0}),
        ({"kind": "mixed"}, {}),
        ({"label": "", "optional": False, "every_n_weeks": 1, "weeks": [1, None]}, {}),
        ({"start": "18:00", "minutes": 0}, None),
        ({"start": "18:00", "minutes": [60, 90]}, None),
        ({"days": ["TH"], "end": "13:00"}, None),
        ({"per_week": 2, "count_total": 8, "weeks": [1, 4]}, None),
        ({"days": ["SA"], "count_total": 4}, None),
        ({"days": ["SU"], "every_n_weeks": 4, "optional": True}, None),
        ({"weeks": [9, None], "per_week": 1, "minutes": 30}, None),
    ],
)
def test_what_means_the_same_is_written_the_same(one: dict[str, Any], other: dict[str, Any] | None) -> None:
    kept = from_program(to_program(_entry(one)))
    assert kept == canonical(_entry(one))
    assert kept == canonical(_entry(one if other is None else other))


def test_days_are_one_session_each() -> None:
    (track,) = from_program(to_program(_entry({"kind": "group", "days": ["WE", "MO"], "minutes": 60})))["tracks"]
    assert track["sessions"] == [
        {"kind": "group", "days": ["MO"], "minutes": 60},
        {"kind": "group", "days": ["WE"], "minutes": 60},
    ]


def test_a_track_without_sessions_is_known_by_its_figures_and_is_no_empty_schedule() -> None:
    (track,) = to_program(_entry(days_per_week=3, hours_per_day=[3, 4])).tracks
    assert track.week == WeeklyPattern(days=3, time_per_day="3 to 4 h")


def test_a_track_begins_with_its_first_session() -> None:
    later = {"per_week": 1, "minutes": 60, "weeks": [13, 38]}
    (track,) = to_program(_entry(later, {**later, "weeks": [14, None]})).tracks
    assert track.first_week == 13


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (7, "entry: expected an object, got 7 (int)"),
        ({}, "level: missing"),
        ({"level": 3, "id": "x"}, "level: value: expected text, got 3 (int)"),
        ({"level": "IOP"}, "id: missing"),
        (_entry(hours_per_week=9.19), "tracks[0].hours_per_week: hours: expected a number of hours that is"),
        (_entry(hours_per_week=[20, 9]), "tracks[0].hours_per_week: range: it would run from 20 h to 9 h"),
        (_entry(hours_per_week=[1, 2, 3]), "tracks[0].hours_per_week: range: expected two ends, low and high"),
        (_entry(hours_per_week=float("nan")), "tracks[0].hours_per_week: number: expected a number such as 9"),
        (_entry(hours_per_week=10**12), "tracks[0].hours_per_week: number: expected a number such as 9"),
        (_entry(days_per_week=2.5), "tracks[0].days_per_week: number: expected a whole number, got 2.5"),
        (_entry(days_per_week=8), "tracks[0]: days a week: expected at most 7"),
        (_entry(weeks=True), "tracks[0].weeks: value: expected a number, got True (bool)"),
        (_entry(weeks=-1), "tracks[0].weeks: planned length: expected a whole number of at least 0, got -1"),
        (_entry(name=" only"), "tracks: written"),
        (_entry(name=""), "tracks[0]: name: expected a name in words"),
        (_entry(seats=12), "tracks[0]: key: expected one of name, sessions"),
        (_entry({"room": 4}), "tracks[0].sessions[0]: key: expected one of days, per_week"),
        (_entry({"kind": "dance"}), "tracks[0].sessions[0].kind: kind: expected one of group, individual"),
        (_entry({"days": "MO"}), 'tracks[0].sessions[0].days: value: expected a list, got "MO"'),
        (_entry({"days": []}), "tracks[0].sessions[0].days: days: expected some of MO, TU"),
        (_entry({"days": ["Mon"]}), "tracks[0].sessions[0].days: days: expected some of MO, TU"),
        (_entry({"days": ["MO"], "per_week": 1}), "tracks[0].sessions[0].per_week: value: expected no number a week"),
        (_entry({"days": ["MO", "TU"], "count_total": 8}), "tracks[0].sessions[0].days: value: expected one day"),
        (_entry({"per_week": 0.5}), "tracks[0].sessions[0].per_week: number: expected a whole number, got 0.5"),
        (_entry({"minutes": 52.5}), "tracks[0].sessions[0].minutes: number: expected a whole number, got 52.5"),
        (_entry({"start": "25:00"}), "tracks[0].sessions[0]: time of day: expected a time such as 18:00"),
        (
            _entry({"start": "18:00", "end": "18:00"}),
            "tracks[0].sessions[0]: session end: expected an end that differs",
        ),
        (
            _entry({"start": "18:00", "end": "19:00", "minutes": 50}),
            "tracks[0].sessions[0]: session time: expected 1 h",
        ),
        (_entry({"start": "18:00", "end": "19:00", "minutes": [50, 70]}), "tracks: written"),
        (_entry({"weeks": [4, 2]}), "tracks[0].sessions[0].weeks: span of weeks: it would run from 4 to 2"),
        (_entry({"weeks": 4}), "tracks[0].sessions[0].weeks: value: expected a list, got 4"),
        (_entry({"weeks": [None, 4]}), "tracks[0].sessions[0].weeks: program weeks: expected [first, last]"),
        (_entry({"every_n_weeks": 0}), "tracks[0].sessions[0]: cadence: expected every 1 to 104 weeks"),
        (_entry({"optional": "yes"}), "tracks[0].sessions[0].optional: value: expected true or false"),
        (_entry("group"), "tracks[0].sessions[0]: entry: expected an object"),  # type: ignore[arg-type]
        (_entry() | {"tracks": [{"name": "a"}, {"name": "a"}]}, "two tracks have the key 'a'"),
        (_entry() | {"tracks": [{"sessions": []}]}, "tracks[0].name: missing"),
        (_entry() | {"phases": [{"note": "then home"}]}, "phases[0].level: missing"),
        (_entry() | {"phases": [{"order": 2, "level": "OP"}]}, "phases: order: expected 1, 2, 3 and so on"),
        (_entry() | {"phases": [{"level": "OP", "mood": "good"}]}, "phases[0]: key: expected one of order, level"),
        (_entry() | {"timezone": "Mars/Base"}, "time zone: expected an IANA name"),
        (_entry() | {"age_min": 18, "age_max": 13}, "age_max: range: it would run from 18 to 13"),
        (_entry() | {"claims": {"hours_per_week": "nine"}}, "claims.hours_per_week: value: expected a number"),
    ],
)
def test_what_cannot_be_told_without_loss_is_a_reason(entry: object, reason: str) -> None:
    assert any(each.startswith(reason) for each in _refused(entry)), _refused(entry)


def test_every_reason_is_given_at_once() -> None:
    entry = _entry({"kind": "dance", "minutes": "an hour"}, {"start": 18}, weeks="long") | {"level": None}
    assert len(_refused(entry)) == 5


# The comparison.


def _track(*sessions: dict[str, Any]) -> Any:  # noqa: ANN401 - kept short
    return to_program(_entry(*sessions)).tracks[0]


def test_a_figure_is_rounded_half_up_to_a_hundredth_of_an_hour() -> None:
    track = _track({"per_week": 1, "minutes": 45, "every_n_weeks": 2})  # 22.5 minutes: 0.375 h
    assert hours_compared(track, {"only": 0.38}) == [None]
    assert hours_compared(track, {"only": 0.37}) == [Differs("computed", 0.37, 0.38)]


def test_breaks_meals_optional_sessions_totals_and_the_unknown_add_nothing() -> None:
    track = _track(
        {"kind": "group", "days": ["MO"], "start": "09:00", "end": "12:00"},
        {"kind": "education", "days": ["MO"], "start": "10:00", "end": "11:00"},
        {"kind": "break", "days": ["MO"], "start": "12:00", "end": "12:15"},
        {"kind": "lunch", "per_week": 1, "minutes": 45},
        {"kind": "family", "per_week": 1, "minutes": 90, "optional": True},
        {"kind": "individual", "minutes": 60, "count_total": 1},
        {"kind": "individual", "minutes": 60},
        {"kind": "support", "per_week": 1},
    )
    assert hours_compared(track, {"only": 4, "with_breaks": {"only": 5}}) == [None, None]


def test_a_later_week_is_compared_where_the_week_changes() -> None:
    track = _track(
        {"per_week": [3, 4], "minutes": 60, "weeks": [1, 4]}, {"per_week": 1, "minutes": 60, "weeks": [5, None]}
    )
    computed = {"only": [3, 4], "by_weeks": {"only": [[1, 4, [3, 4]], [5, 8, 2], [9, 12, None], "later"]}}
    assert hours_compared(track, computed) == [
        None,
        None,
        Differs("weeks 5 to 8", 2, 1),
        Differs("by_weeks", "later", "[first week, last week, hours]"),
    ]


@pytest.mark.parametrize("computed", [None, {}, [], "9", {"only": None}, {"with_breaks": 3, "by_weeks": {"only": 1}}])
def test_nothing_is_compared_where_nothing_was_computed(computed: object) -> None:
    assert hours_compared(_track({"per_week": 1, "minutes": 60}), computed) == []


@pytest.mark.parametrize("figure", ["9", True, [9], [9, None], {}, float("inf")])
def test_a_figure_that_is_none_differs(figure: object) -> None:
    assert hours_compared(_track({"per_week": 9, "minutes": 60}), {"only": figure}) == [Differs("computed", figure, 9)]


def test_entries_without_a_name_of_their_own_are_named_by_their_place() -> None:
    found = examined([{"id": "x"}, {"id": "x"}, {}, 5])
    assert list(found["not_expressed"]) == ["x", "x (entry 2)", "entry 3", "entry 4"]


# The laws.


@given(entries())
def test_whatever_the_format_can_say_comes_back(entry: dict[str, Any]) -> None:
    assert from_program(to_program(entry)) == canonical(entry)


@given(entries())
def test_the_canonical_form_is_its_own(entry: dict[str, Any]) -> None:
    once = canonical(entry)
    assert canonical(once) == once
    assert canonical(json.loads(json.dumps(once))) == once


@given(entries())
def test_whatever_the_format_can_say_can_be_checked_and_shown(entry: dict[str, Any]) -> None:
    program = to_program(entry)
    assert str(check(program, against=[MEDICARE, HCPCS, GUIDES], on=CHECKED_ON))
    assert program_page(program)


@pytest.mark.documents
@given(entries())
def test_whatever_the_format_can_say_is_a_document(entry: dict[str, Any]) -> None:
    documents = pytest.importorskip("iopmodel.interop.documents")
    program = to_program(entry)
    assert documents.reads(documents.write(program)) == program


@given(st.lists(broken_entries() | junk(), max_size=2))
def test_whatever_stands_in_a_file_is_a_program_or_a_reason(broken: list[Any]) -> None:
    found = examined(broken)
    assert found["expressed"] + len(found["not_expressed"]) == len(broken)
    assert all(found["not_expressed"].values())
    assert json.dumps(found)


# The commands.


def test_the_command_prints_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(PROGRAMS)]) == 0
    assert json.loads(capsys.readouterr().out) == examined(ENTRIES)


@pytest.mark.parametrize("module", ["tests.published", "tests.published.figures"])
def test_a_command_that_cannot_read_its_file_says_so_in_a_line(module: str, tmp_path: Path) -> None:
    command_line = [sys.executable, "-m", module, str(tmp_path / "none.json")]
    done = subprocess.run(command_line, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert not done.stdout
    assert done.stderr == f"{tmp_path / 'none.json'}: cannot be read: No such file or directory\n"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{}", "expected a list of programs, got dict"),
        (b"[", "is no JSON"),
        (b"[" * 100_000, "is nested too deeply"),
        (b"\xff", "is no text in UTF-8"),
    ],
)
def test_a_file_without_a_list_of_programs_is_refused(content: bytes, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "programs.json"
    file.write_bytes(content)
    with pytest.raises(Unusable, match=problem):
        entries_of(file)
    assert command.main([str(file)]) == 2
    assert figures.main([str(file)]) == 2


# The page.


def test_the_page_in_the_docs_is_what_its_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert figures.main([str(PROGRAMS)]) == 0
    printed = capsys.readouterr().out.replace(str(PROGRAMS), "tests/published/programs.json")
    assert printed == PAGE.read_text(encoding="utf-8"), "make it again with the command that stands on it"


def test_the_page_holds_for_any_file() -> None:
    taper = [{"per_week": 3, "minutes": 180, "weeks": [1, 4]}, {"per_week": 1, "minutes": 180, "weeks": [5, 8]}]
    page = figures.page([_entry(*taper), "nonsense", _entry() | {"level": "sober | living"}], "other.json")
    assert page.startswith("# What 2 published programs say\n")
    assert "1 entry of the file could not be expressed" in page
    assert "1 reach it in the first week of every track and miss it later" in " ".join(page.split())
    assert r"| sober \| living | 1 |" in page
    assert figures.page([], "empty.json").startswith("# What 0 published programs say\n")


@given(st.lists(entries(), max_size=2, unique_by=lambda entry: entry["id"]))
@settings(max_examples=20)
def test_the_page_can_be_made_of_anything_that_is_expressed(published: list[dict[str, Any]]) -> None:
    assert figures.page(published, "any.json").startswith(f"# What {len(published)} published program")


def test_only_a_stated_figure_makes_a_contradiction() -> None:
    overlap: dict[str, Any] = {"kind": "group", "days": ["MO"], "start": "09:00", "end": "12:00"}
    assert not contradicts_itself(to_program(_entry(overlap, overlap)))
    assert contradicts_itself(to_program(_entry(overlap, hours_per_week=4)))
