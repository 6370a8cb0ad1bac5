import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import State
from optimizers.mdmm import MDMM
from simulation import simulate
from tests.oracles import stability
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS

# Problem, ε and η_λ, such that the law asks for some damping.
NEAR = [
    ("concave", 0.3, 1.0),
    ("concave", 0.7, 0.5),
    ("concave", 0.8, 1.0),
    ("concave", 0.9, 2.0),
    ("convex", 0.3, 4.0),
    ("convex", 0.7, 2.0),
    ("convex", 0.9, 5.0),
    ("mixed", 0.05, 8.0),
    ("mixed", 0.3, 1.0),
    ("mixed", 0.5, 8.0),
    ("mixed", 0.8, 0.5),
]


def step_by_hand(optimizer, multiplier):
    state = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(multiplier))
    return optimizer.step(Lines(), state)


def settled(problem, run, epsilon):
    """Which runs end within 0.001 of the constrained optimum."""
    loss_1 = np.broadcast_to(problem.front_loss_1(epsilon), len(run.losses))
    optimum = np.stack([loss_1, np.broadcast_to(epsilon, loss_1.shape)], axis=-1)
    return np.abs(run.losses[:, -1] - optimum).max(axis=-1) < 1e-3


def settled_at(name, bounds, num_steps=3000, *, keep_in_domain=True, **numbers):
    """How many of the seven runs settle at each of the bounds."""
    problem = PROBLEMS[name]()
    epsilon = np.repeat(bounds, 7)
    theta0 = np.tile(problem.theta_from_losses(problem.starts), (len(bounds), 1))
    optimizer = MDMM(epsilon=epsilon, **numbers)
    run = simulate(problem, optimizer, theta0, num_steps, keep_in_domain=keep_in_domain)
    return settled(problem, run, epsilon).reshape(-1, 7).sum(axis=1)


def test_one_step_by_hand():
    """h = 8 − 7.5 = 0.5 and λ + δ h = 0.25 + 4 · 0.5 = 2.25 in (3, 1) + 2.25 (−2, 5)."""
    optimizer = MDMM(epsilon=7.5, damping=4.0, learning_rate=0.1, multiplier_rate=0.3)
    state = step_by_hand(optimizer, multiplier=0.25)
    np.testing.assert_allclose(state.theta, [1.15, 0.775])
    np.testing.assert_allclose(state.multiplier, 0.4)


def test_damping_pulls_up_as_hard_as_it_pushes_down():
    """h = 8 − 9 = −1 and λ + δ h = −3.75 in (3, 1) − 3.75 (−2, 5); λ stops at 0."""
    optimizer = MDMM(epsilon=9.0, damping=4.0, learning_rate=0.1, multiplier_rate=0.3)
    state = step_by_hand(optimizer, multiplier=0.25)
    np.testing.assert_allclose(state.theta, [-0.05, 3.775])
    assert state.multiplier == 0


def test_multiplier_starts_at_zero_and_is_never_negative(runs):
    multiplier = runs("convex", "mdmm", 500, epsilon=0.7).multiplier
    assert (multiplier[:, 0] == 0).all()
    assert (multiplier >= 0).all()
    assert (multiplier[:, 1:] == 0).any()


def test_without_damping_is_bdmm(problem, runs):
    name = type(problem).__name__.lower()
    undamped = runs(name, "mdmm", 100, epsilon=0.6, damping=0.0, multiplier_rate=0.4)
    basic = runs(name, "bdmm", 100, epsilon=0.6, multiplier_rate=0.4)
    np.testing.assert_allclose(undamped.theta, basic.theta, atol=1e-12)


def test_all_runs_settle_at_the_defaults(problem):
    run = simulate(problem, MDMM(), problem.theta_from_losses(problem.starts), 1000)
    assert settled(problem, run, 0.7).all()
    expected = -float(problem.front_slope(0.7))
    np.testing.assert_allclose(run.multiplier[:, -1], expected, atol=1e-3)


@pytest.mark.parametrize(("name", "epsilon", "multiplier_rate"), NEAR)
@pytest.mark.parametrize("settles", [False, True])
def test_the_optimum_attracts_if_and_only_if_damping_beats_the_law(
    name, epsilon, multiplier_rate, settles
):
    """The law is damping > multiplier_rate − F″(ε), for starts near in θ and in λ."""
    problem = PROBLEMS[name]()
    law = multiplier_rate - float(problem.front_curvature(epsilon))
    assert law > 0.1

    def just_beside_the_law(share):
        damping = law * (1 + share if settles else 1 - share)
        return MDMM(epsilon=epsilon, damping=damping, multiplier_rate=multiplier_rate)

    radius = stability.spectral_radius(problem, just_beside_the_law(0.01))
    assert (radius < 1) == settles
    distance = stability.distance_after_a_nudge(problem, just_beside_the_law(0.1), 1e-5)
    assert distance < 1e-6 if settles else distance > 1e-4


@pytest.mark.parametrize("name", ["convex", "mixed"])
def test_with_projection_all_runs_settle_at_every_bound(name):
    assert (settled_at(name, np.linspace(0.02, 0.98, 33)) == 7).all()


def test_with_projection_all_runs_settle_on_the_concave_front_up_to_where_damping_fails():
    """δ = 10 satisfies the law up to ε = 0.877; there is no room to spare near it."""
    assert (settled_at("concave", np.linspace(0.02, 0.8, 27)) == 7).all()
    assert (settled_at("concave", np.array([0.89, 0.93, 0.97])) == 0).all()


def test_more_damping_and_smaller_steps_settle_where_the_default_does_not():
    bounds = np.array([0.9, 0.95])
    found = settled_at("concave", bounds, 6000, damping=50.0, learning_rate=0.005)
    assert (found == 7).all()


@pytest.mark.parametrize(
    ("name", "counts"), [("convex", [3, 3, 5, 7]), ("concave", [1, 2, 5, 7])]
)
def test_without_projection_runs_are_lost_at_small_bounds(name, counts):
    """They overshoot the end of the front, and are stuck where the angle is clipped."""
    bounds = np.array([0.05, 0.1, 0.25, 0.6])
    found = settled_at(name, bounds, keep_in_domain=False)
    np.testing.assert_array_equal(found, counts)
