"""Rules as a rule pack holds them: parts of a stay, lists, and bands that must make sense."""

import cattrs
import pytest
from cattrs.errors import IterableValidationError

from iopmodel.citations import Citation, Dated, History
from iopmodel.errors import WrongKind
from iopmodel.interop._faults import of_error
from iopmodel.interop._hooks import make_converter
from iopmodel.interop._leaves import text
from iopmodel.interop._rules import RuleShape, each_of, teach_rules
from iopmodel.measures import Measure
from iopmodel.quantities import Range
from iopmodel.rules import Band, Bound
from iopmodel.spans import PartOfStay


def a_converter() -> cattrs.Converter:
    """A converter that knows rules."""
    converter = make_converter()
    teach_rules(converter)
    return converter


@pytest.mark.parametrize(
    ("part", "written"),
    [
        (PartOfStay("weeks", 1, 4), "weeks 1 to 4"),
        (PartOfStay("days", 31), "days 31 on"),
        (PartOfStay("months", 2, 2), "month 2"),
        (PartOfStay(name="maintenance"), "maintenance"),
        (PartOfStay(name="weeks"), {"name": "weeks"}),
        (PartOfStay(name="weeks 1 to 4"), {"name": "weeks 1 to 4"}),
        (PartOfStay("weeks", 5, name="maintenance"), {"unit": "weeks", "first": 5, "name": "maintenance"}),
        (PartOfStay("days", 1, 1_234_567), {"last": 1_234_567}),
    ],
)
def test_a_part_of_a_stay_is_text_where_that_says_it_all(part: PartOfStay, written: object) -> None:
    converter = a_converter()
    assert converter.unstructure(part) == written
    assert converter.structure(written, PartOfStay) == part


def test_everything_that_is_wrong_in_a_list_is_found() -> None:
    with pytest.raises(IterableValidationError) as caught:
        each_of(["a", 1, "b", 2], text)
    assert [fault.path for fault in of_error(caught.value)] == [(1,), (3,)]
    with pytest.raises(WrongKind):
        each_of("a", text)
    assert each_of(["a", "b"], text) == ["a", "b"]


def test_a_table_is_read_as_a_band_of_the_model() -> None:
    row = {
        "id": "own",
        "measure": "services_per_day",
        "force": "billing",
        "history": [{"bound": 3, "citation": "a contract"}],
    }
    history: History[Bound] = History.of(Dated(Range.exactly(3), Citation("a contract")))
    band = Band(id="own", measure=Measure.SERVICES_PER_DAY, history=history)
    assert RuleShape(a_converter()).read(row) == band
    assert row["force"] == "billing"
