import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import State
from optimizers.mdmm_hard_clamp import HardClampMDMM
from simulation import simulate
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS

NUMBERS = {"damping": 4.0, "learning_rate": 0.1, "multiplier_rate": 0.03}


def step_by_hand(epsilon):
    start = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(0.25))
    return HardClampMDMM(epsilon=epsilon, **NUMBERS).step(Lines(), start)


def test_one_step_by_hand():
    """L₂ is 8: h = 0.5 and λ + δ h = 2.25."""
    state = step_by_hand(epsilon=7.5)
    np.testing.assert_allclose(
        state.theta, [1 - 0.1 * (3 - 2 * 2.25), 2 - 0.1 * (1 + 5 * 2.25)]
    )
    np.testing.assert_allclose(state.multiplier, 0.25 + 0.03 * 0.5)


def test_a_constraint_that_is_kept_is_not_seen_and_the_multiplier_stays():
    state = step_by_hand(epsilon=8.5)
    np.testing.assert_allclose(state.theta, [1 - 0.1 * 3, 2 - 0.1 * 1])
    assert state.multiplier == 0.25


@pytest.mark.parametrize("damping", [0.0, 10.0])
def test_the_multiplier_ends_above_that_of_the_optimum_with_or_without_damping(damping):
    """λ = 0.98 there; all runs chatter about it, in steps that grow with η λ."""
    problem = PROBLEMS["concave"]()
    # Without damping, the first one overshoots so far that it is lost.
    theta0 = problem.theta_from_losses(problem.starts[1:])
    sizes = []
    for rate in (0.02, 0.005):
        method = HardClampMDMM(damping=damping, learning_rate=rate)
        run = simulate(problem, method, theta0, round(20 / rate))
        assert (np.diff(run.multiplier, axis=1) >= 0).all()
        assert (run.multiplier[:, -1] > 1.05).all()
        tail = run.losses[:, -50:, 1]
        np.testing.assert_allclose(tail.mean(axis=1), 0.7, atol=0.05)
        sizes.append(np.median(np.ptp(tail, axis=1)))
    assert sizes[0] > 2 * sizes[1]
