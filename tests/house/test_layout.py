"""What stands where in the repository; left out where an installed copy is tested, far from any."""

import subprocess
from pathlib import Path

import pytest

from tests.house.package import CODE, PACKAGE, name_of

ROOT = Path(__file__).parents[2]
TOP = {"CHANGELOG.md", "LICENSE", "README.md", "docs", "pyproject.toml", "src", "tests"}
MADE_BY_TOOLS = {"PKG-INFO", "build", "dist", "htmlcov", "venv", "__pycache__"}
MOST_LINES = 400
TESTED = [path for path in CODE if path.name != "__init__.py"]


def _top() -> set[str]:
    """The entries at the top: what git knows or would add; without git, what lies there and no tool made."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        names = {line.partition("/")[0] for line in listed.splitlines() if (ROOT / line).exists()}
    else:
        names = {path.name for path in ROOT.iterdir()} - MADE_BY_TOOLS
    return {name for name in names if not name.startswith(".")}


def _test_file(path: Path) -> str:
    """The file that holds the tests of a module."""
    module = path.relative_to(PACKAGE)
    return (Path("tests") / module.parent / f"test_{module.stem.strip('_')}.py").as_posix()


def test_the_top_level_holds_exactly_what_it_should() -> None:
    assert _top() == TOP


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_a_code_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", TESTED, ids=name_of)
def test_a_module_has_a_test_file_of_the_same_name(path: Path) -> None:
    assert (ROOT / _test_file(path)).is_file(), _test_file(path)


def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()
