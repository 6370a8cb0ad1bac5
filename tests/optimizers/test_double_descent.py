import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import State
from optimizers.double_descent import DoubleDescent
from tests.oracles import stability
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS


def test_one_step_by_hand():
    """h = 0.5 and (3, 1) + 0.25 (−2, 5) = (2.5, 2.25), as BDMM; but λ falls."""
    state = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(0.25))
    optimizer = DoubleDescent(epsilon=7.5, learning_rate=0.1, multiplier_rate=0.7)
    state = optimizer.step(Lines(), state)
    np.testing.assert_allclose(state.theta, [0.75, 1.775])
    np.testing.assert_allclose(state.multiplier, -0.1)


def test_without_a_rate_of_the_multiplier_is_descent_on_loss_1(problem, runs):
    name = type(problem).__name__.lower()
    run = runs(name, "double_descent", 100, multiplier_rate=0.0)
    alone = runs(name, "linear", 100, alpha=0.0)
    np.testing.assert_allclose(run.theta, alone.theta, atol=1e-12)
    assert (run.multiplier == 0).all()


@pytest.mark.parametrize("epsilon", [0.1, 0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("multiplier_rate", [0.01, 1.0, 5.0])
def test_the_optimum_repels_on_any_front(problem, epsilon, multiplier_rate):
    optimizer = DoubleDescent(epsilon=epsilon, multiplier_rate=multiplier_rate)
    assert stability.spectral_radius(problem, optimizer) > 1


def test_a_run_that_begins_with_room_to_spare_ends_at_the_least_loss_2(runs):
    """Its multiplier rises by η_λ ε at each further step."""
    run = runs("concave", "double_descent", 400, epsilon=0.7)
    np.testing.assert_allclose(run.losses[6, -1], (1, 0), atol=1e-9)
    np.testing.assert_allclose(np.diff(run.multiplier[6, -50:]), 0.7)


def test_a_step_from_the_optimum_leads_nowhere():
    problem = PROBLEMS["convex"]()
    theta1, theta2, multiplier = stability.optimum(problem, 0.3)
    state = State(theta=jnp.stack([theta1, theta2]), multiplier=multiplier)
    after = DoubleDescent(epsilon=0.3).step(problem, state)
    np.testing.assert_allclose(after.theta, state.theta, atol=1e-12)
    np.testing.assert_allclose(after.multiplier, state.multiplier, atol=1e-12)
