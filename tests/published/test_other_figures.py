"""Where the runs of the other animations end; their settings, without markers to compare.

The runs are as the authors made them, without projection onto the box.
"""

import numpy as np
import pytest

BALANCED = np.sqrt(0.5)
WEIGHTS = np.array([0.2, 0.5, 1.0, 2.0, 4.0])


@pytest.fixture
def figure(runs):
    def ends(problem, method, num_steps, **numbers):
        run = runs(problem, method, num_steps, keep_in_domain=False, **numbers)
        return run.losses[:, -1]

    return ends


def test_alphas_on_the_concave_front(figure):
    """0.2, 0.5 and 1 to (0, 1), 2 and 4 to (1, 0): the start is left of the diagonal."""
    ends = figure("concave", "linear", 200, starts=[(1.481, 1.5)] * 5, alpha=WEIGHTS)
    expected = [(0, 1), (0, 1), (0, 1), (1, 0), (1, 0)]
    np.testing.assert_allclose(ends, expected, atol=0.02)


def test_alphas_on_the_convex_front(figure):
    ends = figure("convex", "linear", 200, starts=[(1.481, 1.5)] * 5, alpha=WEIGHTS)
    expected = 1 - np.stack([np.ones(5), WEIGHTS]) / np.hypot(1, WEIGHTS)
    np.testing.assert_allclose(ends, expected.T, atol=0.002)


def test_the_dual_on_the_concave_front(figure):
    ends = figure("concave", "dual", 200, epsilon=BALANCED)
    np.testing.assert_allclose(ends, [(0, 1)] * 4 + [(1, 0)] * 3, atol=1e-3)


def test_hard_constraint_first_on_the_concave_front(figure):
    ends = figure("concave", "hard_constraint_first", 400, epsilon=BALANCED)
    np.testing.assert_allclose(ends, np.full((7, 2), BALANCED), atol=0.02)


def test_bdmm_on_the_concave_front(runs):
    """One run is stuck at (0, 1), two lie at (1, 0), and four swing from 0.39 to 0.83."""
    run = runs("concave", "bdmm", 360, epsilon=BALANCED, keep_in_domain=False)
    np.testing.assert_allclose(run.losses[0, 50:], [(0, 1)] * 311, atol=1e-3)
    assert (run.theta[0, 50:, 0] < 0).all()
    assert (np.diff(run.multiplier[0, 50:]) > 0.29).all()
    np.testing.assert_allclose(run.losses[1:3, -1], [(1, 0)] * 2, atol=1e-3)
    swing = np.ptp(run.losses[3:, 160:, 1], axis=1)
    np.testing.assert_allclose(swing, 0.445, atol=0.005)


@pytest.mark.parametrize(
    ("problem", "epsilon", "num_steps"),
    [("convex", 1 - BALANCED, 400), ("concave", BALANCED, 350)],
)
def test_mdmm_on_both_fronts(problem, epsilon, num_steps, figure):
    ends = figure(problem, "mdmm", num_steps, epsilon=epsilon, learning_rate=0.01)
    np.testing.assert_allclose(ends, np.full((7, 2), epsilon), atol=0.001)
