import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import State
from optimizers.mdmm import MDMM
from optimizers.mdmm_one_sided import OneSidedMDMM
from simulation import simulate
from tests.oracles import stability
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS

# Starts with L₂ well below ε = 1.6.
INSIDE = [(0.8, 0.7), (1.0, 0.5)]


def step_by_hand(optimizer, multiplier):
    state = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(multiplier))
    return optimizer.step(Lines(), state)


def test_one_step_by_hand():
    """h = 8 − 7.5 = 0.5 and λ + δ h = 0.25 + 4 · 0.5 = 2.25 in (3, 1) + 2.25 (−2, 5)."""
    optimizer = OneSidedMDMM(
        epsilon=7.5, damping=4.0, learning_rate=0.1, multiplier_rate=0.3
    )
    state = step_by_hand(optimizer, multiplier=0.25)
    np.testing.assert_allclose(state.theta, [1.15, 0.775])
    np.testing.assert_allclose(state.multiplier, 0.4)


def test_with_room_to_spare_a_step_is_one_on_loss_1():
    """h = 8 − 9 = −1 and λ + δ h = −3.75, so that (1, 2) − 0.1 (3, 1); λ stops at 0."""
    optimizer = OneSidedMDMM(
        epsilon=9.0, damping=4.0, learning_rate=0.1, multiplier_rate=0.3
    )
    state = step_by_hand(optimizer, multiplier=0.25)
    np.testing.assert_allclose(state.theta, [0.7, 1.9])
    assert state.multiplier == 0


def test_a_multiplier_that_outweighs_the_damping_still_counts():
    """h = −1 and λ + δ h = 5 − 4 = 1, so that (1, 2) − 0.1 ((3, 1) + (−2, 5))."""
    optimizer = OneSidedMDMM(
        epsilon=9.0, damping=4.0, learning_rate=0.1, multiplier_rate=0.3
    )
    state = step_by_hand(optimizer, multiplier=5.0)
    np.testing.assert_allclose(state.theta, [0.9, 1.4])
    np.testing.assert_allclose(state.multiplier, 4.7)


def test_equals_mdmm_until_the_force_would_be_negative(problem):
    theta0 = problem.theta_from_losses(problem.starts)
    numbers = {"epsilon": 0.6, "damping": 6.0, "multiplier_rate": 0.4}
    one, two = (
        simulate(problem, kind(**numbers), theta0, 200) for kind in (OneSidedMDMM, MDMM)
    )
    force = two.multiplier + 6.0 * (two.losses[..., 1] - 0.6)
    parted = False
    for index in range(7):
        until = np.argmax(force[index] < 0) if (force[index] < 0).any() else 200
        parted |= until < 200
        for here, there in zip(one, two, strict=True):
            np.testing.assert_allclose(
                here[index, : until + 1], there[index, : until + 1], atol=1e-12
            )
    assert parted


def test_without_damping_is_bdmm(problem, runs):
    name = type(problem).__name__.lower()
    undamped = runs(
        name, "mdmm_one_sided", 100, epsilon=0.6, damping=0.0, multiplier_rate=0.4
    )
    basic = runs(name, "bdmm", 100, epsilon=0.6, multiplier_rate=0.4)
    np.testing.assert_allclose(undamped.theta, basic.theta, atol=1e-12)


@pytest.mark.parametrize("name", ["convex", "concave", "mixed"])
def test_a_run_with_room_to_spare_is_descent_on_loss_1_alone(name, runs):
    free = runs(name, "mdmm_one_sided", 300, epsilon=1.6, starts=INSIDE)
    alone = runs(name, "linear", 300, alpha=0.0, starts=INSIDE)
    assert alone.losses[..., 1].max() < 1.6
    np.testing.assert_allclose(free.theta, alone.theta, atol=1e-12)
    assert (free.multiplier == 0).all()


@pytest.mark.parametrize(("share", "settles"), [(0.99, False), (1.01, True)])
def test_the_law_of_mdmm_holds(share, settles):
    problem = PROBLEMS["concave"]()
    law = 1.0 - float(problem.front_curvature(0.7))
    optimizer = OneSidedMDMM(epsilon=0.7, damping=share * law)
    assert (stability.spectral_radius(problem, optimizer) < 1) == settles


def test_total_loss_is_smooth_where_the_force_vanishes():
    """With λ = 2 and δ = 4 that is at h = −1/2; from there on it is L₁ − λ² / 2δ."""
    h = np.array([1.0, -0.5 + 1e-9, -0.5 - 1e-9, -3.0])
    losses = np.stack([np.ones(4), 0.7 + h], axis=-1)
    found = OneSidedMDMM(damping=4.0).total_loss(losses, np.full(4, 2.0))
    np.testing.assert_allclose(found, [1 + 2 + 2, 0.5, 0.5, 0.5])
