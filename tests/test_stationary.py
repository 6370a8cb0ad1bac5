import math

import numpy as np
import pytest

from stationary import stationary_points
from toy_problems import PROBLEMS

FRONTS = {
    name: np.asarray(problem().front_curve(161)) for name, problem in PROBLEMS.items()
}
WEIGHTS = [0.05, 0.2, 0.5, 1.0, 1.3, 4.0, 20.0]


@pytest.mark.parametrize("alpha", WEIGHTS)
def test_on_the_concave_circle_the_saddle_is_where_the_normal_points_along_the_weights(
    alpha,
):
    losses, is_minimum = stationary_points(FRONTS["concave"], alpha)
    saddle = np.array([1, alpha]) / math.hypot(1, alpha)
    np.testing.assert_allclose(losses, [(0, 1), saddle, (1, 0)], atol=1e-5)
    assert list(is_minimum) == [True, False, True]


@pytest.mark.claim
@pytest.mark.parametrize("alpha", WEIGHTS)
def test_001_20_on_the_convex_circle_the_star_is_where_it_should_be(alpha):
    losses, is_minimum = stationary_points(FRONTS["convex"], alpha)
    expected = 1 - np.array([1, alpha]) / math.hypot(1, alpha)
    np.testing.assert_allclose(losses, [expected], atol=1e-5)
    assert list(is_minimum) == [True]


@pytest.mark.claim
def test_001_21_the_total_falls_along_the_front_from_a_saddle_as_on_the_circle():
    """Its second derivative in arc length is −√2 for α = 1."""
    losses, _ = stationary_points(FRONTS["concave"], 1.0)
    angles = math.atan2(*losses[1]) + np.array([-0.01, 0, 0.01])
    before, here, after = np.sin(angles) + np.cos(angles)
    assert (before - 2 * here + after) / 0.01**2 == pytest.approx(-math.sqrt(2), abs=1e-3)


def test_the_mixed_front_has_three_minima_and_two_saddles():
    losses, is_minimum = stationary_points(FRONTS["mixed"], 1.0)
    expected = [(0, 1), (0.29, 0.79), (0.5, 0.5), (0.79, 0.29), (1, 0)]
    np.testing.assert_allclose(losses, expected, atol=1e-6)
    assert list(is_minimum) == [True, False, True, False, True]


@pytest.mark.parametrize("name", FRONTS)
@pytest.mark.parametrize("alpha", WEIGHTS)
def test_no_point_of_the_front_nearby_is_lower_than_a_minimum(name, alpha):
    dense = np.asarray(PROBLEMS[name]().front_curve(20001))
    totals = dense @ [1, alpha]
    losses, is_minimum = stationary_points(FRONTS[name], alpha)
    inner = (totals[1:-1] - totals[:-2]) * (totals[2:] - totals[1:-1]) < 0
    ends = [totals[0] < totals[1], totals[-1] < totals[-2]]
    assert len(losses) == inner.sum() + sum(ends)
    for point, lowest in zip(losses, is_minimum, strict=True):
        near = totals[np.hypot(*(dense - point).T) < 0.01]
        extreme = near.min() if lowest else near.max()
        assert point @ [1, alpha] == pytest.approx(extreme, abs=2e-6 * (1 + alpha))


@pytest.mark.parametrize("points", [160, 161])
def test_a_minimum_between_two_points_of_the_same_height_is_found_once(points):
    front = np.asarray(PROBLEMS["convex"]().front_curve(points))
    losses, _ = stationary_points(front, 1.0)
    np.testing.assert_allclose(losses, [np.full(2, 1 - math.sqrt(0.5))], atol=1e-5)


def test_on_a_level_line_there_is_none():
    along = np.linspace(0, 1, 5)
    losses, is_minimum = stationary_points(np.stack([along, 1 - along], 1), 1.0)
    assert losses.shape == (0, 2)
    assert is_minimum.shape == (0,)


def test_without_a_weight_all_runs_go_to_the_least_loss_1():
    for name in ("concave", "mixed"):
        losses, is_minimum = stationary_points(FRONTS[name], 0.0)
        np.testing.assert_allclose(losses[is_minimum][0], (0, 1), atol=1e-12)
