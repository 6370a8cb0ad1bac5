import numpy as np
import pytest

from damping.lasalle import rest
from damping.region import connected, eigenvalue_map
from toy_problems import PROBLEMS

T1, T2 = np.linspace(0, np.pi / 2, 81), np.linspace(-0.3, 1.2, 61)


def mapped(name, epsilon, damping):
    problem = PROBLEMS[name]()
    return eigenvalue_map(problem, rest(problem, epsilon), epsilon, damping, T1, T2)


def test_cells_hang_together_by_their_sides_and_not_by_their_corners():
    drawn = np.array([list(row) for row in ("##.#", ".#.#", "#.##", "##..")]) == "#"
    expected = np.array([list(row) for row in ("##..", ".#..", "....", "....")]) == "#"
    np.testing.assert_array_equal(connected(drawn, (0, 0)), expected)
    assert not connected(drawn, (0, 2)).any()
    assert connected(drawn, (2, 2)).sum() == 4


def test_damping_gives_the_optimum_a_region_which_need_not_grow_with_it():
    without, *more = (mapped("concave", 0.7, damping) for damping in (0.0, 4.0, 30.0))
    optimum = np.array([np.arccos(0.7), 0.0])
    assert not without.region.any()
    assert without.smallest[12, 40] < 0
    assert [found.contains(optimum) for found in more] == [True, True]
    sizes = [found.region.sum() for found in more]
    # Where g < ε the last term pulls the other way, and the more so the larger δ is.
    assert sizes[0] > sizes[1] > 0
    for found in more:
        assert (found.smallest[found.region] > 0).all()


def test_on_a_convex_front_there_is_a_region_without_damping():
    found = mapped("convex", 0.3, 0.0)
    assert found.region.mean() > 0.3


@pytest.mark.parametrize("epsilon", [-0.1, 1.2])
def test_without_an_optimum_there_is_a_map_without_a_region(epsilon):
    found = mapped("concave", epsilon, 10.0)
    assert np.isfinite(found.smallest).all()
    assert not found.region.any()
