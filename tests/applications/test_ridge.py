"""Ridge regression against its closed form."""

import numpy as np
import pytest
from scipy.optimize import brentq

from applications import APPLICATIONS
from applications.data.diabetes import FILE
from model_training import trained

TABLE = np.loadtxt(FILE, delimiter=",", skiprows=1)
X, Y = ((of - of.mean(axis=0)) / of.std(axis=0) for of in (TABLE[:, :10], TABLE[:, 10]))
RIDGE = APPLICATIONS["ridge"]()


def closed_form(weight):
    """The coefficients that minimize mean((X w − y)²) + weight Σ w²."""
    return np.linalg.solve(X.T @ X / len(X) + weight * np.eye(10), X.T @ Y / len(X))


def closed_form_at(norm):
    """The coefficients of that squared norm, and the weight that leads to them."""
    weight = brentq(lambda weight: np.sum(closed_form(weight) ** 2) - norm, 0, 1e3)
    return closed_form(weight), weight


@pytest.mark.parametrize("epsilon", [0.05, 0.1, 0.2, 0.35, 0.5, 0.7])
def test_a_bound_leads_to_the_closed_form_and_its_weight(epsilon):
    coefficients, weight = closed_form_at(epsilon)
    found = trained(RIDGE, RIDGE.kept_to({"norm": epsilon}))
    error, norm = found.losses[-1]
    assert norm == pytest.approx(epsilon, rel=0.01)
    assert error == pytest.approx(np.mean((X @ coefficients - Y) ** 2), rel=0.01)
    off = np.linalg.norm(np.asarray(found.params) - coefficients)
    assert off < 0.01 * np.linalg.norm(coefficients)
    assert found.multipliers[-1, 0] == pytest.approx(weight, rel=0.01)


@pytest.mark.parametrize("weight", [0.01, 0.1, 1.0])
def test_a_weight_leads_to_the_closed_form(weight):
    found = trained(RIDGE, RIDGE.weighted({"norm": weight}))
    np.testing.assert_allclose(found.params, closed_form(weight), atol=2e-3)


def test_a_bound_beyond_least_squares_does_nothing():
    found = trained(RIDGE, RIDGE.kept_to({"norm": 0.74}))
    assert found.losses[-1] == pytest.approx([0.48225, 0.7243], rel=0.01)
    assert found.multipliers[-1, 0] == 0


def test_with_mini_batches_the_norm_is_kept_to_and_hard_constraint_first_is_worse():
    kept = trained(RIDGE, RIDGE.kept_to(), batch_share=0.1)
    first = trained(RIDGE, RIDGE.kept_to_first(), batch_share=0.1)
    half = len(kept.steps) // 2
    (bounded,) = RIDGE.bounded
    allowed = 0.02 * (bounded.high - bounded.low)
    assert abs(kept.losses[half:, 1].mean() - bounded.epsilon) < allowed
    best, _ = closed_form_at(bounded.epsilon)
    least = np.mean((X @ best - Y) ** 2)
    assert least < kept.losses[half:, 0].mean() < first.losses[half:, 0].mean() + 0.001


def test_the_picture_has_the_coefficients_beside_those_of_least_squares():
    found = trained(RIDGE, RIDGE.kept_to())
    picture = RIDGE.picture(found)
    assert picture.labels[:4] == ("age", "sex", "bmi", "bp")
    np.testing.assert_allclose(picture.values, found.params)
    np.testing.assert_allclose(picture.beside, closed_form(0), atol=1e-9)
