"""What libFuzzer tells, what it is told, and the page that comes of it; no test here starts it."""

import importlib.util
import subprocess
import time
from pathlib import Path
from typing import Any, Self

import pytest

from tests.fuzz import __main__ as command
from tests.fuzz import running
from tests.fuzz.__main__ import News, main, page_of
from tests.fuzz.laws import Reader
from tests.fuzz.readers import READERS
from tests.fuzz.running import Finding, Run, prepared, summed

READER = Reader("ranges", (), (b"3 to 4 h", b"5"), ("at least ", 'a"\\', "٣", ""), 256)

LOG = [
    (0.5, "INFO: Seed: 1\n"),
    (1.0, "#13\tINITED cov: 100 ft: 120 corp: 12/100b exec/s: 0 rss: 62Mb\n"),
    (2.0, '#500\tNEW    cov: 117 ft: 150 corp: 13/110b lim: 4 exec/s: 250 rss: 62Mb L: 3/9 MS: 1 Custom- DE: "x"-\n'),
    (4.0, "#900\tREDUCE cov: 117 ft: 151 corp: 13/108b lim: 4 exec/s: 225 rss: 62Mb L: 3/9 MS: 1 Custom-\n"),
    (8.0, "#1000\tDONE   cov: 117 ft: 151 corp: 13/108b lim: 4 exec/s: 125 rss: 62Mb\n"),
    (8.0, "stat::number_of_executed_units: 1000\n"),
    (8.0, "stat::average_exec_per_sec:     125\n"),
    (8.0, "stat::peak_rss_mb:              64\n"),
]
FALL = [
    (3.0, " === Uncaught Python exception: ===\n"),
    (3.0, "ZeroDivisionError: division by zero\n"),
    (3.0, "Traceback (most recent call last):\n"),
    (3.0, "==7== ERROR: libFuzzer: fuzz target exited\n"),
    (3.0, "artifact_prefix='found/'; Test unit written to found/crash-1\n"),
]


def there(_: str) -> object:
    """A package that is installed."""
    return object()


def not_there(_: str) -> None:
    """One that is not."""


def heard(run: Run) -> None:
    """Nobody listens."""
    assert run.reader == READER.name


def test_a_run_is_summed_up_from_what_libfuzzer_says() -> None:
    told: list[Run] = []
    run = summed(READER, LOG, told.append)
    assert (run.inputs, run.seconds, run.edges, run.last_new_edge, run.megabytes) == (1000, 8.0, 117, 2.0, 64)
    assert [each.edges for each in told] == [100, 117, 117, 117]
    assert run.findings == ()
    words = "ranges: 1,000 inputs (125 a second), 117 edges, the last new one after 2 of 8 s, 64 MB, 0 findings"
    assert str(run) == words


def test_the_edges_of_the_corpus_are_not_new() -> None:
    assert summed(READER, LOG[:2], heard).last_new_edge == 0.0


def test_a_finding_has_the_words_of_its_exception_and_its_file() -> None:
    run = summed(READER, [*LOG[:2], *FALL], heard)
    assert run.findings == (Finding("ZeroDivisionError: division by zero", "found/crash-1"),)


def test_a_hang_has_the_words_of_libfuzzer() -> None:
    lines = [
        (9.0, "==7== ERROR: libFuzzer: timeout after 5 seconds\n"),
        (9.0, "Test unit written to found/timeout-1\n"),
    ]
    assert summed(READER, lines, heard).findings == (Finding("libFuzzer: timeout after 5 seconds", "found/timeout-1"),)
    assert summed(READER, lines[1:], heard).findings == (Finding("no words", "found/timeout-1"),)


def test_no_second_has_no_inputs() -> None:
    assert Run("ranges", 256).inputs_a_second == 0


