"""The command line: what it prints, how it ends, and that nothing makes it fall over."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import iopmodel.interop
from iopmodel import _version
from iopmodel.__main__ import ALL_MET, NOT_MET, NOT_USABLE, UNKNOWN, main

pytestmark = pytest.mark.documents

MET = """
format = 1
type = "evening-iop"
[[tracks]]
name = "evening"
[[tracks.sessions]]
component = "group-therapy"
days = "MO,WE,TH"
time = "18:00-21:00"
"""
MISSED = MET.replace("18:00-21:00", "18:00-20:50")
LEFT_OPEN = MET.replace('"MO,WE,TH"', '"MO,WE"').replace(
    'time = "18:00-21:00"', 'time = "18:00-21:00"\n[[tracks.sessions]]\ncomponent = "individual-therapy"'
)
PATHWAY = """
format = 1
name = "taper"
[[phases]]
level = "partial-hospitalization"
length = "2 weeks"
pattern = { days = 5, time_per_day = "4 h" }
[[phases]]
level = "intensive-outpatient"
length = "3 weeks"
pattern = { days = 3, time_per_day = "3 h" }
"""
BROKEN = MET.replace("18:00-21:00", "18:00-25:00")


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A file whose program is met by Medicare."""
    return written(tmp_path / "met.toml", MET)


def written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def check(*files: str, more: tuple[str, ...] = ()) -> int:
    return main(["check", *files, "--against", "medicare", "--on", "2026-02-02", *more])


def test_a_program_that_meets_every_rule_ends_with_zero(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(file) == ALL_MET
    out = capsys.readouterr().out
    assert out.startswith(f"{file}\nEvening IOP")
    assert "MET: 1 rule applies, 9 do not" in out


def test_a_program_that_misses_a_rule_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(written(tmp_path / "missed.toml", MISSED)) == NOT_MET
    assert "8 h 30 min is 30 min short of 9 h" in capsys.readouterr().out


def test_a_program_that_contradicts_itself_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stated = MET.replace("[[tracks.sessions]]", '[tracks.stated]\nhours_per_week = "12 h"\n[[tracks.sessions]]')
    assert check(written(tmp_path / "stated.toml", stated)) == NOT_MET
    assert "States 12 h a week; its sessions make 9 h." in capsys.readouterr().out


def test_something_unknown_ends_with_three_or_with_zero_when_allowed(tmp_path: Path) -> None:
    unknown = written(tmp_path / "unknown.toml", LEFT_OPEN)
    assert check(unknown) == UNKNOWN
    assert check(unknown, more=("--allow-unknown",)) == ALL_MET


def test_a_file_that_cannot_be_used_ends_with_two_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = written(tmp_path / "broken.toml", BROKEN)
    assert check(broken) == NOT_USABLE
    assert capsys.readouterr().out == (
        f'{broken}: 1 fault\n  tracks[0].sessions[0].time: expected a time such as 18:00, got "25:00"\n'
    )


def test_the_worst_of_several_files_decides_and_every_file_is_reported(
    tmp_path: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    missed = written(tmp_path / "missed.toml", MISSED)
    unknown = written(tmp_path / "unknown.toml", LEFT_OPEN)
    broken = written(tmp_path / "broken.toml", BROKEN)
    assert check(file, unknown) == UNKNOWN
    assert check(unknown, missed, file) == NOT_MET
    capsys.readouterr()
    assert check(file, missed, broken, str(tmp_path / "none.toml")) == NOT_USABLE
    out = capsys.readouterr().out
    assert all(name in out for name in (file, missed, broken, "none.toml: 1 fault"))


def test_json_holds_every_report_and_every_fault(tmp_path: Path, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    broken = written(tmp_path / "broken.toml", BROKEN)
    assert check(file, broken, more=("--format", "json")) == NOT_USABLE
    met, faulty = json.loads(capsys.readouterr().out)
    assert met["file"] == file
    assert met["report"]["verdict"] == "met"
    assert faulty == {
        "file": broken,
        "faults": ['tracks[0].sessions[0].time: expected a time such as 18:00, got "25:00"'],
    }


def test_without_against_no_state_is_asserted(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", file, "--on", "2026-02-02"]) == ALL_MET
    out = capsys.readouterr().out
    assert "Medicare" in out
    assert "HCPCS H0015" in out
    assert "Guides A to E" in out
    assert "Kansas" not in out


def test_a_pathway_is_checked_phase_by_phase_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taper = written(tmp_path / "taper.toml", PATHWAY)
    assert check(taper) == ALL_MET
    capsys.readouterr()
    assert main(["show", taper]) == ALL_MET
    out = capsys.readouterr().out
    assert "weeks 1 to 2: 20 h (phase 1)" in out
    assert "weeks 3 to 5: 9 h (phase 2)" in out


def test_show_prints_the_week_and_the_steps(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", file]) == ALL_MET
    out = capsys.readouterr().out
    assert "18:00-21:00  group therapy  180  180  180  9 h" in out
    assert "steps up to      Partial hospitalization" in out


def test_standards_prints_one_body_or_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["standards", "hcpcs"]) == ALL_MET
    one = capsys.readouterr().out
    assert one.startswith("## HCPCS\n")
    assert "`hcpcs.h0015.days_week`" in one
    assert main(["standards"]) == ALL_MET
    assert one.strip() in capsys.readouterr().out


def test_whoever_calls_it_may_take_what_it_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = io.StringIO()
    monkeypatch.setattr(sys, "stdout", taken)
    assert main(["standards", "hcpcs"]) == ALL_MET
    assert "HCPCS H0015 descriptor" in taken.getvalue()


def test_types_prints_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["types"]) == ALL_MET
    out = capsys.readouterr().out
    assert "Evening IOP (evening-iop)" in out
    assert "no figures published" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["standards", "nobody"], 'standard: no such name as "nobody"; known: medicare, hcpcs, asam-3'),
        (["check", "x.toml", "--on", "2026-02-30"], 'day: expected a day such as 2026-02-02, got "2026-02-30"'),
        (["check", "x.toml", "--against", "nobody", "--on", "2026-02-02"], 'standard: no such name as "nobody"'),
    ],
)
def test_a_name_or_a_day_that_cannot_be_read_ends_with_two_and_one_line(
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "x.toml", MET)
    assert main(arguments) == NOT_USABLE
    assert capsys.readouterr().err.startswith(words)


