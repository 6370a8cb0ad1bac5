"""The elastic net against sequential quadratic programming, as SciPy has it."""

from functools import cache

import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import minimize

from applications import APPLICATIONS
from applications.data.diabetes import FILE
from model_training import trained

TABLE = np.loadtxt(FILE, delimiter=",", skiprows=1)
X, Y = ((of - of.mean(axis=0)) / of.std(axis=0) for of in (TABLE[:, :10], TABLE[:, 10]))
ELASTIC_NET = APPLICATIONS["elastic_net"]()
ABSOLUTE, SQUARED = ELASTIC_NET.bounded
BOTH = [(0.4, 0.05), (0.4, 0.07), (0.5, 0.1), (0.6, 0.08), (0.7, 0.12), (0.8, 0.17)]
BOTH += [(0.9, 0.15), (0.9, 0.18)]
ONLY_ABSOLUTE = [(0.4, 0.18), (0.5, 0.15), (0.6, 0.16), (0.7, 0.18)]
ONLY_SQUARED = [(0.6, 0.05), (0.8, 0.09), (0.9, 0.05), (0.9, 0.11)]


def of(coefficients):
    """MSE, Σ |w| and Σ w²."""
    error = np.mean((X @ coefficients - Y) ** 2)
    return np.array([error, np.abs(coefficients).sum(), np.sum(coefficients**2)])


@cache
def solved(absolute, squared):
    """The best coefficients w = u − v within both bounds, with u, v ≥ 0."""

    def w(parts):
        return parts[:10] - parts[10:]

    def signed(slope):
        return np.concatenate([slope, -slope])

    bounds = [
        {
            "type": "ineq",
            "fun": lambda parts: absolute - parts.sum(),
            "jac": lambda parts: -np.ones(20),
        },
        {
            "type": "ineq",
            "fun": lambda parts: squared - np.sum(w(parts) ** 2),
            "jac": lambda parts: -2 * signed(w(parts)),
        },
    ]
    found = minimize(
        lambda parts: np.mean((X @ w(parts) - Y) ** 2),
        np.full(20, 0.001),
        jac=lambda parts: 2 / len(X) * signed(X.T @ (X @ w(parts) - Y)),
        bounds=[(0, None)] * 20,
        constraints=bounds,
        method="SLSQP",
        options={"maxiter": 1000, "ftol": 1e-12},
    )
    assert found.success
    return w(found.x)


@cache
def multipliers(absolute, squared):
    """λ₁, λ₂ ≥ 0 with ∇MSE + λ₁ sign(w) + 2 λ₂ w = 0 wherever w ≠ 0."""
    coefficients = solved(absolute, squared)
    kept = np.abs(coefficients) > 1e-4
    slope = 2 / len(X) * X.T @ (X @ coefficients - Y)
    columns = np.stack([np.sign(coefficients), 2 * coefficients], axis=1)[kept]
    is_met = of(coefficients)[1:] > np.array([absolute, squared]) - 1e-5
    found = np.zeros(2)
    found[is_met], *_ = np.linalg.lstsq(columns[:, is_met], -slope[kept])
    np.testing.assert_allclose(columns @ found, -slope[kept], atol=1e-3)
    return found


@cache
def kept_to(absolute, squared):
    method = ELASTIC_NET.kept_to({"absolute": absolute, "squared": squared})
    return trained(ELASTIC_NET, method)


@pytest.mark.parametrize("epsilon", BOTH + ONLY_ABSOLUTE + ONLY_SQUARED)
def test_two_bounds_lead_to_the_elastic_net_and_its_two_multipliers(epsilon):
    coefficients, found = solved(*epsilon), kept_to(*epsilon)
    np.testing.assert_allclose(found.losses[-1], of(coefficients), rtol=0.01)
    off = np.linalg.norm(np.asarray(found.params) - coefficients)
    assert off < 0.01 * np.linalg.norm(coefficients)
    np.testing.assert_allclose(
        found.multipliers[-1], multipliers(*epsilon), rtol=0.05, atol=1e-3
    )


@pytest.mark.parametrize("epsilon", BOTH)
def test_where_both_bounds_are_met_both_multipliers_are_above_0(epsilon):
    found = kept_to(*epsilon)
    np.testing.assert_allclose(found.losses[-1, 1:], epsilon, rtol=0.01)
    assert found.multipliers[-1].min() > 0.02


@pytest.mark.parametrize("epsilon", ONLY_ABSOLUTE)
def test_a_bound_on_the_squares_that_has_room_to_spare_has_no_multiplier(epsilon):
    found = kept_to(*epsilon)
    assert found.losses[-1, 1] == pytest.approx(epsilon[0], rel=0.01)
    assert found.losses[-1, 2] < 0.99 * epsilon[1]
    assert found.multipliers[-1, 0] > 0.1
    assert found.multipliers[-1, 1] == 0


