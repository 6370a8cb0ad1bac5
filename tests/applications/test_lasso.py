"""The lasso against coordinate descent."""

from functools import cache

import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import brentq

from applications import APPLICATIONS
from applications.data.diabetes import FILE
from model_training import trained

TABLE = np.loadtxt(FILE, delimiter=",", skiprows=1)
X, Y = ((of - of.mean(axis=0)) / of.std(axis=0) for of in (TABLE[:, :10], TABLE[:, 10]))
GRAM, MOMENT = X.T @ X / len(X), X.T @ Y / len(X)
LASSO = APPLICATIONS["lasso"]()
(NORM,) = LASSO.bounded


def error_of(coefficients):
    return np.mean((X @ coefficients - Y) ** 2)


def coordinate_descent(weight):
    """The coefficients that minimize mean((X w − y)²) + weight Σ |w|.

    One after another, since each alone has a closed form; its feature has variance 1.

    Source: J. Friedman, T. Hastie and R. Tibshirani, “Regularization paths for generalized
    linear models via coordinate descent”, Journal of Statistical Software, 2010.
    """
    coefficients, before = np.zeros(10), np.ones(10)
    while np.abs(coefficients - before).max() > 1e-12:
        before = coefficients.copy()
        for j in range(10):
            alone = MOMENT[j] - GRAM[j] @ coefficients + coefficients[j]
            coefficients[j] = np.sign(alone) * max(0, abs(alone) - weight / 2)
    return coefficients


@cache
def best_at(norm):
    """The coefficients of that norm, and the weight that leads to them."""
    most = 2 * np.abs(MOMENT).max()
    weight = brentq(
        lambda weight: np.abs(coordinate_descent(weight)).sum() - norm, 1e-5, most
    )
    return coordinate_descent(weight), weight


def test_coordinate_descent_meets_the_conditions_of_a_minimum():
    """Where w ≠ 0 the slope of the MSE is −weight · sign(w); elsewhere it is no larger."""
    coefficients = coordinate_descent(0.2)
    slope = 2 * (GRAM @ coefficients - MOMENT)
    kept = coefficients != 0
    assert 0 < kept.sum() < 10
    np.testing.assert_allclose(slope[kept], -0.2 * np.sign(coefficients[kept]), atol=1e-9)
    assert np.abs(slope[~kept]).max() < 0.2


@pytest.mark.parametrize("epsilon", [0.1, 0.2, 0.4, 0.7, 1.0, 1.3, 1.7, 2.0, 2.1])
def test_a_bound_leads_to_the_lasso_and_its_weight(epsilon):
    coefficients, weight = best_at(epsilon)
    found = trained(LASSO, LASSO.kept_to({"norm": epsilon}))
    error, norm = found.losses[-1]
    assert norm == pytest.approx(epsilon, rel=0.01)
    assert error == pytest.approx(error_of(coefficients), rel=0.01)
    off = np.linalg.norm(np.asarray(found.params) - coefficients)
    assert off < 0.01 * np.linalg.norm(coefficients)
    assert found.multipliers[-1, 0] == pytest.approx(weight, rel=0.02)


@pytest.mark.parametrize("epsilon", [0.1, 0.2, 0.4, 0.7, 1.0, 1.3])
def test_coefficients_that_the_lasso_drops_are_nearly_0_and_the_others_are_not(epsilon):
    coefficients, _ = best_at(epsilon)
    found = np.abs(trained(LASSO, LASSO.kept_to({"norm": epsilon})).params)
    dropped = coefficients == 0
    assert dropped.any()
    assert found[dropped].max() < 0.001
    assert found[~dropped].min() > 0.001


@pytest.mark.parametrize("epsilon", [0.1, 0.4, 0.7, 1.0, 1.3])
def test_the_multiplier_is_how_steep_the_front_is(epsilon):
    ends = [error_of(best_at(epsilon + step)[0]) for step in (-0.005, 0.005)]
    found = trained(LASSO, LASSO.kept_to({"norm": epsilon}))
    assert found.multipliers[-1, 0] == pytest.approx((ends[0] - ends[1]) / 0.01, rel=0.05)


def test_a_bound_beyond_least_squares_does_nothing():
    found = trained(LASSO, LASSO.kept_to({"norm": NORM.high}))
    least_squares = np.linalg.lstsq(X, Y)[0]
    assert np.abs(least_squares).sum() < NORM.high
    expected = [error_of(least_squares), np.abs(least_squares).sum()]
    assert found.losses[-1] == pytest.approx(expected, rel=0.01)
    assert found.multipliers[-1, 0] == 0


@pytest.mark.parametrize("weight", [0.0001, 0.001, 0.01, 0.1, 1.0])
def test_a_weight_leads_to_the_lasso(weight):
    found = trained(LASSO, LASSO.weighted({"norm": weight}))
    np.testing.assert_allclose(found.params, coordinate_descent(weight), atol=4e-3)


def test_over_more_than_half_of_its_slider_the_weight_hardly_changes_the_error():
    """Least squares has an error of 0.482, and no coefficients at all one of 1."""
    low, high = NORM.weights
    for weights in ([low, 0.01], [1.25, high]):
        ends = [trained(LASSO, LASSO.weighted({"norm": weight})) for weight in weights]
        assert abs(ends[0].losses[-1, 0] - ends[1].losses[-1, 0]) < 0.01
    idle = np.log(0.01 / low) + np.log(high / 1.25)
    assert idle > 0.55 * np.log(high / low)


@pytest.mark.parametrize("epsilon", [NORM.epsilon, 1.3])
def test_with_mini_batches_the_norm_is_kept_to_and_hard_constraint_first_is_worse(epsilon):
    bound = {"norm": epsilon}
    kept = trained(LASSO, LASSO.kept_to(bound), batch_share=0.1)
    first = trained(LASSO, LASSO.kept_to_first(bound), batch_share=0.1)
    half = len(kept.steps) // 2
    kept, first = (of.losses[half:].mean(axis=0) for of in (kept, first))
    assert abs(kept[1] - epsilon) < 0.005 < 0.02 * (NORM.high - NORM.low)
    assert epsilon - first[1] > abs(kept[1] - epsilon) + 0.0005
    assert error_of(best_at(epsilon)[0]) < kept[0] < first[0] - 0.0001


def test_the_picture_has_the_coefficients_beside_those_of_least_squares():
    found = trained(LASSO, LASSO.kept_to())
    picture = LASSO.picture(found)
    assert picture.labels[:4] == ("age", "sex", "bmi", "bp")
    np.testing.assert_allclose(picture.values, found.params)
    np.testing.assert_allclose(picture.beside, np.linalg.lstsq(X, Y)[0], atol=1e-9)


def test_a_training_that_diverged_has_a_picture():
    found = trained(LASSO, LASSO.kept_to())
    picture = LASSO.picture(found._replace(params=jnp.full(10, jnp.nan)))
    assert np.isnan(picture.values).all()
    assert np.isfinite(picture.beside).all()
