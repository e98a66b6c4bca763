"""One run of one reader: its folder, its process, and what libFuzzer says of it."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

import attrs

from tests.fuzz.laws import Reader

#: What a process may hold, before it counts as memory without end.
MEGABYTES = 1024

_COVERED = re.compile(r"#(\d+)\s+(?:INITED|NEW|REDUCE|pulse|RELOAD|DONE)\s+cov: (\d+) ft: (\d+)")
_FIGURE = re.compile(r"stat::(\w+):\s+(\d+)")
_ARTIFACT = re.compile(r"Test unit written to (\S+)")
_RAISED = "Uncaught Python exception"
_ENDED = re.compile(r"==\d+== *ERROR: (.*)")


@attrs.frozen
class Finding:
    """An input on which a reader broke its law: why, and the file that holds it."""

    words: str
    file: str


@attrs.frozen
class Run:
    """What came of one run.

    Args:
        reader: the name of the reader.
        longest: the most bytes of an input.
        inputs: how many inputs were read.
        seconds: how long it took.
        edges: how many edges of the code were covered in the end.
        last_new_edge: after how many seconds the last edge was covered that no input had covered before.
        megabytes: the most memory that the process held.
        findings: what broke the law.
    """

    reader: str
    longest: int
    inputs: int = 0
    seconds: float = 0.0
    edges: int = 0
    last_new_edge: float = 0.0
    megabytes: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def inputs_a_second(self) -> int:
        """How many inputs it read a second."""
        return round(self.inputs / self.seconds) if self.seconds else 0

    def __str__(self) -> str:
        words = (
            f"{self.inputs:,} inputs ({self.inputs_a_second:,} a second)",
            f"{self.edges:,} edges, the last new one after {self.last_new_edge:.0f} of {self.seconds:.0f} s",
            f"{self.megabytes} MB",
            f"{len(self.findings)} findings",
        )
        return f"{self.reader}: {', '.join(words)}"


def summed(reader: Reader, lines: Iterable[tuple[float, str]], told: Callable[[Run], object]) -> Run:
    """The run that libFuzzer tells of, line by line, each with its second.

    Args:
        reader: the reader.
        lines: the lines.
        told: what hears of the run whenever there is something new.
    """
    run = Run(reader.name, reader.longest)
    cause, before = "", ""
    for second, line in lines:
        run = attrs.evolve(run, seconds=second)
        if covered := _COVERED.match(line):
            inputs, edges, _ = map(int, covered.groups())
            is_first = "INITED" in line
            newest = second if edges > run.edges and not is_first else run.last_new_edge
            run = attrs.evolve(run, inputs=inputs, edges=max(edges, run.edges), last_new_edge=newest)
            told(run)
        elif figure := _FIGURE.match(line):
            run = _stated(run, figure[1], int(figure[2]))
        elif artifact := _ARTIFACT.search(line):
            run = attrs.evolve(run, findings=(*run.findings, Finding(cause or "no words", artifact[1])))
        elif _RAISED in before:
            cause = line.strip()
        elif ended := _ENDED.match(line):
            cause = cause or ended[1]
        before = line
    return run


def _stated(run: Run, name: str, figure: int) -> Run:
    """The run with one of the figures that stand at its end."""
    match name:
        case "number_of_executed_units":
            return attrs.evolve(run, inputs=figure)
        case "peak_rss_mb":
            return attrs.evolve(run, megabytes=figure)
        case _:
            return run


def prepared(reader: Reader, folder: Path) -> list[str]:
    """Lay out the folder of a reader, and give what libFuzzer has to know of it."""
    corpus, found = folder / "corpus", folder / "found"
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(exist_ok=True)
    for seed in reader.seeds:
        (corpus / f"seed-{hashlib.sha256(seed).hexdigest()[:16]}").write_bytes(seed)
    words = folder / "words.dict"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in dict.fromkeys(reader.words) if word), encoding="ascii")
    return [f"-dict={words}", f"-artifact_prefix={found}/", str(corpus)]


def _escaped(word: str) -> str:
    """A word as libFuzzer's dictionaries have it: what is no letter of ASCII as its number."""
    plain = (chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\x{byte:02X}" for byte in word.encode())
    return "".join(plain)


def driven(reader: Reader, folder: Path, *, seconds: int, seed: int, told: Callable[[Run], object]) -> Run:
    """Run a reader for so many seconds, or until it breaks its law.

    Args:
        reader: the reader.
        folder: where its corpus is, and where its findings go; a later run goes on from there.
        seconds: how long.
        seed: the number that decides the changes; a corpus that has grown changes them too.
        told: what hears of the run while it goes on.
    """
    flags = (
        *(f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={reader.longest}"),
        *(f"-timeout={reader.seconds}", f"-rss_limit_mb={MEGABYTES}", "-print_final_stats=1"),
    )
    command = [sys.executable, "-m", "tests.fuzz.driving", reader.name, *flags, *prepared(reader, folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        assert process.stdout is not None
        with (folder / "log.txt").open("w", encoding="utf-8") as log:
            run = summed(reader, _timed(process.stdout, log), told)
    if process.returncode and not run.findings:
        ended = Finding(f"the process ended with {process.returncode}", str(folder / "log.txt"))
        return attrs.evolve(run, findings=(ended,))
    return run


def _timed(lines: IO[str], log: IO[str]) -> Iterator[tuple[float, str]]:
    """Each line with the second in which it came, kept in a log."""
    began = time.monotonic()
    for line in lines:
        log.write(line)
        yield time.monotonic() - began, line
