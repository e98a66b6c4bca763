import pytest

from iopmodel.components import GroupTherapy
from iopmodel.counting import DEFAULT_COUNTING
from iopmodel.errors import NotAccepted, WrongKind
from iopmodel.lengths import UntilCriterion, WithoutEnd
from iopmodel.levels import LevelOfCare
from iopmodel.pathways import PathwayWeek, pathway_weeks
from iopmodel.patterns import WeeklyPattern
from iopmodel.programs import Pathway, Phase
from iopmodel.quantities import Minutes, Range
from iopmodel.schedules import Session, sessions
from iopmodel.stretches import LONGEST_STAY
from tests.refusal import refusal, wrong

PHP, IOP, OP = (
    LevelOfCare.PARTIAL_HOSPITALIZATION,
    LevelOfCare.INTENSIVE_OUTPATIENT,
    LevelOfCare.OUTPATIENT,
)
TWENTY, NINE, ONE = (WeeklyPattern(time_per_week=hours) for hours in ("20 h", "9 h", "1 h"))


def _lines(pathway: Pathway, until: int | None = None) -> list[str]:
    return [str(week) for week in pathway_weeks(pathway, until=until)]


def test_phases_of_known_length_follow_each_other() -> None:
    pathway = Pathway([Phase(PHP, TWENTY, length="2 weeks"), Phase(IOP, NINE, length="1 week")])
    assert _lines(pathway) == ["week 1 (phase 1): 20 h", "week 2 (phase 1): 20 h", "week 3 (phase 2): 9 h"]


def test_a_week_may_belong_to_several_phases_where_a_length_is_a_range() -> None:
    pathway = Pathway([Phase(PHP, TWENTY, length="1 to 2 weeks"), Phase(IOP, NINE, length="1 to 2 weeks")])
    assert _lines(pathway) == [
        "week 1 (phase 1): 20 h",
        "week 2 (phase 1 or 2): 9 h to 20 h",
        "week 3 (phase 2): 9 h",
        "week 4 (phase 2): 9 h",
    ]
    assert pathway_weeks(pathway)[1] == PathwayWeek(2, (1, 2), Range(Minutes(540), Minutes(1200)))


def test_each_phase_counts_its_own_weeks() -> None:
    week = [*sessions(GroupTherapy(), "MO", time="1 h"), Session(GroupTherapy(), time="1 h", weeks=(1, 1))]
    pathway = Pathway([Phase(IOP, week, length="2 weeks")] * 2)
    assert [str(each.hours) for each in pathway_weeks(pathway)] == ["2 h", "1 h", "2 h", "1 h"]


def test_a_number_over_the_phase_is_clipped_to_its_length() -> None:
    week = [Session(GroupTherapy(), time="1 h", per_week=1, total=2)]
    assert _lines(Pathway([Phase(IOP, week, length="2 weeks")])) == ["week 1 (phase 1): 1 h", "week 2 (phase 1): 1 h"]


def test_a_phase_without_a_length_ends_with_its_sessions() -> None:
    week = sessions(GroupTherapy(), "MO", time="1 h", weeks=(1, 2))
    pathway = Pathway([Phase(IOP, week), Phase(OP, ONE, length="1 week")])
    assert _lines(pathway) == [
        "week 1 (phase 1): 1 h",
        "week 2 (phase 1 or 2): 1 h",
        "week 3 (phase 2): 1 h",
    ]


def test_a_phase_whose_sessions_end_with_its_first_week_has_that_week_alone() -> None:
    week = sessions(GroupTherapy(), "MO", time="1 h", weeks=(1, 1))
    pathway = Pathway([Phase(IOP, week), Phase(OP, ONE, length="1 week")])
    assert _lines(pathway) == ["week 1 (phase 1): 1 h", "week 2 (phase 2): 1 h"]


def test_a_pathway_is_laid_out_for_twenty_years_of_fifty_two_weeks_at_the_most() -> None:
    assert LONGEST_STAY == 1_040
    weeks = pathway_weeks(Pathway([Phase(PHP, TWENTY)]), until=2_000)
    assert (len(weeks), weeks[-1].number) == (1_040, 1_040)


@pytest.mark.parametrize("length", ["at least 2 weeks", "not stated", WithoutEnd(), UntilCriterion("done")])
def test_a_pathway_without_a_known_end_is_laid_out_as_far_as_it_is_asked(length: str | WithoutEnd) -> None:
    pathway = Pathway([Phase(PHP, TWENTY, length="1 week"), Phase(IOP, NINE, length=length)])
    assert _lines(pathway, until=3) == ["week 1 (phase 1): 20 h", "week 2 (phase 2): 9 h", "week 3 (phase 2): 9 h"]
    expected = "last week: expected until=..., because a phase of the pathway has no known length, got None"
    assert refusal(NotAccepted, lambda: pathway_weeks(pathway)) == expected


def test_a_phase_without_a_known_end_may_go_on_for_ever() -> None:
    pathway = Pathway([Phase(PHP, TWENTY), Phase(IOP, NINE, length="1 week")])
    assert _lines(pathway, until=3) == [
        "week 1 (phase 1): 20 h",
        "week 2 (phase 1 or 2): 9 h to 20 h",
        "week 3 (phase 1 or 2): 9 h to 20 h",
    ]


def test_a_pathway_is_laid_out_no_further_than_it_can_last() -> None:
    pathway = Pathway([Phase(PHP, TWENTY, length="2 weeks")])
    assert len(_lines(pathway, until=1)) == 1
    assert len(_lines(pathway, until=99)) == 2
    assert len(pathway_weeks(Pathway([Phase(PHP, TWENTY)]), until=60)) == 60


def test_another_counting_gives_other_hours() -> None:
    pathway = Pathway([Phase(IOP, [Session(GroupTherapy(), time="1 h", optional=True)], length="1 week")])
    counting = DEFAULT_COUNTING.__class__(frozenset({"group-therapy"}), optional=False)
    assert [each.hours for each in pathway_weeks(pathway, counting=counting)] == [Range.exactly(Minutes(0))]


def test_a_last_week_that_is_none_is_refused() -> None:
    pathway = Pathway([Phase(PHP, TWENTY)])
    assert (
        refusal(NotAccepted, lambda: pathway_weeks(pathway, until=0))
        == "last week: expected a whole number of at least 1, got 0"
    )
    assert (
        refusal(WrongKind, lambda: pathway_weeks(pathway, until=wrong("8")))
        == 'last week: expected a whole number, got "8" (str)'
    )
