import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import State
from optimizers.hard_constraint_first import HardConstraintFirst
from simulation import simulate
from tests.oracles import listings
from tests.oracles.linear_model import Lines

STEPS = 400
EPSILON = np.sqrt(0.5)


@pytest.mark.parametrize(
    ("epsilon", "expected"),
    [
        # L₂ = 8 > 7.5: θ − 0.1 ∇L₂ = (1, 2) − 0.1 (−2, 5).
        (7.5, [1.2, 1.5]),
        # L₂ = 8 = ε is no violation: θ − 0.1 ∇L₁ = (1, 2) − 0.1 (3, 1).
        (8.0, [0.7, 1.9]),
        (8.5, [0.7, 1.9]),
    ],
)
def test_one_step_by_hand(epsilon, expected):
    state = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(jnp.nan))
    optimizer = HardConstraintFirst(epsilon=epsilon, learning_rate=0.1)
    np.testing.assert_allclose(optimizer.step(Lines(), state).theta, expected)


def test_has_no_multiplier(runs):
    run = runs("convex", "hard_constraint_first", 5, epsilon=0.3)
    assert np.isnan(run.multiplier).all()


@pytest.mark.parametrize("epsilon", [0.3, 0.7])
def test_chatters_about_the_constrained_optimum(problem, epsilon):
    theta0 = problem.theta_from_losses(problem.starts)
    run = simulate(problem, HardConstraintFirst(epsilon=epsilon), theta0, 1000)
    optimum = [float(problem.front_loss_1(epsilon)), epsilon]
    last = run.losses[:, -200:]
    np.testing.assert_allclose(last.mean(axis=1), [optimum] * 7, atol=0.01)
    assert (np.ptp(last[..., 1], axis=1) > 0.005).all()


def test_a_step_that_violates_is_followed_by_one_that_lowers_loss_2(problem):
    theta0 = problem.theta_from_losses(problem.starts)
    loss_2 = simulate(problem, HardConstraintFirst(), theta0, 400).losses[..., 1]
    violated = loss_2[:, :-1] > 0.7
    assert violated.any(axis=1).all()
    assert (np.diff(loss_2)[violated] < 0).all()


def float32_leaves(start):
    """Whether the listing in float32 leaves the one in float64 by more than 1e-4."""
    paths = [
        listings.hard_constraint_first(
            listings.Losses(listings.PROBLEMS["concave"], dtype),
            start,
            STEPS,
            epsilon=EPSILON,
            rate=0.02,
        )[0]
        for dtype in (np.float32, np.float64)
    ]
    return np.abs(paths[0] - paths[1]).max() > 1e-4


def test_float64_follows_the_listing_where_float32_does_not(runs):
    """The reason for `precision.py`: which side of ε a run is on hangs on a rounding."""
    run = runs(
        "concave", "hard_constraint_first", STEPS, epsilon=EPSILON, keep_in_domain=False
    )
    assert run.theta.dtype == np.float64
    followed = 0
    for theta in run.theta:
        losses = listings.Losses(listings.PROBLEMS["concave"])
        expected, _ = listings.hard_constraint_first(
            losses, theta[0], STEPS, epsilon=EPSILON, rate=0.02
        )
        followed += np.abs(theta - expected).max() < 1e-4
    assert followed == 7
    assert sum(float32_leaves(theta[0]) for theta in run.theta) >= 1
