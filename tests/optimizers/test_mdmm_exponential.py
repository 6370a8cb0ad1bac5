import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import State
from optimizers.mdmm_exponential import ExponentialMDMM
from tests.oracles import stability
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS


def step_by_hand(optimizer, multiplier):
    state = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(multiplier))
    return optimizer.step(Lines(), state)


def test_one_step_by_hand():
    """h = 0.5 and λ + δ h = 2.25 in (3, 1) + 2.25 (−2, 5); ρ rises by 0.3 · 0.25 · 0.5."""
    optimizer = ExponentialMDMM(
        epsilon=7.5, damping=4.0, learning_rate=0.1, multiplier_rate=0.3
    )
    state = step_by_hand(optimizer, multiplier=0.25)
    np.testing.assert_allclose(state.theta, [1.15, 0.775])
    np.testing.assert_allclose(np.log(state.multiplier), np.log(0.25) + 0.0375)


def test_multiplier_begins_at_one_and_stays_positive(runs):
    multiplier = runs("convex", "mdmm_exponential", 2000, epsilon=1.2).multiplier
    np.testing.assert_array_equal(multiplier[:, 0], 1)
    assert (multiplier > 0).all()


def test_with_room_to_spare_the_multiplier_creeps_down_as_the_inverse_of_time(runs):
    """1/λ rises by η_λ |h| a step; loss 1 alone leaves L₂ nearly where it is."""
    run = runs(
        "convex", "mdmm_exponential", 2000, epsilon=1.2, damping=0.0, multiplier_rate=0.5
    )
    rise = 1 / run.multiplier[:, -1] - 1 / run.multiplier[:, 1000]
    room = 1.2 - run.losses[:, 1000:-1, 1]
    np.testing.assert_allclose(rise, 0.5 * room.sum(axis=1), rtol=0.01)


@pytest.mark.parametrize(
    ("name", "epsilon", "rate"),
    [
        ("concave", 0.7, 1.0),
        ("concave", 0.8, 0.5),
        ("mixed", 0.3, 1.0),
        ("convex", 0.2, 4.0),
    ],
)
@pytest.mark.parametrize("settles", [False, True])
def test_the_law_has_the_squared_multiplier(name, epsilon, rate, settles):
    """The damping that it takes is above η_λ λ² − F″(ε), with λ = −F′(ε)."""
    problem = PROBLEMS[name]()
    slope = float(problem.front_slope(epsilon))
    law = rate * slope**2 - float(problem.front_curvature(epsilon))
    assert law > 0.1

    def just_beside_the_law(share):
        damping = law * (1 + share if settles else 1 - share)
        return ExponentialMDMM(epsilon=epsilon, damping=damping, multiplier_rate=rate)

    radius = stability.spectral_radius(problem, just_beside_the_law(0.01))
    assert (radius < 1) == settles
    distance = stability.distance_after_a_nudge(problem, just_beside_the_law(0.15), 1e-5)
    assert distance < 1e-6 if settles else not distance <= 1e-4
