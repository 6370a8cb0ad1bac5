import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import linprog

from optimizers.base import State
from optimizers.dual import Dual
from simulation import simulate
from tests.oracles import listings
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS

BOUNDS = np.linspace(0.02, 0.98, 49)


def best_multipliers(problem, epsilon):
    theta0 = np.tile(problem.theta_from_losses([(1.5, 1.5)]), (len(epsilon), 1))
    return simulate(problem, Dual(epsilon=epsilon), theta0, 0).multiplier[:, 0]


def gap(name, epsilon):
    return np.asarray(Dual(epsilon=epsilon).duality_gap(PROBLEMS[name]()))


def test_one_step_by_hand():
    """∇L₁ + 0.25 ∇L₂ = (3, 1) + 0.25 (−2, 5) = (2.5, 2.25), whatever ε is."""
    state = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(0.25))
    state = Dual(epsilon=7.0, learning_rate=0.1).step(Lines(), state)
    np.testing.assert_allclose(state.theta, [0.75, 1.775])
    assert state.multiplier == 0.25


def test_best_multiplier_on_the_convex_front_is_the_slope_there():
    epsilon = np.linspace(1e-4, 0.9999, 64)
    expected = (1 - epsilon) / np.sqrt(1 - (1 - epsilon) ** 2)
    found = best_multipliers(PROBLEMS["convex"](), epsilon)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)


def test_best_multiplier_on_the_concave_front_is_one_whatever_the_bound():
    epsilon = np.linspace(1e-4, 0.9999, 64)
    np.testing.assert_allclose(best_multipliers(PROBLEMS["concave"](), epsilon), 1)


@pytest.mark.parametrize("name", listings.PROBLEMS)
def test_best_multiplier_is_the_root_that_brent_finds(name):
    found = best_multipliers(PROBLEMS[name](), BOUNDS[::4])
    problem = listings.PROBLEMS[name]
    expected = [listings.solve_dual(problem, epsilon) for epsilon in BOUNDS[::4]]
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)


@pytest.mark.parametrize("name", listings.PROBLEMS)
@pytest.mark.parametrize("epsilon", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_dual_value_is_the_one_of_a_linear_program(name, epsilon):
    """The largest z under all lines L₁ + λ (L₂ − ε), one for each point of the front."""
    angles = np.linspace(0, np.pi / 2, 2001)
    points = np.array([listings.PROBLEMS[name].front(angle) for angle in angles])
    under_the_lines = np.stack([np.ones(2001), epsilon - points[:, 1]], axis=-1)
    solution = linprog(
        [-1, 0], under_the_lines, points[:, 0], bounds=[(None, None), (0, None)]
    )
    best = float(PROBLEMS[name]().front_loss_1(epsilon))
    np.testing.assert_allclose(best - gap(name, epsilon), -solution.fun, atol=1e-6)
    multiplier = best_multipliers(PROBLEMS[name](), np.array([epsilon]))
    np.testing.assert_allclose(multiplier, solution.x[1], atol=5e-3)


def test_gap_on_the_concave_front_is_the_height_of_the_arc_over_its_chord():
    expected = np.sqrt(1 - BOUNDS**2) - (1 - BOUNDS)
    np.testing.assert_allclose(gap("concave", BOUNDS), expected, atol=1e-9)


def test_gap_on_the_convex_front_is_zero():
    np.testing.assert_allclose(gap("convex", BOUNDS), 0, atol=1e-9)


def test_gap_on_the_mixed_front_is_how_far_it_is_above_the_straight_line():
    """Zero at both ends and in the middle only: elsewhere another point is below."""
    s = np.linspace(0, 1, 49)
    wave = 0.02 * (1 - np.cos(4 * np.pi * s))
    np.testing.assert_allclose(gap("mixed", 1 - s + wave), 2 * wave, atol=1e-7)


def test_gap_is_never_negative_beyond_rounding(problem):
    bounds = np.geomspace(1e-6, 1.3, len(BOUNDS))
    assert np.min(Dual(epsilon=bounds).duality_gap(problem)) > -1e-12


def test_gap_has_the_shape_of_the_bound():
    assert gap("concave", 0.7).shape == ()
    assert gap("concave", np.full((2, 3), 0.7)).shape == (2, 3)


def test_a_bound_with_room_to_spare_has_multiplier_zero_and_no_gap(problem):
    epsilon = np.linspace(1, 2, len(BOUNDS))
    np.testing.assert_array_equal(best_multipliers(problem, epsilon), 0)
    np.testing.assert_allclose(Dual(epsilon=epsilon).duality_gap(problem), 0, atol=1e-7)


@pytest.mark.parametrize("name", ["concave", "mixed"])
def test_the_least_bound_is_feasible(name):
    """And has λ = 1, as any other, although L₂ = cos(π/2) is not quite 0 in float64."""
    np.testing.assert_allclose(best_multipliers(PROBLEMS[name](), np.zeros(1)), 1)
    np.testing.assert_allclose(gap(name, 0.0), 0, atol=1e-9)


def test_an_infeasible_bound_has_a_huge_multiplier_and_no_gap_to_speak_of(problem):
    epsilon = np.linspace(-1, -0.01, len(BOUNDS))
    multiplier = best_multipliers(problem, epsilon)
    assert np.isfinite(multiplier).all()
    assert (multiplier > 1e5).all()
    assert np.isnan(Dual(epsilon=epsilon).duality_gap(problem)).all()


@pytest.mark.parametrize("epsilon", [0.15, 0.3, 0.6, 0.9])
def test_every_run_meets_the_bound_on_the_convex_front(epsilon, runs):
    ends = runs("convex", "dual", 2000, epsilon=epsilon).losses[:, -1]
    expected = [1 - np.sqrt(1 - (1 - epsilon) ** 2), epsilon]
    np.testing.assert_allclose(ends, np.broadcast_to(expected, (7, 2)), atol=1e-6)


@pytest.mark.parametrize("epsilon", [0.3, 0.7, 0.9])
def test_four_of_seven_runs_violate_any_bound_on_the_concave_front(epsilon, runs):
    ends = runs("concave", "dual", 400, epsilon=epsilon).losses[:, -1]
    np.testing.assert_allclose(ends[:4], [(0, 1)] * 4, atol=1e-6)
    np.testing.assert_allclose(ends[4:], [(1, 0)] * 3, atol=1e-6)


@pytest.mark.parametrize("epsilon", [0.3, 0.7])
@pytest.mark.parametrize("name", listings.PROBLEMS)
def test_walks_the_path_of_a_weighted_sum(name, epsilon, runs):
    dual = runs(name, "dual", epsilon=epsilon)
    linear = runs(name, "linear", alpha=float(dual.multiplier[0, 0]))
    np.testing.assert_array_equal(dual.theta, linear.theta)
