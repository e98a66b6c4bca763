"""What is still open: each thing that the facts name as not found or not checked is said in one sentence."""

import pytest

from iopmodel.standards import STILL_OPEN

# Section 15 of the facts, item by item, and the doubt about Washington from section 8: what one sentence must name.
OPEN = [
    ("LOCUS", "CALOCUS", "mental-health", "AABH", "CARF", "Joint Commission", "states that are not listed"),
    ("410.44", "410.2,", "424.24(d)", "1861(ff)(4)", "CMS", "19 hours"),
    ("Matrix", "clock times", "weeks 17 to 52", "individual sessions", "TIP 47", "90 days", "TIP 63", "cadence"),
    ("4th edition of ASAM", "3rd edition", "Levels 1 and 2.5", "page by page"),
    ("California", "BHIN", "New York", "822", "New Jersey", "Texas", "65D-30.0091", "Massachusetts", "Ohio"),
    ("TRICARE", "full-day and half-day", "Optum", "Cigna", "Anthem", "Kansas", "District of Columbia"),
    ("Washington", "deferred prosecution", "2026"),
]


@pytest.mark.parametrize("named", OPEN, ids=lambda named: named[0])
def test_one_entry_names_all_that_an_item_of_the_facts_names(named: tuple[str, ...]) -> None:
    assert sum(all(words in each for words in named) for each in STILL_OPEN) == 1


def test_nothing_else_is_listed_as_open() -> None:
    assert len(STILL_OPEN) == len(OPEN)
    assert {number for number, each in enumerate(STILL_OPEN) for named in OPEN if named[0] in each} == set(
        range(len(OPEN))
    )


def test_each_entry_is_whole_sentences_in_one_line() -> None:
    for each in STILL_OPEN:
        assert each.endswith(".")
        assert each[0].isupper()
        assert each.split() == each.split(" ")
