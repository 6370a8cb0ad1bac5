"""SciPy's motion, with derivatives worked out by hand, is the one that is trusted."""

import jax.numpy as jnp
import numpy as np
import pytest
from scipy.integrate import solve_ivp

from damping.lasalle import rest
from damping.motion import motion, residual
from optimizers.base import State
from tests.claims import test_equation_of_motion as by_hand
from toy_problems import PROBLEMS

CASES = by_hand.CASES
START = State(jnp.array(by_hand.START[:2]), jnp.array(by_hand.START[2]))


@pytest.mark.parametrize("damping", [6.0, 30.0])
@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_the_motion_is_that_of_scipy(name, epsilon, damping):
    found = motion(PROBLEMS[name](), START, epsilon, damping)
    trusted = solve_ivp(
        lambda _, state: by_hand.velocity(name, epsilon, damping / 2, state),
        (0, found.time[-1]),
        by_hand.START,
        method="DOP853",
        rtol=1e-11,
        atol=1e-12,
        t_eval=found.time,
    )
    np.testing.assert_allclose(found.theta, trusted.y[:2].T, atol=1e-6)
    np.testing.assert_allclose(found.multiplier, trusted.y[2], atol=1e-6)


@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_e2_along_the_motion_of_scipy_the_matrix_obeys_its_equation_and_as_printed_does_not(
    name, epsilon
):
    times = np.linspace(0.1, by_hand.END - 0.1, 60)
    states = by_hand.motion(name, epsilon, 5.0)(times)
    at = PROBLEMS[name](), states[:2].T, states[2], epsilon, 10.0
    assert float(residual(*at).max()) < 1e-6
    wrong = np.asarray(residual(*at, printed=True))
    assert wrong.max() > 1
    expected = list(by_hand.residuals(name, epsilon, 5.0, as_printed=True))
    np.testing.assert_allclose(wrong, expected, atol=1e-4)


@pytest.mark.parametrize("damping", [0.0, 1.0, 30.0])
@pytest.mark.parametrize("name", ["convex", "concave", "mixed"])
def test_the_residual_of_our_own_motion_tells_both_matrices_apart(name, damping):
    problem, epsilon = PROBLEMS[name](), 0.6
    start = State(rest(problem, epsilon).theta + jnp.array([0.02, 0.2]), START.multiplier)
    found = motion(problem, start, epsilon, damping)
    at = problem, found.theta, found.multiplier, epsilon, damping
    right, wrong = (np.asarray(residual(*at, printed=printed)) for printed in (False, True))
    assert np.nanmax(right) < 1e-6
    assert (np.nanmax(wrong) > 0.1) == (damping > 0)


def test_a_start_far_away_with_much_damping_is_followed_in_steps_that_are_short_enough():
    problem = PROBLEMS["convex"]()
    start = State(problem.theta_from_losses(problem.starts)[0], jnp.array(0.0))
    found = motion(problem, start, 0.3, 1000.0)
    # At the start itself θ″ is some 1e7, of which a part of 1e-7 is left.
    assert np.isfinite(found.theta).all()
    assert 0 < found.time[-1] < 60
    assert np.nanmax(residual(problem, *found[1:], 0.3, 1000.0)[1:]) < 1e-4


def test_theta_is_kept_in_its_box_where_no_equation_is_asked_of_it():
    problem = PROBLEMS["concave"]()
    found = motion(problem, START, 0.7, 0.0)
    assert (found.theta[:, 0] >= 0).all()
    assert found.theta[-1, 0] == 0
    asked = np.isfinite(residual(problem, *found[1:], 0.7, 0.0))
    np.testing.assert_array_equal(asked, found.theta[:, 0] > 1e-3)
