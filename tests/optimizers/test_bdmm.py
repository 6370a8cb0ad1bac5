import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import State
from optimizers.bdmm import BDMM
from tests.oracles import stability
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS


def step_by_hand(optimizer, multiplier):
    state = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(multiplier))
    return optimizer.step(Lines(), state)


def test_one_step_by_hand():
    """h = 8 − 7.5 = 0.5 and ∇L₁ + λ ∇L₂ = (3, 1) + 0.25 (−2, 5) = (2.5, 2.25)."""
    optimizer = BDMM(epsilon=7.5, learning_rate=0.1, multiplier_rate=0.3)
    state = step_by_hand(optimizer, multiplier=0.25)
    np.testing.assert_allclose(state.theta, [0.75, 1.775])
    np.testing.assert_allclose(state.multiplier, 0.4)


def test_multiplier_stops_at_exactly_zero():
    """h = 8 − 9 = −1, so that λ would become 0.25 − 0.3."""
    optimizer = BDMM(epsilon=9.0, learning_rate=0.1, multiplier_rate=0.3)
    assert step_by_hand(optimizer, multiplier=0.25).multiplier == 0


def test_multiplier_starts_at_zero_and_is_never_negative(runs):
    multiplier = runs("convex", "bdmm", 500, epsilon=0.7).multiplier
    assert (multiplier[:, 0] == 0).all()
    assert (multiplier >= 0).all()
    assert (multiplier[:, 1:] == 0).any()


@pytest.mark.parametrize("epsilon", [0.2, 0.4, 0.6])
def test_settles_at_the_optimum_of_the_convex_front(epsilon, runs):
    run = runs("convex", "bdmm", 4000, epsilon=epsilon, multiplier_rate=0.5)
    rest = np.sqrt(1 - (1 - epsilon) ** 2)
    ends = np.broadcast_to([1 - rest, epsilon], (7, 2))
    np.testing.assert_allclose(run.losses[:, -1], ends, atol=1e-4)
    np.testing.assert_allclose(run.multiplier[:, -1], (1 - epsilon) / rest, atol=1e-3)


@pytest.mark.parametrize("epsilon", [0.3, 0.5, 0.7])
@pytest.mark.parametrize(("share", "settles"), [(0.97, True), (1.03, False)])
def test_settles_on_the_convex_front_while_the_rate_is_below_its_curvature(
    epsilon, share, settles
):
    """η_λ < F″(ε), the law of `test_mdmm.py` without damping."""
    problem = PROBLEMS["convex"]()
    rate = share * float(problem.front_curvature(epsilon))
    optimizer = BDMM(epsilon=epsilon, multiplier_rate=rate)
    assert (stability.spectral_radius(problem, optimizer) < 1) == settles


@pytest.mark.parametrize("epsilon", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("multiplier_rate", [0.01, 1.0, 5.0])
@pytest.mark.parametrize("learning_rate", [0.001, 0.02])
def test_never_settles_on_the_concave_front(epsilon, multiplier_rate, learning_rate):
    optimizer = BDMM(
        epsilon=epsilon, multiplier_rate=multiplier_rate, learning_rate=learning_rate
    )
    assert stability.spectral_radius(PROBLEMS["concave"](), optimizer) > 1
