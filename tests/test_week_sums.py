"""Figures between two ends, and sums of them."""

from iopmodel.week_sums import ANY, Ends, added, inside, merged


def test_ends_are_cut_from_both_sides() -> None:
    """An open end takes the other one's."""
    assert ANY.cut(3, None) == Ends(3, None)
    assert Ends(1, 9).cut(3, None) == Ends(3, 9)
    assert Ends(1, None).cut(0, 5) == Ends(1, 5)
    assert Ends(1, 4).cut(0, 5) == Ends(1, 4)


def test_ends_hold_what_lies_between_them() -> None:
    """Both ends belong to them."""
    assert [figure for figure in range(6) if Ends(2, 4).holds(figure)] == [2, 3, 4]
    assert Ends(2, None).holds(10**9)
    assert Ends(3, 2).is_empty
    assert not Ends(2, 2).is_empty
    assert not ANY.is_empty


def test_what_touches_is_one_piece() -> None:
    """Whole figures leave nothing between 3 and 4."""
    assert merged([Ends(4, 6), Ends(1, 3), Ends(9, 9)]) == (Ends(1, 6), Ends(9, 9))
    assert merged([Ends(1, 8), Ends(2, 3)]) == (Ends(1, 8),)
    assert merged([Ends(1, None), Ends(5, 6)]) == (Ends(1, None),)
    assert merged([Ends(1, 5), Ends(5, None)]) == (Ends(1, None),)


def test_two_weeks_add_up_end_by_end() -> None:
    """A day of three to four hours, or two of them, twice."""
    week = (Ends(180, 240), Ends(360, 480))
    assert added(week, week) == (Ends(360, 480), Ends(540, 960))
    assert added((Ends(1, 2),), (Ends(3, None),)) == (Ends(4, None),)


def test_what_lies_inside_is_kept() -> None:
    """What is cut away leaves nothing behind."""
    assert inside((Ends(1, 4), Ends(8, 9)), Ends(3, 5)) == (Ends(3, 4),)
