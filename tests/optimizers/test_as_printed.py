import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.as_printed import AsPrinted
from optimizers.base import State
from optimizers.bdmm import BDMM
from tests.oracles import stability
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS


def test_one_step_by_hand():
    """h = 0.5 and (3, 1) − 0.25 (−2, 5) = (3.5, −0.25)."""
    state = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(0.25))
    optimizer = AsPrinted(epsilon=7.5, learning_rate=0.1, multiplier_rate=0.7)
    state = optimizer.step(Lines(), state)
    np.testing.assert_allclose(state.theta, [0.65, 2.025])
    np.testing.assert_allclose(state.multiplier, -0.1)


def test_is_bdmm_with_the_opposite_multiplier_until_that_is_clamped(problem, runs):
    name = type(problem).__name__.lower()
    printed = runs(name, "as_printed", 400, epsilon=0.3, multiplier_rate=0.4)
    basic = runs(name, "bdmm", 400, epsilon=0.3, multiplier_rate=0.4)
    for index in range(7):
        clamped = basic.multiplier[index, 1:] == 0
        until = np.argmax(clamped) if clamped.any() else 400
        assert until > 5
        here, there = slice(index, index + 1), slice(until + 1)
        np.testing.assert_allclose(
            printed.theta[here, there], basic.theta[here, there], atol=1e-12
        )
        np.testing.assert_allclose(
            printed.multiplier[here, there], -basic.multiplier[here, there], atol=1e-12
        )


@pytest.mark.parametrize(("rate", "attracts"), [(0.97, True), (1.03, False)])
def test_the_law_of_bdmm_holds_at_the_opposite_multiplier(rate, attracts):
    """η_λ < F″(ε): both steps have the same eigenvalues, once λ is turned over."""
    problem = PROBLEMS["convex"]()
    numbers = {
        "epsilon": 0.3,
        "multiplier_rate": rate * float(problem.front_curvature(0.3)),
    }
    turn = np.diag([1.0, 1, -1])
    at_rest = stability.optimum(problem, 0.3)
    printed = stability._jacobian(problem, AsPrinted(**numbers), turn @ at_rest)
    basic = stability._jacobian(problem, BDMM(**numbers), at_rest)
    np.testing.assert_allclose(turn @ printed @ turn, basic, atol=1e-12)
    assert (np.abs(np.linalg.eigvals(np.asarray(printed))).max() < 1) == attracts


@pytest.mark.parametrize("loss_2", [0.2, 0.5])
def test_meets_the_bound_from_either_side(loss_2, runs):
    start = [(float(PROBLEMS["convex"]().front_loss_1(loss_2)), loss_2)]
    run = runs("convex", "as_printed", 2000, epsilon=0.3, starts=start)
    np.testing.assert_allclose(run.losses[0, -1, 1], 0.3, atol=1e-6)
