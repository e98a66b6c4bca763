"""Hypothesis profiles, chosen by the variable IOPMODEL_PROFILE, and the plugin that runs the pages.

With ``IOPMODEL_VALIDATORS=off`` attrs runs no validator in the whole process, as a program that uses us may have it.
"""

import os

import attrs
from hypothesis import settings

pytest_plugins = ["tests.markdown_pages"]
attrs.validators.set_disabled(os.environ.get("IOPMODEL_VALIDATORS") == "off")


def pytest_report_header() -> str:
    """What of the environment decides how the suite runs."""
    return f"attrs validators: {'off' if attrs.validators.get_disabled() else 'on'}"


def _register(name: str, *, examples: int, same_every_time: bool = False) -> None:
    """Register one profile, without a deadline, which would depend on the machine."""
    settings.register_profile(
        name,
        max_examples=examples,
        deadline=None,
        derandomize=same_every_time,
        print_blob=True,
    )


_register("desk", examples=20, same_every_time=True)
_register("few", examples=10, same_every_time=True)
_register("ci", examples=25, same_every_time=True)
_register("long", examples=10_000)
settings.load_profile(os.environ.get("IOPMODEL_PROFILE", "desk"))
