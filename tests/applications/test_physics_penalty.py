"""The physics penalty against NumPy, and against curves that can bend anywhere."""

from functools import cache

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
from scipy.optimize import brentq

from applications import APPLICATIONS
from model_training import trained

PENALTY = APPLICATIONS["physics_penalty"]()
(BOUNDED,) = PENALTY.bounded
RANGE = BOUNDED.high - BOUNDED.low

# How far the data dip below 3 without their noise, whose variance is 0.05².
DIP = np.maximum(0, -1.2 * np.sin(1.5 * np.linspace(-3, 3, 20001)))
NOISE = 0.05**2


@cache
def kept_to(epsilon):
    return trained(PENALTY, PENALTY.kept_to({"penalty": epsilon}))


@cache
def weighted(weight):
    return trained(PENALTY, PENALTY.weighted({"penalty": weight}))


def smallest_output(training):
    return PENALTY.picture(training).y.min()


def shortfall(weight):
    """Of the curve that minimizes MSE + weight g: weight/2 above the data, up to 3."""
    return np.mean(np.maximum(0, DIP - weight / 2))


def test_losses_are_those_of_a_network_in_numpy():
    params = kept_to(0.1).params
    points = PENALTY.examples

    def outputs(x):
        activity = np.asarray(x, float)[:, None]
        for layer, (weights, biases) in enumerate(params):
            activity = activity @ np.asarray(weights) + np.asarray(biases)[None]
            activity = np.tanh(activity) if layer < 2 else activity
        return activity[:, 0]

    error, values = PENALTY.losses(params, points, jax.random.key(0))
    assert error == pytest.approx(np.mean((outputs(points.x) - points.y) ** 2), rel=1e-4)
    under = np.maximum(0, 3 - outputs(np.linspace(-3, 3, 121)))
    assert values["penalty"] == pytest.approx(np.mean(under), rel=1e-4)


def test_the_data_are_a_sine_that_dips_below_3():
    x, y = PENALTY.examples
    assert len(x) == 120
    assert y.min() < 2
    assert np.std(y - 3 - 1.2 * np.sin(1.5 * x)) == pytest.approx(0.05, rel=0.1)


def test_kept_to_0_it_hardly_falls_below_3_anywhere():
    found = kept_to(BOUNDED.epsilon)
    assert BOUNDED.epsilon == 0
    assert found.losses[-1, 1] < 0.003
    assert smallest_output(found) > 2.95
    assert found.multipliers[-1, 0] > 2.4
    assert found.losses[-1, 0] == pytest.approx(np.mean(DIP**2) + NOISE, rel=0.05)


@pytest.mark.parametrize("epsilon", [0.02, 0.05, 0.1, 0.2, 0.3, 0.35])
def test_a_bound_is_kept_to(epsilon):
    found = kept_to(epsilon)
    assert found.losses[-1, 1] == pytest.approx(epsilon, abs=0.005 * RANGE)
    assert found.multipliers[-1, 0] > 0


@pytest.mark.parametrize("epsilon", [0.1, 0.15, 0.2, 0.25, 0.3])
def test_a_bound_comes_to_what_a_curve_that_can_bend_anywhere_comes_to(epsilon):
    weight = brentq(lambda weight: shortfall(weight) - epsilon, 0, 2.4)
    found = kept_to(epsilon)
    assert found.multipliers[-1, 0] == pytest.approx(weight, rel=0.05)
    least = np.mean(np.minimum(DIP, weight / 2) ** 2) + NOISE
    assert found.losses[-1, 0] == pytest.approx(least, rel=0.06)


@pytest.mark.parametrize("epsilon", [0.05, 0.1, 0.15, 0.2, 0.25, 0.3])
def test_the_multiplier_is_minus_the_slope_of_the_front(epsilon):
    below, above = (kept_to(epsilon + step).losses[-1] for step in (-0.02, 0.02))
    slope = (above[0] - below[0]) / (above[1] - below[1])
    assert kept_to(epsilon).multipliers[-1, 0] == pytest.approx(-slope, rel=0.15)


def test_a_bound_beyond_what_the_data_ask_for_does_nothing():
    found = kept_to(BOUNDED.high)
    assert found.multipliers[-1, 0] == 0
    assert found.losses[-1, 1] == pytest.approx(np.mean(DIP), rel=0.03)
    assert found.losses[-1, 0] == pytest.approx(NOISE, rel=0.2)
    np.testing.assert_allclose(found.losses[-1], weighted(0.0).losses[-1], rtol=0.02)


@pytest.mark.parametrize("weight", [0.01, 0.1, 0.3, 1.0, 2.0])
def test_a_weight_does_what_it_does_to_a_curve_that_can_bend_anywhere(weight):
    found = weighted(weight)
    assert found.losses[-1, 1] == pytest.approx(shortfall(weight), abs=0.03 * RANGE)


