import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import StateWithMemory
from optimizers.mdmm_one_sided import OneSidedMDMM
from optimizers.mdmm_slack import SlackMDMM
from simulation import simulate
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS


def test_one_step_by_hand():
    """h = 8 − 7.5, s² = 0.25 and λ + δ (h + s²) = 0.25 + 4 · 0.75 = 3.25."""
    optimizer = SlackMDMM(epsilon=7.5, damping=4.0, learning_rate=0.1, multiplier_rate=0.03)
    start = StateWithMemory(jnp.array([1.0, 2.0]), jnp.array(0.25), jnp.array(0.5))
    state = optimizer.step(Lines(), start)
    np.testing.assert_allclose(
        state.theta, [1 - 0.1 * (3 - 2 * 3.25), 2 - 0.1 * (1 + 5 * 3.25)]
    )
    np.testing.assert_allclose(state.multiplier, 0.25 + 0.03 * 0.75)
    np.testing.assert_allclose(state.memory, 0.5 - 2 * 0.1 * 3.25 * 0.5)


def test_the_slack_starts_where_the_equality_holds_or_at_zero():
    theta = jnp.array([1.0, 2.0])
    assert float(SlackMDMM(epsilon=12.0).init(Lines(), theta).memory) == 2
    assert float(SlackMDMM(epsilon=3.0).init(Lines(), theta).memory) == 0


def test_a_start_that_breaks_the_bound_is_trapped_at_it():
    """ε = 1.2 has room to spare on the mixed front: the least L₁ goes with L₂ = 1.

    From (1.5, 1.3) the bound is an equality, for which λ has to be negative. One-sided
    MDMM is not held there, nor is a run that starts inside, at (1.5, 1.1).
    """
    problem = PROBLEMS["mixed"]()
    theta0 = problem.theta_from_losses([(1.5, 1.3), (1.5, 1.1)])
    run = simulate(problem, SlackMDMM(epsilon=1.2), theta0, 2000)
    np.testing.assert_allclose(run.losses[:, -1, 0], 0, atol=1e-6)
    np.testing.assert_allclose(run.losses[0, -1, 1], 1.2, atol=1e-6)
    assert run.multiplier[0].min() < -0.1
    one_sided = simulate(problem, OneSidedMDMM(epsilon=1.2), theta0, 2000)
    free = [run.losses[1, -1, 1], *one_sided.losses[:, -1, 1]]
    assert max(free) < 1.1


@pytest.mark.parametrize(("share", "swings"), [(0.9, False), (1.1, True)])
def test_the_slack_swings_where_there_is_more_room_than_it_has_steps_for(share, swings):
    """With h = −s² there is no force, so that θ rests at the end of the front."""
    problem, numbers = PROBLEMS["concave"](), {"damping": 10.0, "learning_rate": 0.02}
    theta0 = problem.theta_from_losses([(0.0, 1.0)])
    room = share / (2 * numbers["damping"] * numbers["learning_rate"])
    method = SlackMDMM(epsilon=1 + room, multiplier_rate=0.0, **numbers)
    state = method.init(problem, theta0[0])
    state = state._replace(memory=state.memory * (1 + 1e-6))
    off = []
    for _ in range(60):
        state = method.step(problem, state)
        off.append(abs(float(state.memory) ** 2 - room))
    assert (off[-1] > off[0]) == swings


@pytest.mark.parametrize("damping", [0.0, 4.0])
def test_the_total_loss_is_that_with_the_best_slack(damping):
    """Against a search over s; without damping only where λ ≥ 0: else there is none."""
    squares = np.linspace(0, 9, 90_001)
    for violation in (-0.5, 0.0, 0.4):
        for multiplier in (-1.0, 0.5, 3.0) if damping else (0.5, 3.0):
            equality = violation + squares
            expected = (multiplier * equality + damping / 2 * equality**2).min() + 2
            losses = np.array([[2.0, 0.7 + violation]])
            found = SlackMDMM(epsilon=0.7, damping=damping).total_loss(
                losses, np.array([multiplier])
            )
            np.testing.assert_allclose(found, [expected], atol=1e-6)
