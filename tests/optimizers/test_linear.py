import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import State
from optimizers.linear import Linear
from simulation import simulate
from tests.oracles.linear_model import Lines


def test_one_step_by_hand():
    """∇L₁ + 0.25 ∇L₂ = (3, 1) + 0.25 (−2, 5) = (2.5, 2.25)."""
    state = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(7.0))
    state = Linear(alpha=0.25, learning_rate=0.1).step(Lines(), state)
    np.testing.assert_allclose(state.theta, [0.75, 1.775])


def test_multiplier_is_the_weight(runs):
    run = runs("convex", "linear", 2, alpha=np.linspace(0, 3, 7))
    np.testing.assert_array_equal(run.multiplier.T, [np.linspace(0, 3, 7)] * 3)


@pytest.mark.parametrize("alpha", [0.2, 0.5, 1.0, 2.0, 4.0])
def test_every_run_reaches_the_closed_form_on_the_convex_front(alpha, runs):
    """The circle around (1, 1) has slope −1/α at 1 − (1, α) / √(1 + α²)."""
    ends = runs("convex", "linear", 2000, alpha=alpha).losses[:, -1]
    expected = 1 - np.array([1, alpha]) / np.hypot(1, alpha)
    np.testing.assert_allclose(ends, np.broadcast_to(expected, (7, 2)), atol=1e-9)


@pytest.mark.parametrize("alpha", [0.2, 0.5, 1.0, 2.0, 4.0])
def test_every_run_ends_at_an_end_of_the_concave_front(alpha, runs):
    ends = runs("concave", "linear", 1000, alpha=alpha).losses[:, -1]
    to_an_end = np.abs(ends[:, None] - np.eye(2)).max(axis=-1).min(axis=-1)
    np.testing.assert_allclose(to_an_end, 0, atol=1e-4)


def test_the_weighted_sum_never_rises(problem):
    weights = np.repeat([0.2, 0.5, 1.0, 2.0, 4.0], 7)
    theta0 = np.tile(problem.theta_from_losses(problem.starts), (5, 1))
    run = simulate(problem, Linear(alpha=weights), theta0, 400)
    total = run.losses[..., 0] + weights[:, None] * run.losses[..., 1]
    assert np.diff(total, axis=1).max() < 1e-12