def test_two_of_the_four_decades_of_weights_do_next_to_nothing():
    assert BOUNDED.weights == (0.01, 100)
    unweighted = weighted(0.0).losses[-1, 1]
    assert abs(weighted(0.1).losses[-1, 1] - unweighted) < 0.08 * RANGE
    assert smallest_output(weighted(0.1)) < 1.8
    assert weighted(10.0).losses[-1, 1] < 0.001
    assert weighted(100.0).losses[-1, 1] < 0.001
    assert weighted(100.0).losses[-1, 0] > 1.1 * kept_to(0.0).losses[-1, 0]
    assert smallest_output(weighted(BOUNDED.weight)) < 2.3


def test_a_weight_that_descends_along_with_the_parameters_is_driven_to_0():
    def total(moving):
        params, rho = moving
        error, values = PENALTY.losses(params, PENALTY.examples, jax.random.key(0))
        return error + jax.nn.softplus(rho) * values["penalty"]

    optimizer = optax.adam(PENALTY.learning_rate)

    def step(carry, _):
        moving, memory = carry
        updates, memory = optimizer.update(jax.grad(total)(moving), memory)
        moving = optax.apply_updates(moving, updates)
        return (moving, memory), jax.nn.softplus(moving[1])

    weight = 1.0
    rho = jnp.log(jnp.expm1(jnp.float32(weight)))
    first = PENALTY.init(jax.random.key(0)), rho
    assert jax.nn.softplus(rho) == pytest.approx(weight)
    (moving, _), weights = jax.lax.scan(
        step, (first, optimizer.init(first)), length=PENALTY.num_steps
    )
    assert np.all(np.diff(weights) < 0)
    assert 0 < weights[-1] < 0.05
    _, values = PENALTY.losses(moving[0], PENALTY.examples, jax.random.key(0))
    assert values["penalty"] == pytest.approx(np.mean(DIP), rel=0.05)


@pytest.mark.parametrize("seed", range(3))
def test_with_mini_batches_it_is_kept_to_and_hard_constraint_first_fits_worse(seed):
    parts = {"batch_share": 0.1, "seed": seed}
    kept = trained(PENALTY, PENALTY.kept_to(), **parts).losses
    first = trained(PENALTY, PENALTY.kept_to_first(), **parts).losses
    half = len(kept) // 2
    assert abs(kept[half:, 1].mean() - BOUNDED.epsilon) < 0.02 * RANGE
    assert abs(first[half:, 1].mean() - BOUNDED.epsilon) < 0.02 * RANGE
    assert first[half:, 0].mean() > 1.15 * kept[half:, 0].mean()


def test_with_mini_batches_a_bound_in_the_middle_is_kept_to_from_both_sides():
    method = PENALTY.kept_to({"penalty": 0.1})
    found = trained(PENALTY, method, batch_share=0.1).losses[60:, 1]
    assert found.mean() == pytest.approx(0.1, abs=0.01 * RANGE)
    assert found.min() < 0.1 < found.max()


def test_a_mini_batch_does_not_blur_the_penalty():
    params, key = kept_to(0.1).params, jax.random.key(0)
    few = jax.tree.map(lambda of: of[:12], PENALTY.examples)
    error, values = PENALTY.losses(params, few, key)
    of_all, all_values = PENALTY.losses(params, PENALTY.examples, key)
    assert values["penalty"] == pytest.approx(float(all_values["penalty"]), rel=1e-5)
    assert abs(error / of_all - 1) > 0.05


def test_the_picture_is_the_output_over_the_grid_with_the_points_and_the_level():
    found = kept_to(0.1)
    picture = PENALTY.picture(found)
    assert picture.level == 3
    assert np.all(np.diff(picture.x) > 0)
    assert picture.points.shape == (120, 2)
    under = np.maximum(0, picture.level - picture.y)
    assert np.mean(under) == pytest.approx(found.losses[-1, 1], rel=1e-4)
    x, y = picture.points.T
    fitted = np.interp(x, picture.x, picture.y)
    assert np.mean((fitted - y) ** 2) == pytest.approx(found.losses[-1, 0], rel=0.01)


def test_the_picture_of_what_has_diverged_can_be_made():
    found = kept_to(0.1)
    params = jax.tree.map(lambda array: jnp.full_like(array, jnp.nan), found.params)
    diverged = found._replace(params=params, losses=np.full_like(found.losses, np.nan))
    picture = PENALTY.picture(diverged)
    assert picture.y.shape == picture.x.shape
    assert np.isnan(picture.y).all()
