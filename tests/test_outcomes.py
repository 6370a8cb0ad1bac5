import numpy as np
import pytest

from optimizers import OPTIMIZERS
from optimizers.mdmm import MDMM
from simulation import Trajectory
from tests.paths import BOUNDED, ITERATES, STEPS, assessed, near_optimum, wave
from toy_problems.concave import Concave
from toy_problems.mixed import Mixed
from verdicts import Verdict, assess, constrained_optimum


@pytest.mark.parametrize("num_steps", [0, 1, 4])
@pytest.mark.parametrize("method", OPTIMIZERS)
def test_very_short_runs_are_judged_too(method, num_steps, runs):
    run = runs("concave", method, num_steps)
    outcomes = assess(Concave(), OPTIMIZERS[method](), run)
    assert set(outcomes.verdict) <= set(Verdict)
    assert outcomes.gradient_evaluations == num_steps


def test_distance_from_the_front_is_that_from_its_nearest_point(problem):
    points = np.random.default_rng(0).uniform(-0.1, 2, (200, 2))
    points = np.concatenate([points, [(0, 1), (1, 0), (-1, 1.5), (2, -0.5)]])
    still = np.tile(points[:, None], (1, 3, 1))
    run = Trajectory(np.zeros_like(still), still, np.zeros(still.shape[:2]))
    dense = np.asarray(problem.front_curve(20_001))
    expected = [np.hypot(*(dense - point).T).min() for point in points]
    found = assess(problem, BOUNDED, run).front_distance
    np.testing.assert_allclose(found, expected, atol=3e-5)


@pytest.mark.parametrize(
    ("last_away", "offset", "expected"), [(37, 0.011, 38), (37, 0.009, 0), (0, -0.5, 1)]
)
@pytest.mark.parametrize("axis", [0, 1])
def test_settled_by_the_first_step_from_which_both_losses_stay(
    axis, last_away, offset, expected
):
    path = near_optimum(0)
    path[last_away, axis] += offset
    assert assessed(path).settled_by[0] == expected


def test_a_run_that_moves_until_its_last_step_has_settled_by_that_one():
    path = near_optimum(wave(1))
    assert assessed(path).settled_by[0] == ITERATES - 1


def test_last_losses_violation_and_multiplier_are_those_of_the_last_iterate():
    path = near_optimum(np.linspace(1, 0.25, ITERATES))
    outcomes = assessed(path, multiplier=0.5 * STEPS)
    np.testing.assert_allclose(outcomes.losses, [(0.8, 0.85)])
    np.testing.assert_allclose(outcomes.violation, [0.25])
    np.testing.assert_array_equal(outcomes.multiplier, [0.5 * STEPS[-1]])


def test_the_optimum_is_on_the_front_at_the_bound():
    epsilon = np.array([0.6, 0.8, 0.6, 0.0, 1.0])
    expected = [(0.8, 0.6), (0.6, 0.8), (0.8, 0.6), (1, 0), (0, 1)]
    np.testing.assert_allclose(constrained_optimum(Concave(), epsilon), expected, atol=1e-7)


def test_the_optimum_on_the_mixed_front():
    s = np.linspace(0.01, 0.99, 50)
    w = 0.02 * (1 - np.cos(4 * np.pi * s))
    found = constrained_optimum(Mixed(), 1 - s + w)
    np.testing.assert_allclose(found, np.stack([s + w, 1 - s + w], axis=1), atol=1e-9)


def test_with_room_to_spare_the_optimum_is_the_end_with_the_least_loss_1(problem):
    found = constrained_optimum(problem, np.array([1.1, 3.0]))
    np.testing.assert_allclose(found, [(0, 1)] * 2, atol=1e-12)


@pytest.mark.parametrize("epsilon", [-0.1, np.nan])
def test_there_is_no_optimum_where_the_bound_is_infeasible_or_absent(epsilon, problem):
    assert np.isnan(constrained_optimum(problem, np.array([epsilon]))).all()


def test_gradient_evaluations_are_what_the_method_says(monkeypatch):
    monkeypatch.setattr(MDMM, "gradient_evaluations", lambda self, steps: 3 * steps + 1)
    assert assessed(near_optimum(0)).gradient_evaluations == 3 * (ITERATES - 1) + 1
