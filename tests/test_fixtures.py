"""The fixtures of other people's tests, in a test session of their own."""

import pytest

pytest_plugins = ["pytester"]

TESTS = """
def test_an_example(example_program):
    assert example_program.why

def test_an_edge(rule_edge):
    assert rule_edge.meets != rule_edge.misses
"""


def test_the_fixtures_give_every_example_and_every_edge(pytester: pytest.Pytester) -> None:
    pytester.makeconftest('pytest_plugins = ["iopmodel.fixtures"]')
    pytester.makepyfile(TESTS)
    found = pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider")
    outcome = found.parseoutcomes()
    assert set(outcome) == {"passed"}
    assert outcome["passed"] > 100


def test_the_names_of_examples_and_edges_stand_in_the_report(pytester: pytest.Pytester) -> None:
    pytester.makeconftest('pytest_plugins = ["iopmodel.fixtures"]')
    pytester.makepyfile(TESTS)
    found = pytester.runpytest_subprocess("--collect-only", "-q", "-p", "no:cacheprovider")
    found.stdout.fnmatch_lines_random(
        ["*test_an_example[[]breaks[]]", "*test_an_edge[[]medicare.iop.hours_week below[]]"]
    )
