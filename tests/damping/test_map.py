import numpy as np
import pytest

from damping.map import agreement, far_map, grid, near_map, threshold_curve
from optimizers.mdmm import MDMM
from optimizers.mdmm_alternating import AlternatingMDMM
from simulation import simulate
from toy_problems import PROBLEMS


@pytest.mark.parametrize("name", ["convex", "concave", "mixed"])
@pytest.mark.parametrize("method", [MDMM(multiplier_rate=3.0), AlternatingMDMM()])
def test_map_and_law_agree_in_nearly_every_cell(name, method):
    problem = PROBLEMS[name]()
    cells = grid(problem, 30.0)
    right, clear = agreement(problem, method, cells, near_map(problem, method, cells))
    assert clear > 0.9 * 41 * 41
    assert right >= 0.99 * clear


def test_the_cells_fill_the_map_and_leave_its_edges_out():
    cells = grid(PROBLEMS["concave"](), 20.0, columns=4, rows=5)
    np.testing.assert_allclose(cells.epsilon, [0.125, 0.375, 0.625, 0.875], atol=1e-9)
    np.testing.assert_allclose(cells.damping, [2, 6, 10, 14, 18])


def test_the_curve_has_a_closed_form_on_the_circle():
    curve = threshold_curve(PROBLEMS["concave"](), MDMM(multiplier_rate=0.5))
    epsilon, threshold = curve.T
    assert (np.diff(epsilon) > 0).all()
    np.testing.assert_allclose(threshold, 0.5 + (1 - epsilon**2) ** -1.5, rtol=1e-6)


def test_far_starts_settle_less_often_than_near_ones():
    problem = PROBLEMS["concave"]()
    cells = grid(problem, 30.0, 11, 9)
    far, near = far_map(problem, MDMM(), cells), near_map(problem, MDMM(), cells)
    assert far.shape == near.shape == (9, 11)
    assert ((far > 0) & ~near).mean() < 0.03
    assert ((far < 1) & near).any()
    # One cell, run by itself.
    method = MDMM(epsilon=cells.epsilon[7], damping=cells.damping[4])
    run = simulate(problem, method, problem.theta_from_losses(problem.starts), 400)
    settled = np.abs(run.losses[:, -40:, 1] - cells.epsilon[7]).max(axis=1) < 0.01
    assert far[4, 7] == settled.mean()
