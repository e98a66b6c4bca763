"""The package under test, wherever it is installed: its folder and its code files."""

from pathlib import Path

import iopmodel

PACKAGE = Path(iopmodel.__file__).parent
CODE = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """A code file as its path inside the package."""
    return path.relative_to(PACKAGE).as_posix()