@pytest.mark.parametrize("arguments", [[], ["check"], ["check", "x.toml"], ["nothing"], ["show"]])
def test_a_command_that_is_none_ends_with_two_and_a_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == NOT_USABLE
    assert "usage: python -m iopmodel" in capsys.readouterr().err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"iopmodel {_version.__version__}\n"


def test_without_the_extra_one_line_names_it(
    file: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "iopmodel.interop.documents", None)
    monkeypatch.delattr(iopmodel.interop, "documents", raising=False)
    assert main(["show", file]) == NOT_USABLE
    assert capsys.readouterr().err == "this needs the extra 'documents': pip install 'iopmodel[documents]'\n"


def test_a_reader_who_has_seen_enough_is_no_failure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    found = subprocess.run(
        [sys.executable, "-m", "iopmodel", "types"], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (found.returncode, found.stderr) == (ALL_MET, b"")


def test_a_terminal_of_few_signs_gets_replacements_and_no_traceback(file: str) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "iopmodel", "check", file, "--against", "medicare", "--on", "2026-02-02"],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert found.returncode == ALL_MET
    assert b"checked as of 2026-02-02 ? weeks Monday to Sunday" in found.stdout
    assert found.stderr == b""


def test_a_usage_message_has_replacements_too(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(said, encoding="ascii"))
    with pytest.raises(SystemExit) as ended:
        main(["show", "a.toml", "-\udc80"])
    sys.stderr.flush()
    assert ended.value.code == NOT_USABLE
    assert said.getvalue().endswith(b"error: unrecognized arguments: -?\n")


PACK = """
format = 1
key = "own"
name = "Own contract"
jurisdiction = "US-OH"
extends = "tricare"
[[rules]]
id = "tricare.iop.hours_week"
measure = "hours_per_week"
force = "required"
levels = ["intensive-outpatient"]
history = [{ bound = "at least 10 h", citation = { text = "contract", mark = "primary" } }]
"""


