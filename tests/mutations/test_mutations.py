"""The parts of the mutation tester that can be told without mutating anything, and one tiny module from end to end."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutations.equivalents import NotReadable, Reading, read_list, reading_of, readings
from tests.mutations.keeping import Record, digest, keep, kept, read, still_to_ask, written
from tests.mutations.modules import (
    DECIDING,
    LEFT_OUT,
    imported_by,
    independent_of,
    laws,
    other_tests,
    own_tests,
    source_folder,
    source_path,
)
from tests.mutations.mutants import Change, Place, Site, change, compiled, mutated, places, sites
from tests.mutations.page import Count, counted, page, stale
from tests.mutations.running import Outcome

ROOT = Path(__file__).resolve().parents[2]
needs_cosmic_ray = pytest.mark.skipif(
    importlib.util.find_spec("cosmic_ray") is None, reason="cosmic-ray makes the mutants, and is not installed here"
)


def _record(
    outcome: Outcome = Outcome.SURVIVED, *, module: str = "weeks", line: int = 7, nth: int = 0, asked: int = 2
) -> Record:
    site = Site("NumberReplacer", line * 10 + nth, line, 4)
    place = Place("NumberReplacer", "least = 9", nth)
    return Record(module, digest("least = 9\n"), site, place, Change("least = 9", "least = 10"), outcome, "", asked)


class TestModules:
    @pytest.mark.parametrize("module", DECIDING)
    def test_every_module_that_is_mutated_exists_and_has_tests_of_its_own(self, module: str) -> None:
        assert source_path(module).is_file()
        assert own_tests(ROOT / "tests", module)

    def test_every_module_is_mutated_or_left_out_for_a_reason_and_none_is_both(self) -> None:
        there = {path.stem for path in source_folder().glob("*.py")}
        there |= {path.parent.name for path in source_folder().glob("*/__init__.py")}
        assert there <= {*DECIDING, *LEFT_OUT}
        assert not {*DECIDING} & {*LEFT_OUT}
        assert len(set(DECIDING)) == len(DECIDING)

    def test_names_are_read_from_every_way_to_import_and_others_are_left_alone(self) -> None:
        source = "import attrs, iopmodel\nimport iopmodel.weeks as w\nfrom iopmodel import tally\nimport iopmodeling\n"
        assert imported_by(source) == {"iopmodel", "iopmodel.weeks", "iopmodel.tally"}

    def test_laws_are_asked_about_a_module_that_they_import(self, tmp_path: Path) -> None:
        folder = tmp_path / "laws"
        folder.mkdir()
        (folder / "test_hour_laws.py").write_text("from iopmodel.weeks import Week\n")
        (folder / "test_day_laws.py").write_text("from iopmodel.week_parts import Part\n")
        (tmp_path / "test_weeks.py").write_text("")
        (tmp_path / "test_days.py").write_text("")
        assert laws(tmp_path, "weeks") == (folder / "test_hour_laws.py",)
        assert own_tests(tmp_path, "weeks") == (tmp_path / "test_weeks.py",)
        assert own_tests(tmp_path, "_days") == (tmp_path / "test_days.py",)
        assert own_tests(tmp_path, "months") == ()
        asked = (*own_tests(tmp_path, "weeks"), *laws(tmp_path, "weeks"))
        assert other_tests(tmp_path, asked) == (folder / "test_day_laws.py", tmp_path / "test_days.py")

    def test_what_stands_on_a_module_is_not_independent_of_it(self, tmp_path: Path) -> None:
        (tmp_path / "books").mkdir()
        texts = {
            "__init__": "from iopmodel.top import x",
            "bottom": "",
            "middle": "from iopmodel.bottom import x",
            "top": "from iopmodel import middle",
            "beside": "from iopmodel.bottom import x",
            "whole": "import iopmodel",
            "books/__init__": "from iopmodel.middle import x",
            "books/page": "from iopmodel.bottom import x",
        }
        for name, text in texts.items():
            (tmp_path / f"{name}.py").write_text(text)
        assert independent_of("middle", tmp_path) == ("iopmodel.beside", "iopmodel.bottom")
        assert independent_of("bottom", tmp_path) == ()
        assert "iopmodel.books.page" in independent_of("whole", tmp_path)


class TestPlaces:
    def test_a_change_is_told_in_one_line_whatever_was_removed(self) -> None:
        before = "@attrs.frozen\nclass A:\n    x: int = max(\n        1, 2)\n"
        assert change(before, before.replace("@attrs.frozen\n", "")) == Change("@attrs.frozen", "")
        assert change(before, before.replace("1, 2", "1, 3")) == Change("1, 2)", "1, 3)")
        assert change("a = 1\n" * 3, "a = 1\n" * 2) == Change("a = 1", "")

    def test_a_place_is_the_same_when_lines_move(self) -> None:
        first, second, third = Site("AddNot", 0, 1, 3), Site("AddNot", 1, 3, 7), Site("AddNot", 2, 4, 3)
        assert places("if a:\n  b\n    if a:\nif c:\n", (first, second, third)) == {
            first: Place("AddNot", "if a:", 0),
            second: Place("AddNot", "if a:", 1),
            third: Place("AddNot", "if c:", 0),
        }

    def test_what_is_no_python_has_no_code(self) -> None:
        assert compiled("def f(a, //, b): ...", "f.py") is None
        assert compiled("x = 1 is 1", "f.py") is not None


class TestKeeping:
    @pytest.mark.parametrize("outcome", Outcome)
    def test_a_record_is_read_as_it_was_written(self, outcome: Outcome) -> None:
        assert read(written(_record(outcome))) == _record(outcome)

    def test_the_last_record_of_a_mutant_counts_and_another_text_has_none(self, tmp_path: Path) -> None:
        folder = tmp_path / "kept"
        assert kept(folder, "weeks", "least = 9\n") == {}
        for record in (_record(), _record(line=8), _record(Outcome.KILLED)):
            keep(folder, record)
        assert kept(folder, "weeks", "least = 9\n") == {
            _record().site: _record(Outcome.KILLED),
            _record(line=8).site: _record(line=8),
        }
        assert kept(folder, "weeks", "least = 10\n") == {}
        assert kept(folder, "months", "least = 9\n") == {}

    def test_survivors_are_asked_about_again_by_more_tests_or_on_demand(self) -> None:
        new, killed, survivor = _record(line=1), _record(Outcome.KILLED, line=2), _record(line=3, asked=1)
        found = [record.site for record in (new, killed, survivor)]
        known = {record.site: record for record in (killed, survivor)}
        assert still_to_ask(found, known, 1, survivors_again=False) == ((new.site, 0),)
        assert still_to_ask(found, known, 2, survivors_again=False) == ((new.site, 0), (survivor.site, 1))
        assert still_to_ask(found, known, 1, survivors_again=True) == ((new.site, 0), (survivor.site, 0))


class TestReadings:
    def test_the_list_is_readable_and_of_modules_that_are_mutated(self) -> None:
        assert {module for module, _ in read_list()} <= set(DECIDING)

    def test_an_entry_is_for_one_or_several_places_on_lines_of_one_text(self) -> None:
        entry = '[[mutant]]\nmodule = "weeks"\noperator = "NumberReplacer"\nline = "least = 9"\nnth = [0, 2]\n'
        known = readings(f'{entry}equivalent = "nothing is below nine"')
        assert reading_of(_record(nth=0), known) == Reading(is_equivalent=True, why="nothing is below nine")
        assert reading_of(_record(nth=1), known) is None
        assert reading_of(_record(nth=2), known) == Reading(is_equivalent=True, why="nothing is below nine")
        assert reading_of(_record(module="months"), known) is None

    def test_without_a_number_an_entry_is_for_the_first_place(self) -> None:
        known = readings('[[mutant]]\nmodule = "weeks"\noperator = "AddNot"\nline = "if a:"\nmissing = "that a is"\n')
        assert known == {("weeks", Place("AddNot", "if a:", 0)): Reading(is_equivalent=False, why="that a is")}

    @pytest.mark.parametrize(
        "rest",
        [
            "",
            'equivalent = "a"\nmissing = "b"',
            'equivalent = "a"\nnth = [1, 1]',
            'equivalent = "a"\nline = 3',
        ],
    )
    def test_an_entry_that_says_too_little_or_too_much_is_refused(self, rest: str) -> None:
        with pytest.raises(ValueError, match=r"entry|twice|overwrite"):
            readings(f'[[mutant]]\nmodule = "weeks"\noperator = "AddNot"\nline = "if a:"\n{rest}\n')

    def test_an_entry_names_its_line(self) -> None:
        with pytest.raises(NotReadable):
            readings('[[mutant]]\nmodule = "weeks"\noperator = "AddNot"\nequivalent = "a"\n')


class TestPage:
    known = readings(
        '[[mutant]]\nmodule = "weeks"\noperator = "NumberReplacer"\nline = "least = 9"\nequivalent = "none is below"\n'
        '[[mutant]]\nmodule = "weeks"\noperator = "NumberReplacer"\nline = "least = 9"\nnth = [1]\nmissing = "a law"\n'
        '[[mutant]]\nmodule = "weeks"\noperator = "AddNot"\nline = "if gone:"\nequivalent = "it was there once"\n'
    )
    of_weeks = (
        *(_record(Outcome.KILLED, line=line) for line in range(1, 7)),
        _record(Outcome.TIMEOUT, line=8),
        _record(Outcome.INCOMPETENT, line=9),
        _record(nth=0),
        _record(nth=1),
        _record(nth=2),
    )

    def test_what_is_no_mutant_is_not_counted_and_a_timeout_is_as_good_as_killed(self) -> None:
        count = counted(self.of_weeks, self.known)
        assert count == Count(killed=6, timeouts=1, survived=3, equivalent=1)
        assert count.mutants == 10
        assert count.percent == 70.0
        assert count.percent_without_equivalents == pytest.approx(700 / 9)

    def test_where_nothing_is_mutated_nothing_survives(self) -> None:
        assert counted((), {}).percent == 100.0
        assert Count(survived=2, equivalent=2).percent_without_equivalents == 100.0

    def test_the_page_has_totals_a_table_and_every_survivor_with_its_reason(self) -> None:
        text = page("python -m tests.mutations", {"weeks": self.of_weeks, "months": ()}, self.known)
        assert "10 mutants of 2 modules: 6 killed, 1 stopped\nfor taking too long, 3 survived" in text
        assert "**70.0 %**; without the equivalent ones **77.8 %**" in text
        assert "| weeks | 10 | 6 | 1 | 3 | 1 | 70.0 | 77.8 |" in text
        assert "| months | 0 | 0 | 0 | 0 | 0 | 100.0 | 100.0 |" in text
        assert "- line 7, NumberReplacer: equivalent: none is below\n" in text
        assert "- line 7, NumberReplacer: a law is missing: a law\n" in text
        assert "- line 7, NumberReplacer: not read yet\n\n  ```diff\n  - least = 9\n  + least = 10\n  ```" in text
        assert "### months" not in text

    def test_an_entry_without_a_survivor_is_stale(self) -> None:
        (line,) = stale({"weeks": self.of_weeks}, self.known)
        assert "if gone:" in line
        assert stale({"months": ()}, self.known) == ()


TINY = '''
"""A tiny module: 9 in here is no number."""

from __future__ import annotations

import functools

__all__ = ["enough"] + []


@functools.lru_cache(maxsize=8)
def enough(hours: int | str, *, least: int = 9) -> bool | None:
    """Whether 9 hours are reached."""
    if not isinstance(hours, int):
        return None
    return hours >= least


def spare(hours: int) -> int:
    return hours + 0
'''


@needs_cosmic_ray
class TestMutants:
    def test_only_what_can_matter_is_mutated(self) -> None:
        found = [(site.operator, site.line) for site in sites(TINY)]
        assert ("ReplaceBinaryOperator_Mul_FloorDiv", 12) in found  # the star of keywords, which is no Python then
        assert sorted(found) == sorted(
            [
                ("NumberReplacer", 12),
                ("NumberReplacer", 12),
                ("ReplaceBinaryOperator_Mul_Add", 12),
                ("ReplaceBinaryOperator_Mul_FloorDiv", 12),
                ("ReplaceUnaryOperator_Delete_Not", 14),
                ("ReplaceComparisonOperator_GtE_Eq", 16),
                ("ReplaceComparisonOperator_GtE_Gt", 16),
                ("ReplaceComparisonOperator_GtE_Lt", 16),
                ("NumberReplacer", 20),
                ("NumberReplacer", 20),
                ("ReplaceBinaryOperator_Add_Mul", 20),
                ("ReplaceBinaryOperator_Add_Sub", 20),
            ]
        )

    def test_membership_is_turned_around_as_a_condition(self) -> None:
        (site,) = sites("if a in b:\n    pass\n")
        assert site.operator == "AddNot"
        assert mutated("if a in b:\n    pass\n", site) == "if not a in b:\n    pass\n"

    def test_every_site_gives_a_mutant_of_its_line(self) -> None:
        lines = TINY.splitlines()
        for site in sites(TINY):
            text = mutated(TINY, site)
            differing = [
                number for number, (a, b) in enumerate(zip(lines, text.splitlines(), strict=True), 1) if a != b
            ]
            assert differing == [site.line]

    def test_a_site_that_is_not_there_makes_no_mutant(self) -> None:
        with pytest.raises(ValueError, match="no change"):
            mutated("x = 1\n", Site("NumberReplacer", 2, 1, 4))


TESTS_OF_TINY = """
import iopmodel
from iopmodel.tiny import enough, spare

