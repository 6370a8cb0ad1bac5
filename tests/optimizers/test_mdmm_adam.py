import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import StateWithMemory
from optimizers.mdmm import MDMM
from optimizers.mdmm_adam import AdamMDMM
from simulation import simulate
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS


def test_one_step_by_hand():
    """L₂ is 8 and h is 0.5, so that λ + δ h = 2.25; in the third step, t = 3.

    m = 0.5 · 0.2 + 0.5 · 0.5 = 0.35 and v = 0.75 · 0.16 + 0.25 · 0.25 = 0.1825.
    """
    numbers = {"epsilon": 7.5, "damping": 4.0, "learning_rate": 0.1}
    optimizer = AdamMDMM(**numbers, multiplier_rate=0.03, mean_decay=0.5, square_decay=0.75)
    start = StateWithMemory(
        jnp.array([1.0, 2.0]), jnp.array(0.25), jnp.array([0.2, 0.16, 2.0])
    )
    state = optimizer.step(Lines(), start)
    np.testing.assert_allclose(
        state.theta, [1 - 0.1 * (3 - 2 * 2.25), 2 - 0.1 * (1 + 5 * 2.25)]
    )
    np.testing.assert_allclose(state.memory, [0.35, 0.1825, 3])
    mean, square = 0.35 / (1 - 0.5**3), 0.1825 / (1 - 0.75**3)
    np.testing.assert_allclose(state.multiplier, 0.25 + 0.03 * mean / np.sqrt(square))


@pytest.mark.parametrize("size", [1e-3, 1.0, 100.0])
def test_the_first_step_of_the_multiplier_is_as_long_whatever_the_violation(size):
    theta = jnp.array([1.0, 2.0])
    optimizer = AdamMDMM(epsilon=8 - size, multiplier_rate=0.2)
    state = optimizer.step(Lines(), optimizer.init(Lines(), theta))
    np.testing.assert_allclose(state.multiplier, 0.2, rtol=1e-4)


def test_the_multiplier_is_never_negative():
    optimizer = AdamMDMM(epsilon=90.0)
    state = optimizer.init(Lines(), jnp.array([1.0, 2.0]))
    assert optimizer.step(Lines(), state).multiplier == 0


def test_the_rate_that_suits_mdmm_is_far_too_large_for_adam():
    """η_λ = 1 on the concave front at ε = 0.7: MDMM is at rest, with Adam λ never is."""
    problem = PROBLEMS["concave"]()
    theta0 = problem.theta_from_losses(problem.starts)
    swings = {}
    for kind in (MDMM, AdamMDMM):
        run = simulate(problem, kind(multiplier_rate=1.0), theta0, 1000)
        swings[kind] = np.ptp(run.multiplier[:, -200:], axis=1)
    assert (swings[MDMM] < 1e-6).all()
    assert (swings[AdamMDMM] > 0.5).all()
