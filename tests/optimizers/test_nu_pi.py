import jax
import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import StateWithMemory
from optimizers.bdmm import BDMM
from optimizers.nu_pi import NuPI
from simulation import simulate
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS


def test_one_step_by_hand():
    """L₂ is 8 and h is 0.5, so that ξ goes from 0.2 to 0.75 · 0.2 + 0.25 · 0.5 = 0.275."""
    optimizer = NuPI(
        epsilon=7.5,
        learning_rate=0.1,
        multiplier_rate=0.03,
        proportional_gain=4.0,
        smoothing=0.75,
    )
    start = StateWithMemory(jnp.array([1.0, 2.0]), jnp.array(0.25), jnp.array(0.2))
    state = optimizer.step(Lines(), start)
    np.testing.assert_allclose(
        state.theta, [1 - 0.1 * (3 - 2 * 0.25), 2 - 0.1 * (1 + 5 * 0.25)]
    )
    np.testing.assert_allclose(state.memory, 0.275)
    np.testing.assert_allclose(state.multiplier, 0.25 + 0.03 * 0.5 + 4 * 0.075)


def test_the_multiplier_is_never_negative():
    optimizer = NuPI(epsilon=90.0)
    state = optimizer.init(Lines(), jnp.array([1.0, 2.0]))
    assert optimizer.step(Lines(), state).multiplier == 0


def test_without_proportional_gain_it_is_bdmm(problem):
    theta0 = problem.theta_from_losses(problem.starts)
    expected = simulate(problem, BDMM(epsilon=0.5), theta0, 300)
    found = simulate(problem, NuPI(epsilon=0.5, proportional_gain=0.0), theta0, 300)
    np.testing.assert_allclose(found.theta, expected.theta, atol=1e-9)


@pytest.mark.parametrize("smoothing", [0.0, 0.8])
@pytest.mark.parametrize(("share", "settles"), [(0.9, False), (1.1, True)])
def test_for_small_steps_it_obeys_the_law_of_mdmm(share, settles, smoothing):
    """ε = 0.7 on the concave front: κ has to exceed η_λ − F″(ε) = 3.746."""
    problem = PROBLEMS["concave"]()
    threshold = 1 - float(problem.front_curvature(0.7))
    angle = np.arctan2(np.sqrt(1 - 0.7**2), 0.7)
    method = NuPI(
        learning_rate=1e-4, proportional_gain=share * threshold, smoothing=smoothing
    )
    start = problem.theta_from_losses([(np.sin(angle + 1e-3), np.cos(angle + 1e-3))])
    state = method.init(problem, start[0])
    # At rest but for the nudge: λ is that of the optimum from the start.
    at_rest = -float(problem.front_slope(0.7))
    state = state._replace(multiplier=jnp.asarray(at_rest))
    far = _largest_distances(problem, method, state, angle)
    assert (far[-1] < far[0]) == settles


def _largest_distances(problem, method, state, angle):
    def step(state, _):
        state = method.step(problem, state)
        return state, jnp.abs(state.theta[0] - angle)

    _, distance = jax.lax.scan(step, state, length=40_000)
    return np.asarray(distance).reshape(4, -1).max(axis=1)