def test_the_floor_is_enough_and_less_is_not():
    assert [enough(8), enough(9), enough(10), enough("ten")] == [False, True, True, None]

def test_the_package_has_the_module():
    assert iopmodel.tiny.spare(0) <= 1
"""
IN_A_PROCESS_OF_ITS_OWN = """
import json, os, sys, time
from pathlib import Path
from tests.mutations import __main__ as command
from tests.mutations.running import in_a_fork

command.TESTS = Path("suite")
slow = in_a_fork(lambda connection: time.sleep(30), 0.1)
died = in_a_fork(lambda connection: os._exit(3), 5)
status = command.main(["tiny", "--jobs", "1", "--report", "page.md", "--at-least", "90"])
print(json.dumps([slow.outcome.value, died.outcome.value, status]))
"""


def _project(folder: Path, tests: str) -> str:
    """A project of one tiny module, mutated in a process of its own: what it prints."""
    (folder / "iopmodel").mkdir()
    (folder / "iopmodel" / "__init__.py").write_text("from iopmodel.tiny import enough\n")
    (folder / "iopmodel" / "tiny.py").write_text(TINY)
    (folder / "suite").mkdir()
    (folder / "suite" / "test_tiny.py").write_text(tests)
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\n")
    measured = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
    found_first = os.pathsep.join((str(folder), str(ROOT)))
    environment = {**measured, "PYTHONPATH": found_first, "HYPOTHESIS_NO_PLUGINS": "1"}
    arguments = [sys.executable, "-c", IN_A_PROCESS_OF_ITS_OWN]
    done = subprocess.run(arguments, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs_cosmic_ray
class TestRunning:
    def test_a_tiny_module_from_end_to_end(self, tmp_path: Path) -> None:
        printed = _project(tmp_path, TESTS_OF_TINY).splitlines()
        records = kept(tmp_path / ".mutations", "tiny", TINY).values()
        outcomes = sorted((record.outcome.value, record.change.after) for record in records)
        assert outcomes == [
            ("incompetent", "def enough(hours: int | str, +, least: int = 9) -> bool | None:"),
            ("incompetent", "def enough(hours: int | str, //, least: int = 9) -> bool | None:"),
            ("killed", "def enough(hours: int | str, *, least: int = 10) -> bool | None:"),
            ("killed", "def enough(hours: int | str, *, least: int = 8) -> bool | None:"),
            ("killed", "if isinstance(hours, int):"),
            ("killed", "return hours < least"),
            ("killed", "return hours == least"),
            ("killed", "return hours > least"),
            ("survived", "return hours * 0"),
            ("survived", "return hours + -1"),
            ("survived", "return hours + 1"),
            ("survived", "return hours - 0"),
        ]
        assert {record.told_by for record in records if record.outcome is Outcome.KILLED} == {
            "suite/test_tiny.py::test_the_floor_is_enough_and_less_is_not"
        }
        assert json.loads(printed[-1]) == ["timeout", "killed", 1]
        assert "10 mutants: 6 killed, 0 timeouts, 4 survived" in printed
        assert "python -m tests.mutations tiny\n" in (tmp_path / "page.md").read_text()
        assert (tmp_path / "iopmodel" / "tiny.py").read_text() == TINY

    def test_tests_that_fail_without_a_mutation_tell_nothing(self, tmp_path: Path) -> None:
        printed = _project(tmp_path, "def test_nothing_is_right():\n    assert False\n").splitlines()
        assert any("test_nothing_is_right fails without a mutation" in line for line in printed)
        assert json.loads(printed[-1])[2] == 1
