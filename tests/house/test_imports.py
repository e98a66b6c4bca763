"""Importing the library loads nothing optional and warns of nothing."""

import os
import subprocess
import sys

import pytest


def _python(*arguments: str) -> str:
    """The output of a fresh Python, in which nothing is measured (that would load modules of its own)."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run([sys.executable, *arguments], check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("module", ["cattrs", "hypothesis", "tomllib"])
def test_importing_the_library_does_not_load(module: str) -> None:
    assert _python("-c", f"import iopmodel, sys; print({module!r} in sys.modules)") == "False\n"


def test_importing_the_library_warns_of_nothing_and_prints_nothing() -> None:
    assert not _python("-W", "error", "-c", "import iopmodel")
