import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import State
from optimizers.mdmm_softplus import SoftplusMDMM
from tests.oracles import stability
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS


def step_by_hand(optimizer, multiplier):
    state = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(multiplier))
    return optimizer.step(Lines(), state)


def test_one_step_by_hand():
    """λ = ln 2 is at ρ = 0 with slope ½; h = 0.5, so that ρ becomes 0.3 · ½ · 0.5."""
    optimizer = SoftplusMDMM(
        epsilon=7.5, damping=4.0, learning_rate=0.1, multiplier_rate=0.3
    )
    state = step_by_hand(optimizer, multiplier=np.log(2))
    force = np.log(2) + 2
    np.testing.assert_allclose(
        state.theta, [1 - 0.1 * (3 - 2 * force), 2 - 0.1 * (1 + 5 * force)]
    )
    np.testing.assert_allclose(state.multiplier, np.log(1 + np.exp(0.075)))


@pytest.mark.parametrize("multiplier", [1e-12, 1e-3, 0.5, 3.0, 40.0, 1e4])
def test_a_step_without_violation_leaves_the_multiplier_alone(multiplier):
    optimizer = SoftplusMDMM(epsilon=8.0)
    found = step_by_hand(optimizer, multiplier).multiplier
    np.testing.assert_allclose(found, multiplier, rtol=1e-13)


def test_a_large_multiplier_moves_as_that_of_mdmm():
    """Softplus of a large ρ is ρ."""
    optimizer = SoftplusMDMM(epsilon=7.5, multiplier_rate=0.3)
    np.testing.assert_allclose(step_by_hand(optimizer, 60.0).multiplier, 60.15)


def test_multiplier_begins_at_the_logarithm_of_two_and_stays_positive(runs):
    multiplier = runs("convex", "mdmm_softplus", 2000, epsilon=1.2).multiplier
    np.testing.assert_allclose(multiplier[:, 0], np.log(2))
    assert (multiplier > 0).all()


def test_without_damping_theta_moves_as_with_bdmm_at_the_same_multiplier(problem, runs):
    name = type(problem).__name__.lower()
    run = runs(name, "mdmm_softplus", 1, epsilon=0.6, damping=0.0)
    other = runs(name, "linear", 1, alpha=np.log(2))
    np.testing.assert_allclose(run.theta, other.theta, atol=1e-14)


@pytest.mark.parametrize(
    ("name", "epsilon", "rate"),
    [
        ("concave", 0.7, 1.0),
        ("mixed", 0.8, 0.5),
        ("mixed", 0.3, 1.0),
        ("convex", 0.2, 12.0),
    ],
)
@pytest.mark.parametrize("settles", [False, True])
def test_the_law_has_the_squared_slope_of_softplus(name, epsilon, rate, settles):
    """The damping that it takes is above η_λ (1 − exp(−λ))² − F″(ε), with λ = −F′(ε)."""
    problem = PROBLEMS[name]()
    slope = 1 - np.exp(float(problem.front_slope(epsilon)))
    law = rate * slope**2 - float(problem.front_curvature(epsilon))
    assert law > 0.1

    def just_beside_the_law(share):
        damping = law * (1 + share if settles else 1 - share)
        return SoftplusMDMM(epsilon=epsilon, damping=damping, multiplier_rate=rate)

    radius = stability.spectral_radius(problem, just_beside_the_law(0.01))
    assert (radius < 1) == settles
    distance = stability.distance_after_a_nudge(problem, just_beside_the_law(0.15), 1e-5)
    assert distance < 1e-6 if settles else distance > 1e-4