def test_a_folder_holds_seeds_words_and_a_place_for_findings(tmp_path: Path) -> None:
    flags = prepared(READER, tmp_path / "ranges")
    assert flags == [
        f"-dict={tmp_path}/ranges/words.dict",
        f"-artifact_prefix={tmp_path}/ranges/found/",
        f"{tmp_path}/ranges/corpus",
    ]
    assert sorted(each.read_bytes() for each in (tmp_path / "ranges" / "corpus").iterdir()) == [b"3 to 4 h", b"5"]
    words = (tmp_path / "ranges" / "words.dict").read_text().splitlines()
    assert words == ['"at least "', r'"a\x22\x5C"', r'"\xD9\xA3"']
    assert prepared(READER, tmp_path / "ranges") == flags


class Process:
    """A process that says what it is told to say."""

    def __init__(self, lines: list[str], returncode: int) -> None:
        self.stdout = iter(lines)
        self.returncode = returncode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """It is over by itself."""


@pytest.mark.parametrize(("status", "found"), [(0, 0), (77, 1)])
def test_a_process_that_ends_badly_is_a_finding_whatever_it_says(
    status: int, found: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def start(given: list[str], **_: object) -> Process:
        commands.append(given)
        return Process([line for _, line in LOG], status)

    monkeypatch.setattr(subprocess, "Popen", start)
    run = running.driven(READER, tmp_path, seconds=8, seed=3, told=heard)
    assert (run.inputs, run.edges, len(run.findings)) == (1000, 117, found)
    assert (tmp_path / "log.txt").read_text() == "".join(line for _, line in LOG)
    given = ["-max_total_time=8", "-seed=3", "-max_len=256", "-timeout=5", "-rss_limit_mb=1024", "-print_final_stats=1"]
    assert commands[0][2:10] == ["tests.fuzz.driving", "ranges", *given]


def test_the_page_is_a_table_and_the_findings() -> None:
    held = summed(READER, LOG, heard)
    assert "| ranges | 1,000 | 125 | 117 | 2 of 8 s | 64 MB | 0 |\n" in page_of([held])
    assert "*" not in page_of([held])
    fell = summed(READER, [*LOG[:2], *FALL], heard)
    assert page_of([held, fell]).endswith("\n* ranges: ZeroDivisionError: division by zero (`found/crash-1`)\n")


def test_the_command_drives_each_reader_tells_of_it_and_ends_with_one_for_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, Path, dict[str, Any]]] = []
    lines = list(LOG)

    def drive(reader: Reader, folder: Path, **more: object) -> Run:
        asked.append((reader.name, folder, more))
        return summed(READER, lines, heard)

    monkeypatch.setattr(command, "driven", drive)
    monkeypatch.setattr(importlib.util, "find_spec", there)
    page = tmp_path / "page.md"
    asks = ["ranges", "lengths", "--seconds", "9", "--folder", str(tmp_path), "--report", str(page)]
    assert main(asks) == 0
    assert [each[:2] for each in asked] == [("ranges", tmp_path / "ranges"), ("lengths", tmp_path / "lengths")]
    assert asked[0][2]["seconds"] == 9
    assert asked[0][2]["seed"] == 1
    assert page.read_text().count("| ranges | 1,000 |") == 2
    assert capsys.readouterr().out.count("117 edges") == 2
    lines[2:] = FALL
    assert main(["ranges", "--minutes", "2"]) == 1
    assert asked[-1][2]["seconds"] == 120
    assert "  ZeroDivisionError: division by zero: found/crash-1\n" in capsys.readouterr().out
    assert main([]) == 1
    assert len(asked) == 3 + len(READERS)


def test_without_atheris_one_line_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", not_there)
    assert main(["ranges"]) == 2
    assert "pip install --group fuzz" in capsys.readouterr().err


def test_news_are_told_now_and_then(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([0.0, 1.0, 31.0, 31.0, 40.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(seconds))
    news = News()
    for _ in range(3):
        news(Run("ranges", 256))
    assert capsys.readouterr().out.count("... ranges") == 1