@pytest.mark.parametrize("epsilon", ONLY_SQUARED)
def test_a_bound_on_the_absolute_values_that_has_room_to_spare_has_no_multiplier(epsilon):
    found = kept_to(*epsilon)
    assert found.losses[-1, 1] < 0.99 * epsilon[0]
    assert found.losses[-1, 2] == pytest.approx(epsilon[1], rel=0.01)
    assert found.multipliers[-1, 0] == 0
    assert found.multipliers[-1, 1] > 0.1


def test_over_half_of_the_sliders_both_bounds_matter():
    first, second = (np.linspace(one.low, one.high, 9) for one in (ABSOLUTE, SQUARED))
    both = np.array([[min(multipliers(a, s)) > 1e-3 for s in second] for a in first])
    assert both.mean() > 0.5
    assert both.any(axis=0).all()
    assert both.any(axis=1).all()


def test_a_weight_moves_both_norms_and_a_bound_moves_its_own_only():
    start = [ABSOLUTE.epsilon, SQUARED.epsilon]
    weights = multipliers(*start)
    one = trained(ELASTIC_NET, weighted(*weights)).losses[-1, 1:]
    other = trained(ELASTIC_NET, weighted(weights[0], 3 * weights[1])).losses[-1, 1:]
    np.testing.assert_allclose(one, start, rtol=0.01)
    assert (other < 0.85 * one).all()
    lower = kept_to(ABSOLUTE.epsilon, 0.09).losses[-1, 1:]
    np.testing.assert_allclose(lower, [ABSOLUTE.epsilon, 0.09], rtol=0.01)


def test_the_weight_of_the_squares_does_nothing_over_a_quarter_of_its_slider():
    low, high = SQUARED.weights
    ends = [trained(ELASTIC_NET, weighted(0.1, weight)) for weight in (low, 0.01)]
    np.testing.assert_allclose(ends[0].losses[-1], ends[1].losses[-1], rtol=0.02)
    assert np.log(0.01 / low) >= 0.25 * np.log(high / low)


def weighted(absolute, squared):
    return ELASTIC_NET.weighted({"absolute": absolute, "squared": squared})


@pytest.mark.parametrize("weights", [(0.01, 0.01), (0.1, 0.1), (0.3, 1.0), (0.6, 0.01)])
def test_weights_lead_to_a_minimum_of_their_sum(weights):
    """Where w ≠ 0 the slope of the sum is 0; elsewhere that of the rest is at most α₁."""
    found = np.asarray(trained(ELASTIC_NET, weighted(*weights)).params)
    slope = 2 / len(X) * X.T @ (X @ found - Y) + 2 * weights[1] * found
    kept = np.abs(found) > 1e-3
    assert kept.any()
    np.testing.assert_allclose(slope[kept], -weights[0] * np.sign(found[kept]), atol=2e-3)
    assert np.abs(slope[~kept]).max(initial=0) < weights[0] + 2e-3


def test_with_mini_batches_both_norms_are_kept_to_and_hard_constraint_first_is_worse():
    epsilon = np.array([ABSOLUTE.epsilon, SQUARED.epsilon])
    kept = trained(ELASTIC_NET, ELASTIC_NET.kept_to(), batch_share=0.1)
    first = trained(ELASTIC_NET, ELASTIC_NET.kept_to_first(), batch_share=0.1)
    half = len(kept.steps) // 2
    kept, first = (each.losses[half:].mean(axis=0) for each in (kept, first))
    ranges = np.array([one.high - one.low for one in ELASTIC_NET.bounded])
    assert (np.abs(kept[1:] - epsilon) < 0.02 * ranges).all()
    least = of(solved(*epsilon))[0]
    assert first[0] - least > 1.3 * (kept[0] - least) > 0
    assert (epsilon - first[1:] > np.abs(kept[1:] - epsilon)).all()


def test_the_picture_has_the_coefficients_beside_those_of_least_squares():
    found = trained(ELASTIC_NET, ELASTIC_NET.kept_to())
    picture = ELASTIC_NET.picture(found)
    assert picture.labels[:4] == ("age", "sex", "bmi", "bp")
    np.testing.assert_allclose(picture.values, found.params)
    np.testing.assert_allclose(picture.beside, np.linalg.lstsq(X, Y)[0], atol=1e-9)


def test_a_training_that_diverged_has_a_picture():
    found = trained(ELASTIC_NET, ELASTIC_NET.kept_to())
    picture = ELASTIC_NET.picture(found._replace(params=jnp.full(10, jnp.nan)))
    assert np.isnan(picture.values).all()
    assert np.isfinite(picture.beside).all()
