"""Tables: what a class of the model takes from one, and what the rest of a converter keeps."""

import attrs
import cattrs
import pytest

from iopmodel.interop._faults import of_error
from iopmodel.interop._tables import Shape, list_of, table_of, writer
from iopmodel.interop.documents import make_converter
from iopmodel.populations import Population
from iopmodel.programs import Stated
from iopmodel.quantities import Minutes, Range


def test_everything_that_is_wrong_is_raised_at_once() -> None:
    shape = Shape(make_converter(), Stated)
    table = {"hours_per_week": 9, "days_per_week": None, "hours": 1}
    with pytest.raises(cattrs.ClassValidationError) as caught:
        shape.read(table, shape.unknown(table))
    assert {str(fault) for fault in of_error(caught.value)} == {
        "hours_per_week: expected a time such as 50 min, 3 h or 3 to 4 h, got 9",
        "days_per_week: expected a value, or no such key at all, got null",
        "hours: unknown key; known: hours_per_week, hours_per_day, days_per_week, sessions_in_all",
    }


def test_what_is_so_by_default_is_not_written() -> None:
    assert writer(make_converter(), Stated)(Stated(days_per_week="3 to 5")) == {"days_per_week": "3 to 5"}
    assert writer(make_converter(), Stated, without=("days_per_week",))(Stated(days_per_week=3)) == {}


def test_a_table_is_copied() -> None:
    given = {"a": 1}
    assert table_of(given) == given
    assert table_of(given) is not given


def test_a_text_is_no_list() -> None:
    with pytest.raises(TypeError, match="a list"):
        list_of("abc")


@attrs.frozen
class Clinic:
    """A class of somebody else, with values of the model in it."""

    name: str
    beds: int
    serves: Population
    stated: Stated | None = None
    shift: Range[Minutes] | None = None


def test_a_converter_reads_and_writes_the_classes_of_others_as_before() -> None:
    converter = make_converter()
    clinic = Clinic("5", 3, Population("adult"), Stated(days_per_week=5), Range.exactly(Minutes(480)))
    written = converter.unstructure(clinic)
    assert written == {
        "name": "5",
        "beds": 3,
        "serves": "adult",
        "stated": {"days_per_week": 5},
        "shift": "8 h",
    }
    assert converter.structure({**written, "name": 5}, Clinic) == clinic
