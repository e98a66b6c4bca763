"""Pytest fixtures for the named example programs.

Ask for them in your ``conftest.py`` with ``pytest_plugins = ["iopmodel.fixtures"]``. A test with the argument
``example_program`` then runs once for each awkward program, and one with ``rule_edge`` once for each side of every rule
that can be asked of a program. Needs pytest.
"""

from __future__ import annotations

import pytest

from iopmodel import standards
from iopmodel.examples import PROGRAMS, Edge, Example, edges

__all__ = ["EDGES_ON", "example_program", "rule_edge"]

#: The day for which the rules of ``rule_edge`` are read; for another one use :func:`iopmodel.examples.edges`.
EDGES_ON = "2026-02-02"


@pytest.fixture(params=list(PROGRAMS))
def example_program(request: pytest.FixtureRequest) -> Example:
    """Each of the awkward programs, with its name and what is awkward about it."""
    return PROGRAMS[request.param]


_EDGES = {edge.name: edge for edge in edges(standards.all(), on=EDGES_ON, include_unverified=True)}


@pytest.fixture(params=list(_EDGES))
def rule_edge(request: pytest.FixtureRequest) -> Edge:
    """Each side of every rule: a program that meets it, and one that misses it by one minute, day or session."""
    return _EDGES[request.param]
