"""What Degrave and Korshunova, 2021, say of stochastic gradient descent, with noise.

Each test is named after the claim it checks. Noise of σ is on the losses and on each
component of their gradients, as `simulate` has it; means are over the seven runs and all
steps after the first 1000 of 6000, in which the runs arrive.
"""

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import simulate
from toy_problems import PROBLEMS

pytestmark = pytest.mark.claim


FRONTS = ("convex", "concave", "mixed")
BOUNDS = np.array([0.3, 0.5, 0.8])
GRID = np.tile(BOUNDS, 2), np.repeat([0.0, 0.2], 3)


def mean_loss_2(name, method, epsilon, noise, **numbers):
    """For each pair of bound and noise, over seven runs and 5000 steps."""
    problem = PROBLEMS[name]()
    theta0 = np.tile(problem.theta_from_losses(problem.starts), (len(epsilon), 1))
    run = simulate(
        problem,
        OPTIMIZERS[method](epsilon=np.repeat(epsilon, 7), **numbers),
        theta0,
        6000,
        noise=np.repeat(noise, 7),
    )
    return run.losses[:, 1000:, 1].reshape(len(epsilon), -1).mean(axis=1)


def misses(name, method):
    """How far the mean of L₂ is from ε, for three bounds without noise, and with 0.2."""
    with np.errstate(all="ignore"):  # BDMM loses runs on the concave front
        return mean_loss_2(name, method, *GRID) - GRID[0]


def test_000_20_hard_constraint_first_is_off_with_noise_and_mdmm_is_not():
    """σ = 0.2, convex: 0.670 at ε = 0.8 and 0.158 at 0.1, MDMM 0.785 and 0.100.

    Catalogued: 0.669 and 0.157, 0.785 and 0.100.
    """
    epsilon, noise = np.array([0.8, 0.1]), np.full(2, 0.2)
    hard = mean_loss_2("convex", "hard_constraint_first", epsilon, noise)
    damped = mean_loss_2("convex", "mdmm", epsilon, noise)
    np.testing.assert_allclose(hard, [0.670, 0.158], atol=0.005)
    np.testing.assert_allclose(damped, [0.785, 0.100], atol=0.005)
    assert (np.abs(hard - epsilon) > 3 * np.abs(damped - epsilon)).all()


@pytest.mark.parametrize("method", ["bdmm", "mdmm"])
def test_000_27_a_multiplier_works_with_stochastic_gradients(method):
    """σ = 0.1, convex, ε = 0.3: 0.2990 for BDMM and 0.3000 for MDMM; catalogued: 0.2992."""
    (mean,) = mean_loss_2("convex", method, np.array([0.3]), np.array([0.1]))
    np.testing.assert_allclose(mean, 0.3, atol=0.003)


def test_000_41_mdmm_is_tunable_with_noise_whatever_the_front():
    """18 cells of three fronts, three bounds, σ = 0 and 0.2: all within 0.02 of ε.

    The largest are −0.015 at ε = 0.8 on the convex and −0.013 at 0.3 on the concave front.
    """
    found = np.array([misses(name, "mdmm") for name in FRONTS])
    assert np.abs(found[:, :3]).max() < 1e-6
    assert np.abs(found[:, 3:]).max() < 0.02


def test_000_41_hard_constraint_first_is_not():
    """σ = 0.2: 0.448 and 0.670 at ε = 0.5 and 0.8 on the convex front.

    On the concave one 0.011, 0.391 and 0.931 at 0.3, 0.5 and 0.8. Catalogued: 0.448, 0.67;
    0.003 and 1.0 at 0.3 and 0.8, which are the ends that this front is flat towards.
    """
    convex, concave = (misses(name, "hard_constraint_first")[3:] for name in FRONTS[:2])
    np.testing.assert_allclose(convex + BOUNDS, [0.298, 0.448, 0.670], atol=0.01)
    np.testing.assert_allclose(concave + BOUNDS, [0.011, 0.391, 0.931], atol=0.05)


def test_000_41_bdmm_fails_on_the_concave_front_with_and_without_noise():
    """Off by at least 0.1 in all six cells; a run that was lost counts as off."""
    assert not (np.abs(misses("concave", "bdmm")) < 0.05).any()


def test_000_41_the_price_of_one_sided_damping_is_a_bias_with_noise():
    """σ = 0.2, ε = 0.8, convex: 0.671, as far off as hard-constraint-first is.

    Not in the source, whose damping has two sides that cancel.
    """
    (mean,) = mean_loss_2("convex", "mdmm_one_sided", np.array([0.8]), np.array([0.2]))
    np.testing.assert_allclose(mean, 0.671, atol=0.005)
