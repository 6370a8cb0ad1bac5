import math

import numpy as np
import pytest

from basins import basins, cluster, ends_of
from optimizers.bdmm import BDMM
from optimizers.linear import Linear
from optimizers.mdmm import MDMM
from simulation import simulate
from toy_problems import PROBLEMS

CONCAVE, CONVEX, MIXED = (PROBLEMS[name]() for name in ("concave", "convex", "mixed"))


def test_cells_fill_the_box():
    found = basins(MIXED, Linear(), 10, columns=4, rows=2, box=((0, 1), (-1, 1)))
    np.testing.assert_allclose(found.t1, [0.125, 0.375, 0.625, 0.875])
    np.testing.assert_allclose(found.t2, [-0.5, 0.5])
    assert found.label.shape == found.verdict.shape == (2, 4)


def test_as_a_rule_the_box_goes_from_the_front_to_the_farthest_start():
    found = basins(CONCAVE, Linear(), 10, columns=40, rows=25)
    assert found.t1[0] + found.t1[-1] == pytest.approx(math.pi / 2)
    farthest = max(math.hypot(*start) for start in CONCAVE.starts)
    assert found.t2[0] + found.t2[-1] == pytest.approx(math.sqrt(farthest - 1))


@pytest.mark.claim
def test_001_28_concave_pieces_split_parameter_space_into_three():
    """With α = 1 a run stays on its side of the saddles at s = 1/4 and 3/4, by symmetry."""
    found = basins(MIXED, Linear(alpha=1.0), columns=40, rows=6)
    np.testing.assert_allclose(found.centres, [(0, 1), (0.5, 0.5), (1, 0)], atol=1e-3)
    s = found.t1 * 2 / math.pi
    expected = np.where(s < 0.25, 0, np.where(s < 0.75, 1, 2))
    assert (found.label == expected).all()


def test_each_cell_is_labelled_by_where_its_own_run_ends():
    found = basins(CONCAVE, Linear(alpha=1.3), columns=9, rows=4)
    for row, column in [(0, 0), (1, 4), (3, 5), (2, 8)]:
        start = [[found.t1[column], found.t2[row]]]
        end = simulate(CONCAVE, Linear(alpha=1.3), start, 1000).losses[0, -1]
        np.testing.assert_allclose(found.centres[found.label[row, column]], end, atol=1e-3)
    assert len(np.unique(found.label)) == 2


def test_a_start_by_itself_has_the_end_of_its_cell_or_none():
    method = Linear(alpha=1.3)
    found = basins(CONCAVE, method, columns=9, rows=4)
    starts = np.stack(np.meshgrid(found.t1, found.t2), axis=-1).reshape(-1, 2)
    ends = ends_of(CONCAVE, method, starts, found.centres)
    np.testing.assert_array_equal(ends, found.label.ravel())
    only_first = ends_of(CONCAVE, method, starts, found.centres[:1])
    np.testing.assert_array_equal(only_first, np.where(ends == 0, 0, -1))
    none = ends_of(CONCAVE, method, starts[:2], np.zeros((0, 2)))
    np.testing.assert_array_equal(none, [-1, -1])
    # Of too few steps, no run has come to an end.
    short = ends_of(CONCAVE, method, starts[-2:], found.centres, 5)
    np.testing.assert_array_equal(short, [-1, -1])


def test_with_a_bound_all_starts_near_the_front_have_one_end():
    found = basins(CONVEX, MDMM(epsilon=0.3), columns=8, rows=5, box=((0.1, 1.5), (0, 0.5)))
    assert (found.label == 0).all()
    np.testing.assert_allclose(found.centres, [(1 - math.sqrt(1 - 0.7**2), 0.3)], atol=1e-3)


def test_runs_that_come_to_no_end_have_no_basin_and_say_why():
    found = basins(MIXED, BDMM(), columns=8, rows=4)
    assert (found.label == -1).all()
    assert found.centres.shape == (0, 2)
    assert set(found.verdict.ravel()) == {"oscillating"}
    short = basins(CONVEX, Linear(), 5, columns=4, rows=3)
    assert (short.label == -1).all()


def test_ends_close_together_are_one_and_are_numbered_along_the_front():
    ends = np.array([(1, 0), (0, 1), (0.02, 1.0), (0.5, 0.5), (0.0, 1.0), (np.nan, 0)])
    label, centres = cluster(ends)
    assert list(label) == [2, 0, 0, 1, 0, -1]
    np.testing.assert_allclose(centres, [(0.02 / 3, 1), (0.5, 0.5), (1, 0)])


@pytest.mark.parametrize(("apart", "ends"), [(0.049, 1), (0.051, 2)])
def test_a_twentieth_is_as_far_apart_as_one_end_gets(apart, ends):
    _, centres = cluster(np.array([(0, 0.5), (0, 0.5), (apart, 0.5)]))
    assert len(centres) == ends


def test_of_many_ends_those_of_most_runs_are_kept():
    places = np.stack([np.arange(10) / 10, np.zeros(10)], axis=1)
    ends = np.repeat(places, np.arange(1, 11), axis=0)
    label, centres = cluster(ends)
    np.testing.assert_allclose(centres, places[3:])
    assert (label == -1).sum() == 1 + 2 + 3
    assert list(np.unique(label)) == [-1, 0, 1, 2, 3, 4, 5, 6]


def test_without_runs_that_end_there_are_no_clusters():
    label, centres = cluster(np.full((3, 2), np.nan))
    assert list(label) == [-1, -1, -1]
    assert centres.shape == (0, 2)


@pytest.mark.claim
@pytest.mark.parametrize(
    ("s", "weight", "distance"), [(0.2, 1.345, 0.71), (0.3, 0.745, 0.64)]
)
def test_001_29_a_start_jumps_to_another_piece_within_a_hundredth_of_a_weight(
    s, weight, distance
):
    """From t₂ = 0.6: at α from 1.34 to 1.35, and from 0.74 to 0.75."""
    box = ((s * math.pi / 2 - 1e-6, s * math.pi / 2 + 1e-6), (0.6 - 1e-6, 0.6 + 1e-6))
    ends = [
        basins(MIXED, Linear(alpha=alpha), 2000, columns=1, rows=1, box=box).centres[0]
        for alpha in (weight - 0.005, weight + 0.005)
    ]
    assert math.dist(*ends) == pytest.approx(distance, abs=0.01)


@pytest.mark.parametrize("counts", [{"columns": 0}, {"rows": 0}, {"rows": -1}])
def test_a_map_has_cells(counts):
    with pytest.raises(ValueError, match="`columns` and `rows` should be at least 1"):
        basins(CONVEX, Linear(), **counts)
