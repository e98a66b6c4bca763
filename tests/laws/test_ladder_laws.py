"""The algebra of ladders."""

from hypothesis import given
from hypothesis import strategies as st

from iopmodel.levels import CROSSWALK, Ladder, LevelOfCare, same_level
from iopmodel.strategies._components import ladders, levels, own_ladders


@st.composite
def ladders_with_level(draw: st.DrawFn) -> tuple[Ladder, LevelOfCare]:
    """A ladder, and one of its levels, on a rung or on none."""
    ladder = draw(ladders())
    return ladder, draw(st.sampled_from(ladder.levels))


@given(ladders())
def test_one_rung_down_and_one_up_gives_back_the_rung(ladder: Ladder) -> None:
    """Between the ends, going down and up again leads nowhere."""
    assert not ladder.below(ladder.rungs[0])
    for rung in ladder.rungs[1:]:
        (lower,) = ladder.below(rung)
        assert ladder.above(lower) == (rung,)


@given(ladders())
def test_one_rung_up_and_one_down_gives_back_the_rung(ladder: Ladder) -> None:
    """Between the ends, going up and down again leads nowhere."""
    assert not ladder.above(ladder.rungs[-1])
    for rung in ladder.rungs[:-1]:
        (higher,) = ladder.above(rung)
        assert ladder.below(higher) == (rung,)


@given(ladders())
def test_a_ladder_climbed_from_its_foot_passes_every_rung_once(ladder: Ladder) -> None:
    """Step by step from the foot one passes the rungs in their order, and stops at the top."""
    climbed = [ladder.rungs[0]]
    for _ in ladder.rungs:
        climbed.extend(ladder.above(climbed[-1]))
    assert tuple(climbed) == ladder.rungs


@given(ladders_with_level())
def test_a_step_is_one_rung_high(given_level: tuple[Ladder, LevelOfCare]) -> None:
    """From any level that has a place, the next rung up is one higher and the next one down one lower."""
    ladder, level = given_level
    height = ladder.height(level)
    near = [ladder.height(each) for each in (*ladder.below(level), *ladder.above(level))]
    assert height is not None or not near
    assert height is None or near == [each for each in (height - 1, height + 1) if 0 <= each < len(ladder.rungs)]


@given(ladders())
def test_heights_are_the_order_of_the_rungs(ladder: Ladder) -> None:
    """The foot is at height 0 and every rung one above the last."""
    assert [ladder.height(rung) for rung in ladder.rungs] == list(range(len(ladder.rungs)))


@given(ladders())
def test_a_level_is_on_a_rung_or_says_why_not(ladder: Ladder) -> None:
    """Every level either is a rung or stands aside with a reason, and never both."""
    for level in ladder.levels:
        aside = ladder.aside(level)
        assert (aside is None) == (level in ladder.rungs)
        assert aside is None or aside.why
        assert aside is None or ladder.height(level) == (None if aside.beside is None else ladder.height(aside.beside))


@given(ladders(), levels())
def test_a_level_of_another_system_has_no_place(ladder: Ladder, level: LevelOfCare) -> None:
    """Order exists only within one ladder."""
    if level.system != ladder.system:
        assert ladder.height(level) is None
        assert not ladder.below(level)
        assert not ladder.above(level)


@given(ladders_with_level())
def test_a_level_is_found_by_its_key_where_the_key_is_told_apart(
    given_level: tuple[Ladder, LevelOfCare],
) -> None:
    """Looking up a key gives the level with that key, whatever the other levels are called."""
    ladder, level = given_level
    alike = [each for each in ladder.levels if each.key.casefold() == level.key.casefold()]
    assert len(alike) > 1 or ladder.level(level.key) == level


@given(own_ladders())
def test_a_ladder_of_ones_own_keeps_its_levels(ladder: Ladder) -> None:
    """A ladder is its rungs and its levels aside, and nothing else."""
    assert Ladder(ladder.name, iter(ladder.rungs), iter(ladder.off_ladder)) == ladder
    assert {level.system for level in ladder.levels} == {ladder.system}


@given(levels())
def test_the_crosswalk_leads_once_to_the_general_ladder(level: LevelOfCare) -> None:
    """What a crosswalk leads to is a general level, and leads no further."""
    assert same_level(same_level(level)) == same_level(level)
    assert (same_level(level).system == "general") == (level.system == "general" or level in CROSSWALK)