def test_a_rule_pack_is_asked_and_the_report_says_what_it_changed(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = written(tmp_path / "own.toml", PACK)
    assert main(["check", file, "--rules", pack, "--on", "2026-02-02"]) == NOT_MET
    out = capsys.readouterr().out
    assert "Own contract" in out
    assert "  on the grounds of TRICARE: overrides tricare.iop.hours_week\n" in out
    assert "missed  at least 10 h a week" in out
    assert "Medicare" not in out
    assert main(["check", file, "--rules", pack, "--against", "medicare", "--on", "2026-02-02"]) == NOT_MET
    assert "Medicare" in capsys.readouterr().out


def test_a_rule_pack_with_faults_is_not_usable(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = written(tmp_path / "own.toml", PACK.replace("tricare.iop", "tricare. iop").replace("at least 10 h", "10"))
    assert main(["check", file, "--rules", pack, "--on", "2026-02-02"]) == NOT_USABLE
    assert "rules[0].history[0].bound: expected a time" in capsys.readouterr().err


def test_figures_checked_too_long_ago_are_flagged(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["check", file, "--against", "medicare", "--on", "2028-02-02"]
    assert main([*asked, "--recheck-after", "12 months"]) == ALL_MET
    assert "last checked too long ago:\n  medicare.iop.hours_week: 2026-11-21\n" in capsys.readouterr().out
    assert main([*asked, "--recheck-after", "24 months"]) == ALL_MET
    assert "last checked" not in capsys.readouterr().out
    assert main([*asked, "--recheck-after", "soon"]) == NOT_USABLE


def test_unverified_figures_take_part_when_asked_for(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["check", file, "--against", "asam-4", "--on", "2026-02-02"]
    assert main(asked) == UNKNOWN
    assert "no rule applies" in capsys.readouterr().out
    assert main([*asked, "--unverified"]) == UNKNOWN
    out = capsys.readouterr().out
    assert "[unverified]" in out
    assert "Met, if the rule applies; not known is whom the program serves" in out


def test_compare_shows_all_bodies_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missed = written(tmp_path / "missed.toml", MISSED)
    assert main(["compare", missed, "--on", "2026-02-02"]) == ALL_MET
    out = capsys.readouterr().out
    assert "Kansas licensing" in out
    assert "meets: SAMHSA TEDS, TRICARE" in out
    assert main(["compare", missed, "--on", "2026-02-02", "--against", "medicare", "tricare"]) == ALL_MET
    out = capsys.readouterr().out
    assert "Kansas licensing" not in out
    assert "met by one body's rule and missed by another's: hours per week: met TRICARE" in out


def test_explain_shows_what_is_not_met_or_the_rule_that_is_named(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missed = written(tmp_path / "missed.toml", MISSED)
    against = ["--against", "medicare", "tricare", "--on", "2026-02-02"]
    assert main(["explain", missed, *against]) == ALL_MET
    out = capsys.readouterr().out
    assert out.startswith("medicare.iop.hours_week (Medicare): not met\n")
    assert "nearest fix" in out
    assert "tricare" not in out
    assert main(["explain", missed, *against, "--rule", "tricare.iop.hours_day"]) == ALL_MET
    assert capsys.readouterr().out.startswith("tricare.iop.hours_day (TRICARE): met\n")
    assert main(["explain", file, *against]) == ALL_MET
    assert capsys.readouterr().out == "all that applies is met\n"
    assert main(["explain", file, *against, "--rule", "nothing"]) == NOT_USABLE
    assert 'rule: no such name as "nothing"; known: medicare.iop.hours_week' in capsys.readouterr().err


def test_the_page_of_all_rules_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["standards"]) == ALL_MET
    out = capsys.readouterr().out
    assert out.startswith("# The rules\n")
    assert "## Known to be missing\n" in out


CALENDAR = ("--from", "2026-02-04", "--on", "2026-02-25", "--against", "medicare")


def test_calendar_lays_a_program_on_dates(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    more = ("--length", "3 weeks", "--closed", "2026-02-16", "2026-02-18")
    assert main(["calendar", file, *CALENDAR, *more]) == ALL_MET
    printed = capsys.readouterr().out
    assert "2026-02-04 until 2026-02-25" in printed
    assert "not held Mon 2026-02-16: 1 session (closed)" in printed
    assert "6 h short of at least 9 h a week" in printed
    assert "laid out for" not in printed


def test_calendar_takes_the_longest_length_that_a_program_states_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(
        tmp_path / "range.toml", MET.replace('type = "evening-iop"', 'type = "evening-iop"\nlength = "2 to 3 weeks"')
    )
    assert main(["calendar", file, *CALENDAR]) == ALL_MET
    printed = capsys.readouterr().out
    assert "2026-02-04 until 2026-02-25" in printed
    assert printed.splitlines()[-1] == "laid out for 3 weeks, the longest that it states; --length gives another"


def test_calendar_lays_the_phases_of_a_pathway_one_after_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calendar", written(tmp_path / "taper.toml", PATHWAY), *CALENDAR]) == ALL_MET
    printed = capsys.readouterr().out
    assert "partial hospitalization  2026-02-04 until 2026-02-18" in printed
    assert "intensive outpatient     2026-02-18 until 2026-03-11" in printed
    assert "laid out for 2 weeks and 3 weeks" in printed


def test_calendar_without_a_known_length_says_what_to_give(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", file, *CALENDAR]) == NOT_USABLE
    assert "give it with --length" in capsys.readouterr().err


def test_calendar_covers_at_most_ten_years(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["calendar", file, "--from", "2026-02-04", "--on", "2026-02-25", "--against", "teds"]
    assert main([*given, "--length", "3653 days"]) == ALL_MET
    assert "2026-02-04 until 2036-02-05" in capsys.readouterr().out
    assert main([*given, "--length", "3654 days"]) == NOT_USABLE
    words = "calendar: expected at most ten years; give a shorter time with --length"
    assert capsys.readouterr().err == f'{words}, got "2026-02-04 until 2036-02-06"\n'
    assert main([*given, "--length", "999999 days"]) == NOT_USABLE


def test_calendar_of_a_track_that_is_not_there_names_those_that_are(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calendar", file, *CALENDAR, "--track", "morning"]) == NOT_USABLE
    assert "known: evening" in capsys.readouterr().err
