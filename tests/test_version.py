from __future__ import annotations

import re

import iopmodel
from iopmodel import _version


def test_the_version_is_three_numbers_and_the_rules_have_a_month() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", _version.__version__)
    assert re.fullmatch(r"20\d\d\.(0[1-9]|1[0-2])", _version.RULES_VERSION)
    assert iopmodel.__version__ == _version.__version__
