import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import State
from optimizers.learned_weight import LearnedWeight
from tests.oracles.linear_model import Lines


def test_one_step_by_hand():
    """λ = ln 2 is at ρ = 0 with slope ½; L₂ = 8, so that ρ becomes −0.3 · ½ · 8."""
    state = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(np.log(2)))
    optimizer = LearnedWeight(alpha=7.0, learning_rate=0.1, multiplier_rate=0.3)
    state = optimizer.step(Lines(), state)
    np.testing.assert_allclose(
        state.theta, [1 - 0.1 * (3 - 2 * np.log(2)), 2 - 0.1 * (1 + 5 * np.log(2))]
    )
    np.testing.assert_allclose(state.multiplier, np.log(1 + np.exp(-1.2)))


def test_without_a_rate_of_the_weight_is_a_weighted_sum(problem, runs):
    name = type(problem).__name__.lower()
    weights = np.linspace(0.2, 3, 7)
    learned = runs(name, "learned_weight", 200, alpha=weights, multiplier_rate=0.0)
    fixed = runs(name, "linear", 200, alpha=weights)
    np.testing.assert_allclose(learned.multiplier, fixed.multiplier, rtol=1e-12)
    np.testing.assert_allclose(learned.theta, fixed.theta, atol=1e-9)


def test_a_weight_of_zero_stays_zero(problem, runs):
    name = type(problem).__name__.lower()
    learned = runs(name, "learned_weight", 200, alpha=0.0)
    assert (learned.multiplier == 0).all()
    alone = runs(name, "linear", 200, alpha=0.0)
    np.testing.assert_allclose(learned.theta, alone.theta, atol=1e-12)


@pytest.mark.parametrize("rate", [0.1, 1.0, 5.0])
def test_the_weight_begins_where_it_is_told_and_never_rises(problem, runs, rate):
    name = type(problem).__name__.lower()
    weights = np.linspace(0.2, 3, 7)
    run = runs(name, "learned_weight", 500, alpha=weights, multiplier_rate=rate)
    np.testing.assert_array_equal(run.multiplier[:, 0], weights)
    assert np.diff(run.multiplier, axis=1).max() <= 1e-13
    assert (run.multiplier > 0).all()


def test_a_small_weight_falls_as_the_inverse_of_time(runs):
    """1/λ rises by η_λ L₂ a step."""
    run = runs("convex", "learned_weight", 2000, multiplier_rate=0.5)
    rise = 1 / run.multiplier[:, -1] - 1 / run.multiplier[:, 1000]
    expected = 0.5 * run.losses[:, 1000:-1, 1].sum(axis=1)
    np.testing.assert_allclose(rise, expected, rtol=0.01)
